/* timeline_picture.c: events from the oldest down, each on its own line: a mark (or a bar where
 * it lasts) below the years, and what it was in words. Kinds of events differ in the form of
 * their marks. */
#include "picture_internal.h"

#include <math.h>
#include <stdio.h>

enum { MOST_TICKS = 7 };

typedef struct plot {
    kt_sheet *sheet;
    const kt_timeline_picture *timeline;
    kt_axis axis;
    double left, right, words;
} plot;

static void range_of(const kt_timeline_picture *timeline, double *least, double *largest)
{
    *least = INFINITY;
    *largest = -INFINITY;
    for (int64_t n = 0; n < timeline->n_events; n++) {
        const kt_event *event = &timeline->event[n];
        *least = fmin(*least, event->from);
        *largest = fmax(*largest, isnan(event->to) ? event->from : event->to);
    }
    *least = floor(*least);
    *largest = fmax(ceil(*largest), *least + 1.0);
}

static const kt_letter DATE = {.size = KT_SOURCE_SIZE, .paint = KT_SOFT};

static double draw_event(const plot *p, const kt_event *event, double y)
{
    kt_svg *svg = &p->sheet->svg;
    const double x = kt_axis_at(&p->axis, event->from);
    const double room = p->sheet->width - p->words;

    if (!isnan(event->to))
        kt_svg_line(svg, x, y, kt_axis_at(&p->axis, event->to), y, kt_line_paint(event->lane),
                    4.0, NULL);
    kt_mark_draw(p->sheet, event->lane, x, y, event->date);
    kt_svg_text_fitted(svg, p->words, y + 4.0, DATE, kt_slice_of(event->date), room);
    return kt_svg_paragraph(svg, p->words, y + 4.0 + 14.0, kt_label(KT_INK, KT_START),
                            kt_slice_of(event->name), room) +
           4.0;
}

static double draw_legend(kt_sheet *sheet, const kt_timeline_picture *timeline, double y)
{
    double x = 0.0;

    for (int n = 0; n < timeline->n_lanes; n++) {
        kt_mark_draw(sheet, n, x + 6.0, y, NULL);
        x = kt_legend_text(sheet, x + 16.0, y, timeline->lane_name[n]);
    }
    return timeline->n_lanes > 0 ? y + 20.0 : y;
}

static double height_of(const plot *p, const kt_event *event)
{
    return 28.0 + kt_svg_lines(kt_label(KT_INK, KT_START), kt_slice_of(event->name),
                               p->sheet->width - p->words) *
                      KT_LABEL_SIZE * 1.3;
}

double kt_timeline_draw(kt_sheet *sheet, const kt_timeline_picture *timeline, double y)
{
    plot p = {.sheet = sheet, .timeline = timeline, .left = 16.0};
    double least, largest, height = 0.0;

    if (timeline->n_events < 1)
        return y;
    range_of(timeline, &least, &largest);
    p.right = sheet->width * 0.42;
    p.words = p.right + 24.0;
    y = draw_legend(sheet, timeline, y + 4.0);
    p.axis = kt_axis_of(least, largest, MOST_TICKS, p.left, p.right);
    for (int64_t n = 0; n < timeline->n_events; n++)
        height += height_of(&p, &timeline->event[n]);
    const double bottom = y + height;
    for (int k = 0; k < p.axis.ticks.n; k++) {
        const double year = kt_ticks_at(&p.axis.ticks, k), x = kt_axis_at(&p.axis, year);
        char digits[16];
        if (year != floor(year))
            continue;
        snprintf(digits, sizeof digits, "%04d", (int)year);
        kt_svg_line(&sheet->svg, x, y - 6.0, x, bottom, KT_GRID, 1.0, NULL);
        kt_svg_text(&sheet->svg, x, bottom + 14.0, kt_label(KT_SOFT, KT_MIDDLE),
                    kt_slice_of(digits));
    }
    for (int64_t n = 0; n < timeline->n_events; n++)
        y = draw_event(&p, &timeline->event[n], y + 6.0);
    return bottom + 20.0;
}
