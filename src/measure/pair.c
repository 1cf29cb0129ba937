/* pair.c: observations of a pair and the series made of them.
 *
 * Both directions of a pair and both statements of each come out of the store in two scans.
 * A series picks the two that belong to one side's statistics; the other combinations are the
 * same call with other arguments, so nothing here knows a "main" side. */
#include <kontor/pair.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include "observation_list.h"

#include <math.h>

const char *kt_measure_name(kt_measure measure)
{
    switch (measure) {
    case KT_MEASURE_TURNOVER:
        return "turnover";
    case KT_MEASURE_EXPORT:
        return "export";
    case KT_MEASURE_IMPORT:
        return "import";
    case KT_MEASURE_BALANCE:
        return "balance";
    case KT_N_MEASURES:
        break;
    }
    return "";
}

/* ---- observations ----------------------------------------------------------------------- */

kt_status kt_observations_gather(const kt_dataset *dataset, kt_country a, kt_country b,
                                 int16_t first_year, int16_t last_year, kt_observations *out,
                                 kt_error *err)
{
    kt_observation_list list = {.dataset = dataset};
    kt_filter filter = {.exporter = a,
                        .importer = b,
                        .first_year = first_year,
                        .last_year = last_year,
                        .kinds = 1u << KT_GOODS,
                        .whole_years = true,
                        .level = KT_LEVEL_TOTAL};

    kt_status status = kt_dataset_scan(dataset, &filter, kt_observation_list_rows, &list, err);
    if (status)
        goto done;
    filter.exporter = b;
    filter.importer = a;
    status = kt_dataset_scan(dataset, &filter, kt_observation_list_rows, &list, err);
    if (status)
        goto done;
    *out = (kt_observations){.row = list.row, .n_rows = list.n_rows};
    list.row = NULL;
done:
    kt_free(list.row);
    return status;
}

void kt_observations_clear(kt_observations *observations)
{
    kt_free(observations->row);
    *observations = (kt_observations){0};
}

/* ---- series ----------------------------------------------------------------------------- */

/* Whose statements make a series, and which pair it is of. */
typedef struct wanted_rows {
    uint32_t a, b;
    uint8_t of_export, of_import; /* kt_stated_by */
} wanted_rows;

static wanted_rows rows_wanted(kt_country a, kt_country b, kt_statistics statistics)
{
    const bool own = statistics == KT_STATISTICS_OWN;
    const bool reconciled = statistics == KT_STATISTICS_RECONCILED;
    return (wanted_rows){.a = a.code,
                         .b = b.code,
                         .of_export = reconciled ? KT_RECONCILED
                                      : own      ? KT_BY_EXPORTER
                                                 : KT_BY_IMPORTER,
                         .of_import = reconciled ? KT_RECONCILED
                                      : own      ? KT_BY_IMPORTER
                                                 : KT_BY_EXPORTER};
}

/* Which of a's flows a row states: KT_MEASURE_EXPORT, KT_MEASURE_IMPORT, or KT_N_MEASURES for a
 * row that is not part of the series. */
static inline kt_measure place_of(const kt_observation *row, const wanted_rows *wanted)
{
    if (row->stated_by == wanted->of_export && row->exporter.code == wanted->a &&
        row->importer.code == wanted->b)
        return KT_MEASURE_EXPORT;
    if (row->stated_by == wanted->of_import && row->exporter.code == wanted->b &&
        row->importer.code == wanted->a)
        return KT_MEASURE_IMPORT;
    return KT_N_MEASURES;
}

static kt_status check_row(const kt_observation *row, int64_t r, kt_error *err)
{
    if (row->year < KT_MIN_YEAR || row->year > KT_MAX_YEAR)
        return kt_fail(err, KT_ERR_RANGE, "year %d in observation %lld, expected %d to %d",
                       row->year, (long long)r + 1, KT_MIN_YEAR, KT_MAX_YEAR);
    if (row->value_usd < 0.0 || isinf(row->value_usd))
        return kt_fail(err, KT_ERR_RANGE,
                       "value %g in observation %lld, expected 0 or more and finite",
                       row->value_usd, (long long)r + 1);
    return KT_OK;
}

static kt_amount amount_missing(kt_absence absence)
{
    return (kt_amount){.usd = NAN, .absence = (uint8_t)absence};
}

static kt_amount amount_of(const kt_observation *row)
{
    const int there = !isnan(row->value_usd);
    return (kt_amount){.usd = row->value_usd,
                       .absence = there ? KT_ABSENCE_NONE : KT_ABSENCE_WITHHELD,
                       .status = row->status,
                       .valuation = row->valuation,
                       .origin = row->origin};
}

