/* kontor/trade_matrix.h: one year of trade as a table of countries by products, from the store.
 *
 * Everything that compares countries or products starts from such a table: who exported how
 * much of what (rows are exporters), who imported it (rows are importers), or the same for one
 * partner only. The columns are an axis made once for a dataset, so tables of several years and
 * directions fit each other cell by cell.
 *
 *     axis     the products of the dataset at one level, in order of their codes
 *     table    value[row * n_products + k], with how it is known beside it
 *
 * World and aggregates never enter a sum. What a country states for World as its partner is
 * kept apart: it is what coverage is measured against, and where a country has no rows by
 * partner at all its rows with World are taken, and marked.
 *
 * Values are nominal USD. A product that a country has no row for counts as not traded, 0, with
 * the state "absent"; what is withheld is NaN. Unallocated products (kontor/flow.h) stand
 * beside the table, not in it. */
#ifndef KONTOR_TRADE_MATRIX_H
#define KONTOR_TRADE_MATRIX_H

#include <kontor/country.h>
#include <kontor/error.h>
#include <kontor/store.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* ---- the columns ------------------------------------------------------------------------ */

typedef struct kt_trade_axis {
    kt_level level;       /* STATED for classifications other than the HS */
    int digits;           /* of the codes */
    kt_revision revision; /* NONE where several occur */
    kt_product *product;  /* in order, without unallocated codes */
    int64_t n_products;
} kt_trade_axis;

/* The products of a dataset at a level. KT_LEVEL_STATED asks for the finest that there is;
 * classifications other than the HS have no levels and are taken at their longest codes.
 * Errors: KT_ERR_MISSING the dataset holds totals only; KT_ERR_RANGE another level than the
 * dataset knows; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_trade_axis_make(const kt_dataset *dataset, kt_level level,
                                         kt_trade_axis *out, kt_error *err);
/* One column for all products together, of any dataset. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_trade_axis_totals(kt_trade_axis *out, kt_error *err);
void kt_trade_axis_clear(kt_trade_axis *axis);
/* Position of a product on the axis; -1 when it is not there. */
int64_t kt_trade_axis_find(const kt_trade_axis *axis, kt_product product);

/* ---- the table -------------------------------------------------------------------------- */

typedef enum kt_trade_rows { KT_ROWS_EXPORTERS = 0, KT_ROWS_IMPORTERS } kt_trade_rows;

typedef struct kt_trade_request {
    int16_t year;
    kt_trade_rows rows;
    kt_stated_by stated_by;
    kt_country exporter, importer; /* {0}: all */
} kt_trade_request;

/* How a cell is known. */
typedef enum kt_trade_state {
    KT_TRADE_ABSENT = 0, /* no row: counted as not traded */
    KT_TRADE_REPORTED,
    KT_TRADE_PROVISIONAL,
    KT_TRADE_ESTIMATED,
    KT_TRADE_SUPPRESSED, /* a part or all of it is withheld */
    KT_TRADE_SUMMED      /* of no cell: a number made of many countries' flows, however known */
} kt_trade_state;

/* "no row", "reported", ... */
const char *kt_trade_state_name(kt_trade_state state);

/* Never changes once made: any number of threads may read it. Owned by the caller. */
typedef struct kt_trade_matrix {
    const kt_trade_axis *axis; /* kept */
    kt_trade_request request;
    int64_t n_rows;
    kt_country *country; /* in order of codes */
    double *value;       /* USD */
    double *tonnes;      /* NaN where missing, or missing of a part */
    uint8_t *state;      /* kt_trade_state */
    double *unallocated; /* by row: USD in no column */
    double *stated;      /* by row: its total with World as it states it, or with the partner
                            that is asked for; NaN where it does not */
    uint8_t *from_world; /* by row: 1 where its own rows with World were taken */
} kt_trade_matrix;

/* Errors: those of kt_dataset_scan(); KT_ERR_LIMIT, KT_ERR_MEMORY, KT_ERR_RANGE. A year without
 * rows gives n_rows 0. Cost: a scan of the year and one of its totals, some 60 bytes a cell on
 * the way and 17 kept. */
KT_MUST_USE kt_status kt_trade_matrix_gather(const kt_dataset *dataset,
                                             const kt_countries *countries,
                                             const kt_trade_axis *axis,
                                             const kt_trade_request *request,
                                             kt_trade_matrix *out, kt_error *err);
/* The same where only values matter: from the store's sums by country and product on up to
 * n_threads threads (0: all). `tonnes` may be NULL
 * then, `state` tells rows from no rows but not how they are known, and a country whose values
 * are all withheld has no row. A dataset that holds World or aggregates is gathered as above.
 */
KT_MUST_USE kt_status kt_trade_matrix_world(const kt_dataset *dataset,
                                            const kt_countries *countries,
                                            const kt_trade_axis *axis,
                                            const kt_trade_request *request, int n_threads,
                                            kt_trade_matrix *out, kt_error *err);
void kt_trade_matrix_clear(kt_trade_matrix *matrix);

/* The table by groups of products: column k of the table goes to column group[k] of `groups`,
 * an axis of as many columns; one of -1 to `unallocated`. A sum of which a part is withheld has
 * the state "suppressed" and the known rest as its value; NaN where nothing is known. The
 * weaker state counts, and tonnes are missing where a part's are. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_trade_matrix_by_group(const kt_trade_matrix *matrix,
                                               const int64_t *group,
                                               const kt_trade_axis *groups,
                                               kt_trade_matrix *out, kt_error *err);

/* Rows of list[0 .. n_list) under the country that as() names, those under the same one summed:
 * groups of countries. All of one axis; cells as above; a total that one of the rows does not
 * state is missing. The request is that of the first. Errors: KT_ERR_LIMIT, KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_trade_matrix_join(const kt_trade_matrix *list, int64_t n_list,
                                           kt_country (*as)(const void *with,
                                                            kt_country country),
                                           const void *with, kt_trade_matrix *out,
                                           kt_error *err);

/* Position of a country; -1 when it has no row. */
int64_t kt_trade_matrix_find(const kt_trade_matrix *matrix, kt_country country);
/* Sum of a row's products, of a column, of all; NaN is left out. */
double kt_trade_matrix_row_sum(const kt_trade_matrix *matrix, int64_t row);
double kt_trade_matrix_column_sum(const kt_trade_matrix *matrix, int64_t column);
double kt_trade_matrix_sum(const kt_trade_matrix *matrix);
/* Column sums of all products into out[n_products]. */
void kt_trade_matrix_columns(const kt_trade_matrix *matrix, double *out);
/* (products + unallocated) / stated total of a row; NaN where no total is stated. Row -1: of
 * all rows that state a total. */
double kt_trade_matrix_coverage(const kt_trade_matrix *matrix, int64_t row);

KT_END_DECLS

#endif
