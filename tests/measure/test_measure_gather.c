/* test_measure_gather.c: what the measures take from a dataset of the store: a pair's
 * observations, a country's partners, a year's mirror peers, a pair's products. */
#include <kontor/mirror.h>
#include <kontor/pair.h>
#include <kontor/pair_products.h>
#include <kontor/partners.h>
#include <kontor/resource.h>
#include <kontor/store.h>

#include "check.h"

#define BLR KT_COUNTRY('B', 'L', 'R')
#define KAZ KT_COUNTRY('K', 'A', 'Z')
#define RUS KT_COUNTRY('R', 'U', 'S')

/* One store for all tests: "totals" with both sides' statements, "goods" with products. */
static char folder[256];
static kt_resources *resources;
static kt_countries *countries;
static kt_store *store;
static kt_dataset *totals, *goods;

static kt_flow flow_of(kt_country from, kt_country to, int year, kt_stated_by by,
                       const char *product, int64_t usd)
{
    kt_flow flow = {.exporter = from,
                    .importer = to,
                    .period = kt_period_of_year(year),
                    .stated_by = (uint8_t)by,
                    .valuation = by == KT_BY_EXPORTER ? KT_FOB : KT_CIF,
                    .value = usd,
                    .quantity = KT_NONE,
                    .supplementary = KT_NONE};
    if (product)
        CHECK(kt_product_parse(kt_slice_of(product), KT_HS17, &flow.product));
    return flow;
}

static kt_status write_dataset(const char *name, const kt_flow *rows, int64_t n, kt_error *err)
{
    const kt_writer_options options = kt_writer_options_default();
    kt_dataset_info info = {.money_decimals = 0, .quantity_decimals = 3};
    kt_writer *writer = NULL;
    bool unchanged;

    snprintf(info.name, sizeof info.name, "%s", name);
    snprintf(info.checksum, sizeof info.checksum, "00112233445566778899aabbccddeeff");
    KT_TRY(kt_writer_begin(folder, &options, &writer, err));
    const kt_status status = kt_writer_add(writer, rows, NULL, n, err);
    if (status) {
        kt_writer_abort(writer);
        return status;
    }
    return kt_writer_commit(writer, &info, &unchanged, NULL, err);
}

static kt_status open_dataset(const char *name, kt_dataset **out, kt_error *err)
{
    return kt_dataset_open(store, kt_store_find(store, name), out, err);
}

static kt_status make_store(kt_error *err)
{
    kt_flow flow[64];
    int64_t n = 0;

    flow[n++] = flow_of(BLR, KAZ, 2017, KT_BY_EXPORTER, NULL, 592000000);
    flow[n++] = flow_of(BLR, KAZ, 2018, KT_BY_EXPORTER, NULL, 783000000);
    flow[n++] = flow_of(BLR, KAZ, 2018, KT_BY_IMPORTER, NULL, 572000000);
    flow[n++] = flow_of(KAZ, BLR, 2018, KT_BY_EXPORTER, NULL, 75000000);
    flow[n++] = flow_of(KAZ, BLR, 2018, KT_BY_IMPORTER, NULL, 112000000);
    flow[n++] = flow_of(BLR, RUS, 2018, KT_BY_EXPORTER, NULL, 12000000000);
    flow[n++] = flow_of(RUS, BLR, 2018, KT_BY_EXPORTER, NULL, 22000000000);
    flow[n++] = flow_of(BLR, KT_WORLD, 2018, KT_BY_EXPORTER, NULL, 33000000000);
    flow[n++] = flow_of(KT_WORLD, BLR, 2018, KT_BY_IMPORTER, NULL, 38000000000);
    flow[n] = flow_of(BLR, KAZ, 2018, KT_BY_EXPORTER, NULL, 100000000);
    flow[n++].period = kt_period_of_months(2018, 1, 3); // a quarter is no year
    flow[n] = flow_of(BLR, KAZ, 2018, KT_BY_EXPORTER, NULL, 55000000);
    flow[n++].kind = KT_SERVICES;
    flow[n] = flow_of(KAZ, RUS, 2018, KT_BY_EXPORTER, NULL, 500);
    flow[n++].status = KT_ESTIMATED;
    flow[n++] = flow_of(KAZ, RUS, 2018, KT_BY_IMPORTER, NULL, 600);
    KT_TRY(write_dataset("totals", flow, n, err));

    n = 0;
    flow[n++] = flow_of(BLR, KAZ, 2018, KT_BY_EXPORTER, NULL, 1000);
    flow[n] = flow_of(BLR, KAZ, 2018, KT_BY_EXPORTER, "040210", 300);
    flow[n++].quantity = 1500; // 1.5 t
    flow[n++] = flow_of(BLR, KAZ, 2018, KT_BY_EXPORTER, "870190", 500);
    flow[n++] = flow_of(BLR, KAZ, 2018, KT_BY_EXPORTER, "999999", 120);
    flow[n] = flow_of(BLR, KAZ, 2018, KT_BY_EXPORTER, "040610", KT_NONE);
    flow[n++].status = KT_SUPPRESSED;
    flow[n++] = flow_of(BLR, KAZ, 2017, KT_BY_EXPORTER, "0402", 70);
    flow[n++] = flow_of(BLR, KAZ, 2017, KT_BY_EXPORTER, "0406", 30);
    flow[n++] = flow_of(BLR, KAZ, 2016, KT_BY_EXPORTER, NULL, 90);
    return write_dataset("goods", flow, n, err);
}

