/* test_trade_world.c: the whole world's table from the store's sums against the one gathered
 * row by row, on random worlds; and tables by groups of products. */
#include <kontor/trade_matrix.h>

#include <kontor/memory.h>
#include <kontor/random.h>
#include <kontor/resource.h>

#include "check.h"

enum { COUNTRIES = 7 };

static char folder[256];
static kt_resources *resources;
static kt_countries *countries;
static kt_store *store;
static kt_dataset *dataset, *flat; /* products of all levels; of six digits, BLR exports none */

static kt_country country_at(size_t n)
{
    static const char *const codes[COUNTRIES] = {"BLR", "KAZ", "UZB", "DEU",
                                                 "FRA", "CHN", "RUS"};
    return KT_COUNTRY(codes[n][0], codes[n][1], codes[n][2]);
}

static const char *const products[] = {"010121", "010129", "020110", "0202",
                                       "030111", "999999", "270900", "8701"};

/* Every pair, year and product at most once; some values withheld, some 0. */
static kt_status add_random_rows(kt_writer *writer, int is_flat, kt_error *err)
{
    for (uint64_t cell = 0; cell < 2 * COUNTRIES * COUNTRIES * 8; cell++) {
        const uint64_t bits = kt_random_bits(5, cell);
        const size_t i = cell / 8 % COUNTRIES, j = cell / 8 / COUNTRIES % COUNTRIES;
        const int year = 2018 + (int)(cell / 8 / COUNTRIES / COUNTRIES);
        const int withheld = bits % 13 == 0;
        kt_flow flow = {.exporter = country_at(i),
                        .importer = country_at(j),
                        .period = kt_period_of_year(year),
                        .stated_by = KT_RECONCILED,
                        .value = withheld        ? KT_NONE
                                 : bits % 7 == 0 ? 0
                                                 : (int64_t)(bits >> 40),
                        .quantity = KT_NONE,
                        .supplementary = KT_NONE,
                        .status = (uint8_t)(withheld ? KT_SUPPRESSED : KT_REPORTED)};
        CHECK(kt_product_parse(kt_slice_of(products[cell % 8]), KT_HS17, &flow.product));
        if (i == j || bits % 3 == 0)
            continue;
        if (is_flat && (i == 0 || kt_product_digits(flow.product) != 6))
            continue;
        KT_TRY(kt_writer_add(writer, &flow, NULL, 1, err));
    }
    return KT_OK;
}

static kt_status make_dataset(const char *name, int is_flat, kt_error *err)
{
    const kt_writer_options options = kt_writer_options_default();
    kt_dataset_info info = {.checksum = "00112233445566778899aabbccddeeff"};
    kt_writer *writer = NULL;
    bool unchanged;
    snprintf(info.name, sizeof info.name, "%s", name);
    KT_TRY(kt_writer_begin(folder, &options, &writer, err));
    const kt_status status = add_random_rows(writer, is_flat, err);
    if (status) {
        kt_writer_abort(writer);
        return status;
    }
    return kt_writer_commit(writer, &info, &unchanged, NULL, err);
}

static int set_up(void **state)
{
    kt_error err = {0};
    (void)state;
    kt_scratch_make(folder);
    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    CHECK_OK(make_dataset("random", 0, &err), err);
    CHECK_OK(make_dataset("flat", 1, &err), err);
    CHECK_OK(kt_store_open(folder, &store, &err), err);
    CHECK_OK(kt_dataset_open(store, kt_store_find(store, "random"), &dataset, &err), err);
    CHECK_OK(kt_dataset_open(store, kt_store_find(store, "flat"), &flat, &err), err);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_dataset_close(flat);
    kt_dataset_close(dataset);
    kt_store_close(store);
    kt_countries_close(countries);
    kt_resources_close(resources);
    kt_scratch_remove(folder);
    return 0;
}

