/* verdict.c: the readings of each claim and the verdict they give. */
#include "judge.h"

#include <kontor/memory.h>
#include <kontor/partners.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

struct kt_verdicts_memory {
    kt_arena arena;
    kt_check_cache *own; /* where the world has none */
};

const char *kt_verdict_name(kt_verdict_kind kind)
{
    static const char *const names[] = {NULL,       "matches",        "matches_other_side",
                                        "disputed", "does_not_match", "unverifiable"};
    return names[kind];
}

void kt_verdicts_clear(kt_verdicts *verdicts)
{
    if (verdicts->memory) {
        kt_check_cache_free(verdicts->memory->own);
        kt_arena_clear(&verdicts->memory->arena);
    }
    kt_free(verdicts->memory);
    kt_free(verdicts->verdict);
    *verdicts = (kt_verdicts){0};
}

/* ---- evidence ---------------------------------------------------------------------------- */

void kt_add_evidence(kt_judgement *j, kt_side side, double value, kt_period period,
                     const kt_source *from, bool fits)
{
    kt_verdict *verdict = j->verdict;
    if (verdict->n_evidence == KT_MAX_EVIDENCE || isnan(value))
        return;
    kt_evidence *e = &verdict->evidence[verdict->n_evidence++];
    *e = (kt_evidence){.value = value,
                       .period = period,
                       .dataset = from ? from->name : "facts",
                       .vintage = from ? from->version : "",
                       .source = from ? from->origin : "",
                       .evidence_class = 1,
                       .fits = fits};
    if (side == KT_SIDE_NOBODY)
        snprintf(e->reporter, sizeof e->reporter, "reconciled");
    else
        snprintf(e->reporter, sizeof e->reporter, "%s",
                 side == KT_SIDE_A ? j->claim->a : j->claim->b);
}

/* A cited figure as evidence: of an office for a period that no series has, or a document. */
static void add_fact(kt_judgement *j, const kt_fact *fact, double value, bool fits)
{
    kt_verdict *verdict = j->verdict;
    if (verdict->n_evidence == KT_MAX_EVIDENCE)
        return;
    kt_evidence *e = &verdict->evidence[verdict->n_evidence++];
    *e = (kt_evidence){.value = value,
                       .period = fact->period,
                       .dataset = "facts",
                       .vintage = "",
                       .source = fact->source,
                       .evidence_class = fact->evidence_class,
                       .fits = fits};
    snprintf(e->reporter, sizeof e->reporter, "%s", fact->statistics_of);
}

/* ---- figures of a claim ------------------------------------------------------------------ */

kt_period kt_claim_base(const kt_claim *claim)
{
    if (!claim->no_base && claim->base_period.first < claim->period.first)
        return claim->base_period;
    return (kt_period){(int16_t)(claim->period.first - 12), (int16_t)(claim->period.last - 12)};
}

double kt_claim_figure(const kt_judgement *j, double now, double then)
{
    const kt_claim *claim = j->claim;
    switch ((kt_claim_kind)claim->kind) {
    case KT_CLAIM_GROWTH:
        if (j->rate_base)
            now *= kt_rate_in(j->rates, j->rate_year) / kt_rate_in(j->rates, j->rate_base);
        if (claim->measure == KT_MEASURE_BALANCE) /* of its size; none through zero */
            return now * then > 0.0 ? fabs(now) / fabs(then) - 1.0 : NAN;
        return then > 0.0 ? now / then - 1.0 : NAN;
    case KT_CLAIM_CHANGE:
        return now - then;
    case KT_CLAIM_SHARE:
        return then > 0.0 ? now / then : NAN;
    default:
        return now;
    }
}

/* A break in the statistics of the side between the two periods. */
static bool is_broken(const kt_judgement *j, kt_side side)
{
    kt_country reporter, partner;
    const char *a = side == KT_SIDE_B ? j->claim->b : j->claim->a;
    const char *b = side == KT_SIDE_B ? j->claim->a : j->claim->b;
    const int year = j->claim->period.first / 12, base = kt_claim_base(j->claim).first / 12;
    return j->claim->kind == KT_CLAIM_GROWTH && kt_country_parse(kt_slice_of(a), &reporter) &&
           kt_country_parse(kt_slice_of(b), &partner) &&
           kt_break_between(j->world->blocs, reporter, partner, base < year ? base : year,
                            base < year ? year : base, NULL);
}

