/* The lane for answers that take long: one after the other, a few that wait, none forgotten. */
#include "check.h"

#include "serve/slow_lane.h"

#include <sched.h>

typedef struct seen {
    atomic_bool is_held; /* the job at work waits until this is false, or the lane ends */
    int order[16], n_done, n_given_up;
} seen;

static int n_begun;

static void begin(const void *job)
{
    (void)job;
    n_begun++;
}

static void work(void *with, const void *job, const atomic_bool *is_ending)
{
    seen *s = with;
    while (atomic_load(&s->is_held) && !atomic_load(is_ending))
        sched_yield();
    s->n_given_up += atomic_load(is_ending);
    s->order[s->n_done++] = *(const int *)job;
}

static kt_slow_lane *new_lane(seen *s)
{
    kt_slow_lane *lane = NULL;
    kt_error err = {0};
    *s = (seen){.is_held = true};
    n_begun = 0;
    CHECK_OK(kt_slow_lane_new(work, s, &lane, &err), err);
    return lane;
}

static void wait_for(kt_slow_lane *lane)
{
    while (kt_slow_lane_count(lane) > 0)
        sched_yield();
}

static const int job[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
_Static_assert(sizeof job / sizeof *job == KT_SLOW_WAITING + 2, "one more than there is room");

static void they_are_done_in_turn_and_one_too_many_is_refused(void **state)
{
    (void)state;
    seen s;
    kt_slow_lane *lane = new_lane(&s);
    for (int n = 0; n <= KT_SLOW_WAITING; n++)
        CHECK(kt_slow_lane_add(lane, &job[n], begin));
    CHECK(!kt_slow_lane_add(lane, &job[KT_SLOW_WAITING + 1], begin));
    CHECK_INT(n_begun, KT_SLOW_WAITING + 1);
    CHECK_INT(kt_slow_lane_count(lane), KT_SLOW_WAITING + 1);
    atomic_store(&s.is_held, false);
    wait_for(lane);
    CHECK(kt_slow_lane_add(lane, &job[KT_SLOW_WAITING + 1], begin)); // there is room again
    wait_for(lane);
    kt_slow_lane_free(lane);
    CHECK_INT(s.n_done, KT_SLOW_WAITING + 2);
    CHECK_INT(s.n_given_up, 0);
    for (int n = 0; n < s.n_done; n++)
        CHECK_INT(s.order[n], n);
}

static void none_is_forgotten_at_the_end(void **state)
{
    (void)state;
    seen s;
    kt_slow_lane *lane = new_lane(&s);
    for (int n = 0; n < 4; n++)
        CHECK(kt_slow_lane_add(lane, &job[n], begin));
    kt_slow_lane_end(lane);
    CHECK_INT(s.n_done, 4);
    CHECK_INT(s.n_given_up, 4);
    CHECK(!kt_slow_lane_add(lane, &job[4], begin)); // it has ended
    CHECK_INT(n_begun, 4);
    kt_slow_lane_free(lane);
    kt_slow_lane_end(NULL);
    kt_slow_lane_free(NULL);
}

static kt_status once(void *with, kt_error *err)
{
    kt_slow_lane *lane = NULL;
    KT_TRY(kt_slow_lane_new(work, with, &lane, err));
    kt_slow_lane_free(lane);
    return KT_OK;
}

static void without_memory_there_is_none(void **state)
{
    (void)state;
    seen s = {.is_held = false};
    kt_check_faults(KT_FAULT_MEMORY, once, &s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(they_are_done_in_turn_and_one_too_many_is_refused),
        KT_TEST(none_is_forgotten_at_the_end),
        KT_TEST(without_memory_there_is_none),
    };
    return kt_run_tests(tests);
}
