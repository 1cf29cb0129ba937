/* item_change.c: the steps that an editor takes with an item. */
#include "item_internal.h"

#include <string.h>

/* The item as a step finds it. */
static kt_status find(const kt_register *reg, int64_t id, kt_item_state *out, kt_error *err)
{
    kt_statement *statement = NULL;
    bool there = false;
    const kt_item_value value = KT_ITEM_NUMBER(id);

    KT_TRY(kt_item_tables(reg, &there, err));
    kt_status status = KT_OK;
    if (there) {
        status =
            kt_statement_new(kt_register_database(reg),
                             "SELECT state FROM bulletin_item WHERE id = ?1", &statement, err);
        if (!status)
            status = kt_item_bind(statement, &value, 1, err);
        if (!status)
            status = kt_statement_step(statement, &there, err);
        if (!status && there)
            *out = (kt_item_state)kt_statement_number(statement, 0);
        kt_statement_free(statement);
    }
    if (!status && !there)
        status = kt_fail(err, KT_ERR_MISSING, "there is no item %lld", (long long)id);
    return status;
}

kt_status kt_item_version(const kt_register *reg, int64_t id, int64_t *out, kt_error *err)
{
    kt_item_state state;
    kt_statement *statement = NULL;
    bool row = false;
    const kt_item_value value = KT_ITEM_NUMBER(id);

    KT_TRY(find(reg, id, &state, err));
    kt_status status = kt_statement_new(kt_register_database(reg),
                                        "SELECT count(*) FROM bulletin_change WHERE item = ?1",
                                        &statement, err);
    if (!status)
        status = kt_item_bind(statement, &value, 1, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status)
        *out = kt_statement_number(statement, 0);
    kt_statement_free(statement);
    return status;
}

/* Two editors had the same version before their eyes: the second one is told, and loses
 * nothing. The register is locked for writing, so nobody comes in between. */
static kt_status check_seen(const kt_register *reg, int64_t id, int64_t seen, kt_error *err)
{
    int64_t version;

    if (seen == 0)
        return KT_OK;
    KT_TRY(kt_item_version(reg, id, &version, err));
    if (version == seen)
        return KT_OK;
    return kt_fail(err, KT_ERR_MISMATCH,
                   "item %lld has been changed meanwhile: it is at version %lld, seen was %lld",
                   (long long)id, (long long)version, (long long)seen);
}

static bool says(const char *text)
{
    return text && text[0] != '\0';
}

/* What an editor writes is shown in terminals and on pages: one line, without controls. */
static kt_status check_words(const kt_item_change *change, kt_error *err)
{
    const char *const words[] = {change->by,   change->reason, change->headline,
                                 change->body, change->place,  change->reviewer};
    static const char *const names[] = {"name", "reason", "headline",
                                        "body", "place",  "reviewer"};

    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (words[n] && !kt_text_is_printable(kt_slice_of(words[n])))
            return kt_fail(err, KT_ERR_RANGE,
                           "the %s holds a line end, a control or bytes that are not UTF-8",
                           names[n]);
    return KT_OK;
}

static int language_number(const char *language)
{
    for (int l = 0; language && l < KT_N_ITEM_LANGUAGES; l++)
        if (strcmp(language, kt_item_languages[l]) == 0)
            return l;
    return -1;
}

static kt_status check(int64_t id, kt_item_state state, const kt_item_change *change,
                       kt_error *err)
{
    static const unsigned allowed[KT_N_ITEM_ACTIONS] = {
        [KT_ITEM_EDIT] = 1u << KT_ITEM_DRAFT,
        [KT_ITEM_PUBLISH] = 1u << KT_ITEM_DRAFT,
        [KT_ITEM_CORRECT] = 1u << KT_ITEM_PUBLISHED,
        [KT_ITEM_WITHDRAW] = 1u << KT_ITEM_DRAFT | 1u << KT_ITEM_PUBLISHED};
    const kt_item_action action = change->action;
    const char *name = kt_item_action_name(action);

    if (!(allowed[action] >> state & 1u))
        return kt_fail(err, KT_ERR_RANGE, "item %lld is %s: %s", (long long)id,
                       kt_item_state_name(state),
                       action == KT_ITEM_EDIT && state == KT_ITEM_PUBLISHED
                           ? "correct it instead of editing it"
                       : action == KT_ITEM_CORRECT && state == KT_ITEM_DRAFT
                           ? "edit it instead of correcting it"
                           : "no such step from here");
    KT_TRY(check_words(change, err));
    if (!says(change->by))
        return kt_fail(err, KT_ERR_RANGE, "who takes the step \"%s\" is not said", name);
    if ((action == KT_ITEM_CORRECT || action == KT_ITEM_WITHDRAW) && !says(change->reason))
        return kt_fail(err, KT_ERR_RANGE, "the step \"%s\" needs a reason", name);
    if (action != KT_ITEM_EDIT && action != KT_ITEM_CORRECT)
        return KT_OK;
    if (!change->headline && !change->body && !change->place)
        return kt_fail(err, KT_ERR_RANGE, "nothing to change: no headline, body or place");
    if ((change->headline || change->body) && language_number(change->language) < 0)
        return kt_fail(err, KT_ERR_RANGE, "language \"%s\", expected de, en or ru",
                       change->language ? change->language : "");
    if ((change->headline && !says(change->headline)) || (change->body && !says(change->body)))
        return kt_fail(err, KT_ERR_RANGE, "an empty headline or body");
    return KT_OK;
}

