/* Items and checks for programs: what is published and nothing else, in parts that stay what
 * they are, as the commands say it; and why some commands are not answered. */
#include "news_fixture.h"

#include <kontor/moment.h>

static bool says(const char *text)
{
    return strstr(body_of(&answer), text) != NULL;
}

static void readers_see_what_is_published_and_nothing_else(void **state)
{
    (void)state;
    char total[600];
    check_status("/api/v1/news", 200);
    check_type("application/json");
    CHECK(header_of(&answer, "X-Total-Count", total));
    CHECK_TEXT(total, "3");
    CHECK(says("Plain news & <more>") && says("Right word") && says("Void news"));
    CHECK(says("\"state\": \"withdrawn\""));
    CHECK(!says("Secret") && !says("\"score\"") && !says("\"made\""));
    static const char *const hidden[] = {"2", "3", "6", "0", "99"};
    char path[64];
    for (size_t n = 0; n < sizeof hidden / sizeof *hidden; n++) {
        snprintf(path, sizeof path, "/api/v1/news/%s", hidden[n]);
        check_status(path, 404);
        CHECK(!says("Secret"));
    }
    check_status("/api/v1/news?search=Secret", 200);
    CHECK(says("\"total\": 0"));
    check_status("/api/v1/news?state=draft", 400);
}

/* An embargo ends by the clock of this machine, not by what a request says. */
static void nobody_asks_from_the_future(void **state)
{
    (void)state;
    static const char *const when[] = {"2101-01-01", "2101-01-01T00:00:00Z", "soon"};
    char path[64];
    for (size_t n = 0; n < sizeof when / sizeof *when; n++) {
        snprintf(path, sizeof path, "/api/v1/news?at=%s", when[n]);
        check_status(path, 400);
        snprintf(path, sizeof path, "/api/v1/news/3?at=%s", when[n]);
        check_status(path, 400);
    }
    check_status("/api/v1/news?at=2001-01-01", 200);
    CHECK(says("\"total\": 0"));
}

static void an_item_has_its_figures_and_corrections(void **state)
{
    (void)state;
    check_status("/api/v1/news/4", 200);
    CHECK(says("\"figures\": [{") && says("\"method\":\"exports plus imports\""));
    CHECK(says("\"corrections\": [") && says("\"reason\": \"a <slip> of the pen\""));
    CHECK(says("\"former_headline\": \"Wrong word\""));
    CHECK(!says("\"history\"") && !says("Cay") && !says("Ann")); // accounts are nobody's affair
    check_status("/api/v1/news/5", 200);
    CHECK(says("\"action\": \"withdraw\"") && says("newer data"));
    check_status("/api/v1/news/1?lang=de&format=text", 200);
    check_type("text/plain; charset=utf-8");
    CHECK(!says("Ann"));
}

static void it_is_what_the_command_says(void **state)
{
    (void)state;
    kt_text said = {0};
    const kt_given list[] = {{"country", "BLR"}, {"limit", "100"}, {"format", "json"}};
    const kt_given one[] = {{NULL, "4"}, {"format", "json"}};
    run_command("news", list, 3, &said);
    check_status("/api/v1/news?country=BLR", 200);
    CHECK_TEXT(body_of(&answer), kt_text_get(&said));
    kt_text_reset(&said);
    run_command("news", one, 2, &said);
    check_status("/api/v1/news/4", 200);
    CHECK_TEXT(body_of(&answer), kt_text_get(&said));
    kt_text_clear(&said);
}

static void what_is_held_is_not_sent_again(void **state)
{
    (void)state;
    char tag[600], line[700];
    check_status("/api/v1/news?format=csv&lang=ru", 200);
    check_type("text/csv; charset=utf-8");
    CHECK(says("id,date,state,section,headline\n") && says("Верное слово"));
    CHECK(header_of(&answer, "ETag", tag));
    snprintf(line, sizeof line, "If-None-Match: %s\r\n", tag);
    CHECK(ask(&it, "GET", "/api/v1/news?format=csv&lang=ru", line, &answer));
    CHECK_INT(status_of(&answer), 304);
}

