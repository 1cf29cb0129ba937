/* measure_data.c: the tables of trade that the indicators are computed from. */
#include "measure_internal.h"

#include <kontor/csv.h>
#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include <math.h>
#include <string.h>

static bool has_statements(const kt_measure_work *work, kt_stated_by by)
{
    return work->info->stated_by >> by & 1;
}

kt_stated_by kt_measure_world_view(const kt_measure_work *work)
{
    const char *asked = kt_argument_text(work->run, "stated-by", NULL);
    if (asked)
        return strcmp(asked, "exporter") == 0   ? KT_BY_EXPORTER
               : strcmp(asked, "importer") == 0 ? KT_BY_IMPORTER
                                                : KT_RECONCILED;
    if (has_statements(work, KT_RECONCILED))
        return KT_RECONCILED;
    if (((work->kind->takes & KT_OF_IMPORTS && !work->no_importers) || work->no_exporters) &&
        has_statements(work, KT_BY_IMPORTER))
        return KT_BY_IMPORTER;
    return has_statements(work, KT_BY_EXPORTER) ? KT_BY_EXPORTER : KT_BY_IMPORTER;
}

int kt_measure_threads(const kt_measure_work *work)
{
    const int64_t asked = kt_argument_integer(work->run, "threads", 0);
    return asked > 0 && asked < 1024 ? (int)asked : kt_parallel_processors();
}

/* A table of products becomes one of groups; what is in none is counted once for the notes. */
static kt_status into_groups(kt_measure_work *work, kt_trade_matrix *table, kt_error *err)
{
    kt_trade_matrix groups = {0};
    const int64_t n = work->base.n_products;
    const kt_status status =
        kt_trade_matrix_by_group(table, work->group, &work->axis, &groups, err);
    for (int64_t r = 0; !status && r < table->n_rows; r++)
        for (int64_t k = 0; k < n; k++) {
            const double usd = table->value[r * n + k];
            double *of = work->group[k] >= 0   ? &work->in_groups
                         : work->is_several[k] ? &work->in_several
                                               : &work->in_none;
            *of += isnan(usd) ? 0.0 : usd;
        }
    kt_trade_matrix_clear(table);
    *table = groups;
    return status;
}

/* Of all countries of the world some are estimated in most years: what counts is the country
 * that is asked about. */
static void note_weakest(kt_measure_work *work, const kt_trade_matrix *table)
{
    if (!table->request.exporter.code && !table->request.importer.code)
        return;
    for (int64_t c = 0; c < table->n_rows * table->axis->n_products; c++)
        if (table->state[c] > work->weakest)
            work->weakest = table->state[c];
}

/* What no product has is outside of every indicator of products; how much of the trade of those
 * asked about that is must be said. */
static void note_unallocated(kt_measure_work *work, const kt_trade_matrix *table)
{
    const bool of_one = table->request.exporter.code || table->request.importer.code;
    double none = 0.0, all = 0.0;

    for (int64_t r = 0; table->axis->digits > 0 && r < table->n_rows; r++) {
        const uint32_t code = table->country[r].code;
        if (!of_one && code != work->a.code && code != work->b.code)
            continue;
        none += table->unallocated[r];
        all += table->unallocated[r] + kt_trade_matrix_row_sum(table, r);
        if (!of_one || r == table->n_rows - 1) { // rows of one country are one flow together
            work->most_unallocated = fmax(work->most_unallocated, all > 0.0 ? none / all : 0.0);
            none = all = 0.0;
        }
    }
}

kt_status kt_measure_gather(kt_measure_work *work, const kt_trade_request *request,
                            kt_trade_matrix *out, kt_error *err)
{
    const kt_trade_axis *axis = work->group ? &work->base : &work->axis;
    if (work->n_members)
        KT_TRY(kt_measure_gather_members(work, axis, request, out, err));
    else
        KT_TRY(kt_trade_matrix_gather(work->dataset, work->countries, axis, request, out, err));
    note_weakest(work, out);
    note_unallocated(work, out);
    return work->group ? into_groups(work, out, err) : KT_OK;
}

kt_status kt_measure_world_values(kt_measure_work *work, int16_t year, kt_trade_rows rows,
                                  kt_trade_matrix *out, kt_error *err)
{
    const kt_trade_request request = {
        .year = year, .rows = rows, .stated_by = kt_measure_world_view(work)};
    const kt_trade_axis *axis = work->group ? &work->base : &work->axis;
    KT_TRY(kt_trade_matrix_world(work->dataset, work->countries, axis, &request,
                                 kt_measure_threads(work), out, err));
    KT_TRY(kt_measure_join(work, out, err));
    note_unallocated(work, out);
    if (work->group)
        KT_TRY(into_groups(work, out, err));
    if (rows == KT_ROWS_EXPORTERS)
        work->n_exporters = out->n_rows;
    return KT_OK;
}

