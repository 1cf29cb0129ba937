/* fault.c: requests that fail when a test says so.
 *
 * The tests are linked with --wrap, so calls of malloc() and others from our own objects come
 * here; those of the C library and other shared libraries do not. Without a fault everything
 * is passed on, also under the sanitizers. The state is atomic because requests come from
 * several threads; which of them gets the n-th is then up to timing. */
#include "check.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/types.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
ssize_t __real_write(int descriptor, const void *data, size_t size);
int __real_fsync(int descriptor);
int __real_rename(const char *from, const char *to);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
ssize_t __wrap_write(int descriptor, const void *data, size_t size);
int __wrap_fsync(int descriptor);
int __wrap_rename(const char *from, const char *to);

enum { NO_FAULT = -1, SHORT_WRITE = 100 };

static atomic_int fault_kind = NO_FAULT;
static atomic_llong requests_left;
static atomic_int has_failed;

static void arm(int kind, int64_t n)
{
    atomic_store(&has_failed, 0);
    atomic_store(&requests_left, n);
    atomic_store(&fault_kind, kind);
}

void kt_fault_at(kt_fault kind, int64_t n)
{
    arm((int)kind, n);
}

void kt_fault_short_write_at(int64_t n)
{
    arm(SHORT_WRITE, n);
}

int kt_fault_off(void)
{
    atomic_store(&fault_kind, NO_FAULT);
    return atomic_load(&has_failed);
}

/* Is this request of that kind the one? */
static int is_due(int kind)
{
    if (atomic_load(&fault_kind) != kind || atomic_fetch_sub(&requests_left, 1) != 1)
        return 0;
    atomic_store(&has_failed, 1);
    return 1;
}

void *__wrap_malloc(size_t size)
{
    if (is_due(KT_FAULT_MEMORY)) {
        errno = ENOMEM;
        return NULL;
    }
    return __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    if (is_due(KT_FAULT_MEMORY)) {
        errno = ENOMEM;
        return NULL;
    }
    return __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    if (is_due(KT_FAULT_MEMORY)) {
        errno = ENOMEM;
        return NULL;
    }
    return __real_realloc(block, size);
}

ssize_t __wrap_write(int descriptor, const void *data, size_t size)
{
    if (descriptor > 2) { /* the first three carry the test library's own output */
        if (is_due(KT_FAULT_WRITE)) {
            errno = ENOSPC;
            return -1;
        }
        if (is_due(SHORT_WRITE) && size > 1)
            size /= 2;
    }
    return __real_write(descriptor, data, size);
}

int __wrap_fsync(int descriptor)
{
    if (is_due(KT_FAULT_FSYNC)) {
        errno = EIO;
        return -1;
    }
    return __real_fsync(descriptor);
}

int __wrap_rename(const char *from, const char *to)
{
    if (is_due(KT_FAULT_RENAME)) {
        errno = EIO;
        return -1;
    }
    return __real_rename(from, to);
}
