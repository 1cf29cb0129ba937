/* kontor/suppliers.h: the partners of one country in one product and year, from the store: who
 * supplies an importer, or whom an exporter serves, and how much of it is known.
 *
 *     coverage = (sum over partners + unallocated) / stated total with World
 *
 * Partners are countries and territories; areas not specified are unallocated. World and
 * aggregates are no partners. Values are nominal USD and tonnes, missing is NaN. */
#ifndef KONTOR_SUPPLIERS_H
#define KONTOR_SUPPLIERS_H

#include <kontor/country.h>
#include <kontor/error.h>
#include <kontor/store.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_supplier {
    kt_country country;
    double usd;     /* NaN: withheld */
    double tonnes;  /* NaN where missing or missing of a part */
    uint8_t status; /* kt_flow_status, the weakest of its parts */
} kt_supplier;

typedef struct kt_suppliers {
    kt_country country;
    kt_product product; /* TOTAL: all goods */
    int16_t year;
    uint8_t is_export; /* 1: partners of its exports; 0: of its imports */
    kt_stated_by stated_by;
    kt_supplier *partner; /* the largest value first, withheld ones last */
    int64_t n_partners;
    double partners_usd;    /* their sum */
    double unallocated_usd; /* areas not specified */
    double stated_usd;      /* with World, as stated; NaN where it is not */
    double stated_tonnes;
    double coverage;    /* NaN where no total is stated */
    double missing_usd; /* of the stated total in no partner; unallocated_usd without one */
} kt_suppliers;

/* What one side states. A country without rows gives n_partners 0 and no error. Owned by the
 * caller. Errors: those of kt_dataset_group(); KT_ERR_MEMORY. Cost: two groupings. */
KT_MUST_USE kt_status kt_suppliers_gather(const kt_dataset *dataset,
                                          const kt_countries *countries, kt_country country,
                                          kt_product product, int16_t year, int is_export,
                                          kt_stated_by stated_by, kt_suppliers *out,
                                          kt_error *err);
void kt_suppliers_clear(kt_suppliers *suppliers);

/* Partners of list[0 .. n_list), the members of a group, as those of `country`, the group: such
 * as as() gives the same name are one partner, the group itself among them where members trade
 * with each other. Of a partner of which a part is withheld the known rest; tonnes are missing
 * where a part's are, and so is the total with World, and coverage, where a member states none.
 * Product, year, direction and statements are those of the first. Owned by the caller. Errors:
 * KT_ERR_LIMIT, KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_suppliers_join(const kt_suppliers *list, int64_t n_list,
                                        kt_country country,
                                        kt_country (*as)(const void *with, kt_country country),
                                        const void *with, kt_suppliers *out, kt_error *err);

/* Exports of a product by all countries to all partners, World and aggregates apart, in order
 * of the exporters' codes (usd as above). *coverage (may be NULL): what their partners make up
 * of the totals with World of those that state one; NaN where nobody does. *out is owned by the
 * caller, freed with kt_free(). */
KT_MUST_USE kt_status kt_suppliers_of_world(const kt_dataset *dataset,
                                            const kt_countries *countries, kt_product product,
                                            int16_t year, kt_stated_by stated_by,
                                            kt_supplier **out, int64_t *n, double *coverage,
                                            kt_error *err);

KT_END_DECLS

#endif
