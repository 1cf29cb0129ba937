/* cli_internal.h: the parts of the command line: words to values, and the progress bar. */
#ifndef KONTOR_CLI_INTERNAL_H
#define KONTOR_CLI_INTERNAL_H

#include <kontor/command.h>

/* Words behind the command's name to names and values, in the caller's array of n_words items:
 * "--name VALUE", "--name=VALUE", "--" (all behind it are positional), "-" (standard input).
 * Values point into words. */
KT_MUST_USE kt_status kt_cli_parse(const kt_command *command, int n_words, char *const words[],
                                   kt_given *given, int *n_given, kt_error *err);

/* A bar on standard error, drawn at most ten times a second, with rate and time left. */
typedef struct kt_cli_bar {
    double began, drawn; /* seconds on kt_moment_clock() */
    char stage[32];
    bool visible;
} kt_cli_bar;
void kt_cli_bar_report(void *bar, const kt_progress_report *report);
/* Wipe it off the terminal. */
void kt_cli_bar_end(kt_cli_bar *bar);

/* kt_run_options.ask_secret: from the terminal without showing it, and there twice; where
 * standard input is no terminal, its first line. Errors: KT_ERR_MISSING the input has ended;
 * KT_ERR_RANGE twice not the same; KT_ERR_LIMIT; KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_cli_ask_secret(const char *question, kt_text *out, kt_error *err);

#endif
