/* specification.c: Wald, RESET and HPC tests. */
#include <kontor/specification.h>

#include <kontor/memory.h>
#include <kontor/special.h>

#include "dense.h"

#include <math.h>
#include <string.h>

kt_status kt_wald_test(const kt_estimate *e, const int32_t *chosen, int32_t n_chosen,
                       kt_test_result *out, kt_error *err)
{
    kt_status status = KT_OK;
    double *V = NULL, *b = NULL, W = 0.0;
    uint8_t *excluded = NULL;

    if (n_chosen < 1 || !e->vcov.matrix)
        return kt_fail(err, KT_ERR_RANGE, "no coefficients to test, or none with errors");
    for (int32_t i = 0; i < n_chosen; i++)
        if (chosen[i] < 0 || chosen[i] >= e->n_coefficients)
            return kt_fail(err, KT_ERR_RANGE, "coefficient %d of %d", (int)chosen[i],
                           (int)e->n_coefficients);
    status = kt_new(&V, (int64_t)n_chosen * n_chosen, sizeof *V, err);
    if (status)
        goto done;
    status = kt_new(&b, n_chosen, sizeof *b, err);
    if (status)
        goto done;
    status = kt_new(&excluded, n_chosen, sizeof *excluded, err);
    if (status)
        goto done;
    for (int32_t i = 0; i < n_chosen; i++) {
        b[i] = e->coefficients[chosen[i]].estimate;
        for (int32_t j = 0; j <= i; j++)
            V[(int64_t)i * n_chosen + j] =
                e->vcov.matrix[(int64_t)chosen[i] * e->n_coefficients + chosen[j]];
    }
    if (kt_cholesky(V, n_chosen, NULL, 1e-12, excluded) > 0) {
        status = kt_fail(err, KT_ERR_NUMERIC,
                         "the variance of the %d coefficients is singular: fewer clusters than "
                         "restrictions?",
                         (int)n_chosen);
        goto done;
    }
    kt_cholesky_solve(V, n_chosen, excluded, b);
    for (int32_t i = 0; i < n_chosen; i++)
        W += b[i] * e->coefficients[chosen[i]].estimate;
    const double df1 = n_chosen, df2 = e->vcov.df;
    *out = (kt_test_result){W, df1, df2, kt_chi2_upper(W, df1)};
    if (isfinite(df2)) {
        out->statistic = W / df1;
        out->p = kt_f_upper(out->statistic, df1, df2);
    }
done:
    kt_free(excluded);
    kt_free(b);
    kt_free(V);
    return status;
}

/* ---- RESET --------------------------------------------------------------------------------
 */

static const char reset_name[] = "(index^2)";

static kt_status test_square(const kt_estimate *e, kt_test_result *out, kt_error *err)
{
    for (int32_t k = 0; k < e->n_coefficients; k++)
        if (!strcmp(e->coefficients[k].name, reset_name))
            return kt_wald_test(e, &k, 1, out, err);
    return kt_fail(
        err, KT_ERR_NUMERIC,
        "the square of the fitted index is collinear with the model: RESET cannot tell");
}

kt_status kt_reset_test(const kt_model_frame *frame, const kt_estimate_options *options,
                        const kt_estimate *estimate, kt_test_result *out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_estimate_options chosen = options ? *options : kt_estimate_options_default();
    kt_model_frame wider = *frame;
    kt_frame_column *regressors = NULL;
    kt_estimate *e = NULL;
    double *square = NULL;

    if (!estimate->index || estimate->n_rows != frame->n_rows)
        return kt_fail(err, KT_ERR_MISSING,
                       "RESET needs an estimate of this frame with its fitted values");
    status = kt_new(&square, frame->n_rows, sizeof *square, err);
    if (status)
        goto done;
    status = kt_new(&regressors, frame->n_regressors + 1, sizeof *regressors, err);
    if (status)
        goto done;
    /* Rows that were dropped are dropped again; until then they hold any number. */
    for (int64_t r = 0; r < frame->n_rows; r++)
        square[r] = isnan(estimate->index[r]) ? 0.0 : estimate->index[r] * estimate->index[r];
    for (int32_t k = 0; k < frame->n_regressors; k++)
        regressors[k] = frame->regressors[k];
    regressors[frame->n_regressors] = (kt_frame_column){reset_name, square};
    wider.regressors = regressors;
    wider.n_regressors = frame->n_regressors + 1;
    chosen.keep = 0;
    status = kt_estimate_fit(&wider, &chosen, &e, err);
    if (status)
        goto done;
    status = test_square(e, out, err);
done:
    kt_estimate_free(e);
    kt_free(regressors);
    kt_free(square);
    return status;
}

/* ---- HPC ----------------------------------------------------------------------------------
 */

kt_status kt_hpc_test(const double *y, const kt_estimate *a, const kt_estimate *b,
                      kt_test_result *out, kt_error *err)
{
    double xx = 0.0, xz = 0.0, spread = 0.0, n = 0.0;
    if (!a->fitted || !b->fitted || a->n_rows != b->n_rows)
        return kt_fail(err, KT_ERR_RANGE,
                       "HPC needs two estimates of the same rows with their fitted values");
    for (int pass = 0; pass < 2; pass++)
        for (int64_t r = 0; r < a->n_rows; r++) {
            const double mu = a->fitted[r];
            if (isnan(mu) || isnan(b->fitted[r]) || !(mu > 0.0))
                continue;
            const double x = (b->fitted[r] - mu) / sqrt(mu), z = (y[r] - mu) / sqrt(mu);
            if (pass == 0) {
                xx += x * x;
                xz += x * z;
                n += 1.0;
            } else {
                const double u = z - x * xz / xx;
                spread += x * x * u * u;
            }
        }
    if (!(xx > 0.0) || !(spread > 0.0))
        return kt_fail(err, KT_ERR_NUMERIC, "both models fit alike: there is nothing to test");
    const double t = xz / sqrt(spread * n / (n - 1.0));
    const double two_sided = kt_student_two_sided(t, INFINITY);
    *out =
        (kt_test_result){t, 1.0, INFINITY, t > 0.0 ? 0.5 * two_sided : 1.0 - 0.5 * two_sided};
    return KT_OK;
}
