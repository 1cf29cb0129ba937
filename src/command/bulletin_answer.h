/* bulletin_answer.h: items of the bulletin as the answer of a command. */
#ifndef KONTOR_BULLETIN_ANSWER_H
#define KONTOR_BULLETIN_ANSWER_H

#include "run_internal.h"

#include <kontor/bulletin.h>

/* The command `news` answers what readers see: without scores and drafts' times, and with
 * corrections in place of the history. */

/* The items that a query finds, as a table or as {"total", "offset", "items": [...]}. */
KT_MUST_USE kt_status kt_answer_items(const kt_run *run, const kt_register *reg,
                                      const kt_item_query *query, kt_voices *voices,
                                      kt_error *err);
/* One item in full, with its figures and its history. KT_ERR_MISSING: there is none. */
KT_MUST_USE kt_status kt_answer_item(const kt_run *run, const kt_register *reg,
                                     const kt_item_query *query, kt_voices *voices,
                                     kt_error *err);

/* Both countries of --pair, or the one of --country; {0} where there is none. */
KT_MUST_USE kt_status kt_news_countries(const kt_run *run, kt_country *a, kt_country *b,
                                        kt_error *err);
/* A day or time; 0 where it is not given. */
KT_MUST_USE kt_status kt_news_moment(const kt_run *run, const char *name, int64_t *out,
                                     kt_error *err);

/* A correction in several languages is a step for each, with the same time, name and reason:
 * readers are told of it once. *again: the step before was of the same change. last: {0} at
 * first, cleared by the caller. */
KT_MUST_USE kt_status kt_step_is_again(kt_text *last, const kt_item_step *step, bool *again,
                                       kt_error *err);

#endif
