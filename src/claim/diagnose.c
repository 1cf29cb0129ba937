/* diagnose.c: what a claim that fits nothing would fit. Nothing here supports a claim: a figure
 * of another year or of the other direction explains a slip, and is told as that. */
#include "judge.h"

#include <math.h>
#include <stdlib.h>

/* Whether a figure fits the claimed level as printed, a scale apart. */
static bool fits(const kt_judgement *j, double figure, double scale)
{
    kt_claim claim = *j->claim;
    claim.value *= scale;
    claim.value_max *= scale;
    claim.unit *= scale;
    return !isnan(figure) &&
           kt_tolerance_fit(j->tolerances, &claim, figure, false, NAN) == KT_FITS;
}

static bool try_one(kt_judgement *j, kt_measure measure, int year, double scale, int what)
{
    for (int side = 0; side < KT_N_SIDES; side++) {
        const kt_source *from;
        double usd = kt_holding_usd(j->holding, (kt_side)side, measure, year, &from);
        if (isnan(usd))
            continue;
        if (measure == KT_MEASURE_BALANCE && what == KT_FITS_MEASURE)
            usd = fabs(usd);
        j->verdict->readings_tried++;
        if (!fits(j, kt_as_told(j, usd, year), scale))
            continue;
        j->diagnosis = (kt_diagnosis){.side = (kt_side)side,
                                      .year = year,
                                      .measure = measure,
                                      .scale = scale,
                                      .value = usd};
        j->diagnosis.what = what;
        return true;
    }
    return false;
}

static bool try_years(kt_judgement *j, kt_measure measure, int year)
{
    const int first = kt_holding_first_year(j->holding, measure);
    const int last = kt_holding_last_year(j->holding, measure);
    /* A digit that slipped (2008 for 2018) is likelier than a neighbour. */
    for (int other = year - 20; other <= year + 20; other += 10)
        if (other != year && other >= first && other <= last &&
            try_one(j, measure, other, 1.0, KT_FITS_YEAR))
            return true;
    for (int step = 1; step <= 40; step++)
        for (int sign = -1; sign <= 1; sign += 2) {
            const int other = year + sign * step;
            if (other >= first && other <= last &&
                try_one(j, measure, other, 1.0, KT_FITS_YEAR))
                return true;
        }
    return false;
}

/* ---- another partner --------------------------------------------------------------------- */

/* So many partners at most: among very many one fits by chance. */
enum { MAX_PARTNERS_TRIED = 16, N_LARGEST = 8 };

typedef struct attempt {
    kt_judgement *j;
    const kt_ranking *ranking;
    kt_side side; /* whose partners they are */
    kt_country own;
    uint32_t tried[MAX_PARTNERS_TRIED];
    int n_tried;
} attempt;

static bool try_partner(attempt *t, const kt_rank *rank)
{
    kt_judgement *j = t->j;
    if (!rank || isnan(rank->usd) || rank->partial || rank->country.code == t->own.code ||
        t->n_tried == MAX_PARTNERS_TRIED)
        return false;
    for (int n = 0; n < t->n_tried; n++)
        if (t->tried[n] == rank->country.code)
            return false;
    t->tried[t->n_tried++] = rank->country.code;
    j->verdict->readings_tried++;
    if (!fits(j, rank->usd, 1.0))
        return false;
    j->diagnosis = (kt_diagnosis){.what = KT_FITS_PARTNER,
                                  .side = t->side,
                                  .year = t->ranking->year,
                                  .measure = t->ranking->by,
                                  .scale = 1.0,
                                  .value = rank->usd,
                                  .partner = rank->country};
    return true;
}

/* Those that the article names, then the largest. */
static bool try_partners(attempt *t)
{
    const kt_claims *claims = t->j->claims;
    for (int64_t n = 0; n < claims->n_claims; n++) {
        kt_country named;
        if (kt_country_parse(kt_slice_of(claims->claim[n].a), &named) &&
            try_partner(t, kt_ranking_find(t->ranking, named)))
            return true;
        if (kt_country_parse(kt_slice_of(claims->claim[n].b), &named) &&
            try_partner(t, kt_ranking_find(t->ranking, named)))
            return true;
    }
    for (int64_t n = 0; n < N_LARGEST && n < t->ranking->n_ranked; n++)
        if (try_partner(t, &t->ranking->list[n]))
            return true;
    return false;
}

