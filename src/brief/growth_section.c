/* growth_section.c: how the turnover developed: the average rate with what belongs to it (its
 * range over start years, the trend, the peak, breaks on the way), and a table of the rate by
 * start year, so that nobody has to believe in one. */
#include "brief_internal.h"

#include <math.h>

#define CAGR_METHOD  "(last / first)^(1/n) - 1, nominal USD"
#define TREND_METHOD "exp(b) - 1, b the least-squares slope of ln V on the year, nominal USD"
#define PEAK_METHOD  "last / largest - 1, nominal USD"

enum { SPREAD = 3, LEAST_STEPS = 2 };

static kt_status compute(const kt_work *work, const kt_view *view, kt_cagr *out, kt_error *err)
{
    const kt_yearly *yearly = &view->yearly[KT_MEASURE_TURNOVER];
    kt_cagr_options options = kt_cagr_options_default();

    options.spread = SPREAD;
    options.last_year = (int16_t)view->year;
    const bool whole = work->source->kind == KT_SOURCE_FACTS;
    if ((work->request->first_year != 0 || whole) && work->first_year < view->year)
        options.first_year = (int16_t)work->first_year;
    return kt_cagr_compute(yearly, &options, out, err);
}

static kt_status rate_figure(kt_work *work, const kt_view *view, int from, int to, double rate,
                             const kt_figure **out, kt_error *err)
{
    return kt_figure_rate(work, view, "cagr_turnover", from, to, rate, CAGR_METHOD, out, err);
}

kt_status kt_say_cagr(kt_work *work, const kt_view *view, kt_error *err)
{
    kt_cagr cagr;
    const kt_figure *rate, *low, *high;

    if (view->year == 0)
        return KT_OK;
    KT_TRY(compute(work, view, &cagr, err));
    KT_TRY(rate_figure(work, view, cagr.first_year, cagr.last_year, cagr.rate, &rate, err));
    if (!rate || cagr.n_steps < LEAST_STEPS)
        return KT_OK;
    KT_TRY(rate_figure(work, view, cagr.low_from, cagr.last_year, cagr.low, &low, err));
    KT_TRY(rate_figure(work, view, cagr.high_from, cagr.last_year, cagr.high, &high, err));
    const bool range = low && high && cagr.low_from != cagr.high_from;
    KT_SAY(work, "growth.cagr", err, KT_SAY_WHOSE(work, view, view->lead), KT_SAY_VIEW(view),
           KT_SAY_YEAR("from", cagr.first_year), KT_SAY_YEAR("to", cagr.last_year),
           KT_SAY_TEXT("direction", kt_direction_word(rate)), KT_SAY_PERCENT("rate", rate),
           KT_SAY_TEXT("range", range ? "yes" : "no"), KT_SAY_CHANGE("low", low),
           KT_SAY_YEAR("low_from", cagr.low_from), KT_SAY_CHANGE("high", high),
           KT_SAY_YEAR("high_from", cagr.high_from));
    if (cagr.n_breaks > 0)
        KT_SAY(work, "growth.across_break", err, KT_SAY_YEAR("year", cagr.break_year[0]),
               KT_SAY_COUNT("n", cagr.n_breaks));
    return KT_OK;
}

static kt_status say_trend(kt_work *work, const kt_view *view, const kt_cagr *cagr,
                           kt_error *err)
{
    const kt_figure *trend;

    KT_TRY(kt_figure_rate(work, view, "trend_turnover", cagr->first_year, cagr->last_year,
                          cagr->trend_rate, TREND_METHOD, &trend, err));
    if (trend)
        KT_SAY(work, "growth.trend", err, KT_SAY_CHANGE("rate", trend),
               KT_SAY_COUNT("n", cagr->n_trend));
    return KT_OK;
}

/* True where every year of the series up to the last one has a value: only then is a largest
 * value the largest. */
static bool is_whole(const kt_view *view, const kt_cagr *cagr)
{
    const kt_series *series = &view->series[view->lead];

    for (int year = kt_series_first_year(series, KT_MEASURE_TURNOVER); year < cagr->last_year;
         year++)
        if (isnan(kt_series_usd(series, KT_MEASURE_TURNOVER, year)))
            return false;
    return true;
}

static kt_status say_peak(kt_work *work, const kt_view *view, const kt_cagr *cagr,
                          kt_error *err)
{
    const kt_figure *peak, *below;

    KT_TRY(kt_figure_amount(work, view, view->lead, KT_MEASURE_TURNOVER, cagr->peak_year, &peak,
                            err));
    if (!peak || !is_whole(view, cagr))
        return KT_OK;
    if (cagr->peak_year == cagr->last_year) {
        KT_SAY(work, "growth.at_peak", err, KT_SAY_YEAR("year", cagr->last_year),
               KT_SAY_YEAR("since", kt_series_first_year(&view->series[view->lead],
                                                         KT_MEASURE_TURNOVER)));
        return KT_OK;
    }
    KT_TRY(kt_figure_rate(work, view, "below_peak_turnover", cagr->peak_year, cagr->last_year,
                          cagr->below_peak, PEAK_METHOD, &below, err));
    KT_SAY(work, "growth.peak", err, KT_SAY_YEAR("peak_year", cagr->peak_year),
           KT_SAY_MONEY("peak", peak), KT_SAY_YEAR("year", cagr->last_year),
           KT_SAY_PERCENT("below", below));
    return KT_OK;
}

