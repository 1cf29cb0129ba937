/* Feeds, maps and files: sound, complete, with what is public and nothing else, and with the
 * figures of the command line. */
#include "news_fixture.h"
#include "xml_check.h"

static const char *const atom_feeds[] = {
    "/en/news.atom",         "/de/news/trade.atom",      "/ru/country/BLR.atom",
    "/en/pair/KAZ/BLR.atom", "/en/news/statistics.atom", "/ru/checks.atom"};
static const char *const json_feeds[] = {
    "/en/news.json",         "/de/news/trade.json",      "/ru/country/BLR.json",
    "/en/pair/KAZ/BLR.json", "/en/news/statistics.json", "/ru/checks.json"};
enum { N_FEEDS = 5 };

static void check_xml(const char *path)
{
    const char *xml = body_of(&answer);
    const char *wrong = xml_fault(xml);
    if (wrong)
        fail_msg("%s is not well-formed: %.60s", path, wrong);
}

static void atom_feeds_have_what_rfc_4287_asks(void **state)
{
    (void)state;
    static const char *const once[] = {"<author>", "rel=\"self\"", "<generator>",
                                       "<feed xmlns=\"http://www.w3.org/2005/Atom\""};
    for (int n = 0; n < N_FEEDS; n++) {
        check_status(atom_feeds[n], 200);
        check_type("application/atom+xml; charset=utf-8");
        check_xml(atom_feeds[n]);
        const char *xml = body_of(&answer);
        const int64_t n_entries = xml_count(xml, "<entry>");
        for (size_t k = 0; k < 4; k++)
            CHECK_INT(xml_count(xml, once[k]), 1);
        CHECK_INT(xml_count(xml, "<id>http://127.0.0.1:"), n_entries + 1);
        CHECK_INT(xml_count(xml, "<title>"), n_entries + 1);
        CHECK_INT(xml_count(xml, "<updated>"), n_entries + 1);
        CHECK_INT(xml_count(xml, "<published>"), n_entries);
        CHECK_INT(xml_count(xml, "<content>"), n_entries);
        CHECK_INT(xml_count(xml, "rel=\"alternate\""), n_entries + 1);
    }
    check_status("/en/news.atom", 200);
    CHECK_INT(xml_count(body_of(&answer), "<entry>"), 3);
    check_status("/ru/country/BLR.atom", 200);
    CHECK_INT(xml_count(body_of(&answer), "<entry>"), 2);
    check_status("/en/pair/KAZ/BLR.atom", 200);
    CHECK_INT(xml_count(body_of(&answer), "<entry>"), 1);
    CHECK(strstr(body_of(&answer), "<title>Plain news &amp; &lt;more&gt;</title>") != NULL);
}

static void what_is_not_public_is_in_no_feed(void **state)
{
    (void)state;
    static const char *const maps[] = {"/sitemap.xml", "/news-sitemap.xml"};
    static const char *const never[] = {"Secret",    "/item/2<", "/item/2\"", "/item/3<",
                                        "/item/3\"", "/item/6<", "/item/6\""};
    for (int n = 0; n < 2 * N_FEEDS + 2; n++) {
        const char *path = n < N_FEEDS       ? atom_feeds[n]
                           : n < 2 * N_FEEDS ? json_feeds[n - N_FEEDS]
                                             : maps[n - 2 * N_FEEDS];
        check_status(path, 200);
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            if (strstr(body_of(&answer), never[k]))
                fail_msg("%s holds %s", path, never[k]);
    }
}

static void a_withdrawn_item_is_void_in_feeds(void **state)
{
    (void)state;
    check_status("/en/news.atom", 200);
    CHECK(strstr(body_of(&answer), "<title>[withdrawn] Void news</title>") != NULL);
    CHECK(strstr(body_of(&answer), "newer data</content>") != NULL);
    check_status("/en/news.json", 200);
    CHECK_INT(xml_count(body_of(&answer), "\"figures\""), 2);
}

/* The figures in the feed are, byte for byte, those that `bulletin show` prints. */
static void figures_of_a_feed_are_those_of_the_command(void **state)
{
    (void)state;
    kt_text shown = {0};
    const kt_given given[] = {{NULL, "show"}, {NULL, "1"}, {"format", "json"}};
    run_command("bulletin", given, 3, &shown);
    check_status("/en/pair/BLR/KAZ.json", 200);
    check_type("application/feed+json; charset=utf-8");
    CHECK(strstr(body_of(&answer), "\"version\": \"https://jsonfeed.org/version/1.1\""));
    int n = 0;
    for (const char *at = kt_text_get(&shown); (at = strstr(at, "\"value\":")) != NULL; at++) {
        char value[64];
        snprintf(value, sizeof value, "%.*s", (int)strcspn(at, ",}"), at);
        if (!strstr(body_of(&answer), value))
            fail_msg("the feed does not hold %s", value);
        n++;
    }
    CHECK(n > 3);
    kt_text_clear(&shown);
}

