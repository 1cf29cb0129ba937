/* locale.c: numbers, dates, plurals, names and order of a language, all by ICU (its C
 * interface), which no other file includes.
 *
 * ICU's objects cost up to a millisecond each to make, and most commands need few of them, so
 * each is made when first asked for and kept until kt_locale_close(). */
#include <kontor/locale.h>

#include <kontor/memory.h>

#include "locale_plural.h"
#include "spell_number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <unicode/ucol.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uldnames.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/uregion.h>
#include <unicode/ustring.h>

enum {
    N_TOLD = 8,
    MAX_DECIMALS = 15, /* more than a double holds */
    MAX_UNITS = 512    /* 1e308 with its separators takes some 430 */
};

typedef enum date_style { STYLE_DAY, STYLE_MONTH_YEAR, STYLE_MONTH, N_DATE_STYLES } date_style;

typedef struct tongue {
    const char *name;
    const char *dates;    /* English dates are written "25 October 2019" */
    const char *ordinals; /* rule set for 1, 2, 3 ...; NULL: ICU's default */
} tongue;

static const tongue LANGUAGES[] = {
    {"de", "de", NULL},
    {"en", "en_GB", NULL},
    {"ru", "ru", "%digits-ordinal-masculine"},
};

/* A date that was told lately: every page of a day bears that day's and its dataset's. */
typedef struct told_date {
    int64_t day; /* from 1970-01-01 */
    date_style style;
    size_t size; /* 0: none */
    char text[64];
} told_date;

struct kt_locale {
    const tongue *language;
    const kt_number_marks *marks;
    UNumberFormatter *number[KT_N_STYLES][MAX_DECIMALS + 1];
    UFormattedNumber *result;
    UDateFormat *date[N_DATE_STYLES];
    told_date told[N_TOLD];
    int next_told; /* the one that is given up next */
    UNumberFormat *ordinal;
    UPluralRules *plural;
    ULocaleDisplayNames *names;
    UCollator *order;
};

kt_status kt_locale_open(const char *language, kt_locale **out, kt_error *err)
{
    for (size_t l = 0; l < sizeof LANGUAGES / sizeof LANGUAGES[0]; l++) {
        if (strcmp(LANGUAGES[l].name, language) == 0) {
            kt_locale *locale = NULL;
            KT_TRY(kt_new(&locale, 1, sizeof *locale, err));
            locale->language = &LANGUAGES[l];
            locale->marks = kt_number_marks_of(language);
            *out = locale;
            return KT_OK;
        }
    }
    return kt_fail(err, KT_ERR_MISSING, "language '%.20s', expected de, en or ru", language);
}

void kt_locale_close(kt_locale *locale)
{
    if (!locale)
        return;
    ucol_close(locale->order);
    uldn_close(locale->names);
    uplrules_close(locale->plural);
    unum_close(locale->ordinal);
    for (int s = 0; s < N_DATE_STYLES; s++)
        udat_close(locale->date[s]);
    unumf_closeResult(locale->result);
    for (int s = 0; s < KT_N_STYLES; s++)
        for (int d = 0; d <= MAX_DECIMALS; d++)
            unumf_close(locale->number[s][d]);
    kt_free(locale);
}

const char *kt_locale_language(const kt_locale *locale)
{
    return locale->language->name;
}

/* ---- between ICU and us -------------------------------------------------------------------
 */

static kt_status fail_icu(UErrorCode code, const char *what, kt_error *err)
{
    const kt_status status = code == U_MEMORY_ALLOCATION_ERROR ? KT_ERR_MEMORY : KT_ERR_MISSING;
    return kt_fail(err, status, "ICU cannot provide %s: %s", what, u_errorName(code));
}

/* Append n units as UTF-8. */
static kt_status append_units(const UChar units[MAX_UNITS], int32_t n, kt_text *out,
                              kt_error *err)
{
    char bytes[3 * MAX_UNITS + 1]; // a unit of UTF-16 takes three bytes at most
    UErrorCode code = U_ZERO_ERROR;
    int32_t size = 0;
    u_strToUTF8WithSub(bytes, sizeof bytes, &size, units, n, 0xfffd, NULL, &code);
    if (U_FAILURE(code))
        return fail_icu(code, "UTF-8", err);
    return kt_text_append(out, bytes, (size_t)size, err);
}

