/* inflate_isal.h: deflated bytes inflated piece by piece, and small ones made, by ISA-L;
 * included by its .c only. */
#ifndef KONTOR_FORMAT_INFLATE_ISAL_H
#define KONTOR_FORMAT_INFLATE_ISAL_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stddef.h>
#include <stdint.h>

typedef struct kt_inflater kt_inflater;

KT_MUST_USE kt_status kt_inflater_new(kt_inflater **out, kt_error *err);
void kt_inflater_free(kt_inflater *inflater);

typedef enum kt_inflate_dress {
    KT_INFLATE_RAW, /* as in a zip */
    KT_INFLATE_GZIP /* one member of a gzip: header, checksum and size are looked at */
} kt_inflate_dress;

/* Begin with packed bytes, kept until the end. */
void kt_inflate_begin(kt_inflater *inflater, kt_inflate_dress dress, kt_slice packed);

typedef enum kt_inflated {
    KT_INFLATED_MORE, /* room is full, and there may be more */
    KT_INFLATED_END,  /* all is out */
    KT_INFLATED_BAD   /* no such bytes, cut, or not what their checksum says */
} kt_inflated;

/* The next bytes, up to `room` of them. */
kt_inflated kt_inflate_next(kt_inflater *inflater, char *out, size_t room, size_t *n_out);

/* Packed bytes that were not used: so far, or behind the end. */
kt_slice kt_inflate_rest(const kt_inflater *inflater);

/* Plain bytes of less than 1 GB to raw deflate, appended. Errors: KT_ERR_MEMORY; KT_ERR_LIMIT.
 */
KT_MUST_USE kt_status kt_deflate_raw(kt_slice plain, kt_text *out, kt_error *err);

/* The checksum of zip and gzip; crc is 0 at first, then what was returned. */
uint32_t kt_crc32(uint32_t crc, const void *data, size_t size);

#endif
