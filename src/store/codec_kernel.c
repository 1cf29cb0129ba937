/* codec_kernel.c: inner loops of the block codec: no allocation, no failure.
 *
 * Byte classes are those of StreamVByte (Lemire, Kurz, Rupp 2018, Information Processing
 * Letters 130, 1-6): four numbers share a control byte of four 2-bit fields, lowest first; a
 * field f says that its number takes f + 1 bytes, which stand apart from the control bytes. So
 * one shuffle by a table spreads four numbers at once. */
#include "codec.h"

#include "bytes.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_SHUFFLE 1
#endif

/* Length of the data of a control byte. */
#define FIELD(c, i)   (((c) >> (2 * (i))) & 3)
#define LENGTH(c)     (uint8_t)(4 + FIELD(c, 0) + FIELD(c, 1) + FIELD(c, 2) + FIELD(c, 3))
#define FOUR(M, c)    M(c), M((c) + 1), M((c) + 2), M((c) + 3)
#define SIXTEEN(M, c) FOUR(M, c), FOUR(M, (c) + 4), FOUR(M, (c) + 8), FOUR(M, (c) + 12)
#define SIXTY_FOUR(M, c)                                                                       \
    SIXTEEN(M, c), SIXTEEN(M, (c) + 16), SIXTEEN(M, (c) + 32), SIXTEEN(M, (c) + 48)
#define ALL(M) SIXTY_FOUR(M, 0), SIXTY_FOUR(M, 64), SIXTY_FOUR(M, 128), SIXTY_FOUR(M, 192)

static const uint8_t length_of[256] = {ALL(LENGTH)};

size_t kt_bytes_length(const uint8_t *control, size_t n_control)
{
    size_t length = 0;
    size_t i = 0;
    /* Eight at a time: the fields of a word are added in its bytes first. */
    for (; i + 8 <= n_control; i += 8) {
        uint64_t word = kt_get64(control + i);
        word = (word & 0x3333333333333333u) + (word >> 2 & 0x3333333333333333u);
        word = (word & 0x0f0f0f0f0f0f0f0fu) + (word >> 4 & 0x0f0f0f0f0f0f0f0fu);
        length += 32 + (size_t)((word * 0x0101010101010101u) >> 56);
    }
    for (; i < n_control; i++)
        length += length_of[control[i]];
    return length;
}

void kt_bytes_decode_plain(const uint8_t *control, size_t n_control, const uint8_t *data,
                           uint32_t *out)
{
    for (size_t i = 0; i < n_control; i++) {
        for (int k = 0; k < 4; k++) {
            const int more = FIELD(control[i], k);
            uint32_t code = data[0];
            for (int b = 1; b <= more; b++)
                code |= (uint32_t)data[b] << (8 * b);
            data += more + 1;
            *out++ = code;
        }
    }
}

#ifdef HAS_SHUFFLE

/* Where byte b of number i comes from; 0x80 makes a zero byte. */
#define START(c, i)                                                                            \
    ((i) + ((i) > 0 ? FIELD(c, 0) : 0) + ((i) > 1 ? FIELD(c, 1) : 0) +                         \
     ((i) > 2 ? FIELD(c, 2) : 0))
#define FROM(c, i, b) (uint8_t)(FIELD(c, i) >= (b) ? START(c, i) + (b) : 0x80)
#define NUMBER(c, i)  FROM(c, i, 0), FROM(c, i, 1), FROM(c, i, 2), FROM(c, i, 3)
#define SHUFFLE(c)                                                                             \
    {                                                                                          \
        NUMBER(c, 0), NUMBER(c, 1), NUMBER(c, 2), NUMBER(c, 3)                                 \
    }

static const uint8_t shuffle_of[256][16] = {ALL(SHUFFLE)};

__attribute__((target("ssse3"))) static const uint8_t *
decode_shuffled(const uint8_t *control, size_t n_control, const uint8_t *data, uint32_t *out)
{
    for (size_t i = 0; i < n_control; i++) {
        const uint8_t c = control[i];
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)data);
        const __m128i order = _mm_loadu_si128((const __m128i *)(const void *)shuffle_of[c]);
        _mm_storeu_si128((__m128i *)(void *)(out + 4 * i), _mm_shuffle_epi8(bytes, order));
        data += length_of[c];
    }
    return data;
}