kt_status kt_measure_world(kt_measure_work *work, int16_t year, kt_trade_rows rows,
                           kt_trade_matrix *out, kt_error *err)
{
    const kt_trade_request request = {
        .year = year, .rows = rows, .stated_by = kt_measure_world_view(work)};
    KT_TRY(kt_measure_gather(work, &request, out, err));
    if (rows == KT_ROWS_EXPORTERS)
        work->n_exporters = out->n_rows;
    return KT_OK;
}

kt_status kt_measure_flow(kt_measure_work *work, int16_t year, kt_country exporter,
                          kt_country importer, kt_trade_matrix *out, kt_error *err)
{
    const kt_trade_request request = {.year = year,
                                      .rows =
                                          exporter.code ? KT_ROWS_EXPORTERS : KT_ROWS_IMPORTERS,
                                      .stated_by = kt_measure_world_view(work),
                                      .exporter = exporter,
                                      .importer = importer};
    return kt_measure_gather(work, &request, out, err);
}

/* What one partner states of its trade with a country is not that country's trade with all. */
static kt_status drop_single_report(const kt_measure_work *work, const kt_trade_request *mirror,
                                    kt_trade_matrix *of_all, kt_error *err)
{
    kt_measure_work look = *work; // leaves no trace in what the notes tell
    kt_trade_request request = *mirror;
    kt_trade_matrix by_partner = {0};

    request.rows = mirror->rows == KT_ROWS_EXPORTERS ? KT_ROWS_IMPORTERS : KT_ROWS_EXPORTERS;
    const kt_status status = kt_measure_gather(&look, &request, &by_partner, err);
    if (!status && by_partner.n_rows < 2)
        kt_trade_matrix_clear(of_all);
    kt_trade_matrix_clear(&by_partner);
    return status;
}

kt_status kt_measure_own(kt_measure_work *work, int16_t year, kt_trade_rows rows,
                         kt_country country, kt_country partner, kt_trade_matrix *out,
                         kt_error *err)
{
    const bool exports = rows == KT_ROWS_EXPORTERS;
    kt_trade_request request = {.year = year,
                                .rows = rows,
                                .exporter = exports ? country : partner,
                                .importer = exports ? partner : country};
    const kt_stated_by own = exports ? KT_BY_EXPORTER : KT_BY_IMPORTER;
    const kt_stated_by mirror = exports ? KT_BY_IMPORTER : KT_BY_EXPORTER;
    const bool asked = kt_argument_text(work->run, "stated-by", NULL) != NULL;

    request.stated_by =
        asked || has_statements(work, KT_RECONCILED) ? kt_measure_world_view(work) : own;
    KT_TRY(kt_measure_gather(work, &request, out, err));
    if (out->n_rows == 0 && request.stated_by == own && !asked &&
        has_statements(work, mirror)) {
        kt_trade_matrix_clear(out);
        request.stated_by = mirror;
        KT_TRY(kt_measure_gather(work, &request, out, err));
        if (out->n_rows > 0 && !partner.code)
            KT_TRY(drop_single_report(work, &request, out, err));
        work->took_mirror |= out->n_rows > 0;
    }
    if (out->n_rows > 0)
        work->took_world_rows |= out->from_world[0] != 0;
    return KT_OK;
}

/* Whether A's trade that way with anybody is in the data; its trade with one partner may be
 * none. The look leaves no trace in what the notes tell. */
static kt_status is_stated(const kt_measure_work *work, int16_t year, kt_trade_rows rows,
                           bool *out, kt_error *err)
{
    kt_measure_work look = *work;
    kt_trade_matrix all = {0};
    if (has_statements(work, KT_RECONCILED)) { // of all trade: no row is no trade
        *out = true;
        return KT_OK;
    }
    const kt_status status =
        kt_measure_own(&look, year, rows, work->a, (kt_country){0}, &all, err);
    *out = !status && all.n_rows > 0;
    kt_trade_matrix_clear(&all);
    return status;
}

kt_status kt_measure_both(kt_measure_work *work, int16_t year, kt_trade_matrix *out,
                          kt_trade_matrix *in, bool *is_there, kt_error *err)
{
    KT_TRY(kt_measure_own(work, year, KT_ROWS_EXPORTERS, work->a, work->b, out, err));
    KT_TRY(kt_measure_own(work, year, KT_ROWS_IMPORTERS, work->a, work->b, in, err));
    *is_there = out->n_rows + in->n_rows > 0;
    if (*is_there && out->n_rows == 0)
        return is_stated(work, year, KT_ROWS_EXPORTERS, is_there, err);
    if (*is_there && in->n_rows == 0)
        return is_stated(work, year, KT_ROWS_IMPORTERS, is_there, err);
    return KT_OK;
}

