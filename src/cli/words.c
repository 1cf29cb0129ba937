/* words.c: the words of a command line to names and values. Which options take a value is the
 * command's own knowledge; nothing is checked here that kt_command_run() checks. */
#include "cli_internal.h"

#include <string.h>

/* The option of that name, of any length; NULL when the command has none. */
static const kt_parameter *option(const kt_command *command, const char *name, size_t length)
{
    char terminated[64];
    if (length >= sizeof terminated)
        return NULL;
    memcpy(terminated, name, length);
    terminated[length] = '\0';
    const kt_parameter *parameter = kt_command_parameter(command, terminated);
    return parameter && parameter->place == KT_PLACE_OPTION ? parameter : NULL;
}

kt_status kt_cli_parse(const kt_command *command, int n_words, char *const words[],
                       kt_given *given, int *n_given, kt_error *err)
{
    bool only_positional = false;
    int n = 0;
    for (int w = 0; w < n_words; w++) {
        const char *word = words[w];
        if (!only_positional && strcmp(word, "--") == 0) {
            only_positional = true;
            continue;
        }
        if (only_positional || strncmp(word, "--", 2) != 0) {
            if (!only_positional && word[0] == '-' && word[1])
                return kt_fail(err, KT_ERR_USAGE,
                               "unknown option %s; options are written --name; see kontor %s "
                               "--help",
                               word, command->name);
            given[n++] = (kt_given){NULL, word};
            continue;
        }
        const char *name = word + 2, *equals = strchr(name, '=');
        const size_t length = equals ? (size_t)(equals - name) : strlen(name);
        const kt_parameter *parameter = option(command, name, length);
        if (!parameter)
            return kt_command_no_option(command, (kt_slice){name, length}, err);
        const char *value = equals ? equals + 1 : NULL;
        if (!value && parameter->type != KT_TYPE_FLAG) {
            if (w + 1 == n_words)
                return kt_fail(err, KT_ERR_USAGE, "--%s needs a value: %s", parameter->name,
                               parameter->shown);
            value = words[++w];
        }
        given[n++] = (kt_given){parameter->name, value};
    }
    *n_given = n;
    return KT_OK;
}
