/* Checks of articles by the forms for editors: checked first, published, withdrawn; by whom,
 * what is refused, and what the log says. */
#include "edit_fixture.h"

#include <kontor/review.h>

static served it;

#define ARTICLE                                                                                \
    "text=Belarus+exported+goods+worth+%249+billion+to+Kazakhstan+in+2008.&title=A+%3Cb%3E&"   \
    "publisher=&published=2019-10-25&reviewer=N.+N."

static int begin(void **state)
{
    const kt_serve_options options = usual();
    if (make_store(state))
        return -1;
    add_items(1);
    add_account("boris", KT_ROLE_EDITOR);
    serve_begin(&it, &options);
    return 0;
}

static int end(void **state)
{
    serve_end(&it);
    serve_clear(&it);
    return remove_store(state);
}

static int64_t n_reviews(bool standing)
{
    kt_error err = {0};
    kt_register *reg = NULL;
    int64_t n = 0;
    CHECK_OK(kt_register_open(store, KT_REGISTER_READ, &reg, &err), err);
    CHECK_OK(kt_reviews_count(reg, &(kt_review_query){.standing = standing}, &n, &err), err);
    kt_register_close(reg);
    return n;
}

static kt_status add_line(void *with, const kt_audit_entry *entry, kt_error *err)
{
    return kt_text_format(with, err, "%s|%s|%s|%s\n", entry->who, entry->action, entry->subject,
                          kt_audit_outcome_name(entry->outcome));
}

/* The newest entries of the log, newest first. */
static void newest(int64_t n, kt_text *out)
{
    kt_error err = {0};
    kt_accounts *accounts = NULL;
    kt_text_reset(out);
    CHECK_OK(kt_accounts_open(store, &accounts, &err), err);
    CHECK_OK(kt_audit_list(accounts, n, 0, add_line, out, &err), err);
    kt_accounts_close(accounts);
}

static void nothing_is_published_without_an_editor(void **state)
{
    (void)state;
    browser b = {.server = &it};
    CHECK_INT(visit(&b, "/en/edit/reviews"), 303);
    CHECK_INT(post(&b, "/en/edit/reviews", ARTICLE "&url=https%3A%2F%2Fe.org&step=publish"),
              403);
    CHECK_INT(post(&b, "/en/edit/review/1", "step=withdraw&reason=x"), 403);
    kt_text_clear(&b.answer);
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/en/edit/reviews"), 200);
    snprintf(b.form, sizeof b.form, "%064d", 0); // a page elsewhere does not know the token
    CHECK_INT(post(&b, "/en/edit/reviews", ARTICLE "&url=https%3A%2F%2Fe.org&step=publish"),
              403);
    CHECK_INT(n_reviews(false), 0);
    kt_text_clear(&b.answer);
}

static void an_article_is_checked_and_then_published(void **state)
{
    (void)state;
    browser b;
    kt_text log = {0};
    char place[600];
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/en/edit/reviews"), 200);
    CHECK(!strstr(body_of(&b.answer), "value=\"publish\""));
    CHECK_INT(post(&b, "/en/edit/reviews", ARTICLE "&url=https%3A%2F%2Fe.org%2Fa&step=check"),
              200);
    CHECK(strstr(body_of(&b.answer), "value=\"publish\""));
    CHECK(strstr(body_of(&b.answer), "<mark") && strstr(body_of(&b.answer), "A &lt;b&gt;"));
    CHECK_INT(n_reviews(false), 0);
    CHECK_INT(post(&b, "/en/edit/reviews", ARTICLE "&url=https%3A%2F%2Fe.org%2Fa&step=publish"),
              303);
    CHECK(header_of(&b.answer, "Location", place));
    CHECK_TEXT(place, "/en/edit/review/1?done=review");
    CHECK_INT(visit(&b, place), 200);
    CHECK(strstr(body_of(&b.answer), "The check is published."));
    newest(1, &log);
    CHECK_TEXT(kt_text_get(&log), "boris|publish|review|done\n");
    CHECK_INT(visit(&b, "/ru/checks/1"), 200); // whatever language it was published in
    CHECK(strstr(body_of(&b.answer), "<td>По статистике Беларуси"));
    CHECK_INT(visit(&b, "/de/checks/1"), 200);
    CHECK(strstr(body_of(&b.answer), "<td>Nach der Statistik von Belarus"));
    CHECK_INT(visit(&b, "/en/edit/reviews"), 200);
    // The button is pressed twice.
    CHECK_INT(post(&b, "/en/edit/reviews", ARTICLE "&url=https%3A%2F%2Fe.org%2Fa&step=publish"),
              400);
    CHECK(strstr(body_of(&b.answer), "stands already"));
    newest(1, &log);
    CHECK_TEXT(kt_text_get(&log), "boris|publish|review|refused\n");
    CHECK_INT(n_reviews(true), 1);
    kt_text_clear(&log);
    kt_text_clear(&b.answer);
}

