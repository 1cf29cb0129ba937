/* secret.c: a password from the person at the terminal. */
#include "cli_internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { MOST = 4096 };

/* One line, byte by byte: what is behind it belongs to others, and nothing stays in a buffer of
 * the C library. */
static kt_status read_line(char out[MOST], kt_error *err)
{
    size_t size = 0;
    for (;;) {
        char c;
        const ssize_t n = read(STDIN_FILENO, &c, 1);
        if (n < 0 && errno == EINTR)
            return kt_fail(err, KT_ERR_STOPPED, "stopped");
        if (n < 0)
            return kt_fail_errno(err, "cannot read the password");
        if (n == 0 && size == 0)
            return kt_fail(err, KT_ERR_MISSING, "no password: the input has ended");
        if (n == 0 || c == '\n')
            break;
        if (size + 1 == MOST)
            return kt_fail(err, KT_ERR_LIMIT, "the password is longer than %d bytes", MOST);
        out[size++] = c;
    }
    while (size > 0 && out[size - 1] == '\r')
        size--;
    if (memchr(out, '\0', size))
        return kt_fail(err, KT_ERR_RANGE, "the password holds a zero byte");
    out[size] = '\0';
    return KT_OK;
}

static kt_status ask(const char *question, char out[MOST], kt_error *err)
{
    fprintf(stderr, "%s: ", question);
    fflush(stderr);
    const kt_status status = read_line(out, err);
    fputc('\n', stderr);
    return status;
}

static kt_status ask_twice(const char *question, char first[MOST], kt_error *err)
{
    char second[MOST];
    kt_status status = ask(question, first, err);
    if (!status)
        status = ask("The same again", second, err);
    if (!status && strcmp(first, second) != 0)
        status = kt_fail(err, KT_ERR_RANGE, "these were two different passwords");
    explicit_bzero(second, sizeof second);
    return status;
}

kt_status kt_cli_ask_secret(const char *question, kt_text *out, kt_error *err)
{
    struct termios shown, hidden;
    char line[MOST];
    kt_status status;
    if (tcgetattr(STDIN_FILENO, &shown) == 0) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        status = ask_twice(question, line, err);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    } else {
        status = read_line(line, err);
    }
    if (!status)
        status = kt_text_add(out, line, err);
    explicit_bzero(line, sizeof line);
    return status;
}
