/* Editing over HTTP: who may, what it does, and what it refuses. */
#include "edit_fixture.h"

static served it;
static kt_text text;

static int begin(void **state)
{
    kt_serve_options options = usual();
    options.max_body = (size_t)1 << 17;
    options.behind_proxy = true;
    if (make_store(state))
        return -1;
    add_items(12);
    add_account("anna", KT_ROLE_ADMIN);
    add_account("boris", KT_ROLE_EDITOR);
    serve_begin(&it, &options);
    return 0;
}

static int end(void **state)
{
    serve_end(&it);
    serve_clear(&it);
    kt_text_clear(&text);
    return remove_store(state);
}

static void pages_for_editors_are_for_editors(void **state)
{
    (void)state;
    browser b = {.server = &it};
    char value[600];
    static const char *const paths[] = {"/de/edit", "/en/edit/item/1", "/ru/edit/log"};
    for (size_t n = 0; n < sizeof paths / sizeof *paths; n++) {
        CHECK_INT(visit(&b, paths[n]), 303);
        CHECK(header_of(&b.answer, "Location", value));
        CHECK(strstr(value, "/edit/login") != NULL);
        CHECK(header_of(&b.answer, "Cache-Control", value));
        CHECK_TEXT(value, "no-store");
    }
    CHECK_INT(post(&b, "/en/edit/item/1", "step=publish&seen=1"), 403);
    CHECK_INT(post(&b, "/en/edit/make", ""), 403);
    CHECK_INT(look(1).state, KT_ITEM_DRAFT);
    static const char *const commands[] = {"/api/v1/desk/items", "/api/v1/user/list",
                                           "/api/v1/review/list", "/api/v1/bulletin/list"};
    for (size_t n = 0; n < sizeof commands / sizeof *commands; n++)
        CHECK_INT(visit(&b, commands[n]), 404);
    CHECK_INT(visit(&b, "/login"), 303);
    CHECK_INT(get(&it, "/de/editor", &b.answer), 404); // of the site, not of the desk
    kt_text_clear(&b.answer);
}

static void a_session_is_a_cookie_that_no_script_and_no_foreign_page_gets(void **state)
{
    (void)state;
    browser b = {.server = &it};
    char value[600];
    CHECK_INT(visit(&b, "/en/edit/login"), 200);
    CHECK_INT(post(&b, "/en/edit/login", "name=anna&password=wrong+horse+battery"), 403);
    CHECK_INT(post(&b, "/en/edit/login", "name=nobody&password=correct+horse+battery"), 403);
    CHECK_INT(post(&b, "/en/edit/login", "name=anna'--&password=x"), 403);
    CHECK_INT(post(&b, "/en/edit/login", "name=anna&password=correct+horse+battery"), 303);
    CHECK(header_of(&b.answer, "Set-Cookie", value));
    CHECK(strncmp(value, "kontor=", 7) == 0);
    CHECK(strstr(value, "; HttpOnly; SameSite=Strict") && !strstr(value, "Secure"));
    CHECK_INT(visit(&b, "/en/edit"), 200);
    // Behind a proxy with TLS it is bound to the host and to TLS, and the other does not count.
    b.headers = "X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.7\r\n";
    CHECK_INT(visit(&b, "/en/edit"), 303);
    CHECK_INT(visit(&b, "/en/edit/login"), 200);
    CHECK(header_of(&b.answer, "Set-Cookie", value));
    CHECK(strncmp(value, "__Host-kontor-login=", 20) == 0 && strstr(value, "; Secure"));
    CHECK_INT(post(&b, "/en/edit/login", "name=anna&password=correct+horse+battery"), 303);
    CHECK(header_of(&b.answer, "Set-Cookie", value));
    CHECK(strncmp(value, "__Host-kontor=", 14) == 0 && strstr(value, "; Secure"));
    CHECK_INT(visit(&b, "/en/edit/log"), 200);
    CHECK(strstr(body_of(&b.answer), "192.0.2.7"));
    kt_text_clear(&b.answer);
}

static void the_gate_says_why_it_is_shut(void **state)
{
    (void)state;
    browser b = {.server = &it, .headers = "X-Forwarded-For: 192.0.2.7\r\n"};
    CHECK_INT(visit(&b, "/en/edit"), 403);
    CHECK(strstr(body_of(&b.answer), "X-Forwarded-Proto"));
    CHECK_INT(post(&b, "/en/edit/login", "name=anna&password=correct+horse+battery"), 403);
    CHECK(ask(&it, "GET", "/en/edit HTTP/1.1\r\nHost: evil.example\r\nX:", "", &b.answer));
    CHECK(status_of(&b.answer) == 403 || status_of(&b.answer) == 400);
    kt_text_clear(&b.answer);
}

