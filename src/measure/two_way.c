/* two_way.c: one-way trade, and two-way trade in like and in unlike quality. */
#include <kontor/two_way.h>

#include <kontor/grubel_lloyd.h>

#include <math.h>

const char *kt_trade_type_name(kt_trade_type type)
{
    static const char *const names[KT_N_TRADE_TYPES] = {
        "none", "one-way", "horizontal", "vertical above", "vertical below", "two-way unknown"};
    return names[type];
}

kt_trade_type kt_trade_type_of(double X, double M, double p_X, double p_M, double band)
{
    if (isnan(X) || isnan(M) || !(X + M > 0.0))
        return KT_TRADE_NONE;
    if (!(fmin(X, M) > KT_TWO_WAY_LEAST * fmax(X, M)))
        return KT_TRADE_ONE_WAY;
    if (!(p_X > 0.0) || !(p_M > 0.0))
        return KT_TRADE_TWO_WAY_UNKNOWN;
    if (p_X > (1.0 + band) * p_M)
        return KT_TRADE_VERTICAL_ABOVE;
    return (1.0 + band) * p_X < p_M ? KT_TRADE_VERTICAL_BELOW : KT_TRADE_HORIZONTAL;
}

kt_two_way kt_two_way_of(const double *X, const double *M, const double *p_X, const double *p_M,
                         int64_t n, double band)
{
    kt_two_way found = {0};
    double all = 0.0;

    for (int64_t k = 0; k < n; k++) {
        const kt_trade_type type = kt_trade_type_of(X[k], M[k], p_X[k], p_M[k], band);
        found.n[type]++;
        if (type == KT_TRADE_NONE)
            continue;
        found.share[type] += X[k] + M[k];
        all += X[k] + M[k];
    }
    for (int t = 0; t < KT_N_TRADE_TYPES; t++)
        found.share[t] = all > 0.0 ? found.share[t] / all : (double)NAN;
    return found;
}
