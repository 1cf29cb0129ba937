/* test_ranking.c: ranks, ranges of ranks, shares and coverage from plain numbers. */
#include <kontor/ranking.h>

#include "check.h"

enum { MOST = 8 };

typedef struct board {
    kt_rank list[MOST];
    int64_t n;
    kt_rank_total total;
} board;

/* Partners PA, PB, ... with the given values; what is stated for the world, and unallocated. */
static board board_of(const double *usd, int64_t n, double stated, double unallocated)
{
    board on = {.n = n};
    for (int64_t p = 0; p < n; p++) {
        on.list[p] = (kt_rank){
            .country = KT_COUNTRY('P', 'A' + p, '0'), .usd = usd[p], .other_usd = NAN};
        if (!isnan(usd[p]))
            on.total.partners_usd += usd[p];
    }
    on.total.stated_usd = stated;
    on.total.unallocated_usd = unallocated;
    return on;
}

static void compute(board *on)
{
    kt_error err = {0};
    CHECK_OK(kt_rank_compute(on->list, on->n, &on->total, &err), err);
}

static const kt_rank *find(const board *on, char letter)
{
    for (int64_t p = 0; p < on->n; p++)
        if (on->list[p].country.code == KT_COUNTRY('P', (uint8_t)letter, '0').code)
            return &on->list[p];
    fail_msg("no partner %c", letter);
    return NULL;
}

/* ---- laws ------------------------------------------------------------------------------- */

static void shares_and_the_unallocated_sum_to_the_coverage(void **state)
{
    (void)state;
    const double usd[] = {40.0, 25.0, 12.5, 12.5};
    board on = board_of(usd, 4, 100.0, 4.0);
    compute(&on);
    double sum = 4.0 / 100.0;
    for (int p = 0; p < 4; p++)
        sum += on.list[p].share;

    CHECK_NEAR(sum, on.total.coverage, 1e-15);
    CHECK_NEAR(on.total.coverage, 0.94, 1e-15);
}

static void without_a_stated_total_all_shares_sum_to_one_and_coverage_is_unknown(void **state)
{
    (void)state;
    const double usd[] = {40.0, 25.0, 15.0};
    board on = board_of(usd, 3, NAN, 20.0);
    compute(&on);

    CHECK_INT(on.total.denominator, KT_DENOMINATOR_SUM);
    CHECK_NEAR(on.total.total_usd, 100.0, 0.0);
    CHECK_NEAR(on.list[0].share + on.list[1].share + on.list[2].share + 0.2, 1.0, 1e-15);
    CHECK_NEAR(on.total.coverage, NAN, 0.0);
    CHECK_INT(on.total.is_range, 0);
}

static void ranks_do_not_change_with_the_scale(void **state)
{
    (void)state;
    const double usd[] = {3.0, 9.0, 1.0, 4.0, 4.0};
    double scaled[5];
    for (int p = 0; p < 5; p++)
        scaled[p] = usd[p] * 1e6;
    board one = board_of(usd, 5, 26.0, 0.0), other = board_of(scaled, 5, 26e6, 0.0);
    compute(&one);
    compute(&other);

    for (int p = 0; p < 5; p++) {
        CHECK_INT(other.list[p].country.code, one.list[p].country.code);
        CHECK_INT(other.list[p].rank, one.list[p].rank);
        CHECK_INT(other.list[p].best, one.list[p].best);
        CHECK_INT(other.list[p].worst, one.list[p].worst);
        CHECK_NEAR(other.list[p].share, one.list[p].share, 1e-15);
    }
}

/* ---- ranks ------------------------------------------------------------------------------ */

static void equal_values_have_equal_ranks(void **state)
{
    (void)state;
    const double usd[] = {5.0, 9.0, 5.0, 1.0};
    board on = board_of(usd, 4, NAN, 0.0);
    compute(&on);

    CHECK_INT(find(&on, 'B')->rank, 1);
    CHECK_INT(find(&on, 'A')->rank, 2);
    CHECK_INT(find(&on, 'C')->rank, 2);
    CHECK_INT(find(&on, 'D')->rank, 4);
    CHECK_INT(on.list[1].country.code, KT_COUNTRY('P', 'A', '0').code); // then by code
}

static void a_zero_is_ranked_and_a_missing_value_is_not(void **state)
{
    (void)state;
    const double usd[] = {NAN, 0.0, 2.0, NAN};
    board on = board_of(usd, 4, NAN, 0.0);
    on.list[3].other_usd = 7.0;
    compute(&on);

    CHECK_INT(find(&on, 'B')->rank, 2);
    CHECK_INT(find(&on, 'B')->standing, KT_STANDS_RANKED);
    CHECK_INT(find(&on, 'D')->standing, KT_STANDS_OTHER_SIDE);
    CHECK_INT(find(&on, 'D')->rank, 0);
    CHECK_NEAR(find(&on, 'D')->share, NAN, 0.0);
    CHECK_INT(find(&on, 'A')->standing, KT_STANDS_NO_DATA);
    CHECK(&on.list[2] == find(&on, 'D'));
    CHECK(&on.list[3] == find(&on, 'A'));
}

