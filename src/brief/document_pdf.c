/* document_pdf.c: the document on pages of A4, made twice: the first time to count the pages,
 * the second to print "3 / 7". */
#include <kontor/document.h>

#include "pdf_page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const kt_type TITLE = {.size = 18.0, .face = KT_FACE_SANS, .bold = 1, .leading = 1.2};
static const kt_type SUBTITLE = {.size = 9.0, .face = KT_FACE_SANS, .grey = 0.34};
static const kt_type HEADING = {.size = 13.0, .face = KT_FACE_SANS, .bold = 1, .leading = 1.25};
static const kt_type BODY = {.size = 10.6, .face = KT_FACE_SERIF, .leading = 1.38};
static const kt_type NOTE = {.size = 8.4, .face = KT_FACE_SANS, .grey = 0.34};
static const kt_type FOOTER = {.size = 7.8, .face = KT_FACE_SANS, .grey = 0.4};

#define INDENT 12.0

/* ---- the page ---------------------------------------------------------------------------- */

double kt_pdf_room(const kt_pdf *pdf)
{
    return KT_PAGE_HEIGHT - KT_PAGE_BOTTOM - pdf->y;
}

static kt_status draw_footer(kt_pdf *pdf, kt_error *err)
{
    char number[32];
    kt_type right = FOOTER;
    kt_paragraph *paragraph;
    const double y = KT_PAGE_HEIGHT - KT_PAGE_BOTTOM + 24.0;

    KT_TRY(kt_paragraph_new(pdf->pages, &FOOTER, pdf->title, KT_TEXT_WIDTH - 60.0, &paragraph,
                            err));
    kt_paragraph_draw(paragraph, 0, 1, KT_PAGE_SIDE, y);
    kt_paragraph_free(paragraph);
    right.align_right = 1;
    snprintf(number, sizeof number, "%d / %d", pdf->n_pages, pdf->n_total);
    KT_TRY(kt_paragraph_new(pdf->pages, &right, number, 60.0, &paragraph, err));
    kt_paragraph_draw(paragraph, 0, 1, KT_PAGE_SIDE + KT_TEXT_WIDTH - 60.0, y);
    kt_paragraph_free(paragraph);
    return KT_OK;
}

kt_status kt_pdf_next(kt_pdf *pdf, kt_error *err)
{
    if (pdf->n_pages > 0)
        KT_TRY(draw_footer(pdf, err));
    kt_pages_next(pdf->pages);
    pdf->n_pages++;
    pdf->y = KT_PAGE_TOP;
    return KT_OK;
}

kt_status kt_pdf_need(kt_pdf *pdf, double height, kt_error *err)
{
    return height > kt_pdf_room(pdf) && pdf->y > KT_PAGE_TOP ? kt_pdf_next(pdf, err) : KT_OK;
}

/* Lines of a text that go on this page: all, or so many that two are left for the next. */
static int lines_here(const kt_pdf *pdf, int n_left, double line_height)
{
    const int fit = (int)floor(kt_pdf_room(pdf) / line_height + 1e-6);

    if (fit >= n_left)
        return n_left;
    const int most = n_left - fit < 2 ? n_left - 2 : fit;
    return most >= 2 ? most : 0;
}

kt_status kt_pdf_text(kt_pdf *pdf, const char *element, const kt_type *type, const char *text,
                      double indent, kt_error *err)
{
    kt_paragraph *paragraph;
    kt_status status = KT_OK;

    KT_TRY(kt_paragraph_new(pdf->pages, type, text, KT_TEXT_WIDTH - indent, &paragraph, err));
    const int n = kt_paragraph_n_lines(paragraph);
    const double height = kt_paragraph_line_height(paragraph);
    for (int at = 0; !status && at < n;) {
        int here = lines_here(pdf, n - at, height);
        if (here == 0 && pdf->y <= KT_PAGE_TOP)
            here = 1; // a page must take something
        if (here > 0) {
            kt_pages_begin(pdf->pages, element);
            kt_paragraph_draw(paragraph, at, at + here, KT_PAGE_SIDE + indent, pdf->y);
            kt_pages_end(pdf->pages, element);
        }
        at += here;
        pdf->y += here * height;
        if (at < n)
            status = kt_pdf_next(pdf, err);
    }
    kt_paragraph_free(paragraph);
    return status;
}

/* ---- blocks ------------------------------------------------------------------------------ */

static kt_status draw_item(kt_pdf *pdf, const char *text, kt_error *err)
{
    kt_paragraph *dash;

    KT_TRY(kt_pdf_need(pdf, 2.0 * BODY.size * BODY.leading, err));
    KT_TRY(kt_paragraph_new(pdf->pages, &BODY, "\xE2\x80\x93", 0.0, &dash, err));
    kt_paragraph_draw(dash, 0, 1, KT_PAGE_SIDE, pdf->y);
    kt_paragraph_free(dash);
    KT_TRY(kt_pdf_text(pdf, "P", &BODY, text, INDENT, err));
    pdf->y += 3.0;
    return KT_OK;
}

