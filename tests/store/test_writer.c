/* test_writer.c: datasets into the store: what they are then, what is refused, and rows that
 * pass the memory. */
#include "writer_fixture.h"

static kt_writer *begin(int64_t memory_bytes)
{
    const kt_writer_options options = {.memory_bytes = memory_bytes, .n_threads = 2};
    kt_writer *writer = NULL;
    kt_error err = {0};
    CHECK_OK(kt_writer_begin(folder, &options, &writer, &err), err);
    return writer;
}

static void an_empty_store_has_no_datasets(void **state)
{
    (void)state;
    CHECK_INT(n_datasets(), 0);
}

static void a_file_is_no_store(void **state)
{
    char path[300];
    kt_error err = {0};
    kt_store *store = NULL;
    (void)state;
    snprintf(path, sizeof path, "%.200s/totals.csv", folder);
    CHECK_OK(kt_file_replace(path, "x", 1, &err), err);
    CHECK_FAILS(kt_store_open(path, &store, &err), KT_ERR_IO, err);
}

static void a_dataset_without_rows_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_dataset_info info = fixture_info("empty");
    bool unchanged;
    CHECK_FAILS(kt_writer_commit(begin(0), &info, &unchanged, NULL, &err), KT_ERR_MISSING, err);
    CHECK_INT(n_files(), 0);
}

static void a_name_that_is_no_file_name_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"", "../x", "A", "a b", ".hidden", "a/b", "a@b"};
    fixture_rows rows = fixture_wild(1, 10);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        kt_error err = {0};
        kt_dataset_info info = fixture_info(names[i]);
        CHECK_FAILS(fixture_store(folder, &info, &rows, &err), KT_ERR_RANGE, err);
    }
    fixture_rows_clear(&rows);
    CHECK_INT(n_files(), 0);
}

static void the_same_key_twice_is_refused_naming_both_lines(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_dataset_info info = fixture_info("twice");
    bool unchanged;
    const kt_flow rows[] = {fixture_row(0, 1, "080510", 2018, 1),
                            fixture_row(0, 2, "080510", 2018, 2),
                            fixture_row(0, 1, "080510", 2018, 3)};
    const int64_t lines[] = {2, 3, 17};
    kt_writer *writer = begin(0);
    CHECK_OK(kt_writer_add(writer, rows, lines, 3, &err), err);
    CHECK_FAILS(kt_writer_commit(writer, &info, &unchanged, NULL, &err), KT_ERR_FORMAT, err);
    CHECK_INT(err.line, 17);
    CHECK(strstr(err.cause, "lines 2 and 17") != NULL);
    CHECK_INT(n_files(), 0);
}

static void keys_that_follow_each_other_are_refused_too(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_dataset_info info = fixture_info("twice");
    bool unchanged;
    const kt_flow rows[] = {fixture_row(0, 1, "080510", 2018, 1),
                            fixture_row(0, 1, "080510", 2018, 3)};
    const int64_t lines[] = {(int64_t)1 << 40 | 9, (int64_t)2 << 40 | 4};
    kt_writer *writer = begin(0);
    CHECK_OK(kt_writer_add(writer, rows, lines, 2, &err), err);
    CHECK_FAILS(kt_writer_commit(writer, &info, &unchanged, NULL, &err), KT_ERR_FORMAT, err);
    CHECK_INT(err.line, 4);
    CHECK(strstr(err.cause, "line 9 of file 1") != NULL);
}

static void rows_that_mean_nothing_are_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    const int64_t line = 5;
    kt_flow row = fixture_row(0, 1, "080510", 2018, 1);
    kt_writer *writer = begin(0);
    row.exporter.code = 0;
    CHECK_FAILS(kt_writer_add(writer, &row, &line, 1, &err), KT_ERR_RANGE, err);
    CHECK_INT(err.line, 5);
    row = fixture_row(0, 1, "080510", 2018, 1);
    row.period.last = (int16_t)(row.period.first - 1);
    CHECK_FAILS(kt_writer_add(writer, &row, &line, 1, &err), KT_ERR_RANGE, err);
    row = fixture_row(0, 1, "080510", 2018, 1);
    row.status = 4;
    CHECK_FAILS(kt_writer_add(writer, &row, &line, 1, &err), KT_ERR_RANGE, err);
    kt_writer_abort(writer);
}

