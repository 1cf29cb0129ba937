/* when_relative.c: periods told from another one: "last year", "im Vorjahr", "a year earlier",
 * "the same period", "two years earlier", "within three years". */
#include "when.h"

#include <string.h>

/* "Up nine percent in September compared to August, from 389 million the previous month": what
 * is compared with is not spoken of, in English. */
static bool is_compared_to(const kt_reading *r, const kt_when *when)
{
    const int32_t t = when->first - kt_word_at(r, when->first - 1, "the");
    return r->tongue == 1 && (kt_word_at(r, t - 1, "to") || kt_word_at(r, t - 1, "with")) &&
           kt_word_at(r, t - 2, "compared");
}

bool kt_last_period(const kt_reading *r, kt_period *out)
{
    for (int n = r->n_when - 2; n >= 0; n--)
        if (r->when[n].days)
            return false;
        else if (r->when[n].known && !r->when[n].ago && !r->when[n].later &&
                 !is_compared_to(r, &r->when[n])) {
            *out = r->when[n].period;
            return true;
        }
    if (r->d.has_period) {
        *out = r->d.period.period;
        return true;
    }
    *out = kt_period_of_year(r->published.year);
    return r->published.year != 0 && !r->d.days;
}

/* "Down 2.5 % in 2021, following a 15 % decline the previous year": not last year, which has
 * just been told of. */
static bool is_anaphoric(const kt_reading *r, const kt_mark *year, kt_period now)
{
    /* "auf 54,3 Milliarden, nach 60,6 Milliarden im Vorjahr" */
    for (int32_t t = year->first - 1; r->tongue == 0 && t > r->first && t > year->first - 12;
         t--)
        if (kt_word_at(r, t, "nach") &&
            (kt_sign_at(r, t - 1, ",") || kt_sign_at(r, t - 1, "-")))
            return kt_period_year(now) == r->published.year - 1;
    if (r->tongue != 1 && r->n_when > 1 && r->when[r->n_when - 2].only_year &&
        r->when[r->n_when - 2].known && !r->when[r->n_when - 2].base &&
        kt_period_year(r->when[r->n_when - 2].period) == r->published.year - 1)
        return true; /* "2023 auf 5 Milliarden (Vorjahr: 4,5)" */
    /* "1,4 Milliarden (1,0 Milliarden im Vorjahr)" */
    for (int32_t t = year->first - 1; r->tongue == 0 && t > r->first && t > year->first - 8 &&
                                      kt_sign_at(r, year->first + year->n, ")");
         t--)
        if (kt_sign_at(r, t, "(") && (kt_mark_before(r, t, KT_SENSE_CURRENCY) != NULL))
            return kt_period_year(now) == r->published.year - 1;
    const bool fiscal = now.last - now.first == 11 && now.first % 12 != 0;
    return r->tongue == 1 && (kt_period_year(now) == r->published.year - 1 || fiscal) &&
           kt_mark_within(r, year->first, year->first + year->n, KT_SENSE_YEAR_BEFORE);
}

/* "a year earlier", "годом ранее": counted back from what is spoken of; so is "im Vorjahr"
 * where that is no longer last year. */
static bool is_year_before(const kt_reading *r, const kt_mark *year)
{
    const kt_mark *base = kt_mark_at(r, year->first, KT_SENSE_BASE_YEAR);
    kt_period now;
    if (kt_mark_within(r, year->first, year->first + year->n, KT_SENSE_YEAR_BEFORE) &&
        kt_last_period(r, &now) &&
        (!r->published.year || now.last / 12 < r->published.year - 1 ||
         is_anaphoric(r, year, now)))
        return true;
    return base && base->first == year->first && base->n == year->n &&
           year->meaning.value == -1.0;
}

