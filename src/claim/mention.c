/* mention.c: the countries of a sentence and what part they play in it.
 *
 * Whither, whence, with whom and between whom is told by the words before a name, or by its
 * case in Russian; an adjective before goods is where they come from, before anything else
 * whose it is; a capital stands for its country unless something is said to be there. */
#include "mention.h"
#include "trade_flow.h"

#include <string.h>

/* Goods or a product follow an adjective within two words: "russische Waren". */
bool kt_goods_follow(const kt_reading *r, int32_t t)
{
    for (int32_t p = t; p < t + 2 && p < r->last; p++) {
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD)
            return false;
        if (kt_mark_at(r, p, KT_SENSE_EXPORT) || kt_mark_at(r, p, KT_SENSE_IMPORT) ||
            kt_mark_at(r, p, KT_SENSE_TURNOVER))
            return false;
        if (kt_mark_at(r, p, KT_SENSE_GOODS) || kt_mark_at(r, p, KT_SENSE_PRODUCT))
            return true;
    }
    return false;
}

/* A flow's name follows an adjective within three words: "in the Russian foreign trade". */
static bool flow_follows(const kt_reading *r, int32_t t)
{
    const bool paired = r->tongue == 0 && kt_sign_at(r, t, "-"); /* im deutsch-finnischen */
    for (int32_t p = t + paired; p < t + paired + 3 && p < r->last; p++) {
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD && !kt_sign_at(r, p, "'"))
            return false;
        if (r->tongue == 2 &&
            (kt_mark_at(r, p, KT_SENSE_BUY) || kt_mark_at(r, p, KT_SENSE_SELL)))
            return false;
        if (kt_mark_at(r, p, KT_SENSE_EXPORT) || kt_mark_at(r, p, KT_SENSE_IMPORT) ||
            kt_mark_at(r, p, KT_SENSE_TURNOVER) || kt_mark_at(r, p, KT_SENSE_FOREIGN) ||
            kt_mark_at(r, p, KT_SENSE_SURPLUS) || kt_mark_at(r, p, KT_SENSE_DEFICIT) ||
            kt_mark_at(r, p, KT_SENSE_BALANCE))
            return true;
    }
    return false;
}

static bool flow_directly_follows(const kt_reading *r, int32_t t)
{
    return t < r->last &&
           (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
            kt_mark_at(r, t, KT_SENSE_TURNOVER));
}

/* "US car exports", "India wheat exports": a good and its flow follow the name, in English. */
static bool goods_flow_follows(const kt_reading *r, int32_t t)
{
    enum { FAR = 3 };
    bool good = false;
    for (int32_t p = t; p < t + FAR && p < r->last && r->tongue == 1; p++) {
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD)
            return false;
        if (kt_mark_at(r, p, KT_SENSE_EXPORT) || kt_mark_at(r, p, KT_SENSE_IMPORT))
            return good || (p > t && kt_mark_at(r, p, KT_SENSE_PRODUCT));
        good = kt_mark_at(r, p, KT_SENSE_PRODUCT) || kt_mark_at(r, p, KT_SENSE_GOODS) ||
               kt_mark_at(r, p, KT_SENSE_UNIT); /* "car" */
    }
    return false;
}

bool kt_market_follows(const kt_reading *r, int32_t t)
{
    return t < r->last && (kt_mark_at(r, t, KT_SENSE_MARKET) != NULL) &&
           !(r->tongue == 1 && kt_mark_at(r, t, KT_SENSE_RANK));
}

/* "Ministers of Peru and Chile want to raise trade": of the two, in English. */
static bool is_of_two(const kt_reading *r, int32_t persons, int32_t last)
{
    const char *word = kt_token_word(r->tokens, persons);
    const size_t size = strlen(word);
    return r->tongue == 1 && size > 2 && word[size - 1] == 's' &&
           kt_word_at(r, persons + 1, "of") && kt_mark_at(r, last, KT_SENSE_AND) &&
           kt_mark_at(r, last + 1, KT_SENSE_COUNTRY);
}

/* An office or a person follows an adjective, or stands before a genitive: "der belarussische
 * Präsident", "Präsident Kasachstans". */
