/* amount_shared.c: amounts of money that are told without their scale and currency, in English:
 *
 *     121.5 and 41.5 million euros, respectively           those of the next one
 *     from $9.3 billion in 2017 to 18.13 in 2021           those of the one before */
#include "amount.h"

#include <math.h>
#include <string.h>

enum {
    MOST_APART = 16, /* tokens between the two ends of "from ... to ..." */
    MOST_TIMES = 20  /* one of them is so many times the other; else it counts other things */
};

static kt_stated like(const kt_number *n, int32_t t, double factor, const char *currency)
{
    return (kt_stated){.first = t,
                       .last = n->end,
                       .core = t,
                       .kind = KT_AMOUNT_MONEY,
                       .value = n->value * factor,
                       .value_max = NAN,
                       .unit = n->unit * factor,
                       .currency = currency};
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
    if (!kt_mark_within(r, t, r->last, KT_SENSE_RESPECTIVELY))
        return false;
    do {
        at = next_of_row(r, other.end);
    } while (at && kt_number_at(r, at, &other) && !kt_mark_here(r, other.end, KT_SENSE_SCALE));
    if (!at)
        return false;
    const kt_mark *scale = kt_mark_here(r, other.end, KT_SENSE_SCALE);
    const kt_mark *before = kt_mark_before(r, t, KT_SENSE_CURRENCY);
    const kt_mark *money = kt_mark_here(r, other.end + scale->n, KT_SENSE_CURRENCY);
    if (!money && !before)
        return false;
    *s = like(n, t, scale->meaning.value, money ? money->meaning.text : before->meaning.text);
    if (before && before->first >= r->first)
        s->first = before->first;
    return true;
}

static bool is_of_last(const kt_reading *r, int32_t t, const kt_number *n, kt_stated *s)
{
    const kt_stated *last = r->n_stated > 0 ? &r->stated[r->n_stated - 1] : NULL;
    if (!last || last->kind != KT_AMOUNT_MONEY || !kt_word_at(r, t - 1, "to") ||
        !kt_mark_before(r, last->first, KT_SENSE_FROM) || t - last->last > MOST_APART ||
        r->tokens->token[t].kind != KT_TOKEN_NUMBER || !r->tokens->token[t].decimals ||
        r->tokens->token[last->core].kind != KT_TOKEN_NUMBER ||
        kt_mark_here(r, n->end, KT_SENSE_PERCENT) || kt_mark_here(r, n->end, KT_SENSE_UNIT))
        return false;
    const double number = r->tokens->token[last->core].value;
    if (number <= 0 || n->value > number * MOST_TIMES || n->value < number / MOST_TIMES)
        return false;
    *s = like(n, t, last->value / number, last->currency);
    return true;
}

bool kt_read_shared_scale(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
                          int32_t *end)
{
    if (r->tongue != 1 || n->word || !(is_of_next(r, t, n, s) || is_of_last(r, t, n, s)))
        return false;
    *end = n->end;
    return true;
}
