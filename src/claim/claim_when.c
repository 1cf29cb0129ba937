/* claim_when.c: when a claim is of, what it is compared with, and whether it speaks of what is
 * still to come. */
#include "claim_kind.h"

#include <string.h>

/* "It exceeded 100 billion - the goal set - and came to 108": an aside before the amount. */
static bool in_dashes(const kt_reading *r, const kt_stated *s, int32_t from, int32_t t)
{
    bool before = false, behind = false;
    for (int32_t p = from; p < s->first; p++)
        if (kt_sign_at(r, p, "-") && (r->tokens->token[p].flags & KT_TOKEN_SPACED)) {
            before |= p < t;
            behind |= p > t;
        }
    return before && behind;
}

/* "Stronger than expected": no goal. */
static bool is_measured_by(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"erwartet", "vorher", "voraus", "prognost"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (strncmp(kt_token_word(r->tokens, t), words[n], strlen(words[n])) == 0)
            return kt_word_at(r, t - 1, "als") || kt_word_at(r, t - 1, "wie");
    return false;
}

/* "Came to 770 billion, surpassing the annual target": a goal that is only compared with. */
static bool is_passed(const kt_reading *r, const kt_stated *s, int32_t t)
{
    static const char *const words[] = {"beat",    "beating",  "missed",  "missing", "met",
                                        "meeting", "achieved", "against", "above",   "below"};
    for (int32_t p = t - 1; r->tongue == 1 && p >= s->last && p >= t - 5; p--) {
        if (kt_mark_at(r, p, KT_SENSE_HEDGE))
            return true;
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, p, words[n]))
                return true;
    }
    return false;
}

/* "Может достигнуть 16 млрд, что в 6 раз больше": a rate said of a goal is one too. The goal;
 * NULL. */
static const kt_claim *told_of_target(const kt_reading *r, const kt_stated *s,
                                      const kt_part *part)
{
    const kt_claim *goal = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (r->tongue != 2 || s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK ||
        !part->before || !part->before->known || !goal || goal->kind != KT_CLAIM_TARGET ||
        goal->target_kind != KT_CLAIM_LEVEL)
        return NULL;
    return kt_word_at(r, part->first, "что") || kt_word_at(r, part->first + 1, "что") ? goal
                                                                                      : NULL;
}

/* "Превзошли прогнозы, увеличившись на 22%", "составил 214 млрд при прогнозе в 180", "накануне
 * запланированного заседания": words of a goal that make none of this amount. */
static bool is_no_goal(const kt_reading *r, const kt_stated *s, int32_t t)
{
    static const char *const above[] = {"превзо", "превыс", "обойд", "выше",   "лучше",
                                        "больше", "ниже",   "хуже",  "меньше", "вопреки"};
    static const char *const aside[] = {"при", "против", "вопреки"};
    const char *word = kt_token_word(r->tokens, t);
    if (r->tongue != 2)
        return false;
    if (strstr(word, "нированн") || strstr(word, "меченн"))
        return true;
    if (strncmp(word, "прогноз", strlen("прогноз")) != 0 &&
        strncmp(word, "ожидан", strlen("ожидан")) != 0)
        return false;
    for (int32_t p = t - 1; p >= r->first && p >= t - 2; p--) {
        for (size_t n = 0; n < sizeof above / sizeof *above; n++)
            if (strncmp(kt_token_word(r->tokens, p), above[n], strlen(above[n])) == 0)
                return true;
        for (size_t n = 0; n < sizeof aside / sizeof *aside; n++)
            if (t >= s->last && kt_word_at(r, p, aside[n]))
                return true;
    }
    return false;
}

/* "Rechnet mit einem Anstieg von fünf Prozent auf den Rekordwert von 1,3 Billionen". */
static bool goes_on_as_target(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    if (r->tongue != 0 || s->kind != KT_AMOUNT_MONEY || !part->before || !part->before->known ||
        s <= r->stated || s >= r->stated + r->n_stated || r->n_claims == 0 ||
        r->claim[r->n_claims - 1].kind != KT_CLAIM_TARGET || s[-1].kind != KT_AMOUNT_PERCENT)
        return false;
    return kt_word_at(r, s[-1].last, "auf") && s->first - s[-1].last <= 5;
}

