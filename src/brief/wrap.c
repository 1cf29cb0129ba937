/* wrap.c: text in lines of a page. Breaks are looked for at plain blanks only: the phrases put
 * no-break spaces where a number and its unit belong together. */
#include "wrap.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Bytes that stay together: up to the next blank or line feed, or behind a hyphen between two
 * letters; an address is never broken. */
static size_t word_size(kt_slice text)
{
    size_t size = 0, hyphen = 0;
    bool is_address = false;

    while (size < text.size && !is_blank(text.data[size]) && text.data[size] != '\n') {
        if (hyphen == 0 && size > 0 && size + 1 < text.size && text.data[size] == '-' &&
            is_letter(text.data[size - 1]) && is_letter(text.data[size + 1]))
            hyphen = size + 1;
        is_address = is_address || text.data[size] == '/';
        size++;
    }
    return hyphen > 0 && !is_address ? hyphen : size;
}

static void skip(kt_slice *text, size_t size)
{
    text->data += size;
    text->size -= size;
}

kt_slice kt_wrap_line(kt_slice *rest, int width)
{
    while (rest->size > 0 && is_blank(*rest->data))
        skip(rest, 1);

    kt_slice line = {rest->data, 0};
    int used = 0;

    while (rest->size > 0 && *rest->data != '\n') {
        size_t gap = 0;
        while (gap < rest->size && is_blank(rest->data[gap]))
            gap++;
        const kt_slice after = {rest->data + gap, rest->size - gap};
        const size_t word = word_size(after);
        const int columns = kt_utf8_width(after.data, word);
        if (word == 0)
            break;
        const int between = used > 0 && gap > 0; // columns
        if (width > 0 && used > 0 && used + between + columns > width)
            break;
        used += between + columns;
        skip(rest, gap + word);
        line.size = (size_t)(rest->data - line.data);
    }
    while (rest->size > 0 && is_blank(*rest->data))
        skip(rest, 1);
    if (rest->size > 0 && *rest->data == '\n')
        skip(rest, 1);
    return line;
}

int kt_wrap_narrowest(kt_slice text)
{
    int widest = 0;

    while (text.size > 0) {
        const size_t size = word_size(text);
        const int columns = kt_utf8_width(text.data, size);
        widest = columns > widest ? columns : widest;
        skip(&text, size);
        while (text.size > 0 && (is_blank(*text.data) || *text.data == '\n'))
            skip(&text, 1);
    }
    return widest;
}

int kt_wrap_width(kt_slice text)
{
    return kt_utf8_width(text.data, text.size);
}

/* Bytes at the start of text that are written as one plain blank; 0 where they stand as they
 * are. */
static size_t as_blank(kt_slice text)
{
    const unsigned char *c = (const unsigned char *)text.data;

    if (c[0] < 0x20 || c[0] == 0x7F)
        return 1;
    if (text.size >= 2 && c[0] == 0xC2 && (c[1] == 0xA0 || (c[1] >= 0x80 && c[1] <= 0x9F)))
        return 2; // no-break space; C1 control characters
    if (text.size >= 3 && c[0] == 0xE2 && c[1] == 0x80 && c[2] == 0xAF)
        return 3; // narrow no-break space
    return 0;
}

kt_status kt_wrap_write(const kt_sink *sink, kt_slice text, kt_error *err)
{
    size_t from = 0, at = 0;

    while (at < text.size) {
        const size_t size = as_blank((kt_slice){text.data + at, text.size - at});
        if (size == 0) {
            at++;
            continue;
        }
        if (at > from)
            KT_TRY(kt_sink_write(sink, text.data + from, at - from, err));
        KT_TRY(kt_sink_add(sink, " ", err));
        at += size;
        from = at;
    }
    return at > from ? kt_sink_write(sink, text.data + from, at - from, err) : KT_OK;
}

kt_status kt_wrap_repeat(const kt_sink *sink, const char *text, int n, kt_error *err)
{
    for (int i = 0; i < n; i++)
        KT_TRY(kt_sink_add(sink, text, err));
    return KT_OK;
}

kt_status kt_wrap_paragraph(const kt_sink *sink, kt_slice text, int width, int first,
                            int indent, kt_error *err)
{
    int blanks = first;

    do {
        const int room = width > 0 ? (width > blanks + 20 ? width - blanks : 20) : 0;
        const kt_slice line = kt_wrap_line(&text, room);
        KT_TRY(kt_wrap_repeat(sink, " ", line.size > 0 ? blanks : 0, err));
        KT_TRY(kt_wrap_write(sink, line, err));
        KT_TRY(kt_sink_add(sink, "\n", err));
        blanks = indent;
    } while (text.size > 0);
    return KT_OK;
}
