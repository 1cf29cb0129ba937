/* review_command.c: kontor review: checks of articles that somebody stands for. */
#include "answer_internal.h"
#include "run_internal.h"

#include <kontor/item.h>
#include <kontor/review.h>

#include <stdio.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"action", "ACTION", "publish,list,show,withdraw", "What to do.", KT_TYPE_CHOICE,
     KT_PLACE_REQUIRED},
    {"what", "ARTICLE|NUMBER", NULL,
     "publish: the article, text or HTML, - is standard input; show, withdraw: a number of "
     "list.",
     KT_TYPE_TEXT, KT_PLACE_OPTIONAL},
    {"url", "URL", NULL, "publish: address of the article; list: only of this one.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"title", "TEXT", NULL, "publish: its title.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"publisher", "TEXT", NULL, "publish: who published the article.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"published", "DATE", NULL, "publish: when the article appeared, 2019-10-25.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"by", "NAME", NULL, "publish, withdraw: who does it; readers see the name.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"reason", "TEXT", NULL, "withdraw: why; readers see it.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "list: form of the answer (default text).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
};

static bool is_action(const kt_run *run, const char *action)
{
    return strcmp(kt_argument_text(run, "action", ""), action) == 0;
}

static kt_status read_number(const kt_run *run, int64_t *out, kt_error *err)
{
    const char *text = kt_argument_text(run, "what", "");
    if (kt_parse_i64(kt_slice_of(text), out) && *out > 0)
        return KT_OK;
    return kt_fail(err, KT_ERR_USAGE, "which review? kontor review %s NUMBER, as list shows it",
                   kt_argument_text(run, "action", ""));
}

/* ---- publishing ------------------------------------------------------------------------- */

/* The report of `check`, as JSON. */
static kt_status make_report(const kt_run *run, const char *article, const char *published,
                             const char *language, kt_text *out, kt_error *err)
{
    const kt_command *command = kt_command_find("check");
    const kt_given given[] = {{NULL, article},
                              {"format", "json"},
                              {"store", kt_run_store(run)},
                              {"lang", language},
                              {"published", published}};
    kt_run_options options = *run->options;
    options.out = kt_sink_text(out);
    KT_TRY(kt_command_run(command, run->context, given, published ? 5 : 4, &options, err));
    while (out->size > 0 && out->data[out->size - 1] == '\n')
        out->data[--out->size] = '\0';
    return KT_OK;
}

static kt_status store_review(const kt_run *run, const kt_review *review, kt_error *err)
{
    kt_register *reg = NULL;
    int64_t id = 0, n_new, n_changed;
    KT_TRY(kt_register_open(kt_run_store(run), KT_REGISTER_WRITE, &reg, err));
    kt_status status = kt_register_begin(reg, run->options->now, err);
    if (!status)
        status = kt_review_publish(reg, review, &id, err);
    if (!status)
        status = kt_register_commit(reg, &n_new, &n_changed, err);
    kt_register_close(reg);
    if (!status)
        status = kt_sink_format(&run->options->out, err, "published as review %lld\n",
                                (long long)id);
    return status;
}

static kt_status publish(const kt_run *run, kt_error *err)
{
    const char *article = kt_argument_text(run, "what", NULL);
    const char *published = kt_argument_text(run, "published", NULL);
    kt_text report[KT_REVIEW_LANGUAGES] = {{0}};
    kt_review review = {.url = kt_argument_text(run, "url", ""),
                        .title = kt_argument_text(run, "title", ""),
                        .publisher = kt_argument_text(run, "publisher", ""),
                        .language = kt_run_language(run),
                        .by = kt_argument_text(run, "by", "")};
    if (!article)
        return kt_fail(err, KT_ERR_USAGE, "which article? kontor review publish ARTICLE");
    if (published && !kt_date_parse(kt_slice_of(published), &review.appeared))
        return kt_fail(err, KT_ERR_USAGE,
                       "--published is \"%s\", expected a day like 2019-10-25", published);
    // Readers of every language have its notes; standard input is read once.
    const bool is_input = strcmp(article, "-") == 0;
    kt_status status = KT_OK;
    for (int l = 0; l < KT_REVIEW_LANGUAGES && !status; l++) {
        const bool is_own = strcmp(kt_item_languages[l], kt_run_language(run)) == 0;
        if (is_own || !is_input)
            status =
                make_report(run, article, published, kt_item_languages[l], &report[l], err);
        if (is_own)
            review.report = kt_text_get(&report[l]);
        review.report_in[l] = report[l].size > 0 ? kt_text_get(&report[l]) : NULL;
    }
    if (!status)
        status = store_review(run, &review, err);
    for (int l = 0; l < KT_REVIEW_LANGUAGES; l++)
        kt_text_clear(&report[l]);
    return status;
}

