/* when_days.c: some days of a month, for which no statistics are held:
 *
 *     the first 20 days of August · January 1 to 10, 2020 · the Nov. 1-20 period
 *     in den ersten zehn Tagen des Monats · с 1 по 20 ноября
 *
 * They are no period that can be told, neither the month nor its year. */
#include "when.h"

#include <string.h>

enum { LEAST_DAYS = 5 }; /* fewer are the days of a meeting */

static bool is_day(const kt_reading *r, int32_t t, int *day)
{
    if (t < r->first || t >= r->last || kt_token_at(r->tokens, t)->kind != KT_TOKEN_NUMBER)
        return false;
    const kt_token *token = kt_token_at(r->tokens, t);
    *day = (int)token->value;
    return !token->decimals && !token->grouped && token->size <= 2 && token->value >= 1 &&
           token->value <= 31;
}

/* "1st", "10th" are words of one token or two. */
static int32_t behind_ending(const kt_reading *r, int32_t t)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "го", "е"};
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        if (kt_word_at(r, t, endings[n]) &&
            !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_SPACED))
            return t + 1;
    return r->tongue == 0 && kt_sign_at(r, t, ".") ? t + 1 : t;
}

static int32_t behind_join(const kt_reading *r, int32_t t)
{
    static const char *const joins[] = {"-", "to", "through", "until", "bis", "по"};
    for (size_t n = 0; n < sizeof joins / sizeof *joins; n++)
        if (kt_word_at(r, t, joins[n]) || kt_sign_at(r, t, joins[n]))
            return t + 1 + (kt_word_at(r, t + 1, "the") || kt_word_at(r, t + 1, "zum"));
    return t;
}

static int32_t behind_month(const kt_reading *r, int32_t t)
{
    if (!kt_named_month_at(r, t))
        return t;
    t += kt_mark_at(r, t, KT_SENSE_MONTH)->n;
    return t + (kt_sign_at(r, t, ".") && kt_token_at(r->tokens, t - 1)->size <= 4);
}

/* "1-20", "1st to the 10th", at least some days and no whole month: behind it; t none. */
static int32_t behind_range(const kt_reading *r, int32_t t)
{
    int first, last;
    if (!is_day(r, t, &first))
        return t;
    int32_t at = behind_ending(r, t + 1);
    const int32_t second = behind_join(r, at);
    if (second == at || !is_day(r, second, &last) || last - first < LEAST_DAYS - 1 ||
        (first == 1 && last >= 28))
        return t;
    return behind_ending(r, second + 1);
}

static int32_t read_range(const kt_reading *r, int32_t t)
{
    const int32_t month = behind_month(r, t);
    const int32_t end = behind_range(r, month);
    if (end == month)
        return t;
    if (month > t)
        return end;
    const int32_t behind = behind_month(r, end + kt_word_at(r, end, "of"));
    const bool bare =
        kt_word_at(r, t - 1, "the") && kt_token_at(r->tokens, t)->kind == KT_TOKEN_NUMBER;
    return behind > end ? behind : bare && kt_word_at(r, end - 1, "th") ? end : t;
}

static bool is_word_for_days(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"days", "day", "tage",  "tagen", "дней",
                                        "дня",  "дни", "суток", "сутки", "weeks"};
    return KT_IS_ONE_OF(r, t, words);
}

static bool is_first(const kt_reading *r, int32_t t)
{
    return kt_word_at(r, t, "first") || kt_word_at(r, t, "ersten") ||
           kt_starts_with(r, t, "перв");
}

/* "Third week of", "first fortnight of": behind the noun; t none. */
static int32_t behind_week(const kt_reading *r, int32_t t)
{
    const kt_mark *ordinal = kt_mark_at(r, t, KT_SENSE_ORDINAL);
    const kt_mark *last = kt_mark_at(r, t, KT_SENSE_LAST);
    const int32_t at = ordinal && ordinal->first == t ? t + ordinal->n
                       : last && last->first == t     ? t + last->n
                                                      : t;
    const bool week = kt_word_at(r, at, "week") || kt_word_at(r, at, "fortnight");
    return at > t && week && kt_word_at(r, at + 1, "of") ? at + 1 : t;
}

/* "First 20 days of the month", "the third week of May", "первые 20 дней августа", "in the
 * 20-day period". */
static int32_t read_count(const kt_reading *r, int32_t t)
{
    int32_t at = behind_week(r, t);
    if (at == t) {
        if (t == r->first || !kt_count_at(r, t, 27, &at))
            return t;
        at += kt_sign_at(r, at, "-");
        if (!is_word_for_days(r, at))
            return t;
        at++;
        if (!is_first(r, t - 1))
            return kt_word_at(r, at, "period") && kt_word_at(r, t - 1, "the") ? at + 1 : t;
    }
    const int32_t end = at;
    while (at < end + 3 && (kt_is_filler(r, at) || kt_word_at(r, at, "this") ||
                            kt_word_at(r, at, "last") || kt_word_at(r, at, "monats")))
        at++;
    if (kt_word_at(r, at, "month") || kt_word_at(r, at, "месяца"))
        return at + 1;
    const int32_t month = behind_month(r, at);
    return month > at ? month : end;
}

int32_t kt_read_days(kt_reading *r, int32_t t)
{
    int year;
    int32_t end = read_count(r, t);
    if (end == t)
        end = read_range(r, t);
    if (end == t)
        return t;
    int32_t behind = end + kt_sign_at(r, end, ",");
    if (kt_year_behind(r, &behind, &year))
        end = behind;
    const kt_when *month = r->n_when > 0 ? &r->when[r->n_when - 1] : NULL;
    if (month && r->tongue == 1 && kt_word_at(r, t - 2, "s") && month->last <= t - 2 &&
        month->last >= t - 3 && kt_named_month_at(r, month->first))
        r->n_when--; /* "December's first three weeks" */
    kt_when *when = kt_when_add(r, t, end);
    if (when)
        when->days = 1;
    return end;
}
