/* mention_aside.c: countries that are named in passing and are no ends of the flow told of: as
 * a reason, in a quarrel, for what happened there, as a part of another one or what it is like.
 *
 *     wegen der schwachen Nachfrage aus China · nach dem Angriff auf die Ukraine
 *     the trade war with China · to China (including Hong Kong) · the Russian-led union */
#include "mention.h"
#include "trade_flow.h"

#include <string.h>

static bool begins_with(const kt_reading *r, int32_t t, const char *const *parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kt_starts_with(r, t, parts[i]))
            return true;
    return false;
}

#define BEGINS_WITH(r, t, parts) begins_with(r, t, parts, sizeof(parts) / sizeof *(parts))

/* ---- reasons ------------------------------------------------------------------------------
 */

/* "Because of the loss of Russian gas deliveries". */
static bool is_reason(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 4 };
    for (int32_t t = m->first - 1; t >= r->first && t >= m->first - FAR; t--) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return false;
        if (kt_mark_at(r, t, KT_SENSE_CAUSE) && (r->n_stated == 0 || t > r->stated[0].first))
            return true;
    }
    return false;
}

/* "Die schwache Nachfrage aus China", "China-Nachfrage". */
static bool is_who_wants(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 3 };
    if (r->tongue != 0)
        return false;
    if (kt_sign_at(r, m->last, "-") && kt_word_at(r, m->last + 1, "nachfrage"))
        return true;
    for (int32_t t = m->first - 1; t >= r->first && t >= m->first - FAR; t--) {
        if (kt_word_at(r, t, "nachfrage"))
            return true;
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return false;
    }
    return false;
}

/* "Seit dem EU-Beitritt Österreichs", "nach dem Austritt Großbritanniens": of a time. */
static bool is_who_joined(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 2 };
    for (int32_t t = m->first - 1; r->tongue == 0 && t >= r->first && t >= m->first - FAR; t--)
        if (strstr(kt_token_word(r->tokens, t), "beitritt") || kt_word_at(r, t, "austritt"))
            return true;
    return r->tongue == 0 && kt_sign_at(r, m->last, "-") &&
           (kt_word_at(r, m->last + 1, "beitritt") || kt_word_at(r, m->last + 1, "austritt"));
}

/* ---- quarrels and wars --------------------------------------------------------------------
 */

/* "Из-за торговой войны с Китаем экспорт США вырос". */
static bool is_of_quarrel(const kt_reading *r, const kt_mention *m)
{
    static const char *const words[] = {"войн", "конфликт", "напряжен", "спор", "разноглас"};
    return r->tongue == 2 && m->role == KT_ROLE_WITH && m->first - 2 >= r->first &&
           BEGINS_WITH(r, m->first - 2, words);
}

/* "The row over Taiwan", "tensions with Iran", "sanctions against Cuba", in English. */
static bool is_quarrelled_over(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 4 };
    static const char *const quarrels[] = {
        "row",      "spat",     "clash",     "dispute",  "tensions",   "tension",
        "conflict", "war",      "quarrel",   "feud",     "standoff",   "invasion",
        "attack",   "blockade", "sanctions", "disputes", "clashes",    "strikes",
        "assault",  "embargo",  "rift",      "fallout",  "hostilities"};
    static const char *const leads[] = {"over", "with",  "against", "on", "of",
                                        "in",   "about", "around",  "at"};
    static const char *const passed[] = {"the", "its", "his", "neighbouring", "neighboring"};
    int32_t t = m->first - 1;
    while (t > r->first && t > m->first - FAR && KT_IS_ONE_OF(r, t, passed))
        t--;
    return r->tongue == 1 && !m->genitive && KT_IS_ONE_OF(r, t, leads) &&
           KT_IS_ONE_OF(r, t - 1, quarrels);
}

/* "The trade war with China": a foe. */
static bool is_foe(const kt_reading *r, const kt_mention *m)
{
    if (r->tongue != 1 || (m->role != KT_ROLE_WITH && m->role != KT_ROLE_BETWEEN))
        return false;
    const kt_mark *with = kt_mark_within(r, m->first - 3, m->first, KT_SENSE_WITH);
    const kt_mark *war = with ? kt_mark_before(r, with->first, KT_SENSE_NEUTRAL) : NULL;
    return war && (kt_word_at(r, war->first, "trade") || kt_word_at(r, war->first, "tariff"));
}

static bool is_war_word(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"angriff", "krieg", "invasion", "einmarsch",
                                        "überfall"};
    return r->tongue == 0 &&
           (BEGINS_WITH(r, t, words) || strstr(kt_token_word(r->tokens, t), "krieg"));
}

