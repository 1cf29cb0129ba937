/* News on the site: what is published is there, in its section, in the archive, at its pair and
 * its countries; what is a draft or under embargo is nowhere; corrections and withdrawals show.
 */
#include "news_fixture.h"
#include "sound_html.h"

#include <kontor/moment.h>

static const char *page_of(const char *path)
{
    check_status(path, 200);
    check_sound(path, body_of(&answer));
    return body_of(&answer);
}

static void check_has(const char *path, const char *text)
{
    if (!strstr(page_of(path), text))
        fail_msg("%s does not hold %s", path, text);
}

static void check_lacks(const char *path, const char *text)
{
    if (strstr(page_of(path), text))
        fail_msg("%s holds %s", path, text);
}

/* 2023-11-14: where the moments of store_to_serve.h lie. */
static const char *const lists[] = {
    "/en/",
    "/en/news",
    "/en/news/trade",
    "/en/archive",
    "/en/archive/2023",
    "/en/archive/2023/11",
    "/en/archive/2023/11/14",
    "/en/archive/2100/01",
    "/en/country/BLR",
    "/en/country/DEU",
    "/en/pair/BLR/DEU",
    "/en/pair/DEU/KAZ",
    "/en/pair/DEU/CIV",
    "/en/search?q=secret",
};

static void what_is_not_public_is_nowhere(void **state)
{
    (void)state;
    static const char *const never[] = {"Secret", "/item/2\"", "/item/3\"", "/item/6\""};
    for (size_t n = 0; n < sizeof lists / sizeof *lists; n++)
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            check_lacks(lists[n], never[k]);
    static const char *const closed[] = {
        "/en/item/2",  "/en/item/3",  "/en/item/6", "/en/item/7",
        "/en/item/-1", "/en/item/1x", "/en/item",   "/en/item/99999999999999999999"};
    for (size_t n = 0; n < sizeof closed / sizeof *closed; n++) {
        CHECK_INT(get(&it, closed[n], &answer), 404);
        CHECK(strstr(body_of(&answer), "Secret") == NULL);
    }
}

static void what_is_published_is_where_readers_look(void **state)
{
    (void)state;
    static const char *const places[] = {"/en/",
                                         "/en/news",
                                         "/en/news/trade",
                                         "/en/archive/2023/11",
                                         "/en/archive/2023/11/14",
                                         "/en/country/BLR",
                                         "/en/country/KAZ",
                                         "/en/pair/KAZ/BLR"};
    for (size_t n = 0; n < sizeof places / sizeof *places; n++) {
        check_has(places[n], "<a href=\"/en/item/1\">Plain news &amp; &lt;more&gt;</a>");
        CHECK(strstr(body_of(&answer), "<more>") == NULL);
    }
    check_lacks("/en/news/statistics", "/item/1\"");
    check_lacks("/en/archive/2023/11/13", "/item/1\"");
    check_lacks("/en/country/DEU", "/item/1\"");
    check_has("/de/archive/2023", "3 Meldungen");
    check_has("/ru/archive/2023/11", "/ru/item/1\"");
}

static void an_article_says_when_and_from_what(void **state)
{
    (void)state;
    check_has("/en/item/1", "<h1>Plain news &amp; &lt;more&gt;</h1>");
    check_type("text/html; charset=utf-8");
    const char *html = body_of(&answer);
    CHECK(strstr(html, "<time datetime=\"2023-11-14T22:") != NULL);
    CHECK(strstr(html, "(kontor) Compiled automatically from first ") != NULL);
    CHECK(strstr(html, "reviewed by Ben") != NULL);
    CHECK(strstr(html, "href=\"/en/pair/") != NULL);
    CHECK(strstr(html, "the figures are for 2010") != NULL);
    check_has("/de/item/1", "geprüft von Ben");
}

