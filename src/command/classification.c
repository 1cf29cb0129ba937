/* classification.c: correlation tables into the store and out of it.
 *
 *     STORE/classifications/bec@1a2b3c4d.csv      the version: first hex digits of its checksum
 *
 * A table is small, so it is read whole, checked by reading it as it will be read, and kept as
 * it came. */
#include "classification.h"

#include "say.h"

#include <kontor/csv.h>
#include <kontor/digest.h>
#include <kontor/file.h>
#include <kontor/input.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LARGEST = 16 << 20, VERSION_DIGITS = 8 };
static const char FOLDER[] = "classifications";
static const char ENDING[] = ".csv";

/* ---- the first member of a source ---------------------------------------------------------
 */

typedef struct taking {
    kt_text bytes;
    bool checked, is_one;
    int n_members;
} taking;

typedef struct head {
    bool seen, is_one;
} head;

static kt_status look_at_header(void *with, const kt_csv_row *row, kt_error *err)
{
    head *of = with;
    (void)err;
    of->seen = true;
    of->is_one =
        row->n_cells >= 2 && row->n_cells <= 6 &&
        kt_product_groups_is_header(kt_slice_trim(row->cell[0]), kt_slice_trim(row->cell[1]));
    return KT_ERR_STOPPED;
}

static bool is_table(kt_slice bytes)
{
    kt_error unheard = {0};
    head of = {0};
    const kt_csv_options options = kt_csv_options_default();
    const char *end = bytes.size ? memchr(bytes.data, '\n', bytes.size) : NULL;
    const kt_slice line = {bytes.data, end ? (size_t)(end - bytes.data) + 1 : bytes.size};
    if (kt_csv_parse(line, &options, look_at_header, &of, &unheard))
        kt_error_clear(&unheard);
    return of.seen && of.is_one;
}

static kt_status begin(void *with, const kt_input_member *member, bool *wanted, kt_error *err)
{
    taking *of = with;
    (void)member;
    *wanted = true;
    return of->n_members++ ? kt_fail(err, KT_ERR_STOPPED, "more than one file") : KT_OK;
}

static kt_status take(void *with, const char *data, size_t size, kt_error *err)
{
    taking *of = with;
    if (!of->checked) {
        of->checked = true;
        of->is_one = is_table((kt_slice){data, size});
    }
    if (!of->is_one)
        return kt_fail(err, KT_ERR_STOPPED, "something else");
    if (of->bytes.size + size > LARGEST)
        return kt_fail(err, KT_ERR_LIMIT, "a table of groups of more than %d bytes", LARGEST);
    return kt_text_add_slice(&of->bytes, (kt_slice){data, size}, err);
}

static kt_status end(void *with, kt_error *err)
{
    (void)with;
    (void)err;
    return KT_OK;
}

/* *is_one false for anything else, unreadable sources included: the import proper says what is
 * wrong with those. */
static kt_status take_table(const char *source, kt_text *out, bool *is_one, kt_error *err)
{
    taking of = {0};
    const kt_input_visitor visitor = {begin, take, end, &of};
    const kt_status status = kt_input_walk(source, &visitor, NULL, NULL, err);
    *is_one = of.is_one && of.n_members == 1;
    if (*is_one && !status) {
        *out = of.bytes;
        return KT_OK;
    }
    kt_text_clear(&of.bytes);
    if (*is_one)
        return status;
    if (status)
        kt_error_clear(err);
    return KT_OK;
}

/* ---- in -----------------------------------------------------------------------------------
 */

static kt_status version_of(kt_slice bytes, char out[33], kt_error *err)
{
    kt_digest *digest = NULL;
    KT_TRY(kt_digest_new(&digest, err));
    kt_digest_add(digest, bytes.data, bytes.size);
    kt_digest_hex(digest, out);
    out[VERSION_DIGITS] = '\0';
    kt_digest_free(digest);
    return KT_OK;
}

