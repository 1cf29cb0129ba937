/* test_measure_flows.c: groups of countries, whose statements are taken, baskets and spells
 * over years, and what is said where there is nothing. The countries A, B, C of the example E1
 * are Belarus, Kazakhstan, Uzbekistan. */
#include "measure_fixture.h"

static const char E1[] = "year,exporter,importer,hs17,value_usd\n"
                         "2019,BLR,KAZ,010121,60\n2019,BLR,KAZ,010129,30\n"
                         "2019,BLR,KAZ,020110,10\n2019,BLR,UZB,010121,20\n"
                         "2019,BLR,UZB,010129,10\n2019,BLR,UZB,020110,0\n"
                         "2019,KAZ,BLR,010121,10\n2019,KAZ,BLR,010129,40\n"
                         "2019,KAZ,BLR,020110,50\n2019,KAZ,UZB,010121,0\n"
                         "2019,KAZ,UZB,010129,20\n2019,KAZ,UZB,020110,80\n"
                         "2019,UZB,BLR,010121,30\n2019,UZB,BLR,010129,0\n"
                         "2019,UZB,BLR,020110,20\n2019,UZB,KAZ,010121,10\n"
                         "2019,UZB,KAZ,010129,10\n2019,UZB,KAZ,020110,30\n";

/* A's exports as A states them, of which World says 150: coverage 130/150. */
static const char STATED[] = "year,reporter,partner,flow,hs17,value_usd\n"
                             "2019,BLR,KAZ,X,010121,60\n2019,BLR,KAZ,X,010129,30\n"
                             "2019,BLR,KAZ,X,020110,10\n2019,BLR,UZB,X,010121,20\n"
                             "2019,BLR,UZB,X,010129,10\n2019,BLR,WLD,X,TOTAL,150\n"
                             "2019,KAZ,BLR,X,010121,5\n2019,KAZ,WLD,X,TOTAL,5\n";

/* CMS of the method's page: two products to two markets, A's exports and the rest of the
 * world's. */
static const char CMS[] = "year,exporter,importer,hs17,value_usd\n"
                          "2010,BLR,DEU,010121,50\n2010,BLR,FRA,010121,20\n"
                          "2010,BLR,DEU,020110,20\n2010,BLR,FRA,020110,10\n"
                          "2011,BLR,DEU,010121,75\n2011,BLR,FRA,010121,22\n"
                          "2011,BLR,DEU,020110,24\n2011,BLR,FRA,020110,11\n"
                          "2010,KAZ,DEU,010121,350\n2010,KAZ,FRA,010121,180\n"
                          "2010,KAZ,DEU,020110,280\n2010,KAZ,FRA,020110,90\n"
                          "2011,KAZ,DEU,010121,485\n2011,KAZ,FRA,010121,188\n"
                          "2011,KAZ,DEU,020110,306\n2011,KAZ,FRA,020110,99\n";

static measure_fixture fixture;

static int set_up(void **state)
{
    kt_error err = {0};
    (void)state;
    kt_scratch_make(fixture.folder);
    CHECK_OK(kt_context_open(NULL, &fixture.context, &err), err);
    fixture_import(&fixture, "e1", E1);
    fixture_import(&fixture, "stated", STATED);
    fixture_import(&fixture, "cms", CMS);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_context_close(fixture.context);
    kt_scratch_remove(fixture.folder);
    return 0;
}

static kt_status measure(const char *line, kt_text *out, kt_error *err)
{
    return fixture_measure(&fixture, line, out, err);
}

static kt_text csv_of(const char *line)
{
    return fixture_csv(&fixture, line);
}

/* Years ten apart: the two before each are not in the data, so its own year decides. */
static void margins_do_not_ask_for_years_that_are_not_there(void **state)
{
    (void)state;
    fixture_import(&fixture, "apart",
                   "year,exporter,importer,hs17,value_usd\n"
                   "2005,BLR,KAZ,010121,90000\n2015,BLR,KAZ,010121,90000\n"
                   "2015,UZB,KAZ,020110,90000\n");
    kt_text csv = csv_of("margins BLR KAZ --dataset apart --year 2015");
    CHECK_NEAR(fixture_number(&csv, 0, "extensive"), 0.5, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "sold"), 1.0, 0.0);
    kt_text_clear(&csv);
}

