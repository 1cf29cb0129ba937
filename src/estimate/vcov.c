/* vcov.c: variance matrices with the small-sample factors of fixest or Stata.
 *
 *     iid     bread x dispersion x (n - 1) / (n - K)
 *     hetero  n / (n - K)
 *     others  G / (G - 1) x (n - 1) / (n - K)     G: smallest way, countries, periods
 *
 * K counts coefficients and effects; for clusters without effects nested in one of them.
 * Source: fixest 0.14.2, ssc() and vcov(); Stata: manuals of reghdfe and ppmlhdfe. */
#include <kontor/limits.h>
#include <kontor/memory.h>
#include <kontor/special.h>

#include "dense.h"
#include "scores.h"

#include <math.h>
#include <string.h>

/* fixest sets eigenvalues that are not positive to this share of the largest. */
#define LEAST_EIGENVALUE 1e-8

/* ---- K ------------------------------------------------------------------------------------
 */

/* Does each level of the effect lie in one cluster? */
static kt_status is_nested(const kt_scores *scores, const kt_frame_factor *effect,
                           const kt_frame_factor *cluster, int *out, kt_error *err)
{
    int32_t *in = NULL;
    KT_TRY(kt_new(&in, effect->n_levels, sizeof *in, err));
    *out = 1;
    for (int64_t r = 0; r < scores->n && *out; r++) {
        int32_t *of_level = &in[effect->level[scores->row[r]]];
        const int32_t c = cluster->level[scores->row[r]] + 1;
        if (*of_level == 0)
            *of_level = c;
        *out = *of_level == c;
    }
    kt_free(in);
    return KT_OK;
}

/* K without effects nested in a cluster, as fixest counts: all nested leave one constant, some
 * leave one level each. */
static kt_status count_parameters(const kt_scores *scores, const kt_model_frame *frame,
                                  int64_t *K, kt_error *err)
{
    int64_t all = 0, nested = 0, n_all = 0, n_nested = 0, n_slopes_only = 0;
    for (int32_t f = 0; f < frame->n_effects; f++) {
        int found = 0;
        for (int32_t c = 0; c < frame->n_clusters && !found; c++)
            KT_TRY(
                is_nested(scores, &frame->effects[f].factor, &frame->clusters[c], &found, err));
        if (frame->effects[f].slopes_only) {
            n_slopes_only += !found;
            continue;
        }
        all += scores->n_levels[f];
        n_all++;
        nested += found ? scores->n_levels[f] : 0;
        n_nested += found;
    }
    *K = scores->n_parameters;
    if (n_all == 0)
        return KT_OK;
    if (n_nested == n_all && n_slopes_only == 0)
        *K -= all - (n_all - 1) - 1;
    else
        *K -= nested - n_nested;
    if (*K < scores->n_coefficients + 1)
        *K = scores->n_coefficients + 1;
    return KT_OK;
}

/* ---- factors ------------------------------------------------------------------------------
 */

static double over_n_less_K(double above, int64_t n, int64_t K)
{
    return n > K ? above / (double)(n - K) : NAN;
}

static double factor_of(const kt_scores *scores, const kt_vcov *v)
{
    const double n = (double)scores->n, G = (double)v->n_groups;
    const double of_G = v->n_groups > 1 ? G / (G - 1.0) : NAN;
    if (v->ssc == KT_SSC_NONE)
        return 1.0;
    if (v->ssc == KT_SSC_STATA && !scores->reghdfe) {
        if (v->kind == KT_VCOV_IID)
            return 1.0;
        return v->kind == KT_VCOV_HETERO ? n / (n - 1.0) : of_G;
    }
    if (v->kind == KT_VCOV_IID)
        return over_n_less_K(n - 1.0, scores->n, v->K);
    if (v->kind == KT_VCOV_HETERO)
        return over_n_less_K(n, scores->n, v->K);
    return of_G * over_n_less_K(n - 1.0, scores->n, v->K);
}

/* ---- kinds --------------------------------------------------------------------------------
 */

static kt_status need(int there, const char *what, const char *kind, kt_error *err)
{
    return there
               ? KT_OK
               : kt_fail(err, KT_ERR_MISSING, "standard errors of kind %s need %s", kind, what);
}

