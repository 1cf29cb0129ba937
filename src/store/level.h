/* level.h: observations as stated to one level of products (kontor/store.h, kt_dataset_scan).
 */
#ifndef KONTOR_STORE_LEVEL_H
#define KONTOR_STORE_LEVEL_H

#include <kontor/flow.h>
#include <kontor/store.h>

#include <stdint.h>

/* Digits of a level: 0, 2, 4, 6; -1 for STATED. A product finer than the level is answered at
 * its own. */
int kt_level_digits(kt_level level, kt_product product);

/* Room that out needs for n rows. */
static inline int64_t kt_level_room(int64_t n)
{
    return 2 * n + 2;
}

/* rows: what one exporter, importer, period, side and kind states, rising by product. out and
 * scratch have kt_level_room(n) places; the result is in out, rising by product.
 * Errors: KT_ERR_RANGE when a sum leaves 64 bits. */
KT_MUST_USE kt_status kt_level_apply(int digits, const kt_flow *rows, int64_t n, kt_flow *out,
                                     kt_flow *scratch, int64_t *n_out, kt_error *err);

/* Sort by kt_flow_compare(), stably; rows that come in few rising stretches are merged only.
 * scratch has n places. */
void kt_flows_sort(kt_flow *rows, int64_t n, kt_flow *scratch);

#endif
