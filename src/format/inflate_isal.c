/* inflate_isal.c: ISA-L. It streams at the rate at which others inflate whole members (1.1 GB/s
 * on BACI's CSV), so nothing needs to fit in memory. */
#include "inflate_isal.h"

#include <kontor/memory.h>

#include <isa-l.h>
#include <string.h>

/* Its counters have 32 bits. */
#define MOST_AT_ONCE ((size_t)1 << 30)

struct kt_inflater {
    struct inflate_state state;
    kt_slice packed; /* from state.next_in on; avail_in of them are known to the state */
};

kt_status kt_inflater_new(kt_inflater **out, kt_error *err)
{
    return kt_new(out, 1, sizeof **out, err);
}

void kt_inflater_free(kt_inflater *inflater)
{
    kt_free(inflater);
}

void kt_inflate_begin(kt_inflater *inflater, kt_inflate_dress dress, kt_slice packed)
{
    isal_inflate_init(&inflater->state);
    inflater->state.crc_flag = dress == KT_INFLATE_GZIP ? ISAL_GZIP : ISAL_DEFLATE;
    inflater->packed = packed;
}

static void give_input(kt_inflater *inflater)
{
    struct inflate_state *state = &inflater->state;
    const size_t size = inflater->packed.size;
    state->next_in = (uint8_t *)(uintptr_t)inflater->packed.data;
    state->avail_in = (uint32_t)(size < MOST_AT_ONCE ? size : MOST_AT_ONCE);
}

static void note_input(kt_inflater *inflater)
{
    const char *at = (const char *)inflater->state.next_in;
    inflater->packed.size -= (size_t)(at - inflater->packed.data);
    inflater->packed.data = at;
}

kt_inflated kt_inflate_next(kt_inflater *inflater, char *out, size_t room, size_t *n_out)
{
    struct inflate_state *state = &inflater->state;
    *n_out = 0;
    while (state->block_state != ISAL_BLOCK_FINISH) {
        const size_t left = room - *n_out;
        if (left == 0)
            return KT_INFLATED_MORE;
        const uint32_t given = (uint32_t)(left < MOST_AT_ONCE ? left : MOST_AT_ONCE);
        const size_t before = inflater->packed.size;
        state->next_out = (uint8_t *)out + *n_out;
        state->avail_out = given;
        give_input(inflater);
        const int result = isal_inflate(state);
        note_input(inflater);
        *n_out += given - state->avail_out;
        const bool stands = before == inflater->packed.size && given == state->avail_out;
        if ((result != ISAL_DECOMP_OK && result != ISAL_END_INPUT) ||
            (stands && state->block_state != ISAL_BLOCK_FINISH))
            return KT_INFLATED_BAD;
    }
    return KT_INFLATED_END;
}

/* The state has read up to eight bytes ahead. */
kt_slice kt_inflate_rest(const kt_inflater *inflater)
{
    const int32_t bits = inflater->state.read_in_length;
    const size_t ahead = bits > 0 ? (size_t)bits / 8 : 0;
    return (kt_slice){inflater->packed.data - ahead, inflater->packed.size + ahead};
}

kt_status kt_deflate_raw(kt_slice plain, kt_text *out, kt_error *err)
{
    // What does not pack goes out in stored blocks: five bytes for each 64 kB.
    const size_t room = plain.size + plain.size / 8 + 1024;
    struct isal_zstream *stream = NULL;
    kt_status status = KT_OK;

    if (plain.size >= MOST_AT_ONCE)
        return kt_fail(err, KT_ERR_LIMIT, "more than a gigabyte to be packed at once");
    KT_TRY(kt_text_reserve(out, room, err));
    KT_TRY(kt_new(&stream, 1, sizeof *stream, err));
    isal_deflate_stateless_init(stream);
    stream->end_of_stream = 1;
    stream->level = 1;
    stream->level_buf_size = ISAL_DEF_LVL1_DEFAULT;
    status = kt_new(&stream->level_buf, 1, stream->level_buf_size, err);
    if (!status) {
        stream->next_in = (uint8_t *)(uintptr_t)(plain.data ? plain.data : "");
        stream->avail_in = (uint32_t)plain.size;
        stream->next_out = (uint8_t *)out->data + out->size;
        stream->avail_out = (uint32_t)room;
        if (isal_deflate_stateless(stream) != COMP_OK)
            status = kt_fail(err, KT_ERR_LIMIT, "%zu bytes could not be packed", plain.size);
        else
            out->size += room - stream->avail_out;
        out->data[out->size] = '\0';
        kt_free(stream->level_buf);
    }
    kt_free(stream);
    return status;
}

uint32_t kt_crc32(uint32_t crc, const void *data, size_t size)
{
    return crc32_gzip_refl(crc, data, size);
}
