/* when_decade.c: ten years told by their first are no year: "in the 1970s", "в 1970-х годах".
 */
#include "when.h"

bool kt_is_decade(const kt_reading *r, int32_t t)
{
    static const char *const ends[] = {"х", "ых", "е", "ые"};
    const bool joined = !(kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_SPACED);
    if (kt_word_at(r, t + 1, "s"))
        return joined;
    for (size_t n = 0; n < sizeof ends / sizeof *ends && r->tongue == 2; n++)
        if (joined && kt_sign_at(r, t + 1, "-") && kt_word_at(r, t + 2, ends[n]))
            return true;
    return false;
}
