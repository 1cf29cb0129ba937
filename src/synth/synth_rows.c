/* synth_rows.c: the rows of one exporter in one year, as text.
 *
 * Every cell (i, j, k) is looked at: a hash of the cell and of an epoch that changes about
 * every eighth year decides whether it trades, so flows persist. Most cells do not: the loop
 * over them is two products, two hashes and a comparison. */
#include "world.h"

#include <kontor/random.h>

#include <math.h>
#include <string.h>

enum { MAX_ROW_BYTES = 96 };

/* Whole number, no leading zeros; returns the byte behind it. */
static char *put_number(char *out, uint64_t value)
{
    char digits[20];
    int n = 0;
    do
        digits[n++] = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    while (n > 0)
        *out++ = digits[--n];
    return out;
}

/* Thousandths with three decimals. */
static char *put_thousandths(char *out, uint64_t value)
{
    out = put_number(out, value / 1000);
    *out++ = '.';
    *out++ = (char)('0' + value / 100 % 10);
    *out++ = (char)('0' + value / 10 % 10);
    *out++ = (char)('0' + value % 10);
    return out;
}

static uint64_t at_least_one(double value)
{
    return value < 1.0 ? 1 : value > 1e15 ? (uint64_t)1e15 : (uint64_t)(value + 0.5);
}

/* The cell's hash of its present epoch: new draws in about one year of eight. */
static uint64_t epoch_bits(uint64_t cell_bits, int year)
{
    return kt_random_bits(cell_bits, ((uint64_t)year + (cell_bits & 7)) >> 3);
}

static char *put_row(char *out, const kt_synth_world *world, const char *head, size_t head_size,
                     int year, int k, uint64_t cell_bits, double log_weight)
{
    const uint64_t yearly = kt_random_bits(cell_bits, (uint64_t)year + 1000);
    const double log_usd = 12.0 + 0.75 * log_weight + 1.8 * kt_random_bell(cell_bits) +
                           0.35 * kt_random_bell(yearly) + 0.03 * (year - 1995);
    const double log_kg = log_usd - (double)world->unit_value[k] -
                          0.5 * kt_random_bell(kt_random_bits(yearly, 1));
    memcpy(out, head, head_size);
    out = put_number(out + head_size, world->code[k]);
    *out++ = ',';
    out = put_thousandths(out, at_least_one(exp(log_usd)));
    *out++ = ',';
    if (yearly % 50 == 0) {
        memcpy(out, "          NA", 12);
        out += 12;
    } else {
        out = put_thousandths(out, at_least_one(exp(log_kg)));
    }
    *out++ = '\n';
    return out;
}

size_t kt_synth_room(const kt_synth_world *world)
{
    return (size_t)world->n_countries * (size_t)world->n_products * MAX_ROW_BYTES;
}

size_t kt_synth_exporter(const kt_synth_world *world, int year, int exporter, char *out,
                         int64_t *n_rows)
{
    const int n = world->n_countries;
    const float *makes = world->makes + (int64_t)exporter * world->n_products;
    char *at = out;
    for (int importer = 0; importer < n; importer++) {
        if (importer == exporter)
            continue;
        const float *buys = world->buys + (int64_t)importer * world->n_products;
        const float pair = world->pair[exporter * n + importer] * world->level;
        const uint64_t seed =
            kt_random_bits(world->seed, (uint64_t)exporter * (uint64_t)n + (uint64_t)importer);
        char head[40], *head_end = put_number(head, (uint64_t)year);
        *head_end++ = ',';
        head_end = put_number(head_end, (uint64_t)world->number[exporter]);
        *head_end++ = ',';
        head_end = put_number(head_end, (uint64_t)world->number[importer]);
        *head_end++ = ',';
        for (int k = 0; k < world->n_products; k++) {
            const float weight = pair * makes[k] * buys[k];
            /* Not one such cell in a million trades: spare the hashes. */
            if (weight < 1e-6f)
                continue;
            const uint64_t cell_bits = kt_random_bits(seed, (uint64_t)k);
            if (kt_random_uniform(epoch_bits(cell_bits, year)) >= (double)weight)
                continue;
            at = put_row(at, world, head, (size_t)(head_end - head), year, k, cell_bits,
                         log((double)weight));
            ++*n_rows;
        }
    }
    return (size_t)(at - out);
}
