/* kontor/covariates.h: what is known about countries and pairs besides their trade: distances,
 * common languages, GDP, agreements: tables of named columns with a key.
 *
 *     key            a row for each                         columns: numbers or short texts
 *     COUNTRY        country                                GeoDist's geo_cepii
 *     COUNTRY_YEAR   country and year                       the World Bank's indicators
 *     PAIR           from i to j (in this order)            GeoDist's dist_cepii
 *     PAIR_YEAR      from i to j in a year                  CEPII Gravity, any panel
 *
 * A dataset never changes once it has its name: one file STORE/covariates/NAME@VERSION.kontor,
 * written beside and renamed, guarded by the store's lock and by checksums of its blocks, as
 * kontor/store.h does with flows. Nothing is symmetric unless the file says both directions.
 *
 * Numbers are doubles, exactly as the source spells them; missing is NaN, and an empty text is
 * missing. Threads: a const list and a const dataset may be read by many threads at once. */
#ifndef KONTOR_COVARIATES_H
#define KONTOR_COVARIATES_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/limits.h>
#include <kontor/moment.h>
#include <kontor/progress.h>
#include <kontor/store.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* Columns of a dataset: the World Bank's whole collection has some 1,500 indicators. */
#define KT_MAX_COVARIATES 4096

/* Rows of a dataset: CEPII Gravity has 4.7 million; the key of a row takes 24 bytes of memory
 * while it is imported. */
#define KT_MAX_COVARIATE_ROWS ((int64_t)1 << 28)

/* Bytes of one text, name, label or unit; names of places have 60, indicators some 200. */
#define KT_MAX_COVARIATE_TEXT 1024

/* The numbers are part of the store's format: only add. */
typedef enum kt_covariates_key {
    KT_KEY_COUNTRY = 0,
    KT_KEY_COUNTRY_YEAR = 1,
    KT_KEY_PAIR = 2,
    KT_KEY_PAIR_YEAR = 3
} kt_covariates_key;

bool kt_covariates_key_has_year(kt_covariates_key key);
bool kt_covariates_key_has_pair(kt_covariates_key key);
/* "country", "country and year", "pair", "pair and year" */
const char *kt_covariates_key_name(kt_covariates_key key);

typedef struct kt_covariates_info {
    char name[KT_MAX_NAME];
    char version[KT_MAX_NAME];
    char source[256];
    char licence[128]; /* "" when not known */
    char checksum[33];
    int64_t imported_at;
    kt_date released; /* {0} when not known */

    /* Filled by the store: */
    kt_covariates_key key;
    int64_t n_rows, n_bytes;
    int32_t n_columns, n_countries;
    int16_t first_year, last_year; /* 0 without years */
} kt_covariates_info;

typedef enum kt_covariate_kind {
    KT_COVARIATE_NUMBER = 0,
    KT_COVARIATE_TEXT = 1,
    KT_COVARIATE_EMPTY = 2 /* missing in every row */
} kt_covariate_kind;

/* A column as its source calls it. The texts live as long as the dataset. */
typedef struct kt_covariate {
    const char *name;  /* "distw", "NY.GDP.MKTP.CD" */
    const char *label; /* "GDP (current US$)"; "" when there is none */
    const char *unit;  /* "km", "current US$"; "" when not known */
    kt_covariate_kind kind;
} kt_covariate;

/* ---- what datasets there are ------------------------------------------------------------ */

/* An unchanging snapshot, newest first (by release, then by import). */
typedef struct kt_covariates_list kt_covariates_list;

/* A folder that is not there is an empty store. Errors: KT_ERR_IO, KT_ERR_MEMORY; a damaged
 * dataset is listed as damaged. */
KT_MUST_USE kt_status kt_covariates_list_open(const char *folder, kt_covariates_list **out,
                                              kt_error *err);
void kt_covariates_list_close(kt_covariates_list *list);
int64_t kt_covariates_list_count(const kt_covariates_list *list);
const kt_covariates_info *kt_covariates_list_info(const kt_covariates_list *list, int64_t n);
/* NULL when it can be read, else what is wrong with it, in one line. */
const char *kt_covariates_list_damage(const kt_covariates_list *list, int64_t n);
/* Position of NAME or NAME@VERSION (the newest of that name); -1 when there is none. */
int64_t kt_covariates_list_find(const kt_covariates_list *list, const char *reference);

/* Remove one version. Errors: KT_ERR_MISSING, KT_ERR_IO. Readers that have it open go on. */
KT_MUST_USE kt_status kt_covariates_drop(const char *folder, const char *reference,
                                         kt_error *err);

/* ---- reading ---------------------------------------------------------------------------- */

typedef struct kt_covariates kt_covariates;

