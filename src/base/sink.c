/* sink.c: bytes to a growing text or an open descriptor. */
#include <kontor/sink.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

kt_status kt_sink_write(const kt_sink *sink, const char *data, size_t size, kt_error *err)
{
    return size > 0 ? sink->write(sink->to, data, size, err) : KT_OK;
}

kt_status kt_sink_add(const kt_sink *sink, const char *terminated, kt_error *err)
{
    return kt_sink_write(sink, terminated, strlen(terminated), err);
}

kt_status kt_sink_format(const kt_sink *sink, kt_error *err, const char *format, ...)
{
    kt_status status = KT_OK;
    char little[512]; /* nearly all; the rest is printed twice */
    kt_text large = {0};
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);

    const int wanted = vsnprintf(little, sizeof little, format, values);
    if (wanted < 0) {
        status = kt_fail(err, KT_ERR_FORMAT, "cannot format \"%s\"", format);
        goto done;
    }
    if ((size_t)wanted < sizeof little) {
        status = kt_sink_write(sink, little, (size_t)wanted, err);
        goto done;
    }
    status = kt_text_reserve(&large, (size_t)wanted, err);
    if (status)
        goto done;
    vsnprintf(large.data, (size_t)wanted + 1, format, again);
    status = kt_sink_write(sink, large.data, (size_t)wanted, err);
done:
    kt_text_clear(&large);
    va_end(again);
    va_end(values);
    return status;
}

static kt_status write_to_text(void *to, const char *data, size_t size, kt_error *err)
{
    return kt_text_append(to, data, size, err);
}

kt_sink kt_sink_text(kt_text *text)
{
    return (kt_sink){write_to_text, text};
}

static kt_status write_to_descriptor(void *to, const char *data, size_t size, kt_error *err)
{
    const int *descriptor = to;
    size_t at = 0;
    while (at < size) {
        const ssize_t n = write(*descriptor, data + at, size - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return kt_fail_errno(err, "cannot write %zu bytes", size);
        at += (size_t)n;
    }
    return KT_OK;
}

kt_sink kt_sink_descriptor(const int *descriptor)
{
    /* A sink's object is writable in general; this one is only read. */
    const union {
        const int *in;
        void *out;
    } to = {.in = descriptor};
    return (kt_sink){write_to_descriptor, to.out};
}
