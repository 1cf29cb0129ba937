/* page_product.c: a product: who exports and who imports most of it, by one side's statements.
 *
 * The dataset is that which `measure` takes for the world: the newest one with products of more
 * than one exporter (of the year, where one is asked for). Places and shares are given only
 * where it is reconciled and so meant to hold the world; elsewhere countries stand in order of
 * their own figures, and the page says so. */
#include "page_internal.h"
#include "say.h"

#include <kontor/memory.h>
#include <kontor/source.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 20 };

/* One direction of a product's trade. */
typedef struct direction {
    kt_page *page;
    const kt_dataset *dataset;
    const kt_dataset_info *info;
    kt_product product; /* in the dataset's revision */
    int16_t year;
    bool exports;
    kt_stated_by by;
    kt_country *leave_out; /* world and aggregates */
    int64_t n_leave_out;
    kt_groups groups; /* a country's trade with its partners, largest first */
    int64_t n_known;  /* those with a value come first */
    double total, coverage;
} direction;

static kt_country country_of(const direction *d, const kt_group *group)
{
    return d->exports ? group->exporter : group->importer;
}

/* ---- figures ---------------------------------------------------------------------------- */

/* By the rule of kontor/source.h, of what has more than one exporter; -1: none. Where none
 * holds the code, the one that would have been asked: the page names it. */
static kt_status choose_dataset(const kt_store *store, const char *code, int year, int64_t *out,
                                kt_error *err)
{
    kt_source_question question = {.first_year = year,
                                   .last_year = year,
                                   .need = KT_NEED_PRODUCTS,
                                   .product = code,
                                   .of_world = true};
    kt_source_choice choice;
    KT_TRY(kt_source_choose(store, &question, NULL, &choice, err));
    if (choice.dataset < 0) {
        question.product = NULL;
        KT_TRY(kt_source_choose(store, &question, NULL, &choice, err));
    }
    const bool fits =
        choice.dataset >= 0 && kt_store_info(store, choice.dataset)->n_exporters > 1;
    *out = fits ? choice.dataset : -1;
    return KT_OK;
}

/* Exporters' statements of exports, importers' of imports. What partners state of a country
 * need not be all of it, so it does not take their place. */
static kt_stated_by whose(const direction *d)
{
    if (d->info->stated_by >> KT_RECONCILED & 1)
        return KT_RECONCILED;
    return d->exports ? KT_BY_EXPORTER : KT_BY_IMPORTER;
}

static kt_status find_left_out(direction *d)
{
    const kt_country *country;
    int64_t n;
    KT_TRY(kt_dataset_countries(d->dataset, &country, &n, d->page->err));
    KT_TRY(kt_new(&d->leave_out, n, sizeof *d->leave_out, d->page->err));
    for (int64_t c = 0; c < n; c++) {
        const kt_country_info *info = kt_country_info_of(d->page->countries, country[c]);
        if (info && (info->kind == KT_IS_WORLD || info->kind == KT_IS_AGGREGATE))
            d->leave_out[d->n_leave_out++] = country[c];
    }
    return KT_OK;
}

static int by_value(const void *left, const void *right)
{
    const kt_group *a = left, *b = right;
    if (isnan(a->value_usd) != isnan(b->value_usd))
        return isnan(a->value_usd) ? 1 : -1;
    if (a->value_usd != b->value_usd && !isnan(a->value_usd))
        return a->value_usd > b->value_usd ? -1 : 1;
    return (a->exporter.code > b->exporter.code) - (a->exporter.code < b->exporter.code) +
           (a->importer.code > b->importer.code) - (a->importer.code < b->importer.code);
}

/* How much the named partners make up of what the same countries state for World. */
static double coverage_of(const direction *d, const kt_groups *stated)
{
    double named = 0.0, all = 0.0;
    for (int64_t s = 0; s < stated->n_groups; s++)
        for (int64_t g = 0; g < d->n_known; g++)
            if (country_of(d, &stated->group[s]).code ==
                    country_of(d, &d->groups.group[g]).code &&
                stated->group[s].value_usd > 0.0) {
                named += d->groups.group[g].value_usd;
                all += stated->group[s].value_usd;
            }
    return all > 0.0 ? named / all : (double)NAN;
}

