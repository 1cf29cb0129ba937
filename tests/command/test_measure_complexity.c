/* test_measure_complexity.c: complexity, product space and fitness through the command, on the
 * worked example of the formulas: four countries, five products, M with 1 where a row has 1.
 *
 *     BLR 1 1 1 1 0    KAZ 1 1 0 0 0    UZB 1 0 1 0 0    DEU 0 1 0 1 1
 *
 * Each exports 1 of what it makes, so RCA is 11 / (d u), at least 11/12 where M is 1. */
#include "measure_fixture.h"

static measure_fixture fixture;

static const char WORLD[] = "year,exporter,importer,hs17,value_usd\n"
                            "2019,BLR,FRA,010121,1\n2019,BLR,FRA,010129,1\n"
                            "2019,BLR,FRA,020110,1\n2019,BLR,FRA,020120,1\n"
                            "2019,KAZ,FRA,010121,1\n2019,KAZ,FRA,010129,1\n"
                            "2019,UZB,FRA,010121,1\n2019,UZB,FRA,020110,1\n"
                            "2019,DEU,FRA,010129,1\n2019,DEU,FRA,020120,1\n"
                            "2019,DEU,FRA,030111,1\n";

static const char ONE[] = "year,exporter,importer,hs17,value_usd\n"
                          "2019,BLR,FRA,010121,1\n2019,BLR,FRA,010129,1\n";

static int set_up(void **state)
{
    kt_error err = {0};
    (void)state;
    kt_scratch_make(fixture.folder);
    CHECK_OK(kt_context_open(NULL, &fixture.context, &err), err);
    fixture_import(&fixture, "space", WORLD);
    fixture_import(&fixture, "one", ONE);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_context_close(fixture.context);
    kt_scratch_remove(fixture.folder);
    return 0;
}

static kt_status ask(const char *indicator, const char *a, const char *option,
                     const char *value, kt_text *out, kt_error *err)
{
    kt_given given[7] = {
        {NULL, indicator}, {"dataset", "space"}, {"at-least", "0.9"}, {"format", "csv"}};
    int n = 4;
    if (a)
        given[n++] = (kt_given){NULL, a};
    if (option)
        given[n++] = (kt_given){option, value};
    return fixture_run(&fixture, "measure", given, n, out, err);
}

/* The number of the row whose `key` column holds `code`. */
static double value_of(const kt_text *csv, const char *key, const char *code,
                       const char *column)
{
    for (int64_t row = 0;; row++)
        if (strcmp(fixture_cell(csv, row, key).text, code) == 0)
            return fixture_number(csv, row, column);
}

static const char *const countries[] = {"BLR", "KAZ", "UZB", "DEU"};
static const char *const products[] = {"010121", "010129", "020110", "020120", "030111"};

static void eci_is_the_printed_one(void **state)
{
    const double wanted[] = {-0.138527, -0.208755, -1.218647, 1.565928};
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    CHECK_OK(ask("eci", NULL, NULL, NULL, &out, &err), err);
    for (int c = 0; c < 4; c++)
        CHECK_NEAR(value_of(&out, "country", countries[c], "eci"), wanted[c], 5e-7);
    assert_string_equal(fixture_cell(&out, 0, "rule").text, "py-ecomplexity");
    kt_text_clear(&out);
}

static void pci_is_the_printed_one(void **state)
{
    const double wanted[] = {-1.072851, 0.655341, -1.364443, 1.227845, 2.814600};
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    CHECK_OK(ask("pci", NULL, NULL, NULL, &out, &err), err);
    for (int k = 0; k < 5; k++)
        CHECK_NEAR(value_of(&out, "product", products[k], "pci"), wanted[k], 5e-7);
    kt_text_clear(&out);
}

