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

/* Behind the names joined with the n-th: "Peru und die USA". */
static int32_t behind_row(const kt_reading *r, int n)
{
    enum { GAP = 2 };
    for (; n + 1 < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m[1].first - m->last > GAP || !kt_mark_at(r, m->last, KT_SENSE_AND))
            break;
    }
    return r->mention[n].last;
}

/* "Die Exporte stiegen um 5 Prozent und Peru blieb der wichtigste Abnehmer": a country acts. */
static bool opens_subject(const kt_reading *r, int32_t t)
{
    static const char *const articles[] = {"die", "der"};
    if (r->tongue != 0 || !(kt_mark_at(r, t, KT_SENSE_AND) || kt_sign_at(r, t, ",")))
        return false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last == t)
            return false; /* "Peru und Chile" */
        if (m->first != t + 1 && m->first != t + 1 + KT_IS_ONE_OF(r, t + 1, articles))
            continue;
        const int32_t end = behind_row(r, n);
        const kt_token *next = end < r->last ? kt_token_at(r->tokens, end) : &kt_no_token;
        return m->role == KT_ROLE_OWNER && !m->adjective && !m->genitive && !m->office &&
               !m->pronoun && next->kind == KT_TOKEN_WORD && !(next->flags & KT_TOKEN_CAPITAL);
    }
    return false;
}

/* The amount is of what stands before it, so that nothing behind says of what. */
static bool is_told(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_SELL,
                                     KT_SENSE_BUY,     KT_SENSE_BALANCE};
    return KT_ANY_WITHIN(r, first, last, flows);
}

int32_t kt_next_flow(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    for (int32_t t = s->last; t + 1 < part->last; t++) {
        const bool subject = opens_subject(r, t);
        if ((subject || opens_next_flow(r, t)) &&
            (is_told(r, part->first, t) ||
             (subject && (kt_mark_within(r, part->first, t, KT_SENSE_UP) ||
                          kt_mark_within(r, part->first, t, KT_SENSE_DOWN)))))
            return t;
    }
    return part->last;
}
