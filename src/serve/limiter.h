/* limiter.h: how many answers one address may have made a second. Any number of threads. */
#ifndef KONTOR_SERVE_LIMITER_H
#define KONTOR_SERVE_LIMITER_H

#include <kontor/error.h>

#include <stdbool.h>

typedef struct kt_limiter kt_limiter;

/* rate: answers a second, and as many at once after a pause of a second; > 0. */
KT_MUST_USE kt_status kt_limiter_new(int rate, kt_limiter **out, kt_error *err);
void kt_limiter_free(kt_limiter *limiter);
/* True when the client may have another; clock in seconds, never backwards. */
bool kt_limiter_allows(kt_limiter *limiter, const char *client, double clock);

#endif
