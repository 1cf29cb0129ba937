/* test_growth.c: growth rates, CAGR, trend and peak. */
#include <kontor/growth.h>

#include "check.h"

#define MILLION 1e6

static kt_yearly yearly_of(double *value, int64_t n, int16_t first_year)
{
    return (kt_yearly){.first_year = first_year, .n_years = n, .value_usd = value};
}

static kt_cagr cagr_of(const kt_yearly *yearly, const kt_cagr_options *options)
{
    kt_cagr cagr;
    kt_error err = {0};
    CHECK_OK(kt_cagr_compute(yearly, options, &cagr, &err), err);
    return cagr;
}

/* ---- laws ------------------------------------------------------------------------------- */

static void a_geometric_series_has_one_rate_for_all(void **state)
{
    (void)state;
    double value[12];
    for (int p = 0; p < 12; p++)
        value[p] = 5.0 * MILLION * pow(1.07, p);
    const kt_yearly yearly = yearly_of(value, 12, 2001);
    const kt_cagr cagr = cagr_of(&yearly, NULL);

    CHECK_NEAR(kt_growth_at(&yearly, 2005).rate, 0.07, 1e-13);
    CHECK_NEAR(cagr.rate, 0.07, 1e-13);
    CHECK_NEAR(cagr.trend_rate, 0.07, 1e-13);
    CHECK_NEAR(cagr.trend_fit, 1.0, 1e-13);
    CHECK_NEAR(cagr.low, 0.07, 1e-13);
    CHECK_NEAR(cagr.high, 0.07, 1e-13);
    CHECK_INT(cagr.first_year, 2002);
    CHECK_INT(cagr.last_year, 2012);
    CHECK_INT(cagr.n_steps, 10);
    CHECK_INT(cagr.n_trend, 11);
}

static void scaling_cancels(void **state)
{
    (void)state;
    double value[] = {3e6, 5e6, 4e6, 9e6, 8e6}, scaled[5];
    for (int p = 0; p < 5; p++)
        scaled[p] = value[p] * 1024.0;
    const kt_yearly one = yearly_of(value, 5, 2000), other = yearly_of(scaled, 5, 2000);
    const kt_cagr x = cagr_of(&one, NULL), y = cagr_of(&other, NULL);

    CHECK_NEAR(y.rate, x.rate, 0.0);
    CHECK_NEAR(y.trend_rate, x.trend_rate, 1e-13);
    CHECK_NEAR(y.below_peak, x.below_peak, 0.0);
}

static void growth_steps_multiply_to_the_cagr(void **state)
{
    (void)state;
    double value[] = {3e6, 5e6, 4e6, 9e6, 8e6};
    const kt_yearly yearly = yearly_of(value, 5, 2000);
    double product = 1.0;
    for (int year = 2001; year <= 2004; year++)
        product *= 1.0 + kt_growth_at(&yearly, year).rate;

    CHECK_NEAR(pow(1.0 + kt_cagr_between(&yearly, 2000, 2004, NULL), 4.0), product, 1e-14);
}

/* ---- growth ----------------------------------------------------------------------------- */

static void growth_is_on_the_year_before_only(void **state)
{
    (void)state;
    double value[] = {4e6, NAN, 5e6, 6e6};
    const kt_yearly yearly = yearly_of(value, 4, 2000);

    CHECK_INT(kt_growth_at(&yearly, 2000).gap, KT_RATE_NO_DATA);
    CHECK_INT(kt_growth_at(&yearly, 2001).gap, KT_RATE_NO_DATA);
    CHECK_INT(kt_growth_at(&yearly, 2002).gap, KT_RATE_NO_DATA);
    CHECK_NEAR(kt_growth_at(&yearly, 2002).rate, NAN, 0.0);
    CHECK_NEAR(kt_growth_at(&yearly, 2003).rate, 0.2, 1e-15);
    CHECK_INT(kt_growth_at(&yearly, 2004).gap, KT_RATE_NO_DATA);
}

