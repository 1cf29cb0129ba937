/* reporter.c: whose trade an article tells of, seen from all its sentences: the country whose
 * name stands beside the words for flows, "deutsche Ausfuhren", "Polens Exporte". */
#include "trade_flow.h"

enum { MOST_PLACES = 32, MOST_SENTENCES = 400 };

typedef struct ownership {
    kt_place place;
    int count;   /* as the one whose flow it is */
    int partner; /* as the one that a flow goes to, comes from or is with */
} ownership;

typedef struct owners {
    ownership of[MOST_PLACES + 1]; /* the last is for those there is no room for */
    int n;
} owners;

static ownership *owner_of(owners *all, kt_place place)
{
    int n = 0;
    while (n < all->n && all->of[n].place != place)
        n++;
    if (n == all->n)
        all->of[n] = (ownership){.place = place};
    if (n == all->n && n < MOST_PLACES)
        all->n++;
    return &all->of[n];
}

/* A word for a flow between two tokens, without a sign before it. */
static bool flow_within(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_FOREIGN,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE};
    for (int32_t t = first > r->first ? first : r->first; t < last && t < r->last; t++) {
        if (r->tokens->token[t].kind == KT_TOKEN_SIGN && !kt_sign_at(r, t, "'"))
            return false;
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
            if (kt_mark_at(r, t, flows[n]))
                return true;
    }
    return false;
}

/* "Maschinenlieferungen aus Deutschland": whence exports go. */
static bool is_whence(const kt_reading *r, const kt_mention *m)
{
    const int32_t back = m->first - 3 > r->first ? m->first - 3 : r->first;
    return m->role == KT_ROLE_FROM && kt_mark_within(r, back, m->first, KT_SENSE_EXPORT) &&
           !kt_mark_within(r, back, m->first, KT_SENSE_IMPORT);
}

/* "Georgia's largest trade partner": whose partners are told of, in English. */
static bool has_partners(const kt_reading *r, const kt_mention *m)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    for (int32_t t = m->last; r->tongue == 1 && m->genitive && t < m->last + 6 && t < r->last;
         t++) {
        if (r->tokens->token[t].kind == KT_TOKEN_SIGN && !kt_sign_at(r, t, "'") &&
            !kt_sign_at(r, t, "-"))
            return false;
        for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
            if (kt_mark_at(r, t, nouns[n]))
                return true;
    }
    return false;
}

/* "Ireland exported 141 billion": the subject of a verb of trade, in English. */
static bool is_trader(const kt_reading *r, const kt_mention *m)
{
    if (r->tongue != 1 || m->role != KT_ROLE_OWNER || m->adjective || m->genitive)
        return false;
    for (int32_t t = m->last; t < m->last + 2 && t < r->last; t++) {
        if (r->tokens->token[t].kind != KT_TOKEN_WORD)
            return false;
        if (kt_word_at(r, t, "exported") || kt_word_at(r, t, "imported"))
            return true;
    }
    return false;
}

/* "Exports to Britain", "imports from the UK". */
static bool is_partner(const kt_reading *r, const kt_mention *m)
{
    if (m->role != KT_ROLE_TO && m->role != KT_ROLE_FROM && m->role != KT_ROLE_WITH)
        return false;
    for (int32_t t = m->first - 1; t >= r->first && t >= m->first - 5; t--) {
        if (r->tokens->token[t].kind == KT_TOKEN_SIGN)
            return false;
        if (flow_within(r, t, t + 1))
            return true;
    }
    return false;
}

static void count_sentence(const kt_reading *r, owners *all)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->office || m->pronoun || !m->place || m->place == KT_PLACE_WORLD ||
            kt_is_bloc(m->place))
            continue;
        const bool whose =
            (m->adjective || m->genitive) &&
            (flow_within(r, m->last, m->last + (r->tongue == 1 && m->genitive ? 5 : 3)) ||
             (m->genitive && flow_within(r, m->first - 1, m->first)));
        if (whose || is_whence(r, m) || is_trader(r, m) || has_partners(r, m))
            owner_of(all, m->place)->count++;
        else if (is_partner(r, m))
            owner_of(all, m->place)->partner++;
    }
}

kt_place kt_find_owner(kt_reading *r, kt_place known, bool *only)
{
    owners all = {.n = 0};
    int n_sentences = 0;
    for (int32_t t = 0; t < r->tokens->n_tokens && n_sentences < MOST_SENTENCES;) {
        if (r->tokens->token[t].kind == KT_TOKEN_BREAK) {
            t++;
            continue;
        }
        n_sentences++;
        r->first = t;
        r->last = r->tokens->n_tokens;
        const int32_t end = kt_sentence_end(r, t);
        r->last = t = end > t ? end : t + 1;
        kt_find_mentions(r);
        count_sentence(r, &all);
    }
    const ownership of_known = *owner_of(&all, known);
    const ownership *best = &of_known;
    for (int n = 0; n < all.n; n++)
        if (all.of[n].count > best->count)
            best = &all.of[n];
    const bool only_partner = r->tongue == 1 && of_known.count == 0 && of_known.partner >= 2;
    const bool says =
        best->count >= (only_partner ? 1 : 2) && best->count >= 4 * of_known.count;
    *only = r->tongue == 1 && of_known.partner >= 2;
    for (int n = 0; n < all.n; n++) /* nobody else's partner but that one */
        *only &= all.of[n].place == known || all.of[n].partner == 0;
    return says && (!kt_is_bloc(known) || (r->tongue == 1 && of_known.count == 0)) ? best->place
                                                                                   : known;
}
