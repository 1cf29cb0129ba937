/* csv_row.c: one row of CSV to its cells.
 *
 * The plain way looks at eight bytes at once: in a word w, a byte equal to c is a zero byte of
 * w ^ cccccccc, and zero bytes are found exactly (no false hit behind a true one) by
 *
 *     ~(((x & 7f..7f) + 7f..7f) | x | 7f..7f)      high bit set where x has a zero byte
 *
 * so that between two separators nothing is looked at twice. A quote sends the row to the
 * careful way, which walks it byte by byte:
 *
 *     blank --"--> inside --"--> closed --"--> inside          (a doubled quote)
 *       |                          |
 *       +--other--> plain <--other-+          separators lead back to blank from all but inside
 *
 * A quote opens only where a cell begins, blanks apart; elsewhere it is an ordinary byte. What
 * follows a closing quote belongs to the cell. */
#include "csv_row.h"

#include <stdint.h>
#include <string.h>

#define ONES ((uint64_t)0x0101010101010101)
#define LOW7 ((uint64_t)0x7f7f7f7f7f7f7f7f)

static inline uint64_t zero_bytes(uint64_t x)
{
    return ~(((x & LOW7) + LOW7) | x | LOW7);
}

static inline uint64_t load(const char *data, size_t size)
{
    /* Past the end stand bytes that mean nothing here. */
    uint64_t word = ONES * 'x';
    memcpy(&word, data, size < sizeof word ? size : sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static inline kt_slice trimmed(const char *begin, const char *end)
{
    while (begin < end && is_blank(*begin))
        begin++;
    while (begin < end && is_blank(end[-1]))
        end--;
    return (kt_slice){begin, (size_t)(end - begin)};
}

kt_csv_found kt_csv_split_plain(kt_csv_cells *cells, const char *data, size_t size,
                                char separator, size_t *at)
{
    const uint64_t separators = ONES * (unsigned char)separator;
    const char *begin = data;
    uint64_t seen = 0;
    int n = 0;

    for (size_t base = 0; base < size; base += 8) {
        const uint64_t w = load(data + base, size - base);
        uint64_t hits = zero_bytes(w ^ separators) | zero_bytes(w ^ (ONES * '\n')) |
                        zero_bytes(w ^ (ONES * '"')) | zero_bytes(w);
        seen |= w;
        for (; hits; hits &= hits - 1) {
            const size_t p = base + (size_t)__builtin_ctzll(hits) / 8;
            const char c = data[p];
            *at = p;
            if (c == '"')
                return KT_CSV_QUOTE;
            if (c == '\0')
                return KT_CSV_NUL;
            if (n == KT_MAX_CSV_COLUMNS)
                return KT_CSV_COLUMNS;
            cells->cell[n++] = trimmed(begin, data + p);
            begin = data + p + 1;
            if (c == '\n') {
                cells->n_cells = n;
                cells->high = (seen & ~LOW7) != 0;
                *at = p + 1;
                return KT_CSV_ROW;
            }
        }
    }
    *at = size;
    return KT_CSV_PART;
}

/* One quoted cell; data[*at] is behind the opening quote. The bytes go to out without the
 * doubling; *at ends on the separator or at size. */
static kt_csv_found take_quoted(const char *data, size_t size, char separator, size_t *at,
                                char *out, size_t *n_out)
{
    size_t p = *at, n = 0;
    for (;;) {
        const char *quote = memchr(data + p, '"', size - p);
        if (!quote)
            return KT_CSV_QUOTE;
        const size_t run = (size_t)(quote - (data + p));
        memcpy(out + n, data + p, run);
        n += run;
        p += run + 1;
        if (p == size || data[p] != '"')
            break;
        out[n++] = '"';
        p++;
    }
    const char *stop = memchr(data + p, separator, size - p);
    const size_t end = stop ? (size_t)(stop - data) : size;
    const kt_slice tail = trimmed(data + p, data + end);
    memcpy(out + n, tail.data, tail.size);
    *n_out = n + tail.size;
    *at = end;
    return KT_CSV_ROW;
}

kt_csv_found kt_csv_split_quoted(kt_csv_cells *cells, const char *data, size_t size,
                                 char separator, char *scratch, size_t *used, size_t *at)
{
    *used = 0;
    cells->n_cells = 0;
    cells->high = true;
    const char *nul = size ? memchr(data, '\0', size) : NULL;
    if (nul) {
        *at = (size_t)(nul - data);
        return KT_CSV_NUL;
    }
    for (size_t p = 0;;) {
        *at = p;
        if (cells->n_cells == KT_MAX_CSV_COLUMNS)
            return KT_CSV_COLUMNS;
        size_t first = p;
        while (first < size && is_blank(data[first]) && data[first] != separator)
            first++;
        kt_slice *cell = &cells->cell[cells->n_cells++];
        if (first < size && data[first] == '"') {
            *at = first;
            size_t n = 0;
            p = first + 1;
            if (take_quoted(data, size, separator, &p, scratch + *used, &n) != KT_CSV_ROW)
                return KT_CSV_QUOTE;
            *cell = (kt_slice){scratch + *used, n};
            *used += n;
        } else {
            const char *stop = p < size ? memchr(data + p, separator, size - p) : NULL;
            const size_t end = stop ? (size_t)(stop - data) : size;
            *cell = trimmed(data + p, data + end);
            p = end;
        }
        if (p == size)
            return KT_CSV_ROW;
        p++;
    }
}

static inline bool separates(char c, char separator)
{
    return separator ? c == separator : c == ',' || c == ';' || c == '\t';
}

bool kt_csv_scan_row(kt_csv_scan *scan, const char *data, size_t size, char separator,
                     size_t *at)
{
    for (size_t p = 0; p < size; p++) {
        const char c = data[p];
        if (scan->state == KT_CSV_INSIDE) {
            const char *quote = memchr(data + p, '"', size - p);
            if (!quote)
                break;
            p = (size_t)(quote - data);
            scan->state = KT_CSV_CLOSED;
        } else if (c == '\n') {
            *at = p + 1;
            return true;
        } else if (separates(c, separator)) {
            scan->state = KT_CSV_BLANK;
        } else if (c == '"' && scan->state != KT_CSV_PLAIN) {
            scan->state = KT_CSV_INSIDE;
        } else if (scan->state != KT_CSV_BLANK || !is_blank(c)) {
            scan->state = KT_CSV_PLAIN;
        }
    }
    *at = size;
    return false;
}

char kt_csv_choose_separator(kt_slice row)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t counts[3] = {0};
    bool inside = false;
    for (size_t p = 0; p < row.size; p++) {
        if (row.data[p] == '"')
            inside = !inside;
        for (size_t c = 0; c < 3 && !inside; c++)
            counts[c] += row.data[p] == candidates[c];
    }
    size_t best = 0;
    for (size_t c = 1; c < 3; c++)
        if (counts[c] > counts[best])
            best = c;
    return candidates[best];
}
