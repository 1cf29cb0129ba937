/* gravity_plot.c: the picture of coefficients in words of the reader's language, and its file.
 */
#include "gravity_plot.h"
#include "gravity_side.h"

#include <kontor/file.h>
#include <kontor/pages.h>

#include <math.h>
#include <string.h>

static const double ZOOM = 2.0; // pixels for a unit: sharp in print

static const char *plot_file(const kt_gravity *g)
{
    return kt_argument_text(g->run, "plot", NULL);
}

static bool ends_with(const char *path, const char *ending)
{
    const size_t size = strlen(path), n = strlen(ending);
    return size > n &&
           kt_slice_equal_ascii_case((kt_slice){path + size - n, n}, kt_slice_of(ending));
}

kt_status kt_gravity_check_plot(const kt_gravity *g, kt_error *err)
{
    const char *path = plot_file(g);
    if (!path || ends_with(path, ".svg") || ends_with(path, ".png") || ends_with(path, ".pdf"))
        return KT_OK;
    return kt_fail(err, KT_ERR_USAGE,
                   "--plot is \"%s\", expected a file that ends in .svg, .png or .pdf", path);
}

/* ---- words ---------------------------------------------------------------------------------
 */

typedef struct plot {
    kt_gravity *g;
    kt_locale *locale;
    const kt_phrases *phrases;
    kt_picture *picture;
} plot;

/* A pattern of the language, filled, in the picture's arena. */
static kt_status say(const plot *p, const char *key, const kt_argument *arguments, int n,
                     const char **out, kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_phrase_fill(p->phrases, p->locale, key, arguments, n, &text, err);
    if (!status)
        status = kt_arena_text(&p->picture->arena, kt_text_get(&text), text.size, out, err);
    kt_text_clear(&text);
    return status;
}

/* What all models have for an outcome, or "" . */
static const char *common_outcome(const kt_gravity *g)
{
    for (int m = 1; m < g->n_fits; m++)
        if (strcmp(g->fit[m].outcome, g->fit[0].outcome) != 0)
            return "";
    return g->fit[0].outcome;
}

static kt_status say_lines(const plot *p, const char **names, kt_error *err)
{
    const kt_gravity *g = p->g;
    const bool differ = common_outcome(g)[0] == '\0';
    for (int m = 0; m < g->n_fits; m++) {
        kt_text text = {0};
        kt_status status = kt_text_format(&text, err, "(%d)", m + 1);
        if (!status && differ)
            status = kt_text_format(&text, err, " %s", g->fit[m].outcome);
        if (!status && g->fit[m].split)
            status = kt_text_format(&text, err, " %s", g->fit[m].split);
        if (!status)
            status = kt_arena_text(&p->picture->arena, kt_text_get(&text), text.size, &names[m],
                                   err);
        kt_text_clear(&text);
        KT_TRY(status);
    }
    return KT_OK;
}

static kt_status say_number(const plot *p, double value, kt_text *out, kt_error *err)
{
    return kt_locale_number(p->locale, value, 4, out, err);
}

/* "rta (1) 0.2762 (0.1308 to 0.4216)": all that the picture shows, for who does not see it. */
static kt_status add_point(const plot *p, const kt_gravity_points *of, int64_t n, int m,
                           kt_text *out, kt_error *err)
{
    const kt_interval *v = &of->value[m * of->n_names + n];
    if (isnan(v->middle))
        return KT_OK;
    KT_TRY(kt_text_add(out, out->size ? "; " : "", err));
    if (of->along == KT_GRAVITY_NAMES)
        KT_TRY(kt_text_add(out, of->name[n], err));
    else
        KT_TRY(kt_text_format(out, err, "%s, %g", of->stem, of->at[n]));
    if (p->g->n_fits > 1)
        KT_TRY(kt_text_format(out, err, " (%d)", m + 1));
    KT_TRY(kt_text_add(out, ": ", err));
    KT_TRY(say_number(p, v->middle, out, err));
    if (isnan(v->low) || isnan(v->high))
        return KT_OK;
    KT_TRY(kt_text_add(out, " (", err));
    KT_TRY(say_number(p, v->low, out, err));
    KT_TRY(kt_text_add(out, " – ", err));
    KT_TRY(say_number(p, v->high, out, err));
    return kt_text_add(out, ")", err);
}

static kt_status say_points(const plot *p, const kt_gravity_points *points, int n_panels,
                            kt_text *out, kt_error *err)
{
    for (int k = 0; k < n_panels; k++)
        for (int64_t n = 0; n < points[k].n_names; n++)
            for (int m = 0; m < p->g->n_fits; m++)
                KT_TRY(add_point(p, &points[k], n, m, out, err));
    return KT_OK;
}

/* "28,482", or of each model where they differ. */
static kt_status say_rows(const plot *p, kt_text *out, kt_error *err)
{
    const kt_gravity_fit *fit = p->g->fit;
    bool differ = false;
    for (int m = 1; m < p->g->n_fits; m++)
        differ |= fit[m].estimate->n != fit[0].estimate->n;
    for (int m = 0; m < (differ ? p->g->n_fits : 1); m++) {
        KT_TRY(kt_text_add(out, m ? "; " : "", err));
        if (differ)
            KT_TRY(kt_text_format(out, err, "(%d) ", m + 1));
        KT_TRY(kt_locale_number(p->locale, (double)fit[m].estimate->n, 0, out, err));
    }
    return KT_OK;
}