static kt_status draw_picture(kt_pdf *pdf, const kt_picture *picture, kt_error *err)
{
    kt_text svg = {0};
    const kt_sink sink = kt_sink_text(&svg);
    double width = 1.0, height = 1.0;
    kt_status status = kt_picture_write_svg(picture, pdf->locale, NULL, &sink, err);
    const kt_slice drawn = {svg.data, svg.size};

    if (!status)
        status = kt_svg_size(drawn, &width, &height, err);
    const double scale = fmin(KT_TEXT_WIDTH / width,
                              (KT_PAGE_HEIGHT - KT_PAGE_TOP - KT_PAGE_BOTTOM - 20.0) / height);
    if (!status)
        status = kt_pdf_need(pdf, height * scale + 12.0, err);
    if (!status) {
        pdf->y += 6.0;
        if (pdf->n_total > 0) // while pages are counted its height is enough
            status = kt_pages_picture(pdf->pages, drawn, picture->text, KT_PAGE_SIDE, pdf->y,
                                      width * scale, height * scale, err);
        pdf->y += height * scale + 10.0;
    }
    kt_text_clear(&svg);
    return status;
}

static kt_status draw_chart(kt_pdf *pdf, const kt_chart *chart, kt_error *err)
{
    kt_picture *picture;

    KT_TRY(kt_chart_picture(chart, &picture, err));
    const kt_status status = draw_picture(pdf, picture, err);
    kt_picture_free(picture);
    return status;
}

static kt_status draw_block(kt_pdf *pdf, const kt_block *block, kt_error *err)
{
    switch (block->kind) {
    case KT_BLOCK_PARAGRAPH:
        KT_TRY(kt_pdf_text(pdf, "P", &BODY, block->text, 0.0, err));
        pdf->y += 6.0;
        return KT_OK;
    case KT_BLOCK_NOTE:
        KT_TRY(kt_pdf_text(pdf, "P", &NOTE, block->text, 0.0, err));
        pdf->y += 4.0;
        return KT_OK;
    case KT_BLOCK_ITEM:
        return draw_item(pdf, block->text, err);
    case KT_BLOCK_TABLE:
        return kt_pdf_table(pdf, block->table, err);
    case KT_BLOCK_CHART:
        return draw_chart(pdf, block->chart, err);
    case KT_BLOCK_PICTURE:
        return draw_picture(pdf, block->picture, err);
    }
    return KT_OK;
}

static kt_status draw_section(kt_pdf *pdf, const kt_section *section, kt_error *err)
{
    if (strcmp(section->id, "annex") == 0)
        KT_TRY(kt_pdf_need(pdf, KT_PAGE_HEIGHT, err)); // on a page of its own
    if (pdf->y > KT_PAGE_TOP)
        pdf->y += 14.0;
    KT_TRY(kt_pdf_need(pdf, 70.0, err)); // a heading is not left alone
    KT_TRY(kt_pdf_text(pdf, "H2", &HEADING, section->title, 0.0, err));
    pdf->y += 5.0;
    for (int64_t n = 0; n < section->n_blocks; n++)
        KT_TRY(draw_block(pdf, &section->block[n], err));
    return KT_OK;
}

/* ---- the document ------------------------------------------------------------------------ */

static kt_status draw(kt_pdf *pdf, const kt_document *document, kt_error *err)
{
    KT_TRY(kt_pdf_next(pdf, err));
    KT_TRY(kt_pdf_text(pdf, "H1", &TITLE, kt_document_title(document), 0.0, err));
    pdf->y += 6.0;
    if (kt_document_subtitle(document)[0] != '\0')
        KT_TRY(kt_pdf_text(pdf, "P", &SUBTITLE, kt_document_subtitle(document), 0.0, err));
    for (int64_t n = 0; n < kt_document_n_sections(document); n++)
        KT_TRY(draw_section(pdf, kt_document_section(document, n), err));
    return draw_footer(pdf, err);
}

static kt_status make(const kt_document *document, kt_locale *locale, int64_t now,
                      const kt_sink *sink, int n_total, int *n_pages, kt_error *err)
{
    kt_pdf pdf = {.locale = locale, .title = kt_document_title(document), .n_total = n_total};
    const kt_pages_info info = {.title = kt_document_title(document),
                                .language = kt_document_language(document),
                                .now = now};

    KT_TRY(kt_pages_open(KT_PAGE_WIDTH, KT_PAGE_HEIGHT, &info, sink, &pdf.pages, err));
    kt_pages_begin(pdf.pages, "Document");
    kt_status status = draw(&pdf, document, err);
    kt_pages_end(pdf.pages, "Document");
    if (!status)
        status = kt_pages_finish(pdf.pages, err);
    *n_pages = pdf.n_pages;
    kt_pages_free(pdf.pages);
    return status;
}

static kt_status unwritten(void *to, const char *data, size_t size, kt_error *err)
{
    (void)to, (void)data, (void)size, (void)err;
    return KT_OK;
}

kt_status kt_document_write_pdf(const kt_document *document, kt_locale *locale, int64_t now,
                                const kt_sink *sink, kt_error *err)
{
    const kt_sink nowhere = {unwritten, NULL};
    int n_pages = 0;

    KT_TRY(make(document, locale, now, &nowhere, 0, &n_pages, err));
    return make(document, locale, now, sink, n_pages, &n_pages, err);
}
