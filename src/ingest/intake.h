/* intake.h: where every importer's rows arrive: taken in batches, refused with a reason, or
 * left out; and what all of them look up: countries as files spell them. Internal to
 * src/ingest.
 *
 * Where rows go is the caller's: the store's writer in an import, a list in a test. */
#ifndef KONTOR_INGEST_INTAKE_H
#define KONTOR_INGEST_INTAKE_H

#include <kontor/arena.h>
#include <kontor/compiler.h>
#include <kontor/country.h>
#include <kontor/csv.h>
#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/ingest.h>

#include "baci_lane.h"
#include "column_map.h"
#include "seen_ids.h"

#include <stdbool.h>
#include <stdint.h>

enum { KT_INTAKE_BATCH = 2048, KT_INTAKE_SPELLINGS = 4096 };

/* Where rows and descriptions go; NULL: nowhere. */
typedef struct kt_intake_sink {
    kt_status (*rows)(void *with, const kt_flow *rows, const int64_t *lines, int64_t n_rows,
                      kt_error *err);
    kt_status (*describe)(void *with, kt_product product, kt_slice text, kt_error *err);
    void *with;
    /* NULL: runs come as rows. Lines as those of rows. */
    kt_status (*runs)(void *with, const kt_flow_run *runs, int64_t n_runs, kt_error *err);
} kt_intake_sink;

/* A spelling of a country and what it means; country {0}: unknown. */
typedef struct kt_spelling {
    const char *text;
    size_t size;
    kt_country country;
} kt_spelling;

/* In the caller's storage; kt_intake_init() and kt_intake_clear(). */
typedef struct kt_intake {
    const kt_countries *countries; /* kept */
    const kt_column_map *mapping;  /* kept; NULL: none */
    kt_import_report *report; /* kept; info gets the name and the rest as formats know it */
    kt_intake_sink sink;
    bool tables_only; /* take what is in tables, pass over all else */
    bool dropping;    /* a strict import has refused a row: go on reading, keep nothing */
    kt_strictness strictness;
    const char *source; /* as the user gave it: tables beside it are looked for there */
    const char *store;  /* folder of the register; NULL: cited facts are only read */
    int64_t now;
    char file[256];      /* the member under way */
    char unknown[192];   /* its header, where that is of no layout, and what it lacks */
    int64_t file_number; /* of it, from 0 */
    kt_slice piece;      /* the bytes being read: where a cell stands is counted in them */
    struct kt_baci_tables *baci;             /* owned; NULL until one was met */
    struct kt_register *reg;                 /* owned; opened when the first cited fact comes */
    kt_seen_ids ids;                         /* of cited facts */
    const kt_writer_options *writer;         /* kept; NULL: the default */
    struct kt_covariates_intake *covariates; /* owned; NULL until a table of them was met */
    kt_arena arena;
    kt_spelling *spelling; /* open addressing by hash of the text */
    int64_t n_spellings;
    kt_flow *row;
    int64_t *line;
    int64_t n_rows;
    /* How BACI's rows are read; zeros but for tests: */
    int n_threads;        /* 0: all processors */
    size_t lane_bytes;    /* least bytes for a thread; 0: the default */
    kt_lane_way lane_way; /* from kt_intake_init() on the best there is */
} kt_intake;

KT_MUST_USE kt_status kt_intake_init(kt_intake *in, const kt_countries *countries,
                                     const kt_column_map *mapping, kt_strictness strictness,
                                     const kt_intake_sink *sink, kt_import_report *report,
                                     kt_error *err);
void kt_intake_clear(kt_intake *in);

/* One row that stands at a line of the member under way. */
KT_MUST_USE kt_status kt_intake_take(kt_intake *in, const kt_flow *row, int64_t line,
                                     kt_error *err);
/* Runs of rows; their lines are those of the member under way and are changed here. */
KT_MUST_USE kt_status kt_intake_take_runs(kt_intake *in, kt_flow_run *runs, int64_t n_runs,
                                          kt_error *err);
/* Hand on what was gathered. */
KT_MUST_USE kt_status kt_intake_flush(kt_intake *in, kt_error *err);

/* Count a row as refused and keep the reason while there is room. */
void kt_intake_refuse(kt_intake *in, int64_t line, int64_t column, const char *format, ...)
    KT_PRINTF(4, 5);
/* The same for a cell of a row; cell -1: the row. The reason is led in by the column's name
 * where it is given. */
void kt_intake_refuse_cell(kt_intake *in, const kt_csv_row *row, int cell, const char *name,
                           const char *reason);
/* Count a row that its format says to skip. */
void kt_intake_leave_out(kt_intake *in);
/* The two steps of a layout whose files stand beside those with values: every row is left out.
 */
KT_MUST_USE kt_status kt_pass_header(kt_intake *in, const kt_csv_row *header, void *state,
                                     kt_error *err);
KT_MUST_USE kt_status kt_pass_row(kt_intake *in, const kt_csv_row *cells, void *state,
                                  kt_error *err);

/* What a cell calls a country: a code of letters, a number, or a name; {0} for an unknown one.
 * Spellings are remembered. */
KT_MUST_USE kt_status kt_intake_country(kt_intake *in, kt_slice cell, kt_country *out,
                                        kt_error *err);

/* Set a text of the dataset's info where the mapping or the user has not. */
void kt_intake_default(char *field, size_t size, const char *format, ...) KT_PRINTF(3, 4);

#endif
