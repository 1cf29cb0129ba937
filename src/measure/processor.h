/* processor.h: functions built twice, for any processor and for those with more instructions.
 *
 * What matters is counting bits (popcnt: some ten times as fast as its replacement) and vectors
 * of four doubles (AVX2: twice as fast as of two). The body is one function, inlined into both
 * builds; both do the same operations in the same order, so they give the same bits. */
#ifndef KONTOR_MEASURE_PROCESSOR_H
#define KONTOR_MEASURE_PROCESSOR_H

#include <stdint.h>

#if defined(__x86_64__)
#define KT_BITS_TARGET __attribute__((target("popcnt")))
#define KT_WIDE_TARGET __attribute__((target("avx2")))
#define KT_HAS_BITS()  __builtin_cpu_supports("popcnt")
#define KT_HAS_WIDE()  __builtin_cpu_supports("avx2")
#else
#define KT_BITS_TARGET
#define KT_WIDE_TARGET
#define KT_HAS_BITS() 0
#define KT_HAS_WIDE() 0
#endif

#define KT_BITS_BODY static inline __attribute__((always_inline))
#define KT_WIDE_BODY static inline __attribute__((always_inline))

/* How many bits do two sets have in common? */
KT_BITS_BODY int32_t kt_bits_common(const uint64_t *a, const uint64_t *b, int64_t n_words)
{
    int32_t count = 0;
    for (int64_t w = 0; w < n_words; w++)
        count += __builtin_popcountll(a[w] & b[w]);
    return count;
}

#endif
