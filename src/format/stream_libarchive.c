/* stream_libarchive.c: libarchive reading from a source of ours, member by member.
 *
 * It is loaded when first used: with it come a dozen further libraries, and only an import of a
 * large or piped archive needs them. */
#include "stream_libarchive.h"

#include <kontor/library.h>

#include <errno.h>

#include <archive.h>
#include <archive_entry.h>

/* Each is called through the table below, so that the calls read as libarchive's own. */
#define FUNCTIONS(EACH)                                                                        \
    EACH(archive_entry_filetype)                                                               \
    EACH(archive_entry_is_encrypted)                                                           \
    EACH(archive_entry_pathname)                                                               \
    EACH(archive_entry_size)                                                                   \
    EACH(archive_entry_size_is_set)                                                            \
    EACH(archive_errno)                                                                        \
    EACH(archive_error_string)                                                                 \
    EACH(archive_filter_code)                                                                  \
    EACH(archive_read_data_block)                                                              \
    EACH(archive_read_free)                                                                    \
    EACH(archive_read_new)                                                                     \
    EACH(archive_read_next_header)                                                             \
    EACH(archive_read_open)                                                                    \
    EACH(archive_read_support_filter_gzip)                                                     \
    EACH(archive_read_support_format_empty)                                                    \
    EACH(archive_read_support_format_raw)                                                      \
    EACH(archive_read_support_format_zip_streamable)                                           \
    EACH(archive_set_error)

typedef struct libarchive {
#define POINTER(name) __typeof__(name) *(name);
    FUNCTIONS(POINTER)
#undef POINTER
    void *library;
} libarchive;

static kt_status load(libarchive *la, kt_error *err)
{
    static const char *const names[] = {"libarchive.so.13", NULL};
    KT_TRY(kt_library_open(names, "libarchive13", &la->library, err));
    kt_status status = KT_OK;
#define FIND(name)                                                                             \
    if (!status)                                                                               \
        status = kt_library_function(la->library, #name, &la->name, err);
    FUNCTIONS(FIND)
#undef FIND
    if (status)
        kt_library_close(la->library);
    return status;
}

/* What libarchive's callback sees. */
typedef struct feed {
    const libarchive *la;
    const kt_stream_source *source;
    kt_error error; /* why the source failed */
} feed;

static la_ssize_t feed_read(struct archive *archive, void *with, const void **out)
{
    feed *own = with;
    const char *data = NULL;
    size_t size = 0;
    if (own->source->next(own->source->with, &data, &size, &own->error)) {
        own->la->archive_set_error(archive, EIO, "the source failed");
        return ARCHIVE_FATAL;
    }
    *out = data;
    return (la_ssize_t)size;
}

/* Why libarchive stopped: our own failure if there was one. */
static kt_status fail_stream(struct archive *archive, const feed *own, kt_error *err)
{
    if (own->error.status)
        return kt_fail(err, own->error.status, "%s", own->error.cause);
    if (own->la->archive_errno(archive) == ENOMEM)
        return kt_fail(err, KT_ERR_MEMORY, "no memory for reading an archive");
    const char *why = own->la->archive_error_string(archive);
    return kt_fail(err, KT_ERR_FORMAT, "broken or truncated archive: %s",
                   why ? why : "no reason given");
}

/* The data of the member whose header was read last. */
static kt_status stream_data(struct archive *archive, const feed *own,
                             const kt_input_visitor *visitor, kt_error *err)
{
    for (;;) {
        const void *data = NULL;
        size_t size = 0;
        la_int64_t offset = 0;
        const int result = own->la->archive_read_data_block(archive, &data, &size, &offset);
        if (result == ARCHIVE_EOF)
            return KT_OK;
        if (result != ARCHIVE_OK)
            return fail_stream(archive, own, err);
        if (size > 0)
            KT_TRY(visitor->piece(visitor->with, data, size, err));
    }
}

static kt_status stream_member(struct archive *archive, struct archive_entry *entry,
                               const feed *own, const kt_input_visitor *visitor, kt_error *err)
{
    const char *name = own->la->archive_entry_pathname(entry);
    const kt_input_member member = {.name = name ? name : "?",
                                    .size = own->la->archive_entry_size_is_set(entry)
                                                ? own->la->archive_entry_size(entry)
                                                : 0};
    bool wanted = false;

    if (own->la->archive_entry_filetype(entry) == AE_IFDIR)
        return KT_OK;
    if (own->la->archive_entry_is_encrypted(entry))
        return kt_fail(err, KT_ERR_FORMAT, "an encrypted member, which is not read");
    KT_TRY(visitor->begin(visitor->with, &member, &wanted, err));
    if (!wanted)
        return KT_OK;
    KT_TRY(stream_data(archive, own, visitor, err));
    return visitor->end(visitor->with, err);
}

static kt_status open_stream(struct archive *archive, feed *own, kt_error *err)
{
    if (own->la->archive_read_open(archive, own, NULL, feed_read, NULL) != ARCHIVE_OK)
        return fail_stream(archive, own, err);
    return KT_OK;
}

kt_status kt_stream_gzip(const kt_stream_source *source, const kt_input_visitor *visitor,
                         kt_error *err)
{
    libarchive la = {0};
    feed own = {.la = &la, .source = source};
    struct archive_entry *entry = NULL;

    KT_TRY(load(&la, err));
    kt_status status = KT_OK;
    struct archive *archive = la.archive_read_new();
    if (!archive) {
        status = kt_fail(err, KT_ERR_MEMORY, "no memory for reading a gzip");
        goto done;
    }
    la.archive_read_support_filter_gzip(archive);
    la.archive_read_support_format_raw(archive);
    la.archive_read_support_format_empty(archive);
    status = open_stream(archive, &own, err);
    if (status)
        goto done;
    const int result = la.archive_read_next_header(archive, &entry);
    /* What is no gzip would pass through as it is. */
    if (la.archive_filter_code(archive, 0) != ARCHIVE_FILTER_GZIP)
        status = own.error.status ? fail_stream(archive, &own, err)
                                  : kt_fail(err, KT_ERR_FORMAT, "not a gzip");
    else if (result == ARCHIVE_OK)
        status = stream_data(archive, &own, visitor, err);
    else if (result != ARCHIVE_EOF) // a gzip of nothing has no entry
        status = fail_stream(archive, &own, err);
done:
    if (archive)
        la.archive_read_free(archive);
    kt_library_close(la.library);
    return status;
}

kt_status kt_stream_zip(const kt_stream_source *source, const kt_input_visitor *visitor,
                        kt_error *err)
{
    libarchive la = {0};
    feed own = {.la = &la, .source = source};

    KT_TRY(load(&la, err));
    kt_status status = KT_OK;
    struct archive *archive = la.archive_read_new();
    if (!archive) {
        status = kt_fail(err, KT_ERR_MEMORY, "no memory for reading a zip");
        goto done;
    }
    la.archive_read_support_format_zip_streamable(archive);
    status = open_stream(archive, &own, err);
    while (!status) {
        struct archive_entry *entry = NULL;
        const int result = la.archive_read_next_header(archive, &entry);
        if (result == ARCHIVE_EOF)
            break;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN) // a warning is about a name
            status = fail_stream(archive, &own, err);
        else
            status = stream_member(archive, entry, &own, visitor, err);
    }
done:
    if (archive)
        la.archive_read_free(archive);
    kt_library_close(la.library);
    return status;
}
