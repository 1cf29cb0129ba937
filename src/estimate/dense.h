/* dense.h: small symmetric matrices, of the size of the coefficients. Row by row; of symmetric
 * ones the lower half (column <= row) is read and both are written, unless said otherwise. */
#ifndef KONTOR_ESTIMATE_DENSE_H
#define KONTOR_ESTIMATE_DENSE_H

#include <stdint.h>

/* A Cholesky factor L in place of a[n * n], lower half. A pivot that falls to tolerance x
 * reference[i] or below (reference NULL: the diagonal itself) excludes its row and column:
 * excluded[i] = 1 and L has zeros there. Returns how many were excluded. */
int32_t kt_cholesky(double *a, int32_t n, const double *reference, double tolerance,
                    uint8_t *excluded);
/* b[n] becomes the solution; 0 for excluded rows. */
void kt_cholesky_solve(const double *L, int32_t n, const uint8_t *excluded, double *b);
/* inverse[n * n]; zeros for excluded rows. */
void kt_cholesky_inverse(const double *L, int32_t n, const uint8_t *excluded, double *inverse);

/* out = b m b, symmetric all (b bread, m meat, whole matrices); room[n * n]. */
void kt_sandwich(const double *b, const double *m, int32_t n, double *room, double *out);

/* Eigenvalues below least x the largest are set to that: the matrix becomes positive definite.
 * Jacobi's rotations; room[2 * n * n]. Returns 1 if something was changed. */
int kt_repair_definite(double *a, int32_t n, double least, double *room);

#endif
