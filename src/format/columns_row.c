/* columns_row.c: one row of CSV into columns in one walk over its bytes.
 *
 * Most cells of a panel are a digit or two; finding cells first and reading them afterwards
 * would look at every byte twice. Here a number is read where it stands, eight digits at a
 * time where there are so many, and the byte that ends it must be the separator or the line
 * end. Anything else, and everything that is not plain, is left to the careful way. */
#include "columns_internal.h"
#include "quick_number.h"

#include <math.h>
#include <string.h>

static inline uint64_t load(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    return bytes;
}

/* Every byte is '0' to '9': the upper half is 3, and adding 6 does not carry out of the lower.
 */
static inline bool eight_digits(uint64_t bytes)
{
    const uint64_t upper = UINT64_C(0xf0f0f0f0f0f0f0f0), three = UINT64_C(0x3030303030303030);
    return (bytes & upper) == three &&
           ((bytes + UINT64_C(0x0606060606060606)) & upper) == three;
}

/* Pairs of digits, then of pairs, then of fours. */
static inline uint64_t value_of_eight(uint64_t bytes)
{
    bytes = (bytes & UINT64_C(0x0f0f0f0f0f0f0f0f)) * (10 * 256 + 1) >> 8;
    bytes = (bytes & UINT64_C(0x00ff00ff00ff00ff)) * (100 * 65536 + 1) >> 16;
    return (bytes & UINT64_C(0x0000ffff0000ffff)) * (10000 * (UINT64_C(1) << 32) + 1) >> 32;
}

/* Digits from *at on into *w; *at moves behind them. A line end stops it at the latest. */
static inline void take_digits(const char **at, const char *end, uint64_t *w)
{
    const char *p = *at;
    while (end - p >= 8) {
        const uint64_t bytes = load(p);
        if (!eight_digits(bytes))
            break;
        *w = *w * 100000000 + value_of_eight(bytes);
        p += 8;
        if (p - *at > 24) // too many for 64 bits in any case
            break;
    }
    while ((unsigned)(unsigned char)*p - '0' < 10)
        *w = *w * 10 + (uint64_t)(*p++ - '0');
    *at = p;
}

/* A plain number from *at on; false where it is none, or has more than 19 digits. */
static inline bool take_number(const char **at, const char *end, double *out)
{
    const char *p = *at;
    uint64_t w = 0;
    int k = 0;
    const bool minus = *p == '-';
    p += minus;
    const char *first = p;
    take_digits(&p, end, &w);
    int64_t n_digits = p - first;
    if (*p == '.') {
        first = ++p;
        take_digits(&p, end, &w);
        k = (int)(p - first);
        n_digits += k;
    }
    if (n_digits < 1 || n_digits > 19)
        return false;
    const double value = kt_quick_quotient(w, k);
    *out = minus ? -value : value;
    *at = p;
    return true;
}

/* Where a cell ends: at the separator or the line end. *plain is false where a byte of it asks
 * for care. */
static inline const char *cell_end(const char *p, char separator, bool *plain)
{
    for (;; p++) {
        const unsigned char c = (unsigned char)*p;
        if (c == (unsigned char)separator || c == '\n')
            return p;
        if (c == '"' || c == '\0' || c > 127)
            *plain = false;
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* A cell of texts, or one of numbers that is none. */
static kt_status take_word(kt_columns *columns, kt_columns_piece *piece, int c, kt_slice cell,
                           kt_error *err)
{
    const kt_column_draft *draft = &columns->draft[c];
    const int64_t row = piece->first_row + piece->n_rows;
    if (draft->is_text) {
        draft->code[row] = -1;
        return cell.size ? kt_word_list_add(&piece->words[c], cell, &draft->code[row], err)
                         : KT_OK;
    }
    if (kt_quick_number(cell, &draft->number[row]) == KT_CELL_IS_WORD && !piece->text_line[c])
        piece->text_line[c] = piece->first_line;
    return KT_OK;
}

static inline bool ends_cell(const char *p, char separator)
{
    return *p == separator || *p == '\n' || (*p == '\r' && p[1] == '\n');
}

kt_status kt_columns_quick_row(kt_columns *columns, kt_columns_piece *piece, const char *at,
                               char separator, const char **next, kt_error *err)
{
    const int64_t row = piece->first_row + piece->n_rows;
    const int n_names = columns->n_names;
    const char *p = at;
    bool plain = true;
    *next = NULL;
    for (int n = 0; n < n_names; n++) {
        const kt_columns_slot slot = piece->plan[n];
        const char *begin = p;
        const unsigned digit = (unsigned)(unsigned char)*p - '0';
        if (slot.number && digit < 10 && p[1] == separator) {
            slot.number[row] = (double)digit;
            p++;
        } else if (!slot.number || !take_number(&p, piece->end, &slot.number[row]) ||
                   !ends_cell(p, separator)) {
            p = cell_end(begin, separator, &plain);
            const char *last = p > begin && *p == '\n' && p[-1] == '\r' ? p - 1 : p;
            if (!plain || (last > begin && (is_blank(*begin) || is_blank(last[-1]))))
                return KT_OK;
            if (slot.draft >= 0)
                KT_TRY(take_word(columns, piece, slot.draft,
                                 (kt_slice){begin, (size_t)(last - begin)}, err));
        }
        p += *p == '\r';
        if ((*p == '\n') != (n == n_names - 1))
            return KT_OK; // more cells than names, or fewer
        p++;
    }
    const int64_t size = p - at;
    if (size > (int64_t)KT_MAX_CSV_LINE || (columns->n_names == 1 && size <= 2))
        return KT_OK;
    piece->n_rows++;
    piece->first_line++;
    *next = p;
    return KT_OK;
}
