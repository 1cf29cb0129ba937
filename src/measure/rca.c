/* rca.c: revealed comparative advantage, its symmetric and its normalised form. */
#include <kontor/rca.h>

#include <kontor/memory.h>

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

/* Position of the first flow that is none, or -1. Missing ones (NaN) pass. */
static int64_t find_wrong(const double *flow, int64_t n)
{
    int wrong = 0;
    for (int64_t k = 0; k < n; k++)
        wrong |= flow[k] < 0.0 || flow[k] > DBL_MAX;
    for (int64_t k = 0; wrong && k < n; k++)
        if (flow[k] < 0.0 || flow[k] > DBL_MAX)
            return k;
    return -1;
}

/* Adds an exporter's flows to the products' sums; returns their own. Missing ones add nothing.
 */
static double add_row(const double *flow, int64_t n, double *x)
{
    double sum = 0.0;
    for (int64_t k = 0; k < n; k++) {
        const double known = isnan(flow[k]) ? 0.0 : flow[k];
        x[k] += known;
        sum += known;
    }
    return sum;
}

/* As kt_rca(): share[k] is x_k / T, NaN where there is none. */
static void divide_row(const double *flow, int64_t n, double X_i, const double *share,
                       double *rca)
{
    const double X = X_i > 0.0 ? X_i : (double)NAN;
    for (int64_t k = 0; k < n; k++)
        rca[k] = (flow[k] / X) / share[k];
}

kt_status kt_rca_table(const double *exports, int64_t n_exporters, int64_t n_products,
                       double *rca, kt_error *err)
{
    double *X = NULL, *x = NULL, T = 0.0;
    kt_status status = kt_new(&X, n_exporters, sizeof *X, err);
    if (!status)
        status = kt_new(&x, n_products, sizeof *x, err);
    for (int64_t i = 0; i < n_exporters && !status; i++) {
        const double *flow = exports + i * n_products;
        const int64_t wrong = find_wrong(flow, n_products);
        if (wrong >= 0)
            status = kt_fail(err, KT_ERR_RANGE,
                             "flow %g of exporter %lld, product %lld, expected 0 or more",
                             flow[wrong], (long long)i, (long long)wrong);
        else
            T += X[i] = add_row(flow, n_products, x);
    }
    for (int64_t k = 0; k < n_products && !status; k++)
        x[k] = x[k] > 0.0 ? x[k] / T : (double)NAN;
    for (int64_t i = 0; i < n_exporters && !status; i++)
        divide_row(exports + i * n_products, n_products, X[i], x, rca + i * n_products);
    kt_free(x);
    kt_free(X);
    return status;
}
