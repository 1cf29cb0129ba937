/* amount_money.c: the amounts of money of a sentence: "rund 10,8 Mrd. Euro", "US$90 billion to
 * 100 billion", "миллиард долларов", "from 16.9 to 22.5 billion".
 *
 *     amount    [currency] number [range number] [scale] [currency]
 *
 * What is counted in tonnes, people, firms is left out here. */
#include "amount.h"

#include <string.h>

/* The word behind an amount makes it something else: tonnes, people. */
static bool is_other_unit(const kt_reading *r, int32_t t)
{
    if (t >= r->last)
        return false;
    if (kt_mark_at(r, t, KT_SENSE_UNIT) && kt_mark_at(r, t, KT_SENSE_UNIT)->first == t)
        return true;
    if (r->tongue == 1 && t + 2 < r->last && kt_sign_at(r, t + 1, "-") &&
        kt_token_at(r->tokens, t)->kind == KT_TOKEN_NUMBER &&
        kt_token_at(r->tokens, t + 2)->kind == KT_TOKEN_WORD)
        return true; /* "4 million 50-kilogram bags" */
    /* "drei neue Werke", "1,900 new jobs": one word between. */
    return t + 1 < r->last && kt_token_at(r->tokens, t)->kind == KT_TOKEN_WORD &&
           r->tongue != 2 && kt_token_at(r->tokens, t)->size > 2 &&
           !kt_mark_at(r, t, KT_SENSE_IN) && kt_mark_at(r, t + 1, KT_SENSE_UNIT) &&
           !kt_is_marked(r, t) && kt_mark_at(r, t + 1, KT_SENSE_UNIT)->first == t + 1;
}

/* "241.9 million kilograms, down by 8.3 million": of the same, in English, where no money is
 * told of between. */
static bool is_of_counted(const kt_reading *r)
{
    const kt_stated *last = r->n_stated > 0 ? &r->stated[r->n_stated - 1] : NULL;
    return r->tongue == 1 && r->counted >= r->first &&
           !(last && last->kind == KT_AMOUNT_MONEY && last->first > r->counted);
}

/* German nouns have a capital: one behind an amount without its currency is what is counted. */
static bool noun_follows(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && t < r->last && kt_token_at(r->tokens, t)->kind == KT_TOKEN_WORD &&
           (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL) &&
           !kt_mark_at(r, t, KT_SENSE_MONTH);
}

static const kt_mark *currency_before(const kt_reading *r, int32_t t)
{
    const kt_mark *mark = kt_mark_before(r, t, KT_SENSE_CURRENCY);
    if (!mark || mark->first < r->first)
        return NULL;
    for (int n = 0; n < r->n_stated; n++) /* "19,7 Milliarden Euro eine Milliarde niedriger" */
        if (mark->first < r->stated[n].last && mark->first >= r->stated[n].first)
            return NULL;
    return mark;
}

/* "2 billion 651.3 million", "2 млрд. 651,3 млн.": what is added behind the first scale; moves
 * *at behind it. */
static double smaller_scale(const kt_reading *r, const kt_mark *scale, int32_t *at)
{
    kt_number more;
    double sum = 0.0, limit = scale->meaning.value;
    for (;;) {
        const int32_t from = *at + kt_sign_at(r, *at, ".");
        if (!kt_number_at(r, from, &more) || more.value >= 1000.0)
            break;
        const kt_mark *second = kt_mark_here(r, more.end, KT_SENSE_SCALE);
        const double factor = second ? second->meaning.value : 1.0;
        if (factor >= limit || (!second && !kt_mark_here(r, more.end, KT_SENSE_CURRENCY) &&
                                !kt_mark_here(r, more.end, KT_SENSE_UNIT)))
            break;
        sum += more.value * factor;
        limit = factor;
        *at = more.end + (second ? second->n : 0);
    }
    return sum;
}

