/* mirror.c: a pair's mirror gaps, year by year, with standing, history and candidate causes.
 *
 * The two statements of one direction are that direction's entry in a's own series and in its
 * mirror series, so the series of kontor/pair.h do the matching. */
#include <kontor/mirror.h>

#include <kontor/memory.h>

#include "median.h"

#include <math.h>

int kt_mirror_is_filling(double exporter_usd, double importer_usd)
{
    static const double factor[] = {1.06, 1.10};

    if (!(exporter_usd > 0.0) || !(importer_usd > 0.0))
        return 0;
    const double ratio = importer_usd / exporter_usd;
    for (int f = 0; f < 2; f++)
        if (fabs(ratio / factor[f] - 1.0) <= KT_FILLING_TOLERANCE)
            return 1;
    return 0;
}

/* ---- one year --------------------------------------------------------------------------- */

static kt_mirror_standing standing_of(const kt_amount *exporter, const kt_amount *importer)
{
    const int by_exporter = !isnan(exporter->usd), by_importer = !isnan(importer->usd);

    if (!by_exporter || !by_importer)
        return by_exporter   ? KT_MIRROR_ONLY_EXPORTER
               : by_importer ? KT_MIRROR_ONLY_IMPORTER
                             : KT_MIRROR_NO_REPORT;
    if (exporter->status >= KT_ESTIMATED || importer->status >= KT_ESTIMATED)
        return KT_MIRROR_ESTIMATED;
    if (kt_mirror_is_filling(exporter->usd, importer->usd))
        return KT_MIRROR_FILLED;
    return exporter->usd > 0.0 && importer->usd > 0.0 ? KT_MIRROR_TWO_REPORTS : KT_MIRROR_ZERO;
}

static kt_mirror_gap gap_of(int16_t year, const kt_amount *exporter, const kt_amount *importer)
{
    kt_mirror_gap gap = {.year = year,
                         .exporter_usd = exporter->usd,
                         .importer_usd = importer->usd,
                         .exporter_status = exporter->status,
                         .importer_status = importer->status,
                         .standing = (uint8_t)standing_of(exporter, importer),
                         .ratio = NAN,
                         .symmetric = NAN,
                         .usual_ratio = NAN,
                         .change = NAN,
                         .percentile = NAN};

    if (gap.standing == KT_MIRROR_TWO_REPORTS) {
        const double X = exporter->usd, M = importer->usd;
        gap.ratio = M / X;
        gap.symmetric = 2.0 * (M - X) / (M + X);
    }
    return gap;
}

/* ---- causes ----------------------------------------------------------------------------- */

static int moved(double before, double now)
{
    return before > 0.0 && fabs(now / before - 1.0) > KT_TIMING_CHANGE;
}

/* A break that makes the year the first of its kind in a reporter's statistics of one
 * direction. A change within a year stands twice in the table of breaks, for that year and for
 * the next, so no margin is needed here. */
static const kt_break *break_into(const kt_blocs *blocs, kt_country reporter,
                                  kt_country partner, int year, int by_importer)
{
    const kt_break *at = NULL;
    if (!kt_break_between(blocs, reporter, partner, year - 1, year, &at) || !at)
        return NULL;
    return (by_importer ? at->import : at->export_) ? at : NULL;
}

static void name_causes(kt_mirror_gap *gap, const kt_mirror_gap *before,
                        const kt_amount *exporter, const kt_amount *importer)
{
    const int alike = exporter->valuation == importer->valuation &&
                      exporter->valuation != KT_VALUATION_UNKNOWN;

    if (!alike)
        gap->causes |= KT_CAUSE_VALUATION;
    if (gap->at_break)
        gap->causes |= KT_CAUSE_BREAK;
    if (gap->ratio >= KT_VALUATION_LOW && gap->ratio <= KT_VALUATION_HIGH)
        return;
    gap->causes |= KT_CAUSE_ORIGIN | KT_CAUSE_REEXPORT | KT_CAUSE_CONFIDENTIALITY;
    if (before && (moved(before->exporter_usd, gap->exporter_usd) ||
                   moved(before->importer_usd, gap->importer_usd)))
        gap->causes |= KT_CAUSE_TIMING;
}

/* ---- history ---------------------------------------------------------------------------- */

/* log_ratio holds ln ratio of the n years before that count. */
static void hold_against_history(kt_mirror_gap *gap, const double *log_ratio, double *spare,
                                 int32_t n)
{
    gap->n_history = n;
    if (n < KT_MIRROR_HISTORY)
        return;
    for (int32_t h = 0; h < n; h++)
        spare[h] = log_ratio[h];
    const double median = kt_median(spare, n);
    gap->usual_ratio = exp(median);
    gap->change = log(gap->ratio) - median;
}

/* ---- all years -------------------------------------------------------------------------- */

