/* slow_lane.h: a thread of its own for answers that take long, one after the other, so that
 * those that do not are never behind them. */
#ifndef KONTOR_SERVE_SLOW_LANE_H
#define KONTOR_SERVE_SLOW_LANE_H

#include <kontor/error.h>

#include <stdatomic.h>
#include <stdbool.h>

typedef struct kt_slow_lane kt_slow_lane;

/* How many may wait; one more is refused. */
enum { KT_SLOW_WAITING = 8 };

/* work(): what is to be done with a job, on the lane's thread, which gives way to all others;
 * it looks at *is_ending, and gives up where that is true. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_slow_lane_new(void (*work)(void *with, const void *job,
                                                    const atomic_bool *is_ending),
                                       void *with, kt_slow_lane **out, kt_error *err);
/* False: too many wait, or the lane is ending. begin(): called before the job is anybody
 * else's, where there is room for it. */
bool kt_slow_lane_add(kt_slow_lane *lane, const void *job, void (*begin)(const void *job));
/* How many wait or are worked on. */
int kt_slow_lane_count(kt_slow_lane *lane);
/* Give all jobs to work() that are still there, which are to be given up, and end: from now on
 * none is added. By one thread; the others may go on to add. NULL is allowed. */
void kt_slow_lane_end(kt_slow_lane *lane);
/* End it, and free it once nobody can add. NULL is allowed. */
void kt_slow_lane_free(kt_slow_lane *lane);

#endif
