/* feed_command.c: kontor feed: what has been published, for programs that read news: Atom, JSON
 * Feed, and the two maps that search engines take. */
#include "feed_internal.h"

#include <stdio.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"form", "FORM", "atom,json,sitemap,news-sitemap", "Which form.", KT_TYPE_CHOICE,
     KT_PLACE_REQUIRED},
    {"section", "SECTION", "trade,partners,agreements,statistics,checks",
     "Only items of this section.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"country", "A", NULL, "Only items about this country.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"other", "B", NULL, "Only items about both countries.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"site", "URL", NULL, "Where the site is (default http://127.0.0.1:8080).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
};

int64_t kt_feed_changed(const kt_item *item)
{
    return item->changed_at > item->visible_from ? item->changed_at : item->visible_from;
}

typedef struct telling {
    const kt_feed *feed;
    kt_text *out;
} telling;

static kt_status tell_withdrawal(void *with, const kt_item_step *step, kt_error *err)
{
    const telling *to = with;
    if (step->action != KT_ITEM_WITHDRAW)
        return KT_OK;
    return kt_bulletin_step(to->feed->voices, to->feed->language, step, to->out, err);
}

kt_status kt_feed_body(const kt_feed *feed, const kt_item *item, kt_text *out, kt_error *err)
{
    telling to = {feed, out};
    if (item->state == KT_ITEM_WITHDRAWN)
        return kt_item_history(feed->reg, item->id, tell_withdrawal, &to, err);
    return kt_text_add(out, item->text[feed->l].body, err);
}

kt_status kt_feed_headline(const kt_feed *feed, const kt_item *item, kt_text *out,
                           kt_error *err)
{
    if (item->state == KT_ITEM_WITHDRAWN) {
        KT_TRY(kt_text_add(out, "[", err));
        KT_TRY(kt_bulletin_label(feed->voices, feed->language, "state.withdrawn", out, err));
        KT_TRY(kt_text_add(out, "] ", err));
    }
    return kt_text_add(out, item->text[feed->l].headline, err);
}

kt_status kt_feed_xml(kt_text *out, const char *text, kt_error *err)
{
    for (const char *c = text; *c; c++) {
        const char *escaped = *c == '&'   ? "&amp;"
                              : *c == '<' ? "&lt;"
                              : *c == '>' ? "&gt;"
                              : *c == '"' ? "&quot;"
                                          : NULL;
        if (escaped)
            KT_TRY(kt_text_add(out, escaped, err));
        else if ((unsigned char)*c >= ' ')
            KT_TRY(kt_text_append(out, c, 1, err));
    }
    return KT_OK;
}

/* ---- what is asked for ------------------------------------------------------------------ */

static kt_status name_section(kt_feed *feed, const char *section, kt_error *err)
{
    char key[64];
    feed->query.section = section;
    snprintf(feed->place, sizeof feed->place, "news/%s", section);
    snprintf(key, sizeof key, "section.%s", section);
    return kt_bulletin_label(feed->voices, feed->language, key, &feed->title, err);
}

static kt_status name_countries(kt_feed *feed, char a[5], char b[5], kt_error *err)
{
    kt_country first, second;
    KT_TRY(kt_run_country(feed->run, "country", &first, err));
    KT_TRY(kt_run_country(feed->run, "other", &second, err));
    feed->query.country = kt_country_print(first, a);
    KT_TRY(kt_text_add(&feed->title,
                       kt_country_name(feed->countries, first, feed->language, KT_NAME), err));
    snprintf(feed->place, sizeof feed->place, "country/%s", a);
    if (!second.code)
        return KT_OK;
    feed->query.other = kt_country_print(second, b);
    snprintf(feed->place, sizeof feed->place, "pair/%s/%s", a, b);
    KT_TRY(kt_text_add(&feed->title, " – ", err));
    return kt_text_add(&feed->title,
                       kt_country_name(feed->countries, second, feed->language, KT_NAME), err);
}

static kt_status choose(kt_feed *feed, char a[5], char b[5], kt_error *err)
{
    kt_locale *locale;
    const kt_phrases *phrases;
    const char *section = kt_argument_text(feed->run, "section", NULL);
    const bool has_country = kt_argument_text(feed->run, "country", NULL) != NULL;
    KT_TRY(kt_run_locale(feed->run, &locale, &phrases, err));
    feed->query = (kt_item_query){.public_at = feed->run->options->now, .limit = KT_FEED_ITEMS};
    snprintf(feed->place, sizeof feed->place, "news");
    KT_TRY(kt_text_add(&feed->title, "Kontor: ", err));
    if ((section && has_country) ||
        (!has_country && kt_argument_text(feed->run, "other", NULL)))
        return kt_fail(err, KT_ERR_USAGE,
                       "expected --section, or --country and perhaps --other");
    if (section && strcmp(section, "checks") == 0) {
        feed->of_checks = true;
        snprintf(feed->place, sizeof feed->place, "checks");
        return kt_text_add_slice(&feed->title, kt_phrase(phrases, "site.reviews"), err);
    }
    if (section)
        return name_section(feed, section, err);
    if (has_country)
        return name_countries(feed, a, b, err);
    return kt_text_add_slice(&feed->title, kt_phrase(phrases, "site.news"), err);
}

/* An address of the web with nothing behind its host that is not part of the way. */
kt_status kt_site_check(const char *site, kt_error *err)
{
    const size_t size = strlen(site);
    if ((strncmp(site, "http://", 7) == 0 || strncmp(site, "https://", 8) == 0) && size < 200 &&
        site[size - 1] != '/' && strcspn(site, "<>\"' ?#&") == size)
        return KT_OK;
    return kt_fail(err, KT_ERR_USAGE,
                   "--site is \"%.64s\", expected an address like https://example.org", site);
}

static kt_status write_form(kt_feed *feed, kt_error *err)
{
    const char *form = kt_argument_text(feed->run, "form", "atom");
    if (strcmp(form, "atom") == 0)
        return kt_feed_atom(feed, err);
    if (strcmp(form, "json") == 0)
        return kt_feed_json(feed, err);
    return strcmp(form, "sitemap") == 0 ? kt_feed_site_map(feed, err)
                                        : kt_feed_news_map(feed, err);
}

static kt_status run_feed(kt_run *run, kt_error *err)
{
    kt_text out = {0};
    char a[5], b[5];
    kt_feed feed = {.run = run,
                    .language = kt_run_language(run),
                    .site = kt_argument_text(run, "site", "http://127.0.0.1:8080"),
                    .out = &out};
    KT_TRY(kt_site_check(feed.site, err));
    while (feed.l < KT_N_ITEM_LANGUAGES - 1 &&
           strcmp(kt_item_languages[feed.l], feed.language) != 0)
        feed.l++;
    KT_TRY(kt_run_countries(run, &feed.countries, err));
    kt_status status = kt_run_voices(run, &feed.voices, err);
    if (!status)
        status = kt_run_open_register(run, &feed.reg, err);
    if (!status)
        status = choose(&feed, a, b, err);
    if (!status)
        status = write_form(&feed, err);
    if (!status)
        status = kt_sink_write(&run->options->out, out.data, out.size, err);
    kt_text_clear(&out);
    kt_text_clear(&feed.title);
    kt_run_close_register(run, feed.reg);
    return status;
}

const kt_command kt_command_feed = {
    "feed",
    "published items as Atom or JSON Feed, and maps of the site",
    "Writes what kontor serve sends at /de/news.atom and its like: the newest published "
    "items,\n"
    "all of them, of a section, or about one or two countries; or the sitemap of the site, or\n"
    "that of its news of the last two days. Drafts and embargoed items are never among it.\n\n"
    "  kontor feed atom --section trade --lang de\n"
    "  kontor feed json --country BLR --other KAZ\n"
    "  kontor feed news-sitemap --site https://example.org\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_feed,
};
