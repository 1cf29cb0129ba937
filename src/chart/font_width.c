/* font_width.c: widths summed from a table; kerning, which the fonts hardly have, is left out.
 */
#include "font_width.h"

#include "font_width_table.h"

enum { WIDE = 1000 /* of a character that is not in the table, thousandths of the size */ };

static unsigned width_of(uint32_t character, kt_weight weight)
{
    const uint16_t *widths = weight == KT_BOLD ? BOLD : REGULAR;
    size_t at = 0;

    for (size_t n = 0; n < sizeof RANGE / sizeof *RANGE; n++) {
        if (character >= RANGE[n].first && character <= RANGE[n].last)
            return widths[at + (character - RANGE[n].first)];
        at += RANGE[n].last - RANGE[n].first + 1;
    }
    return WIDE;
}

double kt_font_width(kt_slice text, double size, kt_weight weight)
{
    uint64_t sum = 0;

    for (size_t at = 0; at < text.size;)
        sum += width_of(kt_utf8_next(text.data, text.size, &at), weight);
    return (double)sum * size / 1000.0;
}

kt_slice kt_font_line(kt_slice *rest, double size, kt_weight weight, double width)
{
    size_t end = rest->size, at = 0;
    bool any = false;

    while (at < rest->size) {
        size_t word = at;
        while (word < rest->size && rest->data[word] != ' ')
            word++;
        if (any && kt_font_width((kt_slice){rest->data, word}, size, weight) > width)
            break;
        any = true;
        end = word;
        at = word;
        while (at < rest->size && rest->data[at] == ' ')
            at++;
    }
    const kt_slice line = {rest->data, end};
    rest->data += at;
    rest->size -= at;
    return line;
}

size_t kt_font_fit(kt_slice text, double size, kt_weight weight, double width)
{
    const double room = width - (double)width_of(0x2026, weight) * size / 1000.0;
    double used = 0.0;
    size_t at = 0, fits = 0;

    if (kt_font_width(text, size, weight) <= width)
        return text.size;
    while (at < text.size) {
        used +=
            (double)width_of(kt_utf8_next(text.data, text.size, &at), weight) * size / 1000.0;
        if (used > room)
            break;
        fits = at;
    }
    while (fits > 0 && text.data[fits - 1] == ' ')
        fits--;
    return fits;
}
