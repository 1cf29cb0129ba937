/* when_part.c: the part that a sentence's periods play in it: what is compared with, when it
 * was said, the first end of a range. */
#include "when.h"

#include <string.h>

/* "From June to August", not "from June to 41 billion". */
static bool begins_range(const kt_reading *r, int32_t t)
{
    int year;
    const kt_mark *range = t < r->last ? kt_mark_at(r, t, KT_SENSE_RANGE) : NULL;
    return range &&
           (kt_named_month_at(r, t + range->n) || kt_named_year_at(r, t + range->n, &year));
}

/* "From January to November 2007" is a period of its own. */
static bool joins_months(const kt_reading *r, const kt_when *when)
{
    if (!kt_named_month_at(r, when->first) || when->period.first == when->period.last)
        return false;
    for (int32_t t = when->first + 1; t < when->last; t++)
        if (kt_word_at(r, t, "to") || kt_word_at(r, t, "through") || kt_word_at(r, t, "until"))
            return true;
    return false;
}

/* "К 2024 году он увеличился до 6,9 млрд": what it had come to by then. */
static bool leads_to(const kt_reading *r, int32_t t)
{
    for (; r->tongue == 2 && t < r->last && !kt_sign_at(r, t, ","); t++) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_NUMBER)
            continue;
        return kt_mark_at(r, t + 1, KT_SENSE_SCALE) &&
               (kt_word_at(r, t - 1, "до") || kt_word_at(r, t - 2, "до"));
    }
    return false;
}

/* "Seit Februar", "since May 2020": how far one looks back; "since January" is this year. */
static bool is_reached_from(const kt_reading *r, const kt_when *when)
{
    const int month = kt_named_month_at(r, when->first);
    return r->tongue != 2 && month > 1 && when->period.first == when->period.last &&
           kt_mark_before(r, when->first, KT_SENSE_SINCE);
}

/* "По сравнению с маем сократился на 36%, с июнем 2022 года - на 43%": beside what is
 * compared. */
static bool is_beside(const kt_reading *r, const kt_when *when)
{
    static const char *const endings[] = {"ем", "ём", "том"};
    if (r->tongue != 2 || !kt_word_at(r, when->first - 1, "с") ||
        !kt_named_month_at(r, when->first))
        return false;
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        if (kt_ends_in(kt_token_word(r->tokens, when->first), endings[n]))
            return true;
    return false;
}

/* "Минимумом с августа 2021 года", "рекорда с лета 2023 года". */
static bool is_of_record(const kt_reading *r, const kt_when *when)
{
    static const char *const parts[] = {"начала", "середины", "конца", "весны",
                                        "лета",   "осени",    "зимы"};
    int32_t t = when->first;
    bool part = false;
    for (size_t n = 0; n < sizeof parts / sizeof *parts && !part; n++)
        part = kt_word_at(r, t - 1, parts[n]);
    t -= part;
    const bool month = kt_named_month_at(r, t) && when->period.first == when->period.last;
    return r->tongue == 2 && (month || (part && when->only_year)) &&
           (kt_word_at(r, t - 1, "с") || kt_word_at(r, t - 1, "со")) &&
           kt_mark_within(r, t - 9 > r->first ? t - 9 : r->first, t, KT_SENSE_RECORD);
}

/* "Their highest level in the past year", "the lowest of the last 12 months": how long there
 * was none like it, in English. */
static bool is_span_of_record(const kt_reading *r, const kt_when *when)
{
    enum { NEAR = 4 };
    static const char *const most[] = {"highest",   "lowest",    "largest", "biggest",
                                       "smallest",  "best",      "worst",   "widest",
                                       "steepest",  "sharpest",  "fastest", "slowest",
                                       "narrowest", "strongest", "weakest"};
    static const char *const small[] = {"in", "of", "for", "the"};
    int32_t last = when->first, in;
    while (KT_IS_ONE_OF(r, last, small))
        last++;
    for (in = last; KT_IS_ONE_OF(r, in - 1, small); in--) {
    }
    if (r->tongue != 1 || in == last ||
        !(kt_word_at(r, last, "last") || kt_word_at(r, last, "past")))
        return false;
    for (int32_t t = in - NEAR < r->first ? r->first : in - NEAR; t < in; t++)
        if (KT_IS_ONE_OF(r, t, most))
            return true;
    return false;
}