static void coi_is_the_printed_one(void **state)
{
    const double wanted[] = {1.240005, 0.009688, 0.292058, -1.541751};
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    CHECK_OK(ask("coi", NULL, NULL, NULL, &out, &err), err);
    for (int c = 0; c < 4; c++)
        CHECK_NEAR(value_of(&out, "country", countries[c], "coi"), wanted[c], 5e-7);
    kt_text_clear(&out);
}

static void opportunities_are_the_printed_row(void **state)
{
    const double density[] = {.625, .555556, .4, .333333, .181818};
    const double cog[] = {0, 0, -0.407533, 0.809565, 1.656437};
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    CHECK_OK(ask("opportunities", "KAZ", NULL, NULL, &out, &err), err);
    for (int k = 0; k < 5; k++) {
        CHECK_NEAR(fixture_number(&out, k, "density"), density[k], 5e-7);
        CHECK_NEAR(fixture_number(&out, k, "distance"), 1.0 - density[k], 5e-7);
        CHECK_NEAR(fixture_number(&out, k, "cog"), cog[k], 5e-7);
    }
    assert_string_equal(fixture_cell(&out, 2, "status").text, "no row");
    assert_string_equal(fixture_cell(&out, 2, "export_usd").text, "");
    kt_text_clear(&out);
}

static void proximity_is_the_printed_one(void **state)
{
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    CHECK_OK(ask("proximity", NULL, "product", "010129", &out, &err), err);
    CHECK_NEAR(value_of(&out, "product", "010121", "proximity"), .666667, 5e-7);
    CHECK_NEAR(value_of(&out, "product", "020120", "proximity"), .666667, 5e-7);
    CHECK_NEAR(value_of(&out, "product", "030111", "proximity"), .333333, 5e-7);
    kt_text_clear(&out);
}

static void fitness_is_the_printed_one(void **state)
{
    const double first[] = {1.454545, .727273, .727273, 1.090909};
    const double last[] = {0.754829, 0.162796, 0.172943, 2.909432};
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    CHECK_OK(ask("fitness", NULL, "iterations", "1", &out, &err), err);
    for (int c = 0; c < 4; c++)
        CHECK_NEAR(value_of(&out, "country", countries[c], "fitness"), first[c], 5e-7);
    kt_text_clear(&out);
    CHECK_OK(ask("fitness", NULL, "iterations", "1000", &out, &err), err);
    for (int c = 0; c < 4; c++)
        CHECK_NEAR(value_of(&out, "country", countries[c], "fitness"), last[c], 5e-7);
    kt_text_clear(&out);
}

static void the_other_convention_is_named_in_every_row(void **state)
{
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    CHECK_OK(ask("pci", NULL, "rule", "r", &out, &err), err);
    for (int k = 0; k < 5; k++)
        assert_string_equal(fixture_cell(&out, k, "rule").text, "economiccomplexity (R)");
    double mean = 0.0, square = 0.0;
    for (int k = 0; k < 5; k++)
        mean += fixture_number(&out, k, "pci") / 5.0;
    for (int k = 0; k < 5; k++) {
        const double apart = fixture_number(&out, k, "pci") - mean;
        square += apart * apart / 4.0;
    }
    CHECK_NEAR(mean, 0.0, 1e-12);
    CHECK_NEAR(square, 1.0, 1e-12);
    kt_text_clear(&out);
}

static void the_product_space_is_a_tree_and_strong_links(void **state)
{
    kt_error err = {0};
    kt_text out = {0};
    int64_t n_tree = 0;
    (void)state;
    CHECK_OK(ask("product-space", NULL, "strength", "0.6", &out, &err), err);
    const int64_t n_rows = fixture_cell(&out, 0, "kind").n_rows;
    for (int64_t row = 0; row < n_rows; row++)
        n_tree += strcmp(fixture_cell(&out, row, "kind").text, "tree") == 0;
    assert_int_equal(n_tree, 4);
    kt_text_clear(&out);
    const kt_given given[] = {{NULL, "product-space"},
                              {"dataset", "space"},
                              {"at-least", "0.9"},
                              {"format", "graphml"}};
    CHECK_OK(fixture_run(&fixture, "measure", given, 4, &out, &err), err);
    assert_non_null(strstr(kt_text_get(&out), "<node id=\"010121\">"));
    assert_non_null(strstr(kt_text_get(&out), "</graphml>"));
    kt_text_clear(&out);
}

