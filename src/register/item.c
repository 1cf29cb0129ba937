/* item.c: the tables of the bulletin's items, and adding to them. */
#include "item_internal.h"

#include <kontor/stem.h>

#include <assert.h>
#include <string.h>

const char *const kt_item_languages[KT_N_ITEM_LANGUAGES] = {"de", "en", "ru"};

const char *kt_item_state_name(kt_item_state state)
{
    static const char *const names[KT_N_ITEM_STATES] = {"draft", "published", "withdrawn"};
    return names[state];
}

const char *kt_item_action_name(kt_item_action action)
{
    static const char *const names[KT_N_ITEM_ACTIONS] = {"make", "edit", "publish", "correct",
                                                         "withdraw"};
    return names[action];
}

/* ---- small things ----------------------------------------------------------------------- */

int64_t kt_item_date_number(kt_date date)
{
    return date.year * 10000 + date.month * 100 + date.day;
}

kt_date kt_item_date_of(int64_t number)
{
    return (kt_date){(int16_t)(number / 10000), (int8_t)(number / 100 % 100),
                     (int8_t)(number % 100)};
}

kt_status kt_item_bind(kt_statement *statement, const kt_item_value *values, int n_values,
                       kt_error *err)
{
    for (int n = 0; n < n_values; n++)
        if (values[n].text)
            KT_TRY(kt_statement_bind_text(statement, n + 1, values[n].text, err));
        else
            KT_TRY(kt_statement_bind_number(statement, n + 1, values[n].number, err));
    return KT_OK;
}

