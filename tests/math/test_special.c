/* test_special.c: distributions and the gamma function, beside values of R 4.2. */
#include <kontor/special.h>

#include "check.h"

static void students_t_is_as_tabulated(void **state)
{
    (void)state;
    CHECK_NEAR(kt_student_two_sided(2.0, 10.0), 0.073388034770740364, 1e-13);
    CHECK_NEAR(kt_student_two_sided(-12.706204736174698, 1.0), 0.05, 1e-13);
    CHECK_NEAR(kt_student_two_sided(1.959963984540054, INFINITY), 0.05, 1e-13);
    CHECK_NEAR(kt_student_two_sided(0.0, 5.0), 1.0, 1e-15);
    CHECK(isnan(kt_student_two_sided(NAN, 5.0)));
    /* Far out, where 1 - p would be 1. */
    CHECK_NEAR(kt_student_two_sided(30.0, 50.0) / 1.2380022795987292e-33, 1.0, 1e-11);
}

static void chi_squared_and_f_are_as_tabulated(void **state)
{
    (void)state;
    CHECK_NEAR(kt_chi2_upper(3.8414588206941236, 1.0), 0.05, 1e-13);
    CHECK_NEAR(kt_chi2_upper(18.307038053275143, 10.0), 0.05, 1e-13);
    CHECK_NEAR(kt_chi2_upper(0.0, 3.0), 1.0, 0.0);
    CHECK_NEAR(kt_f_upper(4.1028210151304005, 2.0, 10.0), 0.05, 1e-12);
    CHECK_NEAR(kt_f_upper(3.0, 2.0, INFINITY), kt_chi2_upper(6.0, 2.0), 1e-15);
}

/* t^2 is F(1, df), and chi-squared with one degree of freedom is the normal's square. */
static void distributions_agree_with_each_other(void **state)
{
    (void)state;
    for (double t = 0.1; t < 6.0; t += 0.37)
        for (double df = 1.0; df < 200.0; df *= 3.0)
            CHECK_NEAR(kt_f_upper(t * t, 1.0, df), kt_student_two_sided(t, df), 1e-12);
    for (double t = 0.1; t < 6.0; t += 0.37)
        CHECK_NEAR(kt_chi2_upper(t * t, 1.0), kt_student_two_sided(t, INFINITY), 1e-13);
}

static void log_gamma_is_that_of_the_c_library(void **state)
{
    (void)state;
    for (double x = 1e-3; x < 1e9; x *= 1.7)
        CHECK_NEAR(kt_log_gamma(x), lgamma(x), 1e-13 * fmax(1.0, fabs(lgamma(x))));
}

/* psi(x + 1) = psi(x) + 1 / x, and psi is the slope of log Gamma. */
static void digamma_and_trigamma_obey_their_recurrence(void **state)
{
    (void)state;
    CHECK_NEAR(kt_digamma(1.0), -0.57721566490153286, 1e-13);
    CHECK_NEAR(kt_trigamma(1.0), 1.6449340668482264, 1e-13);
    for (double x = 0.3; x < 1e6; x *= 2.3) {
        CHECK_NEAR(kt_digamma(x + 1.0), kt_digamma(x) + 1.0 / x, 1e-12);
        CHECK_NEAR(kt_trigamma(x + 1.0), kt_trigamma(x) - 1.0 / (x * x), 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(students_t_is_as_tabulated),
        KT_TEST(chi_squared_and_f_are_as_tabulated),
        KT_TEST(distributions_agree_with_each_other),
        KT_TEST(log_gamma_is_that_of_the_c_library),
        KT_TEST(digamma_and_trigamma_obey_their_recurrence),
    };
    return kt_run_tests(tests);
}