static bool is_title(const kt_reading *r, int32_t first, int32_t last)
{
    if (r->tongue == 0 && kt_mark_at(r, last, KT_SENSE_STATISTICS) &&
        (kt_word_at(r, first - 1, "nach") || kt_word_at(r, first - 1, "laut") ||
         kt_word_at(r, first - 1, "gemäß")))
        return true; /* "nach deutscher Statistik": not whither */
    for (int32_t p = last; p < last + 3 && p < r->last; p++) {
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD)
            break;
        if (kt_mark_at(r, p, KT_SENSE_PERSON) || kt_mark_at(r, p, KT_SENSE_OFFICE))
            return true;
        if (kt_mark_at(r, p, KT_SENSE_EXPORT) || kt_mark_at(r, p, KT_SENSE_IMPORT) ||
            kt_mark_at(r, p, KT_SENSE_TURNOVER) || kt_mark_at(r, p, KT_SENSE_GOODS))
            return false;
        if (p > last)
            break;
    }
    for (int32_t p = first - 1; p >= first - 3 && p >= r->first; p--) {
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD ||
            kt_mark_at(r, p, KT_SENSE_SAY) || (r->tongue == 0 && kt_word_at(r, p, "nach")))
            break; /* "the minister said India and Peru" */
        if (kt_mark_at(r, p, KT_SENSE_PERSON) || kt_mark_at(r, p, KT_SENSE_OFFICE))
            return !is_of_two(r, p, last);
    }
    return false;
}

kt_mention *kt_mention_add(kt_reading *r, int32_t first, int32_t last, kt_place place,
                           kt_role role)
{
    if (r->n_mentions == KT_MAX_MENTIONS) /* more than a sentence has: the last one gives way */
        r->n_mentions--;
    kt_mention *mention = &r->mention[r->n_mentions++];
    *mention =
        (kt_mention){.first = first, .last = last, .place = place, .role = (uint8_t)role};
    return mention;
}

static bool is_upper(const kt_reading *r, int32_t t)
{
    return t >= r->first && t < r->last && kt_token_at(r->tokens, t)->kind == KT_TOKEN_WORD &&
           (kt_token_at(r->tokens, t)->flags & KT_TOKEN_UPPER);
}

/* "DANE said that", "by the office (DANE)": letters that only look like a people, in English.
 */
static bool is_short_name(const kt_reading *r, int32_t t, kt_sense sense)
{
    return r->tongue == 1 && sense == KT_SENSE_PEOPLE && is_upper(r, t) &&
           !is_upper(r, t - 1) && !is_upper(r, t + 1);
}

/* "3 billion Icelandic krónur". */
static bool is_of_money(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].kind == KT_AMOUNT_MONEY && t > r->stated[n].core &&
            t < r->stated[n].last)
            return true;
    return false;
}

static const kt_mark *place_mark(const kt_reading *r, int32_t t, kt_place *place)
{
    static const kt_sense senses[] = {KT_SENSE_ADJECTIVE, KT_SENSE_COUNTRY,   KT_SENSE_PEOPLE,
                                      KT_SENSE_BLOC,      KT_SENSE_CONTINENT, KT_SENSE_CAPITAL};
    for (size_t n = 0; n < sizeof senses / sizeof *senses; n++) {
        const kt_mark *mark = kt_mark_at(r, t, senses[n]);
        if (!mark || mark->first != t || kt_mark_at(r, t, KT_SENSE_CURRENCY) ||
            is_of_money(r, t) || is_short_name(r, t, senses[n]))
            continue;
        const bool bloc = senses[n] == KT_SENSE_BLOC || senses[n] == KT_SENSE_CONTINENT;
        *place = bloc ? kt_place_of(mark->meaning.text) : kt_place_country(mark->meaning.code);
        if (senses[n] == KT_SENSE_CONTINENT && *place != r->d.usual[0] &&
            *place != r->d.usual[1])
            continue;
        return mark;
    }
    return NULL;
}

/* What stands in brackets behind a name in a list: "France (+10 % to 93 billion) and Italy". */
static int32_t behind_brackets(const kt_reading *r, int32_t from, int32_t to)
{
    if (!kt_sign_at(r, from, "("))
        return from;
    for (int32_t t = from + 1; t < to && t < from + 16; t++)
        if (kt_sign_at(r, t, ")"))
            return t + 1;
    return from;
}

/* Names joined by "and", a comma or a hyphen share the role of the first. */
static bool joined(const kt_reading *r, int32_t from, int32_t to)
{
    from = behind_brackets(r, from, to);
    if (to - from > 3 || to <= from)
        return to == from;
    for (int32_t t = from; t < to; t++)
        if (!kt_mark_at(r, t, KT_SENSE_AND) && !kt_sign_at(r, t, ",") && !kt_passes(r, t))
            return false;
    return kt_mark_at(r, from, KT_SENSE_AND) || kt_sign_at(r, from, ",");
}

