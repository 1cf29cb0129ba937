/* test_mirror.c: mirror gaps, fillings, causes and history of a pair. */
#include <kontor/mirror.h>

#include "check.h"

#define A KT_COUNTRY('B', 'L', 'R')
#define B KT_COUNTRY('K', 'A', 'Z')

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

static kt_mirror_gaps gaps_of(const kt_observation *rows, int64_t n, kt_measure direction)
{
    kt_mirror_gaps gaps = {0};
    kt_error err = {0};
    CHECK_OK(kt_mirror_compute(rows, n, A, B, direction, NULL, &gaps, &err), err);
    return gaps;
}

/* a's exports in one year as both sides state them. */
static kt_mirror_gap gap_in(double exporter_usd, double importer_usd)
{
    const kt_observation rows[] = {stated(A, B, 2018, KT_BY_EXPORTER, exporter_usd),
                                   stated(A, B, 2018, KT_BY_IMPORTER, importer_usd)};
    kt_mirror_gaps gaps = gaps_of(rows, 2, KT_MEASURE_EXPORT);
    CHECK_INT(gaps.n_gaps, 1);
    const kt_mirror_gap gap = gaps.gap[0];
    kt_mirror_gaps_clear(&gaps);
    return gap;
}

static void a_gap_worked_by_hand(void **state)
{
    (void)state;
    const kt_mirror_gap gap = gap_in(80.0, 100.0);

    CHECK_INT(gap.standing, KT_MIRROR_TWO_REPORTS);
    CHECK_NEAR(gap.ratio, 1.25, 0.0);
    CHECK_NEAR(gap.symmetric, 40.0 / 180.0, 1e-15);
}

/* The law: the symmetric gap changes its sign and nothing else when the sides are exchanged. */
static void the_symmetric_gap_is_symmetric(void **state)
{
    (void)state;
    CHECK_NEAR(gap_in(80.0, 100.0).symmetric, -gap_in(100.0, 80.0).symmetric, 0.0);
}

static void as_exports_of_one_are_imports_of_the_other(void **state)
{
    (void)state;
    const kt_observation rows[] = {
        stated(A, B, 2018, KT_BY_EXPORTER, 80.0), stated(A, B, 2018, KT_BY_IMPORTER, 60.0),
        stated(B, A, 2018, KT_BY_EXPORTER, 10.0), stated(B, A, 2018, KT_BY_IMPORTER, 20.0)};
    kt_mirror_gaps export_ = gaps_of(rows, 4, KT_MEASURE_EXPORT);
    kt_mirror_gaps import = gaps_of(rows, 4, KT_MEASURE_IMPORT);
    kt_mirror_gaps turned = {0};
    kt_error err = {0};
    CHECK_OK(kt_mirror_compute(rows, 4, B, A, KT_MEASURE_IMPORT, NULL, &turned, &err), err);

    CHECK_NEAR(kt_mirror_at(&export_, 2018)->ratio, 0.75, 0.0);
    CHECK_NEAR(kt_mirror_at(&turned, 2018)->ratio, 0.75, 0.0);
    CHECK_NEAR(kt_mirror_at(&import, 2018)->ratio, 2.0, 0.0);
    CHECK_NEAR(kt_mirror_at(&import, 2018)->importer_usd, 20.0, 0.0);
    kt_mirror_gaps_clear(&turned);
    kt_mirror_gaps_clear(&import);
    kt_mirror_gaps_clear(&export_);
}

static void fillings_are_no_second_report(void **state)
{
    (void)state;
    CHECK_INT(kt_mirror_is_filling(100.0, 106.0), 1);
    CHECK_INT(kt_mirror_is_filling(100.0, 110.0), 1);
    CHECK_INT(kt_mirror_is_filling(3.141592, 3.141592 * 1.06 * (1.0 + 1.9e-6)), 1);
    CHECK_INT(kt_mirror_is_filling(3.141592, 3.141592 * 1.06 * (1.0 + 2.1e-6)), 0);
    CHECK_INT(kt_mirror_is_filling(100.0, 108.0), 0);
    CHECK_INT(kt_mirror_is_filling(0.0, 0.0), 0);
    CHECK_INT(kt_mirror_is_filling(NAN, 106.0), 0);

    const kt_mirror_gap gap = gap_in(100.0, 106.0);
    CHECK_INT(gap.standing, KT_MIRROR_FILLED);
    CHECK_NEAR(gap.ratio, NAN, 0.0);
    CHECK_INT(gap.causes, 0);
    CHECK_NEAR(gap.importer_usd, 106.0, 0.0);
}

