/* svg.c: elements of SVG, one function each. */
#include "svg.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *colour;
} PAINT[KT_N_PAINTS] = {
    [KT_NONE_PAINT] = {"none", "none"}, [KT_INK] = {"ink", "#1a1a1a"},
    [KT_SOFT] = {"soft", "#565656"},    [KT_GRID] = {"grid", "#d4d4d0"},
    [KT_PAPER] = {"paper", "#ffffff"},  [KT_LAND] = {"land", "#e6e5e0"},
    [KT_C1] = {"c1", "#0072b2"},        [KT_C2] = {"c2", "#d55e00"},
    [KT_C3] = {"c3", "#009e73"},        [KT_C4] = {"c4", "#b0588a"},
    [KT_C5] = {"c5", "#e69f00"},        [KT_C6] = {"c6", "#56b4e9"},
    [KT_M1] = {"m1", "#d6e6f2"},        [KT_M2] = {"m2", "#a5c9e1"},
    [KT_M3] = {"m3", "#68a5cd"},        [KT_M4] = {"m4", "#2b7bb3"},
    [KT_M5] = {"m5", "#084a7d"},
};

void kt_svg_number(kt_svg *svg, double value)
{
    char room[40], *at = room + sizeof room;
    const double tenths = round((isfinite(value) ? value : 0.0) * 10.0);

    *--at = '\0';
    if (fabs(tenths) > 1e15) { // far outside of any picture
        snprintf(room, sizeof room, "%.0f", tenths / 10.0);
        kt_svg_raw(svg, room);
        return;
    }
    const uint64_t n = (uint64_t)fabs(tenths);
    uint64_t whole = n / 10;
    if (n % 10 > 0) {
        *--at = (char)('0' + n % 10);
        *--at = '.';
    }
    do {
        *--at = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole > 0);
    if (tenths < 0.0)
        *--at = '-';
    kt_svg_raw(svg, at);
}

void kt_svg_escape(kt_svg *svg, kt_slice text)
{
    size_t plain = 0;

    for (size_t at = 0; at <= text.size; at++) {
        const unsigned char c = at < text.size ? (unsigned char)text.data[at] : 0;
        const char *instead = at == text.size ? ""
                              : c == '&'      ? "&amp;"
                              : c == '<'      ? "&lt;"
                              : c == '>'      ? "&gt;"
                              : c == '"'      ? "&quot;"
                              : c < 0x20      ? (c == '\n' || c == '\t' ? " " : "\xEF\xBF\xBD")
                                              : NULL;
        if (!instead)
            continue;
        if (!svg->error.status)
            (void)!kt_text_append(svg->out, text.data + plain, at - plain, &svg->error);
        kt_svg_raw(svg, instead);
        plain = at + 1;
    }
}

/* opening: " x=\"" and its like. */
static void number_attribute(kt_svg *svg, const char *opening, double value)
{
    kt_svg_raw(svg, opening);
    kt_svg_number(svg, value);
    kt_svg_raw(svg, "\"");
}

static void text_attribute(kt_svg *svg, const char *opening, const char *value)
{
    kt_svg_raw(svg, opening);
    kt_svg_raw(svg, value);
    kt_svg_raw(svg, "\"");
}

static void paint(kt_svg *svg, kt_paint fill, kt_paint stroke)
{
    kt_svg_raw(svg, " class=\"f-");
    kt_svg_raw(svg, PAINT[fill].name);
    if (stroke != KT_NONE_PAINT) {
        kt_svg_raw(svg, " s-");
        kt_svg_raw(svg, PAINT[stroke].name);
    }
    kt_svg_raw(svg, "\"");
    text_attribute(svg, " fill=\"", PAINT[fill].colour);
    if (stroke != KT_NONE_PAINT)
        text_attribute(svg, " stroke=\"", PAINT[stroke].colour);
}

static void end_with_title(kt_svg *svg, const char *element, const char *title)
{
    if (!title) {
        kt_svg_raw(svg, "/>\n");
        return;
    }
    kt_svg_raw(svg, "><title>");
    kt_svg_escape(svg, kt_slice_of(title));
    kt_svg_raw(svg, "</title></");
    kt_svg_raw(svg, element);
    kt_svg_raw(svg, ">\n");
}

