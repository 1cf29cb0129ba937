/* measure_fixture.h: small datasets imported from text, and answers in CSV read by column. */
#ifndef KONTOR_TESTS_MEASURE_FIXTURE_H
#define KONTOR_TESTS_MEASURE_FIXTURE_H

#include "check.h"

#include <kontor/command.h>
#include <kontor/csv.h>
#include <kontor/file.h>
#include <kontor/text.h>

typedef struct measure_fixture {
    char folder[256];
    kt_context *context;
} measure_fixture;

static inline kt_status fixture_run(const measure_fixture *fixture, const char *name,
                                    const kt_given *given, int n_given, kt_text *out,
                                    kt_error *err)
{
    char store[300];
    kt_text notes = {0};
    snprintf(store, sizeof store, "%s/store", fixture->folder);
    const kt_run_options options = {.store = store,
                                    .language = "en",
                                    .now = 1700000000,
                                    .out = kt_sink_text(out),
                                    .notes = kt_sink_text(&notes)};
    const kt_status status =
        kt_command_run(kt_command_find(name), fixture->context, given, n_given, &options, err);
    kt_text_clear(&notes);
    return status;
}

static inline void fixture_write(const measure_fixture *fixture, const char *name,
                                 const char *text, char path[320])
{
    kt_error err = {0};
    snprintf(path, 320, "%s/%s", fixture->folder, name);
    CHECK_OK(kt_file_replace(path, text, strlen(text), &err), err);
}

static inline void fixture_import(const measure_fixture *fixture, const char *name,
                                  const char *text)
{
    char path[320], file[64];
    kt_error err = {0};
    kt_text said = {0};
    snprintf(file, sizeof file, "%s.csv", name);
    fixture_write(fixture, file, text, path);
    const kt_given given[] = {{NULL, path}, {"as", name}};
    CHECK_OK(fixture_run(fixture, "import", given, 2, &said, &err), err);
    kt_text_clear(&said);
}

/* ---- one cell of a CSV ------------------------------------------------------------------ */

typedef struct wanted_cell {
    const char *column;
    int64_t row; /* from 0, without the header */
    int at;
    int64_t n_rows;
    char text[128];
} wanted_cell;

static inline kt_status fixture_visit(void *with, const kt_csv_row *row, kt_error *err)
{
    wanted_cell *wanted = with;
    (void)err;
    if (wanted->at == -2) {
        wanted->at = kt_csv_column(row, wanted->column);
        return KT_OK;
    }
    if (wanted->n_rows++ == wanted->row && wanted->at >= 0 && wanted->at < row->n_cells)
        snprintf(wanted->text, sizeof wanted->text, "%.*s", (int)row->cell[wanted->at].size,
                 row->cell[wanted->at].data);
    return KT_OK;
}

static inline wanted_cell fixture_cell(const kt_text *csv, int64_t row, const char *column)
{
    kt_error err = {0};
    wanted_cell wanted = {.column = column, .row = row, .at = -2};
    const kt_csv_options options = kt_csv_options_default();
    CHECK_OK(
        kt_csv_parse((kt_slice){csv->data, csv->size}, &options, fixture_visit, &wanted, &err),
        err);
    if (wanted.at < 0 || row >= wanted.n_rows)
        fail_msg("no cell %s in row %d of\n%s", column, (int)row, kt_text_get(csv));
    return wanted;
}

/* NaN for an empty cell. */
static inline double fixture_number(const kt_text *csv, int64_t row, const char *column)
{
    const wanted_cell cell = fixture_cell(csv, row, column);
    double value;
    if (!cell.text[0])
        return NAN;
    CHECK(kt_parse_double(kt_slice_of(cell.text), &value));
    return value;
}

/* ---- indicators ------------------------------------------------------------------------- */

enum { FIXTURE_MOST_GIVEN = 12 };

/* Words as on a command line: "rca BLR --dataset e1". */
static inline kt_status fixture_measure(const measure_fixture *fixture, const char *line,
                                        kt_text *out, kt_error *err)
{
    char words[480];
    kt_given given[FIXTURE_MOST_GIVEN];
    int n = 0;
    char *at = words;
    snprintf(words, sizeof words, "%s", line);
    while (*at && n < FIXTURE_MOST_GIVEN) {
        char *end = strchr(at, ' ');
        if (end)
            *end = '\0';
        if (strncmp(at, "--", 2) == 0) {
            given[n] = (kt_given){at + 2, NULL};
            if (end && strncmp(end + 1, "--", 2) != 0) {
                at = end + 1;
                end = strchr(at, ' ');
                if (end)
                    *end = '\0';
                given[n].value = at;
            }
            n++;
        } else {
            given[n++] = (kt_given){NULL, at};
        }
        if (!end)
            break;
        at = end + 1;
    }
    return fixture_run(fixture, "measure", given, n, out, err);
}

static inline kt_text fixture_csv(const measure_fixture *fixture, const char *line)
{
    char words[480];
    kt_error err = {0};
    kt_text out = {0};
    snprintf(words, sizeof words, "%s --format csv", line);
    CHECK_OK(fixture_measure(fixture, words, &out, &err), err);
    return out;
}

/* The number beside an indicator of a table with one in each row. */
static inline double fixture_indicator(const kt_text *csv, const char *name, const char *column)
{
    for (int64_t r = 0;; r++)
        if (strcmp(fixture_cell(csv, r, "indicator").text, name) == 0)
            return fixture_number(csv, r, column);
}

#endif
