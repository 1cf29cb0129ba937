/* test_sha256.c: the examples of FIPS 180-4 and what sha256sum says. */
#include "check.h"

#include <kontor/sha256.h>

static void the_standard_s_examples_come_out(void **state)
{
    (void)state;
    char hex[65];
    kt_sha256_hex(NULL, 0, hex);
    CHECK_TEXT(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    kt_sha256_hex("abc", 3, hex);
    CHECK_TEXT(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    kt_sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
    CHECK_TEXT(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_million_bytes_come_out(void **state)
{
    (void)state;
    char hex[65];
    char *bytes = malloc(1000000);
    memset(bytes, 'a', 1000000);
    kt_sha256_hex(bytes, 1000000, hex);
    CHECK_TEXT(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_standard_s_examples_come_out),
        KT_TEST(a_million_bytes_come_out),
    };
    return kt_run_tests(tests);
}
