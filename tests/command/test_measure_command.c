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

static const char SITC1[] = "year,exporter,importer,sitc3,value_usd\n"
                            "2019,BLR,KAZ,0,60\n2019,BLR,KAZ,7,40\n2019,BLR,KAZ,9,10\n"
                            "2019,KAZ,BLR,0,50\n";
/* Divisions 01 and 02 of section 0, 71 of section 7. */
static const char SITC2[] = "year,exporter,importer,sitc3,value_usd\n"
                            "2019,BLR,KAZ,01,30\n2019,BLR,KAZ,02,30\n2019,BLR,KAZ,71,40\n"
                            "2019,KAZ,BLR,02,50\n";

/* A reports what it sells and not what it buys; nobody else reports. */
static const char ONE_WAY[] = "year,reporter,partner,flow,hs17,value_usd\n"
                              "2018,BLR,KAZ,X,010121,50\n2018,BLR,UZB,X,010129,50\n"
                              "2019,BLR,KAZ,X,010121,60\n2019,BLR,UZB,X,010129,40\n";

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
    fixture_import(&fixture, "sitc1", SITC1);
    fixture_import(&fixture, "one-way", ONE_WAY);
    fixture_import(&fixture, "sitc2", SITC2);
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

static void concentration_of_the_example(void **state)
{
    (void)state;
    kt_text csv = csv_of("concentration BLR --of products --by export --dataset e1");
    CHECK_NEAR(fixture_indicator(&csv, "HHI", "value"), 0.479290, 1e-6);
    CHECK_NEAR(fixture_indicator(&csv, "HHI normalised", "value"), 0.218935, 1e-6);
    CHECK_NEAR(fixture_indicator(&csv, "Theil", "value"), 0.239871, 1e-6);
    CHECK_NEAR(fixture_indicator(&csv, "Theil within chapters", "value") +
                   fixture_indicator(&csv, "Theil between chapters", "value"),
               fixture_indicator(&csv, "Theil", "value"), 1e-14);
    kt_text_clear(&csv);
}

/* Nothing is coarser than the sections of the SITC; its divisions lie in them. What no product
 * has (section 9, 10 of 110) is outside, which is said. */
/* Imports that nobody states are not imports of 0. */
static void what_compares_both_ways_needs_both_ways(void **state)
{
    static const char *const lines[] = {
        "grubel-lloyd BLR", "grubel-lloyd-products BLR",          "two-way BLR", "lafay BLR",
        "lafay BLR KAZ",    "contributions BLR --years 2018-2019"};
    char line[80];
    (void)state;
    for (size_t n = 0; n < sizeof lines / sizeof lines[0]; n++) {
        kt_error err = {0};
        kt_text out = {0};
        snprintf(line, sizeof line, "%s --dataset one-way", lines[n]);
        CHECK_FAILS(measure(line, &out, &err), KT_ERR_MISSING, err);
        kt_text_clear(&out);
    }
}

/* KAZ and UZB are known from the report of BLR alone: that is not their trade with all. */
static void what_one_partner_states_is_not_all_trade(void **state)
{
    static const char *const lines[] = {"concentration KAZ", "coverage KAZ", "rma KAZ",
                                        "similarity BLR KAZ", "complementarity BLR KAZ"};
    kt_error err = {0};
    kt_text csv = csv_of("dependence BLR KAZ --dataset one-way");
    char line[80];
    (void)state;
    CHECK_NEAR(fixture_number(&csv, 0, "share_a"), 0.6, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "share_b"), NAN, 0.0);
    kt_text_clear(&csv);
    for (size_t n = 0; n < sizeof lines / sizeof lines[0]; n++) {
        kt_text out = {0};
        err = (kt_error){0};
        snprintf(line, sizeof line, "%s --dataset one-way", lines[n]);
        CHECK_FAILS(measure(line, &out, &err), KT_ERR_MISSING, err);
        kt_text_clear(&out);
    }
}

