/* server_fixture.h: kontor serve in a thread of the test, on a free port of 127.0.0.1, with a
 * small store; and a client that sends what it is told, right or wrong. */
#ifndef SERVER_FIXTURE_H
#define SERVER_FIXTURE_H

#include "store_to_serve.h"

#include <kontor/serve.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef struct served {
    kt_serve_options options;
    pthread_t thread;
    kt_status status;
    kt_error err;
    atomic_int stop, port;
    pthread_mutex_t lock;
    kt_text notes;
} served;

static kt_status note(void *to, const char *data, size_t size, kt_error *err)
{
    served *s = to;
    pthread_mutex_lock(&s->lock);
    const kt_status status = kt_text_append(&s->notes, data, size, err);
    if (!status && !atomic_load(&s->port) && strchr(s->notes.data, '\n'))
        atomic_store(&s->port, atoi(strrchr(s->notes.data, ':') + 1));
    pthread_mutex_unlock(&s->lock);
    return status;
}

static bool is_told_to_stop(void *with)
{
    return atomic_load((atomic_int *)with) != 0;
}

static void *serve_it(void *with)
{
    served *s = with;
    const kt_progress progress = {NULL, is_told_to_stop, &s->stop};
    s->options.progress = &progress;
    s->status = kt_serve(&s->options, &s->err);
    if (s->status)
        atomic_store(&s->port, -1);
    return NULL;
}

static void nap(long milliseconds)
{
    const struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static kt_serve_options usual(void)
{
    return (kt_serve_options){.host = "127.0.0.1",
                              .store = store,
                              .n_threads = 2,
                              .cache_bytes = (size_t)1 << 20,
                              .max_connections = 1000,
                              .timeout_s = 20,
                              .answer_s = 10,
                              .slow_s = 20,
                              .slow_bytes = (size_t)256 << 20,
                              .max_body = 1000,
                              .max_answer = (size_t)4 << 20,
                              .stop_after_s = 240,
                              .logs = true};
}

static void serve_begin(served *s, const kt_serve_options *options)
{
    *s = (served){.options = *options};
    s->options.notes = (kt_sink){note, s};
    pthread_mutex_init(&s->lock, NULL);
    CHECK_INT(pthread_create(&s->thread, NULL, serve_it, s), 0);
    while (!atomic_load(&s->port))
        nap(5);
    if (atomic_load(&s->port) < 0)
        fail_msg("%s", s->err.cause);
}

/* The notes stay until serve_clear(). */
static void serve_end(served *s)
{
    atomic_store(&s->stop, 1);
    pthread_join(s->thread, NULL);
    CHECK_INT(s->status, KT_OK);
}

static void serve_clear(served *s)
{
    kt_text_clear(&s->notes);
    pthread_mutex_destroy(&s->lock);
}

/* ---- the client ------------------------------------------------------------------------- */

static int reach(const served *s)
{
    const int to = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct timeval wait = {20, 0};
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)s->port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (to < 0)
        return -1;
    setsockopt(to, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    if (connect(to, (struct sockaddr *)&address, sizeof address) == 0)
        return to;
    close(to);
    return -1;
}

static bool send_all(int to, const char *data, size_t size)
{
    size_t at = 0;
    while (at < size) {
        const ssize_t n = send(to, data + at, size - at, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

/* All that comes until the other side closes. */
static void receive_all(int from, kt_text *out)
{
    char part[16384];
    ssize_t n;
    kt_text_reset(out);
    while ((n = recv(from, part, sizeof part, 0)) > 0)
        if (kt_text_append(out, part, (size_t)n, NULL))
            break;
}

/* Send bytes as they are on a connection of their own; the whole answer, head and body. */
static bool ask_raw(const served *s, const char *data, size_t size, kt_text *out)
{
    const int to = reach(s);
    kt_text_reset(out);
    if (to < 0)
        return false;
    send_all(to, data, size);
    receive_all(to, out);
    close(to);
    return out->size > 0;
}

static bool ask(const served *s, const char *method, const char *path, const char *headers,
                kt_text *out)
{
    kt_text request = {0};
    if (kt_text_format(&request, NULL,
                       "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n",
                       method, path, headers))
        return false;
    const bool done = ask_raw(s, request.data, request.size, out);
    kt_text_clear(&request);
    return done;
}

static int status_of(const kt_text *answer)
{
    return strncmp(kt_text_get(answer), "HTTP/1.1 ", 9) == 0 ? atoi(answer->data + 9) : 0;
}

static const char *body_of(const kt_text *answer)
{
    const char *end = strstr(kt_text_get(answer), "\r\n\r\n");
    return end ? end + 4 : "";
}

/* The value of a header into out; false when there is none. */
static bool header_of(const kt_text *answer, const char *name, char out[600])
{
    char line[64];
    snprintf(line, sizeof line, "\r\n%s: ", name);
    const char *end = strstr(kt_text_get(answer), "\r\n\r\n");
    const char *at = strstr(kt_text_get(answer), line);
    if (!at || !end || at > end)
        return false;
    at += strlen(line);
    snprintf(out, 600, "%.*s", (int)strcspn(at, "\r"), at);
    return true;
}

static int get(const served *s, const char *path, kt_text *out)
{
    return ask(s, "GET", path, "", out) ? status_of(out) : -1;
}

#endif
