/* inflate_libdeflate.h: whole deflated members in memory; libdeflate is included by its .c
 * only.
 */
#ifndef KONTOR_FORMAT_INFLATE_LIBDEFLATE_H
#define KONTOR_FORMAT_INFLATE_LIBDEFLATE_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stddef.h>
#include <stdint.h>

typedef struct kt_inflater kt_inflater;
KT_MUST_USE kt_status kt_inflater_new(kt_inflater **out, kt_error *err);
void kt_inflater_free(kt_inflater *inflater);

typedef enum kt_inflated {
    KT_INFLATED,       /* done, checksum and all */
    KT_INFLATED_BAD,   /* broken or truncated */
    KT_INFLATED_SPACE, /* more comes out than there is room for */
} kt_inflated;

/* Raw deflate; exactly n_out bytes come out, and all of packed is used, or it is bad. */
kt_inflated kt_inflate_raw(kt_inflater *inflater, kt_slice packed, char *out, size_t n_out);

/* One gzip member at the beginning of packed: *n_in bytes of it became *n_out. */
kt_inflated kt_inflate_gzip(kt_inflater *inflater, kt_slice packed, char *out, size_t room,
                            size_t *n_in, size_t *n_out);

/* The CRC-32 of gzip and zip over pieces; begins with 0. */
uint32_t kt_crc32(uint32_t crc, const void *data, size_t size);

#endif
