/* kontor/shapes.h: the world's countries as shapes, and the plane they are drawn on.
 *
 * The table (data/world.csv) has a line a shape: code, kind (country, disputed, line),
 * longitude and latitude of its middle, and the shape: rings split by ";", each a list "x y dx
 * dy dx dy" in tenths of a degree, the first from 0 0, every other from the one before. A
 * country too small to see has a middle and no shape.
 *
 * Plane: Equal Earth, areas are true. Source: Savric, Patterson and Jenny (2019), The Equal
 * Earth map projection, Int. J. Geographical Information Science 33(3), 454-465. */
#ifndef KONTOR_SHAPES_H
#define KONTOR_SHAPES_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_shape_kind {
    KT_SHAPE_COUNTRY = 0,
    KT_SHAPE_DISPUTED, /* land that no country's value shall colour */
    KT_SHAPE_LINE      /* a disputed border; its rings are not closed */
} kt_shape_kind;

typedef struct kt_shape {
    kt_shape_kind kind;
    char code[5];           /* "" for what is no country */
    double x, y;            /* the middle, on the plane */
    int64_t first, n_rings; /* its rings */
} kt_shape;

typedef struct kt_ring {
    int64_t first, n_points;
} kt_ring;

typedef struct kt_point {
    double x, y; /* x from -2.707 to 2.707, y from -1.318 to 1.318, north is up */
} kt_point;

/* Owned by the caller; never changes once made. */
typedef struct kt_shapes {
    kt_shape *shape;
    kt_ring *ring;
    kt_point *point;
    int64_t n_shapes, n_rings, n_points;
} kt_shapes;

/* Errors: KT_ERR_FORMAT another header, kind, number or place, with the line; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_shapes_parse(kt_slice table, kt_shapes **out, kt_error *err);
/* NULL is allowed. */
void kt_shapes_free(kt_shapes *shapes);
/* The country of a code; NULL when there is none. */
const kt_shape *kt_shapes_find(const kt_shapes *shapes, const char *code);

/* A place in degrees on the plane. */
kt_point kt_equal_earth(double longitude, double latitude);

KT_END_DECLS

#endif
