/* facts.c: cited facts, ventures and targets, and countries' totals, into the register.
 *
 * The tables of data/facts: one stated figure a row, with its page and its class of evidence.
 * Nothing is inferred: a cell that is empty stays unknown. */
#include "reader.h"

#include "cell.h"

#include <kontor/register.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_COLUMNS = 40, EMPTY = -1 };

typedef struct facts_state {
    const char *const *name;
    int column[MOST_COLUMNS]; // in the order of name; -1: not there
    int n_columns;            // of the file
} facts_state;

/* A row on its way into a record: the first cell that cannot be is remembered. */
typedef struct filling {
    kt_intake *in;
    const facts_state *from;
    const kt_csv_row *row;
    kt_arena arena; // the record's texts
    int wrong;      // column of ours; EMPTY: none
    const char *reason;
    char twice[80]; // a reason that is made for the row
} filling;

static kt_slice cell_of(const filling *fill, int column)
{
    return kt_row_cell(fill->row, fill->from->column[column]);
}

static void blame(filling *fill, int column, const char *reason)
{
    if (!fill->reason) {
        fill->wrong = column;
        fill->reason = reason;
    }
}

static kt_status text(filling *fill, int column, const char **out, kt_error *err)
{
    const kt_slice cell = cell_of(fill, column);
    // It will be printed as it is: what would steer a terminal is never of a cited page.
    if (!kt_text_is_printable(cell))
        blame(fill, column, "expected a text without control characters and line ends");
    return kt_arena_text(&fill->arena, cell.data, cell.size, out, err);
}

static void number(filling *fill, int column, double *out)
{
    const kt_slice cell = cell_of(fill, column);
    *out = NAN;
    if (!kt_cell_is_missing(cell) && !kt_parse_double(cell, out))
        blame(fill, column, "expected a number");
}

static void date(filling *fill, int column, kt_date *out)
{
    const kt_slice cell = cell_of(fill, column);
    *out = (kt_date){0};
    if (cell.size > 0 && !kt_date_parse(cell, out))
        blame(fill, column, "expected 2019, 2019-10 or 2019-10-25");
}

static void period(filling *fill, int column, kt_period *out)
{
    if (!kt_cell_period(cell_of(fill, column), out))
        blame(fill, column, "expected 2018, 2018-10 or 2018-01/2018-10");
}

static void evidence_class(filling *fill, int column, int *out)
{
    int64_t value = 0;
    if (!kt_parse_i64(cell_of(fill, column), &value) || value < 1 || value > 3)
        blame(fill, column, "expected a class of evidence, 1 to 3");
    *out = (int)value;
}

static void one_of(filling *fill, int column, const char *const words[], const char *reason)
{
    const kt_slice cell = cell_of(fill, column);
    for (int w = 0; words[w]; w++)
        if (kt_slice_is(cell, words[w]))
            return;
    blame(fill, column, reason);
}

static void filled(filling *fill, int column)
{
    if (cell_of(fill, column).size == 0)
        blame(fill, column, "must not be empty");
}

static void modifier(filling *fill, int column)
{
    static const char *const words[] = {"", "exact", "about", "nearly", "over", "under", NULL};
    one_of(fill, column, words, "expected exact, about, nearly, over or under");
}

/* ---- headers ------------------------------------------------------------------------------
 */

static bool has(const kt_csv_row *header, const char *const names[])
{
    return kt_header_has(header, names);
}

static kt_status begin(kt_intake *in, const kt_csv_row *header, const char *const names[],
                       facts_state *to, kt_error *err)
{
    to->name = names;
    to->n_columns = header->n_cells;
    for (int c = 0; names[c]; c++)
        to->column[c] = kt_csv_column(header, names[c]);
    if (in->reg || !in->store)
        return KT_OK;
    KT_TRY(kt_register_open(in->store, KT_REGISTER_WRITE, &in->reg, err));
    return kt_register_begin(in->reg, in->now, err);
}

/* The first column is the id in all three tables. */
static kt_status check_id(filling *fill, const char *kind, kt_error *err)
{
    const int64_t place = fill->in->file_number << 40 | fill->row->line;
    int64_t before = 0;

    if (fill->reason)
        return KT_OK;
    KT_TRY(kt_seen_ids_add(&fill->in->ids, kind, cell_of(fill, 0), place, &before, err));
    if (!before)
        return KT_OK;
    const int64_t line = before & (((int64_t)1 << 40) - 1);
    snprintf(fill->twice, sizeof fill->twice, "the same id as in line %lld%s", (long long)line,
             before >> 40 == fill->in->file_number ? "" : " of another file");
    blame(fill, 0, fill->twice);
    return KT_OK;
}

