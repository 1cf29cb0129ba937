/* sum_kernel.c: most numbers are there and small, and then nothing can go wrong: up to 2^20 of
 * them under 2^43 are added without a look at each. What they have in common tells afterwards
 * whether that was so; if not, they are added again, one by one. */
#include "sum_kernel.h"

#include <kontor/checked.h>
#include <kontor/flow.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { SMALL_BITS = 43, MOST_AT_ONCE = 1 << 20 };

int64_t kt_sum_or_none_plain(const int64_t *number, int64_t n, bool *fits)
{
    int64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        if (number[i] == KT_NONE)
            return KT_NONE;
        *fits &= kt_i64_add(sum, number[i], &sum);
    }
    return sum;
}

static inline __attribute__((always_inline)) uint64_t add_all(const int64_t *number, int64_t n,
                                                              uint64_t *sum)
{
    uint64_t bits = 0, total = 0;
    for (int64_t i = 0; i < n; i++) {
        bits |= (uint64_t)number[i];
        total += (uint64_t)number[i];
    }
    *sum = total;
    return bits;
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static uint64_t add_avx2(const int64_t *number, int64_t n,
                                                         uint64_t *sum)
{
    return add_all(number, n, sum);
}
#endif

int64_t kt_sum_or_none(const int64_t *number, int64_t n, bool *fits)
{
    uint64_t sum = 0, bits;
#ifdef __x86_64__
    bits =
        __builtin_cpu_supports("avx2") ? add_avx2(number, n, &sum) : add_all(number, n, &sum);
#else
    bits = add_all(number, n, &sum);
#endif
    return n <= MOST_AT_ONCE && bits >> SMALL_BITS == 0 ? (int64_t)sum
                                                        : kt_sum_or_none_plain(number, n, fits);
}

int64_t kt_sum_low_plain(const uint32_t *number, int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += number[i];
    return (int64_t)sum;
}

#ifdef __x86_64__

/* Eight at once: those at even places and those at odd ones become numbers of 64 bits. The last
 * few are loaded under a mask, so that none is added alone. */
__attribute__((target("avx2"))) static int64_t sum_low_avx2(const uint32_t *number, int64_t n)
{
    static const int32_t first[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
    const __m256i even = _mm256_set1_epi64x(0xffffffff);
    __m256i a = _mm256_setzero_si256(), b = a;
    int64_t i = 0;
    for (; i + 8 <= n; i += 8) {
        const __m256i eight = _mm256_loadu_si256((const __m256i *)(const void *)(number + i));
        a = _mm256_add_epi64(a, _mm256_and_si256(eight, even));
        b = _mm256_add_epi64(b, _mm256_srli_epi64(eight, 32));
    }
    const __m256i mask =
        _mm256_loadu_si256((const __m256i *)(const void *)(first + 8 - (n - i)));
    const __m256i rest = _mm256_maskload_epi32((const int *)(const void *)(number + i), mask);
    a = _mm256_add_epi64(a, _mm256_and_si256(rest, even));
    b = _mm256_add_epi64(b, _mm256_srli_epi64(rest, 32));
    a = _mm256_add_epi64(a, b);
    const __m128i two =
        _mm_add_epi64(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
    return (int64_t)((uint64_t)_mm_extract_epi64(two, 0) + (uint64_t)_mm_extract_epi64(two, 1));
}

#endif

int64_t kt_sum_low(const uint32_t *number, int64_t n)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        return sum_low_avx2(number, n);
#endif
    return kt_sum_low_plain(number, n);
}
