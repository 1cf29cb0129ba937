/* when_short.c: periods as tables write them, in English: "8M 2022", "10M2022", "9M-22",
 * "H1-22", "1H22", "Q3-22". */
#include "when.h"

/* The year behind token t: of two digits joined to it or behind a hyphen, or of four; 0 none.
 * *end: where to read on. */
static int year_behind(const kt_reading *r, int32_t t, int32_t *end)
{
    const int32_t at = t + 1 + (kt_sign_at(r, t + 1, "-") || kt_sign_at(r, t + 1, "'"));
    const kt_token *number = at < r->last ? kt_token_at(r->tokens, at) : NULL;
    int year;
    *end = at + 1;
    if (!number || number->kind != KT_TOKEN_NUMBER)
        return 0;
    if (number->size == 2 && !number->decimals && !(number->flags & KT_TOKEN_SPACED))
        return 2000 + (int)number->value;
    return kt_named_year_at(r, at, &year) ? year : 0;
}

int32_t kt_read_short_form(kt_reading *r, int32_t t)
{
    const kt_token *token = kt_token_at(r->tokens, t);
    if (r->tongue != 1 || t + 1 >= r->last)
        return t;
    const char *word = kt_token_word(r->tokens, t);
    int32_t at = t, end;
    int n = word[0] ? word[1] - '0' : 0; /* "H1" is a word, "1H" a number and a word */
    char letter = token->kind == KT_TOKEN_WORD && token->size == 2 ? word[0] : '\0';
    if (token->kind == KT_TOKEN_NUMBER && !token->decimals && token->size <= 2 &&
        !kt_mark_before(r, t, KT_SENSE_CURRENCY) &&
        !(kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_SPACED) &&
        kt_token_at(r->tokens, t + 1)->size == 1) {
        at = t + 1;
        n = (int)token->value;
        letter = kt_token_word(r->tokens, at)[0];
    }
    const int most = letter == 'm' ? 12 : letter == 'q' ? 4 : letter == 'h' ? 2 : 0;
    const int year = most ? year_behind(r, at, &end) : 0;
    if (!year || n < 1 || n > most)
        return t;
    const int months = letter == 'm' ? n : letter == 'q' ? 3 : 6;
    const int last = letter == 'm' ? n : n * months;
    kt_when *when = kt_when_add(r, t, end);
    if (when) {
        when->period = kt_period_of_months(year, last - months + 1, last);
        when->known = 1;
    }
    return end;
}
