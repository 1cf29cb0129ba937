/* test_concentration_range.c: concentration where a part of the supply has no known supplier.
 */
#include <kontor/concentration_range.h>

#include "check.h"

#include <math.h>

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

static double entropy_of(const double *x, int n, double T)
{
    double entropy = 0.0;
    for (int i = 0; i < n; i++)
        entropy -= x[i] > 0.0 ? x[i] / T * log(x[i] / T) : 0.0;
    return entropy;
}

/* 60, 25 and 0 of 100: 15 to the largest is 75, 25; 15 to the smallest 60, 25, 15. With 60, 25
 * and 20, and 15 more: the level is 30. */
static void entropy_lies_between_the_largest_and_the_smallest(void **state)
{
    (void)state;
    const double x[] = {60, 25, 0}, low[] = {75, 25}, high[] = {60, 25, 15};
    const kt_concentration_range range = kt_concentration_range_of(x, 3, 15.0);
    CHECK_NEAR(range.entropy_low, entropy_of(low, 2, 100), 1e-15);
    CHECK_NEAR(range.entropy_high, entropy_of(high, 3, 100), 1e-15);
    const double y[] = {60, 25, 20}, even[] = {60, 30, 30};
    CHECK_NEAR(kt_concentration_range_of(y, 3, 15.0).entropy_high, entropy_of(even, 3, 120),
               1e-15);
    CHECK_NEAR(kt_concentration_range_of(x, 3, 0.0).entropy_low,
               kt_concentration_range_of(x, 3, 0.0).entropy_high, 0.0);
}

/* The law for entropy: within the list. A missing value may be some of the rest. */
static void any_sharing_out_within_the_list_lies_in_the_range_of_entropy(void **state)
{
    (void)state;
    const double x[] = {40, 30, 10, NAN};
    const kt_concentration_range range = kt_concentration_range_of(x, 4, 20.0);
    for (int a = 0; a <= 20; a++)
        for (int b = 0; a + b <= 20; b++)
            for (int c = 0; a + b + c <= 20; c++) {
                const double parts[] = {40.0 + a, 30.0 + b, 10.0 + c, 20.0 - a - b - c};
                const double entropy = entropy_of(parts, 4, 100);
                CHECK(entropy >= range.entropy_low - 1e-15 &&
                      entropy <= range.entropy_high + 1e-15);
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
        KT_TEST(entropy_lies_between_the_largest_and_the_smallest),
        KT_TEST(any_sharing_out_within_the_list_lies_in_the_range_of_entropy),
        KT_TEST(without_anything_there_is_no_range),
    };
    return kt_run_tests(tests);
}
