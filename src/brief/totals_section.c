/* totals_section.c: the pair year by year: a picture of the turnover as both sides state it,
 * and a table for each side's own statistics. */
#include "brief_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Which explanations a table needs below it. */
typedef struct remarks {
    bool tiny, estimated, provisional, suppressed;
    const kt_break *at_break[KT_MAX_CAGR_BREAKS];
    int16_t break_year[KT_MAX_CAGR_BREAKS];
    int n_breaks;
} remarks;

static void note_break(remarks *r, const kt_break *at, int year)
{
    for (int n = 0; n < r->n_breaks; n++)
        if (r->at_break[n] == at)
            return;
    if (at && r->n_breaks < KT_MAX_CAGR_BREAKS) {
        r->break_year[r->n_breaks] = (int16_t)year;
        r->at_break[r->n_breaks++] = at;
    }
}

static void note_status(remarks *r, const kt_figure *figure)
{
    if (!figure)
        return;
    r->estimated = r->estimated || figure->status == KT_ESTIMATED;
    r->provisional = r->provisional || figure->status == KT_PROVISIONAL;
    r->suppressed = r->suppressed || figure->status == KT_SUPPRESSED;
}

/* ---- the unit of a table ----------------------------------------------------------------- */

/* Largest turnover (else flow) of the brief's years in any series that is shown. */
static double largest(const kt_work *work)
{
    double most = 0.0;

    for (int v = 0; v < 2; v++)
        for (int s = KT_STATISTICS_OWN; s <= KT_STATISTICS_RECONCILED; s++)
            for (int year = work->first_year; year <= work->last_year; year++)
                for (int m = KT_MEASURE_TURNOVER; m <= KT_MEASURE_IMPORT; m++)
                    most = fmax(most,
                                kt_series_usd(&work->view[v].series[s], (kt_measure)m, year));
    return most;
}

double kt_unit_scale(const kt_work *work, const char **label_key)
{
    const double most = largest(work);

    if (most >= 1e11) {
        *label_key = "unit.billion";
        return 1e-9;
    }
    *label_key = most >= 1e6 ? "unit.million" : "unit.thousand";
    return most >= 1e6 ? 1e-6 : 1e-3;
}

/* ---- one table --------------------------------------------------------------------------- */

typedef struct columns {
    kt_work *work;
    const kt_view *view;
    kt_table *table;
    double scale;
    remarks *remarks; /* of all tables of the section */
} columns;

static kt_status put_amount(columns *c, kt_measure measure, int year, kt_error *err)
{
    const kt_figure *figure;
    const char *shown;
    const kt_pair_year *at = kt_series_at(&c->view->series[c->view->lead], year);

    KT_TRY(kt_figure_amount(c->work, c->view, c->view->lead, measure, year, &figure, err));
    if (figure)
        KT_TRY(kt_document_cite(c->work->brief->document, figure->key, err));
    note_status(c->remarks, figure);
    if (!figure && at && at->amount[measure].absence == KT_ABSENCE_WITHHELD) {
        c->remarks->suppressed = true;
        KT_TRY(kt_say_label(c->work, "cell.withheld", &shown, err));
    } else {
        KT_TRY(kt_amount_cell(c->work, figure, c->scale, &shown, err));
    }
    kt_table_number(c->table, figure ? figure->value : NAN, shown);
    return KT_OK;
}