bool kt_claim_is_target(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    int32_t from = r->first;
    for (int32_t t = r->first; t < s->first; t++)
        if (kt_sign_at(r, t, ";"))
            from = t + 1;
    if (part->before && part->before->known)
        from = part->first;
    if (told_of_target(r, s, part) || goes_on_as_target(r, s, part))
        return true;
    if (r->tongue != 1 && /* in English only its own words: "it should be noted that" */
        kt_mark_within(r, r->tongue == 0 ? r->first : from, part->last, KT_SENSE_NO_TARGET))
        return false;
    const kt_mark *whence = kt_mark_within(r, s->first - 3, s->first, KT_SENSE_FROM);
    if (part->before && part->before->known && s->kind == KT_AMOUNT_MONEY && whence &&
        !kt_word_at(r, whence->first, "of"))
        return false; /* "to 30 billion from the current 20" */
    if (s->kind == KT_AMOUNT_MONEY && s + 1 < r->stated + r->n_stated &&
        s[1].kind == KT_AMOUNT_MONEY && s[1].first - s->last <= 2 &&
        (kt_word_at(r, s->first - 1, "derzeit") || kt_word_at(r, s->first - 1, "aktuell") ||
         kt_word_at(r, s->first - 1, "bisher")))
        return false; /* "von derzeit 2,8 auf 5 Milliarden" */
    /* who hopes so may stand behind it */
    int32_t to = s == &r->stated[r->n_stated - 1] ? r->last : part->last;
    for (int32_t t = s->last; t < to && r->tongue == 0; t++)
        if (kt_sign_at(r, t, "-") && (r->tokens->token[t].flags & KT_TOKEN_SPACED))
            to = t; /* "um 15 Prozent - Experten hatten mit weniger gerechnet" */
    for (int32_t t = s->last; t < to && r->tongue == 1; t++)
        if (r->tokens->token[t].flags & KT_TOKEN_OPENS)
            to = t; /* what is said of it is another matter */
    for (int32_t t = from; t < to; t++)
        if (!in_dashes(r, s, from, t) && kt_mark_at(r, t, KT_SENSE_TARGET) &&
            !kt_mark_at(r, t, KT_SENSE_NO_TARGET) && !is_measured_by(r, t) &&
            !is_passed(r, s, t) && !is_no_goal(r, s, t) && !kt_mark_at(r, t, KT_SENSE_MONTH))
            return true;
    return false;
}

/* The first of two levels: "fell from 1.5 billion to 1.25 billion". */
static bool is_from(const kt_reading *r, const kt_stated *s)
{
    int cost;
    const kt_mark *from = kt_mark_before(r, s->first, KT_SENSE_FROM);
    const bool share = r->tongue == 2 && s->kind == KT_AMOUNT_PERCENT && !s->by;
    if (!from || (s->kind != KT_AMOUNT_MONEY && !share))
        return false;
    for (int n = 0; n + 1 < r->n_stated; n++)
        if (r->stated[n].first == s->first && r->stated[n + 1].kind == s->kind &&
            r->stated[n + 1].first - s->last <= 3 &&
            !(r->tongue == 0 &&
              kt_mark_within(r, s->last, r->stated[n + 1].first, KT_SENSE_AND)) &&
            (kt_claim_direction(r, s, r->first, r->last, &cost) != 0 ||
             (r->tongue == 0 && kt_mark_within(r, r->first, s->first, KT_SENSE_GROW))))
            return true;
    return false;
}

/* "Fell 28 % in May, against the 26 % expected by economists in a poll": what was foreseen of
 * the month just told of. */
