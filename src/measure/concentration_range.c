/* concentration_range.c: the index of concentration between its two ends. */
#include <kontor/concentration_range.h>

#include "known_sum.h"

#include <math.h>

kt_concentration_range kt_concentration_range_of(const double *x, int64_t n, double unallocated)
{
    kt_concentration_range range = {NAN, NAN, NAN};
    const double u = unallocated > 0.0 ? unallocated : 0.0;
    const double T = known_sum(x, n) + u;
    double low = 0.0, largest = 0.0;

    if (!(T > 0.0))
        return range;
    for (int64_t i = 0; i < n; i++) {
        if (!(x[i] > 0.0))
            continue;
        low += x[i] / T * (x[i] / T);
        largest = fmax(largest, x[i]);
    }
    range.low = low;
    range.one = low + u / T * (u / T);
    range.high = range.one + 2.0 * (largest / T) * (u / T);
    return range;
}
