/* target_section.c: how far the pair is from a turnover that was asked about, by each side's
 * own statistics. A target says nothing of whose statistics it is measured in; so both are. */
#include "brief_internal.h"

#include <kontor/target.h>

#include <math.h>

/* One number of the target's path as a figure. */
static kt_status put(kt_work *work, const kt_view *view, const char *id, double value,
                     const char *unit, const char *method, const kt_figure **out, kt_error *err)
{
    kt_figure figure = kt_figure_of_view(work, view, view->lead);
    const int until = work->request->target_year;

    figure.id = id;
    figure.period = kt_period_of_year(view->year);
    if (until > view->year)
        figure.period.last = kt_period_of_year(until).last;
    figure.value = value;
    figure.unit = unit;
    figure.method = method;
    return kt_figure_put(work, &figure, out, err);
}

static kt_status tell_view(kt_work *work, const kt_view *view, kt_error *err)
{
    const kt_figure *turnover, *target, *gap, *reached, *required;
    const double wanted = work->request->target_usd;
    const int until = work->request->target_year;

    KT_TRY(kt_figure_amount(work, view, view->lead, KT_MEASURE_TURNOVER, view->year, &turnover,
                            err));
    if (!turnover)
        return KT_OK;
    const kt_target_path path =
        kt_target_path_of(turnover->value, wanted, until != 0 ? until - view->year : 0);
    KT_TRY(put(work, view, "target_turnover", wanted, "USD", "asked for", &target, err));
    KT_TRY(put(work, view, "target_gap", path.gap_usd, "USD", "target - value", &gap, err));
    KT_TRY(put(work, view, "target_reached", path.reached, "fraction", "value / target",
               &reached, err));
    KT_TRY(put(work, view, "target_growth", path.required_rate, "fraction",
               "(target / value)^(1/years) - 1, a year", &required, err));
    KT_SAY(work, path.gap_usd > 0.0 ? "target.gap" : "target.reached", err,
           KT_SAY_WHOSE(work, view, view->lead), KT_SAY_VIEW(view),
           KT_SAY_YEAR("year", view->year), KT_SAY_MONEY("turnover", turnover),
           KT_SAY_MONEY("target", target), KT_SAY_MONEY("gap", gap),
           KT_SAY_PERCENT("reached", reached));
    if (path.gap_usd > 0.0 && required)
        KT_SAY(work, "target.required", err, KT_SAY_YEAR("until", until),
               KT_SAY_PERCENT("rate", required), KT_SAY_COUNT("n", until - view->year));
    return kt_say_end(work, KT_BLOCK_PARAGRAPH, err);
}

kt_status kt_section_target(kt_work *work, kt_error *err)
{
    const kt_view *first = &work->view[0], *second = &work->view[1];

    if (isnan(work->request->target_usd) || work->source->kind == KT_SOURCE_STATEMENTS)
        return KT_OK;
    KT_TRY(kt_say_section(work, "target", err));
    if (first->year != 0)
        KT_TRY(tell_view(work, first, err));
    if (second->year != 0 && (first->year == 0 || (second->lead == KT_STATISTICS_OWN &&
                                                   first->lead == KT_STATISTICS_OWN)))
        KT_TRY(tell_view(work, second, err));
    return kt_say_block(work, KT_BLOCK_NOTE, "note.target", NULL, 0, err);
}