static void the_maps_name_every_page_in_every_language(void **state)
{
    (void)state;
    check_status("/sitemap.xml", 200);
    check_type("application/xml; charset=utf-8");
    check_xml("/sitemap.xml");
    const char *xml = body_of(&answer);
    const int64_t n_urls = xml_count(xml, "<url>");
    CHECK(n_urls > 600 && n_urls % 3 == 0);
    CHECK_INT(xml_count(xml, "hreflang=\"ru\""), n_urls);
    CHECK(strstr(xml, "/de/item/1</loc><lastmod>2023-11-14T22:") != NULL);
    CHECK(strstr(xml, "/ru/country/KAZ</loc>") != NULL);
    check_status("/news-sitemap.xml", 200);
    check_xml("/news-sitemap.xml");
    CHECK_INT(xml_count(body_of(&answer), "<url>"), 0); // nothing of the last two days
    check_status("/robots.txt", 200);
    CHECK(strstr(body_of(&answer), "/sitemap.xml") != NULL);
}

static void pages_name_their_feeds_and_say_what_they_are(void **state)
{
    (void)state;
    check_status("/de/country/BLR", 200);
    CHECK(strstr(body_of(&answer), "type=\"application/atom+xml\" title=\"Kontor: BLR\" "
                                   "href=\"/de/country/BLR.atom\"") != NULL);
    check_status("/en/item/1", 200);
    const char *html = body_of(&answer);
    CHECK(strstr(html, "\"@type\":\"NewsArticle\"") != NULL);
    CHECK(strstr(html, "\"headline\":\"Plain news & \\u003cmore>\"") != NULL);
    CHECK(strstr(html, "\"datePublished\":\"2023-11-14T22:") != NULL);
    CHECK(strstr(html, "og:url") == NULL); // it was not told its address
    check_status("/en/item/5", 200);
    CHECK(strstr(body_of(&answer), "\"creativeWorkStatus\":\"Withdrawn\"") != NULL);
    check_status("/ru/pair/BLR/KAZ", 200);
    CHECK(strstr(body_of(&answer), "\"@type\":\"Dataset\"") != NULL);
}

static void a_brief_comes_as_a_file(void **state)
{
    (void)state;
    static const struct {
        const char *path, *type, *begin;
    } files[] = {
        {"/de/pair/BLR/KAZ.pdf", "application/pdf", "%PDF-"},
        {"/ru/pair/BLR/KAZ.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"},
        {"/en/pair/BLR/KAZ.xlsx?years=2003-2007",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"},
        {"/en/pair/BLR/KAZ.png", "image/png", "\x89PNG"},
    };
    for (size_t n = 0; n < sizeof files / sizeof *files; n++) {
        check_status(files[n].path, 200);
        check_type(files[n].type);
        CHECK(strncmp(body_of(&answer), files[n].begin, strlen(files[n].begin)) == 0);
    }
}

static void what_is_no_feed_is_said(void **state)
{
    (void)state;
    static const char *const missing[] = {"/en/nothing.atom",         "/en/item/1.json",
                                          "/en/news/trade/more.atom", "/en/country/BLR.pdf",
                                          "/sitemap.xml/more",        "/news.atom"};
    static const char *const wrong[] = {"/en/news/sports.atom", "/en/news.atom?q=1",
                                        "/en/pair/BLR/KAZ.pdf?output=x"};
    for (size_t n = 0; n < sizeof missing / sizeof *missing; n++)
        check_status(missing[n], 404);
    for (size_t n = 0; n < sizeof wrong / sizeof *wrong; n++)
        check_status(wrong[n], 400);
}

static void a_site_that_knows_its_address_tells_it(void **state)
{
    (void)state;
    kt_text page = {0};
    const kt_given given[] = {{NULL, "item"}, {"of", "1"}, {"site", "https://example.org"}};
    run_command("page", given, 3, &page);
    const char *html = kt_text_get(&page);
    CHECK(strstr(html, "<link rel=\"canonical\" href=\"https://example.org/en/item/1\">"));
    CHECK(strstr(html, "og:image\" content=\"https://example.org/en/pair/BLR/KAZ.png\"") ||
          strstr(html, "og:image\" content=\"https://example.org/en/pair/KAZ/BLR.png\""));
    kt_text_clear(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(atom_feeds_have_what_rfc_4287_asks),
        KT_TEST(what_is_not_public_is_in_no_feed),
        KT_TEST(a_withdrawn_item_is_void_in_feeds),
        KT_TEST(figures_of_a_feed_are_those_of_the_command),
        KT_TEST(the_maps_name_every_page_in_every_language),
        KT_TEST(pages_name_their_feeds_and_say_what_they_are),
        KT_TEST(a_brief_comes_as_a_file),
        KT_TEST(what_is_no_feed_is_said),
        KT_TEST(a_site_that_knows_its_address_tells_it),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
