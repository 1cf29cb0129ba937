/* envoy.c: the two countries that an envoy's title names: "посол России в Индии", "белорусское
 * посольство в Ташкенте". A report of his words that names no others is of the trade of these.
 */
#include "trade_flow.h"

#include <string.h>

static bool begins(const kt_reading *r, int32_t t, const char *beginning)
{
    return t >= 0 && t < r->tokens->n_tokens &&
           strncmp(kt_token_word(r->tokens, t), beginning, strlen(beginning)) == 0;
}

static bool is_envoy(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"посол",   "посла",     "послом",
                                        "послу",   "посольств", "торгпред",
                                        "поверен", "генконсул", "дипмисси"};
    if (begins(r, t, "консул") && begins(r, t - 1, "генеральн"))
        return true;
    if (begins(r, t, "представител") && begins(r, t - 1, "торгов"))
        return true;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (begins(r, t, words[n]))
            return true;
    return false;
}

/* The country whose name, adjective or capital is marked at a token; 0. */
static kt_place place_at(const kt_reading *r, int32_t t, bool capital)
{
    static const kt_sense senses[] = {KT_SENSE_COUNTRY, KT_SENSE_ADJECTIVE, KT_SENSE_CAPITAL};
    for (int n = 0; n < (capital ? 3 : 2); n++) {
        const kt_mark *mark = kt_mark_at(r, t, senses[n]);
        if (mark)
            return kt_place_country(mark->meaning.code);
    }
    return 0;
}

bool kt_find_envoy(const kt_reading *r, int32_t first, int32_t last, kt_place *from,
                   kt_place *to)
{
    enum { FAR = 6 }; /* "временный поверенный в делах РФ в Латвии" */
    for (int32_t t = first; t < last && r->tongue == 2; t++) {
        if (!is_envoy(r, t))
            continue;
        *from = t > first ? place_at(r, t - 1, false) : 0;
        for (int32_t p = t + 1; p < last && p <= t + FAR; p++) {
            const bool in = kt_mark_before(r, p, KT_SENSE_IN) != NULL;
            const kt_place place = place_at(r, p, in);
            if (!place || place == *from)
                continue;
            if (!*from && !in) {
                *from = place;
            } else if (*from && in) {
                *to = place;
                return true;
            }
        }
    }
    return false;
}