/* Title, and the lines around the drawing. */
static kt_status say_frame(const plot *p, const kt_gravity_points *points, int n_panels,
                           kt_error *err)
{
    const kt_gravity *g = p->g;
    const char *data = kt_argument_text(g->run, "data", NULL), *slash;
    kt_text list = {0}, rows = {0};
    if (!data)
        data = kt_argument_text(g->run, "flows", kt_argument_text(g->run, "dataset", ""));
    slash = strrchr(data, '/');
    kt_status status = say_points(p, points, n_panels, &list, err);
    if (!status)
        status = say_rows(p, &rows, err);
    const kt_argument arguments[] = {{"outcome", common_outcome(g), 0.0},
                                     {"data", slash ? slash + 1 : data, 0.0},
                                     {"rows", kt_text_get(&rows), 0.0},
                                     {"points", kt_text_get(&list), 0.0},
                                     {"n", NULL, (double)g->n_fits}};
    const int n = (int)(sizeof arguments / sizeof arguments[0]);
    if (!status)
        status = say(p, common_outcome(g)[0] ? "gravity.plot.title" : "gravity.plot.titles",
                     arguments, n, &p->picture->title, err);
    if (!status)
        status = say(p, "gravity.plot.subtitle", arguments, n, &p->picture->subtitle, err);
    if (!status)
        status = say(p, "gravity.plot.source", arguments, n, &p->picture->source, err);
    if (!status)
        status = say(p, "gravity.plot.text", arguments, n, &p->picture->text, err);
    kt_text_clear(&rows);
    kt_text_clear(&list);
    return status;
}

/* ---- the picture ---------------------------------------------------------------------------
 */

static kt_status fill(const plot *p, kt_error *err)
{
    static const char *const KEY[] = {[KT_GRAVITY_PERIODS] = "gravity.plot.periods",
                                      [KT_GRAVITY_LAGS] = "gravity.plot.lags",
                                      [KT_GRAVITY_SINCE] = "gravity.plot.since"};
    kt_gravity_points points[KT_MAX_GRAVITY_PANELS];
    kt_intervals_picture *of = &p->picture->of.intervals;
    const char **names;
    KT_TRY(kt_gravity_find_points(p->g, points, &of->n_panels, err));
    KT_TRY(kt_arena_new(&p->picture->arena, &of->panel, of->n_panels, sizeof *of->panel, err));
    KT_TRY(kt_arena_new(&p->picture->arena, &names, p->g->n_fits, sizeof *names, err));
    KT_TRY(say_lines(p, names, err));
    of->line_name = names;
    of->n_lines = p->g->n_fits;
    for (int k = 0; k < of->n_panels; k++) {
        kt_intervals_panel *panel = &of->panel[k];
        const kt_argument arguments[] = {{"name", points[k].stem, 0.0}};
        *panel = (kt_intervals_panel){
            .form = points[k].along ? KT_INTERVALS_ALONG : KT_INTERVALS_DOWN,
            .name = points[k].name,
            .at = points[k].at,
            .n_names = points[k].n_names,
            .value = points[k].value,
        };
        if (points[k].along)
            KT_TRY(say(p, KEY[points[k].along], arguments, 1, &panel->title, err));
        if (points[k].has_reference && !of->reference_name)
            KT_TRY(say(p, "gravity.plot.reference", NULL, 0, &of->reference_name, err));
    }
    return say_frame(p, points, of->n_panels, err);
}

static kt_status write_file(const plot *p, const char *path, kt_error *err)
{
    kt_text svg = {0}, other = {0};
    const kt_sink sink = kt_sink_text(&svg), out = kt_sink_text(&other);
    const kt_pages_info info = {.title = p->picture->title,
                                .alternative = p->picture->text,
                                .language = kt_run_language(p->g->run),
                                .now = p->g->run->options->now};
    const bool is_svg = ends_with(path, ".svg");
    kt_status status = kt_picture_write_svg(p->picture, p->locale, NULL, &sink, err);
    const kt_slice drawn = {svg.data, svg.size};
    if (!status && ends_with(path, ".png"))
        status = kt_svg_write_png(drawn, ZOOM, &out, err);
    else if (!status && !is_svg)
        status = kt_svg_write_pdf(drawn, &info, &out, err);
    const kt_text *answer = is_svg ? &svg : &other;
    if (!status)
        status = kt_file_replace(path, kt_text_get(answer), answer->size, err);
    kt_text_clear(&other);
    kt_text_clear(&svg);
    return status;
}

kt_status kt_gravity_write_plot(kt_gravity *g, kt_error *err)
{
    plot p = {.g = g};
    const char *path = plot_file(g);
    if (!path)
        return KT_OK;
    KT_TRY(kt_run_locale(g->run, &p.locale, &p.phrases, err));
    KT_TRY(kt_picture_new(KT_PICTURE_INTERVALS, &p.picture, err));
    kt_status status = fill(&p, err);
    if (!status)
        status = write_file(&p, path, err);
    if (status)
        kt_error_within(err, "drawing %s", path);
    kt_picture_free(p.picture);
    return status;
}
