/* column_map.h: what a user says about a file of their own: which of its columns are which of
 * ours, what is the same in every row, and what the dataset is called. Internal to src/ingest.
 *
 *     # lines of this form
 *     exporter   = iso_o              our column = theirs
 *     year      := 2006               our column, the same in every row
 *     name      := gravity-2006       of the dataset: name, version, source, licence, released
 */
#ifndef KONTOR_INGEST_COLUMN_MAP_H
#define KONTOR_INGEST_COLUMN_MAP_H

#include <kontor/error.h>
#include <kontor/store.h>
#include <kontor/text.h>

#include <stdbool.h>

enum { KT_MAX_COLUMN_MAP = 64 };

typedef struct kt_column_map_line {
    kt_slice ours, theirs;
    bool constant; /* := */
} kt_column_map_line;

/* In the caller's storage, starts as {0}: nothing is mapped. */
typedef struct kt_column_map {
    kt_text bytes;
    kt_column_map_line line[KT_MAX_COLUMN_MAP];
    int n_lines;
} kt_column_map;

/* Errors: KT_ERR_FORMAT with the line of what is neither; KT_ERR_LIMIT; those of reading. */
KT_MUST_USE kt_status kt_column_map_read(const char *path, kt_column_map *mapping,
                                         kt_error *err);
KT_MUST_USE kt_status kt_column_map_parse(kt_slice text, kt_column_map *mapping, kt_error *err);
void kt_column_map_clear(kt_column_map *mapping);

/* The line about one of our columns; NULL when there is none. mapping may be NULL. */
const kt_column_map_line *kt_column_map_find(const kt_column_map *mapping, const char *ours);
/* True for name, version, source, licence, released and revision. */
bool kt_column_map_is_of_dataset(kt_slice ours);
/* True where a column is renamed or set: the file is then one of the user's own layout. */
bool kt_column_map_has_columns(const kt_column_map *mapping);

/* What it says about the dataset. Errors: KT_ERR_FORMAT a value that cannot be. */
KT_MUST_USE kt_status kt_column_map_apply(const kt_column_map *mapping, kt_dataset_info *info,
                                          kt_error *err);

#endif
