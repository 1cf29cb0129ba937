/* page_country.c: a country: its news, its partners as bars, and the whole ranking. */
#include "page_internal.h"

#include <stdio.h>

/* ---- the page --------------------------------------------------------------------------- */

/* The partners in order, as `rank` ranks them; nothing held is said, not an error. */
static void write_ranking(kt_page *page, kt_country country)
{
    char code[5], link[32];
    kt_table *table = NULL;
    kt_error err = {0};
    const kt_run *asked = page->run;
    const kt_given given[] = {{NULL, kt_country_print(country, code)},
                              {"year", kt_argument_text(asked, "year", NULL)}};
    const kt_run run = {&kt_command_rank, asked->context, given, given[1].value ? 2 : 1,
                        asked->options};
    if (page->status)
        return;
    const kt_status status = kt_rank_table(&run, &table, &err);
    if (status == KT_ERR_MISSING) {
        kt_page_html(page, "<p>");
        kt_page_say(page, "site.no_data");
        kt_page_html(page, "</p>\n");
    } else if (status) {
        page->status = kt_fail(page->err, status, "%s", err.cause);
    } else {
        snprintf(link, sizeof link, "/%s/pair/%s/", page->language, code);
        kt_page_bars(page, table, "partner");
        kt_page_table(page, table, link, "code");
    }
    kt_table_free(table);
}

void kt_page_country(kt_page *page)
{
    kt_country country;
    char code[5], place[32];
    const char *of = kt_argument_text(page->run, "of", "");
    page->status = kt_country_find(page->countries, kt_slice_of(of), &country, page->err);
    if (page->status)
        return;
    const char *name = kt_country_name(page->countries, country, page->language, KT_NAME);
    const char *capital =
        kt_country_name(page->countries, country, page->language, KT_NAME_CAPITAL);
    snprintf(place, sizeof place, "country/%s", kt_country_print(country, code));
    snprintf(page->feed, sizeof page->feed, "%s", place);
    kt_page_begin(page, name, place);
    kt_page_html(page, "<h1>");
    kt_page_text(page, name);
    kt_page_html(page, "</h1>\n<p class=\"facts\">%s", code);
    if (capital[0]) {
        kt_page_html(page, " · ");
        kt_page_say(page, "site.capital");
        kt_page_html(page, " ");
        kt_page_text(page, capital);
    }
    kt_page_html(page, "</p>\n");
    kt_page_news_about(page, code, NULL);
    write_ranking(page, country);
    kt_page_compose(page, name, "", "", "");
}
