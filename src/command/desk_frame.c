/* desk_frame.c: head and foot of the pages for editors, and their small parts. */
#include "desk_internal.h"

#include <stdio.h>
#include <string.h>

static const char *const languages[][2] = {
    {"de", "Deutsch"}, {"en", "English"}, {"ru", "Русский"}};

static const char *given(const kt_page *page, const char *name)
{
    return kt_argument_text(page->run, name, "");
}

static void write_languages(kt_page *page, const char *place)
{
    kt_page_html(page, "<ul class=\"languages\">");
    for (size_t n = 0; n < sizeof languages / sizeof *languages; n++) {
        const char *code = languages[n][0];
        kt_page_html(page, "<li><a hreflang=\"%s\" lang=\"%s\" href=\"/%s/", code, code, code);
        kt_page_text(page, place);
        kt_page_html(page, "\"%s>%s</a></li>",
                     strcmp(code, page->language) == 0 ? " aria-current=\"true\"" : "",
                     languages[n][1]);
    }
    kt_page_html(page, "</ul>\n");
}

static void write_entry(kt_page *page, const char *place, const char *key)
{
    kt_page_html(page, "<li><a href=\"/%s/%s\">", page->language, place);
    kt_page_say(page, key);
    kt_page_html(page, "</a></li>");
}

static void write_navigation(kt_page *page)
{
    if (!given(page, "user")[0])
        return;
    kt_page_html(page, "<nav aria-label=\"");
    kt_page_say(page, "edit.title");
    kt_page_html(page, "\"><ul>");
    write_entry(page, "edit?state=draft", "edit.drafts");
    write_entry(page, "edit?state=published", "edit.published");
    write_entry(page, "edit?state=withdrawn", "edit.withdrawn");
    write_entry(page, "edit/reviews", "site.reviews");
    if (strcmp(given(page, "role"), "admin") == 0)
        write_entry(page, "edit/log", "edit.log");
    kt_page_html(page, "</ul></nav>\n");
}

static void write_user(kt_page *page)
{
    if (!given(page, "user")[0])
        return;
    kt_page_html(page, "<div class=\"user\">");
    kt_desk_form(page, "edit/logout");
    kt_page_html(page, "<p>");
    kt_page_text(page, given(page, "user"));
    kt_page_html(page, "</p>");
    kt_desk_button(page, NULL, NULL, "edit.logout");
    kt_page_html(page, "</form></div>\n");
}

void kt_desk_begin(kt_page *page, const char *title, const char *place)
{
    kt_page_html(
        page,
        "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n"
        "<link rel=\"stylesheet\" href=\"/assets/site.css\">\n"
        "<link rel=\"stylesheet\" href=\"/assets/edit.css\">\n"
        "<link rel=\"icon\" href=\"/assets/icon.svg\" type=\"image/svg+xml\">\n<title>",
        page->language);
    kt_page_text(page, title);
    kt_page_html(page, "</title></head>\n<body class=\"desk\">\n"
                       "<a class=\"skip\" href=\"#content\">");
    kt_page_say(page, "site.skip");
    kt_page_html(page, "</a>\n<header>\n");
    write_languages(page, place);
    kt_page_html(page, "<p class=\"name\"><a href=\"/%s/\">Kontor</a></p>\n<p class=\"date\">",
                 page->language);
    kt_page_say(page, "edit.title");
    kt_page_html(page, "</p>\n");
    write_navigation(page);
    write_user(page);
    kt_page_html(page, "</header>\n<main id=\"content\">\n");
}

void kt_desk_end(kt_page *page)
{
    kt_page_html(page, "</main>\n<footer><p>");
    kt_page_say(page, "edit.footer");
    kt_page_html(page, "</p></footer>\n</body></html>\n");
}

void kt_desk_heading(kt_page *page, int level, const char *key)
{
    kt_page_html(page, "<h%d>", level);
    kt_page_say(page, key);
    kt_page_html(page, "</h%d>\n", level);
}

