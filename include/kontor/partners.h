/* kontor/partners.h: all partners of a country in a year, ranked in the world or in a bloc.
 *
 *     kt_partners_gather   dataset ──► one row a partner, both sides' statements
 *     kt_partners_rank     that ──► order, shares, coverage (formulas: kontor/ranking.h)
 *
 * Countries, territories and historical entities rank; World, aggregates and unspecified areas
 * never do (kt_country_ranks()): World is the stated total, unspecified areas are unallocated,
 * aggregates are left out. Membership of a bloc is that of the year; associates are counted,
 * disputed members too, with a second rank without them. A partner that neither side reports
 * is "no data" in the list, never dropped.
 *
 * By turnover a partner of which one direction is missing ranks by the other and is marked
 * partial: what is missing counts as not reported, not as zero.
 *
 * Values are nominal USD, missing is NaN. Threads: pure functions of their arguments. */
#ifndef KONTOR_PARTNERS_H
#define KONTOR_PARTNERS_H

#include <kontor/bloc.h>
#include <kontor/country.h>
#include <kontor/error.h>
#include <kontor/pair.h>
#include <kontor/ranking.h>
#include <kontor/store.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* One direction as one side states it. */
typedef struct kt_partner_flow {
    double usd;     /* NaN: not stated or withheld */
    uint8_t status; /* kt_flow_status */
    uint8_t stated; /* 1: a row is there, even where its value is withheld */
} kt_partner_flow;

typedef struct kt_partner {
    kt_country country;
    uint8_t kind;                  /* kt_country_kind; codes that reference does not know are
                                      taken as KT_IS_UNSPECIFIED */
    kt_partner_flow own[2];        /* [0] export, [1] import, from a's view */
    kt_partner_flow mirror[2];     /* the same flows as the partner states them */
    kt_partner_flow reconciled[2]; /* or as nobody states them */
} kt_partner;

/* In order of codes, World and others that never rank among them. Owned by the caller. */
typedef struct kt_partners {
    kt_country a;
    int16_t year;
    kt_partner *partner;
    int64_t n_partners;
} kt_partners;

/* Every statement about a's goods of that calendar year. No rows gives n_partners 0.
 * Errors: those of kt_dataset_scan(); KT_ERR_MEMORY; KT_ERR_LIMIT more partners than
 * KT_MAX_COUNTRIES. Cost: one scan by exporter and one by importer. */
KT_MUST_USE kt_status kt_partners_gather(const kt_dataset *dataset,
                                         const kt_countries *countries, kt_country a,
                                         int16_t year, kt_partners *out, kt_error *err);
/* The same from an array, which may hold other countries and years too. */
KT_MUST_USE kt_status kt_partners_from(const kt_observation *rows, int64_t n_rows,
                                       const kt_countries *countries, kt_country a,
                                       int16_t year, kt_partners *out, kt_error *err);
void kt_partners_clear(kt_partners *partners);

/* NULL when the country is not among them. */
const kt_partner *kt_partners_find(const kt_partners *partners, kt_country country);
/* USD of a measure with one partner (World: the stated total) by the statistics; NaN where it
 * or a part of it is missing. */
double kt_partner_usd(const kt_partner *partner, kt_measure measure, kt_statistics statistics);

/* A ranking; owned by the caller; {0} is empty. */
typedef struct kt_ranking {
    kt_country a;
    int16_t year;
    kt_measure by;
    kt_statistics statistics;
    const kt_bloc *bloc; /* NULL: the world; kept */
    kt_rank *list;       /* sorted: ranked, other side only, no data */
    int64_t n_list;
    int64_t n_ranked, n_other_side, n_no_data;
    int64_t n_disputed; /* disputed members that are ranked: where 0 both ranks agree */
    int64_t n_partial;
    double list_usd;     /* sum over the ranked ones */
    kt_rank_total total; /* denominator and coverage, of the world in every case */
} kt_ranking;

/* Rank by turnover, export or import. Statistics MIRROR ranks by the partners' statements; a
 * world total is then never stated, so the sum is the denominator and coverage unknown.
 * The list has every partner that ranks and that either side reports; for a bloc only its
 * members of that year (without a), and those without any data too; for the world, countries
 * of that time without any data too.
 *
 * For turnover the stated total is there only where both directions' totals are. Missing and
 * coverage are those of the world also in a bloc, as what is missing may well lie inside.
 *
 * blocs may be NULL when bloc is. Errors: KT_ERR_RANGE by is KT_MEASURE_BALANCE;
 * KT_ERR_MEMORY. Cost: n log n of some 240 partners. */
KT_MUST_USE kt_status kt_partners_rank(const kt_partners *partners,
                                       const kt_countries *countries, const kt_blocs *blocs,
                                       const kt_bloc *bloc, kt_measure by,
                                       kt_statistics statistics, kt_ranking *out,
                                       kt_error *err);
/* Rank those of a ranking anew whom `keeps` keeps, among themselves; the total and its
 * coverage stay those of all. Errors: those of kt_rank_compute(). */
KT_MUST_USE kt_status kt_ranking_keep(kt_ranking *ranking,
                                      bool (*keeps)(const void *group, kt_country country),
                                      const void *group, kt_error *err);
void kt_ranking_clear(kt_ranking *ranking);

/* The record of one country; NULL where it is not in the list. */
const kt_rank *kt_ranking_find(const kt_ranking *ranking, kt_country country);

KT_END_DECLS

#endif
