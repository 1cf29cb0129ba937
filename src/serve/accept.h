/* accept.h: what a client says it can read: RFC 9110's Accept, and of Accept-Language the first
 * of our languages. Malformed parts are passed over. */
#ifndef KONTOR_SERVE_ACCEPT_H
#define KONTOR_SERVE_ACCEPT_H

#include <kontor/text.h>

/* How much a media type ("text/csv") is wanted, 0 to 1000: by the most exact part that fits it;
 * 0: not at all. accept NULL or empty: everything is, 1000. */
int kt_accept_media(const char *accept, const char *type);

/* "de", "en" or "ru": the one wanted most, the first of equals; English when none is. */
const char *kt_accept_language(const char *accept);

#endif
