/* memory.c: requests for memory with checked sizes and an error that says how much was asked.
 * The tests put their own malloc, calloc and realloc below these functions at link time. */
#include <kontor/memory.h>

#include <kontor/checked.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* What a thread may hold; without a limit nothing is counted. A block may be of before the
 * limit, or of another thread: then what is held goes below nothing, which does no harm. */
static _Thread_local struct limit {
    size_t most; /* 0: no limit */
    int64_t held;
    bool is_short;
} limit;

#ifdef __GLIBC__
static size_t size_of(void *block)
{
    return malloc_usable_size(block);
}
#else
static size_t size_of(void *block)
{
    (void)block;
    return 0; // not known here, and so not limited but by a single request
}
#endif

void kt_memory_limit(size_t bytes)
{
    limit = (struct limit){bytes, 0, false};
}

bool kt_memory_is_short(void)
{
    return limit.is_short;
}

static bool is_beyond(size_t bytes)
{
    if (!limit.most ||
        (bytes <= limit.most && limit.held + (int64_t)bytes <= (int64_t)limit.most))
        return false;
    limit.is_short = true;
    return true;
}

static void take(void *block)
{
    if (limit.most)
        limit.held += (int64_t)size_of(block);
}

static void give(void *block)
{
    if (limit.most && block)
        limit.held -= (int64_t)size_of(block);
}

static kt_status refused(size_t n, size_t size, kt_error *err)
{
    return kt_fail(err, KT_ERR_MEMORY, "no memory for %zu items of %zu bytes", n, size);
}

kt_status kt_memory_new(void **out, size_t n, size_t size, kt_error *err)
{
    size_t bytes;
    if (!kt_size_mul(n, size, &bytes) || is_beyond(bytes))
        return refused(n, size, err);
    void *block = calloc(1, bytes ? bytes : 1);
    if (!block)
        return refused(n, size, err);
    take(block);
    *out = block;
    return KT_OK;
}

kt_status kt_memory_resize(void **block, size_t n, size_t size, kt_error *err)
{
    size_t bytes;
    if (!kt_size_mul(n, size, &bytes))
        return refused(n, size, err);
    give(*block);
    void *moved = is_beyond(bytes) ? NULL : realloc(*block, bytes ? bytes : 1);
    if (!moved) {
        if (*block)
            take(*block);
        return refused(n, size, err);
    }
    take(moved);
    *block = moved;
    return KT_OK;
}

kt_status kt_copy_text(const char *text, size_t size, char **out, kt_error *err)
{
    size_t bytes;
    if (!kt_size_add(size, 1, &bytes) || is_beyond(bytes))
        return refused(size, 1, err);
    char *copy = malloc(bytes);
    if (!copy)
        return refused(bytes, 1, err);
    take(copy);
    if (size > 0)
        memcpy(copy, text, size);
    copy[size] = '\0';
    *out = copy;
    return KT_OK;
}

void kt_memory_prefer_large_pages(void *block, size_t size)
{
#ifdef MADV_HUGEPAGE
    const size_t page = (size_t)2 << 20;
    const size_t lead = (page - (uintptr_t)block % page) % page;
    if (size >= lead + page)
        (void)madvise((char *)block + lead, (size - lead) / page * page, MADV_HUGEPAGE);
#else
    (void)block, (void)size;
#endif
}

void kt_memory_keep_freed(void)
{
#ifdef M_TRIM_THRESHOLD
    (void)mallopt(M_MMAP_THRESHOLD, 32 << 20); // the most that glibc takes
    (void)mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

void kt_free(void *block)
{
    give(block);
    free(block);
}
