/* amount_rank.c: the ranks of a sentence: "third partner", "Platz 7", "62-е место".
 *
 *     rank      ordinal "partner"   |   "place" number   |   ordinal "place" */
#include "amount.h"

#include <math.h>
#include <string.h>

static bool is_rank_noun(const kt_reading *r, int32_t t)
{
    return kt_mark_at(r, t, KT_SENSE_PARTNER) || kt_mark_at(r, t, KT_SENSE_BUYER) ||
           kt_mark_at(r, t, KT_SENSE_SUPPLIER);
}

static kt_stated rank_of(int32_t t, int32_t last, double value)
{
    return kt_amount_of(KT_AMOUNT_RANK, t, last, value, 0.0);
}

/* "27th": an ordinal in figures, in English. */
static bool in_figures(const kt_reading *r, int32_t t, kt_mark *out)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    const kt_token *token = kt_token_at(r->tokens, t);
    if (r->tongue != 1 || token->kind != KT_TOKEN_NUMBER || token->decimals ||
        t + 1 >= r->last || token->value < 1 || token->value > 300 ||
        (kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_SPACED))
        return false;
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        if (kt_word_at(r, t + 1, endings[n])) {
            *out = (kt_mark){.first = t, .n = 2, .meaning = {.value = token->value}};
            return true;
        }
    return false;
}

/* "Vietnam came third with 48 billion", "came in second": a place, not "Vietnam came second to
 * none". */
static bool comes(const kt_reading *r, int32_t t, int32_t end)
{
    static const char *const verbs[] = {"came", "comes", "coming",   "placed",
                                        "was",  "is",    "followed", "follow"};
    kt_mark figures;
    const bool several =
        kt_mark_at(r, end, KT_SENSE_AND) && /* "followed second and third" */
        (kt_mark_here(r, end + 1, KT_SENSE_ORDINAL) || in_figures(r, end + 1, &figures));
    bool verb = false;
    const bool in = kt_word_at(r, t - 1, "in"), to = kt_word_at(r, t - 1, "to");
    t -= in || to;
    for (size_t n = 0; n < (in ? 3 : sizeof verbs / sizeof *verbs) && !to; n++)
        verb |= r->tongue == 1 && kt_word_at(r, t - 1, verbs[n]);
    if (to && r->tongue == 1) { /* "Spain slipped to third", "moved up to second" */
        t -= kt_word_at(r, t - 1, "up") || kt_word_at(r, t - 1, "down") ||
             kt_word_at(r, t - 1, "back");
        verb = kt_word_at(r, t - 1, "moved") || kt_mark_at(r, t - 1, KT_SENSE_UP) ||
               kt_mark_at(r, t - 1, KT_SENSE_DOWN);
    }
    return verb &&
           (kt_mark_before(r, t - 1, KT_SENSE_COUNTRY) ||
            kt_mark_before(r, t - 1, KT_SENSE_BLOC) || kt_word_at(r, t - 2, "it")) &&
           (several || kt_mark_at(r, end, KT_SENSE_WITH) ||
            kt_token_at(r->tokens, end)->kind == KT_TOKEN_SIGN);
}

/* "В первые восемь месяцев", "the first five buyers", "die ersten drei Märkte": how many, no
 * place. */
static bool counts(const kt_reading *r, int32_t t)
{
    return kt_mark_here(r, t, KT_SENSE_NUMBER) ||
           kt_token_at(r->tokens, t)->kind == KT_TOKEN_NUMBER;
}

/* "Up from 21st in 2000 to 13th in 2007" among partners told before, in English. */
static bool moves(const kt_reading *r, int32_t t, int32_t end)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER,
                                     KT_SENSE_LIST};
    bool told = false;
    if (r->tongue != 1 || !(kt_word_at(r, t - 1, "from") || kt_word_at(r, t - 1, "to")) ||
        !kt_word_at(r, end, "in") || end + 1 >= r->last ||
        kt_token_at(r->tokens, end + 1)->kind != KT_TOKEN_NUMBER)
        return false;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        told |= kt_mark_within(r, r->first, t, nouns[n]) != NULL;
    return told;
}

/* "When apples first appeared in the market": a verb behind it, in English. */
static bool is_adverb(const kt_reading *r, int32_t t)
{
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    return r->tongue == 1 && kt_word_at(r, t - 1, "first") && size > 4 &&
           strcmp(word + size - 2, "ed") == 0;
}

