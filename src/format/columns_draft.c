/* columns_draft.c: columns under way: chosen by name, grown, finished. */
#include "columns_internal.h"

#include <kontor/memory.h>

#include <stdlib.h>
#include <string.h>

kt_columns_options kt_columns_options_default(void)
{
    return (kt_columns_options){.n_threads = 1};
}

static bool is_wanted(const kt_columns_options *options, const char *name)
{
    if (!options->wanted)
        return true;
    for (int n = 0; n < options->n_wanted; n++)
        if (strcmp(options->wanted[n], name) == 0)
            return true;
    return false;
}

kt_status kt_columns_begin(kt_columns *columns, const kt_slice *names, int n_names,
                           const kt_columns_options *options, kt_error *err)
{
    KT_TRY(kt_arena_new(&columns->arena, &columns->name, n_names, sizeof *columns->name, err));
    for (int n = 0; n < n_names; n++) {
        KT_TRY(kt_arena_text(&columns->arena, names[n].data, names[n].size, &columns->name[n],
                             err));
        columns->n_names = n + 1;
    }
    KT_TRY(
        kt_arena_new(&columns->arena, &columns->draft, n_names, sizeof *columns->draft, err));
    for (int n = 0; n < n_names; n++) {
        if (columns->name[n][0] == '\0' || !is_wanted(options, columns->name[n]))
            continue;
        for (int before = 0; before < n && options->wanted; before++)
            if (strcmp(columns->name[before], columns->name[n]) == 0)
                return kt_fail_at(err, KT_ERR_FORMAT, 1, 0, "two columns named %s",
                                  columns->name[n]);
        columns->draft[columns->n_series++].position = n;
    }
    return KT_OK;
}

kt_status kt_columns_reserve(kt_columns *columns, int64_t n_rows, kt_error *err)
{
    if (n_rows <= columns->n_room)
        return KT_OK;
    for (int c = 0; c < columns->n_series; c++) {
        kt_column_draft *draft = &columns->draft[c];
        KT_TRY(draft->is_text ? kt_resize(&draft->code, n_rows, sizeof *draft->code, err)
                              : kt_resize(&draft->number, n_rows, sizeof *draft->number, err));
    }
    columns->n_room = n_rows;
    return KT_OK;
}

void kt_columns_restart(kt_columns *columns)
{
    for (int c = 0; c < columns->n_series; c++) {
        kt_column_draft *draft = &columns->draft[c];
        kt_free(draft->number);
        kt_free(draft->code);
        draft->number = NULL;
        draft->code = NULL;
        kt_word_list_clear(&draft->words);
    }
    columns->n_rows = columns->n_room = columns->n_ragged = 0;
}

bool kt_columns_turn_to_text(kt_columns *columns)
{
    bool turned = false;
    for (int c = 0; c < columns->n_series; c++) {
        kt_column_draft *draft = &columns->draft[c];
        if (!draft->is_text && draft->text_line) {
            kt_free(draft->number);
            draft->number = NULL;
            draft->is_text = turned = true;
        }
    }
    return turned;
}

void kt_columns_free(kt_columns *columns)
{
    if (!columns)
        return;
    kt_columns_restart(columns);
    kt_free(columns->series);
    kt_arena_clear(&columns->arena);
    kt_free(columns);
}

/* ---- the end ---------------------------------------------------------------------------- */

typedef struct ranked {
    const char *word;
    int32_t number;
} ranked;

static int by_bytes(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    return strcmp(a->word, b->word);
}

/* All words but "NA" are two letters: country codes, where NA is Namibia. */
static bool of_two_letters(const kt_word_list *words)
{
    for (int32_t w = 0; w < words->n_words; w++)
        if (words->size[w] != 2)
            return false;
    return words->n_words > 1;
}

/* Levels in order of bytes, codes to match; "NA" becomes missing. */
static kt_status finish_texts(kt_columns *columns, kt_column_draft *draft, kt_series *series,
                              kt_error *err)
{
    const kt_word_list *words = &draft->words;
    const int32_t n = words->n_words;
    const bool keeps_na = of_two_letters(words);
    ranked *order = NULL;
    int32_t *rank = NULL;
    const char **level;
    kt_status status = kt_arena_new(&columns->arena, &level, n, sizeof *level, err);
    if (!status)
        status = kt_new(&order, n, sizeof *order, err);
    if (!status)
        status = kt_new(&rank, n, sizeof *rank, err);
    if (status)
        goto done;
    for (int32_t w = 0; w < n; w++)
        order[w] = (ranked){words->word[w], w};
    qsort(order, (size_t)n, sizeof *order, by_bytes);
    for (int32_t w = 0; w < n; w++) {
        if (!keeps_na && strcmp(order[w].word, "NA") == 0) {
            rank[order[w].number] = -1;
            continue;
        }
        level[series->n_levels] = order[w].word;
        rank[order[w].number] = series->n_levels++;
    }
    for (int64_t r = 0; r < columns->n_rows; r++)
        if (draft->code[r] >= 0)
            draft->code[r] = rank[draft->code[r]];
    series->code = draft->code;
    series->level = level;
    series->text_line = draft->text_line;
done:
    kt_free(rank);
    kt_free(order);
    return status;
}

kt_status kt_columns_finish(kt_columns *columns, kt_error *err)
{
    KT_TRY(kt_new(&columns->series, columns->n_series, sizeof *columns->series, err));
    for (int c = 0; c < columns->n_series; c++) {
        kt_column_draft *draft = &columns->draft[c];
        kt_series *series = &columns->series[c];
        series->name = columns->name[draft->position];
        if (!draft->is_text && !draft->number) // no rows: still a column of numbers
            KT_TRY(kt_new(&draft->number, 1, sizeof *draft->number, err));
        if (draft->is_text)
            KT_TRY(finish_texts(columns, draft, series, err));
        else
            series->number = draft->number;
    }
    return KT_OK;
}

/* ---- asking ----------------------------------------------------------------------------- */

int64_t kt_columns_n_rows(const kt_columns *columns)
{
    return columns->n_rows;
}

int64_t kt_columns_n_ragged(const kt_columns *columns)
{
    return columns->n_ragged;
}

int kt_columns_count(const kt_columns *columns)
{
    return columns->n_series;
}

const kt_series *kt_columns_at(const kt_columns *columns, int n)
{
    return &columns->series[n];
}

const kt_series *kt_columns_find(const kt_columns *columns, const char *name)
{
    for (int c = 0; c < columns->n_series; c++)
        if (strcmp(columns->series[c].name, name) == 0)
            return &columns->series[c];
    return NULL;
}

int kt_columns_n_names(const kt_columns *columns)
{
    return columns->n_names;
}

const char *kt_columns_name(const kt_columns *columns, int n)
{
    return columns->name[n];
}
