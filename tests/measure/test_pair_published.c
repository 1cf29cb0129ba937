/* test_pair_published.c: what is known of Belarus and Kazakhstan, from the IMF's real file.
 *
 * The file is read here with nothing but the CSV reader, past importer and store, so that a
 * wrong figure cannot agree with itself. Figures: IMF Direction of Trade Statistics as stored
 * among the shared test data; 2008 and 2018 also in Belstat's yearbooks. */
#include <kontor/csv.h>
#include <kontor/growth.h>
#include <kontor/input.h>
#include <kontor/memory.h>
#include <kontor/mirror.h>
#include <kontor/partners.h>
#include <kontor/resource.h>

#include "check.h"

#define BLR KT_COUNTRY('B', 'L', 'R')
#define KAZ KT_COUNTRY('K', 'A', 'Z')
#define UKR KT_COUNTRY('U', 'K', 'R')
#define RUS KT_COUNTRY('R', 'U', 'S')

/* ---- reading ---------------------------------------------------------------------------- */

typedef struct reading {
    kt_csv *csv;
    kt_observation *row;
    int64_t n_rows, capacity;
    int64_t n_lines;
} reading;

/* What is read once and kept for all tests. */
static reading file;
static kt_resources *resources;
static kt_countries *countries;
static kt_blocs *blocs;

static kt_status take_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading *to = with;
    const kt_slice *cell = row->cell; // year, reporter, partner, flow, value_musd, flag
    kt_country reporter, partner;
    int64_t year;
    double musd;

    if (to->n_lines++ == 0)
        return KT_OK;
    const bool wanted = kt_slice_is(cell[0], "2018") || kt_slice_is(cell[1], "BLR") ||
                        kt_slice_is(cell[2], "BLR");
    if (!wanted)
        return KT_OK;
    if (!kt_parse_i64(cell[0], &year) || !kt_parse_double(cell[4], &musd) ||
        !kt_country_from_code(countries, cell[1], &reporter) ||
        !kt_country_from_code(countries, cell[2], &partner))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "a row that is not understood");
    if (to->n_rows == to->capacity) {
        to->capacity = 2 * to->capacity + 65536;
        KT_TRY(kt_resize(&to->row, to->capacity, sizeof *to->row, err));
    }
    const bool export_ = kt_slice_is(cell[3], "X");
    to->row[to->n_rows++] =
        (kt_observation){.exporter = export_ ? reporter : partner,
                         .importer = export_ ? partner : reporter,
                         .year = (int16_t)year,
                         .stated_by = export_ ? KT_BY_EXPORTER : KT_BY_IMPORTER,
                         .valuation = export_ ? KT_FOB : KT_CIF,
                         .status = kt_slice_is(cell[5], "e") ? KT_ESTIMATED : KT_REPORTED,
                         .value_usd = musd * 1e6};
    return KT_OK;
}

static kt_status begin(void *with, const kt_input_member *member, bool *wanted, kt_error *err)
{
    reading *to = with;
    (void)member;
    *wanted = true;
    return kt_csv_new(NULL, take_row, to, &to->csv, err);
}

static kt_status piece(void *with, const char *data, size_t size, kt_error *err)
{
    reading *to = with;
    return kt_csv_feed(to->csv, data, size, err);
}

static kt_status end(void *with, kt_error *err)
{
    reading *to = with;
    return kt_csv_finish(to->csv, err);
}

/* Read the file at the first call; skips the test where it is not there. */
static void need_file(void)
{
    const char *path = kt_shared("data/imf_dots_bilateral_1992_2020.csv.gz");
    const kt_input_visitor visitor = {begin, piece, end, &file};
    kt_error err = {0};

    if (file.n_rows > 0)
        return;
    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    CHECK_OK(kt_blocs_open(resources, &blocs, &err), err);
    CHECK_OK(kt_input_walk(path, &visitor, NULL, NULL, &err), err);
}

static int let_go(void **state)
{
    (void)state;
    kt_csv_free(file.csv);
    kt_free(file.row);
    kt_blocs_close(blocs);
    kt_countries_close(countries);
    kt_resources_close(resources);
    return 0;
}

