/* claim_earlier.c: the period of an amount that is told to compare with: "from 1.5 to 1.25
 * billion", "to 97 million from 76 million last year", "im letzten Jahr" in a report of
 * months. */
#include "claim_kind.h"
#include "when.h"

/* "Von 1,5 Milliarden auf 1,25": in German nothing else parts the two, not "ein Defizit von 1,5
 * Milliarden, nach 1,25". */
static bool leads_to(const kt_reading *r, const kt_stated *s, const kt_stated *next)
{
    for (int32_t t = s->last; t < next->first; t++)
        if (kt_word_at(r, t, "auf") && !kt_sign_at(r, t + 1, ","))
            return true; /* not the end of "wies ein Defizit auf, ..." */
    return r->tongue != 0;
}

/* The first of two levels: "fell from 1.5 billion to 1.25 billion". */
bool kt_is_moved_from(const kt_reading *r, const kt_stated *s)
{
    int cost;
    const kt_mark *from = kt_mark_before(r, s->first, KT_SENSE_FROM);
    const bool share =
        s->kind == KT_AMOUNT_PERCENT && !s->by &&
        (r->tongue == 2 || (kt_word_at(r, s->first - 1, r->tongue == 1 ? "from" : "von") &&
                            kt_mark_within(r, r->first, s->first, KT_SENSE_SHARE)));
    if (!from || (s->kind != KT_AMOUNT_MONEY && !share) || kt_sign_at(r, s->last, "(") ||
        kt_word_at(r, from->first, "of"))
        return false;
    for (int n = 0; n + 1 < r->n_stated; n++)
        if (r->stated[n].first == s->first && r->stated[n + 1].kind == s->kind &&
            r->stated[n + 1].first - s->last <= 3 && leads_to(r, s, &r->stated[n + 1]) &&
            (kt_claim_direction(r, s, r->first, r->last, &cost) != 0 ||
             (r->tongue == 0 && kt_mark_within(r, r->first, r->last, KT_SENSE_GROW))))
            return true;
    return false;
}

/* "Fiel von Platz 15 auf Platz 23": the place of the year before, in German. */
static bool is_left_place(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 0 && s->kind == KT_AMOUNT_RANK && s >= r->stated &&
           s + 1 < r->stated + r->n_stated && s[1].kind == KT_AMOUNT_RANK &&
           kt_word_at(r, s->first - 1, "von") && kt_word_at(r, s[1].first - 1, "auf") &&
           s[1].first - s->last <= 2;
}

/* "Доля выросла до 31% с 4%": what the share had been, in Russian. */
static bool is_share_before(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 2 && s->kind == KT_AMOUNT_PERCENT && !s->by && s > r->stated &&
           s < r->stated + r->n_stated && s[-1].kind == KT_AMOUNT_PERCENT && !s[-1].by &&
           s->first - s[-1].last == 1 && kt_word_at(r, s->first - 1, "с") &&
           kt_word_at(r, s[-1].first - 1, "до");
}

/* "Lower than last year's 16.6 billion", "down 4 percent from the previous year's 17 billion".
 */
static bool is_against_last_years(const kt_reading *r, const kt_stated *s)
{
    static const char *const words[] = {"last", "previous", "prior", "preceding"};
    static const char *const against[] = {"from", "over", "on"};
    const int32_t t = s->first - 4, before = t - kt_word_at(r, t - 1, "the");
    return kt_word_at(r, s->first - 1, "s") && kt_word_at(r, s->first - 3, "year") &&
           KT_IS_ONE_OF(r, t, words) &&
           (KT_IS_ONE_OF(r, before - 1, against) || kt_mark_at(r, t, KT_SENSE_BASE_YEAR) ||
            kt_mark_before(r, t, KT_SENSE_BASE) || kt_mark_before(r, before, KT_SENSE_BASE));
}

