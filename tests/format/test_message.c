/* test_message.c: patterns with named arguments, filled in three languages. */
#include <kontor/locale.h>

#include <kontor/limits.h>

#include "check.h"

static const kt_argument ARGUMENTS[] = {
    {"who", "f", 0.0},      {"name", "Kasachstan", 0.0}, {"n", NULL, 3.0},
    {"one", NULL, 1.0},     {"big", NULL, 12345.0},      {"half", "1,5", 1.5},
    {"rounded", NULL, 1.2}, {"none", NULL, 0.0},
};

static kt_status fill(const char *language, const char *pattern, kt_text *out, kt_error *err)
{
    kt_locale *locale = NULL;
    KT_TRY(kt_locale_open(language, &locale, err));
    const kt_status status =
        kt_message_format(locale, kt_slice_of(pattern), ARGUMENTS,
                          (int)(sizeof ARGUMENTS / sizeof ARGUMENTS[0]), out, err);
    kt_locale_close(locale);
    return status;
}

static kt_status find(void *with, kt_slice name, bool wanted, bool *known, kt_argument *out,
                      kt_error *err)
{
    (void)with;
    (void)wanted;
    (void)err;
    for (size_t n = 0; n < sizeof ARGUMENTS / sizeof ARGUMENTS[0] && !*known; n++)
        if (kt_slice_is(name, ARGUMENTS[n].name)) {
            *out = ARGUMENTS[n];
            *known = true;
        }
    return KT_OK;
}

/* As a pattern that is read once and filled twice: the second time only what is taken is asked
 * for. */
static void fill_again(const char *language, const char *pattern, kt_text *out)
{
    kt_error err = {0};
    kt_locale *locale = NULL;
    kt_message *message = NULL;
    const kt_argument_source source = {.find = find};
    CHECK_OK(kt_locale_open(language, &locale, &err), err);
    CHECK_OK(kt_message_parse(kt_slice_of(pattern), &message, &err), err);
    for (int time = 0; time < 2; time++) {
        kt_text_reset(out);
        CHECK_OK(kt_message_fill(locale, message, &source, out, &err), err);
    }
    kt_message_free(message);
    kt_locale_close(locale);
}

static void check_message(const char *language, const char *pattern, const char *expected)
{
    kt_text out = {0};
    kt_error err = {0};
    CHECK_OK(fill(language, pattern, &out, &err), err);
    CHECK_TEXT(kt_text_get(&out), expected);
    kt_text_reset(&out);
    fill_again(language, pattern, &out);
    CHECK_TEXT(kt_text_get(&out), expected);
    kt_text_clear(&out);
}

static void check_malformed(const char *pattern, kt_status status, int64_t column)
{
    kt_text out = {0};
    kt_error err = {0};
    CHECK_OK(kt_text_add(&out, "before", &err), err);
    CHECK_FAILS(fill("de", pattern, &out, &err), status, err);
    CHECK_INT(err.column, column);
    CHECK_TEXT(kt_text_get(&out), "before"); // outputs are written on success only
    kt_text_clear(&out);
}

static void text_without_arguments_stays_as_it_is(void **state)
{
    (void)state;
    check_message("de", "", "");
    check_message("de", "Der Handel wächst, # und alles.", "Der Handel wächst, # und alles.");
}

static void arguments_are_put_in_by_name(void **state)
{
    (void)state;
    check_message("de", "mit {name}: { big }.", "mit Kasachstan: 12.345.");
    check_message("en", "{big}{n}", "12,3453");
}

static void apostrophes_quote_as_in_icu(void **state)
{
    (void)state;
    check_message("en", "it's '{'name'}' ''{name}''", "it's {name} 'Kasachstan'");
    check_message("en", "'{a '' b}' c", "{a ' b} c");
    check_message("en", "C\xc3\xb4te d'Ivoire", "C\xc3\xb4te d'Ivoire");
    check_message("en", "{n, plural, other{'#' is #}}", "# is 3");
    check_message("en", "'#'", "'#'");
    check_message("en", "end'", "end'");
}

/* Russian forms of 1, 2, 5, 11, 21 and 1.5. */
static void plurals_follow_the_language(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text, *expected;
    } cases[] = {
        {1.0, NULL, "1 страна"},     {2.0, NULL, "2 страны"},   {5.0, NULL, "5 стран"},
        {11.0, NULL, "11 стран"},    {21.0, NULL, "21 страна"}, {0.0, NULL, "0 стран"},
        {1.5, "1,5", "1,5 страны!"},
    };
    static const char pattern[] =
        "{n, plural, one{# страна} few{# страны} many{# стран} other{# страны!}}";
    kt_locale *locale = NULL;
    kt_error err = {0};
    CHECK_OK(kt_locale_open("ru", &locale, &err), err);
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const kt_argument argument = {"n", cases[c].text, cases[c].number};
        kt_text out = {0};
        CHECK_OK(kt_message_format(locale, kt_slice_of(pattern), &argument, 1, &out, &err),
                 err);
        CHECK_TEXT(kt_text_get(&out), cases[c].expected);
        kt_text_clear(&out);
    }
    kt_locale_close(locale);
}

