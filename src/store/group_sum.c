/* group_sum.c: see group_sum.h. */
#include "group_sum.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More groups than this do not fit a reader's memory: 64 bytes each. */
#define MOST_GROUPS ((int64_t)1 << 27)
/* All tables of products together. */
#define MOST_TABLE_BYTES ((int64_t)1 << 28)

_Static_assert(sizeof(kt_sum) == sizeof(kt_group), "a sum becomes a group in its place");

void kt_summing_clear(kt_summing *summing)
{
    for (int64_t t = 0; t < summing->n_tables; t++)
        kt_free(summing->table[t].cell);
    kt_free(summing->table_hash);
    kt_free(summing->table);
    kt_free(summing->axis);
    kt_free(summing->hash);
    kt_free(summing->sum);
    *summing = (kt_summing){0};
}

kt_status kt_sum_overflow(kt_error *err)
{
    return kt_fail(err, KT_ERR_RANGE, "a sum does not fit 64 bits");
}

static uint32_t period_key(kt_period period)
{
    return (uint32_t)(uint16_t)period.first << 16 | (uint16_t)period.last;
}

static int compare_keys(const kt_sum *a, const kt_sum *b)
{
    if (a->exporter.code != b->exporter.code)
        return a->exporter.code < b->exporter.code ? -1 : 1;
    if (a->importer.code != b->importer.code)
        return a->importer.code < b->importer.code ? -1 : 1;
    if (a->product.code != b->product.code)
        return a->product.code < b->product.code ? -1 : 1;
    const uint32_t x = period_key(a->period), y = period_key(b->period);
    if (x != y)
        return x < y ? -1 : 1;
    return (int)a->stated_by - (int)b->stated_by;
}

static int compare_sums(const void *a, const void *b)
{
    return compare_keys(a, b);
}

/* ---- the list ------------------------------------------------------------------------------
 */

static uint64_t hash_of(const kt_sum *k)
{
    uint64_t h = (uint64_t)k->exporter.code << 32 | k->importer.code;
    h *= 0x9e3779b97f4a7c15u;
    h ^= h >> 29;
    h += (uint64_t)k->product.code << 32 |
         (period_key(k->period) ^ (uint32_t)k->stated_by << 15);
    h *= 0xbf58476d1ce4e5b9u;
    return h ^ h >> 32;
}

static void enter(kt_summing *s, int64_t position)
{
    const uint64_t mask = (uint64_t)s->n_hash - 1;
    uint64_t at = hash_of(&s->sum[position]) & mask;
    while (s->hash[at])
        at = (at + 1) & mask;
    s->hash[at] = (uint32_t)(position + 1);
}

static kt_status make_hash(kt_summing *s, kt_error *err)
{
    int64_t n_hash = 64;
    uint32_t *hash = NULL;
    while (n_hash < 4 * s->n_sums)
        n_hash *= 2;
    KT_TRY(kt_new(&hash, n_hash, sizeof *hash, err));
    kt_free(s->hash);
    s->hash = hash;
    s->n_hash = n_hash;
    for (int64_t i = 0; i < s->n_sums; i++)
        enter(s, i);
    return KT_OK;
}

static kt_status new_sum(kt_summing *s, const kt_sum *k, kt_sum **out, kt_error *err)
{
    if (s->n_sums == MOST_GROUPS)
        return kt_fail(err, KT_ERR_LIMIT, "more than %lld groups", (long long)MOST_GROUPS);
    if (s->n_sums == s->n_room) {
        const int64_t room = s->n_room ? 2 * s->n_room : 64;
        KT_TRY(kt_resize(&s->sum, room, sizeof *s->sum, err));
        s->n_room = room;
    }
    s->sum[s->n_sums++] = (kt_sum){.exporter = k->exporter,
                                   .importer = k->importer,
                                   .product = k->product,
                                   .period = k->period,
                                   .stated_by = k->stated_by};
    if (s->hash) {
        if (2 * s->n_sums > s->n_hash)
            KT_TRY(make_hash(s, err));
        else
            enter(s, s->n_sums - 1);
    }
    *out = &s->sum[s->n_sums - 1];
    return KT_OK;
}

kt_status kt_summing_find(kt_summing *s, const kt_sum *k, kt_sum **out, kt_error *err)
{
    const int order = s->n_sums > 0 ? compare_keys(&s->sum[s->n_sums - 1], k) : -1;
    if (order == 0) {
        *out = &s->sum[s->n_sums - 1];
        return KT_OK;
    }
    if (order > 0 && !s->hash)
        KT_TRY(make_hash(s, err));
    if (s->hash) {
        const uint64_t mask = (uint64_t)s->n_hash - 1;
        for (uint64_t at = hash_of(k) & mask; s->hash[at]; at = (at + 1) & mask) {
            if (compare_keys(&s->sum[s->hash[at] - 1], k) == 0) {
                *out = &s->sum[s->hash[at] - 1];
                return KT_OK;
            }
        }
    }
    return new_sum(s, k, out, err);
}

/* ---- tables of products --------------------------------------------------------------------
 */

static bool same_table(const kt_sum *a, const kt_sum *b)
{
    return a->exporter.code == b->exporter.code && a->importer.code == b->importer.code &&
           kt_period_equal(a->period, b->period) && a->stated_by == b->stated_by;
}

static kt_status make_table_hash(kt_summing *s, kt_error *err)
{
    const int64_t n_hash = s->n_table_hash ? 2 * s->n_table_hash : 64;
    uint32_t *hash = NULL;
    KT_TRY(kt_new(&hash, n_hash, sizeof *hash, err));
    for (int64_t t = 0; t < s->n_tables; t++) {
        uint64_t at = hash_of(&s->table[t].key) & ((uint64_t)n_hash - 1);
        while (hash[at])
            at = (at + 1) & ((uint64_t)n_hash - 1);
        hash[at] = (uint32_t)(t + 1);
    }
    kt_free(s->table_hash);
    s->table_hash = hash;
    s->n_table_hash = n_hash;
    return KT_OK;
}

