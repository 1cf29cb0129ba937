/* pdf_table.c: a table on paper. Columns are as wide as their widest cell; where that is too
 * wide for the page letters become smaller, then the widest column of text, or a title of
 * several words, gives way. Rows are never cut; the head stands again on every page. */
#include "pdf_page.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

enum { MOST_COLUMNS = 64 /* of a table */ };

#define GAP     9.0
#define LARGE   8.6 /* sizes of letters that are tried */
#define SMALL   7.4
#define STEP    0.4
#define LEADING 1.28
#define ROW_AIR 3.6

static const kt_type CAPTION = {.size = 9.4, .face = KT_FACE_SANS, .bold = 1};
static const kt_type NOTE = {.size = 8.4, .face = KT_FACE_SANS, .grey = 0.34};

typedef struct layout {
    kt_pdf *pdf;
    const kt_table *table;
    kt_type type;
    int n_columns;
    double width[MOST_COLUMNS], least[MOST_COLUMNS];
} layout;

/* Row -1 is the head. */
static kt_status text_of(const layout *l, int64_t row, int column, kt_text *out, kt_error *err)
{
    kt_text_reset(out);
    if (row < 0)
        return kt_text_add(out, kt_table_column_at(l->table, column)->title, err);
    return kt_table_show(l->table, row, column, l->pdf->locale, out, err);
}

static kt_status paragraph_of(const layout *l, int64_t row, int column, double width,
                              kt_paragraph **out, kt_error *err)
{
    kt_text text = {0};
    kt_type type = l->type;

    type.align_right = width > 0.0 && kt_table_column_at(l->table, column)->align == KT_RIGHT;
    type.grey = row < 0 ? 0.34 : 0.0;
    kt_status status = text_of(l, row, column, &text, err);
    if (!status)
        status = kt_paragraph_new(l->pdf->pages, &type, kt_text_get(&text), width, out, err);
    kt_text_clear(&text);
    return status;
}

/* Natural width of a text. */
static kt_status measure_whole(const layout *l, int64_t row, int column, double *width,
                               kt_error *err)
{
    kt_paragraph *paragraph;

    KT_TRY(paragraph_of(l, row, column, 0.0, &paragraph, err));
    *width = kt_paragraph_width(paragraph) + 0.5;
    kt_paragraph_free(paragraph);
    return KT_OK;
}

/* Width of its widest word: each word on a line of its own. */
static kt_status measure_word(const layout *l, int64_t row, int column, double *width,
                              kt_error *err)
{
    kt_paragraph *paragraph;
    kt_text text = {0};
    kt_status status = text_of(l, row, column, &text, err);

    for (size_t n = 0; !status && n < text.size; n++)
        text.data[n] = text.data[n] == ' ' ? '\n' : text.data[n];
    if (!status)
        status =
            kt_paragraph_new(l->pdf->pages, &l->type, kt_text_get(&text), 0.0, &paragraph, err);
    if (!status) {
        *width = kt_paragraph_width(paragraph) + 0.5;
        kt_paragraph_free(paragraph);
    }
    kt_text_clear(&text);
    return status;
}

static kt_status measure_columns(layout *l, kt_error *err)
{
    for (int c = 0; c < l->n_columns; c++) {
        l->width[c] = l->least[c] = 0.0;
        for (int64_t r = -1; r < kt_table_n_rows(l->table); r++) {
            double whole = 0.0, word = 0.0;
            const bool breaks = r < 0 || kt_table_cell_at(l->table, r, c)->kind == KT_CELL_TEXT;
            KT_TRY(measure_whole(l, r, c, &whole, err));
            if (breaks)
                KT_TRY(measure_word(l, r, c, &word, err));
            l->width[c] = fmax(l->width[c], whole);
            l->least[c] = fmax(l->least[c], breaks ? fmin(word, 120.0) : whole);
        }
    }
    return KT_OK;
}

static double total(const layout *l)
{
    double sum = GAP * (l->n_columns - 1);

    for (int c = 0; c < l->n_columns; c++)
        sum += l->width[c];
    return sum;
}

/* The widest column that can gives a point, until the page holds all. */
static void narrow(layout *l)
{
    while (total(l) > KT_TEXT_WIDTH) {
        int widest = -1;
        for (int c = 0; c < l->n_columns; c++)
            if (l->width[c] > l->least[c] && (widest < 0 || l->width[c] > l->width[widest]))
                widest = c;
        if (widest < 0)
            return;
        l->width[widest] = fmax(l->width[widest] - 1.0, l->least[widest]);
    }
}

