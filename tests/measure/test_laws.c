/* test_laws.c: what holds of every world: laws of the indicators on random ones, small and
 * large values mixed, a third of the cells not traded. Each law runs on 300 worlds, numbered by
 * seed. */
#include <kontor/complementarity.h>
#include <kontor/complexity.h>
#include <kontor/concentration.h>
#include <kontor/concentration_range.h>
#include <kontor/dependence.h>
#include <kontor/growth_contribution.h>
#include <kontor/grubel_lloyd.h>
#include <kontor/intensity.h>
#include <kontor/lafay.h>
#include <kontor/margins.h>
#include <kontor/market_share.h>
#include <kontor/product_space.h>
#include <kontor/random.h>
#include <kontor/rca.h>
#include <kontor/similarity.h>

#include "check.h"

#include <math.h>

enum { WORLDS = 300, COUNTRIES = 6, PRODUCTS = 11, CELLS = COUNTRIES * PRODUCTS };

/* v[i][j][k], exports of i to j of product k; and what follows. */
typedef struct world {
    double v[COUNTRIES][COUNTRIES][PRODUCTS];
    double x[COUNTRIES][PRODUCTS], m[COUNTRIES][PRODUCTS], all[PRODUCTS];
    double X[COUNTRIES], M[COUNTRIES], T;
} world;

static world make(uint64_t seed, double scale)
{
    world w = {.T = 0.0};
    uint64_t cell = 0;
    for (int i = 0; i < COUNTRIES; i++)
        for (int j = 0; j < COUNTRIES; j++)
            for (int k = 0; k < PRODUCTS; k++, cell++) {
                const uint64_t bits = kt_random_bits(seed, cell);
                if (i == j || bits % 3 == 0)
                    continue;
                const double v = scale * floor(exp(3.0 * kt_random_bell(bits) + 8.0));
                w.v[i][j][k] = v;
                w.x[i][k] += v;
                w.m[j][k] += v;
                w.all[k] += v;
                w.X[i] += v;
                w.M[j] += v;
                w.T += v;
            }
    return w;
}

static double flow(const world *w, int i, int j)
{
    double sum = 0.0;
    for (int k = 0; k < PRODUCTS; k++)
        sum += w->v[i][j][k];
    return sum;
}

static void advantages_average_to_one(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        const world w = make(seed, 1.0);
        double normalised = 0.0;
        for (int k = 0; k < PRODUCTS; k++) {
            double mean = 0.0; // over exporters, by their size
            for (int i = 0; i < COUNTRIES; i++) {
                const double rca = kt_rca(w.x[i][k], w.X[i], w.all[k], w.T);
                mean += isnan(rca) ? 0.0 : w.X[i] / w.T * rca;
                normalised += kt_rca_normalised(w.x[i][k], w.X[i], w.all[k], w.T);
            }
            if (w.all[k] > 0.0)
                CHECK_NEAR(mean, 1.0, 1e-12);
        }
        CHECK_NEAR(1.0 + normalised, 1.0, 1e-12);
    }
}

static void another_unit_changes_no_index(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        const world w = make(seed, 1.0), k = make(seed, 1024.0); // a power of two: exact
        const double *x = w.x[0], *y = k.x[0];
        CHECK_NEAR(kt_rca(y[3], k.X[0], k.all[3], k.T), kt_rca(x[3], w.X[0], w.all[3], w.T),
                   0.0);
        CHECK_NEAR(kt_intensity(flow(&k, 0, 1), k.X[0], k.M[1], k.T),
                   kt_intensity(flow(&w, 0, 1), w.X[0], w.M[1], w.T), 0.0);
        CHECK_NEAR(kt_complementarity(y, k.m[1], PRODUCTS),
                   kt_complementarity(x, w.m[1], PRODUCTS), 0.0);
        CHECK_NEAR(kt_similarity(y, k.x[1], PRODUCTS), kt_similarity(x, w.x[1], PRODUCTS), 0.0);
        CHECK_NEAR(kt_concentration_of(y, PRODUCTS, 0).theil,
                   kt_concentration_of(x, PRODUCTS, 0).theil, 0.0);
        CHECK_NEAR(kt_grubel_lloyd_all(y, k.m[0], PRODUCTS).gl,
                   kt_grubel_lloyd_all(x, w.m[0], PRODUCTS).gl, 0.0);
    }
}

