/* measure_span.c: indicators over several years: constant market share, contributions of
 * products to growth, the traditional basket, survival. */
#include "measure_internal.h"

#include <kontor/basket.h>
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
        for (int d = 0; d < 2; d++) {
            kt_trade_matrix *flow = &two->flow[t][d];
            KT_TRY(kt_measure_own(work, at, d ? KT_ROWS_IMPORTERS : KT_ROWS_EXPORTERS, work->a,
                                  work->b, flow, err));
            KT_TRY(kt_measure_row(work, flow, 0, &two->zeros, &two->value[t][d], err));
            if (flow->n_rows == 0)
                continue;
            two->unallocated[t] += flow->unallocated[0];
            two->turnover[t] += kt_trade_matrix_row_sum(flow, 0) + flow->unallocated[0];
            two->coverage = kt_measure_lower(two->coverage, kt_trade_matrix_coverage(flow, 0));
        }
        if (two->flow[t][0].n_rows + two->flow[t][1].n_rows == 0)
            return kt_fail(err, KT_ERR_MISSING, "%s@%s holds nothing about that trade in %d",
                           work->info->name, work->info->version, at);
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
    snprintf(work->said, sizeof work->said,
             "Turnover %.3f -> %.3f million USD: growth %.2f %%, the sum of all contributions.",
             two->turnover[0] / 1e6, two->turnover[1] / 1e6,
             100.0 * (two->turnover[1] / two->turnover[0] - 1.0));
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

/* ---- basket and survival ---------------------------------------------------------------- */

/* value[k * n_years + t] of A's exports to B, and the weakest state of each product. *total: of
 * the flow, unallocated included. */
static kt_status gather_years(kt_measure_work *work, double **out, uint8_t **states,
                              int64_t *n_years, double *total, double *coverage, kt_error *err)
{
    double *value = NULL;
    uint8_t *state = NULL;
    const int64_t n = work->axis.n_products;
    int n_found = 0;
    *n_years = work->last_year - work->first_year + 1;
    *total = 0.0;
    *coverage = NAN;

    kt_status status = kt_new(&value, n * *n_years, sizeof *value, err);
    if (!status)
        status = kt_new(&state, n, 1, err);
    for (int64_t t = 0; !status && t < *n_years; t++) {
        kt_trade_matrix flow = {0};
        status = kt_measure_flow(work, (int16_t)(work->first_year + t), work->a, work->b, &flow,
                                 err);
        for (int64_t k = 0; !status && flow.n_rows && k < n; k++) {
            value[k * *n_years + t] = flow.value[k];
            state[k] = flow.state[k] > state[k] ? flow.state[k] : state[k];
        }
        if (!status && flow.n_rows) {
            *total += kt_trade_matrix_row_sum(&flow, 0) + flow.unallocated[0];
            n_found++;
        } else if (!status) {
            kt_measure_no_data(work, (int16_t)(work->first_year + t));
        }
        kt_trade_matrix_clear(&flow);
    }
    if (!status && n_found == 0)
        status =
            kt_fail(err, KT_ERR_MISSING, "%s@%s holds no such exports by product from %d to %d",
                    work->info->name, work->info->version, work->first_year, work->last_year);
    if (status) {
        kt_free(state);
        kt_free(value);
        return status;
    }
    *out = value;
    *states = state;
    return KT_OK;
}

static double threshold_of(const kt_measure_work *work)
{
    return (double)kt_argument_integer(work->run, "threshold", 10000);
}

static void basket_columns(kt_measure_work *work)
{
    kt_measure_column_product(work);
    kt_measure_column_number(work, "bought", "years bought", 0);
    kt_measure_column_number(work, "spells", NULL, 0);
    kt_measure_column_number(work, "longest", "longest spell", 0);
    kt_measure_column_number(work, "current", "current spell", 0);
    kt_measure_column_money(work, "value_usd", "all years, million USD");
    kt_table_column(work->table, &(kt_column){.key = "share",
                                              .title = "share of the flow",
                                              .align = KT_RIGHT,
                                              .decimals = 2});
    kt_measure_column_text(work, "at_least_1_percent", "at least 1 %");
}

