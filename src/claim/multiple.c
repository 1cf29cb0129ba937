/* multiple.c: how many times as much as it was, told by a noun, in English: "four times the
 * level of 2015", "three times greater than the value shipped in 2017", "double the amount of a
 * year earlier". The rate is of the amount before it, and the period behind the noun is its
 * base. */
#include "trade_flow.h"
#include "when.h"

/* Behind "four times the level"; 0 none. */
static int32_t noun_behind(const kt_reading *r, const kt_stated *s)
{
    static const char *const higher[] = {"greater", "higher", "larger", "bigger", "more"};
    static const char *const articles[] = {"the", "its", "their"};
    static const char *const nouns[] = {"value", "level", "amount", "figure", "volume",
                                        "total", "size",  "sum",    "worth",  "levels"};
    int32_t t = s->last;
    if (r->tongue != 1 || (s->kind != KT_AMOUNT_TIMES && s->kind != KT_AMOUNT_GROW))
        return 0;
    if (KT_IS_ONE_OF(r, t, higher) && kt_word_at(r, t + 1, "than"))
        t += 2;
    if (!KT_IS_ONE_OF(r, t, articles) || !KT_IS_ONE_OF(r, t + 1, nouns))
        return 0;
    return t + 2;
}

/* The period behind the noun; NULL: none, or it is held against another flow. */
static const kt_when *period_behind(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 6 };
    static const kt_sense others[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_COUNTRY,
                                      KT_SENSE_TURNOVER, KT_SENSE_PERCENT};
    const int32_t noun = noun_behind(r, s);
    for (int n = 0; n < r->n_when && noun; n++) {
        const kt_when *when = &r->when[n];
        if (when->first < noun || when->first > noun + FAR)
            continue;
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            if (kt_mark_within(r, noun, when->first, others[k]))
                return NULL;
        for (int32_t t = noun; t < when->first; t++)
            if (kt_sign_at(r, t, ","))
                return NULL;
        return when;
    }
    return NULL;
}

bool kt_is_base_of_multiple(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    return period_behind(r, s) == when;
}

bool kt_is_multiple(const kt_reading *r, const kt_stated *s)
{
    return period_behind(r, s) != NULL;
}

bool kt_is_multiple_of_flow(const kt_reading *r, const kt_stated *s)
{
    static const char *const articles[] = {"the", "its", "their"};
    static const char *const words[] = {"double", "twice", "triple", "times", "quadruple"};
    const int32_t what = s->last + KT_IS_ONE_OF(r, s->last, articles);
    if (r->tongue != 1 || s <= r->stated || s >= r->stated + r->n_stated ||
        s[-1].kind != KT_AMOUNT_MONEY || !KT_IS_ONE_OF(r, s->last - 1, words))
        return false;
    return kt_mark_at(r, what, KT_SENSE_EXPORT) || kt_mark_at(r, what, KT_SENSE_IMPORT) ||
           (kt_word_at(r, what, "what") && (kt_mark_within(r, what, what + 5, KT_SENSE_BUY) ||
                                            kt_mark_within(r, what, what + 5, KT_SENSE_SELL)));
}

bool kt_is_what_is_left(const kt_reading *r, const kt_stated *s, int sign)
{
    enum { NEAR = 6 };
    static const char *const words[] = {"to", "auf", "до"}, *const levels[] = {"level",
                                                                               "levels"};
    if (s->by || !KT_IS_ONE_OF(r, s->first - 1, words))
        return false;
    if (s->kind == KT_AMOUNT_FRACTION)
        return sign < 0;
    for (int32_t t = s->last + 1; t < s->last + NEAR && s->kind == KT_AMOUNT_PERCENT; t++)
        if (kt_word_at(r, s->last, "of") && KT_IS_ONE_OF(r, t, levels))
            return true;
    return false;
}
