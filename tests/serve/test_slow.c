/* Answers that may take long, over the web: the same as the command's, within limits of time
 * and memory, and nobody waits behind them. */
#include "server_fixture.h"

#define FORMULA "trade%20~%201%20%7C%20exp%5Eyear%20%2B%20imp%5Eyear%20%2B%20pair"
static const char gravity[] = "/api/v1/gravity?formula=" FORMULA "&flows=first";

static kt_text answer;

static void they_are_the_same_as_the_commands(void **state)
{
    (void)state;
    served it;
    char total[600], link[600];
    kt_text said = {0};
    const kt_serve_options options = usual();
    serve_begin(&it, &options);

    const kt_given part[] = {{"exporter", "BLR"}, {"limit", "3"}, {"format", "csv"}};
    run_command("export", part, 3, &said);
    CHECK_INT(get(&it, "/api/v1/export?exporter=BLR&limit=3&format=csv", &answer), 200);
    CHECK_TEXT(body_of(&answer), kt_text_get(&said));
    CHECK(header_of(&answer, "X-Total-Count", total) && header_of(&answer, "Link", link));
    CHECK_TEXT(total, "66"); // 3 partners, 11 years, two that state it
    CHECK(strstr(link, "skip=3>; rel=\"next\""));

    kt_text_reset(&said);
    const kt_given json[] = {{"format", "json"}};
    run_command("verify", json, 1, &said);
    CHECK_INT(get(&it, "/api/v1/verify", &answer), 200);
    CHECK_TEXT(body_of(&answer), kt_text_get(&said));
    CHECK(strstr(body_of(&answer), "\"name\":\"first\",\"version\":"));

    kt_text_reset(&said);
    const kt_given panel[] = {{NULL, "trade ~ 1 | exp + imp"},
                              {"flows", "first"},
                              {"table", "panel"},
                              {"format", "json"}};
    run_command("gravity", panel, 4, &said);
    CHECK_INT(get(&it,
                  "/api/v1/gravity?formula=trade%20~%201%20%7C%20exp%20%2B%20imp&flows=first"
                  "&table=panel",
                  &answer),
              200);
    CHECK_TEXT(body_of(&answer), kt_text_get(&said));
    CHECK_INT(get(&it, gravity, &answer), 200);
    CHECK(strstr(body_of(&answer), "\"converged\":true"));
    kt_text_clear(&said);
    serve_end(&it);
    serve_clear(&it);
}

static void what_is_wrong_with_the_request_is_said(void **state)
{
    (void)state;
    served it;
    const kt_serve_options options = usual();
    serve_begin(&it, &options);
    CHECK_INT(get(&it, "/api/v1/gravity", &answer), 400);
    CHECK_INT(get(&it, "/api/v1/gravity?formula=trade%20~%20((&flows=first", &answer), 400);
    CHECK(strstr(body_of(&answer), "formula:1:"));
    CHECK_INT(get(&it, "/api/v1/gravity?formula=trade%20~%20none&flows=first", &answer), 404);
    CHECK_INT(get(&it, "/api/v1/gravity?formula=trade%20~%201&flows=second", &answer), 404);
    CHECK_INT(get(&it, "/api/v1/verify?dataset=second", &answer), 404);
    CHECK(!strstr(body_of(&answer), store));
    CHECK_INT(ask(&it, "DELETE", "/api/v1/verify", "", &answer) ? status_of(&answer) : -1, 405);
    serve_end(&it);
    serve_clear(&it);
}

static void they_end_at_their_limits(void **state)
{
    (void)state;
    served it;
    kt_serve_options options = usual();
    options.slow_s = 0;
    serve_begin(&it, &options);
    CHECK_INT(get(&it, "/api/v1/verify", &answer), 503);
    CHECK(strstr(body_of(&answer), "more than 0 seconds"));
    CHECK_INT(get(&it, "/api/v1/info", &answer), 200); // which is not slow
    serve_end(&it);
    serve_clear(&it);

    options = usual();
    options.slow_bytes = 4096;
    serve_begin(&it, &options);
    CHECK_INT(get(&it, gravity, &answer), 413);
    CHECK(strstr(body_of(&answer), "of memory; ask for less"));
    CHECK_INT(get(&it, "/api/v1/info", &answer), 200);
    serve_end(&it);
    serve_clear(&it);
}

