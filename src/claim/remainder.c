/* remainder.c: what is left of a flow without some goods: "exports excluding oil". */
#include "trade_flow.h"

/* "Ohne Energie und Gold gingen die Importe zurück": a part of the flow. */
bool kt_is_remainder(const kt_reading *r, const kt_part *part)
{
    if (kt_word_at(r, r->first, "ohne") && part->first == r->first &&
        (kt_token_at(r->tokens, r->first + 1)->flags & KT_TOKEN_CAPITAL))
        return true;
    int32_t first = part->first; /* what stands in brackets is of what stands before them */
    if (r->now && r->now > r->stated && kt_sign_at(r, r->now->first - 1, "(") &&
        r->now[-1].last == r->now->first - 1)
        for (first = r->now->first - 1;
             first > r->first && !kt_mark_at(r, first, KT_SENSE_CONNECT); first--)
            ;
    for (int32_t t = r->first; t + 1 < part->last && r->tongue == 2;
         t++) /* "без учета нефти" */
        if (kt_word_at(r, t, "без") && kt_word_at(r, t + 1, "учета") &&
            kt_mark_within(r, t + 2, t + 5, KT_SENSE_PRODUCT))
            return true;
    for (int32_t t = first; t < part->last; t++)
        if ((kt_word_at(r, t, "ohne") || kt_word_at(r, t, "excluding")) &&
            kt_mark_within(r, t + 1, t + 5 < part->last ? t + 5 : part->last, KT_SENSE_PRODUCT))
            return true;
    return false;
}