static void units_become_as_coarse_as_the_values_allow(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_dataset_info info = fixture_info("units");
    kt_flow row[] = {fixture_row(0, 1, "080510", 2018, 1230),
                     fixture_row(0, 1, "080520", 2018, 4500),
                     fixture_row(0, 1, "080510", 2019, 600000)};
    fixture_rows rows = {row, 3};
    const kt_filter everything = {0};
    info.money_decimals = 3;
    info.quantity_decimals = 3;
    row[0].quantity = 1001;
    row[1].quantity = 0;
    CHECK_OK(fixture_store(folder, &info, &rows, &err), err);
    CHECK_INT(info.money_decimals, 2);
    CHECK_INT(info.quantity_decimals, 3);
    kt_dataset *dataset = fixture_open(folder, "units");
    fixture_rows found = fixture_scan(dataset, &everything);
    CHECK_INT(found.n, 3);
    CHECK_INT(found.row[0].value, 123);
    CHECK_INT(found.row[0].quantity, 1001);
    CHECK_INT(found.row[1].quantity, 0);
    CHECK_INT(found.row[2].value, 60000);
    CHECK_INT(found.row[2].quantity, KT_NONE);
    CHECK_NEAR(kt_dataset_usd(dataset, found.row[0].value), 1.23, 0.0);
    CHECK_NEAR(kt_dataset_tonnes(dataset, KT_NONE), (double)NAN, 0.0);
    fixture_rows_clear(&found);
    kt_dataset_close(dataset);
}

static void the_same_checksum_again_changes_nothing(void **state)
{
    (void)state;
    kt_error err = {0};
    bool unchanged = false;
    fixture_rows rows = fixture_wild(43, 50);
    kt_dataset_info info = fixture_info("again");
    CHECK_OK(fixture_store(folder, &info, &rows, &err), err);
    CHECK_TEXT(info.version, "01234567");
    kt_dataset_info other = fixture_info("again");
    kt_writer *writer = begin(0);
    CHECK_OK(kt_writer_add(writer, rows.row, NULL, 1, &err), err);
    CHECK_OK(kt_writer_commit(writer, &other, &unchanged, NULL, &err), err);
    CHECK(unchanged);
    CHECK_INT(other.n_rows, rows.n);
    CHECK_INT(n_files(), 1);
    fixture_rows_clear(&rows);
}

static void another_checksum_under_the_same_version_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    fixture_rows rows = fixture_wild(43, 50);
    kt_dataset_info info = fixture_info("again");
    snprintf(info.version, sizeof info.version, "v1");
    CHECK_OK(fixture_store(folder, &info, &rows, &err), err);
    snprintf(info.checksum, sizeof info.checksum, "ffff");
    CHECK_FAILS(fixture_store(folder, &info, &rows, &err), KT_ERR_RANGE, err);
    CHECK_INT(n_files(), 1);
    fixture_rows_clear(&rows);
}

static void datasets_are_listed_newest_first_and_dropped(void **state)
{
    (void)state;
    static const int16_t years[] = {2021, 2023, 2022};
    kt_error err = {0};
    kt_store *store = NULL;
    fixture_rows rows = fixture_wild(47, 50);
    for (int i = 0; i < 3; i++) {
        kt_dataset_info info = fixture_info("many");
        info.released.year = years[i];
        snprintf(info.version, sizeof info.version, "%d", years[i]);
        CHECK_OK(fixture_store(folder, &info, &rows, &err), err);
    }
    CHECK_OK(kt_store_open(folder, &store, &err), err);
    CHECK_INT(kt_store_n_datasets(store), 3);
    CHECK_TEXT(kt_store_info(store, 0)->version, "2023");
    CHECK_TEXT(kt_store_info(store, 2)->version, "2021");
    CHECK_INT(kt_store_find(store, "many"), 0);
    CHECK_INT(kt_store_find(store, "many@2021"), 2);
    CHECK_INT(kt_store_find(store, "man"), -1);
    CHECK_INT(kt_store_find(store, "many@2020"), -1);

    /* Who has it open goes on reading; who opens it then is told. */
    kt_dataset *open = fixture_open(folder, "many@2022");
    kt_dataset *gone = NULL;
    CHECK_OK(kt_store_drop(folder, "many@2022", &err), err);
    CHECK_OK(kt_dataset_verify(open, NULL, &err), err);
    kt_dataset_close(open);
    CHECK_FAILS(kt_dataset_open(store, 1, &gone, &err), KT_ERR_MISSING, err);
    kt_error_clear(&err);
    CHECK_FAILS(kt_store_drop(folder, "many@2022", &err), KT_ERR_MISSING, err);
    kt_store_close(store);
    CHECK_INT(n_datasets(), 2);
    fixture_rows_clear(&rows);
}

