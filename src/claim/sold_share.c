/* sold_share.c: what part of all that a country sells or buys goes to or comes from a partner,
 * told in brackets behind it, in English: "exported most goods to Peru (21 %), followed by
 * Chile (14 %)"; in Russian what part of some goods it buys there: "Индия закупает в Перу 40%
 * своей меди". */
#include "claim_kind.h"
#include "trade_flow.h"

#include <string.h>

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

bool kt_find_bought_share(const kt_reading *r, const kt_stated *s, const kt_part *part,
                          kt_frame *out)
{
    enum { NEAR = 4 };
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    const int32_t to = s->last + NEAR < r->last ? s->last + NEAR : r->last;
    const kt_mark *goods = kt_mark_within(r, s->last, to, KT_SENSE_PRODUCT);
    kt_place whence = 0, buyer = 0;
    if (r->tongue != 2 || !(s->kind == KT_AMOUNT_PERCENT || s->kind == KT_AMOUNT_FRACTION) ||
        s->by || s->sign || !goods || !kt_mark_within(r, part->first, s->first, KT_SENSE_BUY))
        return false;
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        if (kt_mark_within(r, part->first, to, flows[n]))
            return false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        kt_place place = m->place ? m->place : kt_find_there(r, n);
        if (!m->place && place == buyer)
            place = r->d.main; /* "пакистанцы ввозят оттуда" */
        if (m->first >= s->first || m->office)
            continue;
        if (m->role == KT_ROLE_OWNER)
            buyer = place;
        else if (m->first >= part->first && (m->role == KT_ROLE_FROM || m->role == KT_ROLE_IN))
            whence = place;
    }
    *out = (kt_frame){.known = 1,
                      .sense = KT_SENSE_IMPORT,
                      .measure = KT_MEASURE_IMPORT,
                      .a = buyer          ? buyer
                           : r->d.subject ? r->d.subject
                                          : r->d.main,
                      .b = whence};
    if (strlen(goods->meaning.text) < sizeof out->product)
        memcpy(out->product, goods->meaning.text, strlen(goods->meaning.text) + 1);
    return out->a && out->b && out->a != out->b;
}
