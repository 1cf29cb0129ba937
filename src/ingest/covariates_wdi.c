/* covariates_wdi.c: the World Bank's indicators, in the three forms it hands out:
 *
 *     wide    Country Name, Country Code, Indicator Name, Indicator Code, 1960, 1961, ...
 *             (bulk files, and files of one indicator, which have four lines before)
 *     wide    Country Name, Country Code, Series Name, Series Code, 2011 [YR2011], ...
 *     long    Series Name, Series Code, Country Name, Country Code, Time, Time Code, Value
 *
 * The key is country and year, each indicator a column under its code; its name is the label,
 * and the unit is what the name has in parentheses at its end. Groups of countries (EAS, LMC,
 * ...) are left out, and so are the lines about the file below the table. */
#include "covariates_intake.h"

#include "cell.h"
#include "reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct wdi_state {
    bool has_header;
    int n_columns, country, code, name; // of the header; code and name: of the series
    int time, value;                    // of the long form; -1 in the wide one
    int16_t year[KT_MAX_CSV_COLUMNS];   // of each column; 0: it is not one of a year
} wdi_state;

/* What the World Bank calls groups of countries, in order. */
static const char groups[][4] = {
    "AFE", "AFR", "AFW", "ARB", "CAA", "CEA", "CEB", "CEU", "CLA", "CME", "CSA", "CSS",
    "DEA", "DEC", "DLA", "DMN", "DNS", "DSA", "DSF", "DSS", "EAP", "EAR", "EAS", "ECA",
    "ECS", "EMU", "EUU", "FCS", "HIC", "HPC", "IBB", "IBD", "IBT", "IDA", "IDB", "IDX",
    "INX", "LAC", "LCN", "LDC", "LIC", "LMC", "LMY", "LTE", "MDE", "MEA", "MIC", "MNA",
    "NAC", "NOC", "NRS", "OEC", "OED", "OSS", "PRE", "PSS", "PST", "SAS", "SSA", "SSF",
    "SST", "SXZ", "TEA", "TEC", "TLA", "TMN", "TSA", "TSS", "UMC", "XZN",
};

static int compare_groups(const void *a, const void *b)
{
    return strcmp(a, b);
}

static bool is_group(kt_slice code)
{
    char key[4] = "";
    if (code.size != 3)
        return false;
    memcpy(key, code.data, 3);
    return bsearch(key, groups, sizeof groups / sizeof groups[0], sizeof groups[0],
                   compare_groups) != NULL;
}

/* ---- header ------------------------------------------------------------------------------ */

static int column_of(const kt_csv_row *header, const char *indicator, const char *series)
{
    const int found = kt_csv_column(header, indicator);
    return found >= 0 ? found : kt_csv_column(header, series);
}

/* "1960" and "2011 [YR2011]"; 0 for anything else. */
static int16_t year_of(kt_slice cell)
{
    int64_t year = 0;
    const bool plain =
        cell.size == 4 || (cell.size > 5 && cell.data[4] == ' ' && cell.data[5] == '[' &&
                           cell.data[cell.size - 1] == ']');

    if (!plain || !kt_parse_i64((kt_slice){cell.data, 4}, &year) || year < KT_MIN_YEAR ||
        year > KT_MAX_YEAR)
        return 0;
    return (int16_t)year;
}

static bool read_header(const kt_csv_row *header, wdi_state *to)
{
    int n_years = 0;

    to->n_columns = header->n_cells;
    to->country = kt_csv_column(header, "Country Code");
    to->code = column_of(header, "Indicator Code", "Series Code");
    to->name = column_of(header, "Indicator Name", "Series Name");
    to->time = kt_csv_column(header, "Time");
    to->value = kt_csv_column(header, "Value");
    if (to->country < 0 || to->code < 0 || to->name < 0 || header->n_cells > KT_MAX_CSV_COLUMNS)
        return false;
    for (int c = 0; c < header->n_cells; c++) {
        to->year[c] = year_of(header->cell[c]);
        n_years += to->year[c] != 0;
    }
    return n_years > 0 || (to->time >= 0 && to->value >= 0);
}

static bool fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    wdi_state state = {0};

    (void)mapping;
    return read_header(header, &state) ||
           (header->n_cells >= 2 && kt_slice_is(header->cell[0], "Data Source") &&
            kt_slice_starts(header->cell[1], "World Development Indicators"));
}

static kt_status begin(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err)
{
    wdi_state *to = state;
    kt_dataset_info *info = &in->report->info;

    to->has_header = read_header(header, to);
    kt_intake_default(info->name, sizeof info->name, "wdi");
    kt_intake_default(info->licence, sizeof info->licence, "CC BY 4.0");
    return kt_covariates_intake_begin(in, KT_KEY_COUNTRY_YEAR, err);
}

/* The lines before the header of a file of one indicator. */
static kt_status before_header(kt_intake *in, const kt_csv_row *row, wdi_state *to)
{
    to->has_header = read_header(row, to);
    if (!to->has_header && row->n_cells >= 2 &&
        kt_slice_is(row->cell[0], "Last Updated Date") && !in->report->info.released.year &&
        !kt_date_parse(row->cell[1], &in->report->info.released))
        in->report->info.released = (kt_date){0};
    return KT_OK;
}

/* ---- rows -------------------------------------------------------------------------------- */

