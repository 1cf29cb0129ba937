/* when_fiscal.c: years that begin in another month than January, as their country counts them.
 *
 *     2021-22 · FY22 · fiscal 2022 · the current fiscal year (2021-22) · last fiscal
 *     July-March (2021-22) · the third quarter of 2021-22
 *
 * A year named once is that in which it ends, but in Japan that in which it begins. */
#include "when.h"

#include <string.h>

static const struct {
    char country[4];
    int month;
} first_months[] = {{"IND", 4}, {"JPN", 4},  {"GBR", 4},  {"HKG", 4},  {"ZAF", 4},  {"SGP", 4},
                    {"CAN", 4}, {"USA", 10}, {"THA", 10}, {"PAK", 7},  {"BGD", 7},  {"NPL", 8},
                    {"EGY", 7}, {"AUS", 7},  {"MMR", 10}, {"HTI", 10}, {"TTO", 10}, {"NZL", 7},
                    {"BTN", 7}, {"RWA", 7},  {"BWA", 4},  {"NAM", 4},  {"JAM", 4},  {"KEN", 7},
                    {"UGA", 7}, {"TZA", 7},  {"ETH", 7},  {"IRN", 4}};
/* Iran's begins on 21 March, Nepal's on 16 or 17 July: by whole months from the next on. */

static int month_of(kt_place country)
{
    for (size_t n = 0; n < sizeof first_months / sizeof *first_months; n++)
        if (country == kt_place_of(first_months[n].country))
            return first_months[n].month;
    return 0;
}

/* First month of the fiscal year of the article's country, else of its partner; 0 where it is
 * not held. */
static int held_month(const kt_reading *r)
{
    const int own = month_of(r->d.main);
    return own ? own : month_of(r->d.partner);
}

bool kt_is_over_fiscal(const kt_reading *r, const kt_when *when)
{
    enum { NEAR = 3 };
    const int32_t over = when->first - 1 - kt_word_at(r, when->first - 1, "the");
    if (r->tongue != 1 || !when->known || when->period.last - when->period.first != 11 ||
        when->period.first % 12 == 0 || !kt_word_at(r, over, "over"))
        return false;
    for (int32_t t = over; t > r->first && t > over - NEAR; t--)
        if (kt_mark_before(r, t, KT_SENSE_PERCENT))
            return true;
    return false;
}

bool kt_counts_fiscal(const kt_reading *r)
{
    if (r->tongue != 1 || !r->title || !month_of(r->d.main))
        return false;
    for (int32_t t = 0; t < r->tokens->n_tokens; t++) {
        const char *word = kt_token_word(r->tokens, t);
        if (strcmp(word, "fiscal") == 0 ||
            (strncmp(word, "fy", 2) == 0 && word[2] >= '0' && word[2] <= '9'))
            return true;
    }
    return false;
}

/* "The current Iranian calendar year", "the Iranian year": from 21 March on, that is by whole
 * months from April; tokens of it from t on. */
static int32_t iranian_year(const kt_reading *r, int32_t t)
{
    static const char *const kinds[] = {"calendar", "fiscal", "solar", "financial"};
    int32_t at = t + 1;
    if (r->tongue != 1 || !kt_word_at(r, t, "iranian"))
        return 0;
    for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
        if (kt_word_at(r, at, kinds[n])) {
            at++;
            break;
        }
    return kt_word_at(r, at, "year") ? at + 1 - t : 0;
}

/* "The current year (March 21-July 22)", "(the Iranian year starts on March 21)": so the
 * Iranian year is told, too. */
