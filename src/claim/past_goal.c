/* past_goal.c: what had been aimed at or foreseen for a time that is over: "was expected to
 * reach 3 billion in 2018", "sollte 2018 drei Milliarden erreichen"; and words of when a goal
 * was set. */
#include "claim_kind.h"

#include <string.h>

static bool is_target_noun(const kt_reading *r, int32_t t)
{
    return kt_word_at(r, t, "target") || kt_word_at(r, t, "goal") ||
           kt_word_at(r, t, "targets") || kt_word_at(r, t, "goals");
}

/* "The export target of 400 billion in 2021", "a 100 billion target for 2015", unless it was
 * achieved. */
static bool is_called_target(const kt_reading *r)
{
    static const char *const done[] = {"achiev", "reach", "met", "exceed", "surpass"};
    const int32_t t = r->now ? r->now->first - 2 : r->first;
    if (r->tongue != 1 || !r->now)
        return false;
    if (!is_target_noun(r, t) && !is_target_noun(r, r->now->last) &&
        !(kt_mark_at(r, r->now->last, KT_SENSE_TURNOVER) &&
          is_target_noun(r, r->now->last + 1)))
        return false;
    for (int32_t p = r->first; p < t; p++)
        if (KT_BEGINS_WITH_ONE_OF(r, p, done))
            return false;
    return true;
}

/* "Was expected to reach 3 billion in 2018", "had planned to", "could have reached": what had
 * been foreseen of a year gone by, in English. */
static bool was_foreseen(const kt_reading *r)
{
    static const char *const could[] = {"could", "would", "should"};
    static const char *const past[] = {"had", "was", "were", "been"};
    enum { FAR = 12 };
    const int32_t now = r->now ? r->now->first : 0;
    for (int32_t t = now - 1; r->tongue == 1 && t > r->first && t > now - FAR; t--) {
        if (kt_amount_within(r, t, now) || kt_sign_at(r, t, ","))
            return false;
        for (size_t n = 0; n < sizeof could / sizeof *could; n++)
            if (kt_word_at(r, t, could[n]) && kt_word_at(r, t + 1, "have"))
                return true;
        const kt_mark *goal = kt_mark_at(r, t, KT_SENSE_TARGET);
        for (size_t n = 0; n < sizeof past / sizeof *past && goal; n++)
            if (kt_word_at(r, t - 1, past[n]) && kt_word_at(r, t + 1, "to") &&
                !kt_word_at(r, t + 2, "have"))
                return true;
    }
    return false;
}

bool kt_is_announced(const kt_reading *r)
{
    static const char *const words[] = {"angekündigt", "kündigte",   "beschlossen",
                                        "beschloss",   "vereinbart", "vereinbarten",
                                        "versprochen", "versprach",  "verkündet"};
    for (int32_t t = r->first; t < r->last; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]))
                return true;
    return false;
}

/* "Sollte 2018 drei Milliarden erreichen", "hatten geplant, ihn bis 2018 zu verdoppeln",
 * "verfehlte das Ziel von drei Milliarden": what was planned for a time that is over, in
 * German.
 */
static bool was_planned(const kt_reading *r)
{
    static const char *const nouns[] = {"ziel", "ziels", "zielmarke", "planziel",
                                        "zielvorgabe"};
    static const char *const verbs[] = {"sollte", "sollten", "wollte", "wollten"};
    static const char *const done[] = {"geplant",    "vorgenommen", "angepeilt", "angestrebt",
                                       "vereinbart", "vorgesehen",  "anvisiert"};
    if (r->tongue != 0 || !r->now)
        return false;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        if (kt_word_at(r, r->now->first - 1, "von") &&
            kt_word_at(r, r->now->first - 2, nouns[n]))
            return true;
    bool had = false;
    for (int32_t t = r->first; t < r->last; t++) {
        for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
            if (t < r->now->first && kt_word_at(r, t, verbs[n]))
                return true;
        had |= kt_word_at(r, t, "hatte") || kt_word_at(r, t, "hatten");
        for (size_t n = 0; n < sizeof done / sizeof *done && had; n++)
            if (kt_word_at(r, t, done[n]))
                return true;
    }
    return false;
}

