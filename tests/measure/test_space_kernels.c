/* test_space_kernels.c: packing who makes what, and kernels built for this processor beside
 * those for any. */
#include "measure/complexity_kernel.h"
#include "measure/incidence.h"
#include "measure/product_space_kernel.h"

#include "check.h"
#include "example_space.h"

enum { COUNTRIES = 75, PRODUCTS = 130 };

static uint8_t world[COUNTRIES * PRODUCTS];
static kt_incidence in;

static int make(void **state)
{
    (void)state;
    make_world(world, COUNTRIES, PRODUCTS, 0.2, 1);
    memset(world + 3 * PRODUCTS, 0, PRODUCTS); // one makes nothing
    for (int c = 0; c < COUNTRIES; c++)
        world[c * PRODUCTS + 5] = 0; // and one is made by none
    return kt_incidence_init(&in, world, COUNTRIES, PRODUCTS, NULL) != KT_OK;
}

static int drop(void **state)
{
    (void)state;
    kt_incidence_clear(&in);
    return 0;
}

static void every_one_is_packed_and_nothing_else(void **state)
{
    (void)state;
    int64_t n_made = 0, n_all = 0;
    for (int64_t i = 0; i < COUNTRIES * PRODUCTS; i++)
        n_all += world[i];
    for (int64_t k = 0; k < in.n_products; k++) {
        CHECK_INT(in.start[k + 1] - in.start[k], in.u[k]);
        CHECK_INT(in.place_of_product[in.product[k]], k);
        for (int64_t p = in.start[k]; p < in.start[k + 1]; p++) {
            const int32_t c = in.maker[p];
            CHECK_INT(world[in.country[c] * PRODUCTS + in.product[k]], 1);
            CHECK(in.bits[k * in.n_words + c / 64] >> (c % 64) & 1);
            n_made++;
        }
    }
    CHECK_INT(n_made, n_all);
    CHECK_INT(in.n_countries, COUNTRIES - 1);
    CHECK_INT(in.place_of_product[5], -1);
}

static void levels_hold_products_of_one_ubiquity_and_rise(void **state)
{
    (void)state;
    CHECK_INT(in.level_start[0], 0);
    CHECK_INT(in.level_start[in.n_levels], in.n_products);
    for (int64_t l = 0; l < in.n_levels; l++) {
        const int64_t from = in.level_start[l], end = in.level_start[l + 1];
        CHECK(from < end);
        CHECK_INT(in.u[from], in.u[end - 1]);
        CHECK(l == 0 || in.u[from - 1] < in.u[from]);
    }
}

static void likeness_is_the_same_on_every_processor(void **state)
{
    (void)state;
    static double fast[COUNTRIES * COUNTRIES], plain[COUNTRIES * COUNTRIES];
    const size_t n = (size_t)(in.n_countries * kt_likeness_words(&in));
    uint64_t *bits = calloc(2 * n, sizeof *bits);
    kt_level level[COUNTRIES];
    const kt_likeness_room one = {level, bits}, other = {level, bits + n};
    kt_likeness(&in, &one, fast);
    kt_likeness_plain(&in, &other, plain);
    CHECK(memcmp(fast, plain, sizeof fast) == 0);
    free(bits);
}

static void phi_is_the_same_on_every_processor(void **state)
{
    (void)state;
    int32_t all[PRODUCTS];
    double fast[PRODUCTS], plain[PRODUCTS];
    for (int32_t k = 0; k < in.n_products; k++)
        all[k] = k;
    for (int64_t k = 0; k < in.n_products; k++) {
        kt_phi_of(&in, k, all, in.n_products, fast);
        kt_phi_of_plain(&in, k, all, in.n_products, plain);
        CHECK(memcmp(fast, plain, (size_t)in.n_products * sizeof *fast) == 0);
    }
}

static void phi_times_is_the_same_on_every_processor(void **state)
{
    (void)state;
    static double X[PRODUCTS * KT_STRIP], fast[PRODUCTS * KT_STRIP], plain[PRODUCTS * KT_STRIP];
    static double sums[COUNTRIES * KT_STRIP];
    for (int i = 0; i < PRODUCTS * KT_STRIP; i++)
        X[i] = kt_random_normal(kt_random_bits(9, (uint64_t)i));
    kt_phi_times(&in, X, fast, sums);
    kt_phi_times_plain(&in, X, plain, sums);
    CHECK(memcmp(fast, plain, (size_t)(in.n_products * KT_STRIP) * sizeof *fast) == 0);
}

static kt_status pack_once(void *with, kt_error *err)
{
    kt_incidence fresh = {0};
    const kt_status status = kt_incidence_init(&fresh, with, COUNTRIES, PRODUCTS, err);
    kt_incidence_clear(&fresh);
    return status;
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, pack_once, world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_one_is_packed_and_nothing_else),
        KT_TEST(levels_hold_products_of_one_ubiquity_and_rise),
        KT_TEST(likeness_is_the_same_on_every_processor),
        KT_TEST(phi_is_the_same_on_every_processor),
        KT_TEST(phi_times_is_the_same_on_every_processor),
        KT_TEST(lack_of_memory_is_survived),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, make, drop);
}
