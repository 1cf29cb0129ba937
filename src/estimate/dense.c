/* dense.c: Cholesky with exclusion, and Jacobi's eigenvalues, for matrices of a few rows. */
#include "dense.h"

#include <math.h>
#include <string.h>

/* A look costs some 30 ns; so many products are some milliseconds. */
enum { PRODUCTS_BETWEEN_LOOKS = 1 << 22 };

/* Rows of n^2 products each between two looks. */
static int64_t rows_between(int32_t n)
{
    const int64_t rows = PRODUCTS_BETWEEN_LOOKS / ((int64_t)n * n + 1);
    return rows > 0 ? rows : 1;
}

/* Row i of the factor. */
static void factor_row(double *a, int32_t n, int32_t i, double least, uint8_t *excluded)
{
    double *of_i = a + (int64_t)i * n;
    for (int32_t j = 0; j < i; j++) {
        const double *of_j = a + (int64_t)j * n;
        double sum = of_i[j];
        for (int32_t k = 0; k < j; k++)
            sum -= of_i[k] * of_j[k];
        of_i[j] = excluded[j] ? 0.0 : sum / of_j[j];
    }
    double pivot = of_i[i];
    for (int32_t k = 0; k < i; k++)
        pivot -= of_i[k] * of_i[k];
    excluded[i] = !(pivot > least);
    of_i[i] = excluded[i] ? 0.0 : sqrt(pivot);
    if (excluded[i])
        memset(of_i, 0, (size_t)i * sizeof *of_i);
}

kt_status kt_cholesky_watch(double *a, int32_t n, const double *reference, double tolerance,
                            uint8_t *excluded, int32_t *n_excluded, const kt_progress *progress,
                            kt_error *err)
{
    *n_excluded = 0;
    for (int32_t i = 0; i < n; i++) {
        const double diagonal = a[(int64_t)i * n + i];
        KT_TRY(kt_progress_at(progress, i + 1, rows_between(n), err));
        factor_row(a, n, i, tolerance * (reference ? reference[i] : diagonal), excluded);
        *n_excluded += excluded[i];
    }
    return KT_OK;
}

int32_t kt_cholesky(double *a, int32_t n, const double *reference, double tolerance,
                    uint8_t *excluded)
{
    int32_t n_excluded;
    const kt_status never =
        kt_cholesky_watch(a, n, reference, tolerance, excluded, &n_excluded, NULL, NULL);
    (void)never; // nobody is asked
    return n_excluded;
}

void kt_cholesky_solve(const double *L, int32_t n, const uint8_t *excluded, double *b)
{
    for (int32_t i = 0; i < n; i++) {
        double sum = b[i];
        for (int32_t k = 0; k < i; k++)
            sum -= L[(int64_t)i * n + k] * b[k];
        b[i] = excluded[i] ? 0.0 : sum / L[(int64_t)i * n + i];
    }
    for (int32_t i = n - 1; i >= 0; i--) {
        double sum = b[i];
        for (int32_t k = i + 1; k < n; k++)
            sum -= L[(int64_t)k * n + i] * b[k];
        b[i] = excluded[i] ? 0.0 : sum / L[(int64_t)i * n + i];
    }
}

kt_status kt_cholesky_inverse(const double *L, int32_t n, const uint8_t *excluded,
                              double *inverse, const kt_progress *progress, kt_error *err)
{
    for (int32_t j = 0; j < n; j++) {
        double *column = inverse + (int64_t)j * n; /* symmetric: a row as well */
        KT_TRY(kt_progress_at(progress, j + 1, rows_between(n), err));
        for (int32_t i = 0; i < n; i++)
            column[i] = i == j && !excluded[j] ? 1.0 : 0.0;
        kt_cholesky_solve(L, n, excluded, column);
    }
    return KT_OK;
}