static kt_status gather(direction *d)
{
    const int digits = kt_product_digits(d->product);
    const unsigned key = d->exports ? KT_BY_KEY_EXPORTER : KT_BY_KEY_IMPORTER;
    kt_groups stated = {0};
    d->by = whose(d);
    kt_filter filter = {.product = d->product,
                        .first_year = d->year,
                        .last_year = d->year,
                        .stated_by = (uint8_t)(1u << d->by),
                        .kinds = 1u << KT_GOODS,
                        .whole_years = true,
                        .level = digits <= 2   ? KT_LEVEL_2
                                 : digits <= 4 ? KT_LEVEL_4
                                               : KT_LEVEL_6,
                        .leave_out = d->leave_out,
                        .n_leave_out = d->n_leave_out};
    KT_TRY(kt_dataset_group(d->dataset, &filter, key, &d->groups, d->page->err));
    qsort(d->groups.group, (size_t)d->groups.n_groups, sizeof *d->groups.group, by_value);
    for (d->n_known = 0;
         d->n_known < d->groups.n_groups && !isnan(d->groups.group[d->n_known].value_usd);
         d->n_known++)
        d->total += d->groups.group[d->n_known].value_usd;
    *(d->exports ? &filter.importer : &filter.exporter) = KT_WORLD;
    KT_TRY(kt_dataset_group(d->dataset, &filter, key, &stated, d->page->err));
    d->coverage = coverage_of(d, &stated);
    kt_groups_clear(&stated);
    return KT_OK;
}

/* ---- the table -------------------------------------------------------------------------- */

/* A phrase of lang/ without arguments; the key where there is none. */
static const char *phrase(const direction *d, const char *key, char out[128])
{
    const kt_slice text = kt_phrase(d->page->phrases, key);
    snprintf(out, 128, "%.*s", text.data ? (int)text.size : (int)strlen(key),
             text.data ? text.data : key);
    return out;
}

