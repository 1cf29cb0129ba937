/* test_pair.c: series of a pair from observations. */
#include <kontor/pair.h>

#include "check.h"

#define A KT_COUNTRY('B', 'L', 'R')
#define B KT_COUNTRY('K', 'A', 'Z')
#define C KT_COUNTRY('R', 'U', 'S')

static kt_observation stated(kt_country from, kt_country to, int year, kt_stated_by by,
                             double usd)
{
    return (kt_observation){.exporter = from,
                            .importer = to,
                            .year = (int16_t)year,
                            .stated_by = (uint8_t)by,
                            .valuation = by == KT_BY_EXPORTER ? KT_FOB : KT_CIF,
                            .value_usd = usd};
}

static kt_series series_of(const kt_observation *rows, int64_t n, kt_country a, kt_country b,
                           kt_statistics statistics)
{
    kt_series series = {0};
    kt_error err = {0};
    CHECK_OK(kt_series_compute(rows, n, a, b, statistics, &series, &err), err);
    return series;
}

#define N(array) ((int64_t)(sizeof(array) / sizeof *(array)))

static void turnover_and_balance_are_the_sum_and_the_difference(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(A, B, 2018, KT_BY_EXPORTER, 783.0),
                                   stated(B, A, 2018, KT_BY_IMPORTER, 112.0)};
    kt_series series = series_of(rows, N(rows), A, B, KT_STATISTICS_OWN);

    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_EXPORT, 2018), 783.0, 0.0);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_IMPORT, 2018), 112.0, 0.0);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_TURNOVER, 2018), 895.0, 0.0);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_BALANCE, 2018), 671.0, 0.0);
    CHECK_INT(series.reporter.code, A.code);
    kt_series_clear(&series);
}

/* The law: who looks does not change what one side's statistics add up to. */
static void turnover_is_the_same_from_both_views(void **state)
{
    (void)state;
    const kt_observation rows[] = {
        stated(A, B, 2017, KT_BY_EXPORTER, 7.0), stated(A, B, 2017, KT_BY_IMPORTER, 8.0),
        stated(B, A, 2017, KT_BY_EXPORTER, 3.0), stated(B, A, 2017, KT_BY_IMPORTER, 5.0)};
    kt_series own = series_of(rows, N(rows), A, B, KT_STATISTICS_OWN);
    kt_series turned = series_of(rows, N(rows), B, A, KT_STATISTICS_MIRROR);

    CHECK_NEAR(kt_series_usd(&own, KT_MEASURE_TURNOVER, 2017), 12.0, 0.0);
    CHECK_NEAR(kt_series_usd(&turned, KT_MEASURE_TURNOVER, 2017), 12.0, 0.0);
    CHECK_NEAR(kt_series_usd(&turned, KT_MEASURE_EXPORT, 2017), 5.0, 0.0);
    CHECK_NEAR(kt_series_usd(&turned, KT_MEASURE_BALANCE, 2017),
               -kt_series_usd(&own, KT_MEASURE_BALANCE, 2017), 0.0);
    CHECK_INT(turned.reporter.code, A.code);
    kt_series_clear(&turned);
    kt_series_clear(&own);
}

static void the_mirror_takes_the_other_sides_statements(void **state)
{
    (void)state;
    const kt_observation rows[] = {
        stated(A, B, 2017, KT_BY_EXPORTER, 7.0), stated(A, B, 2017, KT_BY_IMPORTER, 8.0),
        stated(B, A, 2017, KT_BY_EXPORTER, 3.0), stated(B, A, 2017, KT_BY_IMPORTER, 5.0)};
    kt_series mirror = series_of(rows, N(rows), A, B, KT_STATISTICS_MIRROR);

    CHECK_NEAR(kt_series_usd(&mirror, KT_MEASURE_EXPORT, 2017), 8.0, 0.0);
    CHECK_NEAR(kt_series_usd(&mirror, KT_MEASURE_IMPORT, 2017), 3.0, 0.0);
    CHECK_INT(mirror.reporter.code, B.code);
    kt_series_clear(&mirror);
}

