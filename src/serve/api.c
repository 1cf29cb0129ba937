/* api.c: /api/v1/COMMAND/WORD/...?NAME=VALUE&...: names and values for kontor/command.h.
 *
 * Words of the path fill the parameters that a terminal takes by position, in their order; the
 * query names them, and the options. The command itself checks what it is given. */
#include "server.h"

#include "accept.h"

#include <kontor/json.h>
#include <kontor/memory.h>
#include <kontor/moment.h>

#include <stdio.h>
#include <string.h>

/* Rows of a table that come at a time unless the request says otherwise; items are long. */
static const char *default_limit(const kt_command *command)
{
    if (strcmp(command->name, "export") == 0)
        return "10000";
    return strcmp(command->name, "query") == 0 || strcmp(command->name, "predict") == 0 ? "1000"
                                                                                        : "100";
}

enum { MOST_GIVEN = KT_URI_FIELDS + KT_URI_SEGMENTS + 4 };

/* A call under construction. */
typedef struct api_call {
    const kt_command *command;
    kt_given given[MOST_GIVEN];
    int n_given;
    const char *format; /* of the answer */
} api_call;

static const char *field_of(const api_call *call, const char *name)
{
    for (int n = 0; n < call->n_given; n++)
        if (call->given[n].name && strcmp(call->given[n].name, name) == 0)
            return call->given[n].value;
    return NULL;
}

static bool has_parameter(const kt_command *command, const char *name)
{
    const kt_parameter *parameter = kt_command_parameter(command, name);
    return parameter && kt_parameter_is_public(command, parameter);
}

static bool is_true(const char *value)
{
    return !value[0] || strcmp(value, "1") == 0 || strcmp(value, "true") == 0;
}

/* Options, by name. Whether one is given twice the command finds out. */
static kt_status take_options(const kt_uri *uri, api_call *call, kt_error *err)
{
    for (int n = 0; n < uri->n_fields; n++) {
        const kt_uri_field *field = &uri->field[n];
        const kt_parameter *parameter = kt_command_parameter(call->command, field->name);
        if (!parameter || !kt_parameter_is_public(call->command, parameter))
            return kt_fail(err, KT_ERR_USAGE, "%s has no parameter \"%.64s\" here",
                           call->command->name, field->name);
        if (parameter->place != KT_PLACE_OPTION)
            continue;
        if (parameter->type != KT_TYPE_FLAG)
            call->given[call->n_given++] = (kt_given){parameter->name, field->value};
        else if (is_true(field->value))
            call->given[call->n_given++] = (kt_given){parameter->name, NULL};
        else if (strcmp(field->value, "0") != 0 && strcmp(field->value, "false") != 0)
            return kt_fail(err, KT_ERR_USAGE, "%s is \"%.64s\", expected 1 or 0", field->name,
                           field->value);
    }
    return KT_OK;
}

/* What a terminal takes by position: words of the path first, then fields of that name. */
static kt_status take_places(const kt_uri *uri, int first_word, api_call *call, kt_error *err)
{
    int word = first_word;
    for (int p = 0; p < call->command->n_parameters; p++) {
        const kt_parameter *parameter = &call->command->parameters[p];
        if (parameter->place == KT_PLACE_OPTION)
            continue;
        bool is_filled = false;
        while (word < uri->n_segments &&
               (!is_filled || parameter->place == KT_PLACE_REPEATED)) {
            call->given[call->n_given++] = (kt_given){NULL, uri->segment[word++]};
            is_filled = true;
        }
        for (int n = 0; n < uri->n_fields; n++) {
            if (strcmp(uri->field[n].name, parameter->name) != 0)
                continue;
            if (is_filled && parameter->place != KT_PLACE_REPEATED)
                return kt_fail(err, KT_ERR_USAGE, "%s is given twice", parameter->name);
            call->given[call->n_given++] = (kt_given){NULL, uri->field[n].value};
            is_filled = true;
        }
    }
    if (word < uri->n_segments)
        return kt_fail(err, KT_ERR_USAGE, "\"%.64s\" is one word too many", uri->segment[word]);
    return KT_OK;
}

/* The form wanted most among those that the command has; the first of equals, JSON before all.
 */
static const char *choose_format(const api_call *call, const char *accept)
{
    static const char *const order[] = {"json", "csv", "html", "md",   "text",
                                        "svg",  "png", "pdf",  "xlsx", "docx"};
    const kt_parameter *parameter = kt_command_parameter(call->command, "format");
    const char *best = NULL;
    int most = 0;
    for (size_t n = 0; n < sizeof order / sizeof *order; n++) {
        kt_slice rest = kt_slice_of(parameter ? parameter->choices : "text");
        bool is_there = false;
        while (rest.data)
            is_there |= kt_slice_is(kt_slice_cut(&rest, ','), order[n]);
        const int wanted = is_there ? kt_accept_media(accept, kt_media_type(order[n])) : 0;
        if (wanted > most) {
            most = wanted;
            best = order[n];
        }
    }
    return best;
}