/* "Surged by 18 per cent year-on-year from 5.1 billion": what it rose from, told of a year. */
static bool is_whence(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    if (r->tongue == 1 && s->kind == KT_AMOUNT_MONEY && is_against_last_years(r, s) &&
        when->last < s->first - 4)
        return true;
    if (r->tongue == 1 && s->kind == KT_AMOUNT_MONEY && kt_word_at(r, s->first - 1, "of") &&
        (kt_word_at(r, s->first - 2, "figure") || kt_word_at(r, s->first - 2, "level")) &&
        kt_word_at(r, s->first - 3, "year") && when->first < s->first - 4 &&
        (kt_word_at(r, s->first - 4, "previous") || kt_word_at(r, s->first - 4, "last")))
        return true; /* "27 % over the previous year figure of 2.7 billion" */
    if (r->tongue == 0 || s->kind != KT_AMOUNT_MONEY || s <= r->stated ||
        !(kt_word_at(r, s->first - 1, "from") || kt_word_at(r, s->first - 1, "с")) ||
        s[-1].kind == KT_AMOUNT_RANK || when->first >= s->last)
        return false;
    const kt_mark *over = kt_mark_at(r, s->last, KT_SENSE_BASE_YEAR);
    if (r->tongue == 1 && over && over->first == s->last && s->first - s[-1].last <= 7)
        return true; /* "to 13 billion from 9 billion over the previous year" */
    const int32_t up = s[-1].first - 1 - kt_word_at(r, s[-1].first - 1, "by");
    if (r->tongue == 1 && s[-1].kind == KT_AMOUNT_PERCENT && s->first - s[-1].last == 1 &&
        (kt_word_at(r, up, "up") || kt_word_at(r, up, "down")) &&
        (s->last >= r->last || kt_sign_at(r, s->last, ".") || kt_sign_at(r, s->last, ",")))
        return true;                   /* "10.97 billion, up 3.9 percent from 10.56 billion." */
    if (s[-1].kind == KT_AMOUNT_MONEY) /* "до 11 млрд с 3,6 млрд" */
        return s->first - s[-1].last == 1 && r->tongue == 2;
    const int32_t from = s[-1].first - 3 > r->first ? s[-1].first - 3 : r->first;
    return s->first - s[-1].last <= 7 && kt_mark_within(r, from, s->first, KT_SENSE_BASE_YEAR);
}

/* "До 31 млрд по сравнению с 27 млрд": what it had been before, with no period of its own. */
static bool is_compared(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    return r->tongue == 2 && s->kind == KT_AMOUNT_MONEY && s > r->stated &&
           s < r->stated + r->n_stated && s[-1].kind == KT_AMOUNT_MONEY &&
           s->first - s[-1].last <= 4 && kt_mark_before(r, s->first, KT_SENSE_BASE) &&
           when->last <= s[-1].first && !when->base && !kt_is_beside_partners(r, s);
}

/* "Stood at 820 billion, down from 768 billion": what was before, and no period beside it. */
static bool is_down_from(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    if (r->tongue == 1 && s->kind == KT_AMOUNT_MONEY && s > r->stated &&
        s < r->stated + r->n_stated && s[-1].kind == KT_AMOUNT_PERCENT &&
        s->first == s[-1].last + 1 && kt_word_at(r, s[-1].last, "from") &&
        when->first < s->last && !kt_mark_at(r, s->last, KT_SENSE_IN))
        return true; /* "up 3.9 percent from $10.56 billion" */
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY || s <= r->stated ||
        s >= r->stated + r->n_stated || !kt_is_behind_from(r, s->first - 1) ||
        s[-1].kind != KT_AMOUNT_MONEY || when->first >= s->last)
        return false;
    const bool behind = when->first >= s[-1].last && when->first - s[-1].last <= 1;
    const int32_t from = behind ? when->last : s[-1].last; /* "820 in 2018, up from 768" */
    if (s->first - from > 4 || (when->last > s[-1].last && !behind))
        return false;
    return kt_mark_within(r, s[-1].last, s->first, KT_SENSE_UP) ||
           kt_mark_within(r, s[-1].last, s->first, KT_SENSE_DOWN) || s->first - from == 1;
}

/* "Rose to 25.5 billion compared to 24.5 billion", "5 billion against 4 billion": what it was
 * the year before, unless it is of the other flow. */
