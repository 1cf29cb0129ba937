/* when_beside.c: the period of an amount that is told by a fixed turn of words beside it:
 *
 *     5 billion in 2023 (4 billion in 2022) · the same period of 2023 (203 million)
 *     from 16 billion recorded in 2015 · tripled to 112 million in 2016
 *     the same period of 2023, when it was 2.8 billion */
#include "when.h"

#include <string.h>

/* "Превысив показатель 2008 года в 5 млрд", "прошлогодний показатель (5 млрд)", "против
 * прошлогодних 5 млрд": the base is that amount, in Russian. */
static const kt_when *base_of_amount(const kt_reading *r, const kt_stated *s)
{
    static const char *const nouns[] = {"показател", "уров", "объем", "значени", "результат"};
    const int32_t t = s->first - !kt_word_at(r, s->first, "в"); /* "в" is read with it */
    for (int n = 0; n < r->n_when && r->tongue == 2 && s->kind == KT_AMOUNT_MONEY; n++) {
        const kt_when *when = &r->when[n];
        const char *first = kt_token_word(r->tokens, when->first);
        const bool adjective = strncmp(first, "прошлогодн", strlen("прошлогодн")) == 0;
        if (!when->known)
            continue;
        if (when->base && when->last == t && kt_word_at(r, t, "в"))
            return when;
        if (adjective && when->last == s->first && t < s->first)
            return when;
        for (size_t k = 0; adjective && when->last == t - 1 && k < sizeof nouns / sizeof *nouns;
             k++)
            if (strncmp(kt_token_word(r->tokens, when->last), nouns[k], strlen(nouns[k])) ==
                    0 &&
                (kt_sign_at(r, t, "(") || kt_word_at(r, t, "в") || kt_sign_at(r, t, "-")))
                return when;
    }
    return NULL;
}

/* "Compared to the same period of 2023 (203.7 million)": the amount is the base's own. */
static const kt_when *base_before(const kt_reading *r, const kt_stated *s)
{
    const kt_mark *from = kt_mark_before(r, s->first, KT_SENSE_FROM);
    for (int n = 0; n < r->n_when && from; n++) /* "since 2004 from 18.8 to 38.1 billion" */
        if (r->when[n].last == from->first && r->when[n].only_year && r->when[n].base)
            return &r->when[n];
    const bool dash = r->tongue == 1 && kt_sign_at(r, s->first - 1, "-");
    for (int n = 0; n < r->n_when && r->tongue == 0 && s->kind == KT_AMOUNT_PERCENT; n++)
        if (r->when[n].last == s->first - 1 && r->when[n].base && r->when[n].known &&
            kt_sign_at(r, s->first - 1, "(") && kt_sign_at(r, s->last, ")"))
            return &r->when[n]; /* "stärker als 2017 (3,1 Prozent)" */
    if (s->kind != KT_AMOUNT_MONEY || !(dash || kt_sign_at(r, s->first - 1, "(")))
        return NULL;
    for (int n = 0; n < r->n_when && !dash; n++)
        if (r->when[n].first >= s->last && r->when[n].first <= s->last + 1 &&
            r->when[n].known && !kt_sign_at(r, s->last, ")"))
            return &r->when[n]; /* "5 billion in 2023 (4 billion in 2022)" */
    for (int n = 0; n < r->n_when;
         n++) /* "than in the same period last year - 371.8 million" */
        if (r->when[n].last == s->first - 1 && (!dash || r->when[n].base || r->when[n].ago))
            return &r->when[n];
    for (int n = 0; n < r->n_when && r->tongue == 1; n++) /* "than the 2022 figures (770)" */
        if (r->when[n].last == s->first - 2 && r->when[n].base)
            return &r->when[n];
    return NULL;
}

/* "Seit 2012 sanken die Exporte von 38 auf 21 Milliarden", "since 2012 exports have risen from
 * 3 to 9 billion": the first is of the year that it is counted from. */
static const kt_when *start_of_span(const kt_reading *r, const kt_stated *s)
{
    static const char *const from[] = {"von", "from", "с"}, *const to[] = {"auf", "to", "до"};
    enum { NEAR = 4 };
    const kt_stated *next = s + 1;
    if (s->kind != KT_AMOUNT_MONEY || s < r->stated || next >= r->stated + r->n_stated ||
        next->kind != KT_AMOUNT_MONEY || next->first - s->last > NEAR ||
        !kt_word_at(r, s->first - 1, kt_by_tongue(r, from)) ||
        !kt_word_at(r, next->first - 1, kt_by_tongue(r, to)))
        return NULL;
    for (int n = 0; n < r->n_when; n++) {
        const kt_when *when = &r->when[n];
        if (when->base && when->only_year && when->known && when->last <= s->first &&
            !kt_mark_at(r, when->first, KT_SENSE_REL_YEAR))
            return when;
    }
    return NULL;
}

