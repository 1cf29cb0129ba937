/* mention.c: the countries of a sentence and what part they play in it.
 *
 * Whither, whence, with whom and between whom is told by the words before a name, or by its
 * case in Russian; an adjective before goods is where they come from, before anything else
 * whose it is; a capital stands for its country unless something is said to be there. */
#include "reading.h"

#include <stdio.h>
#include <string.h>

kt_place kt_place_of(const char *code)
{
    kt_place place = 0;
    int shift = 0;
    for (const char *c = code; *c && shift < 8 * (KT_PLACE_SIZE - 1); c++, shift += 8)
        place |= (kt_place)(unsigned char)*c << shift;
    return place;
}

kt_place kt_place_country(uint32_t code)
{
    char text[5];
    return kt_place_of(kt_country_print((kt_country){code}, text));
}

void kt_place_print(kt_place place, char out[KT_PLACE_SIZE])
{
    for (int n = 0; n < KT_PLACE_SIZE - 1; n++)
        out[n] = (char)(unsigned char)(place >> 8 * n & 0xFF);
    out[KT_PLACE_SIZE - 1] = '\0';
}

/* ---- marks ------------------------------------------------------------------------------ */

const kt_mark *kt_mark_at(const kt_reading *r, int32_t t, kt_sense sense)
{
    if (t < 0 || t >= r->tokens->n_tokens || r->marks->at[t] < 0)
        return NULL;
    for (int32_t m = r->marks->at[t];; m++) {
        if (r->marks->mark[m].meaning.sense == sense)
            return &r->marks->mark[m];
        if (!r->marks->mark[m].next_same)
            return NULL;
    }
}

const kt_mark *kt_mark_before(const kt_reading *r, int32_t t, kt_sense sense)
{
    if (t <= r->first)
        return NULL;
    const kt_mark *mark = kt_mark_at(r, t - 1, sense);
    return mark && mark->first + mark->n == t ? mark : NULL;
}

bool kt_sign_at(const kt_reading *r, int32_t t, const char *sign)
{
    return t >= r->first && t < r->last && r->tokens->token[t].kind == KT_TOKEN_SIGN &&
           strcmp(kt_token_word(r->tokens, t), sign) == 0;
}

bool kt_word_at(const kt_reading *r, int32_t t, const char *word)
{
    return t >= r->first && t < r->last && strcmp(kt_token_word(r->tokens, t), word) == 0;
}

const kt_mark *kt_mark_within(const kt_reading *r, int32_t first, int32_t last, kt_sense sense)
{
    for (int32_t t = first < 0 ? 0 : first; t < last; t++) {
        const kt_mark *mark = kt_mark_at(r, t, sense);
        if (mark)
            return mark;
    }
    return NULL;
}

bool kt_goal_within(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first < 0 ? 0 : first; t < last; t++)
        if (kt_mark_at(r, t, KT_SENSE_TARGET) && !kt_mark_at(r, t, KT_SENSE_MONTH))
            return true;
    return false;
}

/* ---- roles ------------------------------------------------------------------------------ */

/* "In die gesamte EU", "aus dem benachbarten Polen": a German word with the ending of an
 * adjective that means nothing else here. */
static bool is_plain_adjective(const kt_reading *r, int32_t t)
{
    const kt_token *token = &r->tokens->token[t];
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    return r->tongue == 0 && size > 4 && !(token->flags & KT_TOKEN_CAPITAL) &&
           (r->marks->at[t] < 0 || kt_mark_at(r, t, KT_SENSE_ALL)) &&
           (word[size - 1] == 'e' || strcmp(word + size - 2, "en") == 0);
}

/* Words between a preposition and the name: articles, adjectives, "state", "republic". */
static bool passes(const kt_reading *r, int32_t t)
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
    if (r->tokens->token[t].kind == KT_TOKEN_NUMBER) /* the 28 EU countries */
        return r->tokens->token[t].value < 60 && r->tokens->token[t].decimals == 0;
    if (kt_sign_at(r, t, "-") &&
        (kt_word_at(r, t + 1, "nation") || kt_word_at(r, t + 1, "member") ||
         (r->tongue == 2 && r->tokens->token[t + 1].kind == KT_TOKEN_WORD &&
          passes(r, t + 1)))) /* the 27-nation EU; страны-члены ЕАЭС */
        return true;
    if (r->tokens->token[t].kind != KT_TOKEN_WORD)
        return false;
    for (size_t n = 0; n < sizeof small / sizeof *small; n++)
        if (strcmp(kt_token_word(r->tokens, t), small[n]) == 0)
            return true;
    return is_plain_adjective(r, t);
}

