/* holdings.c: the figures held about a pair, each by whose statistics.
 *
 * Among several versions of what answers, the one released last before the article counts: what
 * was revised later could not be known. */
#include "judge.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

int kt_day_of(kt_date date)
{
    return date.year * 372 + date.month * 31 + date.day;
}

/* The version of the dataset that answers which is nearest before the article; the first one
 * where none is older. */
static const kt_source *choose(const kt_check_world *world, const kt_sources *sources,
                               kt_date published, bool *revised)
{
    const kt_source *first = NULL, *best = NULL;
    for (int64_t n = 0; n < sources->n_sources; n++) {
        const kt_source *source = &sources->source[n];
        if (source->kind != KT_SOURCE_BOTH_SIDES && source->kind != KT_SOURCE_ONE_SIDE)
            continue;
        if (!first)
            first = source;
        const kt_date released = kt_store_info(world->store, source->dataset)->released;
        if (strcmp(source->name, first->name) == 0 && released.year && published.year &&
            kt_day_of(released) <= kt_day_of(published) && !best)
            best = source;
    }
    *revised = best == NULL;
    return best ? best : first;
}

static kt_status compute(const kt_source *source, kt_country a, kt_country b,
                         kt_statistics statistics, kt_series *out, kt_error *err)
{
    if (!source)
        return KT_OK;
    return kt_series_compute(source->observations.row, source->observations.n_rows, a, b,
                             statistics, out, err);
}

kt_status kt_holding_open(const kt_check_world *world, const kt_claim *claim, kt_date published,
                          kt_holding *out, kt_error *err)
{
    kt_holding h = {0};
    kt_country a, b;
    memcpy(h.a, claim->a, sizeof h.a);
    memcpy(h.b, claim->b, sizeof h.b);
    if (!kt_country_parse(kt_slice_of(claim->a), &a) ||
        !kt_country_parse(kt_slice_of(claim->b), &b)) {
        *out = h;
        return KT_OK;
    }
    kt_status status =
        kt_sources_find(world->store, world->reg, a, b, world->dataset, &h.sources, err);
    if (status == KT_ERR_MISSING) { /* a dataset asked for that knows nothing of the pair */
        if (err)
            kt_error_clear(err);
        *out = h;
        return KT_OK;
    }
    if (status)
        return status;
    bool revised;
    h.official = choose(world, &h.sources, published, &revised);
    for (int64_t n = h.sources.n_sources - 1; n >= 0; n--) {
        if (h.sources.source[n].kind == KT_SOURCE_FACTS)
            h.facts = &h.sources.source[n];
        if (h.sources.source[n].kind == KT_SOURCE_RECONCILED)
            h.reconciled = &h.sources.source[n];
    }
    h.vintage = h.official ? h.official->version : "";
    h.usual_revision[KT_SIDE_A] = kt_usual_revision(&h.sources, h.official, a);
    h.usual_revision[KT_SIDE_B] = kt_usual_revision(&h.sources, h.official, b);
    status = compute(h.official, a, b, KT_STATISTICS_OWN, &h.series[KT_SIDE_A], err);
    if (!status)
        status = compute(h.official, a, b, KT_STATISTICS_MIRROR, &h.series[KT_SIDE_B], err);
    if (!status)
        status = compute(h.reconciled, a, b, KT_STATISTICS_RECONCILED,
                         &h.series[KT_SIDE_NOBODY], err);
    if (!status)
        status = compute(h.facts, a, b, KT_STATISTICS_OWN, &h.fact_series[KT_SIDE_A], err);
    if (!status)
        status = compute(h.facts, a, b, KT_STATISTICS_MIRROR, &h.fact_series[KT_SIDE_B], err);
    if (status)
        kt_holding_clear(&h);
    else
        *out = h;
    return status;
}

void kt_holding_clear(kt_holding *holding)
{
    for (int side = 0; side < KT_N_SIDES; side++)
        kt_series_clear(&holding->series[side]);
    for (int side = 0; side < 2; side++)
        kt_series_clear(&holding->fact_series[side]);
    kt_sources_clear(&holding->sources);
    *holding = (kt_holding){0};
}

