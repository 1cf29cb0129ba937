/* printable.c: text from outside made harmless for a line and a terminal.
 *
 * Names of files and cells of tables are other people's: an escape would steer the terminal, a
 * line end would forge a line of ours, a change of direction would turn it round. */
#include <kontor/text.h>

#include <string.h>

/* Controls of both blocks, separators of lines, changes of direction. */
static bool steers(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Bytes of the well-formed character at `at`; 0: there is none. */
static size_t character_at(const char *data, size_t size, size_t at)
{
    for (size_t n = 1; n <= 4 && n <= size - at; n++)
        if (kt_utf8_valid(data + at, n))
            return n;
    return 0;
}

bool kt_text_is_printable(kt_slice text)
{
    if (!kt_utf8_valid(text.data, text.size))
        return false;
    for (size_t at = 0; at < text.size;)
        if (steers(kt_utf8_next(text.data, text.size, &at)))
            return false;
    return true;
}

size_t kt_text_make_printable(char *data, size_t size)
{
    size_t to = 0;

    for (size_t from = 0; from < size;) {
        const size_t n = character_at(data, size, from);
        size_t behind = from;
        if (n == 0 || steers(kt_utf8_next(data, size, &behind))) {
            data[to++] = '?';
        } else {
            memmove(data + to, data + from, n);
            to += n;
        }
        from += n ? n : 1;
    }
    return to;
}