/* True where the name's Russian form is one of place, not of direction: "в Казахстане". */
static bool is_locative(const kt_reading *r, const kt_mark *mark)
{
    return r->tongue == 2 && mark->meaning.sense == KT_SENSE_COUNTRY &&
           (mark->meaning.name_form == KT_NAME_IN ||
            mark->meaning.name_form == KT_NAME_GENITIVE ||
            mark->meaning.name_form == KT_NAME_DATIVE);
}

/* The role that words before token t give; OWNER when none. *from: where they begin. */
static kt_role role_before(const kt_reading *r, int32_t t, const kt_mark *name)
{
    int32_t at = t;
    for (int n = 0; n < (r->tongue == 2 ? 6 : 4) && at > r->first && passes(r, at - 1); n++)
        at--;
    for (int32_t p = at; p <= t; p++) { /* "in der" before "in" */
        const kt_mark *to = kt_mark_before(r, p, KT_SENSE_TO);
        const kt_mark *in = kt_mark_before(r, p, KT_SENSE_IN);
        if (kt_mark_before(r, p, KT_SENSE_BETWEEN))
            return KT_ROLE_BETWEEN;
        if (kt_mark_before(r, p, KT_SENSE_RIVAL) &&
            !(kt_mark_before(r, p, KT_SENSE_TO) && r->tongue == 0))
            return KT_ROLE_RIVAL;
        if (kt_mark_before(r, p, KT_SENSE_WITH)) {
            /* Russian "с" is both: with the instrumental it is "with". */
            if (r->tongue == 2 && kt_mark_before(r, p, KT_SENSE_FROM) &&
                name->meaning.sense == KT_SENSE_COUNTRY &&
                name->meaning.name_form == KT_NAME_GENITIVE)
                return KT_ROLE_FROM;
            return KT_ROLE_WITH;
        }
        if (kt_mark_before(r, p, KT_SENSE_FROM)) {
            if (kt_word_at(r, p - 1, "of") || kt_word_at(r, p - 1, "von"))
                return KT_ROLE_OWNER;
            if (kt_word_at(r, p - 2, "earnings") || kt_word_at(r, p - 2, "revenue") ||
                kt_word_at(r, p - 2, "revenues") || kt_word_at(r, p - 2, "proceeds"))
                return KT_ROLE_TO; /* what was earned there was sold there */
            return KT_ROLE_FROM;
        }
        if (to && in)
            return is_locative(r, name) || name->meaning.sense == KT_SENSE_CAPITAL ? KT_ROLE_IN
                                                                                   : KT_ROLE_TO;
        if (to && to->n == 2 && r->tongue == 0 && kt_word_at(r, to->first, "in") &&
            name->meaning.sense == KT_SENSE_CAPITAL)
            return KT_ROLE_IN;
        if (to)
            return KT_ROLE_TO;
        if (in)
            return KT_ROLE_IN;
    }
    return KT_ROLE_OWNER;
}

