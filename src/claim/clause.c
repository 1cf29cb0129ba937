/* clause.c: a subordinate clause that holds no amount: "als Rom Ersatz für russische
 * Lieferungen suchte,", ", which has a free trade deal with China,"; in English also an example
 * or a reason between commas: ", chiefly soybeans for the crushing plants,". */
#include "claim_kind.h"
#include "passing.h"

#include <string.h>

enum { FARTHEST = 30, SHORTEST = 3 };

/* "Für 3 Milliarden mehr nach Chile, als es von dort einführte": what is more than what. */
static bool is_comparison(const kt_reading *r, int32_t comma)
{
    static const char *const words[] = {"mehr", "weniger", "höher", "niedriger", "größer"};
    enum { FAR = 5 };
    for (int32_t t = comma - 1; t > comma - FAR && t >= r->first; t--)
        if (KT_IS_ONE_OF(r, t, words) || kt_word_at(r, t, "als"))
            return !kt_word_at(r, t, "als") && kt_word_at(r, comma + 1, "als");
    return false;
}

/* Where the word stands that opens a clause behind the comma at t; -1. */
static int32_t opens_german(const kt_reading *r, int32_t t)
{
    static const char *const joins[] = {
        "als",    "weil",    "da",      "obwohl",   "obgleich", "nachdem", "bevor",
        "ehe",    "während", "wo",      "wohin",    "woher",    "wenn",    "womit",
        "wofür",  "wobei",   "weshalb", "weswegen", "wodurch",  "wovon",   "worunter",
        "sodass", "indem",   "sobald",  "solange"};
    static const char *const which[] = {"der",     "die",     "das",    "dem",    "den",
                                        "denen",   "dessen",  "deren",  "welche", "welcher",
                                        "welches", "welchem", "welchen"};
    static const char *const before[] = {"in",  "aus", "nach",  "mit",  "von", "auf",  "an",
                                         "für", "zu",  "durch", "über", "bei", "unter"};
    if (is_comparison(r, t))
        return -1;
    if (KT_IS_ONE_OF(r, t + 1, joins))
        return t + 1;
    const int32_t at = t + 1 + KT_IS_ONE_OF(r, t + 1, before);
    if (!KT_IS_ONE_OF(r, at, which) || kt_mark_at(r, at + 1, KT_SENSE_EXPORT) ||
        kt_mark_at(r, at + 1, KT_SENSE_IMPORT) || kt_mark_at(r, at + 1, KT_SENSE_TURNOVER))
        return -1; /* "die Importe sanken, die Exporte stiegen, ..." */
    return at;
}

/* "Helping", "leaving": a clause of its own; not what names a source or a part. */
static bool is_gerund(const kt_reading *r, int32_t t)
{
    static const char *const others[] = {
        "according",     "including",  "excluding",     "citing",       "quoting",
        "saying",        "adding",     "noting",        "following",    "trading",
        "beginning",     "ending",     "during",        "starting",     "covering",
        "spanning",      "concerning", "regarding",     "neighbouring", "neighboring",
        "corresponding", "remaining",  "manufacturing", "clothing",     "mining"};
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    return size > 5 && strcmp(word + size - 3, "ing") == 0 && !KT_IS_ONE_OF(r, t, others);
}

/* "Before China closed its market", "until the two signed a deal": a past tense behind the
 * subject; not "before Japan and Korea". */
static bool shuts_or_signs(const kt_reading *r, int32_t t)
{
    enum { FAR = 6 };
    for (int32_t p = t + 2; p < t + FAR && p < r->last; p++) {
        const char *word = kt_token_word(r->tokens, p);
        const size_t size = strlen(word);
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD)
            return false;
        if ((size > 4 && strcmp(word + size - 2, "ed") == 0) || strcmp(word, "shut") == 0 ||
            strcmp(word, "cut") == 0 || strcmp(word, "began") == 0 ||
            strcmp(word, "took") == 0 || strcmp(word, "left") == 0 || strcmp(word, "put") == 0)
            return true;
    }
    return false;
}

/* "In 2018, the first full year since the deal was signed, ...": what year it was. */
static bool is_which_year(const kt_reading *r, int32_t t)
{
    static const char *const articles[] = {"the", "a", "an", "its", "their"};
    static const char *const nouns[] = {"year", "month", "quarter"};
    enum { FAR = 5 };
    const kt_token *before = kt_token_at(r->tokens, t - 2);
    if (!KT_IS_ONE_OF(r, t, articles) ||
        !(before->kind == KT_TOKEN_NUMBER || kt_mark_at(r, t - 2, KT_SENSE_MONTH) ||
          KT_IS_ONE_OF(r, t - 2, nouns)))
        return false;
    for (int32_t p = t + 1; p < t + FAR && kt_token_at(r->tokens, p)->kind == KT_TOKEN_WORD;
         p++)
        if (KT_IS_ONE_OF(r, p, nouns))
            return true;
    return false;
}