static void one_country_is_no_world(void **state)
{
    kt_error err = {0};
    kt_text out = {0};
    const kt_given given[] = {{NULL, "eci"}, {"dataset", "one"}};
    (void)state;
    assert_int_equal(fixture_run(&fixture, "measure", given, 2, &out, &err), KT_ERR_MISSING);
    assert_non_null(strstr(err.cause, "one country alone"));
    kt_text_clear(&out);
}

static void a_partner_of_others_is_named_when_it_has_no_exports(void **state)
{
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    assert_int_equal(ask("rca", "FRA", NULL, NULL, &out, &err), KT_ERR_MISSING);
    assert_non_null(strstr(err.cause, "France (FRA)"));
    assert_non_null(strstr(err.cause, "only as an importer in 20"));
    kt_text_clear(&out);
}

/* ---- groups -------------------------------------------------------------------------------
 */

static void sections_add_up_what_lies_in_them(void **state)
{
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    CHECK_OK(ask("rca", "DEU", "level", "section", &out, &err), err);
    assert_string_equal(fixture_cell(&out, 0, "product").text, "01");
    CHECK_NEAR(fixture_number(&out, 0, "export_usd"), 3.0, 0.0);
    CHECK_NEAR(fixture_number(&out, 0, "rca"), 1.0, 1e-15);
    assert_non_null(strstr(fixture_cell(&out, 0, "level").text, "sections"));
    kt_text_clear(&out);
}

static void a_missing_table_is_named_with_what_brings_it_in(void **state)
{
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    assert_int_equal(ask("rca", "DEU", "group", "end-use", &out, &err), KT_ERR_MISSING);
    assert_non_null(strstr(err.cause, "correlation table bec"));
    assert_non_null(strstr(err.cause, "kontor import"));
    kt_text_clear(&out);
}

static void import_a_table(const char *text, const char *name)
{
    char path[320];
    kt_error err = {0};
    kt_text said = {0};
    fixture_write(&fixture, "table.csv", text, path);
    const kt_given given[] = {{NULL, path}, {"as", name}};
    CHECK_OK(fixture_run(&fixture, "import", given, 2, &said, &err), err);
    kt_text_clear(&said);
}

static void an_imported_table_sorts_products(void **state)
{
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    import_a_table("HS 2017,BEC,Relationship\n010121,41,n:1\n010129,111,n:1\n"
                   "020110,111,n:n\n020110,112,n:n\n020120,112,n:1\n030111,112,n:1\n",
                   "bec");
    CHECK_OK(ask("rca", "DEU", "group", "end-use", &out, &err), err);
    assert_int_equal(fixture_cell(&out, 0, "product").n_rows, 2); // consumer, raw
    CHECK_NEAR(value_of(&out, "product", "consumer", "export_usd"), 2.0, 0.0);
    CHECK_NEAR(value_of(&out, "product", "raw", "export_usd"), 1.0, 0.0);
    // 020110 has two uses: in none. World: 9 in groups, of consumer goods 3.
    CHECK_NEAR(value_of(&out, "product", "consumer", "rca"), (2.0 / 3) / (3.0 / 9), 1e-15);
    kt_text_clear(&out);
    const kt_given name[] = {{NULL, "bec"}};
    CHECK_OK(fixture_run(&fixture, "info", NULL, 0, &out, &err), err);
    assert_non_null(strstr(kt_text_get(&out), "Tables of groups: bec@"));
    kt_text_clear(&out);
    CHECK_OK(fixture_run(&fixture, "drop", name, 1, &out, &err), err);
    kt_text_clear(&out);
    assert_int_equal(fixture_run(&fixture, "drop", name, 1, &out, &err), KT_ERR_MISSING);
    kt_error_clear(&err);
    import_a_table("HS92,BEC\n0101,41\n", "old");
    assert_int_equal(ask("rca", "DEU", "group", "old", &out, &err), KT_ERR_RANGE);
    kt_text_clear(&out);
}

