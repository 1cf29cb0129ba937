/* against_another.c: "Товарооборот с Китаем достиг 12 млрд против 18 млрд с Россией": an amount
 * is compared with another partner's of the same time, not with that of the year before. The
 * partner stands behind it. In Russian; elsewhere a comma parts the two. */
#include "reading.h"

/* Where the words that compare begin; -1. */
static int32_t opens_at(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 2 }; /* "с братской Россией" */
    const kt_mark *base = kt_mark_before(r, s->first, KT_SENSE_BASE);
    if (r->tongue != 2 || !base || s->kind != KT_AMOUNT_MONEY || s <= r->stated ||
        s >= r->stated + r->n_stated || s[-1].kind != s->kind)
        return -1;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first > s->last && m->first <= s->last + NEAR &&
            (m->role == KT_ROLE_WITH || m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM))
            return base->first;
    }
    return -1;
}

bool kt_is_beside_partners(const kt_reading *r, const kt_stated *s)
{
    return opens_at(r, s) >= 0;
}

bool kt_opens_another(const kt_reading *r, int32_t t)
{
    if (r->tongue != 2 || !kt_mark_at(r, t, KT_SENSE_BASE))
        return false;
    for (int n = 1; n < r->n_stated; n++)
        if (opens_at(r, &r->stated[n]) == t)
            return true;
    return false;
}
