/* bulletin_answer.c: the bulletin's items as text for a terminal and as JSON for programs. */
#include "bulletin_answer.h"

#include "answer_internal.h"

#include <stdio.h>
#include <string.h>

/* What is gathered while items are visited. */
typedef struct answer {
    const kt_run *run;
    const kt_register *reg;
    kt_voices *voices;
    int language;
    kt_json *json;    /* either this */
    kt_table *table;  /* or this, or neither: text */
    bool whole;       /* figures and history too */
    bool for_readers; /* what the public sees: corrections in place of the history */
    kt_text last_step;
    int64_t n_items;
} answer;

static int language_of(const kt_run *run)
{
    int l = 0;
    while (l < KT_N_ITEM_LANGUAGES - 1 &&
           strcmp(kt_item_languages[l], kt_run_language(run)) != 0)
        l++;
    return l;
}

/* ---- JSON ---------------------------------------------------------------------------------
 */

static void put_text(kt_json *json, const char *key, const char *text)
{
    kt_json_key(json, key);
    kt_json_text(json, text);
}

/* Seconds as an instant; 0 is null. */
static void put_moment(kt_json *json, const char *key, int64_t seconds)
{
    char text[32];
    if (seconds)
        kt_moment_print(seconds, text);
    put_text(json, key, seconds ? text : NULL);
}

/* Words joined by blanks as an array. */
static void put_words(kt_json *json, const char *key, const char *words)
{
    kt_slice rest = kt_slice_of(words);
    kt_json_key(json, key);
    kt_json_begin_array(json);
    while (rest.data && rest.size > 0)
        kt_json_slice(json, kt_slice_cut(&rest, ' '));
    kt_json_end_array(json);
}

static void put_head(const answer *to, const kt_item *item)
{
    kt_json *json = to->json;
    char text[32];

    kt_json_key(json, "id");
    kt_json_integer(json, item->id);
    put_text(json, "key", item->key);
    put_text(json, "state", kt_item_state_name(item->state));
    put_text(json, "kind", item->kind);
    put_text(json, "section", item->section);
    put_words(json, "countries", item->countries);
    put_words(json, "products", item->products);
    kt_period_print(item->period, text);
    put_text(json, "period", text);
    put_text(json, "dataset", item->dataset);
    put_text(json, "vintage", item->vintage);
    kt_date_print(item->as_of, text);
    put_text(json, "as_of", text);
    kt_json_key(json, "synthetic");
    kt_json_bool(json, item->synthetic);
    if (!to->for_readers) {
        kt_json_key(json, "score");
        kt_json_number(json, item->score);
        put_moment(json, "made", item->made_at);
    }
    put_moment(json, "published", item->published_at);
    put_moment(json, "visible_from", item->visible_from);
    put_moment(json, "changed", item->changed_at);
    put_text(json, "reviewed_by", item->reviewed_by[0] ? item->reviewed_by : NULL);
    put_text(json, "place", item->place[0] ? item->place : NULL);
}

static kt_status put_texts(const answer *to, const kt_item *item, kt_error *err)
{
    kt_json *json = to->json;
    kt_text origin = {0};
    kt_status status = KT_OK;

    kt_json_key(json, "texts");
    kt_json_begin_object(json);
    for (int l = 0; l < KT_N_ITEM_LANGUAGES && !status; l++) {
        kt_text_reset(&origin);
        status = kt_bulletin_origin(to->voices, kt_item_languages[l], item, &origin, err);
        if (status)
            break;
        kt_json_key(json, kt_item_languages[l]);
        kt_json_begin_object(json);
        put_text(json, "headline", item->text[l].headline);
        put_text(json, "origin", kt_text_get(&origin));
        put_text(json, "body", item->text[l].body);
        kt_json_end_object(json);
    }
    kt_json_end_object(json);
    kt_text_clear(&origin);
    return status;
}

/* Readers see what became of an item once it was published, and not by whose account. */
static kt_status put_step(void *with, const kt_item_step *step, kt_error *err)
{
    const answer *to = with;
    kt_json *json = to->json;
    const bool is_seen = step->action == KT_ITEM_CORRECT || step->action == KT_ITEM_WITHDRAW;

    (void)err;
    if (to->for_readers && !is_seen)
        return KT_OK;
    kt_json_begin_object(json);
    put_text(json, "action", kt_item_action_name(step->action));
    put_moment(json, "at", step->at);
    if (!to->for_readers)
        put_text(json, "by", step->by);
    put_text(json, "reason", step->reason[0] ? step->reason : NULL);
    if (step->language[0]) {
        put_text(json, "lang", step->language);
        put_text(json, "former_headline", step->headline);
        put_text(json, "former_body", step->body);
    }
    kt_json_end_object(json);
    return KT_OK;
}

