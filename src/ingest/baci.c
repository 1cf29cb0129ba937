/* baci.c: CEPII's BACI: reconciled flows by exporter, importer and HS6, and its two tables.
 *
 * Rows `t,i,j,k,v,q`: year, exporter, importer, product, thousand USD (FOB), tonnes. Statements
 * of both sides are reconciled by CEPII, so nobody states them: KT_RECONCILED. Files are padded
 * with blanks, quantities are missing in some 2 % of rows, and products saved by other programs
 * have lost zeros in front. row() here is the plain reading; baci_rows.c has the fast one. */
#include "baci.h"

#include "cell.h"
#include "reader.h"

#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

/* ---- names --------------------------------------------------------------------------------
 */

static int number_behind(const char *text, int n_digits)
{
    int value = 0;
    for (int d = 0; d < n_digits; d++) {
        if (text[d] < '0' || text[d] > '9')
            return -1;
        value = value * 10 + (text[d] - '0');
    }
    return value;
}

/* "V202501" or "Vsynthetic1", with what follows. */
static void take_version(const char *part, kt_baci_name *out)
{
    static const char made[] = "Vsynthetic";
    const int number = number_behind(part + 1, 6), month = number % 100;

    if (number > 0) {
        snprintf(out->version, sizeof out->version, "%.7s", part);
        out->released = (kt_date){(int16_t)(number / 100),
                                  (int8_t)(month >= 1 && month <= 12 ? month : 0), 0};
    } else if (strncmp(part, made, sizeof made - 1) == 0) {
        const size_t digits = strspn(part + sizeof made - 1, "0123456789");
        const size_t size = sizeof made - 2 + digits;
        snprintf(out->version, sizeof out->version, "%.*s", (int)size, part + 1);
        out->synthetic = true;
    }
}

void kt_baci_name_parse(const char *name, kt_baci_name *out)
{
    *out = (kt_baci_name){0};
    for (const char *p = strchr(name, '_'); p; p = strchr(p + 1, '_')) {
        const char *part = p + 1;
        kt_revision revision = KT_REVISION_NONE;
        int number = -1;
        if (strncmp(part, "HS", 2) == 0 && number_behind(part + 2, 2) >= 0 &&
            kt_revision_parse((kt_slice){part, 4}, &revision))
            out->revision = revision;
        if (part[0] == 'Y' && (number = number_behind(part + 1, 4)) > 0 &&
            number_behind(part + 5, 1) < 0)
            out->year = number;
        if (part[0] == 'V')
            take_version(part, out);
    }
}

/* ---- countries ----------------------------------------------------------------------------
 */

kt_status kt_baci_tables_of(kt_intake *in, kt_baci_tables **out, kt_error *err)
{
    if (!in->baci)
        KT_TRY(kt_new(&in->baci, 1, sizeof *in->baci, err));
    *out = in->baci;
    return KT_OK;
}

/* BACI names what has ended by its successor's letters (58 Belgium-Luxembourg: BEL, 711 South
 * African customs union: ZAF): no disagreement, where those letters have a number of their own.
 */
static bool agree(const kt_countries *countries, kt_country ours, kt_country listed, int number)
{
    if (ours.code == listed.code)
        return true;
    const kt_country_info *of_ours = kt_country_info_of(countries, ours);
    const kt_country_info *of_listed = kt_country_info_of(countries, listed);
    return of_ours && of_listed && of_ours->kind != KT_IS_COUNTRY &&
           of_listed->numeric != number;
}

const char *kt_baci_country(const kt_intake *in, int64_t number, kt_country *out)
{
    kt_country ours = {0}, listed = {0};

    if (number < 0 || number >= KT_BACI_NUMBERS)
        return "not a country code: expected 0 to 999";
    if (in->baci)
        listed = in->baci->listed[number];
    if (!kt_country_from_number(in->countries, (int)number, &ours)) {
        if (!listed.code)
            return "a country code that neither kontor nor a country table beside knows";
        *out = listed;
        return NULL;
    }
    if (listed.code && !agree(in->countries, ours, listed, (int)number))
        return "the country table beside gives another country for this code";
    *out = ours;
    return NULL;
}

enum { CODE, ISO3, N_COUNTRY_COLUMNS };

static bool countries_fit(const kt_csv_row *header, const kt_column_map *mapping)
{
    (void)mapping;
    return kt_csv_column(header, "country_code") >= 0 &&
           (kt_csv_column(header, "iso_3digit_alpha") >= 0 ||
            kt_csv_column(header, "country_iso3") >= 0);
}

