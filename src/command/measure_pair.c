/* measure_pair.c: indicators of a pair: intensity, complementarity, similarity, margins,
 * dependence from both sides. */
#include "measure_internal.h"

#include <kontor/complementarity.h>
#include <kontor/dependence.h>
#include <kontor/intensity.h>
#include <kontor/margins.h>
#include <kontor/memory.h>
#include <kontor/similarity.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Exports of all countries, and imports of A and of B, in one set of statements. */
typedef struct both_ways {
    kt_trade_matrix x, m_a, m_b; /* of m one row, or none */
    int64_t x_a;                 /* row of A; -1: none */
} both_ways;

static void clear_both(both_ways *world)
{
    kt_trade_matrix_clear(&world->m_b);
    kt_trade_matrix_clear(&world->m_a);
    kt_trade_matrix_clear(&world->x);
}

/* The table of all importers would cost more than all the rest. How each of their flows is
 * known says nothing of the pair's. */
static kt_status gather_both(kt_measure_work *work, int16_t year, both_ways *out, kt_error *err)
{
    const kt_country all = {0};
    const uint8_t weakest = work->weakest;
    kt_status status = kt_measure_world_values(work, year, KT_ROWS_EXPORTERS, &out->x, err);
    if (!status)
        status = kt_measure_flow(work, year, all, work->a, &out->m_a, err);
    if (!status)
        status = kt_measure_flow(work, year, all, work->b, &out->m_b, err);
    work->weakest = weakest;
    if (status)
        clear_both(out);
    else
        out->x_a = kt_trade_matrix_find(&out->x, work->a);
    return status;
}

/* Coverage of A's exports, B's imports and the world. Importers' totals are compared only where
 * they state them in the same statements. */
static double pair_coverage(const both_ways *world)
{
    double coverage = kt_measure_lower(kt_trade_matrix_coverage(&world->x, world->x_a),
                                       kt_trade_matrix_coverage(&world->x, -1));
    if (world->m_b.n_rows)
        coverage = kt_measure_lower(coverage, kt_trade_matrix_coverage(&world->m_b, 0));
    return coverage;
}

/* ---- intensity -------------------------------------------------------------------------- */

static void intensity_columns(kt_measure_work *work)
{
    kt_measure_column_money(work, "export_usd", "exports A to B, million USD");
    kt_measure_column_number(work, "intensity", "intensity", 6);
    kt_measure_column_number(work, "intensity_without_own", "without A's imports", 6);
    kt_measure_column_number(work, "complementarity", "fit of the baskets", 6);
    kt_measure_column_number(work, "bias", "ties beyond it", 6);
    kt_measure_column_number(work, "products_left_out", "products left out", 0);
}

