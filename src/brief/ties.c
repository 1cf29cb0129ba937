/* ties.c: trade intensity of a pair both ways, with its split where products are held.
 *
 * All sums come from one set of statements: reconciled, else the exporters'. Totals are read as
 * one square table of all pairs; for the split one table of exports by country and product and
 * the two importers' rows are enough. */
#include "ties.h"
#include "brief_memory.h"

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

/* All pairs of a year, and their sums by country. */
typedef struct square {
    int64_t n_countries, n_exporters;
    kt_country *country; /* rows and columns, in order of codes */
    int64_t *value;      /* [exporter * n_countries + importer], whole units or KT_NONE */
    double *out, *in;    /* by country: sums over countries, whole units */
    double all;
    bool *is_country;
} square;

static double value_at(const square *s, int64_t i, int64_t j)
{
    const int64_t value = s->value[i * s->n_countries + j];
    return value == KT_NONE ? (double)NAN : (double)value;
}

static void add_up(square *s)
{
    const int64_t n = s->n_countries;
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            const double value = value_at(s, i, j);
            if (!s->is_country[i] || !s->is_country[j] || isnan(value))
                continue;
            s->out[i] += value;
            s->in[j] += value;
            s->all += value;
        }
        s->n_exporters += s->out[i] > 0.0;
    }
}

static int64_t place_of(const square *s, kt_country country)
{
    for (int64_t i = 0; i < s->n_countries; i++)
        if (s->country[i].code == country.code)
            return i;
    return -1;
}

static kt_tie tie_of(const square *s, kt_country from, kt_country to)
{
    kt_tie tie = {NAN, {NAN, NAN, NAN, 0}, NAN};
    const int64_t i = place_of(s, from), j = place_of(s, to), world = place_of(s, KT_WORLD);
    if (i < 0 || j < 0)
        return tie;
    tie.intensity = kt_intensity(value_at(s, i, j), s->out[i], s->in[j], s->all);
    tie.split.intensity =
        kt_intensity_without_own(value_at(s, i, j), s->out[i], s->in[j], s->all, s->in[i]);
    if (world >= 0 && value_at(s, i, world) > 0.0)
        tie.coverage = s->out[i] / value_at(s, i, world);
    return tie;
}

static void free_square(void *what)
{
    square *s = what;
    kt_free(s->is_country);
    kt_free(s->in);
    kt_free(s->out);
    kt_free(s->value);
    kt_free(s->country);
    kt_free(s);
}

/* The table of the dataset becomes the square's: its names are copied, as they end with the
 * dataset, and its values taken over. */
static kt_status fill_square(const kt_brief_world *world, const kt_dataset *dataset,
                             const kt_ties *ties, square *s, kt_error *err)
{
    kt_matrix matrix = {0};
    const kt_filter filter = filter_of(ties);
    const kt_status status = kt_dataset_matrix(dataset, &filter, &matrix, err);
    if (status) {
        kt_matrix_clear(&matrix);
        return status;
    }
    const int64_t n = s->n_countries = matrix.n_countries;
    s->value = matrix.value;
    KT_TRY(kt_new(&s->country, n, sizeof *s->country, err));
    KT_TRY(kt_new(&s->out, n, sizeof *s->out, err));
    KT_TRY(kt_new(&s->in, n, sizeof *s->in, err));
    KT_TRY(kt_new(&s->is_country, n, sizeof *s->is_country, err));
    for (int64_t i = 0; i < n; i++) {
        const kt_country_info *info = kt_country_info_of(world->countries, matrix.country[i]);
        s->country[i] = matrix.country[i];
        s->is_country[i] =
            !info || (info->kind != KT_IS_WORLD && info->kind != KT_IS_AGGREGATE);
    }
    add_up(s);
    return KT_OK;
}

static kt_memory_key key_of(kt_memory_kind kind, const kt_ties *ties)
{
    return (kt_memory_key){.kind = kind,
                           .dataset = ties->dataset,
                           .year = ties->year,
                           .side = (int)ties->stated_by};
}

static kt_status find_square(const kt_brief_world *world, const kt_dataset *dataset,
                             const kt_ties *ties, const square **out, kt_error *err)
{
    square *s = NULL;
    const kt_memory_key key = key_of(KT_KNOWN_SQUARE, ties);

    *out = kt_memory_find(world->memory, &key);
    if (*out)
        return KT_OK;
    KT_TRY(kt_new(&s, 1, sizeof *s, err));
    kt_status status = fill_square(world, dataset, ties, s, err);
    if (status) {
        free_square(s);
        return status;
    }
    const size_t n = (size_t)s->n_countries;
    status = kt_memory_keep(world->memory, &key, s, n * n * sizeof *s->value, free_square, err);
    *out = status ? NULL : s;
    return status;
}

static kt_status by_totals(kt_work *work, const kt_dataset *dataset, kt_ties *ties,
                           kt_error *err)
{
    const square *s;
    KT_TRY(find_square(work->world, dataset, ties, &s, err));
    ties->n_exporters = s->n_exporters;
    ties->export = tie_of(s, work->brief->a, work->brief->b);
    ties->import = tie_of(s, work->brief->b, work->brief->a);
    return KT_OK;
}

/* ---- products -----------------------------------------------------------------------------
 */

/* Exports of all countries by product. */
typedef struct baskets {
    kt_trade_axis axis;
    kt_trade_matrix x;
    double *all, total; /* by product, and of all */
} baskets;

