/* Importers of covariates on small tables: CEPII in both editions, the World Bank's three
 * forms, declared keys, and the same as Stata files. */
#include "covariates_fixture.h"

#include "dta_bytes.h"

/* One file with these bytes into a fresh store. */
static kt_status import_bytes(char store[256], const char *file, const void *bytes, size_t size,
                              const char *mapping, kt_strictness strictness,
                              kt_import_report *report, kt_error *err)
{
    char folder[256], source[300], map[300];
    kt_import_options options = {.strictness = strictness};

    kt_scratch_make(store);
    kt_scratch_make(folder);
    put_bytes(folder, file, bytes, size);
    snprintf(source, sizeof source, "%s/%s", folder, file);
    snprintf(map, sizeof map, "%s/mapping", folder);
    if (mapping) {
        put_text(folder, "mapping", mapping);
        options.mapping = map;
    }
    const kt_status status = import_into(store, source, &options, report, err);
    kt_scratch_remove(folder);
    return status;
}

static kt_covariates *take(const char *file, const char *bytes, const char *mapping,
                           const char *name, char store[256], kt_import_report *report)
{
    kt_error err = {0};
    CHECK_OK(import_bytes(store, file, bytes, strlen(bytes), mapping, KT_STRICT, report, &err),
             err);
    return open_covariates(store, name);
}

static void refuse(const char *bytes, const char *mapping, int64_t line, const char *words)
{
    char store[256];
    kt_import_report report;
    kt_error err = {0};

    CHECK_FAILS(import_bytes(store, "table.csv", bytes, strlen(bytes), mapping, KT_STRICT,
                             &report, &err),
                KT_ERR_FORMAT, err);
    CHECK_INT(err.line, line);
    if (!strstr(err.cause, words))
        fail_msg("\"%s\" does not say \"%s\"", err.cause, words);
    kt_covariates_list *list = NULL;
    kt_error_clear(&err);
    CHECK_OK(kt_covariates_list_open(store, &list, &err), err);
    CHECK_INT(kt_covariates_list_count(list), 0);
    kt_covariates_list_close(list);
    kt_scratch_remove(store);
}

static void done(kt_covariates *c, const char *store)
{
    kt_covariates_close(c);
    kt_scratch_remove(store);
}

/* ---- CEPII ------------------------------------------------------------------------------- */

static void the_older_gravity_is_read_by_names(void **state)
{
    char store[256];
    kt_import_report report;
    (void)state;
    kt_covariates *c =
        take("Gravity_V202102.csv",
             "year,iso3_o,iso3_d,country_exists_o,country_exists_d,distw,distwces,gdp_o,rta,"
             "empire\n"
             "1992,BLR,KAZ,1,1,3095.1,2950.4,1.7e7,0,\n"
             "1980,BLR,KAZ,0,0,3095.1,2950.4,NA,,Soviet Union\n",
             NULL, "gravity", store, &report);
    CHECK_TEXT(report.format, "gravity");
    CHECK_TEXT(report.info.version, "v202102");
    CHECK_INT(report.n_taken, 2);
    CHECK_NEAR(number_at(c, "BLR", "KAZ", 1992, "gdp_o"), 1.7e7, 0);
    CHECK_NEAR(number_at(c, "BLR", "KAZ", 1980, "gdp_o"), (double)NAN, 0);
    CHECK_NEAR(number_at(c, "BLR", "KAZ", 1980, "distw_harmonic"), 2950.4, 0);
    CHECK_TEXT(kt_covariates_column_at(c, column_called(c, "gdp_o"))->unit, "thousand USD");
    done(c, store);
}

static void the_newer_gravity_leaves_out_what_did_not_exist(void **state)
{
    char store[256];
    kt_import_report report;
    (void)state;
    kt_covariates *c =
        take("Gravity_V202211.csv",
             "year,country_id_o,country_id_d,iso3_o,iso3_d,country_exists_o,country_exists_d,"
             "distw_harmonic,distw_arithmetic\n"
             "1992,DEU.1,BLR,DEU,BLR,0,1,1100,1101\n"
             "1992,DEU.2,BLR,DEU,BLR,1,1,1200,1201\n",
             NULL, "gravity", store, &report);
    CHECK_INT(report.n_taken, 1);
    CHECK_INT(report.n_left_out, 1);
    CHECK_NEAR(number_at(c, "DEU", "BLR", 1992, "distw"), 1201, 0);
    CHECK_NEAR(number_at(c, "DEU", "BLR", 1992, "distwces"), 1200, 0);
    done(c, store);
}

