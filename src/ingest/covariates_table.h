/* covariates_table.h: tables with one row for each key: key columns, and everything else is a
 * covariate under its own name. Internal to src/ingest. */
#ifndef KONTOR_INGEST_COVARIATES_TABLE_H
#define KONTOR_INGEST_COVARIATES_TABLE_H

#include "covariates_intake.h"

#include <stdbool.h>

/* Where a part of the key comes from. */
typedef struct kt_key_part {
    int column;        // of the header; -1: constant
    kt_slice constant; // data NULL where the key has no such part
} kt_key_part;

/* How a layout wants its columns; set before begin. */
typedef struct kt_table_plan {
    kt_key_part i, j, year;
    /* The name and unit of a column of the file; false: it is passed over. NULL: all, under
     * their own names, without units. */
    bool (*column)(const kt_column_map *mapping, kt_slice theirs, kt_slice *name,
                   kt_slice *unit);
    /* True for columns whose cells are texts, whatever they look like. NULL: none. */
    bool (*is_text)(const kt_column_map *mapping, kt_slice theirs);
} kt_table_plan;

typedef struct kt_covariates_table {
    kt_table_plan plan;
    int n_columns;                              // of the file
    int32_t to[KT_MAX_CSV_COLUMNS];             // column of ours; -1: key, or passed over
    uint8_t kind[KT_MAX_CSV_COLUMNS];           // kt_covariate_kind, settled by the first cell
    kt_covariate_cell cell[KT_MAX_CSV_COLUMNS]; // of ours
    char name[KT_MAX_CSV_COLUMNS][32];          // for refusals
} kt_covariates_table;

/* table->plan is set. Errors: KT_ERR_FORMAT no covariate, two of one name. */
KT_MUST_USE kt_status kt_covariates_table_begin(kt_intake *in, const kt_csv_row *header,
                                                kt_covariates_table *table, kt_error *err);
KT_MUST_USE kt_status kt_covariates_table_row(kt_intake *in, const kt_csv_row *row,
                                              kt_covariates_table *table, kt_error *err);

/* A name for a dataset that has none: the file's, in small letters, up to its first point. */
void kt_covariates_name_after_file(kt_intake *in);

#endif
