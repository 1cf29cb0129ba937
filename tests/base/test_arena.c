/* test_arena.c: blocks of an arena never touch, are aligned and zero, and end together. */
#include "check.h"

#include <kontor/arena.h>

#include <stdalign.h>

static void requests_are_zero_aligned_and_apart(void **state)
{
    (void)state;
    enum { N = 2000 };
    kt_error err = {0};
    kt_arena arena = {0};
    static unsigned char *blocks[N];
    static size_t sizes[N];
    for (size_t n = 0; n < N; n++) {
        sizes[n] = n * 7919 % 523 + (n % 400 == 0 ? 70000 : 0);
        CHECK_OK(kt_arena_new(&arena, &blocks[n], sizes[n], 1, &err), err);
        CHECK(blocks[n] != NULL);
        CHECK_INT((uintptr_t)blocks[n] % alignof(max_align_t), 0);
        for (size_t p = 0; p < sizes[n]; p++)
            CHECK_INT(blocks[n][p], 0);
        if (sizes[n])
            memset(blocks[n], (int)(n % 251), sizes[n]);
    }
    for (size_t n = 0; n < N; n++) {
        for (size_t p = 0; p < sizes[n]; p++)
            CHECK_INT(blocks[n][p], n % 251);
    }
    kt_arena_clear(&arena);
}

static void a_cleared_arena_can_be_used_again(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_arena arena = {0};
    const char *text = NULL;
    kt_arena_clear(&arena);
    for (int round = 0; round < 3; round++) {
        CHECK_OK(kt_arena_text(&arena, "Almaty!", 6, &text, &err), err);
        CHECK_TEXT(text, "Almaty");
        kt_arena_clear(&arena);
        CHECK(arena.newest == NULL);
    }
}

static void an_empty_text_is_a_text(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_arena arena = {0};
    const char *text = NULL;
    char *nothing = NULL;
    CHECK_OK(kt_arena_new(&arena, &nothing, 0, 1, &err), err);
    CHECK(nothing != NULL);
    CHECK_OK(kt_arena_text(&arena, NULL, 0, &text, &err), err);
    CHECK_TEXT(text, "");
    kt_arena_clear(&arena);
}

static void a_large_request_leaves_the_free_part_in_use(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_arena arena = {0};
    char *first = NULL, *large = NULL, *second = NULL;
    CHECK_OK(kt_arena_new(&arena, &first, 16, 1, &err), err);
    CHECK_OK(kt_arena_new(&arena, &large, 1000000, 1, &err), err);
    CHECK_OK(kt_arena_new(&arena, &second, 16, 1, &err), err);
    CHECK_INT(second - first, 16);
    memset(large, 1, 1000000);
    kt_arena_clear(&arena);
}

static void sizes_that_wrap_are_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_arena arena = {0};
    char *block = NULL;
    const char *text = NULL;
    CHECK_FAILS(kt_arena_new(&arena, &block, SIZE_MAX / 2, 3, &err), KT_ERR_MEMORY, err);
    CHECK_FAILS(kt_arena_new(&arena, &block, SIZE_MAX - 3, 1, &err), KT_ERR_MEMORY, err);
    CHECK_FAILS(kt_arena_new(&arena, &block, SIZE_MAX - 16, 1, &err), KT_ERR_MEMORY, err);
    CHECK_FAILS(kt_arena_text(&arena, "x", SIZE_MAX, &text, &err), KT_ERR_MEMORY, err);
    CHECK(block == NULL && text == NULL);
    kt_arena_clear(&arena);
}

static kt_status once(void *with, kt_error *err)
{
    (void)with;
    kt_arena arena = {0};
    char *block = NULL;
    const char *text = NULL;
    kt_status status = KT_OK;
    for (size_t n = 1; n < 20 && !status; n++)
        status = kt_arena_new(&arena, &block, n * 1000, 1, err);
    if (!status)
        status = kt_arena_text(&arena, "text", 4, &text, err);
    kt_arena_clear(&arena);
    return status;
}

static void every_refused_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(requests_are_zero_aligned_and_apart),
        KT_TEST(a_cleared_arena_can_be_used_again),
        KT_TEST(an_empty_text_is_a_text),
        KT_TEST(a_large_request_leaves_the_free_part_in_use),
        KT_TEST(sizes_that_wrap_are_refused),
        KT_TEST(every_refused_request_is_reported),
    };
    return kt_run_tests(tests);
}
