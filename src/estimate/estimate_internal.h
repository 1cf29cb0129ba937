/* estimate_internal.h: from a fit to a result. */
#ifndef KONTOR_ESTIMATE_ESTIMATE_INTERNAL_H
#define KONTOR_ESTIMATE_ESTIMATE_INTERNAL_H

#include "fit.h"
#include "scores.h"

/* The columns of a model with their names: intercept, regressors, instruments where there are
 * endogenous columns, and these. */
typedef struct kt_design {
    int32_t n;
    const char **name;    /* NULL: an instrument, which is not a coefficient */
    const double **value; /* NULL: the constant */
} kt_design;
KT_MUST_USE kt_status kt_design_init(kt_design *design, const kt_model_frame *frame,
                                     kt_error *err);
void kt_design_clear(kt_design *design);

/* One estimation of a frame that was checked, into a result that knows nothing yet. */
KT_MUST_USE kt_status kt_estimate_into(const kt_model_frame *frame,
                                       const kt_estimate_options *options, kt_estimate *e,
                                       kt_error *err);
/* instruments.c: the second stage of a gaussian fit of all columns, in its place. */
KT_MUST_USE kt_status kt_two_stages(kt_fit *fit, const kt_model_frame *frame,
                                    const kt_design *design, kt_error *err);
/* instruments.c: poisson with first-stage residuals as regressors. */
KT_MUST_USE kt_status kt_control_function(const kt_model_frame *frame,
                                          const kt_estimate_options *options, kt_estimate *e,
                                          kt_error *err);

/* A result in which nothing is known yet. */
void kt_result_init(kt_estimate *e, kt_family family);
/* All but what is known of the rows. Takes arrays out of the fit. */
KT_MUST_USE kt_status kt_result_fill(kt_estimate *e, kt_fit *fit, const kt_model_frame *frame,
                                     const kt_design *design,
                                     const kt_estimate_options *options, kt_error *err);
/* se, statistic and p of all coefficients from e->vcov. */
void kt_result_judge(kt_estimate *e);

/* negbin: the most likely theta for the means at hand, into fit->theta; *se its standard error.
 * With fresh, from a start by moments. */
void kt_theta_maximise(kt_fit *fit, int fresh, double *se);

/* The fixed effects of the fit into e->effects[...].value and slope. */
KT_MUST_USE kt_status kt_result_effects(kt_estimate *e, kt_fit *fit,
                                        const kt_model_frame *frame, const kt_design *design,
                                        const kt_estimate_options *options, kt_error *err);

#endif
