/* shapes.c: the table of shapes to points on the plane. Numbers are read by hand: there are
 * some ten thousand of them, and each must be held against what a place on earth can be. */
#include <kontor/shapes.h>

#include <kontor/csv.h>
#include <kontor/memory.h>

#include <math.h>
#include <string.h>

enum { CODE, KIND, LONGITUDE, LATITUDE, SHAPE, N_CELLS };

typedef struct reading {
    kt_shapes *to;
    int64_t shape_room, ring_room, point_room;
    bool header;
} reading;

kt_point kt_equal_earth(double longitude, double latitude)
{
    static const double A1 = 1.340264, A2 = -0.081106, A3 = 0.000893, A4 = 0.003796;
    const double degree = 3.14159265358979323846 / 180.0, m = sqrt(3.0) / 2.0;
    const double t = asin(m * sin(latitude * degree)), t2 = t * t, t6 = t2 * t2 * t2;

    return (kt_point){
        longitude * degree * cos(t) /
            (m * (A1 + 3.0 * A2 * t2 + t6 * (7.0 * A3 + 9.0 * A4 * t2))),
        t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)),
    };
}

/* Room for one more of `n`; grows by half. */
#define RESERVE(block, n, room, err)                                                           \
    ((n) < (room) ? KT_OK : grow((void **)&(block), &(room), sizeof *(block), (err)))

static kt_status grow(void **block, int64_t *room, size_t size, kt_error *err)
{
    const int64_t more = *room + *room / 2 + 64;

    KT_TRY(kt_memory_resize(block, (size_t)more, size, err));
    *room = more;
    return KT_OK;
}

/* The next whole number of *rest, which is moved behind it. */
static bool next_number(kt_slice *rest, int64_t *out)
{
    size_t end = 0;

    while (rest->size > 0 && rest->data[0] == ' ') {
        rest->data++;
        rest->size--;
    }
    while (end < rest->size && rest->data[end] != ' ')
        end++;
    const bool fine = end > 0 && end < 8 && kt_parse_i64((kt_slice){rest->data, end}, out);
    rest->data += end;
    rest->size -= end;
    return fine;
}

static kt_status read_ring(reading *r, kt_slice text, int64_t line, kt_error *err)
{
    kt_shapes *to = r->to;
    int64_t x = 0, y = 0;

    KT_TRY(RESERVE(to->ring, to->n_rings, r->ring_room, err));
    kt_ring *ring = &to->ring[to->n_rings++];
    *ring = (kt_ring){.first = to->n_points};
    while (text.size > 0) {
        int64_t dx, dy;
        if (!next_number(&text, &dx) || !next_number(&text, &dy))
            return kt_fail_at(err, KT_ERR_FORMAT, line, 0,
                              "a shape is pairs of whole numbers below ten million");
        x += dx;
        y += dy;
        if (x < -1800 || x > 1800 || y < -900 || y > 900)
            return kt_fail_at(err, KT_ERR_FORMAT, line, 0,
                              "a point that is no place on earth: %lld %lld tenths of a degree",
                              (long long)x, (long long)y);
        KT_TRY(RESERVE(to->point, to->n_points, r->point_room, err));
        to->point[to->n_points++] = kt_equal_earth((double)x / 10.0, (double)y / 10.0);
        ring->n_points++;
    }
    return KT_OK;
}

static bool read_kind(kt_slice cell, kt_shape_kind *out)
{
    static const char *const NAME[] = {"country", "disputed", "line"};

    for (int n = 0; n < 3; n++)
        if (kt_slice_is(cell, NAME[n])) {
            *out = (kt_shape_kind)n;
            return true;
        }
    return false;
}

static kt_status read_head(const kt_csv_row *row, kt_shape *out, kt_error *err)
{
    double longitude = 0.0, latitude = 0.0;

    if (row->n_cells != N_CELLS || row->cell[CODE].size >= sizeof out->code ||
        !read_kind(row->cell[KIND], &out->kind))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "expected code,kind,longitude,latitude,shape; the kind is country, "
                          "disputed or line");
    if (row->cell[CODE].size > 0)
        memcpy(out->code, row->cell[CODE].data, row->cell[CODE].size);
    if (out->kind != KT_SHAPE_LINE && (!kt_parse_double(row->cell[LONGITUDE], &longitude) ||
                                       !kt_parse_double(row->cell[LATITUDE], &latitude) ||
                                       fabs(longitude) > 180.0 || fabs(latitude) > 90.0))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "the middle is no place on earth");
    const kt_point middle = kt_equal_earth(longitude, latitude);
    out->x = middle.x;
    out->y = middle.y;
    return KT_OK;
}

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading *r = with;
    kt_shape shape = {.first = r->to->n_rings};

    if (!r->header) {
        r->header = true;
        if (row->n_cells == N_CELLS && kt_slice_is(row->cell[SHAPE], "shape"))
            return KT_OK;
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "expected the header code,kind,longitude,latitude,shape");
    }
    KT_TRY(read_head(row, &shape, err));
    kt_slice rest = row->cell[SHAPE];
    while (rest.size > 0)
        KT_TRY(read_ring(r, kt_slice_cut(&rest, ';'), row->line, err));
    shape.n_rings = r->to->n_rings - shape.first;
    KT_TRY(RESERVE(r->to->shape, r->to->n_shapes, r->shape_room, err));
    r->to->shape[r->to->n_shapes++] = shape;
    return KT_OK;
}

kt_status kt_shapes_parse(kt_slice table, kt_shapes **out, kt_error *err)
{
    reading r = {0};
    const kt_csv_options options = {.separator = ','};

    KT_TRY(kt_new(&r.to, 1, sizeof *r.to, err));
    kt_status status = kt_csv_parse(table, &options, read_row, &r, err);
    if (status) {
        kt_shapes_free(r.to);
        return status;
    }
    *out = r.to;
    return KT_OK;
}

void kt_shapes_free(kt_shapes *shapes)
{
    if (!shapes)
        return;
    kt_free(shapes->point);
    kt_free(shapes->ring);
    kt_free(shapes->shape);
    kt_free(shapes);
}

const kt_shape *kt_shapes_find(const kt_shapes *shapes, const char *code)
{
    for (int64_t n = 0; code[0] != '\0' && n < shapes->n_shapes; n++)
        if (strcmp(shapes->shape[n].code, code) == 0)
            return &shapes->shape[n];
    return NULL;
}
