/* kontor/store.h: datasets of flows on the disk: immutable, versioned, committed by one rename.
 *
 * A store is a folder. Each version of a dataset is one file in it that never changes once it
 * has its name: readers map it into memory and never wait; a writer makes a new file beside and
 * renames it. One writer at a time holds the store's lock. A killed writer leaves at most an
 * unfinished file that no reader looks at and the next writer removes.
 *
 *     kt_store_open ── kt_dataset_open ── kt_dataset_scan    every row that fits a filter
 *           │                          └─ kt_dataset_group   sums by some of the keys
 *           └─ kt_writer_begin ── kt_writer_add ... ── kt_writer_commit
 *
 * Money leaves the store as whole numbers of the dataset's smallest unit in scans (exact) and
 * in USD in groups, quantities likewise and in tonnes. Missing is never zero.
 *
 * Threads: a const kt_store and a const kt_dataset may be read by many threads at once. */
#ifndef KONTOR_STORE_H
#define KONTOR_STORE_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/limits.h>
#include <kontor/moment.h>
#include <kontor/progress.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* ---- what a dataset says of itself ------------------------------------------------------ */

typedef struct kt_dataset_info {
    char name[KT_MAX_NAME];    /* "baci-hs92", "dots": a-z, 0-9, '-', '_', '.' */
    char version[KT_MAX_NAME]; /* its release, else the first 8 hex digits of its checksum */
    char source[256];          /* file name or address it was read from */
    char licence[128];         /* "" when not known */
    char checksum[33];         /* of the source's bytes, kontor/digest.h */
    int64_t imported_at;       /* seconds since 1970 */
    kt_date released;          /* {0} when not known; newest means this, then imported_at */
    bool synthetic;            /* made by `kontor synth`: every output says so */
    int money_decimals;        /* value unit is 10^-n USD: 0 USD, 1 a tenth */
    int quantity_decimals;     /* quantity unit is 10^-n tonnes: 3 kilograms */

    /* Filled by the store: */
    int64_t n_rows, n_bytes;
    int32_t n_exporters, n_importers, n_products;
    int16_t first_year, last_year; /* of the periods' first months */
    uint8_t stated_by;             /* bit set of 1 << kt_stated_by */
    uint8_t kinds;                 /* bit set of 1 << kt_kind */
    bool has_products;             /* rows other than TOTAL */
    bool has_quantities;
    bool has_short_periods; /* periods shorter than a year */
    kt_revision revision;   /* of the products; NONE without or where mixed */
} kt_dataset_info;

/* ---- the store -------------------------------------------------------------------------- */

typedef struct kt_store kt_store;

/* See what datasets are there now: an unchanging snapshot. A folder that is not there is an
 * empty store. Errors: KT_ERR_IO, also where it is a file; a damaged dataset is listed as
 * damaged, not an error. */
KT_MUST_USE kt_status kt_store_open(const char *folder, kt_store **out, kt_error *err);
void kt_store_close(kt_store *store);
/* From now on a dataset that is opened stays open until the store is closed: opening it again
 * costs nothing, what was checked stays checked, and kt_dataset_close() does nothing to it. For
 * who answers many questions from one snapshot; called before the store is shared. */
void kt_store_keep_open(kt_store *store);

/* Datasets, newest first (by release, then by import). */
int64_t kt_store_n_datasets(const kt_store *store);
const kt_dataset_info *kt_store_info(const kt_store *store, int64_t n);
/* NULL when it can be read, else what is wrong with it, in one line. */
const char *kt_store_damage(const kt_store *store, int64_t n);
/* Position of NAME or NAME@VERSION (the newest of that name), without regard to the case of
 * ASCII letters; -1 when there is none. */
int64_t kt_store_find(const kt_store *store, const char *reference);
const char *kt_store_folder(const kt_store *store);

/* Remove one version. Errors: KT_ERR_MISSING, KT_ERR_IO. Readers that have it open go on. */
KT_MUST_USE kt_status kt_store_drop(const char *folder, const char *reference, kt_error *err);