static kt_status make_meat(const kt_scores *scores, const kt_model_frame *frame,
                           const kt_progress *progress, kt_vcov *out, double *meat,
                           kt_error *err)
{
    enum { ROWS_BETWEEN_LOOKS = 256 };
    const int32_t K = scores->n_coefficients;
    switch (out->kind) {
    case KT_VCOV_IID:
        return KT_OK;
    case KT_VCOV_HETERO:
        for (int64_t r = 0; r < scores->n; r++) {
            KT_TRY(kt_progress_at(progress, r + 1, ROWS_BETWEEN_LOOKS, err));
            for (int32_t i = 0; i < K; i++) {
                const double of_i = kt_scores_x(scores, r, i) * scores->s[r] * scores->s[r];
                for (int32_t j = 0; j <= i; j++)
                    meat[(int64_t)i * K + j] += of_i * kt_scores_x(scores, r, j);
            }
        }
        for (int32_t i = 0; i < K; i++)
            for (int32_t j = 0; j < i; j++)
                meat[(int64_t)j * K + i] = meat[(int64_t)i * K + j];
        return KT_OK;
    case KT_VCOV_CLUSTER:
        KT_TRY(need(frame->n_clusters > 0, "at least one cluster", "cluster", err));
        return kt_scores_clustered(scores, frame->clusters, frame->n_clusters, progress, meat,
                                   &out->n_groups, err);
    case KT_VCOV_DYADIC:
        KT_TRY(need(frame->country_a && frame->country_b, "the two countries of a row",
                    "dyadic", err));
        return kt_scores_dyadic(scores, frame->country_a, frame->country_b, progress, meat,
                                &out->n_groups, err);
    case KT_VCOV_NEWEY_WEST:
        KT_TRY(need(frame->unit && frame->time, "unit and time", "newey-west", err));
        return kt_scores_lagged(scores, frame->unit, frame->time, progress, &out->lag, meat,
                                &out->n_groups, err);
    case KT_VCOV_DRISCOLL_KRAAY:
        KT_TRY(need(frame->time != NULL, "time", "driscoll-kraay", err));
        return kt_scores_lagged(scores, NULL, frame->time, progress, &out->lag, meat,
                                &out->n_groups, err);
    }
    return kt_fail(err, KT_ERR_RANGE, "unknown kind %d of standard errors", (int)out->kind);
}

static kt_status finish(const kt_scores *scores, const double *meat, double *room,
                        const kt_progress *progress, kt_vcov *out, kt_error *err)
{
    const int32_t K = scores->n_coefficients;
    const double factor = factor_of(scores, out);
    int repaired = 0;
    if (out->kind == KT_VCOV_IID)
        for (int64_t i = 0; i < (int64_t)K * K; i++)
            out->matrix[i] = scores->bread[i] * scores->iid_scale;
    else
        KT_TRY(kt_sandwich(scores->bread, meat, K, room, out->matrix, progress, err));
    for (int64_t i = 0; i < (int64_t)K * K; i++)
        out->matrix[i] *= factor;
    if (isfinite(factor) &&
        (out->kind == KT_VCOV_DYADIC || out->kind == KT_VCOV_CLUSTER ||
         out->kind == KT_VCOV_NEWEY_WEST || out->kind == KT_VCOV_DRISCOLL_KRAAY))
        KT_TRY(kt_repair_definite(out->matrix, K, LEAST_EIGENVALUE, room, &repaired, progress,
                                  err));
    out->repaired = repaired;
    out->df = out->n_groups > 0 ? fmax((double)out->n_groups - 1.0, 1.0)
                                : fmax((double)(scores->n - out->K), 1.0);
    if (scores->normal)
        out->df = INFINITY;
    return KT_OK;
}

kt_status kt_scores_vcov(const kt_scores *scores, const kt_model_frame *frame,
                         const kt_vcov_options *options, const kt_progress *progress,
                         kt_vcov *out, kt_error *err)
{
    kt_status status = KT_OK;
    const int64_t K = scores->n_coefficients;
    double *meat = NULL, *room = NULL;
    const int has_lag =
        options->kind == KT_VCOV_NEWEY_WEST || options->kind == KT_VCOV_DRISCOLL_KRAAY;

    *out = (kt_vcov){.kind = options->kind,
                     .ssc = options->ssc,
                     .lag = has_lag ? options->lag : -1,
                     .K = scores->n_parameters};
    status = kt_new(&meat, K * K, sizeof *meat, err);
    if (status)
        goto done;
    status = kt_new(&room, 2 * K * K, sizeof *room, err);
    if (status)
        goto done;
    status = kt_new(&out->matrix, K * K, sizeof *out->matrix, err);
    if (status)
        goto done;
    status = make_meat(scores, frame, progress, out, meat, err);
    if (status)
        goto done;
    if (options->kind == KT_VCOV_CLUSTER) {
        status = count_parameters(scores, frame, &out->K, err);
        if (status)
            goto done;
    }
    status = finish(scores, meat, room, progress, out, err);
done:
    if (status) {
        kt_free(out->matrix);
        *out = (kt_vcov){0};
    }
    kt_free(room);
    kt_free(meat);
    return status;
}

double kt_estimate_p(double statistic, double df)
{
    return kt_student_two_sided(statistic, df);
}
