/* region.c: amounts that are of no country or bloc with a code: of regions, of third states, of
 * "the 29 countries", of what is left of a flow without some goods. Provinces: town.c. */
#include "trade_flow.h"

#include <string.h>

/* "In Nicht-EU-Länder", "in Drittstaaten", "in Länder außerhalb der EU": whither. */
static bool is_outside(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && (kt_word_at(r, t, "nicht") || kt_word_at(r, t, "ausserhalb") ||
                              strncmp(kt_token_word(r->tokens, t), "dritt", 5) == 0);
}

/* "Exports to third states grew by 7 %, imports from there by 11 %": there is no country. */
static bool is_there_outside(const kt_reading *r, const kt_part *part)
{
    if (!kt_mark_within(r, part->first, part->last, KT_SENSE_THENCE) &&
        !kt_mark_within(r, part->first, part->last, KT_SENSE_THITHER))
        return false;
    for (int32_t t = part->first - 1; t >= r->first; t--) {
        if (is_outside(r, t) && kt_mark_at(r, t, KT_SENSE_REGION))
            return true;
        for (int n = 0; n < r->n_mentions; n++)
            if (r->mention[n].first == t && r->mention[n].role != KT_ROLE_OWNER)
                return false;
    }
    return false;
}

/* "With the 29 countries": some group or other, unless it is named. */
static bool is_some_group(const kt_reading *r, int32_t t)
{
    if (r->tongue != 0 || (!kt_word_at(r, t, "ländern") && !kt_word_at(r, t, "staaten")) ||
        kt_is_marked(r, t))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first <= t + 3 && r->mention[n].last >= t - 2)
            return false;
    return kt_mark_before(r, t - 1, KT_SENSE_WITH) || kt_mark_before(r, t - 2, KT_SENSE_WITH);
}

/* "Das Handelsvolumen der 29 Länder": so many, and none of them named. */
static bool is_counted_group(const kt_reading *r, int32_t t)
{
    if (r->tongue != 0 || kt_is_marked(r, t) ||
        kt_token_at(r->tokens, t - 1)->kind != KT_TOKEN_NUMBER || kt_is_bloc(r->d.partner) ||
        kt_is_bloc(r->d.b))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first > t && r->mention[n].first <= t + 3)
            return false;
    return kt_word_at(r, t, "länder") || kt_word_at(r, t, "ländern") ||
           kt_word_at(r, t, "staaten");
}

/* "In die vom Ost-Ausschuss betreuten Länder", "mit den 21 betreuten Ländern". */
static bool is_described_group(const kt_reading *r, int32_t t)
{
    static const char *const articles[] = {"die", "den"};
    if (r->tongue != 0 || kt_is_marked(r, t) || kt_is_bloc(r->d.partner) ||
        kt_is_bloc(r->d.b) || /* the four states of it */
        !(kt_word_at(r, t, "länder") || kt_word_at(r, t, "ländern") ||
          kt_word_at(r, t, "staaten")))
        return false;
    for (int32_t p = t - 2; p > r->first && p > t - 10; p--) {
        if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, p, "-"))
            return false;
        for (size_t n = 0; n < sizeof articles / sizeof *articles; n++)
            if (kt_word_at(r, p, articles[n]) &&
                (kt_word_at(r, p - 1, "in") || kt_word_at(r, p - 1, "mit") ||
                 kt_word_at(r, p - 1, "aus")))
                return !kt_mark_within(r, p, t + 3, KT_SENSE_COUNTRY) &&
                       !kt_mark_within(r, p, t + 3, KT_SENSE_BLOC) &&
                       !kt_mark_within(r, p, t, KT_SENSE_BOTH);
    }
    return false;
}

/* "Aus dem Maghreb-Land": one of its countries. */
static bool is_land_of_region(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && kt_sign_at(r, t + 1, "-") &&
           (kt_word_at(r, t + 2, "land") || kt_word_at(r, t + 2, "staat") ||
            kt_word_at(r, t + 2, "republik"));
}

/* Named, and not read as the EU. */
static bool is_part_of_world(const kt_reading *r, int32_t t)
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
           kt_mark_before(r, t, KT_SENSE_TO) && is_part_of_world(r, t);
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