static void free_baskets(void *what)
{
    baskets *w = what;
    kt_free(w->all);
    kt_trade_matrix_clear(&w->x);
    kt_trade_axis_clear(&w->axis);
    kt_free(w);
}

static kt_status fill_baskets(const kt_brief_world *world, const kt_dataset *dataset,
                              const kt_ties *ties, baskets *w, kt_error *err)
{
    const kt_trade_request request = {
        .year = (int16_t)ties->year, .rows = KT_ROWS_EXPORTERS, .stated_by = ties->stated_by};
    KT_TRY(kt_trade_axis_make(dataset, KT_LEVEL_STATED, &w->axis, err));
    KT_TRY(kt_trade_matrix_world(dataset, world->countries, &w->axis, &request, 0, &w->x, err));
    KT_TRY(kt_new(&w->all, w->axis.n_products, sizeof *w->all, err));
    kt_trade_matrix_columns(&w->x, w->all);
    w->total = kt_trade_matrix_sum(&w->x);
    return KT_OK;
}

static size_t bytes_of(const kt_trade_matrix *x, int64_t n_products)
{
    const size_t a_cell = sizeof *x->value + sizeof *x->state;
    return (size_t)x->n_rows * (size_t)n_products * a_cell;
}

static kt_status find_baskets(const kt_brief_world *world, const kt_dataset *dataset,
                              const kt_ties *ties, const baskets **out, kt_error *err)
{
    baskets *w = NULL;
    const kt_memory_key key = key_of(KT_KNOWN_BASKETS, ties);

    *out = kt_memory_find(world->memory, &key);
    if (*out)
        return KT_OK;
    KT_TRY(kt_new(&w, 1, sizeof *w, err));
    kt_status status = fill_baskets(world, dataset, ties, w, err);
    if (status) {
        free_baskets(w);
        return status;
    }
    status = kt_memory_keep(world->memory, &key, w, bytes_of(&w->x, w->axis.n_products),
                            free_baskets, err);
    *out = status ? NULL : w;
    return status;
}

static void free_imports(void *what)
{
    kt_trade_matrix_clear(what);
    kt_free(what);
}

/* Imports of one country by product, on the axis of the baskets, which stay as long. */
static kt_status find_imports(const kt_brief_world *world, const kt_dataset *dataset,
                              const kt_ties *ties, const baskets *w, kt_country country,
                              const kt_trade_matrix **out, kt_error *err)
{
    kt_trade_matrix *in = NULL;
    const kt_trade_request request = {.year = (int16_t)ties->year,
                                      .rows = KT_ROWS_IMPORTERS,
                                      .stated_by = ties->stated_by,
                                      .importer = country};
    kt_memory_key key = key_of(KT_KNOWN_IMPORTS, ties);

    key.country = country;
    *out = kt_memory_find(world->memory, &key);
    if (*out)
        return KT_OK;
    KT_TRY(kt_new(&in, 1, sizeof *in, err));
    kt_status status =
        kt_trade_matrix_world(dataset, world->countries, &w->axis, &request, 0, in, err);
    if (status) {
        kt_free(in);
        return status;
    }
    status = kt_memory_keep(world->memory, &key, in, bytes_of(in, w->axis.n_products),
                            free_imports, err);
    *out = status ? NULL : in;
    return status;
}

/* From country c (0: a, 1: b) to the other. v_ij is the flow by product. */
static kt_status split(kt_work *work, const kt_dataset *dataset, const kt_ties *ties,
                       const baskets *w, const kt_trade_matrix *const in[2], int c, kt_tie *tie,
                       kt_error *err)
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
    if (row < 0 || in[0]->n_rows == 0 || in[1]->n_rows == 0)
        return KT_OK;
    KT_TRY(kt_trade_matrix_gather(dataset, work->world->countries, &w->axis, &request, &flow,
                                  err));
    const int64_t n = w->axis.n_products;
    // Both indices of the same sums: what has no product is in neither.
    if (flow.n_rows > 0) {
        tie->intensity =
            kt_intensity(kt_trade_matrix_row_sum(&flow, 0), kt_trade_matrix_row_sum(&w->x, row),
                         kt_trade_matrix_row_sum(in[1 - c], 0), w->total);
        tie->split =
            kt_intensity_split_of(kt_trade_matrix_row_sum(&flow, 0), w->x.value + row * n,
                                  in[c]->value, in[1 - c]->value, w->all, n);
    }
    kt_trade_matrix_clear(&flow);
    return KT_OK;
}

static kt_status by_products(kt_work *work, const kt_dataset *dataset, kt_ties *ties,
                             kt_error *err)
{
    const kt_country side[] = {work->brief->a, work->brief->b};
    const baskets *w;
    const kt_trade_matrix *in[2];
    KT_TRY(find_baskets(work->world, dataset, ties, &w, err));
    for (int c = 0; c < 2; c++)
        KT_TRY(find_imports(work->world, dataset, ties, w, side[c], &in[c], err));
    KT_TRY(split(work, dataset, ties, w, in, 0, &ties->export, err));
    KT_TRY(split(work, dataset, ties, w, in, 1, &ties->import, err));
    ties->digits = w->axis.digits;
    ties->revision = w->axis.revision;
    return KT_OK;
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
    }
    kt_dataset_close(dataset);
    return status;
}

kt_status kt_ties_gather(kt_work *work, int64_t dataset, kt_ties *out, kt_error *err)
{
    *out = (kt_ties){.year = 0};
    return dataset < 0 ? KT_OK : gather_from(work, dataset, out, err);
}
