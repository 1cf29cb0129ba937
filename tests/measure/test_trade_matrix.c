/* test_trade_matrix.c: tables of trade and lists of suppliers out of a store. */
#include <kontor/suppliers.h>
#include <kontor/trade_matrix.h>

#include <kontor/memory.h>
#include <kontor/resource.h>

#include "check.h"

#define BLR KT_COUNTRY('B', 'L', 'R')
#define KAZ KT_COUNTRY('K', 'A', 'Z')
#define UZB KT_COUNTRY('U', 'Z', 'B')
#define EUR KT_COUNTRY('E', 'U', '2') /* no country of the table: unspecified */

static char folder[256];
static kt_resources *resources;
static kt_countries *countries;
static kt_store *store;
static kt_dataset *dataset;

static kt_flow flow_of(kt_country from, kt_country to, const char *product, int64_t usd)
{
    kt_flow flow = {.exporter = from,
                    .importer = to,
                    .period = kt_period_of_year(2019),
                    .stated_by = KT_BY_EXPORTER,
                    .value = usd,
                    .quantity = usd == KT_NONE ? KT_NONE : usd * 500,
                    .supplementary = KT_NONE,
                    .status = (uint8_t)(usd == KT_NONE ? KT_SUPPRESSED : KT_REPORTED)};
    if (product)
        CHECK(kt_product_parse(kt_slice_of(product), KT_HS17, &flow.product));
    return flow;
}

static kt_status make_store(kt_error *err)
{
    const kt_writer_options options = kt_writer_options_default();
    kt_dataset_info info = {.name = "goods",
                            .checksum = "00112233445566778899aabbccddeeff",
                            .quantity_decimals = 3};
    kt_writer *writer = NULL;
    bool unchanged;
    const kt_flow rows[] = {
        flow_of(BLR, KAZ, "010121", 60),      flow_of(BLR, KAZ, "020110", 10),
        flow_of(BLR, UZB, "010121", 20),      flow_of(BLR, UZB, "020110", KT_NONE),
        flow_of(BLR, EUR, "010121", 5),       flow_of(BLR, KT_WORLD, NULL, 100),
        flow_of(BLR, KT_WORLD, "010121", 90), flow_of(KAZ, BLR, "010129", 0),
        flow_of(KAZ, BLR, "999999", 3),       flow_of(UZB, KT_WORLD, "020110", 7),
    };
    KT_TRY(kt_writer_begin(folder, &options, &writer, err));
    const kt_status status =
        kt_writer_add(writer, rows, NULL, sizeof rows / sizeof rows[0], err);
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
    CHECK_OK(make_store(&err), err);
    CHECK_OK(kt_store_open(folder, &store, &err), err);
    CHECK_OK(kt_dataset_open(store, 0, &dataset, &err), err);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_dataset_close(dataset);
    kt_store_close(store);
    kt_countries_close(countries);
    kt_resources_close(resources);
    kt_scratch_remove(folder);
    return 0;
}

static kt_trade_axis axis_at(kt_level level)
{
    kt_error err = {0};
    kt_trade_axis axis;
    CHECK_OK(kt_trade_axis_make(dataset, level, &axis, &err), err);
    return axis;
}

static kt_trade_matrix exports_of_all(const kt_trade_axis *axis)
{
    kt_error err = {0};
    kt_trade_matrix matrix;
    const kt_trade_request request = {
        .year = 2019, .rows = KT_ROWS_EXPORTERS, .stated_by = KT_BY_EXPORTER};
    CHECK_OK(kt_trade_matrix_gather(dataset, countries, axis, &request, &matrix, &err), err);
    return matrix;
}

