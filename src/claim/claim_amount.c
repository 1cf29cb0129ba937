/* claim_amount.c: the amounts of a sentence: its numbers, and what stands beside each amount.
 *
 *     amount    [by] [modifier] money | rate | rank [modifier]
 *     number    figures, or words; a range has the scale and the currency of its second end
 *
 * Money is in amount_money.c and amount_shared.c, rates and factors in amount_rate.c, ranks in
 * amount_rank.c. Whether an amount speaks of trade is seen later. */
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

/* "Eleven-point-two", "31 point nine": decimals in words, as broadcasters spell them, in
 * English. */
static void add_spelt_decimals(const kt_reading *r, kt_number *n)
{
    int32_t t = n->end + kt_sign_at(r, n->end, "-");
    if (r->tongue != 1 || n->value != floor(n->value) || !kt_word_at(r, t, "point"))
        return;
    double value = n->value, unit = 1.0;
    int32_t end = n->end;
    for (t++; t < r->last; t++) {
        t += kt_sign_at(r, t, "-");
        const kt_mark *digit = kt_mark_at(r, t, KT_SENSE_NUMBER);
        if (!digit || digit->first != t || digit->n != 1 || digit->meaning.value > 9.0)
            break;
        unit /= 10.0;
        value += digit->meaning.value * unit;
        end = t + 1;
    }
    n->value = value;
    n->unit = unit;
    n->end = end;
}

/* "202, 5 млрд", "$1 ,7 млрд", "1, 2 Milliarden": a blank beside the decimal comma. */
static bool has_loose_decimals(const kt_reading *r, int32_t t)
{
    const kt_token *whole = kt_token_at(r->tokens, t), *behind = whole + 2;
    return r->tongue != 1 && t + 3 < r->last && !whole->decimals && kt_sign_at(r, t + 1, ",") &&
           behind->kind == KT_TOKEN_NUMBER && !behind->decimals && behind->size <= 2 &&
           kt_mark_at(r, t + 3, KT_SENSE_SCALE);
}

/* The "2" of "K1.2 billion", whose letter is no money known. */
static bool is_inside_word(const kt_reading *r, int32_t t)
{
    if (t < r->first + 2 || !(kt_sign_at(r, t - 1, ".") || kt_sign_at(r, t - 1, ",")) ||
        ((kt_token_at(r->tokens, t)->flags | kt_token_at(r->tokens, t - 1)->flags) &
         KT_TOKEN_SPACED))
        return false;
    const kt_token *word = kt_token_at(r->tokens, t - 2);
    const char *text = kt_token_word(r->tokens, t - 2);
    const char last = word->kind == KT_TOKEN_WORD ? text[strlen(text) - 1] : 'x';
    return last >= '0' && last <= '9';
}

bool kt_number_at(const kt_reading *r, int32_t t, kt_number *out)
{
    if (t >= r->last || kt_in_period(r, t))
        return false;
    const kt_token *token = kt_token_at(r->tokens, t);
    if (token->kind == KT_TOKEN_NUMBER && is_inside_word(r, t))
        return false;
    if (token->kind == KT_TOKEN_NUMBER) {
        *out = (kt_number){token->value, unit_of(token->value, token->decimals), t + 1, false};
        if (!token->decimals)
            add_spelt_decimals(r, out);
        if (has_loose_decimals(r, t)) {
            const kt_token *behind = &token[2];
            *out = (kt_number){token->value + behind->value / pow(10.0, behind->size),
                               pow(10.0, -behind->size), t + 3, false};
        }
        return true;
    }
    const kt_mark *word = kt_mark_at(r, t, KT_SENSE_NUMBER);
    if (!word || word->first != t || word->part)
        return false;
    *out = (kt_number){word->meaning.value, 1.0, t + word->n, true};
    if (word->meaning.value != floor(word->meaning.value))
        out->unit = 0.1;
    add_spelt_decimals(r, out);
    return true;
}

kt_stated kt_amount_of(kt_amount_kind kind, int32_t t, int32_t last, double value, double unit)
{
    return (kt_stated){.first = t,
                       .last = last,
                       .core = t,
                       .kind = (uint8_t)kind,
                       .value = value,
                       .value_max = NAN,
                       .unit = unit,
                       .currency = ""};
}

