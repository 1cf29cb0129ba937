/* kontor/mirror.h: two statements of one flow held against each other.
 *
 *     ratio      M / X           importer's value (CIF) over exporter's (FOB)
 *     symmetric  2 (M - X) / (M + X)
 *
 * A figure counts as a second report only where it is one. Not so are
 *   - statuses estimated and suppressed;
 *   - fillings: M / X equal to 1.06 or 1.10 within 2e-6 relative, which is how the IMF fills
 *     one side from the other without a flag (in its file of 1992 to 2020 some 3,500 and 500
 *     pairs of unflagged figures).
 *
 * A fixed band of what is normal is useless: of all flows of 2018, 62 % lie outside 0.8 to 1.5.
 * So a gap is judged by its percentile among flows of like size in the same year, and by its
 * change against the pair's own history. Causes are candidates, never findings.
 *
 * Source: IMF DOTS methodology for the CIF/FOB factors; docs/methods/mirror_gap.md for the
 * conventions, which are ours. Values are nominal USD, missing is NaN. */
#ifndef KONTOR_MIRROR_H
#define KONTOR_MIRROR_H

#include <kontor/bloc.h>
#include <kontor/country.h>
#include <kontor/error.h>
#include <kontor/pair.h>
#include <kontor/store.h>

#include <stdint.h>

KT_BEGIN_DECLS

#define KT_FILLING_TOLERANCE 2e-6

/* 1 where importer / exporter is 1.06 or 1.10 within the tolerance, else 0. */
int kt_mirror_is_filling(double exporter_usd, double importer_usd);

/* What the two statements are worth as two. */
typedef enum kt_mirror_standing {
    KT_MIRROR_TWO_REPORTS = 0,
    KT_MIRROR_NO_REPORT,     /* neither side states a value */
    KT_MIRROR_ONLY_EXPORTER, /* one side alone */
    KT_MIRROR_ONLY_IMPORTER,
    KT_MIRROR_ESTIMATED, /* both, of which at least one is an estimate */
    KT_MIRROR_FILLED,    /* both, of which one was made from the other */
    KT_MIRROR_ZERO       /* both, of which at least one is a stated 0: no ratio */
} kt_mirror_standing;

/* Candidate causes of a gap: a set of bits. */
enum {
    KT_CAUSE_VALUATION = 1, /* always, unless both sides value alike and say so */
    KT_CAUSE_ORIGIN = 2,    /* importer names the origin, exporter the known destination */
    KT_CAUSE_REEXPORT = 4,  /* goods that pass through a third country */
    KT_CAUSE_TIMING = 8,    /* sent in one year, received in the next */
    KT_CAUSE_CONFIDENTIALITY = 16, /* partner or value withheld on one side */
    KT_CAUSE_BREAK = 32 /* the year is the first after a break in one side's statistics */
};

/* What freight and insurance may explain alone: with a ratio inside, only valuation is named.
 */
#define KT_VALUATION_LOW  1.0
#define KT_VALUATION_HIGH 1.2
/* Timing is named where a side's value changed by more than this against the year before. */
#define KT_TIMING_CHANGE 0.25
/* Years of history that a median needs. */
#define KT_MIRROR_HISTORY 3

typedef struct kt_mirror_gap {
    int16_t year;
    double exporter_usd, importer_usd; /* as stated, whatever they are worth; NaN missing */
    uint8_t exporter_status, importer_status;
    uint8_t standing;         /* kt_mirror_standing */
    double ratio;             /* NaN unless two reports */
    double symmetric;         /* NaN unless two reports */
    unsigned causes;          /* 0 unless two reports */
    const kt_break *at_break; /* where KT_CAUSE_BREAK is among them */

    /* Against its own history: the median of ln ratio over all years before that have two
     * reports and no break at them. */
    double usual_ratio; /* exp(median); NaN with fewer than KT_MIRROR_HISTORY years */
    double change;      /* ln ratio - median; NaN likewise */
    int32_t n_history;

    double percentile; /* 0 to 1, set by kt_mirror_rate(); NaN before and where unknown */
    int64_t n_like;    /* other flows of like size that it is held against */
} kt_mirror_gap;

