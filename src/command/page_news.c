/* page_news.c: lists of the bulletin's items: the newest, all news and its sections page by
 * page, the archive by year, month and day. Every query begins with kt_page_public(). */
#include "page_internal.h"

#include <stdio.h>
#include <string.h>

enum { A_PAGE = 20, LATEST = 9, ABOUT = 5 };

static const char *const sections[] = {"trade", "partners", "agreements", "statistics"};
enum { N_SECTIONS = sizeof sections / sizeof *sections };

bool kt_page_voices(kt_page *page)
{
    if (!page->status && !page->voices)
        page->status = kt_run_voices(page->run, &page->voices, page->err);
    return !page->status;
}

const kt_item_text *kt_page_words(const kt_page *page, const kt_item *item)
{
    int l = 0;
    while (l < KT_N_ITEM_LANGUAGES - 1 && strcmp(kt_item_languages[l], page->language) != 0)
        l++;
    return &item->text[l];
}

void kt_page_label(kt_page *page, const char *group, const char *name)
{
    kt_text text = {0};
    char key[64];
    if (!kt_page_voices(page))
        return;
    snprintf(key, sizeof key, "%s.%s", group, name);
    page->status = kt_bulletin_label(page->voices, page->language, key, &text, page->err);
    kt_page_text(page, kt_text_get(&text));
    kt_text_clear(&text);
}

void kt_page_time(kt_page *page, int64_t seconds)
{
    kt_text date = {0};
    char moment[32], hour[8];
    kt_moment_print(seconds, moment); // 2026-11-23T10:26:00Z
    snprintf(hour, sizeof hour, "%.5s", moment + 11);
    if (!page->status)
        page->status = kt_locale_date(page->locale, kt_moment_date(seconds), &date, page->err);
    const kt_argument words[] = {{"date", kt_text_get(&date), 0.0}, {"time", hour, 0.0}};
    kt_page_html(page, "<time datetime=\"%s\">", moment);
    kt_page_say_with(page, "site.at", words, 2);
    kt_page_html(page, "</time>");
    kt_text_clear(&date);
}

/* ---- entries ---------------------------------------------------------------------------- */

kt_item_query kt_page_public(const kt_page *page)
{
    return (kt_item_query){.public_at = page->run->options->now};
}

int64_t kt_page_count(kt_page *page, const kt_item_query *query)
{
    int64_t n = 0;
    if (!page->status)
        page->status = kt_items_count(page->reg, query, &n, page->err);
    return page->status ? 0 : n;
}

typedef struct entries {
    kt_page *page;
    int n, n_leads;
    const char *level; /* of their headlines: "h2" */
    bool is_section;   /* a section that is there only when it has entries */
} entries;

static kt_status write_entry(void *with, const kt_item *item, kt_error *err)
{
    entries *to = with;
    kt_page *page = to->page;
    const kt_item_text *words = kt_page_words(page, item);
    const bool is_void = item->state == KT_ITEM_WITHDRAWN;
    (void)err; // that of the page
    if (to->is_section && to->n == 0) {
        kt_page_html(page, "<section id=\"news\" class=\"entries\"><h2>");
        kt_page_say(page, "site.news_about");
        kt_page_html(page, "</h2>\n");
    }
    kt_page_html(page, "<article class=\"entry%s%s\"><p class=\"kicker\">",
                 to->n < to->n_leads ? " lead-entry" : "", is_void ? " void" : "");
    if (is_void) {
        kt_page_html(page, "<strong>");
        kt_page_say(page, "site.withdrawn_label");
        kt_page_html(page, "</strong> · ");
    }
    kt_page_html(page, "<a href=\"/%s/news/%s\">", page->language, item->section);
    kt_page_label(page, "section", item->section);
    kt_page_html(page, "</a> · ");
    kt_page_time(page, item->visible_from);
    kt_page_html(page, "</p><%s><a href=\"/%s/item/%lld\">", to->level, page->language,
                 (long long)item->id);
    kt_page_text(page, words->headline);
    kt_page_html(page, "</a></%s>", to->level);
    if (!is_void) {
        kt_page_html(page, "<p class=\"teaser\">");
        kt_page_text(page, words->body);
        kt_page_html(page, "</p>");
    }
    kt_page_html(page, "</article>\n");
    to->n++;
    return page->status;
}

static void write_entries(kt_page *page, const kt_item_query *query, int n_leads,
                          const char *level)
{
    entries to = {.page = page, .n_leads = n_leads, .level = level};
    if (page->status)
        return;
    page->status = kt_items_find(page->reg, query, write_entry, &to, page->err);
    if (to.n == 0) {
        kt_page_html(page, "<p>");
        kt_page_say(page, "site.none_yet");
        kt_page_html(page, "</p>\n");
    }
}

void kt_page_items(kt_page *page, const kt_item_query *query, int n_leads)
{
    write_entries(page, query, n_leads, "h2");
}

void kt_page_news_about(kt_page *page, const char *country, const char *other)
{
    entries to = {.page = page, .level = "h3", .is_section = true};
    kt_item_query query = kt_page_public(page);
    query.country = country;
    query.other = other;
    query.limit = ABOUT;
    if (page->status)
        return;
    page->status = kt_items_find(page->reg, &query, write_entry, &to, page->err);
    kt_page_html(page, to.n > 0 ? "</section>\n" : "");
}

bool kt_page_found(kt_page *page, const char *words)
{
    kt_item_query query = kt_page_public(page);
    int64_t n = 0;
    kt_error err = {0};
    query.search = words;
    query.language = page->language;
    query.limit = A_PAGE;
    if (page->status)
        return false;
    const kt_status status = kt_items_count(page->reg, &query, &n, &err);
    if (status && status != KT_ERR_RANGE) // there is no word in what was typed
        page->status = kt_fail(page->err, status, "%s", err.cause);
    if (status || n == 0)
        return false;
    kt_page_html(page, "<section class=\"entries\"><h2>");
    kt_page_say(page, "site.news_about");
    kt_page_html(page, "</h2>\n");
    write_entries(page, &query, 0, "h3");
    kt_page_html(page, "</section>\n");
    return true;
}

