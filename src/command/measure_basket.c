/* measure_basket.c: what one country buys from another year after year: the traditional basket,
 * spells and their survival, and when a product counts as traded at all. */
#include "measure_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- what counts as traded ----------------------------------------------------------------
 */

double kt_measure_threshold(const kt_measure_work *work)
{
    return (double)kt_argument_integer(work->run, "threshold", 10000);
}

kt_traded_rule kt_measure_traded_rule(const kt_measure_work *work)
{
    return strcmp(kt_argument_text(work->run, "traded", "2of3"), "each") == 0
               ? KT_TRADED_IN_YEAR
               : KT_TRADED_TWO_OF_THREE;
}

kt_status kt_measure_note_traded(kt_measure_work *work, kt_error *err)
{
    const double threshold = kt_measure_threshold(work);
    const kt_say_value value[] = {{.name = "threshold", .as = KT_AS_COUNT, .number = threshold},
                                  {.name = "rule",
                                   .as = KT_AS_TEXT,
                                   .text = threshold <= 0.0 ? "any"
                                           : kt_measure_traded_rule(work) == KT_TRADED_IN_YEAR
                                               ? "each"
                                               : "two"}};
    return kt_say_note(work->run, work->table, "measure.traded", value, 2, err);
}

void kt_measure_traded_text(const kt_measure_work *work, char *out, size_t size)
{
    const double threshold = kt_measure_threshold(work);
    if (threshold <= 0.0)
        snprintf(out, size, "traded: above 0");
    else
        snprintf(out, size, "traded: from %.0f USD in %s", threshold,
                 kt_measure_traded_rule(work) == KT_TRADED_IN_YEAR ? "the year itself"
                                                                   : "two of three years");
}

kt_status kt_measure_holds(kt_measure_work *work, int year, uint8_t *is_held, double *coverage,
                           kt_error *err)
{
    kt_trade_matrix all = {0};
    kt_trade_axis totals = {0};
    const kt_stated_by by = kt_measure_world_view(work);
    kt_trade_request request = {.year = (int16_t)year, .stated_by = by};
    *is_held = 0;
    if (year < work->info->first_year || year > work->info->last_year)
        return KT_OK;
    if (by == KT_BY_IMPORTER) {
        request.rows = KT_ROWS_IMPORTERS;
        request.importer = work->b;
    } else {
        request.exporter = work->a;
    }
    kt_status status = kt_trade_axis_totals(&totals, err);
    if (!status)
        status = work->n_members ? kt_measure_gather_members(work, &totals, &request, &all, err)
                                 : kt_trade_matrix_gather(work->dataset, work->countries,
                                                          &totals, &request, &all, err);
    if (!status && all.n_rows > 0) {
        *is_held = 1;
        if (coverage)
            *coverage = kt_measure_lower(*coverage, kt_trade_matrix_coverage(&all, 0));
    }
    kt_trade_matrix_clear(&all);
    kt_trade_axis_clear(&totals);
    return status;
}

/* ---- the years ----------------------------------------------------------------------------
 */

/* A's exports to B over the span, and up to two years before it, which the rule looks at. */
typedef struct flow_years {
    int64_t n, n_before;
    double *value;    /* [k * (n_before + n) + t] */
    double *traded;   /* [k * n + t]: kt_traded_years() of it */
    uint8_t *state;   /* the weakest of each product */
    uint8_t *is_held; /* [n_before + n] */
    double total;     /* of the span, unallocated included */
    double coverage;  /* the lowest of the span's years, of the flow and of A's exports */
    int n_found;
} flow_years;

static void clear_years(flow_years *years)
{
    kt_free(years->is_held);
    kt_free(years->state);
    kt_free(years->traded);
    kt_free(years->value);
}

static kt_status make_years(const kt_measure_work *work, flow_years *out, kt_error *err)
{
    const int64_t n = work->axis.n_products;
    const int before = work->first_year - work->info->first_year;
    *out = (flow_years){.n = work->last_year - work->first_year + 1,
                        .n_before = before > 2 ? 2 : before,
                        .coverage = NAN};
    KT_TRY(kt_new(&out->value, n * (out->n_before + out->n), sizeof *out->value, err));
    KT_TRY(kt_new(&out->traded, n * out->n, sizeof *out->traded, err));
    KT_TRY(kt_new(&out->state, n, 1, err));
    return kt_new(&out->is_held, out->n_before + out->n, 1, err);
}

