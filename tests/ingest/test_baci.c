/* BACI: what its rows mean, and the tables that lie beside them. */
#include "ingest_fixture.h"

#include "format/pack.h"
#include "ingest/baci.h"

static gathered got;

static void names_of_files_tell_revision_year_and_release(void **state)
{
    kt_baci_name name;
    (void)state;
    kt_baci_name_parse("BACI_HS92_Y1995_V202501.csv", &name);
    CHECK_INT(name.revision, KT_HS92);
    CHECK_INT(name.year, 1995);
    CHECK_TEXT(name.version, "V202501");
    CHECK_INT(name.released.year, 2025);
    CHECK_INT(name.released.month, 1);
    kt_baci_name_parse("/data/BACI_HS17_V202301.zip", &name);
    CHECK_INT(name.revision, KT_HS17);
    CHECK_INT(name.year, 0);
    CHECK_TEXT(name.version, "V202301");
    kt_baci_name_parse("product_codes_HS92_V202501.csv", &name);
    CHECK_INT(name.revision, KT_HS92);
    kt_baci_name_parse("BACI_HS9_Y19_V2025.csv", &name);
    CHECK_INT(name.revision, KT_REVISION_NONE);
    CHECK_INT(name.year, 0);
    CHECK_TEXT(name.version, "");
    kt_baci_name_parse("", &name);
    CHECK_INT(name.year, 0);
    kt_baci_name_parse("V_Y_HS_", &name);
    CHECK_INT(name.year, 0);
}

static void a_synthetic_world_is_marked_in_its_name_and_for_every_output(void **state)
{
    (void)state;
    gather_all("BACI_HS92_Y1995_Vsynthetic18446744073709551615.csv",
               "t,i,j,k,v,q\n1995,112,398,870190,1.5,2\n", &got);
    CHECK_INT(got.report.info.synthetic, 1);
    CHECK_TEXT(got.report.info.name, "synthetic-hs92");
    CHECK_TEXT(got.report.info.version, "synthetic18446744073709551615");
    CHECK_TEXT(got.report.info.licence, "");
    CHECK_INT(got.report.info.released.year, 0);
}

static void the_dataset_is_named_after_its_release(void **state)
{
    (void)state;
    gather_all("BACI_HS92_Y1995_V202501.csv", "t,i,j,k,v,q\n1995,112,398,870190,1.5,2\n", &got);
    CHECK_TEXT(got.layout->format, "baci");
    CHECK_TEXT(got.report.info.name, "baci-hs92");
    CHECK_TEXT(got.report.info.version, "v202501");
    CHECK_INT(got.report.info.released.year, 2025);
    CHECK_INT(got.report.info.synthetic, 0);
    CHECK_INT(got.report.info.money_decimals, 0);
    CHECK_INT(got.report.info.quantity_decimals, 3);
    CHECK_INT(got.row[0].stated_by, KT_RECONCILED);
    CHECK_INT(got.row[0].valuation, KT_FOB);
    CHECK_INT(got.row[0].value, 1500);
    CHECK_INT(got.row[0].quantity, 2000);
}

static void comtrades_own_numbers_are_the_countries_they_mean(void **state)
{
    static const struct {
        int number;
        const char *code;
    } traps[] = {{251, "FRA"}, {579, "NOR"}, {699, "IND"}, {757, "CHE"}, {842, "USA"},
                 {490, "TWN"}, {56, "BEL"},  {810, "SUN"}, {688, "SRB"}, {643, "RUS"}};
    char bytes[80];
    (void)state;
    for (size_t n = 0; n < sizeof traps / sizeof traps[0]; n++) {
        snprintf(bytes, sizeof bytes, "t,i,j,k,v,q\n1995,%d,4,870190,1,\n", traps[n].number);
        gather_all("BACI_HS92_Y1995_V202501.csv", bytes, &got);
        CHECK_TEXT(code_of(got.row[0].exporter), traps[n].code);
    }
}

