/* when_decade.c: ten years told by their first are no year: "in the 1970s", "в 1970-х годах";
 * the end of those that we live in is the next year that ends in 0. */
#include "when.h"

bool kt_is_decade(const kt_reading *r, int32_t t)
{
    static const char *const ends[] = {"х", "ых", "е", "ые"};
    const bool joined = !(kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_SPACED);
    if (kt_word_at(r, t + 1, "s") || (r->tongue == 0 && kt_word_at(r, t + 1, "er")))
        return joined;
    for (size_t n = 0; n < sizeof ends / sizeof *ends && r->tongue == 2; n++)
        if (joined && kt_sign_at(r, t + 1, "-") && kt_word_at(r, t + 2, ends[n]))
            return true;
    return false;
}

/* "The current", "dieses". */
static bool is_this(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"the",       "this",  "current",  "des",      "dieses",
                                        "laufenden", "этого", "текущего", "нынешнего"};
    return KT_IS_ONE_OF(r, t, words);
}

/* "By the end of the decade", "bis zum Ende des Jahrzehnts", "к концу десятилетия". */
int32_t kt_read_decade(kt_reading *r, int32_t t)
{
    static const char *const ends[] = {"end", "ende", "конца", "концу", "конец"};
    static const char *const decades[] = {"jahrzehnts", "decade", "десятилетия"};
    int32_t at = t;
    for (size_t n = 0; n < sizeof ends / sizeof *ends; n++)
        at += at == t && kt_word_at(r, t, ends[n]);
    if (at == t)
        return t;
    at += kt_word_at(r, at, "of");
    while (is_this(r, at))
        at++;
    if (!kt_word_at(r, at, kt_by_tongue(r, decades)))
        return t;
    kt_when *when = r->published.year ? kt_when_add(r, t, at + 1) : NULL;
    if (when) {
        when->period = kt_period_of_year((r->published.year / 10 + 1) * 10);
        when->known = when->only_year = 1;
    }
    return at + 1;
}
