/* page_internal.h: what the pages of the site share: the page under construction, its frame,
 * and the ways in which what other commands answer becomes HTML. */
#ifndef KONTOR_PAGE_INTERNAL_H
#define KONTOR_PAGE_INTERNAL_H

#include "run_internal.h"

#include <kontor/bulletin.h>
#include <kontor/document.h>
#include <kontor/review.h>
#include <kontor/table.h>

/* A page under construction. The first failure is kept in status and err, and ends the rest, so
 * that calls can follow each other. */
typedef struct kt_page {
    const kt_run *run;
    const kt_countries *countries;
    const kt_blocs *blocs;
    const kt_products *products;
    kt_locale *locale;
    const kt_phrases *phrases;
    const char *language;
    kt_register *reg;     /* read only */
    kt_voices *voices;    /* opened by the first who needs them */
    char feed[48];        /* place of the feed that belongs to it; "": all news */
    const char *picture;  /* place of its picture, for who shows a link to it; NULL: none */
    int n_pictures;       /* so far */
    const kt_text *marks; /* what it is about, as JSON-LD; NULL: nothing */
    kt_text *out;
    kt_status status;
    kt_error *err;
} kt_page;

/* HTML as it stands; a format of printf whose arguments must be safe by themselves. */
void kt_page_html(kt_page *page, const char *format, ...) KT_PRINTF(2, 3);
/* Text from anywhere, with &, <, >, " and ' as HTML has them: between tags and in attributes.
 */
void kt_page_text(kt_page *page, const char *text);
/* The same for a part of an address: percent-encoded. */
void kt_page_address(kt_page *page, const char *part);
/* A period ("2018-01/2018-06") in the words of the language, as text of the page or into out;
 * what is none as it stands. */
void kt_page_period(kt_page *page, const char *period);
void kt_page_add_period(kt_page *page, const char *period, kt_text *out);
/* The phrase of a key, without and with arguments, as text. */
void kt_page_say(kt_page *page, const char *key);
void kt_page_say_with(kt_page *page, const char *key, const kt_argument *arguments,
                      int n_arguments);

/* <a href="/de/kind/code">text</a> */
void kt_page_link(kt_page *page, const char *kind, const char *code, const char *text);

/* A table with its title and notes. link: the beginning of an address ("/de/pair/BLR/") that a
 * code in a column of that key completes; NULL: no links. */
void kt_page_table(kt_page *page, const kt_table *table, const char *link,
                   const char *link_key);
/* A picture within the page: it takes its colours from site.css. */
void kt_page_picture(kt_page *page, const kt_picture *picture);
/* The first rows of a ranking as bars, by its columns value_usd and, where there is one, share;
 * nothing where there are not two. name_key: the column with the names. */
void kt_page_bars(kt_page *page, const kt_table *table, const char *name_key);
/* One block of a document, and all its sections. */
void kt_page_block(kt_page *page, const kt_block *block);
void kt_page_document(kt_page *page, const kt_document *document);

/* The form that checks an article, with what came of it. */
void kt_page_check(kt_page *page);
/* The page of a country. */
void kt_page_country(kt_page *page);
/* The page of a product: who exports and who imports most of it. */
void kt_page_product(kt_page *page);
/* The page of a bloc: its members, their trade with each other and with others. */
void kt_page_bloc(kt_page *page);
/* The page of two countries: their brief, or all its pictures. */
void kt_page_pair(kt_page *page, bool draws);

/* The table that `rank` answers with; owned by the caller. run: of that command. */
KT_MUST_USE kt_status kt_rank_table(const kt_run *run, kt_table **out, kt_error *err);

/* What stands before and behind the content. title: of the window. place: the address without
 * its language ("country/BLR"), for the language switch. */
void kt_page_begin(kt_page *page, const char *title, const char *place);
/* The same, with the phrase of a key as title. */
void kt_page_begin_by(kt_page *page, const char *key, const char *place);
void kt_page_end(kt_page *page);
/* ---- for programs: page_marks.c --------------------------------------------------------- */

/* In the head of a page: feeds, the address and picture of the page, what it is about. */
void kt_page_links(kt_page *page, const char *title, const char *place);
/* An item as NewsArticle, a brief as Dataset (schema.org), as JSON. */
void kt_page_mark_item(kt_page *page, const kt_item *item, kt_text *out);
void kt_page_mark_brief(kt_page *page, const kt_document *document, const char *place,
                        kt_text *out);

/* A check as ClaimReview, one for each claim that was judged; nothing where none was. Only for
 * what is published and not void. */
void kt_page_mark_review(kt_page *page, const kt_review *review, kt_text *out);

/* ---- news: page_news.c, page_item.c ----------------------------------------------------- */

/* Of an item, in the page's language. */
const kt_item_text *kt_page_words(const kt_page *page, const kt_item *item);
/* True when the voices are open. */
bool kt_page_voices(kt_page *page);
/* A short phrase of the bulletin as text: kt_page_label(page, "section", "trade"). */
void kt_page_label(kt_page *page, const char *group, const char *name);
/* <time datetime="...">23. November 2026, 10:26 UTC</time> */
void kt_page_time(kt_page *page, int64_t seconds);
/* What readers may see now, and nothing else: drafts and embargoed items are never among it. */
kt_item_query kt_page_public(const kt_page *page);
/* How many items a query finds. */
int64_t kt_page_count(kt_page *page, const kt_item_query *query);
/* The items of a query as short entries; the first `n_leads` with their whole text. */
void kt_page_items(kt_page *page, const kt_item_query *query, int n_leads);
/* A section with the newest items about a country, or about two; nothing when there are none.
 */
void kt_page_news_about(kt_page *page, const char *country, const char *other);
/* A section with the items in which all words stand, in whatever form; false without any. */
bool kt_page_found(kt_page *page, const char *words);
/* "Page 2 of 5" with its neighbours; nothing where there is one page. */
void kt_page_paging(kt_page *page, const char *place, int64_t number, int64_t n_pages);
/* Pages: front (what is new), news and its sections, the archive, an item. */
void kt_page_latest(kt_page *page);
void kt_page_news(kt_page *page);
void kt_page_archive(kt_page *page);
void kt_page_item(kt_page *page);

/* ---- published checks: page_review.c ----------------------------------------------------- */

/* How many there are, void ones among them. */
int64_t kt_page_n_reviews(kt_page *page);
/* A section with those in whose title and publisher all words stand, in whatever form; false
 * without any. */
bool kt_page_reviews_found(kt_page *page, const char *words);
/* All of them, or the one of --of. */
void kt_page_reviews(kt_page *page);

/* ---- what went wrong: page_problem.c ---------------------------------------------------- */

/* The page that says what is wrong with an address, or what happened here. */
void kt_page_problem(kt_page *page);
/* The form that composes a brief; with what was typed and what is wrong with it. */
void kt_page_compose_again(kt_page *page);
/* One line about the field that could not be taken, or about the status; nothing without. */
void kt_page_fault(kt_page *page);
/* " You may mean: Kazakhstan", where a name is near one. */
void kt_page_guesses(kt_page *page, const char *name);

/* The form that composes a brief, with what is known of it filled in. format: "docx"; "". */
void kt_page_compose(kt_page *page, const char *a, const char *b, const char *years,
                     const char *format);
void kt_page_search_form(kt_page *page, const char *words);

#endif
