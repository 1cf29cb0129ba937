/* amount_shared.c: amounts that are told without their unit:
 *
 *     121.5 and 41.5 million euros, respectively    that of the next one (English, Russian)
 *     by 5, 13 and 10 percent, respectively         that of the last of the row
 *     from $9.3 billion in 2017 to 18.13 in 2021    that of the one before (English)
 *     Öl (21,7 Prozent), Tee (18,1), Kaffee (15,0)  that of the one in brackets before */
#include "amount.h"
#include "when.h"

#include <string.h>

enum {
    MOST_APART = 16, /* tokens between the two ends of "from ... to ..." */
    MOST_TIMES = 20  /* one of them is so many times the other; else it counts other things */
};

/* The scale of an amount before, for a number that goes on from it; 0: it counts other things.
 */
static double scale_of(const kt_reading *r, const kt_stated *last, const kt_number *n)
{
    const double number = kt_token_at(r->tokens, last->core)->value;
    if (number <= 0 || n->value > number * MOST_TIMES || n->value < number / MOST_TIMES)
        return 0.0;
    return last->value / number;
}

/* Behind a comma, "and", or both, a number begins: where; 0 none. */
static int32_t next_of_row(const kt_reading *r, int32_t t)
{
    const int32_t comma = kt_sign_at(r, t, ",");
    const kt_mark *and = kt_mark_here(r, t + comma, KT_SENSE_AND);
    const int32_t next = t + comma + (and? and->n : 0);
    kt_number n;
    return next > t && kt_number_at(r, next, &n) && !n.word ? next : 0;
}

static bool is_of_next(const kt_reading *r, int32_t t, const kt_number *n, kt_stated *s)
{
    kt_number other = *n;
    int32_t at = t;
    if (!kt_mark_within(r, r->tongue == 2 ? r->first : t, r->last, KT_SENSE_RESPECTIVELY))
        return false;
    do {
        at = next_of_row(r, other.end);
    } while (at && kt_number_at(r, at, &other) && !kt_mark_here(r, other.end, KT_SENSE_SCALE));
    if (!at)
        return false;
    const kt_mark *scale = kt_mark_here(r, other.end, KT_SENSE_SCALE);
    const kt_mark *money = kt_mark_here(r, other.end + scale->n, KT_SENSE_CURRENCY);
    *s = kt_money_of(t, n, scale->meaning.value, money ? money->meaning.text : "");
    return true;
}

/* "By 5, 13 and 10 percent, respectively", "um 5, 13 und 10 Prozent": three or more rates. */
static bool is_rate_of_row(const kt_reading *r, int32_t t, const kt_number *n, kt_stated *s)
{
    const kt_stated *last = r->n_stated > 0 ? &r->stated[r->n_stated - 1] : NULL;
    const bool by =
        kt_word_at(r, t - 1, "um") || kt_word_at(r, t - 1, "by") || kt_word_at(r, t - 1, "на");
    const bool goes_on = last && last->last == t - 1 && last->kind == KT_AMOUNT_PERCENT;
    kt_number other = *n;
    int32_t at = t;
    int more = 0;
    if (!goes_on && !(r->tongue == 0 && by) &&
        !kt_mark_within(r, t, r->last, KT_SENSE_RESPECTIVELY))
        return false;
    do {
        at = next_of_row(r, other.end);
        more++;
    } while (at && kt_number_at(r, at, &other) &&
             !kt_mark_here(r, other.end, KT_SENSE_PERCENT));
    if (!at || more + goes_on < 2)
        return false;
    *s = kt_money_of(t, n, 0.01, "");
    s->kind = KT_AMOUNT_PERCENT;
    s->by = by || (goes_on && last->by);
    return true;
}

