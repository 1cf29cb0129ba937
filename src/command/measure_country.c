/* measure_country.c: concentration of a country's trade on partners and products, and the
 * coverage that everything else rests on. */
#include "measure_internal.h"

#include <kontor/concentration.h>
#include <kontor/concentration_range.h>
#include <kontor/memory.h>
#include <kontor/suppliers.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Below this part of the total, what is allocated, an index is a range. */
#define LEAST_KNOWN 0.95

static const char *const flow_names[] = {"imports", "exports"};

static bool wants_flow(const kt_measure_work *work, int is_export)
{
    const char *by = kt_argument_text(work->run, "by", NULL);
    return !by || strcmp(by, is_export ? "export" : "import") == 0;
}

static bool wants_of(const kt_measure_work *work, const char *of)
{
    const char *asked = kt_argument_text(work->run, "of", NULL);
    return !asked || strcmp(asked, of) == 0;
}

/* Partners as the country states them, else as they do. */
static kt_status gather_one(kt_measure_work *work, kt_country country, int16_t year,
                            int is_export, kt_suppliers *out, kt_error *err)
{
    const uint8_t stated_by = work->info->stated_by;
    const kt_stated_by own = is_export ? KT_BY_EXPORTER : KT_BY_IMPORTER;
    const kt_stated_by mirror = is_export ? KT_BY_IMPORTER : KT_BY_EXPORTER;
    const bool asked = kt_argument_text(work->run, "stated-by", NULL) != NULL;
    const bool reconciled = stated_by >> KT_RECONCILED & 1;
    kt_stated_by by = asked || reconciled ? kt_measure_world_view(work) : own;
    KT_TRY(kt_suppliers_gather(work->dataset, work->countries, country, work->product, year,
                               is_export, by, out, err));
    if (out->n_partners == 0 && by == own && !asked && stated_by >> mirror & 1) {
        kt_suppliers_clear(out);
        KT_TRY(kt_suppliers_gather(work->dataset, work->countries, country, work->product, year,
                                   is_export, mirror, out, err));
        // What one partner states is not the country's trade with all.
        if (out->n_partners < 2) {
            kt_suppliers_clear(out);
            out->stated_usd = out->coverage = NAN;
        }
        work->took_mirror |= out->n_partners > 0;
    }
    return KT_OK;
}

/* Of a group those of its members, together. */
static kt_status gather_partners(kt_measure_work *work, int16_t year, int is_export,
                                 kt_suppliers *out, kt_error *err)
{
    kt_country *member = NULL;
    kt_suppliers *list = NULL;
    int64_t n = 0, n_list = 0;
    if (work->n_members == 0)
        return gather_one(work, work->a, year, is_export, out, err);
    kt_status status = kt_new(&member, work->n_members + 1, sizeof *member, err);
    if (!status) {
        n = kt_measure_expand(work, work->a, member);
        status = kt_new(&list, n, sizeof *list, err);
    }
    while (!status && n_list < n) {
        status = gather_one(work, member[n_list], year, is_export, &list[n_list], err);
        n_list += !status;
    }
    if (!status)
        status = kt_suppliers_join(list, n_list, work->a, kt_measure_group_of, work, out, err);
    for (int64_t l = 0; l < n_list; l++)
        kt_suppliers_clear(&list[l]);
    kt_free(list);
    kt_free(member);
    return status;
}

/* ---- concentration ---------------------------------------------------------------------- */

static void concentration_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "flow", NULL);
    kt_measure_column_text(work, "of", NULL);
    kt_measure_column_text(work, "indicator", NULL);
    kt_measure_column_number(work, "value", "figure", 6);
    kt_measure_column_number(work, "low", "at least", 6);
    kt_measure_column_number(work, "high", "at most", 6);
}

typedef struct what {
    int16_t year;
    const char *flow, *of;
    double coverage;
    kt_trade_state state; /* the weakest part */
    bool is_range;        /* too little is known for an index of its own */
} what;

static kt_trade_state state_of_partners(const kt_suppliers *partners)
{
    uint8_t weakest = KT_REPORTED;
    for (int64_t p = 0; p < partners->n_partners; p++)
        if (partners->partner[p].status > weakest)
            weakest = partners->partner[p].status;
    return (kt_trade_state)(KT_TRADE_REPORTED + weakest);
}

static kt_trade_state state_of_products(const kt_trade_matrix *flow)
{
    uint8_t weakest = KT_TRADE_REPORTED;
    for (int64_t k = 0; k < flow->axis->n_products; k++)
        if (flow->state[k] > weakest)
            weakest = flow->state[k];
    return (kt_trade_state)weakest;
}

static void add_value(kt_measure_work *work, const what *of, const char *indicator,
                      double value, double low, double high)
{
    kt_measure_begin_row(work, of->year);
    kt_table_text(work->table, of->flow);
    kt_table_text(work->table, of->of);
    kt_table_text(work->table, indicator);
    if (strcmp(indicator, "categories") == 0 || strcmp(indicator, "active") == 0)
        kt_table_integer(work->table, (int64_t)value);
    else
        kt_measure_number(work->table, value,
                          !of->is_range ? NULL
                          : isnan(low)  ? "too little is known"
                                        : "a range");
    kt_table_number(work->table, low, NULL);
    kt_table_number(work->table, high, NULL);
    kt_measure_end_row(work, of->coverage, of->state);
}

