/* when.c: the periods that a sentence names.
 *
 *     2018 · 2018 году · in 2018            a year
 *     Oktober 2018 · January to October      months, with or without their year
 *     in den ersten acht Monaten dieses Jahres
 *     erstes Quartal 2022 · first half of 2023 · im Vorjahr · two years earlier
 *
 * What has no year takes one from words beside it, else it is the last such period that was
 * over when the article appeared. */
#include "reading.h"

#include <string.h>

static bool year_at(const kt_reading *r, int32_t t, int *year)
{
    if (t >= r->last)
        return false;
    const kt_token *token = &r->tokens->token[t];
    if (token->kind != KT_TOKEN_NUMBER || token->decimals || token->grouped ||
        token->value < 1950 || token->value > 2100 || token->size != 4)
        return false;
    if (kt_mark_at(r, t + 1, KT_SENSE_SCALE) || kt_mark_at(r, t + 1, KT_SENSE_PERCENT) ||
        (kt_mark_at(r, t + 1, KT_SENSE_UNIT) && !kt_mark_at(r, t + 1, KT_SENSE_YEAR_WORD)) ||
        (kt_mark_at(r, t + 1, KT_SENSE_CURRENCY) &&
         !(r->tokens->token[t + 1].kind == KT_TOKEN_SIGN)))
        return false;
    if (t > r->first && kt_mark_at(r, t - 1, KT_SENSE_CURRENCY) &&
        !kt_mark_at(r, t - 1, KT_SENSE_YEAR_WORD))
        return false;
    *year = (int)token->value;
    return true;
}

/* Behind a year: "-го", "г.", "года". */
static int32_t after_year(const kt_reading *r, int32_t t)
{
    if (kt_sign_at(r, t, "-") && t + 1 < r->last &&
        r->tokens->token[t + 1].kind == KT_TOKEN_WORD && r->tokens->token[t + 1].size <= 6 &&
        !(r->tokens->token[t + 1].flags & KT_TOKEN_SPACED) && r->tongue == 2)
        t += 2;
    const kt_mark *word = kt_mark_at(r, t, KT_SENSE_YEAR_WORD);
    if (word && r->tongue == 2) {
        t = word->first + word->n;
        if (kt_sign_at(r, t, ".") && word->n == 1 && r->tokens->token[t - 1].size <= 4)
            t++;
    }
    return t;
}

static int month_at(const kt_reading *r, int32_t t)
{
    const kt_mark *mark = t < r->last ? kt_mark_at(r, t, KT_SENSE_MONTH) : NULL;
    return mark ? (int)mark->meaning.value : 0;
}

/* Words between a period and its year: of, des, the, in, a comma. */
static bool is_filler(const kt_reading *r, int32_t t)
{
    static const char *const fillers[] = {"of",     "des",  "the", "im",     "in",   "von",
                                          "vom",    ",",    "в",   "за",     "-",    "году",
                                          "jahres", "jahr", "(",   "dieses", "jahre"};
    for (size_t n = 0; n < sizeof fillers / sizeof *fillers; n++)
        if (t < r->last && strcmp(kt_token_word(r->tokens, t), fillers[n]) == 0)
            return true;
    return false;
}

/* A year or relative year behind t, fillers between; moves *t behind it. */
static bool year_behind(const kt_reading *r, int32_t *t, int *year)
{
    int32_t at = *t;
    for (int n = 0; n < 3; n++) {
        const kt_mark *relative = kt_mark_at(r, at, KT_SENSE_REL_YEAR);
        if (year_at(r, at, year)) {
            *t = after_year(r, at + 1);
            return true;
        }
        if (relative && relative->first >= *t && r->published.year) {
            *year = r->published.year + (int)relative->meaning.value;
            *t = relative->first + relative->n;
            return true;
        }
        if (!is_filler(r, at))
            return false;
        at++;
    }
    return false;
}

static int months_since(kt_date date)
{
    return date.year * 12 + (date.month ? date.month - 1 : 11);
}

/* The last period of these months that was over at publication; of a single month some offices
 * tell from its 20th day on. */
