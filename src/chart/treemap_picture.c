/* treemap_picture.c: parts of a whole as areas, labelled inside: tiles of one tone have one
 * colour, edges of paper part them. What is too small for a label still says its name to who
 * points at it, and the page has a table beside. */
#include "picture_internal.h"

#include <kontor/memory.h>
#include <kontor/squarify.h>

enum { HEIGHT = 320 };

/* White letters on the dark tones, ink on the light ones: contrast 4.5 and more. */
static const struct {
    kt_paint fill, letter;
} TONE[] = {{KT_LAND, KT_INK}, {KT_M4, KT_PAPER}, {KT_M2, KT_INK},
            {KT_M5, KT_PAPER}, {KT_M3, KT_INK},   {KT_M1, KT_INK}};
enum { N_TONES = sizeof TONE / sizeof *TONE };

/* Name on up to three lines and what it amounts to, where there is room for both. */
static void label(kt_sheet *sheet, const kt_tile *tile, kt_rectangle at, kt_paint paint)
{
    kt_letter letter = {.size = KT_LABEL_SIZE, .paint = paint};
    const kt_slice shown = kt_slice_of(tile->shown);
    const double room = at.width - 12.0;
    kt_slice rest = kt_slice_of(tile->name);
    double y = at.y + 18.0;

    if (at.height < 26.0 || kt_font_width(shown, letter.size, KT_BOLD) > room || room < 28.0)
        return;
    const bool has_name = at.height >= 42.0 && room >= 52.0;
    const int64_t most = (int64_t)((at.height - 24.0) / (letter.size * 1.2));
    for (int64_t n = 0; has_name && n < most && n < 4 && rest.size > 0; n++) {
        const bool last = n + 1 == most || n == 3;
        const kt_slice line = last ? rest : kt_font_line(&rest, letter.size, KT_REGULAR, room);
        kt_svg_text_fitted(&sheet->svg, at.x + 6.0, y, letter, line, room);
        y += letter.size * 1.2;
        if (last)
            break;
    }
    letter.weight = KT_BOLD;
    kt_svg_text(&sheet->svg, at.x + 6.0, y, letter, shown);
}

static void draw_tile(kt_sheet *sheet, const kt_tile *tile, kt_rectangle at, kt_text *title)
{
    const int tone = tile->tone <= 0 ? 0 : (tile->tone - 1) % (N_TONES - 1) + 1;

    kt_text_reset(title);
    if (!sheet->svg.error.status)
        (void)!kt_text_format(title, &sheet->svg.error, "%s%s%s", tile->name,
                              tile->shown[0] ? ": " : "", tile->shown);
    kt_svg_rectangle(&sheet->svg, at.x, at.y, at.width, at.height, TONE[tone].fill, KT_PAPER,
                     kt_text_get(title));
    label(sheet, tile, at, TONE[tone].letter);
}

/* What is left of the whole (tone 0, the last) stands by itself at the right, however large;
 * areas stay in proportion. */
static void divide(const kt_treemap_picture *treemap, const double *size, int64_t n,
                   kt_rectangle whole, kt_rectangle *at)
{
    const bool has_rest = n > 1 && treemap->tile[n - 1].tone == 0;
    double sum = 0.0;

    for (int64_t k = 0; k < n; k++)
        sum += size[k];
    if (has_rest) {
        const double wide = whole.width * size[n - 1] / sum;
        whole.width -= wide;
        at[n - 1] = (kt_rectangle){whole.x + whole.width, whole.y, wide, whole.height};
    }
    kt_squarify(size, has_rest ? n - 1 : n, whole, at);
}

double kt_treemap_draw(kt_sheet *sheet, const kt_treemap_picture *treemap, double y)
{
    const kt_rectangle whole = {0.0, y - 4.0, sheet->width, HEIGHT};
    double *size = NULL;
    kt_rectangle *at = NULL;
    kt_text title = {0};
    int64_t n = 0;

    if (treemap->n_tiles < 1 || sheet->svg.error.status)
        return y;
    kt_status status = kt_new(&size, treemap->n_tiles, sizeof *size, &sheet->svg.error);
    if (!status)
        status = kt_new(&at, treemap->n_tiles, sizeof *at, &sheet->svg.error);
    if (!status) {
        while (n < treemap->n_tiles && treemap->tile[n].size > 0.0) {
            size[n] = treemap->tile[n].size;
            n++;
        }
        divide(treemap, size, n, whole, at);
        for (int64_t k = 0; k < n; k++)
            draw_tile(sheet, &treemap->tile[k], at[k], &title);
    }
    kt_text_clear(&title);
    kt_free(at);
    kt_free(size);
    return whole.y + HEIGHT;
}
