/* serve.c: the life of the server: begin, answer, notice a changed store, end gracefully.
 *
 *     handle() ─┬─ in the cache, from the snapshot at hand ──────────────── sent
 *               └─ a context is taken ── api.c, site.c ── a response ── kept and sent
 *
 * A thread that makes an answer takes one of the contexts, of which there are as many as
 * threads and one for the lane (slow_lane.h), on which answers that take long are made; it
 * looks at the store before each answer, so an answer is of one snapshot, and a request never
 * waits for another's reload. The main thread looks ten times a second and tells the cache
 * which snapshot counts. */
#include <kontor/serve.h>

#include "access_log.h"
#include "limiter.h"
#include "meter.h"
#include "page_cache.h"
#include "respond.h"
#include "slow_lane.h"

#include <kontor/memory.h>
#include <kontor/moment.h>

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct server {
    const kt_serve_options *options;
    kt_http *http;
    kt_page_cache *cache;
    kt_access_log *log;  /* NULL: none */
    kt_limiter *limiter; /* NULL: no limit */
    kt_desk *desk;
    kt_slow_lane *lane; /* for answers that take long */
    kt_meter meter;
    pthread_mutex_t lock; /* of the stack of contexts that are free */
    kt_context **context;
    int n_contexts, n_free;
    kt_context *watch; /* the main thread's, to see whether the store has changed */
    atomic_uint_least64_t mark;
    double started;
} server;

enum { MOST_URI = 4096, MOST_KEY = MOST_URI + 512, DAY_S = 86400, GRACE_S = 10 };

/* ---- from a reply to a response --------------------------------------------------------- */

static kt_http_response *respond(const server *s, kt_reply *reply, const char *etag)
{
    return kt_respond(s->http, reply, etag, s->options->tls_cert.size > 0);
}

static kt_http_reply not_modified(server *s, const kt_reply *like, const char *etag)
{
    kt_reply reply = {.status = 304,
                      .policy = like->policy,
                      .vary = like->vary,
                      .max_age_s = like->max_age_s,
                      .is_open = like->is_open};
    return (kt_http_reply){.status = 304, .response = respond(s, &reply, etag)};
}

static kt_http_reply send_reply(server *s, const kt_http_request *request, kt_reply *reply,
                                const char *key, uint64_t mark)
{
    char etag[32] = "";
    kt_cached cached;
    const int status = reply->status;
    kt_pack(request, reply);
    if (status == 200 && reply->max_age_s > 0) {
        kt_tag_of(&reply->body, etag);
        if (kt_is_held_by_client(request, etag) && !(key && reply->is_kept)) {
            kt_text_clear(&reply->body);
            return not_modified(s, reply, etag);
        }
    }
    const size_t size = reply->body.size;
    kt_http_response *response = respond(s, reply, etag);
    if (response && key && reply->is_kept && status == 200 &&
        kt_page_cache_keep(s->cache, key, mark, etag, response, size, &cached)) {
        if (kt_is_held_by_client(request, etag)) {
            kt_page_cache_let_go(s->cache, cached.entry);
            return not_modified(s, reply, etag);
        }
        return (kt_http_reply){status, response, cached.entry, size, false};
    }
    return (kt_http_reply){.status = status, .response = response, .size = size};
}

static void let_go(void *with, void *held)
{
    server *s = with;
    kt_page_cache_let_go(s->cache, held);
}

/* ---- what is not made by a command ------------------------------------------------------ */

static void say(const server *s, kt_reply *reply, int status, kt_status kind, const char *cause)
{
    kt_error err = {0};
    const kt_worker worker = {.options = s->options};
    kt_fail(&err, kind, "%s", cause);
    kt_reply_error_json(&worker, reply, status, &err);
}

static void health(const server *s, kt_reply *reply)
{
    const bool is_well = atomic_load(&s->mark) != 0;
    reply->status = is_well ? 200 : 503;
    reply->type = "application/json";
    reply->policy = kt_policy_document;
    if (kt_text_add(&reply->body,
                    is_well ? "{\"status\":\"ok\"}\n" : "{\"status\":\"no store\"}\n", NULL))
        reply->status = 500;
}