static void a_file_of_the_users_own_sorts_products(void **state)
{
    char path[320];
    kt_error err = {0};
    kt_text out = {0};
    (void)state;
    fixture_write(&fixture, "own.csv", "code,group\n01,horses\n02,beef\n0201,fresh beef\n",
                  path);
    CHECK_OK(ask("rca", "BLR", "group", path, &out, &err), err);
    CHECK_NEAR(value_of(&out, "product", "horses", "export_usd"), 2.0, 0.0);
    CHECK_NEAR(value_of(&out, "product", "fresh beef", "export_usd"), 2.0, 0.0);
    kt_text_clear(&out);
}

typedef struct question {
    const kt_given *given;
    int n;
} question;

static kt_status ask_once(void *with, kt_error *err)
{
    const question *q = with;
    kt_text out = {0};
    const kt_status status = fixture_run(&fixture, "measure", q->given, q->n, &out, err);
    kt_text_clear(&out);
    return status;
}

/* One thread, so that the n-th request is the same each time. */
static void every_failing_request_is_reported(void **state)
{
    (void)state;
    char groups[320], members[320];
    fixture_write(&fixture, "faulty.csv", "code,group\n01,horses\n02,beef\n", groups);
    fixture_write(&fixture, "faulty_members.csv", "country,group\nBLR,Two\nKAZ,Two\n", members);
    const kt_given coi[] = {
        {NULL, "coi"}, {"dataset", "space"}, {"at-least", "0.9"}, {"threads", "1"}};
    const kt_given open[] = {{NULL, "opportunities"},
                             {NULL, "KAZ"},
                             {"dataset", "space"},
                             {"at-least", "0.9"},
                             {"threads", "1"}};
    const kt_given graph[] = {{NULL, "product-space"},
                              {"dataset", "space"},
                              {"at-least", "0.9"},
                              {"threads", "1"},
                              {"format", "graphml"}};
    const kt_given fitness[] = {{NULL, "fitness"}, {"dataset", "space"}, {"threads", "1"}};
    const kt_given group[] = {{NULL, "rca"},
                              {NULL, "BLR"},
                              {"dataset", "space"},
                              {"group", groups},
                              {"threads", "1"}};
    const kt_given two[] = {{NULL, "intensity"},  {NULL, "Two"},        {NULL, "FRA"},
                            {"dataset", "space"}, {"members", members}, {"threads", "1"}};
    const question questions[] = {{coi, 4},     {open, 5},  {graph, 5},
                                  {fitness, 3}, {group, 5}, {two, 6}};
    for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
        kt_error err = {0};
        question one = questions[q];
        CHECK_OK(ask_once(&one, &err), err); // tables of the context are open now
        kt_check_faults(KT_FAULT_MEMORY, ask_once, &one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(eci_is_the_printed_one),
        KT_TEST(pci_is_the_printed_one),
        KT_TEST(coi_is_the_printed_one),
        KT_TEST(opportunities_are_the_printed_row),
        KT_TEST(proximity_is_the_printed_one),
        KT_TEST(fitness_is_the_printed_one),
        KT_TEST(the_other_convention_is_named_in_every_row),
        KT_TEST(the_product_space_is_a_tree_and_strong_links),
        KT_TEST(one_country_is_no_world),
        KT_TEST(a_partner_of_others_is_named_when_it_has_no_exports),
        KT_TEST(sections_add_up_what_lies_in_them),
        KT_TEST(a_missing_table_is_named_with_what_brings_it_in),
        KT_TEST(an_imported_table_sorts_products),
        KT_TEST(every_failing_request_is_reported),
        KT_TEST(a_file_of_the_users_own_sorts_products),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
