/* import_source.c: one import, its options from the command's arguments, its report told. */
#include "import_source.h"

#include "run_internal.h"

#include <kontor/ingest.h>

static kt_status tell_refusals(const kt_sink *notes, const kt_import_report *report,
                               kt_error *err)
{
    const int64_t shown =
        report->n_refused < KT_MAX_REFUSALS_SHOWN ? report->n_refused : KT_MAX_REFUSALS_SHOWN;
    for (int64_t n = 0; n < shown; n++) {
        const kt_refusal *refusal = &report->refused[n];
        KT_TRY(kt_sink_format(notes, err, "  refused %s:%lld:%lld: %s\n", refusal->file,
                              (long long)refusal->line, (long long)refusal->column,
                              refusal->reason));
    }
    if (report->n_refused > shown)
        KT_TRY(kt_sink_format(notes, err, "  and %lld more\n",
                              (long long)(report->n_refused - shown)));
    return KT_OK;
}

static kt_status tell_dataset(const kt_sink *out, const kt_import_report *report, kt_error *err)
{
    const kt_dataset_info *info = &report->info;
    if (report->unchanged)
        return kt_sink_format(out, err, "%s@%s: unchanged, the same source is there already\n",
                              info->name, info->version);
    KT_TRY(kt_sink_format(out, err, "%s@%s: %lld rows taken, %lld refused, %lld left out; ",
                          info->name, info->version, (long long)report->n_taken,
                          (long long)report->n_refused, (long long)report->n_left_out));
    if (info->first_year)
        KT_TRY(kt_sink_format(out, err, "years %d-%d; ", info->first_year, info->last_year));
    return kt_sink_format(out, err, "%lld bytes read, %lld kept; %.2f s\n",
                          (long long)report->n_bytes, (long long)info->n_bytes,
                          report->seconds);
}

static kt_status tell(const kt_run *run, const kt_import_report *report, kt_error *err)
{
    const kt_sink *out = &run->options->out;
    KT_TRY(tell_refusals(&run->options->notes, report, err));
    if (report->info.name[0])
        return tell_dataset(out, report, err);
    return kt_sink_format(out, err,
                          "facts: %lld rows read, %lld new, %lld changed, %lld refused\n",
                          (long long)report->n_read, (long long)report->n_facts_new,
                          (long long)report->n_facts_changed, (long long)report->n_refused);
}

kt_status kt_run_import(const kt_run *run, const char *source, kt_error *err)
{
    const kt_countries *countries;
    kt_import_options options = kt_import_options_default();
    kt_import_report report = {0};
    kt_error unheard = {0};

    KT_TRY(kt_run_countries(run, &countries, err));
    options.store = kt_run_store(run);
    options.name = kt_argument_text(run, "as", NULL);
    options.strictness = kt_argument_flag(run, "lenient") ? KT_LENIENT : KT_STRICT;
    options.mapping = kt_argument_text(run, "mapping", NULL);
    options.now = run->options->now;
    options.n_threads = (int)kt_argument_integer(run, "threads", 0);
    options.writer.n_threads = options.n_threads;
    options.writer.wait = kt_argument_flag(run, "wait");
    options.progress = run->options->progress;
    const kt_status status = kt_import(source, &options, countries, &report, err);
    if (!status)
        return tell(run, &report, err);
    /* The failure is what counts; that its rows cannot be shown would hide it. */
    if (tell_refusals(&run->options->notes, &report, &unheard))
        kt_error_clear(&unheard);
    return status;
}