static bool is_recorded(const kt_reading *r, int32_t t)
{
    static const char *const verbs[] = {"recorded", "registered", "posted", "reported",
                                        "tallied",  "logged",     "seen",   "achieved"};
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs && r->tongue == 1; n++)
        if (kt_word_at(r, t, verbs[n]))
            return true;
    return false;
}

/* "By 2020 from 16 billion recorded in 2015": what was before has its period behind it. */
static const kt_when *origin(const kt_reading *r, const kt_stated *s)
{
    const int32_t before = s->first - 1 - kt_word_at(r, s->first - 1, "the");
    const int32_t verb = s->last + kt_word_at(r, s->last, "it");
    const bool told = is_recorded(r, verb) || kt_word_at(r, s->last, "during");
    if (s->kind != KT_AMOUNT_MONEY || !kt_word_at(r, before, "from"))
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first >= s->last && r->when[n].first - s->last <= 3 &&
            (r->when[n].only_year || told) && r->when[n].known && !r->when[n].ago &&
            !kt_sign_at(r, s->last, ",") && !kt_word_at(r, s->last, "to"))
            return &r->when[n];
    return NULL;
}

/* "Than in the same period of 2023, when it was 2.8 billion": told of the base itself. */
static const kt_when *when_it_was(const kt_reading *r, const kt_stated *s)
{
    static const char *const words[] = {"when", "als", "когда"};
    if (s->kind != KT_AMOUNT_MONEY)
        return NULL;
    for (int n = r->n_when - 1; n >= 0; n--) {
        const kt_when *when = &r->when[n];
        if (when->last > s->first)
            continue;
        for (int w = 0; w < 3; w++)
            if (kt_sign_at(r, when->last, ",") && kt_word_at(r, when->last + 1, words[w]))
                return when->known ? when : NULL;
        if (r->tongue == 2 && when->base && kt_sign_at(r, when->last, ",") &&
            kt_starts_with(r, when->last + 1, "котор"))
            return when->known ? when : NULL; /* "показателя 2015 года, который составил" */
        if (r->tongue == 1 && when->base && kt_word_at(r, when->last, "when"))
            return when->known ? when : NULL;
        const int32_t which = when->last + kt_sign_at(r, when->last, ",");
        if (r->tongue == 1 && (when->base || when->ago) && kt_word_at(r, which, "which") &&
            (kt_word_at(r, which + 1, "was") || kt_word_at(r, which + 1, "were") ||
             kt_word_at(r, which + 1, "stood") || kt_word_at(r, which + 1, "amounted") ||
             kt_word_at(r, which + 1, "totalled") || kt_word_at(r, which + 1, "totaled") ||
             kt_word_at(r, which + 1, "reached") || kt_word_at(r, which + 1, "came")))
            return when->known ? when : NULL; /* "as in 2021, which was 12.5 billion" */
        return NULL;
    }
    return NULL;
}

/* "Grew by 60 % from 1 billion in 2015 to 1.6 billion in 2018", "by 5 % on the month, rising
 * from 1 billion in July to 2 billion in August": the rate is of the second. */
static const kt_when *arrival(const kt_reading *r, const kt_stated *s)
{
    if (s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK)
        return NULL;
    for (int n = 0; n + 1 < r->n_stated; n++) {
        const kt_stated *from = &r->stated[n], *to = &r->stated[n + 1];
        if (from->kind != KT_AMOUNT_MONEY || to->kind != KT_AMOUNT_MONEY ||
            from->first < s->last || from->first - s->last > (r->tongue == 1 ? 12 : 3) ||
            (r->tongue == 1 && kt_word_at(r, to->first - 1, "from")) ||
            !(kt_word_at(r, from->first - 1, "from") || kt_word_at(r, from->first - 1, "von") ||
              kt_word_at(r, from->first - 1, "с")))
            continue;
        for (int w = 0; w < r->n_when; w++)
            if (r->when[w].first >= to->last && r->when[w].first - to->last <= 2)
                return &r->when[w];
    }
    return NULL;
}

/* "By 15 percent, the sixth month in a row, to 32 billion": said in between, in English. */
static bool is_parted_by_aside(const kt_reading *r, const kt_stated *s, const kt_stated *to)
{
    enum { FAR = 12 };
    const int32_t close = to->first - 2;
    for (int n = 0; n < r->n_when && r->tongue == 1; n++)
        if (r->when[n].base && r->when[n].first - s->last <= 2 && r->when[n].first > s->last &&
            r->when[n].last == to->first - 1)
            return true; /* "5 percent over FY18 to 1 billion in FY19" */
    if (r->tongue != 1 || !kt_sign_at(r, s->last, ",") || !kt_sign_at(r, close, ",") ||
        close <= s->last || close - s->last > FAR)
        return false;
    return !kt_mark_within(r, s->last, close, KT_SENSE_EXPORT) &&
           !kt_mark_within(r, s->last, close, KT_SENSE_IMPORT);
}

/* "At 48 million in 2010, has tripled to 142 million in 2016": the rate is of what it came to.
 */
