/* page_bloc.c: a bloc: its members in a year, their trade with each other and with all others,
 * and member by member what they export. */
#include "page_bloc_trade.h"
#include "say.h"

#include <kontor/memory.h>
#include <kontor/source.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the table -------------------------------------------------------------------------- */

static const char *phrase(const kt_bloc_trade *t, const char *key, char out[128])
{
    const kt_slice text = kt_phrase(t->page->phrases, key);
    snprintf(out, 128, "%.*s", text.data ? (int)text.size : (int)strlen(key),
             text.data ? text.data : key);
    return out;
}

static kt_status make_table(const kt_bloc_trade *t, kt_table **out)
{
    static const char *const rows[] = {"site.bloc_inside", "site.bloc_exports",
                                       "site.bloc_imports"};
    static const char *const sides[] = {"site.bloc_by_exporter", "site.bloc_by_importer",
                                        "site.bloc_reconciled"};
    char text[128], dataset[2 * KT_MAX_NAME + 16];
    kt_text title = {0};
    const kt_run *run = t->page->run;
    snprintf(dataset, sizeof dataset, "%s@%s%s", t->info->name, t->info->version,
             t->info->synthetic ? " (synthetic)" : "");
    const kt_say_value value[] = {{.name = "year", .as = KT_AS_YEAR, .number = t->year},
                                  {.name = "n", .as = KT_AS_COUNT, .number = t->n_counted},
                                  {.name = "dataset", .as = KT_AS_TEXT, .text = dataset}};
    KT_TRY(kt_table_new(out, t->page->err));
    const kt_status status =
        kt_say_phrase(run, "site.bloc_trade", value, 2, &title, t->page->err);
    kt_table_title(*out, kt_text_get(&title));
    kt_text_clear(&title);
    KT_TRY(status);
    kt_table_column(*out, &(kt_column){.key = "what", .title = ""});
    kt_table_column(*out, &(kt_column){.key = "value_usd",
                                       .title = phrase(t, "rank.value", text),
                                       .align = KT_RIGHT,
                                       .decimals = 1,
                                       .scale = 1e-6});
    kt_table_column(*out, &(kt_column){.key = "members",
                                       .title = phrase(t, "site.bloc_stating", text),
                                       .align = KT_RIGHT});
    kt_table_column(*out, &(kt_column){.key = "coverage",
                                       .title = phrase(t, "site.bloc_coverage", text),
                                       .align = KT_RIGHT,
                                       .decimals = 1});
    kt_table_column(*out, &(kt_column){.key = "by", .title = phrase(t, "rank.note", text)});
    for (int p = 0; p < KT_N_BLOC_PARTS; p++) {
        char members[32];
        snprintf(members, sizeof members, "%d / %d", t->n_stating[p], t->n_counted);
        kt_table_row(*out);
        kt_table_text(*out, phrase(t, rows[p], text));
        kt_table_number(*out, t->value[p], NULL);
        kt_table_text(*out, members);
        kt_table_fraction(*out, t->coverage[p], NULL);
        kt_table_text(*out, phrase(t,
                                   sides[t->by[p] == KT_RECONCILED    ? 2
                                         : t->by[p] == KT_BY_IMPORTER ? 1
                                                                      : 0],
                                   text));
    }
    KT_TRY(kt_say_note(run, *out, "site.bloc_note", NULL, 0, t->page->err));
    KT_TRY(kt_say_note(run, *out, "site.bloc_source", value, 3, t->page->err));
    return kt_table_check(*out, t->page->err);
}

/* ---- member by member ------------------------------------------------------------------- */

static kt_status add_member_row(const kt_bloc_trade *t, kt_table *table, int m)
{
    const kt_bloc_sums *of = &t->of[KT_BLOC_EXPORTS];
    char code[5];
    kt_table_row(table);
    kt_table_text(table, kt_country_print(t->member[m], code));
    kt_table_text(
        table, kt_country_name(t->page->countries, t->member[m], t->page->language, KT_NAME));
    kt_table_number(table, of->with_all[m], NULL);
    kt_table_number(table, of->inside[m], NULL);
    kt_table_fraction(table, of->inside[m] / of->with_all[m], NULL);
    return kt_table_check(table, t->page->err);
}

/* Members that state exports, the largest first. */
static int order_members(const kt_bloc_trade *t, int out[KT_BLOC_MEMBERS])
{
    int n = 0;
    const double *value = t->of[KT_BLOC_EXPORTS].with_all;
    for (int m = 0; m < t->n_members; m++) {
        int at = n;
        if (!(value[m] > 0.0))
            continue;
        for (; at > 0 && value[out[at - 1]] < value[m]; at--)
            out[at] = out[at - 1];
        out[at] = m;
        n++;
    }
    return n;
}

