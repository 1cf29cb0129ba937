/* predict_internal.h: what the files of kontor predict share. */
#ifndef KONTOR_PREDICT_INTERNAL_H
#define KONTOR_PREDICT_INTERNAL_H

#include "gravity_kept.h"

typedef struct kt_prediction {
    kt_gravity g;
    kt_kept kept;
    const char *model;          /* as it was asked for */
    bool is_own;                /* the rows are those of the model's own flows */
    kt_gravity_source recorded; /* what the model says of its rows */

    /* Made of the kept parameters for this panel. */
    const char **name; /* of the coefficients */
    double *value;
    double **effect, **slope;

    double *predicted; /* [rows of the panel] */
    int64_t *row;      /* [n_rows] those that are asked for */
    int64_t n_rows;
} kt_prediction;

/* The model: one that is kept in the store, else, for a reader at this machine, a file. Its
 * formula and where it had its rows are then in g. */
KT_MUST_USE kt_status kt_predict_open(kt_prediction *p, kt_error *err);
/* Which rows, by options, else as the model was estimated; into g->source. A version that is
 * gone is replaced by another of its name, which is told. */
KT_MUST_USE kt_status kt_predict_choose_source(kt_prediction *p, kt_error *err);
/* Tell where the rows are not those of the estimation, though they are asked for as such. */
KT_MUST_USE kt_status kt_predict_compare(kt_prediction *p, kt_error *err);
/* Rows of the panel that are asked for: the model's subset where they are its own, --years,
 * --exporter, --importer; into row and n_rows. */
KT_MUST_USE kt_status kt_predict_choose_rows(kt_prediction *p, kt_error *err);
/* A column of the source; NULL. */
const kt_series *kt_predict_series(const kt_prediction *p, const char *name);

#endif
