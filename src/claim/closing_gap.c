/* closing_gap.c: a deficit that somebody wants to narrow, and its amount is what there is, no
 * goal and no change: "wants to cut its $5.5 billion trade deficit", "das Defizit von 5,5
 * Milliarden verringern", "сократить дефицит в 5,5 млрд". */
#include "claim_kind.h"

static const kt_mark *gap_within(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense senses[] = {KT_SENSE_DEFICIT, KT_SENSE_SURPLUS};
    const kt_mark *gap = NULL;
    for (size_t n = 0; n < sizeof senses / sizeof *senses && !gap; n++)
        gap = kt_mark_within(r, first, last, senses[n]);
    return gap;
}

bool kt_is_attribute_of_gap(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 3 }; /* "$5.5 billion bilateral trade deficit" */
    for (int32_t t = s->last; t < s->last + NEAR && t < r->last; t++) {
        const kt_token *token = kt_token_at(r->tokens, t);
        if (gap_within(r, t, t + 1) && !s->by)
            return true;
        if (token->kind == KT_TOKEN_SIGN ? token->size != 1 || !kt_sign_at(r, t, "-")
                                         : token->kind != KT_TOKEN_WORD)
            return false;
        if (kt_mark_at(r, t, KT_SENSE_IN) || kt_mark_at(r, t, KT_SENSE_AND) ||
            kt_mark_at(r, t, KT_SENSE_TO) || kt_mark_at(r, t, KT_SENSE_FROM))
            return false;
    }
    return false;
}

/* "A deficit of 5 billion", "Defizit von 5 Milliarden", "дефицит в торговле с Перу,
 * составляющий 5 млрд": where the deficit stands; -1 nowhere. */
static int32_t gap_before(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 8 };
    static const char *const words[] = {"of",  "von",           "in",       "worth",
                                        "в",   "составляющий",  "размером", "достигший",
                                        "над", "составляющего", "на"};
    const int32_t from = s->first - NEAR > r->first ? s->first - NEAR : r->first;
    const bool in = kt_word_at(r, s->first, "в"); /* part of the amount */
    if (in || (!s->by && KT_IS_ONE_OF(r, s->first - 1, words)))
        for (int32_t t = s->first - 1; t >= from; t--) {
            const kt_mark *gap = gap_within(r, t, s->first);
            if (gap)
                return gap->first;
        }
    return -1;
}

/* Infinitives and forms of what shall be. */
static bool closes(const kt_reading *r, int32_t t)
{
    static const char *const verbs[] = {
        "narrow",      "narrowing",  "cut",           "cutting",       "reduce",
        "reducing",    "close",      "closing",       "slash",         "slashing",
        "shrink",      "shrinking",  "trim",          "trimming",      "lower",
        "lowering",    "erase",      "eliminate",     "fix",           "address",
        "bridge",      "bridging",   "tackle",        "offset",        "correct",
        "redress",     "even",       "decrease",      "decreasing",    "verringern",
        "abbauen",     "abzubauen",  "senken",        "reduzieren",    "schließen",
        "ausgleichen", "beseitigen", "verkleinern",   "auszugleichen", "сократить",
        "снизить",     "уменьшить",  "ликвидировать", "выровнять",     "устранить",
        "сокращать",   "сокращения", "преодолеть"};
    return KT_IS_ONE_OF(r, t, verbs);
}

bool kt_is_gap_to_close(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 8 };
    const int32_t gap = gap_before(r, s);
    if (s->kind != KT_AMOUNT_MONEY || (gap < 0 && !kt_is_attribute_of_gap(r, s)))
        return false;
    const int32_t start = gap < 0 ? s->first : gap;
    for (int32_t t = start - 1; t >= r->first && t >= start - NEAR && !kt_sign_at(r, t, ",");
         t--)
        if (closes(r, t))
            return true;
    for (int32_t t = s->last;
         t < r->last && t < s->last + NEAR && r->tongue == 0 && !kt_sign_at(r, t, ","); t++)
        if (closes(r, t))
            return true;
    return false;
}
