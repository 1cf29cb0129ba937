/* wide.h: vectors of four doubles, for any processor and, where it has them, AVX2's.
 *
 * A kernel's body is one function, inlined into both builds; both do the same operations in the
 * same order (and no fused ones), so they give the same bits. */
#ifndef KONTOR_ESTIMATE_WIDE_H
#define KONTOR_ESTIMATE_WIDE_H

#include <stdint.h>

/* In registers, and in memory, where a row of four may begin at any double. */
typedef double kt_v4 __attribute__((vector_size(32)));
typedef double kt_u4 __attribute__((vector_size(32), aligned(8), may_alias));
typedef int64_t kt_i4 __attribute__((vector_size(32)));

#if defined(__x86_64__)
#define KT_WIDE_TARGET __attribute__((target("avx2")))
#define KT_HAS_WIDE()  __builtin_cpu_supports("avx2")
#else
#define KT_WIDE_TARGET
#define KT_HAS_WIDE() 0
#endif
#define KT_WIDE_BODY static inline __attribute__((always_inline))

/* static void NAME_wide(...) and a public NAME(...) that chooses, from a body NAME_body(...).
 */
#define KT_WIDE_FUNCTION(name, parameters, arguments)                                          \
    KT_WIDE_TARGET static void name##_wide parameters                                          \
    {                                                                                          \
        name##_body arguments;                                                                 \
    }                                                                                          \
    void name parameters                                                                       \
    {                                                                                          \
        if (KT_HAS_WIDE())                                                                     \
            name##_wide arguments;                                                             \
        else                                                                                   \
            name##_body arguments;                                                             \
    }

KT_WIDE_BODY kt_v4 kt_load4(const double *from)
{
    return (kt_v4) * (const kt_u4 *)from;
}

KT_WIDE_BODY void kt_store4(double *to, kt_v4 value)
{
    *(kt_u4 *)to = (kt_u4)value;
}

/* a where the mask (a comparison) is set, else b. */
KT_WIDE_BODY kt_v4 kt_choose4(kt_i4 mask, kt_v4 a, kt_v4 b)
{
    return (kt_v4)(((kt_i4)a & mask) | ((kt_i4)b & ~mask));
}

#endif
