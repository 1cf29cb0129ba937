/* reason.c: why something was so, or in spite of what, is no part of a flow:
 *
 *     exports fell 5 % because of weaker demand from China
 *     sanken wegen der schwächeren Nachfrage aus China um 5 Prozent
 *     из-за снижения поставок в Китай экспорт сократился на 5%
 *
 * nor is what came before it: "rose 5 % after a dip in June". */
#include "passing.h"

#include <string.h>

enum { FARTHEST = 24 };

/* A verb that moves a flow, no noun or adjective: "stiegen", "сократился". */
static bool is_moving_verb(const kt_reading *r, int32_t t)
{
    static const char *const past[] = {"л", "ла", "ло", "ли", "ся", "сь"};
    static const char *const adjective[] = {"er",   "em",    "es",    "ende",
                                            "nden", "tende", "enden", "endem"};
    const char *word = kt_token_word(r->tokens, t);
    bool verb = r->tongue == 0 && !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL) &&
                strncmp(word, "ge", 2) != 0;
    for (size_t n = 0; n < sizeof adjective / sizeof *adjective && verb; n++)
        verb = !kt_ends_in(word, adjective[n]);
    for (size_t n = 0; n < sizeof past / sizeof *past && r->tongue == 2; n++)
        verb |= kt_ends_in(word, past[n]);
    return verb && (kt_mark_at(r, t, KT_SENSE_UP) || kt_mark_at(r, t, KT_SENSE_DOWN) ||
                    kt_mark_at(r, t, KT_SENSE_RISE_TO));
}

/* "Экспорт": the subject of what follows, behind no preposition; in Russian. */
static bool is_subject(const kt_reading *r, int32_t t)
{
    static const char *const flows[] = {"экспорт",  "импорт",  "товарооборот", "оборот",
                                        "торговля", "дефицит", "профицит",     "поставки",
                                        "закупки",  "объем",   "объём",        "сальдо"};
    static const char *const before[] = {"на", "в", "и", "через", "под", "за"};
    for (size_t n = 0; n < sizeof flows / sizeof *flows && r->tongue == 2; n++)
        if (kt_word_at(r, t, flows[n])) {
            for (size_t k = 0; k < sizeof before / sizeof *before; k++)
                if (kt_word_at(r, t - 1, before[k]))
                    return false;
            return true;
        }
    return false;
}

/* "Взаимный товарооборот": the subject begins with its adjectives. */
static int32_t begin_of_subject(const kt_reading *r, int32_t first, int32_t t)
{
    static const char *const endings[] = {"ый", "ий", "ой", "ая", "ое", "ые", "ие", "яя"};
    for (; t > first; t--) {
        bool adjective = false;
        if (kt_token_at(r->tokens, t - 1)->flags & KT_TOKEN_CAPITAL)
            break;
        for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
            adjective |= kt_ends_in(kt_token_word(r->tokens, t - 1), endings[n]);
        if (!adjective)
            break;
    }
    return t;
}

static bool names_flow(const kt_reading *r, int32_t first, int32_t last)
{
    return kt_mark_within(r, first, last, KT_SENSE_EXPORT) ||
           kt_mark_within(r, first, last, KT_SENSE_IMPORT) ||
           kt_mark_within(r, first, last, KT_SENSE_SELL) ||
           kt_mark_within(r, first, last, KT_SENSE_BUY);
}

/* "Stiegen wegen der Lieferungen nach China um 5 Prozent": a verb before the reason still waits
 * for its amount. */
static bool verb_waits(const kt_reading *r, int32_t first)
{
    for (int32_t t = first - 1; t >= r->first; t--) {
        for (int n = 0; n < r->n_stated; n++)
            if (t >= r->stated[n].first && t < r->stated[n].last)
                return false;
        if (is_moving_verb(r, t))
            return true;
    }
    return false;
}

/* "Dank eines Anstiegs der Lieferungen nach China um 5 Prozent": the amount is of the reason.
 */