static void parts_make_the_whole(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        const world w = make(seed, 1.0), next = make(seed + WORLDS, 1.0);
        const kt_intensity_split split =
            kt_intensity_split_of(flow(&w, 0, 1), w.x[0], w.m[0], w.m[1], w.all, PRODUCTS);
        if (!isnan(split.bias))
            CHECK_NEAR(split.complementarity * split.bias, split.intensity, 1e-12);
        const kt_margins margins =
            kt_margins_of(w.v[0][1], w.m[1], PRODUCTS, KT_MARGINS_OF_WORLD);
        if (!isnan(margins.intensive))
            CHECK_NEAR(margins.extensive * margins.intensive, flow(&w, 0, 1) / w.M[1], 1e-12);
        const int64_t start[] = {0, 2, 5, 6, PRODUCTS};
        const kt_theil_split theil = kt_theil_split_of(w.x[0], start, 4);
        CHECK_NEAR(theil.within + theil.between, kt_concentration_of(w.x[0], PRODUCTS, 0).theil,
                   1e-12);
        double part[PRODUCTS], sum = 0.0;
        const kt_growth_contribution_data data = {w.x[0],    w.m[0],   next.x[0],
                                                  next.m[0], PRODUCTS, w.X[0] + w.M[0]};
        kt_growth_contributions(&data, part);
        for (int k = 0; k < PRODUCTS; k++)
            sum += part[k];
        CHECK_NEAR(sum, (next.X[0] + next.M[0]) / (w.X[0] + w.M[0]) - 1.0, 1e-11);
        kt_lafay(w.x[0], w.m[0], PRODUCTS, part);
        sum = 0.0;
        for (int k = 0; k < PRODUCTS; k++)
            sum += part[k];
        CHECK_NEAR(1.0 + sum, 1.0, 1e-12);
    }
}

/* Exports of country 0 by product and market in two years, and the world's. */
static void the_five_parts_of_market_share_sum_in_both_orders(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        kt_error err = {0};
        double table[4][CELLS];
        const world w[2] = {make(seed, 1.0), make(seed + WORLDS, 1.0)};
        for (int t = 0; t < 2; t++)
            for (int k = 0; k < PRODUCTS; k++)
                for (int j = 0; j < COUNTRIES; j++) {
                    table[t][k * COUNTRIES + j] = w[t].v[0][j][k];
                    table[2 + t][k * COUNTRIES + j] = w[t].m[j][k];
                }
        const kt_market_share_data data = {table[0], table[1], table[2],
                                           table[3], PRODUCTS, COUNTRIES};
        for (int order = KT_COMMODITY_FIRST; order <= KT_MARKET_FIRST; order++) {
            kt_market_share s;
            CHECK_OK(kt_market_share_split(&data, (kt_market_share_order)order, &s, &err), err);
            CHECK_NEAR(s.change, w[1].X[0] - w[0].X[0], 1e-9);
            CHECK_NEAR(1.0 + (s.world + s.commodity + s.market + s.competitiveness +
                              s.new_cells - s.change) /
                                 w[0].T,
                       1.0, 1e-12);
        }
    }
}

static void what_looks_the_same_from_both_sides_is_the_same(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        const world w = make(seed, 1.0);
        CHECK_NEAR(kt_similarity(w.x[0], w.x[1], PRODUCTS),
                   kt_similarity(w.x[1], w.x[0], PRODUCTS), 1e-15);
        CHECK_NEAR(kt_grubel_lloyd_all(w.v[0][1], w.v[1][0], PRODUCTS).gl,
                   kt_grubel_lloyd_all(w.v[1][0], w.v[0][1], PRODUCTS).gl, 0.0);
        const kt_dependence ab = kt_dependence_of(5.0, w.X[0], 5.0, w.X[1]);
        const kt_dependence ba = kt_dependence_of(5.0, w.X[1], 5.0, w.X[0]);
        CHECK_NEAR(ab.asymmetry, -ba.asymmetry, 0.0);
    }
}

