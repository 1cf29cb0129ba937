/* test_writer.c: datasets into the store: whatever happens on the way, it is as before or as
 * after. */
#include "check.h"

#include "store_fixture.h"

#include <kontor/parallel.h>

#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[256]; // of the test under way

static int make_folder(void **state)
{
    (void)state;
    kt_scratch_make(folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    kt_scratch_remove(folder);
    return 0;
}

static int64_t n_datasets(void)
{
    kt_error err = {0};
    kt_store *store = NULL;
    CHECK_OK(kt_store_open(folder, &store, &err), err);
    const int64_t n = kt_store_n_datasets(store);
    for (int64_t i = 0; i < n; i++)
        CHECK(kt_store_damage(store, i) == NULL);
    kt_store_close(store);
    return n;
}

/* Files in the folder of datasets, finished or not. */
static int64_t n_files(void)
{
    char path[KT_MAX_PATH];
    kt_error err = {0};
    kt_names names = {0};
    CHECK_OK(kt_path_join(folder, "datasets", path, &err), err);
    if (!kt_folder_exists(path))
        return 0;
    CHECK_OK(kt_folder_list(path, &names, &err), err);
    const int64_t n = names.n_names;
    kt_names_clear(&names);
    return n;
}

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

/* ---- two at once ---------------------------------------------------------------------------
 */

static void a_second_writer_is_told_who_the_first_one_is(void **state)
{
    (void)state;
    int ready[2], end[2];
    char byte = 0, pid_text[32];
    kt_error err = {0};
    kt_writer *writer = NULL;
    CHECK(pipe(ready) == 0 && pipe(end) == 0);
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        const kt_writer_options options = kt_writer_options_default();
        const kt_status status = kt_writer_begin(folder, &options, &writer, &err);
        byte = status == KT_OK;
        if (write(ready[1], &byte, 1) != 1 || read(end[0], &byte, 1) != 1)
            _exit(1);
        _exit(0);
    }
    CHECK(read(ready[0], &byte, 1) == 1 && byte == 1);
    kt_writer_options options = kt_writer_options_default();
    CHECK_FAILS(kt_writer_begin(folder, &options, &writer, &err), KT_ERR_IO, err);
    snprintf(pid_text, sizeof pid_text, "process %ld", (long)child);
    CHECK(strstr(err.cause, pid_text) != NULL);
    kt_error_clear(&err);
    CHECK_FAILS(kt_store_drop(folder, "any", &err), KT_ERR_IO, err);
    CHECK(write(end[1], &byte, 1) == 1);
    options.wait = true;
    kt_error_clear(&err);
    CHECK_OK(kt_writer_begin(folder, &options, &writer, &err), err);
    kt_writer_abort(writer);
    CHECK(waitpid(child, NULL, 0) == child);
    CHECK_INT(n_files(), 0);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(end[i]);
    }
}

static void a_writer_killed_at_any_moment_leaves_the_store_as_before_or_after(void **state)
{
    (void)state;
    fixture_random random = {67};
    kt_error err = {0};
    fixture_rows rows = fixture_wild(71, 4000);
    kt_dataset_info before = fixture_info("before");
    CHECK_OK(fixture_store(folder, &before, &rows, &err), err);
    int n_after = 0;
    for (int round = 0; round < 30; round++) {
        const pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            kt_dataset_info info = fixture_info("after");
            kt_error lost = {0};
            _exit(fixture_store(folder, &info, &rows, &lost) == KT_OK ? 0 : 1);
        }
        usleep((useconds_t)below(&random, 25000));
        kill(child, SIGKILL);
        CHECK(waitpid(child, NULL, 0) == child);
        const int64_t n = n_datasets();
        CHECK(n == 1 || n == 2);
        if (n == 2) {
            kt_dataset *after = fixture_open(folder, "after");
            CHECK_OK(kt_dataset_verify(after, NULL, &err), err);
            CHECK_INT(kt_dataset_info_of(after)->n_rows, rows.n);
            kt_dataset_close(after);
            CHECK_OK(kt_store_drop(folder, "after", &err), err);
            n_after++;
        }
    }
    /* The next writer clears up. */
    kt_writer_abort(begin(0));
    CHECK_INT(n_files(), 1);
    CHECK(n_after < 30);
    fixture_rows_clear(&rows);
}

/* ---- readers beside a writer ---------------------------------------------------------------
 */

typedef struct reading {
    const fixture_rows *rows;
    atomic_int done;
} reading;