/* a with another partner than b, then another one with b, each by whose partners they are. */
static kt_status try_other_partners(kt_judgement *j, kt_measure measure, kt_measure swapped,
                                    int year, kt_error *err)
{
    kt_country end[2];
    if (!kt_country_parse(kt_slice_of(j->claim->a), &end[0]) ||
        !kt_country_parse(kt_slice_of(j->claim->b), &end[1]))
        return KT_OK;
    for (int n = 0; n < 2; n++) {
        const kt_kept_ranking *kept = NULL;
        if (end[n].code == KT_WORLD.code)
            continue;
        KT_TRY(kt_judge_ranking(j, end[n], end[1 - n], year, n == 0 ? measure : swapped,
                                KT_AMONG_ALL, "", &kept, err));
        if (!kept)
            continue;
        attempt t = {.j = j,
                     .ranking = &kept->ranking,
                     .side = n == 0 ? KT_SIDE_A : KT_SIDE_B,
                     .own = end[1 - n]};
        if (try_partners(&t))
            return KT_OK;
    }
    return KT_OK;
}

/* ---- another place ----------------------------------------------------------------------- */

static kt_status try_place(kt_judgement *j, kt_country a, kt_country b, int year,
                           kt_measure measure, const char *bloc, kt_error *err)
{
    const kt_kept_ranking *kept = NULL;
    KT_TRY(kt_judge_ranking(j, a, b, year, measure, bloc ? KT_AMONG_GROUP : KT_AMONG_ALL,
                            bloc ? bloc : "", &kept, err));
    const kt_rank *place = kept ? kt_ranking_find(&kept->ranking, b) : NULL;
    j->verdict->readings_tried++;
    if (!place || (isnan(kept->ranking.total.coverage) && !kept->reconciled) ||
        place->rank != (int32_t)j->claim->value)
        return KT_OK;
    j->diagnosis = (kt_diagnosis){.what = KT_FITS_PLACE,
                                  .year = year,
                                  .measure = measure,
                                  .value = place->rank,
                                  .bloc = bloc};
    return KT_OK;
}

/* "The third partner" that is the third by exports, or the third in the CIS. */
static kt_status try_places(kt_judgement *j, kt_error *err)
{
    static const kt_measure measures[] = {KT_MEASURE_TURNOVER, KT_MEASURE_EXPORT,
                                          KT_MEASURE_IMPORT};
    const kt_claim *claim = j->claim;
    const kt_blocs *blocs = j->world->blocs;
    kt_country a, b;
    if (!j->verdict->n_evidence || claim->among != KT_AMONG_ALL ||
        !kt_country_parse(kt_slice_of(claim->a), &a) ||
        !kt_country_parse(kt_slice_of(claim->b), &b))
        return KT_OK;
    const int year = kt_period_year(j->verdict->evidence[0].period);
    for (int n = 0; n < 3 && !j->diagnosis.what; n++)
        if (measures[n] != (kt_measure)claim->measure)
            KT_TRY(try_place(j, a, b, year, measures[n], NULL, err));
    for (int64_t n = 0; n < kt_blocs_count(blocs) && !j->diagnosis.what; n++) {
        const kt_bloc *bloc = kt_blocs_at(blocs, n);
        if (kt_bloc_membership(blocs, bloc, a, year) != KT_NOT_MEMBER &&
            kt_bloc_membership(blocs, bloc, b, year) != KT_NOT_MEMBER)
            KT_TRY(try_place(j, a, b, year, (kt_measure)claim->measure, bloc->code, err));
    }
    return KT_OK;
}

kt_status kt_diagnose(kt_judgement *j, kt_error *err)
{
    static const kt_measure measures[] = {KT_MEASURE_TURNOVER, KT_MEASURE_EXPORT,
                                          KT_MEASURE_IMPORT, KT_MEASURE_BALANCE};
    const kt_measure own = (kt_measure)j->claim->measure;
    if (j->claim->kind == KT_CLAIM_RANK)
        return try_places(j, err);
    const int year = kt_period_year(j->claim->period);
    if (j->claim->kind != KT_CLAIM_LEVEL || !j->holding || !year)
        return KT_OK;
    const kt_measure swapped = own == KT_MEASURE_EXPORT   ? KT_MEASURE_IMPORT
                               : own == KT_MEASURE_IMPORT ? KT_MEASURE_EXPORT
                                                          : own;
    if (swapped != own && try_one(j, swapped, year, 1.0, KT_FITS_DIRECTION))
        return KT_OK;
    if (try_one(j, own, year, 1000.0, KT_FITS_SCALE) ||
        try_one(j, own, year, 0.001, KT_FITS_SCALE))
        return KT_OK;
    if (try_years(j, own, year))
        return KT_OK;
    for (int n = 0; n < 4; n++)
        if (measures[n] != own && measures[n] != swapped &&
            try_one(j, measures[n], year, 1.0, KT_FITS_MEASURE))
            return KT_OK;
    return try_other_partners(j, own, swapped, year, err);
}
