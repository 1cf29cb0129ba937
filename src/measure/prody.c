/* prody.c: income content of products, and of baskets of exports. */
#include <kontor/prody.h>

#include <kontor/memory.h>

#include "known_sum.h"

#include <math.h>

kt_status kt_prody(const double *exports, int64_t n_exporters, int64_t n_products,
                   const double *income, double *prody, kt_error *err)
{
    double *weight = NULL;
    KT_TRY(kt_new(&weight, n_products, sizeof *weight, err));
    for (int64_t k = 0; k < n_products; k++)
        prody[k] = 0.0;
    for (int64_t i = 0; i < n_exporters; i++) {
        const double *x = exports + i * n_products;
        const double X_i = known_sum(x, n_products);
        if (isnan(income[i]) || !(X_i > 0.0))
            continue;
        for (int64_t k = 0; k < n_products; k++) {
            weight[k] += known_share(x[k], X_i);
            prody[k] += known_share(x[k], X_i) * income[i];
        }
    }
    for (int64_t k = 0; k < n_products; k++)
        prody[k] = weight[k] > 0.0 ? prody[k] / weight[k] : (double)NAN;
    kt_free(weight);
    return KT_OK;
}

double kt_expy(const double *exports, const double *prody, int64_t n_products, double *covered)
{
    double with = 0.0, sum = 0.0;
    const double X_i = known_sum(exports, n_products);
    for (int64_t k = 0; k < n_products; k++) {
        if (isnan(exports[k]) || isnan(prody[k]))
            continue;
        with += exports[k];
        sum += exports[k] * prody[k];
    }
    if (covered)
        *covered = X_i > 0.0 ? with / X_i : (double)NAN;
    return with > 0.0 ? sum / with : (double)NAN;
}
