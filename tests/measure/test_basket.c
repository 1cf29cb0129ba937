/* test_basket.c: spells, the traditional basket, survival. */
#include <kontor/basket.h>
#include <kontor/random.h>

#include "check.h"

static void spells_are_unbroken_runs_of_years(void **state)
{
    (void)state;
    const double value[] = {20, 30, 5, 0, 40, 40, 40, NAN, 0, 50};
    const kt_spells spells = kt_spells_of(value, 10, 10.0);
    CHECK_INT(spells.n_years, 6);
    CHECK_INT(spells.n_spells, 3);
    CHECK_INT(spells.longest, 3);
    CHECK_INT(spells.current, 1);
    CHECK_INT(spells.n_unknown, 1);
}

static void a_reported_zero_is_not_bought_without_a_threshold_either(void **state)
{
    (void)state;
    const double value[] = {0, 0.5};
    CHECK_INT(kt_spells_of(value, 2, 0.0).n_years, 1);
}

static void eight_of_ten_years_make_a_tradition(void **state)
{
    (void)state;
    CHECK_INT(kt_basket_is_traditional(8, 10), 1);
    CHECK_INT(kt_basket_is_traditional(7, 10), 0);
    CHECK_INT(kt_basket_is_traditional(4, 5), 1);
    CHECK_INT(kt_basket_is_traditional(4, 6), 0);
    CHECK_INT(kt_basket_is_traditional(5, 6), 1);
    CHECK_INT(kt_basket_is_traditional(0, 0), 0);
}

/* Four spells that began inside: of 1 and 2 years, ended; of 2 and 1 years, still there.
 *     t 1: 4 at risk, 1 ended -> 3/4;   t 2: 2 at risk, 1 ended -> 3/8;   t 3: none at risk */
static void survival_of_four_spells_by_hand(void **state)
{
    (void)state;
    const double value[] = {0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0};
    double survival[4];
    int64_t n_spells;
    kt_basket_survival(value, 5, 4, 0.0, survival, &n_spells);
    CHECK_INT(n_spells, 4);
    CHECK_NEAR(survival[0], 0.75, 1e-15);
    CHECK_NEAR(survival[1], 0.375, 1e-15);
    CHECK_NEAR(survival[2], NAN, 0.0);
}

/* Years that are missing begin and end nothing: of the runs only that of the third product is
 * seen to begin (1 at risk) and end; the first's begins behind a gap, the second's before one
 * and was seen to begin (at risk, no end). */
static void a_missing_year_neither_begins_nor_ends_a_spell(void **state)
{
    (void)state;
    const double value[] = {1, NAN, 1, 0, 0, 1, NAN, 0, 0, 1, 0, 0};
    double survival[4];
    int64_t n_spells;
    kt_basket_survival(value, 3, 4, 0.0, survival, &n_spells);
    CHECK_INT(n_spells, 2);
    CHECK_NEAR(survival[0], 0.5, 1e-15);
    CHECK_NEAR(survival[1], NAN, 0.0);
}

static const uint8_t ALL[] = {1, 1, 1, 1, 1, 1, 1, 1};

/* By hand, threshold 10:      20 30  5  0 40 40  3 50
 *     reached in t-2 .. t      -  -  2  1  1  2  2  2
 *     in the year itself       y  y  n  n  y  y  n  y
 * The first two years decide for themselves; 5 and 3 are small years that are bridged, 0 is not
 * traded whatever the years before; the first 40 comes alone. */
static void two_of_three_years_bridge_a_small_one_and_drop_a_lone_one(void **state)
{
    (void)state;
    const double value[] = {20, 30, 5, 0, 40, 40, 3, 50};
    const int of_three[] = {1, 1, 1, 0, 0, 1, 1, 1}, itself[] = {1, 1, 0, 0, 1, 1, 0, 1};
    for (int64_t t = 0; t < 8; t++) {
        CHECK_INT(kt_is_traded(value, ALL, t, 10.0, KT_TRADED_TWO_OF_THREE), of_three[t]);
        CHECK_INT(kt_is_traded(value, ALL, t, 10.0, KT_TRADED_IN_YEAR), itself[t]);
    }
}

