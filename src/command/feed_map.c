/* feed_map.c: maps of the site (sitemaps.org) and of its news of the last two days, as search
 * engines take them. A page stands there once for each language, and names the others. */
#include "feed_internal.h"

#include <kontor/bloc.h>
#include <kontor/review.h>

#include <stdio.h>

enum { TWO_DAYS_S = 2 * 86400 };

/* changed 0: not told. */
static kt_status add_page(const kt_feed *feed, const char *place, int64_t changed,
                          kt_error *err)
{
    char moment[32];
    kt_moment_print(changed, moment);
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        KT_TRY(kt_text_format(feed->out, err, "<url><loc>%s/%s/%s</loc>", feed->site,
                              kt_item_languages[l], place));
        if (changed)
            KT_TRY(kt_text_format(feed->out, err, "<lastmod>%s</lastmod>", moment));
        for (int other = 0; other < KT_N_ITEM_LANGUAGES; other++)
            KT_TRY(kt_text_format(feed->out, err,
                                  "<x:link rel=\"alternate\" hreflang=\"%s\" "
                                  "href=\"%s/%s/%s\"/>",
                                  kt_item_languages[other], feed->site,
                                  kt_item_languages[other], place));
        KT_TRY(kt_text_add(feed->out, "</url>\n", err));
    }
    return KT_OK;
}

static kt_status add_item(void *with, const kt_item *item, kt_error *err)
{
    char place[32];
    snprintf(place, sizeof place, "item/%lld", (long long)item->id);
    return add_page(with, place, kt_feed_changed(item), err);
}

/* Void ones too: they stay where they were. */
static kt_status add_review(void *with, const kt_review *review, kt_error *err)
{
    char place[32];
    snprintf(place, sizeof place, "checks/%lld", (long long)review->id);
    return add_page(with, place,
                    review->withdrawn_at ? review->withdrawn_at : review->published_at, err);
}

static kt_status add_reviews(kt_feed *feed, kt_error *err)
{
    const kt_review_query query = {.limit = KT_SITE_MAP_REVIEWS};
    int64_t n = 0;
    KT_TRY(kt_reviews_count(feed->reg, &query, &n, err));
    if (n > 0)
        KT_TRY(add_page(feed, "checks", 0, err));
    return kt_reviews_find(feed->reg, &query, add_review, feed, err);
}

static kt_status add_countries(const kt_feed *feed, kt_error *err)
{
    char place[32], code[5];
    for (int64_t c = 0; c < kt_countries_count(feed->countries); c++) {
        const kt_country_info *info = kt_countries_at(feed->countries, c);
        if (info->kind != KT_IS_COUNTRY && info->kind != KT_IS_TERRITORY)
            continue;
        snprintf(place, sizeof place, "country/%s", kt_country_print(info->code, code));
        KT_TRY(add_page(feed, place, 0, err));
    }
    return KT_OK;
}

static kt_status add_blocs(const kt_feed *feed, kt_error *err)
{
    const kt_blocs *blocs;
    char place[64];
    KT_TRY(kt_run_blocs(feed->run, &blocs, err));
    for (int64_t n = 0; n < kt_blocs_count(blocs); n++) {
        snprintf(place, sizeof place, "bloc/%s", kt_blocs_at(blocs, n)->code);
        KT_TRY(add_page(feed, place, 0, err));
    }
    return KT_OK;
}

kt_status kt_feed_site_map(kt_feed *feed, kt_error *err)
{
    static const char *const places[] = {"",
                                         "news",
                                         "news/trade",
                                         "news/partners",
                                         "news/agreements",
                                         "news/statistics",
                                         "archive",
                                         "countries",
                                         "products",
                                         "blocs",
                                         "check"};
    KT_TRY(kt_text_add(feed->out,
                       "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                       "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                       "xmlns:x=\"http://www.w3.org/1999/xhtml\">\n",
                       err));
    for (size_t n = 0; n < sizeof places / sizeof *places; n++)
        KT_TRY(add_page(feed, places[n], 0, err));
    KT_TRY(add_countries(feed, err));
    KT_TRY(add_blocs(feed, err));
    feed->query.limit = KT_SITE_MAP_ITEMS;
    KT_TRY(kt_items_find(feed->reg, &feed->query, add_item, feed, err));
    KT_TRY(add_reviews(feed, err));
    return kt_text_add(feed->out, "</urlset>\n", err);
}

static kt_status add_news(void *with, const kt_item *item, kt_error *err)
{
    const kt_feed *feed = with;
    char moment[32];
    kt_moment_print(item->visible_from, moment);
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        const char *language = kt_item_languages[l];
        KT_TRY(kt_text_format(feed->out, err,
                              "<url><loc>%s/%s/item/%lld</loc><n:news><n:publication>"
                              "<n:name>Kontor</n:name><n:language>%s</n:language>"
                              "</n:publication><n:publication_date>%s</n:publication_date>"
                              "<n:title>",
                              feed->site, language, (long long)item->id, language, moment));
        KT_TRY(kt_feed_xml(feed->out, item->text[l].headline, err));
        KT_TRY(kt_text_add(feed->out, "</n:title></n:news></url>\n", err));
    }
    return KT_OK;
}

kt_status kt_feed_news_map(kt_feed *feed, kt_error *err)
{
    feed->query.states = 1u << KT_ITEM_PUBLISHED;
    feed->query.from = feed->run->options->now - TWO_DAYS_S;
    feed->query.limit = KT_NEWS_MAP_ITEMS;
    KT_TRY(kt_text_add(feed->out,
                       "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                       "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                       "xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\">\n",
                       err));
    KT_TRY(kt_items_find(feed->reg, &feed->query, add_news, feed, err));
    return kt_text_add(feed->out, "</urlset>\n", err);
}
