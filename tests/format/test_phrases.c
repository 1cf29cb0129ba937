/* test_phrases.c: the files of lang/. */
#include <kontor/locale.h>
#include <kontor/parallel.h>

#include "check.h"

static kt_phrases *parse(const char *text)
{
    kt_phrases *phrases = NULL;
    kt_error err = {0};
    CHECK_OK(kt_phrases_parse(kt_slice_of(text), &phrases, &err), err);
    return phrases;
}

static void check_phrase(const kt_phrases *phrases, const char *key, const char *expected)
{
    const kt_slice found = kt_phrase(phrases, key);
    CHECK(found.data != NULL);
    CHECK_INT((int64_t)found.size, (int64_t)strlen(expected));
    CHECK_TEXT(found.data, expected);
}

static void check_refused(const char *text, int64_t line)
{
    kt_phrases *phrases = NULL;
    kt_error err = {0};
    CHECK_FAILS(kt_phrases_parse(kt_slice_of(text), &phrases, &err), KT_ERR_FORMAT, err);
    CHECK_INT(err.line, line);
    CHECK(phrases == NULL);
}

static void phrases_are_found_by_key(void **state)
{
    (void)state;
    kt_phrases *phrases = parse("# Deutsch\n"
                                "brief.title = Handel: {a} und {b}\r\n"
                                "\n"
                                "  \n"
                                "unit.mio=Mio. USD\n"
                                "equation = a = b\n"
                                "empty =\n"
                                "last = Ende");
    CHECK_INT(kt_phrases_count(phrases), 5);
    check_phrase(phrases, "brief.title", "Handel: {a} und {b}");
    check_phrase(phrases, "unit.mio", "Mio. USD");
    check_phrase(phrases, "equation", "a = b");
    check_phrase(phrases, "empty", "");
    check_phrase(phrases, "last", "Ende");
    CHECK(kt_phrase(phrases, "unit").data == NULL);
    CHECK(kt_phrase(phrases, "").data == NULL);
    kt_phrases_free(phrases);
}

static void a_phrase_is_read_once(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_message *first = NULL, *again = NULL;
    kt_phrases *phrases = parse("title = Handel: {a} und {b}\nbroken = {a\n");
    CHECK_OK(kt_phrase_message(phrases, "title", &first, &err), err);
    CHECK_OK(kt_phrase_message(phrases, "title", &again, &err), err);
    CHECK(first && first == again);
    CHECK_OK(kt_phrase_message(phrases, "titl", &again, &err), err);
    CHECK(again == NULL);
    CHECK_FAILS(kt_phrase_message(phrases, "broken", &again, &err), KT_ERR_FORMAT, err);
    kt_phrases_free(phrases);
}

enum { N_READERS = 16 };

static kt_status read_one(void *with, int64_t n, kt_error *err)
{
    kt_message *message = NULL;
    (void)n;
    KT_TRY(kt_phrase_message(with, "title", &message, err));
    return message ? KT_OK : kt_fail(err, KT_ERR_MISSING, "no message");
}

static void a_phrase_may_be_read_from_any_thread(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_phrases *phrases = parse("title = Handel: {a} und {b}\n");
    CHECK_OK(kt_parallel_run(4, N_READERS, read_one, phrases, &err), err);
    kt_phrases_free(phrases);
}

static void a_line_that_begins_with_a_blank_goes_on(void **state)
{
    (void)state;
    kt_phrases *phrases = parse("a = one\n  two\n# between\n\n\tthree  \nb =\n  four\n");
    check_phrase(phrases, "a", "one two three");
    check_phrase(phrases, "b", "four");
    kt_phrases_free(phrases);
}

static void keys_come_in_order(void **state)
{
    (void)state;
    kt_phrases *phrases = parse("b = 2\na.b = 3\na = 1\n");
    CHECK_TEXT(kt_phrases_key(phrases, 0), "a");
    CHECK_TEXT(kt_phrases_key(phrases, 1), "a.b");
    CHECK_TEXT(kt_phrases_key(phrases, 2), "b");
    kt_phrases_free(phrases);
}

static void a_file_without_phrases_is_empty(void **state)
{
    (void)state;
    kt_phrases *phrases = parse("# nothing\n");
    CHECK_INT(kt_phrases_count(phrases), 0);
    CHECK(kt_phrase(phrases, "a").data == NULL);
    kt_phrases_free(phrases);
    kt_phrases_free(NULL);
}

static void bad_lines_are_refused_with_their_place(void **state)
{
    (void)state;
    check_refused("a = 1\nno pattern\n", 2);
    check_refused("a b = 1\n", 1);
    check_refused(" = 1\n", 1);
    check_refused("= 1\n", 1);
    check_refused("a = \xff\n", 0);
}

static void a_key_may_stand_only_once(void **state)
{
    (void)state;
    check_refused("a = 1\nb = 2\na = 3\n", 3);
}

static kt_status parse_once(void *with, kt_error *err)
{
    kt_phrases *phrases = NULL;
    (void)with;
    const kt_status status = kt_phrases_parse(
        kt_slice_of("a = one\n  two three four five six seven eight nine ten\nb = x\n"),
        &phrases, err);
    if (!status)
        kt_phrases_free(phrases);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, parse_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(phrases_are_found_by_key),
        KT_TEST(a_phrase_is_read_once),
        KT_TEST(a_phrase_may_be_read_from_any_thread),
        KT_TEST(a_line_that_begins_with_a_blank_goes_on),
        KT_TEST(keys_come_in_order),
        KT_TEST(a_file_without_phrases_is_empty),
        KT_TEST(bad_lines_are_refused_with_their_place),
        KT_TEST(a_key_may_stand_only_once),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
