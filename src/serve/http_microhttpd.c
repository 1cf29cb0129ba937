/* http_microhttpd.c: libmicrohttpd, loaded when serving starts: it brings GnuTLS along, which
 * takes longer to load than most commands run.
 *
 * The library calls the handler when the headers are there, for each part of a body, and once
 * more when all is there. An answer on the first call would close the connection after it, at
 * five times the cost of a request; so we answer on the last one, except to a body that is too
 * long by its own account: that one is not worth reading.
 *
 * Connections are accepted by a thread of ours and dealt out: where the library's threads
 * accept for themselves, the one that wakes first takes most of a crowd, and the other
 * processors have nothing to do while it makes pages. */
#include "http.h"

#include <kontor/library.h>
#include <kontor/memory.h>
#include <kontor/moment.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

/* What is taken from the library, by the names that it has there. */
#define FUNCTIONS(each)                                                                        \
    each(start_daemon) each(stop_daemon) each(queue_response)                                  \
        each(create_response_from_buffer_with_free_callback) each(add_response_header)         \
            each(destroy_response) each(lookup_connection_value) each(get_connection_info)     \
                each(add_connection) each(suspend_connection) each(resume_connection)

struct kt_http {
    kt_http_options options;
    void *library;
    struct MHD_Daemon *daemon;
    int listener, port, wake; /* wake: readable when accepting is to end */
    pthread_t acceptor;
    bool is_accepting;
    atomic_int_least64_t n_connections, n_requests;
    atomic_size_t body_bytes;                      /* held of all requests that are under way */
#define MEMBER(name) __typeof__(MHD_##name) *name; // NOLINT(bugprone-macro-parentheses): a name
    FUNCTIONS(MEMBER)
#undef MEMBER
};

/* One request on its way, from its first line to its last byte. */
typedef struct exchange {
    kt_http_request request; /* once it is there as a whole */
    kt_http_reply reply;     /* of one that was put off */
    char method[8];
    bool has_begun, is_too_long, is_answered; /* answered: there is a reply to one put off */
    kt_text body;
    int status;
    size_t size;
    double since;
    char client[64]; /* who is behind the proxy; "" who is connected */
    char uri[];
} exchange;

/* It outlives the server where it is kept, so it knows how it ends. */
struct kt_http_response {
    struct MHD_Response *response;
    void (*destroy)(struct MHD_Response *response);
};

/* Room of a connection for the lines of a request, and so their limit; it is cleared for each
 * request, so more of it would cost time. */
enum { CONNECTION_BYTES = 10240, BACKLOG = 1024 };

/* Bytes of bodies held at a time, of all connections: thousands that each send the most that
 * one may, and never come to an end, must not fill the memory. */
enum { MOST_BODIES = 32 << 20 };

