/* review.c: published checks of articles, one row each. */
#include <kontor/review.h>

#include "item_internal.h"

#include <string.h>

static kt_status has_table(const kt_register *reg, bool *there, kt_error *err)
{
    int64_t n = 0;
    if (kt_register_database(reg))
        KT_TRY(kt_database_number(kt_register_database(reg),
                                  "SELECT count(*) FROM sqlite_master WHERE name = 'review'",
                                  &n, err));
    *there = n > 0;
    return KT_OK;
}

static kt_status make_table(kt_register *reg, kt_error *err)
{
    bool there;
    KT_TRY(has_table(reg, &there, err));
    if (there)
        return KT_OK;
    return kt_database_run(
        kt_register_database(reg),
        "CREATE TABLE review (id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL,"
        " title TEXT NOT NULL, publisher TEXT NOT NULL, appeared INTEGER NOT NULL,"
        " language TEXT NOT NULL, report TEXT NOT NULL, by TEXT NOT NULL,"
        " published_at INTEGER NOT NULL, withdrawn_at INTEGER NOT NULL,"
        " withdrawn_by TEXT NOT NULL, reason TEXT NOT NULL);\n"
        "CREATE INDEX review_url ON review (url);\n",
        err);
}

/* ---- publishing ------------------------------------------------------------------------- */

static kt_status check_line(const char *text, const char *name, kt_error *err)
{
    if (text[0] == '\0')
        return kt_fail(err, KT_ERR_RANGE, "a review without %s", name);
    if (!kt_text_is_printable(kt_slice_of(text)))
        return kt_fail(err, KT_ERR_RANGE,
                       "%s holds a line end, a control or bytes that are not UTF-8", name);
    return KT_OK;
}

/* The address becomes a link: nothing but http and https, and nothing that ends an attribute.
 */
static kt_status check_url(const char *url, kt_error *err)
{
    const kt_slice text = kt_slice_of(url);
    KT_TRY(check_line(url, "an address", err));
    if ((!kt_slice_starts(text, "https://") && !kt_slice_starts(text, "http://")) ||
        strpbrk(url, " \"'<>\\^`{|}"))
        return kt_fail(err, KT_ERR_RANGE, "\"%.100s\" is no address of a page", url);
    return KT_OK;
}

static kt_status check_report(kt_register *reg, const char *report, kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false, is_one = false;
    const kt_item_value value = KT_ITEM_TEXT(report);
    kt_status status = kt_statement_new(
        kt_register_database(reg),
        "SELECT CASE WHEN json_valid(?1) THEN coalesce(json_array_length(?1, '$.claims'), 0)"
        " ELSE 0 END",
        &statement, err);
    if (!status)
        status = kt_item_bind(statement, &value, 1, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status)
        is_one = row && kt_statement_number(statement, 0) > 0;
    kt_statement_free(statement);
    KT_TRY(status);
    return is_one ? KT_OK
                  : kt_fail(err, KT_ERR_RANGE,
                            "this is no report of a check, or one without a claim");
}

static kt_status check(kt_register *reg, const kt_review *review, kt_error *err)
{
    bool is_known = false;
    KT_TRY(check_url(review->url, err));
    KT_TRY(check_line(review->title, "a title", err));
    KT_TRY(check_line(review->by, "who stands for it", err));
    if (review->publisher[0])
        KT_TRY(check_line(review->publisher, "the publisher", err));
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        is_known |= strcmp(review->language, kt_item_languages[l]) == 0;
    if (!is_known)
        return kt_fail(err, KT_ERR_RANGE, "language \"%.8s\", expected de, en or ru",
                       review->language);
    return check_report(reg, review->report, err);
}

/* The report that has the notes of a language. */
static const char *notes_from(const kt_review *review, int language)
{
    const char *report = review->report_in[language];
    return report ? report : "{}";
}

/* The notes of a report's claims, in their order. */
#define NOTES(REPORT)                                                                          \
    "(SELECT json_group_array(n.note) FROM (SELECT coalesce(value ->> '$.note', '') AS note"   \
    " FROM json_each(" REPORT ", '$.claims') ORDER BY key) AS n)"