/* Year t of the list, counted from the years before the span on. */
static kt_status gather_year(kt_measure_work *work, int64_t t, flow_years *out, kt_error *err)
{
    kt_trade_matrix flow = {0};
    const int64_t n = work->axis.n_products, n_all = out->n_before + out->n;
    const int16_t year = (int16_t)(work->first_year - out->n_before + t);
    const bool in_span = t >= out->n_before;
    uint8_t is_held;

    KT_TRY(kt_measure_flow(work, year, work->a, work->b, &flow, err));
    for (int64_t k = 0; flow.n_rows && k < n; k++) {
        out->value[k * n_all + t] = flow.value[k];
        out->state[k] = flow.state[k] > out->state[k] ? flow.state[k] : out->state[k];
    }
    out->is_held[t] = flow.n_rows > 0;
    if (flow.n_rows && in_span) {
        out->total += kt_trade_matrix_row_sum(&flow, 0) + flow.unallocated[0];
        out->coverage = kt_measure_lower(out->coverage, kt_trade_matrix_coverage(&flow, 0));
        out->n_found++;
    }
    kt_trade_matrix_clear(&flow);
    // No trade of the two is no lack of data; and what A's exports lack could be theirs.
    KT_TRY(kt_measure_holds(work, year, &is_held, in_span ? &out->coverage : NULL, err));
    out->is_held[t] |= is_held;
    if (!out->is_held[t] && in_span)
        kt_measure_no_data(work, year);
    return KT_OK;
}

static kt_status gather_all_years(kt_measure_work *work, flow_years *out, kt_error *err)
{
    KT_TRY(make_years(work, out, err));
    for (int64_t t = 0; t < out->n_before + out->n; t++)
        KT_TRY(gather_year(work, t, out, err));
    return KT_OK;
}

/* As the exporter states them, in all years alike; where it states none, as the importer does.
 */
static kt_status gather_years(kt_measure_work *work, flow_years *out, kt_error *err)
{
    KT_TRY(gather_all_years(work, out, err));
    if (out->n_found == 0 && kt_measure_world_view(work) == KT_BY_EXPORTER &&
        work->info->stated_by >> KT_BY_IMPORTER & 1 &&
        !kt_argument_text(work->run, "stated-by", NULL)) {
        clear_years(out);
        *out = (flow_years){0};
        work->no_exporters = true;
        work->n_without_data = 0;
        KT_TRY(gather_all_years(work, out, err));
        work->took_mirror |= out->n_found > 0;
    }
    if (out->n_found == 0)
        return kt_measure_nothing(work, err);
    const int64_t n_all = out->n_before + out->n;
    for (int64_t k = 0; k < work->axis.n_products; k++)
        kt_traded_years(out->value + k * n_all, out->is_held, n_all, out->n_before,
                        kt_measure_threshold(work), kt_measure_traded_rule(work),
                        out->traded + k * out->n);
    return KT_OK;
}

/* ---- basket -------------------------------------------------------------------------------
 */

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

static kt_spells spells_of(const flow_years *years, int64_t k)
{
    return kt_spells_of(years->traded + k * years->n, years->n, 0.0);
}

/* All years' value of the products of the basket, 0 of the others. */
typedef struct basket {
    double *sum;
    double usd, large_usd;
    int64_t n_products, n_large;
} basket;

static bool is_large(const flow_years *years, double sum)
{
    return sum >= KT_BASKET_SHARE * years->total;
}

static kt_status fill_basket(const kt_measure_work *work, const flow_years *years, basket *out,
                             kt_error *err)
{
    const int64_t n_all = years->n_before + years->n;
    KT_TRY(kt_new(&out->sum, work->axis.n_products, sizeof *out->sum, err));
    for (int64_t k = 0; k < work->axis.n_products; k++) {
        if (!kt_basket_is_traditional(spells_of(years, k).n_years, years->n))
            continue;
        for (int64_t t = years->n_before; t < n_all; t++)
            out->sum[k] += fmax(0.0, years->value[k * n_all + t]); // NaN: left out
        out->n_products++;
        out->usd += out->sum[k];
        out->n_large += is_large(years, out->sum[k]);
        out->large_usd += is_large(years, out->sum[k]) ? out->sum[k] : 0.0;
    }
    return KT_OK;
}

static void add_basket_row(kt_measure_work *work, const flow_years *years, int64_t k,
                           double sum)
{
    const kt_spells spells = spells_of(years, k);
    kt_measure_begin_row(work, work->last_year);
    kt_measure_product_cells(work, work->axis.product[k]);
    kt_table_integer(work->table, spells.n_years);
    kt_table_integer(work->table, spells.n_spells);
    kt_table_integer(work->table, spells.longest);
    kt_table_integer(work->table, spells.current);
    kt_table_number(work->table, sum, NULL);
    kt_table_fraction(work->table, sum / years->total, NULL);
    kt_table_text(work->table, is_large(years, sum) ? "yes" : "no");
    kt_measure_end_row(work, years->coverage, (kt_trade_state)years->state[k]);
}

static kt_status say_basket(kt_measure_work *work, const flow_years *years, const basket *found,
                            kt_error *err)
{
    const kt_say_value value[] = {
        {.name = "n", .as = KT_AS_COUNT, .number = (double)found->n_products},
        {.name = "bought", .as = KT_AS_COUNT, .number = KT_BASKET_BOUGHT},
        {.name = "of", .as = KT_AS_COUNT, .number = KT_BASKET_YEARS},
        {.name = "first", .as = KT_AS_YEAR, .number = work->first_year},
        {.name = "last", .as = KT_AS_YEAR, .number = work->last_year},
        {.name = "share",
         .as = KT_AS_PERCENT,
         .number = found->usd / years->total,
         .decimals = 1},
        {.name = "large", .as = KT_AS_COUNT, .number = (double)found->n_large},
        {.name = "large_share",
         .as = KT_AS_PERCENT,
         .number = found->large_usd / years->total,
         .decimals = 1}};
    return kt_measure_say(work, "measure.basket", value, 8, err);
}

