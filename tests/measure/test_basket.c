/* test_basket.c: spells, the traditional basket, survival. */
#include <kontor/basket.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(spells_are_unbroken_runs_of_years),
        KT_TEST(a_reported_zero_is_not_bought_without_a_threshold_either),
        KT_TEST(eight_of_ten_years_make_a_tradition),
        KT_TEST(survival_of_four_spells_by_hand),
    };
    return kt_run_tests(tests);
}
