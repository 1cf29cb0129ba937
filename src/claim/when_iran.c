/* when_iran.c: Iranian years, in Russian: by their number, "в 1397 году", "1397-й год по
 * иранскому календарю", or counted from this one, "в прошлом иранском году". They begin on 21
 * March, that is by whole months in April. What is told of one in brackets ("соответствует 21
 * марта 2018 года - 20 марта 2019 года", "начнется 21 марта 2020 года") says no more. */
#include "when.h"

#include <string.h>

enum { FIRST_MONTH = 4, YEARS_BEHIND = 621 };

static bool is_year_word(const kt_reading *r, int32_t t)
{
    return kt_starts_with(r, t, "год") || kt_word_at(r, t, "г");
}

/* "По иранскому календарю", "иранского календаря": behind it; t where it does not stand. */
static int32_t behind_calendar(const kt_reading *r, int32_t t)
{
    const int32_t at = t + kt_word_at(r, t, "по");
    return kt_starts_with(r, at, "иранск") && (kt_starts_with(r, at + 1, "календар") ||
                                               kt_starts_with(r, at + 1, "летоисч"))
               ? at + 2
               : t;
}

/* "1397 году", "1397-й год", "1397-го года": behind it; t where none stands. */
static int32_t numbered(const kt_reading *r, int32_t t, int *year)
{
    const kt_token *token = kt_token_at(r->tokens, t);
    if (token->kind != KT_TOKEN_NUMBER || token->decimals || token->grouped ||
        token->size != 4 || token->value < 1350 || token->value > 1450)
        return t;
    int32_t at = t + 1;
    if (kt_sign_at(r, at, "-") && !(kt_token_at(r->tokens, at + 1)->flags & KT_TOKEN_SPACED))
        at += 2;
    at += kt_starts_with(r, at, "иранск");
    *year = (int)token->value + YEARS_BEHIND;
    return is_year_word(r, at) ? behind_calendar(r, at + 1) : t;
}

/* "Прошлый иранский год", "текущем году по иранскому календарю": behind it; t where none
 * stands. */
static int32_t relative(const kt_reading *r, int32_t t, int *year)
{
    static const struct {
        const char *stem;
        int back;
    } words[] = {{"текущ", 0},  {"нынешн", 0},   {"эт", 0},      {"прошл", 1},
                 {"минувш", 1}, {"предыдущ", 1}, {"прошедш", 1}, {"последн", 1},
                 {"будущ", -1}, {"следующ", -1}};
    for (size_t n = 0; n < sizeof words / sizeof *words && r->published.year; n++) {
        if (!kt_starts_with(r, t, words[n].stem))
            continue;
        const bool named = kt_starts_with(r, t + 1, "иранск");
        const int32_t kind = t + 1 + named;
        const int32_t noun =
            kind + (kt_starts_with(r, kind, "календарн") ||
                    kt_starts_with(r, kind, "солнечн") || kt_starts_with(r, kind, "финансов"));
        const int32_t end = behind_calendar(r, noun + 1);
        if (!is_year_word(r, noun) || (!named && end == noun + 1))
            continue;
        *year = r->published.year - words[n].back - (r->published.month < FIRST_MONTH);
        return end;
    }
    return t;
}

/* Behind brackets that tell when it begins or ends; t where none follow. */
static int32_t behind_its_days(const kt_reading *r, int32_t t)
{
    enum { LONGEST = 24 };
    bool month = false;
    for (int32_t at = t; kt_sign_at(r, t, "(") && at < r->last && at < t + LONGEST; at++) {
        month |= kt_named_month_at(r, at) != 0;
        if (kt_sign_at(r, at, ")"))
            return month ? at + 1 : t;
    }
    return t;
}

/* "В прошлом году (1397-й год по иранскому календарю, ...)": the same year once more, up to the
 * end of the brackets. */
static kt_when *told_before(kt_reading *r, int32_t t, int32_t *end)
{
    kt_when *when = r->n_when > 0 ? &r->when[r->n_when - 1] : NULL;
    if (!when || !kt_sign_at(r, t - 1, "(") || t - 1 - when->last > 1 || !when->only_year)
        return NULL;
    while (*end < r->last && !kt_sign_at(r, *end, ")"))
        ++*end;
    when->last = *end;
    return when;
}

bool kt_iranian_year_at(const kt_reading *r, int32_t *t, int *year)
{
    const int32_t from = *t;
    if (r->tongue != 2)
        return false;
    const int32_t at = from + kt_word_at(r, from, "в"); /* "в прошлом" is a phrase of its own */
    int32_t end = numbered(r, from, year);
    if (end == from && relative(r, at, year) > at)
        end = relative(r, at, year);
    if (end == from)
        return false;
    *t = behind_its_days(r, end);
    return true;
}

int32_t kt_read_iranian_year(kt_reading *r, int32_t t)
{
    int year;
    int32_t end = t;
    if (!kt_iranian_year_at(r, &end, &year))
        return t;
    kt_when *when = told_before(r, t, &end);
    when = when ? when : kt_when_add(r, t, end);
    if (when) {
        const int first = year * 12 + FIRST_MONTH - 1;
        when->known = 1;
        when->only_year = 0;
        when->period = (kt_period){(int16_t)first, (int16_t)(first + 11)};
    }
    return end;
}
