/* output.c: see output.h. */
#include "output.h"

#include <kontor/checked.h>
#include <kontor/digest.h>
#include <kontor/file.h>
#include <kontor/memory.h>

#include "bytes.h"
#include "layout.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Pages that are written at once. */
#define HELD_PAGES 32

/* Bytes that the disk is given at once. */
#define SEND ((uint64_t)8 << 20)

/* ---- growing bytes -------------------------------------------------------------------------
 */

kt_status kt_bytes_reserve(kt_bytes *bytes, size_t more, kt_error *err)
{
    size_t need, room;
    if (!kt_size_add(bytes->size, more, &need) || !kt_size_mul(need, 2, &room))
        return kt_fail(err, KT_ERR_LIMIT, "more bytes than fit the address space");
    if (need <= bytes->room)
        return KT_OK;
    KT_TRY(kt_resize(&bytes->data, room, 1, err));
    kt_memory_prefer_large_pages(bytes->data, room);
    bytes->room = room;
    return KT_OK;
}

kt_status kt_bytes_add(kt_bytes *bytes, const void *data, size_t size, kt_error *err)
{
    if (size == 0)
        return KT_OK;
    KT_TRY(kt_bytes_reserve(bytes, size, err));
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
    return KT_OK;
}

kt_status kt_bytes_add32(kt_bytes *bytes, uint32_t value, kt_error *err)
{
    KT_TRY(kt_bytes_reserve(bytes, 4, err));
    kt_put32(bytes->data + bytes->size, value);
    bytes->size += 4;
    return KT_OK;
}

void kt_bytes_clear(kt_bytes *bytes)
{
    kt_free(bytes->data);
    *bytes = (kt_bytes){0};
}

/* ---- the file ------------------------------------------------------------------------------
 */

kt_status kt_write_all(int descriptor, const void *data, size_t size, kt_error *err)
{
    const uint8_t *p = data;
    while (size > 0) {
        const ssize_t written = write(descriptor, p, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return kt_fail_errno(err, "cannot write %zu bytes", size);
        p += written;
        size -= (size_t)written;
    }
    return KT_OK;
}

static kt_status write_here(kt_output *out, const void *data, size_t size, kt_error *err)
{
    const kt_status status = kt_write_all(out->descriptor, data, size, err);
    if (status)
        kt_error_within(err, "writing %s", out->path);
    return status;
}

kt_status kt_output_begin(const char *path, kt_output *out, kt_error *err)
{
    uint8_t head[KT_HEAD_SIZE] = {0};
    *out = (kt_output){.descriptor = -1};
    if (snprintf(out->path, sizeof out->path, "%s", path) >= (int)sizeof out->path)
        return kt_fail(err, KT_ERR_LIMIT, "path longer than %d bytes", KT_MAX_PATH - 1);
    KT_TRY(kt_resize(&out->page, HELD_PAGES * KT_PAGE, 1, err));
    out->descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (out->descriptor < 0)
        return kt_fail_errno(err, "cannot create %s", path);
    memcpy(head, KT_STORE_MAGIC, 8);
    kt_put32(head + KT_HEAD_VERSION, KT_STORE_VERSION);
    kt_put32(head + KT_HEAD_PAGE, KT_PAGE);
    kt_put64(head + KT_HEAD_CHECKSUM, kt_digest_block(head, KT_HEAD_CHECKSUM));
    KT_TRY(write_here(out, head, sizeof head, err));
    out->at = KT_HEAD_SIZE;
    return KT_OK;
}

/* Full pages go to the file; what is left of the last one moves to the front. */
static kt_status write_pages(kt_output *out, kt_error *err)
{
    const size_t full = out->n_held / KT_PAGE * KT_PAGE;
    for (size_t p = 0; p < full; p += KT_PAGE) {
        uint8_t sum[8];
        kt_put64(sum, kt_digest_block(out->page + p, KT_PAGE));
        KT_TRY(kt_bytes_add(&out->sums, sum, sizeof sum, err));
    }
    KT_TRY(write_here(out, out->page, full, err));
    memmove(out->page, out->page + full, out->n_held - full);
    out->n_held -= full;
    const uint64_t written = out->at - out->n_held;
    if (written >= out->sent + SEND) {
        kt_file_write_back(out->descriptor, out->sent, written - out->sent);
        out->sent = written;
    }
    return KT_OK;
}

kt_status kt_output_write(kt_output *out, const void *data, size_t size, kt_error *err)
{
    const uint8_t *p = data;
    while (size > 0) {
        const size_t room = HELD_PAGES * KT_PAGE - out->n_held;
        const size_t part = size < room ? size : room;
        memcpy(out->page + out->n_held, p, part);
        out->n_held += part;
        out->at += part;
        p += part;
        size -= part;
        if (out->n_held == HELD_PAGES * KT_PAGE)
            KT_TRY(write_pages(out, err));
    }
    return KT_OK;
}

kt_status kt_output_end_pages(kt_output *out, kt_error *err)
{
    KT_TRY(write_pages(out, err));
    if (out->n_held > 0) {
        uint8_t sum[8];
        kt_put64(sum, kt_digest_block(out->page, out->n_held));
        KT_TRY(kt_bytes_add(&out->sums, sum, sizeof sum, err));
        KT_TRY(write_here(out, out->page, out->n_held, err));
        out->n_held = 0;
    }
    return KT_OK;
}

kt_status kt_output_flush(kt_output *out, kt_error *err)
{
    KT_TRY(write_pages(out, err));
    KT_TRY(write_here(out, out->page, out->n_held, err));
    /* They stay held, as the begin of a page, and will be written again in the same place. */
    if (lseek(out->descriptor, -(off_t)out->n_held, SEEK_CUR) < 0)
        return kt_fail_errno(err, "cannot move in %s", out->path);
    return KT_OK;
}

kt_status kt_output_write_behind(kt_output *out, const void *data, size_t size, kt_error *err)
{
    out->at += size;
    return write_here(out, data, size, err);
}

void kt_output_abort(kt_output *out)
{
    if (out->descriptor >= 0) {
        close(out->descriptor);
        unlink(out->path);
    }
    kt_bytes_clear(&out->sums);
    kt_free(out->page);
    *out = (kt_output){.descriptor = -1};
}
