/* command.c: the list of commands, their help, and the way into each. */
#include "run_internal.h"

#include <kontor/nearest.h>

#include <stdio.h>
#include <string.h>

static const kt_command *const commands[] = {
    &kt_command_import,     &kt_command_fetch,     &kt_command_info,    &kt_command_verify,
    &kt_command_export,     &kt_command_drop,      &kt_command_query,   &kt_command_rank,
    &kt_command_measure,    &kt_command_diversify, &kt_command_brief,   &kt_command_diff,
    &kt_command_synth,      &kt_command_chart,     &kt_command_gravity, &kt_command_predict,
    &kt_command_check,      &kt_command_bulletin,  &kt_command_serve,   &kt_command_page,
    &kt_command_user,       &kt_command_desk,      &kt_command_review,  &kt_command_feed,
    &kt_command_check_text, &kt_command_news,      &kt_command_checks,
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

const kt_command *kt_command_at(int64_t n)
{
    return n >= 0 && n < N_COMMANDS ? commands[n] : NULL;
}

const kt_command *kt_command_find(const char *name)
{
    for (int n = 0; n < N_COMMANDS; n++)
        if (strcmp(commands[n]->name, name) == 0)
            return commands[n];
    return NULL;
}

kt_status kt_command_unknown(const char *name, kt_error *err)
{
    char hint[96];
    kt_nearest nearest = kt_nearest_to(kt_slice_of(name));
    for (int n = 0; n < N_COMMANDS; n++)
        kt_nearest_try(&nearest, commands[n]->name);
    if (name[0] == '-')
        return kt_fail(err, KT_ERR_USAGE,
                       "\"%.60s\" stands before a command; options go behind it", name);
    return kt_fail(err, KT_ERR_USAGE, "no command \"%.60s\"%s kontor --help lists them", name,
                   kt_nearest_hint(&nearest, hint));
}

kt_status kt_command_list(const kt_sink *out, kt_error *err)
{
    KT_TRY(
        kt_sink_add(out,
                    "kontor: checked answers about the trade of any two countries, offline.\n\n"
                    "  kontor COMMAND [ARGUMENTS] [OPTIONS]\n\n",
                    err));
    for (int n = 0; n < N_COMMANDS; n++)
        KT_TRY(
            kt_sink_format(out, err, "  %-10s %s\n", commands[n]->name, commands[n]->summary));
    return kt_sink_add(
        out,
        "\nA country is its ISO code or its name in German, English or Russian.\n"
        "kontor COMMAND --help explains one command, with examples.\n",
        err);
}

enum { PAGE = 80, OPTION = 23 };

/* Words of *rest, as many as the page takes behind `at` columns, the next lines behind
 * `indent`; to the end of the paragraph, which is an empty line or one that is set in. */
static kt_status write_wrapped(const kt_sink *out, const char **rest, int at, int indent,
                               kt_error *err)
{
    const char *text = *rest;
    bool starts = true;
    while (*text && !(text[0] == '\n' && (text[1] == '\n' || text[1] == ' ' || !text[1]))) {
        const char *word = text + strspn(text, " \n");
        const int length = (int)strcspn(word, " \n");
        const bool breaks = !starts && at + 1 + length > PAGE;
        KT_TRY(kt_sink_format(out, err, breaks ? "\n%*s" : starts ? "" : " ", indent, ""));
        KT_TRY(kt_sink_write(out, word, (size_t)length, err));
        at = (breaks ? indent : at + !starts) + length;
        starts = false;
        text = word + length;
    }
    *rest = text;
    return kt_sink_add(out, "\n", err);
}

/* Paragraphs are wrapped; lines that are set in, the examples, stay as they are. */
static kt_status write_prose(const kt_sink *out, const char *text, kt_error *err)
{
    while (*text) {
        const size_t line = strcspn(text, "\n");
        if (line == 0 || text[0] == ' ') {
            KT_TRY(kt_sink_write(out, text, line, err));
            KT_TRY(kt_sink_add(out, "\n", err));
            text += line;
        } else {
            KT_TRY(write_wrapped(out, &text, 0, 0, err));
        }
        text += *text == '\n';
    }
    return kt_sink_add(out, "\n", err);
}

static kt_status help_line(const kt_parameter *parameter, const kt_sink *out, kt_error *err)
{
    char left[64], right[640];
    const bool is_option = parameter->place == KT_PLACE_OPTION;
    const char *shown = parameter->shown ? parameter->shown : "", *rest = right;
    snprintf(left, sizeof left, "%s%s%s%s", is_option ? "--" : "",
             is_option ? parameter->name : "", is_option && *shown ? " " : "", shown);
    const char *choices = parameter->choices;
    size_t used =
        (size_t)snprintf(right, sizeof right, "%s%s", parameter->help, choices ? " (" : "");
    for (const char *c = choices; c && *c && used + 3 < sizeof right; c++) {
        right[used++] = *c;
        if (*c == ',')
            right[used++] = ' '; // so that a line can end there
    }
    if (choices)
        right[used++] = ')';
    right[used] = '\0';
    if (strlen(left) > OPTION - 3)
        KT_TRY(kt_sink_format(out, err, "  %s\n%*s", left, OPTION, ""));
    else
        KT_TRY(kt_sink_format(out, err, "  %-20s ", left));
    return write_wrapped(out, &rest, OPTION, OPTION, err);
}

kt_status kt_command_help(const kt_command *command, const kt_sink *out, kt_error *err)
{
    KT_TRY(kt_sink_format(out, err, "  kontor %s", command->name));
    for (int n = 0; n < command->n_parameters; n++) {
        const kt_parameter *parameter = &command->parameters[n];
        if (parameter->place != KT_PLACE_OPTION)
            KT_TRY(kt_sink_format(
                out, err, parameter->place == KT_PLACE_OPTIONAL ? " [%s]" : " %s%s",
                parameter->shown, parameter->place == KT_PLACE_REPEATED ? "..." : ""));
    }
    KT_TRY(kt_sink_add(out, " [OPTIONS]\n\n", err));
    KT_TRY(write_prose(out, command->help, err));
    for (int n = 0; n < command->n_parameters; n++)
        KT_TRY(help_line(&command->parameters[n], out, err));
    for (int n = 0; n < kt_n_common_parameters; n++)
        KT_TRY(help_line(&kt_common_parameters[n], out, err));
    return KT_OK;
}

kt_status kt_command_run(const kt_command *command, kt_context *context, const kt_given *given,
                         int n_given, const kt_run_options *options, kt_error *err)
{
    KT_TRY(kt_arguments_check(command, given, n_given, err));
    kt_run run = {command, context, given, n_given, options};
    if (kt_argument_flag(&run, "help"))
        return kt_command_help(command, &options->out, err);
    return command->run(&run, err);
}
