/* reply.c: running a command for a request, and saying what went wrong. */
#include "server.h"

#include <kontor/json.h>
#include <kontor/moment.h>

#include <stdio.h>
#include <string.h>

const char *const kt_policy_page =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const char *const kt_policy_desk =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const char *const kt_policy_document =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox";

static const struct media {
    const char *format, *type, *header;
} media[] = {
    {"json", "application/json", "application/json"},
    {"csv", "text/csv", "text/csv; charset=utf-8"},
    {"text", "text/plain", "text/plain; charset=utf-8"},
    {"html", "text/html", "text/html; charset=utf-8"},
    {"md", "text/markdown", "text/markdown; charset=utf-8"},
    {"svg", "image/svg+xml", "image/svg+xml"},
    {"png", "image/png", "image/png"},
    {"pdf", "application/pdf", "application/pdf"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
};

static const struct media *media_of(const char *format)
{
    for (size_t n = 0; n < sizeof media / sizeof *media; n++)
        if (strcmp(media[n].format, format) == 0)
            return &media[n];
    return NULL;
}

const char *kt_media_type(const char *format)
{
    const struct media *found = media_of(format);
    return found ? found->type : NULL;
}

const char *kt_media_header(const char *format)
{
    const struct media *found = media_of(format);
    return found ? found->header : NULL;
}

/* ---- files ------------------------------------------------------------------------------ */

/* Letters and digits stay; other ASCII becomes a dash, so that no word ends the header, names a
 * folder or hides an ending. Other scripts are percent-encoded (RFC 8187), or "_". */
static size_t put_word(char *out, size_t n, size_t room, const char *word, bool is_encoded)
{
    for (const char *c = word; *c && n + 4 < room; c++) {
        const unsigned char byte = (unsigned char)*c;
        const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                              (byte >= 'a' && byte <= 'z');
        if (byte < 0x80)
            out[n++] = (char)(is_plain ? byte : '-');
        else if (is_encoded)
            n += (size_t)snprintf(out + n, room - n, "%%%02X", byte);
        else if (byte >= 0xC0) // the first byte of a letter
            out[n++] = '_';
    }
    out[n] = '\0';
    return n;
}

static size_t put_name(char *out, size_t room, const char *const word[], int n_words,
                       bool is_encoded)
{
    size_t n = (size_t)snprintf(out, room, "kontor");
    for (int w = 0; w < n_words; w++) {
        n += (size_t)snprintf(out + n, room - n, "-");
        n = put_word(out, n, room, word[w], is_encoded);
    }
    return n;
}

void kt_reply_file(kt_reply *reply, const char *const word[], int n_words, const char *form)
{
    char plain[120], encoded[360];
    const bool is_shown = strcmp(form, "pdf") == 0 || strcmp(form, "png") == 0 ||
                          strcmp(form, "svg") == 0 || strcmp(form, "html") == 0 ||
                          strcmp(form, "csv") == 0;
    put_name(plain, sizeof plain - 8, word, n_words, false);
    put_name(encoded, sizeof encoded - 8, word, n_words, true);
    snprintf(reply->file, sizeof reply->file,
             "%s; filename=\"%s.%.8s\"; filename*=UTF-8''%s.%.8s",
             is_shown ? "inline" : "attachment", plain, form, encoded, form);
}

/* ---- running ---------------------------------------------------------------------------- */

typedef struct bounded {
    kt_text *text;
    size_t limit;
} bounded;

static kt_status write_bounded(void *to, const char *data, size_t size, kt_error *err)
{
    bounded *b = to;
    if (size > b->limit - b->text->size)
        return kt_fail(err, KT_ERR_LIMIT,
                       "the answer is longer than %zu bytes; ask for a part of it", b->limit);
    return kt_text_append(b->text, data, size, err);
}

/* Remarks become one line of ASCII for a header; what does not fit is left out. */
static kt_status write_remark(void *to, const char *data, size_t size, kt_error *err)
{
    kt_reply *reply = to;
    size_t n = strlen(reply->remarks);
    (void)err;
    for (size_t at = 0; at < size && n + 1 < sizeof reply->remarks; at++) {
        const char c = data[at];
        if (c == '\n' && n == 0)
            continue;
        reply->remarks[n++] = (char)(c >= ' ' && c < 0x7F ? c : c == '\n' ? ';' : '?');
    }
    reply->remarks[n] = '\0';
    return KT_OK;
}

static bool is_late(void *with)
{
    const kt_worker *worker = with;
    return kt_moment_clock() > worker->deadline ||
           (worker->is_ending && atomic_load(worker->is_ending));
}

kt_status kt_worker_run(const kt_worker *worker, const kt_command *command,
                        const kt_given *given, int n_given, const char *language,
                        kt_reply *reply, kt_error *err)
{
    kt_worker clock = *worker;
    bounded out = {&reply->body, worker->options->max_answer};
    int64_t n_rows = -1;
    const kt_progress progress = {NULL, is_late, &clock};
    const kt_run_options options = {.store = worker->options->store,
                                    .language = language,
                                    .now = worker->now,
                                    .out = {write_bounded, &out},
                                    .notes = {write_remark, reply},
                                    .progress = &progress,
                                    .n_rows = &n_rows,
                                    .is_remote = true};
    const kt_status status =
        kt_command_run(command, worker->context, given, n_given, &options, err);
    if (!status && n_rows >= 0)
        snprintf(reply->total, sizeof reply->total, "%lld", (long long)n_rows);
    return status;
}

/* ---- what went wrong -------------------------------------------------------------------- */

int kt_reply_status(kt_status status)
{
    switch (status) {
    case KT_OK:
        return 200;
    case KT_ERR_USAGE:
    case KT_ERR_RANGE:
    case KT_ERR_NUMERIC:
        return 400;
    case KT_ERR_MISSING:
        return 404;
    case KT_ERR_LIMIT:
        return 413;
    case KT_ERR_MISMATCH: // an answer all the same, and only a terminal asks for it
        return 200;
    case KT_ERR_STOPPED:
        return 503;
    case KT_ERR_MEMORY:
    case KT_ERR_IO:
    case KT_ERR_FORMAT:
        break;
    }
    return 500;
}

void kt_reply_message(const kt_worker *worker, const kt_error *err, char out[600])
{
    char text[600];
    const char *store = worker->options->store;
    const size_t n_store = strlen(store);
    size_t n = 0;
    kt_error_text(err, text, sizeof text);
    for (const char *at = text; *at && n + 16 < 600;) {
        if (n_store > 1 && strncmp(at, store, n_store) == 0) {
            n += (size_t)snprintf(out + n, 600 - n, "the store");
            at += n_store;
        } else if (at[0] == '-' && at[1] == '-' && at[2] >= 'a' && at[2] <= 'z' &&
                   (at == text || at[-1] == ' ')) {
            at += 2; // options have no dashes here
        } else {
            out[n++] = *at++;
        }
    }
    out[n] = '\0';
}

void kt_reply_error_json(const kt_worker *worker, kt_reply *reply, int status,
                         const kt_error *err)
{
    char message[600];
    kt_json json;
    kt_reply_message(worker, err, message);
    kt_text_reset(&reply->body);
    kt_json_init(&json, &reply->body);
    kt_json_begin_object(&json);
    kt_json_key(&json, "error");
    kt_json_begin_object(&json);
    kt_json_key(&json, "status");
    kt_json_integer(&json, status);
    kt_json_key(&json, "kind");
    kt_json_text(&json, kt_status_name(err->status));
    kt_json_key(&json, "message");
    kt_json_text(&json, message);
    kt_json_end_object(&json);
    kt_json_end_object(&json);
    if (kt_json_finish(&json, NULL) || kt_text_add(&reply->body, "\n", NULL))
        kt_text_reset(&reply->body); // no memory: the status alone says it
    reply->status = status;
    reply->type = "application/json";
    reply->policy = kt_policy_document;
    reply->is_kept = false;
    reply->max_age_s = 0;
    reply->link[0] = reply->total[0] = '\0';
}
