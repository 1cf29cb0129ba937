/* incidence.h: who makes what, packed for counting.
 *
 * Countries that make nothing and products that nobody makes are left out; the others keep the
 * order of the caller, but products are sorted by ubiquity, so those of one level are together:
 *
 *     position k   0   1   2   3   4
 *     u            1   2   2   3   3      level_start = 0, 1, 3, 5 */
#ifndef KONTOR_MEASURE_INCIDENCE_H
#define KONTOR_MEASURE_INCIDENCE_H

#include <kontor/arena.h>
#include <kontor/error.h>

#include <stdint.h>

typedef struct kt_incidence {
    int64_t n_all_countries, n_all_products; /* the caller's */
    int64_t n_countries, n_products;         /* those kept */
    int32_t *country;                        /* [n_countries] the caller's index */
    int32_t *product;               /* [n_products], in order of ubiquity, then index */
    int32_t *place_of_product;      /* [n_all_products] position, -1: left out */
    int32_t *d, *u;                 /* of those kept */
    int64_t n_levels, *level_start; /* [n_levels + 1] positions of products */
    int64_t *start;                 /* [n_products + 1] */
    int32_t *maker; /* product k is made by maker[start[k]] to maker[start[k + 1] - 1] */
    int64_t n_words;
    uint64_t *bits; /* [n_products * n_words]: bit c of product k: it is made by c */
    kt_arena arena;
} kt_incidence;

/* Errors: KT_ERR_RANGE, KT_ERR_LIMIT, KT_ERR_MEMORY as kt_complexity_compute() says; on failure
 * nothing is to be cleared. */
KT_MUST_USE kt_status kt_incidence_init(kt_incidence *in, const uint8_t *made,
                                        int64_t n_countries, int64_t n_products, kt_error *err);
void kt_incidence_clear(kt_incidence *in);

#endif
