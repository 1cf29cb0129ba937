/* writer.c: a dataset into the store, all or nothing.
 *
 *     rows ──► batch ──handed over──► batch ──► segments of an unfinished file
 *              filling                being encoded by a task beside (parts.h)
 *
 * Rows gather in a batch (batch.h). One that is full, or holds a whole period of a source that
 * comes period by period, is handed over and becomes segments while the next one fills; rows of
 * what is still coming in, the period or the exporter under way, go on to the next, so that
 * they need not be merged later. Commit settles what is in several parts, writes the directory,
 * makes the file durable and renames it. */
#include <kontor/store.h>

#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "dataset.h"
#include "dataset_name.h"
#include "directory.h"
#include "lock.h"
#include "parts.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LEAST_MEMORY ((int64_t)16 << 20)

/* Rows of one period that are worth a segment of their own before the batch is full. */
enum { WHOLE_PERIOD = 1 << 20 };

struct kt_writer {
    char folder[KT_MAX_PATH]; /* of the files */
    int lock;
    int64_t memory_bytes, batch_bytes;
    kt_codes products, exporters, importers;
    kt_descriptions descriptions;
    kt_batch batch;  /* filling */
    kt_batch handed; /* over to the task, whose it is until waited for, as is parts */
    kt_codes codes;  /* products as they were when it was handed over */
    kt_task *task;   /* NULL: none */
    kt_parts parts;
    int64_t n_rows;
};

kt_writer_options kt_writer_options_default(void)
{
    return (kt_writer_options){.memory_bytes = (int64_t)512 << 20};
}

/* ---- begin and end -------------------------------------------------------------------------
 */

static kt_status unfinished_path(const kt_writer *w, const char *which, char out[KT_MAX_PATH],
                                 kt_error *err)
{
    char name[64];
    snprintf(name, sizeof name, "%s-%ld" KT_UNFINISHED, which, (long)getpid());
    return kt_path_join(w->folder, name, out, err);
}

static kt_status begin(const char *folder, const kt_writer_options *options, kt_writer *w,
                       kt_error *err)
{
    char path[KT_MAX_PATH];
    KT_TRY(kt_path_join(folder, "datasets", w->folder, err));
    KT_TRY(kt_folder_make(w->folder, err));
    KT_TRY(kt_lock_take(folder, options->wait ? KT_LOCK_WAIT : KT_LOCK_TRY, &w->lock, err));
    KT_TRY(kt_dataset_remove_unfinished(w->folder, err));
    KT_TRY(unfinished_path(w, "first", path, err));
    KT_TRY(kt_parts_begin(path, &w->parts, err));
    w->parts.n_threads = options->n_threads > 0 ? options->n_threads : kt_parallel_processors();
    w->parts.segment_rows = w->memory_bytes / 32;
    w->parts.needs_lines = true;
    return KT_OK;
}

kt_status kt_writer_begin(const char *folder, const kt_writer_options *options, kt_writer **out,
                          kt_error *err)
{
    const kt_writer_options defaults = kt_writer_options_default();
    kt_writer *w = NULL;
    if (!options)
        options = &defaults;
    KT_TRY(kt_new(&w, 1, sizeof *w, err));
    w->lock = -1;
    w->parts = (kt_parts){.out = {.descriptor = -1}, .lines = -1};
    w->batch.products = &w->products;
    w->memory_bytes =
        options->memory_bytes < LEAST_MEMORY ? LEAST_MEMORY : options->memory_bytes;
    /* Two batches; the rest is for what is made of them. */
    w->batch_bytes = w->memory_bytes / 5 * 2;
    w->batch.n_expected = w->handed.n_expected = w->batch_bytes / KT_BATCH_ROW + 4096;
    const kt_status status = begin(folder, options, w, err);
    if (status)
        kt_writer_abort(w);
    else
        *out = w;
    return status;
}

