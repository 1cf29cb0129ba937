/* news_command.c: kontor news: what readers see of the bulletin, now or at a moment before. It
 * reads and never tells of drafts, so anyone may ask it (reachable.c).
 *
 * A list in parts is the same list in every part once the parts name the moment of the first
 * (--at): what appears meanwhile comes before it and would shift them. */
#include "bulletin_answer.h"

#include <string.h>

static const kt_parameter parameters[] = {
    {"item", "ITEM", NULL, "Number of an item: with its figures and corrections.",
     KT_TYPE_INTEGER, KT_PLACE_OPTIONAL},
    {"section", "SECTION", "trade,partners,agreements,statistics", "Only of this section.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"country", "A", NULL, "Only about this country.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"pair", "A,B", NULL, "Only about these two.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"search", "WORDS", NULL, "Items with these words, in whatever form.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"from", "DATE", NULL, "From this day on.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"until", "DATE", NULL, "Before this day.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"at", "TIME", NULL, "As it was listed at this time, which has passed (default now).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"limit", "N", NULL, "At most so many items (default 20).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"skip", "N", NULL, "Leave out the first N.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default text).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

/* Both countries of --pair, or the one of --country, or none. */
kt_status kt_news_countries(const kt_run *run, kt_country *a, kt_country *b, kt_error *err)
{
    const kt_countries *countries;
    const char *pair = kt_argument_text(run, "pair", NULL);

    *b = (kt_country){0};
    if (!pair)
        return kt_run_country(run, "country", a, err);
    kt_slice rest = kt_slice_of(pair);
    const kt_slice first = kt_slice_cut(&rest, ',');
    if (!rest.data)
        return kt_fail(err, KT_ERR_USAGE, "--pair is \"%s\", expected two countries: A,B",
                       pair);
    KT_TRY(kt_run_countries(run, &countries, err));
    KT_TRY(kt_country_find(countries, first, a, err));
    return kt_country_find(countries, rest, b, err);
}

kt_status kt_news_moment(const kt_run *run, const char *name, int64_t *out, kt_error *err)
{
    const char *text = kt_argument_text(run, name, NULL);

    *out = 0;
    if (!text || kt_moment_parse(kt_slice_of(text), out))
        return KT_OK;
    return kt_fail(err, KT_ERR_USAGE,
                   "--%s is \"%s\", expected a time like 2026-11-26T12:00 or 2026-11-26", name,
                   text);
}

/* An item whose hour is yet to come is nobody's to see before. */
static kt_status read_at(const kt_run *run, kt_item_query *query, kt_error *err)
{
    const int64_t now = run->options->now;
    KT_TRY(kt_news_moment(run, "at", &query->public_at, err));
    if (query->public_at == 0)
        query->public_at = now;
    if (query->public_at > now || query->public_at < 0)
        return kt_fail(err, KT_ERR_RANGE,
                       "--at %s is yet to come; expected a time that has passed",
                       kt_argument_text(run, "at", ""));
    return KT_OK;
}

static kt_status read_query(const kt_run *run, kt_item_query *query, char first[5],
                            char second[5], kt_error *err)
{
    kt_country a, b;
    *query = (kt_item_query){.id = kt_argument_integer(run, "item", 0),
                             .section = kt_argument_text(run, "section", NULL),
                             .search = kt_argument_text(run, "search", NULL),
                             .limit = kt_argument_integer(run, "limit", 20),
                             .offset = kt_argument_integer(run, "skip", 0)};
    KT_TRY(kt_news_countries(run, &a, &b, err));
    if (a.code)
        query->country = kt_country_print(a, first);
    if (b.code)
        query->other = kt_country_print(b, second);
    KT_TRY(kt_news_moment(run, "from", &query->from, err));
    KT_TRY(kt_news_moment(run, "until", &query->until, err));
    return read_at(run, query, err);
}

static kt_status answer(const kt_run *run, const kt_register *reg, const kt_item_query *query,
                        kt_voices *voices, kt_error *err)
{
    if (kt_argument_text(run, "item", NULL))
        return query->id > 0 ? kt_answer_item(run, reg, query, voices, err)
                             : kt_fail(err, KT_ERR_MISSING, "there is no item 0");
    if (run->options->n_rows)
        KT_TRY(kt_items_count(reg, query, run->options->n_rows, err));
    return kt_answer_items(run, reg, query, voices, err);
}

static kt_status run_news(kt_run *run, kt_error *err)
{
    kt_item_query query;
    char first[5], second[5];
    kt_voices *voices = NULL;
    kt_register *reg = NULL;
    KT_TRY(read_query(run, &query, first, second, err));
    kt_status status = kt_voices_open(kt_run_resources(run), &voices, err);
    if (!status)
        status = kt_run_open_register(run, &reg, err);
    if (!status)
        status = answer(run, reg, &query, voices, err);
    kt_run_close_register(run, reg);
    kt_voices_close(voices);
    return status;
}

const kt_command kt_command_news = {
    "news",
    "published items of the bulletin, as readers see them",
    "Lists what is published and whose hour has come, newest first, or shows one item with "
    "its\n"
    "figures and corrections. Drafts appear nowhere; what was withdrawn is listed as such.\n\n"
    "  kontor news --country KAZ\n"
    "  kontor news 3 --lang de\n"
    "  kontor news --limit 50 --skip 50 --at 2026-11-26T12:00 --format json\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_news,
};
