/* kontor/parallel.h: threads. OpenMP is used in *_kernel.c files only, through KT_OMP(); all
 * else that runs beside something goes through kt_parallel_run(). Everything must also build
 * and pass with neither: KT_NO_THREADS runs the parts one after the other. */
#ifndef KONTOR_PARALLEL_H
#define KONTOR_PARALLEL_H

#include <kontor/error.h>
#include <kontor/progress.h>

#include <stdint.h>

KT_BEGIN_DECLS

#ifdef _OPENMP
#define KT_OMP_PRAGMA(text) _Pragma(#text)
#define KT_OMP(clauses)     KT_OMP_PRAGMA(omp clauses)
#else
#define KT_OMP(clauses)
#endif

/* Processors that this process may use; at least 1. */
int kt_parallel_processors(void);

/* Run part(with, p, &error_of_p) for p = 0 .. n_parts - 1 on up to n_threads threads; parts are
 * taken in order. When parts fail, the failure of the lowest p is returned, so the result does
 * not depend on timing; parts not yet begun are skipped. */
typedef kt_status (*kt_part)(void *with, int64_t p, kt_error *err);
KT_MUST_USE kt_status kt_parallel_run(int n_threads, int64_t n_parts, kt_part part, void *with,
                                      kt_error *err);

/* The same, and the caller's thread looks before each part that it takes whether all should
 * end: KT_ERR_STOPPED. progress may be NULL. */
KT_MUST_USE kt_status kt_parallel_watch(int n_threads, int64_t n_parts, kt_part part,
                                        void *with, const kt_progress *progress, kt_error *err);

/* One call that runs beside the caller. */
typedef struct kt_task kt_task;

/* Begin run(with, &error); what `with` points to is the task's until it has been waited for.
 * Where the system refuses a thread it runs at once. *out is written on success and goes to
 * kt_task_wait(). Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_task_start(kt_status (*run)(void *with, kt_error *err), void *with,
                                    kt_task **out, kt_error *err);
/* Wait until it has ended; what it returned. The task is given; NULL has succeeded. */
KT_MUST_USE kt_status kt_task_wait(kt_task *task, kt_error *err);

KT_END_DECLS

#endif
