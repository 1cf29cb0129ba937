/* test_narrow.c: many numbers in four bytes each. */
#include "check.h"

#include "store/narrow.h"
#include "store/sum_kernel.h"

#include <kontor/flow.h>
#include <kontor/memory.h>

#include "store_fixture.h"

enum { MOST = 700 };

/* Mostly small ones, as in data; else whatever fixture_number() likes, borders among them. */
static int64_t some_number(fixture_random *random, int64_t wild)
{
    static const int64_t border[] = {0,
                                     KT_NARROW_NONE - INT64_C(1),
                                     KT_NARROW_NONE,
                                     KT_NARROW_WIDE,
                                     KT_NARROW_WIDE + INT64_C(1),
                                     -1,
                                     INT64_MAX,
                                     INT64_MIN + 1,
                                     KT_NONE};
    if (below(random, 100) >= wild)
        return below(random, 1 << 20);
    return below(random, 2) ? border[below(random, 9)] : fixture_number(random);
}

static kt_status fill(void *with, kt_error *err)
{
    const int64_t number[] = {1, -1, KT_NONE, INT64_C(1) << 40};
    kt_narrow list = {0}, other = {0};
    (void)with;
    kt_status status = kt_narrow_room(&list, 4, err);
    if (!status)
        status = kt_narrow_room(&other, 4, err);
    if (!status)
        status = kt_narrow_put(&list, 0, number, 4, err);
    if (!status)
        status = kt_narrow_copy(&other, 0, &list, 0, 4, err);
    kt_narrow_clear(&list);
    kt_narrow_clear(&other);
    return status;
}

static void check_list(const kt_narrow *list, const int64_t *number, int64_t n)
{
    int64_t back[MOST];
    bool fits = true, fits_plain = true;
    kt_narrow_get(list, 0, n, back);
    for (int64_t i = 0; i < n; i++) {
        CHECK_INT(back[i], number[i]);
        CHECK_INT(kt_narrow_at(list, i), number[i]);
    }
    const int64_t sum = kt_narrow_sum(list, 0, n, &fits);
    CHECK_INT(sum, kt_sum_or_none_plain(number, n, &fits_plain));
    CHECK(fits == fits_plain);
}

static void numbers_come_back_at_every_length(void **state)
{
    (void)state;
    kt_error err = {0};
    fixture_random random = {77};
    kt_narrow list = {0}, copy = {0};
    int64_t number[MOST];
    CHECK_OK(kt_narrow_room(&list, MOST, &err), err);
    CHECK_OK(kt_narrow_room(&copy, MOST, &err), err);
    for (int64_t n = 0; n <= MOST; n++) {
        const int64_t wild = n % 3 == 0 ? 0 : n % 3 == 1 ? 5 : 60;
        const int64_t cut = n ? below(&random, n) : 0;
        for (int64_t i = 0; i < n; i++)
            number[i] = some_number(&random, wild);
        kt_narrow_reset(&list);
        kt_narrow_reset(&copy);
        CHECK_OK(kt_narrow_put(&list, 0, number, cut, &err), err);
        CHECK_OK(kt_narrow_put(&list, cut, number + cut, n - cut, &err), err);
        check_list(&list, number, n);
        CHECK_OK(kt_narrow_copy(&copy, 0, &list, cut, n - cut, &err), err);
        check_list(&copy, number + cut, n - cut);
    }
    kt_narrow_put_none(&list, 3, 5);
    for (int64_t i = 3; i < 8; i++)
        CHECK_INT(kt_narrow_at(&list, i), KT_NONE);
    kt_narrow_clear(&list);
    kt_narrow_clear(&copy);
}

static void rows_of_a_list_go_behind_it(void **state)
{
    (void)state;
    kt_error err = {0};
    const int64_t number[] = {5, INT64_C(1) << 33, KT_NONE, -7};
    const int64_t all[] = {5, INT64_C(1) << 33, KT_NONE, -7, -7, INT64_C(1) << 33};
    kt_narrow list = {0};
    CHECK_OK(kt_narrow_room(&list, 6, &err), err);
    CHECK_OK(kt_narrow_put(&list, 0, number, 4, &err), err);
    CHECK_OK(kt_narrow_copy(&list, 4, &list, 3, 1, &err), err);
    CHECK_OK(kt_narrow_copy(&list, 5, &list, 1, 1, &err), err);
    check_list(&list, all, 6);
    kt_narrow_clear(&list);
}

static void sums_that_leave_64_bits_are_noticed(void **state)
{
    (void)state;
    kt_error err = {0};
    const int64_t number[] = {INT64_MAX, 1};
    kt_narrow list = {0};
    bool fits = true;
    CHECK_OK(kt_narrow_room(&list, 2, &err), err);
    CHECK_OK(kt_narrow_put(&list, 0, number, 2, &err), err);
    (void)kt_narrow_sum(&list, 0, 2, &fits);
    CHECK(!fits);
    kt_narrow_clear(&list);
}

static void every_failing_request_is_survived(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, fill, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {KT_TEST(numbers_come_back_at_every_length),
                                       KT_TEST(rows_of_a_list_go_behind_it),
                                       KT_TEST(sums_that_leave_64_bits_are_noticed),
                                       KT_TEST(every_failing_request_is_survived)};
    return kt_run_tests(tests);
}
