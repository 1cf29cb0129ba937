/* info_covariates.h: the columns of one table of covariates, for kontor info. */
#ifndef KONTOR_COMMAND_INFO_COVARIATES_H
#define KONTOR_COMMAND_INFO_COVARIATES_H

#include "run_internal.h"

/* Answers with the columns of NAME or NAME@VERSION; *is_there is false, and nothing is said,
 * where the store has no such covariates. Errors: those of the store and of the answer. */
KT_MUST_USE kt_status kt_info_covariates(const kt_run *run, const char *name, bool *is_there,
                                         kt_error *err);

#endif
