/* download_libcurl.c: the tries of a download, on libcurl, which is loaded when first needed.
 *
 * One try: what .about says of the .part that is there is held against the head of the answer
 * before its first byte is kept:
 *
 *     206 and it begins where we ended, same ETag, same total    append
 *     200, or a 206 that does not fit                            begin again
 *     anything else                                              no byte is kept
 *
 * A 206 that does not fit cannot be used at all; .part is emptied and the next try asks for the
 * whole. */
#include "download_libcurl.h"

#include <kontor/library.h>
#include <kontor/text.h>
#include <kontor/version.h>

#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { REDIRECTS = 10, PIECE = 1 << 18 };

/* ---- libcurl, loaded ------------------------------------------------------------------- */

typedef struct libcurl {
    void *library;
    CURL *(*init)(void);
    CURLcode (*setopt)(CURL *, CURLoption, ...);
    CURLcode (*perform)(CURL *);
    CURLcode (*getinfo)(CURL *, CURLINFO, ...);
    void (*cleanup)(CURL *);
    const char *(*strerror)(CURLcode);
} libcurl;

static kt_status load(libcurl *lib, kt_error *err)
{
    static const char *const names[] = {"libcurl.so.4", NULL};
    KT_TRY(kt_library_open(names, "libcurl4", &lib->library, err));
    const struct {
        const char *name;
        void *function;
    } wanted[] = {{"curl_easy_init", &lib->init},       {"curl_easy_setopt", &lib->setopt},
                  {"curl_easy_perform", &lib->perform}, {"curl_easy_getinfo", &lib->getinfo},
                  {"curl_easy_cleanup", &lib->cleanup}, {"curl_easy_strerror", &lib->strerror}};
    kt_status status = KT_OK;
    for (size_t n = 0; n < sizeof wanted / sizeof wanted[0] && !status; n++)
        status = kt_library_function(lib->library, wanted[n].name, wanted[n].function, err);
    if (status)
        kt_library_close(lib->library);
    return status;
}

bool kt_download_available(void)
{
    libcurl lib = {0};
    if (load(&lib, NULL))
        return false;
    kt_library_close(lib.library);
    return true;
}

/* The try under way. */
typedef struct transfer {
    kt_partial *partial;
    const libcurl *lib;
    CURL *curl;
    kt_about found;
    int64_t range_from; /* of Content-Range; -1: none */
    int64_t asked_from; /* 0: the whole was asked for */
    int64_t length;     /* Content-Length; -1: none */
    bool head_seen;     /* the head of the answer was judged */
    bool begin_again;   /* .part did not fit and is empty now */
    kt_status status;   /* what a callback failed with */
    kt_error *err;
} transfer;

/* ---- one answer ------------------------------------------------------------------------ */

/* "bytes 100-199/200" */
static void read_content_range(transfer *t, kt_slice value)
{
    int64_t from, total;
    if (!kt_slice_starts(value, "bytes "))
        return;
    kt_slice rest = {value.data + 6, value.size - 6};
    const kt_slice first = kt_slice_cut(&rest, '-');
    kt_slice behind = rest;
    if (!kt_parse_i64(first, &from) || from < 0 || !behind.data)
        return;
    kt_slice_cut(&behind, '/');
    t->range_from = from;
    if (behind.data && kt_parse_i64(behind, &total) && total >= 0)
        t->found.size = total;
}

/* One line of a head; a redirect has a head of its own, so each first line forgets the rest. */
static size_t on_header(char *data, size_t size, size_t n, void *with)
{
    transfer *t = with;
    const kt_slice line = {data, size * n};
    kt_slice value;
    if (kt_slice_starts(line, "HTTP/")) {
        t->found = (kt_about){.size = -1};
        t->range_from = t->length = -1;
    } else if (kt_header_value(line, "etag", &value)) {
        kt_mark_copy(value, t->found.etag);
    } else if (kt_header_value(line, "last-modified", &value)) {
        kt_mark_copy(value, t->found.modified);
    } else if (kt_header_value(line, "content-range", &value)) {
        read_content_range(t, value);
    } else if (kt_header_value(line, "content-length", &value)) {
        if (!kt_parse_i64(value, &t->length) || t->length < 0)
            t->length = -1;
    }
    return line.size;
}

static bool is_same_file(const kt_about *known, const kt_about *found)
{
    if (known->size >= 0 && found->size != known->size)
        return false;
    if (known->etag[0])
        return strcmp(known->etag, found->etag) == 0;
    return known->modified[0] && strcmp(known->modified, found->modified) == 0;
}

static kt_status check_announced(const transfer *t, int64_t size, kt_error *err)
{
    const int64_t listed = t->partial->options->size;
    if (size > KT_MAX_DOWNLOAD)
        return kt_fail(err, KT_ERR_LIMIT, "the server has %" PRId64 " bytes, at most %" PRId64,
                       size, (int64_t)KT_MAX_DOWNLOAD);
    if (size >= 0 && listed >= 0 && size != listed)
        return kt_fail(err, KT_ERR_FORMAT,
                       "the server has %" PRId64 " bytes, expected %" PRId64, size, listed);
    return KT_OK;
}