/* "With Canada, Japan reported a deficit": the subject behind what opens an English sentence.
 */
static bool opens_clause(const kt_reading *r, int32_t first, int32_t last)
{
    const kt_mention *before = &r->mention[r->n_mentions - 1];
    first -= kt_word_at(r, first - 1, "the");
    return r->tongue == 1 && r->n_mentions == 1 && before->first <= r->first + 6 &&
           before->last + 1 == first && kt_sign_at(r, before->last, ",") &&
           !kt_sign_at(r, last, ",") && !kt_mark_at(r, last, KT_SENSE_AND);
}

/* "From Peru at 6 billion, followed by Chile at 5": as the one before it, in English. */
static bool is_next_of_list(const kt_reading *r, int32_t first)
{
    return r->tongue == 1 && kt_word_at(r, first - 1, "by") &&
           kt_word_at(r, first - 2, "followed") &&
           kt_mark_within(r, r->first, first, KT_SENSE_IMPORT);
}

/* "Imports from Peru, Chile's third-largest supplier, fell": whose partner it is. */
static bool is_apposed(const kt_reading *r, int32_t first, int32_t last)
{
    enum { FAR = 7 };
    static const kt_sense nouns[] = {KT_SENSE_SUPPLIER, KT_SENSE_BUYER, KT_SENSE_PARTNER};
    const int32_t comma = first - 1 - kt_word_at(r, first - 1, "the");
    for (int32_t t = last; t < last + FAR && kt_sign_at(r, comma, ","); t++) {
        if (KT_ANY_AT(r, t, nouns))
            return true;
        if (kt_sign_at(r, t, ",") || kt_sign_at(r, t, "."))
            return false;
    }
    return false;
}

/* English: "Britain's", "Belarus'". */
static bool is_possessive(const kt_reading *r, int32_t last)
{
    return kt_sign_at(r, last, "'") || kt_sign_at(r, last - 1, "'") ||
           (kt_word_at(r, last - 1, "s") && kt_sign_at(r, last - 2, "'"));
}

/* "Chinas", "der Niederlande"; "die Niederlande" is none. */
static bool is_german_genitive(const kt_reading *r, int32_t t)
{
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    return (size > 0 && word[size - 1] == 's') || kt_word_at(r, t - 1, "der");
}

/* "Japans": never one of a list behind a preposition. */
static bool is_named_genitive(const kt_reading *r, const kt_mark *mark)
{
    const char *word = kt_token_word(r->tokens, mark->first + mark->n - 1);
    const size_t size = strlen(word);
    return mark->meaning.sense == KT_SENSE_COUNTRY &&
           mark->meaning.name_form == KT_NAME_GENITIVE && size > 0 && word[size - 1] == 's';
}

/* "RIO DE JANEIRO, BRAZIL - ", "New Delhi [India], April 2 (ANI)": the country behind the town
 * where the report was written. */
static bool is_behind_town(const kt_reading *r, const kt_mark *mark)
{
    enum { MOST = 6 };
    const int32_t end = mark->first + mark->n, sign = mark->first - 1;
    const bool in = kt_sign_at(r, sign, "[") && kt_sign_at(r, end, "]");
    const bool dash =
        kt_sign_at(r, end, "-") && (kt_token_at(r->tokens, end)->flags & KT_TOKEN_SPACED);
    if (r->tongue != 1 || mark->meaning.sense != KT_SENSE_COUNTRY || sign <= r->first ||
        sign - r->first > MOST || !(in || (kt_sign_at(r, sign, ",") && dash)))
        return false;
    for (int32_t t = r->first; t < sign; t++)
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD ||
            !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL))
            return false;
    return true;
}

/* "Peru Business News", "the Togo Times", "«Российская газета»", "немецкое издание": who
 * reports, in English and Russian. */
static bool is_paper(const kt_reading *r, int32_t last)
{
    static const char *const media[] = {"газет",   "издани",   "агентств", "телеканал",
                                        "портал",  "журнал",   "волна",    "волне",
                                        "правда",  "правде",   "правды",   "известия",
                                        "новости", "медиахол", "телевид",  "таблоид"};
    if (r->tongue == 2 && KT_BEGINS_WITH_ONE_OF(r, last, media))
        return true;
    static const char *const words[] = {"news",  "times",    "daily",  "herald",
                                        "press", "observer", "gazette"};
    for (int32_t t = last; t < last + 2 && t < r->last && r->tongue == 1; t++) {
        if (!(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL))
            return false;
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]))
                return true;
    }
    return false;
}

