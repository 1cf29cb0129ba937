/* ties.c: trade intensity of a pair both ways, with its split where products are held.
 *
 * All sums come from one set of statements: reconciled, else the exporters'. Totals are summed
 * by country in one walk over all pairs; for the split one table of exports by country and
 * product and the two importers' rows are enough. */
#include "ties.h"

#include <kontor/memory.h>
#include <kontor/trade_matrix.h>

#include <math.h>

static kt_stated_by view_of(const kt_dataset_info *info)
{
    return info->stated_by >> KT_RECONCILED & 1    ? KT_RECONCILED
           : info->stated_by >> KT_BY_EXPORTER & 1 ? KT_BY_EXPORTER
                                                   : KT_BY_IMPORTER;
}

static kt_filter filter_of(const kt_ties *ties)
{
    return (kt_filter){.first_year = (int16_t)ties->year,
                       .last_year = (int16_t)ties->year,
                       .stated_by = (uint8_t)(1u << ties->stated_by),
                       .kinds = 1u << KT_GOODS,
                       .whole_years = true,
                       .level = KT_LEVEL_TOTAL};
}

/* ---- totals -------------------------------------------------------------------------------
 */

/* Countries that are of interest: the pair, and World for coverage. */
enum { OF_A, OF_B, OF_WORLD, N_WANTED };

static double known(int64_t value)
{
    return value == KT_NONE ? 0.0 : (double)value;
}

static int64_t place_of(const kt_world_sums *s, kt_country country)
{
    for (int64_t i = 0; i < s->n_countries; i++)
        if (s->country[i].code == country.code)
            return i;
    return -1;
}

/* `other` is the importer's place among the wanted. */
static kt_tie tie_of(const kt_world_sums *s, kt_country from, kt_country to, int other,
                     double all)
{
    kt_tie tie = {NAN, {NAN, NAN, NAN, 0}, NAN};
    const int64_t i = place_of(s, from), j = place_of(s, to);
    if (i < 0 || j < 0)
        return tie;
    const int64_t flow = s->to[other * s->n_countries + i];
    const double v_ij = flow == KT_NONE ? (double)NAN : (double)flow;
    const double world = known(s->to[OF_WORLD * s->n_countries + i]);
    tie.intensity = kt_intensity(v_ij, known(s->out[i]), known(s->in[j]), all);
    tie.split.intensity =
        kt_intensity_without_own(v_ij, known(s->out[i]), known(s->in[j]), all, known(s->in[i]));
    if (world > 0.0)
        tie.coverage = known(s->out[i]) / world;
    return tie;
}

/* World and aggregates of the dataset, which enter no sum. */
static kt_status leave_sums_out(const kt_work *work, const kt_dataset *dataset,
                                kt_country **out, kt_filter *filter, kt_error *err)
{
    const kt_country *country;
    int64_t n;
    KT_TRY(kt_dataset_countries(dataset, &country, &n, err));
    KT_TRY(kt_new(out, n, sizeof **out, err));
    for (int64_t c = 0; c < n; c++) {
        const kt_country_info *info = kt_country_info_of(work->world->countries, country[c]);
        if (info && (info->kind == KT_IS_WORLD || info->kind == KT_IS_AGGREGATE))
            (*out)[filter->n_leave_out++] = country[c];
    }
    filter->leave_out = *out;
    return KT_OK;
}

static kt_status by_totals(kt_work *work, const kt_dataset *dataset, kt_ties *ties,
                           kt_error *err)
{
    kt_world_sums s = {0};
    kt_country *left_out = NULL;
    double all = 0.0;
    kt_filter filter = filter_of(ties);
    const kt_country wanted[N_WANTED] = {work->brief->a, work->brief->b, KT_WORLD};
    kt_status status = leave_sums_out(work, dataset, &left_out, &filter, err);
    if (!status)
        status = kt_dataset_world_sums(dataset, &filter, wanted, N_WANTED, &s, err);
    for (int64_t c = 0; !status && c < s.n_countries; c++) {
        all += known(s.out[c]);
        ties->n_exporters += known(s.out[c]) > 0.0;
    }
    if (!status) {
        ties->export = tie_of(&s, work->brief->a, work->brief->b, OF_B, all);
        ties->import = tie_of(&s, work->brief->b, work->brief->a, OF_A, all);
    }
    kt_world_sums_clear(&s);
    kt_free(left_out);
    return status;
}

/* ---- products -----------------------------------------------------------------------------
 */

typedef struct basket_world {
    kt_trade_axis axis;
    kt_trade_matrix x;     /* exports of all */
    kt_trade_matrix in[2]; /* imports of a, of b */
    double *all, total;    /* world exports by product, and of all */
} basket_world;

