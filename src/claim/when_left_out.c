/* when_left_out.c: years whose noun is left out, "в этом году 5 млрд, в следующем - 6";
 * quarters and months told from today, "в прошлом квартале"; "в прошлом сезоне", which is no
 * year. In Russian. */
#include "when.h"

#include <string.h>

/* The year that the word at t counts from this one: 0 this; false: none. */
static bool year_word_at(const kt_reading *r, int32_t t, int *years)
{
    static const struct {
        const char *word;
        int years;
    } words[] = {{"позапрошлом", -2}, {"прошлом", -1}, {"минувшем", -1}, {"текущем", 0},
                 {"нынешнем", 0},     {"этом", 0},     {"следующем", 1}};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (kt_word_at(r, t, words[n].word)) {
            *years = words[n].years;
            return true;
        }
    return false;
}

/* "Сезоне", "финансовом": what the word before it is said of. */
static bool is_noun_of(const kt_reading *r, int32_t t)
{
    enum { SHORTEST = 10 }; /* bytes: five letters */
    static const char *const endings[] = {"е", "ии", "ом", "ем"};
    static const char *const others[] = {"более", "менее", "также", "вообще"};
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    if (t >= r->last || kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD || size < SHORTEST ||
        KT_IS_ONE_OF(r, t, others) || kt_mark_at(r, t, KT_SENSE_MODIFIER))
        return false;
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        if (strcmp(word + size - strlen(endings[n]), endings[n]) == 0)
            return true;
    return false;
}

/* A year is told before in the sentence. */
static bool is_year_before(const kt_reading *r)
{
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].only_year && r->when[n].known)
            return true;
    return false;
}

/* "В прошлом квартале", "в следующем месяце". */
static bool part_from_today(const kt_reading *r, int32_t t, int back, kt_period *out)
{
    const kt_when *told = r->n_when > 0 ? &r->when[r->n_when - 1] : NULL;
    const bool on = back == 1 && told &&
                    told->known && /* "в мае 5 млрд, в следующем месяце 6" */
                    told->period.first == told->period.last;
    const int now = on ? told->period.first : kt_months_since(r->published);
    const bool quarter = kt_word_at(r, t, "квартале"), month = kt_word_at(r, t, "месяце");
    if (!r->published.year || (!quarter && !month))
        return false;
    const int first = quarter ? now - now % 3 + 3 * back : now + back;
    *out = (kt_period){(int16_t)first, (int16_t)(quarter ? first + 2 : first)};
    return true;
}

/* "The following year exports rose": counted from the year spoken of, not from
 * today; "next year" is of today. */
static bool counts_from_told(const kt_reading *r)
{
    static const char *const words[] = {"following", "subsequent", "next"};
    const kt_when *when = r->tongue == 1 && r->n_when > 0 ? &r->when[r->n_when - 1] : NULL;
    for (int32_t t = when ? when->first : 0; when && t < when->last; t++)
        if (kt_word_at(r, t - 1, "the") && KT_IS_ONE_OF(r, t, words))
            return true;
    return false;
}

bool kt_year_after_told(const kt_reading *r, int *year)
{
    kt_period now;
    if (counts_from_told(r) && !kt_goal_within(r, r->first, r->last) &&
        kt_last_period(r, &now) && now.last / 12 < r->published.year) {
        *year = now.last / 12 + 1;
        return true;
    }
    const kt_when *told = NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].only_year && r->when[n].known && !r->when[n].base &&
            r->when[n].period.last > 0) /* not the one at hand */
            told = &r->when[n];
    if (!told && r->d.has_period && r->d.period.only_year)
        told = &r->d.period;
    if (!told || kt_goal_within(r, r->first, r->last) ||
        told->period.last / 12 > r->published.year - 2)
        return false;
    *year = told->period.last / 12 + 1;
    return true;
}

int32_t kt_read_left_out(kt_reading *r, int32_t t)
{
    int years, year;
    int32_t behind = t + 2;
    if (r->tongue != 2 || !kt_word_at(r, t, "в") || !year_word_at(r, t + 1, &years) ||
        kt_word_at(r, behind, "году") || kt_year_behind(r, &behind, &year))
        return t;
    kt_period part = {0};
    const bool other = is_noun_of(r, t + 2), dash = kt_sign_at(r, t + 2, "-");
    const bool this = kt_word_at(r, t + 1, "этом");
    if (part_from_today(r, t + 2, years, &part)) {
        kt_when *when = kt_when_add(r, t, t + 3);
        if (when) {
            when->known = 1;
            when->period = part;
        }
        return t + 3;
    }
    if (this ? !dash || !is_year_before(r) : !other && years >= 0 && !is_year_before(r))
        return t;
    if (!kt_year_after_told(r, &year) || years != 1)
        year = r->published.year + years;
    kt_when *when = kt_when_add(r, t, t + 2);
    if (when) {
        when->days = other;
        when->only_year = !other;
        when->known = !other && r->published.year != 0;
        when->period = kt_period_of_year(year);
    }
    return t + 2;
}