static bool is_of_poll(const kt_reading *r)
{
    static const char *const words[] = {"median",       "poll",     "polled",   "consensus",
                                        "expectations", "surveyed", "analysts", "economists"};
    static const char *const russian[] = {"аналитик", "экономист", "эксперт"};
    if (r->tongue == 0 || !r->d.has_period ||
        r->d.period.period.last - r->d.period.period.first > 2)
        return false;
    for (int32_t t = r->first; t < r->last && r->tongue == 2; t++)
        for (size_t n = 0; n < sizeof russian / sizeof *russian; n++)
            if (strncmp(kt_token_word(r->tokens, t), russian[n], strlen(russian[n])) == 0)
                return true;
    for (int32_t t = r->first; t < r->last; t++) {
        if (kt_word_at(r, t, "market") && kt_word_at(r, t + 1, "expected"))
            return true;
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]))
                return true;
    }
    return false;
}

/* Words of what somebody wants, not of what is foreseen. */
static bool names_goal(const kt_reading *r)
{
    static const char *const words[] = {"target", "targets", "targeted",
                                        "goal",   "goals",   "aim"};
    for (int32_t t = r->first; t < r->last; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]))
                return true;
    return false;
}

/* "Underlined the target of 60 billion during the visit in April": when it was said. */
static bool is_past_goal(const kt_reading *r, const kt_when *when)
{
    const int now = r->published.year * 12 + r->published.month - 1;
    return r->tongue == 1 && r->published.year && !when->only_year && when->period.last < now &&
           when->period.last - when->period.first <= 2 && names_goal(r);
}

/* "Will grow by a fifth this year. Exports are estimated to reach 750 billion": a goal told
 * behind another in the same paragraph, or the next, and the same year. */
static bool goes_on(const kt_reading *r)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    return r->tongue == 1 && last && last->kind == KT_CLAIM_TARGET && !last->no_period &&
           (r->block == r->d.frame_block ||
            (r->block - r->d.frame_block == 1 && !names_goal(r)));
}

/* Of a target: the year by which, where the words name one. */
static int whole_year(const kt_reading *r)
{
    for (int32_t t = r->first; t < r->last; t++) /* "rechnet für das Gesamtjahr mit 5 %" */
        if (kt_word_at(r, t, "gesamtjahr"))
            return r->published.year;
    return 0;
}

static void target_period(const kt_reading *r, const kt_part *part, bool said,
                          const kt_when *when, const kt_claim *like, kt_claim *claim)
{
    if (said && part->before && part->before->known && when->last <= part->first)
        said = false; /* the period of an amount before it */
    if (like)
        claim->period = like->period;
    else if (said && (!when->later || when->span) && when->known && !is_past_goal(r, when))
        claim->period = when->period;
    else if (r->tongue == 0 && !when->later && whole_year(r))
        claim->period = kt_period_of_year(whole_year(r));
    else if (!said && is_of_poll(r))
        claim->period = r->d.period.period;
    else if (!said && goes_on(r))
        claim->period = r->claim[r->n_claims - 1].period;
    else
        claim->no_period = 1;
    claim->no_base = 1;
}

/* "Surged by 18 per cent year-on-year from 5.1 billion": what it rose from, told of a year. */
static bool is_whence(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY || s <= r->stated ||
        !kt_word_at(r, s->first - 1, "from") || s[-1].kind == KT_AMOUNT_MONEY ||
        s[-1].kind == KT_AMOUNT_RANK || s->first - s[-1].last > 7 || when->first >= s->last)
        return false;
    return kt_mark_within(r, s[-1].last, s->first, KT_SENSE_BASE_YEAR) != NULL;
}

/* "From 1.5 to 1.25 billion": the first is the year before's. */
static void count_back(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    const bool past =
        r->tongue == 0 && kt_word_at(r, s->first - 1, "zuvor") &&
        (kt_word_at(r, s->first - 2, "von") || kt_word_at(r, s->first - 2, "nach"));
    if (!(is_from(r, s) || past || is_whence(r, s, when)) || (when->base && when->only_year) ||
        (when->first >= s->last && when->first <= s->last + 1))
        return;
    const int back = r->d.base_is_month && when->period.first == when->period.last ? 1 : 12;
    when->period.first = (int16_t)(when->period.first - back);
    when->period.last = (int16_t)(when->period.last - back);
    when->earlier = 1;
}