/* "The period under review", in a new paragraph: what the whole report is of. */
static bool is_of_report(const kt_reading *r, const kt_when *when)
{
    static const char *const words[] = {"report",  "review", "cited",
                                        "bericht", "отчет",  "рассматрив"};
    if (!r->d.has_report || r->d.period_block == r->block || r->n_when > 1)
        return false;
    for (int32_t t = when->first; t < when->last; t++)
        if (KT_BEGINS_WITH_ONE_OF(r, t, words))
            return true;
    return false;
}

/* The months told before in the sentence, in the year given. */
static bool months_of_sentence(const kt_reading *r, kt_period year, kt_when *when)
{
    const kt_when *now = NULL;
    for (int n = 0; n + 2 < r->n_when; n++)
        if (r->when[n].known && !r->when[n].only_year && !r->when[n].ago)
            now = &r->when[n];
    const int back = now ? now->period.last / 12 - year.last / 12 : 0;
    if (back <= 0)
        return false;
    when->known = when->ago = 1;
    when->period = (kt_period){(int16_t)(now->period.first - 12 * back),
                               (int16_t)(now->period.last - 12 * back)};
    return true;
}

/* "the same period": of the sentence or the report, in the year that stands behind it. */
static int32_t read_same(kt_reading *r, kt_when *when, int32_t end)
{
    int year = 0;
    when->known = kt_last_period(r, &when->period);
    if (is_of_report(r, when))
        when->period = r->d.report;
    const kt_when *year_of = r->n_when > 1 ? &r->when[r->n_when - 2] : NULL;
    if (year_of && year_of->ago && year_of->known && r->tongue == 2 && r->d.has_period &&
        year_of->period.last == r->d.period.period.last - 12) {
        when->period = year_of->period; /* "годом ранее за тот же период" */
        when->ago = 1;
        return when->last = end;
    }
    if (year_of && year_of->only_year && year_of->known && r->tongue == 2 &&
        months_of_sentence(r, year_of->period, when)) /* "в 2022 году - 59 за тот же период" */
        return when->last = end;
    if (year_of && year_of->only_year && year_of->known && !year_of->ago && r->d.has_period &&
        !r->d.period.only_year) { /* "last year it was 1.6 billion in the same period" */
        const int back = r->d.period.period.last / 12 - year_of->period.last / 12;
        when->period = (kt_period){(int16_t)(r->d.period.period.first - 12 * back),
                                   (int16_t)(r->d.period.period.last - 12 * back)};
        when->ago = back > 0;
        year_of = NULL;
    }
    const int32_t behind = end;
    if (when->known && kt_fiscal_year_behind(r, &end, &year)) {
        const int first = kt_fiscal_months(r, year, 1, 1).first;
        const int years = (when->period.first - first + 1200) / 12 - 100;
        when->period.first = (int16_t)(when->period.first - 12 * years);
        when->period.last = (int16_t)(when->period.last - 12 * years);
        when->ago = years > 0; /* "in the same period of the previous fiscal year" */
    } else if (kt_year_behind(r, &end, &year) && when->known) {
        int years = when->period.last / 12 - year;
        if (years == 0 && r->tongue == 1 && kt_mark_within(r, behind, end, KT_SENSE_REL_YEAR) &&
            year == r->published.year - 1)
            years = 1; /* told in January of last year's months: the year before that */
        when->period.first = (int16_t)(when->period.first - 12 * years);
        when->period.last = (int16_t)(when->period.last - 12 * years);
        when->ago = years > 0;
    }
    when->last = end;
    return end;
}

/* "In the period from January to August", "im Zeitraum von Januar bis Mai": the period is named
 * behind it. */
static bool names_its_months(const kt_reading *r, int32_t t)
{
    static const char *const joins[] = {"from", "of",       "between", "von",      "zwischen",
                                        "с",    "spanning", ":",       "covering", ","};
    for (size_t n = 0; n < sizeof joins / sizeof *joins; n++)
        if (kt_word_at(r, t, joins[n]) && kt_named_month_at(r, t + 1))
            return true;
    return kt_named_month_at(r, t) != 0;
}

