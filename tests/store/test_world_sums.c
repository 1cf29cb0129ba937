/* test_world_sums.c: sums by country against the square of all pairs, added up cell by cell. */
#include "store_fixture.h"

enum { MOST_WANTED = 3 };

static char folder[256];

static void check_sum(const kt_matrix *m, int64_t c, bool is_exporter, const bool *is_out,
                      int64_t found)
{
    int64_t sum = KT_NONE;
    for (int64_t p = 0; p < m->n_countries && !is_out[c]; p++) {
        const int64_t value =
            is_exporter ? m->value[c * m->n_countries + p] : m->value[p * m->n_countries + c];
        if (value != KT_NONE && !is_out[p])
            sum = (sum == KT_NONE ? 0 : sum) + value;
    }
    CHECK_INT(found, sum);
}

/* The slow twin: every sum and every wanted flow out of kt_dataset_matrix(). */
static void check_against_the_square(const kt_dataset *dataset, const kt_filter *filter,
                                     const kt_country *wanted, int64_t n_wanted,
                                     kt_world_sums *sums, kt_matrix *m)
{
    kt_error err = {0};
    bool is_out[64] = {false};
    CHECK_OK(kt_dataset_matrix(dataset, filter, m, &err), err);
    CHECK_OK(kt_dataset_world_sums(dataset, filter, wanted, n_wanted, sums, &err), err);
    const int64_t n = m->n_countries;
    CHECK_INT(sums->n_countries, n);
    CHECK(n <= 64);
    for (int64_t c = 0; c < n; c++) {
        CHECK_INT(sums->country[c].code, m->country[c].code);
        for (int64_t l = 0; l < filter->n_leave_out; l++)
            is_out[c] |= filter->leave_out[l].code == m->country[c].code;
    }
    for (int64_t c = 0; c < n; c++) {
        check_sum(m, c, true, is_out, sums->out[c]);
        check_sum(m, c, false, is_out, sums->in[c]);
        for (int64_t w = 0; w < n_wanted; w++) {
            int64_t at = 0;
            while (at < n && m->country[at].code != wanted[w].code)
                at++;
            CHECK_INT(sums->to[w * n + c], at < n ? m->value[c * n + at] : KT_NONE);
            CHECK_INT(sums->from[w * n + c], at < n ? m->value[at * n + c] : KT_NONE);
        }
    }
}

static void check_many_filters(const kt_dataset *dataset, uint64_t seed)
{
    fixture_random random = {seed};
    kt_world_sums sums = {0};
    kt_matrix square = {0};
    for (int round = 0; round < 120; round++) {
        const kt_country left_out[] = {fixture_country(below(&random, 5)),
                                       fixture_country(5 + below(&random, 40))};
        const int64_t first = below(&random, 12);
        const kt_country wanted[MOST_WANTED] = {
            fixture_country(first), fixture_country(first + 1),
            fixture_country(first + 2 + below(&random, 50))};
        kt_filter f = {.leave_out = left_out, .n_leave_out = below(&random, 3)};
        if (below(&random, 2))
            f.first_year = f.last_year = (int16_t)(2004 + below(&random, 5));
        f.stated_by = below(&random, 2) ? (uint8_t)below(&random, 8) : 0;
        f.kinds = below(&random, 3) ? 0 : (uint8_t)(1u << KT_GOODS);
        if (below(&random, 5) == 0)
            f.exporter = fixture_country(below(&random, 8));
        if (below(&random, 5) == 0)
            f.product = fixture_product("0805", KT_HS92);
        check_against_the_square(dataset, &f, wanted, below(&random, MOST_WANTED + 1), &sums,
                                 &square);
    }
    kt_matrix_clear(&square);
    kt_world_sums_clear(&sums);
}

static void sums_of_wild_rows_equal_those_of_the_square(void **state)
{
    (void)state;
    fixture_rows rows = fixture_wild(51, 6000);
    kt_dataset *dataset = fixture_make(folder, "wild", &rows);
    check_many_filters(dataset, 52);
    kt_dataset_close(dataset);
    fixture_rows_clear(&rows);
}