/* The same months of an earlier year than those reported: told to compare. */
static bool is_year_back(const kt_reading *r, const kt_when *when)
{
    const kt_period now = r->d.report, then = when->period;
    const int back = now.last - then.last;
    return r->d.has_report && !when->only_year && back > 0 && back % 12 == 0 &&
           now.first - then.first == back && now.last - now.first != 11;
}

/* "Since the referendum exports have fallen by 8 %": a span up to now, not the period of the
 * report. */
static bool is_since(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue == 0 && r->n_when == 0 && kt_word_at(r, r->first, "vor"))
        for (int32_t t = r->first + 1; t < r->first + 4 && t < s->first; t++)
            if (strstr(kt_token_word(r->tokens, t), "krieg") ||
                strstr(kt_token_word(r->tokens, t), "krise") ||
                strstr(kt_token_word(r->tokens, t), "pandemie"))
                return true; /* "vor Kriegsbeginn" */
    if (r->tongue != 0 || s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK)
        return false;
    const kt_mark *since = kt_mark_within(r, r->first, s->first, KT_SENSE_SINCE);
    for (int n = 0; n < r->n_when && since; n++)
        if (r->when[n].last > since->first && r->when[n].first < s->last &&
            !(r->when[n].only_year && r->when[n].base))
            return false;
    return since != NULL && kt_mark_at(r, since->first, KT_SENSE_RANK) == NULL;
}

/* "В прошлом году товарооборот вырос на 13%. Российские поставки снизились": the two flows of
 * the trade just told are of its period. */
static bool is_part_of_told(const kt_reading *r)
{
    return r->d.period_of_trade && r->d.frame.measure == KT_MEASURE_TURNOVER &&
           r->d.frame_block == r->block && r->d.period_block == r->block &&
           r->d.last_was_claim && !kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) &&
           (kt_mark_within(r, r->first, r->last, KT_SENSE_EXPORT) ||
            kt_mark_within(r, r->first, r->last, KT_SENSE_IMPORT));
}

/* The paragraph began with it: "В 2021 году импорт достиг ... Экспорт составил". */
static bool opens_block(const kt_reading *r)
{
    return r->d.block_of_period == r->block &&
           r->d.block_period.first == r->d.period.period.first &&
           r->d.block_period.last == r->d.period.period.last;
}

/* The period spoken of before, or the headline's, where the words name none. False: none. */
static bool period_from_before(kt_reading *r, const kt_stated *s, bool said,
                               const kt_claim *claim, kt_when *when)
{
    const bool now = kt_mark_within(r, r->first, r->last, KT_SENSE_PRESENT) != NULL;
    const bool standing = (claim->kind == KT_CLAIM_RANK || claim->kind == KT_CLAIM_SHARE) &&
                          !(r->tongue != 2 && r->d.last_was_claim &&
                            kt_mark_at(r, r->first, KT_SENSE_IT)); /* "this is 5 %" */
    const bool open = !r->title && !(standing && now) && (said || !is_since(r, s));
    if (!said && open && r->d.has_period) {
        *when = r->d.period;
        /* in Russian an earlier period than the report's holds for its sentence only */
        const bool then =
            kt_word_at(r, r->first, "тогда") && !kt_word_at(r, r->first + 1, "как");
        const bool so_far = r->d.period.period.first == r->d.report.first &&
                            kt_period_year(r->d.report) == r->published.year;
        const bool back = r->tongue == 2 && r->d.period.period.last < r->d.report.last &&
                          !then && !so_far && !is_part_of_told(r) && !opens_block(r);
        const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
        const bool goes_on = r->tongue == 2 && last && !last->no_period &&
                             last->sentence_start == r->tokens->token[r->first].start &&
                             last->period.first == r->d.period.period.first &&
                             last->period.last == r->d.period.period.last;
        if (r->d.has_report && (r->d.period_block != r->block || back))
            when->period = goes_on ? last->period : r->d.report;
        said = true;
    }
    if (said)
        count_back(r, s, when);
    if (!said && open && r->d.has_title_period) {
        *when = r->d.title_period;
        said = true;
    }
    if (said && r->title && !when->base) {
        r->d.title_period = *when;
        r->d.has_title_period = 1;
    }
    return said;
}