static void other_orders_separators_and_quotes_are_read(void **state)
{
    (void)state;
    gather_all("BACI_HS92_Y1995_V202501.csv",
               "\"k\";\"t\";\"j\";\"i\";\"q\";\"v\"\n\"10121\";1995;398;112;NA;\" 1.5 \"\n",
               &got);
    char product[16];
    CHECK_TEXT(kt_product_print(got.row[0].product, product), "010121");
    CHECK_TEXT(code_of(got.row[0].exporter), "BLR");
    CHECK_INT(got.row[0].value, 1500);
    CHECK_INT(got.row[0].quantity, KT_NONE);
}

static void a_name_that_tells_no_revision_needs_a_mapping(void **state)
{
    kt_error err = {0};
    kt_column_map map = {0};
    const kt_slice bytes = kt_slice_of("t,i,j,k,v,q\n1995,112,398,870190,1,\n");
    (void)state;
    CHECK_FAILS(gather("data.csv", bytes, 0, NULL, KT_STRICT, &got, &err), KT_ERR_FORMAT, err);
    kt_error_clear(&err);
    CHECK_OK(kt_column_map_parse(kt_slice_of("revision := HS92\n"), &map, &err), err);
    CHECK_OK(gather("data.csv", bytes, 0, &map, KT_STRICT, &got, &err), err);
    CHECK_INT(kt_product_revision(got.row[0].product), KT_HS92);
}

static void refused_rows_say_which_cell_is_wrong(void **state)
{
    const char *name = "BACI_HS92_Y1995_V202501.csv";
    (void)state;
    refuses(name, "t,i,j,k,v,q\n1996,112,398,870190,1,1\n", 2, "the year in the name");
    refuses(name, "t,i,j,k,v,q\n1995,998,398,870190,1,1\n", 2, "i \"998\"");
    refuses(name, "t,i,j,k,v,q\n1995,112,x,870190,1,1\n", 2, "j \"x\"");
    refuses(name, "t,i,j,k,v,q\n1995,112,398,8701,1,1\n", 2, "k \"8701\"");
    refuses(name, "t,i,j,k,v,q\n1995,112,398,870190,NA,1\n", 2, "v \"NA\"");
    refuses(name, "t,i,j,k,v,q\n1995,112,398,870190,1.0004,1\n", 2, "three decimals");
    refuses(name, "t,i,j,k,v,q\n1995,112,398,870190,1,x\n", 2, "q \"x\"");
    refuses(name, "t,i,j,k,v,q\n1995,112,398,870190,1\n", 2, "5 cells, expected 6");
}

static void float_noise_is_rounded(void **state)
{
    (void)state;
    gather_all("BACI_HS92_Y1995_V202501.csv",
               "t,i,j,k,v,q\n1995,112,398,870190,34.2480000000004,10.1999999999998\n", &got);
    CHECK_INT(got.row[0].value, 34248);
    CHECK_INT(got.row[0].quantity, 10200);
}

/* ---- tables beside ------------------------------------------------------------------------
 */

static const char *const both_editions[] = {
    "\xef\xbb\xbf"
    "country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,"
    "iso_3digit_alpha\n112,Belarus,Belarus,BY,BLR\n398,Kazakhstan,Kazakhstan,KZ,KAZ\n"
    "58,Belgium-Luxembourg,\"Belgium-Luxembourg (...1998)\",BE,BEL\n",
    "country_code,country_name,country_iso2,country_iso3\n112,Belarus,BY,BLR\n"
    "398,Kazakhstan,KZ,KAZ\n58,Belgium-Luxembourg,BE,BEL\n",
};

