/* test_worked_numbers.c: worked numbers of the list of formulas that are of real data, through
 * the command that a user types; and where those of the made-up examples are held.
 *
 *     1, 2, 11    RCA and its forms, Lafay           test_measure_command.c, measure/test_rca.c
 *     3           intensity and its split            test_measure_command.c, brief/test_ties.c
 *     4, 5        complementarity, similarity        test_measure_command.c
 *     6, 8        Grubel-Lloyd, bias, overlap        test_measure_command.c,
 *                                                    measure/test_grubel_lloyd.c,
 * test_two_way.c 7           concentration, Theil by groups     measure/test_concentration.c 9
 * margins                            test_measure_command.c 10          constant market share
 * test_measure_command.c 12          complexity, space, fitness measure/test_complexity.c,
 *                                                    test_product_space.c, test_fitness.c
 *     15          supply risk                        measure/test_supply_risk.c, and here
 *     18          mirror gap, growth, way to target  measure/test_pair_published.c,
 * test_target.c
 *
 * Fillings in the IMF's file are counted over all its years there: the list of formulas gives
 * the same counts for 2018 alone, which has 208. */
#include "measure_fixture.h"

static measure_fixture fixture;

static void need_data(void)
{
    kt_error err = {0};
    kt_text said = {0};
    const char *path = kt_shared("data/unctad_sitc_section_bilateral_1995_2005_2015.csv.gz");
    const kt_given given[] = {{NULL, path}, {"as", "unctad"}};
    if (fixture.context)
        return;
    CHECK_OK(kt_context_open(NULL, &fixture.context, &err), err);
    kt_scratch_make(fixture.folder);
    CHECK_OK(fixture_run(&fixture, "import", given, 2, &said, &err), err);
    kt_text_clear(&said);
}

static kt_text supply(const char *year, const char *table, const char *format)
{
    kt_error err = {0};
    kt_text out = {0};
    const kt_given given[] = {{NULL, "BLR"},  {NULL, "3"},      {"dataset", "unctad"},
                              {"year", year}, {"table", table}, {"format", format}};
    CHECK_OK(fixture_run(&fixture, "diversify", given, 6, &out, &err), err);
    return out;
}

/* 15, the trap: 2005 shows 41 million USD of mineral fuels, HHI 0.19, led by Lithuania: the
 * Russian flow is missing. 2015: 6,381 million, HHI 0.956, Russia 6,239. */
static void a_concentration_from_which_the_largest_supplier_is_absent_is_doubted(void **state)
{
    (void)state;
    need_data();
    kt_text suppliers = supply("2005", "suppliers", "csv");
    CHECK_TEXT(fixture_cell(&suppliers, 0, "supplier").text, "LTU");
    kt_text_clear(&suppliers);
    kt_text csv = supply("2005", "concentration", "csv");
    CHECK_NEAR(fixture_number(&csv, 0, "hhi"), 0.19, 0.005);
    CHECK_NEAR(fixture_number(&csv, 0, "coverage"), NAN, 0.0);
    kt_text_clear(&csv);
    kt_text text = supply("2005", "concentration", "text");
    CHECK(strstr(kt_text_get(&text), "Doubtful: the suppliers of 2005 add up to 41.397") !=
          NULL);
    kt_text_clear(&text);
}

static void with_it_the_index_is_another(void **state)
{
    (void)state;
    need_data();
    kt_text suppliers = supply("2015", "suppliers", "csv");
    CHECK_TEXT(fixture_cell(&suppliers, 0, "supplier").text, "RUS");
    const double russia = fixture_number(&suppliers, 0, "value_usd");
    CHECK_NEAR(russia, 6239e6, 0.5 / 6239);
    CHECK_NEAR(russia / fixture_number(&suppliers, 0, "share"), 6381e6, 0.5 / 6381);
    kt_text_clear(&suppliers);
    kt_text csv = supply("2015", "concentration", "csv");
    CHECK_NEAR(fixture_number(&csv, 0, "hhi"), 0.956, 0.0005);
    kt_text_clear(&csv);
}

static int let_go(void **state)
{
    (void)state;
    if (fixture.context) {
        kt_context_close(fixture.context);
        kt_scratch_remove(fixture.folder);
    }
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_concentration_from_which_the_largest_supplier_is_absent_is_doubted),
        KT_TEST(with_it_the_index_is_another),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, let_go);
}
