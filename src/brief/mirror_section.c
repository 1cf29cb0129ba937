/* mirror_section.c: the two statements of each direction side by side, and what may explain
 * that they differ. Causes are candidates, never findings, and nobody is said to be wrong. */
#include "brief_internal.h"

#include <math.h>

static const char *const GAP_ID[] = {NULL, "mirror_gap_export", "mirror_gap_import"};

typedef struct pages {
    kt_work *work;
    kt_mirror_peers *peers; /* of the last year; NULL unknown */
    double scale;
} pages;

/* The gap as a figure of one side's view. Seen from b, a's export is b's import. */
static kt_status gap_figure(kt_work *work, char side, kt_measure direction,
                            const kt_mirror_gap *gap, const kt_figure **out, kt_error *err)
{
    const kt_view *view = &work->view[side == 'a' ? 0 : 1];
    kt_figure figure = kt_figure_of_view(work, view, KT_STATISTICS_OWN);

    figure.reporter = view->self;
    figure.id = GAP_ID[direction];
    figure.period = kt_period_of_year(gap->year);
    figure.value = gap->ratio;
    figure.unit = "ratio";
    figure.method = "importer's value (CIF) / exporter's value (FOB)";
    return kt_figure_put(work, &figure, out, err);
}

static kt_status both_figures(kt_work *work, kt_measure direction, const kt_mirror_gap *gap,
                              const kt_figure **out, kt_error *err)
{
    const kt_figure *seen_from_b;
    const kt_measure back =
        direction == KT_MEASURE_EXPORT ? KT_MEASURE_IMPORT : KT_MEASURE_EXPORT;

    KT_TRY(gap_figure(work, 'a', direction, gap, out, err));
    return gap_figure(work, 'b', back, gap, &seen_from_b, err);
}

/* ---- sentences --------------------------------------------------------------------------- */

static const char *cause_key(unsigned cause)
{
    switch (cause) {
    case KT_CAUSE_VALUATION:
        return "cause.valuation";
    case KT_CAUSE_ORIGIN:
        return "cause.origin";
    case KT_CAUSE_REEXPORT:
        return "cause.reexport";
    case KT_CAUSE_TIMING:
        return "cause.timing";
    case KT_CAUSE_CONFIDENTIALITY:
        return "cause.confidentiality";
    default:
        return "cause.break";
    }
}

/* What each side states for the direction, and their ratio. */
static kt_status say_gap(pages *p, kt_measure direction, const kt_mirror_gap *gap,
                         kt_error *err)
{
    kt_work *work = p->work;
    const kt_view *view = &work->view[0];
    const kt_figure *ratio, *own, *other, *share = NULL;

    KT_TRY(both_figures(work, direction, gap, &ratio, err));
    KT_TRY(kt_figure_amount(work, view, KT_STATISTICS_OWN, direction, gap->year, &own, err));
    KT_TRY(
        kt_figure_amount(work, view, KT_STATISTICS_MIRROR, direction, gap->year, &other, err));
    if (!ratio || !own || !other)
        return KT_OK;
    KT_SAY(work, direction == KT_MEASURE_EXPORT ? "mirror.export" : "mirror.import", err,
           KT_SAY_VIEW(view), KT_SAY_YEAR("year", gap->year), KT_SAY_MONEY("own", own),
           KT_SAY_MONEY("mirror", other), KT_SAY_RATIO("ratio", ratio));
    kt_mirror_gap rated = *gap;
    if (p->peers)
        kt_mirror_rate(p->peers, &rated);
    if (isnan(rated.percentile))
        return KT_OK;
    kt_figure figure = kt_figure_of_view(work, view, KT_STATISTICS_OWN);
    figure.id = direction == KT_MEASURE_EXPORT ? "mirror_percentile_export"
                                               : "mirror_percentile_import";
    figure.period = kt_period_of_year(gap->year);
    figure.value = rated.percentile;
    figure.unit = "fraction";
    figure.method = "share of the two countries' flows of like size with all partners in that "
                    "year whose two statements are closer to each other";
    KT_TRY(kt_figure_put(work, &figure, &share, err));
    KT_SAY(work, "mirror.percentile", err, KT_SAY_PERCENT("share", share),
           KT_SAY_TEXT("none", share->value > 0.0 ? "no" : "yes"));
    return KT_OK;
}

