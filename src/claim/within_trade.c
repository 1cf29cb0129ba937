/* within_trade.c: "экспорт в структуре товарооборота вырос до 2 млрд", "поставки в общем объеме
 * взаимной торговли": what is measured is the flow that stands before, not the trade that it is
 * a part of. In Russian; of a share the trade is the whole. */
#include "trade_flow.h"

bool kt_is_whole_of_flow(const kt_reading *r, const kt_stated *s, int32_t t, kt_sense sense)
{
    static const char *const words[] = {"структуре", "составе", "объеме", "рамках"};
    enum { BETWEEN = 5, NAMES = 4 };
    const bool share =
        s->kind == KT_AMOUNT_RANK || (s->kind == KT_AMOUNT_PERCENT && !s->by && !s->sign);
    if (r->tongue != 2 || sense != KT_SENSE_TURNOVER || share || t > s->first)
        return false;
    for (int32_t p = t - 1; p > r->first && p >= t - BETWEEN; p--) {
        if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, p, "-"))
            return false;
        if (!KT_IS_ONE_OF(r, p, words))
            continue;
        const int32_t in = kt_word_at(r, p - 1, "в") ? p - 1 : p - 2; /* "в общем объеме" */
        return kt_word_at(r, in, "в") && (kt_mark_within(r, in - NAMES, in, KT_SENSE_EXPORT) ||
                                          kt_mark_within(r, in - NAMES, in, KT_SENSE_IMPORT));
    }
    return false;
}
