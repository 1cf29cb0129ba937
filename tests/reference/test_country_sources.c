/* test_country_sources.c: every code and name in the real data sets leads to a country. */
#include "reference_fixture.h"

#include <kontor/country.h>
#include <kontor/csv.h>
#include <kontor/input.h>

static kt_resources *resources;
static kt_countries *countries;

static int set_up(void **state)
{
    (void)state;
    kt_error err = {0};
    resources = open_resources(NULL);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    kt_countries_close(countries);
    kt_resources_close(resources);
    return 0;
}

/* How a column is to be read. */
typedef enum meaning { NUMBER, CODE, NAME } meaning;

typedef struct reading {
    kt_csv *csv;
    kt_csv_options options;
    const char *column[3];
    meaning meaning[3];
    int at[3], n_columns;
    int64_t n_rows, most_rows;
    bool seen_header, same_country; /* all columns of a row mean one country */
    char last[3][64];               /* what was seen last needs no second look */
} reading;

static bool lookup(meaning how, kt_slice cell, kt_country *out)
{
    int64_t number = 0;
    if (how == NUMBER)
        return kt_parse_i64(cell, &number) &&
               kt_country_from_number(countries, (int)number, out);
    return how == CODE ? kt_country_from_code(countries, cell, out)
                       : kt_country_from_name(countries, cell, out);
}

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading *r = with;
    if (!r->seen_header) {
        for (int n = 0; n < r->n_columns; n++) {
            r->at[n] = kt_csv_column(row, r->column[n]);
            if (r->at[n] < 0)
                return kt_fail(err, KT_ERR_FORMAT, "no column %s", r->column[n]);
        }
        r->seen_header = true;
        return KT_OK;
    }
    kt_country first = {0};
    r->n_rows++;
    for (int n = 0; n < r->n_columns; n++) {
        kt_country country = {0};
        if (r->at[n] >= row->n_cells)
            continue;
        const kt_slice cell = row->cell[r->at[n]];
        if (cell.size == 0 || kt_slice_is(cell, "N/A") || kt_slice_is(cell, r->last[n]) ||
            kt_slice_is(cell, "..."))
            continue;
        if (!lookup(r->meaning[n], cell, &country))
            return kt_fail_at(err, KT_ERR_MISSING, row->line, 0, "%s \"%.*s\" is unknown",
                              r->column[n], (int)cell.size, cell.data);
        if (first.code == 0)
            first = country;
        if (r->same_country && country.code != first.code) {
            char code[5];
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "%.*s is another than %s",
                              (int)cell.size, cell.data, kt_country_print(first, code));
        }
        snprintf(r->last[n], sizeof r->last[n], "%.*s", (int)cell.size, cell.data);
        if (r->same_country)
            r->last[n][0] = '\0';
    }
    return KT_OK;
}

static kt_status begin(void *with, const kt_input_member *member, bool *wanted, kt_error *err)
{
    reading *r = with;
    (void)member;
    *wanted = true;
    r->seen_header = false;
    return kt_csv_new(&r->options, read_row, r, &r->csv, err);
}

static kt_status piece(void *with, const char *data, size_t size, kt_error *err)
{
    reading *r = with;
    if (r->most_rows && r->n_rows > r->most_rows)
        return KT_OK;
    return kt_csv_feed(r->csv, data, size, err);
}

static kt_status end(void *with, kt_error *err)
{
    reading *r = with;
    return r->most_rows && r->n_rows > r->most_rows ? KT_OK : kt_csv_finish(r->csv, err);
}

static void read_file(const char *name, reading *r)
{
    kt_error err = {0};
    r->options = kt_csv_options_default();
    const kt_input_visitor visitor = {begin, piece, end, r};
    CHECK_OK(kt_input_walk(kt_shared(name), &visitor, NULL, NULL, &err), err);
    kt_csv_free(r->csv);
    CHECK(r->n_rows > 50);
}