static kt_series series_of(kt_country a, kt_country b, kt_statistics statistics)
{
    kt_series series = {0};
    kt_error err = {0};
    CHECK_OK(kt_series_compute(file.row, file.n_rows, a, b, statistics, &series, &err), err);
    return series;
}

static kt_yearly yearly_of(const kt_series *series, kt_measure measure)
{
    kt_yearly yearly = {0};
    kt_error err = {0};
    CHECK_OK(kt_yearly_from_series(series, measure, blocs, &yearly, &err), err);
    return yearly;
}

/* ---- levels and growth ------------------------------------------------------------------ */

static void belarus_reports_537_million_for_2008_and_896_for_2018(void **state)
{
    (void)state;
    need_file();
    kt_series series = series_of(BLR, KAZ, KT_STATISTICS_OWN);

    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_TURNOVER, 2008), 536.995702e6, 1e-12);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_TURNOVER, 2018), 895.5602e6, 1e-12);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_EXPORT, 2018), 783.3031e6, 1e-12);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_IMPORT, 2018), 112.2571e6, 1e-12);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_BALANCE, 2018), 671.046e6, 1e-12);
    kt_series_clear(&series);
}

static void kazakhstan_reports_647_million_for_2018(void **state)
{
    (void)state;
    need_file();
    kt_series own = series_of(KAZ, BLR, KT_STATISTICS_OWN);
    kt_series mirror = series_of(BLR, KAZ, KT_STATISTICS_MIRROR);

    CHECK_NEAR(kt_series_usd(&own, KT_MEASURE_TURNOVER, 2018), 647.343437e6, 1e-12);
    CHECK_NEAR(kt_series_usd(&mirror, KT_MEASURE_TURNOVER, 2018), 647.343437e6, 1e-12);
    CHECK_NEAR(kt_series_usd(&mirror, KT_MEASURE_EXPORT, 2018), 572.027702e6, 1e-12);
    kt_series_clear(&mirror);
    kt_series_clear(&own);
}

static void growth_of_2018_is_as_printed(void **state)
{
    (void)state;
    need_file();
    kt_series series = series_of(BLR, KAZ, KT_STATISTICS_OWN);
    const kt_measure measure[] = {KT_MEASURE_TURNOVER, KT_MEASURE_EXPORT, KT_MEASURE_IMPORT};
    const double printed[] = {0.2991, 0.3226, 0.1556};

    for (int m = 0; m < 3; m++) {
        kt_yearly yearly = yearly_of(&series, measure[m]);
        const kt_growth growth = kt_growth_at(&yearly, 2018);
        CHECK_INT(growth.gap, KT_RATE_THERE);
        CHECK_NEAR(growth.rate, printed[m], 0.00005);
        kt_yearly_clear(&yearly);
    }
    kt_series_clear(&series);
}

static void cagr_2008_2018_and_its_start_years(void **state)
{
    (void)state;
    need_file();
    const int from[] = {2008, 2009, 2010, 2012, 2014, 2016};
    const double printed[] = {0.0525, 0.097, 0.0035, -0.0055, -0.019, 0.46};
    const double tolerance[] = {0.00005, 0.0005, 0.00005, 0.00005, 0.0005, 0.005};
    kt_series series = series_of(BLR, KAZ, KT_STATISTICS_OWN);
    kt_yearly yearly = yearly_of(&series, KT_MEASURE_TURNOVER);
    kt_cagr_options options = kt_cagr_options_default();
    kt_cagr cagr;
    kt_error err = {0};

    for (int n = 0; n < 6; n++)
        CHECK_NEAR(kt_cagr_between(&yearly, from[n], 2018, NULL), printed[n], tolerance[n]);

    options.last_year = 2018;
    CHECK_OK(kt_cagr_compute(&yearly, &options, &cagr, &err), err);
    CHECK_INT(cagr.first_year, 2008);
    CHECK_INT(cagr.n_steps, 10);
    CHECK_NEAR(cagr.rate, 0.0525, 0.00005);
    CHECK_INT(cagr.low_from, 2010);
    CHECK_NEAR(cagr.low, 0.0035, 0.00005);
    CHECK_INT(cagr.peak_year, 2014);
    CHECK_NEAR(cagr.below_peak, 895.5602 / 966.8496 - 1.0, 1e-12);
    CHECK_NEAR(cagr.trend_rate, 0.018488748510, 1e-9);
    CHECK(cagr.n_breaks >= 1);
    kt_yearly_clear(&yearly);
    kt_series_clear(&series);
}

