/* page_problem.c: what a reader is told when an address or a form could not be answered: one
 * clear line in the language of the page. The server says which field or which thing it was
 * (src/serve/site_problem.c); the words of the program, which are English, stay with what went
 * wrong on this side, for whoever runs the site. */
#include "page_internal.h"

#include <string.h>

static const char *given(const kt_page *page, const char *name)
{
    return kt_argument_text(page->run, name, "");
}

static void write_line(kt_page *page, const char *key, const char *name)
{
    const kt_argument words[] = {{"name", name, 0.0}};
    kt_page_html(page, "<p class=\"fault\">");
    kt_page_say_with(page, key, words, 1);
    kt_page_html(page, "</p>\n");
}

/* ---- names ------------------------------------------------------------------------------ */

void kt_page_guesses(kt_page *page, const char *name)
{
    kt_country guess[4];
    char code[5];
    const int n = kt_country_guess(page->countries, kt_slice_of(name), guess, 4);
    if (n == 0)
        return;
    kt_page_html(page, " ");
    kt_page_say(page, "site.meant");
    for (int c = 0; c < n; c++) {
        kt_page_html(page, c > 0 ? ", " : " ");
        kt_page_link(page, "country", kt_country_print(guess[c], code),
                     kt_country_name(page->countries, guess[c], page->language, KT_NAME));
    }
}

/* A name that is not one country's; false where it is, or is "". */
static bool say_no_country(kt_page *page, const char *name, kt_country *out)
{
    kt_error cause = {0};
    const kt_argument words[] = {{"name", name, 0.0}};
    if (!name[0] || !kt_country_find(page->countries, kt_slice_of(name), out, &cause))
        return false;
    kt_page_html(page, "<p class=\"fault\">");
    kt_page_say_with(
        page, cause.status == KT_ERR_RANGE ? "site.several_countries" : "site.no_country",
        words, 1);
    kt_page_guesses(page, name);
    kt_page_html(page, "</p>\n");
    return true;
}

static void say_no_pair(kt_page *page, const char *a, const char *b)
{
    kt_country of = {0}, with = {0};
    const bool no_a = say_no_country(page, a, &of), no_b = say_no_country(page, b, &with);
    if (no_a || no_b)
        return;
    if (!a[0] || !b[0])
        write_line(page, "site.two_countries", "");
    else
        write_line(page, of.code == with.code ? "site.same_country" : "site.no_pair", "");
}

/* What was asked for and is not there. */
static void say_missing(kt_page *page)
{
    static const struct {
        const char *about, *key;
    } things[] = {{"product", "site.no_product"}, {"bloc", "site.no_bloc"},
                  {"news", "site.no_section"},    {"archive", "site.no_day"},
                  {"item", "site.no_item"},       {"checks", "site.no_check"}};
    const char *about = given(page, "about"), *of = given(page, "of");
    kt_country country;
    if (strcmp(about, "pair") == 0 || strcmp(about, "charts") == 0)
        say_no_pair(page, of, given(page, "with"));
    else if (strcmp(about, "country") == 0)
        say_no_country(page, of, &country);
    for (size_t n = 0; n < sizeof things / sizeof *things; n++)
        if (strcmp(things[n].about, about) == 0 && of[0])
            write_line(page, things[n].key, of);
}

/* ---- fields ----------------------------------------------------------------------------- */

static const char *key_of_status(int64_t status)
{
    return status == 413 || status == 414 ? "site.too_long"
           : status == 404                ? "site.missing"
           : status == 429                ? "site.too_often"
           : status == 503                ? "site.too_late"
           : status >= 500                ? "site.trouble"
                                          : "site.misunderstood";
}

void kt_page_fault(kt_page *page)
{
    static const char *const keys[][2] = {
        {"year", "site.wrong_year"},      {"years", "site.wrong_years"},
        {"published", "site.wrong_date"}, {"page", "site.wrong_page"},
        {"format", "site.wrong_format"},  {"other", "site.wrong_field"}};
    const char *field = given(page, "field");
    for (size_t n = 0; n < sizeof keys / sizeof *keys; n++)
        if (strcmp(keys[n][0], field) == 0)
            write_line(page, keys[n][1], given(page, "value"));
    const int64_t status = kt_argument_integer(page->run, "status", 0);
    if (!field[0] && status > 0)
        write_line(page, key_of_status(status), "");
}

void kt_page_compose_again(kt_page *page)
{
    const char *a = given(page, "of"), *b = given(page, "with");
    const bool is_years = strcmp(given(page, "field"), "years") == 0;
    kt_page_begin_by(page, "site.compose", "compose");
    kt_page_html(page, "<h1>");
    kt_page_say(page, "site.title");
    kt_page_html(page, "</h1>\n");
    if (given(page, "field")[0]) {
        kt_country of, with;
        kt_page_fault(page);
        (void)say_no_country(page, a, &of);
        (void)say_no_country(page, b, &with);
    } else if (kt_argument_integer(page->run, "status", 0) > 0) {
        say_no_pair(page, a, b);
    }
    kt_page_compose(page, a, b, given(page, is_years ? "value" : "years"), given(page, "form"));
}

/* ---- the page --------------------------------------------------------------------------- */

static void write_too_long(kt_page *page)
{
    const bool is_article = strcmp(given(page, "about"), "check") == 0;
    kt_page_html(page, "<p>");
    kt_page_say(page, is_article ? "site.too_long_text" : "site.too_long_request");
    if (is_article) {
        kt_page_html(page, " <a href=\"/%s/check\">", page->language);
        kt_page_say(page, "site.check");
        kt_page_html(page, "</a>");
    }
    kt_page_html(page, "</p>\n");
}

/* What happened, in the words of the program. */
static void write_message(kt_page *page)
{
    if (!given(page, "message")[0])
        return;
    kt_page_html(page, "<p class=\"note\">");
    kt_page_say(page, "site.for_operator");
    kt_page_html(page, " <span lang=\"en\">");
    kt_page_text(page, given(page, "message"));
    kt_page_html(page, "</span></p>\n");
}

void kt_page_problem(kt_page *page)
{
    const int64_t status = kt_argument_integer(page->run, "status", 500);
    const char *key = key_of_status(status);
    kt_page_begin_by(page, key, "");
    kt_page_html(page, "<h1>");
    kt_page_say(page, key);
    kt_page_html(page, "</h1>\n");
    if (status == 413 || status == 414) {
        write_too_long(page);
        return;
    }
    if (given(page, "field")[0])
        kt_page_fault(page);
    else
        say_missing(page);
    if (status == 404 || status == 429 || status >= 500) {
        kt_page_html(page, "<p>");
        kt_page_say(page, status == 404 ? "site.missing_hint" : "site.later");
        kt_page_html(page, "</p>\n");
    }
    write_message(page);
    kt_page_search_form(page, "");
}
