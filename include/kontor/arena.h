/* kontor/arena.h: memory that ends together is allocated together and dropped whole.
 *
 * One arena serves one import, fit or request; it is not for two threads at once. */
#ifndef KONTOR_ARENA_H
#define KONTOR_ARENA_H

#include <kontor/error.h>

#include <stddef.h>

KT_BEGIN_DECLS

typedef struct kt_arena_block kt_arena_block;

/* In the caller's storage; {0} is an empty arena. */
typedef struct kt_arena {
    kt_arena_block *newest; /* the blocks, newest first */
    size_t used, size;      /* in the newest block */
} kt_arena;

/* Release everything; the arena is then empty and can be used again. */
void kt_arena_clear(kt_arena *arena);

/* n items of size bytes, all zero, aligned for any type; live until kt_arena_clear().
 * Errors: KT_ERR_MEMORY. */
#define kt_arena_new(arena, out, n, size, err)                                                 \
    kt_arena_take((arena), (void **)(out), (size_t)(n), (size), (err))
KT_MUST_USE kt_status kt_arena_take(kt_arena *arena, void **out, size_t n, size_t size,
                                    kt_error *err);

/* A terminated copy of size bytes of text. */
KT_MUST_USE kt_status kt_arena_text(kt_arena *arena, const char *text, size_t size,
                                    const char **out, kt_error *err);

KT_END_DECLS

#endif
