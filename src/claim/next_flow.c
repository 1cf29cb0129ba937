/* next_flow.c: behind the last amount of a sentence another flow may be told of without one:
 * "Exports from A to B grew by 30 %, and exports from B are growing as well", "die Importe aus
 * Peru stiegen um 30 Prozent, die Exporte stagnierten". It says nothing of the amount. */
#include "reading.h"

/* A flow of its own is told of behind "and", or, in German, a comma: "die Exporte nach
 * Peru", "polnische Einfuhren", "jene nach Peru". */
static bool opens_next_flow(const kt_reading *r, int32_t t)
{
    static const char *const articles[] = {"die", "der", "das", "den", "ihre", "seine"},
                             *const those[] = {"die", "jene", "der", "jener", "diejenigen"};
    const bool and = kt_mark_at(r, t, KT_SENSE_AND) != NULL;
    int32_t at = t + 1;
    if (r->tongue == 1)
        return and&&(kt_mark_at(r, at, KT_SENSE_EXPORT) || kt_mark_at(r, at, KT_SENSE_IMPORT));
    if (r->tongue != 0 || !(and || kt_sign_at(r, t, ",")))
        return false;
    if (KT_IS_ONE_OF(r, at, those))
        for (int n = 0; n < r->n_mentions; n++)
            if (r->mention[n].first - at <= 3 && r->mention[n].first - at >= 2 &&
                (r->mention[n].role == KT_ROLE_TO || r->mention[n].role == KT_ROLE_FROM) &&
                kt_token_at(r->tokens, at + 1)->size <= 4)
                return true;
    at += KT_IS_ONE_OF(r, at, articles);
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first == at && r->mention[n].adjective)
            at = r->mention[n].last;
    const kt_mark *flow = kt_mark_at(r, at, KT_SENSE_EXPORT);
    flow = flow ? flow : kt_mark_at(r, at, KT_SENSE_IMPORT);
    flow = flow ? flow : kt_mark_at(r, at, KT_SENSE_TURNOVER);
    return flow && flow->first == at && kt_token_at(r->tokens, at)->flags & KT_TOKEN_CAPITAL;
}

int32_t kt_next_flow(const kt_reading *r, const kt_stated *s, int32_t last)
{
    for (int32_t t = s->last; t + 1 < last; t++)
        if (opens_next_flow(r, t))
            return t;
    return last;
}
