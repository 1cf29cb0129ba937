/* ranks_picture.c: places over the years, first at the top. The line that the picture is about
 * is thick and dark, the others are thin; every line is named at its end, so that nothing hangs
 * on colours. */
#include "picture_internal.h"

#include <math.h>
#include <stdio.h>

enum { ROW = 21, MOST_ROWS = 24 };

typedef struct plot {
    kt_sheet *sheet;
    const kt_ranks_picture *ranks;
    double left, right, top;
    double row; /* height of a place */
} plot;

static double height_of(const plot *p, double rank)
{
    return p->top + (rank - 0.5) * p->row;
}

static bool shows(const plot *p, double rank)
{
    return rank >= 1.0 && rank <= p->ranks->most; // false for NaN
}

static void draw_line(const plot *p, int64_t n)
{
    const kt_ranks_picture *ranks = p->ranks;
    kt_svg *svg = &p->sheet->svg;
    const double *value = ranks->line[n].value;
    const bool marked = n == ranks->marked;
    const kt_paint paint = marked ? KT_C2 : KT_M3;
    double last = NAN;
    int64_t last_t = -1;

    kt_svg_path_begin(svg, KT_NONE_PAINT, paint, marked ? 3.2 : 1.6, NULL, 1.0);
    for (int64_t t = 0; t < ranks->n_years; t++) {
        const double x = kt_year_at(p->left, p->right, ranks->n_years, t);
        if (!shows(p, value[t]))
            continue;
        if (last_t == t - 1 && last_t >= 0)
            kt_svg_to(svg, x, height_of(p, value[t]));
        else
            kt_svg_move(svg, x, height_of(p, value[t]));
        last_t = t;
        last = value[t];
    }
    kt_svg_path_end(svg);
    for (int64_t t = 0; t < ranks->n_years; t++)
        if (shows(p, value[t]))
            kt_svg_circle(svg, kt_year_at(p->left, p->right, ranks->n_years, t),
                          height_of(p, value[t]), marked ? 4.2 : 2.6, paint, KT_NONE_PAINT,
                          ranks->line[n].name);
    if (last_t != ranks->n_years - 1)
        return;
    kt_letter letter = kt_label(KT_INK, KT_START);
    letter.weight = marked ? KT_BOLD : KT_REGULAR;
    kt_svg_text_fitted(svg, p->right + 4.0, height_of(p, last) + 4.0, letter,
                       kt_slice_of(ranks->line[n].name), p->sheet->width - p->right - 4.0);
}

static double widest_name(const kt_ranks_picture *ranks)
{
    double most = 0.0;

    for (int64_t n = 0; n < ranks->n_lines; n++)
        most = fmax(most, kt_font_width(kt_slice_of(ranks->line[n].name), KT_LABEL_SIZE,
                                        n == ranks->marked ? KT_BOLD : KT_REGULAR));
    return most;
}

double kt_ranks_draw(kt_sheet *sheet, const kt_ranks_picture *ranks, double y)
{
    plot p = {.sheet = sheet, .ranks = ranks, .left = 24.0, .top = y, .row = ROW};
    char digits[16];

    if (ranks->n_years < 1 || ranks->most < 1)
        return y;
    if (ranks->most > MOST_ROWS)
        p.row = (double)ROW * MOST_ROWS / ranks->most;
    p.right = sheet->width - fmin(widest_name(ranks) + 8.0, sheet->width * 0.35);
    for (int rank = 1; rank <= ranks->most; rank++) {
        if (ranks->most > MOST_ROWS && rank != 1 && rank % 5 != 0)
            continue;
        snprintf(digits, sizeof digits, "%d", rank);
        kt_svg_line(&sheet->svg, p.left, height_of(&p, rank), p.right, height_of(&p, rank),
                    KT_GRID, 1.0, NULL);
        kt_svg_text(&sheet->svg, p.left - 6.0, height_of(&p, rank) + 4.0,
                    kt_label(KT_SOFT, KT_END), kt_slice_of(digits));
    }
    for (int64_t n = 0; n < ranks->n_lines; n++)
        if (n != ranks->marked)
            draw_line(&p, n);
    if (ranks->marked >= 0 && ranks->marked < ranks->n_lines)
        draw_line(&p, ranks->marked);
    const double bottom = p.top + p.row * ranks->most;
    kt_years_draw(sheet, ranks->first_year, ranks->n_years, p.left, p.right, bottom);
    return bottom + 20.0;
}
