/* synth_rows.c: the rows of one exporter in one year, as text.
 *
 * Every cell (i, j, k) is looked at, by cells_kernel.c; what trades becomes a row here. */
#include "world.h"

#include <kontor/random.h>

#include <math.h>
#include <string.h>

enum { MAX_ROW_BYTES = 96 };

/* Whole number, no leading zeros, two digits at a time; returns the byte behind it. */
static char *put_number(char *out, uint64_t value)
{
    char digits[20], *const end = digits + sizeof digits, *at = end;
    for (; value >= 10; value /= 100) {
        *--at = (char)('0' + value % 10);
        *--at = (char)('0' + value / 10 % 10);
    }
    if (value > 0 || at == end)
        *--at = (char)('0' + value);
    memcpy(out, at, (size_t)(end - at));
    return out + (end - at);
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

/* Index of the next product from k on that trades, n where there is none. */
static int next_trade(const uint8_t *trades, int k, int n)
{
    for (uint64_t eight; k + 8 <= n; k += 8) {
        memcpy(&eight, trades + k, 8);
        if (eight)
            return k + __builtin_ctzll(eight) / 8;
    }
    while (k < n && !trades[k])
        k++;
    return k;
}

size_t kt_synth_exporter(const kt_synth_world *world, int year, int exporter, uint8_t *trades,
                         char *out, int64_t *n_rows)
{
    const int n = world->n_countries, n_products = world->n_products;
    char *at = out;
    for (int importer = 0; importer < n; importer++) {
        if (importer == exporter)
            continue;
        const kt_synth_pair pair = {
            .seed = kt_random_bits(world->seed,
                                   (uint64_t)exporter * (uint64_t)n + (uint64_t)importer),
            .weight = world->pair[exporter * n + importer] * world->level,
            .n_products = n_products,
            .makes = world->makes + (int64_t)exporter * n_products,
            .buys = world->buys + (int64_t)importer * n_products,
        };
        char head[40], *head_end = put_number(head, (uint64_t)year);
        *head_end++ = ',';
        head_end = put_number(head_end, (uint64_t)world->number[exporter]);
        *head_end++ = ',';
        head_end = put_number(head_end, (uint64_t)world->number[importer]);
        *head_end++ = ',';
        kt_synth_trades(&pair, year, trades);
        for (int k = 0; (k = next_trade(trades, k, n_products)) < n_products; k++) {
            const float weight = pair.weight * pair.makes[k] * pair.buys[k];
            at = put_row(at, world, head, (size_t)(head_end - head), year, k,
                         kt_random_bits(pair.seed, (uint64_t)k), log((double)weight));
            ++*n_rows;
        }
    }
    return (size_t)(at - out);
}
