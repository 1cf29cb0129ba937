/* bars_picture.c: one line an item, its name at the left, its amount behind the bar. With a
 * value before and now each line has two marks, an open circle and a filled square, joined by a
 * line: what changed, and which way. */
#include "picture_internal.h"

#include <math.h>

enum { ROW = 24, MOST_TICKS = 6 };

typedef struct plot {
    kt_sheet *sheet;
    const kt_bars_picture *bars;
    kt_axis axis;
    double left, top, name_width;
} plot;

static bool has_before(const kt_bars_picture *bars)
{
    return bars->before_name != NULL;
}

static double widest(const kt_bars_picture *bars, bool shown)
{
    double most = 0.0;

    for (int64_t n = 0; n < bars->n_bars; n++) {
        const kt_bar *bar = &bars->bar[n];
        most = fmax(most, kt_font_width(kt_slice_of(shown ? bar->shown : bar->name),
                                        KT_LABEL_SIZE, bar->marked ? KT_BOLD : KT_REGULAR));
    }
    return most;
}

static void range_of(const kt_bars_picture *bars, double *least, double *largest)
{
    *least = *largest = 0.0;
    for (int64_t n = 0; n < bars->n_bars; n++)
        for (int k = 0; k < 2; k++) {
            const double value =
                (k == 0 ? bars->bar[n].value : bars->bar[n].before) * bars->scale;
            *largest = value > *largest ? value : *largest;
            *least = value < *least ? value : *least;
        }
}

static void draw_bar(const plot *p, int64_t n)
{
    const kt_bar *bar = &p->bars->bar[n];
    kt_svg *svg = &p->sheet->svg;
    const double y = p->top + ((double)n + 0.5) * ROW, zero = kt_axis_at(&p->axis, 0.0);
    const double now = kt_axis_at(&p->axis, bar->value * p->bars->scale);
    const double before = kt_axis_at(&p->axis, bar->before * p->bars->scale);
    kt_letter letter = kt_label(KT_INK, KT_END);
    double end;

    letter.weight = bar->marked ? KT_BOLD : KT_REGULAR;
    kt_svg_text_fitted(svg, p->left - 8.0, y + 4.0, letter, kt_slice_of(bar->name),
                       p->name_width);
    if (!has_before(p->bars)) {
        if (!isnan(now))
            kt_svg_rectangle(svg, fmin(zero, now), y - 8.0, fabs(now - zero), 16.0,
                             bar->marked ? KT_C2 : KT_C1, KT_NONE_PAINT, NULL);
        end = isnan(now) ? zero : fmax(zero, now);
    } else {
        if (!isnan(now) && !isnan(before))
            kt_svg_line(svg, before, y, now, y, KT_SOFT, 1.6, NULL);
        if (!isnan(before))
            kt_mark_draw(p->sheet, 1, before, y, p->bars->before_name);
        if (!isnan(now))
            kt_mark_draw(p->sheet, 0, now, y, p->bars->now_name);
        end = fmax(fmax(isnan(now) ? zero : now, isnan(before) ? zero : before), zero) + 4.0;
    }
    letter.anchor = KT_START;
    letter.halo = true;
    kt_svg_text(svg, end + 5.0, y + 4.0, letter, kt_slice_of(bar->shown));
}

static double draw_legend(kt_sheet *sheet, const kt_bars_picture *bars, double y)
{
    if (!has_before(bars))
        return y;
    kt_mark_draw(sheet, 1, 6.0, y + 2.0, NULL);
    const double x = kt_legend_text(sheet, 16.0, y + 2.0, bars->before_name);
    kt_mark_draw(sheet, 0, x + 6.0, y + 2.0, NULL);
    (void)kt_legend_text(sheet, x + 16.0, y + 2.0, bars->now_name);
    return y + 20.0;
}

double kt_bars_draw(kt_sheet *sheet, const kt_bars_picture *bars, double y)
{
    plot p = {.sheet = sheet, .bars = bars};
    double least, largest;

    if (bars->n_bars < 1)
        return y;
    range_of(bars, &least, &largest);
    p.name_width = fmin(widest(bars, false), sheet->width * 0.4);
    p.left = p.name_width + 10.0;
    p.top = draw_legend(sheet, bars, y);
    const double bottom = p.top + (double)bars->n_bars * ROW + 2.0;
    const double right = fmax(sheet->width - widest(bars, true) - 12.0, p.left + 80.0);
    p.axis = kt_axis_of(least, largest, MOST_TICKS, p.left, right);
    kt_axis_draw_along(sheet, &p.axis, p.top - 2.0, bottom);
    for (int64_t n = 0; n < bars->n_bars; n++)
        draw_bar(&p, n);
    return bottom + 20.0;
}