static void what_the_dataset_says_of_itself_is_kept(void **state)
{
    (void)state;
    kt_error err = {0};
    bool unchanged;
    kt_dataset_info info = fixture_info("told");
    const kt_flow row = fixture_row(0, 1, "080510", 2018, 1);
    kt_writer *writer = begin(0);
    snprintf(info.source, sizeof info.source, "BACI_HS92.zip");
    snprintf(info.licence, sizeof info.licence, "Etalab 2.0");
    info.released = (kt_date){2025, 1, 22};
    info.synthetic = true;
    CHECK_OK(kt_writer_add(writer, &row, NULL, 1, &err), err);
    CHECK_OK(kt_writer_describe(writer, row.product, kt_slice_of("Oranges"), &err), err);
    CHECK_OK(kt_writer_describe(writer, fixture_product("0101", KT_HS92), kt_slice_of("Horses"),
                                &err),
             err);
    CHECK_OK(kt_writer_commit(writer, &info, &unchanged, NULL, &err), err);
    kt_dataset *dataset = fixture_open(folder, "told");
    const kt_dataset_info *found = kt_dataset_info_of(dataset);
    CHECK_TEXT(found->source, "BACI_HS92.zip");
    CHECK_TEXT(found->licence, "Etalab 2.0");
    CHECK_TEXT(found->checksum, "0123456789abcdef0123456789abcdef");
    CHECK_INT(found->imported_at, 1700000000);
    CHECK_INT(found->released.day, 22);
    CHECK(found->synthetic && found->has_products && !found->has_quantities);
    CHECK(!found->has_short_periods);
    CHECK_INT(found->n_rows, 1);
    CHECK_INT(found->first_year, 2018);
    CHECK_INT(found->stated_by, 1 << KT_RECONCILED);
    CHECK_INT((int64_t)found->revision, KT_HS92);
    CHECK(kt_slice_is(kt_dataset_description(dataset, row.product), "Oranges"));
    CHECK(kt_slice_is(kt_dataset_description(dataset, fixture_product("0101", KT_HS92)),
                      "Horses"));
    CHECK_INT((int64_t)kt_dataset_description(dataset, KT_TOTAL).size, 0);
    kt_dataset_close(dataset);
}

/* ---- more rows than memory -----------------------------------------------------------------
 */

/* A world whose rows take several times the least memory, in the order of its codes. */
static fixture_rows large_world(int64_t n_countries, int years)
{
    fixture_random random = {53};
    fixture_rows rows = {0};
    kt_error err = {0};
    CHECK_OK(kt_new(&rows.row, n_countries * n_countries * years * 60, sizeof *rows.row, &err),
             err);
    for (int year = 2000; year < 2000 + years; year++) {
        for (int64_t i = 0; i < n_countries; i++) {
            for (int64_t j = 0; j < n_countries; j++) {
                for (int k = 0; k < 60; k++) {
                    kt_product product = {(uint32_t)KT_HS92 << 23 |
                                          (uint32_t)(10000 + 13 * k) << 3 | 6};
                    if (below(&random, 3))
                        continue;
                    kt_flow *row = &rows.row[rows.n++];
                    *row = fixture_row(i, j, "010101", year, below(&random, 100000));
                    row->product = product;
                    row->quantity = below(&random, 1000);
                }
            }
        }
    }
    return rows;
}

