/* amount_rate.c: the rates of a sentence: "3,4 Prozent", "5 to 7 %", "a third", "в 2,5 раза",
 * "doubled".
 *
 *     rate      [sign] number percent   |   [number] fraction   |   number "times" */
#include "amount.h"

#include <math.h>

/* The number at token t as a percentage, whose word stands elsewhere. */
static kt_stated percent_of(int32_t t, const kt_number *n)
{
    return kt_amount_of(KT_AMOUNT_PERCENT, t, n->end, n->value / 100.0, n->unit / 100.0);
}

/* A sign printed before a rate, without a blank between: "-2,1 %", "+5%". */
static void take_sign(const kt_reading *r, kt_stated *s)
{
    const int32_t t = s->core - 1;
    if (t < r->first || (kt_token_at(r->tokens, s->core)->flags & KT_TOKEN_SPACED))
        return;
    if (kt_sign_at(r, t, "+") || kt_sign_at(r, t, "-")) {
        s->sign = (int16_t)(kt_sign_at(r, t, "+") ? 1 : -1);
        s->first = t;
    }
}

/* "Возросла с 13,9 до 16 процентов": the first of two, no range, in Russian. */
static bool read_from_percent(const kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
                              int32_t *end)
{
    kt_number second;
    if (r->tongue != 2 || !(kt_word_at(r, t - 1, "с") || kt_word_at(r, t - 1, "со")) ||
        !kt_word_at(r, n->end, "до") || !kt_number_at(r, n->end + 1, &second) ||
        !kt_mark_here(r, second.end, KT_SENSE_PERCENT) ||
        kt_mark_here(r, second.end, KT_SENSE_POINTS))
        return false;
    *s = percent_of(t, n);
    *end = n->end;
    return true;
}

/* The first of two rates with a sign each, and one word for both. */
static bool is_signed_pair(const kt_reading *r, int32_t t, const kt_number *first)
{
    kt_number second;
    const int32_t at = first->end + 1;
    return r->tongue == 0 && (kt_sign_at(r, t - 1, "+") || kt_sign_at(r, t - 1, "-")) &&
           (kt_word_at(r, first->end, "und") || kt_word_at(r, first->end, "bzw")) &&
           (kt_sign_at(r, at, "+") || kt_sign_at(r, at, "-")) &&
           kt_number_at(r, at + 1, &second) &&
           kt_mark_here(r, second.end, KT_SENSE_PERCENT) != NULL;
}

static bool read_percent(kt_reading *r, int32_t t, const kt_number *first, kt_stated *s,
                         int32_t *end)
{
    kt_number n = *first, second = {0};
    int32_t at = first->end;
    const kt_mark *own = kt_mark_here(r, at, KT_SENSE_PERCENT);
    bool range = kt_range_end(r, t, first, &second);
    if (!range && own) { /* "5% to 7%" */
        kt_number p = *first;
        p.end = at + own->n;
        range = kt_range_end(r, t, &p, &second) &&
                kt_mark_here(r, second.end, KT_SENSE_PERCENT) &&
                !kt_mark_at(r, t - 1, KT_SENSE_FROM);
    }
    if (range)
        n = second;
    if (kt_mark_here(r, n.end, KT_SENSE_POINTS))
        return false;
    const kt_mark *percent = kt_mark_here(r, n.end, KT_SENSE_PERCENT);
    if (!percent && r->tongue != 0 && kt_sign_at(r, n.end, "-")) /* "a 17-percent rise" */
        percent = kt_mark_here(r, n.end + 1, KT_SENSE_PERCENT);
    const kt_mark *behind = percent ? NULL : kt_mark_here(r, n.end, KT_SENSE_AFTERWARD);
    if (behind) /* "12 с лишним процентов" */
        percent = kt_mark_here(r, n.end + behind->n, KT_SENSE_PERCENT);
    if (!percent && is_signed_pair(r, t, first)) { /* "(-19,1 und -32,8 %)" */
        *s = percent_of(t, first);
        take_sign(r, s);
        *end = s->last;
        return true;
    }
    if (!percent)
        return false;
    *s = percent_of(t, first);
    s->last = percent->first + percent->n;
    if (behind)
        s->modifier = (uint8_t)behind->meaning.value;
    if (range) {
        s->value_max = second.value / 100.0;
        s->unit = second.unit / 100.0;
    }
    take_sign(r, s);
    *end = s->last;
    return true;
}

/* "2-mal so schwer", "reiste 2 Mal nach Peru": no rate where nothing rises or falls. */
static bool is_count(const kt_reading *r, const kt_mark *word)
{
    return r->tongue == 0 && word->n == 1 && kt_word_at(r, word->first, "mal") &&
           (kt_word_at(r, word->first + 1, "so") ||
            !(kt_mark_within(r, r->first, r->last, KT_SENSE_UP) ||
              kt_mark_within(r, r->first, r->last, KT_SENSE_DOWN)));
}

