/* material.c: what a brief is made of: the sources of the pair, the years, the series of both
 * views. Nothing is said here. */
#include "brief_internal.h"
#include "brief_memory.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

enum { GROWTH_STEPS = 10 }; /* before the last year, by default */

/* True where the series states an amount in a year of the brief. */
static bool speaks(const kt_series *series, int first_year, int last_year)
{
    for (int64_t n = 0; n < series->n_years; n++) {
        const kt_pair_year *at = &series->year[n];
        if ((first_year != 0 && at->year < first_year) ||
            (last_year != 0 && at->year > last_year))
            continue;
        for (int measure = KT_MEASURE_EXPORT; measure <= KT_MEASURE_IMPORT; measure++)
            if (at->amount[measure].absence != KT_ABSENCE_NO_DATA)
                return true;
    }
    return false;
}

/* A country's own statistics are told first, then the other side's, then what is nobody's. */
static void choose_lead(kt_view *view, int first_year, int last_year)
{
    for (int s = KT_STATISTICS_OWN; s <= KT_STATISTICS_RECONCILED; s++)
        if (speaks(&view->series[s], first_year, last_year)) {
            view->lead = (kt_statistics)s;
            return;
        }
    view->lead = KT_STATISTICS_OWN;
}

static int later(int a, int b)
{
    return a > b ? a : b;
}

/* Last year, up to `until` (0: any), in which the leading series has turnover, else a flow. */
static int last_year_of(const kt_view *view, int from, int until)
{
    const kt_series *series = &view->series[view->lead];
    int with_turnover = 0, with_flow = 0;

    for (int64_t n = 0; n < series->n_years; n++) {
        const kt_pair_year *at = &series->year[n];
        if ((until != 0 && at->year > until) || at->year < from)
            continue;
        if (!isnan(at->amount[KT_MEASURE_TURNOVER].usd))
            with_turnover = at->year;
        if (!isnan(at->amount[KT_MEASURE_EXPORT].usd) ||
            !isnan(at->amount[KT_MEASURE_IMPORT].usd))
            with_flow = at->year;
    }
    return with_turnover != 0 ? with_turnover : with_flow;
}

static kt_status compute_view(kt_work *work, kt_view *view, kt_error *err)
{
    const kt_observations *rows = &work->source->observations;

    for (int s = KT_STATISTICS_OWN; s <= KT_STATISTICS_RECONCILED; s++)
        KT_TRY(kt_series_compute(rows->row, rows->n_rows, view->self, view->other,
                                 (kt_statistics)s, &view->series[s], err));
    choose_lead(view, work->request->first_year, work->request->last_year);
    for (int m = KT_MEASURE_TURNOVER; m <= KT_MEASURE_IMPORT; m++)
        KT_TRY(kt_yearly_from_series(&view->series[view->lead], (kt_measure)m,
                                     work->world->blocs, &view->yearly[m], err));
    return KT_OK;
}

static kt_status choose_years(kt_work *work, kt_error *err)
{
    const kt_brief_request *request = work->request;
    int last = 0;

    for (int v = 0; v < 2; v++)
        last =
            later(last, last_year_of(&work->view[v], request->first_year, request->last_year));
    if (last == 0)
        return kt_fail(
            err, KT_ERR_MISSING, "no figures of the pair in these years; %s%s%s has %d to %d",
            work->source->name, work->source->version[0] != '\0' ? " " : "",
            work->source->version, work->source->first_year, work->source->last_year);
    work->last_year = request->last_year != 0 ? request->last_year : last;
    if (work->last_year > work->source->last_year)
        work->last_year = work->source->last_year;
    work->first_year =
        request->first_year != 0 ? request->first_year : work->last_year - GROWTH_STEPS;
    if (request->first_year == 0 && work->source->kind == KT_SOURCE_FACTS)
        work->first_year = work->source->first_year; // few and far between: all of them
    if (work->first_year < work->source->first_year)
        work->first_year = work->source->first_year;
    for (int v = 0; v < 2; v++)
        work->view[v].year = last_year_of(&work->view[v], work->first_year, work->last_year);
    return KT_OK;
}

kt_status kt_work_gather(kt_work *work, kt_error *err)
{
    const kt_brief_request *request = work->request;
    char a[5], b[5];

    KT_TRY(kt_sources_find_known(work->world->store, work->world->reg, request->a, request->b,
                                 request->dataset, work->world->memory, &work->sources, err));
    if (work->sources.n_sources == 0)
        return kt_fail(
            err, KT_ERR_MISSING,
            "nothing is known about %s and %s: no dataset holds the pair and no fact "
            "is cited; 'kontor import' adds data",
            kt_country_print(request->a, a), kt_country_print(request->b, b));
    work->source = &work->sources.source[0];
    work->view[0] = (kt_view){.side = 'a', .self = request->a, .other = request->b};
    work->view[1] = (kt_view){.side = 'b', .self = request->b, .other = request->a};
    if (work->source->kind == KT_SOURCE_STATEMENTS) {
        work->first_year = request->first_year;
        work->last_year = request->last_year;
        return KT_OK;
    }
    for (int v = 0; v < 2; v++)
        KT_TRY(compute_view(work, &work->view[v], err));
    const kt_series *series = work->view[0].series;
    for (int d = KT_MEASURE_EXPORT; d <= KT_MEASURE_IMPORT; d++)
        KT_TRY(kt_mirror_from_series(&series[KT_STATISTICS_OWN], &series[KT_STATISTICS_MIRROR],
                                     (kt_measure)d, work->world->blocs, &work->gaps[d], err));
    return choose_years(work, err);
}