/* "Im Gesamtjahr lagen sie bei 21 Milliarden": the whole of the year spoken of, once over. */
static int32_t read_whole_year(kt_reading *r, int32_t t)
{
    kt_period now;
    int year = 0;
    int32_t end = t + 1;
    if (r->tongue != 0 || !kt_word_at(r, t, "gesamtjahr") || !kt_word_at(r, t - 1, "im") ||
        kt_year_behind(r, &end, &year) || !r->published.year ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_TARGET))
        return t; /* what is to be reached is so in the year that runs: claim_target.c */
    const int last = r->published.year - 1;
    const int of = kt_last_period(r, &now) ? kt_period_year(now) : last;
    kt_when *when = kt_when_add(r, t, t + 1);
    if (when) {
        when->known = 1;
        when->only_year = 1;
        when->period = kt_period_of_year(of > last || of < last - 20 ? last : of);
    }
    return t + 1;
}

/* "В 2022 году он составлял 170 млн, а сейчас - 1 млрд": of no period, in Russian. */
static int32_t read_now(kt_reading *r, int32_t t)
{
    static const char *const now[][3] = {{"сейчас", "", ""},
                                         {"настоящее", "время", ""},
                                         {"сегодняшний", "день", ""},
                                         {"данный", "момент", ""}};
    for (size_t n = 0; n < sizeof now / sizeof *now && r->tongue == 2; n++) {
        int32_t end = t;
        while (now[n][end - t][0] && kt_word_at(r, end, now[n][end - t]))
            end++;
        if (end == t || now[n][end - t][0])
            continue;
        kt_when *when = kt_when_add(r, t, end);
        if (when)
            when->later = when->span = 1;
        return end;
    }
    return t;
}

/* "That compares with 115 million in March and 168 million a year earlier": than what was told
 * before. */
static bool is_compared(const kt_reading *r)
{
    return r->tongue == 1 && r->d.has_period &&
           (kt_word_at(r, r->first, "that") || kt_word_at(r, r->first, "this") ||
            kt_word_at(r, r->first, "it")) &&
           (kt_word_at(r, r->first + 1, "compares") || kt_word_at(r, r->first + 1, "compared"));
}

/* "In 2018, a year of drought, trade fell": what the year was, no "a year" of a rate. */
static bool is_apposed_year(const kt_reading *r, int32_t t)
{
    if (!kt_word_at(r, t, "a") || t == r->first)
        return false;
    const int kind = kt_token_at(r->tokens, t - 1)->kind;
    return kind == KT_TOKEN_NUMBER || kt_sign_at(r, t - 1, ",");
}

/* "The period 2010-2016", "the same period (2010-2016)": the years are named. */
static bool names_its_years(const kt_reading *r, int32_t t)
{
    int first, last;
    t += kt_sign_at(r, t, "(");
    return r->tongue == 1 && kt_named_year_at(r, t, &first) && kt_sign_at(r, t + 1, "-") &&
           kt_named_year_at(r, t + 2, &last) && first < last;
}

