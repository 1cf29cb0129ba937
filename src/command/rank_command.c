/* rank_command.c: kontor rank: a country's partners in order, in the world or in a bloc. */
#include "answer_internal.h"
#include "page_internal.h"

#include <kontor/partners.h>
#include <kontor/source.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"country", "A", NULL, "Whose partners.", KT_TYPE_TEXT, KT_PLACE_REQUIRED},
    {"bloc", "BLOC", NULL, "Only members of it that year: CIS, EU, EAEU, ...", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"by", "MEASURE", "turnover,export,import", "What to rank by (default turnover).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"year", "Y", NULL, "Which year (default: the last one).", KT_TYPE_YEAR, KT_PLACE_OPTION},
    {"mirror", NULL, NULL, "As the partners state it, not the country itself.", KT_TYPE_FLAG,
     KT_PLACE_OPTION},
    {"top", "N", NULL, "Only the first N.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"dataset", "NAME", NULL, "Which dataset (default: see docs/brief.md).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default text).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

typedef struct rank_answer {
    const kt_run *run;
    kt_table **into; /* NULL: the table is the answer of the command; else it goes there */
    const kt_countries *countries;
    const kt_blocs *blocs;
    kt_locale *locale;
    const kt_phrases *phrases;
    const char *language;
    const kt_ranking *ranking;
    const kt_dataset_info *info;
} rank_answer;

static kt_measure measure_of(const kt_run *run)
{
    const char *by = kt_argument_text(run, "by", "turnover");
    if (strcmp(by, "export") == 0)
        return KT_MEASURE_EXPORT;
    return strcmp(by, "import") == 0 ? KT_MEASURE_IMPORT : KT_MEASURE_TURNOVER;
}

/* The phrase of a key, for cells without arguments; the key itself where it is missing. */
static const char *phrase(const rank_answer *answer, const char *key, char out[128])
{
    const kt_slice pattern = kt_phrase(answer->phrases, key);
    if (!pattern.data)
        return key;
    snprintf(out, 128, "%.*s", (int)pattern.size, pattern.data);
    return out;
}

static kt_status fill(const rank_answer *answer, const char *key, const kt_argument *arguments,
                      int n_arguments, kt_text *out, kt_error *err)
{
    kt_text_reset(out);
    return kt_phrase_fill(answer->phrases, answer->locale, key, arguments, n_arguments, out,
                          err);
}

static void add_columns(const rank_answer *answer, kt_table *table)
{
    char text[128];
    const kt_ranking *ranking = answer->ranking;
    kt_table_column(table, &(kt_column){.key = "rank",
                                        .title = phrase(answer, "rank.place", text),
                                        .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "code", .title = ""});
    kt_table_column(
        table, &(kt_column){.key = "partner", .title = phrase(answer, "rank.partner", text)});
    kt_table_column(table, &(kt_column){.key = "value_usd",
                                        .title = phrase(answer, "rank.value", text),
                                        .align = KT_RIGHT,
                                        .decimals = 1,
                                        .scale = 1e-6});
    kt_table_column(table, &(kt_column){.key = "share",
                                        .title = phrase(answer, "rank.share", text),
                                        .align = KT_RIGHT,
                                        .decimals = 2});
    if (ranking->bloc)
        kt_table_column(table, &(kt_column){.key = "share_of_bloc",
                                            .title = phrase(answer, "rank.share_bloc", text),
                                            .align = KT_RIGHT,
                                            .decimals = 1});
    if (ranking->n_disputed)
        kt_table_column(table, &(kt_column){.key = "rank_without_disputed",
                                            .title = phrase(answer, "rank.without", text),
                                            .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "other_side_usd",
                                        .title = phrase(answer, "rank.other_side", text),
                                        .align = KT_RIGHT,
                                        .decimals = 1,
                                        .scale = 1e-6});
    kt_table_column(table,
                    &(kt_column){.key = "note", .title = phrase(answer, "rank.note", text)});
}

/* "3", "3-5" where a rank is a range, missing where there is none. */
static void add_rank(kt_table *table, int32_t rank, int32_t best, int32_t worst)
{
    char text[32];
    if (!rank) {
        kt_table_missing(table, NULL);
    } else if (best == worst) {
        kt_table_integer(table, rank);
    } else {
        snprintf(text, sizeof text, "%d–%d", best, worst);
        kt_table_text(table, text);
    }
}

static const char *note_key(const kt_rank *rank)
{
    if (rank->standing == KT_STANDS_NO_DATA)
        return "rank.no_data";
    if (rank->standing == KT_STANDS_OTHER_SIDE)
        return "rank.other_only";
    if (rank->membership == KT_DISPUTED)
        return "rank.disputed";
    if (rank->membership == KT_ASSOCIATE)
        return "rank.associate";
    if (rank->partial)
        return "rank.partial";
    if (rank->status == KT_ESTIMATED)
        return "rank.estimated";
    return rank->status == KT_PROVISIONAL ? "rank.provisional" : NULL;
}

static void add_row(const rank_answer *answer, kt_table *table, const kt_rank *rank)
{
    char code[5], text[128];
    const kt_ranking *ranking = answer->ranking;
    const char *key = note_key(rank);
    kt_table_row(table);
    add_rank(table, rank->rank, rank->best, rank->worst);
    kt_table_text(table, kt_country_print(rank->country, code));
    kt_table_text(table,
                  kt_country_name(answer->countries, rank->country, answer->language, KT_NAME));
    kt_table_number(table, rank->usd, NULL);
    kt_table_fraction(table, rank->share, NULL);
    if (ranking->bloc)
        kt_table_fraction(table, rank->share_of_list, NULL);
    if (ranking->n_disputed)
        add_rank(table, rank->rank_without, rank->best_without, rank->worst_without);
    kt_table_number(table, rank->other_usd, NULL);
    kt_table_text(table, key ? phrase(answer, key, text) : "");
}

static kt_status add_title(const rank_answer *answer, kt_table *table, kt_text *text,
                           kt_error *err)
{
    static const char *const by[] = {"turnover", "export", "import"};
    const kt_ranking *ranking = answer->ranking;
    const kt_country a = ranking->a;
    char year[8];
    snprintf(year, sizeof year, "%d", ranking->year);
    const kt_argument arguments[] = {
        {"country_genitive",
         kt_country_name(answer->countries, a, answer->language, KT_NAME_GENITIVE), 0.0},
        {"country_subject",
         kt_country_name(answer->countries, a, answer->language, KT_NAME_SUBJECT), 0.0},
        {"year", year, 0.0},
        {"by", by[ranking->by], 0.0},
        {"scope", ranking->bloc ? "bloc" : "world", 0.0},
        {"bloc_genitive",
         ranking->bloc
             ? kt_bloc_name(answer->blocs, ranking->bloc, answer->language, KT_NAME_GENITIVE)
             : "",
         0.0},
        {"bloc_subject",
         ranking->bloc
             ? kt_bloc_name(answer->blocs, ranking->bloc, answer->language, KT_NAME_SUBJECT)
             : "",
         0.0},
    };
    KT_TRY(fill(answer, "rank.title", arguments, sizeof arguments / sizeof arguments[0], text,
                err));
    kt_table_title(table, kt_text_get(text));
    return KT_OK;
}

static kt_status add_notes(const rank_answer *answer, kt_table *table, int64_t n_hidden,
                           kt_text *text, kt_error *err)
{
    static const char *const statistics[] = {"own", "mirror", "reconciled"};
    const kt_ranking *ranking = answer->ranking;
    const kt_rank_total *total = &ranking->total;
    kt_text value = {0}, coverage = {0};
    char dataset[2 * KT_MAX_NAME + 16];

    snprintf(dataset, sizeof dataset, "%s@%s%s", answer->info->name, answer->info->version,
             answer->info->synthetic ? " (synthetic)" : "");
    kt_status status = KT_OK;
    if (n_hidden > 0) {
        const kt_argument more = {"n", NULL, (double)n_hidden};
        status =
            fill(answer, n_hidden == ranking->n_no_data ? "rank.more_no_data" : "rank.more",
                 &more, 1, text, err);
        if (!status)
            kt_table_note(table, kt_text_get(text));
    }
    if (!status)
        status = kt_locale_number(answer->locale, total->total_usd / 1e6, 1, &value, err);
    if (!status && !isnan(total->coverage))
        status =
            kt_locale_percent(answer->locale, total->coverage, 1, KT_SIGN_AUTO, &coverage, err);
    const kt_argument arguments[] = {
        {"total", kt_text_get(&value), 0.0},
        {"coverage", kt_text_get(&coverage), 0.0},
        {"statistics", statistics[ranking->statistics], 0.0},
        {"country_genitive",
         kt_country_name(answer->countries, ranking->a, answer->language, KT_NAME_GENITIVE),
         0.0},
        {"country_subject",
         kt_country_name(answer->countries, ranking->a, answer->language, KT_NAME_SUBJECT),
         0.0},
        {"dataset", dataset, 0.0},
    };
    const char *keys[] = {isnan(total->total_usd) ? NULL // nobody has a share
                          : total->denominator == KT_DENOMINATOR_STATED ? "rank.stated"
                                                                        : "rank.summed",
                          total->is_range ? "rank.range" : NULL,
                          kt_country_ranks(answer->countries, ranking->a) ? NULL
                                                                          : "rank.of_group",
                          "rank.source"};
    for (size_t n = 0; !status && n < sizeof keys / sizeof keys[0]; n++) {
        if (!keys[n])
            continue;
        status =
            fill(answer, keys[n], arguments, sizeof arguments / sizeof arguments[0], text, err);
        if (!status)
            kt_table_note(table, kt_text_get(text));
    }
    kt_text_clear(&coverage);
    kt_text_clear(&value);
    return status;
}

/* Rows to show without --top: in a text, partners without data give way to their number where
 * they are more than those with data. Other forms have every row. */
static int64_t n_to_show(const rank_answer *answer)
{
    const kt_ranking *ranking = answer->ranking;
    const bool text =
        !answer->into && strcmp(kt_argument_text(answer->run, "format", "text"), "text") == 0;
    const int64_t n_with_data = ranking->n_list - ranking->n_no_data;
    const int64_t otherwise =
        text && ranking->n_no_data > n_with_data ? n_with_data : ranking->n_list;
    const int64_t top = kt_argument_integer(answer->run, "top", otherwise);

    return top < ranking->n_list ? top : ranking->n_list;
}

static kt_status write_ranking(const rank_answer *answer, kt_error *err)
{
    const kt_ranking *ranking = answer->ranking;
    kt_table *table = NULL;
    kt_text text = {0};
    const int64_t n_shown = n_to_show(answer);

    kt_status status = kt_table_new(&table, err);
    if (!status)
        status = add_title(answer, table, &text, err);
    if (!status) {
        add_columns(answer, table);
        for (int64_t n = 0; n < n_shown; n++)
            add_row(answer, table, &ranking->list[n]);
        status = add_notes(answer, table, ranking->n_list - n_shown, &text, err);
    }
    if (!status && answer->into)
        status = kt_table_check(table, err);
    if (!status && answer->into) {
        *answer->into = table;
        table = NULL;
    } else if (!status) {
        status = kt_answer_table(answer->run, table, err);
    }
    kt_text_clear(&text);
    kt_table_free(table);
    return status;
}

static kt_statistics statistics_of(const kt_run *run, const kt_dataset_info *info)
{
    if (info->stated_by == 1u << KT_RECONCILED)
        return KT_STATISTICS_RECONCILED;
    return kt_argument_flag(run, "mirror") ? KT_STATISTICS_MIRROR : KT_STATISTICS_OWN;
}

static kt_status answer_from(rank_answer *answer, const kt_dataset *dataset, kt_country a,
                             const kt_bloc *bloc, kt_error *err)
{
    kt_partners partners = {0};
    kt_ranking ranking = {0};
    char code[5];
    int first, last;

    answer->info = kt_dataset_info_of(dataset);
    kt_argument_years(answer->run, &first, &last);
    const int16_t year = (int16_t)(last ? last : answer->info->last_year);
    kt_status status = kt_partners_gather(dataset, answer->countries, a, year, &partners, err);
    if (!status && partners.n_partners == 0)
        status = kt_fail(err, KT_ERR_MISSING,
                         "%s@%s holds nothing about %s in %d (it holds %d to %d)",
                         answer->info->name, answer->info->version, kt_country_print(a, code),
                         year, answer->info->first_year, answer->info->last_year);
    if (!status)
        status = kt_partners_rank(&partners, answer->countries, answer->blocs, bloc,
                                  measure_of(answer->run),
                                  statistics_of(answer->run, answer->info), &ranking, err);
    answer->ranking = &ranking;
    if (!status && ranking.n_list == 0)
        status = kt_fail(err, KT_ERR_MISSING, "no partner of %s to rank in %d",
                         kt_country_print(a, code), year);
    if (!status)
        status = write_ranking(answer, err);
    answer->ranking = NULL;
    kt_ranking_clear(&ranking);
    kt_partners_clear(&partners);
    return status;
}

static kt_status rank(const kt_run *run, kt_table **into, kt_error *err)
{
    rank_answer answer = {.run = run, .into = into, .language = kt_run_language(run)};
    const char *bloc_text = kt_argument_text(run, "bloc", NULL);
    const kt_bloc *bloc = NULL;
    kt_country a;
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    int first, last;

    KT_TRY(kt_run_country(run, "country", &a, err));
    KT_TRY(kt_run_countries(run, &answer.countries, err));
    KT_TRY(kt_run_blocs(run, &answer.blocs, err));
    KT_TRY(kt_run_locale(run, &answer.locale, &answer.phrases, err));
    if (bloc_text) {
        bloc = kt_bloc_find(answer.blocs, kt_slice_of(bloc_text));
        if (!bloc)
            return kt_run_fail_bloc(answer.blocs, bloc_text, err);
    }
    kt_argument_years(run, &first, &last);
    KT_TRY(kt_run_open_store(run, &store, err));
    const kt_source_question question = {
        .country = a, .first_year = last, .last_year = last, .need = KT_NEED_PARTNERS};
    kt_status status = kt_run_choose(run, store, &question, &dataset, err);
    if (!status && !dataset) {
        char code[5];
        status = kt_fail(err, KT_ERR_MISSING, "no dataset in %s knows partners of %s%s",
                         kt_store_folder(store), kt_country_print(a, code),
                         last ? " in that year" : "; bring one in with kontor import FILE");
    }
    if (!status)
        status = answer_from(&answer, dataset, a, bloc, err);
    kt_dataset_close(dataset);
    kt_run_close_store(run, store);
    return status;
}

static kt_status run_rank(kt_run *run, kt_error *err)
{
    return rank(run, NULL, err);
}

kt_status kt_rank_table(const kt_run *run, kt_table **out, kt_error *err)
{
    return rank(run, out, err);
}

const kt_command kt_command_rank = {
    "rank",
    "the partners of a country, in order",
    "Ranks all partners of a country in a year, in the world or within a bloc. The stated "
    "world\n"
    "total is what shares are of, and the coverage says how much of it the partners make up; "
    "under\n"
    "95 % a rank is a range. A partner that nobody reports is listed as such, never "
    "dropped.\n\n"
    "  kontor rank BLR --bloc CIS --year 2018\n"
    "  kontor rank Kazakhstan --by export --top 20\n"
    "  kontor rank DEU --mirror --format csv\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_rank,
};
