/* test_partners.c: partners of a country from statements, ranked in the world and in blocs. */
#include <kontor/partners.h>

#include <kontor/resource.h>

#include "check.h"

#define BLR       KT_COUNTRY('B', 'L', 'R')
#define KAZ       KT_COUNTRY('K', 'A', 'Z')
#define RUS       KT_COUNTRY('R', 'U', 'S')
#define UKR       KT_COUNTRY('U', 'K', 'R')
#define DEU       KT_COUNTRY('D', 'E', 'U')
#define UZB       KT_COUNTRY('U', 'Z', 'B')
#define TJK       KT_COUNTRY('T', 'J', 'K')
#define NONE_SUCH KT_COUNTRY('Q', 'Q', 'Q')

static kt_resources *resources;
static kt_countries *countries;
static kt_blocs *blocs;

static int read_tables(void **state)
{
    (void)state;
    return kt_resources_open(NULL, &resources, NULL) ||
           kt_countries_open(resources, &countries, NULL) ||
           kt_blocs_open(resources, &blocs, NULL);
}

static int let_go(void **state)
{
    (void)state;
    kt_blocs_close(blocs);
    kt_countries_close(countries);
    kt_resources_close(resources);
    return 0;
}

static kt_observation stated(kt_country from, kt_country to, kt_stated_by by, double usd)
{
    return (kt_observation){.exporter = from,
                            .importer = to,
                            .year = 2018,
                            .stated_by = (uint8_t)by,
                            .value_usd = usd};
}

/* Codes of our own tables, by what datasets call them. */
static kt_country code_of(const char *text)
{
    kt_country code = {0};
    CHECK(kt_country_from_code(countries, kt_slice_of(text), &code));
    return code;
}

static kt_partners partners_of(const kt_observation *rows, int64_t n)
{
    kt_partners partners = {0};
    kt_error err = {0};
    CHECK_OK(kt_partners_from(rows, n, countries, BLR, 2018, &partners, &err), err);
    return partners;
}

static kt_ranking ranking_of(const kt_partners *partners, const char *code, kt_measure by,
                             kt_statistics statistics)
{
    kt_ranking ranking = {0};
    kt_error err = {0};
    const kt_bloc *bloc = code ? kt_bloc_find(blocs, kt_slice_of(code)) : NULL;
    CHECK(!code || bloc);
    CHECK_OK(kt_partners_rank(partners, countries, blocs, bloc, by, statistics, &ranking, &err),
             err);
    return ranking;
}

#define N(array) ((int64_t)(sizeof(array) / sizeof *(array)))

static void both_sides_statements_of_both_directions_find_their_place(void **state)
{
    (void)state;
    const kt_observation rows[] = {
        stated(BLR, KAZ, KT_BY_EXPORTER, 1.0), stated(BLR, KAZ, KT_BY_IMPORTER, 2.0),
        stated(KAZ, BLR, KT_BY_IMPORTER, 4.0), stated(KAZ, BLR, KT_BY_EXPORTER, 8.0),
        stated(KAZ, BLR, KT_RECONCILED, 16.0), stated(BLR, KAZ, KT_RECONCILED, 32.0)};
    kt_partners partners = partners_of(rows, N(rows));
    const kt_partner *kaz = kt_partners_find(&partners, KAZ);

    CHECK_INT(partners.n_partners, 1);
    CHECK_NEAR(kt_partner_usd(kaz, KT_MEASURE_TURNOVER, KT_STATISTICS_OWN), 5.0, 0.0);
    CHECK_NEAR(kt_partner_usd(kaz, KT_MEASURE_TURNOVER, KT_STATISTICS_MIRROR), 10.0, 0.0);
    CHECK_NEAR(kt_partner_usd(kaz, KT_MEASURE_TURNOVER, KT_STATISTICS_RECONCILED), 48.0, 0.0);
    CHECK_NEAR(kt_partner_usd(kaz, KT_MEASURE_BALANCE, KT_STATISTICS_OWN), -3.0, 0.0);
    CHECK_NEAR(kt_partner_usd(kaz, KT_MEASURE_EXPORT, KT_STATISTICS_MIRROR), 2.0, 0.0);
    CHECK(kt_partners_find(&partners, RUS) == NULL);
    kt_partners_clear(&partners);
}

