/* table_text.c: a table for people: columns lined up by display width, cells of text broken at
 * blanks where the page is too narrow.
 *
 * First every cell becomes the text that will stand there; then widths are chosen: each column
 * as wide as its widest cell, and while the page is too narrow the widest column of text gives
 * one column away; then rows are written, as many lines as their longest broken cell. */
#include <kontor/table.h>

#include <kontor/arena.h>
#include <kontor/memory.h>

#include "wrap.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum {
    GAP = 2,         /* blanks between columns */
    NARROWEST = 8,   /* a column of text is not narrowed below this ... */
    WIDEST_WORD = 20 /* ... nor below its longest word, unless that is longer than this */
};

#define DASH "\xE2\x80\x93"

typedef struct layout {
    const kt_table *table;
    kt_locale *locale;
    kt_table_options options;
    const kt_sink *sink;
    kt_arena arena;
    int n_columns;
    const char **shown; /* cell texts, row by row */
    int *width;
    int *least;     /* below this a column is not narrowed */
    kt_slice *rest; /* of the row being written, what its cells have not yet said */
} layout;

kt_table_options kt_table_options_default(void)
{
    return (kt_table_options){.width = 0, .indent = 0, .colour = KT_COLOUR_NEVER};
}

int kt_table_decimals(double shown, int decimals)
{
    static const double power[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    const double size = fabs(shown);

    if (!(size > 0.0) || decimals < 0)
        return decimals;
    while (decimals < 9 && size * power[decimals] <= 0.5) // half a digit may be rounded away
        decimals++;
    return decimals;
}

kt_status kt_table_show(const kt_table *table, int64_t row, int column, kt_locale *locale,
                        kt_text *out, kt_error *err)
{
    const kt_column *at = kt_table_column_at(table, column);
    const kt_cell *cell = kt_table_cell_at(table, row, column);

    if (cell->shown)
        return kt_text_add(out, cell->shown, err);
    switch (cell->kind) {
    case KT_CELL_TEXT:
        return kt_text_add(out, cell->text, err);
    case KT_CELL_NUMBER:
        // Money in millions; a number without a unit (a test's probability) has its digits.
        return kt_locale_number(locale, cell->number * at->scale,
                                at->scale < 1.0
                                    ? kt_table_decimals(cell->number * at->scale, at->decimals)
                                    : at->decimals,
                                out, err);
    case KT_CELL_FRACTION:
        return kt_locale_percent(locale, cell->number,
                                 kt_table_decimals(cell->number * 100.0, at->decimals),
                                 KT_SIGN_AUTO, out, err);
    case KT_CELL_INTEGER:
        // Codes and years: never grouped.
        return kt_text_format(out, err, "%lld", (long long)cell->integer);
    case KT_CELL_MISSING:
        break;
    }
    return kt_text_add(out, DASH, err);
}

/* The text of one cell, kept in the layout. */
static kt_status show(layout *l, int64_t row, int column, const char **out, kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_table_show(l->table, row, column, l->locale, &text, err);

    if (!status)
        status = kt_arena_text(&l->arena, kt_text_get(&text), text.size, out, err);
    kt_text_clear(&text);
    return status;
}

static int at_least(int a, int b)
{
    return a > b ? a : b;
}

/* How narrow the cell may become: text down to its longest word, a number not at all. */
static int least_of(const kt_cell *cell, const char *shown, int natural)
{
    if (cell->kind != KT_CELL_TEXT)
        return natural;
    const int word = kt_wrap_narrowest(kt_slice_of(shown));
    const int least = word < WIDEST_WORD ? word : WIDEST_WORD;
    return least < NARROWEST && natural > NARROWEST ? NARROWEST : least;
}

/* Text of every cell, natural widths. */
static kt_status measure(layout *l, kt_error *err)
{
    const int64_t n_rows = kt_table_n_rows(l->table);
    const size_t n = (size_t)l->n_columns;

    KT_TRY(kt_arena_new(&l->arena, &l->shown, (size_t)n_rows * n + 1, sizeof *l->shown, err));
    KT_TRY(kt_arena_new(&l->arena, &l->width, n, sizeof *l->width, err));
    KT_TRY(kt_arena_new(&l->arena, &l->least, n, sizeof *l->least, err));
    KT_TRY(kt_arena_new(&l->arena, &l->rest, n, sizeof *l->rest, err));
    for (int c = 0; c < l->n_columns; c++) {
        const kt_column *column = kt_table_column_at(l->table, c);
        const kt_slice title = kt_slice_of(column->title);
        l->width[c] = kt_wrap_width(title);
        l->least[c] = kt_wrap_narrowest(title);
        for (int64_t r = 0; r < n_rows; r++) {
            const kt_cell *cell = kt_table_cell_at(l->table, r, c);
            const char **shown = &l->shown[r * l->n_columns + c];
            KT_TRY(show(l, r, c, shown, err));
            const int natural = kt_wrap_width(kt_slice_of(*shown));
            l->width[c] = at_least(l->width[c], natural);
            l->least[c] = at_least(l->least[c], least_of(cell, *shown, natural));
        }
    }
    return KT_OK;
}

/* Narrow columns, widest first, until the page holds them or nothing more gives. */
static void fit(layout *l)
{
    int used = l->options.indent + GAP * (l->n_columns - 1);

    for (int c = 0; c < l->n_columns; c++)
        used += l->width[c];
    while (l->options.width > 0 && used > l->options.width) {
        int widest = -1;
        for (int c = 0; c < l->n_columns; c++)
            if (l->width[c] > l->least[c] && (widest < 0 || l->width[c] > l->width[widest]))
                widest = c;
        if (widest < 0)
            return;
        l->width[widest]--;
        used--;
    }
}

static kt_status write_padded(layout *l, int c, kt_slice line, bool last, kt_error *err)
{
    const int blanks = l->width[c] - kt_wrap_width(line);
    const bool right = kt_table_column_at(l->table, c)->align == KT_RIGHT;

    if (right)
        KT_TRY(kt_wrap_repeat(l->sink, " ", blanks, err));
    KT_TRY(kt_wrap_write(l->sink, line, err));
    if (!right && !last) // no blanks at the end of a line
        KT_TRY(kt_wrap_repeat(l->sink, " ", blanks, err));
    return KT_OK;
}

/* Last column that still says something; -1 when the row is finished. */
static int last_filled(const layout *l)
{
    int last = -1;

    for (int c = 0; c < l->n_columns; c++)
        if (l->rest[c].size > 0)
            last = c;
    return last;
}

/* Write l->rest, line by line until it is used up. */
static kt_status write_row(layout *l, kt_error *err)
{
    for (int last = last_filled(l); last >= 0; last = last_filled(l)) {
        KT_TRY(kt_wrap_repeat(l->sink, " ", l->options.indent, err));
        for (int c = 0; c <= last; c++) {
            const kt_slice line = kt_wrap_line(&l->rest[c], l->width[c]);
            KT_TRY(kt_wrap_repeat(l->sink, " ", c > 0 ? GAP : 0, err));
            KT_TRY(write_padded(l, c, line, c == last, err));
        }
        KT_TRY(kt_sink_add(l->sink, "\n", err));
    }
    return KT_OK;
}

static kt_status bold(const layout *l, const char *code, kt_error *err)
{
    return l->options.colour == KT_COLOUR_ALWAYS ? kt_sink_add(l->sink, code, err) : KT_OK;
}

static kt_status write_title(layout *l, kt_error *err)
{
    const char *title = kt_table_get_title(l->table);

    if (title) {
        KT_TRY(bold(l, "\x1b[1m", err));
        KT_TRY(kt_wrap_paragraph(l->sink, kt_slice_of(title), l->options.width,
                                 l->options.indent, l->options.indent, err));
        KT_TRY(bold(l, "\x1b[0m", err));
    }
    return KT_OK;
}

static kt_status write_head(layout *l, kt_error *err)
{
    for (int c = 0; c < l->n_columns; c++)
        l->rest[c] = kt_slice_of(kt_table_column_at(l->table, c)->title);
    KT_TRY(write_row(l, err));
    KT_TRY(kt_wrap_repeat(l->sink, " ", l->options.indent, err));
    for (int c = 0; c < l->n_columns; c++) {
        KT_TRY(kt_wrap_repeat(l->sink, " ", c > 0 ? GAP : 0, err));
        KT_TRY(kt_wrap_repeat(l->sink, "\xE2\x94\x80", l->width[c], err));
    }
    return kt_sink_add(l->sink, "\n", err);
}

static kt_status write_all(layout *l, kt_error *err)
{
    KT_TRY(measure(l, err));
    fit(l);
    KT_TRY(write_title(l, err));
    // Heads over nothing say less than the note that tells why there is nothing.
    if (kt_table_n_rows(l->table) > 0 || kt_table_n_notes(l->table) == 0)
        KT_TRY(write_head(l, err));
    for (int64_t r = 0; r < kt_table_n_rows(l->table); r++) {
        for (int c = 0; c < l->n_columns; c++)
            l->rest[c] = kt_slice_of(l->shown[r * l->n_columns + c]);
        KT_TRY(write_row(l, err));
    }
    for (int64_t n = 0; n < kt_table_n_notes(l->table); n++)
        KT_TRY(kt_wrap_paragraph(l->sink, kt_slice_of(kt_table_note_at(l->table, n)),
                                 l->options.width, l->options.indent, l->options.indent, err));
    return KT_OK;
}

kt_status kt_table_write_text(const kt_table *table, kt_locale *locale,
                              const kt_table_options *options, const kt_sink *sink,
                              kt_error *err)
{
    layout l = {.table = table,
                .locale = locale,
                .options = options ? *options : kt_table_options_default(),
                .sink = sink,
                .n_columns = kt_table_n_columns(table)};

    KT_TRY(kt_table_check(table, err));
    const kt_status status = write_all(&l, err);
    kt_arena_clear(&l.arena);
    return status;
}
