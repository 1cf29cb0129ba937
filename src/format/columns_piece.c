/* columns_piece.c: one piece of a CSV into columns. A piece knows nothing of the others but
 * where it stands, so that pieces can be read side by side. */
#include "columns_internal.h"
#include "quick_number.h"

#include <kontor/memory.h>

#include <string.h>

static kt_status take_cells(kt_columns *columns, kt_columns_piece *piece, kt_error *err)
{
    const kt_csv_cells *cells = piece->cells;
    const int64_t row = piece->first_row + piece->n_rows;
    for (int c = 0; c < columns->n_series; c++) {
        const kt_column_draft *draft = &columns->draft[c];
        const kt_slice cell =
            draft->position < cells->n_cells ? cells->cell[draft->position] : (kt_slice){"", 0};
        if (!draft->is_text) {
            if (kt_quick_number(cell, &draft->number[row]) == KT_CELL_IS_WORD &&
                !piece->text_line[c])
                piece->text_line[c] = piece->first_line;
            continue;
        }
        draft->code[row] = -1;
        if (cell.size)
            KT_TRY(kt_word_list_add(&piece->words[c], cell, &draft->code[row], err));
    }
    piece->n_ragged += cells->n_cells != columns->n_names;
    piece->n_rows++;
    return KT_OK;
}

/* Latin-1 is for the careful reader, since it holds for all that follows. */
static bool all_utf8(const kt_csv_cells *cells)
{
    for (int c = 0; c < cells->n_cells; c++)
        if (!kt_utf8_valid(cells->cell[c].data, cells->cell[c].size))
            return false;
    return true;
}

/* What stands in piece->cells, unless it is an empty line. `first_line` moves along. */
static kt_status take_row(kt_columns *columns, kt_columns_piece *piece, kt_error *err)
{
    const kt_csv_cells *cells = piece->cells;
    if (cells->n_cells == 1 && cells->cell[0].size == 0)
        return KT_OK;
    if (cells->high && !all_utf8(cells)) {
        piece->irregular = true;
        return KT_OK;
    }
    return take_cells(columns, piece, err);
}

static kt_status reserve(kt_columns_piece *piece, size_t size, kt_error *err)
{
    if (size <= piece->n_scratch)
        return KT_OK;
    KT_TRY(kt_resize(&piece->scratch, size + size / 2, 1, err));
    piece->n_scratch = size + size / 2;
    return KT_OK;
}

/* A row with a quote: *size becomes that of the row. */
static kt_status take_quoted_row(kt_columns *columns, kt_columns_piece *piece, const char *at,
                                 char separator, size_t *size, kt_error *err)
{
    kt_csv_scan scan = {KT_CSV_BLANK};
    const bool whole = kt_csv_scan_row(&scan, at, *size, separator, size);
    if ((!whole && !piece->last) || *size > KT_MAX_CSV_LINE) {
        piece->irregular = true;
        return KT_OK;
    }
    const size_t n = *size - whole;
    size_t used, where;
    KT_TRY(reserve(piece, n + 1, err));
    if (kt_csv_split_quoted(piece->cells, at, n, separator, piece->scratch, &used, &where) !=
            KT_CSV_ROW ||
        !all_utf8(piece->cells)) {
        piece->irregular = true;
        return KT_OK;
    }
    KT_TRY(take_cells(columns, piece, err)); // also where its only cell is a quoted empty one
    for (const char *p = at; (p = memchr(p, '\n', (size_t)(at + n - p))); p++)
        piece->first_line++;
    return KT_OK;
}

/* The last row, where no line end follows it. */
static kt_status take_open_row(kt_columns *columns, kt_columns_piece *piece, const char *at,
                               char separator, size_t size, kt_error *err)
{
    size_t used;
    if (!piece->last || size > KT_MAX_CSV_LINE) {
        piece->irregular = true;
        return KT_OK;
    }
    KT_TRY(reserve(piece, size + 1, err));
    memcpy(piece->scratch, at, size);
    piece->scratch[size] = '\n';
    if (kt_csv_split_plain(piece->cells, piece->scratch, size + 1, separator, &used) !=
        KT_CSV_ROW) {
        piece->irregular = true;
        return KT_OK;
    }
    return take_row(columns, piece, err);
}

kt_status kt_columns_read_piece(kt_columns *columns, kt_columns_piece *piece, char separator,
                                kt_error *err)
{
    const char *at = piece->begin;
    /* Up to here every row has its line end, so the quick way needs to look for no other. */
    const char *quick_end = piece->end;
    while (quick_end > at && quick_end[-1] != '\n')
        quick_end--;
    while (at < piece->end && !piece->irregular) {
        const size_t left = (size_t)(piece->end - at);
        size_t size = 0;
        const char *next = NULL;
        if (at < quick_end)
            KT_TRY(kt_columns_quick_row(columns, piece, at, separator, &next, err));
        if (next) {
            at = next;
            continue;
        }
        const kt_csv_found found = kt_csv_split_plain(piece->cells, at, left, separator, &size);
        if (found == KT_CSV_ROW) {
            piece->irregular = size > KT_MAX_CSV_LINE;
            KT_TRY(take_row(columns, piece, err));
        } else if (found == KT_CSV_QUOTE) {
            size = left;
            KT_TRY(take_quoted_row(columns, piece, at, separator, &size, err));
        } else if (found == KT_CSV_PART) {
            KT_TRY(take_open_row(columns, piece, at, separator, left, err));
        } else {
            piece->irregular = true;
        }
        piece->first_line++;
        at += size;
    }
    return KT_OK;
}