static void an_exact_number_comes_before_its_category(void **state)
{
    (void)state;
    static const char pattern[] = "{none, plural, one{x} =0{none} other{#}} "
                                  "{one, plural, one{one} =1{exactly one} other{#}}";
    check_message("en", pattern, "none exactly one");
}

static void the_category_is_that_of_the_printed_number(void **state)
{
    (void)state;
    check_message("en", "{rounded, plural, one{# year} other{# years}}", "1 year");
    check_message("en", "{half, plural, one{# year} other{# years}}", "1,5 years");
}

static void select_takes_the_word_or_other(void **state)
{
    (void)state;
    check_message("de", "{who, select, m{er} f{sie} other{es}}", "sie");
    check_message("de", "{name, select, m{er} f{sie} other{es}}", "es");
    check_message("de", "{name,select,other{es}f{sie}}", "es");
}

static void messages_nest_and_the_hash_is_the_nearest_plural(void **state)
{
    (void)state;
    check_message("en",
                  "{n, plural, one{x} other{{who, select, f{she has #} other{#}} and "
                  "{one, plural, one{# of {name}} other{#}}, #}}",
                  "she has 3 and 1 of Kasachstan, 3");
}

static void malformed_patterns_are_refused_with_their_column(void **state)
{
    (void)state;
    check_malformed("a {", KT_ERR_FORMAT, 4);
    check_malformed("a {}", KT_ERR_FORMAT, 4);
    check_malformed("a }", KT_ERR_FORMAT, 3);
    check_malformed("{name", KT_ERR_FORMAT, 6);
    check_malformed("{name, plural}", KT_ERR_FORMAT, 14);
    check_malformed("{name, date, x}", KT_ERR_FORMAT, 12);
    check_malformed("{n, plural, one{a}}", KT_ERR_FORMAT, 19);
    check_malformed("{n, plural, some{a} other{b}}", KT_ERR_FORMAT, 17);
    check_malformed("{n, plural, =x{a} other{b}}", KT_ERR_FORMAT, 15);
    check_malformed("{n, plural, other{b}", KT_ERR_FORMAT, 21);
    check_malformed("{n, plural, other b}", KT_ERR_FORMAT, 19);
    check_malformed("{who, select, =1{a} other{b}}", KT_ERR_FORMAT, 17);
    check_malformed("it is '{ open", KT_ERR_FORMAT, 7);
}

static void a_malformed_branch_is_found_though_it_is_not_taken(void **state)
{
    (void)state;
    check_malformed("{n, plural, one{ {x } other{b}}", KT_ERR_FORMAT, 32);
    check_malformed("{n, plural, one{ {x} } other{b}}", KT_ERR_MISSING, 0);
    check_malformed("{n, plural, one{ {name, } } other{b}}", KT_ERR_FORMAT, 25);
}

static void a_branch_that_is_not_taken_may_quote_braces(void **state)
{
    (void)state;
    check_message("en", "{n, plural, =0{'{'a} one{'}}' {who}} other{# it''s}}!", "3 it's!");
    check_message("en", "{who, select, m{{n, plural, one{'#} '} other{}}} other{b}} c", "b c");
    check_message("en", "{who, select, f{{n, plural, =3{{name}} other{{one}}}} other{x{n}}}",
                  "Kasachstan");
}

static void an_argument_that_is_not_given_is_missing(void **state)
{
    (void)state;
    check_malformed("{name} {nobody}", KT_ERR_MISSING, 0);
}

static void nesting_past_the_limit_is_refused(void **state)
{
    (void)state;
    kt_text pattern = {0}, out = {0};
    kt_error err = {0};
    for (int depth = 0; depth <= KT_MAX_DEPTH; depth++)
        CHECK_OK(kt_text_add(&pattern, "{n,plural,other{", &err), err);
    CHECK_FAILS(kt_message_arguments((kt_slice){pattern.data, pattern.size}, &out, &err),
                KT_ERR_LIMIT, err);
    kt_text_reset(&pattern);
    for (int depth = 1; depth < KT_MAX_DEPTH; depth++)
        CHECK_OK(kt_text_add(&pattern, "{n,plural,other{", &err), err);
    CHECK_OK(kt_text_add(&pattern, "#", &err), err);
    for (int depth = 1; depth < KT_MAX_DEPTH; depth++)
        CHECK_OK(kt_text_add(&pattern, "}}", &err), err);
    check_message("ru", kt_text_get(&pattern), "3");
    kt_text_clear(&pattern);
    kt_text_clear(&out);
}

