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
/* A table as JSON, behind members of one's own. */
KT_MUST_USE kt_status kt_answer_json(const kt_run *run, kt_table *table,
                                     void (*put)(const void *with, kt_json *json),
                                     const void *with, kt_error *err);
/* The same for a list that people read: in text no wider than the terminal, 80 columns where
 * there is none. */
KT_MUST_USE kt_status kt_answer_list(const kt_run *run, kt_table *table, kt_error *err);
/* A list of names and what their source says of them: its cells stay as they are. */
KT_MUST_USE kt_status kt_answer_names(const kt_run *run, kt_table *table, kt_error *err);
/* One row of what a list has, in whole: in text a line for each field, under the row's name; n
 * fields, the first is the name, NULL or "" is left out. */
KT_MUST_USE kt_status kt_answer_entry(const kt_run *run, int n, const char *const field[],
                                      const char *const value[], kt_error *err);

#endif
