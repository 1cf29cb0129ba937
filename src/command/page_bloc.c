/* page_bloc.c: a bloc: its members in a year, and their trade with each other and with all
 * others, as one side states it, with how many of them state anything. */
#include "page_internal.h"
#include "say.h"

#include <kontor/memory.h>
#include <kontor/source.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_MEMBERS = 128 };

typedef enum part { INSIDE, EXPORTS, IMPORTS, N_PARTS } part;

/* What each member trades with all partners that are named, and with members. */
typedef struct sums {
    double with_all[MOST_MEMBERS], inside[MOST_MEMBERS];
    bool is_there[MOST_MEMBERS];
} sums;

/* Members that reported trade as one, in some years beside their own figures. */
static const struct together {
    const char *as_one, *parts[2];
} together[] = {{"BLX", {"BEL", "LUX"}}};
enum { N_TOGETHER = sizeof together / sizeof *together };

/* The trade of a bloc's members in one year. */
typedef struct bloc_trade {
    kt_page *page;
    const kt_bloc *bloc;
    const kt_dataset *dataset;
    const kt_dataset_info *info;
    int16_t year;
    kt_country member[MOST_MEMBERS];
    int weight[MOST_MEMBERS];          /* 2: reports for two; 0: another reports for it */
    unsigned names_part[MOST_MEMBERS]; /* states trade with a part of together[bit] */
    kt_country whole[N_TOGETHER], part[2 * N_TOGETHER];
    int n_members;         /* positions of these */
    int n_counted;         /* their weights */
    kt_country *leave_out; /* world, aggregates, members whose trade another reports */
    int64_t n_leave_out;
    kt_stated_by by[N_PARTS];
    double value[N_PARTS], coverage[N_PARTS];
    int n_stating[N_PARTS]; /* members with a figure of it */
    sums of[N_PARTS];
} bloc_trade;

/* A state that is no more (Belgium-Luxembourg as one) is a member up to its last year. */
static kt_membership membership(const kt_page *page, const kt_bloc *bloc, kt_country country,
                                int year)
{
    const kt_country_info *info = kt_country_info_of(page->countries, country);
    if (info && info->kind == KT_IS_HISTORICAL && info->last_year && info->last_year < year)
        return KT_NOT_MEMBER;
    return kt_bloc_membership(page->blocs, bloc, country, year);
}

static int position(const bloc_trade *t, kt_country country)
{
    for (int m = 0; m < t->n_members; m++)
        if (t->member[m].code == country.code)
            return m;
    return -1;
}

/* ---- figures ---------------------------------------------------------------------------- */

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

static void add_member(bloc_trade *t, kt_country country, int weight)
{
    if (t->n_members == MOST_MEMBERS)
        return;
    t->weight[t->n_members] = weight;
    t->member[t->n_members++] = country;
    t->n_counted += weight;
}

static kt_country country_of(const kt_page *page, const char *code)
{
    kt_country country = {0};
    kt_error unknown = {0};
    return kt_country_find(page->countries, kt_slice_of(code), &country, &unknown)
               ? (kt_country){0}
               : country;
}

static void find_members(bloc_trade *t)
{
    const kt_page *page = t->page;
    for (int n = 0; n < N_TOGETHER; n++) {
        t->whole[n] = country_of(page, together[n].as_one);
        for (int k = 0; k < 2; k++)
            t->part[2 * n + k] = country_of(page, together[n].parts[k]);
    }
    for (int64_t c = 0; c < kt_countries_count(page->countries); c++) {
        const kt_country country = kt_countries_at(page->countries, c)->code;
        if (membership(page, t->bloc, country, t->year) == KT_MEMBER)
            add_member(t, country, 1);
    }
}

/* It stays a partner of the others; what it states itself counts nowhere. */
static void silence(bloc_trade *t, kt_country country)
{
    const int m = position(t, country);
    if (m < 0)
        return;
    t->n_counted -= t->weight[m];
    t->weight[m] = 0;
}

