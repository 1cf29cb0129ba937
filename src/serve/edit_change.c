/* edit_change.c: what an editor's form does to an item: all of it in one transaction of the
 * register, or nothing.
 *
 * Fields of the form: step (edit, publish, correct, withdraw), seen (the version that was
 * shown), headline-de, body-de and their sisters, place, reviewer, reason, embargo. */
#include "edit_internal.h"

#include <kontor/moment.h>

#include <stdio.h>
#include <string.h>

enum { MOST_LINE = 400, MOST_BODY = 8000 };

typedef struct words {
    char headline[KT_N_ITEM_LANGUAGES][MOST_LINE + 1];
    char body[KT_N_ITEM_LANGUAGES][MOST_BODY + 1];
    char place[MOST_LINE + 1], reviewer[MOST_LINE + 1], reason[MOST_LINE + 1];
    char embargo[MOST_LINE + 1];
} words;

static const char *const headline_names[] = {"headline-de", "headline-en", "headline-ru"};
static const char *const body_names[] = {"body-de", "body-en", "body-ru"};

/* The text of a field on one line, as items have it: line ends and blanks in a row become one
 * blank. A field that is not there is "". */
static kt_status take(const kt_editing *e, const char *name, char *out, size_t room,
                      kt_error *err)
{
    const char *value = kt_uri_value(&e->form, name);
    size_t n = 0;
    bool waits = false;
    for (const char *c = value ? value : ""; *c; c++) {
        if (*c == ' ' || *c == '\t' || *c == '\r' || *c == '\n') {
            waits = n > 0;
            continue;
        }
        if (n + waits + 1 >= room)
            return kt_fail(err, KT_ERR_LIMIT, "%s is longer than %zu bytes", name, room - 1);
        if (waits)
            out[n++] = ' ';
        waits = false;
        out[n++] = *c;
    }
    out[n] = '\0';
    return KT_OK;
}

static kt_status take_words(const kt_editing *e, words *out, kt_error *err)
{
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        KT_TRY(take(e, headline_names[l], out->headline[l], sizeof out->headline[l], err));
        KT_TRY(take(e, body_names[l], out->body[l], sizeof out->body[l], err));
    }
    KT_TRY(take(e, "place", out->place, sizeof out->place, err));
    KT_TRY(take(e, "reviewer", out->reviewer, sizeof out->reviewer, err));
    KT_TRY(take(e, "reason", out->reason, sizeof out->reason, err));
    return take(e, "embargo", out->embargo, sizeof out->embargo, err);
}

/* ---- the step --------------------------------------------------------------------------- */

/* What differs from the item as it is. */
typedef struct difference {
    const words *words;
    bool headline[KT_N_ITEM_LANGUAGES], body[KT_N_ITEM_LANGUAGES], place;
    bool is_there;
} difference;

static kt_status compare(void *with, const kt_item *item, kt_error *err)
{
    difference *d = with;
    (void)err;
    d->is_there = true;
    d->place = strcmp(item->place, d->words->place) != 0;
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        d->headline[l] = strcmp(item->text[l].headline, d->words->headline[l]) != 0;
        d->body[l] = strcmp(item->text[l].body, d->words->body[l]) != 0;
    }
    return KT_OK;
}

/* One step a language version that has other words now; the place goes with the first. */
static kt_status change_words(kt_register *reg, int64_t id, const words *w,
                              const kt_item_change *like, kt_error *err)
{
    difference d = {.words = w};
    int64_t seen = like->seen;
    KT_TRY(kt_items_find(reg, &(kt_item_query){.id = id}, compare, &d, err));
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        kt_item_change change = *like;
        if (!d.headline[l] && !d.body[l] && !d.place && d.is_there)
            continue;
        change.language = kt_item_languages[l];
        change.headline = d.headline[l] ? w->headline[l] : NULL;
        change.body = d.body[l] ? w->body[l] : NULL;
        change.place = d.place || !d.is_there ? w->place : NULL;
        change.seen = seen;
        KT_TRY(kt_item_apply(reg, id, &change, err));
        d.place = false;
        seen = 0; // the steps that follow are of the same hand
    }
    return KT_OK;
}