kt_status kt_sandwich(const double *b, const double *m, int32_t n, double *room, double *out,
                      const kt_progress *progress, kt_error *err)
{
    for (int32_t i = 0; i < n; i++) {
        KT_TRY(kt_progress_at(progress, i + 1, rows_between(n), err));
        for (int32_t j = 0; j < n; j++) {
            double sum = 0.0;
            for (int32_t k = 0; k < n; k++)
                sum += b[(int64_t)i * n + k] * m[(int64_t)k * n + j];
            room[(int64_t)i * n + j] = sum;
        }
    }
    for (int32_t i = 0; i < n; i++) {
        KT_TRY(kt_progress_at(progress, i + 1, rows_between(n), err));
        for (int32_t j = 0; j <= i; j++) {
            double sum = 0.0;
            for (int32_t k = 0; k < n; k++)
                sum += room[(int64_t)i * n + k] * b[(int64_t)k * n + j];
            out[(int64_t)i * n + j] = out[(int64_t)j * n + i] = sum;
        }
    }
    return KT_OK;
}

/* One rotation that makes a[p, q] 0; v gathers the rotations, column by column. */
static void rotate(double *a, double *v, int32_t n, int32_t p, int32_t q)
{
    const double apq = a[(int64_t)p * n + q];
    const double half = (a[(int64_t)q * n + q] - a[(int64_t)p * n + p]) / (2.0 * apq);
    const double t = (half >= 0.0 ? 1.0 : -1.0) / (fabs(half) + sqrt(half * half + 1.0));
    const double c = 1.0 / sqrt(t * t + 1.0), s = t * c;
    for (int32_t k = 0; k < n; k++) {
        const double kp = a[(int64_t)k * n + p], kq = a[(int64_t)k * n + q];
        a[(int64_t)k * n + p] = c * kp - s * kq;
        a[(int64_t)k * n + q] = s * kp + c * kq;
    }
    for (int32_t k = 0; k < n; k++) {
        const double pk = a[(int64_t)p * n + k], qk = a[(int64_t)q * n + k];
        a[(int64_t)p * n + k] = c * pk - s * qk;
        a[(int64_t)q * n + k] = s * pk + c * qk;
        const double vp = v[(int64_t)k * n + p], vq = v[(int64_t)k * n + q];
        v[(int64_t)k * n + p] = c * vp - s * vq;
        v[(int64_t)k * n + q] = s * vp + c * vq;
    }
}

enum { MAX_SWEEPS = 60 };

kt_status kt_repair_definite(double *a, int32_t n, double least, double *room, int *repaired,
                             const kt_progress *progress, kt_error *err)
{
    double *d = room, *v = room + (int64_t)n * n, largest = 0.0, smallest = INFINITY;
    memcpy(d, a, (size_t)n * (size_t)n * sizeof *a);
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            v[(int64_t)i * n + j] = i == j;
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
        double off = 0.0, all = 0.0;
        for (int32_t p = 0; p < n; p++)
            for (int32_t q = 0; q < n; q++) {
                all += d[(int64_t)p * n + q] * d[(int64_t)p * n + q];
                off += p == q ? 0.0 : d[(int64_t)p * n + q] * d[(int64_t)p * n + q];
            }
        if (!(off > 1e-30 * all))
            break;
        for (int32_t p = 0; p < n; p++) {
            KT_TRY(kt_progress_at(progress, p + 1, rows_between(n), err));
            for (int32_t q = p + 1; q < n; q++)
                if (fabs(d[(int64_t)p * n + q]) > 0.0)
                    rotate(d, v, n, p, q);
        }
    }
    for (int32_t i = 0; i < n; i++) {
        largest = fmax(largest, d[(int64_t)i * n + i]);
        smallest = fmin(smallest, d[(int64_t)i * n + i]);
    }
    *repaired = !(smallest > 0.0);
    if (!*repaired)
        return KT_OK;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j <= i; j++) {
            double sum = 0.0;
            for (int32_t k = 0; k < n; k++)
                sum += v[(int64_t)i * n + k] * v[(int64_t)j * n + k] *
                       fmax(d[(int64_t)k * n + k], least * largest);
            a[(int64_t)i * n + j] = a[(int64_t)j * n + i] = sum;
        }
    return KT_OK;
}
