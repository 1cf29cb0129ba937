/* The pages: the same figures as the commands print, in three languages, as sound HTML. */
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

static const char *const pages[] = {
    "/en/",
    "/de/countries",
    "/ru/products",
    "/en/blocs",
    "/de/country/BLR",
    "/ru/country/KAZ",
    "/en/pair/BLR/KAZ",
    "/de/charts/BLR/KAZ",
    "/de/product/2709",
    "/ru/bloc/CIS",
    "/en/search?q=oil",
    "/en/search",
    "/ru/check",
    "/de/nowhere",
    "/en/country/Congo",
    "/ru/pair?a=BLR&b=KAZ&years=2003-2007",
    "/en/country/VUT",
};
enum { N_PAGES = sizeof pages / sizeof *pages };

static void every_page_is_sound(void **state)
{
    (void)state;
    char type[600];
    for (int n = 0; n < N_PAGES; n++) {
        const int status = get(&it, pages[n], &answer);
        CHECK(status == 200 || status == 404 || status == 400);
        CHECK(header_of(&answer, "Content-Type", type));
        CHECK_TEXT(type, "text/html; charset=utf-8");
        check_sound(pages[n], body_of(&answer));
    }
}

static void every_link_leads_somewhere(void **state)
{
    (void)state;
    kt_text page = {0};
    char path[300];
    int n_links = 0;
    for (int n = 0; n < N_PAGES; n += 2) {
        get(&it, pages[n], &page);
        int here = 0;
        for (const char *at = body_of(&page); here < 40 && (at = strstr(at, "href=\"/"));
             at++) {
            int size = 0;
            for (const char *c = at + 6; *c != '"' && size < 290; c++) {
                if (strncmp(c, "&amp;", 5) == 0) {
                    path[size++] = '&';
                    c += 4;
                } else {
                    path[size++] = *c;
                }
            }
            path[size] = '\0';
            const char *dot = strrchr(path, '.');
            if (dot && (strncmp(dot, ".pdf", 4) == 0 || strncmp(dot, ".docx", 5) == 0 ||
                        strncmp(dot, ".xlsx", 5) == 0))
                continue; // slow to make; test_site_feeds.c takes one of each
            const int status = get(&it, path, &answer);
            /* A pair or product may have no data here; an address that nobody knows is a bug.
             */
            if (status != 200 &&
                !(status == 404 && (strstr(path, "/pair/") || strstr(path, "/charts/") ||
                                    strstr(path, "/api/v1/query"))))
                fail_msg("%s leads to %s: %d", pages[n], path, status);
            n_links++;
            here++;
        }
    }
    CHECK(n_links > 100);
    kt_text_clear(&page);
}

/* The text between tags, blanks folded. */
static void plain_text(const char *html, kt_text *out)
{
    bool in_tag = false;
    kt_text_reset(out);
    for (const char *c = html; *c; c++) {
        in_tag |= *c == '<';
        if (!in_tag && kt_text_append(out, *c == '\n' ? " " : c, 1, NULL))
            return;
        in_tag &= *c != '>';
    }
}

static void the_pair_page_says_what_the_brief_says(void **state)
{
    (void)state;
    static const char *const languages[] = {"de", "en", "ru"};
    kt_text brief = {0}, page = {0};
    char path[64];
    for (size_t l = 0; l < 3; l++) {
        const kt_given given[] = {
            {NULL, "BLR"}, {NULL, "KAZ"}, {"format", "json"}, {"lang", languages[l]}};
        int n_found = 0;
        kt_text_reset(&brief);
        run_command("brief", given, 4, &brief);
        snprintf(path, sizeof path, "/%s/pair/BLR/KAZ", languages[l]);
        CHECK_INT(get(&it, path, &answer), 200);
        plain_text(body_of(&answer), &page);
        /* Every money figure of the summary stands on the page: its sentences are there. */
        const char *text = strstr(kt_text_get(&brief), "\"text\":\"");
        CHECK(text != NULL);
        for (text += 8; *text && *text != '"';) {
            char sentence[64];
            int size = 0;
            while (size < 40 && text[size] && text[size] != '\\' && text[size] != '"' &&
                   (unsigned char)text[size] < 0x80 && text[size] != '\'')
                size++;
            if (size == 40) {
                snprintf(sentence, sizeof sentence, "%.40s", text);
                n_found += strstr(kt_text_get(&page), sentence) != NULL;
            }
            text += size > 0 ? size : 1;
        }
        CHECK(languages[l][0] == 'r' || n_found > 0);
    }
    kt_text_clear(&page);
    kt_text_clear(&brief);
}