void kt_writer_abort(kt_writer *writer)
{
    if (!writer)
        return;
    const kt_status ended = kt_task_wait(writer->task, NULL); // for nothing, whatever it says
    (void)ended;
    kt_parts_abort(&writer->parts);
    kt_batch_clear(&writer->handed);
    kt_batch_clear(&writer->batch);
    kt_codes_clear(&writer->codes);
    kt_descriptions_clear(&writer->descriptions);
    kt_codes_clear(&writer->importers);
    kt_codes_clear(&writer->exporters);
    kt_codes_clear(&writer->products);
    kt_lock_release(writer->lock);
    kt_free(writer);
}

/* ---- rows ----------------------------------------------------------------------------------
 */

static kt_status check_row(const kt_flow *row, int64_t line, kt_error *err)
{
    const int64_t at = line & (((int64_t)1 << 40) - 1);
    if (row->exporter.code == 0 || row->importer.code == 0)
        return kt_fail_at(err, KT_ERR_RANGE, at, 0, "a row without exporter or importer");
    if (row->period.first > row->period.last || row->period.first < 12 * KT_MIN_YEAR ||
        row->period.last >= 12 * (KT_MAX_YEAR + 1))
        return kt_fail_at(err, KT_ERR_RANGE, at, 0, "a period outside %d to %d", KT_MIN_YEAR,
                          KT_MAX_YEAR);
    if (row->stated_by > KT_RECONCILED || row->kind > KT_REEXPORT || row->valuation > KT_CIF ||
        row->status > KT_SUPPRESSED)
        return kt_fail_at(err, KT_ERR_RANGE, at, 0, "a row with an unknown attribute");
    return KT_OK;
}

static bool keep_exporter(const void *with, const kt_stretch *stretch)
{
    return stretch->exporter == ((const kt_stretch *)with)->exporter;
}

static bool keep_facet(const void *with, const kt_stretch *stretch)
{
    return stretch->facet == ((const kt_stretch *)with)->facet;
}

static bool keep_both(const void *with, const kt_stretch *stretch)
{
    return keep_facet(with, stretch) && keep_exporter(with, stretch);
}

/* Whether it frees half of the batch when these rows stay. */
static bool worth_it(const kt_batch *b, kt_keep keep, const kt_stretch *last)
{
    int64_t kept = 0;
    for (int64_t s = 0; s < b->n_stretches; s++)
        if (keep(last, &b->stretch[s]))
            kept += b->stretch[s].n_rows;
    return 2 * kept <= b->n_rows;
}

static kt_status encode_handed(void *with, kt_error *err)
{
    kt_writer *w = with;
    return kt_parts_add(&w->parts, &w->handed, err);
}

/* The task under way is done, and w->handed is free. */
static kt_status wait_for_task(kt_writer *w, kt_error *err)
{
    kt_task *task = w->task;
    w->task = NULL;
    return kt_task_wait(task, err);
}

/* What the task reads of the products must not change while new ones come. */
static kt_status copy_codes(kt_writer *w, kt_error *err)
{
    kt_codes *to = &w->codes;
    if (to->n_room < w->products.n_codes) {
        KT_TRY(kt_resize(&to->code, w->products.n_room, sizeof *to->code, err));
        to->n_room = w->products.n_room;
    }
    memcpy(to->code, w->products.code, (size_t)w->products.n_codes * sizeof *to->code);
    to->n_codes = w->products.n_codes;
    return KT_OK;
}

/* Give the batch to a task, but for the rows that stay. */
static kt_status hand_over(kt_writer *w, kt_keep keep, const kt_stretch *last, kt_error *err)
{
    KT_TRY(wait_for_task(w, err));
    kt_batch_reset(&w->handed);
    w->handed.products = &w->products;
    if (keep)
        KT_TRY(kt_batch_move(&w->batch, keep, last, &w->handed, err));
    KT_TRY(copy_codes(w, err));
    w->handed.n_facet_changes = w->batch.n_facet_changes;
    w->handed.n_exporter_changes = w->batch.n_exporter_changes;
    const kt_batch full = w->batch;
    w->batch = w->handed;
    w->handed = full;
    w->handed.products = &w->codes;
    return kt_task_start(encode_handed, w, &w->task, err);
}