double kt_holding_usd(const kt_holding *holding, kt_side side, kt_measure measure, int year,
                      const kt_source **from)
{
    double usd = kt_series_usd(&holding->series[side], measure, year);
    *from = side == KT_SIDE_NOBODY ? holding->reconciled : holding->official;
    if (isnan(usd) && side != KT_SIDE_NOBODY) {
        usd = kt_series_usd(&holding->fact_series[side], measure, year);
        *from = holding->facts;
    }
    return usd;
}

int kt_holding_last_year(const kt_holding *holding, kt_measure measure)
{
    int last = 0;
    for (int side = 0; side < KT_N_SIDES; side++) {
        const int year = kt_series_last_year(&holding->series[side], measure);
        last = year > last ? year : last;
    }
    for (int side = 0; side < 2; side++) {
        const int year = kt_series_last_year(&holding->fact_series[side], measure);
        last = year > last ? year : last;
    }
    return last;
}

int kt_holding_first_year(const kt_holding *holding, kt_measure measure)
{
    int first = 0;
    for (int side = 0; side < KT_N_SIDES; side++) {
        const int year = kt_series_first_year(&holding->series[side], measure);
        first = year && (!first || year < first) ? year : first;
    }
    for (int side = 0; side < 2; side++) {
        const int year = kt_series_first_year(&holding->fact_series[side], measure);
        first = year && (!first || year < first) ? year : first;
    }
    return first;
}

/* ---- kept between articles --------------------------------------------------------------- */

kt_status kt_check_cache_new(kt_check_cache **out, kt_error *err)
{
    return kt_new(out, 1, sizeof **out, err);
}

void kt_check_cache_clear(kt_check_cache *cache)
{
    for (int n = 0; n < cache->n_holdings; n++)
        kt_holding_clear(&cache->holding[n]);
    for (int n = 0; n < cache->n_rankings; n++)
        kt_ranking_clear(&cache->ranking[n].ranking);
    cache->n_holdings = cache->n_rankings = 0;
}

void kt_check_cache_free(kt_check_cache *cache)
{
    if (cache) {
        kt_check_cache_clear(cache);
        kt_exchange_close(cache->exchange);
    }
    kt_free(cache);
}

static void trim_holdings(kt_check_cache *cache)
{
    const int n_before = cache->n_holdings;
    cache->n_holdings = 0;
    for (int n = 0; n < n_before; n++) {
        kt_holding *h = &cache->holding[n];
        const bool stays = h->asked_again;
        h->asked_again = false;
        if (stays)
            cache->holding[cache->n_holdings++] = *h;
        else
            kt_holding_clear(h);
    }
}

static void trim_rankings(kt_check_cache *cache)
{
    const int n_before = cache->n_rankings;
    cache->n_rankings = 0;
    for (int n = 0; n < n_before; n++) {
        kt_kept_ranking *kept = &cache->ranking[n];
        const bool stays = kept->asked_again;
        kept->asked_again = false;
        if (stays)
            cache->ranking[cache->n_rankings++] = *kept;
        else
            kt_ranking_clear(&kept->ranking);
    }
}

void kt_check_cache_trim(kt_check_cache *cache)
{
    while (cache->n_holdings > KT_MAX_HOLDINGS / 2)
        trim_holdings(cache);
    while (cache->n_rankings > KT_MAX_RANKINGS / 2)
        trim_rankings(cache);
}

kt_status kt_holding_find(const kt_check_world *world, kt_check_cache *cache,
                          const kt_claim *claim, kt_date published, const kt_holding **out,
                          bool *revised, kt_error *err)
{
    *out = NULL;
    *revised = true;
    for (int n = 0; n < cache->n_holdings; n++) {
        kt_holding *h = &cache->holding[n];
        if (strcmp(h->a, claim->a) != 0 || strcmp(h->b, claim->b) != 0)
            continue;
        if (choose(world, &h->sources, published, revised) == h->official) {
            h->asked_again = true;
            *out = h;
            return KT_OK;
        }
    }
    if (cache->n_holdings == KT_MAX_HOLDINGS)
        return KT_OK;
    kt_holding *h = &cache->holding[cache->n_holdings];
    KT_TRY(kt_holding_open(world, claim, published, h, err));
    cache->n_holdings++;
    choose(world, &h->sources, published, revised);
    *out = h;
    return KT_OK;
}
