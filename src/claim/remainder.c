/* remainder.c: what is left of a flow without some goods: "exports excluding oil". */
#include "trade_flow.h"

#include <string.h>

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

static bool flow_follows(const kt_reading *r, int32_t t)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER,
                                     KT_SENSE_FOREIGN, KT_SENSE_GOODS};
    enum { NEAR = 3 };
    for (int32_t p = t; p < t + NEAR && p < r->last; p++)
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
            if (kt_mark_at(r, p, flows[n]))
                return true;
    return false;
}

bool kt_is_of_other_goods(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    static const char *const stems[] = {"ненефт", "несырьев", "неэнергет"};
    enum { BEHIND = 6 };
    for (int32_t t = part->first; t < s->last + BEHIND && t < r->last; t++) {
        const kt_token *what = kt_token_at(r->tokens, t + 2);
        if (r->tongue != 2 && what->kind == KT_TOKEN_WORD && kt_sign_at(r, t + 1, "-") &&
            (r->tongue == 1 ? kt_word_at(r, t, "non") && !(what->flags & KT_TOKEN_CAPITAL)
                            : kt_word_at(r, t, "nicht")) &&
            flow_follows(r, t + 3))
            return true;
        if (r->tongue == 2 && KT_BEGINS_WITH_ONE_OF(r, t, stems) && flow_follows(r, t + 1))
            return true;
    }
    return false;
}