static kt_status apply(kt_register *reg, int64_t id, const words *w,
                       const kt_item_change *change, kt_error *err)
{
    return change->action == KT_ITEM_EDIT || change->action == KT_ITEM_CORRECT
               ? change_words(reg, id, w, change, err)
               : kt_item_apply(reg, id, change, err);
}

static kt_status take_step(const kt_editing *e, int64_t id, const words *w,
                           const kt_item_change *change, kt_error *err)
{
    kt_register *reg = NULL;
    int64_t n_new, n_changed;
    KT_TRY(kt_register_open(e->worker->options->store, KT_REGISTER_WRITE, &reg, err));
    kt_status status = kt_register_begin(reg, e->worker->now, err);
    if (!status) {
        status = apply(reg, id, w, change, err);
        if (status)
            kt_register_abort(reg);
        else
            status = kt_register_commit(reg, &n_new, &n_changed, err);
    }
    kt_register_close(reg);
    return status;
}

/* ---- the form --------------------------------------------------------------------------- */

static bool find_action(const kt_editing *e, kt_item_action *out)
{
    const char *step = kt_uri_value(&e->form, "step");
    for (int a = KT_ITEM_EDIT; step && a < KT_N_ITEM_ACTIONS; a++)
        if (strcmp(step, kt_item_action_name((kt_item_action)a)) == 0) {
            *out = (kt_item_action)a;
            return true;
        }
    return false;
}

static kt_status read_change(const kt_editing *e, const words *w, kt_item_change *out,
                             kt_error *err)
{
    const char *seen = kt_uri_value(&e->form, "seen");
    *out = (kt_item_change){.by = e->account.name,
                            .reason = w->reason[0] ? w->reason : NULL,
                            .reviewer = w->reviewer[0] ? w->reviewer : e->account.shown};
    if (!find_action(e, &out->action))
        return kt_fail(err, KT_ERR_USAGE, "the form does not say what to do");
    if (!seen || !kt_parse_i64(kt_slice_of(seen), &out->seen) || out->seen < 1)
        return kt_fail(err, KT_ERR_USAGE, "the form does not say which version was shown");
    if (w->embargo[0] && !kt_moment_parse(kt_slice_of(w->embargo), &out->visible_from))
        return kt_fail(err, KT_ERR_RANGE,
                       "\"%s\" is no time, expected one like 2026-11-26T12:00", w->embargo);
    return KT_OK;
}

/* ---- what was wrong with it ------------------------------------------------------------- */

typedef struct found {
    bool is_there;
    kt_item_state state;
} found;

static kt_status see_state(void *with, const kt_item *item, kt_error *err)
{
    found *f = with;
    (void)err;
    *f = (found){true, item->state};
    return KT_OK;
}

/* Does the state of the item, as it is now, not allow the step? */
static bool is_untimely(const kt_editing *e, int64_t id, kt_item_action action)
{
    kt_register *reg = NULL;
    found f = {0};
    if (kt_register_open(e->worker->options->store, KT_REGISTER_READ, &reg, NULL))
        return false;
    const kt_status status =
        kt_items_find(reg, &(kt_item_query){.id = id}, see_state, &f, NULL);
    kt_register_close(reg);
    if (status || !f.is_there)
        return false;
    if (action == KT_ITEM_WITHDRAW)
        return f.state == KT_ITEM_WITHDRAWN;
    return f.state != (action == KT_ITEM_CORRECT ? KT_ITEM_PUBLISHED : KT_ITEM_DRAFT);
}

static bool has_empty_words(const words *w)
{
    bool is_empty = false;
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        is_empty |= !w->headline[l][0] || !w->body[l][0];
    return is_empty;
}

/* The name of what an editor can mend, as the page has a phrase for it; else "refused". */
static const char *problem_of(const kt_editing *e, int64_t id, const words *w,
                              const kt_item_change *change, kt_status status)
{
    const bool has_words = change->action == KT_ITEM_EDIT || change->action == KT_ITEM_CORRECT;
    if (status == KT_ERR_LIMIT)
        return "long";
    if (status == KT_ERR_MISMATCH)
        return "late";
    if (status != KT_ERR_RANGE)
        return "refused";
    if (w->embargo[0] && change->visible_from == 0)
        return "moment";
    if (is_untimely(e, id, change->action))
        return "state";
    if ((change->action == KT_ITEM_CORRECT || change->action == KT_ITEM_WITHDRAW) &&
        !w->reason[0])
        return "reason";
    return has_words && has_empty_words(w) ? "empty" : "refused";
}