static bool is_compared_with(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    enum { FARTHEST = 7 }; /* "in 2018 as compared to" */
    const kt_mark *base = NULL;
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY || s <= r->stated ||
        s >= r->stated + r->n_stated || s[-1].kind != KT_AMOUNT_MONEY ||
        s->first - s[-1].last > FARTHEST || when->last > s->first || when->base)
        return false;
    for (int32_t t = s[-1].last; t < s->first && !base; t++)
        base = kt_mark_at(r, t, KT_SENSE_BASE);
    return base && !kt_mark_within(r, s[-1].last, s->first, KT_SENSE_EXPORT) &&
           !kt_mark_within(r, s[-1].last, s->first, KT_SENSE_IMPORT) &&
           !kt_mark_within(r, s[-1].last, s->first, KT_SENSE_COUNTRY) &&
           !kt_mark_within(r, s->last, s->last + 3, KT_SENSE_COUNTRY) &&
           !kt_mark_within(r, s->last, s->last + 2, KT_SENSE_EXPORT) &&
           !kt_mark_within(r, s->last, s->last + 2, KT_SENSE_IMPORT) && /* "in imports" */
           !kt_mark_at(r, s->last, KT_SENSE_TO) && !kt_mark_at(r, s->last, KT_SENSE_WITH);
}

/* "С 2015 по 2024 год", "zwischen 2010 und 2018", "from 2010 to 2018". */
static bool is_range(const kt_reading *r, const kt_when *from, const kt_when *to)
{
    static const struct {
        const char *before, *join;
    } ranges[] = {
        {"с", "по"}, {"between", "and"}, {"from", "to"}, {"zwischen", "und"}, {"von", "bis"}};
    if (kt_sign_at(r, from->last, "-") && from->period.first < to->period.first)
        return from->only_year && to->only_year && to->first - from->last == 1; /* "2010-16" */
    for (size_t n = 0; n < sizeof ranges / sizeof *ranges; n++)
        if (kt_word_at(r, from->first - 1, ranges[n].before) &&
            kt_word_at(r, from->last, ranges[n].join))
            return from->only_year && to->only_year && to->first - from->last == 1;
    return false;
}

/* "В период с 2015 по 2024 год выросла с 8 до 13 %", "rose from 5 to 7 billion between 2015 and
 * 2024": the first is of the first year. */
static bool take_first_of_range(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    for (int n = 0; n + 1 < r->n_when && kt_is_moved_from(r, s); n++) {
        const kt_when *from = &r->when[n], *to = from + 1;
        if (is_range(r, from, to) && to->period.last == when->period.last) {
            when->period = from->period;
            when->earlier = 1;
            return true;
        }
    }
    return false;
}

/* "From 1.5 to 1.25 billion": the first is the year before's. */
/* "Im zweiten Quartal gegenüber dem Vorquartal", in German. */
bool kt_names_quarter_before(const kt_reading *r, const kt_when *when)
{
    bool named = false;
    for (int32_t t = r->first; t < r->last && r->tongue == 0; t++)
        named |= kt_word_at(r, t, "vorquartal") || kt_word_at(r, t, "vorquartals");
    return named && when->period.last - when->period.first == 2;
}

void kt_count_back(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    if (take_first_of_range(r, s, when) || kt_is_each_against(r, s))
        return;
    const bool past =
        r->tongue == 0 && kt_word_at(r, s->first - 1, "zuvor") &&
        (kt_word_at(r, s->first - 2, "von") || kt_word_at(r, s->first - 2, "nach"));
    if (!(kt_is_moved_from(r, s) || past || is_share_before(r, s) || is_left_place(r, s) ||
          is_whence(r, s, when) || is_down_from(r, s, when) || is_compared(r, s, when) ||
          is_compared_with(r, s, when)) ||
        (when->base && when->only_year) ||
        (when->first >= s->last && when->first <= s->last + 1))
        return;
    const int back = r->d.base_is_month && when->period.first == when->period.last ? 1
                     : kt_names_quarter_before(r, when)                            ? 3
                                                                                   : 12;
    when->period.first = (int16_t)(when->period.first - back);
    when->period.last = (int16_t)(when->period.last - back);
    when->earlier = 1;
}

/* "Higher than the previous month's 4.39 billion". */
static void take_last_months(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    for (int n = 0; n < r->n_when && r->tongue == 1 && s->kind == KT_AMOUNT_MONEY; n++) {
        const kt_mark *month = kt_mark_at(r, r->when[n].first, KT_SENSE_REL_MONTH);
        const int32_t last = r->when[n].last + (kt_sign_at(r, r->when[n].last, "'") ? 2 : 0);
        if (month && last == s->first && r->when[n].known &&
            kt_mark_within(r, s->first - 7, s->first, KT_SENSE_BASE)) {
            *when = r->when[n];
            when->ago = 1;
        }
    }
}

