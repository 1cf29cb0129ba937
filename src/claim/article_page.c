/* article_page.c: the text of a page, block by block.
 *
 * The elements that hold no article are left out by their names and by the words of their class
 * and id; what a block is to the article is seen in article.c. */
#include "article.h"

#include <kontor/html.h>
#include <kontor/limits.h>
#include <kontor/memory.h>

#include <string.h>

kt_status kt_article_add_block(kt_article *article, kt_block block, kt_error *err)
{
    if (article->n_blocks == article->block_room) {
        const int64_t room = article->block_room * 2 + 64;
        KT_TRY(kt_resize(&article->block, room, sizeof *article->block, err));
        article->block_room = room;
    }
    article->block[article->n_blocks++] = block;
    return KT_OK;
}

/* ---- pages ------------------------------------------------------------------------------ */

static const char *const out_names[] = {"script", "style",  "nav",    "footer", "aside",
                                        "title",  "form",   "button", "select", "noscript",
                                        "iframe", "figure", "svg",    "menu",   "template"};
static const char *const block_names[] = {
    "p",  "div", "h1",      "h2",      "h3",         "h4",     "h5",    "h6", "li", "ul",
    "ol", "br",  "section", "article", "main",       "header", "table", "tr", "td", "th",
    "dl", "dt",  "dd",      "address", "blockquote", "time",   "body",  "hr", "pre"};
/* Elements of a class or id with one of these words hold no article. */
static const char *const out_words[] = {
    "menu",        "nav",       "navbar",      "navigation", "topmenu",    "breadcrumb",
    "breadcrumbs", "related",   "share",       "sharing",    "social",     "footer",
    "ticker",      "lastnews",  "latest",      "sidebar",    "teaser",     "teasers",
    "comments",    "comment",   "cookie",      "cookies",    "banner",     "promo",
    "advert",      "ads",       "ad",          "subscribe",  "newsletter", "mostread",
    "popular",     "recommend", "recommended", "tags",       "rate",       "rates",
    "currency",    "weather",   "search",      "login",      "skip",       "caption",
    "crumbs",      "news-list"};

enum { MAX_OPEN = 512 }; /* deeper elements are taken as part of the last one */

typedef struct page {
    kt_article *article;
    size_t place_room;
    size_t block_start;
    uint8_t level;
    int depth, out_depth; /* out_depth: depth at which a dropped element began; 0 none */
    char out_name[16];
    int out_nested;
    bool blank;
    kt_date *published;
} page;

static bool among(kt_slice name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kt_slice_equal_ascii_case(name, kt_slice_of(list[i])))
            return true;
    return false;
}
#define AMONG(name, list) among(name, list, sizeof(list) / sizeof *(list))

static bool has_out_word(kt_slice value)
{
    size_t at = 0;
    while (at < value.size) {
        size_t end = at;
        while (end < value.size && (unsigned char)value.data[end] > ' ' &&
               value.data[end] != '_' && value.data[end] != '-')
            end++;
        if (AMONG(((kt_slice){value.data + at, end - at}), out_words))
            return true;
        at = end + 1;
    }
    return false;
}

static bool opens_out(const kt_html_piece *piece)
{
    if (AMONG(piece->name, out_names))
        return true;
    if (kt_slice_is(piece->name, "body") || kt_slice_is(piece->name, "html") ||
        kt_slice_is(piece->name, "main") || kt_slice_is(piece->name, "article"))
        return false;
    return has_out_word(kt_html_attribute(piece->attributes, "class")) ||
           has_out_word(kt_html_attribute(piece->attributes, "id"));
}

static kt_status put(page *p, const char *data, size_t size, size_t start, size_t end,
                     kt_error *err)
{
    kt_article *article = p->article;
    if (article->text.size + size + 2 > p->place_room) {
        const size_t room = p->place_room * 2 + size + 4096;
        KT_TRY(kt_resize(&article->place, room, sizeof *article->place, err));
        p->place_room = room;
    }
    for (size_t n = 0; n < size; n++) /* an entity's bytes all stand where it stands */
        article->place[article->text.size + n] =
            (uint32_t)(end - start == size ? start + n : start);
    KT_TRY(kt_text_append(&article->text, data, size, err));
    article->place[article->text.size] = (uint32_t)end;
    return KT_OK;
}

static kt_status end_block(page *p, size_t at, kt_error *err)
{
    kt_article *article = p->article;
    if (article->text.size > p->block_start) {
        KT_TRY(kt_article_add_block(article,
                                    (kt_block){.start = p->block_start,
                                               .end = article->text.size,
                                               .kind = p->level ? KT_BLOCK_HEAD : KT_BLOCK_TEXT,
                                               .level = p->level},
                                    err));
        KT_TRY(put(p, "\n", 1, at, at + 1, err));
    }
    p->block_start = article->text.size;
    p->blank = false;
    return KT_OK;
}

