/* when_quarter.c: quarters and halves of a year.
 *
 *     erstes Quartal 2022 · Q1/2024 · three quarters · the final quarter of 2023 · last quarter
 *     first half of 2023 · II полугодие */
#include "when.h"

/* "The September quarter", "the June, 2020 quarter": told by its last month; or "the quarter",
 * in a report of such a month. */
static int32_t read_quarter_of_month(kt_reading *r, int32_t t)
{
    const int month = kt_named_month_at(r, t);
    int year = 0;
    if (r->tongue != 1)
        return t;
    if (!month) {
        const kt_period now = r->d.period.period;
        if (!kt_word_at(r, t, "quarter") || !kt_word_at(r, t - 1, "the") ||
            !(kt_word_at(r, t - 2, "for") || kt_word_at(r, t - 2, "in") ||
              kt_word_at(r, t - 2, "over")) ||
            !r->d.has_period || now.first != now.last || now.last % 3 != 2)
            return t;
        kt_when *when = kt_when_add(r, t, t + 1);
        if (when)
            *when = (kt_when){.first = t,
                              .last = t + 1,
                              .known = 1,
                              .period = {(int16_t)(now.last - 2), now.last}};
        return t + 1;
    }
    int32_t at = t + kt_mark_at(r, t, KT_SENSE_MONTH)->n;
    const int32_t behind = at + kt_sign_at(r, at, ",");
    if (kt_named_year_at(r, behind, &year))
        at = behind + 1;
    if (!kt_word_at(r, at, "quarter") || month % 3 != 0)
        return t;
    if (!year)
        return kt_add_months(r, t, at + 1, month - 2, month);
    kt_when *when = kt_when_add(r, t, at + 1);
    if (when)
        *when = (kt_when){.first = t,
                          .last = at + 1,
                          .known = 1,
                          .period = kt_period_of_months(year, month - 2, month)};
    return at + 1;
}

static int32_t read_quarters_count(kt_reading *r, int32_t t)
{
    int32_t at;
    int n = kt_count_at(r, t, 4, &at);
    if (kt_word_at(r, t, "three")) { /* no fraction, "three quarters" */
        n = 3;
        at = t + 1;
    }
    const kt_mark *word = n ? kt_mark_at(r, at, KT_SENSE_QUARTER_WORD) : NULL;
    if (!word || n < 2 || word->first != at)
        return kt_word_at(r, at, "quarters") && kt_word_at(r, t - 1, "first")
                   ? kt_add_months(r, t, at + 1, 1, 3 * n)
                   : t;
    return kt_add_months(r, t, at + word->n, 1, 3 * n);
}

/* "The final quarter of 2023" is its fourth; "last quarter" alone the one before now. */
static int32_t read_last_quarter(kt_reading *r, int32_t t)
{
    const kt_mark *last = kt_mark_at(r, t, KT_SENSE_LAST);
    const kt_mark *word =
        last && last->first == t ? kt_mark_at(r, t + last->n, KT_SENSE_QUARTER_WORD) : NULL;
    if (!word || word->first != t + last->n || !r->published.year)
        return t;
    int32_t end = word->first + word->n;
    int year;
    if (kt_year_behind(r, &end, &year) || kt_word_at(r, t, "final"))
        return kt_add_months(r, t, word->first + word->n, 10, 12);
    kt_when *when = kt_when_add(r, t, end);
    if (when) {
        const int first = kt_months_since(r->published) / 3 * 3 - 3;
        when->period = (kt_period){(int16_t)first, (int16_t)(first + 2)};
        when->known = 1;
    }
    return end;
}

/* "The four quarters to the end of Q2 2019": twelve months up to it. */
static int32_t read_quarters_to(kt_reading *r, int32_t t)
{
    int32_t at;
    if (r->tongue != 1 || kt_count_at(r, t, 4, &at) != 4 || !kt_word_at(r, at, "quarters") ||
        !kt_word_at(r, at + 1, "to"))
        return t;
    at += 2;
    if (kt_word_at(r, at, "the") && kt_word_at(r, at + 1, "end") && kt_word_at(r, at + 2, "of"))
        at += 3;
    const kt_mark *last = kt_mark_at(r, at, KT_SENSE_QUARTER);
    int year;
    if (!last || last->first != at)
        return t;
    at += last->n;
    if (!kt_year_behind(r, &at, &year))
        return t;
    kt_when *when = kt_when_add(r, t, at);
    if (when) {
        const kt_period of = kt_period_of_months(year, 1, 3 * (int)last->meaning.value);
        when->period = (kt_period){(int16_t)(of.last - 11), of.last};
        when->known = 1;
    }
    return at;
}

/* "The previous quarter", "the previous 12 months", told behind as many: those before them;
 * what is compared with. */
static int32_t read_quarter_before(kt_reading *r, int32_t t)
{
    const bool before = kt_word_at(r, t, "previous") || kt_word_at(r, t, "preceding") ||
                        kt_word_at(r, t, "prior");
    const kt_period *now = r->d.has_period ? &r->d.period.period : NULL;
    int32_t noun = t + 1;
    const bool quarter = kt_word_at(r, noun, "quarter");
    const int n = quarter ? 3 : before ? kt_count_at(r, t + 1, 24, &noun) : 0;
    if (r->tongue != 1 || !before || n < 2 || !(quarter || kt_word_at(r, noun, "months")))
        return t;
    for (int i = 0; i < r->n_when; i++)
        if (r->when[i].known && !r->when[i].base && !r->when[i].ago)
            now = &r->when[i].period;
    if (!now || now->last - now->first != n - 1)
        return t;
    const kt_period told = *now;
    kt_when *when = kt_when_add(r, t, noun + 1);
    if (when) {
        when->period = (kt_period){(int16_t)(told.first - n), (int16_t)(told.last - n)};
        when->known = when->ago = 1;
    }
    return noun + 1;
}

