/* message_internal.h: a pattern as steps, which message_parse.c makes and message.c fills. */
#ifndef KONTOR_FORMAT_MESSAGE_INTERNAL_H
#define KONTOR_FORMAT_MESSAGE_INTERNAL_H

#include <kontor/locale.h>

#include <stdatomic.h>

typedef enum message_kind {
    MESSAGE_TEXT,     /* text as it is */
    MESSAGE_ARGUMENT, /* text: its name */
    MESSAGE_NUMBER,   /* #, the argument of the plural around it */
    MESSAGE_PLURAL,   /* text: the argument's name; its options follow */
    MESSAGE_SELECT,   /* the same */
    MESSAGE_OPTION    /* text: its word; its message follows */
} message_kind;

/* Steps stand in the order of the pattern; `end` is the one behind all that belongs to a step.
 */
typedef struct message_step {
    message_kind kind;
    int32_t end;
    kt_slice text; /* borrowed from the pattern */
    double exact;  /* the number behind '=' of an option, else NaN */
} message_step;

struct kt_message {
    message_step *step;
    int32_t n_steps, room;
    atomic_bool
        names_known; /* a source knew every name, also of branches that it did not take */
};

/* Into a zeroed message; what it holds is released by kt_message_clear(), on failure too. */
KT_MUST_USE kt_status kt_message_read(kt_slice pattern, kt_message *out, kt_error *err);
void kt_message_clear(kt_message *message);

#endif