static kt_status gather_baskets(kt_work *work, const kt_dataset *dataset, const kt_ties *ties,
                                basket_world *w, kt_error *err)
{
    const kt_countries *countries = work->world->countries;
    kt_trade_request request = {
        .year = (int16_t)ties->year, .rows = KT_ROWS_EXPORTERS, .stated_by = ties->stated_by};
    KT_TRY(kt_trade_axis_make(dataset, KT_LEVEL_STATED, &w->axis, err));
    KT_TRY(kt_trade_matrix_world(dataset, countries, &w->axis, &request, 0, &w->x, err));
    KT_TRY(kt_new(&w->all, w->axis.n_products, sizeof *w->all, err));
    kt_trade_matrix_columns(&w->x, w->all);
    for (int64_t k = 0; k < w->axis.n_products; k++)
        w->total += w->all[k];
    request.rows = KT_ROWS_IMPORTERS;
    for (int c = 0; c < 2; c++) {
        request.importer = c ? work->brief->b : work->brief->a;
        KT_TRY(
            kt_trade_matrix_world(dataset, countries, &w->axis, &request, 0, &w->in[c], err));
    }
    return KT_OK;
}

/* From country c (0: a, 1: b) to the other. v_ij is the flow by product. */
static kt_status split(kt_work *work, const kt_dataset *dataset, const kt_ties *ties,
                       const basket_world *w, int c, kt_tie *tie, kt_error *err)
{
    kt_trade_matrix flow = {0};
    const kt_country from = c ? work->brief->b : work->brief->a;
    const kt_country to = c ? work->brief->a : work->brief->b;
    const int64_t row = kt_trade_matrix_find(&w->x, from);
    const kt_trade_request request = {.year = (int16_t)ties->year,
                                      .rows = KT_ROWS_EXPORTERS,
                                      .stated_by = ties->stated_by,
                                      .exporter = from,
                                      .importer = to};
    if (row < 0 || w->in[0].n_rows == 0 || w->in[1].n_rows == 0)
        return KT_OK;
    KT_TRY(kt_trade_matrix_gather(dataset, work->world->countries, &w->axis, &request, &flow,
                                  err));
    const int64_t n = w->axis.n_products;
    // Both indices of the same sums: what has no product is in neither.
    if (flow.n_rows > 0) {
        tie->intensity =
            kt_intensity(kt_trade_matrix_row_sum(&flow, 0), kt_trade_matrix_row_sum(&w->x, row),
                         kt_trade_matrix_row_sum(&w->in[1 - c], 0), kt_trade_matrix_sum(&w->x));
        tie->split =
            kt_intensity_split_of(kt_trade_matrix_row_sum(&flow, 0), w->x.value + row * n,
                                  w->in[c].value, w->in[1 - c].value, w->all, n);
    }
    kt_trade_matrix_clear(&flow);
    return KT_OK;
}

static kt_status by_products(kt_work *work, const kt_dataset *dataset, kt_ties *ties,
                             kt_error *err)
{
    basket_world w = {.all = NULL};
    kt_status status = gather_baskets(work, dataset, ties, &w, err);
    if (!status)
        status = split(work, dataset, ties, &w, 0, &ties->export, err);
    if (!status)
        status = split(work, dataset, ties, &w, 1, &ties->import, err);
    ties->digits = w.axis.digits;
    ties->revision = w.axis.revision;
    kt_free(w.all);
    kt_trade_matrix_clear(&w.in[1]);
    kt_trade_matrix_clear(&w.in[0]);
    kt_trade_matrix_clear(&w.x);
    kt_trade_axis_clear(&w.axis);
    return status;
}

/* ---- both ---------------------------------------------------------------------------------
 */

static kt_status gather_from(kt_work *work, int64_t n, kt_ties *out, kt_error *err)
{
    kt_dataset *dataset = NULL;
    const kt_dataset_info *info = kt_store_info(work->world->store, n);
    const int year = work->last_year && work->last_year < info->last_year ? work->last_year
                                                                          : info->last_year;
    kt_ties ties = {.year = year, .dataset = n, .stated_by = view_of(info)};

    if (year < info->first_year)
        return KT_OK;
    KT_TRY(kt_dataset_open(work->world->store, n, &dataset, err));
    kt_status status = by_totals(work, dataset, &ties, err);
    const bool said = !isnan(ties.export.intensity) || !isnan(ties.import.intensity);
    if (!status && ties.n_exporters >= KT_LEAST_WORLD && said) {
        if (info->has_products)
            status = by_products(work, dataset, &ties, err);
        *out = ties;
    } else if (!status && said) {
        *out = (kt_ties){.few_year = year, .dataset = n, .n_exporters = ties.n_exporters};
    }
    kt_dataset_close(dataset);
    return status;
}

kt_status kt_ties_gather(kt_work *work, int64_t dataset, kt_ties *out, kt_error *err)
{
    *out = (kt_ties){.year = 0};
    return dataset < 0 ? KT_OK : gather_from(work, dataset, out, err);
}
