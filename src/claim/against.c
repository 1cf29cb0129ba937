/* against.c: by how much one's trade is more or less than another's, which tells neither: "на
 * 20% больше, чем в Китай", "опередив Турцию на 22 млн"; and what could have been. */
#include "claim_kind.h"
#include "trade_flow.h"

static bool is_country_at(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first == t && !r->mention[n].office && !r->mention[n].pronoun)
            return true;
    return false;
}

static bool tells_period(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first >= first && r->when[n].first < last)
            return true;
    return false;
}

/* "Больше, чем было ввезено в Грузию из Армении": behind the words of buying and selling and
 * whither, in Russian. */
static int32_t behind_verb(const kt_reading *r, int32_t t)
{
    int32_t at = t + kt_word_at(r, t, "было");
    if (r->tongue != 2 ||
        !(kt_mark_at(r, at, KT_SENSE_BUY) || kt_mark_at(r, at, KT_SENSE_SELL) ||
          kt_mark_at(r, at, KT_SENSE_IMPORT) || kt_mark_at(r, at, KT_SENSE_EXPORT)))
        return t;
    at++;
    return is_country_at(r, at + 1) && kt_mark_at(r, at + 2, KT_SENSE_FROM) ? at + 2 : at;
}

/* "More than to China", "больше, чем у Китая", "больше, чем экспорт в Китай". */
static bool more_than_with(const kt_reading *r, const kt_stated *s)
{
    enum { FARTHEST = 12 };
    static const char *const than[3] = {"als", "than", "чем"};
    static const kt_sense moves[] = {KT_SENSE_MORE, KT_SENSE_LESS, KT_SENSE_UP, KT_SENSE_DOWN};
    const kt_mark *move = NULL;
    for (size_t n = 0; n < sizeof moves / sizeof *moves && !move; n++)
        move = kt_mark_at(r, s->last, moves[n]);
    int32_t t = move && move->first == s->last ? move->first + 1 : r->last;
    if (kt_word_at(r, s->last, "more") || kt_word_at(r, s->last, "less"))
        t = s->last + 1; /* not "more than" 5 */
    t += kt_sign_at(r, t, ",");
    if (!kt_word_at(r, t++, kt_by_tongue(r, than)))
        return false;
    const int32_t verb = behind_verb(r, t);
    if (verb > t)
        t = verb;
    else
        t += kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
             kt_mark_at(r, t, KT_SENSE_TURNOVER);
    const bool to = kt_mark_at(r, t, KT_SENSE_TO) || kt_mark_at(r, t, KT_SENSE_FROM) ||
                    kt_mark_at(r, t, KT_SENSE_WITH) || kt_mark_at(r, t, KT_SENSE_IN) ||
                    kt_word_at(r, t, "у");
    const int32_t end = t + FARTHEST < r->last ? t + FARTHEST : r->last;
    return to && is_country_at(r, t + 1) && !tells_period(r, t + 1, end);
}

/* "Опередив Турцию на 22 млн долларов", "обогнав лидера - Китай - на 5%". */
static bool ahead_by(const kt_reading *r, const kt_stated *s)
{
    enum { FARTHEST = 9 };
    bool named = false;
    for (int32_t t = s->core - 1; r->tongue == 2 && s->by && t >= r->first; t--) {
        const kt_mark *rival = kt_mark_at(r, t, KT_SENSE_RIVAL);
        if (kt_sign_at(r, t, ",") || t < s->core - FARTHEST)
            return false;
        if (rival && named)
            return !kt_word_at(r, t, "за") && !kt_word_at(r, t, "после");
        named |= is_country_at(r, t);
    }
    return false;
}

/* "Hätte 2018 drei Milliarden erreichen können", "wäre um 10 Prozent gestiegen", "wären um zehn
 * Prozent höher gewesen, wenn": what was not, in German; "hätten" and "wären" alone are also
 * how others are quoted. */
static bool is_unreal(const kt_reading *r, const kt_stated *s)
{
    static const char *const verbs[] = {"hätte", "hätten", "wäre", "wären"};
    static const char *const ends[] = {"können", "müssen", "sollen", "dürfen"};
    bool verb = false, unreal = kt_word_at(r, r->first, "ohne");
    int32_t begin = s->first, end = s->last;
    while (begin > r->first && !kt_sign_at(r, begin - 1, ",") && !kt_sign_at(r, begin - 1, ";"))
        begin--;
    while (end < r->last && kt_token_at(r->tokens, end)->kind == KT_TOKEN_WORD)
        end++;
    for (int32_t t = begin; t < end && r->tongue == 0; t++) {
        for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
            verb |= kt_word_at(r, t, verbs[n]);
        for (size_t n = 0; n < sizeof ends / sizeof *ends && verb; n++)
            unreal |= kt_word_at(r, t, ends[n]);
        unreal |= verb && kt_word_at(r, t, "ohne");
        unreal |= kt_word_at(r, t, "hätte") || kt_word_at(r, t, "wäre");
    }
    unreal |= kt_sign_at(r, end, ",") &&
              (kt_word_at(r, end + 1, "wenn") || kt_word_at(r, end + 1, "hätte") ||
               kt_word_at(r, end + 1, "hätten"));
    return verb && unreal;
}

/* "Almost double the 373 million forecast": so many times what was foreseen, in English. */
static bool is_times_forecast(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *next = s >= r->stated && s + 1 < r->stated + r->n_stated ? s + 1 : NULL;
    return r->tongue == 1 && next && s->kind != KT_AMOUNT_MONEY &&
           s->kind != KT_AMOUNT_PERCENT && kt_word_at(r, s->last, "the") &&
           next->first <= s->last + 2 && kt_is_foreseen(r, next);
}

bool kt_is_against_another(const kt_reading *r, const kt_stated *s)
{
    return s->kind != KT_AMOUNT_RANK && (more_than_with(r, s) || ahead_by(r, s) ||
                                         is_unreal(r, s) || is_times_forecast(r, s));
}
