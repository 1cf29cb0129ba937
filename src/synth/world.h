/* world.h: the structure behind a synthetic world, made once and then only read. */
#ifndef KONTOR_WORLD_H
#define KONTOR_WORLD_H

#include <kontor/synth.h>

/* A cell (i, j, k) has weight level * pair_ij * makes_ik * buys_jk: the probability that it
 * trades, where it is under 1. */
typedef struct kt_synth_world {
    int n_countries, n_products;
    uint64_t seed;
    int *number;       /* BACI's code of a country, ascending */
    uint32_t *code;    /* of a product, ascending: 10111 is 010111 */
    float *pair;       /* n_countries * n_countries: gravity, exporter first */
    float *makes;      /* n_countries * n_products */
    float *buys;       /* n_countries * n_products */
    float *unit_value; /* n_products: ln USD a kilogram */
    float level;       /* added to the ln weight, so that the expected rows fit */
} kt_synth_world;

KT_MUST_USE kt_status kt_synth_world_make(const kt_synth_options *options,
                                          const kt_countries *countries, kt_synth_world *out,
                                          kt_error *err);
void kt_synth_world_clear(kt_synth_world *world);

/* Of one exporter and one importer, what their cells share. */
typedef struct kt_synth_pair {
    uint64_t seed;
    float weight; /* level * pair */
    int n_products;
    const float *makes, *buys;
} kt_synth_pair;

/* 1 for each product that is traded in that year, 0 for the others: weight times makes times
 * buys against a hash of the cell and of an epoch that changes about every eighth year, so
 * flows persist. The plain twin gives the same on every machine. */
void kt_synth_trades(const kt_synth_pair *pair, int year, uint8_t *trades);
void kt_synth_trades_plain(const kt_synth_pair *pair, int year, uint8_t *trades);

/* Rows of one exporter in one year appended to `out`, which has room for kt_synth_room() bytes;
 * returns the bytes written. `trades` has room for a byte a product. */
size_t kt_synth_exporter(const kt_synth_world *world, int year, int exporter, uint8_t *trades,
                         char *out, int64_t *n_rows);
size_t kt_synth_room(const kt_synth_world *world);

#endif
