/* test_supply_risk.c: concentration of suppliers and the loss of one. */
#include <kontor/supply_risk.h>

#include "check.h"

static const double delivered[] = {70, 15, 10, 5}, spare[] = {70, 15, 10, 5};
static const double exports[] = {5000, 2000, 4000, 900}, risk[] = {0.6, 0.2, 0.4, 0.3};
static const kt_supply example = {delivered, spare, exports, risk, 4};

static kt_supply_loss loss_of(const kt_supply *supply, int64_t lost)
{
    kt_supply_loss loss;
    kt_error err = {0};
    CHECK_OK(kt_supply_lose(supply, lost, &loss, &err), err);
    return loss;
}

static void concentration_of_the_example(void **state)
{
    (void)state;
    const kt_supply_risk found = kt_supply_risk_of(&example);
    CHECK_NEAR(found.hhi, 0.525, 1e-15);
    CHECK_NEAR(found.risk_hhi, 0.30325, 1e-15);
    CHECK_INT(found.largest, 0);
    CHECK_INT(found.n, 4);
}

/* The others can double what they deliver: 30 of the 70, so 60 of 100 are there. */
static void the_loss_of_the_largest_worked_by_hand(void **state)
{
    (void)state;
    const kt_supply_loss loss = loss_of(&example, 0);
    CHECK_NEAR(loss.lost, 0.7, 1e-15);
    CHECK_NEAR(loss.covered, 0.3, 1e-15);
    CHECK_NEAR(loss.uncovered, 0.4, 1e-15);
    CHECK_NEAR(loss.hhi_after, 0.388889, 1e-6);
    CHECK_NEAR(loss.need, 0.010145, 1e-6);
    CHECK_INT(loss.n_after, 3);
}

/* The law: what is lost is covered or not. */
static void covered_and_uncovered_add_up_to_the_loss(void **state)
{
    (void)state;
    for (int64_t lost = 0; lost < 4; lost++) {
        const kt_supply_loss loss = loss_of(&example, lost);
        CHECK_NEAR(loss.covered + loss.uncovered, loss.lost, 1e-15);
    }
}

static void no_more_is_covered_than_was_lost(void **state)
{
    (void)state;
    const kt_supply_loss loss = loss_of(&example, 3);
    CHECK_NEAR(loss.uncovered, 0.0, 0.0);
    CHECK_NEAR(loss.covered, 0.05, 1e-15);
}

static void a_new_supplier_may_step_in(void **state)
{
    (void)state;
    const double now[] = {90, 10, 0}, more[] = {0, 0, 45};
    const kt_supply supply = {now, more, NULL, NULL, 3};
    const kt_supply_loss loss = loss_of(&supply, 0);
    CHECK_NEAR(loss.covered, 0.45, 1e-15);
    CHECK_INT(loss.n_after, 2);
    CHECK_NEAR(loss.hhi_after, (100.0 + 45.0 * 45.0) / (55.0 * 55.0), 1e-15);
    CHECK_NEAR(loss.need, NAN, 0.0);
}

static void what_is_not_known_is_not_made_up(void **state)
{
    (void)state;
    const double some_risk[] = {0.6, NAN, 0.4, 0.3}, with_gap[] = {70, NAN, 10, 5};
    kt_supply supply = example;
    supply.risk = some_risk;
    CHECK_NEAR(kt_supply_risk_of(&supply).risk_hhi, NAN, 0.0);
    supply.risk = NULL;
    CHECK_NEAR(kt_supply_risk_of(&supply).risk_hhi, NAN, 0.0);
    supply.delivered = with_gap;
    CHECK_INT(kt_supply_risk_of(&supply).n, 3);
    CHECK_NEAR(kt_supply_risk_of(&supply).total, 85.0, 0.0);
    CHECK_NEAR(loss_of(&supply, 0).covered, 15.0 / 85.0, 1e-15);
}

static void the_only_supplier_leaves_nothing(void **state)
{
    (void)state;
    const double one[] = {7};
    const kt_supply supply = {one, NULL, NULL, NULL, 1};
    const kt_supply_loss loss = loss_of(&supply, 0);
    CHECK_NEAR(loss.uncovered, 1.0, 0.0);
    CHECK_NEAR(loss.hhi_after, NAN, 0.0);
    CHECK_INT(loss.n_after, 0);
}

static void impossible_losses_are_refused(void **state)
{
    (void)state;
    const double bad[] = {7, -1}, none[] = {0, 3};
    kt_supply supply = {bad, NULL, NULL, NULL, 2};
    kt_supply_loss loss;
    kt_error err = {0};
    CHECK_FAILS(kt_supply_lose(&supply, 0, &loss, &err), KT_ERR_RANGE, err);
    supply.delivered = none;
    CHECK_FAILS(kt_supply_lose(&supply, 0, &loss, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(kt_supply_lose(&supply, 2, &loss, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_supply_lose(&supply, -1, &loss, &err), KT_ERR_RANGE, err);
    CHECK_INT(kt_supply_risk_of(&(kt_supply){none, NULL, NULL, NULL, 0}).largest, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(concentration_of_the_example),
        KT_TEST(the_loss_of_the_largest_worked_by_hand),
        KT_TEST(covered_and_uncovered_add_up_to_the_loss),
        KT_TEST(no_more_is_covered_than_was_lost),
        KT_TEST(a_new_supplier_may_step_in),
        KT_TEST(what_is_not_known_is_not_made_up),
        KT_TEST(the_only_supplier_leaves_nothing),
        KT_TEST(impossible_losses_are_refused),
    };
    return kt_run_tests(tests);
}
