/* What is newsworthy: laws, and cases worked by hand. */
#include <kontor/news.h>

#include "check.h"

enum { FIRST = 2005, MOST = 24 };

/* A series of the values given, from 2005 on; NAN is missing. */
typedef struct line {
    double value[MOST];
    const kt_break *at_break[MOST];
    uint8_t weak[MOST];
    kt_yearly yearly;
} line;

static const kt_break a_break = {.year = 2010};

static line *line_of(line *l, const double *value, int n)
{
    *l = (line){0};
    memcpy(l->value, value, (size_t)n * sizeof *value);
    l->yearly = (kt_yearly){
        .first_year = FIRST, .n_years = n, .value_usd = l->value, .at_break = l->at_break};
    return l;
}
#define LINE(l, ...)                                                                           \
    line_of((l), (const double[]){__VA_ARGS__},                                                \
            (int)(sizeof((const double[]){__VA_ARGS__}) / sizeof(double)))

static kt_news_extreme extreme(const line *l, int year)
{
    return kt_news_extreme_of(&l->yearly, l->weak, year);
}

static void a_value_above_all_before_is_a_record_with_the_former_one(void **state)
{
    (void)state;
    line l;
    LINE(&l, 2e9, 5e9, 3e9, 4e9, 1e9, 6e9);
    const kt_news_extreme found = extreme(&l, 2010);
    CHECK_INT(found.sign, 1);
    CHECK(found.whole);
    CHECK_INT(found.since, 2005);
    CHECK_INT(found.n_passed, 5);
    CHECK_INT(found.former_year, 2006);
    CHECK_NEAR(found.former_usd, 5e9, 0.0);
}

static void a_value_under_all_before_is_the_lowest(void **state)
{
    (void)state;
    line l;
    LINE(&l, 2e9, 5e9, 3e9, 4e9, 6e9, 1e9);
    const kt_news_extreme found = extreme(&l, 2010);
    CHECK_INT(found.sign, -1);
    CHECK(found.whole);
    CHECK_INT(found.former_year, 2005);
}

static void behind_a_higher_year_it_is_the_highest_since(void **state)
{
    (void)state;
    line l;
    LINE(&l, 1e9, 9e9, 2e9, 3e9, 4e9, 3e9, 2e9, 7e9);
    const kt_news_extreme found = extreme(&l, 2012);
    CHECK_INT(found.sign, 1);
    CHECK(!found.whole);
    CHECK_INT(found.since, 2006);
    CHECK_INT(found.n_passed, 5);
    CHECK_NEAR(found.former_usd, 9e9, 0.0);
}

static void an_equal_value_is_no_record(void **state)
{
    (void)state;
    line l;
    LINE(&l, 2e9, 2e9, 2e9, 2e9, 2e9, 2e9);
    CHECK_INT(extreme(&l, 2010).sign, 0);
}

static void a_record_needs_five_years_without_gap_break_or_weak_figure(void **state)
{
    (void)state;
    line l;
    LINE(&l, 1e9, 2e9, 3e9, 4e9, 5e9);
    CHECK_INT(extreme(&l, 2009).sign, 0);
    LINE(&l, 1e9, 2e9, 3e9, 4e9, 5e9, 6e9);
    CHECK_INT(extreme(&l, 2010).sign, 1);
    l.weak[0] = 1;
    CHECK_INT(extreme(&l, 2010).sign, 0);
    l.weak[0] = 0;
    l.weak[5] = 1; // provisional itself
    CHECK_INT(extreme(&l, 2010).sign, 0);
    LINE(&l, 1e9, 2e9, 3e9, 4e9, 5e9, 6e9);
    l.at_break[2] = &a_break;
    CHECK_INT(extreme(&l, 2010).sign, 0);
    LINE(&l, 1e9, 2e9, NAN, 4e9, 5e9, 6e9);
    CHECK_INT(extreme(&l, 2010).sign, 0);
    CHECK_INT(extreme(&l, 2007).sign, 0);
    CHECK_INT(extreme(&l, 1990).sign, 0);
    CHECK_INT(extreme(&l, 2090).sign, 0);
}