/* "GDP (current US$)" has the unit "current US$". */
static kt_slice unit_of(kt_slice name)
{
    size_t depth = 0;

    if (name.size == 0 || name.data[name.size - 1] != ')')
        return (kt_slice){"", 0};
    for (size_t p = name.size; p-- > 0;) {
        depth += name.data[p] == ')';
        if (name.data[p] == '(' && --depth == 0)
            return (kt_slice){name.data + p + 1, name.size - p - 2};
    }
    return (kt_slice){"", 0};
}

static bool take_number(kt_intake *in, const kt_csv_row *row, int column, double *out)
{
    const kt_slice cell = kt_row_cell(row, column);

    *out = NAN;
    if (kt_cell_is_missing(cell) || kt_parse_double(cell, out))
        return true;
    kt_intake_refuse_cell(in, row, column, "value", "not a number");
    return false;
}

static kt_status take_wide(kt_intake *in, const kt_csv_row *row, const wdi_state *from,
                           kt_country country, int32_t column, bool *taken, kt_error *err)
{
    double number;

    for (int c = 0; c < from->n_columns; c++)
        if (from->year[c] && !take_number(in, row, c, &number))
            return KT_OK; // refused whole, nothing of it is kept
    for (int c = 0; c < from->n_columns; c++) {
        if (!from->year[c] || !take_number(in, row, c, &number) || isnan(number))
            continue;
        KT_TRY(kt_covariates_intake_cell(in, country, from->year[c], column, number, row->line,
                                         err));
    }
    *taken = true;
    return KT_OK;
}

static kt_status take_long(kt_intake *in, const kt_csv_row *row, const wdi_state *from,
                           kt_country country, int32_t column, bool *taken, kt_error *err)
{
    const kt_slice time = kt_row_cell(row, from->time);
    const int16_t year = year_of(time);
    double number;

    if (!year) {
        kt_intake_refuse_cell(in, row, from->time, "Time", "expected a year such as 2018");
        return KT_OK;
    }
    if (!take_number(in, row, from->value, &number))
        return KT_OK;
    *taken = true;
    return isnan(number)
               ? KT_OK
               : kt_covariates_intake_cell(in, country, year, column, number, row->line, err);
}

/* "Data from database: ..." and "Last Updated: ..." stand alone in their lines, below. */
static bool is_about_the_file(const kt_csv_row *row)
{
    for (int c = 1; c < row->n_cells; c++)
        if (row->cell[c].size > 0)
            return false;
    return row->n_cells > 0 &&
           (row->cell[0].size == 0 || kt_slice_starts(row->cell[0], "Data from database") ||
            kt_slice_starts(row->cell[0], "Last Updated"));
}

static kt_status row(kt_intake *in, const kt_csv_row *cells, void *state, kt_error *err)
{
    wdi_state *from = state;
    kt_country country = {0};
    int32_t column = 0;
    bool taken = false;

    if (!from->has_header)
        return before_header(in, cells, from);
    if (is_about_the_file(cells)) {
        kt_intake_leave_out(in);
        return KT_OK;
    }
    if (!kt_row_is_whole(in, cells, from->n_columns))
        return KT_OK;
    const kt_slice code = kt_row_cell(cells, from->country);
    const kt_slice series = kt_row_cell(cells, from->code);
    const kt_slice name = kt_row_cell(cells, from->name);
    if (is_group(code)) {
        kt_intake_leave_out(in);
        return KT_OK;
    }
    KT_TRY(kt_intake_country(in, code, &country, err));
    if (country.code == 0) {
        kt_intake_refuse_cell(in, cells, from->country, "Country Code",
                              "no country that kontor knows");
        return KT_OK;
    }
    if (series.size == 0 || series.size > KT_MAX_COVARIATE_TEXT ||
        name.size > KT_MAX_COVARIATE_TEXT) {
        kt_intake_refuse_cell(in, cells, from->code, "code", "no code of an indicator");
        return KT_OK;
    }
    KT_TRY(kt_covariates_intake_column(in, series, name, unit_of(name), &column, err));
    KT_TRY((from->value >= 0 && from->time >= 0 ? take_long : take_wide)(
        in, cells, from, country, column, &taken, err));
    if (taken) {
        in->report->n_read++;
        in->report->n_taken++;
    }
    return KT_OK;
}

const kt_layout kt_layout_wdi = {"wdi", KT_HOLDS_COVARIATES, sizeof(wdi_state), fits, begin,
                                 row};

/* ---- what lies beside ----------------------------------------------------------------------
 */

/* Tables about countries, series and footnotes in the same archive. */
static bool beside_fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    static const char *const countries[] = {"Country Code", "Region", NULL};
    static const char *const country_series[] = {"CountryCode", "SeriesCode", "DESCRIPTION",
                                                 NULL};
    static const char *const times[] = {"SeriesCode", "Year", "DESCRIPTION", NULL};
    static const char *const series[] = {"Series Code", "Topic", "Indicator Name", NULL};
    static const char *const indicators[] = {"INDICATOR_CODE", "INDICATOR_NAME", NULL};

    (void)mapping;
    return kt_header_has(header, countries) || kt_header_has(header, country_series) ||
           kt_header_has(header, times) || kt_header_has(header, series) ||
           kt_header_has(header, indicators);
}

const kt_layout kt_layout_wdi_beside = {"wdi",       KT_HOLDS_TABLES, 1,
                                        beside_fits, kt_pass_header,  kt_pass_row};