/* ICU has a hyphen for the minus of our languages; ours is U+2212. In "-1-й" only the first is
 * one. */
static void set_minus(UChar units[MAX_UNITS])
{
    if (units[0] == '-')
        units[0] = 0x2212;
}

/* ---- numbers ------------------------------------------------------------------------------
 */

static UNumberFormatter *make_number(const char *language, kt_number_style style, int decimals,
                                     UErrorCode *code)
{
    static const char *const form[KT_N_STYLES] = {
        [KT_STYLE_NUMBER] = "sign-negative",
        [KT_STYLE_PERCENT] = "percent scale/100 sign-negative",
        [KT_STYLE_GAIN] = "percent scale/100 sign-except-zero",
    };
    static const char zeros[] = ".000000000000000";
    char skeleton[120];
    UChar units[120];
    snprintf(skeleton, sizeof skeleton, "%s rounding-mode-half-even %.*s", form[style],
             decimals ? decimals + 1 : 0, zeros);
    if (decimals == 0)
        strncat(skeleton, "precision-integer", sizeof skeleton - strlen(skeleton) - 1);
    u_uastrcpy(units, skeleton);
    return unumf_openForSkeletonAndLocale(units, -1, language, code);
}

/* ICU rounds the shortest decimal that stands for the double, so 2.675 is a tie, as a reader
 * expects, though the double lies below it. What rounds to zero has no sign. */
kt_status kt_locale_number_by_icu(kt_locale *locale, double value, kt_number_style style,
                                  int decimals, kt_text *out, kt_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    UNumberFormatter **formatter = &locale->number[style][decimals];
    if (!*formatter)
        *formatter = make_number(locale->language->name, style, decimals, &code);
    if (!locale->result)
        locale->result = unumf_openResult(&code);
    UChar units[MAX_UNITS];
    unumf_formatDouble(*formatter, value, locale->result, &code);
    const int32_t n = unumf_resultToString(locale->result, units, MAX_UNITS, &code);
    if (U_FAILURE(code))
        return fail_icu(code, "numbers", err);
    set_minus(units);
    return append_units(units, n, out, err);
}

static kt_status append_number(kt_locale *locale, double value, kt_number_style style,
                               int decimals, kt_text *out, kt_error *err)
{
    char spelt[KT_SPELT_SIZE];
    size_t size;
    if (decimals < 0 || decimals > MAX_DECIMALS)
        return kt_fail(err, KT_ERR_RANGE, "%d decimals, expected 0 to %d", decimals,
                       MAX_DECIMALS);
    if (!isfinite(value))
        return kt_text_add(out, "\xe2\x80\x93", err); // the dash that tables have for no data
    if (kt_spell_number(locale->marks, value, style, decimals, spelt, &size))
        return kt_text_append(out, spelt, size, err);
    return kt_locale_number_by_icu(locale, value, style, decimals, out, err);
}

kt_status kt_locale_number(kt_locale *locale, double value, int decimals, kt_text *out,
                           kt_error *err)
{
    return append_number(locale, value, KT_STYLE_NUMBER, decimals, out, err);
}

kt_status kt_locale_percent(kt_locale *locale, double fraction, int decimals, kt_sign sign,
                            kt_text *out, kt_error *err)
{
    const kt_number_style style = sign == KT_SIGN_ALWAYS ? KT_STYLE_GAIN : KT_STYLE_PERCENT;
    return append_number(locale, fraction, style, decimals, out, err);
}

static UNumberFormat *make_ordinal(const tongue *language, UErrorCode *code)
{
    UNumberFormat *ordinal = unum_open(UNUM_ORDINAL, NULL, 0, language->name, NULL, code);
    if (U_SUCCESS(*code) && language->ordinals) {
        UChar rules[60];
        u_uastrcpy(rules, language->ordinals);
        unum_setTextAttribute(ordinal, UNUM_DEFAULT_RULESET, rules, -1, code);
        if (U_FAILURE(*code)) {
            unum_close(ordinal);
            ordinal = NULL;
        }
    }
    return ordinal;
}

