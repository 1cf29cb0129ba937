/* covariates_cepii.c: CEPII's GeoDist (distances of pairs, places of countries) and Gravity.
 *
 * Columns are known by name, so both editions of Gravity are read: with 79 columns and
 * iso3_o, iso3_d, and since V202211 with country_id_o, country_id_d as well, where a country
 * that changed its borders has several rows a year, of which those that did not exist then are
 * left out. Mayer and Zignago (2011), CEPII Working Paper 2011-25; Conte, Cotterlaz and Mayer
 * (2022), CEPII Working Paper 2022-05. */
#include "covariates_table.h"
#include "reader.h"

#include <stdio.h>
#include <string.h>

typedef struct cepii_state {
    kt_covariates_table table;
    int maincity;           // of geo_cepii; -1: none
    int exists_o, exists_d; // of Gravity; -1: every row counts
} cepii_state;

static const kt_key_part nowhere = {-1, {NULL, 0}};

static kt_key_part at(const kt_csv_row *header, const char *name)
{
    return (kt_key_part){kt_csv_column(header, name), {NULL, 0}};
}

static bool any_column(const kt_csv_row *header, const char *const names[])
{
    for (int n = 0; names[n]; n++)
        if (kt_csv_column(header, names[n]) >= 0)
            return true;
    return false;
}

/* ---- units ------------------------------------------------------------------------------- */

static bool starts(kt_slice name, const char *prefix)
{
    const size_t n = strlen(prefix);
    return name.size >= n &&
           kt_slice_equal_ascii_case((kt_slice){name.data, n}, (kt_slice){prefix, n});
}

static bool ends(kt_slice name, const char *ending)
{
    const size_t n = strlen(ending);
    return name.size >= n && kt_slice_equal_ascii_case((kt_slice){name.data + name.size - n, n},
                                                       (kt_slice){ending, n});
}

static const char *unit_of(kt_slice name)
{
    static const struct {
        const char *begin, *unit;
    } units[] = {
        {"distance", ""},
        {"dist", "km"},
        {"dis_int", "km"},
        {"area", "km2"},
        {"lat", "degrees"},
        {"lon", "degrees"},
        {"gdpcap", "thousand USD per person"},
        {"gdp", "thousand USD"},
        {"pop", "thousand"},
        {"tradeflow", "thousand USD"},
        {"manuf_tradeflow", "thousand USD"},
        {"gmt_offset", "hours"},
    };
    // gdp_source_o tells whose figure it is.
    if (ends(name, "_source") || ends(name, "_source_o") || ends(name, "_source_d"))
        return "";
    for (size_t n = 0; n < sizeof units / sizeof units[0]; n++)
        if (starts(name, units[n].begin))
            return units[n].unit;
    return "";
}

static bool column(const kt_column_map *mapping, kt_slice theirs, kt_slice *name,
                   kt_slice *unit)
{
    (void)mapping;
    *name = theirs;
    *unit = kt_slice_of(unit_of(theirs));
    return true;
}

/* Codes with letters, "NA" of Namibia among them. */
static bool is_text(const kt_column_map *mapping, kt_slice theirs)
{
    (void)mapping;
    return starts(theirs, "iso2") || starts(theirs, "iso3_") || starts(theirs, "country_id");
}

static void set_plan(cepii_state *to, kt_key_part i, kt_key_part j, kt_key_part year)
{
    to->table.plan = (kt_table_plan){i, j, year, column, is_text};
    to->maincity = to->exists_o = to->exists_d = -1;
}

static void name_it(kt_intake *in, const char *name)
{
    kt_intake_default(in->report->info.name, sizeof in->report->info.name, "%s", name);
    kt_intake_default(in->report->info.licence, sizeof in->report->info.licence,
                      "Etalab Open Licence 2.0");
}

/* ---- dist_cepii -------------------------------------------------------------------------- */

static bool dist_fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    static const char *const needed[] = {"iso_o", "iso_d",    "dist", "distcap",
                                         "distw", "distwces", NULL};
    (void)mapping;
    return kt_header_has(header, needed) && kt_csv_column(header, "year") < 0;
}