static void growth_across_a_break_is_none(void **state)
{
    (void)state;
    const kt_break customs = {.year = 2002, .id = "customs-union"};
    const kt_break *at_break[] = {NULL, NULL, &customs, NULL};
    double value[] = {4e6, 5e6, 50e6, 60e6};
    kt_yearly yearly = yearly_of(value, 4, 2000);
    yearly.at_break = at_break;
    const kt_growth growth = kt_growth_at(&yearly, 2002);

    CHECK_INT(growth.gap, KT_RATE_BREAK);
    CHECK_NEAR(growth.rate, NAN, 0.0);
    CHECK_TEXT(growth.at_break->id, "customs-union");
    CHECK_NEAR(kt_growth_at(&yearly, 2001).rate, 0.25, 1e-15);
    CHECK_NEAR(kt_growth_at(&yearly, 2003).rate, 0.2, 1e-15);
}

static void growth_on_a_base_under_a_million_is_none(void **state)
{
    (void)state;
    double value[] = {999999.0, 1e6, 2e6, 0.0, 5e6};
    const kt_yearly yearly = yearly_of(value, 5, 2000);

    CHECK_INT(kt_growth_at(&yearly, 2001).gap, KT_RATE_TINY_BASE);
    CHECK_NEAR(kt_growth_at(&yearly, 2002).rate, 1.0, 0.0);
    CHECK_NEAR(kt_growth_at(&yearly, 2003).rate, -1.0, 0.0);
    CHECK_INT(kt_growth_at(&yearly, 2004).gap, KT_RATE_TINY_BASE);
}

static void growth_on_a_base_under_a_thousandth_of_the_pair_is_none(void **state)
{
    (void)state;
    double value[] = {1.9e6, 2.1e6, 3e6}, size[] = {2e9, 2e9, 2e9};
    kt_yearly yearly = yearly_of(value, 3, 2000);
    yearly.size_usd = size;

    CHECK_INT(kt_growth_at(&yearly, 2001).gap, KT_RATE_TINY_BASE);
    CHECK_INT(kt_growth_at(&yearly, 2002).gap, KT_RATE_THERE);
}

static void a_negative_value_has_no_growth(void **state)
{
    (void)state;
    double value[] = {-4e6, 5e6, -6e6};
    const kt_yearly yearly = yearly_of(value, 3, 2000);

    CHECK_INT(kt_growth_at(&yearly, 2001).gap, KT_RATE_SIGN);
    CHECK_INT(kt_growth_at(&yearly, 2002).gap, KT_RATE_SIGN);
}

/* ---- CAGR ------------------------------------------------------------------------------- */

/* 100, 121 over two steps: 10 % a year. */
static void cagr_worked_by_hand(void **state)
{
    (void)state;
    double value[] = {100e6, NAN, 121e6};
    const kt_yearly yearly = yearly_of(value, 3, 2016);
    kt_rate_gap gap;

    CHECK_NEAR(kt_cagr_between(&yearly, 2016, 2018, &gap), 0.1, 1e-15);
    CHECK_INT(gap, KT_RATE_THERE);
    CHECK_NEAR(kt_cagr_between(&yearly, 2016, 2017, &gap), NAN, 0.0);
    CHECK_INT(gap, KT_RATE_NO_DATA);
    CHECK_NEAR(kt_cagr_between(&yearly, 2018, 2018, &gap), NAN, 0.0);
    CHECK_INT(gap, KT_RATE_ONE_YEAR);
}

static void cagr_over_a_break_is_computed_and_marked(void **state)
{
    (void)state;
    const kt_break customs = {.year = 2001, .id = "customs-union"};
    const kt_break *at_break[] = {&customs, &customs, NULL};
    double value[] = {100e6, 500e6, 121e6};
    kt_yearly yearly = yearly_of(value, 3, 2000);
    yearly.at_break = at_break;
    const kt_cagr cagr = cagr_of(&yearly, NULL);

    CHECK_NEAR(cagr.rate, 0.1, 1e-15);
    CHECK_INT(cagr.n_breaks, 1); // the one at the first year leads to it, not away from it
    CHECK_INT(cagr.break_year[0], 2001);
    CHECK(cagr.at_break[0] == &customs);
}

/* ln V = 0, 1, 1 (times a million): slope 1/2, so the trend is exp(0.5) - 1. */
static void the_trend_worked_by_hand(void **state)
{
    (void)state;
    double value[] = {MILLION, MILLION * exp(1.0), MILLION * exp(1.0)};
    const kt_yearly yearly = yearly_of(value, 3, 2016);
    const kt_cagr cagr = cagr_of(&yearly, NULL);

    CHECK_NEAR(cagr.trend_rate, exp(0.5) - 1.0, 1e-13);
    CHECK_NEAR(cagr.trend_fit, 0.75, 1e-13); // 0.5^2 * 2 / (2/3)
    CHECK_INT(cagr.n_trend, 3);
}