/* Before the first byte: whether it belongs behind those we have. */
static kt_status judge_head(transfer *t)
{
    long code = 0;
    t->head_seen = true;
    t->lib->getinfo(t->curl, CURLINFO_RESPONSE_CODE, &code);
    if (code == 206 && t->asked_from > 0) {
        if (t->range_from == t->asked_from && is_same_file(&t->partial->known, &t->found))
            return KT_OK;
        KT_TRY(kt_partial_cut(t->partial, 0, t->err));
        t->begin_again = true;
        return kt_fail(t->err, KT_ERR_IO, "the server sent a part that does not fit");
    }
    if (code != 200)
        return kt_fail(t->err, KT_ERR_IO, "the server answered %ld, expected 200", code);
    t->found.size = t->length;
    KT_TRY(check_announced(t, t->found.size, t->err));
    KT_TRY(kt_partial_cut(t->partial, 0, t->err));
    KT_TRY(kt_partial_note(t->partial, &t->found, t->err));
    t->partial->known = t->found;
    return KT_OK;
}

static kt_status keep(transfer *t, const char *data, size_t size)
{
    const int64_t listed = t->partial->options->size;
    const int64_t limit = listed >= 0 ? listed : KT_MAX_DOWNLOAD;
    if ((int64_t)size > limit - t->partial->n_part)
        return kt_fail(t->err, listed >= 0 ? KT_ERR_FORMAT : KT_ERR_LIMIT,
                       "the server sends more than %" PRId64 " bytes", limit);
    return kt_partial_append(t->partial, data, size, t->err);
}

static size_t on_data(char *data, size_t size, size_t n, void *with)
{
    transfer *t = with;
    if (!t->head_seen)
        t->status = judge_head(t);
    if (!t->status)
        t->status = keep(t, data, size * n);
    return t->status ? 0 : size * n;
}

static int on_progress(void *with, curl_off_t total, curl_off_t now, curl_off_t up_total,
                       curl_off_t up_now)
{
    transfer *t = with;
    (void)total, (void)now, (void)up_total, (void)up_now;
    kt_progress_tell(t->partial->options->progress, "reading", t->partial->n_part,
                     t->partial->known.size > 0 ? t->partial->known.size : 0, 0);
    if (!t->status)
        t->status = kt_progress_check(t->partial->options->progress, t->err);
    return t->status != KT_OK;
}

/* ---- one try --------------------------------------------------------------------------- */

bool kt_download_is_secure(const char *url)
{
    return kt_slice_starts(kt_slice_of(url), "https://");
}

/* Where to go on: behind the last byte, or 0 where the rest cannot be known to fit. The last
 * byte of a complete .part is asked for again, because no server has an answer without bytes.
 */
static int64_t resume_place(const transfer *t)
{
    if (!t->partial->known.etag[0] && !t->partial->known.modified[0])
        return 0;
    if (t->partial->known.size < 0 || t->partial->n_part > t->partial->known.size)
        return 0;
    return t->partial->n_part == t->partial->known.size && t->partial->n_part > 0
               ? t->partial->n_part - 1
               : t->partial->n_part;
}

static CURLcode set_options(transfer *t, const char *range, struct curl_slist *headers)
{
    const libcurl *lib = t->lib;
    const kt_download_options *o = t->partial->options;
    const char *later = kt_download_is_secure(t->partial->url) ? "https" : "http,https";
    CURL *curl = t->curl;
    CURLcode code = lib->setopt(curl, CURLOPT_URL, t->partial->url);
    code = code ? code : lib->setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    code = code ? code : lib->setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, later);
    code = code ? code : lib->setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    code = code ? code : lib->setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTS);
    code = code ? code : lib->setopt(curl, CURLOPT_FAILONERROR, 1L);
    code = code ? code : lib->setopt(curl, CURLOPT_NOSIGNAL, 1L);
    code = code ? code : lib->setopt(curl, CURLOPT_USERAGENT, "kontor/" KT_VERSION);
    code = code ? code : lib->setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)o->connect_seconds);
    code = code ? code : lib->setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    code = code ? code : lib->setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)o->stall_seconds);
    code = code ? code : lib->setopt(curl, CURLOPT_BUFFERSIZE, (long)PIECE);
    code = code ? code : lib->setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    code = code ? code : lib->setopt(curl, CURLOPT_HEADERDATA, t);
    code = code ? code : lib->setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
    code = code ? code : lib->setopt(curl, CURLOPT_WRITEDATA, t);
    code = code ? code : lib->setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    code = code ? code : lib->setopt(curl, CURLOPT_XFERINFODATA, t);
    code = code ? code : lib->setopt(curl, CURLOPT_NOPROGRESS, 0L);
    code = code ? code : lib->setopt(curl, CURLOPT_RANGE, range);
    return code ? code : lib->setopt(curl, CURLOPT_HTTPHEADER, headers);
}

