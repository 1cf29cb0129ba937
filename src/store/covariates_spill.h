/* covariates_spill.h: cells while a dataset is written: rows come in, columns go out.
 *
 *     rows --> block of rows, turned into columns --> temporary file --> one column after the
 *              (16 MiB at most)                       (encoded)          other, in rows' order
 *
 * So memory does not grow with the number of columns times rows. */
#ifndef KONTOR_STORE_COVARIATES_SPILL_H
#define KONTOR_STORE_COVARIATES_SPILL_H

#include "covariates_column.h"
#include "output.h"

#include <kontor/limits.h>

#include <stdint.h>

/* In the caller's storage: {.descriptor = -1} before; released with clear. */
typedef struct kt_spill {
    int descriptor;
    char path[KT_MAX_PATH];
    int32_t n_columns;
    int64_t block_rows; /* of all blocks but the last */
    double *block;      /* column by column */
    int64_t n_held;     /* rows in it */
    int64_t n_rows;
    kt_cells *cells; /* block by block, column by column */
    int64_t n_cells;
    uint64_t at;
    kt_bytes bytes;
    kt_cells_work work;
} kt_spill;

/* The file must not be there; it is removed by clear. */
KT_MUST_USE kt_status kt_spill_begin(const char *path, int32_t n_columns, kt_spill *out,
                                     kt_error *err);
KT_MUST_USE kt_status kt_spill_row(kt_spill *spill, const double *cells, kt_error *err);
/* No more rows. */
KT_MUST_USE kt_status kt_spill_end(kt_spill *spill, kt_error *err);
/* All cells of a column in the order they came: n_rows. */
KT_MUST_USE kt_status kt_spill_column(kt_spill *spill, int32_t column, double *out,
                                      kt_error *err);
void kt_spill_clear(kt_spill *spill);

#endif
