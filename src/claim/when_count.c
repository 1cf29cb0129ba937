/* when_count.c: so many months: "the first eight months of this year", "the last 11 months",
 * "за восемь месяцев 2021 года", "in the nine-month period". */
#include "when.h"

#include <string.h>

/* "For the first time in seven months", "its fastest pace in six months": how far one looks
 * back, no period of a figure. */
static bool is_reach(const kt_reading *r, int32_t t)
{
    if (r->tongue != 1 || !kt_word_at(r, t - 1, "in"))
        return false;
    if (kt_word_at(r, t - 2, "rise") || kt_word_at(r, t - 2, "fall") ||
        kt_word_at(r, t - 2, "increase") || kt_word_at(r, t - 2, "decline"))
        for (int32_t p = t - 3; p >= r->first; p--) /* "the first to see a rise in 10 months" */
            if (kt_word_at(r, p, "first"))
                return true;
    for (int32_t p = t - 2; p >= r->first && p >= t - 4; p--) {
        const char *word = kt_token_word(r->tokens, p);
        const size_t size = strlen(word);
        if (strcmp(word, "time") == 0 || strcmp(word, "most") == 0 ||
            strcmp(word, "first") == 0 || strcmp(word, "worst") == 0 ||
            (size > 4 && strcmp(word + size - 3, "est") == 0))
            return true;
    }
    return false;
}

/* "The last three months": those before the article appeared. */
static int32_t add_last_months(kt_reading *r, int32_t t, int32_t end, int n)
{
    kt_when *when = r->published.year ? kt_when_add(r, t, end) : NULL;
    if (when) {
        const int now = kt_months_since(r->published);
        when->period = (kt_period){(int16_t)(now - n), (int16_t)(now - 1)};
        when->known = 1;
    }
    return end;
}

/* "In the mentioned four months", "during these four months". */
static bool points_back(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"mentioned", "said",   "these",    "those", "cited",
                                        "reported",  "stated", "reviewed", "same"};
    return KT_IS_ONE_OF(r, t, words);
}

/* "During the three-month period": the months told of, where they are so many. */
static bool told_of(const kt_reading *r, int n, kt_period *out)
{
    const kt_period now = r->d.period.period, report = r->d.report;
    const bool is_now = r->d.has_period && now.last - now.first == n - 1;
    *out = is_now ? now : report;
    return is_now || (r->d.has_report && report.last - report.first == n - 1);
}

/* "In the first four months", in a report on four months of a fiscal year. */
static bool is_of_report(const kt_reading *r, int n)
{
    const kt_period told = r->d.report;
    return r->tongue == 1 && r->d.has_report && told.last - told.first + 1 == n &&
           told.first % 12 != 0;
}

/* "За четыре месяца", "in vier Monaten des Vorjahres", in a report of four months that begin in
 * March: those, or those of that year. */
static bool is_as_told(const kt_reading *r, int n, int year, kt_period *out)
{
    if (r->tongue == 1 || !told_of(r, n, out) || out->first % 12 == 0)
        return false;
    const int back = year ? out->last / 12 - year : 0;
    *out = (kt_period){(int16_t)(out->first - 12 * back), (int16_t)(out->last - 12 * back)};
    return true;
}