int32_t kt_read_relative(kt_reading *r, int32_t t)
{
    const int32_t today = read_now(r, t);
    if (today > t)
        return today;
    const int32_t whole = read_whole_year(r, t);
    if (whole > t)
        return whole;
    const kt_mark *year = kt_mark_at(r, t, KT_SENSE_REL_YEAR);
    const kt_mark *month = kt_mark_at(r, t, KT_SENSE_REL_MONTH);
    const kt_mark *later = kt_mark_at(r, t, KT_SENSE_LATER);
    const kt_mark *same = kt_mark_at(r, t, KT_SENSE_SAME);
    const kt_mark *mark = later ? later : year ? year : month ? month : same;
    if (!mark || mark->first != t)
        return t;
    int named;
    if (r->tongue == 0 && mark == year && kt_named_year_at(r, t + mark->n, &named) &&
        kt_starts_with(r, t, "vergleichs")) {
        kt_when *when = kt_when_add(r, t, t + mark->n); /* "im Vergleichszeitraum 2021" */
        return when ? read_same(r, when, t + mark->n) : t + mark->n;
    }
    if (mark == year && !kt_mark_at(r, t, KT_SENSE_BASE_YEAR) &&
        kt_named_year_at(r, t + mark->n, &named))
        return t + mark->n; /* "in the current year 2024": the year is named */
    if (mark == same && mark->n <= 2 && names_its_months(r, t + mark->n))
        return t + mark->n;
    if (mark == same && names_its_years(r, t + mark->n))
        return t + mark->n;
    if (mark == later && is_apposed_year(r, t))
        return t + mark->n;
    kt_when *when = kt_when_add(r, t, t + mark->n);
    if (!when)
        return t + mark->n;
    if (mark == later) {
        when->later = 1;
    } else if (mark == same) {
        return read_same(r, when, t + mark->n);
    } else if (mark == year && is_year_before(r, year)) {
        when->ago = 1;
        when->known = kt_last_period(r, &when->period);
        if (is_compared(r))
            when->period = r->d.period.period;
        when->period.first = (int16_t)(when->period.first - 12);
        when->period.last = (int16_t)(when->period.last - 12);
    } else if (mark == year) {
        when->known = r->published.year != 0;
        when->only_year = 1;
        if (when->known)
            when->period =
                kt_period_of_year(year->meaning.value == 1.0 && kt_year_after_told(r, &named)
                                      ? named
                                      : r->published.year + (int)year->meaning.value);
    } else if (r->published.year) {
        kt_period now;
        const kt_mark *earlier = kt_mark_at(r, month->first, KT_SENSE_EARLIER);
        const bool deictic = r->tongue == 0 && !earlier; /* "im vergangenen Monat" */
        const bool single = !deictic &&
                            (r->n_when > 1 || (earlier && earlier->n == month->n)) &&
                            kt_last_period(r, &now) && now.first == now.last;
        const int m = (single ? now.first : kt_months_since(r->published)) +
                      (int)month->meaning.value; /* counted from a month named before it */
        when->period = (kt_period){(int16_t)m, (int16_t)m};
        when->days = earlier && r->n_when > 1 ? r->when[r->n_when - 2].days
                                              : earlier && r->d.days && !r->d.has_period;
        when->known = !when->days; /* "fell 8 % in the first 20 days, 5 % a month earlier" */
        when->earlier = single; /* the month before the one reported: what follows is of that */
    }
    return t + mark->n;
}

/* "За последние пять лет", "за 20 лет", "over the past five years", "in den letzten fünf
 * Jahren": no period of one figure. */
static bool is_span(const kt_reading *r, int32_t t, int n)
{
    const bool last = kt_mark_before(r, t, KT_SENSE_LAST) != NULL ||
                      kt_word_at(r, t - 1, "past") || kt_word_at(r, t - 1, "letzten") ||
                      kt_word_at(r, t - 1, "vergangenen");
    const int32_t lead = last ? t - 2 : t - 1;
    if (r->tongue == 0)
        return last && n > 1 && kt_word_at(r, lead, "den");
    if (r->tongue == 1)
        return last && n > 1 && kt_word_at(r, lead, "the") &&
               (kt_word_at(r, lead - 1, "over") || kt_word_at(r, lead - 1, "in") ||
                kt_word_at(r, lead - 1, "during"));
    return n > 1 && kt_word_at(r, lead, "за");
}

