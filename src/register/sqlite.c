/* sqlite.c: register_database.h over libsqlite3, the only file that includes it.
 *
 * The file is kept with SQLite's rollback journal: a writer that is killed leaves the journal,
 * and whoever opens the file next rolls back to what was there before. That is why a reader,
 * too, opens for writing where it may (SQLite falls back to reading by itself) and is held from
 * changes by query_only. */
#include "register_database.h"

#include <kontor/memory.h>
#include <kontor/text.h>

#include <assert.h>
#include <math.h>
#include <string.h>

#include <sqlite3.h>

/* How long to wait for another process that holds the file, in ms. */
#define PATIENCE 2000

struct kt_database {
    sqlite3 *handle;
};

struct kt_statement {
    sqlite3 *handle;
    sqlite3_stmt *prepared;
};

static kt_status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return KT_ERR_MEMORY;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_ERROR: // a table or column that should be there and is not
        return KT_ERR_FORMAT;
    case SQLITE_TOOBIG:
        return KT_ERR_LIMIT;
    default:
        return KT_ERR_IO;
    }
}

static kt_status fail(sqlite3 *handle, int code, kt_error *err)
{
    if ((code & 0xff) == SQLITE_BUSY)
        return kt_fail(err, KT_ERR_IO, "another program is writing to the register");
    return kt_fail(err, status_of(code), "%s",
                   handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
}

kt_status kt_database_open(const char *path, kt_database_mode mode, kt_database **out,
                           kt_error *err)
{
    kt_status status = KT_OK;
    kt_database *database = NULL;
    const int flags =
        SQLITE_OPEN_READWRITE | (mode == KT_DATABASE_WRITE ? SQLITE_OPEN_CREATE : 0);
    const char *settings = mode == KT_DATABASE_WRITE
                               ? "PRAGMA synchronous = FULL"
                               : "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY";

    status = kt_new(&database, 1, sizeof *database, err);
    if (status)
        goto done;
    const int code =
        sqlite3_open_v2(path, &database->handle, flags | SQLITE_OPEN_FULLMUTEX, NULL);
    if (code != SQLITE_OK) {
        status = fail(database->handle, code, err);
        goto done;
    }
    sqlite3_extended_result_codes(database->handle, 1);
    sqlite3_busy_timeout(database->handle, PATIENCE);
    // What lies in the file is data, also where somebody put functions or views into it.
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    status = kt_database_run(database, settings, err);
done:
    if (status) {
        kt_database_close(database);
        return status;
    }
    *out = database;
    return KT_OK;
}

void kt_database_close(kt_database *database)
{
    if (!database)
        return;
    sqlite3_close(database->handle);
    kt_free(database);
}

bool kt_database_has_moved(kt_database *database)
{
    int moved = 0;
    return sqlite3_file_control(database->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) ==
               SQLITE_OK &&
           moved;
}

kt_status kt_database_run(kt_database *database, const char *sql, kt_error *err)
{
    const int code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? KT_OK : fail(database->handle, code, err);
}

void kt_database_run_quietly(kt_database *database, const char *sql)
{
    sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
}

kt_status kt_database_number(kt_database *database, const char *sql, int64_t *out,
                             kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false;

    kt_status status = kt_statement_new(database, sql, &statement, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status)
        *out = row ? kt_statement_number(statement, 0) : 0;
    kt_statement_free(statement);
    return status;
}

kt_status kt_database_verify(kt_database *database, kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false;

    kt_status status =
        kt_statement_new(database, "PRAGMA main.integrity_check(1)", &statement, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status && (!row || strcmp(kt_statement_text(statement, 0), "ok") != 0))
        status = kt_fail(err, KT_ERR_FORMAT, "damaged: %s",
                         row ? kt_statement_text(statement, 0) : "no answer");
    kt_statement_free(statement);
    return status;
}

kt_status kt_statement_new(kt_database *database, const char *sql, kt_statement **out,
                           kt_error *err)
{
    kt_statement *statement = NULL;

    KT_TRY(kt_new(&statement, 1, sizeof *statement, err));
    statement->handle = database->handle;
    const int code = sqlite3_prepare_v2(database->handle, sql, -1, &statement->prepared, NULL);
    if (code != SQLITE_OK) {
        const kt_status status = fail(database->handle, code, err);
        kt_free(statement);
        return status;
    }
    *out = statement;
    return KT_OK;
}

void kt_statement_free(kt_statement *statement)
{
    if (!statement)
        return;
    sqlite3_finalize(statement->prepared);
    kt_free(statement);
}

kt_status kt_statement_bind_text(kt_statement *statement, int at, const char *text,
                                 kt_error *err)
{
    assert(text != NULL);
    const int code = sqlite3_bind_text(statement->prepared, at, text, -1, SQLITE_STATIC);
    return code == SQLITE_OK ? KT_OK : fail(statement->handle, code, err);
}

kt_status kt_statement_bind_number(kt_statement *statement, int at, int64_t number,
                                   kt_error *err)
{
    const int code = sqlite3_bind_int64(statement->prepared, at, number);
    return code == SQLITE_OK ? KT_OK : fail(statement->handle, code, err);
}

kt_status kt_statement_bind_double(kt_statement *statement, int at, double number,
                                   kt_error *err)
{
    const int code = isnan(number) ? sqlite3_bind_null(statement->prepared, at)
                                   : sqlite3_bind_double(statement->prepared, at, number);
    return code == SQLITE_OK ? KT_OK : fail(statement->handle, code, err);
}

kt_status kt_statement_step(kt_statement *statement, bool *row, kt_error *err)
{
    const int code = sqlite3_step(statement->prepared);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return fail(statement->handle, code, err);
    *row = code == SQLITE_ROW;
    return KT_OK;
}

void kt_statement_reset(kt_statement *statement)
{
    sqlite3_reset(statement->prepared);
    sqlite3_clear_bindings(statement->prepared);
}

const char *kt_statement_text(const kt_statement *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement->prepared, column);
    return text ? (const char *)text : "";
}

int64_t kt_statement_number(const kt_statement *statement, int column)
{
    return sqlite3_column_int64(statement->prepared, column);
}

double kt_statement_double(const kt_statement *statement, int column)
{
    if (sqlite3_column_type(statement->prepared, column) == SQLITE_NULL)
        return NAN;
    return sqlite3_column_double(statement->prepared, column);
}
