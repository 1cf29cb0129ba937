/* test_complexity.c: ECI and PCI. */
#include <kontor/complexity.h>

#include <kontor/rca.h>

#include "check.h"
#include "example_e1.h"
#include "example_space.h"

enum { COUNTRIES = 60, PRODUCTS = 300 };

/* A test's world and what came of it. */
static uint8_t world[COUNTRIES * PRODUCTS], shuffled[COUNTRIES * PRODUCTS];

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

static double mean_of(const double *x, int64_t n)
{
    double sum = 0.0;
    for (int64_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

static double sd_of(const double *x, int64_t n, int64_t less)
{
    double squares = 0.0;
    for (int64_t i = 0; i < n; i++)
        squares += (x[i] - mean_of(x, n)) * (x[i] - mean_of(x, n));
    return sqrt(squares / (double)(n - less));
}

static void the_example_is_as_worked_by_hand(void **state)
{
    (void)state;
    const double d[] = {4, 2, 2, 3}, u[] = {3, 3, 2, 2, 1};
    const double eci[] = {-0.138527, -0.208755, -1.218647, 1.565928};
    const double pci[] = {-1.072851, 0.655341, -1.364443, 1.227845, 2.814600};
    const double eigenvalue[] = {1.0, 0.537088, 0.181238};
    kt_complexity *found = compute(example_made, 4, 5, KT_COMPLEXITY_PY);

    CHECK_INT(found->outcome, KT_COMPLEXITY_FOUND);
    for (int c = 0; c < 4; c++) {
        CHECK_NEAR(found->diversity[c], d[c], 0.0);
        CHECK_NEAR(found->eci[c], eci[c], 5e-7);
    }
    for (int p = 0; p < 5; p++) {
        CHECK_NEAR(found->ubiquity[p], u[p], 0.0);
        CHECK_NEAR(found->pci[p], pci[p], 5e-7);
    }
    for (int w = 0; w < 3; w++)
        CHECK_NEAR(found->eigenvalue[w], eigenvalue[w], 5e-7);
    kt_complexity_free(found);
}

/* What the PCI of py-ecomplexity is for. */
static void eci_is_the_mean_pci_of_what_is_made(void **state)
{
    (void)state;
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 1);
    kt_complexity *found = compute(world, COUNTRIES, PRODUCTS, KT_COMPLEXITY_PY);
    CHECK_INT(found->outcome, KT_COMPLEXITY_FOUND);
    for (int64_t c = 0; c < COUNTRIES; c++) {
        double sum = 0.0;
        for (int64_t p = 0; p < PRODUCTS; p++)
            sum += world[c * PRODUCTS + p] ? found->pci[p] : 0.0;
        CHECK_NEAR(sum / found->diversity[c], found->eci[c], 1e-11);
    }
    CHECK_NEAR(mean_of(found->eci, COUNTRIES), 0.0, 1e-13);
    CHECK_NEAR(sd_of(found->eci, COUNTRIES, 0), 1.0, 1e-13);
    kt_complexity_free(found);
}

static void rows_and_columns_add_up(void **state)
{
    (void)state;
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 2);
    kt_complexity *found = compute(world, COUNTRIES, PRODUCTS, KT_COMPLEXITY_PY);
    double ones = 0.0;
    for (int64_t i = 0; i < COUNTRIES * PRODUCTS; i++)
        ones += world[i];
    CHECK_NEAR(mean_of(found->diversity, COUNTRIES) * COUNTRIES, ones, 1e-9);
    CHECK_NEAR(mean_of(found->ubiquity, PRODUCTS) * PRODUCTS, ones, 1e-9);
    kt_complexity_free(found);
}

/* By the R package each index has its own mean 0 and sample sd 1; both are the default ones,
 * moved and stretched. */
static void the_convention_of_r_is_its_own_scale(void **state)
{
    (void)state;
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 3);
    kt_complexity *py = compute(world, COUNTRIES, PRODUCTS, KT_COMPLEXITY_PY);
    kt_complexity *r = compute(world, COUNTRIES, PRODUCTS, KT_COMPLEXITY_R);
    CHECK_NEAR(mean_of(r->pci, PRODUCTS), 0.0, 1e-13);
    CHECK_NEAR(sd_of(r->pci, PRODUCTS, 1), 1.0, 1e-13);
    for (int64_t c = 0; c < COUNTRIES; c++)
        CHECK_NEAR(r->eci[c], py->eci[c] * sqrt((COUNTRIES - 1.0) / COUNTRIES), 1e-12);
    for (int64_t p = 0; p < PRODUCTS; p++) {
        const double own =
            (py->pci[p] - mean_of(py->pci, PRODUCTS)) / sd_of(py->pci, PRODUCTS, 1);
        CHECK_NEAR(r->pci[p], own, 1e-11);
        CHECK_NEAR(r->pci_raw[p], r->pci[p], 0.0);
    }
    CHECK_TEXT(kt_complexity_convention_name(py->convention), "py-ecomplexity");
    CHECK_TEXT(kt_complexity_convention_name(r->convention), "economiccomplexity (R)");
    kt_complexity_free(r);
    kt_complexity_free(py);
}

