/* page_command.c: kontor page: one page of the site as HTML. The server turns an address into
 * this command; what it prints is what the other commands print. */
#include "page_internal.h"

#include <kontor/memory.h>

#include <kontor/partners.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"kind", "KIND",
     "front,news,archive,item,country,pair,charts,check,checks,product,bloc,countries,products,"
     "blocs,"
     "search,compose,"
     "error",
     "Which page.", KT_TYPE_CHOICE, KT_PLACE_REQUIRED},
    {"of", "A", NULL,
     "The country, product or bloc; news: a section; archive: 2026-11; item, checks: its "
     "number.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"with", "B", NULL, "pair, compose: the other country.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"published", "DATE", NULL, "check: when the article appeared.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"words", "WORDS", NULL, "search: what for; check: the article.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"page", "N", NULL, "news: which part of the list (default 1).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"year", "Y", NULL, "Which year (default: the last one).", KT_TYPE_YEAR, KT_PLACE_OPTION},
    {"years", "A-B", NULL, "pair: which years.", KT_TYPE_YEARS, KT_PLACE_OPTION},
    {"site", "URL", NULL, "Where the site is: pages tell their address.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"status", "N", NULL, "error, check: the status of HTTP.", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"message", "TEXT", NULL, "error: what happened, for who runs the site.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"about", "KIND", "country,pair,charts,product,bloc,news,archive,item,check,checks",
     "error: which page was asked for.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"field", "NAME", "year,years,published,page,format,other",
     "error, check, compose: what could not be taken.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"value", "TEXT", NULL, "error, check, compose: as it was written.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"form", "FORM", NULL, "compose: in which form.", KT_TYPE_TEXT, KT_PLACE_OPTION},
};

static const char *name_of(const kt_page *page, kt_country country)
{
    return kt_country_name(page->countries, country, page->language, KT_NAME);
}

static void heading_of(kt_page *page, const char *key)
{
    kt_page_html(page, "<h1>");
    kt_page_say(page, key);
    kt_page_html(page, "</h1>\n");
}

/* ---- lists ------------------------------------------------------------------------------ */

typedef struct named {
    kt_country country;
    const char *name;
    kt_locale *locale;
} named;

static int by_name(const void *left, const void *right)
{
    const named *a = left, *b = right;
    return kt_locale_compare(a->locale, kt_slice_of(a->name), kt_slice_of(b->name));
}

static void list_countries(kt_page *page)
{
    named *all = NULL;
    int64_t n_all = 0;
    char code[5];
    const int64_t n = kt_countries_count(page->countries);
    if (!page->status)
        page->status = kt_new(&all, n, sizeof *all, page->err);
    if (page->status)
        return;
    for (int64_t c = 0; c < n; c++) {
        const kt_country_info *info = kt_countries_at(page->countries, c);
        if (info->kind == KT_IS_COUNTRY || info->kind == KT_IS_TERRITORY)
            all[n_all++] = (named){info->code, name_of(page, info->code), page->locale};
    }
    qsort(all, (size_t)n_all, sizeof *all, by_name);
    kt_page_html(page, "<ul class=\"columns\">\n");
    for (int64_t c = 0; c < n_all; c++) {
        kt_page_html(page, "<li>");
        kt_page_link(page, "country", kt_country_print(all[c].country, code), all[c].name);
        kt_page_html(page, "</li>\n");
    }
    kt_page_html(page, "</ul>\n");
    kt_free(all);
}

static void list_chapters(kt_page *page)
{
    int before = 0;
    for (int chapter = 1; chapter <= 97; chapter++) {
        char code[16];
        kt_product product;
        snprintf(code, sizeof code, "%02d", chapter);
        if (!kt_product_parse(kt_slice_of(code), KT_HS92, &product))
            continue;
        const char *name = kt_product_name(page->products, product, page->language);
        const int section = kt_product_section(page->products, product);
        if (!name[0])
            continue;
        if (section != before) {
            kt_page_html(page, before ? "</ul></section>\n<section><h2>" : "<section><h2>");
            kt_page_text(page, kt_section_name(page->products, section, page->language));
            kt_page_html(page, "</h2><ul>\n");
            before = section;
        }
        kt_page_html(page, "<li>%s ", code);
        kt_page_link(page, "product", code, name);
        kt_page_html(page, "</li>\n");
    }
    kt_page_html(page, before ? "</ul></section>\n" : "");
}