kt_status kt_item_run(const kt_register *reg, const char *sql, const kt_item_value *values,
                      int n_values, kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false;

    kt_status status = kt_statement_new(kt_register_database(reg), sql, &statement, err);
    if (!status)
        status = kt_item_bind(statement, values, n_values, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    kt_statement_free(statement);
    return status;
}

kt_status kt_item_tables(const kt_register *reg, bool *there, kt_error *err)
{
    int64_t n = 0;

    *there = false;
    if (!kt_register_database(reg))
        return KT_OK;
    KT_TRY(kt_database_number(kt_register_database(reg),
                              "SELECT count(*) FROM sqlite_master WHERE name = 'bulletin_item'",
                              &n, err));
    *there = n > 0;
    return KT_OK;
}

/* Beside the register's other tables, made when first needed: a register without a bulletin
 * stays as it was, and an older program reads on. */
static kt_status make_tables(kt_register *reg, kt_error *err)
{
    bool there;

    KT_TRY(kt_item_tables(reg, &there, err));
    if (there)
        return KT_OK;
    return kt_database_run(
        kt_register_database(reg),
        "CREATE TABLE bulletin_item (id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, section TEXT NOT NULL,"
        " countries TEXT NOT NULL, products TEXT NOT NULL, dataset TEXT NOT NULL,"
        " vintage TEXT NOT NULL, as_of INTEGER NOT NULL, first_month INTEGER NOT NULL,"
        " last_month INTEGER NOT NULL, score REAL NOT NULL, synthetic INTEGER NOT NULL,"
        " state INTEGER NOT NULL, touched INTEGER NOT NULL, made_at INTEGER NOT NULL,"
        " published_at INTEGER NOT NULL, visible_from INTEGER NOT NULL,"
        " changed_at INTEGER NOT NULL, reviewed_by TEXT NOT NULL, place TEXT NOT NULL,"
        " figures TEXT NOT NULL);\n"
        "CREATE TABLE bulletin_text (item INTEGER NOT NULL, language INTEGER NOT NULL,"
        " headline TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (item, language))"
        " WITHOUT ROWID;\n"
        "CREATE TABLE bulletin_change (id INTEGER PRIMARY KEY, item INTEGER NOT NULL,"
        " at INTEGER NOT NULL, action INTEGER NOT NULL, by TEXT NOT NULL,"
        " reason TEXT NOT NULL, language TEXT NOT NULL, headline TEXT NOT NULL,"
        " body TEXT NOT NULL);\n"
        "CREATE INDEX bulletin_change_item ON bulletin_change (item);\n"
        "CREATE VIRTUAL TABLE bulletin_search USING fts5(stems, detail = none);\n",
        err);
}

/* ---- texts and steps -------------------------------------------------------------------- */

static kt_status put_stems(kt_register *reg, int64_t id, int language, const kt_item_text *text,
                           kt_error *err)
{
    kt_stemmer *stemmer = NULL;
    kt_text stems = {0};

    kt_status status = kt_stemmer_new(kt_item_languages[language], &stemmer, err);
    if (!status)
        status = kt_stem_words(stemmer, kt_slice_of(text->headline), &stems, err);
    if (!status)
        status = kt_stem_words(stemmer, kt_slice_of(text->body), &stems, err);
    if (!status) {
        const kt_item_value values[] = {KT_ITEM_NUMBER(8 * id + language),
                                        KT_ITEM_TEXT(kt_text_get(&stems))};
        status =
            kt_item_run(reg, "DELETE FROM bulletin_search WHERE rowid = ?1", values, 1, err);
        if (!status)
            status =
                kt_item_run(reg, "INSERT INTO bulletin_search (rowid, stems) VALUES (?1, ?2)",
                            values, 2, err);
    }
    kt_text_clear(&stems);
    kt_stemmer_free(stemmer);
    return status;
}

kt_status kt_item_put_text(kt_register *reg, int64_t id, int language, const kt_item_text *text,
                           kt_error *err)
{
    const kt_item_value values[] = {KT_ITEM_NUMBER(id), KT_ITEM_NUMBER(language),
                                    KT_ITEM_TEXT(text->headline), KT_ITEM_TEXT(text->body)};

    KT_TRY(kt_item_run(reg, "INSERT OR REPLACE INTO bulletin_text VALUES (?1, ?2, ?3, ?4)",
                       values, 4, err));
    return put_stems(reg, id, language, text, err);
}

kt_status kt_item_note(kt_register *reg, int64_t id, const kt_item_step *step, kt_error *err)
{
    const kt_item_value values[] = {
        KT_ITEM_NUMBER(id),           KT_ITEM_NUMBER(kt_register_now(reg)),
        KT_ITEM_NUMBER(step->action), KT_ITEM_TEXT(step->by),
        KT_ITEM_TEXT(step->reason),   KT_ITEM_TEXT(step->language),
        KT_ITEM_TEXT(step->headline), KT_ITEM_TEXT(step->body)};
    return kt_item_run(reg,
                       "INSERT INTO bulletin_change (item, at, action, by, reason, language,"
                       " headline, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                       values, 8, err);
}

/* ---- adding ----------------------------------------------------------------------------- */

/* What is there under the item's key: id 0 where nothing is. */
typedef struct present {
    int64_t id;
    bool touched; /* an editor has had it, or it is no longer a draft */
    bool same;    /* texts and figures, word for word */
} present;

static kt_status compare_texts(const kt_register *reg, const kt_item *item, present *out,
                               kt_error *err)
{
    for (int l = 0; l < KT_N_ITEM_LANGUAGES && out->same; l++) {
        kt_statement *statement = NULL;
        bool row = false;
        kt_status status =
            kt_statement_new(kt_register_database(reg),
                             "SELECT headline = ?3 AND body = ?4 FROM bulletin_text"
                             " WHERE item = ?1 AND language = ?2",
                             &statement, err);
        const kt_item_value values[] = {KT_ITEM_NUMBER(out->id), KT_ITEM_NUMBER(l),
                                        KT_ITEM_TEXT(item->text[l].headline),
                                        KT_ITEM_TEXT(item->text[l].body)};
        if (!status)
            status = kt_item_bind(statement, values, 4, err);
        if (!status)
            status = kt_statement_step(statement, &row, err);
        out->same = !status && row && kt_statement_number(statement, 0) == 1;
        kt_statement_free(statement);
        KT_TRY(status);
    }
    return KT_OK;
}

static kt_status look_up(const kt_register *reg, const kt_item *item, present *out,
                         kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false;
    const kt_item_value values[] = {KT_ITEM_TEXT(item->key), KT_ITEM_TEXT(item->vintage),
                                    KT_ITEM_TEXT(item->dataset), KT_ITEM_TEXT(item->figures)};

    *out = (present){0};
    kt_status status = kt_statement_new(
        kt_register_database(reg),
        "SELECT id, touched OR state <> 0, vintage = ?2 AND dataset = ?3 AND figures = ?4"
        " FROM bulletin_item WHERE key = ?1",
        &statement, err);
    if (!status)
        status = kt_item_bind(statement, values, 4, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status && row)
        *out =
            (present){kt_statement_number(statement, 0), kt_statement_number(statement, 1) != 0,
                      kt_statement_number(statement, 2) != 0};
    kt_statement_free(statement);
    KT_TRY(status);
    return out->id ? compare_texts(reg, item, out, err) : KT_OK;
}

/* Insert the row (*id 0), or put it over the draft that is there. */
static kt_status put_row(kt_register *reg, const kt_item *item, int64_t *id, kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false;
    const kt_item_value values[] = {
        KT_ITEM_TEXT(item->key),
        KT_ITEM_TEXT(item->kind),
        KT_ITEM_TEXT(item->section),
        KT_ITEM_TEXT(item->countries),
        KT_ITEM_TEXT(item->products),
        KT_ITEM_TEXT(item->dataset),
        KT_ITEM_TEXT(item->vintage),
        KT_ITEM_NUMBER(kt_item_date_number(item->as_of)),
        KT_ITEM_NUMBER(item->period.first),
        KT_ITEM_NUMBER(item->period.last),
        KT_ITEM_NUMBER(item->synthetic),
        KT_ITEM_NUMBER(kt_register_now(reg)),
        KT_ITEM_TEXT(item->figures),
    };
    enum { N_VALUES = sizeof values / sizeof *values };

    kt_status status = kt_statement_new(
        kt_register_database(reg),
        "INSERT INTO bulletin_item (key, kind, section, countries, products, dataset, vintage,"
        " as_of, first_month, last_month, synthetic, made_at, figures, score, state, touched,"
        " published_at, visible_from, changed_at, reviewed_by, place, id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
        " 0, 0, 0, 0, 0, '', '', nullif(?15, 0))"
        " ON CONFLICT (id) DO UPDATE SET kind = ?2, section = ?3, countries = ?4,"
        " products = ?5, dataset = ?6, vintage = ?7, as_of = ?8, first_month = ?9,"
        " last_month = ?10, synthetic = ?11, made_at = ?12, figures = ?13, score = ?14"
        " RETURNING id",
        &statement, err);
    if (!status)
        status = kt_item_bind(statement, values, N_VALUES, err);
    if (!status)
        status = kt_statement_bind_double(statement, N_VALUES + 1, item->score, err);
    if (!status)
        status = kt_statement_bind_number(statement, N_VALUES + 2, *id, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status)
        *id = kt_statement_number(statement, 0);
    kt_statement_free(statement);
    return status;
}

static kt_status check(const kt_item *item, kt_error *err)
{
    if (item->key[0] == '\0')
        return kt_fail(err, KT_ERR_RANGE, "an item without a key");
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        if (item->text[l].headline[0] == '\0' || item->text[l].body[0] == '\0')
            return kt_fail(err, KT_ERR_RANGE, "item %s has no text in %s", item->key,
                           kt_item_languages[l]);
    return KT_OK;
}

kt_status kt_item_add(kt_register *reg, const kt_item *item, kt_item_fate *fate, kt_error *err)
{
    const kt_item_step made = {.action = KT_ITEM_MAKE,
                               .by = "kontor",
                               .reason = "",
                               .language = "",
                               .headline = "",
                               .body = ""};
    present there;
    KT_TRY(check(item, err));
    KT_TRY(make_tables(reg, err));
    KT_TRY(look_up(reg, item, &there, err));
    const kt_item_fate found = there.id == 0   ? KT_ITEM_NEW
                               : there.same    ? KT_ITEM_SAME
                               : there.touched ? KT_ITEM_KEPT
                                               : KT_ITEM_RENEWED;
    if (fate)
        *fate = found;
    if (found == KT_ITEM_SAME || found == KT_ITEM_KEPT)
        return KT_OK;
    int64_t id = there.id;
    KT_TRY(put_row(reg, item, &id, err));
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        KT_TRY(kt_item_put_text(reg, id, l, &item->text[l], err));
    return kt_item_note(reg, id, &made, err);
}
