/* gravity_flows.h: flows of the store on their way to a panel. */
#ifndef KONTOR_GRAVITY_FLOWS_H
#define KONTOR_GRAVITY_FLOWS_H

#include "gravity_internal.h"

typedef enum kt_zeros { KT_ZEROS_NONE, KT_ZEROS_REPORTED, KT_ZEROS_EXISTING } kt_zeros;

typedef struct kt_domestic {
    int64_t country; /* its place among the countries */
    double year, value_usd;
} kt_domestic;

typedef struct kt_gravity_flows {
    const kt_countries *countries;
    const kt_dataset *dataset;
    const kt_dataset_info *info;
    const kt_progress *progress;
    kt_zeros zeros;
    int side;            /* kt_stated_by, or 3: either */
    kt_country *country; /* [n_countries] in order of codes */
    int64_t n_countries, first_year, n_years;
    double *value;       /* [exporter, importer, year] USD */
    uint8_t *state;      /* 0 nothing, 1 stated, 2 taken as zero */
    bool *reports;       /* [country, year] */
    unsigned valuations; /* bit set of 1 << kt_valuation */
    kt_domestic *domestic;
    int64_t n_domestic, n_negative;
    /* The rows, in the arena of the request. */
    int32_t *exporter, *importer;
    double *year;
} kt_gravity_flows;

/* A column for each wanted name that --covariates knows: NAME of a table of pairs; NAME_o and
 * NAME_d of a table of countries, for the exporter and the importer. */
KT_MUST_USE kt_status kt_gravity_add_covariates(kt_gravity *g, const kt_gravity_flows *f,
                                                const char *const *wanted, int n_wanted,
                                                kt_error *err);

#endif
