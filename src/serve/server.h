/* server.h: what the parts of the server share: the reply under construction, and the way to
 * run a command for a request. */
#ifndef KONTOR_SERVE_SERVER_H
#define KONTOR_SERVE_SERVER_H

#include "http.h"
#include "uri.h"

#include <kontor/command.h>
#include <kontor/error.h>
#include <kontor/text.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* An answer before it becomes a response. */
typedef struct kt_reply {
    int status;
    const char *type;     /* Content-Type; static */
    const char *policy;   /* Content-Security-Policy; static */
    const char *allow;    /* methods, with 405 and OPTIONS; static */
    const char *location; /* where else, with 307 and 303; static, or `elsewhere` */
    char elsewhere[160];
    char cookie[200]; /* Set-Cookie; "" */
    char file[600];   /* Content-Disposition; "" */
    const char *vary; /* headers that it depends on; static; NULL: none */
    kt_text body;
    char link[512];    /* next and previous part of a long table; "" */
    char total[32];    /* how many rows there are in all; "" */
    char remarks[512]; /* of the command, one line of ASCII; "" */
    int max_age_s;     /* how long others may keep it; 0: not at all */
    bool is_kept;      /* may go to the cache */
    bool is_open;      /* other sites' scripts may read it (CORS) */
    bool is_packed;    /* the body is a gzip */
} kt_reply;

/* What a command runs with for one request. */
typedef struct kt_worker {
    const kt_serve_options *options;
    kt_context *context;
    const kt_http_request *request;
    const kt_uri *uri;
    const char *site;             /* address of the site for those who read it elsewhere */
    int64_t now;                  /* seconds since 1970 */
    double deadline;              /* by kt_moment_clock() */
    const atomic_bool *is_ending; /* NULL, or true when the answer is to be given up */
    struct kt_desk *desk;         /* what editing keeps between requests */
} kt_worker;

/* Run a command: its answer into out, its remarks and number of rows into the reply. given:
 * what was asked; checked by the command. language: unless given says else. Errors: those of
 * the command; KT_ERR_LIMIT the answer is longer than max_answer; KT_ERR_STOPPED it took too
 * long. */
KT_MUST_USE kt_status kt_worker_run(const kt_worker *worker, const kt_command *command,
                                    const kt_given *given, int n_given, const char *language,
                                    kt_reply *reply, kt_error *err);

/* The status of HTTP for what went wrong. */
int kt_reply_status(kt_status status);
/* Make the reply an error in JSON: {"error": {"status", "kind", "message"}}. Paths of this
 * machine are left out of the message. */
void kt_reply_error_json(const kt_worker *worker, kt_reply *reply, int status,
                         const kt_error *err);
/* What went wrong in one line, without paths of this machine. */
void kt_reply_message(const kt_worker *worker, const kt_error *err, char out[600]);

/* ---- the parts ----------------------------------------------------------------------------
 */

/* /api/v1/...: always a reply, also of what went wrong. */
void kt_api_reply(const kt_worker *worker, kt_reply *reply);
/* True for addresses of commands that may take long. */
bool kt_api_is_slow(const char *uri);
/* The description of the interface, from the table of commands. */
KT_MUST_USE kt_status kt_openapi_write(kt_text *out, kt_error *err);
/* Pages and assets: likewise. */
void kt_site_reply(const kt_worker *worker, kt_reply *reply);
/* The reply is a page that says what was wrong, in the reader's language; a form comes back
 * with what was typed. The address may be one that could not be read. */
void kt_site_problem(const kt_worker *worker, kt_reply *reply, int status, const kt_error *err);
/* False for addresses that programs ask: they are told in JSON. */
bool kt_site_is_page(const char *uri);
/* Is there a page of this kind, and which parameter of the command `page` is this field of its
 * address? NULL: it takes no such field. */
bool kt_site_has_kind(const char *kind);
const char *kt_site_parameter(const char *kind, const char *field);

/* Pages for editors, and what they do there: edit.c. An address is one of theirs where
 * kt_edit_has() says so: /login, /logout, /de/edit/...; these take POST, and are never kept. */
bool kt_edit_has(const char *uri);
void kt_edit_reply(const kt_worker *worker, kt_reply *reply);
/* Who asks: behind a declared proxy whom that names, else who is connected. */
void kt_edit_client(const kt_serve_options *options, const kt_http_request *request,
                    char out[64]);
/* True where that is this machine or a private network, and no proxy hides who it is. */
bool kt_edit_is_at_home(const kt_serve_options *options, const kt_http_request *request);
typedef struct kt_desk kt_desk;
KT_MUST_USE kt_status kt_desk_new(kt_desk **out, kt_error *err);
void kt_desk_free(kt_desk *desk);
/* How tries to log in ended so far, KT_N_LOGINS of them (meter.h). */
void kt_desk_count(kt_desk *desk, int64_t out[]);
/* Addresses with an ending (/de/news.atom, /de/pair/BLR/KAZ.pdf), and the maps of the site.
 * True where the address is one of theirs: then *status says how it went. */
bool kt_site_form(const kt_worker *worker, kt_reply *reply, kt_status *status, kt_error *err);
bool kt_site_compose(const kt_worker *worker, kt_reply *reply, kt_status *status,
                     kt_error *err);
bool kt_site_map(const kt_worker *worker, kt_reply *reply, kt_status *status, kt_error *err);

/* Forms with a text to be checked: /de/check, /api/v1/check-text. They change nothing. */
enum { KT_FORM_MOST = 1 << 19 }; // as sent: a letter of Cyrillic takes six bytes
bool kt_form_is_taken(const char *uri);
/* The fields of a form behind those of the address; they live as long as room. Errors:
 * KT_ERR_USAGE not such a form; KT_ERR_LIMIT too many fields; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_form_read(const kt_http_request *request, kt_uri *uri, kt_text *room,
                                   kt_error *err);

/* The reply is a file with a name, made of words from the request: "kontor-BLR-KAZ.pdf". What
 * browsers show themselves (PDF, PNG) they go on to show. */
void kt_reply_file(kt_reply *reply, const char *const word[], int n_words, const char *form);

/* "application/json" of "json"; NULL for a form that is not known. `with_charset`: as header.
 */
const char *kt_media_type(const char *format);
const char *kt_media_header(const char *format);

/* Content-Security-Policy of pages: nothing but what the server itself sends; scripts as files
 * only. An answer of 304 bears it too, for browsers put it in the place of the one they have.
 */
extern const char *const kt_policy_page;
/* The same for editors, without scripts. */
extern const char *const kt_policy_desk;
/* Of everything else: a document that may style itself and fetch nothing. */
extern const char *const kt_policy_document;

#endif