/* Count the row; refuse it where a cell was blamed. *add: it is to be added. */
static kt_status judge(filling *fill, const char *kind, bool *add, kt_error *err)
{
    kt_intake *in = fill->in;

    *add = false;
    KT_TRY(check_id(fill, kind, err));
    if (fill->reason) {
        kt_intake_refuse_cell(in, fill->row, fill->from->column[fill->wrong],
                              fill->from->name[fill->wrong], fill->reason);
        return KT_OK;
    }
    in->report->n_read++;
    in->report->n_taken++;
    *add = in->reg && !in->dropping;
    return KT_OK;
}

/* ---- stated figures -----------------------------------------------------------------------
 */

enum {
    F_ID,
    F_PERIOD,
    F_A,
    F_B,
    F_IMPORTER,
    F_EXPORTER,
    F_FLOW,
    F_PRODUCT,
    F_HS,
    F_GUESS,
    F_VALUE,
    F_GROWTH,
    F_SHARE,
    F_QUANTITY,
    F_UNIT,
    F_MODIFIER,
    F_STATUS,
    F_STATISTICS_OF,
    F_STATED_BY,
    F_CLASS,
    F_EVENT,
    F_SOURCE,
    F_SOURCE_DATE,
    F_NOTE
};

static const char *const fact_names[] = {
    "id",        "period",      "a",     "b",           "importer",    "exporter",
    "flow",      "product",     "hs",    "hs_is_guess", "value_usd",   "growth",
    "share",     "quantity",    "unit",  "modifier",    "status",      "statistics_of",
    "stated_by", "source_kind", "event", "source",      "source_date", "note",
    NULL};

static bool facts_fit(const kt_csv_row *header, const kt_column_map *mapping)
{
    static const char *const cited[] = {"id",     "period",    "source_kind",
                                        "source", "value_usd", NULL};
    static const char *const sides[] = {"a", "b", "flow", NULL};
    static const char *const ends[] = {"importer", "exporter", NULL};

    (void)mapping;
    return has(header, cited) && (has(header, sides) || has(header, ends));
}

static kt_status facts_begin(kt_intake *in, const kt_csv_row *header, void *state,
                             kt_error *err)
{
    return begin(in, header, fact_names, state, err);
}

static kt_status fill_fact(filling *fill, kt_fact *fact, kt_error *err)
{
    static const char *const flows[] = {
        "export", "import", "turnover", "balance", "services_turnover", "investment", NULL};
    static const char *const statuses[] = {"", "plan", "result", NULL};
    const bool by_ends = fill->from->column[F_A] < 0; // oil: imports, seen from the buyer
    const int a = by_ends ? F_IMPORTER : F_A, b = by_ends ? F_EXPORTER : F_B;

    filled(fill, F_ID);
    period(fill, F_PERIOD, &fact->period);
    filled(fill, a);
    filled(fill, b);
    if (!by_ends)
        one_of(fill, F_FLOW, flows, "expected export, import, turnover, balance, ...");
    number(fill, F_VALUE, &fact->value_usd);
    number(fill, F_GROWTH, &fact->growth);
    number(fill, F_SHARE, &fact->share);
    number(fill, F_QUANTITY, &fact->quantity);
    modifier(fill, F_MODIFIER);
    one_of(fill, F_STATUS, statuses, "expected plan or result");
    evidence_class(fill, F_CLASS, &fact->evidence_class);
    date(fill, F_SOURCE_DATE, &fact->source_date);
    fact->hs_is_guess = kt_cell_is_true(cell_of(fill, F_GUESS));
    KT_TRY(text(fill, F_ID, &fact->id, err));
    KT_TRY(text(fill, a, &fact->a, err));
    KT_TRY(text(fill, b, &fact->b, err));
    KT_TRY(text(fill, F_FLOW, &fact->flow, err));
    if (by_ends)
        fact->flow = "import";
    KT_TRY(text(fill, F_PRODUCT, &fact->product, err));
    KT_TRY(text(fill, F_HS, &fact->hs, err));
    KT_TRY(text(fill, F_UNIT, &fact->unit, err));
    KT_TRY(text(fill, F_MODIFIER, &fact->modifier, err));
    KT_TRY(text(fill, F_STATUS, &fact->status, err));
    KT_TRY(text(fill, F_STATISTICS_OF, &fact->statistics_of, err));
    KT_TRY(text(fill, F_STATED_BY, &fact->stated_by, err));
    KT_TRY(text(fill, F_EVENT, &fact->event, err));
    KT_TRY(text(fill, F_SOURCE, &fact->source, err));
    return text(fill, F_NOTE, &fact->note, err);
}