const char *kt_http_header(const kt_http_request *request, const char *name)
{
    return request->http->lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

/* ---- responses -------------------------------------------------------------------------- */

kt_status kt_http_response_new(kt_http *http, kt_text *body, const kt_http_pair *headers,
                               int n_headers, kt_http_response **out, kt_error *err)
{
    struct MHD_Response *response =
        http->create_response_from_buffer_with_free_callback(body->size, body->data, kt_free);
    if (!response) {
        kt_text_clear(body);
        return kt_fail(err, KT_ERR_MEMORY, "no memory for an answer");
    }
    *body = (kt_text){0};
    for (int n = 0; n < n_headers; n++) {
        if (!headers[n].value)
            continue;
        if (http->add_response_header(response, headers[n].name, headers[n].value) != MHD_YES) {
            http->destroy_response(response);
            return kt_fail(err, KT_ERR_MEMORY, "no memory for the header %s", headers[n].name);
        }
    }
    kt_http_response *made = NULL;
    const kt_status status = kt_new(&made, 1, sizeof *made, err);
    if (status) {
        http->destroy_response(response);
        return status;
    }
    *made = (kt_http_response){response, http->destroy_response};
    *out = made;
    return KT_OK;
}

void kt_http_response_free(kt_http_response *response)
{
    if (!response)
        return;
    response->destroy(response->response);
    kt_free(response);
}

/* ---- a request -------------------------------------------------------------------------- */

static void *begin(void *cls, const char *uri, struct MHD_Connection *connection)
{
    kt_http *http = cls;
    exchange *x = NULL;
    const size_t size = strlen(uri) + 1;
    (void)connection;
    if (kt_new(&x, 1, sizeof *x + size, NULL))
        return NULL;
    memcpy(x->uri, uri, size);
    x->since = kt_moment_clock();
    atomic_fetch_add(&http->n_requests, 1);
    return x;
}

/* True when the body is longer than we take, by what the request says of it. */
static bool says_too_long(const kt_http *http, struct MHD_Connection *connection)
{
    int64_t size;
    const char *length = http->lookup_connection_value(connection, MHD_HEADER_KIND,
                                                       MHD_HTTP_HEADER_CONTENT_LENGTH);
    return length && (!kt_parse_i64(kt_slice_of(length), &size) || size < 0 ||
                      (uint64_t)size > http->options.max_body);
}

static void drop_body(kt_http *http, exchange *x)
{
    atomic_fetch_sub(&http->body_bytes, x->body.size);
    kt_text_clear(&x->body);
}

static void keep_body(kt_http *http, exchange *x, const char *data, size_t size)
{
    if (x->is_too_long)
        return;
    x->is_too_long = size > http->options.max_body - x->body.size;
    if (!x->is_too_long) {
        const size_t before = atomic_fetch_add(&http->body_bytes, size);
        x->is_too_long =
            before + size > MOST_BODIES || kt_text_append(&x->body, data, size, NULL) != KT_OK;
        if (x->is_too_long)
            atomic_fetch_sub(&http->body_bytes, size);
    }
    if (x->is_too_long)
        drop_body(http, x);
}

static void drop_reply(const kt_http *http, const kt_http_reply *reply)
{
    if (reply->held)
        http->options.let_go(http->options.with, reply->held);
    else
        kt_http_response_free(reply->response);
}

static enum MHD_Result send_reply(kt_http *http, exchange *x, struct MHD_Connection *connection,
                                  const kt_http_reply *reply)
{
    if (!reply->response)
        return MHD_NO;
    x->status = reply->status;
    x->size = reply->size;
    const enum MHD_Result queued =
        http->queue_response(connection, (unsigned)reply->status, reply->response->response);
    drop_reply(http, reply);
    return queued;
}

static enum MHD_Result answer(kt_http *http, exchange *x, struct MHD_Connection *connection)
{
    x->request = (kt_http_request){.http = http,
                                   .method = strcmp(x->method, "HEAD") == 0 ? "GET" : x->method,
                                   .uri = x->uri,
                                   .body = {x->body.data, x->body.size},
                                   .is_too_long = x->is_too_long,
                                   .connection = connection,
                                   .exchange = x};
    if (http->options.name_client)
        http->options.name_client(http->options.with, &x->request, x->client);
    const kt_http_reply reply = http->options.handle(http->options.with, &x->request);
    return reply.is_put_off ? MHD_YES : send_reply(http, x, connection, &reply);
}

/* The library does not touch a connection that rests, so its request can be read elsewhere. */
void kt_http_put_off(const kt_http_request *request)
{
    request->http->suspend_connection(request->connection);
}

void kt_http_answer(const kt_http_request *request, const kt_http_reply *reply)
{
    exchange *x = request->exchange;
    struct MHD_Connection *connection = request->connection;
    kt_http *http = request->http;
    x->reply = *reply;
    x->is_answered = true;
    http->resume_connection(connection); // from here on the exchange is the other thread's
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *size, void **state)
{
    kt_http *http = cls;
    exchange *x = *state;
    (void)url, (void)version;
    if (!x)
        return MHD_NO;
    if (x->is_answered) {
        x->is_answered = false;
        return send_reply(http, x, connection, &x->reply);
    }
    if (!x->has_begun) {
        x->has_begun = true;
        memcpy(x->method, method, strnlen(method, sizeof x->method - 1));
        if (!says_too_long(http, connection))
            return MHD_YES;
        x->is_too_long = true;
        return answer(http, x, connection);
    }
    if (*size > 0) {
        keep_body(http, x, data, *size);
        *size = 0;
        return MHD_YES;
    }
    return answer(http, x, connection);
}

static const char *client_of(const kt_http *http, struct MHD_Connection *connection,
                             char out[64])
{
    const union MHD_ConnectionInfo *info =
        http->get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const char *text = NULL;
    if (info && info->client_addr && info->client_addr->sa_family == AF_INET) {
        const struct sockaddr_in *address = (const void *)info->client_addr;
        text = inet_ntop(AF_INET, &address->sin_addr, out, 64);
    } else if (info && info->client_addr && info->client_addr->sa_family == AF_INET6) {
        const struct sockaddr_in6 *address = (const void *)info->client_addr;
        text = inet_ntop(AF_INET6, &address->sin6_addr, out, 64);
    }
    return text ? text : "";
}

const char *kt_http_client(const kt_http_request *request, char out[64])
{
    return client_of(request->http, request->connection, out);
}

static void end(void *cls, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code)
{
    kt_http *http = cls;
    exchange *x = *state;
    char client[64] = "";
    if (!x)
        return;
    *state = NULL;
    const bool is_whole = code == MHD_REQUEST_TERMINATED_COMPLETED_OK;
    const bool is_asked = http->options.names_clients && !x->client[0];
    const kt_http_record record = {.client = is_asked ? client_of(http, connection, client)
                                                      : x->client,
                                   .method = x->method,
                                   .uri = x->uri,
                                   .status = is_whole ? x->status : 0,
                                   .size = x->size,
                                   .seconds = kt_moment_clock() - x->since};
    if (http->options.record)
        http->options.record(http->options.with, &record);
    if (x->is_answered) // and the client is gone
        drop_reply(http, &x->reply);
    drop_body(http, x);
    kt_free(x);
    atomic_fetch_sub(&http->n_requests, 1);
}

static void count(void *cls, struct MHD_Connection *connection, void **socket_context,
                  enum MHD_ConnectionNotificationCode code)
{
    kt_http *http = cls;
    (void)connection, (void)socket_context;
    atomic_fetch_add(&http->n_connections, code == MHD_CONNECTION_NOTIFY_STARTED ? 1 : -1);
}

/* Paths come to us as they were sent; kontor takes them apart itself (uri.h). */
static size_t leave_escaped(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls, (void)connection;
    return strlen(text);
}

/* ---- accepting -------------------------------------------------------------------------- */

/* Wait for a connection, or, where there is no room for one, a little; false: end. */
static bool wait_for_more(const kt_http *http, bool is_full)
{
    struct pollfd on[] = {{.fd = http->wake, .events = POLLIN},
                          {.fd = http->listener, .events = POLLIN}};
    poll(on, is_full ? 1 : 2, is_full ? 10 : -1);
    return !(on[0].revents & POLLIN);
}

static bool is_loopback(const struct sockaddr_storage *from)
{
    if (from->ss_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(
            &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr);
    const struct sockaddr_in *v4 = (const void *)from;
    return from->ss_family == AF_INET && ntohl(v4->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
}

/* Between programs of one machine there is no road to share: where the system measures the
 * road and spaces what it sends (BBR), a proxy in front, or whoever measures us, would wait for
 * nothing. Where this is not to be had, it stays as it is. */
static void hurry(int client, const struct sockaddr_storage *from)
{
    static const char plain[] = "reno";
    if (is_loopback(from))
        (void)setsockopt(client, IPPROTO_TCP, TCP_CONGESTION, plain, sizeof plain - 1);
}

static void *accept_all(void *cls)
{
    kt_http *http = cls;
    bool is_full = false;
    while (wait_for_more(http, is_full)) {
        struct sockaddr_storage from;
        socklen_t size = sizeof from;
        const int client = accept(http->listener, (struct sockaddr *)&from, &size);
        is_full = client < 0 &&
                  (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM);
        if (client >= 0)
            hurry(client, &from);
        // By the number of the socket to one of the threads, each of which has room for all:
        // what it was given and has not looked at is not counted, so a smaller one would run
        // over.
        if (client >= 0 &&
            atomic_load(&http->n_connections) >= (int64_t)http->options.max_connections)
            close(client);
        else if (client >= 0)
            http->add_connection(http->daemon, client, (struct sockaddr *)&from, size);
    }
    return NULL;
}

static kt_status start_accepting(kt_http *http, kt_error *err)
{
    http->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (http->wake < 0)
        return kt_fail_errno(err, "cannot make an event");
    if (pthread_create(&http->acceptor, NULL, accept_all, http) != 0)
        return kt_fail(err, KT_ERR_MEMORY, "no memory for a thread");
    http->is_accepting = true;
    return KT_OK;
}

/* ---- listening -------------------------------------------------------------------------- */

static kt_status listen_on(const kt_http_options *options, int *out, int *port, kt_error *err)
{
    char service[16];
    struct addrinfo *found = NULL;
    const struct addrinfo hints = {.ai_family = AF_UNSPEC,
                                   .ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
    struct sockaddr_storage own;
    socklen_t size = sizeof own;
    const char *host = strcmp(options->host, "localhost") == 0 ? "127.0.0.1" : options->host;
    const int yes = 1;

    snprintf(service, sizeof service, "%d", options->port);
    if (getaddrinfo(host, service, &hints, &found) != 0)
        return kt_fail(err, KT_ERR_USAGE,
                       "\"%s\" is no address to listen on, expected one like 127.0.0.1:8080",
                       options->host);
    kt_status status = KT_OK;
    const int listener =
        socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener < 0)
        status = kt_fail_errno(err, "cannot make a socket");
    if (!status)
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (!status && (bind(listener, found->ai_addr, found->ai_addrlen) != 0 ||
                    listen(listener, BACKLOG) != 0 ||
                    getsockname(listener, (struct sockaddr *)&own, &size) != 0))
        status =
            kt_fail_errno(err, "cannot listen on %s port %d", options->host, options->port);
    freeaddrinfo(found);
    if (status) {
        if (listener >= 0)
            close(listener);
        return status;
    }
    *port = ntohs(own.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&own)->sin6_port
                                            : ((struct sockaddr_in *)&own)->sin_port);
    *out = listener;
    return KT_OK;
}

static kt_status load(kt_http *http, kt_error *err)
{
    static const char *const names[] = {"libmicrohttpd.so.12", NULL};
    KT_TRY(kt_library_open(names, "libmicrohttpd12", &http->library, err));
#define LOAD(name) KT_TRY(kt_library_function(http->library, "MHD_" #name, &http->name, err));
    FUNCTIONS(LOAD)
#undef LOAD
    return KT_OK;
}

static kt_status start(kt_http *http, kt_error *err)
{
    const kt_http_options *o = &http->options;
    const bool has_tls = o->tls_cert.size > 0;
    /* Texts that the library reads must be terminated; those of files are. */
    const struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)o->tls_cert.data},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)o->tls_key.data},
        {MHD_OPTION_END, 0, NULL}};
    const struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    /* The library shares its limit out to the threads. */
    const unsigned n_threads = o->n_threads > 1 ? (unsigned)o->n_threads : 1u;
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_TURBO |
                           MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME |
                           (has_tls ? MHD_USE_TLS : 0);

    http->daemon = http->start_daemon(
        flags, 0, NULL, NULL, handle, http, MHD_OPTION_THREAD_POOL_SIZE,
        n_threads > 1 ? n_threads : 0u, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)o->max_connections * n_threads, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)o->timeout_s, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_URI_LOG_CALLBACK, begin, http, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped,
        NULL, MHD_OPTION_NOTIFY_COMPLETED, end, http, MHD_OPTION_NOTIFY_CONNECTION, count, http,
        MHD_OPTION_ARRAY, has_tls ? tls : none, MHD_OPTION_END);
    if (!http->daemon)
        return kt_fail(err, KT_ERR_IO, "the web server does not start%s",
                       has_tls ? ": are certificate and key a pair, in PEM?" : "");
    return KT_OK;
}

