/* trade_matrix.c: a year of trade as countries by products.
 *
 * One pass over the year adds each row to the cell of its country and product, in whole units,
 * so sums are exact; rows with World as partner go to cells of their own, those with aggregates
 * nowhere. A second pass asks for the totals stated with World, which coverage is held against.
 * Then the countries that have any row are laid out side by side. */
#include <kontor/trade_matrix.h>

#include <kontor/checked.h>
#include <kontor/memory.h>

#include "known_sum.h"
#include "trade_sum.h"

#include <math.h>
#include <stdlib.h>

const char *kt_trade_state_name(kt_trade_state state)
{
    switch (state) {
    case KT_TRADE_ABSENT:
        return "no row";
    case KT_TRADE_REPORTED:
        return "reported";
    case KT_TRADE_PROVISIONAL:
        return "provisional";
    case KT_TRADE_ESTIMATED:
        return "estimated";
    case KT_TRADE_SUPPRESSED:
        return "suppressed";
    case KT_TRADE_SUMMED:
        return "sum of all";
    }
    return "";
}

/* ---- gathering -------------------------------------------------------------------------- */

/* Sums of one cell in the dataset's whole units, exact. */
typedef struct cell {
    int64_t value, tonnes;
    int32_t n_rows, n_without_value, n_without_tonnes;
    uint8_t status;
} cell;

/* What one country has: with partners, and as it states it for World. Cells of the axis, and
 * one more for what is in no column. */
typedef struct tally {
    kt_country country;
    cell *partners, *world; /* n_products + 1; NULL until a row comes */
    int64_t world_total;
    int has_world_total;
} tally;

typedef struct gathering {
    const kt_dataset *dataset;
    const kt_countries *countries;
    const kt_trade_axis *axis;
    const kt_trade_request *request;
    tally *tally; /* by country of the dataset, in order of codes */
    int64_t n_tallies;
    int wants_totals; /* the pass for stated totals of World */
    tally *last;      /* rows of a country and products in order come in a run */
    int64_t next_column;
} gathering;

static int compare_countries(const void *left, const void *right)
{
    const kt_country *x = left, *y = right;
    return (x->code > y->code) - (x->code < y->code);
}

static int64_t find_country(const kt_country *country, int64_t n, kt_country wanted)
{
    const kt_country *found =
        n ? bsearch(&wanted, country, (size_t)n, sizeof wanted, compare_countries) : NULL;
    return found ? found - country : -1;
}