/* "first eight months of this year", "за восемь месяцев 2021 года" */
int32_t kt_read_count_of_months(kt_reading *r, int32_t t)
{
    int32_t at;
    int n = kt_count_at(r, t, 12, &at);
    if (kt_word_at(r, t, "beiden")) { /* "in den ersten beiden Monaten" */
        n = 2;
        at = t + 1;
    }
    if (n && kt_sign_at(r, at, "-") && kt_word_at(r, at + 2, "period"))
        at++; /* "the first nine-month period", not "a nine-month high" */
    const kt_mark *word = n ? kt_mark_at(r, at, KT_SENSE_MONTHS_WORD) : NULL;
    if (!word || n < 2 || word->first != at)
        return t;
    if (kt_mark_before(r, t, KT_SENSE_SINCE) || is_reach(r, t) ||
        (r->tongue == 0 && kt_word_at(r, t - 1, "vor")))
        return at + word->n; /* "the highest for six months", "vor drei Monaten" */
    if (kt_mark_at(r, at + word->n, KT_SENSE_IN_A_ROW) ||
        kt_mark_before(r, at, KT_SENSE_IN_A_ROW))
        return at + word->n; /* "for ten months in a row", "six consecutive months" */
    const bool period = kt_word_at(r, at + word->n, "period");
    const int32_t to = kt_read_months_to(r, t, at + word->n + period, n);
    if (to > at + word->n + period)
        return to;
    const int32_t start = at + word->n;
    if ((kt_word_at(r, start, "from") || kt_word_at(r, start, "von") ||
         kt_word_at(r, start, "с")) &&
        kt_named_month_at(r, start + 1))
        return start; /* "in the three months from April to June" */
    if (r->tongue == 1 && kt_word_at(r, start + 1, "in") && kt_named_month_at(r, start + 2) &&
        (kt_word_at(r, start, "starting") || kt_word_at(r, start, "beginning"))) {
        const int from = kt_named_month_at(r, start + 2); /* "eleven months starting in May" */
        const int32_t behind_it = start + 2 + kt_mark_at(r, start + 2, KT_SENSE_MONTH)->n;
        return from + n - 1 <= 12 ? kt_add_months(r, t, behind_it, from, from + n - 1)
                                  : behind_it;
    }
    int32_t behind = at + word->n;
    int year = 0;
    const bool of_year = kt_year_behind(r, &behind, &year);
    /* "the last 11 months", told in December: those of this year */
    const bool over = r->published.month == n && r->published.day >= 25; /* as good as over */
    const bool is_so_far = over || (r->published.month > n && r->published.month - n <= 1);
    const bool last = kt_mark_before(r, t, KT_SENSE_LAST) != NULL;
    kt_period told;
    if (r->tongue == 1 && !of_year &&
        (points_back(r, t - 1) || (period && kt_word_at(r, t - 1, "the"))) &&
        told_of(r, n, &told)) {
        kt_when *when = kt_when_add(r, t, at + word->n + period);
        if (when) {
            when->period = told;
            when->known = 1;
        }
        return at + word->n + period;
    }
    const bool relative = of_year && kt_mark_within(r, at, behind, KT_SENSE_REL_YEAR);
    if ((!of_year || relative) && is_as_told(r, n, relative ? year : 0, &told)) {
        kt_when *when = kt_when_add(r, t, of_year ? behind : start);
        if (when) {
            when->period = told;
            when->known = 1;
        }
        return of_year ? behind : start;
    }
    if (of_year && year == r->published.year &&
        kt_mark_within(r, at, behind, KT_SENSE_REL_YEAR) && r->d.has_report &&
        r->d.report.first % 12 != 0 && told_of(r, n, &told) && n > 1) {
        kt_when *when = kt_when_add(r, t, behind); /* "of the current year", which is fiscal */
        if (when) {
            when->period = told;
            when->known = 1;
        }
        return behind;
    }
    int32_t fiscal = at + word->n;
    int fiscal_year = 0;
    const bool of_fiscal = !of_year && kt_fiscal_year_behind(r, &fiscal, &fiscal_year);
    if (!of_year && is_of_report(r, n) && !of_fiscal)
        return kt_add_report(r, t, at + word->n);
    if (last && of_year && year != r->published.year)
        return kt_add_months(r, t, at + word->n, 13 - n, 12);
    if (last && !of_year && !is_so_far && !of_fiscal) /* "the last 11 months of fiscal 2019" */
        return add_last_months(r, t, at + word->n, n);
    if (!of_year && kt_counts_fiscal(r))
        return at + word->n;
    return kt_add_months(r, t, at + word->n, 1, n);
}