static kt_status put_growth(columns *c, kt_measure measure, int year, kt_error *err)
{
    const kt_growth growth = kt_growth_at(&c->view->yearly[measure], year);
    const kt_figure *figure;
    const char *shown = NULL;
    kt_status status = KT_OK;

    KT_TRY(kt_figure_growth(c->work, c->view, measure, year, &figure, err));
    if (!figure) {
        if (growth.gap == KT_RATE_BREAK)
            note_break(c->remarks, growth.at_break, year);
        c->remarks->tiny = c->remarks->tiny || growth.gap == KT_RATE_TINY_BASE;
        KT_TRY(kt_say_label(c->work,
                            growth.gap == KT_RATE_BREAK       ? "cell.break"
                            : growth.gap == KT_RATE_TINY_BASE ? "cell.tiny"
                                                              : "cell.no_data",
                            &shown, err));
        kt_table_fraction(c->table, NAN, shown);
        return KT_OK;
    }
    KT_TRY(kt_document_cite(c->work->brief->document, figure->key, err));
    kt_text text = kt_work_text(c->work);
    status = kt_amount_percent(c->work, figure, KT_SIGN_ALWAYS, &text, err);
    if (!status)
        status = kt_amount_mark(c->work, figure->status, kt_text_get(&text), &shown, err);
    if (!status)
        kt_table_fraction(c->table, figure->value, shown);
    kt_work_give_back(c->work, &text);
    return status;
}

static kt_status put_year(columns *c, int year, kt_error *err)
{
    kt_table_row(c->table);
    kt_table_integer(c->table, year);
    for (int m = KT_MEASURE_TURNOVER; m <= KT_MEASURE_IMPORT; m++) {
        KT_TRY(put_amount(c, (kt_measure)m, year, err));
        KT_TRY(put_growth(c, (kt_measure)m, year, err));
    }
    return put_amount(c, KT_MEASURE_BALANCE, year, err);
}

static kt_status add_columns(columns *c, kt_error *err)
{
    static const char *const key[] = {"turnover_usd",  "growth_turnover", "export_usd",
                                      "growth_export", "import_usd",      "growth_import",
                                      "balance_usd"};
    static const char *const label[] = {"column.turnover", "column.change", "column.export",
                                        "column.change",   "column.import", "column.change",
                                        "column.balance"};
    const char *title;

    KT_TRY(kt_say_label(c->work, "column.year", &title, err));
    kt_table_column(c->table, &(kt_column){.key = "year", .title = title, .align = KT_RIGHT});
    for (int n = 0; n < 7; n++) {
        KT_TRY(kt_say_label(c->work, label[n], &title, err));
        kt_table_column(c->table, &(kt_column){.key = key[n],
                                               .title = title,
                                               .align = KT_RIGHT,
                                               .decimals = 1,
                                               .scale = n % 2 == 0 ? c->scale : 1.0});
    }
    return KT_OK;
}

/* What changed, in the reader's language where there is a phrase for it. */
static kt_status describe(kt_work *work, const kt_break *at, const char **out, kt_error *err)
{
    kt_status status;
    kt_text key = {0};

    *out = at->description ? at->description : at->id;
    status = kt_text_format(&key, err, "break.%s", at->id);
    if (!status && kt_phrase(work->world->phrases, key.data).data)
        status = kt_say_label(work, key.data, out, err);
    kt_text_clear(&key);
    return status;
}

static kt_status say_break(kt_work *work, const kt_break *at, const char *years,
                           const char **out, kt_error *err)
{
    const char *what;

    KT_TRY(describe(work, at, &what, err));
    const kt_word words[] = {KT_SAY_TEXT("years", years), KT_SAY_TEXT("what", what),
                             KT_SAY_TEXT("source", at->source)};
    return kt_say(work, "note.break", words, 3, out, err);
}

kt_status kt_say_break(kt_work *work, const kt_break *at, const char **out, kt_error *err)
{
    char year[16];

    snprintf(year, sizeof year, "%d", at->year);
    return say_break(work, at, year, out, err);
}

