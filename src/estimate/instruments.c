/* instruments.c: two-stage least squares, and the control function for poisson.
 *
 * With everything partialled out of effects, E endogenous, X exogenous regressors, Z
 * instruments,
 *
 *     P = [X Z] ([X Z]'[X Z])^-1 [X Z]' E       first stage
 *     b = (A' A)^-1 A' y,   A = [X P]           second stage
 *     u = y - [X E] b                           residuals, with E itself
 *
 * All of it follows from the cross products of one pass; only P is made row by row. Sources:
 * Wooldridge (2010), Econometric Analysis of Cross Section and Panel Data, 2nd ed., 5.1
 * and 18.5; Wooldridge (1999) for the control function, whose standard errors take the first
 * stage as known. */
#include "estimate_internal.h"

#include <kontor/memory.h>

#include "dense.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static double *column_of(const kt_fit *fit, int32_t k)
{
    return fit->x[k / 4] + k % 4;
}

static double cross_of(const kt_fit *fit, int32_t a, int32_t b)
{
    const int64_t width = 4 * (int64_t)fit->n_panels;
    return a > b ? fit->cross[a * width + b] : fit->cross[b * width + a];
}

/* Least squares of column `of` on the n columns in list. */
static kt_status regress(const kt_fit *fit, const int32_t *list, int32_t n, int32_t of,
                         double *beta, kt_error *err)
{
    kt_status status = KT_OK;
    double *matrix = NULL;
    uint8_t *excluded = NULL;

    status = kt_new(&matrix, (int64_t)n * n, sizeof *matrix, err);
    if (status)
        goto done;
    status = kt_new(&excluded, n, sizeof *excluded, err);
    if (status)
        goto done;
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j <= i; j++)
            matrix[(int64_t)i * n + j] = cross_of(fit, list[i], list[j]);
        beta[i] = cross_of(fit, list[i], of);
    }
    kt_cholesky(matrix, n, NULL, 1e-14, excluded);
    kt_cholesky_solve(matrix, n, excluded, beta);
done:
    kt_free(excluded);
    kt_free(matrix);
    return status;
}

/* Products of all columns among themselves, after some of them have changed. */
static void cross_again(kt_fit *fit)
{
    const int64_t width = 4 * (int64_t)fit->n_panels;
    for (int32_t a = 0; a <= fit->n_columns; a++)
        for (int32_t b = 0; b <= a; b++) {
            const double *x = column_of(fit, a), *z = column_of(fit, b);
            double sum = 0.0;
            for (int64_t r = 0; r < fit->rows.n; r++)
                sum += fit->w[r] * x[r * 4] * z[r * 4];
            fit->cross[a * width + b] = sum;
        }
}

/* The columns' places by what they are. */
typedef struct roles {
    int32_t *first, n_first;   /* exogenous and instruments that are not collinear */
    int32_t *second, n_second; /* exogenous and endogenous */
    int32_t first_endogenous;
} roles;

static kt_status find_roles(roles *r, const kt_fit *fit, const kt_model_frame *frame,
                            const kt_design *design, kt_error *err)
{
    KT_TRY(kt_new(&r->first, design->n, sizeof *r->first, err));
    KT_TRY(kt_new(&r->second, design->n, sizeof *r->second, err));
    r->first_endogenous = design->n - frame->n_endogenous;
    int32_t n_instruments = 0, n_endogenous = 0;
    for (int32_t k = 0; k < design->n; k++) {
        if (fit->excluded[k])
            continue;
        if (k < r->first_endogenous)
            r->first[r->n_first++] = k;
        if (design->name[k])
            r->second[r->n_second++] = k;
        n_instruments += !design->name[k];
        n_endogenous += k >= r->first_endogenous;
    }
    if (n_instruments < n_endogenous)
        return kt_fail(err, KT_ERR_NUMERIC,
                       "%d instruments are left for %d endogenous regressors: the others are "
                       "collinear with regressors or fixed effects",
                       (int)n_instruments, (int)n_endogenous);
    return KT_OK;
}

/* The fit of all columns left its residuals where y~ was. */
static void restore_outcome(kt_fit *fit)
{
    double *y = column_of(fit, fit->n_columns);
    for (int64_t row = 0; row < fit->rows.n; row++)
        for (int32_t k = 0; k < fit->n_columns; k++)
            if (!fit->excluded[k])
                y[row * 4] += fit->beta[k] * column_of(fit, k)[row * 4];
}

/* Endogenous columns become their first-stage fit; they themselves are held, one after the
 * other. */
static kt_status project(kt_fit *fit, const roles *r, double *beta, double *held, kt_error *err)
{
    const int64_t n = fit->rows.n;
    for (int32_t k = r->first_endogenous; k < fit->n_columns; k++) {
        double *x = column_of(fit, k);
        if (fit->excluded[k])
            continue;
        KT_TRY(regress(fit, r->first, r->n_first, k, beta, err));
        double *kept = held + (k - r->first_endogenous) * n;
        for (int64_t row = 0; row < n; row++) {
            double sum = 0.0;
            for (int32_t i = 0; i < r->n_first; i++)
                sum += beta[i] * column_of(fit, r->first[i])[row * 4];
            kept[row] = x[row * 4];
            x[row * 4] = sum;
        }
    }
    return KT_OK;
}

