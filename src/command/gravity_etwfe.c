/* gravity_etwfe.c: staggered agreements: the extended two-way form of gravity.
 *
 *     E[y_ijt] = exp(alpha_it + gamma_jt + eta_ij
 *                    + sum over cohorts g and years t >= g of delta_gt 1(ij is of cohort g))
 *
 * A pair's cohort is the first year of its agreement. Later cohorts and pairs without agreement
 * are the comparison; pairs that have one from their first year on tell nothing about a
 * beginning and are left out. The delta_gt are averaged with the number of rows behind each,
 * over all, by years since the beginning, by cohort and by year; standard errors from the whole
 * variance matrix. With --leads N, the periods up to N years before the beginning get an effect
 * each, which should be 0; the base are the last period before it and all that are earlier.
 *
 * Sources: Wooldridge (2021), SSRN 3906345 and (2023), Econometrics Journal 26(3), C31-C66;
 * Nagengast and Yotov (2025), American Economic Journal: Applied Economics 17(1), 271-296. */
#include "gravity_more.h"
#include "gravity_plot.h"
#include "gravity_say.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CELLS = 2000 };

/* One delta_gt, or a lead (cohort 0, period = years before, negative). */
typedef struct cell {
    double cohort, period;
    int64_t n; /* rows used behind it */
    int place; /* among the coefficients; -1: collinear */
} cell;

struct kt_gravity_etwfe {
    const char *variable;
    double *begins, *rows;
    const double *time;
    kt_frame_column *column; /* [n_cells] */
    cell *cell;
    int n_cells, n_leads;
    double base; /* the last period before the beginning, in years: negative */
    int64_t n_always, n_ended;
};

/* ---- before the fit ------------------------------------------------------------------------
 */

static bool is_asked(const double *subset, int64_t r)
{
    return !subset || (!isnan(subset[r]) && subset[r] != 0.0);
}

static int find_cell(const kt_gravity_etwfe *w, double cohort, double period)
{
    for (int c = 0; c < w->n_cells; c++)
        if (w->cell[c].cohort == cohort && w->cell[c].period == period)
            return c;
    return -1;
}

/* Years before the beginning that occur, from the furthest; the nearest is the base. */
static void list_leads(const kt_gravity *g, kt_gravity_etwfe *w, int64_t leads)
{
    double at = -(double)leads - 1.0;
    for (int n = 0; n <= leads; n++) {
        double next = 0.0;
        for (int64_t r = 0; r < kt_panel_n_rows(g->panel); r++) {
            const double since = w->rows[r] == 0.0 ? 0.0 : w->time[r] - w->begins[r];
            if (since > at && since < next)
                next = since;
        }
        if (next == 0.0)
            break;
        w->cell[w->n_cells + n] = (cell){0.0, next, 0, -1};
        w->n_leads = n;
        w->base = at = next;
    }
}

enum { ROWS_BETWEEN_LOOKS = 1 << 14 };

/* The cells that occur, sorted by cohort and year; leads behind them. */
static kt_status list_cells(kt_gravity *g, kt_gravity_etwfe *w, int64_t leads, kt_error *err)
{
    const int64_t n = kt_panel_n_rows(g->panel);
    KT_TRY(kt_arena_new(&g->arena, &w->cell, MOST_CELLS + leads + 1, sizeof *w->cell, err));
    for (int64_t r = 0; r < n; r++) {
        KT_TRY(kt_progress_at(g->run->options->progress, r, ROWS_BETWEEN_LOOKS, err));
        if (w->rows[r] == 0.0 || !(w->time[r] >= w->begins[r]))
            continue;
        if (find_cell(w, w->begins[r], w->time[r]) >= 0)
            continue;
        if (w->n_cells == MOST_CELLS)
            return kt_fail(err, KT_ERR_LIMIT, "more than %d cohorts times years", MOST_CELLS);
        int c = w->n_cells++;
        const cell made = {w->begins[r], w->time[r], 0, -1};
        for (; c > 0 &&
               (w->cell[c - 1].cohort > made.cohort ||
                (w->cell[c - 1].cohort == made.cohort && w->cell[c - 1].period > made.period));
             c--)
            w->cell[c] = w->cell[c - 1];
        w->cell[c] = made;
    }
    if (w->n_cells == 0)
        return kt_fail(err, KT_ERR_MISSING,
                       "%s begins in no pair while it is observed: nothing to estimate",
                       w->variable);
    list_leads(g, w, leads);
    return KT_OK;
}

