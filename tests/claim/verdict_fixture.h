/* verdict_fixture.h: a store of small tables made here, articles held against it, and what the
 * verdicts need opened by hand; for all tests of a file. */
#ifndef VERDICT_FIXTURE_H
#define VERDICT_FIXTURE_H

#include "check.h"

#include <kontor/claim_report.h>
#include <kontor/command.h>
#include <kontor/file.h>

#define LEAD "BERLIN, 1 June 2024 - "

static char folder[256];
static kt_context *context;

static inline kt_status run(const char *name, const kt_given *given, int n_given, kt_text *out,
                            kt_error *err)
{
    kt_text notes = {0};
    const kt_run_options options = {.store = folder,
                                    .language = "en",
                                    .now = 1700000000,
                                    .out = kt_sink_text(out),
                                    .notes = kt_sink_text(&notes)};
    const kt_status status =
        kt_command_run(kt_command_find(name), context, given, n_given, &options, err);
    kt_text_clear(&notes);
    return status;
}

static inline const char *write_file(const char *name, const char *text)
{
    static char path[KT_MAX_PATH];
    kt_error err = {0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    CHECK_OK(kt_file_replace(path, text, strlen(text), &err), err);
    return path;
}

static inline void import_table(const char *name, const char *rows)
{
    kt_error err = {0};
    kt_text said = {0};
    const kt_given given[] = {{NULL, write_file("table.csv", rows)}, {"as", name}};
    CHECK_OK(run("import", given, 2, &said, &err), err);
    kt_text_clear(&said);
}

/* What `check` says in JSON of an article; the caller clears it. */
static inline const char *check_article(const char *article, kt_text *out)
{
    kt_error err = {0};
    const kt_given given[] = {{NULL, write_file("article.txt", article)}, {"format", "json"}};
    CHECK_OK(run("check", given, 2, out, &err), err);
    return kt_text_get(out);
}

/* Some claim has the verdict, and the answer a part of its note. */
static inline void expect(const char *article, const char *verdict, const char *note)
{
    kt_text out = {0};
    char wanted[64];
    snprintf(wanted, sizeof wanted, "\"verdict\":\"%s\"", verdict);
    const char *json = check_article(article, &out);
    if (!strstr(json, wanted) || !strstr(json, note))
        fail_msg("%s\nnot %s, %s:\n%s", article, verdict, note, json);
    kt_text_clear(&out);
}

static inline void refuse(const char *article, const char *words)
{
    kt_text out = {0};
    CHECK(!strstr(check_article(article, &out), words));
    kt_text_clear(&out);
}

typedef struct world {
    kt_check_world check;
    kt_claim_reader *reader;
    kt_store *store;
    kt_register *reg;
    kt_resources *resources;
    kt_countries *countries;
    kt_blocs *blocs;
    kt_locale *locale;
    kt_phrases *phrases;
    kt_claims claims;
} world;

static inline void open_world(world *w)
{
    kt_error err = {0};
    kt_slice phrases;
    CHECK_OK(kt_resources_open(NULL, &w->resources, &err), err);
    CHECK_OK(kt_countries_open(w->resources, &w->countries, &err), err);
    CHECK_OK(kt_blocs_open(w->resources, &w->blocs, &err), err);
    CHECK_OK(kt_locale_open("en", &w->locale, &err), err);
    CHECK_OK(kt_resource_get(w->resources, "lang/en.txt", &phrases, &err), err);
    CHECK_OK(kt_phrases_parse(phrases, &w->phrases, &err), err);
    CHECK_OK(kt_store_open(folder, &w->store, &err), err);
    CHECK_OK(kt_register_open(folder, KT_REGISTER_READ, &w->reg, &err), err);
    CHECK_OK(kt_claim_reader_open(w->resources, w->countries, w->blocs, &w->reader, &err), err);
    w->check = (kt_check_world){.store = w->store,
                                .reg = w->reg,
                                .countries = w->countries,
                                .blocs = w->blocs,
                                .resources = w->resources,
                                .phrases = w->phrases,
                                .locale = w->locale};
}

static inline void close_world(world *w)
{
    kt_claims_clear(&w->claims);
    kt_claim_reader_close(w->reader);
    kt_register_close(w->reg);
    kt_store_close(w->store);
    kt_phrases_free(w->phrases);
    kt_locale_close(w->locale);
    kt_blocs_close(w->blocs);
    kt_countries_close(w->countries);
    kt_resources_close(w->resources);
}

/* What kt_check_faults() runs: with is a world whose claims have been read. */
static inline kt_status judge_once(void *with, kt_error *err)
{
    const world *w = with;
    kt_verdicts verdicts = {0};
    const kt_status status = kt_verdicts_judge(&w->check, &w->claims, &verdicts, err);
    kt_verdicts_clear(&verdicts);
    return status;
}

static inline void read_article(world *w, const char *text)
{
    kt_error err = {0};
    kt_claims_clear(&w->claims);
    CHECK_OK(kt_claims_read(w->reader, kt_slice_of(text), (kt_date){0}, &w->claims, &err), err);
}

static inline int open_store(void **state)
{
    (void)state;
    kt_scratch_make(folder);
    return kt_context_open(NULL, &context, NULL) != KT_OK;
}

static inline int close_store(void **state)
{
    (void)state;
    kt_context_close(context);
    kt_scratch_remove(folder);
    return 0;
}

/* The IMF's file and the cited facts in a store, once for all tests of a file; skips the test
 * where the shared data are absent. */
static inline void need_data(void)
{
    kt_error err = {0};
    kt_text said = {0};
    const kt_given dots[] = {{NULL, kt_shared("data/imf_dots_bilateral_1992_2020.csv.gz")},
                             {"as", "dots"}};
    const kt_given facts[] = {{NULL, "data/facts"}};
    if (context)
        return;
    open_store(NULL);
    CHECK_OK(run("import", dots, 2, &said, &err), err);
    CHECK_OK(run("import", facts, 1, &said, &err), err);
    kt_text_clear(&said);
}

static inline int close_real_store(void **state)
{
    return folder[0] ? close_store(state) : 0;
}

#endif
