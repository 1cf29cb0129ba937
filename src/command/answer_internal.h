/* answer_internal.h: a table as the answer of a command, in the form that --format asks for. */
#ifndef KONTOR_ANSWER_INTERNAL_H
#define KONTOR_ANSWER_INTERNAL_H

#include <kontor/command.h>
#include <kontor/table.h>

typedef enum kt_answer_form {
    KT_ANSWER_TEXT,
    KT_ANSWER_CSV,
    KT_ANSWER_JSON,
    KT_ANSWER_GRAPHML
} kt_answer_form;

kt_answer_form kt_answer_form_of(const kt_run *run);
/* In text the table's numbers and words are written as the run's language does, in JSON its
 * titles. */
KT_MUST_USE kt_status kt_answer_table(const kt_run *run, kt_table *table, kt_error *err);

#endif