static kt_status flush_full(kt_writer *w, kt_error *err)
{
    kt_batch *b = &w->batch;
    const kt_stretch last = b->stretch[b->n_stretches - 1];
    kt_keep keep = b->n_facet_changes > b->n_exporter_changes ? keep_exporter : keep_facet;
    if (!worth_it(b, keep, &last))
        keep = keep_both;
    if (!worth_it(b, keep, &last))
        keep = NULL;
    return hand_over(w, keep, &last, err);
}

static bool is_full(const kt_writer *w)
{
    return kt_batch_bytes(&w->batch) > w->batch_bytes;
}

/* Rows that differ from the one before in product and numbers only need no second look. */
static bool same_but_product(const kt_flow *a, const kt_flow *b)
{
    return a->exporter.code == b->exporter.code && a->importer.code == b->importer.code &&
           kt_period_equal(a->period, b->period) && a->stated_by == b->stated_by &&
           a->kind == b->kind && a->valuation == b->valuation && a->status == b->status;
}

static kt_status check_key(kt_writer *w, const kt_flow *row, int64_t line, kt_error *err)
{
    uint32_t unused;
    KT_TRY(check_row(row, line, err));
    KT_TRY(kt_codes_add(&w->exporters, row->exporter.code, &unused, err));
    return kt_codes_add(&w->importers, row->importer.code, &unused, err);
}

static kt_status check_limits(const kt_writer *w, kt_error *err)
{
    if (w->exporters.n_codes > KT_MAX_COUNTRIES / 2 ||
        w->importers.n_codes > KT_MAX_COUNTRIES / 2)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d exporters or importers",
                       KT_MAX_COUNTRIES / 2);
    return w->products.n_codes > KT_MAX_PRODUCTS
               ? kt_fail(err, KT_ERR_LIMIT, "more than %d products", KT_MAX_PRODUCTS)
               : KT_OK;
}

kt_status kt_writer_add(kt_writer *writer, const kt_flow *rows, const int64_t *lines,
                        int64_t n_rows, kt_error *err)
{
    /* In pieces, so that memory is looked at often enough. */
    for (int64_t from = 0; from < n_rows;) {
        const int64_t n = n_rows - from < 4096 ? n_rows - from : 4096;
        for (int64_t r = from; r < from + n; r++)
            if (r == from || !same_but_product(&rows[r - 1], &rows[r]))
                KT_TRY(check_key(writer, &rows[r], lines ? lines[r] : 0, err));
        if (is_full(writer))
            KT_TRY(flush_full(writer, err));
        KT_TRY(kt_batch_add(&writer->batch, rows + from, lines ? lines + from : NULL, n, err));
        KT_TRY(check_limits(writer, err));
        writer->n_rows += n;
        from += n;
    }
    return KT_OK;
}

/* Whether the batch holds one period, side and kind, which this run is not of. */
static bool is_whole(const kt_batch *b, const kt_flow_run *run)
{
    return b->n_rows >= WHOLE_PERIOD && !b->mixed &&
           b->stretch[0].facet != kt_facet_of(&run->key);
}

kt_status kt_writer_add_runs(kt_writer *writer, const kt_flow_run *runs, int64_t n_runs,
                             kt_error *err)
{
    for (int64_t n = 0; n < n_runs; n++) {
        if (runs[n].n_rows == 0)
            continue;
        KT_TRY(check_key(writer, &runs[n].key, runs[n].line, err));
        if (is_whole(&writer->batch, &runs[n]))
            KT_TRY(hand_over(writer, NULL, NULL, err));
        else if (is_full(writer))
            KT_TRY(flush_full(writer, err));
        KT_TRY(kt_batch_add_run(&writer->batch, &runs[n], err));
        KT_TRY(check_limits(writer, err));
        writer->n_rows += runs[n].n_rows;
    }
    return KT_OK;
}