static double figure_of(kt_judgement *j, kt_side side, int year, const kt_source **from)
{
    const kt_measure measure = (kt_measure)j->claim->measure;
    const int base = kt_claim_base(j->claim).first / 12;
    const kt_source *before;
    const double now = kt_holding_usd(j->holding, side, measure, year, from);
    double then = NAN;
    if (j->claim->kind != KT_CLAIM_LEVEL)
        then = kt_holding_usd(j->holding, side, measure, base, &before);
    if (!isnan(now) && !isnan(then) && is_broken(j, side)) {
        j->gap = KT_GAP_BREAK;
        return NAN;
    }
    return kt_claim_figure(j, now, then);
}

/* Whole years, more than one: "between 2012 and 2017". */
static bool is_of_years(kt_period period)
{
    return period.first % 12 == 0 && period.last % 12 == 11 && period.last - period.first > 11;
}

/* What the years came to together; NAN where one of them is not held. */
static double sum_of_years(const kt_judgement *j, kt_side side, const kt_source **from)
{
    const kt_period period = j->claim->period;
    double sum = 0.0;
    for (int year = period.first / 12; year <= period.last / 12; year++)
        sum += kt_holding_usd(j->holding, side, (kt_measure)j->claim->measure, year, from);
    return sum;
}

static void read_side(kt_judgement *j, kt_side side, double figure, kt_period period,
                      const kt_source *from)
{
    j->figure[side] = figure;
    if (isnan(figure))
        return;
    const bool revised = from && from->kind != KT_SOURCE_FACTS && j->revised;
    j->verdict->readings_tried++;
    j->fit[side] = (uint8_t)kt_tolerance_fit(
        j->tolerances, j->claim, figure, revised,
        side == KT_SIDE_NOBODY ? NAN : j->holding->usual_revision[side]);
    if (j->fit[side] == KT_FITS_NOT && kt_fits_printed_levels(j, side)) {
        j->verdict->readings_tried++;
        j->fit[side] = KT_FITS;
        j->by_levels = true;
    }
    kt_add_evidence(j, side, figure, period, from, j->fit[side] != KT_FITS_NOT);
}

/* Level, growth and change of a pair in a calendar year; a level of several of them. */
static void read_series(kt_judgement *j)
{
    const int year = kt_period_year(j->claim->period);
    const kt_source *from;
    for (int side = 0; side < KT_N_SIDES; side++) {
        if (side == KT_SIDE_NOBODY && (!isnan(j->figure[0]) || !isnan(j->figure[1])))
            break; /* nobody's statement stands behind somebody's */
        const double figure = year ? figure_of(j, (kt_side)side, year, &from)
                                   : sum_of_years(j, (kt_side)side, &from);
        read_side(j, (kt_side)side, figure, j->claim->period, from);
    }
    j->by_series = j->verdict->n_evidence > 0;
    if (j->by_series)
        j->gap = KT_GAP_NONE;
    else if (j->gap == KT_GAP_NONE)
        j->gap = KT_GAP_NO_DATA;
}

/* Cited figures of the very period and measure: statistics, and documents of before the
 * article; both ways round. */
