/* gravity_more.h: what is made of one model besides its coefficients. */
#ifndef KONTOR_GRAVITY_MORE_H
#define KONTOR_GRAVITY_MORE_H

#include "gravity_internal.h"

#include <kontor/table.h>

/* True where an option asks for more than coefficients: one model is then expected. */
bool kt_gravity_wants_more(const kt_gravity *g);
/* All tables that options ask for, into g->extra. */
KT_MUST_USE kt_status kt_gravity_make_more(kt_gravity *g, kt_error *err);
/* A new empty table, kept by g. */
KT_MUST_USE kt_status kt_gravity_add_table(kt_gravity *g, const char *name, kt_table **out,
                                           kt_error *err);
/* That table as text in the reader's language. */
KT_MUST_USE kt_status kt_gravity_write_extra(const kt_gravity *g, const char *name,
                                             kt_error *err);
kt_table *kt_gravity_table(const kt_gravity *g, const char *name);

/* Effects of agreements by the extended two-way form: regressors before the fit, and what they
 * mean together after it. */
KT_MUST_USE kt_status kt_gravity_etwfe_prepare(kt_gravity *g, kt_panel_request *request,
                                               kt_error *err);
KT_MUST_USE kt_status kt_gravity_etwfe_finish(kt_gravity *g, kt_error *err);
KT_MUST_USE kt_status kt_gravity_list_effects(kt_gravity *g, kt_error *err);
KT_MUST_USE kt_status kt_gravity_resistances(kt_gravity *g, kt_error *err);
KT_MUST_USE kt_status kt_gravity_recover(kt_gravity *g, kt_error *err);
KT_MUST_USE kt_status kt_gravity_correct_bias(kt_gravity *g, kt_error *err);
/* Before anything is estimated: what --save and --keep cannot keep is refused. */
KT_MUST_USE kt_status kt_gravity_check_save(const kt_gravity *g, kt_error *err);
/* Where one of them is given. */
KT_MUST_USE kt_status kt_gravity_save(kt_gravity *g, kt_error *err);

/* First-stage tests of a model with instruments, into fit->stage; elsewhere nothing. */
KT_MUST_USE kt_status kt_gravity_first_stages(kt_gravity *g, const kt_model_frame *frame,
                                              const kt_estimate_options *options,
                                              kt_gravity_fit *fit, kt_error *err);

/* The rows that were made of the store, as CSV. */
KT_MUST_USE kt_status kt_gravity_write_panel(const kt_gravity *g, kt_error *err);

/* The position of a name among the coefficients; -1. */
int kt_gravity_coefficient(const kt_estimate *e, const char *name);

#endif
