/* when_of.c: which of the sentence's periods is an amount's, and which it is compared with. */
#include "claim_kind.h"
#include "when.h"

#include <string.h>

static bool has_comma(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first; t < last; t++)
        if (kt_sign_at(r, t, ",") || kt_sign_at(r, t, ";"))
            return true;
    return false;
}

/* Where the words of a period begin: "im Jahr 2017" at "Jahr", "in the third quarter", "in the
 * first nine months" at the article. */
static int32_t begin_of(const kt_reading *r, const kt_when *when)
{
    static const char *const words[3] = {"jahr", "the", ""};
    const int32_t t = when->first - (r->tongue == 1 && kt_word_at(r, when->first - 1, "first"));
    return t - kt_word_at(r, t - 1, kt_by_tongue(r, words));
}

/* A period directly behind another amount is that one's: "from 9 % in 2022 to 2 % in 2023". */
static bool is_of_another(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    for (int n = 0; n < r->n_stated; n++) {
        const kt_stated *other = &r->stated[n];
        if (other->first == s->last + 1 && kt_sign_at(r, s->last, "("))
            continue; /* the same amount in other money */
        if (other->first != s->first && other->kind == s->kind && !s->by && !other->by &&
            when->first >= s->last && when->first >= other->last &&
            begin_of(r, when) <= other->last + 1 &&
            (when->first == other->last || kt_mark_at(r, other->last, KT_SENSE_IN) ||
             kt_word_at(r, other->last, "за") || kt_word_at(r, other->last, "von")))
            return true;
    }
    return false;
}

/* "Reached 1.5 billion (1.4 billion in 2022)": what stands in brackets with an amount of its
 * own is not said of those outside. */
static bool is_in_brackets(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    int32_t open = when->first;
    while (open > r->first && !kt_sign_at(r, open, "(") && !kt_sign_at(r, open, ")"))
        open--;
    if (!kt_sign_at(r, open, "("))
        return false;
    int32_t close = when->last; /* either may stand first: "(в августе - 949 млн)" */
    while (close < r->last && !kt_sign_at(r, close, ")"))
        close++;
    if (s->first > open && (s->first < close || r->tongue != 0))
        return false;
    if (r->tongue == 0 && kt_sign_at(r, when->last, ":"))
        return true; /* "590,5 (Vorjahr: 551,3) Milliarden" */
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first > open && r->stated[n].last <= close)
            return true;
    return r->tongue == 2 && /* "на 27% (в августе объем составлял 949)" */
           kt_mark_within(r, open, close, KT_SENSE_RISE_TO) != NULL;
}

/* "8 % above the figure of 2017": what follows is what a rate is compared with. */
static bool compares(const kt_reading *r, const kt_stated *s)
{
    static const kt_sense senses[] = {KT_SENSE_MORE, KT_SENSE_LESS, KT_SENSE_BASE};
    const bool money = s->kind == KT_AMOUNT_MONEY; /* "8.5 billion greater than in 2017" */
    if (s->kind == KT_AMOUNT_RANK || (money && r->tongue != 1 && !(r->tongue == 2 && s->by)))
        return false;
    for (int n = 0; n < (money && r->tongue == 1 ? 2 : 3); n++) {
        const kt_mark *mark = kt_mark_at(r, s->last, senses[n]);
        const int32_t end = mark ? mark->first + mark->n : 0;
        if (mark && mark->first == s->last) /* not "7 % on the year in May" */
            return !(r->tongue == 1 && kt_word_at(r, end - 1, "year") &&
                     (kt_word_at(r, end, "in") || kt_word_at(r, end, "during")));
    }
    return false;
}

/* "Kasachstan, das bereits 2021 für 1,4 Milliarden bezogen hatte, verdoppelte": a period within
 * a relative clause is that of the amount there. */