/* "Rose to 97 million from 76 million last year", in a report of months: the same months of
 * last year. */
static void narrow_last_year(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    const kt_mark *from = kt_mark_within(r, s->first - 4, s->first, KT_SENSE_BASE);
    const kt_mark *year = kt_mark_at(r, when->first, KT_SENSE_REL_YEAR);
    const int32_t over = r->tongue == 1 && kt_word_at(r, s->last, "over") ? 2 : 0;
    const bool since = r->tongue == 2 &&
                       (kt_word_at(r, s->first - 1, "с") || kt_word_at(r, s->first - 1, "со"));
    if (s->kind != KT_AMOUNT_MONEY || !when->only_year || !year || when->first < s->last ||
        when->first > s->last + 1 + over ||
        (!from && !since && !kt_word_at(r, s->first - 1, "from") &&
         !(kt_word_at(r, s->first - 1, "the") && kt_word_at(r, s->first - 2, "from"))))
        return;
    const kt_when *now = NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && !r->when[n].only_year && !r->when[n].base && !r->when[n].ago)
            now = &r->when[n];
    if (!now && r->d.has_period && !r->d.period.only_year)
        now = &r->d.period;
    const int back = now ? now->period.last / 12 - when->period.last / 12 : -1;
    if (back != 1 &&
        !(back == 0 && r->tongue == 1 && /* told in January of last year's months */
          when->period.last / 12 == r->published.year - 1 &&
          now->period.last >= r->published.year * 12 - 3))
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
    const bool label = kt_sign_at(r, s->first - 1, ":") && when->last == s->first - 1;
    if (r->tongue != 0 || s->kind != KT_AMOUNT_MONEY || !in_array || !when->only_year ||
        !year || !(label || (when->first >= s->last && when->first <= s->last + 1)) ||
        !r->d.has_period || r->d.period.only_year)
        return;
    const bool from = kt_word_at(r, s->first - 1, "von") && s + 1 < end &&
                      kt_word_at(r, s[1].first - 1, "auf");
    const bool to = s > r->stated && kt_word_at(r, s->first - 1, "auf") &&
                    kt_word_at(r, s[-1].first - 1, "von");
    bool aside = label || (kt_sign_at(r, s->first - 1, "(") && kt_sign_at(r, when->last, ")"));
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

/* "За десять месяцев этого года 3,3 млрд против 7,3 млрд в 2021 году", "compared with 7.3
 * billion in 2021": the same months. */
static void narrow_against(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    const kt_when *now = NULL;
    static const char *const words[] = {"против", "against", "versus"};
    const bool behind = s->kind == KT_AMOUNT_MONEY && when->only_year && when->known &&
                        when->first >= s->last && when->first <= s->last + 1;
    if (!behind || kt_word_at(r, when->last, "as") || /* "in 2019 as a whole" */
        !(KT_IS_ONE_OF(r, s->first - 1, words) ||
          (kt_mark_before(r, s->first, KT_SENSE_BASE) && s > r->stated &&
           s < r->stated + r->n_stated && s[-1].kind == KT_AMOUNT_MONEY)))
        return;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && !r->when[n].base && !r->when[n].ago &&
            r->when[n].last <= s->first)
            now = &r->when[n];
    if (!now && r->d.has_period && kt_is_last_claim(r, s - 1, &r->d.period.period))
        now = &r->d.period;
    const int years = now ? now->period.last / 12 - when->period.last / 12 : 0;
    if (!now || now->only_year || years <= 0 || kt_is_of_whole_year(r, s, now->period))
        return;
    when->period = (kt_period){(int16_t)(now->period.first - 12 * years),
                               (int16_t)(now->period.last - 12 * years)};
    when->only_year = 0;
    when->ago = 1;
}

/* "В январе-феврале дефицит составил 731 млн против показателя 2015 года, который был 255 млн":
 * the same months of that year. */
