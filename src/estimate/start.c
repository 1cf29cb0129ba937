/* start.c: the first eta. */
#include "start.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include <math.h>
#include <string.h>

/* Until no level is scaled by more than this; a dense panel needs two or three rounds, a thin
 * one some twenty, each far cheaper than a Newton step. */
#define SETTLED 0.1
enum { MAX_ROUNDS = 30 };

static double weight_of(const kt_fit *fit, int64_t r)
{
    return fit->weights ? fit->weights[r] : 1.0;
}

/* The multiplicative fit: mu of a row is its own share (the level of all, times exp offset)
 * times a factor for each level of each effect. Chunks have sums of their own. */
typedef struct margins {
    kt_fit *fit;
    const kt_term *term;   /* whose sums are wanted; NULL: of none */
    double *factor, *of_y; /* [n_stack] */
    double *of_mu;         /* [n_chunks][n_stack] */
    double *group_factor;  /* [n_groups] */
    double *group_y;       /* [n_groups] */
    double largest[KT_MAX_CHUNKS];
} margins;

static kt_status run(margins *m, kt_part part, kt_error *err)
{
    return kt_parallel_watch(m->fit->absorb.n_threads, m->fit->rows.n_chunks, part, m,
                             m->fit->absorb.progress, err);
}

/* A row's factors, all terms together. */
static inline double factors_of(const kt_rows *rows, const double *factor, int64_t r)
{
    double product = 1.0;
    for (int32_t t = 0; t < rows->n_terms; t++)
        if (!rows->terms[t].slope)
            product *= factor[rows->terms[t].first + rows->terms[t].level[r]];
    return product;
}

/* w becomes a row's share times its factors; two terms, which most models have, apart. */
static inline void make_values(const kt_fit *fit, const double *factor, int64_t from,
                               int64_t to)
{
    const kt_rows *rows = &fit->rows;
    if (rows->n_terms == 2 && !rows->terms[0].slope && !rows->terms[1].slope) {
        const int32_t *level0 = rows->terms[0].level, *level1 = rows->terms[1].level;
        const double *factor0 = factor + rows->terms[0].first, *share = fit->change;
        const double *factor1 = factor + rows->terms[1].first;
        double *value = fit->w;
        for (int64_t r = from; r < to; r++)
            value[r] = share[r] * (factor0[level0[r]] * factor1[level1[r]]);
        return;
    }
    for (int64_t r = from; r < to; r++)
        fit->w[r] = fit->change[r] * factors_of(rows, factor, r);
}

/* Sums of y over each level: they do not change. */
static kt_status sum_outcomes(void *with, int64_t c, kt_error *err)
{
    (void)err;
    const margins *m = with;
    const kt_fit *fit = m->fit;
    const kt_rows *rows = &fit->rows;
    double *sums = m->of_mu + c * rows->n_stack;
    memset(sums, 0, (size_t)rows->n_stack * sizeof *sums);
    for (int64_t g = rows->chunk_group[c]; g < rows->chunk_group[c + 1]; g++) {
        double of_group = 0.0;
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            const double y = weight_of(fit, r) * fit->y[r];
            of_group += y;
            for (int32_t t = 0; t < rows->n_terms; t++)
                if (!rows->terms[t].slope)
                    sums[rows->terms[t].first + rows->terms[t].level[r]] += y;
        }
        m->group_y[g] = of_group;
        m->group_factor[g] = 1.0;
    }
    return KT_OK;
}

/* What a level's factor is multiplied by; *largest: the largest of these. */
static double scale_of(double y, double mu, double *largest)
{
    const double by = y > 0.0 && mu > 0.0 ? y / mu : 1.0;
    const double size = (by > 1.0 ? by : 1.0 / by) - 1.0;
    *largest = size > *largest ? size : *largest;
    return by;
}

/* Groups are scaled, and the fitted values of the term's levels summed, in one pass. w, which
 * nobody needs yet, holds a row's value in between. */
static kt_status scale_groups(void *with, int64_t c, kt_error *err)
{
    (void)err;
    margins *m = with;
    const kt_fit *fit = m->fit;
    const kt_rows *rows = &fit->rows;
    double *sums = m->term ? m->of_mu + c * rows->n_stack + m->term->first : NULL;
    if (sums)
        memset(sums, 0, (size_t)m->term->n_levels * sizeof *sums);
    const int32_t *level = m->term ? m->term->level : NULL;
    const double *value = fit->w;
    double largest = 0.0;
    for (int64_t g = rows->chunk_group[c]; g < rows->chunk_group[c + 1]; g++) {
        const int64_t from = rows->group_start[g], to = rows->group_start[g + 1];
        double mu = 0.0;
        make_values(fit, m->factor, from, to);
        for (int64_t r = from; r < to; r++)
            mu += value[r];
        double *factor = &m->group_factor[g];
        if (rows->has_group_level)
            *factor *= scale_of(m->group_y[g], mu * *factor, &largest);
        const double by = *factor;
        for (int64_t r = from; sums && r < to; r++)
            sums[level[r]] += value[r] * by;
    }
    m->largest[c] = largest;
    return KT_OK;
}

