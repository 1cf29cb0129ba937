/* kontor/concentration.h: on how few partners or products does trade rest?
 *
 *     s_k = x_k / sum x,  n the number of possible categories
 *     HHI         sum s^2                                     1/n to 1
 *     normalised  (HHI - 1/n) / (1 - 1/n)                     0 to 1
 *     effective   1 / HHI                                     so many equal ones
 *     Hirschman   sqrt HHI
 *     UNCTAD      (sqrt HHI - sqrt(1/n)) / (1 - sqrt(1/n))    0 to 1
 *     Theil       T = ln n + sum s ln s  (0 ln 0 = 0)         0 to ln n
 *     entropy     H = ln n - T;  exp H again a number of equal ones
 *
 * n must be said beside every normalised number: active partners, or all of a classification.
 * Before any of it the sum of partners is to be held against the stated total.
 *
 * Sources: Hirschman (1964), American Economic Review 54(5), 761; Theil (1967), Economics and
 * Information Theory, North-Holland; UNCTAD Handbook of Statistics, annex. Pure functions. */
#ifndef KONTOR_CONCENTRATION_H
#define KONTOR_CONCENTRATION_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* NaN throughout where there is nothing to share out; normalised ones NaN for n 1. */
typedef struct kt_concentration {
    int64_t n;        /* possible categories */
    int64_t n_active; /* those above 0 */
    double largest;   /* share of the largest */
    double hhi, hhi_normalised, effective;
    double hirschman, unctad;
    double theil, theil_normalised; /* T and T / ln n */
    double entropy, exp_entropy;
} kt_concentration;

/* Of x[n_values], values 0 or above; missing ones (NaN) are left out. n_possible: categories
 * that there could be; 0, or fewer than are there without NaN: those. */
kt_concentration kt_concentration_of(const double *x, int64_t n_values, int64_t n_possible);

/* Theil's T inside and between groups; within + between = T over all values.
 *     T = sum_g w_g T_g + sum_g w_g ln(mean_g / mean),  w_g the share of group g
 * Group g is x[start[g]] to x[start[g + 1] - 1]; every value counts as a category, missing ones
 * (NaN) are left out. */
typedef struct kt_theil_split {
    double within, between;
} kt_theil_split;
kt_theil_split kt_theil_split_of(const double *x, const int64_t *start, int64_t n_groups);

KT_END_DECLS

#endif
