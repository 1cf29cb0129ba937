/* favour.c: in whose favour a balance is, in English: "the balance was 2 billion in favour of
 * Chile", "in Chile's favour", "the balance favours Chile". */
#include "trade_flow.h"

static bool is_favour(const kt_reading *r, int32_t t)
{
    return kt_word_at(r, t, "favour") || kt_word_at(r, t, "favor");
}

static bool favours(const kt_reading *r, int32_t t)
{
    return kt_word_at(r, t, "favours") || kt_word_at(r, t, "favors") ||
           kt_word_at(r, t, "favoured") || kt_word_at(r, t, "favored") ||
           kt_word_at(r, t, "favouring") || kt_word_at(r, t, "favoring");
}

kt_place kt_in_favour(const kt_reading *r)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t before = m->first - 1 - kt_word_at(r, m->first - 1, "the");
        const int32_t behind = m->last + (kt_sign_at(r, m->last, "'") ? 2 : 0);
        if (!m->place || m->office)
            continue;
        if ((kt_word_at(r, before, "of") && is_favour(r, before - 1)) || favours(r, before) ||
            is_favour(r, behind) || is_favour(r, m->last))
            return m->place;
    }
    return 0;
}

void kt_take_favour(const kt_reading *r, kt_frame *frame)
{
    const kt_place place = kt_in_favour(r);
    if (frame->measure != KT_MEASURE_BALANCE || frame->deficit || !place || place != frame->b)
        return;
    frame->b = frame->a;
    frame->a = place;
}
