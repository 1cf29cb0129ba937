/* edit.c: the way of an editor's request: the gate, the session, the page or the step.
 *
 *     /login, /logout           to the pages below, in the reader's language
 *     /de/edit                  items: ?state=draft|published|withdrawn&skip=20
 *     /de/edit/item/3           one item; POST: edit, publish, correct, withdraw
 *     /de/edit/reviews          checks of articles; POST: check, publish
 *     /de/edit/review/3         one of them; POST: withdraw
 *     /de/edit/make             POST: new drafts (admin)
 *     /de/edit/log              what was done (admin)
 *     /de/edit/login, .../logout
 *
 * Pages are made by the command `desk`. Nothing of this is kept in a cache, and no answer
 * differs from another by anything that a foreign page could measure: SameSite=Strict cookies
 * do not come with its requests. */
#include "edit_internal.h"

#include "accept.h"
#include "edit_cookie.h"

#include <kontor/memory.h>
#include <kontor/moment.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const languages[] = {"de", "en", "ru"};

/* ---- the desk --------------------------------------------------------------------------- */

kt_status kt_desk_new(kt_desk **out, kt_error *err)
{
    kt_desk *desk = NULL;
    char secret[KT_TOKEN + 1] = "";
    kt_error unheard = {0};
    KT_TRY(kt_new(&desk, 1, sizeof *desk, err));
    // Without libsodium nobody can log in, which the one who tries is told; the site is served.
    if (kt_token_make(secret, &unheard))
        secret[0] = '\0';
    const kt_status status = kt_throttle_new(secret, &desk->throttle, err);
    if (status) {
        kt_free(desk);
        return status;
    }
    pthread_mutex_init(&desk->hashing, NULL);
    *out = desk;
    return KT_OK;
}

void kt_desk_free(kt_desk *desk)
{
    if (!desk)
        return;
    pthread_mutex_destroy(&desk->hashing);
    kt_throttle_free(desk->throttle);
    kt_free(desk);
}

void kt_desk_count(kt_desk *desk, int64_t out[])
{
    for (int n = 0; n < KT_N_LOGINS; n++)
        out[n] = atomic_load(&desk->logins[n]);
}

/* ---- addresses -------------------------------------------------------------------------- */

/* Is uri the path, or one below it? */
static bool is_at(const char *uri, const char *path)
{
    const size_t size = strlen(path);
    return strncmp(uri, path, size) == 0 &&
           (uri[size] == '\0' || uri[size] == '/' || uri[size] == '?');
}

bool kt_edit_has(const char *uri)
{
    return is_at(uri, "/login") || is_at(uri, "/logout") || is_at(uri, "/de/edit") ||
           is_at(uri, "/en/edit") || is_at(uri, "/ru/edit");
}

static const char *segment(const kt_editing *e, int n)
{
    return n < e->worker->uri->n_segments ? e->worker->uri->segment[n] : "";
}

static bool is_post(const kt_editing *e)
{
    return strcmp(e->worker->request->method, "POST") == 0;
}

/* ---- replies ---------------------------------------------------------------------------- */

void kt_edit_give(kt_edit_call *call, const char *name, const char *value)
{
    if (value && value[0] && call->n_given < 32)
        call->given[call->n_given++] = (kt_given){name, value};
}

void kt_edit_show(kt_editing *e, int status, const char *kind, kt_edit_call *call)
{
    kt_error err = {0};
    kt_reply *reply = e->reply;
    kt_edit_give(call, NULL, kind);
    kt_edit_give(call, "form", e->expected);
    if (e->has_session) {
        kt_edit_give(call, "user", e->account.name);
        kt_edit_give(call, "shown", e->account.shown);
        kt_edit_give(call, "role", kt_role_name(e->account.role));
    }
    kt_text_reset(&reply->body);
    const kt_status made = kt_worker_run(e->worker, kt_command_find("desk"), call->given,
                                         call->n_given, e->language, reply, &err);
    reply->status = status;
    if (!made)
        return;
    if (strcmp(kind, "problem") == 0)
        kt_reply_error_json(e->worker, reply, kt_reply_status(made), &err);
    else if (made == KT_ERR_MISSING || made == KT_ERR_USAGE)
        kt_edit_show_problem(e, kt_reply_status(made), "missing", NULL);
    else
        kt_edit_show_trouble(e, made, &err);
}

void kt_edit_show_problem(kt_editing *e, int status, const char *problem, const char *detail)
{
    kt_edit_call call = {.n_given = 0};
    kt_edit_give(&call, "problem", problem);
    kt_edit_give(&call, "detail", detail);
    kt_edit_show(e, status, "problem", &call);
}

