/* arena.c: a chain of blocks, each filled from its start and all dropped together.
 *
 *     arena->newest -> [header|used....|free...] -> [header|used........] -> NULL
 *
 * Blocks double from 4 kB to 1 MB, so a small request costs one block and a large import few. A
 * request too large for that gets a block of its own behind the newest, whose free part stays
 * in use. */
#include <kontor/arena.h>

#include <kontor/checked.h>
#include <kontor/memory.h>

#include <stdalign.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct kt_arena_block {
    kt_arena_block *older;
    max_align_t bytes[];
};

void kt_arena_clear(kt_arena *arena)
{
    kt_arena_block *block = arena->newest;
    while (block) {
        kt_arena_block *older = block->older;
        kt_free(block);
        block = older;
    }
    *arena = (kt_arena){0};
}

/* Not zeroed: each piece is when it is taken, a text never. */
static kt_status new_block(size_t room, kt_arena_block **out, kt_error *err)
{
    size_t bytes;
    *out = NULL;
    if (!kt_size_add(room, sizeof(kt_arena_block), &bytes))
        return kt_fail(err, KT_ERR_MEMORY, "no memory for %zu bytes", room);
    return kt_resize(out, bytes, 1, err);
}

/* `room` bytes, a multiple of the alignment, that do not fit into the newest block. */
static kt_status take_from_new_block(kt_arena *arena, size_t room, void **out, kt_error *err)
{
    if (room == 0) /* nothing asked of an empty arena: still a place, not NULL */
        room = alignof(max_align_t);
    size_t next = arena->size ? arena->size * 2 : FIRST_BLOCK;
    if (next > LARGEST_BLOCK)
        next = LARGEST_BLOCK;
    kt_arena_block *block = NULL;
    if (arena->newest && room > next / 4) {
        KT_TRY(new_block(room, &block, err));
        block->older = arena->newest->older;
        arena->newest->older = block;
        *out = block->bytes;
        return KT_OK;
    }
    if (next < room)
        next = room;
    KT_TRY(new_block(next, &block, err));
    block->older = arena->newest;
    arena->newest = block;
    arena->size = next;
    arena->used = room;
    *out = block->bytes;
    return KT_OK;
}

/* Room for `bytes`, with whatever was there. */
static inline kt_status take_raw(kt_arena *arena, size_t bytes, void **out, kt_error *err)
{
    size_t room;
    if (!kt_size_add(bytes, alignof(max_align_t) - 1, &room))
        return kt_fail(err, KT_ERR_MEMORY, "no memory for %zu bytes", bytes);
    room -= room % alignof(max_align_t);
    if (!arena->newest || room > arena->size - arena->used)
        return take_from_new_block(arena, room, out, err);
    *out = (char *)arena->newest->bytes + arena->used;
    arena->used += room;
    return KT_OK;
}

kt_status kt_arena_take(kt_arena *arena, void **out, size_t n, size_t size, kt_error *err)
{
    size_t bytes;
    if (!kt_size_mul(n, size, &bytes))
        return kt_fail(err, KT_ERR_MEMORY, "no memory for %zu items of %zu bytes", n, size);
    KT_TRY(take_raw(arena, bytes, out, err));
    memset(*out, 0, bytes);
    return KT_OK;
}

kt_status kt_arena_text(kt_arena *arena, const char *text, size_t size, const char **out,
                        kt_error *err)
{
    size_t bytes;
    void *room = NULL;
    if (!kt_size_add(size, 1, &bytes))
        return kt_fail(err, KT_ERR_MEMORY, "no memory for a text of %zu bytes", size);
    KT_TRY(take_raw(arena, bytes, &room, err));
    char *copy = room;
    if (size > 0)
        memcpy(copy, text, size);
    copy[size] = '\0';
    *out = copy;
    return KT_OK;
}
