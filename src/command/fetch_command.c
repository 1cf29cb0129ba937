/* fetch_command.c: kontor fetch: a known public dataset from its publisher into the store.
 *
 * The list is data/sources.csv, which a user may replace like any resource: name, title, url,
 * licence, size, checksum (both may be empty), released, and how: "import", or "keep" for what
 * is only downloaded. What is not on it is fetched by its address. */
#include "answer_internal.h"
#include "import_source.h"
#include "run_internal.h"
#include "say.h"

#include <kontor/csv.h>
#include <kontor/download.h>
#include <kontor/file.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const kt_parameter parameters[] = {
    {"name", "NAME", NULL, "A dataset of the list, or an address (http or https).",
     KT_TYPE_TEXT, KT_PLACE_REQUIRED},
    {"list", NULL, NULL, "Print the list instead; with NAME all about one.", KT_TYPE_FLAG,
     KT_PLACE_OPTION},
    {"url", "URL", NULL, "Fetch NAME from this address instead.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"as", "NAME", NULL, "Name of the dataset (default: from the format and the file).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"lenient", NULL, NULL, "Leave out rows that cannot be read instead of failing.",
     KT_TYPE_FLAG, KT_PLACE_OPTION},
    {"only-download", NULL, NULL, "Download and check, but do not import.", KT_TYPE_FLAG,
     KT_PLACE_OPTION},
    {"keep", NULL, NULL, "Keep the downloaded file after the import.", KT_TYPE_FLAG,
     KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the list.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
};

/* ---- the list -------------------------------------------------------------------------- */

enum { NAME, TITLE, URL, LICENCE, SIZE, CHECKSUM, RELEASED, HOW, N_FIELDS };
static const char *const field_names[N_FIELDS] = {"name", "title",    "url",      "licence",
                                                  "size", "checksum", "released", "how"};
enum { FIELD_SIZE = 512 };

typedef struct source {
    char field[N_FIELDS][FIELD_SIZE];
    int64_t size; /* -1: not known */
    bool import;
} source;

typedef struct reading {
    int position[N_FIELDS]; /* of each field among the columns */
    bool seen_header;
    source row; /* the one being read */
    /* either a table that takes all rows, or the one row wanted */
    kt_table *table;
    bool is_short; /* of each row name, title and licence */
    const char *wanted;
    source *found;
    bool has_found;
} reading;

static kt_status read_header(reading *r, const kt_csv_row *row, kt_error *err)
{
    for (int f = 0; f < N_FIELDS; f++) {
        r->position[f] = kt_csv_column(row, field_names[f]);
        if (r->position[f] < 0)
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "the list has no column \"%s\"",
                              field_names[f]);
    }
    r->seen_header = true;
    return KT_OK;
}

static kt_status read_fields(reading *r, const kt_csv_row *row, kt_error *err)
{
    source *s = &r->row;
    for (int f = 0; f < N_FIELDS; f++) {
        const int at = r->position[f];
        const kt_slice cell = at < row->n_cells ? row->cell[at] : (kt_slice){NULL, 0};
        if (cell.size >= FIELD_SIZE)
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "%s longer than %d bytes",
                              field_names[f], FIELD_SIZE - 1);
        if (cell.size)
            memcpy(s->field[f], cell.data, cell.size);
        s->field[f][cell.size] = '\0';
    }
    s->size = -1;
    if (s->field[SIZE][0] && (!kt_parse_i64(kt_slice_of(s->field[SIZE]), &s->size) ||
                              s->size < 0 || s->size > KT_MAX_DOWNLOAD))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "\"%.40s\" for size, expected a number of bytes", s->field[SIZE]);
    s->import = strcmp(s->field[HOW], "import") == 0;
    if (!s->import && strcmp(s->field[HOW], "keep") != 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "\"%.40s\" for how, expected import or keep", s->field[HOW]);
    return KT_OK;
}

static bool is_in_short(int field)
{
    return field == NAME || field == TITLE || field == LICENCE;
}

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading *r = with;
    if (!r->seen_header)
        return read_header(r, row, err);
    KT_TRY(read_fields(r, row, err));
    if (r->table) {
        kt_table_row(r->table);
        for (int f = 0; f < N_FIELDS; f++) {
            if (r->is_short && !is_in_short(f))
                continue;
            if (f == SIZE && r->row.size >= 0)
                kt_table_integer(r->table, r->row.size);
            else if (r->row.field[f][0])
                kt_table_text(r->table, r->row.field[f]);
            else
                kt_table_missing(r->table, NULL);
        }
    } else if (!r->has_found && strcmp(r->row.field[NAME], r->wanted) == 0) {
        *r->found = r->row;
        r->has_found = true;
    }
    return KT_OK;
}