/* "10,8 Mrd. S", "133 Mrd. Fr.": letters that are a currency behind a scale alone; NULL. */
static const char *short_currency(const kt_reading *r, int32_t t)
{
    static const char *const letters[][2] = {{"s", "ATS"}, {"fr", "CHF"}};
    for (size_t n = 0; n < 2 && r->tongue == 0 && t < r->last; n++)
        if (kt_word_at(r, t, letters[n][0]) &&
            (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL))
            return letters[n][1];
    return NULL;
}

/* "US$90 billion to 100 billion": the second end has its own scale and no currency; *at moves
 * behind it. */
static bool second_scale(const kt_reading *r, const kt_number *first, const kt_mark *scale,
                         int32_t begin, int32_t *at, kt_number *second)
{
    if (r->tongue != 1 || !scale || !kt_word_at(r, *at, "to") ||
        !kt_number_at(r, *at + 1, second) || second->value <= first->value ||
        kt_word_at(r, begin - 1, "from") ||
        kt_mark_within(r, begin - 5 > r->first ? begin - 5 : r->first, begin, KT_SENSE_UP) ||
        kt_mark_within(r, begin - 5 > r->first ? begin - 5 : r->first, begin, KT_SENSE_DOWN))
        return false;
    const kt_mark *same = kt_mark_here(r, second->end, KT_SENSE_SCALE);
    if (!same || same->meaning.value != scale->meaning.value ||
        kt_mark_here(r, second->end + same->n, KT_SENSE_CURRENCY))
        return false;
    *at = second->end + same->n;
    return true;
}

/* "Between $1.2 billion and $1.3 billion", "$1.2bn-$1.3bn": both ends in full; *at moves behind
 * the second. */
static bool second_amount(const kt_reading *r, const kt_number *first, const kt_mark *scale,
                          int32_t begin, int32_t *at, kt_number *second)
{
    const kt_mark *open = kt_mark_before(r, begin, KT_SENSE_RANGE_OPEN);
    const bool hyphen =
        kt_sign_at(r, *at, "-") && !(kt_token_at(r->tokens, *at)->flags & KT_TOKEN_SPACED);
    int32_t t = *at + 1;
    if (!scale || !(hyphen || (open && kt_mark_at(r, *at, KT_SENSE_AND))))
        return false;
    if (kt_mark_here(r, t, KT_SENSE_CURRENCY))
        t += kt_mark_here(r, t, KT_SENSE_CURRENCY)->n;
    if (!kt_number_at(r, t, second) || second->word || second->value <= first->value)
        return false;
    const kt_mark *same = kt_mark_here(r, second->end, KT_SENSE_SCALE);
    if (!same || same->meaning.value != scale->meaning.value)
        return false;
    t = second->end + same->n;
    t += kt_sign_at(r, t, ".") && kt_mark_here(r, t + 1, KT_SENSE_CURRENCY);
    const kt_mark *currency = kt_mark_here(r, t, KT_SENSE_CURRENCY);
    *at = t + (currency ? currency->n : 0);
    return true;
}

/* "Польша (1,9 млн долларов), Китай (699 тыс.)": thousands of the money of the list. */
static bool is_listed_in_thousands(const kt_reading *r, int32_t t, int32_t end)
{
    const bool in_brackets = kt_sign_at(r, t - 1, "(") && kt_sign_at(r, end, ")");
    return r->tongue == 2 && (in_brackets || kt_sign_at(r, t - 1, "-")) &&
           kt_mark_before(r, t - 1, KT_SENSE_COUNTRY) && r->n_stated > 0 &&
           r->stated[r->n_stated - 1].kind == KT_AMOUNT_MONEY;
}

/* "Le400 million", "Z$400 million": of a money that the lexicon does not know, by letters or a
 * sign close before the number, or before the sign of dollars. */
static bool is_of_unknown_money(const kt_reading *r, int32_t t, const kt_mark *before)
{
    const int32_t at = before ? before->first : t, sign = at - 1;
    if (at <= r->first || (before && !kt_sign_at(r, at, "$")) ||
        (kt_token_at(r->tokens, at)->flags & KT_TOKEN_SPACED))
        return false;
    const kt_token *token = kt_token_at(r->tokens, sign);
    return token->kind == KT_TOKEN_WORD && (token->flags & KT_TOKEN_CAPITAL) &&
           token->size <= 4 && (before || !kt_is_marked(r, sign));
}

