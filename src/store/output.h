/* output.h: the file that a writer fills from front to back, its pages' checksums made on the
 * way. */
#ifndef KONTOR_STORE_OUTPUT_H
#define KONTOR_STORE_OUTPUT_H

#include <kontor/error.h>
#include <kontor/limits.h>

#include <stddef.h>
#include <stdint.h>

/* Bytes that grow. */
typedef struct kt_bytes {
    uint8_t *data;
    size_t size, room;
} kt_bytes;

/* Make room for more bytes behind size. */
KT_MUST_USE kt_status kt_bytes_reserve(kt_bytes *bytes, size_t more, kt_error *err);
KT_MUST_USE kt_status kt_bytes_add(kt_bytes *bytes, const void *data, size_t size,
                                   kt_error *err);
KT_MUST_USE kt_status kt_bytes_add32(kt_bytes *bytes, uint32_t value, kt_error *err);
void kt_bytes_clear(kt_bytes *bytes);

typedef struct kt_output {
    int descriptor; /* -1: none */
    char path[KT_MAX_PATH];
    uint8_t *page; /* bytes not yet written, from a page's begin on */
    size_t n_held;
    uint64_t at;   /* where the next byte goes */
    uint64_t sent; /* up to here the system has begun to write to the disk */
    kt_bytes sums; /* of the pages that are full */
} kt_output;

/* Make the file, which must not be there, and write the head. */
KT_MUST_USE kt_status kt_output_begin(const char *path, kt_output *out, kt_error *err);
KT_MUST_USE kt_status kt_output_write(kt_output *out, const void *data, size_t size,
                                      kt_error *err);
/* All pages are there: bytes held go to the file, and out->sums is complete. */
KT_MUST_USE kt_status kt_output_end_pages(kt_output *out, kt_error *err);
/* Bytes held go to the file, so that it can be read back; writing may go on. */
KT_MUST_USE kt_status kt_output_flush(kt_output *out, kt_error *err);
/* Bytes behind the pages. */
KT_MUST_USE kt_status kt_output_write_behind(kt_output *out, const void *data, size_t size,
                                             kt_error *err);
/* Close, and remove the file where it still has its path. {.descriptor = -1} is allowed. */
void kt_output_abort(kt_output *out);

/* write() until all is written. */
KT_MUST_USE kt_status kt_write_all(int descriptor, const void *data, size_t size,
                                   kt_error *err);

#endif
