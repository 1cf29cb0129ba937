/* when_bracket.c: a period in brackets with an amount of its own:
 *
 *     экспорт составил 29 млрд (в прошлом году - 32 млрд), а импорт - 26 млрд (годом ранее - 20
 * млрд)
 *
 * It is of that amount only, and of the same months of its year as the amount before. */
#include "when.h"

#include <string.h>

/* The brackets around token t, which stand behind an amount; false: none. */
static bool find_brackets(const kt_reading *r, int32_t t, int32_t *open, int32_t *close)
{
    enum { FAR = 16 };
    *open = *close = t;
    while (*open > r->first && *open > t - FAR && !kt_sign_at(r, *open, "(") &&
           !kt_sign_at(r, *open, ")"))
        (*open)--;
    while (*close < r->last && *close < t + FAR && !kt_sign_at(r, *close, "(") &&
           !kt_sign_at(r, *close, ")"))
        (*close)++;
    return kt_sign_at(r, *open, "(") && kt_sign_at(r, *close, ")");
}

static bool is_inside(const kt_stated *s, int32_t open, int32_t close)
{
    return s->first > open && s->last <= close;
}

/* "23-е место (в 2017 году - 22-е)": a place of that year, too. */
static bool has_place(const kt_reading *r, const kt_when *when, int32_t open, int32_t close)
{
    for (int32_t t = open + 1; t < close; t++)
        if ((t < when->first || t >= when->last) &&
            (kt_token_at(r->tokens, t)->kind == KT_TOKEN_NUMBER ||
             kt_mark_at(r, t, KT_SENSE_ORDINAL)))
            return true;
    return false;
}

bool kt_is_in_bracket(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    enum { NEAR = 8 }; /* "4 billion in the first half of 2018 (3 billion in that of 2017)" */
    int32_t open, close;
    bool own = false, before = false;
    if (!find_brackets(r, when->first, &open, &close) || is_inside(s, open, close))
        return false;
    if (kt_mark_at(r, open + 1, KT_SENSE_AND))
        return true; /* "в 2018 году (и в 2017 году)" */
    if (s->kind == KT_AMOUNT_RANK && s->last == open && has_place(r, when, open, close))
        return true;
    for (int n = 0; n < r->n_stated; n++) {
        const kt_stated *other = &r->stated[n];
        const bool like = other->kind == s->kind && s->kind == KT_AMOUNT_PERCENT;
        own |= is_inside(other, open, close) && (other->kind == KT_AMOUNT_MONEY || like);
        before |= (other->last <= open && open - other->last <= NEAR) ||
                  like; /* "31% от всего экспорта (в 2017 году - 21%)" */
    }
    return own && before;
}

/* "China - 10 billion (9 billion in 2022), Poland - 7 billion (6 billion)": the next in
 * brackets is of the year of the first. */
static bool take_earlier_bracket(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    int32_t open, close, first, last;
    if (s->kind != KT_AMOUNT_MONEY || s <= r->stated || s >= r->stated + r->n_stated ||
        !find_brackets(r, s->first, &open, &close) || !is_inside(s, open, close) ||
        s[-1].last != open || s[-1].kind != KT_AMOUNT_MONEY ||
        strcmp(s[-1].currency, s->currency) != 0)
        return false;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first > open && r->when[n].last <= close)
            return false; /* it has its own */
    for (int n = 0; n < r->n_when; n++)
        for (int i = 0; r->when[n].last <= open && i < r->n_stated; i++)
            if (find_brackets(r, r->when[n].first, &first, &last) &&
                is_inside(&r->stated[i], first, last) && r->stated[i].kind == s->kind) {
                *when = r->when[n];
                when->ago = 1;
                return true;
            }
    return false;
}

bool kt_take_bracket_year(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    int32_t open, close;
    const kt_period now = r->d.period.period;
    if (take_earlier_bracket(r, s, when))
        return true;
    if (r->tongue != 2 || s->kind != KT_AMOUNT_MONEY || !r->d.has_period ||
        !find_brackets(r, s->first, &open, &close) || !is_inside(s, open, close))
        return false;
    bool before = kt_mark_within(r, open, s->first, KT_SENSE_BASE_YEAR) != NULL;
    for (int n = 0; n < r->n_when; n++) {
        const kt_when *own = &r->when[n];
        const int year = own->period.last / 12;
        if (own->first > open && own->last <= s->first && own->known)
            before |= year == now.last / 12 - 1 || (own->base && year == now.last / 12);
    }
    if (!before || now.last - now.first > 11)
        return false;
    when->known = when->ago = 1;
    when->period = (kt_period){(int16_t)(now.first - 12), (int16_t)(now.last - 12)};
    return true;
}
