/* Real files of statistics, where they are at hand: the figures that everything else rests on,
 * and that none of their rows is refused. */
#include "ingest_fixture.h"

#include <kontor/register.h>

static sum pair(const char *store, const char *dataset, kt_country exporter,
                kt_country importer, int year, kt_stated_by by)
{
    const kt_filter filter = {.exporter = exporter,
                              .importer = importer,
                              .first_year = (int16_t)year,
                              .last_year = (int16_t)year,
                              .stated_by = (uint8_t)(1 << by)};
    return sum_of(store, dataset, &filter);
}

static void direction_of_trade_gives_the_published_figures(void **state)
{
    const char *source = kt_shared("data/imf_dots_bilateral_1992_2020.csv.gz");
    const kt_country blr = KT_COUNTRY('B', 'L', 'R'), kaz = KT_COUNTRY('K', 'A', 'Z');
    const kt_import_options options = {.name = "dots"};
    kt_import_report report;
    kt_error err = {0};
    char store[256];

    (void)state;
    kt_scratch_make(store);
    CHECK_OK(import_into(store, source, &options, &report, &err), err);
    print_message("%lld rows, %lld bytes, %.2f s\n", (long long)report.n_read,
                  (long long)report.n_bytes, report.seconds);
    CHECK_TEXT(report.format, "totals");
    CHECK_INT(report.n_refused, 0);
    CHECK_INT(report.n_left_out, 0);
    CHECK_INT(report.n_taken, report.n_read);
    CHECK_INT(report.info.first_year, 1992);
    CHECK_INT(report.info.last_year, 2020);

    const struct {
        int year;
        double x_blr, m_blr, x_kaz, m_kaz;
    } published[] = {
        {2018, 783303100, 112257100, 75315735, 572027702},
        {2008, 365215801, 171779901, 170831586, 396202111},
        {2010, 464778800, 405811300, 35263551, 224600841},
    };
    for (size_t n = 0; n < sizeof published / sizeof published[0]; n++) {
        const int year = published[n].year;
        CHECK_NEAR(pair(store, "dots", blr, kaz, year, KT_BY_EXPORTER).value_usd,
                   published[n].x_blr, 0);
        CHECK_NEAR(pair(store, "dots", kaz, blr, year, KT_BY_IMPORTER).value_usd,
                   published[n].m_blr, 0);
        CHECK_NEAR(pair(store, "dots", kaz, blr, year, KT_BY_EXPORTER).value_usd,
                   published[n].x_kaz, 0);
        CHECK_NEAR(pair(store, "dots", blr, kaz, year, KT_BY_IMPORTER).value_usd,
                   published[n].m_kaz, 0);
    }
    const sum one = pair(store, "dots", blr, kaz, 2018, KT_BY_EXPORTER);
    CHECK_INT(one.n_rows, 1);
    CHECK_INT(one.last.valuation, KT_FOB);
    CHECK_INT(one.last.status, KT_REPORTED);

    CHECK_OK(import_into(store, source, &options, &report, &err), err);
    CHECK_INT(report.unchanged, 1);
    CHECK(report.seconds < 2.0); // some 12 ms where nothing else runs
    CHECK_INT(n_datasets(store), 1);
    kt_scratch_remove(store);
}

static void unctads_names_of_countries_are_all_known(void **state)
{
    const char *source = kt_shared("data/unctad_sitc_section_bilateral_1995_2005_2015.csv.gz");
    kt_import_report report;
    kt_error err = {0};
    char store[256];

    (void)state;
    kt_scratch_make(store);
    CHECK_OK(import_into(store, source, NULL, &report, &err), err);
    CHECK_INT(report.n_refused, 0);
    CHECK_INT(report.info.revision, KT_SITC3);
    // 1995,TOTAL,All,Afghanistan,Algeria,42.047
    const sum one = pair(store, report.info.name, KT_COUNTRY('A', 'F', 'G'),
                         KT_COUNTRY('D', 'Z', 'A'), 1995, KT_RECONCILED);
    CHECK(one.n_rows >= 1);
    CHECK_INT(one.last.valuation, KT_VALUATION_UNKNOWN);
    kt_scratch_remove(store);
}

static void the_old_comtrade_layout_is_read_whole(void **state)
{
    const char *source = kt_shared("data/comtrade_legacy_IDN_export_2018_2019.csv.gz");
    kt_import_report report;
    kt_error err = {0};
    char store[256];

    (void)state;
    kt_scratch_make(store);
    CHECK_OK(import_into(store, source, NULL, &report, &err), err);
    CHECK_TEXT(report.format, "comtrade-legacy");
    CHECK_INT(report.n_refused, 0);
    CHECK_INT(report.n_taken, 8857);
    // swine, 2018: 330,236 items, 27,862,630 kg, 55,930,137 USD, quantity estimated
    kt_filter filter = {.first_year = 2018, .last_year = 2018};
    CHECK(kt_product_parse(kt_slice_of("010392"), KT_HS17, &filter.product));
    const sum one = sum_of(store, "comtrade", &filter);
    CHECK_INT(one.n_rows, 1);
    CHECK_NEAR(one.value_usd, 55930137, 0);
    CHECK_NEAR(one.quantity_tonnes, 27862.63, 1e-12);
    CHECK_INT(one.last.supplementary, 330236);
    CHECK_INT(one.last.supplementary_unit, 5);
    CHECK_INT(one.last.status, KT_ESTIMATED);
    CHECK_TEXT(code_of(one.last.exporter), "IDN");
    CHECK_TEXT(code_of(one.last.importer), "WLD");
    kt_scratch_remove(store);
}

