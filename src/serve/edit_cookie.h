/* edit_cookie.h: the cookies that kontor itself has set, and the media type of a form. */
#ifndef KONTOR_SERVE_EDIT_COOKIE_H
#define KONTOR_SERVE_EDIT_COOKIE_H

#include <stdbool.h>

enum { KT_COOKIE_TOKEN = 64 };

/* The value of the first cookie of that name in a Cookie header (RFC 6265), where it is a token
 * of ours: 64 small hex digits; else false. header: NULL, or anything. */
bool kt_cookie_token(const char *header, const char *name, char out[KT_COOKIE_TOKEN + 1]);
/* application/x-www-form-urlencoded, with or without parameters. type: NULL, or anything. */
bool kt_is_form(const char *type);

#endif