/* "In 2005 8.5 billion, five years later 16.8 billion": counted on from what is spoken of. */
static int32_t read_years_later(kt_reading *r, int32_t t)
{
    kt_period now;
    int32_t at = t + 1;
    const bool one = kt_word_at(r, t, "a") || kt_word_at(r, t, "one");
    const int n = one ? 1 : kt_count_at(r, t, 30, &at);
    if (n < 1 || !(kt_word_at(r, at, "year") || kt_word_at(r, at, "years")) ||
        !kt_word_at(r, at + 1, "later"))
        return t;
    kt_when *when = kt_when_add(r, t, at + 2);
    if (when && kt_last_period(r, &now) && now.last / 12 + n <= r->published.year) {
        when->period = (kt_period){(int16_t)(now.first + 12 * n), (int16_t)(now.last + 12 * n)};
        when->known = 1;
    }
    return at + 2;
}

/* "Через год он вырос до 29 млрд", "годом позже": the year after the one spoken of. */
static int32_t read_year_after(kt_reading *r, int32_t t)
{
    kt_period now;
    if (r->tongue == 1)
        return read_years_later(r, t);
    const bool after = (kt_word_at(r, t, "через") && kt_word_at(r, t + 1, "год")) ||
                       (kt_word_at(r, t, "год") && kt_word_at(r, t + 1, "спустя")) ||
                       (kt_word_at(r, t, "годом") &&
                        (kt_word_at(r, t + 1, "позже") || kt_word_at(r, t + 1, "позднее")));
    kt_when *when = r->tongue == 2 && after ? kt_when_add(r, t, t + 2) : NULL;
    if (!when)
        return t;
    if (kt_last_period(r, &now) && now.last / 12 < r->published.year) {
        when->period = (kt_period){(int16_t)(now.first + 12), (int16_t)(now.last + 12)};
        when->known = 1;
    }
    return t + 2;
}

/* "Hat sich binnen zehn Jahren verdreifacht", "tripled in ten years": nothing in the sentence
 * is still to come; "in the next ten years" is. */
static bool is_behind_us(const kt_reading *r, const kt_mark *within)
{
    static const char *const ahead[] = {"next",    "coming",  "following",
                                        "ближайш", "следующ", "предстоящ"};
    for (int32_t t = within ? within->first : r->last; within && t < within->first + within->n;
         t++)
        if (KT_BEGINS_WITH_ONE_OF(r, t, ahead))
            return false;
    if ((r->title && r->tongue != 1) || kt_goal_within(r, r->first, r->last))
        return false;
    for (int32_t t = r->first; t < r->last && r->tongue == 0; t++)
        if (kt_word_at(r, t, "wird") || kt_word_at(r, t, "werden"))
            return false;
    return true;
}

/* "Over the next one to two years": the later end. */
static int last_of_range(const kt_reading *r, int n, int32_t *at)
{
    static const char *const joins[] = {"to", "or", "bis", "oder", "до", "или"};
    int32_t end;
    for (size_t i = 0; n && i < sizeof joins / sizeof *joins; i++)
        if (kt_word_at(r, *at, joins[i]) || kt_sign_at(r, *at, "-")) {
            const int later = kt_count_at(r, *at + 1, 30, &end);
            if (later > n) {
                *at = end;
                return later;
            }
        }
    return n;
}

/* N years from now, told in tokens t to end - 1 behind "within": where to read on. */
static int32_t add_within(kt_reading *r, const kt_mark *within, int32_t t, int32_t end, int n)
{
    kt_when *when = r->published.year ? kt_when_add(r, within ? within->first : t, end) : NULL;
    if (when) {
        when->known = 1;
        when->within = 1;
        when->only_year = 1;
        when->later = when->span = is_behind_us(r, within);
        when->period = kt_period_of_year(r->published.year + n);
    }
    return end;
}

/* "Within the next decade", "im nächsten Jahrzehnt": ten years. */
static bool is_decade_ahead(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"decade",      "jahrzehnt",   "jahrzehnts",
                                        "jahrzehntes", "десятилетия", "десятилетие"};
    return KT_IS_ONE_OF(r, t, words) && kt_mark_before(r, t, KT_SENSE_WITHIN);
}

