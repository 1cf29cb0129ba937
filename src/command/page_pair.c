/* page_pair.c: the pages of two countries: the brief with its small chart, and all its pictures
 * on a page of their own, since ranks and maps take many times as long to make. */
#include "page_internal.h"

#include <kontor/brief.h>

#include <stdio.h>

/* The brief that the page shows, and how its address is written. */
typedef struct pair {
    kt_brief_request request;
    kt_brief *brief;
    const kt_document *document;
    const char *years; /* as asked for; "" */
    char a[5], b[5];
    char place[32], picture[40];
} pair;

static const char *name_of(const kt_page *page, kt_country country)
{
    return kt_country_name(page->countries, country, page->language, KT_NAME);
}

static kt_status read_request(const kt_page *page, bool draws, pair *p)
{
    const kt_run *run = page->run;
    const kt_slice a = kt_slice_of(kt_argument_text(run, "of", ""));
    const kt_slice b = kt_slice_of(kt_argument_text(run, "with", ""));
    int first, last;
    p->request = kt_brief_request_default();
    p->years = kt_argument_text(run, "years", "");
    KT_TRY(kt_country_find(page->countries, a, &p->request.a, page->err));
    KT_TRY(kt_country_find(page->countries, b, &p->request.b, page->err));
    kt_argument_years(run, &first, &last);
    p->request.first_year = (int16_t)(p->years[0] ? first : 0);
    p->request.last_year = (int16_t)last;
    p->request.now = run->options->now;
    p->request.figures = KT_FIGURES_TOLD;
    p->request.pictures = draws ? KT_PICTURES_ALL : KT_PICTURES_NONE;
    snprintf(p->place, sizeof p->place, "pair/%s/%s", kt_country_print(p->request.a, p->a),
             kt_country_print(p->request.b, p->b));
    snprintf(p->picture, sizeof p->picture, "%s.png", p->place);
    return KT_OK;
}

static kt_status make_brief(const kt_page *page, pair *p)
{
    kt_store *store = NULL;
    kt_brief_world world = {NULL,         page->reg,      page->countries,
                            page->blocs,  page->products, page->phrases,
                            page->locale, NULL,           kt_run_brief_memory(page->run)};
    if (p->request.pictures != KT_PICTURES_NONE)
        KT_TRY(kt_run_shapes(page->run, &world.shapes, page->err));
    KT_TRY(kt_run_open_store(page->run, &store, page->err));
    world.store = store;
    const kt_status status = kt_brief_make(&p->request, &world, &p->brief, page->err);
    kt_run_close_store(page->run, store);
    return status;
}

static void begin(kt_page *page, const pair *p, const char *kind)
{
    const char *title = kt_document_title(p->document);
    kt_text marks = {0};
    char place[64];
    snprintf(place, sizeof place, "%s/%s/%s%s%s", kind, p->a, p->b,
             p->years[0] ? "?years=" : "", p->years);
    snprintf(page->feed, sizeof page->feed, "%s", p->place);
    page->picture = p->picture;
    kt_page_mark_brief(page, p->document, p->place, &marks);
    page->marks = &marks;
    kt_page_begin(page, title, place);
    page->marks = NULL;
    page->picture = NULL;
    kt_text_clear(&marks);
    kt_page_html(page, "<h1>");
    kt_page_text(page, title);
    kt_page_html(page, "</h1>\n<p class=\"note\">");
    kt_page_text(page, kt_document_subtitle(p->document));
    kt_page_html(page, "</p>\n");
}

static void write_links(kt_page *page, const pair *p)
{
    static const char *const files[][2] = {{"pdf", "PDF"}, {"docx", "Word"}, {"xlsx", "Excel"}};
    const char *before = p->years[0] ? "?years=" : "";
    kt_page_html(page, "<p class=\"facts\">");
    kt_page_link(page, "country", p->a, name_of(page, p->request.a));
    kt_page_html(page, " · ");
    kt_page_link(page, "country", p->b, name_of(page, p->request.b));
    kt_page_html(page, " · <a href=\"/%s/charts/%s/%s%s%s\">", page->language, p->a, p->b,
                 before, p->years);
    kt_page_say(page, "site.charts");
    kt_page_html(page, "</a>");
    for (size_t n = 0; n < sizeof files / sizeof *files; n++)
        kt_page_html(page, " · <a href=\"/%s/%s.%s%s%s\">%s</a>", page->language, p->place,
                     files[n][0], before, p->years, files[n][1]);
    kt_page_html(page, " · <a href=\"/api/v1/brief/%s/%s?lang=%s%s%s\">JSON</a></p>\n", p->a,
                 p->b, page->language, p->years[0] ? "&amp;years=" : "", p->years);
}

/* Nothing but what is drawn. */
static void write_pictures(kt_page *page, const pair *p)
{
    kt_page_html(page, "<p class=\"facts\"><a href=\"/%s/%s%s%s\">", page->language, p->place,
                 p->years[0] ? "?years=" : "", p->years);
    kt_page_say(page, "site.brief");
    kt_page_html(page, "</a></p>\n<div class=\"charts\">\n");
    for (int64_t s = 0; s < kt_document_n_sections(p->document); s++) {
        const kt_section *section = kt_document_section(p->document, s);
        for (int64_t n = 0; n < section->n_blocks; n++)
            if (section->block[n].kind == KT_BLOCK_CHART ||
                section->block[n].kind == KT_BLOCK_PICTURE) {
                kt_page_html(page, "<div>");
                kt_page_block(page, &section->block[n]);
                kt_page_html(page, "</div>\n");
            }
    }
    kt_page_html(page, "</div>\n");
    if (page->n_pictures == 0) {
        kt_page_html(page, "<p>");
        kt_page_say(page, "site.no_charts");
        kt_page_html(page, "</p>\n");
    }
}

void kt_page_pair(kt_page *page, bool draws)
{
    pair p = {0};
    page->status = read_request(page, draws, &p);
    if (!page->status)
        page->status = make_brief(page, &p);
    if (page->status)
        return;
    p.document = kt_brief_document(p.brief);
    begin(page, &p, draws ? "charts" : "pair");
    if (draws) {
        write_pictures(page, &p);
    } else {
        write_links(page, &p);
        kt_page_news_about(page, p.a, p.b);
        kt_page_document(page, p.document);
    }
    kt_page_compose(page, name_of(page, p.request.a), name_of(page, p.request.b), p.years, "");
    kt_brief_free(p.brief);
}