/* --as, else what the second column is called, in small letters. */
static kt_status name_of(const kt_run *run, const kt_product_groups *groups,
                         char out[KT_MAX_NAME], kt_error *err)
{
    const char *name = kt_argument_text(run, "as", kt_product_groups_title(groups));
    size_t n = 0;
    for (const char *c = name; *c && n + 1 < KT_MAX_NAME; c++)
        if (isalnum((unsigned char)*c) || *c == '-' || *c == '_')
            out[n++] = (char)tolower((unsigned char)*c);
    out[n] = '\0';
    if (n == 0)
        return kt_fail(err, KT_ERR_USAGE, "the table needs a name: --as NAME");
    return KT_OK;
}

static kt_status keep(const kt_run *run, const kt_text *bytes, const kt_product_groups *groups,
                      kt_error *err)
{
    char folder[KT_MAX_PATH], path[KT_MAX_PATH], name[KT_MAX_NAME], version[33];
    char file[KT_MAX_NAME + 48];
    KT_TRY(name_of(run, groups, name, err));
    KT_TRY(version_of((kt_slice){bytes->data, bytes->size}, version, err));
    snprintf(file, sizeof file, "%s@%s%s", name, version, ENDING);
    KT_TRY(kt_path_join(kt_run_store(run), FOLDER, folder, err));
    KT_TRY(kt_path_join(folder, file, path, err));
    if (kt_file_exists(path))
        return kt_sink_format(&run->options->out, err,
                              "%s@%s: unchanged, the same table is there already\n", name,
                              version);
    KT_TRY(kt_folder_make(folder, err));
    KT_TRY(kt_file_replace(path, bytes->data, bytes->size, err));
    return kt_sink_format(&run->options->out, err,
                          "%s@%s: a table of %lld groups of products, of codes of %s\n", name,
                          version, (long long)kt_product_groups_count(groups),
                          kt_product_groups_revision(groups)
                              ? kt_revision_name(kt_product_groups_revision(groups))
                              : "any revision");
}

kt_status kt_classification_import(const kt_run *run, const char *source, bool *is_one,
                                   kt_error *err)
{
    kt_text bytes = {0};
    kt_product_groups *groups = NULL;
    *is_one = false;
    // A pipe can be read only once, and a mapping is for a layout of the user's own.
    if (!kt_file_exists(source) || kt_argument_text(run, "mapping", NULL))
        return KT_OK;
    KT_TRY(take_table(source, &bytes, is_one, err));
    if (!*is_one)
        return KT_OK;
    kt_status status =
        kt_product_groups_parse((kt_slice){bytes.data, bytes.size}, NULL, &groups, err);
    if (!status)
        status = keep(run, &bytes, groups, err);
    if (status)
        kt_error_within(err, "importing %s", source);
    kt_product_groups_free(groups);
    kt_text_clear(&bytes);
    return status;
}

/* ---- out ----------------------------------------------------------------------------------
 */

/* The file of NAME or NAME@VERSION; "" where there is none. */
static kt_status find(const kt_run *run, const char *name, char path[KT_MAX_PATH],
                      kt_error *err)
{
    char folder[KT_MAX_PATH];
    kt_names names = {0};
    const size_t length = strlen(name);
    int n_found = 0;
    path[0] = '\0';
    KT_TRY(kt_path_join(kt_run_store(run), FOLDER, folder, err));
    if (!kt_folder_exists(folder))
        return KT_OK;
    KT_TRY(kt_folder_list(folder, &names, err));
    kt_status status = KT_OK;
    for (int64_t n = 0; n < names.n_names && !status; n++) {
        const char *file = names.name[n];
        const char *after = strncmp(file, name, length) == 0 ? file + length : "";
        if (after[0] != '@' && strcmp(after, ENDING) != 0)
            continue;
        n_found++;
        status = kt_path_join(folder, file, path, err);
    }
    kt_names_clear(&names);
    if (!status && n_found > 1)
        return kt_fail(err, KT_ERR_MISSING,
                       "there are %d versions of the table %s in %s: name one, as %s@VERSION",
                       n_found, name, folder, name);
    return status;
}

