/* reporter.c: how all the sentences of an article name each country.
 *
 * Of every country that is named it is noted how: as the one whose flows are told of ("deutsche
 * Ausfuhren", "Polens Exporte"), as an end of them, in the headline, in the first sentence with
 * an amount. whose.c chooses by that. */
#include "reporter.h"
#include "exchange.h"
#include "survey.h"

#include <string.h>

enum { MOST_SENTENCES = 400 };

kt_seen *kt_seen_of(kt_sights *all, kt_place place)
{
    int n = 0;
    while (n < all->n && all->of[n].place != place)
        n++;
    if (n == all->n)
        all->of[n] = (kt_seen){.place = place};
    if (n == all->n && n < KT_MOST_SEEN)
        all->n++;
    return &all->of[n];
}

/* A word for a flow between two tokens, without a sign before it. */
static bool flow_within(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_FOREIGN,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE};
    for (int32_t t = first > r->first ? first : r->first; t < last && t < r->last; t++) {
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, t, "'"))
            return false;
        if (r->tongue == 1 && kt_mark_at(r, t, KT_SENSE_SHARE))
            return false; /* "Italy's share in Azerbaijan's trade" */
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
            if (kt_mark_at(r, t, flows[n]))
                return true;
    }
    return false;
}

/* "Maschinenlieferungen aus Deutschland", "exports of Scotch whisky from the UK". */
bool kt_is_whence(const kt_reading *r, const kt_mention *m)
{
    enum { FARTHEST = 7 };
    int32_t back = m->first;
    while (back > r->first && back > m->first - FARTHEST &&
           kt_token_at(r->tokens, back - 1)->kind == KT_TOKEN_WORD)
        back--;
    return m->role == KT_ROLE_FROM && kt_mark_within(r, back, m->first, KT_SENSE_EXPORT) &&
           !kt_mark_within(r, back, m->first, KT_SENSE_IMPORT);
}

/* "Handelspartner der Türkei", "Perus wichtigster Abnehmer", "größter Abnehmer polnischer
 * Waren"; not "russische Abnehmer". */
static bool has_german_partners(const kt_reading *r, const kt_mention *m)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    enum { FAR = 4 };
    const int32_t behind = m->first - kt_word_at(r, m->first - 1, "der");
    const int32_t fur = m->first - 1 - kt_word_at(r, m->first - 1, "die");
    if (kt_word_at(r, fur, "für")) /* "für Peru der wichtigste Partner", "Partner für Peru" */
        return !m->adjective && (kt_mark_before(r, fur, KT_SENSE_PARTNER) ||
                                 kt_mark_within(r, m->last, m->last + FAR, KT_SENSE_PARTNER));
    if (m->role != KT_ROLE_OWNER && m->role != KT_ROLE_SOURCE)
        return false;
    if (m->adjective)
        return kt_mark_before(r, m->first, KT_SENSE_BUYER) &&
               kt_mark_at(r, m->last, KT_SENSE_GOODS);
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        if (kt_mark_before(r, behind, nouns[n]) && (m->genitive || behind < m->first))
            return true;
    for (int32_t t = m->last; m->genitive && t < m->last + FAR && t < r->last; t++) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return false;
        for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
            if (kt_mark_at(r, t, nouns[n]))
                return true;
    }
    return false;
}

bool kt_has_partners(const kt_reading *r, const kt_mention *m)
{
    if (r->tongue == 0)
        return !m->pronoun && has_german_partners(r, m);
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    const bool bare = m->role == KT_ROLE_OWNER && !m->pronoun &&
                      (kt_word_at(r, m->last, "export") || kt_word_at(r, m->last, "import") ||
                       kt_word_at(r, m->last, "trading"));
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns && r->tongue == 2; n++)
        if (m->role == KT_ROLE_OWNER && !m->adjective && !m->pronoun &&
            m->first > r->first + 1 && kt_mark_before(r, m->first, nouns[n]))
            return true; /* "основными партнерами Перу являются Чили и Куба" */
    const int32_t far = m->last + (bare ? 2 : 6);
    for (int32_t t = m->last; r->tongue == 1 && (m->genitive || bare) && t < far && t < r->last;
         t++) {
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, t, "'") &&
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
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
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
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN)
            return false;
        if (flow_within(r, t, t + 1))
            return true;
    }
    return false;
}