/* "К 1 августа": by when it had come together, not what it is compared with. */
static bool is_day(const kt_reading *r, int32_t t)
{
    return kt_token_at(r->tokens, t)->kind == KT_TOKEN_NUMBER &&
           kt_token_at(r->tokens, t)->value <= 31;
}

/* "15 Prozent mehr als im ersten Corona-Jahr 2020": words between "than" and the year. */
static bool is_than_in(const kt_reading *r, const kt_when *when)
{
    enum { FAR = 5 };
    for (int32_t p = when->first - 1;
         r->tongue == 0 && when->known && p > r->first && p >= when->first - FAR; p--) {
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD && !kt_sign_at(r, p, "-"))
            return false;
        if (kt_word_at(r, p, "im") || kt_word_at(r, p, "in"))
            return kt_word_at(r, p - 1, "als") &&
                   (kt_word_at(r, p - 2, "mehr") || kt_word_at(r, p - 2, "weniger") ||
                    kt_word_at(r, p - 2, "höher") || kt_word_at(r, p - 2, "niedriger") ||
                    kt_word_at(r, p - 2, "geringer"));
    }
    return false;
}

/* "Comparing the year to May with the same period in 2017, it narrowed": the second of them. */
static bool is_second_compared(const kt_reading *r, const kt_when *when)
{
    if (r->tongue != 1 || !kt_word_at(r, r->first, "comparing"))
        return false;
    for (int32_t t = r->first; t < when->first; t++)
        if (kt_sign_at(r, t, ","))
            return false;
    return (r->n_when > 1 && when > r->when) || kt_mark_before(r, when->first, KT_SENSE_WITH) ||
           kt_mark_before(r, when->first - 1, KT_SENSE_WITH);
}

/* "Gegenüber Chile verzeichnete Peru 2018": a country, not a time, is compared with. */
static bool is_of_country(const kt_reading *r, const kt_mark *base)
{
    const int32_t t = base->first + base->n;
    return kt_mark_at(r, t, KT_SENSE_COUNTRY) ||
           (r->tongue == 0 && kt_mark_at(r, t + 1, KT_SENSE_COUNTRY));
}

/* "По сравнению с маем, а в августе на 30%", "gegenüber Mai, im August um 30": behind the comma
 * that ends what is compared with, one of its own. */
static bool is_other_behind(const kt_reading *r, const kt_when *when, int32_t comma)
{
    static const char *const words[] = {"in", "im", "von", "seit", "for",  "over",
                                        "в",  "во", "с",   "за",   "since"};
    bool ends = false, own = false;
    for (int n = 0; n < r->n_when; n++)
        ends |= r->when[n].last == comma;
    for (int32_t t = comma + 1; t <= when->first && ends; t++)
        own |= KT_IS_ONE_OF(r, t, words);
    return own;
}

