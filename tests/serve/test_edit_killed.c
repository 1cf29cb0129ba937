/* kontor serve killed (SIGKILL) 100 times while it publishes: an item is a draft or published
 * with its step in the history, never between; none is lost, none is published without a line
 * in the log, and whoever comes next goes on with the same session. */
#include "edit_fixture.h"
#include "forked_server.h"

#include <kontor/moment.h>

enum { N_KILLS = 100 };

/* Send the form and do not wait for the answer. */
static int send_publish(const browser *b, const served *s, int64_t item)
{
    char request[600];
    const int size = snprintf(request, sizeof request,
                              "POST /en/edit/item/%lld HTTP/1.1\r\nHost: localhost\r\n"
                              "Content-Type: application/x-www-form-urlencoded\r\n"
                              "Content-Length: %d\r\nCookie: %s\r\n\r\n"
                              "form=%.64s&step=publish&seen=1",
                              (long long)item, 5 + 64 + 20, b->cookie, b->form);
    const int to = reach(s);
    CHECK(to >= 0);
    CHECK(send_all(to, request, (size_t)size));
    return to;
}

static int count(const char *text, const char *word)
{
    int n = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        n++;
    return n;
}

static void check_item(int64_t item, int *n_published)
{
    const stored s = look(item);
    CHECK_TEXT(s.headline[1], "Trade grows");
    if (s.state == KT_ITEM_PUBLISHED) {
        CHECK(s.visible_from > 0);
        CHECK_TEXT(s.reviewed_by, "N. N.");
        CHECK_INT(s.n_published, 1);
        CHECK_INT(s.version, 2);
        ++*n_published;
    } else {
        CHECK_INT(s.state, KT_ITEM_DRAFT);
        CHECK_TEXT(s.reviewed_by, "");
        CHECK_INT(s.n_published, 0);
        CHECK_INT(s.version, 1);
    }
}

static kt_status count_item(void *with, const kt_item *item, kt_error *err)
{
    (void)item, (void)err;
    ++*(int *)with;
    return KT_OK;
}

static void check_all(int n_published)
{
    kt_error err = {0};
    kt_register *reg = NULL;
    kt_text log = {0};
    int n_items = 0, n_found = 0;
    CHECK_OK(kt_register_open(store, KT_REGISTER_READ, &reg, &err), err);
    CHECK_OK(kt_register_verify(reg, &err), err);
    CHECK_OK(kt_items_find(reg, &(kt_item_query){0}, count_item, &n_items, &err), err);
    CHECK_INT(n_items, N_KILLS + 1);
    CHECK_OK(kt_items_find(reg, &(kt_item_query){.search = "trade", .language = "en"},
                           count_item, &n_found, &err),
             err);
    CHECK_INT(n_found, N_KILLS + 1);
    kt_register_close(reg);
    read_log(&log);
    CHECK(count(kt_text_get(&log), " publish item ") >= n_published);
    CHECK(count(kt_text_get(&log), " done\n") <= n_published + 1); // and the login
    CHECK_INT(count(kt_text_get(&log), "refused"), 0);
    kt_text_clear(&log);
}

static void killed_a_hundred_times_nothing_is_lost_or_half_done(void **state)
{
    (void)state;
    served s;
    browser b;
    unsigned seed = 1;
    const kt_serve_options usually = usual();
    int n_published = 0;
    add_items(N_KILLS + 1);
    add_account("anna", KT_ROLE_EDITOR);
    pid_t child = start(&s, &usually);
    log_in(&b, &s, "anna");
    CHECK_INT(visit(&b, "/en/edit/item/101"), 200);
    CHECK_INT(get(&s, "/health", &b.answer), 200);
    const double from = kt_moment_clock();
    CHECK_INT(post(&b, "/en/edit/item/101", "step=publish&seen=1"), 303);
    // A machine that was stopped meanwhile must not make the test endless.
    const double whole_s = fmin(kt_moment_clock() - from, 0.05);
    end_hard(child);
    check_item(N_KILLS + 1, &n_published);
    for (int64_t item = 1; item <= N_KILLS; item++) {
        child = start(&s, &usually);
        const int to = send_publish(&b, &s, item);
        seed = seed * 1103515245u + 12345u;
        const double wait_s = 1.2 * whole_s * (seed >> 8 & 0xFFFF) / 65536.0;
        nanosleep(
            &(struct timespec){(time_t)wait_s, (long)((wait_s - (double)(time_t)wait_s) * 1e9)},
            NULL);
        end_hard(child);
        close(to);
        check_item(item, &n_published);
    }
    print_message("%d of %d published when killed; a whole one takes %.1f ms\n",
                  n_published - 1, N_KILLS, whole_s * 1e3);
    check_all(n_published);
    // the same session goes on where it was
    serve_begin(&s, &usually);
    b.server = &s;
    CHECK_INT(visit(&b, "/en/edit?state=published"), 200);
    serve_end(&s);
    serve_clear(&s);
    kt_text_clear(&b.answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(killed_a_hundred_times_nothing_is_lost_or_half_done),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, make_store, remove_store);
}