/* Goods or a product follow an adjective within two words: "russische Waren". */
static bool goods_follow(const kt_reading *r, int32_t t)
{
    for (int32_t p = t; p < t + 2 && p < r->last; p++) {
        if (r->tokens->token[p].kind != KT_TOKEN_WORD)
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
    for (int32_t p = t; p < t + 3 && p < r->last; p++) {
        if (r->tokens->token[p].kind != KT_TOKEN_WORD && !kt_sign_at(r, p, "'"))
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

static bool market_follows(const kt_reading *r, int32_t t)
{
    return t < r->last && (kt_mark_at(r, t, KT_SENSE_MARKET) != NULL) &&
           !(r->tongue == 1 && kt_mark_at(r, t, KT_SENSE_RANK));
}

/* An office or a person follows an adjective, or stands before a genitive: "der belarussische
 * Präsident", "Präsident Kasachstans". */
static bool is_title(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t p = last; p < last + 3 && p < r->last; p++) {
        if (r->tokens->token[p].kind != KT_TOKEN_WORD)
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
        if (r->tokens->token[p].kind != KT_TOKEN_WORD)
            break;
        if (kt_mark_at(r, p, KT_SENSE_PERSON) || kt_mark_at(r, p, KT_SENSE_OFFICE))
            return true;
    }
    return false;
}

static kt_mention *add(kt_reading *r, int32_t first, int32_t last, kt_place place, kt_role role)
{
    if (r->n_mentions == KT_MAX_MENTIONS) /* more than a sentence has: the last one gives way */
        r->n_mentions--;
    kt_mention *mention = &r->mention[r->n_mentions++];
    *mention =
        (kt_mention){.first = first, .last = last, .place = place, .role = (uint8_t)role};
    return mention;
}

static const kt_mark *place_mark(const kt_reading *r, int32_t t, kt_place *place)
{
    static const kt_sense senses[] = {KT_SENSE_ADJECTIVE, KT_SENSE_COUNTRY,   KT_SENSE_PEOPLE,
                                      KT_SENSE_BLOC,      KT_SENSE_CONTINENT, KT_SENSE_CAPITAL};
    for (size_t n = 0; n < sizeof senses / sizeof *senses; n++) {
        const kt_mark *mark = kt_mark_at(r, t, senses[n]);
        if (!mark || mark->first != t || kt_mark_at(r, t, KT_SENSE_CURRENCY))
            continue;
        if ((senses[n] == KT_SENSE_COUNTRY || senses[n] == KT_SENSE_CAPITAL) &&
            !(r->tokens->token[t].flags & KT_TOKEN_CAPITAL) &&
            mark->meaning.name_form != KT_NAME && r->tongue != 2)
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
        if (!kt_mark_at(r, t, KT_SENSE_AND) && !kt_sign_at(r, t, ",") && !passes(r, t))
            return false;
    return kt_mark_at(r, from, KT_SENSE_AND) || kt_sign_at(r, from, ",");
}

/* English: "Britain's", "Belarus'". */
static bool is_possessive(const kt_reading *r, int32_t last)
{
    return kt_sign_at(r, last, "'") ||
           (kt_word_at(r, last - 1, "s") && kt_sign_at(r, last - 2, "'"));
}

/* "Chinas", "der Niederlande"; "die Niederlande" is none. */
static bool is_german_genitive(const kt_reading *r, int32_t t)
{
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    return (size > 0 && word[size - 1] == 's') || kt_word_at(r, t - 1, "der") ||
           kt_word_at(r, t - 1, "des");
}

/* "Japans": never one of a list behind a preposition. */
static bool is_named_genitive(const kt_reading *r, const kt_mark *mark)
{
    const char *word = kt_token_word(r->tokens, mark->first + mark->n - 1);
    const size_t size = strlen(word);
    return mark->meaning.sense == KT_SENSE_COUNTRY &&
           mark->meaning.name_form == KT_NAME_GENITIVE && size > 0 && word[size - 1] == 's';
}

/* "MINSK, 1 March - ": where the report was written. */
static bool is_dateline(const kt_reading *r, const kt_mark *mark)
{
    const int32_t t = mark->first + mark->n;
    return (mark->meaning.sense == KT_SENSE_CAPITAL ||
            (mark->meaning.sense == KT_SENSE_COUNTRY && kt_sign_at(r, t, "/") &&
             kt_mark_at(r, t + 1, KT_SENSE_CAPITAL))) &&
           (mark->first == r->first ||
            (mark->first == r->first + 2 && kt_sign_at(r, r->first + 1, "/"))) &&
           (kt_sign_at(r, t, ",") || kt_sign_at(r, t, "(") || kt_sign_at(r, t, "/") ||
            (kt_sign_at(r, t, "-") && (r->tokens->token[t].flags & KT_TOKEN_SPACED)));
}

static bool ends_in_er(const kt_reading *r, int32_t t)
{
    const size_t size = r->tokens->token[t].size;
    return size > 4 && strcmp(kt_token_word(r->tokens, t) + size - 2, "er") == 0;
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
        r->tokens->token[t + 1].kind != KT_TOKEN_WORD)
        return false;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (strstr(kt_token_word(r->tokens, t + 1), words[n]))
            return true;
    return false;
}

static void add_place(kt_reading *r, const kt_mark *mark, kt_place place)
{
    const int32_t first = mark->first, last = first + mark->n;
    /* US goods, EU exports; but not "sold China citrus". */
    const bool letters = (r->tokens->token[first].flags & KT_TOKEN_UPPER) != 0;
    const bool adjective =
        mark->meaning.sense == KT_SENSE_ADJECTIVE ||
        (r->tongue == 0 && ends_in_er(r, first) && /* Schweizer Exporte */
         flow_directly_follows(r, last)) ||
        (r->tongue == 0 && !(r->tokens->token[first].flags & KT_TOKEN_CAPITAL)) ||
        (r->tongue != 2 && !is_possessive(r, last) &&
         ((r->tongue == 1 && flow_directly_follows(r, last)) || market_follows(r, last) ||
          (letters && (goods_follow(r, last) || kt_sign_at(r, last, "-")))));
    kt_role role = role_before(r, first, mark);
    if (market_follows(r, last) || (adjective && market_follows(r, last + 1)))
        role = KT_ROLE_TO;
    else if (adjective && flow_follows(r, last) && role != KT_ROLE_BETWEEN)
        role = KT_ROLE_OWNER;
    else if (adjective && goods_follow(r, last) &&
             (role == KT_ROLE_OWNER || role == KT_ROLE_IN || role == KT_ROLE_WITH ||
              (role == KT_ROLE_TO && r->tongue == 2)))
        role = KT_ROLE_SOURCE;
    /* "China: exports 4.8 billion": a line of a list of partners */
    if (first == r->first && role == KT_ROLE_OWNER && !adjective && kt_sign_at(r, last, ":") &&
        place != r->d.main && r->n_stated > 0)
        role = KT_ROLE_WITH;
    if (r->n_mentions && role == KT_ROLE_OWNER && !adjective) {
        const kt_mention *before = &r->mention[r->n_mentions - 1];
        if (before->role != KT_ROLE_OWNER && before->role != KT_ROLE_SOURCE &&
            !before->pronoun && !(r->tongue == 0 && is_named_genitive(r, mark)) &&
            joined(r, before->last, first) &&
            (first > before->last || before->sense == KT_SENSE_BLOC))
            role = (kt_role)before->role;
    }
    if (r->tongue == 1 && adjective && r->n_mentions &&
        r->mention[r->n_mentions - 1].genitive &&
        (r->mention[r->n_mentions - 1].last == first ||
         (r->mention[r->n_mentions - 1].last == first - 2 &&
          kt_sign_at(r, first - 2, "'")))) { /* "Vietnam's Japanese exports" */
        if (kt_mark_at(r, last, KT_SENSE_EXPORT))
            role = KT_ROLE_TO;
        else if (kt_mark_at(r, last, KT_SENSE_IMPORT))
            role = KT_ROLE_FROM;
    }
    kt_mention *mention = add(r, first, last, place, role);
    mention->sense = mark->meaning.sense;
    mention->adjective = adjective;
    mention->genitive = r->tongue == 1
                            ? is_possessive(r, last)
                            : r->tongue == 0 && mark->meaning.sense == KT_SENSE_COUNTRY &&
                                  mark->meaning.name_form == KT_NAME_GENITIVE && mark->n == 1 &&
                                  role != KT_ROLE_RIVAL && is_german_genitive(r, first);
    if (mention->genitive && r->tongue == 1 && role != KT_ROLE_RIVAL &&
        role != KT_ROLE_BETWEEN && (role == KT_ROLE_TO || flow_follows(r, last)))
        mention->role = KT_ROLE_OWNER;
    mention->office =
        is_title(r, first, last) || is_dateline(r, mark) || is_in_compound(r, mark);
}

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
    kt_mention *mention = add(r, mark->first, mark->first + mark->n, place, role);
    mention->pronoun = 1;
    mention->sense = mark->meaning.sense;
}

/* The last place named in this sentence before the token, else of the discourse. */
static kt_place last_named(const kt_reading *r)
{
    for (int n = r->n_mentions - 1; n >= 0; n--) /* whose trade before another name */
        if (r->mention[n].role == KT_ROLE_OWNER && !r->mention[n].pronoun &&
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
            r->d.partner != KT_PLACE_WORLD)
            return r->d.partner;
    return r->d.main;
}

/* Its exports; but "to its market" is to the other one's. */
static void add_its(kt_reading *r, const kt_mark *mark)
{
    const kt_place named = last_named(r);
    kt_place other = other_of(r, named);
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].place && r->mention[n].place != named && !r->mention[n].office)
            other = r->mention[n].place;
    if (market_follows(r, mark->first + mark->n))
        add_pronoun(r, mark, other ? other : named, KT_ROLE_TO);
    else
        add_pronoun(r, mark, named, KT_ROLE_OWNER);
}