/* Gaps of one direction, every year in which either side states it. Owned by the caller. */
typedef struct kt_mirror_gaps {
    kt_country a, b;
    kt_measure direction; /* EXPORT: a to b; IMPORT: b to a */
    kt_mirror_gap *gap;   /* in order of years; years that nobody states are left out */
    int64_t n_gaps;
} kt_mirror_gaps;

/* Gaps of a's exports to b (KT_MEASURE_EXPORT) or imports from b (KT_MEASURE_IMPORT). Rows of
 * other pairs and reconciled rows are passed over. blocs may be NULL: then no break is known.
 * Errors: KT_ERR_RANGE any other direction, or as kt_series_compute(); KT_ERR_MEMORY.
 * Cost: n_years^2 steps for the medians. */
KT_MUST_USE kt_status kt_mirror_compute(const kt_observation *rows, int64_t n_rows,
                                        kt_country a, kt_country b, kt_measure direction,
                                        const kt_blocs *blocs, kt_mirror_gaps *out,
                                        kt_error *err);
/* The same from the two series of a with b: its own statistics and b's mirrored. */
KT_MUST_USE kt_status kt_mirror_from_series(const kt_series *own, const kt_series *mirror,
                                            kt_measure direction, const kt_blocs *blocs,
                                            kt_mirror_gaps *out, kt_error *err);
void kt_mirror_gaps_clear(kt_mirror_gaps *gaps);
/* NULL where nobody states the year. */
const kt_mirror_gap *kt_mirror_at(const kt_mirror_gaps *gaps, int year);

/* ---- among flows of like size ----------------------------------------------------------- */

/* All flows of a year with two reports, in ten classes of size: deciles of (X + M) / 2, each
 * with its |ln ratio| in order. Never changes once made; any number of threads may read. */
typedef struct kt_mirror_peers kt_mirror_peers;

/* One pass over the year's totals; flows that involve World, aggregates or unspecified areas
 * are left out. Errors: those of kt_dataset_scan(); KT_ERR_MEMORY. A year without flows with
 * two reports gives peers without classes. Cost: some 25,000 flows, 16 bytes each. */
KT_MUST_USE kt_status kt_mirror_peers_gather(const kt_dataset *dataset,
                                             const kt_countries *countries, int16_t year,
                                             kt_mirror_peers **out, kt_error *err);
/* The same from plain arrays: both sides' values of n flows; pairs that are not two reports
 * (missing, zero, filled) are left out. */
KT_MUST_USE kt_status kt_mirror_peers_from(const double *exporter_usd,
                                           const double *importer_usd, int64_t n,
                                           kt_mirror_peers **out, kt_error *err);
/* A flow with two reports among its peers. */
typedef struct kt_mirror_peer {
    double size_usd, log_gap; /* (X + M) / 2 and |ln (M / X)| */
} kt_mirror_peer;
/* False where the two values are not two reports of one flow. */
bool kt_mirror_peer_of(double exporter_usd, double importer_usd, kt_mirror_peer *out);
/* The same from n of them; quicker where they are in order of size. */
KT_MUST_USE kt_status kt_mirror_peers_of(const kt_mirror_peer *flow, int64_t n,
                                         kt_mirror_peers **out, kt_error *err);
void kt_mirror_peers_free(kt_mirror_peers *peers);
/* Flows among the peers. */
int64_t kt_mirror_peers_count(const kt_mirror_peers *peers);
/* Share of the flows of the same class whose |ln ratio| is smaller, equal ones counted half:
 * 0.97 says that 97 % of flows of like size agree better. *n_like (may be NULL) is the size of
 * the class. NaN with fewer than 20 in it. */
double kt_mirror_percentile(const kt_mirror_peers *peers, double exporter_usd,
                            double importer_usd, int64_t *n_like);
/* Fill percentile and n_like of one gap that has two reports. */
void kt_mirror_rate(const kt_mirror_peers *peers, kt_mirror_gap *gap);

KT_END_DECLS

#endif
