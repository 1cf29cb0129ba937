/* result.c: from a fit to what is said about it. */
#include "estimate_internal.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>
#include <kontor/special.h>

#include "dense.h"
#include "family_kernel.h"

#include <math.h>
#include <string.h>

/* A fit whose residuals are this small beside the outcome has none. */
#define NO_RESIDUAL 1e-20

void kt_result_init(kt_estimate *e, kt_family family)
{
    *e = (kt_estimate){.family = family,
                       .deviance = NAN,
                       .loglik = NAN,
                       .loglik_null = NAN,
                       .pseudo_r2 = NAN,
                       .r2 = NAN,
                       .r2_adjusted = NAN,
                       .r2_within = NAN,
                       .sigma2 = NAN,
                       .rmse = NAN,
                       .theta = NAN,
                       .theta_se = NAN,
                       .correlation2 = NAN,
                       .certificate = {NAN, NAN, NAN, NAN},
                       .solver = "none"};
}

void kt_estimate_free(kt_estimate *e)
{
    if (!e)
        return;
    for (int32_t f = 0; e->effects && f < e->n_effects; f++) {
        kt_free((void *)(uintptr_t)e->effects[f].name);
        kt_free(e->effects[f].value);
        kt_free(e->effects[f].slope);
    }
    for (int32_t k = 0; e->coefficients && k < e->n_coefficients; k++)
        kt_free((void *)(uintptr_t)e->coefficients[k].name);
    for (int32_t k = 0; e->collinear && k < e->n_collinear; k++)
        kt_free((void *)(uintptr_t)e->collinear[k]);
    kt_free(e->coefficients);
    kt_free(e->collinear);
    kt_free(e->effects);
    kt_free(e->vcov.matrix);
    kt_free(e->singletons);
    kt_free(e->separated);
    kt_free(e->fitted);
    kt_free(e->index);
    kt_scores_free(e->scores);
    kt_free(e);
}

static kt_status copy_name(const char *name, const char **out, kt_error *err)
{
    char *copy = NULL;
    KT_TRY(kt_copy_text(name, strlen(name), &copy, err));
    *out = copy;
    return KT_OK;
}

/* ---- names and sizes ----------------------------------------------------------------------
 */

static kt_status name_coefficients(kt_estimate *e, const kt_fit *fit, const kt_design *design,
                                   kt_error *err)
{
    KT_TRY(kt_new(&e->coefficients, design->n, sizeof *e->coefficients, err));
    KT_TRY(kt_new(&e->collinear, design->n, sizeof *e->collinear, err));
    for (int32_t k = 0; k < design->n; k++) {
        const char *name = NULL;
        if (!design->name[k])
            continue;
        KT_TRY(copy_name(design->name[k], &name, err));
        if (fit->excluded[k])
            e->collinear[e->n_collinear++] = name;
        else
            e->coefficients[e->n_coefficients++] =
                (kt_coefficient){name, fit->beta[k], NAN, NAN, NAN};
    }
    return KT_OK;
}

static int64_t levels_of(const kt_rows *rows, int32_t effect)
{
    if (effect == rows->eliminated)
        return rows->n_groups;
    for (int32_t t = 0; t < rows->n_terms; t++)
        if (rows->terms[t].effect == effect)
            return rows->terms[t].n_levels;
    return 0;
}

/* Parameters as fixest counts them: effects share one constant less than there are. */
static kt_status size_effects(kt_estimate *e, const kt_fit *fit, const kt_model_frame *frame,
                              kt_error *err)
{
    int64_t n_with_levels = 0;
    KT_TRY(kt_new(&e->effects, frame->n_effects, sizeof *e->effects, err));
    e->n_parameters = e->n_coefficients;
    for (int32_t f = 0; f < frame->n_effects; f++) {
        const kt_frame_effect *given = &frame->effects[f];
        kt_effect_size *size = &e->effects[f];
        KT_TRY(copy_name(given->factor.name, &size->name, err));
        e->n_effects++;
        size->n_levels = levels_of(&fit->rows, f);
        size->n_slopes = given->n_slopes;
        size->slopes_only = given->slopes_only;
        e->n_parameters += size->n_levels * (given->n_slopes + !given->slopes_only);
        n_with_levels += !given->slopes_only;
    }
    if (n_with_levels > 1)
        e->n_parameters -= n_with_levels - 1;
    return KT_OK;
}

/* ---- totals -------------------------------------------------------------------------------
 */

typedef struct total_job {
    const kt_fit *fit;
    kt_family_totals totals[KT_MAX_CHUNKS];
} total_job;

