/* basket.c: spells of trade in a product, the traditional basket, survival of spells. */
#include <kontor/basket.h>

#include <math.h>

static int is_bought(double value, double threshold)
{
    return value > 0.0 && value >= threshold;
}

int kt_is_traded(const double *value, const uint8_t *is_held, int64_t t, double threshold,
                 kt_traded_rule rule)
{
    if (!(value[t] > 0.0))
        return 0;
    if (rule == KT_TRADED_IN_YEAR || threshold <= 0.0 || t < 2 || !is_held[t] ||
        !is_held[t - 1] || !is_held[t - 2])
        return is_bought(value[t], threshold);
    return is_bought(value[t], threshold) + is_bought(value[t - 1], threshold) +
               is_bought(value[t - 2], threshold) >=
           2;
}

void kt_traded_years(const double *value, const uint8_t *is_held, int64_t n_years,
                     int64_t first, double threshold, kt_traded_rule rule, double *out)
{
    for (int64_t t = first; t < n_years; t++)
        out[t - first] = !is_held[t]                                        ? (double)NAN
                         : isnan(value[t])                                  ? value[t]
                         : kt_is_traded(value, is_held, t, threshold, rule) ? value[t]
                                                                            : 0.0;
}

kt_spells kt_spells_of(const double *value, int64_t n_years, double threshold)
{
    kt_spells spells = {0};
    int32_t run = 0;

    for (int64_t t = 0; t < n_years; t++) {
        spells.n_unknown += isnan(value[t]) ? 1 : 0;
        if (!is_bought(value[t], threshold)) {
            run = 0;
            continue;
        }
        spells.n_years++;
        spells.n_spells += run == 0;
        run++;
        if (run > spells.longest)
            spells.longest = run;
    }
    spells.current = run;
    return spells;
}

int kt_basket_is_traditional(int32_t n_bought, int64_t n_years)
{
    return n_years > 0 && (int64_t)n_bought * KT_BASKET_YEARS >= n_years * KT_BASKET_BOUGHT;
}

/* Spells of exactly `length` years that ended, and those at risk of it. */
static void count_spells(const double *value, int64_t n_years, double threshold, int64_t length,
                         int64_t *n_ended, int64_t *n_at_risk)
{
    int64_t t = 0;
    while (t < n_years) {
        if (!is_bought(value[t], threshold)) {
            t++;
            continue;
        }
        const int64_t first = t;
        while (t < n_years && is_bought(value[t], threshold))
            t++;
        if (first == 0 || isnan(value[first - 1])) // began no one knows when
            continue;
        *n_at_risk += t - first >= length;
        *n_ended += t - first == length && t < n_years && !isnan(value[t]);
    }
}

void kt_basket_survival(const double *value, int64_t n_products, int64_t n_years,
                        double threshold, double *survival, int64_t *n_spells)
{
    double alive = 1.0;
    *n_spells = 0;
    for (int64_t length = 1; length <= n_years; length++) {
        int64_t n_ended = 0, n_at_risk = 0;
        for (int64_t k = 0; k < n_products; k++)
            count_spells(value + k * n_years, n_years, threshold, length, &n_ended, &n_at_risk);
        if (length == 1)
            *n_spells = n_at_risk;
        alive = n_at_risk ? alive * (1.0 - (double)n_ended / (double)n_at_risk) : (double)NAN;
        survival[length - 1] = alive;
    }
}
