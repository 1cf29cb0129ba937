/* growing.h: arrays of the tables while they are read. */
#ifndef REFERENCE_GROWING_H
#define REFERENCE_GROWING_H

#include <kontor/error.h>
#include <kontor/memory.h>

/* Make room for one item more behind the n that *items has. */
#define kt_grow(items, n, room, err)                                                           \
    kt_grow_items((void **)(items), sizeof **(items), (n), (room), (err))

KT_MUST_USE static inline kt_status kt_grow_items(void **items, size_t size, int64_t n,
                                                  int64_t *room, kt_error *err)
{
    if (n < *room)
        return KT_OK;
    const int64_t more = *room ? *room * 2 : 64;
    KT_TRY(kt_memory_resize(items, (size_t)more, size, err));
    *room = more;
    return KT_OK;
}

#endif
