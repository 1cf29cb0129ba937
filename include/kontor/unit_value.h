/* kontor/unit_value.h: which unit values do not belong with the others?
 *
 *     d_r = ln p_r - median of ln p
 *     z_r = 0.6745 d_r / median of |d|           outlier where |z| > 3.5
 *
 * The median and the median deviation are not moved by the very outliers that are looked for.
 *
 * Source: Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers, ASQC (the score and
 * its limit); logarithms because unit values spread by factors. Pure. */
#ifndef KONTOR_UNIT_VALUE_H
#define KONTOR_UNIT_VALUE_H

#include <kontor/error.h>

#include <stdint.h>

KT_BEGIN_DECLS

#define KT_UNIT_VALUE_OUTLIER 3.5
/* Fewer unit values than this say nothing about what is usual. */
#define KT_UNIT_VALUES_LEAST 5

/* z of unit values p[n] into z[n]: NaN where p is missing or not above 0, and for all of them
 * where fewer than KT_UNIT_VALUES_LEAST are known or more than half are equal. *median (may be
 * NULL): exp of the median. Errors: KT_ERR_MEMORY. Cost: a sort. */
KT_MUST_USE kt_status kt_unit_value_scores(const double *p, int64_t n, double *z,
                                           double *median, kt_error *err);

KT_END_DECLS

#endif
