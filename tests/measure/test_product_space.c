/* test_product_space.c: proximity, density, COI and COG. */
#include <kontor/product_space.h>

#include "check.h"
#include "example_space.h"

/* Not multiples of a word of bits nor of a strip. */
enum { COUNTRIES = 75, PRODUCTS = 130, CELLS = COUNTRIES * PRODUCTS };

static uint8_t world[CELLS];

static kt_product_space *open_space(const uint8_t *made, int64_t n_countries,
                                    int64_t n_products)
{
    kt_product_space *space = NULL;
    kt_error err = {0};
    CHECK_OK(kt_product_space_new(made, n_countries, n_products, &space, &err), err);
    return space;
}

static kt_complexity *compute(const uint8_t *made, int64_t n_countries, int64_t n_products,
                              kt_complexity_convention convention)
{
    kt_complexity_options options = kt_complexity_options_default();
    kt_complexity *found = NULL;
    kt_error err = {0};
    options.convention = convention;
    CHECK_OK(kt_complexity_compute(made, n_countries, n_products, &options, &found, &err), err);
    return found;
}

static void density_of(const uint8_t *made, int64_t n_countries, int64_t n_products,
                       double *density)
{
    kt_product_space *space = open_space(made, n_countries, n_products);
    kt_error err = {0};
    CHECK_OK(kt_product_space_density(space, 1, density, &err), err);
    kt_product_space_free(space);
}

static void proximity_of_the_example_is_as_worked_by_hand(void **state)
{
    (void)state;
    const struct {
        int p, q;
        double phi;
    } expected[] = {{1, 2, 0.666667}, {1, 3, 0.666667}, {1, 4, 0.333333}, {2, 4, 0.666667},
                    {2, 5, 0.333333}, {3, 4, 0.5},      {4, 5, 0.5},      {1, 5, 0.0}};
    kt_product_space *space = open_space(example_made, 4, 5);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const int p = expected[i].p - 1, q = expected[i].q - 1;
        CHECK_NEAR(kt_product_space_proximity(space, p, q), expected[i].phi, 5e-7);
        CHECK_NEAR(kt_product_space_proximity(space, q, p), expected[i].phi, 5e-7);
    }
    for (int p = 0; p < 5; p++)
        CHECK_NEAR(kt_product_space_proximity(space, p, p), 1.0, 0.0);
    kt_product_space_free(space);
}

static void density_of_the_example_is_as_worked_by_hand(void **state)
{
    (void)state;
    const double second[] = {0.625, 0.555556, 0.4, 0.333333, 0.181818};
    double density[20];
    density_of(example_made, 4, 5, density);
    for (int p = 0; p < 5; p++)
        CHECK_NEAR(density[5 + p], second[p], 5e-7);
}

static void outlook_of_the_example_is_as_worked_by_hand(void **state)
{
    (void)state;
    const double index[] = {1.240005, 0.009688, 0.292058, -1.541751};
    const double second[] = {0, 0, -0.407533, 0.809565, 1.656437};
    double density[20], raw[4], coi[4], cog[20];
    const kt_outlook outlook = {raw, coi, cog};
    kt_product_space *space = open_space(example_made, 4, 5);
    kt_complexity *complexity = compute(example_made, 4, 5, KT_COMPLEXITY_PY);
    kt_error err = {0};
    CHECK_OK(kt_product_space_density(space, 1, density, &err), err);
    CHECK_OK(kt_product_space_outlook(space, complexity, density, 1, &outlook, &err), err);
    for (int c = 0; c < 4; c++)
        CHECK_NEAR(coi[c], index[c], 5e-7);
    for (int p = 0; p < 5; p++)
        CHECK_NEAR(cog[5 + p], second[p], 5e-7);
    kt_complexity_free(complexity);
    kt_product_space_free(space);
}

/* ---- the formulas, word for word ----------------------------------------------------------
 */

static double slow_phi(const uint8_t *made, int64_t p, int64_t q)
{
    double common = 0, u_p = 0, u_q = 0;
    for (int64_t c = 0; c < COUNTRIES; c++) {
        const uint8_t *row = made + c * PRODUCTS;
        common += row[p] && row[q];
        u_p += row[p];
        u_q += row[q];
    }
    return u_p > 0 && u_q > 0 ? common / fmax(u_p, u_q) : NAN;
}

