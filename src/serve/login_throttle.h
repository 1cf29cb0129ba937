/* login_throttle.h: how often a password may be tried: for one name, and from one address.
 *
 * Ten tries at once, then one every half minute. Memory is fixed: names and addresses share the
 * places of a table, by a hash that nobody outside knows. An address of IPv6 stands for its
 * /64, which one customer has. Any number of threads. */
#ifndef KONTOR_SERVE_LOGIN_THROTTLE_H
#define KONTOR_SERVE_LOGIN_THROTTLE_H

#include <kontor/error.h>

#include <stdbool.h>

typedef struct kt_throttle kt_throttle;

enum { KT_THROTTLE_TRIES = 10, KT_THROTTLE_PAUSE_S = 30 };

/* secret: any text that is not known outside. */
KT_MUST_USE kt_status kt_throttle_new(const char *secret, kt_throttle **out, kt_error *err);
void kt_throttle_free(kt_throttle *throttle);
/* Take a try from both; false, and nothing taken, where one has none left. clock in seconds,
 * never backwards. */
bool kt_throttle_take(kt_throttle *throttle, const char *name, const char *client,
                      double clock);
/* Give the try back: the password was right. */
void kt_throttle_give_back(kt_throttle *throttle, const char *name, const char *client);

#endif
