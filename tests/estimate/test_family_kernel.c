/* test_family_kernel.c: the balance of groups between Newton steps. */
#include "estimate/family_kernel.h"

#include "check.h"

#include <math.h>

enum { ROWS = 12 };

static const int64_t group_start[] = {0, 1, 6, 12};
static const double y[ROWS] = {3.0, 0.0, 2.0, 0.5, 0.0, 1.0, 4.0, 0.0, 0.0, 2.0, 1.0, 5.0};
static const double w[ROWS] = {2.0, 0.1, 2.5, 0.4, 0.3, 0.9, 3.0, 0.2, 0.1, 2.5, 1.5, 4.0};

static void fitted_totals_of_groups_equal_observed_ones(void **state)
{
    (void)state;
    double weights[ROWS];
    for (int weighted = 0; weighted < 2; weighted++) {
        double change[ROWS], before[ROWS], fitted[ROWS];
        for (int r = 0; r < ROWS; r++) {
            weights[r] = 1.0 + 0.25 * (r % 3);
            before[r] = change[r] = 0.1 * (r % 5) - 0.2;
            fitted[r] = weighted ? weights[r] * w[r] : w[r];
        }
        kt_family_balance(group_start, 0, 3, y, weighted ? weights : NULL, fitted, change);
        for (int g = 0; g < 3; g++) {
            double mu = 0.0, of_y = 0.0;
            const int64_t first = group_start[g];
            for (int64_t r = first; r < group_start[g + 1]; r++) {
                mu += fitted[r] * exp(change[r]);
                of_y += (weighted ? weights[r] : 1.0) * y[r];
                /* The whole group moves alike. */
                CHECK_NEAR(change[r] - before[r], change[first] - before[first], 1e-14);
            }
            CHECK_NEAR(mu, of_y, 1e-13);
        }
    }
}

static void a_group_that_would_have_to_go_far_stays(void **state)
{
    (void)state;
    double change[ROWS] = {0};
    change[0] = 800.0; // of the first group, whose fitted value overflows
    change[3] = 20.0;
    kt_family_balance(group_start, 0, 2, y, NULL, w, change);
    CHECK_NEAR(change[0], 800.0, 0.0);
    CHECK_NEAR(change[1], 0.0, 0.0);
    CHECK_NEAR(change[3], 20.0, 0.0);
    CHECK_NEAR(change[7], 0.0, 0.0); // not asked for
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(fitted_totals_of_groups_equal_observed_ones),
        KT_TEST(a_group_that_would_have_to_go_far_stays),
    };
    return kt_run_tests(tests);
}
