/* Forms: an article is checked from the request alone, a brief is composed in any form, items
 * are found by words in whatever form. */
#include "news_fixture.h"
#include "sound_html.h"

static void post(const char *path, const char *type, const char *body, int wanted)
{
    kt_text request = {0};
    CHECK_INT(kt_text_format(&request, NULL,
                             "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                             "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n%s",
                             path, type, strlen(body), body),
              KT_OK);
    CHECK(ask_raw(&it, request.data, request.size, &answer));
    if (status_of(&answer) != wanted)
        fail_msg("%s: %d, expected %d", path, status_of(&answer), wanted);
    kt_text_clear(&request);
}

static const char form[] = "application/x-www-form-urlencoded";

/* Both countries state some two billion a year. */
static const char article[] =
    "text=Trade+between+Belarus+and+Kazakhstan+came+to+%241031+million+in+2010.%0A"
    "In+2009+trade+between+Belarus+and+Kazakhstan+came+to+%247+million.&published=2024-01-02";

static void an_article_is_checked(void **state)
{
    (void)state;
    check_status("/en/check", 200);
    check_sound("/en/check", body_of(&answer));
    CHECK(strstr(body_of(&answer), "<mark") == NULL);
    post("/en/check", form, article, 200);
    const char *html = body_of(&answer);
    check_sound("/en/check", html);
    CHECK(strstr(html, "<mark class=\"does_not_match\">$7 million</mark>") != NULL);
    CHECK(strstr(html, "$1031 million</mark>") != NULL);
    char cache[600];
    CHECK(header_of(&answer, "Cache-Control", cache));
    CHECK(strstr(cache, "no-store") != NULL);
}

/* The verdicts are those of the command, byte for byte. */
static void the_interface_checks_as_the_command_does(void **state)
{
    (void)state;
    kt_text said = {0};
    const kt_given given[] = {
        {NULL, "Trade between Belarus and Kazakhstan came to $1031 million in 2010.\n"
               "In 2009 trade between Belarus and Kazakhstan came to $7 million."},
        {"published", "2024-01-02"},
        {"format", "json"}};
    run_command("check-text", given, 3, &said);
    post("/api/v1/check-text?format=json&lang=en", form, article, 200);
    CHECK_TEXT(body_of(&answer), kt_text_get(&said));
    CHECK(strstr(kt_text_get(&said), "\"verdict\":\"does_not_match\"") != NULL);
    kt_text_clear(&said);
}

/* What is named like a file is a text; nothing but the two forms takes a body. */
static void no_path_is_opened_and_nothing_else_is_posted(void **state)
{
    (void)state;
    post("/en/check", form, "text=/etc/passwd", 200);
    CHECK(strstr(body_of(&answer), "root:") == NULL);
    check_status("/api/v1/check?article=/etc/passwd", 404);
    check_status("/api/v1/check-text?text=/etc/passwd", 200);
    CHECK(strstr(body_of(&answer), "root:") == NULL);
    post("/en/check", form, "article=/etc/passwd", 400);
    post("/en/check", form, "text=%00", 400);
    post("/en/check", form, "text=x&published=soon", 400);
    post("/en/check", "text/plain", "hello", 400);
    post("/en/news", form, "text=x", 405);
    post("/en/checks", form, "text=x", 405);
    post("/api/v1/rank/BLR", form, "year=2005", 405);
}

/* One text must not answer another: what is posted is not kept. */
static void each_text_has_its_own_answer(void **state)
{
    (void)state;
    post("/en/check", form, "text=first+text", 200);
    CHECK(strstr(body_of(&answer), "first text") != NULL);
    post("/en/check", form, "text=second+text", 200);
    CHECK(strstr(body_of(&answer), "second text") != NULL);
    CHECK(strstr(body_of(&answer), "first text") == NULL);
    check_status("/en/check", 200);
    CHECK(strstr(body_of(&answer), "second text") == NULL);
}

static void markup_in_a_text_stays_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "text=a+%3Cscript%3Ealert(1)%3C/script%3E+b",
        "text=%3C/textarea%3E%3Cimg+src=x+onerror=alert(1)%3E",
        "text=%3Chtml%3E%3Cbody%3E%3Cp+id=x%3E%241+million%3C/p%3E%3C/body%3E%3C/html%3E"};
    for (size_t n = 0; n < sizeof texts / sizeof *texts; n++) {
        post("/en/check", form, texts[n], 200);
        check_sound(texts[n], body_of(&answer));
        CHECK(strstr(body_of(&answer), "<img") == NULL);
        CHECK(strstr(body_of(&answer), "<p id") == NULL);
    }
}

