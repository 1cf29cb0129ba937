/* encode_internal.h: what the jobs of encode.c share: the sorted rows, and what is made of
 * them. */
#ifndef KONTOR_STORE_ENCODE_INTERNAL_H
#define KONTOR_STORE_ENCODE_INTERNAL_H

#include "column_write.h"
#include "encode.h"

#include <pthread.h>

enum { PART_KEYS, PART_VALUES, PART_QUANTITIES, PART_PRODUCTS, PART_REST, N_PARTS };

typedef struct kt_encoder job;
struct kt_encoder {
    const kt_batch *batch;
    const kt_stretch *stretch;
    int64_t n;
    int64_t n_rows, n_pairs, n_exporters;
    uint32_t *code; /* products of the segment, rising */
    uint32_t n_products, n_chunks;
    uint16_t *position; /* by the batch's position: in code[] */
    bool flat;          /* no product lies above another, and all are of one revision */
    uint8_t digits;     /* of all products, or KT_MIXED_DIGITS */
    kt_bytes section[KT_N_SECTIONS];
    kt_column_writer column[KT_N_COLUMNS];
    kt_output *out;
    uint8_t *entry;
    pthread_mutex_t lock;  /* of the rest */
    bool is_done[N_PARTS]; /* and waits to be written */
    bool writing;          /* some thread does */
    int n_written;
};

/* Stretches of one pair: [*from, end). */
static inline int64_t kt_encode_pair_end(const job *j, int64_t from)
{
    int64_t end = from + 1;
    while (end < j->n && j->stretch[end].exporter == j->stretch[from].exporter &&
           j->stretch[end].importer == j->stretch[from].importer)
        end++;
    return end;
}

/* ---- encode_keys.c ----------------------------------------------------------------------- */

/* Which products occur, and whether one of them lies above another: before all else. */
KT_MUST_USE kt_status kt_encode_list_products(job *j, kt_error *err);
/* The sections. */
KT_MUST_USE kt_status kt_encode_keys(job *j, kt_error *err);

/* ---- encode_columns.c -------------------------------------------------------------------- */

/* The power of ten that divides all numbers of a column of the batch. */
int kt_encode_exponent(const job *j, const kt_narrow *from);
/* A column of the rows as they are. */
KT_MUST_USE kt_status kt_encode_numbers(job *j, const kt_narrow *from, kt_column_id id,
                                        kt_error *err);
/* Valuations, statuses, supplementary quantities and their units. */
KT_MUST_USE kt_status kt_encode_attributes(job *j, kt_error *err);

/* ---- encode_sums.c ----------------------------------------------------------------------- */

/* Sums of pairs: their rows for all products. */
KT_MUST_USE kt_status kt_encode_totals(job *j, kt_error *err);
/* Sums of each product, over all pairs and by exporter. */
KT_MUST_USE kt_status kt_encode_product_sums(job *j, kt_error *err);

#endif
