/* kontor/similarity.h: do two countries export the same things?
 *
 *     FK_ab = 100 sum_k min(x_ak / X_a, x_bk / X_b)
 *
 * 0: nothing in common, 100: the same shares; symmetric. To one market: exports to it alone.
 *
 * Source: Finger and Kreinin (1979), The Economic Journal 89(356), 905-912. Pure. */
#ifndef KONTOR_SIMILARITY_H
#define KONTOR_SIMILARITY_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* x_a[n], x_b[n] exports by product, one year, each in any unit. A missing value (NaN) is left
 * out of its sum. NaN where either side has no exports. */
double kt_similarity(const double *x_a, const double *x_b, int64_t n);

KT_END_DECLS

#endif