static void metrics(server *s, kt_reply *reply)
{
    kt_meter_now now = {.n_connections = kt_http_n_connections(s->http),
                        .n_requests = kt_http_n_requests(s->http),
                        .n_cached = kt_page_cache_count(s->cache),
                        .cached_bytes = kt_page_cache_bytes(s->cache),
                        .started = s->started,
                        .now = kt_moment_clock()};
    kt_desk_count(s->desk, now.logins);
    reply->status = kt_meter_write(&s->meter, &now, &reply->body, NULL) ? 500 : 200;
    reply->type = "text/plain; version=0.0.4; charset=utf-8";
    reply->policy = kt_policy_document;
}

static bool is_api(const kt_http_request *request)
{
    return strncmp(request->uri, "/api/", 5) == 0;
}

static bool is_too_long(const kt_http_request *request)
{
    return request->is_too_long || request->body.size > KT_FORM_MOST;
}

/* True where the request is answered without a context. */
static bool answer_simply(server *s, const kt_http_request *request, kt_reply *reply)
{
    static const char *const methods = "GET, HEAD, OPTIONS";
    reply->is_open = is_api(request);
    const bool is_form = strcmp(request->method, "POST") == 0 && kt_form_is_taken(request->uri);
    if (request->is_too_long) {
        say(s, reply, 413, KT_ERR_LIMIT, "the body of the request is too long");
    } else if (strcmp(request->method, "OPTIONS") == 0) {
        *reply = (kt_reply){.status = 204,
                            .allow = methods,
                            .is_open = is_api(request),
                            .policy = kt_policy_document};
    } else if (is_form) {
        if (!is_too_long(request))
            return false;
        say(s, reply, 413, KT_ERR_LIMIT, "the text is too long");
    } else if (strcmp(request->method, "GET") != 0 &&
               !(strcmp(request->method, "POST") == 0 && kt_edit_has(request->uri))) {
        say(s, reply, 405, KT_ERR_USAGE, "only GET, HEAD and OPTIONS are answered");
        reply->allow = methods;
    } else if (strlen(request->uri) > MOST_URI) {
        say(s, reply, 414, KT_ERR_LIMIT, "the address is too long");
    } else if (strcmp(request->uri, "/health") == 0) {
        health(s, reply);
    } else if (strcmp(request->uri, "/metrics") == 0) {
        if (kt_edit_is_at_home(s->options, request))
            metrics(s, reply);
        else
            say(s, reply, 403, KT_ERR_USAGE,
                "counters are for this machine and private networks");
    } else {
        return false;
    }
    return true;
}

/* ---- making an answer ------------------------------------------------------------------- */

static kt_context *take_context(server *s)
{
    pthread_mutex_lock(&s->lock);
    kt_context *context = s->n_free > 0 ? s->context[--s->n_free] : NULL;
    pthread_mutex_unlock(&s->lock);
    return context;
}

static void give_back(server *s, kt_context *context)
{
    pthread_mutex_lock(&s->lock);
    s->context[s->n_free++] = context;
    pthread_mutex_unlock(&s->lock);
}

/* Snapshots of different days are different: pages bear their date. */
static uint64_t mark_on(uint64_t snapshot, int64_t now)
{
    const uint64_t mark = snapshot ^ ((uint64_t)(now / DAY_S) * 0x9E3779B97F4A7C15u);
    return mark ? mark : 1;
}

/* The address of the site: as it was told, else where it listens. */
static const char *site_of(const server *s, char out[128])
{
    const kt_serve_options *o = s->options;
    const bool is_ipv6 = strchr(o->host, ':') != NULL;
    if (o->site)
        return o->site;
    snprintf(out, 128, "http%s://%s%.64s%s:%d", o->tls_cert.size ? "s" : "", is_ipv6 ? "[" : "",
             o->host, is_ipv6 ? "]" : "", kt_http_port(s->http));
    return out;
}

/* What is wrong with a request: pages say it in the reader's language, all else in JSON. */
static void refuse(const kt_worker *worker, kt_reply *reply, int status, const kt_error *err)
{
    if (kt_site_is_page(worker->request->uri))
        kt_site_problem(worker, reply, status, err);
    else
        kt_reply_error_json(worker, reply, status, err);
}

/* The address, and what a form brings along. *status: of HTTP, where it cannot be read. */
static kt_status read_request(const kt_http_request *request, char *room, kt_text *form,
                              kt_uri *uri, int *http_status, kt_error *err)
{
    *http_status = 400;
    KT_TRY(kt_uri_parse(kt_slice_of(request->uri), room, uri, err));
    if (strcmp(request->method, "POST") != 0 || kt_edit_has(request->uri))
        return KT_OK; // who edits sends forms of their own
    const kt_status status = kt_form_read(request, uri, form, err);
    *http_status = kt_reply_status(status);
    return status;
}