static bool is_in_clause(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    static const char *const words[] = {"das", "die", "der",    "dem",
                                        "den", "wo",  "dessen", "deren"};
    int32_t open = when->first;
    bool closed = false, relative = false;
    if (r->tongue != 0 || when->last > s->first)
        return false;
    while (open > r->first && open > when->first - 8 && !kt_sign_at(r, open, ","))
        open--;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        relative |= kt_sign_at(r, open, ",") && kt_word_at(r, open + 1, words[n]);
    for (int32_t t = when->last; t < s->first && relative; t++)
        closed |= kt_sign_at(r, t, ",");
    return relative && closed;
}

/* "2016 gab es ein Minus von zwei Prozent, für 2017 rechnet der Verband ...": of what follows.
 */
static bool opens_clause(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    if (r->tongue != 0 || !kt_word_at(r, when->first - 1, "für") ||
        !kt_sign_at(r, when->first - 2, ",") || when->first - 2 < s->last)
        return false;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && !r->when[n].base && r->when[n].last <= s->first)
            return true;
    return false;
}

/* "From 131 billion a year ago to 145 billion": an amount between has taken the year ago. */
static bool is_past(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    if (opens_clause(r, s, when) || kt_is_before_follows(r, s, when))
        return true;
    if (when->last == s->first - 1 && kt_sign_at(r, when->last, ":"))
        return false; /* "(Vorjahr: 4,5 Milliarden)" */
    /* "from 10.5 billion in February to 12.1 billion" */
    for (int n = 0; n < r->n_stated; n++)
        if (s->kind == r->stated[n].kind && when->last <= s->first &&
            s->first - when->last <= 2 && r->stated[n].last <= when->first &&
            (r->tongue == 1 ? begin_of(r, when) : when->first) - r->stated[n].last <= 2 &&
            kt_mark_before(r, r->stated[n].first, KT_SENSE_FROM))
            return true;
    /* "von 321 Millionen im Januar 2014 auf 194 Millionen, ein Minus von 40 Prozent" */
    for (int n = 0; n + 1 < r->n_stated && r->tongue == 0; n++) {
        const kt_stated *from = &r->stated[n], *to = from + 1;
        if (s->first > from->first && when->last <= s->first && from->last <= when->first &&
            when->first - from->last <= 2 && when->last <= to->first &&
            to->first - when->last <= 4 && to->kind == from->kind &&
            kt_mark_before(r, from->first, KT_SENSE_FROM) &&
            (kt_word_at(r, when->last, "auf") || kt_word_at(r, to->first - 1, "auf")))
            return true;
    }
    if (is_in_clause(r, s, when) || kt_is_in_bracket(r, s, when))
        return true;
    if (!when->ago)
        return false;
    for (int n = 0; n < r->n_stated; n++) /* "the deficit of the year before (1 billion)" */
        if (r->stated[n].last <= s->first && r->stated[n].first == when->last + 1 &&
            kt_sign_at(r, when->last, "("))
            return true;
    for (int n = 0; n < r->n_stated;
         n++) /* "на 12% за тот же период прошлого года - до 19 млрд" */
        if (r->tongue == 2 && s->kind == KT_AMOUNT_MONEY && when->last <= s->first &&
            r->stated[n].kind == KT_AMOUNT_PERCENT && r->stated[n].last <= when->first &&
            when->first - r->stated[n].last <= 4 &&
            !has_comma(r, r->stated[n].last, when->first))
            return true;
    for (int n = 0; n < r->n_stated; n++)
        if (s->kind == KT_AMOUNT_MONEY && when->last <= s->first &&
            r->stated[n].kind == KT_AMOUNT_MONEY && r->stated[n].last <= when->first &&
            when->first - r->stated[n].last <= 3 && !kt_sign_at(r, r->stated[n].last, ",") &&
            !kt_mark_at(r, r->stated[n].last, KT_SENSE_AND))
            return true;
    return false;
}

/* "Exports of 8 billion against 6 billion in 2017", "from 6 billion in 2017": behind what is
 * compared with stands its own period, of no other amount. */
