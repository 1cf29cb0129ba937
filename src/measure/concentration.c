/* concentration.c: Herfindahl-Hirschman, Theil and their relatives. */
#include <kontor/concentration.h>

#include "known_sum.h"

#include <math.h>

kt_concentration kt_concentration_of(const double *x, int64_t n_values, int64_t n_possible)
{
    kt_concentration found = {.largest = NAN,
                              .hhi = NAN,
                              .hhi_normalised = NAN,
                              .effective = NAN,
                              .hirschman = NAN,
                              .unctad = NAN,
                              .theil = NAN,
                              .theil_normalised = NAN,
                              .entropy = NAN,
                              .exp_entropy = NAN};
    const double total = known_sum(x, n_values);
    double hhi = 0.0, entropy = 0.0, largest = 0.0;

    for (int64_t k = 0; k < n_values; k++) {
        found.n += !isnan(x[k]);
        found.n_active += x[k] > 0.0;
    }
    if (n_possible > found.n)
        found.n = n_possible;
    if (!(total > 0.0))
        return found;

    for (int64_t k = 0; k < n_values; k++) {
        if (!(x[k] > 0.0))
            continue;
        const double s = x[k] / total;
        hhi += s * s;
        entropy -= s * log(s);
        largest = fmax(largest, s);
    }
    const double n = (double)found.n;
    found.largest = largest;
    found.hhi = hhi;
    found.effective = 1.0 / hhi;
    found.hirschman = sqrt(hhi);
    found.theil = log(n) - entropy;
    found.entropy = entropy;
    found.exp_entropy = exp(entropy);
    if (found.n > 1) {
        found.hhi_normalised = (hhi - 1.0 / n) / (1.0 - 1.0 / n);
        found.unctad = (sqrt(hhi) - sqrt(1.0 / n)) / (1.0 - sqrt(1.0 / n));
        found.theil_normalised = found.theil / log(n);
    }
    return found;
}

kt_theil_split kt_theil_split_of(const double *x, const int64_t *start, int64_t n_groups)
{
    kt_theil_split split = {NAN, NAN};
    double total = 0.0, within = 0.0, between = 0.0;
    int64_t n = 0;

    for (int64_t g = 0; g < n_groups; g++)
        for (int64_t k = start[g]; k < start[g + 1]; k++)
            if (!isnan(x[k])) {
                total += x[k];
                n++;
            }
    if (!(total > 0.0))
        return split;
    for (int64_t g = 0; g < n_groups; g++) {
        const kt_concentration group =
            kt_concentration_of(x + start[g], start[g + 1] - start[g], 0);
        const double sum = known_sum(x + start[g], start[g + 1] - start[g]);
        if (!(sum > 0.0)) // no share: neither term counts
            continue;
        const double w = sum / total;
        within += w * group.theil;
        between += w * log((sum / (double)group.n) / (total / (double)n));
    }
    split.within = within;
    split.between = between;
    return split;
}
