/* test_similarity.c: export similarity. */
#include <kontor/similarity.h>

#include "check.h"
#include "example_e1.h"

static void similarity_of_the_example(void **state)
{
    (void)state;
    CHECK_NEAR(kt_similarity(e1_export[A], e1_export[B], 3), 42.692308, 1e-6);
    CHECK_NEAR(kt_similarity(e1_export[A], e1_export[C], 3), 57.692308, 1e-6);
}

static void similarity_is_symmetric_and_100_with_oneself(void **state)
{
    (void)state;
    CHECK_NEAR(kt_similarity(e1_export[A], e1_export[B], 3),
               kt_similarity(e1_export[B], e1_export[A], 3), 0.0);
    CHECK_NEAR(kt_similarity(e1_export[C], e1_export[C], 3), 100.0, 1e-15);
}

static void without_exports_there_is_none(void **state)
{
    (void)state;
    const double none[] = {0, NAN}, some[] = {1, 1};
    CHECK_NEAR(kt_similarity(none, some, 2), NAN, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(similarity_of_the_example),
        KT_TEST(similarity_is_symmetric_and_100_with_oneself),
        KT_TEST(without_exports_there_is_none),
    };
    return kt_run_tests(tests);
}
