/* main.c: argv to a command, its answer to the terminal, its failure to one line and an exit
 * status: 0 done, 1 it could not be done, 2 called wrongly, 3 a claim does not match (check).
 *
 * Here alone the environment, the clock and the terminal are asked. */
#include "cli_internal.h"

#include <kontor/limits.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/serve.h>
#include <kontor/version.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A signal handler can reach nothing else: set by the first Ctrl-C, asked by long work. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

static bool was_interrupted(void *with)
{
    (void)with;
    return interrupted != 0;
}

/* The first Ctrl-C asks the work to end cleanly; the second ends the program. */
static void catch_interrupts(void)
{
    struct sigaction action = {0};
    action.sa_handler = on_interrupt;
    action.sa_flags = (int)SA_RESETHAND;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static kt_status buffered_write(void *to, const char *data, size_t size, kt_error *err)
{
    if (fwrite(data, 1, size, to) != size)
        return kt_fail_errno(err, "cannot write the answer");
    return KT_OK;
}

static kt_status unwritten(void *to, const char *data, size_t size, kt_error *err)
{
    (void)to, (void)data, (void)size, (void)err;
    return KT_OK;
}

/* $KONTOR_STORE, else the XDG data directory. */
static kt_status default_store(char out[KT_MAX_PATH], kt_error *err)
{
    const char *store = getenv("KONTOR_STORE"), *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    int length;
    if (store && store[0])
        length = snprintf(out, KT_MAX_PATH, "%s", store);
    else if (data && data[0] == '/')
        length = snprintf(out, KT_MAX_PATH, "%s/kontor", data);
    else
        length = snprintf(out, KT_MAX_PATH, "%s/.local/share/kontor", home ? home : ".");
    if (length < 0 || length >= KT_MAX_PATH)
        return kt_fail(err, KT_ERR_LIMIT, "the path of the store is too long");
    return KT_OK;
}

/* The reader's language from the environment, where it is one of ours; else English. */
static const char *default_language(void)
{
    static const char *const names[] = {"KONTOR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        const char *value = getenv(names[n]);
        if (!value || !value[0])
            continue;
        if (strncmp(value, "de", 2) == 0)
            return "de";
        if (strncmp(value, "ru", 2) == 0)
            return "ru";
        return "en";
    }
    return "en";
}

static int terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return 80;
}

/* True when a word before "--" is the option. */
static bool has_option(int n_words, char *const words[], const char *option)
{
    for (int w = 0; w < n_words && strcmp(words[w], "--") != 0; w++)
        if (strcmp(words[w], option) == 0)
            return true;
    return false;
}

/* The server stands above the commands, so `serve` reaches it through here. */
static kt_status serve(const kt_serve_options *asked, kt_error *err)
{
    kt_serve_options options = *asked;
    options.data_folder = getenv("KONTOR_DATA");
    return kt_serve(&options, err);
}

static kt_status run_command(const kt_command *command, int n_words, char *const words[],
                             kt_error *err)
{
    kt_context *context = NULL;
    kt_given *given = NULL;
    int n_given = 0;
    char store[KT_MAX_PATH];
    kt_cli_bar bar = {0};
    const bool quiet = has_option(n_words, words, "--quiet");
    const kt_progress progress = {isatty(STDERR_FILENO) && !quiet ? kt_cli_bar_report : NULL,
                                  was_interrupted, &bar};
    kt_run_options options = {.store = store,
                              .language = default_language(),
                              .width = terminal_width(),
                              .colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR"),
                              .now = kt_moment_now(),
                              .out = {buffered_write, stdout},
                              .notes = {quiet ? unwritten : buffered_write, stderr},
                              .progress = &progress,
                              .serve = serve,
                              .ask_secret = kt_cli_ask_secret};

    kt_status status = default_store(store, err);
    if (!status)
        status = kt_new(&given, n_words + 1, sizeof *given, err);
    if (!status)
        status = kt_cli_parse(command, n_words, words, given, &n_given, err);
    if (!status)
        status = kt_context_open(getenv("KONTOR_DATA"), &context, err);
    if (!status)
        status = kt_command_run(command, context, given, n_given, &options, err);
    kt_cli_bar_end(&bar);
    if (!status && fflush(stdout) != 0)
        status = kt_fail_errno(err, "cannot write the answer");
    kt_context_close(context);
    kt_free(given);
    return status;
}

static int report(const kt_error *err)
{
    char text[sizeof err->cause + sizeof err->context + 64];
    fflush(stdout);
    fprintf(stderr, "kontor: %s\n", kt_error_text(err, text, sizeof text));
    if (err->status == KT_ERR_MISMATCH)
        return 3;
    return err->status == KT_ERR_USAGE ? 2 : 1;
}

int main(int argc, char **argv)
{
    kt_error err = {0};
    const kt_sink out = {buffered_write, stdout};

    catch_interrupts();
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        const kt_command *about = argc > 2 ? kt_command_find(argv[2]) : NULL;
        if (about ? kt_command_help(about, &out, &err) : kt_command_list(&out, &err))
            return report(&err);
        return argc < 2 ? 2 : 0;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("kontor %s\n", KT_VERSION);
        return 0;
    }
    const kt_command *command = kt_command_find(argv[1]);
    if (!command) {
        (void)!kt_command_unknown(argv[1], &err);
        return report(&err);
    }
    if (has_option(argc - 2, argv + 2, "--help"))
        return kt_command_help(command, &out, &err) ? report(&err) : 0;
    if (run_command(command, argc - 2, argv + 2, &err))
        return report(&err);
    return 0;
}
