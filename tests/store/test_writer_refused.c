/* test_writer_refused.c: what the system refuses a writer: memory, bytes on the disk, names. */
#include "writer_fixture.h"

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
    const struct CMUnitTest tests[] = {IN_FOLDER(a_refused_request_leaves_the_store_as_it_was),
                                       IN_FOLDER(short_writes_are_completed),
                                       IN_FOLDER(every_failed_request_for_memory_is_reported)};
    return kt_run_tests(tests);
}
