/* import.c: one source into the store, from the first look to the commit.
 *
 *     1st walk   BACI's country tables; digest of the bytes where the store holds something
 *                made of a source of this name                     unchanged? done
 *     2nd walk   every member: recognise, read, refuse or take; digest   (of a pipe the only
 * one) end        a refusal in a strict import gives everything up; else commit
 *
 * Flows go through a kt_writer, cited facts through the register; both keep all or nothing. A
 * source holds the one or the other. */
#include <kontor/ingest.h>

#include <kontor/digest.h>
#include <kontor/file.h>
#include <kontor/input.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/register.h>
#include <kontor/text.h>

#include "baci.h"
#include "column_map.h"
#include "covariates_intake.h"
#include "intake.h"
#include "reader.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

typedef struct import {
    const char *source;
    const kt_import_options *options;
    kt_import_report *report;
    kt_intake in;
    kt_column_map mapping;
    kt_writer *writer;        // begun when the first row or description comes
    kt_member *member;        // under way
    bool pipe;                // neither a file nor a folder: it can be read only once
    bool passed_over;         // a member with an unknown header that does not look like data
    const kt_layout *content; // of the members so far; NULL: none yet
    char (*file)[256];        // names of members by number, for errors of the commit
    int64_t n_files;
} import;

kt_import_options kt_import_options_default(void)
{
    return (kt_import_options){.strictness = KT_STRICT, .writer = kt_writer_options_default()};
}

/* Say which member it was, where the source is not that one file. Inside a walk kontor/input.h
 * does so. */
static void within_member(const import *state, const char *file, kt_error *err)
{
    if (strcmp(file, kt_path_name(state->source)) != 0)
        kt_error_within(err, "reading %s", file);
}

static const char unknown_header[] =
    "the header is of no layout that kontor knows (docs/formats.md)";

/* Of a table that was looked into: what its columns are called. */
static kt_status fail_for_header(const import *state, kt_error *err)
{
    return state->in.unknown[0]
               ? kt_fail(err, KT_ERR_FORMAT, "%s: %s", unknown_header, state->in.unknown)
               : kt_fail(err, KT_ERR_FORMAT, "no header: there is nothing in it");
}

/* The store knows files by number: put their names into what it found. */
static void put_names(const import *state, kt_error *err)
{
    static const char mark[] = " of file ";
    char named[sizeof err->cause];
    size_t n = 0;

    for (const char *p = err->cause; *p && n + 1 < sizeof named;) {
        if (strncmp(p, mark, sizeof mark - 1) != 0) {
            named[n++] = *p++;
            continue;
        }
        int64_t number = 0;
        for (p += sizeof mark - 1; *p >= '0' && *p <= '9'; p++)
            number = number * 10 + (*p - '0');
        const int length = snprintf(named + n, sizeof named - n, " of %s",
                                    number < state->n_files ? state->file[number] : "?");
        n += length > 0 ? (size_t)length : 0;
    }
    named[n < sizeof named ? n : sizeof named - 1] = '\0';
    memcpy(err->cause, named, sizeof named);
}

/* ---- rows onwards -------------------------------------------------------------------------
 */

static kt_status need_writer(import *state, kt_error *err)
{
    if (state->writer)
        return KT_OK;
    kt_writer_options options = state->options->writer;
    if (options.memory_bytes == 0)
        options.memory_bytes = kt_writer_options_default().memory_bytes;
    if (options.n_threads == 0)
        options.n_threads = state->options->n_threads;
    return kt_writer_begin(state->options->store, &options, &state->writer, err);
}

static kt_status take_rows(void *with, const kt_flow *rows, const int64_t *lines,
                           int64_t n_rows, kt_error *err)
{
    import *state = with;
    KT_TRY(need_writer(state, err));
    const kt_status status = kt_writer_add(state->writer, rows, lines, n_rows, err);
    if (status && err && state->n_files > 1) // a chunk is sorted and its rows compared
        put_names(state, err);
    return status;
}

static kt_status take_runs(void *with, const kt_flow_run *runs, int64_t n_runs, kt_error *err)
{
    import *state = with;
    KT_TRY(need_writer(state, err));
    const kt_status status = kt_writer_add_runs(state->writer, runs, n_runs, err);
    if (status && err && state->n_files > 1)
        put_names(state, err);
    return status;
}

