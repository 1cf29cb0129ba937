/* pronoun.c: words that stand for a country: its, the neighbour, the country, thither, all the
 * world; which one is meant comes of what was named last and of what the article is about. */
#include "mention.h"
#include "trade_flow.h"

#include <string.h>

/* Where the other country is meant: there, the neighbour. */
static kt_place other_of(const kt_reading *r, kt_place place)
{
    if (place && r->d.partner && place == r->d.main && r->d.partner != KT_PLACE_WORLD)
        return r->d.partner;
    if (place && place == r->d.partner)
        return r->d.main;
    if (place && place == r->d.a)
        return r->d.b;
    if (place && place == r->d.b)
        return r->d.a;
    if (place && place == r->d.usual[0])
        return r->d.usual[1];
    if (place && place == r->d.usual[1])
        return r->d.usual[0];
    return 0;
}

static void add_pronoun(kt_reading *r, const kt_mark *mark, kt_place place, kt_role role)
{
    kt_mention *mention = kt_mention_add(r, mark->first, mark->first + mark->n, place, role);
    mention->pronoun = 1;
    mention->sense = mark->meaning.sense;
}

/* "The nation's deficit with China may reach 6 billion, while its surplus with": a noun that
 * stands for the owner's name. */
static bool is_nations(const kt_reading *r, const kt_mention *m)
{
    return r->tongue == 1 && m->sense == KT_SENSE_HOME && kt_word_at(r, m->last - 1, "s");
}

/* The last place named in this sentence before the token, else of the discourse. */
static kt_place last_named(const kt_reading *r)
{
    for (int n = r->n_mentions - 1; n >= 0; n--) /* whose trade before another name */
        if (r->mention[n].role == KT_ROLE_OWNER &&
            (!r->mention[n].pronoun || is_nations(r, &r->mention[n])) &&
            !r->mention[n].office && r->mention[n].place)
            return r->mention[n].place;
    for (int n = r->n_mentions - 1; n >= 0; n--)
        if (!r->mention[n].pronoun && !r->mention[n].office &&
            r->mention[n].role != KT_ROLE_RIVAL && r->mention[n].place)
            return r->mention[n].place;
    return r->d.subject ? r->d.subject : r->d.main;
}

/* "Our", where nobody knows whose: of the article's two the one not named beside it. */
static kt_place our_own(const kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].pronoun && r->mention[n].place == r->d.main && r->d.partner &&
            r->d.partner != KT_PLACE_WORLD && kt_in_favour(r) != r->d.main)
            return r->d.partner;
    return r->d.main;
}

/* "From its northern neighbour": whose neighbour it is says nothing of whose flow, in English.
 */
static bool neighbour_follows(const kt_reading *r, int32_t t)
{
    enum { FAR = 3 };
    const int32_t its = t - 1;
    for (int32_t p = t; p < t + FAR && r->tongue == 1; p++) {
        if (kt_mark_at(r, p, KT_SENSE_NEIGHBOUR))
            return kt_word_at(r, its - 1, "to") || kt_word_at(r, its - 1, "from") ||
                   kt_word_at(r, its - 1, "with");
        if (kt_is_marked(r, p) && !kt_sign_at(r, p, "-") && !kt_word_at(r, p, "next"))
            return false;
    }
    return false;
}

/* Its exports; but "to its market" is to the other one's. */
static void add_its(kt_reading *r, const kt_mark *mark)
{
    if (neighbour_follows(r, mark->first + mark->n))
        return;
    const kt_place named = last_named(r);
    kt_place other = other_of(r, named);
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].place && r->mention[n].place != named && !r->mention[n].office)
            other = r->mention[n].place;
    if (kt_market_follows(r, mark->first + mark->n))
        add_pronoun(r, mark, other ? other : named, KT_ROLE_TO);
    else
        add_pronoun(r, mark, named, KT_ROLE_OWNER);
}

/* "Imports into the country", "exports from the country": that end is whose flow it is. */
static bool leads_home(const kt_reading *r, int32_t t, kt_role role)
{
    return (role == KT_ROLE_TO && kt_mark_before(r, t - 1, KT_SENSE_IMPORT)) ||
           (role == KT_ROLE_FROM && kt_mark_before(r, t - 1, KT_SENSE_EXPORT));
}