static int32_t year_from_march(const kt_reading *r, int32_t t)
{
    const int32_t name = t + 2 + kt_word_at(r, t + 2, "the");
    if (kt_word_at(r, t, "year") && kt_sign_at(r, t + 1, "(") && iranian_year(r, name))
        return 1;
    const bool march = r->tongue == 1 && kt_word_at(r, t, "year") &&
                       kt_sign_at(r, t + 1, "(") && kt_word_at(r, t + 2, "march") &&
                       t + 3 < r->last &&
                       kt_token_at(r->tokens, t + 3)->kind == KT_TOKEN_NUMBER;
    return march && (kt_token_at(r->tokens, t + 3)->value == 20 ||
                     kt_token_at(r->tokens, t + 3)->value == 21)
               ? 1
               : 0;
}

/* "The Indian fiscal year 2022-23", in a report of Bangladesh: it begins when hers does; 0. */
static int month_named(const kt_reading *r)
{
    for (int32_t t = r->first + 1; t < r->last && r->tongue == 1; t++) {
        if (!kt_word_at(r, t, "fiscal") && !kt_word_at(r, t, "financial"))
            continue;
        const kt_mark *whose = kt_mark_before(r, t, KT_SENSE_ADJECTIVE);
        const int month = whose ? month_of(kt_place_country(whose->meaning.code)) : 0;
        if (month)
            return month;
    }
    return 0;
}

static int first_month(const kt_reading *r)
{
    for (int32_t t = r->first; t < r->last; t++) {
        int32_t end = t;
        int year;
        if (iranian_year(r, t) || year_from_march(r, t) || kt_iranian_year_at(r, &end, &year))
            return 4;
    }
    const int named = month_named(r), held = named ? named : held_month(r);
    return held ? held : 7;
}

/* Behind "fiscal year", "fiscal", "financial year" at t, in English; t where none stands. */
static int32_t behind_fiscal(const kt_reading *r, int32_t t)
{
    if (r->tongue == 1 && kt_word_at(r, t, "fy"))
        return t + 1; /* "of the current FY" */
    if (r->tongue != 1 || !(kt_word_at(r, t, "fiscal") || kt_word_at(r, t, "financial")))
        return t;
    return t + 1 + kt_word_at(r, t + 1, "year");
}

/* The first year of "2021-22", "2021/2022"; 0 none. */
static int year_of_two(const kt_reading *r, int32_t t)
{
    int year;
    if (!kt_named_year_at(r, t, &year) ||
        !(kt_sign_at(r, t + 1, "-") || kt_sign_at(r, t + 1, "/")) || t + 2 >= r->last)
        return 0;
    const kt_token *second = kt_token_at(r->tokens, t + 2);
    if (r->tongue == 1 && second->size == 4 && kt_sign_at(r, t + 1, "-") && !held_month(r) &&
        behind_fiscal(r, t + 3) == t + 3)
        return 0; /* "during 2016-2017": from the one to the other */
    const bool next = second->value == (year + 1) % 100 || second->value == year + 1;
    return second->kind == KT_TOKEN_NUMBER && !second->decimals && next &&
                   !(second->flags & KT_TOKEN_SPACED)
               ? year
               : 0;
}

/* "22", "2022", "21-22" behind FY or "fiscal year": its first year; *t moves behind it. */
static bool year_at(const kt_reading *r, int32_t *t, bool short_form, int *year)
{
    const kt_token *token = *t < r->last ? kt_token_at(r->tokens, *t) : NULL;
    if (!token || token->kind != KT_TOKEN_NUMBER || token->decimals || token->grouped)
        return false;
    *year = year_of_two(r, *t);
    if (*year) {
        *t += 3;
        return true;
    }
    if (!held_month(r) || (token->size == 2 ? !short_form : !kt_named_year_at(r, *t, year)))
        return false;
    if (token->size == 2)
        *year = 2000 + (int)token->value;
    const bool two = (kt_sign_at(r, *t + 1, "-") || kt_sign_at(r, *t + 1, "/")) &&
                     *t + 2 < r->last &&
                     kt_token_at(r->tokens, *t + 2)->value == (*year + 1) % 100;
    if (!two && r->d.main != kt_place_of("JPN"))
        (*year)--;
    *t += two ? 3 : 1;
    return true;
}

