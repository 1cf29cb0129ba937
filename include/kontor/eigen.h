/* kontor/eigen.h: the largest eigenvalues of a symmetric matrix, and their vectors.
 *
 *     a v = lambda v,   v'v = 1
 *
 * The work is LAPACK's (dsyevr of the serial OpenBLAS), which is loaded when it is first asked
 * for: a program that needs no eigenvector does not wait for a library of 30 MB. One thread, so
 * the same bits in every run on one machine.
 *
 * Source: Anderson et al. (1999), LAPACK Users' Guide, 3rd ed., SIAM, 2.3.4.1. */
#ifndef KONTOR_EIGEN_H
#define KONTOR_EIGEN_H

#include <kontor/error.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* The n_wanted largest eigenvalues of a[n * n], largest first, 1 <= n_wanted <= n.
 *
 * a        borrowed; of the two halves only a[i * n + j] with j <= i is read
 * values   [n_wanted]
 * vectors  [n_wanted * n]: vector w is vectors[w * n] to vectors[w * n + n - 1], of length 1;
 *          its sign is the library's. Vectors of equal eigenvalues are some basis.
 *
 * Errors: KT_ERR_RANGE n below 1, n_wanted outside 1 to n, or a value that is not finite;
 * KT_ERR_LIMIT n past KT_MAX_COUNTRIES; KT_ERR_MISSING no LAPACK on this machine (the message
 * names the package); KT_ERR_NUMERIC LAPACK found no answer; KT_ERR_MEMORY. On failure nothing
 * is written. Cost: 4/3 n^3 operations and a copy of a; 230: 10 ms, and some 15 ms more for the
 * first call of a process, which loads the library. */
KT_MUST_USE kt_status kt_eigen_largest(const double *a, int64_t n, int64_t n_wanted,
                                       double *values, double *vectors, kt_error *err);

KT_END_DECLS

#endif
