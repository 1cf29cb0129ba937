/* test_diversify_command.c: the worked case of supply risk through the command: shares .70,
 * .15, .10, .05, risks .6, .2, .4, .3, exports of the others to the world 2000, 4000, 900. */
#include "measure_fixture.h"

static const char OIL[] = "year,exporter,importer,hs17,value_usd,quantity_tonnes\n"
                          "2019,RUS,BLR,270900,70,7\n2019,RUS,DEU,270900,4930,400\n"
                          "2019,KAZ,BLR,270900,15,1\n2019,KAZ,DEU,270900,1985,100\n"
                          "2019,AZE,BLR,270900,10,1\n2019,AZE,DEU,270900,3990,200\n"
                          "2019,NOR,BLR,270900,5,1\n2019,NOR,DEU,270900,895,50\n"
                          "2019,SAU,DEU,270900,9000,600\n";

/* The page's own case: five months with 85 % by country. */
static const char PARTLY[] = "year,reporter,partner,flow,hs17,value_usd\n"
                             "2019,BLR,RUS,M,270900,60\n2019,BLR,KAZ,M,270900,25\n"
                             "2019,BLR,WLD,M,270900,100\n";

/* 12 of 100 are missing: eleven others with more than 1 each could have sent them. */
static const char SMALL[] = "year,reporter,partner,flow,hs17,value_usd\n"
                            "2019,BLR,RUS,M,270900,87\n2019,BLR,KAZ,M,270900,1\n"
                            "2019,BLR,WLD,M,270900,100\n";

static measure_fixture fixture;
static char risks[320];

static int set_up(void **state)
{
    kt_error err = {0};
    (void)state;
    kt_scratch_make(fixture.folder);
    CHECK_OK(kt_context_open(NULL, &fixture.context, &err), err);
    fixture_import(&fixture, "oil", OIL);
    fixture_import(&fixture, "partly", PARTLY);
    fixture_import(&fixture, "small", SMALL);
    fixture_import(&fixture, "one-seller",
                   "year,reporter,partner,flow,hs17,value_usd\n"
                   "2019,RUS,NOR,X,270900,87\n2019,RUS,KAZ,X,270900,1\n");
    fixture_write(&fixture, "risks.csv",
                  "country,value\nRUS,0.6\nKAZ,0.2\nAzerbaijan,0.4\nNO,0.3\n", risks);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_context_close(fixture.context);
    kt_scratch_remove(fixture.folder);
    return 0;
}

static kt_text table_of(const char *dataset, const char *table, const char *option,
                        const char *value)
{
    kt_error err = {0};
    kt_text out = {0};
    const kt_given given[] = {{NULL, "BLR"},    {NULL, "2709"},    {"dataset", dataset},
                              {"table", table}, {"format", "csv"}, {option, value}};
    CHECK_OK(fixture_run(&fixture, "diversify", given, option ? 6 : 5, &out, &err), err);
    return out;
}

static void concentration_of_the_case_with_and_without_risks(void **state)
{
    (void)state;
    kt_text csv = table_of("oil", "concentration", "risk", risks);
    CHECK_NEAR(fixture_number(&csv, 0, "hhi"), 0.525, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "risk_hhi"), 0.303250, 1e-12);
    CHECK_NEAR(fixture_number(&csv, 1, "hhi"), 0.52, 1e-15); // tonnes .7, .1, .1, .1
    kt_text_clear(&csv);
    csv = table_of("oil", "concentration", NULL, NULL);
    CHECK_NEAR(fixture_number(&csv, 0, "risk_hhi"), NAN, 0.0);
    kt_text_clear(&csv);
}

static void loss_of_the_largest_supplier_by_hand(void **state)
{
    (void)state;
    kt_text csv = table_of("oil", "loss", NULL, NULL);
    CHECK_TEXT(fixture_cell(&csv, 0, "lost").text, "RUS");
    CHECK_NEAR(fixture_number(&csv, 0, "share_lost"), 0.70, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "uncovered"), 0.70, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 1, "uncovered"), 0.40, 1e-15); // twice the present
    CHECK_NEAR(fixture_number(&csv, 1, "hhi_after"), 0.388889, 1e-6);
    CHECK_NEAR(fixture_number(&csv, 1, "need"), 0.010145, 1e-4);
    // A tenth of what they export elsewhere is far more than is lost.
    CHECK_NEAR(fixture_number(&csv, 2, "uncovered"), 0.0, 1e-15);
    kt_text_clear(&csv);
}

