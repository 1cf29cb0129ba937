/* measure_exchange.c: indicators of trade both ways: Grubel-Lloyd, one-way and two-way trade,
 * unit values. */
#include "measure_internal.h"

#include <kontor/grubel_lloyd.h>
#include <kontor/memory.h>
#include <kontor/two_way.h>
#include <kontor/unit_value.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A's exports and imports with B or with all, and numbers of both, zeros where there are none.
 */
typedef struct exchange {
    kt_trade_matrix out, in;
    double *zeros;
    const double *x, *m;
    double coverage;
} exchange;

static void clear_exchange(exchange *both)
{
    kt_free(both->zeros);
    kt_trade_matrix_clear(&both->in);
    kt_trade_matrix_clear(&both->out);
}

/* On failure nothing is left; without any row `x` is NULL. */
static kt_status gather_exchange(kt_measure_work *work, int16_t year, exchange *both,
                                 kt_error *err)
{
    *both = (exchange){.coverage = NAN};
    bool is_there = false;
    kt_status status = kt_measure_both(work, year, &both->out, &both->in, &is_there, err);
    if (!status && !is_there) {
        kt_measure_no_data(work, year);
        clear_exchange(both);
        return KT_OK;
    }
    if (!status)
        status = kt_measure_row(work, &both->out, 0, &both->zeros, &both->x, err);
    if (!status)
        status = kt_measure_row(work, &both->in, 0, &both->zeros, &both->m, err);
    if (status) {
        clear_exchange(both);
        return status;
    }
    both->coverage = kt_measure_lower(kt_trade_matrix_coverage(&both->out, 0),
                                      kt_trade_matrix_coverage(&both->in, 0));
    return KT_OK;
}

static uint8_t state_of(const kt_trade_matrix *matrix, int64_t k)
{
    return matrix->n_rows ? matrix->state[k] : 0;
}

static double value_of(const kt_trade_matrix *matrix, int64_t k)
{
    return state_of(matrix, k) ? matrix->value[k] : (double)NAN;
}

static double unit_value_of(const kt_trade_matrix *matrix, int64_t k)
{
    if (!matrix->n_rows || !(matrix->tonnes[k] > 0.0))
        return NAN;
    return matrix->value[k] / matrix->tonnes[k];
}

/* ---- Grubel-Lloyd ----------------------------------------------------------------------- */

static void grubel_columns(kt_measure_work *work)
{
    kt_measure_column_number(work, "grubel_lloyd", "Grubel-Lloyd", 6);
    kt_measure_column_number(work, "adjusted", "adjusted", 6);
    kt_measure_column_number(work, "bias", "aggregation bias", 6);
    kt_measure_column_text(work, "grouped_by", "when grouped by");
    kt_measure_column_number(work, "left_out", "products left out", 0);
}

static kt_status grubel_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    exchange both;
    int64_t *start = NULL;
    const char *groups = "";
    const int64_t n = work->axis.n_products;

    KT_TRY(gather_exchange(work, year, &both, err));
    if (!both.x)
        return KT_OK;
    const kt_status status = kt_new(&start, n + 1, sizeof *start, err);
    if (!status) {
        const int64_t n_groups = kt_measure_groups(work, start, &groups);
        const kt_grubel_lloyd_sum sum = kt_grubel_lloyd_all(both.x, both.m, n);
        kt_measure_begin_row(work, year);
        kt_table_number(work->table, sum.gl, NULL);
        kt_table_number(work->table, sum.adjusted, NULL);
        kt_table_number(work->table, kt_grubel_lloyd_bias(both.x, both.m, start, n_groups),
                        NULL);
        kt_table_text(work->table, groups);
        kt_table_integer(work->table, sum.n_left_out);
        kt_measure_end_row(work, both.coverage, kt_measure_weakest(work));
    }
    kt_free(start);
    clear_exchange(&both);
    return status;
}

static void by_product_columns(kt_measure_work *work)
{
    kt_measure_column_product(work);
    kt_measure_column_money(work, "export_usd", "exports, million USD");
    kt_measure_column_money(work, "import_usd", "imports, million USD");
    if (strcmp(work->kind->name, "two-way-products") == 0) {
        kt_measure_column_number(work, "export_unit_value", "exports, USD/t", 2);
        kt_measure_column_number(work, "import_unit_value", "imports, USD/t", 2);
        kt_measure_column_text(work, "type", NULL);
        return;
    }
    kt_measure_column_number(work, "grubel_lloyd", "Grubel-Lloyd", 6);
}

static double band_of(const kt_measure_work *work)
{
    return (double)kt_argument_integer(work->run, "band", 15) / 100.0;
}

