/* claim_target.c: whether a claim speaks of what is still to come, and by when: "shall reach 30
 * billion by 2030", "expected to grow by a fifth", "может достигнуть 16 млрд". */
#include "amount.h"
#include "claim_kind.h"

#include <string.h>

/* "It exceeded 100 billion - the goal set - and came to 108": an aside before the amount. */
static bool in_dashes(const kt_reading *r, const kt_stated *s, int32_t from, int32_t t)
{
    bool before = false, behind = false;
    for (int32_t p = from; p < s->first; p++)
        if (kt_sign_at(r, p, "-") && (kt_token_at(r->tokens, p)->flags & KT_TOKEN_SPACED)) {
            before |= p < t;
            behind |= p > t;
        }
    return before && behind;
}

/* "Stronger than expected": no goal. */
static bool is_measured_by(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"erwartet", "vorher", "voraus", "prognost"};
    if (KT_BEGINS_WITH_ONE_OF(r, t, words))
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

/* "Is seen at 300 billion in 2030, a 5 % rise", ", which is 5 % more", ", up 5 %": a rate said
 * of the goal just before it. */
static bool is_rate_of_goal(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 8 };
    const kt_claim *goal = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (r->tongue != 1 || s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK ||
        s <= r->stated || s >= r->stated + r->n_stated || !goal ||
        goal->kind != KT_CLAIM_TARGET || goal->target_kind != KT_CLAIM_LEVEL ||
        goal->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end)
        return false;
    int32_t t = s->first - 1;
    while (t >= s[-1].last && t > s->first - FAR && !kt_sign_at(r, t, ","))
        t--;
    return kt_sign_at(r, t, ",") &&
           (kt_word_at(r, t + 1, "a") || kt_word_at(r, t + 1, "an") ||
            kt_word_at(r, t + 1, "up") || kt_word_at(r, t + 1, "down") ||
            (kt_word_at(r, t + 1, "which") &&
             (kt_word_at(r, t + 2, "is") || kt_word_at(r, t + 2, "would"))));
}

/* "Dank der vereinbarten Meistbegünstigung", "trotz der geplanten Steuer": said of something
 * else than trade, in German. */
static bool is_attribute(const kt_reading *r, int32_t t)
{
    static const char *const endings[] = {"ten", "te", "tes", "ter", "tem"};
    static const kt_sense trade[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT,  KT_SENSE_IMPORT,
                                     KT_SENSE_SURPLUS,  KT_SENSE_DEFICIT, KT_SENSE_BALANCE,
                                     KT_SENSE_UP,       KT_SENSE_DOWN,    KT_SENSE_TARGET,
                                     KT_SENSE_VALUE,    KT_SENSE_GROW,    KT_SENSE_FOREIGN};
    const char *word = kt_token_word(r->tokens, t);
    bool ends = false;
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++) {
        const size_t size = strlen(word), tail = strlen(endings[n]);
        ends |= size > tail + 4 && strcmp(word + size - tail, endings[n]) == 0;
    }
    if (r->tongue != 0 || !ends || t + 1 >= r->last ||
        kt_token_at(r->tokens, t + 1)->kind != KT_TOKEN_WORD ||
        !(kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_CAPITAL) ||
        (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL))
        return false;
    for (size_t n = 0; n < sizeof trade / sizeof *trade; n++)
        if (kt_mark_at(r, t + 1, trade[n]))
            return false;
    return !kt_mark_at(r, t + 1, KT_SENSE_COUNTRY) && !kt_mark_at(r, t + 1, KT_SENSE_MONTH) &&
           !kt_mark_at(r, t + 1, KT_SENSE_PERSON);
}

/* "Превзошли прогнозы, увеличившись на 22%", "составил 214 млрд при прогнозе в 180", "накануне
 * запланированного заседания": words of a goal that make none of this amount. */
static bool is_no_goal(const kt_reading *r, const kt_stated *s, int32_t t)
{
    static const char *const above[] = {"превзо", "превыс", "обойд", "выше",   "лучше",
                                        "больше", "ниже",   "хуже",  "меньше", "вопреки"};
    static const char *const aside[] = {"при", "против", "вопреки"};
    const char *word = kt_token_word(r->tokens, t);
    if (r->tongue == 1 && (kt_word_at(r, t, "goals") || kt_word_at(r, t, "targets")))
        for (int32_t p = t - 1; p >= r->first && p >= t - 3; p--)
            if (kt_word_at(r, p, "achieved") || kt_word_at(r, p, "met") ||
                kt_word_at(r, p, "attained") || kt_word_at(r, p, "reached"))
                return true; /* "achieved many goals, and exports crossed 5 billion" */
    if (is_attribute(r, t))
        return true;
    if (r->tongue != 2)
        return false;
    if (strstr(word, "нированн") || strstr(word, "меченн"))
        return true;
    if (strncmp(word, "прогноз", strlen("прогноз")) != 0 &&
        strncmp(word, "ожидан", strlen("ожидан")) != 0)
        return false;
    for (int32_t p = t - 1; p >= r->first && p >= t - 2; p--) {
        if (KT_BEGINS_WITH_ONE_OF(r, p, above))
            return true;
        for (size_t n = 0; n < sizeof aside / sizeof *aside; n++)
            if (t >= s->last && kt_word_at(r, p, aside[n]))
                return true;
    }
    return false;
}

