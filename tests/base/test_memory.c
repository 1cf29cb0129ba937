/* test_memory.c: requests, copies and their failures. */
#include "check.h"

#include <kontor/memory.h>

static void new_memory_is_zero(void **state)
{
    (void)state;
    kt_error err = {0};
    int64_t *rows = NULL;
    CHECK_OK(kt_new(&rows, 100, sizeof *rows, &err), err);
    for (int r = 0; r < 100; r++)
        CHECK_INT(rows[r], 0);
    kt_free(rows);
}

static void nothing_asked_is_still_a_block(void **state)
{
    (void)state;
    kt_error err = {0};
    char *block = NULL;
    CHECK_OK(kt_new(&block, 0, 8, &err), err);
    CHECK(block != NULL);
    CHECK_OK(kt_resize(&block, 0, 8, &err), err);
    CHECK(block != NULL);
    kt_free(block);
    kt_free(NULL);
}

static void a_size_that_wraps_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    char mark = 'x';
    char *block = &mark;
    CHECK_FAILS(kt_new(&block, SIZE_MAX / 2, 3, &err), KT_ERR_MEMORY, err);
    CHECK(block == &mark);
    CHECK_FAILS(kt_resize(&block, SIZE_MAX, 2, &err), KT_ERR_MEMORY, err);
    CHECK(block == &mark);
    char *copy = NULL;
    CHECK_FAILS(kt_copy_text("x", SIZE_MAX, &copy, &err), KT_ERR_MEMORY, err);
    CHECK(copy == NULL);
}

static void a_copy_ends_with_a_terminator(void **state)
{
    (void)state;
    kt_error err = {0};
    char *copy = NULL;
    CHECK_OK(kt_copy_text("Minsk and more", 5, &copy, &err), err);
    CHECK_TEXT(copy, "Minsk");
    kt_free(copy);
    CHECK_OK(kt_copy_text(NULL, 0, &copy, &err), err);
    CHECK_TEXT(copy, "");
    kt_free(copy);
}

static void a_failed_resize_leaves_the_block(void **state)
{
    (void)state;
    kt_error err = {0};
    char *block = NULL;
    CHECK_OK(kt_copy_text("old", 3, &block, &err), err);
    kt_fault_at(KT_FAULT_MEMORY, 1);
    const kt_status status = kt_resize(&block, 1000, 1, &err);
    CHECK_INT(kt_fault_off(), 1);
    CHECK_INT(status, KT_ERR_MEMORY);
    CHECK_TEXT(block, "old");
    kt_free(block);
}

static kt_status once(void *with, kt_error *err)
{
    (void)with;
    char *block = NULL, *copy = NULL;
    kt_status status = kt_new(&block, 10, 10, err);
    if (!status)
        status = kt_resize(&block, 1000, 10, err);
    if (!status)
        status = kt_copy_text("text", 4, &copy, err);
    kt_free(copy);
    kt_free(block);
    return status;
}

static void every_refused_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

/* A choice of speed only: requests are answered, cleared and refused as before. */
static void what_was_freed_may_be_kept(void **state)
{
    (void)state;
    kt_memory_keep_freed();
    for (int round = 0; round < 3; round++) {
        kt_error err = {0};
        uint8_t *block = NULL;
        const size_t size = (size_t)9 << 20;
        CHECK_OK(kt_new(&block, size, 1, &err), err);
        CHECK(block[0] == 0 && block[size / 2] == 0 && block[size - 1] == 0);
        memset(block, 1, size);
        kt_free(block);
    }
}

static void a_thread_holds_no_more_than_its_limit(void **state)
{
    (void)state;
    enum { MOST = 1 << 20 };
    kt_error err = {0};
    char *before = NULL, *block = NULL, *more = NULL, *copy = NULL;
    CHECK_OK(kt_new(&before, MOST, 1, &err), err); // of before: not counted
    kt_memory_limit(MOST);
    CHECK(!kt_memory_is_short());
    CHECK_OK(kt_new(&block, MOST / 2, 1, &err), err);
    CHECK_INT(kt_new(&more, MOST * 3 / 4, 1, NULL), KT_ERR_MEMORY);
    CHECK(kt_memory_is_short());
    CHECK_INT(kt_resize(&block, MOST * 2, 1, NULL), KT_ERR_MEMORY);
    CHECK_OK(kt_resize(&block, MOST * 3 / 4, 1, &err), err); // as it was, and larger
    CHECK_INT(kt_copy_text(before, MOST / 2, &copy, NULL), KT_ERR_MEMORY);
    kt_free(block);
    CHECK_OK(kt_copy_text(before, MOST / 2, &copy, &err), err); // there is room again
    CHECK_INT(kt_new(&more, SIZE_MAX, 1, NULL), KT_ERR_MEMORY);
    kt_free(copy);
    kt_memory_limit(0);
    CHECK(!kt_memory_is_short());
    CHECK_OK(kt_new(&more, MOST * 3, 1, &err), err);
    kt_free(more);
    kt_free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(what_was_freed_may_be_kept),
        KT_TEST(new_memory_is_zero),
        KT_TEST(nothing_asked_is_still_a_block),
        KT_TEST(a_size_that_wraps_is_refused),
        KT_TEST(a_copy_ends_with_a_terminator),
        KT_TEST(a_failed_resize_leaves_the_block),
        KT_TEST(every_refused_request_is_reported),
        KT_TEST(a_thread_holds_no_more_than_its_limit),
    };
    return kt_run_tests(tests);
}
