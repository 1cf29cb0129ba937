/* trade_world.c: the whole world's exports or imports of a year, without going through rows.
 *
 * The store sums by country and product on several threads; here its whole units become USD
 * under the columns of the axis. It adds up all partners, so it is of use only where neither
 * World nor an aggregate is among the countries of the dataset; elsewhere the rows are gathered
 * one by one. */
#include <kontor/trade_matrix.h>

#include <kontor/checked.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "trade_cells_kernel.h"
#include "trade_sum.h"

#include <math.h>
#include <string.h>

/* True where the store's table of sums by product answers: it adds up all partners. */
static kt_status is_summed(const kt_dataset *dataset, const kt_countries *countries,
                           const kt_trade_axis *axis, int *out, kt_error *err)
{
    const kt_country *country;
    int64_t n;
    KT_TRY(kt_dataset_countries(dataset, &country, &n, err));
    *out = axis->level != KT_LEVEL_TOTAL;
    for (int64_t c = 0; c < n && *out; c++)
        *out = !kt_trade_is_sum(countries, country[c]);
    return KT_OK;
}

/* Column of each product of the table: that of the axis, n_products for what is in none, -1 for
 * codes that repeat finer ones. Both are in order of codes. */
static void match_columns(const kt_world_table *table, const kt_trade_axis *axis, int64_t *out)
{
    int64_t at = 0;
    for (int64_t k = 0; k < table->n_products; k++) {
        const kt_product product = table->product[k];
        while (at < axis->n_products && axis->product[at].code < product.code)
            at++;
        if (at < axis->n_products && axis->product[at].code == product.code)
            out[k] = at;
        else
            out[k] = axis->level == KT_LEVEL_STATED && kt_product_digits(product) < axis->digits
                         ? -1
                         : axis->n_products;
    }
}

/* True where country c has a value and may have one: of a request for one country only that. */
static int is_row(const kt_world_table *table, int64_t c, const kt_trade_request *request)
{
    const kt_country only =
        request->rows == KT_ROWS_EXPORTERS ? request->exporter : request->importer;
    const int64_t *value = table->value + c * table->n_products;
    if (only.code && only.code != table->country[c].code)
        return 0;
    for (int64_t k = 0; k < table->n_products; k++)
        if (value[k] != KT_NONE)
            return 1;
    return 0;
}

/* `value`, where there is one, is given: room for the cells. */
static kt_status make_room(kt_trade_matrix *matrix, double *value, kt_error *err)
{
    int64_t n_cells;
    matrix->value = value;
    /* Cells are not cleared: every one is written. */
    if (!kt_i64_mul(matrix->n_rows, matrix->axis->n_products, &n_cells))
        return kt_fail(err, KT_ERR_LIMIT, "too many countries and products for one table");
    KT_TRY(kt_new(&matrix->country, matrix->n_rows, sizeof *matrix->country, err));
    if (!value)
        KT_TRY(kt_resize(&matrix->value, n_cells, sizeof *matrix->value, err));
    KT_TRY(kt_resize(&matrix->state, n_cells, sizeof *matrix->state, err));
    KT_TRY(kt_new(&matrix->unallocated, matrix->n_rows, sizeof(double), err));
    KT_TRY(kt_new(&matrix->stated, matrix->n_rows, sizeof(double), err));
    return kt_new(&matrix->from_world, matrix->n_rows, 1, err);
}

/* Cells that are not worth a second thread. */
enum { SMALL = 1 << 15 };

typedef struct layout {
    const kt_dataset *dataset;
    const kt_world_table *table;
    kt_trade_matrix *matrix;
    int64_t *column; /* of the axis, by the table's */
    int64_t *from;   /* the table's row, by the matrix's */
    bool straight;   /* both have the same columns */
} layout;

/* A row of whole units becomes one of USD where it stands: both take eight bytes a cell. */
static void lay_out_straight(const layout *l, double *out, uint8_t *state)
{
    enum { PIECE = 1024 };
    const int64_t n = l->table->n_products;
    int64_t value[PIECE];
    for (int64_t from = 0; from < n; from += PIECE) {
        const int64_t length = n - from < PIECE ? n - from : PIECE;
        memcpy(value, out + from, (size_t)length * sizeof *value);
        kt_dataset_usd_of_all(l->dataset, value, length, out + from);
        kt_trade_cells(out + from, length, state + from);
    }
}

