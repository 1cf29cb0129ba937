/* gravity_fit.c: every model of a formula, in every part of a split, from frame to figures. */
#include "gravity_more.h"

#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/parallel.h>

#include <string.h>

kt_estimate_options kt_gravity_options(const kt_gravity *g)
{
    kt_estimate_options options = kt_estimate_options_default();
    const int64_t threads = kt_argument_integer(g->run, "threads", 0);
    options.family = g->family;
    options.vcov = g->vcov;
    options.progress = g->run->options->progress;
    options.n_threads = threads > 0 && threads <= 256 ? (int)threads : kt_parallel_processors();
    if (kt_argument_flag(g->run, "keep-singletons"))
        options.drop &= ~KT_DROP_SINGLETONS;
    return options;
}

static const kt_expression *first_of(const kt_expression_list *list)
{
    return list ? kt_expressions_at(list, 0) : NULL;
}

void kt_gravity_ask(const kt_gravity *g, const kt_formula_model *model, kt_panel_request *out)
{
    *out = (kt_panel_request){
        .model = model,
        .subset = first_of(g->subset),
        .weights = first_of(g->weights),
        .offset = first_of(g->offset),
        .clusters = g->vcov.kind == KT_VCOV_CLUSTER ? g->cluster : NULL,
        .n_clusters = g->vcov.kind == KT_VCOV_CLUSTER ? g->n_clusters : 0,
        .dyadic = g->vcov.kind == KT_VCOV_DYADIC,
        .serial = g->vcov.kind == KT_VCOV_NEWEY_WEST || g->vcov.kind == KT_VCOV_DRISCOLL_KRAAY,
    };
}

/* A row of the frame as the user's row: the line of a CSV without empty lines. */
static void place_error(const kt_gravity *g, const kt_panel_sample *sample, kt_error *err)
{
    if (!err || err->status != KT_ERR_RANGE || err->line < 1 || !g->columns)
        return;
    const int64_t row = err->line - 1;
    if (row >= sample->frame.n_rows)
        return;
    err->line = (sample->row ? sample->row[row] : row) + 2;
    kt_error_within(err, "%s", g->source.data);
}

kt_status kt_gravity_fit_one(kt_gravity *g, const kt_panel_request *request,
                             const kt_estimate_options *options, kt_panel_sample *sample,
                             kt_gravity_fit *out, kt_error *err)
{
    const kt_estimate_options chosen = options ? *options : kt_gravity_options(g);
    const double begin = kt_moment_clock();
    kt_text name = {0};
    out->model = request->model;
    kt_status status = kt_panel_sample_make(g->panel, request, sample, err);
    if (status) {
        if (err && err->line)
            kt_error_within(err, "formula");
        return status;
    }
    out->n_asked = sample->n_asked;
    out->n_missing = sample->n_missing;
    status = kt_estimate_fit(&sample->frame, &chosen, &out->estimate, err);
    if (status)
        place_error(g, sample, err);
    if (!status)
        status = kt_gravity_first_stages(g, &sample->frame, &chosen, out, err);
    if (!status)
        status = kt_expression_write(request->model->outcome, &name, err);
    if (!status)
        status = kt_arena_text(&g->arena, kt_text_get(&name), name.size, &out->outcome, err);
    kt_text_clear(&name);
    out->seconds = kt_moment_clock() - begin;
    return status;
}

kt_status kt_gravity_refuse(const kt_gravity_fit *fit, kt_error *err)
{
    const kt_estimate *e = fit->estimate;
    if (e->outcome != KT_ESTIMATE_NO_ROWS)
        return kt_fail(err, KT_ERR_NUMERIC, "%s", kt_estimate_outcome_text(e->outcome));
    if (fit->model->n_effects == 0)
        return kt_fail(err, KT_ERR_NUMERIC,
                       "no row is left: the outcome is %s in all %lld; choose other rows or "
                       "another outcome",
                       e->family == KT_FAMILY_LOGIT ? "the same" : "0",
                       (long long)(fit->n_asked - fit->n_missing));
    return kt_fail(
        err, KT_ERR_NUMERIC,
        "no row is left of %lld: %lld are alone in a level of an effect, in %lld the "
        "outcomes of a level are all %s; use fewer fixed effects, or more rows",
        (long long)(fit->n_asked - fit->n_missing), (long long)e->n_singletons,
        (long long)e->n_separated, e->family == KT_FAMILY_LOGIT ? "alike" : "0");
}

static kt_status fit_and_drop(kt_gravity *g, const kt_panel_request *request, const char *split,
                              kt_error *err)
{
    kt_panel_sample sample = {0};
    kt_gravity_fit *fit = &g->fit[g->n_fits];
    *fit = (kt_gravity_fit){.split = split};
    const kt_status status = kt_gravity_fit_one(g, request, NULL, &sample, fit, err);
    kt_panel_sample_clear(&sample);
    g->n_fits += fit->estimate != NULL;
    return status;
}

/* All models on the rows of one part. */
static kt_status fit_part(kt_gravity *g, const kt_panel_factor *factor, int32_t level,
                          const char *label, kt_error *err)
{
    for (int m = 0; m < kt_formula_n_models(g->formula); m++) {
        kt_panel_request request;
        kt_gravity_ask(g, kt_formula_model_at(g->formula, m), &request);
        request.split = factor;
        request.split_level = level;
        const kt_status status = fit_and_drop(g, &request, label, err);
        if (status == KT_ERR_MISSING && label) { // a part may be empty where the others are not
            char text[600];
            KT_TRY(kt_sink_format(&g->run->options->notes, NULL, "%s = %s: %s\n", factor->name,
                                  label, kt_error_text(err, text, sizeof text)));
            kt_error_clear(err);
        } else if (status) {
            if (label)
                kt_error_within(err, "%s = %s", factor->name, label);
            return status;
        }
    }
    return KT_OK;
}