static bool last_such(const kt_reading *r, int first, int last, kt_period *out)
{
    if (!r->published.year)
        return false;
    int year = r->published.year;
    if (year * 12 + last - 1 >= months_since(r->published) && last > 0)
        year -= year * 12 + last - 1 > months_since(r->published) ||
                (r->published.month == last && r->published.day < (first == last ? 20 : 28));
    *out = kt_period_of_months(year, first, last);
    return true;
}

static kt_when *add(kt_reading *r, int32_t first, int32_t last)
{
    if (r->n_when == KT_MAX_WHEN)
        return NULL;
    kt_when *when = &r->when[r->n_when++];
    *when = (kt_when){.first = first, .last = last};
    return when;
}

/* First month of a country's fiscal year. */
static int fiscal_month(const kt_reading *r)
{
    static const char april[][4] = {"IND", "JPN", "GBR", "HKG", "ZAF", "SGP", "CAN"};
    if (r->d.main == kt_place_of("USA") || r->d.main == kt_place_of("THA"))
        return 10;
    for (size_t n = 0; n < sizeof april / sizeof *april; n++)
        if (r->d.main == kt_place_of(april[n]))
            return 4;
    return 7;
}

/* The first year of "2021-22", "2021/2022"; 0 none. */
static int year_of_two(const kt_reading *r, int32_t t)
{
    int year;
    if (!year_at(r, t, &year) || !(kt_sign_at(r, t + 1, "-") || kt_sign_at(r, t + 1, "/")) ||
        t + 2 >= r->last)
        return 0;
    const kt_token *second = &r->tokens->token[t + 2];
    const bool next = second->value == (year + 1) % 100 || second->value == year + 1;
    return second->kind == KT_TOKEN_NUMBER && !second->decimals && next &&
                   !(second->flags & KT_TOKEN_SPACED)
               ? year
               : 0;
}

/* "Of the current fiscal year (2020-21)" behind a quarter or some months: that year's first;
 * moves *t behind it. */
static bool fiscal_year_behind(const kt_reading *r, int32_t *t, int *year)
{
    int back = -1;
    int32_t at = *t;
    while (at < *t + 8 && at < r->last && !kt_word_at(r, at, "fiscal") &&
           !kt_word_at(r, at, "financial")) {
        if (kt_word_at(r, at, "current") || kt_word_at(r, at, "this") ||
            kt_word_at(r, at, "ongoing"))
            back = 0;
        else if (kt_word_at(r, at, "last") || kt_word_at(r, at, "previous"))
            back = 1;
        else if (!is_filler(r, at) && !kt_sign_at(r, at, ")") &&
                 !kt_mark_at(r, at, KT_SENSE_QUARTER))
            return false;
        at++;
    }
    if (r->tongue != 1 || at >= *t + 8 || !kt_word_at(r, at + 1, "year"))
        return false;
    at += 2;
    *year = year_of_two(r, kt_sign_at(r, at, "(") ? at + 1 : at);
    if (*year) {
        *t = at + 3 + kt_sign_at(r, at, "(");
        return true;
    }
    *year = r->published.year - back - (r->published.month < fiscal_month(r));
    *t = at;
    return back >= 0 && r->published.year != 0;
}

/* Months first to last of a year that stands behind, before or nowhere. */
static int32_t add_months(kt_reading *r, int32_t start, int32_t end, int first, int last)
{
    int year = 0;
    kt_when *when = add(r, start, end);
    if (!when)
        return end;
    if (fiscal_year_behind(r, &end, &year)) {
        const int from = year * 12 + fiscal_month(r) - 2;
        when->period = (kt_period){(int16_t)(from + first), (int16_t)(from + last)};
        when->known = 1;
    } else if (year_behind(r, &end, &year)) {
        when->period = kt_period_of_months(year, first, last);
        when->known = 1;
    } else if (start >= r->first + 2 && year_at(r, start - 2, &year) &&
               is_filler(r, start - 1)) {
        when->period = kt_period_of_months(year, first, last);
        when->known = 1;
    } else {
        when->known = last_such(r, first, last, &when->period);
    }
    when->last = end;
    return end;
}

