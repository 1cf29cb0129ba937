/* panel_sample.c: a model of a formula as the frame that is estimated: every column computed,
 * rows outside the subset and rows with something missing left out and counted.
 *
 * Where no row is left out the frame borrows the panel's columns; else they are gathered. */
#include "flow_panel_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

struct kt_panel_sample_parts {
    kt_arena arena;
    void **block; /* gathered columns */
    int n_blocks, n_room;
    bool *out; /* rows that are left out */
    const kt_progress *progress;
};

typedef struct making {
    kt_panel *panel;
    const kt_panel_request *request;
    kt_panel_sample *sample;
    kt_model_frame frame; /* with columns of the panel's length */
    kt_panel_columns regressors, endogenous, instruments;
    kt_frame_effect *effects;
    kt_frame_factor *clusters;
    kt_frame_factor other[4]; /* unit, time, country_a, country_b */
    const double *offset;
} making;

/* ---- rows -------------------------------------------------------------------------------- */

static void leave_out_numbers(making *m, const double *x)
{
    bool *out = m->sample->parts->out;
    if (x)
        for (int64_t r = 0; r < m->panel->n_rows; r++)
            out[r] |= !isfinite(x[r]);
}

static void leave_out_factor(making *m, const kt_panel_factor *factor)
{
    bool *out = m->sample->parts->out;
    if (factor->has_missing)
        for (int64_t r = 0; r < m->panel->n_rows; r++)
            out[r] |= factor->level[r] < 0;
}

/* Rows outside the subset and the split: they were not asked for. */
static kt_status choose_rows(making *m, kt_error *err)
{
    const kt_panel_request *request = m->request;
    const double *subset = NULL;
    bool *out = m->sample->parts->out;
    if (request->subset)
        KT_TRY(kt_panel_numbers(m->panel, request->subset, &subset, err));
    for (int64_t r = 0; r < m->panel->n_rows; r++) {
        out[r] = (subset && (isnan(subset[r]) || subset[r] == 0.0)) ||
                 (request->rows && (isnan(request->rows[r]) || request->rows[r] == 0.0)) ||
                 (request->split && request->split->level[r] != request->split_level);
        m->sample->n_asked += !out[r];
    }
    return KT_OK;
}

/* ---- columns ------------------------------------------------------------------------------
 */

static kt_status take_factor(making *m, const kt_expression *e, kt_frame_factor *out,
                             kt_error *err)
{
    const kt_panel_factor *factor;
    KT_TRY(kt_panel_factor_of(m->panel, e, &factor, err));
    leave_out_factor(m, factor);
    *out = (kt_frame_factor){factor->name, factor->level, factor->n_levels};
    return KT_OK;
}

static kt_status take_terms(making *m, const kt_expression *const *terms, int n_terms,
                            bool has_constant, kt_panel_columns *out, kt_error *err)
{
    for (int n = 0; n < n_terms; n++) {
        kt_panel_columns made = {0};
        const kt_expression *term = terms[n];
        if (term->kind == KT_EXPRESSION_CALL && strcmp(term->text, "offset") == 0) {
            if (m->offset || term->n_arguments != 1)
                return kt_panel_fail(term, err, "one offset(), with one argument");
            KT_TRY(kt_panel_numbers(m->panel, term->argument[0], &m->offset, err));
            continue;
        }
        KT_TRY(kt_panel_term(m->panel, term, has_constant, &made, err));
        kt_frame_column *joined;
        KT_TRY(kt_arena_new(&m->sample->parts->arena, &joined, out->n_columns + made.n_columns,
                            sizeof *joined, err));
        if (out->n_columns)
            memcpy(joined, out->column, (size_t)out->n_columns * sizeof *joined);
        if (made.n_columns)
            memcpy(joined + out->n_columns, made.column,
                   (size_t)made.n_columns * sizeof *joined);
        out->column = joined;
        out->n_columns += made.n_columns;
    }
    for (int c = 0; c < out->n_columns; c++)
        leave_out_numbers(m, out->column[c].value);
    return KT_OK;
}

