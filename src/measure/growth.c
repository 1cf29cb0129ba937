/* growth.c: growth rates, CAGR with its range, the log-linear trend, the distance to the peak.
 *
 * All of it works on kt_yearly, plain arrays of consecutive years, so that a series may come
 * from anywhere. The rules on what a rate may not be computed from are in rate_gap(), once. */
#include <kontor/growth.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include <math.h>

/* ---- a measure of a series as arrays ---------------------------------------------------- */

static int break_touches(const kt_break *at, kt_measure measure)
{
    if (measure == KT_MEASURE_EXPORT)
        return at->export_;
    if (measure == KT_MEASURE_IMPORT)
        return at->import;
    return at->export_ || at->import;
}

/* A direction of a's trade as the reporter calls it: b's statistics of a's exports are b's
 * imports. */
static kt_measure measure_of_reporter(const kt_series *series, kt_measure measure)
{
    if (series->statistics == KT_STATISTICS_MIRROR) {
        if (measure == KT_MEASURE_EXPORT)
            return KT_MEASURE_IMPORT;
        if (measure == KT_MEASURE_IMPORT)
            return KT_MEASURE_EXPORT;
    }
    return measure;
}

static const kt_break *break_before(const kt_blocs *blocs, kt_country reporter,
                                    kt_country partner, int year, kt_measure measure)
{
    const kt_break *at = NULL;
    if (!kt_break_between(blocs, reporter, partner, year - 1, year, &at))
        return NULL;
    return at && break_touches(at, measure) ? at : NULL;
}

static const kt_break *series_break(const kt_series *series, const kt_blocs *blocs, int year,
                                    kt_measure measure)
{
    const kt_country a = series->a, b = series->b;
    if (series->statistics == KT_STATISTICS_OWN)
        return break_before(blocs, a, b, year, measure);
    if (series->statistics == KT_STATISTICS_MIRROR)
        return break_before(blocs, b, a, year, measure_of_reporter(series, measure));

    // Reconciled values are made of both sides' statistics: a break in either is one in them.
    const kt_break *at = break_before(blocs, a, b, year, measure);
    if (at)
        return at;
    const kt_measure turned = measure == KT_MEASURE_EXPORT   ? KT_MEASURE_IMPORT
                              : measure == KT_MEASURE_IMPORT ? KT_MEASURE_EXPORT
                                                             : measure;
    return break_before(blocs, b, a, year, turned);
}

/* What the pair trades in a year, of the directions that are there. */
static double size_of(const kt_pair_year *year)
{
    const double export_ = year->amount[KT_MEASURE_EXPORT].usd;
    const double import = year->amount[KT_MEASURE_IMPORT].usd;
    if (isnan(export_))
        return import;
    return isnan(import) ? export_ : export_ + import;
}

kt_status kt_yearly_from_series(const kt_series *series, kt_measure measure,
                                const kt_blocs *blocs, kt_yearly *out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_yearly yearly = {.n_years = series->n_years};

    status = kt_new(&yearly.value_usd, series->n_years, sizeof *yearly.value_usd, err);
    if (status)
        goto done;
    status = kt_new(&yearly.size_usd, series->n_years, sizeof *yearly.size_usd, err);
    if (status)
        goto done;
    status = kt_new(&yearly.at_break, series->n_years, sizeof *yearly.at_break, err);
    if (status)
        goto done;
    if (series->n_years > 0)
        yearly.first_year = series->year[0].year;
    for (int64_t p = 0; p < series->n_years; p++) {
        const kt_pair_year *year = &series->year[p];
        yearly.value_usd[p] = year->amount[measure].usd;
        yearly.size_usd[p] = size_of(year);
        if (blocs)
            yearly.at_break[p] = series_break(series, blocs, year->year, measure);
    }
    *out = yearly;
    yearly = (kt_yearly){0};
done:
    kt_yearly_clear(&yearly);
    return status;
}

void kt_yearly_clear(kt_yearly *yearly)
{
    kt_free(yearly->at_break);
    kt_free(yearly->size_usd);
    kt_free(yearly->value_usd);
    *yearly = (kt_yearly){0};
}

