/* pdf_page.h: the page that is being filled, from the top down, and what goes on it. */
#ifndef KONTOR_BRIEF_PDF_PAGE_H
#define KONTOR_BRIEF_PDF_PAGE_H

#include <kontor/locale.h>
#include <kontor/pages.h>
#include <kontor/table.h>

/* A4, in points. */
#define KT_PAGE_WIDTH  595.28
#define KT_PAGE_HEIGHT 841.89
#define KT_PAGE_SIDE   56.0 /* margins */
#define KT_PAGE_TOP    54.0
#define KT_PAGE_BOTTOM 62.0
#define KT_TEXT_WIDTH  (KT_PAGE_WIDTH - 2.0 * KT_PAGE_SIDE)

typedef struct kt_pdf {
    kt_pages *pages;
    kt_locale *locale;
    const char *title;    /* in the footer */
    double y;             /* where the next thing may stand */
    int n_pages, n_total; /* n_total 0: not yet known */
} kt_pdf;

/* Points left on the page. */
double kt_pdf_room(const kt_pdf *pdf);
/* End the page with its footer and begin the next one. */
KT_MUST_USE kt_status kt_pdf_next(kt_pdf *pdf, kt_error *err);
/* A new page where less than this is left, unless this one is fresh. */
KT_MUST_USE kt_status kt_pdf_need(kt_pdf *pdf, double height, kt_error *err);
/* A text over as many pages as it takes; never one line alone at the end or the beginning of a
 * page. */
KT_MUST_USE kt_status kt_pdf_text(kt_pdf *pdf, const char *element, const kt_type *type,
                                  const char *text, double indent, kt_error *err);

/* pdf_table.c: title, head (again on every page), rows, notes. */
KT_MUST_USE kt_status kt_pdf_table(kt_pdf *pdf, const kt_table *table, kt_error *err);

#endif
