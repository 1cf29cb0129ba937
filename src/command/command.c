/* command.c: the list of commands, their help, and the way into each. */
#include "run_internal.h"

#include <stdio.h>
#include <string.h>

static const kt_command *const commands[] = {
    &kt_command_import,     &kt_command_fetch,     &kt_command_info,    &kt_command_verify,
    &kt_command_export,     &kt_command_drop,      &kt_command_query,   &kt_command_rank,
    &kt_command_measure,    &kt_command_diversify, &kt_command_brief,   &kt_command_diff,
    &kt_command_synth,      &kt_command_chart,     &kt_command_gravity, &kt_command_predict,
    &kt_command_check,      &kt_command_bulletin,  &kt_command_serve,   &kt_command_page,
    &kt_command_user,       &kt_command_desk,      &kt_command_review,  &kt_command_feed,
    &kt_command_check_text,
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

kt_status kt_command_list(const kt_sink *out, kt_error *err)
{
    KT_TRY(
        kt_sink_add(out,
                    "kontor: checked answers about the trade of any two countries, offline.\n\n"
                    "  kontor COMMAND [ARGUMENTS] [OPTIONS]\n\n",
                    err));
    for (int n = 0; n < N_COMMANDS; n++)
        KT_TRY(
            kt_sink_format(out, err, "  %-9s %s\n", commands[n]->name, commands[n]->summary));
    return kt_sink_add(
        out,
        "\nA country is its ISO code or its name in German, English or Russian.\n"
        "kontor COMMAND --help explains one command, with examples.\n",
        err);
}

static kt_status help_line(const kt_parameter *parameter, const kt_sink *out, kt_error *err)
{
    char left[64];
    const char *dashes = parameter->place == KT_PLACE_OPTION ? "--" : "";
    const char *shown = parameter->shown ? parameter->shown : "";
    if (parameter->place == KT_PLACE_OPTION)
        snprintf(left, sizeof left, "%s%s %s", dashes, parameter->name, shown);
    else
        snprintf(left, sizeof left, "%s", shown);
    KT_TRY(kt_sink_format(out, err, "  %-20s %s", left, parameter->help));
    if (parameter->choices)
        KT_TRY(kt_sink_format(out, err, " (%s)", parameter->choices));
    return kt_sink_add(out, "\n", err);
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
    KT_TRY(kt_sink_format(out, err, " [OPTIONS]\n\n%s\n", command->help));
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