static int inside(const kt_yearly *yearly, int year)
{
    return year >= yearly->first_year && year - yearly->first_year < yearly->n_years;
}

double kt_yearly_usd(const kt_yearly *yearly, int year)
{
    return inside(yearly, year) ? yearly->value_usd[year - yearly->first_year] : (double)NAN;
}

/* ---- rates ------------------------------------------------------------------------------ */

static const kt_break *break_at(const kt_yearly *yearly, int year)
{
    return yearly->at_break && inside(yearly, year)
               ? yearly->at_break[year - yearly->first_year]
               : NULL;
}

/* Why no rate may be formed from one year to another, breaks aside. */
static kt_rate_gap rate_gap(const kt_yearly *yearly, int from, int to)
{
    const double base = kt_yearly_usd(yearly, from), value = kt_yearly_usd(yearly, to);
    if (isnan(base) || isnan(value))
        return KT_RATE_NO_DATA;
    if (base < 0.0 || value < 0.0)
        return KT_RATE_SIGN;
    const double size = yearly->size_usd ? yearly->size_usd[from - yearly->first_year] : base;
    if (base < KT_TINY_BASE_USD || base < KT_TINY_BASE_SHARE * size)
        return KT_RATE_TINY_BASE;
    return KT_RATE_THERE;
}

kt_growth kt_growth_at(const kt_yearly *yearly, int year)
{
    kt_growth growth = {.rate = NAN, .gap = rate_gap(yearly, year - 1, year)};

    if (growth.gap != KT_RATE_NO_DATA && break_at(yearly, year)) {
        growth.gap = KT_RATE_BREAK;
        growth.at_break = break_at(yearly, year);
    }
    if (growth.gap == KT_RATE_THERE)
        growth.rate = kt_yearly_usd(yearly, year) / kt_yearly_usd(yearly, year - 1) - 1.0;
    return growth;
}

double kt_cagr_between(const kt_yearly *yearly, int from, int to, kt_rate_gap *gap)
{
    const kt_rate_gap found = from < to ? rate_gap(yearly, from, to) : KT_RATE_ONE_YEAR;

    if (gap)
        *gap = found;
    if (found != KT_RATE_THERE)
        return NAN;
    return pow(kt_yearly_usd(yearly, to) / kt_yearly_usd(yearly, from), 1.0 / (to - from)) -
           1.0;
}

/* ---- CAGR and what belongs to it -------------------------------------------------------- */

kt_cagr_options kt_cagr_options_default(void)
{
    return (kt_cagr_options){.n_steps = 10, .spread = 3};
}

static kt_status check_options(const kt_cagr_options *options, kt_error *err)
{
    if (options->n_steps < 1 || options->n_steps > 400)
        return kt_fail(err, KT_ERR_RANGE, "%d growth steps, expected 1 to 400",
                       options->n_steps);
    if (options->spread < 0 || options->spread > 100)
        return kt_fail(err, KT_ERR_RANGE, "start years +- %d, expected 0 to 100",
                       options->spread);
    if (options->first_year && options->last_year && options->first_year >= options->last_year)
        return kt_fail(err, KT_ERR_RANGE, "years %d to %d, expected the first before the last",
                       options->first_year, options->last_year);
    return KT_OK;
}

static int last_with_value(const kt_yearly *yearly)
{
    for (int64_t p = yearly->n_years - 1; p >= 0; p--)
        if (!isnan(yearly->value_usd[p]))
            return (int)(yearly->first_year + p);
    return 0;
}

static int first_with_value(const kt_yearly *yearly, int from, int to)
{
    for (int year = from; year < to; year++)
        if (!isnan(kt_yearly_usd(yearly, year)))
            return year;
    return to;
}

