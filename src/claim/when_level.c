/* when_level.c: another period's figure that one is held against, by the noun between, in
 * Russian:
 *
 *     на четверть превосходят прошлогодний уровень · превысит объем прошлого года на 5% */
#include "when.h"

#include <string.h>

/* "На четверть превосходят прошлогодний уровень", "превысил февральские значения". */
static bool is_level_of_last_year(const kt_reading *r, const kt_when *when)
{
    static const char *const nouns[] = {"уров", "показат", "объем", "значен", "результат"};
    static const kt_sense moves[] = {KT_SENSE_MORE, KT_SENSE_LESS, KT_SENSE_HEDGE};
    enum { NEAR = 3 };
    const char *word = kt_token_word(r->tokens, when->first);
    bool compared = strncmp(word, "прошлогодн", strlen("прошлогодн")) == 0;
    for (size_t n = 0; n < sizeof moves / sizeof *moves && strstr(word, "ск"); n++)
        compared |= when->last - when->first == 1 && kt_named_month_at(r, when->first) &&
                    kt_mark_within(r, when->first - NEAR, when->first, moves[n]);
    if (r->tongue != 2 || !compared)
        return false;
    if (KT_BEGINS_WITH_ONE_OF(r, when->last, nouns))
        return true;
    return false;
}

/* "Превысит объем прошлого года на 5%", "превзошел результаты 2017 года", in Russian. */
static bool is_of_exceeded(const kt_reading *r, const kt_when *when)
{
    static const char *const nouns[] = {"объем", "результат", "значен", "итог",
                                        "цифр",  "сумм",      "рекорд"};
    static const char *const verbs[] = {"превыс", "превыш", "превзо", "превосх", "превос"};
    enum { FAR = 6 }; /* "превысив на 20% итог" */
    const int32_t t = when->first - 1;
    const char *noun = kt_token_word(r->tokens, t);
    bool told = false;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns && r->tongue == 2; n++)
        told |= strncmp(noun, nouns[n], strlen(nouns[n])) == 0;
    for (int32_t p = t - 1; told && p >= r->first && p > t - FAR && !kt_sign_at(r, p, ","); p--)
        if (KT_BEGINS_WITH_ONE_OF(r, p, verbs))
            return true;
    return false;
}

bool kt_is_level_of_base(const kt_reading *r, const kt_when *when)
{
    return is_level_of_last_year(r, when) || is_of_exceeded(r, when);
}
