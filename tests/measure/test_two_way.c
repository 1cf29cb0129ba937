/* test_two_way.c: one-way and two-way trade, and its quality. */
#include <kontor/two_way.h>

#include "check.h"
#include "example_e1.h"

static void all_products_of_the_example_are_two_way(void **state)
{
    (void)state;
    const double none[] = {NAN, NAN, NAN};
    const kt_two_way found = kt_two_way_of(e1_export[A], e1_import[A], none, none, 3, 0.15);
    CHECK_NEAR(found.share[KT_TRADE_ONE_WAY], 0.0, 0.0);
    CHECK_NEAR(found.share[KT_TRADE_TWO_WAY_UNKNOWN], 1.0, 1e-15);
}

/* 10 % of the larger flow is still one-way: the ratio must be above. */
static void the_bound_itself_is_one_way(void **state)
{
    (void)state;
    CHECK_INT(kt_trade_type_of(100, 10, 1, 1, 0.15), KT_TRADE_ONE_WAY);
    CHECK_INT(kt_trade_type_of(100, 10.1, 1, 1, 0.15), KT_TRADE_HORIZONTAL);
}

static void unit_values_part_like_from_unlike_quality(void **state)
{
    (void)state;
    CHECK_INT(kt_trade_type_of(5, 5, 1.15, 1, 0.15), KT_TRADE_HORIZONTAL);
    CHECK_INT(kt_trade_type_of(5, 5, 1.16, 1, 0.15), KT_TRADE_VERTICAL_ABOVE);
    CHECK_INT(kt_trade_type_of(5, 5, 1, 1.16, 0.15), KT_TRADE_VERTICAL_BELOW);
    CHECK_INT(kt_trade_type_of(5, 5, 1.16, 1, 0.25), KT_TRADE_HORIZONTAL);
    CHECK_INT(kt_trade_type_of(5, 5, NAN, 1, 0.15), KT_TRADE_TWO_WAY_UNKNOWN);
    CHECK_INT(kt_trade_type_of(0, 0, 1, 1, 0.15), KT_TRADE_NONE);
    CHECK_INT(kt_trade_type_of(NAN, 5, 1, 1, 0.15), KT_TRADE_NONE);
}

static void shares_add_up_to_one(void **state)
{
    (void)state;
    const double X[] = {5, 100, 7, 4, NAN}, M[] = {5, 1, 6, 4, 3};
    const double p_X[] = {1, 1, 2, NAN, 1}, p_M[] = {1, 1, 1, 1, 1};
    const kt_two_way found = kt_two_way_of(X, M, p_X, p_M, 5, 0.15);
    double sum = 0.0;
    for (int t = 0; t < KT_N_TRADE_TYPES; t++)
        sum += found.share[t];
    CHECK_NEAR(sum, 1.0, 1e-15);
    CHECK_INT(found.n[KT_TRADE_NONE], 1);
}

/* Seen from the partner what was above is below. */
static void the_other_side_sees_the_mirror_image(void **state)
{
    (void)state;
    CHECK_INT(kt_trade_type_of(9, 5, 3, 1, 0.15), KT_TRADE_VERTICAL_ABOVE);
    CHECK_INT(kt_trade_type_of(5, 9, 1, 3, 0.15), KT_TRADE_VERTICAL_BELOW);
    CHECK_TEXT(kt_trade_type_name(KT_TRADE_VERTICAL_BELOW), "vertical below");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(all_products_of_the_example_are_two_way),
        KT_TEST(the_bound_itself_is_one_way),
        KT_TEST(unit_values_part_like_from_unlike_quality),
        KT_TEST(shares_add_up_to_one),
        KT_TEST(the_other_side_sees_the_mirror_image),
    };
    return kt_run_tests(tests);
}