static kt_status take_description(void *with, kt_product product, kt_slice text, kt_error *err)
{
    import *state = with;
    KT_TRY(need_writer(state, err));
    if (kt_text_is_printable(text))
        return kt_writer_describe(state->writer, product, text, err);
    // Printed as it is, later; here a line end, often inside quotes, is the usual reason.
    kt_text plain = {0};
    kt_status status = kt_text_add_slice(&plain, text, err);
    if (!status) {
        plain.size = kt_text_make_printable(plain.data, plain.size);
        status =
            kt_writer_describe(state->writer, product, (kt_slice){plain.data, plain.size}, err);
    }
    kt_text_clear(&plain);
    return status;
}

/* ---- members ------------------------------------------------------------------------------
 */

static kt_status name_file(import *state, const char *name, kt_error *err)
{
    if (state->n_files % 16 == 0)
        KT_TRY(kt_resize(&state->file, state->n_files + 16, sizeof *state->file, err));
    snprintf(state->file[state->n_files], sizeof *state->file, "%s", name);
    snprintf(state->in.file, sizeof state->in.file, "%s", name);
    state->in.unknown[0] = '\0';
    state->in.file_number = state->n_files++;
    return KT_OK;
}

static kt_status begin_member(void *with, const kt_input_member *of, bool *wanted,
                              kt_error *err)
{
    import *state = with;
    KT_TRY(name_file(state, of->name, err));
    *wanted = true;
    return kt_member_new(&state->in, &state->member, err);
}

static kt_status feed_member(void *with, const char *data, size_t size, kt_error *err)
{
    import *state = with;
    KT_TRY(kt_member_feed(state->member, data, size, err));
    // A pipe may never end, and nothing that is known can follow.
    const bool alone = strcmp(state->in.file, kt_path_name(state->source)) == 0;
    return state->pipe && alone && kt_member_is_unknown(state->member)
               ? kt_fail(err, KT_ERR_FORMAT, "%s", unknown_header)
               : KT_OK;
}

static bool ends_with(const char *name, const char *ending)
{
    const size_t n = strlen(name), m = strlen(ending);
    return n >= m &&
           kt_slice_equal_ascii_case((kt_slice){name + n - m, m}, (kt_slice){ending, m});
}

/* A folder may hold a readme beside the data; a table that nobody knows is not passed over. */
static bool looks_like_data(const char *name)
{
    return ends_with(name, ".csv") || ends_with(name, ".tsv") || ends_with(name, ".csv.gz") ||
           ends_with(name, ".tsv.gz");
}

static kt_status check_content(import *state, const kt_layout *layout, kt_error *err)
{
    if (!layout) {
        if (looks_like_data(state->in.file))
            return fail_for_header(state, err);
        state->passed_over = true;
        return KT_OK;
    }
    if (layout->content == KT_HOLDS_TABLES)
        return KT_OK;
    if (state->content && (state->content->content != layout->content ||
                           strcmp(state->content->format, layout->format) != 0))
        return kt_fail(err, KT_ERR_FORMAT, "%s, but the files before are %s: import them apart",
                       layout->format, state->content->format);
    state->content = layout;
    snprintf(state->report->format, sizeof state->report->format, "%s", layout->format);
    return KT_OK;
}

static kt_status end_member(void *with, kt_error *err)
{
    import *state = with;
    const kt_layout *layout = NULL;

    kt_status status = kt_member_finish(state->member, &layout, err);
    kt_member_free(state->member);
    state->member = NULL;
    if (!status)
        status = kt_intake_flush(&state->in, err);
    if (!status)
        status = check_content(state, layout, err);
    return status;
}

/* ---- first walk ---------------------------------------------------------------------------
 */

/* BACI's country table must be known before the rows, wherever in the archive it lies. */
static kt_status begin_table(void *with, const kt_input_member *of, bool *wanted, kt_error *err)
{
    import *state = with;

    *wanted = strstr(of->name, "country_codes") != NULL;
    if (!*wanted)
        return KT_OK;
    snprintf(state->in.file, sizeof state->in.file, "%s", of->name);
    return kt_member_new(&state->in, &state->member, err);
}

static kt_status end_table(void *with, kt_error *err)
{
    import *state = with;
    const kt_layout *layout = NULL;

    if (!state->member)
        return KT_OK;
    const kt_status status = kt_member_finish(state->member, &layout, err);
    kt_member_free(state->member);
    state->member = NULL;
    return status;
}

