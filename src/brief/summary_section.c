/* summary_section.c: the first page: how much, how it develops, as whose statistics have it,
 * which place. Everything said here is told again, with its details, further down. */
#include "brief_internal.h"

#include <math.h>

enum { MOST_BLOCS = 2 }; /* that the summary names; the others stand in their section */

/* What is known of a view's last year. */
typedef struct headline {
    const kt_figure *turnover, *export_, *import, *balance;
    const kt_figure *turnover_change, *export_change, *import_change;
} headline;

static kt_status gather(kt_work *work, const kt_view *view, headline *out, kt_error *err)
{
    const int year = view->year;
    const kt_statistics lead = view->lead;

    KT_TRY(kt_figure_amount(work, view, lead, KT_MEASURE_TURNOVER, year, &out->turnover, err));
    KT_TRY(kt_figure_amount(work, view, lead, KT_MEASURE_EXPORT, year, &out->export_, err));
    KT_TRY(kt_figure_amount(work, view, lead, KT_MEASURE_IMPORT, year, &out->import, err));
    KT_TRY(kt_figure_amount(work, view, lead, KT_MEASURE_BALANCE, year, &out->balance, err));
    KT_TRY(kt_figure_growth(work, view, KT_MEASURE_TURNOVER, year, &out->turnover_change, err));
    KT_TRY(kt_figure_growth(work, view, KT_MEASURE_EXPORT, year, &out->export_change, err));
    return kt_figure_growth(work, view, KT_MEASURE_IMPORT, year, &out->import_change, err);
}

/* Both directions are there. */
static kt_status say_turnover(kt_work *work, const kt_view *view, const headline *h,
                              kt_error *err)
{
    const int year = view->year;

    if (h->turnover->value == 0.0) {
        KT_SAY(work, "summary.zero", err, KT_SAY_WHOSE(work, view, view->lead),
               KT_SAY_VIEW(view), KT_SAY_YEAR("year", year),
               KT_SAY_MONEY("turnover", h->turnover));
        return KT_OK;
    }
    KT_SAY(work, "summary.turnover", err, KT_SAY_WHOSE(work, view, view->lead),
           KT_SAY_VIEW(view), KT_SAY_YEAR("year", year), KT_SAY_MONEY("turnover", h->turnover),
           KT_SAY_TEXT("direction", kt_direction_word(h->turnover_change)),
           KT_SAY_PERCENT("change", h->turnover_change));
    KT_SAY(work, "summary.flows", err, KT_SAY_VIEW(view), KT_SAY_MONEY("export", h->export_),
           KT_SAY_TEXT("export_known", kt_known_word(h->export_change)),
           KT_SAY_CHANGE("export_change", h->export_change), KT_SAY_MONEY("import", h->import),
           KT_SAY_TEXT("import_known", kt_known_word(h->import_change)),
           KT_SAY_CHANGE("import_change", h->import_change));
    const double balance = h->balance->value;
    KT_SAY(work, "summary.balance", err, KT_SAY_VIEW(view),
           KT_SAY_TEXT("sign", balance > 0.0   ? "surplus"
                               : balance < 0.0 ? "deficit"
                                               : "even"),
           KT_SAY_MONEY("balance", h->balance));
    return KT_OK;
}

static kt_status say_view(kt_work *work, const kt_view *view, kt_error *err)
{
    headline h = {0};
    const kt_growth growth = kt_growth_at(&view->yearly[KT_MEASURE_TURNOVER], view->year);

    KT_TRY(gather(work, view, &h, err));
    if (h.turnover) {
        KT_TRY(say_turnover(work, view, &h, err));
    } else if (h.export_) {
        KT_SAY(work, "summary.export_only", err, KT_SAY_WHOSE(work, view, view->lead),
               KT_SAY_VIEW(view), KT_SAY_YEAR("year", view->year),
               KT_SAY_MONEY("export", h.export_),
               KT_SAY_TEXT("direction", kt_direction_word(h.export_change)),
               KT_SAY_PERCENT("change", h.export_change));
    } else if (h.import) {
        KT_SAY(work, "summary.import_only", err, KT_SAY_WHOSE(work, view, view->lead),
               KT_SAY_VIEW(view), KT_SAY_YEAR("year", view->year),
               KT_SAY_MONEY("import", h.import),
               KT_SAY_TEXT("direction", kt_direction_word(h.import_change)),
               KT_SAY_PERCENT("change", h.import_change));
    }
    const kt_figure *any = h.turnover ? h.turnover : h.export_ ? h.export_ : h.import;
    if (any && any->status != KT_REPORTED)
        KT_SAY(work, "summary.status", err, KT_SAY_YEAR("year", view->year),
               KT_SAY_TEXT("status", kt_flow_status_name(any->status)));
    if (h.turnover && growth.gap == KT_RATE_BREAK)
        KT_SAY(work, "summary.at_break", err, KT_SAY_YEAR("year", view->year));
    return kt_say_end(work, KT_BLOCK_PARAGRAPH, err);
}

