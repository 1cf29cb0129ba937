/* test_concentration.c: concentration and its relatives. */
#include <kontor/concentration.h>

#include "check.h"
#include "example_e1.h"

static void shares_of_50_30_15_and_5_percent(void **state)
{
    (void)state;
    const double x[] = {50, 30, 15, 5};
    const kt_concentration found = kt_concentration_of(x, 4, 0);

    CHECK_NEAR(found.hhi, 0.365, 1e-14);
    CHECK_NEAR(found.hhi_normalised, 0.153333, 1e-6);
    CHECK_NEAR(found.effective, 2.739726, 1e-6);
    CHECK_NEAR(found.hirschman, 0.604152, 1e-6);
    CHECK_NEAR(found.unctad, 0.208305, 1e-6);
    CHECK_NEAR(found.theil, 0.244174, 1e-6);
    CHECK_NEAR(found.theil_normalised, 0.176135, 1e-6);
    CHECK_NEAR(found.entropy, 1.142120, 1e-6);
    CHECK_NEAR(found.exp_entropy, 3.133404, 1e-6);
    CHECK_NEAR(found.largest, 0.5, 0.0);
}

static void exports_of_the_example(void **state)
{
    (void)state;
    const kt_concentration found = kt_concentration_of(e1_export[A], 3, 0);
    CHECK_NEAR(found.hhi, 0.479290, 1e-6);
    CHECK_NEAR(found.hhi_normalised, 0.218935, 1e-6);
    CHECK_NEAR(found.theil, 0.239871, 1e-6);
}

/* The laws: equal parts are the least concentrated, one part the most; scale cancels. */
static void the_ends_of_the_scale(void **state)
{
    (void)state;
    const double equal[] = {3, 3, 3, 3}, one[] = {0, 7, 0, 0};
    const kt_concentration least = kt_concentration_of(equal, 4, 0);
    const kt_concentration most = kt_concentration_of(one, 4, 0);

    CHECK_NEAR(least.hhi_normalised, 0.0, 1e-15);
    CHECK_NEAR(least.theil, 0.0, 1e-15);
    CHECK_NEAR(least.effective, 4.0, 1e-15);
    CHECK_NEAR(most.hhi_normalised, 1.0, 1e-15);
    CHECK_NEAR(most.theil_normalised, 1.0, 1e-15);
    CHECK_NEAR(most.unctad, 1.0, 1e-15);
    CHECK_INT(most.n_active, 1);
}

static void possible_categories_count_without_trade(void **state)
{
    (void)state;
    const double x[] = {50, 30, 15, 5}, with_zeros[] = {50, 30, 15, 5, 0, 0};
    const kt_concentration named = kt_concentration_of(x, 4, 6);
    const kt_concentration given = kt_concentration_of(with_zeros, 6, 0);
    CHECK_INT(named.n, 6);
    CHECK_NEAR(named.hhi_normalised, given.hhi_normalised, 0.0);
    CHECK_NEAR(named.theil, given.theil, 0.0);
    CHECK_NEAR(named.hhi, 0.365, 1e-14);
}

static void theil_inside_and_between_two_groups(void **state)
{
    (void)state;
    const double x[] = {50, 30, 15, 5};
    const int64_t start[] = {0, 2, 4};
    const kt_theil_split split = kt_theil_split_of(x, start, 2);

    CHECK_NEAR(split.within, 0.051430, 2e-6);
    CHECK_NEAR(split.between, 0.192745, 2e-6);
    CHECK_NEAR(split.within + split.between, kt_concentration_of(x, 4, 0).theil, 1e-15);
}

/* The law again, with a group that has nothing and a missing value. */
static void within_and_between_add_up(void **state)
{
    (void)state;
    const double x[] = {1, 8, 3, 0, 0, 2, NAN, 9};
    const int64_t start[] = {0, 3, 5, 8};
    const kt_theil_split split = kt_theil_split_of(x, start, 3);
    CHECK_NEAR(split.within + split.between, kt_concentration_of(x, 8, 0).theil, 1e-15);
}

static void nothing_to_share_out_has_no_concentration(void **state)
{
    (void)state;
    const double x[] = {0, NAN};
    const int64_t start[] = {0, 2};
    CHECK_NEAR(kt_concentration_of(x, 2, 0).hhi, NAN, 0.0);
    CHECK_NEAR(kt_concentration_of(x, 0, 0).theil, NAN, 0.0);
    CHECK_NEAR(kt_theil_split_of(x, start, 1).within, NAN, 0.0);
}

static void one_category_has_no_normalised_index(void **state)
{
    (void)state;
    const double x[] = {4};
    CHECK_NEAR(kt_concentration_of(x, 1, 0).hhi, 1.0, 0.0);
    CHECK_NEAR(kt_concentration_of(x, 1, 0).hhi_normalised, NAN, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(shares_of_50_30_15_and_5_percent),
        KT_TEST(exports_of_the_example),
        KT_TEST(the_ends_of_the_scale),
        KT_TEST(possible_categories_count_without_trade),
        KT_TEST(theil_inside_and_between_two_groups),
        KT_TEST(within_and_between_add_up),
        KT_TEST(nothing_to_share_out_has_no_concentration),
        KT_TEST(one_category_has_no_normalised_index),
    };
    return kt_run_tests(tests);
}