static kt_status make_column(kt_gravity *g, const kt_gravity_etwfe *w, const cell *c, bool lead,
                             kt_frame_column *out, kt_error *err)
{
    const int64_t n = kt_panel_n_rows(g->panel);
    char name[96];
    double *x;
    if (lead)
        snprintf(name, sizeof name, "%s::lead:%g", w->variable, -c->period);
    else
        snprintf(name, sizeof name, "%s::%g:%g", w->variable, c->cohort, c->period);
    KT_TRY(kt_progress_check(g->run->options->progress, err));
    KT_TRY(kt_new(&x, n, sizeof *x, err));
    for (int64_t r = 0; r < n; r++)
        x[r] = lead ? w->time[r] - w->begins[r] == c->period
                    : w->begins[r] == c->cohort && w->time[r] == c->period;
    KT_TRY(kt_panel_keep(g->panel, x, err));
    out->value = x;
    return kt_arena_text(&g->arena, name, strlen(name), &out->name, err);
}

static kt_status make_columns(kt_gravity *g, kt_gravity_etwfe *w, kt_error *err)
{
    const int n = w->n_cells + w->n_leads;
    KT_TRY(kt_arena_new(&g->arena, &w->column, n, sizeof *w->column, err));
    for (int c = 0; c < n; c++)
        KT_TRY(make_column(g, w, &w->cell[c], c >= w->n_cells, &w->column[c], err));
    return KT_OK;
}

/* Rows of pairs that are always treated are left out. */
static kt_status choose_rows(kt_gravity *g, kt_gravity_etwfe *w, const double *x,
                             const double *subset, kt_error *err)
{
    const int64_t n = kt_panel_n_rows(g->panel);
    double *enters;
    KT_TRY(kt_new(&w->begins, n, sizeof *w->begins, err));
    KT_TRY(kt_panel_keep(g->panel, w->begins, err));
    KT_TRY(kt_new(&w->rows, n, sizeof *w->rows, err));
    KT_TRY(kt_panel_keep(g->panel, w->rows, err));
    KT_TRY(kt_new(&enters, n, sizeof *enters, err));
    KT_TRY(kt_panel_keep(g->panel, enters, err));
    KT_TRY(kt_panel_beginning(g->panel, kt_formula_model_at(g->formula, 0)->outcome, x, subset,
                              w->begins, enters, &w->time, &w->n_ended, err));
    for (int64_t r = 0; r < n; r++) {
        const bool always = w->begins[r] <= enters[r] && isfinite(w->begins[r]);
        w->rows[r] = is_asked(subset, r) && !always;
        w->n_always += always && is_asked(subset, r);
    }
    return KT_OK;
}

kt_status kt_gravity_etwfe_prepare(kt_gravity *g, kt_panel_request *request, kt_error *err)
{
    kt_gravity_etwfe *w;
    const double *x, *subset = NULL;
    const int64_t leads = kt_argument_integer(g->run, "leads", 0);
    KT_TRY(kt_arena_new(&g->arena, &w, 1, sizeof *w, err));
    g->etwfe = w;
    w->variable = kt_argument_text(g->run, "etwfe", NULL);
    const kt_expression *name = kt_expressions_at(g->etwfe_name, 0);
    if (leads > 100)
        return kt_fail(err, KT_ERR_USAGE, "--leads is %lld, at most 100", (long long)leads);
    for (int n = 0; n < request->model->n_terms; n++)
        if (kt_expression_is_name(request->model->terms[n], w->variable))
            return kt_fail_at(err, KT_ERR_USAGE, 1, request->model->terms[n]->column,
                              "%s stands in the formula and in --etwfe: leave it out of the "
                              "formula",
                              w->variable);
    KT_TRY(kt_panel_numbers(g->panel, name, &x, err));
    if (request->subset)
        KT_TRY(kt_panel_numbers(g->panel, request->subset, &subset, err));
    KT_TRY(choose_rows(g, w, x, subset, err));
    KT_TRY(list_cells(g, w, leads, err));
    KT_TRY(make_columns(g, w, err));
    request->rows = w->rows;
    request->more = w->column;
    request->n_more = w->n_cells + w->n_leads;
    return KT_OK;
}

/* ---- after it ------------------------------------------------------------------------------
 */

/* Rows that the estimate used, of those behind each cell. */
static kt_status count_rows(const kt_gravity *g, kt_gravity_etwfe *w, kt_error *err)
{
    const kt_estimate *e = g->fit[0].estimate;
    const kt_panel_sample *sample = &g->sample;
    bool *left_out = NULL;
    kt_status status = kt_new(&left_out, sample->frame.n_rows, sizeof *left_out, err);
    if (status)
        return status;
    for (int64_t n = 0; n < e->n_singletons; n++)
        left_out[e->singletons[n]] = true;
    for (int64_t n = 0; n < e->n_separated; n++)
        left_out[e->separated[n]] = true;
    for (int c = 0; c < w->n_cells && !status; c++) {
        const double *x = w->column[c].value;
        status = kt_progress_check(g->run->options->progress, err);
        w->cell[c].place = kt_gravity_coefficient(e, w->column[c].name);
        for (int64_t r = 0; r < sample->frame.n_rows; r++)
            w->cell[c].n += !left_out[r] && x[sample->row ? sample->row[r] : r] == 1.0;
    }
    kt_free(left_out);
    return status;
}

