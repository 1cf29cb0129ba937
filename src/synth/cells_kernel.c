/* cells_kernel.c: which products one country sells another in one year: 250 million cells a
 * year of the world, of which one in thirty trades. Written without branches, so that the
 * compiler makes vectors of it; what the machine has decides how wide, and every width gives
 * the same. */
#include "world.h"

#include <kontor/random.h>

#define INLINE static inline __attribute__((always_inline))

INLINE void look(const kt_synth_pair *pair, int year, uint8_t *restrict trades)
{
    const float *const makes = pair->makes, *const buys = pair->buys;
    const float pair_weight = pair->weight;
    const uint64_t seed = pair->seed, years = (uint64_t)year;
    const int n = pair->n_products;
    for (int k = 0; k < n; k++) {
        const float weight = pair_weight * makes[k] * buys[k];
        const uint64_t cell = kt_random_bits(seed, (uint64_t)k);
        const uint64_t epoch = kt_random_bits(cell, (years + (cell & 7)) >> 3);
        const double u = kt_random_uniform(epoch);
        /* Not one cell of less than a millionth trades, by definition. */
        trades[k] = (uint8_t)((weight >= 1e-6f) & (u < (double)weight));
    }
}

__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl"))) static void
look_avx512(const kt_synth_pair *pair, int year, uint8_t *trades)
{
    look(pair, year, trades);
}

void kt_synth_trades_plain(const kt_synth_pair *pair, int year, uint8_t *trades)
{
    look(pair, year, trades);
}

void kt_synth_trades(const kt_synth_pair *pair, int year, uint8_t *trades)
{
    /* 64-bit products of whole numbers are what AVX-512 has and its elders have not. */
    if (__builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw"))
        look_avx512(pair, year, trades);
    else
        kt_synth_trades_plain(pair, year, trades);
}