static bool is_of_compared(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    for (int n = 0; n < r->n_stated; n++) {
        const kt_stated *other = &r->stated[n];
        const int32_t gap = when->first - other->last;
        if (other == s || other->kind != KT_AMOUNT_MONEY || gap < 0 || gap > 2 ||
            has_comma(r, other->last, when->first))
            continue;
        const int32_t last = n ? r->stated[n - 1].last : r->first;
        const int32_t reach = r->tongue == 1 ? 7 : 4; /* "compared to a surplus of 5 million" */
        const int32_t from = other->first - reach > last ? other->first - reach : last;
        for (int32_t t = from; t < other->first; t++)
            if (kt_word_at(r, t, "against") || kt_word_at(r, t, "versus") ||
                kt_word_at(r, t, "compared") || kt_word_at(r, t, "comparison") ||
                kt_word_at(r, t, "gegenüber") ||
                (t == other->first - 1 && kt_is_behind_from(r, t)) ||
                (kt_word_at(r, t, "nach") && t >= other->first - 2))
                return true;
    }
    return false;
}

/* "Down 13 % from the 36 billion registered in 2018", "10 % lower than the surplus of 58
 * billion in 2018": behind a rate the amount that it is measured on, and that one's period. */
static bool is_of_measured_on(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    static const kt_sense senses[] = {KT_SENSE_MORE, KT_SENSE_LESS, KT_SENSE_BASE,
                                      KT_SENSE_RATE_BASE};
    const kt_stated *on = s + 1;
    if (r->tongue != 1 || s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK ||
        s < r->stated || on >= r->stated + r->n_stated || on->kind != KT_AMOUNT_MONEY ||
        on->first - s->last > 7 || when->first < on->last || when->first - on->last > 4)
        return false;
    if (has_comma(r, s->last, when->first))
        return false;
    if (s->kind == KT_AMOUNT_GROW && on->first - s->last <= 2)
        return true; /* "almost doubling the 32 billion of 2004" */
    const kt_mark *moved = kt_mark_at(r, s->last, KT_SENSE_UP);
    if (!moved)
        moved = kt_mark_at(r, s->last, KT_SENSE_DOWN);
    const int32_t behind = moved ? moved->first + moved->n : s->last; /* "a 13 % rise on the" */
    for (size_t n = 0; n < sizeof senses / sizeof *senses; n++)
        if (kt_mark_at(r, s->last, senses[n]) || kt_mark_at(r, behind, senses[n]))
            return true;
    return false;
}

/* "Im gleichen Quartal 2017 lag der Anteil bei 46 %": what it was then, nothing has moved. */
static bool is_share_then(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 0 && s->kind == KT_AMOUNT_PERCENT && !s->by && r->n_when == 1 &&
           kt_mark_within(r, r->first, r->last, KT_SENSE_SHARE) &&
           !kt_mark_within(r, r->first, r->last, KT_SENSE_UP) &&
           !kt_mark_within(r, r->first, r->last, KT_SENSE_DOWN);
}

/* "Following a 15.3 % decline the previous year": no base, but when it was so. */
static bool is_when_it_moved(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    const kt_mark *moved = kt_mark_at(r, s->last, KT_SENSE_DOWN);
    if (!moved)
        moved = kt_mark_at(r, s->last, KT_SENSE_UP);
    if (r->tongue != 1 || !moved || moved->first != s->last)
        return false;
    const int32_t end = moved->first + moved->n;
    return when->first == end || (when->first == end + 1 && kt_word_at(r, end, "in"));
}

/* "Im Vorjahresmonat waren sie um 3 Prozent gesunken", "nach einem Minus von 3 Prozent im Jahr
 * davor": no base, but when it was so. In German. */
