/* kontor/grubel_lloyd.h: how much of trade is an exchange of like for like.
 *
 *     one product  GL_k = 1 - |X_k - M_k| / (X_k + M_k)
 *     all          GL   = 1 - sum |X_k - M_k| / sum (X_k + M_k)
 *     adjusted     GL'  = (sum (X_k + M_k) - sum |X_k - M_k|)
 *                       / (sum (X_k + M_k) - |sum X_k - sum M_k|)       for an unbalanced trade
 *     bias         GL(groups) - GL(products) >= 0: what coarser products add by netting
 *                  surpluses against deficits inside a group
 *     two-way      share in trade of products with min(X_k, M_k) / max(X_k, M_k) > 10 %
 *
 * Trade overlap, 2 sum min(X_k, M_k) / sum (X_k + M_k), is the same number as GL.
 *
 * Sources: Grubel and Lloyd (1975), Intra-Industry Trade, Macmillan; Greenaway and Milner
 * (1983), The Economic Journal 93(372), 900-908 (bias); Fontagne and Freudenberg (1997), CEPII
 * Working Paper 97-01 (two-way). One year, one unit. Pure functions. */
#ifndef KONTOR_GRUBEL_LLOYD_H
#define KONTOR_GRUBEL_LLOYD_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* NaN where nothing is traded or a value is missing. */
double kt_grubel_lloyd(double X, double M);

#define KT_TWO_WAY_LEAST 0.1

typedef struct kt_grubel_lloyd_sum {
    double gl;       /* NaN where nothing is traded */
    double adjusted; /* NaN too where all trade goes one way */
    double two_way_share;
    int64_t n_left_out; /* products of which a value is missing (NaN): in no sum */
} kt_grubel_lloyd_sum;

/* Exports X[n] and imports M[n] by product. */
kt_grubel_lloyd_sum kt_grubel_lloyd_all(const double *X, const double *M, int64_t n);

/* Aggregation bias when products start[g] to start[g + 1] - 1 are taken together as group g.
 * Products with a missing value are left out. NaN where nothing is traded. */
double kt_grubel_lloyd_bias(const double *X, const double *M, const int64_t *start,
                            int64_t n_groups);

KT_END_DECLS

#endif
