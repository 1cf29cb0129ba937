/* chart_text.c: a small picture of a yearly series in characters.
 *
 *     1000 ┤                ▂▂
 *          │          ▅▅ ○  ██ ○        the first line of a chart is drawn as columns, exact to
 *      500 ┤    ▄▄ ○  ██    ██          an eighth of a row; the others as marks, exact to a row
 *          │▃▃ ○██   ╎██    ██
 *        0 ┼──────────────────          ╎ stands where the statistics begin to be made anew
 *            08    09     10  11
 *
 * The picture shows the shape; the numbers stand in the table beside it. */
#include <kontor/document.h>

#include "wrap.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum {
    HEIGHT = 8, /* rows above the axis */
    WIDEST = 7, /* columns of a year */
    LABEL = 10, /* columns of the axis's numbers, at most */
    MOST_YEARS = 60
};

static const char *const EIGHTH[] = {" ",
                                     "\xE2\x96\x81",
                                     "\xE2\x96\x82",
                                     "\xE2\x96\x83",
                                     "\xE2\x96\x84",
                                     "\xE2\x96\x85",
                                     "\xE2\x96\x86",
                                     "\xE2\x96\x87",
                                     "\xE2\x96\x88"};
static const char *const MARK[] = {"\xE2\x96\x88", "\xE2\x97\x8B", "\xC3\x97", "+"};

typedef struct drawing {
    const kt_chart *chart;
    kt_locale *locale;
    const kt_sink *sink;
    int indent, label, cell, bar; /* columns */
    int64_t from, n_years;        /* the years that are drawn */
    double top;                   /* value at the upper edge */
} drawing;

/* The smallest of 1, 2, 2.5, 4, 5, 8 times a power of ten that is not below value. */
static double nice_above(double value)
{
    static const double step[] = {1.0, 2.0, 2.5, 4.0, 5.0, 8.0, 10.0};
    const double power = pow(10.0, floor(log10(value)));

    for (size_t n = 0; n < sizeof step / sizeof *step; n++)
        if (step[n] * power >= value * (1.0 - 1e-12))
            return step[n] * power;
    return 10.0 * power;
}

static double largest(const kt_chart *chart)
{
    double most = 0.0;

    for (int n = 0; n < chart->n_lines; n++)
        for (int64_t t = 0; t < chart->n_years; t++)
            if (chart->line[n].value[t] > most) // false for NaN
                most = chart->line[n].value[t];
    return most;
}

/* The number beside the axis, padded on the left. */
static kt_status write_label(const drawing *d, double value, kt_error *err)
{
    kt_status status;
    kt_text text = {0};
    const double shown = value * d->chart->scale;
    const int decimals = d->top * d->chart->scale >= 10.0  ? 0
                         : d->top * d->chart->scale >= 1.0 ? 1
                                                           : 3;

    status = kt_locale_number(d->locale, shown, decimals, &text, err);
    if (!status)
        status = kt_wrap_repeat(d->sink, " ",
                                d->label - kt_utf8_width(kt_text_get(&text), text.size), err);
    if (!status)
        status = kt_wrap_write(d->sink, kt_slice_of(kt_text_get(&text)), err);
    kt_text_clear(&text);
    return status;
}

/* Row of a mark, from the bottom; -1 where there is none. */
static int mark_row(const drawing *d, double value)
{
    if (isnan(value))
        return -1;
    const int row = (int)floor(fmax(value, 0.0) / d->top * HEIGHT);
    return row < HEIGHT ? row : HEIGHT - 1;
}

/* Which mark stands in this row and year; NULL: none. */
static const char *mark_at(const drawing *d, int64_t t, int row)
{
    for (int n = d->chart->n_lines - 1; n >= 1; n--)
        if (mark_row(d, d->chart->line[n].value[t]) == row)
            return MARK[n];
    return NULL;
}

static kt_status write_cell(const drawing *d, int64_t t, int row, kt_error *err)
{
    const kt_chart *chart = d->chart;
    const bool at_break = chart->break_year != 0 &&
                          chart->first_year + t == chart->break_year && t > d->from &&
                          d->cell > 3;
    const double value = chart->line[0].value[t];
    const double filled =
        isnan(value) ? 0.0 : fmax(value, 0.0) / d->top * HEIGHT * 8.0 - row * 8;
    // A value that is there is never drawn as nothing.
    const double least = row == 0 && value > 0.0 ? 1.0 : 0.0;
    const int eighth = (int)fmin(8.0, fmax(least, floor(filled + 0.5)));
    const char *mark = mark_at(d, t, row);

    KT_TRY(kt_sink_add(d->sink, at_break ? "\xE2\x95\x8E" : " ", err));
    KT_TRY(kt_wrap_repeat(d->sink, EIGHTH[eighth], d->bar, err));
    if (d->chart->n_lines < 2)
        return kt_wrap_repeat(d->sink, " ", d->cell - 1 - d->bar, err);
    KT_TRY(kt_sink_add(d->sink, mark ? mark : " ", err));
    return kt_wrap_repeat(d->sink, " ", d->cell - 2 - d->bar, err);
}

