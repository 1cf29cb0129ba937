/* kontor/audit.h: who did what to what, and when (in the file of kontor/account.h).
 *
 * An entry is written before the step and completed after it: a process that is killed in
 * between leaves an entry "begun", and nothing is ever done without one. */
#ifndef KONTOR_AUDIT_H
#define KONTOR_AUDIT_H

#include <kontor/account.h>

KT_BEGIN_DECLS

typedef enum kt_audit_outcome {
    KT_AUDIT_BEGUN = 0,
    KT_AUDIT_DONE,
    KT_AUDIT_REFUSED,
    KT_N_AUDIT_OUTCOMES
} kt_audit_outcome;
/* "begun", "done", "refused". */
const char *kt_audit_outcome_name(kt_audit_outcome outcome);

/* Texts are never NULL; "" when not said. */
typedef struct kt_audit_entry {
    int64_t id;
    int64_t at;
    const char *who;     /* name of the account; of a refused login what was typed */
    const char *client;  /* address; "terminal" */
    const char *action;  /* "login", "publish", "correct", "user add", ... */
    const char *subject; /* "item 3"; the account that was changed */
    const char *note;    /* reason, or why it was refused */
    kt_audit_outcome outcome;
} kt_audit_entry;

/* Texts are cut to 200 bytes and made printable. Of refused logins the newest KT_AUDIT_LOGINS
 * stay, so that guessing does not fill the disk; everything else stays for ever. */
enum { KT_AUDIT_LOGINS = 10000 };
KT_MUST_USE kt_status kt_audit_add(kt_accounts *accounts, const kt_audit_entry *entry,
                                   int64_t *id, kt_error *err);
/* note: NULL leaves it as it is. */
KT_MUST_USE kt_status kt_audit_complete(kt_accounts *accounts, int64_t id,
                                        kt_audit_outcome outcome, const char *note,
                                        kt_error *err);

/* Newest first; entries live for the call. */
typedef kt_status (*kt_audit_visit)(void *with, const kt_audit_entry *entry, kt_error *err);
KT_MUST_USE kt_status kt_audit_list(kt_accounts *accounts, int64_t limit, int64_t offset,
                                    kt_audit_visit visit, void *with, kt_error *err);

KT_END_DECLS

#endif