static void scaling_and_mirroring_change_no_record(void **state)
{
    (void)state;
    line l, scaled, mirrored;
    LINE(&l, 3e9, 1e9, 4e9, 1.5e9, 5e9, 9e9, 2e9, 6e9, 5.5e9, 3.5e9, 8e9, 0.5e9);
    scaled = l;
    mirrored = l;
    scaled.yearly.value_usd = scaled.value;
    mirrored.yearly.value_usd = mirrored.value;
    for (int p = 0; p < 12; p++) {
        scaled.value[p] = 7.0 * l.value[p];
        mirrored.value[p] = 10e9 - l.value[p];
    }
    for (int year = FIRST; year < FIRST + 12; year++) {
        const kt_news_extreme x = extreme(&l, year);
        CHECK_INT(extreme(&scaled, year).sign, x.sign);
        CHECK_INT(extreme(&scaled, year).since, x.since);
        CHECK_INT(extreme(&mirrored, year).sign, -x.sign);
        CHECK_INT(extreme(&mirrored, year).since, x.since);
    }
}

static void growth_after_two_years_of_decline_is_a_turn(void **state)
{
    (void)state;
    line l;
    LINE(&l, 2e9, 3e9, 2.5e9, 2e9, 2.2e9);
    const kt_news_turn turn = kt_news_turn_of(&l.yearly, l.weak, 2009);
    CHECK_INT(turn.sign, 1);
    CHECK_INT(turn.n_years, 2);
    CHECK_NEAR(turn.rate, 0.1, 1e-12);
    CHECK_INT(kt_news_turn_of(&l.yearly, l.weak, 2007).sign, 0); // one year of growth only
    l.at_break[3] = &a_break;
    CHECK_INT(kt_news_turn_of(&l.yearly, l.weak, 2009).sign, 0);
    l.at_break[3] = NULL;
    l.weak[4] = 1;
    CHECK_INT(kt_news_turn_of(&l.yearly, l.weak, 2009).sign, 0);
}

static void decline_after_growth_is_a_turn_and_a_ripple_is_none(void **state)
{
    (void)state;
    line l;
    LINE(&l, 2e9, 3e9, 4e9, 3e9);
    CHECK_INT(kt_news_turn_of(&l.yearly, NULL, 2008).sign, -1);
    LINE(&l, 2e9, 3e9, 4e9, 3.99e9);
    CHECK_INT(kt_news_turn_of(&l.yearly, NULL, 2008).sign, 0);
}

static void a_balance_that_changes_its_sign_is_a_swing(void **state)
{
    (void)state;
    line balance, turnover;
    LINE(&balance, -1e8, 2e8, 3e8, -2e8);
    LINE(&turnover, 1e9, 1e9, 1e9, 1e9);
    kt_news_swing swing =
        kt_news_swing_of(&balance.yearly, &turnover.yearly, balance.weak, 2008);
    CHECK_INT(swing.sign, -1);
    CHECK_INT(swing.n_years, 2);
    CHECK_INT(kt_news_swing_of(&balance.yearly, &turnover.yearly, NULL, 2006).sign, 1);
    CHECK_INT(kt_news_swing_of(&balance.yearly, &turnover.yearly, NULL, 2007).sign, 0);
    balance.value[3] = -1e7; // 1 % of the turnover
    CHECK_INT(kt_news_swing_of(&balance.yearly, &turnover.yearly, NULL, 2008).sign, 0);
    balance.value[3] = -2e8;
    balance.at_break[3] = &a_break;
    CHECK_INT(kt_news_swing_of(&balance.yearly, &turnover.yearly, NULL, 2008).sign, 0);
}

/* ---- rankings ------------------------------------------------------------------------------
 */

enum { N_PARTNERS = 4 };
static const char *const CODES[N_PARTNERS] = {"AAA", "BBB", "CCC", "DDD"};

static kt_country code_of(int n)
{
    kt_country country = {0};
    CHECK(kt_country_parse(kt_slice_of(CODES[n]), &country));
    return country;
}

