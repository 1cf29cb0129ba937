/* test_lafay.c: Lafay's index. */
#include <kontor/lafay.h>

#include "check.h"
#include "example_e1.h"

static void lafay_of_the_example(void **state)
{
    (void)state;
    const double expected[] = {17.346939, 2.040816, -19.387755};
    double found[3];
    kt_lafay(e1_export[A], e1_import[A], 3, found);
    for (int k = 0; k < 3; k++)
        CHECK_NEAR(found[k], expected[k], 1e-6);
}

static void lafay_sums_to_zero(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        double found[3];
        kt_lafay(e1_export[i], e1_import[i], 3, found);
        CHECK_NEAR(found[0] + found[1] + found[2], 0.0, 1e-13);
    }
}

static void missing_and_untraded_products(void **state)
{
    (void)state;
    const double x[] = {5, 0, NAN, 1}, m[] = {1, 0, 4, 5}, none[] = {0};
    double found[4];
    kt_lafay(x, m, 4, found);
    CHECK_NEAR(found[1], 0.0, 0.0);
    CHECK_NEAR(found[2], NAN, 0.0);
    CHECK_NEAR(found[0], -found[3], 1e-15);
    kt_lafay(none, none, 1, found);
    CHECK_NEAR(found[0], NAN, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(lafay_of_the_example),
        KT_TEST(lafay_sums_to_zero),
        KT_TEST(missing_and_untraded_products),
    };
    return kt_run_tests(tests);
}
