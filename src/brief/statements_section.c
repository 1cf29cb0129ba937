/* statements_section.c: what has been said about the pair's trade: cited figures, each with its
 * page and class of evidence. They stand beside the statistics and are never mixed with them.
 *
 * Figures of the same event, period and kind are one piece of evidence and one row; the row
 * shown is the first, in the register's order. */
#include "brief_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ROWS = 24 };

typedef struct choice {
    const kt_fact **fact;
    int64_t n_facts, n_left_out;
} choice;

/* What the series told above says of the fact's flow and year by the statistics that the fact
 * names; NaN where that is not known. */
static double series_value(const kt_work *work, const kt_fact *fact)
{
    kt_country whose;
    const int year = kt_period_year(fact->period);

    if (year == 0 || !kt_country_parse(kt_slice_of(fact->statistics_of), &whose))
        return NAN;
    for (int v = 0; v < 2; v++) {
        char code[5];
        const kt_view *view = &work->view[v];
        if (strcmp(fact->a, kt_country_print(view->self, code)) != 0)
            continue;
        const kt_statistics by =
            whose.code == view->self.code ? KT_STATISTICS_OWN : KT_STATISTICS_MIRROR;
        for (int m = KT_MEASURE_TURNOVER; m < KT_N_MEASURES; m++)
            if (strcmp(fact->flow, kt_measure_name((kt_measure)m)) == 0)
                return kt_series_usd(&view->series[by], (kt_measure)m, year);
    }
    return NAN;
}

/* True where the fact is a statistic that the series tells already: the same number to three
 * digits. One that differs is told. */
static bool is_in_series(const kt_work *work, const kt_fact *fact)
{
    const double told = series_value(work, fact);

    return fact->evidence_class == 1 && isnan(fact->growth) && isnan(fact->share) &&
           fabs(fact->value_usd - told) <= 5e-4 * fabs(told);
}

/* A statement is kept from the first year of the brief on; later ones too, as what was said
 * last matters most, unless the reader asked for an end. */
static bool is_in_years(const kt_work *work, const kt_fact *fact)
{
    const int first = fact->period.first / 12, last = fact->period.last / 12;

    return (work->first_year == 0 || last >= work->first_year) &&
           (work->request->last_year == 0 || first <= work->request->last_year);
}

static bool same_evidence(const kt_fact *x, const kt_fact *y)
{
    const bool same_event = x->event[0] != '\0' ? strcmp(x->event, y->event) == 0
                                                : strcmp(x->source, y->source) == 0;

    return same_event && kt_period_equal(x->period, y->period) &&
           strcmp(x->flow, y->flow) == 0 && strcmp(x->a, y->a) == 0 &&
           strcmp(x->product, y->product) == 0;
}

static bool is_told(const choice *c, const kt_fact *fact)
{
    for (int64_t n = 0; n < c->n_facts; n++)
        if (same_evidence(c->fact[n], fact))
            return true;
    return false;
}

/* Leave out rows until the table is short enough: weakest class first, of these the oldest. */
static void shorten(choice *c)
{
    while (c->n_facts > MOST_ROWS) {
        int64_t worst = 0;
        for (int64_t n = 1; n < c->n_facts; n++)
            if (c->fact[n]->evidence_class > c->fact[worst]->evidence_class)
                worst = n;
        memmove(c->fact + worst, c->fact + worst + 1,
                (size_t)(c->n_facts - worst - 1) * sizeof(kt_fact *));
        c->n_facts--;
        c->n_left_out++;
    }
}

static kt_status choose(kt_work *work, choice *c, kt_error *err)
{
    const kt_sources *sources = &work->sources;

    KT_TRY(kt_arena_new(&work->arena, &c->fact, sources->n_facts + 1, sizeof(kt_fact *), err));
    for (int64_t n = 0; n < sources->n_facts; n++) {
        const kt_fact *fact = &sources->fact[n];
        if (fact->product[0] == '\0' && fact->hs[0] == '\0' && !is_in_series(work, fact) &&
            is_in_years(work, fact) && !is_told(c, fact))
            c->fact[c->n_facts++] = fact;
    }
    shorten(c);
    return KT_OK;
}

/* ---- one row ----------------------------------------------------------------------------- */

static kt_status figure_of(kt_work *work, const kt_fact *fact, const char *what, double value,
                           const char *unit, const kt_figure **out, kt_error *err)
{
    kt_status status;
    kt_text id = {0}, key = {0}, method = {0};
    char a_code[5], vintage[16] = "";
    const bool from_a = strcmp(fact->a, kt_country_print(work->request->a, a_code)) == 0;
    kt_figure figure = {.side = from_a ? 'a' : 'b',
                        .period = fact->period,
                        .value = value,
                        .value_max = NAN,
                        .coverage = NAN,
                        .unit = unit,
                        .reporter_kind = KT_REPORTER_UNNAMED,
                        .status = KT_REPORTED,
                        .dataset = "facts",
                        .vintage = vintage};

    *out = NULL;
    if (kt_country_parse(kt_slice_of(fact->statistics_of), &figure.reporter))
        figure.reporter_kind = KT_REPORTER_COUNTRY;
    if (fact->source_date.year != 0)
        kt_date_print(fact->source_date, vintage);
    status = kt_text_format(&id, err, "stated_%s%s", what, fact->flow);
    if (!status)
        status = kt_text_format(&key, err, "stated_%s%s.%s", what, fact->flow, fact->id);
    if (!status)
        status =
            kt_text_format(&method, err, "cited %s; %s; class %d; stated by %s; %s", fact->id,
                           fact->modifier, fact->evidence_class, fact->stated_by, fact->source);
    if (!status) {
        figure.id = id.data;
        figure.key = key.data;
        figure.method = method.data;
        status = kt_figure_put(work, &figure, out, err);
    }
    if (!status && *out)
        status = kt_document_cite(work->brief->document, (*out)->key, err);
    kt_text_clear(&method);
    kt_text_clear(&key);
    kt_text_clear(&id);
    return status;
}