static void list_blocs(kt_page *page)
{
    kt_page_html(page, "<ul class=\"columns\">\n");
    for (int64_t n = 0; n < kt_blocs_count(page->blocs); n++) {
        const kt_bloc *bloc = kt_blocs_at(page->blocs, n);
        kt_page_html(page, "<li>");
        kt_page_link(page, "bloc", bloc->code,
                     kt_bloc_name(page->blocs, bloc, page->language, KT_NAME));
        kt_page_html(page, "</li>\n");
    }
    kt_page_html(page, "</ul>\n");
}

/* ---- one thing -------------------------------------------------------------------------- */

static void compose_front(kt_page *page)
{
    kt_page_begin(page, "Kontor", "");
    const size_t before = page->out->size;
    kt_page_latest(page);
    const bool has_news = page->out->size > before;
    kt_page_html(page, has_news ? "<section><h2>" : "<section><h1>");
    kt_page_say(page, "site.title");
    kt_page_html(page, "%s\n<p class=\"lead\">", has_news ? "</h2>" : "</h1>");
    kt_page_say(page, "site.lead");
    kt_page_html(page, "</p></section>\n");
    kt_page_compose(page, "", "", "", "");
    kt_page_search_form(page, "");
    kt_page_html(page, "<section><h2>");
    kt_page_say(page, "site.blocs");
    kt_page_html(page, "</h2>\n");
    list_blocs(page);
    // Two hundred and fifty names are folded away: a front page is not a register.
    kt_page_html(page, "</section>\n<section><h2>");
    kt_page_say(page, "site.countries");
    kt_page_html(page, "</h2>\n<details class=\"all\"><summary>");
    kt_page_say(page, "site.all_countries");
    kt_page_html(page, "</summary>\n");
    list_countries(page);
    kt_page_html(page, "</details></section>\n");
}

/* A section with the country, the bloc and the products of that name; false without any. */
static bool list_pages_named(kt_page *page, const char *words)
{
    enum { MOST = 50 };
    kt_product found[MOST];
    kt_country country;
    char code[16];
    kt_error not_found = {0};
    const kt_status known =
        kt_country_find(page->countries, kt_slice_of(words), &country, &not_found);
    if (known == KT_ERR_MEMORY && !page->status)
        page->status = kt_fail(page->err, known, "%s", not_found.cause);
    const kt_bloc *bloc = kt_bloc_find(page->blocs, kt_slice_of(words));
    const int64_t n = kt_product_search(page->products, kt_slice_of(words), found, MOST);
    if (known && !bloc && n == 0)
        return false;
    kt_page_html(page, "<section><h2>");
    kt_page_say(page, "site.pages_found");
    kt_page_html(page, "</h2>\n<ul>\n");
    if (!known) {
        kt_page_html(page, "<li>");
        kt_page_link(page, "country", kt_country_print(country, code), name_of(page, country));
        kt_page_html(page, "</li>\n");
    }
    if (bloc) {
        kt_page_html(page, "<li>");
        kt_page_link(page, "bloc", bloc->code,
                     kt_bloc_name(page->blocs, bloc, page->language, KT_NAME));
        kt_page_html(page, "</li>\n");
    }
    for (int64_t p = 0; p < n; p++) {
        kt_product_print(found[p], code);
        kt_page_html(page, "<li>%s ", code);
        kt_page_link(page, "product", code,
                     kt_product_name(page->products, found[p], page->language));
        kt_page_html(page, "</li>\n");
    }
    kt_page_html(page, "</ul></section>\n");
    return true;
}

