/* reason.c: what is told as a reason for an amount, in English, is no part of its flow:
 *
 *     the surplus rose 5 % in June on strong shipments to Vietnam
 *     a deficit of 3 billion, amid weaker exports to Asia and Europe */
#include "trade_flow.h"

enum { FAR = 24 }; /* tokens from the word that opens the reason */

static bool is_stated(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_stated; n++)
        if (t >= r->stated[n].first && t < r->stated[n].last)
            return true;
    return false;
}

static bool is_reason(const kt_reading *r, int32_t t)
{
    if (r->tongue != 1 || r->n_stated == 0)
        return false;
    for (int32_t p = t; p > r->stated[0].first && p > t - FAR; p--) {
        if (is_stated(r, p) || kt_mark_at(r, p, KT_SENSE_CONNECT))
            return false;
        if (kt_mark_at(r, p, KT_SENSE_CAUSE))
            return true;
        const bool list = kt_sign_at(r, p, ",") && p + 1 < r->last && /* of names */
                          (kt_token_at(r->tokens, p - 1)->flags & KT_TOKEN_CAPITAL) &&
                          (kt_token_at(r->tokens, p + 1)->flags & KT_TOKEN_CAPITAL);
        if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, p, "-") &&
            !kt_sign_at(r, p, "'") && !list)
            return false;
    }
    return false;
}

bool kt_is_last_reason(const kt_reading *r, int32_t t)
{
    return is_reason(r, t) && r->stated[r->n_stated - 1].last <= t;
}