static kt_status dist_begin(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err)
{
    cepii_state *to = state;

    set_plan(to, at(header, "iso_o"), at(header, "iso_d"), nowhere);
    name_it(in, "geodist");
    return kt_covariates_table_begin(in, header, &to->table, err);
}

/* ---- geo_cepii --------------------------------------------------------------------------- */

static bool geo_fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    static const char *const needed[] = {"iso3", "maincity", "citynum", "area", NULL};
    (void)mapping;
    return kt_header_has(header, needed);
}

static kt_status geo_begin(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err)
{
    cepii_state *to = state;

    set_plan(to, at(header, "iso3"), nowhere, nowhere);
    to->maincity = kt_csv_column(header, "maincity");
    name_it(in, "geodist-countries");
    return kt_covariates_table_begin(in, header, &to->table, err);
}

/* ---- Gravity ----------------------------------------------------------------------------- */

static bool gravity_fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    static const char *const needed[] = {"year", "iso3_o", "iso3_d", NULL};
    static const char *const distances[] = {"dist", "distw", "distw_harmonic", "distcap", NULL};
    (void)mapping;
    return kt_header_has(header, needed) && any_column(header, distances);
}

/* "Gravity_V202211.csv" is of version v202211. */
static void take_version(kt_intake *in)
{
    const char *found = strstr(in->file, "_V");
    size_t n = 0;

    for (; found && found[2 + n] >= '0' && found[2 + n] <= '9'; n++)
        ;
    if (n > 0 && n <= 8)
        kt_intake_default(in->report->info.version, sizeof in->report->info.version, "v%.*s",
                          (int)n, found + 2);
}

static kt_status gravity_begin(kt_intake *in, const kt_csv_row *header, void *state,
                               kt_error *err)
{
    cepii_state *to = state;

    set_plan(to, at(header, "iso3_o"), at(header, "iso3_d"), at(header, "year"));
    if (kt_csv_column(header, "country_id_o") >= 0) {
        to->exists_o = kt_csv_column(header, "country_exists_o");
        to->exists_d = kt_csv_column(header, "country_exists_d");
    }
    name_it(in, "gravity");
    take_version(in);
    return kt_covariates_table_begin(in, header, &to->table, err);
}

/* ---- rows -------------------------------------------------------------------------------- */

static bool is_zero(const kt_csv_row *row, int column_of)
{
    double number = 1;
    return column_of >= 0 && kt_parse_double(kt_row_cell(row, column_of), &number) &&
           !(number > 0 || number < 0);
}

static kt_status row(kt_intake *in, const kt_csv_row *cells, void *state, kt_error *err)
{
    cepii_state *to = state;
    const bool whole = cells->n_cells >= to->table.n_columns; // else it is refused below

    if (whole && (is_zero(cells, to->maincity) || is_zero(cells, to->exists_o) ||
                  is_zero(cells, to->exists_d))) {
        kt_intake_leave_out(in);
        return KT_OK;
    }
    return kt_covariates_table_row(in, cells, &to->table, err);
}

const kt_layout kt_layout_geodist = {"geodist", KT_HOLDS_COVARIATES, sizeof(cepii_state),
                                     dist_fits, dist_begin,          row};
const kt_layout kt_layout_geodist_countries = {
    "geodist-countries", KT_HOLDS_COVARIATES, sizeof(cepii_state), geo_fits, geo_begin, row};
const kt_layout kt_layout_gravity = {"gravity",    KT_HOLDS_COVARIATES, sizeof(cepii_state),
                                     gravity_fits, gravity_begin,       row};

/* ---- what lies beside ----------------------------------------------------------------------
 */

/* Countries_V202211.csv says when countries existed; Gravity's own columns say it, too. */
static bool countries_fit(const kt_csv_row *header, const kt_column_map *mapping)
{
    static const char *const needed[] = {"iso3", "first_year", "last_year", NULL};
    (void)mapping;
    return kt_header_has(header, needed) && kt_csv_column(header, "year") < 0;
}

const kt_layout kt_layout_gravity_countries = {"gravity",     KT_HOLDS_TABLES, 1,
                                               countries_fit, kt_pass_header,  kt_pass_row};
