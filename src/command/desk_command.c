/* desk_command.c: kontor desk: one page for editors as HTML. The server turns an address and a
 * session into this command, as it turns an address into `page`; who may see what is decided
 * there (src/serve/edit.c). */
#include "desk_internal.h"

#include <stdio.h>
#include <string.h>

enum { ROWS = 20 };

static const kt_parameter parameters[] = {
    {"kind", "KIND", "items,item,reviews,review,log,login,problem", "Which page.",
     KT_TYPE_CHOICE, KT_PLACE_REQUIRED},
    {"item", "ITEM", NULL, "item, review: its number.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"state", "STATE", "draft,published,withdrawn", "items: in which state.", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
    {"skip", "N", NULL, "items, log: leave out the first N.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"form", "TOKEN", NULL, "What the forms bring along.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"user", "NAME", NULL, "Who has logged in.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"shown", "TEXT", NULL, "How readers see that name.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"role", "ROLE", "editor,admin", "What they may do.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"done", "STEP", "edit,publish,correct,withdraw,make,review,void", "What was done.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"problem", "NAME",
     "form,session,password,often,busy,late,refused,missing,role,none,gate.plain,gate.proxy,"
     "gate.unsafe,gate.host,long,moment,reason,empty,state,url,title,day,standing,void,claims,"
     "data,trouble,big",
     "What went wrong.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"detail", "TEXT", NULL, "More of it, in the words of the program.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"headline-de", "TEXT", NULL, "item: words that were sent.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"headline-en", "TEXT", NULL, "Likewise.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"headline-ru", "TEXT", NULL, "Likewise.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"body-de", "TEXT", NULL, "Likewise.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"body-en", "TEXT", NULL, "Likewise.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"body-ru", "TEXT", NULL, "Likewise.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"place", "TEXT", NULL, "Likewise.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"reviewer", "TEXT", NULL, "Likewise.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"reason", "TEXT", NULL, "Likewise.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"embargo", "TEXT", NULL, "Likewise.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"text", "TEXT", NULL, "reviews: the article.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"url", "URL", NULL, "reviews: its address.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"title", "TEXT", NULL, "reviews: its title.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"publisher", "TEXT", NULL, "reviews: who published it.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"published", "DATE", NULL, "reviews: when it appeared.", KT_TYPE_TEXT, KT_PLACE_OPTION},
};

/* Title and heading are the same phrase. */
static void begin(kt_page *page, const char *key, const char *place)
{
    kt_text title = {0};
    if (!page->status)
        page->status =
            kt_phrase_fill(page->phrases, page->locale, key, NULL, 0, &title, page->err);
    kt_desk_begin(page, kt_text_get(&title), place);
    kt_text_clear(&title);
    kt_desk_heading(page, 1, key);
    kt_desk_notice(page);
}

/* ---- the list --------------------------------------------------------------------------- */

typedef struct list {
    kt_page *page;
    int language;
    int64_t n;
} list;

static kt_status write_row(void *with, const kt_item *item, kt_error *err)
{
    list *l = with;
    kt_page *page = l->page;
    char number[24];
    (void)err;
    snprintf(number, sizeof number, "%lld", (long long)item->id);
    kt_page_html(page, "<tr><th scope=\"row\">");
    kt_page_link(page, "edit/item", number, item->text[l->language].headline);
    kt_page_html(page, "</th><td>");
    kt_desk_countries(page, item->countries);
    kt_page_html(page, "</td><td>");
    kt_desk_moment(page, item->visible_from ? item->visible_from : item->made_at);
    kt_page_html(page, "</td><td class=\"n\">%.0f</td></tr>\n", item->score);
    l->n++;
    return page->status;
}

static void write_make(kt_page *page)
{
    if (strcmp(kt_argument_text(page->run, "role", ""), "admin") != 0)
        return;
    kt_desk_form(page, "edit/make");
    kt_page_html(page, "<p>");
    kt_page_say(page, "edit.make");
    kt_page_html(page, "</p>\n");
    kt_desk_button(page, NULL, NULL, "edit.make_go");
    kt_page_html(page, "</form>\n");
}

static void compose_items(kt_page *page, const kt_register *reg)
{
    static const char *const keys[] = {"edit.headline", "edit.countries", "edit.when",
                                       "edit.score"};
    static const char *const titles[] = {"edit.drafts", "edit.published", "edit.withdrawn"};
    const char *state = kt_argument_text(page->run, "state", "draft");
    kt_item_query query = {.limit = ROWS, .offset = kt_argument_integer(page->run, "skip", 0)};
    list l = {.page = page};
    char place[64];
    int s = KT_ITEM_DRAFT;
    while (s < KT_N_ITEM_STATES - 1 && strcmp(kt_item_state_name((kt_item_state)s), state) != 0)
        s++;
    query.states = 1u << s;
    while (l.language < KT_N_ITEM_LANGUAGES - 1 &&
           strcmp(kt_item_languages[l.language], page->language) != 0)
        l.language++;
    snprintf(place, sizeof place, "edit?state=%s", state);
    begin(page, titles[s], place);
    if (s == KT_ITEM_DRAFT)
        write_make(page);
    kt_desk_table(page, "edit.title", keys, 4);
    if (!page->status)
        page->status = kt_items_find(reg, &query, write_row, &l, page->err);
    kt_page_html(page, "</tbody></table></div>\n");
    if (l.n == 0) {
        kt_page_html(page, "<p>");
        kt_page_say(page, "edit.nothing");
        kt_page_html(page, "</p>\n");
    }
    snprintf(place, sizeof place, "edit?state=%s&", state);
    kt_desk_turn(page, place, l.n, ROWS);
    kt_desk_end(page);
}

/* ---- small pages ------------------------------------------------------------------------ */

static void compose_login(kt_page *page)
{
    begin(page, "edit.login", "edit/login");
    kt_desk_form(page, "edit/login");
    kt_page_html(page, "<label>");
    kt_page_say(page, "edit.name");
    kt_page_html(page, " <input name=\"name\" required maxlength=\"32\" "
                       "autocomplete=\"username\"></label>\n<label>");
    kt_page_say(page, "edit.password");
    kt_page_html(page,
                 " <input name=\"password\" type=\"password\" required maxlength=\"1024\" "
                 "autocomplete=\"current-password\"></label>\n");
    kt_desk_button(page, NULL, NULL, "edit.login_go");
    kt_page_html(page, "</form>\n");
    kt_desk_end(page);
}

static void compose_problem(kt_page *page)
{
    begin(page, "edit.trouble", "edit");
    kt_desk_end(page);
}

static void compose(kt_page *page, const kt_register *reg, kt_voices *voices)
{
    const char *kind = kt_argument_text(page->run, "kind", "");
    if (strcmp(kind, "items") == 0)
        compose_items(page, reg);
    else if (strcmp(kind, "item") == 0)
        kt_desk_item(page, reg, voices);
    else if (strcmp(kind, "review") == 0)
        kt_desk_review(page, reg);
    else if (strcmp(kind, "reviews") == 0) {
        begin(page, "site.reviews", "edit/reviews");
        kt_desk_reviews(page, reg);
    } else if (strcmp(kind, "log") == 0) {
        begin(page, "edit.log", "edit/log");
        kt_desk_log(page);
    } else if (strcmp(kind, "login") == 0)
        compose_login(page);
    else
        compose_problem(page);
}

static kt_status run_desk(kt_run *run, kt_error *err)
{
    kt_text out = {0};
    kt_register *reg = NULL;
    kt_voices *voices = NULL;
    kt_page page = {.run = run, .language = kt_run_language(run), .out = &out, .err = err};
    const char *kind = kt_argument_text(run, "kind", "");

    page.status = kt_run_locale(run, &page.locale, &page.phrases, err);
    if (!page.status)
        page.status = kt_run_countries(run, &page.countries, err);
    // What is stored now, not what the pages of the site are made from.
    if (!page.status && (strncmp(kind, "item", 4) == 0 || strncmp(kind, "review", 6) == 0))
        page.status = kt_register_open(kt_run_store(run), KT_REGISTER_READ, &reg, err);
    if (!page.status && strcmp(kind, "item") == 0)
        page.status = kt_voices_open(kt_run_resources(run), &voices, err);
    if (!page.status)
        compose(&page, reg, voices);
    if (!page.status)
        page.status = kt_sink_write(&run->options->out, out.data, out.size, err);
    kt_voices_close(voices);
    kt_register_close(reg);
    kt_text_clear(&out);
    return page.status;
}

const kt_command kt_command_desk = {
    "desk",
    "one page for editors, as HTML",
    "Writes the page that kontor serve sends to an editor: a list of items, one item with its\n"
    "figures and forms, the log, the login. docs/running.md says more.\n\n"
    "  kontor desk items --state draft --lang de\n"
    "  kontor desk item --item 3\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_desk,
};