/* "Die Importe aus diesen Ländern", "aus der Region", behind a group. */
static bool is_same_group(const kt_reading *r)
{
    for (int32_t t = r->first + 1; t < r->last && r->tongue == 1 && r->d.outside; t++)
        if (kt_word_at(r, t - 1, "these") &&
            (kt_word_at(r, t, "countries") || kt_word_at(r, t, "nations") ||
             kt_word_at(r, t, "markets") || kt_word_at(r, t, "states")))
            return true; /* "an increase in imports from these countries" */
    for (int32_t t = r->first + 1; t < r->last && r->tongue == 0 && r->d.outside; t++)
        if ((kt_word_at(r, t - 1, "diese") && kt_word_at(r, t, "länder")) ||
            (kt_word_at(r, t - 1, "diesen") && kt_word_at(r, t, "ländern")) ||
            (kt_mark_at(r, t - 2, KT_SENSE_TO) && kt_word_at(r, t, "region")))
            return true;
    return false;
}

/* "Ein Defizit von 3 Milliarden, das vor allem durch den Handel mit Peru entstand": behind the
 * amount, in a clause that says more of it, in German. */
static bool is_in_relative_clause(const kt_reading *r, const kt_mention *m)
{
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
static bool is_between_regions(const kt_reading *r, int32_t first, int32_t last)
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
    if (is_between_regions(r, r->first, part->first) ||
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
        outside |= is_outside(r, t);
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
        if (!kt_mark_at(r, t, KT_SENSE_REGION) || is_outside(r, t))
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
        region |= is_part_of_world(r, t) && !is_outside(r, t) &&
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

/* "To Asia", "with the countries of the region": no country or bloc that has a code. */
static bool is_of_region(const kt_reading *r, const kt_part *part)
{
    static const kt_sense before[] = {KT_SENSE_TO, KT_SENSE_FROM, KT_SENSE_WITH, KT_SENSE_IN};
    bool found = false, whence = false;
    const int32_t end = end_of_clause(r, part);
    for (int32_t t = part->first; t < end; t++) {
        found |= is_some_group(r, t) || is_described_group(r, t) || is_continent(r, t) ||
                 is_counted_group(r, t);
        if (kt_is_last_reason(r, t) || is_which_partner(r, t))
            continue;
        if (is_land_of_region(r, t))
            continue;
        for (int n = 0; n < (is_outside(r, t) ? 4 : 3) && kt_mark_at(r, t, KT_SENSE_REGION);
             n++) {
            const bool here = kt_mark_before(r, t, before[n]) ||
                              kt_mark_before(r, t - 1, before[n]) ||
                              kt_word_at(r, t - 1, "gegenüber") ||
                              (is_outside(r, t) && kt_word_at(r, t - 2, "bei")) ||
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
            found |= is_outside(r, t) && kt_mark_at(r, t, KT_SENSE_REGION);
    found |= is_beside_region(r) || is_same_group(r) || is_whose_region(r, part) ||
             is_alone_with_region(r, part) || goes_on_from_region(r, part) ||
             is_between_regions(r, part->first, r->now ? r->now->first : part->last);
    return found && !names_end(r, part, whence) && !is_of_ranking(r, part);
}

/* "Импорт из дальнего зарубежья": whence, whither or with whom, and it has no code. */
static bool names_region(const kt_reading *r)
{
    static const kt_sense before[] = {KT_SENSE_TO, KT_SENSE_FROM, KT_SENSE_WITH};
    for (int32_t t = r->first; t < r->last; t++)
        for (int n = 0; n < 3 && kt_mark_at(r, t, KT_SENSE_REGION); n++)
            if (kt_mark_before(r, t, before[n]) ||
                (kt_word_at(r, t - 1, "стран") && kt_mark_before(r, t - 1, before[n])))
                return true;
    return false;
}

/* "Die Importe aus Drittstaaten lagen bei 7 Milliarden. Dem standen Exporte von 4 Milliarden
 * entgegen": a report of a group goes on until somebody else, or the whole, is spoken of. */
static bool goes_on_outside(const kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && kt_is_bloc(r->mention[n].place))
            return false;
    return r->tongue == 0 && r->d.outside && r->d.last_was_other &&
           (r->d.outside_block == r->block || r->n_claims == 0) &&
           !kt_is_whole(r, r->first, r->last) &&
           !kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN) &&
           !kt_mark_within(r, r->first, r->last, KT_SENSE_PRODUCT);
}

/* Third states are all that the sentence names, or it begins with "there" behind one that does
 * so. */
static bool is_all_outside(const kt_reading *r)
{
    if (r->tongue == 2 && r->d.outside && r->d.outside_block == r->block) {
        bool alone = !kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN) &&
                     !kt_mark_within(r, r->first, r->last, KT_SENSE_ALL);
        for (int n = 0; n < r->n_mentions; n++)
            alone &= r->mention[n].office || r->mention[n].sense == KT_SENSE_THIS_LAND;
        return alone; /* "экспорт в эти страны" is to no others */
    }
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && !r->mention[n].pronoun && !r->mention[n].genitive &&
            r->mention[n].place != r->d.main)
            return false;
    for (int32_t t = r->first; t < r->last; t++)
        if (is_outside(r, t) && kt_mark_at(r, t, KT_SENSE_REGION) &&
            !kt_mark_within(r, t - 6 < r->first ? r->first : t - 6, t, KT_SENSE_PERCENT))
            return true; /* "16 % of the exports to third states" are of the country before */
    if (goes_on_outside(r))
        return true;
    if (r->d.outside && r->tongue == 0 &&
        (kt_word_at(r, r->first, "daraus") ||
         (r->first > 0 && strcmp(kt_token_word(r->tokens, r->first - 1), ":") == 0)))
        return true; /* "mit Drittstaaten gab es einen Rückgang: Die Importe sanken um 2 %" */
    return r->d.outside &&
           (kt_word_at(r, r->first, "hier") || kt_word_at(r, r->first, "dort") ||
            kt_word_at(r, r->first, "dorthin"));
}

