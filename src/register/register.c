/* register.c: the register of cited facts, ventures and targets: opening, adding, walking.
 *
 * A register is a file of SQLite marked as ours (application_id) with the version of its tables
 * (user_version). Records that were replaced move to a table of former ones with the time; no
 * command here deletes anything. */
#include <kontor/register.h>

#include <kontor/file.h>
#include <kontor/limits.h>
#include <kontor/memory.h>

#include "register_database.h"
#include "register_internal.h"
#include "register_record.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define FILE_NAME      "register.sqlite"
#define APPLICATION_ID 0x6B6E7472 // "kntr"
#define SCHEMA_VERSION 1

/* What adding a record of one kind needs, prepared when the first one comes. */
typedef struct adder {
    kt_statement *compare, *retire, *put;
} adder;

struct kt_register {
    kt_database *database; // NULL: nothing is there yet, and only reading was asked for
    kt_register_mode mode;
    bool begun;
    bool fresh; // the file was not there before, and nothing has been committed to it
    char path[KT_MAX_PATH];
    int64_t now, n_new, n_changed;
    adder add[KT_N_RECORD_TYPES];
};

kt_database *kt_register_database(const kt_register *reg)
{
    return reg->database;
}

int64_t kt_register_now(const kt_register *reg)
{
    assert(reg->begun);
    return reg->now;
}

/* ---- opening ------------------------------------------------------------------------------
 */

static kt_status create(kt_database *database, kt_error *err)
{
    kt_status status = KT_OK;
    kt_text sql = {0};

    for (int t = 0; t < KT_N_RECORD_TYPES && !status; t++)
        status = kt_record_schema(&kt_record_types[t], &sql, err);
    if (!status)
        status = kt_text_format(&sql, err,
                                "CREATE INDEX fact_pair ON fact (a, b);\n"
                                "PRAGMA application_id = %d;\nPRAGMA user_version = %d;\n",
                                APPLICATION_ID, SCHEMA_VERSION);
    if (!status)
        status = kt_database_run(database, kt_text_get(&sql), err);
    kt_text_clear(&sql);
    return status;
}

/* What the file is. *empty: SQLite's, without anything in it, as a killed creation leaves it. A
 * first page that was cut looks empty to SQLite, too: n_bytes tells them apart. */
static kt_status identify(kt_database *database, size_t n_bytes, bool *empty, kt_error *err)
{
    int64_t application = 0, version = 0, n_objects = 0, n_pages = 0;

    KT_TRY(kt_database_number(database, "PRAGMA application_id", &application, err));
    KT_TRY(kt_database_number(database, "PRAGMA user_version", &version, err));
    KT_TRY(kt_database_number(database, "SELECT count(*) FROM sqlite_master", &n_objects, err));
    *empty = application == 0 && version == 0 && n_objects == 0;
    if (*empty) {
        KT_TRY(kt_database_number(database, "PRAGMA page_count", &n_pages, err));
        if (n_pages == 0 && n_bytes > 0)
            return kt_fail(err, KT_ERR_FORMAT, "truncated: %zu bytes, less than a page",
                           n_bytes);
        return KT_OK;
    }
    if (application != APPLICATION_ID)
        return kt_fail(err, KT_ERR_FORMAT, "a database of another program, not a register");
    if (version > SCHEMA_VERSION)
        return kt_fail(err, KT_ERR_FORMAT,
                       "written by a newer kontor (tables of version %lld, this one knows %d)",
                       (long long)version, SCHEMA_VERSION);
    if (version < 1)
        return kt_fail(err, KT_ERR_FORMAT, "tables of version %lld are not known",
                       (long long)version);
    return KT_OK;
}