kt_status kt_writer_describe(kt_writer *writer, kt_product product, kt_slice text,
                             kt_error *err)
{
    return kt_descriptions_add(&writer->descriptions, product, text, err);
}

/* ---- commit --------------------------------------------------------------------------------
 */

static kt_status check_info(kt_dataset_info *info, kt_error *err)
{
    KT_TRY(kt_dataset_name_settle(info->name, info->version, info->checksum, err));
    if (info->money_decimals < 0 || info->money_decimals > KT_MOST_DECIMALS ||
        info->quantity_decimals < 0 || info->quantity_decimals > KT_MOST_DECIMALS)
        return kt_fail(err, KT_ERR_RANGE, "units finer than 10^-%d", KT_MOST_DECIMALS);
    return KT_OK;
}

/* Whether this version is there already. A damaged one may be replaced. */
static kt_status look_for_old(const char *path, kt_dataset_info *info, bool *unchanged,
                              kt_error *err)
{
    kt_dataset *old = NULL;
    kt_error damage = {0};
    kt_status status = KT_OK;
    *unchanged = false;
    if (!kt_file_exists(path) || kt_dataset_open_path(path, &old, &damage) != KT_OK)
        return KT_OK;
    const kt_dataset_info *there = kt_dataset_info_of(old);
    if (strcmp(there->checksum, info->checksum) == 0) {
        *info = *there;
        *unchanged = true;
    } else {
        status = kt_dataset_name_taken(info->name, info->version, err);
    }
    kt_dataset_close(old);
    return status;
}

static kt_status finish(kt_writer *w, kt_dataset_info *info, const char *path,
                        const kt_progress *progress, kt_error *err)
{
    char second[KT_MAX_PATH];
    kt_dataset *made = NULL;
    kt_progress_tell(progress, "sorting", 0, w->n_rows, w->n_rows);
    KT_TRY(kt_progress_check(progress, err));
    KT_TRY(wait_for_task(w, err));
    kt_batch_clear(&w->handed);
    KT_TRY(kt_parts_add(&w->parts, &w->batch, err));
    kt_batch_clear(&w->batch);
    KT_TRY(kt_progress_check(progress, err));
    KT_TRY(unfinished_path(w, "second", second, err));
    KT_TRY(kt_parts_settle(&w->parts, &w->batch, second, w->memory_bytes, err));
    kt_progress_tell(progress, "writing", w->n_rows, w->n_rows, w->n_rows);
    KT_TRY(kt_progress_check(progress, err));
    info->n_rows = w->n_rows;
    info->n_exporters = (int32_t)w->exporters.n_codes;
    info->n_importers = (int32_t)w->importers.n_codes;
    KT_TRY(kt_directory_write(&w->parts, &w->products, &w->descriptions, &w->exporters,
                              &w->importers, info, err));
    /* Read back as a reader will: what cannot be opened must not pass for stored. */
    KT_TRY(kt_dataset_open_path(w->parts.out.path, &made, err));
    const kt_dataset_info stored = made->info;
    kt_dataset_close(made);
    KT_TRY(kt_dataset_file_commit(w->parts.out.descriptor, w->parts.out.path, path, err));
    close(w->parts.out.descriptor);
    w->parts.out.descriptor = -1;
    *info = stored;
    return KT_OK;
}

kt_status kt_writer_commit(kt_writer *writer, kt_dataset_info *info, bool *unchanged,
                           const kt_progress *progress, kt_error *err)
{
    char path[KT_MAX_PATH];
    kt_status status = check_info(info, err);
    if (!status && writer->n_rows == 0)
        status = kt_fail(err, KT_ERR_MISSING, "no rows to store");
    if (!status)
        status = kt_dataset_file_path(writer->folder, info->name, info->version, path, err);
    if (!status)
        status = look_for_old(path, info, unchanged, err);
    if (!status && !*unchanged)
        status = finish(writer, info, path, progress, err);
    kt_writer_abort(writer);
    return status;
}
