/* gravity_recover.c: trade costs from pair effects in two stages (Anderson and Yotov, 2016,
 * Journal of International Economics 99, 279-298; Advanced Guide, chapter 2).
 *
 *     first    trade ~ ... | exporter^year + importer^year + pair      t_ij^(1 - s) = exp(pair)
 *     second   exp(pair) ~ log(dist) + contig + ... | exporter + importer, by PPML
 *
 * A pair whose effect cannot be estimated, since it never trades, gets its cost from the second
 * stage. Domestic flows are left out of it. */
#include "gravity_more.h"
#include "gravity_say.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct recovery {
    int f; /* which effect is that of pairs */
    const kt_panel_factor *pair;
    kt_estimate *estimate; /* second stage */
    kt_panel_sample sample;
    double *cost; /* [rows of the panel] exp(effect) in a row of each pair, NaN elsewhere */
    double *row;  /* 1 in the row of each pair that the second stage is about */
} recovery;

/* Without the period, and the last such: the effect of pairs. */
static bool uses(const kt_gravity *g, const kt_expression *e, const char *column)
{
    const kt_expression *meaning;
    if (e->kind == KT_EXPRESSION_NAME)
        return column && !kt_panel_meaning(g->panel, e, &meaning) &&
               (kt_expression_is_name(meaning, column) ||
                (meaning != e && meaning->n_arguments > 0 && uses(g, meaning, column)));
    for (int n = 0; n < e->n_arguments; n++)
        if (uses(g, e->argument[n], column))
            return true;
    return false;
}

static kt_status find_pairs(kt_gravity *g, recovery *w, kt_error *err)
{
    const kt_formula_model *model = g->fit[0].model;
    w->f = -1;
    for (int f = 0; f < model->n_effects; f++)
        if (!uses(g, model->effects[f].factor, kt_panel_period(g->panel)) &&
            !model->effects[f].n_slopes)
            w->f = f;
    if (w->f < 0)
        return kt_fail(err, KT_ERR_USAGE,
                       "--recover needs effects of pairs: trade ~ ... | exporter^year + "
                       "importer^year + pair");
    return kt_panel_factor_of(g->panel, model->effects[w->f].factor, &w->pair, err);
}

/* Exponentials of the effects, in the first row of each pair. */
static kt_status make_costs(kt_gravity *g, recovery *w, kt_error *err)
{
    const int64_t n = kt_panel_n_rows(g->panel);
    const double *effect = g->fit[0].estimate->effects[w->f].value;
    const char *names[] = {kt_panel_exporter(g->panel), kt_panel_importer(g->panel)};
    const kt_panel_factor *side[2] = {NULL, NULL};
    if (names[0] && names[1]) {
        kt_expression a = {.kind = KT_EXPRESSION_NAME, .text = names[0], .depth = 1};
        kt_expression b = {.kind = KT_EXPRESSION_NAME, .text = names[1], .depth = 1};
        KT_TRY(kt_panel_alike(g->panel, &a, &b, &side[0], &side[1], err));
    }
    KT_TRY(kt_new(&w->cost, n, sizeof *w->cost, err));
    KT_TRY(kt_new(&w->row, n, sizeof *w->row, err));
    for (int64_t r = 0; r < n; r++)
        w->cost[r] = (double)NAN;
    for (int32_t l = 0; l < w->pair->n_levels; l++) {
        const int64_t r = w->pair->first_row[l];
        if (side[0] && side[0]->level[r] == side[1]->level[r])
            continue;
        w->row[r] = 1.0;
        w->cost[r] = isnan(effect[l]) ? (double)NAN : exp(effect[l]);
    }
    return KT_OK;
}

/* What the second stage predicts for every row. */
static kt_status predict(kt_gravity *g, const kt_formula_model *model, const kt_estimate *e,
                         double *index, kt_error *err)
{
    const char **name;
    double *value, **effect, **slope;
    KT_TRY(kt_arena_new(&g->arena, &name, e->n_coefficients, sizeof *name, err));
    KT_TRY(kt_arena_new(&g->arena, &value, e->n_coefficients, sizeof *value, err));
    KT_TRY(kt_arena_new(&g->arena, &effect, e->n_effects, sizeof *effect, err));
    KT_TRY(kt_arena_new(&g->arena, &slope, e->n_effects, sizeof *slope, err));
    for (int k = 0; k < e->n_coefficients; k++) {
        name[k] = e->coefficients[k].name;
        value[k] = e->coefficients[k].estimate;
    }
    for (int f = 0; f < e->n_effects; f++) {
        effect[f] = e->effects[f].value;
        slope[f] = e->effects[f].slope;
    }
    const kt_gravity_parameters parameters = {name, value, e->n_coefficients, effect, slope};
    return kt_gravity_index(g, model, &parameters, index, err);
}

