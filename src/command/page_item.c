/* page_item.c: one item of the bulletin: what it says, when it appeared, where its figures come
 * from, what was corrected, and what belongs to it. A withdrawn item stays, marked as void. */
#include "page_internal.h"

#include "bulletin_answer.h"

#include <stdio.h>
#include <string.h>

/* The first two countries of an item; the others are not shown. */
static int countries_of(const kt_page *page, const kt_item *item, kt_country out[2])
{
    kt_slice rest = kt_slice_of(item->countries);
    int n = 0;
    kt_error err = {0};
    while (rest.data && rest.size > 0 && n < 2)
        if (!kt_country_find(page->countries, kt_slice_cut(&rest, ' '), &out[n], &err))
            n++;
    return n;
}

static const char *name_of(const kt_page *page, kt_country country)
{
    return kt_country_name(page->countries, country, page->language, KT_NAME);
}

/* ---- corrections ------------------------------------------------------------------------ */

typedef struct changes {
    kt_page *page;
    kt_item_action wanted;
    int n; /* changes told so far; the last one is still open */
    kt_text last;
} changes;

/* Former words of the version that is read; a correction of another version has its date and
 * reason here too, for the figures are the same. */
static void write_former(kt_page *page, const kt_item_step *step)
{
    if (strcmp(step->language, page->language) != 0)
        return;
    kt_page_html(page, "<details><summary>");
    kt_page_say(page, "site.former");
    kt_page_html(page, "</summary><p><strong>");
    kt_page_text(page, step->headline);
    kt_page_html(page, "</strong></p><p>");
    kt_page_text(page, step->body);
    kt_page_html(page, "</p></details>");
}

static kt_status write_change(void *with, const kt_item_step *step, kt_error *err)
{
    changes *to = with;
    kt_page *page = to->page;
    kt_text text = {0};
    bool again;
    (void)err; // that of the page
    if (step->action != to->wanted || !kt_page_voices(page))
        return page->status;
    page->status = kt_step_is_again(&to->last, step, &again, page->err);
    if (page->status || again) {
        write_former(page, step);
        return page->status;
    }
    page->status = kt_bulletin_step(page->voices, page->language, step, &text, page->err);
    if (to->n++ == 0 && to->wanted == KT_ITEM_CORRECT) {
        kt_page_html(page, "<section class=\"corrections\"><h2>");
        kt_page_say(page, "site.corrections");
        kt_page_html(page, "</h2>\n");
    }
    kt_page_html(page, to->n > 1 ? "</div>\n<div><p>" : "<div><p>");
    kt_page_text(page, kt_text_get(&text));
    kt_page_html(page, "</p>");
    write_former(page, step);
    kt_text_clear(&text);
    return page->status;
}

static void write_changes(kt_page *page, const kt_item *item, kt_item_action wanted)
{
    changes to = {.page = page, .wanted = wanted};
    if (!page->status)
        page->status = kt_item_history(page->reg, item->id, write_change, &to, page->err);
    kt_text_clear(&to.last);
    kt_page_html(page, to.n > 0 ? "</div>\n" : "");
    if (to.n > 0 && wanted == KT_ITEM_CORRECT)
        kt_page_html(page, "</section>\n");
}

/* ---- around the text -------------------------------------------------------------------- */

static void write_times(kt_page *page, const kt_item *item)
{
    kt_page_html(page, "<p class=\"facts\"><a href=\"/%s/news/%s\">", page->language,
                 item->section);
    kt_page_label(page, "section", item->section);
    kt_page_html(page, "</a> · ");
    kt_page_time(page, item->visible_from);
    if (item->changed_at) {
        kt_page_html(page, " · ");
        kt_page_say(page, item->state == KT_ITEM_WITHDRAWN ? "site.withdrawn_label"
                                                           : "site.corrected");
        kt_page_html(page, " ");
        kt_page_time(page, item->changed_at);
    }
    kt_page_html(page, "</p>\n");
}

static void write_origin(kt_page *page, const kt_item *item)
{
    kt_text text = {0};
    if (!kt_page_voices(page))
        return;
    page->status = kt_bulletin_origin(page->voices, page->language, item, &text, page->err);
    kt_page_html(page, "<p class=\"origin\">");
    kt_page_text(page, kt_text_get(&text));
    kt_page_html(page, "</p>\n");
    kt_text_clear(&text);
}

static void write_related(kt_page *page, const kt_item *item)
{
    kt_country of[2];
    char a[5], b[5];
    const int n = countries_of(page, item, of);
    if (n == 0)
        return;
    kt_page_html(page, "<section class=\"related\"><h2>");
    kt_page_say(page, "site.related");
    kt_page_html(page, "</h2><ul>\n");
    if (n == 2) {
        const kt_argument words[] = {{"a", name_of(page, of[0]), 0.0},
                                     {"b", name_of(page, of[1]), 0.0}};
        kt_page_html(page, "<li><a href=\"/%s/pair/%s/%s\">", page->language,
                     kt_country_print(of[0], a), kt_country_print(of[1], b));
        kt_page_say_with(page, "site.about_pair", words, 2);
        kt_page_html(page, "</a></li>\n");
    }
    for (int c = 0; c < n; c++) {
        kt_page_html(page, "<li>");
        kt_page_link(page, "country", kt_country_print(of[c], a), name_of(page, of[c]));
        kt_page_html(page, "</li>\n");
    }
    kt_page_html(page, "</ul></section>\n");
}

