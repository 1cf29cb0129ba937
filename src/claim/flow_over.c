/* flow_over.c: the flow of all who are told of in a sentence, named at its beginning, in
 * German:
 *
 *     Bei den Importen folgen Ghana mit 88 Milliarden und Laos mit 68 Milliarden.
 *     Importseitig lag Ghana mit 88 Milliarden auf Platz zwei.
 *
 * They are the article's own country's imports from each, whatever flow was told of before. */
#include "trade_flow.h"

#include <string.h>

/* Export or import, with which the sentence begins; NULL. */
static const kt_mark *flow_at_start(const kt_reading *r)
{
    enum { NEAR = 4 };
    for (int32_t t = r->first; t < r->first + NEAR && t < r->last; t++) {
        const kt_mark *mark = kt_mark_at(r, t, KT_SENSE_EXPORT);
        mark = mark ? mark : kt_mark_at(r, t, KT_SENSE_IMPORT);
        if (!mark || mark->first != t)
            continue;
        const kt_topic topic = {.sense = mark->meaning.sense, .first = t, .last = t + mark->n};
        return kt_stands_over(r, &topic) ? mark : NULL;
    }
    return NULL;
}

/* Nothing else is named that the amount could be of. */
static bool is_only_flow(const kt_reading *r, const kt_mark *flow)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE,
                                     KT_SENSE_SELL,    KT_SENSE_BUY,     KT_SENSE_REGION};
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        if (kt_mark_within(r, flow->first + flow->n, r->last, flows[n]))
            return false;
    return true;
}

/* The last country before the amount that is told of by itself; 0. */
static kt_place told_of(const kt_reading *r, const kt_stated *s)
{
    kt_place found = 0;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->office || m->role == KT_ROLE_RIVAL || m->place == r->d.main)
            continue;
        if (m->role != KT_ROLE_OWNER || m->adjective || m->genitive || m->pronoun)
            return 0; /* "bei den Importen aus Ghana" */
        if (m->last <= s->first)
            found = m->place;
    }
    return kt_place_is_country(found) && !kt_is_bloc(found) ? found : 0;
}

/* "Einfuhrseitig gab es im Handel mit Togo einen Anstieg von 10 Prozent": which way of the
 * trade the clause of the amount is of; NONE. */
kt_sense kt_side_in_clause(const kt_reading *r, const kt_stated *s)
{
    kt_sense found = KT_SENSE_NONE;
    int32_t first = s->first, last = s->last;
    if (r->tongue != 0)
        return KT_SENSE_NONE;
    while (first > r->first && !kt_sign_at(r, first - 1, ",") && !kt_sign_at(r, first - 1, ";"))
        first--;
    while (last < r->last && !kt_sign_at(r, last, ",") && !kt_sign_at(r, last, ";"))
        last++;
    for (int32_t t = first; t < last; t++) {
        const bool export = kt_mark_at(r, t, KT_SENSE_EXPORT);
        if (!strstr(kt_token_word(r->tokens, t), "seitig") ||
            !(export || kt_mark_at(r, t, KT_SENSE_IMPORT)))
            continue;
        const kt_sense side = export ? KT_SENSE_EXPORT : KT_SENSE_IMPORT;
        if (found != KT_SENSE_NONE && found != side)
            return KT_SENSE_NONE;
        found = side;
    }
    return found;
}

bool kt_find_flow_over(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    const kt_mark *flow = r->tongue == 0 && r->d.main && !r->title ? flow_at_start(r) : NULL;
    if (!flow || s->kind == KT_AMOUNT_RANK || s->first < flow->first ||
        !is_only_flow(r, flow) || !r->d.frame.known || r->d.frame.a != r->d.main)
        return false;
    const kt_place partner = told_of(r, s);
    if (!partner)
        return false;
    *out = (kt_frame){.known = 1,
                      .sense = (uint8_t)flow->meaning.sense,
                      .measure = (uint8_t)kt_measure_of(flow->meaning.sense),
                      .a = r->d.main,
                      .b = partner};
    return true;
}
