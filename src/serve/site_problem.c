/* site_problem.c: what could not be answered, as a page in the reader's language.
 *
 * What was wrong is found once more in the address: a field that a page of this kind does not
 * take, or whose value is none of its type; else the thing itself that was asked for. The page
 * has a phrase for each (src/command/page_problem.c). Forms come back with what was typed. */
#include "server.h"

#include "accept.h"

#include <kontor/moment.h>

#include <stdio.h>
#include <string.h>

typedef struct problem {
    const kt_uri *uri;
    char kind[32]; /* of the page that was asked for; "" */
    int status;
    const char *field, *value; /* the one at fault; NULL */
    kt_given given[12];
    int n_given;
    char word[128];
} problem;

static void give(problem *p, const char *name, const char *value)
{
    const int most = sizeof p->given / sizeof *p->given;
    if (value && value[0] && p->n_given < most)
        p->given[p->n_given++] = (kt_given){name, value};
}

/* ---- what it is about ------------------------------------------------------------------- */

/* The second word, without what says a form: "news" of /de/news.atom. */
static void find_kind(problem *p)
{
    if (p->uri->n_segments < 2 || strlen(p->uri->segment[1]) >= sizeof p->kind)
        return;
    snprintf(p->kind, sizeof p->kind, "%s", p->uri->segment[1]);
    char *dot = strchr(p->kind, '.');
    if (dot)
        *dot = '\0';
    if (!kt_site_has_kind(p->kind))
        p->kind[0] = '\0';
}

/* True where a page that takes this parameter takes the value. */
static bool takes(const char *parameter, const char *value)
{
    kt_date day;
    if (strcmp(parameter, "published") == 0)
        return kt_date_parse(kt_slice_of(value), &day);
    const kt_parameter *of = kt_command_parameter(kt_command_find("page"), parameter);
    return of && kt_parameter_takes(of, value);
}

static void find_fault(problem *p)
{
    for (int n = 0; n < p->uri->n_fields && !p->field; n++) {
        const kt_uri_field *f = &p->uri->field[n];
        const char *parameter = kt_site_parameter(p->kind, f->name);
        const bool is_format = strcmp(p->kind, "pair") == 0 && strcmp(f->name, "format") == 0;
        if (is_format ? kt_media_header(f->value) != NULL
                      : parameter && (!f->value[0] || takes(parameter, f->value)))
            continue;
        p->field = is_format ? "format" : parameter ? parameter : "other";
        p->value = parameter || is_format ? f->value : f->name;
    }
}

/* A list that has fewer pages than that. */
static void find_page(problem *p)
{
    const char *number = kt_uri_value(p->uri, "page");
    if (p->status != 404 || !number || !kt_site_parameter(p->kind, "page"))
        return;
    p->field = "page";
    p->value = number;
}

static void give_fault(problem *p)
{
    static const char *const known[] = {"year", "years", "published", "page", "format"};
    bool is_known = false;
    for (size_t n = 0; p->field && n < sizeof known / sizeof *known; n++)
        is_known |= strcmp(known[n], p->field) == 0;
    if (!p->field || !p->value[0])
        return;
    give(p, "field", is_known ? p->field : "other");
    give(p, "value", p->value);
}

/* ---- forms ------------------------------------------------------------------------------ */

/* The value of a field, unless it is the one at fault: that one comes as it was typed. */
static const char *sound(const problem *p, const char *field, const char *parameter)
{
    return p->field && strcmp(p->field, parameter) == 0 ? NULL : kt_uri_value(p->uri, field);
}

/* True where the request came from a form, which is then shown again. */
static bool give_form(problem *p)
{
    const char *const text = kt_uri_value(p->uri, "text");
    const bool is_compose = strcmp(p->kind, "pair") == 0 && p->uri->n_segments == 2 &&
                            (p->status == 400 || p->status == 404);
    if (is_compose) {
        give(p, NULL, "compose");
        give(p, "of", kt_uri_value(p->uri, "a"));
        give(p, "with", kt_uri_value(p->uri, "b"));
        give(p, "years", sound(p, "years", "years"));
        give(p, "form", kt_uri_value(p->uri, "format"));
    } else if (strcmp(p->kind, "check") == 0 && text && text[0] && p->status != 413) {
        give(p, NULL, "check");
        give(p, "words", text);
        give(p, "published", sound(p, "published", "published"));
    } else {
        return false;
    }
    return true;
}

