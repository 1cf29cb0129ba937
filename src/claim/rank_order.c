/* rank_order.c: by which flow partners are ordered, told anywhere beside the place, in Russian:
 *
 *     второе место среди партнеров Чили по экспорту
 *     2-е место в списке партнеров по объемам закупки молдавской продукции   her exports
 *     по объему поставок в Молдову                                         her imports */
#include "trade_flow.h"

enum { NEAR = 4 };

/* The flow behind "по", at most some words away; NULL. */
static const kt_mark *flow_behind(const kt_reading *r, int32_t by)
{
    for (int32_t t = by + 1; t <= by + NEAR && t < r->last; t++) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return NULL;
        if (kt_mark_at(r, t, KT_SENSE_EXPORT))
            return kt_mark_at(r, t, KT_SENSE_EXPORT);
        if (kt_mark_at(r, t, KT_SENSE_IMPORT))
            return kt_mark_at(r, t, KT_SENSE_IMPORT);
        if (kt_mark_at(r, t, KT_SENSE_TURNOVER) || kt_mark_at(r, t, KT_SENSE_COUNTRY))
            return NULL;
    }
    return NULL;
}

/* Whose partners they are buys or sells it from the other side. */
static bool is_turned(const kt_reading *r, const kt_mark *flow, kt_place whose)
{
    const bool import = flow->meaning.sense == KT_SENSE_IMPORT;
    const int32_t end = flow->first + flow->n;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place != whose || m->first < end || m->first > end + NEAR)
            continue;
        return import ? m->adjective || m->role == KT_ROLE_FROM : m->role == KT_ROLE_TO;
    }
    return false;
}

void kt_take_rank_order(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    int32_t first = r->first, last = r->last;
    for (int n = 0; n < r->n_stated; n++) {
        if (&r->stated[n] < s)
            first = r->stated[n].last;
        else if (&r->stated[n] > s && r->stated[n].first < last)
            last = r->stated[n].first;
    }
    for (int32_t t = first; t < last && r->tongue == 2; t++) {
        const kt_mark *flow = kt_word_at(r, t, "по") ? flow_behind(r, t) : NULL;
        if (!flow)
            continue;
        const bool import = flow->meaning.sense == KT_SENSE_IMPORT;
        out->measure =
            import != is_turned(r, flow, out->a) ? KT_MEASURE_IMPORT : KT_MEASURE_EXPORT;
        return;
    }
}
