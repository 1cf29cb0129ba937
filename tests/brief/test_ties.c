/* test_ties.c: intensity, dependence and products in the brief, on the worked example of the
 * formulas: Belarus, Kazakhstan, Uzbekistan in billions, and thirty exporters of one dollar
 * each that make it a world. */
#include "brief_fixture.h"

#include <math.h>

#define UZB KT_COUNTRY('U', 'Z', 'B')

static const char FILLERS[][4] = {"AUT", "BEL", "BGR", "CAN", "CHE", "CHN", "CZE", "DEU",
                                  "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HRV",
                                  "HUN", "IRL", "ITA", "JPN", "LTU", "LUX", "LVA", "NLD",
                                  "NOR", "POL", "PRT", "ROU", "SVK", "SVN"};
enum { N_FILLERS = sizeof FILLERS / sizeof FILLERS[0] };

static kt_flow product_flow(kt_country from, kt_country to, const char *code, int64_t usd)
{
    kt_flow flow = fixture_flow(from, to, 2018, KT_RECONCILED, usd);
    CHECK(kt_product_parse(kt_slice_of(code), KT_HS17, &flow.product));
    return flow;
}

static int64_t example_rows(kt_flow *row, int64_t n_fillers)
{
    static const char *const code[] = {"010121", "020110", "270900"};
    static const int64_t v[6][3] = {{60, 30, 10}, {20, 10, 0}, {10, 40, 50},
                                    {0, 20, 80},  {30, 0, 20}, {10, 10, 30}};
    const kt_country from[] = {BLR, BLR, KAZ, KAZ, UZB, UZB};
    const kt_country to[] = {KAZ, UZB, BLR, UZB, BLR, KAZ};
    int64_t n = 0;
    for (int pair = 0; pair < 6; pair++)
        for (int k = 0; k < 3; k++)
            row[n++] = product_flow(from[pair], to[pair], code[k], v[pair][k] * 1000000000);
    for (int64_t f = 0; f < n_fillers; f++)
        row[n++] = product_flow(KT_COUNTRY(FILLERS[f][0], FILLERS[f][1], FILLERS[f][2]), UZB,
                                "010121", 1);
    return n;
}

static void open_example(fixture *f, int64_t n_fillers, const char *language)
{
    kt_flow row[18 + N_FILLERS];
    fixture_open(f);
    fixture_write(f, (fixture_dataset){.name = "example"}, row, example_rows(row, n_fillers));
    fixture_speak(f, language);
}

static double figure(const kt_brief *brief, const char *key)
{
    const kt_figure *found = kt_figures_find(kt_brief_figures(brief), key);
    if (!found)
        fail_msg("no figure %s", key);
    return found->value;
}

static void intensity_and_its_split_are_the_printed_ones(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(BLR, KAZ);
    open_example(&f, N_FILLERS, "en");
    kt_brief *brief = fixture_brief(&f, &request);
    CHECK_NEAR(figure(brief, "intensity_export.a.reconciled.2018.world"), 2.205128, 1e-6);
    CHECK_NEAR(figure(brief, "intensity_without_own_export.a.reconciled.2018.world"), 1.435897,
               1e-6);
    CHECK_NEAR(figure(brief, "basket_fit_export.a.reconciled.2018.world"), 1.269516, 1e-6);
    CHECK_NEAR(figure(brief, "ties_beyond_fit_export.a.reconciled.2018.world"), 1.131059, 1e-6);
    CHECK_NEAR(figure(brief, "intra_industry_share.a.reconciled.2018"), 0.5, 1e-12);
    kt_brief_free(brief);
    fixture_close(&f);
}

static void no_reason_is_given_for_what_is_left(void **state)
{
    static const char *const language[] = {"en", "de", "ru"};
    static const char *const said[] = {
        "Part of that is the fit of the baskets, part ties beyond",
        "Zum Teil ist das die Passung der Warenkörbe",
        "Отчасти это соответствие товарных структур"};
    static const char *const reason[] = {"because", "weil", "потому что"};
    (void)state;
    for (int l = 0; l < 3; l++) {
        fixture f;
        const kt_brief_request request = fixture_request(BLR, KAZ);
        open_example(&f, N_FILLERS, language[l]);
        kt_text text = fixture_text(&f, &request, 0);
        char *paragraph = strstr(text.data, said[l]);
        CHECK(paragraph != NULL);
        *strstr(paragraph, "\n\n") = '\0';
        CHECK(strstr(paragraph, reason[l]) == NULL);
        kt_text_clear(&text);
        fixture_close(&f);
    }
}

