/* kontor/sink.h: where bytes go: the terminal, a file, a growing text, a web answer. The
 * library never prints; it writes to a sink that the caller gives. */
#ifndef KONTOR_SINK_H
#define KONTOR_SINK_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stddef.h>

KT_BEGIN_DECLS

typedef struct kt_sink {
    kt_status (*write)(void *to, const char *data, size_t size, kt_error *err);
    void *to;
} kt_sink;

KT_MUST_USE kt_status kt_sink_write(const kt_sink *sink, const char *data, size_t size,
                                    kt_error *err);
KT_MUST_USE kt_status kt_sink_add(const kt_sink *sink, const char *terminated, kt_error *err);
KT_MUST_USE kt_status kt_sink_format(const kt_sink *sink, kt_error *err, const char *format,
                                     ...) KT_PRINTF(3, 4);

/* A sink that appends to text (kept). */
kt_sink kt_sink_text(kt_text *text);
/* A sink that writes to an open descriptor (kept), without a buffer. */
kt_sink kt_sink_descriptor(const int *descriptor);

KT_END_DECLS

#endif