#endif

void kt_bytes_decode(const uint8_t *control, size_t n_control, const uint8_t *data,
                     size_t slack, uint32_t *out)
{
#ifdef HAS_SHUFFLE
    /* Four numbers take at least 4 bytes, so a load of 16 reaches at most 12 behind. */
    if (slack >= 12 && __builtin_cpu_supports("ssse3")) {
        (void)decode_shuffled(control, n_control, data, out);
        return;
    }
#endif
    (void)slack;
    kt_bytes_decode_plain(control, n_control, data, out);
}

bool kt_bytes_decode_exactly(const uint8_t *control, size_t n_control, const uint8_t *data,
                             size_t length, size_t readable, uint32_t *out)
{
#ifdef HAS_SHUFFLE
    /* Whatever the control bytes say, no more than this is touched. */
    if (readable >= 16 * n_control + 12 && __builtin_cpu_supports("ssse3"))
        return decode_shuffled(control, n_control, data, out) == data + length;
#endif
    if (kt_bytes_length(control, n_control) != length || readable < length)
        return false;
    kt_bytes_decode(control, n_control, data, readable - length, out);
    return true;
}

/* The loops run over the whole block, whose length the compiler knows. */
void kt_values_of(const uint64_t *code, bool missing, bool folded, int64_t *out)
{
    for (int r = 0; r < KT_BLOCK; r++)
        out[r] = kt_value_of(code[r], missing, folded);
}

static inline __attribute__((always_inline)) void
values_of_low(const uint32_t *low, bool missing, bool folded, int64_t *out)
{
    if (!missing && !folded) {
        for (int r = 0; r < KT_BLOCK; r++)
            out[r] = (int64_t)low[r];
    } else if (!folded) {
        for (int r = 0; r < KT_BLOCK; r++)
            out[r] = low[r] ? (int64_t)low[r] - 1 : KT_NONE;
    } else {
        for (int r = 0; r < KT_BLOCK; r++)
            out[r] = kt_value_of(low[r], missing, folded);
    }
}

#ifdef HAS_SHUFFLE
__attribute__((target("avx2"))) static void
values_of_low_wide(const uint32_t *low, bool missing, bool folded, int64_t *out)
{
    values_of_low(low, missing, folded, out);
}
#endif

void kt_values_of_low(const uint32_t *low, bool missing, bool folded, int64_t *out)
{
#ifdef HAS_SHUFFLE
    if (__builtin_cpu_supports("avx2")) {
        values_of_low_wide(low, missing, folded, out);
        return;
    }
#endif
    values_of_low(low, missing, folded, out);
}

/* ---- encoding ------------------------------------------------------------------------------
 */

uint8_t *kt_bytes_encode_plain(const uint32_t *code, int n, uint8_t *control, uint8_t *data)
{
    memset(control, 0, (size_t)(n + 3) / 4);
    for (int r = 0; r < n; r++) {
        const uint32_t c = code[r];
        const int more = (c > 0xff) + (c > 0xffff) + (c > 0xffffff);
        control[r >> 2] = (uint8_t)(control[r >> 2] | more << (2 * (r & 3)));
        kt_put32(data, c);
        data += more + 1;
    }
    return data;
}

#ifdef HAS_SHUFFLE

/* The bytes that two numbers take of their eight: fields f and g. */
#define TAKEN(f)   ((UINT64_C(1) << (8 * ((f) + 1))) - 1)
#define BOTH(f, g) (TAKEN(f) | TAKEN(g) << 32)
#define EACH(g)    BOTH(0, g), BOTH(1, g), BOTH(2, g), BOTH(3, g)

static const uint64_t taken_of[16] = {EACH(0), EACH(1), EACH(2), EACH(3)};

/* Bits 0 to 3 in the places 0, 2, 4, 6. */
#define SPREAD(b) (uint8_t)(((b)&1) | ((b)&2) << 1 | ((b)&4) << 2 | ((b)&8) << 3)