static kt_status prepare(kt_register *reg, size_t n_bytes, kt_error *err)
{
    bool empty = false;

    KT_TRY(identify(reg->database, n_bytes, &empty, err));
    if (!empty)
        return KT_OK;
    if (reg->mode == KT_REGISTER_READ) {
        kt_database_close(reg->database);
        reg->database = NULL;
        return KT_OK;
    }
    // Another process may be creating it at this moment: look again behind the lock.
    KT_TRY(kt_database_run(reg->database, "BEGIN IMMEDIATE", err));
    kt_status status = identify(reg->database, 0, &empty, err);
    if (!status && empty)
        status = create(reg->database, err);
    if (!status)
        status = kt_database_run(reg->database, "COMMIT", err);
    if (status)
        kt_database_run_quietly(reg->database, "ROLLBACK");
    return status;
}

kt_status kt_register_open(const char *folder, kt_register_mode mode, kt_register **out,
                           kt_error *err)
{
    kt_status status = KT_OK;
    kt_register *reg = NULL;
    char path[KT_MAX_PATH] = "";
    kt_mapping mapping = {0};
    size_t n_bytes = 0;

    status = kt_path_join(folder, FILE_NAME, path, err);
    if (!status && mode == KT_REGISTER_WRITE)
        status = kt_folder_make(folder, err);
    if (!status)
        status = kt_new(&reg, 1, sizeof *reg, err);
    if (status)
        goto done;
    reg->mode = mode;
    memcpy(reg->path, path, sizeof path);
    reg->fresh = mode == KT_REGISTER_WRITE && !kt_file_exists(path);
    if (kt_file_exists(path))
        status = kt_file_map(path, &mapping, err);
    else if (mode == KT_REGISTER_READ)
        goto done;
    n_bytes = mapping.size;
    kt_file_unmap(&mapping);
    if (!status)
        status = kt_database_open(
            path, mode == KT_REGISTER_WRITE ? KT_DATABASE_WRITE : KT_DATABASE_READ,
            &reg->database, err);
    if (!status)
        status = prepare(reg, n_bytes, err);
done:
    if (status) {
        kt_error_within(err, "opening the register %s", path);
        kt_register_close(reg);
        return status;
    }
    *out = reg;
    return KT_OK;
}

/* A file that was made for what then failed goes again. Behind the lock nobody else can be
 * filling it, and whoever waits for the lock sees that its file is gone (kt_register_begin). */
static void remove_fresh(kt_register *reg)
{
    int64_t n_objects = 0, n_facts = 0, n_entries = 0, n_totals = 0;
    kt_error unheard = {0};

    if (kt_database_run(reg->database, "BEGIN EXCLUSIVE", &unheard))
        return;
    kt_status status = kt_database_number(reg->database, "SELECT count(*) FROM sqlite_master",
                                          &n_objects, &unheard);
    if (!status && n_objects > 0)
        status = kt_register_counts(reg, &n_facts, &n_entries, &n_totals, &unheard);
    if (!status && n_facts + n_entries + n_totals == 0 && !kt_database_has_moved(reg->database))
        remove(reg->path);
    kt_database_run_quietly(reg->database, "ROLLBACK");
}

void kt_register_close(kt_register *reg)
{
    if (!reg)
        return;
    kt_register_abort(reg);
    if (reg->fresh && reg->database)
        remove_fresh(reg);
    kt_database_close(reg->database);
    kt_free(reg);
}

/* ---- adding -------------------------------------------------------------------------------
 */

kt_status kt_register_begin(kt_register *reg, int64_t now, kt_error *err)
{
    assert(reg->mode == KT_REGISTER_WRITE && !reg->begun);
    KT_TRY(kt_database_run(reg->database, "BEGIN IMMEDIATE", err));
    if (kt_database_has_moved(reg->database)) {
        kt_database_run_quietly(reg->database, "ROLLBACK");
        return kt_fail(err, KT_ERR_IO, "another program has just removed the register");
    }
    reg->begun = true;
    reg->now = now;
    reg->n_new = reg->n_changed = 0;
    return KT_OK;
}

static void drop_adders(kt_register *reg)
{
    for (int t = 0; t < KT_N_RECORD_TYPES; t++) {
        kt_statement_free(reg->add[t].put);
        kt_statement_free(reg->add[t].retire);
        kt_statement_free(reg->add[t].compare);
        reg->add[t] = (adder){0};
    }
}

typedef kt_status (*command)(const kt_record_type *type, kt_text *out, kt_error *err);

