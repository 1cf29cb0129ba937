/* desk_item.c: one item before an editor: its words in three languages with the forms that
 * change them, and beside it the figures that they rest on (desk_figure.c) and what was done.
 */
#include "desk_internal.h"

#include <stdio.h>
#include <string.h>

static const char *const language_names[KT_N_ITEM_LANGUAGES] = {"Deutsch", "English",
                                                                "Русский"};

typedef struct view {
    kt_page *page;
    const kt_register *reg;
    kt_voices *voices;
    int64_t version;
    bool is_there;
} view;

/* What the editor sent and what could not be taken, else what is stored. */
static const char *field(const kt_page *page, const char *name, const char *stored)
{
    return kt_argument_text(page->run, name, stored);
}

static void write_label(kt_page *page, const char *key, const char *of)
{
    kt_page_html(page, "<label>");
    kt_page_say(page, key);
    if (of) {
        kt_page_html(page, " (%s)", of);
    }
}

static void write_line(kt_page *page, const char *key, const char *name, const char *value,
                       const char *attributes)
{
    write_label(page, key, NULL);
    kt_page_html(page, " <input name=\"%s\" %s value=\"", name, attributes);
    kt_page_text(page, value);
    kt_page_html(page, "\"></label>\n");
}

/* ---- the head --------------------------------------------------------------------------- */

static void write_label_of(view *v, const char *group, const char *name)
{
    char key[64];
    kt_text text = {0};
    kt_page *page = v->page;
    snprintf(key, sizeof key, "%s.%s", group, name);
    if (!page->status)
        page->status = kt_bulletin_label(v->voices, page->language, key, &text, page->err);
    kt_page_text(page, kt_text_get(&text));
    kt_text_clear(&text);
}

static void write_head(view *v, const kt_item *item)
{
    kt_page *page = v->page;
    kt_text origin = {0};
    const bool waits =
        item->state == KT_ITEM_PUBLISHED && item->visible_from > page->run->options->now;
    if (!page->status)
        page->status = kt_bulletin_origin(v->voices, page->language, item, &origin, page->err);
    kt_page_html(page, "<p class=\"facts\">%lld · ", (long long)item->id);
    write_label_of(v, "state", waits ? "embargo" : kt_item_state_name(item->state));
    if (waits) {
        kt_page_html(page, " ");
        kt_desk_moment(page, item->visible_from);
        kt_page_html(page, " UTC");
    }
    kt_page_html(page, " · ");
    write_label_of(v, "section", item->section);
    kt_page_html(page, " · ");
    kt_desk_countries(page, item->countries);
    kt_page_html(page, "</p>\n<p class=\"note\">");
    kt_page_text(page, kt_text_get(&origin));
    kt_page_html(page, "</p>\n");
    kt_text_clear(&origin);
}

/* ---- forms ------------------------------------------------------------------------------ */

static void begin_form(view *v, const kt_item *item)
{
    char place[64];
    snprintf(place, sizeof place, "edit/item/%lld", (long long)item->id);
    kt_desk_form(v->page, place);
    kt_page_html(v->page, "<input type=\"hidden\" name=\"seen\" value=\"%lld\">\n",
                 (long long)v->version);
}

/* After a conflict the words that are stored now, beside those that were sent. */
static void write_stored(kt_page *page, const char *sent, const char *stored)
{
    if (strcmp(sent, stored) == 0)
        return;
    kt_page_html(page, "<p class=\"stored\"><b>");
    kt_page_say(page, "edit.stored");
    kt_page_html(page, "</b> ");
    kt_page_text(page, stored);
    kt_page_html(page, "</p>\n");
}

static void write_version(kt_page *page, const kt_item_text *text, int l)
{
    char name[32];
    const char *code = kt_item_languages[l];
    kt_page_html(page, "<fieldset><legend>%s</legend>\n", language_names[l]);
    snprintf(name, sizeof name, "headline-%s", code);
    const char *headline = field(page, name, text->headline);
    write_label(page, "edit.headline", language_names[l]);
    kt_page_html(page, " <input lang=\"%s\" name=\"%s\" required maxlength=\"400\" value=\"",
                 code, name);
    kt_page_text(page, headline);
    kt_page_html(page, "\"></label>\n");
    write_stored(page, headline, text->headline);
    snprintf(name, sizeof name, "body-%s", code);
    const char *body = field(page, name, text->body);
    write_label(page, "edit.body", language_names[l]);
    kt_page_html(page,
                 " <textarea lang=\"%s\" name=\"%s\" required rows=\"8\" maxlength=\"8000\">",
                 code, name);
    kt_page_text(page, body);
    kt_page_html(page, "</textarea></label>\n");
    write_stored(page, body, text->body);
    kt_page_html(page, "</fieldset>\n");
}

static void write_words(view *v, const kt_item *item)
{
    kt_page *page = v->page;
    const bool is_draft = item->state == KT_ITEM_DRAFT;
    kt_desk_heading(page, 2, is_draft ? "edit.edit" : "edit.correct");
    begin_form(v, item);
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        write_version(page, &item->text[l], l);
    write_line(page, "edit.place", "place", field(page, "place", item->place),
               "maxlength=\"100\"");
    if (!is_draft)
        write_line(page, "edit.reason", "reason", field(page, "reason", ""),
                   "required maxlength=\"400\"");
    kt_desk_button(page, "step", is_draft ? "edit" : "correct",
                   is_draft ? "edit.edit_go" : "edit.correct_go");
    kt_page_html(page, "</form>\n");
}