static kt_status make_members_table(const kt_bloc_trade *t, kt_table *table)
{
    char text[128], dataset[2 * KT_MAX_NAME + 16];
    int order[KT_BLOC_MEMBERS];
    const int n = order_members(t, order);
    kt_text title = {0};
    snprintf(dataset, sizeof dataset, "%s@%s%s", t->info->name, t->info->version,
             t->info->synthetic ? " (synthetic)" : "");
    const kt_say_value value[] = {{.name = "year", .as = KT_AS_YEAR, .number = t->year},
                                  {.name = "dataset", .as = KT_AS_TEXT, .text = dataset}};
    const kt_status status =
        kt_say_phrase(t->page->run, "site.bloc_exports_of", value, 1, &title, t->page->err);
    kt_table_title(table, kt_text_get(&title));
    kt_text_clear(&title);
    KT_TRY(status);
    kt_table_column(table, &(kt_column){.key = "code", .title = ""});
    kt_table_column(table, &(kt_column){.key = "country",
                                        .title = phrase(t, "site.product_country", text)});
    kt_table_column(table, &(kt_column){.key = "value_usd",
                                        .title = phrase(t, "rank.value", text),
                                        .align = KT_RIGHT,
                                        .decimals = 1,
                                        .scale = 1e-6});
    kt_table_column(table, &(kt_column){.key = "inside_usd",
                                        .title = phrase(t, "site.bloc_to_members", text),
                                        .align = KT_RIGHT,
                                        .decimals = 1,
                                        .scale = 1e-6});
    kt_table_column(table, &(kt_column){.key = "inside_share",
                                        .title = phrase(t, "rank.share", text),
                                        .align = KT_RIGHT,
                                        .decimals = 1});
    for (int m = 0; m < n; m++)
        KT_TRY(add_member_row(t, table, order[m]));
    KT_TRY(kt_say_note(t->page->run, table,
                       t->by[KT_BLOC_EXPORTS] == KT_RECONCILED ? "site.bloc_reconciled"
                                                               : "site.bloc_by_exporter",
                       NULL, 0, t->page->err));
    KT_TRY(kt_say_note(t->page->run, table, "site.bloc_source", value + 1, 1, t->page->err));
    return kt_table_check(table, t->page->err);
}

static void write_members_table(const kt_bloc_trade *t)
{
    kt_page *page = t->page;
    kt_table *table = NULL;
    char link[32];
    snprintf(link, sizeof link, "/%s/country/", page->language);
    page->status = kt_table_new(&table, page->err);
    if (!page->status)
        page->status = make_members_table(t, table);
    if (!page->status && kt_table_n_rows(table) > 0) {
        kt_page_bars(page, table, "country");
        kt_page_table(page, table, link, "code");
    }
    kt_table_free(table);
}

static void write_trade(kt_bloc_trade *t)
{
    kt_page *page = t->page;
    kt_table *table = NULL;
    page->status = kt_bloc_gather(t);
    if (page->status)
        return;
    if (t->n_stating[KT_BLOC_INSIDE] + t->n_stating[KT_BLOC_EXPORTS] +
            t->n_stating[KT_BLOC_IMPORTS] ==
        0) {
        kt_page_html(page, "<p>");
        kt_page_say(page, "site.bloc_no_data");
        kt_page_html(page, "</p>\n");
        return;
    }
    page->status = make_table(t, &table);
    if (!page->status)
        kt_page_table(page, table, NULL, NULL);
    kt_table_free(table);
    if (!page->status)
        write_members_table(t);
}

/* By the rule of kontor/source.h, of what has more than one exporter; -1: none. */
static kt_status choose_dataset(const kt_store *store, int year, int64_t *out, kt_error *err)
{
    const kt_source_question question = {
        .first_year = year, .last_year = year, .need = KT_NEED_PARTNERS, .of_world = true};
    kt_source_choice choice;
    KT_TRY(kt_source_choose(store, &question, NULL, &choice, err));
    const bool fits =
        choice.dataset >= 0 && kt_store_info(store, choice.dataset)->n_exporters > 1;
    *out = fits ? choice.dataset : -1;
    return KT_OK;
}

/* Trade by the membership of the year of the data: the one asked for, else their last. */
static void write_figures(kt_page *page, const kt_bloc *bloc)
{
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    int first, last;
    kt_bloc_trade t = {.page = page, .bloc = bloc};
    kt_argument_years(page->run, &first, &last);
    if (!page->status)
        page->status = kt_run_find_store(page->run, &store, page->err);
    if (page->status)
        return;
    int64_t n = -1;
    if (store)
        page->status = choose_dataset(store, last, &n, page->err);
    if (n >= 0)
        page->status = kt_dataset_open(store, n, &dataset, page->err);
    if (dataset) {
        t.dataset = dataset;
        t.info = kt_dataset_info_of(dataset);
        t.year = (int16_t)(last ? last : t.info->last_year);
        kt_bloc_find_members(&t);
    }
    if (dataset && t.n_members > 1) {
        write_trade(&t);
    } else if (!page->status) {
        kt_page_html(page, "<p>");
        kt_page_say(page, "site.bloc_no_data");
        kt_page_html(page, "</p>\n");
    }
    kt_dataset_close(dataset);
    kt_run_close_store(page->run, store);
}