static void text_begin(kt_svg *svg, double x, double y, kt_letter letter)
{
    static const char *const ANCHOR[] = {"start", "middle", "end"};

    kt_svg_raw(svg, "<text");
    number_attribute(svg, " x=\"", x);
    number_attribute(svg, " y=\"", y);
    number_attribute(svg, " font-size=\"", letter.size);
    if (letter.weight == KT_BOLD)
        kt_svg_raw(svg, " font-weight=\"bold\"");
    if (letter.anchor != KT_START)
        text_attribute(svg, " text-anchor=\"", ANCHOR[letter.anchor]);
    paint(svg, letter.paint, letter.halo ? KT_PAPER : KT_NONE_PAINT);
    if (letter.halo)
        kt_svg_raw(svg, " stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
    kt_svg_raw(svg, ">");
}

void kt_svg_text(kt_svg *svg, double x, double y, kt_letter letter, kt_slice text)
{
    text_begin(svg, x, y, letter);
    kt_svg_escape(svg, text);
    kt_svg_raw(svg, "</text>\n");
}

void kt_svg_text_fitted(kt_svg *svg, double x, double y, kt_letter letter, kt_slice text,
                        double width)
{
    const size_t fits = kt_font_fit(text, letter.size, letter.weight, width);

    text_begin(svg, x, y, letter);
    kt_svg_escape(svg, (kt_slice){text.data, fits});
    if (fits < text.size)
        kt_svg_raw(svg, "\xE2\x80\xA6");
    kt_svg_raw(svg, "</text>\n");
}

double kt_svg_paragraph(kt_svg *svg, double x, double y, kt_letter letter, kt_slice text,
                        double width)
{
    while (text.size > 0) {
        kt_svg_text(svg, x, y, letter, kt_font_line(&text, letter.size, letter.weight, width));
        y += letter.size * 1.3;
    }
    return y;
}

int kt_svg_lines(kt_letter letter, kt_slice text, double width)
{
    int n = 0;

    for (; text.size > 0; n++)
        (void)kt_font_line(&text, letter.size, letter.weight, width);
    return n;
}

void kt_svg_rectangle(kt_svg *svg, double x, double y, double width, double height,
                      kt_paint fill, kt_paint stroke, const char *title)
{
    kt_svg_raw(svg, "<rect");
    number_attribute(svg, " x=\"", x);
    number_attribute(svg, " y=\"", y);
    number_attribute(svg, " width=\"", fmax(width, 0.0));
    number_attribute(svg, " height=\"", fmax(height, 0.0));
    paint(svg, fill, stroke);
    end_with_title(svg, "rect", title);
}

void kt_svg_line(kt_svg *svg, double x1, double y1, double x2, double y2, kt_paint stroke,
                 double width, const char *dash)
{
    kt_svg_raw(svg, "<line");
    number_attribute(svg, " x1=\"", x1);
    number_attribute(svg, " y1=\"", y1);
    number_attribute(svg, " x2=\"", x2);
    number_attribute(svg, " y2=\"", y2);
    paint(svg, KT_NONE_PAINT, stroke);
    number_attribute(svg, " stroke-width=\"", width);
    if (dash)
        text_attribute(svg, " stroke-dasharray=\"", dash);
    kt_svg_raw(svg, "/>\n");
}

void kt_svg_circle(kt_svg *svg, double x, double y, double radius, kt_paint fill,
                   kt_paint stroke, const char *title)
{
    kt_svg_raw(svg, "<circle");
    number_attribute(svg, " cx=\"", x);
    number_attribute(svg, " cy=\"", y);
    number_attribute(svg, " r=\"", radius);
    paint(svg, fill, stroke);
    if (stroke != KT_NONE_PAINT)
        kt_svg_raw(svg, " stroke-width=\"1.8\"");
    end_with_title(svg, "circle", title);
}

void kt_svg_square(kt_svg *svg, double x, double y, double half, kt_paint fill, kt_paint stroke,
                   const char *title)
{
    kt_svg_raw(svg, "<rect");
    number_attribute(svg, " x=\"", x - half);
    number_attribute(svg, " y=\"", y - half);
    number_attribute(svg, " width=\"", 2.0 * half);
    number_attribute(svg, " height=\"", 2.0 * half);
    paint(svg, fill, stroke);
    if (stroke != KT_NONE_PAINT)
        kt_svg_raw(svg, " stroke-width=\"1.8\"");
    end_with_title(svg, "rect", title);
}

void kt_svg_diamond(kt_svg *svg, double x, double y, double half, kt_paint fill,
                    const char *title)
{
    const double dx[] = {0.0, half, 0.0, -half}, dy[] = {-half, 0.0, half, 0.0};

    kt_svg_raw(svg, "<polygon");
    paint(svg, fill, KT_NONE_PAINT);
    kt_svg_raw(svg, " points=\"");
    for (int n = 0; n < 4; n++) {
        kt_svg_raw(svg, n > 0 ? " " : "");
        kt_svg_number(svg, x + dx[n]);
        kt_svg_raw(svg, ",");
        kt_svg_number(svg, y + dy[n]);
    }
    kt_svg_raw(svg, "\"");
    end_with_title(svg, "polygon", title);
}

void kt_svg_path_begin(kt_svg *svg, kt_paint fill, kt_paint stroke, double width,
                       const char *dash, double opacity)
{
    kt_svg_raw(svg, "<path");
    paint(svg, fill, stroke);
    if (stroke != KT_NONE_PAINT)
        number_attribute(svg, " stroke-width=\"", width);
    if (dash)
        text_attribute(svg, " stroke-dasharray=\"", dash);
    if (opacity < 1.0)
        number_attribute(svg, " opacity=\"", opacity);
    kt_svg_raw(svg, " stroke-linejoin=\"round\" d=\"");
}

void kt_svg_move(kt_svg *svg, double x, double y)
{
    kt_svg_raw(svg, "M");
    kt_svg_number(svg, x);
    kt_svg_raw(svg, " ");
    kt_svg_number(svg, y);
}

void kt_svg_to(kt_svg *svg, double x, double y)
{
    kt_svg_raw(svg, "L");
    kt_svg_number(svg, x);
    kt_svg_raw(svg, " ");
    kt_svg_number(svg, y);
}

void kt_svg_path_close(kt_svg *svg)
{
    kt_svg_raw(svg, "Z");
}

void kt_svg_path_end(kt_svg *svg)
{
    kt_svg_raw(svg, "\"/>\n");
}

kt_status kt_svg_finish(const kt_svg *svg, kt_error *err)
{
    if (!svg->error.status)
        return KT_OK;
    return kt_fail(err, svg->error.status, "%s", svg->error.cause);
}
