/* ends.c: the countries of a part of a sentence by their part in the flow:
 *
 *     to, from, with, between     by the words before them
 *     source                      whose goods they are
 *     attached                    beside the topic: "German exports", "экспорт Китая"
 *     owners                      everything else that is named */
#include "trade_flow.h"

#include <string.h>

static void add_owner(kt_ends *e, const kt_mention *m)
{
    for (int n = 0; n < e->n_owners; n++)
        if (e->owner[n] == m->place)
            return;
    if (e->n_owners < KT_MAX_OWNERS)
        e->owner[e->n_owners++] = m->place;
}

bool kt_is_bloc(kt_place place)
{
    return place == kt_place_of("EU") || place == kt_place_of("EAEU") ||
           place == kt_place_of("CIS") || place == kt_place_of("ASEAN") || place >> 24 != 0;
}

/* "Unter den Märkten stach Chile hervor": in German nothing but an article or "von". */
static bool is_close_german(const kt_reading *r, int32_t from, int32_t to)
{
    static const char *const words[] = {"der", "des", "von", "aus", "seitens", "den", "die"};
    for (int32_t t = from; t < to; t++) {
        bool found = kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN;
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            found |= kt_word_at(r, t, words[n]);
        if (!found)
            return false;
    }
    return true;
}

/* Nothing but articles between a noun and whose it is: no verb. */
static bool is_close(const kt_reading *r, int32_t from, int32_t to)
{
    if (r->tongue == 0)
        return is_close_german(r, from, to);
    static const char *const verbs[] = {"is",  "are", "was", "were", "ist",   "sind",
                                        "war", "hat", "has", "have", "hatte", "lag"};
    for (int32_t t = from; t < to; t++) {
        if (kt_token_at(r->tokens, t)->size > 8)
            return false;
        for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
            if (kt_word_at(r, t, verbs[n]))
                return false;
    }
    return true;
}

/* Beside the topic: "German exports", "exports of Germany", "экспорт Китая". */
static void attach(const kt_reading *r, const kt_mention *m, const kt_topic *t, kt_ends *e)
{
    const int32_t gap_before = t->first - m->last, gap_behind = m->first - t->last;
    if (gap_before >= 0 && gap_before <= 3) {
        for (int32_t p = m->last; p < t->first; p++)
            if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, p, "'") &&
                !kt_sign_at(r, p, "-"))
                return;
        for (int32_t p = m->last; p < t->first && r->tongue == 0; p++)
            if (kt_word_at(r, p, "an") || kt_word_at(r, p, "am"))
                return; /* "der Anteil Chinas an den Exporten Deutschlands" */
        for (int32_t p = m->last; p < t->first && m->pronoun; p++)
            if (kt_mark_at(r, p, KT_SENSE_IN)) /* "the share of our country in imports" */
                return;
        const bool genitive = (m->sense == KT_SENSE_COUNTRY && m->genitive) ||
                              kt_sign_at(r, m->last, "'") || m->adjective || m->pronoun;
        if (genitive) {
            e->attached = m->place;
            e->attached_behind = false;
        }
    } else if (gap_behind >= 0 && gap_behind <= 2 && !e->attached &&
               is_close(r, t->last, m->first)) {
        e->attached = m->place;
        e->attached_behind = m->role == KT_ROLE_SOURCE;
    }
}

/* "Die Importe aus Peru gingen dort zurück": in one clause with "there", and so elsewhere; in
 * German. */
static bool is_beside_there(const kt_reading *r, const kt_mention *m, const kt_mention *there)
{
    if (r->tongue != 0 || !kt_word_at(r, there->first, "dort") ||
        (m->role != KT_ROLE_FROM && m->role != KT_ROLE_TO))
        return false;
    for (int32_t t = m->last; t < there->first; t++)
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN)
            return false;
    return true;
}

/* "Chile leads the buyers of Peruvian goods, with exports to that country at 2 billion", "Chile
 * is the largest supplier of goods to Peru, with imports from that country": who is named bare
 * before the goods of another or the other end, in English; 0. */
