/* The life of the server: it begins, notices a changed store, bears a crowd, and ends without
 * dropping what is under way. */
#include "server_fixture.h"

static kt_text answer;

static void a_new_dataset_is_taken_up_without_a_gap(void **state)
{
    (void)state;
    served it;
    char etag[600], again[600];
    const kt_serve_options options = usual();
    serve_begin(&it, &options);
    CHECK_INT(get(&it, "/api/v1/query?exporter=BLR&importer=KAZ&format=csv", &answer), 200);
    CHECK(header_of(&answer, "ETag", etag));
    import_totals("second", 7);
    nap(300); // the store is looked at ten times a second
    CHECK_INT(get(&it, "/api/v1/query?exporter=BLR&importer=KAZ&format=csv", &answer), 200);
    CHECK(header_of(&answer, "ETag", again));
    CHECK(strcmp(etag, again) != 0);
    CHECK_INT(get(&it, "/api/v1/info", &answer), 200);
    CHECK(strstr(body_of(&answer), "\"second\"") != NULL);
    const kt_given drop[] = {{NULL, "second"}};
    kt_text said = {0};
    run_command("drop", drop, 1, &said);
    kt_text_clear(&said);
    nap(300);
    CHECK_INT(get(&it, "/api/v1/query?exporter=BLR&importer=KAZ&format=csv", &answer), 200);
    CHECK(header_of(&answer, "ETag", again));
    CHECK_TEXT(again, etag);
    serve_end(&it);
    serve_clear(&it);
}

typedef struct asking {
    const served *server;
    pthread_t thread;
    atomic_int stop;
    int n_right, n_refused, n_wrong;
} asking;

/* Ask until told to stop. An answer is whole or does not begin. */
static void *keep_asking(void *with)
{
    asking *a = with;
    kt_text text = {0};
    char length[600], path[128];
    for (int n = 0; !atomic_load(&a->stop); n++) {
        snprintf(path, sizeof path, "/api/v1/query?by=exporter,importer,year&skip=%d", n % 200);
        if (!ask(a->server, "GET", path, "", &text))
            a->n_refused++;
        else if (status_of(&text) == 200 && header_of(&text, "Content-Length", length) &&
                 strlen(body_of(&text)) == (size_t)atoi(length))
            a->n_right++;
        else
            a->n_wrong++;
    }
    kt_text_clear(&text);
    return NULL;
}

static void no_request_is_dropped_while_the_store_changes(void **state)
{
    (void)state;
    served it;
    char name[32];
    const kt_serve_options options = usual();
    serve_begin(&it, &options);
    asking asker = {.server = &it};
    CHECK_INT(pthread_create(&asker.thread, NULL, keep_asking, &asker), 0);
    for (int n = 0; n < 5; n++) {
        kt_text said = {0};
        snprintf(name, sizeof name, "extra%d", n);
        const kt_given drop[] = {{NULL, name}};
        import_totals(name, n);
        nap(100);
        run_command("drop", drop, 1, &said);
        kt_text_clear(&said);
    }
    atomic_store(&asker.stop, 1);
    pthread_join(asker.thread, NULL);
    CHECK_INT(asker.n_wrong, 0);
    CHECK_INT(asker.n_refused, 0);
    CHECK(asker.n_right > 5);
    serve_end(&it);
    serve_clear(&it);
}

static void stopping_lets_answers_finish(void **state)
{
    (void)state;
    served it;
    const kt_serve_options options = usual();
    serve_begin(&it, &options);
    asking asker = {.server = &it};
    CHECK_INT(pthread_create(&asker.thread, NULL, keep_asking, &asker), 0);
    nap(200);
    serve_end(&it);
    atomic_store(&asker.stop, 1);
    pthread_join(asker.thread, NULL);
    CHECK_INT(asker.n_wrong, 0);
    CHECK(asker.n_right > 0);
    CHECK_INT(reach(&it), -1);
    serve_clear(&it);
}

static void a_crowd_that_says_nothing_keeps_nobody_out(void **state)
{
    (void)state;
    enum { N = 2000 };
    served it;
    static int to[N];
    kt_serve_options options = usual();
    options.max_connections = 2500;
    serve_begin(&it, &options);
    for (int n = 0; n < N; n++) {
        to[n] = reach(&it);
        CHECK(to[n] >= 0);
    }
    for (int n = 0; n < 20; n++)
        CHECK_INT(get(&it, "/api/v1/rank/BLR", &answer), 200);
    for (int n = 0; n < N; n++)
        close(to[n]);
    serve_end(&it);
    serve_clear(&it);
}

