/* Amounts: the unit and the digits that a reader expects. */
#include <kontor/money.h>

#include "check.h"

static void check_money(double usd, const char *expected)
{
    static const char text[] = "amount.one = {n} USD\namount.thousand = {n} Tsd.\n"
                               "amount.million = {n} Mio.\namount.billion = {n} Mrd.\n"
                               "amount.trillion = {n} Bio.\n";
    kt_error err = {0};
    kt_locale *locale = NULL;
    kt_phrases *phrases = NULL;
    kt_text out = {0};
    CHECK_OK(kt_locale_open("de", &locale, &err), err);
    CHECK_OK(kt_phrases_parse(kt_slice_of(text), &phrases, &err), err);
    CHECK_OK(kt_money_format(locale, phrases, usd, &out, &err), err);
    CHECK_TEXT(kt_text_get(&out), expected);
    kt_text_clear(&out);
    kt_phrases_free(phrases);
    kt_locale_close(locale);
}

static void the_unit_follows_the_size_after_rounding(void **state)
{
    (void)state;
    check_money(0.0, "0 USD");
    check_money(999.4, "999 USD");
    check_money(999.6, "1 Tsd.");
    check_money(895560200.0, "895,6 Mio.");
    check_money(999960000.0, "1,00 Mrd.");
    check_money(1234000000.0, "1,23 Mrd.");
    check_money(35.62e9, "35,6 Mrd.");
    check_money(4.567e12, "4,57 Bio.");
}

static void no_digit_is_shown_that_is_exactly_zero(void **state)
{
    (void)state;
    check_money(1.5e9, "1,5 Mrd.");
    check_money(2e6, "2 Mio.");
}

static void a_missing_phrase_is_named(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_locale *locale = NULL;
    kt_phrases *phrases = NULL;
    kt_text out = {0};
    CHECK_OK(kt_locale_open("en", &locale, &err), err);
    CHECK_OK(kt_phrases_parse(kt_slice_of("a = b\n"), &phrases, &err), err);
    CHECK_FAILS(kt_money_format(locale, phrases, 1.0, &out, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, "amount.one") != NULL);
    kt_text_clear(&out);
    kt_phrases_free(phrases);
    kt_locale_close(locale);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_unit_follows_the_size_after_rounding),
        KT_TEST(no_digit_is_shown_that_is_exactly_zero),
        KT_TEST(a_missing_phrase_is_named),
    };
    return kt_run_tests(tests);
}
