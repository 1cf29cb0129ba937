/* page_internal.h: what the pages of the site share: the page under construction, its frame,
 * and the ways in which what other commands answer becomes HTML. */
#ifndef KONTOR_PAGE_INTERNAL_H
#define KONTOR_PAGE_INTERNAL_H

#include "run_internal.h"

#include <kontor/document.h>
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
/* The sections of a document. */
void kt_page_document(kt_page *page, const kt_document *document);

/* The table that `rank` answers with; owned by the caller. run: of that command. */
KT_MUST_USE kt_status kt_rank_table(const kt_run *run, kt_table **out, kt_error *err);

/* What stands before and behind the content. title: of the window. place: the address without
 * its language ("country/BLR"), for the language switch. */
void kt_page_begin(kt_page *page, const char *title, const char *place);
void kt_page_end(kt_page *page);
/* The form that composes a brief, with what is known of it filled in. */
void kt_page_compose(kt_page *page, const char *a, const char *b, const char *years);
void kt_page_search_form(kt_page *page, const char *words);

#endif
