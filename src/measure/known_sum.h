/* known_sum.h: sums that leave out what is missing. */
#ifndef KONTOR_MEASURE_KNOWN_SUM_H
#define KONTOR_MEASURE_KNOWN_SUM_H

#include <math.h>
#include <stdint.h>

/* Sum of value[n] in order, NaN left out. */
static inline double known_sum(const double *value, int64_t n)
{
    double sum = 0.0;
    for (int64_t p = 0; p < n; p++)
        if (!isnan(value[p]))
            sum += value[p];
    return sum;
}

/* A share of a total; a missing value has none. */
static inline double known_share(double value, double total)
{
    return isnan(value) ? 0.0 : value / total;
}

#endif
