/* http.h: the web library behind a header of ours: connections and bytes, no meaning.
 *
 *     kt_http_open ── a thread for each processor: request ── handle() ── response
 *     kt_http_close
 *
 * A request reaches handle() when it is there as a whole. handle() runs on the thread that
 * serves the connection, several at once. The library is loaded when serving starts. */
#ifndef KONTOR_SERVE_HTTP_H
#define KONTOR_SERVE_HTTP_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct kt_http kt_http;

/* Valid during handle(); of one that is put off, until it is answered. */
typedef struct kt_http_request {
    kt_http *http;
    const char *method; /* "GET", never "HEAD": the library leaves the body out by itself */
    const char *uri;    /* as it came, with its query; terminated */
    kt_slice body;
    bool is_too_long; /* the body was longer than max_body: it has been thrown away */
    void *connection, *exchange;
} kt_http_request;

/* The client's address; "" when not known. out: room for it; returned. */
const char *kt_http_client(const kt_http_request *request, char out[64]);
/* A header of the request; NULL when it has none of that name. */
const char *kt_http_header(const kt_http_request *request, const char *name);

/* What is sent back: bytes and headers, never changed once made. Counted: it may be sent to
 * many at once and is freed when the last one has it. */
typedef struct kt_http_response kt_http_response;

typedef struct kt_http_pair {
    const char *name, *value; /* value NULL: left out */
} kt_http_pair;

/* body is given: what it owned belongs to the response, and *body is empty, also on failure.
 * Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_http_response_new(kt_http *http, kt_text *body,
                                           const kt_http_pair *headers, int n_headers,
                                           kt_http_response **out, kt_error *err);
/* NULL is allowed. Also after kt_http_close(): the code of the library stays. */
void kt_http_response_free(kt_http_response *response);

/* What handle() decides. */
typedef struct kt_http_reply {
    int status;
    kt_http_response *response; /* freed once it is sent, unless it is held */
    void *held;                 /* handed to let_go() instead; NULL: the response is given */
    size_t size;                /* of its body, for the log */
    bool is_put_off;            /* there is no answer yet: kt_http_put_off() */
} kt_http_reply;

/* An answer that takes long is made elsewhere, so that the thread of the connection can serve
 * others: in handle(), put the request off, let another thread have it, and return a reply with
 * is_put_off. That thread hands over the answer, once. All that were put off are to be answered
 * before kt_http_close(). */
void kt_http_put_off(const kt_http_request *request);
void kt_http_answer(const kt_http_request *request, const kt_http_reply *reply);

/* One request that is over, for the log. Valid during the call. */
typedef struct kt_http_record {
    const char *client; /* address; "" when not known, or not asked for */
    const char *method, *uri;
    int status; /* 0: the connection ended before there was an answer */
    size_t size;
    double seconds; /* from the first line of the request to the last byte of the answer */
} kt_http_record;

typedef struct kt_http_options {
    const char *host; /* numeric address, or "localhost" */
    int port;         /* 0: one that is free */
    int n_threads;
    int max_connections;        /* more are closed at once; a burst may pass it for a moment */
    int timeout_s;              /* a connection on which nothing moves for so long is closed */
    size_t max_body;            /* bytes of a request's body */
    kt_slice tls_cert, tls_key; /* PEM; empty: no TLS */
    void *with;
    kt_http_reply (*handle)(void *with, const kt_http_request *request);
    void (*let_go)(void *with, void *held);
    void (*record)(void *with, const kt_http_record *record);
    bool names_clients; /* a record tells who is connected */
    /* NULL, or who asks, where that is not who is connected: into out, for the record. */
    void (*name_client)(void *with, const kt_http_request *request, char out[64]);
} kt_http_options;

/* Begin to listen. Errors: KT_ERR_MISSING the library; KT_ERR_USAGE not an address; KT_ERR_IO
 * the address is taken or not ours, or the certificate is refused. */
KT_MUST_USE kt_status kt_http_open(const kt_http_options *options, kt_http **out,
                                   kt_error *err);
/* The port that is listened on. */
int kt_http_port(const kt_http *http);
/* Connections that are open, and requests that have begun and are not over. */
int64_t kt_http_n_connections(const kt_http *http);
int64_t kt_http_n_requests(const kt_http *http);
/* No new connections from now on; those that are open go on. */
void kt_http_quiesce(kt_http *http);
/* Close all connections and end the threads; NULL is allowed. */
void kt_http_close(kt_http *http);

#endif
