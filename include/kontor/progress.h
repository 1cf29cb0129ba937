/* kontor/progress.h: how long work tells how far it is, and learns that it should stop. */
#ifndef KONTOR_PROGRESS_H
#define KONTOR_PROGRESS_H

#include <kontor/error.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* One report; numbers only grow within a stage. total is 0 when it is not known. */
typedef struct kt_progress_report {
    const char *stage; /* "reading", "sorting", "writing": a key of lang/ */
    int64_t done, total;
    int64_t n_rows;
} kt_progress_report;

/* Both functions may be NULL; a NULL kt_progress is silent and never stops. They are called by
 * one thread at a time. */
typedef struct kt_progress {
    void (*report)(void *with, const kt_progress_report *report);
    bool (*stopped)(void *with);
    void *with;
} kt_progress;

void kt_progress_tell(const kt_progress *progress, const char *stage, int64_t done,
                      int64_t total, int64_t n_rows);
/* KT_ERR_STOPPED when the work should end, else KT_OK. */
KT_MUST_USE kt_status kt_progress_check(const kt_progress *progress, kt_error *err);
/* The same in a loop, where n is a multiple of `every`: as often as costs nothing. */
KT_MUST_USE kt_status kt_progress_at(const kt_progress *progress, int64_t n, int64_t every,
                                     kt_error *err);

KT_END_DECLS

#endif
