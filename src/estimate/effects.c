/* effects.c: the fixed effects themselves, from what the index holds beside regressors. */
#include "estimate_internal.h"

#include <kontor/memory.h>

#include "large.h"

#include <math.h>

/* index - x'beta - offset lies in the effects' span, so equal weights find it exactly. */
#define EXACT 1e-12

enum { ROWS_BETWEEN_LOOKS = 1 << 13 };

static kt_status solve_effects(kt_fit *fit, const kt_model_frame *frame,
                               const kt_design *design, double *x, double *alpha, double *w,
                               const double *kept_w, const kt_estimate_options *options,
                               kt_error *err)
{
    const kt_rows *rows = &fit->rows;
    kt_absorb_goal goal = {.tolerance = {EXACT, INFINITY, INFINITY, INFINITY},
                           .max_iterations = options->max_inner};
    for (int64_t r = 0; r < rows->n; r++) {
        KT_TRY(kt_progress_at(options->progress, r, ROWS_BETWEEN_LOOKS, err));
        double rest = fit->eta[r] - (frame->offset ? frame->offset[rows->row[r]] : 0.0);
        for (int32_t k = 0; k < design->n; k++)
            if (!fit->excluded[k])
                rest -=
                    fit->beta[k] * (design->value[k] ? design->value[k][rows->row[r]] : 1.0);
        x[r * 4] = rest;
        w[r] = 1.0;
    }
    KT_TRY(kt_absorb_weigh(&fit->absorb, w, 1, err));
    KT_TRY(kt_absorb_solve(&fit->absorb, x, alpha, &goal, err));
    (void)kept_w;
    return KT_OK;
}

static kt_status take_value(const kt_frame_factor *factor, double **out, int64_t columns,
                            kt_error *err)
{
    const int64_t n = columns * factor->n_levels;
    KT_TRY(kt_new(out, n, sizeof **out, err));
    for (int64_t i = 0; i < n; i++)
        (*out)[i] = NAN;
    return KT_OK;
}

/* Slopes were centred within levels: the mean goes back to the level. The centre is what the
 * column lost. */
static void write_terms(kt_estimate *e, const kt_fit *fit, const kt_model_frame *frame,
                        const double *alpha)
{
    const kt_rows *rows = &fit->rows;
    for (int32_t t = 0; t < rows->n_terms; t++) {
        const kt_term *term = &rows->terms[t];
        const kt_frame_effect *given = &frame->effects[term->effect];
        kt_effect_size *effect = &e->effects[term->effect];
        double *to = term->slope_column < 0
                         ? effect->value
                         : effect->slope + (int64_t)term->slope_column * given->factor.n_levels;
        for (int32_t l = 0; l < term->n_levels; l++)
            to[rows->frame_level[t][l]] = alpha[(term->first + l) * 4];
    }
}

/* What terms leave of a row for its group. */
static double rest_of(const kt_rows *rows, const double *x, const double *alpha, int64_t r)
{
    double fit = 0.0;
    for (int32_t t = 0; t < rows->n_terms; t++) {
        const kt_term *term = &rows->terms[t];
        fit += alpha[(term->first + term->level[r]) * 4] * (term->slope ? term->slope[r] : 1.0);
    }
    return x[r * 4] - fit;
}

/* A group's slopes from its rest's products with the basis, c, and the slopes' own with it:
 *
 *     c_k = sum over j >= k of R_kj slope_j,   R_kj = sum of z_k s_j */
static void group_slopes(const kt_fit *fit, int64_t g, const double *x, const double *alpha,
                         double slope[KT_MAX_GROUP_SLOPES])
{
    const kt_rows *rows = &fit->rows;
    const int32_t n = rows->n_group_slopes;
    for (int32_t k = n - 1; k >= 0; k--) {
        double c = 0.0, R[KT_MAX_GROUP_SLOPES] = {0};
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            const double z = fit->absorb.basis[r * n + k];
            c += z * rest_of(rows, x, alpha, r);
            for (int32_t j = k; j < n; j++)
                R[j] += z * rows->group_slope[r * n + j];
        }
        for (int32_t j = k + 1; j < n; j++)
            c -= R[j] * slope[j];
        slope[k] = R[k] > 0.0 ? c / R[k] : 0.0;
    }
}