/* The page that a figure is cited from, once where several are. */
typedef struct cited_pages {
    kt_page *page;
    char last[512];
} cited_pages;

static kt_status link_cited(void *with, const kt_item_figure *figure, kt_error *err)
{
    cited_pages *c = with;
    (void)err; // that of the page
    const char *url = strstr(figure->method, "https://");
    if (!url)
        url = strstr(figure->method, "http://");
    if (strcmp(figure->dataset, "facts") != 0 || !url)
        return c->page->status;
    char address[512];
    snprintf(address, sizeof address, "%.*s", (int)strcspn(url, " \"<>"), url);
    if (strcmp(address, c->last) == 0 || strlen(address) + 1 == sizeof address)
        return c->page->status;
    snprintf(c->last, sizeof c->last, "%s", address);
    kt_page_html(c->page, "<p class=\"note\"><a rel=\"nofollow noopener\" href=\"");
    kt_page_text(c->page, address);
    kt_page_html(c->page, "\">");
    kt_page_text(c->page, address);
    kt_page_html(c->page, "</a></p>\n");
    return c->page->status;
}

static void write_sources(kt_page *page, const kt_item *item)
{
    kt_text date = {0};
    char period[32];
    kt_period_print(item->period, period);
    if (!page->status)
        page->status = kt_locale_date(page->locale, item->as_of, &date, page->err);
    const kt_argument words[] = {
        {"dataset", item->dataset, 0.0},
        {"vintage", item->vintage, 0.0},
        {"date", kt_text_get(&date), 0.0},
        {"period", period, 0.0},
        {"cited", strcmp(item->dataset, "facts") == 0 ? "yes" : "no", 0.0}};
    kt_page_html(page, "<section class=\"sources\"><h2>");
    kt_page_say(page, "site.sources");
    kt_page_html(page, "</h2><p class=\"note\">");
    kt_page_say_with(page, "site.source_line", words, 5);
    kt_page_html(page, "</p>\n");
    cited_pages cited = {.page = page};
    if (!page->status)
        page->status = kt_item_figures(page->reg, item->id, link_cited, &cited, page->err);
    kt_page_html(page, "</section>\n");
    kt_text_clear(&date);
}

/* ---- the page --------------------------------------------------------------------------- */

static kt_status write_item(void *with, const kt_item *item, kt_error *err)
{
    kt_page *page = with;
    const kt_item_text *words = kt_page_words(page, item);
    const bool is_void = item->state == KT_ITEM_WITHDRAWN;
    char place[32], picture[40], a[5], b[5];
    kt_country of[2];
    kt_text marks = {0};
    (void)err; // that of the page
    snprintf(place, sizeof place, "item/%lld", (long long)item->id);
    if (countries_of(page, item, of) == 2) {
        snprintf(picture, sizeof picture, "pair/%s/%s.png", kt_country_print(of[0], a),
                 kt_country_print(of[1], b));
        page->picture = picture;
    }
    kt_page_mark_item(page, item, &marks);
    page->marks = &marks;
    kt_page_begin(page, words->headline, place);
    kt_text_clear(&marks);
    kt_page_html(page, "<article class=\"story%s\">\n", is_void ? " void" : "");
    if (is_void) {
        kt_page_html(page, "<div class=\"notice\" role=\"note\"><p><strong>");
        kt_page_say(page, "site.withdrawn");
        kt_page_html(page, "</strong></p>");
        write_changes(page, item, KT_ITEM_WITHDRAW);
        kt_page_html(page, "</div>\n");
    }
    write_times(page, item);
    kt_page_html(page, is_void ? "<h1><s>" : "<h1>");
    kt_page_text(page, words->headline);
    kt_page_html(page, is_void ? "</s></h1>\n" : "</h1>\n");
    write_origin(page, item);
    kt_page_html(page, is_void ? "<p class=\"body\"><s>" : "<p class=\"body\">");
    kt_page_text(page, words->body);
    kt_page_html(page, is_void ? "</s></p>\n" : "</p>\n");
    write_changes(page, item, KT_ITEM_CORRECT);
    write_sources(page, item);
    kt_page_html(page, "</article>\n");
    write_related(page, item);
    return page->status;
}

typedef struct finding {
    kt_page *page;
    bool found;
} finding;

static kt_status see_item(void *with, const kt_item *item, kt_error *err)
{
    finding *f = with;
    f->found = true;
    return write_item(f->page, item, err);
}

void kt_page_item(kt_page *page)
{
    kt_item_query query = kt_page_public(page);
    finding f = {page, false};
    if (!kt_parse_i64(kt_slice_of(kt_argument_text(page->run, "of", "")), &query.id))
        query.id = -1;
    if (!page->status && query.id > 0)
        page->status = kt_items_find(page->reg, &query, see_item, &f, page->err);
    if (!page->status && !f.found)
        page->status = kt_fail(page->err, KT_ERR_MISSING, "there is no such item");
}
