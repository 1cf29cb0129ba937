/* test_intensity.c: trade intensity and its split. */
#include <kontor/intensity.h>

#include "check.h"
#include "example_e1.h"

static void both_indices_of_the_example(void **state)
{
    (void)state;
    CHECK_NEAR(kt_intensity(100, 130, 150, 430), 2.205128, 1e-6);
    CHECK_NEAR(kt_intensity_without_own(100, 130, 150, 430, 150), 1.435897, 1e-6);
}

static void the_split_of_the_example(void **state)
{
    (void)state;
    const kt_intensity_split split =
        kt_intensity_split_of(100, e1_export[A], e1_import[A], e1_import[B], e1_world, 3);

    CHECK_NEAR(split.complementarity, 1.269516, 1e-6);
    CHECK_NEAR(split.bias, 1.131059, 1e-6);
    CHECK_NEAR(split.intensity, 1.435897, 1e-6);
    CHECK_INT(split.n_left_out, 0);
}

/* The law: fit times bias is the intensity. */
static void the_parts_multiply_to_the_whole(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            const kt_intensity_split split = kt_intensity_split_of(
                10.0 * (i + 1), e1_export[i], e1_import[i], e1_import[j], e1_world, 3);
            CHECK_NEAR(split.complementarity * split.bias, split.intensity, 1e-14);
        }
    }
}

static void a_product_without_other_suppliers_is_left_out(void **state)
{
    (void)state;
    const double x_i[] = {5, 5}, m_i[] = {3, 1}, m_j[] = {2, 2}, x[] = {3, 20};
    const kt_intensity_split split = kt_intensity_split_of(4, x_i, m_i, m_j, x, 2);

    CHECK_INT(split.n_left_out, 1);
    CHECK_NEAR(split.complementarity, 0.5 * (19.0 / 19.0) * 0.5, 1e-15);
}

static void without_trade_there_is_no_intensity(void **state)
{
    (void)state;
    CHECK_NEAR(kt_intensity(0, 0, 150, 430), NAN, 0.0);
    CHECK_NEAR(kt_intensity(NAN, 130, 150, 430), NAN, 0.0);
    CHECK_NEAR(kt_intensity(0, 130, 150, 430), 0.0, 0.0);
    CHECK_NEAR(kt_intensity_without_own(1, 1, 1, 5, 5), NAN, 0.0);
    CHECK_NEAR(kt_intensity_split_of(1, NULL, NULL, NULL, NULL, 0).bias, NAN, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(both_indices_of_the_example),
        KT_TEST(the_split_of_the_example),
        KT_TEST(the_parts_multiply_to_the_whole),
        KT_TEST(a_product_without_other_suppliers_is_left_out),
        KT_TEST(without_trade_there_is_no_intensity),
    };
    return kt_run_tests(tests);
}
