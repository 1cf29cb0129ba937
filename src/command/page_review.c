/* page_review.c: checks of articles that an editor has published: all of them, and one with its
 * verdicts. A withdrawn one stays, marked as void and without marks for programs. */
#include "page_internal.h"

#include <kontor/review.h>
#include <kontor/stem.h>

#include <stdio.h>
#include <string.h>

enum { A_PAGE = 20, MOST_SEARCHED = 500 };

int64_t kt_page_n_reviews(kt_page *page)
{
    int64_t n = 0;
    if (!page->status)
        page->status = kt_reviews_count(page->reg, &(kt_review_query){0}, &n, page->err);
    return page->status ? 0 : n;
}

static void say_name(kt_page *page, const char *key, const char *name)
{
    const kt_argument words[] = {{"name", name, 0.0}};
    kt_page_say_with(page, key, words, 1);
}

/* ---- all of them ------------------------------------------------------------------------ */

static kt_status write_entry_at(kt_page *page, const kt_review *review, const char *level)
{
    const bool is_void = review->withdrawn_at != 0;
    kt_page_html(page, "<article class=\"entry%s\"><p class=\"kicker\">",
                 is_void ? " void" : "");
    if (is_void) {
        kt_page_html(page, "<strong>");
        kt_page_say(page, "site.withdrawn_label");
        kt_page_html(page, "</strong> · ");
    }
    if (review->publisher[0]) {
        kt_page_text(page, review->publisher);
        kt_page_html(page, " · ");
    }
    kt_page_time(page, review->published_at);
    kt_page_html(page, "</p><%s><a href=\"/%s/checks/%lld\">", level, page->language,
                 (long long)review->id);
    kt_page_text(page, review->title);
    kt_page_html(page, "</a></%s></article>\n", level);
    return page->status;
}

static kt_status write_entry(void *with, const kt_review *review, kt_error *err)
{
    (void)err; // that of the page
    return write_entry_at(with, review, "h2");
}

static void write_list(kt_page *page)
{
    const int64_t number = kt_argument_integer(page->run, "page", 1);
    const int64_t n = kt_page_n_reviews(page);
    const int64_t n_pages = n > 0 ? (n + A_PAGE - 1) / A_PAGE : 1;
    const kt_review_query query = {.limit = A_PAGE, .offset = (number - 1) * A_PAGE};
    char address[64];
    if (!page->status && (number < 1 || number > n_pages))
        page->status =
            kt_fail(page->err, KT_ERR_MISSING, "there are %lld pages", (long long)n_pages);
    if (page->status)
        return;
    snprintf(address, sizeof address, number > 1 ? "checks?page=%lld" : "checks",
             (long long)number);
    kt_page_begin_by(page, "site.reviews", address);
    kt_page_html(page, "<h1>");
    kt_page_say(page, "site.reviews");
    kt_page_html(page, "</h1>\n<p class=\"lead\">");
    kt_page_say(page, n > 0 ? "site.reviews_lead" : "site.none_yet");
    kt_page_html(page, "</p>\n<div class=\"entries\">\n");
    if (!page->status)
        page->status = kt_reviews_find(page->reg, &query, write_entry, page, page->err);
    kt_page_html(page, "</div>\n");
    kt_page_paging(page, "checks", number, n_pages);
}

/* ---- searching -------------------------------------------------------------------------- */

typedef struct search {
    kt_page *page;
    kt_stemmer *stemmer;
    kt_text wanted, stems; /* stems, each between blanks */
    int64_t n;
} search;

static kt_status stem(const search *s, const char *a, const char *b, kt_text *out,
                      kt_error *err)
{
    kt_text_reset(out);
    KT_TRY(kt_text_add(out, " ", err));
    KT_TRY(kt_stem_words(s->stemmer, kt_slice_of(a), out, err));
    KT_TRY(kt_text_add(out, " ", err));
    KT_TRY(kt_stem_words(s->stemmer, kt_slice_of(b), out, err));
    return kt_text_add(out, " ", err);
}