static void check_same(const kt_trade_matrix *quick, const kt_trade_matrix *slow)
{
    const int64_t n = slow->axis->n_products;
    for (int64_t r = 0; r < slow->n_rows; r++) {
        const int64_t row = kt_trade_matrix_find(quick, slow->country[r]);
        CHECK(row >= 0);
        CHECK_NEAR(quick->unallocated[row], slow->unallocated[r], 0.0);
        for (int64_t k = 0; k < n; k++) {
            const double value = slow->value[r * n + k];
            // Withheld altogether: missing there, nothing here.
            CHECK_NEAR(quick->value[row * n + k], isnan(value) ? 0.0 : value, 0.0);
        }
    }
}

static void the_sums_of_the_store_are_those_of_its_rows(void **state)
{
    const kt_level levels[] = {KT_LEVEL_2, KT_LEVEL_4, KT_LEVEL_6};
    (void)state;
    for (int l = 0; l < 3; l++)
        for (int rows = 0; rows < 2; rows++) {
            kt_error err = {0};
            kt_trade_axis axis;
            kt_trade_matrix quick = {0}, slow = {0};
            const kt_trade_request request = {.year = (int16_t)(2018 + rows),
                                              .rows = (kt_trade_rows)rows,
                                              .stated_by = KT_RECONCILED};
            CHECK_OK(kt_trade_axis_make(dataset, levels[l], &axis, &err), err);
            CHECK_OK(
                kt_trade_matrix_world(dataset, countries, &axis, &request, 2, &quick, &err),
                err);
            CHECK_OK(kt_trade_matrix_gather(dataset, countries, &axis, &request, &slow, &err),
                     err);
            CHECK_INT(quick.n_rows, COUNTRIES);
            check_same(&quick, &slow);
            kt_trade_matrix_clear(&slow);
            kt_trade_matrix_clear(&quick);
            kt_trade_axis_clear(&axis);
        }
}

/* Where the store's columns are those of the axis, its memory becomes the table's. */
static void tables_of_one_level_are_taken_as_they_lie(void **state)
{
    (void)state;
    for (int rows = 0; rows < 2; rows++) {
        kt_error err = {0};
        kt_trade_axis axis;
        kt_trade_matrix quick = {0}, slow = {0};
        const kt_trade_request request = {
            .year = 2018, .rows = (kt_trade_rows)rows, .stated_by = KT_RECONCILED};
        CHECK_OK(kt_trade_axis_make(flat, KT_LEVEL_6, &axis, &err), err);
        CHECK_OK(kt_trade_matrix_world(flat, countries, &axis, &request, 0, &quick, &err), err);
        CHECK_OK(kt_trade_matrix_gather(flat, countries, &axis, &request, &slow, &err), err);
        CHECK_INT(quick.n_rows, rows ? COUNTRIES : COUNTRIES - 1);
        CHECK_INT(slow.n_rows, quick.n_rows);
        check_same(&quick, &slow);
        for (int64_t c = 0; c < quick.n_rows * axis.n_products; c++)
            CHECK(quick.state[c] == KT_TRADE_REPORTED || quick.value[c] == 0.0);
        kt_trade_matrix_clear(&slow);
        kt_trade_matrix_clear(&quick);
        kt_trade_axis_clear(&axis);
    }
}

/* Totals come from the square of all pairs, with World kept apart. */
static void totals_of_all_pairs_are_those_of_the_rows(void **state)
{
    (void)state;
    for (int rows = 0; rows < 2; rows++) {
        kt_error err = {0};
        kt_trade_axis axis;
        kt_trade_matrix quick = {0}, slow = {0};
        const kt_trade_request request = {
            .year = 2019, .rows = (kt_trade_rows)rows, .stated_by = KT_RECONCILED};
        CHECK_OK(kt_trade_axis_totals(&axis, &err), err);
        CHECK_OK(kt_trade_matrix_world(dataset, countries, &axis, &request, 1, &quick, &err),
                 err);
        CHECK_OK(kt_trade_matrix_gather(dataset, countries, &axis, &request, &slow, &err), err);
        CHECK_INT(quick.n_rows, slow.n_rows);
        for (int64_t r = 0; r < slow.n_rows; r++) {
            CHECK_NEAR(quick.value[r], slow.value[r], 0.0);
            CHECK_NEAR(quick.stated[r], slow.stated[r], 0.0);
        }
        kt_trade_matrix_clear(&slow);
        kt_trade_matrix_clear(&quick);
        kt_trade_axis_clear(&axis);
    }
}