static double table[PRODUCTS * PRODUCTS], total[PRODUCTS];

static void make_table_slowly(const uint8_t *made)
{
    for (int64_t p = 0; p < PRODUCTS; p++) {
        total[p] = 0.0;
        for (int64_t q = 0; q < PRODUCTS; q++) {
            table[p * PRODUCTS + q] = slow_phi(made, p, q);
            total[p] += isnan(table[p * PRODUCTS + q]) ? 0.0 : table[p * PRODUCTS + q];
        }
    }
}

/* Worlds dense and thin; in the thin one some make nothing. */
static const double shares[] = {0.02, 0.3, 0.7};

static void rows_of_proximity_are_those_of_the_slow_twin(void **state)
{
    (void)state;
    static double rows[PRODUCTS * PRODUCTS];
    kt_error err = {0};
    for (int w = 0; w < 3; w++) {
        make_world(world, COUNTRIES, PRODUCTS, shares[w], 10);
        make_table_slowly(world);
        kt_product_space *space = open_space(world, COUNTRIES, PRODUCTS);
        CHECK_OK(kt_product_space_rows(space, 0, 100, 2, rows, &err), err);
        CHECK_OK(
            kt_product_space_rows(space, 100, PRODUCTS - 100, 1, rows + 100 * PRODUCTS, &err),
            err);
        for (int64_t i = 0; i < PRODUCTS * PRODUCTS; i++) {
            const double one = kt_product_space_proximity(space, i / PRODUCTS, i % PRODUCTS);
            CHECK_NEAR(rows[i], one, 0.0);
            CHECK_NEAR(rows[i], table[i], 0.0);
        }
        CHECK_FAILS(kt_product_space_rows(space, 100, PRODUCTS, 1, rows, &err), KT_ERR_RANGE,
                    err);
        kt_product_space_free(space);
    }
}

static void density_and_outlook_are_those_of_the_slow_twin(void **state)
{
    (void)state;
    static double density[CELLS], cog[CELLS], raw[COUNTRIES], coi[COUNTRIES];
    const kt_outlook outlook = {raw, coi, cog};
    kt_error err = {0};
    for (int w = 1; w < 3; w++) {
        make_world(world, COUNTRIES, PRODUCTS, shares[w], 20);
        memset(world + 7 * PRODUCTS, 0, PRODUCTS); // one makes nothing
        make_table_slowly(world);
        kt_product_space *space = open_space(world, COUNTRIES, PRODUCTS);
        kt_complexity *complexity = compute(world, COUNTRIES, PRODUCTS, KT_COMPLEXITY_PY);
        CHECK_OK(kt_product_space_density(space, 2, density, &err), err);
        CHECK_OK(kt_product_space_outlook(space, complexity, density, 2, &outlook, &err), err);
        for (int64_t c = 0; c < COUNTRIES; c++) {
            const uint8_t *row = world + c * PRODUCTS;
            double index = 0.0;
            for (int64_t p = 0; c != 7 && p < PRODUCTS; p++) {
                double near = 0.0, gain = 0.0;
                for (int64_t q = 0; q < PRODUCTS; q++) {
                    const double phi = table[p * PRODUCTS + q];
                    near += row[q] ? phi : 0.0;
                    gain += row[q] ? 0.0 : phi / total[q] * complexity->pci_raw[q];
                }
                CHECK_NEAR(density[c * PRODUCTS + p], near / total[p], 1e-13);
                CHECK_NEAR(cog[c * PRODUCTS + p], row[p] ? 0.0 : gain, 1e-12);
                index += row[p] ? 0.0 : near / total[p] * complexity->pci_raw[p];
            }
            CHECK_NEAR(raw[c], c == 7 ? NAN : index, 1e-11);
        }
        CHECK_NEAR(coi[7], NAN, 0.0);
        CHECK_NEAR(density[7 * PRODUCTS], NAN, 0.0);
        CHECK_NEAR(cog[7 * PRODUCTS], NAN, 0.0);
        kt_complexity_free(complexity);
        kt_product_space_free(space);
    }
}

/* ---- laws ---------------------------------------------------------------------------------
 */