static const kt_when *destination(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *to = s + 1;
    if (s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK || s < r->stated ||
        to >= r->stated + r->n_stated || to->kind != KT_AMOUNT_MONEY ||
        (to->first - s->last != 1 && !is_parted_by_aside(r, s, to)) ||
        !(kt_word_at(r, to->first - 1, "to") || kt_word_at(r, to->first - 1, "auf") ||
          kt_word_at(r, to->first - 1, "до")))
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first >= to->last && r->when[n].first - to->last <= 2 &&
            r->when[n].known && !r->when[n].base && !r->when[n].ago &&
            kt_token_at(r->tokens, to->last)->kind != KT_TOKEN_SIGN)
            return &r->when[n];
    return NULL;
}

/* "A share of 1.2 % against 0.1 % in the same period of 2019": what is compared with. */
static const kt_when *of_compared_rate(const kt_reading *r, const kt_stated *s)
{
    const kt_mark *base = kt_mark_before(r, s->first, KT_SENSE_BASE);
    if (r->tongue == 0 || s->kind != KT_AMOUNT_PERCENT || !base || s->by)
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first >= s->last && r->when[n].first - s->last <= 3 &&
            (r->when[n].base || r->when[n].ago) && r->when[n].known)
            return &r->when[n];
    return NULL;
}

/* "Compared to 152 million recorded in the same period last year", "than the 5 billion recorded
 * in Q1", "with 15 billion tallied a year earlier". */
static const kt_when *recorded_then(const kt_reading *r, const kt_stated *s)
{
    if (s->kind != KT_AMOUNT_MONEY || !is_recorded(r, s->last) ||
        !kt_mark_within(r, s->first - 3, s->first, KT_SENSE_BASE))
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first > s->last && r->when[n].first - s->last <= 3 && r->when[n].known)
            return &r->when[n];
    return NULL;
}

/* Of an amount before it that was recorded then. */
static bool is_of_recorded(const kt_reading *r, const kt_when *when)
{
    for (int32_t t = when->first - 1; t >= r->first && t >= when->first - 3; t--)
        if (is_recorded(r, t))
            return true;
    return false;
}

/* "Totaled 8.9 billion as of the end of 2024". */
static const kt_when *as_of(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 6 };
    if (r->tongue != 1 || s->kind == KT_AMOUNT_RANK || !kt_word_at(r, s->last, "as") ||
        !kt_word_at(r, s->last + 1, "of"))
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first > s->last && r->when[n].first - s->last <= FAR && r->when[n].known)
            return &r->when[n];
    return NULL;
}

/* "170 million higher than". */
static bool is_difference(const kt_reading *r, const kt_stated *s)
{
    return s->kind == KT_AMOUNT_MONEY && kt_word_at(r, s->last + 1, "than") &&
           (kt_mark_at(r, s->last, KT_SENSE_MORE) || kt_mark_at(r, s->last, KT_SENSE_LESS) ||
            kt_word_at(r, s->last, "more") || kt_word_at(r, s->last, "less"));
}

/* "In June 2003, or 20 % lower than 355 million seen in 2002's first half", "in 2018, 170
 * million more than the 1 billion in 2017": a rate or a change is of what is told before it. */
static const kt_when *before_than(const kt_reading *r, const kt_stated *s)
{
    const kt_when *found = NULL;
    if (r->tongue != 1 || (s->kind != KT_AMOUNT_PERCENT && !is_difference(r, s)) ||
        s < r->stated || s + 1 >= r->stated + r->n_stated || s[1].kind != KT_AMOUNT_MONEY ||
        s[1].first - s->last > 4 || !kt_mark_within(r, s->last, s[1].first, KT_SENSE_BASE))
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].last <= s->first && r->when[n].known && !r->when[n].base &&
            !r->when[n].ago && !is_of_recorded(r, &r->when[n]))
            found = &r->when[n];
    return found;
}

/* "Up 60 % (567 million) in July to 1.5 billion": behind the brackets with the same in money.
 */
static const kt_when *behind_money(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *money = s + 1;
    if (r->tongue != 1 || s->kind != KT_AMOUNT_PERCENT || s < r->stated ||
        money >= r->stated + r->n_stated || money->kind != KT_AMOUNT_MONEY ||
        !kt_sign_at(r, s->last, "(") || money->first != s->last + 1 ||
        !kt_sign_at(r, money->last, ")"))
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first > money->last && r->when[n].first - money->last <= 5 &&
            r->when[n].known && !r->when[n].base && !r->when[n].ago)
            return &r->when[n];
    return NULL;
}

const kt_when *kt_when_beside(const kt_reading *r, const kt_stated *s)
{
    static const kt_when *(*const turns[])(const kt_reading *, const kt_stated *) = {
        base_of_amount, base_before,  start_of_span,        arrival,       destination,
        origin,         when_it_was,  of_compared_rate,     recorded_then, before_than,
        as_of,          behind_money, kt_when_something_was};
    const kt_when *found = NULL;
    for (size_t n = 0; n < sizeof turns / sizeof *turns && !found; n++)
        found = turns[n](r, s);
    return found;
}
