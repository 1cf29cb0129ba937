/* item_find.c: listing, finding and searching the bulletin's items. */
#include "item_internal.h"

#include <kontor/stem.h>

#include <stdio.h>

/* The conditions of a query, all but the search. One that is not set holds for all. The blanks
 * around keep one code from being found within another. */
#define TIME "(CASE WHEN i.visible_from > 0 THEN i.visible_from ELSE i.made_at END)"
static const char CONDITIONS[] =
    " WHERE (?1 = 0 OR i.id = ?1) AND (?2 = 0 OR (?2 >> i.state) & 1)"
    " AND (?3 = 0 OR (i.visible_from > 0 AND i.visible_from <= ?3))"
    " AND (?4 = '' OR i.kind = ?4) AND (?5 = '' OR i.section = ?5)"
    " AND (?6 = '' OR instr(' ' || i.countries || ' ', ' ' || ?6 || ' ') > 0)"
    " AND (?7 = '' OR instr(' ' || i.countries || ' ', ' ' || ?7 || ' ') > 0)"
    " AND (?8 = '' OR instr(' ' || i.products || ' ', ' ' || ?8 || ' ') > 0)"
    " AND (?9 = 0 OR " TIME " >= ?9) AND (?10 = 0 OR " TIME " < ?10)";
enum { FIRST_SEARCH = 11, N_CONDITIONS = 10 };
static const char COLUMNS[] =
    "SELECT i.id, i.key, i.kind, i.section, i.countries, i.products, i.dataset, i.vintage,"
    " i.as_of, i.first_month, i.last_month, i.score, i.synthetic, i.state, i.made_at,"
    " i.published_at, i.visible_from, i.changed_at, i.reviewed_by, i.place, i.figures,"
    " d.headline, d.body, e.headline, e.body, r.headline, r.body FROM bulletin_item i"
    " JOIN bulletin_text d ON d.item = i.id AND d.language = 0"
    " JOIN bulletin_text e ON e.item = i.id AND e.language = 1"
    " JOIN bulletin_text r ON r.item = i.id AND r.language = 2";

/* ---- the search ------------------------------------------------------------------------- */

/* What FTS5 is asked in each language: every stem of the words. Empty: not asked. */
typedef struct search {
    kt_text match[KT_N_ITEM_LANGUAGES];
} search;

static void search_clear(search *of)
{
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        kt_text_clear(&of->match[l]);
}

/* The stems of the words, each in quotation marks, so that none is taken for an operator. */
static kt_status make_match(const char *words, int language, kt_text *out, kt_error *err)
{
    kt_stemmer *stemmer = NULL;
    kt_text stems = {0};

    kt_status status = kt_stemmer_new(kt_item_languages[language], &stemmer, err);
    if (!status)
        status = kt_stem_words(stemmer, kt_slice_of(words), &stems, err);
    kt_slice rest = {kt_text_get(&stems), stems.size};
    while (!status && rest.data && rest.size > 0) {
        const kt_slice stem = kt_slice_cut(&rest, ' ');
        status = kt_text_format(out, err, "\"%.*s\" ", (int)stem.size, stem.data);
    }
    if (!status && out->size == 0)
        status = kt_fail(err, KT_ERR_RANGE, "there is no word in the search \"%s\"", words);
    kt_text_clear(&stems);
    kt_stemmer_free(stemmer);
    return status;
}

static kt_status make_search(const kt_item_query *query, search *out, kt_error *err)
{
    if (!query->search)
        return KT_OK;
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        if (!query->language || kt_slice_is(kt_slice_of(query->language), kt_item_languages[l]))
            KT_TRY(make_match(query->search, l, &out->match[l], err));
    return KT_OK;
}

static kt_status add_search(const search *of, kt_text *sql, kt_error *err)
{
    const char *joint = " AND (";
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        if (of->match[l].size == 0)
            continue;
        KT_TRY(kt_text_format(sql, err,
                              "%si.id IN (SELECT rowid / 8 FROM bulletin_search WHERE"
                              " bulletin_search MATCH ?%d AND rowid %% 8 = %d)",
                              joint, FIRST_SEARCH + l, l));
        joint = " OR ";
    }
    return joint[1] == 'O' ? kt_text_add(sql, ")", err) : KT_OK;
}

