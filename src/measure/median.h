/* median.h: the median of a short list of numbers. */
#ifndef KONTOR_MEASURE_MEDIAN_H
#define KONTOR_MEASURE_MEDIAN_H

#include <stdint.h>

/* Median of value[0..n-1], the mean of the two in the middle where n is even; NaN for n 0. No
 * value may be NaN. Sorts value in place: insertion, for some thirty years. */
double kt_median(double *value, int64_t n);

#endif
