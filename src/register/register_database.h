/* register_database.h: the few things that the register asks of SQLite, in our own words, so
 * that one file alone knows libsqlite3 (sqlite.c). Internal to src/register. */
#ifndef KONTOR_REGISTER_DATABASE_H
#define KONTOR_REGISTER_DATABASE_H

#include <kontor/error.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct kt_database kt_database;
typedef struct kt_statement kt_statement;

typedef enum kt_database_mode {
    KT_DATABASE_READ, /* nothing is changed, but what a killed writer left is rolled back */
    KT_DATABASE_WRITE /* made where there is none */
} kt_database_mode;

/* Errors of all: KT_ERR_IO the system, another writer, a full disk; KT_ERR_FORMAT not a
 * database, or a damaged one; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_database_open(const char *path, kt_database_mode mode,
                                       kt_database **out, kt_error *err);
void kt_database_close(kt_database *database);
/* True where the file that is open has no longer the name it was opened by. */
bool kt_database_has_moved(kt_database *database);

/* Run a text of one or more commands that give no rows. */
KT_MUST_USE kt_status kt_database_run(kt_database *database, const char *sql, kt_error *err);
/* The same where failing is fine: taking back what was begun. */
void kt_database_run_quietly(kt_database *database, const char *sql);
/* The first cell of the first row of a query; 0 where there is no row. */
KT_MUST_USE kt_status kt_database_number(kt_database *database, const char *sql, int64_t *out,
                                         kt_error *err);
/* SQLite's own walk over every page: KT_ERR_FORMAT with its first finding. */
KT_MUST_USE kt_status kt_database_verify(kt_database *database, kt_error *err);

KT_MUST_USE kt_status kt_statement_new(kt_database *database, const char *sql,
                                       kt_statement **out, kt_error *err);
void kt_statement_free(kt_statement *statement);

/* Values for the question marks, counted from 1. Texts are kept until the next reset. NaN is
 * bound as missing. */
KT_MUST_USE kt_status kt_statement_bind_text(kt_statement *statement, int at, const char *text,
                                             kt_error *err);
KT_MUST_USE kt_status kt_statement_bind_number(kt_statement *statement, int at, int64_t number,
                                               kt_error *err);
KT_MUST_USE kt_status kt_statement_bind_double(kt_statement *statement, int at, double number,
                                               kt_error *err);
/* On to the next row; *row is false behind the last. */
KT_MUST_USE kt_status kt_statement_step(kt_statement *statement, bool *row, kt_error *err);
/* Ready for other values. */
void kt_statement_reset(kt_statement *statement);

/* Cells of the current row, counted from 0; they live until the next step. A text is never
 * NULL, a missing number is NaN. */
const char *kt_statement_text(const kt_statement *statement, int column);
int64_t kt_statement_number(const kt_statement *statement, int column);
double kt_statement_double(const kt_statement *statement, int column);

#endif
