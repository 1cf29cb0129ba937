/* these_lands.c: "exports to these two countries rose by 5 % and 7 %, respectively", "die
 * Ausfuhren in beide Länder", "экспорт в эти страны": of those that the sentence before named,
 * each amount of the one in the same place. One amount of several is of none of them. */
#include "trade_flow.h"

#include <string.h>

static bool is_to_or_from(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"nach", "in", "aus", "mit", "to", "from", "with",
                                        "into", "в",  "на",  "из",  "с",  "со"};
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER,
                                     KT_SENSE_FOREIGN};
    enum { NEAR = 3 };
    if (!KT_IS_ONE_OF(r, t, words))
        return false;
    return t == r->first ||
           KT_ANY_WITHIN(r, t - NEAR > r->first ? t - NEAR : r->first, t, flows);
}

static bool names_lands(const kt_reading *r, int32_t t)
{
    static const char *const stems[] = {
        "länder",  "staaten",  "märkte", "handelspartner", "countries", "states",   "markets",
        "nations", "partners", "стран",  "государств",     "рынк",      "республик"};
    return KT_BEGINS_WITH_ONE_OF(r, t, stems);
}

/* The word for whither before "these countries" in [first, last); -1. */
static int32_t find_these(const kt_reading *r, int32_t first, int32_t last)
{
    static const char *const these[] = {"diese",  "diesen", "beide", "beiden", "these", "those",
                                        "both",   "эти",    "этих",  "этими",  "обе",   "обеих",
                                        "обеими", "оба",    "обоих", "обоими"};
    enum { FAR = 4 }; /* "die beiden Länder", "these two Asian countries" */
    for (int32_t t = first; t < last; t++) {
        if (!is_to_or_from(r, t))
            continue;
        bool told = false;
        for (int32_t p = t + 1; p <= t + FAR && p < r->last; p++) {
            if (told && names_lands(r, p))
                return t;
            if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD)
                break;
            told |= KT_IS_ONE_OF(r, p, these) ||
                    (kt_word_at(r, p, "two") && kt_word_at(r, p - 1, "the"));
        }
    }
    return -1;
}

void kt_note_others(kt_reading *r)
{
    kt_place other[KT_MAX_OTHERS];
    int n_others = 0;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        bool told =
            m->pronoun || m->office || !kt_place_is_country(m->place) || m->place == r->d.main;
        for (int i = 0; i < n_others && i < KT_MAX_OTHERS; i++)
            told |= other[i] == m->place;
        if (!told && n_others < KT_MAX_OTHERS)
            other[n_others] = m->place;
        n_others += !told;
    }
    if (n_others == 0)
        return;
    r->d.n_others = (uint8_t)(n_others <= KT_MAX_OTHERS ? n_others : 0);
    memcpy(r->d.other, other, sizeof other);
}

/* Of which of the others the amount is: their index; MANY several; NONE the words are not said.
 */
enum { NONE = -2, MANY = -1 };

static int which_of_these(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    if (s < r->stated || s >= r->stated + r->n_stated)
        return NONE;
    int n;
    const kt_stated *first = kt_row_of(r, s, &n);
    int32_t from = part->first;
    if (first < s)
        from = first > r->stated ? first[-1].last : r->first;
    if (find_these(r, from, first->first) < 0)
        return NONE;
    return n > 1 && n == r->d.n_others ? (int)(s - first) : MANY;
}

bool kt_is_one_of_these(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    return which_of_these(r, s, part) >= 0;
}

bool kt_take_these_lands(const kt_reading *r, const kt_stated *s, const kt_part *part,
                         kt_frame *out)
{
    const int which = which_of_these(r, s, part);
    const kt_place partner = out->a == r->d.main ? out->b : out->a;
    if (which == NONE || kt_is_bloc(partner)) /* "trade with the CIS; exports to these" */
        return true;
    if (which == MANY || (out->a != r->d.main && out->b != r->d.main))
        return false;
    if (out->a == r->d.main)
        out->b = r->d.other[which];
    else
        out->a = r->d.other[which];
    return true;
}