/* "Auf dem dritten Rang folgt Ägypten. Die Exporte in das Land am Nil stiegen": the only
 * country besides the article's own that the sentence before named, in German; 0. */
static kt_place just_named(const kt_reading *r)
{
    const kt_place a = r->d.two[0], b = r->d.two[1];
    if (r->tongue != 0 || (b && a != r->d.main && b != r->d.main))
        return 0;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].place && r->mention[n].place != r->d.main && !r->mention[n].office)
            return 0;
    const kt_place one = a == r->d.main ? b : a;
    return one != r->d.main && kt_place_is_country(one) && !kt_is_bloc(one) ? one : 0;
}

/* "В страны Африки", "страны ЕС": several, in Russian; not "экспорт страны". */
static bool are_several(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"страны", "республики"};
    return r->tongue == 2 && KT_IS_ONE_OF(r, t, words) &&
           (kt_word_at(r, t - 1, "в") || kt_mark_at(r, t, KT_SENSE_REGION) ||
            kt_mark_at(r, t + 1, KT_SENSE_REGION) || kt_mark_at(r, t + 1, KT_SENSE_BLOC) ||
            kt_mark_at(r, t + 1, KT_SENSE_CONTINENT));
}

/* "The country": whose report it is; "its imports from the kingdom" are from the other one. */
static void add_home(kt_reading *r, const kt_mark *mark, kt_place home)
{
    const bool whose = r->tongue == 1 && kt_sign_at(r, mark->first + mark->n - 2, "'");
    if (are_several(r, mark->first))
        return;
    kt_role role = whose ? KT_ROLE_OWNER /* "15 percent of the country's exports" */
                         : kt_role_before(r, mark->first, mark);
    const kt_place other = other_of(r, home);
    if (role == KT_ROLE_OWNER && !whose && mark->first > r->first &&
        kt_token_at(r->tokens, mark->first - 1)->size > 6)
        role = kt_role_before(r, mark->first - 1, mark); /* aus dem ostasiatischen Land */
    const bool joined = r->tongue == 0 && kt_sign_at(r, mark->first - 1, "-");
    if (joined) /* "aus dem Maghreb-Land" */
        role = kt_role_before(r, mark->first - 2, mark);
    const bool away = (role == KT_ROLE_TO || role == KT_ROLE_FROM || role == KT_ROLE_WITH) &&
                      !leads_home(r, mark->first, role);
    bool named = false; /* the other one, so that home is meant */
    for (int n = 0; n < r->n_mentions; n++)
        named |= r->mention[n].place == other && !r->mention[n].office;
    bool both = false; /* "our exports to Iraq and the imports from the country" */
    for (int n = 0; n < r->n_mentions && named && r->tongue == 1; n++)
        both |= r->mention[n].place == home && r->mention[n].role == KT_ROLE_OWNER &&
                !r->mention[n].office;
    named &= !both;
    kt_place away_to = other;
    if (r->tongue == 1 && r->n_claims > 0) {
        const kt_claim *last = &r->claim[r->n_claims - 1]; /* with whom was told last */
        const kt_place a = kt_place_of(last->a), b = kt_place_of(last->b);
        if ((a == home || b == home) && kt_place_is_country(a == home ? b : a))
            away_to = a == home ? b : a;
    }
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) { /* named in the sentence */
        const kt_mention *m = &r->mention[n];
        if ((m->role == KT_ROLE_OWNER || m->role == KT_ROLE_WITH) && !m->adjective &&
            !m->office && !m->pronoun && m->place && m->place != home)
            away_to = m->place;
    }
    if (just_named(r))
        away_to = just_named(r);
    const kt_place bare = away ? kt_bare_before_goods(r, r->n_mentions, role) : 0;
    if (bare) {
        away_to = bare;
        named = false;
    }
    if (r->tongue == 1 && away_to == KT_PLACE_WORLD)
        away_to = 0; /* "were imported into the country": of the report itself */
    const kt_place here = joined && just_named(r) ? just_named(r) : home;
    add_pronoun(r, mark, away && away_to && !named ? away_to : here, role);
}

/* "Between Bangladesh and his country" */
static bool is_second_between(const kt_reading *r, int32_t t)
{
    const kt_mention *before = r->n_mentions ? &r->mention[r->n_mentions - 1] : NULL;
    return before && before->role == KT_ROLE_BETWEEN && before->last == t - 1 &&
           kt_mark_at(r, t - 1, KT_SENSE_AND) != NULL;
}