/* "As of the end of November", "bis Ende November": all the months up to it. */
static bool is_up_to(const kt_reading *r, int32_t t)
{
    if (kt_word_at(r, t - 1, "ende") && kt_word_at(r, t - 2, "bis"))
        return true;
    if (kt_word_at(r, t - 1, "through"))
        return true; /* "through October": from January on */
    return kt_word_at(r, t - 1, "of") && kt_word_at(r, t - 2, "end") &&
           ((kt_word_at(r, t - 3, "the") && kt_word_at(r, t - 4, "of") &&
             kt_word_at(r, t - 5, "as")) ||
            (kt_word_at(r, t - 3, "the") && kt_word_at(r, t - 4, "until")));
}

/* One month, or all up to it; year 0: none stands behind it. */
static int32_t add_single(kt_reading *r, int32_t t, int32_t end, int month, int year)
{
    const int first = is_up_to(r, t) ? 1 : month;
    if (!year)
        return add_months(r, t, end, first, month);
    kt_when *when = add(r, t, end);
    if (when) {
        when->period = kt_period_of_months(year, first, month);
        when->known = 1;
    }
    return end;
}

/* "July-June (2021-22)", "July-September (2020-21)": months of a fiscal year. */
static bool add_fiscal_months(kt_reading *r, int32_t t, int32_t *end, int first, int last)
{
    int32_t at = *end;
    while (at < *end + 3 && (kt_sign_at(r, at, "(") || is_filler(r, at) ||
                             kt_word_at(r, at, "fy") || kt_word_at(r, at, "fiscal")))
        at++;
    const int year = year_of_two(r, at);
    kt_when *when = year ? add(r, t, at + 3) : NULL;
    if (!when)
        return false;
    const int from = year + (first < fiscal_month(r)), to = year + (last < fiscal_month(r));
    when->period = (kt_period){(int16_t)(from * 12 + first - 1), (int16_t)(to * 12 + last - 1)};
    when->known = when->period.last >= when->period.first;
    *end = at + 3;
    return true;
}

/* "January", "January-October", "с января по октябрь", "April 2021-March 2022",
 * "October 25, 2019" (a day is no period: left out). */
static int32_t read_months(kt_reading *r, int32_t t)
{
    int first = month_at(r, t), year = 0, second_year = 0;
    int32_t at = t + kt_mark_at(r, t, KT_SENSE_MONTH)->n;
    for (int32_t p = t - 1; p >= r->first && p >= t - 3; p--)
        if (kt_word_at(r, p, "ohne") || kt_word_at(r, p, "without") || kt_word_at(r, p, "без"))
            return at; /* "not counting July" */
    if (kt_sign_at(r, at, ".") && r->tokens->token[at - 1].size <= 4)
        at++;
    const bool has_year = year_at(r, at, &year);
    if (has_year)
        at = after_year(r, at + 1);
    const kt_token *before = t > r->first ? &r->tokens->token[t - 1] : NULL;
    int32_t day = t;
    if (before && kt_sign_at(r, t - 1, ".") && t - 2 >= r->first)
        day = t - 2;
    else if (before)
        day = t - 1;
    const bool is_day = day < t && r->tokens->token[day].kind == KT_TOKEN_NUMBER &&
                        r->tokens->token[day].value <= 31 && !r->tokens->token[day].decimals &&
                        (r->tongue != 0 || day == t - 2);
    if (is_day)
        return at;
    if (r->tongue == 1 && !has_year && at < r->last &&
        r->tokens->token[at].kind == KT_TOKEN_NUMBER && r->tokens->token[at].value <= 31 &&
        !r->tokens->token[at].decimals && !kt_mark_at(r, at + 1, KT_SENSE_PERCENT) &&
        !kt_mark_at(r, at + 1, KT_SENSE_SCALE) && !kt_mark_at(r, at + 1, KT_SENSE_CURRENCY))
        return kt_sign_at(r, at + 1, ",") && year_at(r, at + 2, &year) ? at + 3 : at + 1;
    int32_t second = at;
    static const char *const joins[] = {"-",   "to",  "bis", "по",   "through",
                                        "and", "und", "и",   "till", "until"};
    for (size_t n = 0; n < sizeof joins / sizeof *joins && at < r->last; n++)
        if (strcmp(kt_token_word(r->tokens, at), joins[n]) == 0)
            second = at + 1;
    if (second > at && kt_word_at(r, second, "ende"))
        second++; /* "zwischen Januar und Ende August" */
    const int last = second > at ? month_at(r, second) : 0;
    if (!last)
        return add_single(r, t, at, first, has_year ? year : 0);
    int32_t end = second + kt_mark_at(r, second, KT_SENSE_MONTH)->n;
    if (has_year && year_at(r, end, &second_year)) { /* a fiscal year */
        kt_when *when = add(r, t, after_year(r, end + 1));
        if (when) {
            when->period = (kt_period){(int16_t)(year * 12 + first - 1),
                                       (int16_t)(second_year * 12 + last - 1)};
            when->known = when->period.last >= when->period.first;
        }
        return after_year(r, end + 1);
    }
    if (add_fiscal_months(r, t, &end, first, last) || first > last)
        return end;
    return add_months(r, t, end, first, last);
}

