/* inflate_libdeflate.c: libdeflate, 2.5 times as fast as a streaming inflate, for members that
 * fit in memory. */
#include "inflate_libdeflate.h"

#include <libdeflate.h>

/* Never defined: the pointer is libdeflate's own. */
static struct libdeflate_decompressor *own(kt_inflater *inflater)
{
    return (struct libdeflate_decompressor *)(void *)inflater;
}

kt_status kt_inflater_new(kt_inflater **out, kt_error *err)
{
    struct libdeflate_decompressor *made = libdeflate_alloc_decompressor();
    if (!made)
        return kt_fail(err, KT_ERR_MEMORY, "no memory for inflating");
    *out = (kt_inflater *)(void *)made;
    return KT_OK;
}

void kt_inflater_free(kt_inflater *inflater)
{
    libdeflate_free_decompressor(own(inflater));
}

kt_inflated kt_inflate_raw(kt_inflater *inflater, kt_slice packed, char *out, size_t n_out)
{
    size_t n_in = 0;
    const enum libdeflate_result result = libdeflate_deflate_decompress_ex(
        own(inflater), packed.data, packed.size, out, n_out, &n_in, NULL);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE)
        return KT_INFLATED_SPACE;
    return result == LIBDEFLATE_SUCCESS && n_in == packed.size ? KT_INFLATED : KT_INFLATED_BAD;
}

kt_inflated kt_inflate_gzip(kt_inflater *inflater, kt_slice packed, char *out, size_t room,
                            size_t *n_in, size_t *n_out)
{
    const enum libdeflate_result result = libdeflate_gzip_decompress_ex(
        own(inflater), packed.data, packed.size, out, room, n_in, n_out);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE)
        return KT_INFLATED_SPACE;
    return result == LIBDEFLATE_SUCCESS ? KT_INFLATED : KT_INFLATED_BAD;
}

uint32_t kt_crc32(uint32_t crc, const void *data, size_t size)
{
    return libdeflate_crc32(crc, data, size);
}
