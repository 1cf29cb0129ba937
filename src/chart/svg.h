/* svg.h: writing SVG. Every shape says its role by a class ("f-ink": filled with ink, "s-c1":
 * stroked with the first colour), so that a page's style sheet can turn it light or dark, and
 * carries the light colour as an attribute, which programs without style sheets use. Failures
 * are kept: the first is returned by kt_svg_finish(), so that calls can follow each other. */
#ifndef KONTOR_CHART_SVG_H
#define KONTOR_CHART_SVG_H

#include "font_width.h"

#include <kontor/error.h>
#include <kontor/text.h>

/* Roles of colours. Series are Okabe and Ito's colours, which people with any of the usual
 * colour blindnesses tell apart; their lightness differs, for print in black and white. */
typedef enum kt_paint {
    KT_NONE_PAINT = 0,
    KT_INK,   /* text, axes */
    KT_SOFT,  /* text beside */
    KT_GRID,  /* lines of the grid */
    KT_PAPER, /* what is behind */
    KT_LAND,  /* land without a value */
    KT_C1,    /* blue, vermillion, green, purple, orange, sky */
    KT_C2,
    KT_C3,
    KT_C4,
    KT_C5,
    KT_C6,
    KT_M1, /* five steps of one hue, from light to dark */
    KT_M2,
    KT_M3,
    KT_M4,
    KT_M5,
    KT_N_PAINTS
} kt_paint;

typedef struct kt_svg {
    kt_text *out; /* kept */
    kt_error error;
} kt_svg;

typedef enum kt_anchor { KT_START = 0, KT_MIDDLE, KT_END } kt_anchor;

typedef struct kt_letter {
    double size;
    kt_weight weight;
    kt_paint paint;
    kt_anchor anchor;
    bool halo; /* an edge of paper, for texts over lines */
} kt_letter;

static inline void kt_svg_raw(kt_svg *svg, const char *terminated)
{
    if (!svg->error.status)
        (void)!kt_text_add(svg->out, terminated, &svg->error);
}
void kt_svg_text(kt_svg *svg, double x, double y, kt_letter letter, kt_slice text);
/* Shortened with "…" to fit into width. */
void kt_svg_text_fitted(kt_svg *svg, double x, double y, kt_letter letter, kt_slice text,
                        double width);
/* A paragraph broken to width from the baseline y on; returns the baseline of the line after
 * the last. */
double kt_svg_paragraph(kt_svg *svg, double x, double y, kt_letter letter, kt_slice text,
                        double width);
/* Lines that kt_svg_paragraph() makes. */
int kt_svg_lines(kt_letter letter, kt_slice text, double width);
/* title (may be NULL): what a reader sees who points at it. */
void kt_svg_rectangle(kt_svg *svg, double x, double y, double width, double height,
                      kt_paint fill, kt_paint stroke, const char *title);
/* dash: "4 3", or NULL. */
void kt_svg_line(kt_svg *svg, double x1, double y1, double x2, double y2, kt_paint stroke,
                 double width, const char *dash);
void kt_svg_circle(kt_svg *svg, double x, double y, double radius, kt_paint fill,
                   kt_paint stroke, const char *title);
void kt_svg_square(kt_svg *svg, double x, double y, double half, kt_paint fill, kt_paint stroke,
                   const char *title);
void kt_svg_diamond(kt_svg *svg, double x, double y, double half, kt_paint fill,
                    const char *title);
/* <path ... d=" ; then kt_svg_move() and kt_svg_to(); then kt_svg_path_end(). */
void kt_svg_path_begin(kt_svg *svg, kt_paint fill, kt_paint stroke, double width,
                       const char *dash, double opacity);
void kt_svg_move(kt_svg *svg, double x, double y);
void kt_svg_to(kt_svg *svg, double x, double y);
void kt_svg_path_close(kt_svg *svg);
void kt_svg_path_end(kt_svg *svg);
/* Text with &, <, > and quotes as XML has them; characters that XML forbids become U+FFFD. */
void kt_svg_escape(kt_svg *svg, kt_slice text);
/* A length with at most one decimal: a tenth of what a screen shows. */
void kt_svg_number(kt_svg *svg, double value);

KT_MUST_USE kt_status kt_svg_finish(const kt_svg *svg, kt_error *err);

#endif
