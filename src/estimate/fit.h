/* fit.h: coefficients of one family on one sample, by Newton steps with the effects partialled
 * out.
 *
 * A step solves the weighted least squares of e = (y - mu) / (d mu / d eta) on regressors and
 * effects:
 *
 *     e~ = e less effects,  X~ = X less effects       kontor's absorb.h
 *     d beta = (X~' W X~)^-1 X~' W e~,   d eta = e - e~ + X~ d beta
 *
 * d eta lies in the model whatever is left undone in X~, so an inexact X~ only makes a step a
 * little less good: it is solved to 1e-2 and starts from the last step's, until the last step,
 * where it has to be exact for the standard errors. The tolerance of e~ tightens as the steps
 * shrink (Eisenstat and Walker 1996, SIAM J. Sci. Comput. 17(1), 16-32). */
#ifndef KONTOR_ESTIMATE_FIT_H
#define KONTOR_ESTIMATE_FIT_H

#include "absorb.h"
#include "sample.h"

typedef enum kt_fit_end {
    KT_FIT_CONVERGED,
    KT_FIT_STEPS,   /* max_steps, max_inner, or no step that is better */
    KT_FIT_SUSPECT, /* the rest stands still, but some row's index runs away: separation? */
    KT_FIT_NOTHING  /* every regressor is collinear */
} kt_fit_end;

typedef struct kt_fit {
    kt_rows rows;
    kt_absorb absorb;
    kt_family family;
    double theta;
    int32_t n_columns, n_panels;
    const double *const *column; /* [n_columns] of the frame, kept; NULL: the constant */
    double **x, **alpha;         /* [n_panels]; e is column n_columns */
    double *y, *weights;         /* [n] working order; weights NULL: 1 */
    double *eta, *w, *change;    /* [n] */
    double *beta;                /* [n_columns] */
    uint8_t *excluded;           /* [n_columns] collinear */
    double *reference;           /* [n_columns] weighted sum of squares at the start */
    double *cross;               /* [(4 n_panels)^2] of the last step, lower half */
    double *chunk_cross;         /* [n_chunks] of these */
    double *room;                /* [n_chunks * kt_fit_room()] */
    double *step_stack;          /* [n_stack] */
    int expected;                /* gamma: w is the expected information, as in the last step */
    int partialled;              /* x holds x~ of the last step */
    int balances;                /* groups' levels are balanced after the step */
    int heeds_separation;        /* end as KT_FIT_SUSPECT */
    kt_fit_end end;
    int32_t steps;
    int64_t inner;
    double objective, last_step, max_step;
} kt_fit;

/* Every fourth of these is column k; e is column n_columns. */
static inline double *kt_fit_column(const kt_fit *fit, int32_t k)
{
    return fit->x[k / 4] + k % 4;
}

/* What kt_pass_cross() wants for each chunk. */
static inline int64_t kt_fit_room(const kt_fit *fit)
{
    return (int64_t)fit->n_panels * (8 + 4 * fit->rows.n_group_slopes);
}

/* Room for the kept rows, and the columns in working order. {0} before; cleared with
 * kt_fit_clear(), also after a failure. */
KT_MUST_USE kt_status kt_fit_init(kt_fit *fit, const kt_model_frame *frame,
                                  const kt_sample *sample, const double *const *column,
                                  int32_t n_columns, const kt_estimate_options *options,
                                  kt_error *err);
/* Fit. With warm = 0 from a start of its own, else from the eta that is there. */
KT_MUST_USE kt_status kt_fit_run(kt_fit *fit, const kt_model_frame *frame,
                                 const kt_estimate_options *options, int warm, kt_error *err);
void kt_fit_clear(kt_fit *fit);

/* The columns again as they were, after a run that left x~. */
KT_MUST_USE kt_status kt_fit_load(kt_fit *fit, kt_error *err);

#endif
