/* edit_gate.h: may this request edit? Passwords and sessions travel only where nobody listens:
 * over TLS, on this machine, or to a proxy that was declared (--behind-proxy) and says that it
 * was asked over TLS. */
#ifndef KONTOR_SERVE_EDIT_GATE_H
#define KONTOR_SERVE_EDIT_GATE_H

#include <stdbool.h>

typedef enum kt_gate {
    KT_GATE_OPEN = 0,
    KT_GATE_PLAIN,  /* from elsewhere, without TLS */
    KT_GATE_PROXY,  /* through a proxy that was not declared, or from who may not be one */
    KT_GATE_UNSAFE, /* the declared proxy was not asked over TLS, or does not say */
    KT_GATE_HOST    /* on this machine, under a name that is not this machine's */
} kt_gate;
/* "open", "plain", ...: the phrase that says why is "edit.gate." and this. */
const char *kt_gate_name(kt_gate gate);

/* Texts are NULL where the request has no such header. */
typedef struct kt_gate_request {
    bool has_tls, behind_proxy;                  /* of the server */
    const char *peer;                            /* address that the connection comes from */
    const char *host;                            /* Host */
    const char *forwarded_for, *forwarded_proto; /* X-Forwarded-For, -Proto */
    const char *forwarded, *via;
} kt_gate_request;

typedef struct kt_gate_answer {
    kt_gate gate;
    bool is_secure;  /* cookies are marked Secure */
    bool is_at_home; /* from this machine or a private network, and no proxy hides who it is */
    char client[64]; /* who asks: behind a declared proxy the last address that it names */
} kt_gate_answer;

kt_gate_answer kt_gate_ask(const kt_gate_request *request);

/* 127.0.0.0/8, ::1. */
bool kt_is_loopback(const char *address);

#endif
