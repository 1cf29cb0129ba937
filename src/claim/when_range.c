/* when_range.c: periods told by the month or the day that ends them.
 *
 *     bis Ende Juli · as of July · на конец июля · на 1 августа     all the months up to it
 *     the ten months to October · die drei Monate bis Juni          so many up to it
 *     the year ended June 30, 2024 · the half year to June          twelve, six up to it
 *     from January 1 to July 31 · с 1 января по 31 июля             whole months by their days
 *     between the start of July and the end of September            whole months by their ends
 */
#include "when.h"

static bool is_number(const kt_reading *r, int32_t t, int least, int most)
{
    if (t < r->first || t >= r->last || kt_token_at(r->tokens, t)->kind != KT_TOKEN_NUMBER)
        return false;
    const kt_token *token = kt_token_at(r->tokens, t);
    return !token->decimals && token->value >= least && token->value <= most;
}

static bool word_of(const kt_reading *r, int32_t t, const char *const *words, size_t n_words)
{
    for (size_t n = 0; n < n_words; n++)
        if (kt_word_at(r, t, words[n]))
            return true;
    return false;
}

/* "С начала текущего года по апрель". */
static bool is_since_new_year(const kt_reading *r, int32_t t)
{
    const kt_mark *year = kt_mark_at(r, t - 2, KT_SENSE_REL_YEAR);
    const int32_t from = year && year->first > r->first ? year->first : t - 2;
    if (!kt_word_at(r, t - 1, "по") && !kt_word_at(r, t - 1, "до"))
        return false;
    for (int32_t p = from; p >= r->first && p > from - 3; p--)
        if (kt_word_at(r, p, "начала"))
            return true;
    return false;
}

/* "Reached 830 million by November 2024", "until November": the year up to it, unless that is
 * when a goal is to be reached, in English. */
static bool is_until(const kt_reading *r, int32_t t)
{
    int year;
    const bool until = kt_word_at(r, t - 1, "until") || kt_word_at(r, t - 1, "till");
    int32_t end = t + 1;
    if (!until && !(kt_word_at(r, t - 1, "by") && kt_year_behind(r, &end, &year)))
        return false;
    return !kt_goal_within(r, r->first, r->last);
}

/* "As of the end of November", "bis Ende November": all the months up to it. */
bool kt_is_up_to(const kt_reading *r, int32_t t)
{
    if (r->tongue == 0) {
        const bool all =
            kt_word_at(r, t - 1, "einschliesslich") || kt_word_at(r, t - 1, "inklusive");
        return kt_word_at(r, t - 1, "ende") || kt_word_at(r, all ? t - 2 : t - 1, "bis");
    }
    if (r->tongue == 2)
        return is_since_new_year(r, t) ||
               ((kt_word_at(r, t - 1, "конец") || kt_word_at(r, t - 1, "концу")) &&
                (kt_word_at(r, t - 2, "на") || kt_word_at(r, t - 2, "к")));
    static const char *const before[] = {"of", "until", "till", "by", "at", "to", "through"};
    if (kt_word_at(r, t - 1, "through") || is_until(r, t) ||
        (kt_word_at(r, t - 1, "of") && kt_word_at(r, t - 2, "as")) ||
        (kt_word_at(r, t - 1, "to") && kt_word_at(r, t - 2, "up")))
        return true; /* "through October": from January on */
    if (kt_sign_at(r, t - 1, "-") && kt_word_at(r, t - 2, "end"))
        return true;
    if (!kt_word_at(r, t - 1, "of") || !kt_word_at(r, t - 2, "end"))
        return false;
    const int32_t at = kt_word_at(r, t - 3, "the") ? t - 4 : t - 3;
    return word_of(r, at, before, sizeof before / sizeof *before);
}

/* The n months up to the month that is named at `at`, its day behind or before it left out. */
static int32_t add_months_to(kt_reading *r, int32_t start, int32_t at, int n)
{
    const int month = kt_named_month_at(r, at);
    int32_t end = at + kt_mark_at(r, at, KT_SENSE_MONTH)->n;
    if (is_number(r, end, 1, 31))
        end++;
    const int n_before = r->n_when;
    end = kt_add_months(r, start, end, month, month);
    if (r->n_when > n_before) {
        kt_period *period = &r->when[r->n_when - 1].period;
        period->first = (int16_t)(period->last - n + 1);
    }
    return end;
}

/* "12 месяцев, завершившихся 30 июня", "12 месяцев по июнь": the month is next; t: it is none.
 */
static int32_t behind_ended(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"заверш", "законч", "оконч", "истек"};
    const int32_t at = t + kt_sign_at(r, t, ",");
    if (kt_word_at(r, t, "по") || kt_word_at(r, t, "до"))
        return t + 1;
    if (KT_BEGINS_WITH_ONE_OF(r, at, words))
        return at + 1 + kt_word_at(r, at + 1, "в");
    return t;
}

