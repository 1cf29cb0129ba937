/* test_market_share.c: constant-market-share analysis. */
#include <kontor/market_share.h>

#include "check.h"

/* Two products by two markets. */
static const double x0[] = {50, 20, 20, 10}, x1[] = {75, 22, 24, 11};
static const double w0[] = {400, 200, 300, 100}, w1[] = {560, 210, 330, 110};

static kt_market_share split_of(const double *before, const double *world,
                                kt_market_share_order order)
{
    const kt_market_share_data data = {before, x1, world, w1, 2, 2};
    kt_market_share found;
    kt_error err = {0};
    CHECK_OK(kt_market_share_split(&data, order, &found, &err), err);
    return found;
}

static double sum_of(const kt_market_share *found)
{
    return found->world + found->commodity + found->market + found->competitiveness +
           found->new_cells;
}

static void the_example_is_as_worked_by_hand(void **state)
{
    (void)state;
    const kt_market_share found = split_of(x0, w0, KT_COMMODITY_FIRST);

    CHECK_NEAR(found.change, 32.0, 0.0);
    CHECK_NEAR(found.world, 21.0, 1e-14);
    CHECK_NEAR(found.commodity, 1.833333, 1e-6);
    CHECK_NEAR(found.market, 1.166667, 1e-6);
    CHECK_NEAR(found.competitiveness, 8.0, 1e-14);
    CHECK_NEAR(found.new_cells, 0.0, 0.0);
}

/* By markets first: r_j = 890/700 - 1 and 320/300 - 1. */
static void the_other_order_moves_only_the_middle_terms(void **state)
{
    (void)state;
    const kt_market_share found = split_of(x0, w0, KT_MARKET_FIRST);

    CHECK_NEAR(found.world, 21.0, 1e-14);
    CHECK_NEAR(found.competitiveness, 8.0, 1e-14);
    CHECK_NEAR(found.market, (890.0 / 700 - 1.21) * 70 + (320.0 / 300 - 1.21) * 30, 1e-13);
    CHECK_NEAR(found.commodity + found.market, 3.0, 1e-13);
}

static void the_terms_add_up_to_the_change(void **state)
{
    (void)state;
    const double new_world[] = {400, 0, 300, 100}, no_base[] = {0, 0, 300, 100};
    const double *const world[] = {w0, new_world, no_base};
    for (int n = 0; n < 3; n++) {
        for (int order = 0; order < 2; order++) {
            const kt_market_share found = split_of(x0, world[n], (kt_market_share_order)order);
            CHECK_NEAR(sum_of(&found), found.change, 1e-13);
        }
    }
}

static void what_the_world_did_not_trade_before_is_a_new_cell(void **state)
{
    (void)state;
    const double before[] = {50, 0, 20, 10}, world[] = {400, 0, 300, 100};
    const kt_market_share found = split_of(before, world, KT_COMMODITY_FIRST);
    CHECK_NEAR(found.new_cells, 22.0, 0.0);
}

static void a_cell_with_a_missing_value_is_left_out(void **state)
{
    (void)state;
    const double before[] = {50, NAN, 20, 10};
    const kt_market_share found = split_of(before, w0, KT_COMMODITY_FIRST);
    CHECK_INT(found.n_left_out, 1);
    CHECK_NEAR(found.change, 30.0, 0.0);
    CHECK_NEAR(sum_of(&found), found.change, 1e-13);
}

static kt_status split_once(void *with, kt_error *err)
{
    const kt_market_share_data data = {x0, x1, w0, w1, 2, 2};
    return kt_market_share_split(&data, KT_COMMODITY_FIRST, with, err);
}

static void the_split_survives_lack_of_memory(void **state)
{
    (void)state;
    kt_market_share found;
    kt_check_faults(KT_FAULT_MEMORY, split_once, &found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_example_is_as_worked_by_hand),
        KT_TEST(the_other_order_moves_only_the_middle_terms),
        KT_TEST(the_terms_add_up_to_the_change),
        KT_TEST(what_the_world_did_not_trade_before_is_a_new_cell),
        KT_TEST(a_cell_with_a_missing_value_is_left_out),
        KT_TEST(the_split_survives_lack_of_memory),
    };
    return kt_run_tests(tests);
}