static bool is_base(const kt_reading *r, const kt_when *when)
{
    int32_t t = when->first;
    if (is_than_in(r, when) || kt_is_over_fiscal(r, when))
        return true;
    if (r->tongue == 1 && kt_word_at(r, t - 1, "over") && kt_mark_at(r, t, KT_SENSE_SAME) &&
        kt_mark_before(r, t - 1, KT_SENSE_PERCENT))
        return true; /* "increased by 76 % over the same period in 2023" */
    const int32_t on = kt_word_at(r, t - 1, "the") ? t - 2 : t - 1;
    if (r->tongue == 1 && kt_word_at(r, on, "on") &&
        (kt_mark_before(r, on, KT_SENSE_PERCENT) ||
         (kt_mark_at(r, t, KT_SENSE_SAME) &&
          (kt_mark_before(r, on, KT_SENSE_SCALE) || kt_mark_before(r, on, KT_SENSE_CURRENCY)))))
        return true; /* "down 3 % on the first half of 2022" */
    const bool so_far = when->only_year && kt_period_year(when->period) == r->published.year;
    for (int32_t p = t; when->only_year && !so_far && r->tongue != 2 &&
                        p > t - (r->tongue == 1 ? 12 : 8) && p > r->first;
         p--) {
        if (kt_mark_before(r, p, KT_SENSE_SINCE))
            return true; /* a range up to now: no period of a figure */
        if (kt_token_at(r->tokens, p - 1)->kind != KT_TOKEN_WORD && !kt_sign_at(r, p - 1, "-"))
            break; /* "since mid-2011" */
    }
    if (when->only_year && !so_far && kt_mark_before(r, t, KT_SENSE_SINCE))
        return true;
    if (r->tongue == 0 && (when->ago || when->only_year) &&
        (kt_word_at(r, t - 1, "des") || kt_word_at(r, t - 1, "von") ||
         kt_word_at(r, t - 1, "vor")) &&
        (kt_word_at(r, t - 2, "wert") || kt_word_at(r, t - 2, "niveau")))
        return true; /* "übertraf den Wert des Vorjahreszeitraums um" */
    if (r->tongue == 1 && when->only_year && kt_word_at(r, t - 1, "the") &&
        (kt_mark_before(r, t - 1, KT_SENSE_TIMES_WORD) ||
         kt_mark_before(r, t - 1, KT_SENSE_TIMES)))
        return true; /* "four times the 2003 figure" */
    if (r->tongue == 1 && kt_mark_before(r, t, KT_SENSE_FROM) && !kt_word_at(r, t - 1, "of") &&
        !begins_range(r, when->last) && !joins_months(r, when) &&
        (kt_mark_within(r, r->first, t, KT_SENSE_UP) ||
         kt_mark_within(r, r->first, t, KT_SENSE_DOWN)) &&
        (kt_mark_at(r, t, KT_SENSE_REL_YEAR) || kt_mark_at(r, t, KT_SENSE_REL_MONTH) ||
         kt_mark_at(r, t, KT_SENSE_SAME) || kt_mark_at(r, t, KT_SENSE_MONTH) ||
         when->only_year))
        return true; /* "up 5 % from the previous month" */
    if (r->tongue == 2 && (kt_word_at(r, t, "к") || kt_word_at(r, t, "по")) &&
        kt_mark_at(r, t, KT_SENSE_SAME))
        return true; /* "вырос к аналогичному периоду 2018 года на 4 % и составил" */
    if (when->only_year && when->known && r->published.year && !is_day(r, t) &&
        when->period.last / 12 < r->published.year && !leads_to(r, when->last) &&
        (kt_word_at(r, t - 1, "к") || kt_word_at(r, t - 1, "on") || kt_word_at(r, t - 1, "zu")))
        return true; /* "на 4,3% к 2022-му" */
    if (when->known && kt_word_at(r, t - 1, "к") && !is_day(r, t) && !leads_to(r, when->last) &&
        r->published.year &&
        when->period.last < r->published.year * 12 + r->published.month - 1)
        return true; /* "на 26,7% к январю 2025 года" */
    if (is_of_record(r, when) || is_span_of_record(r, when) || kt_is_level_of_base(r, when))
        return true;
    if (is_reached_from(r, when) || kt_is_since_event(r, when) || is_beside(r, when) ||
        is_second_compared(r, when))
        return true;
    bool comma = false;
    for (int n = 0; n < 8 && t > r->first; n++, t--) {
        const kt_mark *base = kt_mark_before(r, t, KT_SENSE_BASE);
        if (r->tongue == 1 && base && kt_word_at(r, t - 1, "year") &&
            (kt_word_at(r, t, "in") || kt_word_at(r, t, "during")))
            return false; /* "7 % on the year in May" */
        if (base && is_of_country(r, base))
            return false;
        if (base && (r->tongue != 1 || !kt_word_at(r, base->first, "the") ||
                     (base->first > r->first && !kt_sign_at(r, base->first - 1, ";"))))
            return true; /* "по сравнению с", "than"; not "The figure for 2017 was" */
        const kt_token *token = kt_token_at(r->tokens, t - 1);
        if (kt_sign_at(r, t - 1, ",") && !comma && n > 0) {
            if (is_other_behind(r, when, t - 1))
                return false;
            comma = true;
            continue;
        }
        if (token->kind != KT_TOKEN_WORD ||
            (token->size > (r->tongue ? 14 : 24) && r->tongue != 2))
            return false;
        if (kt_mark_at(r, t - 1, KT_SENSE_GROW) || kt_mark_at(r, t - 1, KT_SENSE_FRACTION) ||
            kt_mark_at(r, t - 1, KT_SENSE_TIMES_WORD) || kt_mark_at(r, t - 1, KT_SENSE_TIMES))
            return false; /* "more than doubled in 2018", "by more than a third" */
        if (kt_mark_at(r, t - 1, KT_SENSE_SCALE) || kt_mark_at(r, t - 1, KT_SENSE_CURRENCY) ||
            kt_mark_at(r, t - 1, KT_SENSE_PERCENT) ||
            (kt_mark_at(r, t - 1, KT_SENSE_RISE_TO) && !kt_word_at(r, t - 1, "reached") &&
             !kt_word_at(r, t - 1, "was") && !kt_word_at(r, t - 1, "were")) ||
            kt_mark_at(r, t - 1, KT_SENSE_UP) || kt_mark_at(r, t - 1, KT_SENSE_DOWN) ||
            kt_mark_at(r, t - 1, KT_SENSE_TURNOVER) || kt_mark_at(r, t - 1, KT_SENSE_EXPORT) ||
            kt_mark_at(r, t - 1, KT_SENSE_IMPORT))
            return false;
    }
    return false;
}

