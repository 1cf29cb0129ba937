/* part_of_growth.c: "zwei Drittel des Zuwachses entfielen auf Autos", "der Anteil der Autos am
 * Rückgang beträgt 70 Prozent", "60 percent of the increase", "две трети прироста": a part of a
 * growth is no growth, and no share of a trade. */
#include "claim_kind.h"

#include <string.h>

static bool is_russian_growth(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"роста", "прироста", "увеличения", "падения", "спада"};
    return KT_IS_ONE_OF(r, t, words);
}

static bool is_english_growth(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"increase", "rise", "decline", "drop",
                                        "fall",     "gain", "growth",  "decrease"};
    return KT_IS_ONE_OF(r, t, words);
}

/* "Rückgang", "Exportwachstums". */
static bool is_german_growth(const kt_reading *r, int32_t t)
{
    static const char *const nouns[] = {"rückgang", "anstieg",    "zuwachs", "zuwächse",
                                        "wachstum", "steigerung", "zunahme", "abnahme",
                                        "einbruch", "einbuße"};
    if (!(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL))
        return false;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        if (strstr(kt_token_word(r->tokens, t), nouns[n]))
            return true;
    return false;
}

/* A word of growth stands at token t, an adjective between. */
static bool is_growth_next(const kt_reading *r, int32_t t)
{
    if (r->tongue == 1)
        return is_english_growth(r, t) || is_english_growth(r, t + 1);
    const bool adjective = !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL);
    return is_german_growth(r, t) || (adjective && is_german_growth(r, t + 1));
}

/* "Der Anteil der Autos am Rückgang". */
static bool is_share_of_growth(const kt_reading *r, int32_t first, int32_t last)
{
    bool share = false;
    for (int32_t t = first; t < last && r->tongue == 0; t++) {
        share |= kt_mark_at(r, t, KT_SENSE_SHARE) != NULL;
        if ((share && kt_word_at(r, t, "am") && is_growth_next(r, t + 1)) ||
            (share && kt_word_at(r, t, "an") && is_growth_next(r, t + 2)))
            return true;
    }
    return false;
}

bool kt_is_part_of_growth(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    static const char *const of[] = {"des", "der", "dieses", "dieser", "vom", "am"};
    if (s->by || (s->kind != KT_AMOUNT_FRACTION && s->kind != KT_AMOUNT_PERCENT))
        return false;
    if (r->tongue == 2)
        return is_russian_growth(r, s->last) || is_russian_growth(r, s->last + 1);
    if (r->tongue == 1)
        return kt_word_at(r, s->last, "of") &&
               (kt_word_at(r, s->last + 1, "the") || kt_word_at(r, s->last + 1, "this")) &&
               is_growth_next(r, s->last + 2);
    return (KT_IS_ONE_OF(r, s->last, of) && is_growth_next(r, s->last + 1)) ||
           is_share_of_growth(r, part->first, s->first);
}
