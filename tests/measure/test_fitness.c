/* test_fitness.c: fitness and complexity by iteration. */
#include <kontor/fitness.h>

#include "check.h"
#include "example_space.h"

enum { COUNTRIES = 40, PRODUCTS = 200 };

static uint8_t world[COUNTRIES * PRODUCTS], shuffled[COUNTRIES * PRODUCTS];

static kt_fitness *compute(const uint8_t *made, int64_t n_countries, int64_t n_products,
                           kt_fitness_options options)
{
    kt_fitness *found = NULL;
    kt_error err = {0};
    CHECK_OK(kt_fitness_compute(made, n_countries, n_products, &options, &found, &err), err);
    return found;
}

static kt_fitness_options updates(int64_t n)
{
    return (kt_fitness_options){.extremality = 1.0, .n_updates = n};
}

static void one_update_of_the_example_is_as_worked_by_hand(void **state)
{
    (void)state;
    const double expected[] = {1.454545, 0.727273, 0.727273, 1.090909};
    kt_fitness *found = compute(example_made, 4, 5, updates(1));
    for (int c = 0; c < 4; c++)
        CHECK_NEAR(found->fitness[c], expected[c], 5e-7);
    CHECK_INT(found->n_updates, 1);
    CHECK_NEAR(found->last_change, 5.0 / 11.0, 1e-15);
    kt_fitness_free(found);
}

static void a_thousand_updates_of_the_example_are_as_published(void **state)
{
    (void)state;
    const double fitness[] = {0.754829, 0.162796, 0.172943, 2.909432};
    const double complexity[] = {0.097942, 0.166134, 0.182593, 0.777759, 3.775572};
    kt_fitness *found = compute(example_made, 4, 5, updates(1000));
    for (int c = 0; c < 4; c++)
        CHECK_NEAR(found->fitness[c], fitness[c], 5e-7);
    for (int p = 0; p < 5; p++)
        CHECK_NEAR(found->complexity[p], complexity[p], 5e-7);
    CHECK_INT(found->converged, 0); // it was not asked
    CHECK(found->n_unchanged > 900);
    kt_fitness_free(found);
}

static void the_means_are_one(void **state)
{
    (void)state;
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 1);
    kt_fitness *found = compute(world, COUNTRIES, PRODUCTS, updates(30));
    double of_countries = 0.0, of_products = 0.0;
    for (int64_t c = 0; c < COUNTRIES; c++)
        of_countries += found->fitness[c];
    for (int64_t p = 0; p < PRODUCTS; p++)
        of_products += isnan(found->complexity[p]) ? 0.0 : found->complexity[p];
    CHECK_NEAR(of_countries / COUNTRIES, 1.0, 1e-13);
    CHECK_NEAR(of_products / (double)(PRODUCTS - found->n_products_without), 1.0, 1e-13);
    kt_fitness_free(found);
}

/* The formula, word for word. */
static void update_slowly(const uint8_t *made, double g, double *F, double *Q)
{
    double next_F[COUNTRIES], next_Q[PRODUCTS], sum_F = 0.0, sum_Q = 0.0;
    for (int c = 0; c < COUNTRIES; c++) {
        next_F[c] = 0.0;
        for (int p = 0; p < PRODUCTS; p++)
            next_F[c] += made[c * PRODUCTS + p] * Q[p];
        sum_F += next_F[c];
    }
    for (int p = 0; p < PRODUCTS; p++) {
        double sum = 0.0;
        for (int c = 0; c < COUNTRIES; c++)
            sum += made[c * PRODUCTS + p] * pow(F[c], -g);
        next_Q[p] = pow(sum, -1.0 / g);
        sum_Q += next_Q[p];
    }
    for (int c = 0; c < COUNTRIES; c++)
        F[c] = next_F[c] * COUNTRIES / sum_F;
    for (int p = 0; p < PRODUCTS; p++)
        Q[p] = next_Q[p] * PRODUCTS / sum_Q;
}