/* "two years earlier", "within three years" */
int32_t kt_read_years_count(kt_reading *r, int32_t t)
{
    int32_t at = read_year_after(r, t);
    if (at > t)
        return at;
    const kt_mark *within = t > r->first ? kt_mark_before(r, t, KT_SENSE_WITHIN) : NULL;
    int n = kt_count_at(r, t, 30, &at);
    if (within && kt_word_at(r, t, "beiden")) { /* "in den kommenden beiden Jahren" */
        n = 2;
        at = t + 1;
    }
    if (n && r->tongue == 2 && /* "в течение четырех ближайших лет" */
        (kt_word_at(r, at, "ближайших") || kt_word_at(r, at, "следующих")))
        at++;
    n = last_of_range(r, n, &at);
    if (is_decade_ahead(r, t))
        return add_within(r, kt_mark_before(r, t, KT_SENSE_WITHIN), t, t + 1, 10);
    const bool decade = r->tongue == 1 && kt_word_at(r, t, "a") && /* "a decade earlier" */
                        kt_word_at(r, t + 1, "decade") &&
                        kt_mark_at(r, t + 2, KT_SENSE_EARLIER);
    if (decade) {
        n = 10;
        at = t + 1;
    }
    const kt_mark *word = n ? kt_mark_at(r, at, KT_SENSE_YEAR_WORD) : NULL;
    const bool ago = n && kt_word_at(r, at, "years") && kt_word_at(r, at + 1, "ago");
    if (!ago && !decade && (!word || word->first != at))
        return t;
    at += ago || decade ? 1 : word->n;
    const kt_mark *earlier = kt_mark_at(r, at, KT_SENSE_EARLIER);
    if (r->published.year && r->tongue == 2 && kt_word_at(r, at, "назад")) {
        kt_when *when = kt_when_add(r, t, at + 1); /* "десять лет назад": from today */
        if (when) {
            when->known = when->only_year = 1;
            when->period = kt_period_of_year(r->published.year - n);
        }
        return at + 1;
    }
    if (earlier && !ago && (r->d.has_period || r->published.year)) {
        kt_when *when = kt_when_add(r, t, at + earlier->n);
        const kt_period now = r->n_when > 1 && r->when[r->n_when - 2].known
                                  ? r->when[r->n_when - 2].period
                              : r->d.has_period ? r->d.period.period
                                                : kt_period_of_year(r->published.year);
        if (when) {
            when->known = 1;
            when->earlier = 1;
            when->period =
                (kt_period){(int16_t)(now.first - 12 * n), (int16_t)(now.last - 12 * n)};
        }
        return at + earlier->n;
    }
    if (is_span(r, t, n)) {
        enum { NEAR = 4 };
        if (r->tongue == 2 && t - NEAR > r->first &&
            kt_mark_within(r, t - NEAR, t, KT_SENSE_RECORD))
            return at; /* "вырос на 15% - максимум за последние семь лет" */
        kt_when *when = kt_when_add(r, t, at);
        if (when) { /* of a goal: by when it is to be reached */
            when->later = when->span = 1;
            when->known = r->published.year != 0;
            when->period = kt_period_of_year(r->published.year + n);
        }
        return at;
    }
    if (n <= 10 && r->published.year &&
        (ago || (r->tongue == 0 && kt_word_at(r, t - 1, "vor")))) {
        at += ago;
        kt_when *when = kt_when_add(r, ago ? t : t - 1, at); /* "vor zwei Jahren" */
        if (when) {
            when->known = when->only_year = 1;
            when->period = kt_period_of_year(r->published.year - n);
        }
        return at;
    }
    const bool from_now =
        n && r->tongue == 1 && kt_word_at(r, at, "from") && kt_word_at(r, at + 1, "now");
    if ((within || from_now) && r->published.year) {
        at += from_now ? 2 : 0;
        return add_within(r, within, t, at, n);
    }
    return t;
}
