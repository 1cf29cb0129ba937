/* change_noun.c: the noun beside an amount makes it a change, in English:
 *
 *     a 3.7 billion rise in chemicals · a $2.2 billion (11 %) increase in imports
 *     a decline in the goods deficit of $2.7 billion to $71 billion
 *     an increase of 900 million in exports and 400 million in services */
#include "claim_kind.h"

/* 1 rise, -1 fall, 0 none. */
static int way_of(const kt_reading *r, int32_t t)
{
    static const struct {
        const char *word;
        int way;
    } nouns[] = {{"rise", 1},       {"increase", 1},   {"growth", 1},   {"gain", 1},
                 {"jump", 1},       {"surge", 1},      {"fall", -1},    {"drop", -1},
                 {"dip", -1},       {"slump", -1},     {"decline", -1}, {"decrease", -1},
                 {"reduction", -1}, {"narrowing", -1}, {"widening", 1}, {"improvement", 1}};
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        if (kt_word_at(r, t, nouns[n].word))
            return nouns[n].way;
    return 0;
}

/* Behind the brackets that open at t with a rate; t where there are none. */
static int32_t behind_brackets(const kt_reading *r, int32_t t)
{
    enum { LONGEST = 8 };
    if (!kt_sign_at(r, t, "("))
        return t;
    int32_t end = t + 1;
    while (end < r->last && end < t + LONGEST && !kt_sign_at(r, end, ")"))
        end++;
    return kt_sign_at(r, end, ")") ? end + 1 : t;
}

/* "A decline in the goods deficit of 2.7 billion". */
static int way_in_flow(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 10 };
    if (!kt_word_at(r, s->first - 1, "of"))
        return 0;
    for (int32_t t = s->first - 2; t > r->first && t > s->first - FAR; t--) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD || kt_word_at(r, t, "to"))
            return 0;
        if (kt_word_at(r, t, "in") && way_of(r, t - 1))
            return way_of(r, t - 1);
    }
    return 0;
}

/* "An increase of 900 million in goods and 400 million in services": the second. */
static int way_of_twin(const kt_reading *r, const kt_stated *s)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (s > r->stated && s < r->stated + r->n_stated && last && last->kind == KT_CLAIM_CHANGE &&
        s[-1].kind == KT_AMOUNT_MONEY && s->first == s[-1].last + 1 &&
        kt_word_at(r, s->first - 1, "and") &&
        last->text_end == kt_token_at(r->tokens, s[-1].last - 1)->end)
        return last->value < 0.0 ? -1 : 1; /* "fell by 26 million and 6 million respectively" */
    if (s <= r->stated || s >= r->stated + r->n_stated || !last ||
        last->kind != KT_CLAIM_CHANGE || last->measure == KT_MEASURE_BALANCE ||
        s[-1].kind != KT_AMOUNT_MONEY || !kt_word_at(r, s[-1].first - 1, "of") ||
        !kt_word_at(r, s[-1].last, "in") || !kt_word_at(r, s->last, "in") ||
        !kt_word_at(r, s->first - 1, "and") ||
        last->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end)
        return 0;
    return last->value < 0.0 ? -1 : 1;
}

/* "A 4.7 billion or 19.4 % rise": behind the rate that says it again. */
static int32_t behind_rate(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *rate = s + 1;
    if (s < r->stated || rate >= r->stated + r->n_stated || rate->kind != KT_AMOUNT_PERCENT ||
        !kt_word_at(r, rate->first - 1, "or") ||
        rate->first - s->last != 1 + kt_sign_at(r, s->last, ","))
        return s->last;
    return rate->last + kt_sign_at(r, rate->last, ",");
}

int kt_way_of_noun(const kt_reading *r, const kt_stated *s)
{
    if (kt_is_lost(r, s))
        return -1;
    if (r->tongue != 1)
        return 0;
    if (kt_word_at(r, s->first - 1, "of") && kt_word_at(r, s->first - 3, "the") &&
        way_of(r, s->first - 2))
        return way_of(r, s->first - 2); /* "the rise of 20 million dollars" */
    int way = way_of(r, behind_brackets(r, s->last));
    if (!way)
        way = way_of(r, behind_rate(r, s));
    if (!way)
        way = way_in_flow(r, s);
    return way ? way : way_of_twin(r, s);
}

bool kt_is_rate_in_money(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 9 };
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    const int32_t to = s->first - 1;
    return r->tongue == 1 && s > r->stated && s < r->stated + r->n_stated &&
           s->kind == KT_AMOUNT_MONEY && s[-1].kind == KT_AMOUNT_PERCENT &&
           s->first - s[-1].last <= FAR && kt_word_at(r, to, "to") &&
           (kt_word_at(r, to - 1, "equal") || kt_word_at(r, to - 1, "equivalent") ||
            kt_word_at(r, to - 1, "amounting")) &&
           last && last->kind == KT_CLAIM_GROWTH &&
           last->text_end == kt_token_at(r->tokens, s[-1].last - 1)->end;
}