static void another_supplier_may_be_lost(void **state)
{
    (void)state;
    kt_text csv = table_of("oil", "loss", "lost", "Kazakhstan");
    CHECK_NEAR(fixture_number(&csv, 0, "share_lost"), 0.15, 1e-15);
    kt_text_clear(&csv);
}

static void alternatives_stand_in_order_of_what_they_export_elsewhere(void **state)
{
    (void)state;
    kt_text csv = table_of("oil", "alternatives", NULL, NULL);
    CHECK_TEXT(fixture_cell(&csv, 0, "exporter").text, "SAU");
    CHECK_TEXT(fixture_cell(&csv, 0, "here_usd").text, "");
    CHECK_TEXT(fixture_cell(&csv, 1, "exporter").text, "RUS");
    CHECK_NEAR(fixture_number(&csv, 1, "elsewhere_usd"), 4930.0, 0.0);
    CHECK(fixture_number(&csv, 1, "distance_km") > 600.0);
    CHECK(fixture_number(&csv, 1, "distance_km") < 800.0);
    kt_text_clear(&csv);
}

/* 60 and 25 of 100: .4225 when the rest comes from many, .625 when all from the largest. */
static void with_85_percent_coverage_concentration_and_ranks_are_ranges(void **state)
{
    (void)state;
    kt_text csv = table_of("partly", "concentration", NULL, NULL);
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), 0.85, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "hhi_low"), 0.4225, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "hhi_high"), 0.625, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "hhi"), NAN, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "largest"), 0.60, 1e-12);
    kt_text_clear(&csv);
    csv = table_of("partly", "suppliers", NULL, NULL);
    CHECK_NEAR(fixture_number(&csv, 0, "share"), 0.60, 1e-15); // of the stated total
    // 15 are missing: they carry nobody past 60 or 25.
    CHECK_TEXT(fixture_cell(&csv, 0, "rank").text, "1");
    CHECK_TEXT(fixture_cell(&csv, 1, "rank").text, "2");
    kt_text_clear(&csv);
    csv = table_of("partly", "loss", NULL, NULL);
    CHECK_NEAR(fixture_number(&csv, 0, "hhi_after"), NAN, 0.0);
    kt_text_clear(&csv);
}

static void who_is_not_listed_may_stand_before_a_supplier(void **state)
{
    (void)state;
    kt_text csv = table_of("small", "suppliers", NULL, NULL);
    CHECK_TEXT(fixture_cell(&csv, 0, "rank").text, "1");
    CHECK_TEXT(fixture_cell(&csv, 1, "rank").text, "2–13");
    kt_text_clear(&csv);
}

/* Shares stand beside the coverage that they rest on, in every row of every table. */
static void no_table_is_printed_without_coverage(void **state)
{
    static const char *const table[] = {"suppliers", "concentration", "loss"};
    (void)state;
    for (int t = 0; t < 3; t++) {
        kt_text csv = table_of("partly", table[t], NULL, NULL);
        const int64_t n = fixture_cell(&csv, 0, "coverage").n_rows;
        for (int64_t r = 0; r < n; r++)
            CHECK_NEAR(fixture_number(&csv, r, "coverage"), 0.85, 1e-15);
        kt_text_clear(&csv);
    }
    kt_text csv = table_of("oil", "alternatives", NULL, NULL);
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), NAN, 0.0); // nobody states a total
    kt_text_clear(&csv);
}

static const char FACTS[] =
    "id,period,importer,exporter,product,hs,quantity,unit,value_usd,modifier,status,stated_by,"
    "source_kind,source,source_date,note\n"
    "o1,2020-01/2020-05,BLR,WLD,oil,2709,500,t,100,exact,result,Belstat,1,https://a.b/1,2020,\n"
    "o2,2020-01/2020-05,BLR,RUS,oil,2709,,t,60,exact,result,Belstat,1,https://a.b/1,2020,\n"
    "o3,2020-01/2020-05,BLR,AZE,oil,2709,,t,25,exact,result,Belstat,1,https://a.b/1,2020,\n"
    "o4,2020-01/2020-05,BLR,non-CIS,oil,2709,70,t,15,exact,result,Belstat,1,https://a.b/"
    "1,2020,\n"
    "o5,2020-01/2020-05,BLR,RUS,oil,2709,,t,99,exact,result,Press,3,https://a.b/2,2020,\n"
    "o6,2020-01/2020-05,BLR,NOR,oil,2709,,t,50,exact,plan,Belstat,1,https://a.b/1,2020,\n"
    "o7,2019,BLR,RUS,oil,2709,,t,70,exact,result,Belstat,1,https://a.b/3,2020,\n";

