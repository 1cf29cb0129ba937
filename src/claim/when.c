/* when.c: the periods that a sentence names.
 *
 *     2018 · 2018 году · in 2018            a year
 *     Oktober 2018 · January to October      months, with or without their year
 *     in den ersten acht Monaten dieses Jahres
 *     erstes Quartal 2022 · first half of 2023 · im Vorjahr · two years earlier
 *
 * What has no year takes one from words beside it, else it is the last such period that was
 * over when the article appeared. */
#include "when.h"

#include <string.h>

/* "2018 Dollar"; not "2018 USD 1,2 Mrd.", whose money stands behind it. */
static bool is_money(const kt_reading *r, int32_t t)
{
    const kt_mark *money = kt_mark_at(r, t + 1, KT_SENSE_CURRENCY);
    return money && kt_token_at(r->tokens, t + 1)->kind != KT_TOKEN_SIGN &&
           kt_token_at(r->tokens, money->first + money->n)->kind != KT_TOKEN_NUMBER;
}

/* "553 Mio. Euro 2012", "1 Milliarde Dollar 2012", in German. */
static bool is_behind_amount(const kt_reading *r, int32_t t)
{
    const kt_mark *money = kt_mark_before(r, t, KT_SENSE_CURRENCY);
    if (r->tongue != 0 || !money)
        return false;
    const int32_t scale = money->first - 1 - kt_sign_at(r, money->first - 1, ".");
    return kt_mark_at(r, scale, KT_SENSE_SCALE) != NULL;
}

bool kt_named_year_at(const kt_reading *r, int32_t t, int *year)
{
    if (t >= r->last)
        return false;
    const kt_token *token = kt_token_at(r->tokens, t);
    if (token->kind != KT_TOKEN_NUMBER || token->decimals || token->grouped ||
        token->value < 1950 || token->value > 2100 || token->size != 4)
        return false;
    if (kt_mark_at(r, t + 1, KT_SENSE_SCALE) || kt_mark_at(r, t + 1, KT_SENSE_PERCENT) ||
        (kt_mark_at(r, t + 1, KT_SENSE_UNIT) && !kt_mark_at(r, t + 1, KT_SENSE_YEAR_WORD)) ||
        is_money(r, t) || kt_is_decade(r, t))
        return false;
    if (t > r->first && kt_mark_at(r, t - 1, KT_SENSE_CURRENCY) && !is_behind_amount(r, t) &&
        !kt_mark_at(r, t - 1, KT_SENSE_YEAR_WORD) && !kt_mark_at(r, t + 1, KT_SENSE_YEAR_WORD))
        return false;
    *year = (int)token->value;
    return true;
}

/* Behind a year: "-го", "г.", "года". */
static int32_t after_year(const kt_reading *r, int32_t t)
{
    if (kt_sign_at(r, t, "-") && t + 1 < r->last &&
        kt_token_at(r->tokens, t + 1)->kind == KT_TOKEN_WORD &&
        kt_token_at(r->tokens, t + 1)->size <= 6 &&
        !(kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_SPACED) && r->tongue == 2)
        t += 2;
    const kt_mark *word = kt_mark_at(r, t, KT_SENSE_YEAR_WORD);
    return word && r->tongue == 2 ? word->first + word->n : t;
}

int kt_named_month_at(const kt_reading *r, int32_t t)
{
    const kt_mark *mark = t < r->last ? kt_mark_at(r, t, KT_SENSE_MONTH) : NULL;
    if (r->tongue == 0 && kt_word_at(r, t, "jan") && t + 1 < r->last &&
        kt_token_at(r->tokens, t + 1)->kind == KT_TOKEN_WORD &&
        (kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_CAPITAL))
        return 0; /* "sagte Jan Kurth" */
    return mark ? (int)mark->meaning.value : 0;
}