static void narrow_base(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    const kt_when *now = NULL;
    if (r->tongue != 2 || s->kind != KT_AMOUNT_MONEY || !when->base || !when->only_year ||
        !when->known || when->last > s->first || kt_word_at(r, when->first - 1, "весь"))
        return; /* "чем за весь 2018 год (5 млрд)" */
    for (int n = 0; n < r->n_when && r->when[n].first < when->first; n++)
        if (r->when[n].known && !r->when[n].only_year && !r->when[n].base && !r->when[n].ago)
            now = &r->when[n];
    const int years = now ? now->period.last / 12 - when->period.last / 12 : 0;
    if (years <= 0)
        return;
    when->period = (kt_period){(int16_t)(now->period.first - 12 * years),
                               (int16_t)(now->period.last - 12 * years)};
    when->only_year = 0;
}

void kt_narrow_years(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    narrow_base(r, s, when);
    take_last_months(r, s, when);
    narrow_against(r, s, when);
    narrow_last_year(r, s, when);
    narrow_years(r, s, when);
    narrow_relative_years(r, s, when);
    kt_narrow_come_to(r, s, when);
    kt_narrow_beside_same(r, s, when);
}

void kt_turn_base(const kt_reading *r, kt_claim *claim, kt_when *when)
{
    const kt_period base = claim->base_period, now = claim->period;
    if (r->tongue != 1 || claim->kind != KT_CLAIM_GROWTH || claim->no_base ||
        claim->no_period || base.last - now.last != 12 || base.first - now.first != 12 ||
        (r->published.year && base.last / 12 > r->published.year))
        return;
    claim->period = when->period = base;
    claim->base_period = now;
}

/* "Up by 21 % compared to the same period last year, which amounted to 1.6 billion". */
static bool tells_of_year_before(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 5 };
    for (int32_t t = s->first - 1; t > r->first && t >= s->first - FAR; t--) {
        if (!kt_word_at(r, t, "which") && !kt_word_at(r, t, "when"))
            continue;
        const int32_t end = t - kt_sign_at(r, t - 1, ",");
        return s->kind == KT_AMOUNT_MONEY && kt_mark_before(r, end, KT_SENSE_BASE_YEAR);
    }
    return false;
}

/* "По сравнению с аналогичным периодом прошлого года (41 млн)": what was then. */
bool kt_is_of_year_before(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    const kt_mark *base = kt_mark_before(r, s->first - 1, KT_SENSE_BASE_YEAR);
    if (r->tongue == 1)
        return !when->base && !when->ago && tells_of_year_before(r, s);
    if (r->tongue == 0) /* "gegenüber dem Jahr davor (141,9 Milliarden)" */
        return kt_is_before_told_year(r, s, when) ||
               (s->kind == KT_AMOUNT_MONEY && kt_sign_at(r, s->first - 1, "(") && base &&
                when->last <= base->first && !when->base);
    const bool share = s->kind == KT_AMOUNT_PERCENT && !s->by && !s->sign &&
                       kt_mark_within(r, r->first, s->first, KT_SENSE_SHARE);
    return r->tongue == 2 && (s->kind == KT_AMOUNT_MONEY || share) &&
           kt_sign_at(r, s->first - 1, "(") &&
           (base || kt_mark_before(r, s->first - 2, KT_SENSE_BASE_YEAR)); /* "показателя" */
}

/* "Um 58 Prozent weniger als von Januar bis April 2021. Damals waren es 8,4 Milliarden": of
 * what the last rate was measured against. */
