/* separation.h: rows whose fitted mean would be 0 at the maximum of the likelihood. */
#ifndef KONTOR_ESTIMATE_SEPARATION_H
#define KONTOR_ESTIMATE_SEPARATION_H

#include "sample.h"

/* Drop separated rows from the sample until none is left; *n_found of them. `column`s as of
 * kt_fit_init(). Correia, Guimaraes and Zylkin (2019), arXiv:1903.01633, algorithm 1, the
 * iterative rectifier. */
KT_MUST_USE kt_status kt_separation_drop(kt_sample *sample, const kt_model_frame *frame,
                                         const double *const *column, int32_t n_columns,
                                         const kt_estimate_options *options, int64_t *n_found,
                                         kt_error *err);

#endif
