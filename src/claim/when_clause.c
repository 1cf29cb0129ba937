/* when_clause.c: what was when something else was is of the year that is told of that:
 *
 *     when the pact was signed in 2013, trade was worth $1 billion
 *     up from $1 billion when Peru joined in 2013 */
#include "when.h"

enum { FAR = 14 };

static bool is_join(const kt_reading *r, int32_t t)
{
    static const char *const words[3] = {"als", "when", "когда"};
    return kt_word_at(r, t, kt_by_tongue(r, words));
}

bool kt_is_behind_when(const kt_reading *r, int32_t t)
{
    for (int32_t p = t; p >= r->first && p > t - FAR; p--) {
        if (is_join(r, p))
            return true;
        if (kt_sign_at(r, p, ",") || kt_sign_at(r, p, ";"))
            return false;
    }
    return false;
}

const kt_when *kt_when_something_was(const kt_reading *r, const kt_stated *s)
{
    if (s->kind != KT_AMOUNT_MONEY || !is_join(r, s->last + kt_sign_at(r, s->last, ",")))
        return NULL;
    for (int n = 0; n < r->n_when; n++) {
        const kt_when *when = &r->when[n];
        if (when->first <= s->last || !when->known)
            continue;
        for (int i = 0; i < r->n_stated; i++)
            if (r->stated[i].first >= s->last && r->stated[i].last <= when->first)
                return NULL;
        return when->first - s->last < FAR && kt_is_behind_when(r, when->first - 1) ? when
                                                                                    : NULL;
    }
    return NULL;
}
