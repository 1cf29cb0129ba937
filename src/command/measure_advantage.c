/* measure_advantage.c: indicators of one country's products against the world's: RCA and its
 * forms, RMA, Lafay, PRODY and EXPY. */
#include "measure_internal.h"

#include <kontor/lafay.h>
#include <kontor/memory.h>
#include <kontor/prody.h>
#include <kontor/rca.h>

#include <math.h>
#include <string.h>

static void advantage_columns(kt_measure_work *work)
{
    const bool imports = strcmp(work->kind->name, "rma") == 0;
    kt_measure_column_product(work);
    kt_measure_column_money(work, imports ? "import_usd" : "export_usd",
                            imports ? "imports, million USD" : "exports, million USD");
    kt_measure_column_money(work, "world_usd", "world, million USD");
    kt_measure_column_number(work, work->kind->name, work->kind->title, 6);
}

static double advantage(const kt_measure_work *work, double x_ik, double X_i, double x_k,
                        double T)
{
    if (strcmp(work->kind->name, "nrca") == 0)
        return kt_rca_normalised(x_ik, X_i, x_k, T);
    const double rca = kt_rca(x_ik, X_i, x_k, T);
    return strcmp(work->kind->name, "rsca") == 0 ? kt_rca_symmetric(rca) : rca;
}

/* One country holds no world. */
static kt_status need_world(const kt_measure_work *work, const kt_trade_matrix *world,
                            kt_error *err)
{
    if (world->n_rows > 1)
        return KT_OK;
    return kt_fail(err, KT_ERR_MISSING,
                   "%s@%s holds the %s of %s in %d, and %s needs those of the world",
                   work->info->name, work->info->version,
                   world->request.rows == KT_ROWS_EXPORTERS ? "exports" : "imports",
                   world->n_rows ? "one country alone" : "no country", world->request.year,
                   work->kind->name);
}

/* All countries, and A cell by cell: how each number is known. */
static kt_status gather_advantage(kt_measure_work *work, int16_t year, kt_trade_matrix *world,
                                  kt_trade_matrix *own, kt_error *err)
{
    const bool imports = work->kind->takes & KT_OF_IMPORTS;
    const kt_trade_rows rows = imports ? KT_ROWS_IMPORTERS : KT_ROWS_EXPORTERS;
    const kt_country all = {0};
    KT_TRY(kt_measure_world_values(work, year, rows, world, err));
    return kt_measure_flow(work, year, imports ? all : work->a, imports ? work->a : all, own,
                           err);
}

/* The imports of all countries are no world where one country alone states its exports. */
static kt_status need_exporters(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_trade_matrix exporters = {0};
    KT_TRY(kt_measure_world_values(work, year, KT_ROWS_EXPORTERS, &exporters, err));
    const kt_status status = exporters.n_rows == 1 ? need_world(work, &exporters, err) : KT_OK;
    kt_trade_matrix_clear(&exporters);
    return status;
}

/* Imports as importers state them; where A does not, or nobody else, as exporters do. */
static kt_status gather_either(kt_measure_work *work, int16_t year, kt_trade_matrix *world,
                               kt_trade_matrix *own, kt_error *err)
{
    work->no_importers = false;
    KT_TRY(gather_advantage(work, year, world, own, err));
    if (work->kind->takes & KT_OF_IMPORTS && kt_measure_world_view(work) == KT_BY_EXPORTER)
        return need_exporters(work, year, err);
    if ((world->n_rows > 1 && own->n_rows > 0) || !(work->kind->takes & KT_OF_IMPORTS) ||
        kt_measure_world_view(work) != KT_BY_IMPORTER ||
        kt_argument_text(work->run, "stated-by", NULL))
        return KT_OK;
    kt_trade_matrix_clear(world);
    kt_trade_matrix_clear(own);
    work->no_importers = true;
    KT_TRY(gather_advantage(work, year, world, own, err));
    work->took_mirror |= own->n_rows > 0;
    return need_exporters(work, year, err);
}

