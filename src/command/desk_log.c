/* desk_log.c: the log before an admin: who did what, when, from where, and how it ended. Steps,
 * subjects and refusals have phrases; a reason that somebody gave stays as it was written. */
#include "desk_internal.h"

#include <kontor/audit.h>

#include <stdio.h>
#include <string.h>

enum { LOG_ROWS = 100 };

static const char dash[] = "\xE2\x80\x93";

static void write_text_cell(kt_page *page, const char *text)
{
    kt_page_html(page, "<td>");
    kt_page_text(page, text[0] ? text : dash);
    kt_page_html(page, "</td>");
}

typedef struct worded {
    const char *name, *key;
} worded;

static const worded actions[] = {{"make", "edit.log_make"},
                                 {"edit", "edit.edit"},
                                 {"publish", "edit.publish"},
                                 {"correct", "edit.correct"},
                                 {"withdraw", "edit.withdraw"},
                                 {"login", "edit.login"},
                                 {"logout", "edit.logout"},
                                 {"user add", "edit.log_user_add"},
                                 {"user password", "edit.log_user_password"},
                                 {"user remove", "edit.log_user_remove"},
                                 {"review", "edit.log_new_review"},
                                 {"terminal", "edit.log_terminal"},
                                 {"admin", "edit.role_admin"},
                                 {"editor", "edit.role_editor"},
                                 {NULL, NULL}};

/* A name that the program gave, in words; any other text as it stands. */
static void write_known(kt_page *page, const char *name)
{
    for (const worded *w = actions; w->name; w++)
        if (strcmp(w->name, name) == 0) {
            kt_page_say(page, w->key);
            return;
        }
    kt_page_text(page, name[0] ? name : dash);
}

static void write_known_cell(kt_page *page, const char *name)
{
    kt_page_html(page, "<td>");
    write_known(page, name);
    kt_page_html(page, "</td>");
}

/* "item 3" and "review 3", in words and with a way there. */
static bool write_place(kt_page *page, const char *text, const char *kind, const char *key)
{
    const size_t size = strlen(kind);
    int64_t id;
    if (strncmp(text, kind, size) != 0 || text[size] != ' ' ||
        !kt_parse_i64(kt_slice_of(text + size + 1), &id))
        return false;
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)id);
    const kt_argument words[] = {{"id", number, 0.0}};
    kt_page_html(page, "<a href=\"/%s/edit/%s/%s\">", page->language, kind, number);
    kt_page_say_with(page, key, words, 1);
    kt_page_html(page, "</a>");
    return true;
}

static bool write_any_place(kt_page *page, const char *text)
{
    return write_place(page, text, "item", "edit.log_item") ||
           write_place(page, text, "review", "edit.log_review");
}

static void write_subject(kt_page *page, const char *subject)
{
    kt_page_html(page, "<td>");
    if (!write_any_place(page, subject))
        write_known(page, subject);
    kt_page_html(page, "</td>");
}

/* What `bulletin make` told as JSON, as a sentence. */
static bool write_made(kt_page *page, const char *note)
{
    static const char *const names[] = {"new", "renewed", "same", "kept"};
    kt_argument words[4];
    char quoted[16];
    if (note[0] != '{')
        return false;
    for (size_t n = 0; n < 4; n++) {
        int64_t value;
        snprintf(quoted, sizeof quoted, "\"%s\": ", names[n]);
        const char *at = strstr(note, quoted);
        if (!at)
            return false;
        kt_slice rest = kt_slice_of(at + strlen(quoted));
        if (!kt_parse_i64((kt_slice){rest.data, strspn(rest.data, "0123456789")}, &value))
            return false;
        words[n] = (kt_argument){names[n], NULL, (double)value};
    }
    kt_page_say_with(page, "edit.made", words, 4);
    return true;
}

static void write_note(kt_page *page, const kt_audit_entry *entry)
{
    const char *key = kt_desk_problem_key(entry->note);
    kt_page_html(page, "<td>");
    if (key)
        kt_page_say(page, key);
    else if (!write_any_place(page, entry->note) && !write_made(page, entry->note))
        write_known(page, entry->note);
    kt_page_html(page, "</td>");
}

typedef struct list {
    kt_page *page;
    int64_t n;
} list;

static kt_status write_entry(void *with, const kt_audit_entry *entry, kt_error *err)
{
    list *l = with;
    kt_page *page = l->page;
    char key[64];
    (void)err; // that of the page
    snprintf(key, sizeof key, "edit.outcome.%s", kt_audit_outcome_name(entry->outcome));
    kt_page_html(page, "<tr><th scope=\"row\">");
    kt_desk_moment(page, entry->at);
    kt_page_html(page, "</th>");
    write_text_cell(page, entry->who);
    write_known_cell(page, entry->client);
    write_known_cell(page, entry->action);
    write_subject(page, entry->subject);
    kt_page_html(page, "<td>");
    kt_page_say(page, key);
    kt_page_html(page, "</td>");
    write_note(page, entry);
    kt_page_html(page, "</tr>\n");
    l->n++;
    return page->status;
}

void kt_desk_log(kt_page *page)
{
    static const char *const keys[] = {"edit.when", "edit.who",     "edit.where",
                                       "edit.what", "edit.subject", "edit.outcome",
                                       "edit.why"};
    kt_accounts *accounts = NULL;
    list l = {.page = page};
    kt_desk_table(page, "edit.log", keys, 7);
    if (!page->status)
        page->status = kt_accounts_open(kt_run_store(page->run), &accounts, page->err);
    if (!page->status)
        page->status =
            kt_audit_list(accounts, LOG_ROWS, kt_argument_integer(page->run, "skip", 0),
                          write_entry, &l, page->err);
    kt_accounts_close(accounts);
    kt_page_html(page, "</tbody></table></div>\n");
    kt_desk_turn(page, "edit/log?", l.n, LOG_ROWS);
    kt_desk_end(page);
}