/* The reply to a request, made with a context; *mark is its snapshot's. refused: 0, or the
 * status with which it was answered simply, which a page is to say. */
static void make_reply(server *s, const kt_http_request *request, int refused, kt_reply *reply,
                       uint64_t *mark, const atomic_bool *is_ending)
{
    char room[2 * MOST_URI + 2], address[128];
    const char *site = site_of(s, address);
    kt_uri uri = {0};
    kt_text form = {0};
    kt_error err = {0};
    int http_status = refused;
    kt_worker worker = {.options = s->options,
                        .request = request,
                        .uri = &uri,
                        .site = site,
                        .now = kt_moment_now(),
                        .desk = s->desk,
                        .is_ending = is_ending,
                        .deadline = kt_moment_clock() +
                                    (is_ending ? s->options->slow_s : s->options->answer_s)};
    worker.context = take_context(s);
    if (!worker.context) {
        say(s, reply, 503, KT_ERR_LIMIT, "too much to do at once");
        return;
    }
    kt_status status = kt_context_hold(worker.context, s->options->store, mark, &err);
    if (!status)
        status = kt_context_hour(worker.context, worker.now, mark, &err);
    *mark = mark_on(*mark, worker.now);
    if (status)
        http_status = 500;
    else if (!refused)
        status = read_request(request, room, &form, &uri, &http_status, &err);
    else if (strlen(request->uri) <= MOST_URI &&
             kt_uri_parse(kt_slice_of(request->uri), room, &uri, NULL))
        uri = (kt_uri){0}; // refused all the same
    if (status || refused)
        refuse(&worker, reply, http_status, &err);
    else if (kt_edit_has(request->uri))
        kt_edit_reply(&worker, reply);
    else if (uri.n_segments > 0 && strcmp(uri.segment[0], "api") == 0)
        kt_api_reply(&worker, reply);
    else
        kt_site_reply(&worker, reply);
    give_back(s, worker.context);
    kt_text_clear(&form);
    atomic_fetch_add(&s->meter.made, 1);
}

static const char *header_or_empty(const kt_http_request *request, const char *name)
{
    const char *value = kt_http_header(request, name);
    return value && strlen(value) < 200 ? value : "";
}

/* What was asked, for the cache: the address, and what else the answer may depend on. False
 * for what is never kept, and where it is too long for that. */
static bool key_of(const kt_http_request *request, char out[MOST_KEY])
{
    const char *wish = is_api(request) ? header_or_empty(request, "Accept") : "";
    const size_t n_uri = strlen(request->uri), n_wish = strlen(wish);
    if (request->is_too_long || strcmp(request->method, "GET") != 0 ||
        n_uri + n_wish + sizeof "\nz\n" > MOST_KEY)
        return false;
    memcpy(out, request->uri, n_uri);
    out += n_uri;
    *out++ = '\n';
    if (kt_takes_gzip(request))
        *out++ = 'z';
    *out++ = '\n';
    memcpy(out, wish, n_wish + 1);
    return true;
}

/* May this client have another answer made? */
static bool may_ask(server *s, const kt_http_request *request)
{
    char client[64] = "";
    const char *who = client;
    if (!s->limiter)
        return true;
    if (s->options->behind_proxy)
        kt_edit_client(s->options, request, client);
    else
        who = kt_http_client(request, client);
    return kt_limiter_allows(s->limiter, who, kt_moment_clock());
}

/* What is kept already. */
static kt_http_reply from_cache(server *s, const kt_http_request *request,
                                const kt_cached *cached)
{
    atomic_fetch_add(&s->meter.hits, 1);
    if (!kt_is_held_by_client(request, cached->etag))
        return (kt_http_reply){200, cached->response, cached->entry, cached->size, false};
    const kt_reply like = {.max_age_s = 60,
                           .is_open = is_api(request),
                           .vary = is_api(request) ? "Accept" : NULL,
                           .policy = is_api(request) ? kt_policy_document : kt_policy_page};
    const kt_http_reply answer = not_modified(s, &like, cached->etag);
    kt_page_cache_let_go(s->cache, cached->entry);
    return answer;
}

/* What has to be made. key: where it may be kept; NULL. is_ending: NULL, or of the lane on
 * which it is made. */