/* HHI normalised, and UNCTAD's form, of an HHI that may be spread over more than n. */
static double of_share(double hhi, double n)
{
    return n > 1.0 ? fmax(0.0, (hhi - 1.0 / n) / (1.0 - 1.0 / n)) : (double)NAN;
}

static double of_root(double hhi, double n)
{
    const double least = sqrt(1.0 / n);
    return n > 1.0 ? fmax(0.0, (sqrt(hhi) - least) / (1.0 - least)) : (double)NAN;
}

typedef struct measured {
    const char *name;
    double value, low, high;
} measured;

/* What is not allocated widens the indices; n stays. Where it
 * is more than a twentieth, the index of the known part alone is not printed: true is returned.
 */
static void add_concentration(kt_measure_work *work, what *of, const double *x, int64_t n,
                              double unallocated)
{
    const kt_concentration c = kt_concentration_of(x, n, 0);
    const kt_concentration_range r = kt_concentration_range_of(x, n, unallocated);
    double sum = 0.0;
    for (int64_t k = 0; k < n; k++)
        sum += isnan(x[k]) ? 0.0 : x[k];
    const double all = sum + fmax(0.0, unallocated),
                 most = unallocated > 0.0 ? unallocated : 0.0;
    of->is_range = sum < LEAST_KNOWN * all;
    const double categories = (double)c.n;
    add_value(work, of, "categories", categories, NAN, NAN);
    add_value(work, of, "active", (double)c.n_active, NAN, NAN);
    const double theil[] = {fmax(0.0, log(categories) - r.entropy_high),
                            log(categories) - r.entropy_low};
    const measured list[] = {
        {"largest share", c.largest, c.largest * sum / all, (c.largest * sum + most) / all},
        {"HHI", c.hhi, r.low, r.high},
        {"HHI normalised", c.hhi_normalised, of_share(r.low, categories),
         of_share(r.high, categories)},
        {"effective number", c.effective, 1.0 / r.high, 1.0 / r.low},
        {"Hirschman", c.hirschman, sqrt(r.low), sqrt(r.high)},
        {"UNCTAD", c.unctad, of_root(r.low, categories), of_root(r.high, categories)},
        {"Theil", c.theil, theil[0], theil[1]},
        {"Theil normalised", c.theil_normalised, theil[0] / log(categories),
         theil[1] / log(categories)},
        {"entropy", c.entropy, r.entropy_low, r.entropy_high},
        {"exp entropy", c.exp_entropy, exp(r.entropy_low), exp(r.entropy_high)}};
    for (size_t m = 0; m < sizeof list / sizeof *list; m++)
        add_value(work, of, list[m].name, of->is_range ? (double)NAN : list[m].value,
                  list[m].low, list[m].high);
}

static kt_status of_partners(kt_measure_work *work, int16_t year, int is_export, int *n_added,
                             kt_error *err)
{
    kt_suppliers partners = {0};
    double *x = NULL;
    kt_status status = gather_partners(work, year, is_export, &partners, err);
    if (!status)
        status = kt_new(&x, partners.n_partners, sizeof *x, err);
    if (!status && partners.n_partners > 0) {
        what of = {year,
                   flow_names[is_export],
                   "partners",
                   partners.coverage,
                   state_of_partners(&partners),
                   false};
        for (int64_t p = 0; p < partners.n_partners; p++)
            x[p] = partners.partner[p].usd;
        add_concentration(work, &of, x, partners.n_partners, partners.missing_usd);
        (*n_added)++;
    }
    kt_free(x);
    kt_suppliers_clear(&partners);
    return status;
}

static kt_status of_products(kt_measure_work *work, int16_t year, int is_export, int *n_added,
                             kt_error *err)
{
    kt_trade_matrix flow = {0};
    int64_t *start = NULL;
    const char *groups = "";
    char label[2][48];
    kt_status status =
        kt_measure_own(work, year, is_export ? KT_ROWS_EXPORTERS : KT_ROWS_IMPORTERS, work->a,
                       (kt_country){0}, &flow, err);
    if (!status)
        status = kt_new(&start, work->axis.n_products + 1, sizeof *start, err);
    if (!status && flow.n_rows > 0) {
        what of = {year,
                   flow_names[is_export],
                   "products",
                   kt_trade_matrix_coverage(&flow, 0),
                   state_of_products(&flow),
                   false};
        const double sum = kt_trade_matrix_row_sum(&flow, 0);
        const double missing =
            flow.stated[0] > 0.0 ? fmax(0.0, flow.stated[0] - sum) : flow.unallocated[0];
        add_concentration(work, &of, flow.value, work->axis.n_products, missing);
        (*n_added)++;
        const int64_t n_groups = kt_measure_groups(work, start, &groups);
        if (n_groups == 1) // nothing to split by
            goto done;
        const kt_theil_split split = kt_theil_split_of(flow.value, start, n_groups);
        snprintf(label[0], sizeof label[0], "Theil within %s", groups);
        snprintf(label[1], sizeof label[1], "Theil between %s", groups);
        add_value(work, &of, label[0], of.is_range ? (double)NAN : split.within, NAN, NAN);
        add_value(work, &of, label[1], of.is_range ? (double)NAN : split.between, NAN, NAN);
    }
done:
    kt_free(start);
    kt_trade_matrix_clear(&flow);
    return status;
}

