/* test_log_wide.c: four logarithms at once against the C library's, one by one. */
#include "estimate/log_wide.h"

#include <kontor/random.h>

#include "check.h"

#include <float.h>
#include <math.h>

static double off(double found, double expected)
{
    return fabs(found - expected) / fmax(fabs(expected), 1.0);
}

/* Over all of a double's range, and near 1, where the logarithm is small. */
static void logarithms_are_the_librarys(void **state)
{
    (void)state;
    double worst = 0.0;
    for (uint64_t n = 0; n < 20000; n++) {
        const double u = kt_random_uniform(kt_random_bits(1, n)) - 0.5;
        const kt_v4 x = {exp(1400.0 * u), exp(20.0 * u), 1.0 + u, 1.0 + 1e-6 * u};
        const kt_v4 found = kt_log4(x);
        for (int k = 0; k < 4; k++)
            worst = fmax(worst, fabs(found[k] - log(x[k])) / fmax(fabs(log(x[k])), 1e-9));
    }
    assert_true(worst < 8 * DBL_EPSILON);
    const kt_v4 found = kt_log4((kt_v4){1.0, DBL_MIN, DBL_MAX, 2.0});
    assert_true(found[0] == 0.0);
    assert_true(off(found[1], log(DBL_MIN)) < 2 * DBL_EPSILON);
    assert_true(off(found[2], log(DBL_MAX)) < 2 * DBL_EPSILON);
    assert_true(off(found[3], log(2.0)) < 2 * DBL_EPSILON);
}

static void factorials_are_the_librarys(void **state)
{
    (void)state;
    double worst = 0.0;
    for (uint64_t n = 0; n < 20000; n++) {
        const double u = kt_random_uniform(kt_random_bits(2, n));
        const kt_v4 y = {u, 40.0 * u, 15.99 + 0.02 * u, exp(30.0 * u)};
        const kt_v4 found = kt_log_factorial4(y, kt_log4(y));
        for (int k = 0; k < 4; k++)
            worst = fmax(worst, off(found[k], lgamma(y[k] + 1.0)));
    }
    assert_true(worst < 1e-13);
    const kt_v4 y = {0.0, 1.0, 5.0, 20.0}, one = {1.0, 1.0, 1.0, 1.0};
    const kt_v4 found = kt_log_factorial4(y, kt_log4(kt_choose4(y > 0.0, y, one)));
    assert_true(found[0] == 0.0);
    CHECK_NEAR(found[2], log(120.0), 1e-14);
    CHECK_NEAR(found[3], log(2432902008176640000.0), 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(logarithms_are_the_librarys),
        KT_TEST(factorials_are_the_librarys),
    };
    return kt_run_tests(tests);
}