static void wits_is_read_with_its_zeros_put_back(void **state)
{
    const char *source = kt_shared("data/wits_hs6_TZA_2013.csv.gz");
    kt_import_report report;
    kt_error err = {0};
    char store[256];

    (void)state;
    kt_scratch_make(store);
    CHECK_OK(import_into(store, source, NULL, &report, &err), err);
    CHECK_TEXT(report.format, "wits");
    CHECK_INT(report.n_refused, 0);
    CHECK_INT(report.n_taken, 63257);
    // H3,TZA,10110,Tanzania,CHN,China,2013,Import,5.894
    kt_filter filter = {.exporter = KT_COUNTRY('C', 'H', 'N')};
    CHECK(kt_product_parse(kt_slice_of("010110"), KT_HS07, &filter.product));
    const sum one = sum_of(store, "wits", &filter);
    CHECK_INT(one.n_rows, 1);
    CHECK_NEAR(one.value_usd, 5894, 0);
    CHECK_INT(one.last.stated_by, KT_BY_IMPORTER);
    CHECK_INT(one.last.valuation, KT_CIF);
    kt_scratch_remove(store);
}

static void bacis_own_tables_agree_with_ours(void **state)
{
    static const char *const editions[] = {"data/baci_country_codes_V202201.csv.gz",
                                           "data/baci_country_codes_V202301.csv.gz"};
    const char *products = kt_shared("data/baci_product_codes_HS17_V202301.csv.gz");

    (void)state;
    for (int e = 0; e < 2; e++) {
        const char *table = kt_shared(editions[e]);
        char store[256], folder[256], path[300], rows[20000] = "t,i,j,k,v,q\n";
        kt_import_report report;
        kt_error err = {0};
        kt_text bytes = {0};

        kt_scratch_make(store);
        kt_scratch_make(folder);
        CHECK_OK(kt_file_read(table, KT_MAX_FILE, &bytes, &err), err);
        put_bytes(folder, "country_codes_V202301.csv.gz", bytes.data, bytes.size);
        kt_text_reset(&bytes);
        CHECK_OK(kt_file_read(products, KT_MAX_FILE, &bytes, &err), err);
        put_bytes(folder, "product_codes_HS17_V202301.csv.gz", bytes.data, bytes.size);
        kt_text_clear(&bytes);
        // Every code that Comtrade's numbers can be, where the table or our own knows it.
        size_t used = strlen(rows);
        int n = 0;
        for (int code = 1; code < 1000; code++) {
            kt_country country;
            if (!kt_country_from_number(countries, code, &country) || code == 112)
                continue;
            used += (size_t)snprintf(rows + used, sizeof rows - used, "2019,112,%d,10121,1,\n",
                                     code);
            n++;
        }
        put_text(folder, "BACI_HS17_Y2019_V202301.csv", rows);
        snprintf(path, sizeof path, "%s/BACI_HS17_Y2019_V202301.csv", folder);
        const kt_import_options lenient = {.strictness = KT_LENIENT};
        const kt_status status = import_into(store, path, &lenient, &report, &err);
        for (int r = 0; r < report.n_refused && r < KT_MAX_REFUSALS_SHOWN; r++)
            print_message("%s\n", report.refused[r].reason);
        // Two numbers of one country make the same key twice: that they are known is the point.
        if (status && !strstr(err.cause, "the same key twice"))
            fail_msg("%s: %s", err.context, err.cause);
        CHECK_INT(report.n_refused, 0);
        CHECK_INT(report.n_read, n);
        kt_scratch_remove(folder);
        kt_scratch_remove(store);
    }
}

static void the_projects_cited_facts_are_read_whole(void **state)
{
    kt_import_report report;
    kt_error err = {0};
    char store[256];
    kt_register *reg = NULL;
    int64_t n_facts = 0, n_entries = 0, n_totals = 0;

    (void)state;
    if (!kt_folder_exists("data/facts"))
        skip();
    kt_scratch_make(store);
    CHECK_OK(import_into(store, "data/facts", NULL, &report, &err), err);
    CHECK_TEXT(report.format, "facts");
    CHECK_INT(report.n_refused, 0);
    CHECK_INT(report.n_facts_new, 154 + 38 + 79 + 40 + 35);
    CHECK_OK(kt_register_open(store, KT_REGISTER_READ, &reg, &err), err);
    CHECK_OK(kt_register_counts(reg, &n_facts, &n_entries, &n_totals, &err), err);
    CHECK_INT(n_facts, 154 + 38 + 40);
    CHECK_INT(n_entries, 79);
    CHECK_INT(n_totals, 35);
    kt_register_close(reg);

    CHECK_OK(import_into(store, "data/facts", NULL, &report, &err), err);
    CHECK_INT(report.n_facts_new, 0);
    CHECK_INT(report.n_facts_changed, 0);
    kt_scratch_remove(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(direction_of_trade_gives_the_published_figures),
        KT_TEST(unctads_names_of_countries_are_all_known),
        KT_TEST(the_old_comtrade_layout_is_read_whole),
        KT_TEST(wits_is_read_with_its_zeros_put_back),
        KT_TEST(bacis_own_tables_agree_with_ours),
        KT_TEST(the_projects_cited_facts_are_read_whole),
    };
    return run_ingest_tests(tests);
}
