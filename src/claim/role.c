/* role.c: what the words before a name say of its part in a flow: whither, whence, with whom,
 * between whom, behind whom. */
#include "mention.h"

#include <string.h>

/* "In die gesamte EU", "aus dem benachbarten Polen": a German word with the ending of an
 * adjective that means nothing else here. */
static bool is_plain_adjective(const kt_reading *r, int32_t t)
{
    const kt_token *token = kt_token_at(r->tokens, t);
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    return r->tongue == 0 && size > 4 && !(token->flags & KT_TOKEN_CAPITAL) &&
           (!kt_is_marked(r, t) || kt_mark_at(r, t, KT_SENSE_ALL)) &&
           (word[size - 1] == 'e' || strcmp(word + size - 2, "en") == 0);
}

/* "Mit anderen Mitgliedsländern der EU". */
static bool is_members(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && kt_starts_with(r, t, "mitglied") &&
           !kt_mark_at(r, t, KT_SENSE_BLOC);
}

/* "Its neighbour Chile", "den Nachbarn Chile", "its neighbour, Chile": named by what follows;
 * of the comma, too. */
bool kt_is_named_neighbour(const kt_reading *r, int32_t t)
{
    const int32_t noun = t - kt_sign_at(r, t, ",");
    const kt_mark *mark = kt_mark_at(r, noun, KT_SENSE_NEIGHBOUR);
    const int32_t end = mark ? mark->first + mark->n : noun + 1;
    return (mark || kt_word_at(r, noun, "nachbarn")) && /* "den Nachbarn" is a region */
           kt_mark_at(r, end + kt_sign_at(r, end, ","), KT_SENSE_COUNTRY);
}

/* Words between a preposition and the name: articles, adjectives, "state", "republic". */
bool kt_passes(const kt_reading *r, int32_t t)
{
    static const char *const small[] = {"der",
                                        "die",
                                        "das",
                                        "den",
                                        "dem",
                                        "the",
                                        "a",
                                        "des",
                                        "republik",
                                        "republic",
                                        "of",
                                        "beiden",
                                        "страны",
                                        "стран",
                                        "страну",
                                        "странами",
                                        "странах",
                                        "государства",
                                        "государств",
                                        "государствами",
                                        "республики",
                                        "республику",
                                        "республикой",
                                        "южной",
                                        "соседним",
                                        "соседней",
                                        "соседнюю",
                                        "соседний",
                                        "mitgliedstaaten",
                                        "ländern",
                                        "länder",
                                        "staaten",
                                        "member",
                                        "nation",
                                        "countries",
                                        "neighbouring",
                                        "neighboring",
                                        "benachbarte",
                                        "benachbarten",
                                        "государствам",
                                        "странам",
                                        "партнерам",
                                        "европейским",
                                        "самим",
                                        "самой",
                                        "всеми",
                                        "другими",
                                        "другие",
                                        "других",
                                        "остальными",
                                        "участниками",
                                        "участницами",
                                        "участников",
                                        "участниц",
                                        "членами",
                                        "членов",
                                        "члены",
                                        "его",
                                        "ее"};
    if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_NUMBER) /* the 28 EU countries */
        return kt_token_at(r->tokens, t)->value < 60 &&
               kt_token_at(r->tokens, t)->decimals == 0;
    if (kt_sign_at(r, t, "-") &&
        (kt_word_at(r, t + 1, "nation") || kt_word_at(r, t + 1, "member") ||
         (r->tongue == 2 && kt_token_at(r->tokens, t + 1)->kind == KT_TOKEN_WORD &&
          kt_passes(r, t + 1)))) /* the 27-nation EU; страны-члены ЕАЭС */
        return true;
    if (kt_is_named_neighbour(r, t))
        return true;
    if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
        return false;
    for (size_t n = 0; n < sizeof small / sizeof *small; n++)
        if (strcmp(kt_token_word(r->tokens, t), small[n]) == 0)
            return true;
    return is_plain_adjective(r, t) || is_members(r, t);
}

/* True where the name's Russian form is one of place, not of direction: "в Казахстане". */
static bool is_locative(const kt_reading *r, const kt_mark *mark)
{
    return r->tongue == 2 && mark->meaning.sense == KT_SENSE_COUNTRY &&
           (mark->meaning.name_form == KT_NAME_IN ||
            mark->meaning.name_form == KT_NAME_GENITIVE ||
            mark->meaning.name_form == KT_NAME_FROM ||
            mark->meaning.name_form == KT_NAME_DATIVE);
}

