/* claim_amount.c: the amounts of a sentence: money, rates, factors, ranks.
 *
 *     amount    [by] [modifier] [currency] number [range number] [scale] [currency]
 *     number    figures, or words; a range has the scale and the currency of its second end
 *     rate      [by] [modifier] number percent   |   [number] fraction   |   number "times"
 *     rank      ordinal "partner"   |   "place" number   |   ordinal "place"
 *
 * What is counted in tonnes, people, firms is left out here; whether an amount speaks of trade
 * is seen later. */
#include "amount.h"

#include <math.h>
#include <string.h>

bool kt_in_period(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_when; n++)
        if (t >= r->when[n].first && t < r->when[n].last)
            return true;
    return false;
}

/* 1 for a whole number with `n` zeros at its end is its coarsest digit: 950 has 10. */
static double unit_of(double value, int decimals)
{
    return value > 0 ? pow(10.0, -decimals) : 1.0;
}

bool kt_number_at(const kt_reading *r, int32_t t, kt_number *out)
{
    if (t >= r->last || kt_in_period(r, t))
        return false;
    const kt_token *token = &r->tokens->token[t];
    if (token->kind == KT_TOKEN_NUMBER) {
        *out = (kt_number){token->value, unit_of(token->value, token->decimals), t + 1, false};
        return true;
    }
    const kt_mark *word = kt_mark_at(r, t, KT_SENSE_NUMBER);
    if (!word || word->first != t || word->part)
        return false;
    *out = (kt_number){word->meaning.value, 1.0, t + word->n, true};
    if (word->meaning.value != floor(word->meaning.value))
        out->unit = 0.1;
    return true;
}

/* What stands directly before: modifiers and "by"; moves s->first. */
static void take_before(const kt_reading *r, kt_stated *s)
{
    for (int n = 0; n < 4; n++) {
        const kt_mark *modifier = kt_mark_before(r, s->first, KT_SENSE_MODIFIER);
        const kt_mark *by = kt_mark_before(r, s->first, KT_SENSE_BY);
        if (modifier && modifier->first >= r->first && !s->by) {
            if (s->modifier == KT_MODIFIER_EXACT)
                s->modifier = (uint8_t)modifier->meaning.value;
            s->first = modifier->first;
            continue;
        }
        if (by && by->first >= r->first && s->kind != KT_AMOUNT_RANK && !s->by) {
            s->by = 1;
            s->first = by->first;
            continue;
        }
        break;
    }
}

static void take_behind(const kt_reading *r, kt_stated *s)
{
    const kt_mark *mark = kt_mark_at(r, s->last, KT_SENSE_AFTERWARD);
    if (mark && mark->first == s->last && s->last < r->last) {
        s->modifier = (uint8_t)mark->meaning.value;
        s->last += mark->n;
    }
}

/* "Kronen", "Pesos" are those of the country whose report it is, or of the one named; "" where
 * neither has such. */
static const char *own_currency(const kt_reading *r, const char *name)
{
    static const char *const own[][3] = {
        {"krone", "CZE", "CZK"}, {"krone", "SWE", "SEK"}, {"krone", "DNK", "DKK"},
        {"krone", "NOR", "NOK"}, {"krone", "ISL", "ISK"}, {"peso", "ARG", "ARS"},
        {"peso", "MEX", "MXN"},  {"peso", "CHL", "CLP"},  {"peso", "COL", "COP"},
        {"peso", "PHL", "PHP"},  {"peso", "URY", "UYU"},  {"dinar", "SRB", "RSD"},
        {"dinar", "KWT", "KWD"}, {"dinar", "DZA", "DZD"}, {"dinar", "TUN", "TND"},
        {"dinar", "JOR", "JOD"}, {"dinar", "IRQ", "IQD"}, {"dinar", "MKD", "MKD"}};
    const kt_place spoken_of[] = {r->d.main, r->d.partner};
    for (int p = 0; p < 2; p++)
        for (size_t n = 0; n < sizeof own / sizeof *own; n++)
            if (strcmp(name, own[n][0]) == 0 && spoken_of[p] == kt_place_of(own[n][1]))
                return own[n][2];
    return "";
}

