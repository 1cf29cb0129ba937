/* test_locale.c: what ICU gives in our three languages, and what we add to it. NB and NARROW
 * stand for no-break spaces, MINUS for U+2212. */
#include <kontor/locale.h>

#include "check.h"

#define NB     "\xc2\xa0"
#define MINUS  "\xe2\x88\x92"
#define NARROW "\xe2\x80\xaf"

static kt_locale *open_locale(const char *language)
{
    kt_locale *locale = NULL;
    kt_error err = {0};
    CHECK_OK(kt_locale_open(language, &locale, &err), err);
    CHECK_TEXT(kt_locale_language(locale), language);
    return locale;
}

static const char *const LANGUAGES[] = {"de", "en", "ru"};

/* A value in all three languages. */
typedef kt_status (*writer)(kt_locale *locale, const void *value, kt_text *out, kt_error *err);

static void check_all(writer write, const void *value, const char *de, const char *en,
                      const char *ru)
{
    const char *const expected[] = {de, en, ru};
    for (int l = 0; l < 3; l++) {
        kt_locale *locale = open_locale(LANGUAGES[l]);
        kt_text out = {0};
        kt_error err = {0};
        for (int twice = 0; twice < 2; twice++) { // made, then reused
            kt_text_reset(&out);
            CHECK_OK(write(locale, value, &out, &err), err);
            CHECK_TEXT(kt_text_get(&out), expected[l]);
        }
        kt_text_clear(&out);
        kt_locale_close(locale);
    }
}

typedef struct number_case {
    double value;
    int decimals;
    kt_sign sign;
} number_case;

static kt_status write_number(kt_locale *locale, const void *value, kt_text *out, kt_error *err)
{
    const number_case *given = value;
    return kt_locale_number(locale, given->value, given->decimals, out, err);
}

static kt_status write_percent(kt_locale *locale, const void *value, kt_text *out,
                               kt_error *err)
{
    const number_case *given = value;
    return kt_locale_percent(locale, given->value, given->decimals, given->sign, out, err);
}

static kt_status write_date(kt_locale *locale, const void *value, kt_text *out, kt_error *err)
{
    return kt_locale_date(locale, *(const kt_date *)value, out, err);
}

static kt_status write_month(kt_locale *locale, const void *value, kt_text *out, kt_error *err)
{
    return kt_locale_month(locale, *(const int *)value, out, err);
}

static kt_status write_ordinal(kt_locale *locale, const void *value, kt_text *out,
                               kt_error *err)
{
    return kt_locale_ordinal(locale, *(const int64_t *)value, out, err);
}

static kt_status write_region(kt_locale *locale, const void *value, kt_text *out, kt_error *err)
{
    return kt_locale_region(locale, value, out, err);
}

#define NUMBER(value, decimals, de, en, ru)                                                    \
    check_all(write_number, &(number_case){value, decimals, KT_SIGN_AUTO}, de, en, ru)
#define PERCENT(value, decimals, sign, de, en, ru)                                             \
    check_all(write_percent, &(number_case){value, decimals, sign}, de, en, ru)

static void numbers_are_grouped_as_the_language_does(void **state)
{
    (void)state;
    NUMBER(895.56, 1, "895,6", "895.6", "895,6");
    NUMBER(1234567.0, 0, "1.234.567", "1,234,567", "1" NB "234" NB "567");
    NUMBER(1234.5, 2, "1.234,50", "1,234.50", "1" NB "234,50");
    NUMBER(0.0, 0, "0", "0", "0");
}

static void a_negative_number_has_a_true_minus(void **state)
{
    (void)state;
    NUMBER(-1234.5, 1, MINUS "1.234,5", MINUS "1,234.5", MINUS "1" NB "234,5");
}

static void what_rounds_to_zero_has_no_sign(void **state)
{
    (void)state;
    NUMBER(-0.001, 2, "0,00", "0.00", "0,00");
    NUMBER(-0.0, 0, "0", "0", "0");
    PERCENT(-0.00001, 1, KT_SIGN_ALWAYS, "0,0" NB "%", "0.0%", "0,0" NB "%");
}

static void ties_of_the_decimal_value_go_to_even(void **state)
{
    (void)state;
    NUMBER(0.125, 2, "0,12", "0.12", "0,12");
    NUMBER(0.375, 2, "0,38", "0.38", "0,38");
    NUMBER(2.675, 2, "2,68", "2.68", "2,68"); // the double lies below the tie
    NUMBER(2.5, 0, "2", "2", "2");
    NUMBER(-3.5, 0, MINUS "4", MINUS "4", MINUS "4");
}