/* "The country": whose report it is; "its imports from the kingdom" are from the other one. */
static void add_home(kt_reading *r, const kt_mark *mark, kt_place home)
{
    kt_role role = role_before(r, mark->first, mark);
    const kt_place other = other_of(r, home);
    if (role == KT_ROLE_OWNER && mark->first > r->first &&
        r->tokens->token[mark->first - 1].size > 6)
        role = role_before(r, mark->first - 1, mark); /* aus dem ostasiatischen Land */
    const bool away = role == KT_ROLE_TO || role == KT_ROLE_FROM || role == KT_ROLE_WITH;
    bool named = false; /* the other one, so that home is meant */
    for (int n = 0; n < r->n_mentions; n++)
        named |= r->mention[n].place == other && !r->mention[n].office;
    kt_place away_to = other;
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) { /* named in the sentence */
        const kt_mention *m = &r->mention[n];
        if (m->role == KT_ROLE_OWNER && !m->adjective && !m->office && !m->pronoun &&
            m->place && m->place != home)
            away_to = m->place;
    }
    add_pronoun(r, mark, away && away_to && !named ? away_to : home, role);
}

/* "Ins Ausland", "aus aller Welt": the preposition may be part of the phrase. */
static kt_role role_of_world(const kt_reading *r, int32_t t, const kt_mark *mark)
{
    if (kt_word_at(r, t, "ins"))
        return KT_ROLE_TO;
    return kt_word_at(r, t, "aus") ? KT_ROLE_FROM : role_before(r, t, mark);
}