void kt_edit_show_trouble(kt_editing *e, kt_status status, const kt_error *err)
{
    char message[600];
    const int http_status = kt_reply_status(status);
    kt_reply_message(e->worker, err, message);
    kt_edit_show_problem(e, http_status, http_status == 413 ? "big" : "trouble",
                         http_status == 413 ? NULL : message);
}

void kt_edit_send_to(kt_editing *e, const char *format, ...)
{
    kt_reply *reply = e->reply;
    va_list arguments;
    const int n = snprintf(reply->elsewhere, sizeof reply->elsewhere, "/%s/", e->language);
    va_start(arguments, format);
    vsnprintf(reply->elsewhere + n, sizeof reply->elsewhere - (size_t)n, format, arguments);
    va_end(arguments);
    kt_text_reset(&reply->body);
    reply->status = 303;
    reply->type = NULL;
    reply->location = reply->elsewhere;
}

bool kt_edit_is_own_form(const kt_editing *e)
{
    const char *site = kt_http_header(e->worker->request, "Sec-Fetch-Site");
    return (!site || strcmp(site, "same-origin") == 0) &&
           kt_token_equal(kt_uri_value(&e->form, "form"), e->expected);
}

kt_status kt_edit_note(kt_editing *e, const char *action, const char *subject, const char *note,
                       int64_t *id, kt_error *err)
{
    const kt_audit_entry entry = {.at = e->worker->now,
                                  .who = e->account.name,
                                  .client = e->gate.client,
                                  .action = action,
                                  .subject = subject,
                                  .note = note};
    return kt_audit_add(e->accounts, &entry, id, err);
}

/* ---- pages ------------------------------------------------------------------------------ */

static void show_items(kt_editing *e)
{
    kt_edit_call call = {.n_given = 0};
    const char *state = kt_uri_value(e->worker->uri, "state");
    kt_edit_give(&call, "state", state && state[0] ? state : "draft");
    kt_edit_give(&call, "skip", kt_uri_value(e->worker->uri, "skip"));
    kt_edit_give(&call, "done", kt_uri_value(e->worker->uri, "done"));
    kt_edit_show(e, 200, "items", &call);
}

static void show_log(kt_editing *e)
{
    kt_edit_call call = {.n_given = 0};
    kt_edit_give(&call, "skip", kt_uri_value(e->worker->uri, "skip"));
    kt_edit_show(e, 200, "log", &call);
}

static void answer_item(kt_editing *e)
{
    int64_t id;
    kt_edit_call call = {.n_given = 0};
    if (!kt_parse_i64(kt_slice_of(segment(e, 3)), &id) || id < 1) {
        kt_edit_show_problem(e, 404, "missing", NULL);
    } else if (is_post(e)) {
        kt_edit_change(e, id);
    } else {
        kt_edit_give(&call, "item", segment(e, 3));
        kt_edit_give(&call, "done", kt_uri_value(e->worker->uri, "done"));
        kt_edit_show(e, 200, "item", &call);
    }
}

static void answer_to_editor(kt_editing *e)
{
    const char *kind = segment(e, 2);
    const int n = e->worker->uri->n_segments;
    const bool is_for_admins = strcmp(kind, "log") == 0 || strcmp(kind, "make") == 0;
    if (is_for_admins && e->account.role != KT_ROLE_ADMIN)
        kt_edit_show_problem(e, 403, "role", NULL);
    else if (n == 2 && !is_post(e))
        show_items(e);
    else if (n == 3 && strcmp(kind, "log") == 0 && !is_post(e))
        show_log(e);
    else if (n == 3 && strcmp(kind, "make") == 0 && is_post(e))
        kt_edit_make(e);
    else if (n == 4 && strcmp(kind, "item") == 0)
        answer_item(e);
    else if (n == 3 && strcmp(kind, "reviews") == 0)
        kt_edit_reviews(e, is_post(e));
    else if (n == 4 && strcmp(kind, "review") == 0)
        kt_edit_review(e, segment(e, 3), is_post(e));
    else
        kt_edit_show_problem(e, 404, "missing", NULL);
}

/* ---- who is it -------------------------------------------------------------------------- */

static kt_gate_answer ask_gate(const kt_serve_options *options, const kt_http_request *request)
{
    char peer[64];
    const kt_gate_request asked = {
        .has_tls = options->tls_cert.size > 0,
        .behind_proxy = options->behind_proxy,
        .peer = kt_http_client(request, peer),
        .host = kt_http_header(request, "Host"),
        .forwarded_for = kt_http_header(request, "X-Forwarded-For"),
        .forwarded_proto = kt_http_header(request, "X-Forwarded-Proto"),
        .forwarded = kt_http_header(request, "Forwarded"),
        .via = kt_http_header(request, "Via"),
    };
    return kt_gate_ask(&asked);
}