static kt_status write_rows(const drawing *d, kt_error *err)
{
    for (int row = HEIGHT - 1; row >= 0; row--) {
        KT_TRY(kt_wrap_repeat(d->sink, " ", d->indent, err));
        const bool labelled = row == HEIGHT - 1 || row == HEIGHT / 2 - 1;
        if (labelled)
            KT_TRY(write_label(d, d->top * (row + 1) / HEIGHT, err));
        else
            KT_TRY(kt_wrap_repeat(d->sink, " ", d->label, err));
        KT_TRY(kt_sink_add(d->sink, labelled ? " \xE2\x94\xA4" : " \xE2\x94\x82", err));
        for (int64_t t = d->from; t < d->from + d->n_years; t++)
            KT_TRY(write_cell(d, t, row, err));
        KT_TRY(kt_sink_add(d->sink, "\n", err));
    }
    return KT_OK;
}

/* The axis, and years below it: all four digits where they fit, else two, else every fifth. */
static kt_status write_years(const drawing *d, kt_error *err)
{
    KT_TRY(kt_wrap_repeat(d->sink, " ", d->indent, err));
    KT_TRY(write_label(d, 0.0, err));
    KT_TRY(kt_sink_add(d->sink, " \xE2\x94\xBC", err));
    KT_TRY(kt_wrap_repeat(d->sink, "\xE2\x94\x80", d->cell * (int)d->n_years, err));
    KT_TRY(kt_sink_add(d->sink, "\n", err));
    KT_TRY(kt_wrap_repeat(d->sink, " ", d->indent + d->label + 2, err));
    for (int64_t t = d->from; t < d->from + d->n_years; t++) {
        const int year = d->chart->first_year + (int)t;
        if (d->cell >= 5)
            KT_TRY(kt_sink_format(d->sink, err, " %04d%*s", year, d->cell - 5, ""));
        else if (d->cell >= 3)
            KT_TRY(kt_sink_format(d->sink, err, " %02d%*s", year % 100, d->cell - 3, ""));
        else if (year % 5 == 0 && t + 2 < d->from + d->n_years)
            KT_TRY(kt_sink_format(d->sink, err, "%-4d", year));
        else if (year % 5 != 1 || t == d->from)
            KT_TRY(kt_sink_add(d->sink, "  ", err));
    }
    return kt_sink_add(d->sink, "\n", err);
}

static kt_status write_legend(const drawing *d, kt_error *err)
{
    if (d->chart->n_lines < 2)
        return KT_OK;
    KT_TRY(kt_wrap_repeat(d->sink, " ", d->indent + d->label + 2, err));
    for (int n = 0; n < d->chart->n_lines; n++) {
        KT_TRY(kt_sink_format(d->sink, err, "%s%s ", n > 0 ? "   " : " ", MARK[n]));
        KT_TRY(kt_wrap_write(d->sink, kt_slice_of(d->chart->line[n].name), err));
    }
    return kt_sink_add(d->sink, "\n", err);
}

/* How wide the label, a year and its column are, for the room there is. */
static void choose_widths(drawing *d, double most, int width)
{
    const kt_chart *chart = d->chart;

    d->top = nice_above(most);
    const double most_digits = floor(log10(d->top * chart->scale)) + 1.0;
    d->label = most_digits < 1.0 ? 1 : most_digits > LABEL ? LABEL : (int)most_digits;
    // Room for separators of thousands, or for decimals.
    d->label += d->label > 3 ? (d->label - 1) / 3 : d->label > 1 ? 0 : 4;
    d->n_years = chart->n_years < MOST_YEARS ? chart->n_years : MOST_YEARS;
    d->from = chart->n_years - d->n_years; // the newest where there are too many
    const int room = (width > 0 ? width : 80) - d->indent - d->label - 2;
    const int least = chart->n_lines > 1 ? 3 : 2;
    d->cell = room / (int)d->n_years;
    d->cell = d->cell > WIDEST ? WIDEST : d->cell < least ? least : d->cell;
    d->bar = d->cell >= 6 ? 3 : d->cell >= 4 ? 2 : 1;
}

/* The lines gathered in text, without blanks at their ends. */
static kt_status write_trimmed(const kt_text *text, const kt_sink *sink, kt_error *err)
{
    kt_slice rest = {text->data, text->size};

    while (rest.size > 0) {
        kt_slice line = kt_slice_cut(&rest, '\n');
        while (line.size > 0 && line.data[line.size - 1] == ' ')
            line.size--;
        KT_TRY(kt_sink_write(sink, line.data, line.size, err));
        KT_TRY(kt_sink_add(sink, "\n", err));
    }
    return KT_OK;
}

kt_status kt_chart_write_text(const kt_chart *chart, kt_locale *locale, int width, int indent,
                              const kt_sink *sink, kt_error *err)
{
    kt_status status;
    kt_text text = {0};
    const kt_sink inner = kt_sink_text(&text);
    drawing d = {.chart = chart, .locale = locale, .sink = &inner, .indent = indent};
    const double most = largest(chart);

    KT_TRY(kt_wrap_paragraph(sink, kt_slice_of(chart->title), width, indent, indent, err));
    if (chart->n_years == 0 || chart->n_lines == 0 || most <= 0.0)
        return KT_OK;
    choose_widths(&d, most, width);
    status = write_rows(&d, err);
    if (!status)
        status = write_years(&d, err);
    if (!status)
        status = write_legend(&d, err);
    if (!status)
        status = write_trimmed(&text, sink, err);
    kt_text_clear(&text);
    return status;
}
