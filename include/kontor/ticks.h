/* kontor/ticks.h: where an axis is marked: round numbers that cover what is shown.
 *
 *     step    1, 2, 2.5 or 5 times a power of ten
 *     first   the largest multiple of step that is not above the least value
 *     last    the smallest multiple of step that is not below the largest value
 *
 * Of all steps the smallest is taken that needs no more than the marks asked for.
 * Source: none; the steps are those by which people count. Pure. */
#ifndef KONTOR_TICKS_H
#define KONTOR_TICKS_H

#include <kontor/compiler.h>

KT_BEGIN_DECLS

typedef struct kt_ticks {
    double first, step, last;
    int n;        /* marks, both ends among them: first + k * step, k from 0 to n - 1 */
    int decimals; /* digits behind the point that every mark needs */
} kt_ticks;

/* Marks from least to largest, at most `most` of them (taken as at
 * least 3). Equal ends, and ends that
 * are no numbers, are taken as 0 to 1 around them. */
kt_ticks kt_ticks_choose(double least, double largest, int most);
/* Mark k; exactly 0 where it is 0. */
double kt_ticks_at(const kt_ticks *ticks, int k);

KT_END_DECLS

#endif
