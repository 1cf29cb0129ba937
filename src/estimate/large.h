/* large.h: room that grows with the rows, in large pages where the system lends them: the first
 * use of a page costs as much as a pass over it, and what is read in no order finds its
 * addresses sooner. */
#ifndef KONTOR_ESTIMATE_LARGE_H
#define KONTOR_ESTIMATE_LARGE_H

#include <kontor/memory.h>

#include <stdint.h>

/* Below this the system's own pages are as good. */
#define KT_LARGE ((size_t)4 << 20)

/* As kt_new(). */
#define kt_new_large(out, n, size, err) kt_large_new((void **)(out), (size_t)(n), (size), (err))
KT_MUST_USE static inline kt_status kt_large_new(void **out, size_t n, size_t size,
                                                 kt_error *err)
{
    KT_TRY(kt_memory_new(out, n, size, err));
    if (n * size >= KT_LARGE)
        kt_memory_prefer_large_pages(*out, n * size);
    return KT_OK;
}

/* The same for vectors: they begin where a line of the cache does, so that none lies across
 * two. Freed with kt_free_lines(). */
#define kt_new_lines(out, n, size, err) kt_lines_new((void **)(out), (size_t)(n), (size), (err))
#define KT_LINE                         ((size_t)64)
KT_MUST_USE static inline kt_status kt_lines_new(void **out, size_t n, size_t size,
                                                 kt_error *err)
{
    char *whole = NULL;
    KT_TRY(kt_large_new((void **)&whole, n + (2 * KT_LINE + size - 1) / size, size, err));
    char *begin = whole + KT_LINE + (KT_LINE - (uintptr_t)whole % KT_LINE) % KT_LINE;
    ((void **)begin)[-1] = whole;
    *out = begin;
    return KT_OK;
}

/* NULL is allowed. */
static inline void kt_free_lines(void *block)
{
    if (block)
        kt_free(((void **)block)[-1]);
}

#endif