kt_status kt_locale_ordinal(kt_locale *locale, int64_t n, kt_text *out, kt_error *err)
{
    char spelt[8];
    size_t size;
    if (kt_spell_ordinal(locale->marks, n, spelt, &size))
        return kt_text_append(out, spelt, size, err);
    return kt_locale_ordinal_by_icu(locale, n, out, err);
}

kt_status kt_locale_ordinal_by_icu(kt_locale *locale, int64_t n, kt_text *out, kt_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!locale->ordinal)
        locale->ordinal = make_ordinal(locale->language, &code);
    UChar units[MAX_UNITS];
    const int32_t n_units = unum_formatInt64(locale->ordinal, n, units, MAX_UNITS, NULL, &code);
    if (U_FAILURE(code))
        return fail_icu(code, "ordinals", err);
    set_minus(units);
    return append_units(units, n_units, out, err);
}

kt_status kt_locale_plural_by_icu(kt_locale *locale, double number, char category[16],
                                  kt_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!locale->plural)
        locale->plural = uplrules_open(locale->language->name, &code);
    UChar units[16];
    const int32_t n = uplrules_select(locale->plural, number, units, 16, &code);
    if (U_FAILURE(code) || n >= 16)
        return fail_icu(code, "plural rules", err);
    u_UCharsToChars(units, category, n);
    category[n] = '\0';
    return KT_OK;
}

kt_status kt_locale_plural(kt_locale *locale, double number, char category[16], kt_error *err)
{
    const char *plain = kt_spell_plural(locale->marks, number);
    if (!plain)
        return kt_locale_plural_by_icu(locale, number, category, err);
    memcpy(category, plain, strlen(plain) + 1);
    return KT_OK;
}

/* ---- dates --------------------------------------------------------------------------------
 */

/* ICU has the long form of a whole date at hand; that of month and year is made by its pattern
 * generator, the dearest of its objects. */
static UDateFormat *make_date(const char *locale, date_style style, UErrorCode *code)
{
    UChar skeleton[16], pattern[64], zone[4];
    u_uastrcpy(zone, "UTC");
    if (style == STYLE_DAY)
        return udat_open(UDAT_NONE, UDAT_LONG, locale, zone, -1, NULL, 0, code);
    u_uastrcpy(pattern, "LLLL");
    if (style == STYLE_MONTH_YEAR) {
        u_uastrcpy(skeleton, "yMMMM");
        UDateTimePatternGenerator *generator = udatpg_open(locale, code);
        udatpg_getBestPattern(generator, skeleton, -1, pattern, 64, code);
        udatpg_close(generator);
    }
    return udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, zone, -1, pattern, -1, code);
}

/* Days from 1970-01-01, Gregorian: years are counted from March, so that the leap day is the
 * last of its year. */
static int64_t days_since_1970(kt_date date)
{
    const int64_t y = date.month > 2 ? date.year : date.year - 1;
    const int64_t m = date.month > 2 ? date.month - 3 : date.month + 9;
    const int64_t from_march = (153 * m + 2) / 5 + date.day - 1;
    return 365 * y + y / 4 - y / 100 + y / 400 + from_march - 719468;
}

static kt_status append_date(kt_locale *locale, kt_date date, date_style style, kt_text *out,
                             kt_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    const int64_t day = days_since_1970(date);
    for (int n = 0; n < N_TOLD; n++) {
        const told_date *told = &locale->told[n];
        if (told->size > 0 && told->day == day && told->style == style)
            return kt_text_append(out, told->text, told->size, err);
    }
    if (!locale->date[style])
        locale->date[style] = make_date(locale->language->dates, style, &code);
    UChar units[MAX_UNITS];
    const int32_t n =
        udat_format(locale->date[style], (double)day * 86400e3, units, MAX_UNITS, NULL, &code);
    if (U_FAILURE(code))
        return fail_icu(code, "dates", err);
    const size_t before = out->size;
    KT_TRY(append_units(units, n, out, err));
    const size_t size = out->size - before;
    told_date *told = &locale->told[locale->next_told];
    if (size <= sizeof told->text) {
        *told = (told_date){.day = day, .style = style, .size = size};
        memcpy(told->text, out->data + before, size);
        locale->next_told = (locale->next_told + 1) % N_TOLD;
    }
    return KT_OK;
}