static void products_of_the_sitc_are_grouped_as_the_sitc_is(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    kt_text sections = csv_of("concentration BLR --of products --by export --dataset sitc1");
    kt_text divisions = csv_of("concentration BLR --of products --by export --dataset sitc2");
    kt_text exchange = csv_of("grubel-lloyd BLR KAZ --dataset sitc2");
    CHECK(!strstr(kt_text_get(&sections), "Theil within"));
    CHECK_NEAR(fixture_indicator(&divisions, "Theil between sections", "value"),
               0.6 * log(0.9) + 0.4 * log(1.2), 1e-14);
    CHECK_TEXT(fixture_cell(&exchange, 0, "grouped_by").text, "sections");
    CHECK_OK(measure("rca BLR --dataset sitc1", &text, &err), err);
    CHECK(strstr(kt_text_get(&text), "Up to 9.1% of a flow") != NULL);
    kt_text_clear(&exchange);
    kt_text_clear(&divisions);
    kt_text_clear(&sections);
    kt_text_clear(&text);
}

static void under_95_percent_concentration_is_a_range_and_that_is_said(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text csv = csv_of("concentration BLR --of partners --by export --dataset stated");
    kt_text text = {0};
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), 130.0 / 150.0, 1e-15);
    CHECK_NEAR(fixture_indicator(&csv, "HHI", "low"), (100.0 * 100 + 30 * 30) / 22500.0, 1e-15);
    CHECK_NEAR(fixture_indicator(&csv, "HHI", "high"), (120.0 * 120 + 30 * 30) / 22500.0,
               1e-14);
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

/* What a formula may name: the columns of covariates, as their source calls them. */
static void info_lists_the_columns_of_covariates(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text out = {0};
    const kt_given given[] = {{"dataset", "incomes"}, {"format", "csv"}};
    const kt_given unknown[] = {{"dataset", "outcomes"}};
    CHECK_OK(fixture_run(&fixture, "info", given, 2, &out, &err), err);
    CHECK_TEXT(kt_text_get(&out), "column,label,unit,holds\n"
                                  "NY.GDP.PCAP.CD,GDP per capita (current US$),current US$,"
                                  "numbers\n");
    CHECK_FAILS(fixture_run(&fixture, "info", unknown, 1, &out, &err), KT_ERR_MISSING, err);
    // A slip in a formula is told the nearest of them, the exporter's.
    const kt_given slip[] = {
        {NULL, "trade ~ NY.GDP.PCAP_o"}, {"flows", "e1"}, {"covariates", "incomes"}};
    err = (kt_error){0};
    CHECK_FAILS(fixture_run(&fixture, "gravity", slip, 3, &out, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "did you mean NY.GDP.PCAP.CD_o?") != NULL);
    kt_text_clear(&out);
}

/* 2018 is in both, and only there a change: what one of the two does not hold is no 0. */
static void a_year_that_one_release_lacks_has_no_change(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text csv = {0};
    fixture_import(&fixture, "old-release",
                   "year,reporter,partner,flow,value_usd\n"
                   "2017,BLR,KAZ,X,5\n2018,BLR,KAZ,X,7\n");
    fixture_import(&fixture, "new-release",
                   "year,reporter,partner,flow,value_usd\n"
                   "2018,BLR,KAZ,X,9\n2019,BLR,KAZ,X,4\n");
    const kt_given given[] = {{NULL, "old-release"}, {NULL, "new-release"}, {"format", "csv"}};
    CHECK_OK(fixture_run(&fixture, "diff", given, 3, &csv, &err), err);
    CHECK_NEAR(fixture_number(&csv, 0, "after_usd"), NAN, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "change_usd"), NAN, 0.0);
    CHECK_NEAR(fixture_number(&csv, 1, "change_usd"), 2.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 2, "before_usd"), NAN, 0.0);
    kt_text_clear(&csv);
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
        KT_TEST(what_compares_both_ways_needs_both_ways),
        KT_TEST(what_one_partner_states_is_not_all_trade),
        KT_TEST(products_of_the_sitc_are_grouped_as_the_sitc_is),
        KT_TEST(under_95_percent_concentration_is_a_range_and_that_is_said),
        KT_TEST(an_unknown_coverage_is_said_and_not_a_number),
        KT_TEST(constant_market_share_of_the_example),
        KT_TEST(contributions_sum_to_the_growth),
        KT_TEST(dependence_is_seen_from_both_sides),
        KT_TEST(an_estimate_marks_what_rests_on_it_and_nothing_else),
        KT_TEST(incomes_may_come_from_stored_covariates),
        KT_TEST(info_lists_the_columns_of_covariates),
        KT_TEST(a_year_that_one_release_lacks_has_no_change),
        KT_TEST(every_indicator_of_the_list_can_be_asked_for),
        KT_TEST(what_cannot_be_answered_says_why),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