/* "Which", "for whom", "most of which", "most of them", not "of which"; "helping". */
static int32_t opens_english(const kt_reading *r, int32_t t)
{
    static const char *const which[] = {"which", "who",     "whose",    "whom",  "where",
                                        "when",  "because", "although", "though"};
    static const char *const before[] = {"from", "to",   "in",   "for",  "with",   "by",
                                         "on",   "at",   "most", "many", "much",   "some",
                                         "all",  "both", "of",   "part", "through"};
    static const char *const was[] = {"once", "long", "formerly", "traditionally", "home"};
    enum { SUBJECT = 5 };
    int32_t at = t + 1;
    if ((kt_word_at(r, at, "before") || kt_word_at(r, at, "until")) &&
        shuts_or_signs(r, at)) /* ", before Beijing closed its market" */
        return at;
    if (is_gerund(r, at) || is_which_year(r, at) ||
        KT_IS_ONE_OF(r, at, was)) /* ", once the leading market," */
        return at;
    for (int32_t p = at; p < at + SUBJECT; p++) /* ", the US market being the main culprit" */
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD)
            break;
        else if (kt_word_at(r, p + 1, "being"))
            return at;
    while (at < t + 3 && KT_IS_ONE_OF(r, at, before))
        at++;
    if (at == t + 3 && (kt_word_at(r, at, "them") || kt_word_at(r, at, "it")))
        return at;
    return KT_IS_ONE_OF(r, at, which) && !(at == t + 2 && kt_word_at(r, t + 1, "of")) ? at : -1;
}

/* "Входящих", "закрывшего": a participle. */
static bool is_participle(const kt_reading *r, int32_t t)
{
    static const char *const stems[] = {"щ", "вш"};
    static const char *const endings[] = {"ий", "ая", "ее", "ие",  "его", "ей",
                                          "ую", "их", "им", "ими", "ем",  "ему"};
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        for (size_t k = 0; k < sizeof stems / sizeof *stems; k++) {
            const size_t end = strlen(endings[n]), stem = strlen(stems[k]);
            if (size > end + stem + 4 && strcmp(word + size - end, endings[n]) == 0 &&
                strncmp(word + size - end - stem, stems[k], stem) == 0)
                return true;
        }
    return false;
}

static int32_t opens_russian(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"где", "куда", "откуда",    "когда", "чья",
                                        "чей", "чьи",  "поскольку", "хотя",  "потому"};
    static const char which[] = "котор";
    if (KT_IS_ONE_OF(r, t + 1, words) || is_participle(r, t + 1))
        return t + 1;
    for (int32_t p = t + 1; p <= t + 2 && p < r->last; p++)
        if (strncmp(kt_token_word(r->tokens, p), which, sizeof which - 1) == 0)
            return p;
    return -1;
}

/* "Fell to 2 billion as China cut prices": behind the last amount, without a comma; not "as the
 * largest buyer", "third after China". In English. */
static bool joins_tail(const kt_reading *r, int32_t t)
{
    static const char *const joins[] = {"as", "after", "because", "although", "though"};
    return r->tongue == 1 && KT_IS_ONE_OF(r, t + 1, joins);
}

static bool opens_tail(const kt_reading *r, int32_t t)
{
    static const char *const others[] = {"a",    "an",   "of",   "for",  "well",    "much",
                                         "many", "per",  "part", "both", "against", "compared",
                                         "its",  "to",   "in",   "and",  "a",       "far",
                                         "long", "soon", "tax",  "one",  "its",     "such"};
    static const char *const tells[] = {"report", "stat", "record", "count", "publish",
                                        "show",   "said", "say",    "told",  "seen"};
    if (!joins_tail(r, t) || r->n_stated == 0 || t < r->stated[r->n_stated - 1].last ||
        KT_IS_ONE_OF(r, t + 2, others) || kt_mark_within(r, t, r->last, KT_SENSE_PARTNER) ||
        kt_mark_within(r, t, r->last, KT_SENSE_BUYER) ||
        kt_mark_within(r, t, r->last, KT_SENSE_SUPPLIER))
        return false;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].kind == KT_AMOUNT_RANK)
            return false;
    for (int32_t p = t + 2; p < r->last && p < t + 8; p++)
        for (size_t n = 0; n < sizeof tells / sizeof *tells; n++)
            if (kt_starts_with(r, p, tells[n]))
                return false; /* "as Chile reports it" */
    return true;
}

static int32_t opens_clause(const kt_reading *r, int32_t t)
{
    if (opens_tail(r, t))
        return t + 1;
    if (!kt_sign_at(r, t, ","))
        return -1;
    return r->tongue == 0   ? opens_german(r, t)
           : r->tongue == 1 ? opens_english(r, t)
                            : opens_russian(r, t);
}

