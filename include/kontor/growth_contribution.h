/* kontor/growth_contribution.h: which products made the trade of two years differ?
 *
 *     c_k = (x1_k + m1_k - x0_k - m0_k) / (X0 + M0)        sum over k: growth of turnover
 *
 * x exports, m imports by product k, 0 the former and 1 the later year; X0, M0 their totals.
 *
 * Source: the plain identity. Pure. */
#ifndef KONTOR_GROWTH_CONTRIBUTION_H
#define KONTOR_GROWTH_CONTRIBUTION_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_growth_contribution_data {
    const double *x0, *m0, *x1, *m1; /* n products each, one unit */
    int64_t n;
    double base; /* turnover of the former year, unallocated goods included */
} kt_growth_contribution_data;

/* out[n]: NaN where one of the four is missing, or the base is not positive. */
void kt_growth_contributions(const kt_growth_contribution_data *data, double *out);

KT_END_DECLS

#endif
