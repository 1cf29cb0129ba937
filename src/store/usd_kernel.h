/* usd_kernel.h: whole units to numbers with a decimal point. */
#ifndef KONTOR_STORE_USD_KERNEL_H
#define KONTOR_STORE_USD_KERNEL_H

#include <stdint.h>

/* out = value / unit, NaN for KT_NONE. */
void kt_units_divide(const int64_t *value, int64_t n, double unit, double *out);

#endif