static void estimates_are_no_second_report(void **state)
{
    (void)state;
    kt_observation rows[] = {stated(A, B, 2018, KT_BY_EXPORTER, 80.0),
                             stated(A, B, 2018, KT_BY_IMPORTER, 100.0)};
    rows[1].status = KT_ESTIMATED;
    kt_mirror_gaps gaps = gaps_of(rows, 2, KT_MEASURE_EXPORT);

    CHECK_INT(gaps.gap[0].standing, KT_MIRROR_ESTIMATED);
    CHECK_NEAR(gaps.gap[0].ratio, NAN, 0.0);
    kt_mirror_gaps_clear(&gaps);
}

static void one_side_alone_a_zero_and_a_withheld_value_have_no_ratio(void **state)
{
    (void)state;
    const kt_observation rows[] = {
        stated(A, B, 2015, KT_BY_EXPORTER, 80.0), stated(A, B, 2016, KT_BY_IMPORTER, 90.0),
        stated(A, B, 2018, KT_BY_EXPORTER, 0.0), stated(A, B, 2018, KT_BY_IMPORTER, 90.0),
        stated(A, B, 2019, KT_BY_IMPORTER, NAN)};
    kt_mirror_gaps gaps = gaps_of(rows, 5, KT_MEASURE_EXPORT);

    CHECK_INT(gaps.n_gaps, 4);
    CHECK_INT(gaps.gap[0].standing, KT_MIRROR_ONLY_EXPORTER);
    CHECK_INT(gaps.gap[1].standing, KT_MIRROR_ONLY_IMPORTER);
    CHECK_INT(gaps.gap[2].standing, KT_MIRROR_ZERO);
    CHECK_INT(gaps.gap[3].standing, KT_MIRROR_NO_REPORT);
    CHECK(kt_mirror_at(&gaps, 2017) == NULL);
    for (int g = 0; g < 4; g++)
        CHECK_NEAR(gaps.gap[g].ratio, NAN, 0.0);
    kt_mirror_gaps_clear(&gaps);
}

static void inside_what_freight_explains_only_valuation_is_named(void **state)
{
    (void)state;
    CHECK_INT(gap_in(100.0, 115.0).causes, KT_CAUSE_VALUATION);
    CHECK_INT(gap_in(100.0, 73.0).causes, KT_CAUSE_VALUATION | KT_CAUSE_ORIGIN |
                                              KT_CAUSE_REEXPORT | KT_CAUSE_CONFIDENTIALITY);
}

static void sides_that_value_alike_do_not_name_valuation(void **state)
{
    (void)state;
    kt_observation rows[] = {stated(A, B, 2018, KT_BY_EXPORTER, 100.0),
                             stated(A, B, 2018, KT_BY_IMPORTER, 115.0)};
    rows[1].valuation = KT_FOB;
    kt_mirror_gaps gaps = gaps_of(rows, 2, KT_MEASURE_EXPORT);

    CHECK_INT(gaps.gap[0].causes, 0);
    kt_mirror_gaps_clear(&gaps);
}