/* Totals only, every pair, whole blocks of small values: the quick way. */
static void sums_of_totals_equal_those_of_the_square(void **state)
{
    (void)state;
    fixture_rows rows = {0};
    fixture_random random = {53};
    kt_error err = {0};
    for (int64_t i = 0; i < 40; i++)
        for (int64_t j = 0; j < 40; j++)
            for (int year = 2004; year < 2007; year++) {
                const int64_t luck = below(&random, 40);
                const kt_flow row =
                    fixture_row(i, j, "TOTAL", year,
                                luck == 0   ? KT_NONE
                                : luck == 1 ? (int64_t)1 << (40 + below(&random, 12))
                                            : below(&random, 1000000));
                if (i != j && below(&random, 5))
                    CHECK_OK(fixture_collect(&rows, &row, 1, &err), err);
            }
    kt_dataset *dataset = fixture_make(folder, "totals", &rows);
    check_many_filters(dataset, 54);
    kt_dataset_close(dataset);
    fixture_rows_clear(&rows);
}

static void a_country_without_values_has_no_sum(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_flow row[] = {fixture_row(0, 1, "TOTAL", 2018, 0),
                     fixture_row(0, 2, "TOTAL", 2018, KT_NONE)};
    fixture_rows rows = {row, 2};
    kt_world_sums sums = {0};
    const kt_filter f = {0};
    kt_dataset *dataset = fixture_make(folder, "none", &rows);
    CHECK_OK(kt_dataset_world_sums(dataset, &f, NULL, 0, &sums, &err), err);
    CHECK_INT(sums.out[0], 0);
    CHECK_INT(sums.in[1], 0);
    CHECK_INT(sums.in[2], KT_NONE);
    CHECK_INT(sums.out[1], KT_NONE);
    kt_world_sums_clear(&sums);
    kt_dataset_close(dataset);
}

static void a_sum_past_64_bits_is_an_error(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_flow row[] = {fixture_row(0, 1, "TOTAL", 2018, INT64_MAX - 5),
                     fixture_row(0, 2, "TOTAL", 2018, 7)};
    fixture_rows rows = {row, 2};
    kt_world_sums sums = {0};
    const kt_filter f = {0};
    kt_dataset *dataset = fixture_make(folder, "large", &rows);
    CHECK_FAILS(kt_dataset_world_sums(dataset, &f, NULL, 0, &sums, &err), KT_ERR_RANGE, err);
    kt_world_sums_clear(&sums);
    kt_dataset_close(dataset);
}

static void more_than_eight_cannot_be_wanted(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_flow row = fixture_row(0, 1, "TOTAL", 2018, 1);
    fixture_rows rows = {&row, 1};
    kt_country wanted[9];
    kt_world_sums sums = {0};
    const kt_filter f = {0};
    for (int w = 0; w < 9; w++)
        wanted[w] = fixture_country(w);
    kt_dataset *dataset = fixture_make(folder, "wanted", &rows);
    CHECK_OK(kt_dataset_world_sums(dataset, &f, wanted, 8, &sums, &err), err);
    CHECK_INT(sums.to[1 * sums.n_countries], 1);
    CHECK_FAILS(kt_dataset_world_sums(dataset, &f, wanted, 9, &sums, &err), KT_ERR_RANGE, err);
    kt_world_sums_clear(&sums);
    kt_dataset_close(dataset);
}

static kt_status sums_once(void *with, kt_error *err)
{
    kt_world_sums sums = {0};
    const kt_country wanted = fixture_country(1);
    const kt_filter f = {.stated_by = 1u << KT_BY_EXPORTER};
    const kt_status status = kt_dataset_world_sums(with, &f, &wanted, 1, &sums, err);
    kt_world_sums_clear(&sums);
    return status;
}

static void a_failed_request_for_memory_leaves_nothing_behind(void **state)
{
    (void)state;
    fixture_rows rows = fixture_wild(55, 300);
    kt_dataset *dataset = fixture_make(folder, "small", &rows);
    kt_check_faults(KT_FAULT_MEMORY, sums_once, dataset);
    kt_dataset_close(dataset);
    fixture_rows_clear(&rows);
}

static int set_up(void **state)
{
    (void)state;
    kt_scratch_make(folder);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_scratch_remove(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(sums_of_wild_rows_equal_those_of_the_square),
        KT_TEST(sums_of_totals_equal_those_of_the_square),
        KT_TEST(a_country_without_values_has_no_sum),
        KT_TEST(a_sum_past_64_bits_is_an_error),
        KT_TEST(more_than_eight_cannot_be_wanted),
        KT_TEST(a_failed_request_for_memory_leaves_nothing_behind),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