static void density_is_between_none_and_all(void **state)
{
    (void)state;
    static double density[CELLS];
    for (int w = 0; w < 3; w++) {
        make_world(world, COUNTRIES, PRODUCTS, shares[w], 30);
        memset(world, 1, PRODUCTS); // the first makes everything
        density_of(world, COUNTRIES, PRODUCTS, density);
        for (int64_t i = 0; i < CELLS; i++)
            CHECK(!(density[i] < 0.0) && !(density[i] > 1.0));
        for (int64_t p = 0; p < PRODUCTS; p++)
            CHECK_NEAR(density[p], 1.0, 0.0);
    }
}

/* A country that makes more is nearer to everything. */
static void one_more_product_raises_every_density(void **state)
{
    (void)state;
    static double density[CELLS];
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 40);
    memcpy(world + PRODUCTS, world, PRODUCTS); // two alike
    for (int64_t p = 0; p < PRODUCTS; p += 10)
        world[PRODUCTS + p] = 1;
    density_of(world, COUNTRIES, PRODUCTS, density);
    for (int64_t p = 0; p < PRODUCTS; p++)
        CHECK(density[PRODUCTS + p] >= density[p]);
}

static void order_of_countries_and_products_does_not_matter(void **state)
{
    (void)state;
    static double a[CELLS], b[CELLS];
    static uint8_t shuffled[CELLS];
    int64_t of_c[COUNTRIES], of_p[PRODUCTS];
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 50);
    shuffle(of_c, COUNTRIES, 51);
    shuffle(of_p, PRODUCTS, 52);
    for (int64_t c = 0; c < COUNTRIES; c++)
        for (int64_t p = 0; p < PRODUCTS; p++)
            shuffled[c * PRODUCTS + p] = world[of_c[c] * PRODUCTS + of_p[p]];
    density_of(world, COUNTRIES, PRODUCTS, a);
    density_of(shuffled, COUNTRIES, PRODUCTS, b);
    for (int64_t c = 0; c < COUNTRIES; c++)
        for (int64_t p = 0; p < PRODUCTS; p++)
            CHECK_NEAR(a[of_c[c] * PRODUCTS + of_p[p]], b[c * PRODUCTS + p], 1e-14);
}

static void the_number_of_threads_changes_no_bit(void **state)
{
    (void)state;
    static double a[CELLS], b[CELLS], cog_a[CELLS], cog_b[CELLS];
    const kt_outlook of_a = {NULL, NULL, cog_a}, of_b = {NULL, NULL, cog_b};
    kt_error err = {0};
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 60);
    kt_product_space *space = open_space(world, COUNTRIES, PRODUCTS);
    kt_complexity *complexity = compute(world, COUNTRIES, PRODUCTS, KT_COMPLEXITY_PY);
    CHECK_OK(kt_product_space_density(space, 1, a, &err), err);
    CHECK_OK(kt_product_space_outlook(space, complexity, a, 1, &of_a, &err), err);
    for (int n = 2; n <= 7; n++) {
        CHECK_OK(kt_product_space_density(space, n, b, &err), err);
        CHECK_OK(kt_product_space_outlook(space, complexity, b, n, &of_b, &err), err);
        CHECK(memcmp(a, b, sizeof a) == 0);
        CHECK(memcmp(cog_a, cog_b, sizeof cog_a) == 0);
    }
    kt_complexity_free(complexity);
    kt_product_space_free(space);
}

/* By the R package the weights are its PCI, and COI is as it comes. */
static void the_convention_of_r_weighs_with_its_own_pci(void **state)
{
    (void)state;
    double density[20], raw[4], cog[20];
    const kt_outlook outlook = {raw, NULL, cog};
    kt_product_space *space = open_space(example_made, 4, 5);
    kt_complexity *r = compute(example_made, 4, 5, KT_COMPLEXITY_R);
    kt_error err = {0};
    CHECK_OK(kt_product_space_density(space, 1, density, &err), err);
    CHECK_OK(kt_product_space_outlook(space, r, density, 1, &outlook, &err), err);
    const double second =
        density[7] * r->pci[2] + density[8] * r->pci[3] + density[9] * r->pci[4];
    CHECK_NEAR(raw[1], second, 1e-15);
    CHECK_NEAR(cog[0], 0.0, 0.0);
    kt_complexity_free(r);
    kt_product_space_free(space);
}

/* ---- what is missing ----------------------------------------------------------------------
 */