kt_stated kt_money_of(int32_t t, const kt_number *n, double scale, const char *currency)
{
    kt_stated s = kt_amount_of(KT_AMOUNT_MONEY, t, n->end, n->value * scale, n->unit * scale);
    s.currency = currency;
    return s;
}

const kt_mark *kt_mark_here(const kt_reading *r, int32_t t, kt_sense sense)
{
    const kt_mark *mark = t < r->last ? kt_mark_at(r, t, sense) : NULL;
    return mark && mark->first == t ? mark : NULL;
}

int32_t kt_before_current(const kt_reading *r, int32_t t)
{
    const kt_mark *mark = kt_mark_before(r, t, KT_SENSE_MODIFIER);
    if (!mark)
        mark = kt_mark_before(r, t, KT_SENSE_CURRENT);
    return mark && mark->first >= r->first ? kt_before_current(r, mark->first) : t;
}

/* "From 12 to 20 billion", "с 12 до 20 млрд", "von 12 auf 20": two amounts, no range. */
bool kt_leads_from(const kt_reading *r, int32_t core, int32_t to)
{
    static const char *const from[] = {"von", "from", "с"}, *const until[] = {"auf", "to",
                                                                              "до"};
    const int32_t t = kt_before_current(r, core) - 1;
    return (kt_word_at(r, t, kt_by_tongue(r, from)) || kt_word_at(r, t, "со")) &&
           kt_word_at(r, to, kt_by_tongue(r, until));
}

/* The second end of a range: "42 bis 43 Milliarden", "between 50 and 55 billion". */
bool kt_range_end(const kt_reading *r, int32_t core, const kt_number *first, kt_number *second)
{
    const kt_mark *to = kt_mark_here(r, first->end, KT_SENSE_RANGE);
    if (!to || kt_leads_from(r, core, to->first))
        return false;
    const bool joined = kt_sign_at(r, first->end, "-") ||
                        kt_mark_before(r, core, KT_SENSE_RANGE_OPEN) ||
                        !kt_mark_at(r, first->end, KT_SENSE_AND);
    int32_t next = first->end + to->n;
    if (kt_mark_here(r, next, KT_SENSE_CURRENCY))
        next += kt_mark_here(r, next, KT_SENSE_CURRENCY)->n;
    return joined && kt_number_at(r, next, second) && second->value > first->value;
}

/* "Более чем на 14%", "почти на треть": in Russian it stands before "by"; not so "больше на
 * 5%", where it says which way. */
static bool goes_before_by(const kt_reading *r, const kt_mark *modifier)
{
    const int32_t last = modifier->first + modifier->n - 1;
    return r->tongue == 2 &&
           (kt_word_at(r, last, "чем") ||
            !(kt_mark_at(r, last, KT_SENSE_UP) || kt_mark_at(r, last, KT_SENSE_DOWN) ||
              kt_mark_at(r, last, KT_SENSE_MORE) || kt_mark_at(r, last, KT_SENSE_LESS)));
}

/* What stands directly before: modifiers and "by"; moves s->first. */
/* "34 percent less than 1.5 million": what is compared with, in English. */
static bool compares(const kt_reading *r, const kt_stated *s, const kt_mark *modifier)
{
    const kt_stated *last = r->n_stated > 0 ? &r->stated[r->n_stated - 1] : NULL;
    return r->tongue == 1 && s->kind == KT_AMOUNT_MONEY && last &&
           last->kind != KT_AMOUNT_MONEY && last->kind != KT_AMOUNT_RANK &&
           last->last == modifier->first;
}

/* "Um die Hälfte" is by half; "um die 50" is about fifty. */
static bool is_by_half(const kt_reading *r, const kt_stated *s, const kt_mark *modifier)
{
    return kt_word_at(r, modifier->first, "um") && kt_word_at(r, modifier->first + 1, "die") &&
           kt_mark_at(r, s->core, KT_SENSE_FRACTION);
}