static kt_status add_text(page *p, const kt_html_piece *piece, kt_error *err)
{
    size_t first = 0;
    const kt_slice text = piece->text;
    const bool whole = piece->end - piece->start == text.size;
    if (!whole)
        return put(p, text.data, text.size, piece->start, piece->end, err);
    for (size_t at = 0; at <= text.size; at++) {
        const bool blank = at < text.size && (unsigned char)text.data[at] <= ' ';
        if (at < text.size && !blank)
            continue;
        if (at > first)
            KT_TRY(put(p, text.data + first, at - first, piece->start + first,
                       piece->start + at, err));
        if (blank && p->article->text.size > p->block_start &&
            p->article->text.data[p->article->text.size - 1] != ' ')
            KT_TRY(put(p, " ", 1, piece->start + at, piece->start + at + 1, err));
        first = at + 1;
    }
    return KT_OK;
}

/* "2019-10-25..." at the beginning of a value. */
static void take_date(page *p, kt_slice value)
{
    kt_date date;
    if (p->published->year || value.size < 10)
        return;
    value.size = 10;
    if (kt_date_parse(value, &date))
        *p->published = date;
}

static void look_for_date(page *p, const kt_html_piece *piece)
{
    if (kt_slice_equal_ascii_case(piece->name, kt_slice_of("time"))) {
        take_date(p, kt_html_attribute(piece->attributes, "datetime"));
    } else if (kt_slice_equal_ascii_case(piece->name, kt_slice_of("meta"))) {
        kt_slice name = kt_html_attribute(piece->attributes, "property");
        if (!name.data)
            name = kt_html_attribute(piece->attributes, "name");
        if (!name.data)
            name = kt_html_attribute(piece->attributes, "itemprop");
        if (kt_slice_is(name, "article:published_time") || kt_slice_is(name, "datePublished") ||
            kt_slice_is(name, "date") || kt_slice_is(name, "DC.date.issued"))
            take_date(p, kt_html_attribute(piece->attributes, "content"));
    }
}

static void look_in_script(page *p, kt_slice text)
{
    static const char wanted[] = "\"datePublished\"";
    const size_t size = sizeof wanted - 1;
    for (size_t at = 0; at + size + 14 < text.size; at++) {
        const char *hit = memchr(text.data + at, '"', text.size - at - size - 14);
        if (!hit)
            return;
        at = (size_t)(hit - text.data);
        if (memcmp(hit, wanted, size) != 0)
            continue;
        size_t value = at + size;
        while (value + 10 < text.size && (text.data[value] < '0' || text.data[value] > '9') &&
               value < at + size + 6)
            value++;
        take_date(p, (kt_slice){text.data + value, text.size - value});
        return;
    }
}

static bool is_void(kt_slice name)
{
    static const char *const names[] = {"br",  "img",    "meta", "link", "input", "hr",
                                        "wbr", "source", "area", "base", "col",   "embed"};
    return AMONG(name, names);
}

static kt_status visit_open(page *p, const kt_html_piece *piece, kt_error *err)
{
    look_for_date(p, piece);
    if (p->out_depth) {
        if (kt_slice_equal_ascii_case(piece->name, kt_slice_of(p->out_name)) &&
            !is_void(piece->name))
            p->out_nested++;
        return KT_OK;
    }
    if (AMONG(piece->name, block_names))
        KT_TRY(end_block(p, piece->start, err));
    if (opens_out(piece) && !is_void(piece->name) && piece->name.size < sizeof p->out_name) {
        memcpy(p->out_name, piece->name.data, piece->name.size);
        p->out_name[piece->name.size] = '\0';
        p->out_depth = 1;
        p->out_nested = 1;
        return KT_OK;
    }
    if (piece->name.size == 2 && (piece->name.data[0] | 32) == 'h' &&
        piece->name.data[1] >= '1' && piece->name.data[1] <= '6')
        p->level = (uint8_t)(piece->name.data[1] - '0');
    return KT_OK;
}

static kt_status visit_close(page *p, const kt_html_piece *piece, kt_error *err)
{
    if (p->out_depth) {
        if (kt_slice_equal_ascii_case(piece->name, kt_slice_of(p->out_name)) &&
            --p->out_nested == 0)
            p->out_depth = 0;
        return KT_OK;
    }
    if (AMONG(piece->name, block_names))
        KT_TRY(end_block(p, piece->start, err));
    if (piece->name.size == 2 && (piece->name.data[0] | 32) == 'h')
        p->level = 0;
    return KT_OK;
}

static kt_status visit(void *with, const kt_html_piece *piece, kt_error *err)
{
    page *p = with;
    switch (piece->kind) {
    case KT_HTML_OPEN:
        return visit_open(p, piece, err);
    case KT_HTML_CLOSE:
        return visit_close(p, piece, err);
    case KT_HTML_RAW:
        look_in_script(p, piece->text);
        return KT_OK;
    case KT_HTML_TEXT:
        break;
    }
    return p->out_depth ? KT_OK : add_text(p, piece, err);
}

kt_status kt_article_page(kt_slice input, kt_article *out, kt_date *published, kt_error *err)
{
    page p = {.article = out, .published = published};
    KT_TRY(kt_html_read(input, visit, &p, err));
    KT_TRY(end_block(&p, input.size ? input.size - 1 : 0, err));
    return KT_OK;
}
