/* bulletin_answer.h: items of the bulletin as the answer of a command. */
#ifndef KONTOR_BULLETIN_ANSWER_H
#define KONTOR_BULLETIN_ANSWER_H

#include "run_internal.h"

#include <kontor/bulletin.h>

/* The items that a query finds, as a table or as {"total", "offset", "items": [...]}. */
KT_MUST_USE kt_status kt_answer_items(const kt_run *run, const kt_register *reg,
                                      const kt_item_query *query, kt_voices *voices,
                                      kt_error *err);
/* One item in full, with its figures and its history. KT_ERR_MISSING: there is none. */
KT_MUST_USE kt_status kt_answer_item(const kt_run *run, const kt_register *reg,
                                     const kt_item_query *query, kt_voices *voices,
                                     kt_error *err);

/* A correction in several languages is a step for each, with the same time, name and reason:
 * readers are told of it once. *again: the step before was of the same change. last: {0} at
 * first, cleared by the caller. */
KT_MUST_USE kt_status kt_step_is_again(kt_text *last, const kt_item_step *step, bool *again,
                                       kt_error *err);

#endif