/* Hold the store's lock while a file that is no dataset is put into its folder, which has to be
 * there, or taken out of it; waits for another writer. Errors: KT_ERR_IO. */
KT_MUST_USE kt_status kt_store_lock(const char *folder, int *lock, kt_error *err);
void kt_store_unlock(int lock);

/* ---- reading ---------------------------------------------------------------------------- */

typedef struct kt_dataset kt_dataset;

/* Map dataset n of the snapshot. Headers and directories are checked now, blocks when first
 * read. Errors: KT_ERR_FORMAT damaged; KT_ERR_IO; KT_ERR_MISSING dropped meanwhile. */
KT_MUST_USE kt_status kt_dataset_open(const kt_store *store, int64_t n, kt_dataset **out,
                                      kt_error *err);
void kt_dataset_close(kt_dataset *dataset);
const kt_dataset_info *kt_dataset_info_of(const kt_dataset *dataset);

/* Walk every block and checksum, and hold the kept sums against the rows; the error names the
 * damaged block, or the pair or product whose sum is not that of its rows. */
KT_MUST_USE kt_status kt_dataset_verify(const kt_dataset *dataset, const kt_progress *progress,
                                        kt_error *err);

/* Whole units to USD and tonnes; NaN for KT_NONE. */
double kt_dataset_usd(const kt_dataset *dataset, int64_t value);
double kt_dataset_tonnes(const kt_dataset *dataset, int64_t quantity);
/* The same of n values at once. */
void kt_dataset_usd_of_all(const kt_dataset *dataset, const int64_t *value, int64_t n,
                           double *usd);

/* At which level of products rows are wanted. */
typedef enum kt_level {
    KT_LEVEL_STATED = 0, /* every observation as it was stated, at whatever level */
    KT_LEVEL_TOTAL,      /* one row for all products */
    KT_LEVEL_2,          /* chapters */
    KT_LEVEL_4,          /* headings */
    KT_LEVEL_6           /* subheadings */
} kt_level;

/* All conditions hold together; {0} is everything as stated. */
typedef struct kt_filter {
    kt_country exporter, importer; /* {0}: any */
    kt_product product;            /* {0}: any; else it and everything below it */
    int16_t first_year, last_year; /* of a period's first month; 0: any */
    uint8_t stated_by;             /* bit set of 1 << kt_stated_by; 0: any */
    uint8_t kinds;                 /* bit set of 1 << kt_kind; 0: any */
    bool whole_years;              /* leave out periods that are not one calendar year */
    kt_level level;
    /* Countries whose rows are left out, as exporter or importer, unless the filter names them:
     * world and aggregates, which would be counted twice. Borrowed. Of no meaning to
     * kt_dataset_matrix() and kt_dataset_world_table(), where they stand in rows of their own.
     */
    const kt_country *leave_out;
    int64_t n_leave_out;
} kt_filter;

/* Rows come in batches, in the order of kt_flow_compare(). A failure that `rows` returns ends
 * the scan and is handed on.
 *
 * At a level other than STATED there is one row for each exporter, importer, period, stated_by
 * and kind at TOTAL, and for each product of that level at the others: what was stated at that
 * level, else the sum of the highest codes stated below it (so that all levels have the same
 * sum). What a stated parent has beyond the sum of its children at the wanted level comes as
 * one row of kt_product_unallocated(parent), so that parent = children + unallocated; codes
 * coarser than the level that have no children come so too. Negative excess (children above
 * their parent) is left to the data: the children stand. A summed row is KT_NONE where any part
 * is, has the weakest status of its parts, and KT_NONE quantity where any part lacks one.
 *
 * A filter's product that is finer than the level is answered at its own level. Where one pair
 * and period states several classifications, a total that was not stated is the sum of the
 * first one. */
typedef kt_status (*kt_rows)(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err);
KT_MUST_USE kt_status kt_dataset_scan(const kt_dataset *dataset, const kt_filter *filter,
                                      kt_rows rows, void *with, kt_error *err);

/* Keys to group by. */
enum {
    KT_BY_KEY_EXPORTER = 1,
    KT_BY_KEY_IMPORTER = 2,
    KT_BY_KEY_PRODUCT = 4, /* at the filter's level */
    KT_BY_KEY_PERIOD = 8,
    KT_BY_KEY_STATED_BY = 16
};