static kt_status read_list(const kt_run *run, reading *r, kt_error *err)
{
    static const char name[] = "data/sources.csv";
    const kt_csv_options options = {.separator = ','};
    kt_slice data;
    KT_TRY(kt_resource_get(kt_run_resources(run), name, &data, err));
    const kt_status status = kt_csv_parse(data, &options, read_row, r, err);
    if (status)
        kt_error_within(err, "%s", name);
    return status;
}

/* In text name, title and licence. */
static kt_status print_list(const kt_run *run, kt_error *err)
{
    reading r = {.is_short = kt_answer_form_of(run) == KT_ANSWER_TEXT};
    KT_TRY(kt_table_new(&r.table, err));
    for (int f = 0; f < N_FIELDS; f++)
        if (!r.is_short || is_in_short(f))
            kt_table_column(r.table, &(kt_column){.key = field_names[f],
                                                  .align = f == SIZE ? KT_RIGHT : KT_LEFT});
    kt_status status = read_list(run, &r, err);
    if (!status && r.is_short)
        status = kt_say_note(run, r.table, "fetch.list", NULL, 0, err);
    if (!status)
        status = kt_answer_list(run, r.table, err);
    kt_table_free(r.table);
    return status;
}

static kt_status print_entry(const kt_run *run, const char *name, kt_error *err)
{
    source found = {0};
    reading r = {.wanted = name, .found = &found};
    const char *value[N_FIELDS];
    KT_TRY(read_list(run, &r, err));
    if (!r.has_found)
        return kt_fail(err, KT_ERR_MISSING,
                       "no source \"%.60s\"; kontor fetch --list prints what there is", name);
    for (int f = 0; f < N_FIELDS; f++)
        value[f] = found.field[f];
    return kt_answer_entry(run, N_FIELDS, field_names, value, err);
}

static bool is_address(const char *text)
{
    return strstr(text, "://") != NULL;
}

/* What to fetch: a row of the list, or an address with nothing known about it. An address given
 * beside a name may lead to another release, so size and checksum of the list do not bind it.
 */
static kt_status choose(const kt_run *run, source *out, kt_error *err)
{
    const char *name = kt_argument_text(run, "name", "");
    const char *url = kt_argument_text(run, "url", is_address(name) ? name : NULL);
    if (url) {
        if (strlen(url) >= FIELD_SIZE)
            return kt_fail(err, KT_ERR_USAGE, "an address longer than %d bytes",
                           FIELD_SIZE - 1);
        *out = (source){.size = -1, .import = true};
        snprintf(out->field[URL], FIELD_SIZE, "%s", url);
        return KT_OK;
    }
    reading r = {.wanted = name, .found = out};
    KT_TRY(read_list(run, &r, err));
    if (!r.has_found)
        return kt_fail(err, KT_ERR_MISSING,
                       "no source \"%.60s\"; kontor fetch --list prints what there is", name);
    return KT_OK;
}

/* ---- from the address to the store ------------------------------------------------------ */

static kt_status run_fetch(kt_run *run, kt_error *err)
{
    source s = {0};
    char folder[KT_MAX_PATH];
    kt_download_options options = kt_download_options_default();
    kt_download_report report = {0};

    if (kt_argument_flag(run, "list"))
        return kt_argument_text(run, "name", NULL)
                   ? print_entry(run, kt_argument_text(run, "name", ""), err)
                   : print_list(run, err);
    KT_TRY(choose(run, &s, err));
    KT_TRY(kt_path_join(kt_run_store(run), "downloads", folder, err));
    options.folder = folder;
    options.size = s.size;
    options.checksum = s.field[CHECKSUM];
    options.progress = run->options->progress;
    KT_TRY(kt_download(s.field[URL], &options, &report, err));
    KT_TRY(kt_sink_format(&run->options->notes, err, "%s: %lld bytes, %lld of them now%s%s\n",
                          report.path, (long long)report.n_bytes, (long long)report.n_received,
                          s.field[LICENCE][0] ? "; licence: " : "", s.field[LICENCE]));
    if (!s.import || kt_argument_flag(run, "only-download"))
        return kt_sink_format(&run->options->out, err, "%s\n", report.path);
    const kt_status status = kt_run_import(run, report.path, err);
    if (status) {
        kt_error_within(err, "importing %.100s", report.path);
        return status;
    }
    if (!kt_argument_flag(run, "keep") && unlink(report.path) != 0)
        return kt_fail_errno(err, "cannot remove %s", report.path);
    return KT_OK;
}

const kt_command kt_command_fetch = {
    "fetch",
    "download a public dataset and import it",
    "Downloads a dataset of the list from its publisher, checks it and imports it. A download\n"
    "that was cut goes on where it ended when the command is given again. The file waits in\n"
    "the folder downloads of the store and is removed after a successful import.\n\n"
    "  kontor fetch --list\n"
    "  kontor fetch baci\n"
    "  kontor fetch https://example.org/totals.csv.gz --as totals\n\n"
    "The list is data/sources.csv; a copy in $KONTOR_DATA/data comes before it.\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_fetch,
};