static kt_status take_all(const kt_worker *worker, api_call *call, int *http_status,
                          kt_error *err)
{
    const kt_command *command = call->command;
    *http_status = 0;
    KT_TRY(take_places(worker->uri, 3, call, err));
    KT_TRY(take_options(worker->uri, call, err));
    call->format = field_of(call, "format");
    if (!call->format) {
        call->format = choose_format(call, kt_http_header(worker->request, "Accept"));
        if (!call->format) {
            *http_status = 406;
            return kt_fail(err, KT_ERR_USAGE,
                           "%s has none of the forms that Accept asks for; it has %s",
                           command->name,
                           has_parameter(command, "format")
                               ? kt_command_parameter(command, "format")->choices
                               : "text");
        }
        if (has_parameter(command, "format"))
            call->given[call->n_given++] = (kt_given){"format", call->format};
    }
    if (!kt_media_type(call->format))
        return kt_fail(err, KT_ERR_USAGE, "format is \"%.32s\", which is not for the web",
                       call->format);
    call->given[call->n_given++] = (kt_given){"threads", "1"};
    if (has_parameter(command, "limit") && !field_of(call, "limit") && !field_of(call, "top"))
        call->given[call->n_given++] = (kt_given){"limit", default_limit(command)};
    return KT_OK;
}

/* ---- parts of a long table -------------------------------------------------------------- */

static kt_status add_encoded(const char *text, kt_text *out)
{
    for (const char *at = text; *at; at++) {
        const unsigned char c = (unsigned char)*at;
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                              (c >= 'a' && c <= 'z') || strchr("-._~", c);
        KT_TRY(is_plain ? kt_text_append(out, at, 1, NULL)
                        : kt_text_format(out, NULL, "%%%02X", c));
    }
    return KT_OK;
}

/* The address of the same question from another row on. at: the moment that keeps a list what
 * it is; "" where it is of no meaning or named already. */
static kt_status print_from(const kt_uri *uri, int64_t skip, const char *at,
                            const char *relation, kt_text *out)
{
    KT_TRY(kt_text_add(out, out->size ? ", <" : "<", NULL));
    for (int n = 0; n < uri->n_segments; n++) {
        KT_TRY(kt_text_add(out, "/", NULL));
        KT_TRY(add_encoded(uri->segment[n], out));
    }
    const char *before = "?";
    for (int n = 0; n < uri->n_fields; n++) {
        if (strcmp(uri->field[n].name, "skip") == 0)
            continue;
        KT_TRY(kt_text_add(out, before, NULL));
        KT_TRY(add_encoded(uri->field[n].name, out));
        KT_TRY(kt_text_add(out, "=", NULL));
        KT_TRY(add_encoded(uri->field[n].value, out));
        before = "&";
    }
    return kt_text_format(out, NULL, "%s%s%s%sskip=%lld>; rel=\"%s\"", before,
                          at[0] ? "at=" : "", at, at[0] ? "&" : "", (long long)skip, relation);
}

static void link_parts(const kt_worker *worker, const api_call *call, kt_reply *reply)
{
    int64_t total, limit = 0, skip = 0;
    kt_text link = {0};
    char at[32] = "";
    const char *limit_text = field_of(call, "limit"), *skip_text = field_of(call, "skip");
    if (!reply->total[0] || !kt_parse_i64(kt_slice_of(reply->total), &total) || !limit_text ||
        !kt_parse_i64(kt_slice_of(limit_text), &limit) || limit <= 0)
        return;
    if (skip_text && !kt_parse_i64(kt_slice_of(skip_text), &skip))
        return;
    if (has_parameter(call->command, "at") && !field_of(call, "at"))
        kt_moment_print(worker->now, at);
    kt_status status = KT_OK;
    if (skip > 0)
        status = print_from(worker->uri, skip > limit ? skip - limit : 0, at, "prev", &link);
    if (!status && skip < total && limit < total - skip)
        status = print_from(worker->uri, skip + limit, at, "next", &link);
    if (!status && link.size < sizeof reply->link)
        memcpy(reply->link, kt_text_get(&link), link.size + 1);
    kt_text_clear(&link);
}

/* ---- replies ---------------------------------------------------------------------------- */

/* What is not answered here, and why. */
static void write_kept_back(kt_json *json)
{
    const kt_command *command;
    kt_json_key(json, "not_here");
    kt_json_begin_array(json);
    for (int64_t n = 0; (command = kt_command_at(n)) != NULL; n++) {
        if (!kt_command_kept_back(command))
            continue;
        kt_json_begin_object(json);
        kt_json_key(json, "command");
        kt_json_text(json, command->name);
        kt_json_key(json, "why");
        kt_json_text(json, kt_command_kept_back(command));
        kt_json_end_object(json);
    }
    kt_json_end_array(json);
}