kt_place kt_bare_before_goods(const kt_reading *r, int n, kt_role role)
{
    static const kt_sense partners[] = {KT_SENSE_SUPPLIER, KT_SENSE_PARTNER, KT_SENSE_BUYER};
    const bool ranked = n > 0 && KT_ANY_WITHIN(r, r->first, r->mention[n - 1].last, partners);
    kt_place subject = 0, whose = 0;
    for (int i = 0; i < n && r->tongue == 1; i++) {
        const kt_mention *m = &r->mention[i];
        if (m->office || !m->place || m->place == KT_PLACE_WORLD)
            continue;
        const bool end = ranked && m->role == KT_ROLE_TO && role == KT_ROLE_FROM;
        if (!end && (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM ||
                     m->role == KT_ROLE_WITH || m->role == KT_ROLE_BETWEEN))
            return 0;
        if (!subject && m->role == KT_ROLE_OWNER && !m->adjective && !m->genitive &&
            !m->pronoun)
            subject = m->place;
        else if (subject && m->place != subject && (m->adjective || m->genitive || end))
            whose = m->place;
    }
    return whose ? subject : 0;
}

/* "Chile bleibt der wichtigste Partner; dorthin gingen": who acts there is not who acts here.
 */
static bool is_of_clause_before(const kt_reading *r, const kt_mention *m,
                                const kt_mention *there)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    for (int32_t t = m->last; t < there->first; t++)
        if (kt_sign_at(r, t, ";") || kt_sign_at(r, t, ":") ||
            (r->tongue == 0 && kt_sign_at(r, t, ",") && KT_ANY_WITHIN(r, r->first, t, nouns)))
            return m->place != r->d.main && !m->adjective && !m->genitive;
    return false;
}

/* "There": the last other place before it in the sentence, else of the sentences before. */
kt_place kt_find_there(const kt_reading *r, int n)
{
    bool subject = false; /* the nearest name without a preposition acts, it is not there */
    const kt_mention *there = r->mention + n;
    if (n > 0 && there->first - 1 == there[-1].last && there[-1].place &&
        (kt_sign_at(r, there->first - 1, ",") || kt_sign_at(r, there->first - 1, ";")))
        return there[-1].place; /* "Südafrika, wohin Waren gingen" */
    if (kt_bare_before_goods(r, n, (kt_role)there->role))
        return kt_bare_before_goods(r, n, (kt_role)there->role);
    for (int i = n - 1; i >= 0; i--) {
        if (kt_sign_at(r, r->mention[i].last, ":") && r->mention[i].place &&
            !r->mention[i].pronoun)
            return r->mention[i].place; /* "the largest market is France: there went ..." */
        if (r->mention[i].role == KT_ROLE_OWNER && !r->mention[i].pronoun && !subject &&
            !is_of_clause_before(r, &r->mention[i], there)) {
            subject = true;
            continue;
        }
        if (!r->mention[i].pronoun && !r->mention[i].office && r->mention[i].place &&
            !r->mention[i].adjective && !is_beside_there(r, &r->mention[i], there) &&
            r->mention[i].place != r->d.speaker_country &&
            (r->mention[i].role != KT_ROLE_OWNER || r->mention[i].place != r->d.main))
            return r->mention[i].place;
    }
    for (int i = 0; i < n && r->tongue == 1; i++) /* "our exports there": to the other one */
        if (r->mention[i].pronoun && r->mention[i].role == KT_ROLE_OWNER &&
            r->mention[i].place == r->d.there)
            return kt_place_other_of(r->d.there, r->d.main, r->d.partner);
    const kt_frame *last =
        &r->d.frame; /* "Die Exporte in das Land stiegen. Importe von dort" */
    if (r->tongue == 0 && r->d.last_was_claim && !r->d.there_anew && last->known &&
        r->d.frame_block == r->block && last->a == r->d.main && kt_place_is_country(last->b) &&
        !kt_is_bloc(last->b))
        return last->b;
    const kt_mention *whose = n > 0 ? there - 1 : NULL;
    if (r->tongue == 0 && whose && whose->place == r->d.there &&
        (whose->adjective || whose->genitive) &&
        kt_place_other_of(r->d.there, r->d.main, r->d.partner))
        return kt_place_other_of(r->d.there, r->d.main, r->d.partner); /* not to itself */
    return r->d.there;
}

/* Beside another flow, in a clause before: "exports to Ukraine fell, imports from Poland ...".
 */
