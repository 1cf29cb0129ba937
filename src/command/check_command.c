/* check_command.c: kontor check: the figures of an article held against the data. */
#include "check_text.h"

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
    kt_store *store;
    kt_register *reg;
    kt_claim_reader *reader;
    kt_sink out;
    kt_claim_report_options options;
    kt_date published;
    int64_t n_not_matching, n_without_rate, n_unread;
    const char *first_unread; /* an argument */
} checking;

static kt_claim_form form_of(const kt_run *run)
{
    const char *format = kt_argument_text(run, "format", NULL);
    if (!format)
        return run->command == &kt_command_check && kt_argument_at(run, 1) ? KT_CLAIM_JSON
                                                                           : KT_CLAIM_TEXT;
    if (strcmp(format, "json") == 0)
        return KT_CLAIM_JSON;
    if (strcmp(format, "html") == 0)
        return KT_CLAIM_HTML;
    return strcmp(format, "csv") == 0 ? KT_CLAIM_CSV : KT_CLAIM_TEXT;
}

static kt_status judge(checking *c, kt_slice text, const char *name, kt_error *err)
{
    kt_claims claims = {0};
    kt_verdicts verdicts = {0};
    kt_status status = kt_claims_read(c->reader, text, c->published, &claims, err);
    if (!status)
        status = kt_verdicts_judge(&c->world, &claims, &verdicts, err);
    if (!status) {
        c->options.name = name;
        status =
            kt_claim_report_write(&c->world, &claims, &verdicts, &c->options, &c->out, err);
        c->options.follows = true;
        c->n_not_matching += verdicts.n_not_matching;
        c->n_without_rate += verdicts.n_without_rate;
    }
    kt_verdicts_clear(&verdicts);
    kt_claims_clear(&claims);
    return status;
}

/* Files of other kinds are read as what they are not: better to say so. */
static kt_status refuse_other_kinds(kt_slice text, kt_error *err)
{
    static const struct kind {
        const char *begins, *is;
    } kind[] = {{"%PDF-", "a PDF file"},
                {"PK\x03\x04", "a Word file, a workbook or another zip"},
                {"{\\rtf", "an RTF file"},
                {"\xFF\xFE", "text in UTF-16"},
                {"\xFE\xFF", "text in UTF-16"}};
    for (size_t n = 0; n < sizeof kind / sizeof *kind; n++)
        if (kt_slice_starts(text, kind[n].begins))
            return kt_fail(err, KT_ERR_FORMAT,
                           "this is %s; save it as plain text in UTF-8 or as HTML", kind[n].is);
    if (text.size > 0 && memchr(text.data, '\0', text.size))
        return kt_fail(err, KT_ERR_FORMAT,
                       "this is neither text nor HTML: it holds bytes of 0");
    return KT_OK;
}

static kt_status read_article(const char *path, kt_text *text, kt_error *err)
{
    KT_TRY(kt_file_read(path, KT_MAX_ARTICLE, text, err));
    return refuse_other_kinds((kt_slice){text->data, text->size}, err);
}

/* One of several articles cannot be read: a line about it, and on to the next. */
static kt_status pass_over(checking *c, const char *path, kt_error *why)
{
    char line[sizeof why->cause + sizeof why->context + 64];
    kt_error_text(why, line, sizeof line);
    kt_error_clear(why);
    if (c->n_unread++ == 0)
        c->first_unread = path;
    return kt_sink_format(&c->run->options->notes, why, "%s\n", line);
}

static kt_status check_file(checking *c, const char *path, kt_error *err)
{
    const bool several = kt_argument_at(c->run, 1);
    kt_text text = {0};
    kt_status status = read_article(path, &text, err);
    const bool unread = status && status != KT_ERR_MEMORY;
    if (!status)
        status = judge(c, (kt_slice){text.data, text.size}, path, err);
    if (status)
        kt_error_within(err, "checking %s", path);
    kt_text_clear(&text);
    return unread && several ? pass_over(c, path, err) : status;
}

static kt_status check_files(checking *c, kt_error *err)
{
    const char *path;
    int n_articles = 0;
    for (; (path = kt_argument_at(c->run, n_articles)); n_articles++)
        KT_TRY(check_file(c, path, err));
    if (c->n_without_rate > 0)
        KT_TRY(kt_sink_format(&c->run->options->notes, err,
                              "claims in other money than dollars that are not judged: %lld; "
                              "import rates of exchange (docs/check.md)\n",
                              (long long)c->n_without_rate));
    if (c->n_unread > 0)
        return kt_fail(err, KT_ERR_FORMAT, "of %d articles %lld could not be read, first %s",
                       n_articles, (long long)c->n_unread, c->first_unread);
    if (kt_argument_flag(c->run, "strict") && c->n_not_matching > 0)
        return c->n_not_matching == 1
                   ? kt_fail(err, KT_ERR_MISMATCH, "1 claim does not match the data held")
                   : kt_fail(err, KT_ERR_MISMATCH, "%lld claims do not match the data held",
                             (long long)c->n_not_matching);
    return KT_OK;
}

