/* test_concentration_range.c: concentration where a part of the supply has no known supplier.
 */
#include <kontor/concentration_range.h>

#include "check.h"

static void with_all_known_the_range_is_a_point(void **state)
{
    (void)state;
    const double x[] = {50, 30, 15, 5};
    const kt_concentration_range range = kt_concentration_range_of(x, 4, 0.0);
    CHECK_NEAR(range.low, 0.365, 1e-15);
    CHECK_NEAR(range.one, 0.365, 1e-15);
    CHECK_NEAR(range.high, 0.365, 1e-15);
}

/* 85 known of 100: 60 and 25; low .36 + .0625, one more + .0225, the largest's .75^2 + .0625.
 */
static void the_range_of_a_supply_with_85_percent_coverage(void **state)
{
    (void)state;
    const double x[] = {60, 25, NAN};
    const kt_concentration_range range = kt_concentration_range_of(x, 3, 15.0);
    CHECK_NEAR(range.low, 0.4225, 1e-15);
    CHECK_NEAR(range.one, 0.445, 1e-15);
    CHECK_NEAR(range.high, 0.625, 1e-15);
}

/* The law: however the rest is shared out, the index lies between. */
static void any_sharing_out_of_the_rest_lies_in_the_range(void **state)
{
    (void)state;
    const double x[] = {40, 30, 10};
    const kt_concentration_range range = kt_concentration_range_of(x, 3, 20.0);
    for (int a = 0; a <= 20; a++)
        for (int b = 0; a + b <= 20; b++) {
            const double parts[] = {40.0 + a, 30.0 + b, 10.0, 20.0 - a - b};
            double hhi = 0.0;
            for (int i = 0; i < 4; i++)
                hhi += parts[i] / 100 * (parts[i] / 100);
            CHECK(hhi >= range.low && hhi <= range.high + 1e-15);
        }
}

static void without_anything_there_is_no_range(void **state)
{
    (void)state;
    const double x[] = {0, NAN};
    CHECK_NEAR(kt_concentration_range_of(x, 2, 0.0).high, NAN, 0.0);
    CHECK_NEAR(kt_concentration_range_of(x, 2, 5.0).low, 0.0, 0.0);
    CHECK_NEAR(kt_concentration_range_of(x, 2, 5.0).high, 1.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(with_all_known_the_range_is_a_point),
        KT_TEST(the_range_of_a_supply_with_85_percent_coverage),
        KT_TEST(any_sharing_out_of_the_rest_lies_in_the_range),
        KT_TEST(without_anything_there_is_no_range),
    };
    return kt_run_tests(tests);
}