static void add_coefficients(const kt_gravity *g, const kt_estimate *e, kt_table *table)
{
    char text[32];
    kt_table_column(table, &(kt_column){.key = "name", .title = "Second stage"});
    kt_table_column(table,
                    &(kt_column){.key = "estimate", .title = "Estimate", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "se", .title = "Std. error", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "p", .title = "p", .align = KT_RIGHT});
    for (int k = 0; k < e->n_coefficients; k++) {
        const kt_coefficient *c = &e->coefficients[k];
        kt_table_row(table);
        kt_table_text(table, c->name);
        kt_table_number(table, c->estimate, kt_gravity_print(g, c->estimate, text));
        kt_table_number(table, c->se, kt_gravity_print(g, c->se, text));
        kt_table_number(table, c->p, kt_gravity_print_p(g, c->p, text));
    }
}

static kt_status add_costs(kt_gravity *g, const recovery *w, const double *index,
                           kt_table *table, kt_error *err)
{
    static const char *const keys[] = {"from_effect", "from_second_stage", "cost"};
    static const char *const titles[] = {"From its effect", "From the second stage",
                                         "Trade cost to the 1 − σ"};
    kt_table_column(table, &(kt_column){.key = "pair", .title = "Pair"});
    for (int c = 0; c < 3; c++)
        kt_table_column(
            table,
            &(kt_column){.key = keys[c], .title = titles[c], .align = KT_RIGHT, .decimals = 6});
    for (int32_t l = 0; l < w->pair->n_levels; l++) {
        const int64_t r = w->pair->first_row[l];
        kt_text label = {0};
        if (w->row[r] == 0.0)
            continue;
        const double fitted = exp(index[r]);
        const kt_status status = kt_panel_label(g->panel, w->pair, l, &label, err);
        kt_table_row(table);
        kt_table_text(table, kt_text_get(&label));
        kt_table_number(table, w->cost[r], NULL);
        kt_table_number(table, fitted, NULL);
        kt_table_number(table, isnan(w->cost[r]) ? fitted : w->cost[r], NULL);
        kt_text_clear(&label);
        KT_TRY(status);
    }
    KT_TRY(kt_gravity_note(g, table, "gravity.costs", NULL, 0, err));
    return kt_table_check(table, err);
}

static kt_status second_stage(kt_gravity *g, recovery *w, kt_error *err)
{
    const kt_formula_model *model = kt_formula_model_at(g->recover, 0);
    const kt_frame_column outcome = {"trade cost", w->cost};
    kt_panel_request request = {.model = model, .outcome = &outcome, .rows = w->row};
    kt_estimate_options options = kt_gravity_options(g);
    double *index = NULL;
    kt_table *table;
    int64_t n_filled = 0;
    options.family = KT_FAMILY_POISSON;
    options.vcov = (kt_vcov_options){KT_VCOV_HETERO, g->vcov.ssc, -1};
    options.keep = KT_KEEP_EFFECTS;
    KT_TRY(kt_panel_sample_make(g->panel, &request, &w->sample, err));
    KT_TRY(kt_estimate_fit(&w->sample.frame, &options, &w->estimate, err));
    if (w->estimate->outcome != KT_ESTIMATE_CONVERGED)
        return kt_fail(err, KT_ERR_NUMERIC, "second stage: %s",
                       kt_estimate_outcome_text(w->estimate->outcome));
    KT_TRY(kt_gravity_add_table(g, "second_stage", &table, err));
    add_coefficients(g, w->estimate, table);
    KT_TRY(kt_new(&index, kt_panel_n_rows(g->panel), sizeof *index, err));
    kt_status status = predict(g, model, w->estimate, index, err);
    for (int64_t r = 0; r < kt_panel_n_rows(g->panel) && !status; r++)
        n_filled += w->row[r] != 0.0 && isnan(w->cost[r]) && !isnan(index[r]);
    const kt_say_value values[] = {{"n", KT_AS_COUNT, .number = (double)w->estimate->n},
                                   {"filled", KT_AS_COUNT, .number = (double)n_filled}};
    if (!status)
        status = kt_gravity_note(g, table, "gravity.second_stage", values, 2, err);
    if (!status)
        status = kt_table_check(table, err);
    if (!status)
        status = kt_gravity_add_table(g, "costs", &table, err);
    if (!status)
        status = add_costs(g, w, index, table, err);
    kt_free(index);
    return status;
}

kt_status kt_gravity_recover(kt_gravity *g, kt_error *err)
{
    recovery w = {0};
    kt_status status = find_pairs(g, &w, err);
    if (!status)
        status = make_costs(g, &w, err);
    if (!status)
        status = second_stage(g, &w, err);
    if (status)
        kt_error_within(err, "--recover");
    kt_estimate_free(w.estimate);
    kt_panel_sample_clear(&w.sample);
    kt_free(w.row);
    kt_free(w.cost);
    return status;
}
