/* measure_product_space.c: which products are made by the same countries: what lies near a
 * country's exports and what it would open, what lies near a product, and the network. */
#include "measure_world_internal.h"

#include "answer_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- opportunities ------------------------------------------------------------------------
 */

static void opportunity_columns(kt_measure_work *work)
{
    kt_measure_column_product(work);
    kt_measure_column_money(work, "export_usd", "exports, million USD");
    kt_measure_column_number(work, "rca", "RCA", 6);
    kt_measure_column_text(work, "made", NULL);
    kt_measure_column_number(work, "density", NULL, 6);
    kt_measure_column_number(work, "distance", NULL, 6);
    kt_measure_column_number(work, "pci", "PCI", 6);
    kt_measure_column_number(work, "cog", "COG", 6);
    kt_measure_rule_column(work);
}

typedef struct candidate {
    double gain;
    int64_t column;
} candidate;

static int by_gain(const void *left, const void *right)
{
    const candidate *x = left, *y = right;
    if (x->gain != y->gain)
        return x->gain < y->gain ? 1 : -1;
    return (x->column > y->column) - (x->column < y->column);
}

/* All wanted products in order of codes, or with --top N those not made yet that would open
 * most. Products that nobody makes have no place in the space. */
static kt_status choose_products(kt_measure_work *work, const kt_known_world *world, int64_t r,
                                 candidate **out, int64_t *n_out, kt_error *err)
{
    const int64_t top = kt_argument_integer(work->run, "top", 0), n = work->axis.n_products;
    *n_out = 0;
    KT_TRY(kt_new(out, n, sizeof **out, err));
    for (int64_t k = 0; k < n; k++) {
        const int64_t cell = r * n + k;
        const int is_open = !world->made[cell] && !isnan(world->cog[cell]);
        if (kt_measure_wants(work, work->axis.product[k]) && (top <= 0 || is_open))
            (*out)[(*n_out)++] = (candidate){world->cog[cell], k};
    }
    if (top > 0) {
        qsort(*out, (size_t)*n_out, sizeof **out, by_gain);
        *n_out = top < *n_out ? top : *n_out;
    }
    return KT_OK;
}

static kt_status add_opportunities(kt_measure_work *work, int16_t year,
                                   const kt_known_world *world, int64_t r, kt_error *err)
{
    candidate *chosen = NULL;
    int64_t n_chosen;
    const int64_t n = work->axis.n_products;
    const double coverage = kt_measure_lower(kt_trade_matrix_coverage(&world->trade, r),
                                             kt_trade_matrix_coverage(&world->trade, -1));
    const kt_status status = choose_products(work, world, r, &chosen, &n_chosen, err);
    for (int64_t c = 0; !status && c < n_chosen; c++) {
        const int64_t k = chosen[c].column, cell = r * n + k;
        kt_measure_begin_row(work, year);
        kt_measure_product_cells(work, work->axis.product[k]);
        kt_table_number(work->table,
                        world->trade.state[cell] ? world->trade.value[cell] : (double)NAN,
                        NULL);
        kt_table_number(work->table, world->rca[cell], NULL);
        kt_table_text(work->table, world->made[cell] ? "yes" : "no");
        kt_table_number(work->table, world->density[cell], NULL);
        kt_table_number(work->table, 1.0 - world->density[cell], NULL);
        kt_table_number(work->table, world->index->pci[k], NULL);
        kt_table_number(work->table, world->cog[cell], NULL);
        kt_measure_rule_cell(work);
        kt_measure_end_row(work, coverage, (kt_trade_state)world->trade.state[cell]);
    }
    kt_free(chosen);
    return status;
}

static kt_status opportunity_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_known_world world = {0};
    KT_TRY(kt_measure_known_world(work, year, &world, err));
    const int64_t r = kt_trade_matrix_find(&world.trade, work->a);
    kt_status status = KT_OK;
    if (r < 0)
        kt_measure_no_data(work, year);
    else
        status = kt_measure_indices(work, &world, err);
    if (!status && r >= 0)
        status = kt_measure_space(work, &world, err);
    if (!status && r >= 0 && kt_argument_integer(work->run, "top", 0) > 0 &&
        world.index->outcome != KT_COMPLEXITY_FOUND)
        status = kt_fail(err, KT_ERR_MISSING, "no product can be put before another: %s",
                         kt_complexity_outcome_text(world.index->outcome));
    if (!status && r >= 0)
        status = add_opportunities(work, year, &world, r, err);
    kt_measure_known_world_clear(&world);
    return status;
}

