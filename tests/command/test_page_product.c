/* test_page_product.c: who exports and imports most of a product, by the page of the site. */
#include "measure_fixture.h"

/* One figure a flow: exports of 01 are BLR 100, KAZ 60, UZB 40. */
static const char RECONCILED[] = "year,exporter,importer,hs17,value_usd\n"
                                 "2019,BLR,KAZ,010121,70000000\n"
                                 "2019,BLR,UZB,010129,30000000\n"
                                 "2019,KAZ,BLR,010121,60000000\n"
                                 "2019,UZB,BLR,010129,40000000\n"
                                 "2019,UZB,BLR,020110,900000000\n";

/* Both sides: exports of 01 as stated are BLR 5, KAZ 2; of BLR's stated total of 8, 5 are with
 * partners. Imports are KAZ 7, and BLR none stated. */
static const char SIDES[] = "year,reporter,partner,flow,hs17,value_usd\n"
                            "2018,BLR,KAZ,X,0101,5000000\n"
                            "2018,BLR,WLD,X,0101,8000000\n"
                            "2018,KAZ,BLR,X,0101,2000000\n"
                            "2018,KAZ,BLR,M,0101,7000000\n";

static measure_fixture fixture;

static int set_up(void **state)
{
    kt_error err = {0};
    (void)state;
    kt_scratch_make(fixture.folder);
    CHECK_OK(kt_context_open(NULL, &fixture.context, &err), err);
    fixture_import(&fixture, "sides", SIDES);
    fixture_import(&fixture, "world", RECONCILED);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_context_close(fixture.context);
    kt_scratch_remove(fixture.folder);
    return 0;
}

static kt_text page_of(const char *of, const char *year, const char *language)
{
    kt_text out = {0};
    kt_error err = {0};
    const kt_given given[] = {
        {NULL, "product"}, {"of", of}, {"lang", language}, {"year", year}};
    CHECK_OK(fixture_run(&fixture, "page", given, year ? 4 : 3, &out, &err), err);
    return out;
}

static void has(const kt_text *page, const char *wanted)
{
    if (!strstr(kt_text_get(page), wanted))
        fail_msg("no %s in\n%s", wanted, kt_text_get(page));
}

static void reconciled_figures_are_ranked(void **state)
{
    (void)state;
    kt_text page = page_of("01", "2019", "en");
    has(&page, "The largest exporters, 2019");
    has(&page,
        "<th scope=\"row\" class=\"n\">1</th><td><a href=\"/en/country/BLR\">BLR</a></td>"
        "<td>Belarus</td><td class=\"n\">100.0</td><td class=\"n\">50.00%</td>");
    has(&page, "<td>Uzbekistan</td><td class=\"n\">40.0</td><td class=\"n\">20.00%</td>");
    has(&page, "$200.0\u00a0million; no world total is stated");
    has(&page, "Coverage is not known");
    has(&page, "The largest importers, 2019");
    has(&page, "Products by HS17. Dataset: world@");
    has(&page, "<svg");
    CHECK(!strstr(kt_text_get(&page), "900.0")); // another product
    kt_text_clear(&page);
}

static void statements_of_both_sides_are_never_added(void **state)
{
    (void)state;
    kt_text page = page_of("0101", "2018", "en");
    has(&page, "Exports of each country that states them, 2018");
    has(&page, "<td>Belarus</td><td class=\"n\">5.0</td>");
    has(&page, "<td>Kazakhstan</td><td class=\"n\">2.0</td>");
    has(&page, "Imports of each country that states them, 2018");
    has(&page, "<td>Kazakhstan</td><td class=\"n\">7.0</td>");
    has(&page, "make up 62.5% of what");
    has(&page, "Without places and shares");
    has(&page, "Dataset: sides@");
    CHECK(!strstr(kt_text_get(&page), ">Share<"));
    CHECK(!strstr(kt_text_get(&page), "8.0")); // World is no country
    kt_text_clear(&page);
}

static void nothing_held_is_said(void **state)
{
    (void)state;
    static const char *const said[][3] = {
        {"en", "No data: world@", "No data: no dataset held here"},
        {"de", "Keine Daten: world@", "Keine Daten: kein vorliegender"},
        {"ru", "Нет данных: world@", "Нет данных: ни один"}};
    for (size_t l = 0; l < 3; l++) {
        kt_text page = page_of("27", "2019", said[l][0]);
        has(&page, said[l][1]);
        kt_text_clear(&page);
        page = page_of("27", "1990", said[l][0]);
        has(&page, said[l][2]);
        kt_text_clear(&page);
    }
}

static kt_status make_page(void *with, kt_error *err)
{
    const kt_given given[] = {{NULL, "product"}, {"of", "01"}, {"year", "2019"}};
    kt_text out = {0};
    (void)with;
    const kt_status status = fixture_run(&fixture, "page", given, 3, &out, err);
    if (!status)
        has(&out, "The largest importers, 2019");
    kt_text_clear(&out);
    return status;
}

static void no_memory_is_an_error(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, make_page, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(reconciled_figures_are_ranked),
        KT_TEST(statements_of_both_sides_are_never_added),
        KT_TEST(nothing_held_is_said),
        KT_TEST(no_memory_is_an_error),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
