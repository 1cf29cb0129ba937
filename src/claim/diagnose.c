/* diagnose.c: what a claim that fits nothing would fit. Nothing here supports a claim: a figure
 * of another year or of the other direction explains a slip, and is told as that. */
#include "judge.h"

#include <math.h>
#include <stdlib.h>

/* Whether a figure fits the claimed level as printed, a scale apart. */
static bool fits(const kt_judgement *j, double figure, double scale)
{
    kt_claim claim = *j->claim;
    claim.value *= scale;
    claim.value_max *= scale;
    claim.unit *= scale;
    return !isnan(figure) && kt_tolerance_fit(j->tolerances, &claim, figure, false) == KT_FITS;
}

static bool try_one(kt_judgement *j, kt_measure measure, int year, double scale, int what)
{
    for (int side = 0; side < KT_N_SIDES; side++) {
        const kt_source *from;
        double usd = kt_holding_usd(j->holding, (kt_side)side, measure, year, &from);
        if (isnan(usd))
            continue;
        if (measure == KT_MEASURE_BALANCE && what == KT_FITS_MEASURE)
            usd = fabs(usd);
        j->verdict->readings_tried++;
        if (!fits(j, usd, scale))
            continue;
        j->diagnosis = (kt_diagnosis){.side = (kt_side)side,
                                      .year = year,
                                      .measure = measure,
                                      .scale = scale,
                                      .value = usd};
        j->diagnosis.what = what;
        return true;
    }
    return false;
}

static bool try_years(kt_judgement *j, kt_measure measure, int year)
{
    const int first = kt_holding_first_year(j->holding, measure);
    const int last = kt_holding_last_year(j->holding, measure);
    /* A digit that slipped (2008 for 2018) is likelier than a neighbour. */
    for (int other = year - 20; other <= year + 20; other += 10)
        if (other != year && other >= first && other <= last &&
            try_one(j, measure, other, 1.0, KT_FITS_YEAR))
            return true;
    for (int step = 1; step <= 40; step++)
        for (int sign = -1; sign <= 1; sign += 2) {
            const int other = year + sign * step;
            if (other >= first && other <= last &&
                try_one(j, measure, other, 1.0, KT_FITS_YEAR))
                return true;
        }
    return false;
}

void kt_diagnose(kt_judgement *j)
{
    static const kt_measure measures[] = {KT_MEASURE_TURNOVER, KT_MEASURE_EXPORT,
                                          KT_MEASURE_IMPORT, KT_MEASURE_BALANCE};
    const kt_measure own = (kt_measure)j->claim->measure;
    if (j->claim->kind != KT_CLAIM_LEVEL || !j->holding)
        return;
    const int year = kt_period_year(j->claim->period);
    const kt_measure swapped = own == KT_MEASURE_EXPORT   ? KT_MEASURE_IMPORT
                               : own == KT_MEASURE_IMPORT ? KT_MEASURE_EXPORT
                                                          : own;
    if (swapped != own && try_one(j, swapped, year, 1.0, KT_FITS_DIRECTION))
        return;
    if (try_one(j, own, year, 1000.0, KT_FITS_SCALE) ||
        try_one(j, own, year, 0.001, KT_FITS_SCALE))
        return;
    if (try_years(j, own, year))
        return;
    for (int n = 0; n < 4; n++)
        if (measures[n] != own && measures[n] != swapped &&
            try_one(j, measures[n], year, 1.0, KT_FITS_MEASURE))
            return;
}
