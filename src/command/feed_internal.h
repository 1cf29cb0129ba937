/* feed_internal.h: what the forms of a feed share: which items, what they are called, and the
 * addresses, which are whole ones here, for a feed is read elsewhere. */
#ifndef KONTOR_FEED_INTERNAL_H
#define KONTOR_FEED_INTERNAL_H

#include "run_internal.h"

#include <kontor/bulletin.h>
#include <kontor/review.h>

typedef struct kt_feed {
    const kt_run *run;
    const kt_countries *countries;
    kt_register *reg;
    kt_voices *voices;
    const char *language, *site; /* "https://example.org": without a slash at its end */
    int l;                       /* of the language, in an item's texts */
    kt_item_query query;         /* public items only */
    bool of_checks;              /* published checks of articles, not items */
    char place[48];              /* "news/trade", "country/BLR", "pair/BLR/KAZ" */
    kt_text title;
    kt_text *out;
} kt_feed;

enum {
    KT_FEED_ITEMS = 50,
    KT_NEWS_MAP_ITEMS = 300,
    KT_SITE_MAP_ITEMS = 14000,
    KT_SITE_MAP_REVIEWS = 1000
};

/* When an item last changed for its readers. */
int64_t kt_feed_changed(const kt_item *item);
/* What is told of it: its body, or of a withdrawn one when and why. Appended. */
KT_MUST_USE kt_status kt_feed_body(const kt_feed *feed, const kt_item *item, kt_text *out,
                                   kt_error *err);
/* Its headline; of a withdrawn one with that word before it. Appended. */
KT_MUST_USE kt_status kt_feed_headline(const kt_feed *feed, const kt_item *item, kt_text *out,
                                       kt_error *err);
/* Text within XML; what XML cannot hold is left out. */
KT_MUST_USE kt_status kt_feed_xml(kt_text *out, const char *text, kt_error *err);

/* The same of a published check: feed_review.c. */
int64_t kt_feed_review_changed(const kt_review *review);
KT_MUST_USE kt_status kt_feed_review_title(const kt_feed *feed, const kt_review *review,
                                           kt_text *out, kt_error *err);
KT_MUST_USE kt_status kt_feed_review_summary(const kt_feed *feed, const kt_review *review,
                                             kt_text *out, kt_error *err);
KT_MUST_USE kt_status kt_feed_review_body(const kt_feed *feed, const kt_review *review,
                                          kt_text *out, kt_error *err);

/* One form each; items of feed->query, or checks. */
KT_MUST_USE kt_status kt_feed_atom(kt_feed *feed, kt_error *err);
KT_MUST_USE kt_status kt_feed_json(kt_feed *feed, kt_error *err);
/* All pages of the site, and items of the last two days. */
KT_MUST_USE kt_status kt_feed_site_map(kt_feed *feed, kt_error *err);
KT_MUST_USE kt_status kt_feed_news_map(kt_feed *feed, kt_error *err);

#endif