/* "A rise of 6.4 billion over the surprisingly low September deficit", "down 1 billion from the
 * sharp surge in September": what a month's figure is held against, in English. */
static bool is_held_against(const kt_reading *r, const kt_when *when)
{
    enum { FAR = 7 };
    static const char *const nouns[] = {"level", "figure",  "high",      "low",  "peak",
                                        "total", "reading", "pace",      "sum",  "gap",
                                        "surge", "slump",   "shortfall", "spike"};
    static const kt_sense flows[] = {KT_SENSE_DEFICIT, KT_SENSE_SURPLUS, KT_SENSE_BALANCE,
                                     KT_SENSE_UP, KT_SENSE_DOWN};
    bool noun = false;
    if (r->tongue != 1 || when->period.first != when->period.last)
        return false;
    for (int32_t t = when->last; t >= r->first && t > when->first - FAR; t--) {
        if (t < when->first && (kt_word_at(r, t, "over") || kt_word_at(r, t, "from")))
            return noun && (kt_mark_before(r, t, KT_SENSE_PERCENT) ||
                            kt_mark_before(r, t, KT_SENSE_SCALE) ||
                            kt_mark_before(r, t, KT_SENSE_CURRENCY));
        noun |= KT_IS_ONE_OF(r, t, nouns);
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
            noun |= kt_mark_at(r, t, flows[n]) != NULL;
        const kt_token *token = kt_token_at(r->tokens, t);
        if (t < when->first &&
            (token->kind != KT_TOKEN_WORD || (token->flags & KT_TOKEN_CAPITAL)))
            return false;
    }
    return false;
}

/* "The downward path that began in July last year": since when, not of when. */
static bool is_beginning(const kt_reading *r, const kt_when *when)
{
    static const char *const words[] = {"began",   "begun",    "beginning",
                                        "started", "starting", "launched"};
    if (r->tongue != 1 || !kt_word_at(r, when->first - 1, "in") ||
        kt_sign_at(r, when->last, ","))
        return false;
    return KT_IS_ONE_OF(r, when->first - 2, words);
}

/* "Meldete Anfang März", "in mid-March": a day, and figures are of whole months. */
static bool is_about_day(const kt_reading *r, const kt_when *when)
{
    static const char *const words[] = {"anfang", "mitte",  "early",
                                        "mid",    "начале", "середине"};
    static const char *const ends[] = {"bis", "seit", "ab", "since", "from", "to", "until"};
    const int32_t t = when->first - 1 - kt_sign_at(r, when->first - 1, "-");
    bool day = !when->only_year && when->period.first == when->period.last &&
               kt_named_month_at(r, when->first);
    for (size_t n = 0; n < sizeof ends / sizeof *ends; n++)
        day &= !kt_word_at(r, t - 1, ends[n]);
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (day && kt_word_at(r, t, words[n]))
            return true;
    return false;
}

/* "The agreement, which came into force in May 2016", "signed in 2012", "Vision 2030": when
 * something else than trade began, and names with a year. */
static bool is_of_event(const kt_reading *r, const kt_when *when)
{
    static const char *const done[] = {"force",    "effect",   "signed",        "inaugurated",
                                       "ratified", "kraft",    "unterzeichnet", "ratifiziert",
                                       "силу",     "подписан", "подписанного",  "подписанное"};
    static const char *const names[] = {"vision",    "agenda",    "expo",
                                        "horizon",   "roadmap",   "strategy",
                                        "programme", "стратегия", "экспо"};
    int32_t t = when->first - 1;
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        if (when->only_year && t >= r->first && kt_word_at(r, t, names[n]) &&
            (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL))
            return true;
    static const char *const before[] = {"in", "on", "since", "im", "am", "seit", "в", "the"};
    bool found = true;
    for (int k = 0; k < 2 && found; k++) {
        found = false;
        for (size_t n = 0; n < sizeof before / sizeof *before; n++)
            found |= t > r->first && kt_word_at(r, t, before[n]);
        t -= found;
    }
    for (size_t n = 0; n < sizeof done / sizeof *done; n++)
        if (t < when->first - 1 && t >= r->first && kt_word_at(r, t, done[n]))
            return !kt_is_behind_when(r, t);
    return false;
}