/* "1,234.5" of cell n of the row of a country. */
static void figures_of_the_country_page_are_those_of_rank(void **state)
{
    (void)state;
    kt_text csv = {0}, page = {0};
    const kt_given given[] = {{NULL, "BLR"}, {"format", "csv"}};
    char cell[64];
    run_command("rank", given, 2, &csv);
    CHECK_INT(get(&it, "/en/country/BLR", &answer), 200);
    const char *row = strchr(kt_text_get(&csv), '\n') + 1;
    for (int n = 0; n < 3; n++) {
        char code[8];
        double usd;
        CHECK_INT(sscanf(row, "%*d,%3s,%*[^,],%lf", code, &usd), 2);
        const int millions = (int)(usd / 1e6);
        snprintf(cell, sizeof cell, "<td class=\"n\">%d,%03d.0</td>", millions / 1000,
                 millions % 1000);
        const char *at = strstr(body_of(&answer), code);
        CHECK(at != NULL);
        if (!strstr(at, cell))
            fail_msg("%s: no %s on the page", code, cell);
        row = strchr(row, '\n') + 1;
    }
    kt_text_clear(&page);
    kt_text_clear(&csv);
}

static void what_was_typed_is_text_on_the_page(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "/en/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/en/search?q=%22%20autofocus%20onfocus=%22alert(1)",
        "/en/country/%3Cimg%20src=x%3E",
        "/en/pair?a=%22%3E%3Csvg%20onload=alert(1)%3E&b=BLR",
        "/%3Cscript%3Ealert(1)",
    };
    for (size_t n = 0; n < sizeof paths / sizeof *paths; n++) {
        CHECK(get(&it, paths[n], &answer) > 0);
        const char *body = body_of(&answer);
        check_sound(paths[n], body);
        const char *script = strstr(body, "<script"); // the page's own, which check_sound knows
        CHECK(script && !strstr(script + 1, "<script") && !strstr(body, "<img") &&
              !strstr(body, "<svg"));
        CHECK(!strstr(body, "\" autofocus"));
    }
}

static void the_language_switch_keeps_the_place(void **state)
{
    (void)state;
    char value[600];
    CHECK_INT(get(&it, "/de/country/BLR", &answer), 200);
    CHECK(strstr(body_of(&answer), "href=\"/ru/country/BLR\""));
    CHECK_INT(get(&it, "/de/pair?a=BLR&b=KAZ&years=2003-2007", &answer), 200);
    CHECK(strstr(body_of(&answer), "href=\"/en/pair/BLR/KAZ?years=2003-2007\""));
    CHECK_INT(get(&it, "/en/search?q=a%26b%20c", &answer), 200);
    CHECK(strstr(body_of(&answer), "href=\"/de/search?q=a%26b%20c\""));
    CHECK(ask(&it, "GET", "/", "Accept-Language: ru-RU,en;q=0.5\r\n", &answer));
    CHECK_INT(status_of(&answer), 307);
    CHECK(header_of(&answer, "Location", value));
    CHECK_TEXT(value, "/ru/");
}

