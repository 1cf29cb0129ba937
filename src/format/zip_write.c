/* zip_write.c: local headers and data one behind the other, then the directory.
 *
 *     local header 30 bytes + name │ deflated data │ ... │ directory 46 bytes + name each │ end
 * 22
 */
#include <kontor/zip_write.h>

#include <kontor/limits.h>

#include "inflate_isal.h"

#include <string.h>

enum { DEFLATED = 8, VERSION = 20, DAY = (2000 - 1980) << 9 | 1 << 5 | 1 /* 1 January 2000 */ };

static kt_status put16(kt_text *out, unsigned value, kt_error *err)
{
    const char bytes[] = {(char)(value & 0xFF), (char)(value >> 8 & 0xFF)};

    return kt_text_append(out, bytes, sizeof bytes, err);
}

static kt_status put32(kt_text *out, size_t value, kt_error *err)
{
    KT_TRY(put16(out, (unsigned)(value & 0xFFFF), err));
    return put16(out, (unsigned)(value >> 16 & 0xFFFF), err);
}

/* The fields that both headers have, from the version to the length of the name. */
static kt_status put_common(kt_text *out, uint32_t crc, size_t packed, size_t plain,
                            size_t name, kt_error *err)
{
    const unsigned fields[] = {VERSION, 0, DEFLATED, 0, DAY};

    for (size_t n = 0; n < sizeof fields / sizeof *fields; n++)
        KT_TRY(put16(out, fields[n], err));
    KT_TRY(put32(out, crc, err));
    KT_TRY(put32(out, packed, err));
    KT_TRY(put32(out, plain, err));
    KT_TRY(put16(out, (unsigned)name, err));
    return put16(out, 0, err); // nothing extra
}

static kt_status put_entry(kt_zip_writer *zip, const char *name, uint32_t crc, size_t packed,
                           size_t plain, size_t at, kt_error *err)
{
    kt_text *out = &zip->directory;

    KT_TRY(kt_text_append(out, "PK\1\2", 4, err));
    KT_TRY(put16(out, VERSION, err));
    KT_TRY(put_common(out, crc, packed, plain, strlen(name), err));
    KT_TRY(put16(out, 0, err)); // no comment
    KT_TRY(put16(out, 0, err)); // the only disk
    KT_TRY(put16(out, 0, err)); // attributes
    KT_TRY(put32(out, 0, err));
    KT_TRY(put32(out, at, err));
    return kt_text_add(out, name, err);
}

kt_status kt_zip_add(kt_zip_writer *zip, const char *name, kt_slice data, kt_error *err)
{
    kt_text packed = {0};
    const size_t at = zip->bytes.size;
    const uint32_t crc = kt_crc32(0, data.data, data.size);
    kt_status status = kt_deflate_raw(data, &packed, err);

    if (!status && (zip->n_members == UINT16_MAX || at + packed.size + 1024 > KT_MAX_TEXT))
        status = kt_fail(err, KT_ERR_LIMIT, "more than a zip in memory holds");
    if (!status)
        status = kt_text_append(&zip->bytes, "PK\3\4", 4, err);
    if (!status)
        status = put_common(&zip->bytes, crc, packed.size, data.size, strlen(name), err);
    if (!status)
        status = kt_text_add(&zip->bytes, name, err);
    if (!status)
        status = kt_text_append(&zip->bytes, kt_text_get(&packed), packed.size, err);
    if (!status)
        status = put_entry(zip, name, crc, packed.size, data.size, at, err);
    if (!status)
        zip->n_members++;
    kt_text_clear(&packed);
    return status;
}

kt_status kt_zip_finish(kt_zip_writer *zip, kt_error *err)
{
    const size_t at = zip->bytes.size;
    kt_text *out = &zip->bytes;

    KT_TRY(kt_text_append(out, kt_text_get(&zip->directory), zip->directory.size, err));
    KT_TRY(kt_text_append(out, "PK\5\6\0\0\0\0", 8, err));
    KT_TRY(put16(out, zip->n_members, err));
    KT_TRY(put16(out, zip->n_members, err));
    KT_TRY(put32(out, zip->directory.size, err));
    KT_TRY(put32(out, at, err));
    return put16(out, 0, err);
}

void kt_zip_clear(kt_zip_writer *zip)
{
    kt_text_clear(&zip->bytes);
    kt_text_clear(&zip->directory);
    zip->n_members = 0;
}
