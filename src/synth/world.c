/* world.c: sizes, distances and tastes of a synthetic world.
 *
 * A few large countries and many small ones (log-normal sizes), capitals where they are,
 * gravity with elasticities near those that estimates find (0.85 on sizes, -1 on distance), and
 * log-normal comparative advantage. The level is found by bisection on a sample of cells. */
#include "world.h"

#include <kontor/memory.h>
#include <kontor/random.h>

#include <math.h>
#include <stdlib.h>

enum { N_SAMPLE = 1 << 17 };
enum { CHAPTERS = 97, UNUSED_CHAPTER = 77 };

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Countries with a code of BACI's and a capital, the larger ISO list first by code. */
static kt_status choose_countries(const kt_countries *countries, kt_synth_world *world,
                                  kt_country *chosen, kt_error *err)
{
    int n = 0, *number = world->number;
    for (int64_t c = 0; c < kt_countries_count(countries) && n < world->n_countries; c++) {
        const kt_country_info *info = kt_countries_at(countries, c);
        kt_country back;
        if (info->kind > KT_IS_TERRITORY || info->numeric <= 0 || isnan(info->latitude))
            continue;
        if (!kt_country_from_number(countries, info->numeric, &back) ||
            back.code != info->code.code)
            continue;
        number[n++] = info->numeric;
    }
    if (n < world->n_countries)
        return kt_fail(err, KT_ERR_RANGE, "%d countries asked for, %d are known",
                       world->n_countries, n);
    qsort(number, (size_t)n, sizeof *number, by_number);
    for (int c = 0; c < n; c++)
        if (!kt_country_from_number(countries, number[c], &chosen[c]))
            return kt_fail(err, KT_ERR_MISSING, "country %d", number[c]);
    return KT_OK;
}

/* Codes spread over chapters and headings as in HS, ascending: ccHHss with HH from 1, ss from
 * 10 in steps of 10. */
static void choose_codes(int n_products, uint32_t *code)
{
    const int a_chapter = (n_products + CHAPTERS - 2) / (CHAPTERS - 1);
    int n = 0;
    for (uint32_t chapter = 1; chapter <= CHAPTERS && n < n_products; chapter++) {
        if (chapter == UNUSED_CHAPTER)
            continue;
        for (int p = 0; p < a_chapter && n < n_products; p++)
            code[n++] =
                chapter * 10000 + (uint32_t)(p / 5 + 1) * 100 + (uint32_t)(p % 5 + 1) * 10;
    }
}

static void fill_pairs(kt_synth_world *world, const kt_countries *countries,
                       const kt_country *chosen)
{
    const int n = world->n_countries;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            const double size_i =
                2.2 * kt_random_normal(kt_random_bits(world->seed, (uint64_t)i));
            const double size_j =
                2.2 * kt_random_normal(kt_random_bits(world->seed, (uint64_t)j));
            double distance = kt_country_distance_km(countries, chosen[i], chosen[j]);
            if (!(distance > 50.0))
                distance = 50.0;
            world->pair[i * n + j] = (float)(exp(0.85 * (size_i + size_j)) * 5000.0 / distance);
        }
}

static void fill_tastes(kt_synth_world *world)
{
    const uint64_t makes = world->seed ^ 0x6D616B6573u, buys = world->seed ^ 0x62757973u;
    const uint64_t price = world->seed ^ 0x7072696365u;
    const int64_t cells = (int64_t)world->n_countries * world->n_products;
    for (int64_t c = 0; c < cells; c++) {
        world->makes[c] =
            (float)exp(1.6 * kt_random_normal(kt_random_bits(makes, (uint64_t)c)));
        world->buys[c] = (float)exp(0.8 * kt_random_normal(kt_random_bits(buys, (uint64_t)c)));
    }
    for (int k = 0; k < world->n_products; k++)
        world->unit_value[k] =
            (float)(1.0 + 1.5 * kt_random_normal(kt_random_bits(price, (uint64_t)k)));
}

/* Weight of a random cell with two different countries. */
static double sample_weight(const kt_synth_world *world, uint64_t n)
{
    const uint64_t bits = kt_random_bits(world->seed ^ 0x73616D706C65u, n);
    const int n_countries = world->n_countries;
    const int i = (int)((bits & 0xFFFF) % (uint64_t)n_countries);
    const int step = (int)(((bits >> 16) & 0xFFFF) % (uint64_t)(n_countries - 1)) + 1;
    const int j = (i + step) % n_countries;
    const int k = (int)((bits >> 32) % (uint64_t)world->n_products);
    return (double)world->pair[i * n_countries + j] *
           (double)world->makes[(int64_t)i * world->n_products + k] *
           (double)world->buys[(int64_t)j * world->n_products + k];
}

static kt_status find_level(kt_synth_world *world, double share, kt_error *err)
{
    double *weight = NULL;
    double low = -60.0, high = 60.0;
    KT_TRY(kt_new(&weight, N_SAMPLE, sizeof *weight, err));
    for (uint64_t n = 0; n < N_SAMPLE; n++)
        weight[n] = sample_weight(world, n);
    for (int step = 0; step < 60; step++) {
        const double middle = 0.5 * (low + high);
        double sum = 0.0;
        for (int n = 0; n < N_SAMPLE; n++)
            sum += fmin(1.0, exp(middle) * weight[n]);
        if (sum < share * N_SAMPLE)
            low = middle;
        else
            high = middle;
    }
    world->level = (float)exp(low);
    kt_free(weight);
    return KT_OK;
}

kt_status kt_synth_world_make(const kt_synth_options *options, const kt_countries *countries,
                              kt_synth_world *out, kt_error *err)
{
    kt_synth_world world = {.n_countries = options->n_countries,
                            .n_products = options->n_products,
                            .seed = options->seed};
    const int64_t n = world.n_countries, k = world.n_products;
    kt_country *chosen = NULL;

    kt_status status = kt_new(&world.number, n, sizeof *world.number, err);
    if (!status)
        status = kt_new(&world.code, k, sizeof *world.code, err);
    if (!status)
        status = kt_new(&chosen, n, sizeof *chosen, err);
    if (!status)
        status = kt_new(&world.pair, n * n, sizeof *world.pair, err);
    if (!status)
        status = kt_new(&world.makes, n * k, sizeof *world.makes, err);
    if (!status)
        status = kt_new(&world.buys, n * k, sizeof *world.buys, err);
    if (!status)
        status = kt_new(&world.unit_value, k, sizeof *world.unit_value, err);
    if (!status)
        status = choose_countries(countries, &world, chosen, err);
    if (!status) {
        choose_codes(world.n_products, world.code);
        fill_pairs(&world, countries, chosen);
        fill_tastes(&world);
        status = find_level(
            &world,
            fmin(1.0, (double)options->rows_a_year / ((double)n * (double)(n - 1) * (double)k)),
            err);
    }
    kt_free(chosen);
    if (status)
        kt_synth_world_clear(&world);
    else
        *out = world;
    return status;
}

void kt_synth_world_clear(kt_synth_world *world)
{
    kt_free(world->number);
    kt_free(world->code);
    kt_free(world->pair);
    kt_free(world->makes);
    kt_free(world->buys);
    kt_free(world->unit_value);
    *world = (kt_synth_world){0};
}