static kt_status countries_begin(kt_intake *in, const kt_csv_row *header, void *state,
                                 kt_error *err)
{
    int *column = state;
    kt_baci_tables *tables = NULL;

    KT_TRY(kt_baci_tables_of(in, &tables, err));
    tables->countries = true;
    column[CODE] = kt_csv_column(header, "country_code");
    column[ISO3] = kt_csv_column(header, "iso_3digit_alpha");
    if (column[ISO3] < 0)
        column[ISO3] = kt_csv_column(header, "country_iso3");
    return KT_OK;
}

static kt_status countries_row(kt_intake *in, const kt_csv_row *row, void *state, kt_error *err)
{
    const int *column = state;
    int64_t number = -1;
    kt_country country = {0};

    (void)err;
    if (!kt_parse_i64(kt_row_cell(row, column[CODE]), &number) || number < 0 ||
        number >= KT_BACI_NUMBERS) {
        kt_intake_refuse_cell(in, row, column[CODE], "country_code", "expected 0 to 999");
        return KT_OK;
    }
    if (kt_country_from_code(in->countries, kt_row_cell(row, column[ISO3]), &country))
        in->baci->listed[number] = country;
    return KT_OK;
}

const kt_layout kt_layout_baci_countries = {
    "baci",        KT_HOLDS_TABLES, sizeof(int[N_COUNTRY_COLUMNS]),
    countries_fit, countries_begin, countries_row};

/* ---- products -----------------------------------------------------------------------------
 */

typedef struct products_state {
    int code, description;
    kt_revision revision;
} products_state;

static bool products_fit(const kt_csv_row *header, const kt_column_map *mapping)
{
    (void)mapping;
    return header->n_cells == 2 && kt_csv_column(header, "code") >= 0 &&
           kt_csv_column(header, "description") >= 0;
}

/* The revision of HS: from the file's name, the source's name, the mapping. */
static kt_revision revision_of(const kt_intake *in)
{
    kt_baci_name name;
    const kt_column_map_line *line = kt_column_map_find(in->mapping, "revision");
    kt_revision revision = KT_REVISION_NONE;

    if (line && line->constant && kt_cell_revision(line->theirs, &revision))
        return revision;
    kt_baci_name_parse(in->file, &name);
    if (name.revision == KT_REVISION_NONE && in->source)
        kt_baci_name_parse(in->source, &name);
    return name.revision;
}

static kt_status products_begin(kt_intake *in, const kt_csv_row *header, void *state,
                                kt_error *err)
{
    products_state *to = state;
    kt_baci_tables *tables = NULL;

    KT_TRY(kt_baci_tables_of(in, &tables, err));
    tables->products = true;
    to->code = kt_csv_column(header, "code");
    to->description = kt_csv_column(header, "description");
    to->revision = revision_of(in);
    if (to->revision == KT_REVISION_NONE)
        to->revision = in->report->info.revision;
    return KT_OK;
}

static kt_status products_row(kt_intake *in, const kt_csv_row *row, void *state, kt_error *err)
{
    const products_state *from = state;
    const kt_slice description = kt_row_cell(row, from->description);
    kt_product product;

    // Descriptions are an ornament: without a revision to file them under, they stay away.
    if (from->revision == KT_REVISION_NONE || in->dropping || !in->sink.describe)
        return KT_OK;
    // BACI's table has a line with code 9999AA, which no flow uses.
    if (!kt_cell_product(kt_row_cell(row, from->code), from->revision, KT_PAD_HS, &product) ||
        description.size == 0)
        return KT_OK;
    return in->sink.describe(in->sink.with, product, description, err);
}

const kt_layout kt_layout_baci_products = {
    "baci",       KT_HOLDS_TABLES, sizeof(products_state),
    products_fit, products_begin,  products_row};

/* ---- rows ---------------------------------------------------------------------------------
 */

static const char *const names[] = {"t", "i", "j", "k", "v", "q", NULL};
enum { T, I, J, K, V, Q };

static bool fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    (void)mapping;
    return header->n_cells == 6 && kt_header_has(header, names);
}

/* Names and versions of datasets are written in small letters. */
static void lower(const char *text, char *out, size_t size)
{
    size_t n = 0;
    for (; text[n] && n + 1 < size; n++)
        out[n] = (char)(text[n] >= 'A' && text[n] <= 'Z' ? text[n] - 'A' + 'a' : text[n]);
    out[n] = '\0';
}