static bool is_of_earlier(const kt_reading *r, const kt_mention *m, int32_t first,
                          const kt_topic *t)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT};
    bool comma = false, flow = false;
    if (m->role != KT_ROLE_TO && m->role != KT_ROLE_FROM)
        return false;
    for (int32_t p = m->last; p < t->first; p++)
        comma |= kt_sign_at(r, p, ",") ||
                 (kt_mark_at(r, p, KT_SENSE_AND) &&
                  (t->sense == KT_SENSE_EXPORT || t->sense == KT_SENSE_IMPORT));
    for (int n = 0; n < 2 && comma; n++)
        flow |= kt_mark_within(r, first, m->first, flows[n]) != NULL;
    for (int n = 0; n < r->n_mentions && comma && r->tongue == 1; n++)
        flow |=
            r->mention[n].genitive && r->mention[n].place != m->place &&
            r->mention[n].last <= t->first && t->first - r->mention[n].last <= 3 &&
            r->mention[n].first > m->last; /* "after its exit from the EU, Germany's exports" */
    return flow;
}

/* A bare name behind an amount that goes on from another is the subject of something else:
 * "with imports of 11 billion and exports of 9 billion China was the third supplier". */
static bool is_behind(const kt_reading *r, const kt_mention *m)
{
    return r->chained && r->now && m->first >= r->now->last && !m->genitive && !m->adjective &&
           !m->pronoun;
}

/* Between the amount at hand and the next one, where the same part was taken before it:
 * "exports to Poland of 49 billion, above those to China of 41 billion". */
static bool is_of_next(const kt_reading *r, const kt_mention *m, const kt_topic *t,
                       const kt_ends *e)
{
    if (!r->now || m->first < r->now->last || r->now < r->stated ||
        r->now + 1 >= r->stated + r->n_stated || m->last > r->now[1].first)
        return false;
    if (r->tongue == 0 && t->last <= r->now->first && m->role == KT_ROLE_FROM &&
        t->sense == KT_SENSE_EXPORT &&
        kt_mark_within(r, r->now->last, m->first, KT_SENSE_IMPORT))
        return true; /* "Exporten von 3 Mrd. standen Importe aus Peru von 2 Mrd. gegenüber" */
    return (m->role == KT_ROLE_TO && e->to) || (m->role == KT_ROLE_FROM && e->from) ||
           (m->role == KT_ROLE_WITH && e->with);
}

/* "Trade with Ukraine has overtaken that with Russia": another flow. */
static bool is_other_flow(const kt_reading *r, const kt_mention *m)
{
    static const char *const words[] = {"den", "dem", "jenen", "jener", "that", "those"};
    for (int32_t t = m->first - 2; r->n_stated == 0 && t >= r->first && t >= m->first - 3; t--)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]) && kt_mark_at(r, t + 1, KT_SENSE_WITH))
                return true;
    return false;
}

/* "США", "РФ", "Перу", "Марокко": no form says whither or where. */
static bool is_undeclined(const kt_reading *r, int32_t t)
{
    enum { LETTERS = 6 }; /* three, of two bytes each */
    const char *word = kt_token_word(r->tokens, t);
    return kt_token_at(r->tokens, t)->size <= LETTERS || kt_ends_in(word, "о") ||
           kt_ends_in(word, "и") || kt_word_at(r, t, "перу") || kt_word_at(r, t, "зимбабве");
}

/* "Закупил в США", "в Перу". */
static bool is_bought_in(const kt_reading *r, const kt_mention *m, const kt_topic *t)
{
    static const char *const verbs[] = {"закуп", "купи", "покуп", "приобр"};
    bool buys = false;
    buys |= t->sense == KT_SENSE_BUY && KT_BEGINS_WITH_ONE_OF(r, t->first, verbs);
    return buys && r->tongue == 2 && kt_word_at(r, m->first - 1, "в") &&
           m->last == m->first + 1 && is_undeclined(r, m->first);
}

/* "Exports to Germany, the largest buyer in the EU": out of which it is the largest. */
static bool is_set(const kt_reading *r, const kt_mention *m)
{
    static const kt_sense nouns[] = {KT_SENSE_BUYER, KT_SENSE_SUPPLIER, KT_SENSE_PARTNER,
                                     KT_SENSE_MARKET};
    static const char *const in[] = {"in", "in", "в"}, *const the[] = {"der", "the", ""};
    const int32_t t = m->first - 1 - kt_word_at(r, m->first - 1, kt_by_tongue(r, the));
    bool named = false;
    for (int n = 0; n < r->n_mentions; n++)
        named |= r->mention[n].last < t && !r->mention[n].pronoun && !r->mention[n].office &&
                 r->mention[n].role != KT_ROLE_OWNER && r->mention[n].place != m->place;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns && named; n++)
        if (kt_word_at(r, t, kt_by_tongue(r, in)) && kt_mark_before(r, t, nouns[n]))
            return true;
    return false;
}