/* "MINSK, 1 March - ": where the report was written. */
static bool is_dateline(const kt_reading *r, const kt_mark *mark)
{
    const int32_t t = mark->first + mark->n;
    if (is_behind_town(r, mark))
        return true;
    return (mark->meaning.sense == KT_SENSE_CAPITAL ||
            (mark->meaning.sense == KT_SENSE_COUNTRY && kt_sign_at(r, t, "/") &&
             kt_mark_at(r, t + 1, KT_SENSE_CAPITAL))) &&
           (mark->first == r->first ||
            (mark->first == r->first + 2 && kt_sign_at(r, r->first + 1, "/"))) &&
           (kt_sign_at(r, t, ",") || kt_sign_at(r, t, "(") || kt_sign_at(r, t, "/") ||
            (kt_sign_at(r, t, "-") && (kt_token_at(r->tokens, t)->flags & KT_TOKEN_SPACED)));
}

static bool ends_in_er(const kt_reading *r, int32_t t)
{
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    return size > 4 && strcmp(word + size - 2, "er") == 0;
}

/* "EU-Beitritt", "Ukraine-Krieg": a word of its own that names no end of a flow. */
static bool is_in_compound(const kt_reading *r, const kt_mark *mark)
{
    static const char *const words[] = {"beitritt",  "präsident", "gipfel",  "krieg",
                                        "krise",     "konflikt",  "politik", "experte",
                                        "beauftrag", "reise",     "besuch",  "annäherung",
                                        "sanktion",  "embargo",   "delegat", "kommissar"};
    const int32_t t = mark->first + mark->n;
    if (r->tongue != 0 || !kt_sign_at(r, t, "-") || t + 1 >= r->last ||
        kt_token_at(r->tokens, t + 1)->kind != KT_TOKEN_WORD)
        return false;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (strstr(kt_token_word(r->tokens, t + 1), words[n]))
            return true;
    return false;
}

/* "Фирмы, ..., отгрузили немецким заказчикам": whither, in Russian. */
static bool is_sold_to(const kt_reading *r, int32_t first, int32_t last)
{
    const char *word = kt_token_word(r->tokens, last - 1),
               *noun = kt_token_word(r->tokens, last);
    return r->tongue == 2 && kt_mark_before(r, first, KT_SENSE_SELL) &&
           kt_ends_in(word, "им") && (kt_ends_in(noun, "ам") || kt_ends_in(noun, "ям"));
}

/* "Peru to Chile exports", "Peru-to-Chile trade": from the one named before, in English. */
static bool is_second_end(const kt_reading *r, int32_t first, int32_t last)
{
    const kt_mention *before = r->n_mentions ? &r->mention[r->n_mentions - 1] : NULL;
    const int32_t to = first - 1 - kt_sign_at(r, first - 1, "-");
    return r->tongue == 1 && before && kt_word_at(r, to, "to") &&
           before->last == to - kt_sign_at(r, to - 1, "-") && !before->pronoun &&
           !before->genitive && flow_directly_follows(r, last);
}

/* "Imports from China fell, while U.S. imports rose": in a report of another country's trade
 * what comes from there, where that is who it trades with or whose imports were just told. */
static bool is_imported_from(const kt_reading *r, const kt_mark *mark, kt_place place)
{
    enum { RECENT = 12 };
    const int32_t t = mark->first + mark->n;
    const kt_mark *flow = kt_mark_at(r, t, KT_SENSE_IMPORT);
    char code[KT_PLACE_SIZE], main[KT_PLACE_SIZE];
    const bool letters = kt_token_at(r->tokens, mark->first)->flags & KT_TOKEN_UPPER;
    if (r->tongue != 1 || !flow || flow->first != t || !kt_word_at(r, t, "imports") ||
        !(letters || mark->meaning.sense == KT_SENSE_ADJECTIVE) || /* "that Peru imports" */
        !kt_place_is_country(r->d.main) || kt_is_bloc(r->d.main) || place == r->d.main ||
        kt_mark_at(r, mark->first - 1, KT_SENSE_ADJECTIVE))
        return false;
    kt_place_print(place, code);
    kt_place_print(r->d.main, main);
    bool partner = place == r->d.partner, own = false;
    for (int64_t n = r->n_claims; n-- > 0 && n + RECENT > r->n_claims;) {
        const kt_claim *c = &r->claim[n];
        partner |= strcmp(c->a, main) == 0 && strcmp(c->b, code) == 0;
        own |= strcmp(c->a, code) == 0;
    }
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    partner |= last && last->measure == KT_MEASURE_IMPORT && strcmp(last->a, main) == 0;
    return partner && !own;
}