/* An ordinal before a partner, "largest", a place, or behind "ranked". */
static bool read_ordinal_rank(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    kt_mark figures;
    const kt_mark *ordinal = kt_mark_here(r, t, KT_SENSE_ORDINAL);
    if (!ordinal && in_figures(r, t, &figures))
        ordinal = &figures;
    if (!ordinal || is_adverb(r, t + ordinal->n) || kt_in_period(r, t) ||
        kt_in_period(r, t + ordinal->n) || counts(r, t + ordinal->n) ||
        kt_mark_here(r, t + ordinal->n, KT_SENSE_UNIT))
        return false; /* "in den ersten sieben Monaten" */
    int32_t at = t + ordinal->n;
    const bool compound = kt_mark_at(r, t, KT_SENSE_LARGEST) != NULL && ordinal->part;
    if (kt_sign_at(r, at, "-"))
        at++;
    const kt_mark *largest = kt_mark_here(r, at, KT_SENSE_LARGEST);
    if (!compound && largest)
        at += largest->n;
    else if (kt_sign_at(r, at - 1, "-") && !compound)
        at--;
    const kt_mark *place = kt_mark_here(r, at, KT_SENSE_RANK);
    /* "zweitgrößte Volkswirtschaft": the noun behind is no partner */
    const bool other = compound && r->tongue == 0 && at < r->last && at + 1 < r->last &&
                       (kt_token_at(r->tokens, at)->flags & KT_TOKEN_CAPITAL) &&
                       !is_rank_noun(r, at) && !kt_is_marked(r, at);
    bool noun = (compound && !other) ||
                (r->tongue == 2 && ordinal->n > 1 && /* "партнером номер один" */
                 is_rank_noun(r, t - 1));
    for (int32_t p = at; p < at + 6 && p < r->last && !noun; p++) {
        if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, p, "-") &&
            !kt_sign_at(r, p, "'"))
            break;
        noun = is_rank_noun(r, p);
    }
    /* "ranked the first with exports valued at" */
    const int32_t from = r->tongue == 1 && kt_word_at(r, t - 1, "the") ? t - 1 : t;
    const bool ranked = kt_mark_before(r, from, KT_SENSE_RANK) || (largest && noun) ||
                        comes(r, from, at) || moves(r, t, at);
    const bool listed =
        kt_mark_within(r, at, at + 8 < r->last ? at + 8 : r->last, KT_SENSE_LIST) ||
        kt_mark_within(r, at, at + 4 < r->last ? at + 4 : r->last, KT_SENSE_SUPPLIER) ||
        kt_mark_within(r, at, at + 4 < r->last ? at + 4 : r->last, KT_SENSE_BUYER);
    if (!place && !noun && !ranked && !listed)
        return false;
    *s = rank_of(t, place ? place->first + place->n : at, ordinal->meaning.value);
    *end = s->last;
    return true;
}

/* "Second and third largest partners", "на втором и третьем местах": the first of two, whose
 * noun stands behind the second. */
static bool read_first_of_two(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *ordinal = kt_mark_here(r, t, KT_SENSE_ORDINAL);
    const int32_t and = ordinal ? t + ordinal->n + kt_sign_at(r, t + ordinal->n, "-") : t;
    const kt_mark *next = ordinal && kt_mark_at(r, and, KT_SENSE_AND)
                              ? kt_mark_here(r, and+1, KT_SENSE_ORDINAL)
                              : NULL;
    kt_stated second;
    int32_t behind;
    if (!next || next->meaning.value != ordinal->meaning.value + 1 ||
        !read_ordinal_rank(r, and+1, &second, &behind))
        return false;
    *s = rank_of(t, and, ordinal->meaning.value);
    *end = and;
    return true;
}

/* "Auf den Plätzen zwei und drei": the next of several. */
static bool read_next_rank(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_stated *before = r->n_stated ? &r->stated[r->n_stated - 1] : NULL;
    kt_number n;
    const kt_mark *ordinal = kt_mark_here(r, t, KT_SENSE_ORDINAL);
    if (r->tongue == 1 && before && before->kind == KT_AMOUNT_RANK && before->last + 1 == t &&
        kt_mark_at(r, t - 1, KT_SENSE_AND) && ordinal &&
        ordinal->meaning.value == before->value + 1) { /* "ranked second and third" */
        *s = rank_of(t, t + ordinal->n, ordinal->meaning.value);
        *end = s->last;
        return true;
    }
    if (r->tongue != 0 || !before || before->kind != KT_AMOUNT_RANK || before->last + 1 != t ||
        !(kt_sign_at(r, t - 1, ",") || kt_mark_at(r, t - 1, KT_SENSE_AND) ||
          kt_word_at(r, t - 1, "bis")) ||
        !kt_number_at(r, t, &n) || n.value != before->value + 1 ||
        kt_mark_here(r, n.end, KT_SENSE_PERCENT) || kt_mark_here(r, n.end, KT_SENSE_SCALE))
        return false;
    *s = rank_of(t, n.end, n.value);
    *end = n.end;
    return true;
}

