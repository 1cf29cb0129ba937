/* site.c: the address of a page to the command `page` that makes it, and the assets.
 *
 *     /de/country/BLR?year=2018    page country --of BLR --year 2018 --lang de
 *     /de/pair?a=BLR&b=Kasachstan  page pair --of BLR --with Kasachstan --lang de
 *
 * Assets are those that travel inside the program, found by their names. */
#include "server.h"

#include "accept.h"

#include <kontor/resource.h>

#include <stdio.h>
#include <string.h>

static const char *const languages[] = {"de", "en", "ru"};

/* What a kind of page takes: how many words in its path, and which fields. */
static const struct kind {
    const char *name;
    int n_words;
    const char *field[3][2]; /* name in the address, name of the parameter */
} kinds[] = {
    {"front", 0, {{NULL, NULL}}},
    {"news", 1, {{"page", "page"}}},
    {"archive", 3, {{NULL, NULL}}},
    {"item", 1, {{NULL, NULL}}},
    {"countries", 0, {{NULL, NULL}}},
    {"products", 0, {{NULL, NULL}}},
    {"blocs", 0, {{NULL, NULL}}},
    {"country", 1, {{"year", "year"}}},
    {"product", 1, {{"year", "year"}}},
    {"bloc", 1, {{"year", "year"}}},
    {"pair", 2, {{"a", "of"}, {"b", "with"}, {"years", "years"}}},
    {"check", 0, {{"text", "words"}, {"published", "published"}}},
    {"checks", 1, {{"page", "page"}}},
    {"charts", 2, {{"years", "years"}}},
    {"search", 0, {{"q", "words"}}},
    {"compose", 0, {{"a", "of"}, {"b", "with"}}},
};

static const struct kind *find_kind(const char *name)
{
    for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
        if (strcmp(kinds[n].name, name) == 0)
            return &kinds[n];
    return NULL;
}

const char *kt_site_parameter(const char *kind, const char *field)
{
    for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
        for (int f = 0; strcmp(kinds[n].name, kind) == 0 && f < 3 && kinds[n].field[f][0]; f++)
            if (strcmp(kinds[n].field[f][0], field) == 0)
                return kinds[n].field[f][1];
    return NULL;
}

bool kt_site_has_kind(const char *kind)
{
    return find_kind(kind) != NULL;
}

typedef struct page_call {
    const char *language;
    kt_given given[9];
    int n_given;
    char date[64]; /* of the archive: its words joined by dashes */
} page_call;

static void give(page_call *call, const char *name, const char *value)
{
    call->given[call->n_given++] = (kt_given){name, value};
}

static kt_status take_fields(const kt_uri *uri, const struct kind *kind, page_call *call,
                             kt_error *err)
{
    for (int n = 0; n < uri->n_fields; n++) {
        const char *parameter = NULL;
        if (strcmp(kind->name, "pair") == 0 && strcmp(uri->field[n].name, "format") == 0 &&
            strcmp(uri->field[n].value, "html") == 0)
            continue; // this page
        for (int f = 0; f < 3 && kind->field[f][0]; f++)
            if (strcmp(kind->field[f][0], uri->field[n].name) == 0)
                parameter = kind->field[f][1];
        if (!parameter)
            return kt_fail(err, KT_ERR_USAGE, "\"%.64s\" has no meaning here",
                           uri->field[n].name);
        if (!uri->field[n].value[0])
            continue; // a field of a form that was left empty
        if (call->n_given == 8)
            return kt_fail(err, KT_ERR_USAGE, "too many fields");
        give(call, parameter, uri->field[n].value);
    }
    return KT_OK;
}

