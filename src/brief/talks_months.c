/* talks_months.c: what is known of months and parts of years: from the newest dataset that
 * holds any of the pair, else from cited figures. The newest first; never added up, and never
 * held against whole years. */
#include "talks.h"

#include <math.h>
#include <string.h>

enum { MOST_ROWS = 6 };

typedef struct months {
    kt_work *work;
    const kt_dataset *dataset;
    const kt_dataset_info *info;
    kt_table *table;
    kt_flow *flow; /* MOST_ROWS of them, the newest */
    int64_t n_flows;
    double scale;
} months;

static bool is_part_of_a_year(kt_period period)
{
    return period.last - period.first < 11;
}

/* True where x is told before y: the later end, then the longer period, then who states it. */
static bool goes_before(const kt_flow *x, const kt_flow *y)
{
    if (x->period.last != y->period.last)
        return x->period.last > y->period.last;
    if (x->period.first != y->period.first)
        return x->period.first < y->period.first;
    return x->stated_by < y->stated_by;
}

static kt_status keep(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    months *m = with;

    (void)err;
    for (int64_t r = 0; r < n_rows; r++) {
        if (!is_part_of_a_year(rows[r].period) || rows[r].value == KT_NONE)
            continue;
        if (m->n_flows == MOST_ROWS && !goes_before(&rows[r], &m->flow[MOST_ROWS - 1]))
            continue;
        int64_t at = m->n_flows < MOST_ROWS ? m->n_flows++ : MOST_ROWS - 1;
        while (at > 0 && goes_before(&rows[r], &m->flow[at - 1])) {
            m->flow[at] = m->flow[at - 1];
            at--;
        }
        m->flow[at] = rows[r];
    }
    return KT_OK;
}

static kt_status gather(months *m, kt_error *err)
{
    const kt_country a = m->work->request->a, b = m->work->request->b;
    kt_filter filter = {
        .exporter = a, .importer = b, .kinds = 1u << KT_GOODS, .level = KT_LEVEL_TOTAL};

    KT_TRY(kt_dataset_scan(m->dataset, &filter, keep, m, err));
    filter.exporter = b;
    filter.importer = a;
    return kt_dataset_scan(m->dataset, &filter, keep, m, err);
}

/* ---- one line ---------------------------------------------------------------------------- */

static kt_status begin_row(months *m, kt_period period, const char *flow, const kt_view *view,
                           kt_error *err)
{
    const char *text;
    kt_text key = {0};
    const kt_word words[] = {KT_SAY_VIEW(view)};

    KT_TRY(kt_say_period(m->work, period, &text, err));
    kt_table_row(m->table);
    kt_table_text(m->table, text);
    kt_status status = kt_text_format(&key, err, "flow.%s", flow);
    if (!status)
        status = kt_say(m->work, kt_text_get(&key), words, 2, &text, err);
    if (!status)
        kt_table_text(m->table, text);
    kt_text_clear(&key);
    return status;
}

static kt_status put_flow(months *m, const kt_flow *flow, kt_error *err)
{
    kt_work *work = m->work;
    const bool export_of_a = flow->exporter.code == work->request->a.code;
    const kt_view *view = &work->view[0];
    const bool own = (flow->stated_by == KT_BY_EXPORTER) == export_of_a;
    const kt_statistics whose = flow->stated_by == KT_RECONCILED ? KT_STATISTICS_RECONCILED
                                : own                            ? KT_STATISTICS_OWN
                                                                 : KT_STATISTICS_MIRROR;
    const kt_figure *value;
    const char *shown, *source;
    kt_figure figure = kt_figure_of_view(work, view, whose);

    figure.id = export_of_a ? "export" : "import";
    figure.period = flow->period;
    figure.value = kt_dataset_usd(m->dataset, flow->value);
    figure.unit = "USD";
    figure.valuation = (kt_valuation)flow->valuation;
    figure.status = (kt_flow_status)flow->status;
    figure.dataset = m->info->name;
    figure.vintage = m->info->version;
    figure.method = "stated";
    KT_TRY(kt_figure_put(work, &figure, &value, err));
    KT_TRY(kt_document_cite(work->brief->document, value->key, err));
    KT_TRY(begin_row(m, flow->period, figure.id, view, err));
    KT_TRY(kt_amount_cell(work, value, m->scale, &shown, err));
    kt_table_number(m->table, value->value, shown);
    const kt_word words[] = {KT_SAY_WHOSE(work, view, whose)};
    KT_TRY(kt_say(work, "chart.line", words, 3, &source, err));
    kt_table_text(m->table, source);
    return KT_OK;
}

/* ---- cited figures ----------------------------------------------------------------------- */

static bool is_told(const kt_fact *fact)
{
    return is_part_of_a_year(fact->period) && !isnan(fact->value_usd) &&
           strcmp(fact->status, "plan") != 0 && fact->product[0] == '\0' &&
           fact->hs[0] == '\0' &&
           (strcmp(fact->flow, "turnover") == 0 || strcmp(fact->flow, "export") == 0 ||
            strcmp(fact->flow, "import") == 0);
}