static kt_status facts_row(kt_intake *in, const kt_csv_row *row, void *state, kt_error *err)
{
    const facts_state *from = state;
    filling fill = {.in = in, .from = from, .row = row, .wrong = EMPTY};
    kt_fact fact = {0};
    bool add = false;

    if (!kt_row_is_whole(in, row, from->n_columns))
        return KT_OK;
    kt_status status = fill_fact(&fill, &fact, err);
    if (!status)
        status = judge(&fill, "fact", &add, err);
    if (!status && add)
        status = kt_register_add_fact(in->reg, &fact, err);
    kt_arena_clear(&fill.arena);
    return status;
}

const kt_layout kt_layout_facts = {"facts",   KT_HOLDS_FACTS, sizeof(facts_state),
                                   facts_fit, facts_begin,    facts_row};

/* ---- ventures, agreements, targets --------------------------------------------------------
 */

enum {
    E_ID,
    E_KIND,
    E_TITLE,
    E_A,
    E_B,
    E_PARTIES,
    E_PRODUCT,
    E_HS,
    E_PLACE,
    E_ANNOUNCED,
    E_DUE,
    E_QUANTITY_LOW,
    E_QUANTITY_HIGH,
    E_UNIT,
    E_VALUE_LOW,
    E_VALUE_HIGH,
    E_MODIFIER,
    E_STATUS,
    E_STATUS_AS_OF,
    E_CLASS,
    E_SOURCE,
    E_SOURCE_DATE
};

static const char *const entry_names[] = {"id",
                                          "kind",
                                          "title",
                                          "a",
                                          "b",
                                          "parties",
                                          "product",
                                          "hs_guess",
                                          "place",
                                          "announced",
                                          "due",
                                          "quantity_low",
                                          "quantity_high",
                                          "unit",
                                          "value_usd_low",
                                          "value_usd_high",
                                          "modifier",
                                          "status",
                                          "status_as_of",
                                          "source_kind",
                                          "source",
                                          "source_date",
                                          NULL};

static bool entries_fit(const kt_csv_row *header, const kt_column_map *mapping)
{
    static const char *const wanted[] = {"id",        "kind",        "title",  "parties",
                                         "announced", "source_kind", "source", NULL};
    (void)mapping;
    return has(header, wanted);
}

static kt_status entries_begin(kt_intake *in, const kt_csv_row *header, void *state,
                               kt_error *err)
{
    return begin(in, header, entry_names, state, err);
}

static kt_status fill_entry(filling *fill, kt_entry *entry, kt_error *err)
{
    static const char *const kinds[] = {"venture", "agreement", "target", "programme", NULL};

    filled(fill, E_ID);
    filled(fill, E_TITLE);
    one_of(fill, E_KIND, kinds, "expected venture, agreement, target or programme");
    date(fill, E_ANNOUNCED, &entry->announced);
    date(fill, E_DUE, &entry->due);
    number(fill, E_QUANTITY_LOW, &entry->quantity_low);
    number(fill, E_QUANTITY_HIGH, &entry->quantity_high);
    number(fill, E_VALUE_LOW, &entry->value_usd_low);
    number(fill, E_VALUE_HIGH, &entry->value_usd_high);
    modifier(fill, E_MODIFIER);
    date(fill, E_STATUS_AS_OF, &entry->status_as_of);
    evidence_class(fill, E_CLASS, &entry->evidence_class);
    date(fill, E_SOURCE_DATE, &entry->source_date);
    KT_TRY(text(fill, E_ID, &entry->id, err));
    KT_TRY(text(fill, E_KIND, &entry->kind, err));
    KT_TRY(text(fill, E_TITLE, &entry->title, err));
    KT_TRY(text(fill, E_A, &entry->a, err));
    KT_TRY(text(fill, E_B, &entry->b, err));
    KT_TRY(text(fill, E_PARTIES, &entry->parties, err));
    KT_TRY(text(fill, E_PRODUCT, &entry->product, err));
    KT_TRY(text(fill, E_HS, &entry->hs_guess, err));
    KT_TRY(text(fill, E_PLACE, &entry->place, err));
    KT_TRY(text(fill, E_UNIT, &entry->unit, err));
    KT_TRY(text(fill, E_MODIFIER, &entry->modifier, err));
    KT_TRY(text(fill, E_STATUS, &entry->status, err));
    return text(fill, E_SOURCE, &entry->source, err);
}

