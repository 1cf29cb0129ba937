/* judge.h: what the steps from a claim to its verdict share. Internal to src/claim.
 *
 *     holdings.c   the figures of a pair, by whose statistics
 *     tolerance.c  when a figure fits an amount
 *     verdict.c    readings and the verdict
 *     revision.c   by how much a reporter's figures usually change
 *     printed_levels.c a growth told beside both of its levels
 *     since_revised.c  what was revised after the article
 *     flow_scan.c  products, services, parts of years
 *     bloc_trade.c trade with a bloc
 *     partner_list.c  the ranked partners of a country
 *     diagnose.c   what else would fit
 *     in_dollars.c what is told in other money than dollars (exchange.h)
 *     note.c       the note, in a language */
#ifndef CLAIM_JUDGE_H
#define CLAIM_JUDGE_H

#include "exchange.h"

#include <kontor/arena.h>
#include <kontor/partners.h>
#include <kontor/source.h>
#include <kontor/verdict.h>

/* ---- tolerances ------------------------------------------------------------------------- */

typedef struct kt_tolerance {
    double low, high;           /* of the value, -0.05 and 0.05 */
    double unit;                /* of one of the last printed digit */
    double most_low, most_high; /* of the value: the unit counts so much at most */
    int8_t beyond;              /* +1: a larger figure still matches; -1: a smaller one */
} kt_tolerance;

typedef struct kt_tolerances {
    kt_tolerance row[KT_CLAIM_TARGET][KT_MODIFIER_UNDER + 1];
    kt_tolerance
        revised[3]; /* level, growth, share: where too few releases are held; of a growth's own
                     * size most_low and most_high more, as both its levels change */
    kt_tolerance most;         /* of what is computed from releases */
    kt_tolerance converted[2]; /* level, growth: where a rate of exchange came between */
    bool is_converted;         /* so these are added */
} kt_tolerances;

KT_MUST_USE kt_status kt_tolerances_open(kt_resources *resources, kt_tolerances *out,
                                         kt_error *err);
typedef enum kt_fit {
    KT_FITS_NOT,
    KT_FITS_REVISED, /* within what revisions usually change */
    KT_FITS_BEYOND,  /* "over": by more than a tenth */
    KT_FITS
} kt_fit;
/* Between which sizes a figure fits the printed amount, whatever its sign: a printed unit or a
 * part of the value, whichever is more. */
void kt_tolerance_bounds(const kt_tolerances *tolerances, const kt_claim *claim, double *low,
                         double *high);
/* `revised`: the figure is of a later vintage than the article; `usual`: by which part its
 * reporter's figures usually change, NaN not known. */
kt_fit kt_tolerance_fit(const kt_tolerances *tolerances, const kt_claim *claim, double figure,
                        bool revised, double usual);

/* ---- figures ---------------------------------------------------------------------------- */

typedef enum kt_side { KT_SIDE_A, KT_SIDE_B, KT_SIDE_NOBODY, KT_N_SIDES } kt_side;

/* Everything held about a pair, gathered once. */
typedef struct kt_holding {
    char a[KT_PLACE_SIZE], b[KT_PLACE_SIZE];
    kt_sources sources;
    const kt_source *official, *facts, *reconciled; /* NULL where there is none */
    kt_series series[KT_N_SIDES];                   /* of official; NOBODY: reconciled */
    kt_series fact_series[2];                       /* of cited statistics, for years without */
    const char *vintage;                            /* of official */
    double usual_revision[2];                       /* by side; NaN not known (revision.c) */
    bool asked_again;                               /* since the cache was trimmed */
} kt_holding;

/* Figures kept between articles (holdings.c). */
enum { KT_MAX_HOLDINGS = 1024, KT_MAX_RANKINGS = 1024 }; /* some 40 MB when full */
typedef struct kt_kept_ranking {
    uint32_t a;
    int year;
    uint8_t measure;
    bool reconciled; /* nobody's statements: complete without a stated total */
    uint8_t among;   /* kt_among: ALL, GROUP or OTHERS */
    char group[KT_PLACE_SIZE];
    kt_ranking ranking;
    char name[KT_MAX_NAME], version[KT_MAX_NAME], source[256];
    bool asked_again; /* since the cache was trimmed */
} kt_kept_ranking;
struct kt_check_cache {
    kt_holding holding[KT_MAX_HOLDINGS];
    int n_holdings;
    kt_kept_ranking ranking[KT_MAX_RANKINGS];
    int n_rankings;
    kt_exchange *exchange; /* NULL: not asked for yet */
};
/* Leave out what was asked for only once, where it has grown half full; before an article, when
 * no one holds on to it. */
void kt_check_cache_trim(kt_check_cache *cache);
void kt_check_cache_clear(kt_check_cache *cache);
/* What is held about the claim's pair; *out lives as long as the cache is not trimmed, NULL
 * when there is no more room. *revised: released after the article, or not known. */
KT_MUST_USE kt_status kt_holding_find(const kt_check_world *world, kt_check_cache *cache,
                                      const kt_claim *claim, kt_date published,
                                      const kt_holding **out, bool *revised, kt_error *err);

KT_MUST_USE kt_status kt_holding_open(const kt_check_world *world, const kt_claim *claim,
                                      kt_date published, kt_holding *out, kt_error *err);
void kt_holding_clear(kt_holding *holding);
/* USD of a measure in a year by a side, NaN where missing; *from: the source. */
double kt_holding_usd(const kt_holding *holding, kt_side side, kt_measure measure, int year,
                      const kt_source **from);
/* Last year with a turnover (or the measure) by either side; 0 none. */
int kt_holding_last_year(const kt_holding *holding, kt_measure measure);
int kt_holding_first_year(const kt_holding *holding, kt_measure measure);

