/* measure_span.c: what changed between two years: constant market share, contributions of
 * products to growth. */
#include "measure_internal.h"

#include <kontor/growth_contribution.h>
#include <kontor/market_share.h>
#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- constant market share -------------------------------------------------------------- */

static void cms_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "since", NULL);
    kt_measure_column_text(work, "order", NULL);
    kt_measure_column_money(work, "change_usd", "change, million USD");
    kt_measure_column_money(work, "world_usd", "world growth");
    kt_measure_column_money(work, "commodity_usd", "commodities");
    kt_measure_column_money(work, "market_usd", "markets");
    kt_measure_column_money(work, "competitiveness_usd", "competitiveness");
    kt_measure_column_money(work, "new_cells_usd", "new cells");
    kt_measure_column_number(work, "left_out", "cells left out", 0);
}

/* Cells [k * n_markets + j] of a table by importers, its rows set to the markets' list. */
static void lay_out(const kt_trade_matrix *from, const kt_country *market, int64_t n_markets,
                    double *out)
{
    const int64_t n = from->axis->n_products;
    for (int64_t j = 0; j < n_markets; j++) {
        const int64_t row = kt_trade_matrix_find(from, market[j]);
        for (int64_t k = 0; k < n; k++)
            out[k * n_markets + j] = row < 0 ? 0.0 : from->value[row * n + k];
    }
}

/* Importers of both years, in order of codes. */
static kt_status merge_markets(const kt_trade_matrix *w0, const kt_trade_matrix *w1,
                               kt_country **out, int64_t *n_out, kt_error *err)
{
    int64_t n = 0, i = 0, j = 0;
    KT_TRY(kt_new(out, w0->n_rows + w1->n_rows, sizeof **out, err));
    while (i < w0->n_rows || j < w1->n_rows) {
        const bool first =
            j >= w1->n_rows || (i < w0->n_rows && w0->country[i].code <= w1->country[j].code);
        const kt_country next = first ? w0->country[i] : w1->country[j];
        i += i < w0->n_rows && w0->country[i].code == next.code;
        j += j < w1->n_rows && w1->country[j].code == next.code;
        (*out)[n++] = next;
    }
    *n_out = n;
    return KT_OK;
}

static void add_cms(kt_measure_work *work, const kt_market_share *split, const char *order,
                    double coverage)
{
    char since[8];
    snprintf(since, sizeof since, "%d", work->first_year);
    kt_measure_begin_row(work, work->last_year);
    kt_table_text(work->table, since);
    kt_table_text(work->table, order);
    kt_table_number(work->table, split->change, NULL);
    kt_table_number(work->table, split->world, NULL);
    kt_table_number(work->table, split->commodity, NULL);
    kt_table_number(work->table, split->market, NULL);
    kt_table_number(work->table, split->competitiveness, NULL);
    kt_table_number(work->table, split->new_cells, NULL);
    kt_table_integer(work->table, split->n_left_out);
    kt_measure_end_row(work, coverage, kt_measure_weakest(work));
}

/* table: A's exports by importer in both years, then the world's. */
static kt_status split_cms(kt_measure_work *work, const kt_trade_matrix table[4],
                           double coverage, kt_error *err)
{
    static const char *const orders[] = {"commodities first", "markets first"};
    kt_status status = KT_OK;
    kt_country *market = NULL;
    int64_t n_markets = 0;
    double *cells[4] = {NULL, NULL, NULL, NULL};

    status = merge_markets(&table[2], &table[3], &market, &n_markets, err);
    for (int c = 0; !status && c < 4; c++) {
        status = kt_new(&cells[c], n_markets * work->axis.n_products, sizeof *cells[c], err);
        if (!status)
            lay_out(&table[c], market, n_markets, cells[c]);
    }
    const kt_market_share_data data = {
        cells[0], cells[1], cells[2], cells[3], work->axis.n_products, n_markets};
    for (int o = 0; !status && o < 2; o++) {
        kt_market_share split;
        status = kt_market_share_split(&data, (kt_market_share_order)o, &split, err);
        if (!status)
            add_cms(work, &split, orders[o], coverage);
    }
    for (int c = 0; c < 4; c++)
        kt_free(cells[c]);
    kt_free(market);
    return status;
}

