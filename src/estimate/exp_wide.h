/* exp_wide.h: four exponentials at once, within one unit in the last place.
 *
 *     exp x = 2^n exp r,   n = round(x / ln 2),   |r| <= ln 2 / 2
 *
 * exp r by its Taylor polynomial of degree 13, whose next term is below 1e-17. Arguments are
 * held within +-700, where a double still has room to be multiplied. */
#ifndef KONTOR_ESTIMATE_EXP_WIDE_H
#define KONTOR_ESTIMATE_EXP_WIDE_H

#include "wide.h"

KT_WIDE_BODY kt_v4 kt_exp4(kt_v4 x)
{
    static const double over_factorial[] = {1.0,
                                            1.0,
                                            1.0 / 2,
                                            1.0 / 6,
                                            1.0 / 24,
                                            1.0 / 120,
                                            1.0 / 720,
                                            1.0 / 5040,
                                            1.0 / 40320,
                                            1.0 / 362880,
                                            1.0 / 3628800,
                                            1.0 / 39916800,
                                            1.0 / 479001600,
                                            1.0 / 6227020800.0};
    const kt_v4 limit = {700, 700, 700, 700};
    const kt_v4 magic = {0x1.8p52, 0x1.8p52, 0x1.8p52, 0x1.8p52};
    x = kt_choose4(x > limit, limit, x);
    x = kt_choose4(x < -limit, -limit, x);
    const kt_v4 shifted = x * 0x1.71547652b82fep0 + magic; /* its low bits are n */
    const kt_v4 n = shifted - magic;
    const kt_v4 r = (x - n * 0x1.62e42fefa0000p-1) - n * 0x1.cf79abc9e3b39p-40;
    kt_v4 p = r * over_factorial[13] + over_factorial[12];
    for (int k = 11; k >= 0; k--)
        p = p * r + over_factorial[k];
    return (kt_v4)((kt_i4)p + ((kt_i4)shifted << 52));
}

#endif
