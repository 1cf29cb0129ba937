/* access_log.c: lines in memory, written when a second has passed or the room is full. */
#include "access_log.h"

#include <kontor/memory.h>
#include <kontor/moment.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* A line has at most an address of 2 kB, three bytes for each of its own, and the rest. */
enum { ROOM = 65536, MOST_URI = 2048, MOST_LINE = 3 * MOST_URI + 256 };

struct kt_access_log {
    pthread_mutex_t lock;
    kt_sink sink;
    size_t size;
    char room[ROOM];
};

kt_status kt_access_log_new(const kt_sink *sink, kt_access_log **out, kt_error *err)
{
    kt_access_log *log = NULL;
    KT_TRY(kt_new(&log, 1, sizeof *log, err));
    pthread_mutex_init(&log->lock, NULL);
    log->sink = *sink;
    *out = log;
    return KT_OK;
}

static void write_out(kt_access_log *log)
{
    if (log->size > 0 && kt_sink_write(&log->sink, log->room, log->size, NULL))
        log->size = 0; // nobody to tell
    log->size = 0;
}

void kt_access_log_flush(kt_access_log *log)
{
    pthread_mutex_lock(&log->lock);
    write_out(log);
    pthread_mutex_unlock(&log->lock);
}

void kt_access_log_free(kt_access_log *log)
{
    if (!log)
        return;
    kt_access_log_flush(log);
    pthread_mutex_destroy(&log->lock);
    kt_free(log);
}

/* An address without anything that could end a line or a quotation. */
static size_t print_uri(const char *uri, char *out)
{
    static const char digits[] = "0123456789ABCDEF";
    const size_t size = strnlen(uri, MOST_URI);
    size_t n = 0;
    for (size_t at = 0; at < size; at++) {
        const unsigned char c = (unsigned char)uri[at];
        if (c > ' ' && c < 0x7F && c != '"' && c != '\\') {
            out[n++] = (char)c;
        } else {
            out[n++] = '%';
            out[n++] = digits[c >> 4];
            out[n++] = digits[c & 15];
        }
    }
    return n;
}

void kt_access_log_add(kt_access_log *log, int64_t now, const kt_http_record *record)
{
    char line[MOST_LINE], moment[32], method[8];
    size_t n_method = 0;
    kt_moment_print(now, moment);
    for (const char *m = record->method; *m >= 'A' && *m <= 'Z' && n_method < 7; m++)
        method[n_method++] = *m;
    method[n_method] = '\0';
    int n = snprintf(line, sizeof line, "%s %s %s \"", moment,
                     record->client[0] ? record->client : "-", method[0] ? method : "-");
    size_t size = (size_t)n + print_uri(record->uri, line + n);
    n = snprintf(line + size, sizeof line - size, "\" %d %zu %.6f\n", record->status,
                 record->size, record->seconds);
    size += (size_t)n;

    pthread_mutex_lock(&log->lock);
    if (log->size + size > ROOM)
        write_out(log);
    memcpy(log->room + log->size, line, size);
    log->size += size;
    pthread_mutex_unlock(&log->lock);
}
