/* store_to_serve.h: a small store of totals, and commands run on it. */
#ifndef STORE_TO_SERVE_H
#define STORE_TO_SERVE_H

#include "check.h"

#include <kontor/command.h>
#include <kontor/file.h>

static char store[256];
static kt_context *context;

/* Every run is later than the one before, so that an import is the newest. */
static int64_t moment = 1700000000;

static void run_command(const char *name, const kt_given *given, int n_given, kt_text *out)
{
    kt_error err = {0};
    kt_text notes = {0};
    const kt_run_options options = {.store = store,
                                    .language = "en",
                                    .now = moment++,
                                    .out = kt_sink_text(out),
                                    .notes = kt_sink_text(&notes)};
    CHECK_OK(kt_command_run(kt_command_find(name), context, given, n_given, &options, &err),
             err);
    kt_text_clear(&notes);
}

/* Totals of four countries, 2000 to 2010; all figures differ and grow with `more`. */
static void import_totals(const char *name, int more)
{
    static const char *const code[] = {"BLR", "KAZ", "DEU", "CIV"};
    char path[300];
    kt_error err = {0};
    kt_text csv = {0}, said = {0};
    CHECK_OK(kt_text_add(&csv, "year,reporter,partner,flow,value_musd\n", &err), err);
    for (int year = 2000; year <= 2010; year++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                for (int flow = 0; flow < 2 && i != j; flow++)
                    CHECK_OK(
                        kt_text_format(&csv, &err, "%d,%s,%s,%s,%d\n", year, code[i], code[j],
                                       flow ? "M" : "X",
                                       1000 + more + 17 * i * (year - 1990) + 31 * j + flow),
                        err);
    snprintf(path, sizeof path, "%s/%s.csv", store, name);
    CHECK_OK(kt_file_replace(path, csv.data, csv.size, &err), err);
    const kt_given given[] = {{NULL, path}, {"as", name}};
    run_command("import", given, 2, &said);
    remove(path);
    kt_text_clear(&said);
    kt_text_clear(&csv);
}

static int make_store(void **state)
{
    kt_error err = {0};
    (void)state;
    kt_scratch_make(store);
    if (kt_context_open(NULL, &context, &err))
        return -1;
    import_totals("first", 0);
    return 0;
}

static int remove_store(void **state)
{
    (void)state;
    kt_context_close(context);
    kt_scratch_remove(store);
    return 0;
}

#endif