static kt_status put_change(kt_work *work, kt_table *table, const kt_figure *growth,
                            kt_error *err)
{
    kt_status status;
    kt_text text = {0};

    if (!growth) {
        kt_table_missing(table, "");
        return KT_OK;
    }
    status = kt_amount_percent(work, growth, KT_SIGN_ALWAYS, &text, err);
    if (!status)
        kt_table_fraction(table, growth->value, kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

/* Amount with its hedge; a share where no amount is stated. */
static kt_status put_amount(kt_work *work, kt_table *table, const kt_fact *fact,
                            const kt_figure *value, const kt_figure *share, kt_error *err)
{
    const char *shown = "";

    if (value) {
        KT_TRY(kt_say_modified(work, value, fact->modifier, &shown, err));
        kt_table_number(table, value->value, shown);
        return KT_OK;
    }
    if (share) {
        const kt_word word = KT_SAY_PERCENT("share", share);
        KT_TRY(kt_say(work, "statement.share", &word, 1, &shown, err));
    }
    kt_table_missing(table, shown);
    return KT_OK;
}

static kt_status put_what(kt_work *work, kt_table *table, const kt_fact *fact, kt_error *err)
{
    kt_status status;
    kt_text key = {0};
    const char *text = fact->flow;
    char a_code[5];
    const bool from_a = strcmp(fact->a, kt_country_print(work->request->a, a_code)) == 0;

    status = kt_text_format(&key, err, "flow.%s", fact->flow);
    if (!status && kt_phrase(work->world->phrases, key.data).data) {
        const kt_word words[] = {KT_SAY_VIEW(&work->view[from_a ? 0 : 1])};
        status = kt_say(work, key.data, words, 2, &text, err);
    }
    if (!status)
        kt_table_text(table, text);
    kt_text_clear(&key);
    return status;
}

static kt_status put_fact(kt_work *work, kt_table *table, const kt_fact *fact, kt_error *err)
{
    const kt_figure *value, *growth, *share;
    const char *period;
    char reference[32];
    int64_t page;

    KT_TRY(figure_of(work, fact, "", fact->value_usd, "USD", &value, err));
    KT_TRY(figure_of(work, fact, "growth_", fact->growth, "fraction", &growth, err));
    KT_TRY(figure_of(work, fact, "share_", fact->share, "fraction", &share, err));
    KT_TRY(kt_say_period(work, fact->period, &period, err));
    KT_TRY(kt_page_number(work, fact->source, fact->source_date, fact->evidence_class, &page,
                          err));
    kt_table_row(table);
    kt_table_text(table, period);
    KT_TRY(put_what(work, table, fact, err));
    KT_TRY(put_amount(work, table, fact, value, share, err));
    KT_TRY(put_change(work, table, growth, err));
    kt_table_integer(table, fact->evidence_class);
    kt_table_text(table, fact->stated_by);
    snprintf(reference, sizeof reference, "[%lld]", (long long)page);
    kt_table_text(table, reference);
    return KT_OK;
}

/* ---- section ----------------------------------------------------------------------------- */

static kt_status add_columns(kt_work *work, kt_table *table, kt_error *err)
{
    static const struct {
        const char *key, *label;
        kt_align align;
    } column[] = {
        {"period", "column.period", KT_LEFT},     {"what", "column.what", KT_LEFT},
        {"value_usd", "column.amount", KT_RIGHT}, {"growth", "column.change", KT_RIGHT},
        {"class", "column.class", KT_RIGHT},      {"stated_by", "column.who", KT_LEFT},
        {"source", "column.source", KT_LEFT}};

    for (size_t n = 0; n < sizeof column / sizeof *column; n++) {
        const char *title;
        KT_TRY(kt_say_label(work, column[n].label, &title, err));
        kt_table_column(table, &(kt_column){.key = column[n].key,
                                            .title = title,
                                            .align = column[n].align,
                                            .decimals = 1});
    }
    return KT_OK;
}

static kt_status fill_table(kt_work *work, const choice *c, kt_table *table, kt_error *err)
{
    const char *text;

    KT_TRY(add_columns(work, table, err));
    for (int64_t n = 0; n < c->n_facts; n++)
        KT_TRY(put_fact(work, table, c->fact[n], err));
    if (c->n_left_out > 0) {
        const kt_word more = KT_SAY_COUNT("n", c->n_left_out);
        KT_TRY(kt_say(work, "note.more_statements", &more, 1, &text, err));
        kt_table_note(table, text);
    }
    return KT_OK;
}

kt_status kt_section_statements(kt_work *work, kt_error *err)
{
    choice c = {0};
    kt_table *table = NULL;

    KT_TRY(choose(work, &c, err));
    if (c.n_facts == 0)
        return KT_OK;
    KT_TRY(kt_say_section(work, "statements", err));
    KT_TRY(kt_say_block(work, KT_BLOCK_PARAGRAPH, "statements.lead", NULL, 0, err));
    KT_TRY(kt_table_new(&table, err));
    const kt_status status = fill_table(work, &c, table, err);
    if (status) {
        kt_table_free(table);
        return status;
    }
    return kt_document_add_table(work->brief->document, table, err);
}
