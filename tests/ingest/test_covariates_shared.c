/* Real files of covariates, where they are at hand: published figures, and no row refused. */
#include "covariates_fixture.h"

static kt_covariates *import_one(const char *file, const char *mapping, const char *name,
                                 char store[256], kt_import_report *report)
{
    const char *source = kt_shared(file);
    const kt_import_options options = {.mapping = mapping};
    kt_error err = {0};

    kt_scratch_make(store);
    CHECK_OK(import_into(store, source, &options, report, &err), err);
    print_message("%s: %lld rows, %lld of %lld bytes kept, %.2f s\n", name,
                  (long long)report->n_taken, (long long)report->info.n_bytes,
                  (long long)report->n_bytes, report->seconds);
    CHECK_INT(report->n_refused, 0);
    return open_covariates(store, name);
}

static void geodist_has_the_published_distances(void **state)
{
    kt_import_report report;
    char store[256];
    kt_error err = {0};

    (void)state;
    kt_covariates *c = import_one("data/cepii_dist.csv.gz", NULL, "geodist", store, &report);
    const kt_covariates_info *info = kt_covariates_info_of(c);
    CHECK_TEXT(report.format, "geodist");
    CHECK_INT(info->key, KT_KEY_PAIR);
    CHECK_INT(info->n_rows, 224 * 224);
    CHECK_INT(info->n_columns, 12);
    CHECK_INT(info->n_countries, 224);
    CHECK_NEAR(number_at(c, "BLR", "KAZ", 0, "distw"), 3095.139, 0);
    CHECK_NEAR(number_at(c, "BLR", "KAZ", 0, "distw_arithmetic"), 3095.139, 0);
    CHECK_NEAR(number_at(c, "BLR", "KAZ", 0, "dist"), 3743.355, 0);
    CHECK_NEAR(number_at(c, "ABW", "ABW", 0, "dist"), 5.225315, 0);
    CHECK_NEAR(number_at(c, "ABW", "AND", 0, "comlang_off"), 1, 0);
    /* Codes of 1990 are today's: ROM, ZAR, TMP and PAL. */
    CHECK(number_at(c, "ROU", "COD", 0, "dist") > 1000);
    CHECK(number_at(c, "TLS", "PSE", 0, "dist") > 1000);
    CHECK_TEXT(kt_covariates_column_at(c, column_called(c, "distw"))->unit, "km");
    CHECK_TEXT(kt_covariates_column_at(c, column_called(c, "contig"))->unit, "");

    const kt_import_options options = {0};
    CHECK_OK(import_into(store, kt_shared("data/cepii_dist.csv.gz"), &options, &report, &err),
             err);
    CHECK_INT(report.unchanged, 1);
    CHECK_TEXT(report.info.name, "geodist");
    kt_covariates_close(c);
    kt_scratch_remove(store);
}

static void geodist_has_one_place_for_each_country(void **state)
{
    kt_import_report report;
    char store[256], text[128];

    (void)state;
    kt_covariates *c =
        import_one("data/cepii_geo.csv.gz", NULL, "geodist-countries", store, &report);
    const kt_covariates_info *info = kt_covariates_info_of(c);
    CHECK_INT(info->key, KT_KEY_COUNTRY);
    CHECK_INT(report.n_taken + report.n_left_out, 238);
    CHECK_INT(info->n_rows, report.n_taken);
    CHECK_NEAR(number_at(c, "AGO", "", 0, "area"), 1246700, 0);
    text_at(c, "ANT", 0, "pays", text);
    CHECK_TEXT(text, "Antilles n\xc3\xa9"
                     "erlandaises");
    text_at(c, "NAM", 0, "iso2", text);
    CHECK_TEXT(text, "NA");
    text_at(c, "AFG", 0, "langoff_2", text);
    CHECK_TEXT(text, "");
    kt_covariates_close(c);
    kt_scratch_remove(store);
}

static void the_world_banks_table_becomes_years(void **state)
{
    kt_import_report report;
    char store[256];

    (void)state;
    kt_covariates *c =
        import_one("data/wdi_gdp_wide_extract.csv.gz", NULL, "wdi", store, &report);
    const kt_covariates_info *info = kt_covariates_info_of(c);
    CHECK_INT(info->key, KT_KEY_COUNTRY_YEAR);
    CHECK_INT(info->first_year, 2011);
    CHECK_INT(info->last_year, 2022);
    CHECK_NEAR(number_at(c, "ARG", "", 2011, "NY.GDP.MKTP.CD"), 530158122010.442, 0);
    CHECK_NEAR(number_at(c, "ARG", "", 2022, "SP.DYN.LE00.IN"), 76.064, 0);
    CHECK_NEAR(number_at(c, "ARG", "", 2010, "NY.GDP.MKTP.CD"), (double)NAN, 0);
    const kt_covariate *gdp = kt_covariates_column_at(c, column_called(c, "ny.gdp.mktp.cd"));
    CHECK_TEXT(gdp->label, "GDP (current US$)");
    CHECK_TEXT(gdp->unit, "current US$");
    kt_covariates_close(c);
    kt_scratch_remove(store);
}

static void a_gravity_panel_needs_a_declared_key(void **state)
{
    kt_import_report report;
    char store[256], folder[256], mapping[300];

    (void)state;
    kt_scratch_make(folder);
    put_text(folder, "agtpa.txt",
             "exporter = exporter\nimporter = importer\nyear = year\n"
             "unit trade := million USD\nunit dist := km\nname := agtpa\n");
    snprintf(mapping, sizeof mapping, "%s/agtpa.txt", folder);
    kt_covariates *c = import_one("data/yotov_agtpa_applications_1986_2006.csv.gz", mapping,
                                  "agtpa", store, &report);
    const kt_covariates_info *info = kt_covariates_info_of(c);
    CHECK_TEXT(report.format, "covariates");
    CHECK_INT(info->key, KT_KEY_PAIR_YEAR);
    CHECK_INT(info->n_rows, 99981);
    CHECK_INT(info->n_columns, 14);
    CHECK_NEAR(number_at(c, "ARG", "AUS", 1986, "trade"), 27.76487390676141, 0);
    CHECK_NEAR(number_at(c, "ARG", "BRA", 1986, "rta_lag8"), 1, 0);
    CHECK_NEAR(number_at(c, "ARG", "BRA", 1986, "rta_lead4"), 0, 0);
    CHECK_TEXT(kt_covariates_column_at(c, column_called(c, "trade"))->unit, "million USD");
    kt_covariates_close(c);
    kt_scratch_remove(store);
    kt_scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(geodist_has_the_published_distances),
        KT_TEST(geodist_has_one_place_for_each_country),
        KT_TEST(the_world_banks_table_becomes_years),
        KT_TEST(a_gravity_panel_needs_a_declared_key),
    };
    return run_ingest_tests(tests);
}
