/* kontor/concentration_range.h: concentration where a part of the supply has no known supplier.
 *
 *     T = sum x + u               u: the part that is not allocated
 *     low   sum (x_i / T)^2       u comes from very many small suppliers
 *     one   low + (u / T)^2       u comes from one supplier that is not in the list
 *     high  low with x_1 + u in place of the largest x_1: u is the largest supplier's too
 *
 * Whoever u belongs to, the true index lies between low and high.
 *
 * Entropy grows without end where u is shared by ever more suppliers, so its range is that of u
 * within the n in the list, missing ones (NaN) among them:
 *
 *     H = -sum s_i ln s_i
 *     entropy_low    x_1 + u in place of the largest x_1
 *     entropy_high   u evens out the smallest: max(x_i, L) in place of x_i, with the level L at
 *                    which sum max(0, L - x_i) = u
 *
 * Both ends are those of majorisation: of all ways to share u out, the first is majorised by
 * none and the second majorises none.
 *
 * Source: none; the range is ours. Pure. */
#ifndef KONTOR_CONCENTRATION_RANGE_H
#define KONTOR_CONCENTRATION_RANGE_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_concentration_range {
    double low, one, high;            /* NaN where there is nothing to share out */
    double entropy_low, entropy_high; /* likewise */
} kt_concentration_range;

/* x[n] >= 0, missing ones (NaN) are left out; unallocated below 0 counts as 0. */
kt_concentration_range kt_concentration_range_of(const double *x, int64_t n,
                                                 double unallocated);

KT_END_DECLS

#endif
