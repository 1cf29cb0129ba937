/* gravity_store.c: a panel from the store: the flows of a dataset, pair by pair and year by
 * year, with covariates and domestic sales.
 *
 *     value stated                        a row
 *     stated, but withheld                a row without a value
 *     nothing stated, --zeros none        no row
 *                     --zeros existing    0 where both countries exist that year
 *                     --zeros reported    0 where, besides, at least one of them reports that
 *                                         year; otherwise left out and counted
 *
 * A country reports in a year when the dataset holds any statement of it; in a reconciled
 * dataset, when it occurs. */
#include "gravity_flows.h"
#include "gravity_say.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BY_EITHER = 3 };

/* ---- flows to cells -----------------------------------------------------------------------
 */

static int64_t place_of(const kt_gravity_flows *f, kt_country country)
{
    int64_t low = 0, high = f->n_countries;
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (f->country[middle].code < country.code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->n_countries && f->country[low].code == country.code ? low : -1;
}

static size_t cell_of(const kt_gravity_flows *f, int64_t i, int64_t j, int64_t t)
{
    return (size_t)((i * f->n_countries + j) * f->n_years + t);
}

static void take_flow(kt_gravity_flows *f, const kt_flow *row)
{
    const int64_t i = place_of(f, row->exporter), j = place_of(f, row->importer);
    const int64_t t = kt_period_year(row->period) - f->first_year;
    if (t < 0 || t >= f->n_years)
        return;
    if (i >= 0 && row->stated_by != KT_BY_IMPORTER)
        f->reports[i * f->n_years + t] = true;
    if (j >= 0 && row->stated_by != KT_BY_EXPORTER)
        f->reports[j * f->n_years + t] = true;
    if (i < 0 || j < 0 || i == j)
        return;
    if (f->side != BY_EITHER && row->stated_by != f->side)
        return;
    const size_t cell = cell_of(f, i, j, t);
    if (f->state[cell] && row->stated_by == KT_BY_EXPORTER) // the importer's stands
        return;
    f->valuations |= 1u << row->valuation;
    f->state[cell] = 1;
    f->value[cell] =
        row->value == KT_NONE ? (double)NAN : kt_dataset_usd(f->dataset, row->value);
}

static kt_status take_flows(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    const kt_gravity_flows *f = with;
    for (int64_t r = 0; r < n_rows; r++)
        take_flow(with, &rows[r]);
    return kt_progress_check(f->progress, err);
}

static kt_status choose_side(kt_gravity_flows *f, const char *asked, kt_error *err)
{
    const uint8_t has = f->info->stated_by;
    if (asked && strcmp(asked, "either") == 0)
        f->side = BY_EITHER;
    else if (asked)
        f->side = strcmp(asked, "exporter") == 0   ? KT_BY_EXPORTER
                  : strcmp(asked, "importer") == 0 ? KT_BY_IMPORTER
                                                   : KT_RECONCILED;
    else
        f->side = has >> KT_RECONCILED & 1    ? KT_RECONCILED
                  : has >> KT_BY_EXPORTER & 1 ? KT_BY_EXPORTER
                                              : KT_BY_IMPORTER;
    if (f->side != BY_EITHER && !(has >> f->side & 1))
        return kt_fail(err, KT_ERR_MISSING, "%s@%s holds no statement by the %s", f->info->name,
                       f->info->version, asked);
    return KT_OK;
}

static kt_status choose_countries(kt_gravity_flows *f, kt_error *err)
{
    const kt_country *all;
    int64_t n;
    KT_TRY(kt_dataset_countries(f->dataset, &all, &n, err));
    KT_TRY(kt_new(&f->country, n, sizeof *f->country, err));
    for (int64_t c = 0; c < n; c++)
        if (kt_country_ranks(f->countries, all[c]))
            f->country[f->n_countries++] = all[c];
    return KT_OK;
}

/* The years asked for, else those of the dataset. */
static kt_status choose_years(kt_gravity *g, kt_gravity_flows *f, kt_error *err)
{
    /* 250 countries and 200 years are 12.5 million cells; whoever asks over the web must not
     * take the memory of the machine. */
    const int64_t most = (int64_t)1 << (g->run->options->is_remote ? 24 : 30);
    const kt_gravity_source *source = &g->source;
    f->first_year = source->first_year ? source->first_year : f->info->first_year;
    const int64_t last_year = source->last_year ? source->last_year : f->info->last_year;
    f->n_years = last_year - f->first_year + 1;
    g->store.used.first_year = (int)f->first_year;
    g->store.used.last_year = (int)last_year;
    return f->n_countries * f->n_countries * f->n_years <= most
               ? KT_OK
               : kt_fail(err, KT_ERR_LIMIT,
                         "%lld countries squared times %lld years: choose fewer --years",
                         (long long)f->n_countries, (long long)f->n_years);
}

static kt_status gather(kt_gravity *g, kt_gravity_flows *f, kt_error *err)
{
    kt_filter filter = {.kinds = 1u << KT_GOODS, .whole_years = true, .level = KT_LEVEL_TOTAL};
    KT_TRY(choose_side(f, g->source.stated_by, err));
    KT_TRY(choose_countries(f, err));
    KT_TRY(choose_years(g, f, err));
    const int64_t n_cells = f->n_countries * f->n_countries * f->n_years;
    KT_TRY(kt_new(&f->value, n_cells, sizeof *f->value, err));
    KT_TRY(kt_new(&f->state, n_cells, sizeof *f->state, err));
    KT_TRY(kt_new(&f->reports, f->n_countries * f->n_years, sizeof *f->reports, err));
    if (g->source.product)
        KT_TRY(kt_product_of(f->info, g->source.product, &filter.product, err));
    filter.first_year = (int16_t)f->first_year;
    filter.last_year = (int16_t)(f->first_year + f->n_years - 1);
    if (!filter.product.code)
        return kt_dataset_scan(f->dataset, &filter, take_flows, f, err);
    /* Who reports is seen from all products, so that a product nobody names is zero. */
    KT_TRY(kt_dataset_scan(f->dataset,
                           &(kt_filter){.kinds = filter.kinds,
                                        .whole_years = true,
                                        .first_year = filter.first_year,
                                        .last_year = filter.last_year,
                                        .level = KT_LEVEL_TOTAL},
                           take_flows, f, err));
    memset(f->value, 0, (size_t)n_cells * sizeof *f->value);
    memset(f->state, 0, (size_t)n_cells);
    filter.level = kt_product_digits(filter.product) <= 2   ? KT_LEVEL_2
                   : kt_product_digits(filter.product) <= 4 ? KT_LEVEL_4
                                                            : KT_LEVEL_6;
    return kt_dataset_scan(f->dataset, &filter, take_flows, f, err);
}

/* ---- cells to rows -------------------------------------------------------------------------
 */

static bool exists(const kt_gravity_flows *f, int64_t c, int64_t year)
{
    const kt_country_info *info = kt_country_info_of(f->countries, f->country[c]);
    return info && (!info->first_year || year >= info->first_year) &&
           (!info->last_year || year <= info->last_year);
}

/* What an empty cell is: 0 a row of zero, 1 no row, 2 no row and counted. */
static int empty_cell(const kt_gravity_flows *f, int64_t i, int64_t j, int64_t t)
{
    if (f->zeros == KT_ZEROS_NONE || !exists(f, i, f->first_year + t) ||
        !exists(f, j, f->first_year + t))
        return 1;
    if (f->zeros == KT_ZEROS_EXISTING || f->reports[i * f->n_years + t] ||
        f->reports[j * f->n_years + t])
        return 0;
    return 2;
}

static kt_status count_rows(kt_gravity_flows *f, kt_gravity_store *store, kt_error *err)
{
    for (int64_t i = 0; i < f->n_countries; i++) {
        KT_TRY(kt_progress_check(f->progress, err));
        for (int64_t j = 0; j < f->n_countries; j++)
            for (int64_t t = 0; t < f->n_years && i != j; t++) {
                const size_t cell = cell_of(f, i, j, t);
                if (!f->state[cell]) {
                    const int what = empty_cell(f, i, j, t);
                    store->n_not_reported += what == 2;
                    store->n_zeros += what == 0;
                    f->state[cell] = what == 0 ? 2 : 0;
                }
                store->n_rows += f->state[cell] != 0;
            }
    }
    store->n_rows += f->n_domestic;
    return KT_OK;
}

static kt_status new_column(kt_gravity *g, const char *name, kt_series **out, kt_error *err)
{
    kt_gravity_store *store = &g->store;
    if (store->n_series == store->n_room)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d columns", store->n_room);
    *out = &store->series[store->n_series];
    **out = (kt_series){.name = name};
    store->names[store->n_series++] = name;
    return KT_OK;
}

static kt_status new_numbers(kt_gravity *g, const char *name, double **out, kt_error *err)
{
    kt_series *series = NULL;
    KT_TRY(new_column(g, name, &series, err));
    KT_TRY(kt_arena_new(&g->arena, out, g->store.n_rows, sizeof **out, err));
    series->number = *out;
    return KT_OK;
}

static kt_status new_codes(kt_gravity *g, const char *name, const kt_gravity_flows *f,
                           int32_t **out, kt_error *err)
{
    kt_series *series = NULL;
    const char **level;
    char code[5];
    KT_TRY(new_column(g, name, &series, err));
    KT_TRY(kt_arena_new(&g->arena, out, g->store.n_rows, sizeof **out, err));
    KT_TRY(kt_arena_new(&g->arena, &level, f->n_countries, sizeof *level, err));
    for (int64_t c = 0; c < f->n_countries; c++) {
        kt_country_print(f->country[c], code);
        KT_TRY(kt_arena_text(&g->arena, code, strlen(code), &level[c], err));
    }
    series->code = *out;
    series->level = level;
    series->n_levels = (int32_t)f->n_countries;
    series->text_line = 2;
    return KT_OK;
}

static kt_status fill_rows(kt_gravity *g, kt_gravity_flows *f, kt_error *err)
{
    double *year, *trade;
    int64_t n = 0;
    KT_TRY(new_codes(g, "exporter", f, &f->exporter, err));
    KT_TRY(new_codes(g, "importer", f, &f->importer, err));
    KT_TRY(new_numbers(g, "year", &year, err));
    KT_TRY(new_numbers(g, "trade", &trade, err));
    f->year = year;
    for (int64_t i = 0; i < f->n_countries; i++)
        for (int64_t j = 0; j < f->n_countries; j++)
            for (int64_t t = 0; t < f->n_years; t++) {
                const size_t cell = cell_of(f, i, j, t);
                if (i == j || !f->state[cell])
                    continue;
                f->exporter[n] = (int32_t)i;
                f->importer[n] = (int32_t)j;
                year[n] = (double)(f->first_year + t);
                trade[n++] = f->state[cell] == 2 ? 0.0 : f->value[cell];
            }
    for (int64_t d = 0; d < f->n_domestic; d++, n++) {
        f->exporter[n] = f->importer[n] = (int32_t)f->domestic[d].country;
        year[n] = f->domestic[d].year;
        trade[n] = f->domestic[d].value_usd;
    }
    return KT_OK;
}

/* ---- domestic sales ------------------------------------------------------------------------
 */

static const kt_series *one_of(const kt_columns *columns, const char *const *names)
{
    for (int n = 0; names[n]; n++)
        if (kt_columns_find(columns, names[n]))
            return kt_columns_find(columns, names[n]);
    return NULL;
}

static double unit_of(const char *name)
{
    const char *tail = strrchr(name, '_');
    if (tail && strcmp(tail, "_kusd") == 0)
        return 1e3;
    return tail && strcmp(tail, "_musd") == 0 ? 1e6 : 1.0;
}

/* One line of the file; what cannot be used is told and left out. */
static kt_status take_domestic(kt_gravity *g, kt_gravity_flows *f, const kt_series *country,
                               double year, double value, int64_t row, kt_error *err)
{
    kt_country code;
    const char *name = country->code[row] < 0 ? "" : country->level[country->code[row]];
    const int64_t t = isnan(year) ? -1 : (int64_t)year - f->first_year;
    const kt_say_value said[] = {{"name", .text = name},
                                 {"year", KT_AS_YEAR, .number = year},
                                 {"value", KT_AS_PLAIN, .number = value},
                                 {"line", KT_AS_YEAR, .number = (double)row + 2}};
    if (value < 0.0) {
        f->n_negative++;
        return kt_gravity_remark(g, "gravity.refused_negative", said, 4, err);
    }
    if (!kt_country_from_code(f->countries, kt_slice_of(name), &code) &&
        !kt_country_from_name(f->countries, kt_slice_of(name), &code))
        return kt_gravity_remark(g, "gravity.refused_country", said, 4, err);
    const int64_t c = place_of(f, code);
    if (c >= 0 && t >= 0 && t < f->n_years)
        f->domestic[f->n_domestic++] = (kt_domestic){c, year, value};
    return KT_OK;
}

static kt_status read_domestic(kt_gravity *g, kt_gravity_flows *f, kt_error *err)
{
    static const char *const countries[] = {"country", "exporter", "reporter", "iso3", NULL};
    static const char *const years[] = {"year", "period", NULL};
    static const char *const values[] = {"value_usd",    "value_kusd",    "value_musd",
                                         "domestic_usd", "domestic_kusd", "domestic_musd",
                                         "trade",        "value",         NULL};
    const char *path = g->source.domestic;
    kt_columns *columns = NULL;
    if (!path)
        return KT_OK;
    KT_TRY(kt_columns_read(path, NULL, &columns, err));
    const kt_series *country = one_of(columns, countries), *year = one_of(columns, years),
                    *value = one_of(columns, values);
    const int64_t n = kt_columns_n_rows(columns);
    kt_status status = KT_OK;
    if (!country || !country->code || !year || !year->number || !value || !value->number)
        status = kt_fail(err, KT_ERR_FORMAT,
                         "%s: expected the columns country, year and value_usd (or _kusd, "
                         "_musd)",
                         path);
    if (!status)
        status = kt_new(&f->domestic, n, sizeof *f->domestic, err);
    for (int64_t r = 0; r < n && !status; r++)
        if (!isnan(value->number[r]))
            status = take_domestic(g, f, country, year->number[r],
                                   value->number[r] * unit_of(value->name), r, err);
    kt_columns_free(columns);
    return status;
}

/* ---- the whole -----------------------------------------------------------------------------
 */

static const char *side_name(const kt_gravity_flows *f)
{
    return f->side == BY_EITHER       ? "either"
           : f->side == KT_RECONCILED ? "reconciled"
                                      : kt_stated_by_name((kt_stated_by)f->side);
}

/* What a kept model is to say of its rows. */
static kt_status note_used(kt_gravity *g, const kt_gravity_flows *f, const char *zeros,
                           kt_error *err)
{
    char name[2 * KT_MAX_NAME + 2];
    kt_gravity_source *used = &g->store.used;
    const int length = snprintf(name, sizeof name, "%s@%s", f->info->name, f->info->version);
    used->product = g->source.product;
    used->domestic = g->source.domestic;
    used->stated_by = side_name(f);
    used->zeros = zeros;
    KT_TRY(kt_arena_text(&g->arena, name, (size_t)length, &used->flows, err));
    return kt_text_format(&g->store.checksums, err, "%s %s\n", name, f->info->checksum);
}

static kt_status remark(const kt_gravity *g, const kt_gravity_flows *f, kt_error *err)
{
    if (f->valuations >> KT_FOB & 1 && f->valuations >> KT_CIF & 1)
        KT_TRY(kt_gravity_remark(g, "gravity.mixed", NULL, 0, err));
    const kt_say_value values[] = {{"name", .text = f->info->name},
                                   {"version", .text = f->info->version},
                                   {"synthetic", .text = f->info->synthetic ? "yes" : "no"},
                                   {"side", .text = side_name(f)},
                                   {"n", KT_AS_COUNT, .number = (double)g->store.n_rows}};
    return kt_gravity_remark(g, "gravity.flows", values, 5, err);
}

static kt_status make(kt_gravity *g, kt_gravity_flows *f, const char *zeros,
                      const char *const *wanted, int n_wanted, kt_error *err)
{
    kt_gravity_store *store = &g->store;
    KT_TRY(gather(g, f, err));
    KT_TRY(read_domestic(g, f, err));
    KT_TRY(count_rows(f, store, err));
    if (store->n_rows == 0)
        return kt_fail(err, KT_ERR_MISSING, "%s@%s holds no flow in these years", f->info->name,
                       f->info->version);
    store->n_room = n_wanted + 8;
    KT_TRY(kt_arena_new(&g->arena, &store->series, store->n_room, sizeof *store->series, err));
    KT_TRY(kt_arena_new(&g->arena, &store->names, store->n_room, sizeof *store->names, err));
    KT_TRY(note_used(g, f, zeros, err));
    KT_TRY(fill_rows(g, f, err));
    KT_TRY(kt_gravity_add_covariates(g, f, wanted, n_wanted, err));
    return remark(g, f, err);
}

static kt_status open_dataset(kt_gravity *g, kt_store **store, kt_dataset **out, kt_error *err)
{
    const char *name = g->source.flows;
    KT_TRY(kt_run_open_store(g->run, store, err));
    const int64_t n = kt_store_find(*store, name);
    if (n < 0)
        return kt_fail(err, KT_ERR_MISSING,
                       "no dataset \"%s\" in %s; kontor info lists what is there", name,
                       kt_store_folder(*store));
    return kt_dataset_open(*store, n, out, err);
}

kt_status kt_gravity_read_store(kt_gravity *g, const char *const *wanted, int n_wanted,
                                kt_error *err)
{
    static const char *const words[] = {"none", "reported", "existing"};
    kt_gravity_flows f = {.progress = g->run->options->progress};
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    const char *zeros = g->source.zeros ? g->source.zeros : "reported";
    if (!g->source.flows)
        return kt_fail(err, KT_ERR_USAGE,
                       "no data: --data FILE, or --flows DATASET of the store");
    for (int z = 0; z < 3; z++)
        if (strcmp(words[z], zeros) == 0)
            f.zeros = (kt_zeros)z;
    KT_TRY(kt_run_countries(g->run, &f.countries, err));
    kt_status status = open_dataset(g, &store, &dataset, err);
    if (!status) {
        f.dataset = dataset;
        f.info = kt_dataset_info_of(dataset);
        status = make(g, &f, zeros, wanted, n_wanted, err);
    }
    kt_free(f.domestic);
    kt_free(f.reports);
    kt_free(f.state);
    kt_free(f.value);
    kt_free(f.country);
    kt_dataset_close(dataset);
    kt_run_close_store(g->run, store);
    return status;
}
