/* excess.c: by how much one flow exceeds the other: the balance, in whose favour the flow named
 * first says. */
#include "trade_flow.h"

/* "Exports exceeded imports by": the balance, in whose favour the flow named first says. */
static bool flow_exceeds(const kt_reading *r, const kt_stated *s, const kt_part *part,
                         kt_topic *out)
{
    kt_sense flow = KT_SENSE_NONE;
    bool exceeds = false, inverted = false;
    for (int32_t t = part->first; t < s->first; t++) {
        const kt_mark *export = kt_mark_at(r, t, KT_SENSE_EXPORT);
        const kt_mark *import = kt_mark_at(r, t, KT_SENSE_IMPORT);
        const kt_mark *hedge = kt_mark_at(r, t, KT_SENSE_HEDGE);
        const kt_sense sense = export ? KT_SENSE_EXPORT : KT_SENSE_IMPORT;
        if (hedge && (kt_modifier)hedge->meaning.value == KT_MODIFIER_OVER) {
            exceeds = flow != KT_SENSE_NONE;
            inverted = flow == KT_SENSE_NONE && r->tongue == 0;
        }
        if (!export && !import)
            continue;
        if ((exceeds || (inverted && flow != KT_SENSE_NONE)) && sense != flow)
            return true; /* "übertrafen die Exporte die Importe" */
        if (!exceeds && (!inverted || flow == KT_SENSE_NONE)) {
            const kt_mark *mark = export ? export : import;
            flow = sense;
            *out = (kt_topic){.sense = export ? KT_SENSE_SURPLUS : KT_SENSE_DEFICIT,
                              .first = mark->first,
                              .last = mark->first + mark->n};
        }
    }
    const kt_mark *over = kt_mark_at(r, s->last, KT_SENSE_HEDGE);
    return r->tongue == 2 && s->by && over && /* "экспорт на 5 млн превысил импорт" */
           (kt_modifier)over->meaning.value == KT_MODIFIER_OVER &&
           ((flow == KT_SENSE_EXPORT && kt_mark_at(r, s->last + 1, KT_SENSE_IMPORT)) ||
            (flow == KT_SENSE_IMPORT && kt_mark_at(r, s->last + 1, KT_SENSE_EXPORT)));
}

static const kt_mark *verb_at(const kt_reading *r, int32_t t)
{
    static const kt_sense senses[] = {KT_SENSE_SELL, KT_SENSE_BUY, KT_SENSE_EXPORT,
                                      KT_SENSE_IMPORT};
    for (size_t n = 0; n < sizeof senses / sizeof *senses; n++)
        if (kt_mark_at(r, t, senses[n]))
            return kt_mark_at(r, t, senses[n]);
    return NULL;
}

static bool sells(const kt_mark *verb)
{
    return verb->meaning.sense == KT_SENSE_SELL || verb->meaning.sense == KT_SENSE_EXPORT;
}

/* "Für 9 Milliarden Euro mehr Waren importiert als exportiert": more of the verb named first.
 */
static bool more_than(const kt_reading *r, const kt_stated *s, kt_topic *out)
{
    const kt_mark *first = NULL, *second = NULL;
    bool than = false;
    const bool more = r->tongue == 0 ? kt_word_at(r, s->last, "mehr")
                                     : r->tongue == 2 && kt_word_at(r, s->last, "больше");
    if (s->kind != KT_AMOUNT_MONEY || !more)
        return false; /* "ввезли товаров на 28 млрд больше, чем продали" */
    for (int32_t t = r->first; t < r->last; t++) {
        than |= t > s->last && (kt_word_at(r, t, "als") || kt_word_at(r, t, "чем"));
        const kt_mark *verb = verb_at(r, t);
        if (verb && !than)
            first = verb;
        else if (verb)
            second = verb;
    }
    if (!first || !second || sells(first) == sells(second))
        return false;
    *out = (kt_topic){.sense = sells(first) ? KT_SENSE_SURPLUS : KT_SENSE_DEFICIT,
                      .first = first->first,
                      .last = first->first + first->n};
    return true;
}

/* "Finland imported 1.3 billion euros more than it exported to Russia", "sold Peru 2 billion
 * more than it bought": in English. */
static bool bought_more(const kt_reading *r, const kt_stated *s, kt_topic *out)
{
    enum { NEAR = 6 };
    const kt_mark *before = NULL, *behind = NULL;
    int32_t than = s->last + 1;
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY || !kt_word_at(r, s->last, "more"))
        return false;
    while (than < s->last + NEAR && !kt_word_at(r, than, "than"))
        than++;
    for (int32_t t = s->first - NEAR; t < than + NEAR && kt_word_at(r, than, "than"); t++) {
        const kt_mark *sell = kt_mark_at(r, t, KT_SENSE_SELL);
        const kt_mark *verb = sell ? sell : kt_mark_at(r, t, KT_SENSE_BUY);
        if (verb && t < s->first)
            before = verb;
        else if (verb && t > than)
            behind = behind ? behind : verb;
    }
    if (!before || !behind || before->meaning.sense == behind->meaning.sense)
        return false;
    *out = (kt_topic){.sense = before->meaning.sense == KT_SENSE_SELL ? KT_SENSE_SURPLUS
                                                                      : KT_SENSE_DEFICIT,
                      .first = s->first,
                      .last = s->first};
    return true;
}

/* "The excess of imports over exports hit 0.4 billion", in English. */
static bool excess_of(const kt_reading *r, const kt_stated *s, int32_t first, kt_topic *out)
{
    for (int32_t t = first; t + 4 < s->first && r->tongue == 1; t++) {
        const bool of = kt_word_at(r, t, "excess") && kt_word_at(r, t + 1, "of") &&
                        kt_word_at(r, t + 3, "over");
        const bool to = kt_mark_at(r, t + 2, KT_SENSE_EXPORT) != NULL;
        if (!of || !kt_mark_at(r, t + 4, to ? KT_SENSE_IMPORT : KT_SENSE_EXPORT))
            continue;
        *out = (kt_topic){
            .sense = to ? KT_SENSE_SURPLUS : KT_SENSE_DEFICIT, .first = t, .last = t + 5};
        return true;
    }
    return false;
}

bool kt_find_excess(const kt_reading *r, const kt_stated *s, const kt_part *part, kt_topic *out)
{
    return more_than(r, s, out) || bought_more(r, s, out) ||
           excess_of(r, s, part->first, out) ||
           ((s->by || (s->kind == KT_AMOUNT_TIMES && !kt_is_multiple(r, s))) &&
            flow_exceeds(r, s, part, out));
}
