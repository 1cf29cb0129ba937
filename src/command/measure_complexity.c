/* measure_complexity.c: what a world of exports says of countries' know-how and of products:
 * economic complexity, the outlook of countries, fitness.
 *
 * Each begins with RCA of all countries and products of the year and the 0-1 table of what
 * reaches --at-least. Two conventions of the field turn it into indices; every row names its
 * own, since figures of one cannot be compared with the other's. */
#include "measure_world_internal.h"
#include "table_words.h"

#include <kontor/fitness.h>
#include <kontor/memory.h>
#include <kontor/rca.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the world of a year ------------------------------------------------------------------
 */

static kt_complexity_convention convention_of(const kt_measure_work *work)
{
    return strcmp(kt_argument_text(work->run, "rule", "py"), "r") == 0 ? KT_COMPLEXITY_R
                                                                       : KT_COMPLEXITY_PY;
}

kt_status kt_measure_decimal(const kt_measure_work *work, const char *name, double otherwise,
                             double least, double most, double *out, kt_error *err)
{
    const char *text = kt_argument_text(work->run, name, NULL);
    *out = otherwise;
    if (!text || (kt_parse_double(kt_slice_of(text), out) && *out >= least && *out <= most))
        return KT_OK;
    return kt_fail(err, KT_ERR_USAGE, "--%s %s: expected a number from %g to %g", name, text,
                   least, most);
}

static void count_made(kt_known_world *world)
{
    const int64_t n = world->trade.axis->n_products;
    for (int64_t c = 0; c < world->trade.n_rows; c++) {
        int64_t n_made = 0;
        for (int64_t k = 0; k < n; k++)
            n_made += world->made[c * n + k];
        world->n_made += n_made;
    }
}

kt_status kt_measure_known_world(kt_measure_work *work, int16_t year, kt_known_world *out,
                                 kt_error *err)
{
    kt_known_world world = {0};
    double at_least;
    KT_TRY(kt_measure_decimal(work, "at-least", 1.0, 1e-6, 1e6, &at_least, err));
    kt_status status =
        kt_measure_world_values(work, year, KT_ROWS_EXPORTERS, &world.trade, err);
    if (!status && world.trade.n_rows < 2)
        status = kt_fail(err, KT_ERR_MISSING,
                         "%s@%s holds the exports of %s in %d, and %s needs those of the world",
                         work->info->name, work->info->version,
                         world.trade.n_rows ? "one country alone" : "no country", year,
                         work->kind->name);
    const int64_t n_rows = world.trade.n_rows, n = work->axis.n_products;
    if (!status)
        status = kt_resize(&world.rca, n_rows * n, sizeof *world.rca, err);
    if (!status)
        status = kt_resize(&world.made, n_rows * n, sizeof *world.made, err);
    if (!status)
        kt_memory_prefer_large_pages(world.rca, (size_t)(n_rows * n) * sizeof *world.rca);
    if (!status)
        status = kt_rca_table(world.trade.value, n_rows, n, kt_measure_threads(work), world.rca,
                              err);
    if (status) {
        kt_measure_known_world_clear(&world);
        return status;
    }
    kt_complexity_made(world.rca, n_rows * n, at_least, world.made);
    count_made(&world);
    world.at_least = at_least;
    *out = world;
    return KT_OK;
}

kt_status kt_measure_indices(kt_measure_work *work, kt_known_world *world, kt_error *err)
{
    kt_complexity_options options = kt_complexity_options_default();
    options.convention = convention_of(work);
    KT_TRY(kt_complexity_compute(world->made, world->trade.n_rows, work->axis.n_products,
                                 &options, &world->index, err));
    const kt_complexity *index = world->index;
    char why[KT_WORD_ROOM];
    KT_TRY(kt_word_of(work->run, kt_complexity_outcome_text(index->outcome), why, err));
    const kt_say_value said[] = {
        {.name = "at_least", .as = KT_AS_PLAIN, .number = world->at_least},
        {.name = "cells", .as = KT_AS_COUNT, .number = (double)world->n_made},
        {.name = "countries",
         .as = KT_AS_COUNT,
         .number = (double)(index->n_countries - index->n_countries_without)},
        {.name = "products",
         .as = KT_AS_COUNT,
         .number = (double)(index->n_products - index->n_products_without)},
        {.name = "countries_without",
         .as = KT_AS_COUNT,
         .number = (double)index->n_countries_without},
        {.name = "products_without",
         .as = KT_AS_COUNT,
         .number = (double)index->n_products_without},
        {.name = "rule",
         .as = KT_AS_TEXT,
         .text = options.convention == KT_COMPLEXITY_R ? "r" : "py"}};
    const kt_say_value reason = {.name = "why", .as = KT_AS_TEXT, .text = why};
    if (index->outcome != KT_COMPLEXITY_FOUND)
        return kt_measure_say(work, "measure.complexity_none", &reason, 1, err);
    return kt_measure_say(work, "measure.complexity", said, 7, err);
}

