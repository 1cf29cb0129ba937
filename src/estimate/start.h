/* start.h: where the Newton steps begin. */
#ifndef KONTOR_ESTIMATE_START_H
#define KONTOR_ESTIMATE_START_H

#include "fit.h"

/* eta of the sample before the first step. For families with a logarithmic link: the effects
 * alone, by two rounds of scaling each level's mean to its outcome (the multiplicative fit of
 * margins), which costs no exponential and saves two Newton steps. */
KT_MUST_USE kt_status kt_fit_start(kt_fit *fit, const kt_model_frame *frame, kt_error *err);

#endif