/* "Third in the CIS and eighth in the world", "третье место в СНГ и восьмое в мире": behind a
 * place told before, an ordinal and among whom. */
static bool read_rank_among(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_stated *before = r->n_stated ? &r->stated[r->n_stated - 1] : NULL;
    const kt_mark *ordinal = kt_mark_here(r, t, KT_SENSE_ORDINAL);
    if (!before || before->kind != KT_AMOUNT_RANK || !ordinal ||
        !(kt_mark_at(r, t - 1, KT_SENSE_AND) || kt_mark_at(r, t - 2, KT_SENSE_AND) ||
          kt_sign_at(r, t - 1, ",")))
        return false;
    int32_t at = t + ordinal->n;
    const kt_mark *largest = kt_mark_here(r, at, KT_SENSE_LARGEST);
    if (largest)
        at += largest->n;
    if (!kt_is_group_next(r, at))
        return false;
    *s = rank_of(t, at, ordinal->meaning.value);
    *end = at;
    return true;
}

/* "The No. 8 destination for exports", in English. */
static bool read_numbered(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    enum { FAR = 5 };
    kt_number n;
    const int32_t at = t + 1 + kt_sign_at(r, t + 1, ".");
    if (r->tongue != 1 || !kt_word_at(r, t, "no") ||
        !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL) || at >= r->last ||
        kt_token_at(r->tokens, at)->kind != KT_TOKEN_NUMBER || !kt_number_at(r, at, &n) ||
        n.value < 1 || n.value > 300 || n.value != floor(n.value))
        return false;
    bool noun = kt_mark_before(r, t, KT_SENSE_RANK) != NULL; /* "ranking No. 1" */
    for (int32_t p = n.end; p < n.end + FAR && p < r->last; p++)
        noun |= is_rank_noun(r, p);
    if (!noun)
        return false;
    *s = rank_of(t, n.end, n.value);
    *end = n.end;
    return true;
}

/* "Platz 7", "Rang acht", "number two", "62-е место" (an ordinal in figures) */
static bool read_place_rank(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *place = kt_mark_here(r, t, KT_SENSE_RANK);
    kt_number n;
    if (place && kt_number_at(r, t + place->n, &n) && n.value >= 1 &&
        n.value == floor(n.value) && n.value < 300) {
        *s = rank_of(t, n.end, n.value);
        *end = n.end;
        return true;
    }
    /* 62-е место, 5. Platz */
    if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_NUMBER ||
        kt_token_at(r->tokens, t)->decimals || kt_token_at(r->tokens, t)->value < 1 ||
        kt_token_at(r->tokens, t)->value > 300)
        return false;
    int32_t at = t + 1;
    if (kt_sign_at(r, at, "-") && at + 1 < r->last &&
        !(kt_token_at(r->tokens, at + 1)->flags & KT_TOKEN_SPACED) &&
        kt_token_at(r->tokens, at + 1)->size <= 4)
        at += 2;
    else if (kt_sign_at(r, at, ".") && r->tongue == 0)
        at++;
    else if (!(r->tongue == 2 && (kt_word_at(r, at, "место") || kt_word_at(r, at, "месте"))))
        return false; /* "6 место"; not "на 3 места" */
    place = kt_mark_here(r, at, KT_SENSE_RANK);
    const bool partner = kt_sign_at(r, t + 1, ".") && r->tongue == 0 && is_rank_noun(r, at);
    if (!place && !partner) /* "der 9. Abnehmer" */
        return false;
    *s = rank_of(t, place ? at + place->n : at, kt_token_at(r->tokens, t)->value);
    *end = s->last;
    return true;
}