static int year_or(const kt_series *series, int64_t t, int otherwise)
{
    return series->n_years > 0 ? series->year[t].year : otherwise;
}

static kt_amount amount_at(const kt_series *series, kt_measure direction, int year)
{
    const kt_pair_year *at = kt_series_at(series, year);
    return at ? at->amount[direction] : (kt_amount){.usd = NAN, .absence = KT_ABSENCE_NO_DATA};
}

/* exporter and importer are the series that hold each side's statement of `direction`. */
static kt_status gaps_of(const kt_series *exporter, const kt_series *importer,
                         const kt_blocs *blocs, kt_mirror_gaps *out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_mirror_gap *gap = NULL;
    double *history = NULL, *spare = NULL;
    int64_t n_gaps = 0;
    int32_t n_history = 0;
    const kt_measure direction = out->direction;
    const kt_country from = direction == KT_MEASURE_EXPORT ? out->a : out->b;
    const kt_country to = direction == KT_MEASURE_EXPORT ? out->b : out->a;
    const int first_x = year_or(exporter, 0, 32767), first_m = year_or(importer, 0, 32767);
    const int last_x = year_or(exporter, exporter->n_years - 1, 0);
    const int last_m = year_or(importer, importer->n_years - 1, 0);
    const int first = first_x < first_m ? first_x : first_m;
    const int last = last_x > last_m ? last_x : last_m;
    const int64_t n_years = last < first ? 0 : last - first + 1;

    status = kt_new(&gap, n_years, sizeof *gap, err);
    if (status)
        goto done;
    status = kt_new(&history, n_years, sizeof *history, err);
    if (status)
        goto done;
    status = kt_new(&spare, n_years, sizeof *spare, err);
    if (status)
        goto done;

    for (int year = first; year <= last; year++) {
        const kt_amount x = amount_at(exporter, direction, year);
        const kt_amount m = amount_at(importer, direction, year);
        if (x.absence == KT_ABSENCE_NO_DATA && m.absence == KT_ABSENCE_NO_DATA)
            continue;
        kt_mirror_gap *now = &gap[n_gaps++];
        *now = gap_of((int16_t)year, &x, &m);
        if (now->standing != KT_MIRROR_TWO_REPORTS)
            continue;
        if (blocs) {
            now->at_break = break_into(blocs, from, to, year, 0);
            if (!now->at_break)
                now->at_break = break_into(blocs, to, from, year, 1);
        }
        const int follows = n_gaps > 1 && now[-1].year == year - 1;
        name_causes(now, follows ? &now[-1] : NULL, &x, &m);
        hold_against_history(now, history, spare, n_history);
        if (!now->at_break)
            history[n_history++] = log(now->ratio);
    }
    out->gap = gap;
    out->n_gaps = n_gaps;
    gap = NULL;
done:
    kt_free(spare);
    kt_free(history);
    kt_free(gap);
    return status;
}

kt_status kt_mirror_from_series(const kt_series *own, const kt_series *mirror,
                                kt_measure direction, const kt_blocs *blocs,
                                kt_mirror_gaps *out, kt_error *err)
{
    const bool is_export = direction == KT_MEASURE_EXPORT;
    kt_mirror_gaps gaps = {.a = own->a, .b = own->b, .direction = direction};

    if (!is_export && direction != KT_MEASURE_IMPORT)
        return kt_fail(err, KT_ERR_RANGE,
                       "a mirror gap of %s does not exist, expected export or import",
                       kt_measure_name(direction));
    KT_TRY(gaps_of(is_export ? own : mirror, is_export ? mirror : own, blocs, &gaps, err));
    *out = gaps;
    return KT_OK;
}

kt_status kt_mirror_compute(const kt_observation *rows, int64_t n_rows, kt_country a,
                            kt_country b, kt_measure direction, const kt_blocs *blocs,
                            kt_mirror_gaps *out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_series own = {0}, mirror = {0};

    status = kt_series_compute(rows, n_rows, a, b, KT_STATISTICS_OWN, &own, err);
    if (status)
        goto done;
    status = kt_series_compute(rows, n_rows, a, b, KT_STATISTICS_MIRROR, &mirror, err);
    if (status)
        goto done;
    status = kt_mirror_from_series(&own, &mirror, direction, blocs, out, err);
done:
    kt_series_clear(&mirror);
    kt_series_clear(&own);
    return status;
}

void kt_mirror_gaps_clear(kt_mirror_gaps *gaps)
{
    kt_free(gaps->gap);
    *gaps = (kt_mirror_gaps){0};
}

const kt_mirror_gap *kt_mirror_at(const kt_mirror_gaps *gaps, int year)
{
    for (int64_t g = 0; g < gaps->n_gaps; g++)
        if (gaps->gap[g].year == year)
            return &gaps->gap[g];
    return NULL;
}
