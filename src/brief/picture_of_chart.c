/* picture_of_chart.c: the small chart of a document as a picture, for writers that draw. */
#include <kontor/document.h>

#include <string.h>

static kt_status keep(kt_picture *picture, const char *text, const char **out, kt_error *err)
{
    return kt_arena_text(&picture->arena, text ? text : "", text ? strlen(text) : 0, out, err);
}

static kt_status copy_line(kt_picture *picture, const kt_chart *chart, int n, kt_error *err)
{
    kt_picture_line *line = &picture->of.series.line[n];
    double *value;

    KT_TRY(keep(picture, chart->line[n].name, &line->name, err));
    KT_TRY(kt_arena_new(&picture->arena, &value, chart->n_years, sizeof *value, err));
    memcpy(value, chart->line[n].value, (size_t)chart->n_years * sizeof *value);
    line->value = value;
    return KT_OK;
}

static kt_status fill(kt_picture *picture, const kt_chart *chart, kt_error *err)
{
    kt_series_picture *series = &picture->of.series;

    KT_TRY(keep(picture, chart->title, &picture->title, err));
    KT_TRY(keep(picture, chart->text, &picture->text, err));
    KT_TRY(keep(picture, chart->source, &picture->source, err));
    *series = (kt_series_picture){.first_year = chart->first_year,
                                  .n_years = chart->n_years,
                                  .n_lines = chart->n_lines,
                                  .scale = chart->scale,
                                  .break_year = {chart->break_year},
                                  .n_breaks = chart->break_year != 0 ? 1 : 0};
    if (chart->break_name)
        KT_TRY(keep(picture, chart->break_name, &series->break_name, err));
    for (int n = 0; n < chart->n_lines; n++)
        KT_TRY(copy_line(picture, chart, n, err));
    return KT_OK;
}

kt_status kt_chart_picture(const kt_chart *chart, kt_picture **out, kt_error *err)
{
    kt_picture *picture;

    KT_TRY(kt_picture_new(KT_PICTURE_SERIES, &picture, err));
    const kt_status status = fill(picture, chart, err);
    if (status)
        kt_picture_free(picture);
    else
        *out = picture;
    return status;
}
