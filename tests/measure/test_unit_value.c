/* test_unit_value.c: outliers among unit values. */
#include <kontor/unit_value.h>

#include "check.h"

static void one_that_is_a_thousand_times_dearer_is_an_outlier(void **state)
{
    (void)state;
    const double p[] = {100, 110, 90, 105, 95, 100000, NAN};
    double z[7], median;
    kt_error err = {0};
    CHECK_OK(kt_unit_value_scores(p, 7, z, &median, &err), err);
    CHECK(z[5] > KT_UNIT_VALUE_OUTLIER);
    for (int r = 0; r < 5; r++)
        CHECK(fabs(z[r]) < KT_UNIT_VALUE_OUTLIER);
    CHECK_NEAR(z[6], NAN, 0.0);
    CHECK_NEAR(median, sqrt(100.0 * 105.0), 1e-12);
}

static void the_unit_of_money_cancels(void **state)
{
    (void)state;
    const double p[] = {1, 2, 3, 5, 8}, q[] = {1000, 2000, 3000, 5000, 8000};
    double z[5], y[5];
    kt_error err = {0};
    CHECK_OK(kt_unit_value_scores(p, 5, z, NULL, &err), err);
    CHECK_OK(kt_unit_value_scores(q, 5, y, NULL, &err), err);
    for (int r = 0; r < 5; r++)
        CHECK_NEAR(z[r], y[r], 1e-9);
}

static void few_or_equal_ones_say_nothing(void **state)
{
    (void)state;
    const double few[] = {1, 2, 3, 4, 0, -1}, equal[] = {2, 2, 2, 2, 9};
    double z[6];
    kt_error err = {0};
    CHECK_OK(kt_unit_value_scores(few, 6, z, NULL, &err), err);
    CHECK_NEAR(z[0], NAN, 0.0);
    CHECK_OK(kt_unit_value_scores(equal, 5, z, NULL, &err), err);
    CHECK_NEAR(z[4], NAN, 0.0);
}

static kt_status score_once(void *with, kt_error *err)
{
    const double p[] = {1, 2, 3, 4, 5};
    double z[5];
    (void)with;
    return kt_unit_value_scores(p, 5, z, NULL, err);
}

static void scoring_survives_lack_of_memory(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, score_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(one_that_is_a_thousand_times_dearer_is_an_outlier),
        KT_TEST(the_unit_of_money_cancels),
        KT_TEST(few_or_equal_ones_say_nothing),
        KT_TEST(scoring_survives_lack_of_memory),
    };
    return kt_run_tests(tests);
}
