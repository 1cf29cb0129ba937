/* classification.h: correlation tables of the store: products of one classification to those
 * of another (BEC, SITC) or to groups. Files STORE/classifications/NAME@VERSION.csv, kept as
 * they came, written by one rename. */
#ifndef KONTOR_COMMAND_CLASSIFICATION_H
#define KONTOR_COMMAND_CLASSIFICATION_H

#include "run_internal.h"

#include <kontor/product_group.h>

/* Import a source where it is such a table; *is_one false and nothing done where it is not.
 * Errors: those of reading; KT_ERR_FORMAT a table that cannot be used. */
KT_MUST_USE kt_status kt_classification_import(const kt_run *run, const char *source,
                                               bool *is_one, kt_error *err);

/* Open what a user names: "end-use" (by the table bec), the name of a table of the store, or a
 * file. from: what to call it in notes. Errors: KT_ERR_MISSING no such table, saying how it is
 * brought in. */
KT_MUST_USE kt_status kt_classification_open(const kt_run *run, const char *name,
                                             kt_product_groups **out, char *from, size_t size,
                                             kt_error *err);
/* A line that names the tables of the store; nothing where there are none. */
KT_MUST_USE kt_status kt_classification_tell(const kt_run *run, kt_error *err);
/* *is_there: a table is called NAME or NAME@VERSION. */
KT_MUST_USE kt_status kt_classification_has(const kt_run *run, const char *name, bool *is_there,
                                            kt_error *err);
/* Remove NAME or NAME@VERSION; *was_one false and nothing done where no table is called so. */
KT_MUST_USE kt_status kt_classification_drop(const kt_run *run, const char *name, bool *was_one,
                                             kt_error *err);
#endif
