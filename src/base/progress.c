/* progress.c: reports and the wish to stop, where the caller gave functions for them. */
#include <kontor/progress.h>

#include <stddef.h>

void kt_progress_tell(const kt_progress *progress, const char *stage, int64_t done,
                      int64_t total, int64_t n_rows)
{
    if (!progress || !progress->report)
        return;
    const kt_progress_report report = {stage, done, total, n_rows};
    progress->report(progress->with, &report);
}

kt_status kt_progress_check(const kt_progress *progress, kt_error *err)
{
    if (progress && progress->stopped && progress->stopped(progress->with))
        return kt_fail(err, KT_ERR_STOPPED, "stopped as asked");
    return KT_OK;
}

kt_status kt_progress_at(const kt_progress *progress, int64_t n, int64_t every, kt_error *err)
{
    return n % every == 0 ? kt_progress_check(progress, err) : KT_OK;
}
