/* test_measure_command.c: the worked numbers of the formulas, through the command a user types,
 * from a store. The countries A, B, C of the example are Belarus, Kazakhstan, Uzbekistan. */
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

enum { MOST_GIVEN = 12 };

/* Words as on a command line: "rca BLR --dataset e1". */
static kt_status measure(const char *line, kt_text *out, kt_error *err)
{
    char words[480];
    kt_given given[MOST_GIVEN];
    int n = 0;
    char *at = words;
    snprintf(words, sizeof words, "%s", line);
    while (*at && n < MOST_GIVEN) {
        char *end = strchr(at, ' ');
        if (end)
            *end = '\0';
        if (strncmp(at, "--", 2) == 0) {
            given[n] = (kt_given){at + 2, NULL};
            if (end && strncmp(end + 1, "--", 2) != 0) {
                at = end + 1;
                end = strchr(at, ' ');
                if (end)
                    *end = '\0';
                given[n].value = at;
            }
            n++;
        } else {
            given[n++] = (kt_given){NULL, at};
        }
        if (!end)
            break;
        at = end + 1;
    }
    return fixture_run(&fixture, "measure", given, n, out, err);
}

static kt_text csv_of(const char *line)
{
    char words[480];
    kt_error err = {0};
    kt_text out = {0};
    snprintf(words, sizeof words, "%s --format csv", line);
    CHECK_OK(measure(words, &out, &err), err);
    return out;
}

/* The column of the first rows of an answer. */
static void check_column(const char *line, const char *column, const double *expected, int n,
                         double tolerance)
{
    kt_text csv = csv_of(line);
    for (int r = 0; r < n; r++)
        CHECK_NEAR(fixture_number(&csv, r, column), expected[r], tolerance);
    kt_text_clear(&csv);
}

static void advantages_of_the_example(void **state)
{
    (void)state;
    const double rca[] = {2.035503, 1.202797, 0.174089};
    const double rca_b[] = {0.165385, 1.172727, 1.471053};
    const double rsca[] = {0.341131, 0.092063, -0.703448};
    const double nrca[] = {0.094646, 0.015684, -0.110330};
    const double rma[] = {40.0 / 150 / (130.0 / 430), 40.0 / 150 / (110.0 / 430),
                          70.0 / 150 / (190.0 / 430)};
    const double lafay[] = {850.0 / 49, 100.0 / 49, -950.0 / 49}; // 17.346939 ...
    check_column("rca BLR --dataset e1", "rca", rca, 3, 1e-6);
    check_column("rca KAZ --dataset e1", "rca", rca_b, 3, 1e-6);
    check_column("rsca BLR --dataset e1", "rsca", rsca, 3, 1e-6);
    check_column("nrca BLR --dataset e1", "nrca", nrca, 3, 1e-6);
    check_column("rma BLR --dataset e1", "rma", rma, 3, 1e-12);
    check_column("lafay BLR --dataset e1", "lafay", lafay, 3, 1e-12);
}

static void intensity_of_the_example_and_its_split(void **state)
{
    (void)state;
    kt_text csv = csv_of("intensity BLR KAZ --dataset e1");
    const double c = fixture_number(&csv, 0, "complementarity");
    const double b = fixture_number(&csv, 0, "bias");
    CHECK_NEAR(fixture_number(&csv, 0, "intensity"), 2.205128, 1e-6);
    CHECK_NEAR(fixture_number(&csv, 0, "intensity_without_own"), 1.435897, 1e-6);
    CHECK_NEAR(c, 1.269516, 1e-6);
    CHECK_NEAR(b, 1.131059, 1e-6);
    CHECK_NEAR(c * b, fixture_number(&csv, 0, "intensity_without_own"), 1e-14);
    kt_text_clear(&csv);
}

static void complementarity_and_similarity_of_the_example(void **state)
{
    (void)state;
    const double ab[] = {81.025641}, ac[] = {46.153846}, fk_ab[] = {42.692308},
                 fk_ac[] = {57.692308};
    check_column("complementarity BLR KAZ --dataset e1", "complementarity", ab, 1, 1e-6);
    check_column("complementarity BLR UZB --dataset e1", "complementarity", ac, 1, 1e-6);
    check_column("similarity BLR KAZ --dataset e1", "similarity", fk_ab, 1, 1e-8);
    check_column("similarity UZB BLR --dataset e1", "similarity", fk_ac, 1, 1e-8);
    check_column("similarity BLR UZB --dataset e1", "similarity", fk_ac, 1, 1e-8);
}