/* Slopes were less their means, which go back to the level. */
static void write_groups(kt_estimate *e, const kt_fit *fit, const kt_model_frame *frame,
                         const double *x, const double *alpha)
{
    const kt_rows *rows = &fit->rows;
    if (rows->eliminated < 0)
        return;
    const kt_frame_effect *given = &frame->effects[rows->eliminated];
    kt_effect_size *effect = &e->effects[rows->eliminated];
    for (int64_t g = 0; g < rows->n_groups; g++) {
        const int64_t first = rows->group_start[g], end = rows->group_start[g + 1];
        const int32_t l = rows->group_level[g], n = rows->n_group_slopes;
        double slope[KT_MAX_GROUP_SLOPES] = {0}, sum = 0.0;
        for (int64_t r = first; rows->has_group_level && r < end; r++)
            sum += rest_of(rows, x, alpha, r);
        if (rows->has_group_level)
            effect->value[l] = sum / (double)(end - first);
        group_slopes(fit, g, x, alpha, slope);
        for (int32_t s = 0; s < n; s++) {
            const double given_first = given->slopes[s].value[rows->row[first]];
            effect->slope[(int64_t)s * given->factor.n_levels + l] = slope[s];
            if (rows->has_group_level)
                effect->value[l] -= slope[s] * (given_first - rows->group_slope[first * n + s]);
        }
    }
}

/* The mean of a centred slope column, back to the level's own effect. */
static void uncentre(kt_estimate *e, const kt_fit *fit, const kt_model_frame *frame)
{
    const kt_rows *rows = &fit->rows;
    for (int32_t t = 0; t < rows->n_terms; t++) {
        const kt_term *term = &rows->terms[t];
        const kt_frame_effect *given = &frame->effects[term->effect];
        if (term->slope_column < 0 || given->slopes_only)
            continue;
        const double *column = given->slopes[term->slope_column].value;
        const double *slope = e->effects[term->effect].slope +
                              (int64_t)term->slope_column * given->factor.n_levels;
        double *value = e->effects[term->effect].value;
        /* Every row of a level tells the same centre: the first is used, marked by its level.
         */
        for (int64_t r = 0, next = 0; r < rows->n && next < term->n_levels; r++)
            if (term->level[r] == next) { // levels are numbered as they are met
                const int32_t l = rows->frame_level[t][next++];
                value[l] -= slope[l] * (column[rows->row[r]] - term->slope[r]);
            }
    }
}

/* Every effect with levels but the first: mean 0; the first takes the means. */
static void normalise(kt_estimate *e, const kt_model_frame *frame)
{
    double moved = 0.0;
    int32_t first = -1;
    for (int32_t f = 0; f < e->n_effects; f++) {
        double *value = e->effects[f].value, sum = 0.0;
        if (!value)
            continue;
        if (first < 0) {
            first = f;
            continue;
        }
        for (int32_t l = 0; l < frame->effects[f].factor.n_levels; l++)
            sum += isnan(value[l]) ? 0.0 : value[l];
        sum /= (double)e->effects[f].n_levels;
        for (int32_t l = 0; l < frame->effects[f].factor.n_levels; l++)
            value[l] -= sum;
        moved += sum;
    }
    for (int32_t l = 0; first >= 0 && l < frame->effects[first].factor.n_levels; l++)
        e->effects[first].value[l] += moved;
}

kt_status kt_result_effects(kt_estimate *e, kt_fit *fit, const kt_model_frame *frame,
                            const kt_design *design, const kt_estimate_options *options,
                            kt_error *err)
{
    kt_status status = KT_OK;
    double *x = NULL, *alpha = NULL, *w = NULL;
    const double *kept_w = fit->absorb.w;

    for (int32_t f = 0; f < frame->n_effects; f++) {
        const kt_frame_effect *given = &frame->effects[f];
        if (!given->slopes_only) {
            status = take_value(&given->factor, &e->effects[f].value, 1, err);
            if (status)
                goto done;
        }
        if (given->n_slopes > 0) {
            status = take_value(&given->factor, &e->effects[f].slope, given->n_slopes, err);
            if (status)
                goto done;
        }
    }
    status = kt_new_lines(&x, fit->rows.n * 4, sizeof *x, err);
    if (status)
        goto done;
    status = kt_new_lines(&alpha, fit->rows.n_stack * 4, sizeof *alpha, err);
    if (status)
        goto done;
    status = kt_new_large(&w, fit->rows.n, sizeof *w, err);
    if (status)
        goto done;
    status = solve_effects(fit, frame, design, x, alpha, w, kept_w, options, err);
    fit->absorb.w = kept_w;
    if (status)
        goto done;
    write_terms(e, fit, frame, alpha);
    write_groups(e, fit, frame, x, alpha);
    uncentre(e, fit, frame);
    normalise(e, frame);
done:
    kt_free(w);
    kt_free_lines(alpha);
    kt_free_lines(x);
    return status;
}