static kt_status statement_of(kt_register *reg, const kt_record_type *type, command make,
                              kt_statement **out, kt_error *err)
{
    kt_text sql = {0};

    if (*out)
        return KT_OK;
    kt_status status = make(type, &sql, err);
    if (!status)
        status = kt_statement_new(reg->database, kt_text_get(&sql), out, err);
    kt_text_clear(&sql);
    return status;
}

/* Is a record with this id there, and is it the same? */
static kt_status look_up(const kt_record_type *type, kt_statement *compare, const void *record,
                         bool *there, bool *same, kt_error *err)
{
    kt_status status = kt_record_bind(type, record, compare, err);
    if (!status)
        status = kt_statement_step(compare, there, err);
    *same = !status && *there && kt_statement_number(compare, 0) == 1;
    kt_statement_reset(compare);
    return status;
}

static kt_status execute(kt_statement *statement, kt_error *err)
{
    bool row = false;
    const kt_status status = kt_statement_step(statement, &row, err);
    kt_statement_reset(statement);
    return status;
}

static kt_status add(kt_register *reg, int type_number, const char *id, int evidence_class,
                     const void *record, kt_error *err)
{
    const kt_record_type *type = &kt_record_types[type_number];
    adder *with = &reg->add[type_number];
    bool there = false, same = false;

    assert(reg->begun);
    if (id[0] == '\0')
        return kt_fail(err, KT_ERR_RANGE, "a %s without an id", type->table);
    if (evidence_class < 1 || evidence_class > 3)
        return kt_fail(err, KT_ERR_RANGE, "%s %s: evidence class %d, expected 1 to 3",
                       type->table, id, evidence_class);
    KT_TRY(statement_of(reg, type, kt_record_compare, &with->compare, err));
    KT_TRY(statement_of(reg, type, kt_record_retire, &with->retire, err));
    KT_TRY(statement_of(reg, type, kt_record_put, &with->put, err));
    KT_TRY(look_up(type, with->compare, record, &there, &same, err));
    if (same)
        return KT_OK;
    if (there) {
        KT_TRY(kt_statement_bind_text(with->retire, 1, id, err));
        KT_TRY(kt_statement_bind_number(with->retire, 2, reg->now, err));
        KT_TRY(execute(with->retire, err));
    }
    KT_TRY(kt_record_bind(type, record, with->put, err));
    KT_TRY(execute(with->put, err));
    *(there ? &reg->n_changed : &reg->n_new) += 1;
    return KT_OK;
}

kt_status kt_register_add_fact(kt_register *reg, const kt_fact *fact, kt_error *err)
{
    return add(reg, KT_RECORD_FACT, fact->id, fact->evidence_class, fact, err);
}

kt_status kt_register_add_entry(kt_register *reg, const kt_entry *entry, kt_error *err)
{
    return add(reg, KT_RECORD_ENTRY, entry->id, entry->evidence_class, entry, err);
}

kt_status kt_register_add_total(kt_register *reg, const kt_country_total *total, kt_error *err)
{
    return add(reg, KT_RECORD_TOTAL, total->id, total->evidence_class, total, err);
}

kt_status kt_register_commit(kt_register *reg, int64_t *n_new, int64_t *n_changed,
                             kt_error *err)
{
    assert(reg->begun);
    drop_adders(reg);
    const kt_status status = kt_database_run(reg->database, "COMMIT", err);
    if (status) {
        kt_register_abort(reg);
        return status;
    }
    reg->begun = reg->fresh = false;
    *n_new = reg->n_new;
    *n_changed = reg->n_changed;
    return KT_OK;
}

void kt_register_abort(kt_register *reg)
{
    if (!reg || !reg->begun)
        return;
    drop_adders(reg);
    kt_database_run_quietly(reg->database, "ROLLBACK");
    reg->begun = false;
}

/* ---- walking ------------------------------------------------------------------------------
 */

/* Visits of the three kinds differ in one parameter's type alone. */
typedef struct walk {
    kt_fact_visit fact;
    kt_entry_visit entry;
    kt_total_visit total;
    void *with;
} walk;

