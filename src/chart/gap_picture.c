/* gap_picture.c: what the exporter states and what the importer states of the same flow, joined
 * by a line: its length is the gap. The ratio stands above. Circle and square differ in form,
 * so print in black and white tells them apart. */
#include "picture_internal.h"

#include <math.h>

enum { HEIGHT = 170, MOST_TICKS = 5 };

typedef struct plot {
    kt_sheet *sheet;
    const kt_gap_picture *gap;
    kt_axis axis;
    double left, right;
} plot;

static double largest_of(const kt_gap_picture *gap)
{
    double most = 0.0;

    for (int n = 0; n < gap->n_panels; n++)
        for (int64_t t = 0; t < gap->n_years; t++) {
            const double sides[] = {gap->panel[n].exporter[t], gap->panel[n].importer[t]};
            for (int k = 0; k < 2; k++)
                if (sides[k] * gap->scale > most) // false for NaN
                    most = sides[k] * gap->scale;
        }
    return most;
}

static void draw_year(const plot *p, const kt_gap_panel *panel, int64_t t)
{
    kt_svg *svg = &p->sheet->svg;
    const double x = kt_year_at(p->left, p->right, p->gap->n_years, t);
    const double exporter = panel->exporter[t] * p->gap->scale;
    const double importer = panel->importer[t] * p->gap->scale;
    const double cell = (p->right - p->left) / (double)p->gap->n_years;
    kt_text title = {0};
    const int year = p->gap->first_year + (int)t;

    if (!isnan(exporter) && !isnan(importer))
        kt_svg_line(svg, x, kt_axis_at(&p->axis, exporter), x, kt_axis_at(&p->axis, importer),
                    KT_SOFT, 2.0, NULL);
    if (!isnan(exporter))
        kt_mark_draw(p->sheet, 0, x, kt_axis_at(&p->axis, exporter),
                     kt_point_title(p->sheet, year, exporter, &title));
    if (!isnan(importer))
        kt_mark_draw(p->sheet, 1, x, kt_axis_at(&p->axis, importer),
                     kt_point_title(p->sheet, year, importer, &title));
    kt_text_clear(&title);
    if (!panel->shown[t])
        return;
    const kt_letter letter = {
        .size = KT_SOURCE_SIZE, .paint = KT_INK, .anchor = KT_MIDDLE, .halo = true};
    const kt_slice shown = kt_slice_of(panel->shown[t]);
    if (kt_font_width(shown, letter.size, letter.weight) + 2.0 <= cell)
        kt_svg_text(svg, x,
                    kt_axis_at(&p->axis, fmax(isnan(exporter) ? 0.0 : exporter,
                                              isnan(importer) ? 0.0 : importer)) -
                        9.0,
                    letter, shown);
}

static double draw_panel(plot *p, const kt_gap_panel *panel, double y)
{
    const double top = y + 16.0, bottom = top + HEIGHT;
    kt_letter title = kt_label(KT_INK, KT_START);

    title.weight = KT_BOLD;
    kt_svg_text_fitted(&p->sheet->svg, 0.0, y, title, kt_slice_of(panel->title),
                       p->sheet->width);
    p->axis.at_first = bottom;
    p->axis.at_last = top + 6.0;
    kt_axis_draw_up(p->sheet, &p->axis, p->left, p->right);
    for (int64_t t = 0; t < p->gap->n_years; t++)
        draw_year(p, panel, t);
    kt_years_draw(p->sheet, p->gap->first_year, p->gap->n_years, p->left, p->right, bottom);
    return bottom + 42.0;
}

double kt_gap_draw(kt_sheet *sheet, const kt_gap_picture *gap, double y)
{
    plot p = {.sheet = sheet, .gap = gap, .right = sheet->width};
    double x;

    if (gap->n_years < 1)
        return y;
    // Both panels have one scale, so that their sizes can be compared.
    p.axis = kt_axis_of(0.0, largest_of(gap) * 1.08, MOST_TICKS, 0.0, 1.0);
    p.left = kt_axis_width(sheet, &p.axis.ticks) + 8.0;
    kt_mark_draw(sheet, 0, 6.0, y + 2.0, NULL);
    x = kt_legend_text(sheet, 16.0, y + 2.0, gap->exporter_name);
    kt_mark_draw(sheet, 1, x + 6.0, y + 2.0, NULL);
    (void)kt_legend_text(sheet, x + 16.0, y + 2.0, gap->importer_name);
    y += 30.0;
    for (int n = 0; n < gap->n_panels; n++)
        y = draw_panel(&p, &gap->panel[n], y);
    return y - 22.0;
}