/* BLR and UZB as one: exports 130 + 100, trade among them (30 + 50) inside; to KAZ 100 + 50. */
static void a_group_of_countries_stands_as_one(void **state)
{
    (void)state;
    char path[320], line[420];
    kt_error err = {0};
    kt_text out = {0};
    fixture_write(&fixture, "groups.csv", "country,group\nBelarus,Two\nUZB,Two\n", path);
    snprintf(line, sizeof line, "intensity Two KAZ --dataset e1 --members %s", path);
    kt_text csv = csv_of(line);
    CHECK_NEAR(fixture_number(&csv, 0, "export_usd"), 150.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "intensity"), (150.0 / 230.0) / (150.0 / 430.0), 1e-12);
    kt_text_clear(&csv);
    snprintf(line, sizeof line, "rca two --dataset e1 --members %s", path);
    csv = csv_of(line);
    CHECK_NEAR(fixture_number(&csv, 0, "export_usd"), 120.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "rca"), (120.0 / 230.0) / (130.0 / 430.0), 1e-12);
    kt_text_clear(&csv);
    snprintf(line, sizeof line, "grubel-lloyd KAZ Two --dataset e1 --members %s", path);
    csv = csv_of(line); // KAZ: exports 10, 60, 130; imports 70, 40, 40
    CHECK_NEAR(fixture_number(&csv, 0, "grubel_lloyd"), 1.0 - (60.0 + 20.0 + 90.0) / 350.0,
               1e-12);
    kt_text_clear(&csv);
    snprintf(line, sizeof line,
             "concentration Two --dataset e1 --of partners --by export --members %s", path);
    csv = csv_of(line); // to KAZ 150, among themselves 80
    CHECK_NEAR(fixture_indicator(&csv, "categories", "value"), 2.0, 0.0);
    CHECK_NEAR(fixture_indicator(&csv, "HHI", "value"),
               (150.0 * 150 + 80.0 * 80) / (230.0 * 230), 1e-15);
    kt_text_clear(&csv);
    snprintf(line, sizeof line, "coverage Two --dataset e1 --by export --members %s", path);
    csv = csv_of(line);
    CHECK_NEAR(fixture_number(&csv, 0, "sum_usd"), 230.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 1, "sum_usd"), 230.0, 0.0); // of products the same
    kt_text_clear(&csv);
    fixture_write(&fixture, "groups.csv", "country,group\nBelarus,Two\nBLR,Three\n", path);
    snprintf(line, sizeof line, "rca Two --dataset e1 --members %s", path);
    CHECK_FAILS(measure(line, &out, &err), KT_ERR_FORMAT, err);
    kt_text_clear(&out);
}

/* KAZ states its imports itself (40 and 60); UZB does not, so the exporters' figures stand. */
static void imports_are_those_that_the_importer_states(void **state)
{
    (void)state;
    fixture_import(&fixture, "views",
                   "year,reporter,partner,flow,hs17,value_usd\n"
                   "2018,BLR,KAZ,X,010121,30000\n2018,BLR,UZB,X,010121,20000\n"
                   "2018,DEU,UZB,X,010121,60000\n"
                   "2018,KAZ,BLR,M,010121,40000\n2018,KAZ,DEU,M,020110,60000\n"
                   "2018,FRA,DEU,M,020110,100000\n2018,KAZ,WLD,M,TOTAL,125000\n");
    kt_text csv = csv_of("margins BLR KAZ --dataset views --traded each");
    CHECK_NEAR(fixture_number(&csv, 0, "extensive"), 0.4, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), 0.8, 1e-15);
    kt_text_clear(&csv);
    csv = csv_of("margins BLR UZB --dataset views --traded each");
    CHECK_NEAR(fixture_number(&csv, 0, "intensive"), 0.25, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), NAN, 0.0);
    kt_text_clear(&csv);
    csv = csv_of("rma KAZ --dataset views");
    CHECK_NEAR(fixture_number(&csv, 0, "rma"), 0.4 / (40.0 / 200.0), 1e-14);
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), 0.8, 1e-15);
    kt_text_clear(&csv);
    csv = csv_of("rma KAZ --dataset views --stated-by exporter");
    CHECK_NEAR(fixture_number(&csv, 0, "rma"), 1.0, 1e-15);
    kt_text_clear(&csv);
}

/* BLR and UZB to KAZ: 100 against 112 and 50 against 70; UZB's imports are stated by KAZ alone
 * and are in neither sum. */
