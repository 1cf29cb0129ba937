/* input_walk.c: what all sources have in common: the visitor told in order, progress, digest,
 * and the limits on members and on expansion. */
#include "input_walk.h"

#include <kontor/limits.h>
#include <kontor/memory.h>

void kt_walk_clear(kt_walk *walk)
{
    kt_free(walk->span[1]);
    kt_free(walk->span[0]);
    kt_inflater_free(walk->inflater);
    kt_text_clear(&walk->name);
}

/* Behind the last slash of either kind: a name never becomes a path. */
static kt_slice last_part(kt_slice name)
{
    for (size_t p = name.size; p-- > 0;)
        if (name.data[p] == '/' || name.data[p] == '\\')
            return (kt_slice){name.data + p + 1, name.size - p - 1};
    return name;
}

/* Keep the name as printable UTF-8. */
static kt_status keep_name(kt_walk *walk, kt_slice name, kt_error *err)
{
    const kt_slice part = last_part(name);
    kt_text_reset(&walk->name);
    if (kt_utf8_valid(part.data, part.size))
        KT_TRY(kt_text_add_slice(&walk->name, part, err));
    else
        KT_TRY(kt_text_append_latin1(&walk->name, part.data, part.size, err));
    if (walk->name.size > 0) {
        walk->name.size = kt_text_make_printable(walk->name.data, walk->name.size);
        walk->name.data[walk->name.size] = '\0';
    }
    return KT_OK;
}

kt_status kt_walk_begin(kt_walk *walk, kt_slice name, int64_t size, bool *wanted, kt_error *err)
{
    if (walk->n_members == KT_MAX_MEMBERS)
        return kt_fail(err, KT_ERR_LIMIT, "a source with more than %d files", KT_MAX_MEMBERS);
    walk->n_members++;
    KT_TRY(keep_name(walk, name, err));
    const kt_input_member member = {.name = kt_text_get(&walk->name), .size = size};
    *wanted = false;
    return walk->visitor->begin(walk->visitor->with, &member, wanted, err);
}

kt_status kt_walk_hand(kt_walk *walk, kt_slice data, size_t n_source, kt_error *err)
{
    size_t told = 0;
    for (size_t p = 0; p < data.size;) {
        const size_t left = data.size - p;
        const size_t n = left < KT_INPUT_SPAN ? left : KT_INPUT_SPAN;
        KT_TRY(walk->visitor->piece(walk->visitor->with, data.data + p, n, err));
        p += n;
        const double share = (double)p / (double)data.size;
        const size_t due = p == data.size ? n_source : (size_t)((double)n_source * share);
        KT_TRY(kt_walk_tell(walk, due - told, err));
        told = due;
    }
    return data.size ? KT_OK : kt_walk_tell(walk, n_source, err);
}

kt_status kt_walk_end(kt_walk *walk, kt_error *err)
{
    return walk->visitor->end(walk->visitor->with, err);
}

kt_status kt_walk_tell(kt_walk *walk, size_t n, kt_error *err)
{
    walk->done += (int64_t)n;
    kt_progress_tell(walk->progress, "reading", walk->done, walk->total, 0);
    return kt_progress_check(walk->progress, err);
}

kt_status kt_walk_digest(kt_walk *walk, kt_slice bytes, kt_error *err)
{
    if (!walk->digest)
        return KT_OK;
    for (size_t p = 0; p < bytes.size;) {
        const size_t left = bytes.size - p;
        const size_t n = left < 16 * KT_INPUT_PIECE ? left : 16 * KT_INPUT_PIECE;
        kt_digest_add(walk->digest, bytes.data + p, n);
        KT_TRY(kt_progress_check(walk->progress, err));
        p += n;
    }
    return KT_OK;
}

void kt_walk_allow(kt_walk *walk, uint64_t n_packed)
{
    walk->room += KT_MAX_EXPANSION * n_packed; // far from wrapping: files have under 2^56 bytes
}

kt_status kt_walk_expand(kt_walk *walk, uint64_t n, kt_error *err)
{
    if (n > walk->room)
        return kt_fail(err, KT_ERR_LIMIT, "packed data that grow more than %d-fold",
                       KT_MAX_EXPANSION);
    walk->room -= n;
    return KT_OK;
}

bool kt_walk_hides(kt_slice name)
{
    return kt_slice_starts(name, ".") || kt_slice_is(name, "__MACOSX");
}

bool kt_walk_hides_path(kt_slice path)
{
    if (path.size == 0 || path.data[path.size - 1] == '/')
        return true;
    for (kt_slice rest = path; rest.data;) {
        const kt_slice part = kt_slice_cut(&rest, '/');
        if (!kt_slice_is(part, ".") && kt_walk_hides(part)) // some archivers write ./a.csv
            return true;
    }
    return false;
}

kt_wrap kt_wrap_of(kt_slice bytes)
{
    if (kt_slice_starts(bytes, "\x1f\x8b"))
        return KT_WRAP_GZIP;
    if (kt_slice_starts(bytes, "PK\x03\x04") || kt_slice_starts(bytes, "PK\x05\x06"))
        return KT_WRAP_ZIP;
    return KT_WRAP_NONE;
}