kt_status kt_measure_space(kt_measure_work *work, kt_known_world *world, kt_error *err)
{
    const int64_t n_rows = world->trade.n_rows, n = work->axis.n_products;
    const int n_threads = kt_measure_threads(work);
    KT_TRY(kt_product_space_new(world->made, n_rows, n, &world->space, err));
    KT_TRY(kt_new(&world->density, n_rows * n, sizeof *world->density, err));
    KT_TRY(kt_new(&world->cog, n_rows * n, sizeof *world->cog, err));
    KT_TRY(kt_new(&world->coi, n_rows, sizeof *world->coi, err));
    KT_TRY(kt_new(&world->coi_raw, n_rows, sizeof *world->coi_raw, err));
    KT_TRY(kt_product_space_density(world->space, n_threads, world->density, err));
    const kt_outlook outlook = {world->coi_raw, world->coi, world->cog};
    return kt_product_space_outlook(world->space, world->index, world->density, n_threads,
                                    &outlook, err);
}

void kt_measure_known_world_clear(kt_known_world *world)
{
    kt_free(world->coi_raw);
    kt_free(world->coi);
    kt_free(world->cog);
    kt_free(world->density);
    kt_free(world->made);
    kt_free(world->rca);
    kt_product_space_free(world->space);
    kt_complexity_free(world->index);
    kt_trade_matrix_clear(&world->trade);
    *world = (kt_known_world){0};
}

/* ---- rows ---------------------------------------------------------------------------------
 */

void kt_measure_rule_column(kt_measure_work *work)
{
    kt_measure_column_text(work, "rule", NULL);
}

void kt_measure_rule_cell(kt_measure_work *work)
{
    kt_table_text(work->table, kt_complexity_convention_name(convention_of(work)));
}

static void country_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "country", NULL);
    kt_measure_column_text(work, "country_name", "");
    kt_measure_column_money(work, "export_usd", "exports, million USD");
    kt_measure_column_number(work, "diversity", "products made", 0);
}

static void country_cells(kt_measure_work *work, const kt_known_world *world, int64_t r)
{
    const int64_t n = work->axis.n_products;
    const kt_country country = world->trade.country[r];
    char code[5];
    int64_t n_made = 0;
    for (int64_t k = 0; k < n; k++)
        n_made += world->made[r * n + k];
    kt_table_text(work->table, kt_country_print(country, code));
    kt_table_text(work->table, kt_measure_country_label(work, country));
    kt_table_number(work->table, kt_trade_matrix_row_sum(&world->trade, r), NULL);
    kt_table_integer(work->table, n_made);
}

static double coverage_of(const kt_known_world *world, int64_t r)
{
    return kt_measure_lower(kt_trade_matrix_coverage(&world->trade, r),
                            kt_trade_matrix_coverage(&world->trade, -1));
}

typedef struct place {
    double amount;
    int64_t row;
} place;

