/* market_share.c: constant-market-share analysis.
 *
 * The first pass sums world exports by product or by market (the margin that comes first) and
 * in all, the second gives each cell's change to the terms. A cell counts with
 *
 *     r x0  +  (r_first - r) x0  +  (r_kj - r_first) x0  +  (x1 - x0 - r_kj x0)  =  x1 - x0
 *
 * so the terms add up to the change by construction. */
#include <kontor/market_share.h>

#include <kontor/memory.h>

#include <math.h>

typedef struct world_change {
    double before, after;
} world_change;

/* Growth; without a base that of the whole, which makes the term 0. */
static double growth_or(const world_change *change, double otherwise)
{
    return change->before > 0.0 ? change->after / change->before - 1.0 : otherwise;
}

static int is_whole(const kt_market_share_data *data, int64_t cell)
{
    return !isnan(data->x0[cell]) && !isnan(data->x1[cell]) && !isnan(data->w0[cell]) &&
           !isnan(data->w1[cell]);
}

kt_status kt_market_share_split(const kt_market_share_data *data, kt_market_share_order order,
                                kt_market_share *out, kt_error *err)
{
    const int by_market = order == KT_MARKET_FIRST;
    const int64_t n_markets = data->n_markets, n_cells = data->n_products * n_markets;
    kt_market_share found = {0};
    world_change *first = NULL, all = {0};
    double first_term = 0.0, second_term = 0.0;

    KT_TRY(kt_new(&first, by_market ? n_markets : data->n_products, sizeof *first, err));
    for (int64_t cell = 0; cell < n_cells; cell++) {
        if (!is_whole(data, cell)) {
            found.n_left_out++;
            continue;
        }
        world_change *margin = &first[by_market ? cell % n_markets : cell / n_markets];
        margin->before += data->w0[cell];
        margin->after += data->w1[cell];
        all.before += data->w0[cell];
        all.after += data->w1[cell];
    }
    const double r = growth_or(&all, 0.0);
    for (int64_t cell = 0; cell < n_cells; cell++) {
        if (!is_whole(data, cell))
            continue;
        const double x0 = data->x0[cell], change = data->x1[cell] - x0;
        const double r_first =
            growth_or(&first[by_market ? cell % n_markets : cell / n_markets], r);
        found.change += change;
        found.world += r * x0;
        first_term += (r_first - r) * x0;
        if (data->w0[cell] > 0.0) {
            const double r_kj = data->w1[cell] / data->w0[cell] - 1.0;
            second_term += (r_kj - r_first) * x0;
            found.competitiveness += change - r_kj * x0;
        } else {
            found.new_cells += change - r_first * x0;
        }
    }
    found.commodity = by_market ? second_term : first_term;
    found.market = by_market ? first_term : second_term;
    *out = found;
    kt_free(first);
    return KT_OK;
}