static void the_order_of_products_changes_no_bit(void **state)
{
    (void)state;
    int64_t order[PRODUCTS];
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 4);
    shuffle(order, PRODUCTS, 5);
    for (int64_t c = 0; c < COUNTRIES; c++)
        for (int64_t p = 0; p < PRODUCTS; p++)
            shuffled[c * PRODUCTS + p] = world[c * PRODUCTS + order[p]];
    kt_complexity *a = compute(world, COUNTRIES, PRODUCTS, KT_COMPLEXITY_PY);
    kt_complexity *b = compute(shuffled, COUNTRIES, PRODUCTS, KT_COMPLEXITY_PY);
    for (int64_t c = 0; c < COUNTRIES; c++)
        CHECK_NEAR(a->eci[c], b->eci[c], 0.0);
    for (int64_t p = 0; p < PRODUCTS; p++)
        CHECK_NEAR(a->pci[order[p]], b->pci[p], 0.0);
    kt_complexity_free(b);
    kt_complexity_free(a);
}

static void the_order_of_countries_does_not_matter(void **state)
{
    (void)state;
    int64_t order[COUNTRIES];
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 6);
    shuffle(order, COUNTRIES, 7);
    for (int64_t c = 0; c < COUNTRIES; c++)
        memcpy(shuffled + c * PRODUCTS, world + order[c] * PRODUCTS, PRODUCTS);
    kt_complexity *a = compute(world, COUNTRIES, PRODUCTS, KT_COMPLEXITY_PY);
    kt_complexity *b = compute(shuffled, COUNTRIES, PRODUCTS, KT_COMPLEXITY_PY);
    for (int64_t c = 0; c < COUNTRIES; c++)
        CHECK_NEAR(a->eci[order[c]], b->eci[c], 1e-10);
    for (int64_t p = 0; p < PRODUCTS; p++)
        CHECK_NEAR(a->pci[p], b->pci[p], 1e-10);
    kt_complexity_free(b);
    kt_complexity_free(a);
}

/* A row and a column of zeros: as if they were not there, but in their place, and missing. */
static void what_makes_nothing_is_missing_and_moves_nobody(void **state)
{
    (void)state;
    uint8_t made[5 * 6] = {0};
    for (int c = 0; c < 4; c++)
        for (int p = 0; p < 5; p++)
            made[(c < 2 ? c : c + 1) * 6 + (p < 3 ? p : p + 1)] = example_made[c * 5 + p];
    kt_complexity *plain = compute(example_made, 4, 5, KT_COMPLEXITY_PY);
    kt_complexity *wide = compute(made, 5, 6, KT_COMPLEXITY_PY);

    CHECK_INT(wide->n_countries_without, 1);
    CHECK_INT(wide->n_products_without, 1);
    CHECK_NEAR(wide->eci[2], NAN, 0.0);
    CHECK_NEAR(wide->pci[3], NAN, 0.0);
    CHECK_NEAR(wide->pci_raw[3], NAN, 0.0);
    CHECK_NEAR(wide->diversity[2], 0.0, 0.0);
    for (int c = 0; c < 4; c++)
        CHECK_NEAR(wide->eci[c < 2 ? c : c + 1], plain->eci[c], 0.0);
    for (int p = 0; p < 5; p++)
        CHECK_NEAR(wide->pci[p < 3 ? p : p + 1], plain->pci[p], 0.0);
    kt_complexity_free(wide);
    kt_complexity_free(plain);
}

static void the_threshold_is_reached_not_passed(void **state)
{
    (void)state;
    const double rca[] = {1.0, 0.999999, 1.000001, NAN, 0.0, 2.0};
    const uint8_t expected[] = {1, 0, 1, 0, 0, 1};
    uint8_t made[6];
    kt_complexity_made(rca, 6, 1.0, made);
    CHECK(memcmp(made, expected, 6) == 0);
    kt_complexity_made(rca, 6, 2.0, made);
    CHECK_INT(made[0], 0);
    CHECK_INT(made[5], 1);
}

