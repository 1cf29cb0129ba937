/* access_log.h: a line for each request: moment, client, method, address, status, bytes,
 * seconds. Lines are gathered and written in whole ones; any number of threads. */
#ifndef KONTOR_SERVE_ACCESS_LOG_H
#define KONTOR_SERVE_ACCESS_LOG_H

#include "http.h"

#include <kontor/error.h>
#include <kontor/sink.h>

typedef struct kt_access_log kt_access_log;

/* sink: copied; what it writes to is kept. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_access_log_new(const kt_sink *sink, kt_access_log **out,
                                        kt_error *err);
/* Writes what is gathered. NULL is allowed. */
void kt_access_log_free(kt_access_log *log);
/* What cannot be written is lost: a full disk must not end the service. */
void kt_access_log_add(kt_access_log *log, int64_t now, const kt_http_record *record);
void kt_access_log_flush(kt_access_log *log);

#endif
