/* columns_dta.c: a Stata file straight into columns: no number becomes digits on the way. */
#include "columns_internal.h"

#include <kontor/dta.h>
#include <kontor/memory.h>

#include <math.h>

typedef struct stata {
    kt_columns *columns;
    const kt_columns_options *options;
    kt_slice name[KT_MAX_CSV_COLUMNS];
    bool is_text[KT_MAX_CSV_COLUMNS];
    int place[KT_MAX_CSV_COLUMNS]; /* among the columns; -1: not wanted */
    int n_names;
    kt_arena arena; /* the names */
} stata;

static bool is_wanted(const kt_columns_options *options, kt_slice name)
{
    for (int n = 0; n < options->n_wanted; n++)
        if (kt_slice_is(name, options->wanted[n]))
            return true;
    return !options->wanted;
}

static kt_status see_variable(void *with, kt_slice name, bool is_text, bool *wanted,
                              kt_error *err)
{
    stata *s = with;
    const char *kept;
    if (s->n_names == KT_MAX_CSV_COLUMNS)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d variables", KT_MAX_CSV_COLUMNS);
    KT_TRY(kt_arena_text(&s->arena, name.data ? name.data : "", name.size, &kept, err));
    s->name[s->n_names] = kt_slice_of(kept);
    s->is_text[s->n_names] = is_text;
    s->place[s->n_names++] = -1;
    *wanted = name.size > 0 && is_wanted(s->options, name);
    return KT_OK;
}

/* More rows than bytes would be a lie of the file: room is made as they come. */
static kt_status begin(void *with, int64_t n_rows, kt_error *err)
{
    stata *s = with;
    (void)n_rows;
    KT_TRY(kt_columns_begin(s->columns, s->name, s->n_names, s->options, err));
    for (int c = 0; c < s->columns->n_series; c++) {
        kt_column_draft *draft = &s->columns->draft[c];
        draft->is_text = s->is_text[draft->position];
        s->place[draft->position] = c;
    }
    return KT_OK;
}

/* Room for a row, and all missing in the rows up to it. */
static kt_status reach(stata *s, int64_t row, kt_error *err)
{
    kt_columns *columns = s->columns;
    while (columns->n_rows <= row) {
        if (columns->n_rows == columns->n_room)
            KT_TRY(
                kt_columns_reserve(columns, columns->n_room + columns->n_room / 2 + 4096, err));
        for (int c = 0; c < columns->n_series; c++) {
            kt_column_draft *draft = &columns->draft[c];
            if (draft->is_text)
                draft->code[columns->n_rows] = -1;
            else
                draft->number[columns->n_rows] = (double)NAN;
        }
        columns->n_rows++;
        if (columns->n_rows % 65536 == 0)
            KT_TRY(kt_progress_check(s->options->progress, err));
    }
    return KT_OK;
}

static kt_status take_number(void *with, int64_t row, int variable, double value, kt_error *err)
{
    stata *s = with;
    KT_TRY(reach(s, row, err));
    const int c = variable >= 0 && variable < s->n_names ? s->place[variable] : -1;
    if (c >= 0 && !s->columns->draft[c].is_text)
        s->columns->draft[c].number[row] = value;
    return KT_OK;
}

static kt_status take_text(void *with, int64_t row, int variable, kt_slice value, kt_error *err)
{
    stata *s = with;
    KT_TRY(reach(s, row, err));
    const int c = variable >= 0 && variable < s->n_names ? s->place[variable] : -1;
    if (c < 0 || !s->columns->draft[c].is_text || value.size == 0)
        return KT_OK;
    kt_column_draft *draft = &s->columns->draft[c];
    if (!draft->text_line)
        draft->text_line = row + 2;
    return kt_word_list_add(&draft->words, value, &draft->code[row], err);
}

kt_status kt_columns_read_dta(kt_slice bytes, const kt_columns_options *options,
                              kt_columns **out, kt_error *err)
{
    const kt_columns_options chosen = options ? *options : kt_columns_options_default();
    stata *s = NULL;
    KT_TRY(kt_new(&s, 1, sizeof *s, err));
    s->options = &chosen;
    kt_status status = kt_new(&s->columns, 1, sizeof *s->columns, err);
    const kt_dta_visitor visitor = {see_variable, begin, take_number, take_text, s};
    if (!status)
        status = kt_dta_visit(bytes, &visitor, err);
    if (!status)
        status = kt_columns_finish(s->columns, err);
    if (!status) {
        *out = s->columns;
        s->columns = NULL;
    }
    kt_columns_free(s->columns);
    kt_arena_clear(&s->arena);
    kt_free(s);
    return status;
}