static void finish(kt_fit *fit, const roles *r, const kt_design *design, const double *beta,
                   const double *held)
{
    const int64_t n = fit->rows.n;
    const double *y = column_of(fit, fit->n_columns);
    memset(fit->beta, 0, (size_t)fit->n_columns * sizeof *fit->beta);
    for (int64_t row = 0; row < n; row++) {
        double u = y[row * 4];
        for (int32_t i = 0; i < r->n_second; i++) {
            const int32_t k = r->second[i];
            u -=
                beta[i] * (k < r->first_endogenous ? column_of(fit, k)[row * 4]
                                                   : held[(k - r->first_endogenous) * n + row]);
        }
        fit->eta[row] = fit->y[row] - u;
    }
    for (int32_t i = 0; i < r->n_second; i++)
        fit->beta[r->second[i]] = beta[i];
    for (int32_t k = 0; k < design->n; k++)
        if (!design->name[k])
            fit->excluded[k] = 1;
}

kt_status kt_two_stages(kt_fit *fit, const kt_model_frame *frame, const kt_design *design,
                        kt_error *err)
{
    kt_status status = KT_OK;
    double *beta = NULL, *held = NULL;
    roles r = {0};

    status = find_roles(&r, fit, frame, design, err);
    if (status)
        goto done;
    status = kt_new(&beta, design->n, sizeof *beta, err);
    if (status)
        goto done;
    status = kt_new(&held, frame->n_endogenous * fit->rows.n, sizeof *held, err);
    if (status)
        goto done;
    restore_outcome(fit);
    status = project(fit, &r, beta, held, err);
    if (status)
        goto done;
    cross_again(fit);
    status = regress(fit, r.second, r.n_second, fit->n_columns, beta, err);
    if (status)
        goto done;
    finish(fit, &r, design, beta, held);
done:
    kt_free(held);
    kt_free(beta);
    kt_free(r.second);
    kt_free(r.first);
    return status;
}

/* ---- control function ---------------------------------------------------------------------
 */

enum { NAME_ROOM = 256 };

/* residual[n_rows] of an endogenous column's regression on everything exogenous; 0 where the
 * first stage dropped the row, as the second will. */
static kt_status first_stage(const kt_model_frame *frame, const kt_estimate_options *options,
                             const kt_frame_column *regressors, int32_t e, double *residual,
                             kt_error *err)
{
    kt_model_frame stage = *frame;
    kt_estimate_options o = *options;
    kt_estimate *fit = NULL;

    stage.outcome = frame->endogenous[e];
    stage.regressors = regressors;
    stage.n_regressors = frame->n_regressors + frame->n_instruments;
    stage.n_endogenous = stage.n_instruments = 0;
    stage.offset = NULL;
    o.family = KT_FAMILY_GAUSSIAN;
    o.keep = KT_KEEP_FITTED;
    o.vcov.kind = KT_VCOV_IID;
    KT_TRY(kt_estimate_fit(&stage, &o, &fit, err));
    for (int64_t r = 0; r < frame->n_rows; r++)
        residual[r] = fit->fitted && !isnan(fit->fitted[r])
                          ? frame->endogenous[e].value[r] - fit->fitted[r]
                          : 0.0;
    kt_estimate_free(fit);
    return KT_OK;
}

kt_status kt_control_function(const kt_model_frame *frame, const kt_estimate_options *options,
                              kt_estimate *e, kt_error *err)
{
    kt_status status = KT_OK;
    const int32_t n_x = frame->n_regressors, n_e = frame->n_endogenous;
    kt_frame_column *columns = NULL;
    double *residual = NULL;
    char(*names)[NAME_ROOM] = NULL;
    kt_model_frame second = *frame;

    status =
        kt_new(&columns, (int64_t)n_x + 2 * n_e + frame->n_instruments, sizeof *columns, err);
    if (status)
        goto done;
    status = kt_new(&residual, n_e * frame->n_rows, sizeof *residual, err);
    if (status)
        goto done;
    status = kt_new(&names, n_e, sizeof *names, err);
    if (status)
        goto done;
    for (int32_t k = 0; k < n_x; k++)
        columns[k] = frame->regressors[k];
    for (int32_t k = 0; k < frame->n_instruments; k++)
        columns[n_x + k] = frame->instruments[k];
    for (int32_t k = 0; k < n_e; k++) {
        status = first_stage(frame, options, columns, k, residual + k * frame->n_rows, err);
        if (status)
            goto done;
    }
    for (int32_t k = 0; k < n_e; k++) {
        snprintf(names[k], sizeof names[k], "residual of %s", frame->endogenous[k].name);
        columns[n_x + k] = frame->endogenous[k];
        columns[n_x + n_e + k] = (kt_frame_column){names[k], residual + k * frame->n_rows};
    }
    second.regressors = columns;
    second.n_regressors = n_x + 2 * n_e;
    second.n_endogenous = second.n_instruments = 0;
    status = kt_estimate_into(&second, options, e, err);
done:
    kt_free(names);
    kt_free(residual);
    kt_free(columns);
    return status;
}