/* One note for all years at which the same thing changed step by step ("2010, 2011"). */
static kt_status tell_breaks(kt_work *work, const remarks *r, kt_error *err)
{
    for (int n = 0; n < r->n_breaks; n++) {
        kt_status status = KT_OK;
        kt_text years = {0};
        const char *text;
        bool said = false;
        for (int m = 0; m < n; m++)
            said = said || strcmp(r->at_break[m]->source, r->at_break[n]->source) == 0;
        if (said)
            continue;
        for (int m = n; !status && m < r->n_breaks; m++)
            if (strcmp(r->at_break[m]->source, r->at_break[n]->source) == 0)
                status = kt_text_format(&years, err, "%s%d", years.size > 0 ? ", " : "",
                                        r->break_year[m]);
        if (!status)
            status = say_break(work, r->at_break[n], kt_text_get(&years), &text, err);
        if (!status)
            status = kt_document_add_text(work->brief->document, KT_BLOCK_NOTE, text, err);
        kt_text_clear(&years);
        KT_TRY(status);
    }
    return KT_OK;
}

/* What the marks in the tables mean; only of marks that were made. */
static kt_status tell_remarks(kt_work *work, const remarks *r, kt_error *err)
{
    KT_TRY(tell_breaks(work, r, err));
    if (r->tiny)
        KT_TRY(kt_say_block(work, KT_BLOCK_NOTE, "note.tiny", NULL, 0, err));
    if (r->estimated)
        KT_TRY(kt_say_block(work, KT_BLOCK_NOTE, "note.estimated", NULL, 0, err));
    if (r->provisional)
        KT_TRY(kt_say_block(work, KT_BLOCK_NOTE, "note.provisional", NULL, 0, err));
    if (r->suppressed)
        KT_TRY(kt_say_block(work, KT_BLOCK_NOTE, "note.suppressed", NULL, 0, err));
    return KT_OK;
}

/* A dataset's year without figures is a gap, and shown; of cited facts only what is cited is.
 */
static bool is_told(const kt_work *work, const kt_series *series, int year)
{
    const kt_pair_year *at = kt_series_at(series, year);

    return at && (work->source->kind != KT_SOURCE_FACTS ||
                  at->amount[KT_MEASURE_EXPORT].absence != KT_ABSENCE_NO_DATA ||
                  at->amount[KT_MEASURE_IMPORT].absence != KT_ABSENCE_NO_DATA);
}

static kt_status fill_table(columns *c, const char *unit, kt_error *err)
{
    const char *title;
    const kt_word words[] = {KT_SAY_WHOSE(c->work, c->view, c->view->lead),
                             KT_SAY_VIEW(c->view), KT_SAY_TEXT("unit", unit)};
    const kt_series *series = &c->view->series[c->view->lead];

    KT_TRY(kt_say(c->work, "totals.table", words, 6, &title, err));
    kt_table_title(c->table, title);
    KT_TRY(add_columns(c, err));
    for (int year = c->work->first_year; year <= c->work->last_year; year++)
        if (is_told(c->work, series, year))
            KT_TRY(put_year(c, year, err));
    return KT_OK;
}

static kt_status add_table(kt_work *work, const kt_view *view, double scale, const char *unit,
                           remarks *marks, kt_error *err)
{
    columns c = {.work = work, .view = view, .scale = scale, .remarks = marks};

    KT_TRY(kt_table_new(&c.table, err));
    const kt_status status = fill_table(&c, unit, err);
    if (status) {
        kt_table_free(c.table);
        return status;
    }
    return kt_document_add_table(work->brief->document, c.table, err);
}

/* ---- the picture ------------------------------------------------------------------------- */

/* One line of the chart: a view's turnover by its leading statistics. */
static kt_status add_line(kt_work *work, const kt_view *view, kt_chart *chart, kt_error *err)
{
    double *value;
    const kt_word words[] = {KT_SAY_WHOSE(work, view, view->lead)};
    kt_chart_line *line = &chart->line[chart->n_lines];

    KT_TRY(kt_say(work, "chart.line", words, 3, &line->name, err));
    KT_TRY(kt_arena_new(&work->arena, &value, chart->n_years, sizeof *value, err));
    for (int64_t t = 0; t < chart->n_years; t++) {
        const int year = chart->first_year + (int)t;
        const kt_break *const *at_break = view->yearly[KT_MEASURE_TURNOVER].at_break;
        const int64_t place = year - view->yearly[KT_MEASURE_TURNOVER].first_year;
        value[t] = kt_series_usd(&view->series[view->lead], KT_MEASURE_TURNOVER, year);
        if (chart->break_year == 0 && t > 0 && at_break && place >= 0 &&
            place < view->yearly[KT_MEASURE_TURNOVER].n_years && at_break[place])
            chart->break_year = (int16_t)year;
    }
    line->value = value;
    chart->n_lines++;
    return KT_OK;
}