static void intra_industry_trade_of_the_example(void **state)
{
    (void)state;
    const double gl[] = {0.642857}, adjusted[] = {0.692308}, pair[] = {0.5};
    const double by_product[] = {0.666667, 1, 0.25};
    const double with_b[] = {0.285714, 0.857143, 0.333333};
    const double all[] = {1.0};
    check_column("grubel-lloyd BLR --dataset e1", "grubel_lloyd", gl, 1, 1e-6);
    check_column("grubel-lloyd BLR --dataset e1", "adjusted", adjusted, 1, 1e-6);
    check_column("grubel-lloyd BLR KAZ --dataset e1", "grubel_lloyd", pair, 1, 1e-15);
    check_column("grubel-lloyd-products BLR --dataset e1", "grubel_lloyd", by_product, 3, 1e-6);
    check_column("grubel-lloyd-products BLR KAZ --dataset e1", "grubel_lloyd", with_b, 3, 1e-6);
    check_column("two-way BLR --dataset e1", "two_way", all, 1, 1e-15);
}

/* The law: the bias is what the coarser level has more. */
static void the_aggregation_bias_is_the_difference_of_levels(void **state)
{
    (void)state;
    kt_text fine = csv_of("grubel-lloyd BLR KAZ --dataset e1");
    kt_text coarse = csv_of("grubel-lloyd BLR KAZ --dataset e1 --level 2");
    CHECK_NEAR(fixture_number(&coarse, 0, "grubel_lloyd") -
                   fixture_number(&fine, 0, "grubel_lloyd"),
               fixture_number(&fine, 0, "bias"), 1e-15);
    kt_text_clear(&coarse);
    kt_text_clear(&fine);
}

static void margins_of_the_example_with_both_references(void **state)
{
    (void)state;
    const double extensive[] = {0.384615, 0.2}, intensive[] = {0.6, 1.5};
    const double to_b[] = {1.0}, of_b[] = {0.666667}, counted[] = {2.0 / 3.0};
    const char *line = "margins BLR UZB --threshold 0 --dataset e1";
    check_column(line, "extensive", extensive, 2, 1e-6);
    check_column(line, "intensive", intensive, 2, 1e-6);
    check_column(line, "counted", counted, 1, 1e-15);
    const double both[] = {0.230769, 0.3};
    check_column(line, "product_of_both", both, 2, 1e-6);
    check_column("margins BLR KAZ --threshold 0 --dataset e1", "extensive", to_b, 1, 1e-15);
    check_column("margins BLR KAZ --threshold 0 --dataset e1", "intensive", of_b, 1, 1e-6);
}

static void a_product_below_the_threshold_is_not_sold(void **state)
{
    (void)state;
    const double sold[] = {1.0};
    check_column("margins BLR UZB --threshold 15 --dataset e1", "sold", sold, 1, 0.0);
}

static double indicator(const kt_text *csv, const char *name, const char *column)
{
    for (int64_t r = 0;; r++)
        if (strcmp(fixture_cell(csv, r, "indicator").text, name) == 0)
            return fixture_number(csv, r, column);
}

static void concentration_of_the_example(void **state)
{
    (void)state;
    kt_text csv = csv_of("concentration BLR --of products --by export --dataset e1");
    CHECK_NEAR(indicator(&csv, "HHI", "value"), 0.479290, 1e-6);
    CHECK_NEAR(indicator(&csv, "HHI normalised", "value"), 0.218935, 1e-6);
    CHECK_NEAR(indicator(&csv, "Theil", "value"), 0.239871, 1e-6);
    CHECK_NEAR(indicator(&csv, "Theil within chapters", "value") +
                   indicator(&csv, "Theil between chapters", "value"),
               indicator(&csv, "Theil", "value"), 1e-14);
    kt_text_clear(&csv);
}

static void under_95_percent_concentration_is_a_range_and_that_is_said(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text csv = csv_of("concentration BLR --of partners --by export --dataset stated");
    kt_text text = {0};
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), 130.0 / 150.0, 1e-15);
    CHECK_NEAR(indicator(&csv, "HHI", "low"), (100.0 * 100 + 30 * 30) / 22500.0, 1e-15);
    CHECK_NEAR(indicator(&csv, "HHI", "high"), (120.0 * 120 + 30 * 30) / 22500.0, 1e-14);
    CHECK_OK(measure("concentration BLR --dataset stated", &text, &err), err);
    CHECK(strstr(kt_text_get(&text), "under 95%") != NULL);
    kt_text_clear(&text);
    kt_text_clear(&csv);
}

static void an_unknown_coverage_is_said_and_not_a_number(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text csv = csv_of("rca BLR --dataset e1"), text = {0};
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), NAN, 0.0);
    CHECK_OK(measure("rca BLR --dataset e1", &text, &err), err);
    CHECK(strstr(kt_text_get(&text), "Coverage is unknown") != NULL);
    CHECK(strstr(kt_text_get(&text), "HS17 at 6 digits") != NULL);
    kt_text_clear(&text);
    kt_text_clear(&csv);
}

