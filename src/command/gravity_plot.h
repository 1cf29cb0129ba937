/* gravity_plot.h: the picture of the coefficients: --plot FILE. */
#ifndef KONTOR_GRAVITY_PLOT_H
#define KONTOR_GRAVITY_PLOT_H

#include "gravity_internal.h"

#include <kontor/picture.h>

/* What a panel shows: one coefficient after the other, or those of one variable by period. */
typedef enum kt_gravity_along {
    KT_GRAVITY_NAMES = 0,
    KT_GRAVITY_PERIODS, /* of i(): year::1990:rta */
    KT_GRAVITY_LAGS,    /* of l() and f(): leads are negative */
    KT_GRAVITY_SINCE    /* of --etwfe: years since the beginning */
} kt_gravity_along;

typedef struct kt_gravity_points {
    kt_gravity_along along;
    const char *stem; /* "rta"; NULL for names */
    const char **name;
    double *at;
    int64_t n_names;
    kt_interval *value; /* [n_fits * n_names] */
    bool has_reference;
} kt_gravity_points;

enum { KT_MAX_GRAVITY_PANELS = 8 };

/* All coefficients but the intercept, with 95 % intervals; in g's arena. Three or more of one
 * variable that differ by period make a panel of their own, to which i()'s reference belongs.
 * Errors: KT_ERR_LIMIT more models or names than a picture holds; KT_ERR_MISSING nothing to
 * draw. */
KT_MUST_USE kt_status kt_gravity_find_points(kt_gravity *g,
                                             kt_gravity_points out[KT_MAX_GRAVITY_PANELS],
                                             int *n_panels, kt_error *err);
/* An estimate with its 95 % interval: Student's t with df, the normal where that is infinite.
 */
kt_interval kt_gravity_interval(double estimate, double se, double df);

/* Of --etwfe: gravity_etwfe.c. */
KT_MUST_USE kt_status kt_gravity_etwfe_points(kt_gravity *g, kt_gravity_points *out,
                                              kt_error *err);

/* The file's ending is looked at before anything is estimated. */
KT_MUST_USE kt_status kt_gravity_check_plot(const kt_gravity *g, kt_error *err);
KT_MUST_USE kt_status kt_gravity_write_plot(kt_gravity *g, kt_error *err);

#endif
