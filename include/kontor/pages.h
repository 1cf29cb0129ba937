/* kontor/pages.h: pages of a PDF, with text that can be selected and pictures as lines, and a
 * picture alone as PNG or PDF.
 *
 *     kt_pages_open ── kt_pages_next ── kt_paragraph_new, draw ── ... ── kt_pages_close
 *
 * Lengths are points (1/72 inch), from the upper left corner. Text goes through Pango, drawing
 * through Cairo, pictures through librsvg; all are loaded when first used, so that a process
 * that needs none of them starts without them. Pages are for one thread at a time. */
#ifndef KONTOR_PAGES_H
#define KONTOR_PAGES_H

#include <kontor/error.h>
#include <kontor/sink.h>
#include <kontor/text.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_pages kt_pages;

/* What the file says of itself. */
typedef struct kt_pages_info {
    const char *title;
    const char *alternative; /* kt_svg_write_pdf(): what the picture says; NULL: nothing */
    const char *language; /* "de": kept in the file for readers aloud; also shapes the text */
    int64_t now; /* seconds since 1970: the date in the file, so that the same gives the
                    same */
} kt_pages_info;

/* sink: kept. Errors: KT_ERR_MISSING a library is not installed, naming its package;
 * KT_ERR_MEMORY. *out is owned by the caller. */
KT_MUST_USE kt_status kt_pages_open(double width, double height, const kt_pages_info *info,
                                    const kt_sink *sink, kt_pages **out, kt_error *err);
/* A new page, the first one too. */
void kt_pages_next(kt_pages *pages);
/* Write the end of the file. Errors: what the sink returned, KT_ERR_IO. Frees nothing. */
KT_MUST_USE kt_status kt_pages_finish(kt_pages *pages, kt_error *err);
/* NULL is allowed. */
void kt_pages_free(kt_pages *pages);

/* What is drawn until the end belongs to an element of structure ("H1", "P", "Table" ...):
 * readers aloud go by them. */
void kt_pages_begin(kt_pages *pages, const char *element);
void kt_pages_end(kt_pages *pages, const char *element);

typedef enum kt_face { KT_FACE_SERIF = 0, KT_FACE_SANS } kt_face;

typedef struct kt_type {
    double size;
    kt_face face;
    int bold;        /* 0 or 1 */
    double grey;     /* 0 black to 1 white */
    double leading;  /* height of a line over size; 0: 1.35 */
    int align_right; /* 0 or 1 */
} kt_type;

/* A text laid out in lines of a width. */
typedef struct kt_paragraph kt_paragraph;

/* width <= 0: one line. Errors: KT_ERR_MEMORY. Owned by the caller. */
KT_MUST_USE kt_status kt_paragraph_new(kt_pages *pages, const kt_type *type, const char *text,
                                       double width, kt_paragraph **out, kt_error *err);
int kt_paragraph_n_lines(const kt_paragraph *paragraph);
/* Of every line. */
double kt_paragraph_line_height(const kt_paragraph *paragraph);
/* Of the widest line. */
double kt_paragraph_width(const kt_paragraph *paragraph);
/* Lines from `first` up to before `end`, the upper edge of the first at y. */
void kt_paragraph_draw(const kt_paragraph *paragraph, int first, int end, double x, double y);
/* NULL is allowed. */
void kt_paragraph_free(kt_paragraph *paragraph);

void kt_pages_rule(kt_pages *pages, double x1, double y1, double x2, double y2, double width,
                   double grey);

/* Width and height of a picture in the unit of its SVG. Errors: KT_ERR_MISSING a library;
 * KT_ERR_FORMAT not an SVG. */
KT_MUST_USE kt_status kt_svg_size(kt_slice svg, double *width, double *height, kt_error *err);
/* alternative: what it says, for readers aloud; NULL: it stands for nothing. */
KT_MUST_USE kt_status kt_pages_picture(kt_pages *pages, kt_slice svg, const char *alternative,
                                       double x, double y, double width, double height,
                                       kt_error *err);

/* The picture alone. zoom: pixels for a unit of the SVG, above 0 to 8. Errors: KT_ERR_RANGE
 * another zoom, or a picture of more than KT_MAX_PIXELS; KT_ERR_MISSING; KT_ERR_FORMAT; what
 * the sink returns. */
KT_MUST_USE kt_status kt_svg_write_png(kt_slice svg, double zoom, const kt_sink *sink,
                                       kt_error *err);
/* One page of the picture's size and a margin. */
KT_MUST_USE kt_status kt_svg_write_pdf(kt_slice svg, const kt_pages_info *info,
                                       const kt_sink *sink, kt_error *err);

/* Say in a PDF in which language it is: an addition at its end, as PDF allows (ISO 32000-1,
 * 7.5.6), since Cairo 1.16 cannot. A file whose last cross-reference table is not a plain one
 * is left as it is. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_pdf_add_language(kt_text *pdf, const char *language, kt_error *err);
/* Say in a PDF of Cairo's what its pictures say: words of each element "Figure", in order, each
 * with its '\0'. A file with more or fewer is left as it is. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_pdf_add_alternatives(kt_text *pdf, const char *words, int64_t n_words,
                                              kt_error *err);

KT_END_DECLS

#endif