/* The fiscal year of the article's day, so many years back. */
static bool year_back(const kt_reading *r, int back, int *year)
{
    *year = r->published.year - back - (r->published.month < first_month(r));
    return r->published.year != 0;
}

/* "В нынешнем финансовом году": so many years back, where the country's months are held. */
static bool fiscal_year_back(const kt_reading *r, int32_t *t, int *year)
{
    static const struct {
        const char *stem;
        int back;
    } words[] = {{"текущ", 0},  {"нынешн", 0},   {"прошл", 1},
                 {"минувш", 1}, {"предыдущ", 1}, {"прошедш", 1}};
    const int32_t at = *t + kt_word_at(r, *t, "в"); /* "в прошлом" is a phrase of its own */
    for (size_t n = 0; n < sizeof words / sizeof *words && at + 2 < r->last; n++)
        if (kt_starts_with(r, at, words[n].stem) && kt_starts_with(r, at + 1, "финансов") &&
            held_month(r)) {
            *t = at + 3;
            return year_back(r, words[n].back, year);
        }
    return false;
}

/* "The Iranian calendar year (started March 21, 2019)", "that began on March 21, 2019". */
static bool year_it_began(const kt_reading *r, int32_t t, int *year)
{
    enum { LONGEST = 9 };
    bool began = false;
    for (int32_t at = t; at < r->last && at < t + LONGEST && !kt_sign_at(r, at, ")"); at++) {
        began |= kt_word_at(r, at, "started") || kt_word_at(r, at, "began") ||
                 kt_word_at(r, at, "starting") || kt_word_at(r, at, "beginning");
        if (began && kt_named_year_at(r, at, year))
            return true;
    }
    return false;
}

/* "The current fiscal year (2021-22)", "FY22", "2021-22" at token *t: its first year; *t moves
 * behind it. */
static bool fiscal_year_at(const kt_reading *r, int32_t *t, int *year)
{
    static const struct {
        const char *word;
        int back;
    } words[] = {{"this", 0},     {"current", 0},   {"ongoing", 0}, {"present", 0},
                 {"outgoing", 0}, {"last", 1},      {"past", 1},    {"previous", 1},
                 {"prior", 1},    {"preceding", 1}, {"next", -1}};
    int32_t at = *t;
    int back = -2;
    const int32_t two = at + (r->tongue == 1 && kt_word_at(r, at, "the"));
    *year = year_of_two(r, two);
    if (*year) { /* "of the 2021-2022 fiscal year" */
        *t = behind_fiscal(r, two + 3);
        return true;
    }
    if (r->tongue == 2)
        return kt_iranian_year_at(r, t, year) || fiscal_year_back(r, t, year);
    if (r->tongue != 1)
        return false;
    if (kt_word_at(r, at, "the") && kt_word_at(r, at + 1, "fy"))
        at++; /* "in the same month of the FY 2015" */
    if (kt_word_at(r, at, "fy")) {
        at += 1 + (kt_sign_at(r, at + 1, "-") || kt_sign_at(r, at + 1, "'"));
        const bool found = year_at(r, &at, true, year);
        *t = found ? at : *t;
        return found;
    }
    static const char *const nouns[] = {"fiscal", "financial", "fy", "year", "iranian"};
    at += kt_word_at(r, at, "the");
    if (!KT_IS_ONE_OF(r, at, nouns) && !KT_IS_ONE_OF(r, at + 1, nouns))
        return false;
    for (size_t n = 0; n < sizeof words / sizeof *words && back == -2; n++)
        if (kt_word_at(r, at, words[n].word))
            back = words[n].back;
    at += back != -2;
    const int32_t year_end = iranian_year(r, at)      ? at + iranian_year(r, at)
                             : year_from_march(r, at) ? at + year_from_march(r, at)
                                                      : behind_fiscal(r, at);
    if (year_end == at)
        return false;
    at = year_end;
    int32_t years = at + (kt_sign_at(r, at, "(") || kt_word_at(r, at, "of"));
    const bool in_brackets = kt_sign_at(r, at, "(");
    if (year_at(r, &years, back != -2, year)) {
        *t = years + (in_brackets && kt_sign_at(r, years, ")"));
        return true;
    }
    if (back == -2 && year_it_began(r, at, year)) {
        *t = at;
        return true;
    }
    const bool before = kt_word_at(r, *t, "previous") || kt_word_at(r, *t + 1, "previous") ||
                        kt_word_at(r, *t, "prior") || kt_word_at(r, *t + 1, "prior");
    *t = at;
    if (back == -2 || !year_back(r, back, year))
        return false;
    const kt_when *named = r->n_when > 0 ? &r->when[r->n_when - 1] : NULL;
    if (before && named && named->known && named->period.last - named->period.first == 11 &&
        named->period.first == *year * 12 + first_month(r) - 1)
        (*year)--; /* "43 billion in 2021-22, from 22 billion in the previous fiscal" */
    return true;
}