/* ---- asking ----------------------------------------------------------------------------- */

static const char *text_or_empty(const char *text)
{
    return text ? text : "";
}

static kt_status bind(const kt_item_query *query, const search *of, kt_statement *statement,
                      kt_error *err)
{
    const kt_item_value values[N_CONDITIONS] = {
        KT_ITEM_NUMBER(query->id),
        KT_ITEM_NUMBER(query->states),
        KT_ITEM_NUMBER(query->public_at),
        KT_ITEM_TEXT(text_or_empty(query->kind)),
        KT_ITEM_TEXT(text_or_empty(query->section)),
        KT_ITEM_TEXT(text_or_empty(query->country)),
        KT_ITEM_TEXT(text_or_empty(query->other)),
        KT_ITEM_TEXT(text_or_empty(query->product)),
        KT_ITEM_NUMBER(query->from),
        KT_ITEM_NUMBER(query->until),
    };
    KT_TRY(kt_item_bind(statement, values, N_CONDITIONS, err));
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        if (of->match[l].size > 0)
            KT_TRY(kt_statement_bind_text(statement, FIRST_SEARCH + l,
                                          kt_text_get(&of->match[l]), err));
    return KT_OK;
}

/* A statement of the query that begins with `head`, ready to step; its texts live as long as
 * *of, which the caller clears behind it. */
static kt_status ask(const kt_register *reg, const kt_item_query *query, const char *head,
                     const char *tail, search *of, kt_statement **out, kt_error *err)
{
    kt_text sql = {0};

    kt_status status = make_search(query, of, err);
    if (!status)
        status = kt_text_add(&sql, head, err);
    if (!status)
        status = kt_text_add(&sql, CONDITIONS, err);
    if (!status)
        status = add_search(of, &sql, err);
    if (!status)
        status = kt_text_add(&sql, tail, err);
    if (!status)
        status = kt_statement_new(kt_register_database(reg), kt_text_get(&sql), out, err);
    if (!status)
        status = bind(query, of, *out, err);
    kt_text_clear(&sql);
    return status;
}

static kt_item item_of(const kt_statement *row)
{
    enum { TEXTS = 21 };
    kt_item item = {
        .id = kt_statement_number(row, 0),
        .key = kt_statement_text(row, 1),
        .kind = kt_statement_text(row, 2),
        .section = kt_statement_text(row, 3),
        .countries = kt_statement_text(row, 4),
        .products = kt_statement_text(row, 5),
        .dataset = kt_statement_text(row, 6),
        .vintage = kt_statement_text(row, 7),
        .as_of = kt_item_date_of(kt_statement_number(row, 8)),
        .period = {(int16_t)kt_statement_number(row, 9), (int16_t)kt_statement_number(row, 10)},
        .score = kt_statement_double(row, 11),
        .synthetic = kt_statement_number(row, 12) != 0,
        .state = (kt_item_state)kt_statement_number(row, 13),
        .made_at = kt_statement_number(row, 14),
        .published_at = kt_statement_number(row, 15),
        .visible_from = kt_statement_number(row, 16),
        .changed_at = kt_statement_number(row, 17),
        .reviewed_by = kt_statement_text(row, 18),
        .place = kt_statement_text(row, 19),
        .figures = kt_statement_text(row, 20),
    };
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        item.text[l] = (kt_item_text){kt_statement_text(row, TEXTS + 2 * l),
                                      kt_statement_text(row, TEXTS + 2 * l + 1)};
    return item;
}

static kt_status visit_row(const kt_statement *row, kt_item_visit visit, void *with,
                           kt_error *err)
{
    const kt_item item = item_of(row);
    // The file may come from anywhere: what is not one of our states is damage.
    if (item.state < KT_ITEM_DRAFT || item.state >= KT_N_ITEM_STATES)
        return kt_fail(err, KT_ERR_FORMAT, "item %lld is in no known state",
                       (long long)item.id);
    return visit(with, &item, err);
}

