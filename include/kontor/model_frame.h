/* kontor/model_frame.h: what an estimation is given: columns of equal length, all borrowed.
 *
 * A frame is made by whoever has read a formula and data: every expression is evaluated, every
 * factor is numbered, rows with a missing value are gone (the caller counts them). Row numbers
 * in results are rows of the frame, from 0.
 *
 *     outcome ~ regressors + offset | effects | endogenous ~ instruments,  weights, clusters
 *
 * A factor is a column of levels 0 to n_levels - 1; a level without rows is allowed and counts
 * as not there. An interaction such as exporter^year is one factor that the caller has
 * numbered.
 *
 * Nothing in a frame is changed or kept by the library, and many estimations may read one frame
 * at once. */
#ifndef KONTOR_MODEL_FRAME_H
#define KONTOR_MODEL_FRAME_H

#include <kontor/error.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* A numeric column; values are finite. */
typedef struct kt_frame_column {
    const char *name;
    const double *value; /* [n_rows] */
} kt_frame_column;

typedef struct kt_frame_factor {
    const char *name;
    const int32_t *level; /* [n_rows], 0 <= level < n_levels */
    int32_t n_levels;
} kt_frame_factor;

/* A factor whose effect is absorbed: one parameter a level, and with slopes one more for each
 * level and slope column (fixest's f[x] and f[[x]]). */
typedef struct kt_frame_effect {
    kt_frame_factor factor;
    const kt_frame_column *slopes; /* [n_slopes], NULL where there are none */
    int32_t n_slopes;
    bool slopes_only; /* f[[x]]: slopes without the levels themselves; needs n_slopes >= 1 */
} kt_frame_effect;

/* {0} with n_rows, outcome and what is there. */
typedef struct kt_model_frame {
    int64_t n_rows;
    kt_frame_column outcome;
    const kt_frame_column *regressors; /* [n_regressors], in the order of the formula: of
                                          columns that say the same, the first is kept */
    int32_t n_regressors;
    bool intercept; /* add a constant, named "(Intercept)", before the regressors; ignored where
                       an effect with levels absorbs it */
    const kt_frame_effect *effects; /* [n_effects] */
    int32_t n_effects;

    const double *offset;  /* [n_rows] or NULL: enters the linear index with coefficient 1 */
    const double *weights; /* [n_rows] or NULL: >= 0; a row of weight 0 is left out and counted
                              (fixest's weights: they scale the objective, not n) */

    /* Instruments (gaussian: two-stage least squares; poisson: control function). */
    const kt_frame_column *endogenous; /* [n_endogenous], not among the regressors */
    int32_t n_endogenous;
    const kt_frame_column *instruments; /* [n_instruments >= n_endogenous] */
    int32_t n_instruments;

    /* For standard errors; each only where its kind is asked for. */
    const kt_frame_factor *clusters; /* [n_clusters], at most KT_MAX_CLUSTERS */
    int32_t n_clusters;
    const kt_frame_factor *unit; /* Newey-West: the panel's unit (a pair); each unit at most
                                    once a period */
    const kt_frame_factor *time; /* Newey-West, Driscoll-Kraay: the period. Levels in the order
                                    of time; lags count levels that have rows, as fixest does */
    const kt_frame_factor *country_a; /* dyadic: the two countries of a row, numbered alike */
    const kt_frame_factor *country_b;
} kt_model_frame;

/* All that the comments above promise: lengths, levels in range, finite values, weights.
 * Errors: KT_ERR_RANGE, naming column and row (line = row + 1); KT_ERR_LIMIT. One pass. */
KT_MUST_USE kt_status kt_model_frame_check(const kt_model_frame *frame, kt_error *err);

KT_END_DECLS

#endif
