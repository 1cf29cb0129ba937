/* test_shapes.c: the table of the world: what it must hold, and what is refused. */
#include "check.h"

#include <kontor/resource.h>
#include <kontor/shapes.h>

static const char WORLD[] =
    "code,kind,longitude,latitude,shape\n"
    "USA,country,-98.0,39.0,-1240 480 570 0 -100 -200 -300 0;-1600 600 100 100 50 -100\n"
    "MLT,country,14.4,35.9,\n"
    ",disputed,34.3,45.3,336 461 14 -4 5 -4 -20 -10\n"
    ",line,,,350 457 -14 4\n";

static kt_status parse(const char *text, kt_error *err)
{
    kt_shapes *shapes = NULL;
    const kt_status status = kt_shapes_parse(kt_slice_of(text), &shapes, err);

    kt_shapes_free(shapes);
    return status;
}

static void equal_earth_is_the_published_plane(void **state)
{
    (void)state;
    // Half the equator and the pole, from the polynomial of the paper.
    CHECK_NEAR(kt_equal_earth(180.0, 0.0).x, 2.7066299836960748, 1e-9);
    CHECK_NEAR(kt_equal_earth(0.0, 90.0).y, 1.3173627591574133, 1e-9);
    CHECK_NEAR(kt_equal_earth(-30.0, 40.0).x, -kt_equal_earth(30.0, -40.0).x, 1e-12);
}

/* The area of a band between two parallels is what it is on a sphere: proportional to the
 * difference of their sines. */
static void areas_are_true(void **state)
{
    (void)state;
    double first = 0.0;
    for (int south = 0; south < 80; south += 20) {
        double area = 0.0;
        for (int k = 0; k < 20000; k++) {
            const double low = south + 20.0 * k / 20000, high = south + 20.0 * (k + 1) / 20000;
            const kt_point a = kt_equal_earth(180.0, low), b = kt_equal_earth(180.0, high);
            area += (a.x + b.x) * (b.y - a.y);
        }
        const double band = sin((south + 20) * M_PI / 180) - sin(south * M_PI / 180);
        if (south == 0)
            first = area / band;
        CHECK_NEAR(area / band / first, 1.0, 1e-6);
    }
}

static void a_small_table_is_read(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_shapes *shapes = NULL;

    CHECK_OK(kt_shapes_parse(kt_slice_of(WORLD), &shapes, &err), err);
    CHECK_INT(shapes->n_shapes, 4);
    CHECK_INT(kt_shapes_find(shapes, "USA")->n_rings, 2);
    CHECK_INT(kt_shapes_find(shapes, "MLT")->n_rings, 0);
    CHECK(kt_shapes_find(shapes, "") == NULL);
    CHECK(kt_shapes_find(shapes, "XYZ") == NULL);
    CHECK_INT(shapes->shape[3].kind, KT_SHAPE_LINE);
    kt_shapes_free(shapes);
    kt_shapes_free(NULL);
}

static void what_is_no_shape_is_refused_with_its_line(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "code,kind\n",
        "code,kind,longitude,latitude,shape\nBLR,country,28,53\n",
        "code,kind,longitude,latitude,shape\nBLR,city,28,53,1 1\n",
        "code,kind,longitude,latitude,shape\nBLR,country,,53,1 1\n",
        "code,kind,longitude,latitude,shape\nBLR,country,281,53,1 1\n",
        "code,kind,longitude,latitude,shape\nBLR,country,28,53,1\n",
        "code,kind,longitude,latitude,shape\nBLR,country,28,53,1 x\n",
        "code,kind,longitude,latitude,shape\nBLR,country,28,53,1801 0\n",
        "code,kind,longitude,latitude,shape\nBLR,country,28,53,99999999 0\n",
        "code,kind,longitude,latitude,shape\nTOOLONG,country,28,53,1 1\n"};
    for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
        kt_error err = {0};
        CHECK_FAILS(parse(bad[n], &err), KT_ERR_FORMAT, err);
        CHECK_INT(err.line, n == 0 ? 1 : 2);
    }
}

static kt_status once(void *with, kt_error *err)
{
    (void)with;
    return parse(WORLD, err);
}

static void every_request_that_fails_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

/* The table that travels with the program. */
static void the_world_is_there(void **state)
{
    (void)state;
    static const char *const some[] = {"DEU", "BLR", "KAZ", "UZB", "AUS", "SGP", "XKX", "ESH"};
    kt_error err = {0};
    kt_resources *resources = NULL;
    kt_slice table;
    kt_shapes *shapes = NULL;
    int64_t n_disputed = 0, n_lines = 0;

    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    CHECK_OK(kt_resource_get(resources, "data/world.csv", &table, &err), err);
    CHECK_OK(kt_shapes_parse(table, &shapes, &err), err);
    for (size_t n = 0; n < sizeof some / sizeof *some; n++)
        CHECK(kt_shapes_find(shapes, some[n]) != NULL);
    CHECK(kt_shapes_find(shapes, "AUS")->n_rings > 0);
    for (int64_t n = 0; n < shapes->n_shapes; n++) {
        n_disputed += shapes->shape[n].kind == KT_SHAPE_DISPUTED;
        n_lines += shapes->shape[n].kind == KT_SHAPE_LINE;
        CHECK(shapes->shape[n].kind != KT_SHAPE_DISPUTED || shapes->shape[n].code[0] == '\0');
    }
    CHECK_INT(n_disputed, 4);
    CHECK(n_lines >= 15);
    // Crimea's shade is nobody's: no ring of a country has all its points there.
    for (int64_t n = 0; n < shapes->n_shapes; n++)
        for (int64_t r = 0; r < shapes->shape[n].n_rings; r++) {
            const kt_ring *ring = &shapes->ring[shapes->shape[n].first + r];
            bool within = shapes->shape[n].kind == KT_SHAPE_COUNTRY;
            const kt_point low = kt_equal_earth(32.0, 44.2), high = kt_equal_earth(36.8, 46.3);
            for (int64_t k = ring->first; within && k < ring->first + ring->n_points; k++)
                within = shapes->point[k].x > low.x && shapes->point[k].x < high.x &&
                         shapes->point[k].y > low.y && shapes->point[k].y < high.y;
            CHECK(!within);
        }
    kt_shapes_free(shapes);
    kt_resources_close(resources);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(equal_earth_is_the_published_plane),
        KT_TEST(areas_are_true),
        KT_TEST(a_small_table_is_read),
        KT_TEST(what_is_no_shape_is_refused_with_its_line),
        KT_TEST(every_request_that_fails_is_reported),
        KT_TEST(the_world_is_there),
    };
    return kt_run_tests(tests);
}