static void a_text_that_is_too_long_is_refused(void **state)
{
    (void)state;
    kt_text body = {0};
    CHECK_INT(kt_text_add(&body, "text=", NULL), KT_OK);
    for (int n = 0; n < 300; n++)
        CHECK_INT(kt_text_add(&body, "words+", NULL), KT_OK);
    static const char *const said[][2] = {{"/en/check", "Please send a part of it."},
                                          {"/de/check", "Bitte schicken Sie einen Teil"},
                                          {"/ru/check?x=1", "отправьте его часть"}};
    for (int l = 0; l < 3; l++) {
        post(said[l][0], form, kt_text_get(&body), 413); // the fixture takes 1000 bytes
        check_type("text/html; charset=utf-8");
        check_sound(said[l][0], body_of(&answer));
        CHECK(strstr(body_of(&answer), said[l][1]) != NULL);
    }
    post("/api/v1/check-text", form, kt_text_get(&body), 413);
    check_type("application/json");
    kt_text_clear(&body);
}

/* A browser holds a day against its pattern, a program does not: nothing typed is lost. */
static void what_was_typed_comes_back_with_one_line(void **state)
{
    (void)state;
    static const char *const said[][2] = {
        {"/en/check", "“soon” is no date."},
        {"/de/check", "„soon“ ist kein Datum."},
        {"/ru/check", "«soon» — не дата."},
    };
    for (int l = 0; l < 3; l++) {
        post(said[l][0], form, "text=Trade+of+%241031+million+%26+more&published=soon", 400);
        const char *html = body_of(&answer);
        check_type("text/html; charset=utf-8");
        check_sound(said[l][0], html);
        CHECK(strstr(html, said[l][1]) != NULL);
        CHECK(strstr(html, "Trade of $1031 million &amp; more</textarea>") != NULL);
        CHECK(strstr(html, "value=\"soon\"") != NULL);
        CHECK(strstr(html, "<mark") == NULL);
    }
    post("/de/check", form, "text=words&published=2019-10-25&kind=x", 400);
    CHECK(strstr(body_of(&answer), "„kind“ hat an dieser Stelle") != NULL);
    CHECK(strstr(body_of(&answer), "words</textarea>") != NULL);
    CHECK(strstr(body_of(&answer), "value=\"2019-10-25\"") != NULL);
}

static void a_brief_that_cannot_be_made_comes_back_as_typed(void **state)
{
    (void)state;
    static const char *const said[][2] = {
        {"/en/pair?a=Belarus&b=KAZ&years=abc&format=docx", "“abc” is no range of years."},
        {"/de/pair?a=Belarus&b=KAZ&years=abc&format=docx", "„abc“ ist kein Zeitraum."},
        {"/ru/pair?a=Belarus&b=KAZ&years=abc&format=docx", "«abc» — не период."},
        {"/de/pair?a=Belarus&b=BLR&years=abc&format=docx", "„abc“ ist kein Zeitraum."},
    };
    for (size_t n = 0; n < sizeof said / sizeof *said; n++) {
        check_status(said[n][0], 400);
        const char *html = body_of(&answer);
        check_sound(said[n][0], html);
        CHECK(strstr(html, said[n][1]) != NULL);
        CHECK(strstr(html, "name=\"a\" required maxlength=\"80\" value=\"Belarus\"") != NULL);
        CHECK(strstr(html, "value=\"abc\"") != NULL);
        CHECK(strstr(html, "<option value=\"docx\" selected>") != NULL);
    }
    check_status("/de/pair?a=Belarus&b=BLR&years=2005-2009", 400);
    CHECK(strstr(body_of(&answer), "zwei verschiedenen Ländern") != NULL);
    CHECK(strstr(body_of(&answer), "value=\"2005-2009\"") != NULL);
    check_status("/ru/pair?a=Belarus&b=", 404);
    CHECK(strstr(body_of(&answer), "Для справки нужны две страны.") != NULL);
}

/* Word and PDF bring line and page ends of old along. */
static void what_is_pasted_may_hold_controls(void **state)
{
    (void)state;
    post("/en/check", form, "text=one%0Btwo%0Cthree%02", 200);
    CHECK(strstr(body_of(&answer), "one two three") != NULL);
}

