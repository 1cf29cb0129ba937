/* lapack.h: LAPACK, loaded when it is needed (kontor/library.h). */
#ifndef KONTOR_MATH_LAPACK_H
#define KONTOR_MATH_LAPACK_H

#include <kontor/error.h>

/* Fortran's calling convention: everything by address, the lengths of texts behind. */
typedef void (*kt_dsyevr)(const char *jobz, const char *range, const char *uplo, const int *n,
                          double *a, const int *lda, const double *vl, const double *vu,
                          const int *il, const int *iu, const double *abstol, int *m, double *w,
                          double *z, const int *ldz, int *isuppz, double *work,
                          const int *lwork, int *iwork, const int *liwork, int *info,
                          size_t n_jobz, size_t n_range, size_t n_uplo);

typedef struct kt_lapack {
    void *library;
    kt_dsyevr dsyevr;
} kt_lapack;

/* Where the library may be, best first; ends with NULL. */
const char *const *kt_lapack_names(void);

/* The first of `names` that can be loaded and knows dsyevr. Closed with kt_lapack_close(),
 * after which the library stays in memory, so that the next call costs nothing. Errors:
 * KT_ERR_MISSING. */
KT_MUST_USE kt_status kt_lapack_open(const char *const *names, kt_lapack *out, kt_error *err);
void kt_lapack_close(kt_lapack *lapack);

#endif