static void other_years_and_other_countries_are_passed_over(void **state)
{
    (void)state;
    kt_observation rows[] = {
        stated(BLR, KAZ, KT_BY_EXPORTER, 1.0), stated(RUS, KAZ, KT_BY_EXPORTER, 2.0),
        stated(BLR, RUS, KT_BY_EXPORTER, 4.0), stated(BLR, BLR, KT_BY_EXPORTER, 9.0)};
    rows[2].year = 2017;
    kt_partners partners = partners_of(rows, N(rows));

    CHECK_INT(partners.n_partners, 1);
    CHECK_INT(partners.partner[0].country.code, KAZ.code);
    kt_partners_clear(&partners);
}

/* World is the total, sums of others are left out, unspecified areas are unallocated. */
static void what_is_no_country_never_ranks(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(BLR, KT_WORLD, KT_BY_EXPORTER, 100.0),
                                   stated(BLR, DEU, KT_BY_EXPORTER, 60.0),
                                   stated(BLR, code_of("X_EU"), KT_BY_EXPORTER, 70.0),
                                   stated(BLR, code_of("X_AGG04"), KT_BY_EXPORTER, 20.0),
                                   stated(BLR, NONE_SUCH, KT_BY_EXPORTER, 5.0),
                                   stated(BLR, KAZ, KT_BY_EXPORTER, 13.0)};
    kt_partners partners = partners_of(rows, N(rows));
    kt_ranking ranking = ranking_of(&partners, NULL, KT_MEASURE_EXPORT, KT_STATISTICS_OWN);

    CHECK_INT(ranking.n_ranked, 2);
    CHECK_INT(ranking.list[0].country.code, DEU.code);
    CHECK_NEAR(ranking.total.unallocated_usd, 25.0, 0.0);
    CHECK_NEAR(ranking.total.coverage, 0.98, 1e-15);
    CHECK_NEAR(ranking.list[0].share, 0.6, 1e-15);
    CHECK_INT(ranking.total.denominator, KT_DENOMINATOR_STATED);
    for (int64_t p = 0; p < ranking.n_list; p++)
        CHECK(kt_country_ranks(countries, ranking.list[p].country));
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
}

static void a_partner_with_one_direction_ranks_by_it_and_is_marked(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(BLR, KAZ, KT_BY_EXPORTER, 5.0),
                                   stated(BLR, RUS, KT_BY_EXPORTER, 3.0),
                                   stated(RUS, BLR, KT_BY_IMPORTER, 1.0)};
    kt_partners partners = partners_of(rows, N(rows));
    kt_ranking turnover = ranking_of(&partners, NULL, KT_MEASURE_TURNOVER, KT_STATISTICS_OWN);
    kt_ranking import = ranking_of(&partners, NULL, KT_MEASURE_IMPORT, KT_STATISTICS_OWN);

    CHECK_INT(kt_ranking_find(&turnover, KAZ)->rank, 1);
    CHECK_INT(kt_ranking_find(&turnover, KAZ)->partial, 1);
    CHECK_INT(kt_ranking_find(&turnover, RUS)->partial, 0);
    CHECK_INT(turnover.n_partial, 1);
    CHECK_INT(kt_ranking_find(&import, KAZ)->rank, 0);
    kt_ranking_clear(&import);
    kt_ranking_clear(&turnover);
    kt_partners_clear(&partners);
}

static void a_partner_that_only_the_other_side_reports_is_shown_and_not_ranked(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(BLR, RUS, KT_BY_EXPORTER, 3.0),
                                   stated(BLR, KAZ, KT_BY_IMPORTER, 50.0),
                                   stated(BLR, DEU, KT_BY_IMPORTER, 70.0)};
    kt_partners partners = partners_of(rows, N(rows));
    kt_ranking own = ranking_of(&partners, NULL, KT_MEASURE_EXPORT, KT_STATISTICS_OWN);
    kt_ranking mirror = ranking_of(&partners, NULL, KT_MEASURE_EXPORT, KT_STATISTICS_MIRROR);

    CHECK_INT(own.n_ranked, 1);
    CHECK_INT(own.n_other_side, 2);
    CHECK_INT(own.list[1].country.code, DEU.code);
    CHECK_INT(own.list[1].rank, 0);
    CHECK_NEAR(own.list[1].other_usd, 70.0, 0.0);
    CHECK_NEAR(own.list[1].usd, NAN, 0.0);
    CHECK_INT(mirror.n_ranked, 2);
    CHECK_INT(kt_ranking_find(&mirror, DEU)->rank, 1);
    CHECK_INT(kt_ranking_find(&mirror, RUS)->standing, KT_STANDS_OTHER_SIDE);
    kt_ranking_clear(&mirror);
    kt_ranking_clear(&own);
    kt_partners_clear(&partners);
}