static void without_accounts_a_page_says_how_to_make_one(void **state)
{
    (void)state;
    browser b = {.server = &it};
    char there[300], away[300];
    snprintf(there, sizeof there, "%s/accounts.sqlite", store);
    snprintf(away, sizeof away, "%s/away", store);
    CHECK_INT(rename(there, away), 0);
    const int status = visit(&b, "/de/edit/login");
    const bool is_there = access(there, F_OK) == 0; // asking does not make it
    CHECK_INT(rename(away, there), 0);
    CHECK_INT(status, 403);
    CHECK(!is_there);
    CHECK(strstr(body_of(&b.answer), "kontor user add"));
    kt_text_clear(&b.answer);
}

static void a_form_without_its_token_does_nothing(void **state)
{
    (void)state;
    browser b;
    char kept[80];
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/en/edit/item/2"), 200);
    memcpy(kept, b.form, sizeof kept);
    b.form[0] = '\0';
    CHECK_INT(post(&b, "/en/edit/item/2", "step=publish&seen=1"), 403);
    memset(b.form, 'a', 64);
    CHECK_INT(post(&b, "/en/edit/item/2", "step=publish&seen=1"), 403);
    memcpy(b.form, kept, sizeof kept);
    b.headers = "Sec-Fetch-Site: cross-site\r\n";
    CHECK_INT(post(&b, "/en/edit/item/2", "step=publish&seen=1"), 403);
    CHECK_INT(look(2).state, KT_ITEM_DRAFT);
    b.headers = "Sec-Fetch-Site: same-origin\r\n";
    CHECK_INT(post(&b, "/en/edit/item/2", "step=publish&seen=1"), 303);
    CHECK_INT(look(2).state, KT_ITEM_PUBLISHED);
    // The token of another session is another.
    browser other;
    log_in(&other, &it, "anna");
    memcpy(other.form, kept, sizeof kept);
    CHECK_INT(post(&other, "/en/edit/item/3", "step=publish&seen=1"), 403);
    CHECK_INT(look(3).state, KT_ITEM_DRAFT);
    kt_text_clear(&other.answer);
    kt_text_clear(&b.answer);
}

#define OTHERS                                                                                 \
    "&headline-de=Handel+w%C3%A4chst&body-de=Der+Handel+wuchs."                                \
    "&headline-ru=%D0%A2%D0%BE%D1%80%D0%B3%D0%BE%D0%B2%D0%BB%D1%8F+%D1%80%D0%B0%D1%81%D1%82%"  \
    "D1%91%D1%82&body-ru=%D0%A2%D0%BE%D1%80%D0%B3%D0%BE%D0%B2%D0%BB%D1%8F+%D0%B2%D1%8B%D1%80%" \
    "D0%BE%D1%81%D0%BB%D0%B0."

static void an_item_goes_its_way(void **state)
{
    (void)state;
    browser b;
    stored s;
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/de/edit/item/4"), 200);
    CHECK(strstr(body_of(&b.answer), "1.234.567.890 USD")); // the figure beside the words
    CHECK_INT(post(&b, "/de/edit/item/4",
                   "step=edit&seen=1&place=Minsk&headline-en=Trade+is+up"
                   "&body-en=Trade%0D%0A++grew." OTHERS),
              303);
    s = look(4);
    CHECK_TEXT(s.headline[1], "Trade is up");
    CHECK_TEXT(s.headline[0], "Handel wächst");
    CHECK_TEXT(s.place, "Minsk");
    CHECK_INT(s.n_steps, 3); // made; place with the first version, then the words
    CHECK_INT(post(&b, "/de/edit/item/4", "step=publish&seen=3&reviewer=B.+B."), 303);
    s = look(4);
    CHECK_INT(s.state, KT_ITEM_PUBLISHED);
    CHECK_TEXT(s.reviewed_by, "B. B.");
    CHECK_INT(post(&b, "/de/edit/item/4",
                   "step=correct&seen=4&place=Minsk&headline-en=Trade+is+down&body-en=Trade+"
                   "grew." OTHERS),
              400);                                     // without a reason
    CHECK(strstr(body_of(&b.answer), "Trade is down")); // what was typed is still there
    CHECK_INT(
        post(&b, "/de/edit/item/4",
             "step=correct&seen=4&place=Minsk&headline-en=Trade+is+down&body-en=Trade+grew."
             "&reason=a+slip" OTHERS),
        303);
    CHECK_TEXT(look(4).headline[1], "Trade is down");
    CHECK_INT(post(&b, "/de/edit/item/4", "step=withdraw&seen=5"), 400);
    CHECK_INT(post(&b, "/de/edit/item/4", "step=withdraw&seen=5&reason=wrong+data"), 303);
    CHECK_INT(look(4).state, KT_ITEM_WITHDRAWN);
    CHECK_INT(visit(&b, "/de/edit/item/4?done=withdraw"), 200);
    CHECK(!strstr(body_of(&b.answer), "name=\"step\""));
    CHECK_INT(post(&b, "/de/edit/item/4", "step=publish&seen=6"), 400);
    read_log(&text);
    CHECK(strstr(kt_text_get(&text), "boris publish item 4 refused\n"
                                     "boris withdraw item 4 done\n"
                                     "boris withdraw item 4 refused\n"
                                     "boris correct item 4 done\n"
                                     "boris correct item 4 refused\n"
                                     "boris publish item 4 done\n"
                                     "boris edit item 4 done\n"));
    kt_text_clear(&b.answer);
}