static void add_place(kt_reading *r, const kt_mark *mark, kt_place place)
{
    const int32_t first = mark->first, last = first + mark->n;
    /* US goods, EU exports; but not "sold China citrus". */
    const bool letters = (kt_token_at(r->tokens, first)->flags & KT_TOKEN_UPPER) != 0;
    const bool adjective =
        mark->meaning.sense == KT_SENSE_ADJECTIVE ||
        (r->tongue == 2 && mark->n == 1 && /* "в европейском экспорте" */
         strstr(kt_token_word(r->tokens, first), "ейск")) ||
        (r->tongue == 0 && ends_in_er(r, first) && /* Schweizer Exporte */
         flow_directly_follows(r, last)) ||
        (r->tongue == 0 && !(kt_token_at(r->tokens, first)->flags & KT_TOKEN_CAPITAL)) ||
        (r->tongue != 2 && !is_possessive(r, last) &&
         ((r->tongue == 1 && (flow_directly_follows(r, last) || goods_flow_follows(r, last))) ||
          kt_market_follows(r, last) ||
          (letters &&
           ((r->tongue == 1 && kt_goods_follow(r, last)) || kt_sign_at(r, last, "-")))));
    kt_role role = kt_role_before(r, first, mark);
    if (r->tongue == 1 && kt_sign_at(r, last, "-") && kt_word_at(r, last + 1, "bound")) {
        role = KT_ROLE_TO; /* "US-bound exports" */
    } else if (is_second_end(r, first, last)) {
        r->mention[r->n_mentions - 1].role = KT_ROLE_OWNER;
        role = KT_ROLE_TO;
    } else if (kt_market_follows(r, last) || (adjective && kt_market_follows(r, last + 1)))
        role = r->tongue == 2 && kt_word_at(r, first - 1, "с") ? KT_ROLE_FROM : KT_ROLE_TO;
    else if (adjective && is_imported_from(r, mark, place))
        role = KT_ROLE_FROM;
    else if (adjective && flow_follows(r, last) && role != KT_ROLE_BETWEEN)
        role = KT_ROLE_OWNER;
    else if (adjective && (kt_goods_follow(r, last) || kt_is_good_left_out(r, first, last)) &&
             (role == KT_ROLE_OWNER || role == KT_ROLE_IN || role == KT_ROLE_WITH ||
              (role == KT_ROLE_TO && r->tongue == 2)))
        role = KT_ROLE_SOURCE;
    if (r->tongue == 0 && role == KT_ROLE_OWNER && adjective &&
        kt_word_at(r, first - 1, "von") && kt_mark_at(r, last, KT_SENSE_TRADER) &&
        kt_mark_within(r, r->first, r->last, KT_SENSE_BUY))
        role = KT_ROLE_FROM; /* "hat Waren von polnischen Firmen gekauft" */
    if (r->tongue == 0 && role == KT_ROLE_IN && kt_word_at(r, first - 1, "in") &&
        (kt_word_at(r, first - 2, "liegt") || kt_word_at(r, first - 2, "lag")) &&
        kt_mark_within(r, r->first, first, KT_SENSE_BUYER))
        role = KT_ROLE_OWNER; /* "der größte Absatzmarkt liegt in Peru" */
    if (r->tongue == 0 && role == KT_ROLE_OWNER && !adjective && /* "Exportmarkt China" */
        !is_named_genitive(r, mark) && kt_mark_before(r, first, KT_SENSE_BUYER))
        role = KT_ROLE_TO;
    const bool of_adjective = r->n_mentions && r->mention[r->n_mentions - 1].adjective &&
                              r->mention[r->n_mentions - 1].last == first;
    const bool of_another = !letters && r->d.main && place != r->d.main;
    if (r->tongue == 0 && kt_sign_at(r, last, "-") &&
        (of_adjective || of_another)) { /* britische EU-Exporte, unsere China-Exporte */
        if (kt_mark_at(r, last + 1, KT_SENSE_EXPORT))
            role = KT_ROLE_TO;
        else if (kt_mark_at(r, last + 1, KT_SENSE_IMPORT))
            role = KT_ROLE_FROM;
    }
    if (adjective && is_sold_to(r, first, last))
        role = KT_ROLE_TO;
    /* "China: exports 4.8 billion": a line of a list of partners */
    if (first == r->first && role == KT_ROLE_OWNER && !adjective && kt_sign_at(r, last, ":") &&
        place != r->d.main && r->n_stated > 0)
        role = KT_ROLE_WITH;
    if (r->n_mentions && role == KT_ROLE_OWNER && !adjective) {
        const kt_mention *before = &r->mention[r->n_mentions - 1];
        if (before->role != KT_ROLE_OWNER && before->role != KT_ROLE_SOURCE &&
            !before->pronoun && !(r->tongue == 0 && is_named_genitive(r, mark)) &&
            (joined(r, before->last, first) || is_next_of_list(r, first)) &&
            !opens_clause(r, first, last) &&
            (first > before->last || before->sense == KT_SENSE_BLOC))
            role = (kt_role)before->role;
    }
    if (r->tongue == 1 && adjective && r->n_mentions &&
        r->mention[r->n_mentions - 1].genitive &&
        (r->mention[r->n_mentions - 1].last == first ||
         (r->mention[r->n_mentions - 1].last == first - 2 &&
          kt_sign_at(r, first - 2, "'")))) { /* "Vietnam's Japanese exports" */
        const int32_t flow = last + (kt_mark_at(r, last, KT_SENSE_GOODS) != NULL);
        if (kt_mark_at(r, flow, KT_SENSE_EXPORT)) /* "Ireland's US goods exports" */
            role = KT_ROLE_TO;
        else if (kt_mark_at(r, flow, KT_SENSE_IMPORT))
            role = KT_ROLE_FROM;
    }
    kt_mention *mention = kt_mention_add(r, first, last, place, role);
    mention->sense = mark->meaning.sense;
    mention->adjective = adjective;
    mention->genitive = r->tongue == 1
                            ? is_possessive(r, last)
                            : r->tongue == 0 && mark->meaning.sense == KT_SENSE_COUNTRY &&
                                  mark->meaning.name_form == KT_NAME_GENITIVE && mark->n == 1 &&
                                  role != KT_ROLE_RIVAL && is_german_genitive(r, first);
    const bool as = kt_word_at(r, first - 1, "as") || /* "ranked as the Philippines' partner" */
                    (kt_word_at(r, first - 1, "the") && kt_word_at(r, first - 2, "as"));
    if (mention->genitive && r->tongue == 1 && role != KT_ROLE_BETWEEN &&
        (as || is_apposed(r, first, last) ||
         (role != KT_ROLE_RIVAL && (role == KT_ROLE_TO || flow_follows(r, last)))))
        mention->role = KT_ROLE_OWNER;
    mention->office = is_title(r, first, last) || is_dateline(r, mark) || is_paper(r, last) ||
                      is_in_compound(r, mark);
}