static kt_status take_effects(making *m, kt_error *err)
{
    const kt_formula_model *model = m->request->model;
    kt_arena *arena = &m->sample->parts->arena;
    KT_TRY(kt_arena_new(arena, &m->effects, model->n_effects, sizeof *m->effects, err));
    for (int f = 0; f < model->n_effects; f++) {
        const kt_formula_effect *from = &model->effects[f];
        kt_frame_effect *effect = &m->effects[f];
        kt_panel_columns slopes = {0};
        KT_TRY(take_factor(m, from->factor, &effect->factor, err));
        KT_TRY(take_terms(m, from->slopes, from->n_slopes, true, &slopes, err));
        effect->slopes = slopes.column;
        effect->n_slopes = slopes.n_columns;
        effect->slopes_only = from->slopes_only;
    }
    m->frame.effects = m->effects;
    m->frame.n_effects = model->n_effects;
    return KT_OK;
}

/* An outcome's name is what was written. */
static kt_status take_outcome(making *m, kt_error *err)
{
    const kt_expression *outcome = m->request->model->outcome;
    kt_text name = {0};
    if (m->request->outcome) {
        m->frame.outcome = *m->request->outcome;
        leave_out_numbers(m, m->frame.outcome.value);
        return KT_OK;
    }
    kt_status status = kt_panel_numbers(m->panel, outcome, &m->frame.outcome.value, err);
    if (!status)
        status = kt_expression_write(outcome, &name, err);
    if (!status)
        status = kt_arena_text(&m->sample->parts->arena, kt_text_get(&name), name.size,
                               &m->frame.outcome.name, err);
    kt_text_clear(&name);
    if (!status)
        leave_out_numbers(m, m->frame.outcome.value);
    return status;
}

static kt_status take_regressors(making *m, kt_error *err)
{
    const kt_formula_model *model = m->request->model;
    const bool constant = model->intercept || model->n_effects > 0;
    KT_TRY(take_terms(m, model->terms, model->n_terms, constant, &m->regressors, err));
    KT_TRY(take_terms(m, model->endogenous, model->n_endogenous, true, &m->endogenous, err));
    KT_TRY(take_terms(m, model->instruments, model->n_instruments, true, &m->instruments, err));
    if (m->request->n_more > 0) {
        kt_frame_column *joined;
        const int n = m->regressors.n_columns, more = m->request->n_more;
        KT_TRY(kt_arena_new(&m->sample->parts->arena, &joined, n + more, sizeof *joined, err));
        memcpy(joined, m->request->more, (size_t)more * sizeof *joined);
        if (n)
            memcpy(joined + more, m->regressors.column, (size_t)n * sizeof *joined);
        for (int c = 0; c < more; c++)
            leave_out_numbers(m, joined[c].value);
        m->regressors = (kt_panel_columns){joined, n + more};
    }
    m->frame.intercept = model->intercept;
    m->frame.regressors = m->regressors.column;
    m->frame.n_regressors = m->regressors.n_columns;
    m->frame.endogenous = m->endogenous.column;
    m->frame.n_endogenous = m->endogenous.n_columns;
    m->frame.instruments = m->instruments.column;
    m->frame.n_instruments = m->instruments.n_columns;
    return KT_OK;
}

static kt_status take_dyads(making *m, kt_error *err)
{
    const kt_panel_factor *side[2];
    kt_panel *panel = m->panel;
    if (!panel->own)
        return kt_fail(err, KT_ERR_MISSING,
                       "dyadic errors need the columns of exporter and importer: name them "
                       "with --exporter and --importer");
    KT_TRY(kt_panel_alike(panel, kt_expressions_at(panel->own, 0),
                          kt_expressions_at(panel->own, 1), &side[0], &side[1], err));
    for (int s = 0; s < 2; s++) {
        leave_out_factor(m, side[s]);
        m->other[2 + s] = (kt_frame_factor){side[s]->name, side[s]->level, side[s]->n_levels};
    }
    m->frame.country_a = &m->other[2];
    m->frame.country_b = &m->other[3];
    return KT_OK;
}

