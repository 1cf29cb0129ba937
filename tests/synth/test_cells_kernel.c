/* Which cells trade: the wide loop against the plain one, and what persistence promises. */
#include "check.h"

#include "synth/world.h"

#include <kontor/random.h>

#include <string.h>

enum { MOST = 300 };

typedef struct fixture {
    float makes[MOST], buys[MOST];
    uint8_t wide[MOST], plain[MOST];
} fixture;

/* Weights from far under the smallest that trades to above 1, zeros among them. */
static kt_synth_pair pair_of(fixture *f, uint64_t seed, int n)
{
    for (int k = 0; k < MOST; k++) {
        const uint64_t bits = kt_random_bits(seed, (uint64_t)k);
        f->makes[k] = bits % 7 == 0 ? 0.0f : (float)kt_random_uniform(bits);
        f->buys[k] = bits % 5 == 0 ? 1e-7f : 2.0f * (float)kt_random_uniform(bits << 20);
    }
    return (kt_synth_pair){.seed = kt_random_bits(seed, 9),
                           .weight = (float)kt_random_uniform(kt_random_bits(seed, 1)),
                           .n_products = n,
                           .makes = f->makes,
                           .buys = f->buys};
}

static void every_width_gives_the_same(void **state)
{
    (void)state;
    fixture f;
    int64_t n_trades = 0;
    for (int n = 0; n <= MOST; n++) {
        const kt_synth_pair pair = pair_of(&f, (uint64_t)n, n);
        memset(f.wide, 0xAA, MOST);
        memset(f.plain, 0xAA, MOST);
        kt_synth_trades(&pair, 1995 + n % 30, f.wide);
        kt_synth_trades_plain(&pair, 1995 + n % 30, f.plain);
        assert_memory_equal(f.wide, f.plain, MOST);
        for (int k = 0; k < MOST; k++) {
            assert_true(k < n ? f.wide[k] <= 1 : f.wide[k] == 0xAA);
            n_trades += k < n && f.wide[k];
        }
    }
    assert_true(n_trades > 1000);
}

static void what_has_no_weight_never_trades(void **state)
{
    (void)state;
    fixture f;
    kt_synth_pair pair = pair_of(&f, 3, MOST);
    pair.weight = 1e-7f;
    for (int year = 1995; year < 2025; year++) {
        kt_synth_trades(&pair, year, f.wide);
        for (int k = 0; k < MOST; k++)
            assert_int_equal(f.wide[k], 0);
    }
}

/* A cell is drawn anew in about one year of eight: most years it is as the year before. */
static void flows_persist(void **state)
{
    (void)state;
    fixture f;
    int64_t n_changes = 0, n_cells = 0;
    const kt_synth_pair pair = pair_of(&f, 5, MOST);
    kt_synth_trades(&pair, 1995, f.plain);
    for (int year = 1996; year < 2025; year++) {
        kt_synth_trades(&pair, year, f.wide);
        for (int k = 0; k < MOST; k++, n_cells++)
            n_changes += f.wide[k] != f.plain[k];
        memcpy(f.plain, f.wide, MOST);
    }
    assert_true(n_changes > 0 && n_changes * 8 < n_cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_width_gives_the_same),
        cmocka_unit_test(what_has_no_weight_never_trades),
        cmocka_unit_test(flows_persist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
