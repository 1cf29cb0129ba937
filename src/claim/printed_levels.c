/* printed_levels.c: a growth told beside both of its levels. "From 1.1 to 1.2 billion, up 9 %"
 * may have been reckoned from the rounded levels: where it is what they give, and both fit the
 * figures, so does the growth, whatever the exact ones would give. */
#include "judge.h"

#include <math.h>
#include <string.h>

/* The printed level of the same trade in a period; NULL none. */
static const kt_claim *level_of(const kt_judgement *j, kt_period period)
{
    const kt_claim *growth = j->claim, *found = NULL;
    for (int64_t n = 0; n < j->claims->n_claims && !found; n++) {
        const kt_claim *c = &j->claims->claim[n];
        if (c->kind == KT_CLAIM_LEVEL && !c->no_period && kt_period_equal(c->period, period) &&
            c->measure == growth->measure && c->basis == growth->basis &&
            strcmp(c->a, growth->a) == 0 && strcmp(c->b, growth->b) == 0 &&
            strcmp(c->product, growth->product) == 0 && isnan(c->value_max))
            found = c;
    }
    return found;
}

/* In the money that the levels are told in. */
static double own_money(const kt_judgement *j, double usd, int year)
{
    return j->rates ? usd * kt_rate_in(j->rates, year) : usd;
}

static bool fits(const kt_judgement *j, const kt_claim *level, kt_side side)
{
    const kt_source *from;
    const int year = kt_period_year(level->period);
    const double usd =
        kt_holding_usd(j->holding, side, (kt_measure)level->measure, year, &from);
    return !isnan(usd) && kt_tolerance_fit(j->tolerances, level, own_money(j, usd, year), false,
                                           NAN) != KT_FITS_NOT;
}

bool kt_fits_printed_levels(const kt_judgement *j, kt_side side)
{
    const kt_period base = kt_claim_base(j->claim);
    const kt_claim *now = level_of(j, j->claim->period), *then = level_of(j, base);
    const char *money = j->rates ? j->rates->currency : "USD";
    return j->claim->kind == KT_CLAIM_GROWTH && now && then && then->value > 0.0 &&
           strcmp(now->currency, money) == 0 && strcmp(then->currency, money) == 0 &&
           kt_tolerance_fit(j->tolerances, j->claim, now->value / then->value - 1.0, false,
                            NAN) != KT_FITS_NOT &&
           fits(j, now, side) && fits(j, then, side);
}
