/* start.c: the first eta. */
#include "start.h"

#include <kontor/memory.h>

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
 * times a factor for each level of each effect. */
typedef struct margins {
    double *factor, *of_y, *of_mu; /* [n_stack] */
    double *group_factor;          /* [n_groups] */
} margins;

/* A row's factors, all terms together. */
static double factors_of(const kt_rows *rows, const double *factor, int64_t r)
{
    double product = 1.0;
    for (int32_t t = 0; t < rows->n_terms; t++)
        if (!rows->terms[t].slope)
            product *= factor[rows->terms[t].first + rows->terms[t].level[r]];
    return product;
}

/* Sums of y over each level: they do not change. */
static void sum_outcomes(const kt_fit *fit, margins *m)
{
    const kt_rows *rows = &fit->rows;
    for (int64_t s = 0; s < rows->n_stack; s++)
        m->factor[s] = 1.0;
    for (int64_t g = 0; g < rows->n_groups; g++)
        m->group_factor[g] = 1.0;
    for (int32_t t = 0; t < rows->n_terms; t++)
        for (int64_t r = 0; !rows->terms[t].slope && r < rows->n; r++)
            m->of_y[rows->terms[t].first + rows->terms[t].level[r]] +=
                weight_of(fit, r) * fit->y[r];
}

/* What a level's factor is multiplied by; *largest: the largest of these, as a logarithm. */
static double scale_of(double y, double mu, double *largest)
{
    const double by = y > 0.0 && mu > 0.0 ? y / mu : 1.0;
    *largest = fmax(*largest, fmax(by, 1.0 / by) - 1.0);
    return by;
}

static void scale_term(const kt_fit *fit, const kt_term *term, margins *m, double *largest)
{
    const kt_rows *rows = &fit->rows;
    double *of_mu = m->of_mu + term->first, *factor = m->factor + term->first;
    memset(of_mu, 0, (size_t)term->n_levels * sizeof *of_mu);
    for (int64_t g = 0; g < rows->n_groups; g++)
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++)
            of_mu[term->level[r]] +=
                fit->change[r] * m->group_factor[g] * factors_of(rows, m->factor, r);
    for (int32_t l = 0; l < term->n_levels; l++)
        factor[l] *= scale_of(m->of_y[term->first + l], of_mu[l], largest);
}

static void scale_groups(const kt_fit *fit, margins *m, double *largest)
{
    const kt_rows *rows = &fit->rows;
    for (int64_t g = 0; g < rows->n_groups; g++) {
        double y = 0.0, mu = 0.0;
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            y += weight_of(fit, r) * fit->y[r];
            mu += fit->change[r] * factors_of(rows, m->factor, r);
        }
        m->group_factor[g] *= scale_of(y, mu * m->group_factor[g], largest);
    }
}

static void add_logs(kt_fit *fit, margins *m)
{
    const kt_rows *rows = &fit->rows;
    for (int64_t s = 0; s < rows->n_stack; s++)
        m->factor[s] = log(m->factor[s]);
    for (int64_t g = 0; g < rows->n_groups; g++) {
        const double of_group = log(m->group_factor[g]);
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            fit->eta[r] += of_group;
            for (int32_t t = 0; t < rows->n_terms; t++)
                if (!rows->terms[t].slope)
                    fit->eta[r] += m->factor[rows->terms[t].first + rows->terms[t].level[r]];
        }
    }
}

/* fit->change holds each row's own share, with its weight, meanwhile. */
static kt_status scale_effects(kt_fit *fit, kt_error *err)
{
    kt_status status = KT_OK;
    const kt_rows *rows = &fit->rows;
    margins m = {0};
    double largest = INFINITY;

    status = kt_new(&m.factor, rows->n_stack, sizeof *m.factor, err);
    if (status)
        goto done;
    status = kt_new(&m.of_y, rows->n_stack, sizeof *m.of_y, err);
    if (status)
        goto done;
    status = kt_new(&m.of_mu, rows->n_stack, sizeof *m.of_mu, err);
    if (status)
        goto done;
    status = kt_new(&m.group_factor, rows->n_groups, sizeof *m.group_factor, err);
    if (status)
        goto done;
    sum_outcomes(fit, &m);
    for (int round = 0; round < MAX_ROUNDS && largest > SETTLED; round++) {
        largest = 0.0;
        for (int32_t t = 0; t < rows->n_terms; t++)
            if (!rows->terms[t].slope)
                scale_term(fit, &rows->terms[t], &m, &largest);
        scale_groups(fit, &m, &largest);
    }
    add_logs(fit, &m);
done:
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
    if (rows->eliminated < 0 && fit->n_columns > 0 && !fit->column[0])
        fit->beta[0] = level;
    else if (rows->eliminated < 0)
        level = 0.0;
    const double share = exp(level);
    for (int64_t r = 0; r < rows->n; r++) {
        fit->eta[r] += level;
        fit->change[r] = weight_of(fit, r) * (frame->offset ? exp(fit->eta[r]) : share);
    }
    return rows->n_groups > 0 ? scale_effects(fit, err) : KT_OK;
}
