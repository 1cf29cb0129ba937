/* test_rca.c: revealed comparative advantage. */
#include <kontor/rca.h>

#include <kontor/memory.h>
#include <kontor/random.h>

#include "check.h"
#include "example_e1.h"
#include "measure/rca_kernel.h"

#include <string.h>

static void rca_of_the_example_is_as_worked_by_hand(void **state)
{
    (void)state;
    const double expected[3][3] = {{2.035503, 1.202797, 0.174089},
                                   {0.165385, 1.172727, 1.471053},
                                   {1.323077, 0.390909, 1.131579}};
    double rca[9];
    kt_error err = {0};
    CHECK_OK(kt_rca_table(&e1_export[0][0], 3, 3, 1, rca, &err), err);

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
    CHECK_OK(kt_rca_table(&e1_export[0][0], 3, 3, 1, rca, &err), err);

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
    CHECK_OK(kt_rca_table(x, 2, 3, 1, rca, &err), err);

    CHECK_NEAR(rca[0], NAN, 0.0); // nobody exports the first product
    CHECK_NEAR(rca[2], 1.0, 0.0);
    CHECK_NEAR(rca[3], NAN, 0.0);
    CHECK_NEAR(kt_rca(0, 0, 1, 1), NAN, 0.0);
    CHECK_NEAR(kt_rca(0, 1, 1, 1), 0.0, 0.0); // a reported zero
}

/* Many exporters, some flows missing: threads and wide vectors change no bit. */
static void any_number_of_threads_gives_the_same_bits(void **state)
{
    enum { EXPORTERS = 101, PRODUCTS = 1003 };
    (void)state;
    kt_error err = {0};
    double *x = NULL, *one = NULL, *many = NULL;
    const int64_t n = (int64_t)EXPORTERS * PRODUCTS;
    CHECK_OK(kt_new(&x, n, sizeof *x, &err), err);
    CHECK_OK(kt_new(&one, n, sizeof *one, &err), err);
    CHECK_OK(kt_new(&many, n, sizeof *many, &err), err);
    for (int64_t c = 0; c < n; c++) {
        const uint64_t bits = kt_random_bits(3, (uint64_t)c);
        x[c] = bits % 5 == 0 ? NAN : bits % 3 == 0 ? 0.0 : (double)(bits >> 24) / 7.0;
    }
    CHECK_OK(kt_rca_table(x, EXPORTERS, PRODUCTS, 1, one, &err), err);
    for (int threads = 0; threads < 6; threads++) {
        CHECK_OK(kt_rca_table(x, EXPORTERS, PRODUCTS, threads, many, &err), err);
        CHECK(memcmp(one, many, (size_t)n * sizeof *one) == 0);
    }
    x[n - 5] = -1.0;
    CHECK_FAILS(kt_rca_table(x, EXPORTERS, PRODUCTS, 4, many, &err), KT_ERR_RANGE, err);
    CHECK(memcmp(one, many, (size_t)n * sizeof *one) == 0);
    kt_free(many);
    kt_free(one);
    kt_free(x);
}

/* Rows of every length, a wrong flow at every place of one. */
static void wide_rows_are_those_of_their_twins(void **state)
{
    enum { MOST = 37 };
    double x[MOST], sums[MOST], plain_sums[MOST], rca[MOST], plain_rca[MOST], sum, plain_sum;
    (void)state;
    for (int n = 0; n <= MOST; n++) {
        for (int k = 0; k < n; k++) {
            x[k] = k % 4 == 1 ? NAN : 1.0 / (1.0 + k);
            sums[k] = plain_sums[k] = 0.5 * k;
        }
        CHECK(kt_rca_add_row(x, n, sums, &sum));
        CHECK(kt_rca_add_row_plain(x, n, plain_sums, &plain_sum));
        CHECK_NEAR(sum, plain_sum, 0.0);
        kt_rca_divide_row(x, n, sum, sums, rca);
        kt_rca_divide_row_plain(x, n, sum, sums, plain_rca);
        for (int k = 0; k < n; k++) {
            CHECK_NEAR(sums[k], plain_sums[k], 0.0);
            CHECK_NEAR(rca[k], plain_rca[k], 0.0);
        }
    }
    for (int k = 0; k < MOST; k++) {
        const double kept = x[k];
        x[k] = k % 2 ? -1.0 : (double)INFINITY;
        CHECK(!kt_rca_add_row(x, MOST, sums, &sum));
        CHECK(!kt_rca_add_row_plain(x, MOST, plain_sums, &sum));
        x[k] = kept;
    }
}

static void impossible_flows_are_refused(void **state)
{
    (void)state;
    const double x[] = {1, -2};
    double rca[2] = {7, 7};
    kt_error err = {0};
    CHECK_FAILS(kt_rca_table(x, 1, 2, 1, rca, &err), KT_ERR_RANGE, err);
    CHECK_NEAR(rca[0], 7.0, 0.0);
}

static kt_status compute_once(void *with, kt_error *err)
{
    return kt_rca_table(&e1_export[0][0], 3, 3, 1, with, err);
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
        KT_TEST(any_number_of_threads_gives_the_same_bits),
        KT_TEST(wide_rows_are_those_of_their_twins),
        KT_TEST(impossible_flows_are_refused),
        KT_TEST(the_table_survives_lack_of_memory),
    };
    return kt_run_tests(tests);
}
