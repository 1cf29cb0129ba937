/* parallel.c: numbered parts of work on several threads.
 *
 * Parts are handed out in order under one lock. So when part p fails, all parts below p have
 * begun and will be waited for; the failure of the lowest one is therefore the same in every
 * run, whichever thread was faster. */
#define _GNU_SOURCE    /* sched_getaffinity(): a container may have fewer processors than the  \
                          machine */
#include <kontor/parallel.h>

#include <kontor/memory.h>

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <unistd.h>

/* More than any machine that kontor is meant for; the array of handles lives on the stack. */
enum { MAX_THREADS = 256 };

int kt_parallel_processors(void)
{
#ifdef KT_NO_THREADS
    return 1;
#else
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return CPU_COUNT(&set);
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 && online < MAX_THREADS ? (int)online : 1;
#endif
}

typedef struct work {
    kt_part part;
    void *with;
    int64_t n_parts;
    const kt_progress *progress; /* asked by the caller's thread only */
    pthread_mutex_t lock;
    int64_t next;     /* under the lock, as all that follows */
    int64_t failed;   /* the lowest part that failed, n_parts while none has */
    kt_status status; /* how */
    kt_error cause;   /* why */
} work;

static bool take(work *w, int64_t *out)
{
    pthread_mutex_lock(&w->lock);
    const bool more = w->next < w->n_parts && !w->status;
    if (more)
        *out = w->next++;
    pthread_mutex_unlock(&w->lock);
    return more;
}

static void fail(work *w, int64_t p, kt_status status, const kt_error *cause)
{
    pthread_mutex_lock(&w->lock);
    if (p < w->failed) {
        w->failed = p;
        w->status = status;
        w->cause = *cause;
    }
    pthread_mutex_unlock(&w->lock);
}

static void *run_parts(void *argument)
{
    work *w = argument;
    int64_t p;
    while (take(w, &p)) {
        kt_error cause = {0};
        const kt_status status = w->part(w->with, p, &cause);
        if (status)
            fail(w, p, status, &cause);
    }
    return NULL;
}

/* As run_parts(), asking before each part. */
static void watch_parts(work *w)
{
    int64_t p;
    while (take(w, &p)) {
        kt_error cause = {0};
        kt_status status = kt_progress_check(w->progress, &cause);
        if (!status)
            status = w->part(w->with, p, &cause);
        if (status)
            fail(w, p, status, &cause);
    }
}

kt_status kt_parallel_run(int n_threads, int64_t n_parts, kt_part part, void *with,
                          kt_error *err)
{
    return kt_parallel_watch(n_threads, n_parts, part, with, NULL, err);
}

kt_status kt_parallel_watch(int n_threads, int64_t n_parts, kt_part part, void *with,
                            const kt_progress *progress, kt_error *err)
{
    work w = {.part = part,
              .with = with,
              .n_parts = n_parts,
              .progress = progress,
              .failed = n_parts};
    pthread_mutex_init(&w.lock, NULL);

    int n_started = 0;
#ifdef KT_NO_THREADS
    (void)n_threads;
    watch_parts(&w);
#else
    pthread_t threads[MAX_THREADS];
    if (n_threads > MAX_THREADS)
        n_threads = MAX_THREADS;
    if (n_threads > n_parts)
        n_threads = (int)n_parts;
    /* This thread works too. Where the system refuses a thread, those that run do the work. */
    while (n_started < n_threads - 1 &&
           pthread_create(&threads[n_started], NULL, run_parts, &w) == 0)
        n_started++;
    watch_parts(&w);
    while (n_started > 0)
        pthread_join(threads[--n_started], NULL);
#endif
    pthread_mutex_destroy(&w.lock);
    if (w.status && err && !err->status)
        *err = w.cause;
    return w.status;
}

/* ---- one call beside the caller ------------------------------------------------------------
 */

struct kt_task {
    kt_status (*run)(void *with, kt_error *err);
    void *with;
    bool has_thread;
    pthread_t thread;
    kt_status status;
    kt_error cause;
};

static void *run_task(void *argument)
{
    kt_task *task = argument;
    task->status = task->run(task->with, &task->cause);
    return NULL;
}

kt_status kt_task_start(kt_status (*run)(void *with, kt_error *err), void *with, kt_task **out,
                        kt_error *err)
{
    kt_task *task = NULL;
    KT_TRY(kt_new(&task, 1, sizeof *task, err));
    task->run = run;
    task->with = with;
#ifndef KT_NO_THREADS
    task->has_thread = pthread_create(&task->thread, NULL, run_task, task) == 0;
#endif
    if (!task->has_thread)
        run_task(task);
    *out = task;
    return KT_OK;
}

kt_status kt_task_wait(kt_task *task, kt_error *err)
{
    if (!task)
        return KT_OK;
    if (task->has_thread)
        pthread_join(task->thread, NULL);
    const kt_status status = task->status;
    if (status && err && !err->status)
        *err = task->cause;
    kt_free(task);
    return status;
}