/* "Aus dem auf dem zweiten Platz liegenden Österreich": from the article on; else `at`. */
static int32_t before_participle(const kt_reading *r, int32_t at, int32_t t)
{
    const char *word = kt_token_word(r->tokens, t - 1);
    const size_t size = strlen(word);
    static const char *const articles[] = {"dem", "der", "den", "die", "das"};
    if (size < 7 ||
        (strcmp(word + size - 4, "nden") != 0 && strcmp(word + size - 3, "nde") != 0))
        return at;
    for (int32_t p = at - 1; p > r->first && p > t - 9; p--)
        for (size_t n = 0; n < sizeof articles / sizeof *articles; n++)
            if (kt_word_at(r, p, articles[n]) &&
                (kt_word_at(r, p - 1, "aus") || kt_mark_before(r, p + 1, KT_SENSE_TO)))
                return kt_word_at(r, p - 1, "aus") ? p : p + 1;
    return at;
}

/* "Importe von Ungarn nach Österreich": whence, where a name behind it says whither. */
static bool goes_whither(const kt_reading *r, const kt_mark *name)
{
    const int32_t end = name->first + name->n;
    const kt_mark *to = kt_mark_at(r, end, KT_SENSE_TO);
    if (!to || to->first != end || !(kt_word_at(r, end, "nach") || to->n > 1))
        return false;
    const kt_mark *next = NULL;
    for (int32_t t = end + to->n; t < end + to->n + 2 && t < r->last && !next; t++)
        next = kt_mark_at(r, t, KT_SENSE_COUNTRY) ? kt_mark_at(r, t, KT_SENSE_COUNTRY)
                                                  : kt_mark_at(r, t, KT_SENSE_BLOC);
    return next != NULL;
}

/* "The country fetched 1.25 billion from the Indian market": what was earned there was sold
 * there. */
static bool earned_there(const kt_reading *r, int32_t from)
{
    enum { FAR = 9 };
    static const char *const verbs[] = {"fetched", "earned", "earns", "earn", "earning"};
    for (int32_t t = from - 1; r->tongue == 1 && t >= r->first && t >= from - FAR; t--)
        for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
            if (kt_word_at(r, t, verbs[n]))
                return !kt_mark_within(r, t, from, KT_SENSE_EXPORT) &&
                       !kt_mark_within(r, t, from, KT_SENSE_GOODS);
    return false;
}

/* "Der drittwichtigste Markt nach Deutschland": whom it comes behind, not whither. */
static bool is_ranked_behind(const kt_reading *r, int32_t p)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER,
                                     KT_SENSE_MARKET};
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns && r->tongue == 0; n++)
        if (kt_word_at(r, p - 1, "nach") && kt_mark_before(r, p - 1, nouns[n]) &&
            !kt_mark_at(r, p - 2, KT_SENSE_EXPORT))
            return true;
    return false;
}

/* "Mehr Umsatz mit Polen als mit China", "stärker als nach Peru": with whom it is compared. */
static bool is_compared_with(const kt_reading *r, int32_t at)
{
    static const char *const words[] = {"mit", "nach", "aus", "in"};
    for (size_t n = 0; n < sizeof words / sizeof *words && r->tongue == 0; n++)
        if (kt_word_at(r, at - 1, words[n]) && kt_word_at(r, at - 2, "als"))
            return true;
    return false;
}

/* "As for the EU, Japan booked a deficit": with whom, where another one is told of behind it.
 */
static bool is_topic(const kt_reading *r, int32_t at, const kt_mark *name)
{
    const int32_t end = name->first + name->n;
    if (r->tongue == 0 && kt_sign_at(r, end, "-") &&
        (kt_word_at(r, end + 1, "geschäft") || kt_word_at(r, end + 1, "geschäfts")))
        return true; /* "das China-Geschäft" */
    return kt_word_at(r, at - 1, "for") && kt_word_at(r, at - 2, "as") &&
           kt_sign_at(r, end, ",") && kt_mark_within(r, end + 1, end + 3, KT_SENSE_COUNTRY);
}

/* "Das Defizit zu Chile", "der Überschuss zum Nachbarn". */
static bool is_balance_with(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"zu", "zum", "zur"};
    return r->tongue == 0 && KT_IS_ONE_OF(r, t, words) &&
           (kt_mark_before(r, t, KT_SENSE_DEFICIT) || kt_mark_before(r, t, KT_SENSE_SURPLUS) ||
            kt_mark_before(r, t, KT_SENSE_BALANCE));
}

/* "Imports from top oil producer Saudi Arabia", "exports to economic powerhouse Germany": the
 * role by the preposition behind the flow, in English; OWNER when none. */
