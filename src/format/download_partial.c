/* download_partial.c: FOLDER/NAME.part and FOLDER/NAME.about on the disk. */
#include "download_partial.h"

#include <kontor/file.h>
#include <kontor/text.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ABOUT_SIZE = 16384 };

bool kt_mark_copy(kt_slice value, char out[KT_MARK_SIZE])
{
    out[0] = '\0';
    if (value.size >= KT_MARK_SIZE)
        return false;
    for (size_t n = 0; n < value.size; n++)
        if ((unsigned char)value.data[n] < 0x20 || (unsigned char)value.data[n] > 0x7e)
            return false;
    if (value.size)
        memcpy(out, value.data, value.size);
    out[value.size] = '\0';
    return true;
}

bool kt_header_value(kt_slice line, const char *name, kt_slice *value)
{
    kt_slice rest = line;
    const kt_slice key = kt_slice_cut(&rest, ':');
    if (!rest.data || !kt_slice_equal_ascii_case(key, kt_slice_of(name)))
        return false;
    *value = kt_slice_trim(rest);
    return true;
}

/* What .about says, where it is of this address and in order; else that nothing is known. */
static kt_about read_about(const kt_partial *partial)
{
    const kt_about unknown = {.size = -1};
    kt_about said = unknown;
    kt_text text = {0};
    kt_slice value;
    bool same_url = false;

    if (!kt_file_exists(partial->about_path) ||
        kt_file_read(partial->about_path, ABOUT_SIZE, &text, NULL) != KT_OK) {
        kt_text_clear(&text);
        return unknown;
    }
    kt_slice rest = {text.data, text.size};
    while (rest.data) {
        const kt_slice line = kt_slice_cut(&rest, '\n');
        if (kt_header_value(line, "url", &value))
            same_url = kt_slice_is(value, partial->url);
        else if (kt_header_value(line, "etag", &value))
            kt_mark_copy(value, said.etag);
        else if (kt_header_value(line, "last-modified", &value))
            kt_mark_copy(value, said.modified);
        else if (kt_header_value(line, "size", &value) &&
                 (!kt_parse_i64(value, &said.size) || said.size < 0))
            said.size = -1;
    }
    kt_text_clear(&text);
    return same_url ? said : unknown;
}

kt_status kt_partial_note(const kt_partial *partial, const kt_about *what, kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_text_format(&text, err, "url: %s\netag: %s\nlast-modified: %s\n",
                                      partial->url, what->etag, what->modified);
    if (!status && what->size >= 0)
        status = kt_text_format(&text, err, "size: %" PRId64 "\n", what->size);
    if (!status)
        status = kt_file_replace(partial->about_path, text.data, text.size, err);
    kt_text_clear(&text);
    return status;
}

kt_status kt_partial_cut(kt_partial *partial, int64_t size, kt_error *err)
{
    if (ftruncate(partial->descriptor, (off_t)size) != 0 ||
        lseek(partial->descriptor, (off_t)size, SEEK_SET) < 0)
        return kt_fail_errno(err, "cannot cut %s", partial->part);
    partial->n_part = size;
    return KT_OK;
}

void kt_partial_forget(const kt_partial *partial)
{
    unlink(partial->about_path);
    unlink(partial->part);
}

kt_status kt_partial_append(kt_partial *partial, const char *data, size_t size, kt_error *err)
{
    size_t at = 0;
    while (at < size) {
        const ssize_t n = write(partial->descriptor, data + at, size - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return kt_fail_errno(err, "cannot write %s", partial->part);
        at += (size_t)n;
        partial->n_part += n;
        partial->n_received += n;
    }
    return KT_OK;
}

kt_status kt_partial_open(kt_partial *partial, kt_error *err)
{
    struct stat found;
    partial->descriptor = open(partial->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (partial->descriptor < 0)
        return kt_fail_errno(err, "cannot create %s", partial->part);
    if (flock(partial->descriptor, LOCK_EX | LOCK_NB) != 0)
        return kt_fail(err, KT_ERR_IO, "%s is being written by another download",
                       partial->part);
    if (fstat(partial->descriptor, &found) != 0)
        return kt_fail_errno(err, "cannot look at %s", partial->part);
    partial->n_part = found.st_size;
    partial->known = read_about(partial);
    return KT_OK;
}

void kt_partial_close(kt_partial *partial)
{
    if (partial->descriptor >= 0)
        close(partial->descriptor);
    partial->descriptor = -1;
}