static kt_status total_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    total_job *j = with;
    const kt_fit *f = j->fit;
    const kt_family_rows rows = {.family = f->family,
                                 .theta = f->theta,
                                 .from = f->rows.chunk_row[c],
                                 .to = f->rows.chunk_row[c + 1],
                                 .y = f->y,
                                 .weights = f->weights,
                                 .eta = f->eta,
                                 .w = f->w};
    kt_family_total(&rows, &j->totals[c]);
    return KT_OK;
}

static kt_status sum_totals(const kt_fit *fit, kt_family_totals *out, kt_error *err)
{
    total_job j = {.fit = fit};
    KT_TRY(kt_parallel_watch(fit->absorb.n_threads, fit->rows.n_chunks, total_part, &j,
                             fit->absorb.progress, err));
    *out = j.totals[0];
    for (int32_t c = 1; c < fit->rows.n_chunks; c++) {
        const kt_family_totals *t = &j.totals[c];
        out->weight += t->weight;
        out->y += t->y;
        out->mu += t->mu;
        out->y2 += t->y2;
        out->mu2 += t->mu2;
        out->y_mu += t->y_mu;
        out->residual2 += t->residual2;
        out->pearson += t->pearson;
        out->deviance += t->deviance;
        out->loglik += t->loglik;
        out->log_gamma += t->log_gamma;
    }
    return KT_OK;
}

static double gaussian_loglik(double residual2, double n)
{
    return -0.5 * n * (log(2.0 * 3.14159265358979323846 * residual2 / n) + 1.0);
}

/* Of a constant alone (and the offset, whose share is kept as it is). */
static double null_loglik(const kt_fit *fit, const kt_model_frame *frame,
                          const kt_family_totals *t)
{
    const double mean = t->y / t->weight;
    double offset = 0.0, y_offset = 0.0;
    if (fit->family == KT_FAMILY_LOGIT)
        return t->y * log(mean) + (t->weight - t->y) * log1p(-mean);
    if (fit->family != KT_FAMILY_POISSON)
        return NAN;
    for (int64_t r = 0; frame->offset && r < fit->rows.n; r++) {
        const double w = fit->weights ? fit->weights[r] : 1.0;
        offset += w * (exp(frame->offset[fit->rows.row[r]]) - 1.0);
        y_offset += w * fit->y[r] * frame->offset[fit->rows.row[r]];
    }
    const double level = log(t->y / (t->weight + offset));
    return t->y * level + y_offset - t->y - t->log_gamma;
}

static void fill_gaussian(kt_estimate *e, const kt_fit *fit, const kt_family_totals *t)
{
    const double n = (double)e->n, p = (double)e->n_parameters;
    const double spread = t->y2 - t->y * t->y / t->weight;
    const int64_t width = 4 * (int64_t)fit->n_panels;
    const double within = fit->cross[fit->n_columns * width + fit->n_columns];
    e->sigma2 = n > p ? t->residual2 / (n - p) : NAN;
    e->r2 = 1.0 - t->residual2 / spread;
    e->r2_adjusted = 1.0 - (1.0 - e->r2) * (n - 1.0) / (n - p);
    e->r2_within = within > 0.0 ? 1.0 - t->residual2 / within : NAN;
    e->loglik = gaussian_loglik(t->residual2, n);
    e->loglik_null = gaussian_loglik(spread, n);
}

/* log-likelihood at the dispersion deviance / n, as R's glm has it. */
static void fill_gamma(kt_estimate *e, const kt_fit *fit, const kt_family_totals *t)
{
    const double n = (double)e->n, p = (double)e->n_parameters;
    const double shape = n / t->deviance;
    double sum = 0.0;
    e->sigma2 = n > p ? t->pearson / (n - p) : NAN;
    for (int64_t r = 0; r < fit->rows.n; r++) {
        const double y = fit->y[r], w = fit->weights ? fit->weights[r] : 1.0;
        sum += w * (shape * (log(shape * y) - fit->eta[r]) - log(y) -
                    shape * y / exp(fit->eta[r]) - kt_log_gamma(shape));
    }
    e->loglik = sum;
}

