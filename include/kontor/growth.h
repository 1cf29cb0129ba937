/* kontor/growth.h: how a yearly series develops: growth, CAGR, trend, distance to the peak.
 *
 *     growth  g_t = V_t / V_(t-1) - 1
 *     CAGR    (V_T / V_0)^(1/n) - 1,  n = T - 0 steps
 *     trend   exp(b) - 1,  b the least-squares slope of ln V_t on t
 *     peak    V_T / max V_t - 1
 *
 * Source: UN ESCAP, Trade Statistics in Policymaking (2009), on growth rates; the conventions
 * are ours (docs/methods/growth.md):
 *   - growth only on the year before, never across a gap, a break or a change of sign, and
 *     never on a base under 1 million USD or 0.1 % of the pair's turnover of that year;
 *   - a CAGR never stands alone: with it come the trend, its range over start years three years
 *     before and after, the peak, and the breaks that it spans, across which it is computed
 *     but marked;
 *   - a balance has no growth.
 *
 * Rates are fractions: 0.0525 is 5.25 % (a year). Missing is NaN, and why is said. */
#ifndef KONTOR_GROWTH_H
#define KONTOR_GROWTH_H

#include <kontor/bloc.h>
#include <kontor/error.h>
#include <kontor/pair.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* ---- yearly values ---------------------------------------------------------------------- */

/* One measure of a series as plain arrays. Consecutive years; position p is year
 * first_year + p. Owned by the caller; {0} is empty. */
typedef struct kt_yearly {
    int16_t first_year;
    int64_t n_years;
    double *value_usd;         /* NaN: missing */
    double *size_usd;          /* the pair's turnover, against which a base may be tiny; where
                                  one direction is missing, what is there; NULL: value_usd */
    const kt_break **at_break; /* not NULL at p: the step from the year before to p is one
                                 across this break; array NULL: none */
} kt_yearly;

/* Take one measure out of a series. blocs may be NULL: then no break is known. Breaks are those
 * of the reporter about the partner in the direction that the measure holds (both for turnover
 * and balance), of either side for a reconciled series; they point into blocs, which is kept.
 * Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_yearly_from_series(const kt_series *series, kt_measure measure,
                                            const kt_blocs *blocs, kt_yearly *out,
                                            kt_error *err);
void kt_yearly_clear(kt_yearly *yearly);

/* Value of a year; NaN outside. */
double kt_yearly_usd(const kt_yearly *yearly, int year);

/* ---- growth ----------------------------------------------------------------------------- */

/* Why a rate is missing; the first that holds. */
typedef enum kt_rate_gap {
    KT_RATE_THERE = 0,
    KT_RATE_NO_DATA,   /* one of the two values is missing */
    KT_RATE_BREAK,     /* a break lies between them */
    KT_RATE_SIGN,      /* one of them is negative */
    KT_RATE_TINY_BASE, /* the earlier is zero, under 1 million USD, or under 0.1 % of the pair
                        */
    KT_RATE_ONE_YEAR   /* CAGR: it ends where it begins, or before */
} kt_rate_gap;

#define KT_TINY_BASE_USD 1e6 /* no percentages on a smaller base */
#define KT_TINY_BASE_SHARE                                                                     \
    0.001 /* ... or one of less than this share of the pair's turnover                         \
           */

typedef struct kt_growth {
    double rate; /* NaN where missing */
    kt_rate_gap gap;
    const kt_break *at_break; /* where gap is KT_RATE_BREAK */
} kt_growth;

/* Growth from the year before to `year`. Cost: none to speak of. */
kt_growth kt_growth_at(const kt_yearly *yearly, int year);

/* ---- CAGR and what belongs to it -------------------------------------------------------- */

/* CAGR between two years of the series, across breaks too; *gap (may be NULL) says why it is
 * NaN. Ending at 0 from a base that is not tiny it is -1. */
double kt_cagr_between(const kt_yearly *yearly, int from, int to, kt_rate_gap *gap);

typedef struct kt_cagr_options {
    int16_t first_year; /* 0 (default): see kt_cagr_compute() */
    int16_t last_year;  /* 0 (default): the last year with a value */
    int n_steps;        /* default 10: growth steps back from last_year; 1 to 400 */
    int spread;         /* default 3: the range is over start years +- this; 0 to 100 */
} kt_cagr_options;
kt_cagr_options kt_cagr_options_default(void);

#define KT_MAX_CAGR_BREAKS 8 /* more in one series would make it no series */

typedef struct kt_cagr {
    int16_t first_year, last_year; /* 0 where the series has no value */
    int n_steps;
    double rate; /* NaN where missing */
    kt_rate_gap gap;

    /* Over start years first_year - spread to first_year + spread that have a CAGR of at least
     * two steps, first_year among them: NaN and 0 where there is none. */
    double low, high;
    int16_t low_from, high_from; /* the start years that give them */

    double trend_rate; /* log-linear, over first_year to last_year; NaN under 3 values */
    int64_t n_trend;   /* positive values it is fitted to; zero and missing are left out */
    double trend_fit;  /* R squared; NaN where the values do not differ */

    int16_t peak_year; /* of the largest value from the series' beginning to last_year */
    double peak_usd;
    double below_peak; /* V_T / peak - 1: 0 at the peak, negative below; NaN where missing */

    int n_breaks; /* steps behind first_year and up to last_year that cross a break */
    int16_t
        break_year[KT_MAX_CAGR_BREAKS]; /* the years that those steps lead to, the first 8 */
    const kt_break *at_break[KT_MAX_CAGR_BREAKS];
} kt_cagr;

/* The CAGR over the years asked for. Without a first year: the earliest year with a value among
 * the last n_steps + 1 up to last_year. A year asked for that has no value gives rate NaN and
 * KT_RATE_NO_DATA, while trend, range and peak are still given where they exist. All missing
 * is no error.
 * options NULL: the defaults. Errors: KT_ERR_RANGE options outside their range or first_year
 * not before last_year where both are given. Cost: (n_years + spread) steps. */
KT_MUST_USE kt_status kt_cagr_compute(const kt_yearly *yearly, const kt_cagr_options *options,
                                      kt_cagr *out, kt_error *err);

KT_END_DECLS

#endif
