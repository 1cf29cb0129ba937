/* kontor/csv.h: rows of delimited text, from bytes in pieces to cells.
 *
 * Reads what statistics offices write: a byte order mark, UTF-8 or Latin-1, quoted cells with
 * separators and line ends inside, LF or CRLF, blanks around numbers, rows longer or shorter
 * than the header. Knows no store; hands each row to a callback. What the rows are does not
 * depend on where the pieces are cut.
 *
 * A quote opens where a cell begins, blanks apart; elsewhere it is an ordinary character. What
 * follows a closing quote belongs to the cell. A cell that is not UTF-8 is read as Latin-1, and
 * so is the whole file from there on, unless a mark or an earlier cell has shown it to be
 * UTF-8. */
#ifndef KONTOR_CSV_H
#define KONTOR_CSV_H

#include <kontor/error.h>
#include <kontor/sink.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* One row; cells are without quotes, trimmed, in UTF-8, and live for the call. */
typedef struct kt_csv_row {
    const kt_slice *cell;
    int n_cells;
    int64_t line; /* where the row begins, from 1 */
} kt_csv_row;

typedef kt_status (*kt_csv_visit)(void *with, const kt_csv_row *row, kt_error *err);

typedef struct kt_csv_options {
    char separator; /* comma, semicolon, tab, bar or colon; 0 (default): the one of the first
                       three that the first row has most of outside quotes */
} kt_csv_options;
kt_csv_options kt_csv_options_default(void);

/* A reader fed with pieces; every row, the header too, goes to visit. Empty lines are left out.
 * After a failure nothing is left but to free it. Memory: 20 kB, and three times the longest
 * row that is quoted, not ASCII or cut; about 1 GB/s of numbers on one thread. Errors of
 * kt_csv_new(): KT_ERR_MEMORY; KT_ERR_RANGE another separator. */
typedef struct kt_csv kt_csv;
KT_MUST_USE kt_status kt_csv_new(const kt_csv_options *options, kt_csv_visit visit, void *with,
                                 kt_csv **out, kt_error *err);
/* Errors: KT_ERR_FORMAT a quote that never ends, a NUL byte; KT_ERR_LIMIT a line or a number of
 * columns past kontor/limits.h, with line and column; what visit returns. */
KT_MUST_USE kt_status kt_csv_feed(kt_csv *csv, const char *data, size_t size, kt_error *err);
/* The last row, where no line end follows it. */
KT_MUST_USE kt_status kt_csv_finish(kt_csv *csv, kt_error *err);
void kt_csv_free(kt_csv *csv);

/* All of it at once. */
KT_MUST_USE kt_status kt_csv_parse(kt_slice data, const kt_csv_options *options,
                                   kt_csv_visit visit, void *with, kt_error *err);

/* Position of a column in a header row by name, without regard to ASCII case; -1 when absent.
 */
int kt_csv_column(const kt_csv_row *header, const char *name);

/* A cell in CSV: quoted only where it would read back differently. */
KT_MUST_USE kt_status kt_csv_write_cell(const kt_sink *sink, kt_slice cell, kt_error *err);

KT_END_DECLS

#endif