/* The words of the path that name what was asked for: "QQQ" of /de/country/QQQ.atom. */
static void give_words(problem *p)
{
    char *const out = p->word;
    const int last = p->uri->n_segments - 1;
    if (last < 2)
        return;
    snprintf(out, sizeof p->word, "%s", p->uri->segment[last]);
    char *dot = strrchr(out, '.');
    if (dot && strcmp(p->kind, "search") != 0)
        *dot = '\0';
    if (strcmp(p->kind, "archive") == 0) { // "2026-13"
        size_t n = 0;
        for (int w = 2; w <= last && n + 1 < sizeof p->word; w++)
            n += (size_t)snprintf(out + n, sizeof p->word - n, "%s%s", w > 2 ? "-" : "",
                                  p->uri->segment[w]);
        give(p, "of", out);
        return;
    }
    give(p, "of", last > 2 ? p->uri->segment[2] : out);
    give(p, "with", last > 2 ? out : NULL);
}

static void give_page(problem *p, const char *message)
{
    static const char *const things[] = {"country", "pair",    "charts", "product", "bloc",
                                         "news",    "archive", "item",   "check",   "checks"};
    give(p, NULL, "error");
    for (size_t n = 0; n < sizeof things / sizeof *things; n++)
        if (strcmp(things[n], p->kind) == 0)
            give(p, "about", p->kind);
    if (!p->field)
        give_words(p);
    if (p->status == 500 || strcmp(p->kind, "search") == 0)
        give(p, "message", message);
}

/* ---- the reply -------------------------------------------------------------------------- */

bool kt_site_is_page(const char *uri)
{
    static const char *const others[] = {"/api/", "/assets/", "/health", "/metrics"};
    for (size_t n = 0; n < sizeof others / sizeof *others; n++)
        if (strncmp(uri, others[n], strlen(others[n])) == 0)
            return false;
    return true;
}

/* By the address, which may be one that could not be read; else what the browser prefers. */
static const char *language_of(const kt_worker *worker, kt_reply *reply)
{
    static const char *const languages[] = {"de", "en", "ru"};
    const char *uri = worker->request->uri;
    for (size_t n = 0; n < 3; n++)
        if (uri[0] == '/' && strncmp(uri + 1, languages[n], 2) == 0 &&
            (uri[3] == '/' || uri[3] == '?' || uri[3] == '\0'))
            return languages[n];
    reply->vary = "Accept-Language";
    return kt_accept_language(kt_http_header(worker->request, "Accept-Language"));
}

void kt_site_problem(const kt_worker *worker, kt_reply *reply, int status, const kt_error *err)
{
    problem p = {.uri = worker->uri, .status = status};
    kt_error again = {0};
    char message[600], number[16];
    const char *language = language_of(worker, reply);
    kt_reply_message(worker, err, message);
    snprintf(number, sizeof number, "%d", status);
    find_kind(&p);
    if (status == 400)
        find_fault(&p);
    find_page(&p);
    if (!give_form(&p))
        give_page(&p, message);
    give_fault(&p);
    give(&p, "status", number);
    reply->type = "text/html; charset=utf-8";
    reply->policy = kt_policy_page;
    reply->is_open = false;
    reply->is_kept = false;
    reply->max_age_s = 0;
    reply->link[0] = reply->total[0] = reply->file[0] = '\0';
    kt_text_reset(&reply->body);
    if (kt_worker_run(worker, kt_command_find("page"), p.given, p.n_given, language, reply,
                      &again))
        kt_reply_error_json(worker, reply, status, err);
    reply->status = status;
}
