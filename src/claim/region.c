/* region.c: amounts that are of no country or bloc with a code, but of a region: "exports to
 * Asia", "trade with the countries of the region". What else has no code:
 *
 *     outside.c         third states, "these countries", "there" behind them
 *     nameless_group.c  "the 29 countries", "countries like the USA and Japan"
 *     region_report.c   a headline or a report of the trade with a region
 *     counted_group.c   "the top five markets", in English
 *     region_owner.c    a region whose flow it is
 *     town.c            provinces and towns
 *     remainder.c       a flow without some goods */
#include "region.h"

/* "Aus dem Maghreb-Land": one of its countries. */
static bool is_land_of_region(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && kt_sign_at(r, t + 1, "-") &&
           (kt_word_at(r, t + 2, "land") || kt_word_at(r, t + 2, "staat") ||
            kt_word_at(r, t + 2, "republik"));
}

/* Named, and not read as the EU. */
bool kt_is_part_of_world(const kt_reading *r, int32_t t)
{
    if (kt_mark_at(r, t, KT_SENSE_REGION))
        return true;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first <= t && t < r->mention[n].last)
            return false;
    return kt_mark_at(r, t, KT_SENSE_CONTINENT) &&
           (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL);
}

/* "Nach Europa 6,5 %": a part of the world. */
static bool is_continent(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && kt_mark_at(r, t, KT_SENSE_CONTINENT) &&
           kt_mark_before(r, t, KT_SENSE_TO) && kt_is_part_of_world(r, t);
}

/* "In Nordamerika (-1,9%) und in Asien (-1,8%)". */
static bool is_beside_region(const kt_reading *r)
{
    const int32_t t = r->now ? r->now->first - 2 : -1;
    if (r->tongue == 2) /* "страны Африки - на 9,7%", "Африкой (18,4%)" */
        return t >= r->first && (kt_sign_at(r, t + 1, "(") || kt_sign_at(r, t + 1, "-")) &&
               kt_mark_before(r, t + 1, KT_SENSE_REGION);
    if (r->tongue == 1 && r->now && t > r->first) { /* "the Middle East (up 12.4 per cent)" */
        int32_t open = r->now->first - 1;
        while (open > r->now->first - 4 && !kt_sign_at(r, open, "("))
            open--;
        return kt_sign_at(r, open, "(") && kt_mark_at(r, open - 1, KT_SENSE_REGION);
    }
    return r->tongue == 0 && t >= r->first && kt_sign_at(r, t + 1, "(") &&
           (kt_mark_at(r, t, KT_SENSE_REGION) || kt_mark_at(r, t, KT_SENSE_CONTINENT));
}

/* "Ein Defizit von 3 Milliarden, das vor allem durch den Handel mit Peru entstand": behind the
 * amount, in a clause that says more of it, in German; "вырос на 20%: больше всего купил
 * Китай".
 */
static bool is_in_relative_clause(const kt_reading *r, const kt_mention *m)
{
    for (int32_t t = r->now ? r->now->last : r->last; t < m->first; t++)
        if (kt_sign_at(r, t, ":") || (r->tongue == 2 && kt_sign_at(r, t, ",")))
            return true;
    for (int32_t t = r->now ? r->now->last : r->last; t + 1 < m->first && r->tongue == 0; t++)
        if (kt_sign_at(r, t, ",") &&
            (kt_word_at(r, t + 1, "das") || kt_word_at(r, t + 1, "der") ||
             kt_word_at(r, t + 1, "die") || kt_word_at(r, t + 1, "was")))
            return true;
    return false;
}

/* A country is named as the end that the region is: exports "to Asia and to Japan". */
static bool names_end(const kt_reading *r, const kt_part *part, bool whence)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (is_in_relative_clause(r, m))
            continue;
        if (m->first >= part->first && m->first < part->last && m->place != r->d.main &&
            (m->role == KT_ROLE_WITH || (m->role == KT_ROLE_TO && !whence) ||
             (m->role == KT_ROLE_FROM && (whence || r->tongue != 0))))
            return true;
    }
    return false;
}