static void take_before(const kt_reading *r, kt_stated *s)
{
    for (int n = 0; n < 4; n++) {
        const kt_mark *modifier = kt_mark_before(r, s->first, KT_SENSE_MODIFIER);
        const kt_mark *by = kt_mark_before(r, s->first, KT_SENSE_BY);
        if (modifier && is_by_half(r, s, modifier)) { /* "um die Hälfte" */
            s->by = 1;
            s->first = modifier->first;
            continue;
        }
        if (s->kind == KT_AMOUNT_RANK && modifier && kt_word_at(r, modifier->first, "up"))
            break; /* "moved up to third" */
        if (modifier && modifier->first >= r->first && !compares(r, s, modifier) &&
            (!s->by || goes_before_by(r, modifier))) {
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
    const kt_mark *before = r->tongue == 2 && kt_word_at(r, s->first - 1, "до")
                                ? kt_mark_before(r, s->first - 1, KT_SENSE_MODIFIER)
                                : NULL;
    if (before && before->first >= r->first && s->modifier == KT_MODIFIER_EXACT)
        s->modifier = (uint8_t)before->meaning.value; /* "почти до 29 млрд" */
}

static void take_behind(const kt_reading *r, kt_stated *s)
{
    const kt_mark *mark = kt_mark_at(r, s->last, KT_SENSE_AFTERWARD);
    if (mark && mark->first == s->last && s->last < r->last) {
        s->modifier = (uint8_t)mark->meaning.value;
        s->last += mark->n;
    }
}

/* "$US 53 billion", "USD 53 billion": of which country's dollars it is. */
static bool names_country(const kt_reading *r, const kt_stated *s)
{
    const kt_mark *currency = kt_mark_within(r, s->first, s->last, KT_SENSE_CURRENCY);
    return currency && (currency->n > 1 || kt_word_at(r, currency->first, "usd"));
}

/* "2 million dollars a day", "2 Millionen pro Tag", "2 млн в день"; "twice as fast": no figure
 * of a period, no growth. */
static bool is_pace(const kt_reading *r, const kt_stated *s)
{
    static const char *const each[] = {"a", "per", "each", "every", "pro", "je", "am", "в"};
    static const char *const times[] = {"day",   "week",   "hour", "minute", "tag",
                                        "woche", "stunde", "день", "сутки",  "неделю"};
    static const char *const quick[] = {"fast", "quickly", "rapidly", "strongly", "slowly"};
    if (s->kind == KT_AMOUNT_MONEY)
        return KT_IS_ONE_OF(r, s->last, each) && KT_IS_ONE_OF(r, s->last + 1, times);
    return (s->kind == KT_AMOUNT_TIMES || s->kind == KT_AMOUNT_GROW) &&
           ((kt_word_at(r, s->last, "as") && KT_IS_ONE_OF(r, s->last + 1, quick)) ||
            kt_word_at(r, s->last, "faster"));
}

static void finish(kt_reading *r, kt_stated *s)
{
    if (is_pace(r, s))
        return;
    if (r->n_stated == KT_MAX_STATED || kt_sign_at(r, s->last, "=") ||
        kt_sign_at(r, s->first - 1, "="))
        return; /* "(US$1=RM4.18)": a rate of exchange */
    take_before(r, s);
    take_behind(r, s);
    if (s->currency[0] >= 'a') {
        s->currency = kt_own_currency(r, s->currency, s->first);
        if (!s->currency[0])
            return; /* whose pesos is not known */
    }
    if (r->d.dollar && strcmp(s->currency, "USD") == 0 && !names_country(r, s))
        s->currency = r->d.dollar;
    r->stated[r->n_stated++] = *s;
}

void kt_find_amounts(kt_reading *r)
{
    r->n_stated = 0;
    for (int32_t t = r->first; t < r->last;) {
        kt_stated s;
        kt_number n;
        int32_t end = t + 1;
        bool found = kt_read_rank(r, t, &s, &end) || kt_read_whole_amount(r, t, &s, &end) ||
                     kt_read_fraction(r, t, &s, &end);
        if (!found && kt_number_at(r, t, &n)) {
            found = kt_read_rate(r, t, &n, &s, &end) || kt_read_money(r, t, &n, &s, &end) ||
                    kt_read_shared_percent(r, t, &n, &s, &end) ||
                    kt_read_beside_brackets(r, t, &n, &s, &end) ||
                    kt_read_shared_scale(r, t, &n, &s, &end);
            if (!found)
                end = n.end;
        }
        if (!found)
            found = kt_read_grow(r, t, &s, &end) || kt_read_bare_scale(r, t, &s, &end);
        if (found)
            finish(r, &s);
        t = end > t ? end : t + 1;
    }
}
