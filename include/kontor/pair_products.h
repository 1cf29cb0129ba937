/* kontor/pair_products.h: what one country sends another, by product.
 *
 *     share       value / total           total: stated for all products, else the sum
 *     coverage    (products + unallocated) / stated total
 *     unit value  value / quantity
 *
 * Products at the finest level that the pair has in that year: six digits of the Harmonized
 * System, else four, else two; other classifications at their longest codes. Unallocated
 * (kt_product_is_unallocated(), and coarser codes without anything below) is inside totals and
 * coverage, outside the order, and printed beside.
 *
 * Values are nominal USD and tonnes, missing is NaN. Threads: pure. */
#ifndef KONTOR_PAIR_PRODUCTS_H
#define KONTOR_PAIR_PRODUCTS_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/store.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_pair_product {
    kt_product product;
    double value_usd;       /* NaN: withheld; such stand last */
    double quantity_tonnes; /* NaN where missing */
    double unit_value_usd;  /* a tonne; NaN without quantity or with quantity 0 */
    double share;           /* of total_usd; NaN where either is missing */
    uint8_t status;         /* kt_flow_status */
} kt_pair_product;

/* Owned by the caller; {0} is empty. */
typedef struct kt_pair_products {
    kt_country exporter, importer;
    int16_t year;
    uint8_t stated_by;
    int digits; /* of the codes; 0 where there are no products */
    kt_revision revision;
    kt_pair_product *product; /* largest value first, equal ones in order of codes */
    int64_t n_products;
    int64_t n_withheld;     /* products among them without a value */
    double products_usd;    /* their sum; NaN where none has a value */
    double unallocated_usd; /* 0 where there is none */
    double stated_usd;      /* total stated for all products; NaN where none is */
    double total_usd;       /* the shares' denominator: stated_usd, else the sum of both */
    double coverage;        /* NaN where no total is stated */
} kt_pair_products;

/* Goods of one calendar year as one side states them. A pair with a total alone, or with
 * nothing, has n_products 0 and digits 0: no error.
 * Errors: those of kt_dataset_scan(); KT_ERR_MEMORY. Cost: two scans of the pair's year, one
 * sort. */
KT_MUST_USE kt_status kt_pair_products_gather(const kt_dataset *dataset, kt_country exporter,
                                              kt_country importer, int16_t year,
                                              kt_stated_by stated_by, kt_pair_products *out,
                                              kt_error *err);
void kt_pair_products_clear(kt_pair_products *products);

KT_END_DECLS

#endif
