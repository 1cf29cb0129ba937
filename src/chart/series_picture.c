/* series_picture.c: years along, amounts up. The first line may stand as columns, which are
 * seen at once; the others are lines with marks, each of its own shape. */
#include "picture_internal.h"

#include <kontor/memory.h>

#include <math.h>

enum { HEIGHT = 250, MOST_TICKS = 7 };

typedef struct plot {
    kt_sheet *sheet;
    const kt_series_picture *series;
    kt_axis axis;
    double left, right, top, bottom;
    double *x, *y; /* room for one line */
} plot;

static void range_of(const kt_series_picture *series, double *least, double *largest)
{
    *least = *largest = 0.0;
    for (int n = 0; n < series->n_lines; n++)
        for (int64_t t = 0; t < series->n_years; t++) {
            const double value = series->line[n].value[t] * series->scale;
            if (value > *largest) // false for NaN
                *largest = value;
            if (value < *least)
                *least = value;
        }
}

static void draw_columns(plot *p)
{
    const kt_series_picture *series = p->series;
    const double cell = (p->right - p->left) / (double)series->n_years,
                 zero = kt_axis_at(&p->axis, 0.0);
    kt_text title = {0};

    for (int64_t t = 0; t < series->n_years; t++) {
        const double value = series->line[0].value[t] * series->scale;
        if (isnan(value))
            continue;
        const double y = kt_axis_at(&p->axis, value);
        kt_svg_rectangle(&p->sheet->svg,
                         kt_year_at(p->left, p->right, series->n_years, t) - cell * 0.31,
                         fmin(y, zero), cell * 0.62, fabs(zero - y), KT_C1, KT_NONE_PAINT,
                         kt_point_title(p->sheet, series->first_year + (int)t, value, &title));
    }
    kt_text_clear(&title);
}

static void draw_line(plot *p, int n)
{
    const kt_series_picture *series = p->series;
    kt_text title = {0};

    for (int64_t t = 0; t < series->n_years; t++) {
        const double value = series->line[n].value[t];
        p->x[t] = kt_year_at(p->left, p->right, series->n_years, t);
        p->y[t] = isnan(value) ? NAN : kt_axis_at(&p->axis, value * series->scale);
    }
    kt_line_draw(p->sheet, n, p->x, p->y, series->n_years);
    for (int64_t t = 0; t < series->n_years; t++)
        if (!isnan(p->y[t]))
            kt_mark_draw(p->sheet, n, p->x[t], p->y[t],
                         kt_point_title(p->sheet, series->first_year + (int)t,
                                        series->line[n].value[t] * series->scale, &title));
    kt_text_clear(&title);
}

/* Returns where the plot may begin. */
static double draw_legend(kt_sheet *sheet, const kt_series_picture *series, double y)
{
    double x = 0.0;

    for (int n = 0; n < series->n_lines; n++) {
        const double wide =
            kt_font_width(kt_slice_of(series->line[n].name), KT_LABEL_SIZE, KT_REGULAR) + 30.0;
        if (x > 0.0 && x + wide > sheet->width) {
            x = 0.0;
            y += 18.0;
        }
        if (n == 0 && series->form == KT_COLUMNS_AND_LINES) {
            kt_svg_rectangle(&sheet->svg, x + 6.0, y - 5.0, 10.0, 10.0, KT_C1, KT_NONE_PAINT,
                             NULL);
        } else {
            kt_svg_line(&sheet->svg, x, y, x + 22.0, y, kt_line_paint(n), 1.8, kt_line_dash(n));
            kt_mark_draw(sheet, n, x + 11.0, y, NULL);
        }
        x = kt_legend_text(sheet, x + 28.0, y, series->line[n].name);
    }
    return y + 22.0;
}

static void draw_breaks(const plot *p)
{
    const kt_series_picture *series = p->series;
    const double half = (p->right - p->left) / (double)series->n_years / 2.0;

    for (int n = 0; n < series->n_breaks; n++) {
        const int64_t t = series->break_year[n] - series->first_year;
        if (t > 0 && t < series->n_years)
            kt_break_draw(p->sheet, kt_year_at(p->left, p->right, series->n_years, t) - half,
                          p->top - 6.0, p->bottom, p->right,
                          n == 0 ? series->break_name : NULL);
    }
}

double kt_series_draw(kt_sheet *sheet, const kt_series_picture *series, double y)
{
    plot p = {.sheet = sheet, .series = series, .right = sheet->width};
    double least, largest;

    range_of(series, &least, &largest);
    p.top = draw_legend(sheet, series, y + 4.0);
    p.bottom = p.top + HEIGHT;
    p.axis = kt_axis_of(least, largest, MOST_TICKS, p.bottom, p.top);
    p.left = kt_axis_width(sheet, &p.axis.ticks) + 8.0;
    if (series->n_years < 1 || series->n_lines < 1)
        return p.top;
    kt_axis_draw_up(sheet, &p.axis, p.left, p.right);
    draw_breaks(&p);
    if (!sheet->svg.error.status &&
        kt_new(&p.x, series->n_years * 2, sizeof *p.x, &sheet->svg.error) == KT_OK) {
        p.y = p.x + series->n_years;
        if (series->form == KT_COLUMNS_AND_LINES)
            draw_columns(&p);
        for (int n = series->form == KT_COLUMNS_AND_LINES ? 1 : 0; n < series->n_lines; n++)
            draw_line(&p, n);
        kt_free(p.x);
    }
    kt_years_draw(sheet, series->first_year, series->n_years, p.left, p.right, p.bottom);
    return p.bottom + 20.0;
}