static void no_more_are_let_in_than_may_be(void **state)
{
    (void)state;
    enum { N = 10 };
    served it;
    int to[N];
    kt_serve_options options = usual();
    options.max_connections = N;
    serve_begin(&it, &options);
    for (int n = 0; n < N; n++) {
        to[n] = reach(&it);
        CHECK(to[n] >= 0);
    }
    for (int i = 0; i < 100 && get(&it, "/api/v1/rank/BLR", &answer) == 200; i++)
        nap(10); // until all of them are counted
    CHECK(get(&it, "/api/v1/rank/BLR", &answer) != 200);
    for (int n = 0; n < N; n++)
        close(to[n]);
    for (int i = 0; i < 100 && get(&it, "/api/v1/rank/BLR", &answer) != 200; i++)
        nap(10);
    CHECK_INT(get(&it, "/api/v1/rank/BLR", &answer), 200);
    serve_end(&it);
    serve_clear(&it);
}

static void the_silent_are_sent_away(void **state)
{
    (void)state;
    served it;
    char byte;
    kt_serve_options options = usual();
    options.timeout_s = 1;
    serve_begin(&it, &options);
    const int silent = reach(&it), half = reach(&it);
    CHECK(silent >= 0 && half >= 0);
    send_all(half, "GET / HT", 8);
    CHECK_INT(recv(silent, &byte, 1, 0), 0); // closed by the server
    CHECK(recv(half, &byte, 1, 0) >= 0);
    close(silent);
    close(half);
    serve_end(&it);
    serve_clear(&it);
}

static void who_asks_too_much_has_to_wait(void **state)
{
    (void)state;
    served it;
    char path[64], value[600];
    int n_made = 0, n_refused = 0;
    kt_serve_options options = usual();
    options.rate = 3;
    serve_begin(&it, &options);
    for (int n = 0; n < 10; n++) {
        snprintf(path, sizeof path, "/api/v1/rank/BLR?top=%d", n + 1);
        const int status = get(&it, path, &answer);
        n_made += status == 200;
        n_refused += status == 429 && header_of(&answer, "Retry-After", value);
    }
    CHECK_INT(n_made + n_refused, 10);
    CHECK(n_made >= 3 && n_refused > 0);
    bool is_told = false; // a reader on a page
    for (int n = 0; n < 40 && !is_told; n++) {
        snprintf(path, sizeof path, "/ru/country/BLR?year=%d", 2000 + n % 11);
        is_told = get(&it, path, &answer) == 429;
    }
    CHECK(is_told && header_of(&answer, "Retry-After", value));
    CHECK(strstr(body_of(&answer), "<html lang=\"ru\">"));
    CHECK(strstr(body_of(&answer), "Слишком много запросов сразу</h1>"));
    for (int n = 0; n < 10; n++) // what is made already costs nothing
        CHECK_INT(get(&it, "/api/v1/rank/BLR?top=1", &answer), 200);
    serve_end(&it);
    serve_clear(&it);
}

static void an_answer_that_is_too_long_is_refused(void **state)
{
    (void)state;
    served it;
    kt_serve_options options = usual();
    options.max_answer = 5000;
    serve_begin(&it, &options);
    CHECK_INT(get(&it, "/api/v1/query?by=exporter,importer,year", &answer), 413);
    CHECK_INT(get(&it, "/api/v1/query?by=exporter,importer,year&limit=3", &answer), 200);
    serve_end(&it);
    serve_clear(&it);
}

static void an_address_that_is_none_or_taken_is_refused(void **state)
{
    (void)state;
    served it;
    kt_error err = {0};
    kt_serve_options options = usual();
    serve_begin(&it, &options);
    options.notes = kt_sink_text(&answer);
    options.port = it.port;
    CHECK_FAILS(kt_serve(&options, &err), KT_ERR_IO, err);
    options.host = "not an address";
    CHECK_FAILS(kt_serve(&options, &err), KT_ERR_USAGE, err);
    options.host = "127.0.0.1";
    options.port = 0;
    options.tls_cert = options.tls_key = kt_slice_of("no certificate");
    CHECK_FAILS(kt_serve(&options, &err), KT_ERR_IO, err);
    serve_end(&it);
    serve_clear(&it);
}

static void it_stops_by_itself(void **state)
{
    (void)state;
    served it;
    kt_serve_options options = usual();
    options.stop_after_s = 1;
    serve_begin(&it, &options);
    pthread_join(it.thread, NULL);
    CHECK_INT(it.status, KT_OK);
    serve_clear(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_new_dataset_is_taken_up_without_a_gap),
        KT_TEST(no_request_is_dropped_while_the_store_changes),
        KT_TEST(stopping_lets_answers_finish),
        KT_TEST(a_crowd_that_says_nothing_keeps_nobody_out),
        KT_TEST(no_more_are_let_in_than_may_be),
        KT_TEST(the_silent_are_sent_away),
        KT_TEST(who_asks_too_much_has_to_wait),
        KT_TEST(an_answer_that_is_too_long_is_refused),
        KT_TEST(an_address_that_is_none_or_taken_is_refused),
        KT_TEST(it_stops_by_itself),
    };
    const int failed = cmocka_run_group_tests_name(__FILE__, tests, make_store, remove_store);
    kt_text_clear(&answer);
    return failed;
}
