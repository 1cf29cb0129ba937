/* fold.c: letters without case and accents, by table.
 *
 * Latin letters with marks become their base letter, ligatures two letters (never more bytes
 * than they had); Cyrillic becomes lower case, with one letter for the two spellings of "yo",
 * since Russian prints it or not as it likes. Combining marks go. */
#include "fold.h"

#include <string.h>

/* U+00C0 to U+017F: what a letter becomes. '-' is no letter; '1' to '5' stand for the pairs
 * below. */
static const char latin[] =
    /* C0 */ "aaaaaa1ceeeeiiiidnooooo-ouuuuy34aaaaaa1ceeeeiiiidnooooo-ouuuuy3y"
             /* 100 */ "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii55jjkkklllllll"
             /* 140 */ "lllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char pairs[][3] = {"ae", "oe", "th", "ss", "ij"};

/* One character of UTF-8, or one byte that is not: its value and how many bytes it has. */
static uint32_t next_character(kt_slice text, size_t at, size_t *size)
{
    const unsigned char first = (unsigned char)text.data[at];
    if (first < 0x80) {
        *size = 1;
        return first;
    }
    size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length > text.size - at || !kt_utf8_valid(text.data + at, length))
        length = 1;
    *size = length;
    if (length == 1)
        return first;
    size_t moving = at;
    return kt_utf8_next(text.data, text.size, &moving);
}

static uint32_t lower_cyrillic(uint32_t c)
{
    if (c == 0x401 || c == 0x451) /* yo */
        return 0x435;
    if (c >= 0x410 && c <= 0x42F)
        return c + 0x20;
    if (c >= 0x400 && c <= 0x40F)
        return c + 0x50;
    if (c >= 0x4C1 && c <= 0x4CE)
        return c % 2 == 1 ? c + 1 : c;
    if (c == 0x4C0)
        return 0x4CF;
    if ((c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x52F))
        return c | 1;
    return c;
}

static int is_ascii_alphanumeric(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The folded form of character c in out (at most `size` bytes, its own length); 0 bytes where
 * it is dropped, and *gap is then set where it parts words. */
static size_t fold_character(uint32_t c, const char *bytes, size_t size, char out[4], int *gap)
{
    *gap = 0;
    if (size == 1) {
        if (c >= 0x80 || !is_ascii_alphanumeric(c)) {
            *gap = c != '\''; /* d'Ivoire is one word */
            return 0;
        }
        out[0] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        return 1;
    }
    if (c >= 0x300 && c <= 0x36F)
        return 0;
    if (c >= 0xC0 && c < 0x180) {
        const char base = latin[c - 0xC0];
        if (base == '-') {
            *gap = 1;
            return 0;
        }
        if (base >= '1' && base <= '5') {
            memcpy(out, pairs[base - '1'], 2);
            return 2;
        }
        out[0] = base;
        return 1;
    }
    if (c < 0xC0 || (c >= 0x2000 && c <= 0x206F)) { /* signs, blanks, quotes, dashes */
        *gap = c != 0x2019 && c != 0xAD;
        return 0;
    }
    if (c >= 0x400 && c <= 0x52F) {
        const uint32_t lower = lower_cyrillic(c);
        out[0] = (char)(0xC0 | lower >> 6);
        out[1] = (char)(0x80 | (lower & 0x3F));
        return 2;
    }
    memcpy(out, bytes, size);
    return size;
}

size_t kt_fold_text(kt_slice text, kt_fold_mode mode, char *out)
{
    size_t used = 0, size = 0;
    int parted = 0;
    for (size_t at = 0; at < text.size; at += size) {
        char folded[4];
        int gap = 0;
        const uint32_t c = next_character(text, at, &size);
        const size_t length = fold_character(c, text.data + at, size, folded, &gap);
        if (gap && used > 0)
            parted = 1;
        if (length == 0)
            continue;
        if (parted && mode == KT_FOLD_WORDS)
            out[used++] = ' '; /* its room is that of the sign that parted the words */
        parted = 0;
        memcpy(out + used, folded, length);
        used += length;
    }
    return used;
}
