/* bloc_trade.c: a country's trade with a bloc: the sum over its members of that year, where the
 * country (or, for the other side, every member) states all of them. What a member is missing
 * is not taken for zero. Where a member is disputed the sum without it is tried as well. */
#include "judge.h"

#include <math.h>
#include <string.h>

typedef struct bloc_sum {
    double own, others;        /* by the country's statistics, by the members' */
    double own_without, total; /* without the disputed; all of the country's trade */
} bloc_sum;

/* A state that is no more, beside its successors: Belgium-Luxembourg. */
static bool is_gone(const kt_judgement *j, const kt_rank *member)
{
    const kt_country_info *info = kt_country_info_of(j->world->countries, member->country);
    return member->standing == KT_STANDS_NO_DATA && info && info->kind == KT_IS_HISTORICAL;
}

static void add_up(const kt_judgement *j, const kt_kept_ranking *kept, bloc_sum *out)
{
    const kt_ranking *ranking = &kept->ranking;
    *out = (bloc_sum){.total = ranking->total.total_usd};
    for (int64_t n = 0; n < ranking->n_list; n++) {
        const kt_rank *member = &ranking->list[n];
        if (is_gone(j, member))
            continue;
        const double usd = member->partial ? NAN : member->usd;
        out->own += usd;
        out->others += member->other_usd;
        out->own_without += member->disputed ? 0.0 : usd;
    }
    if (ranking->n_list == 0)
        *out = (bloc_sum){NAN, NAN, NAN, NAN};
}

/* The bloc's part in a measure of a country in a year, NaN where it is not there. */
static kt_status bloc_year(kt_judgement *j, kt_country country, kt_measure measure, int year,
                           const char *bloc, bloc_sum *out, const kt_kept_ranking **from,
                           kt_error *err)
{
    bloc_sum part[2] = {{NAN, NAN, NAN, NAN}, {NAN, NAN, NAN, NAN}};
    *out = part[0];
    if (measure == KT_MEASURE_BALANCE) {
        static const kt_measure flows[] = {KT_MEASURE_EXPORT, KT_MEASURE_IMPORT};
        for (int n = 0; n < 2; n++) {
            KT_TRY(kt_judge_ranking(j, country, (kt_country){0}, year, flows[n], KT_AMONG_GROUP,
                                    bloc, from, err));
            if (*from)
                add_up(j, *from, &part[n]);
        }
        out->own = part[0].own - part[1].own;
        out->others = part[0].others - part[1].others;
        out->own_without = part[0].own_without - part[1].own_without;
        return KT_OK;
    }
    KT_TRY(kt_judge_ranking(j, country, (kt_country){0}, year, measure, KT_AMONG_GROUP, bloc,
                            from, err));
    if (*from)
        add_up(j, *from, out);
    return KT_OK;
}

static void take(kt_judgement *j, kt_side side, double figure, double other,
                 const kt_source *from)
{
    if (isnan(figure))
        return;
    kt_fit fit = kt_tolerance_fit(j->tolerances, j->claim, figure, true, NAN);
    j->verdict->readings_tried++;
    if (fit == KT_FITS_NOT && !isnan(other) && other != figure) {
        fit = kt_tolerance_fit(j->tolerances, j->claim, other, true, NAN);
        j->verdict->readings_tried++;
        figure = fit == KT_FITS_NOT ? figure : other;
    }
    j->figure[side] = figure;
    j->fit[side] = (uint8_t)fit;
    kt_add_evidence(j, side, figure, j->claim->period, from, fit != KT_FITS_NOT);
}

kt_status kt_read_bloc(kt_judgement *j, kt_error *err)
{
    const kt_claim *claim = j->claim;
    const kt_bloc *a = kt_bloc_find(j->world->blocs, kt_slice_of(claim->a));
    const kt_bloc *b = kt_bloc_find(j->world->blocs, kt_slice_of(claim->b));
    const int year = kt_period_year(claim->period);
    const kt_period base = kt_claim_base(claim);
    const kt_kept_ranking *kept = NULL, *before = NULL;
    kt_country country;
    bloc_sum now, then = {NAN, NAN, NAN, NAN};
    if (!a == !b || !year || claim->kind == KT_CLAIM_RANK ||
        (claim->kind == KT_CLAIM_SHARE && a) ||
        !kt_country_parse(kt_slice_of(a ? claim->b : claim->a), &country) ||
        country.code == KT_WORLD.code)
        return KT_OK;
    kt_measure measure = (kt_measure)claim->measure; /* from the country's view */
    if (a && measure == KT_MEASURE_EXPORT)
        measure = KT_MEASURE_IMPORT;
    else if (a && measure == KT_MEASURE_IMPORT)
        measure = KT_MEASURE_EXPORT;
    const char *bloc = (a ? a : b)->code;
    KT_TRY(bloc_year(j, country, measure, year, bloc, &now, &kept, err));
    if (!kept)
        return KT_OK;
    if (claim->kind == KT_CLAIM_GROWTH || claim->kind == KT_CLAIM_CHANGE) {
        if (!kt_period_year(base))
            return KT_OK;
        KT_TRY(bloc_year(j, country, measure, kt_period_year(base), bloc, &then, &before, err));
    }
    const double sign = a && measure == KT_MEASURE_BALANCE ? -1.0 : 1.0;
    if (claim->kind == KT_CLAIM_SHARE)
        then.own = then.own_without = now.total;
    const kt_source from = {.kind = KT_SOURCE_BOTH_SIDES,
                            .name = kept->name,
                            .version = kept->version,
                            .origin = kept->source};
    take(j, a ? KT_SIDE_B : KT_SIDE_A, kt_claim_figure(j, sign * now.own, sign * then.own),
         kt_claim_figure(j, sign * now.own_without, sign * then.own_without), &from);
    if (claim->kind != KT_CLAIM_SHARE)
        take(j, a ? KT_SIDE_A : KT_SIDE_B,
             kt_claim_figure(j, sign * now.others, sign * then.others), NAN, &from);
    return KT_OK;
}
