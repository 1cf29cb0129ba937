/* test_rca.c: revealed comparative advantage. */
#include <kontor/rca.h>

#include "check.h"
#include "example_e1.h"

static void rca_of_the_example_is_as_worked_by_hand(void **state)
{
    (void)state;
    const double expected[3][3] = {{2.035503, 1.202797, 0.174089},
                                   {0.165385, 1.172727, 1.471053},
                                   {1.323077, 0.390909, 1.131579}};
    double rca[9];
    kt_error err = {0};
    CHECK_OK(kt_rca_table(&e1_export[0][0], 3, 3, rca, &err), err);

    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            CHECK_NEAR(rca[i * 3 + k], expected[i][k], 1e-6);
}

/* The law: weighted by the world's shares in products an exporter's RCA has the mean 1. */
static void the_weighted_mean_of_rca_is_one(void **state)
{
    (void)state;
    double rca[9];
    kt_error err = {0};
    CHECK_OK(kt_rca_table(&e1_export[0][0], 3, 3, rca, &err), err);

    for (int i = 0; i < 3; i++) {
        double mean = 0.0;
        for (int k = 0; k < 3; k++)
            mean += rca[i * 3 + k] * e1_world[k] / 430.0;
        CHECK_NEAR(mean, 1.0, 1e-15);
    }
}

static void scaling_cancels(void **state)
{
    (void)state;
    CHECK_NEAR(kt_rca(80e6, 130e6, 130e6, 430e6), kt_rca(80, 130, 130, 430), 1e-15);
}

static void symmetric_and_normalised_forms_of_the_example(void **state)
{
    (void)state;
    const double symmetric[] = {0.341131, 0.092063, -0.703448};
    const double normalised[] = {0.094646, 0.015684, -0.110330};
    double sum = 0.0;
    for (int k = 0; k < 3; k++) {
        const double x = e1_export[A][k];
        CHECK_NEAR(kt_rca_symmetric(kt_rca(x, 130, e1_world[k], 430)), symmetric[k], 1e-6);
        CHECK_NEAR(kt_rca_normalised(x, 130, e1_world[k], 430), normalised[k], 1e-6);
        sum += kt_rca_normalised(x, 130, e1_world[k], 430);
    }
    CHECK_NEAR(sum, 0.0, 1e-15);
    CHECK_NEAR(kt_rca_symmetric(0.0), -1.0, 0.0);
}

static void what_has_no_exports_has_no_rca(void **state)
{
    (void)state;
    const double x[] = {0, 0, 5, NAN, 0, 5};
    double rca[6];
    kt_error err = {0};
    CHECK_OK(kt_rca_table(x, 2, 3, rca, &err), err);

    CHECK_NEAR(rca[0], NAN, 0.0); // nobody exports the first product
    CHECK_NEAR(rca[2], 1.0, 0.0);
    CHECK_NEAR(rca[3], NAN, 0.0);
    CHECK_NEAR(kt_rca(0, 0, 1, 1), NAN, 0.0);
    CHECK_NEAR(kt_rca(0, 1, 1, 1), 0.0, 0.0); // a reported zero
}

static void impossible_flows_are_refused(void **state)
{
    (void)state;
    const double x[] = {1, -2};
    double rca[2] = {7, 7};
    kt_error err = {0};
    CHECK_FAILS(kt_rca_table(x, 1, 2, rca, &err), KT_ERR_RANGE, err);
    CHECK_NEAR(rca[0], 7.0, 0.0);
}

static kt_status compute_once(void *with, kt_error *err)
{
    return kt_rca_table(&e1_export[0][0], 3, 3, with, err);
}

static void the_table_survives_lack_of_memory(void **state)
{
    (void)state;
    double rca[9];
    kt_check_faults(KT_FAULT_MEMORY, compute_once, rca);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(rca_of_the_example_is_as_worked_by_hand),
        KT_TEST(the_weighted_mean_of_rca_is_one),
        KT_TEST(scaling_cancels),
        KT_TEST(symmetric_and_normalised_forms_of_the_example),
        KT_TEST(what_has_no_exports_has_no_rca),
        KT_TEST(impossible_flows_are_refused),
        KT_TEST(the_table_survives_lack_of_memory),
    };
    return kt_run_tests(tests);
}