kt_status kt_review_publish(kt_register *reg, const kt_review *review, int64_t *id,
                            kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false;
    const kt_item_value values[] = {KT_ITEM_TEXT(review->url),
                                    KT_ITEM_TEXT(review->title),
                                    KT_ITEM_TEXT(review->publisher),
                                    KT_ITEM_NUMBER(kt_item_date_number(review->appeared)),
                                    KT_ITEM_TEXT(review->language),
                                    KT_ITEM_TEXT(review->report),
                                    KT_ITEM_TEXT(review->by),
                                    KT_ITEM_NUMBER(kt_register_now(reg)),
                                    KT_ITEM_TEXT(notes_from(review, 0)),
                                    KT_ITEM_TEXT(notes_from(review, 1)),
                                    KT_ITEM_TEXT(notes_from(review, 2))};
    KT_TRY(check(reg, review, err));
    KT_TRY(make_table(reg, err));
    kt_status status = kt_statement_new(
        kt_register_database(reg),
        "INSERT INTO review (url, title, publisher, appeared, language, report, by,"
        " published_at, withdrawn_at, withdrawn_by, reason)"
        " VALUES (?1, ?2, ?3, ?4, ?5,"
        " CASE WHEN ?9 || ?10 || ?11 = '{}{}{}' THEN ?6 ELSE json_set(?6, '$.notes', "
        "json_object("
        "'de', " NOTES("?9") ", 'en', " NOTES("?10") ", 'ru', " NOTES(
            "?11") ")) END,"
                   " ?7, ?8, 0, '', '') RETURNING id",
        &statement, err);
    if (!status)
        status = kt_item_bind(statement, values, 11, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status)
        *id = kt_statement_number(statement, 0);
    kt_statement_free(statement);
    return status;
}

/* ---- reading ---------------------------------------------------------------------------- */

#define CONDITIONS                                                                             \
    " WHERE (?1 = 0 OR id = ?1) AND (?2 = '' OR url = ?2) AND (?3 = 0 OR withdrawn_at = 0)"

static kt_status ask(const kt_register *reg, const char *sql, const kt_review_query *query,
                     kt_statement **out, kt_error *err)
{
    const kt_item_value values[] = {
        KT_ITEM_NUMBER(query->id), KT_ITEM_TEXT(query->url ? query->url : ""),
        KT_ITEM_NUMBER(query->standing), KT_ITEM_NUMBER(query->limit > 0 ? query->limit : -1),
        KT_ITEM_NUMBER(query->offset)};
    kt_statement *statement = NULL;
    kt_status status = kt_statement_new(kt_register_database(reg), sql, &statement, err);
    if (!status)
        status = kt_item_bind(statement, values, 5, err);
    if (status)
        kt_statement_free(statement);
    else
        *out = statement;
    return status;
}

kt_status kt_reviews_find(const kt_register *reg, const kt_review_query *query,
                          kt_review_visit visit, void *with, kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false, there;
    KT_TRY(has_table(reg, &there, err));
    if (!there)
        return KT_OK;
    KT_TRY(ask(reg,
               "SELECT id, url, title, publisher, appeared, language, report, by, published_at,"
               " withdrawn_at, withdrawn_by, reason FROM review" CONDITIONS
               " ORDER BY published_at DESC, id DESC LIMIT ?4 OFFSET ?5",
               query, &statement, err));
    kt_status status = kt_statement_step(statement, &row, err);
    while (!status && row) {
        const kt_review review = {
            .id = kt_statement_number(statement, 0),
            .url = kt_statement_text(statement, 1),
            .title = kt_statement_text(statement, 2),
            .publisher = kt_statement_text(statement, 3),
            .appeared = kt_item_date_of(kt_statement_number(statement, 4)),
            .language = kt_statement_text(statement, 5),
            .report = kt_statement_text(statement, 6),
            .by = kt_statement_text(statement, 7),
            .published_at = kt_statement_number(statement, 8),
            .withdrawn_at = kt_statement_number(statement, 9),
            .withdrawn_by = kt_statement_text(statement, 10),
            .reason = kt_statement_text(statement, 11),
        };
        status = visit(with, &review, err);
        if (!status)
            status = kt_statement_step(statement, &row, err);
    }
    kt_statement_free(statement);
    return status;
}