/* FORMULAS 10: 32 = 21 + 1.833333 + 1.166667 + 8, and the other order sums to the same. */
static void constant_market_share_of_the_example(void **state)
{
    (void)state;
    kt_text csv = csv_of("cms BLR --years 2010-2011 --dataset cms");
    CHECK_NEAR(fixture_number(&csv, 0, "change_usd"), 32.0, 1e-12);
    CHECK_NEAR(fixture_number(&csv, 0, "world_usd"), 21.0, 1e-12);
    CHECK_NEAR(fixture_number(&csv, 0, "commodity_usd"), 1.833333, 1e-6);
    CHECK_NEAR(fixture_number(&csv, 0, "market_usd"), 1.166667, 1e-6);
    CHECK_NEAR(fixture_number(&csv, 0, "competitiveness_usd"), 8.0, 1e-12);
    CHECK_NEAR(fixture_number(&csv, 1, "commodity_usd") + fixture_number(&csv, 1, "market_usd"),
               3.0, 1e-12);
    kt_text_clear(&csv);
}

static void contributions_sum_to_the_growth(void **state)
{
    (void)state;
    kt_text csv = csv_of("contributions BLR --years 2010-2011 --dataset cms");
    CHECK_NEAR(fixture_number(&csv, 0, "contribution") +
                   fixture_number(&csv, 1, "contribution"),
               0.32, 1e-14);
    kt_text_clear(&csv);
}

static void dependence_is_seen_from_both_sides(void **state)
{
    (void)state;
    kt_text csv = csv_of("dependence BLR KAZ --dataset e1");
    CHECK_NEAR(fixture_number(&csv, 0, "share_a"), 100.0 / 130.0, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "share_b"), 100.0 / 150.0, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 2, "share_a"), 200.0 / 280.0, 1e-15);
    kt_text_clear(&csv);
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
    CHECK_NEAR(indicator(&csv, "categories", "value"), 2.0, 0.0);
    CHECK_NEAR(indicator(&csv, "HHI", "value"), (150.0 * 150 + 80.0 * 80) / (230.0 * 230),
               1e-15);
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

/* An index is as weak as the weakest flow that it rests on, and a product as its own. */
static void an_estimate_marks_what_rests_on_it_and_nothing_else(void **state)
{
    (void)state;
    fixture_import(&fixture, "weak",
                   "year,exporter,importer,hs17,value_usd,flag\n"
                   "2019,BLR,KAZ,010121,60,e\n2019,BLR,KAZ,020110,40,\n"
                   "2019,KAZ,BLR,010121,30,\n2019,KAZ,BLR,020110,10,\n"
                   "2019,BLR,UZB,010121,20,\n2019,UZB,BLR,010121,30,\n");
    kt_text csv = csv_of("grubel-lloyd BLR KAZ --dataset weak");
    CHECK_TEXT(fixture_cell(&csv, 0, "status").text, "estimated");
    kt_text_clear(&csv);
    csv = csv_of("grubel-lloyd BLR UZB --dataset weak");
    CHECK_TEXT(fixture_cell(&csv, 0, "status").text, "reported");
    kt_text_clear(&csv);
    csv = csv_of("intensity BLR KAZ --dataset weak");
    CHECK_TEXT(fixture_cell(&csv, 0, "status").text, "estimated");
    kt_text_clear(&csv);
    csv = csv_of("grubel-lloyd-products BLR KAZ --dataset weak");
    CHECK_TEXT(fixture_cell(&csv, 0, "status").text, "estimated");
    CHECK_TEXT(fixture_cell(&csv, 1, "status").text, "reported");
    kt_text_clear(&csv);
    csv = csv_of("concentration KAZ --dataset weak --by import --of partners");
    CHECK_TEXT(fixture_cell(&csv, 0, "status").text, "estimated");
    kt_text_clear(&csv);
    csv = csv_of("eci --dataset e1");
    CHECK_TEXT(fixture_cell(&csv, 0, "status").text, "sum of all");
    kt_text_clear(&csv);
}