/* Sums of all chunks, in their order, into the first's. */
static double *add_chunks(const margins *m, int64_t first, int64_t n)
{
    const kt_rows *rows = &m->fit->rows;
    for (int32_t c = 1; c < rows->n_chunks; c++)
        for (int64_t s = first; s < first + n; s++)
            m->of_mu[s] += m->of_mu[c * rows->n_stack + s];
    return m->of_mu + first;
}

static kt_status scale_term(margins *m, const kt_term *term, double *largest, kt_error *err)
{
    m->term = term;
    KT_TRY(run(m, scale_groups, err));
    for (int32_t c = 0; c < m->fit->rows.n_chunks; c++)
        *largest = fmax(*largest, m->largest[c]);
    if (!term)
        return KT_OK;
    const double *of_mu = add_chunks(m, term->first, term->n_levels);
    for (int32_t l = 0; l < term->n_levels; l++)
        m->factor[term->first + l] *= scale_of(m->of_y[term->first + l], of_mu[l], largest);
    return KT_OK;
}

static kt_status add_logs(void *with, int64_t c, kt_error *err)
{
    (void)err;
    margins *m = with;
    const kt_fit *fit = m->fit;
    const kt_rows *rows = &fit->rows;
    for (int64_t g = rows->chunk_group[c]; g < rows->chunk_group[c + 1]; g++) {
        const double of_group = log(m->group_factor[g]);
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            double sum = fit->eta[r] + of_group;
            for (int32_t t = 0; t < rows->n_terms; t++)
                if (!rows->terms[t].slope)
                    sum += m->factor[rows->terms[t].first + rows->terms[t].level[r]];
            fit->eta[r] = sum;
        }
    }
    return KT_OK;
}

static kt_status scale_rounds(margins *m, kt_error *err)
{
    const kt_rows *rows = &m->fit->rows;
    double largest = INFINITY;
    KT_TRY(run(m, sum_outcomes, err));
    memcpy(m->of_y, add_chunks(m, 0, rows->n_stack), (size_t)rows->n_stack * sizeof *m->of_y);
    for (int64_t s = 0; s < rows->n_stack; s++)
        m->factor[s] = 1.0;
    for (int round = 0; round < MAX_ROUNDS && largest > SETTLED; round++) {
        largest = 0.0;
        for (int32_t t = 0; t < rows->n_terms; t++)
            if (!rows->terms[t].slope)
                KT_TRY(scale_term(m, &rows->terms[t], &largest, err));
        /* The first pass over the groups begins from nothing. */
        largest = round == 0 ? INFINITY : largest;
    }
    KT_TRY(scale_term(m, NULL, &largest, err));
    for (int64_t s = 0; s < rows->n_stack; s++)
        m->factor[s] = log(m->factor[s]);
    return run(m, add_logs, err);
}

/* fit->change holds each row's own share, with its weight, meanwhile. */
static kt_status scale_effects(kt_fit *fit, kt_error *err)
{
    kt_status status = KT_OK;
    const kt_rows *rows = &fit->rows;
    margins m = {.fit = fit};

    status = kt_new(&m.factor, rows->n_stack, sizeof *m.factor, err);
    if (status)
        goto done;
    status = kt_new(&m.of_y, rows->n_stack, sizeof *m.of_y, err);
    if (status)
        goto done;
    status = kt_new(&m.of_mu, rows->n_chunks * rows->n_stack, sizeof *m.of_mu, err);
    if (status)
        goto done;
    status = kt_new(&m.group_factor, rows->n_groups, sizeof *m.group_factor, err);
    if (status)
        goto done;
    status = kt_new(&m.group_y, rows->n_groups, sizeof *m.group_y, err);
    if (status)
        goto done;
    status = scale_rounds(&m, err);
done:
    kt_free(m.group_y);
    kt_free(m.group_factor);
    kt_free(m.of_mu);
    kt_free(m.of_y);
    kt_free(m.factor);
    return status;
}

kt_status kt_fit_start(kt_fit *fit, const kt_model_frame *frame, kt_error *err)
{
    const kt_rows *rows = &fit->rows;
    const int has_log_link =
        fit->family != KT_FAMILY_GAUSSIAN && fit->family != KT_FAMILY_LOGIT;
    double y = 0.0, w = 0.0;
    for (int64_t r = 0; r < rows->n; r++) {
        fit->eta[r] = frame->offset ? frame->offset[rows->row[r]] : 0.0;
        y += weight_of(fit, r) * fit->y[r];
        w += weight_of(fit, r) * (has_log_link && frame->offset ? exp(fit->eta[r]) : 1.0);
    }
    if (!has_log_link)
        return KT_OK;
    /* The level has to lie in the model: in the effects, else in the constant, else there is
     * none. */
    double level = y > 0.0 && w > 0.0 ? log(y / w) : 0.0;
    if (!rows->has_levels && fit->n_columns > 0 && !fit->column[0])
        fit->beta[0] = level;
    else if (!rows->has_levels)
        level = 0.0;
    const double share = exp(level);
    for (int64_t r = 0; r < rows->n; r++) {
        fit->eta[r] += level;
        fit->change[r] = weight_of(fit, r) * (frame->offset ? exp(fit->eta[r]) : share);
    }
    return rows->has_levels && rows->n_groups > 0 ? scale_effects(fit, err) : KT_OK;
}
