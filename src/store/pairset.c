/* pairset.c: the products of a pair, out of the sets of its chunks (segment.h). */
#include "segment.h"

#include <assert.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static const uint8_t *counts_of(const kt_segment *segment, uint32_t pair)
{
    return segment->section[KT_SECTION_COUNTS].data + (uint64_t)pair * segment->n_chunks;
}

static void pass(const kt_segment *segment, uint32_t pair, uint32_t *at)
{
    const uint8_t *count = counts_of(segment, pair);
    const uint32_t last = segment->n_chunks - 1;
    for (uint32_t c = 0; c < last; c++)
        at[c] += kt_set_size(count[c], KT_CHUNK);
    at[last] += kt_set_size(count[last], kt_chunk_width(segment->n_products, last));
}

/* Move at[] to the cursor's pair: forward from where it is, or from the exporter's first. */
static void seek(const kt_segment *segment, kt_cursor *cursor)
{
    if (cursor->at_pair == UINT32_MAX || cursor->at_e != cursor->e ||
        cursor->at_pair > cursor->pair) {
        const uint8_t *chunk_at = segment->section[KT_SECTION_CHUNK_AT].data +
                                  4 * (uint64_t)cursor->e * segment->n_chunks;
        for (uint32_t c = 0; c < segment->n_chunks; c++)
            cursor->at[c] = kt_get32(chunk_at + 4 * c);
        cursor->at_e = cursor->e;
        cursor->at_pair = kt_segment_first_pair(segment, cursor->e);
    }
    for (; cursor->at_pair < cursor->pair; cursor->at_pair++)
        pass(segment, cursor->at_pair, cursor->at);
}

/* Positions of a bitmap's bits, rising, from `base` on. Returns how many, or -1 where they are
 * not `count` or leave the chunk. */
static int read_bitmap(const uint8_t *set, uint32_t count, uint32_t width, uint32_t base,
                       uint16_t *out)
{
    uint16_t *o = out;
    for (uint32_t w = 0; w < 4; w++) {
        uint64_t word = kt_get64(set + 8 * w);
        const uint32_t from = base + 64 * w;
        while (word) {
            *o++ = (uint16_t)(from + (uint32_t)__builtin_ctzll(word));
            word &= word - 1;
        }
    }
    const int n = (int)(o - out);
    return (uint32_t)n == count && (uint32_t)out[n - 1] < base + width ? n : -1;
}

static int read_list(const uint8_t *set, uint32_t count, uint32_t width, uint32_t base,
                     uint16_t *out)
{
    uint32_t risen = 1;
    for (uint32_t i = 0; i < count; i++)
        out[i] = (uint16_t)(base + set[i]);
    for (uint32_t i = 1; i < count; i++)
        risen &= set[i - 1] < set[i];
    return risen && set[count - 1] < width ? (int)count : -1;
}

/* The set of one chunk into out[], which has room for 256. */
static int read_set(const uint8_t *set, uint32_t count, uint32_t width, uint32_t base,
                    uint16_t *out)
{
    if (count == width) {
        for (uint32_t i = 0; i < count; i++)
            out[i] = (uint16_t)(base + i);
        return (int)count;
    }
    return count < KT_SET_BITMAP ? read_list(set, count, width, base, out)
                                 : read_bitmap(set, count, width, base, out);
}

kt_status kt_cursor_products(const kt_segment *segment, const kt_image *image,
                             kt_cursor *cursor, uint32_t first, uint32_t end, uint16_t *out,
                             int64_t *n, int64_t *first_row, kt_error *err)
{
    assert(first <= end && end <= segment->n_products);
    int64_t row = kt_segment_first_row(segment, cursor->pair);
    *first_row = row;
    *n = 0;
    if (first == end)
        return KT_OK;
    if (segment->n_products == 1) {
        out[0] = 0;
        *n = 1;
        return KT_OK;
    }
    seek(segment, cursor);
    const uint8_t *count = counts_of(segment, cursor->pair);
    const kt_section *sets = &segment->section[KT_SECTION_SETS];
    const uint32_t c_first = first / KT_CHUNK, c_end = (end - 1) / KT_CHUNK + 1;
    for (uint32_t c = 0; c < c_first; c++)
        row += count[c];
    int64_t written = 0;
    for (uint32_t c = c_first; c < c_end; c++) {
        if (count[c] == 0)
            continue;
        const uint32_t width = kt_chunk_width(segment->n_products, c);
        const uint32_t size = kt_set_size(count[c], width);
        KT_TRY(kt_image_check(image, sets->at + cursor->at[c], size, err));
        if (read_set(sets->data + cursor->at[c], count[c], width, c * KT_CHUNK, out + written) <
            0)
            return kt_fail(err, KT_ERR_FORMAT, "the products of a pair contradict their count");
        written += count[c];
    }
    int64_t from = 0;
    while (from < written && out[from] < first)
        from++;
    while (written > from && out[written - 1] >= end)
        written--;
    if (from > 0)
        memmove(out, out + from, (size_t)(written - from) * sizeof *out);
    *first_row = row + from;
    *n = written - from;
    return KT_OK;
}

#ifdef __SSE2__

/* All 32 bytes are looked at: behind a set in a file there is always as much. */
static bool list_holds(const uint8_t *set, uint32_t count, uint32_t x, uint32_t *before)
{
    const __m128i wanted = _mm_set1_epi8((char)x);
    uint32_t equal = 0, above = 0;
    for (uint32_t half = 0; half < 2; half++) {
        const __m128i list = _mm_loadu_si128((const __m128i *)(const void *)(set + 16 * half));
        const __m128i same = _mm_cmpeq_epi8(list, wanted);
        const __m128i not_below = _mm_cmpeq_epi8(_mm_max_epu8(list, wanted), list);
        equal |= (uint32_t)_mm_movemask_epi8(same) << (16 * half);
        above |= (uint32_t)_mm_movemask_epi8(not_below) << (16 * half);
    }
    above |= 0xffffffffu << count; // count < 32
    *before = (uint32_t)__builtin_ctz(above);
    return (equal & ~(0xffffffffu << count)) != 0;
}

#else

static bool list_holds(const uint8_t *set, uint32_t count, uint32_t x, uint32_t *before)
{
    uint32_t n = 0;
    while (n < count && set[n] < x)
        n++;
    *before = n;
    return n < count && set[n] == x;
}

#endif

bool kt_set_holds(const uint8_t *set, uint32_t count, uint32_t width, uint32_t x,
                  uint32_t *before)
{
    uint32_t n = 0;
    if (count == width) {
        *before = x;
        return true;
    }
    if (count < KT_SET_BITMAP)
        return list_holds(set, count, x, before) && *before < count;
    const uint64_t word = kt_get64(set + 8 * (x >> 6));
    if (!(word >> (x & 63) & 1))
        return false;
    for (uint32_t w = 0; w < x >> 6; w++)
        n += (uint32_t)__builtin_popcountll(kt_get64(set + 8 * w));
    n += (uint32_t)__builtin_popcountll(word & (((uint64_t)1 << (x & 63)) - 1));
    *before = n;
    return n < count;
}
