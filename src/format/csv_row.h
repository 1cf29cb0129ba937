/* csv_row.h: one row of CSV to its cells. Two ways: a fast one for rows without any quote, and
 * a careful one for the rest. Neither allocates; both leave the cells where the bytes lie. */
#ifndef KONTOR_FORMAT_CSV_ROW_H
#define KONTOR_FORMAT_CSV_ROW_H

#include <kontor/limits.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stddef.h>

typedef struct kt_csv_cells {
    int n_cells;
    bool high; /* a byte above 127 may be among them: the encoding must be looked at */
    kt_slice cell[KT_MAX_CSV_COLUMNS];
} kt_csv_cells;

typedef enum kt_csv_found {
    KT_CSV_ROW,     /* a whole row */
    KT_CSV_PART,    /* the bytes end before the row does */
    KT_CSV_QUOTE,   /* fast way: a quote was met; careful way: a quote never ends */
    KT_CSV_NUL,     /* a NUL byte */
    KT_CSV_COLUMNS, /* more cells than KT_MAX_CSV_COLUMNS */
} kt_csv_found;

/* The row at data[0], when it holds no quote. *at: KT_CSV_ROW the first byte behind its line
 * end; otherwise the byte where the trouble is. */
kt_csv_found kt_csv_split_plain(kt_csv_cells *cells, const char *data, size_t size,
                                char separator, size_t *at);

/* The row that data[0 .. size - 1] is, without its line end. `scratch` has room for size bytes
 * and takes cells that cannot stay where they lie; *used says how much of it was needed. */
kt_csv_found kt_csv_split_quoted(kt_csv_cells *cells, const char *data, size_t size,
                                 char separator, char *scratch, size_t *used, size_t *at);

/* Where a row ends that comes in pieces. {0} stands at a row's first byte. */
typedef struct kt_csv_scan {
    enum { KT_CSV_BLANK, KT_CSV_PLAIN, KT_CSV_INSIDE, KT_CSV_CLOSED } state;
} kt_csv_scan;

/* Move over data; true when the row's line end was met, and *at is behind it, else *at is size.
 * separator 0: any of comma, semicolon and tab (the first row, before it is known). */
bool kt_csv_scan_row(kt_csv_scan *scan, const char *data, size_t size, char separator,
                     size_t *at);

/* The separator that the first row has most of outside quotes; comma when it has none. */
char kt_csv_choose_separator(kt_slice row);

#endif
