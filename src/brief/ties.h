/* ties.h: how much more two countries trade than their sizes let expect, out of a dataset that
 * holds the world. Internal to src/brief. */
#ifndef KONTOR_BRIEF_TIES_H
#define KONTOR_BRIEF_TIES_H

#include "brief_internal.h"

#include <kontor/intensity.h>

/* One direction of trade in a year. */
typedef struct kt_tie {
    double intensity;         /* NaN where it cannot be said */
    kt_intensity_split split; /* complementarity NaN without products */
    double coverage;          /* of the exporter's partners; NaN where no total is stated */
} kt_tie;

typedef struct kt_ties {
    int year;     /* 0: the dataset does not hold the world */
    int few_year; /* then: the year in which it holds the pair, and too few exporters */
    int64_t dataset, n_exporters;
    kt_stated_by stated_by;
    int digits; /* of the products of the split; 0: totals */
    kt_revision revision;
    kt_tie export, import; /* from a to b, from b to a */
} kt_ties;

/* From a dataset of the store (-1: none), in the last year of the brief that it holds; year 0
 * where it does not hold the world (then few_year, dataset and n_exporters say so), or not the
 * pair. */
KT_MUST_USE kt_status kt_ties_gather(kt_work *work, int64_t dataset, kt_ties *out,
                                     kt_error *err);

#endif