static kt_http_reply make_anew(server *s, const kt_http_request *request, const char *key,
                               const atomic_bool *is_ending)
{
    kt_reply reply = {.status = 500, .type = "application/json", .policy = kt_policy_document};
    uint64_t mark = 0;
    make_reply(s, request, 0, &reply, &mark, is_ending);
    if (strcmp(request->method, "GET") != 0)
        reply.max_age_s = 0;
    return send_reply(s, request, &reply, key, mark);
}

/* An error as it is told to who asks: a page, or JSON. */
static kt_http_reply turn_away(server *s, const kt_http_request *request, int status,
                               const char *why)
{
    kt_reply reply = {
        .status = status, .type = "application/json", .policy = kt_policy_document};
    uint64_t mark = 0;
    atomic_fetch_add(&s->meter.refused, 1);
    if (kt_site_is_page(request->uri))
        make_reply(s, request, status, &reply, &mark, NULL);
    else
        say(s, &reply, status, KT_ERR_LIMIT, why);
    return send_reply(s, request, &reply, NULL, 0);
}

/* On the lane: the one before may have asked the same. */
static void answer_slowly(void *with, const void *job, const atomic_bool *is_ending)
{
    server *s = with;
    const kt_http_request *request = job;
    char key[MOST_KEY];
    kt_cached cached;
    const bool has_key = key_of(request, key);
    const kt_http_reply reply =
        has_key && kt_page_cache_find(s->cache, key, atomic_load(&s->mark), &cached)
            ? from_cache(s, request, &cached)
            : make_anew(s, request, has_key ? key : NULL, is_ending);
    kt_http_answer(request, &reply);
}

static void put_off(const void *job)
{
    kt_http_put_off(job);
}

/* Where there is no answer yet. key: as for make_anew(). */
static kt_http_reply answer_anew(server *s, const kt_http_request *request, const char *key)
{
    kt_reply reply = {.status = 500, .type = "application/json", .policy = kt_policy_document};
    uint64_t mark = 0;
    if (answer_simply(s, request, &reply)) {
        if (reply.status >= 400 && kt_site_is_page(request->uri))
            make_reply(s, request, reply.status, &reply, &mark, NULL);
        return send_reply(s, request, &reply, NULL, 0);
    }
    if (!may_ask(s, request))
        return turn_away(s, request, 429, "too many answers at once for one address");
    if (!kt_api_is_slow(request->uri))
        return make_anew(s, request, key, NULL);
    if (kt_slow_lane_add(s->lane, request, put_off))
        return (kt_http_reply){.is_put_off = true};
    return turn_away(s, request, 503, "too many wait for answers that take long");
}

static kt_http_reply handle(void *with, const kt_http_request *request)
{
    server *s = with;
    char key[MOST_KEY];
    kt_cached cached;
    const bool has_key = key_of(request, key);
    if (has_key && kt_page_cache_find(s->cache, key, atomic_load(&s->mark), &cached))
        return from_cache(s, request, &cached);
    return answer_anew(s, request, has_key ? key : NULL);
}

static void name_client(void *with, const kt_http_request *request, char out[64])
{
    const server *s = with;
    kt_edit_client(s->options, request, out);
}

static void record(void *with, const kt_http_record *request)
{
    server *s = with;
    kt_meter_request(&s->meter, request->status, request->size, request->seconds);
    if (s->log)
        kt_access_log_add(s->log, kt_moment_now(), request);
}

/* ---- the life of the server ------------------------------------------------------------- */

/* As many open files as we may have; fewer connections where that is not enough. */
static int room_for(int connections)
{
    struct rlimit limit;
    enum { OTHERS = 256 };
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return connections;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
        limit.rlim_cur >= (rlim_t)connections + OTHERS)
        return connections;
    return limit.rlim_cur > 2 * OTHERS ? (int)limit.rlim_cur - OTHERS
                                       : (int)(limit.rlim_cur / 2);
}

static void look_at_store(server *s)
{
    kt_error err = {0};
    uint64_t mark = 0;
    kt_status status = kt_context_hold(s->watch, s->options->store, &mark, &err);
    if (!status)
        status = kt_context_hour(s->watch, kt_moment_now(), &mark, &err);
    const uint64_t before = atomic_load(&s->mark);
    const uint64_t now = status ? 0 : mark_on(mark, kt_moment_now());
    if (before != now) {
        atomic_store(&s->mark, now);
        atomic_fetch_add(&s->meter.reloads, before != 0);
    }
}