static int set_up(void **state)
{
    kt_error err = {0};
    char text[600];
    (void)state;
    kt_scratch_make(folder);
    if (kt_resources_open(NULL, &resources, &err) ||
        kt_countries_open(resources, &countries, &err) || make_store(&err) ||
        kt_store_open(folder, &store, &err) || open_dataset("totals", &totals, &err) ||
        open_dataset("goods", &goods, &err)) {
        fprintf(stderr, "%s\n", kt_error_text(&err, text, sizeof text));
        return 1;
    }
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_dataset_close(goods);
    kt_dataset_close(totals);
    kt_store_close(store);
    kt_countries_close(countries);
    kt_resources_close(resources);
    kt_scratch_remove(folder);
    return 0;
}

static void observations_are_the_pairs_yearly_totals_of_goods(void **state)
{
    (void)state;
    kt_observations seen = {0};
    kt_series series = {0};
    kt_error err = {0};
    CHECK_OK(kt_observations_gather(totals, BLR, KAZ, 0, 0, &seen, &err), err);
    CHECK_INT(seen.n_rows, 5);
    CHECK_INT(seen.row[0].year, 2017);
    CHECK_INT(seen.row[0].valuation, KT_FOB);
    CHECK_OK(
        kt_series_compute(seen.row, seen.n_rows, BLR, KAZ, KT_STATISTICS_OWN, &series, &err),
        err);
    CHECK_NEAR(kt_series_usd(&series, KT_MEASURE_TURNOVER, 2018), 895e6, 0.0);
    kt_series_clear(&series);
    kt_observations_clear(&seen);

    CHECK_OK(kt_observations_gather(totals, BLR, KAZ, 2018, 2018, &seen, &err), err);
    CHECK_INT(seen.n_rows, 4);
    kt_observations_clear(&seen);
}

static void partners_come_with_world_and_both_sides(void **state)
{
    (void)state;
    kt_partners partners = {0};
    kt_error err = {0};
    CHECK_OK(kt_partners_gather(totals, countries, BLR, 2018, &partners, &err), err);

    CHECK_INT(partners.n_partners, 3);
    const kt_partner *world = kt_partners_find(&partners, KT_WORLD);
    const kt_partner *rus = kt_partners_find(&partners, RUS);
    CHECK_NEAR(kt_partner_usd(world, KT_MEASURE_TURNOVER, KT_STATISTICS_OWN), 71e9, 0.0);
    CHECK_NEAR(kt_partner_usd(rus, KT_MEASURE_IMPORT, KT_STATISTICS_MIRROR), 22e9, 0.0);
    CHECK_NEAR(kt_partner_usd(rus, KT_MEASURE_IMPORT, KT_STATISTICS_OWN), NAN, 0.0);
    kt_partners_clear(&partners);
}

static void peers_are_flows_of_countries_with_two_reports(void **state)
{
    (void)state;
    kt_mirror_peers *peers = NULL;
    kt_error err = {0};
    CHECK_OK(kt_mirror_peers_gather(totals, countries, 2018, &peers, &err), err);

    CHECK_INT(kt_mirror_peers_count(peers), 2); // both directions of Belarus and Kazakhstan
    kt_mirror_peers_free(peers);
}

