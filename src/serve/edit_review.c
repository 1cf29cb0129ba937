/* edit_review.c: an editor checks an article, publishes what came of it, and withdraws it.
 *
 *     POST /de/edit/reviews    step: check (shows the verdicts), publish; text, url, title,
 *                              publisher, published, reviewer
 *     POST /de/edit/review/3   step: withdraw; reason
 *
 * What is published is the report of the command `check-text` on the text that was sent, in one
 * transaction of the register, between two entries of the log. */
#include "edit_internal.h"

#include <kontor/moment.h>
#include <kontor/review.h>

#include <stdio.h>
#include <string.h>

static const char *field(const kt_editing *e, const char *name)
{
    const char *value = kt_uri_value(&e->form, name);
    return value ? value : "";
}

static bool is_step(const kt_editing *e, const char *step)
{
    return strcmp(field(e, "step"), step) == 0;
}

/* The page with what was typed, so that nothing is lost. */
static void show_form(kt_editing *e, int status, const char *problem, const char *detail)
{
    static const char *const names[] = {"text",      "url",       "title",
                                        "publisher", "published", "reviewer"};
    kt_edit_call call = {.n_given = 0};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        kt_edit_give(&call, names[n], field(e, names[n]));
    kt_edit_give(&call, "problem", problem);
    kt_edit_give(&call, "detail", detail);
    kt_edit_show(e, status, "reviews", &call);
}

static const char stands_already[] =
    "a check of this article stands already; withdraw it first";
static const char no_claims[] = "the text makes no claim about trade";

/* The name of what an editor can mend, as the page has a phrase for it; else "refused". */
static const char *problem_of(const kt_editing *e, kt_status status, const kt_error *err)
{
    const char *day = field(e, "published"), *url = field(e, "url");
    kt_date read;
    if (status != KT_ERR_RANGE && status != KT_ERR_USAGE)
        return "refused";
    if (strcmp(err->cause, stands_already) == 0)
        return "standing";
    if (strcmp(err->cause, no_claims) == 0)
        return "claims";
    if (day[0] && !kt_date_parse(kt_slice_of(day), &read))
        return "day";
    if ((strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0) ||
        strpbrk(url, " \"'<>\\^`{|}"))
        return "url";
    return field(e, "title")[0] ? "refused" : "title";
}

/* ---- the steps -------------------------------------------------------------------------- */

static kt_status make_report(kt_editing *e, const char *language, kt_error *err)
{
    kt_text *body = &e->reply->body;
    kt_given given[3] = {{NULL, field(e, "text")}, {"format", "json"}};
    int n_given = 2;
    if (field(e, "published")[0])
        given[n_given++] = (kt_given){"published", field(e, "published")};
    kt_text_reset(body);
    KT_TRY(kt_worker_run(e->worker, kt_command_find("check-text"), given, n_given, language,
                         e->reply, err));
    while (body->size > 0 && body->data[body->size - 1] == '\n')
        body->data[--body->size] = '\0';
    return strstr(kt_text_get(body), "\"claims\":[]")
               ? kt_fail(err, KT_ERR_RANGE, "%s", no_claims)
               : KT_OK;
}

/* The report with its notes in every language; that of the page's own is `report`. room: one
 * for each, cleared by the caller. */
static kt_status make_reports(kt_editing *e, kt_text room[], kt_review *review, kt_error *err)
{
    for (int l = 0; l < KT_REVIEW_LANGUAGES; l++) {
        const kt_text *body = &e->reply->body;
        KT_TRY(make_report(e, kt_item_languages[l], err));
        KT_TRY(kt_text_append(&room[l], body->data, body->size, err));
        review->report_in[l] = kt_text_get(&room[l]);
        if (strcmp(kt_item_languages[l], e->language) == 0)
            review->report = review->report_in[l];
    }
    return KT_OK;
}

/* One that stands is enough for an article: a button is easily pressed twice. */
static kt_status apply_publish(kt_register *reg, const kt_review *review, int64_t *id,
                               kt_error *err)
{
    const kt_review_query same = {.url = review->url, .standing = true};
    int64_t n = 0;
    KT_TRY(kt_reviews_count(reg, &same, &n, err));
    if (n > 0)
        return kt_fail(err, KT_ERR_RANGE, "%s", stands_already);
    return kt_review_publish(reg, review, id, err);
}

/* review NULL: withdraw *id. */
static kt_status take_step(kt_editing *e, const kt_review *review, int64_t *id, kt_error *err)
{
    kt_register *reg = NULL;
    int64_t n_new, n_changed;
    KT_TRY(kt_register_open(e->worker->options->store, KT_REGISTER_WRITE, &reg, err));
    kt_status status = kt_register_begin(reg, e->worker->now, err);
    if (!status) {
        status = review
                     ? apply_publish(reg, review, id, err)
                     : kt_review_withdraw(reg, *id, e->account.shown, field(e, "reason"), err);
        if (status)
            kt_register_abort(reg);
        else
            status = kt_register_commit(reg, &n_new, &n_changed, err);
    }
    kt_register_close(reg);
    return status;
}