static kt_status put_fact(months *m, const kt_fact *fact, kt_error *err)
{
    kt_work *work = m->work;
    char code[5], vintage[16] = "";
    const bool from_a = strcmp(fact->a, kt_country_print(work->request->a, code)) == 0;
    const kt_figure *value;
    kt_text key = {0};
    const char *shown;
    int64_t page;

    if (fact->source_date.year != 0)
        kt_date_print(fact->source_date, vintage);
    KT_TRY(kt_text_format(&key, err, "stated_%s.%s", fact->flow, fact->id));
    const kt_figure figure = {.key = key.data,
                              .id = "stated_months",
                              .side = from_a ? 'a' : 'b',
                              .period = fact->period,
                              .value = fact->value_usd,
                              .value_max = NAN,
                              .unit = "USD",
                              .coverage = NAN,
                              .reporter_kind = KT_REPORTER_UNNAMED,
                              .dataset = "facts",
                              .vintage = vintage,
                              .method = fact->source};
    kt_status status = kt_figure_put(work, &figure, &value, err);
    if (!status)
        status = kt_document_cite(work->brief->document, value->key, err);
    kt_text_clear(&key);
    if (!status)
        status = begin_row(m, fact->period, fact->flow, &work->view[from_a ? 0 : 1], err);
    if (!status)
        status = kt_say_modified(work, value, fact->modifier, &shown, err);
    if (!status)
        kt_table_number(m->table, value->value, shown);
    if (!status)
        status = kt_page_number(work, fact->source, fact->source_date, fact->evidence_class,
                                &page, err);
    if (status)
        return status;
    const kt_word words[] = {KT_SAY_TEXT("who", fact->stated_by),
                             KT_SAY_TEXT("named", fact->stated_by[0] != '\0' ? "yes" : "no"),
                             KT_SAY_COUNT("page", page)};
    KT_TRY(kt_say(work, "talks.stated", words, 3, &shown, err));
    kt_table_text(m->table, shown);
    return KT_OK;
}

/* From the end: facts lie in order of their periods. */
static kt_status put_facts(months *m, kt_error *err)
{
    const kt_sources *sources = &m->work->sources;
    int n_told = 0;

    for (int64_t n = sources->n_facts - 1; n >= 0 && n_told < MOST_ROWS; n--)
        if (is_told(&sources->fact[n])) {
            KT_TRY(put_fact(m, &sources->fact[n], err));
            n_told++;
        }
    return KT_OK;
}

/* ---- the section ------------------------------------------------------------------------- */

static kt_status fill(months *m, const char *unit, kt_error *err)
{
    static const char *const key[] = {"period", "what", "value_usd", "source"};
    static const char *const label[] = {"column.period", "column.what", "column.amount",
                                        "xlsx.source"};
    const char *text;
    const kt_word words[] = {KT_SAY_TEXT("unit", unit),
                             KT_SAY_TEXT("held", m->n_flows > 0 ? "yes" : "no")};

    KT_TRY(kt_say(m->work, "talks.months", words, 2, &text, err));
    kt_table_title(m->table, text);
    for (int n = 0; n < 4; n++) {
        KT_TRY(kt_say_label(m->work, label[n], &text, err));
        kt_table_column(m->table, &(kt_column){.key = key[n],
                                               .title = text,
                                               .align = n == 2 ? KT_RIGHT : KT_LEFT,
                                               .decimals = 1,
                                               .scale = n == 2 ? m->scale : 1.0});
    }
    for (int64_t n = 0; n < m->n_flows; n++)
        KT_TRY(put_flow(m, &m->flow[n], err));
    return m->n_flows > 0 ? KT_OK : put_facts(m, err);
}

static kt_status tell(months *m, kt_error *err)
{
    const char *unit_key, *unit;

    m->scale = kt_unit_scale(m->work, &unit_key);
    KT_TRY(kt_say_section(m->work, "talks_months", err));
    KT_TRY(kt_say_label(m->work, unit_key, &unit, err));
    KT_TRY(kt_table_new(&m->table, err));
    const kt_status status = fill(m, unit, err);
    if (status) {
        kt_table_free(m->table);
        return status;
    }
    return kt_document_add_table(m->work->brief->document, m->table, err);
}

kt_status kt_section_talks_months(kt_work *work, bool *told, kt_error *err)
{
    months m = {.work = work};
    kt_dataset *dataset = NULL;
    kt_status status = KT_OK;

    KT_TRY(kt_arena_new(&work->arena, &m.flow, MOST_ROWS, sizeof *m.flow, err));
    for (int64_t n = 0;
         !status && m.n_flows == 0 && n < kt_store_n_datasets(work->world->store); n++) {
        if (kt_store_damage(work->world->store, n))
            continue;
        kt_dataset_close(dataset);
        dataset = NULL;
        status = kt_dataset_open(work->world->store, n, &dataset, err);
        m.dataset = dataset;
        m.info = dataset ? kt_dataset_info_of(dataset) : NULL;
        if (!status)
            status = gather(&m, err);
    }
    bool has_facts = false;
    for (int64_t n = 0; n < work->sources.n_facts; n++)
        has_facts = has_facts || is_told(&work->sources.fact[n]);
    *told = m.n_flows > 0 || has_facts;
    if (!status && *told)
        status = tell(&m, err);
    kt_dataset_close(dataset);
    return status;
}