static void add_exchange_row(kt_measure_work *work, int16_t year, const exchange *both,
                             int64_t k)
{
    const uint8_t sent = state_of(&both->out, k), got = state_of(&both->in, k);
    kt_measure_begin_row(work, year);
    kt_measure_product_cells(work, work->axis.product[k]);
    kt_table_number(work->table, value_of(&both->out, k), NULL);
    kt_table_number(work->table, value_of(&both->in, k), NULL);
    if (strcmp(work->kind->name, "two-way-products") == 0) {
        const double p_X = unit_value_of(&both->out, k), p_M = unit_value_of(&both->in, k);
        kt_table_number(work->table, p_X, NULL);
        kt_table_number(work->table, p_M, NULL);
        kt_table_text(work->table, kt_trade_type_name(kt_trade_type_of(
                                       both->x[k], both->m[k], p_X, p_M, band_of(work))));
    } else {
        kt_table_number(work->table, kt_grubel_lloyd(both->x[k], both->m[k]), NULL);
    }
    kt_measure_end_row(work, both->coverage, (kt_trade_state)(sent > got ? sent : got));
}

static kt_status by_product_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    exchange both;
    double *sum = NULL;
    int64_t *chosen = NULL, n_chosen = 0;
    const int64_t n = work->axis.n_products;

    KT_TRY(gather_exchange(work, year, &both, err));
    if (!both.x)
        return KT_OK;
    kt_status status = kt_new(&sum, n, sizeof *sum, err);
    for (int64_t k = 0; !status && k < n; k++)
        sum[k] = both.x[k] + both.m[k];
    if (!status)
        status = kt_measure_choose(work, sum, &chosen, &n_chosen, err);
    for (int64_t c = 0; !status && c < n_chosen; c++)
        add_exchange_row(work, year, &both, chosen[c]);
    kt_free(chosen);
    kt_free(sum);
    clear_exchange(&both);
    return status;
}

/* ---- one-way and two-way ---------------------------------------------------------------- */

static void two_way_columns(kt_measure_work *work)
{
    static const char *const keys[KT_N_TRADE_TYPES] = {
        NULL, "one_way", "horizontal", "vertical_above", "vertical_below", "two_way_unknown"};
    kt_table_column(
        work->table,
        &(kt_column){.key = "two_way", .title = "two-way", .align = KT_RIGHT, .decimals = 2});
    for (int t = KT_TRADE_ONE_WAY; t < KT_N_TRADE_TYPES; t++)
        kt_table_column(work->table, &(kt_column){.key = keys[t],
                                                  .title = kt_trade_type_name((kt_trade_type)t),
                                                  .align = KT_RIGHT,
                                                  .decimals = 2});
    kt_measure_column_number(work, "products", "products traded", 0);
}

static kt_status two_way_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    exchange both;
    double *p_X = NULL, *p_M = NULL;
    const int64_t n = work->axis.n_products;

    KT_TRY(gather_exchange(work, year, &both, err));
    if (!both.x)
        return KT_OK;
    kt_status status = kt_new(&p_X, n, sizeof *p_X, err);
    if (!status)
        status = kt_new(&p_M, n, sizeof *p_M, err);
    for (int64_t k = 0; !status && k < n; k++) {
        p_X[k] = unit_value_of(&both.out, k);
        p_M[k] = unit_value_of(&both.in, k);
    }
    if (!status) {
        const kt_two_way found = kt_two_way_of(both.x, both.m, p_X, p_M, n, band_of(work));
        kt_measure_begin_row(work, year);
        kt_table_fraction(work->table, 1.0 - found.share[KT_TRADE_ONE_WAY], NULL);
        for (int t = KT_TRADE_ONE_WAY; t < KT_N_TRADE_TYPES; t++)
            kt_table_fraction(work->table, found.share[t], NULL);
        kt_table_integer(work->table, n - found.n[KT_TRADE_NONE]);
        kt_measure_end_row(work, both.coverage, kt_measure_weakest(work));
        const kt_say_value band = {
            .name = "band", .as = KT_AS_PERCENT, .number = band_of(work)};
        status = kt_measure_say(work, "measure.two_way", &band, 1, err);
    }
    kt_free(p_M);
    kt_free(p_X);
    clear_exchange(&both);
    return status;
}

/* ---- unit values ------------------------------------------------------------------------ */

static void unit_value_columns(kt_measure_work *work)
{
    kt_measure_column_product(work);
    kt_measure_column_money(work, "value_usd", "value, million USD");
    kt_measure_column_number(work, "tonnes", NULL, 1);
    kt_measure_column_number(work, "unit_value", "USD a tonne", 2);
    kt_measure_column_number(work, "usual", "median of exporters", 2);
    kt_measure_column_number(work, "score", "score", 2);
    kt_measure_column_text(work, "outlier", NULL);
}