static void the_slow_twin_finds_the_same(void **state)
{
    (void)state;
    make_world(world, COUNTRIES, PRODUCTS, 0.6, 2);
    for (int step = 0; step < 3; step++) {
        const double g = 0.5 * (step + 1);
        double F[COUNTRIES], Q[PRODUCTS];
        for (int c = 0; c < COUNTRIES; c++)
            F[c] = 1.0;
        for (int p = 0; p < PRODUCTS; p++)
            Q[p] = 1.0;
        for (int n = 0; n < 19; n++)
            update_slowly(world, g, F, Q);
        kt_fitness *found = compute(world, COUNTRIES, PRODUCTS, kt_fitness_options_r(20, g));
        CHECK_INT(found->n_products_without, 0);
        CHECK_INT(found->n_updates, 19);
        for (int c = 0; c < COUNTRIES; c++)
            CHECK_NEAR(found->fitness[c], F[c], 1e-12);
        for (int p = 0; p < PRODUCTS; p++)
            CHECK_NEAR(found->complexity[p], Q[p], 1e-12);
        kt_fitness_free(found);
    }
}

static void iterations_are_counted_as_r_counts_them(void **state)
{
    (void)state;
    CHECK_INT(kt_fitness_options_r(20, 1.0).n_updates, 19);
    CHECK_INT(kt_fitness_options_r(19, 1.0).n_updates, 19);
    CHECK_INT(kt_fitness_options_r(2, 1.0).n_updates, 1);
    CHECK_INT(kt_fitness_options_r(-5, 1.0).n_updates, 1);
    CHECK_INT(kt_fitness_options_r(20, 1.0).n_stable, 0);
    CHECK_NEAR(kt_fitness_options_r(20, 2.0).extremality, 2.0, 0.0);
}

static void ranks_at_rest_end_the_iteration(void **state)
{
    (void)state;
    kt_fitness_options options = kt_fitness_options_default();
    options.n_stable = 10;
    kt_fitness *found = compute(example_made, 4, 5, options);
    CHECK_INT(found->converged, 1);
    CHECK_INT(found->n_unchanged, 10);
    CHECK(found->n_updates < 100);
    kt_fitness *shorter = compute(example_made, 4, 5, updates(found->n_updates - 10));
    CHECK_INT(shorter->n_unchanged, 0); // the last update that moved a rank
    kt_fitness_free(shorter);
    kt_fitness_free(found);

    options.n_updates = 3;
    found = compute(example_made, 4, 5, options);
    CHECK_INT(found->converged, 0);
    CHECK_INT(found->n_updates, 3);
    kt_fitness_free(found);
}

static void order_of_countries_and_products_does_not_matter(void **state)
{
    (void)state;
    int64_t of_c[COUNTRIES], of_p[PRODUCTS];
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 3);
    shuffle(of_c, COUNTRIES, 4);
    shuffle(of_p, PRODUCTS, 5);
    for (int64_t c = 0; c < COUNTRIES; c++)
        for (int64_t p = 0; p < PRODUCTS; p++)
            shuffled[c * PRODUCTS + p] = world[of_c[c] * PRODUCTS + of_p[p]];
    kt_fitness *a = compute(world, COUNTRIES, PRODUCTS, updates(50));
    kt_fitness *b = compute(shuffled, COUNTRIES, PRODUCTS, updates(50));
    for (int64_t c = 0; c < COUNTRIES; c++)
        CHECK_NEAR(a->fitness[of_c[c]], b->fitness[c], 1e-12);
    for (int64_t p = 0; p < PRODUCTS; p++)
        CHECK_NEAR(a->complexity[of_p[p]], b->complexity[p], 1e-12);
    kt_fitness_free(b);
    kt_fitness_free(a);
}