/* The causes that come into question, one item each. */
static kt_status say_causes(kt_work *work, unsigned causes, const kt_break *at_break,
                            kt_error *err)
{
    if (causes == 0)
        return KT_OK;
    KT_TRY(kt_say_block(work, KT_BLOCK_PARAGRAPH, "mirror.causes", NULL, 0, err));
    for (unsigned cause = KT_CAUSE_VALUATION; cause <= KT_CAUSE_BREAK; cause *= 2) {
        if (!(causes & cause))
            continue;
        if (cause == KT_CAUSE_BREAK && at_break) {
            const char *text;
            KT_TRY(kt_say_break(work, at_break, &text, err));
            KT_TRY(kt_document_add_text(work->brief->document, KT_BLOCK_ITEM, text, err));
        } else {
            KT_TRY(kt_say_block(work, KT_BLOCK_ITEM, cause_key(cause), NULL, 0, err));
        }
    }
    return KT_OK;
}

/* ---- table ------------------------------------------------------------------------------- */

static kt_status put_statement(pages *p, kt_table *table, kt_statistics statistics,
                               kt_measure direction, int year, kt_error *err)
{
    const kt_figure *figure;
    const char *shown;

    KT_TRY(kt_figure_amount(p->work, &p->work->view[0], statistics, direction, year, &figure,
                            err));
    if (figure)
        KT_TRY(kt_document_cite(p->work->brief->document, figure->key, err));
    KT_TRY(kt_amount_cell(p->work, figure, p->scale, &shown, err));
    kt_table_number(table, figure ? figure->value : NAN, shown);
    return KT_OK;
}

static kt_status put_year(pages *p, kt_table *table, int year, bool *filled, kt_error *err)
{
    kt_table_row(table);
    kt_table_integer(table, year);
    for (int d = KT_MEASURE_EXPORT; d <= KT_MEASURE_IMPORT; d++) {
        const kt_mirror_gap *gap = kt_mirror_at(&p->work->gaps[d], year);
        const kt_figure *ratio = NULL;
        const char *shown = NULL;
        KT_TRY(put_statement(p, table, KT_STATISTICS_OWN, (kt_measure)d, year, err));
        KT_TRY(put_statement(p, table, KT_STATISTICS_MIRROR, (kt_measure)d, year, err));
        if (gap)
            KT_TRY(both_figures(p->work, (kt_measure)d, gap, &ratio, err));
        if (ratio)
            KT_TRY(kt_document_cite(p->work->brief->document, ratio->key, err));
        if (gap && gap->standing == KT_MIRROR_FILLED) {
            *filled = true;
            KT_TRY(kt_say_label(p->work, "cell.filled", &shown, err));
        } else if (ratio && gap->at_break) {
            const kt_word word = KT_SAY_RATIO("ratio", ratio);
            KT_TRY(kt_say(p->work, "cell.ratio_at_break", &word, 1, &shown, err));
        }
        kt_table_number(table, ratio ? ratio->value : NAN, shown);
    }
    return KT_OK;
}

static kt_status add_columns(pages *p, kt_table *table, kt_error *err)
{
    static const char *const key[] = {"export_own_usd",    "export_mirror_usd",
                                      "mirror_gap_export", "import_own_usd",
                                      "import_mirror_usd", "mirror_gap_import"};
    static const char *const label[] = {"column.export_by", "column.export_by", "column.ratio",
                                        "column.import_by", "column.import_by", "column.ratio"};
    const kt_view *view = &p->work->view[0];
    const char *title;

    KT_TRY(kt_say_label(p->work, "column.year", &title, err));
    kt_table_column(table, &(kt_column){.key = "year", .title = title, .align = KT_RIGHT});
    for (int n = 0; n < 6; n++) {
        const kt_word by = KT_SAY_COUNTRY("reporter", n % 3 == 0 ? view->self : view->other);
        KT_TRY(kt_say(p->work, label[n], &by, 1, &title, err));
        kt_table_column(table, &(kt_column){.key = key[n],
                                            .title = title,
                                            .align = KT_RIGHT,
                                            .decimals = n % 3 == 2 ? 2 : 1,
                                            .scale = n % 3 == 2 ? 1.0 : p->scale});
    }
    return KT_OK;
}