kt_status kt_reviews_count(const kt_register *reg, const kt_review_query *query, int64_t *out,
                           kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false, there;
    *out = 0;
    KT_TRY(has_table(reg, &there, err));
    if (!there)
        return KT_OK;
    KT_TRY(ask(reg, "SELECT count(*), ?4, ?5 FROM review" CONDITIONS, query, &statement, err));
    const kt_status status = kt_statement_step(statement, &row, err);
    if (!status)
        *out = kt_statement_number(statement, 0);
    kt_statement_free(statement);
    return status;
}

kt_status kt_review_claims(const kt_register *reg, int64_t id, kt_review_claim_visit visit,
                           void *with, kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false, there;
    const kt_item_value value = KT_ITEM_NUMBER(id);
    KT_TRY(has_table(reg, &there, err));
    if (!there)
        return KT_OK;
    kt_status status = kt_statement_new(
        kt_register_database(reg),
        "SELECT c.value ->> '$.text', c.value ->> '$.measure', c.value ->> '$.a',"
        " c.value ->> '$.b', c.value ->> '$.period', c.value ->> '$.verdict',"
        " c.value ->> '$.note', review.report ->> ('$.notes.de[' || c.key || ']'),"
        " review.report ->> ('$.notes.en[' || c.key || ']'),"
        " review.report ->> ('$.notes.ru[' || c.key || ']') FROM review, "
        "json_each(review.report, '$.claims') AS c"
        " WHERE review.id = ?1 ORDER BY c.id",
        &statement, err);
    if (!status)
        status = kt_item_bind(statement, &value, 1, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    while (!status && row) {
        const kt_review_claim claim = {kt_statement_text(statement, 0),
                                       kt_statement_text(statement, 1),
                                       kt_statement_text(statement, 2),
                                       kt_statement_text(statement, 3),
                                       kt_statement_text(statement, 4),
                                       kt_statement_text(statement, 5),
                                       kt_statement_text(statement, 6),
                                       {kt_statement_text(statement, 7),
                                        kt_statement_text(statement, 8),
                                        kt_statement_text(statement, 9)}};
        status = visit(with, &claim, err);
        if (!status)
            status = kt_statement_step(statement, &row, err);
    }
    kt_statement_free(statement);
    return status;
}

/* ---- withdrawing ------------------------------------------------------------------------ */

static kt_status see(void *with, const kt_review *review, kt_error *err)
{
    (void)err;
    *(int64_t *)with = review->withdrawn_at;
    return KT_OK;
}

kt_status kt_review_withdraw(kt_register *reg, int64_t id, const char *by, const char *reason,
                             kt_error *err)
{
    int64_t withdrawn_at = -1;
    const kt_item_value values[] = {KT_ITEM_NUMBER(id), KT_ITEM_NUMBER(kt_register_now(reg)),
                                    KT_ITEM_TEXT(by ? by : ""),
                                    KT_ITEM_TEXT(reason ? reason : "")};
    if (id > 0)
        KT_TRY(kt_reviews_find(reg, &(kt_review_query){.id = id}, see, &withdrawn_at, err));
    if (withdrawn_at < 0)
        return kt_fail(err, KT_ERR_MISSING, "there is no review %lld", (long long)id);
    if (withdrawn_at > 0)
        return kt_fail(err, KT_ERR_RANGE, "review %lld is void already", (long long)id);
    KT_TRY(check_line(values[2].text, "who withdraws it", err));
    KT_TRY(check_line(values[3].text, "a reason", err));
    return kt_item_run(reg,
                       "UPDATE review SET withdrawn_at = ?2, withdrawn_by = ?3, reason = ?4"
                       " WHERE id = ?1",
                       values, 4, err);
}