/* One group; keys that were not asked for are 0. */
typedef struct kt_group {
    kt_country exporter, importer;
    kt_product product;
    kt_period period;
    uint8_t stated_by;
    uint8_t status;         /* the weakest */
    double value_usd;       /* exact sum of the values that are there; NaN where none is */
    double quantity_tonnes; /* likewise */
    int64_t n_rows;
    int64_t n_without_value, n_without_quantity; /* rows that the sums leave out */
} kt_group;

typedef struct kt_groups {
    kt_group *group; /* in order of the keys, exporter first */
    int64_t n_groups;
} kt_groups;

/* Sum by keys. Nothing is guarded against counting twice but levels: statements of both sides
 * add up unless the filter or the keys part them. Errors: KT_ERR_LIMIT, KT_ERR_MEMORY;
 * KT_ERR_RANGE when a sum leaves 64 bits. */
KT_MUST_USE kt_status kt_dataset_group(const kt_dataset *dataset, const kt_filter *filter,
                                       unsigned keys, kt_groups *out, kt_error *err);
void kt_groups_clear(kt_groups *groups);

/* Values of all pairs as a square table, in whole units (kt_dataset_usd()): KT_NONE where there
 * is no row or no value. */
typedef struct kt_matrix {
    const kt_country *country; /* the dataset's, in order of codes: rows and columns */
    int64_t *value;            /* [exporter * n_countries + importer] */
    int64_t n_countries, n_room;
} kt_matrix;

/* What the filter takes of each pair, at level TOTAL whatever it says; several periods, sides
 * and kinds add up. *matrix starts as {0}; its memory is used again by the next call, and
 * country lives as long as the dataset. Costs some 2 ns a pair where the dataset keeps totals.
 * Errors: KT_ERR_MEMORY; KT_ERR_RANGE when a sum leaves 64 bits. */
KT_MUST_USE kt_status kt_dataset_matrix(const kt_dataset *dataset, const kt_filter *filter,
                                        kt_matrix *matrix, kt_error *err);
/* The same out of the values of all rows, on up to n_threads threads (0: all), whatever sums
 * the dataset keeps: what those can be held against. Where products lie above one another the
 * pairs' sums are taken as they are kept. Costs the decoding of the values. */
KT_MUST_USE kt_status kt_dataset_matrix_of_rows(const kt_dataset *dataset,
                                                const kt_filter *filter, int n_threads,
                                                kt_matrix *matrix, kt_error *err);
void kt_matrix_clear(kt_matrix *matrix);

/* Sums of each country over all partners, and what each trades with a few that are of interest,
 * in whole units; KT_NONE where there is no row or no value. */
typedef struct kt_world_sums {
    const kt_country *country; /* the dataset's, in order of codes */
    int64_t *out, *in;         /* by country: to all importers, from all exporters */
    int64_t *to, *from; /* [w * n_countries + c]: from c to wanted country w, and from w to c */
    int64_t n_countries;
    int64_t n_room, n_room_wanted;
} kt_world_sums;

/* The same as adding up kt_dataset_matrix(), to the last unit, without making the square: two
 * to three times as fast. Countries in filter->leave_out enter no sum on either side, but may
 * be wanted: World, for coverage. wanted[n_wanted], each once, at most 8; one that the dataset
 * does not know has no values. *sums starts as {0}; its memory is used again by the next call,
 * and country lives as long as the dataset. Errors: KT_ERR_MEMORY; KT_ERR_RANGE when a sum
 * leaves 64 bits, or more are wanted. */
KT_MUST_USE kt_status kt_dataset_world_sums(const kt_dataset *dataset, const kt_filter *filter,
                                            const kt_country *wanted, int64_t n_wanted,
                                            kt_world_sums *sums, kt_error *err);
void kt_world_sums_clear(kt_world_sums *sums);

