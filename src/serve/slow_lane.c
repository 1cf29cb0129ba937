/* slow_lane.c: a ring of jobs and the thread that takes them out. */
#include "slow_lane.h"

#include <kontor/memory.h>

#include <pthread.h>
#include <sys/resource.h>

struct kt_slow_lane {
    void (*work)(void *with, const void *job, const atomic_bool *is_ending);
    void *with;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    atomic_bool is_ending;
    const void *job[KT_SLOW_WAITING + 1]; /* the first is worked on */
    int first, n;
};

static const void *next_job(kt_slow_lane *lane)
{
    const void *job = NULL;
    pthread_mutex_lock(&lane->lock);
    while (lane->n == 0 && !atomic_load(&lane->is_ending))
        pthread_cond_wait(&lane->changed, &lane->lock);
    if (lane->n > 0)
        job = lane->job[lane->first];
    pthread_mutex_unlock(&lane->lock);
    return job;
}

static void leave(kt_slow_lane *lane)
{
    pthread_mutex_lock(&lane->lock);
    lane->first = (lane->first + 1) % (KT_SLOW_WAITING + 1);
    lane->n--;
    pthread_mutex_unlock(&lane->lock);
}

static void *work_on(void *with)
{
    enum { POLITE = 10 };
    kt_slow_lane *lane = with;
    const void *job;
    (void)setpriority(PRIO_PROCESS, 0, POLITE); // in Linux: of this thread alone
    while ((job = next_job(lane)) != NULL) {
        lane->work(lane->with, job, &lane->is_ending);
        leave(lane);
    }
    return NULL;
}

kt_status kt_slow_lane_new(void (*work)(void *with, const void *job,
                                        const atomic_bool *is_ending),
                           void *with, kt_slow_lane **out, kt_error *err)
{
    kt_slow_lane *lane = NULL;
    KT_TRY(kt_new(&lane, 1, sizeof *lane, err));
    lane->work = work;
    lane->with = with;
    pthread_mutex_init(&lane->lock, NULL);
    pthread_cond_init(&lane->changed, NULL);
    if (pthread_create(&lane->thread, NULL, work_on, lane) != 0) {
        pthread_cond_destroy(&lane->changed);
        pthread_mutex_destroy(&lane->lock);
        kt_free(lane);
        return kt_fail(err, KT_ERR_MEMORY, "no memory for a thread");
    }
    *out = lane;
    return KT_OK;
}

bool kt_slow_lane_add(kt_slow_lane *lane, const void *job, void (*begin)(const void *job))
{
    pthread_mutex_lock(&lane->lock);
    const bool has_room = !atomic_load(&lane->is_ending) && lane->n <= KT_SLOW_WAITING;
    if (has_room) {
        begin(job);
        lane->job[(lane->first + lane->n++) % (KT_SLOW_WAITING + 1)] = job;
        pthread_cond_signal(&lane->changed);
    }
    pthread_mutex_unlock(&lane->lock);
    return has_room;
}

int kt_slow_lane_count(kt_slow_lane *lane)
{
    pthread_mutex_lock(&lane->lock);
    const int n = lane->n;
    pthread_mutex_unlock(&lane->lock);
    return n;
}

void kt_slow_lane_end(kt_slow_lane *lane)
{
    if (!lane || atomic_load(&lane->is_ending))
        return;
    pthread_mutex_lock(&lane->lock);
    atomic_store(&lane->is_ending, true);
    pthread_cond_signal(&lane->changed);
    pthread_mutex_unlock(&lane->lock);
    pthread_join(lane->thread, NULL);
}

void kt_slow_lane_free(kt_slow_lane *lane)
{
    if (!lane)
        return;
    kt_slow_lane_end(lane);
    pthread_cond_destroy(&lane->changed);
    pthread_mutex_destroy(&lane->lock);
    kt_free(lane);
}
