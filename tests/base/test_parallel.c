/* test_parallel.c: every part runs once; failures are the same for any number of threads. */
#include "check.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include <stdatomic.h>

enum { N_PARTS = 1000 };

static kt_status count(void *with, int64_t p, kt_error *err)
{
    (void)err;
    atomic_int *times = with;
    atomic_fetch_add(&times[p], 1);
    return KT_OK;
}

static void every_part_runs_once(void **state)
{
    (void)state;
    const int n_threads[] = {0, 1, 2, 7, 1000};
    for (size_t n = 0; n < sizeof n_threads / sizeof *n_threads; n++) {
        static atomic_int times[N_PARTS];
        kt_error err = {0};
        memset(times, 0, sizeof times);
        CHECK_OK(kt_parallel_run(n_threads[n], N_PARTS, count, times, &err), err);
        for (int p = 0; p < N_PARTS; p++)
            CHECK_INT(times[p], 1);
    }
}

static void no_parts_are_no_work(void **state)
{
    (void)state;
    kt_error err = {0};
    CHECK_OK(kt_parallel_run(4, 0, count, NULL, &err), err);
}

typedef struct failing {
    atomic_int n_begun;
    int64_t first, second;
} failing;

static kt_status fail_twice(void *with, int64_t p, kt_error *err)
{
    failing *f = with;
    atomic_fetch_add(&f->n_begun, 1);
    if (p == f->first || p == f->second)
        return kt_fail(err, p == f->first ? KT_ERR_FORMAT : KT_ERR_RANGE, "part %lld",
                       (long long)p);
    return KT_OK;
}

static void the_lowest_failure_is_returned(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        failing f = {.first = 40, .second = 41};
        kt_error err = {0};
        CHECK_INT(kt_parallel_run(1 + round % 8, N_PARTS, fail_twice, &f, &err), KT_ERR_FORMAT);
        CHECK_INT(err.status, KT_ERR_FORMAT);
        CHECK_TEXT(err.cause, "part 40");
        CHECK(f.n_begun >= 41);
    }
}

static void parts_not_begun_are_skipped(void **state)
{
    (void)state;
    failing f = {.first = 0, .second = 0};
    kt_error err = {0};
    CHECK_INT(kt_parallel_run(1, N_PARTS, fail_twice, &f, &err), KT_ERR_FORMAT);
    CHECK_INT(f.n_begun, 1);
}

static void the_error_may_be_left_out_or_taken(void **state)
{
    (void)state;
    failing f = {.first = 3, .second = 5};
    kt_error err = {0};
    CHECK_INT(kt_parallel_run(2, 10, fail_twice, &f, NULL), KT_ERR_FORMAT);
    CHECK_INT(kt_fail(&err, KT_ERR_IO, "before"), KT_ERR_IO);
    CHECK_INT(kt_parallel_run(2, 10, fail_twice, &f, &err), KT_ERR_FORMAT);
    CHECK_TEXT(err.cause, "before");
}

static kt_status allocate(void *with, int64_t p, kt_error *err)
{
    (void)with;
    char *block = NULL;
    KT_TRY(kt_new(&block, p + 1, 1, err));
    kt_free(block);
    return KT_OK;
}

static kt_status run_once(void *with, kt_error *err)
{
    return kt_parallel_run(4, 50, allocate, with, err);
}

static void a_failure_in_any_thread_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, run_once, NULL);
}

static bool after_three(void *with)
{
    return ++*(int *)with > 3;
}

static kt_status count_part(void *with, int64_t p, kt_error *err)
{
    (void)p;
    (void)err;
    ++*(int *)with;
    return KT_OK;
}

static void the_caller_looks_before_each_part(void **state)
{
    (void)state;
    kt_error err = {0};
    int n_looks = 0, n_done = 0;
    const kt_progress progress = {NULL, after_three, &n_looks};
    CHECK_FAILS(kt_parallel_watch(1, 10, count_part, &n_done, &progress, &err), KT_ERR_STOPPED,
                err);
    CHECK_INT(n_looks, 4);
    CHECK_INT(n_done, 3);
    err = (kt_error){0};
    CHECK_OK(kt_parallel_watch(1, 10, count_part, &n_done, NULL, &err), err);
    CHECK_INT(n_done, 13);
}

static void there_is_a_processor(void **state)
{
    (void)state;
    CHECK(kt_parallel_processors() >= 1);
}

static kt_status add_one(void *with, kt_error *err)
{
    int *number = with;
    if (*number < 0)
        return kt_fail(err, KT_ERR_RANGE, "%d is negative", *number);
    ++*number;
    return KT_OK;
}

static void a_task_runs_beside_and_says_how_it_ended(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_task *task = NULL;
    int number = 41;
    CHECK_OK(kt_task_start(add_one, &number, &task, &err), err);
    CHECK_OK(kt_task_wait(task, &err), err);
    CHECK_INT(number, 42);
    number = -1;
    CHECK_OK(kt_task_start(add_one, &number, &task, &err), err);
    CHECK_FAILS(kt_task_wait(task, &err), KT_ERR_RANGE, err);
    CHECK_TEXT(err.cause, "-1 is negative");
    CHECK_OK(kt_task_wait(NULL, &err), err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_part_runs_once),
        KT_TEST(no_parts_are_no_work),
        KT_TEST(the_lowest_failure_is_returned),
        KT_TEST(parts_not_begun_are_skipped),
        KT_TEST(the_error_may_be_left_out_or_taken),
        KT_TEST(a_failure_in_any_thread_is_reported),
        KT_TEST(the_caller_looks_before_each_part),
        KT_TEST(there_is_a_processor),
        KT_TEST(a_task_runs_beside_and_says_how_it_ended),
    };
    return kt_run_tests(tests);
}