static void reconciled_rows_make_a_series_of_nobody_and_enter_no_other(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(A, B, 2017, KT_RECONCILED, 7.0),
                                   stated(B, A, 2017, KT_RECONCILED, 3.0)};
    kt_series none = series_of(rows, N(rows), A, B, KT_STATISTICS_OWN);
    kt_series reconciled = series_of(rows, N(rows), A, B, KT_STATISTICS_RECONCILED);

    CHECK_INT(none.n_years, 0);
    CHECK_INT(reconciled.reporter.code, 0);
    CHECK_NEAR(kt_series_usd(&reconciled, KT_MEASURE_TURNOVER, 2017), 10.0, 0.0);
    kt_series_clear(&reconciled);
    kt_series_clear(&none);
}

static void a_missing_direction_is_not_a_zero(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(A, B, 2017, KT_BY_EXPORTER, 7.0)};
    kt_series series = series_of(rows, N(rows), A, B, KT_STATISTICS_OWN);
    const kt_pair_year *at = kt_series_at(&series, 2017);

    CHECK_NEAR(at->amount[KT_MEASURE_TURNOVER].usd, NAN, 0.0);
    CHECK_INT(at->amount[KT_MEASURE_TURNOVER].absence, KT_ABSENCE_PART);
    CHECK_NEAR(at->amount[KT_MEASURE_BALANCE].usd, NAN, 0.0);
    CHECK_INT(at->amount[KT_MEASURE_IMPORT].absence, KT_ABSENCE_NO_DATA);
    kt_series_clear(&series);
}

static void a_stated_zero_is_a_value(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(A, B, 2017, KT_BY_EXPORTER, 7.0),
                                   stated(B, A, 2017, KT_BY_IMPORTER, 0.0)};
    kt_series series = series_of(rows, N(rows), A, B, KT_STATISTICS_OWN);

    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_TURNOVER, 2017), 7.0, 0.0);
    kt_series_clear(&series);
}

static void a_withheld_value_is_neither_zero_nor_no_data(void **state)
{
    (void)state;
    kt_observation row = stated(A, B, 2017, KT_BY_EXPORTER, NAN);
    row.status = KT_SUPPRESSED;
    kt_series series = series_of(&row, 1, A, B, KT_STATISTICS_OWN);
    const kt_pair_year *at = kt_series_at(&series, 2017);

    CHECK_INT(at->amount[KT_MEASURE_EXPORT].absence, KT_ABSENCE_WITHHELD);
    CHECK_INT(at->amount[KT_MEASURE_EXPORT].status, KT_SUPPRESSED);
    CHECK_INT(at->amount[KT_MEASURE_TURNOVER].absence, KT_ABSENCE_WITHHELD);
    kt_series_clear(&series);
}

static void years_between_are_there_without_data(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(A, B, 2018, KT_BY_EXPORTER, 2.0),
                                   stated(A, B, 2015, KT_BY_EXPORTER, 1.0)};
    kt_series series = series_of(rows, N(rows), A, B, KT_STATISTICS_OWN);

    CHECK_INT(series.n_years, 4);
    CHECK_INT(series.year[0].year, 2015);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_EXPORT, 2016), NAN, 0.0);
    CHECK_INT(kt_series_first_year(&series, KT_MEASURE_EXPORT), 2015);
    CHECK_INT(kt_series_last_year(&series, KT_MEASURE_EXPORT), 2018);
    CHECK_INT(kt_series_last_year(&series, KT_MEASURE_IMPORT), 0);
    CHECK(kt_series_at(&series, 2014) == NULL);
    CHECK(kt_series_at(&series, 2019) == NULL);
    kt_series_clear(&series);
}

static void of_two_rows_for_one_flow_the_first_counts(void **state)
{
    (void)state;
    kt_observation rows[] = {stated(A, B, 2018, KT_BY_EXPORTER, 2.0),
                             stated(A, B, 2018, KT_BY_EXPORTER, 9.0)};
    rows[0].origin = 41;
    kt_series series = series_of(rows, N(rows), A, B, KT_STATISTICS_OWN);

    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_EXPORT, 2018), 2.0, 0.0);
    CHECK_INT(series.year[0].amount[KT_MEASURE_EXPORT].origin, 41);
    kt_series_clear(&series);
}