/* What there is, for who comes to /api/v1/ by hand. */
static kt_status write_index(kt_text *out, kt_error *err)
{
    kt_json json;
    const kt_command *command;
    kt_json_init(&json, out);
    kt_json_begin_object(&json);
    kt_json_key(&json, "description");
    kt_json_text(&json, "/api/v1/openapi.json");
    kt_json_key(&json, "commands");
    kt_json_begin_array(&json);
    for (int64_t n = 0; (command = kt_command_at(n)) != NULL; n++) {
        char address[64];
        if (!kt_command_is_public(command))
            continue;
        snprintf(address, sizeof address, "/api/v1/%s", command->name);
        kt_json_begin_object(&json);
        kt_json_key(&json, "address");
        kt_json_text(&json, address);
        kt_json_key(&json, "summary");
        kt_json_text(&json, command->summary);
        kt_json_end_object(&json);
    }
    kt_json_end_array(&json);
    write_kept_back(&json);
    kt_json_end_object(&json);
    KT_TRY(kt_json_finish(&json, err));
    return kt_text_add(out, "\n", err);
}

/* Documents and pictures are kept as files: "kontor-brief-BLR-KAZ.pdf". */
static void name_file(const api_call *call, kt_reply *reply)
{
    static const char *const forms[] = {"pdf", "docx", "xlsx", "png",
                                        "svg", "html", "md",   "csv"};
    const char *word[4] = {call->command->name};
    int n_words = 1;
    for (int n = 0; n < call->n_given && n_words < 4; n++)
        if (!call->given[n].name)
            word[n_words++] = call->given[n].value;
    for (size_t n = 0; n < sizeof forms / sizeof *forms; n++)
        if (strcmp(forms[n], call->format) == 0)
            kt_reply_file(reply, word, n_words, call->format);
}

static kt_status reply_to(const kt_worker *worker, kt_reply *reply, int *http_status,
                          kt_error *err)
{
    const kt_uri *uri = worker->uri;
    api_call call = {.format = "json"};
    *http_status = 0;
    if (uri->n_segments < 2 || strcmp(uri->segment[1], "v1") != 0)
        return kt_fail(err, KT_ERR_MISSING, "there is one version: /api/v1/");
    if (uri->n_segments == 2)
        return write_index(&reply->body, err);
    if (uri->n_segments == 3 && strcmp(uri->segment[2], "openapi.json") == 0)
        return kt_openapi_write(&reply->body, err);
    call.command = kt_command_find(uri->segment[2]);
    if (call.command && kt_command_kept_back(call.command))
        return kt_fail(err, KT_ERR_MISSING, "%s is not answered here: %s", call.command->name,
                       kt_command_kept_back(call.command));
    if (!call.command || !kt_command_is_public(call.command))
        return kt_fail(err, KT_ERR_MISSING, "no command \"%.64s\" here; /api/v1/ lists them",
                       uri->segment[2]);
    KT_TRY(take_all(worker, &call, http_status, err));
    if (worker->is_ending)
        kt_memory_limit(worker->options->slow_bytes); // until the reply is made
    KT_TRY(kt_worker_run(worker, call.command, call.given, call.n_given, "en", reply, err));
    reply->type = kt_media_header(call.format);
    name_file(&call, reply);
    link_parts(worker, &call, reply);
    return KT_OK;
}

bool kt_api_is_slow(const char *uri)
{
    static const char under[] = "/api/v1/";
    char name[32];
    if (strncmp(uri, under, sizeof under - 1) != 0)
        return false;
    uri += sizeof under - 1;
    const size_t n = strcspn(uri, "/?");
    if (n >= sizeof name)
        return false;
    memcpy(name, uri, n);
    name[n] = '\0';
    const kt_command *command = kt_command_find(name);
    return command && kt_command_is_slow(command);
}

/* What goes wrong with an answer that takes long, in the words of who asked. */
static void say_limit(const kt_worker *worker, kt_status *status, kt_error *err)
{
    const kt_serve_options *o = worker->options;
    const kt_status found = *status;
    if (found == KT_ERR_MEMORY && kt_memory_is_short()) {
        kt_error_clear(err);
        *status = kt_fail(err, KT_ERR_LIMIT,
                          "the answer needs more than %zu MiB of memory; ask for less of it",
                          o->slow_bytes >> 20);
    } else if (found == KT_ERR_STOPPED && worker->is_ending) {
        kt_error_clear(err);
        *status = atomic_load(worker->is_ending)
                      ? kt_fail(err, found, "the server ends")
                      : kt_fail(err, found,
                                "the answer takes more than %d seconds; ask for less of it",
                                o->slow_s);
    } else if (found == KT_ERR_FORMAT && (strncmp(err->context, "formula", 7) == 0 ||
                                          strncmp(err->context, "--", 2) == 0)) {
        *status = err->status = KT_ERR_USAGE; // a text of the request cannot be read
    }
}

void kt_api_reply(const kt_worker *worker, kt_reply *reply)
{
    kt_error err = {0};
    int http_status = 0;
    reply->status = 200;
    reply->type = "application/json";
    reply->policy = kt_policy_document;
    reply->vary = "Accept";
    reply->is_open = true;
    reply->is_kept = true;
    reply->max_age_s = 60;
    kt_status status = reply_to(worker, reply, &http_status, &err);
    say_limit(worker, &status, &err);
    kt_memory_limit(0);
    if (status)
        kt_reply_error_json(worker, reply, http_status ? http_status : kt_reply_status(status),
                            &err);
}
