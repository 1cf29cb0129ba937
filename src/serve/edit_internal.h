/* edit_internal.h: one request of an editor on its way, and the parts that answer it. */
#ifndef KONTOR_SERVE_EDIT_INTERNAL_H
#define KONTOR_SERVE_EDIT_INTERNAL_H

#include "edit_gate.h"
#include "login_throttle.h"
#include "meter.h"
#include "server.h"

#include <kontor/audit.h>
#include <kontor/item.h>
#include <kontor/session.h>

#include <pthread.h>

struct kt_desk {
    kt_throttle *throttle;
    pthread_mutex_t hashing; /* one password at a time: 64 MiB and a processor each */
    atomic_int_least64_t logins[KT_N_LOGINS];
};

typedef struct kt_editing {
    const kt_worker *worker;
    kt_reply *reply;
    const char *language; /* "de" */
    kt_gate_answer gate;
    kt_accounts *accounts;
    bool has_session;
    kt_account account;          /* who; {0} without a session */
    char token[KT_TOKEN + 1];    /* of the session, else of the login form; from the cookie */
    char expected[KT_TOKEN + 1]; /* what a form must bring along */
    kt_uri form;                 /* its fields */
} kt_editing;

/* What the page is to show: names and values of the command `desk`. */
typedef struct kt_edit_call {
    kt_given given[32];
    int n_given;
} kt_edit_call;
/* value NULL or "": left out. Both live until the page is made. */
void kt_edit_give(kt_edit_call *call, const char *name, const char *value);
/* Make the page of a kind the reply. */
void kt_edit_show(kt_editing *e, int status, const char *kind, kt_edit_call *call);
/* A page that says what is the matter: the phrase "edit.problem." and this. */
void kt_edit_show_problem(kt_editing *e, int status, const char *problem, const char *detail);
/* What went wrong on this side: its cause stands below the phrase, for who runs the site. */
void kt_edit_show_trouble(kt_editing *e, kt_status status, const kt_error *err);
/* See other: "/de/" and this. */
void kt_edit_send_to(kt_editing *e, const char *format, ...) KT_PRINTF(2, 3);
/* Does the form bring what only our own pages can bring? */
bool kt_edit_is_own_form(const kt_editing *e);
/* What is done, noted before and after (kontor/audit.h). */
KT_MUST_USE kt_status kt_edit_note(kt_editing *e, const char *action, const char *subject,
                                   const char *note, int64_t *id, kt_error *err);

void kt_edit_show_login(kt_editing *e, int status, const char *problem);
void kt_edit_login(kt_editing *e);
void kt_edit_logout(kt_editing *e);
/* A form that changes item `id` was sent. */
void kt_edit_change(kt_editing *e, int64_t id);
/* Checks of articles: all of them with the form that publishes one; one, and its withdrawal. */
void kt_edit_reviews(kt_editing *e, bool is_post);
void kt_edit_review(kt_editing *e, const char *number, bool is_post);
/* An admin asks for new drafts. */
void kt_edit_make(kt_editing *e);

#endif