/* A fiscal year behind a quarter or some months, "of the current fiscal year (2020-21)". */
bool kt_fiscal_year_behind(const kt_reading *r, int32_t *t, int *year)
{
    int32_t at = *t, close = at;
    if (kt_iranian_year_at(r, t, year))
        return true;
    while (r->tongue == 1 && kt_sign_at(r, at, "(") && close < at + 5 &&
           !kt_sign_at(r, close, ")"))
        close++;
    if (kt_sign_at(r, close, ")") && kt_named_month_at(r, at + 1))
        at = close + 1; /* "the first seven months (July-January) of the current fiscal year" */
    const int32_t from = at;
    while (at < from + 5 && !kt_word_at(r, at, "the") &&
           (kt_is_filler(r, at) || kt_sign_at(r, at, ")") ||
            kt_mark_at(r, at, KT_SENSE_QUARTER))) /* "the first quarter (Q1) of" */
        at++;
    if (!fiscal_year_at(r, &at, year))
        return false;
    const bool to = kt_word_at(r, at, "through") || kt_word_at(r, at, "to");
    int none;
    if (to && kt_named_month_at(r, at + 1) && !kt_named_year_at(r, at + 2, &none))
        at += 2; /* "the first half of fiscal 2012 through September" */
    *t = at;
    return true;
}

kt_period kt_fiscal_months(const kt_reading *r, int year, int first, int last)
{
    const int from = year * 12 + first_month(r) - 2;
    return (kt_period){(int16_t)(from + first), (int16_t)(from + last)};
}

kt_period kt_months_of_fiscal(const kt_reading *r, int year, int first, int last)
{
    const int begins = first_month(r) - (first_month(r) == 8); /* Nepal's July is of both */
    const int from = year + (first < begins), to = year + (last < begins);
    return (kt_period){(int16_t)(from * 12 + first - 1), (int16_t)(to * 12 + last - 1)};
}

bool kt_add_fiscal_months(kt_reading *r, int32_t t, int32_t *end, int first, int last)
{
    int32_t at = *end;
    int year;
    while (at < *end + 3 && !kt_word_at(r, at, "the") &&
           (kt_sign_at(r, at, "(") || (r->tongue == 1 && kt_sign_at(r, at, ")")) ||
            kt_is_filler(r, at) || kt_word_at(r, at, "period") || kt_word_at(r, at, "months")))
        at++;
    if (!fiscal_year_at(r, &at, &year)) {
        if (first <= last || first != held_month(r) || !year_back(r, 0, &year))
            return false; /* "in the July-May period": of the fiscal year that began last */
        if (kt_months_of_fiscal(r, year, first, last).last >= kt_months_since(r->published))
            year--;
        at = *end + kt_word_at(r, *end, "period");
    }
    kt_when *when = kt_when_add(r, t, at);
    if (!when)
        return false;
    when->period = kt_months_of_fiscal(r, year, first, last);
    when->known = when->period.last >= when->period.first;
    *end = at;
    return true;
}

