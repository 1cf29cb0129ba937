/* in_dollars.c: claims told in other money, by imported rates.
 *
 *     a level    in dollars: value / rate of its year
 *     a target   in dollars: value / rate of the last year before it was told
 *     a growth   the dollars of both years, each at its rate, in that money
 *
 * Rates are averages of years, so parts of years are not judged; nor are changes, which would
 * need the level before; nor years in which the average moved by more than a fifth, for then it
 * says little of what the trade of single months was worth. */
#include "judge.h"

#include <math.h>
#include <string.h>

#define MOST_MOVED 0.2

static bool has_moved(const kt_rates *rates, int year)
{
    const double now = kt_rate_in(rates, year), before = kt_rate_in(rates, year - 1);
    return !isnan(before) && fabs(now / before - 1.0) > MOST_MOVED;
}

/* Where it would be judged by the rates of two years. */
static kt_gap gap_between(const kt_rates *rates, int year, int base)
{
    if (isnan(kt_rate_in(rates, year)) || isnan(kt_rate_in(rates, base)))
        return KT_GAP_CURRENCY;
    return has_moved(rates, year) || has_moved(rates, base) ? KT_GAP_RATE_MOVED : KT_GAP_NONE;
}

static void convert(kt_judgement *j, double rate)
{
    kt_claim *c = &j->in_dollars;
    *c = *j->claim;
    c->value /= rate;
    c->value_max /= rate;
    c->unit /= rate;
    memcpy(c->currency, "USD", sizeof c->currency);
    j->claim = c;
}

kt_status kt_claim_in_dollars(kt_judgement *j, kt_error *err)
{
    const kt_claim *claim = j->claim;
    const bool growth = claim->kind == KT_CLAIM_GROWTH;
    const bool target = claim->kind == KT_CLAIM_TARGET;
    const char *currency = growth ? kt_rate_currency(j->claims, claim) : claim->currency;
    if (!currency[0] || strcmp(currency, "USD") == 0)
        return KT_OK;
    const int year = target ? j->claims->published.year - 1 : kt_period_year(claim->period);
    const int base = growth ? kt_period_year(kt_claim_base(claim)) : year;
    const bool told =
        target ? claim->target_kind == KT_CLAIM_LEVEL : claim->kind == KT_CLAIM_LEVEL || growth;
    j->gap = KT_GAP_CURRENCY;
    if (!told || (claim->no_period && !target) || year <= 0 || base <= 0)
        return KT_OK;
    if (!j->cache->exchange)
        KT_TRY(kt_exchange_open(kt_store_folder(j->world->store), j->world->countries,
                                &j->cache->exchange, err));
    KT_TRY(kt_exchange_rates(j->cache->exchange, currency, &j->rates, err));
    j->gap = gap_between(j->rates, year, base);
    if (j->gap != KT_GAP_NONE)
        return KT_OK;
    j->rate_year = year;
    j->rate_base = growth ? base : 0;
    if (!growth)
        convert(j, kt_rate_in(j->rates, year));
    return KT_OK;
}

double kt_as_told(const kt_judgement *j, double usd, int year)
{
    return j->rate_year ? usd * kt_rate_in(j->rates, year) / kt_rate_in(j->rates, j->rate_year)
                        : usd;
}