static void import_beside(const char *countries_table, const char *products_table,
                          const char *rows, kt_import_report *report, kt_status expected)
{
    char folder[256], store[256], path[400];
    kt_error err = {0};

    kt_scratch_make(folder);
    kt_scratch_make(store);
    put_text(folder, "country_codes_V202501.csv", countries_table);
    put_text(folder, "product_codes_HS92_V202501.csv", products_table);
    put_text(folder, "product_codes_HS17_V202501.csv", "code,description\n870190,wrong\n");
    put_text(folder, "BACI_HS92_Y1995_V202501.csv", rows);
    snprintf(path, sizeof path, "%s/BACI_HS92_Y1995_V202501.csv", folder);
    kt_import_options options = kt_import_options_default();
    const kt_status status = import_into(store, path, &options, report, &err);
    if (status != expected)
        fail_msg("%s: %s", err.context, err.cause);
    if (!status) {
        kt_store *opened = NULL;
        kt_dataset *dataset = NULL;
        kt_product product;
        CHECK_OK(kt_store_open(store, &opened, &err), err);
        CHECK_OK(kt_dataset_open(opened, 0, &dataset, &err), err);
        CHECK(kt_product_parse(kt_slice_of("870190"), KT_HS92, &product));
        CHECK(kt_slice_is(kt_dataset_description(dataset, product), "Tractors: n.e.c."));
        CHECK(kt_product_parse(kt_slice_of("010121"), KT_HS92, &product));
        CHECK(kt_slice_is(kt_dataset_description(dataset, product), "Horses: live, pure-bred"));
        kt_dataset_close(dataset);
        kt_store_close(opened);
    }
    kt_scratch_remove(folder);
    kt_scratch_remove(store);
}

static const char products[] =
    "\"code\",\"description\"\n\"10121\",\"Horses: live, pure-bred\"\n"
    "\"870190\",\"Tractors: n.e.c.\"\n\"9999AA\",\"Unspecified\"\n";

static void tables_in_the_folder_of_a_file_are_found(void **state)
{
    kt_import_report report;
    (void)state;
    for (int e = 0; e < 2; e++) {
        import_beside(both_editions[e], products,
                      "t,i,j,k,v,q\n1995,112,398,870190,1,1\n1995,58,398,10121,1,1\n", &report,
                      KT_OK);
        CHECK_INT(report.n_taken, 2);
        CHECK_INT(report.n_refused, 0);
    }
}

static void a_table_that_gives_another_country_is_believed_by_nobody(void **state)
{
    kt_import_report report;
    (void)state;
    import_beside("country_code,country_name,country_iso2,country_iso3\n112,Belarus,KZ,KAZ\n",
                  products, "t,i,j,k,v,q\n1995,112,643,870190,1,1\n", &report, KT_ERR_FORMAT);
    CHECK_INT(report.n_refused, 1);
    CHECK(strstr(report.refused[0].reason, "another country") != NULL);
}

static void a_code_that_only_the_table_knows_is_taken_from_it(void **state)
{
    kt_import_report report;
    (void)state;
    import_beside("country_code,country_name,country_iso2,country_iso3\n997,Belarus,BY,BLR\n",
                  products, "t,i,j,k,v,q\n1995,997,643,870190,1,1\n1995,997,643,10121,1,1\n",
                  &report, KT_OK);
    CHECK_INT(report.n_taken, 2);
}

static void a_folder_of_years_is_one_dataset(void **state)
{
    char folder[256], store[256];
    kt_import_report report;
    kt_error err = {0};
    (void)state;
    kt_scratch_make(folder);
    kt_scratch_make(store);
    put_text(folder, "BACI_HS92_Y1995_V202501.csv",
             "t,i,j,k,v,q\n1995,112,398,870190,1,1\n1995,997,398,870190,1,1\n");
    put_text(folder, "BACI_HS92_Y1996_V202501.csv", "t,i,j,k,v,q\n1996,112,398,870190,2,NA\n");
    put_text(folder, "Readme.txt", "BACI. Nothing to read here,\nthough it has commas.\n");
    put_text(folder, "country_codes_V202501.csv",
             "country_code,country_name,country_iso2,country_iso3\n997,Ukraine,UA,UKR\n");
    put_text(folder, "product_codes_HS92_V202501.csv", products);
    CHECK_OK(import_into(store, folder, NULL, &report, &err), err);
    CHECK_INT(report.n_taken, 3);
    CHECK_INT(report.info.first_year, 1995);
    CHECK_INT(report.info.last_year, 1996);
    CHECK_INT(report.info.revision, KT_HS92);
    kt_filter filter = {.exporter = KT_COUNTRY('U', 'K', 'R')};
    CHECK_NEAR(sum_of(store, "baci-hs92", &filter).value_usd, 1000, 0);

    CHECK_OK(import_into(store, folder, NULL, &report, &err), err);
    CHECK_INT(report.unchanged, 1);
    kt_scratch_remove(folder);
    kt_scratch_remove(store);
}