static kt_ranking ranking_of(kt_rank *list, const double *usd, double stated_usd)
{
    kt_error err = {0};
    kt_ranking ranking = {.list = list, .n_list = N_PARTNERS};
    ranking.total.stated_usd = stated_usd;
    for (int n = 0; n < N_PARTNERS; n++) {
        list[n] = (kt_rank){.country = code_of(n), .usd = usd[n], .other_usd = NAN};
        ranking.total.partners_usd += usd[n];
    }
    CHECK_OK(kt_rank_compute(list, N_PARTNERS, &ranking.total, &err), err);
    return ranking;
}

static void a_partner_that_passed_others_has_overtaken_them(void **state)
{
    (void)state;
    kt_rank one[N_PARTNERS], two[N_PARTNERS];
    const kt_ranking before = ranking_of(one, (const double[]){40, 30, 20, 10}, 100);
    const kt_ranking now = ranking_of(two, (const double[]){30, 20, 40, 10}, 100);
    const kt_news_overtaking found = kt_news_overtaking_of(&before, &now, code_of(2));
    CHECK_INT(found.from, 3);
    CHECK_INT(found.to, 1);
    CHECK_INT(found.n_overtaken, 2);
    CHECK_INT(found.overtaken[0].code, code_of(0).code);
    CHECK_INT(found.overtaken[1].code, code_of(1).code);
    CHECK_INT(kt_news_overtaking_of(&before, &now, code_of(0)).to, 0);
    CHECK_INT(kt_news_overtaking_of(&before, &now, code_of(3)).to, 0);
    CHECK_INT(kt_news_overtaking_of(&now, &now, code_of(2)).to, 0);
}

static void a_rank_under_95_percent_coverage_is_no_news(void **state)
{
    (void)state;
    kt_rank one[N_PARTNERS], two[N_PARTNERS];
    const kt_ranking before = ranking_of(one, (const double[]){40, 30, 20, 10}, 100);
    const kt_ranking now = ranking_of(two, (const double[]){30, 20, 40, 10}, 106);
    CHECK_INT(kt_news_overtaking_of(&before, &now, code_of(2)).to, 0);
    CHECK_INT(kt_news_overtaking_of(&now, &before, code_of(0)).to, 0);
}

static void an_estimated_or_partial_partner_overtakes_nobody(void **state)
{
    (void)state;
    kt_rank one[N_PARTNERS], two[N_PARTNERS];
    const kt_ranking before = ranking_of(one, (const double[]){40, 30, 20, 10}, 100);
    const kt_ranking now = ranking_of(two, (const double[]){30, 20, 40, 10}, 100);
    two[0].status = KT_ESTIMATED; // the largest, CCC
    CHECK_INT(kt_news_overtaking_of(&before, &now, code_of(2)).to, 0);
    two[0].status = KT_REPORTED;
    two[1].partial = 1; // AAA, overtaken
    CHECK_INT(kt_news_overtaking_of(&before, &now, code_of(2)).n_overtaken, 1);
}

static void a_country_whose_trade_is_filled_from_its_partners_does_not_report(void **state)
{
    (void)state;
    kt_partner list[3] = {
        {.country = code_of(0)}, {.country = code_of(1)}, {.country = KT_WORLD}};
    const kt_partners partners = {.partner = list, .n_partners = 3};
    list[2].kind = KT_IS_WORLD;
    for (int p = 0; p < 3; p++)
        list[p].own[0].usd = list[p].own[1].usd = list[p].mirror[0].usd =
            list[p].mirror[1].usd = 100.0;
    CHECK(!kt_news_is_made_up(&partners));
    list[2].mirror[0].usd = 106.0; // the world is no partner
    CHECK(!kt_news_is_made_up(&partners));
    list[0].mirror[0].usd = 106.0; // a quarter of it
    CHECK(kt_news_is_made_up(&partners));
    list[1].own[0].usd = 1e6;
    list[1].mirror[0].usd = 9e5;
    CHECK(!kt_news_is_made_up(&partners));
    list[0].own[0].usd = NAN;
    CHECK(!kt_news_is_made_up(&partners));
}

/* ---- revisions, scores ---------------------------------------------------------------------
 */