/* The verb is the last word of a German clause. */
static bool ends_with_verb(const kt_reading *r, int32_t t)
{
    static const char *const others[] = {"dagegen", "allerdings", "jedoch", "hingegen",
                                         "zudem",   "auch",       "aber",   "wiederum"};
    const kt_token *token = kt_token_at(r->tokens, t);
    return token->kind == KT_TOKEN_WORD && !(token->flags & KT_TOKEN_CAPITAL) &&
           token->size >= 3 && !KT_IS_ONE_OF(r, t, others);
}

static bool is_verb(const kt_reading *r, int32_t t)
{
    static const kt_sense senses[] = {KT_SENSE_UP,    KT_SENSE_DOWN, KT_SENSE_RISE_TO,
                                      KT_SENSE_SELL,  KT_SENSE_BUY,  KT_SENSE_SHARE_OF,
                                      KT_SENSE_HEDGE, KT_SENSE_RANK, KT_SENSE_SAY};
    return KT_ANY_AT(r, t, senses);
}

/* The last of the commas behind t that no verb parts: "which sells tea, coffee and sesame,
 * earned"; -1. */
static int32_t closes_english(const kt_reading *r, int32_t t)
{
    enum { NEXT = 7 };
    int32_t close = -1;
    for (int32_t p = t; p < r->last && p < t + FARTHEST; p++) {
        if (kt_sign_at(r, p, ";"))
            return p;
        if (kt_sign_at(r, p, ","))
            close = p;
        else if (close >= 0 && (p > close + NEXT || is_verb(r, p) ||
                                kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD))
            break;
    }
    return close;
}

/* The comma that closes the clause which opens at t; -1. */
int32_t kt_clause_close(const kt_reading *r, int32_t t)
{
    if (r->tongue == 1 && closes_english(r, t) >= 0)
        return closes_english(r, t);
    for (int32_t p = t + SHORTEST; p < r->last && p < t + FARTHEST; p++)
        if (kt_sign_at(r, p, ",") && (r->tongue != 0 || ends_with_verb(r, p - 1)) &&
            !(r->tongue == 2 && opens_russian(r, p) >= 0)) /* a clause within it */
            return p;
    return r->last - t < FARTHEST ? r->last : -1;
}

static bool has_flow(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT};
    return KT_ANY_WITHIN(r, first, last, flows);
}

static bool has_amount(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first < last && r->stated[n].last > first &&
            !kt_is_of_world(r, &r->stated[n]))
            return true;
    return false;
}

/* "Das Finanzjahr, das im März 2023 endete,", "сезон, который длился с июля по июнь,": says of
 * when all is told. */
static bool tells_when(const kt_reading *r, int32_t first, int32_t last)
{
    static const char *const begins[] = {"end",    "beg",   "dauer", "reich", "lief",  "lasts",
                                         "lasted", "runs",  "ran",   "закон", "завер", "истек",
                                         "начал",  "начин", "длил",  "длит"};
    bool months = false, ends = false;
    for (int n = 0; n < r->n_when; n++)
        months |= r->when[n].first < last && r->when[n].last > first && !r->when[n].only_year;
    for (int32_t t = first; t < last && months; t++)
        ends |= KT_BEGINS_WITH_ONE_OF(r, t, begins);
    return ends;
}

static bool is_example(const kt_reading *r, int32_t t)
{
    return r->tongue == 1 && kt_sign_at(r, t, ",") &&
           (kt_mark_at(r, t + 1, KT_SENSE_EXAMPLE) || kt_mark_at(r, t + 1, KT_SENSE_CAUSE));
}

/* "Weil China weniger kaufte, sanken die Exporte": opens the sentence; not "während die
 * Importe sanken,", which is held against the rest. */
static bool opens_sentence(const kt_reading *r)
{
    static const char *const german[] = {"weil",    "obwohl", "obgleich", "während",
                                         "nachdem", "als",    "wenn",     "da"};
    static const char *const english[] = {"while",   "although", "though",
                                          "because", "when",     "whereas"};
    static const char *const russian[] = {"когда", "поскольку", "хотя", "пока"};
    return r->tongue == 0   ? KT_IS_ONE_OF(r, r->first, german)
           : r->tongue == 1 ? KT_IS_ONE_OF(r, r->first, english)
                            : KT_IS_ONE_OF(r, r->first, russian);
}

int32_t kt_first_clause_end(const kt_reading *r)
{
    const int32_t t = r->first, close = opens_sentence(r) ? kt_clause_close(r, t) : -1;
    return close < 0 || close == r->last || has_amount(r, t, close) ||
                   tells_when(r, t, close) || has_flow(r, t, close) ||
                   !has_flow(r, close, r->last)
               ? t
               : close;
}