static kt_status advantage_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_status status = KT_OK;
    kt_trade_matrix world = {0}, own = {0};
    double *columns = NULL;
    int64_t *chosen = NULL, n_chosen = 0;
    const int64_t n = work->axis.n_products;

    status = gather_either(work, year, &world, &own, err);
    if (status)
        goto done;
    const int64_t row = kt_trade_matrix_find(&world, work->a);
    if (row < 0 || own.n_rows == 0) {
        kt_measure_no_data(work, year);
        goto done;
    }
    status = need_world(work, &world, err);
    if (!status)
        status = kt_new(&columns, n, sizeof *columns, err);
    if (!status)
        status = kt_measure_choose(work, own.value, &chosen, &n_chosen, err);
    if (status)
        goto done;
    kt_trade_matrix_columns(&world, columns);
    const double T = kt_trade_matrix_sum(&world), X_i = kt_trade_matrix_row_sum(&world, row);
    const double coverage = kt_measure_lower(kt_trade_matrix_coverage(&world, row),
                                             kt_trade_matrix_coverage(&world, -1));
    for (int64_t c = 0; c < n_chosen; c++) {
        const int64_t k = chosen[c];
        const double x_ik = own.value[k];
        kt_measure_begin_row(work, year);
        kt_measure_product_cells(work, work->axis.product[k]);
        kt_measure_number(work->table, x_ik, "suppressed");
        kt_table_number(work->table, columns[k], NULL);
        kt_table_number(work->table, advantage(work, x_ik, X_i, columns[k], T), NULL);
        kt_measure_end_row(work, coverage, (kt_trade_state)own.state[k]);
    }
done:
    kt_free(chosen);
    kt_free(columns);
    kt_trade_matrix_clear(&own);
    kt_trade_matrix_clear(&world);
    return status;
}

/* ---- Lafay ------------------------------------------------------------------------------ */

static void lafay_columns(kt_measure_work *work)
{
    kt_measure_column_product(work);
    kt_measure_column_money(work, "export_usd", "exports, million USD");
    kt_measure_column_money(work, "import_usd", "imports, million USD");
    kt_measure_column_number(work, "lafay", work->kind->title, 6);
}

static kt_status lafay_rows(kt_measure_work *work, int16_t year, const kt_trade_matrix *out,
                            const kt_trade_matrix *in, kt_error *err)
{
    kt_status status = KT_OK;
    double *zeros = NULL, *index = NULL, *both = NULL;
    const double *x = NULL, *m = NULL;
    int64_t *chosen = NULL, n_chosen = 0;
    const int64_t n = work->axis.n_products;

    status = kt_measure_row(work, out, 0, &zeros, &x, err);
    if (!status)
        status = kt_measure_row(work, in, 0, &zeros, &m, err);
    if (!status)
        status = kt_new(&index, n, sizeof *index, err);
    if (!status)
        status = kt_new(&both, n, sizeof *both, err);
    if (status)
        goto done;
    for (int64_t k = 0; k < n; k++)
        both[k] = x[k] + m[k];
    status = kt_measure_choose(work, both, &chosen, &n_chosen, err);
    if (status)
        goto done;
    kt_lafay(x, m, n, index);
    const double coverage =
        kt_measure_lower(kt_trade_matrix_coverage(out, 0), kt_trade_matrix_coverage(in, 0));
    for (int64_t c = 0; c < n_chosen; c++) {
        const int64_t k = chosen[c];
        const uint8_t sent = out->n_rows ? out->state[k] : 0;
        const uint8_t got = in->n_rows ? in->state[k] : 0;
        kt_measure_begin_row(work, year);
        kt_measure_product_cells(work, work->axis.product[k]);
        kt_table_number(work->table, sent ? x[k] : (double)NAN, NULL);
        kt_table_number(work->table, got ? m[k] : (double)NAN, NULL);
        kt_table_number(work->table, index[k], NULL);
        kt_measure_end_row(work, coverage, (kt_trade_state)(sent > got ? sent : got));
    }
done:
    kt_free(chosen);
    kt_free(both);
    kt_free(index);
    kt_free(zeros);
    return status;
}