/* A name that is no country's: the form comes back with what was typed, and a guess. */
static void the_form_of_a_brief_comes_back(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int status;
        const char *has[3];
    } cases[] = {
        {"/de/compose", 200, {"name=\"a\" required", "action=\"/de/pair\"", "<h1>"}},
        {"/ru/pair", 404, {"name=\"a\" required", "action=\"/ru/pair\"", "<h1>"}},
        {"/de/pair?a=Kasachstann&b=BLR&years=2003-2007",
         404,
         {"value=\"Kasachstann\"", ">Kasachstan</a>", "value=\"2003-2007\""}},
        {"/en/pair?a=BLR&b=Congo",
         400,
         {"several countries", "/country/COD\"", "/country/COG\""}},
        {"/en/pair?a=BLR&b=%3Cb%3E&format=pdf",
         404,
         {"value=\"&lt;b&gt;\"", "“&lt;b&gt;”", "<h1>"}},
        {"/en/pair?a=BLR&b=KAZ&years=soon", 400, {"value=\"BLR\"", "2008-2018", "lang=\"en\""}},
        {"/en/search?q=Kazakstn",
         200,
         {"/country/KAZ\"", "You may mean", "value=\"Kazakstn\""}},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        CHECK_INT(get(&it, cases[n].path, &answer), cases[n].status);
        check_sound(cases[n].path, body_of(&answer));
        for (int k = 0; k < 3; k++)
            if (!strstr(body_of(&answer), cases[n].has[k]))
                fail_msg("%s: no %s", cases[n].path, cases[n].has[k]);
    }
}

/* Colours by classes, so that the policy against styles leaves them; a text for who does not
 * see them. */
static void pictures_are_in_the_page(void **state)
{
    (void)state;
    static const char *const paths[] = {"/de/pair/BLR/KAZ", "/ru/charts/BLR/KAZ"};
    for (size_t n = 0; n < 2; n++) {
        CHECK_INT(get(&it, paths[n], &answer), 200);
        const char *html = body_of(&answer);
        const char *svg = strstr(html, "<svg");
        CHECK(svg != NULL);
        CHECK(strstr(svg, "<title") != NULL);
        CHECK(strstr(svg, "<style") == NULL);
        CHECK(strstr(svg, "class=\"f-") != NULL);
    }
}

static void the_date_stands_in_words(void **state)
{
    (void)state;
    kt_text page = {0};
    kt_error err = {0};
    const kt_given given[] = {{NULL, "front"}, {"lang", "de"}};
    const kt_run_options options = {.store = store,
                                    .language = "en",
                                    .now = 1795392000, // 23 November 2026
                                    .out = kt_sink_text(&page),
                                    .notes = kt_sink_text(&answer)};
    CHECK_OK(kt_command_run(kt_command_find("page"), context, given, 2, &options, &err), err);
    CHECK(strstr(kt_text_get(&page), ">Montag, 23. November 2026<"));
    kt_text_clear(&page);
}

static void assets_are_those_of_the_program(void **state)
{
    (void)state;
    char type[600];
    CHECK_INT(get(&it, "/assets/site.css", &answer), 200);
    CHECK(header_of(&answer, "Content-Type", type));
    CHECK_TEXT(type, "text/css; charset=utf-8");
    CHECK_INT(get(&it, "/assets/icon.svg", &answer), 200);
    CHECK_INT(get(&it, "/assets/countries.csv", &answer), 404);
    CHECK_INT(get(&it, "/assets/", &answer), 404);
}

static void members_stand_in_the_order_of_the_language(void **state)
{
    (void)state;
    static const char *const order[] = {"Австрия</a>", "Венгрия</a>", "Германия</a>",
                                        "Хорватия</a>", "Эстония</a>"};
    CHECK_INT(get(&it, "/ru/bloc/EU?year=2018", &answer), 200);
    const char *at = body_of(&answer);
    for (size_t n = 0; n < sizeof order / sizeof *order; n++) {
        at = strstr(at, order[n]);
        if (!at)
            fail_msg("%s stands too early", order[n]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_page_is_sound),
        KT_TEST(every_link_leads_somewhere),
        KT_TEST(the_pair_page_says_what_the_brief_says),
        KT_TEST(figures_of_the_country_page_are_those_of_rank),
        KT_TEST(what_was_typed_is_text_on_the_page),
        KT_TEST(the_language_switch_keeps_the_place),
        KT_TEST(the_form_of_a_brief_comes_back),
        KT_TEST(pictures_are_in_the_page),
        KT_TEST(the_date_stands_in_words),
        KT_TEST(assets_are_those_of_the_program),
        KT_TEST(members_stand_in_the_order_of_the_language),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
