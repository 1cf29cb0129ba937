/* incidence.c: from a table of 0 and 1 to lists and bits (incidence.h shows the order). */
#include "incidence.h"

#include <kontor/limits.h>
#include <kontor/memory.h>

static kt_status check(const uint8_t *made, int64_t n_countries, int64_t n_products,
                       kt_error *err)
{
    if (n_countries < 1 || n_products < 1)
        return kt_fail(err, KT_ERR_RANGE, "%lld countries and %lld products, expected some",
                       (long long)n_countries, (long long)n_products);
    if (n_countries > KT_MAX_COUNTRIES || n_products > KT_MAX_PRODUCTS)
        return kt_fail(
            err, KT_ERR_LIMIT, "%lld countries and %lld products, expected at most %d and %d",
            (long long)n_countries, (long long)n_products, KT_MAX_COUNTRIES, KT_MAX_PRODUCTS);
    for (int64_t p = 0; p < n_countries * n_products; p++)
        if (made[p] > 1)
            return kt_fail(err, KT_ERR_RANGE,
                           "%d for country %lld, product %lld, expected 0 or 1", made[p],
                           (long long)(p / n_products), (long long)(p % n_products));
    return KT_OK;
}

static kt_status take_room(kt_incidence *in, int64_t n_made, kt_error *err)
{
    kt_arena *arena = &in->arena;
    const int64_t n_countries = in->n_all_countries, n_products = in->n_all_products;
    in->n_words = (n_countries + 63) / 64;
    KT_TRY(kt_arena_new(arena, &in->country, n_countries, sizeof *in->country, err));
    KT_TRY(kt_arena_new(arena, &in->product, n_products, sizeof *in->product, err));
    KT_TRY(kt_arena_new(arena, &in->place_of_product, n_products, sizeof *in->place_of_product,
                        err));
    KT_TRY(kt_arena_new(arena, &in->d, n_countries, sizeof *in->d, err));
    KT_TRY(kt_arena_new(arena, &in->u, n_products, sizeof *in->u, err));
    KT_TRY(
        kt_arena_new(arena, &in->level_start, n_countries + 2, sizeof *in->level_start, err));
    KT_TRY(kt_arena_new(arena, &in->start, n_products + 1, sizeof *in->start, err));
    KT_TRY(kt_arena_new(arena, &in->maker, n_made, sizeof *in->maker, err));
    return kt_arena_new(arena, &in->bits, n_products * in->n_words, sizeof *in->bits, err);
}

/* Products by ubiquity: count how many have each, then place them. ubiquity[] is of all
 * products, n_of[n_countries + 1] is room set to zero. */
static void sort_products(kt_incidence *in, const int32_t *ubiquity, int64_t *n_of)
{
    for (int64_t p = 0; p < in->n_all_products; p++)
        n_of[ubiquity[p]]++;
    int64_t at = 0;
    in->n_levels = 0;
    n_of[0] = 0;
    for (int64_t u = 1; u <= in->n_all_countries; u++) {
        const int64_t n = n_of[u];
        n_of[u] = at;
        if (n > 0)
            in->level_start[in->n_levels++] = at;
        at += n;
    }
    in->level_start[in->n_levels] = at;
    in->n_products = at;
    for (int64_t p = 0; p < in->n_all_products; p++) {
        in->place_of_product[p] = -1;
        if (ubiquity[p] == 0)
            continue;
        const int64_t k = n_of[ubiquity[p]]++;
        in->product[k] = (int32_t)p;
        in->place_of_product[p] = (int32_t)k;
        in->u[k] = ubiquity[p];
    }
    for (int64_t k = 0; k < in->n_products; k++)
        in->start[k + 1] = in->start[k] + in->u[k];
}

/* next[n_products] is room: where the next maker of a product goes. */
static void list_makers(kt_incidence *in, const uint8_t *made, int64_t *next)
{
    for (int64_t k = 0; k < in->n_products; k++)
        next[k] = in->start[k];
    for (int64_t c = 0; c < in->n_countries; c++) {
        const uint8_t *row = made + in->country[c] * in->n_all_products;
        for (int64_t k = 0; k < in->n_products; k++) {
            if (!row[in->product[k]])
                continue;
            in->maker[next[k]++] = (int32_t)c;
            in->bits[k * in->n_words + c / 64] |= (uint64_t)1 << (c % 64);
        }
    }
}

static kt_status fill(kt_incidence *in, const uint8_t *made, kt_error *err)
{
    kt_status status = KT_OK;
    const int64_t n_countries = in->n_all_countries, n_products = in->n_all_products;
    int32_t *ubiquity = NULL;
    int64_t *room = NULL, n_made = 0;

    status = kt_new(&ubiquity, n_products, sizeof *ubiquity, err);
    if (status)
        goto done;
    status = kt_new(&room, n_products + n_countries + 1, sizeof *room, err);
    if (status)
        goto done;
    for (int64_t c = 0; c < n_countries; c++)
        for (int64_t p = 0; p < n_products; p++)
            ubiquity[p] += made[c * n_products + p];
    for (int64_t p = 0; p < n_products; p++)
        n_made += ubiquity[p];
    status = take_room(in, n_made, err);
    if (status)
        goto done;
    for (int64_t c = 0; c < n_countries; c++) {
        int32_t d = 0;
        for (int64_t p = 0; p < n_products; p++)
            d += made[c * n_products + p];
        if (d == 0)
            continue;
        in->country[in->n_countries] = (int32_t)c;
        in->d[in->n_countries++] = d;
    }
    sort_products(in, ubiquity, room);
    list_makers(in, made, room);
done:
    kt_free(room);
    kt_free(ubiquity);
    return status;
}

kt_status kt_incidence_init(kt_incidence *in, const uint8_t *made, int64_t n_countries,
                            int64_t n_products, kt_error *err)
{
    KT_TRY(check(made, n_countries, n_products, err));
    *in = (kt_incidence){.n_all_countries = n_countries, .n_all_products = n_products};
    const kt_status status = fill(in, made, err);
    if (status)
        kt_incidence_clear(in);
    return status;
}

void kt_incidence_clear(kt_incidence *in)
{
    kt_arena_clear(&in->arena);
    *in = (kt_incidence){0};
}