/* 388.3 to 870.6 million, of which imports 74.9 to 405.8 as Belarus counts, while Kazakhstan's
 * exports fell from 54.7 to 35.3: the customs union's new border statistics. */
static void the_step_to_2010_is_a_break_and_no_growth(void **state)
{
    (void)state;
    need_file();
    kt_series series = series_of(BLR, KAZ, KT_STATISTICS_OWN);
    kt_yearly turnover = yearly_of(&series, KT_MEASURE_TURNOVER);
    kt_yearly import = yearly_of(&series, KT_MEASURE_IMPORT);

    CHECK_INT(kt_growth_at(&turnover, 2010).gap, KT_RATE_BREAK);
    CHECK_INT(kt_growth_at(&import, 2010).gap, KT_RATE_BREAK);
    CHECK_NEAR(kt_growth_at(&import, 2010).rate, NAN, 0.0);
    kt_yearly_clear(&import);
    kt_yearly_clear(&turnover);
    kt_series_clear(&series);
}

/* ---- mirror ----------------------------------------------------------------------------- */

static void kazakhstan_sees_73_percent_of_belarus_exports_of_2018(void **state)
{
    (void)state;
    need_file();
    kt_mirror_gaps gaps = {0};
    kt_error err = {0};
    CHECK_OK(kt_mirror_compute(file.row, file.n_rows, BLR, KAZ, KT_MEASURE_EXPORT, blocs, &gaps,
                               &err),
             err);
    const kt_mirror_gap *gap = kt_mirror_at(&gaps, 2018);

    CHECK_INT(gap->standing, KT_MIRROR_TWO_REPORTS);
    CHECK_NEAR(gap->ratio, 0.730, 0.0005);
    CHECK_INT(kt_mirror_at(&gaps, 1993)->standing, KT_MIRROR_ESTIMATED);
    kt_mirror_gaps_clear(&gaps);
}

static void the_gap_of_2010_names_the_break(void **state)
{
    (void)state;
    need_file();
    kt_mirror_gaps gaps = {0};
    kt_error err = {0};
    CHECK_OK(kt_mirror_compute(file.row, file.n_rows, BLR, KAZ, KT_MEASURE_IMPORT, blocs, &gaps,
                               &err),
             err);
    const kt_mirror_gap *gap = kt_mirror_at(&gaps, 2010);

    CHECK_NEAR(gap->ratio, 405.8113 / 35.263551, 1e-12);
    CHECK_INT(gap->causes & KT_CAUSE_BREAK, KT_CAUSE_BREAK);
    CHECK(gap->at_break != NULL);
    kt_mirror_gaps_clear(&gaps);
}

/* By exporter, importer, who states. */
static int compare_flows(const void *left, const void *right)
{
    const kt_observation *x = left, *y = right;
    if (x->exporter.code != y->exporter.code)
        return x->exporter.code < y->exporter.code ? -1 : 1;
    if (x->importer.code != y->importer.code)
        return x->importer.code < y->importer.code ? -1 : 1;
    return x->stated_by - y->stated_by;
}