static void the_trend_leaves_out_zero_and_missing(void **state)
{
    (void)state;
    double value[] = {2e6, 0.0, 8e6, NAN, 32e6};
    const kt_yearly yearly = yearly_of(value, 5, 2014);
    const kt_cagr cagr = cagr_of(&yearly, NULL);

    CHECK_INT(cagr.n_trend, 3);
    CHECK_NEAR(cagr.trend_rate, 1.0, 1e-13);
}

static void the_range_holds_the_lowest_and_the_highest_start(void **state)
{
    (void)state;
    double value[15];
    for (int p = 0; p < 15; p++)
        value[p] = 100e6;
    value[3] = 200e6; // 2003: highest before, so the lowest rate
    value[5] = 25e6;  // 2005: the lowest base
    value[8] = 1e6;   // outside the three years
    const kt_yearly yearly = yearly_of(value, 15, 2000);
    const kt_cagr cagr = cagr_of(&yearly, NULL);

    CHECK_INT(cagr.first_year, 2004);
    CHECK_NEAR(cagr.rate, 0.0, 0.0);
    CHECK_INT(cagr.low_from, 2003);
    CHECK_NEAR(cagr.low, pow(0.5, 1.0 / 11.0) - 1.0, 1e-14);
    CHECK_INT(cagr.high_from, 2005);
    CHECK_NEAR(cagr.high, pow(4.0, 1.0 / 9.0) - 1.0, 1e-14);
}

static void a_short_series_starts_where_it_begins(void **state)
{
    (void)state;
    double value[] = {NAN, 10e6, 20e6, 40e6, NAN};
    const kt_yearly yearly = yearly_of(value, 5, 2000);
    const kt_cagr cagr = cagr_of(&yearly, NULL);

    CHECK_INT(cagr.first_year, 2001);
    CHECK_INT(cagr.last_year, 2003);
    CHECK_NEAR(cagr.rate, 1.0, 1e-15);
}

static void a_year_asked_for_without_a_value_is_said(void **state)
{
    (void)state;
    double value[] = {10e6, NAN, 20e6, 30e6, 40e6};
    const kt_yearly yearly = yearly_of(value, 5, 2000);
    kt_cagr_options options = kt_cagr_options_default();
    options.first_year = 2001;
    options.last_year = 2004;
    const kt_cagr cagr = cagr_of(&yearly, &options);

    CHECK_INT(cagr.gap, KT_RATE_NO_DATA);
    CHECK_NEAR(cagr.rate, NAN, 0.0);
    CHECK_INT(cagr.low_from, 2000);
    CHECK_INT(cagr.n_trend, 3);
    CHECK_INT(cagr.peak_year, 2004);
}

static void the_peak_is_looked_for_in_all_years_up_to_the_last(void **state)
{
    (void)state;
    double value[] = {90e6, 50e6, 60e6, 99e6};
    const kt_yearly yearly = yearly_of(value, 4, 2000);
    kt_cagr_options options = kt_cagr_options_default();
    options.first_year = 2001;
    options.last_year = 2002;
    const kt_cagr cagr = cagr_of(&yearly, &options);

    CHECK_INT(cagr.peak_year, 2000);
    CHECK_NEAR(cagr.below_peak, 60.0 / 90.0 - 1.0, 1e-15);
}

static void a_series_without_values_has_no_cagr_and_no_error(void **state)
{
    (void)state;
    double value[] = {NAN, NAN};
    const kt_yearly nothing = yearly_of(value, 2, 2000), empty = {0};

    CHECK_INT(cagr_of(&nothing, NULL).gap, KT_RATE_NO_DATA);
    CHECK_INT(cagr_of(&empty, NULL).last_year, 0);
}

static void one_year_alone_has_no_cagr(void **state)
{
    (void)state;
    double value[] = {5e6};
    const kt_yearly yearly = yearly_of(value, 1, 2000);

    CHECK_INT(cagr_of(&yearly, NULL).gap, KT_RATE_ONE_YEAR);
}