typedef struct average {
    double estimate, se, weight;
    int64_t n;
} average;

/* The average of the cells in `weight` (0: not in it), with its standard error. */
static average average_of(const kt_gravity *g, const kt_gravity_etwfe *w, const double *weight)
{
    const kt_estimate *e = g->fit[0].estimate;
    const int K = e->n_coefficients;
    double total = 0.0, mean = 0.0, variance = 0.0;
    int64_t n = 0;
    for (int c = 0; c < w->n_cells; c++)
        if (w->cell[c].place >= 0) {
            total += weight[c];
            n += weight[c] > 0.0 ? w->cell[c].n : 0;
        }
    for (int c = 0; c < w->n_cells; c++) {
        const int p = w->cell[c].place;
        if (p < 0)
            continue;
        mean += weight[c] / total * e->coefficients[p].estimate;
        for (int d = 0; d < w->n_cells; d++) {
            const int q = w->cell[d].place;
            if (q >= 0)
                variance += weight[c] / total * (weight[d] / total) *
                            e->vcov.matrix[(int64_t)p * K + q];
        }
    }
    return (average){mean, sqrt(variance), total, n};
}

static void add_average(const kt_gravity *g, const kt_gravity_etwfe *w, const double *weight,
                        const char *what, double of, kt_table *table)
{
    const average a = average_of(g, w, weight);
    const double p = kt_estimate_p(a.estimate / a.se, g->fit[0].estimate->vcov.df);
    char text[32];
    if (!(a.weight > 0.0))
        return;
    kt_table_row(table);
    kt_table_text(table, what);
    if (isnan(of))
        kt_table_missing(table, "");
    else
        kt_table_integer(table, (int64_t)of);
    kt_table_number(table, a.estimate, kt_gravity_print(g, a.estimate, text));
    kt_table_number(table, a.se, kt_gravity_print(g, a.se, text));
    kt_table_number(table, p, kt_gravity_print_p(g, p, text));
    kt_table_number(table, expm1(a.estimate) * 100.0, NULL);
    kt_table_integer(table, a.n);
}

/* One average for each value of what `of` gives of a cell. */
static void add_averages(const kt_gravity *g, const kt_gravity_etwfe *w, const char *what,
                         double (*of)(const cell *), double *weight, kt_table *table)
{
    double at = -(double)INFINITY;
    for (;;) {
        double next = (double)INFINITY;
        for (int c = 0; c < w->n_cells; c++)
            if (of(&w->cell[c]) > at && of(&w->cell[c]) < next)
                next = of(&w->cell[c]);
        if (!isfinite(next))
            return;
        at = next;
        for (int c = 0; c < w->n_cells; c++)
            weight[c] = of(&w->cell[c]) == at ? (double)w->cell[c].n : 0.0;
        add_average(g, w, weight, what, at, table);
    }
}

static double since(const cell *c)
{
    return c->period - c->cohort;
}

static double cohort(const cell *c)
{
    return c->cohort;
}

static double period(const cell *c)
{
    return c->period;
}

static void add_leads(const kt_gravity *g, const kt_gravity_etwfe *w, kt_table *table)
{
    const kt_estimate *e = g->fit[0].estimate;
    char text[32];
    for (int lead = w->n_cells; lead < w->n_cells + w->n_leads; lead++) {
        const int k = kt_gravity_coefficient(e, w->column[lead].name);
        if (k < 0)
            continue;
        const kt_coefficient *c = &e->coefficients[k];
        kt_table_row(table);
        kt_table_text(table, "years since");
        kt_table_integer(table, (int64_t)w->cell[lead].period);
        kt_table_number(table, c->estimate, kt_gravity_print(g, c->estimate, text));
        kt_table_number(table, c->se, kt_gravity_print(g, c->se, text));
        kt_table_number(table, c->p, kt_gravity_print_p(g, c->p, text));
        kt_table_number(table, expm1(c->estimate) * 100.0, NULL);
        kt_table_missing(table, "");
    }
}

static void add_columns(kt_table *table)
{
    kt_table_column(table, &(kt_column){.key = "average", .title = "Effect of agreements"});
    kt_table_column(table, &(kt_column){.key = "of", .title = "", .align = KT_RIGHT});
    kt_table_column(table,
                    &(kt_column){.key = "estimate", .title = "Estimate", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "se", .title = "Std. error", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "p", .title = "p", .align = KT_RIGHT});
    kt_table_column(
        table,
        &(kt_column){.key = "percent", .title = "Percent", .align = KT_RIGHT, .decimals = 1});
    kt_table_column(table, &(kt_column){.key = "rows", .title = "Rows", .align = KT_RIGHT});
}