/* The product's unit values of all exporters to the same partner, and A's place among them. */
static kt_status add_unit_value(kt_measure_work *work, int16_t year,
                                const kt_trade_matrix *flow, const kt_trade_matrix *all,
                                int64_t k, double *scratch, kt_error *err)
{
    const int64_t n = work->axis.n_products, row = kt_trade_matrix_find(all, work->a);
    double *p = scratch, *z = scratch + all->n_rows, median = NAN;
    for (int64_t r = 0; r < all->n_rows; r++) {
        const double tonnes = all->tonnes[r * n + k];
        p[r] = tonnes > 0.0 ? all->value[r * n + k] / tonnes : (double)NAN;
    }
    KT_TRY(kt_unit_value_scores(p, all->n_rows, z, &median, err));
    const double score = row < 0 ? (double)NAN : z[row];
    kt_measure_begin_row(work, year);
    kt_measure_product_cells(work, work->axis.product[k]);
    kt_measure_number(work->table, value_of(flow, k), "suppressed");
    kt_table_number(work->table, flow->tonnes[k], NULL);
    kt_table_number(work->table, unit_value_of(flow, k), NULL);
    kt_measure_number(work->table, isnan(score) ? (double)NAN : median, "too few");
    kt_measure_number(work->table, score, "too few");
    kt_table_text(work->table, isnan(score)                          ? "unknown"
                               : fabs(score) > KT_UNIT_VALUE_OUTLIER ? "outlier"
                                                                     : "no");
    kt_measure_end_row(work, kt_trade_matrix_coverage(flow, 0), (kt_trade_state)flow->state[k]);
    return KT_OK;
}

static kt_status unit_value_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_trade_matrix flow = {0}, all = {0};
    double *scratch = NULL;
    int64_t *chosen = NULL, n_chosen = 0;
    const kt_trade_request request = {.year = year,
                                      .rows = KT_ROWS_EXPORTERS,
                                      .stated_by = kt_measure_world_view(work),
                                      .importer = work->b};

    kt_status status = kt_measure_flow(work, year, work->a, work->b, &flow, err);
    if (!status && flow.n_rows == 0) {
        kt_measure_no_data(work, year);
        goto done;
    }
    if (!status)
        status = kt_measure_gather(work, &request, &all, err);
    if (!status)
        status = kt_new(&scratch, 2 * all.n_rows, sizeof *scratch, err);
    if (!status)
        status = kt_measure_choose(work, flow.value, &chosen, &n_chosen, err);
    for (int64_t c = 0; !status && c < n_chosen; c++)
        status = add_unit_value(work, year, &flow, &all, chosen[c], scratch, err);
done:
    kt_free(chosen);
    kt_free(scratch);
    kt_trade_matrix_clear(&all);
    kt_trade_matrix_clear(&flow);
    return status;
}

#define OWN                                                                                    \
    "A's own statistics where they are there; exports FOB and imports CIF where the source "   \
    "has them so; no row: not traded"

const kt_measure_kind kt_measure_exchange[] = {
    {"grubel-lloyd", "Grubel-Lloyd", "A [B]",
     "How much of A's trade, with B or with all, is an exchange of like for like: 0 none, 1 "
     "all; adjusted for the overall balance; the bias is what coarser groups would add.",
     "Grubel and Lloyd (1975); Greenaway and Milner (1983)", OWN,
     KT_TAKES_A | KT_MAY_TAKE_B | KT_TAKES_PRODUCTS, 0, grubel_columns, grubel_year},
    {"grubel-lloyd-products", "Grubel-Lloyd", "A [B]", "The same for each product.",
     "Grubel and Lloyd (1975)", OWN, KT_TAKES_A | KT_MAY_TAKE_B | KT_TAKES_PRODUCTS, 0,
     by_product_columns, by_product_year},
    {"two-way", "two-way trade", "A [B] [--band PERCENT]",
     "Shares of trade in products that go one way, both ways in like quality (horizontal) or "
     "in different quality (vertical), by unit values.",
     "Fontagne and Freudenberg (1997)", OWN, KT_TAKES_A | KT_MAY_TAKE_B | KT_TAKES_PRODUCTS, 0,
     two_way_columns, two_way_year},
    {"two-way-products", "two-way trade", "A [B] [--band PERCENT]",
     "The same for each product.", "Fontagne and Freudenberg (1997)", OWN,
     KT_TAKES_A | KT_MAY_TAKE_B | KT_TAKES_PRODUCTS, 0, by_product_columns, by_product_year},
    {"unit-values", "unit values", "A [B]",
     "USD a tonne of A's exports, to B or to all, beside the median of all exporters of the "
     "product; an outlier is far from it by the spread of the others.",
     "Iglewicz and Hoaglin (1993)",
     "outlier: modified z of the logarithm over 3.5, of at least 5 exporters",
     KT_TAKES_A | KT_MAY_TAKE_B | KT_TAKES_PRODUCTS | KT_NO_GROUPS, 0, unit_value_columns,
     unit_value_year},
};
const int kt_n_measure_exchange = sizeof kt_measure_exchange / sizeof kt_measure_exchange[0];