/* ---- proximity of one product -------------------------------------------------------------
 */

static void proximity_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "of", NULL);
    kt_measure_column_product(work);
    kt_measure_column_number(work, "proximity", NULL, 6);
}

/* The product that --product names, as a column of the axis. */
static kt_status one_product(kt_measure_work *work, int64_t *out, kt_error *err)
{
    char code[16];
    if (work->product.code == 0)
        return kt_fail(err, KT_ERR_USAGE, "%s takes: kontor measure %s %s", work->kind->name,
                       work->kind->name, work->kind->needs);
    *out = kt_trade_axis_find(&work->axis, work->product);
    if (*out < 0)
        return kt_fail(err, KT_ERR_MISSING,
                       "%s is no product of %d digits in %s@%s; --level chooses another level",
                       kt_product_print(work->product, code), work->axis.digits,
                       work->info->name, work->info->version);
    return KT_OK;
}

static void add_near(kt_measure_work *work, int16_t year, const kt_known_world *world,
                     int64_t of, const candidate *near, int64_t n_near)
{
    char code[16];
    const int64_t top = kt_argument_integer(work->run, "top", 0);
    for (int64_t c = 0; c < n_near && (top <= 0 || c < top); c++) {
        kt_measure_begin_row(work, year);
        kt_table_text(work->table, kt_product_print(work->axis.product[of], code));
        kt_measure_product_cells(work, work->axis.product[near[c].column]);
        kt_table_number(work->table, near[c].gain, NULL);
        kt_measure_end_row(work, kt_trade_matrix_coverage(&world->trade, -1), KT_TRADE_SUMMED);
    }
}

static kt_status proximity_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_known_world world = {0};
    candidate *near = NULL;
    int64_t of = -1, n_near = 0;
    const int64_t n = work->axis.n_products;

    KT_TRY(one_product(work, &of, err));
    KT_TRY(kt_measure_known_world(work, year, &world, err));
    kt_status status =
        kt_product_space_new(world.made, world.trade.n_rows, n, &world.space, err);
    if (!status)
        status = kt_new(&near, n, sizeof *near, err);
    for (int64_t k = 0; !status && k < n; k++) {
        const double phi = kt_product_space_proximity(world.space, of, k);
        if (k != of && phi > 0.0)
            near[n_near++] = (candidate){phi, k};
    }
    if (!status && n_near) {
        qsort(near, (size_t)n_near, sizeof *near, by_gain);
        add_near(work, year, &world, of, near, n_near);
    } else if (!status) {
        kt_measure_no_data(work, year);
    }
    kt_free(near);
    kt_measure_known_world_clear(&world);
    return status;
}

/* ---- the network --------------------------------------------------------------------------
 */

static void link_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "source", NULL);
    kt_measure_column_text(work, "target", NULL);
    kt_measure_column_number(work, "proximity", NULL, 6);
    kt_measure_column_text(work, "kind", NULL);
}

static kt_status add_links(kt_measure_work *work, const kt_known_world *world,
                           const kt_product_links *links, kt_error *err)
{
    char code[16];
    for (int64_t l = 0; l < links->n_links; l++) {
        const kt_product_link *link = &links->link[l];
        kt_measure_begin_row(work, world->trade.request.year);
        for (int end = 0; end < 2; end++) {
            const int64_t k = end ? link->b : link->a;
            kt_table_text(work->table, work->group
                                           ? work->group_name[k]
                                           : kt_product_print(work->axis.product[k], code));
        }
        kt_table_number(work->table, link->proximity, NULL);
        kt_table_text(work->table, link->in_tree ? "tree" : "link");
        kt_measure_end_row(work, kt_trade_matrix_coverage(&world->trade, -1), KT_TRADE_SUMMED);
    }
    const kt_say_value said[] = {
        {.name = "in_tree", .as = KT_AS_COUNT, .number = (double)links->n_in_tree},
        {.name = "parts", .as = KT_AS_COUNT, .number = (double)links->n_parts},
        {.name = "threshold", .as = KT_AS_PLAIN, .number = links->threshold},
        {.name = "links", .as = KT_AS_COUNT, .number = (double)links->n_links}};
    return kt_measure_say(work, "measure.links", said, 4, err);
}