void kt_desk_notice(kt_page *page)
{
    char key[64];
    const char *done = given(page, "done"), *problem = given(page, "problem");
    if (done[0]) {
        snprintf(key, sizeof key, "edit.done.%s", done);
        kt_page_html(page, "<p class=\"notice\" role=\"status\">");
        kt_page_say(page, key);
        kt_page_html(page, "</p>\n");
    }
    if (problem[0]) {
        snprintf(key, sizeof key, "edit.problem.%s", problem);
        kt_page_html(page, "<div class=\"problem\" role=\"alert\"><p>");
        kt_page_say(page, key);
        kt_page_html(page, "</p>");
        if (given(page, "detail")[0]) {
            kt_page_html(page, "<p class=\"note\">");
            kt_page_say(page, "site.for_operator");
            kt_page_html(page, " <span lang=\"en\">");
            kt_page_text(page, given(page, "detail"));
            kt_page_html(page, "</span></p>");
        }
        kt_page_html(page, "</div>\n");
    }
}

const char *kt_desk_problem_key(const char *name)
{
    static const char *const keys[] = {
        "edit.problem.late",   "edit.problem.long",    "edit.problem.moment",
        "edit.problem.reason", "edit.problem.empty",   "edit.problem.state",
        "edit.problem.url",    "edit.problem.title",   "edit.problem.day",
        "edit.problem.void",   "edit.problem.data",    "edit.problem.claims",
        "edit.problem.form",   "edit.problem.standing"};
    for (size_t n = 0; n < sizeof keys / sizeof *keys; n++)
        if (strcmp(keys[n] + strlen("edit.problem."), name) == 0)
            return keys[n];
    return NULL;
}

void kt_desk_table(kt_page *page, const char *label, const char *const *keys, int n)
{
    kt_page_html(page, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"");
    kt_page_say(page, label);
    kt_page_html(page, "\"><table><thead><tr>");
    for (int k = 0; k < n; k++) {
        kt_page_html(page, "<th scope=\"col\">");
        kt_page_say(page, keys[k]);
        kt_page_html(page, "</th>");
    }
    kt_page_html(page, "</tr></thead><tbody>\n");
}

void kt_desk_columns(kt_page *page, const char *title, const char *const *keys, int n)
{
    kt_desk_heading(page, 2, title);
    kt_desk_table(page, title, keys, n);
}

void kt_desk_countries(kt_page *page, const char *codes)
{
    kt_slice rest = kt_slice_of(codes);
    const char *before = "";
    while (rest.data && rest.size > 0) {
        const kt_slice code = kt_slice_cut(&rest, ' ');
        kt_country country;
        char text[16];
        snprintf(text, sizeof text, "%.*s", (int)code.size, code.data);
        kt_page_html(page, "%s", before);
        kt_page_text(page,
                     kt_country_find(page->countries, code, &country, NULL)
                         ? text
                         : kt_country_name(page->countries, country, page->language, KT_NAME));
        before = ", ";
    }
}

void kt_desk_form(kt_page *page, const char *place)
{
    kt_page_html(page,
                 "<form action=\"/%s/%s\" method=\"post\">"
                 "<input type=\"hidden\" name=\"form\" value=\"",
                 page->language, place);
    kt_page_text(page, given(page, "form"));
    kt_page_html(page, "\">\n");
}

void kt_desk_button(kt_page *page, const char *name, const char *value, const char *key)
{
    if (name)
        kt_page_html(page, "<button name=\"%s\" value=\"%s\">", name, value);
    else
        kt_page_html(page, "<button>");
    kt_page_say(page, key);
    kt_page_html(page, "</button>\n");
}

void kt_desk_moment(kt_page *page, int64_t seconds)
{
    char text[32];
    if (seconds == 0) {
        kt_page_html(page, "\xE2\x80\x93");
        return;
    }
    kt_moment_print(seconds, text);
    kt_page_html(page, "<time datetime=\"%s\">%.10s %.5s</time>", text, text, text + 11);
}

static void write_turn(kt_page *page, const char *place, int64_t skip, const char *rel,
                       const char *key)
{
    kt_page_html(page, " <a rel=\"%s\" href=\"/%s/", rel, page->language);
    kt_page_text(page, place);
    kt_page_html(page, "skip=%lld\">", (long long)skip);
    kt_page_say(page, key);
    kt_page_html(page, "</a>");
}

void kt_desk_turn(kt_page *page, const char *place, int64_t shown, int64_t most)
{
    const int64_t skip = kt_argument_integer(page->run, "skip", 0);
    if (skip == 0 && shown < most)
        return;
    kt_page_html(page, "<p class=\"turn\">");
    if (skip > 0)
        write_turn(page, place, skip > most ? skip - most : 0, "prev", "edit.newer");
    if (shown == most)
        write_turn(page, place, skip + most, "next", "edit.older");
    kt_page_html(page, "</p>\n");
}
