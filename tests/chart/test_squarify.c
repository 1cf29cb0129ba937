/* test_squarify.c: areas in proportion, nothing outside, nothing twice; the paper's example. */
#include "check.h"

#include <kontor/random.h>
#include <kontor/squarify.h>

enum { MOST = 60 };

static void check_areas(const double *size, int64_t n, kt_rectangle whole)
{
    kt_rectangle out[MOST];
    double sum = 0.0, area = 0.0;

    kt_squarify(size, n, whole, out);
    for (int64_t k = 0; k < n; k++)
        sum += size[k];
    for (int64_t k = 0; k < n; k++) {
        const kt_rectangle *r = &out[k];
        const double slack = 1e-9 * (whole.width + whole.height);
        CHECK_NEAR(r->width * r->height / (whole.width * whole.height), size[k] / sum, 1e-9);
        CHECK(r->x >= whole.x - slack && r->x + r->width <= whole.x + whole.width + slack);
        CHECK(r->y >= whole.y - slack && r->y + r->height <= whole.y + whole.height + slack);
        area += r->width * r->height;
        for (int64_t m = 0; m < k; m++) {
            const double wide =
                fmin(r->x + r->width, out[m].x + out[m].width) - fmax(r->x, out[m].x);
            const double high =
                fmin(r->y + r->height, out[m].y + out[m].height) - fmax(r->y, out[m].y);
            CHECK(wide <= slack || high <= slack); // no two overlap
        }
    }
    CHECK_NEAR(area, whole.width * whole.height, 1e-9);
}

static void areas_are_in_proportion_and_fill_the_whole(void **state)
{
    (void)state;
    uint64_t drawn = 0;
    for (int round = 0; round < 200; round++) {
        double size[MOST];
        const int64_t n =
            1 + (int64_t)(kt_random_uniform(kt_random_bits(20, drawn++)) * (MOST - 1));
        double at = 1000.0;
        for (int64_t k = 0; k < n; k++) {
            size[k] = at;
            at *= 0.5 + 0.5 * kt_random_uniform(kt_random_bits(20, drawn++));
        }
        check_areas(size, n,
                    (kt_rectangle){10, 20, 680,
                                   10 + 600 * kt_random_uniform(kt_random_bits(20, drawn++))});
    }
}

/* Bruls, Huizing and van Wijk (2000), figures 4 and 5: 6, 6, 4, 3, 2, 2, 1 in 6 by 4: the
 * first two fill the left half, one above the other. */
static void the_example_of_the_paper(void **state)
{
    (void)state;
    static const double size[] = {6, 6, 4, 3, 2, 2, 1};
    kt_rectangle out[7];

    kt_squarify(size, 7, (kt_rectangle){0, 0, 6, 4}, out);
    CHECK_NEAR(out[0].width, 3.0, 1e-12);
    CHECK_NEAR(out[0].height, 2.0, 1e-12);
    CHECK_NEAR(out[1].y, 2.0, 1e-12);
    CHECK_NEAR(out[2].x, 3.0, 1e-12); // 4 and 3 in a row above the rest
    CHECK_NEAR(out[2].height, 7.0 / 3.0, 1e-12);
    CHECK_NEAR(out[2].width, 12.0 / 7.0, 1e-12);
    CHECK_NEAR(out[3].x, 3.0 + 12.0 / 7.0, 1e-12);
}

static void nothing_gives_nothing(void **state)
{
    (void)state;
    static const double none[] = {0.0, 0.0};
    kt_rectangle out[2];
    kt_squarify(none, 2, (kt_rectangle){0, 0, 6, 4}, out);
    CHECK_NEAR(out[1].width, 0.0, 0);
    kt_squarify(none, 0, (kt_rectangle){0, 0, 6, 4}, out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(areas_are_in_proportion_and_fill_the_whole),
        KT_TEST(the_example_of_the_paper),
        KT_TEST(nothing_gives_nothing),
    };
    return kt_run_tests(tests);
}