static void an_embargo_keeps_the_item_until_its_hour(void **state)
{
    (void)state;
    browser b;
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/en/edit/item/5"), 200);
    CHECK_INT(post(&b, "/en/edit/item/5", "step=publish&seen=1&embargo=soon"), 400);
    CHECK_INT(post(&b, "/en/edit/item/5", "step=publish&seen=1&embargo=2999-01-01T12%3A00"),
              303);
    CHECK(look(5).visible_from > 32000000000);
    CHECK_INT(visit(&b, "/en/edit/item/5"), 200);
    CHECK(strstr(body_of(&b.answer), "embargoed"));
    CHECK(strstr(body_of(&b.answer), "2999-01-01 12:00"));
    kt_text_clear(&b.answer);
}

static void of_two_editors_neither_loses_a_word(void **state)
{
    (void)state;
    browser a, b;
    log_in(&a, &it, "anna");
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&a, "/en/edit/item/6"), 200);
    CHECK_INT(visit(&b, "/en/edit/item/6"), 200);
    CHECK_INT(post(&a, "/en/edit/item/6",
                   "step=edit&seen=1&headline-en=By+Anna&body-en=Trade+grew." OTHERS),
              303);
    CHECK_INT(post(&b, "/en/edit/item/6",
                   "step=edit&seen=1&headline-en=By+Boris&body-en=Trade+grew." OTHERS),
              409);
    CHECK_TEXT(look(6).headline[1], "By Anna");
    CHECK(strstr(body_of(&b.answer), "value=\"By Boris\""));        // his words
    CHECK(strstr(body_of(&b.answer), "By Anna</p>"));               // hers beside them
    CHECK(strstr(body_of(&b.answer), "name=\"seen\" value=\"2\"")); // he has seen both now
    CHECK_INT(post(&b, "/en/edit/item/6", "step=publish&seen=1"), 409);
    CHECK_INT(look(6).state, KT_ITEM_DRAFT);
    CHECK_INT(post(&b, "/en/edit/item/6",
                   "step=edit&seen=2&headline-en=By+Boris&body-en=Trade+grew." OTHERS),
              303);
    CHECK_TEXT(look(6).headline[1], "By Boris");
    kt_text_clear(&a.answer);
    kt_text_clear(&b.answer);
}

static void what_was_typed_is_text_on_the_page_and_in_the_database(void **state)
{
    (void)state;
    browser b;
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/en/edit/item/7"), 200);
    CHECK_INT(post(&b, "/en/edit/item/7",
                   "step=edit&seen=1&place=%27%3B+DROP+TABLE+bulletin_item%3B--"
                   "&headline-en=%3Cscript%3Ealert(1)%3C%2Fscript%3E"
                   "&body-en=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E" OTHERS),
              303);
    CHECK_TEXT(look(7).place, "'; DROP TABLE bulletin_item;--");
    CHECK_TEXT(look(7).headline[1], "<script>alert(1)</script>");
    static const char *const pages[] = {"/en/edit/item/7", "/en/edit", "/de/edit/item/7"};
    for (size_t n = 0; n < sizeof pages / sizeof *pages; n++) {
        CHECK_INT(visit(&b, pages[n]), 200);
        CHECK(!strstr(body_of(&b.answer), "<script") && !strstr(body_of(&b.answer), "<img"));
    }
    // A header is not made of what a client sends.
    CHECK_INT(visit(&b, "/en/edit/item/7?done=x%0d%0aSet-Cookie:%20a=b"), 400);
    CHECK(!strstr(kt_text_get(&b.answer), "Set-Cookie: a=b"));
    CHECK_INT(visit(&b, "/en/edit/item/7?done=%22%3E%3Cscript%3E"), 400);
    CHECK(!strstr(kt_text_get(&b.answer), "<script"));
    static const char *const paths[] = {"/en/edit/item/..%2f..%2fetc%2fpasswd",
                                        "/en/edit/item/1%20OR%201=1",
                                        "/en/edit/item/-1",
                                        "/en/edit/item/99999999999999999999",
                                        "/en/edit/item/1/2",
                                        "/en/edit/item/999"};
    for (size_t n = 0; n < sizeof paths / sizeof *paths; n++) {
        const int status = visit(&b, paths[n]);
        CHECK(status == 404 || status == 400);
    }
    kt_text_clear(&b.answer);
}