/* Two numbers are a word of which the bytes taken are drawn together. */
__attribute__((target("ssse3,bmi2"))) static uint8_t *
encode_drawn(const uint32_t *code, int n_full, uint8_t *control, uint8_t *data)
{
    static const uint8_t spread[16] = {SIXTEEN(SPREAD, 0)};
    const __m128i zero = _mm_setzero_si128();
    for (int i = 0; i < n_full; i++) {
        const __m128i four = _mm_loadu_si128((const __m128i *)(const void *)(code + 4 * i));
        /* 3 less one for each of the upper bytes that is not needed. */
        __m128i field = _mm_set1_epi32(3);
        field = _mm_add_epi32(field, _mm_cmpeq_epi32(_mm_srli_epi32(four, 8), zero));
        field = _mm_add_epi32(field, _mm_cmpeq_epi32(_mm_srli_epi32(four, 16), zero));
        field = _mm_add_epi32(field, _mm_cmpeq_epi32(_mm_srli_epi32(four, 24), zero));
        const int low = _mm_movemask_ps(_mm_castsi128_ps(_mm_slli_epi32(field, 31)));
        const int high = _mm_movemask_ps(_mm_castsi128_ps(_mm_slli_epi32(field, 30)));
        const uint8_t c = (uint8_t)(spread[low] | spread[high] << 1);
        control[i] = c;
        for (int half = 0; half < 2; half++) {
            const int two = c >> (4 * half) & 15;
            kt_put64(data, _pext_u64(kt_get64((const uint8_t *)(code + 4 * i + 2 * half)),
                                     taken_of[two]));
            data += 2 + (two & 3) + (two >> 2);
        }
    }
    return data;
}

#endif

uint8_t *kt_bytes_encode(const uint32_t *code, int n, uint8_t *control, uint8_t *data)
{
    int done = 0;
#ifdef HAS_SHUFFLE
    if (__builtin_cpu_supports("ssse3") && __builtin_cpu_supports("bmi2")) {
        done = n / 4;
        data = encode_drawn(code, done, control, data);
    }
#endif
    return 4 * done < n
               ? kt_bytes_encode_plain(code + 4 * done, n - 4 * done, control + done, data)
               : data;
}

static inline uint64_t fold(int64_t value)
{
    return (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0);
}

/* The loops are simple, so that compilers make vectors of them. KT_NONE is the only value whose
 * fold plus one would not fit. */
static inline __attribute__((always_inline)) kt_codes_of_block
codes_make(const int64_t *value, int n, uint64_t *code, uint32_t *low)
{
    kt_codes_of_block of = {0};
    int64_t sign = 0;
    for (int r = 0; r < n; r++)
        sign |= value[r];
    if (sign >= 0) {
        memcpy(code, value, (size_t)n * sizeof *code);
    } else {
        uint64_t missing = 0, negative = 0;
        for (int r = 0; r < n; r++) {
            missing |= (uint64_t)(value[r] == KT_NONE);
            negative |= (uint64_t)((value[r] < 0) & (value[r] != KT_NONE));
        }
        of.missing = missing != 0;
        of.folded = negative != 0;
        if (of.folded)
            for (int r = 0; r < n; r++)
                code[r] = value[r] == KT_NONE ? 0 : fold(value[r]) + missing;
        else
            for (int r = 0; r < n; r++)
                code[r] = value[r] == KT_NONE ? 0 : (uint64_t)value[r] + 1;
    }
    uint64_t every = 0, most = 0;
    const uint64_t first = code[0];
    for (int r = 0; r < n; r++) {
        every |= code[r] ^ first;
        most |= code[r];
        low[r] = (uint32_t)code[r];
    }
    of.every = every;
    of.most = most;
    return of;
}

#ifdef HAS_SHUFFLE
__attribute__((target("avx2"))) static kt_codes_of_block
codes_make_wide(const int64_t *value, int n, uint64_t *code, uint32_t *low)
{
    return codes_make(value, n, code, low);
}
#endif

kt_codes_of_block kt_codes_make(const int64_t *value, int n, uint64_t *code, uint32_t *low)
{
#ifdef HAS_SHUFFLE
    if (__builtin_cpu_supports("avx2"))
        return codes_make_wide(value, n, code, low);
#endif
    return codes_make(value, n, code, low);
}

void kt_bits_decode(const uint8_t *data, int width, int n, uint64_t *out)
{
    const uint64_t mask = ((uint64_t)1 << width) - 1;
    size_t bit = 0;
    for (int r = 0; r < n; r++) {
        out[r] = kt_get64(data + (bit >> 3)) >> (bit & 7) & mask;
        bit += (size_t)width;
    }
}
