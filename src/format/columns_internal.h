/* columns_internal.h: what reading columns shares: the columns under way, a piece of a file. */
#ifndef KONTOR_FORMAT_COLUMNS_INTERNAL_H
#define KONTOR_FORMAT_COLUMNS_INTERNAL_H

#include "csv_row.h"
#include "word_list.h"

#include <kontor/columns.h>
#include <kontor/csv.h>

/* A column under way. */
typedef struct kt_column_draft {
    int position; /* in the header, from 0 */
    bool is_text;
    double *number;
    int32_t *code;
    int64_t text_line; /* of the first cell that is no number; 0: none */
    kt_word_list words;
} kt_column_draft;

struct kt_columns {
    kt_arena arena;
    const char **name; /* of the header */
    int n_names;
    kt_column_draft *draft;
    kt_series *series;
    int n_series;
    int64_t n_rows, n_room, n_ragged;
};

/* Choose the wanted columns of a header. */
KT_MUST_USE kt_status kt_columns_begin(kt_columns *columns, const kt_slice *names, int n_names,
                                       const kt_columns_options *options, kt_error *err);
/* Room for so many rows in every column. */
KT_MUST_USE kt_status kt_columns_reserve(kt_columns *columns, int64_t n_rows, kt_error *err);
/* Forget the rows: a column of numbers has turned out to be one of texts. */
void kt_columns_restart(kt_columns *columns);
/* Sort the texts of each column, decide about NA, fill the series. */
KT_MUST_USE kt_status kt_columns_finish(kt_columns *columns, kt_error *err);
/* Where a column holds a word while it is still one of numbers: make it one of texts. True
 * where there was such a column, and the rows must be read again. */
bool kt_columns_turn_to_text(kt_columns *columns);

/* What becomes of a column of the file. */
typedef struct kt_columns_slot {
    double *number; /* the column's values; NULL where it is one of texts, or not wanted */
    int draft;      /* -1: not wanted */
} kt_columns_slot;

/* A piece of a file: whole rows, unless a quoted cell lies across its end. */
typedef struct kt_columns_piece {
    const char *begin, *end;
    bool last;          /* nothing follows */
    int64_t n_lines;    /* line ends in it, and one more in the last */
    int64_t first_line; /* of the file, from 1 */
    int64_t first_row;  /* its place in the columns */
    int64_t n_rows, n_ragged;
    bool irregular;              /* only reading row by row can tell what this is */
    kt_word_list *words;         /* [n_series] */
    int64_t *text_line;          /* [n_series] */
    const kt_columns_slot *plan; /* [n_names] */
    kt_csv_cells *cells;
    char *scratch;
    size_t n_scratch;
} kt_columns_piece;

/* Read a piece into the columns at its place. Errors: KT_ERR_MEMORY, KT_ERR_LIMIT. */
KT_MUST_USE kt_status kt_columns_read_piece(kt_columns *columns, kt_columns_piece *piece,
                                            char separator, kt_error *err);

/* The row at `at`, which ends with a line end, the quick way; where the next one begins, or
 * NULL: it holds a quote, a blank at the edge of a cell, a byte above 127 or whatever else the
 * careful way must look at. It is then read again there. Errors: as above. */
KT_MUST_USE kt_status kt_columns_quick_row(kt_columns *columns, kt_columns_piece *piece,
                                           const char *at, char separator, const char **next,
                                           kt_error *err);

/* Rows one by one from whoever hands them over, as often as it takes. */
typedef kt_status (*kt_columns_source)(void *from, kt_csv_visit visit, void *with,
                                       kt_error *err);
KT_MUST_USE kt_status kt_columns_read_rows(kt_columns_source source, void *from,
                                           const kt_columns_options *options, kt_columns **out,
                                           kt_error *err);

/* A Stata file's variables: what is a text there is one here, whatever it holds. */
KT_MUST_USE kt_status kt_columns_read_dta(kt_slice bytes, const kt_columns_options *options,
                                          kt_columns **out, kt_error *err);

#endif
