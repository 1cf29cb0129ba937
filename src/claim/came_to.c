/* came_to.c: "die Exporte kamen nur noch auf 3 Milliarden": what they came to; nothing came
 * from anywhere. In German. */
#include "trade_flow.h"

bool kt_came_to(const kt_reading *r, const kt_stated *s, int32_t t)
{
    enum { FAR = 5 };
    if (r->tongue != 0 || s->kind != KT_AMOUNT_MONEY || !kt_word_at(r, s->first - 1, "auf") ||
        !(kt_word_at(r, t, "kam") || kt_word_at(r, t, "kamen")) || s->first - t > FAR)
        return false;
    for (int32_t p = t + 1; p < s->first; p++)
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD ||
            kt_mark_at(r, p, KT_SENSE_GOODS))
            return false;
    return t < s->first;
}