static void finish(kt_reading *r, kt_stated *s)
{
    if (r->n_stated == KT_MAX_STATED || kt_sign_at(r, s->last, "=") ||
        kt_sign_at(r, s->first - 1, "="))
        return; /* "(US$1=RM4.18)": a rate of exchange */
    take_before(r, s);
    take_behind(r, s);
    if (s->currency[0] >= 'a')
        s->currency = own_currency(r, s->currency);
    if (r->d.dollar && strcmp(s->currency, "USD") == 0)
        s->currency = r->d.dollar;
    r->stated[r->n_stated++] = *s;
}

/* The word behind an amount makes it something else: tonnes, people. */
static bool is_other_unit(const kt_reading *r, int32_t t)
{
    if (t >= r->last)
        return false;
    if (kt_mark_at(r, t, KT_SENSE_UNIT) && kt_mark_at(r, t, KT_SENSE_UNIT)->first == t)
        return true;
    if (kt_mark_at(r, t, KT_SENSE_EACH))
        return true;
    /* "drei neue Werke", "1,900 new jobs": one word between. */
    return t + 1 < r->last && r->tokens->token[t].kind == KT_TOKEN_WORD && r->tongue != 2 &&
           r->tokens->token[t].size > 2 && !kt_mark_at(r, t, KT_SENSE_IN) &&
           kt_mark_at(r, t + 1, KT_SENSE_UNIT) && r->marks->at[t] < 0 &&
           kt_mark_at(r, t + 1, KT_SENSE_UNIT)->first == t + 1;
}