/* Words between a period and its year: of, des, the, in, a comma. */
bool kt_is_filler(const kt_reading *r, int32_t t)
{
    static const char *const fillers[] = {
        "of",    "des",      "the",       "im",        "in",       "von",  "vom", ",",
        "в",     "за",       "-",         "году",      "jahres",   "jahr", "(",   "dieses",
        "jahre", "прошлого", "минувшего", "нынешнего", "текущего", "/"};
    for (size_t n = 0; n < sizeof fillers / sizeof *fillers; n++)
        if (t < r->last && strcmp(kt_token_word(r->tokens, t), fillers[n]) == 0)
            return true;
    return false;
}

/* A year or relative year behind t, fillers between; moves *t behind it. */
bool kt_year_behind(const kt_reading *r, int32_t *t, int *year)
{
    int32_t at = *t;
    if (kt_that_year_at(r, t, year))
        return true;
    if (kt_sign_at(r, at, "(") && !kt_named_year_at(r, at + 1, year))
        for (int32_t p = at + 2; p < at + 7;
             p++) /* "im ersten Halbjahr (Januar - Juni) 2018" */
            if (kt_sign_at(r, p, ")")) {
                at = p + 1;
                break;
            }
    for (int n = 0; n < 3; n++) {
        if (r->tongue == 1 && kt_word_at(r, at, "year") && kt_named_year_at(r, at + 1, year))
            at++; /* "the first half of the year 2001" */
        const kt_mark *relative = kt_mark_at(r, at, KT_SENSE_REL_YEAR);
        if (kt_named_year_at(r, at, year)) {
            *t = after_year(r, at + 1);
            return true;
        }
        if (relative && relative->first >= *t && r->published.year) {
            *year = r->published.year + (int)relative->meaning.value;
            *t = relative->first + relative->n;
            if (kt_named_year_at(r, *t, year)) /* "des laufenden Jahres 2024" */
                *t = after_year(r, *t + 1);
            return true;
        }
        if (!kt_is_filler(r, at))
            return false;
        at++;
    }
    return false;
}

int kt_months_since(kt_date date)
{
    return date.year * 12 + (date.month ? date.month - 1 : 11);
}

/* The year last told of, for a text without a date; 0 none. */
static int year_told(const kt_reading *r)
{
    for (int n = r->n_when - 2; n >= 0; n--)
        if (r->when[n].known && !r->when[n].base)
            return r->when[n].period.last / 12;
    return r->d.has_period         ? r->d.period.period.last / 12
           : r->d.has_title_period ? r->d.title_period.period.last / 12
                                   : 0;
}

/* The last period of these months that was over at publication; of a single month some offices
 * tell from its 20th day on. */
static bool last_such(const kt_reading *r, int first, int last, kt_period *out)
{
    int year = r->published.year;
    if (!year) {
        year = year_told(r);
        *out = kt_period_of_months(year, first, last);
        return year > 0;
    }
    if (year * 12 + last - 1 >= kt_months_since(r->published) && last > 0)
        year -= year * 12 + last - 1 > kt_months_since(r->published) ||
                (r->published.month == last && r->published.day < (first == last ? 20 : 28));
    *out = kt_period_of_months(year, first, last);
    return true;
}

kt_when *kt_when_add(kt_reading *r, int32_t first, int32_t last)
{
    if (r->n_when == KT_MAX_WHEN || r->marks->at[first] == KT_IN_PASSING)
        return NULL;
    kt_when *when = &r->when[r->n_when++];
    *when = (kt_when){.first = first, .last = last};
    return when;
}

/* "В 2022 году, за семь месяцев": the year named a few words before. */
static bool year_before(const kt_reading *r, int32_t start, int *year)
{
    int32_t t = start - 1;
    while (r->tongue == 2 && t > start - 5 && t > r->first && kt_is_filler(r, t))
        t--;
    return r->tongue == 2 && t < start - 1 && t >= r->first && kt_named_year_at(r, t, year);
}

/* "2024 Q1", "last year's first half": the year told directly before, which then is no period
 * of its own. */
static bool take_year_before(kt_reading *r, int32_t start, int *year)
{
    const kt_when *before = r->n_when > 1 ? &r->when[r->n_when - 2] : NULL;
    const bool owns = kt_word_at(r, start - 1, "s") && kt_sign_at(r, start - 2, "'");
    if (!before || !before->only_year || !before->known || before->ago ||
        (before->last != start && !(owns && before->last == start - 2)))
        return false;
    *year = kt_period_year(before->period);
    r->when[r->n_when - 2] = r->when[r->n_when - 1];
    r->when[r->n_when - 2].first = before->first;
    r->n_when--;
    return true;
}