/* Trade there is, but nothing that lasts; or the data hold too few years to tell. */
static kt_status no_basket(const kt_measure_work *work, const flow_years *years, kt_error *err)
{
    int64_t n_held = 0;
    for (int64_t t = years->n_before; t < years->n_before + years->n; t++)
        n_held += years->is_held[t];
    return kt_fail(
        err, KT_ERR_MISSING,
        "no product is bought in at least %d of the %d years from %d to %d, of which "
        "%s@%s holds %d; --years and --threshold choose otherwise",
        (int)((years->n * KT_BASKET_BOUGHT + KT_BASKET_YEARS - 1) / KT_BASKET_YEARS),
        (int)years->n, work->first_year, work->last_year, work->info->name, work->info->version,
        (int)n_held);
}

static kt_status basket_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    flow_years years = {0};
    basket found = {.sum = NULL};
    int64_t *chosen = NULL, n_chosen = 0;
    (void)year; // the span says more
    kt_status status = gather_years(work, &years, err);
    if (!status)
        status = fill_basket(work, &years, &found, err);
    if (!status && found.n_products == 0)
        status = no_basket(work, &years, err);
    if (!status)
        status = kt_measure_choose(work, found.sum, &chosen, &n_chosen, err);
    for (int64_t c = 0; !status && c < n_chosen; c++)
        add_basket_row(work, &years, chosen[c], found.sum[chosen[c]]);
    if (!status)
        status = say_basket(work, &years, &found, err);
    kt_free(chosen);
    kt_free(found.sum);
    clear_years(&years);
    return status;
}

/* ---- survival -----------------------------------------------------------------------------
 */

static void survival_columns(kt_measure_work *work)
{
    kt_measure_column_number(work, "years", "years of a spell", 0);
    kt_table_column(work->table, &(kt_column){.key = "survival",
                                              .title = "last longer",
                                              .align = KT_RIGHT,
                                              .decimals = 2});
}

static kt_status add_survival(kt_measure_work *work, const flow_years *years,
                              const double *survival, int64_t n_spells, kt_error *err)
{
    const kt_say_value value[] = {
        {.name = "n", .as = KT_AS_COUNT, .number = (double)n_spells},
        {.name = "first", .as = KT_AS_YEAR, .number = work->first_year}};
    if (n_spells == 0)
        return kt_fail(err, KT_ERR_MISSING,
                       "no spell is seen to begin after %d: every product was bought from the "
                       "first year that the data hold on, or never; --years takes in more",
                       work->first_year);
    for (int64_t t = 0; t < years->n && !isnan(survival[t]); t++) {
        kt_measure_begin_row(work, work->last_year);
        kt_table_integer(work->table, t + 1);
        kt_table_fraction(work->table, survival[t], NULL);
        kt_measure_end_row(work, years->coverage, kt_measure_weakest(work));
    }
    return kt_measure_say(work, "measure.survival", value, 2, err);
}

static kt_status survival_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    flow_years years = {0};
    double *survival = NULL;
    int64_t n_spells = 0;
    (void)year;
    kt_status status = gather_years(work, &years, err);
    if (!status)
        status = kt_new(&survival, years.n, sizeof *survival, err);
    if (!status) {
        kt_basket_survival(years.traded, work->axis.n_products, years.n, 0.0, survival,
                           &n_spells);
        status = add_survival(work, &years, survival, n_spells, err);
    }
    kt_free(survival);
    clear_years(&years);
    return status;
}

#define NEEDS "A B [--years FIRST-LAST] [--threshold USD] [--traded 2of3|each]"

const kt_measure_kind kt_measure_basket[] = {
    {"basket", "traditional basket", NEEDS,
     "Products that B buys from A in at least 8 of 10 years, with their spells and their share "
     "of the flow.",
     "kontor's own rule; Besedes and Prusa (2006) for spells",
     "A's exports to B in one set of statements; no row: not bought",
     KT_TAKES_A | KT_TAKES_B | KT_TAKES_PRODUCTS | KT_TAKES_SPAN | KT_ONE_REVISION | KT_TRADED,
     10, basket_columns, basket_year},
    {"survival", "survival of flows", NEEDS,
     "The share of spells, in which B buys a product of A, that last longer than so many "
     "years.",
     "Kaplan and Meier (1958); Besedes and Prusa (2006)",
     "spells of the first year began no one knows when and are left out",
     KT_TAKES_A | KT_TAKES_B | KT_TAKES_PRODUCTS | KT_TAKES_SPAN | KT_ONE_REVISION | KT_TRADED,
     10, survival_columns, survival_year},
};
const int kt_n_measure_basket = sizeof kt_measure_basket / sizeof kt_measure_basket[0];