static void the_axis_holds_each_product_of_a_level_once(void **state)
{
    (void)state;
    kt_trade_axis finest = axis_at(KT_LEVEL_STATED), chapters = axis_at(KT_LEVEL_2);
    CHECK_INT(finest.digits, 6);
    CHECK_INT(finest.n_products, 3); // 999999 is unallocated
    CHECK_INT(chapters.n_products, 2);
    CHECK_INT(kt_trade_axis_find(&finest, finest.product[2]), 2);
    CHECK_INT(kt_trade_axis_find(&finest, chapters.product[0]), -1);
    kt_trade_axis_clear(&chapters);
    kt_trade_axis_clear(&finest);
}

static void world_and_its_rows_enter_no_sum(void **state)
{
    (void)state;
    kt_trade_axis axis = axis_at(KT_LEVEL_6);
    kt_trade_matrix matrix = exports_of_all(&axis);
    const int64_t row = kt_trade_matrix_find(&matrix, BLR);
    CHECK_NEAR(matrix.value[row * 3], 85.0, 0.0);
    CHECK_NEAR(matrix.stated[row], 100.0, 0.0);
    CHECK_NEAR(kt_trade_matrix_coverage(&matrix, row), 0.95, 1e-15);
    CHECK_INT(kt_trade_matrix_find(&matrix, KT_WORLD), -1);
    kt_trade_matrix_clear(&matrix);
    kt_trade_axis_clear(&axis);
}

static void missing_zero_absent_and_suppressed_are_kept_apart(void **state)
{
    (void)state;
    kt_trade_axis axis = axis_at(KT_LEVEL_6);
    kt_trade_matrix matrix = exports_of_all(&axis);
    const int64_t b = kt_trade_matrix_find(&matrix, BLR),
                  k = kt_trade_matrix_find(&matrix, KAZ);
    CHECK_INT(matrix.state[b * 3 + 1], KT_TRADE_ABSENT);
    CHECK_INT(matrix.state[k * 3 + 1], KT_TRADE_REPORTED);
    CHECK_NEAR(matrix.value[k * 3 + 1], 0.0, 0.0);
    CHECK_INT(matrix.state[b * 3 + 2], KT_TRADE_SUPPRESSED);
    CHECK_NEAR(matrix.value[b * 3 + 2], 10.0, 0.0); // what is known of it
    CHECK_NEAR(matrix.tonnes[b * 3 + 2], NAN, 0.0); // a part is missing
    CHECK_NEAR(matrix.unallocated[k], 3.0, 0.0);
    CHECK_NEAR(matrix.stated[k], NAN, 0.0);
    kt_trade_matrix_clear(&matrix);
    kt_trade_axis_clear(&axis);
}

static void rows_with_world_stand_in_where_there_are_no_partners(void **state)
{
    (void)state;
    kt_trade_axis axis = axis_at(KT_LEVEL_6);
    kt_trade_matrix matrix = exports_of_all(&axis);
    const int64_t u = kt_trade_matrix_find(&matrix, UZB);
    CHECK_INT(matrix.from_world[u], 1);
    CHECK_NEAR(matrix.value[u * 3 + 2], 7.0, 0.0);
    CHECK_NEAR(kt_trade_matrix_coverage(&matrix, u), 1.0, 1e-15);
    CHECK_INT(matrix.from_world[kt_trade_matrix_find(&matrix, BLR)], 0);
    kt_trade_matrix_clear(&matrix);
    kt_trade_axis_clear(&axis);
}

/* The law: every level sums to the same, row by row. */
static void all_levels_sum_to_the_same(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_trade_axis fine = axis_at(KT_LEVEL_6), coarse = axis_at(KT_LEVEL_2), totals;
    CHECK_OK(kt_trade_axis_totals(&totals, &err), err);
    kt_trade_matrix six = exports_of_all(&fine), two = exports_of_all(&coarse),
                    all = exports_of_all(&totals);
    const int64_t row = kt_trade_matrix_find(&two, KAZ);
    const double sum = kt_trade_matrix_row_sum(&six, row) + six.unallocated[row];
    CHECK_NEAR(kt_trade_matrix_row_sum(&two, row) + two.unallocated[row], sum, 0.0);
    CHECK_NEAR(kt_trade_matrix_row_sum(&all, row) + all.unallocated[row], sum, 0.0);
    kt_trade_matrix_clear(&all);
    kt_trade_matrix_clear(&two);
    kt_trade_matrix_clear(&six);
    kt_trade_axis_clear(&totals);
    kt_trade_axis_clear(&coarse);
    kt_trade_axis_clear(&fine);
}