/* "Торговля между Узбекистаном и странами Центральной Азии", "zwischen China und Afrika". */
bool kt_is_between_regions(const kt_reading *r, int32_t first, int32_t last)
{
    enum { FAR = 10 };
    for (int32_t t = first; t < last; t++)
        if (kt_mark_at(r, t, KT_SENSE_BETWEEN) &&
            kt_mark_within(r, t, t + FAR < last ? t + FAR : last, KT_SENSE_REGION))
            return true;
    return false;
}

/* "Экспорт в Россию и Центральную Азию": of both together. */
static bool is_joined_region(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 2; n++) {
        const kt_mention *m = &r->mention[n];
        const bool of_two = /* "товарооборот России и Африки" */
            m->role == KT_ROLE_OWNER && kt_mark_before(r, m->first, KT_SENSE_TURNOVER);
        if (m->first >= first && m->last < last && kt_word_at(r, m->last, "и") &&
            kt_mark_at(r, m->last + 1, KT_SENSE_REGION) &&
            (of_two || m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM ||
             m->role == KT_ROLE_WITH))
            return true;
    }
    return false;
}

/* "Exports to other countries fell by 10 %, from 6 to 5 billion": so is the amount behind. */
static bool goes_on_from_region(const kt_reading *r, const kt_part *part)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT};
    if (part->before || r->tongue == 0 || !r->now || r->n_stated < 2)
        return false;
    for (int n = 0; n < 5; n++)
        if (kt_mark_within(r, part->first, part->last, flows[n]))
            return false;
    if (kt_is_between_regions(r, r->first, part->first) ||
        is_joined_region(r, r->first, part->first))
        return true;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->tongue == 2 && r->mention[n].last <= part->first &&
            r->mention[n].place != r->d.main &&
            (r->mention[n].role == KT_ROLE_TO || r->mention[n].role == KT_ROLE_FROM ||
             r->mention[n].role == KT_ROLE_WITH))
            return false;
    for (int32_t t = r->first; t < part->first; t++)
        if (kt_mark_at(r, t, KT_SENSE_REGION) &&
            (kt_mark_before(r, t, KT_SENSE_TO) ||
             (r->tongue == 1 && kt_word_at(r, t - 1, "from")) ||
             (r->tongue == 2 &&
              (kt_mark_before(r, t, KT_SENSE_FROM) || kt_mark_before(r, t, KT_SENSE_WITH)))))
            return true;
    return false;
}

/* "The first partner outside the EU was, with 11 billion, the USA": among whom it is ranked. */
static bool is_of_ranking(const kt_reading *r, const kt_part *part)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    bool ranked = false, outside = false;
    for (int n = 0; n < 3; n++)
        ranked |= kt_mark_within(r, part->first, part->last, nouns[n]) != NULL;
    for (int32_t t = part->first; t < part->last; t++)
        outside |= kt_is_outside(r, t);
    for (int n = 0; n < r->n_mentions && ranked && outside; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role == KT_ROLE_OWNER && !m->genitive && !m->adjective && !m->pronoun &&
            !m->office && m->place != r->d.main && m->sense != KT_SENSE_BLOC)
            return true;
    }
    return false;
}

/* "Between China and countries along the road". */
static bool is_second_between(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++)
        if (r->mention[n].role == KT_ROLE_BETWEEN && r->mention[n].last == t - 1 &&
            kt_mark_at(r, t - 1, KT_SENSE_AND))
            return true;
    return false;
}

/* "Imports of clothing and apparel worth 1.2 billion came from Asia": up to the end of the
 * clause, in English. */
static int32_t end_of_clause(const kt_reading *r, const kt_part *part)
{
    int32_t end = r->last;
    if (r->tongue != 1 || !r->now)
        return part->last;
    for (int n = 0; n < r->n_stated; n++) {
        const kt_stated *next = &r->stated[n];
        const bool aside =
            next->first == r->now->last + 1 && /* "a 2 billion (11 %) increase" */
            kt_sign_at(r, r->now->last, "(") && kt_sign_at(r, next->last, ")");
        if (next->first >= r->now->last && next->first < end && !aside)
            end = next->first;
    }
    for (int32_t t = r->now->last; t < end; t++)
        if (kt_sign_at(r, t, ",") || kt_sign_at(r, t, ";") ||
            kt_mark_at(r, t, KT_SENSE_CONNECT))
            end = t;
    return end > part->last ? end : part->last;
}