/* A number with two decimals as the language writes it. */
static kt_status say_number(kt_locale *locale, double value, char out[32], kt_error *err)
{
    kt_text text = {0};
    const kt_status status =
        isnan(value) ? KT_OK : kt_locale_number(locale, value, 2, &text, err);
    snprintf(out, 32, "%s", kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

/* The last year in a sentence. */
static kt_status say_intensity(kt_measure_work *work, int16_t year, double simple,
                               const kt_intensity_split *split, kt_error *err)
{
    char number[4][32], at[8];
    const double values[] = {simple, split->intensity, split->complementarity, split->bias};
    kt_locale *locale;
    const kt_phrases *phrases;
    kt_text text = {0};
    if (work->n_members || isnan(simple) || work->is_csv)
        return KT_OK;
    KT_TRY(kt_run_locale(work->run, &locale, &phrases, err));
    for (int n = 0; n < 4; n++)
        KT_TRY(say_number(locale, values[n], number[n], err));
    snprintf(at, sizeof at, "%d", year);
    const char *language = work->language;
    const kt_argument arguments[] = {
        {"year", at, 0.0},
        {"importer_subject",
         kt_country_name(work->countries, work->b, language, KT_NAME_SUBJECT), 0.0},
        {"importer_genitive",
         kt_country_name(work->countries, work->b, language, KT_NAME_GENITIVE), 0.0},
        {"exporter_genitive",
         kt_country_name(work->countries, work->a, language, KT_NAME_GENITIVE), 0.0},
        {"level", simple >= 1.0 ? "above" : "below", 0.0},
        {"ratio", number[0], 0.0},
        {"split", isnan(split->bias) || work->axis.digits == 0 ? "no" : "yes", 0.0},
        {"intensity", number[1], 0.0},
        {"fit", number[2], 0.0},
        {"ties", number[3], 0.0}};
    const kt_status status = kt_phrase_fill(phrases, locale, "measure.intensity", arguments,
                                            sizeof arguments / sizeof *arguments, &text, err);
    if (!status)
        snprintf(work->said, sizeof work->said, "%s", kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

static kt_status add_intensity(kt_measure_work *work, int16_t year, const both_ways *world,
                               const kt_trade_matrix *flow, kt_error *err)
{
    kt_status status = KT_OK;
    const int64_t n = work->axis.n_products;
    double *zeros = NULL, *columns = NULL;
    const double *x_i = NULL, *m_i = NULL, *m_j = NULL;

    status = kt_measure_row(work, &world->x, world->x_a, &zeros, &x_i, err);
    if (!status)
        status = kt_measure_row(work, &world->m_a, 0, &zeros, &m_i, err);
    if (!status)
        status = kt_measure_row(work, &world->m_b, 0, &zeros, &m_j, err);
    if (!status)
        status = kt_new(&columns, n, sizeof *columns, err);
    if (status)
        goto done;
    kt_trade_matrix_columns(&world->x, columns);
    const double v_ij = kt_trade_matrix_row_sum(flow, 0);
    const double simple =
        kt_intensity(v_ij, kt_trade_matrix_row_sum(&world->x, world->x_a),
                     kt_trade_matrix_row_sum(&world->m_b, 0), kt_trade_matrix_sum(&world->x));
    const kt_intensity_split split = kt_intensity_split_of(v_ij, x_i, m_i, m_j, columns, n);
    const bool has_products = work->axis.digits > 0;
    kt_measure_begin_row(work, year);
    kt_table_number(work->table, v_ij, NULL);
    kt_table_number(work->table, simple, NULL);
    kt_table_number(work->table, split.intensity, NULL);
    kt_measure_number(work->table, has_products ? split.complementarity : (double)NAN,
                      "no products");
    kt_measure_number(work->table, has_products ? split.bias : (double)NAN, "no products");
    kt_table_integer(work->table, has_products ? split.n_left_out : 0);
    kt_measure_end_row(work, pair_coverage(world), kt_measure_weakest(work));
    status = say_intensity(work, year, simple, &split, err);
done:
    kt_free(columns);
    kt_free(zeros);
    return status;
}

static kt_status intensity_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    both_ways world = {0};
    kt_trade_matrix flow = {0};
    KT_TRY(gather_both(work, year, &world, err));
    kt_status status = kt_measure_flow(work, year, work->a, work->b, &flow, err);
    if (!status && (flow.n_rows == 0 || world.x_a < 0 || world.m_b.n_rows == 0))
        kt_measure_no_data(work, year);
    else if (!status && world.x.n_rows < 2)
        status = kt_fail(err, KT_ERR_MISSING,
                         "%s@%s holds the exports of one country alone in %d, and intensity "
                         "needs those of the world",
                         work->info->name, work->info->version, year);
    else if (!status)
        status = add_intensity(work, year, &world, &flow, err);
    kt_trade_matrix_clear(&flow);
    clear_both(&world);
    return status;
}

/* ---- complementarity and similarity ----------------------------------------------------- */

static void complementarity_columns(kt_measure_work *work)
{
    kt_measure_column_number(work, "complementarity", "complementarity, 0 to 100", 4);
}

static kt_status complementarity_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_trade_matrix x = {0}, m = {0};
    kt_status status =
        kt_measure_own(work, year, KT_ROWS_EXPORTERS, work->a, (kt_country){0}, &x, err);
    if (!status)
        status =
            kt_measure_own(work, year, KT_ROWS_IMPORTERS, work->b, (kt_country){0}, &m, err);
    if (!status && (x.n_rows == 0 || m.n_rows == 0)) {
        kt_measure_no_data(work, year);
    } else if (!status) {
        kt_measure_begin_row(work, year);
        kt_table_number(work->table, kt_complementarity(x.value, m.value, x.axis->n_products),
                        NULL);
        kt_measure_end_row(
            work,
            kt_measure_lower(kt_trade_matrix_coverage(&x, 0), kt_trade_matrix_coverage(&m, 0)),
            kt_measure_weakest(work));
    }
    kt_trade_matrix_clear(&m);
    kt_trade_matrix_clear(&x);
    return status;
}

static void similarity_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "market", NULL);
    kt_measure_column_number(work, "similarity", "similarity, 0 to 100", 6);
}

