/* codec.c: the block codec: which kind is shortest, what surrounds the bytes, and all checks.
 */
#include "codec.h"

#include <kontor/flow.h>

#include "bytes.h"

#include <assert.h>
#include <string.h>

enum { KIND = 7, MISSING = 8, FOLDED = 16 };

static int bits_of(uint64_t code)
{
    return code ? 64 - __builtin_clzll(code) : 0;
}

static size_t encode_bits(const uint64_t *code, int n, int width, uint8_t *out)
{
    const size_t size = ((size_t)n * (size_t)width + 7) / 8;
    memset(out, 0, size + 16);
    for (int r = 0; r < n; r++) {
        const size_t bit = (size_t)r * (size_t)width;
        uint8_t *p = out + (bit >> 3);
        kt_put64(p, kt_get64(p) | code[r] << (bit & 7));
    }
    return size;
}

/* Numbers of 32 bits as bytes behind out[at]; the block's size. */
static size_t encode_bytes(const uint32_t *low, int n, size_t at, uint8_t *out)
{
    const size_t n_control = (size_t)(n + 3) / 4;
    return (size_t)(kt_bytes_encode(low, n, out + at, out + at + n_control) - out);
}

/* Which codes have high halves, and these. */
static size_t encode_high(const uint64_t *code, int n, size_t n_high, uint8_t *out)
{
    uint8_t *p = out + 1;
    *p++ = (uint8_t)n_high;
    for (int r = 0; r < n; r++) {
        if (code[r] >> 32) {
            *p = (uint8_t)r;
            kt_put32(p + 1, (uint32_t)(code[r] >> 32));
            p += 5;
        }
    }
    return (size_t)(p - out);
}

/* Bytes are tried first: they mostly win, and their size is known when they are there. */
size_t kt_block_encode(const int64_t *value, int n, uint8_t *out)
{
    assert(n >= 1 && n <= KT_BLOCK);
    uint64_t code[KT_BLOCK];
    uint32_t low[KT_BLOCK];
    const kt_codes_of_block of = kt_codes_make(value, n, code, low);
    const uint8_t flags = (uint8_t)((of.missing ? MISSING : 0) | (of.folded ? FOLDED : 0));
    if (of.every == 0) {
        out[0] = (uint8_t)(KT_BLOCK_SAME | flags);
        kt_put64(out + 1, code[0]);
        return 9;
    }
    size_t n_high = 0;
    if (of.most >> 32)
        for (int r = 0; r < n; r++)
            n_high += code[r] >> 32 != 0;
    const int width = bits_of(of.most);
    const size_t size_bits = width <= 56 ? 2 + ((size_t)n * (size_t)width + 7) / 8 : SIZE_MAX;
    const size_t size_whole = 1 + 8 * (size_t)n;
    size_t size_bytes = SIZE_MAX;
    if (n_high < KT_BLOCK)
        size_bytes = encode_bytes(low, n, n_high ? encode_high(code, n, n_high, out) : 1, out);

    if (size_bits <= size_bytes && size_bits < size_whole) {
        out[0] = (uint8_t)(KT_BLOCK_BITS | flags);
        out[1] = (uint8_t)width;
        return 2 + encode_bits(code, n, width, out + 2);
    }
    if (size_bytes < size_whole) {
        out[0] = (uint8_t)((n_high ? KT_BLOCK_HIGH : KT_BLOCK_BYTES) | flags);
        return size_bytes;
    }
    out[0] = (uint8_t)(KT_BLOCK_WHOLE | flags);
    for (int r = 0; r < n; r++)
        kt_put64(out + 1 + 8 * r, code[r]);
    return size_whole;
}

/* ---- decoding ------------------------------------------------------------------------------
 */

static bool decode_same(const uint8_t *in, size_t size, uint8_t flags, int64_t *out)
{
    if (size != 9)
        return false;
    const int64_t value = kt_value_of(kt_get64(in + 1), flags & MISSING, flags & FOLDED);
    for (int r = 0; r < KT_BLOCK; r++)
        out[r] = value;
    return true;
}

static bool decode_bits(const uint8_t *in, size_t size, size_t readable, int n, uint8_t flags,
                        int64_t *out)
{
    uint64_t code[KT_BLOCK] = {0};
    uint8_t copy[KT_BLOCK * 7 + 16];
    if (size < 2 || in[1] < 1 || in[1] > 56 || size != 2 + ((size_t)n * in[1] + 7) / 8)
        return false;
    const uint8_t *data = in + 2;
    if (readable < size + 8) {
        memcpy(copy, data, size - 2);
        data = copy;
    }
    kt_bits_decode(data, in[1], n, code);
    kt_values_of(code, flags & MISSING, flags & FOLDED, out);
    return true;
}

/* Find the parts of a BYTES or HIGH block; false where there is no room for them. */
static bool find_bytes(const uint8_t *in, size_t size, int n, const uint8_t **control,
                       const uint8_t **data)
{
    const size_t n_control = (size_t)(n + 3) / 4;
    size_t before = 1;
    if ((in[0] & KIND) == KT_BLOCK_HIGH) {
        if (size < 2)
            return false;
        before = 2 + 5 * (size_t)in[1];
    }
    if (size < before + n_control)
        return false;
    *control = in + before;
    *data = *control + n_control;
    return true;
}

/* The same; false also where the data are not as long as the control bytes say. */
static bool split_bytes(const uint8_t *in, size_t size, int n, const uint8_t **control,
                        const uint8_t **data)
{
    const size_t n_control = (size_t)(n + 3) / 4, unused = n_control * 4 - (size_t)n;
    return find_bytes(in, size, n, control, data) &&
           kt_bytes_length(*control, n_control) == size - (size_t)(*data - in) + unused;
}