static kt_trade_matrix exports_of(const kt_trade_axis *axis)
{
    kt_error err = {0};
    kt_trade_matrix matrix = {0};
    const kt_trade_request request = {
        .year = 2018, .rows = KT_ROWS_EXPORTERS, .stated_by = KT_RECONCILED};
    CHECK_OK(kt_trade_matrix_gather(dataset, countries, axis, &request, &matrix, &err), err);
    return matrix;
}

/* The law: groups and what is in none add up to the row. */
static void groups_sum_to_their_products(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_trade_axis axis, groups = {.n_products = 2};
    kt_product positions[2] = {{1}, {2}};
    kt_trade_matrix by_group;
    groups.product = positions;
    CHECK_OK(kt_trade_axis_make(dataset, KT_LEVEL_6, &axis, &err), err);
    kt_trade_matrix matrix = exports_of(&axis);
    int64_t group[16];
    for (int64_t k = 0; k < axis.n_products; k++)
        group[k] = k % 3 - 1; // every third in none
    CHECK_OK(kt_trade_matrix_by_group(&matrix, group, &groups, &by_group, &err), err);
    for (int64_t r = 0; r < matrix.n_rows; r++) {
        CHECK_NEAR(kt_trade_matrix_row_sum(&by_group, r) + by_group.unallocated[r],
                   kt_trade_matrix_row_sum(&matrix, r) + matrix.unallocated[r], 1e-6);
        CHECK_NEAR(by_group.stated[r], matrix.stated[r], 0.0);
    }
    kt_trade_matrix_clear(&by_group);
    kt_trade_matrix_clear(&matrix);
    kt_trade_axis_clear(&axis);
}

static void a_group_is_as_weak_as_its_weakest_product(void **state)
{
    (void)state;
    kt_error err = {0};
    double value[] = {5.0, NAN, 0.0, 0.0}, tonnes[] = {1.0, NAN, NAN, NAN}, nothing[] = {0.0};
    double stated[] = {NAN};
    uint8_t known[] = {KT_TRADE_REPORTED, KT_TRADE_SUPPRESSED, KT_TRADE_ABSENT,
                       KT_TRADE_ABSENT};
    uint8_t from_world[] = {0};
    kt_country one[] = {KT_COUNTRY('B', 'L', 'R')};
    kt_product four[4] = {{1}, {2}, {3}, {4}}, three[3] = {{1}, {2}, {3}};
    const kt_trade_axis axis = {.product = four, .n_products = 4};
    const kt_trade_axis groups = {.product = three, .n_products = 3};
    const kt_trade_matrix matrix = {.axis = &axis,
                                    .n_rows = 1,
                                    .country = one,
                                    .value = value,
                                    .tonnes = tonnes,
                                    .state = known,
                                    .unallocated = nothing,
                                    .stated = stated,
                                    .from_world = from_world};
    const int64_t group[] = {0, 0, 1, 2};
    kt_trade_matrix out;
    CHECK_OK(kt_trade_matrix_by_group(&matrix, group, &groups, &out, &err), err);
    CHECK_NEAR(out.value[0], 5.0, 0.0); // what is known of it
    CHECK_INT(out.state[0], KT_TRADE_SUPPRESSED);
    CHECK_NEAR(out.tonnes[0], NAN, 0.0);
    CHECK_INT(out.state[1], KT_TRADE_ABSENT);
    CHECK_NEAR(out.value[1], 0.0, 0.0);
    kt_trade_matrix_clear(&out);
}