/* "Angriff auf die Ukraine". */
static bool is_where_war_is(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 3 };
    static const char *const leads[] = {"auf", "die", "gegen", "in", "der", "den", "mit"};
    for (int32_t t = m->first - 1; t >= r->first && t >= m->first - FAR; t--) {
        if (is_war_word(r, t))
            return t < m->first - 1;
        if (!KT_IS_ONE_OF(r, t, leads))
            return false;
    }
    return false;
}

/* ---- parts and wholes ---------------------------------------------------------------------
 */

/* "Среди стран СНГ": out of which one is named. */
static bool is_set(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 3 };
    for (int32_t t = m->first - 1; t >= r->first && t >= m->first - FAR; t--) {
        if (kt_word_at(r, t, "среди"))
            return true;
        if (!kt_passes(r, t))
            return false;
    }
    return false;
}

/* "To China (including Hong Kong)": part of the one named before. */
static bool is_part_in_brackets(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 6 };
    static const char *const words[] = {"including",       "incl",      "inkl",
                                        "einschliesslich", "inklusive", "включая"};
    int32_t t = m->first - 1;
    while (t > r->first && t > m->first - FAR && !kt_sign_at(r, t, "(") &&
           !kt_sign_at(r, t, ")"))
        t--;
    return kt_sign_at(r, t, "(") && KT_IS_ONE_OF(r, t + 1, words);
}

/* "В страны СНГ, в том числе в Россию, вырос на 10%": part of those before. */
static bool is_part_between_commas(const kt_reading *r, const kt_mention *m)
{
    enum { NEAR = 4 };
    int32_t t = m->first - 1;
    if (r->tongue != 2 || !kt_sign_at(r, m->last, ","))
        return false;
    while (t > r->first && t > m->first - NEAR && !kt_word_at(r, t, "числе") &&
           !kt_word_at(r, t, "включая"))
        t--;
    const int32_t comma = kt_word_at(r, t, "включая") ? t - 1 : t - 3;
    return (kt_word_at(r, t, "числе") || kt_word_at(r, t, "включая")) &&
           kt_sign_at(r, comma, ",");
}

/* "Die Importe der nach den USA und China drittgrößten Volkswirtschaft": who is larger than the
 * one told of, in German. */
static bool is_larger(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 7 };
    static const char *const articles[] = {"der", "die", "das", "dem", "den", "des"};
    static const char *const sizes[] = {"grösst", "wichtigst", "bedeutendst", "stärkst"};
    bool larger = false;
    for (int32_t t = m->last; t < m->last + FAR && t < r->last && !larger; t++) {
        for (size_t n = 0; n < sizeof sizes / sizeof *sizes; n++)
            larger |= strstr(kt_token_word(r->tokens, t), sizes[n]) != NULL;
        if (!larger && !kt_passes(r, t) && !kt_sign_at(r, t, ",") &&
            !kt_mark_at(r, t, KT_SENSE_AND) && !kt_mark_at(r, t, KT_SENSE_COUNTRY))
            break;
    }
    for (int32_t t = m->first - 1; larger && r->tongue == 0 && t > m->first - FAR; t--)
        if (kt_word_at(r, t, "nach"))
            return KT_IS_ONE_OF(r, t - 1, articles);
    return false;
}

/* "The Russian-led Eurasian Economic Union": what another one is like. */
static bool is_leader(const kt_reading *r, const kt_mention *m)
{
    static const char *const words[] = {"led",  "dominated", "backed", "based",
                                        "born", "owned",     "run",    "controlled"};
    return r->tongue == 1 && kt_sign_at(r, m->last, "-") && KT_IS_ONE_OF(r, m->last + 1, words);
}

void kt_set_aside(kt_reading *r)
{
    kt_settle_neighbours(r);
    for (int n = 0; n < r->n_mentions; n++) {
        kt_mention *m = &r->mention[n];
        const bool event =
            kt_is_of_event(r, n) || is_quarrelled_over(r, m) || kt_is_source_bloc(r, m);
        if (event || is_reason(r, m) || is_who_wants(r, m) || is_who_joined(r, m) ||
            is_of_quarrel(r, m) || is_foe(r, m) || is_where_war_is(r, m) || is_set(r, m) ||
            is_part_in_brackets(r, m) || is_part_between_commas(r, m) || is_leader(r, m) ||
            is_larger(r, m))
            m->role = KT_ROLE_RIVAL;
        m->office |= event;
    }
}