/* Counted with another program: 208 pairs of unflagged figures, 103 without World and sums. */
static void the_unflagged_fillings_of_2018_are_found(void **state)
{
    (void)state;
    need_file();
    const kt_observation *row = file.row;
    kt_mirror_peers *peers = NULL;
    kt_error err = {0};
    double *exporter = NULL, *importer = NULL;
    int64_t n = 0, n_filled = 0;
    CHECK_OK(kt_new(&exporter, file.n_rows, sizeof *exporter, &err), err);
    CHECK_OK(kt_new(&importer, file.n_rows, sizeof *importer, &err), err);

    // The file has a reporter's rows together; sorted, both statements of a flow are
    // neighbours.
    kt_observation *sorted = NULL;
    int64_t n_sorted = 0;
    CHECK_OK(kt_new(&sorted, file.n_rows, sizeof *sorted, &err), err);
    for (int64_t r = 0; r < file.n_rows; r++)
        if (row[r].year == 2018 && row[r].status == KT_REPORTED)
            sorted[n_sorted++] = row[r];
    qsort(sorted, (size_t)n_sorted, sizeof *sorted, compare_flows);
    for (int64_t r = 1; r < n_sorted; r++) {
        if (sorted[r].exporter.code != sorted[r - 1].exporter.code ||
            sorted[r].importer.code != sorted[r - 1].importer.code)
            continue;
        exporter[n] = sorted[r - 1].value_usd;
        importer[n] = sorted[r].value_usd;
        n_filled += kt_mirror_is_filling(exporter[n], importer[n]);
        n++;
    }
    CHECK_INT(n_filled, 208);

    CHECK_OK(kt_mirror_peers_from(exporter, importer, n, &peers, &err), err);
    CHECK_INT(kt_mirror_peers_count(peers), n - n_filled);
    int64_t n_like = 0;
    const double percentile = kt_mirror_percentile(peers, 783.3031e6, 572.027702e6, &n_like);
    CHECK(percentile > 0.0 && percentile < 1.0);
    CHECK(n_like > 1000);
    kt_mirror_peers_free(peers);
    kt_free(sorted);
    kt_free(importer);
    kt_free(exporter);
}

/* ---- rank and share --------------------------------------------------------------------- */

static kt_partners partners_of(kt_country a, int16_t year)
{
    kt_partners partners = {0};
    kt_error err = {0};
    CHECK_OK(kt_partners_from(file.row, file.n_rows, countries, a, year, &partners, &err), err);
    return partners;
}

static kt_ranking ranking_of(const kt_partners *partners, const char *bloc_code, kt_measure by)
{
    kt_ranking ranking = {0};
    kt_error err = {0};
    const kt_bloc *bloc = bloc_code ? kt_bloc_find(blocs, kt_slice_of(bloc_code)) : NULL;
    CHECK_OK(kt_partners_rank(partners, countries, blocs, bloc, by, KT_STATISTICS_OWN, &ranking,
                              &err),
             err);
    return ranking;
}

static void kazakhstan_is_the_third_partner_in_the_cis_in_2008(void **state)
{
    (void)state;
    need_file();
    kt_partners partners = partners_of(BLR, 2008);
    kt_ranking ranking = ranking_of(&partners, "CIS", KT_MEASURE_TURNOVER);

    CHECK_INT(kt_ranking_find(&ranking, KAZ)->rank, 3);
    CHECK_INT(kt_ranking_find(&ranking, KAZ)->worst, 3);
    CHECK_INT(ranking.n_disputed, 0);
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
}

static void kazakhstan_is_the_third_in_2018_and_second_without_ukraine(void **state)
{
    (void)state;
    need_file();
    kt_partners partners = partners_of(BLR, 2018);
    kt_ranking ranking = ranking_of(&partners, "CIS", KT_MEASURE_TURNOVER);

    CHECK_INT(kt_ranking_find(&ranking, KAZ)->rank, 3);
    CHECK_INT(kt_ranking_find(&ranking, KAZ)->rank_without, 2);
    CHECK_INT(kt_ranking_find(&ranking, UKR)->rank, 2);
    CHECK_INT(kt_ranking_find(&ranking, UKR)->disputed, 1);
    CHECK_INT(kt_ranking_find(&ranking, RUS)->rank, 1);
    CHECK_INT(ranking.n_disputed, 1);
    CHECK(kt_ranking_find(&ranking, BLR) == NULL);
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
}