static void checks_are_there_with_their_report(void **state)
{
    (void)state;
    kt_text said = {0};
    char path[300];
    kt_error err = {0};
    snprintf(path, sizeof path, "%s/article.txt", store);
    const char *text = "Trade between Belarus and Kazakhstan came to $7 million in 2009.";
    CHECK_OK(kt_file_replace(path, text, strlen(text), &err), err);
    const kt_given given[] = {{NULL, "publish"},
                              {NULL, path},
                              {"url", "https://e.org/a"},
                              {"title", "One"},
                              {"by", "Ann"}};
    run_command("review", given, 5, &said);
    check_status("/api/v1/checks/1", 200);
    CHECK(says("\"state\": \"stands\"") && says("\"report\": {") && says("does_not_match"));
    check_status("/api/v1/checks?url=https://e.org/a", 200);
    CHECK(says("\"total\": 1") && !says("\"report\""));
    check_status("/api/v1/checks/2", 404);
    check_status("/api/v1/checks?format=csv", 200);
    CHECK(says("id,published,state,by,title,url\n1,"));
    kt_text_clear(&said);
}

static void what_is_not_answered_is_said_with_the_reason(void **state)
{
    (void)state;
    static const char *const commands[] = {"check", "feed", "page", "bulletin", "review"};
    char path[64];
    for (size_t n = 0; n < sizeof commands / sizeof *commands; n++) {
        snprintf(path, sizeof path, "/api/v1/%s/x", commands[n]);
        check_status(path, 404);
        CHECK(says("is not answered here: "));
        check_status("/api/v1/openapi.json", 200);
        snprintf(path, sizeof path, "\\n- %s: ", commands[n]);
        CHECK(says(path));
        check_status("/api/v1/", 200);
        snprintf(path, sizeof path, "{\"command\":\"%s\",\"why\":", commands[n]);
        CHECK(says(path));
    }
    check_status("/api/v1/import", 404);
    CHECK(!says("is not answered here"));
}

/* Last of all: it publishes. */
static void parts_stay_what_they_are_while_items_appear(void **state)
{
    (void)state;
    char at[32], path[600], link[600];
    int n_parts = 1;
    kt_moment_print(moment, at);
    moment += 10;
    check_status("/api/v1/news?limit=1", 200);
    CHECK(header_of(&answer, "Link", link));
    CHECK(strstr(link, "at=20") && strstr(link, "&skip=1>; rel=\"next\"")); // of its own accord
    snprintf(path, sizeof path, "/api/v1/news?limit=1&at=%s", at);
    check_status(path, 200);
    publish("2", NULL);
    for (bool more = true; more; n_parts++) {
        CHECK(!says("Secret"));
        more = header_of(&answer, "Link", link) && strstr(link, "rel=\"next\"");
        if (!more)
            break;
        char *next = strrchr(link, '<');
        snprintf(path, sizeof path, "%.*s", (int)strcspn(next + 1, ">"), next + 1);
        check_status(path, 200);
    }
    CHECK_INT(n_parts, 3);
    kt_text said = {0};
    const kt_given now[] = {{"format", "csv"}};
    run_command("news", now, 1, &said);
    CHECK(strstr(kt_text_get(&said), "Secret draft") != NULL);
    kt_text_clear(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(readers_see_what_is_published_and_nothing_else),
        KT_TEST(nobody_asks_from_the_future),
        KT_TEST(an_item_has_its_figures_and_corrections),
        KT_TEST(it_is_what_the_command_says),
        KT_TEST(what_is_held_is_not_sent_again),
        KT_TEST(checks_are_there_with_their_report),
        KT_TEST(what_is_not_answered_is_said_with_the_reason),
        KT_TEST(parts_stay_what_they_are_while_items_appear),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