/* What a country states of its exports, 0 where it states none. */
static kt_status stated_exports(const bloc_trade *t, kt_country country, double *out)
{
    kt_groups groups = {0};
    const kt_filter filter = {.exporter = country,
                              .first_year = t->year,
                              .last_year = t->year,
                              .stated_by = 1u << KT_BY_EXPORTER | 1u << KT_RECONCILED,
                              .kinds = 1u << KT_GOODS,
                              .whole_years = true,
                              .level = KT_LEVEL_TOTAL,
                              .leave_out = t->leave_out,
                              .n_leave_out = t->n_leave_out};
    *out = 0.0;
    KT_TRY(kt_dataset_group(t->dataset, &filter, KT_BY_KEY_EXPORTER, &groups, t->page->err));
    if (groups.n_groups > 0 && groups.group[0].value_usd > 0.0)
        *out = groups.group[0].value_usd;
    kt_groups_clear(&groups);
    return KT_OK;
}

/* Belgium and Luxembourg stand for Belgium-Luxembourg, or it for them: whoever states more. */
static kt_status choose_reporters(bloc_trade *t)
{
    for (int n = 0; n < N_TOGETHER; n++) {
        const kt_country one = country_of(t->page, together[n].as_one);
        double as_one, apart[2];
        if (position(t, one) < 0)
            continue;
        KT_TRY(stated_exports(t, one, &as_one));
        for (int k = 0; k < 2; k++)
            KT_TRY(stated_exports(t, country_of(t->page, together[n].parts[k]), &apart[k]));
        if (as_one <= apart[0] + apart[1]) {
            silence(t, one);
            continue;
        }
        t->weight[position(t, one)] = 2;
        t->n_counted++;
        for (int k = 0; k < 2; k++)
            silence(t, country_of(t->page, together[n].parts[k]));
    }
    return KT_OK;
}

/* Trade with the whole counts only where none with a part of it is stated: who states both
 * states the same twice. */
static void find_twice(bloc_trade *t, part p, const kt_groups *groups)
{
    memset(t->names_part, 0, sizeof t->names_part);
    for (int64_t g = 0; g < groups->n_groups; g++) {
        const kt_group *group = &groups->group[g];
        const int self = position(t, p == IMPORTS ? group->importer : group->exporter);
        const kt_country other = p == IMPORTS ? group->exporter : group->importer;
        for (int n = 0; n < 2 * N_TOGETHER && self >= 0; n++)
            if (t->part[n].code == other.code)
                t->names_part[self] |= 1u << n / 2;
    }
}

static bool is_twice(const bloc_trade *t, int self, kt_country other)
{
    for (int n = 0; n < N_TOGETHER; n++)
        if (t->whole[n].code == other.code)
            return t->names_part[self] >> n & 1;
    return false;
}

static kt_status find_left_out(bloc_trade *t)
{
    const kt_country *country;
    int64_t n;
    KT_TRY(kt_dataset_countries(t->dataset, &country, &n, t->page->err));
    KT_TRY(kt_new(&t->leave_out, n, sizeof *t->leave_out, t->page->err));
    for (int64_t c = 0; c < n; c++) {
        const kt_country_info *info = kt_country_info_of(t->page->countries, country[c]);
        if (info && (info->kind == KT_IS_WORLD || info->kind == KT_IS_AGGREGATE))
            t->leave_out[t->n_leave_out++] = country[c];
    }
    return KT_OK;
}

/* Members' own statements: of exports, those of exporters. What others state of them need not
 * be all of it, so it does not take their place. */
static kt_stated_by whose(const bloc_trade *t, part p)
{
    if (t->info->stated_by >> KT_RECONCILED & 1)
        return KT_RECONCILED;
    return p == IMPORTS ? KT_BY_IMPORTER : KT_BY_EXPORTER;
}

