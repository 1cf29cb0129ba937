/* fan_picture.c: a history as a line, then what may come: bands around a middle, the surer the
 * darker, each named at its end. A target is a dashed line across. */
#include "picture_internal.h"

#include <kontor/memory.h>

#include <math.h>

enum { HEIGHT = 260, MOST_TICKS = 7 };

typedef struct plot {
    kt_sheet *sheet;
    const kt_fan_picture *fan;
    kt_axis axis;
    double left, right, top, bottom;
} plot;

static void include(double value, double *least, double *largest)
{
    *largest = value > *largest ? value : *largest;
    *least = value < *least ? value : *least;
}

static void range_of(const kt_fan_picture *fan, double *least, double *largest)
{
    *least = *largest = 0.0;
    include(fan->target * fan->scale, least, largest);
    for (int64_t t = 0; t < fan->n_years; t++) {
        include(fan->history.value[t] * fan->scale, least, largest);
        include(fan->middle.value[t] * fan->scale, least, largest);
        for (int n = 0; n < fan->n_bands; n++) {
            include(fan->band[n].low[t] * fan->scale, least, largest);
            include(fan->band[n].high[t] * fan->scale, least, largest);
        }
    }
}

static double x_of(const plot *p, int64_t t)
{
    return kt_year_at(p->left, p->right, p->fan->n_years, t);
}

static double y_of(const plot *p, double value)
{
    return kt_axis_at(&p->axis, value * p->fan->scale);
}

/* The upper edge forth, the lower edge back. */
static void draw_band(const plot *p, int n)
{
    static const kt_paint PAINT[] = {KT_M1, KT_M2, KT_M3, KT_M4};
    const kt_band *band = &p->fan->band[n];
    kt_svg *svg = &p->sheet->svg;
    bool begun = false;
    int64_t last = -1;

    kt_svg_path_begin(svg, PAINT[n % KT_MAX_BANDS], KT_NONE_PAINT, 0.0, NULL, 1.0);
    for (int64_t t = 0; t < p->fan->n_years; t++) {
        if (isnan(band->low[t]) || isnan(band->high[t]))
            continue;
        if (begun)
            kt_svg_to(svg, x_of(p, t), y_of(p, band->high[t]));
        else
            kt_svg_move(svg, x_of(p, t), y_of(p, band->high[t]));
        begun = true;
        last = t;
    }
    for (int64_t t = last; t >= 0; t--)
        if (!isnan(band->low[t]) && !isnan(band->high[t]))
            kt_svg_to(svg, x_of(p, t), y_of(p, band->low[t]));
    if (begun)
        kt_svg_path_close(svg);
    kt_svg_path_end(svg);
    if (last < 0)
        return;
    kt_svg_text(svg, p->right + 4.0, y_of(p, band->high[last]) + 4.0,
                (kt_letter){.size = KT_SOURCE_SIZE, .paint = KT_SOFT}, kt_slice_of(band->name));
}

static void draw_line(const plot *p, const kt_picture_line *line, int n)
{
    double *x = NULL;
    const int64_t years = p->fan->n_years;

    if (p->sheet->svg.error.status ||
        kt_new(&x, years * 2, sizeof *x, &p->sheet->svg.error) != KT_OK)
        return;
    double *y = x + years;
    for (int64_t t = 0; t < years; t++) {
        x[t] = x_of(p, t);
        y[t] = isnan(line->value[t]) ? NAN : y_of(p, line->value[t]);
    }
    kt_line_draw(p->sheet, n, x, y, years);
    for (int64_t t = 0; n == 0 && t < years; t++)
        if (!isnan(y[t]))
            kt_mark_draw(p->sheet, n, x[t], y[t], NULL);
    kt_free(x);
}

static void draw_legend(const plot *p, double y)
{
    const kt_picture_line *line[] = {&p->fan->history, &p->fan->middle};
    double x = 0.0;

    for (int n = 0; n < 2; n++) {
        kt_svg_line(&p->sheet->svg, x, y, x + 22.0, y, kt_line_paint(n * 2), 1.8,
                    kt_line_dash(n * 2));
        if (n == 0)
            kt_mark_draw(p->sheet, 0, x + 11.0, y, NULL);
        x = kt_legend_text(p->sheet, x + 28.0, y, line[n]->name);
    }
}

double kt_fan_draw(kt_sheet *sheet, const kt_fan_picture *fan, double y)
{
    plot p = {.sheet = sheet, .fan = fan, .top = y + 26.0};
    double least, largest, beside = 8.0;

    if (fan->n_years < 1)
        return y;
    for (int n = 0; n < fan->n_bands; n++)
        beside = fmax(
            beside,
            kt_font_width(kt_slice_of(fan->band[n].name), KT_SOURCE_SIZE, KT_REGULAR) + 6.0);
    range_of(fan, &least, &largest);
    p.bottom = p.top + HEIGHT;
    p.right = sheet->width - beside;
    p.axis = kt_axis_of(least, largest, MOST_TICKS, p.bottom, p.top);
    p.left = kt_axis_width(sheet, &p.axis.ticks) + 8.0;
    draw_legend(&p, y + 4.0);
    for (int n = 0; n < fan->n_bands; n++)
        draw_band(&p, n);
    kt_axis_draw_up(sheet, &p.axis, p.left, p.right);
    if (!isnan(fan->target)) {
        kt_svg_line(&sheet->svg, p.left, y_of(&p, fan->target), p.right, y_of(&p, fan->target),
                    KT_C2, 1.6, "7 4");
        kt_svg_text(&sheet->svg, p.left + 4.0, y_of(&p, fan->target) - 5.0,
                    (kt_letter){.size = KT_LABEL_SIZE, .paint = KT_INK, .halo = true},
                    kt_slice_of(fan->target_name));
    }
    draw_line(&p, &fan->middle, 2);
    draw_line(&p, &fan->history, 0);
    kt_years_draw(sheet, fan->first_year, fan->n_years, p.left, p.right, p.bottom);
    return p.bottom + 20.0;
}
