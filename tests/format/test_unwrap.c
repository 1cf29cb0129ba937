/* test_unwrap.c: gzips, archives that grow too much, and members too large for memory. */
#include <kontor/limits.h>

#include "pack.h"

static void a_gzip_is_one_member_without_its_ending(void **state)
{
    (void)state;
    kt_text gzip = {0};
    pack_gzip_text(&gzip, "a,b\n1,2\n");
    pack_check(&gzip, "x.csv.gz", "x.csv(0): a,b\n1,2\n;");
    pack_check(&gzip, "X.CSV.GZ", "X.CSV(0): a,b\n1,2\n;");
    pack_check(&gzip, "x", "x(0): a,b\n1,2\n;");
    pack_check(&gzip, ".gz", ".gz(0): a,b\n1,2\n;");
    kt_text_clear(&gzip);
}

static void gzips_after_each_other_are_one_text(void **state)
{
    (void)state;
    kt_text gzip = {0};
    pack_gzip_text(&gzip, "a,b\n");
    pack_gzip_text(&gzip, "");
    pack_gzip_text(&gzip, "1,2\n");
    pack_check(&gzip, "x", "x(0): a,b\n1,2\n;");
    pack_number(&gzip, 0, 8); // padded
    pack_check(&gzip, "x", "x(0): a,b\n1,2\n;");
    pack_bytes(&gzip, "more", 4);
    pack_check_refused(&gzip, KT_ERR_FORMAT);
    kt_text_clear(&gzip);
}

/* The first member is many times what the size of the last one says. */
static void room_grows_until_a_member_fits(void **state)
{
    (void)state;
    enum { N = 80000 };
    char *text = malloc(N + 1);
    CHECK(text != NULL);
    memset(text, 'y', N);
    text[N] = '\0';
    kt_text gzip = {0}, runs = {0};
    const size_t n_runs = N / 258 / 8 * 8;
    pack_runs(&runs, n_runs);
    memset(text, 'x', N);
    const uint64_t size = 1 + 258 * n_runs;
    pack_gzip(&gzip, (kt_slice){runs.data, runs.size}, pack_crc(text, size), size);
    pack_gzip_text(&gzip, "!");
    pack_seen seen = {0};
    kt_error err = {0};
    CHECK_OK(pack_walk(&gzip, "x", &seen, &err), err);
    CHECK_INT((int64_t)seen.n_bytes, (int64_t)size + 1);
    kt_text_clear(&seen.text);
    kt_text_clear(&runs);
    kt_text_clear(&gzip);
    free(text);
}

static void a_gzip_cut_anywhere_is_refused(void **state)
{
    (void)state;
    kt_text gzip = {0};
    pack_gzip_text(&gzip, "a,b\n1,2\n");
    for (size_t size = 2; size < gzip.size; size++) {
        kt_text cut = {0};
        pack_bytes(&cut, gzip.data, size);
        pack_check_refused(&cut, KT_ERR_FORMAT);
        kt_text_clear(&cut);
    }
    kt_text_clear(&gzip);
}

static void a_gzip_with_another_checksum_or_size_is_refused(void **state)
{
    (void)state;
    kt_text gzip = {0};
    pack_gzip_text(&gzip, "a,b\n1,2\n");
    for (size_t p = gzip.size - 8; p < gzip.size; p++) {
        gzip.data[p] ^= 1;
        pack_check_refused(&gzip, KT_ERR_FORMAT);
        gzip.data[p] ^= 1;
    }
    pack_check(&gzip, "x", "x(0): a,b\n1,2\n;");
    kt_text_clear(&gzip);
}

/* ---- bombs ---------------------------------------------------------------------------------
 */

/* What a few bytes may become in any case: a megabyte. */
static void a_small_file_may_grow_much(void **state)
{
    (void)state;
    enum { N = 1000 };
    char *text = malloc(1 + 258 * N);
    CHECK(text != NULL);
    memset(text, 'x', 1 + 258 * N);
    kt_text bomb = {0}, zip = {0};
    pack_bomb(&bomb, N);
    CHECK(bomb.size < 300);
    const pack_member member = {.name = "a",
                                .packed = {bomb.data, bomb.size},
                                .method = 8,
                                .crc = pack_crc(text, 1 + 258 * N),
                                .plain_size = 1 + 258 * N};
    pack_zip(&zip, &member, 1);
    pack_seen seen = {.short_only = 1};
    kt_error err = {0};
    CHECK_OK(pack_walk(&zip, "x", &seen, &err), err);
    CHECK_INT((int64_t)seen.n_bytes, 1 + 258 * N);
    kt_text_clear(&seen.text);
    kt_text_clear(&zip);
    kt_text_clear(&bomb);
    free(text);
}

static void a_bomb_in_a_zip_is_refused_before_it_takes_memory(void **state)
{
    (void)state;
    enum { N = 1000000 };
    kt_text bomb = {0};
    pack_bomb(&bomb, N);
    for (uint64_t size = 1; size <= UINT64_C(1) << 62; size *= 1 + 258 * N) {
        kt_text zip = {0};
        const pack_member member = {.name = "a",
                                    .packed = {bomb.data, bomb.size},
                                    .method = 8,
                                    .plain_size = size,
                                    .wide = 1};
        pack_zip(&zip, &member, 1);
        pack_check_refused(&zip, size == 1 ? KT_ERR_FORMAT : KT_ERR_LIMIT);
        kt_text_clear(&zip);
    }
    kt_text_clear(&bomb);
}

