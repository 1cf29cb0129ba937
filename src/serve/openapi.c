/* openapi.c: the description of the interface (OpenAPI 3.0.3), made from the table of commands,
 * so that it cannot say anything else than they do. */
#include "server.h"

#include <kontor/json.h>
#include <kontor/version.h>

#include <stdio.h>
#include <string.h>

static void put(kt_json *json, const char *key, const char *value)
{
    kt_json_key(json, key);
    kt_json_text(json, value);
}

static void begin(kt_json *json, const char *key)
{
    kt_json_key(json, key);
    kt_json_begin_object(json);
}

static void put_choices(kt_json *json, const char *choices, bool for_web_only)
{
    kt_slice rest = kt_slice_of(choices);
    kt_json_key(json, "enum");
    kt_json_begin_array(json);
    while (rest.data) {
        char word[32];
        const kt_slice choice = kt_slice_cut(&rest, ',');
        snprintf(word, sizeof word, "%.*s", (int)choice.size, choice.data);
        if (!for_web_only || kt_media_type(word))
            kt_json_slice(json, choice);
    }
    kt_json_end_array(json);
}

static void put_schema(kt_json *json, const kt_parameter *parameter)
{
    const bool is_list = parameter->place == KT_PLACE_REPEATED;
    begin(json, "schema");
    if (is_list) {
        put(json, "type", "array");
        begin(json, "items");
    }
    switch (parameter->type) {
    case KT_TYPE_INTEGER:
    case KT_TYPE_YEAR:
        put(json, "type", "integer");
        kt_json_key(json, "minimum");
        kt_json_integer(json, 0);
        break;
    case KT_TYPE_FLAG:
        put(json, "type", "string");
        put_choices(json, "1,0", false);
        break;
    case KT_TYPE_CHOICE:
        put(json, "type", "string");
        put_choices(json, parameter->choices, strcmp(parameter->name, "format") == 0);
        break;
    case KT_TYPE_YEARS:
        put(json, "type", "string");
        put(json, "pattern", "^[0-9]{4}(-[0-9]{4})?$");
        break;
    case KT_TYPE_SET:
    case KT_TYPE_CODE:
    case KT_TYPE_TEXT:
        put(json, "type", "string");
        break;
    }
    if (is_list)
        kt_json_end_object(json);
    kt_json_end_object(json);
}

static void put_parameter(kt_json *json, const kt_parameter *parameter)
{
    char help[512];
    kt_json_begin_object(json);
    put(json, "name", parameter->name);
    put(json, "in", "query");
    if (parameter->type == KT_TYPE_SET)
        snprintf(help, sizeof help, "%s Of %s.", parameter->help, parameter->choices);
    else
        snprintf(help, sizeof help, "%s", parameter->help);
    put(json, "description", help);
    kt_json_key(json, "required");
    kt_json_bool(json, parameter->place == KT_PLACE_REQUIRED);
    put_schema(json, parameter);
    kt_json_end_object(json);
}

static void put_answer(kt_json *json, const char *status, const char *description,
                       const char *choices, const char *schema)
{
    kt_slice rest = kt_slice_of(choices);
    begin(json, status);
    put(json, "description", description);
    begin(json, "content");
    while (rest.data) {
        char word[32];
        const kt_slice choice = kt_slice_cut(&rest, ',');
        snprintf(word, sizeof word, "%.*s", (int)choice.size, choice.data);
        const char *type = kt_media_type(word);
        if (!type)
            continue;
        begin(json, type);
        if (schema && strcmp(word, "json") == 0) {
            begin(json, "schema");
            put(json, "$ref", schema);
            kt_json_end_object(json);
        }
        kt_json_end_object(json);
    }
    kt_json_end_object(json);
    kt_json_end_object(json);
}

static void put_answers(kt_json *json, const kt_command *command)
{
    static const struct {
        const char *status, *description;
    } failures[] = {
        {"400", "A name or value that the command does not take, or one that is missing."},
        {"404", "Nothing is held about this."},
        {"406", "None of the forms that Accept asks for."},
        {"413", "More than one answer or request may have."},
        {"429", "Too many answers made for one address; Retry-After says when."},
        {"500", "The fault is on this side."},
        {"503", "The work took too long."},
    };
    const kt_parameter *format = kt_command_parameter(command, "format");
    begin(json, "responses");
    put_answer(json, "200", "The answer of the command.", format ? format->choices : "text",
               NULL);
    for (size_t n = 0; n < sizeof failures / sizeof *failures; n++)
        put_answer(json, failures[n].status, failures[n].description, "json",
                   "#/components/schemas/Error");
    kt_json_end_object(json);
}

static void put_command(kt_json *json, const kt_command *command)
{
    char path[64];
    const kt_parameter *lang = kt_command_parameter(command, "lang");
    snprintf(path, sizeof path, "/api/v1/%s", command->name);
    begin(json, path);
    begin(json, "get");
    put(json, "operationId", command->name);
    put(json, "summary", command->summary);
    put(json, "description", command->help);
    kt_json_key(json, "parameters");
    kt_json_begin_array(json);
    for (int p = 0; p < command->n_parameters; p++)
        if (kt_parameter_is_public(command, &command->parameters[p]))
            put_parameter(json, &command->parameters[p]);
    if (lang)
        put_parameter(json, lang);
    kt_json_end_array(json);
    put_answers(json, command);
    kt_json_end_object(json);
    kt_json_end_object(json);
}

static void put_error_schema(kt_json *json)
{
    begin(json, "components");
    begin(json, "schemas");
    begin(json, "Error");
    put(json, "type", "object");
    begin(json, "properties");
    begin(json, "error");
    put(json, "type", "object");
    begin(json, "properties");
    begin(json, "status");
    put(json, "type", "integer");
    kt_json_end_object(json);
    begin(json, "kind");
    put(json, "type", "string");
    kt_json_end_object(json);
    begin(json, "message");
    put(json, "type", "string");
    for (int depth = 0; depth < 7; depth++)
        kt_json_end_object(json);
}

/* What kontor is, and which of its commands are not here and why. */
static void put_description(kt_json *json)
{
    char text[2048];
    const kt_command *command;
    size_t n = (size_t)snprintf(text, sizeof text,
                                "Checked answers about the trade of any two countries.\n\n"
                                "Not answered here:");
    for (int64_t c = 0; (command = kt_command_at(c)) != NULL; c++) {
        const char *why = kt_command_kept_back(command);
        if (why && n < sizeof text)
            n += (size_t)snprintf(text + n, sizeof text - n, "\n- %s: %s.", command->name, why);
    }
    put(json, "description", text);
}

kt_status kt_openapi_write(kt_text *out, kt_error *err)
{
    kt_json json;
    const kt_command *command;
    kt_json_init(&json, out);
    kt_json_begin_object(&json);
    put(&json, "openapi", "3.0.3");
    begin(&json, "info");
    put(&json, "title", "kontor");
    put_description(&json);
    put(&json, "version", KT_VERSION);
    kt_json_end_object(&json);
    begin(&json, "paths");
    for (int64_t n = 0; (command = kt_command_at(n)) != NULL; n++)
        if (kt_command_is_public(command))
            put_command(&json, command);
    kt_json_end_object(&json);
    put_error_schema(&json);
    kt_json_end_object(&json);
    KT_TRY(kt_json_finish(&json, err));
    return kt_text_add(out, "\n", err);
}