static void a_mirror_gap_of_groups_compares_what_both_sides_report(void **state)
{
    (void)state;
    char path[320], line[420];
    kt_error err = {0};
    kt_text out = {0};
    fixture_import(&fixture, "sides",
                   "year,reporter,partner,flow,value_usd\n"
                   "2018,BLR,KAZ,X,100000\n2018,KAZ,BLR,M,112000\n"
                   "2018,UZB,KAZ,X,50000\n2018,KAZ,UZB,M,70000\n"
                   "2018,KAZ,BLR,X,30000\n2018,BLR,KAZ,M,36000\n"
                   "2018,KAZ,UZB,X,11000\n");
    fixture_write(&fixture, "two.csv", "country,group\nBLR,Two\nUZB,Two\n", path);
    snprintf(line, sizeof line, "mirror Two KAZ --dataset sides --members %s", path);
    kt_text csv = csv_of(line);
    CHECK_NEAR(fixture_number(&csv, 0, "exporter_usd"), 150000.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "importer_usd"), 182000.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "ratio"), 182.0 / 150.0, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 1, "exporter_usd"), 30000.0, 0.0);
    kt_text_clear(&csv);
    // 110,000 is 1.1 times 100,000: a filling, and no second report.
    fixture_import(&fixture, "sides2",
                   "year,reporter,partner,flow,value_usd\n"
                   "2018,BLR,KAZ,X,100000\n2018,KAZ,BLR,M,110000\n"
                   "2018,UZB,KAZ,X,50000\n2018,KAZ,UZB,M,70000\n");
    snprintf(line, sizeof line, "mirror Two KAZ --dataset sides2 --members %s", path);
    CHECK_OK(measure(line, &out, &err), err);
    CHECK(strstr(kt_text_get(&out), "only flows that both sides report") != NULL);
    CHECK(strstr(kt_text_get(&out), "leaves out 61.1%") != NULL); // 110 of 180
    kt_text_clear(&out);
}

/* 010121 comes every year, 020110 in 2012 and 2014 alone, 030211 from 2013 on. */
static const char YEARLY[] =
    "year,exporter,importer,hs17,value_usd\n"
    "2010,BLR,KAZ,010121,90000\n2011,BLR,KAZ,010121,90000\n2012,BLR,KAZ,010121,90000\n"
    "2013,BLR,KAZ,010121,90000\n2014,BLR,KAZ,010121,4000\n2015,BLR,KAZ,010121,90000\n"
    "2012,BLR,KAZ,020110,50000\n2014,BLR,KAZ,020110,50000\n"
    "2013,BLR,KAZ,030211,30000\n2014,BLR,KAZ,030211,30000\n2015,BLR,KAZ,030211,30000\n";

/* In two of three years: 010121 in all six, 2014 too; 020110 in 2014 (with 2012); 030211 from
 * its second year on. The span is the dataset's, so its first two years decide for themselves.
 */
static void basket_and_survival_ask_for_two_of_three_years(void **state)
{
    (void)state;
    fixture_import(&fixture, "yearly", YEARLY);
    kt_text csv = csv_of("basket BLR KAZ --dataset yearly --years 2010-2015");
    CHECK_INT(fixture_cell(&csv, 0, "bought").n_rows, 1);
    CHECK_NEAR(fixture_number(&csv, 0, "bought"), 6.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "spells"), 1.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "value_usd"), 454000.0, 0.0); // small years are sold too
    CHECK_NEAR(fixture_number(&csv, 0, "share"), 454000.0 / 644000.0, 1e-15);
    CHECK(strstr(kt_text_get(&csv), "traded: from 10000 USD in two of three years") != NULL);
    kt_text_clear(&csv);
    csv = csv_of("basket BLR KAZ --dataset yearly --years 2010-2015 --traded each");
    CHECK_NEAR(fixture_number(&csv, 0, "bought"), 5.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "spells"), 2.0, 0.0);
    CHECK(strstr(kt_text_get(&csv), "in the year itself") != NULL);
    kt_text_clear(&csv);
    // 020110 once (2014) and gone, 030211 from 2014 on: of two spells one ended after a year.
    csv = csv_of("survival BLR KAZ --dataset yearly --years 2010-2015");
    CHECK_NEAR(fixture_number(&csv, 0, "survival"), 0.5, 1e-15);
    kt_text_clear(&csv);
    // 010121 again in 2015, 020110 twice, 030211: of three that ended or not, two ended.
    csv = csv_of("survival BLR KAZ --dataset yearly --years 2010-2015 --traded each");
    CHECK_NEAR(fixture_number(&csv, 0, "survival"), 0.5, 1e-15);
    kt_text_clear(&csv);
}

/* What lies before the span counts for its first years: 2014 has 2012 and 2013 before it. */
static void the_years_before_the_span_decide_about_its_first_ones(void **state)
{
    (void)state;
    fixture_import(&fixture, "yearly2", YEARLY);
    kt_text csv = csv_of("basket BLR KAZ --dataset yearly2 --years 2014-2015");
    CHECK_TEXT(fixture_cell(&csv, 0, "product").text, "010121");
    CHECK_NEAR(fixture_number(&csv, 0, "bought"), 2.0, 0.0);
    CHECK_TEXT(fixture_cell(&csv, 1, "product").text, "030211");
    kt_text_clear(&csv);
}