static kt_status read_or_write(void *with, int64_t part, kt_error *err)
{
    reading *r = with;
    if (part == 0) {
        kt_status status = KT_OK;
        for (int i = 0; i < 6 && !status; i++) {
            kt_dataset_info info = fixture_info("moving");
            snprintf(info.version, sizeof info.version, "%d", i);
            status = fixture_store(folder, &info, r->rows, err);
            if (!status && i > 0) {
                char reference[KT_MAX_NAME];
                snprintf(reference, sizeof reference, "moving@%d", i - 1);
                status = kt_store_drop(folder, reference, err);
            }
        }
        atomic_store(&r->done, 1);
        return status;
    }
    int64_t n_read = 0;
    while (!atomic_load(&r->done) || n_read == 0) {
        kt_store *store = NULL;
        kt_dataset *dataset = NULL;
        KT_TRY(kt_store_open(folder, &store, err));
        kt_error gone = {0};
        const int64_t n = kt_store_find(store, "moving");
        const kt_status status =
            n < 0 ? KT_ERR_MISSING : kt_dataset_open(store, n, &dataset, &gone);
        kt_store_close(store);
        if (status == KT_ERR_MISSING)
            continue;
        if (status)
            return kt_fail(err, status, "%s", gone.cause);
        fixture_rows rows = {0};
        const kt_filter everything = {0};
        const kt_status read =
            kt_dataset_scan(dataset, &everything, fixture_collect, &rows, err);
        n_read += rows.n == r->rows->n;
        const int64_t n_rows = rows.n;
        fixture_rows_clear(&rows);
        kt_dataset_close(dataset);
        if (read)
            return read;
        if (n_rows != r->rows->n)
            return kt_fail(err, KT_ERR_FORMAT, "%lld rows", (long long)n_rows);
    }
    return KT_OK;
}

static void readers_never_see_half_of_a_commit_or_drop(void **state)
{
    (void)state;
    kt_error err = {0};
    fixture_rows rows = fixture_wild(73, 1000);
    reading r = {.rows = &rows};
    CHECK_OK(kt_parallel_run(3, 3, read_or_write, &r, &err), err);
    fixture_rows_clear(&rows);
}

/* ---- what the system refuses ---------------------------------------------------------------
 */

static kt_status write_once(void *with, kt_error *err)
{
    kt_dataset_info info = fixture_info("once");
    kt_writer *writer = NULL;
    bool unchanged;
    const kt_writer_options options = {.n_threads = 1};
    const fixture_rows *rows = with;
    KT_TRY(kt_writer_begin(folder, &options, &writer, err));
    kt_status status = kt_writer_add(writer, rows->row, NULL, rows->n, err);
    if (!status)
        status = kt_writer_describe(writer, rows->row[0].product, kt_slice_of("x"), err);
    if (status) {
        kt_writer_abort(writer);
        return status;
    }
    status = kt_writer_commit(writer, &info, &unchanged, NULL, err);
    kt_error dropped = {0};
    kt_fault_off();
    if (status)
        CHECK_INT(n_files(), 0);
    else
        CHECK_OK(kt_store_drop(folder, "once", &dropped), dropped);
    return status;
}

static void a_refused_request_leaves_the_store_as_it_was(void **state)
{
    (void)state;
    static const kt_fault kinds[] = {KT_FAULT_WRITE, KT_FAULT_FSYNC, KT_FAULT_RENAME};
    fixture_rows rows = fixture_wild(79, 200);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (int64_t n = 1;; n++) {
            kt_error err = {0};
            kt_fault_at(kinds[k], n);
            const kt_status status = write_once(&rows, &err);
            if (status == KT_OK)
                break;
            CHECK_INT(status, KT_ERR_IO);
            CHECK(err.cause[0] != '\0');
            CHECK(n < 100);
        }
    }
    fixture_rows_clear(&rows);
}

static void short_writes_are_completed(void **state)
{
    (void)state;
    kt_error err = {0};
    fixture_rows rows = fixture_wild(79, 2000);
    for (int64_t n = 1; n < 6; n++) {
        kt_dataset_info info = fixture_info("short");
        kt_fault_short_write_at(n);
        CHECK_OK(fixture_store(folder, &info, &rows, &err), err);
        kt_fault_off();
        kt_dataset *dataset = fixture_open(folder, "short");
        CHECK_OK(kt_dataset_verify(dataset, NULL, &err), err);
        kt_dataset_close(dataset);
        CHECK_OK(kt_store_drop(folder, "short", &err), err);
    }
    fixture_rows_clear(&rows);
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    (void)state;
    fixture_rows rows = fixture_wild(83, 120);
    for (int64_t n = 1;; n++) {
        kt_error err = {0};
        kt_fault_at(KT_FAULT_MEMORY, n);
        const kt_status status = write_once(&rows, &err);
        const int failed = kt_fault_off();
        if (status == KT_OK) {
            CHECK(n > 10);
            break;
        }
        CHECK_INT(status, KT_ERR_MEMORY);
        CHECK(err.cause[0] != '\0');
        (void)failed;
    }
    fixture_rows_clear(&rows);
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(an_empty_store_has_no_datasets),
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
        IN_FOLDER(keys_twice_in_different_parts_are_found),
        IN_FOLDER(a_second_writer_is_told_who_the_first_one_is),
        IN_FOLDER(a_writer_killed_at_any_moment_leaves_the_store_as_before_or_after),
        IN_FOLDER(readers_never_see_half_of_a_commit_or_drop),
        IN_FOLDER(a_refused_request_leaves_the_store_as_it_was),
        IN_FOLDER(short_writes_are_completed),
        IN_FOLDER(every_failed_request_for_memory_is_reported)};
    return kt_run_tests(tests);
}
