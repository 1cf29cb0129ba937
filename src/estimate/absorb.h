/* absorb.h: columns with the fixed effects partialled out, by weighted least squares.
 *
 *     x~ = x - D alpha - m,   alpha, m minimise sum_r w_r (x_r - (D alpha)_r - m_g(r))^2
 *
 * m is eliminated: m_g = sum_g w (x - D alpha) / W_g; where groups have slopes of their own, so
 * are those, by an orthonormal basis of each group's slopes under the weights (P then projects
 * on level and slopes of the group). What is left,
 *
 *     S alpha = b,   S = D' (W - W P W) D,   P_g = 1 / W_g within a group
 *
 * is solved by preconditioned conjugate gradients, four columns (a panel) beside each other.
 * The preconditioner is exact where it matters: for two effects that fall into blocks
 * (exporter-year and importer-year: a block is a year), each block's dense matrix is factored;
 * everything else has its diagonal. Iterations then only have to mend what couples the blocks.
 * S is singular (effects are determined up to constants), its right-hand side is in its range,
 * and that is enough for conjugate gradients. */
#ifndef KONTOR_ESTIMATE_ABSORB_H
#define KONTOR_ESTIMATE_ABSORB_H

#include "rows.h"

/* How a panel's columns are solved, and what came of it. Errors are in the weighted norm. */
typedef struct kt_absorb_goal {
    double tolerance[4]; /* error over the column's norm less the group means, at the start;
                            INFINITY: do not care */
    double progress[4];  /* error over the error at the start; 0: only the tolerance counts. A
                            column is done when it meets either */
    double floor[4];     /* the column's norm is not taken to be smaller than this */
    int together;        /* columns that are done go on while another does: it costs nothing */
    int32_t max_iterations;
    int32_t iterations; /* out */
    int reached;        /* out: 1 or 0 */
} kt_absorb_goal;

typedef struct kt_absorb {
    const kt_rows *rows; /* kept */
    int n_threads;
    const kt_progress *progress; /* NULL: nobody asks for an early end */
    const double *w;             /* [n] kept */
    double *over_W;    /* [n_groups] 1 / sum of weights; 0 for groups without a level */
    double *basis;     /* [n * n_group_slopes], or NULL */
    double *over_diag; /* [n_stack] of S, for terms outside the blocks; 0: nothing to solve */
    double *cell, *square; /* the blocks' matrices: weights left x right; Cholesky factors */
    double *left_over;     /* [left levels] 1 / root of the diagonal */
    double *right_sum;     /* [right levels] shares of the column sums */
    double *side_square[2], *side_sum[2]; /* the same of the sides, in thin panels */
    double *room;                         /* [(left + right levels) * 4] */
    double *sums;                         /* [n_chunks][n_stack * 4] */
    double *r, *p, *q, *z;                /* [n_stack * 4] */
} kt_absorb;

/* {0} before; cleared with kt_absorb_clear(), also after a failure. */
KT_MUST_USE kt_status kt_absorb_init(kt_absorb *absorb, const kt_rows *rows, int n_threads,
                                     kt_error *err);
void kt_absorb_clear(kt_absorb *absorb);

/* New weights [n], all > 0, kept until the next. With factor = 0 only the weights change and
 * the preconditioner stays that of earlier ones, which were not far away. */
KT_MUST_USE kt_status kt_absorb_weigh(kt_absorb *absorb, const double *w, int factor,
                                      kt_error *err);

/* Improve alpha[n_stack * 4] for the panel x[n * 4] from what it holds. */
KT_MUST_USE kt_status kt_absorb_solve(kt_absorb *absorb, const double *x, double *alpha,
                                      kt_absorb_goal *goal, kt_error *err);

#endif