/* Days, for comparing only. */
int kt_day_of(kt_date date);
/* By which part nine in ten of the reporter's figures of the pair have changed at most from one
 * release of the dataset to the next; NaN where fewer than eight can be compared. */
double kt_usual_revision(const kt_sources *sources, const kt_source *of, kt_country reporter);

/* ---- one judgement ---------------------------------------------------------------------- */

typedef struct kt_diagnosis {
    enum {
        KT_NOTHING_FITS,
        KT_FITS_YEAR,
        KT_FITS_DIRECTION,
        KT_FITS_MEASURE,
        KT_FITS_SCALE,
        KT_FITS_PARTNER,
        KT_FITS_PLACE /* of a rank: by another measure, or in a bloc of both */
    } what;
    kt_side side;
    int year;
    kt_measure measure;
    double scale;
    double value;
    kt_country partner; /* of FITS_PARTNER: with whom it would */
    const char *bloc;   /* of FITS_PLACE: its code; NULL all the world */
} kt_diagnosis;

/* Why there is nothing to hold a claim against. */
typedef enum kt_gap {
    KT_GAP_NONE,
    KT_GAP_NO_DATA,
    KT_GAP_CURRENCY,
    KT_GAP_NO_PERIOD,
    KT_GAP_SHORT_PERIOD,
    KT_GAP_SERVICES,
    KT_GAP_PRODUCT,
    KT_GAP_BLOC,
    KT_GAP_BREAK,
    KT_GAP_RATE_MOVED,
    KT_GAP_GROUP, /* of a rank or share: a group is meant, or may be, that has no list */
    KT_GAP_LONG_AGO
} kt_gap;

typedef struct kt_judgement {
    const kt_check_world *world;
    const kt_tolerances *tolerances;
    const kt_claims *claims;
    const kt_claim *claim;
    const kt_holding *holding; /* NULL: none could be gathered */
    bool revised;              /* its figures are of after the article, or of no known date */
    kt_check_cache *cache;
    kt_arena *arena;
    kt_verdict *verdict;
    double figure[KT_N_SIDES]; /* by side, NaN missing */
    uint8_t fit[KT_N_SIDES];   /* kt_fit */
    kt_gap gap;
    bool by_series;       /* the figures are of the pair's yearly series */
    const kt_rank *place; /* what a rank was held against; NULL */
    bool by_levels;       /* a growth that fits by the levels printed beside it alone */
    kt_diagnosis diagnosis;
    const kt_rates *rates;    /* of the money it is told in */
    int rate_year, rate_base; /* 0: not converted; of a growth alone */
    kt_claim in_dollars;      /* what `claim` points to for a level so told */
} kt_judgement;

/* Where the claim is told in other money: make j->claim one in US dollars, or note by which
 * rates a growth is reckoned, or say in j->gap why neither can be (in_dollars.c). */
KT_MUST_USE kt_status kt_claim_in_dollars(kt_judgement *j, kt_error *err);
/* Dollars of a year, as many as its money was worth at the rate that the claim was converted
 * at: so a level is compared with another year's in its own money. NaN: no rate. */
double kt_as_told(const kt_judgement *j, double usd, int year);

/* What would fit, once nothing does. A ranking that cannot be read is an error. */
KT_MUST_USE kt_status kt_diagnose(kt_judgement *j, kt_error *err);
/* The ranking of a's partners by a's own statistics; b is a partner that it should hold,
 * {0} any. *out
 * lives as long as the cache is not trimmed; NULL: nothing held, a balance, or no more room. */
KT_MUST_USE kt_status kt_judge_ranking(kt_judgement *j, kt_country a, kt_country b, int year,
                                       kt_measure measure, kt_among among, const char *group,
                                       const kt_kept_ranking **out, kt_error *err);
/* A figure as evidence, unless there is no room. */
/* The period that a growth or a change is measured against: the one named, else a year before.
 */
kt_period kt_claim_base(const kt_claim *claim);
/* The claim's figure from the dollars of its period and of its base: the level, the change, the
 * growth (of a balance's size, and none through zero; in the money it is told in), the share of
 * the second. */
double kt_claim_figure(const kt_judgement *j, double now, double then);
/* A growth is what the two levels printed beside it give, and these fit the side's figures
 * (printed_levels.c). */
bool kt_fits_printed_levels(const kt_judgement *j, kt_side side);
/* The same figure by the newest release of the dataset, where an older one has judged; NaN
 * where that was the newest, or says nothing (since_revised.c). */
KT_MUST_USE kt_status kt_figure_since(const kt_judgement *j, kt_side side, double *figure,
                                      const kt_source **newest, kt_error *err);
/* Figures of products, services and parts of years (flow_scan.c), and of blocs (bloc_trade.c),
 * into j->figure, j->fit and the evidence; nothing where nothing is held. */
KT_MUST_USE kt_status kt_read_scanned(kt_judgement *j, kt_error *err);
KT_MUST_USE kt_status kt_read_bloc(kt_judgement *j, kt_error *err);
void kt_add_evidence(kt_judgement *j, kt_side side, double value, kt_period period,
                     const kt_source *from, bool fits);
KT_MUST_USE kt_status kt_write_note(kt_judgement *j, kt_error *err);
KT_MUST_USE kt_status kt_write_target_note(kt_judgement *j, kt_error *err);
/* An amount as a reader sees it: money, a rate, a rank. */
KT_MUST_USE kt_status kt_claim_amount(const kt_check_world *world, uint8_t kind, double value,
                                      kt_text *out, kt_error *err);

#endif