static void what_nobody_makes_has_no_proximity(void **state)
{
    (void)state;
    const uint8_t made[] = {1, 0, 1, 0, 0, 0, 1, 0, 1};
    double density[9], row[3];
    kt_error err = {0};
    kt_product_space *space = open_space(made, 3, 3);
    CHECK_NEAR(kt_product_space_proximity(space, 0, 1), NAN, 0.0);
    CHECK_NEAR(kt_product_space_proximity(space, 1, 1), NAN, 0.0);
    CHECK_NEAR(kt_product_space_proximity(space, 0, 2), 1.0, 0.0);
    CHECK_OK(kt_product_space_rows(space, 1, 1, 1, row, &err), err);
    CHECK(isnan(row[0]) && isnan(row[1]) && isnan(row[2]));
    CHECK_OK(kt_product_space_density(space, 1, density, &err), err);
    CHECK_NEAR(density[0], 1.0, 0.0);
    CHECK_NEAR(density[1], NAN, 0.0);
    CHECK_NEAR(density[3], NAN, 0.0);
    kt_product_space_free(space);
}

static void without_complexity_there_is_no_outlook(void **state)
{
    (void)state;
    const uint8_t alike[] = {1, 1, 1, 1, 1, 1};
    double density[6], raw[2] = {0}, coi[2] = {0}, cog[6] = {0};
    const kt_outlook outlook = {raw, coi, cog};
    kt_product_space *space = open_space(alike, 2, 3);
    kt_complexity *complexity = compute(alike, 2, 3, KT_COMPLEXITY_PY);
    kt_error err = {0};
    CHECK_OK(kt_product_space_density(space, 1, density, &err), err);
    CHECK_OK(kt_product_space_outlook(space, complexity, density, 1, &outlook, &err), err);
    CHECK(isnan(raw[0]) && isnan(coi[1]) && isnan(cog[5]));
    kt_product_space_free(space);

    space = open_space(example_made, 4, 5);
    CHECK_FAILS(kt_product_space_outlook(space, complexity, density, 1, &outlook, &err),
                KT_ERR_RANGE, err);
    kt_complexity_free(complexity);
    kt_product_space_free(space);
}

static void an_empty_world_is_all_missing(void **state)
{
    (void)state;
    const uint8_t nothing[6] = {0};
    double density[6];
    density_of(nothing, 2, 3, density);
    for (int i = 0; i < 6; i++)
        CHECK_NEAR(density[i], NAN, 0.0);
}

static kt_status use_once(void *with, kt_error *err)
{
    double density[20], coi[4], cog[20];
    const kt_outlook outlook = {NULL, coi, cog};
    const kt_complexity *complexity = with;
    kt_product_space *space = NULL;
    kt_status status = kt_product_space_new(example_made, 4, 5, &space, err);
    CHECK((status == KT_OK) == (space != NULL));
    if (!status)
        status = kt_product_space_density(space, 1, density, err);
    if (!status)
        status = kt_product_space_outlook(space, complexity, density, 1, &outlook, err);
    kt_product_space_free(space);
    return status;
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    kt_complexity *complexity = compute(example_made, 4, 5, KT_COMPLEXITY_PY);
    kt_check_faults(KT_FAULT_MEMORY, use_once, complexity);
    kt_complexity_free(complexity);
    kt_product_space_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(proximity_of_the_example_is_as_worked_by_hand),
        KT_TEST(density_of_the_example_is_as_worked_by_hand),
        KT_TEST(outlook_of_the_example_is_as_worked_by_hand),
        KT_TEST(rows_of_proximity_are_those_of_the_slow_twin),
        KT_TEST(density_and_outlook_are_those_of_the_slow_twin),
        KT_TEST(density_is_between_none_and_all),
        KT_TEST(one_more_product_raises_every_density),
        KT_TEST(order_of_countries_and_products_does_not_matter),
        KT_TEST(the_number_of_threads_changes_no_bit),
        KT_TEST(the_convention_of_r_weighs_with_its_own_pci),
        KT_TEST(what_nobody_makes_has_no_proximity),
        KT_TEST(without_complexity_there_is_no_outlook),
        KT_TEST(an_empty_world_is_all_missing),
        KT_TEST(lack_of_memory_is_survived),
    };
    return kt_run_tests(tests);
}