static kt_status no_table(const kt_run *run, const char *name, const char *wanted,
                          kt_error *err)
{
    return kt_fail(
        err, KT_ERR_MISSING,
        "%s%s needs the correlation table %s, which is not in %s: kontor import FILE "
        "--as %s (docs/formats.md); --group also takes a file with the columns "
        "code,group",
        run->command->name, strcmp(name, wanted) == 0 ? "" : " by end use", wanted,
        kt_run_store(run), wanted);
}

kt_status kt_classification_open(const kt_run *run, const char *name, kt_product_groups **out,
                                 char *from, size_t size, kt_error *err)
{
    char path[KT_MAX_PATH], version[33];
    kt_text bytes = {0};
    const bool end_use = strcmp(name, "end-use") == 0;
    const bool is_file = !end_use && kt_file_exists(name);
    const char *wanted = end_use ? "bec" : name;

    if (is_file)
        snprintf(path, sizeof path, "%s", name);
    else
        KT_TRY(find(run, wanted, path, err));
    if (!path[0])
        return no_table(run, name, wanted, err);
    KT_TRY(kt_file_read(path, LARGEST, &bytes, err));
    const kt_slice table = {bytes.data, bytes.size};
    kt_status status = version_of(table, version, err);
    if (!status)
        status = kt_product_groups_parse(table, end_use ? kt_group_end_use : NULL, out, err);
    if (status) {
        kt_error_within(err, "reading %s", path);
    } else {
        const char *label = is_file ? kt_path_name(name) : wanted;
        const char *at = strchr(label, '@');
        const int length = at ? (int)(at - label) : (int)strlen(label);
        snprintf(from, size, "%.*s@%s%s", length, label, version,
                 end_use ? ", by end use" : "");
    }
    kt_text_clear(&bytes);
    return status;
}

/* ---- what is there ------------------------------------------------------------------------
 */

kt_status kt_classification_tell(const kt_run *run, kt_error *err)
{
    char folder[KT_MAX_PATH];
    kt_names names = {0};
    KT_TRY(kt_path_join(kt_run_store(run), FOLDER, folder, err));
    if (!kt_folder_exists(folder))
        return KT_OK;
    KT_TRY(kt_folder_list(folder, &names, err));
    kt_status status = KT_OK;
    kt_text list = {0}, line = {0};
    for (int64_t n = 0; n < names.n_names && !status; n++) {
        const size_t length = strlen(names.name[n]), ending = strlen(ENDING);
        if (length > ending && strcmp(names.name[n] + length - ending, ENDING) == 0)
            status = kt_text_format(&list, err, "%s%.*s", list.size ? ", " : "",
                                    (int)(length - ending), names.name[n]);
    }
    const kt_say_value tables = {
        .name = "tables", .as = KT_AS_TEXT, .text = kt_text_get(&list)};
    if (!status && list.size)
        status = kt_say_phrase(run, "info.groups", &tables, 1, &line, err);
    if (!status && list.size)
        status = kt_sink_format(&run->options->out, err, "%s\n", kt_text_get(&line));
    kt_text_clear(&line);
    kt_text_clear(&list);
    kt_names_clear(&names);
    return status;
}

kt_status kt_classification_has(const kt_run *run, const char *name, bool *is_there,
                                kt_error *err)
{
    char path[KT_MAX_PATH];
    kt_error several = {0};
    const kt_status status = find(run, name, path, &several);
    *is_there = path[0] != '\0';
    if (!status || (status == KT_ERR_MISSING && *is_there)) // several versions are some
        return KT_OK;
    if (err)
        *err = several;
    return status;
}

kt_status kt_classification_drop(const kt_run *run, const char *name, bool *was_one,
                                 kt_error *err)
{
    char path[KT_MAX_PATH];
    *was_one = false;
    KT_TRY(find(run, name, path, err));
    if (!path[0])
        return KT_OK;
    *was_one = true;
    if (remove(path) != 0)
        return kt_fail_errno(err, "cannot remove %s", path);
    return kt_sink_format(&run->options->out, err, "%s: dropped\n", name);
}