static void disputed_members_are_counted_and_left_out(void **state)
{
    (void)state;
    const double usd[] = {34.0, 5.0, 0.9, 0.4}; // Russia, Ukraine, Kazakhstan, Azerbaijan
    board on = board_of(usd, 4, NAN, 0.0);
    on.list[1].disputed = 1;
    compute(&on);

    CHECK_INT(find(&on, 'C')->rank, 3);
    CHECK_INT(find(&on, 'C')->rank_without, 2);
    CHECK_INT(find(&on, 'A')->rank_without, 1);
    CHECK_INT(find(&on, 'B')->rank, 2);
    CHECK_INT(find(&on, 'B')->rank_without, 0);
}

/* ---- ranges ----------------------------------------------------------------------------- */

/* 50, 20, 15, 5 of 100: 10 are missing. C (15) may have up to 25 and be 2nd. D alone stands
 * behind it and needs more than 10, which is all there is: so C is 2nd to 3rd. */
static void a_range_worked_by_hand(void **state)
{
    (void)state;
    const double usd[] = {50.0, 20.0, 15.0, 5.0};
    board on = board_of(usd, 4, 100.0, 0.0);
    compute(&on);

    CHECK_INT(on.total.is_range, 1);
    CHECK_NEAR(on.total.missing_usd, 10.0, 0.0);
    CHECK_INT(find(&on, 'C')->rank, 3);
    CHECK_INT(find(&on, 'C')->best, 2);
    CHECK_INT(find(&on, 'C')->worst, 3);
    CHECK_INT(find(&on, 'B')->best, 2);
    CHECK_INT(find(&on, 'B')->worst, 3);
    CHECK_INT(find(&on, 'A')->best, 1);
    CHECK_INT(find(&on, 'A')->worst, 1);
    CHECK_INT(find(&on, 'D')->best, 3); // 5 + 10 is 15: level with the third
    CHECK_INT(find(&on, 'D')->worst, 4);
}

static void the_cheapest_pass_first(void **state)
{
    (void)state;
    const double usd[] = {40.0, 18.0, 16.0, 14.0}; // 12 missing: shortfalls of A 22, 24, 26
    board on = board_of(usd, 4, 100.0, 0.0);
    compute(&on);

    CHECK_INT(find(&on, 'A')->worst, 1);
    CHECK_INT(find(&on, 'B')->worst, 4); // 2 + 4 = 6 < 12
    CHECK_INT(find(&on, 'C')->worst, 4);
    CHECK_INT(find(&on, 'D')->best, 2); // 14 + 12 = 26
}

static void partners_without_data_may_pass_too(void **state)
{
    (void)state;
    const double usd[] = {80.0, 4.0, NAN, NAN, NAN}; // 16 missing
    board on = board_of(usd, 5, 100.0, 0.0);
    compute(&on);

    CHECK_INT(find(&on, 'A')->worst, 1);
    CHECK_INT(find(&on, 'B')->worst, 5); // three of them need 12
    on = board_of(usd, 5, 96.0, 0.0);    // 12 missing: two of them, 8, and not a third
    compute(&on);
    CHECK_INT(find(&on, 'B')->worst, 4);
}

static void at_95_percent_a_rank_is_a_number(void **state)
{
    (void)state;
    const double usd[] = {50.0, 45.0};
    board certain = board_of(usd, 2, 100.0, 0.0), open = board_of(usd, 2, 100.1, 0.0);
    compute(&certain);
    compute(&open);

    CHECK_INT(certain.total.is_range, 0);
    CHECK_INT(find(&certain, 'A')->worst, 1);
    CHECK_INT(open.total.is_range, 1);
    CHECK_INT(find(&open, 'A')->worst, 2);
    CHECK_INT(find(&open, 'B')->best, 1);
}

static void what_is_unallocated_is_covered_but_belongs_to_partners_unknown(void **state)
{
    (void)state;
    const double usd[] = {50.0, 40.0};
    board on = board_of(usd, 2, 100.0, 10.0);
    compute(&on);

    CHECK_NEAR(on.total.coverage, 1.0, 1e-15);
    CHECK_INT(on.total.is_range, 1);
    CHECK_NEAR(on.total.missing_usd, 10.0, 0.0);
    CHECK_INT(find(&on, 'B')->best, 1);
}