/* The same incomes from a file and from the store's covariates: the same PRODY and EXPY. */
static void incomes_may_come_from_stored_covariates(void **state)
{
    (void)state;
    char path[320], line[420];
    fixture_import(&fixture, "incomes",
                   "Country Name,Country Code,Series Name,Series Code,2019 [YR2019]\n"
                   "Belarus,BLR,GDP per capita (current US$),NY.GDP.PCAP.CD,6000\n"
                   "Kazakhstan,KAZ,GDP per capita (current US$),NY.GDP.PCAP.CD,9000\n"
                   "Uzbekistan,UZB,GDP per capita (current US$),NY.GDP.PCAP.CD,..\n");
    fixture_write(&fixture, "incomes_own.csv", "country,value\nBLR,6000\nKAZ,9000\n", path);
    kt_text stored = csv_of("prody --dataset e1");
    snprintf(line, sizeof line, "prody --dataset e1 --income %s", path);
    kt_text own = csv_of(line);
    for (int64_t k = 0; k < 3; k++)
        CHECK_NEAR(fixture_number(&stored, k, "prody"), fixture_number(&own, k, "prody"), 0.0);
    kt_text_clear(&own);
    kt_text_clear(&stored);
    stored = csv_of("expy BLR --dataset e1 --income ny.gdp.pcap.cd");
    snprintf(line, sizeof line, "expy BLR --dataset e1 --income %s", path);
    own = csv_of(line);
    CHECK_NEAR(fixture_number(&stored, 0, "expy"), fixture_number(&own, 0, "expy"), 0.0);
    CHECK(fixture_number(&own, 0, "expy") > 6000.0);
    kt_text_clear(&own);
    kt_text_clear(&stored);
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

static void every_indicator_of_the_list_can_be_asked_for(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text list = {0};
    CHECK_OK(measure("--list --format csv", &list, &err), err);
    const int64_t n = fixture_cell(&list, 0, "name").n_rows;
    CHECK(n >= 32);
    for (int64_t r = 0; r < n; r++) {
        char line[160];
        kt_text out = {0};
        const wanted_cell name = fixture_cell(&list, r, "name");
        const bool takes_a = fixture_cell(&list, r, "needs").text[0] == 'A';
        CHECK(fixture_cell(&list, r, "means").text[0] != '\0');
        snprintf(line, sizeof line, "%s --dataset e1", name.text);
        kt_error_clear(&err);
        // Without countries it names what it takes, which an unknown one cannot.
        const kt_status status = measure(line, &out, &err);
        CHECK(!takes_a || status == KT_ERR_USAGE);
        CHECK(status == KT_OK || strstr(err.cause, "no indicator") == NULL);
        kt_text_clear(&out);
    }
    kt_text_clear(&list);
}

static void what_cannot_be_answered_says_why(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text out = {0};
    CHECK_FAILS(measure("nonsense BLR", &out, &err), KT_ERR_USAGE, err);
    CHECK_FAILS(measure("intensity BLR", &out, &err), KT_ERR_USAGE, err);
    CHECK_FAILS(measure("rca BLR KAZ", &out, &err), KT_ERR_USAGE, err);
    CHECK_FAILS(measure("expy BLR --dataset cms --year 2010", &out, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(measure("rca DEU --dataset e1", &out, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(measure("cms BLR --dataset e1", &out, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(measure("rca BLR --year 1999 --dataset e1", &out, &err), KT_ERR_MISSING, err);
    CHECK_INT(out.size, 0);
    kt_text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(advantages_of_the_example),
        KT_TEST(intensity_of_the_example_and_its_split),
        KT_TEST(complementarity_and_similarity_of_the_example),
        KT_TEST(intra_industry_trade_of_the_example),
        KT_TEST(the_aggregation_bias_is_the_difference_of_levels),
        KT_TEST(margins_of_the_example_with_both_references),
        KT_TEST(a_product_below_the_threshold_is_not_sold),
        KT_TEST(concentration_of_the_example),
        KT_TEST(under_95_percent_concentration_is_a_range_and_that_is_said),
        KT_TEST(an_unknown_coverage_is_said_and_not_a_number),
        KT_TEST(constant_market_share_of_the_example),
        KT_TEST(contributions_sum_to_the_growth),
        KT_TEST(dependence_is_seen_from_both_sides),
        KT_TEST(margins_do_not_ask_for_years_that_are_not_there),
        KT_TEST(a_group_of_countries_stands_as_one),
        KT_TEST(an_estimate_marks_what_rests_on_it_and_nothing_else),
        KT_TEST(incomes_may_come_from_stored_covariates),
        KT_TEST(imports_are_those_that_the_importer_states),
        KT_TEST(a_mirror_gap_of_groups_compares_what_both_sides_report),
        KT_TEST(basket_and_survival_ask_for_two_of_three_years),
        KT_TEST(a_basket_may_be_told_by_the_buyer),
        KT_TEST(the_years_before_the_span_decide_about_its_first_ones),
        KT_TEST(basket_and_survival_rest_on_the_coverage_of_their_years),
        KT_TEST(a_country_without_its_own_rows_is_named_with_what_it_is_there),
        KT_TEST(every_indicator_of_the_list_can_be_asked_for),
        KT_TEST(what_cannot_be_answered_says_why),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