static void malformed_and_oversized_forms_are_refused(void **state)
{
    (void)state;
    browser b;
    static char huge[70000];
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/en/edit/item/8"), 200);
    CHECK_INT(post(&b, "/en/edit/item/8", "step=publish&seen=%zz"), 400);
    CHECK_INT(post(&b, "/en/edit/item/8", "step=publish&seen=1&reviewer=%ff%fe"), 400);
    CHECK_INT(post(&b, "/en/edit/item/8", "step=publish"), 400);
    CHECK_INT(post(&b, "/en/edit/item/8", "step=delete&seen=1"), 400);
    CHECK_INT(post(&b, "/en/edit/item/8", "step=publish&seen=-1"), 400);
    memset(huge, 'a', 9000);
    memcpy(huge, "step=edit&seen=1&body-en=", 25);
    CHECK_INT(post(&b, "/en/edit/item/8", huge), 413);
    CHECK(strstr(body_of(&b.answer), "One of the entries is too long."));
    CHECK(strstr(body_of(&b.answer), "aaaaaaaaaaaaaaaaaaaaaaaaaaa")); // still in its field
    memset(huge + 25, 'a', sizeof huge - 26);
    CHECK_INT(post(&b, "/en/edit/item/8", huge), 413);
    char many[600] = "";
    for (int n = 0; n < 40; n++)
        strncat(many, "a=b&", sizeof many - strlen(many) - 1);
    CHECK_INT(post(&b, "/en/edit/item/8", many), 413);
    b.headers = "Content-Type: text/plain\r\n"; // the first one counts, and there are two
    CHECK_INT(look(8).n_steps, 1);
    kt_text_clear(&b.answer);
}

static void an_editor_is_no_admin(void **state)
{
    (void)state;
    browser b;
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/en/edit"), 200);
    CHECK(!strstr(body_of(&b.answer), "/en/edit/log\""));
    CHECK_INT(visit(&b, "/en/edit/log"), 403);
    CHECK_INT(post(&b, "/en/edit/make", ""), 403);
    browser a;
    log_in(&a, &it, "anna");
    CHECK_INT(visit(&a, "/en/edit"), 200);
    CHECK_INT(post(&a, "/en/edit/make", ""), 303);
    read_log(&text);
    CHECK(strstr(kt_text_get(&text), "anna make  done"));
    kt_text_clear(&a.answer);
    kt_text_clear(&b.answer);
}

static void after_logging_out_the_cookie_opens_nothing(void **state)
{
    (void)state;
    browser b;
    char kept[200];
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/en/edit"), 200);
    memcpy(kept, b.cookie, sizeof kept);
    CHECK_INT(visit(&b, "/en/edit/logout"), 404); // a link cannot log anybody out
    CHECK_INT(visit(&b, "/en/edit"), 200);
    CHECK_INT(post(&b, "/en/edit/logout", ""), 303);
    CHECK_TEXT(b.cookie, "kontor=");
    memcpy(b.cookie, kept, sizeof kept);
    CHECK_INT(visit(&b, "/en/edit"), 303);
    kt_text_clear(&b.answer);
}

static void a_removed_editor_is_out_at_once(void **state)
{
    (void)state;
    browser b;
    kt_error err = {0};
    kt_accounts *accounts = NULL;
    add_account("carla", KT_ROLE_EDITOR);
    log_in(&b, &it, "carla");
    CHECK_INT(visit(&b, "/en/edit"), 200);
    CHECK_OK(kt_accounts_open(store, &accounts, &err), err);
    CHECK_OK(kt_account_remove(accounts, "carla", &err), err);
    kt_accounts_close(accounts);
    CHECK_INT(visit(&b, "/en/edit"), 303);
    kt_text_clear(&b.answer);
}