/* "Die Importe aus Peru gingen dort zurück": whence they came is named, so there is whither. */
static bool names_whence(const kt_reading *r, int32_t first, int32_t last, kt_place there)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role == KT_ROLE_FROM && m->first >= first && m->first < last && !m->office &&
            m->place && m->place != there)
            return true;
    }
    return false;
}

/* "China lag vor Chile, wohin Waren im Wert von 3 Millionen gingen": from the comma on it is of
 * the place named right before it, in German; `first` where no such clause is. */
int32_t kt_where_named(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 1; n < r->n_mentions && r->tongue == 0; n++) {
        const kt_mention *m = &r->mention[n];
        if ((kt_word_at(r, m->first, "wohin") || kt_word_at(r, m->first, "woher")) &&
            m->first > first && m->first < last && m[-1].last == m->first - 1 &&
            kt_sign_at(r, m->first - 1, ",") && m->pronoun && m[-1].place != r->d.main)
            return m->first;
    }
    return first;
}

/* "It is tilted in Chile's favour, with Peru importing goods worth 5 million": who stands right
 * before the verb does it, in English. */
static void put_doer_first(const kt_reading *r, const kt_topic *t, kt_ends *e)
{
    if (r->tongue != 1 || (t->sense != KT_SENSE_SELL && t->sense != KT_SENSE_BUY))
        return;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last != t->first || m->role != KT_ROLE_OWNER || m->adjective || m->genitive ||
            m->office)
            continue;
        for (int i = e->n_owners - 1; i > 0; i--)
            if (e->owner[i] == m->place) {
                e->owner[i] = e->owner[0];
                e->owner[0] = m->place;
            }
    }
}

void kt_ends_gather(const kt_reading *r, int32_t first, int32_t last, const kt_topic *t,
                    kt_ends *e)
{
    bool neighbour = false;
    const int32_t where = kt_where_named(r, first, last);
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < where || m->first >= last || m->office)
            continue;
        kt_place place = m->place;
        if (m->pronoun && !place)
            place = kt_find_there(r, n);
        kt_mention copy = *m;
        copy.place = place;
        if (is_of_next(r, m, t, e) || is_of_earlier(r, m, first, t) || is_set(r, m))
            continue;
        switch ((kt_role)m->role) {
        case KT_ROLE_TO:
            if ((m->sense == KT_SENSE_THITHER &&
                 (t->sense == KT_SENSE_IMPORT || t->sense == KT_SENSE_BUY) &&
                 !(r->tongue == 0 && names_whence(r, first, last, place))) ||
                is_bought_in(r, m, t)) {
                e->from = place ? place : e->from; /* bought there */
                break;
            }
            e->to = place ? place : e->to;
            if (m->sense == KT_SENSE_THITHER && e->to == e->from)
                e->from = 0; /* "demand from China was strong, with shipments there up 5 %" */
            neighbour = m->pronoun && m->sense == KT_SENSE_NEIGHBOUR;
            break;
        case KT_ROLE_FROM:
            e->from = place ? place : e->from;
            break;
        case KT_ROLE_WITH:
            if (!e->with || !is_other_flow(r, m))
                e->with = place;
            break;
        case KT_ROLE_BETWEEN:
            if (e->n_between < 2 && (e->n_between == 0 || e->between[0] != place))
                e->between[e->n_between++] = place;
            break;
        case KT_ROLE_SOURCE:
            e->source = place;
            attach(r, &copy, t, e);
            break;
        case KT_ROLE_IN:
            if (m->sense == KT_SENSE_CAPITAL && r->now && m->first >= r->now->last + 3)
                break; /* where somebody said so */
            e->in = place;
            break;
        case KT_ROLE_OWNER:
            if (!place || is_behind(r, m))
                break;
            add_owner(e, &copy);
            attach(r, &copy, t, e);
            break;
        case KT_ROLE_RIVAL:
            break;
        }
    }
    put_doer_first(r, t, e);
    if (neighbour && e->to && e->to == e->source) /* "в соседнюю страну таджикской продукции" */
        e->to = kt_place_other_of(e->source, r->d.main, r->d.partner);
}

kt_place kt_first_owner(const kt_ends *e, kt_place but)
{
    for (int n = 0; n < e->n_owners; n++)
        if (e->owner[n] != but)
            return e->owner[n];
    return 0;
}
