/* sold_share.c: what part of all that a country sells or buys goes to or comes from a partner,
 * told in brackets behind it, in English: "exported most goods to Peru (21 %), followed by
 * Chile (14 %)". */
#include "claim_kind.h"
#include "trade_flow.h"

/* The verb before token `last` that "most" stands behind; NULL. */
static const kt_mark *verb_of_most(const kt_reading *r, int32_t last)
{
    enum { NEAR = 3 };
    for (int32_t t = r->first; t < last; t++) {
        const kt_mark *sell = kt_mark_at(r, t, KT_SENSE_SELL);
        const kt_mark *verb = sell ? sell : kt_mark_at(r, t, KT_SENSE_BUY);
        for (int32_t p = t + 1; verb && verb->first == t && p <= t + NEAR; p++)
            if (kt_word_at(r, p, "most"))
                return verb;
    }
    return NULL;
}

bool kt_find_sold_share(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    const kt_mention *partner = NULL, *owner = NULL;
    if (r->tongue != 1 || s->kind != KT_AMOUNT_PERCENT || !kt_sign_at(r, s->first - 1, "(") ||
        !kt_sign_at(r, s->last, ")") ||
        kt_mark_within(r, r->first, s->first, KT_SENSE_EXPORT) ||
        kt_mark_within(r, r->first, s->first, KT_SENSE_IMPORT))
        return false;
    const kt_mark *verb = verb_of_most(r, s->first);
    for (int n = 0; n < r->n_mentions && verb; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last <= verb->first && !m->office && m->place)
            owner = m;
        if (m->last == s->first - 1 && m->place)
            partner = m;
    }
    const kt_place whose = owner ? owner->place : r->d.main;
    if (!partner || !whose || partner->place == whose)
        return false;
    const bool sold = verb->meaning.sense == KT_SENSE_SELL;
    *out = (kt_frame){.known = 1,
                      .sense = sold ? KT_SENSE_EXPORT : KT_SENSE_IMPORT,
                      .measure = sold ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT,
                      .a = whose,
                      .b = partner->place};
    return true;
}