/* The low 32 bits of the codes of a BYTES or HIGH block; what is behind n is not defined. */
static bool decode_low(const uint8_t *in, size_t size, size_t readable, int n,
                       uint32_t low[KT_BLOCK])
{
    const uint8_t *control, *data;
    if (!find_bytes(in, size, n, &control, &data))
        return false;
    const size_t n_control = (size_t)(n + 3) / 4;
    const size_t before = (size_t)(data - in), unused = n_control * 4 - (size_t)n;
    if (readable >= size + unused)
        return kt_bytes_decode_exactly(control, n_control, data, size - before + unused,
                                       readable - before, low);
    uint8_t copy[KT_BLOCK * 4 + 16];
    const size_t length = size - before;
    if (length > KT_BLOCK * 4)
        return false;
    memcpy(copy, data, length);
    memset(copy + length, 0, 16);
    return kt_bytes_decode_exactly(control, n_control, copy, length + unused, length + 16, low);
}

static bool decode_bytes(const uint8_t *in, size_t size, size_t readable, int n, uint8_t flags,
                         int64_t *out)
{
    uint32_t low[KT_BLOCK];
    if (!decode_low(in, size, readable, n, low))
        return false;
    const size_t n_decoded = ((size_t)n + 3) / 4 * 4;
    memset(low + n_decoded, 0, sizeof low - n_decoded * sizeof low[0]);
    if ((in[0] & KIND) == KT_BLOCK_BYTES) {
        kt_values_of_low(low, flags & MISSING, flags & FOLDED, out);
        return true;
    }
    uint64_t code[KT_BLOCK];
    for (int r = 0; r < KT_BLOCK; r++)
        code[r] = low[r];
    for (int h = 0; h < in[1]; h++) {
        const uint8_t *high = in + 2 + 5 * h;
        code[high[0]] = (uint32_t)code[high[0]] | (uint64_t)kt_get32(high + 1) << 32;
    }
    kt_values_of(code, flags & MISSING, flags & FOLDED, out);
    return true;
}

bool kt_block_low(const uint8_t *in, size_t size, size_t readable, int n, uint32_t *low)
{
    return size > 0 && n >= 1 && n <= KT_BLOCK && in[0] == KT_BLOCK_BYTES &&
           decode_low(in, size, readable, n, low);
}

bool kt_block_decode(const uint8_t *in, size_t size, size_t readable, int n, int64_t *out)
{
    if (size < 1 || n < 1 || n > KT_BLOCK || in[0] & ~(KIND | MISSING | FOLDED))
        return false;
    const uint8_t flags = in[0] & (MISSING | FOLDED);
    switch (in[0] & KIND) {
    case KT_BLOCK_SAME:
        return decode_same(in, size, flags, out);
    case KT_BLOCK_BITS:
        return decode_bits(in, size, readable, n, flags, out);
    case KT_BLOCK_BYTES:
    case KT_BLOCK_HIGH:
        return decode_bytes(in, size, readable, n, flags, out);
    case KT_BLOCK_WHOLE:
        if (size != 1 + 8 * (size_t)n)
            return false;
        for (int r = 0; r < n; r++)
            out[r] = kt_value_of(kt_get64(in + 1 + 8 * r), flags & MISSING, flags & FOLDED);
        return true;
    default:
        return false;
    }
}

/* The high 32 bits of position `at` in a HIGH block. */
static uint64_t high_of(const uint8_t *in, int at)
{
    uint64_t high = 0;
    for (int h = 0; h < in[1]; h++)
        if (in[2 + 5 * h] == at)
            high = (uint64_t)kt_get32(in + 3 + 5 * h) << 32;
    return high;
}

/* One code of a BITS block; false where its eight bytes cannot all be read, or the block's size
 * is wrong. */
static bool pick_bits(const uint8_t *in, size_t size, size_t readable, int n, int at,
                      int64_t *out)
{
    if (size < 2 || in[1] < 1 || in[1] > 56 || size != 2 + ((size_t)n * in[1] + 7) / 8)
        return false;
    const size_t bit = (size_t)at * in[1];
    if (readable < 2 + (bit >> 3) + 8)
        return false;
    const uint64_t code =
        kt_get64(in + 2 + (bit >> 3)) >> (bit & 7) & (((uint64_t)1 << in[1]) - 1);
    *out = kt_value_of(code, in[0] & MISSING, in[0] & FOLDED);
    return true;
}

bool kt_block_pick(const uint8_t *in, size_t size, size_t readable, int n, int at, int64_t *out)
{
    const uint8_t *control, *data;
    const int kind = size > 0 ? in[0] & KIND : -1;
    if (kind == KT_BLOCK_BITS && !(in[0] & ~(KIND | MISSING | FOLDED)) &&
        pick_bits(in, size, readable, n, at, out))
        return true;
    if ((kind != KT_BLOCK_BYTES && kind != KT_BLOCK_HIGH) ||
        in[0] & ~(KIND | MISSING | FOLDED)) {
        int64_t value[KT_BLOCK];
        if (!kt_block_decode(in, size, readable, n, value))
            return false;
        *out = value[at];
        return true;
    }
    if (!split_bytes(in, size, n, &control, &data))
        return false;
    const uint8_t own = control[at >> 2];
    data += kt_bytes_length(control, (size_t)(at >> 2));
    for (int k = 0; k < (at & 3); k++)
        data += 1 + (own >> (2 * k) & 3);
    const int more = own >> (2 * (at & 3)) & 3;
    uint64_t code = data[0];
    for (int b = 1; b <= more; b++)
        code |= (uint64_t)data[b] << (8 * b);
    if (kind == KT_BLOCK_HIGH)
        code |= high_of(in, at);
    *out = kt_value_of(code, in[0] & MISSING, in[0] & FOLDED);
    return true;
}