static int by_amount(const void *left, const void *right)
{
    const place *x = left, *y = right;
    const double a = isnan(x->amount) ? -INFINITY : x->amount;
    const double b = isnan(y->amount) ? -INFINITY : y->amount;
    if (a != b)
        return a < b ? 1 : -1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Rows of the world to show: A's, or all, largest amount first, --top N of them. */
static kt_status choose_countries(kt_measure_work *work, const kt_known_world *world,
                                  const double *amount, place **out, int64_t *n, kt_error *err)
{
    const int64_t top = kt_argument_integer(work->run, "top", 0);
    const int64_t only = work->a.code ? kt_trade_matrix_find(&world->trade, work->a) : -1;
    *n = 0;
    KT_TRY(kt_new(out, world->trade.n_rows, sizeof **out, err));
    for (int64_t r = 0; r < world->trade.n_rows; r++)
        if (!work->a.code || r == only)
            (*out)[(*n)++] = (place){amount[r], r};
    qsort(*out, (size_t)*n, sizeof **out, by_amount);
    if (top > 0 && top < *n)
        *n = top;
    return KT_OK;
}

/* ---- ECI and COI --------------------------------------------------------------------------
 */

static void eci_columns(kt_measure_work *work)
{
    country_columns(work);
    kt_measure_column_number(work, "eci", "ECI", 6);
    kt_measure_rule_column(work);
}

static void coi_columns(kt_measure_work *work)
{
    country_columns(work);
    kt_measure_column_number(work, "eci", "ECI", 6);
    kt_measure_column_number(work, "coi", "COI", 6);
    kt_measure_column_number(work, "coi_unscaled", "COI, unscaled", 6);
    kt_measure_rule_column(work);
}

static kt_status add_countries(kt_measure_work *work, int16_t year, const kt_known_world *world,
                               kt_error *err)
{
    place *chosen = NULL;
    int64_t n_chosen;
    const kt_status status = choose_countries(
        work, world, world->coi ? world->coi : world->index->eci, &chosen, &n_chosen, err);
    for (int64_t c = 0; !status && c < n_chosen; c++) {
        const int64_t r = chosen[c].row;
        kt_measure_begin_row(work, year);
        country_cells(work, world, r);
        kt_table_number(work->table, world->index->eci[r], NULL);
        if (world->coi) {
            const int by_r = world->index->convention == KT_COMPLEXITY_R;
            kt_table_number(work->table, by_r ? world->coi_raw[r] : world->coi[r], NULL);
            kt_table_number(work->table, world->coi_raw[r], NULL);
        }
        kt_measure_rule_cell(work);
        kt_measure_end_row(work, coverage_of(world, r), KT_TRADE_SUMMED);
    }
    if (!status && n_chosen == 0)
        kt_measure_no_data(work, year);
    kt_free(chosen);
    return status;
}

static kt_status country_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_known_world world = {0};
    KT_TRY(kt_measure_known_world(work, year, &world, err));
    kt_status status = kt_measure_indices(work, &world, err);
    if (!status && strcmp(work->kind->name, "coi") == 0)
        status = kt_measure_space(work, &world, err);
    if (!status)
        status = add_countries(work, year, &world, err);
    kt_measure_known_world_clear(&world);
    return status;
}

/* ---- PCI ----------------------------------------------------------------------------------
 */

static void pci_columns(kt_measure_work *work)
{
    kt_measure_column_product(work);
    kt_measure_column_money(work, "world_usd", "world, million USD");
    kt_measure_column_number(work, "ubiquity", "made by", 0);
    kt_measure_column_number(work, "pci", "PCI", 6);
    kt_measure_rule_column(work);
}

static kt_status pci_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_known_world world = {0};
    double *columns = NULL;
    int64_t *chosen = NULL, n_chosen = 0;
    KT_TRY(kt_measure_known_world(work, year, &world, err));
    kt_status status = kt_measure_indices(work, &world, err);
    if (!status)
        status = kt_new(&columns, work->axis.n_products, sizeof *columns, err);
    if (status)
        goto done;
    kt_trade_matrix_columns(&world.trade, columns);
    status = kt_measure_choose(work, columns, &chosen, &n_chosen, err);
    for (int64_t c = 0; !status && c < n_chosen; c++) {
        const int64_t k = chosen[c];
        kt_measure_begin_row(work, year);
        kt_measure_product_cells(work, work->axis.product[k]);
        kt_table_number(work->table, columns[k], NULL);
        kt_table_integer(work->table, (int64_t)world.index->ubiquity[k]);
        kt_table_number(work->table, world.index->pci[k], NULL);
        kt_measure_rule_cell(work);
        kt_measure_end_row(work, kt_trade_matrix_coverage(&world.trade, -1), KT_TRADE_SUMMED);
    }
done:
    kt_free(chosen);
    kt_free(columns);
    kt_measure_known_world_clear(&world);
    return status;
}

/* ---- fitness ------------------------------------------------------------------------------
 */

static void fitness_columns(kt_measure_work *work)
{
    const bool of_countries = strcmp(work->kind->name, "fitness") == 0;
    if (of_countries)
        country_columns(work);
    else
        kt_measure_column_product(work);
    kt_measure_column_number(work, of_countries ? "fitness" : "complexity", NULL, 6);
    kt_measure_column_text(work, "settled", NULL);
}

static kt_status compute_fitness(kt_measure_work *work, const kt_known_world *world,
                                 kt_fitness **out, kt_error *err)
{
    double extremality;
    kt_fitness_options options = kt_fitness_options_default();
    const int64_t iterations = kt_argument_integer(work->run, "iterations", 0);
    KT_TRY(kt_measure_decimal(work, "extremality", 1.0, 1e-3, 100.0, &extremality, err));
    if (convention_of(work) == KT_COMPLEXITY_R) {
        options = kt_fitness_options_r(iterations ? iterations : 20, extremality);
    } else if (iterations) {
        options.n_updates = iterations;
        options.n_stable = 0;
    }
    options.extremality = extremality;
    KT_TRY(kt_fitness_compute(world->made, world->trade.n_rows, work->axis.n_products, &options,
                              out, err));
    const kt_fitness *found = *out;
    const kt_say_value said[] = {
        {.name = "at_least", .as = KT_AS_PLAIN, .number = world->at_least},
        {.name = "extremality", .as = KT_AS_PLAIN, .number = extremality},
        {.name = "updates", .as = KT_AS_COUNT, .number = (double)found->n_updates},
        {.name = "unchanged", .as = KT_AS_COUNT, .number = (double)found->n_unchanged},
        {.name = "countries_without",
         .as = KT_AS_COUNT,
         .number = (double)found->n_countries_without},
        {.name = "products_without",
         .as = KT_AS_COUNT,
         .number = (double)found->n_products_without}};
    return kt_measure_say(work, "measure.fitness", said, 6, err);
}