int32_t kt_read_months_to(kt_reading *r, int32_t start, int32_t t, int n)
{
    static const char *const english[] = {"to",    "through", "until", "till",
                                          "ended", "ending",  "up",    "leading"};
    static const char *const fillers[] = {"to",   "in",  "on", "the",
                                          "late", "end", "of", "early"};
    static const char *const german[] = {"ende", "einschliesslich", "zum"};
    int32_t at = t;
    const int32_t verb = t + (kt_word_at(r, t, "that") || kt_word_at(r, t, "which"));
    if (r->tongue == 1)
        at = word_of(r, verb, english, sizeof english / sizeof *english) ? verb + 1 : t;
    else if (r->tongue == 0)
        at += kt_word_at(r, t, "bis");
    else
        at = behind_ended(r, t);
    while (at > t && at < t + 5 &&
           (r->tongue == 1 ? word_of(r, at, fillers, sizeof fillers / sizeof *fillers) ||
                                 (kt_sign_at(r, at, "-") && kt_word_at(r, at - 1, "end"))
                           : word_of(r, at, german, sizeof german / sizeof *german)))
        at++;
    if (at > t && is_number(r, at, 1, 31)) /* "ended 30 June", "bis zum 30. Juni" */
        at += 1 + kt_sign_at(r, at + 1, ".");
    return at > t && kt_named_month_at(r, at) ? add_months_to(r, start, at, n) : t;
}

/* "The year ended June 30", "the full year that ended in June", "the year to June", "the half
 * year to June"; "down 5 % in the year to June" is told of that month, unless an amount of the
 * year stands beside it. */
static int32_t read_year_to(kt_reading *r, int32_t t)
{
    static const char *const whole[] = {"full", "whole", "entire"};
    const bool half = kt_word_at(r, kt_sign_at(r, t - 1, "-") ? t - 2 : t - 1, "half");
    const int32_t in = kt_word_at(r, t, "for") || kt_word_at(r, t, "in");
    int32_t year = t + in + kt_word_at(r, t + in, "the");
    const bool full = word_of(r, year, whole, sizeof whole / sizeof *whole);
    year += full;
    if (r->tongue != 1 || !kt_word_at(r, year, "year"))
        return t;
    const int32_t at = year + 1;
    const int32_t verb = at + (kt_word_at(r, at, "that") || kt_word_at(r, at, "which"));
    const bool ended = kt_word_at(r, verb, "ended") || kt_word_at(r, verb, "ending");
    const bool rate = kt_mark_within(r, r->first, r->last, KT_SENSE_PERCENT) &&
                      !kt_mark_within(r, r->first, r->last, KT_SENSE_SCALE);
    const bool to =
        kt_word_at(r, at, "to") && year > t &&
        (kt_word_at(r, t, "for") || kt_word_at(r, year + 3, "end") || full || !rate);
    if (!ended && !to && !half)
        return t;
    const int32_t end = kt_read_months_to(r, t, at, half ? 6 : 12);
    return end > at ? end : t;
}

/* "The period to May", "the period ended June": the months of the report that end so, else all
 * of the year up to it. */
static int32_t read_period_to(kt_reading *r, int32_t t)
{
    const int32_t noun = t + kt_word_at(r, t, "the");
    if (r->tongue != 1 || !kt_word_at(r, noun, "period"))
        return t;
    const int n_before = r->n_when;
    const int32_t end = kt_read_months_to(r, t, noun + 1, 1);
    if (end == noun + 1 || r->n_when == n_before)
        return t;
    kt_period *period = &r->when[r->n_when - 1].period;
    const bool told = r->d.has_period && r->d.period.period.last == period->last;
    period->first =
        (int16_t)(told ? r->d.period.period.first : period->last - period->last % 12);
    return end;
}

/* "На 1 августа 2024 года", "к 1 августа": what had come together by then. */
static int32_t read_first_day(kt_reading *r, int32_t t)
{
    if (r->tongue != 2 || !is_number(r, t, 1, 1) ||
        !(kt_word_at(r, t - 1, "на") || kt_word_at(r, t - 1, "к")))
        return t;
    const int month = kt_named_month_at(r, t + 1);
    if (!month)
        return t;
    const int n_before = r->n_when;
    const int32_t end = kt_add_months(r, t, t + 2, month, month);
    if (r->n_when > n_before) {
        kt_period *period = &r->when[r->n_when - 1].period;
        period->last = (int16_t)(period->last - 1);
        period->first = (int16_t)(period->last - period->last % 12);
    }
    return end;
}