bool kt_is_group_title(const kt_reading *r)
{
    static const kt_sense before[] = {KT_SENSE_TO, KT_SENSE_FROM, KT_SENSE_WITH, KT_SENSE_IN};
    if (r->tongue != 0)
        return false;
    for (int32_t t = r->first; t < r->last; t++) {
        const char *word = kt_token_word(r->tokens, t);
        if (strncmp(word, "osthandel", 9) == 0 || strncmp(word, "afrikahandel", 12) == 0 ||
            strncmp(word, "asienhandel", 11) == 0)
            return true;
        for (int n = 0; n < 4 && kt_mark_at(r, t, KT_SENSE_REGION); n++)
            if (kt_mark_before(r, t, before[n]) ||
                (is_outside(r, t) && kt_mark_before(r, t - 1, before[n])))
                return true;
    }
    return false;
}

/* "Deutscher Außenhandel mit Afrika", and then "die Exporte legten um 8 % zu": a flow without a
 * partner, while none was told of in the paragraph, is that of the headline. */
static bool is_of_group_title(const kt_reading *r, const kt_part *part)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    bool flow = false;
    if (!r->d.group_title || (part->before && part->before->known) || r->title ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_IT) ||
        kt_is_whole(r, part->first, part->last) ||
        (r->d.frame.known && (r->d.frame_block == r->block || r->d.b == KT_PLACE_WORLD)))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && r->mention[n].place != r->d.main)
            return false;
    for (int n = 0; n < 3; n++)
        flow |= kt_mark_within(r, part->first, part->last, flows[n]) != NULL;
    return flow;
}

static bool names_some_region(const kt_reading *r)
{
    return kt_mark_within(r, r->first, r->last, KT_SENSE_REGION) != NULL;
}

/* "Chinas Handel mit Afrika wuchs um 8 %. Der bilaterale Handel belief sich auf ...": so far
 * all amounts were of a region, and no country has been named with which there is trade. */
static bool goes_on_of_region(const kt_reading *r)
{
    if (r->tongue != 0 || r->n_claims > 0 || r->title ||
        !(r->d.of_region || names_some_region(r)) ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && r->mention[n].place != r->d.main)
            return false;
    return r->d.of_region || kt_is_group_title(r);
}

void kt_note_group(kt_reading *r)
{
    bool named = false, outside = false;
    for (int n = 0; n < r->n_mentions; n++)
        named |= r->mention[n].role == KT_ROLE_TO || r->mention[n].role == KT_ROLE_FROM ||
                 r->mention[n].role == KT_ROLE_WITH;
    for (int32_t t = r->first; t < r->last; t++)
        outside |= is_outside(r, t) && kt_mark_at(r, t, KT_SENSE_REGION);
    if (r->tongue == 2) {
        named = false; /* until a country, or all of them, are spoken of */
        for (int n = 0; n < r->n_mentions; n++)
            named |= !r->mention[n].office && r->mention[n].place != r->d.main &&
                     !(r->d.outside && r->mention[n].sense == KT_SENSE_THIS_LAND);
        named |= kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN) ||
                 kt_mark_within(r, r->first, r->last, KT_SENSE_ALL);
        outside = names_region(r) || r->d.outside;
        if (is_between_regions(r, r->first, r->last)) {
            outside = true;
            named = false;
        }
    }
    if (r->tongue == 0) {
        outside |= is_all_outside(r);
        for (int32_t t = r->first; t < r->last; t++) /* "Asien folgt. Dorthin gingen ..." */
            outside |= is_described_group(r, t) || is_counted_group(r, t) ||
                       (r->n_mentions == 0 && is_part_of_world(r, t));
    }
    if (r->tongue == 1) /* for "these countries" */
        outside = r->d.outside || names_some_region(r);
    r->d.outside = outside && !named;
    r->d.outside_block = r->block;
}