static void fill_totals(kt_estimate *e, const kt_fit *fit, const kt_model_frame *frame,
                        const kt_family_totals *t)
{
    e->deviance = t->deviance;
    e->loglik = t->loglik;
    e->loglik_null = null_loglik(fit, frame, t);
    e->sigma2 = 1.0;
    if (fit->family == KT_FAMILY_GAUSSIAN)
        fill_gaussian(e, fit, t);
    else if (fit->family == KT_FAMILY_GAMMA)
        fill_gamma(e, fit, t);
    else if (fit->family == KT_FAMILY_NEGBIN)
        e->theta = fit->theta;
    e->pseudo_r2 = 1.0 - e->loglik / e->loglik_null;
    e->rmse = sqrt(t->residual2 / (double)e->n);
    const double of_y = t->y2 - t->y * t->y / t->weight;
    const double of_mu = t->mu2 - t->mu * t->mu / t->weight;
    const double both = t->y_mu - t->y * t->mu / t->weight;
    e->correlation2 = both * both / (of_y * of_mu);
    if (e->outcome == KT_ESTIMATE_CONVERGED && !(t->residual2 > NO_RESIDUAL * t->y2))
        e->outcome = KT_ESTIMATE_PERFECT_FIT;
}

/* ---- certificate --------------------------------------------------------------------------
 */

/* What one pass over the rows of a chunk finds: largest gap of a group, sums of scores and of
 * information by level (two for each in the chunk's own room), scores of each coefficient. */
typedef struct certify_job {
    const kt_fit *fit;
    const kt_scores *scores;
    double worst[KT_MAX_CHUNKS];
} certify_job;

static void add_row(const kt_fit *fit, const kt_scores *scores, int64_t r, double *levels,
                    double *columns)
{
    const kt_rows *rows = &fit->rows;
    const double s = scores->s[r], w = fit->w[r];
    for (int32_t t = 0; t < rows->n_terms; t++) {
        const kt_term *term = &rows->terms[t];
        const double by = term->slope ? term->slope[r] : 1.0;
        double *of_level = levels + 2 * (term->first + term->level[r]);
        of_level[0] += s * by;
        of_level[1] += w * fabs(by);
    }
    for (int32_t k = 0; k < scores->n_coefficients; k++)
        columns[k] += kt_scores_x(scores, r, k) * s;
}

/* The largest margin of the slopes of group g. */
static double slope_margin(const kt_fit *fit, const kt_scores *scores, int64_t g)
{
    const kt_rows *rows = &fit->rows;
    const int32_t n = rows->n_group_slopes;
    double worst = 0.0;
    for (int32_t k = 0; k < n; k++) {
        double s = 0.0, w = 0.0;
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            const double slope = rows->group_slope[r * n + k];
            s += scores->s[r] * slope;
            w += fit->w[r] * fabs(slope);
        }
        worst = w > 0.0 ? fmax(worst, fabs(s) / w) : worst;
    }
    return worst;
}

static kt_status certify_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    certify_job *j = with;
    const kt_fit *fit = j->fit;
    const kt_rows *rows = &fit->rows;
    double *levels = fit->absorb.sums + c * rows->n_stack * 4;
    double *columns = fit->chunk_cross + c * 16 * fit->n_panels * fit->n_panels;
    memset(levels, 0, (size_t)rows->n_stack * 2 * sizeof *levels);
    memset(columns, 0, (size_t)j->scores->n_coefficients * sizeof *columns);
    if (rows->n_groups == 0)
        for (int64_t r = rows->chunk_row[c]; r < rows->chunk_row[c + 1]; r++)
            add_row(fit, j->scores, r, levels, columns);
    for (int64_t g = rows->chunk_group[c]; g < rows->chunk_group[c + 1]; g++) {
        double s = 0.0, w = 0.0;
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            add_row(fit, j->scores, r, levels, columns);
            s += j->scores->s[r];
            w += fit->w[r];
        }
        if (rows->has_group_level && w > 0.0)
            j->worst[c] = fmax(j->worst[c], fabs(s) / w);
        j->worst[c] = fmax(j->worst[c], slope_margin(fit, j->scores, g));
    }
    return KT_OK;
}

/* Sums of all chunks, in their order, into the first's. */
static void add_chunks(double *sums, int64_t n, int64_t apart, int32_t n_chunks)
{
    for (int32_t c = 1; c < n_chunks; c++)
        for (int64_t i = 0; i < n; i++)
            sums[i] += sums[c * apart + i];
}

/* Margins: |sum s| of a level over its sum of information, both times its slope where it has
 * one; Poisson: of fitted values, which are the weights. Score: that of a coefficient over the
 * root of its information. */