static void shares_are_of_the_stated_world_total(void **state)
{
    (void)state;
    need_file();
    kt_partners partners = partners_of(BLR, 2018);
    kt_ranking ranking = ranking_of(&partners, NULL, KT_MEASURE_TURNOVER);
    const kt_rank *kaz = kt_ranking_find(&ranking, KAZ);

    CHECK_INT(ranking.total.denominator, KT_DENOMINATOR_STATED);
    CHECK_NEAR(ranking.total.total_usd, 72348.0175e6, 1e-12);
    CHECK_NEAR(kaz->share, 895.5602 / 72348.0175, 1e-12);
    CHECK_INT(kaz->rank, 11);
    CHECK_NEAR(ranking.total.coverage, (33044.2931 + 38204.8868) / 72348.0175, 1e-9);
    CHECK_INT(ranking.total.is_range, 0);
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
}

/* The law, on real numbers, and that no aggregate is among the partners. */
static void shares_of_all_partners_sum_to_the_coverage(void **state)
{
    (void)state;
    need_file();
    const int16_t year[] = {1996, 2008, 2018};
    for (int y = 0; y < 3; y++) {
        kt_partners partners = partners_of(BLR, year[y]);
        for (int by = KT_MEASURE_TURNOVER; by <= KT_MEASURE_IMPORT; by++) {
            kt_ranking ranking = ranking_of(&partners, NULL, (kt_measure)by);
            double sum = ranking.total.unallocated_usd / ranking.total.total_usd;
            for (int64_t p = 0; p < ranking.n_ranked; p++) {
                sum += ranking.list[p].share;
                CHECK(kt_country_ranks(countries, ranking.list[p].country));
            }
            CHECK_NEAR(sum, ranking.total.coverage, 1e-12);
            CHECK(ranking.n_ranked + ranking.n_other_side + ranking.n_no_data ==
                  ranking.n_list);
            kt_ranking_clear(&ranking);
        }
        kt_partners_clear(&partners);
    }
}

/* What a gives b is what b gets from a: each side's turnover with the other, both ways. */
static void the_pair_is_the_same_in_both_countries_partners(void **state)
{
    (void)state;
    need_file();
    kt_partners of_a = partners_of(BLR, 2018), of_b = partners_of(KAZ, 2018);
    const kt_partner *b = kt_partners_find(&of_a, KAZ), *a = kt_partners_find(&of_b, BLR);

    CHECK_NEAR(kt_partner_usd(b, KT_MEASURE_TURNOVER, KT_STATISTICS_OWN),
               kt_partner_usd(a, KT_MEASURE_TURNOVER, KT_STATISTICS_MIRROR), 0.0);
    CHECK_NEAR(kt_partner_usd(b, KT_MEASURE_EXPORT, KT_STATISTICS_MIRROR),
               kt_partner_usd(a, KT_MEASURE_IMPORT, KT_STATISTICS_OWN), 0.0);
    kt_partners_clear(&of_b);
    kt_partners_clear(&of_a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(belarus_reports_537_million_for_2008_and_896_for_2018),
        KT_TEST(kazakhstan_reports_647_million_for_2018),
        KT_TEST(growth_of_2018_is_as_printed),
        KT_TEST(cagr_2008_2018_and_its_start_years),
        KT_TEST(the_step_to_2010_is_a_break_and_no_growth),
        KT_TEST(kazakhstan_sees_73_percent_of_belarus_exports_of_2018),
        KT_TEST(the_gap_of_2010_names_the_break),
        KT_TEST(the_unflagged_fillings_of_2018_are_found),
        KT_TEST(kazakhstan_is_the_third_partner_in_the_cis_in_2008),
        KT_TEST(kazakhstan_is_the_third_in_2018_and_second_without_ukraine),
        KT_TEST(shares_are_of_the_stated_world_total),
        KT_TEST(shares_of_all_partners_sum_to_the_coverage),
        KT_TEST(the_pair_is_the_same_in_both_countries_partners),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, let_go);
}
