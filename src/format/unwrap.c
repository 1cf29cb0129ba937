/* unwrap.c: the members of a zip or a gzip that lies in memory (mapped, most of the time).
 *
 * A member whose packed and plain bytes fit into KT_MAX_INFLATE is inflated at once by
 * libdeflate; a larger one is streamed by libarchive. To stream one member of a zip, its packed
 * bytes are dressed as a gzip: ten bytes before, checksum and size behind. */
#include "input_walk.h"

#include <kontor/limits.h>

#include "stream_libarchive.h"
#include "zip.h"

#include <string.h>

enum { GZIP_LEAST = 18 }; /* header and trailer */

static kt_status need_inflater(kt_walk *walk, kt_error *err)
{
    return walk->inflater ? KT_OK : kt_inflater_new(&walk->inflater, err);
}

/* ---- streaming what is too large ----------------------------------------------------------
 */

/* Packed bytes in parts, for libarchive. */
typedef struct parts {
    kt_slice part[3];
    int at;
} parts;

static kt_status next_part(void *with, const char **data, size_t *size, kt_error *err)
{
    parts *own = with;
    (void)err;
    *size = 0;
    while (own->at < 3 && *size == 0) {
        kt_slice *part = &own->part[own->at];
        *data = part->data;
        *size = part->size < KT_INPUT_PIECE ? part->size : KT_INPUT_PIECE;
        part->data += *size;
        part->size -= *size;
        if (part->size == 0)
            own->at++;
    }
    return KT_OK;
}

/* What comes out: checked and handed on. */
typedef struct outlet {
    kt_walk *walk;
    uint32_t crc;
    uint64_t n_out;
} outlet;

static kt_status outlet_piece(void *with, const char *data, size_t size, kt_error *err)
{
    outlet *own = with;
    KT_TRY(kt_walk_expand(own->walk, size, err));
    own->crc = kt_crc32(own->crc, data, size);
    own->n_out += size;
    return kt_walk_hand(own->walk, (kt_slice){data, size}, 0, err);
}

static kt_status stream_gzip(kt_walk *walk, parts *packed, outlet *out, kt_error *err)
{
    const kt_stream_source source = {next_part, packed};
    const kt_input_visitor visitor = {.piece = outlet_piece, .with = out};
    *out = (outlet){.walk = walk};
    return kt_stream_gzip(&source, &visitor, err);
}

static void put_u32(char *out, uint32_t value)
{
    for (int b = 0; b < 4; b++)
        out[b] = (char)(value >> (8 * b) & 0xff);
}

static uint32_t get_u32(const char *data)
{
    uint32_t value = 0;
    for (int b = 3; b >= 0; b--)
        value = value << 8 | (unsigned char)data[b];
    return value;
}

/* ---- zip ----------------------------------------------------------------------------------
 */

static kt_status fail_member(kt_error *err)
{
    return kt_fail(err, KT_ERR_FORMAT,
                   "broken or truncated zip: a member is not what its checksum and size say");
}

static kt_status stream_member(kt_walk *walk, const kt_zip_member *member, kt_error *err)
{
    static const char header[10] = {'\x1f', '\x8b', 8, 0, 0, 0, 0, 0, 0, '\xff'};
    char trailer[8];
    put_u32(trailer, member->crc);
    put_u32(trailer + 4, (uint32_t)(member->plain_size & 0xffffffff));
    parts packed = {.part = {{header, sizeof header}, member->packed, {trailer, 8}}};
    outlet out;
    KT_TRY(stream_gzip(walk, &packed, &out, err));
    if (out.crc != member->crc || out.n_out != member->plain_size)
        return fail_member(err);
    return kt_walk_tell(walk, member->packed.size, err);
}

static kt_status inflate_member(kt_walk *walk, const kt_zip_member *member, kt_error *err)
{
    const size_t size = (size_t)member->plain_size;
    KT_TRY(kt_walk_expand(walk, size, err));
    KT_TRY(need_inflater(walk, err));
    KT_TRY(kt_walk_reserve(walk, size, err));
    if (kt_inflate_raw(walk->inflater, member->packed, walk->buffer, size) != KT_INFLATED ||
        kt_crc32(0, walk->buffer, size) != member->crc)
        return fail_member(err);
    return kt_walk_hand(walk, (kt_slice){walk->buffer, size}, member->packed.size, err);
}

static kt_status hand_member(kt_walk *walk, const kt_zip_member *member, kt_error *err)
{
    /* Before anything is reserved: a lying size must not take memory. */
    if (member->plain_size > KT_EXPANSION_FREE &&
        (member->plain_size - KT_EXPANSION_FREE) / KT_MAX_EXPANSION > member->packed.size)
        return kt_fail(err, KT_ERR_LIMIT, "packed data that grow more than %d-fold",
                       KT_MAX_EXPANSION);
    if (member->method == KT_ZIP_STORED) {
        if (kt_crc32(0, member->packed.data, member->packed.size) != member->crc)
            return fail_member(err);
        return kt_walk_hand(walk, member->packed, member->packed.size, err);
    }
    if (member->packed.size + member->plain_size > KT_MAX_INFLATE)
        return stream_member(walk, member, err);
    return inflate_member(walk, member, err);
}

