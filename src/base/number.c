/* number.c: numbers to text and back, the same in every locale.
 *
 * All parsers go through scan(), which splits a decimal number into sign, significant digits
 * and a power of ten without allocating and without overflow, however long the input:
 *
 *     -00120.3450e2  ->  minus, digits "1203450" (from the first that is not 0), exponent -2
 *
 * The plain case of imports, a short run of digits with or without a point, never gets there.
 */
#include <kontor/text.h>

#include <kontor/checked.h>

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A double is decided by its first 767 significant digits and whether any digit behind them is
 * not zero. */
enum { DECISIVE_DIGITS = 770, LARGEST_EXPONENT = 1000000000 };

/* 2^53: every whole number up to it is a double. */
#define LARGEST_EXACT (UINT64_C(1) << 53)

static const double POWER_OF_TEN[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool kt_parse_i64(kt_slice slice, int64_t *out)
{
    size_t at = 0;
    const bool minus = slice.size > 0 && slice.data[0] == '-';
    if (minus || (slice.size > 0 && slice.data[0] == '+'))
        at = 1;
    if (at == slice.size)
        return false;
    /* Counted downwards: the negative side has one number more. */
    int64_t value = 0;
    for (; at < slice.size; at++) {
        if (!is_digit(slice.data[at]))
            return false;
        if (!kt_i64_mul(value, 10, &value) || !kt_i64_add(value, '0' - slice.data[at], &value))
            return false;
    }
    if (!minus && value == INT64_MIN)
        return false;
    *out = minus ? value : -value;
    return true;
}

/* A number as digits * 10^exponent. The digits are the bytes first .. end - 1 of the input,
 * among which there may be one point; the first is not '0'. n_digits is 0 for zero. */
typedef struct decimal {
    bool minus;
    const char *first, *end;
    int64_t n_digits;
    int64_t exponent;
} decimal;

static bool scan_exponent(const char *at, const char *end, int64_t *out)
{
    bool minus = false;
    if (at < end && (*at == '-' || *at == '+')) {
        minus = *at == '-';
        at++;
    }
    if (at == end)
        return false;
    int64_t value = 0;
    for (; at < end; at++) {
        if (!is_digit(*at))
            return false;
        if (value < LARGEST_EXPONENT) /* beyond, only the sign of the matter counts */
            value = value * 10 + (*at - '0');
    }
    /* Further off than a text can hold digits, so that no run of zeros brings it back. */
    if (value >= LARGEST_EXPONENT)
        value = INT64_MAX / 4;
    *out = minus ? -value : value;
    return true;
}

static bool scan(kt_slice slice, decimal *out)
{
    const char *at = slice.data;
    const char *const end = slice.size ? slice.data + slice.size : slice.data;
    bool seen = false;
    int64_t behind_point = 0, stated = 0;
    *out = (decimal){0};

    if (at < end && (*at == '-' || *at == '+')) {
        out->minus = *at == '-';
        at++;
    }
    const char *point = NULL;
    for (; at < end; at++) {
        if (*at == '.' && !point) {
            point = at;
            continue;
        }
        if (!is_digit(*at))
            break;
        seen = true;
        if (point)
            behind_point++;
        if (!out->first && *at != '0')
            out->first = at;
        if (out->first)
            out->n_digits++;
    }
    if (!seen)
        return false;
    out->end = at;
    if (at < end) {
        if (*at != 'e' && *at != 'E')
            return false;
        if (!scan_exponent(at + 1, end, &stated))
            return false;
    }
    out->exponent = stated - behind_point;
    return true;
}

/* All digits in one number; only for n_digits <= 19, which always fit. */
static uint64_t digits_value(const decimal *number)
{
    uint64_t value = 0;
    for (const char *at = number->first; at && at < number->end; at++) {
        if (*at != '.')
            value = value * 10 + (uint64_t)(*at - '0');
    }
    return value;
}

/* The correctly rounded double of any number: strtod() on a bounded copy without a point, so
 * that no locale could matter. */
static bool parse_slowly(const decimal *number, double *out)
{
    char copy[DECISIVE_DIGITS + 32];
    size_t n = 0;
    int64_t left_out = 0;
    bool sticky = false;
    for (const char *at = number->first; at < number->end; at++) {
        if (*at == '.')
            continue;
        if (n < DECISIVE_DIGITS)
            copy[n++] = *at;
        else {
            left_out++;
            sticky = sticky || *at != '0';
        }
    }
    if (sticky) { /* one more digit stands for all that follow */
        copy[n++] = '1';
        left_out--;
    }
    snprintf(copy + n, sizeof copy - n, "e%" PRId64, number->exponent + left_out);
    *out = strtod(copy, NULL);
    return isfinite(*out);
}

/* The plain case: at most 16 characters, a sign, digits and a point. Clinger (1990): a whole
 * number up to 2^53 and a power of ten up to 10^22 are both exact doubles, so one division
 * rounds once. */
static bool parse_plainly(kt_slice slice, double *out)
{
    const bool minus = slice.size > 0 && slice.data[0] == '-';
    const size_t first = minus ? 1 : 0;
    size_t point = slice.size;
    uint64_t digits = 0;
    if (slice.size > 16 || slice.size == first)
        return false;
    for (size_t p = first; p < slice.size; p++) {
        if (is_digit(slice.data[p]))
            digits = digits * 10 + (uint64_t)(slice.data[p] - '0');
        else if (slice.data[p] == '.' && point == slice.size)
            point = p;
        else
            return false;
    }
    if (digits > LARGEST_EXACT || (point < slice.size && slice.size - first == 1))
        return false;
    const size_t behind = point < slice.size ? slice.size - point - 1 : 0;
    const double value = (double)digits / POWER_OF_TEN[behind];
    *out = minus ? -value : value;
    return true;
}

bool kt_parse_double(kt_slice slice, double *out)
{
    decimal number;
    if (parse_plainly(slice, out))
        return true;
    if (!scan(slice, &number))
        return false;
    double value = 0.0;
    const int64_t magnitude = number.n_digits + number.exponent; /* value < 10^magnitude */
    if (number.n_digits > 0 && magnitude > -330) {
        if (magnitude > 310)
            return false;
        /* One operation on two exact doubles, as above. */
        const uint64_t digits = number.n_digits <= 19 ? digits_value(&number) : UINT64_MAX;
        if (digits <= LARGEST_EXACT && number.exponent >= -22 && number.exponent <= 22) {
            value = (double)digits;
            if (number.exponent < 0)
                value /= POWER_OF_TEN[-number.exponent];
            else
                value *= POWER_OF_TEN[number.exponent];
        } else if (!parse_slowly(&number, &value))
            return false;
    }
    *out = number.minus ? -value : value;
    return true;
}

/* Any form: cut the digits where the unit ends, keep what is before, look at six behind. */
static bool parse_decimal_slowly(kt_slice slice, int decimals, int64_t *out)
{
    decimal number;
    if (!scan(slice, &number))
        return false;
    const int64_t whole = number.n_digits + number.exponent + decimals; /* digits before */
    int64_t value = 0;
    int64_t n_seen = 0;
    int n_zeros = 0, n_nines = 0, n_behind = 0;

    if (number.n_digits == 0) {
        *out = 0;
        return true;
    }
    if (whole > 19)
        return false;
    /* Digits between the unit's point and the first digit are zeros. */
    for (int64_t p = whole; p < 0 && n_behind < 6; p++) {
        n_behind++;
        n_zeros++;
    }
    for (const char *at = number.first; at < number.end && n_behind < 6; at++) {
        if (*at == '.')
            continue;
        if (n_seen < whole) {
            if (!kt_i64_mul(value, 10, &value) || !kt_i64_add(value, *at - '0', &value))
                return false;
            n_seen++;
        } else {
            n_behind++;
            n_zeros += *at == '0';
            n_nines += *at == '9';
        }
    }
    for (; n_seen < whole; n_seen++) {
        if (!kt_i64_mul(value, 10, &value))
            return false;
    }
    if (n_zeros != n_behind && n_nines != 6)
        return false;
    if (n_nines == 6 && !kt_i64_add(value, 1, &value))
        return false;
    *out = number.minus ? -value : value;
    return true;
}

bool kt_parse_decimal(kt_slice slice, int decimals, int64_t *out)
{
    assert(decimals >= 0 && decimals <= 18);
    const char *at = slice.data;
    const char *const end = slice.size ? slice.data + slice.size : slice.data;
    const bool minus = at < end && *at == '-';
    const char *const first = minus ? at + 1 : at;
    int left = decimals;
    uint64_t value = 0;

    /* At most 18 digits with the zeros to come, so nothing can overflow here. */
    if (end - first > 18 - decimals || first == end)
        return parse_decimal_slowly(slice, decimals, out);
    for (at = first; at < end && is_digit(*at); at++)
        value = value * 10 + (uint64_t)(*at - '0');
    if (at == first)
        return parse_decimal_slowly(slice, decimals, out);
    if (at < end && *at == '.') {
        at++;
        if (at == end)
            return parse_decimal_slowly(slice, decimals, out);
        for (; at < end && left > 0 && is_digit(*at); at++, left--)
            value = value * 10 + (uint64_t)(*at - '0');
    }
    if (at < end)
        return parse_decimal_slowly(slice, decimals, out);
    for (; left > 0; left--)
        value *= 10;
    *out = minus ? -(int64_t)value : (int64_t)value;
    return true;
}

/* Digits of value from the end of out[20] forwards; returns where they begin. */
static size_t digits_of(uint64_t value, char out[20])
{
    size_t at = 20;
    do {
        out[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    return at;
}

size_t kt_print_decimal(int64_t value, int decimals, char out[32])
{
    assert(decimals >= 0 && decimals <= 18);
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    while (decimals > 0 && rest % 10 == 0) {
        rest /= 10;
        decimals--;
    }
    char digits[20];
    size_t at = digits_of(rest, digits), n = 0;
    const int n_digits = (int)(20 - at);
    if (value < 0)
        out[n++] = '-';
    if (n_digits <= decimals) {
        out[n++] = '0';
        out[n++] = '.';
        for (int p = n_digits; p < decimals; p++)
            out[n++] = '0';
        while (at < 20)
            out[n++] = digits[at++];
    } else {
        while (at < 20) {
            if (decimals > 0 && (int)(20 - at) == decimals)
                out[n++] = '.';
            out[n++] = digits[at++];
        }
    }
    out[n] = '\0';
    return n;
}

size_t kt_print_double(double value, char out[32])
{
    if (!isfinite(value)) {
        out[0] = '\0';
        return 0;
    }
    if (value == floor(value) && fabs(value) < 1e15 && !(value == 0.0 && signbit(value)))
        return kt_print_decimal((int64_t)value, 0, out);
    /* Money and tonnes in thousandths: two decimals of at most 15 digits are never the same
     * double, so one that reads back is the shortest. */
    const double thousandths = nearbyint(value * 1000.0);
    if (fabs(thousandths) < 1e15 && thousandths / 1000.0 == value && value != 0.0)
        return kt_print_decimal((int64_t)thousandths, 3, out);
    /* 15 digits always survive the way to a double and back, except below the normal range,
     * where fewer bits are left and fewer digits may do. */
    int n = 0;
    for (int digits = fabs(value) < 1e-300 ? 1 : 15; digits <= 17; digits++) {
        n = snprintf(out, 32, "%.*g", digits, value);
        double back;
        if (kt_parse_double((kt_slice){out, (size_t)n}, &back) && back == value)
            break;
    }
    return (size_t)n;
}
