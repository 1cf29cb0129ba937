/* kontor/zip_write.h: a zip made in memory: members deflated, no times but one, so that the
 * same contents give the same bytes. Source: PKWARE APPNOTE.TXT 6.3.3, without zip64. */
#ifndef KONTOR_ZIP_WRITE_H
#define KONTOR_ZIP_WRITE_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* In the caller's storage; {0} is empty. */
typedef struct kt_zip_writer {
    kt_text bytes;     /* what will be the file */
    kt_text directory; /* what stands at its end */
    uint16_t n_members;
} kt_zip_writer;

/* name: plain ASCII with slashes, not beginning with one. Errors: KT_ERR_MEMORY; KT_ERR_LIMIT
 * past what a plain zip can hold. */
KT_MUST_USE kt_status kt_zip_add(kt_zip_writer *zip, const char *name, kt_slice data,
                                 kt_error *err);
/* The end; the file is then in zip->bytes. */
KT_MUST_USE kt_status kt_zip_finish(kt_zip_writer *zip, kt_error *err);
void kt_zip_clear(kt_zip_writer *zip);

KT_END_DECLS

#endif
