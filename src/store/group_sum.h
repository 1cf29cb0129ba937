/* group_sum.h: sums by keys while they grow.
 *
 * Groups are found in one of two ways. With products among the keys, rows of the same other
 * keys share a table with a cell for each product, so a row costs an addition. All else is a
 * list: as long as each key is at least as high as the one before, its group is simply the
 * last; the first key that is not starts a hash table over the list. Sums are 64-bit integers,
 * checked. */
#ifndef KONTOR_STORE_GROUP_SUM_H
#define KONTOR_STORE_GROUP_SUM_H

#include <kontor/checked.h>
#include <kontor/store.h>

#include <stdbool.h>
#include <stdint.h>

/* A kt_group whose sums are still whole units: it becomes one in place. */
typedef struct kt_sum {
    kt_country exporter, importer;
    kt_product product;
    kt_period period;
    uint8_t stated_by;
    uint8_t status;
    int64_t value, quantity;
    int64_t n_rows, n_without_value, n_without_quantity;
} kt_sum;

/* The same of one product. */
typedef struct kt_cell {
    int64_t value, quantity;
    uint32_t n_rows, n_without_value, n_without_quantity, status;
} kt_cell;

typedef struct kt_table_of_products {
    kt_sum key;
    kt_cell *cell;
} kt_table_of_products;

typedef struct kt_summing {
    kt_sum *sum;
    int64_t n_sums, n_room;
    uint32_t *hash;   /* of positions + 1; NULL while the keys rise */
    int64_t n_hash;   /* a power of two */
    kt_product *axis; /* products of the tables, rising */
    int64_t n_axis;
    kt_table_of_products *table;
    int64_t n_tables, n_table_room;
    uint32_t *table_hash; /* of positions in table[] + 1 */
    int64_t n_table_hash;
} kt_summing;

void kt_summing_clear(kt_summing *summing);

/* The group with the keys of *key (its numbers are not looked at). Valid until the next call.
 * Errors: KT_ERR_MEMORY, KT_ERR_LIMIT. */
KT_MUST_USE kt_status kt_summing_find(kt_summing *summing, const kt_sum *key, kt_sum **out,
                                      kt_error *err);

/* The table of a key without product; NULL where tables would take too much memory. */
KT_MUST_USE kt_status kt_summing_table(kt_summing *summing, const kt_sum *key, kt_cell **out,
                                       kt_error *err);

/* All groups in order of their keys, as figures of the dataset's units. *out is the caller's.
 */
KT_MUST_USE kt_status kt_summing_finish(kt_summing *summing, const kt_dataset *dataset,
                                        kt_groups *out, kt_error *err);

KT_MUST_USE kt_status kt_sum_overflow(kt_error *err);

KT_MUST_USE static inline bool kt_sum_add(kt_sum *sum, int64_t value, int64_t quantity,
                                          uint8_t status)
{
    bool fits = true;
    sum->n_rows++;
    if (status > sum->status)
        sum->status = status;
    if (value == KT_NONE)
        sum->n_without_value++;
    else
        fits = kt_i64_add(sum->value, value, &sum->value);
    if (quantity == KT_NONE)
        sum->n_without_quantity++;
    else
        fits &= kt_i64_add(sum->quantity, quantity, &sum->quantity);
    return fits;
}

KT_MUST_USE static inline bool kt_cell_add(kt_cell *cell, int64_t value, int64_t quantity,
                                           uint32_t status)
{
    bool fits = true;
    cell->n_rows++;
    if (status > cell->status)
        cell->status = status;
    if (value == KT_NONE)
        cell->n_without_value++;
    else
        fits = kt_i64_add(cell->value, value, &cell->value);
    if (quantity == KT_NONE)
        cell->n_without_quantity++;
    else
        fits &= kt_i64_add(cell->quantity, quantity, &cell->quantity);
    return fits;
}

#endif