static bool is_of_then(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    static const char *const had[] = {"war", "waren", "hatte", "hatten"};
    enum { NEAR = 4 };
    if (r->tongue != 0 || kt_mark_before(r, when->first, KT_SENSE_BASE))
        return false;
    if (when->first >= s->last && when->first <= s->last + 1)
        for (int32_t t = s->first - 1; t > r->first && t >= s->first - NEAR; t--)
            if (kt_word_at(r, t, "nach"))
                return kt_mark_within(r, t, s->first, KT_SENSE_UP) ||
                       kt_mark_within(r, t, s->first, KT_SENSE_DOWN) || s->sign;
    int32_t begin = s->first, end = s->last;
    while (begin > r->first && !kt_sign_at(r, begin - 1, ",") && !kt_sign_at(r, begin - 1, ";"))
        begin--;
    while (end < r->last && !kt_sign_at(r, end, ",") && !kt_sign_at(r, end, ";"))
        end++;
    if (when->first < begin || when->last > s->first ||
        kt_mark_within(r, begin, when->last, KT_SENSE_BASE))
        return false;
    for (int32_t t = begin; t < end; t++)
        for (size_t n = 0; n < sizeof had / sizeof *had; n++)
            if (kt_word_at(r, t, had[n]))
                return true;
    return false;
}

static bool amount_between(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first >= first && r->stated[n].last <= last)
            return true;
    return false;
}

/* "Up 38 % on 2017", "a 10 % increase over May": what a rate is measured on. */
static bool is_measured_on(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    int32_t behind = s->last;
    if (r->tongue == 1 &&
        (kt_mark_at(r, s->last, KT_SENSE_UP) || kt_mark_at(r, s->last, KT_SENSE_DOWN)))
        behind++;
    const bool month = r->tongue == 1 && when->period.first == when->period.last &&
                       kt_named_month_at(r, when->first);
    return (when->only_year || month) && when->first == behind + 1 &&
           s->kind != KT_AMOUNT_MONEY && s->kind != KT_AMOUNT_RANK &&
           kt_mark_at(r, behind, KT_SENSE_RATE_BASE);
}

/* "Grew to 600 million (up by 20 % over 2017), including ...": another rate is measured on it.
 */
static bool is_of_other_rate(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    for (int n = 0; n < r->n_stated && r->tongue == 1; n++) {
        const kt_stated *rate = &r->stated[n];
        if (rate != s && is_measured_on(r, rate, when))
            return true;
    }
    return false;
}

/* The bracket of a twin, "(2 billion dollars)", "(equivalent to 2 billion dollars)", opens
 * directly behind the amount before it. */
static bool is_in_bracket_behind(const kt_reading *r, const kt_stated *twin)
{
    enum { WORDS = 2 };
    const int32_t open = twin[-1].last;
    for (int32_t t = open + 1; t < twin->first; t++)
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return false;
    return kt_sign_at(r, open, "(") && twin->first - open - 1 <= WORDS &&
           kt_sign_at(r, twin->last, ")");
}

/* "From 31 billion rand (2 billion dollars) in February": behind the bracket of one that is
 * told in two currencies; 0 none. */
static int32_t behind_other_money(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *end = r->stated + r->n_stated;
    if (s->kind != KT_AMOUNT_MONEY || s < r->stated || s >= end)
        return 0;
    const kt_stated *twin = s > r->stated && is_in_bracket_behind(r, s) ? s : s + 1;
    return twin > r->stated && twin < end && twin->kind == KT_AMOUNT_MONEY &&
                   twin[-1].kind == KT_AMOUNT_MONEY &&
                   strcmp(twin->currency, twin[-1].currency) != 0 &&
                   is_in_bracket_behind(r, twin)
               ? twin->last + 1
               : 0;
}

/* "An increase of 13.6% or 226 million from the year to June 2018": what both are measured
 * against, in English. */
static bool is_base_of_twin(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    const kt_mark *base = kt_mark_at(r, s->last, KT_SENSE_RATE_BASE);
    return r->tongue == 1 && s->kind == KT_AMOUNT_MONEY && s > r->stated &&
           s < r->stated + r->n_stated && s[-1].kind == KT_AMOUNT_PERCENT &&
           s->first == s[-1].last + 1 && kt_word_at(r, s->first - 1, "or") && base &&
           base->first == s->last && when->first > s->last && when->first <= s->last + 2;
}