/* "Ins Ausland", "aus aller Welt", "за рубеж": the preposition may be part of the phrase. */
static kt_role role_of_world(const kt_reading *r, int32_t t, const kt_mark *mark)
{
    if (kt_word_at(r, t, "ins") || kt_word_at(r, t, "за"))
        return KT_ROLE_TO;
    if (kt_word_at(r, t, "worldwide"))
        return KT_ROLE_WITH;
    if (r->tongue == 1 && is_second_between(r, t - kt_word_at(r, t - 1, "the")))
        return KT_ROLE_BETWEEN; /* "between Laos and the world" */
    return kt_word_at(r, t, "aus") ? KT_ROLE_FROM : kt_role_before(r, t, mark);
}

/* "Its exports to Peru rose, imports from the neighbour fell", "Customs said exports to the
 * neighbour fell": whither goods went in the sentence, else the other one of whose trade it is,
 * in English; 0. An office is nobody's trade. */
static kt_place neighbour_of_owner(const kt_reading *r)
{
    kt_place owner = 0, partner = 0;
    bool named = false;
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->office ? m->place != r->d.main : !m->place || m->role == KT_ROLE_RIVAL)
            continue;
        named = true;
        if (m->office)
            continue;
        if (m->role == KT_ROLE_OWNER && !owner)
            owner = m->place;
        else if (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH)
            partner = m->place;
    }
    if (!owner && named)
        owner = r->d.main;
    if (!owner || owner != r->d.main)
        return 0;
    const kt_place other = partner && partner != owner ? partner : other_of(r, owner);
    return kt_place_is_country(other) && !kt_is_bloc(other) ? other : 0;
}

/* "The northern neighbour", "its next-door neighbour": behind the article, in English. */
static int32_t behind_article(const kt_reading *r, int32_t t)
{
    enum { FAR = 4 };
    static const char *const articles[] = {"the", "its", "their", "a", "his", "our"};
    for (int32_t p = t - 1; p >= r->first && p >= t - FAR && r->tongue == 1; p--) {
        if (KT_IS_ONE_OF(r, p, articles))
            return p + 1;
        if (kt_is_marked(r, p) && !kt_word_at(r, p, "next") && !kt_sign_at(r, p, "-"))
            break;
    }
    return t;
}

/* "В соседние страны", "с соседними государствами": no single one, in Russian. */
static bool are_neighbours(const kt_reading *r, int32_t t)
{
    static const char *const endings[] = {"ие", "их", "ими"};
    for (size_t n = 0; n < sizeof endings / sizeof *endings && r->tongue == 2; n++)
        if (kt_ends_in(kt_token_word(r->tokens, t), endings[n]))
            return true;
    return false;
}

static void add_neighbour(kt_reading *r, int32_t t, uint16_t n)
{
    if (are_neighbours(r, t))
        return;
    const kt_mark mark = {.first = t, .n = n, .meaning = {.sense = KT_SENSE_NEIGHBOUR}};
    const bool subject = r->tongue == 1 && r->n_mentions == 0 && r->d.subject &&
                         r->d.subject != r->d.main && kt_place_is_country(r->d.subject);
    const kt_role role = kt_role_before(r, behind_article(r, t), &mark);
    const bool end = role == KT_ROLE_TO || role == KT_ROLE_FROM || role == KT_ROLE_WITH;
    if (end && neighbour_of_owner(r)) {
        add_pronoun(r, &mark, neighbour_of_owner(r), role);
        return;
    }
    kt_place place = subject ? r->d.subject
                     : r->n_mentions == 0 && r->d.there && r->d.there != r->d.main
                         ? r->d.there
                         : other_of(r, r->n_mentions ? last_named(r) : r->d.main);
    if (end && just_named(r))
        place = just_named(r);
    if (kt_is_bloc(place) && kt_place_is_country(r->d.there) && !kt_is_bloc(r->d.there) &&
        r->d.there != last_named(r))
        place = r->d.there; /* no bloc is a neighbour */
    add_pronoun(r, &mark, place, role);
}

/* "Экспорт в эти страны", "торговля с этим государством": the bloc named last, or the country
 * last spoken of besides the article's own. */
