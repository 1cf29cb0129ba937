/* edit_fixture.h: a store with items and accounts, and an editor's browser: a cookie and the
 * token of its forms. Password of all: KT_TEST_PASSWORD. */
#ifndef EDIT_FIXTURE_H
#define EDIT_FIXTURE_H

#pragma GCC diagnostic ignored "-Wunused-function" // no test needs all of it

#include "server_fixture.h"

#include <kontor/account.h>
#include <kontor/audit.h>
#include <kontor/item.h>
#include <kontor/register.h>

#define KT_TEST_PASSWORD "correct horse battery"

static void add_account(const char *name, kt_role role)
{
    kt_error err = {0};
    kt_accounts *accounts = NULL;
    kt_account account = {.role = role, .shown = "N. N."};
    snprintf(account.name, sizeof account.name, "%s", name);
    CHECK_OK(kt_accounts_open(store, &accounts, &err), err);
    CHECK_OK(kt_account_add(accounts, &account, KT_TEST_PASSWORD, 1, &err), err);
    kt_accounts_close(accounts);
}

/* Items 1 to n, drafts. */
static void add_items(int n)
{
    kt_error err = {0};
    kt_register *reg = NULL;
    int64_t n_new, n_changed;
    char key[32];
    CHECK_OK(kt_register_open(store, KT_REGISTER_WRITE, &reg, &err), err);
    CHECK_OK(kt_register_begin(reg, 1700000000, &err), err);
    for (int i = 0; i < n; i++) {
        kt_item item = {.kind = "trade",
                        .section = "trade",
                        .countries = "BLR KAZ",
                        .products = "",
                        .dataset = "first",
                        .vintage = "v1",
                        .as_of = {2021, 6, 1},
                        .period = kt_period_of_year(2010),
                        .score = 50.5,
                        .figures =
                            "[{\"key\":\"k\",\"id\":\"turnover\",\"side\":\"a\",\"year\":2010,"
                            "\"value\":1234567890,\"unit\":\"USD\",\"reporter\":\"BLR\","
                            "\"mirror\":false,\"valuation\":\"FOB\",\"status\":\"reported\","
                            "\"coverage\":null,\"dataset\":\"first\",\"vintage\":\"v1\","
                            "\"method\":\"exports plus imports\",\"of\":null}]",
                        .text = {{"Handel wächst", "Der Handel wuchs."},
                                 {"Trade grows", "Trade grew."},
                                 {"Торговля растёт", "Торговля выросла."}}};
        snprintf(key, sizeof key, "k%d", i);
        item.key = key;
        CHECK_OK(kt_item_add(reg, &item, NULL, &err), err);
    }
    CHECK_OK(kt_register_commit(reg, &n_new, &n_changed, &err), err);
    kt_register_close(reg);
}

typedef struct browser {
    const served *server;
    char cookie[200];    /* "kontor=..." */
    char form[80];       /* token of the form that was seen last */
    const char *headers; /* further ones; NULL: none */
    kt_text answer;
} browser;

static void take_cookie(browser *b)
{
    char value[600];
    if (header_of(&b->answer, "Set-Cookie", value))
        snprintf(b->cookie, sizeof b->cookie, "%.*s", (int)strcspn(value, ";"), value);
}

static void take_form(browser *b)
{
    const char *at = strstr(body_of(&b->answer), "name=\"form\" value=\"");
    if (at)
        snprintf(b->form, sizeof b->form, "%.64s", at + 19);
}

static int visit(browser *b, const char *path)
{
    char headers[600];
    snprintf(headers, sizeof headers, "%s%s%s%s", b->cookie[0] ? "Cookie: " : "", b->cookie,
             b->cookie[0] ? "\r\n" : "", b->headers ? b->headers : "");
    if (!ask(b->server, "GET", path, headers, &b->answer))
        return -1;
    take_cookie(b);
    take_form(b);
    return status_of(&b->answer);
}

/* fields: encoded, without the token. */
static int post(browser *b, const char *path, const char *fields)
{
    kt_text request = {0};
    kt_error err = {0};
    const size_t size = strlen(fields) + strlen(b->form) + 6;
    CHECK_OK(kt_text_format(&request, &err,
                            "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            "Content-Type: application/x-www-form-urlencoded\r\n"
                            "Content-Length: %zu\r\nCookie: %s\r\n%s\r\nform=%s&",
                            path, size, b->cookie, b->headers ? b->headers : "", b->form),
             err);
    CHECK_OK(kt_text_add(&request, fields, &err), err);
    const bool came = ask_raw(b->server, request.data, request.size, &b->answer);
    kt_text_clear(&request);
    if (!came)
        return -1;
    take_cookie(b);
    return status_of(&b->answer);
}

static void log_in(browser *b, const served *server, const char *name)
{
    char fields[200], place[600];
    *b = (browser){.server = server};
    CHECK_INT(visit(b, "/en/edit/login"), 200);
    snprintf(fields, sizeof fields, "name=%s&password=correct+horse+battery", name);
    CHECK_INT(post(b, "/en/edit/login", fields), 303);
    CHECK(header_of(&b->answer, "Location", place));
    CHECK_TEXT(place, "/en/edit");
}

/* One item as it is stored. */
typedef struct stored {
    kt_item_state state;
    int64_t visible_from, version;
    char headline[3][200], place[200], reviewed_by[200];
    int n_published, n_steps; /* steps of its history */
} stored;

static kt_status read_item(void *with, const kt_item *item, kt_error *err)
{
    stored *s = with;
    (void)err;
    s->state = item->state;
    s->visible_from = item->visible_from;
    for (int l = 0; l < 3; l++)
        snprintf(s->headline[l], 200, "%s", item->text[l].headline);
    snprintf(s->place, 200, "%s", item->place);
    snprintf(s->reviewed_by, 200, "%s", item->reviewed_by);
    return KT_OK;
}

static kt_status read_step(void *with, const kt_item_step *step, kt_error *err)
{
    stored *s = with;
    (void)err;
    s->n_steps++;
    s->n_published += step->action == KT_ITEM_PUBLISH;
    return KT_OK;
}

static stored look(int64_t id)
{
    kt_error err = {0};
    kt_register *reg = NULL;
    stored s = {.version = 0};
    CHECK_OK(kt_register_open(store, KT_REGISTER_READ, &reg, &err), err);
    CHECK_OK(kt_items_find(reg, &(kt_item_query){.id = id}, read_item, &s, &err), err);
    CHECK_OK(kt_item_history(reg, id, read_step, &s, &err), err);
    CHECK_OK(kt_item_version(reg, id, &s.version, &err), err);
    kt_register_close(reg);
    return s;
}

static kt_status print_entry(void *with, const kt_audit_entry *entry, kt_error *err)
{
    return kt_text_format(with, err, "%s %s %s %s\n", entry->who, entry->action, entry->subject,
                          kt_audit_outcome_name(entry->outcome));
}

/* The whole log, newest first. */
static void read_log(kt_text *out)
{
    kt_error err = {0};
    kt_accounts *accounts = NULL;
    kt_text_reset(out);
    CHECK_OK(kt_accounts_open(store, &accounts, &err), err);
    CHECK_OK(kt_audit_list(accounts, 100000, 0, print_entry, out, &err), err);
    kt_accounts_close(accounts);
}

#endif