/* Nearest in [first, last), those before the amount first. */
static const kt_when *nearest(const kt_reading *r, const kt_stated *s, int32_t first,
                              int32_t last, bool base)
{
    const kt_when *best = NULL;
    int32_t distance = INT32_MAX;
    for (int n = 0; n < r->n_when; n++) {
        const kt_when *when = &r->when[n];
        const bool on = is_measured_on(r, s, when);
        const bool compared =
            when->base || on || kt_is_base_of_multiple(r, s, when) ||
            kt_is_exceeded_level(r, s, when) || is_of_measured_on(r, s, when) ||
            is_base_of_twin(r, s, when) ||
            (when->first >= s->last && compares(r, s) &&
             !kt_word_at(r, when->last, "than") && /* "higher in 2018 than in 2017" */
             !amount_between(r, s->last, when->first)) ||
            (when->ago && s->kind != KT_AMOUNT_MONEY && s->kind != KT_AMOUNT_RANK &&
             when->first > r->first &&
             !is_when_it_moved(r, s, when) && /* "A year earlier growth was 5 %" */
             !is_of_then(r, s, when) && !is_share_then(r, s));
        const int32_t behind_twin = behind_other_money(r, s), begin = begin_of(r, when);
        const bool of_both = behind_twin && begin >= behind_twin && begin <= behind_twin + 1;
        if (compared != base || when->first < first || (when->first >= last && !of_both))
            continue;
        int32_t d =
            when->last <= s->first ? s->first - when->last : (when->first - s->last) * 2;
        if ((when->last > s->first && when->first < s->last) || is_of_another(r, s, when) ||
            is_past(r, s, when) || is_of_compared(r, s, when) || is_in_brackets(r, s, when) ||
            is_of_other_rate(r, s, when))
            continue;
        if ((when->first >= s->last && begin <= s->last + 1) || of_both)
            d = 0;
        if (d < distance) {
            distance = d;
            best = when;
        }
    }
    return best;
}

/* "Widened 24 billion, or 5 % year-to-date": the time of the same told as a rate, in English.
 */
static const kt_when *beside_twin(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *twin = s + 1;
    if (r->tongue != 1 || s < r->stated || twin >= r->stated + r->n_stated ||
        s->kind != KT_AMOUNT_MONEY || twin->kind != KT_AMOUNT_PERCENT ||
        twin->first - s->last > 2 || !kt_word_at(r, twin->first - 1, "or"))
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first >= twin->last && r->when[n].first - twin->last <= 3 &&
            r->when[n].known && !r->when[n].base && !r->when[n].ago)
            return &r->when[n];
    return NULL;
}

/* One period at the end of the sentence, with no clause of its own: it is that of all amounts
 * before it, "grew by 1.3 billion or 14 % to 11.1 billion in 2018". */
static bool is_of_sentence(const kt_reading *r, const kt_stated *s)
{
    if (r->n_when != 1 || r->n_stated == 0 ||
        r->when[0].first < r->stated[r->n_stated - 1].last)
        return false;
    bool rates = s->kind == KT_AMOUNT_MONEY && r->tongue == 1;
    for (int n = 0; n < r->n_stated; n++) /* "for 41 billion, a 30 % rise, last year" */
        rates &= r->stated[n].first <= s->first || r->stated[n].kind != KT_AMOUNT_MONEY;
    if (rates && kt_sign_at(r, r->when[0].first - 1, ","))
        return true;
    if (r->tongue == 1 && s < &r->stated[r->n_stated - 1] &&
        !kt_goal_within(r, r->first, s->first) &&
        kt_goal_within(r, s->last, r->stated[r->n_stated - 1].first))
        return false; /* "grew 9 % and is expected to reach 5 billion by 2022" */
    for (int32_t t = s->last; t < r->when[0].first; t++)
        if (kt_sign_at(r, t, ";") || kt_sign_at(r, t, ",") ||
            kt_mark_at(r, t, KT_SENSE_CONNECT) ||
            (r->tongue == 0 && kt_sign_at(r, t, "-") &&
             (kt_token_at(r->tokens, t)->flags & KT_TOKEN_SPACED)))
            return false;
    return true;
}

