/* rank_aside.c: what stands beside a rank and is neither of the two ranked;
 * a rank told in passing. */
#include "trade_flow.h"

/* "Der wichtigste Partner Perus innerhalb der EU", in German. */
static bool is_inside_bloc(const kt_reading *r, const kt_mention *m)
{
    const int32_t t = m->first - 1 - kt_word_at(r, m->first - 1, "der");
    return r->tongue == 0 && m->sense == KT_SENSE_BLOC && kt_word_at(r, t, "innerhalb") &&
           (kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) ||
            kt_mark_within(r, r->first, r->last, KT_SENSE_BUYER) ||
            kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER));
}

bool kt_is_among(const kt_reading *r, const kt_mention *m)
{
    int32_t t = m->first - 1 - kt_word_at(r, m->first - 1, "the");
    if (is_inside_bloc(r, m))
        return true;
    if (r->tongue == 2 && m->sense == KT_SENSE_BLOC &&
        (kt_word_at(r, t, "стран") || kt_word_at(r, t, "государств"))) {
        t--; /* "из 27 стран ЕС" */
        t -= kt_token_at(r->tokens, t)->kind == KT_TOKEN_NUMBER;
        return kt_word_at(r, t, "из") || kt_word_at(r, t, "среди");
    }
    return r->tongue == 1 && m->sense == KT_SENSE_BLOC &&
           (kt_word_at(r, t, "within") || kt_word_at(r, t, "in") || kt_word_at(r, t, "among"));
}

bool kt_is_of_other(const kt_reading *r, const kt_mark *noun)
{
    const int32_t end = noun->first + noun->n;
    return r->tongue == 1 && (kt_word_at(r, end, "of") || kt_word_at(r, end, "for")) &&
           kt_mark_within(r, end, end + 4, KT_SENSE_OTHER) != NULL;
}

bool kt_is_apposed_rank(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 6 };
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    const int32_t far =
        r->tongue == 1 ? 2 * FAR : FAR; /* "economy and their largest partner" */
    int32_t open = s->first - 1, close = s->last;
    if (r->tongue == 2 || s->kind != KT_AMOUNT_RANK)
        return false;
    while (open > r->first && open > s->first - FAR && !kt_sign_at(r, open, ","))
        open--;
    while (close < r->last && close < s->last + far && !kt_sign_at(r, close, ","))
        close++;
    if (!kt_sign_at(r, open, ",") || !kt_sign_at(r, close, ",") ||
        kt_mark_within(r, open, close, KT_SENSE_PRESENT))
        return false;
    bool flow = false;
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        flow |= kt_mark_within(r, r->first, open, flows[n]) != NULL;
    return flow;
}
