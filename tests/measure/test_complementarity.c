/* test_complementarity.c: trade complementarity. */
#include <kontor/complementarity.h>

#include "check.h"
#include "example_e1.h"

static void complementarity_of_the_example(void **state)
{
    (void)state;
    CHECK_NEAR(kt_complementarity(e1_export[A], e1_import[B], 3), 81.0256, 1e-5);
    CHECK_NEAR(kt_complementarity(e1_export[A], e1_import[C], 3), 46.1538, 1e-5);
}

static void the_same_shares_are_100_and_nothing_in_common_is_0(void **state)
{
    (void)state;
    const double one[] = {1, 3, 0}, tripled[] = {3, 9, 0}, other[] = {0, 0, 4};

    CHECK_NEAR(kt_complementarity(one, tripled, 3), 100.0, 1e-15);
    CHECK_NEAR(kt_complementarity(one, other, 3), 0.0, 1e-15);
}

static void a_missing_value_is_left_out_of_its_sum(void **state)
{
    (void)state;
    const double with[] = {1, 3, NAN}, without[] = {1, 3, 0}, m[] = {2, 2, 2};

    CHECK_NEAR(kt_complementarity(with, m, 3), kt_complementarity(without, m, 3), 0.0);
}

static void without_trade_there_is_none(void **state)
{
    (void)state;
    const double none[] = {0, NAN}, some[] = {1, 1};

    CHECK_NEAR(kt_complementarity(none, some, 2), NAN, 0.0);
    CHECK_NEAR(kt_complementarity(some, none, 2), NAN, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(complementarity_of_the_example),
        KT_TEST(the_same_shares_are_100_and_nothing_in_common_is_0),
        KT_TEST(a_missing_value_is_left_out_of_its_sum),
        KT_TEST(without_trade_there_is_none),
    };
    return kt_run_tests(tests);
}
