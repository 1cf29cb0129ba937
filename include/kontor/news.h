/* kontor/news.h: what is newsworthy in yearly figures of trade, and how much so. Numbers in,
 * numbers out; no words.
 *
 *     extreme     the highest or lowest value since a year
 *     turn        growth after a decline of years, or the reverse
 *     swing       a surplus that became a deficit, or the reverse
 *     overtaking  a partner that passed others in a ranking
 *     revision    a value that another version of the dataset states differently
 *     score       points for what it is, for the size and for the change
 *
 * An extreme is told only where every year that it is held against can be compared: no gap, no
 * break, no provisional, estimated or filled figure (`weak`) lies between. Of a ranking only
 * places that are certain are told: ranges (coverage under 95 %) never. Missing is NaN and
 * never zero. Source: none; the rules are ours (docs/bulletin.md). Pure functions but for the
 * gathering of rows. */
#ifndef KONTOR_NEWS_H
#define KONTOR_NEWS_H

#include <kontor/error.h>
#include <kontor/growth.h>
#include <kontor/pair.h>
#include <kontor/partners.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* ---- one series ---------------------------------------------------------------------------
 */

#define KT_NEWS_EXTREME_YEARS 5 /* an extreme passes at least so many years */
#define KT_NEWS_TURN_YEARS    2 /* a turn ends at least so many years of the other direction */
#define KT_NEWS_TURN_RATE     0.01 /* and changes the value by at least this */
#define KT_NEWS_SWING_SHARE   0.02 /* both balances are at least this share of the turnover */

typedef struct kt_news_extreme {
    int sign;            /* 1 highest, -1 lowest, 0: neither */
    bool whole;          /* no year that can be compared was as high (as low) */
    int16_t since;       /* whole: the first of those years; else the last that was */
    int n_passed;        /* years before that are lower (higher) */
    int16_t former_year; /* whole: of the former extreme; else `since` */
    double former_usd;
} kt_news_extreme;

/* Whether the value of `year` is an extreme. weak[p]: not 0 where the figure of year p of the
 * series is not a report; NULL: all are. Cost: the years back to the first that cannot be
 * compared. */
kt_news_extreme kt_news_extreme_of(const kt_yearly *yearly, const uint8_t *weak, int year);

typedef struct kt_news_turn {
    int sign;    /* 1 growth after decline, -1 the reverse, 0: no turn */
    int n_years; /* of the former direction, without a gap */
    double rate; /* of `year` */
} kt_news_turn;
/* Growth as kt_growth_at() defines it, so never across a break; no weak figure takes part. */
kt_news_turn kt_news_turn_of(const kt_yearly *yearly, const uint8_t *weak, int year);

typedef struct kt_news_swing {
    int sign;    /* 1 deficit to surplus, -1 the reverse, 0: none */
    int n_years; /* of the former sign, without a gap, at least 1 */
} kt_news_swing;
/* balance and turnover are of the same series. Never across a break. */
kt_news_swing kt_news_swing_of(const kt_yearly *balance, const kt_yearly *turnover,
                               const uint8_t *weak, int year);

/* ---- rankings ------------------------------------------------------------------------------
 */

#define KT_NEWS_TOP_RANK 10 /* farther down a place is no news */
enum { KT_NEWS_MOST_OVERTAKEN = 3 };

typedef struct kt_news_overtaking {
    int32_t from, to;                             /* ranks; 0: none */
    kt_country overtaken[KT_NEWS_MOST_OVERTAKEN]; /* the largest first */
    int n_overtaken;                              /* all of them */
} kt_news_overtaking;

/* Whether the country has passed others between two rankings of the same partner by the same
 * measure. Counted are partners that were strictly before it and are strictly behind it, both
 * complete and reported in both years. None where either ranking is of ranges. */
kt_news_overtaking kt_news_overtaking_of(const kt_ranking *before, const kt_ranking *now,
                                         kt_country country);

/* More of what a country states than this is its partners' figures times 1.06 or 1.10: it did
 * not report, and what stands for its statistics was made of theirs. By value: in the IMF's
 * file for 2018 Iraq has 95 % of its trade filled so, in 15 % of its flows; the flows of
 * countries that report, filled for their partners' sake, come to 5 % at most. */
#define KT_NEWS_FILLED_SHARE 0.10
/* True where that holds, of the flows that both sides state. */
bool kt_news_is_made_up(const kt_partners *partners);

/* ---- revisions and scores ------------------------------------------------------------------
 */

#define KT_NEWS_REVISION_SHARE 0.05
#define KT_NEWS_REVISION_USD   10e6
/* True where a new version states at least 5 % and 10 million USD more or less than the former.
 * NaN is no revision. */
bool kt_news_is_revision(double former_usd, double now_usd);

/* Points, 0 to 100:
 *
 *     size    6 * log10(usd / 1 million), 0 to 30: 12 for 100 million, 18 for a billion
 *     change  20 * |ln(1 + rate)| / ln 2, at most 20: a doubling or halving; missing: 0
 *     what    0 to 50, given */
double kt_news_score(double what, double usd, double rate);
/* The points for what it is. */
double kt_news_extreme_points(const kt_news_extreme *extreme); /* 20 + years passed, up to 40 */
double kt_news_turn_points(const kt_news_turn *turn);          /* 15 + 3 a year, up to 30 */
double kt_news_overtaking_points(const kt_news_overtaking *overtaking); /* 47 - 3 * rank */
#define KT_NEWS_SWING_POINTS    30.0
#define KT_NEWS_TARGET_POINTS   45.0 /* met or missed by the statistics of both sides */
#define KT_NEWS_SPLIT_POINTS    35.0 /* met by those of one side only */
#define KT_NEWS_REVISION_POINTS 25.0
#define KT_NEWS_FACT_POINTS     15.0 /* a cited statistic that no dataset has yet */

/* ---- rows -----------------------------------------------------------------------------------
 */

/* Every yearly total of goods of a dataset, in order of exporter, importer, year, stated_by.
 * Owned by the caller, kt_observations_clear(). Errors: those of kt_dataset_scan();
 * KT_ERR_MEMORY. Cost: one scan; 40 bytes a row. */
KT_MUST_USE kt_status kt_news_rows(const kt_dataset *dataset, kt_observations *out,
                                   kt_error *err);
/* Those of one pair, both directions, copied in the order of kt_observations_gather(). Owned by
 * the caller. Errors: KT_ERR_MEMORY. Cost: two binary searches. */
KT_MUST_USE kt_status kt_news_pair_rows(const kt_observations *all, kt_country a, kt_country b,
                                        kt_observations *out, kt_error *err);

KT_END_DECLS

#endif