static void a_zip_holds_a_readme_and_its_tables_behind_the_rows(void **state)
{
    static const char *const names[] = {"BACI_HS92_Y1995_V202501.csv", "Readme.txt",
                                        "country_codes_V202501.csv",
                                        "product_codes_HS92_V202501.csv"};
    const char *const texts[] = {
        "t,i,j,k,v,q\n1995,112,398,870190,1,1\n1995,997,398,870190,1,1\n",
        "BACI, its columns t, i, j, k, v, q.\n",
        "country_code,country_name,country_iso2,country_iso3\n997,Ukraine,UA,UKR\n", products};
    pack_member members[4] = {0};
    kt_text zip = {0};
    char folder[256], store[256], path[300];
    kt_import_report report;
    kt_error err = {0};

    (void)state;
    for (int m = 0; m < 4; m++) {
        const size_t size = strlen(texts[m]);
        members[m] = (pack_member){.name = names[m],
                                   .packed = {texts[m], size},
                                   .crc = pack_crc(texts[m], size),
                                   .plain_size = size};
    }
    pack_zip(&zip, members, 4);
    kt_scratch_make(folder);
    kt_scratch_make(store);
    put_bytes(folder, "BACI_HS92_V202501.zip", zip.data, zip.size);
    snprintf(path, sizeof path, "%s/BACI_HS92_V202501.zip", folder);
    CHECK_OK(import_into(store, path, NULL, &report, &err), err);
    CHECK_INT(report.n_taken, 2);
    CHECK_TEXT(report.info.name, "baci-hs92");
    CHECK_TEXT(report.info.version, "v202501");
    const kt_filter filter = {.exporter = KT_COUNTRY('U', 'K', 'R')};
    CHECK_NEAR(sum_of(store, "baci-hs92", &filter).value_usd, 1000, 0);
    kt_text_clear(&zip);
    kt_scratch_remove(folder);
    kt_scratch_remove(store);
}

static void revisions_are_not_mixed(void **state)
{
    char folder[256], store[256];
    kt_import_report report;
    kt_error err = {0};
    (void)state;
    kt_scratch_make(folder);
    kt_scratch_make(store);
    put_text(folder, "BACI_HS92_Y1995_V202501.csv", "t,i,j,k,v,q\n1995,112,398,870190,1,1\n");
    put_text(folder, "BACI_HS96_Y1996_V202501.csv", "t,i,j,k,v,q\n1996,112,398,870190,2,NA\n");
    CHECK_FAILS(import_into(store, folder, NULL, &report, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, "import them apart") != NULL);
    CHECK_INT(n_datasets(store), 0);
    kt_scratch_remove(folder);
    kt_scratch_remove(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(names_of_files_tell_revision_year_and_release),
        KT_TEST(a_synthetic_world_is_marked_in_its_name_and_for_every_output),
        KT_TEST(the_dataset_is_named_after_its_release),
        KT_TEST(comtrades_own_numbers_are_the_countries_they_mean),
        KT_TEST(other_orders_separators_and_quotes_are_read),
        KT_TEST(a_name_that_tells_no_revision_needs_a_mapping),
        KT_TEST(refused_rows_say_which_cell_is_wrong),
        KT_TEST(float_noise_is_rounded),
        KT_TEST(tables_in_the_folder_of_a_file_are_found),
        KT_TEST(a_table_that_gives_another_country_is_believed_by_nobody),
        KT_TEST(a_code_that_only_the_table_knows_is_taken_from_it),
        KT_TEST(a_folder_of_years_is_one_dataset),
        KT_TEST(a_zip_holds_a_readme_and_its_tables_behind_the_rows),
        KT_TEST(revisions_are_not_mixed),
    };
    return run_ingest_tests(tests);
}
