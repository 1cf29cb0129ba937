/* utf8.c: UTF-8 checked and decoded, and Latin-1 turned into it. How wide it stands in a
 * terminal is in utf8_width.c.
 *
 * Well-formed byte sequences, from the Unicode standard, table 3-7: the second byte alone has
 * narrower limits after some leads (no overlong forms, no surrogates, nothing past U+10FFFF);
 * every other byte that continues is 80 to BF. */
#include <kontor/text.h>

#include <assert.h>
#include <string.h>

/* Length of the character that begins with `lead`, 0 for none, and limits of its second byte.
 */
static size_t lead_length(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (lead == 0xE0)
            *low = 0xA0;
        if (lead == 0xED)
            *high = 0x9F;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (lead == 0xF0)
            *low = 0x90;
        if (lead == 0xF4)
            *high = 0x8F;
        return 4;
    }
    return 0;
}

bool kt_utf8_valid(const char *data, size_t size)
{
    size_t at = 0;
    while (at < size) {
        /* Eight ASCII bytes at a time: nearly all of a data file. */
        uint64_t eight;
        if (size - at >= sizeof eight) {
            memcpy(&eight, data + at, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        unsigned char low, high;
        const size_t length = lead_length((unsigned char)data[at], &low, &high);
        if (length == 0 || length > size - at)
            return false;
        for (size_t p = 1; p < length; p++) {
            const unsigned char next = (unsigned char)data[at + p];
            if (next < low || next > high)
                return false;
            low = 0x80;
            high = 0xBF;
        }
        at += length;
    }
    return true;
}

uint32_t kt_utf8_next(const char *data, size_t size, size_t *at)
{
    assert(*at < size);
    const unsigned char lead = (unsigned char)data[*at];
    unsigned char low, high;
    const size_t length = lead_length(lead, &low, &high);
    assert(length > 0 && length <= size - *at);
    uint32_t character = lead;
    if (length > 1)
        character = lead & (0x7Fu >> length);
    for (size_t p = 1; p < length; p++)
        character = character << 6 | ((unsigned char)data[*at + p] & 0x3Fu);
    *at += length;
    return character;
}

kt_status kt_text_append_latin1(kt_text *text, const char *data, size_t size, kt_error *err)
{
    const size_t before = text->size;
    size_t start = 0;
    if (size == 0)
        return KT_OK;
    for (size_t p = 0; p < size; p++) {
        const unsigned char c = (unsigned char)data[p];
        if (c < 0x80)
            continue;
        const char two[] = {(char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F))};
        kt_status status = kt_text_append(text, data + start, p - start, err);
        if (!status)
            status = kt_text_append(text, two, sizeof two, err);
        if (status) {
            text->size = before;
            if (text->data)
                text->data[before] = '\0';
            return status;
        }
        start = p + 1;
    }
    const kt_status status = kt_text_append(text, data + start, size - start, err);
    if (status && text->data) {
        text->size = before;
        text->data[before] = '\0';
    }
    return status;
}