static kt_status cms_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_trade_matrix table[4] = {{0}, {0}, {0}, {0}};
    kt_status status = KT_OK;
    double coverage = NAN;

    for (int t = 0; !status && t < 2; t++) {
        const int16_t at = t ? year : work->first_year;
        kt_trade_matrix own = {0};
        const kt_trade_request request = {.year = at,
                                          .rows = KT_ROWS_IMPORTERS,
                                          .stated_by = kt_measure_world_view(work),
                                          .exporter = work->a};
        status = kt_measure_gather(work, &request, &table[t], err);
        if (!status)
            status = kt_measure_world(work, at, KT_ROWS_IMPORTERS, &table[2 + t], err);
        if (!status)
            status = kt_measure_flow(work, at, work->a, (kt_country){0}, &own, err);
        if (!status && own.n_rows)
            coverage = kt_measure_lower(coverage, kt_trade_matrix_coverage(&own, 0));
        kt_trade_matrix_clear(&own);
    }
    for (int t = 0; !status && t < 2; t++)
        if (table[t].n_rows == 0)
            status =
                kt_fail(err, KT_ERR_MISSING,
                        "%s@%s holds no exports by product and partner of that country "
                        "in %d",
                        work->info->name, work->info->version, t ? year : work->first_year);
    if (!status)
        status = split_cms(work, table, coverage, err);
    for (int t = 0; t < 4; t++)
        kt_trade_matrix_clear(&table[t]);
    return status;
}

/* ---- contributions to growth ------------------------------------------------------------ */

static void contribution_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "since", NULL);
    kt_measure_column_product(work);
    kt_measure_column_money(work, "before_usd", "before, million USD");
    kt_measure_column_money(work, "after_usd", "after, million USD");
    kt_table_column(work->table, &(kt_column){.key = "contribution",
                                              .title = "contribution to growth",
                                              .align = KT_RIGHT,
                                              .decimals = 2});
}

typedef struct two_years {
    kt_trade_matrix flow[2][2]; /* [0 before, 1 after][0 exports, 1 imports] */
    const double *value[2][2];
    double *zeros;
    double unallocated[2], turnover[2], coverage;
} two_years;

static void clear_two_years(two_years *two)
{
    for (int t = 0; t < 2; t++)
        for (int d = 0; d < 2; d++)
            kt_trade_matrix_clear(&two->flow[t][d]);
    kt_free(two->zeros);
}

static kt_status gather_two_years(kt_measure_work *work, int16_t year, two_years *two,
                                  kt_error *err)
{
    for (int t = 0; t < 2; t++) {
        const int16_t at = t ? year : work->first_year;
        bool is_there = false;
        KT_TRY(kt_measure_both(work, at, &two->flow[t][0], &two->flow[t][1], &is_there, err));
        if (!is_there)
            return kt_fail(err, KT_ERR_MISSING,
                           "%s@%s holds nothing about that trade in %d, or one way only",
                           work->info->name, work->info->version, at);
        for (int d = 0; d < 2; d++) {
            const kt_trade_matrix *flow = &two->flow[t][d];
            KT_TRY(kt_measure_row(work, flow, 0, &two->zeros, &two->value[t][d], err));
            if (flow->n_rows == 0)
                continue;
            two->unallocated[t] += flow->unallocated[0];
            two->turnover[t] += kt_trade_matrix_row_sum(flow, 0) + flow->unallocated[0];
            two->coverage = kt_measure_lower(two->coverage, kt_trade_matrix_coverage(flow, 0));
        }
    }
    return KT_OK;
}

/* The weakest of a product's four flows. */
static kt_trade_state state_of(const two_years *two, int64_t k)
{
    uint8_t weakest = KT_TRADE_REPORTED;
    for (int f = 0; f < 4; f++) {
        const kt_trade_matrix *flow = &two->flow[f / 2][f % 2];
        if (flow->n_rows && flow->state[k] > weakest)
            weakest = flow->state[k];
    }
    return (kt_trade_state)weakest;
}