static bool begins_one_of(const kt_reading *r, int32_t t, const char *const *parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kt_starts_with(r, t, parts[i]))
            return true;
    return false;
}

#define BEGINS_ONE_OF(r, t, parts) begins_one_of(r, t, parts, sizeof(parts) / sizeof *(parts))

/* "В 2015 году договорились довести", "цель была поставлена в 2015 году": the year is when a
 * goal was set, in Russian. */
bool kt_goal_was_set(const kt_reading *r)
{
    static const char *const agreed[] = {"договорил", "условил", "поручил", "призвал",
                                         "пообещал"};
    static const char *const goal[] = {"цель", "задач"}, *const set[] = {"поставил",
                                                                         "поставлен"};
    bool named = false, put = false;
    if (r->tongue != 2 || !r->now)
        return false;
    for (int32_t t = r->now->first - 1; t >= r->first; t--) {
        if (kt_sign_at(r, t, ";") || kt_mark_at(r, t, KT_SENSE_CONNECT))
            break;
        if (BEGINS_ONE_OF(r, t, agreed))
            return true;
        named |= BEGINS_ONE_OF(r, t, goal);
        put |= BEGINS_ONE_OF(r, t, set);
    }
    for (int32_t t = r->now->last; named && t < r->last && !kt_sign_at(r, t, ","); t++)
        put |= BEGINS_ONE_OF(r, t, set);
    return named && put;
}

/* "В 2018 году планировали увеличить", "должен был достичь", "мог бы составить": what was
 * planned for a time that is over, in Russian; not "как и ожидалось". */
static bool was_to_be(const kt_reading *r)
{
    static const char *const planned[] = {"планировал",  "ожидал",     "прогнозировал",
                                          "рассчитывал", "собирал",    "намеревал",
                                          "надеял",      "предполагал"};
    static const char *const could[] = {"мог", "могла", "могло", "могли"};
    static const char *const must[] = {"должен", "должна", "должно", "должны"};
    if (r->tongue != 2 || !r->now)
        return false;
    for (int32_t t = r->now->first - 1; t >= r->first; t--) {
        if (kt_sign_at(r, t, ";") || kt_mark_at(r, t, KT_SENSE_CONNECT))
            return false;
        if (BEGINS_ONE_OF(r, t, planned) && !kt_word_at(r, t - 1, "как") &&
            !kt_word_at(r, t - 1, "и") && !kt_word_at(r, t - 1, "чем"))
            return true;
        for (size_t n = 0; n < sizeof could / sizeof *could; n++)
            if ((kt_word_at(r, t, could[n]) && kt_word_at(r, t + 1, "бы")) ||
                (kt_word_at(r, t, must[n]) && kt_starts_with(r, t + 1, "был")))
                return true;
    }
    return false;
}

bool kt_is_past_goal(const kt_reading *r)
{
    return is_called_target(r) || was_foreseen(r) || was_planned(r) || was_to_be(r);
}

const kt_claim *kt_same_goal(const kt_reading *r, const kt_claim *claim)
{
    enum { FAR = 12 };
    if (claim->target_kind != KT_CLAIM_LEVEL)
        return NULL;
    for (int64_t n = r->n_claims - 1; n >= 0 && n >= r->n_claims - FAR; n--) {
        const kt_claim *goal = &r->claim[n];
        if (goal->kind == KT_CLAIM_TARGET && goal->target_kind == KT_CLAIM_LEVEL &&
            !goal->no_period && goal->value == claim->value &&
            strcmp(goal->currency, claim->currency) == 0)
            return goal;
    }
    return NULL;
}
