/* arrival.c: goods that come to a country, told by a verb of motion or by who gets them:
 *
 *     Peruvian goods worth $5 billion entered Chile · arrived in Chile · reached Chile
 *     Chile received Peruvian goods worth $5 billion
 *
 * In English; so the country behind the verb is whither they went, and "received" is bought
 * where goods are what is received, not orders or money. */
#include "mention.h"
#include "trade_flow.h"

enum { FAR = 14 };

static bool has_goods(const kt_reading *r, int32_t first, int32_t last)
{
    return kt_mark_within(r, first, last, KT_SENSE_GOODS) != NULL;
}

bool kt_is_arrival(const kt_reading *r, int32_t t)
{
    static const char *const alone[] = {"entered", "entering", "reached", "reaching"};
    static const char *const with_in[] = {"arrived", "arriving", "landed", "landing"};
    int32_t verb = t - 1;
    if (r->tongue != 1 || verb <= r->first)
        return false;
    if (kt_word_at(r, verb, "in"))
        verb = KT_IS_ONE_OF(r, verb - 1, with_in) ? verb - 1 : r->first;
    else if (!KT_IS_ONE_OF(r, verb, alone))
        return false;
    for (int32_t p = verb - 1; p >= r->first && p > verb - FAR; p--) {
        if (kt_mark_at(r, p, KT_SENSE_GOODS))
            return true;
        if (kt_sign_at(r, p, ";") || kt_mark_at(r, p, KT_SENSE_CONNECT))
            return false;
    }
    return false;
}

bool kt_is_doer(const kt_reading *r, int32_t t, const kt_mark *name)
{
    const int32_t verb = name->first + name->n;
    return r->tongue == 1 && kt_word_at(r, t - 1, "with") && verb < r->last &&
           kt_ends_in(kt_token_word(r->tokens, verb), "ing") &&
           (kt_mark_at(r, verb, KT_SENSE_SELL) || kt_mark_at(r, verb, KT_SENSE_BUY));
}

bool kt_is_other_receipt(const kt_reading *r, const kt_stated *s, int32_t t)
{
    enum { NEAR = 5 };
    static const char *const verbs[] = {"received", "receives", "receive", "receiving"};
    if (r->tongue != 1 || !KT_IS_ONE_OF(r, t, verbs))
        return false;
    if (t < s->first && s->first - t <= NEAR && kt_word_at(r, s->last, "worth"))
        return false; /* "shipped 3 billion worth of goods and received 2 billion worth" */
    return !has_goods(r, t, t + NEAR) || kt_mark_within(r, t, t + NEAR, KT_SENSE_EXPORT);
}