/* An amount of money from the number on; false when it is none. */
static bool read_scaled(kt_reading *r, int32_t t, const kt_number *first, kt_stated *s,
                        int32_t *end)
{
    kt_number n = *first, second = {0};
    if (n.word && kt_mark_before(r, t, KT_SENSE_MANY))
        return false; /* "einige hundert Millionen" */
    bool range = kt_range_end(r, t, first, &second);
    if (range)
        n = second;
    if (r->tongue == 2 && kt_sign_at(r, n.end, "-") && n.end + 1 < r->last &&
        kt_token_at(r->tokens, n.end + 1)->size <= 6 &&
        kt_mark_here(r, n.end + 2, KT_SENSE_SCALE) &&
        !(kt_token_at(r->tokens, n.end + 1)->flags & KT_TOKEN_SPACED))
        n.end += 2; /* "5-ти миллиардов" */
    if (r->tongue != 2 && kt_sign_at(r, n.end, "-") &&
        kt_mark_here(r, n.end + 1, KT_SENSE_SCALE) &&
        !(kt_token_at(r->tokens, n.end + 1)->flags & KT_TOKEN_SPACED))
        n.end++; /* "5-Milliarden-Dollar-Marke", "$4.7-billion" */
    const kt_mark *between = kt_mark_here(r, n.end, KT_SENSE_AFTERWARD);
    if (between && kt_mark_here(r, n.end + between->n, KT_SENSE_SCALE))
        n.end += between->n; /* "12 с лишним миллиардов" */
    else
        between = NULL;
    const kt_mark *scale = kt_mark_here(r, n.end, KT_SENSE_SCALE);
    int32_t at = n.end + (scale ? scale->n : 0);
    const double smaller = scale ? smaller_scale(r, scale, &at) : 0.0;
    const kt_mark *before = currency_before(r, t);
    if (is_of_unknown_money(r, t, before))
        return false;
    if (scale && kt_sign_at(r, at, ".") && kt_mark_here(r, at + 1, KT_SENSE_CURRENCY))
        at++; /* Mio. Dollar */
    const char *letters = NULL;
    if (scale && !before)
        letters = short_currency(r, at + (kt_sign_at(r, at, ".") ? 1 : 0));
    const kt_mark *behind = kt_mark_here(r, at, KT_SENSE_CURRENCY);
    const kt_mark *joined =
        kt_sign_at(r, at, "-") ? kt_mark_here(r, at + 1, KT_SENSE_CURRENCY) : NULL;
    if (joined && kt_token_at(r->tokens, joined->first + joined->n)->kind != KT_TOKEN_NUMBER)
        behind = joined; /* 5-billion-euro; not "$1.2bn-$1.3bn" */
    int32_t behind_named = at;
    const char *named =
        behind && behind == joined ? NULL : kt_named_currency(r, at, &behind_named);
    const double factor = scale ? scale->meaning.value : 1.0;
    const int32_t unit = at + (kt_sign_at(r, at, ".") && scale); /* Mio. Tonnen */
    if (!before && !behind && !named && factor < 1e6 &&
        !(factor > 1.0 && is_listed_in_thousands(r, t, unit)))
        return false;
    if (!before && !behind && !named && !letters &&
        (is_other_unit(r, unit) || noun_follows(r, unit) || is_of_counted(r))) {
        r->counted = unit;
        return false;
    }
    if (named)
        at = behind_named;
    else if (behind)
        at = behind->first + behind->n;
    else if (letters)
        at += kt_sign_at(r, at, ".") ? 2 : 1;
    if (kt_mark_here(r, at, KT_SENSE_EACH))
        return false;
    const bool plain = before && behind && kt_sign_at(r, before->first, "$");
    if (!range && ((before && second_scale(r, first, scale, before->first, &at, &second)) ||
                   second_amount(r, first, scale, before ? before->first : t, &at, &second)))
        range = true;
    *s = kt_amount_of(KT_AMOUNT_MONEY, t, at, first->value * factor + smaller,
                      smaller > 0 ? factor / 1e4 : n.unit * factor);
    s->currency = before && !plain ? before->meaning.text /* "$20 billion CAD" */
                  : named          ? named
                  : behind         ? behind->meaning.text
                  : letters        ? letters
                                   : "";
    if (before)
        s->first = before->first;
    if (r->tongue == 2 && kt_sign_at(r, s->first - 2, "(") &&
        (kt_sign_at(r, s->first - 1, "-") || kt_sign_at(r, s->first - 1, "+")) &&
        !(kt_token_at(r->tokens, s->first)->flags & KT_TOKEN_SPACED))
        s->first--; /* "Перу (-21 млн евро)" */
    if (between)
        s->modifier = (uint8_t)between->meaning.value;
    if (range)
        s->value_max = second.value * factor;
    if (range && kt_mark_before(r, s->first, KT_SENSE_RANGE_OPEN) &&
        kt_mark_before(r, s->first, KT_SENSE_RANGE_OPEN)->first >= r->first &&
        !kt_sign_at(r, first->end, "-"))
        s->first = kt_mark_before(r, s->first, KT_SENSE_RANGE_OPEN)->first;
    *end = at;
    return true;
}

