/* page_frame.c: the head of the paper, its foot, and the two forms. */
#include "page_internal.h"

#include <kontor/moment.h>

#include <string.h>

static const char *const languages[][2] = {
    {"de", "Deutsch"}, {"en", "English"}, {"ru", "Русский"}};

/* 1 Monday ... 7 Sunday; 1 January 1970 was a Thursday. */
static int weekday(int64_t now)
{
    const int64_t day = now / 86400;
    return (int)((day + 3) % 7) + 1;
}

static void write_date(kt_page *page)
{
    static const char *const days[] = {"1", "2", "3", "4", "5", "6", "7"};
    kt_text date = {0};
    const int64_t now = page->run->options->now;
    const kt_date today = kt_moment_date(now);
    if (!page->status)
        page->status = kt_locale_date(page->locale, today, &date, page->err);
    const kt_argument words[] = {{"day", days[weekday(now) - 1], 0.0},
                                 {"date", kt_text_get(&date), 0.0}};
    kt_page_html(page, "<p class=\"date\"><time datetime=\"%04d-%02d-%02d\">", today.year,
                 today.month, today.day);
    kt_page_say_with(page, "site.date", words, 2);
    kt_page_html(page, "</time></p>\n");
    kt_text_clear(&date);
}

static void write_languages(kt_page *page, const char *place)
{
    kt_page_html(page, "<ul class=\"languages\">");
    for (size_t n = 0; n < sizeof languages / sizeof *languages; n++) {
        const char *code = languages[n][0];
        const bool is_this = strcmp(code, page->language) == 0;
        kt_page_html(page, "<li><a hreflang=\"%s\" lang=\"%s\" href=\"/%s/", code, code, code);
        kt_page_text(page, place);
        kt_page_html(page, "\"%s>%s</a></li>", is_this ? " aria-current=\"true\"" : "",
                     languages[n][1]);
    }
    kt_page_html(page, "</ul>\n");
}

static void write_navigation(kt_page *page)
{
    static const struct {
        const char *kind, *key;
    } entries[] = {{"news", "site.news"},           {"archive", "site.archive"},
                   {"countries", "site.countries"}, {"products", "site.products"},
                   {"blocs", "site.blocs"},         {"check", "site.check_short"},
                   {"checks", "site.reviews"},      {"search", "site.search"}};
    kt_page_html(page, "<nav aria-label=\"");
    kt_page_say(page, "site.sections");
    kt_page_html(page, "\"><ul>");
    const bool has_reviews = kt_page_n_reviews(page) > 0;
    for (size_t n = 0; n < sizeof entries / sizeof *entries; n++) {
        if (!has_reviews && strcmp(entries[n].kind, "checks") == 0)
            continue;
        kt_page_html(page, "<li><a href=\"/%s/%s\">", page->language, entries[n].kind);
        kt_page_say(page, entries[n].key);
        kt_page_html(page, "</a></li>");
    }
    kt_page_html(page, "</ul></nav>\n");
}

void kt_page_begin(kt_page *page, const char *title, const char *place)
{
    kt_page_html(
        page,
        "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<link rel=\"stylesheet\" href=\"/assets/site.css\">\n"
        "<link rel=\"icon\" href=\"/assets/icon.svg\" type=\"image/svg+xml\">\n<title>",
        page->language);
    kt_page_text(page, title);
    kt_page_html(page, "</title>\n");
    kt_page_links(page, title, place);
    kt_page_html(page, "<script src=\"/assets/site.js\" defer data-larger=\"");
    kt_page_say(page, "site.larger");
    kt_page_html(page, "\" data-smaller=\"");
    kt_page_say(page, "site.smaller");
    kt_page_html(page, "\"></script>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">");
    kt_page_say(page, "site.skip");
    kt_page_html(page, "</a>\n<header>\n");
    write_languages(page, place);
    kt_page_html(page, "<p class=\"name\"><a href=\"/%s/\">Kontor</a></p>\n", page->language);
    write_date(page);
    write_navigation(page);
    kt_page_html(page, "</header>\n<main id=\"content\">\n");
}

void kt_page_begin_by(kt_page *page, const char *key, const char *place)
{
    kt_text title = {0};
    if (!page->status)
        page->status = kt_text_add_slice(&title, kt_phrase(page->phrases, key), page->err);
    kt_page_begin(page, kt_text_get(&title), place);
    kt_text_clear(&title);
}

void kt_page_end(kt_page *page)
{
    kt_page_html(page, "</main>\n<footer><p>");
    kt_page_say(page, "site.footer");
    kt_page_html(page, "</p><p><a href=\"/api/v1/\">");
    kt_page_say(page, "site.programs");
    kt_page_html(page, "</a> · <a href=\"/%s/%s.atom\">", page->language,
                 page->feed[0] ? page->feed : "news");
    kt_page_say(page, "site.subscribe");
    kt_page_html(page, "</a></p></footer>\n</body></html>\n");
}

static void write_input(kt_page *page, const char *name, const char *key, const char *value,
                        const char *rule)
{
    kt_page_html(page, "<label>");
    kt_page_say(page, key);
    kt_page_html(page, " <input name=\"%s\"%s maxlength=\"80\" value=\"", name, rule);
    kt_page_text(page, value);
    kt_page_html(page, "\"></label>\n");
}

void kt_page_compose(kt_page *page, const char *a, const char *b, const char *years,
                     const char *format)
{
    static const char *const forms[][2] = {{"html", "HTML"},   {"pdf", "PDF"},
                                           {"docx", "Word"},   {"xlsx", "Excel"},
                                           {"md", "Markdown"}, {"json", "JSON"}};
    kt_page_html(page, "<form class=\"compose\" action=\"/%s/pair\" method=\"get\"><h2>",
                 page->language);
    kt_page_say(page, "site.compose");
    kt_page_html(page, "</h2>\n");
    write_input(page, "a", "site.country_a", a, " required");
    write_input(page, "b", "site.country_b", b, " required");
    write_input(page, "years", "site.years", years, " pattern=\"\\d{4}(-\\d{4})?\"");
    kt_page_html(page, "<label>");
    kt_page_say(page, "site.form");
    kt_page_html(page, " <select name=\"format\">");
    for (size_t n = 0; n < sizeof forms / sizeof *forms; n++)
        kt_page_html(page, "<option value=\"%s\"%s>%s</option>", forms[n][0],
                     strcmp(format, forms[n][0]) == 0 ? " selected" : "", forms[n][1]);
    kt_page_html(page, "</select></label>\n<button>");
    kt_page_say(page, "site.compose_go");
    kt_page_html(page, "</button></form>\n");
}

void kt_page_search_form(kt_page *page, const char *words)
{
    kt_page_html(page,
                 "<form class=\"search\" role=\"search\" action=\"/%s/search\" "
                 "method=\"get\">",
                 page->language);
    write_input(page, "q", "site.search_words", words, " required");
    kt_page_html(page, "<button>");
    kt_page_say(page, "site.search_go");
    kt_page_html(page, "</button></form>\n");
}