void kt_edit_client(const kt_serve_options *options, const kt_http_request *request,
                    char out[64])
{
    const kt_gate_answer answer = ask_gate(options, request);
    snprintf(out, 64, "%s", answer.client);
}

bool kt_edit_is_at_home(const kt_serve_options *options, const kt_http_request *request)
{
    return ask_gate(options, request).is_at_home;
}

/* The session of the cookie; without one the token of the login form, else "". */
static kt_status find_session(kt_editing *e, kt_error *err)
{
    const char *cookies = kt_http_header(e->worker->request, "Cookie");
    const bool is_secure = e->gate.is_secure;
    if (kt_cookie_token(cookies, is_secure ? "__Host-kontor" : "kontor", e->token))
        KT_TRY(kt_session_find(e->accounts, e->token, e->worker->now, &e->has_session,
                               &e->account, err));
    if (e->has_session) {
        kt_token_derive(e->token, "form", e->expected);
        return KT_OK;
    }
    if (kt_cookie_token(cookies, is_secure ? "__Host-kontor-login" : "kontor-login", e->token))
        kt_token_derive(e->token, "login", e->expected);
    else
        e->token[0] = '\0';
    return KT_OK;
}

static kt_status read_form(kt_editing *e, char **room, kt_error *err)
{
    const kt_slice body = e->worker->request->body;
    // An article of 60,000 letters is six times as long in a form where they are Cyrillic.
    enum { MOST_FORM = 1 << 16, MOST_ARTICLE = 1 << 19 };
    const int most = strcmp(segment(e, 2), "reviews") == 0 ? MOST_ARTICLE : MOST_FORM;
    if (!is_post(e))
        return KT_OK;
    if (!kt_is_form(kt_http_header(e->worker->request, "Content-Type")))
        return kt_fail(err, KT_ERR_USAGE, "not a form");
    if (body.size > (size_t)most)
        return kt_fail(err, KT_ERR_LIMIT, "a form of more than %d bytes", most);
    KT_TRY(kt_new(room, 2 * body.size + 2, 1, err));
    return kt_uri_parse_form(body, *room, &e->form, err);
}

static void answer(kt_editing *e)
{
    const bool is_login =
        strcmp(segment(e, 2), "login") == 0 && e->worker->uri->n_segments == 3;
    if (is_login && is_post(e))
        kt_edit_login(e);
    else if (is_login)
        kt_edit_show_login(e, 200, NULL);
    else if (!e->has_session && is_post(e))
        kt_edit_show_login(e, 403, "session");
    else if (!e->has_session)
        kt_edit_send_to(e, "edit/login");
    else if (is_post(e) && !kt_edit_is_own_form(e))
        kt_edit_show_problem(e, 403, "form", NULL);
    else if (strcmp(segment(e, 2), "logout") == 0 && is_post(e))
        kt_edit_logout(e);
    else
        answer_to_editor(e);
}

/* "/login": which language, the browser says. */
static void send_on(kt_editing *e)
{
    e->language = kt_accept_language(kt_http_header(e->worker->request, "Accept-Language"));
    e->reply->vary = "Accept-Language";
    if (is_post(e))
        kt_edit_show_problem(e, 404, "missing", NULL);
    else
        kt_edit_send_to(e, strcmp(segment(e, 0), "login") == 0 ? "edit/login" : "edit");
}

void kt_edit_reply(const kt_worker *worker, kt_reply *reply)
{
    kt_editing e = {.worker = worker, .reply = reply, .language = "en"};
    kt_error err = {0};
    char *room = NULL;
    char gate[32];

    *reply =
        (kt_reply){.status = 200, .type = "text/html; charset=utf-8", .policy = kt_policy_desk};
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
        if (strcmp(segment(&e, 0), languages[l]) == 0)
            e.language = languages[l];
    e.gate = ask_gate(worker->options, worker->request);
    snprintf(gate, sizeof gate, "gate.%s", kt_gate_name(e.gate.gate));
    if (e.gate.gate != KT_GATE_OPEN || !kt_accounts_exist(worker->options->store)) {
        kt_edit_show_problem(&e, 403, e.gate.gate != KT_GATE_OPEN ? gate : "none", NULL);
        return;
    }
    if (strlen(segment(&e, 0)) > 2) {
        send_on(&e);
        return;
    }
    kt_status status = read_form(&e, &room, &err);
    if (!status)
        status = kt_accounts_open(worker->options->store, &e.accounts, &err);
    if (!status)
        status = find_session(&e, &err);
    if (status == KT_ERR_USAGE) // no form of ours
        kt_edit_show_problem(&e, 400, "form", NULL);
    else if (status)
        kt_edit_show_trouble(&e, status, &err);
    else
        answer(&e);
    kt_accounts_close(e.accounts);
    kt_free(room);
}