static bool is_of_last(const kt_reading *r, int32_t t, const kt_number *n, kt_stated *s)
{
    const kt_stated *last = r->n_stated > 0 ? &r->stated[r->n_stated - 1] : NULL;
    if (!last || last->kind != KT_AMOUNT_MONEY || !kt_word_at(r, t - 1, "to") ||
        !kt_mark_before(r, last->first, KT_SENSE_FROM) || t - last->last > MOST_APART ||
        kt_token_at(r->tokens, t)->kind != KT_TOKEN_NUMBER ||
        !kt_token_at(r->tokens, t)->decimals ||
        kt_token_at(r->tokens, last->core)->kind != KT_TOKEN_NUMBER ||
        kt_mark_here(r, n->end, KT_SENSE_PERCENT) || kt_mark_here(r, n->end, KT_SENSE_UNIT))
        return false;
    const double scale = scale_of(r, last, n);
    *s = kt_money_of(t, n, scale, last->currency);
    return scale > 0.0;
}

/* Alone in its brackets. */
static bool is_bracketed(const kt_reading *r, int32_t first, int32_t last)
{
    return kt_sign_at(r, first - 1, "(") && kt_sign_at(r, last, ")");
}

static bool is_of_list(const kt_reading *r, int32_t t, const kt_number *n, kt_stated *s)
{
    enum { NEAR = 9 };
    const kt_stated *last = r->n_stated > 0 ? &r->stated[r->n_stated - 1] : NULL;
    int year;
    if (!last || !is_bracketed(r, t, n->end) || !is_bracketed(r, last->first, last->last) ||
        t - last->last > NEAR || last->by || last->sign ||
        (last->kind != KT_AMOUNT_MONEY && last->kind != KT_AMOUNT_PERCENT) ||
        kt_named_year_at(r, t, &year) || kt_token_at(r->tokens, t)->kind != KT_TOKEN_NUMBER ||
        kt_token_at(r->tokens, last->core)->kind != KT_TOKEN_NUMBER ||
        kt_mark_within(r, last->last, t, KT_SENSE_SAY)) /* "sagte Meyer (54)": so old */
        return false;
    const double scale = scale_of(r, last, n);
    *s = kt_money_of(t, n, scale, last->currency);
    s->kind = last->kind;
    return scale > 0.0;
}

/* "Brazil provides 23 percent of the imports, Chile 10.": a name and a number alone, in
 * English.
 */
static bool is_of_next_name(const kt_reading *r, int32_t t, const kt_number *n, kt_stated *s)
{
    const kt_stated *last = r->n_stated > 0 ? &r->stated[r->n_stated - 1] : NULL;
    const kt_mark *name = kt_mark_before(r, t - kt_word_at(r, t - 1, "for"), KT_SENSE_COUNTRY);
    const int32_t before = name ? name->first - 1 - kt_word_at(r, name->first - 1, "the") : 0;
    int year;
    if (!last || !name || t - last->last > MOST_APART || last->by || last->sign ||
        (last->kind != KT_AMOUNT_MONEY && last->kind != KT_AMOUNT_PERCENT) ||
        kt_named_year_at(r, t, &year) || kt_token_at(r->tokens, t)->kind != KT_TOKEN_NUMBER ||
        kt_token_at(r->tokens, last->core)->kind != KT_TOKEN_NUMBER ||
        !(kt_sign_at(r, before, ",") || kt_mark_at(r, before, KT_SENSE_AND)) ||
        !(n->end >= r->last || kt_sign_at(r, n->end, ".") || kt_sign_at(r, n->end, ",") ||
          kt_sign_at(r, n->end, ";") || kt_mark_at(r, n->end, KT_SENSE_AND)))
        return false;
    const double scale = scale_of(r, last, n);
    *s = kt_money_of(t, n, scale, last->currency);
    s->kind = last->kind;
    return scale > 0.0;
}

bool kt_read_shared_scale(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
                          int32_t *end)
{
    if (n->word ||
        !(is_of_list(r, t, n, s) || is_rate_of_row(r, t, n, s) ||
          (r->tongue != 0 && is_of_next(r, t, n, s)) ||
          (r->tongue == 1 && (is_of_last(r, t, n, s) || is_of_next_name(r, t, n, s)))))
        return false;
    *end = n->end;
    return true;
}
