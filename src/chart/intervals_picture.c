/* intervals_picture.c: estimates with their intervals, those of several models beside each
 * other.
 *
 *     DOWN    rta      ·   ├──■──┤            ALONG   ┬
 *             lag 4    ·  ├──○──┤                     ■ ┬
 *             ─────────0─────────                ─×───┴─■──  the reference is a cross
 *
 * Models differ by the form of their marks and the dash of their bars, so print in black and
 * white tells them apart. The line of 0 is always in the picture. */
#include "picture_internal.h"

#include <math.h>
#include <stdio.h>

enum { ROW = 24, LINE_STEP = 13, HEIGHT = 230, MOST_TICKS = 7 };

typedef struct plot {
    kt_sheet *sheet;
    const kt_intervals_picture *intervals;
    const kt_intervals_panel *panel;
    kt_axis axis;
    double left, right, top, bottom;
} plot;

static bool is_reference(const kt_interval *value)
{
    return !isnan(value->middle) && (isnan(value->low) || isnan(value->high));
}

static kt_axis axis_of(const kt_intervals_picture *intervals, const kt_intervals_panel *panel,
                       double at_first, double at_last)
{
    double least = 0.0, largest = 0.0;
    for (int64_t n = 0; n < intervals->n_lines * panel->n_names; n++) {
        const kt_interval *v = &panel->value[n];
        const double ends[] = {v->low, v->middle, v->high};
        for (int k = 0; k < 3; k++) {
            least = ends[k] < least ? ends[k] : least; // false for NaN
            largest = ends[k] > largest ? ends[k] : largest;
        }
    }
    return kt_axis_of(least, largest, MOST_TICKS, at_first, at_last);
}

/* "0.557 (0.354 to 0.761)" for who points at a mark. */
static const char *title_of(kt_sheet *sheet, const kt_interval *v, kt_text *out)
{
    const double ends[] = {v->middle, v->low, v->high};
    static const char *const between[] = {"", " (", " – "};
    kt_text_reset(out);
    for (int k = 0; k < (is_reference(v) ? 1 : 3) && !sheet->svg.error.status; k++) {
        (void)!kt_text_add(out, between[k], &sheet->svg.error);
        kt_axis_number(sheet, ends[k], 4, out);
    }
    if (!is_reference(v) && !sheet->svg.error.status)
        (void)!kt_text_add(out, ")", &sheet->svg.error);
    return kt_text_get(out);
}

/* A cross on paper: no model has it for a mark. */
static void draw_reference(kt_sheet *sheet, double x, double y, const char *title)
{
    kt_svg_circle(&sheet->svg, x, y, 6.0, KT_PAPER, KT_NONE_PAINT, title);
    kt_svg_line(&sheet->svg, x - 4.0, y - 4.0, x + 4.0, y + 4.0, KT_INK, 1.8, NULL);
    kt_svg_line(&sheet->svg, x - 4.0, y + 4.0, x + 4.0, y - 4.0, KT_INK, 1.8, NULL);
}

/* One bar with its ends and its mark; upright where values go up. */
static void draw_interval(const plot *p, int line, const kt_interval *v, double across)
{
    kt_svg *svg = &p->sheet->svg;
    const bool up = p->panel->form == KT_INTERVALS_ALONG;
    const double at = kt_axis_at(&p->axis, v->middle);
    const kt_paint paint = kt_line_paint(line);
    kt_text title = {0};
    if (isnan(v->middle))
        return;
    const char *words = title_of(p->sheet, v, &title);
    if (is_reference(v)) {
        draw_reference(p->sheet, up ? across : at, up ? at : across, words);
    } else {
        const double ends[] = {kt_axis_at(&p->axis, v->low), kt_axis_at(&p->axis, v->high)};
        if (up)
            kt_svg_line(svg, across, ends[0], across, ends[1], paint, 1.8, kt_line_dash(line));
        else
            kt_svg_line(svg, ends[0], across, ends[1], across, paint, 1.8, kt_line_dash(line));
        for (int k = 0; k < 2; k++)
            kt_svg_line(svg, up ? across - 3.0 : ends[k], up ? ends[k] : across - 3.0,
                        up ? across + 3.0 : ends[k], up ? ends[k] : across + 3.0, paint, 1.8,
                        NULL);
        kt_mark_draw(p->sheet, line, up ? across : at, up ? at : across, words);
    }
    kt_text_clear(&title);
}

/* ---- names down ---------------------------------------------------------------------------
 */

static double draw_down(plot *p, double y)
{
    const kt_intervals_panel *panel = p->panel;
    const int n_lines = p->intervals->n_lines;
    const double row = ROW + LINE_STEP * (double)(n_lines - 1);
    double widest = 0.0;
    for (int64_t n = 0; n < panel->n_names; n++)
        widest =
            fmax(widest, kt_font_width(kt_slice_of(panel->name[n]), KT_LABEL_SIZE, KT_REGULAR));
    widest = fmin(widest, p->sheet->width * 0.4);
    p->left = widest + 24.0;
    p->right = p->sheet->width - 16.0;
    p->top = y;
    p->bottom = y + row * (double)panel->n_names;
    p->axis = axis_of(p->intervals, panel, p->left, p->right);
    kt_axis_draw_along(p->sheet, &p->axis, p->top, p->bottom);
    for (int64_t n = 0; n < panel->n_names; n++) {
        const double middle = p->top + ((double)n + 0.5) * row;
        kt_svg_text_fitted(&p->sheet->svg, widest + 4.0, middle + 4.0, kt_label(KT_INK, KT_END),
                           kt_slice_of(panel->name[n]), widest);
        for (int line = 0; line < n_lines; line++)
            draw_interval(p, line, &panel->value[line * panel->n_names + n],
                          middle + ((double)line - (double)(n_lines - 1) / 2.0) * LINE_STEP);
    }
    return p->bottom + 34.0;
}

