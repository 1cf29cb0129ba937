/* several.c: one amount of several partners together is of none of them:
 *
 *     exports to China, India, Iran and Nepal fell to 1.2 billion
 *     auf China und Japan entfielen zusammen 14 Prozent */
#include "trade_flow.h"

/* "Nach Peru und nach Chile", "in die USA sowie nach China": the word for whither once more, in
 * German; how many tokens. */
static int32_t again(const kt_reading *r, const kt_mention *m, int32_t t)
{
    const bool flow = m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM;
    return r->tongue == 0 && flow &&
           (kt_word_at(r, t, "nach") || kt_word_at(r, t, "in") || kt_word_at(r, t, "aus"));
}

/* Side by side in a list: "China, Indien und Iran". */
static bool is_joined(const kt_reading *r, const kt_mention *before, const kt_mention *m)
{
    const int32_t article = kt_word_at(r, m->first - 1, "the") ||
                            (r->tongue == 0 && (kt_word_at(r, m->first - 1, "die") ||
                                                kt_word_at(r, m->first - 1, "den") ||
                                                kt_word_at(r, m->first - 1, "der")));
    return m->role == before->role && m->place != before->place &&
           m->first - before->last - article - again(r, m, m->first - 1 - article) == 1 &&
           (kt_sign_at(r, before->last, ",") || kt_mark_at(r, before->last, KT_SENSE_AND));
}

static bool is_end(const kt_mention *m)
{
    return m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH;
}

/* The most names side by side in [first, last), up to three. */
static int count_joined(const kt_reading *r, int32_t first, int32_t last, bool ends_only)
{
    int n_joined = 1, most = 1;
    for (int n = 1; n < r->n_mentions && most < 3; n++) {
        const kt_mention *m = &r->mention[n], *before = m - 1;
        const bool joined = before->first >= first && m->last <= last &&
                            is_joined(r, before, m) && (!ends_only || is_end(m));
        n_joined = joined ? n_joined + 1 : 1;
        most = n_joined > most ? n_joined : most;
    }
    return most;
}

/* "Zusammen 14 Prozent". */
static bool says_together(const kt_reading *r)
{
    for (int32_t t = r->first; t < r->last && r->tongue == 0; t++)
        if (kt_word_at(r, t, "zusammen") || kt_word_at(r, t, "zusammengenommen"))
            return true;
    return false;
}

/* "Mit den drei Ländern Peru, Chile und Laos", "zwischen Polen, Peru und Chile"; in German. */
static bool is_of_group(const kt_reading *r, const kt_part *part)
{
    static const char *const nouns[] = {"ländern", "länder",   "staaten", "märkten",
                                        "märkte",  "partnern", "nachbarn"};
    int n_between = 0;
    for (int n = 0; n < r->n_mentions && r->tongue == 0; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < part->first || m->last > part->last)
            continue;
        n_between += m->role == KT_ROLE_BETWEEN && !m->pronoun;
        if (KT_IS_ONE_OF(r, m->first - 1, nouns) && n + 1 < r->n_mentions &&
            is_joined(r, m, m + 1) && part->first < m->first)
            return count_joined(r, m->first, part->last, false) >= 2;
    }
    return n_between > 2;
}

bool kt_is_of_several(const kt_reading *r, const kt_part *part)
{
    const bool alone = r->tongue == 1 && !(part->before && part->before->known);
    const int32_t from = alone ? r->first : part->first;
    const int n_joined = count_joined(r, from, part->last, true);
    const bool told = kt_mark_within(r, r->first, r->last, KT_SENSE_RESPECTIVELY) != NULL;
    uint8_t kind = KT_AMOUNT_RANK; /* amounts of one kind, one for each partner */
    int n_behind = 0;
    if (says_together(r) && !told && count_joined(r, part->first, part->last, false) >= 2)
        return true;
    for (int n = 0; n < r->n_stated; n++) {
        const kt_stated *s = &r->stated[n];
        if (s->first <= from || s->kind == KT_AMOUNT_RANK)
            continue;
        if (kind == KT_AMOUNT_RANK)
            kind = s->kind;
        n_behind += r->tongue == 2 || told || s->kind == kind;
    }
    if (n_behind < 2 && is_of_group(r, part))
        return true;
    return n_joined >= (r->tongue == 1 ? 3 : 2) && n_behind < n_joined;
}

bool kt_is_share_of_several(const kt_reading *r, const kt_part *part)
{
    int n_shares = 0;
    if (r->tongue == 1 || kt_mark_within(r, r->first, r->last, KT_SENSE_RESPECTIVELY))
        return false;
    for (int n = 0; n < r->n_stated; n++)
        n_shares +=
            r->stated[n].kind == KT_AMOUNT_PERCENT || r->stated[n].kind == KT_AMOUNT_FRACTION;
    const bool ends = r->tongue == 2; /* "на Китай и США приходится 60%" */
    const int least = ends || says_together(r) ? 2 : 3;
    return n_shares == 1 && count_joined(r, part->first, part->last, ends) >= least;
}