static void lay_out_cells(const layout *l, const int64_t *value, int64_t r, double *out,
                          uint8_t *state)
{
    const int64_t n = l->matrix->axis->n_products;
    memset(out, 0, (size_t)n * sizeof *out);
    memset(state, KT_TRADE_ABSENT, (size_t)n);
    for (int64_t k = 0; k < l->table->n_products; k++) {
        const int64_t column = l->column[k];
        if (value[k] == KT_NONE || column < 0)
            continue;
        const double usd = kt_dataset_usd(l->dataset, value[k]);
        if (column == n) {
            l->matrix->unallocated[r] += usd;
            continue;
        }
        out[column] += usd;
        state[column] = KT_TRADE_REPORTED;
    }
}

static kt_status lay_out_row(void *with, int64_t r, kt_error *err)
{
    const layout *l = with;
    const int64_t n = l->matrix->axis->n_products;
    (void)err;
    l->matrix->country[r] = l->table->country[l->from[r]];
    l->matrix->stated[r] = NAN;
    double *out = l->matrix->value + r * n;
    uint8_t *state = l->matrix->state + r * n;
    if (l->straight)
        lay_out_straight(l, out, state);
    else
        lay_out_cells(l, l->table->value + l->from[r] * l->table->n_products, r, out, state);
    return KT_OK;
}

/* The table's memory, its rows moved together, for the matrix to keep. */
static double *take_values(kt_world_table *table, const layout *l)
{
    const int64_t n = table->n_products;
    for (int64_t r = 0; r < l->matrix->n_rows; r++)
        if (l->from[r] > r)
            memcpy(table->value + r * n, table->value + l->from[r] * n,
                   (size_t)n * sizeof *table->value);
    double *value = (double *)(void *)table->value;
    table->value = NULL;
    table->n_room = 0;
    return value;
}

/* Every row of the table is one of the matrix, or none: threads never meet. */
static kt_status lay_out(const kt_dataset *dataset, kt_world_table *table, int n_threads,
                         kt_trade_matrix *matrix, kt_error *err)
{
    layout l = {.dataset = dataset, .table = table, .matrix = matrix};
    kt_status status = kt_new(&l.column, table->n_products, sizeof *l.column, err);
    if (!status)
        status = kt_new(&l.from, table->n_countries, sizeof *l.from, err);
    if (!status) {
        match_columns(table, matrix->axis, l.column);
        l.straight = table->n_products == matrix->axis->n_products;
        for (int64_t k = 0; k < table->n_products && l.straight; k++)
            l.straight = l.column[k] == k;
        for (int64_t c = 0; c < table->n_countries; c++)
            if (is_row(table, c, &matrix->request))
                l.from[matrix->n_rows++] = c;
        status = make_room(matrix, l.straight ? take_values(table, &l) : NULL, err);
    }
    if (!status)
        status = kt_parallel_run(matrix->n_rows * table->n_products < SMALL ? 1 : n_threads,
                                 matrix->n_rows, lay_out_row, &l, err);
    kt_free(l.from);
    kt_free(l.column);
    return status;
}

/* ---- totals -------------------------------------------------------------------------------
 */

/* Sums over partners, World by itself: whole units, KT_NONE where there is no value. */
typedef struct country_totals {
    kt_world_sums sums;
    uint8_t *is_sum;            /* by country: World and aggregates */
    kt_country *leave_out;      /* those */
    const int64_t *sum, *world; /* by country, of the direction that is asked for */
} country_totals;

static kt_status lay_out_totals(const kt_dataset *dataset, const country_totals *t,
                                kt_trade_matrix *matrix, kt_error *err)
{
    const int64_t n = t->sums.n_countries;
    int64_t r = 0;
    for (int64_t c = 0; c < n; c++)
        matrix->n_rows += !t->is_sum[c] && (t->sum[c] != KT_NONE || t->world[c] != KT_NONE);
    KT_TRY(make_room(matrix, NULL, err));
    for (int64_t c = 0; c < n; c++) {
        const int from_world = t->sum[c] == KT_NONE;
        if (t->is_sum[c] || (from_world && t->world[c] == KT_NONE))
            continue;
        matrix->country[r] = t->sums.country[c];
        matrix->value[r] = kt_dataset_usd(dataset, from_world ? t->world[c] : t->sum[c]);
        matrix->stated[r] = kt_dataset_usd(dataset, t->world[c]); // NaN where there is none
        matrix->from_world[r] = (uint8_t)from_world;
        matrix->state[r++] = KT_TRADE_REPORTED;
    }
    return KT_OK;
}