static kt_status withdraw(const kt_run *run, kt_error *err)
{
    kt_register *reg = NULL;
    int64_t id, n_new, n_changed;
    KT_TRY(read_number(run, &id, err));
    KT_TRY(kt_register_open(kt_run_store(run), KT_REGISTER_WRITE, &reg, err));
    kt_status status = kt_register_begin(reg, run->options->now, err);
    if (!status)
        status = kt_review_withdraw(reg, id, kt_argument_text(run, "by", ""),
                                    kt_argument_text(run, "reason", ""), err);
    if (!status)
        status = kt_register_commit(reg, &n_new, &n_changed, err);
    kt_register_close(reg);
    return status;
}

/* ---- reading ---------------------------------------------------------------------------- */

static kt_status add_row(void *with, const kt_review *review, kt_error *err)
{
    kt_table *table = with;
    char day[32];
    kt_moment_print(review->published_at, day);
    day[10] = '\0';
    kt_table_row(table);
    kt_table_integer(table, review->id);
    kt_table_text(table, day);
    kt_table_text(table, review->withdrawn_at ? "void" : "stands");
    kt_table_text(table, review->by);
    kt_table_text(table, review->title);
    kt_table_text(table, review->url);
    return kt_table_check(table, err);
}

static kt_status list(const kt_run *run, const kt_register *reg, kt_error *err)
{
    static const char *const keys[] = {"id", "published", "state", "by", "title", "url"};
    const kt_review_query query = {.url = kt_argument_text(run, "url", NULL)};
    kt_table *table = NULL;
    KT_TRY(kt_table_new(&table, err));
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        kt_table_column(table, &(kt_column){.key = keys[k]});
    kt_status status = kt_reviews_find(reg, &query, add_row, table, err);
    if (!status)
        status = kt_answer_table(run, table, err);
    kt_table_free(table);
    return status;
}

static kt_status write_report(void *with, const kt_review *review, kt_error *err)
{
    const kt_run *run = with;
    return kt_sink_format(&run->options->out, err, "%s\n", review->report);
}

static kt_status show(const kt_run *run, const kt_register *reg, kt_error *err)
{
    kt_review_query query = {0};
    int64_t n = 0;
    KT_TRY(read_number(run, &query.id, err));
    KT_TRY(kt_reviews_count(reg, &query, &n, err));
    if (n == 0)
        return kt_fail(err, KT_ERR_MISSING, "there is no review %lld", (long long)query.id);
    kt_run copy = *run;
    return kt_reviews_find(reg, &query, write_report, &copy, err);
}

static kt_status run_review(kt_run *run, kt_error *err)
{
    kt_register *reg = NULL;
    if (is_action(run, "publish"))
        return publish(run, err);
    if (is_action(run, "withdraw"))
        return withdraw(run, err);
    KT_TRY(kt_register_open(kt_run_store(run), KT_REGISTER_READ, &reg, err));
    const kt_status status = is_action(run, "list") ? list(run, reg, err) : show(run, reg, err);
    kt_register_close(reg);
    return status;
}

const kt_command kt_command_review = {
    "review",
    "checks of articles that somebody stands for",
    "Checks an article as kontor check does, and keeps the report under somebody's name, with "
    "the\n"
    "article's address and title, not its text. A review is never changed; one that was wrong "
    "is\n"
    "withdrawn with a reason and stays visible as void.\n\n"
    "  kontor review publish a.txt --url https://example.org --by \"N. N.\"\n"
    "  kontor review list\n"
    "  kontor review withdraw 1 --by \"N. N.\" --reason \"...\"\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_review,
};