static kt_status add_basket(kt_measure_work *work, const double *value, const uint8_t *state,
                            int64_t n_years, double total, double coverage, kt_error *err)
{
    double *sum = NULL, of_basket = 0.0, of_large = 0.0;
    int64_t *chosen = NULL, n_chosen = 0, n_large = 0, n_basket = 0;
    const int64_t n = work->axis.n_products;
    const double threshold = threshold_of(work);

    kt_status status = kt_new(&sum, n, sizeof *sum, err);
    if (status)
        goto done;
    for (int64_t k = 0; k < n; k++) {
        const kt_spells spells = kt_spells_of(value + k * n_years, n_years, threshold);
        if (!kt_basket_is_traditional(spells.n_years, n_years))
            continue;
        for (int64_t t = 0; t < n_years; t++)
            sum[k] += isnan(value[k * n_years + t]) ? 0.0 : value[k * n_years + t];
        n_basket++;
        of_basket += sum[k];
        if (sum[k] >= KT_BASKET_SHARE * total) {
            n_large++;
            of_large += sum[k];
        }
    }
    status = kt_measure_choose(work, sum, &chosen, &n_chosen, err);
    for (int64_t c = 0; !status && c < n_chosen; c++) {
        const int64_t k = chosen[c];
        const kt_spells spells = kt_spells_of(value + k * n_years, n_years, threshold);
        kt_measure_begin_row(work, work->last_year);
        kt_measure_product_cells(work, work->axis.product[k]);
        kt_table_integer(work->table, spells.n_years);
        kt_table_integer(work->table, spells.n_spells);
        kt_table_integer(work->table, spells.longest);
        kt_table_integer(work->table, spells.current);
        kt_table_number(work->table, sum[k], NULL);
        kt_table_fraction(work->table, sum[k] / total, NULL);
        kt_table_text(work->table, sum[k] >= KT_BASKET_SHARE * total ? "yes" : "no");
        kt_measure_end_row(work, coverage, (kt_trade_state)state[k]);
    }
    snprintf(work->said, sizeof work->said,
             "%lld products are bought (from %.0f USD a year) in at least %d of %d of the %lld "
             "years %d-%d: %.1f %% of the flow; %lld of them with at least 1 %% each: %.1f %%.",
             (long long)n_basket, threshold, KT_BASKET_BOUGHT, KT_BASKET_YEARS,
             (long long)n_years, work->first_year, work->last_year, 100.0 * of_basket / total,
             (long long)n_large, 100.0 * of_large / total);
done:
    kt_free(chosen);
    kt_free(sum);
    return status;
}

static kt_status basket_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    double *value = NULL, total, coverage;
    uint8_t *state = NULL;
    int64_t n_years;
    (void)year; // the span says more
    KT_TRY(gather_years(work, &value, &state, &n_years, &total, &coverage, err));
    const kt_status status = add_basket(work, value, state, n_years, total, coverage, err);
    kt_free(state);
    kt_free(value);
    return status;
}

static void survival_columns(kt_measure_work *work)
{
    kt_measure_column_number(work, "years", "years of a spell", 0);
    kt_table_column(work->table, &(kt_column){.key = "survival",
                                              .title = "last longer",
                                              .align = KT_RIGHT,
                                              .decimals = 2});
}

static kt_status survival_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    double *value = NULL, *survival = NULL, total, coverage;
    uint8_t *state = NULL;
    int64_t n_years, n_spells = 0;
    KT_TRY(gather_years(work, &value, &state, &n_years, &total, &coverage, err));
    kt_free(state);
    kt_status status = kt_new(&survival, n_years, sizeof *survival, err);
    if (!status) {
        kt_basket_survival(value, work->axis.n_products, n_years, threshold_of(work), survival,
                           &n_spells);
        for (int64_t t = 0; t < n_years && !isnan(survival[t]); t++) {
            kt_measure_begin_row(work, year);
            kt_table_integer(work->table, t + 1);
            kt_table_fraction(work->table, survival[t], NULL);
            kt_measure_end_row(work, coverage, kt_measure_weakest(work));
        }
        snprintf(work->said, sizeof work->said,
                 "%lld spells that began after %d; bought from %.0f USD a year.",
                 (long long)n_spells, work->first_year, threshold_of(work));
        if (n_spells == 0)
            status = kt_fail(err, KT_ERR_MISSING,
                             "no spell began after %d: all products were bought from the first "
                             "year on, or never",
                             work->first_year);
    }
    kt_free(survival);
    kt_free(value);
    return status;
}

const kt_measure_kind kt_measure_span[] = {
    {"cms", "constant market share", "A --years FIRST-LAST",
     "What made A's exports change: growth of the world, its commodities, its markets, and the "
     "rest. The order of the steps matters, so both are shown.",
     "Tyszynski (1951); Leamer and Stern (1970)",
     "weights of the first year; world: all exporters of the dataset, A among them",
     KT_TAKES_A | KT_TAKES_PRODUCTS | KT_TAKES_SPAN | KT_ONE_REVISION, 0, cms_columns,
     cms_year},
    {"contributions", "contributions to growth", "A [B] --years FIRST-LAST",
     "What each product added to the growth of A's turnover, with B or with all.", "identity",
     "A's own statistics where they are there; no row: not traded",
     KT_TAKES_A | KT_MAY_TAKE_B | KT_TAKES_PRODUCTS | KT_TAKES_SPAN | KT_ONE_REVISION, 2,
     contribution_columns, contribution_year},
    {"basket", "traditional basket", "A B [--years FIRST-LAST] [--threshold USD]",
     "Products that B buys from A in at least 8 of 10 years, with their spells and their share "
     "of the flow.",
     "kontor's own rule; Besedes and Prusa (2006) for spells",
     "A's exports to B in one set of statements; no row: not bought",
     KT_TAKES_A | KT_TAKES_B | KT_TAKES_PRODUCTS | KT_TAKES_SPAN | KT_ONE_REVISION, 10,
     basket_columns, basket_year},
    {"survival", "survival of flows", "A B [--years FIRST-LAST] [--threshold USD]",
     "The share of spells, in which B buys a product of A, that last longer than so many "
     "years.",
     "Kaplan and Meier (1958); Besedes and Prusa (2006)",
     "spells of the first year began no one knows when and are left out",
     KT_TAKES_A | KT_TAKES_B | KT_TAKES_PRODUCTS | KT_TAKES_SPAN | KT_ONE_REVISION, 10,
     survival_columns, survival_year},
};
const int kt_n_measure_span = sizeof kt_measure_span / sizeof kt_measure_span[0];