/* The sections, each with its name. here: that of the page, which needs no link. */
static void link_sections(kt_page *page, const char *here)
{
    kt_page_html(page, "<ul class=\"sections\">");
    for (size_t n = 0; n < N_SECTIONS; n++) {
        kt_page_html(page, "<li><a href=\"/%s/news/%s\"%s>", page->language, sections[n],
                     strcmp(sections[n], here) == 0 ? " aria-current=\"page\"" : "");
        kt_page_label(page, "section", sections[n]);
        kt_page_html(page, "</a></li>");
    }
    kt_page_html(page, "</ul>\n");
}

void kt_page_latest(kt_page *page)
{
    kt_item_query query = kt_page_public(page);
    query.states = 1u << KT_ITEM_PUBLISHED;
    query.limit = LATEST;
    if (kt_page_count(page, &query) == 0)
        return;
    kt_page_html(page, "<section id=\"latest\"><h1 class=\"rubric\">");
    kt_page_say(page, "site.latest");
    kt_page_html(page, "</h1>\n");
    link_sections(page, "");
    kt_page_html(page, "<div class=\"front entries\">\n");
    write_entries(page, &query, 1, "h2");
    kt_page_html(page, "</div><p class=\"more\"><a href=\"/%s/news\">", page->language);
    kt_page_say(page, "site.news");
    kt_page_html(page, "</a></p></section>\n");
}

/* ---- all news, page by page ------------------------------------------------------------- */

static void link_to_page(kt_page *page, const char *place, int64_t number, const char *relation,
                         const char *key)
{
    kt_page_html(page, "<a rel=\"%s\" href=\"/%s/%s", relation, page->language, place);
    kt_page_html(page, number > 1 ? "?page=%lld\">" : "\">", (long long)number);
    kt_page_say(page, key);
    kt_page_html(page, "</a> ");
}

void kt_page_paging(kt_page *page, const char *place, int64_t number, int64_t n_pages)
{
    char here[24], all[24];
    snprintf(here, sizeof here, "%lld", (long long)number);
    snprintf(all, sizeof all, "%lld", (long long)n_pages);
    const kt_argument words[] = {{"page", here, 0.0}, {"pages", all, 0.0}};
    if (n_pages < 2)
        return;
    kt_page_html(page, "<p class=\"paging\">");
    if (number > 1)
        link_to_page(page, place, number - 1, "prev", "site.newer");
    kt_page_html(page, "<span>");
    kt_page_say_with(page, "site.page_of", words, 2);
    kt_page_html(page, "</span> ");
    if (number < n_pages)
        link_to_page(page, place, number + 1, "next", "site.older");
    kt_page_html(page, "</p>\n");
}

static bool is_section(const char *name)
{
    for (size_t n = 0; n < N_SECTIONS; n++)
        if (strcmp(sections[n], name) == 0)
            return true;
    return false;
}

/* The name of a section, or of all news, for the window. */
static void title_of(kt_page *page, const char *section, kt_text *out)
{
    kt_page inner = *page; // said, but not yet as part of the page
    char key[64];
    snprintf(key, sizeof key, "section.%s", section);
    if (!section[0]) {
        page->status = kt_text_add_slice(out, kt_phrase(page->phrases, "site.news"), page->err);
    } else if (kt_page_voices(&inner)) {
        page->voices = inner.voices;
        page->status = kt_bulletin_label(page->voices, page->language, key, out, page->err);
    } else {
        page->status = inner.status;
    }
}

void kt_page_news(kt_page *page)
{
    const char *section = kt_argument_text(page->run, "of", "");
    const int64_t number = kt_argument_integer(page->run, "page", 1);
    kt_item_query query = kt_page_public(page);
    kt_text title = {0};
    char place[64], address[96];
    if (section[0] && !is_section(section)) {
        page->status =
            kt_fail(page->err, KT_ERR_MISSING, "there is no section \"%.32s\"", section);
        return;
    }
    query.section = section[0] ? section : NULL;
    const int64_t n_pages = (kt_page_count(page, &query) + A_PAGE - 1) / A_PAGE;
    if (!page->status && (number < 1 || number > (n_pages ? n_pages : 1)))
        page->status =
            kt_fail(page->err, KT_ERR_MISSING, "there are %lld pages", (long long)n_pages);
    if (page->status)
        return;
    query.limit = A_PAGE;
    query.offset = (number - 1) * A_PAGE;
    snprintf(place, sizeof place, section[0] ? "news/%s" : "news", section);
    snprintf(address, sizeof address, number > 1 ? "%s?page=%lld" : "%s", place,
             (long long)number);
    title_of(page, section, &title);
    snprintf(page->feed, sizeof page->feed, "%.47s", place);
    kt_page_begin(page, kt_text_get(&title), address);
    kt_page_html(page, "<h1>");
    kt_page_text(page, kt_text_get(&title));
    kt_page_html(page, "</h1>\n");
    link_sections(page, section);
    kt_page_html(page, "<div class=\"entries\">\n");
    kt_page_items(page, &query, 0);
    kt_page_html(page, "</div>\n");
    kt_page_paging(page, place, number, n_pages);
    kt_page_html(page, "<p class=\"more\"><a href=\"/%s/archive\">", page->language);
    kt_page_say(page, "site.archive");
    kt_page_html(page, "</a></p>\n");
    kt_text_clear(&title);
}
