/* falls_on.c: what of a flow falls to a partner: "из них на Россию пришлось 490 млн, Казахстан
 * - 151 млн", "davon entfielen 490 Mio. auf Peru und 151 Mio. auf Chile". The flow is the one
 * told before, with that partner in the place of all. */
#include "trade_flow.h"

#include <string.h>

static bool falls(const kt_reading *r, int32_t first)
{
    if (kt_mark_within(r, first, r->last, KT_SENSE_EXPORT) ||
        kt_mark_within(r, first, r->last, KT_SENSE_IMPORT))
        return false; /* a flow of its own is named */
    for (int32_t t = r->first; t < r->last; t++) {
        const char *word = kt_token_word(r->tokens, t);
        if (strncmp(word, "приш", strlen("приш")) == 0 ||
            strncmp(word, "приход", strlen("приход")) == 0)
            return kt_mark_at(r, t, KT_SENSE_SHARE_OF) != NULL;
    }
    return false;
}

/* The country right behind the amount: "18 млрд из них приходится на Россию", "3 млрд - на
 * Чили"; 0. */
static kt_place partner_behind(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 6 };
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t on = m->first - 1 - kt_word_at(r, m->first - 1, "долю");
        bool plain = kt_word_at(r, on, "на") && on - s->last <= FAR;
        if (m->first < s->last || m->office || m->pronoun || m->adjective ||
            !kt_place_is_country(m->place))
            continue;
        for (int32_t t = s->last; t < on && plain; t++)
            plain = !kt_mark_at(r, t, KT_SENSE_AND) &&
                    (kt_token_at(r->tokens, t)->kind == KT_TOKEN_WORD ||
                     (t == s->last && kt_sign_at(r, t, "-")));
        return plain ? m->place : 0;
    }
    return 0;
}

/* The country that stands before the amount, behind the one before: "на Россию", "на долю
 * России", "Казахстан -"; 0. */
static kt_place partner_before(const kt_reading *r, const kt_stated *s, bool goes_on)
{
    int32_t from = r->first;
    for (int n = 0; n < r->n_stated && r->stated[n].last <= s->first; n++)
        from = r->stated[n].last;
    for (int n = r->n_mentions - 1; n >= 0; n--) {
        const kt_mention *m = &r->mention[n];
        if (m->last > s->first || m->office || m->pronoun || m->adjective ||
            !kt_place_is_country(m->place))
            continue;
        const bool on =
            kt_word_at(r, m->first - 1, "на") ||
            (kt_word_at(r, m->first - 1, "долю") && kt_word_at(r, m->first - 2, "на"));
        return m->first >= from && (on || (goes_on && kt_sign_at(r, m->last, "-"))) ? m->place
                                                                                    : 0;
    }
    return 0;
}

/* "Auf Peru", "auf die Niederlande": where the word stands; -1. */
static int32_t on_at(const kt_reading *r, const kt_mention *m)
{
    if (m->office || m->pronoun || m->adjective || !kt_place_is_country(m->place))
        return -1;
    for (int32_t t = m->first - 1; t >= m->first - 2 && t >= r->first; t--)
        if (kt_word_at(r, t, "auf"))
            return t;
    return -1;
}

static bool are_words(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first; t < last; t++)
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD || kt_mark_at(r, t, KT_SENSE_AND))
            return false;
    return true;
}

/* Whom it falls to in German: directly behind the amount, else before it and behind the one
 * before; 0. */
static kt_place german_partner(const kt_reading *r, const kt_stated *s)
{
    enum { BEHIND = 2 }; /* "davon entfielen" */
    kt_place found = 0;
    int32_t from = r->first;
    for (int n = 0; n < r->n_stated && r->stated[n].last <= s->first; n++)
        from = r->stated[n].last;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t on = on_at(r, m);
        if (on >= s->last && on <= s->last + BEHIND && are_words(r, s->last, on))
            return m->place;
        if (on >= from && m->last <= s->first)
            found = m->place;
    }
    return found;
}

/* No flow is named but the one before it. */
static bool falls_in_german(const kt_reading *r, const kt_stated *s, const kt_part *part,
                            bool goes_on)
{
    static const char *const verbs[] = {"entfiel", "entfielen", "entfallen", "entfällt",
                                        "entfalle"};
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    bool verb = false;
    for (int32_t t = r->first; t < r->last; t++)
        verb |= KT_IS_ONE_OF(r, t, verbs);
    return verb && !KT_ANY_WITHIN(r, goes_on ? part->first : r->first, s->first, flows);
}

bool kt_find_falling(const kt_reading *r, const kt_stated *s, const kt_part *part,
                     kt_frame *out)
{
    const bool goes_on = part->before && part->before->known;
    const kt_frame *told = goes_on ? part->before : &r->d.frame;
    if (s->kind != KT_AMOUNT_MONEY || !told->known || !r->d.main ||
        !(r->tongue == 2   ? falls(r, goes_on ? part->first : r->first)
          : r->tongue == 0 ? falls_in_german(r, s, part, goes_on)
                           : false))
        return false;
    kt_place partner = r->tongue == 0 ? german_partner(r, s) : partner_behind(r, s);
    if (!partner && r->tongue == 2)
        partner = partner_before(r, s, goes_on);
    kt_measure measure;
    const kt_place lister = kt_list_owner(r, &measure);
    const kt_place owner = lister ? lister : r->tongue == 0 && goes_on ? told->a : r->d.main;
    if (!partner || partner == owner || told->a != owner)
        return false;
    *out = *told;
    out->b = partner;
    return true;
}

/* "34 млн в общем обороте приходится на импорт": which flow the amount is a part of, in
 * Russian. */
bool kt_find_flow_behind(const kt_reading *r, const kt_stated *s, kt_topic *out)
{
    enum { NEAR = 3 };
    const kt_stated *next = s >= r->stated && s + 1 < r->stated + r->n_stated ? s + 1 : NULL;
    bool verb = false;
    for (int32_t t = s->last; t + 1 < r->last && r->tongue == 2; t++) {
        const char *word = kt_token_word(r->tokens, t);
        if (s->kind != KT_AMOUNT_MONEY || kt_sign_at(r, t, ",") ||
            (!verb && next && t == next->first)) /* "из 300 млн оборота 200 пришлось на" */
            return false;
        verb |= strncmp(word, "приш", strlen("приш")) == 0 ||
                strncmp(word, "приход", strlen("приход")) == 0;
        if (!verb || !kt_word_at(r, t, "на"))
            continue;
        for (int32_t p = t + 1; p < t + NEAR && p < r->last; p++) {
            const kt_mark *flow = kt_mark_at(r, p, KT_SENSE_EXPORT);
            flow = flow ? flow : kt_mark_at(r, p, KT_SENSE_IMPORT);
            if (!flow)
                continue;
            *out = (kt_topic){.sense = flow->meaning.sense,
                              .first = flow->first,
                              .last = flow->first + flow->n};
            return true;
        }
        return false;
    }
    return false;
}
