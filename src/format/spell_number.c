/* spell_number.c: digits, groups of three and signs by hand: a page has hundreds of numbers,
 * and ICU takes a microsecond or more for each.
 *
 *     scaled = |value| * 10^k        k decimals, two more for a percentage
 *     |-------------|======|-------------|
 *   whole          whole + 1/2        whole + 1
 *
 * The double differs from the shortest decimal that stands for it by half a unit of its last
 * place, and the product is rounded once: below 10^12 both together are under 0.0003. So where
 * scaled is further than 0.001 from the middle, the decimal rounds as it does; near the middle,
 * ties among them, ICU decides. tests/format/test_spell_number.c holds both against each other.
 */
#include "spell_number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LARGEST   1e12
#define UNCERTAIN 0.001

static const double POWER_OF_TEN[] = {1e0, 1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,
                                      1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17};

static const char *one_or_other(double n)
{
    return n == 1.0 ? "one" : "other";
}

static const char *of_russian(double n)
{
    const double tens = fmod(n, 100.0), units = fmod(n, 10.0);
    if (tens >= 11.0 && tens <= 14.0)
        return "many";
    return units == 1.0 ? "one" : units >= 2.0 && units <= 4.0 ? "few" : "many";
}

static const char *ordinal_of_english(int n)
{
    static const char *const behind[] = {"th", "st", "nd", "rd"};
    const int tens = n % 100, units = n % 10;
    return tens >= 11 && tens <= 13 ? "th" : behind[units <= 3 ? units : 0];
}

static const char *ordinal_of_german(int n)
{
    (void)n;
    return ".";
}

static const char *ordinal_of_russian(int n)
{
    (void)n;
    return "-\xD0\xB9"; // the masculine, "-й"
}

#define NO_BREAK "\xC2\xA0"

static const struct {
    const char *language;
    kt_number_marks marks;
} KNOWN[] = {
    {"de", {".", ",", NO_BREAK "%", one_or_other, ordinal_of_german}},
    {"en", {",", ".", "%", one_or_other, ordinal_of_english}},
    {"ru", {NO_BREAK, ",", NO_BREAK "%", of_russian, ordinal_of_russian}},
};

const kt_number_marks *kt_number_marks_of(const char *language)
{
    for (size_t l = 0; l < sizeof KNOWN / sizeof KNOWN[0]; l++)
        if (strcmp(KNOWN[l].language, language) == 0)
            return &KNOWN[l].marks;
    return NULL;
}

/* Put a mark before what is written already, from the end backwards. */
static char *put_before(char *at, const char *mark)
{
    const size_t size = strlen(mark);
    return memcpy(at - size, mark, size);
}

bool kt_spell_number(const kt_number_marks *marks, double value, kt_number_style style,
                     int decimals, char out[KT_SPELT_SIZE], size_t *size)
{
    char room[KT_SPELT_SIZE];
    const double scaled =
        fabs(value) * POWER_OF_TEN[decimals + (style == KT_STYLE_NUMBER ? 0 : 2)];
    if (!(scaled < LARGEST))
        return false;
    const double whole = floor(scaled), rest = scaled - whole;
    if (fabs(rest - 0.5) < UNCERTAIN)
        return false;
    uint64_t digits = (uint64_t)whole + (rest > 0.5);
    const bool is_zero = digits == 0;

    char *const end = room + sizeof room, *at = end;
    if (style != KT_STYLE_NUMBER)
        at = put_before(at, marks->percent);
    for (int d = 0; d < decimals; d++, digits /= 10)
        *--at = (char)('0' + digits % 10);
    if (decimals > 0)
        at = put_before(at, marks->point);
    int n = 0;
    do {
        if (n > 0 && n % 3 == 0)
            at = put_before(at, marks->group);
        *--at = (char)('0' + digits % 10);
        digits /= 10;
        n++;
    } while (digits > 0);
    if (!is_zero && value < 0.0)
        at = put_before(at, "\xE2\x88\x92"); // U+2212
    else if (!is_zero && style == KT_STYLE_GAIN)
        at = put_before(at, "+");
    *size = (size_t)(end - at);
    memcpy(out, at, *size);
    return true;
}

const char *kt_spell_plural(const kt_number_marks *marks, double number)
{
    const double n = fabs(number);
    return n < LARGEST && n == floor(n) ? marks->plural(n) : NULL;
}

bool kt_spell_ordinal(const kt_number_marks *marks, int64_t n, char out[8], size_t *size)
{
    if (n < 0 || n > 999)
        return false;
    const int digits = snprintf(out, 8, "%d%s", (int)n, marks->ordinal((int)n));
    *size = (size_t)digits;
    return true;
}
