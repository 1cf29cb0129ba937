/* exceeded.c: by how much a figure is above an earlier one, in German: "die Ausfuhren
 * übertrafen den Vorjahreswert um 4 Prozent", "unterschritten das Niveau von 2017 um 300
 * Millionen"; with a rate between in Russian. By how much one flow is above the other:
 * excess.c. */
#include "claim_kind.h"

#include <string.h>

/* "Vorjahreswert", "Niveau", "Stand": what is told of another time. */
static bool is_level(const char *word)
{
    static const char *const endings[] = {"wert",    "niveau",   "stand", "ergebnis",
                                          "volumen", "zeitraum", "jahr",  "zeitraums"};
    bool level = strncmp(word, "vorjahr", strlen("vorjahr")) == 0;
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        level |= kt_ends_in(word, endings[n]);
    return level;
}

/* "На 44 млн, или 5,7%, больше", "на 44 млн (5,7%) меньше": behind the same as a rate, in
 * Russian. */
static int way_behind_rate(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 3 };
    if (s->kind != KT_AMOUNT_MONEY || s < r->stated || s + 1 >= r->stated + r->n_stated ||
        s[1].kind == KT_AMOUNT_MONEY || s[1].kind == KT_AMOUNT_RANK ||
        s[1].first - s->last > NEAR ||
        !(kt_sign_at(r, s->last, "(") || kt_word_at(r, s[1].first - 1, "или")))
        return 0;
    const int32_t t =
        s[1].last + (kt_sign_at(r, s[1].last, ")") || kt_sign_at(r, s[1].last, ","));
    return kt_mark_at(r, t, KT_SENSE_MORE) ? 1 : kt_mark_at(r, t, KT_SENSE_LESS) ? -1 : 0;
}

int kt_way_past(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue == 2)
        return s->by ? way_behind_rate(r, s) : 0;
    static const struct {
        const char *verb;
        int way;
    } verbs[] = {{"übertraf", 1},      {"übertreff", 1},   {"übertrifft", 1},
                 {"übertroff", 1},     {"überstieg", 1},   {"übersteig", 1},
                 {"überschritt", 1},   {"überschreit", 1}, {"unterschritt", -1},
                 {"unterschreit", -1}, {"verfehl", -1}};
    if (r->tongue != 0 || !s->by)
        return 0;
    int32_t first = s->first, last = s->last;
    while (first > r->first && !kt_sign_at(r, first - 1, ",") && !kt_sign_at(r, first - 1, ";"))
        first--;
    while (last < r->last && !kt_sign_at(r, last, ",") && !kt_sign_at(r, last, ";"))
        last++;
    int way = 0;
    bool level = false;
    for (int32_t t = first; t < last; t++) {
        const char *word = kt_token_word(r->tokens, t);
        for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
            if (strncmp(word, verbs[n].verb, strlen(verbs[n].verb)) == 0)
                way = verbs[n].way;
        level |= t < s->first && is_level(word);
    }
    return level ? way : 0;
}