/* One period only, besides those that something is compared with. */
static bool has_one_period(const kt_reading *r)
{
    int n_own = 0;
    for (int n = 0; n < r->n_when; n++)
        n_own += !r->when[n].base && !r->when[n].ago;
    return n_own == 1;
}

bool kt_period_for(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
                   kt_when *out)
{
    const kt_when *found = kt_when_beside(r, s);
    if (!found)
        found = nearest(r, s, first, last, false);
    if (!found)
        found = nearest(r, s, r->first, s->first, false);
    const bool stands = r->tongue == 1 && s->kind == KT_AMOUNT_RANK && r->n_stated > 1 &&
                        kt_mark_within(r, r->first, s->first, KT_SENSE_PRESENT);
    if (!found && stands) /* "is its third partner, and trade came to 2 billion in 2018" */
        return false;
    if (!found && (r->n_stated == 1 || is_of_sentence(r, s) || (r->n_when == 1 && s->sign) ||
                   (has_one_period(r) && !r->d.has_period))) /* the only one */
        found = nearest(r, s, r->first, r->last, false);
    if (!found)
        found = beside_twin(r, s);
    if (!found && s->kind == KT_AMOUNT_RANK && r->tongue == 1 && s >= r->stated &&
        s + 1 < r->stated + r->n_stated && s[1].kind == KT_AMOUNT_RANK)
        return kt_period_for(r, s + 1, s->last, r->last, out); /* "third partner and fourth
                                                               source of imports in 2018" */
    if (!found && r->n_when == 1 && !r->when[0].base && !r->d.has_period)
        found = &r->when[0]; /* the only one at all, behind another amount */
    for (int n = 0; n < r->n_when && found && r->tongue == 1; n++) {
        const kt_when *when =
            &r->when[n]; /* "this year it was 6 million in the first ten months" */
        if (found->only_year && found->last <= s->first && when->known && !when->only_year &&
            !when->base && !when->ago && when->first >= s->last && when->first - s->last <= 2 &&
            when->period.first >= found->period.first &&
            when->period.last <= found->period.last)
            found = when;
    }
    if (found) {
        *out = *found;
        return found->known || found->later || found->days;
    }
    return false;
}

/* "Turnover was highest in 2014, at 967 million; in 2020 it was 14 % lower": than in 2014. */
static const kt_when *record_before(const kt_reading *r, const kt_stated *s,
                                    const kt_when *period)
{
    const kt_mark *record = kt_mark_within(r, r->first, s->first, KT_SENSE_RECORD);
    if (!record || !period ||
        (!kt_mark_at(r, s->last, KT_SENSE_LESS) && !kt_mark_at(r, s->last, KT_SENSE_MORE)))
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && r->when[n].only_year && r->when[n].last <= s->first &&
            r->when[n].period.first < period->period.first)
            return &r->when[n];
    return NULL;
}

bool kt_base_for(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
                 const kt_when *period, kt_period *out)
{
    const kt_when *found = nearest(r, s, first, last, true);
    if (!found)
        found = record_before(r, s, period);
    if (!found && period && kt_only_base(r) &&
        kt_only_base(r)->period.last < period->period.first)
        found = kt_only_base(
            r); /* behind the amounts: "fell 3 % from 6 to 5 billion compared ..." */
    const kt_mark *year = kt_mark_within(r, first, last, KT_SENSE_BASE_YEAR);
    if (found && found->known && (!found->only_year || !year || !period)) {
        *out = found->period;
        for (; period && found->no_year && out->first > period->period.last;
             out->first -= 12, out->last -= 12) /* "февральский уровень": of that year */
            ;
        if (period && found->only_year && found->period.first >= period->period.first &&
            kt_mark_at(r, found->first, KT_SENSE_REL_YEAR)) { /* the year before that one */
            out->first = (int16_t)(period->period.first - 12);
            out->last = (int16_t)(period->period.last - 12);
        }
        return true;
    }
    if (year && period) {
        *out = (kt_period){(int16_t)(period->period.first - 12),
                           (int16_t)(period->period.last - 12)};
        return true;
    }
    return false;
}