static void read_facts(kt_judgement *j)
{
    const kt_claim *claim = j->claim;
    if (!j->holding)
        return;
    for (int64_t n = 0; n < j->holding->sources.n_facts; n++) {
        const kt_fact *fact = &j->holding->sources.fact[n];
        const bool crossed = strcmp(fact->a, claim->a) != 0;
        const char *flow = kt_measure_name((kt_measure)claim->measure);
        if (crossed && claim->measure == KT_MEASURE_EXPORT)
            flow = "import";
        else if (crossed && claim->measure == KT_MEASURE_IMPORT)
            flow = "export";
        const bool growth = claim->kind == KT_CLAIM_GROWTH;
        const double value = !growth        ? fact->value_usd
                             : j->rate_base ? (double)NAN /* in whose money is not said */
                                            : fact->growth;
        if (fact->evidence_class > 2 || strcmp(fact->flow, flow) != 0 || fact->product[0] ||
            strcmp(fact->status, "plan") == 0 || isnan(value) ||
            !kt_period_equal(fact->period, claim->period) ||
            (crossed && claim->measure == KT_MEASURE_BALANCE))
            continue;
        if (fact->evidence_class == 2 &&
            (!fact->source_date.year || !j->claims->published.year ||
             kt_day_of(fact->source_date) >= kt_day_of(j->claims->published)))
            continue;
        const kt_side side = strcmp(fact->statistics_of, claim->a) == 0   ? KT_SIDE_A
                             : strcmp(fact->statistics_of, claim->b) == 0 ? KT_SIDE_B
                                                                          : KT_SIDE_NOBODY;
        j->verdict->readings_tried++;
        const kt_fit fit = kt_tolerance_fit(j->tolerances, claim, value, false, NAN);
        if (isnan(j->figure[side]) || fit > j->fit[side]) {
            j->figure[side] = value;
            j->fit[side] = (uint8_t)fit;
        }
        add_fact(j, fact, value, fit != KT_FITS_NOT);
    }
}

/* ---- ranks and shares -------------------------------------------------------------------- */

static void read_place(kt_judgement *j, kt_country b, int year, const kt_kept_ranking *kept)
{
    const kt_rank *rank = kt_ranking_find(&kept->ranking, b);
    if (!rank || rank->rank <= 0)
        return;
    if (isnan(kept->ranking.total.coverage) && !kept->reconciled)
        return; /* who knows which partners are missing */
    const bool is_rank = j->claim->kind == KT_CLAIM_RANK;
    const kt_source from = {.kind = KT_SOURCE_BOTH_SIDES,
                            .name = kept->name,
                            .version = kept->version,
                            .origin = kept->source};
    const double value = is_rank                       ? rank->rank
                         : kept->among != KT_AMONG_ALL ? rank->share_of_list
                                                       : rank->share;
    j->verdict->readings_tried++;
    j->figure[KT_SIDE_A] = value;
    j->fit[KT_SIDE_A] = (uint8_t)kt_tolerance_fit(j->tolerances, j->claim, value, true, NAN);
    if (is_rank && j->claim->value >= rank->best && j->claim->value <= rank->worst)
        j->fit[KT_SIDE_A] = KT_FITS;
    if (is_rank && rank->rank_without && j->claim->value == rank->rank_without)
        j->fit[KT_SIDE_A] = KT_FITS;
    j->place = is_rank ? rank : NULL;
    kt_add_evidence(j, KT_SIDE_A, value, kt_period_of_year(year), &from,
                    j->fit[KT_SIDE_A] != KT_FITS_NOT);
}

/* Why a place that was read is none to judge by: a group may be meant, or it is told of today
 * and the last year held is long past. */
static kt_gap gap_of_place(const kt_judgement *j, int year)
{
    enum { RECENT = 2 };
    const kt_claim *claim = j->claim;
    if (isnan(j->figure[KT_SIDE_A]))
        return KT_GAP_NO_DATA;
    if (claim->no_period && !j->claims->published.year)
        return KT_GAP_NO_PERIOD; /* of today, and when that was is not known */
    if (claim->no_period && j->claims->published.year - year > RECENT)
        return KT_GAP_LONG_AGO;
    return claim->among == KT_AMONG_OPEN && j->fit[KT_SIDE_A] == KT_FITS_NOT ? KT_GAP_GROUP
                                                                             : KT_GAP_NONE;
}