static kt_status certify(kt_estimate *e, const kt_fit *fit, const kt_scores *scores,
                         kt_error *err)
{
    const kt_rows *rows = &fit->rows;
    const int64_t width = 4 * (int64_t)fit->n_panels;
    certify_job j = {.fit = fit, .scores = scores};
    double margin = 0.0, score = 0.0;
    KT_TRY(kt_parallel_watch(fit->absorb.n_threads, rows->n_chunks, certify_part, &j,
                             fit->absorb.progress, err));
    const double *levels = fit->absorb.sums, *columns = fit->chunk_cross;
    add_chunks(fit->absorb.sums, rows->n_stack * 2, rows->n_stack * 4, rows->n_chunks);
    add_chunks(fit->chunk_cross, scores->n_coefficients, width * width, rows->n_chunks);
    for (int32_t c = 0; c < rows->n_chunks; c++)
        margin = fmax(margin, j.worst[c]);
    for (int32_t t = 0; t < rows->n_terms; t++)
        for (int64_t l = rows->terms[t].first;
             l < rows->terms[t].first + rows->terms[t].n_levels; l++)
            if (levels[2 * l + 1] > 0.0)
                margin = fmax(margin, fabs(levels[2 * l]) / levels[2 * l + 1]);
    for (int32_t k = 0; k < e->n_coefficients; k++) {
        const int64_t c = scores->column[k];
        const double information = fit->cross[c * width + c] * e->sigma2;
        if (information > 0.0)
            score = fmax(score, fabs(columns[k]) / sqrt(information));
    }
    e->certificate.margin_gap = margin;
    e->certificate.score_norm = score;
    return KT_OK;
}

/* ---- scores -------------------------------------------------------------------------------
 */

/* The bread, from the cross products of the last step. */
static kt_status bake(kt_scores *scores, const kt_fit *fit, kt_error *err)
{
    kt_status status = KT_OK;
    const int32_t K = scores->n_coefficients;
    const int64_t width = 4 * (int64_t)fit->n_panels;
    double *matrix = NULL;
    uint8_t *excluded = NULL;

    status = kt_new(&matrix, (int64_t)K * K, sizeof *matrix, err);
    if (status)
        goto done;
    status = kt_new(&excluded, K, sizeof *excluded, err);
    if (status)
        goto done;
    for (int32_t i = 0; i < K; i++)
        for (int32_t j = 0; j <= i; j++)
            matrix[(int64_t)i * K + j] =
                fit->cross[scores->column[i] * width + scores->column[j]];
    int32_t n_excluded;
    status = kt_cholesky_watch(matrix, K, NULL, 1e-15, excluded, &n_excluded,
                               fit->absorb.progress, err);
    if (!status)
        status =
            kt_cholesky_inverse(matrix, K, excluded, scores->bread, fit->absorb.progress, err);
done:
    kt_free(excluded);
    kt_free(matrix);
    return status;
}

typedef struct score_job {
    const kt_fit *fit;
    double *s;
} score_job;

static kt_status score_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    const score_job *j = with;
    const kt_fit *fit = j->fit;
    for (int64_t r = fit->rows.chunk_row[c]; r < fit->rows.chunk_row[c + 1]; r++) {
        const double w = fit->weights ? fit->weights[r] : 1.0;
        const double mu = fit->family == KT_FAMILY_POISSON
                              ? fit->w[r] / w
                              : kt_family_mean(fit->family, fit->eta[r]);
        j->s[r] = kt_family_score(fit->family, fit->theta, fit->y[r], mu, w);
    }
    return KT_OK;
}

/* The fit's columns, rows and room for changes become the scores'. */
static kt_status take_scores(kt_estimate *e, kt_fit *fit, const kt_model_frame *frame,
                             kt_scores **out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_scores *s = NULL;
    const int32_t K = e->n_coefficients;

    KT_TRY(kt_new(&s, 1, sizeof *s, err));
    status = kt_new(&s->column, K, sizeof *s->column, err);
    if (status)
        goto done;
    status = kt_new(&s->bread, (int64_t)K * K, sizeof *s->bread, err);
    if (status)
        goto done;
    status = kt_new(&s->n_levels, frame->n_effects, sizeof *s->n_levels, err);
    if (status)
        goto done;
    for (int32_t k = 0, at = 0; k < fit->n_columns; k++)
        if (!fit->excluded[k])
            s->column[at++] = k; // an instrument is excluded by now
    for (int32_t f = 0; f < frame->n_effects; f++)
        s->n_levels[f] = frame->effects[f].slopes_only ? 0 : e->effects[f].n_levels;
    s->n = fit->rows.n;
    s->n_coefficients = K;
    s->n_effects = frame->n_effects;
    s->n_parameters = e->n_parameters;
    s->normal = e->family != KT_FAMILY_GAUSSIAN && e->family != KT_FAMILY_GAMMA;
    s->reghdfe = e->family == KT_FAMILY_GAUSSIAN;
    status = bake(s, fit, err);
    if (status)
        goto done;
    score_job j = {fit, fit->change};
    status = kt_parallel_watch(fit->absorb.n_threads, fit->rows.n_chunks, score_part, &j,
                               fit->absorb.progress, err);
    if (status)
        goto done;
    s->row = fit->rows.row;
    s->x = fit->x;
    s->n_panels = fit->n_panels;
    s->s = fit->change;
    fit->change = NULL;
    *out = s;
    s = NULL;
done:
    kt_scores_free(s);
    return status;
}