/* "Rechnet mit einem Anstieg von fünf Prozent auf den Rekordwert von 1,3 Billionen", "призвал
 * нарастить торговлю втрое, до 30 млрд": what a goal's rate comes to. */
static bool goes_on_as_target(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    static const char *const to[] = {"auf", "to", "до"};
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (s->kind != KT_AMOUNT_MONEY || s <= r->stated || s >= r->stated + r->n_stated || !last ||
        last->kind != KT_CLAIM_TARGET)
        return false;
    if (r->tongue == 1 && last->text_end == kt_token_at(r->tokens, s[-1].last - 1)->end &&
        kt_word_at(r, s->first - 1, "including"))
        return true; /* "estimated to reach 10 billion, including 5 billion of exports" */
    if (!part->before || !part->before->known || s[-1].kind == KT_AMOUNT_MONEY ||
        s[-1].kind == KT_AMOUNT_RANK || s->first - s[-1].last > 5)
        return false;
    return kt_word_at(r, s[-1].last, kt_by_tongue(r, to)) ||
           kt_word_at(r, s->first - 1, kt_by_tongue(r, to));
}

/* ", an increase that is likely to ...", ", apparently as the expected boom": what is said of
 * it. */
static bool tells_of_it(const kt_reading *r, int32_t t)
{
    if (kt_word_at(r, t, "apparently") || kt_word_at(r, t, "partly") ||
        kt_word_at(r, t, "largely") || kt_word_at(r, t, "mainly"))
        return true;
    return (kt_word_at(r, t, "a") || kt_word_at(r, t, "an")) &&
           !kt_mark_at(r, t + 1, KT_SENSE_TARGET) &&
           (kt_word_at(r, t + 2, "that") || kt_word_at(r, t + 2, "which"));
}

bool kt_amount_within(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first >= first && r->stated[n].last < last)
            return true;
    return false;
}

/* "Georgia and Turkey to raise trade to 3 billion": so headlines tell what is to come. */
static bool is_title_to_come(const kt_reading *r, const kt_stated *s)
{
    static const char *const verbs[] = {"increase", "raise", "boost",  "reach",  "hit",
                                        "expand",   "lift",  "grow",   "rise",   "exceed",
                                        "double",   "touch", "triple", "achieve"};
    if (r->tongue == 1 && r->title && s->kind == KT_AMOUNT_GROW &&
        kt_word_at(r, s->first - 1, "to"))
        return true; /* "Thai-Lao trade to double" */
    for (int32_t t = r->first + 1; t + 1 < s->first && r->tongue == 1 && r->title; t++)
        for (size_t v = 0; v < sizeof verbs / sizeof *verbs && kt_word_at(r, t, "to"); v++)
            for (int n = 0; n < r->n_mentions && kt_word_at(r, t + 1, verbs[v]); n++)
                if (r->mention[n].last == t)
                    return true;
    return false;
}

/* "Discussed measures to lift two-way trade to 2 billion": what is done for it. */
static bool is_purpose(const kt_reading *r, const kt_stated *s)
{
    static const char *const verbs[] = {"increase", "raise", "boost", "expand",  "lift", "push",
                                        "take",     "bring", "grow",  "enhance", "step"};
    static const char *const done[] = {"able",      "managed", "helped",  "helping",
                                       "continued", "led",     "allowed", "continues"};
    static const kt_sense flows[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT};
    const bool to = kt_word_at(r, s->first - 1, "to") || /* "to the mark of 2 billion" */
                    (kt_word_at(r, s->first - 1, "of") && kt_word_at(r, s->first - 4, "to"));
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY || !to)
        return false;
    for (int32_t t = r->first; t + 2 < s->first; t++) {
        bool verb = false, flow = false;
        for (size_t n = 0; n < sizeof verbs / sizeof *verbs && kt_word_at(r, t, "to"); n++)
            verb |= kt_word_at(r, t + 1, verbs[n]);
        for (size_t n = 0; n < sizeof done / sizeof *done && verb; n++)
            verb = !kt_word_at(r, t - 1, done[n]);
        for (size_t n = 0; n < 3 && verb; n++)
            flow |= kt_mark_within(r, t + 2, s->first, flows[n]) != NULL;
        if (flow && !kt_amount_within(r, t, s->first))
            return true;
    }
    return false;
}

