/* sharer.c: "On the import side, Russia's share fell", "ее доля в объеме торговли Перу": who
 * has the share is not whose trade it is of, though named beside the flow. Not in German. */
#include "trade_flow.h"

static bool is_sharer(const kt_reading *r, kt_place place)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place != place)
            continue;
        if (r->tongue == 2 && m->pronoun && kt_mark_at(r, m->last, KT_SENSE_SHARE) &&
            kt_word_at(r, m->last + 1, "в"))
            return true;
        const int32_t behind = m->last + 2 * kt_sign_at(r, m->last, "'");
        if (r->tongue == 1 && m->genitive && kt_mark_at(r, behind, KT_SENSE_SHARE) &&
            !kt_mark_at(r, behind + 1, KT_SENSE_OF))
            return true;
    }
    return false;
}

kt_place kt_whose_whole(const kt_reading *r, kt_place beside, const kt_topic *flow)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 2; n++) {
        const kt_mention *m = &r->mention[n]; /* "доля медной руды Перу в импорте Чили" */
        if (m->first == flow->last && !m->pronoun && m->role == KT_ROLE_OWNER && !m->adjective)
            return m->place;
    }
    return r->tongue != 0 && is_sharer(r, beside) ? 0 : beside;
}