/* What claims are held against. close_checking() follows in any case. */
static kt_status open_checking(checking *c, kt_error *err)
{
    const kt_run *run = c->run;
    const char *published = kt_argument_text(run, "published", NULL);

    if (published && !kt_date_parse(kt_slice_of(published), &c->published))
        return kt_fail(err, KT_ERR_USAGE,
                       "--published takes a date like 2019-10-25, not \"%s\"", published);
    c->world = (kt_check_world){.resources = kt_run_resources(run),
                                .dataset = kt_argument_text(run, "dataset", NULL)};
    KT_TRY(kt_run_countries(run, &c->world.countries, err));
    KT_TRY(kt_run_blocs(run, &c->world.blocs, err));
    KT_TRY(kt_run_locale(run, &c->world.locale, &c->world.phrases, err));
    KT_TRY(kt_run_open_store(run, &c->store, err));
    KT_TRY(kt_run_open_register(run, &c->reg, err));
    KT_TRY(kt_claim_reader_open(c->world.resources, c->world.countries, c->world.blocs,
                                &c->reader, err));
    kt_store_keep_open(c->store); /* the same datasets are asked for claim by claim */
    c->world.store = c->store;
    c->world.reg = c->reg;
    return kt_check_cache_new(&c->world.cache, err);
}

static void close_checking(checking *c)
{
    kt_check_cache_free(c->world.cache);
    kt_claim_reader_close(c->reader);
    kt_run_close_register(c->run, c->reg);
    kt_run_close_store(c->run, c->store);
}

static kt_claim_report_options options_of(const kt_run *run, kt_claim_form form)
{
    return (kt_claim_report_options){
        .form = form, .width = run->options->width, .colour = run->options->colour};
}

static kt_status run_check(kt_run *run, kt_error *err)
{
    checking c = {
        .run = run, .out = run->options->out, .options = options_of(run, form_of(run))};
    kt_status status = open_checking(&c, err);
    if (!status)
        status = check_files(&c, err);
    close_checking(&c);
    return status;
}

kt_status kt_check_text(const kt_run *run, const char *text, kt_claim_form form,
                        const kt_sink *out, kt_error *err)
{
    checking c = {.run = run, .out = *out, .options = options_of(run, form)};
    kt_status status = open_checking(&c, err);
    if (!status)
        status = judge(&c, kt_slice_of(text), "-", err);
    close_checking(&c);
    return status;
}

static kt_status run_check_text(kt_run *run, kt_error *err)
{
    return kt_check_text(run, kt_argument_text(run, "text", ""), form_of(run),
                         &run->options->out, err);
}

const kt_command kt_command_check = {
    "check",
    "the figures of an article, held against the data",
    "Finds every figure about trade between countries in a news article (German, English, "
    "Russian;\n"
    "text or HTML) and says whether it matches the data held, and what would fit. Several "
    "articles\n"
    "give JSON Lines, one object each; one that cannot be read is named and passed over.\n\n"
    "  kontor check article.html --lang de\n"
    "  kontor check article.txt --published 2019-10-25 --format json\n"
    "  kontor check - --strict < article.txt\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_check,
};

static const kt_parameter text_parameters[] = {
    {"text", "TEXT", NULL, "The text itself, plain or HTML.", KT_TYPE_TEXT, KT_PLACE_REQUIRED},
    {"published", "DATE", NULL, "When it appeared, 2019-10-25 (default: as it says).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"dataset", "NAME", NULL,
     "Which dataset; \"facts\" for cited facts (default: docs/brief.md).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"format", "FORMAT", "text,json,html,csv", "Form of the answer (default text).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
};

const kt_command kt_command_check_text = {
    "check-text",
    "the figures of a text that is given itself, held against the data",
    "The same as check for a text on the command line or in a request: it never opens a "
    "file.\n\n"
    "  kontor check-text \"Belarus sold Kazakhstan goods worth $783 million in 2018.\"\n",
    text_parameters,
    sizeof text_parameters / sizeof text_parameters[0],
    run_check_text,
};