/* Every word that is wanted stands in the title or the publisher's name. */
static bool fits(const search *s)
{
    kt_slice rest = {s->wanted.data, s->wanted.size};
    bool any = false;
    while (rest.data) {
        char word[80];
        const kt_slice next = kt_slice_cut(&rest, ' ');
        if (next.size == 0)
            continue;
        any = true;
        snprintf(word, sizeof word, " %.*s ", (int)next.size, next.data);
        if (next.size + 2 >= sizeof word || !strstr(kt_text_get(&s->stems), word))
            return false;
    }
    return any;
}

static kt_status look_at(void *with, const kt_review *review, kt_error *err)
{
    search *s = with;
    KT_TRY(stem(s, review->title, review->publisher, &s->stems, err));
    if (!fits(s))
        return KT_OK;
    if (s->n++ == 0) {
        kt_page_html(s->page, "<section class=\"entries\"><h2>");
        kt_page_say(s->page, "site.reviews");
        kt_page_html(s->page, "</h2>\n");
    }
    return write_entry_at(s->page, review, "h3");
}

bool kt_page_reviews_found(kt_page *page, const char *words)
{
    const kt_review_query query = {.limit = MOST_SEARCHED};
    search s = {.page = page};
    kt_error none = {0};
    if (kt_page_n_reviews(page) == 0)
        return false;
    const kt_status there = kt_stemmer_new(page->language, &s.stemmer, &none);
    if (there == KT_ERR_MISSING)
        return false; // without libstemmer; the search of items tells which package it is
    page->status = there ? kt_fail(page->err, there, "%s", none.cause)
                         : stem(&s, words, "", &s.wanted, page->err);
    if (!page->status)
        page->status = kt_reviews_find(page->reg, &query, look_at, &s, page->err);
    kt_page_html(page, s.n > 0 ? "</section>\n" : "");
    kt_text_clear(&s.wanted);
    kt_text_clear(&s.stems);
    kt_stemmer_free(s.stemmer);
    return s.n > 0;
}

/* ---- one -------------------------------------------------------------------------------- */

/* A country by its name; what is none (a bloc, the world) as it stands. */
static void write_place(kt_page *page, const char *code)
{
    kt_country country;
    kt_error unknown = {0};
    if (page->status || !code[0])
        return;
    const kt_status found =
        kt_country_find(page->countries, kt_slice_of(code), &country, &unknown);
    kt_page_text(page,
                 found ? code
                       : kt_country_name(page->countries, country, page->language, KT_NAME));
}

typedef struct telling {
    kt_page *page;
    const char *language; /* of the check */
} telling;

/* In the language of the page where the check has it, else as it has it, marked as such. */
static void write_note(const telling *t, const kt_review_claim *claim)
{
    kt_page *page = t->page;
    for (int l = 0; l < KT_REVIEW_LANGUAGES; l++)
        if (strcmp(kt_item_languages[l], page->language) == 0 && claim->note_in[l][0]) {
            kt_page_html(page, "<td>");
            kt_page_text(page, claim->note_in[l]);
            kt_page_html(page, "</td>");
            return;
        }
    kt_page_html(page, "<td lang=\"");
    kt_page_text(page, t->language);
    kt_page_html(page, "\">");
    kt_page_text(page, claim->note);
    kt_page_html(page, "</td>");
}

static kt_status write_claim(void *with, const kt_review_claim *claim, kt_error *err)
{
    const telling *t = with;
    kt_page *page = t->page;
    char key[64];
    (void)err; // that of the page
    snprintf(key, sizeof key, "check.%.40s", claim->verdict[0] ? claim->verdict : "target");
    kt_page_html(page, "<tr><th scope=\"row\">");
    kt_page_text(page, claim->text);
    kt_page_html(page, "</th><td>");
    write_place(page, claim->a);
    kt_page_html(page, claim->a[0] && claim->b[0] ? " – " : "");
    write_place(page, claim->b);
    kt_page_html(page, "</td><td>");
    kt_page_period(page, claim->period);
    kt_page_html(page, "</td><td><strong>");
    kt_page_say(page, key);
    kt_page_html(page, "</strong></td>");
    write_note(t, claim);
    kt_page_html(page, "</tr>\n");
    return page->status;
}