static kt_status lafay_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_trade_matrix out = {0}, in = {0};
    bool is_there = false;
    kt_status status = kt_measure_both(work, year, &out, &in, &is_there, err);
    if (!status && !is_there)
        kt_measure_no_data(work, year);
    else if (!status)
        status = lafay_rows(work, year, &out, &in, err);
    kt_trade_matrix_clear(&in);
    kt_trade_matrix_clear(&out);
    return status;
}

/* ---- income ----------------------------------------------------------------------------- */

static void prody_columns(kt_measure_work *work)
{
    kt_measure_column_product(work);
    kt_measure_column_money(work, "world_usd", "world, million USD");
    kt_measure_column_number(work, "prody", work->kind->title, 2);
    kt_measure_column_number(work, "income_known_of", "share of exports with an income", 4);
}

static void expy_columns(kt_measure_work *work)
{
    kt_measure_column_money(work, "export_usd", "exports, million USD");
    kt_measure_column_number(work, "expy", work->kind->title, 2);
    kt_measure_column_number(work, "income_known_of", "share of exports with a PRODY", 4);
}

static kt_status add_prody(kt_measure_work *work, const kt_trade_matrix *world,
                           const double *income, const double *prody, kt_error *err)
{
    kt_status status = KT_OK;
    double *columns = NULL, *known = NULL;
    int64_t *chosen = NULL, n_chosen = 0;
    const int64_t n = work->axis.n_products;
    const double coverage = kt_trade_matrix_coverage(world, -1);

    status = kt_new(&columns, n, sizeof *columns, err);
    if (!status)
        status = kt_new(&known, n, sizeof *known, err);
    if (status)
        goto done;
    kt_trade_matrix_columns(world, columns);
    for (int64_t r = 0; r < world->n_rows; r++)
        for (int64_t k = 0; k < n && !isnan(income[r]); k++)
            if (!isnan(world->value[r * n + k]))
                known[k] += world->value[r * n + k];
    status = kt_measure_choose(work, columns, &chosen, &n_chosen, err);
    if (status)
        goto done;
    for (int64_t c = 0; c < n_chosen; c++) {
        const int64_t k = chosen[c];
        kt_measure_begin_row(work, world->request.year);
        kt_measure_product_cells(work, work->axis.product[k]);
        kt_table_number(work->table, columns[k], NULL);
        kt_table_number(work->table, prody[k], NULL);
        kt_table_number(work->table, known[k] / columns[k], NULL);
        kt_measure_end_row(work, coverage, KT_TRADE_SUMMED);
    }
done:
    kt_free(chosen);
    kt_free(known);
    kt_free(columns);
    return status;
}

static void add_expy(kt_measure_work *work, const kt_trade_matrix *world, const double *prody)
{
    const int64_t n = work->axis.n_products, row = kt_trade_matrix_find(world, work->a);
    double covered = NAN;
    if (row < 0) {
        kt_measure_no_data(work, world->request.year);
        return;
    }
    const double expy = kt_expy(world->value + row * n, prody, n, &covered);
    kt_measure_begin_row(work, world->request.year);
    kt_table_number(work->table, kt_trade_matrix_row_sum(world, row), NULL);
    kt_table_number(work->table, expy, NULL);
    kt_table_number(work->table, covered, NULL);
    kt_measure_end_row(work,
                       kt_measure_lower(kt_trade_matrix_coverage(world, row),
                                        kt_trade_matrix_coverage(world, -1)),
                       KT_TRADE_SUMMED);
}

