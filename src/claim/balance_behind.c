/* balance_behind.c: an amount whose noun stands behind it, in English, though another flow is
 * told of before it: "exports held up, leading to a 1.7 billion annual goods trade surplus", "a
 * 2 billion (1.8 billion euro) record deficit". */
#include "trade_flow.h"

/* Words that may stand between the amount and its noun. */
static bool passes(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"annual", "monthly", "quarterly",   "record", "overall",
                                        "goods",  "trade",   "merchandise", "total",  "yearly",
                                        "net",    "foreign", "bilateral"};
    return KT_IS_ONE_OF(r, t, words);
}

bool kt_find_balance_behind(const kt_reading *r, const kt_stated *s, kt_topic *out)
{
    enum { FAR = 4 };
    const kt_stated *twin = s + 1;
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY || s < r->stated ||
        s >= r->stated + r->n_stated || s->by)
        return false;
    int32_t t = s->last + kt_sign_at(r, s->last, ")");
    if (twin < r->stated + r->n_stated && kt_sign_at(r, s->last, "(") &&
        twin->first == s->last + 1 && kt_sign_at(r, twin->last, ")"))
        t = twin->last + 1;
    for (const int32_t last = t + FAR; t <= last && t < r->last; t++) {
        const kt_mark *surplus = kt_mark_at(r, t, KT_SENSE_SURPLUS);
        const kt_mark *noun = surplus ? surplus : kt_mark_at(r, t, KT_SENSE_DEFICIT);
        if (noun && noun->first == t) {
            *out = (kt_topic){.sense = surplus ? KT_SENSE_SURPLUS : KT_SENSE_DEFICIT,
                              .first = t,
                              .last = t + noun->n};
            return true;
        }
        if (!passes(r, t))
            return false;
    }
    return false;
}