/* The place in a year, and nothing that was read before. */
static kt_status read_year(kt_judgement *j, kt_country a, kt_country b, int year, kt_error *err)
{
    const kt_kept_ranking *kept = NULL;
    const kt_among among =
        j->claim->among == KT_AMONG_OPEN ? KT_AMONG_ALL : (kt_among)j->claim->among;
    j->figure[KT_SIDE_A] = NAN;
    j->fit[KT_SIDE_A] = KT_FITS_NOT;
    j->verdict->n_evidence = 0;
    KT_TRY(kt_judge_ranking(j, a, b, year, (kt_measure)j->claim->measure, among,
                            j->claim->group, &kept, err));
    if (kept)
        read_place(j, b, year, kept);
    j->gap = gap_of_place(j, year);
    return KT_OK;
}

/* The article reports of a time after the year. */
static bool reports_later(const kt_judgement *j, int year)
{
    for (int64_t n = 0; n < j->claims->n_claims; n++) {
        const kt_claim *claim = &j->claims->claim[n];
        if (claim->kind != KT_CLAIM_TARGET && !claim->no_period &&
            claim->period.last / 12 > year)
            return true;
    }
    return false;
}

/* Without a period: the last full year before the article or the one before, else the last one
 * held. */
static kt_status read_ranking(kt_judgement *j, kt_error *err)
{
    kt_country a, b;
    j->gap = KT_GAP_NO_DATA;
    if (!kt_country_parse(kt_slice_of(j->claim->a), &a) ||
        !kt_country_parse(kt_slice_of(j->claim->b), &b) ||
        j->claim->measure == KT_MEASURE_BALANCE)
        return KT_OK;
    int year = kt_period_year(j->claim->period);
    if (j->claim->no_period)
        year = j->claims->published.year ? j->claims->published.year - 1 : 0;
    else if (!year) {
        j->gap = KT_GAP_SHORT_PERIOD;
        return KT_OK;
    }
    const int last =
        j->holding ? kt_holding_last_year(j->holding, (kt_measure)j->claim->measure) : 0;
    if (j->claim->no_period && last && (year > last || !year))
        year = last;
    KT_TRY(read_year(j, a, b, year, err));
    if (j->claim->no_period && j->gap == KT_GAP_NONE && j->fit[KT_SIDE_A] == KT_FITS_NOT) {
        KT_TRY(read_year(j, a, b, year - 1, err)); /* what an article early in a year knows */
        if (j->fit[KT_SIDE_A] == KT_FITS_NOT)
            KT_TRY(read_year(j, a, b, year, err));
        if (j->fit[KT_SIDE_A] == KT_FITS_NOT && j->claim->kind == KT_CLAIM_SHARE &&
            reports_later(j, year))
            j->gap = KT_GAP_NO_PERIOD; /* "accounts for 12 %": of the months reported, too */
    }
    return KT_OK;
}

/* ---- verdicts ---------------------------------------------------------------------------- */

static kt_side side_that_counts(const kt_claim *claim)
{
    const char *who[] = {claim->statistics_of, claim->speaker_country};
    for (int n = 0; n < 2; n++) {
        if (who[n][0] && strcmp(who[n], claim->a) == 0)
            return KT_SIDE_A;
        if (who[n][0] && strcmp(who[n], claim->b) == 0)
            return KT_SIDE_B;
    }
    return KT_SIDE_NOBODY;
}

static kt_verdict_kind decide(const kt_judgement *j)
{
    const kt_side side = side_that_counts(j->claim);
    const bool held_a = !isnan(j->figure[KT_SIDE_A]), held_b = !isnan(j->figure[KT_SIDE_B]);
    const bool a = j->fit[KT_SIDE_A] != KT_FITS_NOT, b = j->fit[KT_SIDE_B] != KT_FITS_NOT;
    const bool nobody = j->fit[KT_SIDE_NOBODY] != KT_FITS_NOT;
    if (j->gap != KT_GAP_NONE)
        return KT_VERDICT_UNVERIFIABLE;
    if (side != KT_SIDE_NOBODY) {
        const bool own = side == KT_SIDE_A ? a : b, other = side == KT_SIDE_A ? b : a;
        const bool own_held = side == KT_SIDE_A ? held_a : held_b;
        if (own || (!own_held && nobody))
            return KT_VERDICT_MATCHES;
        if (other)
            return KT_VERDICT_MATCHES_OTHER_SIDE;
        return !own_held && j->claim->statistics_of[0] && isnan(j->figure[KT_SIDE_NOBODY])
                   ? KT_VERDICT_UNVERIFIABLE
                   : KT_VERDICT_DOES_NOT_MATCH;
    }
    if (held_a && held_b) {
        if (a && b)
            return KT_VERDICT_MATCHES;
        return a || b ? KT_VERDICT_DISPUTED : KT_VERDICT_DOES_NOT_MATCH;
    }
    return a || b || nobody ? KT_VERDICT_MATCHES : KT_VERDICT_DOES_NOT_MATCH;
}

