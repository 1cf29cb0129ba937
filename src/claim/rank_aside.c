/* rank_aside.c: what stands beside a rank and is neither of the two ranked, in English. */
#include "trade_flow.h"

bool kt_is_among(const kt_reading *r, const kt_mention *m)
{
    const int32_t t = m->first - 1 - kt_word_at(r, m->first - 1, "the");
    return r->tongue == 1 && m->sense == KT_SENSE_BLOC &&
           (kt_word_at(r, t, "within") || kt_word_at(r, t, "in") || kt_word_at(r, t, "among"));
}

bool kt_is_of_other(const kt_reading *r, const kt_mark *noun)
{
    const int32_t end = noun->first + noun->n;
    return r->tongue == 1 && kt_word_at(r, end, "of") &&
           kt_mark_within(r, end, end + 4, KT_SENSE_OTHER) != NULL;
}
