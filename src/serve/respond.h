/* respond.h: from a reply to a response. */
#ifndef KONTOR_SERVE_RESPOND_H
#define KONTOR_SERVE_RESPOND_H

#include "server.h"

/* With the headers that the reply asks for; its body is the response's. etag: NULL or "": none.
 * NULL: no memory. */
kt_http_response *kt_respond(kt_http *http, kt_reply *reply, const char *etag, bool has_tls);
/* A strong tag: of the bytes themselves. */
void kt_tag_of(const kt_text *body, char out[32]);
/* True when the client holds this one already. */
bool kt_is_held_by_client(const kt_http_request *request, const char *etag);
/* True where the client asks for gzip: its name among what it accepts, not weighed with 0. */
bool kt_takes_gzip(const kt_http_request *request);
/* Pack the body where the client unpacks it. Without memory it goes as it is. */
void kt_pack(const kt_http_request *request, kt_reply *reply);

#endif
