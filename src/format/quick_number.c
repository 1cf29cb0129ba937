/* quick_number.c: up to 19 digits with a point, rounded exactly without strtod().
 *
 *     27.764873906767412  ->  w = 27764873906767412, k = 15,  w / 10^k
 *
 * Where w < 2^53 and k <= 22 both are doubles and one division rounds once (Clinger, 1990).
 * Beyond, as in files that carry 17 digits, w and 10^k (k <= 19) still fit 64 bits: shifted up
 * to their top bits, W and D, a quotient of 64 bits and the remainder of a division of 128 bits
 * by 64 say all that rounding to 53 bits asks for. */
#include "quick_number.h"

#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

#define LARGEST_EXACT (UINT64_C(1) << 53)

static const double POWER_OF_TEN[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                                      1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                                      1e14, 1e15, 1e16, 1e17, 1e18, 1e19};

static const uint64_t WHOLE_POWER[] = {1,
                                       10,
                                       100,
                                       1000,
                                       10000,
                                       100000,
                                       1000000,
                                       10000000,
                                       100000000,
                                       1000000000,
                                       10000000000,
                                       100000000000,
                                       1000000000000,
                                       10000000000000,
                                       100000000000000,
                                       1000000000000000,
                                       10000000000000000,
                                       100000000000000000,
                                       1000000000000000000,
                                       UINT64_C(10000000000000000000)};

/* mantissa * 2^exponent, exact; mantissa <= 2^53 and the result far from under- and overflow.
 */
static double scaled(uint64_t mantissa, int exponent)
{
    const uint64_t bits = (uint64_t)(1023 + exponent) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return (double)mantissa * power;
}

/* w / 10^k rounded to nearest, ties to even; w > 0. */
static double divided(uint64_t w, int k)
{
    const int up_w = __builtin_clzll(w), up_d = __builtin_clzll(WHOLE_POWER[k]);
    const uint64_t W = w << up_w, D = WHOLE_POWER[k] << up_d;
    const int shift = W >= D ? 63 : 64;
    const wide N = (wide)W << shift; // so that the quotient has its top bit at 63
    const uint64_t q = (uint64_t)(N / D);
    const bool rest = N - (wide)q * D != 0;
    uint64_t mantissa = q >> 11;
    const uint64_t low = q & 0x7ff;
    if (low > 0x400 || (low == 0x400 && (rest || (mantissa & 1))))
        mantissa++;
    return scaled(mantissa, up_d - up_w - shift + 11);
}

double kt_quick_quotient(uint64_t w, int k)
{
    if (w > LARGEST_EXACT)
        return divided(w, k);
    return k ? (double)w / POWER_OF_TEN[k] : (double)w;
}

static kt_cell_is word(kt_slice cell, double *out)
{
    static const char *const missing[] = {"NA", ".", "..", "NaN", "nan", "N/A", "NULL", "null"};
    static const char *const infinite[] = {"Inf", "inf", "+Inf", "Infinity"};
    if (cell.size <= 4)
        for (size_t n = 0; n < sizeof missing / sizeof missing[0]; n++)
            if (kt_slice_is(cell, missing[n])) {
                *out = NAN;
                return KT_CELL_IS_MISSING;
            }
    if (cell.size > 9)
        return KT_CELL_IS_WORD;
    for (size_t n = 0; n < sizeof infinite / sizeof infinite[0]; n++)
        if (kt_slice_is(cell, infinite[n])) {
            *out = (double)INFINITY;
            return KT_CELL_IS_NUMBER;
        }
    if (kt_slice_is(cell, "-Inf") || kt_slice_is(cell, "-inf") ||
        kt_slice_is(cell, "-Infinity")) {
        *out = -(double)INFINITY;
        return KT_CELL_IS_NUMBER;
    }
    return KT_CELL_IS_WORD;
}

kt_cell_is kt_plain_number(kt_slice cell, double *out)
{
    if (cell.size == 0) {
        *out = NAN;
        return KT_CELL_IS_MISSING;
    }
    return kt_parse_double(cell, out) ? KT_CELL_IS_NUMBER : word(cell, out);
}

kt_cell_is kt_quick_number(kt_slice cell, double *out)
{
    const char *at = cell.data, *const end = at + cell.size;
    if (cell.size == 0 || cell.size > 21)
        return kt_plain_number(cell, out);
    const bool minus = *at == '-';
    at += minus;
    const char *const first = at;
    const char *point = NULL;
    uint64_t w = 0;
    for (; at < end; at++) {
        const unsigned digit = (unsigned)(unsigned char)*at - '0';
        if (digit < 10) {
            w = w * 10 + digit;
        } else if (*at == '.' && !point) {
            point = at;
        } else {
            return kt_plain_number(cell, out);
        }
    }
    const int n_digits = (int)(end - first) - (point != NULL);
    const int k = point ? (int)(end - point) - 1 : 0;
    if (n_digits == 0 || n_digits > 19) // 19 digits always fit 64 bits
        return kt_plain_number(cell, out);
    const double value = kt_quick_quotient(w, k);
    *out = minus ? -value : value;
    return KT_CELL_IS_NUMBER;
}