static kt_status add_notes(const kt_gravity *g, const kt_gravity_etwfe *w, kt_table *table,
                           kt_error *err)
{
    int n_collinear = 0;
    for (int c = 0; c < w->n_cells; c++)
        n_collinear += w->cell[c].place < 0;
    const kt_say_value values[] = {
        {"n", KT_AS_COUNT, .number = w->n_cells - n_collinear},
        {"rows", KT_AS_COUNT, .number = (double)w->n_always},
        {"name", .text = w->variable},
        {"years", KT_AS_PLAIN, .number = -w->base},
        {"earliest", KT_AS_PLAIN, .number = w->n_leads ? -w->cell[w->n_cells].period : 0.0},
        {"collinear", KT_AS_COUNT, .number = n_collinear},
        {"ended", KT_AS_COUNT, .number = (double)w->n_ended}};
    KT_TRY(kt_gravity_note(g, table, "gravity.cohorts", values, 7, err));
    if (w->n_leads)
        KT_TRY(kt_gravity_note(g, table, "gravity.leads", values, 7, err));
    if (n_collinear)
        KT_TRY(kt_gravity_note(g, table, "gravity.cohorts_collinear", values, 7, err));
    return w->n_ended ? kt_gravity_note(g, table, "gravity.ended", values, 7, err) : KT_OK;
}

/* Leads, the base, and the averages by years since the beginning, for a picture. */
kt_status kt_gravity_etwfe_points(kt_gravity *g, kt_gravity_points *out, kt_error *err)
{
    const kt_gravity_etwfe *w = g->etwfe;
    const kt_estimate *e = g->fit[0].estimate;
    const int most = w->n_cells + w->n_leads + 1;
    double *weight, at = -(double)INFINITY;
    *out = (kt_gravity_points){.along = KT_GRAVITY_SINCE, .stem = w->variable};
    KT_TRY(kt_arena_new(&g->arena, &out->at, most, sizeof *out->at, err));
    KT_TRY(kt_arena_new(&g->arena, &out->value, most, sizeof *out->value, err));
    KT_TRY(kt_arena_new(&g->arena, &weight, w->n_cells, sizeof *weight, err));
    for (int lead = w->n_cells; lead < w->n_cells + w->n_leads; lead++) {
        const int k = kt_gravity_coefficient(e, w->column[lead].name);
        if (k < 0)
            continue;
        out->at[out->n_names] = w->cell[lead].period;
        out->value[out->n_names++] =
            kt_gravity_interval(e->coefficients[k].estimate, e->coefficients[k].se, e->vcov.df);
    }
    if (w->n_leads) {
        out->at[out->n_names] = w->base;
        out->value[out->n_names++] = (kt_interval){0.0, (double)NAN, (double)NAN};
        out->has_reference = true;
    }
    for (;;) {
        double next = (double)INFINITY;
        for (int c = 0; c < w->n_cells; c++)
            next = since(&w->cell[c]) > at ? fmin(next, since(&w->cell[c])) : next;
        if (!isfinite(next))
            return KT_OK;
        at = next;
        for (int c = 0; c < w->n_cells; c++)
            weight[c] = since(&w->cell[c]) == at ? (double)w->cell[c].n : 0.0;
        const average a = average_of(g, w, weight);
        if (!(a.weight > 0.0))
            continue;
        out->at[out->n_names] = at;
        out->value[out->n_names++] = kt_gravity_interval(a.estimate, a.se, e->vcov.df);
    }
}

kt_status kt_gravity_etwfe_finish(kt_gravity *g, kt_error *err)
{
    kt_gravity_etwfe *w = g->etwfe;
    kt_table *table;
    double *weight;
    KT_TRY(count_rows(g, w, err));
    KT_TRY(kt_gravity_add_table(g, "etwfe", &table, err));
    KT_TRY(kt_arena_new(&g->arena, &weight, w->n_cells, sizeof *weight, err));
    add_columns(table);
    for (int c = 0; c < w->n_cells; c++)
        weight[c] = (double)w->cell[c].n;
    add_average(g, w, weight, "all", (double)NAN, table);
    add_leads(g, w, table);
    add_averages(g, w, "years since", since, weight, table);
    add_averages(g, w, "cohort", cohort, weight, table);
    add_averages(g, w, "year", period, weight, table);
    KT_TRY(add_notes(g, w, table, err));
    return kt_table_check(table, err);
}