static void add_group(bloc_trade *t, part p, const kt_group *group)
{
    const int from = position(t, group->exporter), to = position(t, group->importer);
    const int self = p == IMPORTS ? to : from;
    sums *of = &t->of[p];
    const kt_country other = p == IMPORTS ? group->exporter : group->importer;
    if (self < 0 || t->weight[self] == 0 || isnan(group->value_usd) ||
        group->exporter.code == group->importer.code || is_twice(t, self, other))
        return;
    of->with_all[self] += group->value_usd;
    if (from >= 0 && to >= 0)
        of->inside[self] += group->value_usd;
    if ((p == INSIDE) != (from >= 0 && to >= 0))
        return;
    t->value[p] += group->value_usd;
    t->n_stating[p] += of->is_there[self] ? 0 : t->weight[self];
    of->is_there[self] = true;
}

static kt_status take_coverage(bloc_trade *t, part p, kt_filter *filter)
{
    kt_groups stated = {0};
    double named = 0.0, all = 0.0;
    *(p == IMPORTS ? &filter->exporter : &filter->importer) = KT_WORLD;
    KT_TRY(kt_dataset_group(t->dataset, filter,
                            p == IMPORTS ? KT_BY_KEY_IMPORTER : KT_BY_KEY_EXPORTER, &stated,
                            t->page->err));
    for (int64_t g = 0; g < stated.n_groups; g++) {
        const kt_group *group = &stated.group[g];
        const int m = position(t, p == IMPORTS ? group->importer : group->exporter);
        if (m >= 0 && t->weight[m] > 0 && group->value_usd > 0.0) {
            named += t->of[p].with_all[m];
            all += group->value_usd;
        }
    }
    t->coverage[p] = all > 0.0 ? named / all : (double)NAN;
    kt_groups_clear(&stated);
    return KT_OK;
}

/* Parts that go by the same statements, from `first` on, in one pass over the pairs. */
static kt_status gather(bloc_trade *t, part first, kt_filter *filter)
{
    kt_groups groups = {0};
    filter->stated_by = (uint8_t)(1u << t->by[first]);
    KT_TRY(kt_dataset_group(t->dataset, filter, KT_BY_KEY_EXPORTER | KT_BY_KEY_IMPORTER,
                            &groups, t->page->err));
    for (int p = (int)first; p < N_PARTS && t->by[p] == t->by[first]; p++) {
        find_twice(t, (part)p, &groups);
        for (int64_t g = 0; g < groups.n_groups; g++)
            add_group(t, (part)p, &groups.group[g]);
    }
    kt_groups_clear(&groups);
    return KT_OK;
}

static kt_status gather_all(bloc_trade *t)
{
    const kt_filter filter = {.first_year = t->year,
                              .last_year = t->year,
                              .kinds = 1u << KT_GOODS,
                              .whole_years = true,
                              .level = KT_LEVEL_TOTAL,
                              .leave_out = t->leave_out,
                              .n_leave_out = t->n_leave_out};
    for (int p = 0; p < N_PARTS; p++)
        t->by[p] = whose(t, (part)p);
    for (int p = 0; p < N_PARTS; p++) {
        kt_filter own = filter;
        if (p == 0 || t->by[p] != t->by[p - 1])
            KT_TRY(gather(t, (part)p, &own));
    }
    for (int p = 0; p < N_PARTS; p++) {
        kt_filter own = filter;
        own.stated_by = (uint8_t)(1u << t->by[p]);
        if (p == EXPORTS && t->n_stating[INSIDE] > 0)
            t->coverage[p] = t->coverage[INSIDE]; // the same members, the same statements
        else if (t->n_stating[p] > 0)
            KT_TRY(take_coverage(t, (part)p, &own));
        if (t->n_stating[p] == 0)
            t->value[p] = t->coverage[p] = (double)NAN;
    }
    return KT_OK;
}

/* ---- the table -------------------------------------------------------------------------- */