static void a_pair_is_not_taken_for_its_reverse(void **state)
{
    char store[256];
    kt_import_report report;
    kt_error err = {0};
    (void)state;
    kt_covariates *c =
        take("dist_cepii.csv", "iso_o;iso_d;dist;distcap;distw;distwces\nROM;PAL;1;2;3;4\n",
             NULL, "geodist", store, &report);
    double number = 0;
    CHECK_NEAR(number_at(c, "ROU", "PSE", 0, "distcap"), 2, 0);
    CHECK_OK(kt_covariates_value(c, KT_COUNTRY('P', 'S', 'E'), KT_COUNTRY('R', 'O', 'U'), 0, 0,
                                 &number, &err),
             err);
    CHECK(isnan(number));
    done(c, store);
}

static void the_same_pair_twice_is_refused_with_both_lines(void **state)
{
    (void)state;
    refuse("iso_o;iso_d;dist;distcap;distw;distwces\nROM;PAL;1;2;3;4\nBLR;KAZ;1;2;3;4\n"
           "ROU;PSE;1;2;3;4\n",
           NULL, 4, "in line 2");
}

static void a_text_among_numbers_refuses_the_row(void **state)
{
    (void)state;
    refuse("iso_o;iso_d;dist;distcap;distw;distwces\nBLR;KAZ;1;2;3;4\nKAZ;BLR;1;2;x;4\n", NULL,
           3, "a text in a column of numbers");
}

static void an_unknown_country_refuses_the_row(void **state)
{
    (void)state;
    refuse("iso_o;iso_d;dist;distcap;distw;distwces\nBLR;QQX;1;2;3;4\n", NULL, 2, "no country");
}

/* ---- the World Bank ------------------------------------------------------------------------
 */

static const char api[] = "\xef\xbb\xbf\"Data Source\",\"World Development Indicators\",\n\n"
                          "\"Last Updated Date\",\"2023-05-10\",\n\n"
                          "\"Country Name\",\"Country Code\",\"Indicator Name\","
                          "\"Indicator Code\",\"2018\",\"2019\",\n"
                          "\"Belarus\",\"BLR\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\","
                          "\"60031262269.3365\",\"\",\n"
                          "\"Europe & Central Asia\",\"ECS\",\"GDP (current US$)\","
                          "\"NY.GDP.MKTP.CD\",\"1\",\"2\",\n";

static void a_file_of_one_indicator_has_four_lines_before(void **state)
{
    char store[256];
    kt_import_report report;
    (void)state;
    kt_covariates *c = take("API_NY.GDP.MKTP.CD_DS2.csv", api, NULL, "wdi", store, &report);
    CHECK_INT(kt_covariates_info_of(c)->n_rows, 1);
    CHECK_INT(kt_covariates_info_of(c)->released.year, 2023);
    CHECK_INT(report.n_left_out, 1);
    CHECK_NEAR(number_at(c, "BLR", "", 2018, "NY.GDP.MKTP.CD"), 60031262269.3365, 0);
    done(c, store);
}

static void the_long_form_gives_the_same_as_the_wide_one(void **state)
{
    char store[256];
    kt_import_report report;
    (void)state;
    kt_covariates *c =
        take("wdi.csv",
             "Series Name,Series Code,Country Name,Country Code,Time,Time Code,"
             "Value\n"
             "\"Population, total\",SP.POP.TOTL,Belarus,BLR,2018,YR2018,9438785\n"
             "GDP (current US$),NY.GDP.MKTP.CD,Belarus,BLR,2018 [YR2018],YR2018,"
             "60031262269.3365\n"
             "GDP (current US$),NY.GDP.MKTP.CD,Belarus,BLR,2019,YR2019,..\n"
             ",,,,,,\n"
             "Data from database: World Development Indicators,,,,,,\n"
             "Last Updated: 05/10/2023,,,,,,\n",
             NULL, "wdi", store, &report);
    CHECK_INT(report.n_taken, 3);
    CHECK_INT(report.n_left_out, 3);
    CHECK_INT(kt_covariates_info_of(c)->n_rows, 1);
    CHECK_NEAR(number_at(c, "BLR", "", 2018, "NY.GDP.MKTP.CD"), 60031262269.3365, 0);
    CHECK_NEAR(number_at(c, "BLR", "", 2018, "SP.POP.TOTL"), 9438785, 0);
    done(c, store);
}

static void the_same_figure_twice_is_refused_with_both_lines(void **state)
{
    (void)state;
    refuse("Country Name,Country Code,Series Name,Series Code,2018 [YR2018]\n"
           "Belarus,BLR,GDP,NY.GDP,1\nKazakhstan,KAZ,GDP,NY.GDP,1\nBelarus,BLR,GDP,NY.GDP,1\n",
           NULL, 4, "line 2");
}

/* ---- declared keys -------------------------------------------------------------------------
 */