/* How it ended, in the log; false where only that fails and the entry stays "begun". */
static bool complete(kt_editing *e, int64_t entry, kt_status status, const char *note)
{
    return kt_audit_complete(e->accounts, entry, status ? KT_AUDIT_REFUSED : KT_AUDIT_DONE,
                             note, NULL) == KT_OK;
}

static void publish(kt_editing *e)
{
    kt_review review = {.url = field(e, "url"),
                        .title = field(e, "title"),
                        .publisher = field(e, "publisher"),
                        .language = e->language,
                        .by =
                            field(e, "reviewer")[0] ? field(e, "reviewer") : e->account.shown};
    const char *published = field(e, "published");
    kt_error err = {0};
    char note[600];
    int64_t entry = 0, id = 0;
    kt_status status = kt_edit_note(e, "publish", "review", review.url, &entry, &err);
    if (status) {
        kt_edit_show_trouble(e, status, &err);
        return;
    }
    if (published[0] && !kt_date_parse(kt_slice_of(published), &review.appeared))
        status = kt_fail(&err, KT_ERR_RANGE,
                         "\"%.40s\" is no day, expected one like 2019-10-25", published);
    kt_text room[KT_REVIEW_LANGUAGES] = {{0}};
    if (!status)
        status = make_reports(e, room, &review, &err);
    if (!status)
        status = take_step(e, &review, &id, &err);
    for (int l = 0; l < KT_REVIEW_LANGUAGES; l++)
        kt_text_clear(&room[l]);
    const char *problem = problem_of(e, status, &err);
    const bool is_known = status && strcmp(problem, "refused") != 0;
    if (status)
        kt_reply_message(e->worker, &err, note);
    else
        snprintf(note, sizeof note, "review %lld", (long long)id);
    const bool is_noted = complete(e, entry, status, is_known ? problem : note);
    if (status)
        show_form(e, kt_reply_status(status), problem, is_known ? NULL : note);
    else
        kt_edit_send_to(e, "edit/review/%lld?done=review%s", (long long)id,
                        is_noted ? "" : "&log=begun");
}

static void withdraw(kt_editing *e, int64_t id)
{
    kt_edit_call call = {.n_given = 0};
    kt_error err = {0};
    char subject[40], number[24], message[600];
    int64_t entry = 0;
    snprintf(subject, sizeof subject, "review %lld", (long long)id);
    kt_status status = kt_edit_note(e, "withdraw", subject, field(e, "reason"), &entry, &err);
    if (status) {
        kt_edit_show_trouble(e, status, &err);
        return;
    }
    status = take_step(e, NULL, &id, &err);
    const char *problem = status != KT_ERR_RANGE          ? "refused"
                          : field(e, "reason")[0] == '\0' ? "reason"
                                                          : "void";
    const bool is_known = strcmp(problem, "refused") != 0;
    const char *note = is_known ? problem : err.cause;
    const bool is_noted = complete(e, entry, status, status ? note : NULL);
    if (!status) {
        kt_edit_send_to(e, "edit/review/%lld?done=void%s", (long long)id,
                        is_noted ? "" : "&log=begun");
        return;
    }
    kt_reply_message(e->worker, &err, message);
    snprintf(number, sizeof number, "%lld", (long long)id);
    kt_edit_give(&call, "item", number);
    kt_edit_give(&call, "reason", field(e, "reason"));
    kt_edit_give(&call, "problem", problem);
    kt_edit_give(&call, "detail", is_known ? NULL : message);
    kt_edit_show(e, kt_reply_status(status), "review", &call);
}

/* The verdicts; of a day that is none, only the form with what was typed. */
static void check(kt_editing *e)
{
    const char *day = field(e, "published");
    kt_date read;
    const bool is_day = !day[0] || kt_date_parse(kt_slice_of(day), &read);
    show_form(e, is_day ? 200 : 400, is_day ? NULL : "day", NULL);
}

/* ---- addresses -------------------------------------------------------------------------- */

void kt_edit_reviews(kt_editing *e, bool is_post)
{
    kt_edit_call call = {.n_given = 0};
    if (is_post && is_step(e, "publish")) {
        publish(e);
    } else if (is_post && is_step(e, "check")) {
        check(e);
    } else if (is_post) {
        kt_edit_show_problem(e, 400, "form", NULL);
    } else {
        kt_edit_give(&call, "skip", kt_uri_value(e->worker->uri, "skip"));
        kt_edit_show(e, 200, "reviews", &call);
    }
}

void kt_edit_review(kt_editing *e, const char *number, bool is_post)
{
    kt_edit_call call = {.n_given = 0};
    int64_t id;
    if (!kt_parse_i64(kt_slice_of(number), &id) || id < 1) {
        kt_edit_show_problem(e, 404, "missing", NULL);
    } else if (is_post && is_step(e, "withdraw")) {
        withdraw(e, id);
    } else if (is_post) {
        kt_edit_show_problem(e, 400, "form", NULL);
    } else {
        kt_edit_give(&call, "item", number);
        kt_edit_give(&call, "done", kt_uri_value(e->worker->uri, "done"));
        kt_edit_show(e, 200, "review", &call);
    }
}