static kt_status begin(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err)
{
    kt_baci_state *to = state;
    kt_dataset_info *info = &in->report->info;
    kt_baci_name name, of_source = {0};

    for (int c = 0; c < 6; c++)
        to->column[c] = kt_csv_column(header, names[c]);
    to->n_columns = header->n_cells;
    kt_baci_name_parse(in->file, &name);
    if (in->source)
        kt_baci_name_parse(in->source, &of_source);
    to->year = name.year;
    to->revision = revision_of(in);
    if (to->revision == KT_REVISION_NONE)
        return kt_fail(err, KT_ERR_FORMAT,
                       "the name does not say which HS this is: expected "
                       "BACI_HS92_Y1995_V202501.csv, or a mapping with revision := HS92");
    if (info->revision != KT_REVISION_NONE && info->revision != to->revision)
        return kt_fail(err, KT_ERR_FORMAT, "%s, but the files before are %s: import them apart",
                       kt_revision_name(to->revision), kt_revision_name(info->revision));
    info->revision = to->revision;
    if (!name.version[0])
        name = of_source;
    char revision[8], version[sizeof name.version];
    lower(kt_revision_name(to->revision), revision, sizeof revision);
    lower(name.version, version, sizeof version);
    info->synthetic = name.synthetic;
    kt_intake_default(info->name, sizeof info->name, "%s-%s",
                      name.synthetic ? "synthetic" : "baci", revision);
    kt_intake_default(info->version, sizeof info->version, "%s", version);
    if (!name.synthetic)
        kt_intake_default(info->licence, sizeof info->licence, "Etalab Open Licence 2.0");
    if (info->released.year == 0)
        info->released = name.released;
    info->money_decimals = 0;
    info->quantity_decimals = 3;
    if (!in->baci || !in->baci->countries)
        return kt_baci_look_beside(in, &name, err);
    return KT_OK;
}

/* Three decimals of thousand USD are single dollars, of tonnes kilograms. */
static const char *take_amounts(const kt_csv_row *row, const kt_baci_state *state,
                                kt_flow *flow, int *cell)
{
    const kt_slice v = kt_row_cell(row, state->column[V]);
    const kt_slice q = kt_row_cell(row, state->column[Q]);

    *cell = state->column[V];
    if (!kt_parse_decimal(v, 3, &flow->value))
        return "expected thousand USD with at most three decimals";
    if (flow->value < 0)
        return "a negative value";
    *cell = state->column[Q];
    if (kt_cell_is_missing(q)) {
        flow->quantity = KT_NONE;
        return NULL;
    }
    if (!kt_parse_decimal(q, 3, &flow->quantity))
        return "expected tonnes with at most three decimals, or NA";
    return flow->quantity < 0 ? "a negative quantity" : NULL;
}

/* NULL, or why the row is refused; *cell says where. */
static const char *take_keys(const kt_intake *in, const kt_csv_row *row,
                             const kt_baci_state *state, kt_flow *flow, int *cell)
{
    const char *reason = NULL;
    int64_t number = 0;

    *cell = state->column[T];
    if (!kt_parse_i64(kt_row_cell(row, *cell), &number) || number < KT_MIN_YEAR ||
        number > KT_MAX_YEAR)
        return "not a year";
    if (state->year && number != state->year)
        return "not the year in the name of the file";
    flow->period = kt_period_of_year((int)number);
    *cell = state->column[I];
    if (!kt_parse_i64(kt_row_cell(row, *cell), &number))
        return "not a country code";
    if ((reason = kt_baci_country(in, number, &flow->exporter)))
        return reason;
    *cell = state->column[J];
    if (!kt_parse_i64(kt_row_cell(row, *cell), &number))
        return "not a country code";
    if ((reason = kt_baci_country(in, number, &flow->importer)))
        return reason;
    *cell = state->column[K];
    if (!kt_cell_product(kt_row_cell(row, *cell), state->revision, KT_PAD_HS, &flow->product) ||
        kt_product_digits(flow->product) != 6)
        return "expected a product of six digits";
    return NULL;
}

static kt_status row(kt_intake *in, const kt_csv_row *cells, void *state, kt_error *err)
{
    const kt_baci_state *from = state;
    kt_flow flow = {.stated_by = KT_RECONCILED,
                    .kind = KT_GOODS,
                    .valuation = KT_FOB,
                    .status = KT_REPORTED,
                    .supplementary = KT_NONE};
    int cell = -1;

    if (cells->n_cells != from->n_columns) {
        kt_intake_refuse(in, cells->line, 0, "%d cells, expected %d", cells->n_cells,
                         from->n_columns);
        return KT_OK;
    }
    const char *reason = take_keys(in, cells, from, &flow, &cell);
    if (!reason)
        reason = take_amounts(cells, from, &flow, &cell);
    if (!reason)
        return kt_intake_take(in, &flow, cells->line, err);
    const char *name = "";
    for (int c = 0; c < 6; c++)
        if (from->column[c] == cell)
            name = names[c];
    kt_intake_refuse_cell(in, cells, cell, name, reason);
    return KT_OK;
}

const kt_layout kt_layout_baci = {"baci", KT_HOLDS_FLOWS, sizeof(kt_baci_state),
                                  fits,   begin,          row};
