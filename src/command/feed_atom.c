/* feed_atom.c: Atom (RFC 4287). An entry's id is its permanent address. */
#include "feed_internal.h"

#include <stdio.h>

typedef struct atom {
    kt_feed *feed;
    int64_t changed; /* of the newest entry */
} atom;

/* <name attributes>text</name> */
static kt_status add_element(kt_text *out, const char *name, const char *text, kt_error *err)
{
    KT_TRY(kt_text_format(out, err, "<%s>", name));
    KT_TRY(kt_feed_xml(out, text, err));
    return kt_text_format(out, err, "</%s>\n", name);
}

static kt_status add_moment(kt_text *out, const char *name, int64_t seconds, kt_error *err)
{
    char text[32];
    kt_moment_print(seconds, text);
    return add_element(out, name, text, err);
}

static kt_status see_change(void *with, const kt_item *item, kt_error *err)
{
    atom *to = with;
    (void)err;
    if (kt_feed_changed(item) > to->changed)
        to->changed = kt_feed_changed(item);
    return KT_OK;
}

static kt_status add_categories(const kt_feed *feed, const kt_item *item, kt_error *err)
{
    char key[64];
    kt_text label = {0};
    snprintf(key, sizeof key, "section.%s", item->section);
    kt_status status = kt_bulletin_label(feed->voices, feed->language, key, &label, err);
    if (!status)
        status =
            kt_text_format(feed->out, err, "<category term=\"%s\" label=\"", item->section);
    if (!status)
        status = kt_feed_xml(feed->out, kt_text_get(&label), err);
    if (!status)
        status = kt_text_add(feed->out, "\"/>\n", err);
    kt_text_clear(&label);
    kt_slice rest = kt_slice_of(item->countries);
    while (!status && rest.data && rest.size > 0) {
        const kt_slice code = kt_slice_cut(&rest, ' ');
        status = kt_text_format(feed->out, err, "<category term=\"%.*s\"/>\n", (int)code.size,
                                code.data);
    }
    return status;
}

static kt_status add_words(const kt_feed *feed, const kt_item *item, kt_text *text,
                           kt_error *err)
{
    KT_TRY(kt_feed_headline(feed, item, text, err));
    KT_TRY(add_element(feed->out, "title", kt_text_get(text), err));
    kt_text_reset(text);
    KT_TRY(kt_bulletin_origin(feed->voices, feed->language, item, text, err));
    KT_TRY(add_element(feed->out, "summary", kt_text_get(text), err));
    kt_text_reset(text);
    KT_TRY(kt_feed_body(feed, item, text, err));
    return add_element(feed->out, "content", kt_text_get(text), err);
}

static kt_status begin_entry(const kt_feed *feed, const char *kind, int64_t id, kt_error *err)
{
    return kt_text_format(feed->out, err,
                          "<entry><id>%s/%s/%s/%lld</id>\n"
                          "<link rel=\"alternate\" type=\"text/html\" "
                          "href=\"%s/%s/%s/%lld\"/>\n",
                          feed->site, feed->language, kind, (long long)id, feed->site,
                          feed->language, kind, (long long)id);
}

static kt_status see_review(void *with, const kt_review *review, kt_error *err)
{
    atom *to = with;
    (void)err;
    if (kt_feed_review_changed(review) > to->changed)
        to->changed = kt_feed_review_changed(review);
    return KT_OK;
}

static kt_status add_review_words(const kt_feed *feed, const kt_review *review, kt_text *text,
                                  kt_error *err)
{
    KT_TRY(kt_feed_review_title(feed, review, text, err));
    KT_TRY(add_element(feed->out, "title", kt_text_get(text), err));
    kt_text_reset(text);
    KT_TRY(kt_feed_review_summary(feed, review, text, err));
    KT_TRY(add_element(feed->out, "summary", kt_text_get(text), err));
    kt_text_reset(text);
    KT_TRY(kt_feed_review_body(feed, review, text, err));
    return add_element(feed->out, "content", kt_text_get(text), err);
}

static kt_status add_review(void *with, const kt_review *review, kt_error *err)
{
    const atom *to = with;
    const kt_feed *feed = to->feed;
    kt_text text = {0};
    KT_TRY(begin_entry(feed, "checks", review->id, err));
    KT_TRY(add_moment(feed->out, "published", review->published_at, err));
    KT_TRY(add_moment(feed->out, "updated", kt_feed_review_changed(review), err));
    const kt_status status = add_review_words(feed, review, &text, err);
    kt_text_clear(&text);
    KT_TRY(status);
    return kt_text_add(feed->out, "</entry>\n", err);
}

static kt_status add_entry(void *with, const kt_item *item, kt_error *err)
{
    const atom *to = with;
    const kt_feed *feed = to->feed;
    kt_text text = {0};
    KT_TRY(begin_entry(feed, "item", item->id, err));
    KT_TRY(add_moment(feed->out, "published", item->visible_from, err));
    KT_TRY(add_moment(feed->out, "updated", kt_feed_changed(item), err));
    const kt_status status = add_words(feed, item, &text, err);
    kt_text_clear(&text);
    KT_TRY(status);
    KT_TRY(add_categories(feed, item, err));
    return kt_text_add(feed->out, "</entry>\n", err);
}

kt_status kt_feed_atom(kt_feed *feed, kt_error *err)
{
    atom to = {feed, 0};
    const kt_review_query checks = {.limit = KT_FEED_ITEMS};
    KT_TRY(feed->of_checks ? kt_reviews_find(feed->reg, &checks, see_review, &to, err)
                           : kt_items_find(feed->reg, &feed->query, see_change, &to, err));
    KT_TRY(kt_text_format(feed->out, err,
                          "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                          "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n"
                          "<id>%s/%s/%s.atom</id>\n",
                          feed->language, feed->site, feed->language, feed->place));
    KT_TRY(add_element(feed->out, "title", kt_text_get(&feed->title), err));
    KT_TRY(add_moment(feed->out, "updated", to.changed, err));
    KT_TRY(kt_text_format(
        feed->out, err,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"%s/%s/%s.atom\"/>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"%s/%s/%s\"/>\n"
        "<author><name>Kontor</name></author>\n<generator>kontor</generator>\n",
        feed->site, feed->language, feed->place, feed->site, feed->language, feed->place));
    KT_TRY(feed->of_checks ? kt_reviews_find(feed->reg, &checks, add_review, &to, err)
                           : kt_items_find(feed->reg, &feed->query, add_entry, &to, err));
    return kt_text_add(feed->out, "</feed>\n", err);
}
