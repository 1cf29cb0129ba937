/* kontor/ranking.h: order, share and coverage of a list of partners: numbers in, numbers out.
 *
 *     rank      1 + the number of partners with a larger value; equal values, equal ranks
 *     share     value / total
 *     coverage  (sum over partners + unallocated) / stated total
 *     missing   max(0, stated total - sum over partners)     the unallocated is missing here:
 *                                                            it belongs to partners unknown
 *
 * What is missing could belong to anyone. Where (sum over partners) / total is under
 * certain_share, 95 % by default, a rank is a range:
 *
 *     best   1 + the number of partners with v_j > v + missing: all of it is this one's
 *     worst  rank + m, m the largest number of partners behind whose shortfalls v - v_j, the
 *            smallest first, sum to less than missing: they share it and pass. A partner
 *            without data has a shortfall of v.
 *
 * else best = worst = rank. Without a stated total the sum over partners is the denominator,
 * coverage is unknown (NaN), nothing is known to be missing, and best = worst = rank.
 *
 * A disputed member stands in the ranking; ranks are given a second time without such members.
 *
 * Source: none; the range is ours (docs/methods/rank_and_share.md). Values are USD, missing is
 * NaN. */
#ifndef KONTOR_RANKING_H
#define KONTOR_RANKING_H

#include <kontor/error.h>
#include <kontor/flow.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* What a partner's place rests on; the order in which the list is sorted. */
typedef enum kt_standing {
    KT_STANDS_RANKED = 0, /* the statistics asked for have a value */
    KT_STANDS_OTHER_SIDE, /* only the other side has: its value is shown and not ranked */
    KT_STANDS_NO_DATA     /* neither side has */
} kt_standing;

/* One partner. The caller fills the upper part, kt_rank_compute() the lower. */
typedef struct kt_rank {
    kt_country country;
    double usd;         /* by the statistics asked for; NaN missing */
    double other_usd;   /* by the other side's; NaN missing */
    uint8_t partial;    /* 1: turnover of which one direction is missing */
    uint8_t status;     /* kt_flow_status of usd, else of other_usd */
    uint8_t membership; /* kt_membership in the bloc; 0 for the world */
    uint8_t disputed;   /* 1: ranks are also wanted without this one */

    uint8_t standing;                                  /* kt_standing */
    int32_t rank, best, worst;                         /* 0 unless ranked */
    int32_t rank_without, best_without, worst_without; /* disputed ones not counted; 0 for the
                                                          disputed and the unranked */
    double share;                                      /* of the total; NaN unless ranked */
    double share_of_list; /* of the sum over this list (a bloc's members); NaN unless ranked */
} kt_rank;

/* What the values are held against. */
typedef enum kt_denominator {
    KT_DENOMINATOR_STATED = 0, /* the stated world total */
    KT_DENOMINATOR_SUM         /* the sum over partners and unallocated */
} kt_denominator;

typedef struct kt_rank_total {
    double stated_usd;      /* NaN where none is stated */
    double partners_usd;    /* sum over all partners of the world, not only of the list */
    double unallocated_usd; /* unspecified areas; 0 where none is stated */
    double certain_share;   /* default 0 means 0.95 */

    double total_usd; /* lower part filled: the denominator; NaN where there is none */
    double coverage;  /* NaN unknown; above 1 where the parts exceed the stated total */
    double missing_usd;
    uint8_t denominator; /* kt_denominator */
    uint8_t is_range;    /* 1: ranks are ranges */
} kt_rank_total;

/* Sort the list (by standing; ranked by value, the largest first; others by the other side's
 * value, then by code) and fill the lower parts of it and of *total.
 * Errors: KT_ERR_RANGE a negative or infinite value; KT_ERR_MEMORY.
 * Cost: n log n, for ranges n^2 at worst. */
KT_MUST_USE kt_status kt_rank_compute(kt_rank *list, int64_t n, kt_rank_total *total,
                                      kt_error *err);

KT_END_DECLS

#endif
