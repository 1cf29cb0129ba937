/* of_land.c: a province's trade is none between countries, nor is what a sentence goes on to
 * tell of it: "Bayern exportierte Waren für 3 Milliarden nach Peru und importierte Waren für 2
 * Milliarden. Der Überschuss betrug 1 Milliarde." In German. */
#include "trade_flow.h"

/* A country named as whose trade it is, in tokens first to last - 1. */
static bool names_owner(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first >= first && m->last <= last && !m->office && !m->pronoun &&
            (m->role == KT_ROLE_OWNER || m->role == KT_ROLE_SOURCE ||
             m->role == KT_ROLE_BETWEEN))
            return true;
    }
    return false;
}

bool kt_is_of_land(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    if (r->tongue != 0 || (part->before && part->before->known))
        return false;
    if (r->d.land_block == r->block + 1 && !names_owner(r, r->first, r->last))
        return true;
    for (int32_t t = part->first - 1; t >= r->first; t--)
        if (kt_names_company(r, t, t + 1))
            return !names_owner(r, t, s->first) && !kt_is_whole(r, part->first, part->last);
    return false;
}

void kt_note_land(kt_reading *r, bool told)
{
    const bool goes_on = r->d.land_block == r->block + 1;
    const bool opens = kt_names_company(r, r->first, r->last) &&
                       !(r->d.frame.known && r->d.frame_block == r->block);
    if (r->n_stated > 0)
        r->d.land_block = !told && (goes_on || opens) && !names_owner(r, r->first, r->last)
                              ? r->block + 1
                              : 0;
}
