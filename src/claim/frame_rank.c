/* frame_rank.c: the pair of a rank ("Kazakhstan is Belarus's third partner"): a is the country
 * whose partners are ordered. */
#include "claim_kind.h"
#include "trade_flow.h"

#include <string.h>

/* "Среди импортеров в Литву": who brings goods in, its suppliers, in Russian. */
static bool brings_in(const kt_reading *r, const kt_mark *noun)
{
    const char *word = kt_token_word(r->tokens, noun->first);
    for (int n = 0; n < r->n_mentions && r->tongue == 2; n++)
        if (r->mention[n].first == noun->first + noun->n + 1 &&
            r->mention[n].role == KT_ROLE_TO)
            return strncmp(word, "импорт", strlen("импорт")) == 0;
    return false;
}

/* The noun that is ranked, nearest to the ordinal; NULL. */
static const kt_mark *ranked_noun(const kt_reading *r, const kt_stated *s, const kt_part *part,
                                  kt_sense *out)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER,  KT_SENSE_SUPPLIER,
                                     KT_SENSE_EXPORT,  KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    const kt_mark *noun = NULL;
    int best = 1000;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        for (int32_t t = part->first; t < part->last; t++) {
            const kt_mark *mark = kt_mark_at(r, t, nouns[n]);
            const int d = mark ? (mark->first >= s->first ? mark->first - s->first
                                                          : s->first - mark->first + 2)
                               : 1000;
            if (mark && d + (n > 2 ? 3 : 0) < best) {
                best = d + (n > 2 ? 3 : 0);
                noun = mark;
                *out = nouns[n];
            }
        }
    if (noun && *out == KT_SENSE_BUYER && brings_in(r, noun))
        *out = KT_SENSE_SUPPLIER;
    return noun;
}

/* "The Southeast Asian nation is the tenth partner of the US": who is one, not whose. */
static bool is_subject(const kt_reading *r, const kt_mention *m)
{
    return r->tongue == 1 && m->sense == KT_SENSE_NEIGHBOUR && !kt_sign_at(r, m->last, "'");
}

/* "Kunde Nummer eins blieb Peru, gefolgt von Chile": the next of the list, not whose it is. */
static bool is_follower(const kt_reading *r, const kt_mention *m)
{
    int32_t t = m->first - 1;
    while (t > r->first && t > m->first - 4 && !kt_word_at(r, t, "von"))
        t--;
    return r->tongue == 0 && kt_word_at(r, t, "von") && kt_word_at(r, t - 1, "gefolgt");
}

/* "For Peru", "für die Schweiz", "занимает у Перу третье место". */
static bool is_behind_for(const kt_reading *r, const kt_mention *m)
{
    static const char *const articles[] = {"die", "den", "das"};
    if (kt_mark_before(r, m->first, KT_SENSE_FOR) ||
        (r->tongue == 2 && kt_word_at(r, m->first - 1, "у")))
        return true;
    for (size_t n = 0; n < sizeof articles / sizeof *articles && r->tongue == 0; n++)
        if (kt_word_at(r, m->first - 1, articles[n]))
            return kt_mark_before(r, m->first - 1, KT_SENSE_FOR) != NULL;
    return false;
}

