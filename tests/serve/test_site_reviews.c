/* test_site_reviews.c: published checks on the site: listed, one page each, marked for programs
 * only while they stand, and in the navigation only when there are some. */
#include "server_fixture.h"
#include "sound_html.h"

static served it;
static kt_text answer;

static int begin(void **state)
{
    const kt_serve_options options = usual();
    if (make_store(state))
        return -1;
    serve_begin(&it, &options);
    return 0;
}

static int end(void **state)
{
    serve_end(&it);
    serve_clear(&it);
    kt_text_clear(&answer);
    return remove_store(state);
}

static void publish(const char *title)
{
    kt_error err = {0};
    kt_text said = {0};
    char path[300];
    const char *text = "Belarus exported goods worth $9 billion to Kazakhstan in 2008. "
                       "Kazakhstan plans to trade $5 billion with Belarus by 2030.";
    snprintf(path, sizeof path, "%s/article.txt", store);
    CHECK_OK(kt_file_replace(path, text, strlen(text), &err), err);
    const kt_given given[] = {{NULL, "publish"},
                              {NULL, path},
                              {"url", "https://example.org/a?b=1&c=2"},
                              {"title", title},
                              {"by", "Ann <Lee>"}};
    run_command("review", given, 5, &said);
    kt_text_clear(&said);
    remove(path);
}

static void withdraw(const char *number)
{
    kt_text said = {0};
    const kt_given given[] = {
        {NULL, "withdraw"}, {NULL, number}, {"by", "Ben"}, {"reason", "newer <data>"}};
    run_command("review", given, 4, &said);
    kt_text_clear(&said);
}

/* What an editor does is there within a fraction of a second. */
static const char *body_at(const char *path, const char *wanted)
{
    for (int n = 0; n < 200; n++) {
        if (get(&it, path, &answer) == 200 && strstr(body_of(&answer), wanted))
            return body_of(&answer);
        nap(20);
    }
    fail_msg("%s: no %s in %s", path, wanted, body_of(&answer));
    return "";
}

static void checks_are_shown_while_they_stand_and_after(void **state)
{
    (void)state;
    char path[32];
    static const char *const languages[] = {"de", "en", "ru"};
    char policy[600];
    CHECK_INT(get(&it, "/en/", &answer), 200);
    CHECK(header_of(&answer, "Content-Security-Policy", policy));
    CHECK(strstr(policy, "script-src 'self';"));
    CHECK(!strstr(body_of(&answer), "href=\"/en/checks\""));
    CHECK_INT(get(&it, "/en/checks", &answer), 200);
    CHECK_INT(get(&it, "/en/checks/1", &answer), 404);
    publish("First & \"best\" </script>");
    publish("Second");
    body_at("/en/", "href=\"/en/checks\"");
    const char *html = body_at("/en/checks", ">Second<");
    CHECK(strstr(html, "/en/checks/1\">First &amp; &quot;best&quot; &lt;/script&gt;<"));
    for (int l = 0; l < 3; l++) {
        snprintf(path, sizeof path, "/%s/checks/1", languages[l]);
        html = body_at(path, "\"@type\":\"ClaimReview\"");
        check_sound(path, html);
        CHECK(strstr(html, "href=\"https://example.org/a?b=1&amp;c=2\""));
        CHECK(strstr(html, "Ann &lt;Lee&gt;"));
        CHECK(!strstr(strstr(html, "ClaimReview") + 1, "\"ClaimReview\"")); // no target
    }
    html = body_at("/en/checks/1", "does not match the data held");
    CHECK(strstr(html, "\"alternateName\":\"does not match the data held\""));
    CHECK(strstr(html, "<strong>target</strong>"));
    withdraw("1");
    html = body_at("/en/checks/1", "no longer stands");
    CHECK(!strstr(html, "ClaimReview"));
    CHECK(strstr(html, "Ben: newer &lt;data&gt;"));
    check_sound("void", html);
    CHECK(strstr(body_at("/de/checks", "entry void"), ">Second<"));
    CHECK_INT(get(&it, "/en/checks/3", &answer), 404);
    CHECK_INT(get(&it, "/en/checks/x", &answer), 404);
    CHECK_INT(get(&it, "/en/checks?page=2", &answer), 404);
}

static void they_are_found_by_words_of_their_titles(void **state)
{
    (void)state;
    check_sound("search", body_at("/en/search?q=seconds", "/en/checks/2\">Second<"));
    CHECK(!strstr(body_of(&answer), "/en/checks/1\""));
    CHECK(strstr(body_at("/en/search?q=first+best", "/en/checks/1\""), "entry void"));
    const char *feed = body_at("/en/checks.atom", "Check: Second</title>");
    CHECK(strstr(feed, "withdrawn: Check: First &amp;"));
    CHECK(strstr(feed, "Belarus – Kazakhstan, 2008): does not match the data held."));
    CHECK(strstr(body_at("/en/checks.json", "external_url"),
                 "\"https://example.org/a?b=1&c=2\""));
    CHECK(strstr(body_at("/sitemap.xml", "/de/checks/2</loc>"), "/ru/checks</loc>"));
}

static kt_status search_once(void *with, kt_error *err)
{
    kt_text out = {0}, notes = {0};
    const kt_given given[] = {{NULL, "search"}, {"words", "second"}};
    const kt_run_options options = {.store = store,
                                    .language = "en",
                                    .now = 1700000000,
                                    .out = kt_sink_text(&out),
                                    .notes = kt_sink_text(&notes)};
    (void)with;
    const kt_status status =
        kt_command_run(kt_command_find("page"), context, given, 2, &options, err);
    if (!status)
        CHECK(strstr(kt_text_get(&out), ">Second<"));
    kt_text_clear(&out);
    kt_text_clear(&notes);
    return status;
}

static kt_status feed_once(void *with, kt_error *err)
{
    kt_text out = {0};
    const kt_given given[] = {{NULL, with}, {"section", "checks"}};
    const kt_run_options options = {.store = store,
                                    .language = "de",
                                    .now = 1700000000,
                                    .out = kt_sink_text(&out),
                                    .notes = kt_sink_text(&out)};
    const kt_status status =
        kt_command_run(kt_command_find("feed"), context, given, 2, &options, err);
    kt_text_clear(&out);
    return status;
}

static void searching_and_feeds_survive_without_memory(void **state)
{
    (void)state;
    static char atom[] = "atom", json[] = "json";
    kt_check_faults(KT_FAULT_MEMORY, search_once, NULL);
    kt_check_faults(KT_FAULT_MEMORY, feed_once, atom);
    kt_check_faults(KT_FAULT_MEMORY, feed_once, json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(checks_are_shown_while_they_stand_and_after),
        KT_TEST(they_are_found_by_words_of_their_titles),
        KT_TEST(searching_and_feeds_survive_without_memory),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