static kt_country even_and_odd(const void *with, kt_country country)
{
    const kt_country *groups = with;
    return groups[country.code >> 8 & 1];
}

/* The law: rows of a group are the sum of its members' rows, cell by cell. */
static void groups_of_countries_sum_their_members(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_trade_axis axis;
    kt_trade_matrix joined;
    const kt_country groups[] = {KT_COUNTRY('_', '0', '1'), KT_COUNTRY('_', '0', '2')};
    CHECK_OK(kt_trade_axis_make(dataset, KT_LEVEL_6, &axis, &err), err);
    kt_trade_matrix matrix = exports_of(&axis);
    CHECK_OK(kt_trade_matrix_join(&matrix, 1, even_and_odd, groups, &joined, &err), err);
    CHECK_INT(joined.n_rows, 2);
    for (int64_t g = 0; g < 2; g++)
        for (int64_t k = 0; k < axis.n_products; k++) {
            double sum = 0.0;
            for (int64_t r = 0; r < matrix.n_rows; r++) {
                const double value = matrix.value[r * axis.n_products + k];
                if (even_and_odd(groups, matrix.country[r]).code == groups[g].code)
                    sum += isnan(value) ? 0.0 : value;
            }
            const double found = joined.value[g * axis.n_products + k];
            CHECK_NEAR(isnan(found) ? 0.0 : found, sum, 0.0);
        }
    kt_trade_matrix_clear(&joined);
    kt_trade_matrix_clear(&matrix);
    kt_trade_axis_clear(&axis);
}

static kt_status join_once(void *with, kt_error *err)
{
    const kt_country groups[] = {KT_COUNTRY('_', '0', '1'), KT_COUNTRY('_', '0', '2')};
    kt_trade_matrix joined = {.axis = NULL};
    KT_TRY(kt_trade_matrix_join(with, 1, even_and_odd, groups, &joined, err));
    kt_trade_matrix_clear(&joined);
    return KT_OK;
}

static void a_failing_request_while_joining_is_reported(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_trade_axis axis;
    CHECK_OK(kt_trade_axis_make(dataset, KT_LEVEL_6, &axis, &err), err);
    kt_trade_matrix matrix = exports_of(&axis);
    kt_check_faults(KT_FAULT_MEMORY, join_once, &matrix);
    kt_trade_matrix_clear(&matrix);
    kt_trade_axis_clear(&axis);
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_trade_axis axis;
    CHECK_OK(kt_trade_axis_make(dataset, KT_LEVEL_6, &axis, &err), err);
    kt_status status = KT_ERR_MEMORY;
    for (int64_t n = 1; status; n++) {
        kt_trade_matrix quick = {0};
        const kt_trade_request request = {
            .year = 2018, .rows = KT_ROWS_EXPORTERS, .stated_by = KT_RECONCILED};
        err = (kt_error){0};
        kt_fault_at(KT_FAULT_MEMORY, n);
        status = kt_trade_matrix_world(dataset, countries, &axis, &request, 1, &quick, &err);
        kt_fault_off();
        if (status)
            CHECK_INT(status, KT_ERR_MEMORY);
        kt_trade_matrix_clear(&quick);
    }
    kt_trade_axis_clear(&axis);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_sums_of_the_store_are_those_of_its_rows),
        KT_TEST(tables_of_one_level_are_taken_as_they_lie),
        KT_TEST(totals_of_all_pairs_are_those_of_the_rows),
        KT_TEST(groups_sum_to_their_products),
        KT_TEST(a_group_is_as_weak_as_its_weakest_product),
        KT_TEST(groups_of_countries_sum_their_members),
        KT_TEST(a_failing_request_while_joining_is_reported),
        KT_TEST(every_failing_request_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
