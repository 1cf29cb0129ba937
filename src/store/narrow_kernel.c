/* narrow_kernel.c: numbers to four bytes and back. The loops do not branch: what they have seen
 * says afterwards whether a number stands aside, and then the caller looks at each. */
#include "narrow.h"

#include <kontor/flow.h>

static inline __attribute__((always_inline)) bool narrow_all(const int64_t *number, int64_t n,
                                                             uint32_t *low)
{
    uint32_t wide = 0;
    for (int64_t i = 0; i < n; i++) {
        const uint32_t one =
            (uint64_t)number[i] < KT_NARROW_NONE ? (uint32_t)number[i] : KT_NARROW_WIDE;
        low[i] = number[i] == KT_NONE ? KT_NARROW_NONE : one;
        wide |= low[i] == KT_NARROW_WIDE;
    }
    return wide;
}

static inline __attribute__((always_inline)) bool widen_all(const uint32_t *low, int64_t n,
                                                            int64_t *out)
{
    uint32_t wide = 0;
    for (int64_t i = 0; i < n; i++) {
        out[i] = low[i] == KT_NARROW_NONE ? KT_NONE : (int64_t)low[i];
        wide |= low[i] == KT_NARROW_WIDE;
    }
    return wide;
}

static inline __attribute__((always_inline)) bool sum_all(const uint32_t *low, int64_t n,
                                                          int64_t *sum)
{
    uint64_t total = 0;
    uint32_t special = 0;
    for (int64_t i = 0; i < n; i++) {
        total += low[i];
        special |= low[i] >= KT_NARROW_NONE;
    }
    *sum = (int64_t)total;
    return !special;
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) static bool narrow_avx2(const int64_t *number, int64_t n,
                                                        uint32_t *low)
{
    return narrow_all(number, n, low);
}

__attribute__((target("avx2"))) static bool widen_avx2(const uint32_t *low, int64_t n,
                                                       int64_t *out)
{
    return widen_all(low, n, out);
}

__attribute__((target("avx2"))) static bool sum_avx2(const uint32_t *low, int64_t n,
                                                     int64_t *sum)
{
    return sum_all(low, n, sum);
}

#define HAS_AVX2 __builtin_cpu_supports("avx2")
#else
#define HAS_AVX2    0
#define narrow_avx2 narrow_all
#define widen_avx2  widen_all
#define sum_avx2    sum_all
#endif

bool kt_narrow_all(const int64_t *number, int64_t n, uint32_t *low)
{
    return HAS_AVX2 ? narrow_avx2(number, n, low) : narrow_all(number, n, low);
}

bool kt_widen_all(const uint32_t *low, int64_t n, int64_t *out)
{
    return HAS_AVX2 ? widen_avx2(low, n, out) : widen_all(low, n, out);
}

bool kt_narrow_sum_all(const uint32_t *low, int64_t n, int64_t *sum)
{
    return HAS_AVX2 ? sum_avx2(low, n, sum) : sum_all(low, n, sum);
}