/* A number, in figures or words, of at most `most`. */
static int count_at(const kt_reading *r, int32_t t, int most, int32_t *end)
{
    if (t >= r->last)
        return 0;
    const kt_token *token = &r->tokens->token[t];
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

/* "The ten months to October this year", "the six months ended June 30, 2024": behind "months"
 * the last of them. Where the sentence goes on; t when it is none of these. */
static int32_t read_months_to(kt_reading *r, int32_t start, int32_t t, int n)
{
    static const char *const joins[] = {"to",    "through", "until", "till",
                                        "ended", "ending",  "up"};
    static const char *const fillers[] = {"to",   "in",  "on", "the",
                                          "late", "end", "of", "early"};
    int32_t at = t;
    for (size_t w = 0; w < sizeof joins / sizeof *joins && at == t; w++)
        at += kt_word_at(r, t, joins[w]);
    for (size_t w = 0; at > t && w < sizeof fillers / sizeof *fillers; w++)
        if (at < t + 5 && kt_word_at(r, at, fillers[w])) {
            at++;
            w = (size_t)-1;
        }
    const int month = at > t ? month_at(r, at) : 0;
    if (r->tongue != 1 || !month)
        return t;
    int32_t end = at + kt_mark_at(r, at, KT_SENSE_MONTH)->n;
    if (end < r->last && r->tokens->token[end].kind == KT_TOKEN_NUMBER &&
        r->tokens->token[end].value <= 31 && !r->tokens->token[end].decimals)
        end++;
    const int n_before = r->n_when;
    end = add_months(r, start, end, month, month);
    if (r->n_when > n_before) {
        kt_period *period = &r->when[r->n_when - 1].period;
        period->first = (int16_t)(period->last - n + 1);
    }
    return end;
}

/* "first eight months of this year", "за восемь месяцев 2021 года" */
static int32_t read_count_of_months(kt_reading *r, int32_t t)
{
    int32_t at;
    int n = count_at(r, t, 12, &at);
    if (kt_word_at(r, t, "beiden")) { /* "in den ersten beiden Monaten" */
        n = 2;
        at = t + 1;
    }
    const kt_mark *word = n ? kt_mark_at(r, at, KT_SENSE_MONTHS_WORD) : NULL;
    if (!word || n < 2 || word->first != at)
        return t;
    if (kt_mark_before(r, t, KT_SENSE_SINCE))
        return at + word->n; /* "the highest for six months" */
    const int32_t to = read_months_to(r, t, at + word->n, n);
    if (to > at + word->n)
        return to;
    int32_t behind = at + word->n;
    int year = 0;
    const bool of_this_year = year_behind(r, &behind, &year) && year == r->published.year;
    /* "the last 11 months", told in December: those of this year */
    const bool is_so_far = r->published.month > n && r->published.month - n <= 1;
    if (kt_mark_before(r, t, KT_SENSE_LAST) && !of_this_year && !is_so_far)
        return add_months(r, t, at + word->n, 13 - n, 12);
    return add_months(r, t, at + word->n, 1, n);
}

static int32_t read_quarters_count(kt_reading *r, int32_t t)
{
    int32_t at;
    const int n = count_at(r, t, 4, &at);
    const kt_mark *word = n ? kt_mark_at(r, at, KT_SENSE_QUARTER_WORD) : NULL;
    if (!word || n < 2 || word->first != at)
        return t;
    return add_months(r, t, at + word->n, 1, 3 * n);
}

static int32_t read_quarter(kt_reading *r, int32_t t)
{
    const kt_mark *named = kt_mark_at(r, t, KT_SENSE_QUARTER);
    const kt_mark *ordinal = kt_mark_at(r, t, KT_SENSE_ORDINAL);
    int n = 0;
    int32_t at = t + 1;
    if (named && named->first == t) {
        n = (int)named->meaning.value;
        at = t + named->n;
    } else if (ordinal && ordinal->first == t) {
        n = (int)ordinal->meaning.value;
        at = t + ordinal->n;
    } else if (r->tokens->token[t].kind == KT_TOKEN_NUMBER) {
        n = count_at(r, t, 4, &at);
        if (kt_sign_at(r, at, "."))
            at++;
    }
    if (!named) {
        const kt_mark *word = kt_mark_at(r, at, KT_SENSE_QUARTER_WORD);
        if (!word || word->first != at)
            return t;
        at += word->n;
    }
    if (n < 1 || n > 4)
        return t;
    const bool up_to = r->tongue == 0 && n > 1 && kt_word_at(r, t - 1, "zum") &&
                       kt_word_at(r, t - 2, "bis"); /* all the quarters up to it */
    return add_months(r, t, at, up_to ? 1 : 3 * n - 2, 3 * n);
}

static int32_t read_half(kt_reading *r, int32_t t)
{
    const kt_mark *half = kt_mark_at(r, t, KT_SENSE_HALF);
    if (!half || half->first != t)
        return t;
    const int n = (int)half->meaning.value;
    return add_months(r, t, t + half->n, n == 1 ? 1 : 7, n == 1 ? 6 : 12);
}

/* The period last spoken of: in this sentence, else in those before. */
static bool last_period(const kt_reading *r, kt_period *out)
{
    for (int n = r->n_when - 2; n >= 0; n--)
        if (r->when[n].known && !r->when[n].ago && !r->when[n].later) {
            *out = r->when[n].period;
            return true;
        }
    if (r->d.has_period) {
        *out = r->d.period.period;
        return true;
    }
    *out = kt_period_of_year(r->published.year);
    return r->published.year != 0;
}

/* "a year earlier", "годом ранее": counted back from what is spoken of; so is "im Vorjahr"
 * where that is no longer last year. */
static bool is_year_before(const kt_reading *r, const kt_mark *year)
{
    const kt_mark *base = kt_mark_at(r, year->first, KT_SENSE_BASE_YEAR);
    kt_period now;
    if (kt_mark_within(r, year->first, year->first + year->n, KT_SENSE_YEAR_BEFORE) &&
        r->published.year && last_period(r, &now) && now.last / 12 < r->published.year - 1)
        return true;
    return base && base->first == year->first && base->n == year->n &&
           year->meaning.value == -1.0;
}

/* "The period under review", in a new paragraph: what the whole report is of. */
static bool is_of_report(const kt_reading *r, const kt_when *when)
{
    static const char *const words[] = {"report", "review", "bericht", "отчет", "рассматрив"};
    if (!r->d.has_report || r->d.period_block == r->block || r->n_when > 1)
        return false;
    for (int32_t t = when->first; t < when->last; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (strncmp(kt_token_word(r->tokens, t), words[n], strlen(words[n])) == 0)
                return true;
    return false;
}

/* "the same period": of the sentence or the report, in the year that stands behind it. */
static int32_t read_same(kt_reading *r, kt_when *when, int32_t end)
{
    int year = 0;
    when->known = last_period(r, &when->period);
    if (is_of_report(r, when))
        when->period = r->d.report;
    const kt_when *year_of = r->n_when > 1 ? &r->when[r->n_when - 2] : NULL;
    if (year_of && year_of->only_year && year_of->known && !year_of->ago && r->d.has_period &&
        !r->d.period.only_year) { /* "last year it was 1.6 billion in the same period" */
        const int back = r->d.period.period.last / 12 - year_of->period.last / 12;
        when->period = (kt_period){(int16_t)(r->d.period.period.first - 12 * back),
                                   (int16_t)(r->d.period.period.last - 12 * back)};
        when->ago = back > 0;
        year_of = NULL;
    }
    if (year_behind(r, &end, &year) && when->known) {
        const int years = when->period.last / 12 - year;
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
    static const char *const joins[] = {"from", "of", "between", "von", "zwischen", "с", ":"};
    for (size_t n = 0; n < sizeof joins / sizeof *joins; n++)
        if (kt_word_at(r, t, joins[n]) && month_at(r, t + 1))
            return true;
    return month_at(r, t) != 0;
}

static int32_t read_relative(kt_reading *r, int32_t t)
{
    const kt_mark *year = kt_mark_at(r, t, KT_SENSE_REL_YEAR);
    const kt_mark *month = kt_mark_at(r, t, KT_SENSE_REL_MONTH);
    const kt_mark *later = kt_mark_at(r, t, KT_SENSE_LATER);
    const kt_mark *same = kt_mark_at(r, t, KT_SENSE_SAME);
    const kt_mark *mark = later ? later : year ? year : month ? month : same;
    if (!mark || mark->first != t)
        return t;
    if (mark == same && mark->n <= 2 && names_its_months(r, t + mark->n))
        return t + mark->n;
    kt_when *when = add(r, t, t + mark->n);
    if (!when)
        return t + mark->n;
    if (mark == later) {
        when->later = 1;
    } else if (mark == same) {
        return read_same(r, when, t + mark->n);
    } else if (mark == year && is_year_before(r, year)) {
        when->ago = 1;
        when->known = last_period(r, &when->period);
        when->period.first = (int16_t)(when->period.first - 12);
        when->period.last = (int16_t)(when->period.last - 12);
    } else if (mark == year) {
        when->known = r->published.year != 0;
        when->only_year = 1;
        if (when->known)
            when->period = kt_period_of_year(r->published.year + (int)year->meaning.value);
    } else if (r->published.year) {
        kt_period now;
        const kt_mark *earlier = kt_mark_at(r, month->first, KT_SENSE_EARLIER);
        const bool deictic = r->tongue == 0 && !earlier; /* "im vergangenen Monat" */
        const bool single = !deictic &&
                            (r->n_when > 1 || (earlier && earlier->n == month->n)) &&
                            last_period(r, &now) && now.first == now.last;
        const int m = (single ? now.first : months_since(r->published)) +
                      (int)month->meaning.value; /* counted from a month named before it */
        when->period = (kt_period){(int16_t)m, (int16_t)m};
        when->known = 1;
        when->earlier = single; /* the month before the one reported: what follows is of that */
    }
    return t + mark->n;
}

/* "two years earlier", "within three years" */
static int32_t read_years_count(kt_reading *r, int32_t t)
{
    int32_t at;
    const kt_mark *within = t > r->first ? kt_mark_before(r, t, KT_SENSE_WITHIN) : NULL;
    const int n = count_at(r, t, 30, &at);
    const kt_mark *word = n ? kt_mark_at(r, at, KT_SENSE_YEAR_WORD) : NULL;
    if (!word || word->first != at)
        return t;
    at += word->n;
    const kt_mark *earlier = kt_mark_at(r, at, KT_SENSE_EARLIER);
    if (earlier && (r->d.has_period || r->published.year)) {
        kt_when *when = add(r, t, at + earlier->n);
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
    if (within && r->published.year) {
        kt_when *when = add(r, within->first, at);
        if (when) {
            when->known = 1;
            when->within = 1;
            when->only_year = 1;
            when->period = kt_period_of_year(r->published.year + n);
        }
        return at;
    }
    return t;
}

/* "fiscal 2024-25", "FY 2022/23": a year of two, where a fiscal one is spoken of. */
static int32_t read_fiscal_year(kt_reading *r, int32_t t)
{
    const int year = year_of_two(r, t);
    if (!year)
        return t;
    const int from = fiscal_month(r);
    kt_when *when = add(r, t, t + 3);
    if (when) {
        when->known = 1;
        when->period =
            (kt_period){(int16_t)(year * 12 + from - 1), (int16_t)(year * 12 + from + 10)};
    }
    int32_t end = t + 3; /* its months in brackets say nothing new */
    if (kt_sign_at(r, end, "(") && month_at(r, end + 1))
        while (end < r->last && end < t + 9 && !kt_sign_at(r, end, ")"))
            end++;
    return end;
}

static int32_t read_year(kt_reading *r, int32_t t)
{
    int year;
    if (!year_at(r, t, &year))
        return t;
    /* A day's year belongs to its date. */
    if (t > r->first && kt_mark_at(r, t - 1, KT_SENSE_MONTH))
        return t + 1;
    const int32_t end = after_year(r, t + 1);
    kt_when *when = add(r, t, end);
    if (when) {
        when->period = kt_period_of_year(year);
        when->known = 1;
        when->only_year = 1;
    }
    return end;
}

/* "From June to August", not "from June to 41 billion". */
static bool begins_range(const kt_reading *r, int32_t t)
{
    int year;
    const kt_mark *range = t < r->last ? kt_mark_at(r, t, KT_SENSE_RANGE) : NULL;
    return range && (month_at(r, t + range->n) || year_at(r, t + range->n, &year));
}

/* "From January to November 2007" is a period of its own. */
static bool joins_months(const kt_reading *r, const kt_when *when)
{
    if (!month_at(r, when->first) || when->period.first == when->period.last)
        return false;
    for (int32_t t = when->first + 1; t < when->last; t++)
        if (kt_word_at(r, t, "to") || kt_word_at(r, t, "through") || kt_word_at(r, t, "until"))
            return true;
    return false;
}

/* Named behind "than", "compared with"; or a relative year in such a phrase. */
static bool is_base(const kt_reading *r, const kt_when *when)
{
    int32_t t = when->first;
    const bool so_far = when->only_year && kt_period_year(when->period) == r->published.year;
    for (int32_t p = t; when->only_year && !so_far && r->tongue != 2 &&
                        p > t - (r->tongue ? 5 : 8) && p > r->first;
         p--) {
        if (kt_mark_before(r, p, KT_SENSE_SINCE))
            return true; /* a range up to now: no period of a figure */
        if (r->tokens->token[p - 1].kind != KT_TOKEN_WORD && !kt_sign_at(r, p - 1, "-"))
            break; /* "since mid-2011" */
    }
    if (when->only_year && !so_far && kt_mark_before(r, t, KT_SENSE_SINCE))
        return true;
    if (when->only_year && kt_word_at(r, t - 1, "jahren") && kt_word_at(r, t - 3, "nach"))
        return true; /* "after the years 2023, 2020 and 1993 it was the fourth" */
    if (r->tongue == 1 && kt_mark_before(r, t, KT_SENSE_FROM) && !kt_word_at(r, t - 1, "of") &&
        !begins_range(r, when->last) && !joins_months(r, when) &&
        (kt_mark_within(r, r->first, t, KT_SENSE_UP) ||
         kt_mark_within(r, r->first, t, KT_SENSE_DOWN)) &&
        (kt_mark_at(r, t, KT_SENSE_REL_YEAR) || kt_mark_at(r, t, KT_SENSE_REL_MONTH) ||
         kt_mark_at(r, t, KT_SENSE_SAME) || kt_mark_at(r, t, KT_SENSE_MONTH) ||
         when->only_year))
        return true; /* "up 5 % from the previous month" */
    if (when->only_year && when->known && r->published.year &&
        when->period.last / 12 < r->published.year &&
        (kt_word_at(r, t - 1, "к") || kt_word_at(r, t - 1, "on") || kt_word_at(r, t - 1, "zu")))
        return true; /* "на 4,3% к 2022-му" */
    if (when->known && kt_word_at(r, t - 1, "к") && r->published.year &&
        when->period.last < r->published.year * 12 + r->published.month - 1)
        return true; /* "на 26,7% к январю 2025 года" */
    bool comma = false;
    for (int n = 0; n < 8 && t > r->first; n++, t--) {
        if (kt_mark_before(r, t, KT_SENSE_BASE))
            return true; /* "по сравнению с", "than" */
        if (n == 0 && kt_mark_before(r, t, KT_SENSE_BASE_YEAR) && !(r->tongue == 2 && so_far))
            return true; /* "5 % year on year in June" names no base by "June" */
        const kt_token *token = &r->tokens->token[t - 1];
        if (kt_sign_at(r, t - 1, ",") && !comma && n > 0) {
            comma = true;
            continue;
        }
        if (token->kind != KT_TOKEN_WORD ||
            (token->size > (r->tongue ? 14 : 24) && r->tongue != 2))
            return false;
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

/* ", wie das Amt im Februar mitteilte": when it was said, not what of. */
static bool is_of_saying(const kt_reading *r, const kt_when *when)
{
    if (r->tongue != 0 || when->only_year || when->base || when->ago ||
        when->period.first != when->period.last || kt_word_at(r, when->first - 1, "für"))
        return false;
    int32_t from = when->first - 1, to = when->last;
    while (from > r->first && !kt_sign_at(r, from, ","))
        from--;
    while (to < r->last && !kt_sign_at(r, to, ","))
        to++;
    return kt_sign_at(r, from, ",") && kt_word_at(r, from + 1, "wie") &&
           kt_mark_within(r, from, to, KT_SENSE_SAY) != NULL;
}

static void drop_times_of_saying(kt_reading *r)
{
    int kept = 0;
    for (int n = 0; n < r->n_when; n++)
        if (!is_of_saying(r, &r->when[n]))
            r->when[kept++] = r->when[n];
    r->n_when = kept;
}

void kt_find_periods(kt_reading *r)
{
    static int32_t (*const readers[])(kt_reading *, int32_t) = {
        read_years_count,     read_half,     read_quarter,     read_quarters_count,
        read_count_of_months, read_relative, read_fiscal_year, read_year};
    r->n_when = 0;
    for (int32_t t = r->first; t < r->last;) {
        int32_t next = t;
        if (month_at(r, t) && kt_mark_at(r, t, KT_SENSE_MONTH)->first == t)
            next = read_months(r, t);
        for (size_t n = 0; n < sizeof readers / sizeof *readers && next == t; n++)
            next = readers[n](r, t);
        t = next > t ? next : t + 1;
    }
    for (int n = 0; n < r->n_when; n++)
        r->when[n].base = is_base(r, &r->when[n]);
    drop_times_of_saying(r);
    for (int n = 0; n + 1 < r->n_when; n++) /* "after 2023, 2020 and 1993" */
        if (r->when[n].base && r->when[n].only_year && r->when[n + 1].only_year &&
            r->when[n + 1].first - r->when[n].last == 1 &&
            (kt_sign_at(r, r->when[n].last, ",") ||
             kt_mark_at(r, r->when[n].last, KT_SENSE_AND)))
            r->when[n + 1].base = 1;
    for (int n = 0; n + 1 < r->n_when; n++) { /* between 2017 and 2019, von 2017 bis 2019 */
        kt_when *from = &r->when[n], *to = &r->when[n + 1];
        if (from->only_year && to->only_year && to->first - from->last == 1 &&
            kt_mark_at(r, from->last, KT_SENSE_RANGE) && from->period.first < to->period.first)
            from->base = 1;
    }
}