/* "The fiscal first half", told alone or of a report on one: the last such that was over; or
 * the half of the report once more. */
bool kt_fiscal_half(const kt_reading *r, int32_t t, int n, kt_period *out)
{
    const int month = held_month(r);
    const bool named = kt_word_at(r, t - 1, "fiscal") || kt_word_at(r, t - 1, "financial");
    if (r->tongue != 1 || !month || !r->published.year)
        return false;
    const kt_period told = r->d.report;
    const int first = (month - 1 + (n == 1 ? 0 : 6)) % 12;
    if (!named && r->d.has_report && month != 1 && told.last - told.first == 5 &&
        told.first % 12 == first) {
        *out = told;
        return true;
    }
    const int now = r->published.year * 12 + r->published.month - 1;
    int from = r->published.year * 12 + first;
    while (from + 5 > now - (r->published.day < 10))
        from -= 12;
    *out = (kt_period){(int16_t)from, (int16_t)(from + 5)};
    return named;
}

/* "The fiscal year through March", "ended on June 30": twelve months up to it. */
static int32_t read_year_to(kt_reading *r, int32_t t)
{
    int32_t at = behind_fiscal(r, t);
    if (r->tongue == 2 && kt_starts_with(r, t, "финансов") &&
        kt_mark_at(r, t + 1, KT_SENSE_YEAR_WORD))
        at = t + 2;
    if (at < t + 2)
        return t;
    at += kt_sign_at(r, at, ",") && kt_word_at(r, at + 1, "which");
    const int32_t end = kt_read_months_to(r, t, at, 12);
    return end > at ? end : t;
}

/* "2018-19, which ended last March", "that began on April 1": its end or its beginning says no
 * more; behind it, else t. */
static int32_t behind_its_clause(const kt_reading *r, int32_t t)
{
    static const char *const verbs[] = {"ended", "ending", "ends",   "started",  "starting",
                                        "began", "begins", "starts", "beginning"};
    int32_t at = t + kt_sign_at(r, t, ",");
    at += kt_word_at(r, at, "which") || kt_word_at(r, at, "that");
    bool verb = false;
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs && r->tongue == 1; n++)
        verb |= kt_word_at(r, at, verbs[n]);
    at++;
    at += kt_word_at(r, at, "on") || kt_word_at(r, at, "in");
    at += kt_word_at(r, at, "last") || kt_word_at(r, at, "this");
    if (!verb || !kt_named_month_at(r, at))
        return t;
    at++;
    while (at < r->last && (kt_token_at(r->tokens, at)->kind == KT_TOKEN_NUMBER ||
                            (kt_sign_at(r, at, ",") && at + 1 < r->last &&
                             kt_token_at(r->tokens, at + 1)->kind == KT_TOKEN_NUMBER)))
        at++;
    return at;
}

/* "(March 21, 2022-March 20, 2023)", "(ends on March 20)": its months say no more. */
static int32_t behind_its_months(const kt_reading *r, int32_t t)
{
    enum { LONGEST = 14 };
    bool month = false;
    if (behind_its_clause(r, t) > t)
        return behind_its_clause(r, t);
    for (int32_t at = t; kt_sign_at(r, t, "(") && at < r->last && at < t + LONGEST; at++) {
        month |= kt_named_month_at(r, at) != 0;
        if (kt_sign_at(r, at, ")"))
            return month ? at : t;
    }
    return t;
}

int32_t kt_read_fiscal_year(kt_reading *r, int32_t t)
{
    int32_t end = read_year_to(r, t);
    int year;
    if (end > t)
        return end;
    if (!fiscal_year_at(r, &end, &year))
        return t;
    kt_when *when = kt_when_add(r, t, end);
    if (when) {
        when->known = 1;
        when->period = kt_fiscal_months(r, year, 1, 12);
    }
    return behind_its_months(r, end);
}
