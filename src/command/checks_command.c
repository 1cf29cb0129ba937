/* checks_command.c: kontor checks: checks of articles that somebody stands for, as readers see
 * them. It reads, so anyone may ask it (reachable.c); `review` publishes and withdraws. */
#include "answer_internal.h"
#include "run_internal.h"

#include <kontor/review.h>

#include <string.h>

static const kt_parameter parameters[] = {
    {"check", "CHECK", NULL, "Number of a check: with its claims and their verdicts.",
     KT_TYPE_INTEGER, KT_PLACE_OPTIONAL},
    {"url", "URL", NULL, "Only of the article at this address.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"limit", "N", NULL, "At most so many checks (default 20).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"skip", "N", NULL, "Leave out the first N.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default text).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

typedef struct answer {
    kt_json *json;   /* either this */
    kt_table *table; /* or this */
    bool whole;      /* the report too */
    int64_t n;
} answer;

static void put_text(kt_json *json, const char *key, const char *text)
{
    kt_json_key(json, key);
    kt_json_text(json, text && text[0] ? text : NULL);
}

static void put_review(const answer *to, const kt_review *review)
{
    kt_json *json = to->json;
    char moment[32];
    kt_json_begin_object(json);
    kt_json_key(json, "id");
    kt_json_integer(json, review->id);
    put_text(json, "state", review->withdrawn_at ? "void" : "stands");
    put_text(json, "title", review->title);
    put_text(json, "url", review->url);
    put_text(json, "publisher", review->publisher);
    moment[0] = '\0';
    if (review->appeared.year)
        kt_date_print(review->appeared, moment);
    put_text(json, "appeared", moment);
    put_text(json, "lang", review->language);
    put_text(json, "by", review->by);
    kt_moment_print(review->published_at, moment);
    put_text(json, "published", moment);
    moment[0] = '\0';
    if (review->withdrawn_at)
        kt_moment_print(review->withdrawn_at, moment);
    put_text(json, "withdrawn", moment);
    put_text(json, "withdrawn_by", review->withdrawn_by);
    put_text(json, "reason", review->reason);
    if (to->whole) {
        kt_json_key(json, "report");
        kt_json_raw(json, kt_slice_of(review->report));
    }
    kt_json_end_object(json);
}

static void add_row(const answer *to, const kt_review *review)
{
    char day[32];
    kt_moment_print(review->published_at, day);
    day[10] = '\0';
    kt_table_row(to->table);
    kt_table_integer(to->table, review->id);
    kt_table_text(to->table, day);
    kt_table_text(to->table, review->withdrawn_at ? "void" : "stands");
    kt_table_text(to->table, review->by);
    kt_table_text(to->table, review->title);
    kt_table_text(to->table, review->url);
}

static kt_status see(void *with, const kt_review *review, kt_error *err)
{
    answer *to = with;
    (void)err;
    to->n++;
    if (to->json)
        put_review(to, review);
    else
        add_row(to, review);
    return KT_OK;
}

static kt_status answer_table(const kt_run *run, const kt_register *reg,
                              const kt_review_query *query, kt_error *err)
{
    static const char *const keys[] = {"id", "published", "state", "by", "title", "url"};
    answer to = {.n = 0};
    KT_TRY(kt_table_new(&to.table, err));
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        kt_table_column(to.table, &(kt_column){.key = keys[k]});
    kt_status status = kt_reviews_find(reg, query, see, &to, err);
    if (!status && to.n == 0 && query->id)
        status = kt_fail(err, KT_ERR_MISSING, "there is no check %lld", (long long)query->id);
    if (!status)
        status = kt_answer_table(run, to.table, err);
    kt_table_free(to.table);
    return status;
}

static kt_status write_json(const kt_run *run, const kt_register *reg,
                            const kt_review_query *query, int64_t total, kt_text *text,
                            kt_error *err)
{
    kt_json json;
    answer to = {.json = &json, .whole = query->id != 0};
    kt_json_init(&json, text);
    json.indent = true;
    if (!to.whole) {
        kt_json_begin_object(&json);
        kt_json_key(&json, "total");
        kt_json_integer(&json, total);
        kt_json_key(&json, "offset");
        kt_json_integer(&json, query->offset);
        kt_json_key(&json, "checks");
        kt_json_begin_array(&json);
    }
    KT_TRY(kt_reviews_find(reg, query, see, &to, err));
    if (to.whole && to.n == 0)
        return kt_fail(err, KT_ERR_MISSING, "there is no check %lld", (long long)query->id);
    if (!to.whole) {
        kt_json_end_array(&json);
        kt_json_end_object(&json);
    }
    KT_TRY(kt_json_finish(&json, err));
    KT_TRY(kt_text_add(text, "\n", err));
    return kt_sink_write(&run->options->out, text->data, text->size, err);
}

static kt_status write_answer(const kt_run *run, const kt_register *reg, kt_error *err)
{
    const kt_review_query query = {.id = kt_argument_integer(run, "check", 0),
                                   .url = kt_argument_text(run, "url", NULL),
                                   .limit = kt_argument_integer(run, "limit", 20),
                                   .offset = kt_argument_integer(run, "skip", 0)};
    int64_t total = 0;
    kt_text text = {0};
    if (kt_argument_text(run, "check", NULL) && query.id == 0)
        return kt_fail(err, KT_ERR_MISSING, "there is no check 0");
    KT_TRY(kt_reviews_count(reg, &query, &total, err));
    if (run->options->n_rows && query.id == 0)
        *run->options->n_rows = total;
    if (kt_answer_form_of(run) != KT_ANSWER_JSON)
        return answer_table(run, reg, &query, err);
    const kt_status status = write_json(run, reg, &query, total, &text, err);
    kt_text_clear(&text);
    return status;
}

static kt_status run_checks(kt_run *run, kt_error *err)
{
    kt_register *reg = NULL;
    KT_TRY(kt_run_open_register(run, &reg, err));
    const kt_status status = write_answer(run, reg, err);
    kt_run_close_register(run, reg);
    return status;
}

const kt_command kt_command_checks = {
    "checks",
    "published checks of articles, as readers see them",
    "Lists the checks of articles that somebody stands for, newest first, void ones among "
    "them,\n"
    "or shows one with its claims and their verdicts (JSON; docs/check.md).\n\n"
    "  kontor checks\n"
    "  kontor checks 1 --format json\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_checks,
};
