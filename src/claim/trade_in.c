/* trade_in.c: "торговля зерном между Чили и Перу", "trade in grain between Chile and Peru",
 * "der Handel mit Getreide": a turnover of some goods, named behind its noun and before the
 * amount, with no sign or other flow between. */
#include "trade_flow.h"

/* Where the noun of the turnover nearest before the amount ends; -1. */
static int32_t behind_noun(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    for (int32_t t = s->first - 1; t >= part->first; t--) {
        const kt_mark *noun = kt_mark_at(r, t, KT_SENSE_TURNOVER);
        if (noun)
            return noun->first + noun->n;
    }
    return -1;
}

void kt_take_goods_of_trade(const kt_reading *r, const kt_stated *s, const kt_part *part,
                            kt_frame *frame)
{
    static const kt_sense others[] = {
        KT_SENSE_EXPORT,  KT_SENSE_IMPORT, KT_SENSE_SELL, KT_SENSE_BUY,  KT_SENSE_CAUSE,
        KT_SENSE_EXAMPLE, KT_SENSE_SWAP,   KT_SENSE_UP,   KT_SENSE_DOWN, KT_SENSE_RISE_TO};
    if (frame->measure != KT_MEASURE_TURNOVER || frame->product[0])
        return;
    const int32_t from = behind_noun(r, s, part);
    for (int32_t t = from; from >= 0 && t < s->first; t++) {
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN)
            return;
        for (size_t n = 0; n < sizeof others / sizeof *others; n++)
            if (kt_mark_at(r, t, others[n]))
                return;
        const kt_mark *goods = kt_mark_at(r, t, KT_SENSE_PRODUCT);
        if (!goods)
            continue;
        kt_set_product(frame->product, goods->meaning.text);
        return;
    }
}