/* Months first to last of a year that stands behind, before or nowhere. */
int32_t kt_add_months(kt_reading *r, int32_t start, int32_t end, int first, int last)
{
    int year = 0;
    kt_when *when = kt_when_add(r, start, end);
    if (!when)
        return end;
    if (r->tongue == 1 && first != last && /* "the January-March months of this year" */
        (kt_word_at(r, end, "months") || kt_word_at(r, end, "period") ||
         kt_word_at(r, end, "quarter")))
        end++;
    if (kt_fiscal_year_behind(r, &end, &year)) {
        when->period = kt_named_month_at(r, start) ? kt_months_of_fiscal(r, year, first, last)
                                                   : kt_fiscal_months(r, year, first, last);
        when->known = 1;
    } else if (kt_year_behind(r, &end, &year)) {
        when->period = kt_period_of_months(year, first, last);
        when->known = 1;
    } else if (start >= r->first + 2 && kt_named_year_at(r, start - 2, &year) &&
               kt_is_filler(r, start - 1)) {
        when->period = kt_period_of_months(year, first, last);
        when->known = 1;
    } else if (year_before(r, start, &year)) {
        when->period = kt_period_of_months(year, first, last);
        when->known = 1;
    } else if (take_year_before(r, start, &year)) {
        when = &r->when[r->n_when - 1];
        when->period = kt_period_of_months(year, first, last);
        when->known = 1;
    } else {
        when->known = last_such(r, first, last, &when->period);
        when->no_year = 1;
    }
    when->last = end;
    return end;
}

/* The period of the report once more. */
int32_t kt_add_report(kt_reading *r, int32_t t, int32_t end)
{
    kt_when *when = kt_when_add(r, t, end);
    if (when) {
        when->period = r->d.report;
        when->known = 1;
    }
    return end;
}

/* One month, or all up to it; year 0: none stands behind it. */
static int32_t add_single(kt_reading *r, int32_t t, int32_t end, int month, int year)
{
    const int first = kt_is_up_to(r, t) ? 1 : month;
    const kt_period told = r->d.report;
    if (first < month && r->tongue == 1 && !year && r->d.has_report && told.first % 12 != 0 &&
        told.last > told.first && told.last % 12 == month - 1)
        return kt_add_report(r, t, end); /* "at the end of September", of a fiscal half */
    if (!year)
        return kt_add_months(r, t, end, first, month);
    kt_when *when = kt_when_add(r, t, end);
    if (when) {
        when->period = kt_period_of_months(year, first, month);
        when->known = 1;
    }
    return end;
}

/* "К 28 ноября экспорт составил", "по состоянию на 15 августа": the year up to a day. */
static int32_t read_so_far(kt_reading *r, int32_t day, int32_t end, int year)
{
    const bool on = kt_word_at(r, day - 1, "на") && kt_word_at(r, day - 2, "состоянию");
    if (r->tongue != 2 || !(kt_word_at(r, day - 1, "к") || on) ||
        (!year && !kt_year_behind(r, &end, &year) && !(year = r->published.year)))
        return end;
    kt_when *when = kt_when_add(r, day, end);
    if (when) {
        when->period = kt_period_of_year(year);
        when->known = when->only_year = 1;
    }
    return end;
}

/* "In the March 2018 year": the twelve months up to it, as New Zealand counts. */
static int32_t add_year_to(kt_reading *r, int32_t t, int32_t end, int month, int year)
{
    kt_when *when = kt_when_add(r, t, end);
    if (when) {
        const int last = year * 12 + month - 1;
        when->period = (kt_period){(int16_t)(last - 11), (int16_t)last};
        when->known = 1;
    }
    return end;
}

/* "January", "January-October", "с января по октябрь", "April 2021-March 2022",
 * "October 25, 2019" (a day is no period: left out). */
