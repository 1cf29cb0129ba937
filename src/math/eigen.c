/* eigen.c: symmetric eigenproblem by LAPACK's dsyevr (kontor/eigen.h says what, lapack.h how it
 * is loaded). */
#include <kontor/eigen.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include "lapack.h"

#include <math.h>
#include <string.h>

/* What dsyevr works with. */
typedef struct room {
    double *a, *w, *z, *work;
    int *isuppz, *iwork;
    int n_work, n_iwork;
} room;

/* LAPACK counts rows before columns, so our lower half is its upper one. Eigenvalues come in
 * rising order: the largest are il to n. */
static int call(const kt_lapack *lapack, room *r, int n, int n_wanted)
{
    const int il = n - n_wanted + 1;
    const double unused = 0.0, finest = 0.0; /* 0: as exact as the method gives */
    int found = 0, info = 0;
    lapack->dsyevr("V", "I", "U", &n, r->a, &n, &unused, &unused, &il, &n, &finest, &found,
                   r->w, r->z, &n, r->isuppz, r->work, &r->n_work, r->iwork, &r->n_iwork, &info,
                   1, 1, 1);
    return info ? info : n_wanted - found;
}

static kt_status check(const double *a, int64_t n, int64_t n_wanted, kt_error *err)
{
    if (n < 1 || n_wanted < 1 || n_wanted > n)
        return kt_fail(err, KT_ERR_RANGE, "%lld eigenvalues of %lld, expected 1 to all",
                       (long long)n_wanted, (long long)n);
    if (n > KT_MAX_COUNTRIES)
        return kt_fail(err, KT_ERR_LIMIT, "a matrix of %lld rows, expected at most %d",
                       (long long)n, KT_MAX_COUNTRIES);
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j <= i; j++)
            if (!isfinite(a[i * n + j]))
                return kt_fail(err, KT_ERR_RANGE, "row %lld, column %lld is not finite",
                               (long long)i, (long long)j);
    return KT_OK;
}

static void release(room *r)
{
    kt_free(r->iwork);
    kt_free(r->work);
    kt_free(r->isuppz);
    kt_free(r->z);
    kt_free(r->w);
    kt_free(r->a);
}

static kt_status solve(const kt_lapack *lapack, const double *a, int n, int n_wanted, room *r,
                       kt_error *err)
{
    const size_t rows = (size_t)n;
    KT_TRY(kt_new(&r->a, rows * rows, sizeof *r->a, err));
    KT_TRY(kt_new(&r->w, rows, sizeof *r->w, err));
    KT_TRY(kt_new(&r->z, rows * (size_t)n_wanted, sizeof *r->z, err));
    KT_TRY(kt_new(&r->isuppz, 2 * rows, sizeof *r->isuppz, err));

    /* Asked with lengths of -1 it says how much it wants. */
    double work = 0.0;
    int iwork = 0;
    room ask = *r;
    ask.work = &work;
    ask.iwork = &iwork;
    ask.n_work = ask.n_iwork = -1;
    int info = call(lapack, &ask, n, n_wanted);
    r->n_work = (int)work;
    r->n_iwork = iwork;
    if (r->n_work < 26 * n || r->n_iwork < 10 * n)
        return kt_fail(err, KT_ERR_NUMERIC, "LAPACK's dsyevr asks for no room (info %d)", info);
    KT_TRY(kt_new(&r->work, r->n_work, sizeof *r->work, err));
    KT_TRY(kt_new(&r->iwork, r->n_iwork, sizeof *r->iwork, err));

    memcpy(r->a, a, rows * rows * sizeof *a);
    info = call(lapack, r, n, n_wanted);
    if (info)
        return kt_fail(err, KT_ERR_NUMERIC, "LAPACK's dsyevr found no eigenvalues (info %d)",
                       info);
    return KT_OK;
}

kt_status kt_eigen_largest(const double *a, int64_t n, int64_t n_wanted, double *values,
                           double *vectors, kt_error *err)
{
    kt_status status = KT_OK;
    kt_lapack lapack = {0};
    room r = {0};

    status = check(a, n, n_wanted, err);
    if (status)
        goto done;
    status = kt_lapack_open(kt_lapack_names(), &lapack, err);
    if (status)
        goto done;
    status = solve(&lapack, a, (int)n, (int)n_wanted, &r, err);
    if (status)
        goto done;
    for (int64_t w = 0; w < n_wanted; w++) {
        const int64_t from = n_wanted - 1 - w;
        values[w] = r.w[from];
        memcpy(vectors + w * n, r.z + from * n, (size_t)n * sizeof *vectors);
    }
done:
    release(&r);
    kt_lapack_close(&lapack);
    return status;
}