/* "To bring it up to 2 billion in the short term, and then to 5 billion in the long term". */
static bool is_next_goal(const kt_reading *r, const kt_stated *s)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (r->tongue != 1 || !last || last->kind != KT_CLAIM_TARGET || s <= r->stated ||
        s >= r->stated + r->n_stated || s->kind != KT_AMOUNT_MONEY ||
        !(kt_word_at(r, s->first - 1, "to") || kt_word_at(r, s->first - 1, "then") ||
          (kt_word_at(r, s->last, "in") && kt_word_at(r, s->last + 1, "the") &&
           kt_word_at(r, s->last + 3, "term"))) ||
        last->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end)
        return false;
    for (int32_t t = s[-1].last; t < s->first; t++)
        if (kt_mark_at(r, t, KT_SENSE_AND) || kt_word_at(r, t, "then"))
            return true;
    return false;
}

/* "Fell by 7 %, and analysts are predicting that": what others say of another matter. */
static bool who_foresees(const kt_reading *r, int32_t t)
{
    static const char *const who[] = {"analysts", "experts", "economists", "observers"};
    for (size_t n = 0; n < sizeof who / sizeof *who && kt_word_at(r, t, "and"); n++)
        if (kt_word_at(r, t + 1, who[n]))
            return true;
    return false;
}