/* "Half a billion dollars", "eine halbe Milliarde": words for a number and its scale. */
bool kt_read_whole_amount(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *amount = kt_mark_here(r, t, KT_SENSE_AMOUNT);
    if (!amount)
        return false;
    const double value = amount->meaning.value;
    const int32_t at = t + amount->n;
    int32_t behind = at;
    const char *currency = kt_named_currency(r, at, &behind);
    if (!currency && (is_other_unit(r, at) || noun_follows(r, at)))
        return false;
    *s = kt_amount_of(KT_AMOUNT_MONEY, t, behind, value, value / 10.0);
    if (currency)
        s->currency = currency;
    *end = s->last;
    return true;
}

static bool ends_in_digit(const kt_reading *r, int32_t t)
{
    const char *word = t >= r->first ? kt_token_word(r->tokens, t) : "";
    const char last = word[0] ? word[strlen(word) - 1] : ' ';
    return last >= '0' && last <= '9';
}

/* "a billion dollars", "миллиард долларов": a scale without a number is one of it. */
bool kt_read_bare_scale(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *scale = kt_mark_here(r, t, KT_SENSE_SCALE);
    int32_t behind;
    const int least = r->tongue == 2 ? 10 : 4; /* bytes: "in млн долл." is a unit, no amount */
    if (!scale || scale->meaning.value < 1e6 || !kt_named_currency(r, t + scale->n, &behind) ||
        kt_token_at(r->tokens, t)->size < least || kt_sign_at(r, t - 1, ")") ||
        kt_mark_before(r, t, KT_SENSE_MANY) || kt_mark_before(r, t, KT_SENSE_NUMBER) ||
        ends_in_digit(r, t - 1))
        return false; /* "several hundred million", "to15 billion" */
    const kt_number one = {1.0, 1.0, t, true};
    return read_scaled(r, t, &one, s, end);
}

/* "Mit 4,3 bzw. 4,2 Milliarden", "auf 4,3 und 4,2 Milliarden": the token behind what joins two
 * amounts in turn; 0. */
static int32_t behind_in_turn(const kt_reading *r, int32_t t)
{
    if (r->tongue == 0 && kt_word_at(r, t, "und") && kt_token_at(r->tokens, t - 1)->decimals &&
        t + 1 < r->last && kt_token_at(r->tokens, t + 1)->decimals &&
        !kt_mark_before(r, t - 1, KT_SENSE_RANGE_OPEN))
        return t + 1;
    static const char *const joins[] = {"bzw", "beziehungsweise", "respektive"};
    for (size_t n = 0; n < sizeof joins / sizeof *joins && r->tongue == 0; n++)
        if (kt_word_at(r, t, joins[n]))
            return t + 1 + kt_sign_at(r, t + 1, ".");
    return 0;
}