static kt_status fitness_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_known_world world = {0};
    kt_fitness *fitness = NULL;
    place *countries = NULL;
    int64_t *products = NULL, n_rows = 0;
    const int of_countries = strcmp(work->kind->name, "fitness") == 0;

    KT_TRY(kt_measure_known_world(work, year, &world, err));
    kt_status status = compute_fitness(work, &world, &fitness, err);
    if (!status && of_countries)
        status = choose_countries(work, &world, fitness->fitness, &countries, &n_rows, err);
    else if (!status)
        status = kt_measure_choose(work, fitness->complexity, &products, &n_rows, err);
    for (int64_t n = 0; !status && n < n_rows; n++) {
        const int64_t r = of_countries ? countries[n].row : products[n];
        kt_measure_begin_row(work, year);
        if (of_countries)
            country_cells(work, &world, r);
        else
            kt_measure_product_cells(work, work->axis.product[r]);
        kt_table_number(work->table,
                        of_countries ? fitness->fitness[r] : fitness->complexity[r], NULL);
        kt_table_text(work->table, fitness->converged ? "yes" : "no");
        kt_measure_end_row(work, coverage_of(&world, of_countries ? r : -1), KT_TRADE_SUMMED);
    }
    if (!status && n_rows == 0)
        kt_measure_no_data(work, year);
    kt_free(products);
    kt_free(countries);
    kt_fitness_free(fitness);
    kt_measure_known_world_clear(&world);
    return status;
}

const kt_measure_kind kt_measure_complexity[] = {
    {"eci", "Economic Complexity Index", "[A] [--rule py|r] [--at-least RCA]",
     "How much know-how do a country's exports show? 0 is the mean of countries, 1 one "
     "standard "
     "deviation above it.",
     "Hidalgo and Hausmann (2009); Hausmann, Hidalgo et al. (2014)", KT_MADE_CONVENTION,
     KT_OF_THE_WORLD | KT_MAY_TAKE_A | KT_TAKES_PRODUCTS, 0, eci_columns, country_year},
    {"pci", "Product Complexity Index", "[--product CODE] [--rule py|r] [--at-least RCA]",
     "How much know-how does a product need, judged by who exports it?",
     "Hidalgo and Hausmann (2009); Hausmann, Hidalgo et al. (2014)", KT_MADE_CONVENTION,
     KT_OF_THE_WORLD | KT_TAKES_PRODUCTS, 0, pci_columns, pci_year},
    {"coi", "Complexity Outlook Index", "[A] [--rule py|r] [--at-least RCA]",
     "How many complex products lie near what a country makes already? By py a z-score over "
     "countries, by r as it is.",
     "Hausmann, Hidalgo et al. (2014)", KT_MADE_CONVENTION,
     KT_OF_THE_WORLD | KT_MAY_TAKE_A | KT_TAKES_PRODUCTS, 0, coi_columns, country_year},
    {"fitness", "fitness", "[A] [--extremality G] [--iterations N] [--at-least RCA]",
     "Fitness of countries by iteration; the mean is 1. Only the order is firm.",
     "Tacchella et al. (2012); extremality: Mariani et al. (2015)", KT_MADE_CONVENTION,
     KT_OF_THE_WORLD | KT_MAY_TAKE_A | KT_TAKES_PRODUCTS, 0, fitness_columns, fitness_year},
    {"product-fitness", "complexity by fitness",
     "[--product CODE] [--extremality G] [--iterations N] [--at-least RCA]",
     "Complexity of products by the same iteration; the mean is 1.",
     "Tacchella et al. (2012); extremality: Mariani et al. (2015)", KT_MADE_CONVENTION,
     KT_OF_THE_WORLD | KT_TAKES_PRODUCTS, 0, fitness_columns, fitness_year},
};
const int kt_n_measure_complexity =
    sizeof kt_measure_complexity / sizeof kt_measure_complexity[0];
