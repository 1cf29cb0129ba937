/* zip.h: the directory of a zip that lies whole in memory. Nothing is unpacked here and nothing
 * allocated. */
#ifndef KONTOR_FORMAT_ZIP_H
#define KONTOR_FORMAT_ZIP_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdint.h>

typedef struct kt_zip {
    kt_slice bytes; /* kept */
    size_t at;      /* the next entry of the directory */
    size_t directory, directory_end;
    uint64_t n_left;
} kt_zip;

typedef struct kt_zip_member {
    kt_slice name; /* as stored, path and all */
    kt_slice packed;
    uint64_t plain_size;
    uint32_t crc;
    enum { KT_ZIP_STORED = 0, KT_ZIP_DEFLATED = 8 } method;
} kt_zip_member;

/* Find the directory. Errors: KT_ERR_FORMAT it is not there, or not as it should be;
 * KT_ERR_LIMIT more entries than KT_MAX_MEMBERS. */
KT_MUST_USE kt_status kt_zip_open(kt_slice bytes, kt_zip *out, kt_error *err);

/* The next entry; 1 in *found until there is none. Errors: KT_ERR_FORMAT an entry that is
 * encrypted, packed otherwise than by deflate, or whose two headers disagree. */
KT_MUST_USE kt_status kt_zip_next(kt_zip *zip, kt_zip_member *out, int *found, kt_error *err);

#endif
