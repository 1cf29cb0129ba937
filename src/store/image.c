/* image.c: checksums of pages, compared at the first read. */
#include "image.h"

#include <kontor/digest.h>

#include "bytes.h"

bool kt_image_page_sound(const kt_image *image, int64_t page)
{
    const uint64_t from = KT_HEAD_SIZE + (uint64_t)page * KT_PAGE;
    const uint64_t left = image->pages_end - from;
    const size_t size = left < KT_PAGE ? (size_t)left : KT_PAGE;
    return kt_digest_block(image->data + from, size) == kt_get64(image->sums + 8 * page);
}

kt_status kt_image_check_slow(const kt_image *image, uint64_t at, uint64_t size, kt_error *err)
{
    const uint64_t first = (at - KT_HEAD_SIZE) / KT_PAGE;
    const uint64_t last = (at + size - 1 - KT_HEAD_SIZE) / KT_PAGE;
    for (uint64_t page = first; page <= last; page++) {
        if (atomic_load_explicit(&image->seen[page].sound, memory_order_acquire))
            continue;
        if (!kt_image_page_sound(image, (int64_t)page))
            return kt_fail(err, KT_ERR_FORMAT,
                           "block %lld is damaged: its checksum does not fit its bytes",
                           (long long)page);
        atomic_store_explicit(&image->seen[page].sound, 1, memory_order_release);
    }
    return KT_OK;
}