bool kt_claim_is_target(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    if (kt_is_current(r, s) || kt_is_start(r, s) || kt_falls_on_partner(r, s) ||
        (r->tongue == 2 && s->kind == KT_AMOUNT_MONEY &&
         kt_mark_before(r, s->first, KT_SENSE_BASE)))
        return false; /* "по сравнению с 2 млрд в 2018 году" */
    if (is_title_to_come(r, s) || is_purpose(r, s) || is_next_goal(r, s) ||
        kt_is_foreseen(r, s) || kt_is_in_future(r, s))
        return true;
    int32_t from = r->first;
    for (int32_t t = r->first; t < s->first; t++)
        if (kt_sign_at(r, t, ";"))
            from = t + 1;
    if (part->before && part->before->known)
        from = part->first;
    for (int32_t t = from + 1; t < s->first && r->tongue == 1; t++)
        if (kt_sign_at(r, t - 1, ",") &&
            (kt_word_at(r, t, "adding") || kt_word_at(r, t, "noting")))
            from = t + 1; /* "falls short of its potential, adding that exports were up" */
    if (told_of_target(r, s, part) || is_rate_of_goal(r, s) || goes_on_as_target(r, s, part))
        return true;
    if (r->tongue != 1 && /* in English only its own words: "it should be noted that" */
        kt_mark_within(r, r->tongue == 0 ? r->first : from, part->last, KT_SENSE_NO_TARGET))
        return false;
    const kt_mark *whence = kt_mark_within(r, s->first - 3, s->first, KT_SENSE_FROM);
    if (part->before && part->before->known && s->kind == KT_AMOUNT_MONEY && whence &&
        !kt_word_at(r, whence->first, "of") &&
        !(r->tongue == 0 && kt_mark_at(r, whence->first - 1, KT_SENSE_TARGET)))
        return false; /* "to 30 billion from the current 20", not "das Ziel von 30" */
    if (r->tongue == 0 && part->before && part->before->known && s->kind == KT_AMOUNT_MONEY &&
        kt_word_at(r, s->first - 1, "nach"))
        return false; /* "hatten mit 31 Milliarden nach 28 Milliarden im April gerechnet" */
    /* who hopes so may stand behind it */
    int32_t to = s == &r->stated[r->n_stated - 1] ? r->last : part->last;
    for (int32_t t = s->last; t < to && r->tongue == 0; t++)
        if (kt_sign_at(r, t, "-") && (kt_token_at(r->tokens, t)->flags & KT_TOKEN_SPACED))
            to = t; /* "um 15 Prozent - Experten hatten mit weniger gerechnet" */
    for (int32_t t = s->last; t < to && r->tongue == 2; t++)
        if (kt_sign_at(r, t, ",") && kt_word_at(r, t + 1, "и"))
            to = t; /* "превышает 4 млрд, и мы хотели бы его увеличить" */
    for (int32_t t = s->last; t < to && r->tongue == 1; t++)
        if ((kt_token_at(r->tokens, t)->flags & KT_TOKEN_OPENS) ||
            (kt_sign_at(r, t, "-") && kt_sign_at(r, t + 1, "-")) ||
            (kt_sign_at(r, t, ",") &&
             (kt_word_at(r, t + 1, "so") || kt_word_at(r, t + 1, "but") ||
              tells_of_it(r, t + 1) || who_foresees(r, t + 1))))
            to = t; /* what is said of it is another matter */
    for (int32_t t = from; t < to; t++)
        if (!in_dashes(r, s, from, t) && kt_mark_at(r, t, KT_SENSE_TARGET) &&
            !kt_mark_at(r, t, KT_SENSE_NO_TARGET) && !is_measured_by(r, t) &&
            !is_passed(r, s, t) && !is_no_goal(r, s, t) && !kt_mark_at(r, t, KT_SENSE_MONTH))
            return true;
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

/* "The target of 15 billion that was announced in 2020": when it was set. */
static bool is_of_setting(const kt_reading *r, const kt_when *when)
{
    static const char *const words[] = {"announced", "set",     "agreed",  "adopted",
                                        "fixed",     "decided", "declared"};
    for (size_t n = 0; n < sizeof words / sizeof *words && r->tongue == 1; n++)
        if (kt_word_at(r, when->first - 1, "in") && kt_word_at(r, when->first - 2, words[n]))
            return true;
    return false;
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

/* This year, where the words name the whole of it; 0. */
static int whole_year(const kt_reading *r)
{
    for (int32_t t = r->first; t < r->last; t++) /* "rechnet für das Gesamtjahr mit 5 %" */
        if (kt_word_at(r, t, "gesamtjahr") ||
            (kt_word_at(r, t, "итогам") && kt_word_at(r, t + 1, "года")))
            return r->published.year;
    return 0;
}

/* "Higher than the target of 3 million for the month": of the months reported, in English. */
static bool is_goal_of_month(const kt_reading *r)
{
    const int32_t t = r->now ? r->now->last : 0;
    return r->tongue == 1 && r->now && r->d.has_period && kt_word_at(r, t, "for") &&
           kt_word_at(r, t + 1, "the") &&
           (kt_word_at(r, t + 2, "month") || kt_word_at(r, t + 2, "period"));
}

/* The period of a target, by the words, or as told before. */
static void target_period(const kt_reading *r, const kt_part *part, bool said,
                          const kt_when *when, const kt_claim *like, kt_claim *claim)
{
    if (said && part->before && part->before->known && when->last <= part->first)
        said = false; /* the period of an amount before it */
    if (like)
        claim->period = like->period;
    else if (is_goal_of_month(r))
        claim->period = r->d.period.period;
    else if (said && (!when->later || when->span) && when->known && !is_of_setting(r, when))
        claim->period = when->period;
    else if (r->tongue != 1 && !when->later && whole_year(r))
        claim->period = kt_period_of_year(whole_year(r));
    else if (!said && kt_is_of_poll(r))
        claim->period = r->d.period.period;
    else if (!said && goes_on(r))
        claim->period = r->claim[r->n_claims - 1].period;
    else if (!said && kt_same_goal(r, claim))
        claim->period = kt_same_goal(r, claim)->period;
    else
        claim->no_period = 1;
    claim->no_base = 1;
}

void kt_target_period(const kt_reading *r, const kt_stated *s, const kt_part *part, bool said,
                      const kt_when *when, kt_claim *claim)
{
    const kt_claim *like = told_of_target(r, s, part);
    const int now = r->published.year * 12 + r->published.month - 1;
    kt_when next = *when;
    if (said && when->no_year && r->published.year && when->period.last < now &&
        when->period.last + 12 - now <= 8) {
        next.period.first = (int16_t)(next.period.first + 12); /* "by the end of December" */
        next.period.last = (int16_t)(next.period.last + 12);
        when = &next;
    }
    for (int n = 0; n < r->n_when && r->tongue == 1 && s->kind != KT_AMOUNT_MONEY; n++)
        if (r->when[n].only_year && r->when[n].known && said &&
            when->period.last / 12 < r->published.year &&
            kt_word_at(r, r->when[n].first - 1, "by"))
            when = &r->when[n]; /* "in 2015 they agreed to triple it by 2020" */
    target_period(r, part, said, when, like && !like->no_period ? like : NULL, claim);
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
        claim->no_period =
            !kt_is_of_poll(r) &&
            !is_goal_of_month(r); /* when it was said, unless it was foreseen of it */
        return;
    }
    if (r->tongue == 0 && claim->period.first == claim->period.last && kt_is_announced(r)) {
        claim->no_period = 1; /* "im November hatte er angekündigt": when it was said */
        return;
    }
    if (claim->period.last / 12 < r->published.year && kt_goal_was_set(r)) {
        claim->no_period = 1;
        return;
    }
    const bool just_over = r->tongue == 2 && r->published.month <= 2 && /* not yet counted */
                           claim->period.last / 12 == r->published.year - 1;
    if (claim->period.last / 12 < r->published.year && !just_over && !kt_is_past_goal(r) &&
        !(r->tongue == 0 && kt_is_of_poll(r)))
        claim->kind = claim->target_kind;
}
