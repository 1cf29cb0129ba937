/* page_marks.c: what a page says to programs: its feeds, its address in each language, its
 * picture, and what it is about in the words of schema.org. The last is data in a script
 * element that no browser runs, so the policy against scripts stands. */
#include "page_internal.h"

#include <kontor/json.h>

#include <stdio.h>
#include <string.h>

static const char *site_of(const kt_page *page)
{
    return kt_argument_text(page->run, "site", "");
}

static void link_feeds(kt_page *page, const char *place)
{
    static const char *const forms[][2] = {{"atom", "atom+xml"}, {"json", "feed+json"}};
    const char *slash = strchr(place, '/');
    const char *of = slash ? slash + 1 : strcmp(place, "news") == 0 ? "" : place;
    for (size_t n = 0; n < sizeof forms / sizeof *forms; n++)
        kt_page_html(page,
                     "<link rel=\"alternate\" type=\"application/%s\" title=\"Kontor%s%s\" "
                     "href=\"/%s/%s.%s\">\n",
                     forms[n][1], of[0] ? ": " : "", of, page->language, place, forms[n][0]);
}

static void link_languages(kt_page *page, const char *place)
{
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        kt_page_html(page, "<link rel=\"alternate\" hreflang=\"%s\" href=\"%s/%s/",
                     kt_item_languages[l], site_of(page), kt_item_languages[l]);
        kt_page_text(page, place);
        kt_page_html(page, "\">\n");
    }
}

static void describe_link(kt_page *page, const char *title, const char *place)
{
    const char *site = site_of(page);
    kt_page_html(page, "<link rel=\"canonical\" href=\"%s/%s/", site, page->language);
    kt_page_text(page, place);
    kt_page_html(page,
                 "\">\n<meta property=\"og:site_name\" content=\"Kontor\">\n"
                 "<meta property=\"og:type\" content=\"%s\">\n"
                 "<meta property=\"og:locale\" content=\"%s\">\n"
                 "<meta property=\"og:url\" content=\"%s/%s/",
                 strncmp(place, "item/", 5) == 0 ? "article" : "website", page->language, site,
                 page->language);
    kt_page_text(page, place);
    kt_page_html(page, "\">\n<meta property=\"og:title\" content=\"");
    kt_page_text(page, title);
    kt_page_html(page, "\">\n");
    if (page->picture)
        kt_page_html(page, "<meta property=\"og:image\" content=\"%s/%s/%s\">\n", site,
                     page->language, page->picture);
}

/* In JSON a < may be written as a number; so no text can end the element. */
static void write_marks(kt_page *page, const kt_text *marks)
{
    kt_slice rest = {kt_text_get(marks), marks->size};
    kt_page_html(page, "<script type=\"application/ld+json\">");
    while (!page->status && rest.data) {
        const kt_slice part = kt_slice_cut(&rest, '<');
        page->status = kt_text_add_slice(page->out, part, page->err);
        kt_page_html(page, rest.data ? "\\u003c" : "</script>\n");
    }
}

void kt_page_links(kt_page *page, const char *title, const char *place)
{
    link_feeds(page, page->feed[0] ? page->feed : "news");
    link_languages(page, place);
    if (site_of(page)[0])
        describe_link(page, title, place);
    if (page->marks && page->marks->size > 0)
        write_marks(page, page->marks);
}

/* ---- schema.org ------------------------------------------------------------------------- */

static void put(kt_json *json, const char *key, const char *text)
{
    kt_json_key(json, key);
    kt_json_text(json, text);
}

static void put_moment(kt_json *json, const char *key, int64_t seconds)
{
    char text[32];
    kt_moment_print(seconds, text);
    put(json, key, text);
}

/* "publisher": {"@type": "Organization", "name": "Kontor"} */
static void put_thing(kt_json *json, const char *key, const char *type, const char *name)
{
    kt_json_key(json, key);
    kt_json_begin_object(json);
    put(json, "@type", type);
    put(json, "name", name);
    kt_json_end_object(json);
}

/* An address on this site, whole where the site knows its own. */
static void put_place(const kt_page *page, kt_json *json, const char *key, const char *place)
{
    char text[400];
    snprintf(text, sizeof text, "%s/%s/%s", site_of(page), page->language, place);
    put(json, key, text);
}

static void begin(const kt_page *page, kt_json *json, const char *type, kt_text *out)
{
    kt_json_init(json, out);
    kt_json_begin_object(json);
    put(json, "@context", "https://schema.org");
    put(json, "@type", type);
    put(json, "inLanguage", page->language);
}

static void finish(kt_page *page, kt_json *json)
{
    kt_json_end_object(json);
    const kt_status status = kt_json_finish(json, page->err);
    if (!page->status)
        page->status = status;
}

void kt_page_mark_item(kt_page *page, const kt_item *item, kt_text *out)
{
    const kt_item_text *words = kt_page_words(page, item);
    kt_json json;
    char place[32], dataset[256];
    snprintf(place, sizeof place, "item/%lld", (long long)item->id);
    snprintf(dataset, sizeof dataset, "%s %s", item->dataset, item->vintage);
    begin(page, &json, "NewsArticle", out);
    put(&json, "headline", words->headline);
    put_place(page, &json, "url", place);
    put_moment(&json, "datePublished", item->visible_from);
    put_moment(&json, "dateModified",
               item->changed_at > item->visible_from ? item->changed_at : item->visible_from);
    put(&json, "articleSection", item->section);
    put_thing(&json, "author", "Organization", "Kontor");
    put_thing(&json, "publisher", "Organization", "Kontor");
    put_thing(&json, "isBasedOn", "Dataset", dataset);
    if (page->picture)
        put_place(page, &json, "image", page->picture);
    if (item->state == KT_ITEM_WITHDRAWN)
        put(&json, "creativeWorkStatus", "Withdrawn");
    finish(page, &json);
}

