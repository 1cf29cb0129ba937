/* meter.h: what the server counts of itself, for Prometheus. Any number of threads. */
#ifndef KONTOR_SERVE_METER_H
#define KONTOR_SERVE_METER_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdatomic.h>
#include <stdint.h>

enum { KT_METER_BOUNDS = 8, KT_METER_STATUSES = 600 };

/* All zero at the start. */
typedef struct kt_meter {
    atomic_int_least64_t by_status[KT_METER_STATUSES]; /* requests; [0]: ended without answer */
    atomic_int_least64_t within[KT_METER_BOUNDS + 1];  /* by time taken; the last: longer */
    atomic_int_least64_t microseconds, bytes;
    atomic_int_least64_t hits, made, refused, reloads;
} kt_meter;

void kt_meter_request(kt_meter *meter, int status, size_t bytes, double seconds);

/* How tries to log in ended. */
enum { KT_LOGIN_DONE, KT_LOGIN_REFUSED, KT_LOGIN_THROTTLED, KT_N_LOGINS };

/* What only the server knows when it is asked. */
typedef struct kt_meter_now {
    int64_t logins[KT_N_LOGINS];
    int64_t n_connections, n_requests, n_cached;
    size_t cached_bytes;
    double started, now;
} kt_meter_now;

/* Prometheus text, version 0.0.4. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_meter_write(kt_meter *meter, const kt_meter_now *now, kt_text *out,
                                     kt_error *err);

#endif