/* "Der Überschuss der 19 Euroländer": whose flow it is, in German. */
static bool is_whose_region(const kt_reading *r, const kt_part *part)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE};
    for (int n = 0; n < r->n_mentions; n++) /* "stiegen die türkischen Exporte" */
        if (r->mention[n].first >= part->first && r->mention[n].first < part->last &&
            !r->mention[n].office)
            return false;
    for (int32_t t = part->first; t < part->last && r->tongue == 0; t++) {
        if (!kt_mark_at(r, t, KT_SENSE_REGION) || kt_is_outside(r, t))
            continue;
        int32_t the = t - 1; /* "der 19 Euroländer" */
        if (kt_token_at(r->tokens, the)->kind == KT_TOKEN_NUMBER)
            the--;
        for (int n = 0; n < 6; n++)
            if ((kt_word_at(r, the, "der") || kt_word_at(r, the, "des")) &&
                kt_mark_before(r, the, flows[n]))
                return true;
    }
    return false;
}

/* "Крупнейший торговый партнер Турции в Центральной Азии": among whom it is one. */
static bool is_partner_in(const kt_reading *r, int32_t t)
{
    enum { NEAR = 6 };
    t = kt_mark_at(r, t, KT_SENSE_REGION)->first;
    const int32_t from = t - NEAR > r->first ? t - NEAR : r->first;
    return r->tongue == 2 && (kt_word_at(r, t - 1, "в") || kt_word_at(r, t - 1, "на")) &&
           kt_mark_within(r, from, t, KT_SENSE_PARTNER) != NULL;
}

/* "Das Geschäft in Europa wuchs um 0,8 Prozent, während Asien um 5,9 Prozent zulegte": a region
 * and no country beside the amount, in German. */
static bool is_alone_with_region(const kt_reading *r, const kt_part *part)
{
    bool region = false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first >= part->first && r->mention[n].first < part->last &&
            !r->mention[n].office)
            return false;
    for (int32_t t = part->first; t < part->last && r->tongue == 0; t++)
        region |= kt_is_part_of_world(r, t) && !kt_is_outside(r, t) &&
                  !kt_mark_within(r, part->first, t, KT_SENSE_CAUSE) &&
                  !kt_word_at(r, t - 1, "aus") && !kt_word_at(r, t - 1, "der");
    return region;
}

/* "The United States was the main non-EU destination", in English. */
static bool is_which_partner(const kt_reading *r, int32_t t)
{
    static const char *const partners[] = {"destination", "destinations", "source",
                                           "sources",     "market",       "markets",
                                           "partner",     "partners"};
    bool country = false;
    if (r->tongue != 1 || !kt_word_at(r, t, "non") || kt_mark_before(r, t, KT_SENSE_TO))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        country |= r->mention[n].last < t && r->mention[n].place != r->d.main &&
                   r->mention[n].sense != KT_SENSE_BLOC;
    for (int32_t p = t + 2; p < t + 6 && country; p++)
        for (size_t n = 0; n < sizeof partners / sizeof *partners; n++)
            if (kt_word_at(r, p, partners[n]))
                return true;
    return false;
}

bool kt_names_region(const kt_reading *r)
{
    return kt_mark_within(r, r->first, r->last, KT_SENSE_REGION) != NULL;
}

/* "С рядом иных стран снизился: Чили - на 54%": behind the colon they are named, and the amount
 * is of one of them. */
static bool is_told_one_by_one(const kt_reading *r, int32_t t)
{
    enum { NEAR = 3 };
    bool colon = false;
    if (!r->now)
        return false;
    for (int32_t p = t; p < r->now->first && !colon; p++)
        colon = kt_sign_at(r, p, ":");
    for (int n = 0; n < r->n_mentions && colon; n++) {
        const int32_t gap = r->now->first - r->mention[n].last;
        if (r->mention[n].place && r->mention[n].first > t && gap >= 0 && gap <= NEAR)
            return true;
    }
    return false;
}