static int32_t read_months(kt_reading *r, int32_t t)
{
    int first = kt_named_month_at(r, t), year = 0, second_year = 0;
    int32_t at = t + kt_mark_at(r, t, KT_SENSE_MONTH)->n;
    if (kt_sign_at(r, at, ".") && kt_token_at(r->tokens, at - 1)->size <= 4)
        at++;
    const bool has_year = kt_named_year_at(r, at, &year);
    if (has_year)
        at = after_year(r, at + 1);
    const kt_token *before = t > r->first ? kt_token_at(r->tokens, t - 1) : NULL;
    int32_t day = t;
    if (before && kt_sign_at(r, t - 1, ".") && t - 2 >= r->first)
        day = t - 2;
    else if (before)
        day = t - 1;
    if (r->tongue == 1 && day == t - 1 && t - 2 >= r->first && before->kind == KT_TOKEN_WORD &&
        before->size == 2 && !(before->flags & KT_TOKEN_SPACED))
        day = t - 2; /* "21st August" */
    const bool is_day = day < t && kt_token_at(r->tokens, day)->kind == KT_TOKEN_NUMBER &&
                        kt_token_at(r->tokens, day)->value <= 31 &&
                        !kt_token_at(r->tokens, day)->decimals &&
                        (r->tongue != 0 || day == t - 2);
    if (is_day && r->tongue == 1 && !has_year && kt_sign_at(r, at, ",") &&
        kt_named_year_at(r, at + 1, &year))
        return at + 2; /* "21 Aug, 2019" */
    if (is_day)
        return read_so_far(r, day, at, has_year ? year : 0);
    if (r->tongue == 1 && !has_year && at < r->last &&
        kt_token_at(r->tokens, at)->kind == KT_TOKEN_NUMBER &&
        kt_token_at(r->tokens, at)->value <= 31 && !kt_token_at(r->tokens, at)->decimals &&
        !kt_mark_at(r, at + 1, KT_SENSE_PERCENT) && !kt_mark_at(r, at + 1, KT_SENSE_SCALE) &&
        !kt_mark_at(r, at + 1, KT_SENSE_CURRENCY))
        return kt_sign_at(r, at + 1, ",") && kt_named_year_at(r, at + 2, &year) ? at + 3
                                                                                : at + 1;
    if (r->tongue == 1 && has_year && kt_word_at(r, at, "year") &&
        !kt_sign_at(r, at + 1, "-") && !kt_word_at(r, at + 1, "on")) /* "year-on-year" */
        return add_year_to(r, t, at + 1, first, year);
    int32_t second = at;
    static const char *const joins[] = {"-",   "to",  "bis", "по",   "through", "/",
                                        "and", "und", "и",   "till", "until"};
    for (size_t n = 0; n < sizeof joins / sizeof *joins && at < r->last; n++)
        if (strcmp(kt_token_word(r->tokens, at), joins[n]) == 0)
            second = at + 1;
    if (second > at && kt_word_at(r, second, "to") && kt_sign_at(r, second + 1, "-"))
        second += 2; /* "the January-to-July period" */
    if (second > at &&
        (kt_word_at(r, second, "ende") || kt_word_at(r, second, "einschliesslich") ||
         kt_word_at(r, second, "zum")))
        second++; /* "zwischen Januar und Ende August" */
    const int last = second > at ? kt_named_month_at(r, second) : 0;
    if (!last)
        return add_single(r, t, at, first, has_year ? year : 0);
    int32_t end = second + kt_mark_at(r, second, KT_SENSE_MONTH)->n;
    if (has_year && kt_named_year_at(r, end, &second_year)) { /* a fiscal year */
        kt_when *when = kt_when_add(r, t, after_year(r, end + 1));
        if (when) {
            when->period = (kt_period){(int16_t)(year * 12 + first - 1),
                                       (int16_t)(second_year * 12 + last - 1)};
            when->known = when->period.last >= when->period.first;
        }
        return after_year(r, end + 1);
    }
    if (kt_add_fiscal_months(r, t, &end, first, last) || first > last)
        return end;
    if (r->tongue == 1 && last == first + 1 && kt_word_at(r, t - 1, "between") &&
        (kt_mark_within(r, r->first, t, KT_SENSE_UP) ||
         kt_mark_within(r, r->first, t, KT_SENSE_DOWN)))
        first = last; /* "rose by 2 billion between August and September": of the second */
    return kt_add_months(r, t, end, first, last);
}

