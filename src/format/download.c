/* download.c: kontor/download.h: where the file goes, and the checks before it takes its name.
 *
 *     download_libcurl.c    the tries: what is asked of the server, what its answer means
 *     download_partial.c    .part and .about on the disk
 *
 * The checks of size and checksum read the finished .part from the disk, so they see what a
 * reader will see, however many calls it took. */
#include <kontor/download.h>

#include <kontor/digest.h>
#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/text.h>

#include "download_libcurl.h"
#include "download_partial.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 18 };

typedef struct download {
    kt_partial partial;
    char path[KT_MAX_PATH]; /* of the finished file */
} download;

/* ---- the finished file ----------------------------------------------------------------- */

static kt_status digest_file(int descriptor, const char *path, const kt_progress *progress,
                             char out[33], kt_error *err)
{
    kt_digest *digest = NULL;
    char *piece = NULL;
    off_t at = 0;
    kt_status status = kt_digest_new(&digest, err);
    if (!status)
        status = kt_new(&piece, PIECE, 1, err);
    while (!status) {
        const ssize_t n = pread(descriptor, piece, PIECE, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            status = kt_fail_errno(err, "cannot read %s", path);
        if (n <= 0)
            break;
        kt_digest_add(digest, piece, (size_t)n);
        at += n;
        status = kt_progress_check(progress, err);
    }
    if (!status)
        kt_digest_hex(digest, out);
    kt_free(piece);
    kt_digest_free(digest);
    return status;
}

/* Size and checksum of an open file against what is known of it. */
static kt_status check_file(const kt_download_options *options, int64_t announced,
                            int descriptor, const char *path, kt_download_report *report,
                            kt_error *err)
{
    struct stat found;
    const int64_t wanted = options->size >= 0 ? options->size : announced;
    if (fstat(descriptor, &found) != 0)
        return kt_fail_errno(err, "cannot look at %s", path);
    report->n_bytes = found.st_size;
    if (wanted >= 0 && report->n_bytes != wanted)
        return kt_fail(err, KT_ERR_FORMAT, "%" PRId64 " bytes came, expected %" PRId64,
                       report->n_bytes, wanted);
    KT_TRY(digest_file(descriptor, path, options->progress, report->checksum, err));
    if (options->checksum && options->checksum[0] &&
        !kt_slice_equal_ascii_case(kt_slice_of(options->checksum),
                                   kt_slice_of(report->checksum)))
        return kt_fail(err, KT_ERR_FORMAT, "its checksum is %s, expected %s", report->checksum,
                       options->checksum);
    return KT_OK;
}

static kt_status finish(download *d, kt_download_report *report, kt_error *err)
{
    kt_status status = check_file(d->partial.options, d->partial.known.size,
                                  d->partial.descriptor, d->partial.part, report, err);
    if (status == KT_ERR_FORMAT) /* going on with wrong bytes would never end well */
        kt_partial_forget(&d->partial);
    if (status)
        return status;
    status = kt_file_commit(d->partial.descriptor, d->partial.part, d->path, err);
    /* Where only the folder could not be made durable, the name is there already. */
    if (status && !kt_file_exists(d->partial.part) && rename(d->path, d->partial.part) != 0)
        unlink(d->path);
    if (!status)
        unlink(d->partial.about_path);
    return status;
}

/* True when an earlier call finished the file and it fits what is known. */
static bool is_there(const download *d, kt_download_report *report)
{
    const int descriptor = open(d->path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool fits =
        check_file(d->partial.options, -1, descriptor, d->path, report, NULL) == KT_OK;
    close(descriptor);
    return fits;
}

/* ---- the way in ------------------------------------------------------------------------ */

kt_download_options kt_download_options_default(void)
{
    return (kt_download_options){
        .size = -1, .connect_seconds = 30, .stall_seconds = 60, .n_tries = 5};
}

static bool is_plain_name(kt_slice name)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (name.size == 0 || name.size > 200 || name.data[0] == '.')
        return false;
    for (size_t n = 0; n < name.size; n++)
        if (!memchr(allowed, name.data[n], sizeof allowed - 1))
            return false;
    return true;
}

kt_status kt_download_name(const char *url, char out[256], kt_error *err)
{
    const char *start = strstr(url, "://");
    kt_slice path = {start ? start + 3 : url, 0}, name = {0};
    path.size = strcspn(path.data, "?#");
    kt_slice_cut(&path, '/'); /* the server */
    while (path.data)
        name = kt_slice_cut(&path, '/');
    if (!is_plain_name(name))
        return kt_fail(err, KT_ERR_RANGE, "the address %.150s does not end in a file's name",
                       url);
    memcpy(out, name.data, name.size);
    out[name.size] = '\0';
    return KT_OK;
}

static kt_status check_url(const char *url, kt_error *err)
{
    if (strlen(url) > 2000)
        return kt_fail(err, KT_ERR_RANGE, "an address longer than 2000 bytes");
    for (const char *at = url; *at; at++)
        if ((unsigned char)*at <= 0x20 || (unsigned char)*at >= 0x7f)
            return kt_fail(err, KT_ERR_RANGE,
                           "an address with a blank or a letter that is not ASCII");
    if (!kt_download_is_secure(url) && !kt_slice_starts(kt_slice_of(url), "http://"))
        return kt_fail(err, KT_ERR_RANGE, "the address %.150s, expected http:// or https://",
                       url);
    return KT_OK;
}

static kt_status check_options(const kt_download_options *o, kt_error *err)
{
    if (o->size < -1 || o->size > KT_MAX_DOWNLOAD)
        return kt_fail(err, KT_ERR_RANGE, "size %" PRId64 ", expected at most %" PRId64,
                       o->size, (int64_t)KT_MAX_DOWNLOAD);
    if (o->checksum && o->checksum[0] &&
        (strlen(o->checksum) != 32 || strspn(o->checksum, "0123456789abcdefABCDEF") != 32))
        return kt_fail(err, KT_ERR_RANGE, "checksum \"%.60s\", expected 32 hex digits",
                       o->checksum);
    if (o->connect_seconds < 1 || o->connect_seconds > 600 || o->stall_seconds < 1 ||
        o->stall_seconds > 3600 || o->n_tries < 1 || o->n_tries > 100)
        return kt_fail(err, KT_ERR_RANGE, "a time-out or number of tries out of its range");
    if (o->name && !is_plain_name(kt_slice_of(o->name)))
        return kt_fail(err, KT_ERR_RANGE, "\"%.100s\" is no plain name of a file", o->name);
    return KT_OK;
}

static kt_status add_ending(const char *path, const char *ending, char out[KT_MAX_PATH],
                            kt_error *err)
{
    const int length = snprintf(out, KT_MAX_PATH, "%s%s", path, ending);
    if (length < 0 || length >= KT_MAX_PATH)
        return kt_fail(err, KT_ERR_LIMIT, "path longer than %d bytes", KT_MAX_PATH - 1);
    return KT_OK;
}

static kt_status set_paths(download *d, kt_error *err)
{
    char name[256];
    if (d->partial.options->name)
        snprintf(name, sizeof name, "%s", d->partial.options->name);
    else
        KT_TRY(kt_download_name(d->partial.url, name, err));
    KT_TRY(kt_path_join(d->partial.options->folder, name, d->path, err));
    KT_TRY(add_ending(d->path, ".part", d->partial.part, err));
    return add_ending(d->path, ".about", d->partial.about_path, err);
}

kt_status kt_download(const char *url, const kt_download_options *options,
                      kt_download_report *report, kt_error *err)
{
    download d = {.partial = {.url = url, .options = options, .descriptor = -1}};
    kt_download_report fresh = {0};

    kt_status status = check_url(url, err);
    if (!status)
        status = check_options(options, err);
    if (!status)
        status = set_paths(&d, err);
    if (!status && is_there(&d, &fresh)) {
        fresh.was_there = true;
        goto done;
    }
    if (!status)
        status = kt_folder_make(options->folder, err);
    if (!status)
        status = kt_partial_open(&d.partial, err);
    if (!status)
        status = kt_download_transfer(&d.partial, err);
    if (!status)
        status = finish(&d, &fresh, err);
done:
    if (!status) {
        memcpy(fresh.path, d.path, sizeof fresh.path);
        fresh.n_received = d.partial.n_received;
        *report = fresh;
    } else {
        kt_error_within(err, "fetching %.150s", url);
        if (d.partial.descriptor >= 0 && d.partial.n_part == 0)
            kt_partial_forget(&d.partial); // nothing to go on from
    }
    kt_partial_close(&d.partial);
    return status;
}