static bool is_spaced_dash(const kt_reading *r, int32_t t)
{
    return kt_sign_at(r, t, "-") && (kt_token_at(r->tokens, t)->flags & KT_TOKEN_SPACED) &&
           t + 1 < r->last && (kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_SPACED);
}

/* An en or em dash, with or without blanks; no hyphen. */
static bool is_long_dash(const kt_reading *r, int32_t t)
{
    static const char dashes[] = "\xE2\x80";
    const char *at = r->article->text.data + kt_token_at(r->tokens, t)->start;
    return kt_sign_at(r, t, "-") &&
           kt_token_at(r->tokens, t)->end - kt_token_at(r->tokens, t)->start == 3 &&
           strncmp(at, dashes, sizeof dashes - 1) == 0;
}

/* "Fell to 4 billion — breaking a trend seen in all of ASEAN": up to the end of the sentence,
 * in English. */
static bool opens_last_aside(const kt_reading *r, int32_t t)
{
    return r->tongue == 1 && (is_spaced_dash(r, t) || is_long_dash(r, t)) &&
           is_gerund(r, t + 1) && r->last - t < FARTHEST && !has_amount(r, t, r->last);
}

/* "Peru - nach Chile der größte Erzeuger - führte", "(mainly copper for China)": behind the
 * second sign; t where it holds an amount, a period or what kind of trade it is. */
int32_t kt_aside_end(const kt_reading *r, int32_t t)
{
    if (opens_last_aside(r, t))
        return r->last;
    const bool dash = r->tongue != 2 && is_spaced_dash(r, t); /* Russian: a verb left out */
    if (!dash && !kt_sign_at(r, t, "("))
        return t;
    int32_t end = t + 1;
    while (end < r->last && end < t + FARTHEST &&
           !(dash ? is_spaced_dash(r, end) : kt_sign_at(r, end, ")")))
        end++;
    if (end == r->last || end == t + FARTHEST || end - t <= SHORTEST || has_amount(r, t, end) ||
        kt_mark_within(r, t, end, KT_SENSE_SERVICES))
        return t;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].first < end && r->when[n].last > t)
            return t;
    return end;
}

/* "Товары, по которым выросли поставки в Чили, - медь (на 14%) и рыба (на 9%)", "страны, с
 * которыми вырос оборот, - Чили (на 14%) и Перу (на 9%)": the clause alone tells the flow of
 * what is listed behind it. */
static bool tells_flow_of_list(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense listed[] = {KT_SENSE_PRODUCT, KT_SENSE_COUNTRY, KT_SENSE_BLOC};
    const kt_stated *s = r->stated, *end = r->stated + r->n_stated;
    bool in_list = false;
    while (s < end && s->first < last)
        s++;
    for (size_t n = 0; n < sizeof listed / sizeof *listed && s < end; n++)
        in_list |= kt_mark_within(r, last, s->first, listed[n]) != NULL;
    return r->tongue == 2 && in_list &&
           (has_flow(r, first, last) || kt_mark_within(r, first, last, KT_SENSE_SELL) ||
            kt_mark_within(r, first, last, KT_SENSE_BUY)) &&
           !has_flow(r, r->first, first) && !has_flow(r, last, r->last);
}

/* ", outpacing trade with Chile, which took 2 billion": who did what the amount is of. */
static bool names_who_did(const kt_reading *r, int32_t close)
{
    enum { NEAR = 3 };
    return r->tongue == 1 && close >= 0 && kt_sign_at(r, close, ",") &&
           kt_word_at(r, close + 1, "which") && has_amount(r, close + 2, close + 2 + NEAR);
}

int32_t kt_clause_end(const kt_reading *r, int32_t t)
{
    const int32_t open = opens_clause(r, t);
    const int32_t close = open >= 0          ? kt_clause_close(r, open)
                          : is_example(r, t) ? closes_english(r, t + 1)
                                             : -1;
    return close < 0 || has_amount(r, t, close) || tells_when(r, t, close) ||
                   tells_flow_of_list(r, t, close) || names_who_did(r, close)
               ? t
               : close;
}

bool kt_may_have_passing(const kt_reading *r)
{
    if (opens_sentence(r))
        return true;
    for (int32_t t = r->first; t < r->last; t++)
        if (kt_mark_at(r, t, KT_SENSE_CAUSE) || joins_tail(r, t) || opens_clause(r, t) >= 0 ||
            kt_sign_at(r, t, "(") || is_spaced_dash(r, t) || opens_last_aside(r, t) ||
            is_example(r, t) || kt_earlier_move(r, t) >= 0 || kt_opens_mostly(r, t))
            return true;
    return false;
}