static void drop_times_of_saying(kt_reading *r)
{
    int kept = 0;
    for (int n = 0; n < r->n_when; n++)
        if (!kt_is_of_saying(r, &r->when[n]) && !is_about_day(r, &r->when[n]) &&
            !is_of_event(r, &r->when[n]) && !kt_is_time_of_event(r, &r->when[n]))
            r->when[kept++] = r->when[n];
    r->n_when = kept;
}

/* "First-quarter exports added up to 4 billion in 2019": of that year. */
static void join_year(kt_reading *r)
{
    kt_when *part = &r->when[0], *year = &r->when[1];
    int named;
    if (r->tongue != 1 || r->n_when != 2 || !part->no_year || !year->only_year ||
        !kt_named_year_at(r, year->first, &named) || !kt_word_at(r, year->first - 1, "in") ||
        kt_sign_at(r, part->last, ",") || /* "In May, trade fell, having grown in 2019" */
        !(kt_mark_within(r, part->last, part->last + 3, KT_SENSE_EXPORT) ||
          kt_mark_within(r, part->last, part->last + 3, KT_SENSE_IMPORT) ||
          kt_mark_within(r, part->last, part->last + 3, KT_SENSE_TURNOVER)))
        return;
    const int first = part->period.first % 12, last = part->period.last % 12;
    part->period = kt_period_of_months(kt_period_year(year->period), first + 1, last + 1);
    part->known = 1;
    r->n_when = 1;
}

/* "Nach den im vergangenen Monat veröffentlichten Zahlen": when something came out. */
static bool is_of_publishing(const kt_reading *r, const kt_when *when)
{
    static const char *const words[] = {"veröffentlicht", "publiziert", "vorgelegt",
                                        "erschienen", "bekanntgegeben"};
    const char *word = kt_token_word(r->tokens, when->last);
    if (r->tongue == 0 && kt_word_at(r, when->last, "als") &&
        kt_word_at(r, when->last + 1, "vergleichsjahr"))
        return true; /* "wählten 2021 als Vergleichsjahr" */
    for (size_t n = 0; n < sizeof words / sizeof *words && when->last < r->last; n++)
        if (strncmp(word, words[n], strlen(words[n])) == 0)
            return r->tongue == 0;
    return false;
}

/* "Unter den 2014 verhängten Sanktionen", "das im Mai geschlossene Abkommen": the time of
 * something else than trade, between an article and a participle. In German. */
static bool is_of_attribute(const kt_reading *r, const kt_when *when)
{
    enum { SHORTEST = 8 }; /* "verhängten", not "gute" */
    static const char *const articles[] = {"der", "die", "das", "den", "dem", "des"};
    static const char *const endings[] = {"ten", "te",   "tes",  "ter",  "tem",
                                          "ene", "enen", "enes", "ener", "enem"};
    static const kt_sense trade[] = {KT_SENSE_UP,      KT_SENSE_DOWN,     KT_SENSE_EXPORT,
                                     KT_SENSE_IMPORT,  KT_SENSE_TURNOVER, KT_SENSE_SURPLUS,
                                     KT_SENSE_DEFICIT, KT_SENSE_BALANCE,  KT_SENSE_FOREIGN,
                                     KT_SENSE_GOODS,   KT_SENSE_SHARE,    KT_SENSE_PRODUCT,
                                     KT_SENSE_SELL,    KT_SENSE_BUY};
    const int32_t t = when->last;
    const kt_token *next = t < r->last ? kt_token_at(r->tokens, t) : NULL;
    bool article = false, participle = false;
    if (r->tongue != 0 || !next || next->kind != KT_TOKEN_WORD ||
        (next->flags & KT_TOKEN_CAPITAL))
        return false;
    const int32_t behind = when->first - (kt_mark_before(r, when->first, KT_SENSE_IN) != NULL);
    for (size_t n = 0; n < sizeof articles / sizeof *articles; n++)
        article |= kt_word_at(r, behind - 1, articles[n]);
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        participle |= kt_ends_in(kt_token_word(r->tokens, t), endings[n]) &&
                      (when->only_year || next->size >= SHORTEST);
    for (size_t n = 0; n < sizeof trade / sizeof *trade; n++)
        participle &= !kt_mark_at(r, t, trade[n]) && !kt_mark_at(r, t + 1, trade[n]);
    return article && participle && t + 1 < r->last &&
           (kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_CAPITAL);
}

