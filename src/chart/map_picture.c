/* map_picture.c: countries shaded by class, from light to dark, on a plane where areas are
 * true. A country too small to be seen is a small circle. Disputed land takes no country's
 * shade, and disputed borders are dashed. */
#include "picture_internal.h"

#include <math.h>
#include <string.h>

#define NORTH 83.0
#define SOUTH (-56.0)

typedef struct plot {
    kt_sheet *sheet;
    const kt_map_picture *map;
    double scale, middle, equator; /* the plane on the sheet */
} plot;

static double to_x(const plot *p, double x)
{
    return p->middle + x * p->scale;
}

static double to_y(const plot *p, double y)
{
    return p->equator - y * p->scale;
}

static const kt_place_on_map *place_of(const kt_map_picture *map, const char *code)
{
    for (int64_t n = 0; code[0] != '\0' && n < map->n_places; n++)
        if (strcmp(map->place[n].code, code) == 0)
            return &map->place[n];
    return NULL;
}

static kt_paint class_paint(const kt_map_picture *map, double value)
{
    int n = map->n_classes - 1;

    if (isnan(value) || map->n_classes < 1)
        return KT_LAND;
    while (n > 0 && value < map->from[n])
        n--;
    // Fewer classes keep the ends of the scale.
    return (kt_paint)(KT_M1 + n * 4 / (map->n_classes > 1 ? map->n_classes - 1 : 1));
}

static void trace(const plot *p, const kt_shape *shape)
{
    const kt_shapes *all = p->map->shapes;

    for (int64_t r = shape->first; r < shape->first + shape->n_rings; r++) {
        const kt_ring *ring = &all->ring[r];
        for (int64_t n = 0; n < ring->n_points; n++) {
            const kt_point *at = &all->point[ring->first + n];
            if (n == 0)
                kt_svg_move(&p->sheet->svg, to_x(p, at->x), to_y(p, at->y));
            else
                kt_svg_to(&p->sheet->svg, to_x(p, at->x), to_y(p, at->y));
        }
        if (shape->kind != KT_SHAPE_LINE)
            kt_svg_path_close(&p->sheet->svg);
    }
}

static kt_paint paint_of(const kt_map_picture *map, const kt_shape *shape,
                         const kt_place_on_map *place)
{
    if (shape->code[0] != '\0' && strcmp(shape->code, map->self) == 0)
        return KT_C5;
    return place ? class_paint(map, place->value) : KT_LAND;
}

static void draw_shapes(const plot *p, kt_shape_kind kind)
{
    const kt_shapes *all = p->map->shapes;

    for (int64_t n = 0; n < all->n_shapes; n++) {
        const kt_shape *shape = &all->shape[n];
        const kt_place_on_map *place = place_of(p->map, shape->code);
        if (shape->kind != kind || shape->n_rings == 0)
            continue;
        if (kind == KT_SHAPE_LINE)
            kt_svg_path_begin(&p->sheet->svg, KT_NONE_PAINT, KT_SOFT, 0.9, "2 1.6", 1.0);
        else
            kt_svg_path_begin(&p->sheet->svg, paint_of(p->map, shape, place), KT_PAPER, 0.5,
                              NULL, 1.0);
        trace(p, shape);
        kt_svg_path_end(&p->sheet->svg);
    }
}

/* What has a value, or is the country itself, and no shape. */
static void draw_small(const plot *p)
{
    const kt_shapes *all = p->map->shapes;
    const double radius = p->sheet->width < 500.0 ? 1.9 : 2.6;

    for (int64_t n = 0; n < all->n_shapes; n++) {
        const kt_shape *shape = &all->shape[n];
        const kt_place_on_map *place = place_of(p->map, shape->code);
        const kt_paint paint = paint_of(p->map, shape, place);
        if (shape->kind == KT_SHAPE_COUNTRY && shape->n_rings == 0 && paint != KT_LAND)
            kt_svg_circle(&p->sheet->svg, to_x(p, shape->x), to_y(p, shape->y), radius, paint,
                          KT_SOFT, place ? place->name : NULL);
    }
}

/* Name and amount beside a country, with an edge of paper, on the wanted side where there is
 * room. */
