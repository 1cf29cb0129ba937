/* kontor/text.h: slices, growing text and UTF-8.
 *
 * A slice borrows bytes and has no terminator. A kt_text owns its bytes and keeps one
 * terminator behind them. */
#ifndef KONTOR_TEXT_H
#define KONTOR_TEXT_H

#include <kontor/error.h>

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

KT_BEGIN_DECLS

typedef struct kt_slice {
    const char *data;
    size_t size;
} kt_slice;

/* A terminated string as a slice; NULL is the empty slice. */
kt_slice kt_slice_of(const char *text);
bool kt_slice_equal(kt_slice a, kt_slice b);
/* Compared without regard to the case of ASCII letters. */
bool kt_slice_equal_ascii_case(kt_slice a, kt_slice b);
/* True where slice is the same as the terminated text. */
bool kt_slice_is(kt_slice slice, const char *text);
bool kt_slice_starts(kt_slice slice, const char *prefix);
/* Without blanks, tabs and line ends at both ends. */
kt_slice kt_slice_trim(kt_slice slice);
/* Cut at the first `separator`: the part before it is returned, *rest becomes what is behind it
 * (data NULL when there was none). */
kt_slice kt_slice_cut(kt_slice *rest, char separator);

/* A growing text in the caller's storage; starts as {0}. data is NULL until the first append.
 */
typedef struct kt_text {
    char *data;
    size_t size, capacity;
} kt_text;

void kt_text_clear(kt_text *text);
/* Empty it and keep the memory. */
void kt_text_reset(kt_text *text);
/* Errors of all: KT_ERR_MEMORY; KT_ERR_LIMIT past KT_MAX_TEXT. On failure the text is as it
 * was. */

/* Make place for `more` bytes and a terminator, which the caller then writes at data + size
 * before it raises size. */
KT_MUST_USE kt_status kt_text_reserve(kt_text *text, size_t more, kt_error *err);
/* Here, so that what is added as a literal is copied as such: pages are made of thousands. */
KT_MUST_USE static inline kt_status kt_text_append(kt_text *text, const char *data, size_t size,
                                                   kt_error *err)
{
    if (text->capacity <= text->size || size >= text->capacity - text->size) {
        const kt_status status = kt_text_reserve(text, size, err);
        if (status)
            return status;
    }
    if (size > 0)
        memcpy(text->data + text->size, data, size);
    text->size += size;
    text->data[text->size] = '\0';
    return KT_OK;
}

KT_MUST_USE static inline kt_status kt_text_add(kt_text *text, const char *terminated,
                                                kt_error *err)
{
    return kt_text_append(text, terminated, strlen(terminated), err);
}

KT_MUST_USE kt_status kt_text_add_slice(kt_text *text, kt_slice slice, kt_error *err);
KT_MUST_USE kt_status kt_text_format(kt_text *text, kt_error *err, const char *format, ...)
    KT_PRINTF(3, 4);
KT_MUST_USE kt_status kt_text_format_list(kt_text *text, kt_error *err, const char *format,
                                          va_list values) KT_PRINTF(3, 0);
/* What was gathered as a terminated string ("" when nothing was). */
const char *kt_text_get(const kt_text *text);

/* Whole number in decimal digits, with optional sign; the slice must hold nothing else. */
bool kt_parse_i64(kt_slice slice, int64_t *out);
/* Decimal number with optional sign, point and exponent ("5.", ".5", "1e-3"), independent of
 * the locale; correctly rounded; nothing else in the slice. Neither "nan" nor "inf", and false
 * for what is too large for a double; what is too small becomes 0. */
bool kt_parse_double(kt_slice slice, double *out);
/* A decimal number as an exact multiple of 10^-decimals (0 to 18): "1.25" with 3 decimals is
 * 1250. Digits beyond are accepted when the first six of them are all 0 or all 9 (float noise,
 * less than 1e-6 of a unit), and rounded; else the number is refused. Exponents are accepted.
 * False for anything else, and for what does not fit; KT_NONE never comes out. */
bool kt_parse_decimal(kt_slice slice, int decimals, int64_t *out);
/* Shortest decimal text that reads back as the same double. NaN and infinities are never
 * written: an empty text stands for missing. `out` holds at least 32 bytes; returns its length.
 */
size_t kt_print_double(double value, char out[32]);
/* value * 10^-decimals without needless zeros: 1250 with 3 decimals is "1.25". */
size_t kt_print_decimal(int64_t value, int decimals, char out[32]);

/* True when all bytes are well-formed UTF-8 (no surrogates, no overlong forms). */
bool kt_utf8_valid(const char *data, size_t size);
/* Decode one character at data[*at] of well-formed UTF-8 and move *at behind it; *at < size. */
uint32_t kt_utf8_next(const char *data, size_t size, size_t *at);
/* Columns that well-formed UTF-8 takes in a terminal: combining marks and controls 0, East
 * Asian wide characters 2. */
int kt_utf8_width(const char *data, size_t size);
/* True where text from outside can neither break a line nor steer a terminal: well-formed UTF-8
 * without controls (tab and line end are such), separators of lines and changes of direction.
 */
bool kt_text_is_printable(kt_slice text);
/* Put '?' for every character, or byte that is none, that keeps text from being printable; in
 * place. Returns the new size, never larger. */
size_t kt_text_make_printable(char *data, size_t size);
/* Make the letter at byte `at` a capital: ASCII, Latin-1 and Cyrillic. Names begin with an
 * article in lower case ("die Ukraine"), sentences do not. */
void kt_text_capitalise(kt_text *text, size_t at);
/* Latin-1 to UTF-8, appended. */
KT_MUST_USE kt_status kt_text_append_latin1(kt_text *text, const char *data, size_t size,
                                            kt_error *err);

KT_END_DECLS

#endif
