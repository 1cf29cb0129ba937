/* whose_neighbour.c: "imports from Peru's neighbours", "to Peru's ally Chile", "aus Perus
 * Nachbarländern": behind the preposition stands only whose neighbours they are. Who is named
 * behind is the end; where nobody is, they are a group without a code. */
#include "mention.h"
#include "region.h"

/* The noun of neighbours behind a possessive that ends before token t; -1 none. */
static int32_t relation_at(const kt_reading *r, int32_t t)
{
    static const char *const nouns[] = {
        "neighbours",   "neighbors",     "neighbour",      "neighbor",       "fellow",
        "allies",       "ally",          "partners",       "partner",        "peers",
        "rivals",       "rival",         "nachbarn",       "nachbar",        "partnern",
        "rivalen",      "nachbarländer", "nachbarländern", "nachbarstaaten", "nachbarland",
        "nachbarstaat", "verbündeten"};
    static const char *const passed[] = {
        "eastern",  "northern", "southern", "immediate", "largest",   "biggest",  "main",
        "major",    "top",      "key",      "close",     "closest",   "direct",   "trading",
        "trade",    "other",    "two",      "three",     "östlichen", "direkten", "eu",
        "european", "regional", "asian",    "african",   "arab",      "western",  "old",
        "big",      "larger",   "smaller"};
    enum { MOST = 4 };
    for (int n = 0; n < MOST && KT_IS_ONE_OF(r, t, passed); n++)
        t++;
    return KT_IS_ONE_OF(r, t, nouns) ? t : -1;
}

/* Behind "'s", "s'" or a German genitive. */
static int32_t behind_possessive(const kt_reading *r, int32_t t)
{
    if (r->tongue == 1 && kt_sign_at(r, t, "'"))
        t += 1 + kt_word_at(r, t + 1, "s");
    return t;
}

/* The part that the preposition before a mention gives what stands behind it. */
static kt_role role_of_end(const kt_reading *r, const kt_mention *m)
{
    if (m->role == KT_ROLE_FROM || m->role == KT_ROLE_TO || m->role == KT_ROLE_WITH)
        return (kt_role)m->role;
    if (m->role == KT_ROLE_IN && r->tongue == 0)
        return KT_ROLE_TO;
    if (kt_word_at(r, m->first - 1, "of"))
        return KT_ROLE_OWNER; /* "one of Peru's main partners" */
    if (kt_mark_before(r, m->first, KT_SENSE_FROM))
        return KT_ROLE_FROM;
    return kt_mark_before(r, m->first, KT_SENSE_TO) ? KT_ROLE_TO : KT_ROLE_OWNER;
}

void kt_settle_neighbours(kt_reading *r)
{
    enum { FAR = 5 };
    for (int n = 0; n < r->n_mentions; n++) {
        kt_mention *m = &r->mention[n], *next = m + 1;
        const kt_role role = role_of_end(r, m);
        if (r->tongue > 1 || !m->genitive || m->pronoun || role == KT_ROLE_OWNER ||
            relation_at(r, behind_possessive(r, m->last)) < 0)
            continue;
        if (n + 1 < r->n_mentions && next->first - m->last <= FAR)
            next->role =
                (uint8_t)(next->pronoun ? KT_ROLE_RIVAL : role); /* "neighbours" is none */
        m->role = r->d.main && m->place != r->d.main ? KT_ROLE_RIVAL : KT_ROLE_OWNER;
        m->office |= m->role == KT_ROLE_RIVAL;
        m->of_neighbour = 1;
    }
}

bool kt_is_nameless_neighbour(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->of_neighbour && relation_at(r, behind_possessive(r, m->last)) == t)
            return n + 1 >= r->n_mentions || r->mention[n + 1].first > t + 3 ||
                   r->mention[n + 1].pronoun;
    }
    return false;
}
