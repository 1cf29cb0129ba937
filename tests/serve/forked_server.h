/* forked_server.h: kontor serve as a process of its own, which can be killed and measured. */
#ifndef FORKED_SERVER_H
#define FORKED_SERVER_H

#include "server_fixture.h"

#include <signal.h>
#include <sys/wait.h>

static kt_status tell_port(void *to, const char *data, size_t size, kt_error *err)
{
    const int *pipe_end = to;
    (void)err;
    return write(*pipe_end, data, size) == (ssize_t)size ? KT_OK : KT_ERR_IO;
}

/* The server as a process of its own; its port into *s. The caller has no other threads. */
static pid_t start(served *s, const kt_serve_options *like)
{
    int ends[2];
    char line[256] = "";
    size_t size = 0;
    CHECK_INT(pipe(ends), 0);
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        kt_serve_options options = *like;
        kt_error err = {0};
        options.notes = (kt_sink){tell_port, &ends[1]};
        options.logs = false;
        close(ends[0]);
        const kt_status status = kt_serve(&options, &err);
        _exit(status ? 1 : 0);
    }
    close(ends[1]);
    while (size + 1 < sizeof line && !strchr(line, '\n')) {
        const ssize_t n = read(ends[0], line + size, sizeof line - 1 - size);
        CHECK(n > 0);
        size += (size_t)n;
        line[size] = '\0';
    }
    close(ends[0]);
    *s = (served){.status = KT_OK};
    atomic_store(&s->port, atoi(strrchr(line, ':') + 1));
    return child;
}

static void end_hard(pid_t child)
{
    int status;
    kill(child, SIGKILL);
    CHECK_INT(waitpid(child, &status, 0), child);
}

#endif
