/* test_writer_beside.c: a writer beside other processes and threads: a second writer, readers,
 * and whoever kills it. */
#include "writer_fixture.h"

#include <kontor/parallel.h>

#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

static kt_writer *begin(int64_t memory_bytes)
{
    const kt_writer_options options = {.memory_bytes = memory_bytes, .n_threads = 2};
    kt_writer *writer = NULL;
    kt_error err = {0};
    CHECK_OK(kt_writer_begin(folder, &options, &writer, &err), err);
    return writer;
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_second_writer_is_told_who_the_first_one_is),
        IN_FOLDER(a_writer_killed_at_any_moment_leaves_the_store_as_before_or_after),
        IN_FOLDER(readers_never_see_half_of_a_commit_or_drop)};
    return kt_run_tests(tests);
}
