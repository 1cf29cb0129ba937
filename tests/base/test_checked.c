/* test_checked.c: arithmetic that refuses to wrap, and leaves the output alone then. */
#include "check.h"

#include <kontor/checked.h>

static void sizes_fit_or_are_refused(void **state)
{
    (void)state;
    size_t out = 7;
    CHECK(kt_size_mul(SIZE_MAX / 2, 2, &out));
    CHECK(out == SIZE_MAX - 1);
    CHECK(!kt_size_mul(SIZE_MAX / 2 + 1, 2, &out));
    CHECK(kt_size_mul(0, SIZE_MAX, &out));
    CHECK(out == 0);
    CHECK(kt_size_add(SIZE_MAX - 1, 1, &out));
    CHECK(out == SIZE_MAX);
    out = 7;
    CHECK(!kt_size_add(SIZE_MAX, 1, &out));
    CHECK(out == 7);
}

static void whole_numbers_fit_or_are_refused(void **state)
{
    (void)state;
    int64_t out = 7;
    CHECK(!kt_i64_add(INT64_MAX, 1, &out));
    CHECK(!kt_i64_add(INT64_MIN, -1, &out));
    CHECK(!kt_i64_mul(INT64_MIN, -1, &out));
    CHECK(!kt_i64_mul(INT64_MAX, 2, &out));
    CHECK_INT(out, 7);
    CHECK(kt_i64_add(INT64_MAX, INT64_MIN, &out));
    CHECK_INT(out, -1);
    CHECK(kt_i64_mul(-3, 4, &out));
    CHECK_INT(out, -12);
}

static void narrowing_fits_or_is_refused(void **state)
{
    (void)state;
    int32_t wide = 7;
    int16_t narrow = 7;
    CHECK(!kt_to_i32((int64_t)INT32_MAX + 1, &wide));
    CHECK(!kt_to_i32((int64_t)INT32_MIN - 1, &wide));
    CHECK_INT(wide, 7);
    CHECK(kt_to_i32(INT32_MIN, &wide));
    CHECK_INT(wide, INT32_MIN);
    CHECK(!kt_to_i16(INT16_MAX + 1, &narrow));
    CHECK(!kt_to_i16(INT16_MIN - 1, &narrow));
    CHECK_INT(narrow, 7);
    CHECK(kt_to_i16(INT16_MAX, &narrow));
    CHECK_INT(narrow, INT16_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(sizes_fit_or_are_refused),
        KT_TEST(whole_numbers_fit_or_are_refused),
        KT_TEST(narrowing_fits_or_is_refused),
    };
    return kt_run_tests(tests);
}
