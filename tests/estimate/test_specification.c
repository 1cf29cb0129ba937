/* test_specification.c: Wald, RESET, HPC. */
#include <kontor/specification.h>

#include "check.h"
#include "small_world.h"

static small_world w;

static kt_estimate_options robust(void)
{
    kt_estimate_options options = kt_estimate_options_default();
    options.keep = KT_KEEP_FITTED;
    options.vcov.kind = KT_VCOV_HETERO;
    return options;
}

/* One restriction: the square of the statistic, and its p. */
static void one_coefficient_is_its_own_test(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_test_result wald;
    for (int f = 0; f < 2; f++) {
        small_world_make(&w, 1, 0);
        kt_estimate_options options = robust();
        options.family = f ? KT_FAMILY_GAUSSIAN : KT_FAMILY_POISSON;
        kt_estimate *e = small_world_fit(&w, &options);
        const int32_t chosen[] = {1};
        CHECK_OK(kt_wald_test(e, chosen, 1, &wald, &err), err);
        const kt_coefficient *c = &e->coefficients[1];
        CHECK_NEAR(wald.statistic, c->statistic * c->statistic, 1e-10);
        CHECK_NEAR(wald.p, c->p, 1e-10);
        CHECK(isinf(wald.df2) == !f);
        kt_estimate_free(e);
    }
}

/* Uncorrelated or not: the statistic of all restrictions does not depend on how they are
 * scaled. */
static void a_joint_test_survives_scaling(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_test_result before, after;
    const int32_t all[] = {0, 1, 2};
    kt_estimate_options options = robust();
    small_world_make(&w, 2, 0);
    kt_estimate *e = small_world_fit(&w, &options);
    CHECK_OK(kt_wald_test(e, all, 3, &before, &err), err);
    kt_estimate_free(e);
    for (int64_t r = 0; r < w.n; r++)
        w.x[0][r] = 1000.0 * w.x[0][r] + w.x[2][r];
    e = small_world_fit(&w, &options);
    CHECK_OK(kt_wald_test(e, all, 3, &after, &err), err);
    CHECK_NEAR(after.statistic, before.statistic, 1e-6 * before.statistic);
    CHECK_NEAR(before.df1, 3.0, 0.0);
    kt_estimate_free(e);
}

static void unknown_coefficients_are_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_test_result wald;
    const int32_t wrong[] = {3}, twice[] = {1, 1};
    kt_estimate_options options = robust();
    small_world_make(&w, 3, 0);
    kt_estimate *e = small_world_fit(&w, &options);
    CHECK_FAILS(kt_wald_test(e, wrong, 1, &wald, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_wald_test(e, wrong, 0, &wald, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_wald_test(e, twice, 2, &wald, &err), KT_ERR_NUMERIC, err);
    kt_estimate_free(e);
}

/* The regressor that RESET adds, added by hand. */
static void reset_is_the_test_of_the_squared_index(void **state)
{
    (void)state;
    static double square[SW_ROWS];
    kt_error err = {0};
    kt_test_result reset;
    kt_frame_column columns[4];
    kt_estimate_options options = robust();
    small_world_make(&w, 4, 0);
    kt_estimate *e = small_world_fit(&w, &options);
    CHECK_OK(kt_reset_test(&w.frame, &options, e, &reset, &err), err);
    for (int k = 0; k < 3; k++)
        columns[k] = w.columns[k];
    for (int64_t r = 0; r < w.n; r++)
        square[r] = isnan(e->index[r]) ? 1.0 : e->index[r] * e->index[r];
    columns[3] = (kt_frame_column){"square", square};
    w.frame.regressors = columns;
    w.frame.n_regressors = 4;
    kt_estimate *by_hand = small_world_fit(&w, &options);
    CHECK_NEAR(reset.statistic,
               by_hand->coefficients[3].statistic * by_hand->coefficients[3].statistic, 1e-6);
    CHECK_NEAR(reset.p, by_hand->coefficients[3].p, 1e-6);
    kt_estimate_free(by_hand);
    kt_estimate_free(e);
}

/* Data that one model makes: the other is found wanting, it is not. */
static void hpc_tells_the_true_model_from_a_false_one(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_test_result true_one, false_one, same;
    kt_estimate_options options = robust();
    small_world_make(&w, 5, 0);
    kt_estimate *a = small_world_fit(&w, &options);
    w.frame.regressors = w.columns + 1; // without the tariff, which matters
    w.frame.n_regressors = 2;
    kt_estimate *b = small_world_fit(&w, &options);
    CHECK_OK(kt_hpc_test(w.y, a, b, &true_one, &err), err);
    CHECK_OK(kt_hpc_test(w.y, b, a, &false_one, &err), err);
    CHECK(true_one.p > 0.01);
    CHECK(false_one.p < 1e-6);
    CHECK_FAILS(kt_hpc_test(w.y, a, a, &same, &err), KT_ERR_NUMERIC, err);
    kt_estimate_free(b);
    kt_estimate_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(one_coefficient_is_its_own_test),
        KT_TEST(a_joint_test_survives_scaling),
        KT_TEST(unknown_coefficients_are_refused),
        KT_TEST(reset_is_the_test_of_the_squared_index),
        KT_TEST(hpc_tells_the_true_model_from_a_false_one),
    };
    return kt_run_tests(tests);
}
