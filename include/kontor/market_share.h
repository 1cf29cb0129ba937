/* kontor/market_share.h: constant-market-share analysis: what made exports grow?
 *
 * Exports x_kj of product k to market j and world exports w_kj of the same, in a base year (0)
 * and a later one (1); r, r_k, r_j, r_kj growth of world exports in all, of k, to j, of k to j:
 *
 *     change in X = world            r X0
 *                 + commodity        sum_k (r_k - r) x0_k           was one in growing
 * products?
 *                 + market           sum_kj (r_kj - r_k) x0_kj      in growing markets for
 * them?
 *                 + competitiveness  sum_kj (x1_kj - x0_kj - r_kj x0_kj)    the rest
 *                 + new cells        change where the world had no exports in the base year
 *
 * The order matters: with markets first, market is sum_j (r_j - r) x0_j and commodity is
 * sum_kj (r_kj - r_j) x0_kj. Both are to be looked at. Weights are those of the base year.
 *
 * Sources: Tyszynski (1951), The Manchester School 19(3), 272-304; Leamer and Stern (1970),
 * Quantitative International Economics, ch. 7. Pure. */
#ifndef KONTOR_MARKET_SHARE_H
#define KONTOR_MARKET_SHARE_H

#include <kontor/error.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_market_share_order {
    KT_COMMODITY_FIRST = 0, /* default */
    KT_MARKET_FIRST
} kt_market_share_order;

typedef struct kt_market_share {
    double change; /* the sum of the five */
    double world, commodity, market, competitiveness, new_cells;
    int64_t n_left_out; /* cells of which one of the four values is missing */
} kt_market_share;

/* What goes in: n_products x n_markets cells each, [k * n_markets + j], in one unit. */
typedef struct kt_market_share_data {
    const double *x0, *x1, *w0, *w1;
    int64_t n_products, n_markets;
} kt_market_share_data;

/* A cell with a missing value (NaN) in any of the four is left out of all. Without world
 * exports in the base year all but new cells is 0. Errors: KT_ERR_MEMORY. Cost: two passes. */
KT_MUST_USE kt_status kt_market_share_split(const kt_market_share_data *data,
                                            kt_market_share_order order, kt_market_share *out,
                                            kt_error *err);

KT_END_DECLS

#endif