static kt_status put_item(const answer *to, const kt_item *item, kt_error *err)
{
    kt_json_begin_object(to->json);
    put_head(to, item);
    KT_TRY(put_texts(to, item, err));
    if (to->whole) {
        int64_t version;
        answer steps = *to;
        KT_TRY(kt_item_version(to->reg, item->id, &version, err));
        if (!to->for_readers) {
            kt_json_key(to->json, "version");
            kt_json_integer(to->json, version);
        }
        kt_json_key(to->json, "figures");
        kt_json_raw(to->json, kt_slice_of(item->figures));
        kt_json_key(to->json, to->for_readers ? "corrections" : "history");
        kt_json_begin_array(to->json);
        KT_TRY(kt_item_history(to->reg, item->id, put_step, &steps, err));
        kt_json_end_array(to->json);
    }
    kt_json_end_object(to->json);
    return KT_OK;
}

/* ---- text ---------------------------------------------------------------------------------
 */

/* The state as its reader says it; a publication whose hour is yet to come is under embargo. */
static kt_status state_text(const answer *to, const kt_item *item, kt_text *out, kt_error *err)
{
    char key[32];
    const bool waits =
        item->state == KT_ITEM_PUBLISHED && item->visible_from > to->run->options->now;

    snprintf(key, sizeof key, "state.%s", waits ? "embargo" : kt_item_state_name(item->state));
    return kt_bulletin_label(to->voices, kt_item_languages[to->language], key, out, err);
}

static kt_status add_row(const answer *to, const kt_item *item, kt_error *err)
{
    kt_text state = {0};
    char day[32];

    const kt_status status = state_text(to, item, &state, err);
    if (!status) {
        kt_moment_print(item->visible_from ? item->visible_from : item->made_at, day);
        day[10] = '\0';
        kt_table_row(to->table);
        kt_table_integer(to->table, item->id);
        kt_table_text(to->table, day);
        kt_table_text(to->table, kt_text_get(&state));
        if (to->for_readers)
            kt_table_text(to->table, item->section);
        else
            kt_table_number(to->table, item->score, NULL);
        kt_table_text(to->table, item->text[to->language].headline);
    }
    kt_text_clear(&state);
    return status;
}

kt_status kt_step_is_again(kt_text *last, const kt_item_step *step, bool *again, kt_error *err)
{
    kt_text this = {0};
    const kt_status status =
        kt_text_format(&this, err, "%s\n%lld\n%s\n%s", kt_item_action_name(step->action),
                       (long long)step->at, step->by, step->reason);
    *again = !status && last->size > 0 && strcmp(kt_text_get(last), kt_text_get(&this)) == 0;
    kt_text_clear(last);
    *last = this;
    return status;
}

static kt_status write_step(void *with, const kt_item_step *step, kt_error *err)
{
    answer *to = with;
    kt_text text = {0};
    bool again;

    KT_TRY(kt_step_is_again(&to->last_step, step, &again, err));
    if (again)
        return KT_OK;
    kt_status status =
        kt_bulletin_step(to->voices, kt_item_languages[to->language], step, &text, err);
    if (!status && text.size > 0 && to->for_readers)
        status = kt_sink_format(&to->run->options->out, err, "\n%s\n", text.data);
    else if (!status && text.size > 0)
        status =
            kt_sink_format(&to->run->options->out, err, "\n%s (%s)\n", text.data, step->by);
    kt_text_clear(&text);
    return status;
}

static kt_status write_item(answer *to, const kt_item *item, kt_error *err)
{
    const kt_sink *out = &to->run->options->out;
    const kt_item_text *text = &item->text[to->language];
    kt_text origin = {0}, section = {0}, state = {0};
    char key[64];

    snprintf(key, sizeof key, "section.%s", item->section);
    const char *language = kt_item_languages[to->language];
    kt_status status = kt_bulletin_origin(to->voices, language, item, &origin, err);
    if (!status)
        status = kt_bulletin_label(to->voices, language, key, &section, err);
    if (!status)
        status = state_text(to, item, &state, err);
    if (!status)
        status =
            kt_sink_format(out, err, "%s\n\n%s\n\n%s\n\n%lld · %s · %s · %s\n", text->headline,
                           kt_text_get(&origin), text->body, (long long)item->id,
                           kt_text_get(&state), kt_text_get(&section), item->countries);
    if (!status)
        status = kt_item_history(to->reg, item->id, write_step, to, err);
    kt_text_clear(&to->last_step);
    kt_text_clear(&state);
    kt_text_clear(&section);
    kt_text_clear(&origin);
    return status;
}

