/* desk_review.c: checks of articles before an editor: those that were published, a form that
 * checks an article and, once its verdicts have been seen, publishes them; and one of them with
 * the form that withdraws it. The article itself is in the request and is not kept. */
#include "desk_internal.h"

#include "check_text.h"

#include <kontor/review.h>

#include <stdio.h>
#include <string.h>

enum { ROWS = 50 };

static const char *given(const kt_page *page, const char *name)
{
    return kt_argument_text(page->run, name, "");
}

/* ---- all of them ------------------------------------------------------------------------ */

typedef struct rows {
    kt_page *page;
    int64_t n;
} rows;

static kt_status write_row(void *with, const kt_review *review, kt_error *err)
{
    rows *r = with;
    kt_page *page = r->page;
    char number[24];
    (void)err; // that of the page
    snprintf(number, sizeof number, "%lld", (long long)review->id);
    kt_page_html(page, "<tr><th scope=\"row\">");
    kt_page_link(page, "edit/review", number, review->title);
    kt_page_html(page, "</th><td>");
    kt_page_text(page, review->by);
    kt_page_html(page, "</td><td>");
    kt_desk_moment(page, review->published_at);
    kt_page_html(page, "</td><td>");
    kt_desk_moment(page, review->withdrawn_at);
    kt_page_html(page, "</td></tr>\n");
    r->n++;
    return page->status;
}

static void write_list(kt_page *page, const kt_register *reg)
{
    static const char *const keys[] = {"edit.article", "edit.who", "edit.when",
                                       "edit.withdrawn_at"};
    const kt_review_query query = {.limit = ROWS,
                                   .offset = kt_argument_integer(page->run, "skip", 0)};
    rows r = {.page = page};
    kt_desk_heading(page, 2, "edit.published");
    kt_desk_table(page, "site.reviews", keys, 4);
    if (!page->status)
        page->status = kt_reviews_find(reg, &query, write_row, &r, page->err);
    kt_page_html(page, "</tbody></table></div>\n");
    if (r.n == 0) {
        kt_page_html(page, "<p>");
        kt_page_say(page, "edit.nothing");
        kt_page_html(page, "</p>\n");
    }
    kt_desk_turn(page, "edit/reviews?", r.n, ROWS);
}

/* ---- the form --------------------------------------------------------------------------- */

static void write_input(kt_page *page, const char *key, const char *name, const char *value,
                        const char *attributes)
{
    kt_page_html(page, "<label>");
    kt_page_say(page, key);
    kt_page_html(page, " <input name=\"%s\" %s value=\"", name, attributes);
    kt_page_text(page, value);
    kt_page_html(page, "\"></label>\n");
}

/* Publishing is offered once the verdicts stand above the form. */
static void write_form(kt_page *page)
{
    const char *reviewer = given(page, "reviewer");
    kt_desk_form(page, "edit/reviews");
    kt_page_html(page, "<fieldset>\n<label>");
    kt_page_say(page, "site.check_text");
    kt_page_html(page, " <textarea name=\"text\" required rows=\"10\" maxlength=\"60000\">\n");
    kt_page_text(page, given(page, "text"));
    kt_page_html(page, "</textarea></label>\n");
    write_input(page, "edit.url", "url", given(page, "url"),
                "type=\"url\" required maxlength=\"400\"");
    write_input(page, "edit.article_title", "title", given(page, "title"),
                "required maxlength=\"400\"");
    write_input(page, "edit.publisher", "publisher", given(page, "publisher"),
                "maxlength=\"200\"");
    write_input(page, "site.check_published", "published", given(page, "published"),
                "maxlength=\"10\" placeholder=\"2019-10-25\"");
    write_input(page, "edit.reviewer", "reviewer",
                reviewer[0] ? reviewer : given(page, "shown"), "required maxlength=\"100\"");
    kt_page_html(page, "</fieldset>\n");
    kt_desk_button(page, "step", "check", "site.check_go");
    if (given(page, "text")[0])
        kt_desk_button(page, "step", "publish", "edit.review_go");
    kt_page_html(page, "</form>\n");
}

static void write_verdicts(kt_page *page)
{
    const kt_sink sink = kt_sink_text(page->out);
    kt_page_html(page, "<section class=\"checked wide\">\n");
    if (!page->status)
        page->status =
            kt_check_text(page->run, given(page, "text"), KT_CLAIM_PART, &sink, page->err);
    kt_page_html(page, "</section>\n");
}

void kt_desk_reviews(kt_page *page, const kt_register *reg)
{
    kt_page_html(page, "<p class=\"note\">");
    kt_page_say(page, "edit.review_lead");
    kt_page_html(page, "</p>\n");
    if (given(page, "text")[0] && strcmp(given(page, "problem"), "day") != 0)
        write_verdicts(page);
    write_form(page);
    write_list(page, reg);
    kt_desk_end(page);
}

/* ---- one -------------------------------------------------------------------------------- */

typedef struct finding {
    kt_page *page;
    bool found;
} finding;

static void write_end_of(kt_page *page, const kt_review *review)
{
    kt_page_html(page, "<div class=\"notice\"><p><strong>");
    kt_page_say(page, "site.review_void");
    kt_page_html(page, "</strong></p><p>");
    kt_desk_moment(page, review->withdrawn_at);
    kt_page_html(page, " · ");
    kt_page_text(page, review->withdrawn_by);
    kt_page_html(page, ": ");
    kt_page_text(page, review->reason);
    kt_page_html(page, "</p></div>\n");
}

static void write_withdraw(kt_page *page, const char *place)
{
    kt_desk_heading(page, 2, "edit.withdraw");
    kt_desk_form(page, place);
    write_input(page, "edit.reason", "reason", given(page, "reason"),
                "required maxlength=\"400\"");
    kt_desk_button(page, "step", "withdraw", "edit.review_withdraw_go");
    kt_page_html(page, "</form>\n");
}

static kt_status write_review(void *with, const kt_review *review, kt_error *err)
{
    finding *f = with;
    kt_page *page = f->page;
    char place[64];
    (void)err; // that of the page
    f->found = true;
    snprintf(place, sizeof place, "edit/review/%lld", (long long)review->id);
    kt_desk_begin(page, review->title, place);
    kt_page_html(page, "<h1>");
    kt_page_text(page, review->title);
    kt_page_html(page, "</h1>\n");
    kt_desk_notice(page);
    kt_page_html(page, "<p class=\"facts\">");
    kt_desk_moment(page, review->published_at);
    kt_page_html(page, " · ");
    kt_page_text(page, review->by);
    kt_page_html(page, " · ");
    kt_page_text(page, review->url);
    kt_page_html(page, "</p>\n<p><a href=\"/%s/checks/%lld\">", page->language,
                 (long long)review->id);
    kt_page_say(page, "edit.review_seen");
    kt_page_html(page, "</a></p>\n");
    if (review->withdrawn_at)
        write_end_of(page, review);
    else
        write_withdraw(page, place);
    return page->status;
}

void kt_desk_review(kt_page *page, const kt_register *reg)
{
    const kt_review_query query = {.id = kt_argument_integer(page->run, "item", -1)};
    finding f = {.page = page};
    if (!page->status)
        page->status = kt_reviews_find(reg, &query, write_review, &f, page->err);
    if (!page->status && !f.found)
        page->status = kt_fail(page->err, KT_ERR_MISSING, "there is no such review");
    kt_desk_end(page);
}
