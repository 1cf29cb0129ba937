/* large.h: room that grows with the rows, in large pages where the system lends them: the first
 * use of a page costs as much as a pass over it, and what is read in no order finds its
 * addresses sooner. */
#ifndef KONTOR_ESTIMATE_LARGE_H
#define KONTOR_ESTIMATE_LARGE_H

#include <kontor/memory.h>

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

#endif