kt_status kt_items_find(const kt_register *reg, const kt_item_query *query, kt_item_visit visit,
                        void *with, kt_error *err)
{
    kt_statement *statement = NULL;
    search of = {0};
    bool there = false, row = false;
    char tail[160];

    KT_TRY(kt_item_tables(reg, &there, err));
    if (!there)
        return KT_OK;
    snprintf(tail, sizeof tail,
             " ORDER BY " TIME " DESC, i.score DESC, i.id LIMIT %lld OFFSET %lld",
             query->limit > 0 ? (long long)query->limit : -1LL, (long long)query->offset);
    kt_status status = ask(reg, query, COLUMNS, tail, &of, &statement, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    while (!status && row) {
        status = visit_row(statement, visit, with, err);
        if (!status)
            status = kt_statement_step(statement, &row, err);
    }
    kt_statement_free(statement);
    search_clear(&of);
    return status;
}

kt_status kt_items_count(const kt_register *reg, const kt_item_query *query, int64_t *out,
                         kt_error *err)
{
    kt_statement *statement = NULL;
    search of = {0};
    bool there = false, row = false;

    KT_TRY(kt_item_tables(reg, &there, err));
    if (!there) {
        *out = 0;
        return KT_OK;
    }
    kt_status status =
        ask(reg, query, "SELECT count(*) FROM bulletin_item i", "", &of, &statement, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status)
        *out = kt_statement_number(statement, 0);
    kt_statement_free(statement);
    search_clear(&of);
    return status;
}

kt_status kt_items_hours(const kt_register *reg, int64_t now, int64_t *last, int64_t *next,
                         kt_error *err)
{
    kt_statement *statement = NULL;
    bool there = false, row = false;
    const kt_item_value value = KT_ITEM_NUMBER(now);

    *last = *next = 0;
    KT_TRY(kt_item_tables(reg, &there, err));
    if (!there)
        return KT_OK;
    kt_status status = kt_statement_new(
        kt_register_database(reg),
        "SELECT coalesce(max(CASE WHEN visible_from <= ?1 THEN visible_from END), 0),"
        " coalesce(min(CASE WHEN visible_from > ?1 THEN visible_from END), 0)"
        " FROM bulletin_item",
        &statement, err);
    if (!status)
        status = kt_item_bind(statement, &value, 1, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status) {
        *last = kt_statement_number(statement, 0);
        *next = kt_statement_number(statement, 1);
    }
    kt_statement_free(statement);
    return status;
}

kt_status kt_item_history(const kt_register *reg, int64_t id, kt_item_step_visit visit,
                          void *with, kt_error *err)
{
    kt_statement *statement = NULL;
    bool there = false, row = false;
    const kt_item_value value = KT_ITEM_NUMBER(id);

    KT_TRY(kt_item_tables(reg, &there, err));
    if (!there)
        return KT_OK;
    kt_status status =
        kt_statement_new(kt_register_database(reg),
                         "SELECT action, at, by, reason, language, headline, body"
                         " FROM bulletin_change WHERE item = ?1 ORDER BY id",
                         &statement, err);
    if (!status)
        status = kt_item_bind(statement, &value, 1, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    while (!status && row) {
        const int64_t action = kt_statement_number(statement, 0);
        const kt_item_step step = {
            (kt_item_action)action,          kt_statement_number(statement, 1),
            kt_statement_text(statement, 2), kt_statement_text(statement, 3),
            kt_statement_text(statement, 4), kt_statement_text(statement, 5),
            kt_statement_text(statement, 6)};
        status = action >= 0 && action < KT_N_ITEM_ACTIONS
                     ? visit(with, &step, err)
                     : kt_fail(err, KT_ERR_FORMAT, "item %lld: a step of no known kind",
                               (long long)id);
        if (!status)
            status = kt_statement_step(statement, &row, err);
    }
    kt_statement_free(statement);
    return status;
}
