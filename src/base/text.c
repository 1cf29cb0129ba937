/* text.c: slices of borrowed bytes, and text that grows. Numbers are in number.c, UTF-8 in
 * utf8.c. */
#include <kontor/text.h>

#include <kontor/checked.h>
#include <kontor/limits.h>
#include <kontor/memory.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

kt_slice kt_slice_of(const char *text)
{
    return text ? (kt_slice){text, strlen(text)} : (kt_slice){NULL, 0};
}

bool kt_slice_equal(kt_slice a, kt_slice b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool kt_slice_equal_ascii_case(kt_slice a, kt_slice b)
{
    if (a.size != b.size)
        return false;
    for (size_t p = 0; p < a.size; p++) {
        if (lower(a.data[p]) != lower(b.data[p]))
            return false;
    }
    return true;
}

bool kt_slice_is(kt_slice slice, const char *text)
{
    if (slice.size > 0 && slice.data[0] != text[0]) // most are told apart so
        return false;
    return kt_slice_equal(slice, kt_slice_of(text));
}

bool kt_slice_starts(kt_slice slice, const char *prefix)
{
    if (slice.size > 0 && prefix[0] && slice.data[0] != prefix[0])
        return false;
    const size_t size = strlen(prefix);
    return slice.size >= size && (size == 0 || memcmp(slice.data, prefix, size) == 0);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

kt_slice kt_slice_trim(kt_slice slice)
{
    while (slice.size > 0 && is_blank(slice.data[0])) {
        slice.data++;
        slice.size--;
    }
    while (slice.size > 0 && is_blank(slice.data[slice.size - 1]))
        slice.size--;
    return slice;
}

kt_slice kt_slice_cut(kt_slice *rest, char separator)
{
    const kt_slice whole = *rest;
    const char *at = whole.size ? memchr(whole.data, separator, whole.size) : NULL;
    if (!at) {
        *rest = (kt_slice){NULL, 0};
        return whole;
    }
    const size_t size = (size_t)(at - whole.data);
    *rest = (kt_slice){at + 1, whole.size - size - 1};
    return (kt_slice){whole.data, size};
}

void kt_text_clear(kt_text *text)
{
    kt_free(text->data);
    *text = (kt_text){0};
}

void kt_text_reset(kt_text *text)
{
    text->size = 0;
    if (text->data)
        text->data[0] = '\0';
}

kt_status kt_text_reserve(kt_text *text, size_t more, kt_error *err)
{
    if (more > KT_MAX_TEXT - text->size)
        return kt_fail(err, KT_ERR_LIMIT, "text longer than %zu bytes", KT_MAX_TEXT);
    const size_t needed = text->size + more + 1;
    if (needed <= text->capacity)
        return KT_OK;
    size_t capacity = text->capacity ? text->capacity * 2 : 64;
    if (capacity < needed)
        capacity = needed;
    KT_TRY(kt_resize(&text->data, capacity, 1, err));
    text->capacity = capacity;
    return KT_OK;
}

kt_status kt_text_add_slice(kt_text *text, kt_slice slice, kt_error *err)
{
    return kt_text_append(text, slice.data, slice.size, err);
}

static void cut_back(kt_text *text, size_t size)
{
    text->size = size;
    if (text->data)
        text->data[size] = '\0';
}

enum { MOST_DIGITS = 24 };

/* A number with its sign at the end of digits[]; returns where it begins. */
static size_t print_whole(long long number, char digits[MOST_DIGITS])
{
    unsigned long long left = (unsigned long long)number;
    size_t at = MOST_DIGITS;

    if (number < 0)
        left = 0 - left;
    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (number < 0)
        digits[--at] = '-';
    return at;
}

/* What most formats consist of, text, %s, %d and %lld, is put together here. False, and the
 * text is as it was, where there is anything else. */
static bool format_plainly(kt_text *text, const char *format, va_list values, kt_status *status,
                           kt_error *err)
{
    const size_t before = text->size;
    char digits[MOST_DIGITS];

    *status = KT_OK;
    for (const char *at = format; *at && !*status;) {
        const size_t plain = strcspn(at, "%");
        if (plain > 0)
            *status = kt_text_append(text, at, plain, err);
        at += plain;
        if (*status || !*at)
            break;
        const bool is_long = strncmp(at + 1, "lld", 3) == 0;
        if (at[1] == 's') {
            const char *word = va_arg(values, const char *);
            *status = kt_text_add(text, word ? word : "(null)", err);
        } else if (at[1] == 'd' || is_long) {
            const long long number = is_long ? va_arg(values, long long) : va_arg(values, int);
            const size_t first = print_whole(number, digits);
            *status = kt_text_append(text, digits + first, MOST_DIGITS - first, err);
        } else {
            cut_back(text, before);
            return false;
        }
        at += is_long ? 4 : 2;
    }
    if (*status)
        cut_back(text, before);
    return true;
}

kt_status kt_text_format_list(kt_text *text, kt_error *err, const char *format, va_list values)
{
    va_list again;
    kt_status status;

    va_copy(again, values);
    const bool done = format_plainly(text, format, again, &status, err);
    va_end(again);
    if (done)
        return status;

    // Most fit into the room that is left, and are then formatted once.
    va_copy(again, values);
    const size_t room = text->data ? text->capacity - text->size : 0;
    const int wanted = vsnprintf(room ? text->data + text->size : NULL, room, format, again);
    va_end(again);
    if (room && (wanted < 0 || (size_t)wanted >= room))
        text->data[text->size] = '\0';
    if (wanted < 0)
        return kt_fail(err, KT_ERR_FORMAT, "cannot format \"%s\"", format);
    if ((size_t)wanted >= room) {
        KT_TRY(kt_text_reserve(text, (size_t)wanted, err));
        vsnprintf(text->data + text->size, (size_t)wanted + 1, format, values);
    }
    text->size += (size_t)wanted;
    return KT_OK;
}

kt_status kt_text_format(kt_text *text, kt_error *err, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const kt_status status = kt_text_format_list(text, err, format, values);
    va_end(values);
    return status;
}

const char *kt_text_get(const kt_text *text)
{
    return text->data ? text->data : "";
}

/* Capitals lie at a fixed distance and take as many bytes. */
void kt_text_capitalise(kt_text *text, size_t at)
{
    if (at >= text->size)
        return;
    unsigned char *c = (unsigned char *)text->data + at;
    const size_t left = text->size - at;

    if (c[0] >= 'a' && c[0] <= 'z')
        c[0] = (unsigned char)(c[0] - 0x20);
    else if (left >= 2 && c[0] == 0xC3 && c[1] >= 0xA0 && c[1] <= 0xBE && c[1] != 0xB7)
        c[1] = (unsigned char)(c[1] - 0x20); // à to þ
    else if (left >= 2 && c[0] == 0xD0 && c[1] >= 0xB0 && c[1] <= 0xBF)
        c[1] = (unsigned char)(c[1] - 0x20); // а to п
    else if (left >= 2 && c[0] == 0xD1 && c[1] >= 0x80 && c[1] <= 0x8F) {
        c[0] = 0xD0; // р to я
        c[1] = (unsigned char)(c[1] + 0x20);
    }
}