/* One ClaimReview after the other, in @graph. */
typedef struct review_marks {
    kt_page *page;
    kt_json json;
    const kt_review *review;
    int n;
} review_marks;

static void put_reviewed(kt_json *json, const kt_review *review)
{
    char date[16];
    kt_json_key(json, "itemReviewed");
    kt_json_begin_object(json);
    put(json, "@type", "Claim");
    put(json, "appearance", review->url);
    if (review->publisher[0])
        put_thing(json, "author", "Organization", review->publisher);
    if (review->appeared.year) {
        kt_date_print(review->appeared, date);
        put(json, "datePublished", date);
    }
    kt_json_end_object(json);
}

static const char *place_name(const kt_page *page, const char *code)
{
    kt_country country;
    kt_error unknown = {0};
    if (!code[0] || kt_country_find(page->countries, kt_slice_of(code), &country, &unknown))
        return code;
    return kt_country_name(page->countries, country, page->language, KT_NAME);
}

/* The words that are judged, and what they are about: "Exports: Belarus – Germany, 2018: $118
 * million". */
static void put_claim(kt_page *page, kt_json *json, const kt_review_claim *claim)
{
    char key[64];
    kt_text text = {0};
    snprintf(key, sizeof key, "check.%.40s", claim->measure);
    const kt_slice measure = kt_phrase(page->phrases, key);
    const char *a = place_name(page, claim->a), *b = place_name(page, claim->b);
    if (!page->status && measure.data)
        page->status =
            kt_text_format(&text, page->err, "%.*s: ", (int)measure.size, measure.data);
    if (!page->status && a[0])
        page->status = kt_text_format(&text, page->err, "%s%s%s, ", a, b[0] ? " – " : "", b);
    if (!page->status && claim->period[0]) {
        kt_page_add_period(page, claim->period, &text);
        if (!page->status)
            page->status = kt_text_add(&text, ": ", page->err);
    }
    if (!page->status)
        page->status = kt_text_add(&text, claim->text, page->err);
    put(json, "claimReviewed", kt_text_get(&text));
    kt_text_clear(&text);
}

/* What was not judged (targets, what cannot be verified) is no review. */
static kt_status mark_claim(void *with, const kt_review_claim *claim, kt_error *err)
{
    review_marks *to = with;
    kt_page *page = to->page;
    kt_json *json = &to->json;
    char place[40], key[64];
    (void)err; // that of the page
    snprintf(key, sizeof key, "check.%.40s", claim->verdict);
    const kt_slice verdict = kt_phrase(page->phrases, key);
    if (!claim->verdict[0] || strcmp(claim->verdict, "unverifiable") == 0 || !verdict.data)
        return KT_OK;
    if (to->n++ == 0) {
        kt_json_begin_object(json);
        put(json, "@context", "https://schema.org");
        kt_json_key(json, "@graph");
        kt_json_begin_array(json);
    }
    snprintf(place, sizeof place, "checks/%lld", (long long)to->review->id);
    kt_json_begin_object(json);
    put(json, "@type", "ClaimReview");
    put(json, "inLanguage", page->language);
    put_place(page, json, "url", place);
    put_moment(json, "datePublished", to->review->published_at);
    put_thing(json, "author", "Person", to->review->by);
    put_thing(json, "publisher", "Organization", "Kontor");
    put_claim(page, json, claim);
    put_reviewed(json, to->review);
    kt_json_key(json, "reviewRating");
    kt_json_begin_object(json);
    put(json, "@type", "Rating");
    kt_json_key(json, "alternateName");
    kt_json_slice(json, verdict);
    kt_json_end_object(json);
    kt_json_end_object(json);
    return KT_OK;
}

void kt_page_mark_review(kt_page *page, const kt_review *review, kt_text *out)
{
    review_marks to = {.page = page, .review = review};
    if (page->status)
        return;
    kt_json_init(&to.json, out);
    page->status = kt_review_claims(page->reg, review->id, mark_claim, &to, page->err);
    if (to.n == 0)
        return;
    kt_json_end_array(&to.json);
    finish(page, &to.json);
}

void kt_page_mark_brief(kt_page *page, const kt_document *document, const char *place,
                        kt_text *out)
{
    static const char *const forms[][2] = {
        {"pdf", "application/pdf"},
        {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};
    kt_json json;
    char file[64];
    begin(page, &json, "Dataset", out);
    put(&json, "name", kt_document_title(document));
    put(&json, "description", kt_document_subtitle(document));
    put_place(page, &json, "url", place);
    put_thing(&json, "creator", "Organization", "Kontor");
    kt_json_key(&json, "distribution");
    kt_json_begin_array(&json);
    for (size_t n = 0; n < sizeof forms / sizeof *forms; n++) {
        snprintf(file, sizeof file, "%s.%s", place, forms[n][0]);
        kt_json_begin_object(&json);
        put(&json, "@type", "DataDownload");
        put(&json, "encodingFormat", forms[n][1]);
        put_place(page, &json, "contentUrl", file);
        kt_json_end_object(&json);
    }
    kt_json_end_array(&json);
    finish(page, &json);
}