/* Whose partners: beside the noun or between ordinal and noun; behind "for"; "our"; NULL. */
const kt_mention *kt_whose_partners(const kt_reading *r, const kt_stated *s,
                                    const kt_part *part, const kt_mark *noun)
{
    const kt_mention *whose = NULL;
    const int32_t lo = noun ? noun->first : s->first,
                  hi = noun ? noun->first + noun->n : s->last;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < part->first || m->first >= part->last || m->office ||
            m->role == KT_ROLE_RIVAL || m->place == KT_PLACE_WORLD || is_follower(r, m))
            continue;
        const int32_t gap = m->last <= lo ? lo - m->last : m->first >= hi ? m->first - hi : 0;
        const int32_t own = whose ? (whose->last <= lo    ? lo - whose->last
                                     : whose->first >= hi ? whose->first - hi
                                                          : 0)
                                  : 1000;
        const bool behind_for = is_behind_for(r, m);
        const bool subject = !m->adjective && !m->pronoun && m->role == KT_ROLE_OWNER &&
                             m->last <= lo && gap > 2 && !behind_for && !m->genitive;
        const int32_t the = kt_word_at(r, m->first - 1, "the") && r->tongue == 1;
        const bool genitive =
            m->adjective || (m->pronoun && !is_subject(r, m)) || behind_for ||
            (m->first >= hi && m->role == KT_ROLE_OWNER &&
             (gap == 0 || kt_mark_before(r, m->first - the, KT_SENSE_FROM) || m->genitive)) ||
            m->genitive || kt_sign_at(r, m->last, "'") ||
            (m->first >= s->first && m->last <= lo);
        if (r->tongue == 0 && m->first >= hi && gap <= 1 && !behind_for &&
            (m->genitive || kt_word_at(r, hi, "der")))
            return m; /* "Platz 2 für China unter den Handelspartnern der Türkei" */
        if (genitive && !subject && (behind_for || gap < own))
            whose = m;
    }
    return whose;
}

/* "Among all trading partners of Kazakhstan, Belarus ranked 21st": whose list is told first; 0.
 */
static kt_place whose_list(const kt_reading *r, const kt_stated *s)
{
    for (int32_t t = r->first; t < s->first && r->tongue == 1; t++) {
        const kt_mark *noun = kt_mark_at(r, t, KT_SENSE_PARTNER);
        const int32_t end = noun ? noun->first + noun->n : 0;
        if (!noun || noun->first != t || !kt_word_at(r, end, "of"))
            continue;
        for (int n = 0; n < r->n_mentions; n++)
            if (r->mention[n].first > end && r->mention[n].first <= end + 2 &&
                !r->mention[n].pronoun && !r->mention[n].adjective)
                return r->mention[n].place;
    }
    return 0;
}

/* "Fourth after the US (15.4 billion)": one with whom it is compared, though listed itself. */
static bool is_behind_rival(const kt_reading *r, int32_t t)
{
    if (r->tongue == 1 && kt_word_at(r, t - 1, "the"))
        t--;
    return kt_mark_before(r, t, KT_SENSE_RIVAL) && !kt_mark_before(r, t, KT_SENSE_TO);
}

/* "На втором месте - Турция", "первое место занял Китай": who holds it; 0. */
static kt_place directly_behind(const kt_reading *r, const kt_stated *s, kt_place but)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 2; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < s->last || m->first > s->last + 3 || m->role != KT_ROLE_OWNER ||
            m->adjective || m->pronoun || m->office || m->place == but)
            continue;
        for (int32_t t = s->last; t < m->first; t++)
            if (kt_sign_at(r, t, "-") || kt_mark_at(r, t, KT_SENSE_SHARE_OF))
                return m->place;
    }
    return 0;
}

/* "Auf Platz eins der Partner lag Chile, auf Platz zwei Peru": the next of the list just begun,
 * right behind its place, in German. */
static bool is_next_of_list(const kt_reading *r, const kt_stated *s, const kt_part *part,
                            kt_frame *out)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    bool ranked = false;
    for (const kt_stated *p = r->stated; p < s && p < r->stated + r->n_stated; p++)
        ranked |= p->kind == KT_AMOUNT_RANK;
    if (r->tongue != 0 || !ranked || !part->before || !part->before->known)
        return false;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        if (kt_mark_within(r, part->first, part->last, nouns[n]))
            return false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first != s->last || m->adjective || m->genitive || m->pronoun || m->office ||
            !m->place || m->place == part->before->a)
            continue;
        *out = *part->before;
        out->b = m->place;
        return true;
    }
    return false;
}

/* "Wegen des Streits zwischen der EU und Russland rutschte Chile auf Platz 16": of several
 * names before a place the nearest bare one holds it, in German; 0. */