/* "The highest since 2004, when it was 185 million", "the former high was 1.1 billion in 2013":
 * the report goes on with its own year. */
static bool looks_back(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    return r->d.has_period && when->period.last < r->d.period.period.last &&
           when->first > r->first + 2 &&
           kt_mark_within(r, r->first, s->first, KT_SENSE_RECORD) != NULL;
}

/* "Rose to 97 million from 76 million last year", in a report of months: the same months of
 * last year. */
static void narrow_last_year(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    const kt_mark *from = kt_mark_within(r, s->first - 4, s->first, KT_SENSE_BASE);
    const kt_mark *year = kt_mark_at(r, when->first, KT_SENSE_REL_YEAR);
    if (s->kind != KT_AMOUNT_MONEY || !when->only_year || !year || when->first < s->last ||
        when->first > s->last + 1 || (!from && !kt_word_at(r, s->first - 1, "from")))
        return;
    const kt_when *now = NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && !r->when[n].only_year && !r->when[n].base && !r->when[n].ago)
            now = &r->when[n];
    if (!now && r->d.has_period && !r->d.period.only_year)
        now = &r->d.period;
    if (!now || now->period.last / 12 - when->period.last / 12 != 1)
        return;
    when->period =
        (kt_period){(int16_t)(now->period.first - 12), (int16_t)(now->period.last - 12)};
    when->only_year = 0;
    when->ago = 1;
}

/* "In June alone exports grew from 336 million in 2017 to 606 million this year": the same
 * months of those years. */
static void narrow_years(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    const kt_when *now = NULL;
    const bool ends = kt_word_at(r, s->first - 1, "to") && s > r->stated &&
                      kt_word_at(r, s[-1].first - 1, "from");
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY || !when->only_year || !when->known ||
        when->first < s->last || when->first > s->last + 1 ||
        !(ends || kt_word_at(r, s->first - 1, "from")))
        return;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && !r->when[n].only_year && !r->when[n].base && !r->when[n].ago &&
            r->when[n].last <= s->first)
            now = &r->when[n];
    const int years = now ? now->period.last / 12 - when->period.last / 12 : -1;
    if (years < 0 || now->period.last - now->period.first >= 11)
        return;
    when->period = (kt_period){(int16_t)(now->period.first - 12 * years),
                               (int16_t)(now->period.last - 12 * years)};
    when->only_year = 0;
    when->ago = years > 0;
}

/* "Stiegen von 209 Millionen im letzten Jahr auf 922 Millionen in diesem Jahr", in a report of
 * months: the same months of those years. */
static void narrow_relative_years(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    const kt_mark *year = kt_mark_at(r, when->first, KT_SENSE_REL_YEAR);
    const kt_stated *end = r->stated + r->n_stated;
    const bool in_array = s >= r->stated && s < end;
    if (r->tongue != 0 || s->kind != KT_AMOUNT_MONEY || !in_array || !when->only_year ||
        !year || when->first < s->last || when->first > s->last + 1 || !r->d.has_period ||
        r->d.period.only_year)
        return;
    const bool from = kt_word_at(r, s->first - 1, "von") && s + 1 < end &&
                      kt_word_at(r, s[1].first - 1, "auf");
    const bool to = s > r->stated && kt_word_at(r, s->first - 1, "auf") &&
                    kt_word_at(r, s[-1].first - 1, "von");
    bool aside = kt_sign_at(r, s->first - 1, "(") && kt_sign_at(r, when->last, ")");
    for (int32_t t = s->first - 1; t > s->first - 4 && t > r->first; t--)
        aside |= kt_word_at(r, t, "nach") && kt_sign_at(r, t - 1, ",");
    const kt_period now = r->d.period.period;
    const int years = now.last / 12 - when->period.last / 12;
    if (!(from || to || (aside && years == 1)) || years < 0 || years > 1 ||
        now.last - now.first >= 11)
        return;
    when->period =
        (kt_period){(int16_t)(now.first - 12 * years), (int16_t)(now.last - 12 * years)};
    when->only_year = 0;
    when->ago = years > 0;
}

