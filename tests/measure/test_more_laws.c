/* test_more_laws.c: laws of incomes, qualities, suppliers and years, on 300 random cases each;
 * what holds of whole worlds is in test_laws.c. */
#include <kontor/basket.h>
#include <kontor/concentration.h>
#include <kontor/memory.h>
#include <kontor/prody.h>
#include <kontor/random.h>
#include <kontor/suppliers.h>
#include <kontor/supply_risk.h>
#include <kontor/two_way.h>
#include <kontor/unit_value.h>

#include "check.h"

#include <math.h>

enum { CASES = 300, N = 12, PRODUCTS = 7, YEARS = 9 };

/* Number `at` of a case: not traded in a third, else spread over orders of magnitude. */
static double amount(uint64_t seed, uint64_t at)
{
    const uint64_t bits = kt_random_bits(seed, at);
    return bits % 3 == 0 ? 0.0 : floor(exp(3.0 * kt_random_bell(bits) + 8.0));
}

static double between(uint64_t seed, uint64_t at, double low, double high)
{
    return low + (high - low) * kt_random_uniform(kt_random_bits(seed, at));
}

/* A mean lies between what it is the mean of, and grows with it. */
static void incomes_of_products_lie_among_those_of_their_exporters(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < CASES; seed++) {
        kt_error err = {0};
        double x[N * PRODUCTS], income[N], twice[N], prody[PRODUCTS], doubled[PRODUCTS];
        for (int c = 0; c < N * PRODUCTS; c++)
            x[c] = amount(seed, (uint64_t)c);
        double least = INFINITY, most = 0.0;
        for (int i = 0; i < N; i++) {
            income[i] = between(seed, 1000 + (uint64_t)i, 500.0, 60000.0);
            twice[i] = 2.0 * income[i];
            least = fmin(least, income[i]);
            most = fmax(most, income[i]);
        }
        CHECK_OK(kt_prody(x, N, PRODUCTS, income, prody, &err), err);
        CHECK_OK(kt_prody(x, N, PRODUCTS, twice, doubled, &err), err);
        for (int k = 0; k < PRODUCTS; k++) {
            CHECK(isnan(prody[k]) ||
                  (prody[k] > least * (1 - 1e-12) && prody[k] < most * (1 + 1e-12)));
            CHECK_NEAR(doubled[k], 2.0 * prody[k], 1e-14);
        }
        const double expy = kt_expy(x, prody, PRODUCTS, NULL);
        CHECK(isnan(expy) || (expy > least * (1 - 1e-12) && expy < most * (1 + 1e-12)));
    }
}

/* Shares of types add up to 1, and the other side sees above and below exchanged. */
static void types_of_trade_share_it_out_and_mirror_each_other(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < CASES; seed++) {
        double X[N], M[N], p_X[N], p_M[N], sum = 0.0;
        for (int k = 0; k < N; k++) {
            X[k] = amount(seed, (uint64_t)k);
            M[k] = amount(seed, 100 + (uint64_t)k);
            p_X[k] = k % 5 == 0 ? (double)NAN : between(seed, 200 + (uint64_t)k, 1.0, 2.0);
            p_M[k] = between(seed, 300 + (uint64_t)k, 1.0, 2.0);
        }
        const kt_two_way own = kt_two_way_of(X, M, p_X, p_M, N, KT_UNIT_VALUE_BAND);
        const kt_two_way other = kt_two_way_of(M, X, p_M, p_X, N, KT_UNIT_VALUE_BAND);
        for (int t = 0; t < KT_N_TRADE_TYPES; t++)
            sum += own.share[t];
        CHECK_NEAR(sum, 1.0, 1e-14);
        CHECK_NEAR(other.share[KT_TRADE_ONE_WAY], own.share[KT_TRADE_ONE_WAY], 1e-14);
        // Within 15 % of the one is not within 15 % of the other, but the sum of both stays.
        CHECK_NEAR(other.share[KT_TRADE_HORIZONTAL] + other.share[KT_TRADE_VERTICAL_ABOVE] +
                       other.share[KT_TRADE_VERTICAL_BELOW],
                   own.share[KT_TRADE_HORIZONTAL] + own.share[KT_TRADE_VERTICAL_ABOVE] +
                       own.share[KT_TRADE_VERTICAL_BELOW],
                   1e-14);
    }
}

