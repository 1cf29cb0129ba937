/* brief_figure.c: numbers of the series as figures. What a figure says of its making is put
 * together here, and nowhere else. */
#include "brief_internal.h"

#include <math.h>
#include <string.h>

static const char *const GROWTH_ID[] = {"growth_turnover", "growth_export", "growth_import"};

kt_figure kt_figure_of_view(const kt_work *work, const kt_view *view, kt_statistics statistics)
{
    const kt_series *series = &view->series[statistics];

    return (kt_figure){
        .side = view->side,
        .value = NAN,
        .value_max = NAN,
        .coverage = NAN,
        .reporter_kind = statistics == KT_STATISTICS_RECONCILED ? KT_REPORTER_RECONCILED
                                                                : KT_REPORTER_COUNTRY,
        .reporter = series->reporter,
        .from = statistics == KT_STATISTICS_MIRROR ? KT_FROM_MIRROR : KT_FROM_OWN,
        .dataset = work->source->name,
        .vintage = work->source->version};
}

kt_status kt_figure_put(kt_work *work, const kt_figure *figure, const kt_figure **out,
                        kt_error *err)
{
    if (isnan(figure->value)) {
        *out = NULL;
        return KT_OK;
    }
    return kt_figures_add(work->brief->figures, figure, out, err);
}

/* "; cited f147" where the amount is a cited fact. */
static kt_status add_origin(const kt_work *work, const kt_amount *amount, kt_text *out,
                            kt_error *err)
{
    if (work->source->kind != KT_SOURCE_FACTS || amount->origin < 1 ||
        amount->origin > work->sources.n_facts)
        return KT_OK;
    return kt_text_format(out, err, "%scited %s", out->size > 0 ? "; " : "",
                          work->sources.fact[amount->origin - 1].id);
}

static kt_status amount_method(const kt_work *work, const kt_pair_year *year,
                               kt_measure measure, kt_text *out, kt_error *err)
{
    if (work->request->figures == KT_FIGURES_TOLD)
        return KT_OK;
    switch (measure) {
    case KT_MEASURE_TURNOVER:
        KT_TRY(kt_text_add(out, "export + import", err));
        break;
    case KT_MEASURE_BALANCE:
        KT_TRY(kt_text_add(out, "export - import", err));
        break;
    case KT_MEASURE_EXPORT:
    case KT_MEASURE_IMPORT:
        KT_TRY(add_origin(work, &year->amount[measure], out, err));
        return out->size > 0 ? KT_OK : kt_text_add(out, "stated", err);
    case KT_N_MEASURES:
        return KT_OK;
    }
    KT_TRY(add_origin(work, &year->amount[KT_MEASURE_EXPORT], out, err));
    return add_origin(work, &year->amount[KT_MEASURE_IMPORT], out, err);
}

kt_status kt_figure_amount(kt_work *work, const kt_view *view, kt_statistics statistics,
                           kt_measure measure, int year, const kt_figure **out, kt_error *err)
{
    kt_status status;
    kt_text method = {0};
    const kt_pair_year *at = kt_series_at(&view->series[statistics], year);

    *out = NULL;
    if (!at || isnan(at->amount[measure].usd))
        return KT_OK;
    status = amount_method(work, at, measure, &method, err);
    if (!status) {
        kt_figure figure = kt_figure_of_view(work, view, statistics);
        figure.id = kt_measure_name(measure);
        figure.period = kt_period_of_year(year);
        figure.value = at->amount[measure].usd;
        figure.unit = "USD";
        figure.valuation = (kt_valuation)at->amount[measure].valuation;
        figure.status = kt_work_status(work, view, statistics, measure, year);
        figure.method = kt_text_get(&method);
        status = kt_figure_put(work, &figure, out, err);
    }
    kt_text_clear(&method);
    return status;
}

/* The weaker status of two years of the leading series. */
static kt_flow_status weaker(const kt_work *work, const kt_view *view, kt_measure measure,
                             int year, int other)
{
    const kt_flow_status x = kt_work_status(work, view, view->lead, measure, year);
    const kt_flow_status y = kt_work_status(work, view, view->lead, measure, other);

    return x > y ? x : y;
}

kt_status kt_figure_growth(kt_work *work, const kt_view *view, kt_measure measure, int year,
                           const kt_figure **out, kt_error *err)
{
    kt_figure figure = kt_figure_of_view(work, view, view->lead);

    figure.id = GROWTH_ID[measure];
    figure.period = kt_period_of_year(year);
    figure.value = kt_growth_at(&view->yearly[measure], year).rate;
    figure.unit = "fraction";
    figure.status = weaker(work, view, measure, year, year - 1);
    figure.method = "value / value of the year before - 1, nominal USD";
    return kt_figure_put(work, &figure, out, err);
}

kt_status kt_figure_rate(kt_work *work, const kt_view *view, const char *id, int from, int to,
                         double rate, const char *method, const kt_figure **out, kt_error *err)
{
    kt_figure figure = kt_figure_of_view(work, view, view->lead);

    figure.id = id;
    figure.period = (kt_period){kt_period_of_year(from).first, kt_period_of_year(to).last};
    figure.value = rate;
    figure.unit = "fraction";
    figure.status = weaker(work, view, KT_MEASURE_TURNOVER, from, to);
    figure.method = method;
    return kt_figure_put(work, &figure, out, err);
}
