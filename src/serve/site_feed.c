/* site_feed.c: the addresses that programs read news from, and the briefs as files:
 *
 *     /de/news.atom  /de/news/trade.json  /de/country/BLR.atom  /de/pair/BLR/KAZ.json
 *     /sitemap.xml  /news-sitemap.xml  /robots.txt
 *     /de/pair/BLR/KAZ.pdf  .docx  .xlsx  .png    the commands brief and chart
 *
 *     /de/pair?a=Belarus&b=Kasachstan&format=docx  the form that composes a brief
 *
 * The end of the last word says the form; what is before it is the address of the page. */
#include "server.h"

#include <stdio.h>
#include <string.h>

static const struct ending {
    const char *ending, *form, *type, *command;
} endings[] = {
    {".atom", "atom", "application/atom+xml; charset=utf-8", "feed"},
    {".json", "json", "application/feed+json; charset=utf-8", "feed"},
    {".pdf", "pdf", NULL, "brief"},
    {".docx", "docx", NULL, "brief"},
    {".xlsx", "xlsx", NULL, "brief"},
    {".png", "png", NULL, "chart"},
};

static const struct ending *ending_of(const char *word)
{
    const char *dot = strrchr(word, '.');
    for (size_t n = 0; dot && n < sizeof endings / sizeof *endings; n++)
        if (strcmp(endings[n].ending, dot) == 0)
            return &endings[n];
    return NULL;
}

typedef struct call {
    kt_given given[8];
    int n_given;
} call;

static void give(call *c, const char *name, const char *value)
{
    c->given[c->n_given++] = (kt_given){name, value};
}

/* The words between the language and the end, the last one without its ending. */
static kt_status take_feed(const char *const word[], int n_words, call *c, kt_error *err)
{
    if (n_words == 1 && strcmp(word[0], "news") == 0)
        return KT_OK;
    if (n_words == 1 && strcmp(word[0], "checks") == 0) {
        give(c, "section", "checks");
        return KT_OK;
    }
    if (n_words == 2 && strcmp(word[0], "news") == 0) {
        give(c, "section", word[1]);
        return KT_OK;
    }
    if ((n_words == 2 && strcmp(word[0], "country") == 0) ||
        (n_words == 3 && strcmp(word[0], "pair") == 0)) {
        give(c, "country", word[1]);
        if (n_words == 3)
            give(c, "other", word[2]);
        return KT_OK;
    }
    return kt_fail(err, KT_ERR_MISSING, "there is no feed at this address");
}

static kt_status take_pair(const char *const word[], int n_words, const kt_uri *uri, call *c,
                           kt_error *err)
{
    if (n_words != 3 || strcmp(word[0], "pair") != 0)
        return kt_fail(err, KT_ERR_MISSING, "there is no file at this address");
    give(c, NULL, word[1]);
    give(c, NULL, word[2]);
    if (uri->n_fields == 1 && strcmp(uri->field[0].name, "years") == 0)
        give(c, "years", uri->field[0].value);
    else if (uri->n_fields > 0)
        return kt_fail(err, KT_ERR_USAGE, "\"%.64s\" has no meaning here", uri->field[0].name);
    return KT_OK;
}

static kt_status make_form(const kt_worker *worker, const struct ending *ending,
                           const char *const word[], int n_words, kt_reply *reply,
                           kt_error *err)
{
    const kt_uri *uri = worker->uri;
    const bool is_feed = strcmp(ending->command, "feed") == 0;
    call c = {0};
    if (is_feed) {
        give(&c, NULL, ending->form);
        give(&c, "site", worker->site);
        KT_TRY(take_feed(word, n_words, &c, err));
        if (uri->n_fields > 0)
            return kt_fail(err, KT_ERR_USAGE, "\"%.64s\" has no meaning here",
                           uri->field[0].name);
    } else {
        if (strcmp(ending->command, "chart") == 0)
            give(&c, NULL, "series");
        KT_TRY(take_pair(word, n_words, uri, &c, err));
        give(&c, "format", ending->form);
    }
    reply->is_open = is_feed;
    reply->type = is_feed ? ending->type : kt_media_header(ending->form);
    reply->policy = kt_policy_document;
    if (!is_feed)
        kt_reply_file(reply, word + 1, 2, ending->form);
    return kt_worker_run(worker, kt_command_find(ending->command), c.given, c.n_given,
                         uri->segment[0], reply, err);
}

