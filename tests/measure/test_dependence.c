/* test_dependence.c: dependence seen from both sides. */
#include <kontor/dependence.h>

#include "check.h"

static void shares_of_both_sides_and_their_asymmetry(void **state)
{
    (void)state;
    const kt_dependence found = kt_dependence_of(30, 100, 30, 300);
    CHECK_NEAR(found.a, 0.3, 1e-15);
    CHECK_NEAR(found.b, 0.1, 1e-15);
    CHECK_NEAR(found.asymmetry, 0.5, 1e-15);
}

static void exchanging_the_sides_changes_the_sign_alone(void **state)
{
    (void)state;
    const kt_dependence one = kt_dependence_of(30, 100, 28, 300);
    const kt_dependence other = kt_dependence_of(28, 300, 30, 100);
    CHECK_NEAR(one.asymmetry, -other.asymmetry, 1e-15);
    CHECK_NEAR(one.a, other.b, 0.0);
}

static void what_is_missing_stays_missing(void **state)
{
    (void)state;
    CHECK_NEAR(kt_dependence_of(NAN, 100, 1, 10).a, NAN, 0.0);
    CHECK_NEAR(kt_dependence_of(NAN, 100, 1, 10).asymmetry, NAN, 0.0);
    CHECK_NEAR(kt_dependence_of(0, 100, 0, 10).a, 0.0, 0.0);
    CHECK_NEAR(kt_dependence_of(0, 100, 0, 10).asymmetry, NAN, 0.0);
    CHECK_NEAR(kt_dependence_of(1, 0, 1, 10).a, NAN, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(shares_of_both_sides_and_their_asymmetry),
        KT_TEST(exchanging_the_sides_changes_the_sign_alone),
        KT_TEST(what_is_missing_stays_missing),
    };
    return kt_run_tests(tests);
}