static kt_status concentration_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    const bool has_products = work->axis.digits > 0 && work->product.code == 0;
    int n_added = 0;
    for (int is_export = 1; is_export >= 0; is_export--) {
        if (!wants_flow(work, is_export))
            continue;
        if (wants_of(work, "partners"))
            KT_TRY(of_partners(work, year, is_export, &n_added, err));
        if (wants_of(work, "products") && has_products)
            KT_TRY(of_products(work, year, is_export, &n_added, err));
    }
    const kt_say_value of = {
        .name = "of", .as = KT_AS_TEXT, .text = work->product.code ? "product" : "totals"};
    if (!has_products && wants_of(work, "products"))
        KT_TRY(kt_measure_say(work, "measure.partners_only", &of, 1, err));
    if (n_added == 0)
        kt_measure_no_data(work, year);
    return KT_OK;
}

/* ---- coverage --------------------------------------------------------------------------- */

static void coverage_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "flow", NULL);
    kt_measure_column_text(work, "of", NULL);
    kt_measure_column_money(work, "sum_usd", "sum, million USD");
    kt_measure_column_money(work, "unallocated_usd", "unallocated, million USD");
    kt_measure_column_money(work, "stated_usd", "stated total, million USD");
}

static void add_coverage(kt_measure_work *work, const what *of, double sum, double unallocated,
                         double stated)
{
    kt_measure_begin_row(work, of->year);
    kt_table_text(work->table, of->flow);
    kt_table_text(work->table, of->of);
    kt_table_number(work->table, sum, NULL);
    kt_table_number(work->table, unallocated, NULL);
    kt_measure_number(work->table, stated, "not stated");
    kt_measure_end_row(work, of->coverage, of->state);
}

static kt_status coverage_flow(kt_measure_work *work, int16_t year, int is_export, int *n_added,
                               kt_error *err)
{
    kt_suppliers partners = {0};
    kt_trade_matrix flow = {0};
    kt_status status = gather_partners(work, year, is_export, &partners, err);
    if (!status && (partners.n_partners > 0 || !isnan(partners.stated_usd))) {
        const what of = {year,
                         flow_names[is_export],
                         "partners",
                         partners.coverage,
                         state_of_partners(&partners),
                         false};
        add_coverage(work, &of, partners.partners_usd, partners.unallocated_usd,
                     partners.stated_usd);
        (*n_added)++;
    }
    if (!status && work->axis.digits > 0 && work->product.code == 0)
        status = kt_measure_own(work, year, is_export ? KT_ROWS_EXPORTERS : KT_ROWS_IMPORTERS,
                                work->a, (kt_country){0}, &flow, err);
    if (!status && flow.n_rows > 0) {
        const what of = {year,
                         flow_names[is_export],
                         "products",
                         kt_trade_matrix_coverage(&flow, 0),
                         state_of_products(&flow),
                         false};
        add_coverage(work, &of, kt_trade_matrix_row_sum(&flow, 0), flow.unallocated[0],
                     flow.stated[0]);
        (*n_added)++;
    }
    kt_trade_matrix_clear(&flow);
    kt_suppliers_clear(&partners);
    return status;
}

static kt_status coverage_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    int n_added = 0;
    for (int is_export = 1; is_export >= 0; is_export--)
        if (wants_flow(work, is_export))
            KT_TRY(coverage_flow(work, year, is_export, &n_added, err));
    if (n_added == 0)
        kt_measure_no_data(work, year);
    return KT_OK;
}

const kt_measure_kind kt_measure_country[] = {
    {"concentration", "concentration",
     "A [--of products|partners] [--by export|import] [--product CODE]",
     "On how few partners or products does A's trade rest: HHI and its relatives, Theil split "
     "by groups of products, entropy. At least and at most: wherever what is not allocated "
     "belongs.",
     "Hirschman (1964), Theil (1967), UNCTAD Handbook of Statistics",
     "categories: partners that are stated, products of the dataset at the level; shares of "
     "their sum",
     KT_TAKES_A | KT_MAY_TAKE_PRODUCTS, 0, concentration_columns, concentration_year},
    {"coverage", "coverage", "A [--by export|import] [--product CODE]",
     "Sum over partners, and over products, against the reported total with World.",
     "kontor's own; docs/methods/rank_and_share.md",
     "unallocated: areas and products not specified; they count as covered",
     KT_TAKES_A | KT_MAY_TAKE_PRODUCTS | KT_SHOWS_UNALLOCATED, 0, coverage_columns,
     coverage_year},
};
const int kt_n_measure_country = sizeof kt_measure_country / sizeof kt_measure_country[0];