static kt_status fit_parts(kt_gravity *g, const kt_panel_factor *factor, kt_error *err)
{
    for (int32_t level = 0; level < factor->n_levels; level++) {
        kt_text label = {0};
        const char *kept = NULL;
        kt_status status = kt_panel_label(g->panel, factor, level, &label, err);
        if (!status)
            status = kt_arena_text(&g->arena, kt_text_get(&label), label.size, &kept, err);
        kt_text_clear(&label);
        KT_TRY(status);
        KT_TRY(fit_part(g, factor, level, kept, err));
    }
    return KT_OK;
}

/* One model with all that is made of it; its sample stays. */
static kt_status fit_with_more(kt_gravity *g, kt_error *err)
{
    kt_panel_request request;
    kt_estimate_options options = kt_gravity_options(g);
    const bool corrects = kt_argument_flag(g->run, "bias-correction");
    const bool tests = kt_argument_flag(g->run, "tests");
    if (g->split || kt_formula_n_models(g->formula) > 1)
        return kt_fail(
            err, KT_ERR_USAGE,
            "--etwfe, --bias-correction, --tests, --recover, --table and --save take "
            "one model at a time");
    options.keep |= KT_KEEP_EFFECTS | (corrects || tests ? KT_KEEP_FITTED : 0) |
                    (corrects ? KT_KEEP_SCORES : 0);
    KT_TRY(kt_new(&g->fit, 1, sizeof *g->fit, err));
    kt_gravity_ask(g, kt_formula_model_at(g->formula, 0), &request);
    if (g->etwfe_name)
        KT_TRY(kt_gravity_etwfe_prepare(g, &request, err));
    const kt_status status =
        kt_gravity_fit_one(g, &request, &options, &g->sample, &g->fit[0], err);
    g->n_fits = g->fit[0].estimate != NULL;
    if (status)
        return status;
    if (g->fit[0].estimate->outcome != KT_ESTIMATE_CONVERGED)
        return kt_gravity_refuse(&g->fit[0], err);
    return kt_gravity_make_more(g, err);
}

/* A first look at what options ask for, so that an error says which option it is in; what is
 * computed is kept, and a later error is one of the formula. */
static kt_status look_at_options(kt_gravity *g, kt_error *err)
{
    const struct {
        const char *name;
        const kt_expression *e;
    } numbers[] = {{"--subset", first_of(g->subset)},
                   {"--weights", first_of(g->weights)},
                   {"--offset", first_of(g->offset)},
                   {"--etwfe", first_of(g->etwfe_name)}};
    const kt_panel_factor *factor;
    const double *x;
    kt_status status = KT_OK;
    for (size_t n = 0; n < sizeof numbers / sizeof numbers[0]; n++)
        if (numbers[n].e && (status = kt_panel_numbers(g->panel, numbers[n].e, &x, err))) {
            kt_error_within(err, "%s", numbers[n].name);
            return status;
        }
    for (int c = 0; c < g->n_clusters && !status; c++)
        status = kt_panel_factor_of(g->panel, g->cluster[c], &factor, err);
    if (status) {
        kt_error_within(err, "--vcov");
        return status;
    }
    if (g->split)
        status = kt_panel_factor_of(g->panel, first_of(g->split), &factor, err);
    if (status)
        kt_error_within(err, "--split");
    return status;
}

kt_status kt_gravity_fit_all(kt_gravity *g, kt_error *err)
{
    const kt_panel_factor *factor = NULL;
    const int n_models = kt_formula_n_models(g->formula);
    int64_t n_parts = 1;
    KT_TRY(look_at_options(g, err));
    if (kt_gravity_wants_more(g))
        return fit_with_more(g, err);
    if (g->split) {
        KT_TRY(kt_panel_factor_of(g->panel, kt_expressions_at(g->split, 0), &factor, err));
        n_parts = factor->n_levels;
    }
    if (n_parts * n_models > KT_MAX_MODELS)
        return kt_fail(err, KT_ERR_LIMIT, "%lld parts times %d models, at most %d",
                       (long long)n_parts, n_models, KT_MAX_MODELS);
    KT_TRY(kt_new(&g->fit, n_parts * n_models, sizeof *g->fit, err));
    KT_TRY(factor ? fit_parts(g, factor, err) : fit_part(g, NULL, 0, NULL, err));
    return g->n_fits ? KT_OK
                     : kt_fail(err, KT_ERR_MISSING, "no part of %s has a row that can be used",
                               factor ? factor->name : "the data");
}

void kt_gravity_clear(kt_gravity *g)
{
    for (int n = 0; n < g->n_fits; n++)
        kt_estimate_free(g->fit[n].estimate);
    for (int n = 0; n < g->n_extra; n++)
        kt_table_free(g->extra[n].table);
    kt_free(g->fit);
    kt_panel_sample_clear(&g->sample);
    kt_panel_free(g->panel);
    kt_columns_free(g->columns);
    kt_formula_free(g->recover);
    kt_expressions_free(g->etwfe_name);
    kt_expressions_free(g->split);
    kt_expressions_free(g->panel_ids);
    kt_expressions_free(g->clusters);
    kt_expressions_free(g->offset);
    kt_expressions_free(g->weights);
    kt_expressions_free(g->subset);
    kt_expressions_free(g->let);
    kt_formula_free(g->formula);
    kt_text_clear(&g->store.checksums);
    kt_text_clear(&g->store.covariates);
    kt_arena_clear(&g->arena);
}