static void more_names_than_the_limit_are_refused(void **state)
{
    (void)state;
    kt_text pattern = {0}, out = {0};
    kt_error err = {0};
    for (int n = 0; n < KT_MAX_PATTERN_NAMES; n++)
        CHECK_OK(kt_text_format(&pattern, &err, "{n%d} {n%d}", n, n), err);
    CHECK_OK(kt_message_arguments((kt_slice){pattern.data, pattern.size}, &out, &err), err);
    CHECK_OK(kt_text_add(&pattern, "{one_more}", &err), err);
    CHECK_FAILS(kt_message_arguments((kt_slice){pattern.data, pattern.size}, &out, &err),
                KT_ERR_LIMIT, err);
    kt_text_clear(&pattern);
    kt_text_clear(&out);
}

static void arguments_are_listed_once_and_in_order(void **state)
{
    (void)state;
    static const char pattern[] = "{b} {a} {b, plural, one{{zz}} other{{who, select, "
                                  "other{{ab}}}}} '{'no'}'";
    kt_text out = {0};
    kt_error err = {0};
    CHECK_OK(kt_message_arguments(kt_slice_of(pattern), &out, &err), err);
    CHECK_TEXT(kt_text_get(&out), "a ab b who zz");
    kt_text_clear(&out);
    CHECK_OK(kt_message_arguments(kt_slice_of("none"), &out, &err), err);
    CHECK_TEXT(kt_text_get(&out), "");
    CHECK_FAILS(kt_message_arguments(kt_slice_of("{"), &out, &err), KT_ERR_FORMAT, err);
    kt_text_clear(&out);
}

/* What is asked for, in a letter each: small where it is not wanted. */
static kt_status note(void *with, kt_slice name, bool wanted, bool *known, kt_argument *out,
                      kt_error *err)
{
    const char letter = (char)(wanted ? name.data[0] - 32 : name.data[0]);
    *known = true;
    *out = (kt_argument){"", "x", 0.0};
    return kt_text_append(with, &letter, 1, err);
}

static void a_message_asks_for_all_names_the_first_time_only(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_locale *locale = NULL;
    kt_message *message = NULL;
    kt_text asked = {0}, out = {0};
    const kt_argument_source source = {.find = note, .with = &asked};
    CHECK_OK(kt_locale_open("en", &locale, &err), err);
    CHECK_OK(kt_message_parse(kt_slice_of("{a, select, x{{b}} other{{c}}}{d}"), &message, &err),
             err);
    CHECK_OK(kt_message_fill(locale, message, &source, &out, &err), err);
    CHECK_TEXT(kt_text_get(&asked), "abcdABD");
    kt_text_reset(&asked);
    CHECK_OK(kt_message_fill(locale, message, &source, &out, &err), err);
    CHECK_TEXT(kt_text_get(&asked), "ABD");
    CHECK_TEXT(kt_text_get(&out), "xxxx");
    kt_text_clear(&out);
    kt_text_clear(&asked);
    kt_message_free(message);
    kt_locale_close(locale);
}

static kt_status format_once(void *with, kt_error *err)
{
    kt_text out = {0};
    (void)with;
    kt_status status =
        fill("ru", "{name} {n, plural, one{#} other{# {name}}} {big}", &out, err);
    kt_text_clear(&out);
    if (!status)
        status = kt_message_arguments(kt_slice_of("{name} {n}"), &out, err);
    kt_text_clear(&out);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, format_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(text_without_arguments_stays_as_it_is),
        KT_TEST(arguments_are_put_in_by_name),
        KT_TEST(apostrophes_quote_as_in_icu),
        KT_TEST(plurals_follow_the_language),
        KT_TEST(an_exact_number_comes_before_its_category),
        KT_TEST(the_category_is_that_of_the_printed_number),
        KT_TEST(select_takes_the_word_or_other),
        KT_TEST(messages_nest_and_the_hash_is_the_nearest_plural),
        KT_TEST(malformed_patterns_are_refused_with_their_column),
        KT_TEST(a_malformed_branch_is_found_though_it_is_not_taken),
        KT_TEST(a_branch_that_is_not_taken_may_quote_braces),
        KT_TEST(an_argument_that_is_not_given_is_missing),
        KT_TEST(nesting_past_the_limit_is_refused),
        KT_TEST(more_names_than_the_limit_are_refused),
        KT_TEST(arguments_are_listed_once_and_in_order),
        KT_TEST(a_message_asks_for_all_names_the_first_time_only),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