static kt_status mark_sums(const kt_dataset *dataset, const kt_countries *countries,
                           country_totals *t, kt_filter *filter, kt_error *err)
{
    const kt_country *country;
    int64_t n;
    KT_TRY(kt_dataset_countries(dataset, &country, &n, err));
    KT_TRY(kt_new(&t->is_sum, n, 1, err));
    KT_TRY(kt_new(&t->leave_out, n, sizeof *t->leave_out, err));
    for (int64_t c = 0; c < n; c++) {
        t->is_sum[c] = (uint8_t)kt_trade_is_sum(countries, country[c]);
        if (t->is_sum[c])
            t->leave_out[filter->n_leave_out++] = country[c];
    }
    filter->leave_out = t->leave_out;
    return KT_OK;
}

/* All products together: one walk over the pairs, some 1 ns each. */
static kt_status world_of_totals(const kt_dataset *dataset, const kt_countries *countries,
                                 const kt_filter *asked, kt_trade_matrix *matrix, kt_error *err)
{
    country_totals t = {.is_sum = NULL};
    const kt_country world = KT_WORLD;
    kt_filter filter = *asked;
    kt_status status = mark_sums(dataset, countries, &t, &filter, err);
    if (!status)
        status = kt_dataset_world_sums(dataset, &filter, &world, 1, &t.sums, err);
    const bool exports = matrix->request.rows == KT_ROWS_EXPORTERS;
    t.sum = exports ? t.sums.out : t.sums.in;
    t.world = exports ? t.sums.to : t.sums.from;
    if (!status)
        status = lay_out_totals(dataset, &t, matrix, err);
    kt_world_sums_clear(&t.sums);
    kt_free(t.leave_out);
    kt_free(t.is_sum);
    return status;
}

/* ---- both ---------------------------------------------------------------------------------
 */

static kt_status world_of_products(const kt_dataset *dataset, const kt_filter *filter,
                                   int n_threads, kt_trade_matrix *matrix, kt_error *err)
{
    kt_world_table table = {0};
    const kt_trade_side side =
        matrix->request.rows == KT_ROWS_EXPORTERS ? KT_EXPORTS : KT_IMPORTS;
    if (n_threads <= 0)
        n_threads = kt_parallel_processors();
    kt_status status = kt_dataset_world_table(dataset, filter, side, n_threads, &table, err);
    if (!status)
        status = lay_out(dataset, &table, n_threads, matrix, err);
    kt_world_table_clear(&table);
    return status;
}

kt_status kt_trade_matrix_world(const kt_dataset *dataset, const kt_countries *countries,
                                const kt_trade_axis *axis, const kt_trade_request *request,
                                int n_threads, kt_trade_matrix *out, kt_error *err)
{
    int summed;
    kt_trade_matrix matrix = {.axis = axis, .request = *request};
    const bool totals = axis->level == KT_LEVEL_TOTAL && request->exporter.code == 0 &&
                        request->importer.code == 0;
    const kt_filter filter = {.exporter = request->exporter,
                              .importer = request->importer,
                              .first_year = request->year,
                              .last_year = request->year,
                              .stated_by = (uint8_t)(1u << request->stated_by),
                              .kinds = 1u << KT_GOODS,
                              .whole_years = true,
                              .level = axis->level};

    KT_TRY(is_summed(dataset, countries, axis, &summed, err));
    if (!summed && !totals)
        return kt_trade_matrix_gather(dataset, countries, axis, request, out, err);
    const kt_status status = totals
                                 ? world_of_totals(dataset, countries, &filter, &matrix, err)
                                 : world_of_products(dataset, &filter, n_threads, &matrix, err);
    if (status)
        kt_trade_matrix_clear(&matrix);
    else
        *out = matrix;
    return status;
}
