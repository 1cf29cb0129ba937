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

/* Scale mu so that its sum over each level is that of y; the logarithm goes to the levels.
 * Returns the largest of them. */
static double scale_levels(const kt_fit *fit, const int32_t *level, int64_t n_levels,
                           double *of_y, double *of_mu, double *mu, double *logs)
{
    double largest = 0.0;
    memset(of_y, 0, (size_t)n_levels * sizeof *of_y);
    memset(of_mu, 0, (size_t)n_levels * sizeof *of_mu);
    for (int64_t r = 0; r < fit->rows.n; r++) {
        of_y[level[r]] += weight_of(fit, r) * fit->y[r];
        of_mu[level[r]] += weight_of(fit, r) * mu[r];
    }
    for (int64_t l = 0; l < n_levels; l++) {
        of_mu[l] = of_y[l] > 0.0 && of_mu[l] > 0.0 ? of_y[l] / of_mu[l] : 1.0;
        const double moved = log(of_mu[l]);
        logs[l] += moved;
        largest = fmax(largest, fabs(moved));
    }
    for (int64_t r = 0; r < fit->rows.n; r++)
        mu[r] *= of_mu[level[r]];
    return largest;
}

static void scale_groups(const kt_fit *fit, double *mu, double *logs)
{
    const kt_rows *rows = &fit->rows;
    for (int64_t g = 0; g < rows->n_groups; g++) {
        double y = 0.0, sum = 0.0;
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            y += weight_of(fit, r) * fit->y[r];
            sum += weight_of(fit, r) * mu[r];
        }
        const double by = y > 0.0 && sum > 0.0 ? y / sum : 1.0;
        logs[g] += log(by);
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++)
            mu[r] *= by;
    }
}

static void add_logs(kt_fit *fit, const double *of_stack, const double *of_group)
{
    const kt_rows *rows = &fit->rows;
    for (int32_t t = 0; t < rows->n_terms; t++) {
        const kt_term *term = &rows->terms[t];
        for (int64_t r = 0; !term->slope && r < rows->n; r++)
            fit->eta[r] += of_stack[term->first + term->level[r]];
    }
    for (int64_t g = 0; g < rows->n_groups; g++)
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++)
            fit->eta[r] += of_group[g];
}

/* fit->change holds mu meanwhile. */
static kt_status scale_effects(kt_fit *fit, kt_error *err)
{
    kt_status status = KT_OK;
    const kt_rows *rows = &fit->rows;
    double *logs = NULL, *of_group = NULL, *of_y = NULL, *of_mu = NULL;

    status = kt_new(&logs, rows->n_stack, sizeof *logs, err);
    if (status)
        goto done;
    status = kt_new(&of_group, rows->n_groups, sizeof *of_group, err);
    if (status)
        goto done;
    status = kt_new(&of_y, rows->n_stack, sizeof *of_y, err);
    if (status)
        goto done;
    status = kt_new(&of_mu, rows->n_stack, sizeof *of_mu, err);
    if (status)
        goto done;
    double largest = INFINITY;
    for (int round = 0; round < MAX_ROUNDS && largest > SETTLED; round++) {
        largest = 0.0;
        for (int32_t t = 0; t < rows->n_terms; t++)
            if (!rows->terms[t].slope)
                largest = fmax(largest, scale_levels(fit, rows->terms[t].level,
                                                     rows->terms[t].n_levels, of_y, of_mu,
                                                     fit->change, logs + rows->terms[t].first));
        scale_groups(fit, fit->change, of_group);
    }
    add_logs(fit, logs, of_group);
done:
    kt_free(of_mu);
    kt_free(of_y);
    kt_free(of_group);
    kt_free(logs);
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
        w += weight_of(fit, r) * (has_log_link ? exp(fit->eta[r]) : 1.0);
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
    for (int64_t r = 0; r < rows->n; r++) {
        fit->eta[r] += level;
        fit->change[r] = exp(frame->offset ? fit->eta[r] : level);
    }
    return rows->n_groups > 0 ? scale_effects(fit, err) : KT_OK;
}