/* Values by country and product, in whole units: KT_NONE where there is no row or no value. */
typedef struct kt_world_table {
    const kt_country *country; /* the dataset's, in order of codes: rows */
    const kt_product *product; /* those of the level, in order of codes: columns */
    int64_t *value;            /* [country * n_products + product] */
    int64_t n_countries, n_products;
    int64_t n_room; /* of value and of own_product */
    kt_product *own_product;
} kt_world_table;

typedef enum kt_trade_side { KT_EXPORTS = 0, KT_IMPORTS = 1 } kt_trade_side;

/* What each country exports (or imports) of each product, all partners together; several
 * periods, sides and kinds add up, missing values are left out. Where the filter leaves one
 * country on the side of the rows, it is the only row, or there is none. *table starts as {0};
 * its memory is used again by the next call, and country lives as long as the dataset. Summed
 * on up to n_threads threads (0: all). Errors: KT_ERR_MEMORY; KT_ERR_RANGE when a
 * sum leaves 64 bits. */
KT_MUST_USE kt_status kt_dataset_world_table(const kt_dataset *dataset, const kt_filter *filter,
                                             kt_trade_side side, int n_threads,
                                             kt_world_table *table, kt_error *err);
void kt_world_table_clear(kt_world_table *table);

/* Codes that occur, in order: countries as exporter or importer, products as stated. */
KT_MUST_USE kt_status kt_dataset_countries(const kt_dataset *dataset, const kt_country **out,
                                           int64_t *n, kt_error *err);
KT_MUST_USE kt_status kt_dataset_products(const kt_dataset *dataset, const kt_product **out,
                                          int64_t *n, kt_error *err);
/* The dataset's own description of a product, in the language it came in; empty when none. */
kt_slice kt_dataset_description(const kt_dataset *dataset, kt_product product);

/* ---- writing ---------------------------------------------------------------------------- */

typedef struct kt_writer kt_writer;

typedef struct kt_writer_options {
    int64_t memory_bytes; /* working memory; default 512 MiB; past it rows go to temporary
                             files in the store's folder; at least 16 MiB. Rows come in while
                             those before are being encoded, so each have half of it */
    int n_threads;        /* default 0: all processors */
    bool wait;            /* wait for another writer; default false: say so and fail */
} kt_writer_options;
kt_writer_options kt_writer_options_default(void);

/* Take the store's lock (KT_ERR_IO naming the other writer) and begin; creates the folder. */
KT_MUST_USE kt_status kt_writer_begin(const char *folder, const kt_writer_options *options,
                                      kt_writer **out, kt_error *err);
/* Rows in any order, values in 10^-money_decimals USD and quantities in 10^-quantity_decimals
 * tonnes of the info given to commit. lines[r] says where row r stood (a file's number << 40 |
 * its line), NULL when not known. */
KT_MUST_USE kt_status kt_writer_add(kt_writer *writer, const kt_flow *rows,
                                    const int64_t *lines, int64_t n_rows, kt_error *err);
/* The same for rows in runs: less work where a source has them. */
KT_MUST_USE kt_status kt_writer_add_runs(kt_writer *writer, const kt_flow_run *runs,
                                         int64_t n_runs, kt_error *err);
/* The source's description of a product. */
KT_MUST_USE kt_status kt_writer_describe(kt_writer *writer, kt_product product, kt_slice text,
                                         kt_error *err);
/* Sort, write, make durable, rename. *info gives the upper half of kt_dataset_info and gets the
 * rest; an empty version becomes the first 8 hex digits of the checksum. The writer is released
 * in every case, and on failure the store is as it was.
 * A name and version that is there already: with the same checksum nothing is written and
 * *unchanged is true; with another it is KT_ERR_RANGE.
 * Errors also: KT_ERR_FORMAT when two rows have the same key: err->line is the line of the
 * later one and the cause names both; KT_ERR_MISSING when no rows came. */
KT_MUST_USE kt_status kt_writer_commit(kt_writer *writer, kt_dataset_info *info,
                                       bool *unchanged, const kt_progress *progress,
                                       kt_error *err);
/* Give up; NULL is allowed. */
void kt_writer_abort(kt_writer *writer);

KT_END_DECLS

#endif
