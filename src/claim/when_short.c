/* when_short.c: periods as tables write them, in English: "8M 2022", "10M2022", "9M-22",
 * "H1-22", "1H22", "Q3-22". */
#include "when.h"

#include <stdlib.h>
#include <string.h>

/* A year of two or four digits; 0 none. */
static int year_of(double value, int digits)
{
    if (digits == 2 && value >= 0.0 && value <= 99.0)
        return 2000 + (int)value;
    return digits == 4 && value >= 1950.0 && value <= 2100.0 ? (int)value : 0;
}

/* Behind "8M" or "H1": a year in the same word from byte `at`, behind a hyphen, or with four
 * digits behind a blank; 0 none. *end: where to read on. */
static int year_behind(const kt_reading *r, int32_t t, size_t at, int32_t *end)
{
    const char *tail = kt_token_word(r->tokens, t) + at;
    const size_t digits = strspn(tail, "0123456789");
    *end = t + 1;
    if (tail[0])
        return tail[digits] ? 0 : year_of(strtod(tail, NULL), (int)digits);
    const bool hyphen = kt_sign_at(r, t + 1, "-") || kt_sign_at(r, t + 1, "'");
    const int32_t next = t + 1 + hyphen;
    if (next >= r->last || r->tokens->token[next].kind != KT_TOKEN_NUMBER)
        return 0;
    const kt_token *number = &r->tokens->token[next];
    const bool joined = !(number->flags & KT_TOKEN_SPACED);
    if (number->decimals || number->grouped || (number->size == 2 && !joined))
        return 0;
    *end = next + 1;
    return year_of(number->value, number->size);
}

static int32_t add(kt_reading *r, int32_t t, int32_t end, int year, int first, int last)
{
    kt_when *when = kt_when_add(r, t, end);
    if (when) {
        when->period = kt_period_of_months(year, first, last);
        when->known = 1;
    }
    return end;
}

int32_t kt_read_short_form(kt_reading *r, int32_t t)
{
    const kt_token *token = &r->tokens->token[t];
    if (r->tongue != 1 || t + 1 >= r->last)
        return t;
    const bool counted = token->kind == KT_TOKEN_NUMBER && !token->decimals &&
                         token->value >= 1.0 && token->value <= 12.0 &&
                         !(r->tokens->token[t + 1].flags & KT_TOKEN_SPACED);
    const char *word = kt_token_word(r->tokens, counted ? t + 1 : t);
    const int32_t at = counted ? t + 1 : t;
    const int n = counted ? (int)token->value : word[0] ? word[1] - '0' : 0;
    int32_t end;
    const int year = year_behind(r, at, counted ? 1 : 2, &end);
    if (!year || n < 1)
        return t;
    if (counted && word[0] == 'm' && n > 1)
        return add(r, t, end, year, 1, n);
    if (word[0] == 'h' && n <= 2)
        return add(r, t, end, year, n == 1 ? 1 : 7, n == 1 ? 6 : 12);
    return word[0] == 'q' && n <= 4 ? add(r, t, end, year, 3 * n - 2, 3 * n) : t;
}