static void a_sum_is_as_weak_as_its_weakest_part(void **state)
{
    (void)state;
    kt_observation rows[] = {stated(A, B, 2018, KT_BY_EXPORTER, 2.0),
                             stated(B, A, 2018, KT_BY_IMPORTER, 9.0)};
    rows[1].status = KT_ESTIMATED;
    kt_series series = series_of(rows, N(rows), A, B, KT_STATISTICS_OWN);
    const kt_amount *amount = series.year[0].amount;

    CHECK_INT(amount[KT_MEASURE_TURNOVER].status, KT_ESTIMATED);
    CHECK_INT(amount[KT_MEASURE_EXPORT].status, KT_REPORTED);
    CHECK_INT(amount[KT_MEASURE_EXPORT].valuation, KT_FOB);
    CHECK_INT(amount[KT_MEASURE_TURNOVER].valuation, KT_VALUATION_UNKNOWN);
    kt_series_clear(&series);
}

static void rows_of_other_pairs_are_passed_over(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(A, C, 2018, KT_BY_EXPORTER, 1.0),
                                   stated(A, B, 2018, KT_BY_EXPORTER, 2.0),
                                   stated(C, B, 2018, KT_BY_EXPORTER, 4.0)};
    kt_series series = series_of(rows, N(rows), A, B, KT_STATISTICS_OWN);

    CHECK_INT(series.n_years, 1);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_EXPORT, 2018), 2.0, 0.0);
    kt_series_clear(&series);
}

static void no_rows_make_an_empty_series(void **state)
{
    (void)state;
    kt_series series = series_of(NULL, 0, A, B, KT_STATISTICS_OWN);

    CHECK_INT(series.n_years, 0);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_EXPORT, 2018), NAN, 0.0);
    CHECK_INT(kt_series_first_year(&series, KT_MEASURE_TURNOVER), 0);
    kt_series_clear(&series);
}

static void impossible_rows_are_refused(void **state)
{
    (void)state;
    kt_observation row = stated(A, B, 2018, KT_BY_EXPORTER, -1.0);
    kt_series series = {0};
    kt_error err = {0};

    CHECK_FAILS(kt_series_compute(&row, 1, A, B, KT_STATISTICS_OWN, &series, &err),
                KT_ERR_RANGE, err);
    row = stated(A, B, 2018, KT_BY_EXPORTER, INFINITY);
    CHECK_FAILS(kt_series_compute(&row, 1, A, B, KT_STATISTICS_OWN, &series, &err),
                KT_ERR_RANGE, err);
    row = stated(A, B, 20222, KT_BY_EXPORTER, 1.0);
    CHECK_FAILS(kt_series_compute(&row, 1, A, B, KT_STATISTICS_OWN, &series, &err),
                KT_ERR_RANGE, err);
    CHECK(series.year == NULL);
}

static kt_status compute_once(void *with, kt_error *err)
{
    const kt_observation *row = with;
    kt_series series = {0};
    const kt_status status = kt_series_compute(row, 1, A, B, KT_STATISTICS_OWN, &series, err);
    kt_series_clear(&series);
    return status;
}

static void a_series_survives_lack_of_memory(void **state)
{
    (void)state;
    kt_observation row = stated(A, B, 2018, KT_BY_EXPORTER, 1.0);
    kt_check_faults(KT_FAULT_MEMORY, compute_once, &row);
}

static void measures_have_names(void **state)
{
    (void)state;
    CHECK_TEXT(kt_measure_name(KT_MEASURE_TURNOVER), "turnover");
    CHECK_TEXT(kt_measure_name(KT_MEASURE_BALANCE), "balance");
    CHECK_TEXT(kt_measure_name(KT_N_MEASURES), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(turnover_and_balance_are_the_sum_and_the_difference),
        KT_TEST(turnover_is_the_same_from_both_views),
        KT_TEST(the_mirror_takes_the_other_sides_statements),
        KT_TEST(reconciled_rows_make_a_series_of_nobody_and_enter_no_other),
        KT_TEST(a_missing_direction_is_not_a_zero),
        KT_TEST(a_stated_zero_is_a_value),
        KT_TEST(a_withheld_value_is_neither_zero_nor_no_data),
        KT_TEST(years_between_are_there_without_data),
        KT_TEST(of_two_rows_for_one_flow_the_first_counts),
        KT_TEST(a_sum_is_as_weak_as_its_weakest_part),
        KT_TEST(rows_of_other_pairs_are_passed_over),
        KT_TEST(no_rows_make_an_empty_series),
        KT_TEST(impossible_rows_are_refused),
        KT_TEST(a_series_survives_lack_of_memory),
        KT_TEST(measures_have_names),
    };
    return kt_run_tests(tests);
}
