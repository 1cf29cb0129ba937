/* picture_internal.h: what the kinds of pictures share: the sheet they are drawn on, axes, and
 * the marks of lines.
 *
 *     picture.c      title, source, text alternative     axis.c     scales, ticks, years
 *     *_picture.c    one kind each                       svg.c      elements */
#ifndef KONTOR_CHART_PICTURE_INTERNAL_H
#define KONTOR_CHART_PICTURE_INTERNAL_H

#include "svg.h"

#include <kontor/picture.h>
#include <kontor/ticks.h>

/* Sizes of letters. */
#define KT_TITLE_SIZE  15.0
#define KT_LABEL_SIZE  12.0
#define KT_SOURCE_SIZE 10.5

typedef struct kt_sheet {
    kt_svg svg;
    kt_locale *locale;
    double width;
    int number; /* of the picture in its page */
} kt_sheet;

static inline kt_letter kt_label(kt_paint paint, kt_anchor anchor)
{
    return (kt_letter){.size = KT_LABEL_SIZE, .paint = paint, .anchor = anchor};
}

/* Each draws its kind from y down and returns where it ends. */
double kt_series_draw(kt_sheet *sheet, const kt_series_picture *series, double y);
double kt_treemap_draw(kt_sheet *sheet, const kt_treemap_picture *treemap, double y);
double kt_ranks_draw(kt_sheet *sheet, const kt_ranks_picture *ranks, double y);
double kt_bars_draw(kt_sheet *sheet, const kt_bars_picture *bars, double y);
double kt_gap_draw(kt_sheet *sheet, const kt_gap_picture *gap, double y);
double kt_map_draw(kt_sheet *sheet, const kt_map_picture *map, double y);
double kt_fan_draw(kt_sheet *sheet, const kt_fan_picture *fan, double y);
double kt_timeline_draw(kt_sheet *sheet, const kt_timeline_picture *timeline, double y);
double kt_intervals_draw(kt_sheet *sheet, const kt_intervals_picture *intervals, double y);

/* ---- axis.c ----------------------------------------------------------------------------- */

/* Values to places along one direction. */
typedef struct kt_axis {
    kt_ticks ticks;
    double at_first, at_last; /* places of the first and last mark */
} kt_axis;

kt_axis kt_axis_of(double least, double largest, int most, double at_first, double at_last);
double kt_axis_at(const kt_axis *axis, double value);
/* The number of a mark, appended. */
void kt_axis_number(kt_sheet *sheet, double value, int decimals, kt_text *out);
/* Width of the widest number of the axis. */
double kt_axis_width(kt_sheet *sheet, const kt_ticks *ticks);
/* Lines from left to right at every mark, with its number to the left of `left`. */
void kt_axis_draw_up(kt_sheet *sheet, const kt_axis *axis, double left, double right);
/* Lines from top to bottom at every mark, with its number below. */
void kt_axis_draw_along(kt_sheet *sheet, const kt_axis *axis, double top, double bottom);

/* The middle of year t of n between left and right. */
double kt_year_at(double left, double right, int64_t n_years, int64_t t);
/* Years below y, as many as fit without touching, the last always among them. */
void kt_years_draw(kt_sheet *sheet, int first_year, int64_t n_years, double left, double right,
                   double y);
/* A dashed line at the left edge of the first year made a new way, with words at the top. */
void kt_break_draw(kt_sheet *sheet, double x, double top, double bottom, double right,
                   const char *words);

/* Line n of a picture: colour, dash, mark. */
kt_paint kt_line_paint(int n);
const char *kt_line_dash(int n);
/* A mark of its own form for each n: square, open circle, diamond, open square. */
void kt_mark_draw(kt_sheet *sheet, int n, double x, double y, const char *title);
/* A line through the values, broken where one is missing, then its marks. */
void kt_line_draw(kt_sheet *sheet, int n, const double *x, const double *y, int64_t n_points);
/* "2018: 895.6" for who points at a mark; *out is emptied first. */
const char *kt_point_title(kt_sheet *sheet, int year, double value, kt_text *out);

/* A legend's name at x; returns where the next entry begins. */
double kt_legend_text(kt_sheet *sheet, double x, double y, const char *name);

#endif