static void baci_country_tables_are_known_by_number(void **state)
{
    (void)state;
    reading old = {.column = {"country_code"}, .meaning = {NUMBER}, .n_columns = 1};
    read_file("data/baci_country_codes_V202201.csv.gz", &old);
    reading new = {.column = {"country_code"}, .meaning = {NUMBER}, .n_columns = 1};
    read_file("data/baci_country_codes_V202301.csv.gz", &new);
}

static void names_of_baci_mean_the_numbers_beside_them(void **state)
{
    (void)state;
    reading r = {.column = {"country_code", "country_name_full", "country_name_abbreviation"},
                 .meaning = {NUMBER, NAME, NAME},
                 .n_columns = 3,
                 .same_country = true};
    read_file("data/baci_country_codes_V202301.csv.gz", &r);
}

static void names_of_the_imf_mean_the_codes_beside_them(void **state)
{
    (void)state;
    reading r = {.column = {"iso3", "dots_name"},
                 .meaning = {CODE, NAME},
                 .n_columns = 2,
                 .same_country = true};
    read_file("data/imf_dots_names.csv.gz", &r);
}

static void codes_of_the_imf_are_known(void **state)
{
    (void)state;
    reading r = {.column = {"reporter", "partner"}, .meaning = {CODE, CODE}, .n_columns = 2};
    read_file("data/imf_dots_bilateral_1992_2020.csv.gz", &r);
}

static void codes_of_cepii_are_known(void **state)
{
    (void)state;
    reading r = {.column = {"iso_o", "iso_d"}, .meaning = {CODE, CODE}, .n_columns = 2};
    read_file("data/cepii_dist.csv.gz", &r);
}

static void names_of_wits_mean_the_codes_beside_them(void **state)
{
    (void)state;
    reading r = {.column = {"partneriso3", "partnername"},
                 .meaning = {CODE, NAME},
                 .n_columns = 2,
                 .same_country = true};
    read_file("data/wits_hs6_TZA_2013.csv.gz", &r);
    reading summary = {
        .column = {"Reporter", "Partner"}, .meaning = {NAME, NAME}, .n_columns = 2};
    read_file("data/raw_en_BLR_AllYears_WITS_Trade_Summary.CSV.gz", &summary);
}

static void comtrade_means_the_same_by_code_number_and_name(void **state)
{
    (void)state;
    reading reporter = {.column = {"Reporter Code", "Reporter ISO", "Reporter"},
                        .meaning = {NUMBER, CODE, NAME},
                        .n_columns = 3,
                        .same_country = true,
                        .most_rows = 1000};
    read_file("data/comtrade_legacy_IDN_export_2018_2019.csv.gz", &reporter);
    reading partner = {.column = {"Partner Code", "Partner ISO", "Partner"},
                       .meaning = {NUMBER, CODE, NAME},
                       .n_columns = 3,
                       .same_country = true,
                       .most_rows = 1000};
    read_file("data/comtrade_legacy_IDN_export_2018_2019.csv.gz", &partner);
}

static void names_of_unctad_are_known(void **state)
{
    (void)state;
    reading r = {.column = {"exporter", "importer"}, .meaning = {NAME, NAME}, .n_columns = 2};
    read_file("data/unctad_sitc_section_bilateral_1995_2005_2015.csv.gz", &r);
}

static void codes_of_the_gravity_panel_are_known(void **state)
{
    (void)state;
    reading r = {.column = {"exporter", "importer"}, .meaning = {CODE, CODE}, .n_columns = 2};
    read_file("data/yotov_agtpa_applications_1986_2006.csv.gz", &r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(baci_country_tables_are_known_by_number),
        KT_TEST(names_of_baci_mean_the_numbers_beside_them),
        KT_TEST(names_of_the_imf_mean_the_codes_beside_them),
        KT_TEST(codes_of_the_imf_are_known),
        KT_TEST(codes_of_cepii_are_known),
        KT_TEST(names_of_wits_mean_the_codes_beside_them),
        KT_TEST(comtrade_means_the_same_by_code_number_and_name),
        KT_TEST(names_of_unctad_are_known),
        KT_TEST(codes_of_the_gravity_panel_are_known),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