/* Turnover (sign 1) or balance (sign -1) of a year. */
static kt_amount amount_joined(const kt_amount *export_, const kt_amount *import, double sign)
{
    const int n_there = !isnan(export_->usd) + !isnan(import->usd);
    if (n_there == 0) {
        const int withheld =
            export_->absence == KT_ABSENCE_WITHHELD || import->absence == KT_ABSENCE_WITHHELD;
        return amount_missing(withheld ? KT_ABSENCE_WITHHELD : KT_ABSENCE_NO_DATA);
    }
    if (n_there == 1)
        return amount_missing(KT_ABSENCE_PART);
    return (kt_amount){
        .usd = export_->usd + sign * import->usd,
        .status = export_->status > import->status ? export_->status : import->status,
        .valuation = export_->valuation == import->valuation ? export_->valuation
                                                             : (uint8_t)KT_VALUATION_UNKNOWN,
        .origin = export_->origin ? export_->origin : import->origin};
}

kt_status kt_series_compute(const kt_observation *rows, int64_t n_rows, kt_country a,
                            kt_country b, kt_statistics statistics, kt_series *out,
                            kt_error *err)
{
    kt_pair_year *year = NULL;
    int first = KT_MAX_YEAR + 1, last = KT_MIN_YEAR - 1;
    const wanted_rows wanted = rows_wanted(a, b, statistics);

    for (int64_t r = 0; r < n_rows; r++) {
        if (place_of(&rows[r], &wanted) == KT_N_MEASURES)
            continue;
        KT_TRY(check_row(&rows[r], r, err));
        first = rows[r].year < first ? rows[r].year : first;
        last = rows[r].year > last ? rows[r].year : last;
    }
    const int64_t n_years = last < first ? 0 : last - first + 1;
    KT_TRY(kt_new(&year, n_years, sizeof *year, err));

    for (int64_t t = 0; t < n_years; t++) {
        year[t].year = (int16_t)(first + t);
        for (int m = 0; m < KT_N_MEASURES; m++)
            year[t].amount[m] = amount_missing(KT_ABSENCE_NO_DATA);
    }
    for (int64_t r = 0; r < n_rows && n_years > 0; r++) {
        const kt_measure place = place_of(&rows[r], &wanted);
        if (place == KT_N_MEASURES)
            continue;
        kt_amount *amount = &year[rows[r].year - first].amount[place];
        if (amount->absence == KT_ABSENCE_NO_DATA) // the first row counts
            *amount = amount_of(&rows[r]);
    }
    for (int64_t t = 0; t < n_years; t++) {
        kt_amount *amount = year[t].amount;
        const kt_amount *export_ = &amount[KT_MEASURE_EXPORT];
        const kt_amount *import = &amount[KT_MEASURE_IMPORT];
        amount[KT_MEASURE_TURNOVER] = amount_joined(export_, import, 1.0);
        amount[KT_MEASURE_BALANCE] = amount_joined(export_, import, -1.0);
    }

    *out =
        (kt_series){.a = a, .b = b, .statistics = statistics, .year = year, .n_years = n_years};
    if (statistics == KT_STATISTICS_OWN)
        out->reporter = a;
    else if (statistics == KT_STATISTICS_MIRROR)
        out->reporter = b;
    return KT_OK;
}

void kt_series_clear(kt_series *series)
{
    kt_free(series->year);
    *series = (kt_series){0};
}

const kt_pair_year *kt_series_at(const kt_series *series, int year)
{
    if (series->n_years == 0)
        return NULL;
    const int64_t t = year - series->year[0].year;
    return t < 0 || t >= series->n_years ? NULL : &series->year[t];
}

double kt_series_usd(const kt_series *series, kt_measure measure, int year)
{
    const kt_pair_year *at = kt_series_at(series, year);
    return at ? at->amount[measure].usd : (double)NAN;
}

int kt_series_last_year(const kt_series *series, kt_measure measure)
{
    for (int64_t t = series->n_years - 1; t >= 0; t--)
        if (!isnan(series->year[t].amount[measure].usd))
            return series->year[t].year;
    return 0;
}

int kt_series_first_year(const kt_series *series, kt_measure measure)
{
    for (int64_t t = 0; t < series->n_years; t++)
        if (!isnan(series->year[t].amount[measure].usd))
            return series->year[t].year;
    return 0;
}