/* ---- periods along ------------------------------------------------------------------------
 */

static double place_of(const plot *p, double at)
{
    const double first = p->panel->at[0], last = p->panel->at[p->panel->n_names - 1];
    const double edge = 18.0 + 4.0 * p->intervals->n_lines;
    return last > first ? p->left + edge +
                              (at - first) / (last - first) * (p->right - p->left - 2.0 * edge)
                        : (p->left + p->right) / 2.0;
}

/* As many periods as stand beside each other without touching. */
static void draw_periods(const plot *p)
{
    char digits[32];
    double free_from = -INFINITY;
    for (int64_t n = 0; n < p->panel->n_names; n++) {
        const double x = place_of(p, p->panel->at[n]);
        snprintf(digits, sizeof digits, "%s%g", p->panel->at[n] < 0.0 ? "−" : "",
                 fabs(p->panel->at[n]));
        const double half = kt_font_width(kt_slice_of(digits), KT_LABEL_SIZE, KT_REGULAR) / 2.0;
        if (x - half < free_from)
            continue;
        free_from = x + half + 6.0;
        kt_svg_text(&p->sheet->svg, x, p->bottom + 16.0, kt_label(KT_SOFT, KT_MIDDLE),
                    kt_slice_of(digits));
    }
}

static double draw_along(plot *p, double y)
{
    const kt_intervals_panel *panel = p->panel;
    const int n_lines = p->intervals->n_lines;
    p->top = y;
    p->bottom = y + HEIGHT;
    p->axis = axis_of(p->intervals, panel, p->bottom, p->top);
    p->left = kt_axis_width(p->sheet, &p->axis.ticks) + 8.0;
    p->right = p->sheet->width;
    kt_axis_draw_up(p->sheet, &p->axis, p->left, p->right);
    const double step =
        panel->n_names > 1
            ? (place_of(p, panel->at[panel->n_names - 1]) - place_of(p, panel->at[0])) /
                  (double)(panel->n_names - 1)
            : 40.0;
    const double apart = fmin(11.0, step / ((double)n_lines + 0.6));
    for (int64_t n = 0; n < panel->n_names; n++)
        for (int line = 0; line < n_lines; line++) {
            const kt_interval *v = &panel->value[line * panel->n_names + n];
            const double aside = ((double)line - (double)(n_lines - 1) / 2.0) * apart;
            draw_interval(p, line, v,
                          place_of(p, panel->at[n]) + (is_reference(v) ? 0.0 : aside));
        }
    draw_periods(p);
    return p->bottom + 40.0;
}

/* ---- all ----------------------------------------------------------------------------------
 */

static double draw_legend(kt_sheet *sheet, const kt_intervals_picture *intervals, double y)
{
    const int n_entries = intervals->n_lines + (intervals->reference_name ? 1 : 0);
    double x = 0.0;
    const int first = intervals->n_lines > 1 ? 0 : 1; // one model needs no name
    if (first == n_entries)
        return y;
    for (int n = first; n < n_entries; n++) {
        const bool model = n < intervals->n_lines;
        const char *name = model ? intervals->line_name[n] : intervals->reference_name;
        const double wide = kt_font_width(kt_slice_of(name), KT_LABEL_SIZE, KT_REGULAR) + 30.0;
        if (x > 0.0 && x + wide > sheet->width) {
            x = 0.0;
            y += 18.0;
        }
        if (model) {
            kt_svg_line(&sheet->svg, x, y, x + 22.0, y, kt_line_paint(n), 1.8, kt_line_dash(n));
            kt_mark_draw(sheet, n, x + 11.0, y, NULL);
        } else {
            draw_reference(sheet, x + 11.0, y, NULL);
        }
        x = kt_legend_text(sheet, x + 28.0, y, name);
    }
    return y + 22.0;
}

double kt_intervals_draw(kt_sheet *sheet, const kt_intervals_picture *intervals, double y)
{
    kt_letter letter = kt_label(KT_INK, KT_START);
    letter.weight = KT_BOLD;
    y = draw_legend(sheet, intervals, y + 4.0);
    for (int n = 0; n < intervals->n_panels; n++) {
        plot p = {.sheet = sheet, .intervals = intervals, .panel = &intervals->panel[n]};
        if (p.panel->n_names < 1)
            continue;
        if (p.panel->title) {
            kt_svg_text_fitted(&sheet->svg, 0.0, y + 6.0, letter, kt_slice_of(p.panel->title),
                               sheet->width);
            y += 22.0;
        }
        y = p.panel->form == KT_INTERVALS_ALONG ? draw_along(&p, y) : draw_down(&p, y);
    }
    return y - 14.0;
}