/* Whose flow it is, or a partner in it. */
static void count_flow(const kt_reading *r, const kt_mention *m, kt_seen *of)
{
    if (m->office || kt_is_bloc(m->place))
        return;
    const bool whose =
        (m->adjective || m->genitive) &&
        (flow_within(r, m->last, m->last + (r->tongue == 1 && m->genitive ? 5 : 3)) ||
         (m->genitive && flow_within(r, m->first - 1, m->first)));
    const bool goods = r->tongue == 1 && m->adjective && /* "ordered Kenyan goods" */
                       kt_mark_at(r, m->last, KT_SENSE_GOODS) && m->role != KT_ROLE_FROM;
    if (whose || goods || kt_has_traders(r, m) || kt_is_whence(r, m) || is_trader(r, m) ||
        kt_has_partners(r, m))
        of->count++;
    else if (is_partner(r, m))
        of->partner++;
}

/* "Peru's foreign trade", "the volume of Peru's trade operations", "Chile's share in Peru's
 * total exports", not "Peru's total trade with Chile": a whole of which the report tells, in
 * English. */
static bool has_whole(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 3 };
    const bool of = kt_word_at(r, m->first - 1, "of"); /* "the foreign trade of Peru" */
    if (r->tongue != 1 || m->office || m->pronoun || !(m->genitive || m->adjective || of))
        return false;
    for (int32_t t = m->first - FAR; of && t < m->first; t++)
        if (kt_mark_at(r, t, KT_SENSE_FOREIGN))
            return true;
    if (of)
        return false;
    const kt_mark *whole = kt_mark_at(r, m->last, KT_SENSE_FOREIGN);
    for (int32_t t = m->last; t < m->last + FAR && t < r->last && !whole; t++) {
        if (kt_mark_at(r, t, KT_SENSE_SHARE))
            return false;
        whole = kt_mark_at(r, t, KT_SENSE_FOREIGN);
        if (!whole && (kt_mark_at(r, t, KT_SENSE_ALL)) && flow_within(r, t, m->last + FAR))
            whole = kt_mark_at(r, t, KT_SENSE_ALL);
    }
    for (int n = 0; n < r->n_mentions && whole; n++)
        if (r->mention[n].first > m->last && r->mention[n].first <= m->last + 6 &&
            (r->mention[n].role == KT_ROLE_WITH || r->mention[n].role == KT_ROLE_TO ||
             r->mention[n].role == KT_ROLE_FROM))
            return false;
    return whole != NULL;
}

/* "Overtook Chile": no end of a flow, but named as a subject is, in English. */
static bool is_bare_rival(const kt_reading *r, const kt_mention *m)
{
    return r->tongue == 1 && m->role == KT_ROLE_RIVAL &&
           kt_mark_before(r, m->first, KT_SENSE_RIVAL) != NULL;
}

static kt_named_as named_how(const kt_reading *r, const kt_mention *m)
{
    static const kt_named_as of_role[] = {KT_AS_OWNER,   KT_AS_TO,    KT_AS_FROM,  KT_AS_WITH,
                                          KT_AS_BETWEEN, KT_AS_OTHER, KT_AS_OTHER, KT_AS_OTHER};
    const bool flow = flow_within(r, m->last, m->last + 3) ||
                      kt_mark_within(r, m->last, m->last + 3, KT_SENSE_TURNOVER);
    if (is_bare_rival(r, m))
        return KT_AS_OWNER;
    return flow && (m->adjective || m->genitive) ? KT_AS_WHOSE : of_role[m->role];
}

/* Money or a rate. */
static bool has_amount(const kt_reading *r)
{
    return kt_mark_within(r, r->first, r->last, KT_SENSE_CURRENCY) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_PERCENT) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_SCALE);
}