static kt_status new_table(kt_summing *s, const kt_sum *key, kt_error *err)
{
    if (s->n_tables == s->n_table_room) {
        const int64_t room = s->n_table_room ? 2 * s->n_table_room : 16;
        KT_TRY(kt_resize(&s->table, room, sizeof *s->table, err));
        s->n_table_room = room;
    }
    kt_table_of_products *table = &s->table[s->n_tables];
    KT_TRY(kt_new(&table->cell, s->n_axis, sizeof *table->cell, err));
    table->key = *key;
    s->n_tables++;
    return KT_OK;
}

kt_status kt_summing_table(kt_summing *s, const kt_sum *key, kt_cell **out, kt_error *err)
{
    if (2 * (s->n_tables + 1) > s->n_table_hash)
        KT_TRY(make_table_hash(s, err));
    const uint64_t mask = (uint64_t)s->n_table_hash - 1;
    uint64_t at = hash_of(key) & mask;
    for (; s->table_hash[at]; at = (at + 1) & mask) {
        if (same_table(&s->table[s->table_hash[at] - 1].key, key)) {
            *out = s->table[s->table_hash[at] - 1].cell;
            return KT_OK;
        }
    }
    *out = NULL;
    if ((s->n_tables + 1) * s->n_axis * (int64_t)sizeof(kt_cell) > MOST_TABLE_BYTES)
        return KT_OK;
    KT_TRY(new_table(s, key, err));
    s->table_hash[at] = (uint32_t)s->n_tables;
    *out = s->table[s->n_tables - 1].cell;
    return KT_OK;
}

/* Cells that have rows join the list. */
static kt_status list_cells(kt_summing *s, kt_error *err)
{
    int64_t n = s->n_sums;
    for (int64_t t = 0; t < s->n_tables; t++)
        for (int64_t k = 0; k < s->n_axis; k++)
            n += s->table[t].cell[k].n_rows > 0;
    KT_TRY(kt_resize(&s->sum, n > 0 ? n : 1, sizeof *s->sum, err));
    for (int64_t t = 0; t < s->n_tables; t++) {
        const kt_sum *key = &s->table[t].key;
        for (int64_t k = 0; k < s->n_axis; k++) {
            const kt_cell *cell = &s->table[t].cell[k];
            if (cell->n_rows == 0)
                continue;
            s->sum[s->n_sums++] = (kt_sum){.exporter = key->exporter,
                                           .importer = key->importer,
                                           .product = s->axis[k],
                                           .period = key->period,
                                           .stated_by = key->stated_by,
                                           .status = (uint8_t)cell->status,
                                           .value = cell->value,
                                           .quantity = cell->quantity,
                                           .n_rows = cell->n_rows,
                                           .n_without_value = cell->n_without_value,
                                           .n_without_quantity = cell->n_without_quantity};
        }
    }
    return KT_OK;
}

static bool is_sorted(const kt_summing *s)
{
    for (int64_t i = 1; i < s->n_sums; i++)
        if (compare_keys(&s->sum[i - 1], &s->sum[i]) > 0)
            return false;
    return true;
}

/* A key may have come by both ways: from segments that were read differently. */
static kt_status join_same(kt_summing *s, kt_error *err)
{
    int64_t kept = 0;
    for (int64_t i = 0; i < s->n_sums; i++) {
        const kt_sum *from = &s->sum[i];
        if (kept == 0 || compare_keys(&s->sum[kept - 1], from) != 0) {
            s->sum[kept++] = *from;
            continue;
        }
        kt_sum *to = &s->sum[kept - 1];
        if (!kt_i64_add(to->value, from->value, &to->value) ||
            !kt_i64_add(to->quantity, from->quantity, &to->quantity))
            return kt_sum_overflow(err);
        to->n_rows += from->n_rows;
        to->n_without_value += from->n_without_value;
        to->n_without_quantity += from->n_without_quantity;
        if (from->status > to->status)
            to->status = from->status;
    }
    s->n_sums = kept;
    return KT_OK;
}

static void to_figures(kt_sum *sum, const kt_dataset *dataset, kt_group *out)
{
    const kt_sum from = *sum;
    *out = (kt_group){.exporter = from.exporter,
                      .importer = from.importer,
                      .product = from.product,
                      .period = from.period,
                      .stated_by = from.stated_by,
                      .status = from.status,
                      .n_rows = from.n_rows,
                      .n_without_value = from.n_without_value,
                      .n_without_quantity = from.n_without_quantity,
                      .value_usd = (double)NAN,
                      .quantity_tonnes = (double)NAN};
    if (from.n_without_value < from.n_rows)
        out->value_usd = kt_dataset_usd(dataset, from.value);
    if (from.n_without_quantity < from.n_rows)
        out->quantity_tonnes = kt_dataset_tonnes(dataset, from.quantity);
}

kt_status kt_summing_finish(kt_summing *s, const kt_dataset *dataset, kt_groups *out,
                            kt_error *err)
{
    KT_TRY(list_cells(s, err));
    if (!is_sorted(s))
        qsort(s->sum, (size_t)s->n_sums, sizeof *s->sum, compare_sums);
    KT_TRY(join_same(s, err));
    kt_group *group = (kt_group *)(void *)s->sum;
    for (int64_t i = 0; i < s->n_sums; i++)
        to_figures(&s->sum[i], dataset, &group[i]);
    out->group = group;
    out->n_groups = s->n_sums;
    s->sum = NULL;
    s->n_sums = s->n_room = 0;
    return KT_OK;
}