/* "Pakistan's overall exports to other countries": to all of them; not "its surplus with other
 * countries". */
static bool is_to_all_others(const kt_reading *r, const kt_part *part)
{
    for (int32_t t = part->first; t < part->last && r->tongue == 1; t++)
        if (kt_word_at(r, t, "other") && kt_mark_at(r, t, KT_SENSE_REGION) &&
            (kt_mark_before(r, t, KT_SENSE_TO) || kt_mark_before(r, t, KT_SENSE_FROM)) &&
            kt_mark_within(r, part->first, t, KT_SENSE_ALL))
            return true;
    return false;
}

/* "In Staaten wie die USA, China und Japan wurden Waren im Wert von 59 Mrd. exportiert": some
 * of a group by name, in German. */
static bool is_group_by_example(const kt_reading *r, const kt_part *part)
{
    static const char *const words[] = {"staaten",      "ländern",      "länder",
                                        "drittstaaten", "drittländern", "drittländer",
                                        "märkten",      "märkte"};
    if (r->tongue != 0 || (part->before && part->before->known))
        return false;
    for (int32_t t = part->first; t + 1 < part->last; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++) {
            if (!kt_word_at(r, t, words[n]) || !kt_word_at(r, t + 1, "wie"))
                continue;
            for (int m = 0; m + 1 < r->n_mentions; m++)
                if (r->mention[m].first >= t + 2 && r->mention[m].first <= t + 3 &&
                    r->mention[m + 1].first - r->mention[m].last <= 2)
                    return true;
        }
    return false;
}

void kt_note_region(kt_reading *r)
{
    const kt_part all = {r->first, r->last, NULL};
    const bool told = r->n_stated > 0 || is_between_regions(r, r->first, r->last);
    const bool trade = kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) != NULL;
    const bool now = (told && trade && names_some_region(r)) ||
                     (r->tongue == 0 && r->n_stated > 0 &&
                      (kt_is_of_several(r, &all) || is_group_by_example(r, &all)));
    r->d.of_region = r->n_claims == 0 && !r->title && (r->d.of_region || now);
}

/* "Exports to nine regional countries grew by 31 % while imports grew by 43 %": of the same
 * group, in English. */
static bool goes_on_with_group(const kt_reading *r, const kt_part *part)
{
    if (r->tongue != 1 || (part->before && part->before->known) || part->first <= r->first ||
        !kt_mark_within(r, r->first, part->first, KT_SENSE_REGION) || r->now <= r->stated ||
        r->now >= r->stated + r->n_stated)
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && r->mention[n].place != r->d.main &&
            r->mention[n].role != KT_ROLE_IN)
            return false;
    return true;
}

bool kt_is_of_group(const kt_reading *r, const kt_part *part)
{
    if (is_to_all_others(r, part))
        return false;
    return is_of_group_title(r, part) || goes_on_with_group(r, part) ||
           is_group_by_example(r, part) || kt_is_of_several(r, part) || is_all_outside(r) ||
           is_of_region(r, part) || is_joined_region(r, part->first, part->last) ||
           is_there_outside(r, part) || goes_on_of_region(r);
}

/* "Ohne Energie und Gold gingen die Importe zurück": a part of the flow. */
bool kt_is_remainder(const kt_reading *r, const kt_part *part)
{
    if (kt_word_at(r, r->first, "ohne") && part->first == r->first &&
        (kt_token_at(r->tokens, r->first + 1)->flags & KT_TOKEN_CAPITAL))
        return true;
    int32_t first = part->first; /* what stands in brackets is of what stands before them */
    if (r->now && r->now > r->stated && kt_sign_at(r, r->now->first - 1, "(") &&
        r->now[-1].last == r->now->first - 1)
        for (first = r->now->first - 1;
             first > r->first && !kt_mark_at(r, first, KT_SENSE_CONNECT); first--)
            ;
    for (int32_t t = r->first; t + 1 < part->last && r->tongue == 2;
         t++) /* "без учета нефти" */
        if (kt_word_at(r, t, "без") && kt_word_at(r, t + 1, "учета") &&
            kt_mark_within(r, t + 2, t + 5, KT_SENSE_PRODUCT))
            return true;
    for (int32_t t = first; t < part->last; t++)
        if ((kt_word_at(r, t, "ohne") || kt_word_at(r, t, "excluding")) &&
            kt_mark_within(r, t + 1, t + 5 < part->last ? t + 5 : part->last, KT_SENSE_PRODUCT))
            return true;
    return false;
}