static void proximity_is_symmetric_and_one_with_itself(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        kt_error err = {0};
        double rca[CELLS];
        uint8_t made[CELLS];
        kt_product_space *space = NULL;
        const world w = make(seed, 1.0);
        CHECK_OK(kt_rca_table(w.x[0], COUNTRIES, PRODUCTS, 1, rca, &err), err);
        kt_complexity_made(rca, CELLS, 1.0, made);
        CHECK_OK(kt_product_space_new(made, COUNTRIES, PRODUCTS, &space, &err), err);
        for (int p = 0; p < PRODUCTS; p++)
            for (int q = 0; q < PRODUCTS; q++) {
                const double phi = kt_product_space_proximity(space, p, q);
                CHECK_NEAR(phi, kt_product_space_proximity(space, q, p), 0.0);
                if (p == q && !isnan(phi))
                    CHECK_NEAR(phi, 1.0, 0.0);
                CHECK(isnan(phi) || (phi >= 0.0 && phi <= 1.0));
            }
        kt_product_space_free(space);
    }
}

/* A withheld flow: its own number is missing, and all others are those of the world without it.
 */
static void missing_is_left_out_and_never_zero(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        kt_error err = {0};
        double with[CELLS], without[CELLS], known[CELLS], lacking[CELLS];
        const world w = make(seed, 1.0);
        const int gone = (int)(seed % CELLS);
        for (int c = 0; c < CELLS; c++)
            with[c] = without[c] = w.x[c / PRODUCTS][c % PRODUCTS];
        with[gone] = NAN;
        without[gone] = 0.0;
        CHECK_OK(kt_rca_table(with, COUNTRIES, PRODUCTS, 1, lacking, &err), err);
        CHECK_OK(kt_rca_table(without, COUNTRIES, PRODUCTS, 1, known, &err), err);
        for (int c = 0; c < CELLS; c++)
            CHECK_NEAR(lacking[c], c == gone ? (double)NAN : known[c], 0.0);
        const double *row = with + gone / PRODUCTS * PRODUCTS;
        const double *zero = without + gone / PRODUCTS * PRODUCTS;
        CHECK_NEAR(kt_concentration_of(row, PRODUCTS, 0).hhi,
                   kt_concentration_of(zero, PRODUCTS, 0).hhi, 0.0);
        CHECK_INT(kt_concentration_of(row, PRODUCTS, 0).n, PRODUCTS - 1);
        CHECK(isnan(kt_grubel_lloyd(row[gone % PRODUCTS], 1.0)));
        CHECK(isnan(kt_intensity(NAN, 1.0, 1.0, 2.0)));
    }
}

/* Hide some suppliers: the index of all lies within the range of what is left. */
static void the_range_holds_the_truth(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        double listed[PRODUCTS], hidden = 0.0;
        const world w = make(seed, 1.0);
        for (int k = 0; k < PRODUCTS; k++) {
            const int hide = kt_random_bits(seed, (uint64_t)k) % 4 == 0;
            listed[k] = hide ? 0.0 : w.x[0][k];
            hidden += hide ? w.x[0][k] : 0.0;
        }
        const kt_concentration_range r = kt_concentration_range_of(listed, PRODUCTS, hidden);
        const double truth = kt_concentration_of(w.x[0], PRODUCTS, 0).hhi;
        if (isnan(r.low))
            continue;
        CHECK(truth >= r.low - 1e-12);
        // At most: unless the hidden suppliers outweigh the largest that is listed.
        CHECK(truth <= fmax(r.high, r.one) + 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(advantages_average_to_one),
        KT_TEST(another_unit_changes_no_index),
        KT_TEST(parts_make_the_whole),
        KT_TEST(the_five_parts_of_market_share_sum_in_both_orders),
        KT_TEST(what_looks_the_same_from_both_sides_is_the_same),
        KT_TEST(proximity_is_symmetric_and_one_with_itself),
        KT_TEST(missing_is_left_out_and_never_zero),
        KT_TEST(the_range_holds_the_truth),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, NULL);
}