static void timing_is_named_where_a_side_moved(void **state)
{
    (void)state;
    const kt_observation rows[] = {
        stated(A, B, 2016, KT_BY_EXPORTER, 100.0), stated(A, B, 2016, KT_BY_IMPORTER, 80.0),
        stated(A, B, 2017, KT_BY_EXPORTER, 101.0), stated(A, B, 2017, KT_BY_IMPORTER, 81.0),
        stated(A, B, 2018, KT_BY_EXPORTER, 131.0), stated(A, B, 2018, KT_BY_IMPORTER, 90.0)};
    kt_mirror_gaps gaps = gaps_of(rows, 6, KT_MEASURE_EXPORT);

    CHECK_INT(kt_mirror_at(&gaps, 2016)->causes & KT_CAUSE_TIMING, 0);
    CHECK_INT(kt_mirror_at(&gaps, 2017)->causes & KT_CAUSE_TIMING, 0);
    CHECK_INT(kt_mirror_at(&gaps, 2018)->causes & KT_CAUSE_TIMING, KT_CAUSE_TIMING);
    kt_mirror_gaps_clear(&gaps);
}

static void a_gap_is_held_against_the_median_of_the_years_before(void **state)
{
    (void)state;
    const double ratio[] = {0.5, 2.0, 0.8, 0.9};
    kt_observation rows[8];
    for (int t = 0; t < 4; t++) {
        rows[2 * t] = stated(A, B, 2015 + t, KT_BY_EXPORTER, 100.0);
        rows[2 * t + 1] = stated(A, B, 2015 + t, KT_BY_IMPORTER, 100.0 * ratio[t]);
    }
    kt_mirror_gaps gaps = gaps_of(rows, 8, KT_MEASURE_EXPORT);

    CHECK_NEAR(gaps.gap[2].usual_ratio, NAN, 0.0); // two years are no history
    CHECK_INT(gaps.gap[2].n_history, 2);
    CHECK_INT(gaps.gap[3].n_history, 3);
    CHECK_NEAR(gaps.gap[3].usual_ratio, 0.8, 1e-14);
    CHECK_NEAR(gaps.gap[3].change, log(0.9 / 0.8), 1e-14);
    kt_mirror_gaps_clear(&gaps);
}

static void a_turnover_has_no_mirror_gap(void **state)
{
    (void)state;
    kt_mirror_gaps gaps = {0};
    kt_error err = {0};
    CHECK_FAILS(kt_mirror_compute(NULL, 0, A, B, KT_MEASURE_TURNOVER, NULL, &gaps, &err),
                KT_ERR_RANGE, err);
}

static void no_rows_make_no_gaps(void **state)
{
    (void)state;
    kt_mirror_gaps gaps = gaps_of(NULL, 0, KT_MEASURE_EXPORT);
    CHECK_INT(gaps.n_gaps, 0);
    kt_mirror_gaps_clear(&gaps);
}

static kt_status compute_once(void *with, kt_error *err)
{
    kt_mirror_gaps gaps = {0};
    const kt_status status =
        kt_mirror_compute(with, 2, A, B, KT_MEASURE_EXPORT, NULL, &gaps, err);
    kt_mirror_gaps_clear(&gaps);
    return status;
}

static void gaps_survive_lack_of_memory(void **state)
{
    (void)state;
    kt_observation rows[] = {stated(A, B, 2018, KT_BY_EXPORTER, 100.0),
                             stated(A, B, 2018, KT_BY_IMPORTER, 115.0)};
    kt_check_faults(KT_FAULT_MEMORY, compute_once, rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_gap_worked_by_hand),
        KT_TEST(the_symmetric_gap_is_symmetric),
        KT_TEST(as_exports_of_one_are_imports_of_the_other),
        KT_TEST(fillings_are_no_second_report),
        KT_TEST(estimates_are_no_second_report),
        KT_TEST(one_side_alone_a_zero_and_a_withheld_value_have_no_ratio),
        KT_TEST(inside_what_freight_explains_only_valuation_is_named),
        KT_TEST(sides_that_value_alike_do_not_name_valuation),
        KT_TEST(timing_is_named_where_a_side_moved),
        KT_TEST(a_gap_is_held_against_the_median_of_the_years_before),
        KT_TEST(a_turnover_has_no_mirror_gap),
        KT_TEST(no_rows_make_no_gaps),
        KT_TEST(gaps_survive_lack_of_memory),
    };
    return kt_run_tests(tests);
}