static void parts_above_the_stated_total_leave_nothing_missing(void **state)
{
    (void)state;
    const double usd[] = {60.0, 50.0};
    board on = board_of(usd, 2, 100.0, 0.0);
    compute(&on);

    CHECK_NEAR(on.total.coverage, 1.1, 1e-15);
    CHECK_NEAR(on.total.missing_usd, 0.0, 0.0);
    CHECK_INT(on.total.is_range, 0);
}

/* The slow twin: the worst rank by trying every subset of those behind. */
static int worst_by_trying(const double *usd, int n, int p, double missing)
{
    int rank = 1, most = 0;
    for (int q = 0; q < n; q++)
        rank += usd[q] > usd[p];
    for (unsigned set = 0; set < 1u << n; set++) {
        double spent = 0.0;
        int passed = 0;
        for (int q = 0; q < n; q++) {
            if (!(set >> q & 1))
                continue;
            if (q == p || usd[q] > usd[p]) {
                spent = INFINITY;
                break;
            }
            spent += usd[p] - usd[q];
            passed++;
        }
        if (spent < missing && passed > most)
            most = passed;
    }
    return rank + most;
}

static void the_worst_rank_is_that_of_the_best_subset(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 200; round++) {
        double usd[7], sum = 0.0;
        for (int p = 0; p < 7; p++) {
            seed = seed * 1664525u + 1013904223u;
            usd[p] = (double)(seed >> 27); // whole numbers: exact sums, many ties
            sum += usd[p];
        }
        const double missing = 1.0 + (double)(seed >> 20 & 15) + sum / 4.0;
        board on = board_of(usd, 7, sum + missing, 0.0);
        compute(&on);
        for (int p = 0; p < 7; p++)
            CHECK_INT(find(&on, (char)('A' + p))->worst, worst_by_trying(usd, 7, p, missing));
    }
}

/* ---- edges ------------------------------------------------------------------------------ */

static void an_empty_list_has_no_denominator(void **state)
{
    (void)state;
    board on = board_of(NULL, 0, NAN, 0.0);
    compute(&on);

    CHECK_NEAR(on.total.total_usd, NAN, 0.0);
    CHECK_NEAR(on.total.coverage, NAN, 0.0);
}

static void shares_of_the_list_are_those_inside_a_bloc(void **state)
{
    (void)state;
    const double usd[] = {30.0, 10.0, NAN};
    board on = board_of(usd, 3, 100.0, 0.0);
    on.total.partners_usd = 97.0; // the world's partners, of which the list has two
    compute(&on);

    CHECK_NEAR(find(&on, 'A')->share, 0.3, 1e-15);
    CHECK_NEAR(find(&on, 'A')->share_of_list, 0.75, 1e-15);
    CHECK_NEAR(on.total.coverage, 0.97, 1e-15);
}

static void impossible_values_are_refused(void **state)
{
    (void)state;
    const double usd[] = {30.0, -10.0};
    board on = board_of(usd, 2, 100.0, 0.0);
    kt_error err = {0};

    CHECK_FAILS(kt_rank_compute(on.list, on.n, &on.total, &err), KT_ERR_RANGE, err);
    CHECK(strstr(err.cause, "PB0") != NULL);
}

static kt_status compute_once(void *with, kt_error *err)
{
    board *on = with;
    return kt_rank_compute(on->list, on->n, &on->total, err);
}

static void ranking_survives_lack_of_memory(void **state)
{
    (void)state;
    const double usd[] = {30.0, 10.0};
    board on = board_of(usd, 2, 100.0, 0.0);
    kt_check_faults(KT_FAULT_MEMORY, compute_once, &on);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(shares_and_the_unallocated_sum_to_the_coverage),
        KT_TEST(without_a_stated_total_all_shares_sum_to_one_and_coverage_is_unknown),
        KT_TEST(ranks_do_not_change_with_the_scale),
        KT_TEST(equal_values_have_equal_ranks),
        KT_TEST(a_zero_is_ranked_and_a_missing_value_is_not),
        KT_TEST(disputed_members_are_counted_and_left_out),
        KT_TEST(a_range_worked_by_hand),
        KT_TEST(the_cheapest_pass_first),
        KT_TEST(partners_without_data_may_pass_too),
        KT_TEST(at_95_percent_a_rank_is_a_number),
        KT_TEST(what_is_unallocated_is_covered_but_belongs_to_partners_unknown),
        KT_TEST(parts_above_the_stated_total_leave_nothing_missing),
        KT_TEST(the_worst_rank_is_that_of_the_best_subset),
        KT_TEST(an_empty_list_has_no_denominator),
        KT_TEST(shares_of_the_list_are_those_inside_a_bloc),
        KT_TEST(impossible_values_are_refused),
        KT_TEST(ranking_survives_lack_of_memory),
    };
    return kt_run_tests(tests);
}
