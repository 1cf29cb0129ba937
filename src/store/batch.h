/* batch.h: the rows that a writer holds, by columns, and their order.
 *
 * Rows come in stretches: one after the other of one exporter, importer, period, side and kind,
 * with rising products, from lines that follow each other. Sources are sorted somehow, so
 * stretches are long, and only they are sorted: of 9 million rows of a year of BACI, which come
 * by numeric country codes, 30 000 stretches. Rows in wild order are stretches of one row. */
#ifndef KONTOR_STORE_BATCH_H
#define KONTOR_STORE_BATCH_H

#include <kontor/error.h>
#include <kontor/flow.h>

#include "narrow.h"

#include <stdbool.h>
#include <stdint.h>

/* A list of codes, each with the position at which it first came. */
typedef struct kt_codes {
    uint32_t *code;
    int64_t n_codes, n_room;
    uint32_t *table; /* of positions + 1 */
    int64_t n_table; /* a power of two, or 0 */
} kt_codes;

KT_MUST_USE kt_status kt_codes_add(kt_codes *codes, uint32_t code, uint32_t *position,
                                   kt_error *err);
void kt_codes_clear(kt_codes *codes);

/* What one segment is of, as a number in the order of segments. */
typedef uint64_t kt_facet;
static inline kt_facet kt_facet_of(const kt_flow *row)
{
    return (uint64_t)row->period.first << 32 | (uint64_t)row->period.last << 16 |
           (uint64_t)row->stated_by << 8 | row->kind;
}

typedef struct kt_stretch {
    kt_facet facet;
    uint32_t exporter, importer;
    int64_t row;
    uint32_t n_rows;
    uint32_t product; /* code of the first */
    int64_t line;     /* of the first; 0 where it is not known */
} kt_stretch;

/* Bytes of a row without attributes and supplementary quantities. */
enum { KT_BATCH_ROW = 10 };

typedef struct kt_batch {
    kt_codes *products; /* kept */
    uint16_t *product;  /* position in products */
    kt_narrow value, quantity;
    kt_narrow supplementary; /* nothing until a row has one */
    uint8_t *unit;           /* with supplementary */
    uint8_t *attribute;      /* valuation << 2 | status; NULL while all rows have the same, */
    uint8_t same_attribute;  /* which is this */
    int64_t n_rows, n_room;
    int64_t n_expected; /* rows that there will be, if there are many: room for them is made at
                           once, which costs nothing until it is used */
    kt_stretch *stretch, *scratch;
    int64_t n_stretches, n_stretch_room;
    bool mixed; /* not all stretches are of one facet */
    int64_t n_facet_changes, n_exporter_changes;
    uint16_t *likely; /* a product's position by the 20 bits of its digits: a guess */
} kt_batch;

void kt_batch_clear(kt_batch *batch);
/* Forget the rows and keep the memory. */
void kt_batch_reset(kt_batch *batch);
/* Bytes that the rows take. */
int64_t kt_batch_bytes(const kt_batch *batch);

/* Rows have been checked. line is NULL where there are none. */
KT_MUST_USE kt_status kt_batch_add(kt_batch *batch, const kt_flow *rows, const int64_t *line,
                                   int64_t n, kt_error *err);

/* The same for rows in a run. */
KT_MUST_USE kt_status kt_batch_add_run(kt_batch *batch, const kt_flow_run *run, kt_error *err);

/* Valuation << 2 | status of a row. */
static inline uint8_t kt_batch_attribute(const kt_batch *batch, int64_t row)
{
    return batch->attribute ? batch->attribute[row] : batch->same_attribute;
}

static inline uint8_t kt_batch_status(const kt_batch *batch, int64_t row)
{
    return kt_batch_attribute(batch, row) & 3;
}

/* Put the stretches in order of facet, exporter, importer, product, so that none reaches into
 * the next. KT_ERR_FORMAT when two rows have the same key, naming both lines. */
KT_MUST_USE kt_status kt_batch_sort(kt_batch *batch, kt_error *err);

/* Move the stretches for which keep() is true to another batch, which is empty. */
typedef bool (*kt_keep)(const void *with, const kt_stretch *stretch);
KT_MUST_USE kt_status kt_batch_move(kt_batch *batch, kt_keep keep, const void *with,
                                    kt_batch *to, kt_error *err);

#endif
