/* gravity_models.h: models that kontor gravity --keep has put into the store:
 * STORE/models/NAME.csv, each a kept model (gravity_kept.h) that one rename has put there. */
#ifndef KONTOR_GRAVITY_MODELS_H
#define KONTOR_GRAVITY_MODELS_H

#include "gravity_kept.h"

#include <kontor/file.h>
#include <kontor/table.h>

/* Letters, digits, - and _, so a name is never a path. */
#define KT_MAX_MODEL_NAME 64

bool kt_model_is_name(const char *text);
/* KT_ERR_USAGE for anything else. */
KT_MUST_USE kt_status kt_model_check_name(const char *text, kt_error *err);

/* Names of all that are kept, in order; owned by the caller. A file of another name is none. */
KT_MUST_USE kt_status kt_models_list(const kt_run *run, kt_names *out, kt_error *err);
/* *is_there: one of that name is kept; false for what is no name. */
KT_MUST_USE kt_status kt_models_has(const kt_run *run, const char *name, bool *is_there,
                                    kt_error *err);
/* What a kept one says. Errors: KT_ERR_MISSING none of that name; those of kt_kept_read(). */
KT_MUST_USE kt_status kt_models_read(const kt_run *run, const char *name, kt_kept_part part,
                                     kt_kept *out, kt_error *err);
/* Read all of one as `predict` would: KT_OK where it can be used. For kontor verify. */
KT_MUST_USE kt_status kt_models_check(const kt_run *run, const char *name, kt_error *err);
/* Put one there, in place of the one of that name, and say so. */
KT_MUST_USE kt_status kt_models_keep(const kt_run *run, const char *name, kt_slice bytes,
                                     kt_error *err);
/* Remove one. Errors: KT_ERR_MISSING, KT_ERR_IO. */
KT_MUST_USE kt_status kt_models_drop(const kt_run *run, const char *name, kt_error *err);

/* A row for each; NULL where there are none. Owned by the caller. */
KT_MUST_USE kt_status kt_models_table(const kt_run *run, kt_table **out, kt_error *err);
/* kontor info --model NAME. */
KT_MUST_USE kt_status kt_models_tell(const kt_run *run, const char *name, kt_error *err);

#endif
