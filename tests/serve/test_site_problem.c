/* What cannot be answered is said in the language of the page, in one line that tells what was
 * wrong; to programs in JSON. */
#include "news_fixture.h"
#include "sound_html.h"

static const struct wrong {
    const char *path;
    int status;
    const char *de, *ru;
} wrongs[] = {
    {"/nothing", 404, "Vielleicht ist die Adresse falsch", "адрес написан с ошибкой"},
    {"/country/QQQ", 404, "„QQQ“ ist kein Land", "Страна «QQQ» нам неизвестна"},
    {"/country/QQQ.atom", 404, "„QQQ“ ist kein Land", "Страна «QQQ» нам неизвестна"},
    {"/country/BLR?year=abc", 400, "„abc“ ist kein Jahr", "«abc» — не год"},
    {"/country/BLR?colour=red", 400, "„colour“ hat an dieser Stelle", "«colour» здесь ничего"},
    {"/pair/BLR/QQQ", 404, "„QQQ“ ist kein Land", "Страна «QQQ» нам неизвестна"},
    {"/pair/BLR/QQQ.pdf", 404, "„QQQ“ ist kein Land", "Страна «QQQ» нам неизвестна"},
    {"/pair/BLR/KAZ?years=1850", 404, "oder keine für diese Jahre", "нет за эти годы"},
    {"/pair/BLR/KAZ.pdf?years=abc", 400, "„abc“ ist kein Zeitraum", "«abc» — не период"},
    {"/pair?a=BLR&b=KAZ&format=exe", 400, "In der Form „exe“", "В формате «exe»"},
    {"/product/ABC", 404, "„ABC“ ist keine Ware", "Товар «ABC» нам неизвестен"},
    {"/bloc/ABC", 404, "„ABC“ ist kein Bündnis", "Союз «ABC» нам неизвестен"},
    {"/item/999", 404, "Eine Meldung 999", "Сообщения 999 нет"},
    {"/checks/999", 404, "Eine Prüfung 999", "Проверки 999 нет"},
    {"/news/abc", 404, "Einen Bereich „abc“", "Раздела «abc» нет"},
    {"/news?page=99", 404, "Eine Seite „99“", "Страницы «99»"},
    {"/news?page=abc", 400, "Eine Seite „abc“", "Страницы «abc»"},
    {"/archive/2026/13", 404, "„2026-13“ ist kein Jahr", "«2026-13» — не год"},
    {"/search?q=%00", 400, "nicht zu verstehen", "не удалось понять"},
    {"/search?q=%FF", 400, "nicht zu verstehen", "не удалось понять"},
};

static void check_page(const char *language, const char *path, int status, const char *wanted)
{
    char address[128];
    snprintf(address, sizeof address, "/%s%s", language, path);
    check_status(address, status);
    check_type("text/html; charset=utf-8");
    check_sound(address, body_of(&answer));
    if (!strstr(body_of(&answer), wanted))
        fail_msg("%s does not say: %s", address, wanted);
    // The words of the program are English, and would be marked as such.
    CHECK(strstr(body_of(&answer), "<span lang=\"en\"") == NULL);
}

static void every_error_is_said_in_the_language_of_the_page(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof wrongs / sizeof *wrongs; n++) {
        check_page("de", wrongs[n].path, wrongs[n].status, wrongs[n].de);
        check_page("ru", wrongs[n].path, wrongs[n].status, wrongs[n].ru);
    }
}

static void where_no_language_is_said_the_browser_says_it(void **state)
{
    (void)state;
    char vary[600];
    CHECK(ask(&it, "GET", "/nowhere", "Accept-Language: ru\r\n", &answer));
    CHECK_INT(status_of(&answer), 404);
    CHECK(strstr(body_of(&answer), "<html lang=\"ru\">") != NULL);
    CHECK(header_of(&answer, "Vary", vary));
    CHECK(strstr(vary, "Accept-Language") != NULL);
}

static void methods_and_lengths_are_said_on_a_page_too(void **state)
{
    (void)state;
    char allow[600];
    kt_text path = {0};
    CHECK(ask(&it, "DELETE", "/de/news", "", &answer));
    CHECK_INT(status_of(&answer), 405);
    check_type("text/html; charset=utf-8");
    CHECK(header_of(&answer, "Allow", allow));
    CHECK(ask(&it, "DELETE", "/api/v1/rank/BLR", "", &answer));
    CHECK_INT(status_of(&answer), 405);
    check_type("application/json");
    CHECK_INT(kt_text_add(&path, "/ru/search?q=", NULL), KT_OK);
    for (int n = 0; n < 4200; n++)
        CHECK_INT(kt_text_add(&path, "a", NULL), KT_OK);
    check_status(kt_text_get(&path), 414);
    CHECK(strstr(body_of(&answer), "Запрос длиннее") != NULL);
    kt_text_clear(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_error_is_said_in_the_language_of_the_page),
        KT_TEST(where_no_language_is_said_the_browser_says_it),
        KT_TEST(methods_and_lengths_are_said_on_a_page_too),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
