/* rca_kernel.c: loops over one exporter's flows: no allocation, no failure.
 *
 *     X_i = sum_k x_ik      x_k += x_ik      RCA_ik = (x_ik / X_i) / (x_k / T)
 *
 * X_i is made of eight sums, product k in that of k mod 8, which are added in order: a
 * processor can keep all of them under way, and the bits are the same for any width of its
 * vectors. */
#include "rca_kernel.h"

#include "processor.h"

#include <float.h>

enum { SUMS = 8 };

KT_WIDE_BODY bool add_row(const double *flow, int64_t n, double *x, double *sum)
{
    double part[SUMS] = {0.0};
    int64_t wrong = 0;
    int64_t k = 0;
    for (; k + SUMS <= n; k += SUMS)
        for (int p = 0; p < SUMS; p++) {
            const double own = flow[k + p], known = own == own ? own : 0.0;
            wrong |= -(int64_t)(known < 0.0) | -(int64_t)(known > DBL_MAX);
            x[k + p] += known;
            part[p] += known;
        }
    for (int p = 0; k < n; k++, p++) {
        const double own = flow[k], known = own == own ? own : 0.0;
        wrong |= -(int64_t)(known < 0.0) | -(int64_t)(known > DBL_MAX);
        x[k] += known;
        part[p] += known;
    }
    double all = 0.0;
    for (int p = 0; p < SUMS; p++)
        all += part[p];
    *sum = all;
    return !wrong;
}

KT_WIDE_BODY void divide_row(const double *flow, int64_t n, double X, const double *share,
                             double *rca)
{
    for (int64_t k = 0; k < n; k++)
        rca[k] = (flow[k] / X) / share[k];
}

bool kt_rca_add_row_plain(const double *flow, int64_t n, double *x, double *sum)
{
    return add_row(flow, n, x, sum);
}

void kt_rca_divide_row_plain(const double *flow, int64_t n, double X, const double *share,
                             double *rca)
{
    divide_row(flow, n, X, share, rca);
}

KT_WIDE_TARGET static bool add_row_wide(const double *flow, int64_t n, double *x, double *sum)
{
    return add_row(flow, n, x, sum);
}

KT_WIDE_TARGET static void divide_row_wide(const double *flow, int64_t n, double X,
                                           const double *share, double *rca)
{
    divide_row(flow, n, X, share, rca);
}

bool kt_rca_add_row(const double *flow, int64_t n, double *x, double *sum)
{
    return KT_HAS_WIDE() ? add_row_wide(flow, n, x, sum)
                         : kt_rca_add_row_plain(flow, n, x, sum);
}

void kt_rca_divide_row(const double *flow, int64_t n, double X, const double *share,
                       double *rca)
{
    if (KT_HAS_WIDE())
        divide_row_wide(flow, n, X, share, rca);
    else
        kt_rca_divide_row_plain(flow, n, X, share, rca);
}