/* The page again, with what was typed, so that nothing of it is lost. */
static void show_again(kt_editing *e, int64_t id, const char *problem, kt_status status,
                       const kt_error *err)
{
    static const char *const others[] = {"place", "reviewer", "reason", "embargo"};
    char number[24], message[600];
    kt_edit_call call = {.n_given = 0};
    snprintf(number, sizeof number, "%lld", (long long)id);
    kt_reply_message(e->worker, err, message);
    kt_edit_give(&call, "item", number);
    kt_edit_give(&call, "problem", problem);
    kt_edit_give(&call, "detail", strcmp(problem, "refused") == 0 ? message : NULL);
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        kt_edit_give(&call, headline_names[l], kt_uri_value(&e->form, headline_names[l]));
        kt_edit_give(&call, body_names[l], kt_uri_value(&e->form, body_names[l]));
    }
    for (size_t n = 0; n < sizeof others / sizeof *others; n++)
        kt_edit_give(&call, others[n], kt_uri_value(&e->form, others[n]));
    kt_edit_show(e, status == KT_ERR_MISMATCH ? 409 : kt_reply_status(status), "item", &call);
}

void kt_edit_change(kt_editing *e, int64_t id)
{
    words w = {.place = ""};
    kt_item_change change = {0};
    kt_error err = {0};
    char subject[32];
    int64_t entry = 0;
    snprintf(subject, sizeof subject, "item %lld", (long long)id);
    kt_status status = take_words(e, &w, &err);
    if (!status)
        status = read_change(e, &w, &change, &err);
    if (status == KT_ERR_USAGE) {
        kt_edit_show_problem(e, 400, "form", NULL); // written by hand
        return;
    }
    if (status) {
        show_again(e, id, problem_of(e, id, &w, &change, status), status, &err);
        return;
    }
    const char *action = kt_item_action_name(change.action);
    status = kt_edit_note(e, action, subject, w.reason, &entry, &err);
    if (status) {
        kt_edit_show_trouble(e, status, &err);
        return;
    }
    status = take_step(e, id, &w, &change, &err);
    const char *problem = status ? problem_of(e, id, &w, &change, status) : NULL;
    const char *why = problem && strcmp(problem, "refused") == 0 ? err.cause : problem;
    // The step is what counts: where only its mark in the log fails, the entry stays "begun".
    const kt_status noted = kt_audit_complete(
        e->accounts, entry, status ? KT_AUDIT_REFUSED : KT_AUDIT_DONE, why, NULL);
    if (status)
        show_again(e, id, problem, status, &err);
    else
        kt_edit_send_to(e, "edit/item/%lld?done=%s%s", (long long)id, action,
                        noted ? "&log=begun" : "");
}

/* ---- new drafts ------------------------------------------------------------------------- */

void kt_edit_make(kt_editing *e)
{
    static const kt_given given[] = {{NULL, "make"}, {"format", "json"}};
    kt_error err = {0};
    int64_t entry = 0;
    kt_status status = kt_edit_note(e, "make", "", "", &entry, &err);
    if (!status) {
        kt_text_reset(&e->reply->body);
        status = kt_worker_run(e->worker, kt_command_find("bulletin"), given, 2, "en", e->reply,
                               &err);
        const kt_status noted =
            kt_audit_complete(e->accounts, entry, status ? KT_AUDIT_REFUSED : KT_AUDIT_DONE,
                              status ? err.cause : kt_text_get(&e->reply->body), &err);
        status = status ? status : noted;
    }
    if (status == KT_ERR_MISSING)
        kt_edit_show_problem(e, 404, "data", NULL);
    else if (status)
        kt_edit_show_trouble(e, status, &err);
    else
        kt_edit_send_to(e, "edit?done=make");
}
