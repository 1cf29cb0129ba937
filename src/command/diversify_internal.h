/* diversify_internal.h: what `kontor diversify` has gathered about one importer's supply. */
#ifndef KONTOR_DIVERSIFY_INTERNAL_H
#define KONTOR_DIVERSIFY_INTERNAL_H

#include "run_internal.h"

#include <kontor/partners.h>
#include <kontor/suppliers.h>
#include <kontor/supply_risk.h>
#include <kontor/table.h>

typedef struct kt_diversify {
    const kt_run *run;
    const kt_countries *countries;
    const kt_products *products;
    const char *language;
    const kt_dataset *dataset; /* NULL: from cited facts, and then there is no info */
    const kt_dataset_info *info;
    char period[24]; /* "2019", "2020-01/2020-05" */
    char fact_page[160], fact_whose[48], fact_blocs[400];
    int fact_class;
    kt_country importer;
    kt_product product;
    int16_t year;
    double cap, spare; /* times the present deliveries; share of exports to others */

    kt_suppliers supply;
    kt_supplier *world; /* exporters of the product to all, in order of codes */
    int64_t n_world;
    double world_coverage; /* of those that state a total with World; NaN: none does */
    double *usd, *tonnes, *exports, *risk; /* by supplier, NaN where not known */
    double *scratch;                       /* n_partners numbers */
    kt_partners partners;                  /* of the importer, all goods */
    int64_t lost;                          /* position of the supplier that is lost */
    double other_years_usd;                /* the largest sum of another year of the dataset */
    int16_t other_year;
} kt_diversify;

/* d->supply, product, year, period from cited facts; --year chooses. Errors: KT_ERR_MISSING no
 * fact names a supplier with a value. */
KT_MUST_USE kt_status kt_diversify_from_facts(kt_diversify *d, const char *product,
                                              kt_error *err);

/* The four tables. Each adds its notes. */
KT_MUST_USE kt_status kt_diversify_suppliers(const kt_diversify *d, kt_table *table,
                                             kt_error *err);
KT_MUST_USE kt_status kt_diversify_concentration(const kt_diversify *d, kt_table *table,
                                                 kt_error *err);
KT_MUST_USE kt_status kt_diversify_loss(const kt_diversify *d, kt_table *table, kt_error *err);
KT_MUST_USE kt_status kt_diversify_alternatives(const kt_diversify *d, kt_table *table,
                                                kt_error *err);

#endif