/* A number, in figures or words, of at most `most`. */
int kt_count_at(const kt_reading *r, int32_t t, int most, int32_t *end)
{
    if (t >= r->last)
        return 0;
    const kt_token *token = kt_token_at(r->tokens, t);
    const kt_mark *word = kt_mark_at(r, t, KT_SENSE_NUMBER);
    double value = 0;
    *end = t + 1;
    if (token->kind == KT_TOKEN_NUMBER && !token->decimals) {
        value = token->value;
    } else if (word) {
        value = word->meaning.value;
        *end = word->first + word->n;
    }
    return value >= 1 && value <= most && value == (int)value ? (int)value : 0;
}

/* "С 2016 года торговля выросла в шесть раз": of all the years up to now, in Russian. */
static bool is_up_to_now(const kt_reading *r, int32_t t, int year)
{
    return r->tongue == 2 && kt_word_at(r, t - 1, "с") && kt_word_at(r, t + 1, "года") &&
           r->published.year > year && !kt_word_at(r, t + 2, "по") &&
           !kt_word_at(r, t + 2, "до") && !kt_sign_at(r, t + 2, ",") &&
           !kt_mark_within(r, r->first, t, KT_SENSE_RECORD);
}

/* "The first month of the current financial year", "im zweiten Monat des Jahres": counted in
 * the year that stands behind it. */
static int32_t read_nth_month(kt_reading *r, int32_t t)
{
    static const char *const words[] = {"month",  "monat",  "monats", "месяц",
                                        "месяца", "месяцу", "месяце", "месяцем"};
    const kt_mark *nth = kt_mark_at(r, t, KT_SENSE_ORDINAL);
    if (!nth || nth->first != t || nth->meaning.value > 12)
        return t;
    const int32_t end = t + nth->n + 1;
    int32_t behind = end;
    int year;
    bool month = false;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        month |= kt_word_at(r, end - 1, words[n]);
    if (!month)
        return t;
    if (!kt_fiscal_year_behind(r, &behind, &year) && !kt_year_behind(r, &behind, &year))
        return t;
    const int n = (int)nth->meaning.value;
    return kt_add_months(r, t, end, n, n);
}

static int32_t read_year(kt_reading *r, int32_t t)
{
    int year;
    if (!kt_named_year_at(r, t, &year))
        return t;
    const int32_t end = after_year(r, t + 1);
    if (r->tongue == 2 && kt_word_at(r, t - 1, "после"))
        return end;
    kt_when *when = kt_when_add(r, t, end);
    if (when) {
        when->period = kt_period_of_year(year);
        when->known = 1;
        when->only_year = 1;
        when->later = when->span = is_up_to_now(r, t, year);
    }
    return end;
}

void kt_find_periods(kt_reading *r)
{
    static int32_t (*const readers[])(kt_reading *, int32_t) = {
        kt_read_iranian_year,    kt_read_fiscal_year, kt_read_years_count, kt_read_part_of_year,
        kt_read_count_of_months, read_nth_month,      kt_read_decade,      kt_read_left_out,
        kt_read_relative,        read_year,           kt_read_the_month};
    r->n_when = 0;
    for (int32_t t = r->first; t < r->last;) {
        int32_t next = kt_read_short_form(r, t);
        if (next == t)
            next = kt_read_range(r, t);
        if (next == t)
            next = kt_read_days(r, t);
        if (next == t && r->tongue == 1 && kt_named_month_at(r, t))
            next = kt_read_part_of_year(r, t); /* "the June quarter" */
        if (next == t && kt_named_month_at(r, t) &&
            kt_mark_at(r, t, KT_SENSE_MONTH)->first == t)
            next = read_months(r, t);
        for (size_t n = 0; n < sizeof readers / sizeof *readers && next == t; n++)
            next = readers[n](r, t);
        t = next > t ? next : t + 1;
    }
    kt_settle_periods(r);
}