void kt_result_judge(kt_estimate *e)
{
    for (int32_t k = 0; k < e->n_coefficients; k++) {
        kt_coefficient *c = &e->coefficients[k];
        const double variance = e->vcov.matrix[(int64_t)k * e->n_coefficients + k];
        c->se = variance > 0.0 ? sqrt(variance) : NAN;
        c->statistic = c->estimate / c->se;
        c->p = kt_student_two_sided(c->statistic, e->vcov.df);
    }
}

/* ---- fitted values ------------------------------------------------------------------------
 */

static kt_status keep_fitted(kt_estimate *e, const kt_fit *fit, kt_error *err)
{
    KT_TRY(kt_new(&e->fitted, e->n_rows, sizeof *e->fitted, err));
    KT_TRY(kt_new(&e->index, e->n_rows, sizeof *e->index, err));
    for (int64_t r = 0; r < e->n_rows; r++)
        e->fitted[r] = e->index[r] = NAN;
    for (int64_t r = 0; r < fit->rows.n; r++) {
        e->index[fit->rows.row[r]] = fit->eta[r];
        e->fitted[fit->rows.row[r]] = kt_family_mean(e->family, fit->eta[r]);
    }
    return KT_OK;
}

kt_status kt_result_fill(kt_estimate *e, kt_fit *fit, const kt_model_frame *frame,
                         const kt_design *design, const kt_estimate_options *options,
                         kt_error *err)
{
    kt_family_totals totals;
    kt_scores *scores = NULL;

    e->steps = fit->steps;
    e->inner = fit->inner;
    if (fit->rows.eliminated >= 0 || fit->rows.n_terms > 0)
        e->solver = fit->rows.blocks.n_blocks > 0 ? "trade blocks" : "general";
    KT_TRY(name_coefficients(e, fit, design, err));
    KT_TRY(size_effects(e, fit, frame, err));
    KT_TRY(sum_totals(fit, &totals, err));
    fill_totals(e, fit, frame, &totals);
    e->certificate.last_step = fit->last_step;
    e->certificate.max_step = fit->max_step;
    if (options->keep & KT_KEEP_FITTED)
        KT_TRY(keep_fitted(e, fit, err));
    if (options->keep & KT_KEEP_EFFECTS)
        KT_TRY(kt_result_effects(e, fit, frame, design, options, err));
    if (!fit->partialled)
        return KT_OK; // ended before a last step: no standard errors
    KT_TRY(take_scores(e, fit, frame, &scores, err));
    e->scores = scores;
    fit->x = NULL;
    fit->rows.row = NULL;
    scores->iid_scale =
        e->family == KT_FAMILY_GAUSSIAN ? totals.residual2 / ((double)e->n - 1.0) : e->sigma2;
    KT_TRY(certify(e, fit, scores, err));
    scores->w = fit->w;
    fit->w = NULL;
    if (e->n_coefficients > 0 && e->outcome != KT_ESTIMATE_PERFECT_FIT) {
        KT_TRY(kt_scores_vcov(scores, frame, &options->vcov, options->progress, &e->vcov, err));
        kt_result_judge(e);
    }
    if (!(options->keep & KT_KEEP_SCORES)) {
        kt_scores_free(scores);
        e->scores = NULL;
    }
    return KT_OK;
}

kt_status kt_estimate_vcov(kt_estimate *e, const kt_model_frame *frame,
                           const kt_vcov_options *options, kt_error *err)
{
    kt_vcov fresh = {0};
    if (!e->scores)
        return kt_fail(err, KT_ERR_MISSING, "this estimate kept no scores (KT_KEEP_SCORES)");
    if (frame->n_rows != e->n_rows || frame->n_effects != e->n_effects)
        return kt_fail(err, KT_ERR_RANGE, "a frame of %lld rows, the estimate has %lld",
                       (long long)frame->n_rows, (long long)e->n_rows);
    KT_TRY(kt_scores_vcov(e->scores, frame, options, NULL, &fresh, err));
    kt_free(e->vcov.matrix);
    e->vcov = fresh;
    kt_result_judge(e);
    return KT_OK;
}
