/* gzip.c: ten bytes of header, the deflated bytes, their checksum and length. */
#include <kontor/gzip.h>

#include "inflate_isal.h"

#include <string.h>

static void put32(unsigned char *at, uint32_t number)
{
    for (int b = 0; b < 4; b++)
        at[b] = (unsigned char)(number >> 8 * b & 0xFF);
}

kt_status kt_gzip(kt_slice plain, kt_text *out, kt_error *err)
{
    /* magic, deflate, no flags, no time, no hint, system unknown */
    static const char header[10] = {'\x1F', '\x8B', 8, 0, 0, 0, 0, 0, 0, '\xFF'};
    unsigned char trailer[8];
    const size_t before = out->size;

    put32(trailer, kt_crc32(0, plain.data, plain.size));
    put32(trailer + 4, (uint32_t)plain.size);
    kt_status status = kt_text_append(out, header, sizeof header, err);
    if (!status)
        status = kt_deflate_raw(plain, out, err);
    if (!status)
        status = kt_text_append(out, (const char *)trailer, sizeof trailer, err);
    if (status && out->data) {
        out->size = before;
        out->data[before] = '\0';
    }
    return status;
}
