/* feed_json.c: JSON Feed 1.1 (jsonfeed.org/version/1.1). What kontor knows of an item besides
 * stands in "_kontor": its state, its dataset, and its figures as the command line has them. */
#include "feed_internal.h"

#include <kontor/json.h>

#include <stdio.h>

typedef struct json_feed {
    kt_feed *feed;
    kt_json *json;
} json_feed;

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

static kt_status put_address(const kt_feed *feed, kt_json *json, const char *key,
                             const char *place, kt_error *err)
{
    kt_text text = {0};
    const kt_status status =
        kt_text_format(&text, err, "%s/%s/%s", feed->site, feed->language, place);
    if (!status)
        put(json, key, kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

static void put_tags(kt_json *json, const kt_item *item)
{
    kt_slice rest = kt_slice_of(item->countries);
    kt_json_key(json, "tags");
    kt_json_begin_array(json);
    kt_json_text(json, item->section);
    while (rest.data && rest.size > 0)
        kt_json_slice(json, kt_slice_cut(&rest, ' '));
    kt_json_end_array(json);
}

static void put_more(kt_json *json, const kt_item *item)
{
    kt_json_key(json, "_kontor");
    kt_json_begin_object(json);
    put(json, "state", kt_item_state_name(item->state));
    put(json, "dataset", item->dataset);
    put(json, "vintage", item->vintage);
    kt_json_key(json, "synthetic");
    kt_json_bool(json, item->synthetic);
    if (item->state != KT_ITEM_WITHDRAWN) {
        kt_json_key(json, "figures");
        kt_json_raw(json, kt_slice_of(item->figures));
    }
    kt_json_end_object(json);
}

static kt_status put_words(const json_feed *to, const kt_item *item, kt_text *text,
                           kt_error *err)
{
    const kt_feed *feed = to->feed;
    KT_TRY(kt_feed_headline(feed, item, text, err));
    put(to->json, "title", kt_text_get(text));
    kt_text_reset(text);
    KT_TRY(kt_bulletin_origin(feed->voices, feed->language, item, text, err));
    put(to->json, "summary", kt_text_get(text));
    kt_text_reset(text);
    KT_TRY(kt_feed_body(feed, item, text, err));
    put(to->json, "content_text", kt_text_get(text));
    return KT_OK;
}

static kt_status put_item(void *with, const kt_item *item, kt_error *err)
{
    const json_feed *to = with;
    kt_text text = {0};
    char place[32];
    snprintf(place, sizeof place, "item/%lld", (long long)item->id);
    kt_json_begin_object(to->json);
    KT_TRY(put_address(to->feed, to->json, "id", place, err));
    KT_TRY(put_address(to->feed, to->json, "url", place, err));
    const kt_status status = put_words(to, item, &text, err);
    kt_text_clear(&text);
    KT_TRY(status);
    put_moment(to->json, "date_published", item->visible_from);
    put_moment(to->json, "date_modified", kt_feed_changed(item));
    put(to->json, "language", to->feed->language);
    put_tags(to->json, item);
    put_more(to->json, item);
    kt_json_end_object(to->json);
    return KT_OK;
}

static kt_status put_review_words(const json_feed *to, const kt_review *review, kt_text *text,
                                  kt_error *err)
{
    KT_TRY(kt_feed_review_title(to->feed, review, text, err));
    put(to->json, "title", kt_text_get(text));
    kt_text_reset(text);
    KT_TRY(kt_feed_review_summary(to->feed, review, text, err));
    put(to->json, "summary", kt_text_get(text));
    kt_text_reset(text);
    KT_TRY(kt_feed_review_body(to->feed, review, text, err));
    put(to->json, "content_text", kt_text_get(text));
    return KT_OK;
}

static kt_status put_review(void *with, const kt_review *review, kt_error *err)
{
    const json_feed *to = with;
    kt_text text = {0};
    char place[32];
    snprintf(place, sizeof place, "checks/%lld", (long long)review->id);
    kt_json_begin_object(to->json);
    KT_TRY(put_address(to->feed, to->json, "id", place, err));
    KT_TRY(put_address(to->feed, to->json, "url", place, err));
    put(to->json, "external_url", review->url);
    const kt_status status = put_review_words(to, review, &text, err);
    kt_text_clear(&text);
    KT_TRY(status);
    put_moment(to->json, "date_published", review->published_at);
    put_moment(to->json, "date_modified", kt_feed_review_changed(review));
    put(to->json, "language", to->feed->language);
    kt_json_end_object(to->json);
    return KT_OK;
}

kt_status kt_feed_json(kt_feed *feed, kt_error *err)
{
    kt_json json;
    json_feed to = {feed, &json};
    char self[64];
    snprintf(self, sizeof self, "%s.json", feed->place);
    kt_json_init(&json, feed->out);
    json.indent = true;
    kt_json_begin_object(&json);
    put(&json, "version", "https://jsonfeed.org/version/1.1");
    put(&json, "title", kt_text_get(&feed->title));
    KT_TRY(put_address(feed, &json, "home_page_url", feed->place, err));
    KT_TRY(put_address(feed, &json, "feed_url", self, err));
    put(&json, "language", feed->language);
    kt_json_key(&json, "authors");
    kt_json_begin_array(&json);
    kt_json_begin_object(&json);
    put(&json, "name", "Kontor");
    kt_json_end_object(&json);
    kt_json_end_array(&json);
    kt_json_key(&json, "items");
    kt_json_begin_array(&json);
    const kt_review_query checks = {.limit = KT_FEED_ITEMS};
    KT_TRY(feed->of_checks ? kt_reviews_find(feed->reg, &checks, put_review, &to, err)
                           : kt_items_find(feed->reg, &feed->query, put_item, &to, err));
    kt_json_end_array(&json);
    kt_json_end_object(&json);
    KT_TRY(kt_json_finish(&json, err));
    return kt_text_add(feed->out, "\n", err);
}