static void find_range(const kt_yearly *yearly, int spread, kt_cagr *cagr)
{
    for (int from = cagr->first_year - spread; from <= cagr->first_year + spread; from++) {
        if (cagr->last_year - from < 2) // one step is a growth rate
            break;
        const double rate = kt_cagr_between(yearly, from, cagr->last_year, NULL);
        if (isnan(rate))
            continue;
        if (!(rate >= cagr->low)) {
            cagr->low = rate;
            cagr->low_from = (int16_t)from;
        }
        if (!(rate <= cagr->high)) {
            cagr->high = rate;
            cagr->high_from = (int16_t)from;
        }
    }
}

/* Least squares of ln V on t, both centred, so that 2018 squared costs no digits. */
static void fit_trend(const kt_yearly *yearly, kt_cagr *cagr)
{
    double mean_t = 0.0, mean_v = 0.0, tt = 0.0, tv = 0.0, vv = 0.0;
    int64_t n = 0;

    for (int year = cagr->first_year; year <= cagr->last_year; year++) {
        const double v = kt_yearly_usd(yearly, year);
        if (v > 0.0) {
            n++;
            mean_t += year - cagr->first_year;
            mean_v += log(v);
        }
    }
    cagr->n_trend = n;
    if (n < 3)
        return;
    mean_t /= (double)n;
    mean_v /= (double)n;
    for (int year = cagr->first_year; year <= cagr->last_year; year++) {
        const double value = kt_yearly_usd(yearly, year);
        if (value > 0.0) {
            const double t = year - cagr->first_year - mean_t, v = log(value) - mean_v;
            tt += t * t;
            tv += t * v;
            vv += v * v;
        }
    }
    cagr->trend_rate = expm1(tv / tt);
    if (vv > 0.0)
        cagr->trend_fit = tv * tv / (tt * vv);
}

static void find_peak(const kt_yearly *yearly, kt_cagr *cagr)
{
    for (int year = yearly->first_year; year <= cagr->last_year; year++) {
        const double v = kt_yearly_usd(yearly, year);
        if (!isnan(v) && !(v <= cagr->peak_usd)) {
            cagr->peak_usd = v;
            cagr->peak_year = (int16_t)year;
        }
    }
    if (cagr->peak_usd > 0.0)
        cagr->below_peak = kt_yearly_usd(yearly, cagr->last_year) / cagr->peak_usd - 1.0;
}

static void find_breaks(const kt_yearly *yearly, kt_cagr *cagr)
{
    for (int year = cagr->first_year + 1; year <= cagr->last_year; year++) {
        const kt_break *at = break_at(yearly, year);
        if (!at)
            continue;
        if (cagr->n_breaks < KT_MAX_CAGR_BREAKS) {
            cagr->break_year[cagr->n_breaks] = (int16_t)year;
            cagr->at_break[cagr->n_breaks] = at;
        }
        cagr->n_breaks++;
    }
}

kt_status kt_cagr_compute(const kt_yearly *yearly, const kt_cagr_options *options, kt_cagr *out,
                          kt_error *err)
{
    const kt_cagr_options standard = kt_cagr_options_default();
    kt_cagr cagr = {.rate = NAN,
                    .gap = KT_RATE_NO_DATA,
                    .low = NAN,
                    .high = NAN,
                    .trend_rate = NAN,
                    .trend_fit = NAN,
                    .peak_usd = NAN,
                    .below_peak = NAN};

    if (!options)
        options = &standard;
    KT_TRY(check_options(options, err));

    const int last = options->last_year ? options->last_year : last_with_value(yearly);
    if (last == 0) {
        *out = cagr;
        return KT_OK;
    }
    const int first = options->first_year
                          ? options->first_year
                          : first_with_value(yearly, last - options->n_steps, last);
    cagr.first_year = (int16_t)first;
    cagr.last_year = (int16_t)last;
    cagr.n_steps = last - first;
    cagr.rate = kt_cagr_between(yearly, first, last, &cagr.gap);
    find_range(yearly, options->spread, &cagr);
    fit_trend(yearly, &cagr);
    find_peak(yearly, &cagr);
    find_breaks(yearly, &cagr);
    *out = cagr;
    return KT_OK;
}
