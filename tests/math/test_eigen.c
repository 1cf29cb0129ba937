/* test_eigen.c: eigenvalues of symmetric matrices, beside Jacobi's rotations. */
#include <kontor/eigen.h>

#include <kontor/random.h>

#include "check.h"
#include "jacobi.h"
#include "math/lapack.h"

enum { N = 40 };

static void make_random(double *a, int n, uint64_t seed)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            a[i * n + j] = a[j * n + i] =
                kt_random_normal(kt_random_bits(seed, (uint64_t)(i * n + j)));
}

static void two_by_two_is_as_worked_by_hand(void **state)
{
    (void)state;
    const double a[] = {2, 1, 1, 2};
    double values[2], vectors[4];
    kt_error err = {0};
    CHECK_OK(kt_eigen_largest(a, 2, 2, values, vectors, &err), err);
    CHECK_NEAR(values[0], 3.0, 1e-14);
    CHECK_NEAR(values[1], 1.0, 1e-14);
    CHECK_NEAR(vectors[0] * vectors[1], 0.5, 1e-14);  // (1, 1) / sqrt 2
    CHECK_NEAR(vectors[2] * vectors[3], -0.5, 1e-14); // (1, -1) / sqrt 2
}

/* The definition itself: a v = lambda v, v'v = 1, largest first. */
static void vectors_are_stretched_by_their_values(void **state)
{
    (void)state;
    double a[N * N], values[N], vectors[N * N];
    kt_error err = {0};
    make_random(a, N, 1);
    CHECK_OK(kt_eigen_largest(a, N, N, values, vectors, &err), err);
    for (int w = 0; w < N; w++) {
        const double *v = vectors + w * N;
        double length = 0.0;
        for (int i = 0; i < N; i++) {
            double stretched = 0.0;
            for (int j = 0; j < N; j++)
                stretched += a[i * N + j] * v[j];
            CHECK_NEAR(stretched, values[w] * v[i], 1e-12);
            length += v[i] * v[i];
        }
        CHECK_NEAR(length, 1.0, 1e-13);
        CHECK(w == 0 || values[w] <= values[w - 1]);
    }
}

static void the_slow_twin_finds_the_same(void **state)
{
    (void)state;
    double a[N * N], values[3], vectors[3 * N], slow_values[N], slow_vectors[N * N];
    kt_error err = {0};
    for (int n = 3; n <= N; n += 7) {
        make_random(a, n, (uint64_t)n);
        CHECK_OK(kt_eigen_largest(a, n, 3, values, vectors, &err), err);
        jacobi(a, n, slow_values, slow_vectors);
        for (int w = 0; w < 3; w++) {
            double along = 0.0;
            CHECK_NEAR(values[w], slow_values[w], 1e-12);
            for (int i = 0; i < n; i++)
                along += vectors[w * n + i] * slow_vectors[w * n + i];
            CHECK_NEAR(fabs(along), 1.0, 1e-11);
        }
    }
}

static void only_the_lower_half_is_read(void **state)
{
    (void)state;
    const double a[] = {2, NAN, 1, 2};
    double values[1], vectors[2];
    kt_error err = {0};
    CHECK_OK(kt_eigen_largest(a, 2, 1, values, vectors, &err), err);
    CHECK_NEAR(values[0], 3.0, 1e-14);
}

static void impossible_questions_are_refused(void **state)
{
    (void)state;
    const double a[] = {1, 0, INFINITY, 1};
    double values[2] = {7, 7}, vectors[4];
    kt_error err = {0};
    CHECK_FAILS(kt_eigen_largest(a, 0, 1, values, vectors, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_eigen_largest(a, 1, 2, values, vectors, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_eigen_largest(a, 2, 0, values, vectors, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_eigen_largest(a, 2, 1, values, vectors, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_eigen_largest(a, 1 << 20, 1, values, vectors, &err), KT_ERR_LIMIT, err);
    CHECK_NEAR(values[0], 7.0, 0.0);
}

static void a_missing_library_is_named_with_its_package(void **state)
{
    (void)state;
    /* One that is not there, and one that is there and knows no eigenvalues. */
    const char *const names[] = {"libnosuchlibrary.so.77", "libc.so.6", NULL};
    kt_lapack lapack = {0};
    kt_error err = {0};
    CHECK_FAILS(kt_lapack_open(names, &lapack, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "libopenblas0-serial") != NULL);
    CHECK(lapack.library == NULL);
}

static kt_status solve_once(void *with, kt_error *err)
{
    double values[2], vectors[6];
    return kt_eigen_largest(with, 3, 2, values, vectors, err);
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    double a[] = {2, 1, 0, 1, 2, 1, 0, 1, 2};
    kt_check_faults(KT_FAULT_MEMORY, solve_once, a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(two_by_two_is_as_worked_by_hand),
        KT_TEST(vectors_are_stretched_by_their_values),
        KT_TEST(the_slow_twin_finds_the_same),
        KT_TEST(only_the_lower_half_is_read),
        KT_TEST(impossible_questions_are_refused),
        KT_TEST(a_missing_library_is_named_with_its_package),
        KT_TEST(lack_of_memory_is_survived),
    };
    return kt_run_tests(tests);
}
