/* kontor/pair.h: two countries' trade by year: observations and the series made of them.
 *
 *     export    goods from a to b
 *     import    goods from b to a
 *     turnover  export + import
 *     balance   export - import
 *
 * always from the view of a, and always from one side's statistics:
 *
 *     own         as a states both flows: exports FOB, imports CIF (as a rule)
 *     mirror      as b states the same flows: a's exports are b's imports, CIF
 *     reconciled  nobody's statement (BACI)
 *
 * So the series of b's view is the same call with a and b exchanged, and a's mirror series has
 * the same turnover as b's own. Source: IMTS 2010 (UN Statistics Division), chapters IV
 * (valuation) and VI (partner country).
 *
 * Values are nominal USD. Missing is NaN and never zero: turnover and balance are missing where
 * one of their parts is. Pure functions of their arguments: any number of threads. */
#ifndef KONTOR_PAIR_H
#define KONTOR_PAIR_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/store.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_measure {
    KT_MEASURE_TURNOVER = 0,
    KT_MEASURE_EXPORT,
    KT_MEASURE_IMPORT,
    KT_MEASURE_BALANCE,
    KT_N_MEASURES
} kt_measure;

/* "turnover", "export", "import", "balance". */
const char *kt_measure_name(kt_measure measure);

/* Whose statistics, seen from the country whose view is taken. */
typedef enum kt_statistics {
    KT_STATISTICS_OWN = 0,
    KT_STATISTICS_MIRROR,
    KT_STATISTICS_RECONCILED
} kt_statistics;

/* ---- observations ----------------------------------------------------------------------- */

/* One flow of all goods in one calendar year, from a dataset or from a cited fact. */
typedef struct kt_observation {
    kt_country exporter, importer;
    int16_t year;
    uint8_t stated_by; /* kt_stated_by */
    uint8_t valuation; /* kt_valuation */
    uint8_t status;    /* kt_flow_status */
    double value_usd;  /* NaN where it is known to exist but not stated */
    int64_t origin;    /* the caller's own mark, to trace a figure: a fact's number; 0 none */
} kt_observation;

/* Owned by the caller; {0} is empty. */
typedef struct kt_observations {
    kt_observation *row;
    int64_t n_rows;
} kt_observations;

/* All yearly totals of goods between a and b, both directions, whoever states them, from
 * first_year to last_year (0: any), in order of exporter, year, stated_by (a's exports first).
 * Periods other than one calendar year are left out. A pair without rows gives n_rows 0.
 *
 * Errors: those of kt_dataset_scan(); KT_ERR_MEMORY. Cost: two scans of one pair. */
KT_MUST_USE kt_status kt_observations_gather(const kt_dataset *dataset, kt_country a,
                                             kt_country b, int16_t first_year,
                                             int16_t last_year, kt_observations *out,
                                             kt_error *err);
void kt_observations_clear(kt_observations *observations);

/* ---- series ----------------------------------------------------------------------------- */

/* Why an amount is missing. */
typedef enum kt_absence {
    KT_ABSENCE_NONE = 0, /* it is there */
    KT_ABSENCE_NO_DATA,  /* nobody of this side states it */
    KT_ABSENCE_WITHHELD, /* it exists and its value is suppressed */
    KT_ABSENCE_PART      /* turnover, balance: one of the two flows is missing */
} kt_absence;

typedef struct kt_amount {
    double usd;        /* NaN where missing */
    uint8_t absence;   /* kt_absence */
    uint8_t status;    /* kt_flow_status, of a sum the weakest of its parts */
    uint8_t valuation; /* kt_valuation; UNKNOWN for a sum of parts that differ (FOB + CIF) */
    int64_t origin;    /* of the observation; of a sum that of its export, else its import */
} kt_amount;

typedef struct kt_pair_year {
    int16_t year;
    kt_amount amount[KT_N_MEASURES]; /* by kt_measure */
} kt_pair_year;

/* Every year from the first to the last in which export or import is stated, those in between
 * without data too. Owned by the caller; {0} is empty. */
typedef struct kt_series {
    kt_country a, b; /* a's view */
    kt_statistics statistics;
    kt_country reporter; /* whose statistics: a, b, or {0} when reconciled */
    kt_pair_year *year;
    int64_t n_years;
} kt_series;

/* The series of a's trade with b from the statistics asked for. Rows of other pairs and of
 * other statements are passed over, so one array serves all series of a pair. Where a flow and
 * year stands twice the first row counts: put the preferred source first. No fitting row gives
 * n_years 0.
 *
 * Errors: KT_ERR_MEMORY; KT_ERR_RANGE a year outside kontor/limits.h or a negative or infinite
 * value, naming the row. Cost: two passes over the rows. */
KT_MUST_USE kt_status kt_series_compute(const kt_observation *rows, int64_t n_rows,
                                        kt_country a, kt_country b, kt_statistics statistics,
                                        kt_series *out, kt_error *err);
void kt_series_clear(kt_series *series);

/* The year's record, NULL outside the series. */
const kt_pair_year *kt_series_at(const kt_series *series, int year);
/* USD of a measure in a year; NaN where missing or outside. */
double kt_series_usd(const kt_series *series, kt_measure measure, int year);
/* The last (first) year in which the measure is there; 0 when it never is. */
int kt_series_last_year(const kt_series *series, kt_measure measure);
int kt_series_first_year(const kt_series *series, kt_measure measure);

KT_END_DECLS

#endif
