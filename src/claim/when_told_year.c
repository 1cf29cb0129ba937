/* when_told_year.c: "Vorjahr" in a report whose own year was told, in German:
 *
 *     2018 wuchs der Handel um 2 Prozent. Im Vorjahr war er noch um 5 Prozent gesunken.
 *     ... Die Exporte stiegen nach einem Minus von 3 Prozent im Vorjahr um 5 Prozent.
 *     ... Die Exporte betrugen 3 Milliarden (Vorjahr: 2 Milliarden).
 *     ... Damit wurde der Vorjahreswert um 8 Prozent übertroffen.
 *
 * is the year before that one, not before today. As "im Vorjahr" may also be the report's own
 * year, the sentence has to look back. */
#include "claim_kind.h"

#include <string.h>

static bool is_vorjahr(const kt_reading *r, int32_t t)
{
    return strncmp(kt_token_word(r->tokens, t), "vorjahr", strlen("vorjahr")) == 0;
}

/* "Nach einem Minus von 3 Prozent im Vorjahr". */
static bool is_behind_after(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    enum { NEAR = 4 };
    if (when->first < s->last || when->first > s->last + 1)
        return false;
    for (int32_t t = s->first - 1; t > r->first && t >= s->first - NEAR; t--)
        if (kt_word_at(r, t, "nach"))
            return kt_mark_within(r, t, s->first, KT_SENSE_UP) ||
                   kt_mark_within(r, t, s->first, KT_SENSE_DOWN);
    return false;
}

/* "Gaben nach einem Plus von 3 Prozent um 5 Prozent nach": the noun is of the other one. */
bool kt_is_after_another(const kt_reading *r, const kt_stated *s, int32_t t, int32_t end)
{
    enum { NEAR = 3 };
    bool after = false;
    for (int32_t p = t - 1; p >= r->first && p >= t - NEAR && !after; p--)
        after = kt_word_at(r, p, "nach");
    for (int n = 0; n < r->n_stated && r->tongue == 0 && after; n++)
        if (&r->stated[n] != s && r->stated[n].last <= s->first &&
            r->stated[n].first == end + 1 && kt_word_at(r, end, "von"))
            return true;
    return false;
}

/* "Hatte noch 3 Milliarden betragen", "war noch um 5 Prozent gesunken". */
static bool looks_back(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    int32_t begin = s->first, end = s->last;
    bool had = false, was = false, yet = s->kind != KT_AMOUNT_MONEY;
    while (begin > r->first && !kt_sign_at(r, begin - 1, ",") && !kt_sign_at(r, begin - 1, ";"))
        begin--;
    while (end < r->last && !kt_sign_at(r, end, ",") && !kt_sign_at(r, end, ";"))
        end++;
    for (int32_t t = begin; t < end; t++) {
        had |= kt_word_at(r, t, "hatte") || kt_word_at(r, t, "hatten");
        was |= kt_word_at(r, t, "war") || kt_word_at(r, t, "waren");
        yet |= kt_word_at(r, t, "noch") || kt_word_at(r, t, "gewesen");
    }
    return when->first >= begin && when->first < end && (had || (was && yet));
}

/* "3 Milliarden (Vorjahr: 2 Milliarden)". */
static bool is_label(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    return kt_sign_at(r, when->first - 1, "(") && kt_sign_at(r, when->last, ":") &&
           when->last + 1 == s->first;
}

bool kt_is_before_told_year(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    if (r->tongue != 0 || r->title || when->base || !when->only_year || !r->d.has_period ||
        !is_vorjahr(r, when->first) || !r->d.period.only_year || when->first < r->first ||
        when->period.first != r->d.period.period.first)
        return false;
    return is_behind_after(r, s, when) || is_label(r, s, when) ||
           (!is_vorjahr(r, r->d.period.first) && looks_back(r, s, when));
}

/* "Übertrafen mit 3 Milliarden den Vorjahreswert um 5 Prozent": of neither amount. */
bool kt_is_exceeded_level(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    if (r->tongue != 0 || !is_vorjahr(r, when->first))
        return false;
    if (when->last <= s->first && kt_way_past(r, s) != 0)
        return true;
    const kt_stated *next = s + 1;
    return s >= r->stated && next < r->stated + r->n_stated && when->first >= s->last &&
           when->last <= next->first && kt_way_past(r, next) != 0;
}
