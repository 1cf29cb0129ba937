/* share_of_goods.c: what part of a flow goods are, told in brackets behind them: "Geliefert
 * werden vor allem Maschinen (15 Prozent) und Autos (12 Prozent)", in German. */
#include "claim_kind.h"
#include "trade_flow.h"

#include <assert.h>

/* "Geliefert werden vor allem Maschinen (15 Prozent) und Autos (12 %)": what part of the flow
 * the goods before the bracket are. */
bool kt_is_share_of_goods(const kt_reading *r, const kt_stated *s)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SELL,
                                     KT_SENSE_BUY};
    int cost;
    bool flow = false;
    if (r->tongue != 0 || s->kind != KT_AMOUNT_PERCENT || s->sign || s->by ||
        !kt_sign_at(r, s->first - 1, "(") || !kt_sign_at(r, s->last, ")") ||
        !kt_mark_within(r, s->first - 3, s->first - 1, KT_SENSE_PRODUCT) ||
        kt_claim_direction(r, s, r->first, r->last, &cost) != 0)
        return false;
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        flow |= kt_mark_within(r, r->first, r->last, flows[n]) != NULL;
    return flow;
}

/* "Deutschland exportierte vor allem Autos (12 %) und Maschinen (11 %) nach Polen", "die
 * wichtigsten Ausfuhrgüter Ägyptens waren Erdöl (22 %)": whose flow and with whom is told in
 * the whole sentence. */
bool kt_find_share_of_goods(kt_reading *r, const kt_stated *s, const kt_part *part,
                            kt_frame *out)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SELL,
                                     KT_SENSE_BUY};
    const kt_mark *flow = NULL;
    size_t which = 0;
    while (!flow) { /* kt_is_share_of_goods has seen one */
        assert(which < sizeof flows / sizeof *flows);
        flow = kt_mark_within(r, r->first, r->last, flows[which++]);
    }
    which--;
    const kt_topic t = {
        .sense = flows[which], .first = flow->first, .last = flow->first + flow->n};
    const kt_part all = {r->first, r->last, NULL};
    kt_ends e = {0};
    kt_place x = 0, m = 0;
    *out = (kt_frame){.known = 1, .sense = KT_SENSE_EXPORT};
    out->measure = which % 2 == 0 ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
    kt_ends_gather(r, all.first, all.last, &t, &e);
    if (!kt_find_flow(r, &all, &t, &e, which % 2 == 0, &x, &m))
        return false;
    out->a = which % 2 == 0 ? x : m;
    out->b = which % 2 == 0 ? m : x;
    if (e.attached == r->d.partner && out->a == e.attached && !e.to && !e.from && !e.with)
        out->b = KT_PLACE_WORLD; /* all that the article's partner exports */
    kt_find_product(r, s, &t, part->first, out);
    return true;
}
