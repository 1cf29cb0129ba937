/* test_prody.c: income content of products and baskets. */
#include <kontor/prody.h>

#include "check.h"
#include "example_e1.h"

static void equal_incomes_give_that_income_everywhere(void **state)
{
    (void)state;
    const double income[] = {7, 7, 7};
    double prody[3], covered;
    kt_error err = {0};
    CHECK_OK(kt_prody(&e1_export[0][0], 3, 3, income, prody, &err), err);
    for (int k = 0; k < 3; k++)
        CHECK_NEAR(prody[k], 7.0, 1e-15);
    CHECK_NEAR(kt_expy(e1_export[A], prody, 3, &covered), 7.0, 1e-15);
    CHECK_NEAR(covered, 1.0, 0.0);
}

/* Two countries: shares .5 and .25 of product 1, incomes 10 and 40: (5 + 10) / .75 = 20. */
static void prody_of_a_case_by_hand(void **state)
{
    (void)state;
    const double x[] = {5, 5, 0, 1, 2, 1}, income[] = {10, 40};
    double prody[3];
    kt_error err = {0};
    CHECK_OK(kt_prody(x, 2, 3, income, prody, &err), err);
    CHECK_NEAR(prody[0], 20.0, 1e-15);
    CHECK_NEAR(prody[1], 25.0, 1e-15);
    CHECK_NEAR(prody[2], 40.0, 1e-15);
    CHECK_NEAR(kt_expy(x, prody, 3, NULL), 22.5, 1e-15);
}

static void a_country_without_an_income_is_left_out(void **state)
{
    (void)state;
    const double x[] = {5, 5, 0, 1, 2, 1}, income[] = {10, NAN};
    double prody[3], covered;
    kt_error err = {0};
    CHECK_OK(kt_prody(x, 2, 3, income, prody, &err), err);
    CHECK_NEAR(prody[0], 10.0, 1e-15);
    CHECK_NEAR(prody[2], NAN, 0.0);
    CHECK_NEAR(kt_expy(x + 3, prody, 3, &covered), 10.0, 1e-15);
    CHECK_NEAR(covered, 0.75, 1e-15);
}

static kt_status prody_once(void *with, kt_error *err)
{
    const double income[] = {1, 2, 3};
    double prody[3];
    (void)with;
    return kt_prody(&e1_export[0][0], 3, 3, income, prody, err);
}

static void computing_survives_lack_of_memory(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, prody_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(equal_incomes_give_that_income_everywhere),
        KT_TEST(prody_of_a_case_by_hand),
        KT_TEST(a_country_without_an_income_is_left_out),
        KT_TEST(computing_survives_lack_of_memory),
    };
    return kt_run_tests(tests);
}
