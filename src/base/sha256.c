/* sha256.c: SHA-256 as FIPS 180-4 writes it: H the state, W the message schedule, K the
 * constants; the compression with the processor's own instructions where there are such. */
#include <kontor/sha256.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t rotated(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static uint32_t word_at(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void compress(uint32_t H[8], const unsigned char *block, size_t n_blocks)
{
    for (; n_blocks > 0; n_blocks--, block += 64) {
        uint32_t W[64], v[8];
        for (int t = 0; t < 16; t++)
            W[t] = word_at(block + 4 * t);
        for (int t = 16; t < 64; t++) {
            const uint32_t a = W[t - 15], b = W[t - 2];
            W[t] = W[t - 16] + (rotated(a, 7) ^ rotated(a, 18) ^ a >> 3) + W[t - 7] +
                   (rotated(b, 17) ^ rotated(b, 19) ^ b >> 10);
        }
        memcpy(v, H, sizeof v);
        for (int t = 0; t < 64; t++) {
            const uint32_t t1 = v[7] +
                                (rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25)) +
                                ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[t] + W[t];
            const uint32_t t2 = (rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22)) +
                                ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            memmove(v + 1, v, 7 * sizeof v[0]);
            v[4] += t1;
            v[0] = t1 + t2;
        }
        for (int p = 0; p < 8; p++)
            H[p] += v[p];
    }
}

#if defined(__x86_64__)
/* The instructions keep the state as ABEF and CDGH. */
__attribute__((target("sha,sse4.1"))) static void
compress_by_instruction(uint32_t H[8], const unsigned char *block, size_t n_blocks)
{
    const __m128i turn = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i dcba = _mm_loadu_si128((const __m128i *)(const void *)H);
    __m128i hgfe = _mm_loadu_si128((const __m128i *)(const void *)(H + 4));
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1), efgh = _mm_shuffle_epi32(hgfe, 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    for (; n_blocks > 0; n_blocks--, block += 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i W[4];
        for (int q = 0; q < 16; q++) {
            __m128i w;
            if (q < 4) {
                w = _mm_shuffle_epi8(
                    _mm_loadu_si128((const __m128i *)(const void *)(block + 16 * q)), turn);
            } else { // W[t - 16] + s0(W[t - 15]) + W[t - 7] + s1(W[t - 2]), four at a time
                const __m128i w16 = W[q & 3], w12 = W[(q + 1) & 3], w8 = W[(q + 2) & 3],
                              w4 = W[(q + 3) & 3];
                w = _mm_sha256msg1_epu32(w16, w12);
                w = _mm_add_epi32(w, _mm_alignr_epi8(w4, w8, 4));
                w = _mm_sha256msg2_epu32(w, w4);
            }
            W[q & 3] = w;
            __m128i sum =
                _mm_add_epi32(w, _mm_loadu_si128((const __m128i *)(const void *)(K + 4 * q)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            sum = _mm_shuffle_epi32(sum, 0x0e);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, sum);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)(void *)H, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(H + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* CPUID leaf 7, EBX bit 29. */
static bool has_instructions(void)
{
    unsigned a = 7, b = 0, c = 0, d = 0;
    if (!__builtin_cpu_supports("sse4.1"))
        return false;
    __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    return b >> 29 & 1;
}
#endif

void kt_sha256_hex(const void *data, size_t size, char out[65])
{
    static const char digits[] = "0123456789abcdef";
    uint32_t H[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    unsigned char tail[128] = {0};
    const size_t left = size % 64, n_tail = left < 56 ? 1 : 2;
    void (*compress_with)(uint32_t *, const unsigned char *, size_t) = compress;
#if defined(__x86_64__)
    if (has_instructions())
        compress_with = compress_by_instruction;
#endif
    if (size >= 64)
        compress_with(H, data, size / 64);
    if (left)
        memcpy(tail, (const unsigned char *)data + (size - left), left);
    tail[left] = 0x80;
    for (int p = 0; p < 8; p++)
        tail[64 * n_tail - 1 - (size_t)p] = (unsigned char)((uint64_t)size * 8 >> (8 * p));
    compress_with(H, tail, n_tail);
    for (int p = 0; p < 64; p++)
        out[p] = digits[H[p / 8] >> (28 - 4 * (p % 8)) & 15];
    out[64] = '\0';
}