static kt_place subject_before(const kt_reading *r, const kt_stated *s, const kt_part *part,
                               kt_place whose)
{
    kt_place found = 0;
    const bool place = kt_mark_within(r, s->first, s->last, KT_SENSE_RANK) != NULL;
    for (int n = 0; n < r->n_mentions && r->tongue == 0 && place; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first >= part->first && m->last <= s->first && m->role == KT_ROLE_OWNER &&
            !m->genitive && !m->adjective && !m->pronoun && !m->office && m->place &&
            m->place != whose && m->place != KT_PLACE_WORLD && !kt_is_among(r, m))
            found = m->place;
    }
    return found;
}

/* "The third partner in terms of imports", "the tenth by exports": the flow told behind the
 * rank, in English; NONE. */
static kt_sense ordered_by(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    for (int32_t t = s->last; t + 1 < part->last && r->tongue == 1; t++) {
        const bool terms = kt_word_at(r, t, "of") && kt_word_at(r, t - 1, "terms");
        if (!terms && !kt_word_at(r, t, "by") && !kt_word_at(r, t, "for") &&
            !kt_word_at(r, t, "in"))
            continue;
        if (kt_mark_at(r, t + 1, KT_SENSE_EXPORT))
            return KT_SENSE_EXPORT;
        if (kt_mark_at(r, t + 1, KT_SENSE_IMPORT))
            return KT_SENSE_IMPORT;
    }
    return KT_SENSE_NONE;
}

/* "3-е место в импорте, 2-е по общему объему торговли": the flow told directly behind a rank.
 */
static kt_sense side_behind(const kt_reading *r, const kt_stated *s)
{
    static const kt_sense flows[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT};
    enum { NEAR = 5 };
    const int32_t by =
        s->last + (kt_sign_at(r, s->last, "-") && kt_word_at(r, s->last + 1, "по"));
    if (r->tongue != 2 || !(kt_word_at(r, by, "в") || kt_word_at(r, by, "по")))
        return KT_SENSE_NONE;
    for (int32_t t = by + 1; t < s->last + NEAR && t < r->last; t++) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return KT_SENSE_NONE;
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
            if (kt_mark_at(r, t, flows[n]))
                return flows[n];
    }
    return KT_SENSE_NONE;
}

/* "Импорт из Перу достиг 3 млрд. Первое место по поставкам заняла Чили": what she delivers, in
 * Russian. */
static bool by_deliveries(const kt_reading *r, const kt_part *part)
{
    if (r->tongue != 2 || !r->d.frame.known || r->d.frame.measure != KT_MEASURE_IMPORT ||
        r->d.frame.a != r->d.main)
        return false;
    for (int32_t t = part->first + 1; t < part->last; t++)
        if (kt_word_at(r, t - 1, "по") && kt_word_at(r, t, "поставкам"))
            return true;
    return false;
}

/* By what the partners are ordered. */
static void set_rank_measure(const kt_reading *r, const kt_stated *s, const kt_part *part,
                             kt_sense sense, bool again, kt_frame *out)
{
    if (sense == KT_SENSE_BUYER || sense == KT_SENSE_EXPORT)
        out->measure = KT_MEASURE_EXPORT;
    else if (sense == KT_SENSE_SUPPLIER || sense == KT_SENSE_IMPORT)
        out->measure = KT_MEASURE_IMPORT;
    const kt_sense behind = side_behind(r, s);
    kt_sense side = behind != KT_SENSE_NONE ? behind : kt_side_of(r, part);
    if (side == KT_SENSE_NONE && sense == KT_SENSE_PARTNER)
        side = ordered_by(r, s, part);
    if (side != KT_SENSE_NONE)
        out->measure = (uint8_t)kt_measure_of(side);
    if (out->measure == KT_MEASURE_EXPORT && by_deliveries(r, part))
        out->measure = KT_MEASURE_IMPORT;
    if (again && side == KT_SENSE_NONE) /* "In third place is Turkey": as the sentence before */
        out->measure =
            r->d.frame.measure == KT_MEASURE_BALANCE ? KT_MEASURE_TURNOVER : r->d.frame.measure;
}

