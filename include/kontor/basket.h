/* kontor/basket.h: what is traded year after year, and for how long do flows of products live?
 *
 * Traded: a year's value is above 0, and the threshold is reached in two of three years, this
 * one and the two before; or, by option, in the year itself.
 * Traditional: bought in at least 8 of 10 years; by option also at least 1 % of the flow.
 * Spell: an unbroken run of years in which a product is bought.
 * Survival: S(n) = product over t <= n of (1 - ended at t / at risk at t).
 *
 * Two of three years keep single consignments out and bridge a single small year. They count
 * only where the data hold all three; in the first two years, and after a gap in the data, the
 * year alone decides. A spell that reaches the last year has not ended and leaves the risk
 * without an end; one that is there in the first year began no one knows when and is left out
 * of the survival. A missing year (NaN) is no zero: a spell before it leaves the risk without
 * an end, one behind it began no one knows when. With other numbers of years, at least 8/10 of
 * them, rounded up.
 *
 * Sources: Kaplan and Meier (1958), J. of the American Statistical Association 53, 457-481;
 * for trade Besedes and Prusa (2006), Canadian J. of Economics 39(1), 266-295. The rule of 8 in
 * 10 years is ours. Pure. */
#ifndef KONTOR_BASKET_H
#define KONTOR_BASKET_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

#define KT_BASKET_YEARS  10
#define KT_BASKET_BOUGHT 8
#define KT_BASKET_SHARE  0.01

typedef enum kt_traded_rule {
    KT_TRADED_TWO_OF_THREE = 0, /* this year and the two before */
    KT_TRADED_IN_YEAR           /* the year alone */
} kt_traded_rule;

/* 1 where year t counts as traded; value and is_held reach from the first year to t at least,
 * is_held[t] is 0 for a year that the data lack. A missing value is not traded. A threshold of
 * 0 asks for no second year: whatever is above 0 is traded. */
int kt_is_traded(const double *value, const uint8_t *is_held, int64_t t, double threshold,
                 kt_traded_rule rule);
/* The years from `first` on as spells and survival take them, with a threshold of 0: the value
 * of a year that counts as traded, 0 of another, NaN of a missing one and of a year that the
 * data lack. out[n_years - first]. */
void kt_traded_years(const double *value, const uint8_t *is_held, int64_t n_years,
                     int64_t first, double threshold, kt_traded_rule rule, double *out);

typedef struct kt_spells {
    int32_t n_years;   /* years in which it is bought */
    int32_t n_spells;  /* runs of such years */
    int32_t longest;   /* years of the longest */
    int32_t current;   /* years of the one that reaches the last year; 0: not bought then */
    int32_t n_unknown; /* years whose value is missing: counted as not bought */
} kt_spells;

/* value[n_years] of one product, in order of years. A year is bought where value > 0 and >=
 * threshold. */
kt_spells kt_spells_of(const double *value, int64_t n_years, double threshold);

/* 1 where a product bought in that many of n_years is traditional by the rule of 8 in 10. */
int kt_basket_is_traditional(int32_t n_bought, int64_t n_years);

/* Kaplan-Meier over products: value[k * n_years + t]. survival[n_years]: survival[t] is the
 * share of spells that last longer than t + 1 years; NaN from where on none is at risk.
 * *n_spells: those that went in. */
void kt_basket_survival(const double *value, int64_t n_products, int64_t n_years,
                        double threshold, double *survival, int64_t *n_spells);

KT_END_DECLS

#endif