/* ---- what is a report ---------------------------------------------------------------------
 */

/* True where the two statements of a's direction are one and its echo. */
static bool is_echo(const kt_work *work, kt_measure direction, int year)
{
    const kt_mirror_gap *gap = kt_mirror_at(&work->gaps[direction], year);

    return gap && gap->standing == KT_MIRROR_FILLED;
}

/* The direction of a that a measure of the view holds, given as export or import. */
static kt_measure seen_from_a(const kt_view *view, kt_measure direction)
{
    if (view->side == 'a')
        return direction;
    return direction == KT_MEASURE_EXPORT ? KT_MEASURE_IMPORT : KT_MEASURE_EXPORT;
}

kt_flow_status kt_work_status(const kt_work *work, const kt_view *view,
                              kt_statistics statistics, kt_measure measure, int year)
{
    const kt_view *other = &work->view[view->side == 'a' ? 1 : 0];
    const kt_view *stating = statistics == KT_STATISTICS_MIRROR ? other : view;
    const kt_pair_year *at = kt_series_at(&view->series[statistics], year);
    const kt_flow_status stated = at ? (kt_flow_status)at->amount[measure].status : KT_REPORTED;
    bool echo = false;

    if (statistics == KT_STATISTICS_RECONCILED || !stating->made_up)
        return stated;
    if (measure != KT_MEASURE_IMPORT)
        echo = is_echo(work, seen_from_a(view, KT_MEASURE_EXPORT), year);
    if (measure != KT_MEASURE_EXPORT)
        echo = echo || is_echo(work, seen_from_a(view, KT_MEASURE_IMPORT), year);
    return echo && stated < KT_ESTIMATED ? KT_ESTIMATED : stated;
}

/* Tell the other side's statistics in this view, too. */
static kt_status follow_mirror(kt_work *work, kt_view *view, kt_error *err)
{
    view->no_report = true;
    view->lead = KT_STATISTICS_MIRROR;
    for (int m = KT_MEASURE_TURNOVER; m <= KT_MEASURE_IMPORT; m++) {
        kt_yearly_clear(&view->yearly[m]);
        KT_TRY(kt_yearly_from_series(&view->series[view->lead], (kt_measure)m,
                                     work->world->blocs, &view->yearly[m], err));
    }
    view->year = last_year_of(view, work->first_year, work->last_year);
    return KT_OK;
}

kt_status kt_work_judge(kt_work *work, kt_error *err)
{
    for (int v = 0; v < 2; v++) {
        kt_view *view = &work->view[v];
        if (view->year == 0 || view->lead != KT_STATISTICS_OWN ||
            isnan(kt_series_usd(&view->series[KT_STATISTICS_MIRROR], KT_MEASURE_TURNOVER,
                                view->year)))
            continue;
        if (kt_work_status(work, view, KT_STATISTICS_OWN, KT_MEASURE_TURNOVER, view->year) >=
                KT_ESTIMATED &&
            kt_work_status(work, view, KT_STATISTICS_MIRROR, KT_MEASURE_TURNOVER, view->year) <
                KT_ESTIMATED)
            KT_TRY(follow_mirror(work, view, err));
    }
    return KT_OK;
}

kt_text kt_work_text(kt_work *work)
{
    kt_text text = work->spare;

    work->spare = (kt_text){0};
    kt_text_reset(&text);
    return text;
}

void kt_work_give_back(kt_work *work, kt_text *text)
{
    if (work->spare.data)
        kt_text_clear(text);
    else
        work->spare = *text;
    *text = (kt_text){0};
}

void kt_work_clear(kt_work *work)
{
    kt_free(work->page);
    for (int d = KT_MEASURE_EXPORT; d <= KT_MEASURE_IMPORT; d++)
        kt_mirror_gaps_clear(&work->gaps[d]);
    for (int v = 0; v < 2; v++) {
        for (int m = KT_MEASURE_TURNOVER; m <= KT_MEASURE_IMPORT; m++)
            kt_yearly_clear(&work->view[v].yearly[m]);
        for (int s = KT_STATISTICS_OWN; s <= KT_STATISTICS_RECONCILED; s++)
            kt_series_clear(&work->view[v].series[s]);
    }
    kt_sources_clear(&work->sources);
    kt_text_clear(&work->spare);
    kt_text_clear(&work->paragraph);
    kt_arena_clear(&work->arena);
}
