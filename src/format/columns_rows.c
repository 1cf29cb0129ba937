/* columns_rows.c: columns from rows one by one: the plain twin of the quick reader, and the way
 * of what cannot be cut into pieces. */
#include "columns_internal.h"
#include "quick_number.h"

#include <kontor/memory.h>

typedef struct reading {
    kt_columns *columns;
    const kt_columns_options *options;
    bool has_header; /* read, in this pass or before */
    bool met_header; /* in this pass */
} reading;

static kt_status take_cell(kt_columns *columns, kt_column_draft *draft, kt_slice cell,
                           int64_t line, kt_error *err)
{
    const int64_t row = columns->n_rows;
    double number;
    if (draft->is_text) {
        draft->code[row] = -1;
        return cell.size ? kt_word_list_add(&draft->words, cell, &draft->code[row], err)
                         : KT_OK;
    }
    if (kt_plain_number(cell, &number) != KT_CELL_IS_WORD)
        draft->number[row] = number;
    else if (!draft->text_line)
        draft->text_line = line;
    return KT_OK;
}

static kt_status take_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading *now = with;
    kt_columns *columns = now->columns;
    if (!now->met_header) {
        now->met_header = true;
        if (now->has_header)
            return KT_OK;
        now->has_header = true;
        return kt_columns_begin(columns, row->cell, row->n_cells, now->options, err);
    }
    if (columns->n_rows == columns->n_room)
        KT_TRY(kt_columns_reserve(columns, columns->n_room + columns->n_room / 2 + 1024, err));
    columns->n_ragged += row->n_cells != columns->n_names;
    for (int c = 0; c < columns->n_series; c++) {
        kt_column_draft *draft = &columns->draft[c];
        const kt_slice nothing = {"", 0};
        KT_TRY(take_cell(columns, draft,
                         draft->position < row->n_cells ? row->cell[draft->position] : nothing,
                         row->line, err));
    }
    columns->n_rows++;
    if (columns->n_rows % 65536 == 0) {
        kt_progress_tell(now->options->progress, "reading", 0, 0, columns->n_rows);
        return kt_progress_check(now->options->progress, err);
    }
    return KT_OK;
}

kt_status kt_columns_read_rows(kt_columns_source source, void *from,
                               const kt_columns_options *options, kt_columns **out,
                               kt_error *err)
{
    const kt_columns_options chosen = options ? *options : kt_columns_options_default();
    kt_columns *columns = NULL;
    KT_TRY(kt_new(&columns, 1, sizeof *columns, err));
    reading now = {columns, &chosen, false, false};
    kt_status status;
    do {
        kt_columns_restart(columns);
        now.met_header = false;
        status = source(from, take_row, &now, err);
    } while (!status && kt_columns_turn_to_text(columns));
    if (!status && !now.has_header)
        status = kt_fail(err, KT_ERR_FORMAT, "no header, expected a line of column names");
    if (!status)
        status = kt_columns_finish(columns, err);
    if (status)
        kt_columns_free(columns);
    else
        *out = columns;
    return status;
}

static kt_status all_of_csv(void *from, kt_csv_visit visit, void *with, kt_error *err)
{
    const kt_slice *bytes = from;
    return kt_csv_parse(*bytes, NULL, visit, with, err);
}

kt_status kt_columns_parse_plainly(kt_slice bytes, const kt_columns_options *options,
                                   kt_columns **out, kt_error *err)
{
    return kt_columns_read_rows(all_of_csv, &bytes, options, out, err);
}
