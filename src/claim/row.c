/* row.c: partners side by side, and behind them as many amounts side by side: "Далее следуют
 * Россия, Китай и США с 598 млн, 552 млн и 277 млн долларов", "followed by Russia, China and
 * the US with $598 million, $552 million and $277 million". Each amount is of the partner in
 * the same place. No word has to say so: that there are as many is enough. */
#include "trade_flow.h"

static bool parts(const kt_reading *r, int32_t t)
{
    return kt_sign_at(r, t, ",") || kt_mark_at(r, t, KT_SENSE_AND);
}

/* "die" in "und die Niederlande", "the" in "and the US", the point of "bzw." */
static bool fills(const kt_reading *r, int32_t t)
{
    if (r->tongue == 1)
        return kt_word_at(r, t, "the");
    return r->tongue == 0 && (kt_word_at(r, t, "die") || kt_word_at(r, t, "den") ||
                              kt_word_at(r, t, "der") || kt_sign_at(r, t, "."));
}

/* Nothing but one or two of "," and "and" between. */
static bool is_beside(const kt_reading *r, int32_t end, int32_t begin)
{
    if (begin <= end || begin > end + 3 || !parts(r, end))
        return false;
    for (int32_t t = end + 1; t < begin; t++)
        if (!parts(r, t) && !(t == begin - 1 && fills(r, t)))
            return false;
    return true;
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

/* Partners side by side that end with the mention `at`, no more and no fewer than n; the first
 * of them; -1. */
static int row_ending(const kt_reading *r, int at, int n, kt_place out[])
{
    int left = n;
    for (;; at--) {
        const kt_mention *m = &r->mention[at];
        if (left == 0 || m->office || m->pronoun || m->adjective ||
            !kt_place_is_country(m->place))
            return -1;
        out[--left] = m->place;
        if (at == 0 || !is_beside(r, m[-1].last, m->first))
            return left == 0 ? at : -1;
    }
}

static bool is_in(const kt_place *row, int n, kt_place place)
{
    while (n-- > 0)
        if (row[n] == place)
            return true;
    return false;
}

/* The partners side by side just before a token. */
static bool partners_before(const kt_reading *r, int32_t to, int n, kt_place out[])
{
    enum { NEAR = 4 }; /* "с", "составили", "with" */
    int at = r->n_mentions - 1;
    while (at >= 0 && r->mention[at].last > to)
        at--;
    if (at < 0 || to - r->mention[at].last > NEAR)
        return false;
    for (int32_t t = r->mention[at].last; t < to; t++)
        if (parts(r, t))
            return false;
    return row_ending(r, at, n, out) >= 0;
}

/* "China, Japan and the US were Peru's largest markets, with 3, 2 and 1 billion, respectively":
 * anywhere before the amounts, as that word says. */
static bool partners_said(const kt_reading *r, const kt_stated *first, int n, kt_place out[])
{
    enum { NEAR = 5 }; /* "in 2018, respectively" */
    const int32_t end = first[n - 1].last;
    if (!kt_mark_within(r, end, end + NEAR < r->last ? end + NEAR : r->last,
                        KT_SENSE_RESPECTIVELY))
        return false;
    for (int at = n - 1; at < r->n_mentions && r->mention[at].last <= first->first; at++)
        if ((at + 1 == r->n_mentions ||
             !is_beside(r, r->mention[at].last, r->mention[at + 1].first)) &&
            row_ending(r, at, n, out) >= 0)
            return true;
    return false;
}

/* Whose partners: the article's country, or the only other one that the sentence names; 0. */
static kt_place owner_of(const kt_reading *r, int n, const kt_place *row)
{
    kt_place owner = 0;
    if (!is_in(row, n, r->d.main))
        return r->d.main;
    for (int i = 0; i < r->n_mentions; i++) {
        const kt_place place = r->mention[i].place;
        if (is_in(row, n, place) || !kt_place_is_country(place) || r->mention[i].office)
            continue;
        if (owner && owner != place)
            return 0;
        owner = place;
    }
    return owner;
}

/* Who is named behind an amount with "for", in English; 0. */
static kt_place told_for(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY || !kt_word_at(r, s->last, "for"))
        return 0;
    const int32_t t = s->last + 1 + kt_word_at(r, s->last + 1, "the");
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first == t && !r->mention[n].genitive && !r->mention[n].adjective &&
            kt_place_is_country(r->mention[n].place))
            return r->mention[n].place;
    return 0;
}

/* "Korea's exports were 79 billion for China and 39 billion for the US": two partners or more,
 * each behind its amount. */
static bool take_for(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    int n_told = 0;
    bool own = false;
    const kt_place partner = told_for(r, s);
    for (int n = 0; n < r->n_stated && partner; n++) {
        const kt_place place = told_for(r, &r->stated[n]);
        n_told += place != 0;
        own |= place && (place == r->d.main || place == out->a);
    }
    if (n_told < 2 || own || out->a != r->d.main || out->measure == KT_MEASURE_BALANCE)
        return false;
    out->b = partner;
    return true;
}

void kt_take_row(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    if (take_for(r, s, out))
        return;
    kt_place partner[KT_MAX_STATED];
    int n = 0;
    if (s < r->stated || s >= r->stated + r->n_stated || !r->d.main)
        return;
    const kt_stated *first = kt_row_of(r, s, &n);
    if (n < 2 || !kt_mark_within(r, first[n - 2].last, first[n - 1].first, KT_SENSE_AND))
        return;
    const bool before = partners_before(r, first->first, n, partner);
    if (!(before && !is_in(partner, n, r->d.main)) && !partners_said(r, first, n, partner))
        return;
    const kt_place owner = owner_of(r, n, partner);
    if (!owner)
        return;
    bool theirs = false; /* "Russia, China and Japan exported 6, 5 and 3 million to Kenya" */
    for (int m = 0; m < n; m++)
        theirs |= out->a == partner[m] && out->measure == KT_MEASURE_EXPORT;
    out->a = theirs ? partner[s - first] : owner;
    out->b = theirs ? owner : partner[s - first];
}
