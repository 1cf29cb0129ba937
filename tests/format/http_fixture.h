/* http_fixture.h: a web server of one thread on 127.0.0.1, as good or as bad as a test wants.
 */
#ifndef HTTP_FIXTURE_H
#define HTTP_FIXTURE_H

#include "check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* More requests than any test makes: one that never ends would be a bug. */
enum { MOST_REQUESTS = 2000, MOST_REQUEST_BYTES = 8192 };

/* How the server behaves; read anew for each request. */
typedef struct manner {
    const char *body;
    size_t size;
    const char *etag;       /* NULL: none */
    const char *modified;   /* NULL: none */
    bool ignores_ranges;    /* always 200 */
    bool ignores_condition; /* 206 although If-Range does not fit */
    int64_t cut_at;         /* close after so many bytes of a body; -1: never */
    int n_cuts;             /* answers that are cut; the later ones are whole */
    int64_t size_lie;       /* added to the size that the head states */
    int64_t from_lie;       /* added to the place that Content-Range states */
} manner;

typedef struct server {
    pthread_mutex_t lock;
    pthread_t thread;
    int listener, port;
    manner manner;
    int n_requests;
    char range[64]; /* of the last request; "" when there was none */
} server;

static void http_send(int to, const char *data, size_t size)
{
    size_t at = 0;
    while (at < size) {
        const ssize_t n = send(to, data + at, size - at, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        at += (size_t)n;
    }
}

/* The value of a line of the request, or "". */
static void http_value(const char *request, const char *name, char *out, size_t size)
{
    const char *at = strstr(request, name);
    out[0] = '\0';
    if (at)
        snprintf(out, size, "%.*s", (int)strcspn(at + strlen(name), "\r\n"), at + strlen(name));
}

static void http_simple(int to, const char *line, const char *location)
{
    char head[512];
    snprintf(head, sizeof head,
             "HTTP/1.1 %s\r\n%s%s%sContent-Length: 4\r\n"
             "Connection: close\r\n\r\noops",
             line, location ? "Location: " : "", location ? location : "",
             location ? "\r\n" : "");
    http_send(to, head, strlen(head));
}

static void http_body(server *s, int to, const char *request)
{
    manner *m = &s->manner;
    char condition[256], head[1024], marks[512];
    size_t from = 0;
    bool part = false;

    http_value(request, "\r\nIf-Range: ", condition, sizeof condition);
    if (s->range[0] && !m->ignores_ranges) {
        const bool fits = !condition[0] || m->ignores_condition ||
                          (m->etag && strcmp(condition, m->etag) == 0) ||
                          (m->modified && strcmp(condition, m->modified) == 0);
        if (fits && strncmp(s->range, "bytes=", 6) == 0) {
            from = (size_t)strtoull(s->range + 6, NULL, 10);
            part = true;
        }
    }
    if (from >= m->size && part) {
        http_simple(to, "416 Range Not Satisfiable", NULL);
        return;
    }
    snprintf(marks, sizeof marks, "%s%s%s%s%s%s", m->etag ? "ETag: " : "",
             m->etag ? m->etag : "", m->etag ? "\r\n" : "",
             m->modified ? "Last-Modified: " : "", m->modified ? m->modified : "",
             m->modified ? "\r\n" : "");
    const long long length = (long long)(m->size - from) + m->size_lie;
    if (part)
        snprintf(head, sizeof head,
                 "HTTP/1.1 206 Partial Content\r\n%sContent-Range: bytes %lld-%lld/%lld\r\n"
                 "Content-Length: %lld\r\nConnection: close\r\n\r\n",
                 marks, (long long)from + (long long)m->from_lie, (long long)m->size - 1,
                 (long long)m->size + (long long)m->size_lie, length);
    else
        snprintf(head, sizeof head,
                 "HTTP/1.1 200 OK\r\n%sContent-Length: %lld\r\nConnection: close\r\n\r\n",
                 marks, length);
    http_send(to, head, strlen(head));
    size_t size = m->size - from;
    if (m->cut_at >= 0 && m->n_cuts > 0) {
        m->n_cuts--;
        if (size > (size_t)m->cut_at)
            size = (size_t)m->cut_at;
    }
    http_send(to, m->body + from, size);
}

static void http_answer(server *s, int to)
{
    char request[MOST_REQUEST_BYTES + 1];
    size_t size = 0;
    while (size < MOST_REQUEST_BYTES) {
        const ssize_t n = recv(to, request + size, MOST_REQUEST_BYTES - size, 0);
        if (n <= 0)
            return;
        size += (size_t)n;
        request[size] = '\0';
        if (strstr(request, "\r\n\r\n"))
            break;
    }
    s->n_requests++;
    http_value(request, "\r\nRange: ", s->range, sizeof s->range);
    if (strncmp(request, "GET /missing", 12) == 0)
        http_simple(to, "404 Not Found", NULL);
    else if (strncmp(request, "GET /broken", 11) == 0)
        http_simple(to, "500 Internal Server Error", NULL);
    else if (strncmp(request, "GET /moved", 10) == 0)
        http_simple(to, "302 Found", "/data.csv");
    else if (strncmp(request, "GET /loop", 9) == 0)
        http_simple(to, "302 Found", "/loop.csv");
    else if (strncmp(request, "GET /local", 10) == 0)
        http_simple(to, "302 Found", "file:///etc/hostname");
    else
        http_body(s, to, request);
}

static void *http_run(void *with)
{
    server *s = with;
    for (int n = 0; n < MOST_REQUESTS; n++) {
        const struct timeval patience = {5, 0};
        const int to = accept(s->listener, NULL, NULL);
        if (to < 0)
            break;
        setsockopt(to, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt(to, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        pthread_mutex_lock(&s->lock);
        http_answer(s, to);
        pthread_mutex_unlock(&s->lock);
        shutdown(to, SHUT_RDWR);
        close(to);
    }
    return NULL;
}

static void http_start(server *s)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    memset(s, 0, sizeof *s);
    CHECK_INT(pthread_mutex_init(&s->lock, NULL), 0);
    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(s->listener >= 0);
    CHECK_INT(bind(s->listener, (struct sockaddr *)&address, sizeof address), 0);
    CHECK_INT(listen(s->listener, 8), 0);
    CHECK_INT(getsockname(s->listener, (struct sockaddr *)&address, &size), 0);
    s->port = ntohs(address.sin_port);
    CHECK_INT(pthread_create(&s->thread, NULL, http_run, s), 0);
}

static void http_stop(server *s)
{
    shutdown(s->listener, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->listener);
    pthread_mutex_destroy(&s->lock);
}

static void http_behave(server *s, manner m)
{
    pthread_mutex_lock(&s->lock);
    s->manner = m;
    s->n_requests = 0;
    s->range[0] = '\0';
    pthread_mutex_unlock(&s->lock);
}

static inline int http_n_requests(server *s)
{
    pthread_mutex_lock(&s->lock);
    const int n = s->n_requests;
    pthread_mutex_unlock(&s->lock);
    return n;
}

/* No proxy of the environment between a test and its own server. */
static void http_no_proxy(void)
{
    static const char *const names[] = {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"};
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++)
        unsetenv(names[n]);
}

#endif
