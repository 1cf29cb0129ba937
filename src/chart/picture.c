/* picture.c: the frame of every picture: title, line below it, the kind's own drawing, source;
 * and what says the same in words. The body is drawn first, since its height is known only
 * then. */
#include "picture_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>

#define LEAST_WIDTH 320.0
#define MOST_WIDTH  2000.0

kt_status kt_picture_new(kt_picture_kind kind, kt_picture **out, kt_error *err)
{
    KT_TRY(kt_new(out, 1, sizeof **out, err));
    (*out)->kind = kind;
    (*out)->title = (*out)->subtitle = (*out)->source = (*out)->text = "";
    return KT_OK;
}

void kt_picture_free(kt_picture *picture)
{
    if (!picture)
        return;
    kt_arena_clear(&picture->arena);
    kt_free(picture);
}

kt_picture_options kt_picture_options_default(void)
{
    return (kt_picture_options){.width = 680.0, .use = KT_PICTURE_ALONE};
}

static double draw_kind(kt_sheet *sheet, const kt_picture *picture, double y)
{
    switch (picture->kind) {
    case KT_PICTURE_SERIES:
        return kt_series_draw(sheet, &picture->of.series, y);
    case KT_PICTURE_TREEMAP:
        return kt_treemap_draw(sheet, &picture->of.treemap, y);
    case KT_PICTURE_RANKS:
        return kt_ranks_draw(sheet, &picture->of.ranks, y);
    case KT_PICTURE_BARS:
        return kt_bars_draw(sheet, &picture->of.bars, y);
    case KT_PICTURE_GAP:
        return kt_gap_draw(sheet, &picture->of.gap, y);
    case KT_PICTURE_MAP:
        return kt_map_draw(sheet, &picture->of.map, y);
    case KT_PICTURE_FAN:
        return kt_fan_draw(sheet, &picture->of.fan, y);
    case KT_PICTURE_TIMELINE:
        return kt_timeline_draw(sheet, &picture->of.timeline, y);
    case KT_PICTURE_INTERVALS:
        return kt_intervals_draw(sheet, &picture->of.intervals, y);
    }
    return y;
}

/* Returns the height. */
static double draw_all(kt_sheet *sheet, const kt_picture *picture)
{
    const kt_letter title = {.size = KT_TITLE_SIZE, .weight = KT_BOLD, .paint = KT_INK};
    const kt_letter source = {.size = KT_SOURCE_SIZE, .paint = KT_SOFT};
    double y = KT_TITLE_SIZE;

    y = kt_svg_paragraph(&sheet->svg, 0.0, y, title, kt_slice_of(picture->title), sheet->width);
    y = kt_svg_paragraph(&sheet->svg, 0.0, y, kt_label(KT_SOFT, KT_START),
                         kt_slice_of(picture->subtitle), sheet->width);
    y = draw_kind(sheet, picture, y);
    if (picture->source[0] == '\0')
        return y;
    return kt_svg_paragraph(&sheet->svg, 0.0, y + 14.0, source, kt_slice_of(picture->source),
                            sheet->width) -
           6.0;
}

static void write_head(kt_sheet *out, const kt_picture *picture,
                       const kt_picture_options *options, double height)
{
    kt_svg *svg = &out->svg;
    char ids[2][32];

    snprintf(ids[0], sizeof ids[0], "picture-%d-title", options->number);
    snprintf(ids[1], sizeof ids[1], "picture-%d-text", options->number);
    kt_svg_raw(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
    kt_svg_number(svg, options->width);
    kt_svg_raw(svg, "\" height=\"");
    kt_svg_number(svg, height);
    kt_svg_raw(svg, "\" viewBox=\"0 0 ");
    kt_svg_number(svg, options->width);
    kt_svg_raw(svg, " ");
    kt_svg_number(svg, height);
    kt_svg_raw(svg, "\" role=\"img\" aria-labelledby=\"");
    kt_svg_raw(svg, ids[0]);
    kt_svg_raw(svg, " ");
    kt_svg_raw(svg, ids[1]);
    kt_svg_raw(svg, "\" lang=\"");
    kt_svg_raw(svg, kt_locale_language(out->locale));
    kt_svg_raw(svg, "\" font-family=\"'Liberation Sans', Arial, Helvetica, sans-serif\">\n"
                    "<title id=\"");
    kt_svg_raw(svg, ids[0]);
    kt_svg_raw(svg, "\">");
    kt_svg_escape(svg, kt_slice_of(picture->title));
    kt_svg_raw(svg, "</title>\n<desc id=\"");
    kt_svg_raw(svg, ids[1]);
    kt_svg_raw(svg, "\">");
    kt_svg_escape(svg, kt_slice_of(picture->text));
    kt_svg_raw(svg, "</desc>\n");
    if (options->use == KT_PICTURE_ALONE)
        kt_svg_rectangle(svg, -12.0, -12.0, options->width + 24.0, height + 24.0, KT_PAPER,
                         KT_NONE_PAINT, NULL);
}

kt_status kt_picture_write_svg(const kt_picture *picture, kt_locale *locale,
                               const kt_picture_options *options, const kt_sink *sink,
                               kt_error *err)
{
    const kt_picture_options chosen = options ? *options : kt_picture_options_default();
    kt_text head = {0}, body = {0};
    kt_sheet out = {.svg.out = &body, .locale = locale, .width = chosen.width};

    if (!(chosen.width >= LEAST_WIDTH && chosen.width <= MOST_WIDTH))
        return kt_fail(err, KT_ERR_RANGE, "a picture %g wide, expected %g to %g", chosen.width,
                       LEAST_WIDTH, MOST_WIDTH);
    out.number = chosen.number;
    const double height = draw_all(&out, picture);
    kt_sheet top = {.svg.out = &head, .locale = locale};
    write_head(&top, picture, &chosen, ceil(height));
    kt_svg_raw(&out.svg, "</svg>\n");
    kt_status status = kt_svg_finish(&out.svg, err);
    if (!status)
        status = kt_svg_finish(&top.svg, err);
    if (!status)
        status = kt_sink_write(sink, head.data, head.size, err);
    if (!status)
        status = kt_sink_write(sink, body.data, body.size, err);
    kt_text_clear(&body);
    kt_text_clear(&head);
    return status;
}
