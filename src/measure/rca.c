/* rca.c: revealed comparative advantage, its symmetric and its normalised form. */
#include <kontor/rca.h>

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "rca_kernel.h"

#include <float.h>
#include <math.h>

double kt_rca(double x_ik, double X_i, double x_k, double T)
{
    if (!(X_i > 0.0) || !(x_k > 0.0) || !(T > 0.0))
        return NAN;
    return (x_ik / X_i) / (x_k / T);
}

double kt_rca_symmetric(double rca)
{
    return (rca - 1.0) / (rca + 1.0);
}

double kt_rca_normalised(double x_ik, double X_i, double x_k, double T)
{
    if (!(X_i > 0.0) || !(x_k > 0.0) || !(T > 0.0))
        return NAN;
    return (x_ik - X_i * x_k / T) / T;
}

/* Exporters whose flows are added to one set of sums: the sums of all are those of the groups
 * in order, whichever thread had which. */
enum { GROUP = 32 };

/* Cells that are not worth a second thread. */
enum { SMALL = 1 << 15 };

typedef struct table {
    const double *flow;
    int64_t n_exporters, n_products;
    double *X;     /* by exporter */
    double *x;     /* by group of exporters and product */
    double *share; /* x_k / T by product, NaN where there is none */
    double *rca;
} table;

/* Position of the first flow that is none, or -1. Missing ones (NaN) pass. */
static int64_t find_wrong(const double *flow, int64_t n)
{
    for (int64_t k = 0; k < n; k++)
        if (flow[k] < 0.0 || flow[k] > DBL_MAX)
            return k;
    return -1;
}

static int64_t group_end(const table *t, int64_t g)
{
    return (g + 1) * GROUP < t->n_exporters ? (g + 1) * GROUP : t->n_exporters;
}

static kt_status add_group(void *with, int64_t g, kt_error *err)
{
    const table *t = with;
    const int64_t n = t->n_products;
    for (int64_t i = g * GROUP; i < group_end(t, g); i++) {
        const double *flow = t->flow + i * n;
        if (kt_rca_add_row(flow, n, t->x + g * n, &t->X[i]))
            continue;
        const int64_t wrong = find_wrong(flow, n);
        return kt_fail(err, KT_ERR_RANGE,
                       "flow %g of exporter %lld, product %lld, expected 0 or more",
                       flow[wrong], (long long)i, (long long)wrong);
    }
    return KT_OK;
}

static void find_shares(table *t, int64_t n_groups)
{
    double T = 0.0;
    for (int64_t i = 0; i < t->n_exporters; i++)
        T += t->X[i];
    for (int64_t g = 0; g < n_groups; g++)
        for (int64_t k = 0; k < t->n_products; k++)
            t->share[k] += t->x[g * t->n_products + k];
    for (int64_t k = 0; k < t->n_products; k++)
        t->share[k] = t->share[k] > 0.0 ? t->share[k] / T : (double)NAN;
}

static kt_status divide_group(void *with, int64_t g, kt_error *err)
{
    const table *t = with;
    const int64_t n = t->n_products;
    (void)err;
    for (int64_t i = g * GROUP; i < group_end(t, g); i++)
        kt_rca_divide_row(t->flow + i * n, n, t->X[i] > 0.0 ? t->X[i] : (double)NAN, t->share,
                          t->rca + i * n);
    return KT_OK;
}

kt_status kt_rca_table(const double *exports, int64_t n_exporters, int64_t n_products,
                       int n_threads, double *rca, kt_error *err)
{
    table t = {exports, n_exporters, n_products, .rca = rca};
    const int64_t n_groups = (n_exporters + GROUP - 1) / GROUP;
    if (n_threads <= 0)
        n_threads = kt_parallel_processors();
    if (n_exporters * n_products < SMALL)
        n_threads = 1;
    kt_status status = kt_new(&t.X, n_exporters, sizeof *t.X, err);
    if (!status)
        status = kt_new(&t.x, n_groups * n_products, sizeof *t.x, err);
    if (!status)
        status = kt_new(&t.share, n_products, sizeof *t.share, err);
    if (!status)
        status = kt_parallel_run(n_threads, n_groups, add_group, &t, err);
    if (!status) {
        find_shares(&t, n_groups);
        status = kt_parallel_run(n_threads, n_groups, divide_group, &t, err);
    }
    kt_free(t.share);
    kt_free(t.x);
    kt_free(t.X);
    return status;
}
