/* The generic layout of one's own totals, and the mapping that adapts it. */
#include "ingest_fixture.h"

static gathered got;

static void a_reporters_exports_are_fob_and_its_imports_cif(void **state)
{
    (void)state;
    gather_all("dots.csv",
               "year,reporter,partner,flow,value_musd,flag\n"
               "2018,BLR,KAZ,X,783.3031,\n"
               "2018,BLR,KAZ,M,112.2571,e\n",
               &got);
    CHECK_TEXT(got.layout->format, "totals");
    CHECK_TEXT(got.report.info.name, "dots");
    CHECK_INT(got.n_rows, 2);
    CHECK_TEXT(code_of(got.row[0].exporter), "BLR");
    CHECK_TEXT(code_of(got.row[0].importer), "KAZ");
    CHECK_INT(got.row[0].stated_by, KT_BY_EXPORTER);
    CHECK_INT(got.row[0].valuation, KT_FOB);
    CHECK_INT(got.row[0].status, KT_REPORTED);
    CHECK_INT(got.row[0].value, 783303100000); // thousandths of a dollar
    CHECK_INT(got.row[0].quantity, KT_NONE);
    CHECK_INT(got.row[0].product.code, 0);
    CHECK_TEXT(code_of(got.row[1].exporter), "KAZ");
    CHECK_TEXT(code_of(got.row[1].importer), "BLR");
    CHECK_INT(got.row[1].stated_by, KT_BY_IMPORTER);
    CHECK_INT(got.row[1].valuation, KT_CIF);
    CHECK_INT(got.row[1].status, KT_ESTIMATED);
    CHECK_INT(got.line[1], 3);
}

static void words_codes_numbers_and_names_mean_the_same_country(void **state)
{
    (void)state;
    gather_all("own.csv",
               "Period;Reporter;Partner;Flow;Value_USD\n"
               "2018;BY;Kazakhstan;export;1\n"
               "2018-10;112;398;Exports;2\n"
               "2018-01/2018-10;Belarus;KZ;X;3\n",
               &got);
    for (int r = 0; r < 3; r++) {
        CHECK_TEXT(code_of(got.row[r].exporter), "BLR");
        CHECK_TEXT(code_of(got.row[r].importer), "KAZ");
        CHECK_INT(got.row[r].value, 1000 * (r + 1));
    }
    CHECK(kt_period_equal(got.row[2].period, kt_period_of_months(2018, 1, 10)));
}

static void the_unit_is_in_the_columns_name(void **state)
{
    static const char *const columns[] = {"value_usd", "value_kusd", "value_musd"};
    static const int64_t thousandths[] = {1500, 1500000, 1500000000};
    char bytes[200];

    (void)state;
    for (int c = 0; c < 3; c++) {
        snprintf(bytes, sizeof bytes, "year,exporter,importer,%s\n2018,BLR,KAZ,1.5\n",
                 columns[c]);
        gather_all("own.csv", bytes, &got);
        CHECK_INT(got.row[0].value, thousandths[c]);
        CHECK_INT(got.row[0].stated_by, KT_RECONCILED);
        CHECK_INT(got.row[0].valuation, KT_VALUATION_UNKNOWN);
    }
}

static void what_an_export_writes_is_read_back(void **state)
{
    (void)state;
    gather_all("export.csv",
               "period,exporter,importer,revision,product,stated_by,kind,valuation,status,"
               "value_usd,quantity_tonnes,supplementary,supplementary_unit\n"
               "2018,BLR,KAZ,HS17,870190,exporter,goods,FOB,reported,1500.5,12.25,30,5\n"
               "2018,BLR,KAZ,,TOTAL,importer,re-export,CIF,estimated,7,,,\n"
               "2018-10,BLR,KAZ,SITC3,7,reconciled,services,unknown,suppressed,,0,,\n",
               &got);
    CHECK_INT(got.n_rows, 3);
    CHECK_INT(got.row[0].value, 1500500);
    CHECK_INT(got.row[0].quantity, 12250000);
    CHECK_INT(got.row[0].supplementary, 30);
    CHECK_INT(got.row[0].supplementary_unit, 5);
    CHECK_INT(kt_product_revision(got.row[0].product), KT_HS17);
    CHECK_INT(got.row[1].kind, KT_REEXPORT);
    CHECK_INT(got.row[1].status, KT_ESTIMATED);
    CHECK_INT(got.row[1].valuation, KT_CIF);
    CHECK_INT(got.row[1].product.code, 0);
    CHECK_INT(got.row[2].kind, KT_SERVICES);
    CHECK_INT(got.row[2].value, KT_NONE);
    CHECK_INT(got.row[2].quantity, 0);
}