/* The headline names the year, the first sentence tells of one of its months. */
static bool is_within_title(const kt_reading *r, const kt_when *when)
{
    const kt_period title = r->d.title_period.period, first = when->period;
    return r->tongue == 2 && r->d.has_title_period && title.first < first.first &&
           title.last >= first.last;
}

/* "Von 512 Millionen im Januar 2020 auf 467 Millionen": what it was before. */
static bool is_left(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    if (r->tongue == 0 && s->kind == KT_AMOUNT_MONEY && r->d.has_period &&
        when->period.last < r->d.period.period.last && when->first >= s->last &&
        kt_mark_before(r, s->first, KT_SENSE_FROM))
        return true; /* "das Defizit verringerte sich von 1,6 Milliarden im August" */
    if (r->tongue != 0 || s < r->stated || s + 1 >= r->stated + r->n_stated ||
        s[1].kind != s->kind || s[1].first - s->last > 8 ||
        !kt_mark_before(r, s->first, KT_SENSE_FROM))
        return false;
    for (int32_t t = s->last; t < s[1].first; t++)
        if (kt_word_at(r, t, "auf"))
            return true;
    return false;
}

/* The period goes on to the next sentence, unless it is one that is only compared with. */
static void keep_period(kt_reading *r, const kt_stated *s, const kt_part *part,
                        const kt_when *when, bool rank)
{
    const bool again = part->before && part->before->known;
    const bool compared =
        kt_mark_before(r, s->first, KT_SENSE_BASE) != NULL || is_left(r, s, when) ||
        (again && r->d.has_period &&
         when->period.first < r->d.period.period.first); /* "in 2022 it had been 37 billion" */
    const bool beside = kt_sign_at(r, s->first - 1, "(") && again && when->first >= s->first &&
                        s->kind == KT_AMOUNT_MONEY; /* "down 9 % (951 million in 2023)" */
    if (r->title || when->earlier || when->ago || when->base || compared || beside ||
        is_year_back(r, when) || looks_back(r, s, when))
        return;
    if (r->d.block_of_period != r->block) {
        r->d.block_of_period = r->block;
        r->d.block_period = when->period;
    }
    r->d.period = *when;
    r->d.has_period = 1;
    r->d.period_block = r->block;
    r->d.period_of_trade = kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) != NULL;
    const kt_period told = r->d.report;
    if (r->tongue == 0 && r->d.has_report && when->period.last - told.last == 12 &&
        when->period.first - told.first == 12)
        r->d.has_report = 0; /* the first was told to compare */
    if (!r->d.has_report && !rank)
        r->d.report = is_within_title(r, when) ? r->d.title_period.period : when->period;
    r->d.has_report |= !rank;
}

/* "Вырос на 74 млн в сравнении с первым кварталом прошлого года": what is compared with months
 * of last year, and names no period of its own, is of the same months of the year after. */
static bool take_from_base(kt_reading *r, kt_claim *claim, kt_when *when)
{
    const kt_period base = claim->base_period;
    const int now = r->published.year * 12 + r->published.month - 1,
              span = base.last - base.first;
    if (r->title || claim->no_base || !r->published.year || span < 1 || span > 10 ||
        base.last + 12 >= now || base.last + 24 < now)
        return false;
    *when = (kt_when){.known = 1,
                      .period = {(int16_t)(base.first + 12), (int16_t)(base.last + 12)}};
    claim->period = when->period;
    claim->no_period = 0;
    r->d.period = *when;
    r->d.has_period = 1;
    r->d.period_block = r->block;
    return true;
}