/* Put the new words over the old ones, and the old ones into the step. */
static kt_status replace_words(kt_register *reg, int64_t id, const kt_item_change *change,
                               kt_item_step *step, kt_error *err)
{
    const int language = language_number(change->language);
    kt_statement *statement = NULL;
    bool row = false;
    const kt_item_value values[] = {KT_ITEM_NUMBER(id), KT_ITEM_NUMBER(language)};

    kt_status status = kt_statement_new(
        kt_register_database(reg),
        "SELECT headline, body FROM bulletin_text WHERE item = ?1 AND language = ?2",
        &statement, err);
    if (!status)
        status = kt_item_bind(statement, values, 2, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    if (!status && !row)
        status = kt_fail(err, KT_ERR_FORMAT, "item %lld has no text in %s", (long long)id,
                         change->language);
    if (!status) {
        step->language = kt_item_languages[language];
        step->headline = kt_statement_text(statement, 0);
        step->body = kt_statement_text(statement, 1);
        const kt_item_text text = {change->headline ? change->headline : step->headline,
                                   change->body ? change->body : step->body};
        // The step is noted first: its texts live in the row that is about to change.
        status = kt_item_note(reg, id, step, err);
        if (!status)
            status = kt_item_put_text(reg, id, language, &text, err);
    }
    kt_statement_free(statement);
    return status;
}

static kt_status apply_words(kt_register *reg, int64_t id, const kt_item_change *change,
                             kt_item_step *step, kt_error *err)
{
    const kt_item_value values[] = {
        KT_ITEM_NUMBER(id), KT_ITEM_TEXT(change->place ? change->place : ""),
        KT_ITEM_NUMBER(change->place != NULL),
        KT_ITEM_NUMBER(change->action == KT_ITEM_CORRECT ? kt_register_now(reg) : 0)};

    KT_TRY(kt_item_run(reg,
                       "UPDATE bulletin_item SET touched = 1,"
                       " place = CASE WHEN ?3 THEN ?2 ELSE place END,"
                       " changed_at = max(changed_at, ?4) WHERE id = ?1",
                       values, 4, err));
    if (change->headline || change->body)
        return replace_words(reg, id, change, step, err);
    return kt_item_note(reg, id, step, err);
}

static kt_status apply_publish(kt_register *reg, int64_t id, const kt_item_change *change,
                               const kt_item_step *step, kt_error *err)
{
    const int64_t now = kt_register_now(reg);
    const kt_item_value values[] = {
        KT_ITEM_NUMBER(id), KT_ITEM_NUMBER(now),
        KT_ITEM_NUMBER(change->visible_from > now ? change->visible_from : now),
        KT_ITEM_TEXT(says(change->reviewer) ? change->reviewer : change->by)};

    KT_TRY(kt_item_run(reg,
                       "UPDATE bulletin_item SET state = 1, published_at = ?2,"
                       " visible_from = ?3, reviewed_by = ?4 WHERE id = ?1",
                       values, 4, err));
    return kt_item_note(reg, id, step, err);
}

static kt_status apply_withdraw(kt_register *reg, int64_t id, const kt_item_step *step,
                                kt_error *err)
{
    const kt_item_value values[] = {KT_ITEM_NUMBER(id), KT_ITEM_NUMBER(kt_register_now(reg))};

    KT_TRY(kt_item_run(reg, "UPDATE bulletin_item SET state = 2, changed_at = ?2 WHERE id = ?1",
                       values, 2, err));
    return kt_item_note(reg, id, step, err);
}

kt_status kt_item_apply(kt_register *reg, int64_t id, const kt_item_change *change,
                        kt_error *err)
{
    kt_item_step step = {.action = change->action,
                         .by = change->by,
                         .reason = change->reason ? change->reason : "",
                         .language = "",
                         .headline = "",
                         .body = ""};
    kt_item_state state = KT_ITEM_DRAFT;

    KT_TRY(find(reg, id, &state, err));
    KT_TRY(check_seen(reg, id, change->seen, err));
    KT_TRY(check(id, state, change, err));
    switch (change->action) {
    case KT_ITEM_EDIT:
    case KT_ITEM_CORRECT:
        return apply_words(reg, id, change, &step, err);
    case KT_ITEM_PUBLISH:
        return apply_publish(reg, id, change, &step, err);
    case KT_ITEM_WITHDRAW:
        return apply_withdraw(reg, id, &step, err);
    case KT_ITEM_MAKE:
    case KT_N_ITEM_ACTIONS:
        break;
    }
    return KT_OK;
}