static void unctads_sections_are_products_of_sitc(void **state)
{
    (void)state;
    gather_all("unctad.csv",
               "year,sitc,section,exporter,importer,value_kusd\n"
               "1995,TOTAL,All,Afghanistan,Algeria,42.047\n"
               "1995,7,SITC7_Machinery,Belarus,Kazakhstan,0.5\n",
               &got);
    CHECK_INT(got.row[0].product.code, 0);
    CHECK_INT(got.row[0].value, 42047000);
    CHECK_INT(kt_product_revision(got.row[1].product), KT_SITC3);
    CHECK_INT(kt_product_digits(got.row[1].product), 1);
}

static void no_data_suppressed_and_zero_stay_three_things(void **state)
{
    (void)state;
    gather_all("own.csv",
               "year,reporter,partner,flow,value_usd,flag\n"
               "2018,BLR,KAZ,X,,\n"
               "2018,BLR,RUS,X,..,c\n"
               "2018,BLR,UKR,X,0,\n",
               &got);
    CHECK_INT(got.report.n_read, 3);
    CHECK_INT(got.report.n_left_out, 1);
    CHECK_INT(got.n_rows, 2);
    CHECK_INT(got.row[0].value, KT_NONE);
    CHECK_INT(got.row[0].status, KT_SUPPRESSED);
    CHECK_INT(got.row[1].value, 0);
    CHECK_INT(got.row[1].status, KT_REPORTED);
}

static void a_trailing_flag_counts_where_no_column_says_more(void **state)
{
    (void)state;
    gather_all("own.csv",
               "year,reporter,partner,flow,value_musd\n"
               "2018,BLR,KAZ,X,\"1,247.27 e\"\n",
               &got);
    CHECK_INT(got.row[0].value, 1247270000000);
    CHECK_INT(got.row[0].status, KT_ESTIMATED);
}

static void re_imports_of_ones_own_stay_as_stated(void **state)
{
    (void)state;
    gather_all("own.csv", "year,reporter,partner,flow,value_usd\n2018,CHN,CHN,M,5\n", &got);
    CHECK_INT(got.n_rows, 1);
    CHECK(got.row[0].exporter.code == got.row[0].importer.code);
}

#define HEADER "year,reporter,partner,flow,value_usd,flag\n"

static void rows_that_cannot_be_are_refused_with_their_cell(void **state)
{
    (void)state;
    refuses("own.csv", HEADER "20188,BLR,KAZ,X,1,\n", 2, "year \"20188\"");
    refuses("own.csv", HEADER "2018,BLR,Atlantis,X,1,\n", 2, "partner \"Atlantis\"");
    refuses("own.csv", HEADER "2018,BLR,KAZ,Y,1,\n", 2, "flow \"Y\"");
    refuses("own.csv", HEADER "2018,BLR,KAZ,X,one,\n", 2, "value_usd \"one\"");
    refuses("own.csv", HEADER "2018,BLR,KAZ,X,-1,\n", 2, "negative");
    refuses("own.csv", HEADER "2018,BLR,KAZ,X,1.2345,\n", 2, "thousandth");
    refuses("own.csv", HEADER "2018,BLR,KAZ,X,99999999999999999999,\n", 2, "value_usd");
    refuses("own.csv", HEADER "2018,BLR,KAZ,X,1,zz\n", 2, "flag");
    refuses("own.csv", HEADER "2018,BLR,KAZ,X,1,c\n", 2, "suppressed");
    refuses("own.csv", HEADER "2018,BLR,KAZ,X,1\n", 2, "5 cells, expected 6");
    refuses("own.csv", HEADER "2018,BLR,KAZ,X,1,,9\n", 2, "7 cells, expected 6");
    refuses("own.csv", HEADER "2018,BLR,KAZ,X,1,\n2018,,KAZ,X,1,\n", 3, "reporter");
}

static void the_column_of_a_refusal_is_its_byte(void **state)
{
    kt_error err = {0};
    (void)state;
    CHECK_OK(gather("own.csv", kt_slice_of(HEADER "2018,BLR,KAZ,X,one,\n"), 0, NULL, KT_LENIENT,
                    &got, &err),
             err);
    CHECK_INT(got.report.refused[0].column, 16);
}

/* ---- mappings -----------------------------------------------------------------------------
 */

static void mapped(const char *map, const char *bytes, kt_status expected, kt_error *err)
{
    kt_column_map columns = {0};
    kt_error map_err = {0};
    CHECK_OK(kt_column_map_parse(kt_slice_of(map), &columns, &map_err), map_err);
    kt_error_clear(err);
    CHECK_INT(gather("own.csv", kt_slice_of(bytes), 0, &columns, KT_LENIENT, &got, err),
              expected);
    kt_column_map_clear(&columns);
}