/* Who is named beside amounts, and what is said of whole and of both sides. */
static void note_amounts(const kt_reading *r, const bool *tells, kt_sights *all)
{
    const bool amount = !tells[KT_IN_TITLE] && has_amount(r);
    all->amounts += amount;
    all->both += kt_mark_within(r, r->first, r->last, KT_SENSE_BOTH) != NULL;
    for (int t = 0; t < KT_N_TELLING; t++)
        if (tells[t])
            all->whole[t] |= kt_mark_within(r, r->first, r->last, KT_SENSE_ALL) ||
                             kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN);
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        bool again = m->pronoun || m->office || !kt_place_is_country(m->place);
        for (int i = 0; i < n && !again; i++)
            again = r->mention[i].place == m->place && !r->mention[i].pronoun &&
                    !r->mention[i].office;
        if (again)
            continue;
        kt_seen_of(all, m->place)->beside += amount;
        for (int t = 0; t < KT_N_TELLING; t++)
            all->others[t] += tells[t];
    }
}

static void note_sentence(const kt_reading *r, const bool *tells, kt_sights *all)
{
    bool any[KT_N_TELLING] = {false};
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->pronoun || !m->place || m->place == KT_PLACE_WORLD ||
            (m->office && m->role == KT_ROLE_RIVAL))
            continue;
        kt_seen *of = kt_seen_of(all, m->place);
        of->named++;
        of->office |= m->office;
        of->dateline |= tells[KT_IN_FIRST] && m->office && m->first <= r->first + 1;
        of->end += m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH;
        of->partners += !m->office && kt_has_partners(r, m);
        of->owner +=
            (m->role == KT_ROLE_OWNER || is_bare_rival(r, m)) && !m->adjective && !m->office;
        of->whole += has_whole(r, m);
        count_flow(r, m, of);
        for (int t = 0; t < KT_N_TELLING && !m->office; t++)
            if (tells[t]) {
                if (!of->as[t]) {
                    of->as[t] = (uint8_t)named_how(r, m);
                    of->opens[t] = !any[t];
                }
                any[t] = true;
            }
    }
}

static bool speaks_of_trade(const kt_reading *r)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_FOREIGN,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE,
                                     KT_SENSE_TURNOVER};
    return KT_ANY_WITHIN(r, r->first, r->last, flows);
}

/* Whose money the amounts are told in. Dollars and euros are everybody's. */
static void note_money(const kt_reading *r, kt_sights *all)
{
    for (int32_t m = 0; m < r->marks->n_marks; m++) {
        const kt_meaning *meaning = &r->marks->mark[m].meaning;
        if (meaning->sense != KT_SENSE_CURRENCY || strcmp(meaning->text, "USD") == 0)
            continue;
        const kt_country home = kt_currency_home(r->countries, meaning->text);
        if (home.code)
            kt_seen_of(all, kt_place_country(home.code))->money = true;
    }
}

void kt_look_around(kt_reading *r, kt_sights *all)
{
    const kt_article *article = r->article;
    int n_sentences = 0;
    *all = (kt_sights){.n = 0};
    for (int32_t t = 0; n_sentences < MOST_SENTENCES && kt_next_sentence(r, &t);) {
        n_sentences++;
        kt_find_periods(r);
        kt_find_amounts(r);
        kt_find_mentions(r);
        const size_t start = kt_token_at(r->tokens, r->first)->start;
        const bool title = article->title >= 0 &&
                           start >= article->block[article->title].start &&
                           start < article->block[article->title].end;
        const bool tells[KT_N_TELLING] = {
            title, !title && !all->has[KT_IN_LEAD] && r->n_stated && speaks_of_trade(r),
            !title && !all->has[KT_IN_FIRST] && r->n_mentions};
        for (int n = 0; n < KT_N_TELLING; n++)
            all->has[n] |= tells[n];
        note_sentence(r, tells, all);
        note_amounts(r, tells, all);
    }
    for (int32_t m = 0; m < r->marks->n_marks && m < 20000; m++) {
        const kt_meaning *meaning = &r->marks->mark[m].meaning;
        if (meaning->sense != KT_SENSE_OFFICE_OF)
            continue;
        const kt_place of =
            meaning->code ? kt_place_country(meaning->code) : kt_place_of(meaning->text);
        kt_seen_of(all, of)->speaks = true;
        all->first_office = all->first_office ? all->first_office : of;
    }
    note_money(r, all);
}
