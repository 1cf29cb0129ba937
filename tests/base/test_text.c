/* test_text.c: slices and growing text. */
#include "check.h"

#include <kontor/limits.h>
#include <kontor/text.h>

#include <limits.h>

static kt_slice S(const char *text)
{
    return kt_slice_of(text);
}

static void slices_compare_by_bytes(void **state)
{
    (void)state;
    CHECK_INT(kt_slice_of(NULL).size, 0);
    CHECK(kt_slice_equal(S(NULL), S("")));
    CHECK(kt_slice_equal(S("abc"), S("abc")));
    CHECK(!kt_slice_equal(S("abc"), S("abd")));
    CHECK(!kt_slice_equal(S("ab"), S("abc")));
    CHECK(kt_slice_is(S("abc"), "abc"));
    CHECK(!kt_slice_is(S("abc"), "ab"));
    CHECK(kt_slice_starts(S("abc"), "ab"));
    CHECK(kt_slice_starts(S(NULL), ""));
    CHECK(!kt_slice_starts(S("a"), "ab"));
    CHECK(!kt_slice_starts(S("xb"), "ab"));
}

static void only_ascii_letters_have_no_case(void **state)
{
    (void)state;
    CHECK(kt_slice_equal_ascii_case(S("BaCi"), S("bAcI")));
    CHECK(!kt_slice_equal_ascii_case(S("BACI"), S("BACJ")));
    CHECK(!kt_slice_equal_ascii_case(S("a"), S("ab")));
    CHECK(!kt_slice_equal_ascii_case(S("["), S("{"))); /* 0x5B and 0x7B */
    CHECK(!kt_slice_equal_ascii_case(S("\xC3\x84"), S("\xC3\xA4")));
}

static void trimming_takes_blanks_at_both_ends(void **state)
{
    (void)state;
    CHECK(kt_slice_is(kt_slice_trim(S(" \t a b\r\n")), "a b"));
    CHECK_INT(kt_slice_trim(S(" \t\r\n")).size, 0);
    CHECK_INT(kt_slice_trim(S(NULL)).size, 0);
    CHECK(kt_slice_is(kt_slice_trim(S("a")), "a"));
}

static void cutting_gives_all_parts_in_order(void **state)
{
    (void)state;
    kt_slice rest = S("a,,b,");
    CHECK(kt_slice_is(kt_slice_cut(&rest, ','), "a"));
    CHECK(kt_slice_is(kt_slice_cut(&rest, ','), ""));
    CHECK(kt_slice_is(kt_slice_cut(&rest, ','), "b"));
    CHECK(rest.data != NULL); /* behind the last separator stands an empty part */
    CHECK_INT(kt_slice_cut(&rest, ',').size, 0);
    CHECK(rest.data == NULL);
    CHECK_INT(kt_slice_cut(&rest, ',').size, 0);
}

static void text_grows_and_stays_terminated(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    CHECK_TEXT(kt_text_get(&text), "");
    for (int n = 0; n < 1000; n++) {
        CHECK_OK(kt_text_format(&text, &err, "%d,", n), err);
        CHECK_INT(text.data[text.size], '\0');
    }
    CHECK_INT(text.size, 10 * 2 + 90 * 3 + 900 * 4);
    CHECK(memcmp(text.data, "0,1,2,", 6) == 0);
    CHECK_TEXT(text.data + text.size - 8, "998,999,");
    kt_text_reset(&text);
    CHECK_TEXT(kt_text_get(&text), "");
    CHECK(text.data != NULL);
    CHECK_OK(kt_text_add(&text, "a", &err), err);
    CHECK_OK(kt_text_add_slice(&text, S("bcd"), &err), err);
    CHECK_OK(kt_text_append(&text, "e\0f", 3, &err), err);
    CHECK_OK(kt_text_append(&text, NULL, 0, &err), err);
    CHECK_INT(text.size, 7);
    CHECK(memcmp(text.data, "abcde\0f", 8) == 0);
    kt_text_clear(&text);
    CHECK(text.data == NULL);
    kt_text_clear(&text);
}

/* Plain formats are put together by hand: they say what snprintf() says. */
static void a_format_says_what_printf_says(void **state)
{
    (void)state;
    kt_error err = {0};
    static const int number[] = {0, 7, -1, 1234567, INT_MIN, INT_MAX};
    static const long long wide[] = {0, -42, LLONG_MIN, LLONG_MAX};
    for (size_t n = 0; n < sizeof number / sizeof *number; n++)
        for (size_t w = 0; w < sizeof wide / sizeof *wide; w++) {
            kt_text text = {0};
            char expected[200];
            snprintf(expected, sizeof expected, "%s=%d, %lld%s", "name", number[n], wide[w],
                     "");
            CHECK_OK(
                kt_text_format(&text, &err, "%s=%d, %lld%s", "name", number[n], wide[w], ""),
                err);
            CHECK_TEXT(kt_text_get(&text), expected);
            snprintf(expected, sizeof expected, "%s%d%%|%5d|%lld|%.1f", "x", number[n],
                     number[n], wide[w], 0.25);
            kt_text_reset(&text);
            CHECK_OK(kt_text_format(&text, &err, "%s%d%%|%5d|%lld|%.1f", "x", number[n],
                                    number[n], wide[w], 0.25),
                     err);
            CHECK_TEXT(kt_text_get(&text), expected);
            kt_text_clear(&text);
        }
}

static void a_text_ends_at_its_limit(void **state)
{
    (void)state;
    kt_error err = {0};
    /* As if it were full; the limit is looked at before the bytes are. */
    kt_text text = {NULL, KT_MAX_TEXT, 0};
    CHECK_FAILS(kt_text_append(&text, "x", 1, &err), KT_ERR_LIMIT, err);
    CHECK_FAILS(kt_text_reserve(&text, SIZE_MAX, &err), KT_ERR_LIMIT, err);
    CHECK_FAILS(kt_text_format(&text, &err, "%d", 1), KT_ERR_LIMIT, err);
    CHECK(text.data == NULL);
}

static kt_status once(void *with, kt_error *err)
{
    (void)with;
    kt_text text = {0};
    kt_status status = kt_text_add(&text, "begin", err);
    for (int n = 0; n < 50 && !status; n++) {
        const size_t before = text.size;
        status = n % 2 ? kt_text_format(&text, err, "%0*d", n * 10, n)
                       : kt_text_append_latin1(&text, "\xE4\xF6\xFC some more of it", 19, err);
        if (status)
            CHECK(text.size == before && strlen(text.data) == before);
    }
    kt_text_clear(&text);
    return status;
}

static void every_refused_request_leaves_the_text_as_it_was(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(slices_compare_by_bytes),
        KT_TEST(only_ascii_letters_have_no_case),
        KT_TEST(trimming_takes_blanks_at_both_ends),
        KT_TEST(cutting_gives_all_parts_in_order),
        KT_TEST(text_grows_and_stays_terminated),
        KT_TEST(a_format_says_what_printf_says),
        KT_TEST(a_text_ends_at_its_limit),
        KT_TEST(every_refused_request_leaves_the_text_as_it_was),
    };
    return kt_run_tests(tests);
}