/* Map dataset n of the snapshot. The directory and the keys are checked now (about 1 ms for a
 * million rows), columns when first read. Errors: KT_ERR_FORMAT damaged; KT_ERR_IO;
 * KT_ERR_MISSING dropped meanwhile; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_covariates_open(const kt_covariates_list *list, int64_t n,
                                         kt_covariates **out, kt_error *err);
void kt_covariates_close(kt_covariates *covariates);
const kt_covariates_info *kt_covariates_info_of(const kt_covariates *covariates);

/* Columns 0 to n_columns - 1, in the order of the source. */
const kt_covariate *kt_covariates_column_at(const kt_covariates *covariates, int32_t column);
/* Position of a column by name, without regard to ASCII case, and by the other spelling of a
 * column that CEPII renamed (distw is distw_arithmetic, distwces is distw_harmonic); -1 when
 * there is none. */
int32_t kt_covariates_column(const kt_covariates *covariates, const char *name);

/* The key of a row; rows 0 to n_rows - 1 are in order of i, j, year. What the dataset's key
 * does not have is 0. */
typedef struct kt_covariates_place {
    kt_country i, j;
    int16_t year;
} kt_covariates_place;
kt_covariates_place kt_covariates_place_of(const kt_covariates *covariates, int64_t row);

/* The row of a key in O(log n), -1 when there is none. Parts that the dataset's key does not
 * have are ignored. */
int64_t kt_covariates_row(const kt_covariates *covariates, kt_country i, kt_country j,
                          int year);

/* A cell by row and column: NaN where it is missing, and for a column of texts. Errors:
 * KT_ERR_FORMAT naming the damaged block. */
KT_MUST_USE kt_status kt_covariates_number(const kt_covariates *covariates, int64_t row,
                                           int32_t column, double *out, kt_error *err);
/* The text; empty where it is missing, and for a column of numbers. Lives as long as the
 * dataset. */
KT_MUST_USE kt_status kt_covariates_text(const kt_covariates *covariates, int64_t row,
                                         int32_t column, kt_slice *out, kt_error *err);
/* Rows [row, row + n_rows) of a column of numbers into out, faster than one by one. */
KT_MUST_USE kt_status kt_covariates_numbers(const kt_covariates *covariates, int64_t row,
                                            int64_t n_rows, int32_t column, double *out,
                                            kt_error *err);
/* The number for a key; NaN also where there is no such row. */
KT_MUST_USE kt_status kt_covariates_value(const kt_covariates *covariates, kt_country i,
                                          kt_country j, int year, int32_t column, double *out,
                                          kt_error *err);

/* Walk every block and every cell; the error names the damaged block. */
KT_MUST_USE kt_status kt_covariates_verify(const kt_covariates *covariates,
                                           const kt_progress *progress, kt_error *err);

/* ---- writing ---------------------------------------------------------------------------- */

typedef struct kt_covariates_writer kt_covariates_writer;

/* One cell: a text where text.size > 0, else a number, NaN for missing. */
typedef struct kt_covariate_cell {
    double number;
    kt_slice text;
} kt_covariate_cell;

/* Take the store's lock (KT_ERR_IO naming the other writer) and begin; creates the folder. Of
 * the options only `wait` counts; NULL: the default. Memory: 24 bytes a row, 16 MiB, the
 * distinct texts, and at the end 16 bytes a row more; cells go to a temporary file in the
 * store's folder. */
KT_MUST_USE kt_status kt_covariates_writer_begin(const char *folder, kt_covariates_key key,
                                                 const kt_writer_options *options,
                                                 kt_covariates_writer **out, kt_error *err);
/* One more column, before the first row. label and unit may be empty. Errors: KT_ERR_FORMAT no
 * name, or a name that is there already (case does not count); KT_ERR_LIMIT. */
KT_MUST_USE kt_status kt_covariates_writer_column(kt_covariates_writer *writer, kt_slice name,
                                                  kt_slice label, kt_slice unit, kt_error *err);
/* One row with a cell for each column, in any order of keys. `line` says where it stood (a
 * file's number << 40 | its line). Errors: KT_ERR_RANGE a key that lacks a part; KT_ERR_FORMAT
 * a text in a column that had numbers before, or the other way round; KT_ERR_LIMIT; KT_ERR_IO.
 */
KT_MUST_USE kt_status kt_covariates_writer_add(kt_covariates_writer *writer,
                                               kt_covariates_place place,
                                               const kt_covariate_cell *cells, int64_t line,
                                               kt_error *err);
/* Sort, write, make durable, rename. *info gives the upper half of kt_covariates_info and gets
 * the rest; an empty version becomes the first 8 hex digits of the checksum. The writer is
 * released in every case, and on failure the store is as it was. A name and version that is
 * there already: with the same checksum nothing is written and *unchanged is true; with another
 * it is KT_ERR_RANGE.
 * Errors also: KT_ERR_FORMAT when two rows have the same key: err->line is the line of the
 * later one and the cause names both; KT_ERR_MISSING when no rows came. */
KT_MUST_USE kt_status kt_covariates_writer_commit(kt_covariates_writer *writer,
                                                  kt_covariates_info *info, bool *unchanged,
                                                  const kt_progress *progress, kt_error *err);
/* Give up; NULL is allowed. */
void kt_covariates_writer_abort(kt_covariates_writer *writer);

KT_END_DECLS

#endif
