/* usd_kernel.c: in a table of countries and products every second cell may be empty, in no
 * order that a processor could foresee: so the loop has no branches. */
#include "usd_kernel.h"

#include <kontor/flow.h>

#include <math.h>
#include <string.h>

void kt_units_divide(const int64_t *value, int64_t n, double unit, double *out)
{
    const double nothing = (double)NAN;
    uint64_t missing;
    memcpy(&missing, &nothing, sizeof missing);
    for (int64_t i = 0; i < n; i++) {
        const double quotient = (double)value[i] / unit;
        const uint64_t none = 0 - (uint64_t)(value[i] == KT_NONE);
        uint64_t bits;
        memcpy(&bits, &quotient, sizeof bits);
        bits = (bits & ~none) | (missing & none);
        memcpy(&out[i], &bits, sizeof bits);
    }
}