/* What cannot be held against anything, before any figure is looked for. */
static kt_gap gap_of(const kt_claim *claim)
{
    kt_country code;
    if (claim->basis != KT_BASIS_GOODS)
        return KT_GAP_SERVICES;
    if (claim->product[0] || claim->unknown_goods)
        return KT_GAP_PRODUCT;
    if (claim->among == KT_AMONG_SOME)
        return KT_GAP_GROUP;
    if (!kt_country_parse(kt_slice_of(claim->a), &code) || strlen(claim->a) != 3 ||
        !kt_country_parse(kt_slice_of(claim->b), &code) || strlen(claim->b) != 3 ||
        strcmp(claim->a, "CIS") == 0 || strcmp(claim->b, "CIS") == 0)
        return KT_GAP_BLOC;
    if (claim->no_period && claim->kind != KT_CLAIM_RANK && claim->kind != KT_CLAIM_SHARE &&
        claim->kind != KT_CLAIM_TARGET)
        return KT_GAP_NO_PERIOD;
    return KT_GAP_NONE;
}

/* What no yearly total of two countries answers: a product, services, a part of a year, a bloc,
 * where a dataset has it. */
static kt_status read_beyond_totals(kt_judgement *j, kt_error *err)
{
    const kt_claim *claim = j->claim;
    const bool amount = claim->kind == KT_CLAIM_LEVEL || claim->kind == KT_CLAIM_GROWTH ||
                        claim->kind == KT_CLAIM_CHANGE;
    if (claim->no_period)
        return KT_OK;
    if (j->gap == KT_GAP_BLOC && !claim->product[0] && claim->basis == KT_BASIS_GOODS)
        KT_TRY(kt_read_bloc(j, err));
    else if (j->gap == KT_GAP_PRODUCT || j->gap == KT_GAP_SERVICES ||
             j->gap == KT_GAP_SHORT_PERIOD) {
        if (amount && is_broken(j, KT_SIDE_A))
            j->gap = KT_GAP_BREAK;
        else if (amount)
            KT_TRY(kt_read_scanned(j, err));
    }
    if (j->verdict->n_evidence)
        j->gap = KT_GAP_NONE;
    return KT_OK;
}

/* The year of the article, which was not over: what is told of it is told of a part. */
static bool is_running(const kt_judgement *j)
{
    return j->claims->published.year &&
           kt_period_year(j->claim->period) >= j->claims->published.year;
}

