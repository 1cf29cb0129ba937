/* test_spell_number.c: numbers and plural categories spelt by hand are ICU's, to the byte. */
#include "format/locale_plural.h"

#include "check.h"

#include <kontor/random.h>

#include <float.h>
#include <math.h>
#include <stdio.h>

enum { ROUNDS = 700000 }; /* of each language */

static const char *const LANGUAGES[] = {"de", "en", "ru"};

static kt_locale *open_locale(const char *language)
{
    kt_locale *locale = NULL;
    kt_error err = {0};
    CHECK_OK(kt_locale_open(language, &locale, &err), err);
    return locale;
}

/* True where it was spelt by hand, and as ICU spells it. */
static bool check_number(kt_locale *locale, double value, kt_number_style style, int decimals)
{
    kt_error err = {0};
    char spelt[KT_SPELT_SIZE + 1];
    size_t size;
    const kt_number_marks *marks = kt_number_marks_of(kt_locale_language(locale));
    if (!kt_spell_number(marks, value, style, decimals, spelt, &size))
        return false;
    kt_text icu = {0};
    spelt[size] = '\0';
    CHECK_OK(kt_locale_number_by_icu(locale, value, style, decimals, &icu, &err), err);
    CHECK_TEXT(spelt, kt_text_get(&icu));
    kt_text_clear(&icu);
    return true;
}

/* Sizes from 1e-8 to 1e14, evenly in their logarithm; every second one is a decimal of few
 * digits, as amounts and shares are. */
static double a_value(uint64_t seed, uint64_t n)
{
    const double size = pow(10.0, kt_random_uniform(kt_random_bits(seed, 2 * n)) * 22.0 - 8.0);
    const uint64_t bits = kt_random_bits(seed, 2 * n + 1);
    const double value = bits & 2 ? size : floor(size * 1000.0) / 1000.0;
    return bits & 1 ? -value : value;
}

static void random_numbers_are_spelt_as_icu_spells_them(void **state)
{
    (void)state;
    for (int l = 0; l < 3; l++) {
        kt_locale *locale = open_locale(LANGUAGES[l]);
        int64_t n_spelt = 0;
        for (uint64_t n = 0; n < ROUNDS; n++) {
            const uint64_t bits = kt_random_bits(11 + (uint64_t)l, n);
            n_spelt += check_number(locale, a_value(7 + (uint64_t)l, n),
                                    (kt_number_style)(bits % KT_N_STYLES),
                                    (int)((bits >> 8) % 5) * ((bits >> 16 & 15) == 0 ? 3 : 1));
        }
        CHECK(n_spelt > ROUNDS / 2); // it is no test where ICU answers for both
        kt_locale_close(locale);
    }
}

/* Ties, zeros, the neighbours of both, and where a group begins. */
static void numbers_at_the_edges_are_spelt_as_icu_spells_them(void **state)
{
    static const double edges[] = {
        0.0,     -0.0,     0.5,    1.5,        2.5,       0.05,    0.15,           0.25,
        2.675,   1.005,    0.0005, 0.00049999, 999.0,     999.5,   999.4999,       1000.0,
        9999.95, 999999.5, 1234.0, 12345.0,    1234567.0, 1e11,    999999999999.0, 1e12,
        0.995,   0.00995,  0.0001, 0.00005,    DBL_MIN,   DBL_MAX, DBL_EPSILON};
    (void)state;
    for (int l = 0; l < 3; l++) {
        kt_locale *locale = open_locale(LANGUAGES[l]);
        for (size_t e = 0; e < sizeof edges / sizeof edges[0]; e++)
            for (int style = 0; style < KT_N_STYLES; style++)
                for (int decimals = 0; decimals <= 15; decimals++) {
                    const double value = edges[e];
                    const double near[] = {value, nextafter(value, 1e300),
                                           nextafter(value, -1e300)};
                    for (int n = 0; n < 3; n++) {
                        check_number(locale, near[n], (kt_number_style)style, decimals);
                        check_number(locale, -near[n], (kt_number_style)style, decimals);
                    }
                }
        kt_locale_close(locale);
    }
}

static void check_plural(kt_locale *locale, double number)
{
    kt_error err = {0};
    char icu[16];
    const char *spelt = kt_spell_plural(kt_number_marks_of(kt_locale_language(locale)), number);
    CHECK_OK(kt_locale_plural_by_icu(locale, number, icu, &err), err);
    if (spelt)
        CHECK_TEXT(spelt, icu);
}

static void plurals_of_whole_numbers_are_those_of_icu(void **state)
{
    (void)state;
    for (int l = 0; l < 3; l++) {
        kt_locale *locale = open_locale(LANGUAGES[l]);
        for (int n = -2200; n <= 2200; n++)
            check_plural(locale, n);
        for (uint64_t n = 0; n < 20000; n++)
            check_plural(locale, floor(a_value(3, n)));
        CHECK(!kt_spell_plural(kt_number_marks_of(LANGUAGES[l]), 1.5));
        CHECK(!kt_spell_plural(kt_number_marks_of(LANGUAGES[l]), NAN));
        kt_locale_close(locale);
    }
}

static void ordinals_are_those_of_icu(void **state)
{
    (void)state;
    for (int l = 0; l < 3; l++) {
        kt_locale *locale = open_locale(LANGUAGES[l]);
        for (int n = 0; n <= 999; n++) {
            kt_error err = {0};
            kt_text icu = {0};
            char spelt[8];
            size_t size;
            CHECK(kt_spell_ordinal(kt_number_marks_of(LANGUAGES[l]), n, spelt, &size));
            spelt[size] = '\0';
            CHECK_OK(kt_locale_ordinal_by_icu(locale, n, &icu, &err), err);
            CHECK_TEXT(spelt, kt_text_get(&icu));
            kt_text_clear(&icu);
        }
        kt_locale_close(locale);
    }
}

static void what_is_not_certain_is_left_to_icu(void **state)
{
    (void)state;
    char out[KT_SPELT_SIZE];
    size_t size;
    const kt_number_marks *en = kt_number_marks_of("en");
    CHECK(!kt_spell_number(en, 2.5, KT_STYLE_NUMBER, 0, out, &size));
    CHECK(!kt_spell_number(en, 2.675, KT_STYLE_NUMBER, 2, out, &size));
    CHECK(!kt_spell_number(en, 1e12, KT_STYLE_NUMBER, 0, out, &size));
    CHECK(!kt_spell_number(en, 1e11, KT_STYLE_PERCENT, 0, out, &size));
    CHECK(!kt_number_marks_of("fr"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(random_numbers_are_spelt_as_icu_spells_them),
        KT_TEST(numbers_at_the_edges_are_spelt_as_icu_spells_them),
        KT_TEST(plurals_of_whole_numbers_are_those_of_icu),
        KT_TEST(ordinals_are_those_of_icu),
        KT_TEST(what_is_not_certain_is_left_to_icu),
    };
    return kt_run_tests(tests);
}
