/* similarity.c: the export similarity of Finger and Kreinin. */
#include <kontor/similarity.h>

#include "known_sum.h"

#include <math.h>

double kt_similarity(const double *x_a, const double *x_b, int64_t n)
{
    const double X_a = known_sum(x_a, n), X_b = known_sum(x_b, n);
    double common = 0.0;

    if (!(X_a > 0.0) || !(X_b > 0.0))
        return NAN;
    for (int64_t k = 0; k < n; k++)
        common += fmin(known_share(x_a[k], X_a), known_share(x_b[k], X_b));
    return 100.0 * common;
}
