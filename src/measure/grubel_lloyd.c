/* grubel_lloyd.c: intra-industry trade, its adjustment for imbalance, its aggregation bias. */
#include <kontor/grubel_lloyd.h>

#include <math.h>

double kt_grubel_lloyd(double X, double M)
{
    return X + M > 0.0 ? 1.0 - fabs(X - M) / (X + M) : (double)NAN;
}

kt_grubel_lloyd_sum kt_grubel_lloyd_all(const double *X, const double *M, int64_t n)
{
    kt_grubel_lloyd_sum sum = {.gl = NAN, .adjusted = NAN, .two_way_share = NAN};
    double both = 0.0, apart = 0.0, balance = 0.0, two_way = 0.0;

    for (int64_t k = 0; k < n; k++) {
        if (isnan(X[k]) || isnan(M[k])) {
            sum.n_left_out++;
            continue;
        }
        both += X[k] + M[k];
        apart += fabs(X[k] - M[k]);
        balance += X[k] - M[k];
        if (fmin(X[k], M[k]) > KT_TWO_WAY_LEAST * fmax(X[k], M[k]))
            two_way += X[k] + M[k];
    }
    if (!(both > 0.0))
        return sum;
    sum.gl = 1.0 - apart / both;
    sum.two_way_share = two_way / both;
    if (both > fabs(balance))
        sum.adjusted = (both - apart) / (both - fabs(balance));
    return sum;
}

double kt_grubel_lloyd_bias(const double *X, const double *M, const int64_t *start,
                            int64_t n_groups)
{
    double both = 0.0, apart_products = 0.0, apart_groups = 0.0;

    for (int64_t g = 0; g < n_groups; g++) {
        double balance = 0.0;
        for (int64_t k = start[g]; k < start[g + 1]; k++) {
            if (isnan(X[k]) || isnan(M[k]))
                continue;
            both += X[k] + M[k];
            apart_products += fabs(X[k] - M[k]);
            balance += X[k] - M[k];
        }
        apart_groups += fabs(balance);
    }
    return both > 0.0 ? (apart_products - apart_groups) / both : (double)NAN;
}