static bool is_of_reason(const kt_reading *r, const kt_stated *s, int32_t first)
{
    if (r->tongue == 1 || verb_waits(r, first))
        return r->tongue == 1;
    return kt_mark_within(r, first, s->first, KT_SENSE_UP) ||
           kt_mark_within(r, first, s->first, KT_SENSE_DOWN) ||
           (s->kind == KT_AMOUNT_MONEY && names_flow(r, first, s->first));
}

/* "Higher trade with Laos, Taiwan and India": a list of names goes on behind the comma. */
static bool is_in_list(const kt_reading *r, int32_t t)
{
    return kt_sign_at(r, t, ",") && t + 1 < r->last && r->n_stated > 0 &&
           t > r->stated[0].first &&
           (kt_token_at(r->tokens, t - 1)->flags & KT_TOKEN_CAPITAL) &&
           (kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_CAPITAL);
}

/* Where the reason ends that begins at `first`; `first` where an amount is of it. */
static int32_t end_of_reason(const kt_reading *r, int32_t first)
{
    for (int32_t t = first; t < r->last && t < first + FARTHEST; t++) {
        for (int n = 0; n < r->n_stated; n++)
            if (r->stated[n].first == t)
                return is_of_reason(r, &r->stated[n], first) ? first : t;
        const kt_token *token = kt_token_at(r->tokens, t);
        const bool spaced = token->flags & KT_TOKEN_SPACED;
        if ((token->kind == KT_TOKEN_SIGN && !(kt_sign_at(r, t, "-") && !spaced) &&
             !kt_sign_at(r, t, "'") && !is_in_list(r, t)) ||
            kt_mark_at(r, t, KT_SENSE_CONNECT) || is_moving_verb(r, t))
            return t;
        if (is_subject(r, t))
            return begin_of_subject(r, first, t);
    }
    return r->last - first < FARTHEST ? r->last : first;
}

static bool names_country(const kt_reading *r, int32_t first, int32_t last)
{
    return kt_mark_within(r, first, last, KT_SENSE_COUNTRY) ||
           kt_mark_within(r, first, last, KT_SENSE_ADJECTIVE);
}

int32_t kt_reason_end(const kt_reading *r, int32_t t, int32_t *first)
{
    const kt_mark *cause = kt_mark_at(r, t, KT_SENSE_CAUSE);
    if (!cause || cause->first != t)
        return t;
    *first = t + cause->n;
    const int32_t end = end_of_reason(r, *first);
    const bool rest = names_country(r, r->first, t) || names_country(r, end, r->last);
    return rest || !names_country(r, *first, end) ? end : *first;
}

/* "A fall", or "a weak" before a month. */
static bool is_move(const kt_reading *r, int32_t t)
{
    static const char *const stems[] = {"weak",    "strong", "poor", "soft",  "dismal",
                                        "schwach", "stark",  "слаб", "сильн", "удачн"};
    if (KT_BEGINS_WITH_ONE_OF(r, t, stems))
        return kt_mark_at(r, t + 1, KT_SENSE_MONTH) != NULL;
    return (r->tongue != 0 || (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL)) &&
           (kt_mark_at(r, t, KT_SENSE_UP) || kt_mark_at(r, t, KT_SENSE_DOWN));
}

int32_t kt_earlier_move(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"after", "following", "nach", "после"};
    enum { FAR = 5 };
    int32_t noun = t + 1;
    if (!KT_IS_ONE_OF(r, t, words))
        return -1;
    while (noun < t + FAR && kt_token_at(r->tokens, noun)->kind == KT_TOKEN_WORD &&
           !is_move(r, noun))
        noun++;
    return is_move(r, noun) && !names_country(r, t, noun) ? noun : -1;
}

int32_t kt_earlier_move_end(const kt_reading *r, int32_t t)
{
    enum { PERIOD = 3 };
    static const char *const in[] = {"in", "im", "в", "во"};
    const int32_t noun = kt_earlier_move(r, t);
    for (int32_t p = noun + 1; noun >= 0 && p < noun + 1 + PERIOD; p++)
        for (int n = 0; n < r->n_when && (p == noun + 1 || KT_IS_ONE_OF(r, p - 1, in)); n++) {
            const kt_when *when = &r->when[n];
            if (when->first <= p && when->last > p && when->known)
                return when->last;
        }
    return t;
}