kt_status kt_locale_date(kt_locale *locale, kt_date date, kt_text *out, kt_error *err)
{
    if (date.month < 0 || date.month > 12 || date.day < 0 || date.day > 31 || date.year < 0 ||
        (date.month == 0 && date.day != 0))
        return kt_fail(err, KT_ERR_RANGE, "%d-%d-%d is not a date", date.year, date.month,
                       date.day);
    if (date.month == 0)
        return kt_text_format(out, err, "%d", date.year);
    if (date.day != 0)
        return append_date(locale, date, STYLE_DAY, out, err);
    date.day = 1;
    return append_date(locale, date, STYLE_MONTH_YEAR, out, err);
}

kt_status kt_locale_month(kt_locale *locale, int month, kt_text *out, kt_error *err)
{
    if (month < 1 || month > 12)
        return kt_fail(err, KT_ERR_RANGE, "month %d, expected 1 to 12", month);
    const kt_date date = {.year = 2000, .month = (int8_t)month, .day = 1};
    return append_date(locale, date, STYLE_MONTH, out, err);
}

/* ---- names and order ----------------------------------------------------------------------
 */

kt_status kt_locale_region(kt_locale *locale, const char *region, kt_text *out, kt_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!locale->names) {
        UDisplayContext contexts[] = {UDISPCTX_STANDARD_NAMES, UDISPCTX_NO_SUBSTITUTE};
        locale->names = uldn_openForContext(locale->language->name, contexts, 2, &code);
        if (U_FAILURE(code))
            return fail_icu(code, "names of regions", err);
    }
    UChar units[MAX_UNITS];
    const int32_t n = uldn_regionDisplayName(locale->names, region, units, MAX_UNITS, &code);
    if (code == U_ILLEGAL_ARGUMENT_ERROR) // how ICU says that it has no such name
        return KT_OK;
    if (U_FAILURE(code))
        return fail_icu(code, "the name of a region", err);
    return append_units(units, n, out, err);
}

bool kt_region_holds(const char *region, const char *alpha2)
{
    UErrorCode code = U_ZERO_ERROR;
    const URegion *all = uregion_getRegionFromCode(region, &code);
    const URegion *one = uregion_getRegionFromCode(alpha2, &code);
    return U_SUCCESS(code) && uregion_contains(all, one);
}

/* Days are counted from 1970; ICU's dates are milliseconds. */
static bool currency_on(const char *locale, double day, char code[4])
{
    UChar units[4] = {0};
    UErrorCode failure = U_ZERO_ERROR;
    if (ucurr_forLocaleAndDate(locale, day * 86400000.0, 1, units, 4, &failure) != 3 ||
        U_FAILURE(failure))
        return false;
    for (int n = 0; n < 4; n++)
        code[n] = (char)units[n];
    return true;
}

void kt_region_currency(const char *region, int year, char code[4])
{
    char locale[16], then[4];
    const double days = 365.2425, begin = (year - 1970) * days;
    snprintf(locale, sizeof locale, "und_%s", region);
    if (!region[0] || !currency_on(locale, begin + 5.0, then) ||
        !currency_on(locale, begin + days - 5.0, code) || strcmp(then, code) != 0)
        code[0] = '\0';
}

static int compare_bytes(kt_slice a, kt_slice b)
{
    const size_t n = a.size < b.size ? a.size : b.size;
    const int order = n ? memcmp(a.data, b.data, n) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

int kt_locale_compare(kt_locale *locale, kt_slice a, kt_slice b)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!locale->order)
        locale->order = ucol_open(locale->language->name, &code);
    if (U_SUCCESS(code) && a.size <= INT32_MAX && b.size <= INT32_MAX) {
        const UCollationResult order = ucol_strcollUTF8(locale->order, a.data, (int32_t)a.size,
                                                        b.data, (int32_t)b.size, &code);
        if (U_SUCCESS(code))
            return order;
    }
    return compare_bytes(a, b); // an order at least, where ICU has none
}