static const char *phrase(const bloc_trade *t, const char *key, char out[128])
{
    const kt_slice text = kt_phrase(t->page->phrases, key);
    snprintf(out, 128, "%.*s", text.data ? (int)text.size : (int)strlen(key),
             text.data ? text.data : key);
    return out;
}

static kt_status make_table(const bloc_trade *t, kt_table **out)
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
    for (int p = 0; p < N_PARTS; p++) {
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

static kt_status add_member_row(const bloc_trade *t, kt_table *table, int m)
{
    const sums *of = &t->of[EXPORTS];
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
static int order_members(const bloc_trade *t, int out[MOST_MEMBERS])
{
    int n = 0;
    const double *value = t->of[EXPORTS].with_all;
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

static kt_status make_members_table(const bloc_trade *t, kt_table *table)
{
    char text[128], dataset[2 * KT_MAX_NAME + 16];
    int order[MOST_MEMBERS];
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
                       t->by[EXPORTS] == KT_RECONCILED ? "site.bloc_reconciled"
                                                       : "site.bloc_by_exporter",
                       NULL, 0, t->page->err));
    KT_TRY(kt_say_note(t->page->run, table, "site.bloc_source", value + 1, 1, t->page->err));
    return kt_table_check(table, t->page->err);
}

static void write_members_table(const bloc_trade *t)
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

static void write_trade(bloc_trade *t)
{
    kt_page *page = t->page;
    kt_table *table = NULL;
    page->status = find_left_out(t);
    if (!page->status)
        page->status = choose_reporters(t);
    if (!page->status)
        page->status = gather_all(t);
    kt_free(t->leave_out);
    if (page->status)
        return;
    if (t->n_stating[INSIDE] + t->n_stating[EXPORTS] + t->n_stating[IMPORTS] == 0) {
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

/* Trade by the membership of the year of the data: the one asked for, else their last. */
static void write_figures(kt_page *page, const kt_bloc *bloc)
{
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    int first, last;
    bloc_trade t = {.page = page, .bloc = bloc};
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
        find_members(&t);
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
    for (int n = 0; n < N_TOGETHER; n++)
        if (country_of(page, together[n].as_one).code == country.code &&
            membership(page, bloc, country_of(page, together[n].parts[0]), year) == KT_MEMBER)
            return true;
    return false;
}

static void write_together(kt_page *page, const kt_bloc *bloc, int year)
{
    char code[5], last[16];
    for (int n = 0; n < N_TOGETHER; n++) {
        const kt_country one = country_of(page, together[n].as_one);
        const kt_country_info *info = kt_country_info_of(page->countries, one);
        if (!info || membership(page, bloc, one, year) != KT_MEMBER)
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

static void write_members(kt_page *page, const kt_bloc *bloc, int year)
{
    char code[5], year_text[16];
    snprintf(year_text, sizeof year_text, "%d", year);
    const kt_argument words[] = {{"year", year_text, 0.0}};
    kt_page_html(page, "<h2>");
    kt_page_say_with(page, "site.members", words, 1);
    kt_page_html(page, "</h2>\n<ul class=\"columns\">\n");
    for (int64_t c = 0; c < kt_countries_count(page->countries); c++) {
        const kt_country country = kt_countries_at(page->countries, c)->code;
        const kt_membership is = membership(page, bloc, country, year);
        if (is == KT_NOT_MEMBER || reports_for_others(page, bloc, country, year))
            continue;
        kt_page_html(page, "<li>");
        kt_page_link(page, "country", kt_country_print(country, code),
                     kt_country_name(page->countries, country, page->language, KT_NAME));
        if (is != KT_MEMBER) {
            kt_page_html(page, " (");
            kt_page_say(page, is == KT_ASSOCIATE ? "rank.associate" : "rank.disputed");
            kt_page_html(page, ")");
        }
        kt_page_html(page, "</li>\n");
    }
    kt_page_html(page, "</ul>\n");
    write_together(page, bloc, year);
    kt_page_html(page, "<p class=\"note\">");
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