static void add_this_land(kt_reading *r, const kt_mark *mark)
{
    kt_place last = r->d.subject && r->d.subject != r->d.main ? r->d.subject : r->d.there;
    if (r->n_claims > 0) { /* the last claim's partner */
        const kt_claim *claim = &r->claim[r->n_claims - 1];
        const kt_place a = kt_place_of(claim->a), b = kt_place_of(claim->b);
        if (a == r->d.main ? b != KT_PLACE_WORLD : b == r->d.main)
            last = a == r->d.main ? b : a;
    }
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].place && r->mention[n].place != r->d.main && !r->mention[n].office &&
            !r->mention[n].pronoun && r->mention[n].role != KT_ROLE_RIVAL)
            last = r->mention[n].place;
    const char *word = kt_token_word(r->tokens, mark->first);
    const bool several =
        strncmp(word, "эти", sizeof "эти" - 1) == 0 && strcmp(word, "этим") != 0;
    add_pronoun(r, mark, several ? r->d.bloc : last, kt_role_before(r, mark->first, mark));
}

/* "Китай, который поставил товаров", "Турция, оборот с которой": the country named last. */
static void add_which(kt_reading *r, int32_t t)
{
    static const char which[] = "котор";
    const kt_mention *before = r->n_mentions ? &r->mention[r->n_mentions - 1] : NULL;
    if (r->tongue != 2 || !before || before->adjective || before->office ||
        strncmp(kt_token_word(r->tokens, t), which, sizeof which - 1) != 0)
        return;
    if (!kt_sign_at(r, before->last, ",") || t - before->last > 6)
        return;
    const kt_mark mark = {.first = t, .n = 1, .meaning = {.sense = KT_SENSE_THIS_LAND}};
    const kt_role role = kt_role_before(r, t, &mark);
    if (role == KT_ROLE_OWNER && t != before->last + 1 && !kt_mark_before(r, t, KT_SENSE_SHARE))
        return;
    add_pronoun(r, &mark, before->place, role);
}

/* "Brazil matters more. It takes 23 percent of the exports": who acted in the sentence before,
 * where it is not the article's own country; not in German. */
static bool add_it(kt_reading *r, int32_t t)
{
    static const kt_sense verbs[] = {KT_SENSE_BUY, KT_SENSE_SELL, KT_SENSE_SHARE_OF};
    const kt_mark mark = {.first = t, .n = 1, .meaning = {.sense = KT_SENSE_THIS_LAND}};
    bool acts = false;
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
        acts |= kt_mark_at(r, t + 1, verbs[n]) ||
                (r->tongue == 2 && kt_mark_at(r, t + 2, verbs[n])); /* "она также купила" */
    const bool it = r->tongue == 1   ? kt_word_at(r, t, "it")
                    : r->tongue == 2 ? kt_word_at(r, t, "она") || kt_word_at(r, t, "он")
                                     : false;
    if (!(t == r->first || (r->tongue == 2 && r->n_mentions == 0)) || !it || !acts ||
        !kt_place_is_country(r->d.subject) || r->d.subject == r->d.main)
        return false;
    add_pronoun(r, &mark, r->d.subject, KT_ROLE_OWNER);
    return true;
}

/* "Nach China, mit dem Deutschland ein Handelsvolumen von 250 Milliarden erzielte". */
static bool add_relative(kt_reading *r, int32_t t)
{
    enum { FAR = 5 };
    static const char *const words[] = {"dem", "der", "das", "die", "welchem", "welches"};
    const kt_mention *before = r->n_mentions ? &r->mention[r->n_mentions - 1] : NULL;
    bool which = false;
    for (size_t n = 0; n < sizeof words / sizeof *words && r->tongue == 0; n++)
        which |= kt_word_at(r, t, words[n]);
    if (!which || !before || before->adjective || before->office || before->pronoun ||
        !kt_sign_at(r, t - 2, ",") || t - before->last > FAR ||
        !(kt_word_at(r, t - 1, "mit") || kt_word_at(r, t - 1, "aus")))
        return false;
    const kt_mark mark = {.first = t, .n = 1, .meaning = {.sense = KT_SENSE_THIS_LAND}};
    add_pronoun(r, &mark, before->place,
                kt_word_at(r, t - 1, "mit") ? KT_ROLE_WITH : KT_ROLE_FROM);
    return true;
}

