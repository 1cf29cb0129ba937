/* check_command.c: kontor check: the figures of an article held against the data. */
#include "run_internal.h"

#include <kontor/claim_report.h>
#include <kontor/file.h>

#include <string.h>

static const kt_parameter parameters[] = {
    {"article", "ARTICLE", NULL, "Text or HTML; - is standard input.", KT_TYPE_TEXT,
     KT_PLACE_REPEATED},
    {"published", "DATE", NULL, "When it appeared, 2019-10-25 (default: as it says).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"strict", NULL, NULL, "Exit status 3 when a claim does not match.", KT_TYPE_FLAG,
     KT_PLACE_OPTION},
    {"dataset", "NAME", NULL,
     "Which dataset; \"facts\" for cited facts (default: docs/brief.md).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"format", "FORMAT", "text,json,html,csv", "Form of the answer (default text).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
};

typedef struct checking {
    const kt_run *run;
    kt_check_world world;
    kt_claim_reader *reader;
    kt_claim_report_options options;
    kt_date published;
    int64_t n_not_matching;
} checking;

static kt_claim_form form_of(const kt_run *run)
{
    const char *format = kt_argument_text(run, "format", NULL);
    if (!format)
        return kt_argument_at(run, 1) ? KT_CLAIM_JSON : KT_CLAIM_TEXT;
    if (strcmp(format, "json") == 0)
        return KT_CLAIM_JSON;
    if (strcmp(format, "html") == 0)
        return KT_CLAIM_HTML;
    return strcmp(format, "csv") == 0 ? KT_CLAIM_CSV : KT_CLAIM_TEXT;
}

static kt_status check_one(checking *c, const char *path, kt_error *err)
{
    kt_text text = {0};
    kt_claims claims = {0};
    kt_verdicts verdicts = {0};
    kt_status status = kt_file_read(path, KT_MAX_ARTICLE, &text, err);
    if (!status)
        status = kt_claims_read(c->reader, (kt_slice){text.data, text.size}, c->published,
                                &claims, err);
    if (!status)
        status = kt_verdicts_judge(&c->world, &claims, &verdicts, err);
    if (!status) {
        c->options.name = path;
        status = kt_claim_report_write(&c->world, &claims, &verdicts, &c->options,
                                       &c->run->options->out, err);
        c->options.follows = true;
        c->n_not_matching += verdicts.n_not_matching;
    }
    if (status)
        kt_error_within(err, "checking %s", path);
    kt_verdicts_clear(&verdicts);
    kt_claims_clear(&claims);
    kt_text_clear(&text);
    return status;
}

static kt_status check_all(checking *c, kt_error *err)
{
    const char *path;
    for (int n = 0; (path = kt_argument_at(c->run, n)); n++)
        KT_TRY(check_one(c, path, err));
    if (kt_argument_flag(c->run, "strict") && c->n_not_matching > 0)
        return kt_fail(err, KT_ERR_MISMATCH, "%lld claims do not match the data held",
                       (long long)c->n_not_matching);
    return KT_OK;
}

static kt_status run_check(kt_run *run, kt_error *err)
{
    checking c = {.run = run};
    kt_store *store = NULL;
    kt_register *reg = NULL;
    const char *published = kt_argument_text(run, "published", NULL);

    if (published && !kt_date_parse(kt_slice_of(published), &c.published))
        return kt_fail(err, KT_ERR_USAGE,
                       "--published takes a date like 2019-10-25, not \"%s\"", published);
    c.world = (kt_check_world){.resources = kt_run_resources(run),
                               .dataset = kt_argument_text(run, "dataset", NULL)};
    c.options = (kt_claim_report_options){
        .form = form_of(run), .width = run->options->width, .colour = run->options->colour};
    KT_TRY(kt_run_countries(run, &c.world.countries, err));
    KT_TRY(kt_run_blocs(run, &c.world.blocs, err));
    KT_TRY(kt_run_locale(run, &c.world.locale, &c.world.phrases, err));
    kt_status status = kt_run_open_store(run, &store, err);
    if (!status)
        status = kt_run_open_register(run, &reg, err);
    if (!status)
        status = kt_claim_reader_open(c.world.resources, c.world.countries, c.world.blocs,
                                      &c.reader, err);
    c.world.store = store;
    c.world.reg = reg;
    if (!status)
        status = kt_check_cache_new(&c.world.cache, err);
    if (!status)
        status = check_all(&c, err);
    kt_check_cache_free(c.world.cache);
    kt_claim_reader_close(c.reader);
    kt_run_close_register(run, reg);
    kt_run_close_store(run, store);
    return status;
}

const kt_command kt_command_check = {
    "check",
    "the figures of an article, held against the data",
    "Finds every figure about trade between countries in a news article (German, English, "
    "Russian;\n"
    "text or HTML) and says whether it matches the data held, and what would fit. Several "
    "articles\n"
    "give JSON Lines, one object each.\n\n"
    "  kontor check article.html --lang de\n"
    "  kontor check article.txt --published 2019-10-25 --format json\n"
    "  kontor check - --strict < article.txt\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_check,
};