/* "Beim Import auf Platz 15 und beim Export auf Platz 20": of the one just ranked. */
bool kt_is_same_partner(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    const bool share = r->tongue == 1 && s->kind == KT_AMOUNT_PERCENT;
    if (!(r->tongue == 0 || share) || s <= r->stated || s >= r->stated + r->n_stated ||
        s[-1].kind != KT_AMOUNT_RANK || !part->before || !part->before->known)
        return false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < s[-1].last || !m->place || m->role == KT_ROLE_RIVAL)
            continue;
        if (m->place == part->before->a)
            continue;
        if (m->place != part->before->b || m->adjective || m->genitive ||
            kt_mark_before(r, m->first, KT_SENSE_FOR))
            return false; /* "umgekehrt ist Peru für Togo Nummer drei" */
    }
    return true;
}

/* "Third in the CIS and eighth in the world": of the one just ranked. */
static bool is_next_group(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    if (s <= r->stated || s >= r->stated + r->n_stated || s[-1].kind != KT_AMOUNT_RANK ||
        !part->before || !part->before->known || !kt_is_group_next(r, s->last))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first >= s->first - 2 && kt_place_is_country(r->mention[n].place) &&
            !kt_is_bloc(r->mention[n].place))
            return false;
    return true;
}

/* "Доля Вьетнама в обороте России выросла до 0,9% (23-е место)": by what it has the share of.
 */
static bool is_of_share_before(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    return r->tongue == 2 && s > r->stated && s < r->stated + r->n_stated &&
           s[-1].last == s->first - 1 && kt_sign_at(r, s->first - 1, "(") &&
           kt_sign_at(r, s->last, ")") && s[-1].kind == KT_AMOUNT_PERCENT &&
           kt_before_was_share(r, part);
}