/* "There was", "there were": no place; but "exports there were worth". */
static bool is_there_was(const kt_reading *r, int32_t t)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SELL,
                                     KT_SENSE_BUY, KT_SENSE_GOODS};
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        if (kt_mark_before(r, t, flows[n]))
            return false;
    static const char *const verbs[] = {"is",  "are",  "was", "were",
                                        "has", "have", "had", "will"};
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs && r->tongue == 1; n++)
        if (kt_word_at(r, t, "there") && kt_word_at(r, t + 1, verbs[n]))
            return true;
    return false;
}

/* "The world's third most populous country": one of its countries. */
static bool is_place_in_world(const kt_reading *r, const kt_mark *world)
{
    enum { FAR = 7 };
    static const char *const nouns[] = {"country",  "economy",  "nation",   "market",
                                        "producer", "consumer", "exporter", "importer",
                                        "buyer",    "power"};
    int32_t t = world->first + world->n;
    if (r->tongue != 1 || !kt_sign_at(r, t, "'"))
        return false;
    for (t++; t < r->last && t < world->first + FAR + world->n; t++)
        for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
            if (kt_word_at(r, t, nouns[n]))
                return true;
    return false;
}

/* "Ввез из нашей страны товаров": the country has a part of its own, in Russian. */
static bool is_our_country(const kt_reading *r, int32_t t)
{
    return r->tongue == 2 && kt_starts_with(r, t, "стран");
}

/* "Peru sold us goods": whither, in English. */
static bool is_recipient(const kt_reading *r, int32_t t)
{
    return r->tongue == 1 && kt_word_at(r, t, "us") && kt_mark_before(r, t, KT_SENSE_SELL);
}

static void add_marked(kt_reading *r, int32_t t)
{
    const kt_mark *mark;
    const kt_place main = r->d.subject ? r->d.subject : r->d.main;
    if ((mark = kt_mark_at(r, t, KT_SENSE_OUR)) && mark->first == t)
        add_pronoun(r, mark,
                    kt_said_behind(r, t)   ? kt_said_behind(r, t)
                    : r->d.speaker_country ? r->d.speaker_country
                                           : our_own(r),
                    is_second_between(r, t) ? KT_ROLE_BETWEEN
                    : is_recipient(r, t)    ? KT_ROLE_TO
                    : kt_goods_follow(r, t + mark->n) && !is_our_country(r, t + mark->n)
                        ? KT_ROLE_SOURCE
                        : kt_role_before(r, t, mark));
    else if ((mark = kt_mark_at(r, t, KT_SENSE_UNION)) && mark->first == t && r->d.bloc)
        add_pronoun(r, mark, r->d.bloc, kt_role_before(r, t, mark));
    else if ((mark = kt_mark_at(r, t, KT_SENSE_THITHER)) && mark->first == t &&
             !is_there_was(r, t))
        add_pronoun(r, mark, 0, KT_ROLE_TO);
    else if ((mark = kt_mark_at(r, t, KT_SENSE_THENCE)) && mark->first == t)
        add_pronoun(r, mark, 0, KT_ROLE_FROM);
    else if ((mark = kt_mark_at(r, t, KT_SENSE_NEIGHBOUR)) && mark->first == t)
        add_neighbour(r, t, mark->n);
    else if ((mark = kt_mark_at(r, t, KT_SENSE_THIS_LAND)) && mark->first == t)
        add_this_land(r, mark);
    else if ((mark = kt_mark_at(r, t, KT_SENSE_HOME)) && mark->first == t)
        add_home(r, mark, r->d.main ? r->d.main : main);
    else if ((mark = kt_mark_at(r, t, KT_SENSE_ITS)) && mark->first == t &&
             kt_token_at(r->tokens, t)->kind == KT_TOKEN_WORD)
        add_its(r, mark);
    else if ((mark = kt_mark_at(r, t, KT_SENSE_WORLD)) && mark->first == t &&
             !is_place_in_world(r, mark))
        add_pronoun(r, mark, KT_PLACE_WORLD, role_of_world(r, t, mark));
}

void kt_add_pronoun(kt_reading *r, int32_t t)
{
    if (kt_is_named_neighbour(r, t) || add_relative(r, t) || add_it(r, t))
        return;
    if (kt_is_marked(r, t))
        add_marked(r, t);
    else
        add_which(r, t);
}