static void compose_search(kt_page *page)
{
    const char *words = kt_argument_text(page->run, "words", "");
    kt_text place = {0};
    kt_page inner = *page; // the address of this search, for the language switch
    inner.out = &place;
    kt_page_html(&inner, words[0] ? "search?q=" : "search");
    kt_page_address(&inner, words);
    page->status = inner.status;
    if (words[0])
        kt_page_begin(page, words, kt_text_get(&place));
    else
        kt_page_begin_by(page, "site.search", kt_text_get(&place));
    kt_text_clear(&place);
    heading_of(page, "site.search");
    kt_page_search_form(page, words);
    bool has_any = words[0] && list_pages_named(page, words);
    if (words[0] && kt_page_found(page, words))
        has_any = true;
    if (words[0] && kt_page_reviews_found(page, words))
        has_any = true;
    if (has_any)
        return;
    kt_page_html(page, "<p>");
    kt_page_say(page, words[0] ? "site.nothing_found" : "site.search_hint");
    if (words[0])
        kt_page_guesses(page, words);
    kt_page_html(page, "</p>\n");
}

static void compose_list(kt_page *page, const char *kind, const char *key,
                         void (*list)(kt_page *page))
{
    kt_page_begin_by(page, key, kind);
    heading_of(page, key);
    list(page);
}

static void compose(kt_page *page, const char *kind)
{
    if (strcmp(kind, "front") == 0)
        compose_front(page);
    else if (strcmp(kind, "news") == 0)
        kt_page_news(page);
    else if (strcmp(kind, "archive") == 0)
        kt_page_archive(page);
    else if (strcmp(kind, "item") == 0)
        kt_page_item(page);
    else if (strcmp(kind, "country") == 0)
        kt_page_country(page);
    else if (strcmp(kind, "pair") == 0 || strcmp(kind, "charts") == 0)
        kt_page_pair(page, strcmp(kind, "charts") == 0);
    else if (strcmp(kind, "product") == 0)
        kt_page_product(page);
    else if (strcmp(kind, "bloc") == 0)
        kt_page_bloc(page);
    else if (strcmp(kind, "countries") == 0)
        compose_list(page, kind, "site.countries", list_countries);
    else if (strcmp(kind, "products") == 0)
        compose_list(page, kind, "site.products", list_chapters);
    else if (strcmp(kind, "blocs") == 0)
        compose_list(page, kind, "site.blocs", list_blocs);
    else if (strcmp(kind, "check") == 0)
        kt_page_check(page);
    else if (strcmp(kind, "checks") == 0)
        kt_page_reviews(page);
    else if (strcmp(kind, "search") == 0)
        compose_search(page);
    else if (strcmp(kind, "compose") == 0)
        kt_page_compose_again(page);
    else
        kt_page_problem(page);
    kt_page_end(page);
}

static kt_status run_page(kt_run *run, kt_error *err)
{
    kt_text out = {0};
    kt_page page = {.run = run, .language = kt_run_language(run), .out = &out, .err = err};
    if (kt_argument_text(run, "site", NULL))
        KT_TRY(kt_site_check(kt_argument_text(run, "site", ""), err));
    KT_TRY(kt_run_countries(run, &page.countries, err));
    KT_TRY(kt_run_blocs(run, &page.blocs, err));
    KT_TRY(kt_run_products(run, &page.products, err));
    KT_TRY(kt_run_locale(run, &page.locale, &page.phrases, err));
    KT_TRY(kt_run_open_register(run, &page.reg, err));
    compose(&page, kt_argument_text(run, "kind", "front"));
    if (!page.status)
        page.status = kt_sink_write(&run->options->out, out.data, out.size, err);
    kt_text_clear(&out);
    kt_run_close_register(run, page.reg);
    return page.status;
}

const kt_command kt_command_page = {
    "page",
    "one page of the site, as HTML",
    "Writes the page that kontor serve sends for an address: the front page, news, a country "
    "with its\n"
    "partners, a pair with its brief, a product, a bloc, or what a search finds.\n\n"
    "  kontor page front --lang de\n"
    "  kontor page news --of trade\n"
    "  kontor page country --of BLR\n"
    "  kontor page pair --of BLR --with KAZ --lang ru\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_page,
};
