/* log_wide.h: four logarithms at once, within a few units in the last place, and log y!.
 *
 *     x = 2^k m,  m from sqrt(1/2) to sqrt 2,   log x = k ln 2 + 2 atanh s,  s = (m - 1) / (m +
 * 1)
 *
 * 2 atanh s = 2 s (1 + s^2 / 3 + s^4 / 5 ...), |s| < 0.172: the first term left out is below
 * 1e-18. Arguments are positive, finite and not subnormal. */
#ifndef KONTOR_ESTIMATE_LOG_WIDE_H
#define KONTOR_ESTIMATE_LOG_WIDE_H

#include "wide.h"

typedef uint64_t kt_n4 __attribute__((vector_size(32)));

KT_WIDE_BODY kt_v4 kt_log4(kt_v4 x)
{
    static const double over_odd[] = {1.0 / 3,  1.0 / 5,  1.0 / 7,  1.0 / 9,  1.0 / 11,
                                      1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21};
    const uint64_t root_half = 0x3fe6a09e667f3bcd, bias = 1024;
    const kt_n4 above = (kt_n4)x - root_half;
    const kt_n4 exponent = (above + (bias << 52)) >> 52; /* k + bias */
    const kt_v4 k = (kt_v4)(exponent | 0x4330000000000000) - (0x1p52 + (double)bias);
    const kt_v4 m = (kt_v4)((kt_n4)x - (above & (0xfffULL << 52)));
    const kt_v4 s = (m - 1.0) / (m + 1.0), z = s * s;
    kt_v4 p = z * over_odd[9] + over_odd[8];
    for (int i = 7; i >= 0; i--)
        p = p * z + over_odd[i];
    return k * 0x1.62e42fefa0000p-1 + (k * 0x1.cf79abc9e3b39p-40 + 2.0 * (s + s * z * p));
}

/* log Gamma(y + 1), y >= 0, with log y at hand where y >= 16: Stirling's series; smaller ones
 * are moved up by 16. */
KT_WIDE_BODY kt_v4 kt_log_factorial4(kt_v4 y, kt_v4 log_y)
{
    const kt_v4 zero = {0, 0, 0, 0};
    const kt_i4 small = y < 16.0;
    kt_v4 product = zero + 1.0, z = y, log_z = log_y;
    if (small[0] | small[1] | small[2] | small[3]) {
        for (int i = 1; i <= 16; i++)
            product *= y + (double)i;
        z = kt_choose4(small, y + 16.0, y);
        log_z = kt_choose4(small, kt_log4(z), log_y);
        product = kt_choose4(small, kt_log4(product), zero);
    } else {
        product = zero;
    }
    const kt_v4 u = 1.0 / (z * z);
    const kt_v4 series =
        1.0 / 12 - u * (1.0 / 360 - u * (1.0 / 1260 - u * (1.0 / 1680 - u * (1.0 / 1188))));
    const kt_v4 value = (z + 0.5) * log_z - z + 0.91893853320467274178 + series / z - product;
    return kt_choose4(y == zero, zero, value);
}

#endif
