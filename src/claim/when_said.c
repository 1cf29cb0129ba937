/* when_said.c: periods of something else than a figure, in German: when it was said, "wie das
 * Amt im Februar mitteilte", "sagte der Minister Ende August"; when that happened since which
 * it grew, "seit dem Beitritt im Mai 2010", "seit Beginn des Krieges Anfang Oktober". */
#include "when.h"

/* A month, or "Ende August". */
static bool is_month(const kt_reading *r, const kt_when *when)
{
    return when->period.first == when->period.last || kt_word_at(r, when->first, "ende") ||
           kt_word_at(r, when->first - 1, "ende");
}

bool kt_is_of_saying(const kt_reading *r, const kt_when *when)
{
    if (r->tongue != 0 || when->only_year || when->base || when->ago || !is_month(r, when) ||
        kt_word_at(r, when->first - 1, "für"))
        return false;
    int32_t from = when->first - 1, to = when->last;
    while (from >= r->first && !kt_sign_at(r, from, ","))
        from--;
    while (to < r->last && !kt_sign_at(r, to, ","))
        to++;
    if (kt_word_at(r, from + 1, "wie"))
        return kt_mark_within(r, from + 1, to, KT_SENSE_SAY) != NULL;
    const kt_mark *says = kt_mark_at(r, from + 1, KT_SENSE_SAY);
    return says && kt_sign_at(r, from, ",");
}

/* A noun but for "Beginn", "Anfang": something that happened. */
static bool is_event(const kt_reading *r, int32_t t)
{
    static const char *const others[] = {"beginn", "anfang", "mitte", "ende", "jahr", "jahres"};
    const kt_token *token = kt_token_at(r->tokens, t);
    return token->kind == KT_TOKEN_WORD && (token->flags & KT_TOKEN_CAPITAL) &&
           !KT_IS_ONE_OF(r, t, others);
}

bool kt_is_since_event(const kt_reading *r, const kt_when *when)
{
    enum { FAR = 8 };
    bool event = false;
    for (int32_t t = when->first - 1; r->tongue == 0 && t >= r->first && t >= when->first - FAR;
         t--) {
        if (kt_word_at(r, t, "seit"))
            return event;
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD && !kt_sign_at(r, t, "-"))
            return false;
        event |= is_event(r, t);
    }
    return false;
}

bool kt_says_since_then(const kt_reading *r, const kt_stated *s)
{
    static const char *const words[] = {"seither", "seitdem"};
    for (int32_t t = r->first; t < s->first && r->tongue == 0 && r->n_when == 0; t++)
        if (KT_IS_ONE_OF(r, t, words))
            return true;
    return false;
}