static void a_revision_is_large_both_ways(void **state)
{
    (void)state;
    CHECK(kt_news_is_revision(100e6, 110e6));
    CHECK(kt_news_is_revision(110e6, 100e6));
    CHECK(!kt_news_is_revision(100e6, 109e6)); // 9 million
    CHECK(!kt_news_is_revision(1e9, 1.04e9));  // 4 %
    CHECK(!kt_news_is_revision(NAN, 1e9));
    CHECK(!kt_news_is_revision(1e9, NAN));
}

static void scores_add_what_size_and_change(void **state)
{
    (void)state;
    CHECK_NEAR(kt_news_score(0.0, 1e9, 0.0), 18.0, 1e-12);
    CHECK_NEAR(kt_news_score(10.0, 100e6, 1.0), 10.0 + 12.0 + 20.0, 1e-12);
    CHECK_NEAR(kt_news_score(0.0, 100e6, -0.5), 32.0, 1e-12);
    CHECK_NEAR(kt_news_score(0.0, 100e6, -1.0), 32.0, 1e-12);
    CHECK_NEAR(kt_news_score(0.0, 5e5, NAN), 0.0, 0.0);
    CHECK_NEAR(kt_news_score(50.0, 1e15, 9.0), 100.0, 1e-12);
    const kt_news_extreme record = {.sign = 1, .n_passed = 50};
    CHECK_NEAR(kt_news_extreme_points(&record), 40.0, 0.0);
    const kt_news_turn turn = {.sign = -1, .n_years = 2};
    CHECK_NEAR(kt_news_turn_points(&turn), 21.0, 0.0);
    const kt_news_overtaking first = {.to = 1}, tenth = {.to = 10};
    CHECK_NEAR(kt_news_overtaking_points(&first), 44.0, 0.0);
    CHECK_NEAR(kt_news_overtaking_points(&tenth), 17.0, 0.0);
}

static void the_rows_of_a_pair_are_both_directions(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_observation row[64];
    kt_observations all = {.row = row}, pair = {0};
    for (int i = 0; i < N_PARTNERS; i++)
        for (int j = 0; j < N_PARTNERS; j++)
            for (int t = 0; t < 2 && i != j; t++)
                row[all.n_rows++] = (kt_observation){.exporter = code_of(i),
                                                     .importer = code_of(j),
                                                     .year = (int16_t)(2000 + t),
                                                     .value_usd = 10 * i + j};
    CHECK_OK(kt_news_pair_rows(&all, code_of(2), code_of(1), &pair, &err), err);
    CHECK_INT(pair.n_rows, 4);
    CHECK_NEAR(pair.row[0].value_usd, 21.0, 0.0);
    CHECK_NEAR(pair.row[3].value_usd, 12.0, 0.0);
    kt_observations_clear(&pair);
    CHECK_OK(kt_news_pair_rows(&all, code_of(2), KT_WORLD, &pair, &err), err);
    CHECK_INT(pair.n_rows, 0);
    kt_observations_clear(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_value_above_all_before_is_a_record_with_the_former_one),
        KT_TEST(a_value_under_all_before_is_the_lowest),
        KT_TEST(behind_a_higher_year_it_is_the_highest_since),
        KT_TEST(an_equal_value_is_no_record),
        KT_TEST(a_record_needs_five_years_without_gap_break_or_weak_figure),
        KT_TEST(scaling_and_mirroring_change_no_record),
        KT_TEST(growth_after_two_years_of_decline_is_a_turn),
        KT_TEST(decline_after_growth_is_a_turn_and_a_ripple_is_none),
        KT_TEST(a_balance_that_changes_its_sign_is_a_swing),
        KT_TEST(a_partner_that_passed_others_has_overtaken_them),
        KT_TEST(a_rank_under_95_percent_coverage_is_no_news),
        KT_TEST(an_estimated_or_partial_partner_overtakes_nobody),
        KT_TEST(a_country_whose_trade_is_filled_from_its_partners_does_not_report),
        KT_TEST(a_revision_is_large_both_ways),
        KT_TEST(scores_add_what_size_and_change),
        KT_TEST(the_rows_of_a_pair_are_both_directions),
    };
    return kt_run_tests(tests);
}