/* "2.5 times", "das 2,5-Fache", "в 2,5 раза", "five-fold" */
static bool read_times(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s, int32_t *end)
{
    int32_t at = n->end;
    kt_number second;
    if (kt_mark_here(r, at, KT_SENSE_AFTERWARD)) /* "в пять с лишним раз" */
        at += kt_mark_here(r, at, KT_SENSE_AFTERWARD)->n;
    const bool over = at > n->end;
    if ((kt_word_at(r, t - 1, "of") && kt_word_at(r, t - 2, "factor")) ||
        kt_word_at(r, t - 1, "faktor")) { /* "by a factor of three", "um den Faktor drei" */
        *s = kt_amount_of(KT_AMOUNT_TIMES, t, n->end, n->value - 1.0, n->unit);
        s->factor = n->value;
        *end = s->last;
        return n->value > 1.0;
    }
    if (kt_sign_at(r, at, "-") && !kt_number_at(r, at + 1, &second) &&
        !kt_mark_here(r, at, KT_SENSE_TIMES_WORD)) /* "2.1-fold" has it */
        at++;
    const kt_mark *word = kt_mark_here(r, at, KT_SENSE_TIMES_WORD);
    if (!word || n->value <= 1.0 || is_count(r, word))
        return false;
    *s = kt_amount_of(KT_AMOUNT_TIMES, t, at + word->n, n->value - 1.0, n->unit);
    s->factor = n->value;
    if (over)
        s->modifier = KT_MODIFIER_OVER;
    *end = s->last;
    return true;
}

/* "zwei Drittel", "a third", "третью часть", "ein Viertel" */
bool kt_read_fraction(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
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
    if (r->tongue == 1 && (kt_word_at(r, at, "consecutive") || kt_word_at(r, at, "straight") ||
                           kt_word_at(r, at, "successive")))
        return false; /* "a sixth consecutive gain" */
    /* A quarter of a year, a half-year and "half a billion" are none. */
    if (r->tongue == 1 && kt_sign_at(r, at, "-") && kt_word_at(r, at + 1, "year"))
        return false; /* "half-year trade" */
    if (kt_mark_before(r, t, KT_SENSE_MONTH))
        return false; /* "the April-September half" */
    if ((r->tongue == 2 || (r->tongue == 1 && n.end == t)) &&
        (kt_mark_here(r, at, KT_SENSE_UNIT) || kt_mark_here(r, at, KT_SENSE_QUARTER_WORD)))
        return false; /* "половина стран ЕС", "into an eighth month" */
    if (kt_in_period(r, fraction->first) || kt_mark_here(r, at, KT_SENSE_SCALE) ||
        kt_mark_here(r, at, KT_SENSE_YEAR_WORD) || kt_mark_here(r, at, KT_SENSE_RANK))
        return false;
    *s = kt_amount_of(KT_AMOUNT_FRACTION, t, at, n.value * fraction->meaning.value, 0.02);
    *end = at;
    return true;
}

bool kt_read_grow(kt_reading *r, int32_t t, kt_stated *s, int32_t *end)
{
    const kt_mark *grow = kt_mark_here(r, t, KT_SENSE_GROW);
    const kt_mark *times = kt_mark_here(r, t, KT_SENSE_TIMES);
    const kt_mark *mark = grow ? grow : times;
    if (!mark)
        return false;
    const double factor = mark->meaning.value;
    *s = kt_amount_of(grow ? KT_AMOUNT_GROW : KT_AMOUNT_TIMES, t, t + mark->n, factor - 1.0,
                      0.1);
    s->factor = factor;
    *end = s->last;
    return true;
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

/* "6,1 bzw. 6 Prozent", "um 12 und 8 Prozent", not "zwischen 12 und 8": one behind the other,
 * in German; "by 13.8 and 6.5 pct respectively". */
static bool is_in_turn(const kt_reading *r, int32_t t, const kt_number *n)
{
    kt_number second;
    if (r->tongue != 0) {
        const kt_mark *and = kt_mark_here(r, n->end, KT_SENSE_AND);
        return and&&kt_number_at(r, n->end + and->n, &second) &&
               kt_mark_within(r, second.end, r->last, KT_SENSE_RESPECTIVELY);
    }
    return kt_word_at(r, n->end, "bzw") || kt_word_at(r, n->end, "beziehungsweise") ||
           (kt_word_at(r, n->end, "und") && kt_number_at(r, n->end + 1, &second) &&
            !kt_mark_before(r, before_modifiers(r, t), KT_SENSE_RANGE_OPEN));
}

/* "Exports by 3.4 and imports by 0.7 per cent", "um 19, der Import um 16 Prozent", "um 5,1 bzw.
 * 3,2 Prozent": the word stands behind the second alone. */
bool kt_read_shared_percent(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
                            int32_t *end)
{
    kt_number second;
    int32_t at = n->end + 1, flow = -1;
    const bool in_turn = is_in_turn(r, t, n) || kt_leads_from(r, t, n->end);
    const bool comma = r->tongue == 0 && kt_sign_at(r, n->end, ",") &&
                       kt_mark_before(r, before_modifiers(r, t), KT_SENSE_BY);
    if (!(in_turn || comma || kt_mark_here(r, n->end, KT_SENSE_AND)) ||
        !(is_flow(r, t - 1) || comma || in_turn || kt_mark_before(r, t, KT_SENSE_BY)))
        return false;
    for (; at < r->last && at < n->end + (comma ? 8 : 5) && !kt_number_at(r, at, &second); at++)
        flow = is_flow(r, at) ? at : flow;
    if ((flow < 0 && !in_turn) || !kt_number_at(r, at, &second) ||
        !kt_mark_here(r, second.end, KT_SENSE_PERCENT))
        return false;
    *s = percent_of(t, n);
    *end = n->end;
    return true;
}

bool kt_read_rate(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s, int32_t *end)
{
    return read_from_percent(r, t, n, s, end) || read_percent(r, t, n, s, end) ||
           read_times(r, t, n, s, end);
}