/* "Im zweiten Quartal 887 Millionen und im ersten 948 Millionen": once named, the word is left
 * out, in German and Russian. */
static bool is_left_out(const kt_reading *r, int32_t t, int32_t at)
{
    const kt_when *before = r->n_when > 0 ? &r->when[r->n_when - 1] : NULL;
    if (r->tongue == 2) /* "в первом квартале на 12%, во втором - на 5%" */
        return (kt_word_at(r, t - 1, "в") || kt_word_at(r, t - 1, "во")) && before &&
               before->period.last - before->period.first == 2 &&
               (kt_sign_at(r, at, "-") || kt_mark_at(r, at, KT_SENSE_UP) ||
                kt_mark_at(r, at, KT_SENSE_DOWN) || kt_mark_at(r, at, KT_SENSE_BY));
    return r->tongue == 0 && kt_word_at(r, t - 1, "im") && before &&
           before->period.last - before->period.first == 2 && at < r->last &&
           !(kt_token_at(r->tokens, at)->flags & KT_TOKEN_CAPITAL);
}

static int32_t read_quarter(kt_reading *r, int32_t t)
{
    const kt_mark *named = kt_mark_at(r, t, KT_SENSE_QUARTER);
    const kt_mark *ordinal = kt_mark_at(r, t, KT_SENSE_ORDINAL);
    int n = 0;
    int32_t at = t + 1;
    if (r->tongue == 1 && kt_word_at(r, t, "quarter") && kt_count_at(r, t + 1, 4, &at) &&
        kt_token_at(r->tokens, t + 1)->kind == KT_TOKEN_NUMBER && kt_sign_at(r, at, "(")) {
        n = kt_count_at(r, t + 1, 4, &at); /* "Quarter 3 (July to September) 2021" */
        return kt_add_months(r, t, at, 3 * n - 2, 3 * n);
    }
    if (named && named->first == t) {
        n = (int)named->meaning.value;
        at = t + named->n;
    } else if (ordinal && ordinal->first == t) {
        n = (int)ordinal->meaning.value;
        at = t + ordinal->n;
        at += r->tongue == 1 && kt_sign_at(r, at, "-"); /* first-quarter exports */
    } else if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_NUMBER) {
        n = kt_count_at(r, t, 4, &at);
        if (kt_sign_at(r, at, "."))
            at++;
    }
    if (!named) {
        const kt_mark *word = kt_mark_at(r, at, KT_SENSE_QUARTER_WORD);
        const bool found = word && word->first == at;
        if (!found && !(ordinal && n > 0 && is_left_out(r, t, at)))
            return t;
        at += found ? word->n : 0;
    }
    if (n < 1 || n > 4)
        return t;
    int32_t counted; /* "три первых квартала" */
    const int count =
        n == 1 && ordinal && !named && t > r->first ? kt_count_at(r, t - 1, 4, &counted) : 0;
    if (count > 1 && counted == t)
        return kt_add_months(r, t - 1, at, 1, 3 * count);
    const int32_t the = kt_word_at(r, t - 1, "the") ? t - 1 : t;
    const bool up_to = n > 1 && /* all the quarters up to it */
                       ((kt_word_at(r, t - 1, "zum") && kt_word_at(r, t - 2, "bis")) ||
                        (r->tongue == 1 && kt_is_up_to(r, the)));
    return kt_add_months(r, t, at, up_to ? 1 : 3 * n - 2, 3 * n);
}

static int32_t read_half(kt_reading *r, int32_t t)
{
    const kt_mark *half = kt_mark_at(r, t, KT_SENSE_HALF);
    if (!half || half->first != t)
        return t;
    const int n = (int)half->meaning.value;
    kt_period fiscal;
    int year;
    int32_t end = t + half->n;
    if (!kt_year_behind(r, &end, &year) && !kt_fiscal_year_behind(r, &end, &year) &&
        kt_fiscal_half(r, t, n, &fiscal)) {
        kt_when *when = kt_when_add(r, t, t + half->n);
        if (when)
            *when = (kt_when){
                .first = t, .last = t + half->n, .period = fiscal, .known = 1, .no_year = 1};
        return t + half->n;
    }
    return kt_add_months(r, t, t + half->n, n == 1 ? 1 : 7, n == 1 ? 6 : 12);
}

/* "In the quarter to September", "for the quarter ended June 30", in English. */
static int32_t read_quarter_to(kt_reading *r, int32_t t)
{
    if (r->tongue != 1 || !kt_word_at(r, t, "quarter") || !kt_word_at(r, t - 1, "the"))
        return t;
    const int32_t end = kt_read_months_to(r, t, t + 1, 3);
    return end > t + 1 ? end : t;
}

int32_t kt_read_part_of_year(kt_reading *r, int32_t t)
{
    int32_t end = read_quarter_of_month(r, t);
    if (end == t)
        end = read_quarter_to(r, t);
    if (end == t)
        end = read_half(r, t);
    if (end == t)
        end = read_quarter(r, t);
    if (end == t)
        end = read_quarters_count(r, t);
    if (end == t)
        end = read_quarter_before(r, t);
    if (end == t)
        end = read_quarters_to(r, t);
    return end > t ? end : read_last_quarter(r, t);
}