static void unit_values_do_not_depend_on_money_or_weight(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < CASES; seed++) {
        kt_error err = {0};
        double p[N], q[N], z[N], other[N], median, scaled;
        for (int i = 0; i < N; i++) {
            p[i] = exp(2.0 * kt_random_bell(kt_random_bits(seed, (uint64_t)i)));
            q[i] = 1024.0 * p[i];
        }
        CHECK_OK(kt_unit_value_scores(p, N, z, &median, &err), err);
        CHECK_OK(kt_unit_value_scores(q, N, other, &scaled, &err), err);
        CHECK_NEAR(scaled, 1024.0 * median, 1e-13);
        for (int i = 0; i < N; i++) {
            CHECK_NEAR(other[i], z[i], 1e-9);
            CHECK((z[i] > 1e-9) <= (p[i] > median)); // dearer than the median: a score above 0
        }
    }
}

/* What is lost is covered or not; more to spare covers no less; tonnes or dollars, all one. */
static void a_lost_supplier_is_covered_or_not(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < CASES; seed++) {
        kt_error err = {0};
        double delivered[N], spare[N], more[N], scaled[N], scaled_spare[N];
        for (int i = 0; i < N; i++) {
            delivered[i] = amount(seed, (uint64_t)i);
            spare[i] = amount(seed, 100 + (uint64_t)i);
            more[i] = spare[i] + amount(seed, 200 + (uint64_t)i);
            scaled[i] = 1024.0 * delivered[i];
            scaled_spare[i] = 1024.0 * spare[i];
        }
        const kt_supply supply = {.delivered = delivered, .spare = spare, .n = N};
        const kt_supply richer = {.delivered = delivered, .spare = more, .n = N};
        const kt_supply other = {.delivered = scaled, .spare = scaled_spare, .n = N};
        const int64_t lost = kt_supply_risk_of(&supply).largest;
        kt_supply_loss loss, better, same;
        if (lost < 0)
            continue;
        CHECK_OK(kt_supply_lose(&supply, lost, &loss, &err), err);
        CHECK_OK(kt_supply_lose(&richer, lost, &better, &err), err);
        CHECK_OK(kt_supply_lose(&other, lost, &same, &err), err);
        CHECK_NEAR(loss.covered + loss.uncovered, loss.lost, 1e-14);
        CHECK(better.covered >= loss.covered - 1e-15);
        CHECK_NEAR(same.covered, loss.covered, 0.0);
        CHECK_NEAR(same.hhi_after, loss.hhi_after, 0.0);
        if (!isnan(loss.hhi_after))
            CHECK(loss.hhi_after >= 1.0 / (double)loss.n_after - 1e-12 &&
                  loss.hhi_after <= 1.0 + 1e-12);
    }
}

/* Survival falls from 1, and never rises; spells lie within the years. */
static void spells_lie_within_the_years_and_survival_never_rises(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < CASES; seed++) {
        double value[PRODUCTS * YEARS], survival[YEARS], before = 1.0;
        int64_t n_spells, n_most = 0;
        for (int c = 0; c < PRODUCTS * YEARS; c++)
            value[c] = amount(seed, (uint64_t)c);
        for (int k = 0; k < PRODUCTS; k++) {
            const kt_spells spells = kt_spells_of(value + k * YEARS, YEARS, 100.0);
            n_most += spells.n_spells;
            CHECK(spells.longest <= spells.n_years && spells.current <= spells.longest);
            CHECK(spells.n_spells <= spells.n_years && spells.n_spells <= (YEARS + 1) / 2);
            CHECK(spells.n_years <= spells.n_spells * spells.longest);
        }
        kt_basket_survival(value, PRODUCTS, YEARS, 100.0, survival, &n_spells);
        CHECK(n_spells <= n_most);
        for (int t = 0; t < YEARS && !isnan(survival[t]); t++) {
            CHECK(survival[t] >= 0.0 && survival[t] <= before);
            before = survival[t];
        }
    }
}

/* ---- groups of countries ------------------------------------------------------------------
 */