/* German nouns have a capital: one behind an amount without its currency is what is counted. */
static bool noun_follows(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && t < r->last && r->tokens->token[t].kind == KT_TOKEN_WORD &&
           (r->tokens->token[t].flags & KT_TOKEN_CAPITAL) && !kt_mark_at(r, t, KT_SENSE_MONTH);
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

const kt_mark *kt_mark_here(const kt_reading *r, int32_t t, kt_sense sense)
{
    const kt_mark *mark = t < r->last ? kt_mark_at(r, t, sense) : NULL;
    return mark && mark->first == t ? mark : NULL;
}

/* The second end of a range: "42 bis 43 Milliarden", "between 50 and 55 billion". */
static bool range_end(const kt_reading *r, int32_t core, const kt_number *first,
                      kt_number *second)
{
    const kt_mark *to = kt_mark_here(r, first->end, KT_SENSE_RANGE);
    if (!to)
        return false;
    const bool joined = kt_sign_at(r, first->end, "-") ||
                        kt_mark_before(r, core, KT_SENSE_RANGE_OPEN) ||
                        !kt_mark_at(r, first->end, KT_SENSE_AND);
    int32_t next = first->end + to->n;
    if (kt_mark_here(r, next, KT_SENSE_CURRENCY))
        next += kt_mark_here(r, next, KT_SENSE_CURRENCY)->n;
    return joined && kt_number_at(r, next, second) && second->value > first->value;
}

/* "2 billion 651.3 million": what is added behind the first scale; moves *at behind it. */
static double smaller_scale(const kt_reading *r, const kt_mark *scale, int32_t *at)
{
    kt_number more;
    double sum = 0.0, limit = scale->meaning.value;
    while (kt_number_at(r, *at, &more) && more.value < 1000.0) {
        const kt_mark *second = kt_mark_here(r, more.end, KT_SENSE_SCALE);
        const double factor = second ? second->meaning.value : 1.0;
        if (factor >= limit || (!second && !kt_mark_here(r, more.end, KT_SENSE_CURRENCY)))
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
        if (kt_word_at(r, t, letters[n][0]) && (r->tokens->token[t].flags & KT_TOKEN_CAPITAL))
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

/* An amount of money from the number on; false when it is none. */
static bool read_money(kt_reading *r, int32_t t, const kt_number *first, kt_stated *s,
                       int32_t *end)
{
    kt_number n = *first, second = {0};
    bool range = range_end(r, t, first, &second);
    if (range)
        n = second;
    if (r->tongue == 2 && kt_sign_at(r, n.end, "-") && n.end + 1 < r->last &&
        r->tokens->token[n.end + 1].size <= 6 && kt_mark_here(r, n.end + 2, KT_SENSE_SCALE) &&
        !(r->tokens->token[n.end + 1].flags & KT_TOKEN_SPACED))
        n.end += 2; /* "5-ти миллиардов" */
    if (r->tongue == 0 && kt_sign_at(r, n.end, "-") &&
        kt_mark_here(r, n.end + 1, KT_SENSE_SCALE) &&
        !(r->tokens->token[n.end + 1].flags & KT_TOKEN_SPACED))
        n.end++; /* "5-Milliarden-Dollar-Marke" */
    const kt_mark *scale = kt_mark_here(r, n.end, KT_SENSE_SCALE);
    int32_t at = n.end + (scale ? scale->n : 0);
    const double smaller = scale ? smaller_scale(r, scale, &at) : 0.0;
    if (scale && kt_mark_here(r, at, KT_SENSE_SCALE)) { /* "тысяч миллионов" is rare; skip */
        return false;
    }
    const kt_mark *before = currency_before(r, t);
    if (scale && kt_sign_at(r, at, ".") && kt_mark_here(r, at + 1, KT_SENSE_CURRENCY))
        at++; /* Mio. Dollar */
    const char *letters = NULL;
    if (scale && !before)
        letters = short_currency(r, at + (kt_sign_at(r, at, ".") ? 1 : 0));
    const kt_mark *behind = kt_mark_here(r, at, KT_SENSE_CURRENCY);
    if (kt_sign_at(r, at, "-") &&
        kt_mark_here(r, at + 1, KT_SENSE_CURRENCY)) { /* 5-billion-euro */
        behind = kt_mark_here(r, at + 1, KT_SENSE_CURRENCY);
    }
    if (before && behind && before->meaning.text != behind->meaning.text && before->n == 1 &&
        !scale)
        behind = NULL;
    const double factor = scale ? scale->meaning.value : 1.0;
    if (!before && !behind && factor < 1e6)
        return false;
    const int32_t unit = at + (kt_sign_at(r, at, ".") && scale); /* Mio. Tonnen */
    if (!before && !behind && !letters && (is_other_unit(r, unit) || noun_follows(r, unit))) {
        r->counted = unit;
        return false;
    }
    if (behind)
        at = behind->first + behind->n;
    else if (letters)
        at += kt_sign_at(r, at, ".") ? 2 : 1;
    if (kt_mark_here(r, at, KT_SENSE_EACH))
        return false;
    if (!range && before && second_scale(r, first, scale, before->first, &at, &second))
        range = true;
    *s = (kt_stated){.first = before ? before->first : t,
                     .last = at,
                     .core = t,
                     .kind = KT_AMOUNT_MONEY,
                     .value = first->value * factor + smaller,
                     .value_max = range ? second.value * factor : NAN,
                     .unit = smaller > 0 ? factor / 1e4 : n.unit * factor,
                     .currency = before    ? before->meaning.text
                                 : behind  ? behind->meaning.text
                                 : letters ? letters
                                           : ""};
    if (range && kt_mark_before(r, s->first, KT_SENSE_RANGE_OPEN) &&
        kt_mark_before(r, s->first, KT_SENSE_RANGE_OPEN)->first >= r->first &&
        !kt_sign_at(r, first->end, "-"))
        s->first = kt_mark_before(r, s->first, KT_SENSE_RANGE_OPEN)->first;
    *end = at;
    return true;
}

/* A sign printed before a rate, without a blank between: "-2,1 %", "+5%". */
static void take_sign(const kt_reading *r, kt_stated *s)
{
    const int32_t t = s->core - 1;
    if (t < r->first || (r->tokens->token[s->core].flags & KT_TOKEN_SPACED))
        return;
    if (kt_sign_at(r, t, "+") || kt_sign_at(r, t, "-")) {
        if (kt_sign_at(r, t, "-") && !(r->tokens->token[t].flags & KT_TOKEN_SPACED) &&
            !kt_sign_at(r, t - 1, "("))
            return;
        s->sign = (int16_t)(kt_sign_at(r, t, "+") ? 1 : -1);
        s->first = t;
    }
}

static bool read_percent(kt_reading *r, int32_t t, const kt_number *first, kt_stated *s,
                         int32_t *end)
{
    kt_number n = *first, second = {0};
    int32_t at = first->end;
    const kt_mark *own = kt_mark_here(r, at, KT_SENSE_PERCENT);
    bool range = range_end(r, t, first, &second);
    if (!range && own) { /* "5% to 7%" */
        kt_number p = *first;
        p.end = at + own->n;
        range = range_end(r, t, &p, &second) && kt_mark_here(r, second.end, KT_SENSE_PERCENT) &&
                !kt_mark_at(r, t - 1, KT_SENSE_FROM);
    }
    if (range)
        n = second;
    if (kt_mark_here(r, n.end, KT_SENSE_POINTS))
        return false;
    const kt_mark *percent = kt_mark_here(r, n.end, KT_SENSE_PERCENT);
    if (!percent) {
        if (!own)
            return false;
        percent = own;
        range = false;
        n = *first;
    }
    *s = (kt_stated){.first = t,
                     .last = percent->first + percent->n,
                     .core = t,
                     .kind = KT_AMOUNT_PERCENT,
                     .value = first->value / 100.0,
                     .value_max = range ? second.value / 100.0 : NAN,
                     .unit = n.unit / 100.0,
                     .currency = ""};
    take_sign(r, s);
    *end = s->last;
    return true;
}

/* "2.5 times", "das 2,5-Fache", "в 2,5 раза", "five-fold" */
static bool read_times(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s, int32_t *end)
{
    int32_t at = n->end;
    kt_number second;
    if (kt_mark_here(r, at, KT_SENSE_AFTERWARD)) /* "в пять с лишним раз" */
        at += kt_mark_here(r, at, KT_SENSE_AFTERWARD)->n;
    const bool over = at > n->end;
    if (kt_sign_at(r, at, "-") && !kt_number_at(r, at + 1, &second) &&
        !kt_mark_here(r, at, KT_SENSE_TIMES_WORD)) /* "2.1-fold" has it */
        at++;
    const kt_mark *word = kt_mark_here(r, at, KT_SENSE_TIMES_WORD);
    if (!word || n->value <= 1.0)
        return false;
    *s = (kt_stated){.first = t,
                     .last = at + word->n,
                     .core = t,
                     .kind = KT_AMOUNT_TIMES,
                     .modifier = over ? KT_MODIFIER_OVER : KT_MODIFIER_EXACT,
                     .value = n->value - 1.0,
                     .value_max = NAN,
                     .unit = n->unit,
                     .currency = "",
                     .factor = n->value};
    *end = s->last;
    return true;
}

/* "zwei Drittel", "a third", "третью часть", "ein Viertel" */
static bool read_fraction(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    kt_number n = {.value = 1.0, .end = t};
    const kt_mark *fraction = kt_mark_here(r, t, KT_SENSE_FRACTION);
    if (!fraction && kt_number_at(r, t, &n)) {
        if (kt_sign_at(r, n.end, "-"))
            n.end++;
        fraction = kt_mark_here(r, n.end, KT_SENSE_FRACTION);
    }
    if (fraction && fraction->n == 1 && n.end == t && r->tongue == 1 &&
        !kt_word_at(r, t, "half"))
        return false; /* "from fifth in 2020": a place; "in a quarter": of a year */
    if (!fraction || n.value < 1.0 || n.value != floor(n.value) || n.value > 9.0)
        return false;
    const int32_t at = fraction->first + fraction->n;
    /* A quarter of a year, a half-year and "half a billion" are none. */
    if (kt_in_period(r, fraction->first) || kt_mark_here(r, at, KT_SENSE_SCALE) ||
        kt_mark_here(r, at, KT_SENSE_YEAR_WORD) || kt_mark_here(r, at, KT_SENSE_RANK))
        return false;
    if (n.value * fraction->meaning.value >= 1.0)
        return false;
    *s = (kt_stated){.first = t,
                     .last = at,
                     .core = t,
                     .kind = KT_AMOUNT_FRACTION,
                     .value = n.value * fraction->meaning.value,
                     .value_max = NAN,
                     .unit = 0.02,
                     .currency = ""};
    *end = at;
    return true;
}

static bool read_grow(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *grow = kt_mark_here(r, t, KT_SENSE_GROW);
    const kt_mark *times = kt_mark_here(r, t, KT_SENSE_TIMES);
    const kt_mark *mark = grow ? grow : times;
    if (!mark)
        return false;
    *s = (kt_stated){.first = t,
                     .last = t + mark->n,
                     .core = t,
                     .kind = grow ? KT_AMOUNT_GROW : KT_AMOUNT_TIMES,
                     .value = mark->meaning.value - 1.0,
                     .value_max = NAN,
                     .unit = 0.1,
                     .currency = "",
                     .factor = mark->meaning.value};
    *end = s->last;
    return true;
}

static bool read_whole_amount(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *amount = kt_mark_here(r, t, KT_SENSE_AMOUNT);
    if (!amount)
        return false;
    kt_number n = {amount->meaning.value, amount->meaning.value / 10.0, t + amount->n, true};
    const kt_mark *behind = kt_mark_here(r, n.end, KT_SENSE_CURRENCY);
    if (!behind && (is_other_unit(r, n.end) || noun_follows(r, n.end)))
        return false;
    *s = (kt_stated){.first = t,
                     .last = behind ? behind->first + behind->n : n.end,
                     .core = t,
                     .kind = KT_AMOUNT_MONEY,
                     .value = n.value,
                     .value_max = NAN,
                     .unit = n.unit,
                     .currency = behind ? behind->meaning.text : ""};
    *end = s->last;
    return true;
}

/* "a billion dollars", "миллиард долларов": a scale without a number is one of it. */
static bool read_bare_scale(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *scale = kt_mark_here(r, t, KT_SENSE_SCALE);
    const int least = r->tongue == 2 ? 10 : 4; /* bytes: "in млн долл." is a unit, no amount */
    if (!scale || scale->meaning.value < 1e6 ||
        !kt_mark_here(r, t + scale->n, KT_SENSE_CURRENCY) || r->tokens->token[t].size < least ||
        kt_sign_at(r, t - 1, ")"))
        return false;
    const kt_number one = {1.0, 1.0, t, true};
    return read_money(r, t, &one, s, end);
}

/* "From 16.9 to 22.5 billion": the first has the scale and the currency of the second. */
static bool read_from(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s, int32_t *end)
{
    kt_stated to;
    kt_number second;
    int32_t from = t, at = n->end + 1, behind;
    while (kt_mark_before(r, from, KT_SENSE_MODIFIER))
        from = kt_mark_before(r, from, KT_SENSE_MODIFIER)->first;
    if (!kt_mark_before(r, from, KT_SENSE_FROM) ||
        !(kt_word_at(r, n->end, "auf") || kt_word_at(r, n->end, "to") ||
          kt_word_at(r, n->end, "до")))
        return false;
    while (at < r->last && kt_mark_here(r, at, KT_SENSE_MODIFIER))
        at += kt_mark_here(r, at, KT_SENSE_MODIFIER)->n;
    if (!kt_number_at(r, at, &second) || second.value <= 0.0 ||
        !read_money(r, at, &second, &to, &behind))
        return false;
    const double factor = to.value / second.value;
    *s = (kt_stated){.first = t,
                     .last = n->end,
                     .core = t,
                     .kind = KT_AMOUNT_MONEY,
                     .value = n->value * factor,
                     .value_max = NAN,
                     .unit = n->unit * factor,
                     .currency = to.currency};
    *end = n->end;
    return true;
}

/* "1,07 (nach 0,83) Milliarden Euro", "590,5 (Vorjahr: 551,3) Milliarden": the scale and the
 * currency stand behind what it was before. */
static bool read_beside_brackets(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
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
        if (!kt_sign_at(r, before.end, ")") || !money)
            return false;
        *s = (kt_stated){.first = t,
                         .last = n->end,
                         .core = t,
                         .kind = KT_AMOUNT_MONEY,
                         .value = n->value * scale->meaning.value,
                         .value_max = NAN,
                         .unit = n->unit * scale->meaning.value,
                         .currency = money->meaning.text};
        *end = money->first + money->n;
        return true;
    }
    return false;
}

static bool is_flow(const kt_reading *r, int32_t t)
{
    return kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
           kt_mark_at(r, t, KT_SENSE_TURNOVER);
}

/* The first of the modifiers before a token, else the token. */
static int32_t before_modifiers(const kt_reading *r, int32_t t)
{
    while (kt_mark_before(r, t, KT_SENSE_MODIFIER))
        t = kt_mark_before(r, t, KT_SENSE_MODIFIER)->first;
    return t;
}

/* "Exports by 3.4 and imports by 0.7 per cent", "um 19, der Import um 16 Prozent", "um 5,1 bzw.
 * 3,2 Prozent": the word stands behind the second alone. */
static bool read_shared_percent(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
                                int32_t *end)
{
    kt_number second;
    int32_t at = n->end + 1, flow = -1;
    const bool in_turn = r->tongue == 0 && (kt_word_at(r, n->end, "bzw") ||
                                            kt_word_at(r, n->end, "beziehungsweise"));
    const bool comma = r->tongue == 0 && kt_sign_at(r, n->end, ",") &&
                       kt_mark_before(r, before_modifiers(r, t), KT_SENSE_BY);
    if (!(in_turn || comma || kt_mark_here(r, n->end, KT_SENSE_AND)) ||
        !(is_flow(r, t - 1) || comma || kt_mark_before(r, t, KT_SENSE_BY)))
        return false;
    for (; at < r->last && at < n->end + (comma ? 8 : 5) && !kt_number_at(r, at, &second); at++)
        flow = is_flow(r, at) ? at : flow;
    if ((flow < 0 && !in_turn) || !kt_number_at(r, at, &second) ||
        !kt_mark_here(r, second.end, KT_SENSE_PERCENT))
        return false;
    *s = (kt_stated){.first = t,
                     .last = n->end,
                     .core = t,
                     .kind = KT_AMOUNT_PERCENT,
                     .value = n->value / 100.0,
                     .value_max = NAN,
                     .unit = n->unit / 100.0,
                     .currency = ""};
    *end = n->end;
    return true;
}

void kt_find_amounts(kt_reading *r)
{
    r->n_stated = 0;
    for (int32_t t = r->first; t < r->last;) {
        kt_stated s;
        kt_number n;
        int32_t end = t + 1;
        bool found = kt_read_rank(r, t, &s, &end) || read_whole_amount(r, t, &s, &end) ||
                     read_fraction(r, t, &s, &end);
        if (!found && kt_number_at(r, t, &n)) {
            found = read_percent(r, t, &n, &s, &end) || read_times(r, t, &n, &s, &end) ||
                    read_money(r, t, &n, &s, &end) || read_from(r, t, &n, &s, &end) ||
                    read_shared_percent(r, t, &n, &s, &end) ||
                    read_beside_brackets(r, t, &n, &s, &end);
            if (!found)
                end = n.end;
        }
        if (!found)
            found = read_grow(r, t, &s, &end) || read_bare_scale(r, t, &s, &end);
        if (found)
            finish(r, &s);
        t = end > t ? end : t + 1;
    }
}