/* ---- answers ------------------------------------------------------------------------------
 */

static kt_status see_item(void *with, const kt_item *item, kt_error *err)
{
    answer *to = with;

    to->n_items++;
    if (to->json)
        return put_item(to, item, err);
    return to->table ? add_row(to, item, err) : write_item(to, item, err);
}

/* What is written of the JSON goes out only when it is whole. */
static kt_status send_json(const answer *to, kt_json *json, const kt_text *text, kt_error *err)
{
    KT_TRY(kt_json_finish(json, err));
    KT_TRY(kt_sink_write(&to->run->options->out, text->data, text->size, err));
    return kt_sink_add(&to->run->options->out, "\n", err);
}

static kt_status list_json(const answer *with, const kt_item_query *query, kt_error *err)
{
    kt_text text = {0};
    kt_json json;
    int64_t total = 0;
    answer to = *with;

    KT_TRY(kt_items_count(to.reg, query, &total, err));
    kt_json_init(&json, &text);
    json.indent = true;
    to.json = &json;
    kt_json_begin_object(&json);
    kt_json_key(&json, "total");
    kt_json_integer(&json, total);
    kt_json_key(&json, "offset");
    kt_json_integer(&json, query->offset);
    kt_json_key(&json, "items");
    kt_json_begin_array(&json);
    kt_status status = kt_items_find(to.reg, query, see_item, &to, err);
    if (!status) {
        kt_json_end_array(&json);
        kt_json_end_object(&json);
        status = send_json(&to, &json, &text, err);
    }
    kt_text_clear(&text);
    return status;
}

kt_status kt_answer_items(const kt_run *run, const kt_register *reg, const kt_item_query *query,
                          kt_voices *voices, kt_error *err)
{
    answer to = {.run = run,
                 .reg = reg,
                 .voices = voices,
                 .language = language_of(run),
                 .for_readers = query->public_at && run->command == &kt_command_news};

    if (kt_answer_form_of(run) == KT_ANSWER_JSON)
        return list_json(&to, query, err);
    KT_TRY(kt_table_new(&to.table, err));
    kt_table_column(to.table, &(kt_column){.key = "id", .align = KT_RIGHT});
    kt_table_column(to.table, &(kt_column){.key = "date"});
    kt_table_column(to.table, &(kt_column){.key = "state"});
    if (to.for_readers)
        kt_table_column(to.table, &(kt_column){.key = "section"});
    else
        kt_table_column(to.table,
                        &(kt_column){.key = "score", .align = KT_RIGHT, .decimals = 1});
    kt_table_column(to.table, &(kt_column){.key = "headline"});
    kt_status status = kt_items_find(reg, query, see_item, &to, err);
    if (!status && to.n_items == 0)
        status = kt_sink_add(&run->options->notes, "no items\n", err);
    else if (!status)
        status = kt_answer_table(run, to.table, err);
    kt_table_free(to.table);
    return status;
}

kt_status kt_answer_item(const kt_run *run, const kt_register *reg, const kt_item_query *query,
                         kt_voices *voices, kt_error *err)
{
    answer to = {.run = run,
                 .reg = reg,
                 .voices = voices,
                 .language = language_of(run),
                 .whole = true,
                 .for_readers = query->public_at && run->command == &kt_command_news};
    kt_text text = {0};
    kt_json json;

    kt_json_init(&json, &text);
    json.indent = true;
    if (kt_answer_form_of(run) == KT_ANSWER_JSON)
        to.json = &json;
    kt_status status = kt_items_find(reg, query, see_item, &to, err);
    if (!status && to.n_items == 0)
        status = kt_fail(err, KT_ERR_MISSING, "there is no item %lld", (long long)query->id);
    if (!status && to.json)
        status = send_json(&to, &json, &text, err);
    kt_text_clear(&text);
    return status;
}