static kt_status take_error_structure(making *m, kt_error *err)
{
    const kt_panel_request *request = m->request;
    KT_TRY(kt_arena_new(&m->sample->parts->arena, &m->clusters, request->n_clusters,
                        sizeof *m->clusters, err));
    for (int c = 0; c < request->n_clusters; c++)
        KT_TRY(take_factor(m, request->clusters[c], &m->clusters[c], err));
    m->frame.clusters = m->clusters;
    m->frame.n_clusters = request->n_clusters;
    if (request->serial) {
        if (!m->panel->unit || !m->panel->time)
            return kt_fail(err, KT_ERR_MISSING,
                           "these errors need a unit and a period: --panel pair,year names "
                           "them");
        KT_TRY(take_factor(m, m->panel->unit, &m->other[0], err));
        KT_TRY(take_factor(m, m->panel->time, &m->other[1], err));
        m->frame.unit = &m->other[0];
        m->frame.time = &m->other[1];
    }
    return request->dyadic ? take_dyads(m, err) : KT_OK;
}

static kt_status take_columns(making *m, kt_error *err)
{
    KT_TRY(take_outcome(m, err));
    KT_TRY(take_regressors(m, err));
    KT_TRY(take_effects(m, err));
    KT_TRY(take_error_structure(m, err));
    if (m->request->weights)
        KT_TRY(kt_panel_numbers(m->panel, m->request->weights, &m->frame.weights, err));
    if (m->request->offset) {
        if (m->offset)
            return kt_fail(err, KT_ERR_USAGE, "an offset in the formula and another by option");
        KT_TRY(kt_panel_numbers(m->panel, m->request->offset, &m->offset, err));
    }
    m->frame.offset = m->offset;
    leave_out_numbers(m, m->frame.weights);
    leave_out_numbers(m, m->frame.offset);
    return KT_OK;
}

/* ---- gathering --------------------------------------------------------------------------- */

static kt_status new_block(kt_panel_sample *sample, size_t size, void **out, kt_error *err)
{
    struct kt_panel_sample_parts *parts = sample->parts;
    KT_TRY(kt_progress_check(parts->progress, err));
    if (parts->n_blocks == parts->n_room) {
        const int room = 2 * parts->n_room + 32;
        KT_TRY(kt_resize(&parts->block, room, sizeof *parts->block, err));
        parts->n_room = room;
    }
    KT_TRY(kt_new(out, sample->frame.n_rows, size, err));
    parts->block[parts->n_blocks++] = *out;
    return KT_OK;
}

static kt_status gather_numbers(kt_panel_sample *sample, const double **x, kt_error *err)
{
    double *to;
    if (!*x)
        return KT_OK;
    KT_TRY(new_block(sample, sizeof *to, (void **)&to, err));
    for (int64_t n = 0; n < sample->frame.n_rows; n++)
        to[n] = (*x)[sample->row[n]];
    *x = to;
    return KT_OK;
}

static kt_status gather_columns(kt_panel_sample *sample, const kt_frame_column **columns, int n,
                                kt_error *err)
{
    kt_frame_column *copy;
    if (n == 0)
        return KT_OK;
    KT_TRY(kt_arena_new(&sample->parts->arena, &copy, n, sizeof *copy, err));
    memcpy(copy, *columns, (size_t)n * sizeof *copy);
    for (int c = 0; c < n; c++)
        KT_TRY(gather_numbers(sample, &copy[c].value, err));
    *columns = copy;
    return KT_OK;
}

static kt_status gather_factor(kt_panel_sample *sample, kt_frame_factor *factor, kt_error *err)
{
    int32_t *to;
    KT_TRY(new_block(sample, sizeof *to, (void **)&to, err));
    for (int64_t n = 0; n < sample->frame.n_rows; n++)
        to[n] = factor->level[sample->row[n]];
    factor->level = to;
    return KT_OK;
}

static kt_status gather_one_factor(kt_panel_sample *sample, const kt_frame_factor **factor,
                                   kt_error *err)
{
    kt_frame_factor *copy;
    if (!*factor)
        return KT_OK;
    KT_TRY(kt_arena_new(&sample->parts->arena, &copy, 1, sizeof *copy, err));
    *copy = **factor;
    KT_TRY(gather_factor(sample, copy, err));
    *factor = copy;
    return KT_OK;
}

