/* say.h: sentences of lang/ with numbers as the reader's language writes them: what commands
 * put below their tables. */
#ifndef KONTOR_COMMAND_SAY_H
#define KONTOR_COMMAND_SAY_H

#include "run_internal.h"

#include <kontor/table.h>

typedef enum kt_say_as {
    KT_AS_TEXT,
    KT_AS_COUNT,   /* a whole number; plurals may ask for it */
    KT_AS_YEAR,    /* a whole number without groups of digits */
    KT_AS_NUMBER,  /* with `decimals`; a missing one is a dash */
    KT_AS_PLAIN,   /* with as many decimals as it needs, at most six */
    KT_AS_PERCENT, /* a fraction */
} kt_say_as;

typedef struct kt_say_value {
    const char *name; /* in the phrase */
    kt_say_as as;
    const char *text; /* of KT_AS_TEXT */
    double number;
    int decimals;
} kt_say_value;

/* The phrase `key` with these values, at most 12, appended to out. Errors: KT_ERR_FORMAT no
 * such phrase in the run's language; those of kt_message_format(). */
KT_MUST_USE kt_status kt_say_phrase(const kt_run *run, const char *key,
                                    const kt_say_value *value, int n, kt_text *out,
                                    kt_error *err);
/* The same as a note below a table. */
KT_MUST_USE kt_status kt_say_note(const kt_run *run, kt_table *table, const char *key,
                                  const kt_say_value *value, int n, kt_error *err);

#endif