static kt_status first_walk(import *state, kt_digest *digest, kt_error *err)
{
    const kt_input_visitor visitor = {begin_table, feed_member, end_table, state};
    const kt_import_report before = *state->report;
    // It can be stopped, but tells nothing: the second walk begins at 0 again.
    kt_progress silent = {0};
    if (state->options->progress)
        silent = *state->options->progress;
    silent.report = NULL;

    state->in.tables_only = true;
    const kt_status status = kt_input_walk(state->source, &visitor, digest, &silent, err);
    state->in.tables_only = false;
    *state->report = before; // tables are read, and their rows counted, once more
    state->in.dropping = false;
    return status;
}

/* Whether a dataset was made of a source of this name: then it is worth the time to look first
 * whether it is the same one. */
static kt_status look_for_name(const import *state, bool *seen, kt_error *err)
{
    kt_store *store = NULL;

    *seen = false;
    KT_TRY(kt_store_open(state->options->store, &store, err));
    for (int64_t n = 0; n < kt_store_n_datasets(store); n++)
        *seen |= strcmp(kt_store_info(store, n)->source, state->report->info.source) == 0;
    kt_store_close(store);
    return KT_OK;
}

/* Is this source in the store already? */
static kt_status look_for_same(import *state, const char *checksum, kt_error *err)
{
    kt_store *store = NULL;
    const char *name = state->options->name;

    KT_TRY(kt_store_open(state->options->store, &store, err));
    for (int64_t n = 0; n < kt_store_n_datasets(store) && !state->report->unchanged; n++) {
        const kt_dataset_info *info = kt_store_info(store, n);
        if (kt_store_damage(store, n) || strcmp(info->checksum, checksum) != 0 ||
            (name && strcmp(info->name, name) != 0))
            continue;
        state->report->unchanged = true;
        state->report->info = *info;
    }
    kt_store_close(store);
    if (state->report->unchanged)
        return KT_OK;
    return kt_covariates_look_for_same(state->options->store, checksum, name, state->report,
                                       err);
}

/* ---- end ----------------------------------------------------------------------------------
 */

static kt_status fail_for_refusals(const import *state, kt_error *err)
{
    const kt_refusal *first = &state->report->refused[0];
    const long long n = (long long)state->report->n_refused;

    kt_fail_at(err, KT_ERR_FORMAT, first->line, first->column, "%s%s", first->reason,
               n > 1 ? "" : " (the only row refused)");
    if (n > 1 && err) {
        const size_t used = strlen(err->cause);
        snprintf(err->cause + used, sizeof err->cause - used,
                 " (the first of %lld refused rows)", n);
    }
    within_member(state, first->file, err);
    return KT_ERR_FORMAT;
}

static void name_files(const import *state, kt_error *err)
{
    if (err && state->n_files == 1)
        within_member(state, state->file[0], err);
    else if (err)
        put_names(state, err);
}

static kt_status commit_flows(import *state, kt_error *err)
{
    kt_writer *writer = state->writer;

    if (!writer)
        return kt_fail(err, KT_ERR_MISSING, "no rows");
    state->writer = NULL;
    const kt_status status = kt_writer_commit(
        writer, &state->report->info, &state->report->unchanged, state->options->progress, err);
    if (status)
        name_files(state, err);
    return status;
}

static kt_status commit_covariates(import *state, kt_error *err)
{
    const kt_status status =
        kt_covariates_intake_commit(&state->in, state->options->progress, err);
    if (status)
        name_files(state, err);
    return status;
}

static kt_status finish(import *state, kt_error *err)
{
    kt_import_report *report = state->report;

    if (report->n_refused > 0 && state->options->strictness == KT_STRICT)
        return fail_for_refusals(state, err);
    if (!state->content)
        return kt_fail(err, state->passed_over ? KT_ERR_FORMAT : KT_ERR_MISSING, "%s",
                       state->passed_over ? unknown_header : "no rows");
    if (state->content->content == KT_HOLDS_FLOWS)
        return commit_flows(state, err);
    if (state->content->content == KT_HOLDS_COVARIATES)
        return commit_covariates(state, err);
    report->info = (kt_dataset_info){0}; // facts are of no dataset
    return kt_register_commit(state->in.reg, &report->n_facts_new, &report->n_facts_changed,
                              err);
}