static kt_role role_of_described(const kt_reading *r, int32_t t)
{
    enum { FAR = 6 };
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_DEFICIT, KT_SENSE_SURPLUS, KT_SENSE_SELL,
                                     KT_SENSE_BUY,     KT_SENSE_GOODS};
    static const struct {
        kt_sense sense;
        kt_role role;
    } words[] = {{KT_SENSE_TO, KT_ROLE_TO},
                 {KT_SENSE_FROM, KT_ROLE_FROM},
                 {KT_SENSE_WITH, KT_ROLE_WITH}};
    for (int32_t p = t - 1; r->tongue == 1 && p > r->first && p > t - FAR; p--) {
        for (size_t n = 0; n < sizeof words / sizeof *words && p < t - 1; n++)
            for (size_t f = 0; f < sizeof flows / sizeof *flows; f++)
                if (kt_mark_at(r, p, words[n].sense) && kt_mark_before(r, p, flows[f]) &&
                    !kt_word_at(r, p, "of"))
                    return words[n].role;
        const kt_token *token = kt_token_at(r->tokens, p);
        if (token->kind != KT_TOKEN_WORD || (token->flags & KT_TOKEN_CAPITAL) ||
            kt_mark_at(r, p, KT_SENSE_UP) || kt_mark_at(r, p, KT_SENSE_DOWN) ||
            kt_mark_at(r, p, KT_SENSE_AND) || kt_word_at(r, p, "than"))
            if (!kt_sign_at(r, p, "-"))
                return KT_ROLE_OWNER;
    }
    return KT_ROLE_OWNER;
}

/* The role that words before token t give; OWNER when none. *from: where they begin. */
/* Somebody buys, or imports, in the sentence: "у" is of whom. */
static bool is_bought(const kt_reading *r)
{
    return kt_mark_within(r, r->first, r->last, KT_SENSE_BUY) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_IMPORT);
}

kt_role kt_role_before(const kt_reading *r, int32_t t, const kt_mark *name)
{
    int32_t at = t;
    for (int n = 0; n < (r->tongue == 2 ? 6 : 4) && at > r->first && kt_passes(r, at - 1); n++)
        at--;
    if (r->tongue == 0 && at < t)
        at = before_participle(r, at, t);
    if (r->tongue == 0 && at > r->first && kt_word_at(r, at - 1, "ohne"))
        return KT_ROLE_RIVAL; /* "in die GUS-Staaten (ohne Russland)" */
    if (is_compared_with(r, at))
        return KT_ROLE_RIVAL;
    if (kt_is_arrival(r, at))
        return KT_ROLE_TO;
    if (kt_is_doer(r, at, name))
        return KT_ROLE_OWNER;
    for (int32_t p = at; p <= t; p++) { /* "in der" before "in" */
        const kt_mark *to = kt_mark_before(r, p, KT_SENSE_TO);
        const kt_mark *in = kt_mark_before(r, p, KT_SENSE_IN);
        if (kt_mark_before(r, p, KT_SENSE_BETWEEN))
            return KT_ROLE_BETWEEN;
        if (r->tongue == 0 && kt_word_at(r, p - 1, "vor") && kt_word_at(r, p - 2, "wie"))
            return KT_ROLE_OWNER; /* "ist nach wie vor Chile" */
        if (is_ranked_behind(r, p))
            return KT_ROLE_RIVAL;
        if (kt_mark_before(r, p, KT_SENSE_RIVAL) &&
            !(kt_mark_before(r, p, KT_SENSE_TO) && r->tongue == 0))
            return KT_ROLE_RIVAL;
        if (is_topic(r, p, name))
            return KT_ROLE_WITH;
        if (kt_mark_before(r, p, KT_SENSE_WITH) || is_balance_with(r, p - 1)) {
            /* Russian "с" is both: with the instrumental it is "with". */
            if (r->tongue == 2 && kt_mark_before(r, p, KT_SENSE_FROM) &&
                name->meaning.sense == KT_SENSE_COUNTRY &&
                (name->meaning.name_form == KT_NAME_GENITIVE ||
                 name->meaning.name_form == KT_NAME_FROM))
                return KT_ROLE_FROM;
            return KT_ROLE_WITH;
        }
        if (kt_mark_before(r, p, KT_SENSE_FROM)) {
            if (kt_word_at(r, p - 1, "von") && goes_whither(r, name))
                return KT_ROLE_FROM;
            if (kt_word_at(r, p - 1, "of") || kt_word_at(r, p - 1, "von"))
                return KT_ROLE_OWNER;
            if (earned_there(r, p - 1))
                return KT_ROLE_TO;
            if (kt_word_at(r, p - 1, "у") && !is_bought(r))
                return KT_ROLE_OWNER; /* "у Литвы этот показатель выше" */
            if (kt_word_at(r, p - 2, "earnings") || kt_word_at(r, p - 2, "revenue") ||
                kt_word_at(r, p - 2, "revenues") || kt_word_at(r, p - 2, "proceeds"))
                return KT_ROLE_TO; /* what was earned there was sold there */
            return KT_ROLE_FROM;
        }
        if (to && in)
            return is_locative(r, name) || name->meaning.sense == KT_SENSE_CAPITAL ? KT_ROLE_IN
                                                                                   : KT_ROLE_TO;
        if (to)
            return KT_ROLE_TO;
        if (in)
            return KT_ROLE_IN;
    }
    return role_of_described(r, at);
}
