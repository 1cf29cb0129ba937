/* each_against.c: "Экспорт вдвое превысил импорт: 200 млн против 100 млн", "exports were twice
 * its imports: $200 million against $100 million": the two flows stand before the colon, the
 * amounts behind it in the same order, and both are of the same time. */
#include "trade_flow.h"

static bool is_against(const kt_reading *r, const kt_stated *first, const kt_stated *second)
{
    static const char *const words[] = {"против", "against", "versus", "gegen", "gegenüber"};
    for (int32_t t = first->last; t < second->first; t++)
        if (KT_IS_ONE_OF(r, t, words))
            return second->first - first->last <= 2;
    return false;
}

/* The flow named nearest before a token, not before another: sets where it stands. */
static kt_sense flow_before(const kt_reading *r, int32_t *at)
{
    for (int32_t t = *at - 1; t >= r->first; t--) {
        static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT};
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
            if (kt_mark_at(r, t, flows[n])) {
                *at = kt_mark_at(r, t, flows[n])->first;
                return flows[n];
            }
    }
    return KT_SENSE_NONE;
}

/* The flow that the n-th of two such amounts is of; none where they are no such two. */
static kt_sense flow_of(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *end = r->stated + r->n_stated, *first = NULL;
    if (s < r->stated || s >= end || s->kind != KT_AMOUNT_MONEY)
        return KT_SENSE_NONE;
    if (s + 1 < end && s[1].kind == s->kind && is_against(r, s, s + 1))
        first = s;
    else if (s > r->stated && s[-1].kind == s->kind && is_against(r, s - 1, s))
        first = s - 1;
    if (!first ||
        !(kt_sign_at(r, first->first - 1, ":") || kt_sign_at(r, first->first - 1, "-")))
        return KT_SENSE_NONE;
    int32_t at = first->first;
    const kt_sense last = flow_before(r, &at);
    const kt_sense before = last ? flow_before(r, &at) : KT_SENSE_NONE;
    if (!before || before == last || kt_mark_within(r, at, first->first, KT_SENSE_AND))
        return KT_SENSE_NONE;
    return s == first ? before : last;
}

bool kt_is_each_against(const kt_reading *r, const kt_stated *s)
{
    return flow_of(r, s) != KT_SENSE_NONE;
}

/* Whose flows they are and with whom, as the words before the colon name them. */
static void take_ends(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    kt_place owner = 0, other = 0;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last > s->first || m->office)
            continue;
        if (m->role == KT_ROLE_OWNER && !owner)
            owner = m->place;
        else if (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH)
            other = m->place;
    }
    if (!owner && other != r->d.main)
        owner = r->d.main;
    if (!other)
        other = kt_place_other_of(owner, out->a, out->b);
    if (owner && other && owner != other) {
        out->a = owner;
        out->b = other;
    }
}

void kt_take_each_against(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    const kt_sense flow = flow_of(r, s);
    if (!flow || (out->measure != KT_MEASURE_EXPORT && out->measure != KT_MEASURE_IMPORT))
        return;
    out->measure = flow == KT_SENSE_EXPORT ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
    out->sense = flow;
    take_ends(r, s, out);
}
