/* paid_duty.c: "exporters paid $229 million in tariffs", "20 million in customs duties": what
 * the money is, behind "in", in English; no trade, though something was paid. */
#include "trade_flow.h"

bool kt_is_paid_duty(const kt_reading *r, const kt_stated *s, int32_t t, kt_sense sense)
{
    enum { NEAR = 2 }; /* "in customs duties" */
    static const char *const nouns[] = {"tariffs", "duties", "taxes", "fines",
                                        "levies",  "duty",   "fees",  "penalties"};
    return r->tongue == 1 && s->kind == KT_AMOUNT_MONEY && kt_is_other(sense) &&
           kt_word_at(r, s->last, "in") && t > s->last && t <= s->last + NEAR &&
           (KT_IS_ONE_OF(r, t, nouns) || KT_IS_ONE_OF(r, t + 1, nouns));
}
