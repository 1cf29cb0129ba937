/* kontor/intensity.h: is trade between two countries more than their sizes let expect?
 *
 *     simple       TII_ij  = (v_ij / X_i) / (M_j / T)
 *     without own  TII*_ij = (v_ij / X_i) / (M_j / (T - M_i))      i cannot sell to itself
 *     split        TII* = C_ij B_ij
 *                  C_ij = sum_k (x_ik / X_i) ((T - M_i) / (x_k - m_ik)) (m_jk / M_j)
 *
 * v_ij          exports of i to j
 * X_i, M_i      exports and imports of i;   M_j imports of j;   T world trade
 * x_ik, m_ik    exports and imports of product k by i;   m_jk imports of k by j;   x_k world
 *
 * C says how the baskets fit (complementarity), B is what is left: ties beyond the fit (bias).
 * Which of the two indices a number is must be said beside it.
 *
 * Sources: World Bank, WITS user manual (simple); Brown (1949), Kojima (1964); Drysdale (1967)
 * and Drysdale and Garnaut (1982), Hitotsubashi J. of Economics 22(2), 62-84 (split).
 * One year, one unit. Pure functions. */
#ifndef KONTOR_INTENSITY_H
#define KONTOR_INTENSITY_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* 1 is what sizes let expect. NaN where a value is missing or a denominator is not positive. */
double kt_intensity(double v_ij, double X_i, double M_j, double T);
double kt_intensity_without_own(double v_ij, double X_i, double M_j, double T, double M_i);

typedef struct kt_intensity_split {
    double intensity;       /* without own */
    double complementarity; /* C */
    double bias;            /* B; NaN where C is 0 */
    int64_t n_left_out;     /* products without other suppliers (x_k <= m_ik) or with a missing
                               value: no part of C */
} kt_intensity_split;

/* Arrays of n products: x_i, m_i, m_j, world exports x. Totals are the sums of what is there:
 * a missing value (NaN) is left out. */
kt_intensity_split kt_intensity_split_of(double v_ij, const double *x_i, const double *m_i,
                                         const double *m_j, const double *x, int64_t n);

KT_END_DECLS

#endif