static bool crosses_break(const kt_yearly *yearly, int from, int to)
{
    for (int year = from + 1; yearly->at_break && year <= to; year++) {
        const int64_t place = year - yearly->first_year;
        if (place >= 0 && place < yearly->n_years && yearly->at_break[place])
            return true;
    }
    return false;
}

/* A rate across a break is marked, as everywhere. */
static kt_status put_rate(kt_work *work, const kt_view *view, kt_table *table, int from, int to,
                          const kt_figure *rate, kt_error *err)
{
    const kt_word word = KT_SAY_CHANGE("rate", rate);
    const bool marked = crosses_break(&view->yearly[KT_MEASURE_TURNOVER], from, to);
    const char *shown = NULL;

    if (rate)
        KT_TRY(
            kt_say(work, marked ? "cell.rate_at_break" : "cell.rate", &word, 1, &shown, err));
    kt_table_fraction(table, rate ? rate->value : NAN, shown);
    return KT_OK;
}

/* Rows: start years from three before the first to two before the last. */
static kt_status add_rates(kt_work *work, const kt_cagr *const cagr[2], kt_table *table,
                           kt_error *err)
{
    int from = 9999, to = 0;

    for (int v = 0; v < 2; v++)
        if (cagr[v]) {
            from = cagr[v]->first_year - SPREAD < from ? cagr[v]->first_year - SPREAD : from;
            to = cagr[v]->last_year - LEAST_STEPS > to ? cagr[v]->last_year - LEAST_STEPS : to;
        }
    for (int start = from; start <= to; start++) {
        const kt_figure *rate[2] = {NULL, NULL};
        for (int v = 0; v < 2; v++) {
            const kt_view *view = &work->view[v];
            if (!cagr[v] || start > cagr[v]->last_year - LEAST_STEPS)
                continue;
            const double value = kt_cagr_between(&view->yearly[KT_MEASURE_TURNOVER], start,
                                                 cagr[v]->last_year, NULL);
            KT_TRY(rate_figure(work, view, start, cagr[v]->last_year, value, &rate[v], err));
            if (rate[v])
                KT_TRY(kt_document_cite(work->brief->document, rate[v]->key, err));
        }
        if (!rate[0] && !rate[1])
            continue;
        kt_table_row(table);
        kt_table_integer(table, start);
        for (int v = 0; v < 2; v++)
            if (cagr[v])
                KT_TRY(put_rate(work, &work->view[v], table, start, cagr[v]->last_year, rate[v],
                                err));
    }
    return KT_OK;
}

static kt_status add_table(kt_work *work, const kt_cagr *const cagr[2], kt_error *err)
{
    kt_table *table = NULL;
    const char *title, *label;
    kt_status status;

    KT_TRY(kt_say_label(work, "growth.table", &title, err));
    KT_TRY(kt_say_label(work, "column.start", &label, err));
    KT_TRY(kt_table_new(&table, err));
    kt_table_title(table, title);
    kt_table_column(table, &(kt_column){.key = "start", .title = label, .align = KT_RIGHT});
    for (int v = 0; v < 2; v++)
        if (cagr[v]) {
            const kt_word words[] = {KT_SAY_WHOSE(work, &work->view[v], work->view[v].lead),
                                     KT_SAY_YEAR("year", cagr[v]->last_year)};
            status = kt_say(work, "column.until", words, 4, &label, err);
            if (status)
                goto fail;
            kt_table_column(table, &(kt_column){.key = v == 0 ? "cagr_a" : "cagr_b",
                                                .title = label,
                                                .align = KT_RIGHT,
                                                .decimals = 2});
        }
    status = add_rates(work, cagr, table, err);
    if (status)
        goto fail;
    return kt_document_add_table(work->brief->document, table, err);
fail:
    kt_table_free(table);
    return status;
}

kt_status kt_section_growth(kt_work *work, kt_error *err)
{
    kt_cagr cagr[2];
    const kt_cagr *told[2] = {NULL, NULL};
    bool begun = false;

    for (int v = 0; v < 2; v++) {
        const kt_view *view = &work->view[v];
        // A reconciled series is the same from both sides; so is the only statistics there is.
        if (view->year == 0 || (v == 1 && view->lead != KT_STATISTICS_OWN && told[0]))
            continue;
        KT_TRY(compute(work, view, &cagr[v], err));
        if (isnan(cagr[v].rate) || cagr[v].n_steps < LEAST_STEPS)
            continue;
        told[v] = &cagr[v];
        if (!begun)
            KT_TRY(kt_say_section(work, "growth", err));
        begun = true;
        KT_TRY(kt_say_cagr(work, view, err));
        KT_TRY(say_trend(work, view, &cagr[v], err));
        KT_TRY(say_peak(work, view, &cagr[v], err));
        KT_TRY(kt_say_end(work, KT_BLOCK_PARAGRAPH, err));
    }
    return begun ? add_table(work, told, err) : KT_OK;
}