bool kt_site_form(const kt_worker *worker, kt_reply *reply, kt_status *status, kt_error *err)
{
    const kt_uri *uri = worker->uri;
    const int n_words = uri->n_segments - 1;
    const char *word[3];
    char last[128];
    const struct ending *ending =
        n_words > 0 ? ending_of(uri->segment[uri->n_segments - 1]) : NULL;
    if (!ending || n_words > 3 || strlen(uri->segment[uri->n_segments - 1]) >= sizeof last)
        return false;
    for (int n = 0; n < n_words; n++)
        word[n] = uri->segment[n + 1];
    snprintf(last, sizeof last, "%s", uri->segment[uri->n_segments - 1]);
    *strrchr(last, '.') = '\0';
    word[n_words - 1] = last;
    *status = make_form(worker, ending, word, n_words, reply, err);
    return true;
}

bool kt_site_compose(const kt_worker *worker, kt_reply *reply, kt_status *status, kt_error *err)
{
    const kt_uri *uri = worker->uri;
    const char *form = kt_uri_value(uri, "format");
    call c = {0};
    if (uri->n_segments != 2 || strcmp(uri->segment[1], "pair") != 0 || !form ||
        strcmp(form, "html") == 0)
        return false;
    for (int n = 0; n < uri->n_fields && c.n_given < 8; n++) {
        const kt_uri_field *field = &uri->field[n];
        const bool is_place = strcmp(field->name, "a") == 0 || strcmp(field->name, "b") == 0;
        if (field->value[0])
            give(&c, is_place ? NULL : field->name, field->value);
    }
    for (int n = 0; n < c.n_given; n++) // a file or folder is nothing to be named here
        if (c.given[n].name && strcmp(c.given[n].name, "years") != 0 &&
            strcmp(c.given[n].name, "format") != 0) {
            *status =
                kt_fail(err, KT_ERR_USAGE, "\"%.64s\" has no meaning here", c.given[n].name);
            return true;
        }
    if (!kt_media_header(form)) {
        *status = kt_fail(err, KT_ERR_USAGE, "format is \"%.32s\"", form);
        return true;
    }
    const char *word[2];
    int n_words = 0;
    for (int n = 0; n < c.n_given && n_words < 2; n++)
        if (!c.given[n].name)
            word[n_words++] = c.given[n].value;
    kt_reply_file(reply, word, n_words, form);
    reply->type = kt_media_header(form);
    reply->policy = kt_policy_document;
    *status = kt_worker_run(worker, kt_command_find("brief"), c.given, c.n_given,
                            uri->segment[0], reply, err);
    return true;
}

bool kt_site_map(const kt_worker *worker, kt_reply *reply, kt_status *status, kt_error *err)
{
    const char *name = worker->uri->n_segments == 1 ? worker->uri->segment[0] : "";
    const kt_given given[] = {
        {NULL, strcmp(name, "sitemap.xml") == 0 ? "sitemap" : "news-sitemap"},
        {"site", worker->site}};
    reply->policy = kt_policy_document;
    if (strcmp(name, "robots.txt") == 0) {
        reply->type = "text/plain; charset=utf-8";
        *status = kt_text_format(&reply->body, err,
                                 "User-agent: *\nDisallow: /api/\n\nSitemap: %s/sitemap.xml\n"
                                 "Sitemap: %s/news-sitemap.xml\n",
                                 worker->site, worker->site);
        return true;
    }
    if (strcmp(name, "sitemap.xml") != 0 && strcmp(name, "news-sitemap.xml") != 0) {
        reply->policy = kt_policy_page;
        return false;
    }
    reply->type = "application/xml; charset=utf-8";
    *status = kt_worker_run(worker, kt_command_find("feed"), given, 2, "en", reply, err);
    return true;
}
