/* test_gravity_plot.c: --plot: which coefficients are drawn where, with which intervals, in
 * which language, and what is refused. */
#include "gravity_fixture.h"

#include <kontor/picture.h>

/* Agreements from 2002 or 2003 on; flows are 1.5 times as high with them. */
static void write_agreements(gravity_fixture *f, char path[320])
{
    kt_error err = {0};
    kt_text text = {0};
    CHECK_OK(kt_text_add(&text, "exporter,importer,year,trade,rta,dist\n", &err), err);
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 6; j++)
            for (int t = 0; t < 6; t++) {
                const int begin = (i * 3 + j) % 4 == 0 ? 2 : (i * 3 + j) % 4 == 1 ? 3 : 9;
                const double odd = 1.0 + 0.05 * ((i * 7 + j * 5 + t * 3) % 11);
                CHECK_OK(kt_text_format(&text, &err, "C%d,C%d,%d,%.9f,%d,%d\n", i, j, 2000 + t,
                                        (1 + i) * (2 + j) * odd * (t >= begin ? 1.5 : 1.0),
                                        t >= begin, 100 + (i * j * 37) % 50 + i + 2 * j),
                         err);
            }
    gravity_write(f, "panel.csv", kt_text_get(&text), path);
    kt_text_clear(&text);
}

static void read_picture(const gravity_fixture *f, const char *name, kt_text *out)
{
    char path[320];
    kt_error err = {0};
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    kt_text_reset(out);
    CHECK_OK(kt_file_read(path, 1 << 20, out, &err), err);
}

static void says(const kt_text *picture, const char *part)
{
    if (!strstr(kt_text_get(picture), part))
        fail_msg("no \"%s\" in\n%s", part, kt_text_get(picture));
}

static void says_not(const kt_text *picture, const char *part)
{
    if (strstr(kt_text_get(picture), part))
        fail_msg("\"%s\" in\n%s", part, kt_text_get(picture));
}

static void models_stand_beside_each_other_with_their_intervals(void **state)
{
    (void)state;
    gravity_fixture f;
    kt_text picture = {0};
    char path[320], svg[320], line[200];
    gravity_open(&f);
    write_agreements(&f, path);
    snprintf(svg, sizeof svg, "%s/a.svg", f.folder);
    GRAVITY(&f, "", "trade ~ csw(rta, log(dist)) | exp^year + imp^year", "data", path, "plot",
            svg, "format", "csv");
    read_picture(&f, "a.svg", &picture);
    says(&picture, "Estimates for trade");
    for (int m = 1; m <= 2; m++) { // many clusters: the normal, 1.96 errors on both sides
        const double b = gravity_number(&f, m, "rta", "estimate");
        const double se = gravity_number(&f, m, "rta", "se");
        snprintf(line, sizeof line, "rta (%d): %.4f (%.4f – %.4f)", m, b, b - 1.959964 * se,
                 b + 1.959964 * se);
        says(&picture, line);
    }
    says(&picture, "log(dist) (2): ");
    says_not(&picture, "log(dist) (1): ");
    says_not(&picture, "Intercept");
    kt_text_clear(&picture);
    gravity_close(&f);
}

static void periods_and_lags_stand_along_and_the_reference_is_marked(void **state)
{
    (void)state;
    gravity_fixture f;
    kt_text picture = {0};
    char path[320], svg[320];
    gravity_open(&f);
    write_agreements(&f, path);
    snprintf(svg, sizeof svg, "%s/a.svg", f.folder);
    GRAVITY(&f, "", "trade ~ i(year, border, ref = 2005) + rta | exp^year + imp^year", "let",
            "border = exporter != importer", "data", path, "plot", svg, "format", "csv");
    read_picture(&f, "a.svg", &picture);
    says(&picture, "year × border, by period");
    says(&picture, "year × border, 2005: 0.0000");
    says(&picture, "year × border, 2000: ");
    says(&picture, "reference, 0 by definition");
    GRAVITY(&f, "", "trade ~ f(rta, 1) + rta + l(rta, 1) | exp^year + imp^year", "data", path,
            "plot", svg, "format", "csv");
    read_picture(&f, "a.svg", &picture);
    says(&picture, "rta, by lag");
    says(&picture, "rta, -1: ");
    says(&picture, "rta, 0: ");
    says(&picture, "rta, 1: ");
    says_not(&picture, "by definition");
    GRAVITY(&f, "", "trade ~ 1 | exp^year + imp^year + pair", "data", path, "etwfe", "rta",
            "leads", "3", "plot", svg, "table", "etwfe", "format", "csv");
    read_picture(&f, "a.svg", &picture);
    says(&picture, "rta: average effect by years since its beginning");
    says(&picture, "rta, -1: 0.0000;");
    says(&picture, "rta, -2: ");
    says(&picture, "rta, 3: ");
    kt_text_clear(&picture);
    gravity_close(&f);
}

static void refused(gravity_fixture *f, const char *path, const char *formula, const char *file,
                    const char *what)
{
    const char *const words[] = {"", formula, "data", path, "plot", file, NULL};
    kt_error err = {0};
    CHECK(gravity_call(f, "gravity", words, &err) != KT_OK);
    if (!strstr(err.cause, what))
        fail_msg("\"%s\", expected \"%s\"", err.cause, what);
}

static void what_cannot_be_drawn_is_said(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320], svg[320];
    gravity_open(&f);
    write_agreements(&f, path);
    snprintf(svg, sizeof svg, "%s/a.svg", f.folder);
    refused(&f, path, "trade ~ rta", "a.gif",
            "expected a file that ends in .svg, .png or .pdf");
    refused(&f, path, "trade ~ 1", svg, "no coefficient to draw");
    refused(&f, path, "trade ~ sw(rta, dist, rta, dist, rta, dist, rta)", svg,
            "a picture of 7 models, at most 6");
    gravity_close(&f);
}

typedef struct once {
    gravity_fixture *f;
    const char *path, *plot;
} once;

static kt_status run_once(void *with, kt_error *err)
{
    const once *o = with;
    const char *const words[] = {"",     "trade ~ rta + i(year, border, ref = 2005) | exp",
                                 "data", o->path,
                                 "let",  "border = exporter != importer",
                                 "plot", o->plot,
                                 NULL};
    return gravity_call(o->f, "gravity", words, err);
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320], svg[320];
    gravity_open(&f);
    write_agreements(&f, path);
    snprintf(svg, sizeof svg, "%s/a.svg", f.folder);
    once o = {&f, path, svg};
    kt_check_faults(KT_FAULT_MEMORY, run_once, &o);
    gravity_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(models_stand_beside_each_other_with_their_intervals),
        KT_TEST(periods_and_lags_stand_along_and_the_reference_is_marked),
        KT_TEST(what_cannot_be_drawn_is_said),
        KT_TEST(memory_may_fail_anywhere),
    };
    return kt_run_tests(tests);
}
