/* kontor/dependence.h: how much does each of two countries need the trade with the other?
 *
 *     d_a = t_ab / t_a          share of the trade with b in all trade of a
 *     d_b = t_ab / t_b
 *     asymmetry = (d_a - d_b) / (d_a + d_b)       1: only a depends; 0: both alike; -1: only b
 *
 * Source: none for the normalised difference, which is a plain one; the idea of dependence seen
 * from both sides is Hirschman's (1945), National Power and the Structure of Foreign Trade.
 * Pure. */
#ifndef KONTOR_DEPENDENCE_H
#define KONTOR_DEPENDENCE_H

#include <kontor/compiler.h>

KT_BEGIN_DECLS

typedef struct kt_dependence {
    double a, b;      /* NaN where a value is missing or a total is not positive */
    double asymmetry; /* NaN too where both are 0 */
} kt_dependence;

/* a's trade with b as a sees it, and all of a's; b's with a as b sees it, and all of b's: one
 * unit. The two views may differ. */
kt_dependence kt_dependence_of(double a_with_b, double a_total, double b_with_a,
                               double b_total);

KT_END_DECLS

#endif