/* "From 16.9 to 22.5 billion": the first has the scale and the currency of the second. */
static bool read_from(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s, int32_t *end)
{
    kt_stated to;
    kt_number second;
    int32_t at = n->end + 1, behind;
    const int32_t from = kt_before_current(r, t);
    const int32_t in_turn = behind_in_turn(r, n->end);
    if (in_turn)
        at = in_turn;
    else if (!kt_mark_before(r, from, KT_SENSE_FROM) ||
             !(kt_word_at(r, n->end, "auf") || kt_word_at(r, n->end, "to") ||
               kt_word_at(r, n->end, "до")))
        return false;
    while (at < r->last && kt_mark_here(r, at, KT_SENSE_MODIFIER))
        at += kt_mark_here(r, at, KT_SENSE_MODIFIER)->n;
    if (!kt_number_at(r, at, &second) || second.value <= 0.0 ||
        !read_scaled(r, at, &second, &to, &behind))
        return false;
    *s = kt_money_of(t, n, to.value / second.value, to.currency);
    *end = n->end;
    return true;
}

/* "1,07 (nach 0,83) Milliarden Euro", "590,5 (Vorjahr: 551,3) Milliarden": the scale and the
 * currency stand behind what it was before. */
bool kt_read_beside_brackets(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
                             int32_t *end)
{
    kt_number before;
    if (r->tongue != 0 || !kt_sign_at(r, n->end, "("))
        return false;
    for (int32_t at = n->end + 1; at < r->last && at < n->end + 4; at++) {
        if (!kt_number_at(r, at, &before))
            continue;
        const int32_t behind = before.end + 1;
        const kt_mark *scale = kt_mark_here(r, behind, KT_SENSE_SCALE);
        const kt_mark *money =
            scale ? kt_mark_here(r, behind + scale->n, KT_SENSE_CURRENCY) : NULL;
        if (kt_sign_at(r, before.end, ")") && money) {
            *s = kt_money_of(t, n, scale->meaning.value, money->meaning.text);
            *end = money->first + money->n;
            return true;
        }
    }
    return false;
}

/* "$1,345 billion" of two countries, and "$39,534 billion" of any: more than is traded, so that
 * the comma is a decimal one. */
static void set_decimals(const kt_reading *r, kt_stated *s)
{
    static const char *const largest[] = {"USA", "CHN", "DEU", "JPN", "GBR",  "FRA",
                                          "NLD", "KOR", "HKG", "ITA", "CAN",  "MEX",
                                          "IND", "SGP", "EU",  "EA",  "ASEAN"};
    const kt_token *number = kt_token_at(r->tokens, s->core);
    const bool possible = s->value < 1e13;
    if (r->tongue == 2 || (r->tongue == 0 && !kt_place_is_country(r->d.partner)) ||
        number->kind != KT_TOKEN_NUMBER || !number->grouped || number->decimals ||
        s->value < 1e12 || s->value >= 1e15 || number->value >= 1e6 ||
        (strcmp(s->currency, "USD") != 0 && strcmp(s->currency, "EUR") != 0))
        return;
    bool found = !r->d.main, small = r->tongue == 0; /* "1.987 Mrd. Euro" between two */
    for (size_t n = 0; n < sizeof largest / sizeof *largest && small; n++)
        small = r->d.partner != kt_place_of(largest[n]);
    for (size_t n = 0; n < sizeof largest / sizeof *largest; n++)
        found |=
            r->d.main == kt_place_of(largest[n]) || r->d.partner == kt_place_of(largest[n]);
    if (possible && found && !small)
        return;
    s->value /= 1e3;
    s->value_max /= 1e3;
    s->unit /= 1e3;
}

bool kt_read_money(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s, int32_t *end)
{
    if (!read_scaled(r, t, n, s, end) && !read_from(r, t, n, s, end))
        return false;
    set_decimals(r, s);
    return true;
}
