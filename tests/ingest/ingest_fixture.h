/* ingest_fixture.h: what the tests of the importers share: countries, rows gathered in a list
 * without a store, and whole imports into a store that is thrown away. */
#ifndef KONTOR_TESTS_INGEST_FIXTURE_H
#define KONTOR_TESTS_INGEST_FIXTURE_H

#include "check.h"

#include <kontor/country.h>
#include <kontor/file.h>
#include <kontor/ingest.h>
#include <kontor/resource.h>
#include <kontor/store.h>

#include "ingest/reader.h"

#define UNUSED __attribute__((unused))

enum { MOST_GATHERED = 4096 };

/* Rows that an importer took, with their lines. */
typedef struct gathered {
    kt_flow row[MOST_GATHERED];
    int64_t line[MOST_GATHERED];
    int64_t n_rows;
    int64_t n_descriptions;
    char last_description[128];
    kt_product last_product;
    kt_import_report report;
    const kt_layout *layout;
} gathered;

/* The tables as the program carries them, opened once. */
static kt_countries *countries;

static int UNUSED open_countries(void **state)
{
    kt_resources *resources = NULL;
    kt_error err = {0};
    (void)state;
    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    kt_resources_close(resources);
    return 0;
}

static int UNUSED close_countries(void **state)
{
    (void)state;
    kt_countries_close(countries);
    return 0;
}

#define run_ingest_tests(tests)                                                                \
    cmocka_run_group_tests_name(__FILE__, tests, open_countries, close_countries)

/* ---- rows without a store -----------------------------------------------------------------
 */

static kt_status gather_rows(void *with, const kt_flow *rows, const int64_t *lines,
                             int64_t n_rows, kt_error *err)
{
    gathered *to = with;
    (void)err;
    for (int64_t r = 0; r < n_rows; r++) {
        CHECK(to->n_rows < MOST_GATHERED);
        to->row[to->n_rows] = rows[r];
        to->line[to->n_rows++] = lines[r];
    }
    return KT_OK;
}

static kt_status gather_description(void *with, kt_product product, kt_slice text,
                                    kt_error *err)
{
    gathered *to = with;
    (void)err;
    to->n_descriptions++;
    to->last_product = product;
    snprintf(to->last_description, sizeof to->last_description, "%.*s", (int)text.size,
             text.data);
    return KT_OK;
}

/* How BACI's rows are read by gather(). */
typedef struct lanes {
    kt_lane_way way;
    size_t lane_bytes; /* 0: as in an import, in the best way */
    int n_threads;
} lanes;
static UNUSED lanes gather_lanes;

/* Read bytes as a member called `name`, in pieces of so many bytes; 0: all at once. */
static UNUSED kt_status gather(const char *name, kt_slice bytes, size_t piece,
                               const kt_column_map *map, kt_strictness strictness,
                               gathered *out, kt_error *err)
{
    kt_intake in;
    kt_member *member = NULL;
    const kt_intake_sink sink = {gather_rows, gather_description, out, NULL};

    memset(out, 0, sizeof *out);
    kt_status status =
        kt_intake_init(&in, countries, map, strictness, &sink, &out->report, err);
    if (status)
        return status;
    snprintf(in.file, sizeof in.file, "%s", name);
    if (gather_lanes.lane_bytes) {
        in.lane_way = gather_lanes.way;
        in.lane_bytes = gather_lanes.lane_bytes;
        in.n_threads = gather_lanes.n_threads;
    }
    status = kt_member_new(&in, &member, err);
    for (size_t p = 0; p < bytes.size && !status;) {
        const size_t n = piece && piece < bytes.size - p ? piece : bytes.size - p;
        status = kt_member_feed(member, bytes.data + p, n, err);
        p += n;
    }
    if (!status)
        status = kt_member_finish(member, &out->layout, err);
    if (!status)
        status = kt_intake_flush(&in, err);
    kt_member_free(member);
    kt_intake_clear(&in);
    return status;
}

/* The same that must succeed and refuse nothing. */
static UNUSED void gather_all(const char *name, const char *bytes, gathered *out)
{
    kt_error err = {0};
    CHECK_OK(gather(name, kt_slice_of(bytes), 0, NULL, KT_STRICT, out, &err), err);
    if (out->report.n_refused)
        fail_msg("line %lld: %s", (long long)out->report.refused[0].line,
                 out->report.refused[0].reason);
    CHECK(out->layout != NULL);
    CHECK_INT(out->report.n_taken, out->n_rows);
}

/* A file that holds one bad row: its reason must hold some words. */
static UNUSED void refuses(const char *name, const char *bytes, int64_t line, const char *words)
{
    kt_error err = {0};
    static gathered out;
    CHECK_OK(gather(name, kt_slice_of(bytes), 0, NULL, KT_LENIENT, &out, &err), err);
    CHECK_INT(out.report.n_refused, 1);
    CHECK_INT(out.report.refused[0].line, line);
    if (!strstr(out.report.refused[0].reason, words))
        fail_msg("\"%s\" does not say \"%s\"", out.report.refused[0].reason, words);
}

static UNUSED const char *code_of(kt_country country)
{
    static char out[4][5];
    static int turn;
    return kt_country_print(country, out[turn++ % 4]);
}

/* ---- into a store -------------------------------------------------------------------------
 */

static UNUSED void put_bytes(const char *folder, const char *name, const void *bytes,
                             size_t size)
{
    char path[KT_MAX_PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    CHECK_INT((int64_t)fwrite(bytes, 1, size, file), (int64_t)size);
    CHECK_INT(fclose(file), 0);
}

static UNUSED void put_text(const char *folder, const char *name, const char *text)
{
    put_bytes(folder, name, text, strlen(text));
}

static UNUSED kt_status import_into(const char *store, const char *source,
                                    const kt_import_options *given, kt_import_report *report,
                                    kt_error *err)
{
    kt_import_options options = given ? *given : kt_import_options_default();
    options.store = store;
    options.now = 1000000000;
    options.n_threads = options.n_threads ? options.n_threads : 1;
    return kt_import(source, &options, countries, report, err);
}

static UNUSED int64_t n_datasets(const char *folder)
{
    kt_store *store = NULL;
    kt_error err = {0};
    CHECK_OK(kt_store_open(folder, &store, &err), err);
    const int64_t n = kt_store_n_datasets(store);
    kt_store_close(store);
    return n;
}

typedef struct sum {
    double value_usd, quantity_tonnes;
    int64_t n_rows;
    kt_flow last;
    const kt_dataset *of;
} sum;

static UNUSED kt_status add_up(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    sum *to = with;
    (void)err;
    for (int64_t r = 0; r < n_rows; r++) {
        to->value_usd += kt_dataset_usd(to->of, rows[r].value);
        to->quantity_tonnes += kt_dataset_tonnes(to->of, rows[r].quantity);
        to->n_rows++;
        to->last = rows[r];
    }
    return KT_OK;
}

/* What fits a filter, in the newest dataset of a name. */
static UNUSED sum sum_of(const char *folder, const char *name, const kt_filter *filter)
{
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    kt_error err = {0};
    sum out = {0};

    CHECK_OK(kt_store_open(folder, &store, &err), err);
    const int64_t n = kt_store_find(store, name);
    CHECK(n >= 0);
    CHECK_OK(kt_dataset_open(store, n, &dataset, &err), err);
    out.of = dataset;
    CHECK_OK(kt_dataset_scan(dataset, filter, add_up, &out, &err), err);
    kt_dataset_close(dataset);
    kt_store_close(store);
    out.of = NULL;
    return out;
}

#endif
