/* test_error.c: the cause is written once, context grows on the way up, texts stay in bounds.
 */
#include "check.h"

#include <errno.h>

static void a_failure_writes_cause_and_status(void **state)
{
    (void)state;
    kt_error err = {0};
    CHECK_INT(kt_fail(&err, KT_ERR_RANGE, "year %d, expected %d to %d", 20222, 1800, 2200),
              KT_ERR_RANGE);
    CHECK_INT(err.status, KT_ERR_RANGE);
    CHECK_INT(err.line, 0);
    CHECK_TEXT(err.cause, "year 20222, expected 1800 to 2200");
    CHECK_TEXT(err.context, "");
}

static void the_first_cause_is_never_replaced(void **state)
{
    (void)state;
    kt_error err = {0};
    CHECK_INT(kt_fail_at(&err, KT_ERR_FORMAT, 3, 9, "first"), KT_ERR_FORMAT);
    CHECK_INT(kt_fail(&err, KT_ERR_IO, "second"), KT_ERR_IO);
    errno = ENOENT;
    CHECK_INT(kt_fail_errno(&err, "third"), KT_ERR_IO);
    CHECK_INT(err.status, KT_ERR_FORMAT);
    CHECK_TEXT(err.cause, "first");
    CHECK_INT(err.line, 3);
    CHECK_INT(err.column, 9);
}

static void the_error_may_be_left_out(void **state)
{
    (void)state;
    CHECK_INT(kt_fail(NULL, KT_ERR_LIMIT, "x"), KT_ERR_LIMIT);
    CHECK_INT(kt_fail_at(NULL, KT_ERR_FORMAT, 1, 1, "x"), KT_ERR_FORMAT);
    errno = EIO;
    CHECK_INT(kt_fail_errno(NULL, "x"), KT_ERR_IO);
    kt_error_within(NULL, "x");
    kt_error_clear(NULL);
}

static void errno_becomes_words(void **state)
{
    (void)state;
    kt_error err = {0};
    errno = ENOENT;
    CHECK_INT(kt_fail_errno(&err, "cannot open %s", "a.csv"), KT_ERR_IO);
    CHECK_TEXT(err.cause, "cannot open a.csv: No such file or directory");
    kt_error_clear(&err);
    CHECK_INT(err.status, KT_OK);
    errno = ENOMEM;
    CHECK_INT(kt_fail_errno(&err, "cannot map"), KT_ERR_MEMORY);
    CHECK_INT(err.status, KT_ERR_MEMORY);
}

static void context_is_put_before_context(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_error_within(&err, "too early");
    CHECK_TEXT(err.context, "");
    CHECK_INT(kt_fail(&err, KT_ERR_IO, "why"), KT_ERR_IO);
    kt_error_within(&err, "reading %s", "b.csv");
    kt_error_within(&err, "importing %s", "a.zip");
    CHECK_TEXT(err.context, "importing a.zip: reading b.csv");
}

static void the_text_is_one_line_with_all_parts(void **state)
{
    (void)state;
    char text[600];
    kt_error err = {0};
    CHECK_INT(kt_fail_at(&err, KT_ERR_FORMAT, 12, 3, "why"), KT_ERR_FORMAT);
    CHECK_TEXT(kt_error_text(&err, text, sizeof text), "12:3: why");
    kt_error_within(&err, "a.csv");
    CHECK_TEXT(kt_error_text(&err, text, sizeof text), "a.csv:12:3: why");
    err.column = 0;
    CHECK_TEXT(kt_error_text(&err, text, sizeof text), "a.csv:12: why");
    err.line = 0;
    CHECK_TEXT(kt_error_text(&err, text, sizeof text), "a.csv: why");
    err.context[0] = '\0';
    CHECK_TEXT(kt_error_text(&err, text, sizeof text), "why");
    CHECK_TEXT(kt_error_text(&err, text, 3), "wh");
    CHECK_TEXT(kt_error_text(&err, text, 0), "");
}

static void bytes_from_outside_cannot_break_the_line(void **state)
{
    (void)state;
    char text[600];
    kt_error err = {0};
    CHECK_INT(kt_fail(&err, KT_ERR_FORMAT, "found \"%s\"", "a\nb\x1B[31m"), KT_ERR_FORMAT);
    CHECK_TEXT(kt_error_text(&err, text, sizeof text), "found \"a?b?[31m\"");
    // The second block of controls, a change of direction, a byte that is no UTF-8.
    kt_error_clear(&err);
    CHECK_INT(kt_fail(&err, KT_ERR_FORMAT,
                      "a\xC2\x9B"
                      "1m\xE2\x80\xAE\x9B"
                      "\xC3\xA4"),
              KT_ERR_FORMAT);
    CHECK_TEXT(kt_error_text(&err, text, sizeof text), "a?1m??\xC3\xA4");
}

static void a_long_text_is_cut_at_a_character(void **state)
{
    (void)state;
    /* For each offset, a text of two-, three- or four-byte characters that does not fit. */
    const char *const characters[] = {"\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    for (int c = 0; c < 3; c++) {
        for (int offset = 0; offset < 5; offset++) {
            char long_text[600] = "";
            const size_t length = strlen(characters[c]);
            size_t at = 0;
            while (at < (size_t)offset)
                long_text[at++] = 'x';
            while (at + length < sizeof long_text) {
                memcpy(long_text + at, characters[c], length);
                at += length;
            }
            kt_error err = {0};
            CHECK_INT(kt_fail(&err, KT_ERR_FORMAT, "%s", long_text), KT_ERR_FORMAT);
            const size_t kept = strlen(err.cause);
            CHECK_INT((kept - (size_t)offset) % length, 0);
            CHECK(kept + length > sizeof err.cause - 1);
            kt_error_within(&err, "%s", long_text);
            CHECK_INT((strlen(err.context) - (size_t)offset) % length, 0);
            kt_error_within(&err, "outer");
            CHECK(strncmp(err.context, "outer: x", offset > 0 ? 8 : 7) == 0);
        }
    }
}

static kt_status hand_on(kt_error *err)
{
    KT_TRY(KT_OK);
    KT_TRY(kt_fail(err, KT_ERR_STOPPED, "stop"));
    return KT_OK;
}

static void try_hands_a_failure_on(void **state)
{
    (void)state;
    kt_error err = {0};
    CHECK_FAILS(hand_on(&err), KT_ERR_STOPPED, err);
}

static void every_status_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int a = KT_OK; a <= KT_ERR_USAGE; a++) {
        CHECK(strcmp(kt_status_name((kt_status)a), "unknown") != 0);
        for (int b = KT_OK; b < a; b++)
            CHECK(strcmp(kt_status_name((kt_status)a), kt_status_name((kt_status)b)) != 0);
    }
    CHECK_TEXT(kt_status_name((kt_status)99), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_failure_writes_cause_and_status),
        KT_TEST(the_first_cause_is_never_replaced),
        KT_TEST(the_error_may_be_left_out),
        KT_TEST(errno_becomes_words),
        KT_TEST(context_is_put_before_context),
        KT_TEST(the_text_is_one_line_with_all_parts),
        KT_TEST(bytes_from_outside_cannot_break_the_line),
        KT_TEST(a_long_text_is_cut_at_a_character),
        KT_TEST(try_hands_a_failure_on),
        KT_TEST(every_status_has_a_name_of_its_own),
    };
    return kt_run_tests(tests);
}
