/* absorb_kernel.h: passes over the rows of one chunk, four columns beside each other. */
#ifndef KONTOR_ESTIMATE_ABSORB_KERNEL_H
#define KONTOR_ESTIMATE_ABSORB_KERNEL_H

#include "rows.h"

/* What every pass reads. */
typedef struct kt_pass {
    const kt_rows *rows;
    int32_t chunk;
    const double *w;      /* [n] */
    const double *over_W; /* [n_groups] */
    const double *basis;  /* [n * n_group_slopes], or NULL: groups have no slopes */
} kt_pass;

/* out[n_stack * 4] += S p of the chunk's rows. */
void kt_pass_apply(const kt_pass *pass, const double *p, double *out);
/* out += D' W (x - D alpha - m), and square[4] += sum w (x - D alpha - m)^2. */
void kt_pass_residual(const kt_pass *pass, const double *x, const double *alpha, double *out,
                      double *square);
/* Columns of all panels: x~ = x - D alpha - m. cross[n_columns * n_columns] += X~' W X~, lower
 * half and diagonal (row i, columns j <= i, of panels: columns = 4 * n_panels). Where `replace`
 * is not 0, x becomes x~. room[n_panels * (8 + 4 n_group_slopes)]. Of the chunk only stretch
 * `stretch` of n_stretches: one after the other, they add to the same as all at once. */
void kt_pass_cross(const kt_pass *pass, double *const *x, double *const *alpha,
                   int32_t n_panels, int64_t stretch, int64_t n_stretches, int replace,
                   double *room, double *cross);
/* change[r] = x_r' beta + D a + m of some of the chunk's rows, where m makes
 * sum w (e - change) = 0 in each group; a[n_stack] is scalar, e the column `e_column` of the
 * panels, beta[4 * n_panels] (0 for e). The rows are those of the groups from `from` to `to`,
 * or, without groups, those from row `from` to row `to`. */
void kt_pass_change(const kt_pass *pass, double *const *x, int32_t n_panels, const double *beta,
                    const double *a, int32_t e_column, int64_t from, int64_t to,
                    double *change);
/* over_W[g] = 1 / sum of weights; 0 where groups have no level. */
void kt_pass_group_weights(const kt_pass *pass, double *over_W);
/* basis[n * n_group_slopes]: each group's slopes, orthonormal under the weights and, where the
 * group has a level, to that; 0 where a slope is no more than the ones before it. */
void kt_pass_group_basis(const kt_pass *pass, double *basis);
/* diagonal[n_stack] += that of S; room[n_stack] zero before and after. */
void kt_pass_diagonal(const kt_pass *pass, double *room, double *diagonal);

#endif
