/* sum_kernel.c: most numbers are there and small, and then nothing can go wrong: up to 2^20 of
 * them under 2^43 are added without a look at each. What they have in common tells afterwards
 * whether that was so; if not, they are added again, one by one. */
#include "sum_kernel.h"

#include <kontor/checked.h>
#include <kontor/flow.h>

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
