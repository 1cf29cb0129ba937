/* bulletin_command.c: kontor bulletin: making items of news from data, and their life. */
#include "bulletin_answer.h"

#include <kontor/memory.h>

#include <string.h>

static const kt_parameter parameters[] = {
    {"action", "ACTION", "make,list,show,edit,publish,correct,withdraw", "What to do.",
     KT_TYPE_CHOICE, KT_PLACE_REQUIRED},
    {"item", "ITEM", NULL, "Number of an item, as list shows it.", KT_TYPE_INTEGER,
     KT_PLACE_OPTIONAL},
    {"dataset", "NAME", NULL, "make: from which dataset (default: docs/bulletin.md).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"before", "NAME", NULL, "make: held against which version (default: the one before).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"year", "Y", NULL, "make: news of which year (default: the dataset's last).", KT_TYPE_YEAR,
     KT_PLACE_OPTION},
    {"least", "SCORE", NULL, "make: least score of an item (default 30).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"top", "N", NULL, "make, list: at most so many items (default 20).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"country", "A", NULL, "make, list: only about this country.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"pair", "A,B", NULL, "make, list: only about these two.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"state", "STATE", "draft,published,withdrawn,public",
     "list: only these; public is what readers see now.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"section", "SECTION", "trade,partners,agreements,statistics",
     "list: only of this section.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"search", "WORDS", NULL, "list: items with these words, in whatever form.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"from", "DATE", NULL, "list: from this day on.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"until", "DATE", NULL, "list: before this day.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"offset", "N", NULL, "list: leave out the first N.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"headline", "TEXT", NULL, "edit, correct: the new headline, in the language of --lang.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"body", "TEXT", NULL, "edit, correct: the new text.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"place", "PLACE", NULL, "edit, correct: where it is reported from; - for nowhere.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"by", "NAME", NULL, "edit, publish, correct, withdraw: who does it.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"reason", "TEXT", NULL, "correct, withdraw: why; readers see it.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"embargo", "TIME", NULL,
     "publish: readers see it from this time on, 2026-11-26T12:00 (UTC).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"reviewer", "NAME", NULL, "publish: whose name readers see (default: that of --by).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"seen", "VERSION", NULL,
     "edit, publish, correct, withdraw: only if the item has not gone on since; show says.",
     KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,json", "Form of the answer (default text).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

/* ---- arguments ----------------------------------------------------------------------------
 */

static bool is_action(const kt_run *run, const char *action)
{
    return strcmp(kt_argument_text(run, "action", ""), action) == 0;
}

static kt_status read_item(const kt_run *run, int64_t *out, kt_error *err)
{
    *out = kt_argument_integer(run, "item", 0);
    if (*out > 0)
        return KT_OK;
    return kt_fail(err, KT_ERR_USAGE, "which item? kontor bulletin %s NUMBER, as list shows it",
                   kt_argument_text(run, "action", ""));
}

/* ---- making -------------------------------------------------------------------------------
 */

static kt_status write_made(const kt_run *run, const kt_bulletin_made *made, kt_error *err)
{
    const kt_sink *out = &run->options->out;

    if (strcmp(kt_argument_text(run, "format", "text"), "json") == 0)
        return kt_sink_format(
            out, err,
            "{\"dataset\": \"%s\", \"before\": \"%s\", \"year\": %d, \"found\": %lld, "
            "\"new\": %lld, \"same\": %lld, \"renewed\": %lld, \"kept\": %lld}\n",
            made->dataset, made->before, made->year, (long long)made->n_found,
            (long long)made->n_new, (long long)made->n_same, (long long)made->n_renewed,
            (long long)made->n_kept);
    return kt_sink_format(out, err,
                          "%lld new drafts, %lld renewed, %lld there already, %lld left as "
                          "edited; %lld found in %d, %s%s%s\n",
                          (long long)made->n_new, (long long)made->n_renewed,
                          (long long)made->n_same, (long long)made->n_kept,
                          (long long)made->n_found, made->year, made->dataset,
                          made->before[0] ? " against " : "", made->before);
}

static kt_status make(const kt_run *run, kt_voices *voices, kt_register *reg, kt_error *err)
{
    kt_bulletin_request request = kt_bulletin_request_default();
    kt_bulletin_world world = {.reg = reg, .voices = voices};
    kt_bulletin_made made;
    kt_store *store = NULL;
    int first, last;
    const int64_t top = kt_argument_integer(run, "top", request.top);

    request.dataset = kt_argument_text(run, "dataset", NULL);
    request.before = kt_argument_text(run, "before", NULL);
    kt_argument_years(run, &first, &last);
    request.year = (int16_t)last;
    request.least_score = (double)kt_argument_integer(run, "least", 30);
    request.top = top > 1000000 ? 1000000 : (int)top;
    request.now = run->options->now;
    KT_TRY(kt_news_countries(run, &request.a, &request.b, err));
    KT_TRY(kt_run_countries(run, &world.countries, err));
    KT_TRY(kt_run_blocs(run, &world.blocs, err));
    KT_TRY(kt_run_open_store(run, &store, err));
    world.store = store;
    kt_status status = kt_bulletin_make(&request, &world, &made, err);
    if (!status)
        status =
            kt_run_remark_choice(run, store, made.position, made.other, made.n_others, err);
    if (!status)
        status = write_made(run, &made, err);
    kt_run_close_store(run, store);
    return status;
}

/* ---- listing ------------------------------------------------------------------------------
 */

static void read_state(const kt_run *run, kt_item_query *query)
{
    const char *state = kt_argument_text(run, "state", "");

    for (int s = 0; s < KT_N_ITEM_STATES; s++)
        if (strcmp(state, kt_item_state_name((kt_item_state)s)) == 0)
            query->states = 1u << s;
    if (strcmp(state, "public") == 0)
        query->public_at = run->options->now;
}

static kt_status list(const kt_run *run, kt_voices *voices, const kt_register *reg,
                      kt_error *err)
{
    kt_item_query query = {.section = kt_argument_text(run, "section", NULL),
                           .search = kt_argument_text(run, "search", NULL),
                           .limit = kt_argument_integer(run, "top", 20),
                           .offset = kt_argument_integer(run, "offset", 0)};
    kt_country a, b;
    char first[5], second[5];

    KT_TRY(kt_news_countries(run, &a, &b, err));
    if (a.code)
        query.country = kt_country_print(a, first);
    if (b.code)
        query.other = kt_country_print(b, second);
    KT_TRY(kt_news_moment(run, "from", &query.from, err));
    KT_TRY(kt_news_moment(run, "until", &query.until, err));
    read_state(run, &query);
    return kt_answer_items(run, reg, &query, voices, err);
}

static kt_status show(const kt_run *run, kt_voices *voices, const kt_register *reg,
                      kt_error *err)
{
    kt_item_query query = {0};

    KT_TRY(read_item(run, &query.id, err));
    read_state(run, &query);
    return kt_answer_item(run, reg, &query, voices, err);
}

/* ---- the steps of an editor ---------------------------------------------------------------
 */

/* "3: published; readers see it from 2026-11-27T06:00 on" */
static kt_status remark_step(const kt_run *run, int64_t id, kt_item_action action,
                             int64_t visible_from, kt_error *err)
{
    static const char *const done[KT_N_ITEM_ACTIONS] = {[KT_ITEM_EDIT] = "edited",
                                                        [KT_ITEM_PUBLISH] = "published",
                                                        [KT_ITEM_CORRECT] = "corrected",
                                                        [KT_ITEM_WITHDRAW] = "withdrawn"};
    char from[32] = "";
    if (action == KT_ITEM_PUBLISH && visible_from > run->options->now)
        kt_moment_print(visible_from, from);
    return kt_sink_format(&run->options->notes, err, "item %lld: %s%s%s%s\n", (long long)id,
                          done[action], from[0] ? "; readers see it from " : "", from,
                          from[0] ? " on" : "");
}

static kt_status step(const kt_run *run, kt_register *reg, kt_item_action action, kt_error *err)
{
    kt_item_change change = {.action = action,
                             .by = kt_argument_text(run, "by", NULL),
                             .reason = kt_argument_text(run, "reason", NULL),
                             .language = kt_run_language(run),
                             .headline = kt_argument_text(run, "headline", NULL),
                             .body = kt_argument_text(run, "body", NULL),
                             .place = kt_argument_text(run, "place", NULL),
                             .reviewer = kt_argument_text(run, "reviewer", NULL),
                             .seen = kt_argument_integer(run, "seen", 0)};
    int64_t id, n_new, n_changed;

    if (!change.by)
        return kt_fail(err, KT_ERR_USAGE, "--by NAME is missing: who takes this step");
    if (change.place && strcmp(change.place, "-") == 0)
        change.place = "";
    KT_TRY(read_item(run, &id, err));
    KT_TRY(kt_news_moment(run, "embargo", &change.visible_from, err));
    KT_TRY(kt_register_begin(reg, run->options->now, err));
    const kt_status status = kt_item_apply(reg, id, &change, err);
    if (status) {
        kt_register_abort(reg);
        return status;
    }
    KT_TRY(kt_register_commit(reg, &n_new, &n_changed, err));
    return remark_step(run, id, action, change.visible_from, err);
}

static kt_status take_step(const kt_run *run, kt_register *reg, kt_error *err)
{
    for (int a = KT_ITEM_EDIT; a < KT_N_ITEM_ACTIONS; a++)
        if (is_action(run, kt_item_action_name((kt_item_action)a)))
            return step(run, reg, (kt_item_action)a, err);
    return KT_OK;
}

static kt_status run_bulletin(kt_run *run, kt_error *err)
{
    const bool reads = is_action(run, "list") || is_action(run, "show");
    kt_voices *voices = NULL;
    kt_register *reg = NULL;

    kt_status status = kt_voices_open(kt_run_resources(run), &voices, err);
    if (!status)
        status = kt_register_open(kt_run_store(run),
                                  reads ? KT_REGISTER_READ : KT_REGISTER_WRITE, &reg, err);
    if (!status && is_action(run, "make"))
        status = make(run, voices, reg, err);
    else if (!status && is_action(run, "list"))
        status = list(run, voices, reg, err);
    else if (!status && is_action(run, "show"))
        status = show(run, voices, reg, err);
    else if (!status)
        status = take_step(run, reg, err);
    kt_register_close(reg);
    kt_voices_close(voices);
    return status;
}

const kt_command kt_command_bulletin = {
    "bulletin",
    "items of news from data, from draft to publication",
    "Finds what is newsworthy in a dataset (records, turns, overtaken ranks, targets met or "
    "missed,\n"
    "revisions), writes it as drafts in German, English and Russian, and keeps them: an editor "
    "reads,\n"
    "edits and publishes; corrections and withdrawals stay visible with date and reason.\n\n"
    "  kontor bulletin make --country KAZ\n"
    "  kontor bulletin list --state draft\n"
    "  kontor bulletin show 3 --lang de\n"
    "  kontor bulletin publish 3 --by \"N. N.\" --embargo 2026-11-27T06:00\n"
    "  kontor bulletin correct 3 --by \"N. N.\" --lang en --body \"...\" --reason "
    "\"...\"\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_bulletin,
};