/* The other country's own statistics, where they are not those told already. */
static kt_status say_other_side(kt_work *work, kt_error *err)
{
    const kt_view *view = &work->view[1];
    const kt_figure *turnover, *change;

    if (view->year == 0 || view->lead != KT_STATISTICS_OWN ||
        work->view[0].lead != KT_STATISTICS_OWN)
        return KT_OK;
    KT_TRY(kt_figure_amount(work, view, view->lead, KT_MEASURE_TURNOVER, view->year, &turnover,
                            err));
    KT_TRY(kt_figure_growth(work, view, KT_MEASURE_TURNOVER, view->year, &change, err));
    if (!turnover)
        return KT_OK;
    KT_SAY(work, "summary.other_side", err, KT_SAY_VIEW(view), KT_SAY_YEAR("year", view->year),
           KT_SAY_MONEY("turnover", turnover),
           KT_SAY_TEXT("direction", kt_direction_word(change)),
           KT_SAY_PERCENT("change", change));
    return kt_say_end(work, KT_BLOCK_PARAGRAPH, err);
}

/* Said where a side's own figures are no report and the other's are told instead. */
static kt_status say_no_report(kt_work *work, kt_error *err)
{
    for (int v = 0; v < 2; v++)
        if (work->view[v].no_report)
            KT_SAY(work, "summary.no_report", err, KT_SAY_VIEW(&work->view[v]),
                   KT_SAY_YEAR("year", work->view[v].year));
    return kt_say_end(work, KT_BLOCK_NOTE, err);
}

static kt_status say_places(kt_work *work, const kt_view *view, kt_error *err)
{
    int n_blocs = 0;

    for (int64_t n = 0; n < view->n_places; n++) {
        const kt_place *place = &view->place[n];
        if (!place->rank[KT_MEASURE_TURNOVER] || place->year != view->place[0].year)
            continue;
        if (place->bloc && n_blocs++ == MOST_BLOCS)
            break;
        KT_TRY(kt_say_place(work, view, place, err));
    }
    return kt_say_end(work, KT_BLOCK_PARAGRAPH, err);
}

kt_status kt_section_summary(kt_work *work, kt_error *err)
{
    const kt_view *first = &work->view[0], *second = &work->view[1];

    KT_TRY(kt_say_section(work, "summary", err));
    if (work->source->kind == KT_SOURCE_STATEMENTS) {
        KT_TRY(kt_say_block(work, KT_BLOCK_PARAGRAPH, "summary.statements_only", NULL, 0, err));
    } else {
        KT_TRY(say_view(work, first->year != 0 ? first : second, err));
        if (first->year != 0)
            KT_TRY(say_other_side(work, err));
        KT_TRY(say_no_report(work, err));
        KT_TRY(kt_say_cagr(work, first->year != 0 ? first : second, err));
        KT_TRY(kt_say_end(work, KT_BLOCK_PARAGRAPH, err));
    }
    KT_TRY(say_places(work, first, err));
    KT_TRY(say_places(work, second, err));
    KT_TRY(kt_say_rank_dataset(work, err));
    KT_TRY(kt_say_end(work, KT_BLOCK_NOTE, err));
    if (work->source->kind == KT_SOURCE_FACTS) {
        const kt_word origin = KT_SAY_TEXT("origin", work->source->origin);
        KT_TRY(kt_say_block(work, KT_BLOCK_NOTE, "summary.facts", &origin, 1, err));
    }
    return KT_OK;
}