kt_status kt_http_open(const kt_http_options *options, kt_http **out, kt_error *err)
{
    kt_http *http = NULL;
    KT_TRY(kt_new(&http, 1, sizeof *http, err));
    http->options = *options;
    http->listener = http->wake = -1;
    kt_status status = load(http, err);
    if (!status)
        status = listen_on(options, &http->listener, &http->port, err);
    if (!status)
        status = start(http, err);
    if (!status)
        status = start_accepting(http, err);
    if (status)
        kt_http_close(http);
    else
        *out = http;
    return status;
}

int kt_http_port(const kt_http *http)
{
    return http->port;
}

int64_t kt_http_n_connections(const kt_http *http)
{
    return atomic_load(&http->n_connections);
}

int64_t kt_http_n_requests(const kt_http *http)
{
    return atomic_load(&http->n_requests);
}

void kt_http_quiesce(kt_http *http)
{
    const uint64_t one = 1;
    if (!http->is_accepting)
        return;
    http->is_accepting = false;
    if (write(http->wake, &one, sizeof one) == (ssize_t)sizeof one)
        pthread_join(http->acceptor, NULL);
}

void kt_http_close(kt_http *http)
{
    if (!http)
        return;
    kt_http_quiesce(http);
    if (http->daemon)
        http->stop_daemon(http->daemon);
    if (http->wake >= 0)
        close(http->wake);
    if (http->listener >= 0)
        close(http->listener);
    kt_library_close(http->library);
    kt_free(http);
}