static kt_status gather(kt_panel_sample *sample, making *m, kt_error *err)
{
    kt_model_frame *frame = &sample->frame;
    KT_TRY(gather_numbers(sample, &frame->outcome.value, err));
    KT_TRY(gather_numbers(sample, &frame->offset, err));
    KT_TRY(gather_numbers(sample, &frame->weights, err));
    KT_TRY(gather_columns(sample, &frame->regressors, frame->n_regressors, err));
    KT_TRY(gather_columns(sample, &frame->endogenous, frame->n_endogenous, err));
    KT_TRY(gather_columns(sample, &frame->instruments, frame->n_instruments, err));
    for (int f = 0; f < frame->n_effects; f++) {
        KT_TRY(gather_factor(sample, &m->effects[f].factor, err));
        KT_TRY(gather_columns(sample, &m->effects[f].slopes, m->effects[f].n_slopes, err));
    }
    for (int c = 0; c < frame->n_clusters; c++)
        KT_TRY(gather_factor(sample, &m->clusters[c], err));
    KT_TRY(gather_one_factor(sample, &frame->unit, err));
    KT_TRY(gather_one_factor(sample, &frame->time, err));
    KT_TRY(gather_one_factor(sample, &frame->country_a, err));
    return gather_one_factor(sample, &frame->country_b, err);
}

/* Factors that stand in `m` move with it; these copies live in the sample's arena. */
static kt_status settle_factors(making *m, kt_error *err)
{
    const kt_frame_factor **place[] = {&m->frame.unit, &m->frame.time, &m->frame.country_a,
                                       &m->frame.country_b};
    for (int n = 0; n < 4; n++) {
        kt_frame_factor *copy;
        if (!*place[n])
            continue;
        KT_TRY(kt_arena_new(&m->sample->parts->arena, &copy, 1, sizeof *copy, err));
        *copy = **place[n];
        *place[n] = copy;
    }
    return KT_OK;
}

static kt_status keep_rows(making *m, kt_error *err)
{
    kt_panel_sample *sample = m->sample;
    const bool *out = sample->parts->out;
    int64_t n = 0;
    for (int64_t r = 0; r < m->panel->n_rows; r++)
        n += !out[r];
    sample->n_missing = sample->n_asked - n;
    if (n == 0)
        return kt_fail(err, KT_ERR_MISSING,
                       sample->n_asked == 0
                           ? "no row is in the subset"
                           : "no row is left: in each of the %lld something is missing or "
                             "infinite (log of 0?)",
                       (long long)sample->n_asked);
    KT_TRY(settle_factors(m, err));
    sample->frame = m->frame;
    sample->frame.n_rows = n;
    if (n == m->panel->n_rows)
        return KT_OK;
    KT_TRY(kt_new(&sample->row, n, sizeof *sample->row, err));
    n = 0;
    for (int64_t r = 0; r < m->panel->n_rows; r++)
        if (!out[r])
            sample->row[n++] = r;
    return gather(sample, m, err);
}

kt_status kt_panel_sample_make(kt_panel *panel, const kt_panel_request *request,
                               kt_panel_sample *out, kt_error *err)
{
    making m = {.panel = panel, .request = request, .sample = out};
    *out = (kt_panel_sample){0};
    KT_TRY(kt_new(&out->parts, 1, sizeof *out->parts, err));
    out->parts->progress = panel->progress;
    kt_status status = kt_new(&out->parts->out, panel->n_rows, sizeof *out->parts->out, err);
    if (!status)
        status = choose_rows(&m, err);
    panel->left_out = out->parts->out;
    if (!status)
        status = take_columns(&m, err);
    panel->left_out = NULL;
    if (!status)
        status = keep_rows(&m, err);
    if (status) {
        kt_panel_sample_clear(out);
    } else {
        kt_free(out->parts->out);
        out->parts->out = NULL;
    }
    return status;
}

void kt_panel_sample_clear(kt_panel_sample *sample)
{
    if (sample->parts) {
        for (int b = 0; b < sample->parts->n_blocks; b++)
            kt_free(sample->parts->block[b]);
        kt_free(sample->parts->block);
        kt_free(sample->parts->out);
        kt_arena_clear(&sample->parts->arena);
        kt_free(sample->parts);
    }
    kt_free(sample->row);
    *sample = (kt_panel_sample){0};
}
