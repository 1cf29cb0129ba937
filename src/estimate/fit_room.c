/* fit_room.c: the room of a fit, and its columns in working order. */
#include "fit.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "family_kernel.h"
#include "large.h"

/* A chunk's rows of all columns, row by row: panels are written once. */
static kt_status load_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    const kt_fit *fit = with;
    for (int32_t p = 0; p < fit->n_panels; p++) {
        double *x = fit->x[p];
        const int32_t n = fit->n_columns - 4 * p < 4 ? fit->n_columns - 4 * p : 4;
        for (int64_t r = fit->rows.chunk_row[c]; r < fit->rows.chunk_row[c + 1]; r++)
            for (int32_t k = 0; k < n; k++) {
                const double *from = fit->column[4 * p + k];
                x[r * 4 + k] = from ? from[fit->rows.row[r]] : 1.0;
            }
    }
    if (!fit->partialled)
        return KT_OK;
    /* e was replaced by e~. */
    double *e = kt_fit_column(fit, fit->n_columns);
    for (int64_t r = fit->rows.chunk_row[c]; r < fit->rows.chunk_row[c + 1]; r++) {
        const double mu = kt_family_mean(fit->family, fit->eta[r]);
        const double score = kt_family_score(fit->family, fit->theta, fit->y[r], mu,
                                             fit->weights ? fit->weights[r] : 1.0);
        e[r * 4] = score / fit->w[r];
    }
    return KT_OK;
}

kt_status kt_fit_load(kt_fit *fit, kt_error *err)
{
    KT_TRY(kt_parallel_watch(fit->absorb.n_threads, fit->rows.n_chunks, load_part, fit,
                             fit->absorb.progress, err));
    fit->partialled = 0;
    return KT_OK;
}

static kt_status take_panels(kt_fit *fit, kt_error *err)
{
    KT_TRY(kt_new(&fit->x, fit->n_panels, sizeof *fit->x, err));
    KT_TRY(kt_new(&fit->alpha, fit->n_panels, sizeof *fit->alpha, err));
    for (int32_t p = 0; p < fit->n_panels; p++) {
        KT_TRY(kt_new_lines(&fit->x[p], fit->rows.n * 4, sizeof **fit->x, err));
        KT_TRY(kt_new_lines(&fit->alpha[p], fit->rows.n_stack * 4, sizeof **fit->alpha, err));
    }
    return KT_OK;
}

static kt_status take_room(kt_fit *fit, int has_weights, kt_error *err)
{
    const int64_t n = fit->rows.n, width = 4 * (int64_t)fit->n_panels;
    KT_TRY(kt_new_large(&fit->y, n, sizeof *fit->y, err));
    if (has_weights)
        KT_TRY(kt_new_large(&fit->weights, n, sizeof *fit->weights, err));
    KT_TRY(kt_new_large(&fit->eta, n, sizeof *fit->eta, err));
    KT_TRY(kt_new_large(&fit->w, n, sizeof *fit->w, err));
    KT_TRY(kt_new_large(&fit->change, n, sizeof *fit->change, err));
    KT_TRY(kt_new(&fit->beta, fit->n_columns, sizeof *fit->beta, err));
    KT_TRY(kt_new(&fit->excluded, fit->n_columns, sizeof *fit->excluded, err));
    KT_TRY(kt_new(&fit->reference, fit->n_columns, sizeof *fit->reference, err));
    KT_TRY(kt_new(&fit->cross, width * width, sizeof *fit->cross, err));
    KT_TRY(kt_new(&fit->chunk_cross, fit->rows.n_chunks * width * width,
                  sizeof *fit->chunk_cross, err));
    KT_TRY(kt_new(&fit->room, fit->rows.n_chunks * kt_fit_room(fit), sizeof *fit->room, err));
    return kt_new(&fit->step_stack, fit->rows.n_stack, sizeof *fit->step_stack, err);
}

typedef struct take_job {
    kt_fit *fit;
    const kt_model_frame *frame;
} take_job;

static kt_status take_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    const take_job *j = with;
    const kt_fit *fit = j->fit;
    for (int64_t r = fit->rows.chunk_row[c]; r < fit->rows.chunk_row[c + 1]; r++) {
        fit->y[r] = j->frame->outcome.value[fit->rows.row[r]];
        if (fit->weights)
            fit->weights[r] = j->frame->weights[fit->rows.row[r]];
    }
    return KT_OK;
}

kt_status kt_fit_init(kt_fit *fit, const kt_model_frame *frame, const kt_sample *sample,
                      const double *const *column, int32_t n_columns,
                      const kt_estimate_options *options, kt_error *err)
{
    *fit = (kt_fit){.family = options->family,
                    .theta = options->theta,
                    .n_columns = n_columns,
                    .n_panels = (n_columns + 4) / 4,
                    .column = column};
    KT_TRY(kt_rows_init(&fit->rows, frame, sample->kept, options->n_threads, options->progress,
                        err));
    KT_TRY(kt_absorb_init(&fit->absorb, &fit->rows, options->n_threads, err));
    fit->absorb.progress = options->progress;
    KT_TRY(take_panels(fit, err));
    KT_TRY(take_room(fit, frame->weights != NULL, err));
    take_job j = {fit, frame};
    KT_TRY(kt_parallel_watch(fit->absorb.n_threads, fit->rows.n_chunks, take_part, &j,
                             fit->absorb.progress, err));
    return kt_fit_load(fit, err);
}

void kt_fit_clear(kt_fit *fit)
{
    for (int32_t p = 0; p < fit->n_panels; p++) {
        if (fit->x)
            kt_free_lines(fit->x[p]);
        if (fit->alpha)
            kt_free_lines(fit->alpha[p]);
    }
    kt_free(fit->x);
    kt_free(fit->alpha);
    kt_free(fit->step_stack);
    kt_free(fit->room);
    kt_free(fit->chunk_cross);
    kt_free(fit->cross);
    kt_free(fit->reference);
    kt_free(fit->excluded);
    kt_free(fit->beta);
    kt_free(fit->change);
    kt_free(fit->w);
    kt_free(fit->eta);
    kt_free(fit->weights);
    kt_free(fit->y);
    kt_absorb_clear(&fit->absorb);
    kt_rows_clear(&fit->rows);
    *fit = (kt_fit){0};
}