/* Many entries of a directory that all lead to the same bytes: each is small, the sum is not.
 */
static void members_that_share_their_bytes_are_a_bomb_too(void **state)
{
    (void)state;
    enum { N = 2500 };
    char *text = malloc(1 + 258 * N);
    CHECK(text != NULL);
    memset(text, 'x', 1 + 258 * N);
    kt_text bomb = {0}, zip = {0};
    pack_bomb(&bomb, N);
    pack_member member = {.name = "a",
                          .packed = {bomb.data, bomb.size},
                          .method = 8,
                          .crc = pack_crc(text, 1 + 258 * N),
                          .plain_size = 1 + 258 * N};
    pack_local(&zip, &member);
    const size_t directory = zip.size;
    for (int n = 0; n < 3; n++)
        pack_entry(&zip, &member, 0);
    const size_t size = zip.size - directory;
    pack_number(&zip, 0x06054b50, 4);
    pack_number(&zip, 0, 4);
    pack_number(&zip, 3, 2);
    pack_number(&zip, 3, 2);
    pack_number(&zip, size, 4);
    pack_number(&zip, directory, 4);
    pack_number(&zip, 0, 2);
    pack_check_refused(&zip, KT_ERR_LIMIT);
    kt_text_clear(&zip);
    kt_text_clear(&bomb);
    free(text);
}

static void a_bomb_in_a_gzip_is_refused_whatever_its_size_says(void **state)
{
    (void)state;
    enum { N = 400000 };
    static const uint64_t sizes[] = {0, 1, 1 + 258 * (uint64_t)N, 0xffffffff};
    kt_text bomb = {0};
    pack_bomb(&bomb, N);
    for (int s = 0; s < 4; s++) {
        kt_text gzip = {0};
        pack_gzip(&gzip, (kt_slice){bomb.data, bomb.size}, 0, sizes[s]);
        pack_check_refused(&gzip, KT_ERR_LIMIT);
        kt_text_clear(&gzip);
    }
    kt_text_clear(&bomb);
}

/* ---- larger than KT_MAX_INFLATE: streamed
 * ---------------------------------------------------- */

enum { LARGE_RUNS = 1650000 };
static const uint64_t LARGE_SIZE = 1 + 258 * (uint64_t)LARGE_RUNS; // 426 MB
static const uint32_t LARGE_CRC = 0x25154bcf;                      // of so many letters 'x'

static void check_large(const kt_text *bytes, uint64_t n_bytes)
{
    pack_seen seen = {.short_only = 1};
    kt_error err = {0};
    CHECK_OK(pack_walk(bytes, "x", &seen, &err), err);
    CHECK_INT((int64_t)seen.n_bytes, (int64_t)n_bytes);
    kt_text_clear(&seen.text);
}

static void a_large_member_of_a_zip_is_streamed_and_checked(void **state)
{
    (void)state;
    kt_text packed = {0};
    pack_runs(&packed, LARGE_RUNS);
    for (uint32_t wrong = 0; wrong < 2; wrong++) {
        kt_text zip = {0};
        const pack_member members[] = {{.name = "large",
                                        .packed = {packed.data, packed.size},
                                        .method = 8,
                                        .crc = LARGE_CRC + wrong,
                                        .plain_size = LARGE_SIZE},
                                       pack_stored("small", "1,2\n")};
        pack_zip(&zip, members, 2);
        if (wrong)
            pack_check_refused(&zip, KT_ERR_FORMAT);
        else
            check_large(&zip, LARGE_SIZE + 4);
        kt_text_clear(&zip);
    }
    kt_text_clear(&packed);
}

static void a_large_gzip_is_streamed(void **state)
{
    (void)state;
    kt_text packed = {0}, gzip = {0};
    pack_runs(&packed, LARGE_RUNS);
    pack_gzip(&gzip, (kt_slice){packed.data, packed.size}, LARGE_CRC, LARGE_SIZE);
    check_large(&gzip, LARGE_SIZE);
    kt_text_clear(&gzip);

    packed.size /= 20; // truncated, with a trailer that looks honest
    pack_gzip(&gzip, (kt_slice){packed.data, packed.size}, LARGE_CRC, LARGE_SIZE / 19);
    pack_check_refused(&gzip, KT_ERR_FORMAT);
    kt_text_clear(&gzip);
    kt_text_clear(&packed);
}

static kt_status walk_once(void *with, kt_error *err)
{
    pack_seen seen = {0};
    const kt_status status = pack_walk(with, "a.gz", &seen, err);
    kt_text_clear(&seen.text);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_text gzip = {0};
    pack_gzip_text(&gzip, "some text");
    kt_check_faults(KT_FAULT_MEMORY, walk_once, &gzip);
    kt_text_clear(&gzip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_gzip_is_one_member_without_its_ending),
        KT_TEST(gzips_after_each_other_are_one_text),
        KT_TEST(room_grows_until_a_member_fits),
        KT_TEST(a_gzip_cut_anywhere_is_refused),
        KT_TEST(a_gzip_with_another_checksum_or_size_is_refused),
        KT_TEST(a_small_file_may_grow_much),
        KT_TEST(a_bomb_in_a_zip_is_refused_before_it_takes_memory),
        KT_TEST(members_that_share_their_bytes_are_a_bomb_too),
        KT_TEST(a_bomb_in_a_gzip_is_refused_whatever_its_size_says),
        KT_TEST(a_large_member_of_a_zip_is_streamed_and_checked),
        KT_TEST(a_large_gzip_is_streamed),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