kt_status kt_measure_row(const kt_measure_work *work, const kt_trade_matrix *matrix,
                         int64_t row, double **zeros, const double **out, kt_error *err)
{
    if (row >= 0 && row < matrix->n_rows) {
        *out = matrix->value + row * work->axis.n_products;
        return KT_OK;
    }
    if (!*zeros)
        KT_TRY(kt_new(zeros, work->axis.n_products, sizeof **zeros, err));
    *out = *zeros;
    return KT_OK;
}

int64_t kt_measure_groups(const kt_measure_work *work, int64_t *start, const char **name)
{
    const kt_trade_axis *axis = &work->axis;
    const bool is_hs = axis->revision >= KT_HS92 && axis->revision <= KT_HS22;
    const bool is_sitc = axis->revision >= KT_SITC1 && axis->revision <= KT_SITC4;
    const bool chapters = axis->digits > 2; // of the SITC: divisions, its first two digits
    int64_t n_groups = 0;
    uint32_t last = 0;

    // Groups of groups there are none, and nothing stands above the sections of the SITC.
    if (work->group || !(is_hs || (is_sitc && axis->digits > 1))) {
        *name = "one group";
        start[0] = 0;
        start[1] = axis->n_products;
        return 1;
    }
    *name = !chapters ? "sections" : is_hs ? "chapters" : "divisions";
    for (int64_t k = 0; k < axis->n_products; k++) {
        const uint32_t group =
            chapters || is_sitc
                ? kt_product_above(axis->product[k], chapters ? 2 : 1).code
                : (uint32_t)kt_product_section(work->products, axis->product[k]);
        if (k == 0 || group != last)
            start[n_groups++] = k;
        last = group;
    }
    start[n_groups] = axis->n_products;
    return n_groups;
}

bool kt_measure_wants(const kt_measure_work *work, kt_product product)
{
    return work->product.code == 0 || kt_product_covers(work->product, product);
}

double kt_measure_lower(double a, double b)
{
    return fmin(a, b);
}

/* ---- a table of the user's -------------------------------------------------------------- */

typedef struct value_table {
    const kt_countries *countries;
    const kt_country *country;
    int64_t n;
    double *value;
    int16_t year;
    int at_country, at_value, at_year;
    bool has_header;
} value_table;

static kt_status read_header(value_table *table, const kt_csv_row *row, kt_error *err)
{
    table->at_country = kt_csv_column(row, "country");
    table->at_value = kt_csv_column(row, "value");
    table->at_year = kt_csv_column(row, "year");
    table->has_header = true;
    if (table->at_country < 0 || table->at_value < 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 1,
                          "expected the columns country,value and, if you like, year");
    return KT_OK;
}

static kt_status read_value(void *with, const kt_csv_row *row, kt_error *err)
{
    value_table *table = with;
    int64_t year;
    double value;
    kt_country country;

    if (!table->has_header)
        return read_header(table, row, err);
    if (row->n_cells <= table->at_country || row->n_cells <= table->at_value)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 1, "a row with too few cells");
    if (table->at_year >= 0) {
        if (row->n_cells <= table->at_year || !kt_parse_i64(row->cell[table->at_year], &year))
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, table->at_year + 1,
                              "expected a year");
        if (year != table->year)
            return KT_OK;
    }
    const kt_slice text = row->cell[table->at_value];
    if (text.size == 0)
        return KT_OK;
    if (!kt_parse_double(text, &value) || value < 0.0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, table->at_value + 1,
                          "\"%.*s\", expected a number of 0 or above", (int)text.size,
                          text.data);
    const kt_status status =
        kt_country_find(table->countries, row->cell[table->at_country], &country, err);
    if (status) {
        kt_error_within(err, "line %lld", (long long)row->line);
        return status;
    }
    for (int64_t r = 0; r < table->n; r++)
        if (table->country[r].code == country.code)
            table->value[r] = value;
    return KT_OK;
}

kt_status kt_measure_read_values(const kt_countries *countries, const char *path, int16_t year,
                                 const kt_country *country, int64_t n, double *value,
                                 kt_error *err)
{
    enum { LARGEST = 1 << 24 };
    kt_text bytes = {0};
    value_table table = {
        .countries = countries, .country = country, .n = n, .value = value, .year = year};
    const kt_csv_options options = kt_csv_options_default();

    for (int64_t r = 0; r < n; r++)
        value[r] = NAN;
    kt_status status = kt_file_read(path, LARGEST, &bytes, err);
    if (!status)
        status =
            kt_csv_parse((kt_slice){bytes.data, bytes.size}, &options, read_value, &table, err);
    if (status)
        kt_error_within(err, "reading %s", path);
    kt_text_clear(&bytes);
    return status;
}