/* From flows to M: A and C lead in product 1, A and B in 2, B and C in 3. */
static void rca_of_the_example_says_who_makes_what(void **state)
{
    (void)state;
    const uint8_t expected[] = {1, 1, 0, 0, 1, 1, 1, 0, 1};
    double rca[9];
    uint8_t made[9];
    kt_error err = {0};
    CHECK_OK(kt_rca_table(&e1_export[0][0], 3, 3, 1, rca, &err), err);
    kt_complexity_made(rca, 9, 1.0, made);
    CHECK(memcmp(made, expected, 9) == 0);
}

static void check_outcome(const uint8_t *made, int64_t n_countries, int64_t n_products,
                          kt_complexity_outcome outcome)
{
    kt_complexity *found = compute(made, n_countries, n_products, KT_COMPLEXITY_PY);
    CHECK_INT(found->outcome, outcome);
    for (int64_t c = 0; c < n_countries; c++)
        CHECK(isnan(found->eci[c]));
    for (int64_t p = 0; p < n_products; p++)
        CHECK(isnan(found->pci[p]) && isnan(found->pci_raw[p]));
    kt_complexity_free(found);
}

static void without_an_answer_nothing_is_made_up(void **state)
{
    (void)state;
    const uint8_t nothing[6] = {0}, lonely[] = {1, 1, 1, 0, 0, 0};
    const uint8_t alike[] = {1, 1, 1, 1, 1, 1};
    const uint8_t split[] = {1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1};
    /* Each country makes two, each product is made by two, in a ring. */
    const uint8_t ring[] = {1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1};
    /* Two countries, each with one product of its own and a common one: mirrored. */
    const uint8_t mirrored[] = {1, 1, 0, 0, 1, 1};
    check_outcome(nothing, 2, 3, KT_COMPLEXITY_TOO_FEW);
    check_outcome(lonely, 2, 3, KT_COMPLEXITY_TOO_FEW);
    check_outcome(alike, 2, 3, KT_COMPLEXITY_ALIKE);
    check_outcome(split, 3, 4, KT_COMPLEXITY_SPLIT);
    check_outcome(ring, 4, 4, KT_COMPLEXITY_TIED);
    check_outcome(mirrored, 2, 3, KT_COMPLEXITY_UNSIGNED);
    for (int o = 0; o <= KT_COMPLEXITY_UNSIGNED; o++)
        CHECK(strlen(kt_complexity_outcome_text((kt_complexity_outcome)o)) > 4);
}

static void impossible_tables_are_refused(void **state)
{
    (void)state;
    const uint8_t made[] = {1, 2, 0, 1};
    kt_complexity_options options = kt_complexity_options_default();
    kt_complexity *found = NULL;
    kt_error err = {0};
    CHECK_FAILS(kt_complexity_compute(made, 2, 2, NULL, &found, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_complexity_compute(made, 0, 2, NULL, &found, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_complexity_compute(made, 1, 1 << 20, NULL, &found, &err), KT_ERR_LIMIT, err);
    options.tolerance = -1;
    CHECK_FAILS(kt_complexity_compute(made, 1, 1, &options, &found, &err), KT_ERR_RANGE, err);
    CHECK(!found);
}

static kt_status compute_once(void *with, kt_error *err)
{
    kt_complexity *found = NULL;
    const kt_status status = kt_complexity_compute(with, 4, 5, NULL, &found, err);
    CHECK((status == KT_OK) == (found != NULL));
    kt_complexity_free(found);
    return status;
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    uint8_t made[sizeof example_made];
    memcpy(made, example_made, sizeof made);
    kt_check_faults(KT_FAULT_MEMORY, compute_once, made);
    kt_complexity_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_example_is_as_worked_by_hand),
        KT_TEST(eci_is_the_mean_pci_of_what_is_made),
        KT_TEST(rows_and_columns_add_up),
        KT_TEST(the_convention_of_r_is_its_own_scale),
        KT_TEST(the_order_of_products_changes_no_bit),
        KT_TEST(the_order_of_countries_does_not_matter),
        KT_TEST(what_makes_nothing_is_missing_and_moves_nobody),
        KT_TEST(the_threshold_is_reached_not_passed),
        KT_TEST(rca_of_the_example_says_who_makes_what),
        KT_TEST(without_an_answer_nothing_is_made_up),
        KT_TEST(impossible_tables_are_refused),
        KT_TEST(lack_of_memory_is_survived),
    };
    return kt_run_tests(tests);
}