/* "По сравнению с аналогичным периодом прошлого года (41 млн)": what was then. */
static bool is_of_year_before(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 2 && s->kind == KT_AMOUNT_MONEY && kt_sign_at(r, s->first - 1, "(") &&
           kt_mark_before(r, s->first - 1, KT_SENSE_BASE_YEAR);
}

void kt_claim_period(kt_reading *r, const kt_stated *s, const kt_part *part, kt_claim *claim)
{
    kt_when when = {0};
    bool said = kt_period_for(r, s, part->first, part->last, &when);
    if (said) {
        narrow_last_year(r, s, &when);
        narrow_years(r, s, &when);
        narrow_relative_years(r, s, &when);
    }
    if (claim->kind == KT_CLAIM_TARGET) {
        const kt_claim *like = told_of_target(r, s, part);
        for (int n = 0; n < r->n_when && r->tongue == 1 && s->kind != KT_AMOUNT_MONEY; n++)
            if (r->when[n].only_year && r->when[n].known && said && when.only_year &&
                when.period.last / 12 < r->published.year &&
                kt_word_at(r, r->when[n].first - 1, "by"))
                when = r->when[n]; /* "in 2015 they agreed to triple it by 2020" */
        target_period(r, part, said, &when, like && !like->no_period ? like : NULL, claim);
        return;
    }
    if (said && when.later &&
        (when.span || kt_word_at(r, when.last - 1, "back") ||
         kt_word_at(r, when.last - 1, "ago"))) { /* "some years back it was 12 billion" */
        claim->no_period = claim->no_base = 1;
        return;
    }
    const bool in_sentence = said;
    said = period_from_before(r, s, said && !when.later, claim, &when);
    if (said && is_of_year_before(r, s)) {
        when.period =
            (kt_period){(int16_t)(when.period.first - 12), (int16_t)(when.period.last - 12)};
        when.ago = 1;
    }
    claim->no_period = !said;
    if (said)
        claim->period = when.period;
    claim->no_base = 1;
    if (claim->kind == KT_CLAIM_GROWTH || claim->kind == KT_CLAIM_CHANGE)
        claim->no_base = !kt_base_for(r, s, part->first, part->last, said ? &when : NULL,
                                      &claim->base_period);
    if (!in_sentence && take_from_base(r, claim, &when))
        said = true;
    if (claim->kind == KT_CLAIM_GROWTH && !claim->no_base && said)
        r->d.base_is_month = when.period.first == when.period.last &&
                             claim->base_period.last == when.period.first - 1;
    if (said)
        keep_period(r, s, part, &when, claim->kind == KT_CLAIM_RANK);
}

void kt_claim_settle(const kt_reading *r, kt_claim *claim)
{
    if ((claim->kind == KT_CLAIM_LEVEL || claim->kind == KT_CLAIM_GROWTH) &&
        !claim->no_period && r->published.year &&
        claim->period.first / 12 > r->published.year) {
        claim->target_kind = claim->kind;
        claim->kind = KT_CLAIM_TARGET;
        claim->no_base = 1;
    }
    if (claim->kind != KT_CLAIM_TARGET || claim->no_period || !r->published.year)
        return;
    if (r->tongue == 1 && claim->period.first == claim->period.last) {
        claim->no_period = !is_of_poll(r); /* when it was said, unless it was foreseen of it */
        return;
    }
    const bool just_over = r->tongue == 2 && r->published.month <= 2 && /* not yet counted */
                           claim->period.last / 12 == r->published.year - 1;
    if (claim->period.last / 12 < r->published.year && !just_over)
        claim->kind = claim->target_kind;
}
