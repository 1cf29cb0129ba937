/* market.c: who sells most to a market, and who comes next, in English: "Laos leads in exports
 * to Peru. It is followed by Togo with 3 million": each amount is what that one sells there. */
#include "trade_flow.h"

static bool is_lead_verb(const kt_reading *r, int32_t t)
{
    static const char *const verbs[] = {"leads", "led", "leading", "tops", "topped", "heads"};
    return KT_IS_ONE_OF(r, t, verbs);
}

/* "The largest exporter to Peru", "leads in export value to Peru": the market; 0. */
static kt_place market_in(const kt_reading *r, int32_t last)
{
    enum { NEAR = 4 };
    bool leads = false;
    for (int32_t t = r->first; t < last; t++)
        leads |= is_lead_verb(r, t);
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t from = m->first - NEAR > r->first ? m->first - NEAR : r->first;
        if (m->role != KT_ROLE_TO || m->last > last || m->adjective)
            continue;
        if (kt_mark_within(r, from, m->first, KT_SENSE_SUPPLIER) ||
            (leads && kt_mark_within(r, from, m->first, KT_SENSE_EXPORT)))
            return m->place;
    }
    return 0;
}

void kt_note_market(kt_reading *r)
{
    const kt_place market = market_in(r, r->last);
    if (market || r->n_stated) {
        r->d.market = market ? market : r->d.market_block == r->block ? r->d.market : 0;
        r->d.market_block = r->block;
    }
}

bool kt_find_next_seller(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    bool follows = false;
    for (int32_t t = r->first; t + 1 < s->first && r->tongue == 1; t++)
        follows |= kt_word_at(r, t, "followed") && kt_word_at(r, t + 1, "by");
    if (!follows)
        return false;
    const kt_place here = market_in(r, s->first);
    const kt_place market = here ? here : r->block - r->d.market_block <= 1 ? r->d.market : 0;
    const kt_place next = kt_nearest_before(r, s);
    if (!market || !next || next == market)
        return false;
    *out = (kt_frame){.known = 1,
                      .sense = KT_SENSE_EXPORT,
                      .measure = KT_MEASURE_EXPORT,
                      .a = next,
                      .b = market,
                      .a_named = 1};
    return true;
}