static void write_claims(kt_page *page, const kt_review *review)
{
    static const char *const keys[] = {"check.claim", "check.about", "check.period",
                                       "check.verdict", "check.note"};
    kt_page_html(page, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"");
    kt_page_say(page, "check.title");
    kt_page_html(page, "\"><table><caption><span>");
    kt_page_say(page, "check.title");
    kt_page_html(page, "</span></caption><thead><tr>");
    for (size_t n = 0; n < sizeof keys / sizeof *keys; n++) {
        kt_page_html(page, "<th scope=\"col\">");
        kt_page_say(page, keys[n]);
        kt_page_html(page, "</th>");
    }
    kt_page_html(page, "</tr></thead><tbody>\n");
    telling t = {page, review->language};
    if (!page->status)
        page->status = kt_review_claims(page->reg, review->id, write_claim, &t, page->err);
    kt_page_html(page, "</tbody></table></div>\n");
}

static void write_void(kt_page *page, const kt_review *review)
{
    kt_page_html(page, "<div class=\"notice\" role=\"note\"><p><strong>");
    kt_page_say(page, "site.review_void");
    kt_page_html(page, "</strong></p><p>");
    kt_page_time(page, review->withdrawn_at);
    kt_page_html(page, ", ");
    kt_page_text(page, review->withdrawn_by);
    kt_page_html(page, ": ");
    kt_page_text(page, review->reason);
    kt_page_html(page, "</p></div>\n");
}

static void write_article(kt_page *page, const kt_review *review)
{
    kt_text date = {0};
    kt_page_html(page, "<p><a rel=\"nofollow noopener\" href=\"");
    kt_page_text(page, review->url);
    kt_page_html(page, "\">");
    kt_page_say(page, "site.review_article");
    kt_page_html(page, "</a>");
    if (review->publisher[0]) {
        kt_page_html(page, " · ");
        kt_page_text(page, review->publisher);
    }
    if (review->appeared.year && !page->status) {
        page->status = kt_locale_date(page->locale, review->appeared, &date, page->err);
        kt_page_html(page, " · ");
        kt_page_text(page, kt_text_get(&date));
    }
    kt_page_html(page, "</p>\n");
    kt_text_clear(&date);
}

typedef struct finding {
    kt_page *page;
    bool found;
} finding;

static kt_status write_review(void *with, const kt_review *review, kt_error *err)
{
    finding *f = with;
    kt_page *page = f->page;
    const bool is_void = review->withdrawn_at != 0;
    char place[40];
    kt_text marks = {0};
    (void)err; // that of the page
    f->found = true;
    snprintf(place, sizeof place, "checks/%lld", (long long)review->id);
    if (!is_void)
        kt_page_mark_review(page, review, &marks);
    page->marks = &marks;
    kt_page_begin(page, review->title, place);
    page->marks = NULL;
    kt_text_clear(&marks);
    kt_page_html(page, "<article class=\"story%s\">\n", is_void ? " void" : "");
    if (is_void)
        write_void(page, review);
    kt_page_html(page, "<p class=\"facts\">");
    say_name(page, "site.review_by", review->by);
    kt_page_html(page, " · ");
    kt_page_time(page, review->published_at);
    kt_page_html(page, is_void ? "</p>\n<h1><s>" : "</p>\n<h1>");
    say_name(page, "site.review_of", review->title);
    kt_page_html(page, is_void ? "</s></h1>\n" : "</h1>\n");
    write_article(page, review);
    write_claims(page, review);
    kt_page_html(page, "</article>\n<p class=\"more\"><a href=\"/%s/checks\">", page->language);
    kt_page_say(page, "site.reviews");
    kt_page_html(page, "</a></p>\n");
    return page->status;
}

void kt_page_reviews(kt_page *page)
{
    const char *of = kt_argument_text(page->run, "of", "");
    kt_review_query query = {0};
    finding f = {page, false};
    snprintf(page->feed, sizeof page->feed, "checks");
    if (!of[0]) {
        write_list(page);
        return;
    }
    if (!page->status && kt_parse_i64(kt_slice_of(of), &query.id) && query.id > 0)
        page->status = kt_reviews_find(page->reg, &query, write_review, &f, page->err);
    if (!page->status && !f.found)
        page->status = kt_fail(page->err, KT_ERR_MISSING, "there is no such check");
}
