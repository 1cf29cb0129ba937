/* kontor/columns.h: a table of a user's own, straight into columns: CSV (plain, gzipped,
 * zipped, a pipe), Stata.
 *
 * Only the columns that are asked for are read. A column is of numbers where every cell is a
 * number or missing, else of texts, each distinct text once. Numbers are those of
 * kt_parse_double(), to the last bit. Missing is an empty cell, NA, N/A, NaN, ".", "..", NULL;
 * in a column of texts only an empty cell and NA, and NA is Namibia where all others are codes
 * of two letters. "Inf" and "-Inf" are infinite, which no estimation takes.
 *
 * Rows of CSV are those of kontor/csv.h. A plain file is mapped and cut into pieces at line
 * ends that are read side by side; should a quoted cell turn out to lie across a cut, all is
 * read again row by row, so the answer never depends on cuts or threads. */
#ifndef KONTOR_COLUMNS_H
#define KONTOR_COLUMNS_H

#include <kontor/error.h>
#include <kontor/progress.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* One column. */
typedef struct kt_series {
    const char *name;
    const double *number;     /* [n_rows], NaN: missing; NULL in a column of texts */
    const int32_t *code;      /* [n_rows], -1: missing; NULL in a column of numbers */
    const char *const *level; /* [n_levels] in order of bytes: the text of each code */
    int32_t n_levels;
    int64_t text_line; /* of texts: line of the first cell that is no number */
} kt_series;

typedef struct kt_columns_options {
    const char *const *wanted; /* [n_wanted] names; NULL: all */
    int n_wanted;
    int n_threads;               /* 1; 0: all processors */
    const kt_progress *progress; /* NULL: silent */
} kt_columns_options;
kt_columns_options kt_columns_options_default(void);

typedef struct kt_columns kt_columns;

/* Read a file; "-" is standard input. A wanted name that the file does not have is no error:
 * ask kt_columns_find(). *out is owned by the caller; on failure not written.
 * Memory: 8 bytes a cell of numbers, 4 of texts; a packed file and standard input are held
 * unpacked while they are read. Errors: as kt_input_walk() and kt_csv_feed(); KT_ERR_FORMAT no
 * header, a wanted name that occurs twice; KT_ERR_LIMIT; KT_ERR_MEMORY; KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_columns_read(const char *path, const kt_columns_options *options,
                                      kt_columns **out, kt_error *err);
/* The same for bytes of CSV in memory. */
KT_MUST_USE kt_status kt_columns_parse(kt_slice bytes, const kt_columns_options *options,
                                       kt_columns **out, kt_error *err);
/* The plain twin, row by row: the same columns, slowly. */
KT_MUST_USE kt_status kt_columns_parse_plainly(kt_slice bytes,
                                               const kt_columns_options *options,
                                               kt_columns **out, kt_error *err);
/* NULL is allowed. */
void kt_columns_free(kt_columns *columns);

int64_t kt_columns_n_rows(const kt_columns *columns);
/* Rows that had more or fewer cells than the header. */
int64_t kt_columns_n_ragged(const kt_columns *columns);
/* Columns that were read, in the order of the file. */
int kt_columns_count(const kt_columns *columns);
const kt_series *kt_columns_at(const kt_columns *columns, int n);
const kt_series *kt_columns_find(const kt_columns *columns, const char *name);
/* All names of the header, read or not, for suggestions. */
int kt_columns_n_names(const kt_columns *columns);
const char *kt_columns_name(const kt_columns *columns, int n);

KT_END_DECLS

#endif
