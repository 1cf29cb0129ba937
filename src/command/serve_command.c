/* serve_command.c: kontor serve: what was asked for, checked; the server itself is behind the
 * caller's door (kt_run_options.serve), for it stands above the commands. */
#include "run_internal.h"

#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include <stdio.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"listen", "ADDRESS:PORT", NULL,
     "Where to listen (default 127.0.0.1:8080); port 0 takes one that is free.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"site", "URL", NULL, "Its address for others, such as https://example.org.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"tls-cert", "FILE", NULL, "Certificate and its chain (PEM): serve by TLS.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"tls-key", "FILE", NULL, "Its private key (PEM).", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"behind-proxy", NULL, NULL,
     "A proxy with TLS stands before it: editing works, and X-Forwarded-For names the client.",
     KT_TYPE_FLAG, KT_PLACE_OPTION},
    {"cache", "MIB", NULL, "Memory for answers that were made (default 64).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"connections", "N", NULL, "Most connections at a time (default 12000).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"timeout", "SECONDS", NULL, "Close a connection on which nothing moves (default 30).",
     KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"answer-time", "SECONDS", NULL, "Give up work on one answer (default 10).",
     KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"slow-time", "SECONDS", NULL,
     "The same for estimates, exports and checksums (default 60).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"slow-memory", "MIB", NULL, "Memory for one of those (default 1024).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"rate", "N", NULL, "Most answers made a second for one address (default: no limit).",
     KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"log", "WHAT", "requests,none", "A line for each request (default requests).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"stop-after", "SECONDS", NULL, "Stop by itself.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
};

/* "ADDRESS:PORT" or "[ADDRESS]:PORT". */
static kt_status parse_listen(const char *text, char host[64], int *port, kt_error *err)
{
    const char *colon = strrchr(text, ':');
    int64_t number = -1;
    size_t n = colon ? (size_t)(colon - text) : 0;
    if (!colon || !kt_parse_i64(kt_slice_of(colon + 1), &number) || number < 0 ||
        number > 65535 || n == 0 || n >= 64)
        return kt_fail(err, KT_ERR_USAGE,
                       "--listen is \"%s\", expected an address and a port like "
                       "127.0.0.1:8080 or [::1]:8080",
                       text);
    if (text[0] == '[' && text[n - 1] == ']') {
        text++;
        n -= 2;
    }
    memcpy(host, text, n);
    host[n] = '\0';
    *port = (int)number;
    return KT_OK;
}

static kt_status read_number(const kt_run *run, const char *name, int64_t otherwise,
                             int64_t least, int64_t most, int64_t *out, kt_error *err)
{
    *out = kt_argument_integer(run, name, otherwise);
    if (*out < least || *out > most)
        return kt_fail(err, KT_ERR_USAGE, "--%s is %lld, expected %lld to %lld", name,
                       (long long)*out, (long long)least, (long long)most);
    return KT_OK;
}

static kt_status read_numbers(const kt_run *run, kt_serve_options *options, kt_error *err)
{
    int64_t threads, cache, connections, timeout, answer, slow, memory, rate, stop;
    KT_TRY(read_number(run, "threads", kt_parallel_processors(), 1, 256, &threads, err));
    KT_TRY(read_number(run, "cache", 64, 0, 65536, &cache, err));
    KT_TRY(read_number(run, "connections", 12000, 1, 1000000, &connections, err));
    KT_TRY(read_number(run, "timeout", 30, 1, 3600, &timeout, err));
    KT_TRY(read_number(run, "answer-time", 10, 1, 3600, &answer, err));
    KT_TRY(read_number(run, "slow-time", 60, 1, 3600, &slow, err));
    KT_TRY(read_number(run, "slow-memory", 1024, 1, 1 << 20, &memory, err));
    KT_TRY(read_number(run, "rate", 0, 0, 1000000, &rate, err));
    KT_TRY(read_number(run, "stop-after", 0, 0, 1000000, &stop, err));
    options->n_threads = (int)threads;
    options->cache_bytes = (size_t)cache << 20;
    options->max_connections = (int)connections;
    options->timeout_s = (int)timeout;
    options->answer_s = (int)answer;
    options->slow_s = (int)slow;
    options->slow_bytes = (size_t)memory << 20;
    options->rate = (int)rate;
    options->stop_after_s = (int)stop;
    return KT_OK;
}

static kt_status serve(const kt_run *run, kt_serve_options *options, kt_text *cert,
                       kt_text *key, kt_error *err)
{
    enum { MOST_PEM = 1 << 20 };
    char host[64] = "";
    const char *cert_path = kt_argument_text(run, "tls-cert", NULL);
    const char *key_path = kt_argument_text(run, "tls-key", NULL);

    KT_TRY(parse_listen(kt_argument_text(run, "listen", "127.0.0.1:8080"), host, &options->port,
                        err));
    KT_TRY(read_numbers(run, options, err));
    if (!cert_path != !key_path)
        return kt_fail(err, KT_ERR_USAGE, "--tls-cert and --tls-key are given together");
    if (cert_path) {
        KT_TRY(kt_file_read(cert_path, MOST_PEM, cert, err));
        KT_TRY(kt_file_read(key_path, MOST_PEM, key, err));
        options->tls_cert = (kt_slice){kt_text_get(cert), cert->size};
        options->tls_key = (kt_slice){kt_text_get(key), key->size};
    }
    options->behind_proxy = kt_argument_flag(run, "behind-proxy");
    options->site = kt_argument_text(run, "site", NULL);
    if (options->site)
        KT_TRY(kt_site_check(options->site, err));
    options->host = host;
    options->store = kt_run_store(run);
    return run->options->serve(options, err);
}

static kt_status run_serve(kt_run *run, kt_error *err)
{
    kt_text cert = {0}, key = {0};
    kt_serve_options options = {
        .max_body = (size_t)1 << 20,
        .max_answer = (size_t)32 << 20,
        .logs = strcmp(kt_argument_text(run, "log", "requests"), "requests") == 0,
        .notes = run->options->notes,
        .progress = run->options->progress,
    };
    if (!run->options->serve)
        return kt_fail(err, KT_ERR_USAGE, "serve runs at the command line only");
    kt_memory_keep_freed();
    const kt_status status = serve(run, &options, &cert, &key, err);
    kt_text_clear(&key);
    kt_text_clear(&cert);
    return status;
}

const kt_command kt_command_serve = {
    "serve",
    "the site and the interface for programs, over HTTP",
    "Serves pages about countries, pairs, products and blocs in three languages, and what the\n"
    "reading commands answer, as JSON or CSV, below /api/v1/. New datasets are taken up while\n"
    "it runs. Nothing can be changed through it but by editors who have logged in (kontor "
    "user),\n"
    "over TLS, on this machine or behind a declared proxy; no path in a request is ever "
    "opened.\n"
    "SIGTERM or Ctrl-C ends it when the answers under way are sent.\n"
    "docs/serve.md says more.\n\n"
    "  kontor serve\n"
    "  kontor serve --listen 127.0.0.1:9000 --cache 256\n"
    "  kontor serve --listen [::1]:8443 --tls-cert cert.pem --tls-key key.pem\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_serve,
};