/* ---- the page --------------------------------------------------------------------------- */

/* Belgium-Luxembourg is no member by itself: its parts are, which stand in the list. */
static bool reports_for_others(const kt_page *page, const kt_bloc *bloc, kt_country country,
                               int year)
{
    for (int n = 0; n < KT_N_TOGETHER; n++)
        if (kt_bloc_country(page, kt_together[n].as_one).code == country.code &&
            kt_bloc_member(page, bloc, kt_bloc_country(page, kt_together[n].parts[0]), year) ==
                KT_MEMBER)
            return true;
    return false;
}

static void write_together(kt_page *page, const kt_bloc *bloc, int year)
{
    char code[5], last[16];
    for (int n = 0; n < KT_N_TOGETHER; n++) {
        const kt_country one = kt_bloc_country(page, kt_together[n].as_one);
        const kt_country_info *info = kt_country_info_of(page->countries, one);
        if (!info || kt_bloc_member(page, bloc, one, year) != KT_MEMBER)
            continue;
        snprintf(last, sizeof last, "%d", info->last_year);
        const kt_argument words[] = {{"year", last, 0.0}};
        kt_page_html(page, "<p class=\"note\">");
        kt_page_say_with(page, "site.bloc_together", words, 1);
        kt_page_html(page, " ");
        kt_page_link(page, "country", kt_country_print(one, code),
                     kt_country_name(page->countries, one, page->language, KT_NAME));
        kt_page_html(page, "</p>\n");
    }
}

typedef struct member {
    kt_country country;
    const char *name;
    kt_membership is;
    kt_locale *locale;
} member;

static int by_name(const void *left, const void *right)
{
    const member *a = left, *b = right;
    return kt_locale_compare(a->locale, kt_slice_of(a->name), kt_slice_of(b->name));
}

/* In the order of the page's language. */
static int64_t find_members(kt_page *page, const kt_bloc *bloc, int year, member out[])
{
    int64_t n = 0;
    for (int64_t c = 0; c < kt_countries_count(page->countries); c++) {
        const kt_country country = kt_countries_at(page->countries, c)->code;
        const kt_membership is = kt_bloc_member(page, bloc, country, year);
        if (is == KT_NOT_MEMBER || reports_for_others(page, bloc, country, year))
            continue;
        out[n++] = (member){country,
                            kt_country_name(page->countries, country, page->language, KT_NAME),
                            is, page->locale};
    }
    qsort(out, (size_t)n, sizeof *out, by_name);
    return n;
}

static void list_members(kt_page *page, const kt_bloc *bloc, int year)
{
    member *all = NULL;
    char code[5];
    if (!page->status)
        page->status =
            kt_new(&all, kt_countries_count(page->countries), sizeof *all, page->err);
    const int64_t n = page->status ? 0 : find_members(page, bloc, year, all);
    for (int64_t m = 0; m < n; m++) {
        kt_page_html(page, "<li>");
        kt_page_link(page, "country", kt_country_print(all[m].country, code), all[m].name);
        if (all[m].is != KT_MEMBER) {
            kt_page_html(page, " (");
            kt_page_say(page, all[m].is == KT_ASSOCIATE ? "rank.associate" : "rank.disputed");
            kt_page_html(page, ")");
        }
        kt_page_html(page, "</li>\n");
    }
    kt_free(all);
}

static void write_members(kt_page *page, const kt_bloc *bloc, int year)
{
    char year_text[16];
    snprintf(year_text, sizeof year_text, "%d", year);
    const kt_argument words[] = {{"year", year_text, 0.0}};
    kt_page_html(page, "<h2>");
    kt_page_say_with(page, "site.members", words, 1);
    kt_page_html(page, "</h2>\n<ul class=\"columns\">\n");
    list_members(page, bloc, year);
    kt_page_html(page, "</ul>\n");
    write_together(page, bloc, year);
    kt_page_html(page, "<p class=\"note\" lang=\"en\">"); // the treaty, by its name in English
    kt_page_text(page, bloc->source);
    kt_page_html(page, "</p>\n");
}

void kt_page_bloc(kt_page *page)
{
    const char *of = kt_argument_text(page->run, "of", "");
    const kt_bloc *bloc = kt_bloc_find(page->blocs, kt_slice_of(of));
    char place[64];
    int first, last;
    if (!bloc) {
        page->status = kt_fail(page->err, KT_ERR_MISSING, "no bloc \"%.32s\" is known", of);
        return;
    }
    kt_argument_years(page->run, &first, &last);
    const char *name = kt_bloc_name(page->blocs, bloc, page->language, KT_NAME);
    snprintf(place, sizeof place, "bloc/%s", bloc->code);
    kt_page_begin(page, name, place);
    kt_page_html(page, "<h1>");
    kt_page_text(page, name);
    kt_page_html(page, "</h1>\n<p class=\"facts\">%s</p>\n", bloc->code);
    write_members(page, bloc, last ? last : kt_moment_date(page->run->options->now).year);
    write_figures(page, bloc);
}