static void write_publish(view *v, const kt_item *item)
{
    kt_page *page = v->page;
    kt_desk_heading(page, 2, "edit.publish");
    begin_form(v, item);
    write_line(page, "edit.reviewer", "reviewer",
               field(page, "reviewer", kt_argument_text(page->run, "shown", "")),
               "required maxlength=\"100\"");
    write_line(page, "edit.embargo", "embargo", field(page, "embargo", ""),
               "type=\"datetime-local\"");
    kt_desk_button(page, "step", "publish", "edit.publish_go");
    kt_page_html(page, "</form>\n");
}

static void write_withdraw(view *v, const kt_item *item)
{
    kt_page *page = v->page;
    kt_desk_heading(page, 2, "edit.withdraw");
    begin_form(v, item);
    write_line(page, "edit.reason", "reason", field(page, "reason", ""),
               "required maxlength=\"400\"");
    kt_desk_button(page, "step", "withdraw", "edit.withdraw_go");
    kt_page_html(page, "</form>\n");
}

/* What can no longer be changed. */
static void write_texts(kt_page *page, const kt_item *item)
{
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        kt_page_html(page, "<section lang=\"%s\"><h2>", kt_item_languages[l]);
        kt_page_text(page, item->text[l].headline);
        kt_page_html(page, "</h2>\n<p>");
        kt_page_text(page, item->text[l].body);
        kt_page_html(page, "</p></section>\n");
    }
}

/* ---- history ---------------------------------------------------------------------------- */

static void write_cell(kt_page *page, const char *text)
{
    kt_page_html(page, "<td>");
    kt_page_text(page, text[0] ? text : "\xE2\x80\x93");
    kt_page_html(page, "</td>");
}

static kt_status write_step(void *with, const kt_item_step *step, kt_error *err)
{
    kt_page *page = with;
    char key[64];
    (void)err;
    snprintf(key, sizeof key, "edit.step.%s", kt_item_action_name(step->action));
    kt_page_html(page, "<tr><th scope=\"row\">");
    kt_desk_moment(page, step->at);
    kt_page_html(page, "</th>");
    write_cell(page, step->by);
    kt_page_html(page, "<td>");
    kt_page_say(page, key);
    kt_page_html(page, "</td>");
    write_cell(page, step->reason);
    kt_page_html(page, "<td>");
    if (step->language[0]) {
        kt_page_html(page, "<b lang=\"%s\">", step->language);
        kt_page_text(page, step->headline);
        kt_page_html(page, "</b><br><span lang=\"%s\">", step->language);
        kt_page_text(page, step->body);
        kt_page_html(page, "</span>");
    }
    kt_page_html(page, "</td></tr>\n");
    return page->status;
}

static void write_history(view *v, int64_t id)
{
    static const char *const keys[] = {"edit.when", "edit.who", "edit.what", "edit.why",
                                       "edit.former"};
    kt_page *page = v->page;
    kt_desk_columns(page, "edit.history", keys, 5);
    if (!page->status)
        page->status = kt_item_history(v->reg, id, write_step, page, page->err);
    kt_page_html(page, "</tbody></table></div>\n");
}

static kt_status write_item(void *with, const kt_item *item, kt_error *err)
{
    view *v = with;
    kt_page *page = v->page;
    char place[64];
    int l = 0;
    (void)err;
    v->is_there = true;
    while (l < KT_N_ITEM_LANGUAGES - 1 && strcmp(kt_item_languages[l], page->language) != 0)
        l++;
    snprintf(place, sizeof place, "edit/item/%lld", (long long)item->id);
    kt_desk_begin(page, item->text[l].headline, place);
    kt_page_html(page, "<h1>");
    kt_page_text(page, item->text[l].headline);
    kt_page_html(page, "</h1>\n");
    kt_desk_notice(page);
    write_head(v, item);
    kt_page_html(page, "<div class=\"beside\"><div>\n");
    if (item->state == KT_ITEM_WITHDRAWN)
        write_texts(page, item);
    else
        write_words(v, item);
    if (item->state == KT_ITEM_DRAFT)
        write_publish(v, item);
    if (item->state != KT_ITEM_WITHDRAWN)
        write_withdraw(v, item);
    kt_page_html(page, "</div><div>\n");
    kt_desk_figures(page, v->reg, item->id);
    kt_page_html(page, "</div></div>\n");
    write_history(v, item->id);
    return page->status;
}

void kt_desk_item(kt_page *page, const kt_register *reg, kt_voices *voices)
{
    const kt_item_query query = {.id = kt_argument_integer(page->run, "item", -1)};
    view v = {.page = page, .reg = reg, .voices = voices};
    if (!page->status)
        page->status = kt_item_version(reg, query.id, &v.version, page->err);
    if (!page->status)
        page->status = kt_items_find(reg, &query, write_item, &v, page->err);
    kt_desk_end(page);
}