kt_status kt_walk_zip(kt_walk *walk, kt_slice bytes, kt_error *err)
{
    kt_zip zip;
    KT_TRY(kt_zip_open(bytes, &zip, err));
    const int64_t begun_at = walk->done;
    walk->room = KT_EXPANSION_FREE;
    kt_walk_allow(walk, bytes.size);
    for (;;) {
        kt_zip_member member;
        int found = 0;
        bool wanted = false;
        KT_TRY(kt_zip_next(&zip, &member, &found, err));
        if (!found)
            break;
        if (kt_walk_hides_path(member.name))
            continue;
        KT_TRY(kt_walk_begin(walk, member.name, (int64_t)member.plain_size, &wanted, err));
        if (wanted) {
            kt_status status = hand_member(walk, &member, err);
            if (!status)
                status = kt_walk_end(walk, err);
            if (status) {
                kt_error_within(err, "reading %.100s", kt_text_get(&walk->name));
                return status;
            }
        } else {
            KT_TRY(kt_walk_tell(walk, member.packed.size, err));
        }
    }
    /* Headers, and what was passed over. Members that share bytes, of which no honest zip has
     * any, may have told more than there is. */
    walk->done = begun_at;
    return kt_walk_tell(walk, bytes.size, err);
}

/* ---- gzip ---------------------------------------------------------------------------------
 */

static kt_status fail_gzip(kt_error *err)
{
    return kt_fail(err, KT_ERR_FORMAT, "broken or truncated gzip");
}

/* "x.csv.gz" holds "x.csv". */
static kt_slice inner_name(kt_slice name)
{
    if (name.size <= 3)
        return name;
    const kt_slice stem = {name.data, name.size - 3}, end = {name.data + stem.size, 3};
    return kt_slice_equal_ascii_case(end, kt_slice_of(".gz")) ? stem : name;
}

/* The rest of a gzip, streamed. Its last eight bytes are the checksum and the size, modulo
 * 2^32, of its last member; where the size is that of all that came out, it is the only one,
 * and the checksum, at which libarchive does not look, can be held against it. */
static kt_status stream_rest(kt_walk *walk, kt_slice rest, kt_error *err)
{
    parts packed = {.part = {rest, {NULL, 0}, {NULL, 0}}};
    outlet out;
    KT_TRY(stream_gzip(walk, &packed, &out, err));
    const char *trailer = rest.data + rest.size - 8;
    if ((out.n_out & 0xffffffff) == get_u32(trailer + 4) && out.crc != get_u32(trailer))
        return fail_gzip(err);
    return kt_walk_tell(walk, rest.size, err);
}

/* The member at the beginning of rest. How much will come out is not known: what the last bytes
 * of the file say may belong to another member, or be a lie, so it is a first guess only, and
 * the room grows until the member fits. *n_in: what was used; 0: it is too large. */
static kt_status inflate_gzip(kt_walk *walk, kt_slice rest, size_t *n_in, kt_error *err)
{
    const uint64_t most = KT_MAX_EXPANSION * (uint64_t)rest.size + KT_EXPANSION_FREE;
    const size_t room = rest.size < KT_MAX_INFLATE ? KT_MAX_INFLATE - rest.size : 0;
    const size_t limit = most < room ? (size_t)most : room;
    size_t guess = get_u32(rest.data + rest.size - 4);
    size_t n_out = 0;

    *n_in = 0;
    if (guess < rest.size || guess > most)
        guess = 4 * rest.size; // hardly that of the only member
    else if (guess > room)
        return KT_OK;
    for (;;) {
        if (guess > limit)
            guess = limit;
        KT_TRY(kt_walk_reserve(walk, guess, err));
        const kt_inflated result =
            kt_inflate_gzip(walk->inflater, rest, walk->buffer, walk->n_buffer, n_in, &n_out);
        if (result == KT_INFLATED_BAD)
            return fail_gzip(err);
        if (result == KT_INFLATED)
            break;
        if (walk->n_buffer >= limit) {
            *n_in = 0;
            return KT_OK;
        }
        guess = 2 * walk->n_buffer;
    }
    KT_TRY(kt_walk_expand(walk, n_out, err));
    return kt_walk_hand(walk, (kt_slice){walk->buffer, n_out}, *n_in, err);
}

static bool only_zeros(kt_slice bytes)
{
    for (size_t p = 0; p < bytes.size; p++)
        if (bytes.data[p] != '\0')
            return false;
    return true;
}

static kt_status hand_gzip(kt_walk *walk, kt_slice bytes, kt_error *err)
{
    kt_slice rest = bytes;
    KT_TRY(need_inflater(walk, err));
    do {
        size_t n_in = 0;
        if (rest.size < GZIP_LEAST || kt_wrap_of(rest) != KT_WRAP_GZIP)
            return fail_gzip(err);
        if (rest.size < KT_MAX_INFLATE)
            KT_TRY(inflate_gzip(walk, rest, &n_in, err));
        if (n_in == 0)
            return stream_rest(walk, rest, err);
        rest.data += n_in;
        rest.size -= n_in;
    } while (!only_zeros(rest)); // some programs pad with zeros
    return kt_walk_tell(walk, rest.size, err);
}

kt_status kt_walk_gzip(kt_walk *walk, kt_slice bytes, kt_slice name, kt_error *err)
{
    bool wanted = false;
    walk->room = KT_EXPANSION_FREE;
    kt_walk_allow(walk, bytes.size);
    KT_TRY(kt_walk_begin(walk, inner_name(name), 0, &wanted, err));
    if (!wanted)
        return kt_walk_tell(walk, bytes.size, err);
    KT_TRY(hand_gzip(walk, bytes, err));
    return kt_walk_end(walk, err);
}
