/* ranked.c: a partner by its place in a list, and the amounts told of it: "Ukraine ranked
 * second with exports worth $273 million" stands in a report of another country, whose exports
 * they are. Places and amounts may come in turn: "Croatia and Greece ranked second and third
 * with $337 million and $315 million, respectively". */
#include "trade_flow.h"

#include <string.h>

/* "Croatia", as who takes a place: neither whose something is nor where it goes. */
static bool is_bare(const kt_mention *m)
{
    return m->role == KT_ROLE_OWNER && m->place && !m->office && !m->genitive &&
           !m->adjective && !m->pronoun;
}

/* Side by side: "second and third". */
static bool goes_on(const kt_reading *r, const kt_stated *a, const kt_stated *b)
{
    return b->kind == a->kind && b->first == a->last + 1 &&
           (kt_sign_at(r, a->last, ",") || kt_mark_at(r, a->last, KT_SENSE_AND));
}

/* The places last told before an amount, or that it is one of: the first; their number. */
static const kt_stated *places_of(const kt_reading *r, const kt_stated *s, int *n_places)
{
    const kt_stated *last = s;
    while (last > r->stated && last->kind != KT_AMOUNT_RANK)
        last--;
    if (last->kind != KT_AMOUNT_RANK)
        return NULL;
    const kt_stated *first = last;
    while (first > r->stated && goes_on(r, first - 1, first))
        first--;
    *n_places = (int)(last - first) + 1;
    return first;
}

/* Which of several partners: by its place among the places, or among the amounts behind them.
 */
static int turn_of(const kt_reading *r, const kt_stated *s, const kt_stated *first, int n)
{
    int at = 0;
    if (s->kind == KT_AMOUNT_RANK)
        return (int)(s - first);
    for (const kt_stated *p = first + n; p < s; p++)
        at += p->kind == s->kind;
    return n == 1 || kt_mark_within(r, s->last, r->last, KT_SENSE_RESPECTIVELY) ? at : n;
}

/* Who takes the places: the last n names before them, nothing but a verb between; false. */
static bool who_takes(const kt_reading *r, const kt_stated *first, int n, kt_place out[])
{
    int left = n;
    int32_t to = first->first;
    for (int i = r->n_mentions - 1; i >= 0 && left > 0; i--) {
        const kt_mention *m = &r->mention[i];
        if (m->last > to)
            continue;
        const int32_t gap = to - m->last;
        const int farthest = left < n         ? 2
                             : r->tongue == 1 ? 4
                                              : 3; /* "moved up to the first" */
        if (!is_bare(m) || kt_mark_before(r, m->first, KT_SENSE_FOR) ||
            (kt_is_bloc(m->place) && !(r->tongue == 1 && gap == 1)) || m->place == r->d.main ||
            gap > farthest)
            return false;
        out[--left] = m->place;
        to = m->first;
    }
    return left == 0;
}

/* "Ranked first for Egyptian exports", "in Egypt's imports": whose list it is, in English; the
 * article's country. */
static kt_place whose_flow(const kt_reading *r, int32_t from)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t end = m->last + 2 * kt_sign_at(r, m->last, "'"); /* Egypt's */
        if (m->first >= from && (m->adjective || m->genitive) &&
            kt_place_is_country(m->place) &&
            (kt_mark_at(r, end, KT_SENSE_EXPORT) || kt_mark_at(r, end, KT_SENSE_IMPORT)))
            return m->place;
    }
    return r->d.main;
}

/* Named between the places and the amount: it is that one's. */
static bool is_of_another(const kt_reading *r, int32_t from, const kt_stated *s)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first >= from && r->mention[n].last <= s->first &&
            r->mention[n].place != whose_flow(r, from) && !r->mention[n].pronoun)
            return true;
    return false;
}

/* "Unter allen Handelspartnern ...": by what they are ordered is said there. */
static bool names_partners(const kt_reading *r)
{
    for (int32_t t = r->first; t < r->last; t++) /* "allen Handelspartnern" is all the world */
        if (kt_starts_with(r, t, "handelspartner"))
            return true;
    return kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) != NULL;
}

/* By what the partners are ordered where no word says so: as the amount before, seen from the
 * article's country. */
static uint8_t measure_of_main(const kt_reading *r)
{
    const kt_frame *told = &r->d.frame;
    if (told->measure == KT_MEASURE_BALANCE)
        return KT_MEASURE_TURNOVER;
    if (told->a == r->d.main || told->measure == KT_MEASURE_TURNOVER)
        return told->measure;
    return told->measure == KT_MEASURE_EXPORT ? KT_MEASURE_IMPORT : KT_MEASURE_EXPORT;
}

bool kt_find_ranked(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    kt_place partner[KT_MAX_STATED];
    int n = 0;
    if (r->tongue == 2 || (r->tongue == 0 && names_partners(r)) || !r->d.main ||
        s < r->stated || s >= r->stated + r->n_stated ||
        !(s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK ||
          (s->kind == KT_AMOUNT_PERCENT &&
           kt_mark_within(r, s->last, r->last, KT_SENSE_RESPECTIVELY))) ||
        !r->d.frame.known || (r->d.frame.a != r->d.main && r->d.frame.b != r->d.main))
        return false;
    const kt_stated *first = places_of(r, s, &n);
    const int turn = first ? turn_of(r, s, first, n) : n;
    if (turn >= n || !who_takes(r, first, n, partner) || is_of_another(r, first[n - 1].last, s))
        return false;
    *out = (kt_frame){.known = 1, .sense = KT_SENSE_PARTNER, .basis = r->d.frame.basis};
    out->measure = measure_of_main(r);
    for (int32_t t = r->first + 1; r->tongue == 1 && t < r->first + 4; t++) {
        if (kt_mark_at(r, t, KT_SENSE_IMPORT)) /* "in imports, too, Peru came first" */
            out->measure = KT_MEASURE_IMPORT;
        else if (kt_mark_at(r, t, KT_SENSE_EXPORT))
            out->measure = KT_MEASURE_EXPORT;
    }
    for (int32_t t = r->tongue == 0 ? r->first : first[n - 1].last; t < r->last; t++) {
        const bool takes = r->tongue == 1 && t < s->first && kt_mark_at(r, t, KT_SENSE_BUY);
        if (takes) { /* "in second place, took goods worth": of what main sells */
            out->measure = KT_MEASURE_EXPORT;
            break;
        }
        const bool buys = kt_word_at(r, t, "purchases") && /* the partner's: what it is sold */
                          out->measure == KT_MEASURE_EXPORT;
        const bool in = kt_mark_at(r, t, KT_SENSE_IMPORT) && !buys,
                   to = kt_mark_at(r, t, KT_SENSE_EXPORT);
        if (!in && !to && !kt_mark_at(r, t, KT_SENSE_TURNOVER))
            continue;
        out->measure = (uint8_t)(in   ? KT_MEASURE_IMPORT
                                 : to ? KT_MEASURE_EXPORT
                                      : KT_MEASURE_TURNOVER);
        break;
    }
    out->a = whose_flow(r, first[n - 1].last);
    out->b = partner[turn];
    return out->a != out->b;
}