/* The failure of libcurl as one line of ours. */
static kt_status explain(const transfer *t, CURLcode code, kt_error *err)
{
    long answer = 0;
    switch (code) {
    case CURLE_HTTP_RETURNED_ERROR:
        t->lib->getinfo(t->curl, CURLINFO_RESPONSE_CODE, &answer);
        if (answer == 404 || answer == 410)
            return kt_fail(err, KT_ERR_MISSING, "the server has no such file (%ld)", answer);
        return kt_fail(err, KT_ERR_IO, "the server answered %ld", answer);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return kt_fail(err, KT_ERR_IO, "the server's name is not known: is there a network?");
    case CURLE_COULDNT_CONNECT:
        return kt_fail(err, KT_ERR_IO, "the server cannot be reached: is there a network?");
    case CURLE_OPERATION_TIMEDOUT:
        return kt_fail(err, KT_ERR_IO, "the server was silent for too long");
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
        return kt_fail(err, KT_ERR_IO, "the connection was cut after %" PRId64 " bytes",
                       t->partial->n_part);
    case CURLE_TOO_MANY_REDIRECTS:
        return kt_fail(err, KT_ERR_IO, "more than %d redirects", (int)REDIRECTS);
    case CURLE_UNSUPPORTED_PROTOCOL:
        return kt_fail(err, KT_ERR_RANGE, "an address that is not %s",
                       kt_download_is_secure(t->partial->url) ? "https any more"
                                                              : "http or https");
    case CURLE_OUT_OF_MEMORY:
        return kt_fail(err, KT_ERR_MEMORY, "libcurl has no memory");
    default:
        return kt_fail(err, KT_ERR_IO, "%s", t->lib->strerror(code));
    }
}

static kt_status try_once(transfer *t, kt_error *err)
{
    kt_status status = KT_OK;
    char range[32], condition[KT_MARK_SIZE + 16];
    struct curl_slist headers = {condition, NULL};

    t->asked_from = resume_place(t);
    KT_TRY(kt_partial_cut(t->partial, t->asked_from, err));
    t->status = KT_OK;
    t->head_seen = t->begin_again = false;
    t->err = err;
    t->found = (kt_about){.size = -1};
    t->range_from = t->length = -1;
    snprintf(range, sizeof range, "%" PRId64 "-", t->asked_from);
    /* If-Range takes no weak mark; the head of the answer is held against it anyway. */
    const bool strong = t->partial->known.etag[0] == '"';
    snprintf(condition, sizeof condition, "If-Range: %s",
             strong ? t->partial->known.etag : t->partial->known.modified);
    const bool conditional = t->asked_from > 0 && (strong || t->partial->known.modified[0]);

    t->curl = t->lib->init();
    if (!t->curl)
        return kt_fail(err, KT_ERR_MEMORY, "libcurl does not start");
    CURLcode code =
        set_options(t, t->asked_from > 0 ? range : NULL, conditional ? &headers : NULL);
    if (!code)
        code = t->lib->perform(t->curl);
    if (t->status)
        status = t->status;
    else if (code)
        status = explain(t, code, err);
    else if (!t->head_seen) /* an answer without a byte */
        status = judge_head(t);
    /* A part that the server cannot give any more is begun again. */
    long answer = 0;
    t->lib->getinfo(t->curl, CURLINFO_RESPONSE_CODE, &answer);
    if (status && answer == 416 && t->asked_from > 0)
        t->begin_again = kt_partial_cut(t->partial, 0, NULL) == KT_OK;
    t->lib->cleanup(t->curl);
    t->curl = NULL;
    return status;
}

/* A cut connection is taken up again as long as each try brings bytes, and a .part that did not
 * fit is begun again. Nothing else gets better by asking again; the disk least of all. */
static kt_status try_all(transfer *t, kt_error *err)
{
    for (int n = 1;; n++) {
        kt_error failed = {0};
        const int64_t received = t->partial->n_received;
        const kt_status status = try_once(t, &failed);
        t->err = NULL; /* no callback comes any more */
        const bool was_cut =
            status == KT_ERR_IO && !t->status && t->partial->n_received > received;
        if (!status)
            return KT_OK;
        if ((!was_cut && !t->begin_again) || n >= t->partial->options->n_tries)
            return kt_fail(err, status, "%s", failed.cause);
    }
}

kt_status kt_download_transfer(kt_partial *partial, kt_error *err)
{
    libcurl lib = {0};
    transfer t = {.partial = partial, .lib = &lib};
    KT_TRY(load(&lib, err));
    const kt_status status = try_all(&t, err);
    kt_library_close(lib.library);
    return status;
}