static kt_status add_title(const direction *d, kt_table *table)
{
    static const char *const kinds[2][2] = {{"import", "export"},
                                            {"largest_import", "largest_export"}};
    kt_text text = {0};
    const kt_say_value value[] = {
        {.name = "kind", .as = KT_AS_TEXT, .text = kinds[d->by == KT_RECONCILED][d->exports]},
        {.name = "year", .as = KT_AS_YEAR, .number = d->year}};
    const kt_status status =
        kt_say_phrase(d->page->run, "site.product_title", value, 2, &text, d->page->err);
    if (!status)
        kt_table_title(table, kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

/* What is to be said of a figure; NULL: nothing. */
static const char *note_of(const kt_group *group)
{
    return group->n_without_value > 0        ? "site.product_partial"
           : group->status == KT_ESTIMATED   ? "rank.estimated"
           : group->status == KT_PROVISIONAL ? "rank.provisional"
                                             : NULL;
}

/* A column for notes stands where there is one. */
static bool has_notes(const direction *d)
{
    for (int64_t n = 0; n < d->n_known && n < MOST_ROWS; n++)
        if (note_of(&d->groups.group[n]))
            return true;
    return false;
}

static void add_columns(const direction *d, kt_table *table)
{
    char text[128];
    const bool is_ranked = d->by == KT_RECONCILED;
    if (is_ranked)
        kt_table_column(table, &(kt_column){.key = "rank",
                                            .title = phrase(d, "rank.place", text),
                                            .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "code", .title = ""});
    kt_table_column(table, &(kt_column){.key = "country",
                                        .title = phrase(d, "site.product_country", text)});
    kt_table_column(table, &(kt_column){.key = "value_usd",
                                        .title = phrase(d, "rank.value", text),
                                        .align = KT_RIGHT,
                                        .decimals = 1,
                                        .scale = 1e-6});
    if (is_ranked)
        kt_table_column(table, &(kt_column){.key = "share",
                                            .title = phrase(d, "rank.share", text),
                                            .align = KT_RIGHT,
                                            .decimals = 2});
    if (has_notes(d))
        kt_table_column(table,
                        &(kt_column){.key = "note", .title = phrase(d, "rank.note", text)});
}

/* Equal values share a place. */
static void add_row(const direction *d, kt_table *table, int64_t n, int64_t place)
{
    const kt_group *group = &d->groups.group[n];
    const kt_country country = country_of(d, group);
    char code[5], text[128];
    const char *key = note_of(group);
    kt_table_row(table);
    if (d->by == KT_RECONCILED)
        kt_table_integer(table, place);
    kt_table_text(table, kt_country_print(country, code));
    kt_table_text(table,
                  kt_country_name(d->page->countries, country, d->page->language, KT_NAME));
    kt_table_number(table, group->value_usd, NULL);
    if (d->by == KT_RECONCILED)
        kt_table_fraction(table, d->total > 0.0 ? group->value_usd / d->total : (double)NAN,
                          NULL);
    if (has_notes(d))
        kt_table_text(table, key ? phrase(d, key, text) : "");
}

static kt_status add_notes(const direction *d, kt_table *table)
{
    static const char *const whose_names[] = {"exporter", "importer", "reconciled"};
    char dataset[2 * KT_MAX_NAME + 16];
    const kt_run *run = d->page->run;
    kt_error *err = d->page->err;
    const int64_t n_more = d->n_known - MOST_ROWS;
    const kt_say_value more = {.name = "n", .as = KT_AS_COUNT, .number = (double)n_more},
                       coverage = {.name = "coverage",
                                   .as = KT_AS_PERCENT,
                                   .number = d->coverage,
                                   .decimals = 1},
                       total = {.name = "total",
                                .as = KT_AS_NUMBER,
                                .number = d->total / 1e6,
                                .decimals = 1};
    snprintf(dataset, sizeof dataset, "%s@%s%s", d->info->name, d->info->version,
             d->info->synthetic ? " (synthetic)" : "");
    const kt_say_value source[] = {
        {.name = "statements",
         .as = KT_AS_TEXT,
         .text = whose_names[d->by == KT_RECONCILED    ? 2
                             : d->by == KT_BY_EXPORTER ? 0
                                                       : 1]},
        {.name = "n", .as = KT_AS_COUNT, .number = (double)d->n_known},
        {.name = "revision", .as = KT_AS_TEXT, .text = kt_revision_name(d->info->revision)},
        {.name = "dataset", .as = KT_AS_TEXT, .text = dataset}};
    if (n_more > 0)
        KT_TRY(kt_say_note(run, table, "site.product_more", &more, 1, err));
    if (d->by == KT_RECONCILED)
        KT_TRY(kt_say_note(run, table, "site.product_share", &total, 1, err));
    else
        KT_TRY(kt_say_note(run, table, "site.product_unranked", NULL, 0, err));
    if (isnan(d->coverage))
        KT_TRY(kt_say_note(run, table, "site.product_no_coverage", NULL, 0, err));
    else
        KT_TRY(kt_say_note(run, table, "site.product_coverage", &coverage, 1, err));
    return kt_say_note(run, table, "site.product_source", source, 4, err);
}

static kt_status make_table(const direction *d, kt_table **out)
{
    int64_t place = 1;
    KT_TRY(kt_table_new(out, d->page->err));
    KT_TRY(add_title(d, *out));
    add_columns(d, *out);
    for (int64_t n = 0; n < d->n_known && n < MOST_ROWS; n++) {
        if (n > 0 && d->groups.group[n].value_usd < d->groups.group[n - 1].value_usd)
            place = n + 1;
        add_row(d, *out, n, place);
    }
    KT_TRY(add_notes(d, *out));
    return kt_table_check(*out, d->page->err);
}

/* ---- the page --------------------------------------------------------------------------- */

static void say_nothing(const direction *d)
{
    char year[16], dataset[2 * KT_MAX_NAME + 16];
    snprintf(year, sizeof year, "%d", d->year);
    snprintf(dataset, sizeof dataset, "%s@%s", d->info->name, d->info->version);
    const kt_argument words[] = {{"dataset", dataset, 0.0},
                                 {"flow", d->exports ? "export" : "import", 0.0},
                                 {"year", year, 0.0}};
    kt_page_html(d->page, "<p>");
    kt_page_say_with(d->page, "site.product_no_figures", words, 3);
    kt_page_html(d->page, "</p>\n");
}

static void write_direction(direction *d)
{
    kt_page *page = d->page;
    char link[32];
    kt_table *table = NULL;
    if (!page->status)
        page->status = find_left_out(d);
    if (!page->status)
        page->status = gather(d);
    if (!page->status && d->n_known == 0) {
        say_nothing(d);
    } else if (!page->status) {
        page->status = make_table(d, &table);
        snprintf(link, sizeof link, "/%s/country/", page->language);
        if (!page->status) {
            kt_page_bars(page, table, "country");
            kt_page_table(page, table, link, "code");
        }
    }
    kt_table_free(table);
    kt_groups_clear(&d->groups);
    kt_free(d->leave_out);
}

/* A code means the same in the dataset's revision where it has the same name there. */
static bool find_product(const kt_page *page, const kt_dataset_info *info, kt_product hs92,
                         kt_product *out)
{
    char code[16];
    return info->revision != KT_REVISION_NONE &&
           kt_product_parse(kt_slice_of(kt_product_print(hs92, code)), info->revision, out) &&
           strcmp(kt_product_name(page->products, *out, page->language),
                  kt_product_name(page->products, hs92, page->language)) == 0;
}

static void write_figures(kt_page *page, kt_product hs92)
{
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    kt_product product = {0};
    int first, last;
    kt_argument_years(page->run, &first, &last);
    if (!page->status)
        page->status = kt_run_find_store(page->run, &store, page->err);
    if (page->status)
        return;
    char wanted[16];
    int64_t n = -1;
    if (store)
        page->status =
            choose_dataset(store, kt_product_print(hs92, wanted), last, &n, page->err);
    if (n >= 0)
        page->status = kt_dataset_open(store, n, &dataset, page->err);
    const kt_dataset_info *info = dataset ? kt_dataset_info_of(dataset) : NULL;
    if (info && find_product(page, info, hs92, &product)) {
        for (int imports = 0; imports < 2; imports++) {
            direction d = {.page = page,
                           .dataset = dataset,
                           .info = info,
                           .product = product,
                           .year = (int16_t)(last ? last : info->last_year),
                           .exports = !imports};
            write_direction(&d);
        }
        char code[16];
        kt_page_html(page, "<p><a href=\"/api/v1/query?product=%s&amp;by=exporter,year\">",
                     kt_product_print(hs92, code));
        kt_page_say(page, "site.product_query");
        kt_page_html(page, "</a></p>\n");
    } else if (!page->status) {
        kt_page_html(page, "<div class=\"notice\"><p>");
        kt_page_say(page, "site.product_no_data");
        kt_page_html(page, "</p></div>\n");
    }
    kt_dataset_close(dataset);
    kt_run_close_store(page->run, store);
}

void kt_page_product(kt_page *page)
{
    kt_product product;
    char code[16], place[32];
    const char *of = kt_argument_text(page->run, "of", "");
    if (!kt_product_parse(kt_slice_of(of), KT_HS92, &product)) {
        page->status = kt_fail(page->err, KT_ERR_MISSING, "no product \"%.32s\" is known", of);
        return;
    }
    const char *name = kt_product_name(page->products, product, page->language);
    if (!name[0]) {
        page->status = kt_fail(page->err, KT_ERR_MISSING, "product %s has no name here", of);
        return;
    }
    snprintf(place, sizeof place, "product/%s", kt_product_print(product, code));
    kt_page_begin(page, name, place);
    kt_page_html(page, "<h1>");
    kt_page_text(page, name);
    kt_page_html(page, "</h1>\n<p class=\"facts\">HS %s · ", code);
    kt_page_text(page,
                 kt_section_name(page->products, kt_product_section(page->products, product),
                                 page->language));
    kt_page_html(page, "</p>\n");
    write_figures(page, product);
}