static kt_status income_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_status status = KT_OK;
    kt_trade_matrix world = {0};
    double *income = NULL, *prody = NULL;

    status = kt_measure_world_values(work, year, KT_ROWS_EXPORTERS, &world, err);
    if (status)
        goto done;
    if (world.n_rows == 0) {
        kt_measure_no_data(work, year);
        goto done;
    }
    status = need_world(work, &world, err);
    if (!status)
        status = kt_new(&income, world.n_rows, sizeof *income, err);
    if (!status)
        status = kt_new(&prody, work->axis.n_products, sizeof *prody, err);
    if (!status)
        status = kt_measure_income(work, year, world.country, world.n_rows, income, err);
    if (!status)
        status = kt_prody(world.value, world.n_rows, work->axis.n_products, income, prody, err);
    if (status)
        goto done;
    if (strcmp(work->kind->name, "prody") == 0)
        status = add_prody(work, &world, income, prody, err);
    else
        add_expy(work, &world, prody);
done:
    kt_free(prody);
    kt_free(income);
    kt_trade_matrix_clear(&world);
    return status;
}

#define OF_WORLD                                                                               \
    "world: all exporters of the dataset, the country among them; a product without a row is " \
    "not traded"

const kt_measure_kind kt_measure_advantage[] = {
    {"rca", "RCA", "A",
     "Share of a product in A's exports over its share in the world's; "
     "above 1: A exports more of it than the world does on average.",
     "Balassa (1965)", OF_WORLD, KT_OF_THE_WORLD | KT_TAKES_A | KT_TAKES_PRODUCTS, 0,
     advantage_columns, advantage_year},
    {"rsca", "symmetric RCA", "A", "(RCA - 1) / (RCA + 1): from -1 to 1, 0 is the average.",
     "Dalum, Laursen and Villumsen (1998)", OF_WORLD,
     KT_OF_THE_WORLD | KT_TAKES_A | KT_TAKES_PRODUCTS, 0, advantage_columns, advantage_year},
    {"nrca", "normalised RCA", "A",
     "What A exports beyond its size, as a part of world trade; sums to 0 over products.",
     "Yu, Cai and Leung (2009)", OF_WORLD, KT_OF_THE_WORLD | KT_TAKES_A | KT_TAKES_PRODUCTS, 0,
     advantage_columns, advantage_year},
    {"rma", "RMA", "A",
     "RCA of imports: share of a product in A's imports over its share in "
     "the world's.",
     "Balassa (1965), of imports",
     "world: all importers of the dataset, the country among them; a product without a row is "
     "not traded",
     KT_OF_THE_WORLD | KT_TAKES_A | KT_TAKES_PRODUCTS | KT_OF_IMPORTS, 0, advantage_columns,
     advantage_year},
    {"lafay", "Lafay index", "A [B]",
     "Specialisation cleared of the overall balance, with the "
     "world or with B; above 0: specialised. Sums to 0.",
     "Lafay (1992)",
     "A's own statistics where they are there; a product without a row is not traded",
     KT_TAKES_A | KT_MAY_TAKE_B | KT_TAKES_PRODUCTS, 0, lafay_columns, lafay_year},
    {"prody", "PRODY", "[--income FILE|COLUMN]",
     "Income per head of those who export a product, "
     "weighted by its weight in their exports.",
     "Hausmann, Hwang and Rodrik (2007)",
     "incomes: a table of the user's or stored GDP per head; exporters without one are left "
     "out",
     KT_OF_THE_WORLD | KT_TAKES_PRODUCTS | KT_TAKES_INCOME, 0, prody_columns, income_year},
    {"expy", "EXPY", "A [--income FILE|COLUMN]", "Mean PRODY of A's exports.",
     "Hausmann, Hwang and Rodrik (2007)",
     "incomes: a table of the user's or stored GDP per head; exporters without one are left "
     "out",
     KT_OF_THE_WORLD | KT_TAKES_A | KT_TAKES_PRODUCTS | KT_TAKES_INCOME, 0, expy_columns,
     income_year},
};
const int kt_n_measure_advantage = sizeof kt_measure_advantage / sizeof kt_measure_advantage[0];
