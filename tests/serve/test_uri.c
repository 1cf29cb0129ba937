/* What comes from outside: addresses, forms, wishes. */
#include "check.h"

#include "serve/accept.h"
#include "serve/uri.h"

static char room[4096];

static kt_status parse(const char *text, kt_uri *out, kt_error *err)
{
    kt_error_clear(err);
    return kt_uri_parse(kt_slice_of(text), room, out, err);
}

static void an_address_is_taken_apart(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_uri uri;
    CHECK_OK(parse("/de/pair/BLR/K%C3%B6ln?a=x+y&b=%26&flag&empty=", &uri, &err), err);
    CHECK_INT(uri.n_segments, 4);
    CHECK_TEXT(uri.segment[0], "de");
    CHECK_TEXT(uri.segment[3], "K\xC3\xB6ln");
    CHECK_INT(uri.n_fields, 4);
    CHECK_TEXT(kt_uri_value(&uri, "a"), "x y");
    CHECK_TEXT(kt_uri_value(&uri, "b"), "&");
    CHECK_TEXT(kt_uri_value(&uri, "flag"), "");
    CHECK_TEXT(kt_uri_value(&uri, "empty"), "");
    CHECK(kt_uri_value(&uri, "c") == NULL);
}

static void a_slash_at_the_end_does_not_count(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_uri uri;
    CHECK_OK(parse("/", &uri, &err), err);
    CHECK_INT(uri.n_segments, 0);
    CHECK_OK(parse("/de/", &uri, &err), err);
    CHECK_INT(uri.n_segments, 1);
    CHECK_OK(parse("/a+b", &uri, &err), err);
    CHECK_TEXT(uri.segment[0], "a+b");
}

static void what_is_not_well_formed_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",          "de",
                                      "?a=b",      "//",
                                      "/a//b",     "/../x",
                                      "/%2e%2e/x", "/.",
                                      "/a%2Fb",    "/%",
                                      "/%4",       "/%zz",
                                      "/%00",      "/a%0d%0aX:1",
                                      "/%7f",      "/a\x01",
                                      "/?a=%00",   "/?a=%0a",
                                      "/%ff",      "/?a=%c0%80",
                                      "/?%41%",    "/?a=\xED\xA0\x80"};
    kt_error err = {0};
    kt_uri uri;
    for (size_t n = 0; n < sizeof bad / sizeof *bad; n++)
        if (parse(bad[n], &uri, &err) != KT_ERR_USAGE)
            fail_msg("\"%s\" is taken", bad[n]);
}

static void more_parts_than_there_is_place_for_are_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_uri uri;
    char text[512] = "/?";
    CHECK_FAILS(parse("/1/2/3/4/5/6/7/8/9", &uri, &err), KT_ERR_LIMIT, err);
    for (int n = 0; n <= KT_URI_FIELDS; n++)
        strncat(text, "a&", sizeof text - strlen(text) - 1);
    CHECK_FAILS(parse(text, &uri, &err), KT_ERR_LIMIT, err);
}

static void a_form_may_hold_lines(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_uri uri = {0};
    CHECK_OK(kt_uri_parse_form(kt_slice_of("article=one%0D%0Atwo&published=2019-10-25"), room,
                               &uri, &err),
             err);
    CHECK_TEXT(kt_uri_value(&uri, "article"), "one\r\ntwo");
    CHECK_FAILS(kt_uri_parse_form(kt_slice_of("a%0a=x"), room, &uri, &err), KT_ERR_USAGE, err);
}

static void the_most_exact_wish_counts(void **state)
{
    (void)state;
    CHECK_INT(kt_accept_media(NULL, "text/csv"), 1000);
    CHECK_INT(kt_accept_media("", "text/csv"), 1000);
    CHECK_INT(kt_accept_media("*/*", "text/csv"), 1000);
    CHECK_INT(kt_accept_media("text/html, */*;q=0.1", "text/csv"), 100);
    CHECK_INT(kt_accept_media("text/*;q=0.5, text/csv;q=0.25, */*", "text/csv"), 250);
    CHECK_INT(kt_accept_media("text/csv;q=0, */*", "text/csv"), 0);
    CHECK_INT(kt_accept_media("application/json", "text/csv"), 0);
    CHECK_INT(kt_accept_media("TEXT/CSV ; q=0.123", "text/csv"), 123);
    CHECK_INT(kt_accept_media("text/csv;q=7, text/csv;q=0.2", "text/csv"), 200);
    CHECK_INT(kt_accept_media(";;;,,q=,text", "text/csv"), 0);
}

static void the_language_wanted_most_is_spoken(void **state)
{
    (void)state;
    CHECK_TEXT(kt_accept_language(NULL), "en");
    CHECK_TEXT(kt_accept_language("de-AT,en;q=0.5"), "de");
    CHECK_TEXT(kt_accept_language("fr, ru;q=0.4, en;q=0.3"), "ru");
    CHECK_TEXT(kt_accept_language("den, d, *"), "en");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(an_address_is_taken_apart),
        KT_TEST(a_slash_at_the_end_does_not_count),
        KT_TEST(what_is_not_well_formed_is_refused),
        KT_TEST(more_parts_than_there_is_place_for_are_refused),
        KT_TEST(a_form_may_hold_lines),
        KT_TEST(the_most_exact_wish_counts),
        KT_TEST(the_language_wanted_most_is_spoken),
    };
    return kt_run_tests(tests);
}
