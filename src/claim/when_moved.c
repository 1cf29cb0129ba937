/* when_moved.c: from when to when an amount moved, where the sentence compares two periods:
 *
 *     fell from 641 to 418 million in the first two months of 2021 compared with the same
 *     months of 2018: the first is of these
 *     from 641 million in the first 11 months of 2019 to 718 million in 2020: the second is of
 *     the same months
 */
#include "claim_kind.h"
#include "when.h"

const kt_when *kt_only_base(const kt_reading *r)
{
    const kt_when *found = NULL;
    for (int n = 0; n < r->n_when; n++) {
        if (!r->when[n].base || !r->when[n].known || r->when[n].span)
            continue;
        if (found)
            return NULL;
        found = &r->when[n];
    }
    return found;
}

bool kt_is_behind_from(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"a",        "an",       "the",
                                        "revised",  "upwardly", "downwardly",
                                        "adjusted", "previous", "record"};
    enum { MOST = 4 };
    for (int n = 0; n < MOST && r->tongue == 1 && KT_IS_ONE_OF(r, t, words); n++)
        t--;
    return kt_word_at(r, t, "from");
}

static bool names_period(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first >= first && r->when[n].last <= last)
            return true;
    return false;
}

/* The amount that it came to, behind: its period, told in the sentence or before it. */
static bool period_come_to(const kt_reading *r, const kt_stated *to, kt_when *out)
{
    if (kt_period_for(r, to, r->first, r->last, out) && out->known && !out->base)
        return true;
    *out = r->d.period;
    return r->d.has_period != 0;
}

/* "С 2015 года торговля выросла с 3 до 5 млрд": the first of the two is of that year. */
static bool is_of_year_since(const kt_reading *r, const kt_stated *s, kt_when *out)
{
    kt_when now;
    for (int n = 0; n < r->n_when; n++) {
        const kt_when *since = &r->when[n];
        if (!since->span || !since->only_year || !since->known || since->within ||
            since->last > s->first || !kt_word_at(r, since->first - 1, "с") ||
            names_period(r, s->last, s[1].first) || !period_come_to(r, s + 1, &now) ||
            !(now.span || (now.only_year && now.period.first > since->period.last)) ||
            (now.span && r->d.has_period && !r->d.period.only_year))
            continue;
        *out = *since;
        out->later = out->span = 0;
        out->earlier = 1;
        return true;
    }
    return false;
}

bool kt_period_moved_from(const kt_reading *r, const kt_stated *s, kt_when *out)
{
    kt_when now;
    if (s->kind == KT_AMOUNT_MONEY && kt_is_moved_from(r, s) && is_of_year_since(r, s, out))
        return true;
    const kt_when *base = kt_only_base(r);
    if (!base || base->no_year || s->kind != KT_AMOUNT_MONEY || !kt_is_moved_from(r, s) ||
        names_period(r, s->last, s[1].first) || !period_come_to(r, s + 1, &now))
        return false;
    const int back = now.period.last / 12 - base->period.last / 12,
              months = now.period.last - now.period.first,
              then = base->period.last - base->period.first;
    kt_period period = base->period;
    if (base->only_year && !now.only_year)
        period = (kt_period){(int16_t)(now.period.first - 12 * back),
                             (int16_t)(now.period.last - 12 * back)};
    else if (months != then)
        return false;
    if (period.last >= now.period.first)
        return false;
    *out = *base;
    out->period = period;
    out->only_year = base->only_year && now.only_year;
    out->base = 0;
    out->earlier = 1;
    return true;
}

/* "21 million in May, against 250 million in 2020": beside the amount before it about what a
 * whole year has, and too much for the same months. */
bool kt_is_of_whole_year(const kt_reading *r, const kt_stated *s, kt_period months)
{
    const int n = months.last - months.first + 1;
    if (s <= r->stated || s >= r->stated + r->n_stated || s[-1].kind != s->kind)
        return false;
    const double parts = s[-1].value > 0 ? s->value / s[-1].value : 0, year = 12.0 / n;
    return n <= 6 && parts * parts > year && parts < year * 1.3;
}

/* "From 641 million in the first 11 months of 2019 to 718 million in 2020". */
void kt_narrow_come_to(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    const kt_stated *from = s - 1;
    const kt_when *then = NULL;
    if (s <= r->stated || s >= r->stated + r->n_stated || s->kind != KT_AMOUNT_MONEY ||
        from->kind != KT_AMOUNT_MONEY || !when->only_year || !when->known ||
        when->first < s->last || when->first > s->last + 2 ||
        !kt_mark_before(r, from->first, KT_SENSE_FROM))
        return;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first >= from->last && r->when[n].last <= s->first)
            then = &r->when[n];
    if (!then || !then->known || then->base || then->period.last - then->period.first >= 11 ||
        then->first - from->last > 4)
        return;
    const int years = when->period.last / 12 - then->period.last / 12;
    if (years <= 0 || kt_is_of_whole_year(r, s, then->period))
        return;
    when->period = (kt_period){(int16_t)(then->period.first + 12 * years),
                               (int16_t)(then->period.last + 12 * years)};
    when->only_year = 0;
}

/* "It was 307 million in 2019, and 224 million in the same period of 2018", in a report of
 * months of 2019: those, as that is what "the same period" points at. */
void kt_narrow_beside_same(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    if (s->kind != KT_AMOUNT_MONEY || !when->only_year || !when->known || when->base)
        return;
    for (int n = 0; n < r->n_when; n++) {
        const kt_when *same = &r->when[n];
        const int years = when->period.last / 12 - same->period.last / 12;
        if (same->first < when->last || same->only_year || !same->known || years <= 0 ||
            same->period.last - same->period.first >= 11 ||
            !kt_mark_within(r, same->first - 1, same->last, KT_SENSE_SAME))
            continue;
        when->period = (kt_period){(int16_t)(same->period.first + 12 * years),
                                   (int16_t)(same->period.last + 12 * years)};
        when->only_year = 0;
        return;
    }
}

/* The claim read last is this amount, and of that period. */
bool kt_is_last_claim(const kt_reading *r, const kt_stated *s, const kt_period *period)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    return last && s >= r->stated && s < r->stated + r->n_stated && !last->no_period &&
           last->text_end == kt_token_at(r->tokens, s->last - 1)->end &&
           last->period.first == period->first && last->period.last == period->last;
}