/* "Kazakhstan is Belarus's third partner": a whose partners, b the partner. */
bool kt_frame_rank(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    r->now = s;
    r->chained = 0;
    kt_sense sense = KT_SENSE_NONE;
    if (kt_mark_at(r, r->first, KT_SENSE_IF)) /* "if it overtakes Germany, it will be third" */
        return false;
    if (kt_rank_in_turn(r, s, out) || kt_find_holder(r, s, out))
        return true;
    if (is_next_group(r, s, part) || is_of_share_before(r, s, part)) {
        *out = *part->before;
        return true;
    }
    const kt_mark *noun = ranked_noun(r, s, part, &sense);
    if (noun && kt_is_of_other(r, noun))
        return false;
    const bool is_partner = noun && (sense == KT_SENSE_PARTNER || sense == KT_SENSE_BUYER ||
                                     sense == KT_SENSE_SUPPLIER);
    if (!is_partner && kt_find_ranked(r, s, out))
        return true;
    bool far = false;
    kt_measure listed;
    if (!noun && r->tongue == 2 && kt_mark_within(r, s->first, s->last, KT_SENSE_RANK)) {
        const kt_part all = {r->first, r->last, part->before};
        noun = ranked_noun(r, s, &all, &sense);
        far = noun != NULL;
    }
    const kt_place owner = kt_list_owner(r, &listed);
    const bool again =
        !noun && (r->d.frame.known || owner) &&
        (r->d.frame_block == r->block || r->tongue == 2 ||
         (r->tongue == 1 && s->first - r->first <= 2 && r->block - r->d.frame_block <= 2)) &&
        (kt_mark_within(r, s->first, s->last, KT_SENSE_RANK) ||
         (r->tongue == 2 &&
          (owner ||                                         /* "стал третьим" */
           kt_mark_at(r, s->last + 1, KT_SENSE_COUNTRY)))); /* "вторым идет Китай" */
    if (!noun && !again && !kt_mark_within(r, part->first, part->last, KT_SENSE_LIST))
        return false;
    *out = (kt_frame){.known = 1, .sense = KT_SENSE_PARTNER, .measure = KT_MEASURE_TURNOVER};
    set_rank_measure(r, s, part, sense, again, out);
    if (is_next_of_list(r, s, part, out))
        return true;
    if (kt_is_same_partner(r, s, part)) {
        out->a = part->before->a;
        out->b = part->before->b;
        if (!noun && kt_side_of(r, part) == KT_SENSE_NONE)
            out->measure = part->before->measure;
        return true;
    }
    const kt_mention *whose = far ? NULL : kt_whose_partners(r, s, part, noun);
    out->a = whose ? whose->place : whose_list(r, s);
    if (r->tongue == 2 && sense == KT_SENSE_IMPORT && whose && whose->adjective && noun &&
        whose->first >= noun->first + noun->n) /* "по импорту грузинского вина": her buyer */
        out->measure = KT_MEASURE_EXPORT;
    const kt_place brought_to = noun ? kt_importers_of(r, noun) : 0;
    if (brought_to) {
        out->a = brought_to;
        out->measure = KT_MEASURE_IMPORT;
    }
    for (int n = 0; n < r->n_mentions && noun && sense == KT_SENSE_SUPPLIER && r->tongue == 2;
         n++) /* "в списке поставщиков зерна в Бразилию": its suppliers */
        if (r->mention[n].role == KT_ROLE_TO && r->mention[n].first > noun->first &&
            r->mention[n].first <= noun->first + noun->n + 3 && r->mention[n].place)
            out->a = r->mention[n].place;
    for (int n = 0; n < r->n_mentions && !out->a; n++) /* "in the trade of X" */
        if (kt_mark_before(r, r->mention[n].first, KT_SENSE_TURNOVER) ||
            kt_mark_before(r, r->mention[n].first, KT_SENSE_FOREIGN))
            out->a = r->mention[n].role == KT_ROLE_OWNER ? r->mention[n].place : 0;
    if (whose && whose->pronoun && whose->sense != KT_SENSE_NEIGHBOUR && part->before &&
        part->before->known)
        out->a = part->before->a;
    if (!is_partner && !whose && owner) {
        out->a = owner;
        if (listed != KT_MEASURE_TURNOVER && side_behind(r, s) == KT_SENSE_NONE)
            out->measure = (uint8_t)listed;
    }
    out->b = directly_behind(r, s, out->a);
    if (!out->b)
        out->b = subject_before(r, s, part, out->a);
    for (int n = 0; n < r->n_mentions && !out->b; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first >= part->first && m->first < part->last && !m->office &&
            m->role != KT_ROLE_RIVAL && m->place != out->a && m->place &&
            m->place != KT_PLACE_WORLD && !is_behind_rival(r, m->first) && !kt_is_among(r, m))
            out->b = m->place;
    }
    if (!out->b && !out->a && part->before && part->before->known &&
        part->before->b != KT_PLACE_WORLD) { /* "rose 46 %, securing the fourth position" */
        out->a = part->before->a;
        out->b = part->before->b;
    }
    if (!out->b)
        for (int n = 0; n < r->n_mentions && !out->b; n++)
            if (r->mention[n].first < part->first && !r->mention[n].office &&
                r->mention[n].role != KT_ROLE_RIVAL && r->mention[n].place != out->a)
                out->b = r->mention[n].place;
    if (!out->a && part->before && part->before->known && part->before->b == out->b)
        out->a = part->before->a;
    if (!out->a && out->b)
        out->a = kt_other_end(r, out->b, true, part);
    if (part->before && part->before->known)
        out->basis = part->before->basis;
    if (!out->b && out->a)
        out->b = kt_other_end(r, out->a, false, part);
    for (int n = 0; n < r->n_mentions && sense == KT_SENSE_EXPORT; n++)
        if (r->mention[n].role == KT_ROLE_TO && r->mention[n].place == out->a && out->a)
            out->measure =
                KT_MEASURE_IMPORT; /* "first by deliveries to Turkey": its supplier */
    if (sense == KT_SENSE_PARTNER && out->measure == KT_MEASURE_TURNOVER)
        kt_take_rank_order(r, s, out);
    return out->a && out->b && out->a != out->b && out->b != KT_PLACE_WORLD;
}
