/* block_kernel.h: the dense matrix of one block of a trade panel: a year. */
#ifndef KONTOR_ESTIMATE_BLOCK_KERNEL_H
#define KONTOR_ESTIMATE_BLOCK_KERNEL_H

#include <stdint.h>

/* One block: n_left exporters, n_right importers; rows of both matrices are `stride` apart,
 * padded with zeros.
 *
 *     C   [n_left x n_right] weights; after factoring divided by the root of their row's sum
 *     L   [n_right x n_right] Cholesky factor of diag(column sums) - C' diag(1 / row sums) C;
 *         its diagonal holds 1 / l_jj, 0 where the level is not determined beside the others
 *     over_root [n_left] 1 / root of the row sums, 0 for 0
 *     right_sum [n_right] column sums, over their total */
typedef struct kt_block {
    int64_t n_left, n_right, stride;
    double *C, *L, *over_root, *right_sum;
} kt_block;

void kt_block_factor(const kt_block *block);
/* The same for a matrix that stands in L already (lower half), with its column sums before the
 * elimination in right_sum; C is not used. */
void kt_block_factor_square(const kt_block *block);
/* Four columns at once: the block's system with y[n_right * 4] and, where it is not NULL,
 * x[n_left * 4] on the right-hand side; the solution in their place. */
void kt_block_solve(const kt_block *block, double *x, double *y);

#endif
