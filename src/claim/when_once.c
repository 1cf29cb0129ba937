/* when_once.c: a time that is told and has no year: no period of the report.
 *
 *     до кризиса экспорт достигал 8 млрд · in the 1990s it exceeded 500 million
 *     до 2014 года он достигал 10 млрд · упал после введения санкций в феврале 2014 года
 *
 * The first is a phrase of [once], or ten years (when_decade.c); in the last a year is named,
 * but it is the event's. */
#include "mention.h"
#include "when.h"

#include <string.h>

/* The nineties, at token t: "1990s", "90-е". */
static bool is_ten_years(const kt_reading *r, int32_t t)
{
    const kt_token *token = kt_token_at(r->tokens, t);
    return token->kind == KT_TOKEN_NUMBER && !token->decimals && token->value >= 10 &&
           (int)token->value % 10 == 0 && kt_is_decade(r, t);
}

/* "As much as before the crisis", "уровня до пандемии": what is compared with. */
static bool is_compared_with(const kt_reading *r, int32_t t)
{
    enum { NEAR = 3 };
    for (int32_t p = t; p > r->first && p > t - NEAR; p--)
        if (kt_mark_before(r, p, KT_SENSE_BASE))
            return true;
    return false;
}

/* "До 2014 года он достигал": up to then, not of then; not "с января до мая". In Russian. */
static bool is_until(const kt_reading *r, const kt_when *when)
{
    enum { RANGE = 4 };
    const int32_t until = when->first - 1;
    if (r->tongue != 2 || !kt_word_at(r, until, "до"))
        return false;
    for (int32_t t = until - 1; t >= r->first && t > until - RANGE; t--)
        if (kt_word_at(r, t, "с") || kt_word_at(r, t, "со") || kt_word_at(r, t, "от"))
            return false;
    return true;
}

static bool is_once(const kt_reading *r, int32_t t)
{
    const kt_mark *once = kt_mark_at(r, t, KT_SENSE_ONCE);
    bool told = (once && once->first == t) || is_ten_years(r, t);
    for (int n = 0; n < r->n_when; n++)
        told |= r->when[n].first == t + 1 && is_until(r, &r->when[n]);
    return told && !is_compared_with(r, t);
}

bool kt_is_of_once(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *end = r->stated + r->n_stated;
    int32_t from = r->first;
    if (s->kind != KT_AMOUNT_MONEY && (s->kind != KT_AMOUNT_PERCENT || s->by || s->sign))
        return false;
    for (const kt_stated *other = r->stated; other < end; other++)
        if (other->last <= s->first && other->last > from)
            from = other->last;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && !is_until(r, &r->when[n]) &&
            ((r->when[n].first >= from && r->when[n].last <= s->first) ||
             (r->when[n].first >= s->last && /* "8 billion in 2012" */
              r->when[n].first <= s->last + 1)))
            return false;
    for (int32_t t = from; t < s->first; t++)
        if (is_once(r, t))
            return true;
    const int32_t behind = s->last + (r->tongue != 2); /* "500 million in the 1990s" */
    return is_once(r, s->last) || is_ten_years(r, behind) || is_ten_years(r, behind + 1);
}

/* "После введения санкций в 2014 году", "до войны 2014 года": of what happened then, in
 * Russian. */
bool kt_is_time_of_event(const kt_reading *r, const kt_when *when)
{
    static const char *const leads[] = {"после", "до", "начала"};
    static const char *const begun[] = {"введени", "вступлени", "подписани", "заключени",
                                        "начал",   "снят",      "отмен",     "распад"};
    enum { FAR = 8 };
    bool event = false;
    for (int32_t t = when->first - 1; r->tongue == 2 && t >= r->first && t > when->first - FAR;
         t--) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD || kt_mark_at(r, t, KT_SENSE_UP) ||
            kt_mark_at(r, t, KT_SENSE_DOWN))
            return false;
        if (event && KT_IS_ONE_OF(r, t, leads))
            return true;
        event |= kt_mark_at(r, t, KT_SENSE_EVENT) != NULL;
        event |= KT_BEGINS_WITH_ONE_OF(r, t, begun);
    }
    return false;
}