static void a_missing_number_is_a_dash(void **state)
{
    (void)state;
    NUMBER(NAN, 1, "\xe2\x80\x93", "\xe2\x80\x93", "\xe2\x80\x93");
    PERCENT(NAN, 1, KT_SIGN_ALWAYS, "\xe2\x80\x93", "\xe2\x80\x93", "\xe2\x80\x93");
}

static void the_largest_number_fits(void **state)
{
    (void)state;
    kt_locale *locale = open_locale("ru");
    kt_text out = {0};
    kt_error err = {0};
    CHECK_OK(kt_locale_number(locale, -1.7976931348623157e308, 15, &out, &err), err);
    CHECK(out.size > 400);
    CHECK_FAILS(kt_locale_number(locale, 1.0, 16, &out, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_locale_number(locale, 1.0, -1, &out, &err), KT_ERR_RANGE, err);
    kt_text_clear(&out);
    kt_locale_close(locale);
}

static void percents_have_the_languages_space(void **state)
{
    (void)state;
    PERCENT(0.2991, 1, KT_SIGN_AUTO, "29,9" NB "%", "29.9%", "29,9" NB "%");
    PERCENT(0.2991, 1, KT_SIGN_ALWAYS, "+29,9" NB "%", "+29.9%", "+29,9" NB "%");
    PERCENT(-0.0055, 2, KT_SIGN_AUTO, MINUS "0,55" NB "%", MINUS "0.55%", MINUS "0,55" NB "%");
    PERCENT(12.0, 0, KT_SIGN_ALWAYS, "+1.200" NB "%", "+1,200%", "+1" NB "200" NB "%");
}

static void dates_are_as_exact_as_they_are_known(void **state)
{
    (void)state;
    const kt_date day = {2019, 10, 25}, month = {2019, 10, 0}, year = {2019, 0, 0};
    check_all(write_date, &day, "25. Oktober 2019", "25 October 2019",
              "25 октября 2019" NARROW "г.");
    check_all(write_date, &month, "Oktober 2019", "October 2019", "октябрь 2019" NARROW "г.");
    check_all(write_date, &year, "2019", "2019", "2019");
}

static void dates_far_away_and_leap_days_are_right(void **state)
{
    (void)state;
    const kt_date old = {1800, 2, 28}, leap = {2000, 2, 29}, late = {2200, 12, 31};
    check_all(write_date, &old, "28. Februar 1800", "28 February 1800",
              "28 февраля 1800" NARROW "г.");
    check_all(write_date, &leap, "29. Februar 2000", "29 February 2000",
              "29 февраля 2000" NARROW "г.");
    check_all(write_date, &late, "31. Dezember 2200", "31 December 2200",
              "31 декабря 2200" NARROW "г.");
}

static void impossible_dates_are_refused(void **state)
{
    (void)state;
    kt_locale *locale = open_locale("de");
    kt_text out = {0};
    kt_error err = {0};
    CHECK_FAILS(kt_locale_date(locale, (kt_date){2019, 13, 1}, &out, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_locale_date(locale, (kt_date){2019, 0, 1}, &out, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_locale_month(locale, 0, &out, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_locale_month(locale, 13, &out, &err), KT_ERR_RANGE, err);
    CHECK_TEXT(kt_text_get(&out), "");
    kt_text_clear(&out);
    kt_locale_close(locale);
}

static void months_stand_alone(void **state)
{
    (void)state;
    check_all(write_month, &(int){1}, "Januar", "January", "январь");
    check_all(write_month, &(int){12}, "Dezember", "December", "декабрь");
}

static void ordinals_are_in_figures(void **state)
{
    (void)state;
    check_all(write_ordinal, &(int64_t){1}, "1.", "1st", "1-й");
    check_all(write_ordinal, &(int64_t){3}, "3.", "3rd", "3-й");
    check_all(write_ordinal, &(int64_t){11}, "11.", "11th", "11-й");
    check_all(write_ordinal, &(int64_t){22}, "22.", "22nd", "22-й");
}

static void regions_have_names_by_alpha2_and_m49(void **state)
{
    (void)state;
    check_all(write_region, "KZ", "Kasachstan", "Kazakhstan", "Казахстан");
    check_all(write_region, "150", "Europa", "Europe", "Европа");
}

static void a_region_that_icu_does_not_know_has_no_name(void **state)
{
    (void)state;
    check_all(write_region, "XQ", "", "", "");
    check_all(write_region, "", "", "", "");
    check_all(write_region, "not a region at all", "", "", "");
}

static void names_are_ordered_by_the_alphabet(void **state)
{
    (void)state;
    kt_locale *de = open_locale("de"), *ru = open_locale("ru");
    CHECK(kt_locale_compare(de, kt_slice_of("Österreich"), kt_slice_of("Polen")) < 0);
    CHECK(kt_locale_compare(de, kt_slice_of("Zypern"), kt_slice_of("Ägypten")) > 0);
    CHECK(kt_locale_compare(ru, kt_slice_of("Ёлка"), kt_slice_of("Жук")) < 0);
    CHECK_INT(kt_locale_compare(ru, kt_slice_of("Беларусь"), kt_slice_of("Беларусь")), 0);
    CHECK(kt_locale_compare(de, (kt_slice){NULL, 0}, kt_slice_of("a")) < 0);
    kt_locale_close(de);
    kt_locale_close(ru);
}

static void other_languages_are_refused(void **state)
{
    (void)state;
    kt_locale *locale = NULL;
    kt_error err = {0};
    CHECK_FAILS(kt_locale_open("fr", &locale, &err), KT_ERR_MISSING, err);
    CHECK(locale == NULL);
    kt_locale_close(NULL);
}

static kt_status use_once(void *with, kt_error *err)
{
    kt_locale *locale = NULL;
    kt_text out = {0};
    (void)with;
    KT_TRY(kt_locale_open("ru", &locale, err));
    kt_status status = kt_locale_number(locale, 1.5, 1, &out, err);
    if (!status)
        status = kt_locale_date(locale, (kt_date){2019, 10, 25}, &out, err);
    if (!status)
        status = kt_locale_region(locale, "KZ", &out, err);
    kt_text_clear(&out);
    kt_locale_close(locale);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, use_once, NULL);
}

static void a_region_has_the_money_of_its_time(void **state)
{
    static const struct {
        const char *region;
        int year;
        const char *money;
    } cases[] = {{"DE", 2018, "EUR"}, {"DE", 1998, "DEM"}, {"BY", 2017, "BYN"},
                 {"KZ", 2020, "KZT"}, {"BY", 2016, ""},    {"DE", 1999, "EUR"},
                 {"TR", 2005, "TRY"}, {"", 2020, ""},      {"QQ", 2020, ""}};
    (void)state;
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        char code[4];
        kt_region_currency(cases[n].region, cases[n].year, code);
        CHECK_TEXT(code, cases[n].money);
    }
}

static void a_part_of_the_world_holds_its_countries(void **state)
{
    (void)state;
    CHECK(kt_region_holds("143", "KZ"));
    CHECK(!kt_region_holds("143", "RU"));
    CHECK(kt_region_holds("002", "KE") && kt_region_holds("202", "KE"));
    CHECK(kt_region_holds("002", "EG") && !kt_region_holds("202", "EG"));
    CHECK(kt_region_holds("419", "MX") && !kt_region_holds("005", "MX"));
    CHECK(!kt_region_holds("143", "") && !kt_region_holds("", "KZ"));
    CHECK(!kt_region_holds("143", "QQ") && !kt_region_holds("CIS", "KZ"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(numbers_are_grouped_as_the_language_does),
        KT_TEST(a_negative_number_has_a_true_minus),
        KT_TEST(what_rounds_to_zero_has_no_sign),
        KT_TEST(ties_of_the_decimal_value_go_to_even),
        KT_TEST(a_missing_number_is_a_dash),
        KT_TEST(the_largest_number_fits),
        KT_TEST(percents_have_the_languages_space),
        KT_TEST(dates_are_as_exact_as_they_are_known),
        KT_TEST(dates_far_away_and_leap_days_are_right),
        KT_TEST(impossible_dates_are_refused),
        KT_TEST(months_stand_alone),
        KT_TEST(ordinals_are_in_figures),
        KT_TEST(regions_have_names_by_alpha2_and_m49),
        KT_TEST(a_region_that_icu_does_not_know_has_no_name),
        KT_TEST(a_part_of_the_world_holds_its_countries),
        KT_TEST(names_are_ordered_by_the_alphabet),
        KT_TEST(other_languages_are_refused),
        KT_TEST(every_failed_request_is_reported),
        KT_TEST(a_region_has_the_money_of_its_time),
    };
    return kt_run_tests(tests);
}
