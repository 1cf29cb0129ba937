/* test_ticks.c: the laws of marks on an axis, and cases that people know. */
#include "check.h"

#include <kontor/ticks.h>

static void marks_cover_what_is_shown_and_none_is_spare(void **state)
{
    (void)state;
    static const double ends[][2] = {{0, 966.8},       {0, 1},        {-5.3, 12},
                                     {3, 3},           {0, 0},        {-7, -7},
                                     {0.0001, 0.0007}, {1e9, 4e12},   {-1e-9, 1e-9},
                                     {1990, 2020},     {0, 999.9999}, {1e15, 1e15 + 1}};
    for (size_t n = 0; n < sizeof ends / sizeof *ends; n++)
        for (int most = 3; most < 14; most++) {
            const double least = ends[n][0], largest = ends[n][1];
            const kt_ticks ticks = kt_ticks_choose(least, largest, most);
            const double slack = ticks.step * 1e-6;
            CHECK(ticks.n >= 2 && ticks.n <= most);
            CHECK(ticks.step > 0.0 && ticks.last > ticks.first);
            CHECK(ticks.first <= least + slack && ticks.last >= largest - slack);
            if (largest - least > fabs(largest) * 1e-12) { // else there is no step between them
                CHECK(ticks.first > least - ticks.step - slack);
                CHECK(ticks.last < largest + ticks.step + slack);
            }
            CHECK_NEAR(kt_ticks_at(&ticks, 0), ticks.first, 1e-9);
            CHECK_NEAR(kt_ticks_at(&ticks, ticks.n - 1), ticks.last, 1e-9);
        }
}

static void steps_are_those_by_which_people_count(void **state)
{
    (void)state;
    for (double largest = 0.013; largest < 1e7; largest *= 1.37) {
        const kt_ticks ticks = kt_ticks_choose(0.0, largest, 6);
        const double lead = ticks.step / pow(10.0, floor(log10(ticks.step) + 1e-9));
        CHECK(fabs(lead - 1) < 1e-9 || fabs(lead - 2) < 1e-9 || fabs(lead - 2.5) < 1e-9 ||
              fabs(lead - 5) < 1e-9);
        // Every mark is written exactly with the digits told.
        for (int k = 0; k < ticks.n; k++) {
            const double shown = kt_ticks_at(&ticks, k) * pow(10.0, ticks.decimals);
            CHECK_NEAR(shown, round(shown), 1e-9);
        }
    }
}

static void turnover_of_967_million_is_marked_by_two_hundreds(void **state)
{
    (void)state;
    const kt_ticks ticks = kt_ticks_choose(0.0, 966.8, 7);
    CHECK_NEAR(ticks.step, 200.0, 0);
    CHECK_NEAR(ticks.last, 1000.0, 0);
    CHECK_INT(ticks.n, 6);
    CHECK_INT(ticks.decimals, 0);
    CHECK_INT(kt_ticks_choose(0.0, 1.0, 5).decimals, 2); // 0.25
    CHECK_INT(kt_ticks_choose(0.0, 1.0, 6).decimals, 1); // 0.2
}

static void what_is_no_range_is_made_one(void **state)
{
    (void)state;
    CHECK_NEAR(kt_ticks_choose(NAN, INFINITY, 5).last, 1.0, 0);
    CHECK_NEAR(kt_ticks_choose(5.0, -5.0, 5).first, 0.0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(marks_cover_what_is_shown_and_none_is_spare),
        KT_TEST(steps_are_those_by_which_people_count),
        KT_TEST(turnover_of_967_million_is_marked_by_two_hundreds),
        KT_TEST(what_is_no_range_is_made_one),
    };
    return kt_run_tests(tests);
}