/* Tries to log in that ended so. */
static long long counted(const char *result)
{
    kt_text answer = {0};
    char name[64];
    snprintf(name, sizeof name, "kontor_logins_total{result=\"%s\"} ", result);
    CHECK_INT(get(&it, "/metrics", &answer), 200);
    const char *at = strstr(body_of(&answer), name);
    const long long n = at ? atoll(at + strlen(name)) : -1;
    kt_text_clear(&answer);
    return n;
}

static void guessing_is_slowed_down(void **state)
{
    (void)state;
    browser b = {.server = &it,
                 .headers = "X-Forwarded-Proto: https\r\nX-Forwarded-For: 198.51.100.9\r\n"};
    int status = 0;
    CHECK_INT(visit(&b, "/en/edit/login"), 200);
    for (int n = 0; n < 60 && status != 429; n++) { // more than ten where the machine is slow
        char fields[64];
        snprintf(fields, sizeof fields, "name=guess%d&password=wrong+horse+battery", n);
        status = post(&b, "/en/edit/login", fields);
        CHECK(status == 403 || status == 429);
    }
    CHECK_INT(status, 429);
    CHECK(counted("throttled") >= 1 && counted("refused") >= 10);
    const long long done = counted("done");
    // From elsewhere one still can.
    browser a = {.server = &it,
                 .headers = "X-Forwarded-Proto: https\r\nX-Forwarded-For: 198.51.100.10\r\n"};
    CHECK_INT(visit(&a, "/en/edit/login"), 200);
    CHECK_INT(post(&a, "/en/edit/login", "name=anna&password=correct+horse+battery"), 303);
    CHECK_INT(counted("done"), done + 1);
    kt_text_clear(&a.answer);
    kt_text_clear(&b.answer);
}

static void the_access_log_names_who_is_behind_the_proxy(void **state)
{
    (void)state;
    browser b = {.server = &it,
                 .headers = "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.77\r\n"};
    bool is_named = false;
    CHECK_INT(visit(&b, "/en/countries"), 200);
    for (int n = 0; n < 40 && !is_named; n++) {
        nap(100); // lines are written once a second
        pthread_mutex_lock(&it.lock);
        is_named =
            strstr(kt_text_get(&it.notes), " 203.0.113.77 GET \"/en/countries\"") != NULL;
        pthread_mutex_unlock(&it.lock);
    }
    CHECK(is_named);
    kt_text_clear(&b.answer);
}

static void every_page_speaks_its_language(void **state)
{
    (void)state;
    browser b;
    static const char *const pages[][2] = {{"/de/edit", "<html lang=\"de\">"},
                                           {"/ru/edit", "Черновики"},
                                           {"/ru/edit/item/9", "Отзыв"},
                                           {"/de/edit/item/9", "Zurückziehen"},
                                           {"/en/edit/item/9", "Withdraw"},
                                           {"/ru/edit/log", "Журнал"},
                                           {"/de/edit?state=published", "Veröffentlichtes"}};
    log_in(&b, &it, "anna");
    for (size_t n = 0; n < sizeof pages / sizeof *pages; n++) {
        CHECK_INT(visit(&b, pages[n][0]), 200);
        CHECK(strstr(body_of(&b.answer), pages[n][1]));
    }
    kt_text_clear(&b.answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(pages_for_editors_are_for_editors),
        KT_TEST(a_session_is_a_cookie_that_no_script_and_no_foreign_page_gets),
        KT_TEST(the_gate_says_why_it_is_shut),
        KT_TEST(without_accounts_a_page_says_how_to_make_one),
        KT_TEST(a_form_without_its_token_does_nothing),
        KT_TEST(an_item_goes_its_way),
        KT_TEST(an_embargo_keeps_the_item_until_its_hour),
        KT_TEST(of_two_editors_neither_loses_a_word),
        KT_TEST(what_was_typed_is_text_on_the_page_and_in_the_database),
        KT_TEST(malformed_and_oversized_forms_are_refused),
        KT_TEST(an_editor_is_no_admin),
        KT_TEST(after_logging_out_the_cookie_opens_nothing),
        KT_TEST(a_removed_editor_is_out_at_once),
        KT_TEST(guessing_is_slowed_down),
        KT_TEST(the_access_log_names_who_is_behind_the_proxy),
        KT_TEST(every_page_speaks_its_language),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