static kt_status judge_one(kt_judgement *j, kt_error *err)
{
    if (j->gap == KT_GAP_NONE)
        j->gap = gap_of(j->claim);
    if (j->claim->kind == KT_CLAIM_TARGET)
        return kt_write_target_note(j, err);
    if (j->gap == KT_GAP_NONE && is_running(j))
        j->gap = KT_GAP_SHORT_PERIOD;
    else if (!is_running(j) &&
             (j->gap == KT_GAP_BLOC || j->gap == KT_GAP_PRODUCT || j->gap == KT_GAP_SERVICES))
        KT_TRY(read_beyond_totals(j, err));
    const bool beyond = j->verdict->n_evidence > 0;
    if (j->gap == KT_GAP_NONE && !beyond) {
        if (j->claim->kind == KT_CLAIM_RANK || j->claim->kind == KT_CLAIM_SHARE)
            KT_TRY(read_ranking(j, err));
        else if (!j->holding)
            j->gap = KT_GAP_NO_DATA;
        else if (kt_period_year(j->claim->period) ||
                 (j->claim->kind == KT_CLAIM_LEVEL && is_of_years(j->claim->period)))
            read_series(j);
        else {
            j->gap = KT_GAP_SHORT_PERIOD;
            KT_TRY(read_beyond_totals(j, err));
        }
        if (j->gap == KT_GAP_SHORT_PERIOD || j->gap == KT_GAP_NO_DATA ||
            j->gap == KT_GAP_BREAK) {
            const int before = j->verdict->n_evidence;
            read_facts(j);
            if (j->verdict->n_evidence > before)
                j->gap = KT_GAP_NONE;
        }
    }
    j->verdict->kind = (uint8_t)decide(j);
    if (j->verdict->kind == KT_VERDICT_DOES_NOT_MATCH && !beyond)
        KT_TRY(kt_diagnose(j, err));
    return kt_write_note(j, err);
}

/* Names of what the evidence comes from outlive the cache. */
static kt_status keep_evidence(kt_judgement *j, kt_error *err)
{
    for (int n = 0; n < j->verdict->n_evidence; n++) {
        kt_evidence *e = &j->verdict->evidence[n];
        KT_TRY(kt_arena_text(j->arena, e->dataset, strlen(e->dataset), &e->dataset, err));
        KT_TRY(kt_arena_text(j->arena, e->vintage, strlen(e->vintage), &e->vintage, err));
        KT_TRY(kt_arena_text(j->arena, e->source, strlen(e->source), &e->source, err));
    }
    return KT_OK;
}

static kt_status judge_all(const kt_check_world *world, const kt_claims *claims,
                           const kt_tolerances *tolerances, kt_check_cache *cache,
                           kt_verdicts *v, kt_error *err)
{
    kt_tolerances converted = *tolerances;
    converted.is_converted = true;
    kt_check_cache_trim(cache);
    for (int64_t n = 0; n < claims->n_claims; n++) {
        kt_judgement j = {.world = world,
                          .tolerances = tolerances,
                          .claims = claims,
                          .claim = &claims->claim[n],
                          .cache = cache,
                          .arena = &v->memory->arena,
                          .verdict = &v->verdict[n],
                          .figure = {NAN, NAN, NAN}};
        j.verdict->note = "";
        KT_TRY(kt_claim_in_dollars(&j, err));
        if (j.rate_year)
            j.tolerances = &converted;
        if (gap_of(j.claim) != KT_GAP_BLOC)
            KT_TRY(kt_holding_find(world, cache, j.claim, claims->published, &j.holding,
                                   &j.revised, err));
        KT_TRY(judge_one(&j, err));
        KT_TRY(keep_evidence(&j, err));
        v->n_not_matching += j.verdict->kind == KT_VERDICT_DOES_NOT_MATCH;
        v->n_without_rate +=
            j.gap == KT_GAP_CURRENCY && kt_period_year(claims->claim[n].period) > 0;
    }
    return KT_OK;
}

kt_status kt_verdicts_judge(const kt_check_world *world, const kt_claims *claims,
                            kt_verdicts *out, kt_error *err)
{
    kt_verdicts v = {.n_verdicts = claims->n_claims};
    kt_tolerances tolerances;
    kt_status status = kt_tolerances_open(world->resources, &tolerances, err);
    if (!status)
        status = kt_new(&v.memory, 1, sizeof *v.memory, err);
    if (!status)
        status = kt_new(&v.verdict, claims->n_claims, sizeof *v.verdict, err);
    if (!status && !world->cache)
        status = kt_check_cache_new(&v.memory->own, err);
    if (!status)
        status = judge_all(world, claims, &tolerances,
                           world->cache ? world->cache : v.memory->own, &v, err);
    if (status)
        kt_verdicts_clear(&v);
    else
        *out = v;
    return status;
}