static void impossible_options_are_refused(void **state)
{
    (void)state;
    double value[] = {5e6};
    const kt_yearly yearly = yearly_of(value, 1, 2000);
    kt_cagr_options options = kt_cagr_options_default();
    kt_cagr cagr;
    kt_error err = {0};

    options.n_steps = 0;
    CHECK_FAILS(kt_cagr_compute(&yearly, &options, &cagr, &err), KT_ERR_RANGE, err);
    options = kt_cagr_options_default();
    options.spread = -1;
    CHECK_FAILS(kt_cagr_compute(&yearly, &options, &cagr, &err), KT_ERR_RANGE, err);
    options = kt_cagr_options_default();
    options.first_year = options.last_year = 2000;
    CHECK_FAILS(kt_cagr_compute(&yearly, &options, &cagr, &err), KT_ERR_RANGE, err);
}

/* ---- from a series ---------------------------------------------------------------------- */

#define A KT_COUNTRY('B', 'L', 'R')
#define B KT_COUNTRY('K', 'A', 'Z')

static kt_observation stated(kt_country from, kt_country to, int year, kt_stated_by by,
                             double usd)
{
    return (kt_observation){.exporter = from,
                            .importer = to,
                            .year = (int16_t)year,
                            .stated_by = (uint8_t)by,
                            .value_usd = usd};
}

static void the_size_of_a_pair_is_what_is_there_of_its_turnover(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(A, B, 2017, KT_BY_EXPORTER, 7e6),
                                   stated(B, A, 2017, KT_BY_IMPORTER, 3e6),
                                   stated(B, A, 2018, KT_BY_IMPORTER, 4e6)};
    kt_series series = {0};
    kt_yearly yearly = {0};
    kt_error err = {0};
    CHECK_OK(kt_series_compute(rows, 3, A, B, KT_STATISTICS_OWN, &series, &err), err);
    CHECK_OK(kt_yearly_from_series(&series, KT_MEASURE_IMPORT, NULL, &yearly, &err), err);

    CHECK_INT(yearly.n_years, 2);
    CHECK_NEAR(yearly.size_usd[0], 10e6, 0.0);
    CHECK_NEAR(yearly.size_usd[1], 4e6, 0.0);
    CHECK_NEAR(kt_yearly_usd(&yearly, 2018), 4e6, 0.0);
    CHECK_NEAR(kt_growth_at(&yearly, 2018).rate, 1.0 / 3.0, 1e-15);
    kt_yearly_clear(&yearly);
    kt_series_clear(&series);
}

static kt_status take_once(void *with, kt_error *err)
{
    kt_yearly yearly = {0};
    const kt_status status =
        kt_yearly_from_series(with, KT_MEASURE_TURNOVER, NULL, &yearly, err);
    kt_yearly_clear(&yearly);
    return status;
}

static void taking_a_measure_survives_lack_of_memory(void **state)
{
    (void)state;
    const kt_observation row = stated(A, B, 2017, KT_BY_EXPORTER, 7e6);
    kt_series series = {0};
    kt_error err = {0};
    CHECK_OK(kt_series_compute(&row, 1, A, B, KT_STATISTICS_OWN, &series, &err), err);
    kt_check_faults(KT_FAULT_MEMORY, take_once, &series);
    kt_series_clear(&series);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_geometric_series_has_one_rate_for_all),
        KT_TEST(scaling_cancels),
        KT_TEST(growth_steps_multiply_to_the_cagr),
        KT_TEST(growth_is_on_the_year_before_only),
        KT_TEST(growth_across_a_break_is_none),
        KT_TEST(growth_on_a_base_under_a_million_is_none),
        KT_TEST(growth_on_a_base_under_a_thousandth_of_the_pair_is_none),
        KT_TEST(a_negative_value_has_no_growth),
        KT_TEST(cagr_worked_by_hand),
        KT_TEST(cagr_over_a_break_is_computed_and_marked),
        KT_TEST(the_trend_worked_by_hand),
        KT_TEST(the_trend_leaves_out_zero_and_missing),
        KT_TEST(the_range_holds_the_lowest_and_the_highest_start),
        KT_TEST(a_short_series_starts_where_it_begins),
        KT_TEST(a_year_asked_for_without_a_value_is_said),
        KT_TEST(the_peak_is_looked_for_in_all_years_up_to_the_last),
        KT_TEST(a_series_without_values_has_no_cagr_and_no_error),
        KT_TEST(one_year_alone_has_no_cagr),
        KT_TEST(impossible_options_are_refused),
        KT_TEST(the_size_of_a_pair_is_what_is_there_of_its_turnover),
        KT_TEST(taking_a_measure_survives_lack_of_memory),
    };
    return kt_run_tests(tests);
}