static kt_country country_of(int n)
{
    return KT_COUNTRY('A' + n, 'A', 'A');
}

static kt_country into_two(const void *with, kt_country country)
{
    (void)with;
    return country.code % 2 ? country_of(0) : country_of(1);
}

static kt_country itself(const void *with, kt_country country)
{
    (void)with;
    return country;
}

static kt_suppliers suppliers_of(uint64_t seed)
{
    kt_error err = {0};
    kt_suppliers out = {.stated_usd = 0.0, .stated_tonnes = NAN};
    CHECK_OK(kt_new(&out.partner, N, sizeof *out.partner, &err), err);
    for (int i = 0; i < N; i++) {
        const double usd = amount(seed, (uint64_t)i);
        if (usd == 0.0)
            continue;
        out.partner[out.n_partners++] =
            (kt_supplier){.country = country_of(i), .usd = usd, .tonnes = usd / 7.0};
        out.partners_usd += usd;
    }
    out.stated_usd = 1.25 * out.partners_usd;
    return out;
}

static double sum_of(const kt_suppliers *of)
{
    double sum = 0.0;
    for (int64_t p = 0; p < of->n_partners; p++) {
        sum += of->partner[p].usd;
        CHECK(p == 0 || of->partner[p].usd <= of->partner[p - 1].usd);
    }
    return sum;
}

/* Whatever the groups, nothing is lost, the largest comes first, and coverage stays. */
static void joining_partners_loses_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < CASES; seed++) {
        kt_error err = {0};
        kt_suppliers list[2] = {suppliers_of(seed), suppliers_of(seed + CASES)};
        kt_suppliers apart, two;
        const double all = list[0].partners_usd + list[1].partners_usd;
        CHECK_OK(kt_suppliers_join(list, 2, country_of(20), itself, NULL, &apart, &err), err);
        CHECK_OK(kt_suppliers_join(list, 2, country_of(20), into_two, NULL, &two, &err), err);
        CHECK_NEAR(sum_of(&apart), all, 1e-14);
        CHECK_NEAR(sum_of(&two), all, 1e-14);
        CHECK(two.n_partners <= 2 && apart.n_partners <= N);
        if (all > 0.0)
            CHECK_NEAR(two.coverage, 0.8, 1e-14);
        kt_suppliers_clear(&two);
        kt_suppliers_clear(&apart);
        kt_suppliers_clear(&list[1]);
        kt_suppliers_clear(&list[0]);
    }
}

static void a_total_that_one_member_does_not_state_is_missing(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_suppliers list[2] = {suppliers_of(1), suppliers_of(2)}, joined;
    list[1].stated_usd = NAN;
    CHECK_OK(kt_suppliers_join(list, 2, country_of(20), itself, NULL, &joined, &err), err);
    CHECK_NEAR(joined.stated_usd, NAN, 0.0);
    CHECK_NEAR(joined.coverage, NAN, 0.0);
    kt_suppliers_clear(&joined);
    kt_suppliers_clear(&list[1]);
    kt_suppliers_clear(&list[0]);
}

static kt_status join_once(void *with, kt_error *err)
{
    kt_suppliers joined;
    const kt_status status =
        kt_suppliers_join(with, 1, country_of(20), itself, NULL, &joined, err);
    if (!status)
        kt_suppliers_clear(&joined);
    return status;
}

static void joining_survives_lack_of_memory(void **state)
{
    (void)state;
    kt_suppliers one = suppliers_of(3);
    kt_check_faults(KT_FAULT_MEMORY, join_once, &one);
    kt_suppliers_clear(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(incomes_of_products_lie_among_those_of_their_exporters),
        KT_TEST(types_of_trade_share_it_out_and_mirror_each_other),
        KT_TEST(unit_values_do_not_depend_on_money_or_weight),
        KT_TEST(a_lost_supplier_is_covered_or_not),
        KT_TEST(spells_lie_within_the_years_and_survival_never_rises),
        KT_TEST(joining_partners_loses_nothing),
        KT_TEST(a_total_that_one_member_does_not_state_is_missing),
        KT_TEST(joining_survives_lack_of_memory),
    };
    return kt_run_tests(tests);
}