static kt_status similarity_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_trade_matrix x_a = {0}, x_b = {0};
    char code[5];
    kt_status status =
        kt_measure_own(work, year, KT_ROWS_EXPORTERS, work->a, work->market, &x_a, err);
    if (!status)
        status =
            kt_measure_own(work, year, KT_ROWS_EXPORTERS, work->b, work->market, &x_b, err);
    if (!status && (x_a.n_rows == 0 || x_b.n_rows == 0)) {
        kt_measure_no_data(work, year);
    } else if (!status) {
        kt_measure_begin_row(work, year);
        kt_country_print(work->market, code);
        kt_table_text(work->table, !work->market.code ? "world"
                                   : code[0] == '_'
                                       ? kt_measure_country_label(work, work->market)
                                       : code);
        kt_table_number(work->table, kt_similarity(x_a.value, x_b.value, x_a.axis->n_products),
                        NULL);
        kt_measure_end_row(work,
                           kt_measure_lower(kt_trade_matrix_coverage(&x_a, 0),
                                            kt_trade_matrix_coverage(&x_b, 0)),
                           kt_measure_weakest(work));
    }
    kt_trade_matrix_clear(&x_b);
    kt_trade_matrix_clear(&x_a);
    return status;
}

/* ---- margins ---------------------------------------------------------------------------- */

static void margins_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "reference", NULL);
    kt_measure_column_number(work, "extensive", "extensive margin", 6);
    kt_measure_column_number(work, "intensive", "intensive margin", 6);
    kt_measure_column_number(work, "product_of_both", "both multiplied", 6);
    kt_measure_column_number(work, "counted", "counted", 6);
    kt_measure_column_number(work, "sold", "products sold", 0);
    kt_measure_column_number(work, "bought", "products bought", 0);
}

/* What does not count as sold in this year becomes 0: kt_is_traded() over the years before. */
static kt_status drop_small(kt_measure_work *work, int16_t year, double *v, kt_error *err)
{
    enum { YEARS = 3 };
    kt_status status = KT_OK;
    kt_trade_matrix before[YEARS - 1] = {{0}, {0}};
    uint8_t is_held[YEARS] = {0, 0, 1};
    const int64_t n = work->axis.n_products;

    for (int t = 0; !status && t < YEARS - 1; t++) {
        const int at = year - (YEARS - 1) + t;
        status = kt_measure_holds(work, at, &is_held[t], NULL, err);
        if (!status && is_held[t])
            status = kt_measure_flow(work, (int16_t)at, work->a, work->b, &before[t], err);
    }
    for (int64_t k = 0; !status && k < n; k++) {
        double value[YEARS] = {0.0, 0.0, v[k]};
        for (int t = 0; t < YEARS - 1; t++)
            value[t] = before[t].n_rows ? before[t].value[k] : 0.0;
        if (!isnan(v[k]) && !kt_is_traded(value, is_held, YEARS - 1, kt_measure_threshold(work),
                                          kt_measure_traded_rule(work)))
            v[k] = 0.0;
    }
    for (int t = 0; t < YEARS - 1; t++)
        kt_trade_matrix_clear(&before[t]);
    return status;
}