/* ---- the whole ----------------------------------------------------------------------------
 */

/* What the user and the mapping say comes before what formats know. */
static kt_status describe_dataset(import *state, kt_error *err)
{
    kt_dataset_info *info = &state->report->info;

    KT_TRY(kt_column_map_apply(&state->mapping, info, err));
    if (state->options->name) {
        if (strlen(state->options->name) >= sizeof info->name)
            return kt_fail(err, KT_ERR_LIMIT, "the name of the dataset is too long");
        snprintf(info->name, sizeof info->name, "%s", state->options->name);
    }
    info->imported_at = state->options->now;
    kt_intake_default(info->source, sizeof info->source, "%s",
                      strcmp(state->source, "-") == 0 ? "standard input"
                                                      : kt_path_name(state->source));
    // Both are printed as they are; a file may be called anything, and be cut here.
    info->source[kt_text_make_printable(info->source, strlen(info->source))] = '\0';
    info->licence[kt_text_make_printable(info->licence, strlen(info->licence))] = '\0';
    return KT_OK;
}

static kt_status read_all(import *state, kt_digest *digest, kt_error *err)
{
    const kt_input_visitor visitor = {begin_member, feed_member, end_member, state};
    return kt_input_walk(state->source, &visitor, digest, state->options->progress, err);
}

static kt_status run(import *state, kt_digest *first, kt_digest *second, kt_error *err)
{
    const bool pipe = !kt_file_exists(state->source) && !kt_folder_exists(state->source);
    char checksum[33] = "", again[33];
    bool seen = false;

    state->pipe = pipe;
    KT_TRY(describe_dataset(state, err));
    if (!pipe) {
        KT_TRY(look_for_name(state, &seen, err));
        KT_TRY(first_walk(state, seen ? first : NULL, err));
    }
    if (seen) {
        kt_digest_hex(first, checksum);
        KT_TRY(look_for_same(state, checksum, err));
        if (state->report->unchanged)
            return KT_OK;
    }
    KT_TRY(read_all(state, second, err));
    kt_digest_hex(second, again);
    if (seen && strcmp(checksum, again) != 0)
        return kt_fail(err, KT_ERR_IO, "the source changed while it was read");
    if (!pipe && !seen && state->report->n_refused == 0)
        KT_TRY(look_for_same(state, again, err));
    if (state->report->unchanged)
        return KT_OK;
    snprintf(state->report->info.checksum, sizeof state->report->info.checksum, "%s", again);
    return finish(state, err);
}

kt_status kt_import(const char *source, const kt_import_options *options,
                    const kt_countries *countries, kt_import_report *report, kt_error *err)
{
    const double began = kt_moment_clock();
    kt_status status = KT_OK;
    kt_digest *first = NULL, *second = NULL;
    import *state = NULL;

    *report = (kt_import_report){0};
    status = kt_new(&state, 1, sizeof *state, err);
    if (status)
        goto done;
    state->source = source;
    state->options = options;
    state->report = report;
    const kt_intake_sink sink = {take_rows, take_description, state, take_runs};
    status = kt_intake_init(&state->in, countries, &state->mapping, options->strictness, &sink,
                            report, err);
    if (status)
        goto done;
    state->in.source = source;
    state->in.store = options->store;
    state->in.n_threads = options->n_threads;
    state->in.writer = &options->writer;
    state->in.now = options->now;
    status = kt_digest_new(&first, err);
    if (!status)
        status = kt_digest_new(&second, err);
    if (!status && options->mapping)
        status = kt_column_map_read(options->mapping, &state->mapping, err);
    if (!status) {
        // A file that is read in another way is another source.
        kt_digest_add(first, state->mapping.bytes.data, state->mapping.bytes.size);
        kt_digest_add(second, state->mapping.bytes.data, state->mapping.bytes.size);
        status = run(state, first, second, err);
    }
done:
    if (status)
        kt_error_within(err, "importing %s", source);
    kt_digest_free(second);
    kt_digest_free(first);
    if (state) {
        kt_member_free(state->member);
        kt_writer_abort(state->writer);
        kt_free(state->file);
        kt_intake_clear(&state->in);
        kt_column_map_clear(&state->mapping);
    }
    kt_free(state);
    report->seconds = kt_moment_clock() - began;
    return status;
}
