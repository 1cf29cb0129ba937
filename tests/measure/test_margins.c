/* test_margins.c: extensive and intensive margins. */
#include <kontor/margins.h>

#include "check.h"
#include "example_e1.h"

static const double a_to_c[] = {20, 10, 0}, a_to_b[] = {60, 30, 10};

static void the_example_against_the_whole_world(void **state)
{
    (void)state;
    const kt_margins c = kt_margins_of(a_to_c, e1_import[C], 3, KT_MARGINS_OF_WORLD);
    const kt_margins b = kt_margins_of(a_to_b, e1_import[B], 3, KT_MARGINS_OF_WORLD);

    CHECK_NEAR(c.extensive, 0.384615, 1e-6);
    CHECK_NEAR(c.intensive, 0.6, 1e-15);
    CHECK_NEAR(c.counted, 2.0 / 3.0, 1e-15);
    CHECK_NEAR(b.extensive, 1.0, 0.0);
    CHECK_NEAR(b.intensive, 0.666667, 1e-6);
}

/* The law: the two multiply to the market share. */
static void the_margins_multiply_to_the_market_share(void **state)
{
    (void)state;
    const kt_margins c = kt_margins_of(a_to_c, e1_import[C], 3, KT_MARGINS_OF_WORLD);
    CHECK_NEAR(c.extensive * c.intensive, 30.0 / 130.0, 1e-15);
}

static void the_example_against_the_rest_of_the_world(void **state)
{
    (void)state;
    const kt_margins c = kt_margins_of(a_to_c, e1_import[C], 3, KT_MARGINS_OF_REST);
    CHECK_NEAR(c.extensive, 0.2, 1e-15);
    CHECK_NEAR(c.intensive, 1.5, 1e-15);
}

static void a_missing_value_takes_its_product_out(void **state)
{
    (void)state;
    const double v[] = {5, NAN, 5}, m[] = {10, 10, NAN};
    const kt_margins margins = kt_margins_of(v, m, 3, KT_MARGINS_OF_WORLD);
    CHECK_INT(margins.n_sold, 1);
    CHECK_INT(margins.n_bought, 1);
    CHECK_NEAR(margins.intensive, 0.5, 0.0);
}

static void without_imports_there_are_no_margins(void **state)
{
    (void)state;
    const double none[] = {0, 0};
    const kt_margins margins = kt_margins_of(none, none, 2, KT_MARGINS_OF_WORLD);
    CHECK_NEAR(margins.extensive, NAN, 0.0);
    CHECK_NEAR(margins.intensive, NAN, 0.0);
    CHECK_NEAR(margins.counted, NAN, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_example_against_the_whole_world),
        KT_TEST(the_margins_multiply_to_the_market_share),
        KT_TEST(the_example_against_the_rest_of_the_world),
        KT_TEST(a_missing_value_takes_its_product_out),
        KT_TEST(without_imports_there_are_no_margins),
    };
    return kt_run_tests(tests);
}