/* Belarus states nothing; Kazakhstan states what it buys there. */
static void a_basket_may_be_told_by_the_buyer(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text out = {0};
    fixture_import(&fixture, "buyer",
                   "year,reporter,partner,flow,hs17,value_usd\n"
                   "2010,KAZ,BLR,M,010121,60000\n2011,KAZ,BLR,M,010121,60000\n"
                   "2010,KAZ,WLD,M,TOTAL,80000\n2011,KAZ,WLD,M,TOTAL,80000\n"
                   "2010,UZB,KAZ,X,010121,5\n");
    kt_text csv = csv_of("basket BLR KAZ --dataset buyer --years 2010-2011");
    CHECK_NEAR(fixture_number(&csv, 0, "value_usd"), 120000.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), 0.75, 1e-15); // of all that KAZ buys
    kt_text_clear(&csv);
    CHECK_OK(measure("basket BLR KAZ --dataset buyer --years 2010-2011", &out, &err), err);
    CHECK(strstr(kt_text_get(&out), "its partners' statements stand") != NULL);
    kt_text_clear(&out);
    CHECK_FAILS(measure("basket BLR KAZ --dataset buyer --years 2010-2011 --stated-by exporter",
                        &out, &err),
                KT_ERR_MISSING, err);
    kt_text_clear(&out);
}

/* Of the pair's stated 160,000 the products are 120,000; the rest is unallocated, which counts
 * as covered but is in no product's share. */
static void basket_and_survival_rest_on_the_coverage_of_their_years(void **state)
{
    (void)state;
    fixture_import(&fixture, "covered",
                   "year,reporter,partner,flow,hs17,value_usd\n"
                   "2010,BLR,KAZ,X,010121,60000\n2010,BLR,KAZ,X,TOTAL,60000\n"
                   "2011,BLR,KAZ,X,010121,60000\n2011,BLR,KAZ,X,TOTAL,100000\n"
                   "2011,BLR,KAZ,X,020110,0\n");
    kt_text csv = csv_of("basket BLR KAZ --dataset covered --years 2010-2011 --traded each");
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), 1.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "share"), 0.75, 1e-15);
    kt_text_clear(&csv);
}

/* UZB's report is finer and newer, and knows BLR as its partner only. */
static void a_country_s_own_products_go_before_a_finer_report_of_another(void **state)
{
    (void)state;
    fixture_import(&fixture, "anew",
                   "year,reporter,partner,flow,hs17,value_usd\n"
                   "2030,UZB,TKM,X,010121,5\n2030,UZB,TKM,M,010129,5\n");
    fixture_import(&fixture, "turkmen",
                   "year,reporter,partner,flow,hs17,value_usd\n"
                   "2031,KGZ,TKM,X,0101,70\n2031,TKM,KGZ,M,0101,80\n2031,TKM,RUS,X,0101,9\n"
                   "2031,TKM,KGZ,X,0102,9\n");
    kt_text csv = csv_of("concentration TKM --of partners --by export");
    CHECK_TEXT(fixture_cell(&csv, 0, "year").text, "2031");
    kt_text_clear(&csv);
}

static void a_country_without_its_own_rows_is_named_with_what_it_is_there(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text out = {0};
    CHECK_FAILS(measure("rca UZB --dataset stated", &out, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "Uzbekistan (UZB) stands there only as a partner") != NULL);
    CHECK_FAILS(measure("rca DEU --dataset e1", &out, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "Germany (DEU) is not in it") != NULL);
    CHECK_FAILS(measure("rca DEU --dataset cms", &out, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "Germany (DEU) stands there only as an importer in 2011") != NULL);
    CHECK_FAILS(measure("basket BLR UZB --dataset yearly", &out, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "Uzbekistan (UZB) is not in it") != NULL);
    CHECK_FAILS(measure("intensity DEU FRA --dataset cms", &out, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "Germany (DEU)") != NULL);
    kt_text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(margins_do_not_ask_for_years_that_are_not_there),
        KT_TEST(a_group_of_countries_stands_as_one),
        KT_TEST(imports_are_those_that_the_importer_states),
        KT_TEST(a_mirror_gap_of_groups_compares_what_both_sides_report),
        KT_TEST(basket_and_survival_ask_for_two_of_three_years),
        KT_TEST(the_years_before_the_span_decide_about_its_first_ones),
        KT_TEST(a_basket_may_be_told_by_the_buyer),
        KT_TEST(basket_and_survival_rest_on_the_coverage_of_their_years),
        KT_TEST(a_country_s_own_products_go_before_a_finer_report_of_another),
        KT_TEST(a_country_without_its_own_rows_is_named_with_what_it_is_there),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
