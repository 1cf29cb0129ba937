/* cell.c: what a cell of a statistics file means. */
#include "cell.h"

#include <kontor/checked.h>
#include <kontor/limits.h>

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

bool kt_cell_is_missing(kt_slice cell)
{
    static const char *const spellings[] = {"NA", "..", ".", "...", "-", "null", "NaN", "N/A"};

    if (cell.size == 0)
        return true;
    if (cell.size > 4)
        return false;
    for (size_t s = 0; s < COUNT(spellings); s++)
        if (kt_slice_equal_ascii_case(cell, kt_slice_of(spellings[s])))
            return true;
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "1,247,000.5" without its commas; false where a comma stands elsewhere than before three
 * digits, where there is none, and where the number is longer than any of ours. */
static bool without_commas(kt_slice cell, char out[48], size_t *size)
{
    size_t n = 0, n_group = 0;
    bool seen = false, behind_point = false;

    if (cell.size >= 48)
        return false;
    for (size_t p = 0; p < cell.size; p++) {
        const char c = cell.data[p];
        if (c == ',') {
            if (behind_point || n_group == 0 || n_group > 3 || (seen && n_group != 3))
                return false;
            seen = true;
            n_group = 0;
            continue;
        }
        if (is_digit(c))
            n_group += !behind_point;
        else if (c == '.' && !behind_point && (!seen || n_group == 3))
            behind_point = true;
        else if (!(c == '-' && p == 0))
            return false;
        out[n++] = c;
    }
    *size = n;
    return seen && (behind_point || n_group == 3);
}

kt_cell_kind kt_cell_decimal(kt_slice cell, int decimals, int64_t *out, char *flag)
{
    char plain[48];
    size_t size = 0;

    *flag = 0;
    if (kt_parse_decimal(cell, decimals, out))
        return KT_CELL_NUMBER;
    if (kt_cell_is_missing(cell))
        return KT_CELL_MISSING;
    // A letter behind a blank is a flag ("783.3 e"); a letter alone flags a missing value.
    if (is_letter(cell.data[cell.size - 1]) &&
        (cell.size == 1 || cell.data[cell.size - 2] == ' ')) {
        *flag = cell.data[cell.size - 1];
        cell = kt_slice_trim((kt_slice){cell.data, cell.size - 1});
        if (kt_cell_is_missing(cell))
            return KT_CELL_MISSING;
        if (kt_parse_decimal(cell, decimals, out))
            return KT_CELL_NUMBER;
    }
    if (without_commas(cell, plain, &size) &&
        kt_parse_decimal((kt_slice){plain, size}, decimals, out))
        return KT_CELL_NUMBER;
    return KT_CELL_BAD;
}

kt_cell_kind kt_cell_decimal_fine(kt_slice cell, int coarse, int fine, int64_t *out, char *flag)
{
    int64_t value = 0;

    for (int decimals = coarse; decimals <= fine; decimals++) {
        const kt_cell_kind kind = kt_cell_decimal(cell, decimals, &value, flag);
        if (kind == KT_CELL_BAD)
            continue;
        for (int d = decimals; d < fine; d++)
            if (!kt_i64_mul(value, 10, &value))
                return KT_CELL_BAD;
        if (kind == KT_CELL_NUMBER)
            *out = value;
        return kind;
    }
    return KT_CELL_BAD;
}

/* Digits [from, from + n) as a number; -1 where there are others. */
static int digits_at(kt_slice cell, size_t from, size_t n)
{
    int value = 0;
    if (from + n > cell.size)
        return -1;
    for (size_t p = from; p < from + n; p++) {
        if (!is_digit(cell.data[p]))
            return -1;
        value = value * 10 + (cell.data[p] - '0');
    }
    return value;
}

bool kt_cell_period(kt_slice cell, kt_period *out)
{
    const int year = digits_at(cell, 0, 4);
    int month = 0, quarter = 0;

    if (year >= KT_MIN_YEAR && year <= KT_MAX_YEAR) {
        if (cell.size == 4) {
            *out = kt_period_of_year(year);
            return true;
        }
        if (cell.size == 6)
            month = digits_at(cell, 4, 2);
        if (cell.size == 7 && (cell.data[4] == 'M' || cell.data[4] == 'm'))
            month = digits_at(cell, 5, 2);
        if (cell.size == 6 && (cell.data[4] == 'Q' || cell.data[4] == 'q'))
            quarter = digits_at(cell, 5, 1);
        if (month >= 1 && month <= 12) {
            *out = kt_period_of_months(year, month, month);
            return true;
        }
        if (quarter >= 1 && quarter <= 4) {
            *out = kt_period_of_months(year, 3 * quarter - 2, 3 * quarter);
            return true;
        }
    }
    return kt_period_parse(cell, out);
}

bool kt_cell_product(kt_slice cell, kt_revision revision, kt_padding padding, kt_product *out)
{
    char padded[8] = "0";

    if (kt_slice_equal_ascii_case(cell, kt_slice_of("TOTAL")) ||
        kt_slice_equal_ascii_case(cell, kt_slice_of("ALL"))) {
        *out = KT_TOTAL;
        return true;
    }
    const bool hs = revision >= KT_HS92 && revision < KT_SITC1;
    if (hs && padding == KT_PAD_HS && cell.size % 2 == 1 && cell.size < 6) {
        memcpy(padded + 1, cell.data, cell.size);
        cell = (kt_slice){padded, cell.size + 1};
    }
    if (hs && cell.size % 2 == 1)
        return false;
    return revision != KT_REVISION_NONE && kt_product_parse(cell, revision, out);
}

bool kt_cell_revision(kt_slice cell, kt_revision *out)
{
    static const kt_revision hs[] = {KT_HS92, KT_HS96, KT_HS02, KT_HS07,
                                     KT_HS12, KT_HS17, KT_HS22};

    if (cell.size == 2) {
        const char letter = cell.data[0];
        const int digit = cell.data[1] - '0';
        if ((letter == 'H' || letter == 'h') && digit >= 0 && digit <= 6) {
            *out = hs[digit];
            return true;
        }
        if ((letter == 'S' || letter == 's') && digit >= 1 && digit <= 4) {
            *out = (kt_revision)(KT_SITC1 + digit - 1);
            return true;
        }
        if ((letter == 'B' || letter == 'b') && (digit == 4 || digit == 5)) {
            *out = digit == 4 ? KT_BEC4 : KT_BEC5;
            return true;
        }
    }
    return cell.size > 0 && kt_revision_parse(cell, out);
}

bool kt_cell_is_true(kt_slice cell)
{
    return kt_slice_is(cell, "1") || kt_slice_equal_ascii_case(cell, kt_slice_of("true")) ||
           kt_slice_equal_ascii_case(cell, kt_slice_of("yes"));
}

bool kt_cell_flag(char flag, uint8_t *status)
{
    switch (flag) {
    case 0:
        *status = KT_REPORTED;
        return true;
    case 'e':
    case 'E':
        *status = KT_ESTIMATED;
        return true;
    case 'p':
    case 'P':
        *status = KT_PROVISIONAL;
        return true;
    case 's':
    case 'S':
    case 'c':
    case 'C':
        *status = KT_SUPPRESSED;
        return true;
    default:
        return false;
    }
}