static void members_without_data_are_in_the_list_and_a_itself_is_not(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(BLR, RUS, KT_BY_EXPORTER, 3.0),
                                   stated(BLR, DEU, KT_BY_EXPORTER, 4.0)};
    kt_partners partners = partners_of(rows, N(rows));
    kt_ranking ranking = ranking_of(&partners, "CIS", KT_MEASURE_EXPORT, KT_STATISTICS_OWN);

    CHECK_INT(kt_ranking_find(&ranking, RUS)->rank, 1);
    CHECK_INT(kt_ranking_find(&ranking, UZB)->standing, KT_STANDS_NO_DATA);
    CHECK_INT(kt_ranking_find(&ranking, TJK)->standing, KT_STANDS_NO_DATA);
    CHECK(kt_ranking_find(&ranking, DEU) == NULL);
    CHECK(kt_ranking_find(&ranking, BLR) == NULL);
    CHECK_INT(ranking.n_list, ranking.n_ranked + ranking.n_no_data);
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
}

static bool is_no_russia(const void *russia, kt_country country)
{
    return country.code != ((const kt_country *)russia)->code;
}

static void what_is_kept_of_a_ranking_is_ranked_anew(void **state)
{
    (void)state;
    const kt_observation rows[] = {
        stated(BLR, RUS, KT_BY_EXPORTER, 9.0), stated(BLR, DEU, KT_BY_EXPORTER, 5.0),
        stated(BLR, KAZ, KT_BY_EXPORTER, 3.0), stated(BLR, UZB, KT_BY_IMPORTER, 1.0)};
    kt_partners partners = partners_of(rows, N(rows));
    kt_ranking ranking = ranking_of(&partners, NULL, KT_MEASURE_EXPORT, KT_STATISTICS_OWN);
    kt_error err = {0};
    const kt_country russia = RUS;

    CHECK_OK(kt_ranking_keep(&ranking, is_no_russia, &russia, &err), err);
    CHECK(kt_ranking_find(&ranking, RUS) == NULL);
    CHECK_INT(kt_ranking_find(&ranking, DEU)->rank, 1);
    CHECK_INT(kt_ranking_find(&ranking, KAZ)->rank, 2);
    CHECK_NEAR(kt_ranking_find(&ranking, KAZ)->share, 3.0 / 17.0, 1e-15);
    CHECK_NEAR(kt_ranking_find(&ranking, KAZ)->share_of_list, 3.0 / 8.0, 1e-15);
    CHECK_INT(ranking.n_ranked, 2);
    CHECK_INT(ranking.n_other_side, 1);
    CHECK_NEAR(ranking.list_usd, 8.0, 0.0);
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
}

static void ranks_are_also_given_without_a_disputed_member(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(BLR, RUS, KT_BY_EXPORTER, 9.0),
                                   stated(BLR, UKR, KT_BY_EXPORTER, 5.0),
                                   stated(BLR, KAZ, KT_BY_EXPORTER, 3.0)};
    kt_partners partners = partners_of(rows, N(rows));
    kt_ranking ranking = ranking_of(&partners, "CIS", KT_MEASURE_EXPORT, KT_STATISTICS_OWN);

    CHECK_INT(kt_ranking_find(&ranking, KAZ)->rank, 3);
    CHECK_INT(kt_ranking_find(&ranking, KAZ)->rank_without, 2);
    CHECK_INT(kt_ranking_find(&ranking, UKR)->membership, KT_DISPUTED);
    CHECK_INT(ranking.n_disputed, 1);
    CHECK_NEAR(kt_ranking_find(&ranking, KAZ)->share_of_list, 3.0 / 17.0, 1e-15);
    CHECK_NEAR(ranking.list_usd, 17.0, 0.0);
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
}