/* "At the beginning of this year", not "since the beginning". */
static bool is_at_beginning(const kt_reading *r, const kt_when *when)
{
    static const char *const words[] = {"beginning", "start"};
    const int32_t t = when->first + kt_word_at(r, when->first, "the");
    return r->tongue == 1 && when->only_year && KT_IS_ONE_OF(r, t, words) &&
           kt_word_at(r, when->first - 1, "at");
}

/* "Zu Jahresbeginn", in a report of the first months of the year: those. */
static void widen_beginning(kt_reading *r)
{
    const kt_period report = r->d.report;
    for (int n = 0; n < r->n_when && r->tongue != 2 && r->d.has_report; n++) {
        const kt_when *when = &r->when[n];
        if (is_at_beginning(r, when) && when->period.first == report.first &&
            report.last < when->period.last)
            r->when[n].period = report;
        if (r->tongue != 0)
            continue;
        const char *word = kt_token_word(r->tokens, when->last - 1);
        if (strncmp(word, "jahres", 6) == 0 && when->period.first == when->period.last &&
            when->period.first == report.first && report.last - report.first < 11)
            r->when[n].period = report;
    }
}

static void drop_publishing(kt_reading *r)
{
    int kept = 0;
    for (int n = 0; n < r->n_when; n++)
        if (!is_of_publishing(r, &r->when[n]) && !is_of_attribute(r, &r->when[n]))
            r->when[kept++] = r->when[n];
    r->n_when = kept;
}

/* "In the previous year, exports rose by 3 percent": the rate is of that year, in English. */
static void settle_opening(kt_reading *r)
{
    kt_when *when = &r->when[0];
    if (r->tongue == 1 && r->n_when > 0 && when->ago && when->known &&
        kt_mark_at(r, when->first, KT_SENSE_REL_YEAR) && when->first <= r->first + 1 &&
        (when->first == r->first || kt_word_at(r, r->first, "in")) &&
        kt_sign_at(r, when->last, ",")) {
        when->ago = 0;
        when->earlier = 1; /* what follows is of the report's period again */
    }
}

void kt_settle_periods(kt_reading *r)
{
    settle_opening(r);
    drop_publishing(r);
    widen_beginning(r);
    join_year(r);
    for (int n = 0; n < r->n_when; n++)
        r->when[n].base =
            !r->when[n].span && (is_base(r, &r->when[n]) || is_beginning(r, &r->when[n]) ||
                                 is_held_against(r, &r->when[n]));
    drop_times_of_saying(r);
    for (int n = 0; n + 1 < r->n_when; n++) /* "since 2009 and 2015" */
        if (r->when[n].base && r->when[n].only_year && r->when[n + 1].only_year &&
            r->when[n + 1].first - r->when[n].last == 1 &&
            (kt_sign_at(r, r->when[n].last, ",") ||
             kt_mark_at(r, r->when[n].last, KT_SENSE_AND)))
            r->when[n + 1].base = 1;
    for (int n = 0; n < r->n_when; n++) /* "rose by 15 % over May to 25 billion" */
        if (r->tongue == 1 && r->when[n].period.first == r->when[n].period.last &&
            r->when[n].known && kt_word_at(r, r->when[n].first - 1, "over") &&
            kt_mark_before(r, r->when[n].first - 1, KT_SENSE_PERCENT))
            r->when[n].base = 1;
    for (int n = 0; n + 1 < r->n_when; n++) /* "rose in June 2022 by 38 % for June 2021" */
        if (r->tongue == 1 && kt_word_at(r, r->when[n + 1].first - 1, "for") &&
            kt_mark_before(r, r->when[n + 1].first - 1, KT_SENSE_PERCENT) &&
            r->when[n].period.last - r->when[n + 1].period.last == 12 && r->when[n].known)
            r->when[n + 1].base = 1;
    for (int n = 0; n + 1 < r->n_when; n++) { /* between 2017 and 2019, von 2017 bis 2019 */
        kt_when *from = &r->when[n], *to = &r->when[n + 1];
        if (from->only_year && to->only_year && to->first - from->last == 1 &&
            kt_mark_at(r, from->last, KT_SENSE_RANGE) && from->period.first < to->period.first)
            from->base = 1;
    }
}
