/* example_space.h: four countries and five products, small enough for a pencil, and larger
 * worlds made by chance. */
#ifndef KONTOR_TESTS_EXAMPLE_SPACE_H
#define KONTOR_TESTS_EXAMPLE_SPACE_H

#include <kontor/random.h>

#include <stdint.h>

static const uint8_t example_made[4 * 5] = {1, 1, 1, 1, 0, //
                                            1, 1, 0, 0, 0, //
                                            1, 0, 1, 0, 0, //
                                            0, 1, 0, 1, 1};

/* A world in which able countries make more, and more of the rare products. share: how much of
 * it is made. */
static inline void make_world(uint8_t *made, int64_t n_countries, int64_t n_products,
                              double share, uint64_t seed)
{
    for (int64_t c = 0; c < n_countries; c++) {
        const double ability = kt_random_uniform(kt_random_bits(seed, (uint64_t)c));
        for (int64_t p = 0; p < n_products; p++) {
            const double ease = kt_random_uniform(kt_random_bits(seed + 1, (uint64_t)p));
            const uint64_t cell = (uint64_t)(c * n_products + p);
            const double luck = kt_random_uniform(kt_random_bits(seed + 2, cell));
            made[c * n_products + p] = luck < share * (ability + ease);
        }
    }
}

/* order[n]: a shuffle of 0 .. n - 1. */
static inline void shuffle(int64_t *order, int64_t n, uint64_t seed)
{
    for (int64_t i = 0; i < n; i++)
        order[i] = i;
    for (int64_t i = n - 1; i > 0; i--) {
        const int64_t other = (int64_t)(kt_random_bits(seed, (uint64_t)i) % (uint64_t)(i + 1));
        const int64_t kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
}

#endif