static kt_status entries_row(kt_intake *in, const kt_csv_row *row, void *state, kt_error *err)
{
    const facts_state *from = state;
    filling fill = {.in = in, .from = from, .row = row, .wrong = EMPTY};
    kt_entry entry = {0};
    bool add = false;

    if (!kt_row_is_whole(in, row, from->n_columns))
        return KT_OK;
    kt_status status = fill_entry(&fill, &entry, err);
    if (!status)
        status = judge(&fill, "entry", &add, err);
    if (!status && add)
        status = kt_register_add_entry(in->reg, &entry, err);
    kt_arena_clear(&fill.arena);
    return status;
}

const kt_layout kt_layout_entries = {"facts",     KT_HOLDS_FACTS, sizeof(facts_state),
                                     entries_fit, entries_begin,  entries_row};

/* ---- countries' totals --------------------------------------------------------------------
 */

enum {
    T_ID,
    T_PERIOD,
    T_COUNTRY,
    T_MEASURE,
    T_VALUE,
    T_UNIT,
    T_BASIS,
    T_CLASS,
    T_SOURCE,
    T_SOURCE_DATE,
    T_NOTE
};

static const char *const total_names[] = {"id",     "period",      "country", "measure",
                                          "value",  "unit",        "basis",   "source_kind",
                                          "source", "source_date", "note",    NULL};

static bool totals_fit(const kt_csv_row *header, const kt_column_map *mapping)
{
    static const char *const wanted[] = {"id",   "period",      "country", "measure", "value",
                                         "unit", "source_kind", "source",  NULL};
    (void)mapping;
    return has(header, wanted);
}

static kt_status totals_begin(kt_intake *in, const kt_csv_row *header, void *state,
                              kt_error *err)
{
    return begin(in, header, total_names, state, err);
}

static kt_status fill_total(filling *fill, kt_country_total *total, kt_error *err)
{
    static const char *const bases[] = {"", "goods", "goods_services", "unknown", NULL};

    filled(fill, T_ID);
    filled(fill, T_COUNTRY);
    filled(fill, T_MEASURE);
    period(fill, T_PERIOD, &total->period);
    number(fill, T_VALUE, &total->value);
    one_of(fill, T_BASIS, bases, "expected goods, goods_services or unknown");
    evidence_class(fill, T_CLASS, &total->evidence_class);
    date(fill, T_SOURCE_DATE, &total->source_date);
    KT_TRY(text(fill, T_ID, &total->id, err));
    KT_TRY(text(fill, T_COUNTRY, &total->country, err));
    KT_TRY(text(fill, T_MEASURE, &total->measure, err));
    KT_TRY(text(fill, T_UNIT, &total->unit, err));
    KT_TRY(text(fill, T_BASIS, &total->basis, err));
    KT_TRY(text(fill, T_SOURCE, &total->source, err));
    return text(fill, T_NOTE, &total->note, err);
}

static kt_status totals_row(kt_intake *in, const kt_csv_row *row, void *state, kt_error *err)
{
    const facts_state *from = state;
    filling fill = {.in = in, .from = from, .row = row, .wrong = EMPTY};
    kt_country_total total = {0};
    bool add = false;

    if (!kt_row_is_whole(in, row, from->n_columns))
        return KT_OK;
    kt_status status = fill_total(&fill, &total, err);
    if (!status)
        status = judge(&fill, "total", &add, err);
    if (!status && add)
        status = kt_register_add_total(in->reg, &total, err);
    kt_arena_clear(&fill.arena);
    return status;
}

const kt_layout kt_layout_country_totals = {"facts",    KT_HOLDS_FACTS, sizeof(facts_state),
                                            totals_fit, totals_begin,   totals_row};
