/* rca.c: revealed comparative advantage, its symmetric and its normalised form. */
#include <kontor/rca.h>

#include <kontor/memory.h>

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

kt_status kt_rca_table(const double *exports, int64_t n_exporters, int64_t n_products,
                       double *rca, kt_error *err)
{
    kt_status status = KT_OK;
    double *X = NULL, *x = NULL, T = 0.0;

    status = kt_new(&X, n_exporters, sizeof *X, err);
    if (status)
        goto done;
    status = kt_new(&x, n_products, sizeof *x, err);
    if (status)
        goto done;
    for (int64_t i = 0; i < n_exporters; i++) {
        for (int64_t k = 0; k < n_products; k++) {
            const double x_ik = exports[i * n_products + k];
            if (x_ik < 0.0 || isinf(x_ik)) {
                status = kt_fail(err, KT_ERR_RANGE,
                                 "flow %g of exporter %lld, product %lld, expected 0 or more",
                                 x_ik, (long long)i, (long long)k);
                goto done;
            }
            if (isnan(x_ik))
                continue;
            X[i] += x_ik;
            x[k] += x_ik;
        }
        T += X[i];
    }
    for (int64_t i = 0; i < n_exporters; i++)
        for (int64_t k = 0; k < n_products; k++)
            rca[i * n_products + k] = kt_rca(exports[i * n_products + k], X[i], x[k], T);
done:
    kt_free(x);
    kt_free(X);
    return status;
}