static kt_status visit_row(const walk *visit, int type_number, const kt_statement *statement,
                           kt_error *err)
{
    union {
        kt_fact fact;
        kt_entry entry;
        kt_country_total total;
    } record;

    memset(&record, 0, sizeof record);
    KT_TRY(kt_record_read(&kt_record_types[type_number], statement, &record, err));
    if (visit->fact)
        return visit->fact(visit->with, &record.fact, err);
    if (visit->entry)
        return visit->entry(visit->with, &record.entry, err);
    if (visit->total)
        return visit->total(visit->with, &record.total, err);
    return KT_OK;
}

/* condition speaks of ?1 and, where b is not NULL, of ?2. */
static kt_status walk_rows(const kt_register *reg, int type_number, const char *condition,
                           const char *a, const char *b, const walk *visit, kt_error *err)
{
    kt_status status = KT_OK;
    kt_text sql = {0};
    kt_statement *statement = NULL;
    bool row = false;

    if (!reg->database)
        return KT_OK;
    status = kt_record_select(&kt_record_types[type_number], condition, &sql, err);
    if (!status)
        status = kt_statement_new(reg->database, kt_text_get(&sql), &statement, err);
    if (!status && a)
        status = kt_statement_bind_text(statement, 1, a, err);
    if (!status && b)
        status = kt_statement_bind_text(statement, 2, b, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    while (!status && row) {
        status = visit_row(visit, type_number, statement, err);
        if (!status)
            status = kt_statement_step(statement, &row, err);
    }
    kt_statement_free(statement);
    kt_text_clear(&sql);
    return status;
}

static const char *pair_condition(const char *b)
{
    return b ? "(a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)" : "a = ?1 OR b = ?1";
}

kt_status kt_register_facts(const kt_register *reg, const char *a, const char *b,
                            kt_fact_visit visit, void *with, kt_error *err)
{
    const walk by = {.fact = visit, .with = with};
    return walk_rows(reg, KT_RECORD_FACT, pair_condition(b), a, b, &by, err);
}

kt_status kt_register_entries(const kt_register *reg, const char *a, const char *b,
                              kt_entry_visit visit, void *with, kt_error *err)
{
    const walk by = {.entry = visit, .with = with};
    return walk_rows(reg, KT_RECORD_ENTRY, pair_condition(b), a, b, &by, err);
}

kt_status kt_register_totals(const kt_register *reg, const char *country, kt_total_visit visit,
                             void *with, kt_error *err)
{
    const walk by = {.total = visit, .with = with};
    return walk_rows(reg, KT_RECORD_TOTAL, "country = ?1", country, NULL, &by, err);
}

kt_status kt_register_counts(const kt_register *reg, int64_t *n_facts, int64_t *n_entries,
                             int64_t *n_totals, kt_error *err)
{
    int64_t n[KT_N_RECORD_TYPES] = {0};

    if (reg->database) {
        KT_TRY(kt_database_number(reg->database, "SELECT count(*) FROM fact",
                                  &n[KT_RECORD_FACT], err));
        KT_TRY(kt_database_number(reg->database, "SELECT count(*) FROM entry",
                                  &n[KT_RECORD_ENTRY], err));
        KT_TRY(kt_database_number(reg->database, "SELECT count(*) FROM total",
                                  &n[KT_RECORD_TOTAL], err));
    }
    *n_facts = n[KT_RECORD_FACT];
    *n_entries = n[KT_RECORD_ENTRY];
    *n_totals = n[KT_RECORD_TOTAL];
    return KT_OK;
}

kt_status kt_register_verify(const kt_register *reg, kt_error *err)
{
    const walk look = {0};
    kt_status status = KT_OK;

    if (!reg->database)
        return KT_OK;
    status = kt_database_verify(reg->database, err);
    for (int t = 0; t < KT_N_RECORD_TYPES && !status; t++)
        status = walk_rows(reg, t, "TRUE", NULL, NULL, &look, err);
    if (status)
        kt_error_within(err, "verifying %s", FILE_NAME);
    return status;
}
