/* stream_libarchive.h: archives that are too large for memory, read as they come; libarchive is
 * included by its .c only. */
#ifndef KONTOR_FORMAT_STREAM_LIBARCHIVE_H
#define KONTOR_FORMAT_STREAM_LIBARCHIVE_H

#include <kontor/error.h>
#include <kontor/input.h>

/* Where the packed bytes come from: the next ones, which live until the following call; size 0
 * at the end. */
typedef struct kt_stream_source {
    kt_status (*next)(void *with, const char **data, size_t *size, kt_error *err);
    void *with;
} kt_stream_source;

/* A gzip, several members after each other included: only `piece` of the visitor is called.
 * libarchive does not look at the checksum. */
KT_MUST_USE kt_status kt_stream_gzip(const kt_stream_source *source,
                                     const kt_input_visitor *visitor, kt_error *err);

/* A zip from its beginning, without the directory at its end. Member names are as stored. */
KT_MUST_USE kt_status kt_stream_zip(const kt_stream_source *source,
                                    const kt_input_visitor *visitor, kt_error *err);

#endif
