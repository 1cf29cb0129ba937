/* page_archive.c: what appeared in a year, a month, on a day.
 *
 *     /de/archive              years and months that have items, with how many
 *     /de/archive/2026         the months of a year
 *     /de/archive/2026/11      the items of a month, day by day
 *     /de/archive/2026/11/23   those of a day */
#include "page_internal.h"

#include <stdio.h>

/* Items come newest first, so what belongs together stands together: a month is written when
 * the next one begins. */
typedef struct shelf {
    kt_page *page;
    int16_t year;
    int8_t month;
    int64_t n; /* items of that month so far */
    int open;  /* year whose list is open; 0: none */
} shelf;

static void write_month(shelf *s)
{
    kt_page *page = s->page;
    kt_text name = {0};
    if (s->n == 0 || page->status)
        return;
    if (s->open != s->year) {
        kt_page_html(page, s->open ? "</ul></section>\n" : "");
        kt_page_html(page, "<section><h2><a href=\"/%s/archive/%04d\">%04d</a></h2><ul>\n",
                     page->language, s->year, s->year);
        s->open = s->year;
    }
    if (!page->status)
        page->status = kt_locale_month(page->locale, s->month, &name, page->err);
    const kt_argument words[] = {{"n", NULL, (double)s->n}};
    kt_page_html(page, "<li><a href=\"/%s/archive/%04d/%02d\">", page->language, s->year,
                 s->month);
    kt_page_text(page, kt_text_get(&name));
    kt_page_html(page, "</a> <span class=\"facts\">");
    kt_page_say_with(page, "site.items", words, 1);
    kt_page_html(page, "</span></li>\n");
    kt_text_clear(&name);
}

static kt_status count_item(void *with, const kt_item *item, kt_error *err)
{
    shelf *s = with;
    const kt_date date = kt_moment_date(item->visible_from);
    (void)err; // that of the page
    if (date.year != s->year || date.month != s->month) {
        write_month(s);
        s->year = date.year;
        s->month = date.month;
        s->n = 0;
    }
    s->n++;
    return s->page->status;
}

static void write_months(kt_page *page, const kt_item_query *query)
{
    shelf s = {.page = page};
    if (page->status)
        return;
    page->status = kt_items_find(page->reg, query, count_item, &s, page->err);
    write_month(&s);
    kt_page_html(page, s.open ? "</ul></section>\n" : "<p>");
    if (!s.open) {
        kt_page_say(page, "site.none_yet");
        kt_page_html(page, "</p>\n");
    }
}

/* The first second of a date whose month or day may be missing, and of the span behind it. */
static bool span_of(kt_date date, kt_item_query *query)
{
    kt_date behind = date;
    char text[32];
    if (date.day)
        ;
    else if (date.month)
        behind.month++;
    else
        behind.year++;
    if (behind.month > 12) {
        behind.month = 1;
        behind.year++;
    }
    snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month ? date.month : 1,
             date.day ? date.day : 1);
    if (!kt_moment_parse(kt_slice_of(text), &query->from))
        return false;
    snprintf(text, sizeof text, "%04d-%02d-01", behind.year, behind.month ? behind.month : 1);
    if (date.day)
        query->until = query->from + 86400;
    else if (!kt_moment_parse(kt_slice_of(text), &query->until))
        return false;
    return true;
}

static void begin_archive(kt_page *page, const char *of, kt_date date)
{
    kt_text title = {0};
    char place[64];
    int n = snprintf(place, sizeof place, "archive%s%s", of[0] ? "/" : "", of);
    for (int c = 0; c < n; c++)
        if (place[c] == '-')
            place[c] = '/';
    if (!page->status)
        page->status =
            kt_text_add_slice(&title, kt_phrase(page->phrases, "site.archive"), page->err);
    if (!page->status && date.year)
        page->status = kt_text_add(&title, " · ", page->err);
    if (!page->status && date.year)
        page->status = kt_locale_date(page->locale, date, &title, page->err);
    kt_page_begin(page, kt_text_get(&title), place);
    kt_page_html(page, "<h1>");
    kt_page_text(page, kt_text_get(&title));
    kt_page_html(page, "</h1>\n");
    kt_text_clear(&title);
}

void kt_page_archive(kt_page *page)
{
    const char *of = kt_argument_text(page->run, "of", "");
    kt_item_query query = kt_page_public(page);
    kt_date date = {0};
    if (of[0] && (!kt_date_parse(kt_slice_of(of), &date) || !span_of(date, &query))) {
        page->status =
            kt_fail(page->err, KT_ERR_MISSING, "\"%.32s\" is not a year, month or day", of);
        return;
    }
    begin_archive(page, of, date);
    if (!date.month) {
        write_months(page, &query);
        return;
    }
    kt_page_html(page, "<div class=\"entries\">\n");
    kt_page_items(page, &query, 0);
    kt_page_html(page, "</div>\n<p class=\"more\"><a href=\"/%s/archive/%04d\">%04d</a></p>\n",
                 page->language, date.year, date.year);
}