/* Store with the least memory there is, in pieces with lines, and compare. */
static void check_large(const fixture_rows *in_order, const fixture_rows *rows)
{
    kt_error err = {0};
    bool unchanged;
    int64_t lines[1000];
    const kt_filter everything = {0};
    kt_dataset_info info = fixture_info("large");
    kt_writer *writer = begin(0);
    for (int64_t from = 0; from < rows->n; from += 1000) {
        const int64_t n = rows->n - from < 1000 ? rows->n - from : 1000;
        for (int64_t r = 0; r < n; r++)
            lines[r] = from + r + 2;
        CHECK_OK(kt_writer_add(writer, rows->row + from, lines, n, &err), err);
    }
    CHECK_OK(kt_writer_commit(writer, &info, &unchanged, NULL, &err), err);
    kt_dataset *dataset = fixture_open(folder, "large");
    CHECK_OK(kt_dataset_verify(dataset, NULL, &err), err);
    fixture_rows found = fixture_scan(dataset, &everything);
    CHECK_INT(found.n, in_order->n);
    for (int64_t r = 0; r < found.n; r++)
        if (memcmp(&found.row[r], &in_order->row[r], offsetof(kt_flow, supplementary)) != 0)
            check_same_row(&found.row[r], &in_order->row[r]);
    fixture_rows_clear(&found);
    kt_dataset_close(dataset);
    CHECK_INT(n_files(), 1);
    CHECK_OK(kt_store_drop(folder, "large", &err), err);
}

static void rows_past_the_memory_come_back_in_any_order(void **state)
{
    (void)state;
    fixture_rows in_order = large_world(45, 5);
    fixture_rows rows = {0};
    kt_error err = {0};
    CHECK_OK(fixture_collect(&rows, in_order.row, in_order.n, &err), err);
    qsort(in_order.row, (size_t)in_order.n, sizeof *in_order.row, fixture_compare);
    check_large(&in_order, &rows);     // by year
    check_large(&in_order, &in_order); // by exporter
    fixture_shuffle(&rows, 59);
    check_large(&in_order, &rows);
    fixture_rows_clear(&rows);
    fixture_rows_clear(&in_order);
}

static void keys_twice_in_different_parts_are_found(void **state)
{
    (void)state;
    kt_error err = {0};
    bool unchanged;
    kt_dataset_info info = fixture_info("parts");
    fixture_rows rows = large_world(45, 5);
    fixture_shuffle(&rows, 61);
    kt_writer *writer = begin(0);
    for (int64_t r = 0; r < rows.n; r++) {
        const int64_t line = r + 1;
        CHECK_OK(kt_writer_add(writer, &rows.row[r], &line, 1, &err), err);
    }
    const int64_t line = rows.n + 1;
    CHECK_OK(kt_writer_add(writer, &rows.row[99], &line, 1, &err), err);
    CHECK_FAILS(kt_writer_commit(writer, &info, &unchanged, NULL, &err), KT_ERR_FORMAT, err);
    CHECK_INT(err.line, rows.n + 1);
    CHECK(strstr(err.cause, "lines 100 and") != NULL);
    CHECK_INT(n_files(), 0);
    fixture_rows_clear(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(an_empty_store_has_no_datasets),
        IN_FOLDER(a_file_is_no_store),
        IN_FOLDER(a_dataset_without_rows_is_refused),
        IN_FOLDER(a_name_that_is_no_file_name_is_refused),
        IN_FOLDER(the_same_key_twice_is_refused_naming_both_lines),
        IN_FOLDER(keys_that_follow_each_other_are_refused_too),
        IN_FOLDER(rows_that_mean_nothing_are_refused),
        IN_FOLDER(units_become_as_coarse_as_the_values_allow),
        IN_FOLDER(the_same_checksum_again_changes_nothing),
        IN_FOLDER(another_checksum_under_the_same_version_is_refused),
        IN_FOLDER(datasets_are_listed_newest_first_and_dropped),
        IN_FOLDER(what_the_dataset_says_of_itself_is_kept),
        IN_FOLDER(rows_past_the_memory_come_back_in_any_order),
        IN_FOLDER(keys_twice_in_different_parts_are_found)};
    return kt_run_tests(tests);
}
