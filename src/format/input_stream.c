/* input_stream.c: standard input, pipes and whatever else cannot be mapped.
 *
 * The first bytes tell what it is. Plain bytes go on as they come. A packed stream is gathered
 * up to KT_MAX_GATHERED and then read like a file; a longer one is streamed by libarchive, from
 * what was gathered on. */
#include "input_walk.h"

#include <kontor/memory.h>

#include "stream_libarchive.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

typedef struct pipe_reader {
    kt_walk *walk;
    int descriptor;
    char *block; /* KT_INPUT_PIECE bytes */
    kt_text gathered;
    bool begun; /* the gathered bytes were given to libarchive */
} pipe_reader;

/* Fill the block; *size is less than a piece at the end only. */
static kt_status read_block(pipe_reader *reader, size_t *size, kt_error *err)
{
    size_t n = 0;
    while (n < KT_INPUT_PIECE) {
        const ssize_t got = read(reader->descriptor, reader->block + n, KT_INPUT_PIECE - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return kt_fail_errno(err, "cannot read");
        if (got == 0)
            break;
        n += (size_t)got;
    }
    *size = n;
    return kt_walk_digest(reader->walk, (kt_slice){reader->block, n}, err);
}

/* Also when nobody wants the bytes: the digest is of all of them. */
static kt_status walk_plain(pipe_reader *reader, kt_slice name, size_t size, kt_error *err)
{
    bool wanted = false;
    KT_TRY(kt_walk_begin(reader->walk, name, 0, &wanted, err));
    while (size > 0) {
        if (wanted)
            KT_TRY(kt_walk_hand(reader->walk, (kt_slice){reader->block, size}, size, err));
        if (size < KT_INPUT_PIECE)
            break;
        KT_TRY(read_block(reader, &size, err));
    }
    return wanted ? kt_walk_end(reader->walk, err) : KT_OK;
}

/* ---- packed -------------------------------------------------------------------------------
 */

static kt_status next_block(void *with, const char **data, size_t *size, kt_error *err)
{
    pipe_reader *reader = with;
    if (!reader->begun) {
        reader->begun = true;
        *data = reader->gathered.data;
        *size = reader->gathered.size;
    } else {
        KT_TRY(read_block(reader, size, err));
        *data = reader->block;
    }
    kt_walk_allow(reader->walk, *size);
    return kt_walk_tell(reader->walk, *size, err);
}

static kt_status hand_member(void *with, const kt_input_member *member, bool *wanted,
                             kt_error *err)
{
    pipe_reader *reader = with;
    *wanted = false;
    if (kt_walk_hides_path(kt_slice_of(member->name)))
        return KT_OK;
    return kt_walk_begin(reader->walk, kt_slice_of(member->name), member->size, wanted, err);
}

static kt_status hand_piece(void *with, const char *data, size_t size, kt_error *err)
{
    pipe_reader *reader = with;
    KT_TRY(kt_walk_expand(reader->walk, size, err));
    return kt_walk_hand(reader->walk, (kt_slice){data, size}, 0, err);
}

static kt_status end_member(void *with, kt_error *err)
{
    pipe_reader *reader = with;
    return kt_walk_end(reader->walk, err);
}

static kt_status drop_piece(void *with, const char *data, size_t size, kt_error *err)
{
    (void)with, (void)data, (void)size, (void)err;
    return KT_OK;
}

/* More than is gathered: libarchive takes it as it comes. */
static kt_status walk_stream(pipe_reader *reader, kt_wrap wrap, kt_slice name, kt_error *err)
{
    const kt_stream_source source = {next_block, reader};
    kt_input_visitor visitor = {hand_member, hand_piece, end_member, reader};
    bool wanted = false;

    reader->walk->room = KT_EXPANSION_FREE;
    if (wrap == KT_WRAP_ZIP) {
        KT_TRY(kt_stream_zip(&source, &visitor, err));
    } else {
        KT_TRY(kt_walk_begin(reader->walk, name, 0, &wanted, err));
        if (!wanted)
            visitor.piece = drop_piece;
        KT_TRY(kt_stream_gzip(&source, &visitor, err));
        if (wanted)
            KT_TRY(kt_walk_end(reader->walk, err));
    }
    /* What libarchive had no need of, a zip's directory for one, belongs to the digest. */
    for (size_t size = KT_INPUT_PIECE; size > 0;)
        KT_TRY(read_block(reader, &size, err));
    return KT_OK;
}

static kt_status walk_packed(pipe_reader *reader, kt_wrap wrap, kt_slice name, size_t size,
                             kt_error *err)
{
    for (;;) {
        KT_TRY(kt_text_append(&reader->gathered, reader->block, size, err));
        if (size < KT_INPUT_PIECE)
            break;
        if (reader->gathered.size >= KT_MAX_GATHERED)
            return walk_stream(reader, wrap, name, err);
        KT_TRY(read_block(reader, &size, err));
    }
    const kt_slice bytes = {reader->gathered.data, reader->gathered.size};
    return wrap == KT_WRAP_ZIP ? kt_walk_zip(reader->walk, bytes, err)
                               : kt_walk_gzip(reader->walk, bytes, name, err);
}

kt_status kt_walk_descriptor(kt_walk *walk, int descriptor, kt_slice name, kt_error *err)
{
    pipe_reader reader = {.walk = walk, .descriptor = descriptor};
    kt_status status = KT_OK;
    size_t size = 0;

    status = kt_resize(&reader.block, KT_INPUT_PIECE, 1, err);
    if (status)
        goto done;
    status = read_block(&reader, &size, err);
    if (status)
        goto done;
    const kt_wrap wrap = kt_wrap_of((kt_slice){reader.block, size});
    status = wrap == KT_WRAP_NONE ? walk_plain(&reader, name, size, err)
                                  : walk_packed(&reader, wrap, name, size, err);
done:
    kt_text_clear(&reader.gathered);
    kt_free(reader.block);
    return status;
}