static void begin_contribution(kt_measure_work *work, int16_t year)
{
    char since[8];
    snprintf(since, sizeof since, "%d", work->first_year);
    kt_measure_begin_row(work, year);
    kt_table_text(work->table, since);
}

static kt_status add_contributions(kt_measure_work *work, int16_t year, const two_years *two,
                                   kt_error *err)
{
    kt_status status = KT_OK;
    double *part = NULL;
    int64_t *chosen = NULL, n_chosen = 0;
    const int64_t n = work->axis.n_products;
    const kt_growth_contribution_data data = {
        two->value[0][0], two->value[0][1], two->value[1][0], two->value[1][1], n,
        two->turnover[0]};

    status = kt_new(&part, n, sizeof *part, err);
    if (status)
        goto done;
    kt_growth_contributions(&data, part);
    status = kt_measure_choose(work, part, &chosen, &n_chosen, err);
    if (status)
        goto done;
    for (int64_t c = 0; c < n_chosen; c++) {
        const int64_t k = chosen[c];
        begin_contribution(work, year);
        kt_measure_product_cells(work, work->axis.product[k]);
        kt_table_number(work->table, two->value[0][0][k] + two->value[0][1][k], NULL);
        kt_table_number(work->table, two->value[1][0][k] + two->value[1][1][k], NULL);
        kt_table_fraction(work->table, part[k], NULL);
        kt_measure_end_row(work, two->coverage, state_of(two, k));
    }
    if (two->unallocated[0] > 0.0 || two->unallocated[1] > 0.0) {
        begin_contribution(work, year);
        kt_table_text(work->table, "");
        kt_table_text(work->table, "unallocated");
        kt_table_number(work->table, two->unallocated[0], NULL);
        kt_table_number(work->table, two->unallocated[1], NULL);
        kt_table_fraction(work->table,
                          (two->unallocated[1] - two->unallocated[0]) / two->turnover[0], NULL);
        kt_measure_end_row(work, two->coverage, kt_measure_weakest(work));
    }
    const kt_say_value said[] = {
        {.name = "before", .as = KT_AS_NUMBER, .number = two->turnover[0] / 1e6, .decimals = 3},
        {.name = "after", .as = KT_AS_NUMBER, .number = two->turnover[1] / 1e6, .decimals = 3},
        {.name = "growth",
         .as = KT_AS_PERCENT,
         .number = two->turnover[1] / two->turnover[0] - 1.0,
         .decimals = 2}};
    status = kt_measure_say(work, "measure.contributions", said, 3, err);
done:
    kt_free(chosen);
    kt_free(part);
    return status;
}

static kt_status contribution_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    two_years two = {.coverage = NAN};
    kt_status status = gather_two_years(work, year, &two, err);
    if (!status)
        status = add_contributions(work, year, &two, err);
    clear_two_years(&two);
    return status;
}

const kt_measure_kind kt_measure_span[] = {
    {"cms", "constant market share", "A --years FIRST-LAST",
     "What made A's exports change: growth of the world, its commodities, its markets, and the "
     "rest. The order of the steps matters, so both are shown.",
     "Tyszynski (1951); Leamer and Stern (1970)",
     "weights of the first year; world: all exporters of the dataset, A among them",
     KT_OF_THE_WORLD | KT_TAKES_A | KT_TAKES_PRODUCTS | KT_TAKES_SPAN | KT_ONE_REVISION, 0,
     cms_columns, cms_year},
    {"contributions", "contributions to growth", "A [B] --years FIRST-LAST",
     "What each product added to the growth of A's turnover, with B or with all.", "identity",
     "A's own statistics where they are there; no row: not traded",
     KT_TAKES_A | KT_MAY_TAKE_B | KT_TAKES_PRODUCTS | KT_TAKES_SPAN | KT_ONE_REVISION |
         KT_SHOWS_UNALLOCATED,
     2, contribution_columns, contribution_year},
};
const int kt_n_measure_span = sizeof kt_measure_span / sizeof kt_measure_span[0];
