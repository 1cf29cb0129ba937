/* goal_start.c: what there is when a goal is told, and is none itself: "from 9 to 20 billion by
 * 2030", "to 20 billion by 2030 from 9 billion", "trade, now worth 9 billion, shall double". */
#include "amount.h"
#include "claim_kind.h"

/* "17 Mrd. Dollar (12,25 Mrd. Euro)". */
static bool is_in_other_money(const kt_reading *r, const kt_stated *s)
{
    return s->kind == KT_AMOUNT_MONEY && s->first == s[-1].last + 1 &&
           kt_sign_at(r, s[-1].last, "(") && kt_sign_at(r, s->last, ")");
}

/* "To raise trade to 20 billion by 2025 from 9 billion": a goal of this sentence was told. */
static bool is_behind_goal(const kt_reading *r)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    return last && last->kind == KT_CLAIM_TARGET &&
           last->sentence_start == kt_token_at(r->tokens, r->first)->start;
}

bool kt_is_year_of_goal(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    const kt_claim *goal = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    return r->tongue == 1 && kt_word_at(r, s->first - 1, "from") && is_behind_goal(r) &&
           !goal->no_period && goal->period.first == when->period.first &&
           goal->period.last == when->period.last;
}

/* "Von einem Volumen von 17 Mrd. Dollar im Jahr auf 50 Milliarden": what the goal sets out
 * from. */
bool kt_is_start(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *end = r->stated + r->n_stated, *next = s + 1;
    static const char *const from[] = {"von", "from", "с"}, *const to[] = {"auf", "to", "до"};
    if (s->kind != KT_AMOUNT_MONEY || s < r->stated || s >= end)
        return false;
    if (r->tongue == 1 && kt_word_at(r, s->first - 1, "from") && is_behind_goal(r))
        return true;
    if (s > r->stated && is_in_other_money(r, s))
        s--;
    else if (next < end && is_in_other_money(r, next))
        next++;
    bool begins = /* "von derzeit 2,8 auf 5 Milliarden", "from the current 9 billion" */
        kt_word_at(r, kt_before_current(r, s->first) - 1, kt_by_tongue(r, from));
    for (int32_t t = s->first - 1; t >= s->first - (r->tongue == 1 ? 3 : 2); t--)
        begins |= kt_word_at(r, t, kt_by_tongue(r, from));
    return begins && next < end && next->kind == KT_AMOUNT_MONEY &&
           kt_word_at(r, next->first - 1, kt_by_tongue(r, to)) &&
           next->first - next[-1].last <= 6;
}

/* "Trade, currently estimated at 600 million, should hit 2 billion", "derzeit bei 2
 * Milliarden": a word for now a few words before, and another amount behind, or a
 * goal before. */
static bool is_told_of_now(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 4 };
    if (s < r->stated || r->n_stated < 2 ||
        (s + 1 >= r->stated + r->n_stated && !is_behind_goal(r)))
        return false;
    for (int32_t t = s->first - 1; t >= r->first && t >= s->first - FAR; t--) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return false;
        if (kt_mark_at(r, t, KT_SENSE_CURRENT))
            return !kt_mark_within(r, t, s->first, KT_SENSE_TARGET);
    }
    return false;
}

/* "The current 46 million of bilateral trade will grow", "trade, which now stands at 2 billion,
 * could reach 5": what there is. */
bool kt_is_current(const kt_reading *r, const kt_stated *s)
{
    if (s->kind == KT_AMOUNT_MONEY && (is_told_of_now(r, s) || kt_is_gap_to_close(r, s)))
        return true;
    if (r->tongue == 0 && kt_mark_at(r, r->first, KT_SENSE_CURRENT) &&
        !kt_goal_within(r, r->first, s->first))
        return true; /* "Aktuell sind es 6 Milliarden, beide wollen den Handel steigern" */
    static const char *const verbs[] = {"stands", "stood", "amounts", "is", "was", "amounted"};
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY)
        return false;
    if (kt_word_at(r, s->first - 1, "current") || kt_word_at(r, s->first - 1, "present") ||
        kt_word_at(r, s->first - 1, "existing"))
        return true;
    int32_t t = s->first - 1;
    while (t > r->first && t > s->first - 6 && !kt_word_at(r, t, "which"))
        t--;
    if (!kt_word_at(r, t, "which"))
        return false;
    const int32_t verb = t + 1 +
                         (kt_word_at(r, t + 1, "currently") || kt_word_at(r, t + 1, "now") ||
                          kt_word_at(r, t + 1, "presently"));
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
        if (kt_word_at(r, verb, verbs[n]))
            return !kt_goal_within(r, verb, s->first);
    return false;
}

/* "Trade, which was 2 million in 2010, now stands at 17 million", "to 17 million now": of no
 * period that is told, in English. */
bool kt_stands_today(const kt_reading *r, const kt_stated *s)
{
    static const char *const now[] = {"now", "currently", "presently"};
    static const char *const verbs[] = {"stands", "stand", "amounts", "amount", "totals",
                                        "is",     "are",   "reaches", "exceeds"};
    enum { FAR = 6 };
    bool today = false, verb = false;
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY)
        return false;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && r->when[n].first >= s->last && r->when[n].first <= s->last + 2)
            return false; /* its own */
    if (s > r->stated && s < r->stated + r->n_stated && s->first - s[-1].last <= 2 &&
        (kt_word_at(r, s->first - 1, "against") || kt_word_at(r, s->first - 1, "versus")))
        return kt_stands_today(r, s - 1); /* "now stands at 17 million, against 2 in imports" */
    if (kt_word_at(r, s->last, "now") &&
        (s->last + 1 >= r->last || kt_token_at(r->tokens, s->last + 1)->kind == KT_TOKEN_SIGN))
        return true;
    for (int32_t t = s->first - 1; t >= r->first && t >= s->first - FAR; t--) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            break;
        today |= KT_IS_ONE_OF(r, t, now);
        verb |= KT_IS_ONE_OF(r, t, verbs);
    }
    return today && verb;
}
