/* test_grubel_lloyd.c: intra-industry trade. */
#include <kontor/grubel_lloyd.h>

#include "check.h"
#include "example_e1.h"

static void the_example_with_the_world(void **state)
{
    (void)state;
    const double expected[] = {0.666667, 1.0, 0.25};
    const kt_grubel_lloyd_sum sum = kt_grubel_lloyd_all(e1_export[A], e1_import[A], 3);

    for (int k = 0; k < 3; k++)
        CHECK_NEAR(kt_grubel_lloyd(e1_export[A][k], e1_import[A][k]), expected[k], 1e-6);
    CHECK_NEAR(sum.gl, 0.642857, 1e-6);
    CHECK_NEAR(sum.adjusted, 0.692308, 1e-6);
    CHECK_NEAR(sum.two_way_share, 1.0, 1e-15); // ratios 0.5, 1, 0.142857
}

static void the_example_with_one_partner(void **state)
{
    (void)state;
    const double X[] = {60, 30, 10}, M[] = {10, 40, 50};
    CHECK_NEAR(kt_grubel_lloyd(X[0], M[0]), 0.285714, 1e-6);
    CHECK_NEAR(kt_grubel_lloyd(X[1], M[1]), 0.857143, 1e-6);
    CHECK_NEAR(kt_grubel_lloyd(X[2], M[2]), 0.333333, 1e-6);
    CHECK_NEAR(kt_grubel_lloyd_all(X, M, 3).gl, 0.5, 1e-15);
}

/* The law: trade overlap is the same number. */
static void overlap_is_the_aggregated_index(void **state)
{
    (void)state;
    double overlap = 0.0, both = 0.0;
    for (int k = 0; k < 3; k++) {
        overlap += 2.0 * fmin(e1_export[A][k], e1_import[A][k]);
        both += e1_export[A][k] + e1_import[A][k];
    }
    CHECK_NEAR(kt_grubel_lloyd_all(e1_export[A], e1_import[A], 3).gl, overlap / both, 1e-15);
}

static void exports_and_imports_may_change_places(void **state)
{
    (void)state;
    const kt_grubel_lloyd_sum one = kt_grubel_lloyd_all(e1_export[B], e1_import[B], 3);
    const kt_grubel_lloyd_sum other = kt_grubel_lloyd_all(e1_import[B], e1_export[B], 3);
    CHECK_NEAR(one.gl, other.gl, 0.0);
    CHECK_NEAR(one.adjusted, other.adjusted, 0.0);
}

/* Greenaway and Milner's table: opposite imbalances net out in a group, equal ones do not. */
static void the_bias_is_what_groups_net_out(void **state)
{
    (void)state;
    const double X_alike[] = {80, 100}, M_alike[] = {160, 150};
    const double X_opposed[] = {80, 150}, M_opposed[] = {160, 100};
    const int64_t start[] = {0, 2}, apart[] = {0, 1, 2};

    CHECK_NEAR(kt_grubel_lloyd_bias(X_alike, M_alike, start, 1), 0.0, 1e-15);
    CHECK_NEAR(kt_grubel_lloyd_bias(X_opposed, M_opposed, start, 1), 0.204082, 1e-6);
    CHECK_NEAR(kt_grubel_lloyd_bias(X_opposed, M_opposed, apart, 2), 0.0, 1e-15);
    CHECK_NEAR(kt_grubel_lloyd_all(X_opposed, M_opposed, 2).gl, 0.734694, 1e-6);
    CHECK_NEAR(kt_grubel_lloyd(230.0, 260.0), 0.938776, 1e-6); // the group
}

static void one_way_trade_is_0_and_has_no_adjustment(void **state)
{
    (void)state;
    const double X[] = {5, 7}, M[] = {0, 0};
    const kt_grubel_lloyd_sum sum = kt_grubel_lloyd_all(X, M, 2);
    CHECK_NEAR(sum.gl, 0.0, 0.0);
    CHECK_NEAR(sum.adjusted, NAN, 0.0);
    CHECK_NEAR(sum.two_way_share, 0.0, 0.0);
}

static void what_is_missing_is_counted_and_left_out(void **state)
{
    (void)state;
    const double X[] = {5, NAN, 0}, M[] = {5, 9, 0};
    const kt_grubel_lloyd_sum sum = kt_grubel_lloyd_all(X, M, 3);
    CHECK_INT(sum.n_left_out, 1);
    CHECK_NEAR(sum.gl, 1.0, 0.0);
    CHECK_NEAR(kt_grubel_lloyd(0, 0), NAN, 0.0);
    CHECK_NEAR(kt_grubel_lloyd_all(X, M, 0).gl, NAN, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_example_with_the_world),
        KT_TEST(the_example_with_one_partner),
        KT_TEST(overlap_is_the_aggregated_index),
        KT_TEST(exports_and_imports_may_change_places),
        KT_TEST(the_bias_is_what_groups_net_out),
        KT_TEST(one_way_trade_is_0_and_has_no_adjustment),
        KT_TEST(what_is_missing_is_counted_and_left_out),
    };
    return kt_run_tests(tests);
}
