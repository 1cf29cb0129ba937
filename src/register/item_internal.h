/* item_internal.h: tables of the bulletin's items, and what their files share.
 *
 *     bulletin_item    one row an item
 *     bulletin_text    its language versions
 *     bulletin_change  every step taken, with the words that it replaced
 *     bulletin_search  stems of each version, for FTS5; its row is 8 * item + language */
#ifndef KONTOR_ITEM_INTERNAL_H
#define KONTOR_ITEM_INTERNAL_H

#include <kontor/item.h>

#include "register_internal.h"

/* Are there tables? False before the first item. */
KT_MUST_USE kt_status kt_item_tables(const kt_register *reg, bool *there, kt_error *err);
/* A date as the number YYYYMMDD and back. */
int64_t kt_item_date_number(kt_date date);
kt_date kt_item_date_of(int64_t number);

/* A command with its question marks filled from `values`, run to its end. A value is a text or
 * a number. */
typedef struct kt_item_value {
    const char *text; /* NULL: number */
    int64_t number;
} kt_item_value;
#define KT_ITEM_TEXT(t)                                                                        \
    {                                                                                          \
        .text = (t)                                                                            \
    }
#define KT_ITEM_NUMBER(n)                                                                      \
    {                                                                                          \
        .number = (n)                                                                          \
    }
KT_MUST_USE kt_status kt_item_bind(kt_statement *statement, const kt_item_value *values,
                                   int n_values, kt_error *err);
KT_MUST_USE kt_status kt_item_run(const kt_register *reg, const char *sql,
                                  const kt_item_value *values, int n_values, kt_error *err);

/* Write one language version in place of the one that is there, its stems too. */
KT_MUST_USE kt_status kt_item_put_text(kt_register *reg, int64_t id, int language,
                                       const kt_item_text *text, kt_error *err);
/* Note a step that is taken now. */
KT_MUST_USE kt_status kt_item_note(kt_register *reg, int64_t id, const kt_item_step *step,
                                   kt_error *err);

#endif