/* "Dem Wüstenstaat", "das Maghreb-Land": a German compound that stands for a country. */
static bool is_some_land(const kt_reading *r, int32_t t)
{
    static const char *const ends[] = {"land", "staat", "republik", "monarchie"};
    static const char *const others[] = {"inland", "festland", "neuland", "heimatland"};
    static const char *const before[] = {"dem", "das", "den", "im", "ins", "-"};
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    bool fits = false, stands = false;
    if (r->tongue != 0 || !(r->tokens->token[t].flags & KT_TOKEN_CAPITAL))
        return false;
    for (size_t n = 0; n < sizeof ends / sizeof *ends; n++)
        fits |= size >= strlen(ends[n]) && strcmp(word + size - strlen(ends[n]), ends[n]) == 0;
    for (size_t n = 0; n < sizeof others / sizeof *others && fits; n++)
        fits = strcmp(word, others[n]) != 0;
    for (size_t n = 0; n < sizeof before / sizeof *before && fits; n++)
        stands |= kt_word_at(r, t - 1, before[n]);
    return fits && stands && size > 4;
}

static void add_neighbour(kt_reading *r, int32_t t, uint16_t n)
{
    const kt_mark mark = {.first = t, .n = n, .meaning = {.sense = KT_SENSE_NEIGHBOUR}};
    const kt_place place = r->n_mentions == 0 && r->d.there && r->d.there != r->d.main
                               ? r->d.there
                               : other_of(r, r->n_mentions ? last_named(r) : r->d.main);
    add_pronoun(r, &mark, place, role_before(r, t, &mark));
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
            !r->mention[n].pronoun)
            last = r->mention[n].place;
    const char *word = kt_token_word(r->tokens, mark->first);
    const bool several =
        strncmp(word, "эти", sizeof "эти" - 1) == 0 && strcmp(word, "этим") != 0;
    add_pronoun(r, mark, several ? r->d.bloc : last, role_before(r, mark->first, mark));
}