/* A network drawing program wants codes, names and PCI, not a table. */
static kt_status write_graphml(kt_measure_work *work, kt_known_world *world,
                               const kt_product_links *links, kt_error *err)
{
    typedef char label_text[128];
    const int64_t n = work->axis.n_products;
    label_text *codes = NULL, *names = NULL;
    const char **code = NULL, **name = NULL;
    kt_status status = kt_measure_indices(work, world, err);
    if (!status)
        status = kt_new(&codes, n, sizeof *codes, err);
    if (!status)
        status = kt_new(&names, n, sizeof *names, err);
    if (!status)
        status = kt_new(&code, n, sizeof *code, err);
    if (!status)
        status = kt_new(&name, n, sizeof *name, err);
    for (int64_t k = 0; !status && k < n; k++) {
        if (work->group) {
            code[k] = name[k] = work->group_name[k];
            continue;
        }
        code[k] = kt_product_print(work->axis.product[k], codes[k]);
        name[k] = kt_measure_product_label(work, work->axis.product[k], names[k]);
    }
    if (!status) {
        const kt_product_labels labels = {code, name, world->index->pci};
        status = kt_product_links_write_graphml(links, &labels, &work->run->options->out, err);
    }
    work->is_written = !status;
    kt_free(name);
    kt_free(code);
    kt_free(names);
    kt_free(codes);
    return status;
}

static kt_status space_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_known_world world = {0};
    kt_product_links *links = NULL;
    double strength;

    KT_TRY(kt_measure_decimal(work, "strength", 0.55, 1e-6, 2.0, &strength, err));
    KT_TRY(kt_measure_known_world(work, year, &world, err));
    kt_status status = kt_product_space_new(world.made, world.trade.n_rows,
                                            work->axis.n_products, &world.space, err);
    if (!status)
        status = kt_product_space_links(world.space, strength, &links, err);
    if (!status && kt_answer_form_of(work->run) == KT_ANSWER_GRAPHML)
        status = write_graphml(work, &world, links, err);
    else if (!status)
        status = add_links(work, &world, links, err);
    kt_product_links_free(links);
    kt_measure_known_world_clear(&world);
    return status;
}

const kt_measure_kind kt_measure_product_space[] = {
    {"opportunities", "opportunities in the product space",
     "A [--top N] [--rule py|r] [--at-least RCA]",
     "For each product: how near it lies to what A makes (density; distance = 1 - density), "
     "how "
     "complex it is, and what making it would open (COG). --top N: those not made yet that "
     "would open most.",
     "Hidalgo et al. (2007); Hausmann, Hidalgo et al. (2014)", KT_MADE_CONVENTION,
     KT_OF_THE_WORLD | KT_TAKES_A | KT_TAKES_PRODUCTS, 0, opportunity_columns,
     opportunity_year},
    {"proximity", "proximity of products", "--product CODE [--top N] [--at-least RCA]",
     "Of the countries that make one of two products, the smaller share that also makes the "
     "other; 0 to 1.",
     "Hidalgo, Klinger, Barabasi and Hausmann (2007)", KT_MADE_CONVENTION,
     KT_OF_THE_WORLD | KT_TAKES_PRODUCTS, 0, proximity_columns, proximity_year},
    {"product-space", "product space",
     "[--strength PHI] [--at-least RCA] [--format text|csv|json|graphml]",
     "The network of products: the maximum spanning tree of proximities and all links of "
     "--strength (0.55) or more. GraphML is read by Gephi, yEd, Cytoscape, igraph.",
     "Hidalgo, Klinger, Barabasi and Hausmann (2007)", KT_MADE_CONVENTION,
     KT_OF_THE_WORLD | KT_TAKES_PRODUCTS | KT_ONE_YEAR, 0, link_columns, space_year},
};
const int kt_n_measure_product_space =
    sizeof kt_measure_product_space / sizeof kt_measure_product_space[0];