/* Who is named with its own amount is no mere rival: "before China (8.9 billion)". */
static void free_listed(kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++)
        for (int i = 0; i < r->n_stated && r->mention[n].role == KT_ROLE_RIVAL; i++) {
            const int32_t gap = r->stated[i].first - r->mention[n].last;
            const kt_mark *with = kt_mark_before(r, r->stated[i].first, KT_SENSE_WITH);
            if (gap == 0 || (with && gap == with->n) ||
                (gap == 1 && kt_sign_at(r, r->mention[n].last, "(")))
                r->mention[n].role = KT_ROLE_OWNER;
        }
}

void kt_find_mentions(kt_reading *r)
{
    r->n_mentions = 0;
    for (int32_t t = r->first; t < r->last; t++) {
        kt_place place = 0;
        const kt_mark *mark = place_mark(r, t, &place);
        if (mark) {
            add_place(r, mark, place);
            if (mark->meaning.sense == KT_SENSE_BLOC)
                r->d.bloc = place;
            t += mark->n - 1;
        } else {
            kt_add_pronoun(r, t);
        }
    }
    free_listed(r);
    if (r->n_mentions > 1 && r->mention[0].first <= r->first + 2 &&
        kt_is_among(r, &r->mention[0]))
        r->mention[0].office = 1; /* "Among CIS countries, Kazakhstan is second" */
    for (int n = 0; n < r->n_mentions && r->tongue == 0; n++)
        if (kt_is_among(r, &r->mention[n]))
            r->mention[n].office = 1;
    kt_set_aside(r);
}