/* "In alle 29 Länder Osteuropas", "to all of Africa": where the words before a region begin. */
static int32_t before_region(const kt_reading *r, const kt_part *part, int32_t t)
{
    static const char *const words[] = {"alle", "allen", "all",  "of",    "the",   "die",
                                        "den",  "der",   "dem",  "die",   "все",   "всеми",
                                        "всех", "всем",  "ganz", "ganze", "ganzen"};
    while (t > part->first && (KT_IS_ONE_OF(r, t - 1, words) ||
                               kt_token_at(r->tokens, t - 1)->kind == KT_TOKEN_NUMBER))
        t--;
    return t;
}

/* "To Asia", "with the countries of the region": no country or bloc that has a code. */
static bool is_of_region(const kt_reading *r, const kt_part *part)
{
    static const kt_sense before[] = {KT_SENSE_TO, KT_SENSE_FROM, KT_SENSE_WITH, KT_SENSE_IN};
    bool found = false, whence = false;
    const int32_t end = end_of_clause(r, part);
    for (int32_t t = part->first; t < end; t++) {
        found |= kt_is_some_group(r, t) || kt_is_described_group(r, t) || is_continent(r, t) ||
                 kt_is_many(r, t) || kt_is_members_of(r, t) || kt_is_nameless_neighbour(r, t);
        if (is_which_partner(r, t))
            continue;
        if (is_land_of_region(r, t) ||
            (kt_mark_at(r, t, KT_SENSE_REGION) && is_told_one_by_one(r, t)))
            continue;
        for (int n = 0; n < (kt_is_outside(r, t) ? 4 : 3) && kt_mark_at(r, t, KT_SENSE_REGION);
             n++) {
            const bool here = kt_mark_before(r, t, before[n]) ||
                              kt_mark_before(r, t - 1, before[n]) ||
                              kt_mark_before(r, before_region(r, part, t), before[n]) ||
                              kt_word_at(r, t - 1, "gegenüber") ||
                              (kt_is_outside(r, t) && kt_word_at(r, t - 2, "bei")) ||
                              (kt_word_at(r, t - 3, "gegenüber") && r->tongue == 0) ||
                              (kt_word_at(r, t - 2, "gegenüber") && r->tongue == 0) ||
                              kt_word_at(r, t, "ausserhalb") || kt_word_at(r, t, "outside") ||
                              kt_word_at(r, t, "non") || is_second_between(r, t) ||
                              (r->tongue == 1 && kt_mark_at(r, t + 1, KT_SENSE_SHARE_OF));
            found |= here && !is_partner_in(r, t);
            whence |= here && before[n] == KT_SENSE_FROM && kt_mark_before(r, t, before[n]);
        }
    }
    if (!part->before && r->now &&
        r->now->first > r->first) /* "towards third states 9 %, imports 16 %" */
        for (int32_t t = r->first; t < part->first && r->tongue == 0; t++)
            found |= kt_is_outside(r, t) && kt_mark_at(r, t, KT_SENSE_REGION);
    found |= is_beside_region(r) || kt_is_same_group(r) || is_whose_region(r, part) ||
             is_alone_with_region(r, part) || goes_on_from_region(r, part) ||
             kt_is_between_regions(r, part->first, r->now ? r->now->first : part->last);
    return found && !names_end(r, part, whence) && !is_of_ranking(r, part);
}

bool kt_is_of_group(const kt_reading *r, const kt_part *part)
{
    if (kt_is_to_all_others(r, part))
        return false;
    return kt_is_of_group_title(r, part) || kt_goes_on_with_group(r, part) ||
           kt_is_group_by_example(r, part) || kt_is_of_several(r, part) ||
           kt_is_rest_of_bloc(r, part) || kt_is_all_outside(r) ||
           kt_is_owned_by_region(r, part) || is_of_region(r, part) ||
           is_joined_region(r, part->first, part->last) || kt_is_there_outside(r, part) ||
           kt_goes_on_of_region(r);
}