/* Room for wrapped titles is bought before letters shrink; what still does not fit shrinks. */
static kt_status fit(layout *l, kt_error *err)
{
    bool fits = false;

    l->type.size = LARGE;
    while (!fits && l->type.size >= SMALL) {
        double least = GAP * (l->n_columns - 1);
        KT_TRY(measure_columns(l, err));
        for (int c = 0; c < l->n_columns; c++)
            least += l->least[c];
        fits = least <= KT_TEXT_WIDTH;
        if (!fits)
            l->type.size -= STEP;
    }
    narrow(l);
    return KT_OK;
}

/* Lays out one row; draws it at y where `draws`. *height is its own, without air. */
static kt_status do_row(const layout *l, int64_t row, bool draws, double y, double *height,
                        kt_error *err)
{
    double x = KT_PAGE_SIDE;

    if (!draws)
        *height = 0.0;
    for (int c = 0; c < l->n_columns; c++) {
        kt_paragraph *paragraph;
        KT_TRY(paragraph_of(l, row, c, l->width[c], &paragraph, err));
        const int n = kt_paragraph_n_lines(paragraph);
        const double own = n * kt_paragraph_line_height(paragraph);
        if (draws) {
            // Titles of columns stand on the rule below them.
            kt_pages_begin(l->pdf->pages, row < 0 ? "TH" : "TD");
            kt_paragraph_draw(paragraph, 0, n, x, row < 0 ? y + *height - own : y);
            kt_pages_end(l->pdf->pages, row < 0 ? "TH" : "TD");
        } else {
            *height = fmax(*height, own);
        }
        kt_paragraph_free(paragraph);
        x += l->width[c] + GAP;
    }
    return KT_OK;
}

static kt_status draw_row(const layout *l, int64_t row, double height, kt_error *err)
{
    kt_pdf *pdf = l->pdf;
    const double right = KT_PAGE_SIDE + fmin(total(l), KT_TEXT_WIDTH + 40.0);

    kt_pages_begin(pdf->pages, "TR");
    KT_TRY(do_row(l, row, true, pdf->y + ROW_AIR / 2.0, &height, err));
    kt_pages_end(pdf->pages, "TR");
    pdf->y += height + ROW_AIR;
    kt_pages_rule(pdf->pages, KT_PAGE_SIDE, pdf->y, right, pdf->y, row < 0 ? 0.7 : 0.35,
                  row < 0 ? 0.4 : 0.82);
    return KT_OK;
}

static kt_status draw_head(const layout *l, kt_error *err)
{
    double height;

    KT_TRY(do_row(l, -1, false, 0.0, &height, err));
    return draw_row(l, -1, height, err);
}

static kt_status draw_rows(const layout *l, kt_error *err)
{
    kt_pages_begin(l->pdf->pages, "Table");
    KT_TRY(draw_head(l, err));
    for (int64_t r = 0; r < kt_table_n_rows(l->table); r++) {
        double height;
        KT_TRY(do_row(l, r, false, 0.0, &height, err));
        if (height + ROW_AIR > kt_pdf_room(l->pdf)) {
            kt_pages_end(l->pdf->pages, "Table");
            KT_TRY(kt_pdf_next(l->pdf, err));
            kt_pages_begin(l->pdf->pages, "Table");
            KT_TRY(draw_head(l, err));
        }
        KT_TRY(draw_row(l, r, height, err));
    }
    kt_pages_end(l->pdf->pages, "Table");
    return KT_OK;
}

kt_status kt_pdf_table(kt_pdf *pdf, const kt_table *table, kt_error *err)
{
    layout l = {.pdf = pdf, .table = table, .n_columns = kt_table_n_columns(table)};

    if (l.n_columns > MOST_COLUMNS)
        return kt_fail(err, KT_ERR_LIMIT, "a table of more than %d columns", MOST_COLUMNS);
    l.type = (kt_type){.face = KT_FACE_SANS, .leading = LEADING};
    KT_TRY(fit(&l, err));
    KT_TRY(kt_pdf_need(pdf, 90.0, err)); // title, head and some rows stay together
    pdf->y += 4.0;
    if (kt_table_get_title(table))
        KT_TRY(kt_pdf_text(pdf, "P", &CAPTION, kt_table_get_title(table), 0.0, err));
    KT_TRY(draw_rows(&l, err));
    pdf->y += 5.0;
    for (int64_t n = 0; n < kt_table_n_notes(table); n++) {
        KT_TRY(kt_pdf_text(pdf, "P", &NOTE, kt_table_note_at(table, n), 0.0, err));
        pdf->y += 2.0;
    }
    pdf->y += 6.0;
    return KT_OK;
}
