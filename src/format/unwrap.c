/* unwrap.c: the members of a zip or a gzip that lies in memory (mapped, most of the time).
 *
 *     packed ──task──► span 0 ─┐
 *                      span 1 ─┴─► visitor
 *
 * While the visitor has one span, a task inflates the next one beside it. */
#include "input_walk.h"

#include <kontor/limits.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "zip.h"

#include <string.h>

enum { GZIP_LEAST = 18 }; /* header and trailer */

/* ---- spans --------------------------------------------------------------------------------
 */

typedef struct span {
    kt_inflater *inflater;
    char *data;
    size_t room, size;
    uint32_t crc; /* of all up to its end */
    kt_inflated result;
} span;

static kt_status fill(void *with, kt_error *err)
{
    span *to = with;
    (void)err;
    to->result = kt_inflate_next(to->inflater, to->data, to->room, &to->size);
    to->crc = kt_crc32(to->crc, to->data, to->size);
    return KT_OK;
}

static kt_status need_spans(kt_walk *walk, size_t room, kt_error *err)
{
    if (!walk->inflater)
        KT_TRY(kt_inflater_new(&walk->inflater, err));
    for (int i = 0; i < 2; i++)
        if (!walk->span[i] || walk->n_span < room)
            KT_TRY(kt_resize(&walk->span[i], room, 1, err));
    if (walk->n_span < room)
        walk->n_span = room;
    return KT_OK;
}

/* What was inflated of one packed member. */
typedef struct inflated {
    uint64_t n_out;
    uint32_t crc;
    kt_slice rest; /* packed bytes behind it */
    bool bad;
} inflated;

/* Inflate and hand on; bad also where more than `most` bytes come out. */
static kt_status hand_inflated(kt_walk *walk, kt_inflate_dress dress, kt_slice packed,
                               uint64_t most, inflated *of, kt_error *err)
{
    kt_status status = KT_OK;
    // A small member needs no large span: it may not grow more than this.
    const uint64_t room = KT_MAX_EXPANSION * (uint64_t)packed.size + KT_EXPANSION_FREE;
    *of = (inflated){.rest = packed};
    KT_TRY(need_spans(walk, room < KT_INPUT_SPAN ? (size_t)room : KT_INPUT_SPAN, err));
    span now = {.inflater = walk->inflater, .data = walk->span[0], .room = walk->n_span};
    span next = now;
    next.data = walk->span[1];
    kt_inflate_begin(walk->inflater, dress, packed);
    KT_TRY(fill(&now, err));
    for (;;) {
        kt_task *task = NULL;
        if (now.size > most - of->n_out) {
            of->bad = true;
            return KT_OK;
        }
        const bool more = now.result == KT_INFLATED_MORE;
        const size_t left = kt_inflate_rest(walk->inflater).size;
        next.crc = now.crc;
        if (more)
            KT_TRY(kt_task_start(fill, &next, &task, err));
        status = kt_walk_expand(walk, now.size, err);
        if (!status)
            status =
                kt_walk_hand(walk, (kt_slice){now.data, now.size}, of->rest.size - left, err);
        const kt_status filled = kt_task_wait(task, NULL); // it cannot fail
        (void)filled;
        KT_TRY(status);
        of->n_out += now.size;
        of->rest.size = left;
        if (!more)
            break;
        const span other = now;
        now = next;
        next = other;
    }
    of->crc = now.crc;
    of->bad = now.result == KT_INFLATED_BAD;
    of->rest = kt_inflate_rest(walk->inflater);
    return KT_OK;
}

/* ---- zip ----------------------------------------------------------------------------------
 */

static kt_status fail_member(kt_error *err)
{
    return kt_fail(err, KT_ERR_FORMAT,
                   "broken or truncated zip: a member is not what its checksum and size say");
}

static kt_status hand_member(kt_walk *walk, const kt_zip_member *member, kt_error *err)
{
    inflated of;
    /* Before anything else: a lying size must not take time. */
    if (member->plain_size > KT_EXPANSION_FREE &&
        (member->plain_size - KT_EXPANSION_FREE) / KT_MAX_EXPANSION > member->packed.size)
        return kt_fail(err, KT_ERR_LIMIT, "packed data that grow more than %d-fold",
                       KT_MAX_EXPANSION);
    if (member->method == KT_ZIP_STORED) {
        if (kt_crc32(0, member->packed.data, member->packed.size) != member->crc)
            return fail_member(err);
        return kt_walk_hand(walk, member->packed, member->packed.size, err);
    }
    KT_TRY(hand_inflated(walk, KT_INFLATE_RAW, member->packed, member->plain_size, &of, err));
    if (of.bad || of.rest.size > 0 || of.crc != member->crc || of.n_out != member->plain_size)
        return fail_member(err);
    return KT_OK;
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

static bool only_zeros(kt_slice bytes)
{
    for (size_t p = 0; p < bytes.size; p++)
        if (bytes.data[p] != '\0')
            return false;
    return true;
}

/* Several members after each other are one text. */
static kt_status hand_gzip(kt_walk *walk, kt_slice bytes, kt_error *err)
{
    kt_slice rest = bytes;
    do {
        inflated of;
        if (rest.size < GZIP_LEAST || kt_wrap_of(rest) != KT_WRAP_GZIP)
            return fail_gzip(err);
        KT_TRY(hand_inflated(walk, KT_INFLATE_GZIP, rest, UINT64_MAX, &of, err));
        if (of.bad)
            return fail_gzip(err);
        rest = of.rest;
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
