/* test_digest.c: XXH3 with its published values, in one piece and in many. */
#include "check.h"

#include <kontor/digest.h>

static void empty_inputs_have_the_published_digests(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_digest *digest = NULL;
    char hex[33];
    /* XXH3_64bits and XXH3_128bits of no bytes with seed 0, from xxhash's own test vectors. */
    CHECK(kt_digest_block(NULL, 0) == UINT64_C(0x2D06800538D394C2));
    CHECK_OK(kt_digest_new(&digest, &err), err);
    kt_digest_hex(digest, hex);
    CHECK_TEXT(hex, "99aa06d3014798d86001c324468d497f");
    kt_digest_add(digest, NULL, 0);
    kt_digest_hex(digest, hex);
    CHECK_TEXT(hex, "99aa06d3014798d86001c324468d497f");
    kt_digest_free(digest);
    kt_digest_free(NULL);
}

static void pieces_make_the_same_digest_as_the_whole(void **state)
{
    (void)state;
    static char bytes[5000];
    char whole[33], pieces[33];
    kt_error err = {0};
    for (size_t n = 0; n < sizeof bytes; n++)
        bytes[n] = (char)(n * n % 253);
    for (size_t piece = 1; piece < sizeof bytes; piece = piece * 3 + 1) {
        kt_digest *a = NULL, *b = NULL;
        CHECK_OK(kt_digest_new(&a, &err), err);
        CHECK_OK(kt_digest_new(&b, &err), err);
        kt_digest_add(a, bytes, sizeof bytes);
        for (size_t at = 0; at < sizeof bytes; at += piece) {
            const size_t left = sizeof bytes - at;
            kt_digest_add(b, bytes + at, left < piece ? left : piece);
            kt_digest_hex(b, pieces); /* asking on the way changes nothing */
        }
        kt_digest_hex(a, whole);
        kt_digest_hex(b, pieces);
        CHECK_TEXT(pieces, whole);
        kt_digest_free(b);
        kt_digest_free(a);
    }
}

static void one_changed_bit_changes_the_digest(void **state)
{
    (void)state;
    char bytes[300] = "";
    const uint64_t before = kt_digest_block(bytes, sizeof bytes);
    for (size_t bit = 0; bit < sizeof bytes * 8; bit++) {
        bytes[bit / 8] = (char)(1u << bit % 8);
        CHECK(kt_digest_block(bytes, sizeof bytes) != before);
        bytes[bit / 8] = 0;
    }
}

static kt_status once(void *with, kt_error *err)
{
    (void)with;
    kt_digest *digest = NULL;
    KT_TRY(kt_digest_new(&digest, err));
    kt_digest_free(digest);
    return KT_OK;
}

static void every_refused_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(empty_inputs_have_the_published_digests),
        KT_TEST(pieces_make_the_same_digest_as_the_whole),
        KT_TEST(one_changed_bit_changes_the_digest),
        KT_TEST(every_refused_request_is_reported),
    };
    return kt_run_tests(tests);
}
