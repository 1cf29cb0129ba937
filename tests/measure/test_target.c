/* test_target.c: the way to a target. */
#include "check.h"

#include <kontor/target.h>

static void the_way_to_a_billion_is_as_worked_by_hand(void **state)
{
    (void)state;
    // 895.560 of 1000 million: gap 104.440, 89.6 % reached, 11.66 % in one year, 5.67 in two.
    const kt_target_path one = kt_target_path_of(895.560e6, 1e9, 1);
    CHECK_NEAR(one.gap_usd, 104.440e6, 1e-9);
    CHECK_NEAR(one.reached, 0.89556, 1e-12);
    CHECK_NEAR(one.required_rate, 0.11662, 1e-4);
    CHECK_NEAR(kt_target_path_of(895.560e6, 1e9, 2).required_rate, 0.05670, 1e-3);
}

static void growing_at_the_required_rate_reaches_the_target(void **state)
{
    (void)state;
    for (int years = 1; years <= 30; years++) {
        const double rate = kt_target_path_of(300.0, 700.0, years).required_rate;
        CHECK_NEAR(300.0 * pow(1.0 + rate, years), 700.0, 1e-12);
    }
}

static void without_time_or_value_there_is_no_rate(void **state)
{
    (void)state;
    CHECK(isnan(kt_target_path_of(5.0, 10.0, 0).required_rate));
    CHECK(isnan(kt_target_path_of(5.0, 10.0, -3).required_rate));
    CHECK(isnan(kt_target_path_of(0.0, 10.0, 2).required_rate));
    CHECK(isnan(kt_target_path_of(NAN, 10.0, 2).required_rate));
    CHECK(isnan(kt_target_path_of(NAN, 10.0, 2).reached));
    CHECK_NEAR(kt_target_path_of(15.0, 10.0, 2).gap_usd, -5.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_way_to_a_billion_is_as_worked_by_hand),
        KT_TEST(growing_at_the_required_rate_reaches_the_target),
        KT_TEST(without_time_or_value_there_is_no_rate),
    };
    return kt_run_tests(tests);
}
