/* event.c: countries where something happened or that took part in it, no ends of a flow:
 *
 *     после начала спецоперации РФ на Украине · под давлением со стороны ЕС и США
 *     на саммите ШОС · несмотря на санкции США против Ирана
 *
 * Behind a word of [event] a preposition leads to a country; a bloc, and a country with such a
 * word behind it, may stand without one. Two countries are joined by a word: one that follows
 * another directly is the subject. In Russian. */
#include "mention.h"

enum { FAR = 8 };

static bool is_lead(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"в",  "во", "на",     "против",
                                        "со", "с",  "вокруг", "между"};
    return KT_IS_ONE_OF(r, t, words);
}

/* What the event cannot reach over: a flow, a verb, a person, a time. */
static bool stops(const kt_reading *r, int32_t t)
{
    static const kt_sense senses[] = {
        KT_SENSE_EXPORT,   KT_SENSE_IMPORT, KT_SENSE_TURNOVER, KT_SENSE_SELL,    KT_SENSE_BUY,
        KT_SENSE_BALANCE,  KT_SENSE_UP,     KT_SENSE_DOWN,     KT_SENSE_RISE_TO, KT_SENSE_MONTH,
        KT_SENSE_REL_YEAR, KT_SENSE_PERSON, KT_SENSE_SAY,      KT_SENSE_RIVAL};
    for (size_t n = 0; n < sizeof senses / sizeof *senses; n++)
        if (kt_mark_at(r, t, senses[n]))
            return true;
    return kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD;
}

/* The mention that ends before t; NULL. */
static const kt_mention *mention_before(const kt_reading *r, int n, int32_t t)
{
    return n > 0 && r->mention[n - 1].last == t ? &r->mention[n - 1] : NULL;
}

bool kt_is_of_event(const kt_reading *r, int n)
{
    const kt_mention *m = &r->mention[n];
    bool led = m->sense == KT_SENSE_BLOC || is_lead(r, m->last);
    if (r->tongue != 2 || mention_before(r, n, m->first))
        return false;
    for (int32_t t = m->first - 1; t >= r->first && t >= m->first - FAR; t--) {
        const kt_mention *other = mention_before(r, n, t + 1);
        if (kt_mark_at(r, t, KT_SENSE_EVENT))
            return led;
        if (other) {
            t = other->first;
            n--;
            if (mention_before(r, n, t))
                return false;
        } else if (stops(r, t)) {
            return false;
        }
        led |= is_lead(r, t);
    }
    return false;
}

bool kt_is_behind_event(const kt_reading *r, int32_t t)
{
    for (int32_t p = t - 1; r->tongue == 2 && p >= 0 && p >= t - FAR; p--) {
        if (kt_mark_at(r, p, KT_SENSE_EVENT))
            return true;
        if (stops(r, p))
            return false;
    }
    return false;
}