/* The body on the page is that of the command, so the figures are. */
static void an_article_says_what_the_bulletin_says(void **state)
{
    (void)state;
    static const char *const languages[] = {"de", "en", "ru"};
    for (size_t l = 0; l < 3; l++) {
        kt_text shown = {0};
        char path[32];
        const kt_given given[] = {{NULL, "show"}, {NULL, "4"}, {"lang", languages[l]}};
        run_command("bulletin", given, 3, &shown);
        char *body = strstr(strstr(shown.data, "\n\n") + 2, "\n\n") + 2;
        *strstr(body, "\n\n") = '\0';
        snprintf(path, sizeof path, "/%s/item/4", languages[l]);
        page_of(path);
        for (char *quote; (quote = strstr(answer.data, "&#39;")) != NULL;) {
            *quote = '\'';
            memmove(quote + 1, quote + 5, strlen(quote + 5) + 1);
        }
        if (!strstr(body_of(&answer), body))
            fail_msg("%s does not hold %s", path, body);
        kt_text_clear(&shown);
    }
}

static int count(const char *text, const char *part)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
        n++;
    return n;
}

/* One correction in three languages. */
static void a_correction_is_told_once(void **state)
{
    (void)state;
    static const char *const paths[] = {"/de/item/4", "/en/item/4", "/ru/item/4"};
    for (int l = 0; l < 3; l++) {
        check_has(paths[l], "a &lt;slip&gt; of the pen");
        CHECK_INT(count(body_of(&answer), "a &lt;slip&gt; of the pen"), 1);
        CHECK_INT(count(body_of(&answer), "<details>"), 1);
    }
}

static void corrections_stay_visible(void **state)
{
    (void)state;
    check_has("/en/item/4", "<h1>Right word</h1>");
    CHECK(strstr(body_of(&answer), "a &lt;slip&gt; of the pen") != NULL);
    CHECK(strstr(body_of(&answer), "<strong>Wrong word</strong>") != NULL);
    check_has("/de/item/4", "a &lt;slip&gt; of the pen");
    CHECK(strstr(body_of(&answer), "Wrong word") == NULL);
    check_lacks("/en/news", "Wrong word");
}

static void a_withdrawn_item_stays_as_void(void **state)
{
    (void)state;
    check_has("/en/item/5", "This item has been withdrawn");
    CHECK(strstr(body_of(&answer), "<s>Void news</s>") != NULL);
    CHECK(strstr(body_of(&answer), "newer data") != NULL);
    check_has("/en/news", "entry void");
    check_lacks("/en/", "Void news");
}

static void what_is_no_page_is_said(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "/en/news/sports",     "/en/news?page=0",          "/en/news?page=2",
        "/en/archive/x",       "/en/archive/2023/13",      "/en/archive/2023/02/30",
        "/en/archive/2023-11", "/en/archive/2023/11/14/1", "/en/news?page=99999999999"};
    for (size_t n = 0; n < sizeof wrong / sizeof *wrong; n++) {
        const int status = get(&it, wrong[n], &answer);
        if (status != 404 && strcmp(wrong[n], "/en/archive/2023-11") != 0)
            fail_msg("%s: %d", wrong[n], status);
    }
}

/* A new item, a correction and the end of an embargo reach readers who ask again. */
static void news_is_not_held_back_by_what_was_kept(void **state)
{
    (void)state;
    char until[32];
    check_lacks("/en/news", "Fresh news");
    kt_moment_print(kt_moment_now() + 2, until);
    make_item("DEU,BLR", "2", "Fresh news");
    publish("2", until);
    nap(300); // the server looks ten times a second
    check_lacks("/en/news", "Fresh news");
    for (int n = 0; n < 60 && !strstr(page_of("/en/news"), "Fresh news"); n++)
        nap(100);
    check_has("/en/news", "Fresh news");
    change("correct", "2", "Fresher news", "more is known");
    for (int n = 0; n < 60 && !strstr(page_of("/en/news"), "Fresher news"); n++)
        nap(100);
    check_has("/en/news", "Fresher news");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(what_is_not_public_is_nowhere),
        KT_TEST(what_is_published_is_where_readers_look),
        KT_TEST(an_article_says_when_and_from_what),
        KT_TEST(an_article_says_what_the_bulletin_says),
        KT_TEST(a_correction_is_told_once),
        KT_TEST(corrections_stay_visible),
        KT_TEST(a_withdrawn_item_stays_as_void),
        KT_TEST(what_is_no_page_is_said),
        KT_TEST(news_is_not_held_back_by_what_was_kept),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
