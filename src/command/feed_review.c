/* feed_review.c: what feeds tell of a published check: its article, who stands for it, and each
 * claim with its verdict; of a void one when and why it was withdrawn. */
#include "feed_internal.h"

#include <stdio.h>
#include <string.h>

typedef struct telling {
    const kt_feed *feed;
    const kt_phrases *phrases;
    kt_locale *locale;
    kt_text *out;
} telling;

int64_t kt_feed_review_changed(const kt_review *review)
{
    return review->withdrawn_at ? review->withdrawn_at : review->published_at;
}

static kt_status say(const telling *t, const char *key, const char *name, kt_error *err)
{
    const kt_argument words[] = {{"name", name, 0.0}};
    return kt_phrase_fill(t->phrases, t->locale, key, words, 1, t->out, err);
}

static const char *place_of(const telling *t, const char *code)
{
    kt_country country;
    kt_error unknown = {0};
    if (!code[0] || kt_country_find(t->feed->countries, kt_slice_of(code), &country, &unknown))
        return code;
    return kt_country_name(t->feed->countries, country, t->feed->language, KT_NAME);
}

/* "$118 million (Belarus – Germany, 2018): does not match the data held. " */
static kt_status tell_claim(void *with, const kt_review_claim *claim, kt_error *err)
{
    const telling *t = with;
    char key[64];
    const char *a = place_of(t, claim->a), *b = place_of(t, claim->b);
    snprintf(key, sizeof key, "check.%.40s", claim->verdict[0] ? claim->verdict : "target");
    const kt_slice verdict = kt_phrase(t->phrases, key);
    KT_TRY(kt_text_format(t->out, err, "%s (%s%s%s%s%s): ", claim->text, a,
                          a[0] && b[0] ? " – " : "", b, claim->period[0] ? ", " : "",
                          claim->period));
    KT_TRY(kt_text_add_slice(t->out, verdict, err));
    KT_TRY(kt_text_add(t->out, ". ", err));
    return KT_OK;
}

static kt_status begin(const kt_feed *feed, kt_text *out, telling *t, kt_error *err)
{
    *t = (telling){.feed = feed, .out = out};
    return kt_run_locale(feed->run, &t->locale, &t->phrases, err);
}

kt_status kt_feed_review_title(const kt_feed *feed, const kt_review *review, kt_text *out,
                               kt_error *err)
{
    telling t;
    KT_TRY(begin(feed, out, &t, err));
    if (review->withdrawn_at) {
        KT_TRY(say(&t, "site.withdrawn_label", "", err));
        KT_TRY(kt_text_add(out, ": ", err));
    }
    return say(&t, "site.review_of", review->title, err);
}

kt_status kt_feed_review_summary(const kt_feed *feed, const kt_review *review, kt_text *out,
                                 kt_error *err)
{
    telling t;
    KT_TRY(begin(feed, out, &t, err));
    return say(&t, "site.review_by", review->by, err);
}

kt_status kt_feed_review_body(const kt_feed *feed, const kt_review *review, kt_text *out,
                              kt_error *err)
{
    telling t;
    KT_TRY(begin(feed, out, &t, err));
    if (!review->withdrawn_at)
        return kt_review_claims(feed->reg, review->id, tell_claim, &t, err);
    KT_TRY(say(&t, "site.review_void", "", err));
    return kt_text_format(out, err, " %s", review->reason);
}
