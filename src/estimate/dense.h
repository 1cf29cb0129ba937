/* dense.h: small symmetric matrices, of the size of the coefficients. Row by row; of symmetric
 * ones the lower half (column <= row) is read and both are written, unless said otherwise. */
#ifndef KONTOR_ESTIMATE_DENSE_H
#define KONTOR_ESTIMATE_DENSE_H

#include <kontor/progress.h>

#include <stdint.h>

/* A Cholesky factor L in place of a[n * n], lower half. A pivot that falls to tolerance x
 * reference[i] or below (reference NULL: the diagonal itself) excludes its row and column:
 * excluded[i] = 1 and L has zeros there. Returns how many were excluded. */
int32_t kt_cholesky(double *a, int32_t n, const double *reference, double tolerance,
                    uint8_t *excluded);
/* The same of matrices that may take long. Errors: KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_cholesky_watch(double *a, int32_t n, const double *reference,
                                        double tolerance, uint8_t *excluded,
                                        int32_t *n_excluded, const kt_progress *progress,
                                        kt_error *err);
/* b[n] becomes the solution; 0 for excluded rows. */
void kt_cholesky_solve(const double *L, int32_t n, const uint8_t *excluded, double *b);
/* inverse[n * n]; zeros for excluded rows. Errors: KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_cholesky_inverse(const double *L, int32_t n, const uint8_t *excluded,
                                          double *inverse, const kt_progress *progress,
                                          kt_error *err);

/* out = b m b, symmetric all (b bread, m meat, whole matrices); room[n * n]. Errors:
 * KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_sandwich(const double *b, const double *m, int32_t n, double *room,
                                  double *out, const kt_progress *progress, kt_error *err);

/* Eigenvalues below least x the largest are set to that: the matrix becomes positive definite.
 * Jacobi's rotations; room[2 * n * n]. *repaired: 1 if something was changed. Errors:
 * KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_repair_definite(double *a, int32_t n, double least, double *room,
                                         int *repaired, const kt_progress *progress,
                                         kt_error *err);

#endif
