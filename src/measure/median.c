/* median.c: the median of a short list of numbers. */
#include "median.h"

#include <math.h>

double kt_median(double *value, int64_t n)
{
    if (n == 0)
        return NAN;
    for (int64_t p = 1; p < n; p++) {
        const double taken = value[p];
        int64_t q = p;
        for (; q > 0 && value[q - 1] > taken; q--)
            value[q] = value[q - 1];
        value[q] = taken;
    }
    return n % 2 ? value[n / 2] : (value[n / 2 - 1] + value[n / 2]) / 2.0;
}