static void a_mapping_names_columns_and_constants(void **state)
{
    kt_error err = {0};
    (void)state;
    mapped("# the gravity panel\r\n"
           "exporter = iso_o\n"
           "importer = iso_d\n\n"
           "value_musd = Flow\n"
           "year := 2006\n"
           "stated_by := reconciled\n"
           "name := gravity\n",
           "\"\",\"iso_o\",\"iso_d\",\"distw\",\"flow\"\n"
           "\"1\",\"AFG\",\"ARG\",15341.1616513039,0.061\n"
           "\"2\",\"YUG\",\"ROM\",11086.14,0.008013324\n"
           "\"3\",\"AFG\",\"AUT\",1,1e-08\n",
           KT_OK, &err);
    CHECK_INT(got.n_rows, 3);
    CHECK_INT(got.report.n_refused, 0);
    CHECK_INT(kt_period_year(got.row[0].period), 2006);
    CHECK_INT(got.row[0].value, 61000000);
    CHECK_INT(got.row[1].value, 8013324);
    CHECK_TEXT(code_of(got.row[1].importer), "ROU");
    CHECK_INT(got.row[2].value, 10);
}

static void a_revision_may_be_the_same_for_all_rows(void **state)
{
    kt_error err = {0};
    (void)state;
    mapped("revision := HS17\n",
           "year,exporter,importer,product,value_usd\n2018,BLR,KAZ,101,1\n", KT_OK, &err);
    CHECK_INT(kt_product_revision(got.row[0].product), KT_HS17);
    CHECK_INT(kt_product_digits(got.row[0].product), 4);
}

static void a_mapping_that_does_not_fit_the_file_says_so(void **state)
{
    kt_error err = {0};
    const char *file = "a,b,v,year\nBLR,KAZ,1,2018\n";
    (void)state;
    mapped("exporter = a\nimporter = b\nvalue_usd = v\nproduct = p\nrevision := HS17\n", file,
           KT_ERR_FORMAT, &err);
    CHECK(strstr(err.cause, "a column p") != NULL);
    mapped("exporter = a\nimporter = b\nvalue_usd = v\ncolour := red\n", file, KT_ERR_FORMAT,
           &err);
    CHECK(strstr(err.cause, "colour") != NULL);
    mapped("exporter = a\nimporter = b\nvalue_usd = v\nvalue_kusd = v\n", file, KT_ERR_FORMAT,
           &err);
    mapped("exporter = a\nimporter = b\nvalue_usd = v\nproduct := 01\n", file, KT_ERR_FORMAT,
           &err);
    CHECK(strstr(err.cause, "revision") != NULL);
}

static void names_of_datasets_come_from_the_files(void **state)
{
    static const struct {
        const char *file, *name;
    } names[] = {
        {"imf_dots_1992.csv.gz", "imf_dots_1992"},
        {"Own Totals (2018).CSV", "own-totals-2018"},
        {"-", "totals"},
        {"a.b-c.csv", "a.b-c"},
        {".csv", "csv"},
        {"\xd1\x8f.csv", "totals"},
    };
    (void)state;
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        gather_all(names[n].file, "year,exporter,importer,value_usd\n2018,BLR,KAZ,1\n", &got);
        CHECK_TEXT(got.report.info.name, names[n].name);
    }
}

static void every_cut_of_a_file_is_read_or_refused(void **state)
{
    static const char bytes[] = "year,reporter,partner,flow,value_musd,flag\r\n"
                                "2018,BLR,\"KAZ\",X,\"1,783.3031\",e\r\n"
                                "2018,BLR,Kasachstan\xe4,M,112.2571,\r\n";
    (void)state;
    for (size_t cut = 0; cut <= sizeof bytes - 1; cut++) {
        kt_error err = {0};
        const kt_status whole =
            gather("own.csv", (kt_slice){bytes, cut}, 0, NULL, KT_LENIENT, &got, &err);
        const int64_t n_rows = got.n_rows, n_refused = got.report.n_refused;
        kt_error_clear(&err);
        CHECK_INT(gather("own.csv", (kt_slice){bytes, cut}, 3, NULL, KT_LENIENT, &got, &err),
                  whole);
        CHECK_INT(got.n_rows, n_rows);
        CHECK_INT(got.report.n_refused, n_refused);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_reporters_exports_are_fob_and_its_imports_cif),
        KT_TEST(words_codes_numbers_and_names_mean_the_same_country),
        KT_TEST(the_unit_is_in_the_columns_name),
        KT_TEST(what_an_export_writes_is_read_back),
        KT_TEST(unctads_sections_are_products_of_sitc),
        KT_TEST(no_data_suppressed_and_zero_stay_three_things),
        KT_TEST(a_trailing_flag_counts_where_no_column_says_more),
        KT_TEST(re_imports_of_ones_own_stay_as_stated),
        KT_TEST(rows_that_cannot_be_are_refused_with_their_cell),
        KT_TEST(the_column_of_a_refusal_is_its_byte),
        KT_TEST(a_mapping_names_columns_and_constants),
        KT_TEST(a_revision_may_be_the_same_for_all_rows),
        KT_TEST(a_mapping_that_does_not_fit_the_file_says_so),
        KT_TEST(names_of_datasets_come_from_the_files),
        KT_TEST(every_cut_of_a_file_is_read_or_refused),
    };
    return run_ingest_tests(tests);
}
