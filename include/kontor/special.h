/* kontor/special.h: distributions and the gamma function's relatives.
 *
 * Sources: Press et al. (2007), Numerical Recipes, 3rd ed., 6.1 to 6.4 (continued fractions of
 * the incomplete functions, in Lentz's form); Abramowitz and Stegun
 * (1964), 6.1.40, 6.3.18, 6.4.12 (asymptotic series). Relative accuracy about 1e-13; pure
 * functions. */
#ifndef KONTOR_SPECIAL_H
#define KONTOR_SPECIAL_H

#include <kontor/compiler.h>

KT_BEGIN_DECLS

/* P(|T| >= |t|) of Student's t with df > 0; INFINITY: the normal. NaN for NaN. */
double kt_student_two_sided(double t, double df);
/* P(X >= x) of chi-squared with df > 0, x >= 0. */
double kt_chi2_upper(double x, double df);
/* P(X >= x) of F with df1, df2 > 0, x >= 0; df2 INFINITY: chi-squared over df1. */
double kt_f_upper(double x, double df1, double df2);

/* log Gamma(x), its first and second derivative; x > 0. */
double kt_log_gamma(double x);
double kt_digamma(double x);
double kt_trigamma(double x);

KT_END_DECLS

#endif
