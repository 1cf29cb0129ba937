/* test_progress.c: reports arrive as told; nobody listening is fine. */
#include "check.h"

#include <kontor/progress.h>

static void keep(void *with, const kt_progress_report *report)
{
    *(kt_progress_report *)with = *report;
}

static bool yes(void *with)
{
    (void)with;
    return true;
}

static void reports_arrive_as_told(void **state)
{
    (void)state;
    kt_progress_report last = {0};
    const kt_progress progress = {keep, NULL, &last};
    kt_progress_tell(&progress, "reading", 10, 100, 7);
    CHECK_TEXT(last.stage, "reading");
    CHECK_INT(last.done, 10);
    CHECK_INT(last.total, 100);
    CHECK_INT(last.n_rows, 7);
}

static void silence_never_stops(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_progress silent = {0};
    kt_progress_tell(NULL, "reading", 1, 2, 3);
    kt_progress_tell(&silent, "reading", 1, 2, 3);
    CHECK_OK(kt_progress_check(NULL, &err), err);
    CHECK_OK(kt_progress_check(&silent, &err), err);
}

static void the_wish_to_stop_is_an_error_of_its_own(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_progress progress = {NULL, yes, NULL};
    CHECK_FAILS(kt_progress_check(&progress, &err), KT_ERR_STOPPED, err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(reports_arrive_as_told),
        KT_TEST(silence_never_stops),
        KT_TEST(the_wish_to_stop_is_an_error_of_its_own),
    };
    return kt_run_tests(tests);
}
