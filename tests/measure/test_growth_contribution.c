/* test_growth_contribution.c: contributions of products to the growth of turnover. */
#include <kontor/growth_contribution.h>

#include "check.h"

static void contributions_sum_to_the_growth_of_turnover(void **state)
{
    (void)state;
    const double x0[] = {10, 5}, m0[] = {3, 2}, x1[] = {14, 4}, m1[] = {3, 9};
    const kt_growth_contribution_data data = {x0, m0, x1, m1, 2, 20.0};
    double part[2];
    kt_growth_contributions(&data, part);
    CHECK_NEAR(part[0], 0.2, 1e-15);
    CHECK_NEAR(part[1], 0.3, 1e-15);
    CHECK_NEAR(part[0] + part[1], 30.0 / 20.0 - 1.0, 1e-15);
}

static void a_missing_value_has_no_contribution(void **state)
{
    (void)state;
    const double x0[] = {10}, m0[] = {NAN}, x1[] = {14}, m1[] = {3};
    const kt_growth_contribution_data data = {x0, m0, x1, m1, 1, 20.0};
    double part;
    kt_growth_contributions(&data, &part);
    CHECK_NEAR(part, NAN, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(contributions_sum_to_the_growth_of_turnover),
        KT_TEST(a_missing_value_has_no_contribution),
    };
    return kt_run_tests(tests);
}