static void who_makes_nothing_has_no_fitness(void **state)
{
    (void)state;
    const uint8_t made[] = {1, 0, 1, 0, 0, 0, 1, 0, 0};
    const uint8_t nothing[] = {0, 0};
    kt_fitness *found = compute(made, 3, 3, updates(5));
    CHECK_NEAR(found->fitness[1], NAN, 0.0);
    CHECK_NEAR(found->complexity[1], NAN, 0.0);
    CHECK(found->fitness[0] > found->fitness[2]);
    CHECK_INT(found->n_countries_without, 1);
    CHECK_INT(found->n_products_without, 1);
    kt_fitness_free(found);

    found = compute(nothing, 1, 2, updates(5));
    CHECK_INT(found->n_updates, 0);
    CHECK_NEAR(found->last_change, NAN, 0.0);
    kt_fitness_free(found);
}

/* A nested world sends all but the fittest to 0; that is the limit, not a failure. */
static void a_fitness_of_zero_stays_a_number(void **state)
{
    (void)state;
    uint8_t nested[20 * 20];
    for (int c = 0; c < 20; c++)
        for (int p = 0; p < 20; p++)
            nested[c * 20 + p] = p <= c;
    kt_fitness *found = compute(nested, 20, 20, updates(20000));
    CHECK_INT(found->n_updates, 20000);
    for (int c = 0; c < 20; c++)
        CHECK(found->fitness[c] >= 0.0 && isfinite(found->complexity[c]));
    CHECK_NEAR(found->complexity[19], 20.0, 0.1);
    kt_fitness_free(found);
}

/* One makes all of 4,001 products, one of them alone, and its fitness^-100 is less than any
 * double above 0. */
static void a_value_that_runs_away_is_an_error(void **state)
{
    (void)state;
    enum { N = 4000 };
    const kt_fitness_options extreme = {.extremality = 100.0, .n_updates = 10};
    uint8_t *made = calloc((size_t)(N + 1) * (N + 1), 1);
    kt_fitness *found = NULL;
    kt_error err = {0};
    for (size_t c = 0; c <= N; c++) {
        made[c] = 1;
        made[c * (N + 1) + c] = 1;
    }
    CHECK_FAILS(kt_fitness_compute(made, N, N + 1, &extreme, &found, &err), KT_ERR_NUMERIC,
                err);
    CHECK(!found);
    free(made);
}

static void impossible_options_are_refused(void **state)
{
    (void)state;
    const kt_fitness_options bad[] = {{.extremality = 0.0},
                                      {.extremality = NAN},
                                      {.extremality = 1.0, .n_updates = -1},
                                      {.extremality = 1.0, .n_stable = -1}};
    kt_fitness *found = NULL;
    kt_error err = {0};
    for (int i = 0; i < 4; i++)
        CHECK_FAILS(kt_fitness_compute(example_made, 4, 5, &bad[i], &found, &err), KT_ERR_RANGE,
                    err);
    CHECK(!found);
}

static kt_status compute_once(void *with, kt_error *err)
{
    kt_fitness *found = NULL;
    const kt_status status = kt_fitness_compute(with, 4, 5, NULL, &found, err);
    CHECK((status == KT_OK) == (found != NULL));
    kt_fitness_free(found);
    return status;
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    uint8_t made[sizeof example_made];
    memcpy(made, example_made, sizeof made);
    kt_check_faults(KT_FAULT_MEMORY, compute_once, made);
    kt_fitness_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(one_update_of_the_example_is_as_worked_by_hand),
        KT_TEST(a_thousand_updates_of_the_example_are_as_published),
        KT_TEST(the_means_are_one),
        KT_TEST(the_slow_twin_finds_the_same),
        KT_TEST(iterations_are_counted_as_r_counts_them),
        KT_TEST(ranks_at_rest_end_the_iteration),
        KT_TEST(order_of_countries_and_products_does_not_matter),
        KT_TEST(who_makes_nothing_has_no_fitness),
        KT_TEST(a_fitness_of_zero_stays_a_number),
        KT_TEST(a_value_that_runs_away_is_an_error),
        KT_TEST(impossible_options_are_refused),
        KT_TEST(lack_of_memory_is_survived),
    };
    return kt_run_tests(tests);
}