/* B's imports from all as it states them, else as the exporters do. */
static kt_status gather_imports(kt_measure_work *work, int16_t year, kt_trade_matrix *out,
                                kt_error *err)
{
    work->no_importers = false;
    KT_TRY(kt_measure_flow(work, year, (kt_country){0}, work->b, out, err));
    if (out->n_rows > 0 || kt_measure_world_view(work) != KT_BY_IMPORTER ||
        kt_argument_text(work->run, "stated-by", NULL))
        return KT_OK;
    kt_trade_matrix_clear(out);
    work->no_importers = true;
    KT_TRY(kt_measure_flow(work, year, (kt_country){0}, work->b, out, err));
    work->took_mirror |= out->n_rows > 0;
    return KT_OK;
}

static kt_status margins_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_trade_matrix flow = {0}, all = {0};
    kt_status status = gather_imports(work, year, &all, err);
    if (!status)
        status = kt_measure_flow(work, year, work->a, work->b, &flow, err);
    if (!status && (flow.n_rows == 0 || all.n_rows == 0)) {
        kt_measure_no_data(work, year);
        goto done;
    }
    if (!status)
        status = drop_small(work, year, flow.value, err);
    if (status)
        goto done;
    for (int r = 0; r < 2; r++) {
        const kt_margins margins = kt_margins_of(flow.value, all.value, work->axis.n_products,
                                                 r ? KT_MARGINS_OF_REST : KT_MARGINS_OF_WORLD);
        kt_measure_begin_row(work, year);
        kt_table_text(work->table, r ? "rest of the world" : "whole world");
        kt_table_number(work->table, margins.extensive, NULL);
        kt_table_number(work->table, margins.intensive, NULL);
        kt_table_number(work->table, margins.extensive * margins.intensive, NULL);
        kt_table_number(work->table, margins.counted, NULL);
        kt_table_integer(work->table, margins.n_sold);
        kt_table_integer(work->table, margins.n_bought);
        kt_measure_end_row(work, kt_trade_matrix_coverage(&all, 0), kt_measure_weakest(work));
    }
done:
    kt_trade_matrix_clear(&all);
    kt_trade_matrix_clear(&flow);
    return status;
}

/* ---- dependence ------------------------------------------------------------------------- */

static void dependence_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "flow", NULL);
    kt_table_column(work->table, &(kt_column){.key = "share_a",
                                              .title = "share in A's trade",
                                              .align = KT_RIGHT,
                                              .decimals = 2});
    kt_table_column(work->table, &(kt_column){.key = "share_b",
                                              .title = "share in B's trade",
                                              .align = KT_RIGHT,
                                              .decimals = 2});
    kt_measure_column_number(work, "asymmetry", "asymmetry", 4);
}

/* One side's trade with the other and in all: stated total, else the sum of partners. */
static kt_status gather_side(kt_measure_work *work, int16_t year, kt_country country,
                             kt_country partner, kt_trade_rows rows, double *with,
                             double *total, double *coverage, kt_error *err)
{
    kt_trade_matrix pair = {0}, all = {0};
    kt_status status = kt_measure_own(work, year, rows, country, partner, &pair, err);
    if (!status)
        status = kt_measure_own(work, year, rows, country, (kt_country){0}, &all, err);
    *with = *total = *coverage = NAN;
    if (!status && all.n_rows) {
        const double sum = kt_trade_matrix_row_sum(&all, 0) + all.unallocated[0];
        *total = all.stated[0] > 0.0 ? all.stated[0] : sum;
        *coverage = kt_trade_matrix_coverage(&all, 0);
    }
    if (!status && pair.n_rows)
        *with = kt_trade_matrix_row_sum(&pair, 0) + pair.unallocated[0];
    kt_trade_matrix_clear(&all);
    kt_trade_matrix_clear(&pair);
    return status;
}