static void what_is_wrong_is_refused_and_stays_in_the_form(void **state)
{
    (void)state;
    browser b;
    static const char *const wrong[] = {
        ARTICLE "&url=javascript%3Aalert(1)&step=publish",
        ARTICLE "&url=https%3A%2F%2Fe.org%2F%22%3E&step=publish",
        "text=No+claim+at+all.&title=T&url=https%3A%2F%2Fe.org%2Fb&reviewer=N&step=publish",
        "text=Belarus+exported+%249+billion+to+Kazakhstan+in+2008.&title=&url=https%3A%2F%2Fe."
        "org"
        "%2Fb&step=publish",
        ARTICLE "&url=https%3A%2F%2Fe.org%2Fb",
        "text=x&published=25.10.2019&title=T&url=https%3A%2F%2Fe.org%2Fb&step=publish",
    };
    const int64_t before = n_reviews(false);
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/ru/edit/reviews"), 200);
    for (size_t n = 0; n < sizeof wrong / sizeof *wrong; n++) {
        CHECK_INT(post(&b, "/ru/edit/reviews", wrong[n]), 400);
        CHECK(strstr(body_of(&b.answer), "role=\"alert\""));
        CHECK(!strstr(body_of(&b.answer), "href=\"javascript"));
        CHECK(!strstr(body_of(&b.answer), "lang=\"en\">\"") &&
              !strstr(body_of(&b.answer), "<span lang=\"en\""));
    }
    CHECK(strstr(body_of(&b.answer), "value=\"25.10.2019\""));
    CHECK_INT(n_reviews(false), before);
    kt_text_clear(&b.answer);
}

static void it_is_withdrawn_with_a_reason_once(void **state)
{
    (void)state;
    browser b;
    kt_text log = {0};
    log_in(&b, &it, "boris");
    CHECK_INT(visit(&b, "/de/edit/review/1"), 200);
    CHECK_INT(post(&b, "/de/edit/review/1", "step=withdraw&reason="), 400);
    CHECK_INT(n_reviews(true), 1);
    CHECK_INT(post(&b, "/de/edit/review/1", "step=withdraw&reason=falsch"), 303);
    CHECK_INT(n_reviews(true), 0);
    CHECK_INT(n_reviews(false), 1);
    newest(2, &log);
    CHECK_TEXT(kt_text_get(&log),
               "boris|withdraw|review 1|done\nboris|withdraw|review 1|refused\n");
    CHECK_INT(post(&b, "/de/edit/review/1", "step=withdraw&reason=falsch"), 400);
    CHECK_INT(post(&b, "/de/edit/review/9", "step=withdraw&reason=falsch"), 404);
    CHECK_INT(visit(&b, "/de/edit/review/9"), 404);
    CHECK_INT(visit(&b, "/de/edit/review/x"), 404);
    CHECK_INT(visit(&b, "/de/edit/review/1"), 200);
    CHECK(!strstr(body_of(&b.answer), "value=\"withdraw\""));
    kt_text_clear(&log);
    kt_text_clear(&b.answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(nothing_is_published_without_an_editor),
        KT_TEST(an_article_is_checked_and_then_published),
        KT_TEST(what_is_wrong_is_refused_and_stays_in_the_form),
        KT_TEST(it_is_withdrawn_with_a_reason_once),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