bool kt_is_of_then(const kt_reading *r, kt_when *when)
{
    static const char *const words[] = {"damals", "seinerzeit"};
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    bool then = false;
    for (int32_t t = r->first; t < r->last && r->tongue == 0; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            then |= kt_word_at(r, t, words[n]);
    if (last && last->no_base && r->n_claims > 1) /* the rate stands before its level */
        last--;
    if (!then || !last || last->no_base ||
        (last->kind != KT_CLAIM_GROWTH && last->kind != KT_CLAIM_CHANGE))
        return false;
    *when = (kt_when){.known = 1, .ago = 1, .period = last->base_period};
    return true;
}

/* The same months of an earlier year than those reported: told to compare. */
static bool is_year_back(const kt_reading *r, const kt_when *when)
{
    const kt_period now = r->d.report, then = when->period;
    const int back = now.last - then.last;
    return r->d.has_report && !when->only_year && back > 0 && back % 12 == 0 &&
           now.first - then.first == back && now.last - now.first != 11;
}

/* "The highest since 2004, when it was 185 million", "the former high was 1.1 billion in 2013":
 * the report goes on with its own year. */
static bool looks_back(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    return r->d.has_period && when->period.last < r->d.period.period.last &&
           when->first > r->first + 2 &&
           kt_mark_within(r, r->first, s->first, KT_SENSE_RECORD) != NULL;
}

/* "Von 512 Millionen im Januar 2020 auf 467 Millionen": what it was before. */
static bool is_left(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    if (r->tongue == 0 && s->kind == KT_AMOUNT_MONEY && r->d.has_period &&
        when->period.last < r->d.period.period.last && when->first >= s->last &&
        kt_mark_before(r, s->first, KT_SENSE_FROM))
        return true; /* "das Defizit verringerte sich von 1,6 Milliarden im August" */
    if (r->tongue == 1 && s >= r->stated && s + 1 < r->stated + r->n_stated &&
        s[1].kind == s->kind && s[1].first - s->last <= 6 &&
        kt_word_at(r, s->first - 1, "from") && kt_word_at(r, s[1].first - 1, "to"))
        return true; /* "rose from 5 billion in 2021 to 10 billion in 2025" */
    if (r->tongue != 0 || s < r->stated || s + 1 >= r->stated + r->n_stated ||
        s[1].kind != s->kind || s[1].first - s->last > 8 ||
        !kt_mark_before(r, s->first, KT_SENSE_FROM))
        return false;
    for (int32_t t = s->last; t < s[1].first; t++)
        if (kt_word_at(r, t, "auf"))
            return true;
    return false;
}

/* "Если в прошлом году он составлял 13 млрд, то за десять месяцев достиг 40 млрд". */
static bool is_contrasted(const kt_reading *r, const kt_when *when)
{
    if (r->tongue != 2 || !kt_mark_within(r, r->first, when->first, KT_SENSE_IF))
        return false;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first > when->last && r->when[n].known && !r->when[n].base &&
            r->when[n].period.last > when->period.last)
            return true;
    return false;
}

/* "..., nachdem das Plus im Oktober noch bei 27 Prozent gelegen hatte", "im Februar waren sie
 * noch gestiegen": before what is reported. */
static bool is_told_as_past(const kt_reading *r, const kt_when *when)
{
    static const char *const past[] = {"war", "waren", "hatte", "hatten", "lag", "lagen"};
    bool still = false, was = false;
    if (r->tongue != 0 || !r->d.has_period || when->period.last >= r->d.period.period.last ||
        when->period.last - when->period.first !=
            r->d.period.period.last - r->d.period.period.first)
        return false;
    for (int n = 0; n < r->n_when; n++) /* "im Jahr 2015 um 4 %, im vergangenen aufgeholt" */
        if (r->when[n].known && !r->when[n].base && !r->when[n].ago &&
            r->when[n].period.first == r->d.period.period.first &&
            r->when[n].period.last == r->d.period.period.last)
            return true;
    for (int32_t t = r->first; t < r->last; t++) {
        if (kt_word_at(r, t, "nachdem") && t < when->first)
            return true;
        still |= kt_word_at(r, t, "noch");
        for (size_t n = 0; n < sizeof past / sizeof *past; n++)
            was |= kt_word_at(r, t, past[n]);
    }
    return still && was;
}

bool kt_is_looking_back(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    return is_left(r, s, when) || is_year_back(r, when) || looks_back(r, s, when) ||
           is_contrasted(r, when) || is_told_as_past(r, when);
}

/* The first period of the article was only told to compare: what follows is of the same months
 * of the next year, in German, or of a year just over, where the first is long past. */
bool kt_was_report_compared(const kt_reading *r, const kt_when *when)
{
    const kt_period told = r->d.report, now = when->period;
    if (!r->d.has_report)
        return false;
    if (r->tongue == 0 && now.last - told.last == 12 && now.first - told.first == 12)
        return true;
    return r->published.year && told.last / 12 <= r->published.year - 3 &&
           now.last / 12 >= r->published.year - 1;
}
