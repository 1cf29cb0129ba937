/* row.c: partners side by side, and behind them as many amounts side by side: "Далее следуют
 * Россия, Китай и США с 598 млн, 552 млн и 277 млн долларов", "followed by Russia, China and
 * the US with $598 million, $552 million and $277 million". Each amount is of the partner in
 * the same place. No word has to say so: that there are as many is enough. */
#include "trade_flow.h"

static bool parts(const kt_reading *r, int32_t t)
{
    return kt_sign_at(r, t, ",") || kt_mark_at(r, t, KT_SENSE_AND);
}

/* "die" in "und die Niederlande", the point of "bzw." */
static bool fills(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && (kt_word_at(r, t, "die") || kt_word_at(r, t, "den") ||
                              kt_word_at(r, t, "der") || kt_sign_at(r, t, "."));
}

/* Nothing but one or two of "," and "and" between. */
static bool is_beside(const kt_reading *r, int32_t end, int32_t begin)
{
    return (begin == end + 1 || begin == end + 2) && parts(r, end) &&
           (parts(r, begin - 1) || fills(r, begin - 1));
}

const kt_stated *kt_row_of(const kt_reading *r, const kt_stated *s, int *n)
{
    const kt_stated *end = r->stated + r->n_stated, *first = s, *last = s;
    while (first > r->stated && first[-1].kind == s->kind &&
           is_beside(r, first[-1].last, first->first))
        first--;
    while (last + 1 < end && last[1].kind == s->kind && is_beside(r, last->last, last[1].first))
        last++;
    *n = (int)(last - first) + 1;
    return first;
}

/* The partners side by side that end just before a token, no more and no fewer than n. */
static bool partners_before(const kt_reading *r, int32_t to, int n, kt_place out[])
{
    enum { NEAR = 4 }; /* "с", "составили", "with" */
    int at = r->n_mentions - 1, left = n;
    while (at >= 0 && r->mention[at].last > to)
        at--;
    if (at < 0 || to - r->mention[at].last > NEAR)
        return false;
    for (int32_t t = r->mention[at].last; t < to; t++)
        if (parts(r, t))
            return false;
    for (;; at--) {
        const kt_mention *m = &r->mention[at];
        if (left == 0 || m->office || m->pronoun || m->adjective || m->place == r->d.main ||
            !kt_place_is_country(m->place))
            return false;
        out[--left] = m->place;
        if (at == 0 || !is_beside(r, m[-1].last, m->first))
            return left == 0;
    }
}

void kt_take_row(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    kt_place partner[KT_MAX_STATED];
    int n = 0;
    if (s < r->stated || s >= r->stated + r->n_stated || !r->d.main)
        return;
    const kt_stated *first = kt_row_of(r, s, &n);
    if (n < 2 || !kt_mark_within(r, first[n - 2].last, first[n - 1].first, KT_SENSE_AND) ||
        !partners_before(r, first->first, n, partner))
        return;
    bool theirs = false; /* "Russia, China and Japan exported 6, 5 and 3 million to Kenya" */
    for (int m = 0; m < n; m++)
        theirs |= out->a == partner[m] && out->measure == KT_MEASURE_EXPORT;
    out->a = theirs ? partner[s - first] : r->d.main;
    out->b = theirs ? r->d.main : partner[s - first];
}
