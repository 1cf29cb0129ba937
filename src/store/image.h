/* image.h: the bytes of a file of the store, and which of its pages were found sound.
 *
 * Whoever reads a range asks kt_image_check() first: pages not seen before are held against
 * their checksums then, once. Marks are atomic, so many threads may ask; two that meet at a
 * page both find the same. */
#ifndef KONTOR_STORE_IMAGE_H
#define KONTOR_STORE_IMAGE_H

#include <kontor/error.h>

#include "layout.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Whether something was found sound. */
typedef struct kt_mark {
    _Atomic uint8_t sound;
} kt_mark;

typedef struct kt_image {
    const uint8_t *data;
    size_t size;
    uint64_t pages_end;  /* where the directory begins */
    const uint8_t *sums; /* a checksum for each page; NULL: not checked */
    kt_mark *seen;       /* one for each page */
    int64_t n_pages;
} kt_image;

/* True where the range lies in the pages. */
static inline bool kt_image_holds(const kt_image *image, uint64_t at, uint64_t size)
{
    return at >= KT_HEAD_SIZE && at <= image->pages_end && size <= image->pages_end - at;
}

/* The range must lie in the pages. KT_ERR_FORMAT names a damaged page. */
KT_MUST_USE kt_status kt_image_check_slow(const kt_image *image, uint64_t at, uint64_t size,
                                          kt_error *err);

KT_MUST_USE static inline kt_status kt_image_check(const kt_image *image, uint64_t at,
                                                   uint64_t size, kt_error *err)
{
    if (!image->sums || size == 0)
        return KT_OK;
    const uint64_t first = (at - KT_HEAD_SIZE) / KT_PAGE;
    const uint64_t last = (at + size - 1 - KT_HEAD_SIZE) / KT_PAGE;
    for (uint64_t page = first; page <= last; page++)
        if (!atomic_load_explicit(&image->seen[page].sound, memory_order_acquire))
            return kt_image_check_slow(image, at, size, err);
    return KT_OK;
}

/* True where the page's bytes fit its checksum; marks nothing. */
bool kt_image_page_sound(const kt_image *image, int64_t page);

#endif