static kt_status open_contexts(server *s, kt_error *err)
{
    const int n = s->options->n_threads + 1; // one for the lane
    KT_TRY(kt_new(&s->context, n, sizeof *s->context, err));
    for (; s->n_contexts < n; s->n_contexts++) {
        KT_TRY(kt_context_open(s->options->data_folder, &s->context[s->n_contexts], err));
        s->n_free++;
    }
    KT_TRY(kt_context_open(s->options->data_folder, &s->watch, err));
    return kt_context_hold(s->watch, s->options->store, NULL, err);
}

static kt_status open_server(server *s, kt_error *err)
{
    const kt_serve_options *o = s->options;
    const kt_http_options http = {.host = o->host,
                                  .port = o->port,
                                  .n_threads = o->n_threads,
                                  .max_connections = room_for(o->max_connections),
                                  .timeout_s = o->timeout_s,
                                  .max_body = o->max_body,
                                  .tls_cert = o->tls_cert,
                                  .tls_key = o->tls_key,
                                  .with = s,
                                  .handle = handle,
                                  .let_go = let_go,
                                  .record = record,
                                  .names_clients = o->logs,
                                  .name_client = o->behind_proxy ? name_client : NULL};
    KT_TRY(open_contexts(s, err));
    if (o->logs)
        KT_TRY(kt_access_log_new(&o->notes, &s->log, err));
    if (o->rate > 0)
        KT_TRY(kt_limiter_new(o->rate, &s->limiter, err));
    KT_TRY(kt_desk_new(&s->desk, err));
    KT_TRY(kt_page_cache_new(o->cache_bytes, kt_http_response_free, &s->cache, err));
    KT_TRY(kt_slow_lane_new(answer_slowly, s, &s->lane, err));
    look_at_store(s);
    KT_TRY(kt_http_open(&http, &s->http, err));
    return KT_OK;
}

static bool should_stop(const server *s)
{
    const kt_serve_options *o = s->options;
    return (o->stop_after_s > 0 && kt_moment_clock() - s->started > o->stop_after_s) ||
           (o->progress && o->progress->stopped && o->progress->stopped(o->progress->with));
}

static void sleep_a_little(void)
{
    const struct timespec tenth = {0, 100000000};
    nanosleep(&tenth, NULL);
}

static kt_status serve_until_stopped(server *s, kt_error *err)
{
    const kt_serve_options *o = s->options;
    const bool is_ipv6 = strchr(o->host, ':') != NULL;
    KT_TRY(kt_sink_format(&o->notes, err, "kontor: serving on http%s://%s%s%s:%d/\n",
                          o->tls_cert.size ? "s" : "", is_ipv6 ? "[" : "", o->host,
                          is_ipv6 ? "]" : "", kt_http_port(s->http)));
    for (int n = 0; !should_stop(s); n++) {
        sleep_a_little();
        look_at_store(s);
        if (s->log && n % 10 == 0)
            kt_access_log_flush(s->log);
    }
    kt_http_quiesce(s->http);
    const double until = kt_moment_clock() + GRACE_S;
    while (kt_http_n_requests(s->http) > 0 && kt_moment_clock() < until)
        sleep_a_little();
    return KT_OK;
}

static void close_server(server *s)
{
    kt_slow_lane_end(s->lane); // before the connections that wait for it
    kt_http_close(s->http);
    kt_slow_lane_free(s->lane);
    kt_page_cache_free(s->cache);
    kt_limiter_free(s->limiter);
    kt_desk_free(s->desk);
    kt_access_log_free(s->log);
    kt_context_close(s->watch);
    for (int n = 0; n < s->n_contexts; n++)
        kt_context_close(s->context[n]);
    kt_free(s->context);
}

kt_status kt_serve(const kt_serve_options *options, kt_error *err)
{
    server *s = NULL;
    KT_TRY(kt_new(&s, 1, sizeof *s, err));
    s->options = options;
    s->started = kt_moment_clock();
    pthread_mutex_init(&s->lock, NULL);
    signal(SIGPIPE, SIG_IGN); // a client that goes away is its own affair
    kt_status status = open_server(s, err);
    if (!status)
        status = serve_until_stopped(s, err);
    close_server(s);
    pthread_mutex_destroy(&s->lock);
    kt_free(s);
    return status;
}
