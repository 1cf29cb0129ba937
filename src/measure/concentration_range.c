/* concentration_range.c: the index of concentration between its two ends. */
#include <kontor/concentration_range.h>

#include "known_sum.h"

#include <math.h>
#include <stdbool.h>

static double at_zero(double x)
{
    return x > 0.0 ? x : 0.0; // a missing value too: what it has is part of u
}

/* The level that u lifts the smallest to. sum max(0, L - x) is convex in L, so Newton's steps
 * from above it never pass the root and end after as many as there are values. */
static double level_of(const double *x, int64_t n, double u, double largest)
{
    double L = largest + u;
    for (int64_t step = 0; step <= n; step++) {
        double below = 0.0;
        int64_t n_below = 0;
        for (int64_t i = 0; i < n; i++)
            if (at_zero(x[i]) < L) {
                below += at_zero(x[i]);
                n_below++;
            }
        const double next = (below + u) / (double)n_below;
        if (!(next < L))
            break;
        L = next;
    }
    return L;
}

static double term_of(double share)
{
    return share > 0.0 ? share * log(share) : 0.0;
}

static void find_entropy(const double *x, int64_t n, double u, double T, double largest,
                         kt_concentration_range *range)
{
    const double L = u > 0.0 ? level_of(x, n, u, largest) : 0.0;
    bool has_largest = u > 0.0;

    range->entropy_low = range->entropy_high = 0.0;
    for (int64_t i = 0; i < n; i++) {
        const double own = at_zero(x[i]);
        const bool takes = has_largest && own == largest;
        range->entropy_low -= term_of((own + (takes ? u : 0.0)) / T);
        range->entropy_high -= term_of(fmax(own, L) / T);
        has_largest = has_largest && !takes;
    }
}

kt_concentration_range kt_concentration_range_of(const double *x, int64_t n, double unallocated)
{
    kt_concentration_range range = {NAN, NAN, NAN, NAN, NAN};
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
    find_entropy(x, n, u, T, largest, &range);
    return range;
}