static kt_status fill_table(pages *p, kt_table *table, const char *unit, kt_error *err)
{
    const char *text;
    bool filled = false;
    const kt_word words[] = {KT_SAY_VIEW(&p->work->view[0]), KT_SAY_TEXT("unit", unit)};

    KT_TRY(kt_say(p->work, "mirror.table", words, 3, &text, err));
    kt_table_title(table, text);
    KT_TRY(add_columns(p, table, err));
    for (int year = p->work->first_year; year <= p->work->last_year; year++)
        if (kt_mirror_at(&p->work->gaps[KT_MEASURE_EXPORT], year) ||
            kt_mirror_at(&p->work->gaps[KT_MEASURE_IMPORT], year))
            KT_TRY(put_year(p, table, year, &filled, err));
    KT_TRY(kt_say_label(p->work, "note.ratio", &text, err));
    kt_table_note(table, text);
    if (filled) {
        KT_TRY(kt_say_label(p->work, "note.filled", &text, err));
        kt_table_note(table, text);
    }
    return KT_OK;
}

static kt_status add_table(pages *p, const char *unit, kt_error *err)
{
    kt_table *table = NULL;

    KT_TRY(kt_table_new(&table, err));
    const kt_status status = fill_table(p, table, unit, err);
    if (status) {
        kt_table_free(table);
        return status;
    }
    return kt_document_add_table(p->work->brief->document, table, err);
}

/* ---- section ----------------------------------------------------------------------------- */

/* Last year of the brief with a ratio in either direction; 0: none. */
static int last_ratio(const pages *p)
{
    for (int year = p->work->last_year; year >= p->work->first_year; year--)
        for (int d = KT_MEASURE_EXPORT; d <= KT_MEASURE_IMPORT; d++) {
            const kt_mirror_gap *gap = kt_mirror_at(&p->work->gaps[d], year);
            if (gap && !isnan(gap->ratio))
                return year;
        }
    return 0;
}

/* The two countries' other flows of that year: what their two statistics usually make of a flow
 * of that size. (All countries' flows would say less of these two and cost a scan of the year.)
 */
static kt_status gather_peers(pages *p, int year, kt_error *err)
{
    const kt_work *work = p->work;

    if (work->source->dataset < 0 || work->source->dataset != work->rank_dataset ||
        work->peer_year != year)
        return KT_OK;
    return kt_mirror_peers_of(work->peer, work->n_peers, &p->peers, err);
}

static kt_status tell(pages *p, int year, kt_error *err)
{
    unsigned causes = 0;
    const kt_break *at_break = NULL;
    const char *unit_key, *unit;

    p->scale = kt_unit_scale(p->work, &unit_key);
    KT_TRY(gather_peers(p, year, err));
    KT_TRY(kt_say_section(p->work, "mirror", err));
    for (int d = KT_MEASURE_EXPORT; d <= KT_MEASURE_IMPORT; d++) {
        const kt_mirror_gap *gap = kt_mirror_at(&p->work->gaps[d], year);
        if (!gap || isnan(gap->ratio))
            continue;
        KT_TRY(say_gap(p, (kt_measure)d, gap, err));
        causes |= gap->causes;
        at_break = gap->at_break ? gap->at_break : at_break;
    }
    KT_TRY(kt_say_end(p->work, KT_BLOCK_PARAGRAPH, err));
    KT_TRY(say_causes(p->work, causes, at_break, err));
    KT_TRY(kt_say_label(p->work, unit_key, &unit, err));
    return add_table(p, unit, err);
}

kt_status kt_section_mirror(kt_work *work, kt_error *err)
{
    kt_status status = KT_OK;
    pages p = {.work = work};
    const int year = last_ratio(&p);

    if (year != 0)
        status = tell(&p, year, err);
    kt_mirror_peers_free(p.peers);
    return status;
}