static void draw_label(const plot *p, const char *code, const char *name, const char *shown,
                       kt_anchor wanted)
{
    const kt_shape *shape = kt_shapes_find(p->map->shapes, code);
    kt_letter letter = {
        .size = KT_LABEL_SIZE, .weight = KT_BOLD, .paint = KT_INK, .halo = true};

    if (!shape)
        return;
    const double x = to_x(p, shape->x), y = to_y(p, shape->y);
    const double wide = fmax(kt_font_width(kt_slice_of(name), letter.size, KT_BOLD),
                             kt_font_width(kt_slice_of(shown), letter.size, KT_BOLD));
    letter.anchor = x + 8.0 + wide > p->sheet->width ? KT_END
                    : x - 8.0 - wide < 0.0           ? KT_START
                                                     : wanted;
    const double beside = letter.anchor == KT_END ? x - 8.0 : x + 8.0;
    kt_svg_circle(&p->sheet->svg, x, y, 3.2, KT_PAPER, KT_INK, NULL);
    kt_svg_text(&p->sheet->svg, beside, y + (shown[0] ? -1.0 : 4.0), letter, kt_slice_of(name));
    if (shown[0])
        kt_svg_text(&p->sheet->svg, beside, y + 12.0, letter, kt_slice_of(shown));
}

/* The country itself, and those marked, away from each other. */
static void draw_labels(const plot *p)
{
    const kt_map_picture *map = p->map;
    const kt_shape *self = kt_shapes_find(map->shapes, map->self);
    bool any_west = false;

    for (int64_t n = 0; n < map->n_places; n++) {
        const kt_place_on_map *place = &map->place[n];
        const kt_shape *shape = place->marked ? kt_shapes_find(map->shapes, place->code) : NULL;
        const bool west = self && shape && shape->x < self->x;
        any_west = any_west || west;
        if (place->marked)
            draw_label(p, place->code, place->name, place->shown, west ? KT_END : KT_START);
    }
    draw_label(p, map->self, map->self_name, "", any_west ? KT_START : KT_END);
}

static double legend_entry(const plot *p, double *x, double y, kt_paint paint, const char *name)
{
    const double wide =
        kt_font_width(kt_slice_of(name), KT_LABEL_SIZE, KT_REGULAR) + 22.0 + 20.0;

    if (*x > 0.0 && *x + wide - 22.0 > p->sheet->width) {
        *x = 0.0;
        y += 18.0;
    }
    kt_svg_rectangle(&p->sheet->svg, *x, y - 6.0, 14.0, 12.0, paint, KT_SOFT, NULL);
    *x = kt_legend_text(p->sheet, *x + 20.0, y, name);
    return y;
}

static double draw_legend(const plot *p, double y)
{
    const kt_map_picture *map = p->map;
    double x = 0.0;

    y = legend_entry(p, &x, y, KT_C5, map->self_name);
    for (int n = map->n_classes - 1; n >= 0; n--)
        y = legend_entry(p, &x, y, class_paint(map, map->from[n]), map->class_name[n]);
    y = legend_entry(p, &x, y, KT_LAND, map->no_data_name);
    const double wide =
        kt_font_width(kt_slice_of(map->disputed_name), KT_LABEL_SIZE, KT_REGULAR) + 28.0;
    if (x + wide > p->sheet->width) {
        x = 0.0;
        y += 18.0;
    }
    kt_svg_line(&p->sheet->svg, x, y, x + 20.0, y, KT_SOFT, 0.9, "2 1.6");
    (void)kt_legend_text(p->sheet, x + 26.0, y, map->disputed_name);
    return y + 12.0;
}

double kt_map_draw(kt_sheet *sheet, const kt_map_picture *map, double y)
{
    plot p = {.sheet = sheet, .map = map, .middle = sheet->width / 2.0};
    const kt_point east = kt_equal_earth(180.0, 0.0), north = kt_equal_earth(0.0, NORTH);
    const kt_point south = kt_equal_earth(0.0, SOUTH);

    p.scale = sheet->width / (2.0 * east.x);
    p.equator = y - 4.0 + north.y * p.scale;
    draw_shapes(&p, KT_SHAPE_COUNTRY);
    draw_shapes(&p, KT_SHAPE_DISPUTED);
    draw_shapes(&p, KT_SHAPE_LINE);
    draw_small(&p);
    draw_labels(&p);
    return draw_legend(&p, to_y(&p, south.y) + 16.0);
}
