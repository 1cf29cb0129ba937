/* page_check.c: the form that holds an article against the data, and what came of it. The text
 * is in the request itself; no file and no address is opened. */
#include "page_internal.h"

#include "check_text.h"

#include <string.h>

static void write_form(kt_page *page, const char *text, const char *published)
{
    kt_page_html(page, "<form class=\"check\" action=\"/%s/check\" method=\"post\">\n<label>",
                 page->language);
    kt_page_say(page, "site.check_text");
    kt_page_html(page, " <textarea name=\"text\" required rows=\"12\" maxlength=\"60000\">\n");
    kt_page_text(page, text);
    kt_page_html(page, "</textarea></label>\n<label>");
    kt_page_say(page, "site.check_published");
    kt_page_html(page,
                 " <input name=\"published\" maxlength=\"10\" pattern=\"\\d{4}-\\d\\d-\\d\\d\" "
                 "placeholder=\"2019-10-25\" value=\"");
    kt_page_text(page, published);
    kt_page_html(page, "\"></label>\n<button>");
    kt_page_say(page, "site.check_go");
    kt_page_html(page, "</button></form>\n");
}

void kt_page_check(kt_page *page)
{
    const char *text = kt_argument_text(page->run, "words", "");
    const char *value = kt_argument_text(page->run, "value", "");
    const bool is_refused = value[0] || kt_argument_integer(page->run, "status", 0) > 0;
    const kt_sink sink = kt_sink_text(page->out);
    kt_page_begin_by(page, "site.check", "check");
    kt_page_html(page, "<h1>");
    kt_page_say(page, "site.check");
    kt_page_html(page, "</h1>\n<p class=\"lead\">");
    kt_page_say(page, "site.check_lead");
    kt_page_html(page, "</p>\n");
    kt_page_fault(page);
    if (text[0] && !is_refused) {
        kt_page_html(page, "<section class=\"checked wide\">\n");
        if (!page->status)
            page->status = kt_check_text(page->run, text, KT_CLAIM_PART, &sink, page->err);
        kt_page_html(page, "</section>\n");
    }
    // A day that is none comes back as it was typed, and so does the text.
    const bool is_day = strcmp(kt_argument_text(page->run, "field", ""), "published") == 0;
    write_form(page, text, is_day ? value : kt_argument_text(page->run, "published", ""));
}