static void a_turnovers_total_needs_both_directions(void **state)
{
    (void)state;
    kt_observation rows[] = {stated(BLR, RUS, KT_BY_EXPORTER, 3.0),
                             stated(RUS, BLR, KT_BY_IMPORTER, 5.0),
                             stated(BLR, KT_WORLD, KT_BY_EXPORTER, 10.0),
                             stated(KT_WORLD, BLR, KT_BY_IMPORTER, 6.0)};
    kt_partners one = partners_of(rows, 3), both = partners_of(rows, 4);
    kt_ranking summed = ranking_of(&one, NULL, KT_MEASURE_TURNOVER, KT_STATISTICS_OWN);
    kt_ranking held = ranking_of(&both, NULL, KT_MEASURE_TURNOVER, KT_STATISTICS_OWN);

    CHECK_INT(summed.total.denominator, KT_DENOMINATOR_SUM);
    CHECK_NEAR(summed.total.total_usd, 8.0, 0.0);
    CHECK_NEAR(summed.total.coverage, NAN, 0.0);
    CHECK_INT(held.total.denominator, KT_DENOMINATOR_STATED);
    CHECK_NEAR(held.total.total_usd, 16.0, 0.0);
    CHECK_NEAR(held.total.coverage, 0.5, 0.0);
    kt_ranking_clear(&held);
    kt_ranking_clear(&summed);
    kt_partners_clear(&both);
    kt_partners_clear(&one);
}

static void mirror_statistics_have_no_stated_world_total(void **state)
{
    (void)state;
    const kt_observation rows[] = {stated(BLR, RUS, KT_BY_IMPORTER, 3.0),
                                   stated(BLR, KT_WORLD, KT_BY_EXPORTER, 10.0),
                                   stated(BLR, KT_WORLD, KT_BY_IMPORTER, 11.0)};
    kt_partners partners = partners_of(rows, N(rows));
    kt_ranking ranking = ranking_of(&partners, NULL, KT_MEASURE_EXPORT, KT_STATISTICS_MIRROR);

    CHECK_INT(ranking.total.denominator, KT_DENOMINATOR_SUM);
    CHECK_NEAR(kt_ranking_find(&ranking, RUS)->share, 1.0, 0.0);
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
}

static void a_withheld_value_is_said_to_be_withheld(void **state)
{
    (void)state;
    kt_observation row = stated(BLR, RUS, KT_BY_EXPORTER, NAN);
    row.status = KT_SUPPRESSED;
    kt_partners partners = partners_of(&row, 1);
    kt_ranking ranking = ranking_of(&partners, NULL, KT_MEASURE_EXPORT, KT_STATISTICS_OWN);

    CHECK_INT(kt_ranking_find(&ranking, RUS)->standing, KT_STANDS_NO_DATA);
    CHECK_INT(kt_ranking_find(&ranking, RUS)->status, KT_SUPPRESSED);
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
}

static void a_balance_is_no_order(void **state)
{
    (void)state;
    kt_partners partners = partners_of(NULL, 0);
    kt_ranking ranking = {0};
    kt_error err = {0};
    CHECK_FAILS(kt_partners_rank(&partners, countries, blocs, NULL, KT_MEASURE_BALANCE,
                                 KT_STATISTICS_OWN, &ranking, &err),
                KT_ERR_RANGE, err);
    kt_partners_clear(&partners);
}

static kt_status rank_once(void *with, kt_error *err)
{
    const kt_observation *row = with;
    kt_partners partners = {0};
    kt_ranking ranking = {0};
    kt_status status = kt_partners_from(row, 1, countries, BLR, 2018, &partners, err);
    if (!status)
        status = kt_partners_rank(&partners, countries, blocs, NULL, KT_MEASURE_EXPORT,
                                  KT_STATISTICS_OWN, &ranking, err);
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
    return status;
}

static void partners_survive_lack_of_memory(void **state)
{
    (void)state;
    kt_observation row = stated(BLR, RUS, KT_BY_EXPORTER, 3.0);
    kt_check_faults(KT_FAULT_MEMORY, rank_once, &row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(both_sides_statements_of_both_directions_find_their_place),
        KT_TEST(other_years_and_other_countries_are_passed_over),
        KT_TEST(what_is_no_country_never_ranks),
        KT_TEST(a_partner_with_one_direction_ranks_by_it_and_is_marked),
        KT_TEST(a_partner_that_only_the_other_side_reports_is_shown_and_not_ranked),
        KT_TEST(members_without_data_are_in_the_list_and_a_itself_is_not),
        KT_TEST(what_is_kept_of_a_ranking_is_ranked_anew),
        KT_TEST(ranks_are_also_given_without_a_disputed_member),
        KT_TEST(a_turnovers_total_needs_both_directions),
        KT_TEST(mirror_statistics_have_no_stated_world_total),
        KT_TEST(a_withheld_value_is_said_to_be_withheld),
        KT_TEST(a_balance_is_no_order),
        KT_TEST(partners_survive_lack_of_memory),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, read_tables, let_go);
}