static void a_brief_is_composed_in_any_form(void **state)
{
    (void)state;
    static const char *const forms[][2] = {
        {"html", "text/html; charset=utf-8"},
        {"md", "text/markdown; charset=utf-8"},
        {"json", "application/json"},
        {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};
    char path[128];
    for (size_t n = 0; n < sizeof forms / sizeof *forms; n++) {
        snprintf(path, sizeof path, "/de/pair?a=Belarus&b=Kasachstan&years=&format=%s",
                 forms[n][0]);
        check_status(path, 200);
        check_type(forms[n][1]);
    }
    check_status("/de/pair?a=BLR&b=KAZ&format=exe", 400);
    check_status("/de/pair?a=BLR&b=KAZ&format=md&output=x", 400);
    check_status("/de/pair?a=BLR&format=md", 400);
}

static void check_file(const char *path, const char *wanted)
{
    char file[600];
    check_status(path, 200);
    CHECK(header_of(&answer, "Content-Disposition", file));
    CHECK_TEXT(file, wanted);
}

static void a_file_has_a_name(void **state)
{
    (void)state;
    char file[600];
    check_file("/de/pair?a=BLR&b=KAZ&format=json",
               "attachment; filename=\"kontor-BLR-KAZ.json\"; "
               "filename*=UTF-8''kontor-BLR-KAZ.json");
    check_file("/en/pair/BLR/KAZ.png", "inline; filename=\"kontor-BLR-KAZ.png\"; "
                                       "filename*=UTF-8''kontor-BLR-KAZ.png");
    check_file("/de/pair?a=C%C3%B4te%20d%27Ivoire&b=BLR&format=md",
               "attachment; filename=\"kontor-C_te-d-Ivoire-BLR.md\"; "
               "filename*=UTF-8''kontor-C%C3%B4te-d-Ivoire-BLR.md");
    check_file("/api/v1/brief/BLR/KAZ?format=pdf",
               "inline; filename=\"kontor-brief-BLR-KAZ.pdf\"; "
               "filename*=UTF-8''kontor-brief-BLR-KAZ.pdf");
    check_file("/api/v1/brief?a=BLR&b=KAZ&format=xlsx",
               "attachment; filename=\"kontor-brief-BLR-KAZ.xlsx\"; "
               "filename*=UTF-8''kontor-brief-BLR-KAZ.xlsx");
    check_status("/de/pair?a=..%2F%22%3B&b=BLR&format=md", 404);
    CHECK(!header_of(&answer, "Content-Disposition", file));
    check_status("/de/pair/BLR/KAZ", 200);
    CHECK(!header_of(&answer, "Content-Disposition", file));
}

static void items_are_found_by_stems(void **state)
{
    (void)state;
    check_status("/en/search?q=publishing+plain", 200);
    CHECK(strstr(body_of(&answer), "/en/item/1\"") == NULL);
    check_status("/en/search?q=PLAINLY+trading", 200); // Plain news ... trade
    check_sound("/en/search", body_of(&answer));
    CHECK(strstr(body_of(&answer), "/en/item/1\"") != NULL);
    check_status("/ru/search?q=%D1%8D%D0%BA%D1%81%D0%BF%D0%BE%D1%80%D1%82%D0%BE%D0%BC", 200);
    CHECK(strstr(body_of(&answer), "/ru/item/1\"") != NULL);
    static const char *const odd[] = {"/en/search?q=%22", "/en/search?q=AND+OR+NOT",
                                      "/en/search?q=*", "/en/search?q='+OR+1%3D1+--",
                                      "/en/search?q=secret+NEAR(draft)"};
    for (size_t n = 0; n < sizeof odd / sizeof *odd; n++) {
        check_status(odd[n], 200);
        check_sound(odd[n], body_of(&answer));
        CHECK(strstr(body_of(&answer), "Secret") == NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(an_article_is_checked),
        KT_TEST(the_interface_checks_as_the_command_does),
        KT_TEST(no_path_is_opened_and_nothing_else_is_posted),
        KT_TEST(each_text_has_its_own_answer),
        KT_TEST(markup_in_a_text_stays_text),
        KT_TEST(a_text_that_is_too_long_is_refused),
        KT_TEST(what_was_typed_comes_back_with_one_line),
        KT_TEST(a_brief_that_cannot_be_made_comes_back_as_typed),
        KT_TEST(what_is_pasted_may_hold_controls),
        KT_TEST(a_brief_is_composed_in_any_form),
        KT_TEST(a_file_has_a_name),
        KT_TEST(items_are_found_by_stems),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