static kt_status read_address(const kt_uri *uri, page_call *call, kt_error *err)
{
    const char *name = uri->n_segments > 1 ? uri->segment[1] : "front";
    const struct kind *kind = find_kind(name);
    const int n_words = uri->n_segments > 2 ? uri->n_segments - 2 : 0;
    if (!kind || n_words > kind->n_words)
        return kt_fail(err, KT_ERR_MISSING, "there is no page at this address");
    give(call, NULL, kind->name);
    if (n_words > 0 && strcmp(kind->name, "archive") == 0) {
        snprintf(call->date, sizeof call->date, "%s%s%s%s%s", uri->segment[2],
                 n_words > 1 ? "-" : "", n_words > 1 ? uri->segment[3] : "",
                 n_words > 2 ? "-" : "", n_words > 2 ? uri->segment[4] : "");
        give(call, "of", call->date);
        return take_fields(uri, kind, call, err);
    }
    if (n_words > 0)
        give(call, "of", uri->segment[2]);
    if (n_words > 1)
        give(call, "with", uri->segment[3]);
    return take_fields(uri, kind, call, err);
}

static const char *language_of(const kt_uri *uri)
{
    for (size_t n = 0; n < 3; n++)
        if (uri->n_segments > 0 && strcmp(uri->segment[0], languages[n]) == 0)
            return languages[n];
    return NULL;
}

/* ---- assets ----------------------------------------------------------------------------- */

static const char *type_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (dot && strcmp(dot, ".css") == 0)
        return "text/css; charset=utf-8";
    if (dot && strcmp(dot, ".js") == 0)
        return "text/javascript; charset=utf-8";
    return dot && strcmp(dot, ".svg") == 0 ? "image/svg+xml" : "application/octet-stream";
}

/* Only what is embedded, compared by name: no folder is looked into. */
static kt_status send_asset(const char *name, kt_reply *reply, kt_error *err)
{
    kt_resources *resources = NULL;
    kt_slice bytes;
    const char *found;
    int64_t n = 0;
    while ((found = kt_resource_name(n)) != NULL &&
           (strncmp(found, "web/", 4) != 0 || strcmp(found + 4, name) != 0))
        n++;
    if (!found)
        return kt_fail(err, KT_ERR_MISSING, "there is no such file");
    KT_TRY(kt_resources_open(NULL, &resources, err));
    kt_status status = kt_resource_get(resources, found, &bytes, err);
    if (!status)
        status = kt_text_add_slice(&reply->body, bytes, err);
    kt_resources_close(resources);
    reply->type = type_of(found);
    reply->policy = kt_policy_document;
    return status;
}

/* ---- replies ---------------------------------------------------------------------------- */

static void send_elsewhere(const kt_worker *worker, kt_reply *reply)
{
    const char *language =
        kt_accept_language(kt_http_header(worker->request, "Accept-Language"));
    reply->status = 307;
    reply->location = language[0] == 'd' ? "/de/" : language[0] == 'r' ? "/ru/" : "/en/";
    reply->vary = "Accept-Language";
    reply->type = NULL;
    reply->is_kept = false;
    reply->max_age_s = 0;
}

void kt_site_reply(const kt_worker *worker, kt_reply *reply)
{
    const kt_uri *uri = worker->uri;
    kt_error err = {0};
    page_call call = {.language = language_of(uri)};
    kt_status status = KT_OK;
    reply->status = 200;
    reply->type = "text/html; charset=utf-8";
    reply->policy = kt_policy_page;
    reply->is_kept = true;
    reply->max_age_s = 60;
    if (uri->n_segments == 0) {
        send_elsewhere(worker, reply);
        return;
    }
    if (uri->n_segments == 2 && strcmp(uri->segment[0], "assets") == 0) {
        status = send_asset(uri->segment[1], reply, &err);
    } else if (kt_site_map(worker, reply, &status, &err) ||
               (call.language && kt_site_compose(worker, reply, &status, &err)) ||
               (call.language && kt_site_form(worker, reply, &status, &err))) {
        ;
    } else if (!call.language) {
        status = kt_fail(&err, KT_ERR_MISSING, "there is no page at this address");
    } else {
        status = read_address(uri, &call, &err);
        if (!status && worker->options->site)
            give(&call, "site", worker->options->site);
        if (!status)
            status = kt_worker_run(worker, kt_command_find("page"), call.given, call.n_given,
                                   call.language, reply, &err);
    }
    if (status)
        kt_site_problem(worker, reply, kt_reply_status(status), &err);
}
