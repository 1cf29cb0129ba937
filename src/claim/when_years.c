/* when_years.c: a level told of several years is what they came to together: "totalled 31
 * billion between 2012 and 2017", "von 2012 bis 2017 insgesamt 31 Milliarden", "в 2012-2017
 * годах составил 31 млрд". What rose from one year to the other is of the second. */
#include "claim_kind.h"

/* "2012-2017", "2012 to 2017", "с 2012 по 2017", "between 2012 and 2017"; not "2012 and 2017".
 */
static bool joins_years(const kt_reading *r, const kt_when *from)
{
    if (kt_mark_at(r, from->last, KT_SENSE_AND))
        return kt_mark_before(r, from->first, KT_SENSE_BETWEEN) != NULL;
    return kt_mark_at(r, from->last, KT_SENSE_RANGE) || kt_word_at(r, from->last, "по");
}

/* The first of the years, where the period at hand is the last of them; NULL. */
static const kt_when *first_year(const kt_reading *r, const kt_when *when)
{
    for (int n = 0; n + 1 < r->n_when; n++) {
        const kt_when *from = &r->when[n], *to = &r->when[n + 1];
        if (to->first == when->first && to->only_year && from->only_year && from->known &&
            to->known && to->first - from->last == 1 && joins_years(r, from) &&
            from->period.first < to->period.first)
            return from;
    }
    return NULL;
}

/* "From 2 billion to 3 billion", "rose to 3 billion": of one year each. */
static bool moves(const kt_reading *r, const kt_stated *s)
{
    int amounts = 0;
    for (int n = 0; n < r->n_stated; n++)
        amounts += r->stated[n].kind == KT_AMOUNT_MONEY;
    return kt_mark_within(r, r->first, r->last, KT_SENSE_UP) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_DOWN) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_GROW) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_AVERAGE) ||
           kt_mark_before(r, s->first, KT_SENSE_FROM) ||
           (amounts > 1 && kt_mark_before(r, s->first, KT_SENSE_TO));
}

void kt_widen_years(const kt_reading *r, const kt_stated *s, const kt_when *when,
                    kt_claim *claim)
{
    const kt_when *from = first_year(r, when);
    if (!from || claim->kind != KT_CLAIM_LEVEL || s->kind != KT_AMOUNT_MONEY || moves(r, s))
        return;
    claim->period.first = from->period.first;
}