/* A day and its month in either order, "1. Januar", "January 1": where it ends; t none. */
static int32_t day_at(const kt_reading *r, int32_t t, int least, int most, int *month)
{
    const bool day_first = is_number(r, t, least, most);
    const int32_t named = day_first ? t + 1 + kt_sign_at(r, t + 1, ".") : t;
    *month = kt_named_month_at(r, named);
    if (!*month)
        return t;
    const int32_t end = named + kt_mark_at(r, named, KT_SENSE_MONTH)->n;
    if (day_first)
        return end;
    return r->tongue == 1 && is_number(r, end, least, most) ? end + 1 : t;
}

/* The month that the greater part of which lies in the span: a year that begins on 21 March, as
 * in Iran, is told by whole months from April on. */
static int whole_month(int month, int day, bool first)
{
    enum { MIDDLE = 15 };
    return first ? month + (day > MIDDLE) : month - (day < MIDDLE);
}

/* A day and its month, and its year where it stands behind them: 0 else; where it ends; t none.
 */
static int32_t dated_at(const kt_reading *r, int32_t t, bool first, int *month, int *year)
{
    int32_t end = day_at(r, t, 1, 31, month);
    if (end == t)
        return t;
    const bool day_first = kt_token_at(r->tokens, t)->kind == KT_TOKEN_NUMBER;
    *month =
        whole_month(*month, (int)kt_token_at(r->tokens, day_first ? t : end - 1)->value, first);
    const int32_t at = end + kt_sign_at(r, end, ",");
    *year = 0;
    if (!kt_named_year_at(r, at, year))
        return end;
    const kt_mark *word = r->tongue == 2 ? kt_mark_at(r, at + 1, KT_SENSE_YEAR_WORD) : NULL;
    return word ? word->first + word->n : at + 1;
}

/* "From January 1 to July 31, 2024", "March 21, 2021-January 20, 2022": by their first and last
 * day. */
static int32_t read_days(kt_reading *r, int32_t t)
{
    static const char *const joins[] = {"to", "through", "until", "and", "bis", "по", "-"};
    int first, last, first_year, last_year;
    const int32_t at = dated_at(r, t, true, &first, &first_year);
    if (at == t || !word_of(r, at, joins, sizeof joins / sizeof *joins))
        return t;
    const int32_t second = at + 1 + kt_word_at(r, at + 1, "zum");
    const int32_t end = dated_at(r, second, false, &last, &last_year);
    if (end == second || (kt_word_at(r, at, "and") && !kt_word_at(r, t - 1, "between")))
        return t;
    if (!first_year && last_year && first > last)
        first_year = last_year - 1; /* "с 1 июля по 30 июня 2019 года" */
    if (first_year && last_year) {
        kt_when *when = kt_when_add(r, t, end);
        if (when) {
            when->period = (kt_period){(int16_t)(first_year * 12 + first - 1),
                                       (int16_t)(last_year * 12 + last - 1)};
            when->known = when->period.last >= when->period.first;
        }
        return end;
    }
    int month;
    return first <= last && first <= 12 && last >= 1
               ? kt_add_months(r, t, day_at(r, second, 1, 31, &month), first, last)
               : t;
}

/* Behind "the start of", "early", "end-", "late", "начала": which end of a month is meant. */
static int32_t behind_end_word(const kt_reading *r, int32_t t, bool first)
{
    static const char *const starts[] = {"start", "beginning", "early", "начала"};
    static const char *const ends[] = {"end", "close", "late", "конца"};
    const int32_t word = t + kt_word_at(r, t, "the");
    if (first ? !KT_IS_ONE_OF(r, word, starts) : !KT_IS_ONE_OF(r, word, ends))
        return t;
    return word + 1 + (kt_word_at(r, word + 1, "of") || kt_sign_at(r, word + 1, "-"));
}

/* "Between the start of July and end-September", "с начала июля до конца сентября". */
static int32_t read_ends(kt_reading *r, int32_t t)
{
    static const char *const opens[] = {"between", "from", "с"};
    static const char *const joins[] = {"and", "to", "until", "till", "through", "до", "по"};
    if (r->tongue == 0 || !KT_IS_ONE_OF(r, t - 1, opens))
        return t;
    const int32_t start = behind_end_word(r, t, true);
    const int first = kt_named_month_at(r, start);
    if (!first)
        return t;
    const int32_t join = start + kt_mark_at(r, start, KT_SENSE_MONTH)->n;
    const int32_t end = behind_end_word(r, join + 1, false);
    const int last = kt_named_month_at(r, end);
    if (!last || last < first || (start == t && end == join + 1) ||
        !KT_IS_ONE_OF(r, join, joins))
        return t;
    return kt_add_months(r, t, end + kt_mark_at(r, end, KT_SENSE_MONTH)->n, first, last);
}

int32_t kt_read_range(kt_reading *r, int32_t t)
{
    int32_t end = read_days(r, t);
    if (end == t)
        end = read_ends(r, t);
    if (end == t)
        end = read_first_day(r, t);
    if (end == t)
        end = read_period_to(r, t);
    return end > t ? end : read_year_to(r, t);
}
