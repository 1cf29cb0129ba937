/* error.c: the one error of a call: cause, place, context, and its text.
 *
 * Everything is written into the caller's struct, so there is no hidden state and nothing that
 * could itself run out of memory. */
#include <kontor/error.h>

#include <kontor/text.h>

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Length of text after snprintf() was given `size` bytes and wanted `wanted`: where it was cut,
 * the rest of a half character goes too. */
static size_t settle(char *text, size_t size, int wanted)
{
    if (wanted < 0) {
        text[0] = '\0';
        return 0;
    }
    if ((size_t)wanted < size)
        return (size_t)wanted;
    size_t end = size - 1, start = end;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && (unsigned char)text[start - 1] >= 0xC0) {
        const unsigned char lead = (unsigned char)text[start - 1];
        const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (end - (start - 1) < length)
            end = start - 1;
    }
    text[end] = '\0';
    return end;
}

KT_PRINTF(5, 0)
static kt_status fail(kt_error *err, kt_status status, int64_t line, int64_t column,
                      const char *format, va_list values)
{
    assert(status != KT_OK);
    if (!err || err->status)
        return status;
    err->status = status;
    err->line = line;
    err->column = column;
    err->context[0] = '\0';
    settle(err->cause, sizeof err->cause,
           vsnprintf(err->cause, sizeof err->cause, format, values));
    return status;
}

kt_status kt_fail(kt_error *err, kt_status status, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    fail(err, status, 0, 0, format, values);
    va_end(values);
    return status;
}

kt_status kt_fail_at(kt_error *err, kt_status status, int64_t line, int64_t column,
                     const char *format, ...)
{
    va_list values;
    va_start(values, format);
    fail(err, status, line, column, format, values);
    va_end(values);
    return status;
}

kt_status kt_fail_errno(kt_error *err, const char *format, ...)
{
    const int reason = errno;
    const kt_status status = reason == ENOMEM ? KT_ERR_MEMORY : KT_ERR_IO;
    if (!err || err->status)
        return status;

    va_list values;
    va_start(values, format);
    fail(err, status, 0, 0, format, values);
    va_end(values);

    char text[128];
    if (strerror_r(reason, text, sizeof text) != 0)
        snprintf(text, sizeof text, "error %d", reason);
    const size_t used = strlen(err->cause), left = sizeof err->cause - used;
    settle(err->cause + used, left, snprintf(err->cause + used, left, ": %s", text));
    return status;
}

void kt_error_within(kt_error *err, const char *format, ...)
{
    if (!err || !err->status)
        return;
    char inner[sizeof err->context];
    memcpy(inner, err->context, sizeof inner);

    va_list values;
    va_start(values, format);
    const size_t used = settle(err->context, sizeof err->context,
                               vsnprintf(err->context, sizeof err->context, format, values));
    va_end(values);

    const size_t left = sizeof err->context - used;
    if (inner[0] && left > 1)
        settle(err->context + used, left, snprintf(err->context + used, left, ": %s", inner));
}

void kt_error_clear(kt_error *err)
{
    if (err)
        *err = (kt_error){0};
}

const char *kt_error_text(const kt_error *err, char *out, size_t size)
{
    if (size == 0)
        return "";
    char place[48] = "";
    if (err->line > 0 && err->column > 0)
        snprintf(place, sizeof place, "%lld:%lld", (long long)err->line,
                 (long long)err->column);
    else if (err->line > 0)
        snprintf(place, sizeof place, "%lld", (long long)err->line);
    const char *between = err->context[0] && place[0] ? ":" : "";
    const char *behind = err->context[0] || place[0] ? ": " : "";

    settle(out, size,
           snprintf(out, size, "%s%s%s%s%s", err->context, between, place, behind, err->cause));
    /* Names of files and fields come from outside: they must not break the line nor steer the
     * terminal. */
    out[kt_text_make_printable(out, strlen(out))] = '\0';
    return out;
}

const char *kt_status_name(kt_status status)
{
    switch (status) {
    case KT_OK:
        return "ok";
    case KT_ERR_MEMORY:
        return "memory";
    case KT_ERR_IO:
        return "io";
    case KT_ERR_FORMAT:
        return "format";
    case KT_ERR_RANGE:
        return "range";
    case KT_ERR_MISSING:
        return "missing";
    case KT_ERR_LIMIT:
        return "limit";
    case KT_ERR_NUMERIC:
        return "numeric";
    case KT_ERR_STOPPED:
        return "stopped";
    case KT_ERR_USAGE:
        return "usage";
    case KT_ERR_MISMATCH:
        return "mismatch";
    }
    return "unknown";
}
