/* kontor/memory.h: all memory of kontor's own passes here, so that a test can make the n-th
 * request fail (the tests replace malloc and realloc below these functions at link time). */
#ifndef KONTOR_MEMORY_H
#define KONTOR_MEMORY_H

#include <kontor/error.h>

#include <stdbool.h>
#include <stddef.h>

KT_BEGIN_DECLS

/* n items of size bytes, all zero. n * size is checked. Never NULL on success, also for 0
 * bytes. Written to *out only on success; the caller frees it with kt_free(). `out` is the
 * address of any object pointer: kt_new(&rows, n, sizeof *rows, err).
 * Errors: KT_ERR_MEMORY. */
#define kt_new(out, n, size, err) kt_memory_new((void **)(out), (size_t)(n), (size), (err))
KT_MUST_USE kt_status kt_memory_new(void **out, size_t n, size_t size, kt_error *err);

/* Make *block hold n items of size bytes; new bytes are not set. On failure *block is as it
 * was. Errors: KT_ERR_MEMORY. */
#define kt_resize(block, n, size, err)                                                         \
    kt_memory_resize((void **)(block), (size_t)(n), (size), (err))
KT_MUST_USE kt_status kt_memory_resize(void **block, size_t n, size_t size, kt_error *err);

/* A terminated copy of size bytes of text, owned by the caller, freed with kt_free(). */
KT_MUST_USE kt_status kt_copy_text(const char *text, size_t size, char **out, kt_error *err);

/* From now on this thread may hold at most so many bytes more than it does now (0: no limit);
 * a request beyond that fails with KT_ERR_MEMORY, as if there were no more. What it holds is
 * what it was given here and has not given back. */
void kt_memory_limit(size_t bytes);
/* True where a request of this thread has failed for that limit since it was set. */
bool kt_memory_is_short(void);

/* A hint for a block of many megabytes that is about to be filled: the first use of a page
 * costs as much as much work on it, and pages of 2 MiB are 512 times fewer (inflating a gzip of
 * 167 MB takes less than half the time). Without effect where the system has none. */
void kt_memory_prefer_large_pages(void *block, size_t size);

/* For a process that answers again and again: what it freed, up to 64 MiB, stays with it for
 * the next answer, which would otherwise clear as many new pages. Without effect where the C
 * library has no such choice. */
void kt_memory_keep_freed(void);

/* NULL is allowed. */
void kt_free(void *block);

KT_END_DECLS

#endif