static tally *find_tally(const gathering *work, kt_country country)
{
    int64_t low = 0, high = work->n_tallies;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (work->tally[middle].country.code < country.code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < work->n_tallies && work->tally[low].country.code == country.code
               ? &work->tally[low]
               : NULL;
}

/* True where the total over all partners is asked for, so that World says the same. */
static int is_of_all_partners(const kt_trade_request *request)
{
    return (request->rows == KT_ROWS_EXPORTERS ? request->importer : request->exporter).code ==
           0;
}

static kt_status add_to_cell(cell *to, const kt_flow *row, kt_error *err)
{
    to->n_rows++;
    if (row->status > to->status)
        to->status = row->status;
    if (row->value == KT_NONE)
        to->n_without_value++;
    else if (!kt_i64_add(to->value, row->value, &to->value))
        return kt_fail(err, KT_ERR_RANGE, "a sum of values does not fit 64 bits");
    if (row->quantity == KT_NONE)
        to->n_without_tonnes++;
    else if (!kt_i64_add(to->tonnes, row->quantity, &to->tonnes))
        return kt_fail(err, KT_ERR_RANGE, "a sum of quantities does not fit 64 bits");
    return KT_OK;
}

static kt_status add_row(gathering *work, const kt_flow *row, kt_error *err)
{
    const kt_trade_axis *axis = work->axis;
    const int by_exporter = work->request->rows == KT_ROWS_EXPORTERS;
    const kt_country country = by_exporter ? row->exporter : row->importer;
    const kt_country partner = by_exporter ? row->importer : row->exporter;
    const int with_world = partner.code == KT_WORLD.code;
    if (!work->last || work->last->country.code != country.code)
        work->last = find_tally(work, country);
    tally *to = work->last;

    if (!to || (!with_world && kt_trade_is_sum(work->countries, partner)))
        return KT_OK;
    if (work->wants_totals) {
        // With one partner a total counts only where it is stated as such, not where it is a
        // sum.
        const int is_total =
            is_of_all_partners(work->request) ? with_world : row->product.code == KT_TOTAL.code;
        if (is_total && row->value != KT_NONE) {
            to->world_total = row->value;
            to->has_world_total = 1;
        }
        return KT_OK;
    }
    int64_t column = work->next_column;
    if (column >= axis->n_products || axis->product[column].code != row->product.code)
        column = kt_trade_axis_find(axis, row->product);
    work->next_column = column + 1;
    // In a classification without levels coarser codes repeat the finer ones.
    if (column < 0 && axis->level == KT_LEVEL_STATED &&
        kt_product_digits(row->product) < axis->digits)
        return KT_OK;
    if (column < 0)
        column = axis->n_products;
    cell **cells = with_world ? &to->world : &to->partners;
    if (!*cells)
        KT_TRY(kt_new(cells, axis->n_products + 1, sizeof **cells, err));
    return add_to_cell(&(*cells)[column], row, err);
}

static kt_status add_rows(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    for (int64_t r = 0; r < n_rows; r++)
        KT_TRY(add_row(with, &rows[r], err));
    return KT_OK;
}

/* One tally for each country of the dataset that may be a row. */
static kt_status make_tallies(gathering *work, kt_error *err)
{
    const kt_country *country;
    const kt_country only = work->request->rows == KT_ROWS_EXPORTERS ? work->request->exporter
                                                                     : work->request->importer;
    int64_t n;
    KT_TRY(kt_dataset_countries(work->dataset, &country, &n, err));
    KT_TRY(kt_new(&work->tally, n, sizeof *work->tally, err));
    for (int64_t c = 0; c < n; c++)
        if (only.code ? country[c].code == only.code
                      : !kt_trade_is_sum(work->countries, country[c]))
            work->tally[work->n_tallies++].country = country[c];
    return KT_OK;
}

static void clear_tallies(gathering *work)
{
    for (int64_t t = 0; t < work->n_tallies; t++) {
        kt_free(work->tally[t].partners);
        kt_free(work->tally[t].world);
    }
    kt_free(work->tally);
}

/* ---- laying out ------------------------------------------------------------------------- */

static kt_status make_cells(kt_trade_matrix *matrix, kt_error *err)
{
    int64_t n_cells;
    if (!kt_i64_mul(matrix->n_rows, matrix->axis->n_products, &n_cells))
        return kt_fail(err, KT_ERR_LIMIT, "too many countries and products for one table");
    KT_TRY(kt_new(&matrix->country, matrix->n_rows, sizeof *matrix->country, err));
    KT_TRY(kt_new(&matrix->value, n_cells, sizeof *matrix->value, err));
    KT_TRY(kt_new(&matrix->tonnes, n_cells, sizeof *matrix->tonnes, err));
    KT_TRY(kt_new(&matrix->state, n_cells, sizeof *matrix->state, err));
    KT_TRY(kt_new(&matrix->unallocated, matrix->n_rows, sizeof(double), err));
    KT_TRY(kt_new(&matrix->stated, matrix->n_rows, sizeof(double), err));
    return kt_new(&matrix->from_world, matrix->n_rows, 1, err);
}

static void lay_out_row(const gathering *work, kt_trade_matrix *matrix, int64_t r,
                        const tally *from)
{
    const int64_t n = matrix->axis->n_products;
    const cell *cells = from->partners ? from->partners : from->world;
    matrix->country[r] = from->country;
    matrix->from_world[r] = !from->partners;
    matrix->stated[r] =
        from->has_world_total ? kt_dataset_usd(work->dataset, from->world_total) : (double)NAN;
    matrix->unallocated[r] = kt_dataset_usd(work->dataset, cells[n].value);
    for (int64_t k = 0; k < n; k++) {
        const cell *of = &cells[k];
        const int64_t at = r * n + k;
        const int is_known = of->n_rows > of->n_without_value || of->n_rows == 0;
        matrix->value[at] = is_known ? kt_dataset_usd(work->dataset, of->value) : (double)NAN;
        matrix->tonnes[at] = of->n_rows > 0 && of->n_without_tonnes == 0
                                 ? kt_dataset_tonnes(work->dataset, of->tonnes)
                                 : (double)NAN;
        if (of->n_rows > 0)
            matrix->state[at] = (uint8_t)(of->n_without_value ? KT_TRADE_SUPPRESSED
                                                              : KT_TRADE_REPORTED + of->status);
    }
}

static int has_rows(const tally *of)
{
    return of->partners || of->world;
}

static kt_status lay_out(const gathering *work, kt_trade_matrix *matrix, kt_error *err)
{
    int64_t r = 0;
    for (int64_t t = 0; t < work->n_tallies; t++)
        matrix->n_rows += has_rows(&work->tally[t]);
    KT_TRY(make_cells(matrix, err));
    for (int64_t t = 0; t < work->n_tallies; t++)
        if (has_rows(&work->tally[t]))
            lay_out_row(work, matrix, r++, &work->tally[t]);
    return KT_OK;
}

kt_status kt_trade_matrix_gather(const kt_dataset *dataset, const kt_countries *countries,
                                 const kt_trade_axis *axis, const kt_trade_request *request,
                                 kt_trade_matrix *out, kt_error *err)
{
    kt_status status = KT_OK;
    gathering work = {
        .dataset = dataset, .countries = countries, .axis = axis, .request = request};
    kt_trade_matrix matrix = {.axis = axis, .request = *request};
    kt_filter filter = {.exporter = request->exporter,
                        .importer = request->importer,
                        .first_year = request->year,
                        .last_year = request->year,
                        .stated_by = (uint8_t)(1u << request->stated_by),
                        .kinds = 1u << KT_GOODS,
                        .whole_years = true,
                        .level = axis->level};

    status = make_tallies(&work, err);
    if (!status)
        status = kt_dataset_scan(dataset, &filter, add_rows, &work, err);
    if (status)
        goto done;
    work.wants_totals = 1;
    filter.level = KT_LEVEL_TOTAL;
    if (!is_of_all_partners(request))
        filter.level = KT_LEVEL_STATED;
    else if (request->rows == KT_ROWS_EXPORTERS)
        filter.importer = KT_WORLD;
    else
        filter.exporter = KT_WORLD;
    if (axis->level != KT_LEVEL_TOTAL || is_of_all_partners(request))
        status = kt_dataset_scan(dataset, &filter, add_rows, &work, err);
    if (status)
        goto done;
    status = lay_out(&work, &matrix, err);
    if (status)
        goto done;
    *out = matrix;
    matrix = (kt_trade_matrix){0};
done:
    kt_trade_matrix_clear(&matrix);
    clear_tallies(&work);
    return status;
}

void kt_trade_matrix_clear(kt_trade_matrix *matrix)
{
    kt_free(matrix->country);
    kt_free(matrix->value);
    kt_free(matrix->tonnes);
    kt_free(matrix->state);
    kt_free(matrix->unallocated);
    kt_free(matrix->stated);
    kt_free(matrix->from_world);
    *matrix = (kt_trade_matrix){0};
}

int64_t kt_trade_matrix_find(const kt_trade_matrix *matrix, kt_country country)
{
    return find_country(matrix->country, matrix->n_rows, country);
}

double kt_trade_matrix_row_sum(const kt_trade_matrix *matrix, int64_t row)
{
    const int64_t n = matrix->axis->n_products;
    return known_sum(matrix->value + row * n, n);
}

double kt_trade_matrix_column_sum(const kt_trade_matrix *matrix, int64_t column)
{
    double sum = 0.0;
    for (int64_t r = 0; r < matrix->n_rows; r++) {
        const double value = matrix->value[r * matrix->axis->n_products + column];
        if (!isnan(value))
            sum += value;
    }
    return sum;
}

double kt_trade_matrix_sum(const kt_trade_matrix *matrix)
{
    return known_sum(matrix->value, matrix->n_rows * matrix->axis->n_products);
}

void kt_trade_matrix_columns(const kt_trade_matrix *matrix, double *out)
{
    const int64_t n = matrix->axis->n_products;
    for (int64_t k = 0; k < n; k++)
        out[k] = 0.0;
    for (int64_t r = 0; r < matrix->n_rows; r++)
        for (int64_t k = 0; k < n; k++)
            if (!isnan(matrix->value[r * n + k]))
                out[k] += matrix->value[r * n + k];
}

double kt_trade_matrix_coverage(const kt_trade_matrix *matrix, int64_t row)
{
    double known = 0.0, stated = 0.0;
    for (int64_t r = 0; r < matrix->n_rows; r++) {
        if ((row >= 0 && r != row) || !(matrix->stated[r] > 0.0))
            continue;
        known += kt_trade_matrix_row_sum(matrix, r) + matrix->unallocated[r];
        stated += matrix->stated[r];
    }
    return stated > 0.0 ? known / stated : (double)NAN;
}