static kt_status dependence_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    static const char *const names[] = {"A's exports to B", "A's imports from B", "turnover"};
    double with[2][2], total[2][2], coverage[2][2]; // [side][0 A's exports, 1 A's imports]
    for (int s = 0; s < 2; s++)
        for (int d = 0; d < 2; d++)
            KT_TRY(gather_side(work, year, s ? work->b : work->a, s ? work->a : work->b,
                               (d ^ s) ? KT_ROWS_IMPORTERS : KT_ROWS_EXPORTERS, &with[s][d],
                               &total[s][d], &coverage[s][d], err));
    if (isnan(with[0][0]) && isnan(with[0][1]) && isnan(with[1][0]) && isnan(with[1][1])) {
        kt_measure_no_data(work, year);
        return KT_OK;
    }
    for (int d = 0; d < 3; d++) {
        const kt_dependence found =
            d < 2 ? kt_dependence_of(with[0][d], total[0][d], with[1][d], total[1][d])
                  : kt_dependence_of(with[0][0] + with[0][1], total[0][0] + total[0][1],
                                     with[1][0] + with[1][1], total[1][0] + total[1][1]);
        double lowest = NAN;
        for (int s = 0; s < 2; s++)
            for (int e = 0; e < 2; e++)
                if (d == 2 || d == e)
                    lowest = kt_measure_lower(lowest, coverage[s][e]);
        kt_measure_begin_row(work, year);
        kt_table_text(work->table, names[d]);
        kt_table_fraction(work->table, found.a, NULL);
        kt_table_fraction(work->table, found.b, NULL);
        kt_table_number(work->table, found.asymmetry, NULL);
        kt_measure_end_row(work, lowest, kt_measure_weakest(work));
    }
    return KT_OK;
}

const kt_measure_kind kt_measure_pairs[] = {
    {"intensity", "trade intensity", "A B",
     "Share of B in A's exports over B's share in world imports; 1 is what sizes let expect. "
     "With products it is split into the fit of the baskets and the ties beyond it.",
     "World Bank (simple); Kojima (1964), Drysdale (1967) (without own imports, split)",
     "one set of statements for all sums; world: all countries of the dataset",
     KT_OF_THE_WORLD | KT_TAKES_A | KT_TAKES_B | KT_MAY_TAKE_PRODUCTS, 0, intensity_columns,
     intensity_year},
    {"complementarity", "trade complementarity", "A B",
     "Do A's exports look like B's imports? 0: nothing in common, 100: the same shares. "
     "Depends on the level of products.",
     "Michaely (1996)", "each side's own statistics where they are there; all partners",
     KT_TAKES_A | KT_TAKES_B | KT_TAKES_PRODUCTS, 0, complementarity_columns,
     complementarity_year},
    {"similarity", "export similarity", "A B [--market C]",
     "Do A and B export the same things, to the world or to one market? 0 to 100.",
     "Finger and Kreinin (1979)", "each side's own statistics where they are there",
     KT_TAKES_A | KT_TAKES_B | KT_TAKES_PRODUCTS, 0, similarity_columns, similarity_year},
    {"margins", "extensive and intensive margin", "A B [--threshold USD] [--traded 2of3|each]",
     "Does A sell B much of little or little of much? Both references are shown; of the whole "
     "world both margins multiply to A's market share.",
     "Hummels and Klenow (2005)",
     "B's imports from all in one set of statements, its own where they are there; no row: not "
     "traded",
     KT_TAKES_A | KT_TAKES_B | KT_TAKES_PRODUCTS | KT_ONE_REVISION | KT_TRADED | KT_OF_IMPORTS,
     0, margins_columns, margins_year},
    {"dependence", "dependence from both sides", "A B",
     "Share of the pair's trade in all trade of A and of B; asymmetry 1: only A depends, -1: "
     "only B.",
     "plain shares; Hirschman (1945) for the idea",
     "each side's own statistics; shares of its stated world total, else of the sum of "
     "partners",
     KT_TAKES_A | KT_TAKES_B, 0, dependence_columns, dependence_year},
};
const int kt_n_measure_pairs = sizeof kt_measure_pairs / sizeof kt_measure_pairs[0];