/* "Between Bangladesh and his country" */
static bool is_second_between(const kt_reading *r, int32_t t)
{
    const kt_mention *before = r->n_mentions ? &r->mention[r->n_mentions - 1] : NULL;
    return before && before->role == KT_ROLE_BETWEEN && before->last == t - 1 &&
           kt_mark_at(r, t - 1, KT_SENSE_AND) != NULL;
}

/* "Китай, который поставил товаров", "Турция, оборот с которой": the country named last. */
static bool add_which(kt_reading *r, int32_t t)
{
    static const char which[] = "котор";
    const kt_mention *before = r->n_mentions ? &r->mention[r->n_mentions - 1] : NULL;
    if (r->tongue != 2 || !before || before->adjective || before->office ||
        strncmp(kt_token_word(r->tokens, t), which, sizeof which - 1) != 0)
        return false;
    if (!kt_sign_at(r, before->last, ",") || t - before->last > 6)
        return false;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first > before->last && r->stated[n].first < t)
            return false;
    const kt_mark mark = {.first = t, .n = 1, .meaning = {.sense = KT_SENSE_THIS_LAND}};
    const kt_role role = role_before(r, t, &mark);
    if (role == KT_ROLE_OWNER && t != before->last + 1)
        return false;
    add_pronoun(r, &mark, before->place, role);
    return true;
}

static void add_pronouns(kt_reading *r, int32_t t)
{
    const kt_mark *mark;
    const kt_place main = r->d.subject ? r->d.subject : r->d.main;
    if ((mark = kt_mark_at(r, t, KT_SENSE_OUR)) && mark->first == t)
        add_pronoun(r, mark, r->d.speaker_country ? r->d.speaker_country : our_own(r),
                    is_second_between(r, t)        ? KT_ROLE_BETWEEN
                    : goods_follow(r, t + mark->n) ? KT_ROLE_SOURCE
                                                   : role_before(r, t, mark));
    else if ((mark = kt_mark_at(r, t, KT_SENSE_UNION)) && mark->first == t && r->d.bloc)
        add_pronoun(r, mark, r->d.bloc, role_before(r, t, mark));
    else if ((mark = kt_mark_at(r, t, KT_SENSE_THITHER)) && mark->first == t)
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
             r->tokens->token[t].kind == KT_TOKEN_WORD)
        add_its(r, mark);
    else if ((mark = kt_mark_at(r, t, KT_SENSE_WORLD)) && mark->first == t)
        add_pronoun(r, mark, KT_PLACE_WORLD, role_of_world(r, t, mark));
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

/* "Because of the loss of Russian gas deliveries": a reason, no end of the flow told of. */
static void set_reasons_aside(kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++)
        for (int32_t t = r->mention[n].first - 1; t >= r->first && t >= r->mention[n].first - 4;
             t--) {
            if (r->tokens->token[t].kind != KT_TOKEN_WORD)
                break;
            if (kt_mark_at(r, t, KT_SENSE_CAUSE) &&
                (r->n_stated == 0 || t > r->stated[0].first))
                r->mention[n].role = KT_ROLE_RIVAL;
        }
}

/* "Среди стран СНГ": out of which one is named, no end of a flow. */
static void set_sets_aside(kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++)
        for (int32_t t = r->mention[n].first - 1; t >= r->first && t >= r->mention[n].first - 3;
             t--) {
            if (kt_word_at(r, t, "среди"))
                r->mention[n].role = KT_ROLE_RIVAL;
            if (!passes(r, t))
                break;
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
        } else if (r->marks->at[t] >= 0) {
            add_pronouns(r, t);
        } else if (add_which(r, t)) {
            continue;
        } else if (is_some_land(r, t)) {
            add_neighbour(r, t, 1);
        }
    }
    free_listed(r);
    set_reasons_aside(r);
    set_sets_aside(r);
}
