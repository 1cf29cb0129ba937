/* axis.c: scales, their marks and numbers, the years below, and lines with their marks. */
#include "picture_internal.h"

#include <math.h>
#include <stdio.h>

kt_axis kt_axis_of(double least, double largest, int most, double at_first, double at_last)
{
    return (kt_axis){kt_ticks_choose(least, largest, most), at_first, at_last};
}

double kt_axis_at(const kt_axis *axis, double value)
{
    const kt_ticks *ticks = &axis->ticks;

    return axis->at_first + (value - ticks->first) / (ticks->last - ticks->first) *
                                (axis->at_last - axis->at_first);
}

void kt_axis_number(kt_sheet *sheet, double value, int decimals, kt_text *out)
{
    if (!sheet->svg.error.status)
        (void)!kt_locale_number(sheet->locale, value, decimals > 15 ? 15 : decimals, out,
                                &sheet->svg.error);
}

double kt_axis_width(kt_sheet *sheet, const kt_ticks *ticks)
{
    double most = 0.0;
    kt_text text = {0};

    for (int k = 0; k < ticks->n; k++) {
        kt_text_reset(&text);
        kt_axis_number(sheet, kt_ticks_at(ticks, k), ticks->decimals, &text);
        const double width =
            kt_font_width(kt_slice_of(kt_text_get(&text)), KT_LABEL_SIZE, KT_REGULAR);
        most = fmax(most, width);
    }
    kt_text_clear(&text);
    return most;
}

static void number_at(kt_sheet *sheet, const kt_ticks *ticks, int k, double x, double y,
                      kt_anchor anchor)
{
    kt_text text = {0};

    kt_axis_number(sheet, kt_ticks_at(ticks, k), ticks->decimals, &text);
    kt_svg_text(&sheet->svg, x, y, kt_label(KT_SOFT, anchor), kt_slice_of(kt_text_get(&text)));
    kt_text_clear(&text);
}

void kt_axis_draw_up(kt_sheet *sheet, const kt_axis *axis, double left, double right)
{
    for (int k = 0; k < axis->ticks.n; k++) {
        const double value = kt_ticks_at(&axis->ticks, k), y = kt_axis_at(axis, value);
        kt_svg_line(&sheet->svg, left, y, right, y, value == 0.0 ? KT_INK : KT_GRID, 1.0, NULL);
        number_at(sheet, &axis->ticks, k, left - 6.0, y + 4.0, KT_END);
    }
}

void kt_axis_draw_along(kt_sheet *sheet, const kt_axis *axis, double top, double bottom)
{
    for (int k = 0; k < axis->ticks.n; k++) {
        const double value = kt_ticks_at(&axis->ticks, k), x = kt_axis_at(axis, value);
        kt_svg_line(&sheet->svg, x, top, x, bottom, value == 0.0 ? KT_INK : KT_GRID, 1.0, NULL);
        number_at(sheet, &axis->ticks, k, x, bottom + 16.0, KT_MIDDLE);
    }
}

double kt_year_at(double left, double right, int64_t n_years, int64_t t)
{
    return left + ((double)t + 0.5) * (right - left) / (double)n_years;
}

void kt_years_draw(kt_sheet *sheet, int first_year, int64_t n_years, double left, double right,
                   double y)
{
    char digits[16];
    const double cell = (right - left) / (double)n_years;
    const double wide = kt_font_width(kt_slice_of("2018"), KT_LABEL_SIZE, KT_REGULAR) + 8.0;
    const int64_t step = cell >= wide         ? 1
                         : cell * 2.0 >= wide ? 2
                         : cell * 5.0 >= wide ? 5
                                              : 10;

    for (int64_t t = 0; t < n_years; t++) {
        const int64_t year = first_year + t, to_last = n_years - 1 - t;
        // Round years; next to the last one they give way to it.
        if (to_last != 0 && ((step > 2 ? year % step != 0 : to_last % step != 0) ||
                             (double)to_last * cell < wide))
            continue;
        snprintf(digits, sizeof digits, "%04d", (int)year);
        kt_svg_text(&sheet->svg, kt_year_at(left, right, n_years, t), y + 16.0,
                    kt_label(KT_SOFT, KT_MIDDLE), kt_slice_of(digits));
    }
}

void kt_break_draw(kt_sheet *sheet, double x, double top, double bottom, double right,
                   const char *words)
{
    kt_letter letter = {.size = KT_SOURCE_SIZE, .paint = KT_SOFT, .halo = true};

    kt_svg_line(&sheet->svg, x, top, x, bottom, KT_SOFT, 1.2, "2 3");
    if (!words)
        return;
    const double width = kt_font_width(kt_slice_of(words), letter.size, letter.weight);
    letter.anchor = x + 4.0 + width > right ? KT_END : KT_START;
    kt_svg_text(&sheet->svg, letter.anchor == KT_END ? x - 4.0 : x + 4.0, top + 3.0, letter,
                kt_slice_of(words));
}

kt_paint kt_line_paint(int n)
{
    static const kt_paint PAINT[] = {KT_C1, KT_C2, KT_C3, KT_C4, KT_C5, KT_C6};

    return PAINT[n % 6];
}

const char *kt_line_dash(int n)
{
    static const char *const DASH[] = {NULL, NULL, "6 3", "2 2", "8 3 2 3", "1 3"};

    return DASH[n % 6];
}

void kt_mark_draw(kt_sheet *sheet, int n, double x, double y, const char *title)
{
    const kt_paint paint = kt_line_paint(n);

    switch (n % 4) {
    case 0:
        kt_svg_square(&sheet->svg, x, y, 3.4, paint, paint, title);
        break;
    case 1:
        kt_svg_circle(&sheet->svg, x, y, 4.0, KT_PAPER, paint, title);
        break;
    case 2:
        kt_svg_diamond(&sheet->svg, x, y, 5.0, paint, title);
        break;
    default:
        kt_svg_square(&sheet->svg, x, y, 3.4, KT_PAPER, paint, title);
        break;
    }
}

void kt_line_draw(kt_sheet *sheet, int n, const double *x, const double *y, int64_t n_points)
{
    bool pen_down = false;

    kt_svg_path_begin(&sheet->svg, KT_NONE_PAINT, kt_line_paint(n), 1.8, kt_line_dash(n), 1.0);
    for (int64_t t = 0; t < n_points; t++) {
        if (!isnan(y[t]) && pen_down)
            kt_svg_to(&sheet->svg, x[t], y[t]);
        else if (!isnan(y[t]))
            kt_svg_move(&sheet->svg, x[t], y[t]);
        pen_down = !isnan(y[t]);
    }
    kt_svg_path_end(&sheet->svg);
}

const char *kt_point_title(kt_sheet *sheet, int year, double value, kt_text *out)
{
    kt_text_reset(out);
    if (!sheet->svg.error.status)
        (void)!kt_text_format(out, &sheet->svg.error, "%d: ", year);
    kt_axis_number(sheet, value, fabs(value) < 10.0 ? 2 : 1, out);
    return kt_text_get(out);
}

double kt_legend_text(kt_sheet *sheet, double x, double y, const char *name)
{
    kt_svg_text(&sheet->svg, x, y + 4.0, kt_label(KT_INK, KT_START), kt_slice_of(name));
    return x + kt_font_width(kt_slice_of(name), KT_LABEL_SIZE, KT_REGULAR) + 22.0;
}
