/* gravity_fixture.h: kontor gravity called as a user calls it, its CSV answer read by model and
 * name. */
#ifndef KONTOR_TESTS_GRAVITY_FIXTURE_H
#define KONTOR_TESTS_GRAVITY_FIXTURE_H

#include "check.h"

#include <kontor/columns.h>
#include <kontor/command.h>
#include <kontor/csv.h>
#include <kontor/file.h>
#include <kontor/text.h>

typedef struct gravity_fixture {
    char folder[256];
    const char *language; /* NULL: English */
    kt_context *context;
    kt_text out, notes;
} gravity_fixture;

static inline void gravity_open(gravity_fixture *f)
{
    kt_error err = {0};
    *f = (gravity_fixture){0};
    kt_scratch_make(f->folder);
    CHECK_OK(kt_context_open(NULL, &f->context, &err), err);
}

static inline void gravity_close(gravity_fixture *f)
{
    kt_text_clear(&f->notes);
    kt_text_clear(&f->out);
    kt_context_close(f->context);
    kt_scratch_remove(f->folder);
}

/* name, value, name, value ..., NULL; a positional value has the name "". */
static inline kt_status gravity_call(gravity_fixture *f, const char *command,
                                     const char *const *words, kt_error *err)
{
    kt_given given[40];
    char store[300];
    int n = 0;
    for (; words[0] && n < 40; n++, words += 2)
        given[n] = (kt_given){words[0][0] ? words[0] : NULL, words[1]};
    snprintf(store, sizeof store, "%s/store", f->folder);
    kt_text_reset(&f->out);
    kt_text_reset(&f->notes);
    const kt_run_options options = {.store = store,
                                    .language = f->language ? f->language : "en",
                                    .now = 1700000000,
                                    .out = kt_sink_text(&f->out),
                                    .notes = kt_sink_text(&f->notes)};
    return kt_command_run(kt_command_find(command), f->context, given, n, &options, err);
}

#define GRAVITY(fixture, ...)                                                                  \
    do {                                                                                       \
        const char *const words_[] = {__VA_ARGS__, NULL};                                      \
        kt_error err_ = {0};                                                                   \
        CHECK_OK(gravity_call(fixture, "gravity", words_, &err_), err_);                       \
    } while (0)

static inline void gravity_write(gravity_fixture *f, const char *name, const char *text,
                                 char path[320])
{
    kt_error err = {0};
    snprintf(path, 320, "%s/%s", f->folder, name);
    CHECK_OK(kt_file_replace(path, text, strlen(text), &err), err);
}

typedef struct wanted_line {
    int model;
    const char *name, *column;
    char text[64];
    int at, model_at, name_at, n_found;
    bool header;
} wanted_line;

static inline kt_status gravity_visit(void *with, const kt_csv_row *row, kt_error *err)
{
    wanted_line *w = with;
    int64_t model = 0;
    (void)err;
    if (!w->header) {
        w->header = true;
        w->at = kt_csv_column(row, w->column);
        w->model_at = kt_csv_column(row, "model");
        w->name_at = kt_csv_column(row, "name");
        CHECK(w->at >= 0 && w->model_at >= 0 && w->name_at >= 0);
        return KT_OK;
    }
    if (kt_parse_i64(row->cell[w->model_at], &model) && model == w->model &&
        kt_slice_is(row->cell[w->name_at], w->name)) {
        snprintf(w->text, sizeof w->text, "%.*s", (int)row->cell[w->at].size,
                 row->cell[w->at].data);
        w->n_found++;
    }
    return KT_OK;
}

/* A number of the answer in CSV. */
static inline double gravity_number(const gravity_fixture *f, int model, const char *name,
                                    const char *column)
{
    kt_error err = {0};
    double value = NAN;
    wanted_line w = {.model = model, .name = name, .column = column};
    CHECK_OK(kt_csv_parse((kt_slice){f->out.data, f->out.size}, NULL, gravity_visit, &w, &err),
             err);
    if (w.n_found != 1)
        fail_msg("%d lines for %s of model %d in\n%s", w.n_found, name, model,
                 kt_text_get(&f->out));
    CHECK(kt_parse_double(kt_slice_of(w.text), &value));
    return value;
}

/* To the four digits that are in print. */
static inline void gravity_printed(const gravity_fixture *f, int model, const char *name,
                                   double printed)
{
    const double found = gravity_number(f, model, name, "estimate");
    if (fabs(found - printed) > 0.5001e-4)
        fail_msg("%s is %.6f, printed %.4f", name, found, printed);
}

#endif