/* One page, one period, no plan: 60 and 25 of 100. */
static void cited_facts_answer_where_no_dataset_does(void **state)
{
    (void)state;
    char path[320];
    kt_error err = {0};
    kt_text out = {0};
    fixture_write(&fixture, "oil_facts.csv", FACTS, path);
    const kt_given import[] = {{NULL, path}};
    CHECK_OK(fixture_run(&fixture, "import", import, 1, &out, &err), err);
    kt_text_clear(&out);
    kt_text csv = table_of("facts", "concentration", NULL, NULL);
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), 0.85, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "suppliers"), 2.0, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "hhi"), NAN, 0.0);
    CHECK_NEAR(fixture_number(&csv, 0, "hhi_low"), 0.4225, 1e-15);
    CHECK_NEAR(fixture_number(&csv, 0, "hhi_high"), 0.625, 1e-15);
    kt_text_clear(&csv);
    csv = table_of("facts", "suppliers", "year", "2019");
    CHECK_TEXT(fixture_cell(&csv, 0, "supplier").text, "RUS");
    CHECK_NEAR(fixture_number(&csv, 0, "value_usd"), 70.0, 0.0);
    kt_text_clear(&csv);
    const kt_given text[] = {{NULL, "BLR"}, {NULL, "2709"}, {"dataset", "facts"}};
    CHECK_OK(fixture_run(&fixture, "diversify", text, 3, &out, &err), err);
    CHECK(strstr(kt_text_get(&out), "2020-01/2020-05") != NULL);
    CHECK(strstr(kt_text_get(&out), "https://a.b/1") != NULL);
    CHECK(strstr(kt_text_get(&out), "non-CIS") != NULL);
    kt_text_clear(&out);
}

static kt_status ask_facts(void *with, kt_error *err)
{
    kt_text out = {0};
    const kt_given given[] = {{NULL, "BLR"}, {NULL, "2709"}, {"dataset", "facts"}};
    (void)with;
    const kt_status status = fixture_run(&fixture, "diversify", given, 3, &out, err);
    kt_text_clear(&out);
    return status;
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    kt_error err = {0};
    CHECK_OK(ask_facts(NULL, &err), err); // the tables of the context are open now
    kt_check_faults(KT_FAULT_MEMORY, ask_facts, NULL);
}

static void json_holds_all_tables(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text out = {0};
    const kt_given given[] = {
        {NULL, "BLR"}, {NULL, "2709"}, {"dataset", "oil"}, {"format", "json"}};
    CHECK_OK(fixture_run(&fixture, "diversify", given, 4, &out, &err), err);
    CHECK(strstr(kt_text_get(&out), "\"suppliers\":{") != NULL);
    CHECK(strstr(kt_text_get(&out), "\"alternatives\":{") != NULL);
    CHECK(strstr(kt_text_get(&out), "\"coverage\":null") != NULL);
    kt_text_clear(&out);
}

/* NOR is known as a buyer from the report of RUS alone. */
static void what_one_seller_states_is_no_supply(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text out = {0};
    const kt_given given[] = {{NULL, "NOR"}, {NULL, "2709"}, {"dataset", "one-seller"}};
    CHECK_FAILS(fixture_run(&fixture, "diversify", given, 3, &out, &err), KT_ERR_MISSING, err);
    kt_text_clear(&out);
}

static void what_is_not_there_is_said(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text out = {0};
    const kt_given nobody[] = {{NULL, "DNK"}, {NULL, "2709"}, {"dataset", "oil"}};
    const kt_given no_supplier[] = {
        {NULL, "BLR"}, {NULL, "2709"}, {"dataset", "oil"}, {"lost", "DEU"}};
    CHECK_FAILS(fixture_run(&fixture, "diversify", nobody, 3, &out, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(fixture_run(&fixture, "diversify", no_supplier, 4, &out, &err), KT_ERR_MISSING,
                err);
    CHECK_INT(out.size, 0); // nothing is begun that cannot be ended
    kt_text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(concentration_of_the_case_with_and_without_risks),
        KT_TEST(loss_of_the_largest_supplier_by_hand),
        KT_TEST(another_supplier_may_be_lost),
        KT_TEST(alternatives_stand_in_order_of_what_they_export_elsewhere),
        KT_TEST(with_85_percent_coverage_concentration_and_ranks_are_ranges),
        KT_TEST(who_is_not_listed_may_stand_before_a_supplier),
        KT_TEST(no_table_is_printed_without_coverage),
        KT_TEST(cited_facts_answer_where_no_dataset_does),
        KT_TEST(every_failing_request_is_reported),
        KT_TEST(json_holds_all_tables),
        KT_TEST(what_one_seller_states_is_no_supply),
        KT_TEST(what_is_not_there_is_said),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