typedef struct asker {
    const served *server;
    pthread_t thread;
    int status;
} asker;

static void *ask_slowly(void *with)
{
    asker *a = with;
    char path[256];
    kt_text text = {0};
    snprintf(path, sizeof path, "%s&years=2000-%d", gravity, 2003 + (int)(a->status % 7));
    a->status = get(a->server, path, &text);
    kt_text_clear(&text);
    return NULL;
}

/* More at once than may wait: each is answered, or told that there is too much. */
static void a_crowd_is_answered_or_turned_away(void **state)
{
    (void)state;
    enum { CROWD = 24 };
    served it;
    asker crowd[CROWD];
    int n_right = 0, n_full = 0;
    const kt_serve_options options = usual();
    serve_begin(&it, &options);
    for (int n = 0; n < CROWD; n++) {
        crowd[n] = (asker){.server = &it, .status = n};
        CHECK_INT(pthread_create(&crowd[n].thread, NULL, ask_slowly, &crowd[n]), 0);
    }
    for (int n = 0; n < 20; n++)
        CHECK_INT(get(&it, "/api/v1/info", &answer), 200);
    for (int n = 0; n < CROWD; n++) {
        pthread_join(crowd[n].thread, NULL);
        n_right += crowd[n].status == 200;
        n_full += crowd[n].status == 503;
    }
    CHECK_INT(n_right + n_full, CROWD);
    CHECK(n_right > 0);
    serve_end(&it);
    serve_clear(&it);
}

/* Who asked and went away is no harm, nor is the end of the server with some that wait. */
static void clients_may_go_and_the_server_end(void **state)
{
    (void)state;
    served it;
    char request[512];
    int to[6];
    const kt_serve_options options = usual();
    serve_begin(&it, &options);
    for (int n = 0; n < 6; n++) {
        const int size = snprintf(request, sizeof request,
                                  "GET %s&years=2000-%d HTTP/1.1\r\nHost: localhost\r\n\r\n",
                                  gravity, 2003 + n);
        to[n] = reach(&it);
        CHECK(to[n] >= 0 && send_all(to[n], request, (size_t)size));
    }
    for (int n = 0; n < 3; n++)
        close(to[n]);
    serve_end(&it);
    for (int n = 3; n < 6; n++)
        close(to[n]);
    serve_clear(&it);
}

static void *ask_until_it_is_gone(void *with)
{
    const asker *a = with;
    char path[256];
    kt_text text = {0};
    for (int n = 0; n < 10000; n++) {
        snprintf(path, sizeof path, "%s&years=2000-%d", gravity, 2003 + n % 8);
        if (get(a->server, path, &text) <= 0)
            break;
    }
    kt_text_clear(&text);
    return NULL;
}

/* Who asks while the server ends is answered, or finds nobody. */
static void asking_goes_on_to_the_end(void **state)
{
    (void)state;
    served it;
    asker crowd[4];
    kt_serve_options options = usual();
    options.cache_bytes = 0; // each is made anew
    serve_begin(&it, &options);
    for (int n = 0; n < 4; n++) {
        crowd[n] = (asker){.server = &it};
        CHECK_INT(pthread_create(&crowd[n].thread, NULL, ask_until_it_is_gone, &crowd[n]), 0);
    }
    nap(300);
    serve_end(&it);
    for (int n = 0; n < 4; n++)
        pthread_join(crowd[n].thread, NULL);
    serve_clear(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(they_are_the_same_as_the_commands),
        KT_TEST(what_is_wrong_with_the_request_is_said),
        KT_TEST(they_end_at_their_limits),
        KT_TEST(a_crowd_is_answered_or_turned_away),
        KT_TEST(clients_may_go_and_the_server_end),
        KT_TEST(asking_goes_on_to_the_end),
    };
    const int failed = cmocka_run_group_tests_name(__FILE__, tests, make_store, remove_store);
    kt_text_clear(&answer);
    return failed;
}