/* Totals of a later year are told in their own year, before the split of the products'. */
static void totals_may_reach_further_than_products(void **state)
{
    (void)state;
    fixture f;
    kt_flow row[18 + N_FILLERS], later[40];
    int64_t n = 0;
    const kt_brief_request request = fixture_request(BLR, KAZ);
    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "example", .released = {2019, 1, 1}}, row,
                  example_rows(row, N_FILLERS));
    for (int by = KT_BY_EXPORTER; by <= KT_BY_IMPORTER; by++) {
        later[n++] = fixture_flow(BLR, KAZ, 2019, (kt_stated_by)by, 60);
        later[n++] = fixture_flow(KAZ, BLR, 2019, (kt_stated_by)by, 20);
        later[n++] = fixture_flow(BLR, UZB, 2019, (kt_stated_by)by, 40);
    }
    for (int64_t c = 0; c < N_FILLERS; c++)
        later[n++] = fixture_flow(KT_COUNTRY(FILLERS[c][0], FILLERS[c][1], FILLERS[c][2]), UZB,
                                  2019, KT_BY_EXPORTER, 1);
    fixture_write(&f, (fixture_dataset){.name = "totals", .released = {2020, 1, 1}}, later, n);
    fixture_speak(&f, "en");
    kt_brief *brief = fixture_brief(&f, &request);
    // Exports 100 of Belarus, 60 to Kazakhstan, which takes 60 of all 150.
    CHECK_NEAR(figure(brief, "intensity_export.a.BLR.2019.world"), 0.6 / (60.0 / 150.0), 1e-12);
    CHECK_NEAR(figure(brief, "basket_fit_export.a.reconciled.2018.world"), 1.269516, 1e-6);
    kt_brief_free(brief);
    fixture_close(&f);
}

static void a_few_reports_are_no_world(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(BLR, KAZ);
    open_example(&f, 5, "en");
    kt_brief *brief = fixture_brief(&f, &request);
    CHECK(kt_figures_find(kt_brief_figures(brief),
                          "intensity_export.a.reconciled.2018.world") == NULL);
    CHECK_NEAR(figure(brief, "intra_industry_share.a.reconciled.2018"), 0.5, 1e-12);
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(strstr(kt_text_get(&text), "exports of only 8 countries for 2018") != NULL);
    kt_text_clear(&text);
    kt_brief_free(brief);
    fixture_close(&f);
}

/* Of three partners two have filled figures, small ones; the large flow was reported twice, and
 * so Kazakhstan's figures are its own. */
static void what_is_made_of_the_partners_is_weighed_by_value(void **state)
{
    (void)state;
    for (int large = 0; large < 2; large++) { // then the large one is the filled one
        fixture f;
        const int64_t big = 100000000, small = 10000000;
        const kt_brief_request request = fixture_request(BLR, KAZ);
        const kt_flow row[] = {
            fixture_flow(KAZ, RUS, 2018, KT_BY_EXPORTER, large ? small : big),
            fixture_flow(KAZ, RUS, 2018, KT_BY_IMPORTER, large ? small * 5 / 4 : big * 5 / 4),
            fixture_flow(KAZ, DEU, 2018, KT_BY_EXPORTER, small),
            fixture_flow(KAZ, DEU, 2018, KT_BY_IMPORTER, small * 106 / 100),
            fixture_flow(KAZ, UKR, 2018, KT_BY_EXPORTER, large ? big : small),
            fixture_flow(KAZ, UKR, 2018, KT_BY_IMPORTER, (large ? big : small) * 106 / 100),
            fixture_flow(KAZ, BLR, 2018, KT_BY_EXPORTER, small),
            fixture_flow(KAZ, BLR, 2018, KT_BY_IMPORTER, small * 5 / 4),
            fixture_flow(BLR, KAZ, 2018, KT_BY_EXPORTER, small),
            fixture_flow(BLR, KAZ, 2018, KT_BY_IMPORTER, small * 5 / 4)};
        fixture_open(&f);
        fixture_write(&f, (fixture_dataset){.name = "filled"}, row, sizeof row / sizeof row[0]);
        fixture_speak(&f, "en");
        kt_brief *brief = fixture_brief(&f, &request);
        const kt_figure *own =
            kt_figures_find(kt_brief_figures(brief), "share_export.b.KAZ.2018.world");
        CHECK_INT(own != NULL, !large);
        kt_brief_free(brief);
        fixture_close(&f);
    }
}

/* 100 + 100 of 280 for Belarus, of 350 for Kazakhstan. */
static void dependence_is_seen_from_both_sides(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(KAZ, BLR);
    open_example(&f, N_FILLERS, "en");
    kt_brief *brief = fixture_brief(&f, &request);
    CHECK_NEAR(figure(brief, "dependence_ratio.b.reconciled.2018.world"), 350.0 / 280.0, 1e-9);
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(strstr(kt_text_get(&text), "as much for Belarus as for Kazakhstan") != NULL);
    kt_text_clear(&text);
    kt_brief_free(brief);
    fixture_close(&f);
}

static kt_status make_brief(void *with, kt_error *err)
{
    fixture *f = with;
    kt_brief *brief = NULL;
    const kt_brief_request request = fixture_request(BLR, KAZ);
    const kt_status status = kt_brief_make(&request, &f->world, &brief, err);
    kt_brief_free(brief);
    return status;
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    fixture f;
    open_example(&f, N_FILLERS, "en");
    CHECK_INT(make_brief(&f, NULL), KT_OK); // what the store opens once is open
    kt_check_faults(KT_FAULT_MEMORY, make_brief, &f);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(intensity_and_its_split_are_the_printed_ones),
        KT_TEST(no_reason_is_given_for_what_is_left),
        KT_TEST(totals_may_reach_further_than_products),
        KT_TEST(a_few_reports_are_no_world),
        KT_TEST(what_is_made_of_the_partners_is_weighed_by_value),
        KT_TEST(dependence_is_seen_from_both_sides),
        KT_TEST(every_failing_request_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, NULL);
}