/* "Вторым идет Китай", "третьей стала Турция". */
static bool comes_as(const kt_reading *r, int32_t t, int32_t at)
{
    static const char *const verbs[] = {"идет", "стал",    "стала",    "стали",    "стоит",
                                        "идут", "следует", "оказался", "оказалась"};
    static const char *const endings[] = {"ым", "им", "ой", "ей"};
    const char *word = kt_token_word(r->tokens, t);
    bool verb = false, as = false;
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
        verb |= kt_word_at(r, at, verbs[n]);
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        as |= kt_ends_in(word, endings[n]);
    return verb && as && kt_mark_at(r, at + 1, KT_SENSE_COUNTRY) != NULL;
}

/* "Китай, нарастив экспорт, стал третьим": behind the verb, where a list of partners is told.
 */
static bool has_become(const kt_reading *r, int32_t t, int32_t at)
{
    static const char *const verbs[] = {"стал",      "стала",   "стали", "оказался",
                                        "оказалась", "идет",    "идут",  "остался",
                                        "осталась",  "следует", "была",  "был"};
    kt_measure measure;
    const char *word = kt_token_word(r->tokens, t);
    bool verb = false;
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
        verb |= kt_word_at(r, t - 1, verbs[n]);
    return verb && kt_list_owner(r, &measure) &&
           (kt_ends_in(word, "ым") || kt_ends_in(word, "им") || kt_ends_in(word, "ой") ||
            kt_ends_in(word, "ей")) &&
           (at >= r->last || kt_token_at(r->tokens, at)->kind == KT_TOKEN_SIGN ||
            kt_word_at(r, at, "с") || kt_word_at(r, at, "по"));
}

/* "На втором месте Турция, на третьем - Иран": the next place, behind one told before. */
static bool read_place_behind(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *ordinal = kt_mark_here(r, t, KT_SENSE_ORDINAL);
    int n = r->n_stated - 1;
    while (n >= 0 && r->stated[n].kind != KT_AMOUNT_RANK)
        n--;
    if (r->tongue != 2 || !ordinal)
        return false;
    const int32_t at = t + ordinal->n;
    if (comes_as(r, t, at) || has_become(r, t, at)) {
        *s = rank_of(t, at, ordinal->meaning.value);
        *end = at;
        return true;
    }
    if (n < 0 || r->stated[n].last > t || ordinal->meaning.value != r->stated[n].value + 1)
        return false;
    if (!kt_mark_at(r, at + kt_sign_at(r, at, "-"), KT_SENSE_COUNTRY))
        return false;
    *s = rank_of(t, at, ordinal->meaning.value);
    *end = at;
    return true;
}

/* "По экспорту", from token t. */
static bool is_by_flow(const kt_reading *r, int32_t t)
{
    return kt_word_at(r, t, "по") &&
           (kt_mark_at(r, t + 1, KT_SENSE_EXPORT) || kt_mark_at(r, t + 1, KT_SENSE_IMPORT) ||
            kt_mark_at(r, t + 1, KT_SENSE_TURNOVER));
}

/* "Шестое место по товарообороту, по экспорту - 4-е, седьмое - по импорту": by what they are
 * ranked, the word for the place left out, in Russian. */
static bool read_place_by(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *ordinal = kt_mark_here(r, t, KT_SENSE_ORDINAL);
    const kt_token *token = kt_token_at(r->tokens, t);
    const bool figures = token->kind == KT_TOKEN_NUMBER && !token->decimals &&
                         token->value >= 1 && token->value <= 300 &&
                         kt_sign_at(r, t + 1, "-") && kt_word_at(r, t + 2, "е");
    const int32_t at = ordinal ? t + ordinal->n : t + 3;
    bool ranked = false;
    for (int n = 0; n < r->n_stated; n++)
        ranked |= r->stated[n].kind == KT_AMOUNT_RANK;
    if (r->tongue != 2 || !ranked || !(ordinal || figures))
        return false;
    const int32_t dash = t - kt_sign_at(r, t - 1, "-");
    if (!is_by_flow(r, dash - 2) && !is_by_flow(r, at + kt_sign_at(r, at, "-")))
        return false;
    *s = rank_of(t, at, ordinal ? ordinal->meaning.value : token->value);
    *end = at;
    return true;
}

bool kt_read_rank(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    return read_numbered(r, t, s, end) || read_next_rank(r, t, s, end) ||
           read_place_rank(r, t, s, end) || read_first_of_two(r, t, s, end) ||
           read_ordinal_rank(r, t, s, end) || read_place_behind(r, t, s, end) ||
           read_rank_among(r, t, s, end) || read_place_by(r, t, s, end);
}