static void after_a_year_that_the_data_lack_the_year_alone_decides(void **state)
{
    (void)state;
    const double value[] = {0, 20, 0, 20, 0, 20};
    const uint8_t held[] = {1, 1, 0, 1, 1, 1};
    CHECK_INT(kt_is_traded(value, ALL, 3, 10.0, KT_TRADED_TWO_OF_THREE), 1);
    CHECK_INT(kt_is_traded(value, held, 3, 10.0, KT_TRADED_TWO_OF_THREE), 1);
    const double once[] = {20, 20, 0, 5, 0, 20};
    CHECK_INT(kt_is_traded(once, ALL, 3, 10.0, KT_TRADED_TWO_OF_THREE), 0);
    CHECK_INT(kt_is_traded(once, held, 3, 10.0, KT_TRADED_TWO_OF_THREE), 0);
    CHECK_INT(kt_is_traded(once, ALL, 5, 10.0, KT_TRADED_TWO_OF_THREE), 0);
    CHECK_INT(kt_is_traded(once, (const uint8_t[]){1, 1, 1, 0, 1, 1}, 5, 10.0,
                           KT_TRADED_TWO_OF_THREE),
              1);
}

static void without_a_threshold_whatever_is_above_0_is_traded(void **state)
{
    (void)state;
    const double value[] = {0, 0, 0.5, NAN, 0};
    const int expected[] = {0, 0, 1, 0, 0};
    for (int64_t t = 0; t < 5; t++)
        CHECK_INT(kt_is_traded(value, ALL, t, 0.0, KT_TRADED_TWO_OF_THREE), expected[t]);
}

/* Laws on random flows: values of traded years are kept, missing ones stay missing, the rest is
 * 0; and scaling values and threshold together changes nothing. */
static void traded_years_keep_values_and_do_not_depend_on_the_unit(void **state)
{
    (void)state;
    uint64_t at = 0;
    for (int round = 0; round < 200; round++) {
        double value[12], scaled[12], out[10], again[10];
        uint8_t held[12];
        for (int t = 0; t < 12; t++) {
            held[t] = kt_random_uniform(kt_random_bits(5, at++)) > 0.1;
            value[t] = !held[t] ? 0.0
                       : kt_random_uniform(kt_random_bits(5, at++)) < 0.1
                           ? (double)NAN
                           : 20.0 * kt_random_uniform(kt_random_bits(5, at++));
            scaled[t] = 4.0 * value[t];
        }
        kt_traded_years(value, held, 12, 2, 10.0, KT_TRADED_TWO_OF_THREE, out);
        kt_traded_years(scaled, held, 12, 2, 40.0, KT_TRADED_TWO_OF_THREE, again);
        for (int t = 0; t < 10; t++) {
            CHECK_INT(isnan(out[t]), isnan(value[t + 2]) || !held[t + 2]);
            CHECK(isnan(out[t]) || out[t] == 0.0 || out[t] == value[t + 2]);
            CHECK(isnan(out[t]) || again[t] == 4.0 * out[t]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(spells_are_unbroken_runs_of_years),
        KT_TEST(a_reported_zero_is_not_bought_without_a_threshold_either),
        KT_TEST(eight_of_ten_years_make_a_tradition),
        KT_TEST(survival_of_four_spells_by_hand),
        KT_TEST(a_missing_year_neither_begins_nor_ends_a_spell),
        KT_TEST(two_of_three_years_bridge_a_small_one_and_drop_a_lone_one),
        KT_TEST(after_a_year_that_the_data_lack_the_year_alone_decides),
        KT_TEST(without_a_threshold_whatever_is_above_0_is_traded),
        KT_TEST(traded_years_keep_values_and_do_not_depend_on_the_unit),
    };
    return kt_run_tests(tests);
}