/* Where one direction is stated by nobody there is no turnover to draw. */
static bool has_values(const kt_chart *chart)
{
    for (int64_t n = 0; n < chart->n_lines; n++)
        for (int64_t t = 0; t < chart->n_years; t++)
            if (!isnan(chart->line[n].value[t]))
                return true;
    return false;
}

static kt_status add_chart(kt_work *work, double scale, const char *unit, kt_error *err)
{
    kt_chart chart = {.first_year = (int16_t)work->first_year,
                      .n_years = work->last_year - work->first_year + 1,
                      .scale = scale};
    const kt_word unit_word = KT_SAY_TEXT("unit", unit);
    const kt_view *first = &work->view[0], *second = &work->view[1];

    if (chart.n_years < 2)
        return KT_OK;
    if (first->year != 0)
        KT_TRY(add_line(work, first, &chart, err));
    if (second->year != 0 && (second->lead == KT_STATISTICS_OWN || chart.n_lines == 0) &&
        (first->lead == KT_STATISTICS_OWN || chart.n_lines == 0))
        KT_TRY(add_line(work, second, &chart, err));
    if (!has_values(&chart))
        return KT_OK;
    KT_TRY(kt_say(work, "chart.title", &unit_word, 1, &chart.title, err));
    KT_TRY(kt_say(work, "chart.text", &unit_word, 1, &chart.text, err));
    KT_TRY(kt_say_label(work, "picture.break", &chart.break_name, err));
    KT_TRY(kt_say_picture_source(work, work->source->name, work->source->version, &chart.source,
                                 err));
    return kt_document_add_chart(work->brief->document, &chart, err);
}

/* Every amount of the years, of both views and all statistics, whether a table shows it or not:
 * who reads the figures shall not have to add up. */
static kt_status complete_figures(kt_work *work, kt_error *err)
{
    const kt_figure *figure;

    for (int v = 0; v < 2; v++)
        for (int s = KT_STATISTICS_OWN; s <= KT_STATISTICS_RECONCILED; s++)
            for (int year = work->first_year; year <= work->last_year; year++)
                for (int m = KT_MEASURE_TURNOVER; m < KT_N_MEASURES; m++)
                    KT_TRY(kt_figure_amount(work, &work->view[v], (kt_statistics)s,
                                            (kt_measure)m, year, &figure, err));
    return KT_OK;
}

kt_status kt_section_totals(kt_work *work, kt_error *err)
{
    const char *unit_key, *unit;
    const kt_view *first = &work->view[0], *second = &work->view[1];
    remarks marks = {0};

    if (work->source->kind == KT_SOURCE_STATEMENTS)
        return KT_OK;
    const double scale = kt_unit_scale(work, &unit_key);
    KT_TRY(kt_say_section(work, "totals", err));
    KT_TRY(kt_say_label(work, unit_key, &unit, err));
    KT_TRY(add_chart(work, scale, unit, err));
    if (first->year != 0)
        KT_TRY(add_table(work, first, scale, unit, &marks, err));
    if (second->year != 0 && (first->year == 0 || (second->lead == KT_STATISTICS_OWN &&
                                                   first->lead == KT_STATISTICS_OWN)))
        KT_TRY(add_table(work, second, scale, unit, &marks, err));
    KT_TRY(tell_remarks(work, &marks, err));
    return work->request->figures == KT_FIGURES_ALL ? complete_figures(work, err) : KT_OK;
}
