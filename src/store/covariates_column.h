/* covariates_column.h: the cells of one column in few bytes, each found at once.
 *
 * Dummies, languages and figures that a panel repeats for every partner have few distinct
 * values, so a column is stored in the shortest of five ways, all of them exact:
 *
 *     CONSTANT   one value, no cells           8 bytes
 *     SMALL      up to 256 values              8 bytes each, 1 byte a cell
 *     MIDDLE     up to 65,536 values           8 bytes each, 2 bytes a cell
 *     SINGLE     all values fit a float        4 bytes a cell
 *     DOUBLE     the rest                      8 bytes a cell
 *
 * A text is the number of its place among the column's texts; missing is NaN in both. */
#ifndef KONTOR_STORE_COVARIATES_COLUMN_H
#define KONTOR_STORE_COVARIATES_COLUMN_H

#include "image.h"
#include "output.h"

#include <kontor/error.h>

#include <stdbool.h>
#include <stdint.h>

/* Part of the store's format: only add. */
typedef enum kt_cells_kind {
    KT_CELLS_CONSTANT = 0,
    KT_CELLS_SMALL = 1,
    KT_CELLS_MIDDLE = 2,
    KT_CELLS_SINGLE = 3,
    KT_CELLS_DOUBLE = 4
} kt_cells_kind;

/* Where the cells of a column lie: n_distinct values at `at`, the cells behind. */
typedef struct kt_cells {
    kt_cells_kind kind;
    uint32_t n_distinct;
    uint64_t at;
    int64_t n_rows;
} kt_cells;

/* Bytes that they take. False where kind and n_distinct do not fit each other. */
bool kt_cells_size(const kt_cells *cells, uint64_t *size);

/* What encoding needs, used again for each column. {0} before; released with clear. */
typedef struct kt_cells_work {
    uint64_t *bits;  /* open addressing: the bits of a value */
    uint32_t *place; /* its number plus 1; 0: free */
    double *distinct;
    uint32_t *used; /* slots to free again */
} kt_cells_work;
void kt_cells_work_clear(kt_cells_work *work);

/* Encode n cells, appended to out; of *cells all but `at` is set. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_cells_encode(const double *value, int64_t n, kt_cells_work *work,
                                      kt_bytes *out, kt_cells *cells, kt_error *err);

/* Decode from bytes of the size of kt_cells_size(). False where a cell has no value. */
bool kt_cells_decode(const kt_cells *cells, const uint8_t *bytes, int64_t row, int64_t n,
                     double *out);

#endif