static void a_mapping_declares_the_key_and_new_names(void **state)
{
    char store[256], text[128];
    kt_import_report report;
    (void)state;
    kt_covariates *c = take("land.csv", "land,group,size,code\nBelarus,CIS,207600,007\n",
                            "country = land\nyear := 2018\narea = size\nunit area := km2\n"
                            "texts := code\nname := land-2018\nlicence := CC0\n",
                            "land-2018", store, &report);
    CHECK_INT(kt_covariates_info_of(c)->key, KT_KEY_COUNTRY_YEAR);
    CHECK_TEXT(kt_covariates_info_of(c)->licence, "CC0");
    CHECK_NEAR(number_at(c, "BLR", "", 2018, "area"), 207600, 0);
    CHECK_TEXT(kt_covariates_column_at(c, column_called(c, "area"))->unit, "km2");
    text_at(c, "BLR", 2018, "group", text);
    CHECK_TEXT(text, "CIS");
    text_at(c, "BLR", 2018, "code", text);
    CHECK_TEXT(text, "007");
    done(c, store);
}

static void a_mapping_that_names_no_column_is_refused(void **state)
{
    (void)state;
    refuse("land,size\nBLR,1\n", "country = land\narea = extent\n", 0, "extent");
    refuse("land,size\nBLR,1\n", "country = land\ncolour := red\n", 0, "colour");
    refuse("land\nBLR\n", "country = land\n", 1, "no column besides");
}

/* ---- Stata
 * ----------------------------------------------------------------------------------- */

static void a_stata_file_is_read_like_a_csv(void **state)
{
    char store[256];
    kt_import_report report;
    kt_error err = {0};
    dta_bytes bytes;

    (void)state;
    dta_example(&bytes);
    CHECK_OK(import_bytes(store, "panel.dta", bytes.data, bytes.size,
                          "exporter = iso_o\nimporter = iso_d\nyear = year\n", KT_STRICT,
                          &report, &err),
             err);
    kt_covariates *c = open_covariates(store, "panel");
    CHECK_INT(kt_covariates_info_of(c)->key, KT_KEY_PAIR_YEAR);
    CHECK_NEAR(number_at(c, "BLR", "KAZ", 2018, "dist"), 3743.355, 0);
    CHECK_NEAR(number_at(c, "KAZ", "BLR", 2018, "dist"), (double)NAN, 0);
    CHECK_NEAR(number_at(c, "KAZ", "BLR", 2018, "half"), 0.5, 0);
    done(c, store);
}

static void flows_come_from_stata_files_too(void **state)
{
    char store[256];
    kt_import_report report;
    kt_error err = {0};
    dta_bytes bytes;
    const kt_filter filter = {.first_year = 2018, .last_year = 2018};

    (void)state;
    dta_example(&bytes);
    CHECK_OK(import_bytes(store, "flows.dta", bytes.data, bytes.size,
                          "exporter = iso_o\nimporter = iso_d\nyear = year\nvalue_usd = dist\n"
                          "name := flows\n",
                          KT_STRICT, &report, &err),
             err);
    CHECK_TEXT(report.format, "totals");
    CHECK_NEAR(sum_of(store, "flows", &filter).value_usd, 3743.355, 1e-9);
    kt_scratch_remove(store);
}

/* ---- faults --------------------------------------------------------------------------------
 */

static kt_status once(void *with, kt_error *err)
{
    char store[256];
    kt_import_report report;
    const char *bytes = with;
    const kt_status status =
        import_bytes(store, "t.csv", bytes, strlen(bytes), NULL, KT_STRICT, &report, err);
    kt_scratch_remove(store);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    (void)state;
    char wide[sizeof api];
    memcpy(wide, api, sizeof api);
    char pairs[] = "iso_o;iso_d;dist;distcap;distw;distwces\nROM;PAL;1;2;3;4\n";
    kt_check_faults(KT_FAULT_MEMORY, once, wide);
    kt_check_faults(KT_FAULT_MEMORY, once, pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_older_gravity_is_read_by_names),
        KT_TEST(the_newer_gravity_leaves_out_what_did_not_exist),
        KT_TEST(a_pair_is_not_taken_for_its_reverse),
        KT_TEST(the_same_pair_twice_is_refused_with_both_lines),
        KT_TEST(a_text_among_numbers_refuses_the_row),
        KT_TEST(an_unknown_country_refuses_the_row),
        KT_TEST(a_file_of_one_indicator_has_four_lines_before),
        KT_TEST(the_long_form_gives_the_same_as_the_wide_one),
        KT_TEST(the_same_figure_twice_is_refused_with_both_lines),
        KT_TEST(a_mapping_declares_the_key_and_new_names),
        KT_TEST(a_mapping_that_names_no_column_is_refused),
        KT_TEST(a_stata_file_is_read_like_a_csv),
        KT_TEST(flows_come_from_stata_files_too),
        KT_TEST(every_failed_request_for_memory_is_reported),
    };
    return run_ingest_tests(tests);
}
