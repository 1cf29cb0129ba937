/* test_input_stream.c: standard input and pipes, plain, packed, and too long to be gathered. */
#include <kontor/input.h>

#include "pack.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

/* Walk "-" while bytes stand on standard input, in a file without a name. */
static kt_status walk_stdin(const kt_text *bytes, pack_seen *seen, kt_digest *digest,
                            kt_error *err)
{
    const kt_input_visitor visitor = pack_visitor(seen);
    FILE *file = tmpfile();
    CHECK(file != NULL);
    CHECK(fwrite(kt_text_get(bytes), 1, bytes->size, file) == bytes->size);
    rewind(file);
    const int kept = dup(STDIN_FILENO);
    CHECK(dup2(fileno(file), STDIN_FILENO) == STDIN_FILENO);
    const kt_status status = kt_input_walk("-", &visitor, digest, NULL, err);
    if (kept >= 0) {
        dup2(kept, STDIN_FILENO);
        close(kept);
    }
    fclose(file);
    return status;
}

static void check_stdin(const kt_text *bytes, const char *expected)
{
    pack_seen seen = {0};
    kt_error err = {0};
    CHECK_OK(walk_stdin(bytes, &seen, NULL, &err), err);
    CHECK_TEXT(kt_text_get(&seen.text), expected);
    kt_text_clear(&seen.text);
}

static void plain_text_is_one_member_named_like_its_source(void **state)
{
    (void)state;
    kt_text text = {0};
    check_stdin(&text, "-(0): ;");
    pack_bytes(&text, "a,b\n", 4);
    check_stdin(&text, "-(0): a,b\n;");
    kt_text_clear(&text);
}

static void packed_text_is_known_by_its_first_bytes(void **state)
{
    (void)state;
    kt_text gzip = {0}, zip = {0};
    const pack_member members[] = {pack_stored("a.csv", "1"), pack_stored("b.csv", "2")};
    pack_gzip_text(&gzip, "text");
    pack_zip(&zip, members, 2);
    check_stdin(&gzip, "-(0): text;");
    check_stdin(&zip, "a.csv(1): 1;b.csv(1): 2;");
    kt_text_clear(&zip);
    kt_text_clear(&gzip);
}

static void a_truncated_stream_is_refused(void **state)
{
    (void)state;
    kt_text gzip = {0};
    pack_seen seen = {0};
    kt_error err = {0};
    pack_gzip_text(&gzip, "text");
    gzip.size--;
    CHECK_FAILS(walk_stdin(&gzip, &seen, NULL, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.context, "standard input") != NULL);
    kt_text_clear(&seen.text);
    kt_text_clear(&gzip);
}

static void *write_to_pipe(void *with)
{
    FILE *pipe = fopen(with, "wb");
    if (pipe) {
        fputs("a,b\n", pipe);
        fflush(pipe);
        usleep(20000); // the reader meets a short read
        fputs("1,2\n", pipe);
        fclose(pipe);
    }
    return NULL;
}

static void a_named_pipe_is_read_like_standard_input(void **state)
{
    (void)state;
    char folder[256], path[300];
    pthread_t writer;
    pack_seen seen = {0};
    kt_error err = {0};
    const kt_input_visitor visitor = pack_visitor(&seen);
    kt_scratch_make(folder);
    snprintf(path, sizeof path, "%s/pipe", folder);
    CHECK_INT(mkfifo(path, 0600), 0);
    CHECK_INT(pthread_create(&writer, NULL, write_to_pipe, path), 0);
    CHECK_OK(kt_input_walk(path, &visitor, NULL, NULL, &err), err);
    CHECK_INT(pthread_join(writer, NULL), 0);
    CHECK_TEXT(kt_text_get(&seen.text), "pipe(0): a,b\n1,2\n;");
    kt_text_clear(&seen.text);
    kt_scratch_remove(folder);
}

/* ---- too long to be gathered: streamed
 * -------------------------------------------------------- */

enum { LONG = 68 << 20 };
static const uint32_t LONG_CRC = 0xa327b7ec; // of so many letters 'x'

static void check_long(const kt_text *bytes, const char *expected, uint64_t n_bytes)
{
    char found[33], whole[33];
    pack_seen seen = {.short_only = 1};
    kt_digest *digest = NULL, *of_all = NULL;
    kt_error err = {0};
    CHECK_OK(kt_digest_new(&digest, &err), err);
    CHECK_OK(kt_digest_new(&of_all, &err), err);
    CHECK_OK(walk_stdin(bytes, &seen, digest, &err), err);
    CHECK_INT((int64_t)seen.n_bytes, (int64_t)n_bytes);
    CHECK_TEXT(kt_text_get(&seen.text), expected);
    kt_digest_add(of_all, bytes->data, bytes->size);
    kt_digest_hex(of_all, whole);
    kt_digest_hex(digest, found);
    CHECK_TEXT(found, whole); // also of what libarchive had no need of
    kt_digest_free(of_all);
    kt_digest_free(digest);
    kt_text_clear(&seen.text);
}

static void a_long_zip_is_streamed(void **state)
{
    (void)state;
    kt_text zip = {0};
    pack_seen seen = {.short_only = 1};
    kt_error err = {0};
    char *text = malloc(LONG);
    CHECK(text != NULL);
    memset(text, 'x', LONG);
    const pack_member members[] = {
        {.name = "in/long", .packed = {text, LONG}, .crc = LONG_CRC, .plain_size = LONG},
        pack_stored("__MACOSX/._long", "never"),
        pack_stored("in/short", "1,2\n"),
    };
    pack_zip(&zip, members, 3);
    free(text);
    char expected[100];
    snprintf(expected, sizeof expected, "long(%d): ;short(4): 1,2\n;", LONG);
    check_long(&zip, expected, (uint64_t)LONG + 4);
    zip.data[1000] ^= 1;
    CHECK_FAILS(walk_stdin(&zip, &seen, NULL, &err), KT_ERR_FORMAT, err);
    kt_text_clear(&seen.text);
    kt_text_clear(&zip);
}

static void a_long_gzip_is_streamed(void **state)
{
    (void)state;
    kt_text gzip = {0}, packed = {0};
    pack_seen seen = {.short_only = 1};
    kt_error err = {0};
    char *text = malloc(LONG);
    CHECK(text != NULL);
    memset(text, 'x', LONG);
    pack_stored_blocks(&packed, text, LONG);
    free(text);
    pack_gzip(&gzip, (kt_slice){packed.data, packed.size}, LONG_CRC, LONG);
    kt_text_clear(&packed);
    check_long(&gzip, "-(0): ;", LONG);
    gzip.size -= 100;
    CHECK_FAILS(walk_stdin(&gzip, &seen, NULL, &err), KT_ERR_FORMAT, err);
    kt_text_clear(&seen.text);
    kt_text_clear(&gzip);
}

static kt_status walk_once(void *with, kt_error *err)
{
    pack_seen seen = {0};
    const kt_status status = walk_stdin(with, &seen, NULL, err);
    kt_text_clear(&seen.text);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_text gzip = {0};
    pack_gzip_text(&gzip, "text");
    kt_check_faults(KT_FAULT_MEMORY, walk_once, &gzip);
    kt_text_clear(&gzip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(plain_text_is_one_member_named_like_its_source),
        KT_TEST(packed_text_is_known_by_its_first_bytes),
        KT_TEST(a_truncated_stream_is_refused),
        KT_TEST(a_named_pipe_is_read_like_standard_input),
        KT_TEST(a_long_zip_is_streamed),
        KT_TEST(a_long_gzip_is_streamed),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
