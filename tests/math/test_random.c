/* Random numbers: the same for the same seed, and distributed as they should be. */
#include "check.h"

#include <kontor/random.h>

enum { N = 200000 };

static void the_first_numbers_of_splitmix64_are_the_published_ones(void **state)
{
    (void)state;
    /* Seed 1234567, as in the test vectors of several public implementations of SplitMix64. */
    CHECK(kt_random_bits(1234567, 0) == 6457827717110365317u);
    CHECK(kt_random_bits(1234567, 1) == 3203168211198807973u);
    CHECK(kt_random_bits(1234567, 2) == 9817491932198370423u);
}

static void uniform_numbers_lie_in_their_interval_with_the_right_mean(void **state)
{
    (void)state;
    double sum = 0.0;
    for (uint64_t n = 0; n < N; n++) {
        const double u = kt_random_uniform(kt_random_bits(1, n));
        CHECK(u >= 0.0 && u < 1.0);
        sum += u;
    }
    CHECK_NEAR(sum / N, 0.5, 0.005);
}

static void check_standard(double (*draw)(uint64_t))
{
    double sum = 0.0, squares = 0.0;
    for (uint64_t n = 0; n < N; n++) {
        const double x = draw(kt_random_bits(2, n));
        sum += x;
        squares += x * x;
    }
    CHECK_NEAR(sum / N, 0.0, 0.01);
    CHECK_NEAR(squares / N, 1.0, 0.02);
}

static double bell(uint64_t bits)
{
    return kt_random_bell(bits);
}

static void normal_numbers_have_mean_0_and_variance_1(void **state)
{
    (void)state;
    check_standard(kt_random_normal);
}

static void bell_numbers_have_mean_0_and_variance_1(void **state)
{
    (void)state;
    check_standard(bell);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_first_numbers_of_splitmix64_are_the_published_ones),
        KT_TEST(uniform_numbers_lie_in_their_interval_with_the_right_mean),
        KT_TEST(normal_numbers_have_mean_0_and_variance_1),
        KT_TEST(bell_numbers_have_mean_0_and_variance_1),
    };
    return kt_run_tests(tests);
}