static kt_pair_products products_of(int16_t year)
{
    kt_pair_products products = {0};
    kt_error err = {0};
    CHECK_OK(kt_pair_products_gather(goods, BLR, KAZ, year, KT_BY_EXPORTER, &products, &err),
             err);
    return products;
}

static void products_stand_in_order_with_shares_of_the_stated_total(void **state)
{
    (void)state;
    kt_pair_products products = products_of(2018);
    char text[16];

    CHECK_INT(products.digits, 6);
    CHECK_INT(products.revision, KT_HS17);
    CHECK_INT(products.n_products, 3);
    CHECK_INT(products.n_withheld, 1);
    CHECK_TEXT(kt_product_print(products.product[0].product, text), "870190");
    CHECK_NEAR(products.product[0].share, 0.5, 0.0);
    CHECK_NEAR(products.product[1].quantity_tonnes, 1.5, 0.0);
    CHECK_NEAR(products.product[1].unit_value_usd, 200.0, 0.0);
    CHECK_NEAR(products.product[0].unit_value_usd, NAN, 0.0);
    CHECK_TEXT(kt_product_print(products.product[2].product, text), "040610");
    CHECK_NEAR(products.product[2].value_usd, NAN, 0.0);
    CHECK_NEAR(products.products_usd, 800.0, 0.0);
    CHECK_NEAR(products.stated_usd, 1000.0, 0.0);
    kt_pair_products_clear(&products);
}

/* The law: shares and the unallocated part add up to the coverage. */
static void shares_of_products_and_the_unallocated_sum_to_the_coverage(void **state)
{
    (void)state;
    kt_pair_products products = products_of(2018);
    double sum = products.unallocated_usd / products.total_usd;
    for (int64_t p = 0; p < products.n_products; p++)
        if (!isnan(products.product[p].share))
            sum += products.product[p].share;

    CHECK_NEAR(sum, products.coverage, 1e-15);
    CHECK(products.unallocated_usd >= 120.0);
    kt_pair_products_clear(&products);
}

static void without_a_stated_total_the_sum_is_the_denominator(void **state)
{
    (void)state;
    kt_pair_products products = products_of(2017);

    CHECK_INT(products.digits, 4);
    CHECK_NEAR(products.total_usd, 100.0, 0.0);
    CHECK_NEAR(products.product[0].share, 0.7, 1e-15);
    CHECK_NEAR(products.coverage, NAN, 0.0);
    kt_pair_products_clear(&products);
}

static void a_total_alone_has_no_products(void **state)
{
    (void)state;
    kt_pair_products products = products_of(2016), nothing = products_of(1999);

    CHECK_INT(products.n_products, 0);
    CHECK_INT(products.digits, 0);
    CHECK_NEAR(products.stated_usd, 90.0, 0.0);
    CHECK_INT(nothing.n_products, 0);
    CHECK_NEAR(nothing.total_usd, NAN, 0.0);
    kt_pair_products_clear(&nothing);
    kt_pair_products_clear(&products);
}

static kt_status gather_once(void *with, kt_error *err)
{
    kt_observations seen = {0};
    kt_partners partners = {0};
    kt_pair_products products = {0};
    kt_mirror_peers *peers = NULL;
    (void)with;
    kt_status status = kt_observations_gather(totals, BLR, KAZ, 0, 0, &seen, err);
    if (!status)
        status = kt_partners_gather(totals, countries, BLR, 2018, &partners, err);
    if (!status)
        status = kt_mirror_peers_gather(totals, countries, 2018, &peers, err);
    if (!status)
        status = kt_pair_products_gather(goods, BLR, KAZ, 2018, KT_BY_EXPORTER, &products, err);
    kt_pair_products_clear(&products);
    kt_mirror_peers_free(peers);
    kt_partners_clear(&partners);
    kt_observations_clear(&seen);
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
        KT_TEST(observations_are_the_pairs_yearly_totals_of_goods),
        KT_TEST(partners_come_with_world_and_both_sides),
        KT_TEST(peers_are_flows_of_countries_with_two_reports),
        KT_TEST(products_stand_in_order_with_shares_of_the_stated_total),
        KT_TEST(shares_of_products_and_the_unallocated_sum_to_the_coverage),
        KT_TEST(without_a_stated_total_the_sum_is_the_denominator),
        KT_TEST(a_total_alone_has_no_products),
        KT_TEST(gathering_survives_lack_of_memory),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