static void suppliers_are_held_against_the_stated_total(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_suppliers found;
    kt_product horses;
    CHECK(kt_product_parse(kt_slice_of("010121"), KT_HS17, &horses));
    CHECK_OK(kt_suppliers_gather(dataset, countries, BLR, horses, 2019, 1, KT_BY_EXPORTER,
                                 &found, &err),
             err);
    CHECK_INT(found.n_partners, 2);
    CHECK_INT(found.partner[0].country.code, KAZ.code);
    CHECK_NEAR(found.partner[0].tonnes, 30.0, 1e-15);
    CHECK_NEAR(found.partners_usd, 80.0, 0.0);
    CHECK_NEAR(found.unallocated_usd, 5.0, 0.0);
    CHECK_NEAR(found.stated_usd, 90.0, 0.0);
    CHECK_NEAR(found.coverage, 85.0 / 90.0, 1e-15);
    CHECK_NEAR(found.missing_usd, 10.0, 1e-15);
    kt_suppliers_clear(&found);
}

static void exporters_of_a_product_are_summed_without_world(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_supplier *list;
    int64_t n;
    kt_product horses;
    CHECK(kt_product_parse(kt_slice_of("01"), KT_HS17, &horses));
    CHECK_OK(kt_suppliers_of_world(dataset, countries, horses, 2019, KT_BY_EXPORTER, &list, &n,
                                   NULL, &err),
             err);
    CHECK_INT(n, 2);
    CHECK_NEAR(list[0].usd, 85.0, 0.0);
    CHECK_NEAR(list[1].usd, 0.0, 0.0); // a reported zero
    kt_free(list);
}

static kt_status gather_once(void *with, kt_error *err)
{
    kt_trade_axis axis = {0};
    kt_trade_matrix matrix = {0};
    kt_suppliers suppliers = {0};
    kt_supplier *list = NULL;
    int64_t n;
    const kt_trade_request request = {
        .year = 2019, .rows = KT_ROWS_IMPORTERS, .stated_by = KT_BY_EXPORTER};
    (void)with;
    kt_status status = kt_trade_axis_make(dataset, KT_LEVEL_6, &axis, err);
    if (!status)
        status = kt_trade_matrix_gather(dataset, countries, &axis, &request, &matrix, err);
    if (!status)
        status = kt_suppliers_gather(dataset, countries, BLR, KT_TOTAL, 2019, 1, KT_BY_EXPORTER,
                                     &suppliers, err);
    if (!status)
        status = kt_suppliers_of_world(dataset, countries, KT_TOTAL, 2019, KT_BY_EXPORTER,
                                       &list, &n, NULL, err);
    kt_free(list);
    kt_suppliers_clear(&suppliers);
    kt_trade_matrix_clear(&matrix);
    kt_trade_axis_clear(&axis);
    return status;
}

static void gathering_survives_lack_of_memory(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, gather_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_axis_holds_each_product_of_a_level_once),
        KT_TEST(world_and_its_rows_enter_no_sum),
        KT_TEST(missing_zero_absent_and_suppressed_are_kept_apart),
        KT_TEST(rows_with_world_stand_in_where_there_are_no_partners),
        KT_TEST(all_levels_sum_to_the_same),
        KT_TEST(suppliers_are_held_against_the_stated_total),
        KT_TEST(exporters_of_a_product_are_summed_without_world),
        KT_TEST(gathering_survives_lack_of_memory),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
